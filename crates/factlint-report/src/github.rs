//! Workflow commands of GitHub Actions: one annotation a finding.
//!
//! `::error file=…,line=…,title=…::message`, as GitHub's reference of workflow commands and the
//! toolkit's `command.ts` have it: `%`, CR and LF are escaped in the message, `:` and `,` in properties
//! too. Columns are left out where a finding spans lines: GitHub takes them within one line only.

use std::io;

use super::excerpt::visible;
use super::{Notification, Report, explanation};
use factlint_engine::finding::{Finding, Label, Severity};

/// GitHub shows so many annotations of one level a step, and drops the others silently.
const MOST_SHOWN: usize = 10;

/// Writes a command a finding, and a line where GitHub will not show them all.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    for notification in report.notifications {
        write_trouble(out, notification)?;
    }
    for finding in report.findings {
        write_finding(out, finding)?;
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = report.count(severity);
        if count > MOST_SHOWN {
            let name = severity.as_str();
            writeln!(
                out,
                "{count} {name}s: GitHub shows {MOST_SHOWN} of them beside the text, this log all"
            )?;
        }
    }
    Ok(())
}

fn write_finding(out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = format!("factlint ({})", visible(&finding.rule));
    let at = &finding.primary;
    let message = explanation::lines(finding).join("\n");
    write_command(out, level, &at.path, Some(at), &title, &message)
}

fn write_trouble(out: &mut dyn io::Write, notification: &Notification) -> io::Result<()> {
    let level = if notification.fails { "error" } else { "warning" };
    write_command(
        out,
        level,
        &notification.path,
        notification.place.as_ref(),
        "factlint",
        &notification.message,
    )
}

fn write_command(
    out: &mut dyn io::Write,
    level: &str,
    path: &str,
    at: Option<&Label>,
    title: &str,
    message: &str,
) -> io::Result<()> {
    // What is left once line breaks are escaped must not act on a log.
    write!(out, "::{level} file={}", visible(&property(path)))?;
    if let Some(Label { start, end, .. }) = at {
        write!(out, ",line={},endLine={}", start.line, end.line)?;
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
    }
    writeln!(out, ",title={}::{}", property(title), data(message))
}

/// What may stand behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand as the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_ends_a_command_or_a_property(text in "(\\PC|[%:,=\r\n]){0,20}") {
            let (data, property) = (data(&text), property(&text));
            prop_assert!(!data.contains(['\r', '\n']));
            prop_assert!(!property.contains(['\r', '\n', ':', ',']));
            // The runner undoes `%25` last.
            let plain = |text: &str| {
                text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
            };
            prop_assert_eq!(plain(&data), text.clone());
            prop_assert_eq!(plain(&property.replace("%3A", ":").replace("%2C", ",")), text);
        }
    }
}

//! Checkstyle XML: the files with their findings, as Jenkins, reviewdog and many others take it.
//!
//! The format has a line, a column and a message, so the message names the other sides too.
//! Consumers take the name of the rule from `source`, after its last dot.

use std::collections::BTreeMap;
use std::io;

use super::{Notification, Report, explanation, xml};
use factlint_engine::finding::{Finding, Severity};

/// The version of Checkstyle whose format consumers know best.
const VERSION: &str = "4.3";

/// What becomes an `<error>`: it is worded only when it is written.
enum Told<'a> {
    Notification(&'a Notification),
    Finding(&'a Finding),
}

impl Told<'_> {
    fn entry(&self) -> Entry {
        match self {
            Self::Notification(notification) => Entry {
                line: notification.line(),
                column: notification.place.as_ref().map_or(1, |label| label.start.column),
                severity: if notification.fails { "error" } else { "warning" },
                message: notification.message.clone(),
                source: "factlint".to_owned(),
            },
            Self::Finding(finding) => Entry {
                line: finding.primary.start.line,
                column: finding.primary.start.column,
                severity: match finding.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "info",
                },
                message: explanation::one_line(finding),
                source: format!("factlint.{}", finding.rule),
            },
        }
    }
}

/// One `<error>`.
struct Entry {
    line: u32,
    column: u32,
    severity: &'static str,
    message: String,
    source: String,
}

/// Writes the document; it has no files where there is nothing to tell.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let mut files: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
    for notification in report.notifications {
        files.entry(&notification.path).or_default().push(Told::Notification(notification));
    }
    for finding in report.findings {
        files.entry(&finding.primary.path).or_default().push(Told::Finding(finding));
    }
    let mut writer = xml::document(&mut *out)?;
    let root = writer.create_element("checkstyle").with_attribute(("version", VERSION));
    if files.is_empty() {
        root.write_empty()?;
        return writeln!(out);
    }
    root.write_inner_content(|writer| {
        for (path, entries) in &files {
            let file = writer.create_element("file");
            file.with_attribute(("name", xml::line(path).as_str())).write_inner_content(
                |writer| {
                    for entry in entries.iter().map(Told::entry) {
                        writer
                            .create_element("error")
                            .with_attribute(("line", entry.line.to_string().as_str()))
                            .with_attribute(("column", entry.column.to_string().as_str()))
                            .with_attribute(("severity", entry.severity))
                            .with_attribute(("message", xml::line(&entry.message).as_str()))
                            .with_attribute(("source", xml::line(&entry.source).as_str()))
                            .write_empty()?;
                    }
                    Ok(())
                },
            )?;
        }
        Ok(())
    })?;
    writeln!(out)
}

//! SARIF 2.1.0 (an OASIS standard), for code scanning and editors.
//!
//! What GitHub's page on SARIF asks for is there: relative URIs, help for every rule, related locations
//! that the message links to (`[text](id)`, section 3.11.6), columns in characters. Fingerprints are
//! factlint's own; GitHub's upload action adds the hash of the line that code scanning wants.

mod log;
mod rules;

use std::collections::BTreeMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::excerpt::visible;
use super::streamed::Streamed;
use super::tracking::Identities;
use super::{Report, explanation};
use factlint_engine::finding::{Edit, Finding, Label, Origin, Safety, Severity};
use factlint_language::span::Position;
use log::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Coded, Described, Done, Driver, Fix, Fixed,
    Invocation, Level, Location, Log, LogicalLocation, Message, Notification, PhysicalLocation,
    Region, Replacement, ResultObject, Run, Tool,
};

/// What factlint is, as its package says it: this crate says what the reports are.
const DESCRIPTION: &str =
    "A linter for facts: finds where texts contradict themselves, each other and the record";

/// GitHub takes at most so many related locations a result.
const MOST_LOCATIONS: usize = 100;

/// Folders keep their slashes; everything else that is not unreserved in URIs is encoded.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name of the folder that URIs are relative to.
const ROOT: &str = "%SRCROOT%";

/// Writes the log.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let rules::Rules { descriptors, places } = rules::Rules::new(report);
    let mut identities = Identities::default();
    let results = report.findings.iter().map(|one| result(one, identities.of(one), &places));
    let about = |rules: bool| {
        let notifications = report.notifications.iter();
        notifications.filter(|one| one.is_about_rules == rules).map(notification).collect()
    };
    let run = Run {
        results: Streamed::new(results),
        invocations: [Invocation {
            execution_successful: !report
                .notifications
                .iter()
                .any(|notification| notification.fails),
            tool_execution_notifications: about(false),
            tool_configuration_notifications: about(true),
            properties: Done {
                documents: report.summary.documents,
                reported: report.summary.reported(),
                rules: report.ruleset.rules.len(),
                claims: report.summary.claims,
            },
        }],
        tool: Tool {
            driver: Driver {
                name: "factlint",
                semantic_version: env!("CARGO_PKG_VERSION"),
                short_description: Message::plain(DESCRIPTION),
                rules: descriptors,
            },
        },
        original_uri_base_ids: BTreeMap::from([(
            ROOT,
            Described { description: Message::plain("the folder that factlint was run in") },
        )]),
        column_kind: "unicodeCodePoints",
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

fn result<'a>(
    finding: &'a Finding,
    identity: String,
    rules: &rules::Places<'a>,
) -> ResultObject<'a> {
    let (linked, message) = message(finding);
    ResultObject {
        rule_id: &finding.rule,
        rule_index: rules.index(&finding.rule),
        level: finding.severity.into(),
        message,
        locations: [location(&finding.primary, None)],
        related_locations: linked
            .into_iter()
            .zip(1..)
            .map(|(label, id)| location(label, Some(id)))
            .collect(),
        partial_fingerprints: BTreeMap::from([("factlint/v1", identity)]),
        fixes: finding.fix.iter().map(|one| fix(one)).collect(),
        properties: Coded { code: &finding.code },
    }
}

/// The related labels that lie in files, and a message that links to each by its place among them.
fn message(finding: &Finding) -> (Vec<&Label>, Message) {
    let mut linked: Vec<&Label> = Vec::new();
    let mut untold = 0;
    let mut lines = vec![plain(&finding.message)];
    lines.extend(explanation::here(finding).map(|here| plain(&here)));
    for label in &finding.related {
        let place = plain(&explanation::place(label));
        let sight = plain(&explanation::sight(label));
        if label.origin == Origin::Pack {
            lines.push(format!("{place}: {sight}"));
        } else if linked.len() < MOST_LOCATIONS {
            linked.push(label);
            lines.push(format!("[{place}]({}): {sight}", linked.len()));
        } else {
            untold += 1;
        }
    }
    if untold > 0 {
        lines.push(format!("{untold} more places are not listed"));
    }
    lines.extend(finding.notes.iter().map(|note| plain(note)));
    (linked, Message { text: lines.join("\n"), markdown: None })
}

/// Text that makes no link in a message: brackets and the escape character are escaped.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if matches!(character, '[' | ']' | '\\') {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation { uri: utf8_percent_encode(path, ENCODED).to_string(), uri_base_id: ROOT }
}

fn location(label: &Label, id: Option<usize>) -> Location<'_> {
    let message = (id.is_some() && !label.message.is_empty())
        .then(|| Message { text: plain(&label.message), markdown: None });
    if label.origin == Origin::Pack {
        let name = explanation::place(label);
        let logical = LogicalLocation { fully_qualified_name: name, kind: "resource" };
        return Location { id, physical_location: None, logical_locations: vec![logical], message };
    }
    // Offsets are told of documents only: those of rule files do not count a byte order mark.
    let counts_bytes = label.on_disk && label.origin == Origin::Document;
    let region = Region {
        byte_offset: counts_bytes.then_some(label.span.start),
        byte_length: counts_bytes.then_some(label.span.len()),
        snippet: Some(ArtifactContent { text: &label.text }),
        ..region(label.start, label.end)
    };
    Location {
        id,
        physical_location: Some(PhysicalLocation {
            artifact_location: artifact(&label.path),
            region: Some(region),
        }),
        logical_locations: Vec::new(),
        message,
    }
}

fn region<'a>(start: Position, end: Position) -> Region<'a> {
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: None,
        byte_length: None,
        snippet: None,
    }
}

fn fix(fix: &factlint_engine::finding::Fix) -> Fix<'_> {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.path).or_default().push(edit);
    }
    let look = match fix.safety {
        Safety::Safe => "",
        Safety::Unsafe => " (either side may be wrong: look first)",
    };
    let words: Vec<String> =
        fix.edits.iter().map(|edit| format!("`{}`", plain(&edit.replacement))).collect();
    Fix {
        description: Message { text: format!("write {}{look}", words.join(", ")), markdown: None },
        artifact_changes: files
            .into_iter()
            .map(|(path, edits)| ArtifactChange {
                artifact_location: artifact(path),
                replacements: edits
                    .into_iter()
                    .map(|edit| Replacement {
                        deleted_region: region(edit.start, edit.end),
                        inserted_content: ArtifactContent { text: &edit.replacement },
                    })
                    .collect(),
            })
            .collect(),
        properties: Fixed { safety: fix.safety },
    }
}

fn notification(notification: &super::Notification) -> Notification<'_> {
    let at = match &notification.place {
        Some(label) => location(label, None),
        None => Location {
            id: None,
            physical_location: Some(PhysicalLocation {
                artifact_location: artifact(&notification.path),
                region: None,
            }),
            logical_locations: Vec::new(),
            message: None,
        },
    };
    Notification {
        level: if notification.fails { Level::Error } else { Level::Warning },
        message: Message { text: plain(&notification.message), markdown: None },
        locations: [at],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_makes_a_link(text in "(\\PC|[\\[\\]()1\\\\]){0,20}") {
            let (mut read, mut escaped) = (String::new(), false);
            for character in plain(&text).chars() {
                prop_assert!(escaped || !matches!(character, '[' | ']'));
                escaped = !escaped && character == '\\';
                if !escaped {
                    read.push(character);
                }
            }
            prop_assert_eq!(read, visible(&text));
        }

        #[test]
        fn every_path_is_a_relative_uri(path in "[^/]{1,9}(/[^/]{1,9}){0,2}") {
            let uri = artifact(&path).uri;
            let allowed = |one: u8| one.is_ascii_alphanumeric() || b"/-._~%".contains(&one);
            prop_assert!(uri.bytes().all(allowed));
            let read = percent_encoding::percent_decode_str(&uri).decode_utf8();
            prop_assert_eq!(read.as_deref(), Ok(path.as_str()));
        }
    }
}

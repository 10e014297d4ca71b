//! GitLab's code quality report: a JSON list that merge requests compare by fingerprint.
//!
//! The subset of Code Climate's format that GitLab documents: description, name of the check,
//! fingerprint (unique within the report), severity, path and lines. GitLab shows the description
//! alone, on one line, so it names the other sides too.

use std::io;

use serde::Serialize;

use super::streamed::Streamed;
use super::tracking::Identities;
use super::{Notification, Report, explanation};
use factlint_engine::finding::{Finding, Severity};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the list; an empty one where there is nothing to tell.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let mut identities = Identities::default();
    let told: Vec<Issue<'_>> =
        report.notifications.iter().map(|one| notification(one, &mut identities)).collect();
    let found = report.findings.iter().map(|one| finding(one, &mut identities));
    serde_json::to_writer_pretty(&mut *out, &Streamed::new(told.into_iter().chain(found)))?;
    writeln!(out)
}

fn finding<'a>(finding: &'a Finding, identities: &mut Identities<'a>) -> Issue<'a> {
    let at = &finding.primary;
    Issue {
        description: explanation::one_line(finding),
        check_name: &finding.rule,
        fingerprint: identities.of(finding),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location {
            path: &at.path,
            lines: Lines { begin: at.start.line, end: at.end.line },
        },
    }
}

fn notification<'a>(notification: &'a Notification, identities: &mut Identities<'a>) -> Issue<'a> {
    Issue {
        description: notification.message.clone(),
        check_name: "factlint",
        fingerprint: identities.next(&notification.message, &notification.path),
        severity: if notification.fails { "critical" } else { "minor" },
        location: Location {
            path: &notification.path,
            lines: Lines { begin: notification.line(), end: notification.line() },
        },
    }
}

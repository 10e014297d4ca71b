//! GitLab's code quality report: a JSON list that merge requests compare by fingerprint.
//!
//! The subset of Code Climate's format that GitLab documents: description, name of the check,
//! fingerprint (unique within the report), severity, path and lines. GitLab shows the description
//! alone, on one line, so it names the other sides too.

use std::io;

use serde::Serialize;

use super::{Report, Trouble, explanation, tracking};
use crate::finding::{Finding, Severity};

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
    let identities = tracking::identities(report.findings);
    let findings = report.findings.iter().zip(identities).map(|(one, id)| finding(one, id));
    let issues: Vec<Issue<'_>> = report.troubles.iter().map(trouble).chain(findings).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn finding(finding: &Finding, fingerprint: String) -> Issue<'_> {
    let at = &finding.primary;
    Issue {
        description: explanation::one_line(finding),
        check_name: &finding.rule,
        fingerprint,
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

fn trouble(trouble: &Trouble) -> Issue<'_> {
    let recipe = format!("{}\u{1f}{}\u{1f}{:?}", trouble.path, trouble.message, trouble.place);
    Issue {
        description: trouble.message.clone(),
        check_name: "factlint",
        fingerprint: format!("{:016x}", xxhash_rust::xxh3::xxh3_64(recipe.as_bytes())),
        severity: if trouble.fails { "critical" } else { "minor" },
        location: Location {
            path: &trouble.path,
            lines: Lines { begin: trouble.line(), end: trouble.line() },
        },
    }
}

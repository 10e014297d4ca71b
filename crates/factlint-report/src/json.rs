//! JSON, version 1; `docs/json.md` describes it.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::Report;
use super::line;
use super::streamed::Streamed;
use factlint_engine::finding::{Edit, Finding, Label, Origin, Safety, Severity};
use factlint_language::span::{Position, Span};

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    /// Bytes from 0 in the file on disk; null where the file is not UTF-8.
    offset: Option<u32>,
}

/// Where words stand.
#[derive(Serialize)]
pub(super) struct PlaceSpan {
    start: Place,
    end: Place,
}

impl PlaceSpan {
    /// Adds it to a line, as it is serialised.
    pub(super) fn add_to(&self, line: &mut Vec<u8>) -> io::Result<()> {
        line.extend_from_slice(b"{\"start\":");
        self.start.add_to(line)?;
        line.extend_from_slice(b",\"end\":");
        self.end.add_to(line)?;
        line.push(b'}');
        Ok(())
    }
}

impl Place {
    fn add_to(&self, line: &mut Vec<u8>) -> io::Result<()> {
        line.extend_from_slice(b"{\"line\":");
        line::add(line, &self.line)?;
        line.extend_from_slice(b",\"column\":");
        line::add(line, &self.column)?;
        line.extend_from_slice(b",\"offset\":");
        line::add(line, &self.offset)?;
        line.push(b'}');
        Ok(())
    }
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    origin: Origin,
    span: PlaceSpan,
    text: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    path: &'a str,
    span: PlaceSpan,
    replacement: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    safety: Safety,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    check: &'a str,
    code: &'a str,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    span: PlaceSpan,
    text: &'a str,
    label: &'a str,
    related: Vec<Related<'a>>,
    notes: &'a [Arc<str>],
    fix: Option<JsonFix<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct JsonSummary {
    documents: usize,
    /// Those of them that are reported on.
    reported: usize,
    rules: usize,
    undated: usize,
    claims: usize,
    not_judged: usize,
    stetted: usize,
    unread: usize,
    known: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct JsonReport<F> {
    version: u32,
    findings: F,
    summary: JsonSummary,
}

pub(super) fn place_span(span: Span, start: Position, end: Position, on_disk: bool) -> PlaceSpan {
    let place = |position: Position, offset: u32| Place {
        line: position.line,
        column: position.column,
        offset: on_disk.then_some(offset),
    };
    PlaceSpan { start: place(start, span.start), end: place(end, span.end) }
}

fn label_span(label: &Label) -> PlaceSpan {
    place_span(label.span, label.start, label.end, label.on_disk)
}

fn finding(finding: &Finding) -> JsonFinding<'_> {
    let first = &finding.primary;
    let edit = |edit: &'_ Edit| {
        let on_disk = finding.labels().all(|label| label.path != edit.path || label.on_disk);
        place_span(edit.span, edit.start, edit.end, on_disk)
    };
    JsonFinding {
        rule: &finding.rule,
        check: &finding.check,
        code: &finding.code,
        severity: finding.severity,
        message: &finding.message,
        path: &first.path,
        span: label_span(first),
        text: &first.text,
        label: &first.message,
        related: finding
            .related
            .iter()
            .map(|label| Related {
                path: &label.path,
                origin: label.origin,
                span: label_span(label),
                text: &label.text,
                message: &label.message,
            })
            .collect(),
        notes: &finding.notes,
        fix: finding.fix.as_ref().map(|fix| JsonFix {
            safety: fix.safety,
            edits: fix
                .edits
                .iter()
                .map(|one| JsonEdit {
                    path: &one.path,
                    span: edit(one),
                    replacement: &one.replacement,
                })
                .collect(),
        }),
        fingerprint: &finding.fingerprint,
    }
}

/// A finding by itself, as it stands in the list of findings.
pub fn value(one: &Finding) -> serde_json::Value {
    serde_json::json!(finding(one))
}

/// Writes one object with all findings and the summary.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let whole = JsonReport {
        version: 1,
        findings: Streamed::new(report.findings.iter().map(finding)),
        summary: JsonSummary {
            documents: report.summary.documents,
            reported: report.summary.reported(),
            rules: report.ruleset.rules.len(),
            undated: report.summary.undated,
            claims: report.summary.claims,
            not_judged: report.summary.not_judged,
            stetted: report.summary.stetted,
            unread: report.summary.unread,
            known: report.summary.known,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
        },
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// Writes one finding a line.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_lines(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    for one in report.findings {
        serde_json::to_writer(&mut *out, &finding(one))?;
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_lines_are_as_they_are_serialised() {
        let at = |line, column| Position { line, column };
        for on_disk in [true, false] {
            let span = place_span(Span::new(7, 129), at(1, 8), at(3, 40), on_disk);
            let mut line = Vec::new();
            span.add_to(&mut line).ok();
            assert_eq!(Some(line), serde_json::to_vec(&span).ok());
        }
    }
}

//! reviewdog's diagnostic format (`reviewdog.proto`): one object, or one diagnostic a line.
//!
//! Its columns count the bytes of a line in UTF-8, from 1. A finding holds characters, so the line is
//! looked up in the document; where that has changed or is not UTF-8, only lines are given, which
//! reviewdog takes for the whole lines.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use serde::Serialize;

use super::streamed::Streamed;
use super::{Notification, Report, Sources, explanation};
use factlint_engine::finding::{Edit, Finding, Label, Origin, Severity};
use factlint_language::span::{LineIndex, Position, Span};

/// reviewdog reads lines of up to 64 KiB, and drops everything from a longer one on.
const LONGEST_LINE: usize = 60_000;

#[derive(Serialize)]
struct Whole<D> {
    source: Source,
    /// A list of [`Diagnostic`]s.
    diagnostics: D,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    source: Source,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    /// One past the last byte; without columns, the last line.
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    message: String,
    location: Location<'a>,
}

impl Diagnostic<'_> {
    /// Leaves out what matters least, about so many bytes of it; whether there was something to leave out.
    fn shorten(&mut self, mut excess: usize) -> io::Result<bool> {
        let mut left_out = false;
        while excess > 0
            && let Some(location) = self.related_locations.pop()
        {
            excess = excess.saturating_sub(serde_json::to_vec(&location)?.len());
            left_out = true;
        }
        while excess > 0
            && let Some(suggestion) = self.suggestions.pop()
        {
            excess = excess.saturating_sub(serde_json::to_vec(&suggestion)?.len());
            left_out = true;
        }
        if left_out {
            return Ok(true);
        }
        let length = self.message.chars().count();
        if length > 2 {
            self.message = self.message.chars().take(length / 2).chain(['…']).collect();
        }
        Ok(length > 2)
    }
}

const SOURCE: Source = Source { name: "factlint" };

/// Writes one object with all diagnostics.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    report: &Report<'_>,
    sources: &mut Sources<'_>,
) -> io::Result<()> {
    let whole = Whole { source: SOURCE, diagnostics: Streamed::new(diagnostics(report, sources)) };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// Writes one diagnostic a line.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_lines(
    out: &mut dyn io::Write,
    report: &Report<'_>,
    sources: &mut Sources<'_>,
) -> io::Result<()> {
    for mut diagnostic in diagnostics(report, sources) {
        let mut line = serde_json::to_vec(&diagnostic)?;
        while line.len() > LONGEST_LINE && diagnostic.shorten(line.len() - LONGEST_LINE)? {
            line = serde_json::to_vec(&diagnostic)?;
        }
        out.write_all(&line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn diagnostics<'a>(
    report: &'a Report<'_>,
    sources: &'a mut Sources<'_>,
) -> impl Iterator<Item = Diagnostic<'a>> {
    let mut columns = Columns { sources, lines: BTreeMap::new() };
    let notifications = report.notifications.iter().map(notification);
    let findings = report.findings.iter().map(move |one| finding(one, &mut columns));
    notifications.chain(findings)
}

fn finding<'a>(finding: &'a Finding, columns: &mut Columns<'_, '_>) -> Diagnostic<'a> {
    let (sides, untold) = explanation::sides(finding);
    // What ships with factlint is no file that anyone could look at.
    let (packs, files): (Vec<&Label>, Vec<&Label>) =
        sides.into_iter().partition(|label| label.origin == Origin::Pack);
    let mut message = vec![super::visible(&finding.message)];
    message.extend(explanation::here(finding));
    let of_pack = |label| format!("{}: {}", explanation::place(label), explanation::sight(label));
    message.extend(packs.into_iter().map(of_pack));
    message.extend(untold);
    message.extend(finding.notes.iter().map(|note| super::visible(note)));
    let primary = &finding.primary;
    Diagnostic {
        message: message.join("\n"),
        location: Location { path: &primary.path, range: Some(columns.of_label(primary)) },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        },
        source: SOURCE,
        code: Code { value: &finding.rule },
        suggestions: suggestions(finding, columns),
        related_locations: files
            .into_iter()
            .map(|label| RelatedLocation {
                message: explanation::sight(label),
                location: Location { path: &label.path, range: Some(columns.of_label(label)) },
            })
            .collect(),
    }
}

/// The fix, if all of it lies in the document of the finding: a suggestion has no path of its own, and
/// no lines without columns could be replaced.
fn suggestions<'a>(finding: &'a Finding, columns: &mut Columns<'_, '_>) -> Vec<Suggestion<'a>> {
    let Some(fix) = &finding.fix else { return Vec::new() };
    let suggestion = |edit: &'a Edit| {
        let is_here = edit.path == finding.primary.path && finding.primary.on_disk;
        let range = is_here.then(|| columns.of_edit(edit)).flatten()?;
        Some(Suggestion { range, text: &edit.replacement })
    };
    fix.edits.iter().map(suggestion).collect::<Option<_>>().unwrap_or_default()
}

fn notification(notification: &Notification) -> Diagnostic<'_> {
    let line = |position: Position| Place { line: position.line, column: None };
    Diagnostic {
        message: notification.message.clone(),
        location: Location {
            path: &notification.path,
            range: notification
                .place
                .as_ref()
                .map(|label| Range { start: line(label.start), end: line(label.end) }),
        },
        severity: if notification.fails { "ERROR" } else { "WARNING" },
        source: SOURCE,
        code: Code { value: "factlint" },
        suggestions: Vec::new(),
        related_locations: Vec::new(),
    }
}

/// Finds the columns in bytes, in documents as they stand now.
struct Columns<'s, 'r> {
    sources: &'s mut Sources<'r>,
    lines: BTreeMap<(Origin, Arc<str>), LineIndex>,
}

impl Columns<'_, '_> {
    /// A range with columns, or of whole lines where they are not known.
    fn of_label(&mut self, label: &Label) -> Range {
        let text = self.sources.text(label).filter(|_| label.on_disk);
        let lines = text.map(|text| {
            let key = (label.origin, Arc::clone(&label.path));
            (text, &*self.lines.entry(key).or_insert_with(|| LineIndex::new(text)))
        });
        range(lines, label.span, label.start, label.end)
    }

    /// A range with columns, if the words to replace still stand there.
    fn of_edit(&mut self, edit: &Edit) -> Option<Range> {
        let text = self.sources.document(&edit.path)?;
        if text.get(edit.span.range()) != Some(edit.replaced.as_str()) {
            return None;
        }
        let key = (Origin::Document, Arc::clone(&edit.path));
        let lines = self.lines.entry(key).or_insert_with(|| LineIndex::new(text));
        Some(range(Some((text, lines)), edit.span, edit.start, edit.end))
    }
}

fn range(lines: Option<(&str, &LineIndex)>, span: Span, start: Position, end: Position) -> Range {
    let place = |position: Position, offset: u32| Place {
        line: position.line,
        column: lines.map(|(text, lines)| {
            let line = lines.line_span(text, position.line);
            offset.saturating_sub(line.start) + 1
        }),
    };
    Range { start: place(start, span.start), end: place(end, span.end) }
}

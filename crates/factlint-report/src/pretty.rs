//! Compiler-style diagnostics. The only place that knows codespan-reporting.
//!
//! codespan-reporting shows whole lines and sends what they hold; so it is given small files made
//! of excerpts, which answer with the true line and column numbers.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use anstyle::{AnsiColor, Style as AnsiStyle};
use codespan_reporting::diagnostic::{self, Diagnostic, LabelStyle};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, WriteStyle};

use super::excerpt::{self, visible};
use super::{Report, Sources, explanation};
use factlint_engine::finding::{Finding, Label, Origin, Problem, Severity};
use factlint_language::span::Span;

/// Whether the output takes colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escapes at all.
    Plain,
    /// ANSI colours.
    Colour,
}

/// Writes all findings.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(
    out: &mut dyn Write,
    report: &Report<'_>,
    sources: &mut Sources<'_>,
    style: Style,
) -> io::Result<()> {
    for finding in report.findings {
        write_finding(out, finding, sources, style)?;
    }
    Ok(())
}

/// Writes one finding.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_finding(
    out: &mut dyn Write,
    finding: &Finding,
    sources: &mut Sources<'_>,
    style: Style,
) -> io::Result<()> {
    let (related, untold) = explanation::sides(finding);
    let mut notes = finding.notes.clone();
    notes.splice(0..0, untold.map(Arc::from));
    let severity = match finding.severity {
        Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
        Severity::Note => diagnostic::Severity::Note,
    };
    let header = Diagnostic::new(severity).with_code(visible(&finding.rule));
    render(out, header, &finding.message, &finding.primary, &related, &notes, sources, style)
}

/// Writes what is wrong with a rule file.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_problem(
    out: &mut dyn Write,
    problem: &Problem,
    sources: &mut Sources<'_>,
    style: Style,
) -> io::Result<()> {
    write_as(out, Diagnostic::error(), problem, sources, style)
}

/// Writes something in a rule file or in `factlint.toml` that does nothing.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_warning(
    out: &mut dyn Write,
    problem: &Problem,
    sources: &mut Sources<'_>,
    style: Style,
) -> io::Result<()> {
    write_as(out, Diagnostic::warning(), problem, sources, style)
}

fn write_as(
    out: &mut dyn Write,
    header: Diagnostic<usize>,
    problem: &Problem,
    sources: &mut Sources<'_>,
    style: Style,
) -> io::Result<()> {
    let related: Vec<&Label> = problem.related.iter().collect();
    let (message, notes) = (&problem.message, &problem.notes);
    render(out, header, message, &problem.primary, &related, notes, sources, style)
}

#[allow(clippy::too_many_arguments)]
fn render(
    out: &mut dyn Write,
    header: Diagnostic<usize>,
    message: &str,
    primary: &Label,
    related: &[&Label],
    notes: &[impl AsRef<str>],
    sources: &mut Sources<'_>,
    style: Style,
) -> io::Result<()> {
    let mut snippets = Snippets::default();
    let all: Vec<&Label> = std::iter::once(primary).chain(related.iter().copied()).collect();
    let places = snippets.add(&all, sources);
    let labels = all
        .iter()
        .zip(places)
        .enumerate()
        .map(|(index, (label, (file, range)))| {
            let kind = if index == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
            diagnostic::Label::new(kind, file, range).with_message(visible(&label.message))
        })
        .collect();
    let diagnostic = header
        .with_message(visible(message))
        .with_labels(labels)
        .with_notes(notes.iter().map(|note| visible(note.as_ref())).collect());
    let config = term::Config::default();
    let written = match style {
        Style::Plain => term::emit_to_io_write(out, &config, &snippets, &diagnostic),
        Style::Colour => {
            term::emit_to_write_style(&mut Coloured { out }, &config, &snippets, &diagnostic)
        }
    };
    written.map_err(|error| match error {
        Error::Io(error) => error,
        other => io::Error::other(other.to_string()),
    })
}

/// A file made of excerpts.
#[derive(Debug, Default)]
struct Snippet {
    name: String,
    source: String,
    /// Offsets of its lines.
    starts: Vec<usize>,
    /// Their true numbers.
    numbers: Vec<u32>,
    /// True columns of the marked words, by offset.
    columns: BTreeMap<usize, u32>,
}

#[derive(Debug, Default)]
struct Snippets(Vec<Snippet>);

impl Snippets {
    /// Adds the excerpts of labels, one file for each path, and tells where each label lies.
    fn add(&mut self, labels: &[&Label], sources: &mut Sources<'_>) -> Vec<(usize, Range<usize>)> {
        let mut of_file: Vec<(Origin, &str, Vec<usize>)> = Vec::new();
        for (index, label) in labels.iter().enumerate() {
            match of_file
                .iter_mut()
                .find(|(origin, path, _)| *origin == label.origin && **path == *label.path)
            {
                Some((_, _, indices)) => indices.push(index),
                None => of_file.push((label.origin, &label.path, vec![index])),
            }
        }
        let mut places = vec![(0, 0..0); labels.len()];
        for (origin, path, mut indices) in of_file {
            indices.sort_by_key(|&index| labels[index].span);
            let name = match origin {
                Origin::Pack => format!("pack {}", visible(path)),
                _ => visible(path),
            };
            let mut snippet = Snippet { name, ..Snippet::default() };
            let mut rest = indices.as_slice();
            while let Some(&first) = rest.first() {
                let mut count = 1;
                while count < rest.len() {
                    let (before, after) = (labels[rest[count - 1]], labels[rest[count]]);
                    let near = before.end.line == after.start.line
                        && before.start.line == before.end.line
                        && before.span.end <= after.span.start
                        && excerpt::share_window(before.span, after.span);
                    if !near {
                        break;
                    }
                    count += 1;
                }
                let spans: Vec<Span> =
                    rest[..count].iter().map(|&index| labels[index].span).collect();
                let known =
                    rest[..count].iter().all(|&index| sources.text(labels[index]).is_some());
                let text = if known { sources.text(labels[first]) } else { None };
                let shown = match text {
                    Some(text) => excerpt::around(text, &spans),
                    // The file changed since it was read: the stored words stand alone.
                    None => {
                        count = 1;
                        let words = labels[first].text.as_str();
                        excerpt::around(words, &[Span::new(0, words.len())])
                    }
                };
                let offset = snippet.push(&shown.text, labels[first].start.line);
                for (&index, marked) in rest[..count].iter().zip(shown.marked) {
                    let range = offset + marked.start..offset + marked.end;
                    snippet.columns.insert(range.start, labels[index].start.column);
                    places[index] = (self.0.len(), range);
                }
                rest = &rest[count..];
            }
            self.0.push(snippet);
        }
        places
    }

    fn get(&self, id: usize) -> Result<&Snippet, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl Snippet {
    /// Adds a line; two empty ones before it mark a gap.
    fn push(&mut self, line: &str, number: u32) -> usize {
        if let Some(&last) = self.numbers.last()
            && last + 1 != number
        {
            for _ in 0..2 {
                self.starts.push(self.source.len());
                self.numbers.push(last);
                self.source.push('\n');
            }
        }
        let start = self.source.len();
        self.starts.push(start);
        self.numbers.push(number);
        self.source.push_str(line);
        self.source.push('\n');
        start
    }
}

impl<'a> Files<'a> for Snippets {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.source)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        Ok(self.get(id)?.starts.partition_point(|&start| start <= byte).saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, line: usize) -> Result<usize, Error> {
        let snippet = self.get(id)?;
        Ok(snippet.numbers.get(line).copied().unwrap_or(1) as usize)
    }

    fn column_number(&'a self, id: usize, line: usize, byte: usize) -> Result<usize, Error> {
        let snippet = self.get(id)?;
        let start = snippet.starts.get(line).copied().unwrap_or(0);
        let counted =
            || snippet.source.get(start..byte).map_or(1, |before| before.chars().count() + 1);
        Ok(snippet.columns.get(&byte).map_or_else(counted, |&column| column as usize))
    }

    fn line_range(&'a self, id: usize, line: usize) -> Result<Range<usize>, Error> {
        let snippet = self.get(id)?;
        let start = *snippet.starts.get(line).ok_or(Error::LineTooLarge {
            given: line,
            max: snippet.starts.len().saturating_sub(1),
        })?;
        let end = snippet.starts.get(line + 1).copied().unwrap_or(snippet.source.len());
        Ok(start..end)
    }
}

/// Writes ANSI colours.
struct Coloured<'w> {
    out: &'w mut dyn Write,
}

impl Write for Coloured<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn colour(severity: diagnostic::Severity) -> AnsiColor {
    match severity {
        diagnostic::Severity::Bug | diagnostic::Severity::Error => AnsiColor::BrightRed,
        diagnostic::Severity::Warning => AnsiColor::BrightYellow,
        diagnostic::Severity::Note => AnsiColor::BrightGreen,
        diagnostic::Severity::Help => AnsiColor::BrightCyan,
    }
}

impl Coloured<'_> {
    fn set(&mut self, style: AnsiStyle) -> io::Result<()> {
        write!(self.out, "{}", style.render())
    }
}

impl WriteStyle for Coloured<'_> {
    fn set_header(&mut self, severity: diagnostic::Severity) -> io::Result<()> {
        self.set(AnsiStyle::new().bold().fg_color(Some(colour(severity).into())))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(AnsiStyle::new().bold())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(AnsiStyle::new().fg_color(Some(AnsiColor::BrightBlue.into())))
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(AnsiStyle::new().fg_color(Some(AnsiColor::BrightBlue.into())))
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(AnsiStyle::new().fg_color(Some(AnsiColor::BrightBlue.into())))
    }

    fn set_label(&mut self, severity: diagnostic::Severity, style: LabelStyle) -> io::Result<()> {
        let colour = match style {
            LabelStyle::Primary => colour(severity),
            LabelStyle::Secondary => AnsiColor::BrightBlue,
        };
        self.set(AnsiStyle::new().fg_color(Some(colour.into())))
    }

    fn reset(&mut self) -> io::Result<()> {
        write!(self.out, "{}", anstyle::Reset.render())
    }
}

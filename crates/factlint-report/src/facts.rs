//! What was read, as lines of JSON or as a fact-checker's tick sheet.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::excerpt::{self, visible};
use super::json::place_span;
use super::line;
use super::pretty::Style;
use super::sheet;
use anstyle::Style as Ansi;
use factlint_document::{Document, Role, Roles};
use factlint_engine::sheet::Verdict;
use factlint_engine::statement::{Content, Kind, Statement};
use factlint_language::span::{ProseSpan, Span};
use factlint_language::word;
use factlint_language::words::Class;

/// A document's statements.
#[derive(Debug)]
pub struct Facts {
    /// The document's path, as reports show it.
    pub path: String,
    /// Whether spans are also offsets on disk.
    pub on_disk: bool,
    /// By position.
    pub statements: Vec<Statement>,
    /// What sources say of each; empty where there are none.
    pub verdicts: Vec<Verdict>,
    /// Its text, where the page shows it: what readers see, in its order.
    pub blocks: Vec<TextBlock>,
}

/// A block of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Its place in the prose.
    pub span: ProseSpan,
    /// The part it plays.
    pub role: Role,
    /// Its prose.
    pub text: String,
}

impl TextBlock {
    /// The blocks of a document that readers see.
    pub fn of(document: &Document) -> Vec<Self> {
        let is_seen = |role| role == Role::Code || Roles::READERS_SEE.contains(role);
        let seen = document.blocks().iter().filter(|block| is_seen(block.role));
        let block = |block: &factlint_document::Block| Self {
            span: block.span,
            role: block.role,
            text: block.span.of(document.prose()).to_owned(),
        };
        seen.map(block).collect()
    }
}

impl Facts {
    /// Its statements with what sources say of them.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Statement, Option<&Verdict>)> {
        let verdicts = self.verdicts.iter().map(Some).chain(std::iter::repeat(None));
        self.statements.iter().zip(verdicts)
    }
}

/// Writes one statement a line.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_lines(out: &mut dyn io::Write, facts: &Facts) -> io::Result<()> {
    let mut path = Vec::new();
    line::add_text(&mut path, &facts.path)?;
    // Most of a line is its sentence, which several statements in a row share: it is written as JSON once.
    let mut sentence: (Option<&Arc<str>>, Vec<u8>) = (None, Vec::new());
    let mut line = Vec::new();
    for (one, verdict) in facts.rows() {
        if !sentence.0.is_some_and(|known| Arc::ptr_eq(known, &one.sentence)) {
            sentence.0 = Some(&one.sentence);
            sentence.1.clear();
            line::add_text(&mut sentence.1, &one.sentence)?;
        }
        line.clear();
        line.extend_from_slice(b"{\"kind\":");
        line::add(&mut line, &one.kind)?;
        line.extend_from_slice(b",\"path\":");
        line.extend_from_slice(&path);
        line.extend_from_slice(b",\"span\":");
        place_span(one.span, one.start, one.end, facts.on_disk).add_to(&mut line)?;
        line.extend_from_slice(b",\"text\":");
        line::add_text(&mut line, &one.words)?;
        line.extend_from_slice(b",\"sentence\":");
        line.extend_from_slice(&sentence.1);
        line.extend_from_slice(b",\"subject\":");
        line::add_text_or_null(&mut line, one.subject.as_deref())?;
        if one.content != (Content::Plain {}) {
            line::add_fields(&mut line, &one.content)?;
        }
        line.extend_from_slice(b",\"speaker\":");
        line::add_text_or_null(&mut line, one.speaker.as_deref())?;
        if let Some(verdict) = verdict {
            line::add_fields(&mut line, &sheet::json(verdict))?;
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// Writes a tick sheet: what was read, by subject in the order in which they first stand there, with
/// a box, a place and the words around each.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_sheet(out: &mut dyn io::Write, documents: &[Facts], style: Style) -> io::Result<()> {
    let (groups, others) = sections(documents);
    let bold = |text: &str| match style {
        Style::Plain => text.to_owned(),
        Style::Colour => {
            let bold = Ansi::new().bold();
            format!("{bold}{text}{bold:#}")
        }
    };
    let named = groups.iter().map(|(subject, rows)| (visible(subject), rows));
    let rest = (!others.is_empty()).then(|| ("without a subject".to_owned(), &others));
    for (index, (subject, rows)) in named.chain(rest).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", bold(&subject))?;
        for row in rows {
            write_row(out, row, style)?;
        }
    }
    Ok(())
}

/// A statement of a document, with what sources say of it.
pub(super) struct Row<'f> {
    pub facts: &'f Facts,
    pub statement: &'f Statement,
    pub verdict: Option<&'f Verdict>,
}

/// The statements by subject, in the order in which they first stand there, and those without one.
pub(super) fn sections(documents: &[Facts]) -> (Vec<(&str, Vec<Row<'_>>)>, Vec<Row<'_>>) {
    let mut groups: Vec<(&str, Vec<Row<'_>>)> = Vec::new();
    let mut known = BTreeMap::new();
    let mut others = Vec::new();
    let full_names = full_names(documents);
    for facts in documents {
        for (statement, verdict) in facts.rows() {
            let row = Row { facts, statement, verdict };
            let Some(subject) = statement.subject.as_deref() else {
                others.push(row);
                continue;
            };
            let full = full_names.get(&surname(subject)).copied().flatten();
            let subject = if subject.contains(' ') { subject } else { full.unwrap_or(subject) };
            let index = *known.entry(subject).or_insert_with(|| {
                groups.push((subject, Vec::new()));
                groups.len() - 1
            });
            groups[index].1.push(row);
        }
    }
    (groups, others)
}

/// The last word of a name, in lower case.
fn surname(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

/// Whether a name of several words may be a person's: "New York" is not York's full name.
fn is_personal(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default().to_lowercase();
    name.split(' ').count() <= 3 && !word::is(first.trim_end_matches('.'), Class::PlaceOpener)
}

/// The full name that a surname stands for; none where there are several.
fn full_names(documents: &[Facts]) -> BTreeMap<String, Option<&str>> {
    let mut names: BTreeMap<String, Option<&str>> = BTreeMap::new();
    let subjects = documents
        .iter()
        .flat_map(|facts| &facts.statements)
        .filter_map(|one| one.subject.as_deref())
        .filter(|subject| subject.contains(' ') && is_personal(subject));
    for subject in subjects {
        let known = names.entry(surname(subject)).or_insert(Some(subject));
        if *known != Some(subject) {
            *known = None;
        }
    }
    names
}

fn write_row(out: &mut dyn io::Write, row: &Row<'_>, style: Style) -> io::Result<()> {
    let (facts, one) = (row.facts, row.statement);
    let place = format!("{}:{}:{}", visible(&facts.path), one.start.line, one.start.column);
    let read = told(&one.content).map(|told| format!("  = {told}")).unwrap_or_default();
    let speaker = match one.speaker.as_deref() {
        Some("unnamed") => "  (attributed)".to_owned(),
        Some(name) => format!("  ({} says)", visible(name)),
        None => String::new(),
    };
    let words = word::one_line(&one.seen);
    let ticked = sheet::tick(row.verdict);
    writeln!(out, "  [{ticked}] {}{read}{speaker}  {place}", visible(&words))?;
    let at = one.sentence.find(&*one.seen).unwrap_or_default();
    let span = Span::new(at, (at + one.seen.len()).min(one.sentence.len()));
    if one.kind != Kind::Quotation && one.sentence.is_char_boundary(span.end as usize) {
        writeln!(out, "      {}", excerpt::around(&one.sentence, &[span]).text)?;
    }
    match row.verdict {
        Some(verdict) => sheet::write_verdict(out, verdict, style),
        None => Ok(()),
    }
}

/// How words were read, where that is more than the words tell.
pub(super) fn told(content: &Content) -> Option<String> {
    match content {
        Content::Date { from, until, .. } => match (from, until) {
            (Some(from), Some(until)) if from == until => Some(from.to_string()),
            (Some(from), Some(until)) => Some(format!("{from} to {until}")),
            _ => None,
        },
        Content::Title { stance: "current", .. } => None,
        Content::Title { stance, .. } => Some((*stance).to_owned()),
        Content::Figure { .. } | Content::Plain {} => None,
    }
}

//! `factlint facts`: everything that was read, whether or not a rule asks for it.

use std::io::{self, IsTerminal, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::arguments::{Common, FactsArguments, FactsFormat};
use super::session::{self, Session};
use super::sheet;
use super::table::write_table;
use super::{Exit, Failure, nothing};
use crate::corpus::{Corpus, DocumentError, Entry, Selection};
use factlint_document::{Document, Format};
use factlint_engine::statement::{Kind, Statement, Wanted};
use factlint_report::facts::{self, Facts, TextBlock};
use factlint_report::visible;

/// Documents that are read at a time; what was read in them is written before the next ones are.
const BATCH: usize = 128;

/// Bytes from which a document is large.
const LARGE: u64 = 1 << 18;

/// Parts of a large document that each thread reads before they are written.
const PARTS: usize = 4;

/// Bytes that are written at a time.
const WRITTEN: usize = 1 << 16;

pub(super) fn run(common: &Common, options: &FactsArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let selection =
        Selection { paths: options.paths.clone(), as_of: options.as_of, ..Selection::default() };
    let corpus = if options.cached {
        corpus_about(common, &session, options)?
    } else {
        Corpus::list(&session.config, &selection, &session.here)
    };
    let wanted = |kind: Kind| {
        if options.kind.is_empty() {
            // Names are the headings of a tick sheet; only beside sources is there something to tick.
            options.format == FactsFormat::Jsonl
                || !options.against.is_empty()
                || kind != Kind::Name
        } else {
            options.kind.iter().any(|one| one.0 == kind)
        }
    };
    let wanted =
        Wanted { kinds: &wanted, subjects: !options.no_subjects, bearers: !options.no_subjects };
    let mut errors = corpus.errors.clone();
    // A name that stands nowhere is an answer.
    if !options.cached {
        errors.extend(nothing::of_selection(&session, &selection, &corpus, true));
    }
    if options.documents {
        return documents(common, options.format, &session, &corpus, errors);
    }
    if !options.against.is_empty() {
        return sheet::against(common, options, &session, &corpus, wanted, errors);
    }
    let entries: Vec<&Entry> = corpus.entries.iter().filter(|entry| entry.reported).collect();
    // Standard output looks for the last line of whatever it is given: give it much at a time.
    let mut out = io::BufWriter::with_capacity(WRITTEN, io::stdout().lock());
    let reader = Reader { session: &session, corpus: &corpus, wanted, options };
    if options.format == FactsFormat::Jsonl {
        let written = reader.write_lines(&mut out, &entries, &mut errors);
        if session::is_closed(written.and_then(|()| out.flush()))? {
            return Ok(Exit::Clean);
        }
        return finish(common, &session, errors);
    }
    let read: Vec<Result<Facts, DocumentError>> =
        entries.par_iter().map(|entry| reader.read(entry)).collect();
    let mut read_all = Vec::new();
    for one in read {
        match one {
            Ok(found) => read_all.push(found),
            Err(error) => errors.push(error),
        }
    }
    let written = write(&mut out, common, options.format, &read_all).and_then(|()| out.flush());
    session::is_closed(written)?;
    finish(common, &session, errors)
}

/// The documents in which the name may stand that was asked for.
#[cfg(feature = "store")]
fn corpus_about(
    common: &Common,
    session: &Session,
    options: &FactsArguments,
) -> Result<Corpus, Failure> {
    use super::recall::{corpus_holding, forms_of, names_of};
    let about = options.about.as_deref().unwrap_or_default();
    let forms = forms_of(&names_of(&session.engine, about));
    corpus_holding(common, session, options.as_of, crate::store::Trust::Journal, &[forms])
}

#[cfg(not(feature = "store"))]
fn corpus_about(_: &Common, _: &Session, _: &FactsArguments) -> Result<Corpus, Failure> {
    Err(super::not_built("store", "store"))
}

/// Writes what was read as a whole.
pub(super) fn write(
    out: &mut dyn Write,
    common: &Common,
    format: FactsFormat,
    sheet: &[Facts],
) -> io::Result<()> {
    match format {
        FactsFormat::Sheet => {
            facts::write_sheet(out, sheet, common.style(io::stdout().is_terminal()))
        }
        FactsFormat::Markdown => factlint_report::sheet::write_markdown(out, sheet),
        FactsFormat::Csv => factlint_report::sheet::write_csv(out, sheet),
        FactsFormat::Html => factlint_report::page::sheet::write(out, sheet),
        FactsFormat::Jsonl => sheet.iter().try_for_each(|one| facts::write_lines(out, one)),
    }
}

/// Whether a statement is about somebody who was asked for.
pub(super) fn is_about(one: &Statement, about: Option<&str>) -> bool {
    about.is_none_or(|about| one.is_about(about))
}

/// Tells what could not be read.
pub(super) fn finish(
    common: &Common,
    session: &Session,
    mut errors: Vec<DocumentError>,
) -> Result<Exit, Failure> {
    session.print_problems(common, false)?;
    errors.sort();
    let style = common.style(io::stderr().is_terminal());
    for error in &errors {
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    let whole = session.is_whole() && errors.iter().all(|error| !error.reported);
    Ok(if whole { Exit::Clean } else { Exit::Failed })
}

/// Lists the documents with their dates, and what tells them.
fn documents(
    common: &Common,
    format: FactsFormat,
    session: &Session,
    corpus: &Corpus,
    mut errors: Vec<DocumentError>,
) -> Result<Exit, Failure> {
    let entries: Vec<&Entry> = corpus.entries.iter().filter(|entry| entry.reported).collect();
    // Only what the list tells is kept of each document.
    let read: Vec<Result<Listed, DocumentError>> = entries
        .par_iter()
        .map(|entry| {
            let document = corpus.open(entry)?;
            let made = document.provenance();
            Ok(Listed {
                kind: "document",
                path: corpus.display_path(entry),
                date: document.record().date,
                source: made.date.as_ref().map(ToString::to_string),
                format: made.format.map_or("", Format::name),
                encoding: made.encoding,
            })
        })
        .collect();
    let mut listed = Vec::new();
    for one in read {
        match one {
            Ok(one) => listed.push(one),
            Err(error) => errors.push(error),
        }
    }
    let mut out = Vec::new();
    match format {
        FactsFormat::Jsonl => {
            for one in &listed {
                serde_json::to_writer(&mut out, one).map_err(io::Error::from)?;
                writeln!(out)?;
            }
        }
        FactsFormat::Csv | FactsFormat::Markdown | FactsFormat::Html => {
            return Err(Failure(
                "--documents is listed as `sheet` or `jsonl`: name one of them with --format"
                    .to_owned(),
            ));
        }
        FactsFormat::Sheet => {
            let row = |one: &Listed| {
                vec![
                    visible(&one.path),
                    one.date.map_or("undated".to_owned(), |date| date.to_string()),
                    one.source.clone().unwrap_or_default(),
                    one.format.to_owned(),
                    one.encoding.to_owned(),
                ]
            };
            let rows: Vec<Vec<String>> = listed.iter().map(row).collect();
            write_table(&mut out, &["document", "date", "told by", "format", "encoding"], &rows)?;
        }
    }
    session::print(&out)?;
    finish(common, session, errors)
}

/// A document in the list of documents.
#[derive(Serialize)]
struct Listed {
    kind: &'static str,
    path: String,
    date: Option<Date>,
    /// What tells the date.
    source: Option<String>,
    format: &'static str,
    encoding: &'static str,
}

/// The text of a document, where it is shown.
pub(super) fn blocks(options: &FactsArguments, document: &Document) -> Vec<TextBlock> {
    if options.format == FactsFormat::Html { TextBlock::of(document) } else { Vec::new() }
}

/// What reads documents.
struct Reader<'r> {
    session: &'r Session,
    corpus: &'r Corpus,
    wanted: Wanted<'r>,
    options: &'r FactsArguments,
}

impl Reader<'_> {
    /// Writes what was read, a statement a line. Small documents are read at the same time, a large one part by part.
    fn write_lines(
        &self,
        out: &mut dyn Write,
        entries: &[&Entry],
        errors: &mut Vec<DocumentError>,
    ) -> io::Result<()> {
        for batch in entries.chunks(BATCH) {
            let small = |entry: &Entry| {
                let is_small = self.corpus.length(entry) < LARGE;
                is_small.then(|| self.corpus.open(entry).and_then(|read| self.lines(entry, &read)))
            };
            let read: Vec<Option<Result<Vec<u8>, DocumentError>>> =
                batch.par_iter().map(|entry| small(entry)).collect();
            for (entry, lines) in batch.iter().zip(read) {
                match lines {
                    Some(Ok(lines)) => out.write_all(&lines)?,
                    Some(Err(error)) => errors.push(error),
                    None => match self.corpus.open(entry) {
                        Ok(document) => self.write_parts(out, entry, &document)?,
                        Err(error) => errors.push(error),
                    },
                }
            }
        }
        Ok(())
    }

    /// The lines of a document.
    fn lines(&self, entry: &Entry, document: &Document) -> Result<Vec<u8>, DocumentError> {
        let parts = self.session.engine.parts(document, self.wanted);
        let mut lines = Vec::new();
        for part in 0..parts.count() {
            self.add_lines(&mut lines, entry, document, parts.statements(part, self.wanted))
                .map_err(|error| self.corpus.error(entry, error.to_string()))?;
        }
        Ok(lines)
    }

    /// Writes the lines of a document as they come.
    fn write_parts(
        &self,
        out: &mut dyn Write,
        entry: &Entry,
        document: &Document,
    ) -> io::Result<()> {
        let parts = self.session.engine.parts(document, self.wanted);
        let at_once = PARTS * rayon::current_num_threads();
        let mut first = 0;
        while first < parts.count() {
            let behind = (first + at_once).min(parts.count());
            let read: Vec<io::Result<Vec<u8>>> = (first..behind)
                .into_par_iter()
                .map(|part| {
                    let mut lines = Vec::new();
                    let statements = parts.statements(part, self.wanted);
                    self.add_lines(&mut lines, entry, document, statements).map(|()| lines)
                })
                .collect();
            for lines in read {
                out.write_all(&lines?)?;
            }
            first = behind;
        }
        Ok(())
    }

    fn add_lines(
        &self,
        lines: &mut Vec<u8>,
        entry: &Entry,
        document: &Document,
        statements: Vec<Statement>,
    ) -> io::Result<()> {
        /// What stands in a line besides its texts, about.
        const NAMES: usize = 240;
        let length = |one: &Statement| NAMES + one.sentence.len() + one.words.len();
        lines.reserve(statements.iter().map(length).sum());
        facts::write_lines(lines, &self.facts(entry, document, statements))
    }

    fn facts(&self, entry: &Entry, document: &Document, mut statements: Vec<Statement>) -> Facts {
        statements.retain(|one| is_about(one, self.options.about.as_deref()));
        Facts {
            path: self.corpus.display_path(entry),
            on_disk: document.record().utf8,
            statements,
            verdicts: Vec::new(),
            blocks: blocks(self.options, document),
        }
    }

    /// Reads one document.
    fn read(&self, entry: &Entry) -> Result<Facts, DocumentError> {
        let document = self.corpus.open(entry)?;
        let statements = self.session.engine.read(&document).statements(self.wanted);
        Ok(self.facts(entry, &document, statements))
    }
}

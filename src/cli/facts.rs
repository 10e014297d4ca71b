//! `factlint facts`: everything that was read, whether or not a rule asks for it.

use std::io::{self, IsTerminal, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::session::{self, Session};
use super::table::write_table;
use super::{Common, Exit, FactsArguments, FactsFormat, Failure, nothing};
use crate::corpus::{Corpus, DocumentError, Entry, Selection};
use factlint_document::Format;
use factlint_engine::statement::{Kind, Wanted};
use factlint_report::facts::{self, Facts};
use factlint_report::visible;

/// Documents that are read at a time; what was read in them is written before the next ones are.
const BATCH: usize = 256;

pub(super) fn run(common: &Common, options: &FactsArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let selection =
        Selection { paths: options.paths.clone(), as_of: options.as_of, ..Selection::default() };
    let corpus = Corpus::list(&session.config, &selection, &session.here);
    let wanted = |kind: Kind| {
        if options.kind.is_empty() {
            // Names are the headings of a tick sheet, and nothing to tick.
            options.format == FactsFormat::Jsonl || kind != Kind::Name
        } else {
            options.kind.iter().any(|one| one.0 == kind)
        }
    };
    let wanted = Wanted { kinds: &wanted, subjects: !options.no_subjects };
    let mut errors = corpus.errors.clone();
    errors.extend(nothing::of_selection(&session, &selection, &corpus, true));
    if options.documents {
        return documents(common, options.format, &session, &corpus, errors);
    }
    let entries: Vec<&Entry> = corpus.entries.iter().filter(|entry| entry.reported).collect();
    let mut sheet: Vec<Facts> = Vec::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for batch in entries.chunks(BATCH) {
        let read: Vec<Result<Facts, DocumentError>> =
            batch.par_iter().map(|entry| read(&session, &corpus, entry, wanted)).collect();
        for one in read {
            match one {
                Err(error) => errors.push(error),
                Ok(found) if options.format == FactsFormat::Jsonl => {
                    if session::is_closed(facts::write_lines(&mut out, &found))? {
                        return Ok(Exit::Clean);
                    }
                }
                Ok(found) => sheet.push(found),
            }
        }
    }
    let style = common.style(io::stdout().is_terminal());
    let written = facts::write_sheet(&mut out, &sheet, style).and_then(|()| out.flush());
    session::is_closed(written)?;
    finish(common, &session, errors)
}

/// Tells what could not be read.
fn finish(
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

/// Reads one document.
fn read(
    session: &Session,
    corpus: &Corpus,
    entry: &Entry,
    wanted: Wanted<'_>,
) -> Result<Facts, DocumentError> {
    let document = corpus.open(entry)?;
    Ok(Facts {
        path: corpus.display_path(entry),
        on_disk: document.record().utf8,
        statements: session.engine.read(&document).statements(wanted),
    })
}

//! `factlint observe`: what documents say, as lines that other programs sort and join.

use std::io::{self, BufRead, IsTerminal, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;

use super::arguments::{Common, LinesFormat, ObserveArguments, ToldUnread};
use super::session::{self, Session};
use super::{Exit, Failure, nothing};
use crate::corpus::config::Config;
use crate::corpus::{Corpus, DocumentError, Entry, Selection, Told};
use crate::exchange::{self, Basis, Partial, Row};
use crate::files;
use crate::profile::Profile;
use crate::run::Run;

/// Documents that are observed at a time; their lines are written before the next ones are read.
const BATCH: usize = 256;

/// A text on standard input: a line of JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    /// Relative to `factlint.toml`, with `/`.
    path: String,
    text: String,
    /// Of a text that states none itself.
    date: Option<Date>,
    /// How it is read, where its path does not tell.
    format: Option<String>,
}

pub(super) fn run(common: &Common, options: &ObserveArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    if !session.is_whole() {
        session.print_problems(common, false)?;
        // What rules would have said of thousands of documents must not be missing in silence.
        return Err(Failure("nothing was observed: mend the rules first".to_owned()));
    }
    let mut out = Lines::new(options.format, io::stdout().lock())?;
    let mut errors: Vec<DocumentError> = Vec::new();
    let written = if options.stdin {
        observe_input(&session, options, &mut out, &mut errors)?
    } else {
        let selection = Selection {
            paths: options.paths.clone(),
            as_of: options.as_of,
            ..Selection::default()
        };
        let corpus = Corpus::list(&session.config, &selection, &session.here);
        errors.extend(corpus.errors.iter().cloned());
        errors.extend(nothing::of_selection(&session, &selection, &corpus, true));
        observe_all(&session, options, &corpus, &mut out, &mut errors)
    };
    let written = written.and_then(|()| {
        let told: io::Result<Vec<Row>> = errors.iter().map(exchange::row_of_error).collect();
        out.write(&told?)?;
        out.finish()
    });
    if session::is_closed(written)? {
        return Ok(Exit::Clean);
    }
    let style = common.style(io::stderr().is_terminal());
    for error in &errors {
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    Ok(if errors.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// Where lines go.
enum Lines<W: Write> {
    Json(io::BufWriter<W>),
    #[cfg(feature = "arrow")]
    Arrow(Box<exchange::arrow::Writer<io::BufWriter<W>>>),
}

impl<W: Write> Lines<W> {
    fn new(format: LinesFormat, out: W) -> Result<Self, Failure> {
        let out = io::BufWriter::with_capacity(1 << 16, out);
        match format {
            LinesFormat::Jsonl => Ok(Self::Json(out)),
            #[cfg(feature = "arrow")]
            LinesFormat::Arrow => Ok(Self::Arrow(Box::new(exchange::arrow::Writer::new(out)?))),
            #[cfg(not(feature = "arrow"))]
            LinesFormat::Arrow => Err(no_arrow()),
        }
    }

    fn write(&mut self, rows: &[Row]) -> io::Result<()> {
        match self {
            Self::Json(out) => rows.iter().try_for_each(|row| {
                out.write_all(row.line.as_bytes())?;
                out.write_all(b"\n")
            }),
            #[cfg(feature = "arrow")]
            Self::Arrow(out) => out.write(rows),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Json(out) => out.flush(),
            #[cfg(feature = "arrow")]
            Self::Arrow(out) => out.finish(),
        }
    }
}

/// Observes the reported documents of a corpus, in order.
fn observe_all<W: Write>(
    session: &Session,
    options: &ObserveArguments,
    corpus: &Corpus,
    out: &mut Lines<W>,
    errors: &mut Vec<DocumentError>,
) -> io::Result<()> {
    let unread = options.unread.map(ToldUnread::class);
    let policy = session.config.policy(None).telling_unread(unread);
    let run = Run::new(corpus, &session.engine, &policy);
    let engine = &session.engine;
    let basis = Basis::new(engine, &policy, unread);
    let entries: Vec<&Entry> = corpus.entries.iter().filter(|entry| entry.reported).collect();
    for batch in entries.chunks(BATCH) {
        let observed: Vec<Result<(Vec<Row>, Partial), DocumentError>> = batch
            .par_iter()
            .map_init(Vec::new, |buffer, entry| {
                let seen = run.see(entry, buffer, &mut Profile::default())?;
                let mut partial = Partial::new(basis);
                let rows = if options.settle {
                    exchange::rows_left(engine, &policy, seen, &mut partial)
                } else {
                    exchange::rows_of(engine, &entry.path, &seen)
                };
                let rows = rows.map_err(|error| corpus.error(entry, error.to_string()))?;
                Ok((rows, partial))
            })
            .collect();
        let mut settled = Partial::new(basis);
        for one in observed {
            match one {
                Ok((rows, partial)) => {
                    out.write(&rows)?;
                    settled.merge(partial).map_err(io::Error::other)?;
                }
                Err(error) => errors.push(error),
            }
        }
        if !settled.is_empty() {
            out.write(&[exchange::row_of_partial(settled)?])?;
        }
    }
    Ok(())
}

/// Observes the texts on standard input, a batch at a time.
fn observe_input<W: Write>(
    session: &Session,
    options: &ObserveArguments,
    out: &mut Lines<W>,
    errors: &mut Vec<DocumentError>,
) -> Result<io::Result<()>, Failure> {
    let mut input = io::stdin().lock();
    let (mut number, mut line) = (0usize, Vec::new());
    loop {
        let mut batch: Vec<(String, Vec<u8>, Told)> = Vec::new();
        while batch.len() < BATCH {
            line.clear();
            let most = files::LARGEST_DOCUMENT.saturating_mul(2);
            let read = io::Read::take(&mut input, most)
                .read_until(b'\n', &mut line)
                .map_err(|error| Failure(format!("standard input cannot be read: {error}")))?;
            if read == 0 {
                break;
            }
            number += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let text = text_of(&session.config, &line)
                .map_err(|why| Failure(format!("standard input, line {number}: {why}")))?;
            batch.push(text);
        }
        if batch.is_empty() {
            if number == 0 {
                return Err(Failure("nothing came on standard input".to_owned()));
            }
            return Ok(Ok(()));
        }
        let mut corpus = Corpus::in_memory(&session.config, [], options.as_of);
        for (path, text, told) in batch {
            corpus.overlay(&path, text);
            corpus.tell(&path, told);
        }
        if let Err(error) = observe_all(session, options, &corpus, out, errors) {
            return Ok(Err(error));
        }
    }
}

#[cfg(not(feature = "arrow"))]
pub(super) fn no_arrow() -> Failure {
    Failure(
        "this factlint reads and writes no Arrow: it was built without the feature `arrow`"
            .to_owned(),
    )
}

/// The text of a line, or what is wrong with it.
fn text_of(config: &Config, line: &[u8]) -> Result<(String, Vec<u8>, Told), String> {
    let text: Text = serde_json::from_slice(line).map_err(|error| {
        format!(r#"is no text: write {{"path": "news/a.md", "text": "..."}} ({error})"#)
    })?;
    let told = exchange::told(config, &text.path, text.date, text.format.as_deref())?;
    Ok((text.path, text.text.into_bytes(), told))
}

//! `factlint observe`: what documents say, as lines that other programs sort and join.

use std::io::{self, BufRead, IsTerminal, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;

use super::session::{self, Session};
use super::{Common, Exit, Failure, ObserveArguments, nothing};
use crate::corpus::config::Config;
use crate::corpus::{Corpus, DocumentError, Entry, Selection, Told};
use crate::exchange;
use crate::files;
use crate::profile::Profile;
use crate::run::Run;
use factlint_document::Format;

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
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
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
        observe_all(&session, &corpus, &mut out, &mut errors)
    };
    let written = written.and_then(|()| {
        errors.iter().try_for_each(|error| exchange::write_error(&mut out, error))?;
        out.flush()
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

/// Observes the reported documents of a corpus, in order.
fn observe_all(
    session: &Session,
    corpus: &Corpus,
    out: &mut dyn Write,
    errors: &mut Vec<DocumentError>,
) -> io::Result<()> {
    let policy = session.config.policy(None);
    let run = Run::new(corpus, &session.engine, &policy);
    let entries: Vec<&Entry> = corpus.entries.iter().filter(|entry| entry.reported).collect();
    for batch in entries.chunks(BATCH) {
        let observed: Vec<Result<Vec<u8>, DocumentError>> = batch
            .par_iter()
            .map_init(Vec::new, |buffer, entry| {
                let seen = run.see(entry, buffer, &mut Profile::default())?;
                let mut lines = Vec::new();
                exchange::write_seen(&mut lines, &session.engine, &entry.path, &seen)
                    .map_err(|error| corpus.error(entry, error.to_string()))?;
                Ok(lines)
            })
            .collect();
        for one in observed {
            match one {
                Ok(lines) => out.write_all(&lines)?,
                Err(error) => errors.push(error),
            }
        }
    }
    Ok(())
}

/// Observes the texts on standard input, a batch at a time.
fn observe_input(
    session: &Session,
    options: &ObserveArguments,
    out: &mut dyn Write,
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
        if let Err(error) = observe_all(session, &corpus, out, errors) {
            return Ok(Err(error));
        }
    }
}

/// The text of a line, or what is wrong with it.
fn text_of(config: &Config, line: &[u8]) -> Result<(String, Vec<u8>, Told), String> {
    let text: Text = serde_json::from_slice(line).map_err(|error| {
        format!(r#"is no text: write {{"path": "news/a.md", "text": "..."}} ({error})"#)
    })?;
    let format = match text.format.as_deref() {
        None => None,
        Some(name) => {
            let known = Format::by_name(name).filter(|format| !format.is_package());
            Some(known.ok_or_else(|| {
                let texts = Format::NAMES.iter().filter(|(_, format)| !format.is_package());
                let names: Vec<&str> = texts.map(|(name, _)| *name).collect();
                format!("there is no format `{name}` of texts; formats: {}", names.join(", "))
            })?)
        }
    };
    let read_as = format.unwrap_or_else(|| config.formats.for_path(&text.path));
    if read_as.is_package() {
        let name = read_as.name();
        return Err(format!(
            "a .{name} document is no text: name the format of this one with `format`"
        ));
    }
    if config.leaves_out(&text.path) {
        return Err(format!("`{}` is left out by `exclude` in factlint.toml", text.path));
    }
    Ok((text.path, text.text.into_bytes(), Told { date: text.date, format }))
}

//! `factlint recall`: what documents said before about somebody or something, the newest first.

use std::cmp::Reverse;
use std::io::{self, Write};

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::arguments::{Common, RecallArguments, RecallFormat};
use super::session::{self, Session};
use super::stored::{Bar, Stored};
use super::table::counted;
use super::{Exit, Failure};
use crate::corpus::{Corpus, DocumentError, Selection};
use crate::store::{self, Request, Trust};
use factlint_engine::engine::Engine;
use factlint_engine::reading::lexicon::Lexicon;
use factlint_engine::rule::phrase::{Inflection, Phrase, Phrases, plain};
use factlint_engine::ruleset::anchors::{self, Form};
use factlint_engine::statement::{Kind, Wanted};
use factlint_language::word;
use factlint_report::visible;

/// A statement about whom was asked.
#[derive(Serialize)]
struct Recalled {
    /// Of the document.
    date: Option<Date>,
    path: String,
    line: u32,
    column: u32,
    kind: Kind,
    text: String,
    sentence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
}

pub(super) fn run(common: &Common, options: &RecallArguments) -> Result<Exit, Failure> {
    if options.name.trim().is_empty() {
        return Err(Failure(
            "name somebody or something: factlint recall \"Halden Bridge\"".to_owned(),
        ));
    }
    let session = Session::load(common)?;
    let names = names_of(&session.engine, &options.name);
    let cue = options.cue.as_deref().map(plain).filter(|cue| !cue.is_empty());
    let trust = if options.assume_unchanged { Trust::Assumed } else { Trust::Journal };
    // A document that names it in full may go on with a surname or a noun.
    let mut wanted = vec![names.iter().flat_map(|name| anchors::forms(&named(name))).collect()];
    wanted.extend(cue.as_deref().map(cue_forms));
    let corpus = corpus_holding(common, &session, options.as_of, trust, &wanted)?;
    let asked = Asked {
        names: &names,
        in_full: lexicon(names.iter().map(|name| named(name))),
        cue: cue.clone().map(|text| lexicon([Phrase { text, inflection: Inflection::Cue }])),
    };
    let read: Vec<Result<Vec<Recalled>, DocumentError>> = corpus
        .entries
        .par_iter()
        .map(|entry| recalled(&session.engine, &corpus, entry, &asked))
        .collect();
    let (mut all, mut errors) = (Vec::new(), corpus.errors.clone());
    for one in read {
        match one {
            Ok(found) => all.extend(found),
            Err(error) => errors.push(error),
        }
    }
    all.sort_by(|one, other| {
        let order = |one: &Recalled| (Reverse(one.date), one.path.clone(), one.line, one.column);
        order(one).cmp(&order(other))
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&mut out, &all, options).and_then(|()| out.flush());
    if session::is_closed(written)? {
        return Ok(Exit::Clean);
    }
    super::facts::finish(common, &session, errors)
}

/// The documents of a corpus that may hold words of each of these lists; all where there is no store to ask.
pub(super) fn corpus_holding(
    common: &Common,
    session: &Session,
    as_of: Option<Date>,
    trust: Trust,
    wanted: &[Vec<Form>],
) -> Result<Corpus, Failure> {
    let mut selection = Selection { as_of, ..Selection::default() };
    let policy = store::silent(session.config.policy(as_of));
    let stored = Stored::new(common, session, as_of)?;
    let found = stored.with(|store| {
        let (config, engine) = (&session.config, &session.engine);
        let bar = Bar::new(common);
        let refreshed = store::refresh(
            store,
            &Request {
                config,
                engine,
                policy: &policy,
                selection: &selection,
                here: &session.here,
                trust,
                progress: &|progress| bar.show(progress),
            },
        );
        bar.end();
        let refreshed = refreshed?;
        let paths = refreshed.holding(store, wanted)?;
        Ok((paths, refreshed.corpus.errors.clone()))
    });
    let errors = found.map(|(paths, errors)| {
        selection.known = Some(paths);
        errors
    });
    let mut corpus = Corpus::list(&session.config, &selection, &session.here);
    corpus.errors.extend(errors.unwrap_or_default());
    Ok(corpus)
}

/// A name, and the other names of subjects of rules that go by it.
pub(super) fn names_of(engine: &Engine, name: &str) -> Vec<String> {
    let vocabulary = &engine.rules().vocabulary;
    let wanted = plain(name).to_lowercase();
    let mut names = vec![plain(name)];
    for (_, subject) in vocabulary.subjects.iter() {
        let own = subject.names.iter().map(|name| vocabulary.phrases.get(*name).text.clone());
        let own: Vec<String> = own.collect();
        if subject.id == wanted || own.iter().any(|one| one.to_lowercase() == wanted) {
            names.extend(own);
            names.push(subject.id.clone());
        }
    }
    names.sort();
    names.dedup();
    names
}

/// How documents that are about these names may write them: at least the surname.
pub(super) fn forms_of(names: &[String]) -> Vec<Form> {
    let last =
        |name: &String| anchors::forms(&named(name.split(' ').next_back().unwrap_or_default()));
    names.iter().flat_map(last).collect()
}

/// What is asked.
struct Asked<'a> {
    names: &'a [String],
    /// Finds the names.
    in_full: Lexicon,
    cue: Option<Lexicon>,
}

fn named(name: &str) -> Phrase {
    Phrase { text: name.to_owned(), inflection: Inflection::Name }
}

fn lexicon(all: impl IntoIterator<Item = Phrase>) -> Lexicon {
    let mut phrases = Phrases::default();
    for phrase in all {
        phrases.intern(&phrase.text, phrase.inflection);
    }
    Lexicon::new(&phrases)
}

fn cue_forms(cue: &str) -> Vec<Form> {
    anchors::forms(&Phrase { text: cue.to_owned(), inflection: Inflection::Cue })
}

fn recalled(
    engine: &Engine,
    corpus: &Corpus,
    entry: &crate::corpus::Entry,
    asked: &Asked<'_>,
) -> Result<Vec<Recalled>, DocumentError> {
    let document = corpus.open(entry)?;
    if asked.in_full.scan(document.prose()).is_empty() {
        return Ok(Vec::new());
    }
    let kinds = |kind: Kind| kind != Kind::Name;
    let wanted = Wanted { kinds: &kinds, subjects: true, bearers: true };
    let statements = engine.read(&document).statements(wanted);
    let is_wanted = |one: &factlint_engine::statement::Statement| {
        asked.names.iter().any(|name| one.is_about(name))
            && asked.cue.as_ref().is_none_or(|cue| !cue.scan(&one.sentence).is_empty())
    };
    let path = corpus.display_path(entry);
    let told = statements.into_iter().filter(is_wanted).map(|one| Recalled {
        date: document.record().date,
        path: path.clone(),
        line: one.start.line,
        column: one.start.column,
        kind: one.kind,
        text: word::one_line(&one.seen),
        sentence: word::one_line(&one.sentence),
        subject: one.subject.as_deref().map(str::to_owned),
        speaker: one.speaker,
    });
    Ok(told.collect())
}

fn write(out: &mut dyn Write, all: &[Recalled], options: &RecallArguments) -> io::Result<()> {
    let most = options.limit.unwrap_or(usize::MAX);
    if options.format == RecallFormat::Jsonl {
        for one in all.iter().take(most) {
            serde_json::to_writer(&mut *out, one)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    for one in all.iter().take(most) {
        let date = one.date.map_or("undated   ".to_owned(), |date| date.to_string());
        let Recalled { path, line, column, text, sentence, speaker, .. } = one;
        let said = speaker.as_ref().map(|who| format!(", says {}", visible(who)));
        writeln!(
            out,
            "{date}  {}:{line}:{column}  {}{}",
            visible(path),
            visible(text),
            said.unwrap_or_default()
        )?;
        writeln!(out, "            {}", visible(sentence))?;
    }
    let documents: std::collections::BTreeSet<&str> =
        all.iter().map(|one| one.path.as_str()).collect();
    if all.len() > most {
        writeln!(out, "{} more: --limit shows them", all.len() - most)?;
    }
    writeln!(out, "{} in {}", counted(all.len(), "statement"), counted(documents.len(), "document"))
}

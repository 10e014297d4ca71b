//! A source, read once: its sentences and the words that tell what each is about. What else stands in it is read when
//! a draft asks.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::Place;
use crate::engine::Engine;
use crate::statement::{Statement, Wanted};
use factlint_document::Document;
use factlint_language::span::ProseSpan;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

/// A document that drafts are held against.
#[derive(Debug)]
pub struct Source {
    pub(super) path: String,
    pub(super) document: Document,
    pub(super) sentences: Vec<Passage>,
    statements: OnceLock<Vec<Statement>>,
}

/// A sentence of a source.
#[derive(Debug)]
pub(super) struct Passage {
    pub span: ProseSpan,
    /// Hashes of its telling words, each once.
    pub words: Vec<u64>,
}

impl Source {
    /// Reads a document; reports call it by `path`.
    pub fn read(engine: &Engine, document: Document, path: String) -> Self {
        let reading = engine.read(&document);
        let visible = reading.visible();
        let sentences = visible
            .sentences()
            .map(|sentence| Passage {
                span: sentence.span,
                words: telling(&utterance::in_tokens(visible.tokens(sentence))),
            })
            .collect();
        drop(reading);
        Self { path, document, sentences, statements: OnceLock::new() }
    }

    /// Its path, as reports show it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What is stated in one of its sentences.
    pub(super) fn statements_in(&self, engine: &Engine, sentence: usize) -> &[Statement] {
        let Some(passage) = self.sentences.get(sentence) else { return &[] };
        let all = self.statements.get_or_init(|| {
            let wanted = Wanted { kinds: &|_| true, subjects: false, bearers: true };
            let mut all = engine.read(&self.document).statements(wanted);
            all.sort_by_key(|one| (one.place.start, one.place.end, one.kind));
            all
        });
        let first = all.partition_point(|one| one.place.start < passage.span.start);
        let count = all[first..].partition_point(|one| one.place.start < passage.span.end);
        &all[first..first + count]
    }

    /// The prose of one of its sentences.
    pub(super) fn text(&self, sentence: usize) -> &str {
        self.sentences.get(sentence).map_or("", |one| one.span.of(self.document.prose()))
    }

    /// A place in one of its sentences.
    pub(super) fn place(&self, sentence: usize, span: ProseSpan) -> Place {
        let (text, _) = self.document.locate(span);
        Place {
            path: self.path.clone(),
            span: text,
            start: self.document.position(text.start),
            end: self.document.position(text.end),
            seen: word::one_line(span.of(self.document.prose())),
            sentence: word::one_line(self.text(sentence)),
            on_disk: self.document.record().utf8,
        }
    }
}

/// The hash of a word that tells something; a plural and a possessive are the same word. None for numbers and words of
/// grammar.
pub(super) fn hashed(word: &str) -> Option<u64> {
    if word.starts_with('#') || word::is(word, Class::GrammarWord) || word.chars().count() < 2 {
        return None;
    }
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
    let plural = stem.len() > 4 && !stem.ends_with("ss");
    let stem = if plural { stem.strip_suffix('s').unwrap_or(stem) } else { stem };
    Some(xxhash_rust::xxh3::xxh3_64(stem.as_bytes()))
}

/// The hashes of the words that tell something, each once.
pub(super) fn telling(words: &[Spoken]) -> Vec<u64> {
    let hashes: BTreeSet<u64> = words.iter().filter_map(|word| hashed(&word.normal)).collect();
    hashes.into_iter().collect()
}

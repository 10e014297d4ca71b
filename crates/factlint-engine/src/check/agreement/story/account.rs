//! A document as a judge has it from its claim.

use std::cell::OnceCell;

use super::digest::{Digest, Place};
use crate::check;
use crate::claim::{Claim, Part};
use factlint_language::span::Span;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

/// What a part of a claim is.
pub(super) const SENTENCE: char = 's';
pub(super) const HEADLINE: char = 'h';
pub(super) const QUOTATION: char = 'q';

/// Parts before the first sentence: the rare words and the digest.
pub(super) const BEFORE_SENTENCES: usize = 2;

/// A document.
pub(super) struct Account<'c> {
    pub claim: &'c Claim,
    pub digest: Digest,
    pub sentences: Vec<&'c Part>,
    /// What it quotes.
    pub quotations: Vec<&'c Part>,
    words: OnceCell<Vec<Word>>,
}

/// A word of a document.
pub(super) struct Word {
    pub spoken: Spoken,
    /// The sentence in which it stands.
    pub sentence: usize,
}

impl<'c> Account<'c> {
    pub fn of(claim: &'c Claim) -> Option<Self> {
        let digest: Digest = serde_json::from_str(claim.parts.get(1)?.text()).ok()?;
        let parts = digest.kinds.chars().zip(claim.parts.iter().skip(BEFORE_SENTENCES));
        let (quotations, sentences): (Vec<_>, Vec<_>) =
            parts.partition(|(kind, _)| *kind == QUOTATION);
        let parts_of =
            |list: Vec<(char, &'c Part)>| list.into_iter().map(|(_, part)| part).collect();
        Some(Self {
            claim,
            sentences: parts_of(sentences),
            quotations: parts_of(quotations),
            digest,
            words: OnceCell::new(),
        })
    }

    /// All words, in order.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            let sentences = self.sentences.iter().enumerate();
            let words = |(sentence, part): (usize, &&Part)| {
                let spoken = utterance::words(part.text()).into_iter();
                spoken.map(move |spoken| Word { spoken, sentence })
            };
            sentences.flat_map(words).collect()
        })
    }

    /// Whether a word that not every document has stands in this one, in any capitals.
    pub fn has(&self, plain: &str) -> bool {
        self.digest.vocabulary.binary_search_by(|word| word.as_str().cmp(plain)).is_ok()
    }

    /// Whether the first words of a name are one by themselves: they stand somewhere with no small word behind them, or, if
    /// they are one word, in small letters.
    pub fn has_alone(&self, name: &[&str]) -> bool {
        if let [word] = name {
            let is_small = |word: &Word| {
                let text = self.sentences[word.sentence].text();
                text.get(word.spoken.range.clone()).is_some_and(|word| !word::is_capitalised(word))
            };
            return self.words().iter().any(|one| one.spoken.normal == *word && is_small(one));
        }
        let words = self.words();
        let is_name = |at: usize| {
            let window = &words[at..at + name.len()];
            window.iter().map(|word| word.spoken.normal.as_str()).eq(name.iter().copied())
        };
        let is_alone = |at: usize| {
            let (last, next) = (&words[at + name.len() - 1], words.get(at + name.len()));
            next.is_none_or(|next| {
                next.sentence != last.sentence || !word::is(&next.spoken.normal, Class::NameJoint)
            })
        };
        (0..(words.len() + 1).saturating_sub(name.len())).any(|at| is_name(at) && is_alone(at))
    }

    /// The sentences and quotations at a place, and whether they are quoted.
    pub fn passages_at(&self, place: Span) -> Vec<(&'c str, bool)> {
        let sentences = self.sentences.iter().map(|part| (*part, false));
        let quotations = self.quotations.iter().map(|part| (*part, true));
        let here = sentences
            .chain(quotations)
            .filter(|(part, _)| part.span.start < place.end && place.start < part.span.end);
        here.map(|(part, is_quoted)| (part.text(), is_quoted)).collect()
    }

    /// Some words of a sentence as a part.
    pub fn part(&self, place: &Place) -> Part {
        check::part_within(self.sentences[place.sentence], place.bytes.clone())
    }

    /// The quotation in which a word stands, by its place among all.
    pub fn quotation_at(&self, word: &Word) -> Option<usize> {
        let at = self.sentences.get(word.sentence)?.span.start + word.spoken.range.start as u32;
        self.quotations.iter().position(|part| part.span.start <= at && at < part.span.end)
    }

    /// Who says a quotation; empty where that is not known.
    pub fn speaker(&self, quotation: usize) -> &str {
        self.digest.speakers.get(quotation).map_or("", String::as_str)
    }
}

//! A document as a judge reads it again from its claim: its sentences, its words, its names, what it quotes.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{MOST_PLACES, stem};
use crate::check::agreement::passage;
use crate::check::{self};
use crate::claim::{Claim, Part};
use factlint_language::capitals::{self, Capitals};
use factlint_language::name::{self, plain};
use factlint_language::span::{ProseSpan, Span};
use factlint_language::utterance::{self, Spoken};
use factlint_language::word::{self, without_possessive};

/// What a part of a claim is.
pub(super) const SENTENCE: char = 's';
pub(super) const HEADLINE: char = 'h';
pub(super) const QUOTATION: char = 'q';

/// A document.
pub(super) struct Account<'c> {
    pub claim: &'c Claim,
    pub sentences: Vec<&'c Part>,
    pub quotations: Vec<Quotation<'c>>,
    words: OnceCell<Vec<Word>>,
    vocabulary: OnceCell<BTreeSet<String>>,
    forms: OnceCell<BTreeMap<String, Form<'c>>>,
}

/// What a document quotes.
pub(super) struct Quotation<'c> {
    pub part: &'c Part,
    /// Who says it, in lower case; empty where that is not known.
    pub speaker: &'c str,
}

/// A word of a document.
pub(super) struct Word {
    pub spoken: Spoken,
    /// The sentence in which it stands.
    pub sentence: usize,
}

/// A word of names, in one spelling.
#[derive(Default)]
pub(super) struct Form<'c> {
    /// As it is written.
    pub written: &'c str,
    /// Where it stands first: the sentence, and bytes of it, of the longest name that it is a part of.
    pub sentence: usize,
    pub place: Range<usize>,
    /// Bytes of the word before it in that name, if there is one.
    pub given_place: Option<Range<usize>>,
    /// Where else it stands in names; a few of the places.
    pub again: Vec<(usize, Range<usize>)>,
    /// Words before it in names, and behind it.
    pub given: BTreeSet<String>,
    pub following: BTreeSet<String>,
    /// The stems of words that stand beside it and are no names.
    pub beside: BTreeSet<String>,
}

impl<'c> Account<'c> {
    pub fn of(claim: &'c Claim) -> Self {
        let mut fields = claim.parts.first().map_or("", |part| part.text()).split('\t').skip(1);
        let kinds = fields.next().unwrap_or_default();
        let mut speakers = fields.next().unwrap_or_default().split(',');
        let (mut sentences, mut quotations) = (Vec::new(), Vec::new());
        for (kind, part) in kinds.chars().zip(claim.parts.iter().skip(1)) {
            if kind == QUOTATION {
                let speaker = speakers.next().unwrap_or_default();
                quotations.push(Quotation { part, speaker });
            } else {
                sentences.push(part);
            }
        }
        Self {
            claim,
            sentences,
            quotations,
            words: OnceCell::new(),
            vocabulary: OnceCell::new(),
            forms: OnceCell::new(),
        }
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

    /// All words as any keyboard writes them.
    fn vocabulary(&self) -> &BTreeSet<String> {
        self.vocabulary.get_or_init(|| {
            let texts = self.sentences.iter().map(|part| part.text());
            let words = texts.flat_map(|text| word::words(text).map(|(_, word)| word));
            words.map(|word| plain(without_possessive(word))).collect()
        })
    }

    /// Whether a word stands in the document, in any capitals.
    pub fn has(&self, plain: &str) -> bool {
        self.vocabulary().contains(plain)
    }

    /// Words of names, by what any keyboard writes of them.
    pub fn forms(&self) -> &BTreeMap<String, Form<'c>> {
        self.forms.get_or_init(|| {
            let mut forms = BTreeMap::new();
            for (index, part) in self.sentences.iter().enumerate() {
                let text = part.text();
                if capitals::of(text) == Capitals::Sentence {
                    read_names(index, text, &mut forms);
                }
            }
            forms
        })
    }

    /// The sentences and quotations at a place, and whether they are quoted.
    pub fn passages_at(&self, place: Span) -> Vec<(&'c str, bool)> {
        let sentences = self.sentences.iter().map(|part| (*part, false));
        let quotations = self.quotations.iter().map(|quotation| (quotation.part, true));
        let here = sentences
            .chain(quotations)
            .filter(|(part, _)| part.span.start < place.end && place.start < part.span.end);
        here.map(|(part, is_quoted)| (part.text(), is_quoted)).collect()
    }

    /// Some words of a sentence as a part.
    pub fn part(&self, sentence: usize, words: Range<usize>) -> Part {
        check::part_within(self.sentences[sentence], words)
    }

    /// Whether a word stands between the marks of a quotation.
    pub fn is_quoted(&self, word: &Word) -> bool {
        let Some(sentence) = self.sentences.get(word.sentence) else { return false };
        let at = sentence.span.start + word.spoken.range.start as u32;
        self.quotations
            .iter()
            .any(|quotation| quotation.part.span.start <= at && at < quotation.part.span.end)
    }
}

/// Reads the words of the names of a sentence.
fn read_names<'c>(sentence: usize, text: &'c str, forms: &mut BTreeMap<String, Form<'c>>) {
    let span = ProseSpan::new(0, text.len());
    let names = name::names(text, span);
    let spoken = if names.is_empty() { Vec::new() } else { utterance::words(text) };
    for name in names {
        let name = name.range();
        let words: Vec<Range<usize>> = word::words(&text[name.clone()])
            .map(|(offset, word)| {
                let start = name.start + offset;
                start..start + without_possessive(word).len()
            })
            .collect();
        for (at, range) in words.iter().enumerate() {
            let written = &text[range.clone()];
            let is_word = written.chars().all(|c| c.is_alphabetic() || word::is_hyphen(c))
                && word::is_capitalised(written)
                && written.chars().any(char::is_lowercase);
            if !is_word {
                continue;
            }
            let given = at.checked_sub(1).map(|before| words[before].clone());
            let form = forms.entry(plain(written)).or_default();
            let is_first = form.written.is_empty();
            let is_longer = form.given_place.is_none() && given.is_some();
            if is_longer && !is_first {
                form.again.push((form.sentence, form.place.clone()));
            } else if !is_first {
                form.again.push((sentence, range.clone()));
            }
            form.again.truncate(MOST_PLACES);
            if is_first || is_longer {
                form.written = written;
                form.sentence = sentence;
                form.place = range.clone();
                form.given_place.clone_from(&given);
            }
            form.given.extend(given.map(|given| plain(&text[given])));
            form.following.extend(words.get(at + 1).map(|next| plain(&text[next.clone()])));
            form.beside.extend(beside(text, &spoken, &name));
        }
    }
}

/// The stems of what stands beside some bytes and tells something, without names and numbers.
fn beside(text: &str, spoken: &[Spoken], place: &Range<usize>) -> BTreeSet<String> {
    /// Words on either side.
    const REACH: usize = 5;
    let first = spoken.partition_point(|word| word.range.end <= place.start);
    let last = spoken.partition_point(|word| word.range.start < place.end);
    let before = first.saturating_sub(REACH)..first;
    let after = last..(last + REACH).min(spoken.len());
    let around = before.chain(after).filter_map(|at| spoken.get(at));
    let tells = |word: &&Spoken| {
        let written = &text[word.range.clone()];
        passage::is_telling(word)
            && (!word::is_capitalised(written)
                || name::is_title(written)
                || !name::may_name(written))
    };
    around.filter(tells).map(|word| stem(&word.normal)).collect()
}

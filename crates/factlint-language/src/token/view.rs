//! Words as people see them, over tokens: "U.S", "don't" and "1,600-kilometer" are one each.

use super::{Kind, Tokens};
use crate::word::{is_apostrophe, is_hyphen, is_word};
use crate::words::{Class, SenseId};
use std::borrow::Cow;
use std::ops::Range;

impl<'a> Tokens<'a> {
    /// The words in order, as ranges of tokens. Hyphens, apostrophes and dots between two word
    /// characters, and commas between two digits, do not end a word. A possessive ending is part
    /// of its word; see [`Tokens::without_possessive`].
    pub fn words(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.words_from(0)
    }

    /// The words that start at or after the token at `i`.
    pub fn words_from(&self, i: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = i;
        std::iter::from_fn(move || {
            while at < self.len() && !self.is_word(at) {
                at += 1;
            }
            let start = at;
            at = self.word_end(start)?;
            Some(start..at)
        })
    }

    /// The words that end at or before the token at `i`, from last to first.
    pub fn words_before(&self, i: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = i.min(self.len());
        std::iter::from_fn(move || {
            while at > 0 && !self.is_word(at - 1) {
                at -= 1;
            }
            let end = at;
            at = self.word_start(end.checked_sub(1)?);
            Some(at..end)
        })
    }

    /// Whether the token at `i` is of a word: letters, digits, and signs that are as good.
    pub fn is_word(&self, i: usize) -> bool {
        match self.kind(i) {
            Kind::Letters | Kind::Digits => true,
            Kind::Sign(sign) => is_word(sign),
            Kind::End => false,
        }
    }

    /// Whether the sign at `i` ties what stands on its sides into one word.
    fn joins(&self, i: usize) -> bool {
        let Kind::Sign(sign) = self.kind(i) else { return false };
        let inside = self.is_attached(i) && self.is_attached(i + 1);
        inside
            && i > 0
            && match sign {
                '.' => self.is_word(i - 1) && self.is_word(i + 1),
                ',' => self.is_digits(i - 1) && self.is_digits(i + 1),
                _ => {
                    (is_hyphen(sign) || is_apostrophe(sign))
                        && self.is_word(i - 1)
                        && self.is_word(i + 1)
                }
            }
    }

    /// The end of the word that starts at `i`; None where no word does.
    pub fn word_end(&self, i: usize) -> Option<usize> {
        if !self.is_word(i) {
            return None;
        }
        let mut end = i + 1;
        loop {
            if self.is_attached(end) && self.is_word(end) {
                end += 1;
            } else if self.joins(end) {
                end += 2;
            } else {
                return Some(end);
            }
        }
    }

    /// The start of the word whose token at `i` is.
    pub fn word_start(&self, i: usize) -> usize {
        let mut start = i;
        while let Some(before) = self.before_in_word(start) {
            start = before;
        }
        start
    }

    /// The token before the one at `i` in the same word, signs between them left out.
    pub(crate) fn before_in_word(&self, i: usize) -> Option<usize> {
        let before = i.checked_sub(1)?;
        if self.is_attached(i) && self.is_word(before) {
            Some(before)
        } else {
            self.joins(before).then(|| before - 1)
        }
    }

    /// The word, as a range of tokens, that ends right before the token at `i`, where one gap
    /// stands between: letters, with the full stops and apostrophes between letters ("U.S").
    pub fn word_before(&self, i: usize) -> Option<Range<usize>> {
        let end = self.spaced(i)?;
        let start = self.initials_before(end);
        (start < end).then_some(start..end)
    }

    /// The text of that word; empty where there is none.
    pub fn previous_word(&self, i: usize) -> &'a str {
        self.word_before(i).map_or("", |word| self.slice(word))
    }

    /// Whether that word is of a class, in any capitals.
    pub fn previous_is(&self, i: usize, class: Class) -> bool {
        self.word_before(i).is_some_and(|word| self.word_is(word, class))
    }

    /// Whether that word is of a class and has no capital.
    pub fn previous_is_lower(&self, i: usize, class: Class) -> bool {
        self.word_before(i).is_some_and(|word| {
            self.word_is(word.clone(), class)
                && word.clone().all(|i| self.get(i).capitals == super::Capitals::None)
        })
    }

    /// The start of that word.
    pub fn previous(&self, i: usize) -> Option<usize> {
        self.word_before(i).map(|word| word.start)
    }

    /// The start of the letters that end at `end`, with the full stops and apostrophes between
    /// them; `end` where there are none.
    pub fn initials_before(&self, end: usize) -> usize {
        let Some(mut start) = end.checked_sub(1).filter(|last| self.is_letters(*last)) else {
            return end;
        };
        while start >= 2
            && self.sign(start - 1).is_some_and(|sign| sign == '.' || is_apostrophe(sign))
            && self.is_attached(start)
            && self.is_attached(start - 1)
            && self.is_letters(start - 2)
        {
            start -= 2;
        }
        start
    }

    /// The tokens of a word without `'s`, and without the bare apostrophe of a plural, which is
    /// no part of a word here.
    pub fn without_possessive(&self, word: Range<usize>) -> Range<usize> {
        let ending = word.end.saturating_sub(2);
        let possessive = ending > word.start
            && self.sign(ending).is_some_and(is_apostrophe)
            && matches!(self.word(word.end - 1), "s" | "S");
        word.start..if possessive { ending } else { word.end }
    }

    /// Whether a word, which may have several tokens, is of a class, in any capitals.
    pub fn word_is(&self, word: Range<usize>, class: Class) -> bool {
        if word.len() == 1 {
            return self.is(word.start, class);
        }
        self.phrases_from(word.start)
            .any(|phrase| phrase.end as usize == word.end && self.words.has(phrase.sense, class))
    }

    /// The words and phrases that end right before `i`, the longest first: where each starts, and
    /// what it is.
    pub(crate) fn phrases_ending(&self, i: usize) -> impl Iterator<Item = (usize, SenseId)> {
        // No text makes this look far: phrases are short.
        let from = i.saturating_sub(self.table().longest_phrase());
        let first = self.phrases.partition_point(|phrase| (phrase.start as usize) < from);
        self.phrases[first..]
            .iter()
            .take_while(move |phrase| (phrase.start as usize) < i)
            .filter(move |phrase| phrase.end as usize == i)
            .map(|phrase| (phrase.start as usize, phrase.sense))
            .chain(i.checked_sub(1).map(|last| (last, self.get(last).sense)))
    }

    /// Where the longest word or phrase of a class that starts at `i` ends.
    pub fn phrase(&self, i: usize, class: Class) -> Option<usize> {
        self.phrases_from(i)
            .filter(|phrase| self.words.has(phrase.sense, class))
            .last()
            .map(|phrase| phrase.end as usize)
            .or_else(|| self.is(i, class).then_some(i + 1))
    }

    /// Where the longest word or phrase of a class that ends right before `i` starts.
    pub fn phrase_before(&self, i: usize, class: Class) -> Option<usize> {
        self.phrases_ending(i)
            .find(|(_, sense)| self.words.has(*sense, class))
            .map(|(start, _)| start)
    }

    fn phrases_from(&self, start: usize) -> impl Iterator<Item = &super::Phrase> {
        let first = self.phrases.partition_point(|phrase| (phrase.start as usize) < start);
        self.phrases[first..].iter().take_while(move |phrase| phrase.start as usize == start)
    }

    /// A range of tokens in lower case, with its signs and without its white space.
    pub fn lower_slice(&self, range: Range<usize>) -> Cow<'a, str> {
        let text = self.slice(range);
        if text.chars().any(char::is_uppercase) {
            Cow::Owned(text.to_lowercase())
        } else {
            Cow::Borrowed(text)
        }
    }
}

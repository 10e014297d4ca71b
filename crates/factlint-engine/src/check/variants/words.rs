//! The words of a sentence with their neighbours, as names are read from them.

use crate::reading::Sentence;
use factlint_language::name::may_name;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised, without_possessive};
use factlint_language::words::Class;

/// A word of running text, as far as variants need it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub sentence: Sentence,
    pub span: ProseSpan,
    /// Without a possessive ending.
    pub text: &'a str,
    pub capital: bool,
    /// Whether its capital tells nothing: it begins a sentence or a quotation.
    pub opens: bool,
    /// Whether only a space parts it from the word before.
    pub tight: bool,
}

/// A word's neighbours in its sentence.
pub(super) struct Around<'w, 'a> {
    pub words: &'w [Word<'a>],
    pub at: usize,
}

impl<'w, 'a> Around<'w, 'a> {
    pub fn word(&self) -> &'w Word<'a> {
        &self.words[self.at]
    }

    pub fn before(&self) -> Option<&'w Word<'a>> {
        self.at.checked_sub(1).map(|at| &self.words[at]).filter(|_| self.word().tight)
    }

    pub fn after(&self) -> Option<&'w Word<'a>> {
        self.words.get(self.at + 1).filter(|next| next.tight)
    }

    /// The capitalised word before, if it may be a first name.
    pub fn first_name(&self) -> Option<&'a str> {
        let mut before = self.before()?;
        // "Stephen A. Douglas"
        if before.capital && before.text.len() == 1 {
            before = Around { words: self.words, at: self.at - 1 }.before()?;
        }
        Some(before.text).filter(|_| before.capital && may_name(before.text))
    }

    /// The capitalised word behind, if it may be a surname, over a particle: "Mohammed bin Salman".
    pub fn surname(&self) -> Option<&'a str> {
        let after = self.after()?;
        // "Adrian J. English"
        let behind = self.words.get(self.at + 2);
        if after.capital && after.text.len() == 1 {
            let behind = behind.filter(|next| next.tight && next.capital && may_name(next.text));
            return behind.map(|next| next.text);
        }
        let after = if word::is(after.text, Class::NameParticle) {
            self.words.get(self.at + 2).filter(|next| next.tight)?
        } else {
            after
        };
        Some(after.text).filter(|_| after.capital && may_name(after.text))
    }
}

pub(super) fn read_words<'a>(prose: &'a str, sentence: Sentence, words: &mut Vec<Word<'a>>) {
    let text = sentence.span.of(prose);
    let start = sentence.span.start as usize;
    let mut end = 0;
    let mut is_behind_an_initial = false;
    for (at, found) in word::words(text) {
        let gap = &text[end..at];
        let text = without_possessive(found);
        let between = gap.trim();
        words.push(Word {
            sentence,
            span: ProseSpan::new(start + at, start + at + text.len()),
            text,
            capital: is_capitalised(text),
            // "(See chapter 3)" may begin with a capital in the middle of a sentence.
            opens: words.is_empty() || !matches!(between, "" | "," | "." | ")" | "),"),
            tight: !words.is_empty()
                && !gap.is_empty()
                && (between.is_empty() || gap == ". ")
                && (gap != ". " || text.len() <= 2 || end <= 3 || is_behind_an_initial),
        });
        is_behind_an_initial = text.len() == 1 && is_capitalised(text);
        end = at + found.len();
    }
}

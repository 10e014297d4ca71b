//! What stands before the words of an office: modifiers, the country or house, and the word that
//! leads to them all.

use super::{LONGEST_NAME, Manner, TitleReading};
use crate::word::is_hyphen;
use crate::words::Class;
use std::ops::Range;

/// What a word before a title does to it.
enum Step {
    /// The word says how the office is held, or is empty of meaning here.
    Modifies,
    /// The word names whose office it is, from this token on: "then-U.S." is tied to a modifier.
    Qualifies(usize),
    /// The word makes another office.
    OtherOffice,
    /// The title begins behind the word.
    Leads,
}

impl TitleReading<'_> {
    /// Reads the modifiers and qualifiers before the title.
    pub(super) fn read_before(&mut self) {
        self.read_tied_modifier();
        let mut qualifier: Vec<&str> = Vec::with_capacity(LONGEST_NAME);
        let mut modified = self.found.manner != Manner::Current;
        while qualifier.len() < LONGEST_NAME {
            // "Bank of Norvania governor Ann Lee", "the central bank's governor"
            if qualifier.is_empty()
                && let Some((house, owner)) = self.house_before(self.first)
            {
                qualifier.push(self.tokens.slice(house.clone()));
                if owner {
                    break;
                }
                modified = true;
                self.begin_at(house.start);
                self.read_tied_to_house();
            }
            let Some(word) = self.word_before_first() else { break };
            match self.step_back(word.clone(), modified) {
                Step::Modifies => modified = true,
                Step::Qualifies(from) => qualifier.push(self.tokens.slice(from..word.end)),
                Step::OtherOffice => {
                    self.found.is_other_office = true;
                    break;
                }
                Step::Leads => {
                    // "Lee, once a senator,"
                    if let Some(once) = self.once_before(word.clone()) {
                        self.found.manner = Manner::Former;
                        self.begin_at(once.start);
                        break;
                    }
                    // "Former zoo director X": what a noun between them is of, "former" is too.
                    let former = self.former_over(word.clone());
                    let lead = match former {
                        Some(former) => {
                            self.modify(former.clone());
                            self.begin_at(former.start);
                            self.word_before_first()
                        }
                        None => Some(word),
                    };
                    if let Some(lead) = lead {
                        self.read_lead(lead);
                    }
                    break;
                }
            }
            self.begin_at(word.start);
        }
        if !qualifier.is_empty() {
            qualifier.reverse();
            self.found.qualifier = Some(qualifier.join(" "));
        }
    }

    /// The adverb by which an office behind a name is over: "Lee, once a senator,". A name behind the title is that of
    /// another statement: "once Senator Lee signs".
    fn once_before(&self, word: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens;
        let once = if tokens.word_is(word.clone(), Class::TitleDeterminer) {
            tokens.words_before(word.start).next().filter(|once| once.end == word.start)?
        } else {
            word
        };
        let is_apart = once.start.checked_sub(1).is_some_and(|i| {
            tokens.sign(i).is_some_and(|sign| matches!(sign, ',' | '(' | '–' | '—'))
        });
        let is_once = tokens.word_is(once.clone(), Class::TitleOnce);
        let is_behind = || super::name::name_at(tokens, self.title.end).is_none();
        (is_apart && is_once && is_behind()).then_some(once)
    }

    /// The "former" right before a noun in small letters that stands before the title.
    fn former_over(&self, noun: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens;
        let is_noun = !tokens.is_capitalised(noun.start)
            && !tokens.word_is(noun.clone(), Class::TitleDeterminer)
            && !tokens.word_is(noun.clone(), Class::GrammarWord)
            && tokens.without_possessive(noun.clone()) == noun;
        let former = tokens.words_before(noun.start).next().filter(|_| is_noun)?;
        (former.end == noun.start && tokens.word_is(former.clone(), Class::TitleFormer))
            .then_some(former)
    }

    fn begin_at(&mut self, first: usize) {
        self.first = first;
        self.found.span.start = self.tokens.start(first);
    }

    /// "Ex-Otters coach": the modifier is tied to the name of the house.
    fn read_tied_to_house(&mut self) {
        let hyphen = self.first.checked_sub(1).filter(|i| {
            self.tokens.is_attached(self.first) && self.tokens.sign(*i).is_some_and(is_hyphen)
        });
        let Some(hyphen) = hyphen.filter(|i| *i > 0 && self.tokens.is_attached(*i)) else { return };
        if self.modify(hyphen - 1..hyphen) {
            self.begin_at(hyphen - 1);
        }
    }

    /// "ex-President": the modifier is tied to the title itself.
    fn read_tied_modifier(&mut self) {
        let Some(hyphen) = self.title.start.checked_sub(1) else { return };
        let tied = self.tokens.is_attached(self.title.start)
            && self.tokens.sign(hyphen).is_some_and(is_hyphen);
        if !tied {
            return;
        }
        let mut from = hyphen;
        while self.tokens.is_attached(from) && self.tokens.is_word(from - 1) {
            from -= 1;
        }
        if !self.modify(from..hyphen) {
            self.found.is_other_office = true;
        }
        self.begin_at(from);
    }

    /// The word before all that was read, with nothing but white space or its own full stop between.
    fn word_before_first(&self) -> Option<Range<usize>> {
        let tokens = self.tokens;
        let word = tokens.words_before(self.first).next()?;
        let is_dotted = || {
            word.end + 1 == self.first
                && tokens.attached_sign(word.end, '.')
                && word.clone().any(|i| tokens.sign(i) == Some('.'))
        };
        (word.end == self.first || is_dotted()).then_some(word)
    }

    fn step_back(&mut self, word: Range<usize>, modified: bool) -> Step {
        let tokens = self.tokens;
        let below = tokens.says_any_case(word.start, "under")
            && self.first == self.title.start
            && tokens.is(self.first, Class::UnderOffice);
        // "Sports editor"
        let below = below
            || (self.first == self.title.start
                && tokens.word_is(word.clone(), Class::Department)
                && super::is_of_organisations(&tokens.lower_slice(self.title.clone())));
        // "Junior senator": two hold the same office, and one of them longer.
        let is_ranked = || {
            tokens.word_is(word.clone(), Class::RankOfTwo)
                && self.first == self.title.start
                && tokens.is(self.first, Class::OfficeOfTwo)
        };
        if is_ranked() {
            return Step::Modifies;
        }
        if below || tokens.word_is(word.clone(), Class::OtherOffice) {
            return Step::OtherOffice;
        }
        if self.modify(word.clone()) || tokens.word_is(word.clone(), Class::TitleStillHeld) {
            return Step::Modifies;
        }
        // "then-U.S. President": a modifier tied to the qualifier.
        let hyphen = word.clone().find(|&i| tokens.sign(i).is_some_and(is_hyphen));
        if let Some(hyphen) = hyphen
            && tokens.is_capitalised(hyphen + 1)
            && self.modify(word.start..hyphen)
        {
            return Step::Qualifies(hyphen + 1);
        }
        // "In Paris former President X": what stands before a modifier is no country of the office.
        let ends = modified
            || tokens.word_is(word.clone(), Class::TitleDeterminer)
            || tokens.without_possessive(word.clone()) != word;
        if ends
            || !tokens.is_capitalised(word.start)
            || tokens.word_is(word.clone(), Class::CapitalisedNoName)
        {
            Step::Leads
        } else {
            Step::Qualifies(word.start)
        }
    }

    fn read_lead(&mut self, word: Range<usize>) {
        let earlier = self.tokens.words_before(word.start).next();
        self.found.lead = Some(self.tokens.lower_slice(word).into_owned());
        self.found.before_lead = earlier.map(|word| self.tokens.lower_slice(word).into_owned());
    }

    /// Applies a word that says how the office is held; false for any other.
    fn modify(&mut self, word: Range<usize>) -> bool {
        if self.tokens.word_is(word.clone(), Class::TitleFormer) {
            if self.found.manner == Manner::Current {
                self.found.manner = Manner::Former;
            }
            true
        } else if self.tokens.word_is(word, Class::TitleOtherManner) {
            self.found.manner = Manner::Other;
            true
        } else {
            false
        }
    }
}

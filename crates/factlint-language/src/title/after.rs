//! What stands behind the words of an office: "-elect", "of Ukraine", the person, or nobody.

use super::house::is_of;
use super::name::{name_at, name_before, name_ending};
use super::{Manner, TitleReading};
use crate::token::Gap;
use crate::word::{is_apostrophe, is_hyphen};
use crate::words::Class;
use std::ops::Range;

/// Signs that may follow an apposition.
const ENDS: &[char] = &[',', '.', ';', ')', '—', '!', '?', ':'];

/// Signs behind which a statement begins.
const OPENS: &[char] = &['“', '"', ';', ':', '—', '–', '(', '-'];

impl TitleReading<'_> {
    /// Reads what stands behind the title, and the person wherever they stand.
    pub(super) fn read_after(&mut self) {
        let Some(mut rest) = self.read_tied_word() else {
            self.found.is_other_office = true;
            return;
        };
        if let Some(house) = self.house_behind(rest) {
            self.found.qualifier = Some(house.text(self.tokens));
            self.found.runs_on = house.runs_on;
            rest = house.end;
        }
        if self.tokens.phrase(rest, Class::TitleBygone).is_some() {
            self.found.manner = Manner::Other;
            let first = self.tokens.words_from(rest).next();
            self.found.is_until =
                first.is_some_and(|first| self.tokens.word_is(first, Class::UntilWord));
        }
        if self.found.qualifier.is_none() && self.is_of_a_thing(rest) {
            let office = self.tokens.lower_slice(self.title.clone());
            self.found.of_a_thing = true;
            // To whom it is given is read all the same: it may be told as unread.
            self.found.is_other_office |= !super::is_of_organisations(&office);
        }
        let behind = self.end_of_thing(rest);
        // "the president of Ukraine, Volodymyr Zelensky,"
        let apposed = self.tokens.attached_sign(rest, ',')
            && self.tokens.spaced(rest + 1).is_some()
            && (rest > self.title.end || self.is_determined(self.first));
        let apposed = apposed || self.labels(rest);
        let start = if apposed { rest + 1 } else { rest };
        let parted = apposed || !matches!(self.tokens.gap(rest), Gap::None);
        if parted && let Some(name) = name_at(self.tokens, start) {
            self.read_bearer(name, rest, apposed);
            return;
        }
        if let Some(name) = name_before(self.tokens, self.first)
            && self.ends_apposition(behind)
        {
            let name = self.tokens.span(name).range();
            self.found.span.start = name.start;
            self.found.name = Some(name);
            return;
        }
        if self.read_predicate(behind) || self.read_holder(rest) {
            return;
        }
        self.read_pronoun(rest);
    }

    /// "Head coach: Ann Lee", "the Otters (head coach: Ann Lee)": the title is a label of its line, or among what is said aside.
    fn labels(&self, rest: usize) -> bool {
        let before = self.first.checked_sub(1).map(|i| self.tokens.sign(i).unwrap_or(' '));
        self.tokens.attached_sign(rest, ':')
            && self.tokens.spaced(rest + 1).is_some()
            && before.is_none_or(|sign| ['(', '[', ',', ';'].contains(&sign))
    }

    /// "Ann Lee is the governor", "Ann Lee, who is now governor,", "Ann Lee, currently governor,": the name of
    /// whom the title is said, where it is the subject and nothing follows that the title could belong to.
    fn read_predicate(&mut self, rest: usize) -> bool {
        let tokens = self.tokens;
        if !self.ends_predicate(rest) {
            return false;
        }
        let mut at = self.first;
        let mut adverb = false;
        let mut words = tokens.words_before(self.first).peekable();
        if let Some(word) = words.next_if(|word| {
            tokens.word_is(word.clone(), Class::TitleDeterminer)
                || tokens.without_possessive(word.clone()) != *word
        }) {
            at = word.start;
        }
        while let Some(word) =
            words.next_if(|word| tokens.word_is(word.clone(), Class::PredicateAdverb))
        {
            (at, adverb) = (word.start, true);
        }
        let verb = words.next_if(|word| tokens.word_is(word.clone(), Class::PredicateVerb));
        // "has been mayor since 2023"
        let lasts =
            tokens.is(rest, Class::SinceWord) || tokens.is(rest, Class::LastingPrepositions);
        let verb = verb.or_else(|| {
            let been = words.next_if(|word| {
                lasts && word.end == at && tokens.word_is(word.clone(), Class::BeenWord)
            })?;
            let has = words.next_if(|word| {
                word.end == been.start && tokens.word_is(word.clone(), Class::PerfectAuxiliaries)
            });
            has.map(|has| has.start..been.end)
        });
        // "serves as mayor"
        let verb = match verb {
            Some(verb) => Some(verb),
            None => {
                let role = words.next_if(|word| word.end == at && tokens.says(word.start, "as"));
                if let Some(role) = &role {
                    at = role.start;
                }
                let serves = |word: &Range<usize>| tokens.word_is(word.clone(), Class::ServingVerb);
                words.next_if(|word| role.is_some() && serves(word))
            }
        };
        // "currently serves as"
        let mut from = verb.as_ref().map(|verb| verb.start);
        while let Some(word) = words.next_if(|word| {
            verb.is_some()
                && Some(word.end) == from
                && tokens.word_is(word.clone(), Class::PredicateAdverb)
        }) {
            from = Some(word.start);
        }
        let verb = verb.map(|verb| from.unwrap_or(verb.start)..verb.end);
        let end = match &verb {
            Some(verb) if verb.end == at => {
                let who = words.next_if(|word| tokens.word_is(word.clone(), Class::WhoHolds));
                who.map_or(verb.start, |who| who.start)
            }
            None if adverb => at,
            _ => return false,
        };
        let comma = end.checked_sub(1).filter(|&i| tokens.sign(i) == Some(','));
        let relative = verb.as_ref().is_none_or(|verb| verb.start != end);
        let end = if relative { comma } else { Some(end) };
        let Some(name) = end.and_then(|end| name_ending(tokens, end)) else { return false };
        // "The wife of Ann Lee is governor", "If Ann Lee is governor": only who opens the statement.
        let told = || {
            relative
                && tokens
                    .words_before(name.start)
                    .next()
                    .is_some_and(|word| tokens.word_is(word, Class::SayingVerb))
        };
        let opens = name.start == 0
            || told()
            || tokens.sign(name.start - 1).is_some_and(|sign| OPENS.contains(&sign));
        if !opens {
            return false;
        }
        let name = tokens.span(name).range();
        self.found.span.start = name.start;
        self.found.name = Some(name);
        true
    }

    /// Whether nothing follows a title that is said of somebody but what says where and when.
    fn ends_predicate(&self, i: usize) -> bool {
        self.ends_apposition(i)
            || self
                .tokens
                .words_from(i)
                .next()
                .is_some_and(|word| self.tokens.word_is(word, Class::AfterPredicate))
    }

    /// "The director of the museum is Ann Lee.": the name of the one who is said to hold the office.
    fn read_holder(&mut self, rest: usize) -> bool {
        let tokens = self.tokens;
        let mut words = tokens.words_from(rest).peekable();
        let is_verb = |word: &Range<usize>| {
            word.start == rest && tokens.word_is(word.clone(), Class::PredicateVerb)
        };
        let opens = tokens.words_before(self.first).count() == 1 && self.is_determined(self.first);
        if !opens || words.next_if(is_verb).is_none() {
            return false;
        }
        while words.next_if(|word| tokens.word_is(word.clone(), Class::PredicateAdverb)).is_some() {
        }
        let Some(name) = words.next().and_then(|word| name_at(tokens, word.start)) else {
            return false;
        };
        let full =
            tokens.words_from(name.start).take_while(|word| word.end <= name.end).count() > 1;
        if !full || self.is_somebody_else(name.end) {
            return false;
        }
        let name = tokens.span(name).range();
        self.found.span.end = name.end;
        self.found.name = Some(name);
        true
    }

    /// "President-elect": where the title ends with what is tied to it. None where that makes
    /// another office or none: "the president's".
    fn read_tied_word(&mut self) -> Option<usize> {
        let end = self.title.end;
        match self.tokens.after_sign(end) {
            Some(sign) if is_apostrophe(sign) => None,
            Some(sign) if is_hyphen(sign) => {
                let tied = self.tokens.words_from(end).next()?;
                if !self.tokens.word_is(tied.clone(), Class::TitleTiedManner) {
                    return None;
                }
                self.found.manner = Manner::Other;
                Some(tied.end)
            }
            _ => Some(end),
        }
    }

    /// "president of the chess club"
    fn is_of_a_thing(&self, i: usize) -> bool {
        let tokens = self.tokens;
        if !is_of(tokens, i) {
            return false;
        }
        let body = tokens
            .words_from(i + 1)
            .find(|word| !tokens.word_is(word.clone(), Class::TitleDeterminer));
        !body.is_some_and(|body| {
            tokens.is_capitalised(body.start) || tokens.word_is(body, Class::StateNoun)
        })
    }

    /// Where what an office that is over is of ends: "former sheriff of the county". Whose it is now, the analysis of the
    /// sentence tells.
    fn end_of_thing(&self, i: usize) -> usize {
        /// "the old county"
        const MOST: usize = 3;
        let tokens = self.tokens;
        let is_in = tokens.spaced(i).is_some() && tokens.says(i, "in");
        if self.found.manner != Manner::Former || !(is_of(tokens, i) || is_in) {
            return i;
        }
        let words = tokens.words_from(i + 1).take(MOST);
        words
            .map(|word| word.end)
            .find(|end| *end >= tokens.len() || tokens.after_sign(*end).is_some())
            .unwrap_or(i)
    }

    /// Reads the name behind a title that ends before `rest`: the bearer's, or no one's.
    fn read_bearer(&mut self, name: Range<usize>, rest: usize, apposed: bool) {
        let tokens = self.tokens;
        // "Once director of the museum, Ann Lee now sells cars"
        let once = apposed
            && tokens
                .words_before(self.first)
                .next()
                .is_some_and(|once| once.start == 0 && tokens.word_is(once, Class::TitleOnce));
        if apposed && !once && (self.is_somebody_else(name.end) || self.starts_list(name.end)) {
            return;
        }
        if self.found.qualifier.is_none()
            && let Some(house) = self.house_behind(name.end)
        {
            // "Mayor Reed of Skerry"
            self.found.qualifier = Some(house.text(tokens));
        }
        let next = tokens.words_from(name.end).next();
        let is_aide = tokens.spaced(name.end).is_some()
            && next.is_some_and(|next| {
                next.start == name.end && tokens.word_is(next, Class::TitleAide)
            });
        if is_aide || self.names_thing(rest, apposed) {
            // "former President Trump lawyer Alina Habba", "the frigate Chancellor Brandt"
            self.found.is_other_office = true;
            return;
        }
        if once {
            self.found.manner = Manner::Former;
            self.found.span.start = tokens.start(0);
        }
        let name = tokens.span(name).range();
        self.found.span.end = name.end;
        self.found.name = Some(name);
    }

    /// "the chancellor, Brandt's successor", "unlike the chancellor, Brandt swam": whether the name
    /// that ends before `end` goes on as somebody else.
    fn is_somebody_else(&self, end: usize) -> bool {
        end < self.tokens.len()
            && !self.tokens.after_sign(end).is_some_and(|sign| ENDS.contains(&sign))
    }

    /// "the chancellor, Brandt, Lund and a dog"
    fn starts_list(&self, end: usize) -> bool {
        let tokens = self.tokens;
        tokens.attached_sign(end, ',')
            && tokens.spaced(end + 1).is_some()
            && tokens.is_capitalised(end + 1)
            && tokens.words_from(end + 1).next().is_some_and(|word| {
                word.start == end + 1 && !tokens.word_is(word, Class::CapitalisedNoName)
            })
    }

    /// "the frigate Chancellor Brandt", "on board the Chancellor Brandt"
    fn names_thing(&self, rest: usize, apposed: bool) -> bool {
        let lead = self.found.lead.as_deref();
        let follows_thing =
            lead.is_some_and(|lead| self.tokens.table().is(lead, Class::TitledThing));
        let is_bare = rest == self.title.end && self.first == self.title.start;
        follows_thing || (!apposed && is_bare && lead == Some("the"))
    }

    /// Whether an apposition may end here, so that the title belongs to the name before it.
    fn ends_apposition(&self, i: usize) -> bool {
        let tokens = self.tokens;
        i >= tokens.len()
            || tokens.after_sign(i).is_some_and(|sign| ENDS.contains(&sign))
            || tokens
                .words_from(i)
                .next()
                .is_some_and(|word| tokens.word_is(word, Class::AfterApposition))
    }

    /// "the chief of staff for his help": a pronoun that refers to whoever holds the office.
    fn read_pronoun(&mut self, i: usize) {
        let mut words = self.tokens.words_from(i);
        if let (Some(preposition), Some(pronoun)) = (words.next(), words.next())
            && self.tokens.slice(preposition) == "for"
            && self.tokens.word_is(pronoun.clone(), Class::PersonalPossessive)
        {
            self.found.pronoun = Some(self.tokens.span(pronoun).range());
        }
    }
}

//! Who says words that stand in quotation marks, by what stands before the marks or behind them.
//!
//! Both are asked of the analysis of that stretch alone: what is quoted has a structure of its own.

use super::group::Signs;
use super::label::{Relation, Tag};
use super::{Answer, Report, Syntax, View, lemma};
use crate::span::ProseSpan;
use crate::words::Class;

impl Syntax<'_> {
    /// Who says what is quoted behind the last word: "Smith told reporters that he was", "described by Smith as".
    pub fn speaker_before_quotation(&self) -> Answer<Option<Report>> {
        self.ask(None, |view| view.speaker_before(), same_speaker)
    }

    /// Who says what is quoted before the first word: "Smith said", "said Ann Smith, a pilot".
    pub fn speaker_behind_quotation(&self) -> Answer<Option<Report>> {
        self.ask(None, |view| view.speaker_behind(), same_speaker)
    }

    /// Who tells what the sentence says, as its main statement: "Smith said that it would rain".
    pub fn teller(&self) -> Answer<Option<Report>> {
        self.ask(None, |view| view.teller(), same_speaker)
    }

    /// Of whom the main statement is: the subject of its verb.
    pub fn main_subject(&self) -> Answer<Option<usize>> {
        let subject = |view: View<'_>| {
            let top = (0..self.words.len()).find(|word| view.tree.head(*word).is_none())?;
            let subjects = |below: &usize| view.tree.relation(*below).is_subject();
            view.tree.dependents(top).find(subjects).map(|who| view.bearer(who))
        };
        self.ask(None, subject, PartialEq::eq)
    }

    /// The name that ends with a word: "Ann Smith" for "Smith"; none where the word is no name.
    pub fn name_ending_at(&self, word: usize) -> Option<ProseSpan> {
        self.name_with(word, false)
    }

    /// The same in a stretch whose first word has a capital only as a name: behind a quotation.
    pub fn name_inside(&self, word: usize) -> Option<ProseSpan> {
        self.name_with(word, true)
    }

    fn name_with(&self, word: usize, inside: bool) -> Option<ProseSpan> {
        let first_is_name = |part: usize| {
            inside
                && part == 0
                && self.text(0).starts_with(char::is_uppercase)
                && self.tag(0) != Tag::Determiner
                && !self.tag(0).is_pronoun()
        };
        if !self.is_name_part(word) && !first_is_name(word) {
            return None;
        }
        let mut first = word;
        while first > 0 {
            let joined = !self.words[first].attached
                && matches!(self.words[first].before, signs if signs == Signs::default() || signs == Signs::STOP)
                && (self.is_name_part(first - 1) || first_is_name(first - 1))
                && !self.is(first - 1, Class::SpeakerDays);
            if !joined {
                break;
            }
            first -= 1;
        }
        Some(ProseSpan { start: self.words[first].span.start, end: self.words[word].span.end })
    }

    /// Whether "the" stands before a name: the name of a body rather than a person.
    pub fn has_article(&self, name: ProseSpan) -> bool {
        let first = self.words_in(name).start;
        first > 0
            && self.words[first].before == Signs::default()
            && self.tag(first - 1) == Tag::Determiner
    }

    /// Whether "the" stands before a common noun: one that the text may have named.
    pub fn is_definite(&self, noun: usize) -> bool {
        self.best().is_some_and(|view| {
            let mut determiners = view.tree.dependents_as(noun, Relation::Determiner);
            determiners.any(|at| self.is(at, Class::Article) && self.text(at).len() > 2)
        })
    }

    /// Whether further words are coordinated with a word: "Smith and Jones".
    pub fn has_conjunct(&self, word: usize) -> bool {
        self.best().is_some_and(|view| {
            view.tree
                .dependents_as(word, Relation::Conjunct)
                .any(|other| self.tag(other).is_noun() && self.is_name_part(other) && other > word)
        })
    }

    fn is_name_part(&self, word: usize) -> bool {
        let capital = self.text(word).starts_with(char::is_uppercase);
        capital
            && match self.tag(word) {
                Tag::Name | Tag::Names => true,
                // The first word of a sentence has a capital anyway.
                Tag::Noun | Tag::Nouns | Tag::Foreign => word > 0,
                _ => false,
            }
            && !self.is(word, Class::PersonPronoun)
    }
}

fn same_speaker(one: &Option<Report>, other: &Option<Report>) -> bool {
    one.as_ref().map(|report| report.who) == other.as_ref().map(|report| report.who)
}

impl View<'_> {
    fn is_quoting(&self, word: usize) -> bool {
        let quotes = |lemma: &str| self.syntax.table.is(lemma, Class::QuotingVerbs);
        let lemma = || self.syntax.lemma(word);
        self.is_reporting(word)
            // A form in "-ed" may be of a verb in "-e".
            || (self.syntax.tag(word).is_verb() && (quotes(&lemma()) || quotes(&(lemma() + "e"))))
    }

    /// Whether a word is spelled as a verb of saying is behind "she": beside the marks its tag may be wrong, since half a
    /// sentence is all there is.
    fn is_spelled_as_quoting(&self, word: usize) -> bool {
        let text = self.syntax.text(word);
        let verb = lemma::lemma(text, Tag::PresentThird);
        text.ends_with('s')
            && text.starts_with(char::is_lowercase)
            && verb != text
            && (self.syntax.table.is(&verb, Class::QuotingVerbs)
                || self.syntax.table.is(&verb, Class::ReportingVerbs))
    }

    fn speaker_before(&self) -> Option<Report> {
        /// A verb so near to the marks governs what they hold, whatever the tree of half a sentence says.
        const NEAR: usize = 3;
        let last = self.syntax.words.len().checked_sub(1)?;
        // "Smith:" and nothing else
        if self.syntax.end.has(Signs::COLON)
            && self
                .syntax
                .name_ending_at(last)
                .is_some_and(|name| self.syntax.words_in(name).start == 0 && last < NEAR)
        {
            return Some(Report { verb: last, who: Some(last) });
        }
        if let Some(report) = self.according_to(0) {
            return Some(report);
        }
        if let Some(who) = self.retold(last) {
            return Some(Report { verb: last, who: Some(who) });
        }
        // "Smith's verdict:"
        if self.syntax.end.has(Signs::COLON)
            && self.syntax.is_lemma(last, Class::UtteranceNoun)
            && let Some(who) = last.checked_sub(2)
            && self.syntax.tag(last - 1) == Tag::Possessive
            && self.syntax.name_inside(who).is_some()
        {
            return Some(Report { verb: last, who: Some(who) });
        }
        // "Smith, who was six, recalls:"
        if self.syntax.end.has(Signs::COLON)
            && !self.is_quoting(last)
            && self.is_spelled_as_quoting(last)
            && let Some(who) = self.beside(last).or_else(|| self.before_apposition(last))
        {
            return Some(Report { verb: last, who: Some(who) });
        }
        let verb = (0..=last).rev().find(|word| {
            self.is_quoting(*word) && (last - word < NEAR || self.tree.is_under(last, *word))
        })?;
        // "wrote on X that", "said in a letter:"
        let leads = (self.syntax.tag(last).is_verb() && last == verb)
            || self.syntax.end.has(Signs::COLON)
            || self.syntax.is(last, Class::ThatWord);
        let governs = last - verb < NEAR
            || (leads && (verb + 1..last).all(|word| !self.syntax.tag(word).is_verb()));
        let near = governs.then(|| self.beside(verb).or_else(|| self.before_apposition(verb)));
        near.flatten().map(|who| Report { verb, who: Some(who) }).or_else(|| self.speaker_of(verb))
    }

    /// The name or pronoun right before a verb, where it opens its clause: no tree is needed for that.
    fn beside(&self, verb: usize) -> Option<usize> {
        let words = &self.syntax.words;
        let who = (0..verb).rev().find(|word| {
            !matches!(self.syntax.tag(*word), Tag::Adverb | Tag::Modal)
                && self.syntax.lemma(*word) != "have"
        })?;
        if words[who + 1].before != Signs::default() {
            return None;
        }
        if matches!(self.syntax.text(who).to_lowercase().as_str(), "he" | "she") {
            return Some(who);
        }
        let mut first = self.syntax.words_in(self.syntax.name_inside(who)?).start;
        // "Smith of Acme said": Smith.
        let mut who = who;
        if first > 1
            && words[first].before == Signs::default()
            && words[first - 1].before == Signs::default()
            && self.syntax.is(first - 1, Class::Affiliation)
            && let Some(name) = self.syntax.name_inside(first - 2)
        {
            who = first - 2;
            first = self.syntax.words_in(name).start;
        }
        // Behind a name and a comma, it may be one of a list, or apposed to the name.
        let opens = first == 0
            || (words[first].before.has(Signs::COMMA)
                && self.syntax.name_ending_at(first - 1).is_none())
            || (self.syntax.tag(first - 1) == Tag::Conjunction
                && words[first - 1].before.has(Signs::COMMA));
        opens.then_some(who)
    }

    /// The name that opens a statement, with a comma on both sides of what is apposed to it, before a verb: "Smith, chief
    /// engineer at Acme, said".
    fn before_apposition(&self, verb: usize) -> Option<usize> {
        let words = &self.syntax.words;
        if !words[verb].before.has(Signs::COMMA) {
            return None;
        }
        let first = (0..verb).find(|word| !self.syntax.is(*word, Class::BeforeQuotingVerbs))?;
        let comma = (first + 1..verb).find(|word| words[*word].before.has(Signs::COMMA))?;
        let name = self.syntax.name_inside(comma - 1)?;
        let plain = (comma..verb).all(|word| {
            !matches!(self.syntax.tag(word), Tag::Past | Tag::PresentThird | Tag::Present)
        });
        let is_apposed = plain || self.syntax.tag(comma).is_relative();
        let opens = self.syntax.words_in(name).start <= first + 1;
        (is_apposed && opens).then_some(comma - 1)
    }

    /// Whom somebody quotes: "Smith" of "Jones quoted Smith as saying" and of "Smith was quoted as saying", where
    /// "saying" is a word.
    fn retold(&self, saying: usize) -> Option<usize> {
        let is = |word: usize, text: &str| self.syntax.text(word).eq_ignore_ascii_case(text);
        if saying < 3 || !is(saying, "saying") || !is(saying - 1, "as") {
            return None;
        }
        let before = saying - 2;
        if !self.syntax.is(before, Class::RetoldVerb) {
            let named = self.syntax.name_inside(before)?;
            let verb = self.syntax.words_in(named).start.checked_sub(1)?;
            return self.syntax.is(verb, Class::RetoldVerb).then_some(before);
        }
        let who = (0..before)
            .rev()
            .find(|word| self.syntax.lemma(*word) != "be" && self.syntax.lemma(*word) != "have")?;
        (who + 1 < before && self.syntax.name_inside(who).is_some()).then_some(who)
    }

    /// Whom a noun calls by a name beside it: "Smith" for "spokesman" of "the spokesman, Ann Smith, said" and for
    /// "Secretary" of "Ann Smith, the Health Secretary, said".
    fn bearer(&self, who: usize) -> usize {
        let words = &self.syntax.words;
        let comma = |word: usize| words.get(word).is_some_and(|word| word.before.has(Signs::COMMA));
        let is_name = |word: usize| self.syntax.name_ending_at(word).is_some();
        let mut start = who;
        while start > 0
            && words[start].before == Signs::default()
            && (self.syntax.tag(start - 1).is_noun()
                || matches!(
                    self.syntax.tag(start - 1),
                    Tag::Determiner | Tag::Adjective | Tag::PossessivePronoun | Tag::Possessive
                ))
        {
            start -= 1;
        }
        if start > 0 && comma(start) && is_name(start - 1) && comma(who + 1) && start < who {
            return start - 1;
        }
        let determined = !is_name(who) || self.syntax.tag(start) == Tag::Determiner;
        if determined && comma(who + 1) {
            let mut last = who + 1;
            while last + 1 < words.len() && !comma(last + 1) && is_name(last + 1) {
                last += 1;
            }
            if is_name(last) && self.syntax.tag(last) != Tag::Names && comma(last + 1) {
                return last;
            }
        }
        who
    }

    /// The subject of a verb of saying, or the agent of one in the passive.
    fn speaker_of(&self, verb: usize) -> Option<Report> {
        let auxiliary = |relation| self.tree.dependents_as(verb, relation).next();
        let active =
            auxiliary(Relation::Auxiliary).is_some_and(|word| self.syntax.lemma(word) == "have");
        let passive = auxiliary(Relation::PassiveAuxiliary).is_some()
            || (self.syntax.tag(verb) == Tag::Participle
                && !active
                && auxiliary(Relation::Subject).is_none());
        if passive {
            let who = self.agent(verb).or_else(|| self.by(verb));
            return Some(Report { verb, who: Some(who?) });
        }
        // "Smith said that it rained and added": who says the first says the second.
        let first = self.conjunct_head(verb);
        let outer = self.tree.head(first).filter(|head| {
            first != verb
                && !self.is_quoting(first)
                && self.is_reporting(*head)
                && self.tree.relation(first) == Relation::Complement
        });
        let subject = self.subject_of(outer.unwrap_or(verb)).0;
        let who = subject.filter(|who| *who < verb).map(|who| self.bearer(who));
        let who = who.or_else(|| {
            // "and said Smith", not "and said Smith seems"
            let who = self.noun_from(verb + 1)?;
            let next = self.syntax.words.get(who + 1);
            next.is_none_or(|next| next.before != Signs::default()).then_some(who)
        })?;
        Some(Report { verb, who: Some(who) })
    }

    /// "by Smith" behind a participle, whatever it is tied to.
    fn by(&self, verb: usize) -> Option<usize> {
        let by = verb + 1;
        (self.syntax.text(by) == "by").then(|| self.noun_from(by + 1))?
    }

    fn speaker_behind(&self) -> Option<Report> {
        let count = self.syntax.words.len();
        let first = (0..count)
            .find(|word| !self.syntax.is(*word, Class::BeforeQuotingVerbs))
            .filter(|first| *first < 3)?;
        if let Some(report) = self.according_to(first) {
            return Some(report);
        }
        // "remembers Ann Smith"
        if !self.is_quoting(first)
            && self.is_spelled_as_quoting(first)
            && let Some(who) = self.name_from_capital(first + 1)
        {
            return Some(Report { verb: first, who: Some(who) });
        }
        if self.is_quoting(first) && self.syntax.tag(first) != Tag::Gerund {
            // "said Smith", not "said in a statement"; nor "told reporters".
            let finite = matches!(
                self.syntax.tag(first),
                Tag::Past | Tag::PresentThird | Tag::Present | Tag::Participle | Tag::Verb
            );
            let addressed = self.syntax.lemma(first) == "tell";
            let who = self.noun_from(first + 1).filter(|_| finite && !addressed)?;
            return Some(Report { verb: first, who: Some(who) });
        }
        let retold = (first + 3..count).find_map(|saying| Some((saying, self.retold(saying)?)));
        if let Some((saying, who)) = retold {
            return Some(Report { verb: saying, who: Some(who) });
        }
        let next = (first + 1..count).find(|word| self.is_quoting(*word));
        // "is how Smith describes it"
        if let Some(verb) = next
            && self.syntax.lemma(first) == "be"
            && self.syntax.tag(first + 1) == Tag::RelativeAdverb
            && let Some(who) = verb.checked_sub(1)
            && let Some(name) = self.syntax.name_inside(who)
            && self.syntax.words_in(name).start == first + 2
        {
            return Some(Report { verb, who: Some(who) });
        }
        let apposed = next.and_then(|verb| Some((verb, self.before_apposition(verb)?)));
        if let Some((verb, who)) = apposed.filter(|(_, who)| {
            let name = self.syntax.name_inside(*who);
            name.is_some_and(|name| self.syntax.words_in(name).start == first)
        }) {
            return Some(Report { verb, who: Some(who) });
        }
        let opening = next.and_then(|verb| Some((verb, self.beside(verb)?)));
        if let Some((verb, who)) = opening {
            let name = self.syntax.name_inside(who);
            if name.map_or(who, |name| self.syntax.words_in(name).start) == first {
                return Some(Report { verb, who: Some(who) });
            }
        }
        // "a spokesman said", "Smith's deputy said"
        if let Some(verb) = next
            && let Some(who) = self.noun_from(first).filter(|who| who + 1 == verb)
            && (first == 0 || self.syntax.tag(who).is_noun())
        {
            return Some(Report { verb, who: Some(who) });
        }
        let verb = (first + 1..count).find(|word| {
            self.is_quoting(*word)
                && self.syntax.tag(*word) != Tag::Gerund
                && self.subject_of(*word).0.is_some_and(|who| {
                    who < *word
                        && self.tree.is_under(first, self.bearer(who))
                        && self.is_closed(who, *word)
                })
        })?;
        let is_relative = matches!(
            self.tree.relation(verb),
            Relation::RelativeClause | Relation::NounClause | Relation::AdverbClause
        );
        if is_relative {
            return None;
        }
        self.speaker_of(verb)
    }

    /// The last word of the name that begins at a word, where a sign or the end follows it.
    fn name_from_capital(&self, start: usize) -> Option<usize> {
        let words = &self.syntax.words;
        let mut last = start;
        while last + 1 < words.len() && words[last + 1].before == Signs::default() {
            last += 1;
        }
        (start < words.len()
            && words[start].before == Signs::default()
            && (start..=last).all(|word| self.syntax.name_inside(word).is_some()))
        .then_some(last)
    }

    /// Whether nothing else can be the subject of a verb than a noun: no comma between, or one right before the verb
    /// as well.
    fn is_closed(&self, who: usize, verb: usize) -> bool {
        let mut parted =
            (who + 1..=verb).filter(|word| self.syntax.words[*word].before.has(Signs::COMMA));
        parted.next().is_none()
            || self.syntax.words[verb].before.has(Signs::COMMA)
            || self.syntax.words[verb].before.has(Signs::CLOSING)
    }

    fn teller(&self) -> Option<Report> {
        let count = self.syntax.words.len();
        let top = (0..count).find(|word| self.tree.head(*word).is_none())?;
        if self.is_quoting(top) || self.syntax.is_lemma(top, Class::GestureVerb) {
            return self.speaker_of(top);
        }
        let put_in = self.tree.dependents(top).find(|below| {
            matches!(self.tree.relation(*below), Relation::Parataxis | Relation::Complement)
                && *below > top
                && self.is_reporting(*below)
        });
        match put_in {
            Some(verb) => self.speaker_of(verb),
            None => (0..count).find_map(|at| self.according_to(at)),
        }
    }

    /// "according to Smith"
    fn according_to(&self, at: usize) -> Option<Report> {
        let found = self.syntax.is(at, Class::ReportingPrepositions)
            && self.syntax.text(at + 1).eq_ignore_ascii_case("to");
        let who = found.then(|| self.noun_from(at + 2))??;
        Some(Report { verb: at, who: Some(who) })
    }

    /// The head of the noun phrase that begins at a word, by parts of speech: "Smith" of "the pilot Ann Smith, 44,";
    /// where a name stands beside it, that one's.
    fn noun_from(&self, start: usize) -> Option<usize> {
        let fits = |word: usize| {
            matches!(
                self.syntax.tag(word),
                Tag::Determiner
                    | Tag::Predeterminer
                    | Tag::Adjective
                    | Tag::Comparative
                    | Tag::Superlative
                    | Tag::PossessivePronoun
                    | Tag::Possessive
                    | Tag::Number
                    | Tag::Foreign
                    | Tag::Pronoun
            ) || self.syntax.tag(word).is_noun()
        };
        // Behind a quotation, the tag of the first word is the least sure one.
        let may_open = |word: usize| {
            word == 0
                && (self.syntax.text(0).starts_with(char::is_uppercase)
                    || matches!(self.syntax.tag(0), Tag::Verb | Tag::Present))
                && !self.is_quoting(0)
        };
        let parted = |word: usize| {
            let signs = self.syntax.words[word].before;
            signs != Signs::default() && signs != Signs::STOP
        };
        let count = self.syntax.words.len();
        let mut end = start;
        while end < count && (fits(end) || may_open(end)) && (end == start || !parted(end)) {
            end += 1;
        }
        let is_head = |word: &usize| {
            (self.syntax.tag(*word).is_noun() || self.syntax.tag(*word) == Tag::Pronoun)
                && !self.syntax.is(*word, Class::SpeakerDays)
        };
        let head = (start..end).rev().find(is_head)?;
        let apposed = self.syntax.name_ending_at(head).is_none()
            && end < count
            && self.syntax.words[end].before == Signs::COMMA;
        if apposed {
            let mut last = end;
            while last < count && self.syntax.tag(last).is_noun() && (last == end || !parted(last))
            {
                last += 1;
            }
            let closed = last == count || parted(last);
            let name = last.checked_sub(1).filter(|name| *name >= end && closed);
            if let Some(name) = name.filter(|name| self.syntax.name_ending_at(*name).is_some()) {
                return Some(name);
            }
        }
        Some(head)
    }
}

//! What holds a value, where nobody asks with a cue and with names: the thing of which a figure or a date tells
//! something. From the value upwards, the first thing that is no measure itself.
//!
//! | where the value stands | it tells something of | in |
//! | --- | --- | --- |
//! | before its noun | that noun; where it is a change, of what changes | here, `unanswered.rs` |
//! | behind "of", "with" or the like of a noun | that noun; of a measure, what has the measure | here |
//! | object of a verb, what it is, how long it lasts | its subject; of doing, what it is done to | `verb.rs`, `effort.rs` |
//! | behind a preposition of a verb | what the verb does it to, else its subject | `verb.rs` |
//! | with "it takes so long to" | who does it, else what it is done to | `effort.rs` |
//! | with "there is" | where it is, else what was spoken of before | `verb.rs`, `unanswered.rs` |
//! | with a participle or a relative clause | the noun before it | `verb.rs`, `unanswered.rs` |
//! | with "we" or "you" | to what or where it is done, else nothing | `verb.rs`, `unanswered.rs` |
//! | a limit behind a comma | the object, the subject, or what is named without a verb | `limit.rs` |
//! | a bound behind several things, a sum before what it is paid as | these things, that | `bounds.rs` |
//! | a time since when something is most or least | that | `bounds.rs` |
//! | a sum that "we" or nobody gives, a number that is added | what it goes to, for or on, or what is done with it | `granted.rs` |
//! | with a verb that is not said again | the noun before its preposition | `gapped.rs` |
//! | behind "compared with" | what has the value before it | `astray.rs` |
//! | in a bracket | the noun before it, or that of the value before it | here, `unanswered.rs` |
//! | subject itself | its whole; of what is counted, what it did or suffered; of a sum, who did it; else nothing | `unanswered.rs` |
//! | read with a word that a sign or a time parts from it | what the verb before it tells of | `astray.rs` |
//! | a count of things that were named before, or of ways | nothing | `mention.rs` |
//! | a time that only dates | nothing; how often or how long something is, that | `dating.rs` |

mod alone;
mod astray;
mod bounds;
mod dating;
mod effort;
mod gapped;
mod granted;
mod limit;
mod mention;
mod subject;
#[cfg(test)]
mod tests;
mod unanswered;
mod verb;

use super::group::Signs;
use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// What kind of value it is whose holder is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A measure or a bare number: "900 km", "$5 million".
    Measure,
    /// A share of something: "8 percent", "a fourth".
    Share,
    /// Counted things: "six patients".
    Count,
    /// A length of time: "two years" tells nothing of what it only dates.
    Duration,
    /// A date.
    Date,
}

impl Syntax<'_> {
    /// The word for what a value tells something of: a noun, a name or a pronoun; none where it only dates
    /// something, or stands for things that nothing has.
    ///
    /// "The **bridge** has a length of 900 m", "a 30-minute **conversation**", "cut the **deficit** by a third".
    pub fn holder(&self, value: ProseSpan, kind: Value) -> Answer<Option<usize>> {
        self.ask(None, |view| Search::of(view, value, kind).holder(), PartialEq::eq)
    }

    /// Whether a share says by itself who or what does something, so that it is one of what was told of before: "**nearly half**
    /// stayed".
    pub fn stands_alone(&self, value: ProseSpan, kind: Value) -> bool {
        self.best().is_some_and(|view| {
            let search = Search::of(view, value, kind);
            search.head.is_some_and(|head| search.stands_alone(head))
        })
    }
}

impl Syntax<'_> {
    /// Whether a sentence says that there were so many, and not where, since that was told before: "by 1900 there were 300 houses".
    pub fn is_said_to_be(&self, value: ProseSpan, kind: Value) -> bool {
        self.best().is_some_and(|view| Search::of(view, value, kind).is_said_to_be())
    }
}

/// A search for a holder.
struct Search<'s> {
    view: View<'s>,
    kind: Value,
    /// The words of the value, which hold nothing.
    own: std::ops::Range<usize>,
    /// The word of the value on which its others depend.
    head: Option<usize>,
}

/// Whether a word is "one".
fn is_one(view: View<'_>, word: usize) -> bool {
    let syntax = view.syntax;
    syntax.table.value_of(syntax.text(word), Class::DigitWords) == Some(1.0)
}

/// "nearly half", "one-third"
fn is_fraction(view: View<'_>, own: std::ops::Range<usize>) -> bool {
    let last = own.last().map(|word| view.syntax.text(word));
    let part = last.and_then(|text| text.rsplit('-').next());
    part.is_some_and(|part| view.syntax.table.is(part, Class::FractionWord))
}

impl<'s> Search<'s> {
    fn of(view: View<'s>, value: ProseSpan, kind: Value) -> Self {
        let mut own = view.syntax.words_in(value);
        let mut head = view.head_in(value);
        let mut kind = kind;
        // "three separate departments": the number alone was read, and it counts these.
        let counted = head
            .filter(|word| view.tree.relation(*word) == Relation::NumberModifier)
            .and_then(|word| view.tree.head(word))
            .filter(|noun| kind == Value::Measure && *noun >= own.end)
            // "half the workers"
            .filter(|_| !is_fraction(view, own.clone()))
            .filter(|noun| {
                // "the two Pis"
                let written = |word: usize| view.syntax.text(word).chars().all(char::is_alphabetic);
                match view.syntax.tag(*noun) {
                    Tag::Nouns | Tag::Names => true,
                    // "It is about one thing"
                    Tag::Noun if own.clone().all(|word| is_one(view, word)) => true,
                    // "ten phyla": a plural without an "s"
                    Tag::Noun => {
                        let mut articles = view.tree.dependents_as(*noun, Relation::Determiner);
                        own.clone().all(written) && articles.next().is_none()
                    }
                    Tag::Name => own.clone().all(written),
                    _ => false,
                }
            });
        if let Some(noun) = counted {
            (own, head, kind) = (own.start..noun + 1, Some(noun), Value::Count);
        }
        // "a day or two before you start"
        let unit = own.start.checked_sub(2).filter(|unit| {
            let (text, joint) = (view.syntax.text(*unit), view.syntax.tag(unit + 1));
            view.syntax.table.is(text, Class::CalendarUnits)
                && joint == Tag::Conjunction
                && kind == Value::Measure
        });
        if let Some(unit) = unit {
            (own, kind) = (unit..own.end, Value::Duration);
            head = view.tree.head_among(own.clone());
        }
        // "At the age of nine", "age 9"
        let aged = |word: usize| {
            let above = view.tree.upwards(word).skip(1).take(2);
            above.into_iter().any(|at| view.syntax.is_lemma(at, Class::AgeNoun))
        };
        if kind == Value::Measure && head.is_some_and(aged) {
            kind = Value::Duration;
        }
        Self { view, kind, own, head }
    }

    fn holder(&self) -> Option<usize> {
        let tree = self.view.tree;
        let head = self.head?;
        if self.is_only_mentioned(head) {
            return None;
        }
        if self.is_from_now() {
            return None;
        }
        if let Some(thing) =
            self.limited(head).or_else(|| self.bounded()).or_else(|| self.most_since())
        {
            return Some(thing);
        }
        // "compared with 42 hours a week today"
        if let Some(other) = self.compared() {
            return Self::of(self.view, other, self.kind).holder();
        }
        if self.only_dates(head) {
            // "a talk (two hours)"
            return self.before_bracket().filter(|_| self.fills_bracket());
        }
        if let Some(thing) = self.before_day().or_else(|| self.attributed(head)) {
            return Some(thing);
        }
        if let Some(thing) = self.far_away().or_else(|| self.fronted_change(head)) {
            return Some(thing);
        }
        if let Some(thing) = self.sum_for(head).filter(|_| self.is_one_of_sums(head)) {
            return Some(thing);
        }
        let paired =
            self.paired(head).and_then(|from| Self::of(self.view, from, self.kind).holder());
        let found = paired
            .or_else(|| self.reached(head))
            .or_else(|| self.gapped(head))
            .or_else(|| self.above(head));
        let found = found.filter(|word| self.is_thing(*word));
        // "That makes $80 billion in new revenues"
        let is_this = |word: &usize| self.view.syntax.tag(*word) == Tag::Determiner;
        let found = self.sum_in().filter(|_| found.as_ref().is_none_or(is_this)).or(found);
        // "less than half that amount is left"
        let found = found.or_else(|| {
            let noun = tree.head(head).filter(|noun| self.is_thing(*noun))?;
            // "half the workers"
            let is_part =
                || self.kind == Value::Measure && is_fraction(self.view, self.own.clone());
            let fits = self.kind == Value::Share || self.is_measure(noun) || is_part();
            let beside = fits && tree.relation(head) == Relation::NumberModifier;
            // "half our nation's elderly"
            let owner = || self.possessor(noun).filter(|_| self.is_measure(noun));
            beside.then(|| owner().unwrap_or(noun))
        });
        // "we have three branches of government"
        let found = found.or_else(|| self.possessor(head).filter(|_| self.kind != Value::Date));
        let found = found
            .or_else(|| self.before_bracket())
            .or_else(|| self.measured_by(head))
            .or_else(|| self.unanswered(head));
        Some(self.whole(self.outermost(self.within(self.every_one(found?)))))
    }

    /// The noun for what is measured, where nothing is told to have it: "assuming a **voltage** of 3.3 V".
    fn measured_by(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let of = tree.head(head).filter(|of| {
            syntax.is(*of, Class::PartPrepositions)
                // "any number between 1 and 10"
                || syntax.is(*of, Class::DividingPrepositions)
        })?;
        let noun = tree.head(of).filter(|_| tree.relation(head) == Relation::PrepositionObject)?;
        // "continue with the default value of 250000", but not "a total of 65 interviews"
        let is_measure = syntax.is_lemma(noun, Class::DimensionNouns)
            || self.kind == Value::Measure && self.is_measure(noun);
        (is_measure && self.is_thing(noun)).then_some(noun)
    }

    /// The noun before a bracket that a value opens: "the **Vesper Kettle** (£90, from shops)".
    fn before_bracket(&self) -> Option<usize> {
        let syntax = self.view.syntax;
        let opens =
            |word: usize| syntax.words.get(word).is_some_and(|at| at.before.has(Signs::OPENING));
        if self.kind == Value::Date {
            return None;
        }
        let first = match self.own.start {
            start if opens(start) => start,
            // "(from £90)"
            start => start.checked_sub(1).filter(|before| opens(*before))?,
        };
        let before = first.checked_sub(1)?;
        // "9 miles (14 km) south of the town", "2,000 cubits (800 m)"
        if matches!(syntax.tag(before), Tag::Figure | Tag::Number) || self.is_counted(before) {
            return Self::of(self.view, syntax.words[before].span, self.kind).holder();
        }
        Some(before).filter(|noun| syntax.tag(*noun).is_noun() && self.is_thing(*noun))
    }

    /// Whether a bracket ends behind the value.
    fn fills_bracket(&self) -> bool {
        let syntax = self.view.syntax;
        let behind = syntax.words.get(self.own.end).map_or(syntax.end, |word| word.before);
        behind.has(Signs::CLOSING)
    }

    /// What "each" stands for: "the firm runs two **plants**, each with 300 workers", "two **plants** were shown, each with".
    fn every_one(&self, word: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        if !syntax.is(word, Class::EachWords) {
            return word;
        }
        let verb = tree.upwards(word).skip(1).find(|above| syntax.tag(*above).is_verb());
        let of_verb = verb.and_then(|verb| {
            let mut told = tree.dependents(verb).filter(|at| {
                let relation = tree.relation(*at);
                *at < word && (relation.is_subject() || relation == Relation::Object)
            });
            told.rfind(|at| matches!(syntax.tag(*at), Tag::Nouns | Tag::Names))
        });
        of_verb.unwrap_or(word)
    }

    /// The last noun of what reads like two things and is one: "Association" for "Beer" of "the Beer and Pub Association,
    /// which has". One verb tells that it is one.
    fn whole(&self, word: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let below = |relation: Relation| tree.dependents_as(word, relation).last();
        let joined = below(Relation::Conjunction).zip(below(Relation::Conjunct));
        let Some((conjunction, last)) = joined else { return word };
        let is_singular = |verb: usize| {
            let helps = |at: &usize| {
                matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
            };
            let helpers = tree.dependents(verb).filter(helps);
            helpers.chain([verb]).any(|at| syntax.tag(at) == Tag::PresentThird)
        };
        let is_subject = tree.relation(word).is_subject();
        let told = tree.head(word).filter(|_| is_subject).is_some_and(is_singular);
        let related = tree.dependents_as(word, Relation::RelativeClause).any(|verb| {
            let mut subjects = tree.dependents(verb).filter(|at| tree.relation(*at).is_subject());
            subjects.any(|at| syntax.tag(at).is_relative()) && is_singular(verb)
        });
        let beside = |relation: Relation| tree.dependents_as(last, relation).next().is_some();
        let is_one = (told || related)
            && syntax.is(conjunction, Class::JoiningConjunctions)
            && syntax.tag(last).is_noun()
            && word < conjunction
            && conjunction < last
            && beside(Relation::Compound)
            && !beside(Relation::Determiner)
            && !beside(Relation::Possessor);
        if is_one { last } else { word }
    }

    /// The noun of which a word is only a part or an apposition: "tubes" for "torpedo" of "torpedo tubes".
    fn outermost(&self, word: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        tree.upwards(word)
            .find(|above| {
                let outer = |head: &usize| syntax.tag(*head).is_noun() && !self.is_time(*head);
                let Some(head) = tree.head(*above).filter(outer) else {
                    return true;
                };
                match tree.relation(*above) {
                    Relation::Compound => false,
                    // "a bold choice: Lee, who turned 40", "Example 2: a cluster with three nodes"
                    Relation::Apposition => self.is_parted(head, *above, &[':', ';']),
                    _ => true,
                }
            })
            .unwrap_or(word)
    }

    /// "the 22,000-word message"
    pub(super) fn modifies(&self, head: usize) -> bool {
        let beside = [
            Relation::Modifier,
            Relation::Compound,
            Relation::NumberModifier,
            Relation::NounAdverb,
        ];
        beside.contains(&self.view.tree.relation(head))
    }

    /// The first thing on the way up from a word of the value.
    fn above(&self, start: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let mut at = start;
        if self.begins_clause(start) {
            return None;
        }
        // "doubled the request", "the price has tripled"
        let is_word = syntax.text(start).chars().all(char::is_alphabetic)
            // "holds twice the water", read like what is done to the water
            && !syntax.is(start, Class::MultipleWords);
        let mut objects = tree.dependents_as(start, Relation::Object).filter(|_| is_word);
        let object = objects.find(|at| self.is_thing(*at));
        if syntax.tag(start).is_verb() || object.is_some() {
            return object.or_else(|| self.subject(start, start));
        }
        if let Some(verb) = self.astray(start) {
            return self.of_verb(verb, start);
        }
        for _ in 0..tree.heads.len() {
            // "at twice the rate of inflation": inflation is what it is compared with.
            let is_multiple = at == start && syntax.is(start, Class::MultipleWords);
            let is_base = tree.relation(start) == Relation::NumberModifier
                && tree.head(start) == Some(at)
                && (syntax.tag(start) == Tag::Figure && self.is_measure(at)
                    || syntax.is(start, Class::MultipleWords)
                    || syntax.text(start).ends_with(" times"));
            if !self.is_direction(at)
                && !is_base
                && !is_multiple
                && (at != start || self.has_parts(at))
                && let Some(owner) = self.possessor(at).filter(|owner| !self.own.contains(owner))
                && !(at == start && self.kind == Value::Count && self.is_stuff(owner))
                // "children under three years of age"
                && !(self.kind == Value::Duration && syntax.is_lemma(owner, Class::AgeNoun))
            {
                // "our two-hour event"
                let is_ours = at != start && syntax.is(owner, Class::TalkPronouns);
                return Some(if is_ours && self.is_thing(at) { at } else { owner });
            }
            if tree.relation(at).is_subject() && (at == start || self.is_measure(at)) {
                return tree.head(at).and_then(|state| self.leaving(state));
            }
            let head = tree.head(at)?;
            // "raised its aid to schools from $30 million", read like schools from there
            if let Some(verb) = self.left_level(at, head) {
                return self.of_verb(verb, at);
            }
            // "the **mills**, with over 900 workers, have closed"
            if syntax.is(at, Class::HavingPrepositions)
                && at < head
                && syntax.words[at].before == Signs::COMMA
                && let Some(noun) = at.checked_sub(1).filter(|noun| self.is_thing(*noun))
            {
                return Some(noun);
            }
            if let Some(noun) = self.before_aside(at).or_else(|| self.of_age(at)) {
                return Some(noun);
            }
            // "down from the 5.9 % estimated in May to 3.2 %": no estimate has it.
            let told = matches!(tree.relation(head), Relation::NounClause)
                .then(|| tree.head(head))
                .flatten()
                .filter(|value| matches!(syntax.tag(*value), Tag::Figure | Tag::Number));
            if let Some(value) = told.filter(|value| *value < head) {
                at = value;
                continue;
            }
            // "leased an inn in the street, housing 83 students": what has an object is no noun.
            if tree.relation(at) == Relation::Object
                && syntax.tag(head) == Tag::Noun
                && syntax.text(head).ends_with("ing")
                && syntax.words[head].before.has(Signs::COMMA)
            {
                return tree.head(head).map(|noun| self.top_of_places(noun));
            }
            // "dinner was served in the hall, 80 feet long"
            if matches!(syntax.tag(at), Tag::Adjective | Tag::Adverb)
                && tree.relation(start) == Relation::NounAdverb
                && at == self.own.end
                && syntax.tag(head).is_verb()
                && syntax.words[self.own.start].before.has(Signs::COMMA)
                && let Some(long) = self.own.start.checked_sub(1).filter(|at| self.is_thing(*at))
            {
                return Some(long);
            }
            // "He was 21-year old Sean Lee"
            if syntax.tag(at) == Tag::Adjective
                && let Some(named) = self.beside(at, head)
            {
                return Some(named);
            }
            if syntax.tag(head).is_verb() || self.has_subject(head) {
                return self.of_verb(head, at);
            }
            // "twice as many visitors": that tells their number, which another thing may have.
            if syntax.is(at, Class::ManyWords) && !tree.relation(head).is_subject() {
                at = head;
                continue;
            }
            // "rose 32 points or 0.9 %": what it is coordinated with is another value.
            let is_other = tree.relation(at) == Relation::Conjunct
                || self.is_direction(head)
                || self.is_degree(at, head)
                // "holds twice the water of the lake"
                || is_multiple
                // "40 million users' data"
                || self.kind == Value::Count && tree.relation(at) == Relation::Possessor
                // "two anvils, six tongs"
                || tree.relation(at) == Relation::Apposition
                    && self.is_counted(at)
                    && self.is_counted(head);
            // "a drop in crime; a harvest of 5 tonnes": another one of a list
            let is_listed = || {
                matches!(tree.relation(at), Relation::Apposition | Relation::Conjunct)
                    && self.is_thing(at)
                    && head < at
                    && self.is_parted(head, at, &[';'])
            };
            if at != start && !syntax.tag(head).is_verb() && is_listed() {
                return Some(at);
            }
            if let Some(noun) = self.changed_by(at, head) {
                return Some(noun);
            }
            if self.is_thing(head) && !self.is_measure(head) && !is_other {
                // "the city is home to 3 million people"
                let is_state =
                    matches!(tree.relation(head), Relation::Attribute | Relation::Adverb)
                        && syntax.is(at, Class::ReceiverPrepositions);
                let city = tree.head(head).filter(|_| is_state);
                return city.and_then(|verb| self.subject(verb, head)).or(Some(head));
            }
            at = head;
        }
        None
    }

    /// What stands right before a measure's day: "a 17-hour **viewing** Tuesday night".
    fn before_day(&self) -> Option<usize> {
        let syntax = self.view.syntax;
        let thing = Some(self.own.end).filter(|_| {
            syntax.tag(self.own.start) == Tag::Attributive
                && self.own.end + 1 < syntax.words.len()
                && syntax.is(self.own.end + 1, Class::SpeakerDays)
        })?;
        let joined =
            [thing, thing + 1].iter().all(|at| syntax.words[*at].before == Signs::default());
        joined.then_some(thing)
    }

    /// Whether what stands behind "of" has the value itself: "8 percent of the budget", but not "the cost of $5 million
    /// for" and not "takes two bytes of storage".
    fn has_parts(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let told = tree.head(head).is_some_and(|preposition| {
            tree.relation(head) == Relation::PrepositionObject
                && syntax.is(preposition, Class::OwningPrepositions)
        });
        let told_of_noun = tree.relation(head) == Relation::PrepositionObject
            && tree.head(head).is_some_and(|preposition| {
                let above = tree.head(preposition);
                !syntax.is(preposition, Class::OwningPrepositions)
                    && above.is_some_and(|noun| syntax.tag(noun).is_noun())
            });
        match self.kind {
            Value::Share | Value::Duration => true,
            // "a server in 40 lines of code", but "attacks on two of the sites"
            Value::Count => !(self.is_object(head) || told_of_noun && syntax.tag(head).is_noun()),
            Value::Measure => !told && !self.is_object(head),
            Value::Date => false,
        }
    }

    /// "south" of "10 km south of the town": the town has no such distance.
    fn is_direction(&self, word: usize) -> bool {
        self.view.syntax.is(word, Class::DirectionWords)
    }

    /// The noun or name right behind an adjective that hangs on the same verb.
    fn beside(&self, adjective: usize, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let next = adjective + 1;
        let joins = syntax.words.get(next).is_some_and(|word| word.before == Signs::default());
        let hangs_beside =
            |at: &usize| tree.head(*at) == Some(verb) && tree.relation(*at) == Relation::Attribute;
        // The first word of a name of several hangs on its last.
        let last = tree.upwards(next).find(hangs_beside).filter(|_| joins)?;
        (next..=last).all(|at| syntax.tag(at).is_noun()).then_some(last)
    }

    /// Who has a word, by "of" or "'s": "a fourth of the output", "its range", "the range of the missile".
    fn possessor(&self, word: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if self.head == Some(word) && self.is_distance(word) {
            return None;
        }
        if let Some(owner) = tree.dependents_as(word, Relation::Possessor).next() {
            if view.syntax.tag(owner) == Tag::RelativePossessive {
                return view.antecedent(word).0;
            }
            return Some(owner);
        }
        // "a voucher worth $2,600 for workers": these have no such value.
        let class = match self.head == Some(word) {
            true => Class::PartPrepositions,
            false => Class::OwningPrepositions,
        };
        let behind = tree.dependents_as(word, Relation::Preposition).filter(|at| *at > word);
        behind
            .filter(|at| view.syntax.is(*at, class))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| self.is_thing(*at))
            // "a total of 172 episodes and 9 seasons": these are counted beside the seasons.
            .filter(|owner| !self.head.is_some_and(|head| self.is_counted_with(head, *owner)))
            .map(|owner| self.within(owner))
    }

    /// Whether a word is counted as one of several of which another is the first.
    fn is_counted_with(&self, word: usize, first: usize) -> bool {
        let tree = self.view.tree;
        tree.relation(word) == Relation::Conjunct
            && tree.head(word) == Some(first)
            && self.is_counted(first)
    }

    /// What something counted is made of: "water" of "two bodies of water", "rests on 12 pages of sources", not "the council" of "two
    /// members of the council".
    fn is_stuff(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let told_apart = |at: usize| {
            let relation = tree.relation(at);
            matches!(
                relation,
                Relation::Determiner | Relation::Possessor | Relation::NumberModifier
            )
        };
        let counts =
            || self.head.is_some_and(|head| tree.relation(head) == Relation::PrepositionObject);
        let is_material = match syntax.tag(word) {
            Tag::Noun => true,
            Tag::Nouns => counts(),
            _ => false,
        };
        is_material && !tree.dependents(word).any(told_apart)
    }

    /// The thing behind "some of the sites", "the rate of the growth", "this kind of program", "in the light of the report".
    fn within(&self, word: usize) -> usize {
        let (view, tree) = (self.view, self.view.tree);
        let is_part = self.is_measure(word)
            || view.syntax.tag(word) == Tag::Determiner
            || view.syntax.is_lemma(word, Class::PartitiveNouns)
            || view.syntax.is_lemma(word, Class::AdverbialNouns)
            // "many of these workers"
            || view.syntax.is(word, Class::ManyWords);
        if let Some(holder) = self.holder_of_most(word) {
            return holder;
        }
        if !is_part {
            return word;
        }
        let deeper = tree
            .dependents_as(word, Relation::Preposition)
            .filter(|at| *at > word && view.syntax.is(*at, Class::OwningPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| *at > word && self.is_thing(*at));
        deeper.unwrap_or(word)
    }

    /// "the year", but not "the response time".
    fn is_time(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        // "at the start of 1949"
        let is_part = || {
            syntax.is(word, Class::PartsOfMonths)
                && tree
                    .dependents_as(word, Relation::Preposition)
                    .filter(|at| syntax.is(*at, Class::PartPrepositions))
                    .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                    .any(|at| {
                        syntax.tag(at) == Tag::Number || syntax.is_lemma(at, Class::TimeNouns)
                    })
        };
        syntax.is(word, Class::SpeakerDays)
            || syntax.is_lemma(word, Class::TimeNouns)
                && tree.dependents_as(word, Relation::Compound).next().is_none()
            || is_part()
    }

    /// "fell 74 points to 5,620": the points are another value.
    fn is_counted(&self, word: usize) -> bool {
        self.view.tree.dependents_as(word, Relation::NumberModifier).next().is_some()
    }

    fn has_subject(&self, word: usize) -> bool {
        let tree = self.view.tree;
        tree.dependents(word).any(|below| tree.relation(below).is_subject())
    }

    fn is_object(&self, word: usize) -> bool {
        matches!(self.view.tree.relation(word), Relation::Object | Relation::Attribute)
    }

    /// Whether a word says what is measured: another thing has it.
    fn is_measure(&self, word: usize) -> bool {
        let syntax = self.view.syntax;
        syntax.is(word, Class::MeasureNouns)
            || syntax.is(word, Class::ExtremeNouns)
            || syntax.is_lemma(word, Class::DimensionNouns)
    }

    /// Whether a word is where only a noun can be, whatever it is taken for: "the 2-day **hackfest**", "**Target** fell".
    fn stands_as_noun(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_named = || {
            tree.relation(word) == Relation::Subject
                && syntax.tag(word) == Tag::Verb
                && syntax.text(word).starts_with(char::is_uppercase)
        };
        let is_determined = || {
            let below = |relation: Relation| tree.dependents_as(word, relation).next().is_some();
            let is_noun = matches!(
                tree.relation(word),
                Relation::Object | Relation::PrepositionObject | Relation::Attribute
            );
            is_noun && below(Relation::Determiner) && self.own.end == word
        };
        // "if x is 5"
        let is_sign = || syntax.tag(word) == Tag::Other && tree.relation(word) == Relation::Subject;
        is_named() || is_determined() || is_sign() || self.is_bare_gerund(word)
    }

    fn is_thing(&self, word: usize) -> bool {
        let tag = self.view.syntax.tag(word);
        let syntax = self.view.syntax;
        let noun = tag.is_noun()
            || tag.is_pronoun()
            || tag == Tag::Determiner
            || self.view.tree.relation(word) == Relation::ClauseSubject
            || self.stands_as_noun(word);
        noun && !self.own.contains(&word)
            && !self.is_time(word)
            && !syntax.is(word, Class::PartWords)
            && !syntax.is(word, Class::IndefinitePronouns)
    }
}

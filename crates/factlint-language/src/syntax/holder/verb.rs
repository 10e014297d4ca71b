//! What a verb tells a value of: its subject, its object, or where it is done.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::{Search, Value};
use crate::words::Class;

impl Search<'_> {
    /// Of what a verb tells the value that hangs on it by `at`.
    pub(super) fn of_verb(&self, verb: usize, at: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let syntax = view.syntax;
        if tree.relation(at).is_subject() {
            return None;
        }
        if let Some(rated) = self.rated(verb, at) {
            return Some(rated);
        }
        // "there are five holds on this ship": nobody else has them.
        if tree.dependents_as(verb, Relation::Expletive).next().is_some() {
            // "in the lid there are two holes", "with screws": the holes are where it is said first.
            let fronted = self.placed(verb).filter(|place| *place < verb);
            return fronted.or_else(|| self.head.and_then(|head| self.placed(head)));
        }
        // "giving it a length of 900 m"
        let given = tree
            .dependents_as(verb, Relation::Dative)
            .find(|word| self.is_thing(*word) && !syntax.is(*word, Class::TalkPronouns));
        if given.is_some() && self.kind != Value::Date {
            return given;
        }
        // "cut the deficit by a third", "doubled my request to $100m"
        let changed = tree.dependents_as(verb, Relation::Object).find(|word| {
            self.is_thing(*word) && !self.is_measure(*word) && !self.is_counted(*word)
        });
        if tree.relation(at) == Relation::Preposition && syntax.is(at, Class::ChangingPrepositions)
        {
            // "took the oath at 22 years": no oath is so long.
            let aged = self.kind == Value::Duration
                && !syntax.is(at, Class::RangingPrepositions)
                && !syntax.is(at, Class::LastingPrepositions);
            // "at 19, Ann Lee won the cup"
            let is_behind = changed.is_some_and(|object| object < at);
            if is_behind && !aged {
                return changed;
            }
            // "increase the number of inspectors by a third", "raise the minimum to $5"
            let measure = tree
                .dependents_as(verb, Relation::Object)
                .find(|word| self.is_thing(*word) && self.is_measure(*word));
            if let Some(measure) = measure.filter(|_| self.kind != Value::Count) {
                return self.possessor(measure).or(Some(measure));
            }
        }
        // "puts the cost at $5 million", "placed her two points behind"
        let put = changed.filter(|_| syntax.is_lemma(verb, Class::PuttingVerbs));
        if put.is_some() {
            return put;
        }
        // "reads blocks of data up to 8 KB in size"
        let is_bound = tree.dependents_as(at, Relation::Quantifier).next().is_some()
            && tree.relation(at) == Relation::Object;
        if let Some(bound) = changed.filter(|object| is_bound && *object < at) {
            return Some(bound);
        }
        if let Some(told) = self.effort(verb) {
            return Some(told);
        }
        let subject = self.of_doing(self.controller(verb).or_else(|| self.subject(verb, at))?);
        // "the attacks saw six people killed and nine more hurt"
        if self.is_counted(subject)
            && let Some(cause) = self.leaving(verb)
        {
            return Some(cause);
        }
        if self.is_measure(subject) {
            // "the range of the missile is", "the limit is", "our rate is"
            let owner = self.possessor(subject);
            return owner.filter(|owner| !syntax.is(*owner, Class::TalkPronouns)).or(Some(subject));
        }
        // "Users get ten seats", but not "the average users spend"
        let is_bare = || tree.dependents_as(subject, Relation::Modifier).next().is_none();
        let is_generic = syntax.is(subject, Class::GenericSubjects)
            && is_bare()
            // "users who are under 18"
            && tree.relation(subject).is_subject();
        if is_generic || syntax.is(subject, Class::TalkPronouns) {
            if self.kind == Value::Duration {
                return None;
            }
            if tree.relation(at) == Relation::Preposition && self.kind == Value::Count {
                return changed;
            }
            let placed = || self.head.and_then(|head| self.placed(head));
            // Of a whole clause only a place with a name: "in a real sense" is none.
            let is_name = |word: &usize| matches!(syntax.tag(*word), Tag::Name | Tag::Names);
            return changed.or_else(placed).or_else(|| self.placed(verb).filter(is_name));
        }
        Some(subject)
    }

    /// Who does what an infinitive tells: "requires the **team** to travel 500 miles".
    pub(super) fn controller(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let matrix = tree.head(verb)?;
        if tree.relation(verb) != Relation::OpenComplement
            || !syntax.is_lemma(matrix, Class::ControlVerbs)
        {
            return None;
        }
        let mut objects = tree.dependents(matrix).filter(|word| {
            matches!(tree.relation(*word), Relation::Object | Relation::Dative)
                && (matrix..verb).contains(word)
        });
        objects.find(|word| self.is_thing(*word))
    }

    /// The subject of a verb; of several, the one nearest before what hangs on it.
    pub(super) fn subject(&self, verb: usize, at: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "the skill of packing two punchlines": the skill has none.
        let gerund_of_noun = tree.relation(verb) == Relation::PrepositionClause
            && tree
                .head(verb)
                .and_then(|preposition| tree.head(preposition))
                .is_some_and(|noun| view.syntax.tag(noun).is_noun());
        if gerund_of_noun {
            return None;
        }
        let near = |word: &usize| {
            tree.relation(*word).is_subject() && !view.syntax.tag(*word).is_relative()
        };
        let helpers = tree.dependents(verb).filter(|word| {
            matches!(tree.relation(*word), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let before: Vec<usize> = helpers
            .chain([verb])
            .flat_map(|verb| tree.dependents(verb))
            .filter(|word| *word < at && near(word) && self.is_thing(*word))
            .collect();
        if let Some(last) = before.iter().max() {
            return Some(self.own_subject(*last, verb).unwrap_or(*last));
        }
        let subject = view.subject_of(verb).0.or_else(|| self.inverted(verb, at))?;
        let is_aside = tree.relation(verb) == Relation::NounClause
            && tree.head(verb) == Some(subject)
            && view.syntax.words[verb].before.has(Signs::COMMA);
        let subject = if is_aside { self.top_of_places(subject) } else { subject };
        // "... was up 0.5 % at 1,003 and Honda declined": what was said before the "and" goes with that.
        let parted = (at..subject).any(|word| view.syntax.tag(word) == Tag::Conjunction)
            || self.is_parted(at, subject, &[';']);
        let earlier = || (0..at).rev().find(|word| near(word) && self.is_thing(*word));
        // "the belt broke, leaving 900 bags behind, the spokesman said"
        let is_said = |reporting: usize| {
            let is_told = view.syntax.is_lemma(reporting, Class::ReportingVerbs)
                || view.syntax.is_lemma(reporting, Class::QuotingVerbs);
            let mut way = tree.upwards(verb).take_while(|above| *above != reporting);
            is_told && way.any(|above| tree.relation(above) == Relation::Complement)
        };
        let is_reporter = at < subject && tree.head(subject).is_some_and(is_said);
        if is_reporter {
            return earlier();
        }
        Some(if parted { earlier().unwrap_or(subject) } else { subject })
    }

    /// The subject of a verb that is read like one more of what stands before it: "Old Orr had 90 houses and **New Orr** had 50".
    fn own_subject(&self, read: usize, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let own = tree.dependents_as(read, Relation::Conjunct).find(|at| *at < verb)?;
        let first = (0..read).find(|at| tree.is_under(*at, read)).unwrap_or(read);
        let earlier = first.checked_sub(1).filter(|at| {
            syntax.tag(*at).is_verb() && tree.dependents_as(*at, Relation::Object).next().is_none()
        });
        earlier.map(|_| own)
    }

    /// What a clause tells of that has its subject behind: "also shown is a **list** of works, naming 300 items".
    fn inverted(&self, verb: usize, at: usize) -> Option<usize> {
        let tree = self.view.tree;
        let is_helper = |word: &usize| {
            matches!(tree.relation(*word), Relation::Auxiliary | Relation::PassiveAuxiliary)
        };
        tree.upwards(verb)
            .flat_map(|above| tree.dependents(above).filter(is_helper).chain([above]))
            .flat_map(|above| tree.dependents_as(above, Relation::Attribute))
            .find(|word| *word < at && self.is_thing(*word))
    }

    /// The noun of which those tell where it is that stand behind it: "the **museum** in a mill at Leeds".
    pub(super) fn top_of_places(&self, noun: usize) -> usize {
        let tree = self.view.tree;
        let mut top = noun;
        while let Some(above) = tree
            .head(top)
            .filter(|_| tree.relation(top) == Relation::PrepositionObject)
            .and_then(|preposition| tree.head(preposition))
            .filter(|above| *above < top && self.view.syntax.tag(*above).is_noun())
        {
            top = above;
        }
        top
    }

    /// The noun that a participle right behind its comma tells more of, where it says what that amounts to: "the **rate**, defined
    /// as 5 percent", "hit the **losses** of the firm, amounting to $5 million", not "left the town, followed by 20 dogs".
    fn rated(&self, verb: usize, at: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_aside = syntax.words[verb].before == Signs::COMMA
            && tree.relation(verb) != Relation::NounClause
            && !self.has_subject(verb);
        let noun = verb.checked_sub(1).filter(|noun| is_aside && self.is_thing(*noun))?;
        match syntax.tag(verb) {
            Tag::Participle => {
                let amounts = syntax.is(at, Class::AmountingPrepositions) && at == verb + 1;
                Some(noun).filter(|noun| amounts && syntax.tag(*noun).is_noun())
            }
            Tag::Gerund if syntax.is_lemma(verb, Class::AmountingVerbs) => {
                let top = self.top_of_places(self.outermost(noun));
                Some(top).filter(|top| self.is_object(*top))
            }
            _ => None,
        }
    }

    /// Whether one of some signs stands between two words.
    pub(super) fn is_parted(&self, one: usize, other: usize, signs: &[char]) -> bool {
        let (syntax, prose) = (self.view.syntax, &self.view.syntax.prose);
        let place = |word: usize| syntax.words().get(word).map(|word| word.span);
        let (Some(one), Some(other)) = (place(one), place(other)) else { return false };
        prose.get(one.end as usize..other.start as usize).is_some_and(|gap| gap.contains(signs))
    }

    /// Where something is told to be, behind a word: "you get 10 seats **on Starter**".
    pub(super) fn placed(&self, word: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        tree.dependents_as(word, Relation::Preposition)
            .filter(|at| syntax.is(*at, Class::FrontingPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| self.is_thing(*at))
    }
}

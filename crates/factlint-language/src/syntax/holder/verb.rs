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
        // "cut spending by $5 million", read like doing it
        // "costs exceed receipts by $4 billion": that is no change.
        let is_changing = tree.relation(at) == Relation::Preposition
            && syntax.is(at, Class::ChangingPrepositions)
            && !syntax.is_lemma(verb, Class::ExceedingVerbs);
        if is_changing && self.is_bare_gerund(verb) {
            return Some(verb);
        }
        // "there are five holds on this ship": nobody else has them.
        if tree.dependents_as(verb, Relation::Expletive).next().is_some() {
            // "in the lid there are two holes", "with screws": the holes are where it is said first.
            // "besides the 200 shops in the area, there are": that is another thing.
            let is_told = self.own.start > verb;
            let fronted = self.placed(verb).filter(|place| is_told && *place < verb);
            // "there are 14 people being held in the camp"
            let held = |head: usize| {
                let mut clauses = tree.dependents_as(head, Relation::NounClause);
                clauses.find_map(|clause| self.placed(clause))
            };
            return fronted
                .or_else(|| self.head.and_then(|head| self.placed(head).or_else(|| held(head))));
        }
        // "giving it a length of 900 m"
        let given = tree
            .dependents_as(verb, Relation::Dative)
            .find(|word| self.is_thing(*word) && !syntax.is(*word, Class::TalkPronouns));
        if given.is_some() && self.kind != Value::Date {
            return given;
        }
        // "cut the deficit by a third", "doubled my request to $100m"
        let changed = tree
            .dependents_as(verb, Relation::Object)
            .chain(tree.dependents_as(verb, Relation::OpenComplement))
            .find(|word| {
                self.is_thing(*word) && !self.is_measure(*word) && !self.is_counted(*word)
            });
        if is_changing {
            // "took the oath at 22 years": no oath is so long.
            let aged = self.kind == Value::Duration
                && !syntax.is(at, Class::RangingPrepositions)
                && !syntax.is(at, Class::LastingPrepositions);
            // "at 19, Ann Lee won the cup"
            let is_behind = changed.is_some_and(|object| object < at);
            // "asked the council for $40 million for roads"
            let asked = self.head.and_then(|head| self.sum_for(head));
            if is_behind && asked.is_some() && syntax.is(at, Class::OwningPrepositions) {
                return asked;
            }
            if is_behind && !aged {
                // "urged the lifting of the wage to $5"
                // Not "cut the spending of the ministry by 5 %"
                let is_doing = |object: &usize| {
                    syntax.text(*object).ends_with("ing")
                        && !syntax.is_lemma(verb, Class::LevelChanges)
                };
                let what = changed.filter(is_doing).and_then(|object| self.possessor(object));
                return what.filter(|what| *what < at).or(changed);
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
        // "this will cost each worker $2": whatever that stands for
        let is_pointed = || {
            syntax.is(subject, Class::PointingDeterminers)
                && tree.relation(subject) == Relation::Subject
                && changed.is_some()
        };
        if is_generic || syntax.is(subject, Class::TalkPronouns) || is_pointed() {
            if self.kind == Value::Duration {
                return None;
            }
            if tree.relation(at) == Relation::Preposition && self.kind == Value::Count {
                return changed;
            }
            // "five workers on different machines", but not "$5 million in pay"
            let is_place = |place: &usize| self.kind != Value::Count || self.is_known(*place);
            let placed = || self.head.and_then(|head| self.placed(head)).filter(is_place);
            // Of a whole clause only a place with a name: "in a real sense" is none.
            let is_name = |word: &usize| matches!(syntax.tag(*word), Tag::Name | Tag::Names);
            // "we cut 905 pages of rules to 31"
            let cut = || {
                let is_rest = self.own.len() == 1
                    && syntax.is(at, Class::ReceiverPrepositions)
                    && self.head.is_some_and(|head| syntax.tag(head) == Tag::Number);
                let mut objects = tree.dependents_as(verb, Relation::Object).filter(|_| is_rest);
                objects.find(|object| *object < at && self.is_counted(*object))
            };
            return changed
                .or_else(cut)
                .or_else(placed)
                .or_else(|| self.placed(verb).filter(is_name));
        }
        Some(subject)
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
                // "gives each dish a score, ranging from 1 to 10"
                let done = || {
                    let mut objects = tree.dependents_as(tree.head(verb)?, Relation::Object);
                    objects.find(|object| *object < noun && self.is_thing(*object))
                };
                Some(top).filter(|top| self.is_object(*top)).or_else(done)
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
            .find(|at| {
                // "at this point", but not "in the light of the report"
                let is_way = syntax.is_lemma(*at, Class::AdverbialNouns);
                self.is_thing(*at) && (!is_way || self.possessor(*at).is_some())
            })
    }

    /// What a noun says is changed, to or by the value behind it: "the lifting of the **wage** to $5".
    pub(super) fn changed_by(&self, at: usize, noun: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_new = matches!(self.kind, Value::Measure | Value::Share)
            && tree.relation(at) == Relation::Preposition
            && syntax.is(at, Class::RangingPrepositions)
            && syntax.tag(noun).is_noun();
        self.possessor(noun).filter(|what| is_new && *what < at && syntax.tag(*what).is_noun())
    }

    /// Whether a noun stands for one that is known: it has a name, an article, or somebody has it.
    pub(super) fn is_known(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let tells = |at: usize| match tree.relation(at) {
            Relation::Determiner => {
                syntax.is(at, Class::PointingDeterminers)
                    || syntax.is(at, Class::DefiniteDeterminers)
            }
            relation => relation == Relation::Possessor,
        };
        let is_named = matches!(syntax.tag(noun), Tag::Name | Tag::Names);
        is_named || syntax.is(noun, Class::OwnerPronoun) || tree.dependents(noun).any(tells)
    }
}

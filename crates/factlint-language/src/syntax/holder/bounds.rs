//! Values that bound what stands right before them, sums that stand before what they are spent on or come from, and times since when
//! something has been most or least.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::{Search, Value};
use crate::words::Class;

impl Search<'_> {
    /// The several things that a value bounds: "a tax on **incomes** over $80,000", "families with **incomes** under $25,000".
    pub(super) fn bounded(&self) -> Option<usize> {
        let syntax = self.view.syntax;
        let bound = self.own.start.checked_sub(1)?;
        let noun = bound.checked_sub(1)?;
        let joins = |at: usize| syntax.words[at].before == Signs::default();
        let is_bound = self.kind == Value::Measure
            && syntax.is(bound, Class::AgePrepositions)
            && syntax.tag(bound) == Tag::Preposition
            && syntax.tag(self.own.start) == Tag::Figure;
        let are_several = syntax.tag(noun) == Tag::Nouns && self.is_thing(noun);
        (is_bound && are_several && joins(bound) && joins(self.own.start)).then_some(noun)
    }

    /// Who is of an age that bounds them: "**people** between the ages of 55 and 65", "**children** under the age of 5".
    pub(super) fn of_age(&self, age: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let bound = tree.head(age).filter(|bound| {
            let bounds = syntax.is(*bound, Class::DividingPrepositions)
                || syntax.is(*bound, Class::AgePrepositions);
            bounds && self.kind == Value::Duration && syntax.is_lemma(age, Class::AgeNoun)
        })?;
        let who = bound.checked_sub(1)?;
        (!self.is_signed(bound) && syntax.tag(who).is_noun() && self.is_thing(who)).then_some(who)
    }

    /// What a sum is paid or got as, where no more is told of it: "over $80 billion in new **revenues**", "$9 million in **damages**".
    pub(super) fn sum_in(&self) -> Option<usize> {
        let syntax = self.view.syntax;
        let (inside, first) = (self.own.end, self.own.end + 1);
        let is_sum = self.is_sum(self.head?);
        let joins = |at: usize| syntax.words[at].before == Signs::default();
        if !is_sum || first >= syntax.words.len() || !syntax.is(inside, Class::PlacingPrepositions)
        {
            return None;
        }
        let last = (first..syntax.words.len())
            .take_while(|at| {
                joins(*at)
                    && matches!(
                        syntax.tag(*at),
                        Tag::Noun | Tag::Nouns | Tag::Adjective | Tag::Gerund
                    )
            })
            .last()?;
        (joins(inside) && syntax.tag(last).is_noun() && self.is_thing(last)).then_some(last)
    }

    /// What has been most or least for such a time: "the **rolls** are at their lowest levels in 27 years", "the lowest **unemployment**
    /// in 24 years".
    pub(super) fn most_since(&self) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let inside = self.own.start.checked_sub(1).filter(|_| self.kind == Value::Duration)?;
        let noun = inside.checked_sub(1).filter(|noun| self.is_thing(*noun))?;
        let joins = |at: usize| syntax.words[at].before == Signs::default();
        let is_in = syntax.is(inside, Class::PlacingPrepositions)
            || syntax.is(inside, Class::LastingPrepositions);
        let is_most = tree
            .dependents(noun)
            .chain(noun.checked_sub(1))
            .any(|at| syntax.tag(at) == Tag::Superlative);
        if !(is_in && is_most && joins(inside) && joins(self.own.start)) {
            return None;
        }
        let is_owned = tree.dependents_as(noun, Relation::Possessor).next().is_some();
        if !self.is_measure(noun) && !is_owned {
            return syntax.tag(noun).is_noun().then_some(noun);
        }
        let verb = tree.upwards(noun).find(|at| syntax.tag(*at).is_verb())?;
        self.subject(verb, noun)
    }

    /// What has the most or least of something, by a clause behind it: "the largest value that a **byte** can hold".
    pub(super) fn holder_of_most(&self, noun: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_most = tree
            .dependents_as(noun, Relation::Modifier)
            .any(|at| at < noun && syntax.tag(at) == Tag::Superlative);
        let is_told = tree.relation(noun).is_subject() && is_most && self.own.start > noun;
        let clauses = tree.dependents_as(noun, Relation::RelativeClause).filter(|_| is_told);
        clauses.flat_map(|verb| tree.dependents_as(verb, Relation::Subject)).find(|who| {
            syntax.tag(*who).is_noun() && !syntax.tag(*who).is_relative() && self.is_thing(*who)
        })
    }

    /// Whether a time is counted from now on: "seven years from now".
    pub(super) fn is_from_now(&self) -> bool {
        let syntax = self.view.syntax;
        let (from, now) = (self.own.end, self.own.end + 1);
        // Not "seven years from now-closed depots"
        let ends = syntax.words.get(now + 1).is_none_or(|next| next.before != Signs::default());
        self.kind == Value::Duration
            && ends
            && now < syntax.words.len()
            && syntax.is(from, Class::LeavingPreposition)
            && syntax.is(now, Class::Nowadays)
            && syntax.words[now].before == Signs::default()
    }

    /// Whether something comes so near: "came within 30 km of the coast", which has no such distance.
    pub(super) fn is_distance(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        self.kind == Value::Measure
            && tree.head(head).is_some_and(|within| syntax.is(within, Class::BoundingPrepositions))
            && tree.relation(head) == Relation::PrepositionObject
    }
}

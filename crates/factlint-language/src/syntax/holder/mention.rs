//! Counts that tell nothing of anything: things that were named before, and those that only say how or why something is so.

use super::super::label::{Relation, Tag};
use super::{Search, Value, is_fraction, is_one};
use crate::words::Class;

impl Search<'_> {
    /// "the two leaders", "in one step": nothing is told by their number.
    pub(super) fn is_only_mentioned(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        // "in the first three quarters"
        let after_order =
            self.own.start.checked_sub(1).is_some_and(|at| {
                syntax.table.value_of(syntax.text(at), Class::Ordinals).is_some()
            });
        if after_order && is_fraction(self.view, self.own.clone()) {
            return true;
        }
        if self.kind != Value::Count || self.modifies(head) || self.is_had(head) {
            return false;
        }
        // "it should be long for two reasons"
        let governed = tree.relation(head) == Relation::PrepositionObject;
        // "one of six states"
        let of_one = || {
            let of = tree.head(head).filter(|of| syntax.is(*of, Class::PartPrepositions));
            of.and_then(|of| tree.head(of)).filter(|one| is_one(self.view, *one))
        };
        if let Some(one) = of_one().filter(|_| governed) {
            // "it is one of the three biggest churches"
            let mut modifiers = tree.dependents_as(head, Relation::Modifier);
            let is_place = modifiers.any(|at| syntax.tag(at) == Tag::Superlative);
            return !(is_place && tree.relation(one) == Relation::Attribute);
        }
        if governed && syntax.is_lemma(head, Class::AdverbialNouns) {
            return !self.is_many();
        }
        // "the difference between two sets"
        let is_between = || {
            // "between one and five devices"
            let joined = |at: usize| (at..head).any(|word| syntax.tag(word) == Tag::Conjunction);
            let divides = |at: &usize| syntax.is(*at, Class::DividingPrepositions);
            tree.head(head).filter(divides).is_some_and(|at| !joined(at))
        };
        if governed && is_between() {
            return true;
        }
        // "will be one part of the plan"
        let is_part = || {
            let mut of = tree.dependents_as(head, Relation::Preposition);
            syntax.is_lemma(head, Class::PartitiveNouns)
                && of.any(|at| syntax.is(at, Class::PartPrepositions))
        };
        if is_one(self.view, self.own.start)
            && tree.relation(head) == Relation::Attribute
            && is_part()
        {
            return true;
        }
        // "more than one process", "the more than 200 restaurants": that tells how many.
        if self.is_bounded() {
            return false;
        }
        // "one step", but not "a population of one billion"
        let goes_on = self.own.clone().nth(1).is_some_and(|next| syntax.tag(next) == Tag::Number);
        // "between one and five devices"
        let several = || self.own.clone().skip(1).any(|word| syntax.tag(word) == Tag::Conjunction);
        // "we are one nation", but not "the answer is one file"
        let is_told = || {
            let verb = tree.head(head).filter(|_| self.is_object(head));
            verb.is_some_and(|verb| {
                let who = self.view.subject_of(verb).0;
                tree.relation(head) == Relation::Object
                    || !who.is_some_and(|who| syntax.is(who, Class::TalkPronouns))
            })
        };
        if is_one(self.view, self.own.start) && !goes_on && !several() && !is_told() {
            return true;
        }
        let definite = tree
            .dependents_as(head, Relation::Determiner)
            .chain(self.own.start.checked_sub(1))
            .any(|word| {
                // "shared across all three releases"
                syntax.is(word, Class::DefiniteDeterminers)
                    // "more than any two others"
                    || syntax.is(word, Class::AnyDeterminers)
                    || governed && syntax.is(word, Class::WholeDeterminers)
            });
        let owned = tree.dependents_as(head, Relation::Possessor).next().is_some();
        // "the record was the 21 cubs born in May"
        definite && !owned && tree.relation(head) != Relation::Attribute
    }

    /// Whether a number is too large to count ways or reasons: "in 12 cases", "in almost two million cases", not "in two cases".
    fn is_many(&self) -> bool {
        let syntax = self.view.syntax;
        let numbers = || self.own.clone().filter(|word| syntax.tag(*word) == Tag::Number);
        // "In two or three ways"
        let are_joined = self.own.clone().any(|word| syntax.tag(word) == Tag::Conjunction);
        let is_large = |word: usize| {
            let text = syntax.text(word);
            let in_words = [Class::TeenWords, Class::TenWords]
                .into_iter()
                .any(|class| syntax.table.value_of(text, class).is_some());
            in_words || text.bytes().filter(u8::is_ascii_digit).count() > 1
        };
        numbers().any(is_large) || !are_joined && numbers().count() > 1
    }

    /// Whether what stands before a number bounds it: "more than one".
    fn is_bounded(&self) -> bool {
        let before = self.own.start.checked_sub(1);
        before.is_some_and(|word| self.view.tree.relation(word) == Relation::Quantifier)
    }

    /// "a trait with one method"
    fn is_had(&self, head: usize) -> bool {
        let tree = self.view.tree;
        tree.relation(head) == Relation::PrepositionObject
            && tree.head(head).is_some_and(|at| self.view.syntax.is(at, Class::HavingPrepositions))
    }
}

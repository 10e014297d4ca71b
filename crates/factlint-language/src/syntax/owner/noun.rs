//! What sort of thing a noun stands for: all of a sort, what is counted, what there is of it, a thing that can have a value.

use super::Search;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl Search<'_> {
    /// Whether a noun stands for all of its sort: in the plural, without article, number or possessor.
    pub(super) fn is_bare_plural(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let determined = [Relation::Determiner, Relation::NumberModifier, Relation::Possessor]
            .iter()
            .any(|relation| tree.dependents_as(word, *relation).next().is_some());
        view.syntax.tag(word) == Tag::Nouns && !determined && !self.is_name(word)
    }

    /// Whether a noun stands for whoever reads, or for any of its sort: "your team", "each team".
    pub(super) fn is_anybodys(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let is_readers = |at: usize| view.syntax.is(at, Class::ReadersPossessive);
        let is_any = |at: usize| view.syntax.is(at, Class::AnyDeterminers);
        view.syntax.tag(word).is_noun()
            && !self.is_name(word)
            && (tree.dependents_as(word, Relation::Possessor).any(is_readers)
                || tree.dependents_as(word, Relation::Determiner).any(is_any))
    }

    /// Whether a noun stands for a stuff: in the singular, without an article.
    pub(super) fn is_mass(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let determined = [Relation::Determiner, Relation::NumberModifier, Relation::Possessor]
            .iter()
            .any(|relation| tree.dependents_as(word, *relation).next().is_some());
        view.syntax.tag(word) == Tag::Noun && !determined && !self.is_name(word)
    }

    /// Whether a noun stands for all of its sort at a place: in the plural, with "the" and without a number.
    pub(super) fn is_definite_plural(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let mut determiners = tree.dependents_as(word, Relation::Determiner).peekable();
        view.syntax.tag(word) == Tag::Nouns
            && determiners.peek().is_some()
            && determiners.all(|at| view.syntax.is(at, Class::Article))
            && tree.dependents_as(word, Relation::NumberModifier).next().is_none()
            && tree.dependents_as(word, Relation::Modifier).next().is_none()
            // "The offshore fields of Wagtail"
            && !tree.dependents(word).any(|at| view.syntax.is(at, Class::SideAdjectives))
            && !self.is_name(word)
    }

    /// Whether a noun is what is counted.
    pub(super) fn counts(&self, noun: usize) -> bool {
        let tree = self.view.tree;
        self.own.contains(&noun)
            && tree.dependents_as(noun, Relation::NumberModifier).next().is_some()
    }

    pub(super) fn has_subject(&self, word: usize) -> bool {
        let tree = self.view.tree;
        tree.dependents(word).any(|below| tree.relation(below).is_subject())
    }

    pub(super) fn is_name(&self, word: usize) -> bool {
        self.names.contains(&Some(word))
    }

    /// Whether a noun is all that there are of what is counted: "an output of 40,000 bottles", "its output is 40,000
    /// bottles".
    pub(super) fn is_stock(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        // "The programme of the Wagtail Festival lists 190 shows"
        if self.is_whole_of_name(noun) {
            return true;
        }
        if !syntax.is_lemma(noun, Class::StockNouns) {
            return false;
        }
        let holds = tree
            .dependents_as(noun, Relation::Preposition)
            .filter(|of| syntax.is(*of, Class::PartPrepositions))
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
            .any(|at| self.own.contains(&at));
        holds
            || tree.relation(noun).is_subject()
                && tree.head(noun).is_some_and(|verb| {
                    tree.dependents_as(verb, Relation::Attribute).any(|at| self.own.contains(&at))
                })
    }

    /// Whether a noun, as the subject of a verb, is about what a name has as a whole.
    fn is_whole_of_name(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let of_name = || {
            let governed = tree
                .dependents_as(noun, Relation::Preposition)
                .filter(|of| syntax.is(*of, Class::OwningPrepositions))
                .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject));
            tree.dependents_as(noun, Relation::Possessor).chain(governed).any(|at| self.is_name(at))
        };
        // "The contract of Wagtail with its power company"
        let mut beside = tree.dependents_as(noun, Relation::Preposition);
        let is_with = beside.any(|at| syntax.is(at, Class::HavingPrepositions));
        syntax.tag(noun) == Tag::Noun
            && !is_with
            && tree.relation(noun).is_subject()
            && syntax.is_lemma(noun, Class::WholeNouns)
            && of_name()
    }

    /// Whether a noun tells how much there is room for: "gives the ship space for 560 cars".
    fn is_room(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        syntax.is_lemma(noun, Class::CapacityNouns)
            && tree
                .dependents_as(noun, Relation::Preposition)
                .filter(|at| syntax.is(*at, Class::GivingPrepositions))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .any(|at| self.own.contains(&at))
    }

    /// Whether a noun tells how much there may be of what is measured: "the maximum size of an attachment", where "attachment" is the cue.
    fn is_size_of_cue(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        syntax.is_lemma(noun, Class::MeasureCarriers)
            && tree
                .dependents_as(noun, Relation::Preposition)
                .filter(|of| syntax.is(*of, Class::PartPrepositions))
                .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
                .any(|at| self.measured == Some(at))
    }

    /// Whether a word stands for a thing that can have a value, other than the measure itself.
    pub(super) fn is_thing(&self, word: usize) -> bool {
        let syntax = self.view.syntax;
        let tag = syntax.tag(word);
        if self.is_name(word) {
            return true;
        }
        // "that of the Petrel" is the measure again.
        let tree = self.view.tree;
        let measure_again = || {
            tree.dependents_as(word, Relation::Preposition)
                .any(|at| syntax.is(at, Class::OwningPrepositions))
        };
        let noun =
            tag.is_noun() || tag.is_pronoun() || (tag == Tag::Determiner && !measure_again());
        let measures = syntax.is(word, Class::MeasureNouns)
            || syntax.is_lemma(word, Class::LimitNoun)
            || self.is_room(word)
            || self.is_stock(word)
            || self.is_size_of_cue(word)
            // "A 5% rise in council tax"
            || self.of_percent && syntax.is_lemma(word, Class::ChangeNouns);
        noun && !self.own.contains(&word) && !measures
    }
}

//! Limits behind a comma: "pays monetary **benefits**, up to 12 weeks". They stand at the end of what they limit, and hang in the tree
//! on whatever is near.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::{Search, Value};

/// How many words may stand between the comma and the number: "at no more than".
const FURTHEST: usize = 4;

impl Search<'_> {
    /// What the value limits, where it is a length of time behind a comma: what the verb does it to, else who does it, else the
    /// thing that is named without a verb.
    pub(super) fn limited(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        if self.kind != Value::Duration || tree.relation(head).is_subject() {
            return None;
        }
        let hedged = |word: &usize| {
            matches!(
                syntax.tag(*word),
                Tag::Preposition
                    | Tag::To
                    | Tag::Particle
                    | Tag::Adverb
                    | Tag::Superlative
                    | Tag::Comparative
                    | Tag::Determiner
            )
        };
        let parted =
            |word: &usize| syntax.words[*word].before.has(Signs::COMMA.and(Signs::OPENING));
        let before = (0..self.own.start).rev().take(FURTHEST).take_while(hedged);
        let comma = before.into_iter().find(parted).filter(|comma| *comma > 0)?;
        // "home or abroad, at least two weeks after": that dates.
        let bounds =
            (comma..self.own.start).any(|word| tree.relation(word) == Relation::Quantifier);
        if !bounds || self.dates_behind() {
            return None;
        }
        // "12 weeks (up to 14 if ...)"
        let before = comma - 1;
        let is_value = matches!(syntax.tag(before), Tag::Figure | Tag::Number);
        if is_value && syntax.words[comma].before.has(Signs::OPENING) {
            return Self::of(self.view, syntax.words[before].span, self.kind).holder();
        }
        let is_clause = |verb: &usize| self.is_finite(*verb);
        let verb = tree.upwards(head).find(is_clause).or_else(|| (0..comma).rev().find(is_clause));
        let Some(verb) = verb.filter(|_| self.bare_name().is_none()) else {
            return self.bare_name();
        };
        let object = tree
            .dependents_as(verb, Relation::Object)
            .find(|word| *word < comma && self.is_thing(*word) && !self.is_measure(*word));
        // "no protection, only benefits, up to 8 weeks": the last of several
        let last = Some(comma - 1).filter(|last| {
            let beside = |word: usize| {
                matches!(tree.relation(word), Relation::Conjunct | Relation::Apposition)
                    && tree.dependents_as(word, Relation::Negation).next().is_none()
            };
            object.is_some() && syntax.tag(*last).is_noun() && beside(*last)
        });
        last.or(object).or_else(|| self.subject(verb, comma))
    }

    /// "two weeks after the", "two weeks ago": words behind that make a date of it.
    fn dates_behind(&self) -> bool {
        let (syntax, next) = (self.view.syntax, self.own.end);
        syntax.words.get(next).is_some_and(|word| word.before == Signs::default())
            && (syntax.is(next, crate::words::Class::TimeOpeners)
                || matches!(syntax.tag(next), Tag::Adverb | Tag::Comparative))
    }

    /// Whether a verb says what is so, and does not only hang on a noun or another verb.
    pub(super) fn is_finite(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let helped = || {
            tree.dependents(verb).any(|at| {
                let helps =
                    matches!(tree.relation(at), Relation::Auxiliary | Relation::PassiveAuxiliary);
                helps && syntax.tag(at) != Tag::To
            })
        };
        matches!(syntax.tag(verb), Tag::Past | Tag::Present | Tag::PresentThird)
            || syntax.tag(verb).is_verb() && helped()
    }

    /// The first noun of what is named without a verb, whatever hangs on it: "Paid **leave** for those who care for a child".
    pub(super) fn bare_name(&self) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let root = (0..syntax.words.len()).find(|word| tree.head(*word).is_none())?;
        let only_infinitive =
            || tree.dependents_as(root, Relation::Auxiliary).any(|at| syntax.tag(at) == Tag::To);
        let has_verb = syntax.tag(root).is_verb() && !only_infinitive();
        let inside = |word: usize| {
            matches!(
                tree.relation(word),
                Relation::Compound | Relation::Modifier | Relation::Determiner
            )
        };
        let first = (0..self.own.start).find(|word| !inside(*word) && self.is_thing(*word))?;
        let top = first == root || tree.head(first) == Some(root) && only_infinitive();
        (top && !has_verb && syntax.tag(first).is_noun()).then_some(first)
    }
}

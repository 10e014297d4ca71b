//! Values whose verb is left out, since it was said before.

use super::super::label::{Relation, Tag};
use super::Search;

impl Search<'_> {
    /// Of what a value is told whose verb is not said again: "cover was extended to 900 people, and **insurance** to 400 more".
    pub(super) fn gapped(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_governed = |at: &usize| tree.relation(*at) == Relation::PrepositionObject;
        // "to four million more"
        let last = tree.upwards(head).take(2).find(is_governed)?;
        let to = tree.head(last)?;
        let noun = to.checked_sub(1).filter(|noun| self.is_thing(*noun) && !self.is_signed(to))?;
        let first = (0..noun).find(|at| tree.is_under(*at, noun)).unwrap_or(noun);
        let is_beside = tree.relation(noun) == Relation::Conjunct
            && first.checked_sub(1).is_some_and(|joint| syntax.tag(joint) == Tag::Conjunction);
        let verb = tree.head(to).filter(|verb| is_beside && syntax.tag(*verb).is_verb())?;
        let is_same = |at: &usize| *at < first && syntax.text(*at) == syntax.text(to);
        let is_number = |word: usize| matches!(syntax.tag(word), Tag::Figure | Tag::Number);
        let counts = |at: usize| (at..first).any(|word| is_number(word) && tree.is_under(word, at));
        let mut earlier = tree.dependents(verb).filter(is_same);
        earlier.any(counts).then_some(noun)
    }
}

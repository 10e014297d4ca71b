//! Values that stand by themselves: shares of what was told of before, and those that only say how far something is what it is.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::{Search, Value, is_fraction};

impl Search<'_> {
    /// Whether a share tells how far something is what it is: "the **bottle** is 80 % recycled plastic".
    pub(super) fn is_degree(&self, at: usize, noun: usize) -> bool {
        let tree = self.view.tree;
        self.kind == Value::Share
            && at < noun
            && tree.relation(noun) == Relation::Attribute
            && tree.dependents_as(noun, Relation::Determiner).next().is_none()
    }

    /// "60 percent of the members came, and nearly **half** stayed": a share of what was told of before.
    pub(super) fn stands_alone(&self, start: usize) -> bool {
        let tree = self.view.tree;
        // "24 came, but only 8 were let in", but not a year
        let is_bare = || {
            let text = self.view.syntax.text(start);
            // "half a million"
            let counts = |at: usize| {
                self.view.syntax.tag(at) == Tag::Number
                    || matches!(tree.relation(at), Relation::Quantifier | Relation::Compound)
            };
            self.own.clone().all(counts)
                && self.view.syntax.tag(start) == Tag::Number
                && tree.relation(start).is_subject()
                && !self.is_signed(self.own.end)
                && !(text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        };
        (self.kind == Value::Share
            || self.kind == Value::Measure
                && (is_fraction(self.view, self.own.clone()) || is_bare()))
            && (tree.relation(start).is_subject() || self.begins_clause(start))
            && self.possessor(start).is_none()
    }

    /// Whether a value is the subject of the verb behind it, whatever it is taken for: "in a crisis, only **21 percent** overall
    /// managed", read like an apposition to "crisis".
    pub(super) fn begins_clause(&self, start: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let joins = |at: usize| syntax.words[at].before == Signs::default();
        let next = (self.own.end..syntax.words.len())
            .find(|at| !matches!(syntax.tag(*at), Tag::Adverb | Tag::Adjective) || !joins(*at));
        let is_auxiliary = |verb: usize| tree.relation(verb) == Relation::Auxiliary;
        let main = |verb: usize| tree.head(verb).filter(|_| is_auxiliary(verb)).unwrap_or(verb);
        // "Nearly half had left", read like "had half left"
        matches!(tree.relation(start), Relation::Apposition | Relation::Adverb)
            && next.is_some_and(|verb| {
                joins(verb)
                    && matches!(syntax.tag(verb), Tag::Past | Tag::Present | Tag::PresentThird)
                    && !self.has_subject(verb)
                    && !self.has_subject(main(verb))
            })
    }
}

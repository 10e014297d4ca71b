//! Shares: whose are 49 percent of the votes, 88 percent of the pupils, 60 percent of the electricity?

use super::Search;
use crate::syntax::View;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl View<'_> {
    /// Whether a value is so many percent of something.
    pub(super) fn is_share(self, value: usize) -> bool {
        self.is_percent(value) && self.shared(value).is_some()
    }

    /// Whether a value is so many percent.
    pub(super) fn is_percent(self, value: usize) -> bool {
        let text = self.syntax.text(value);
        let last = text.rsplit(' ').next().unwrap_or_default();
        self.syntax.tag(value) == Tag::Figure
            && (text.ends_with('%') || self.syntax.table.is(last, Class::PercentWords))
    }

    /// What a share is of: "votes" of "49 percent of the votes".
    fn shared(self, value: usize) -> Option<usize> {
        let of = self
            .tree
            .dependents_as(value, Relation::Preposition)
            .find(|at| *at > value && self.syntax.is(*at, Class::PartPrepositions))?;
        self.tree.dependents_as(of, Relation::PrepositionObject).next()
    }
}

impl Search<'_> {
    /// Who has a share: what it is a share of where that has a name, else who gets or has the share.
    pub(super) fn of_share(&mut self, value: usize, cue: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let whole = view.shared(value)?;
        // "A fund holds 45 percent of the shares in Wagtail", "88 percent of the pupils at the Wagtail School passed"
        self.path = vec![value, whole];
        let own = self.possessor(whole).or_else(|| self.linked(whole));
        if let Some((true, name)) = own.filter(|(_, owner)| self.is_name(*owner)) {
            return Some(name);
        }
        // "Took 49 percent of the votes", where the votes are the cue.
        if !tree.is_under(cue, value) {
            return self.of_clause(value, whole);
        }
        // "Sells 60 percent of its bikes on the market", where the market hangs on the bikes.
        if tree.is_under(cue, whole) && cue != whole && !self.has_of(whole, cue) {
            return Some(whole);
        }
        self.path = vec![value];
        let mut at = value;
        for _ in 0..tree.heads.len() {
            let head = tree.head(at)?;
            self.path.push(head);
            if tree.relation(at).is_subject() {
                return self.of_predicate(head, at);
            }
            if view.syntax.tag(head).is_verb() {
                return self.of_verb(head);
            }
            if self.is_thing(head) {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// Whether a cue is a part of the noun that a share is of, and not of what stands behind it.
    fn has_of(&self, whole: usize, cue: usize) -> bool {
        self.view.tree.head(cue) == Some(whole) && cue < whole
    }

    /// Whose a share is where its clause tells of something that nobody has: "in Wagtail, 55 percent of the power comes from
    /// wind", "wind supplies 80 percent of the power in Wagtail".
    fn of_clause(&mut self, value: usize, whole: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree.head(value).filter(|verb| view.syntax.tag(*verb).is_verb())?;
        let is_new = tree.dependents_as(whole, Relation::Possessor).next().is_none();
        let subject = tree.dependents(verb).find(|at| tree.relation(*at).is_subject())?;
        // "Solar panels supply 42 percent of the power on Wagtail"
        let is_own = subject == value
            || self.own.contains(&subject)
            || tree.dependents(subject).any(|at| self.own.contains(&at));
        (is_new && is_own).then(|| self.of_predicate(verb, value)).flatten()
    }
}

//! What it takes to do something, and doing as a subject: "getting a **permit** takes a month", "it takes the **crew** two hours to".

use super::super::label::{Relation, Tag};
use super::Search;
use crate::words::Class;

impl Search<'_> {
    /// Whom or what "it takes so much to do it" tells of: who does it, else what it is done to, else what is done.
    pub(super) fn effort(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_bare = tree
            .dependents_as(verb, Relation::Subject)
            .any(|subject| syntax.is(subject, Class::EmptySubjects));
        if !is_bare || !syntax.is_lemma(verb, Class::TakingVerbs) {
            return None;
        }
        let behind = |word: &usize| *word >= self.own.end;
        let is_infinitive = |word: &usize| {
            tree.dependents_as(*word, Relation::Auxiliary).any(|at| syntax.tag(at) == Tag::To)
        };
        let done = (0..syntax.words.len())
            .filter(behind)
            .find(|word| is_infinitive(word) && tree.is_under(*word, verb))?;
        let known = |word: &usize| self.is_thing(*word) && !syntax.is(*word, Class::TalkPronouns);
        let whom = tree.dependents(verb).filter(|word| {
            matches!(tree.relation(*word), Relation::Object | Relation::Dative)
                && (verb..self.own.start).contains(word)
        });
        let who = whom.chain(tree.dependents_as(done, Relation::Subject)).find(known);
        who.or_else(|| tree.dependents_as(done, Relation::Object).find(known))
    }

    /// Whether what reads like doing is what is changed: "cut **spending** by $5 million".
    pub(super) fn is_bare_gerund(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_changed = match tree.relation(word) {
            Relation::Object => true,
            Relation::OpenComplement => {
                tree.head(word).is_some_and(|verb| syntax.is_lemma(verb, Class::LevelChanges))
            }
            _ => false,
        };
        syntax.tag(word) == Tag::Gerund
            && is_changed
            && tree.dependents_as(word, Relation::Object).next().is_none()
    }

    /// The thing for which a subject stands: "a permit" for "getting a permit".
    pub(super) fn of_doing(&self, subject: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_clause =
            tree.relation(subject) == Relation::ClauseSubject && syntax.tag(subject).is_verb();
        let mut objects = tree.dependents_as(subject, Relation::Object).filter(|_| is_clause);
        objects.find(|word| self.is_thing(*word)).unwrap_or(subject)
    }
}

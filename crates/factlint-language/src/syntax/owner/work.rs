//! What is told by way of something else of a subject: the cost of work on it, what it promises, how much those may bring who
//! use it.

use super::Search;
use crate::syntax::View;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl Search<'_> {
    /// The name of the thing on which work is done, where a noun is that work and its cost is measured: "the cost of the
    /// repairs to the Wagtail Hall".
    pub(super) fn worked_on(&mut self, noun: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let costs = self.measured.is_some_and(|at| {
            view.syntax.is_lemma(at, Class::CostNouns) || view.syntax.is(at, Class::MeasureVerbs)
        });
        if !costs || !view.syntax.is_lemma(noun, Class::OverhaulNouns) {
            return None;
        }
        let possessor = tree.dependents_as(noun, Relation::Possessor).next();
        if let Some(owner) = possessor {
            self.path.push(owner);
            let owner = match view.syntax.tag(owner) {
                Tag::RelativePossessive => view.antecedent(noun).0?,
                _ => owner,
            };
            return Some(owner).filter(|at| self.is_name(*at));
        }
        let on = |at: &usize| {
            [Class::OwningPrepositions, Class::PlacingPrepositions, Class::LinkingPrepositions]
                .into_iter()
                .any(|class| view.syntax.is(*at, class))
        };
        // "The cost of the repairs to the Wagtail Hall", where "to" may hang on the cost.
        let cost = tree.head(noun).and_then(|of| tree.head(of)).filter(|at| self.own.contains(at));
        let found = tree
            .dependents(noun)
            .chain(cost.into_iter().flat_map(|cost| tree.dependents(cost)))
            .filter(|at| *at > noun)
            .filter(|at| matches!(tree.relation(*at), Relation::Preposition | Relation::Dative))
            .filter(on)
            .find_map(|at| self.name_behind(at))?;
        self.path.push(found);
        Some(found)
    }

    /// The name of which somebody is told that it was so much: "it was a rise of 3 percent that the Wagtail Council agreed".
    pub(super) fn cleft(&self, noun: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let be = tree.head(noun).filter(|be| {
            tree.relation(noun) == Relation::Attribute && view.syntax.lemma(*be) == "be"
        })?;
        let is_empty = tree
            .dependents(be)
            .any(|at| tree.relation(at).is_subject() && view.syntax.is(at, Class::EmptySubjects));
        let clauses = tree
            .dependents(noun)
            .chain(tree.dependents(be))
            .filter(|at| {
                matches!(
                    tree.relation(*at),
                    Relation::RelativeClause | Relation::Complement | Relation::AdverbClause
                )
            })
            .filter(|at| *at > noun);
        let mut subjects = clauses.flat_map(|at| tree.dependents_as(at, Relation::Subject));
        subjects.find(|at| is_empty && self.is_name(*at))
    }

    /// Where those may pass or be of whom a bound is told: "vehicles that weigh up to 12 tonnes are allowed across the Wagtail
    /// Bridge", "lorries weighing up to 12 tonnes may cross the Wagtail Bridge".
    pub(super) fn bounds_passage(&self, who: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree.head(who).filter(|_| tree.relation(who).is_subject())?;
        let tells_who = self.own.iter().any(|at| *at != who && tree.is_under(*at, who));
        if !tells_who || !self.is_bare_plural(who) {
            return None;
        }
        let may = self.is_allowed_verb(verb);
        let is_let = tree.relation(who) == Relation::PassiveSubject
            && view.syntax.is_lemma(verb, Class::AllowingVerbs)
            && self.is_so_now(verb);
        let passes = may && view.syntax.is_lemma(verb, Class::PassingVerbs);
        let object =
            tree.dependents_as(verb, Relation::Object).find(|at| passes && self.is_name(*at));
        let behind = || {
            tree.dependents_as(verb, Relation::Preposition)
                .filter(|at| *at > verb && view.syntax.is(*at, Class::LinkingPrepositions))
                .find_map(|at| self.name_behind(at))
        };
        object.or_else(|| behind().filter(|_| is_let || passes))
    }
}

impl View<'_> {
    /// Whether a noun only tells what is done by the verb that is the cue, to any of its sort, so that its bound is that of
    /// the verb: the files of "you can upload files of up to 20 GB", "you cannot upload anything larger than 500 MB".
    pub(super) fn is_done_to_any(self, noun: usize, is_cue: impl Fn(usize) -> bool) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let determined = [Relation::Determiner, Relation::NumberModifier, Relation::Possessor]
            .iter()
            .any(|relation| tree.dependents_as(noun, *relation).next().is_some());
        let is_any =
            syntax.tag(noun) == Tag::Nouns && !determined || syntax.is(noun, Class::GenericObjects);
        let verb =
            tree.head(noun).filter(|verb| tree.relation(noun) == Relation::Object && is_cue(*verb));
        let lets = |verb: usize| {
            tree.head(verb).is_some_and(|above| {
                matches!(tree.relation(verb), Relation::Complement | Relation::OpenComplement)
                    && syntax.is_lemma(above, Class::LettingVerbs)
            })
        };
        let may = |verb: usize| {
            tree.dependents_as(verb, Relation::Auxiliary).any(|at| {
                syntax.is(at, Class::AllowingAuxiliaries) || syntax.is(at, Class::BoundNegation)
            })
        };
        is_any && verb.is_some_and(|verb| may(verb) || lets(verb))
    }
}

//! Lengths of time that only date something: nobody has these.

use super::super::label::{Relation, Tag};
use super::{Search, Value};
use crate::words::Class;

impl Search<'_> {
    /// "two years ago", "for three years": nobody has these.
    pub(super) fn only_dates(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let owner = self.possessor(head);
        if self.kind != Value::Duration {
            return false;
        }
        // "meets every three months"
        if self.recurs(head) {
            return false;
        }
        // "learning it took her nine days", read like "her days"
        let verb = tree.head(head).filter(|_| tree.relation(head) == Relation::Object);
        if verb.is_some_and(|verb| syntax.is_lemma(verb, Class::TakingVerbs)) {
            return false;
        }
        // "within two months of the move", "at the close of the 90 days"
        let governing =
            tree.head(head).filter(|_| tree.relation(head) == Relation::PrepositionObject);
        if let Some(preposition) = governing {
            let is_of = syntax.is(preposition, Class::PartPrepositions);
            let mut articles = tree.dependents_as(head, Relation::Determiner);
            let mut is_known = || articles.any(|at| syntax.is(at, Class::DefiniteDeterminers));
            // "after two decades of decline"
            let goes_on = || {
                let bounds = syntax.is(preposition, Class::BoundingPrepositions);
                owner.is_some_and(|what| !bounds && self.is_stuff(what))
            };
            if syntax.is(preposition, Class::DatingPrepositions) {
                return !goes_on() && self.reached(head).is_none();
            }
            // "at the close of the 90 days", "in these three years of work"
            if (is_of || owner.is_some()) && is_known() {
                return true;
            }
        }
        // "the ship's ten days at sea", but not "spent their last four years there"
        if let Some(owner) = owner {
            return syntax.tag(owner).is_pronoun();
        }
        match tree.relation(head) {
            // "19 years old", but not "seven years ago".
            Relation::NounAdverb | Relation::NumberModifier => {
                !tree.head(head).is_some_and(|above| {
                    let tag = syntax.tag(above);
                    tag.is_noun() || matches!(tag, Tag::Adjective | Tag::Comparative)
                })
            }
            Relation::PrepositionObject => tree.head(head).is_some_and(|preposition| {
                let Some(above) = tree.head(preposition) else { return true };
                let lasting = || {
                    syntax.is(preposition, Class::LastingPrepositions)
                        && syntax.is_lemma(above, Class::LastingVerbs)
                        // "terms range from one to four years"
                        || syntax.is(preposition, Class::RangingPrepositions)
                            && syntax.is_lemma(above, Class::RangingVerbs)
                };
                // "at the end of ten days"
                let of = || {
                    syntax.is(preposition, Class::OwningPrepositions)
                        && !syntax.is(above, Class::PartsOfMonths)
                };
                // "the climbs have been over ten minutes"
                let bounded = || {
                    syntax.is(preposition, Class::AgePrepositions)
                        && syntax.is_lemma(above, Class::PredicateLemma)
                        && preposition + 1 == self.own.start
                };
                // "remain active for three years", but not "became active in three years"
                let stays = || {
                    syntax.is(preposition, Class::LastingPrepositions)
                        && tree.dependents_as(above, Relation::Adjective).next().is_some()
                };
                // "the records of the next four years"
                let is_told_from_now = || {
                    tree.dependents_as(head, Relation::Modifier)
                        .chain(self.own.start.checked_sub(1))
                        .any(|word| syntax.is(word, Class::AnotherYear))
                };
                // "has led in research for 15 years"
                let goes_on = || {
                    syntax.is(preposition, Class::LastingPrepositions) && self.has_gone_on(above)
                };
                if syntax.tag(above).is_verb() {
                    // "for nine years, it has named": that dates what is named.
                    let is_behind = preposition > above
                        // "has been a leader for nine years"
                        && tree.dependents_as(above, Relation::Attribute).next().is_none()
                        // "the path that we have walked for nine years"
                        && tree.relation(above) != Relation::RelativeClause;
                    is_told_from_now()
                        || !(lasting() || bounded() || stays() || is_behind && goes_on())
                } else {
                    // "children under 12", but not "trips over the past two years"
                    let bounds = syntax.is(preposition, Class::AgePrepositions)
                        && syntax.tag(above).is_noun()
                        && preposition + 1 == self.own.start;
                    // "my priority for the next four years"
                    let is_ahead =
                        || syntax.is(preposition, Class::LastingPrepositions) && is_told_from_now();
                    !bounds && !of() || goes_on() || is_ahead()
                }
            }),
            // "It is 30 years since ..."
            Relation::Attribute => tree.head(head).is_some_and(|verb| {
                let subject = self.view.subject_of(verb).0;
                subject.is_none_or(|subject| {
                    // "when she was six"
                    syntax.tag(subject).is_pronoun() && !syntax.is(subject, Class::PersonalPronoun)
                })
            }),
            // "treasure the four years that"
            Relation::Object => tree.dependents_as(head, Relation::RelativeClause).next().is_some(),
            Relation::Modifier | Relation::Compound => false,
            Relation::Apposition | Relation::Conjunct => false,
            _ => true,
        }
    }

    /// The noun that lies so long a way off: "**hotels** within ten minutes of the station".
    pub(super) fn reached(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let bound = tree.head(head).filter(|at| {
            self.kind == Value::Duration
                && tree.relation(head) == Relation::PrepositionObject
                && syntax.is(*at, Class::BoundingPrepositions)
        })?;
        let noun = tree.head(bound).filter(|noun| noun + 1 == bound && self.is_thing(*noun))?;
        self.possessor(head).map(|_| noun)
    }

    /// Whether a length of time tells how often something comes again: "every three months".
    fn recurs(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let articles = tree.dependents_as(head, Relation::Determiner);
        articles
            .chain(self.own.start.checked_sub(1))
            .any(|at| syntax.is(at, Class::EachDeterminers))
            && tree.relation(head) == Relation::NounAdverb
    }

    /// Whether a word stands in a clause of what has been so until now.
    fn has_gone_on(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let verb = tree.upwards(word).find(|above| syntax.tag(*above).is_verb());
        verb.is_some_and(|verb| {
            tree.dependents_as(verb, Relation::Auxiliary).any(|at| {
                // "having dealt with numbers for four weeks"
                let is_having = syntax.tag(at) == Tag::Gerund;
                syntax.is(at, Class::PerfectAuxiliaries)
                    || is_having && syntax.is_lemma(at, Class::PerfectAuxiliaries)
            })
        })
    }
}

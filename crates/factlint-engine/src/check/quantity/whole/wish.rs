//! What is only wanted, weighed or foretold, and what was reached once.

use super::Told;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "Had forecast revenue of", "a first design gave it a length of": the word by which the figure is what somebody thought it would be.
    pub(super) fn wished(&self) -> Option<usize> {
        let foretold = |verb: &usize| {
            let was = self.syntax.tag(*verb) == Tag::Past
                || self.syntax.tag(*verb) == Tag::Participle
                    && self.below(*verb, Relation::Auxiliary).any(|had| {
                        self.syntax.tag(had) == Tag::Past && self.syntax.lemma(had) == "have"
                    });
            // "Rumours had put it at", not "tests put it at"
            let had = self.syntax.tag(*verb) == Tag::Participle;
            let foretells = self.is_lemma(*verb, Class::PredictingVerbs)
                || had
                    && (self.is_lemma(*verb, Class::PuttingVerbs)
                        || self.is_lemma(*verb, Class::StrivingVerbs));
            was && foretells && !self.has(*verb, Relation::PassiveAuxiliary)
        };
        // "A first design gave the bridge a length of 700 m"
        let drafted = || {
            let verb = self.verb.filter(|verb| self.syntax.tag(*verb) == Tag::Past)?;
            let by = [self.subject(), self.below(verb, Relation::ClauseSubject).next()];
            by.into_iter()
                .flatten()
                .find(|who| self.is_lemma(*who, Class::DraftNouns) && !self.has_own(*who))
        };
        let verb = self
            .tree
            .upwards(self.figure)
            .filter(|at| !self.is_own(*at) && self.syntax.tag(*at).is_verb())
            .find(foretold);
        verb.or_else(drafted)
    }

    /// "Is too small for 400 passengers": what it would have to be.
    pub(super) fn too_much(&self) -> Option<usize> {
        let is_for = |at: &usize| self.is(*at, Class::GivingPrepositions);
        let preposition = self.tree.upwards(self.figure).find(is_for)?;
        let above = self.tree.head(preposition)?;
        let too = self.tree.dependents(above).find(|at| self.is(*at, Class::TooWord));
        too.filter(|_| self.syntax.tag(above) == Tag::Adjective)
    }

    /// "Set a record speed of 331 km/h", "reached a speed of 112 km/h last summer": what came to pass once, by a rule that asks for what
    /// is so at any time.
    pub(super) fn reached_once(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.syntax.tag(*verb) == Tag::Past && self.varies())?;
        let is_once = self.is_lemma(verb, Class::AttainingVerbs)
            && !self.has(verb, Relation::Auxiliary)
            && !self.is_cue(verb);
        (is_once && (self.is_record() || self.is_of_occasion(verb))).then_some(verb)
    }

    fn is_record(&self) -> bool {
        let cue = self.cue.into_iter().flat_map(|cue| self.tree.dependents(cue));
        cue.chain(self.tree.dependents(self.figure)).any(|at| self.is(at, Class::RecordWords))
    }

    /// Whether a verb is told of a time or a place: "last summer", "in a dive over the quarry", "in 2019".
    fn is_of_occasion(&self, verb: usize) -> bool {
        let is_time = self
            .below(verb, Relation::NounAdverb)
            .any(|at| self.syntax.tag(at).is_noun() && !self.is_own(at));
        let is_place = |at: usize| {
            self.is(at, Class::OccasionPrepositions)
                && self.object(at).is_some_and(|place| place != self.figure && !self.has_own(place))
        };
        is_time || self.below(verb, Relation::Preposition).any(is_place)
    }
}

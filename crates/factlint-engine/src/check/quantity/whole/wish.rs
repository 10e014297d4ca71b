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
        verb.or_else(drafted).or_else(|| self.thought_of())
    }

    /// "Those who expect a workforce of 86 people will be surprised", "has applied for a power demand of".
    fn thought_of(&self) -> Option<usize> {
        self.tree.upwards(self.figure).filter(|at| self.syntax.tag(*at).is_verb()).find(|at| {
            let are_those = self.tree.relation(*at) == Relation::RelativeClause
                && self.tree.head(*at).is_some_and(|who| self.is(who, Class::ThoseWord));
            let expects = are_those && self.is_lemma(*at, Class::PredictingVerbs);
            let applies = self.syntax.lemma(*at) == "apply"
                && self.has(*at, Relation::Subject)
                && self
                    .governed(*at, Class::GivingPrepositions)
                    .any(|what| self.is_one(what) && self.tree.is_under(self.figure, what));
            expects || applies
        })
    }

    /// "With a capacity of 240 passengers, it would be a different ferry", "would be the largest": what it has not.
    pub(super) fn would_be_other(&self) -> Option<usize> {
        let has_front = self.opens_with(Class::HavingPrepositions)
            && self.tree.is_under(self.figure, 0)
            && self.object(0).is_some_and(|measure| self.is_one(measure));
        let be = self.tree.head(0).filter(|be| has_front && self.syntax.lemma(*be) == "be")?;
        let would = self
            .below(be, Relation::Auxiliary)
            .find(|at| self.syntax.tag(*at) == Tag::Modal && self.syntax.lemma(*at) == "would")?;
        let is_other = |at: usize| {
            matches!(self.syntax.tag(at), Tag::Comparative | Tag::Superlative)
                || self.is(at, Class::DifferentWords)
        };
        let told = [Relation::Attribute, Relation::Adjective]
            .into_iter()
            .flat_map(|relation| self.below(be, relation));
        told.into_iter()
            .any(|what| is_other(what) || self.tree.dependents(what).any(is_other))
            .then_some(would)
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

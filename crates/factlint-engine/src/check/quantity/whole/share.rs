//! So many percent of what a cue names: "took 49 percent of the votes".

use super::Told;
use crate::check::Refusal;
use crate::check::quantity::percent_change;
use crate::unread::Reason;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The cue of which a figure is a share, and by what this share is none of its subject's: "lost 5 percent of the vote",
    /// "needed 50 percent of the vote", "with 40 percent of the votes counted", "12 percent of the votes for her came by post".
    /// None where it is no share of a cue.
    pub(super) fn share_of_cue(&self) -> Option<Result<(), Refusal>> {
        if !percent_change::is_percent(self.reading, self.value) {
            return None;
        }
        let share = self.figure;
        let cue = self.governed(share, Class::PartPrepositions).find(|at| {
            self.is_cue(*at) || self.tree.dependents(*at).any(|below| self.is_cue(below))
        })?;
        let told = |at: usize| Some(self.refused(Reason::PartOrChange, at));
        let counts = |at: &usize| self.is_lemma(*at, Class::TallyingVerbs);
        let counted = self.below(cue, Relation::NounClause).find(counts);
        if let Some(counted) = counted.or(self.verb.filter(counts)) {
            return told(counted);
        }
        // "12 percent of the votes for her came by post"
        let is_part = self.governed(cue, Class::OwningPrepositions).find(|at| {
            self.is_mention(*at)
                || self.below(*at, Relation::Compound).any(|at| self.is_mention(at))
        });
        let is_subject = self.tree.relation(share).is_subject() || self.tree.head(share).is_none();
        if let Some(name) = is_part.filter(|_| is_subject) {
            return told(name);
        }
        let Some(verb) = self.verb else { return Some(Ok(())) };
        // "In the port of Lethe, she won 71 percent of the vote": of the votes there.
        let is_dated = |at: usize| {
            self.span(at).is_some_and(|span| {
                self.reading.dates(self.sentence).iter().any(|date| date.span.overlaps(span))
            })
        };
        let is_elsewhere = |at: &usize| {
            let names_place = |at: usize| {
                matches!(self.syntax.tag(at), Tag::Name | Tag::Names)
                    && !self.is_mention(at)
                    && !is_dated(at)
            };
            names_place(*at)
                || self.is_lemma(*at, Class::NamedByOf)
                    && !self.tree.dependents(*at).any(|at| self.is_mention(at))
        };
        let place = [verb, share, cue]
            .into_iter()
            .flat_map(|upper| self.below(upper, Relation::Preposition))
            .filter(|at| self.is(*at, Class::PlacingPrepositions))
            .flat_map(|at| self.below(at, Relation::PrepositionObject))
            .find(is_elsewhere);
        if let Some(place) = place {
            return told(place);
        }
        let lemma = self.syntax.lemma(verb);
        let wants = word::is(&lemma, Class::RequiringVerbs);
        // "Pines make up 80 percent of the forest on the island"
        let makes_up = word::is(&lemma, Class::MembershipVerbs)
            && self.below(verb, Relation::Subject).any(|who| !self.is_own(who));
        let is_done = self.tree.relation(share) == Relation::Object;
        // "The Greens took 44% of the vote in the by-election": what one of those took who are in it.
        let by_another = |who: usize| self.syntax.tag(who).is_noun() && !self.has_own(who);
        if is_done && self.has_mention(verb) && self.below(verb, Relation::Subject).any(by_another)
        {
            return told(verb);
        }
        if is_done && (wants || makes_up || word::is(&lemma, Class::LosingVerbs)) {
            return told(verb);
        }
        Some(Ok(()))
    }
}

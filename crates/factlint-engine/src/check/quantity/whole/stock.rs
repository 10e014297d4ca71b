//! Whether a figure tells of all that there is of what the cue names, not of what was there once nor of what goes on with some.

use super::Told;
use crate::check::{Decider, Refusal};
use crate::unread::Reason;
use factlint_language::date::Written;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "Twelve players of the band also teach", "the hall held 400 guests on Monday": refused, since these are some, or
    /// were there once. Where the verb is one of belonging or the cue itself, and in "the 60 players of the band", they are
    /// all.
    pub(super) fn once_of_all(&self) -> Result<(), Refusal> {
        let (things, relation) = (self.figure, self.tree.relation(self.figure));
        // "One patient took 400 mg", "on Monday the reservoir held 31 billion litres"
        if self.value.attributive || !self.counted && relation != Relation::Object {
            return Ok(());
        }
        let Some(verb) = self.tree.head(things).filter(|verb| self.syntax.tag(*verb).is_verb())
        else {
            return Ok(());
        };
        let lemma = self.syntax.lemma(verb);
        if relation == Relation::Object {
            let was = self.syntax.tag(verb) == Tag::Past && !self.has(verb, Relation::Auxiliary);
            let on_occasion = was
                && self.is_cue(verb)
                && word::is(&lemma, Class::OccasionVerbs)
                && !self.is_of_year(verb);
            return if on_occasion { self.refused(Reason::NotAsserted, verb) } else { Ok(()) };
        }
        // "300 people from agencies work at the hospital"
        let is_told_apart = self
            .governed(things, Class::SourcePrepositions)
            .any(|at| !self.has(at, Relation::NumberModifier));
        if is_told_apart && relation.is_subject() {
            return Err((Reason::OwnerUnclear, Decider::Nothing));
        }
        // What the cue is no part of is told of something else: "40 people died in the fire".
        let mut cues =
            self.rule.near.iter().flat_map(|cues| self.reading.cues_in(cues, self.sentence.span));
        let is_cued = cues
            .any(|cue| self.syntax.head_in(cue).is_some_and(|cue| self.tree.is_under(cue, things)));
        let is_subject = matches!(relation, Relation::Subject | Relation::PassiveSubject);
        if !is_subject || !is_cued || self.are_all() {
            return Ok(());
        }
        let has_mention =
            |verb: usize| self.below(verb, Relation::Object).any(|at| self.is_mention(at));
        let has_mention_behind = |verb: usize| {
            self.below(verb, Relation::Preposition)
                .flat_map(|at| self.below(at, Relation::PrepositionObject))
                .any(|at| self.is_mention(at))
        };
        // "2,000 students at the school live in halls": where some of them are.
        let is_some = || {
            self.governed(things, Class::LinkingPrepositions).any(|at| self.is_mention(at))
                && self.governed(verb, Class::LinkingPrepositions).any(|at| !self.is_mention(at))
        };
        let tells_of_all = self.is_cue(verb)
            || word::is(&lemma, Class::StockVerbs) && !is_some()
            // "3 million people use the airport", not "30 of its members ran the marathon"
            || word::is(&lemma, Class::PassingVerbs)
                && (has_mention(verb)
                    // "150 pupils at the school study Latin", "40 objects came from Peru": what only those do.
                    || !self.has(verb, Relation::Object)
                        && (self.syntax.tag(verb) != Tag::Past || has_mention_behind(verb)))
            || self.tree.head(verb).is_some_and(|above| {
                self.tree.relation(verb) == Relation::Complement
                    && self.is_lemma(above, Class::LettingVerbs)
            })
            || matches!(self.syntax.tag(verb), Tag::Present | Tag::PresentThird)
                && has_mention(verb)
            || self.is_at_mention(verb)
            || relation == Relation::PassiveSubject && word::is(&lemma, Class::StockParticiples)
            || self.below(verb, Relation::Auxiliary).any(|at| self.is(at, Class::AllowingAuxiliaries))
            || self.is_being(verb);
        if tells_of_all { Ok(()) } else { Err((Reason::OwnerUnclear, Decider::Nothing)) }
    }

    /// "240,000 bottles are produced at the winery", "52 seats are held by the party": whether things are, now, at or by a subject,
    /// and nothing tells which of them: not "300 people from agencies work there", "12 pupils are ill at the school".
    fn is_at_mention(&self, verb: usize) -> bool {
        let things = self.figure;
        let is_now = |at: usize| matches!(self.syntax.tag(at), Tag::Present | Tag::PresentThird);
        let by_auxiliary = || {
            self.syntax.tag(verb) == Tag::Participle
                && self.below(verb, Relation::PassiveAuxiliary).any(is_now)
        };
        let is_plain = self
            .tree
            .dependents(things)
            .all(|at| at < things && matches!(self.tree.relation(at), Relation::NumberModifier));
        let leads = |at: &usize| {
            matches!(self.tree.relation(*at), Relation::Agent | Relation::Dative)
                || self.is(*at, Class::LinkingPrepositions)
        };
        let places: Vec<usize> = [Relation::Preposition, Relation::Agent, Relation::Dative]
            .into_iter()
            .flat_map(|relation| self.below(verb, relation))
            .filter(leads)
            .flat_map(|at| self.below(at, Relation::PrepositionObject))
            .collect();
        // "Pass through the depots of the courier"
        let is_mention = |at: &usize| {
            self.is_mention(*at)
                || self.governed(*at, Class::PartPrepositions).any(|at| self.is_mention(at))
        };
        // "In a season", "at a time"
        let is_time = |at: &usize| {
            self.is_lemma(*at, Class::TimeNouns)
                && self.below(*at, Relation::Determiner).any(|one| {
                    self.is(one, Class::IndefiniteArticle) || self.is(one, Class::AnyDeterminers)
                })
        };
        (is_now(verb) || by_auxiliary())
            && self.syntax.lemma(verb) != "be"
            && is_plain
            && places.iter().any(is_mention)
            && places.iter().all(|at| is_mention(at) || is_time(at))
    }

    /// "Carried 5.1 million passengers in 2025": whether the year in which a verb did it hangs on it.
    fn is_of_year(&self, verb: usize) -> bool {
        self.reading.dates(self.sentence).iter().any(|date| {
            let preposition = self.syntax.head_in(date.span).and_then(|at| self.tree.head(at));
            matches!(date.written, Written::Year(_))
                && preposition.is_some_and(|at| at == verb || self.tree.head(at) == Some(verb))
        })
    }

    /// "40 states are party to the treaty", "40 players are in the band", not "40 players are ill".
    fn is_being(&self, verb: usize) -> bool {
        let predicate = self.tree.dependents(verb).find(|at| {
            matches!(self.tree.relation(*at), Relation::Attribute | Relation::Adjective)
        });
        // "420 beds are available at the hospital"
        let is_there = |at: usize| self.is(at, Class::ThereAdjectives);
        // "Forty beds is all that the hostel has"
        let is_all =
            |at: usize| self.is(at, Class::WholeWords) && self.has(at, Relation::RelativeClause);
        self.syntax.lemma(verb) == "be"
            && predicate.is_none_or(|at| self.is_cue(at) || is_there(at) || is_all(at))
    }

    /// "10 GB for photos more than before".
    pub(super) fn more_than_before(&self) -> Option<usize> {
        let more = (self.figure + 1..self.len()).find(|at| {
            matches!(self.syntax.tag(*at), Tag::Comparative | Tag::ComparativeAdverb)
                && at + 2 < self.len()
                && self.syntax.text(at + 1).eq_ignore_ascii_case("than")
                && self.is(at + 2, Class::BeforeTime)
        })?;
        (self.figure + 1..more).all(|at| !self.syntax.tag(at).is_verb()).then_some(more)
    }
}

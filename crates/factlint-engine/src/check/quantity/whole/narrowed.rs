//! By which word a figure is that of one sort among several: of what is made, of what is counted, of those who pay, of what is
//! kept.

use super::Told;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "Brews 2 million litres of alcohol-free beer", "has 14 pages of footnotes": what of all there is.
    pub(super) fn of_sort_made(&self) -> Option<usize> {
        let made = self
            .governed(self.figure, Class::PartPrepositions)
            .find(|made| *made > self.figure && !self.has_own(*made) && !self.is_the(*made))?;
        if !matches!(self.syntax.tag(made), Tag::Noun | Tag::Nouns) {
            return None;
        }
        if self.is_cue(self.figure) && self.is_lemma(made, Class::BookParts) {
            return Some(made);
        }
        let is_done = self.tree.relation(self.figure) == Relation::Object && !self.is_money();
        let is_cued = self.verb.is_some_and(|verb| self.is_cue(verb));
        self.sort_before(made).filter(|_| is_done && is_cued)
    }

    /// "At most 3 repeated characters", "120 standing passengers".
    pub(super) fn of_sort_counted(&self) -> Option<usize> {
        let counted = self.counted && !self.value.attributive && !self.are_all();
        self.sort_before(self.figure).filter(|_| counted)
    }

    /// The word before a noun that makes it one of several sorts.
    fn sort_before(&self, noun: usize) -> Option<usize> {
        self.tree.dependents(noun).find(|at| {
            *at < noun
                && matches!(self.tree.relation(*at), Relation::Modifier | Relation::Compound)
                && matches!(
                    self.syntax.tag(*at),
                    Tag::Adjective | Tag::Noun | Tag::Participle | Tag::Gerund
                )
                && !self.is_own(*at)
                && !self.is(*at, Class::OrdinaryAdjectives)
                && self.is_sort(*at)
        })
    }

    fn is_sort(&self, at: usize) -> bool {
        self.is(at, Class::SortWords) || {
            let text = self.syntax.text(at);
            text.ends_with("-free") || text.starts_with("non-") || text.starts_with("low-")
        }
    }

    /// "The night fare", "a dog ticket", "the off-peak fare": not for everybody at any time.
    pub(super) fn sort_of_ticket(&self) -> Option<usize> {
        let ticket = [self.cue, self.subject()]
            .into_iter()
            .flatten()
            .find(|noun| self.is_money() && self.is_lemma(*noun, Class::FareNouns))?;
        self.tree.dependents(ticket).find(|at| {
            let is_noun = self.tree.relation(*at) == Relation::Compound
                && self.syntax.tag(*at) == Tag::Noun
                && !self.is(*at, Class::PlainFares)
                && !self.is_lemma(*at, Class::TicketNouns);
            *at < ticket && !self.is_own(*at) && (is_noun || self.is(*at, Class::FareTimes))
        })
    }

    /// "Premium users of the service can send", "verified senders": some of those who use it.
    pub(super) fn done_by_some(&self) -> Option<usize> {
        let verb = self.verb?;
        let who = self.subject().filter(|who| *who != self.figure && !self.is_own(*who))?;
        let people =
            [Class::Persons, Class::AccountNouns, Class::GroupPersons, Class::PayingBodies];
        let are_people = people.into_iter().any(|class| self.is_lemma(who, class));
        // Not "Dutch engineers gave it a capacity of 500"
        let is_use = self.is_cue(verb)
            || [Class::EnjoyingVerbs, Class::PayingVerbs]
                .into_iter()
                .any(|class| self.is_lemma(verb, class));
        let does = is_use
            && self
                .below(verb, Relation::Object)
                .any(|what| what == self.figure || self.tree.is_under(self.figure, what));
        let is_every = self.tree.dependents(who).any(|at| self.is(at, Class::EveryWords));
        let picks = |at: &usize| {
            *at < who
                && matches!(self.tree.relation(*at), Relation::Modifier | Relation::Compound)
                && !self.is_own(*at)
                && !self.is(*at, Class::OrdinaryPeople)
                // "This week engineers are recoating the mirror"
                && !self.is_lemma(*at, Class::TimeNouns)
        };
        let some = self.tree.dependents(who).find(picks)?;
        (are_people && does && !is_every && self.syntax.tag(who) == Tag::Nouns).then_some(some)
    }

    /// "Keeps its own logs for 400 days", "retains deleted accounts": something else than what is kept for those who use it.
    pub(super) fn kept_for_itself(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_cue(*verb) && self.is_time())?;
        self.below(verb, Relation::Object).find(|kept| {
            let is_own = self.is_its(*kept)
                && self
                    .tree
                    .dependents(*kept)
                    .any(|at| at < *kept && self.syntax.text(at).eq_ignore_ascii_case("own"));
            *kept != self.figure
                && !self.has_own(*kept)
                && (is_own || self.is_lemma(*kept, Class::HouseRecords))
        })
    }

    /// "An area of 14 km² was fenced off", "storms flattened an area of 14 km² in the reserve", "leases an area of": some of it, which
    /// something was done to.
    pub(super) fn piece_acted_on(&self) -> Option<usize> {
        let cue = self.cue?;
        let verb = self.tree.head(cue).filter(|verb| {
            self.tree.relation(cue) == Relation::Object && self.syntax.tag(*verb).is_verb()
        })?;
        let is_piece =
            self.is_one(cue) && self.dimension == "area" && self.tree.is_under(self.figure, cue);
        let who = self.below(verb, Relation::Subject).next()?;
        let by_others = !self.has_own(who) && self.syntax.tag(who).is_noun();
        let gives = self.is_lemma(verb, Class::GivingAwayVerbs);
        let is_in =
            || self.governed(verb, Class::LinkingPrepositions).any(|at| self.is_mention(at));
        (is_piece && (by_others && (!self.is_cue(verb) || is_in()) || gives)).then_some(verb)
    }

    /// "Are charged £3 on top of the fare".
    pub(super) fn on_top_of_cue(&self) -> Option<usize> {
        /// "the usual fare" behind "on top of".
        const PHRASE: usize = 3;
        let top = (1..self.len().saturating_sub(1)).find(|at| {
            self.syntax.text(*at).eq_ignore_ascii_case("top")
                && self.syntax.text(at - 1).eq_ignore_ascii_case("on")
                && self.syntax.text(at + 1).eq_ignore_ascii_case("of")
        })?;
        let mut added_to = top + 2..self.len().min(top + 2 + PHRASE);
        (self.figure < top && added_to.any(|at| self.is_cue(at))).then_some(top)
    }

    /// "Is older than its rival, whose capacity is 300 passengers": the noun right before "whose", of which a comparison or another
    /// phrase tells beside the subject.
    pub(super) fn of_whose(&self) -> Option<usize> {
        let whose = (1..self.figure).rfind(|at| {
            self.syntax.tag(*at) == Tag::RelativePossessive && self.is_behind_comma(*at)
        })?;
        let noun = whose - 1;
        let is_other = self.syntax.tag(noun) == Tag::Noun
            && self.tree.relation(noun) == Relation::PrepositionObject
            && !self.has_mention(noun)
            && !self.is_own(noun);
        let is_told = (whose + 1..self.figure).any(|at| self.is_cue(at))
            && (whose + 1..self.figure).all(|at| !self.is_parted(at) && !self.is_mention(at));
        let is_beside = (0..noun).any(|at| self.is_mention(at) && self.syntax.tag(at) == Tag::Name);
        (is_other && is_told && is_beside).then_some(noun)
    }

    /// "No ship on the list, the Skua included, has": none of those to which the subject belongs.
    pub(super) fn of_none(&self) -> Option<usize> {
        let comma = self.behind_first_comma().filter(|_| {
            // "Not one ship"
            let is_not_one = self.syntax.text(0).eq_ignore_ascii_case("not")
                && (self.is(1, Class::IndefiniteArticle) || self.is(1, Class::MeasuresAgain));
            is_not_one || self.is(0, Class::NoneWords)
        })?;
        let next = (comma + 1..self.figure).find(|at| self.is_behind_comma(*at))?;
        let is_aside = (comma..next).any(|at| self.is_mention(at))
            && (comma..next).all(|at| {
                !self.syntax.tag(at).is_verb() || self.is_lemma(at, Class::IncludingVerbs)
            });
        let verb = self.verb.filter(|verb| *verb >= next && self.syntax.tag(next).is_verb())?;
        let goes_on = verb == next || self.tree.head(next) == Some(verb);
        (is_aside && goes_on).then_some(0)
    }

    /// "Charges couples $90", "charges non-members $12", whatever a tree makes of the people.
    pub(super) fn charged_to_some(&self) -> Option<usize> {
        let who = self.figure.checked_sub(1).filter(|_| self.is_money())?;
        let are_some = self.is_lemma(who, Class::PeopleApart)
            || self.syntax.text(who).to_lowercase().starts_with("non-");
        // "Charges day visitors $12"
        let are_people = self.is_lemma(who, Class::Persons) && self.syntax.tag(who) == Tag::Nouns;
        let sort = who.checked_sub(1).filter(|at| {
            are_people
                && (self.syntax.tag(*at).is_noun() || self.syntax.tag(*at) == Tag::Adjective)
                && !self.is(*at, Class::OrdinaryPeople)
                && !self.is_own(*at)
        });
        let is_charged = sort
            .unwrap_or(who)
            .checked_sub(1)
            .is_some_and(|verb| self.is_lemma(verb, Class::ChargingVerbs));
        let are_some = are_some || sort.is_some();
        (are_some && is_charged).then_some(who)
    }

    /// "Can retain a backup for as little as 7 days": what it may be brought down to.
    pub(super) fn may_be_as_little(&self) -> Option<usize> {
        let first = self.syntax.words_in(self.whole).start;
        let little = first.checked_sub(2)?;
        let is_so = (little..first + 2).any(|at| {
            self.is(at, Class::LittleWords)
                && at > 0
                && at + 1 < self.len()
                && self.syntax.text(at - 1).eq_ignore_ascii_case("as")
                && self.syntax.text(at + 1).eq_ignore_ascii_case("as")
        });
        // "On a board with as little as 64 MB"
        let is_had = self.governor().is_some_and(|(at, _)| self.is(at, Class::HavingPrepositions));
        (0..first).find(|at| is_so && !is_had && self.is(*at, Class::AllowingAuxiliaries))
    }

    /// "Pays its night shift £14 an hour": some of those whom it pays.
    pub(super) fn paid_to_some(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_lemma(*verb, Class::PayingVerbs))?;
        let who = self.tree.dependents(verb).find(|who| {
            let is_paid = matches!(self.tree.relation(*who), Relation::Dative | Relation::Object);
            is_paid && *who > verb && *who < self.figure && self.is_its(*who)
        })?;
        let sort = |at: &usize| {
            *at < who
                && matches!(self.tree.relation(*at), Relation::Modifier | Relation::Compound)
                && !self.is_own(*at)
                && !self.is(*at, Class::OrdinaryPeople)
                && !self.is(*at, Class::EveryWords)
        };
        self.tree.dependents(who).find(sort).filter(|_| self.is_money() && !self.has_own(who))
    }

    /// "Two trams coupled together have a capacity of 240 passengers".
    pub(super) fn of_several_together(&self) -> Option<usize> {
        let who = self.subject().filter(|who| self.has_mention(*who) || self.is_mention(*who))?;
        let verb = self.verb?;
        let are_several = self
            .below(who, Relation::NumberModifier)
            .any(|number| number < who && !self.is(number, Class::MeasuresAgain));
        (who + 1..verb).find(|at| are_several && self.is(*at, Class::AllTogether))
    }

    /// "The lowest fare is €2", "the shortest retention that it offers is 7 days", not "has the lowest weight of all tablets".
    pub(super) fn least_of_several(&self) -> Option<usize> {
        let cue = self.cue.filter(|cue| self.tree.relation(*cue).is_subject())?;
        self.below(cue, Relation::Modifier)
            .find(|at| self.is(*at, Class::LeastSuperlatives) && !self.is_own(*at))
    }
}

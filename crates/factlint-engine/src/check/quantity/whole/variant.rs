//! Whether a figure is that of another form of the subject, or of what is paid or put besides: a version of it, a larger one, what
//! may be added to it, what lies around it.

use super::{Told, dimension_of};
use crate::check::quantity::percent_change;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "Is expandable to 512 GB", "is upgradable to": what it may become.
    pub(super) fn may_become(&self) -> Option<usize> {
        let (to, able) = self.governor()?;
        (self.is(to, Class::UpToWords) && self.is(able, Class::GrowingAdjectives)).then_some(able)
    }

    /// "Has 512 GB in its top version", not "in its current version", "in its third edition".
    pub(super) fn in_version(&self) -> Option<usize> {
        (0..self.len())
            .filter(|at| self.is(*at, Class::LinkingPrepositions))
            .filter(|at| *at == 0 && self.is_fronted() || *at > self.figure && self.tells_more(*at))
            .filter_map(|at| self.object(at))
            .filter(|version| {
                self.is_lemma(*version, Class::VersionNouns) && !self.is_own(*version)
            })
            .find(|version| {
                let mut sorts = self.tree.dependents(*version).filter(|at| {
                    at < version
                        && matches!(
                            self.tree.relation(*at),
                            Relation::Modifier | Relation::Compound
                        )
                });
                self.is_its(*version) && sorts.any(|at| self.is(at, Class::VersionSorts))
            })
    }

    /// "An older Brannock reaches", "a Pellar with 512 GB costs twice as much": one of several of the name.
    pub(super) fn of_one_sort(&self) -> Option<usize> {
        (0..self.len()).filter(|name| self.is_mention(*name)).find_map(|name| {
            let top = match self.tree.relation(name) {
                Relation::Compound => self.tree.head(name).unwrap_or(name),
                _ => name,
            };
            if !self.tree.relation(top).is_subject()
                || !self.is_one(top)
                || !self.syntax.text(name).starts_with(char::is_uppercase)
            {
                return None;
            }
            let verb = self.tree.head(top)?;
            let sort = self.tree.dependents(top).find(|at| {
                let hangs =
                    matches!(self.tree.relation(*at), Relation::Modifier | Relation::Compound);
                hangs
                    && *at < top
                    && (self.syntax.tag(*at) == Tag::Comparative
                        || self.is(*at, Class::BygoneAdjective)
                        || self.is(*at, Class::ChangedAdjectives))
            });
            // "With 512 GB of storage", where the verb tells something else
            let with = self
                .below(top, Relation::Preposition)
                .filter(|at| self.is(*at, Class::HavingPrepositions) && *at == top + 1)
                .find(|at| self.tree.is_under(self.figure, *at) && !self.is_parted(*at));
            sort.filter(|_| self.verb == Some(verb)).or(with)
        })
    }

    /// "With its suburbs, it has 90,000 inhabitants", "including the suburbs": more than what the name stands for.
    pub(super) fn with_surroundings(&self) -> Option<usize> {
        (0..self.len())
            .filter(|at| {
                self.is(*at, Class::AddingWords) || self.is(*at, Class::HavingPrepositions)
            })
            .filter(|at| *at == 0 || *at > self.figure && self.tells_more(*at))
            .filter_map(|at| self.object(at))
            .find(|around| self.is(*around, Class::OutlyingParts) && !self.is_own(*around))
    }

    /// "Charges €3 for the cloakroom", "$90 for lost keys": what else is paid for than what the cue names.
    pub(super) fn paid_for_besides(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_money() && self.is_cue(*verb))?;
        // "Customers of the plan pay €24 for calls"
        self.subject().filter(|who| self.is_mention(*who) || self.syntax.tag(*who).is_pronoun())?;
        [verb, self.figure]
            .into_iter()
            .flat_map(|upper| self.governed(upper, Class::GivingPrepositions))
            .filter(|thing| *thing > self.figure && !self.has_own(*thing))
            .find(|thing| {
                let is_extra = [Class::RestrictingWords, Class::AddedThings, Class::SectionNouns]
                    .into_iter()
                    .any(|class| self.is_lemma(*thing, class));
                let is_bare = self.syntax.tag(*thing) == Tag::Nouns
                    && !self.has(*thing, Relation::Determiner)
                    && !self.has(*thing, Relation::NumberModifier);
                let are_people = self.is_lemma(*thing, Class::Persons)
                    || self.is_lemma(*thing, Class::GroupPersons)
                    || self.is_lemma(*thing, Class::GeneralPurposes);
                let is_time = self.is_lemma(*thing, Class::TimeNouns);
                is_extra || is_bare && !are_people && !is_time
            })
    }

    /// "Charges schools €3": who pays it, where others do not.
    pub(super) fn paid_by_some(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_money() && self.is_cue(*verb))?;
        self.tree.dependents(verb).find(|who| {
            *who > verb
                && *who < self.figure
                && matches!(self.tree.relation(*who), Relation::Dative | Relation::Object)
                && (self.is(*who, Class::TicketSorts) || self.is_lemma(*who, Class::TicketSorts))
        })
    }

    /// "A ten-minute charge gives it five hours": what it has by something that has its own figure.
    pub(super) fn given_by_amount(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_lemma(*verb, Class::ProvidingVerbs))?;
        let by = self.below(verb, Relation::Subject).find(|by| !self.has_own(*by))?;
        let figures = self.reading.figures(self.sentence);
        let is_measured = figures.iter().any(|figure| {
            dimension_of(self.reading, figure) == self.dimension
                && !self.dimension.is_empty()
                && self
                    .syntax
                    .head_in(figure.hedged)
                    .is_some_and(|at| at != self.figure && self.tree.is_under(at, by))
        });
        (is_measured && self.syntax.tag(by).is_noun()).then_some(by)
    }

    /// "The city's share of the cost was £3 million": a part of what the cue names.
    pub(super) fn share_in_cue(&self) -> Option<usize> {
        let share = self.subject().filter(|share| {
            self.is_lemma(*share, Class::RateNoun) || self.is_lemma(*share, Class::PartBeforeOf)
        })?;
        let mut of = self.governed(share, Class::PartPrepositions);
        (!self.is_own(share) && of.any(|cue| self.is_cue(cue))).then_some(share)
    }

    /// "Gives $10 of each membership to charity".
    pub(super) fn of_each(&self) -> Option<usize> {
        self.governed(self.figure, Class::PartPrepositions).find(|cue| {
            self.is_money()
                && self.is_cue(*cue)
                && self.tree.dependents(*cue).any(|at| self.is(at, Class::EachDeterminers))
        })
    }

    /// "Spends €600 million of its budget on floods": a part of what the cue names.
    pub(super) fn of_own_cue(&self) -> Option<usize> {
        let is_done = self.tree.relation(self.figure) == Relation::Object && !self.counted;
        self.governed(self.figure, Class::PartPrepositions)
            .find(|cue| is_done && self.is_cue(*cue) && self.has(*cue, Relation::Possessor))
    }

    /// "A monthly ticket costs €160", "a season ticket": another one than that for a ride.
    pub(super) fn for_a_period(&self) -> Option<usize> {
        let is_pass = |noun: &usize| self.is_lemma(*noun, Class::PassNouns);
        let pass = [self.subject(), self.cue].into_iter().flatten().find(is_pass)?;
        let of_period = |at: &usize| {
            *at < pass
                && (self.is(*at, Class::PassSorts) || self.is(*at, Class::TicketSorts))
                && !self.is_own(*at)
        };
        self.tree.dependents(pass).find(of_period).filter(|_| self.is_money() && !self.is_rate)
    }

    /// "Brews 3,200 barrels of its stout": of one of what it makes, which no cue names.
    pub(super) fn of_its_sort(&self) -> Option<usize> {
        self.verb.filter(|verb| self.is_cue(*verb))?;
        self.governed(self.figure, Class::PartPrepositions).find(|sort| {
            self.is_its(*sort)
                && self.tree.relation(self.figure) == Relation::Object
                && self.syntax.tag(*sort) == Tag::Noun
                && !self.has_own(*sort)
        })
    }

    /// "Exports 3 million barrels of what it produces".
    pub(super) fn of_what_is_cued(&self) -> Option<usize> {
        let cue = self.cue.filter(|cue| self.syntax.tag(*cue).is_verb())?;
        self.below(self.figure, Relation::Preposition).find(|of| {
            *of > self.figure
                && self.is(*of, Class::PartPrepositions)
                && self.tree.is_under(cue, *of)
                && self.tree.relation(self.figure) == Relation::Object
        })
    }

    /// "Operates 12 aircraft on behalf of another airline".
    pub(super) fn on_behalf(&self) -> Option<usize> {
        (self.figure + 1..self.len()).find(|at| {
            self.counted
                && self.is(*at, Class::BehalfNoun)
                && self.syntax.text(at - 1).eq_ignore_ascii_case("on")
                && self
                    .tree
                    .head(at - 1)
                    .is_some_and(|above| Some(above) == self.verb || above == self.figure)
        })
    }

    /// "Is 3 metres deep at the landing stage", "near its shore, it is 2 metres deep": what it measures there, not "at its deepest
    /// point", "in the middle".
    pub(super) fn measured_there(&self) -> Option<usize> {
        let above = self.tree.head(self.figure)?;
        let varies = [self.figure + 1, above]
            .into_iter()
            .any(|at| at < self.len() && self.is(at, Class::VaryingAdjectives));
        if !self.is_extent() || !varies {
            return None;
        }
        (0..self.len())
            .filter(|at| {
                self.is(*at, Class::NearPrepositions) || self.is(*at, Class::PuttingPrepositions)
            })
            .filter(|at| {
                let hangs = self.tree.head(*at);
                *at == 0 && self.is_fronted()
                    || *at > self.figure
                        && (hangs == Some(above)
                            || hangs == self.verb
                            || hangs == Some(self.figure))
            })
            .filter_map(|at| self.object(at))
            .find(|place| {
                self.syntax.tag(*place) == Tag::Noun
                    && !self.is_own(*place)
                    && !self.is_lemma(*place, Class::CentralPlaces)
                    && (self.has(*place, Relation::Determiner)
                        || self.has(*place, Relation::Possessor))
                    && !self
                        .tree
                        .dependents(*place)
                        .any(|at| matches!(self.syntax.tag(at), Tag::Superlative | Tag::Figure))
            })
    }

    /// "An interest rate 2% above the base rate": a difference from something else; not "3% over the term".
    pub(super) fn off_another(&self) -> Option<usize> {
        let next = self.syntax.words_in(self.whole).end;
        let is_share = percent_change::is_percent(self.reading, self.value);
        let other = self.object(next).filter(|_| {
            is_share
                && next < self.len()
                && self.is(next, Class::LevelPrepositions)
                && !self.is_parted(next)
        })?;
        (self.is_the(other)
            && self.syntax.tag(other) == Tag::Noun
            && !self.is_lemma(other, Class::TimeNouns))
        .then_some(next)
    }

    /// "Interest of 3% on balances above 10,000": the bound of a part of what bears it.
    pub(super) fn on_tier_behind(&self) -> Option<usize> {
        (self.figure + 1..self.len())
            .filter(|at| {
                self.is(*at, Class::OccasionPrepositions) || self.is(*at, Class::GivingPrepositions)
            })
            .filter(|at| self.tells_more(*at) || self.tells_more_of_cue(*at))
            .filter_map(|at| self.object(at))
            .filter(|what| self.syntax.tag(*what) == Tag::Nouns && !self.is_own(*what))
            .find_map(|what| {
                let bound = what + 1;
                self.bounds_figure(bound).then_some(bound)
            })
    }
}

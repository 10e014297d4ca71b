//! Where a figure holds: in one place of several, on a part of the subject.

use super::Told;
use crate::check::quantity::percent_change;
use crate::rule::subject::SubjectId;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "Has 12 seats in business class".
    pub(super) fn in_section(&self) -> Option<usize> {
        let of_verb = self.verb.into_iter().flat_map(|verb| {
            self.governed(verb, Class::LinkingPrepositions).filter(|at| *at > self.figure)
        });
        let places = self.governed(self.figure, Class::LinkingPrepositions).chain(of_verb);
        places.into_iter().find(|at| {
            self.syntax.tag(*at) == Tag::Noun
                && self.is_lemma(*at, Class::SectionNouns)
                && !self.is_own(*at)
        })
    }

    /// "On the ground floor of the car park, 24 spaces", "within the province the river flows for 120 km".
    pub(super) fn in_part(&self) -> Option<usize> {
        let opens = self.opens_with(Class::OccasionPrepositions)
            || self.opens_with(Class::InsidePrepositions);
        let place = self.object(0).filter(|_| opens && self.figure > 0)?;
        let every = self.tree.dependents(place).any(|below| self.is(below, Class::EveryWords));
        if every || self.is_own(place) {
            return None;
        }
        let is_storey = self.syntax.tag(place) == Tag::Noun
            && self.is_lemma(place, Class::StoreyNouns)
            && self.below(place, Relation::NumberModifier).all(|at| at > place);
        let is_region = self.is_extent()
            && self.is_lemma(place, Class::RegionNouns)
            && self.verb.is_some_and(|verb| self.is_lemma(verb, Class::ExtendingVerbs));
        // "In first class, the train has 48 seats"
        let is_section = self.syntax.tag(place) == Tag::Noun
            && self.is_lemma(place, Class::SectionNouns)
            && self.counted
            && [Relation::Modifier, Relation::Compound]
                .into_iter()
                .any(|relation| self.has(place, relation));
        // "On its upper and lower deck", "at ground level, it is full: its 300 spaces are taken"
        let are_several =
            self.below(place, Relation::Modifier).any(|at| self.has(at, Relation::Conjunct));
        let goes_on = (place + 1..=self.figure).any(|at| {
            self.syntax.words().get(at).is_some_and(|word| word.before.has(Signs::COLON))
        });
        // "On the free plan"
        let is_plan = self.syntax.tag(place) == Tag::Noun
            && self.is_lemma(place, Class::PlanNouns)
            && !self.has_own(place)
            && [Relation::Modifier, Relation::Compound]
                .into_iter()
                .any(|relation| self.has(place, relation));
        let is_level = is_storey && !are_several && !goes_on;
        (is_level || is_section || is_region || is_plan || self.is_picked(place)).then_some(place)
    }

    /// "On its domestic routes, it operates 22 aircraft", "from its northern fields": one side of what the subject has.
    pub(super) fn on_one_side(&self) -> Option<usize> {
        if !self.counted && !self.is_rate && !self.varies() {
            return None;
        }
        let tells = |at: usize| {
            at == 0 && self.is_fronted()
                || at > self.figure && (self.tells_more(at) || self.tells_more_of_cue(at))
        };
        (0..self.len())
            .filter(|at| self.tree.relation(*at) == Relation::Preposition && tells(*at))
            .filter_map(|at| self.object(at))
            .find(|side| {
                let picks = |at: usize| {
                    matches!(self.tree.relation(at), Relation::Modifier | Relation::Compound)
                        && self.is(at, Class::SideAdjectives)
                };
                self.is_its(*side) && self.tree.dependents(*side).any(picks) && !self.is_own(*side)
            })
    }

    /// "In Denmark, it employs 400 people": not what it has in all.
    pub(super) fn in_named_place(&self) -> Option<usize> {
        let place = self.object(0).filter(|_| self.opens_with(Class::PlacingPrepositions))?;
        let is_named = matches!(self.syntax.tag(place), Tag::Name | Tag::Names);
        let employs = self.verb.is_some_and(|verb| {
            self.is_lemma(verb, Class::EmployingVerbs)
                && matches!(self.syntax.tag(verb), Tag::Present | Tag::PresentThird)
        });
        (self.counted
            && employs
            && is_named
            && !self.has_mention(place)
            && self.is_behind_comma(place + 1))
        .then_some(place)
    }

    /// "In the city of Lorvik, turnout in the election was 72 percent": in one of the places where it is.
    pub(super) fn in_one_of_many(&self) -> Option<usize> {
        let place = self.object(0).filter(|_| self.opens_with(Class::PlacingPrepositions))?;
        let mut names = self.governed(place, Class::PartPrepositions);
        let is_named = names.any(|name| {
            matches!(self.syntax.tag(name), Tag::Name | Tag::Names)
                && !self.rule.about.iter().any(|subject| self.is_name_of(name, *subject))
        });
        let varies = self.varies() || percent_change::is_percent(self.reading, self.value);
        (varies && is_named && self.is_lemma(place, Class::NamedByOf) && place < self.figure)
            .then_some(place)
    }

    /// Whether a word is a name of a subject.
    fn is_name_of(&self, word: usize, subject: SubjectId) -> bool {
        let subjects = &self.reading.vocabulary().subjects;
        let mentions = self.reading.mentions();
        self.span(word).is_some_and(|span| {
            let at = mentions.partition_point(|mention| mention.span.end <= span.start);
            mentions.get(at).is_some_and(|mention| {
                mention.span.overlaps(span) && subjects.of_phrase(mention.phrase).contains(&subject)
            })
        })
    }

    /// "Employs 1,300 people in sales", "300 people as drivers": who do one of the things that are done there.
    pub(super) fn in_one_trade(&self) -> Option<usize> {
        if !self.counted || !self.is_lemma(self.figure, Class::Persons) {
            return None;
        }
        let behind = |at: &usize| *at > self.figure && self.tells_more(*at);
        let governed = |class: Class| {
            (0..self.len())
                .filter(behind)
                .filter(move |at| self.is(*at, class))
                .filter_map(|at| self.object(at))
        };
        let is_bare = |at: &usize| {
            !self.is_own(*at)
                && ![Relation::Determiner, Relation::Possessor, Relation::NumberModifier]
                    .into_iter()
                    .any(|relation| self.has(*at, relation))
        };
        let trade = governed(Class::PlacingPrepositions)
            .filter(is_bare)
            .find(|at| self.is_lemma(*at, Class::TradeNouns) || self.is(*at, Class::TradeNouns));
        trade.or_else(|| {
            let role = governed(Class::RolePrepositions).filter(is_bare);
            role.into_iter().find(|at| self.syntax.tag(*at) == Tag::Nouns)
        })
    }

    /// "In the browser build of the format": one of what the subject has, by what stands before it.
    fn is_picked(&self, place: usize) -> bool {
        let picks = |at: usize| {
            let relation = self.tree.relation(at);
            at < place
                && matches!(relation, Relation::Modifier | Relation::Compound)
                && !matches!(self.syntax.tag(at), Tag::Superlative | Tag::Number)
        };
        let is_ours =
            self.governed(place, Class::PartPrepositions).any(|whole| self.is_mention(whole));
        is_ours
            && self.syntax.tag(place) == Tag::Noun
            && self.tree.dependents(place).any(picks)
            && !self.is_lemma(place, Class::NamedByOf)
            && !self.sets_nothing(0, place + 1)
    }

    /// "Flows for 70 km within the province", "within Marl".
    pub(super) fn within(&self) -> Option<usize> {
        let extends = self.verb.is_some_and(|verb| self.is_lemma(verb, Class::ExtendingVerbs));
        (0..self.len())
            .filter(|at| self.is_extent() && extends && self.is(*at, Class::InsidePrepositions))
            .filter(|at| *at == 0 || *at > self.figure)
            .filter_map(|at| self.object(at))
            .find(|place| {
                !self.is_mention(*place)
                    && (self.is_lemma(*place, Class::RegionNouns)
                        || matches!(self.syntax.tag(*place), Tag::Name | Tag::Names))
            })
    }

    /// "A stretch of the line, 3 km between Colliery Lane and Foss, is closed".
    pub(super) fn of_segment(&self) -> Option<usize> {
        (0..self.figure).filter(|at| self.is_lemma(*at, Class::SegmentNouns)).find(|at| {
            let of = at + 1;
            let behind = of..self.figure;
            self.is_extent()
                && self.is(of, Class::PartPrepositions)
                && self.is_behind_comma(self.figure)
                && behind.clone().any(|at| self.is_mention(at))
                && behind.clone().all(|at| !self.syntax.tag(at).is_verb())
        })
    }

    /// "On its opening night alone", "in Sweden alone": not "the ticket alone".
    pub(super) fn alone(&self) -> Option<usize> {
        const PHRASE: usize = 6;
        (2..self.len()).filter(|at| self.is(*at, Class::AloneWord)).find(|at| {
            let last = at - 1;
            let is_named = self.syntax.tag(last).is_noun() || self.syntax.tag(last) == Tag::Number;
            let opener = (at.saturating_sub(PHRASE)..last).rfind(|word| {
                self.is(*word, Class::OccasionPrepositions)
                    || self.is(*word, Class::SourcePrepositions)
            });
            is_named
                && opener.is_some_and(|opener| {
                    (opener..last + 1).all(|word| {
                        !self.is_own(word) && (word == opener || !self.is_behind_comma(word))
                    })
                })
        })
    }

    /// One place of those that the subject has: "at its plant in Orre", "in a factory", not "in its report", "at its plant".
    pub(super) fn at_one_site(&self) -> Option<usize> {
        if !self.counted {
            return None;
        }
        let tells = |at: usize| {
            at == 0 || at > self.figure && (self.tells_more(at) || self.tells_more_of_cue(at))
        };
        (0..self.len())
            .filter(|at| self.is(*at, Class::OccasionPrepositions) && tells(*at))
            .flat_map(|at| self.below(at, Relation::PrepositionObject))
            .find(|site| {
                let one = self
                    .tree
                    .dependents(*site)
                    .any(|at| at < *site && self.is(at, Class::OneOfSeveral));
                // "At its plant beside the canal": it may be the only one.
                let is_told = self.tree.dependents(*site).any(|at| {
                    at < *site
                        && (self.is(at, Class::IndefiniteArticle)
                            || self.is(at, Class::MeasuresAgain))
                        || matches!(self.tree.relation(at), Relation::Compound | Relation::Modifier)
                }) || (*site + 1..self.len()).any(|at| {
                    self.tree.is_under(at, *site)
                        && matches!(self.syntax.tag(at), Tag::Name | Tag::Names)
                });
                one && is_told
                    && (self.syntax.tag(*site) == Tag::Noun || self.is(*site, Class::SiteNouns))
                    && self.is_lemma(*site, Class::SiteNouns)
                    && !self.is_own(*site)
                    && !self.has_mention(*site)
                    && *site != self.figure
            })
    }

    /// "Employs 1,900 people in Portugal, where": a place of which more is told, as one of several.
    pub(super) fn in_one_of_places(&self) -> Option<usize> {
        let of_place = |upper: usize| {
            self.below(upper, Relation::Preposition)
                .filter(|at| *at > self.figure && self.is(*at, Class::PlacingPrepositions))
                .flat_map(|at| self.below(at, Relation::PrepositionObject))
        };
        [Some(self.figure), self.verb].into_iter().flatten().flat_map(of_place).find(|place| {
            let next = place + 1;
            self.counted
                && matches!(self.syntax.tag(*place), Tag::Name | Tag::Names)
                && !self.has_mention(*place)
                && next < self.len()
                && self.is_behind_comma(next)
                && self.syntax.tag(next) == Tag::RelativeAdverb
        })
    }
}

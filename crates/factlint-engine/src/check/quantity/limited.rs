//! Whether a figure is told of one place, of the first time, of some things by where they are from, or of another thing that
//! stands beside the subject. Asked of the analysis of the sentence.

use super::told::Told;
use crate::check::{Refusal, some_people};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::figure::Figure;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// "At its plant it employs 1,200 people", "students from abroad", "for the first three months it costs", "also contains 60 mg of
/// lactose", "the chain that owns the hotel has 900 rooms": refused with the word that limits it.
pub(super) fn is_unlimited(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
    cue: Option<ProseSpan>,
) -> Result<(), Refusal> {
    let Some(told) = Told::of(rule, reading, sentence, figure, whole, cue) else { return Ok(()) };
    if let Some(other) =
        told.of_owner().or_else(|| told.of_what_it_has()).or_else(|| told.besides())
    {
        return told.refused(Reason::OtherThing, other);
    }
    if let Some(taken) = told.taken_of_cue().or_else(|| told.deadline()) {
        return told.refused(Reason::OtherCue, taken);
    }
    if let Some(word) = told.not_in_force() {
        return told.refused(Reason::NotAsserted, word);
    }
    let part = told
        .at_one_site()
        .or_else(|| told.of_some_people())
        .or_else(|| told.picked_by_origin())
        .or_else(|| told.for_the_first())
        .or_else(|| told.not_grown())
        .or_else(|| told.more_than_before());
    match part {
        Some(part) => told.refused(Reason::PartOrChange, part),
        None => Ok(()),
    }
}

impl Told<'_, '_> {
    fn is_of_rule(&self, at: usize) -> bool {
        self.is_mention(at) || self.is_cue(at)
    }

    fn below(&self, at: usize, relation: Relation) -> impl Iterator<Item = usize> + '_ {
        self.tree.dependents_as(at, relation)
    }

    fn has_mention_below(&self, top: usize) -> bool {
        (0..self.len()).any(|at| self.is_mention(at) && self.tree.is_under(at, top))
    }

    /// One place of those that the subject has: "at its plant in Orre", "in a factory", not "in its report", "at its plant".
    fn at_one_site(&self) -> Option<usize> {
        if !self.counted {
            return None;
        }
        let tells = |at: usize| {
            let above = self.tree.head(at);
            at == 0
                || above.is_some()
                    && at > self.figure
                    && (above == self.verb || above == Some(self.figure) || above == self.cue)
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
                    && !self.is_of_rule(*site)
                    && !self.has_mention_below(*site)
                    && *site != self.figure
            })
    }

    /// "Apprentices at the institute get 32 days".
    fn of_some_people(&self) -> Option<usize> {
        let verb = self.verb.filter(|_| !self.counted)?;
        some_people::told_of(self.syntax, self.tree, verb, |at| self.is_of_rule(at))
            .filter(|at| *at < self.figure)
    }

    /// Some by where they are from, or by what they have: "4,100 students from abroad", "2,300 students come from Ireland", "12 rooms
    /// come with a view"; not "students from 90 countries".
    fn picked_by_origin(&self) -> Option<usize> {
        if !self.counted {
            return None;
        }
        let is_from = |at: &usize| self.syntax.text(*at).eq_ignore_ascii_case("from");
        let abroad = self
            .below(self.figure, Relation::Preposition)
            .filter(is_from)
            .find(|at| self.tree.dependents(*at).any(|place| self.is(place, Class::FarAdverbs)));
        if abroad.is_some() {
            return abroad;
        }
        let verb = self.tree.head(self.figure).filter(|verb| {
            self.tree.relation(self.figure) == Relation::Subject
                && self.is_lemma(*verb, Class::OriginVerbs)
                && !self.is_cue(*verb)
        })?;
        // "The 90 rooms come with a view"
        let all = self.tree.dependents(self.figure).any(|at| {
            self.is(at, Class::Definite)
                || self.is(at, Class::EveryWords)
                || self.tree.relation(at) == Relation::Possessor
        });
        let way: Vec<usize> = self.below(verb, Relation::Preposition).collect();
        let is_there = way.iter().any(|at| {
            !is_from(at) && !self.is(*at, Class::HavingPrepositions) && self.has_mention_below(*at)
        });
        let origin =
            way.into_iter().find(|at| is_from(at) || self.is(*at, Class::HavingPrepositions));
        origin.filter(|_| !all && !is_there)
    }

    /// "For the first three months, it costs €1 a month", where a tree may take what follows for a part of the time.
    fn for_the_first(&self) -> Option<usize> {
        let is_first = |at: &usize| {
            at.checked_sub(1).is_some_and(|the| {
                self.is(the, Class::Definite) || self.syntax.tag(the) == Tag::PossessivePronoun
            }) && self.is(*at, Class::OpeningAdjectives)
        };
        (2..self.len()).filter(is_first).find(|first| {
            let opener = first - 2;
            let time = first + 1;
            let is_span = self.is(opener, Class::SpanOpeners);
            let is_time = time < self.len()
                && (self.is_lemma(time, Class::TimeNouns)
                    || self.syntax.tag(time) == Tag::Figure
                        && word::words(self.syntax.text(time)).any(|(_, found)| {
                            word::is(found.trim_end_matches('s'), Class::TimeNouns)
                        }));
            let is_beside = opener == 0 && *first < self.figure || opener > self.figure;
            is_span && is_time && is_beside && !self.is_time() && !self.is_cue(time)
        })
    }

    /// "A newborn otter weighs 0.2 kg".
    fn not_grown(&self) -> Option<usize> {
        (0..self.figure)
            .filter(|at| self.is_mention(*at))
            .flat_map(|name| self.tree.dependents(name).chain(name.checked_sub(1)))
            .find(|at| self.is(*at, Class::YoungAdjectives))
    }

    /// "10 GB for photos more than before".
    fn more_than_before(&self) -> Option<usize> {
        let more = (self.figure + 1..self.len()).find(|at| {
            matches!(self.syntax.tag(*at), Tag::Comparative | Tag::ComparativeAdverb)
                && at + 2 < self.len()
                && self.syntax.text(at + 1).eq_ignore_ascii_case("than")
                && self.is(at + 2, Class::BeforeTime)
        })?;
        (self.figure + 1..more).all(|at| !self.syntax.tag(at).is_verb()).then_some(more)
    }

    /// "The 20 mph limit does not apply in the lane".
    fn not_in_force(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_lemma(*verb, Class::ApplyingVerbs))?;
        let is_told = self
            .tree
            .dependents(verb)
            .any(|at| self.tree.relation(at).is_subject() && self.tree.is_under(self.figure, at));
        self.below(verb, Relation::Negation).next().filter(|_| is_told)
    }

    /// "Register within 30 days and the warranty covers": until when somebody has to do something.
    fn deadline(&self) -> Option<usize> {
        let within = self.tree.head(self.figure).filter(|at| {
            self.is_time()
                && self.tree.relation(self.figure) == Relation::PrepositionObject
                && self.is(*at, Class::InsidePrepositions)
        })?;
        let verb = self.tree.head(within).filter(|verb| {
            self.syntax.tag(*verb) == Tag::Verb
                && self.below(*verb, Relation::Auxiliary).next().is_none()
        })?;
        let cue = self.cue?;
        let other = self.tree.upwards(cue).find(|at| self.syntax.tag(*at).is_verb())?;
        (other != verb && cue != verb && self.below(verb, Relation::Subject).next().is_none())
            .then_some(within)
    }

    /// "Also contains 60 mg of lactose".
    fn besides(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_cue(*verb) && !self.counted)?;
        let stuff = self
            .below(self.figure, Relation::Preposition)
            .filter(|of| *of > self.figure && self.is(*of, Class::PartPrepositions))
            .flat_map(|of| self.below(of, Relation::PrepositionObject))
            .find(|stuff| {
                !(0..self.len()).any(|at| self.tree.is_under(at, *stuff) && self.is_of_rule(at))
            })?;
        let also = self.below(verb, Relation::Adverb).any(|at| self.is(at, Class::BesidesWords));
        let in_addition = self.below(verb, Relation::Preposition).any(|at| {
            self.below(at, Relation::PrepositionObject)
                .any(|added| self.syntax.text(added).eq_ignore_ascii_case("addition"))
        });
        (also || in_addition).then_some(stuff)
    }

    /// "The chain that owns the hotel has 900 rooms".
    fn of_owner(&self) -> Option<usize> {
        let verb = self.verb?;
        let mentions: Vec<usize> = (0..self.len()).filter(|at| self.is_mention(*at)).collect();
        let has = (0..self.figure).rev().find(|at| {
            self.is_lemma(*at, Class::ControllingVerbs)
                && self.tree.relation(*at) == Relation::RelativeClause
                && self.below(*at, Relation::Subject).any(|who| {
                    matches!(self.syntax.tag(who), Tag::RelativePronoun | Tag::RelativeDeterminer)
                })
        })?;
        let owner = self.tree.head(has)?;
        let is_subject = self.tree.relation(owner).is_subject()
            && self.tree.head(owner).is_some_and(|above| above == verb);
        // A name that hangs on the verb behind it is what the chain owns.
        let are_owned = mentions.iter().all(|at| *at > has && *at < verb);
        let is_plain = self.is_lemma(verb, Class::OwningVerb)
            || self.syntax.lemma(verb) == "have"
            || self.is_cue(verb);
        (is_subject && are_owned && is_plain && !mentions.is_empty() && !self.is_of_rule(owner))
            .then_some(owner)
    }

    /// "£2m is what the lifts of the tower cost".
    fn of_what_it_has(&self) -> Option<usize> {
        let be = self.verb.filter(|verb| self.syntax.lemma(*verb) == "be")?;
        let what = be + 1;
        let is_free =
            what < self.len() && self.syntax.tag(what) == Tag::RelativePronoun && self.figure < be;
        let thing = (what + 1..self.len())
            .take_while(|_| is_free)
            .find(|at| self.syntax.tag(*at).is_noun() || self.is_mention(*at))
            // "98 percent is what customers of the firm are promised"
            .filter(|at| {
                let people = [Class::Persons, Class::AccountNouns, Class::GroupPersons];
                !people.into_iter().any(|class| self.is_lemma(*at, class))
            })?;
        let of = thing + 1;
        let is_of = of < self.len() && self.is(of, Class::PartPrepositions);
        (is_of && !self.is_of_rule(thing)).then_some(thing)
    }

    /// "The loss on sales was £3 million".
    fn taken_of_cue(&self) -> Option<usize> {
        let cue = self.cue.filter(|_| self.is_money())?;
        let on = self.tree.head(cue).filter(|on| {
            self.tree.relation(cue) == Relation::PrepositionObject
                && self.tree.relation(*on) == Relation::Preposition
        })?;
        let taken = self.tree.head(on)?;
        (self.is_lemma(taken, Class::SharesTaken) && !self.is_of_rule(taken)).then_some(taken)
    }
}

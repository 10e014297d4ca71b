//! Whether counted things are some of those that there are, or were there once: what comes or goes, what somebody does
//! to them, the first of them.

use super::Told;
use crate::check::Refusal;
use crate::unread::Reason;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "The clinic closed 20 beds", "fined 40 visitors", "took off with 22 passengers", "the first 20 turbines": refused with
    /// the word by which these are not all.
    pub(super) fn some_of_all(&self) -> Result<(), Refusal> {
        if let Some(share) = self.share_of_cue() {
            return share;
        }
        // "Poured 900 litres of milk away"
        let of_cue =
            || self.governed(self.figure, Class::PartPrepositions).any(|at| self.is_cue(at));
        if !self.counted && !self.value.attributive && !of_cue() {
            return Ok(());
        }
        if let Some(adjective) = self.told_apart_by() {
            return self.refused(Reason::OtherCue, adjective);
        }
        if self.is_rate {
            return Ok(());
        }
        if let Some(apart) = self.stand_apart() {
            return self.refused(Reason::PartOrChange, apart);
        }
        // Without a cue, whatever is counted of the subject is asked for: "the fire caused 12 deaths".
        let done = if self.rule.near.is_empty() { self.struck() } else { self.happening() };
        done.map_or(Ok(()), |verb| self.refused(Reason::NotAsserted, verb))
    }

    /// "Of the beds at the clinic, 40 are free", "12 of the 40 beds": the word by which they are some of what is named, or
    /// all of what somebody has some of.
    pub(super) fn taken_from(&self) -> Option<usize> {
        let at = self.figure;
        let is_of = |word: usize| self.is(word, Class::PartPrepositions);
        let opens = is_of(0)
            && self.tree.relation(0) == Relation::Preposition
            && at > 0
            && !self.tree.is_under(at, 0)
            // "Of glass and steel, the tower has 52 floors"
            && (1..at).any(|word| self.is_cue(word) && self.tree.is_under(word, 0));
        if opens {
            return Some(0);
        }
        let of = self.tree.head(at).filter(|of| {
            self.tree.relation(at) == Relation::PrepositionObject
                && is_of(*of)
                // "With one of 45 seconds"
                && (self.counted
                    || !of
                        .checked_sub(1)
                        .is_some_and(|one| self.is(one, Class::MeasuresAgain)))
                && of.checked_sub(1).is_some_and(|number| self.syntax.tag(number) == Tag::Number)
        })?;
        let is_owned = self.has(at, Relation::Possessor);
        // "Every one of the 900 seats"
        let is_each = of.checked_sub(2).is_some_and(|every| {
            self.is(every, Class::EachDeterminers) && self.is(of - 1, Class::MeasuresAgain)
        });
        (!is_owned && !is_each).then_some(of)
    }

    /// "The first 20 turbines", "is three seats short".
    fn told_apart_by(&self) -> Option<usize> {
        let at = self.figure;
        let some = self
            .tree
            .dependents(at)
            .filter(|below| {
                matches!(self.tree.relation(*below), Relation::Modifier | Relation::Determiner)
            })
            .find(|below| *below < at && self.is(*below, Class::SomeAdjective));
        // "23 junior members"
        let sort = || {
            self.tree.dependents(at).find(|below| {
                *below < at
                    && self.counted
                    && matches!(self.tree.relation(*below), Relation::Modifier | Relation::Compound)
                    && self.is(*below, Class::TicketSorts)
                    && !self.is_own(*below)
            })
        };
        let is_short = || {
            let next = at + 1;
            let is_joined = self.syntax.words().get(next)?.before == Signs::default();
            let is_told_so = self.tree.relation(at) == Relation::Attribute
                && self.syntax.tag(next) == Tag::Adjective
                && self.tree.head(next) == Some(at);
            (is_joined && is_told_so && !self.is_cue(next) && !self.value.attributive)
                .then_some(next)
        };
        // "300 members under eighteen"
        let aged = || {
            Some(at + 1).filter(|below| {
                (self.is(*below, Class::AgePrepositions)
                    || self.is(*below, Class::PartPrepositions))
                    && self.below(*below, Relation::PrepositionObject).any(|at| {
                        let is_bound = matches!(self.syntax.tag(at), Tag::Number | Tag::Figure)
                            && self.is(*below, Class::AgePrepositions);
                        is_bound || self.is_lemma(at, Class::AgeNoun)
                    })
            })
        };
        some.or_else(sort)
            .or_else(aged)
            .or_else(|| self.told_apart_behind())
            .or_else(is_short)
            .or_else(|| self.restricted())
            .or_else(|| self.all_that_went())
            .or_else(|| self.and_the_rest())
    }

    /// "Carries 120 passengers in its cabins and the others on deck".
    fn and_the_rest(&self) -> Option<usize> {
        (self.figure + 3..self.len()).find(|rest| {
            self.is(*rest, Class::RestNouns)
                && self.is(rest - 1, Class::Definite)
                && self.syntax.text(rest - 2).eq_ignore_ascii_case("and")
                && !self
                    .below(*rest, Relation::Preposition)
                    .any(|of| self.is(of, Class::PartPrepositions))
                && !(*rest..self.len()).any(|at| self.syntax.tag(at).is_finite())
        })
    }

    /// What right behind a count tells which of them are meant: "40 aircraft built before 1990", "40 people with disabilities", "40
    /// passengers on foot".
    fn told_apart_behind(&self) -> Option<usize> {
        let next = self.figure + 1;
        let word = self.syntax.words().get(next).filter(|_| self.counted && !self.are_all())?;
        let above = self.tree.head(next);
        let hangs = above == Some(self.figure) || above.is_some() && above == self.verb;
        if word.before != Signs::default() || !hangs {
            return None;
        }
        // "Built before 1990", not "built by the firm"
        if self.tree.relation(next) == Relation::NounClause
            && self.syntax.tag(next) == Tag::Participle
        {
            let dated = |at: &usize| {
                self.is(*at, Class::BeforeTime)
                    || self.is(*at, Class::AfterPrepositions)
                    || self.is(*at, Class::TimePrepositions) && self.is_year_behind(*at)
            };
            return self.below(next, Relation::Preposition).find(dated);
        }
        let are_people = self.is_lemma(self.figure, Class::Persons);
        let picks = self.is(next, Class::HavingPrepositions)
            || self.is(next, Class::OccasionPrepositions) && are_people;
        self.object(next).filter(|thing| {
            picks
                && matches!(self.syntax.tag(*thing), Tag::Noun | Tag::Nouns)
                && !self.is_own(*thing)
                && ![Relation::Determiner, Relation::Possessor, Relation::NumberModifier]
                    .into_iter()
                    .any(|relation| self.has(*thing, relation))
                && !self.is_lemma(*thing, Class::TimeNouns)
        })
    }

    fn is_year_behind(&self, preposition: usize) -> bool {
        self.object(preposition).is_some_and(|year| self.syntax.tag(year) == Tag::Number)
    }

    /// The verb by which a clause picks some out: "the 12 turbines that were repaired run again", not "that make up the farm".
    fn restricted(&self) -> Option<usize> {
        let at = self.figure;
        self.below(at, Relation::RelativeClause).find(|verb| {
            let was = self
                .below(*verb, Relation::PassiveAuxiliary)
                .any(|be| self.syntax.tag(be) == Tag::Past);
            let lemma = self.syntax.lemma(*verb);
            let is_kept = [Class::BringingForth, Class::StockParticiples, Class::MembershipVerbs]
                .into_iter()
                .any(|class| word::is(&lemma, class));
            was && self.counted && !is_kept && !self.is_cue(*verb)
        })
    }

    /// "All that the hostel lost was 12 beds": the verb.
    fn all_that_went(&self) -> Option<usize> {
        let at = self.figure;
        let be = self.tree.head(at).filter(|_| self.tree.relation(at) == Relation::Attribute)?;
        let all = self.below(be, Relation::Subject).next()?;
        self.below(all, Relation::RelativeClause).find(|verb| {
            let lemma = self.syntax.lemma(*verb);
            (self.is(all, Class::WholeWords) || self.syntax.tag(all).is_pronoun())
                && (word::is(&lemma, Class::ChangeOfStock) || word::is(&lemma, Class::LosingVerbs))
        })
    }

    /// The word by which some of them stand apart for a time or for a use: "40 seats stayed empty", "24 spaces are kept for vans".
    fn stand_apart(&self) -> Option<usize> {
        let at = self.figure;
        if self.value.attributive || !self.counted || self.are_all() {
            return None;
        }
        let verb = self
            .tree
            .head(at)
            .filter(|verb| self.syntax.tag(*verb).is_verb() && !self.is_cue(*verb))?;
        if self.tree.relation(at) == Relation::PassiveSubject {
            // "Are broken"
            if self.is(verb, Class::IdleAdjectives) {
                return Some(verb);
            }
            let is_for = |of: usize| self.is(of, Class::GivingPrepositions);
            return (self.is_lemma(verb, Class::SettingAsideVerbs)
                && self.below(verb, Relation::Preposition).any(is_for))
            .then_some(verb);
        }
        // "Stayed empty", where a tree may take the adjective for anything.
        let next = verb + 1;
        let is_idle = next < self.len()
            && self.is(next, Class::IdleAdjectives)
            && self.tree.head(next) == Some(verb);
        (self.tree.relation(at) == Relation::Subject && is_idle && !self.is_cue(next))
            .then_some(next)
    }

    /// The verb that tells what something else did to some of them, where no cue is asked for: "lightning damaged five
    /// turbines at the farm", not "the fire killed 12 people".
    fn struck(&self) -> Option<usize> {
        let at = self.figure;
        if self.value.attributive || !self.counted || self.are_all() {
            return None;
        }
        let is_done = matches!(self.tree.relation(at), Relation::Object | Relation::Attribute);
        let verb = self.tree.head(at).filter(|verb| is_done && self.has_happened(*verb))?;
        let who = self.below(verb, Relation::Subject).next()?;
        let is_ours = self.has_mention(who);
        // "Lightning", which may be taken for a verb
        let is_thing = self.syntax.tag(who).is_noun() || self.syntax.tag(who) == Tag::Gerund;
        (!is_ours && is_thing).then_some(verb)
    }

    /// The verb that tells what somebody did to them, or what happened with them.
    fn happening(&self) -> Option<usize> {
        let at = self.figure;
        if self.are_all() {
            return None;
        }
        let head = self.tree.head(at)?;
        // "Were seated" is what happened once; "can be seated" and "are seated" are not.
        if self.tree.relation(at) == Relation::PassiveSubject && !self.value.attributive {
            let was = self
                .below(head, Relation::PassiveAuxiliary)
                .any(|at| self.syntax.tag(at) == Tag::Past);
            let changes = self.is_lemma(head, Class::ChangeOfStock) && !self.is_cue(head);
            return (changes || was && self.is_cue(head)).then_some(head);
        }
        let verb = match self.tree.relation(at) {
            // "Four people left the crew", "12 players joined the band": how many came or went.
            Relation::Subject if self.counted && self.syntax.tag(head).is_verb() => {
                let of_cue = self.below(head, Relation::Object).any(|at| self.is_cue(at));
                return (of_cue
                    && !self.is_cue(head)
                    && !self.is_cue(at)
                    && self.has_happened(head))
                .then_some(head);
            }
            // "Critics saw 22 shows at the festival": what some did there.
            Relation::Object
                if self.counted
                    && self.syntax.tag(head) == Tag::Past
                    && self.is_lemma(head, Class::KeepingVerbs)
                    && !self.is_cue(head)
                    && !self.has(head, Relation::Auxiliary)
                    && self.below(head, Relation::Subject).any(|who| self.are_some(who)) =>
            {
                return Some(head);
            }
            Relation::Object | Relation::Dative => head,
            // "Masons repaired five arches", where they are taken for what the masons are.
            Relation::Attribute
                if self.syntax.tag(head) == Tag::Past
                    && self.is_lemma(head, Class::ChangeOfStock) =>
            {
                head
            }
            // "Made 12 people homeless"
            Relation::Subject | Relation::NounAdverb
                if self.syntax.tag(head) == Tag::Adjective
                    && self.tree.relation(head) == Relation::Complement =>
            {
                self.tree.head(head)?
            }
            // "Is looking for 3 doctors"
            Relation::PrepositionObject if self.is(head, Class::GivingPrepositions) => {
                return self
                    .tree
                    .head(head)
                    .filter(|verb| self.syntax.tag(*verb).is_verb() && !self.is_cue(*verb))
                    .filter(|verb| self.is_lemma(*verb, Class::SeekingVerbs));
            }
            // "Has taken on 45 staff"
            Relation::PrepositionObject if self.is(head, Class::TakingOn) => {
                return self.tree.head(head).filter(|verb| self.syntax.lemma(*verb) == "take");
            }
            // "Took off with 22 passengers"
            Relation::PrepositionObject if self.is(head, Class::HavingPrepositions) => {
                let above = self.tree.head(head)?;
                let joined = self.syntax.words().get(head)?.before == Signs::default();
                if self.syntax.tag(above).is_verb() {
                    return (joined
                        && above < head
                        && self.has_happened(above)
                        && !self.is_cue(above))
                    .then_some(above);
                }
                // "A Wagtail with 20 passengers aboard landed": one of them.
                let one = self
                    .below(above, Relation::Determiner)
                    .any(|at| self.is(at, Class::Indefinite));
                // "A Wagtail boat with 20 passengers"
                let is_named = std::iter::once(above)
                    .chain(self.below(above, Relation::Compound))
                    .any(|at| self.is_mention(at));
                let verb =
                    self.tree.head(above).filter(|_| self.tree.relation(above).is_subject())?;
                return (one && is_named && joined && self.has_happened(verb)).then_some(verb);
            }
            // "Bought a 9-hectare vineyard"
            Relation::Compound | Relation::Modifier if self.value.attributive => {
                let one =
                    self.below(head, Relation::Determiner).any(|at| self.is(at, Class::Indefinite));
                self.tree
                    .head(head)
                    .filter(|_| one && self.tree.relation(head) == Relation::Object)?
            }
            _ => return None,
        };
        if !self.syntax.tag(verb).is_verb() || self.is_cue(verb) {
            return None;
        }
        // "Builders are restoring 20 rooms"
        let goes_on = self.syntax.tag(verb) == Tag::Gerund
            && self.below(verb, Relation::Auxiliary).any(|at| self.is(at, Class::BeForms));
        let changes = self.is_lemma(verb, Class::ChangeOfStock)
            && !self.value.attributive
            // "Needs 4 GB of memory", not "needs 4 nurses"
            && (self.counted || !self.is_lemma(verb, Class::RequiringVerbs));
        // "The bank rents 12 floors of the tower"
        let by_another = || {
            let of_name = self.governed(at, Class::PartPrepositions).any(|at| self.is_mention(at));
            let who = self.below(verb, Relation::Subject).next();
            of_name
                && who.is_some_and(|who| {
                    !self.is_mention(who)
                        && self.syntax.tag(who).is_noun()
                        && (matches!(self.syntax.tag(who), Tag::Name | Tag::Names)
                            || self.has(who, Relation::Determiner))
                })
        };
        (changes || goes_on || self.has_happened(verb) || by_another()).then_some(verb)
    }

    /// Whether a noun is about people or things in the plural that are no subject of a rule: "critics".
    fn are_some(&self, noun: usize) -> bool {
        self.syntax.tag(noun) == Tag::Nouns
            && !self.is_mention(noun)
            && self.tree.dependents(noun).next().is_none()
    }

    /// Whether a verb tells what was done, and not how things were.
    fn has_happened(&self, verb: usize) -> bool {
        // "Had to throw away 80 loaves"
        if self.syntax.tag(verb) == Tag::Verb
            && self.tree.relation(verb) == Relation::OpenComplement
        {
            let forced = self.tree.head(verb).filter(|above| self.syntax.tag(*above) == Tag::Past);
            return forced.is_some() && !self.is_lemma(verb, Class::KeepingVerbs);
        }
        let is_past = match self.syntax.tag(verb) {
            Tag::Past => true,
            Tag::Participle => {
                self.below(verb, Relation::Auxiliary).any(|at| self.syntax.lemma(at) == "have")
                    // "Lightning damaged three turbines"
                    || self.tree.head(verb).is_none()
                        && self.has(verb, Relation::Subject)
                        && !self.has(verb, Relation::Auxiliary)
            }
            _ => false,
        };
        let lemma = self.syntax.lemma(verb);
        // "Made 12 people homeless", not "made up the band".
        if is_past && lemma == "make" {
            return self.tree.dependents(verb).all(|at| self.syntax.tag(at) != Tag::Particle);
        }
        is_past
            && !word::is(&lemma, Class::KeepingVerbs)
            && !word::is(&lemma, Class::StockVerbs)
            && !word::is(&lemma, Class::MembershipVerbs)
    }
}

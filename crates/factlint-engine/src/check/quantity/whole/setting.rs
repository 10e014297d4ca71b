//! What the words in front of a main clause set: where, in what weather, with what on it a figure holds, and so there alone.
//!
//! Most fronts set nothing: a time since when it is so, who says so, with what it compares, a measure, or what is the subject's
//! own. Where the verb tells of a change or a limit, any place or state in front is what it is due to; else only a front that
//! stands in the way or is put on, and only of what varies with it: nobody's length depends on a door.

use super::Told;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "Behind a steel door, the range shrinks to 25 m", "with the rear seats folded down, the boot holds 1,180 litres", "towing a
    /// trailer, it has a range of 190 km": the first word that tells so.
    pub(super) fn setting(&self) -> Option<usize> {
        self.setting_in_front().or_else(|| self.setting_behind())
    }

    /// "With the optional battery grip, it runs for 22 hours", where "battery" is a cue.
    fn optional_in_front(&self) -> Option<usize> {
        let end = self.behind_first_comma()?;
        let opens = self.is(0, Class::HavingPrepositions) && self.is_fronted();
        (1..end).find(|at| opens && self.syntax.text(*at).eq_ignore_ascii_case("optional"))
    }

    /// "Weighs 24 kg when it is fitted with a child seat", "costs £9 when booked online": how it is put or got then.
    pub(super) fn when_put_so(&self) -> Option<usize> {
        if !self.varies() && !self.is_rate && !self.is_money() {
            return None;
        }
        self.puts_behind().find_map(|(put, when)| {
            let was = self
                .below(put, Relation::PassiveAuxiliary)
                .any(|be| self.syntax.tag(be) == Tag::Past);
            (self.syntax.tag(put) == Tag::Participle && !was).then_some(when)
        })
    }

    /// The verbs of clauses behind the figure that "when" opens, with that word: they may hang on the figure instead of its verb.
    pub(super) fn puts_behind(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let of_verb =
            self.verb.into_iter().flat_map(|verb| self.below(verb, Relation::AdverbClause));
        let clauses = of_verb.chain(self.below(self.figure, Relation::RelativeClause));
        clauses.filter(|put| *put > self.figure).filter_map(|put| {
            let is_when =
                |at: &usize| *at < put && self.syntax.text(*at).eq_ignore_ascii_case("when");
            Some((put, self.tree.dependents(put).find(is_when)?))
        })
    }

    fn setting_in_front(&self) -> Option<usize> {
        if let Some(optional) = self.optional_in_front() {
            return Some(optional);
        }
        let end = self.front()?;
        // "Together with its case"
        let is_joined = self.is(0, Class::JoiningWords)
            && (1..end).any(|at| self.is(at, Class::HavingPrepositions));
        if is_joined || self.is_handled(end) {
            return Some(0);
        }
        if let Some(mode) = self.in_mode(end) {
            return Some(mode);
        }
        if self.is(0, Class::HavingPrepositions) {
            return self.put_on(end);
        }
        if self.is(0, Class::SettingAdverbs) {
            return Some(0);
        }
        // "In adults": for whom it holds is another question.
        let are_people =
            |at: usize| self.is_lemma(at, Class::Persons) || self.is_lemma(at, Class::TrialPersons);
        if self.sets_nothing(0, end) || (1..end).any(are_people) {
            return None;
        }
        if self.is(0, Class::GivingPrepositions) {
            return self.purpose(end);
        }
        let goes_on = self.is(0, Class::DuringPrepositions)
            && (!self.counted || self.verb.is_some_and(|verb| self.is_going_on(verb)));
        let changes = self.changing_verb(end).is_some();
        // "Where the ballast is worn, it is held to a speed of 80 km/h"
        if self.syntax.text(0).eq_ignore_ascii_case("where") && self.varies() {
            return Some(0);
        }
        let is_passed = self.is(0, Class::HinderingPrepositions);
        // "In Germany", "in the shop": where it is told of; not "in a gale", "on the motorway at 130 km/h".
        let is_place = (1..end).all(|at| matches!(self.syntax.tag(at), Tag::Name | Tag::Names))
            || self.is(1, Class::Definite) && (1..end).all(|at| self.syntax.tag(at) != Tag::Figure)
            // "On pad 3"
            || self.syntax.tag(1) == Tag::Noun && end > 2 && self.syntax.tag(2) == Tag::Number;
        let is_in = self.is(0, Class::SettingPrepositions);
        let is_due = is_passed && (changes || self.varies())
            || is_in && (changes || self.varies() && !is_place);
        (goes_on || is_due).then_some(0)
    }

    /// "For jewellery, the limit is £2,000", not "for safety", "for a family car".
    fn purpose(&self, end: usize) -> Option<usize> {
        // "For standing concerts"
        let tells = |at: &usize| {
            matches!(self.syntax.tag(*at), Tag::Adjective | Tag::Gerund | Tag::Participle)
        };
        let noun = (1..end).find(|at| !tells(at))?;
        let is_thing = matches!(self.syntax.tag(noun), Tag::Noun | Tag::Nouns);
        let are_people = [Class::Persons, Class::AccountNouns, Class::GeneralPurposes]
            .into_iter()
            .any(|class| self.is_lemma(noun, class));
        (is_thing && !are_people).then_some(noun)
    }

    /// "The speed is limited to 8 knots in the narrows", "the range shrinks to 260 km in the cold".
    fn setting_behind(&self) -> Option<usize> {
        // "Rises to 900 m above the sea"
        let verb = self
            .changing_verb(0)
            .filter(|verb| self.is_going_on(*verb) && !self.is_cue(*verb) && !self.lasts())?;
        let hangs = |at: &usize| {
            let above = self.tree.head(*at);
            above == Some(verb) || above == Some(self.figure)
        };
        (self.figure + 1..self.len())
            .filter(hangs)
            .filter(|at| {
                self.is(*at, Class::SettingPrepositions)
                    || self.is(*at, Class::HinderingPrepositions)
            })
            .find(|at| {
                let end = (at + 1..self.len())
                    .find(|next| self.is_parted(*next) || !self.tree.is_under(*next, *at))
                    .unwrap_or(self.len());
                !self.sets_nothing(*at, end) && !(*at..end).any(|word| self.is_own(word))
            })
    }

    /// Where the words in front of the main clause end, which have none of the rule's own and tell of no time.
    fn front(&self) -> Option<usize> {
        // "In case you are wondering"
        let asks =
            |at: usize| self.syntax.tag(at).is_verb() && self.is_lemma(at, Class::AskingVerbs);
        if !self.is_fronted() || (1..self.figure).any(|at| asks(at) && !self.is_under_own(at)) {
            return None;
        }
        // "In a letter, the maker says that it has": where that is said.
        let is_said = self.tree.head(0).is_some_and(|verb| {
            let mut way = self.tree.upwards(self.figure);
            way.any(|at| {
                self.tree.relation(at) == Relation::Complement && self.tree.head(at) == Some(verb)
            })
        });
        if is_said {
            return None;
        }
        let own = (0..self.figure).find(|at| self.is_own(*at)).unwrap_or(self.figure);
        let before_subject = || {
            let subject = self.subject()?;
            let first = (0..=subject).find(|at| self.tree.is_under(*at, subject))?;
            let is_joined = self.tree.relation(0) == Relation::Preposition;
            (is_joined && first > 1 && first <= own).then_some(first)
        };
        let end = (1..=own).find(|at| self.is_behind_comma(*at)).or_else(before_subject)?;
        let is_plain = (1..end).all(|at| {
            let signs = Signs::COMMA.and(Signs::DASH).and(Signs::COLON);
            self.syntax.words().get(at).is_some_and(|word| !word.before.has(signs))
        });
        let is_dated = self
            .reading
            .dates(self.sentence)
            .iter()
            .any(|date| self.syntax.words_in(date.span).next().is_some_and(|at| at < end));
        // "With the rotor fitted", where a participle is taken for the verb of the sentence.
        let is_absolute = self.is(0, Class::HavingPrepositions);
        let is_front = self.verb.is_none_or(|verb| verb >= end || is_absolute);
        (is_plain && !is_dated && is_front).then_some(end)
    }

    /// Whether a verb stands in the clause of the figure or above it.
    fn is_under_own(&self, verb: usize) -> bool {
        Some(verb) == self.verb || self.tree.is_under(self.figure, verb)
    }

    /// "Boxed, it weighs", "loaded to the roof, the boot takes", "towing a caravan, it has a range".
    fn is_handled(&self, end: usize) -> bool {
        // "Fully loaded"
        let first = usize::from(self.syntax.tag(0) == Tag::Adverb && end > 1);
        let is_participle = matches!(
            self.syntax.tag(first),
            Tag::Participle | Tag::Past | Tag::Gerund | Tag::Adjective
        );
        // "In its rubber sleeve, it weighs"
        let is_cased = self.is(0, Class::PlacingPrepositions)
            && (1..end).any(|at| self.is_lemma(at, Class::Casings) && !self.is_own(at))
            && self.varies();
        if is_cased && end <= self.figure {
            return true;
        }
        let is_whole = self.is_lemma(first, Class::HandlingVerbs);
        is_participle && is_whole && !self.counted && !self.is_money() && end <= self.figure
    }

    /// "In its weekly cleaning cycle", "in economy mode": one of the ways in which it runs.
    fn in_mode(&self, end: usize) -> Option<usize> {
        let last = end - 1;
        let is_usual = (1..last).any(|at| {
            self.is(at, Class::OrdinaryAdjectives) || self.is(at, Class::NewcomerAdjectives)
        });
        let is_one = self.is(0, Class::PlacingPrepositions)
            && last > 1
            && self.syntax.tag(last) == Tag::Noun
            && self.is_lemma(last, Class::ModeNouns);
        (is_one && !is_usual && !self.is_own(last)).then_some(last)
    }

    /// "With the mast antenna", "with a roof box fitted", "with the optional pack", "with certain antibiotics": what is put on or
    /// given besides, or how a part of the subject is put.
    fn put_on(&self, end: usize) -> Option<usize> {
        let noun = (1..end)
            .take_while(|at| *at == 1 || !matches!(self.syntax.tag(*at), Tag::Preposition))
            .filter(|at| self.syntax.tag(*at).is_noun())
            .take_while(|at| !self.is_parted(*at))
            .last()?;
        // "With the rear seats folded down", "with ten passengers aboard", "with the motor on full boost", not "with a hull built in Lund",
        // "with the engine in the middle".
        let put = Some(noun + 1).filter(|at| *at < end).filter(|at| match self.syntax.tag(*at) {
            Tag::Participle | Tag::Past => {
                !self.is_lemma(*at, Class::ComingToBe) && !self.is_lemma(*at, Class::ProducingVerbs)
            }
            Tag::Preposition => {
                let is_stranded = at + 1 == end;
                let is_setting = self.syntax.text(*at).eq_ignore_ascii_case("on")
                    && at + 1 < end
                    && !self.is(at + 1, Class::Article);
                is_stranded || is_setting
            }
            Tag::Particle | Tag::Adverb => true,
            _ => false,
        });
        let some = (1..noun).find(|at| self.is(*at, Class::OptionalWords));
        // "With the import switched off, it takes 400 rows", where the state is one that is switched.
        let is_fixed = self.counted && !self.is_rate || self.is_money();
        if is_fixed {
            return put.filter(|at| self.is_lemma(*at, Class::SwitchingVerbs));
        }
        if put.is_some() || self.sets_nothing(0, end) {
            return put;
        }
        if some.is_some() {
            return some;
        }
        // "With grapefruit juice, it rises to"
        let is_bare = !self.has(noun, Relation::Determiner);
        if is_bare && self.changing_verb(end).is_some_and(|verb| self.is_going_on(verb)) {
            return Some(noun);
        }
        // "With the rubber boot", not "with the new battery", "with its boot".
        let is_the = self.is(1, Class::Definite) && self.is(1, Class::Article);
        let is_told = noun + 1 == end && self.syntax.tag(noun) == Tag::Noun;
        let is_usual = (2..noun).any(|at| {
            self.is(at, Class::NewcomerAdjectives) || self.is(at, Class::OrdinaryAdjectives)
        });
        (is_the && is_told && !is_usual && self.varies()).then_some(noun)
    }

    /// Whether some words behind a preposition set nothing: "in its class", "on all plans", "at most", "in the year to June", "on a
    /// full charge".
    pub(super) fn sets_nothing(&self, preposition: usize, end: usize) -> bool {
        let mut words = preposition + 1..end;
        let first = preposition + 1;
        let is_owned = self.syntax.tag(first) == Tag::PossessivePronoun;
        // "At most", "in practice"
        let is_bare = end == first + 1
            && !self.is_lemma(first, Class::CircumstanceNouns)
            && !self.is(preposition, Class::GivingPrepositions)
            && !matches!(self.syntax.tag(first), Tag::Name | Tag::Names | Tag::Nouns | Tag::Figure);
        // "From end to end"
        let spans = self.is(preposition, Class::RangeOpener)
            && (first..end).any(|at| self.is(at, Class::UpToWords));
        let is_usual = words.any(|at| {
            // "In the current version", not "on the mobile app"
            if at + 1 < end && self.is(at, Class::WholeThings) {
                return true;
            }
            // "In a year", not "with the second battery"
            let is_first = self.tree.relation(at) == Relation::Compound;
            if self.syntax.tag(at).is_noun() && self.is_lemma(at, Class::TimeNouns) && !is_first {
                return true;
            }
            let classes = [
                Class::EveryWords,
                Class::OrdinaryAdjectives,
                Class::SettlingNouns,
                Class::RegimeNouns,
            ];
            classes.into_iter().any(|class| self.is(at, class) || self.is_lemma(at, class))
        });
        is_owned || is_bare || spans || is_usual
    }

    /// The verb by which a figure becomes something or is bounded: "shrinks to 25 m", "is held to a speed of 8 knots".
    fn changing_verb(&self, first: usize) -> Option<usize> {
        let verb = (first..self.figure).rfind(|at| {
            self.is_lemma(*at, Class::VaryingVerbs) || self.is_lemma(*at, Class::BoundingVerbs)
        })?;
        let leads = (verb + 1..self.figure).any(|at| {
            self.is(at, Class::UpToWords)
                || self.is_lemma(verb, Class::BoundingVerbs)
                    && self.is(at, Class::AbsolutePreposition)
        });
        // "A limit to growth of 5 km"
        let is_noun = verb.checked_sub(1).is_some_and(|the| self.is(the, Class::Article));
        (leads && !is_noun).then_some(verb)
    }

    /// Whether a verb tells how it is, not what came to pass: "shrinks", "is limited".
    fn is_going_on(&self, verb: usize) -> bool {
        match self.syntax.tag(verb) {
            Tag::Past | Tag::Gerund | Tag::Verb | Tag::Modal => false,
            Tag::Participle => self
                .below(verb, Relation::PassiveAuxiliary)
                .any(|be| matches!(self.syntax.tag(be), Tag::Present | Tag::PresentThird)),
            // "The range shrinks", where the verb is taken for a noun.
            _ => true,
        }
    }

    /// Whether what is measured is another under other circumstances: a range, a speed, a weight; not a length, a price.
    pub(super) fn varies(&self) -> bool {
        word::is(self.dimension, Class::VaryingDimensions) && !self.counted && !self.lasts()
    }

    fn lasts(&self) -> bool {
        self.cue.is_some_and(|cue| self.is_lemma(cue, Class::LastingMeasures))
    }
}

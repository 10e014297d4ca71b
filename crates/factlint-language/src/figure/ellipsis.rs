//! Figures whose measure stands at another figure: "to 50 km from 40", "12 of the 47 members".

use super::super::hedge;
use super::super::noun;
use super::super::number::Form;
use super::Measure;
use super::label::past_possessive;
use super::quantity::Quantity;
use super::reader::Reader;
use crate::token::{Gap, Kind};
use crate::words::Class;

/// A figure that was read, as far as a later one may take over its measure.
#[derive(Clone)]
pub(super) struct Earlier {
    /// Its measure.
    pub measure: Measure,
    /// Where it starts, hedge included.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is an age without a unit of its own.
    pub is_age: bool,
}

/// The comparison must follow within this many bytes.
const REACH: usize = 90;

impl Reader<'_> {
    /// The measure that a bare number takes over from a figure near it.
    pub(super) fn borrowed(&self, quantity: &Quantity) -> Option<Measure> {
        self.of_the_whole(quantity)
            .or_else(|| self.of_the_compared(quantity))
            .or_else(|| self.of_the_part(quantity))
            .or_else(|| self.of_people(quantity))
            .or_else(|| self.of_the_next(quantity))
    }

    /// "12 of the country's 47 prefectures": what the whole counts.
    fn of_the_whole(&self, quantity: &Quantity) -> Option<Measure> {
        if !quantity.number.is_whole() {
            return None;
        }
        let tokens = self.tokens;
        let mut at = tokens.spaced(quantity.end)?;
        if tokens.says(at, "out") {
            at = tokens.spaced(at + 1)?;
        }
        at = tokens.spaced(at + 1).filter(|_| tokens.says(at, "of"))?;
        // An article, a possessive and an adjective may stand between.
        for nth in 0..3 {
            if let Some(whole) = self.number_at(at) {
                let larger = whole.numeral.value >= quantity.numeral.value;
                if let Some(unit) = whole.unit().filter(|_| larger && nth > 0) {
                    return Some(Measure::Unit(unit));
                }
                let counted = self.counted(&whole).filter(|_| larger);
                return counted.map(|counted| Measure::Counted(counted.noun));
            }
            let end = past_possessive(tokens, at + 1);
            let article = tokens.is_lower(at, Class::BeforeTheWhole);
            // "two of Johnson's deputies"
            if end > at + 1
                && !article
                && quantity.number.form != Form::Fraction
                && let Some((_, noun)) = noun::counted(tokens, end, false)
            {
                return Some(Measure::Counted(noun));
            }
            // "three of its new ships"
            if article && let Some((_, noun)) = noun::counted(tokens, at + 1, false) {
                let fraction = quantity.number.form == Form::Fraction;
                return (!fraction).then_some(Measure::Counted(noun));
            }
            if !tokens.is_letters(at) || !(article || end > at + 1) {
                return None;
            }
            at = tokens.spaced(end)?;
        }
        None
    }

    /// "from 400 to 520 people": what the next number counts.
    fn of_the_next(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let joint = tokens.spaced(quantity.end)?;
        let changes = tokens.says(joint, "to")
            && tokens.previous_word(quantity.start).eq_ignore_ascii_case("from");
        let next = tokens.spaced(joint + 1).filter(|_| changes)?;
        let next = self.number_at(next)?;
        // "from 3 to 5-6 wolves"
        let next = match tokens.after_sign(next.end) {
            Some('-' | '–') => self.number_at(next.end + 1).unwrap_or(next),
            _ => next,
        };
        let plain = quantity.number.scale == next.number.scale && quantity.number.is_whole();
        let counted = self.counted(&next).filter(|counted| plain && !counted.hyphen)?;
        Some(Measure::Counted(counted.noun))
    }

    /// "280 million shekels of the 1.5 billion": the measure of the part before it.
    fn of_the_part(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        let article = tokens.previous(quantity.start)?;
        let of = tokens.previous(article)?;
        let whole = tokens.is_lower(article, Class::BeforeTheWhole)
            && tokens.says(of, "of")
            && tokens.spaced(earlier.end) == Some(of);
        let money = matches!(earlier.measure, Measure::Unit(unit) if self.is_money(unit));
        (whole && money).then(|| earlier.measure.clone())
    }

    /// "68,400 people are out of work for a year, and 95,800 who ...": people, behind others.
    fn of_people(&self, quantity: &Quantity) -> Option<Measure> {
        let earlier = self.earlier.as_ref()?;
        let who = self.tokens.spaced(quantity.end).filter(|who| self.tokens.says(*who, "who"));
        let Measure::Counted(noun) = &earlier.measure else { return None };
        (who.is_some() && quantity.number.is_whole() && noun::is_person(noun))
            .then(|| earlier.measure.clone())
    }

    /// "the number of pods is 110", "max pods per node: 110", "a population of 5,800"
    pub(super) fn announced(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        if !quantity.number.is_whole() {
            return None;
        }
        let start = hedge::before(tokens, quantity.start).map_or(quantity.start, |(from, _)| from);
        let mut end = tokens.spaced(start)?;
        if tokens.says_any_case(end.checked_sub(1)?, "of")
            || tokens.says_any_case(end - 1, "population")
        {
            let population = if tokens.says(end - 1, "of") {
                tokens.previous_word(end - 1)
            } else {
                tokens.word(end - 1)
            };
            return (population.eq_ignore_ascii_case("population"))
                .then(|| Measure::Counted("person".to_owned()));
        }
        if tokens.sign(end - 1) == Some(':') {
            end -= 1;
        } else {
            end = tokens.phrase_before(start, Class::StatesACount)?;
        }
        self.announcer(end)
    }

    /// What "the number of pods" or "max pods per node", which ends at `end`, counts.
    fn announcer(&self, end: usize) -> Option<Measure> {
        /// So many tokens back.
        const REACH: usize = 12;
        let tokens = self.tokens;
        for i in (self.floor..end).rev().take(REACH) {
            if !tokens.is_letters(i) {
                return None;
            }
            if tokens.says_any_case(i, "population") {
                return Some(Measure::Counted("person".to_owned()));
            }
            if let Some(after) = tokens.phrase(i, Class::AnnouncesACount) {
                let (_, noun) = noun::counted(tokens, after, false)?;
                return Some(Measure::Counted(noun));
            }
        }
        None
    }

    /// "up from 40", "compared with 40": the measure of the figure before it.
    fn of_the_compared(&self, quantity: &Quantity) -> Option<Measure> {
        let tokens = self.tokens;
        let earlier = self.earlier.as_ref()?;
        let start = hedge::before(tokens, quantity.start).map_or(quantity.start, |(from, _)| from);
        if !self.is_one_clause(earlier.end, start) {
            return None;
        }
        let joint = tokens.previous(start)?;
        if earlier.is_age && joint == earlier.end && tokens.says(joint, "and") {
            return Some(earlier.measure.clone());
        }
        let compared = tokens.previous_is_lower(start, Class::Comparing)
            || matches!(tokens.previous_word(start), "with" | "to")
                && tokens.previous_word(joint) == "compared"
            || self.is_reached(earlier, joint);
        if !compared || earlier.measure == Measure::Bare || self.is_a_change(earlier) {
            return None;
        }
        Some(earlier.measure.clone())
    }

    /// Whether a number behind "to" is what a change by the figure before it led to: "rose 64.06 points to 4,577.10".
    fn is_reached(&self, earlier: &Earlier, to: usize) -> bool {
        let tokens = self.tokens;
        tokens.says(to, "to")
            && tokens.spaced(earlier.end) == Some(to)
            && tokens.previous_is_lower(earlier.start, Class::Changes)
    }

    /// Whether no more than one clause lies from `end` to `start`.
    fn is_one_clause(&self, end: usize, start: usize) -> bool {
        let tokens = self.tokens;
        end <= start
            && tokens.start(start) - tokens.end_before(end) <= REACH
            && (end..start).all(|i| !matches!(tokens.kind(i), Kind::Sign('.' | ';' | ':')))
            && (end..=start).all(|i| tokens.gap(i) < Gap::Line)
    }

    /// "rose 5 percent from 40": what it rose by is of another kind than what it rose from.
    fn is_a_change(&self, earlier: &Earlier) -> bool {
        let Measure::Unit(unit) = earlier.measure else { return false };
        let relative = matches!(
            self.units.get(unit).dimension.as_str(),
            "ratio" | "percentage point" | "multiple" | "time"
        );
        relative && !self.tokens.previous_is_lower(earlier.start, Class::Levels)
    }
}

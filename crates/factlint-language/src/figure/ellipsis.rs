//! Figures whose measure stands at another figure: "to 50 km from 40", "12 of the 47 members".

use super::super::hedge;
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
        self.of_the_whole(quantity).or_else(|| self.of_the_compared(quantity))
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
        for _ in 0..3 {
            if let Some(whole) = self.number_at(at) {
                let larger = whole.numeral.value >= quantity.numeral.value;
                let counted = self.counted(&whole).filter(|_| larger);
                return counted.map(|counted| Measure::Counted(counted.noun));
            }
            let end = past_possessive(tokens, at + 1);
            let article = tokens.is_lower(at, Class::BeforeTheWhole);
            if !tokens.is_letters(at) || !(article || end > at + 1) {
                return None;
            }
            at = tokens.spaced(end)?;
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
                && tokens.previous_word(joint) == "compared";
        if !compared || earlier.measure == Measure::Bare || self.is_a_change(earlier) {
            return None;
        }
        Some(earlier.measure.clone())
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

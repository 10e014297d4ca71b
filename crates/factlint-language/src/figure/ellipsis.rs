//! Figures whose measure stands at another figure: "to 50 km from 40", "12 of the 47 members".

use super::super::{cursor, hedge};
use super::Measure;
use super::quantity::Quantity;
use super::reader::Reader;

/// Words after which a bare number is compared with the figure before it.
const COMPARING: [&str; 5] = ["from", "versus", "vs", "against", "than"];

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
        let text = self.text;
        if !quantity.number.is_whole() {
            return None;
        }
        let mut at = cursor::gap(text, quantity.end)?;
        if cursor::word(text, at) == "out" {
            at = cursor::gap(text, at + 3)?;
        }
        if cursor::word(text, at) != "of" {
            return None;
        }
        at = cursor::gap(text, at + 2)?;
        // An article, a possessive and an adjective may stand between.
        for _ in 0..3 {
            if let Some(whole) = self.number_at(at) {
                let larger = whole.numeral.value >= quantity.numeral.value;
                return self
                    .counted(&whole)
                    .filter(|_| larger)
                    .map(|(_, noun, _)| Measure::Counted(noun));
            }
            let word = cursor::word(text, at);
            let end = at + word.len();
            let possessive = ["'s", "’s"].into_iter().find(|s| text[end..].starts_with(s));
            let article = matches!(
                word,
                "the" | "its" | "his" | "her" | "their" | "our" | "those" | "these" | "all"
            );
            if word.is_empty() || !(article || possessive.is_some()) {
                return None;
            }
            at = cursor::gap(text, end + possessive.map_or(0, str::len))?;
        }
        None
    }

    /// "up from 40", "compared with 40": the measure of the figure before it.
    fn of_the_compared(&self, quantity: &Quantity) -> Option<Measure> {
        let text = self.text;
        let earlier = self.earlier.as_ref()?;
        let start = hedge::before(text, quantity.start).map_or(quantity.start, |(from, _)| from);
        let between = text.get(earlier.end..start)?;
        if between.len() > REACH || between.contains(['.', ';', ':', '\n']) {
            return None;
        }
        let word = cursor::word_before(text, start)?;
        if earlier.is_age && word == "and" && between.trim() == "and" {
            return Some(earlier.measure.clone());
        }
        let at = cursor::offset(text, word);
        let compared = COMPARING.contains(&word)
            || matches!(word, "with" | "to")
                && cursor::word_before(text, at).is_some_and(|w| w == "compared");
        if !compared || earlier.measure == Measure::Bare {
            return None;
        }
        // "rose 5 percent from 40": what it rose by is of another kind than what it rose from.
        if let Measure::Unit(unit) = earlier.measure
            && matches!(
                self.units.get(unit).dimension.as_str(),
                "ratio" | "percentage point" | "multiple" | "time"
            )
        {
            let lead = cursor::word_before(text, earlier.start)?;
            if !matches!(lead, "to" | "at" | "of" | "was" | "is") {
                return None;
            }
        }
        Some(earlier.measure.clone())
    }
}

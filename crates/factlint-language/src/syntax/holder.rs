//! What holds a value, where nobody asks with a cue and with names: the thing of which a figure or a date tells
//! something.
//!
//! Each noun and pronoun of the sentence may be it, or none. Which one is, is learnt: of figures in text that is free to
//! use, readers wrote down whose they are, and `training/` learns from that what speaks for a word. `features.rs` says
//! what is seen of it: how it hangs together with the value in the tree, what it is, what stands beside. The weights are
//! in `data/holders.weights`.

mod alone;
mod features;
#[cfg(test)]
mod tests;
mod weights;

pub(super) use features::Seen;
pub use features::{Candidate, candidates};
pub use weights::{AgainstNothing, HolderWeights};

use super::{Answer, Syntax};
use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::span::ProseSpan;
use crate::unit::Units;
use crate::words::{Class, Words};
use features::letters;
use std::ops::RangeInclusive;

/// A value whose holder is asked for: what is known of it without its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// What kind of value it is.
    pub kind: ValueKind,
    /// Stands for what it measures, "length", or that it counts, or is a bare number.
    dimension: u32,
    /// Stands for its unit, or for what it counts.
    unit: u32,
    /// Its order of magnitude, in powers of ten, from 1.
    size: u32,
}

/// What kind of value it is whose holder is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A measure or a bare number: "900 km", "$5 million".
    Measure,
    /// A share of something: "8 percent", "a fourth".
    Share,
    /// Counted things: "six patients".
    Count,
    /// A length of time: "two years" tells nothing of what it only dates.
    Duration,
    /// A date.
    Date,
}

impl Value {
    /// A date.
    pub const DATE: Self = Self { kind: ValueKind::Date, dimension: 0, unit: 0, size: 0 };

    /// What is known of a figure.
    pub fn of(figure: &Figure, units: &Units) -> Self {
        let (kind, dimension, unit) = match &figure.measure {
            Measure::Unit(id) => {
                let unit = units.get(*id);
                let kind = match unit.dimension.as_str() {
                    "time" => ValueKind::Duration,
                    "ratio" => ValueKind::Share,
                    _ => ValueKind::Measure,
                };
                (kind, letters(&unit.dimension), letters(&unit.name))
            }
            Measure::Counted(noun) => {
                let is_time = Words::embedded().is(noun, Class::CalendarUnits);
                let kind = if is_time { ValueKind::Duration } else { ValueKind::Count };
                (kind, 1, letters(noun))
            }
            Measure::Bare => (ValueKind::Measure, 2, 2),
        };
        Self { kind, dimension, unit, size: size(figure.interval) }
    }
}

/// The order of magnitude of the lower end, or of the upper one where there is no lower.
fn size(interval: Interval) -> u32 {
    /// Powers of ten that are told apart.
    const POWERS: RangeInclusive<i32> = -4..=10;
    let end = if interval.low.is_finite() { interval.low } else { interval.high };
    // By comparison, since a logarithm may differ in its last bits from one machine to another.
    let above = POWERS.filter(|power| end.abs() >= 10f64.powi(*power));
    above.count() as u32 + 1
}

impl Syntax<'_> {
    /// The word for what a value tells something of: a noun, a name or a pronoun; none where it only dates
    /// something, or stands for things that nothing has. It has a rival where another reading of the sentence says
    /// otherwise, or where another word is nearly as good.
    ///
    /// "The **bridge** has a length of 900 m", "a 30-minute **conversation**", "cut the **deficit** by a third".
    pub fn holder(&self, place: ProseSpan, value: Value) -> Answer<Option<usize>> {
        let Some(weights) = HolderWeights::embedded() else {
            return Answer { value: None, rival: None };
        };
        let answer = self.ask(
            weights::Choice::default(),
            |view| weights.choose(&candidates(view.syntax, view.tree, place, value), value.kind),
            |one, other| one.best == other.best,
        );
        let second = answer.value.second.filter(|_| answer.value.is_close);
        let rival = answer.rival.map(|other| other.best).or(second);
        Answer { value: answer.value.best, rival }
    }
}

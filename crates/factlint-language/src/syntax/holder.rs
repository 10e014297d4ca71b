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
pub use weights::HolderWeights;

use super::{Answer, Syntax};
use crate::figure::{Figure, Measure};
use crate::span::ProseSpan;
use crate::unit::Units;
use crate::words::{Class, Words};

/// What kind of value it is whose holder is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
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
    /// What kind of value a figure is.
    pub fn of(figure: &Figure, units: &Units) -> Self {
        match &figure.measure {
            Measure::Unit(id) if units.get(*id).dimension == "time" => Self::Duration,
            Measure::Counted(noun) if Words::embedded().is(noun, Class::CalendarUnits) => {
                Self::Duration
            }
            Measure::Counted(_) => Self::Count,
            Measure::Unit(id) if units.get(*id).dimension == "ratio" => Self::Share,
            Measure::Unit(_) | Measure::Bare => Self::Measure,
        }
    }
}

impl Syntax<'_> {
    /// The word for what a value tells something of: a noun, a name or a pronoun; none where it only dates
    /// something, or stands for things that nothing has. It has a rival where another reading of the sentence says
    /// otherwise, or where another word is nearly as good.
    ///
    /// "The **bridge** has a length of 900 m", "a 30-minute **conversation**", "cut the **deficit** by a third".
    pub fn holder(&self, value: ProseSpan, kind: Value) -> Answer<Option<usize>> {
        let Some(weights) = HolderWeights::embedded() else {
            return Answer { value: None, rival: None };
        };
        let answer = self.ask(
            weights::Choice::default(),
            |view| weights.choose(&candidates(view.syntax, view.tree, value, kind)),
            |one, other| one.best == other.best,
        );
        let second = answer.value.second.filter(|_| answer.value.is_close);
        let rival = answer.rival.map(|other| other.best).or(second);
        Answer { value: answer.value.best, rival }
    }
}

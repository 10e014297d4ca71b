//! What a word may open. Readers that go over every word ask this first: most words open nothing, and the answer for
//! all senses together fits into the nearest memory of a processor, which what is known of each does not.

use super::class::{Class, Classes};

/// What is read from its first word on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A number in words, or a multiple.
    Figure,
    /// A date.
    Date,
    /// An office that is told of.
    Office,
}

impl Opening {
    const ALL: [Self; 3] = [Self::Figure, Self::Date, Self::Office];

    /// The classes of words that open it.
    const fn classes(self) -> Classes {
        match self {
            Self::Figure => {
                const {
                    Classes::of(&[
                        Class::DigitWords,
                        Class::TeenWords,
                        Class::TenWords,
                        Class::Hundred,
                        Class::MagnitudeWords,
                        Class::Dozen,
                        Class::Half,
                        Class::PartWords,
                        Class::PartsWords,
                        Class::Multiples,
                    ])
                }
            }
            Self::Date => {
                const {
                    Classes::of(&[
                        Class::DateOpenings,
                        Class::Months,
                        Class::Weekdays,
                        Class::WeekdayAbbreviations,
                        Class::Ordinals,
                        Class::DigitWords,
                        Class::TeenWords,
                        Class::TenWords,
                        Class::Seasons,
                        Class::NearDays,
                        Class::DateModifiers,
                    ])
                }
            }
            Self::Office => const { Classes::of(&[Class::ToldOffice]) },
        }
    }
}

/// A set of openings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Openings(u8);

impl Openings {
    /// What a word or phrase of a class opens.
    pub(super) fn of(class: Class) -> Self {
        let opens = |opening: &Opening| opening.classes().has(class);
        let bits = Opening::ALL.into_iter().filter(opens).map(|opening| 1 << opening as u8);
        Self(bits.fold(0, |all, bit: u8| all | bit))
    }

    pub(super) fn has(self, opening: Opening) -> bool {
        self.0 & (1 << opening as u8) != 0
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

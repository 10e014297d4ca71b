//! The words that numbers are made of.

use crate::token::Tokens;
use crate::words::Class;

/// A word that numbers are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Word {
    /// zero to nine
    Digit(u8),
    /// ten to nineteen
    Teen(u8),
    /// twenty to ninety
    Ten(u8),
    /// hundred
    Hundred,
    /// thousand and above
    Scale(f64),
    /// dozen
    Dozen,
    /// half
    Half,
    /// The denominator of third, quarter, fifth, ...
    Part(u16),
    /// The denominator of thirds, quarters, ...
    Parts(u16),
}

/// The number word at `i`, in any capitals.
pub(in super::super) fn word_of(tokens: &Tokens<'_>, i: usize) -> Option<Word> {
    tokens.values(i).iter().find_map(|(class, value)| {
        Some(match class {
            Class::DigitWords => Word::Digit(*value as u8),
            Class::TeenWords => Word::Teen(*value as u8),
            Class::TenWords => Word::Ten(*value as u8),
            Class::Hundred => Word::Hundred,
            Class::MagnitudeWords => Word::Scale(*value),
            Class::Dozen => Word::Dozen,
            Class::Half => Word::Half,
            Class::PartWords => Word::Part(*value as u16),
            Class::PartsWords => Word::Parts(*value as u16),
            _ => return None,
        })
    })
}

/// The magnitude in the plural at `i`, which goes on a number and starts none: "millions".
pub(super) fn plural_magnitude(tokens: &Tokens<'_>, i: usize) -> Option<Word> {
    let value = tokens.value(i, Class::PluralMagnitudeWords)?;
    Some(if value == 12.0 { Word::Dozen } else { Word::Scale(value) })
}

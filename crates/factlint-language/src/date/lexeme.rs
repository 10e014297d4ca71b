//! What the words of dates stand for, and the little that all readers of dates ask of tokens.
//!
//! An `end` is the token that follows what was read. Whoever looks at it goes over at most one gap,
//! with [`Tokens::near`].

use crate::token::{Kind, Tokens};
use crate::words::Class;
use jiff::civil::Weekday;

use super::Unit;

/// Something read, and its end.
pub(super) type Read<T> = Option<(T, usize)>;

/// A month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthName {
    /// From 1 to 12.
    pub(super) month: i8,
    /// Whether it is cut short: `Oct`, `Sept`.
    pub(super) short: bool,
    /// Whether in lower case it is mostly another word.
    pub(super) is_other_word: bool,
    /// Whether it is also a given name or surname.
    pub(super) is_personal: bool,
}

/// The month that the word at `i` names.
pub(super) fn month(tokens: &Tokens<'_>, i: usize) -> Option<MonthName> {
    Some(MonthName {
        month: tokens.value(i, Class::Months)? as i8,
        short: tokens.is(i, Class::MonthAbbreviations),
        is_other_word: tokens.is(i, Class::MonthsLikeWords),
        is_personal: tokens.is(i, Class::MonthsLikeNames),
    })
}

/// The weekday that the word at `i` names, and whether the name is cut short.
pub(super) fn weekday(tokens: &Tokens<'_>, i: usize) -> Option<(Weekday, bool)> {
    let full = tokens.value(i, Class::Weekdays);
    let number = full.or_else(|| tokens.value(i, Class::WeekdayAbbreviations))?;
    Some((Weekday::from_monday_one_offset(number as i8).ok()?, full.is_none()))
}

/// Whether the word at `i` is a weekday's whole name.
pub(super) fn is_full_weekday(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is(i, Class::Weekdays)
}

/// The calendar unit that the noun at `i` names, singular or plural.
pub(super) fn unit(tokens: &Tokens<'_>, i: usize) -> Option<Unit> {
    let days = tokens
        .value(i, Class::CalendarUnits)
        .or_else(|| tokens.value(i, Class::PluralCalendarUnits))?;
    match days as u16 {
        1 => Some(Unit::Day),
        7 => Some(Unit::Week),
        30 => Some(Unit::Month),
        365 => Some(Unit::Year),
        3650 => Some(Unit::Decade),
        _ => None,
    }
}

/// The place in an order that the word at `i` names.
pub(super) fn ordinal(tokens: &Tokens<'_>, i: usize) -> Option<i8> {
    tokens.value(i, Class::Ordinals).map(|place| place as i8)
}

/// How many units the word at `i` counts: up to twelve, or a round number up to fifty; "a" and
/// "an" are one.
pub(super) fn cardinal(tokens: &Tokens<'_>, i: usize) -> Option<i32> {
    if is_article(tokens, i) {
        return Some(1);
    }
    let one_to_twelve = || {
        let ones = tokens.value(i, Class::DigitWords);
        let number = ones.or_else(|| tokens.value(i, Class::TeenWords));
        number.filter(|number| (1.0..=12.0).contains(number))
    };
    let tens = tokens.value(i, Class::TenWords).filter(|tens| *tens <= 50.0);
    tens.or_else(one_to_twelve).map(|number| number as i32)
}

/// Whether the word at `i` is "a" or "an".
pub(super) fn is_article(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.says_any_case(i, "a") || tokens.says_any_case(i, "an")
}

/// Whether the word at `i` is "the".
pub(super) fn is_the(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.says_any_case(i, "the")
}

/// The index after "the" at `at`; `at` where there is none.
pub(super) fn past_the(tokens: &Tokens<'_>, at: usize) -> usize {
    if is_the(tokens, tokens.near(at)) { at + 1 } else { at }
}

/// The end with the full stop of an abbreviation.
pub(super) fn past_stop(tokens: &Tokens<'_>, end: usize, short: bool) -> usize {
    if short && tokens.attached_sign(end, '.') { end + 1 } else { end }
}

/// Digits that may be part of a date.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many, from 1 to 4.
    pub(super) digits: usize,
}

/// The digits at `i`, unless they are too many for a date.
pub(super) fn number(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    /// Those of a year.
    const MOST: usize = 4;
    let digits = tokens.digits(i);
    if digits.len() > MOST {
        return None;
    }
    Some(Number { value: digits.parse().ok()?, digits: digits.len() })
}

/// The one or two digits at `i` that number a day.
pub(super) fn day_digits(tokens: &Tokens<'_>, i: usize) -> Option<i8> {
    match number(tokens, i)? {
        Number { value: value @ 1..=31, digits: 1..=2 } => Some(value as i8),
        _ => None,
    }
}

/// Whether the digits at `i` end in "st", "nd", "rd" or "th".
pub(super) fn has_ordinal_ending(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_attached(i + 1) && tokens.is(i + 1, Class::OrdinalEndings)
}

/// Whether a letter or digit stands right before `i`.
pub(super) fn joined_before(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.before(i).is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a letter or digit stands right at the end.
pub(super) fn joined_after(tokens: &Tokens<'_>, end: usize) -> bool {
    tokens.after(end).is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a hyphen and more stand right at the end: `2025-10-17-draft`.
pub(super) fn is_hyphenated(tokens: &Tokens<'_>, end: usize) -> bool {
    tokens.attached_sign(end, '-') && joined_after(tokens, end + 1)
}

/// Whether an apostrophe stands right at the end.
pub(super) fn has_apostrophe(tokens: &Tokens<'_>, end: usize) -> bool {
    matches!(tokens.after_sign(end), Some('\'' | '’'))
}

/// Whether the token at `i` is a dash or hyphen.
pub(super) fn is_dash(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.sign(i), Some('-' | '–' | '—'))
}

/// Whether the word at `i` may be a thing that a number before it counts: it has no capital, and
/// is none that goes on a sentence after a date.
pub(super) fn is_noun(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_small(i) && !tokens.is(i, Class::AfterDates)
}

/// Whether the word before `i` is of a class. The tail of a number is no word: "1990s".
pub(super) fn is_after(tokens: &Tokens<'_>, i: usize, class: Class) -> bool {
    let before = tokens.near_before(i);
    tokens.is(before, class) && !ends_number(tokens, before)
}

/// Whether the letters at `i` are the tail of a number: "1990s".
fn ends_number(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_letters(i) && tokens.before(i).is_some_and(char::is_alphanumeric)
}

/// Whether the token at `i` is of a number, or looks like one: "1990", its "s", "½".
pub(super) fn is_numeral(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.kind(i) {
        Kind::Digits => true,
        Kind::Sign(sign) => sign.is_alphanumeric(),
        Kind::Letters => ends_number(tokens, i),
        Kind::End => false,
    }
}

/// Whether the number before `end` goes on: `1,000`, `3.5`, `10:30`, `4/5`, `50%`, `17a`.
pub(super) fn number_goes_on(tokens: &Tokens<'_>, end: usize) -> bool {
    match tokens.after(end) {
        Some('%' | '°' | '/' | '$' | '€' | '£' | '+' | '=' | '*' | '×' | '#' | '@' | '_') => {
            true
        }
        Some(',' | '.' | ':' | '\'' | '’') => {
            tokens.is_attached(end + 1) && tokens.is_digits(end + 1)
        }
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// Whether the number at `i` is the tail of something: `$5`, `3.5`, `B-2`, `x5`.
pub(super) fn number_is_tail(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.before(i) {
        Some(
            '.' | ',' | '$' | '€' | '£' | '¥' | '#' | '/' | '-' | '+' | '_' | '=' | ':' | '@' | '&'
            | '\\' | '*' | '<' | '>' | '^' | '−' | '\'' | '’',
        ) => true,
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

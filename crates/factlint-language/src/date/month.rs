//! Months, quarters and seasons: "October 2025", "in May", "the third quarter of 2016".

use crate::token::{Kind, Tokens};
use crate::words::Class;

use super::day::year_behind;
use super::lexeme::{
    self, MonthName, Number, Read, has_apostrophe, is_after, is_numeral, number, past_stop,
};
use super::range::month_range;
use super::tense::tense;
use super::{Direction, Written};

/// A month, alone or with a year, or the first of a range of months.
pub(super) fn month(tokens: &Tokens<'_>, i: usize, month: MonthName) -> Read<Written> {
    month_range(tokens, i, month, false)
        .or_else(|| month_and_year(tokens, i, month))
        .or_else(|| month_alone(tokens, i, month))
}

/// A month with a year: "October 2025", "Oct. of 2025".
pub(super) fn month_and_year(tokens: &Tokens<'_>, i: usize, month: MonthName) -> Read<Written> {
    let (year, end) = year_behind(tokens, past_stop(tokens, i + 1, month.short))?;
    let cue = is_after(tokens, i, Class::BeforeMonthsWithYears);
    if month.is_other_word && tokens.is_small(i) && !cue {
        return None;
    }
    let month = month.month;
    Some((Written::Month { year: Some(year), month, direction: Direction::Unstated }, end))
}

/// A month without a year, where it is clear that it is one: "in May", "a September meeting".
fn month_alone(tokens: &Tokens<'_>, i: usize, month: MonthName) -> Read<Written> {
    let end = past_stop(tokens, i + 1, month.short);
    let before = tokens.near_before(i);
    if is_one_of_many(tokens, before, end)
        || is_numeral(tokens, before)
        || is_followed_by_name(tokens, end)
    {
        return None;
    }
    let cue = has_month_cue(tokens, before);
    let clear = if month.is_personal {
        cue && !tokens.says_any_case(before, "by") && !has_apostrophe(tokens, end)
    } else {
        // "Black September" is a name.
        cue || !tokens.is_capitalised(before) || tokens.is(before, Class::AfterDates)
    };
    let written_as_month = if month.short {
        let stop = end > i + 1 || tokens.kind(tokens.near(end)) == Kind::End;
        cue && stop && tokens.is_capitalised(i)
    } else {
        tokens.is_capitalised(i) || cue && !month.is_personal
    };
    if !clear || !written_as_month {
        return None;
    }
    let direction = tense(tokens, i, end);
    Some((Written::Month { year: None, month: month.month, direction }, end))
}

/// Whether the word before a month says that it is one: "in", "mid-", "the end of".
fn has_month_cue(tokens: &Tokens<'_>, before: usize) -> bool {
    if tokens.is(before, Class::BeforeMonths) {
        return true;
    }
    let second = tokens.near_before(before);
    tokens.sign(before) == Some('-') && tokens.says_any_case(second, "mid")
        || tokens.says_any_case(before, "of") && tokens.is(second, Class::PartsOfMonths)
}

/// Whether a month is any of its kind, or of no year that is told: "every January", "December
/// next".
fn is_one_of_many(tokens: &Tokens<'_>, before: usize, end: usize) -> bool {
    if tokens.is(before, Class::AnyOne) && !tokens.says_any_case(before, "a") {
        return true;
    }
    let behind = tokens.near(end);
    let moved = tokens.says_any_case(behind, "last") || tokens.says_any_case(behind, "next");
    moved && !tokens.says_any_case(tokens.near(behind + 1), "year")
}

/// Whether a month is the first word of a name, or of a compound: "April Smith", "May-born".
fn is_followed_by_name(tokens: &Tokens<'_>, end: usize) -> bool {
    let behind = tokens.near(end);
    let name = tokens.is_capitalised(behind) && !tokens.is(behind, Class::AfterDates);
    name && !tokens.is_attached(behind) || tokens.attached_sign(behind, '-')
}

/// "the third quarter of 2016", "third-quarter 2016", "Q3 2024".
pub(super) fn quarter(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let (quarter, end) = if tokens.says_any_case(i, "q") {
        match number(tokens, i + 1)? {
            Number { value: value @ 1..=4, digits: 1 } if tokens.is_attached(i + 1) => {
                (value as i8, i + 2)
            }
            _ => return None,
        }
    } else {
        let quarter = lexeme::ordinal(tokens, i).filter(|&quarter| quarter <= 4)?;
        let next = tokens.near(i + 1);
        let noun = if tokens.sign(next) == Some('-') { tokens.near(next + 1) } else { next };
        tokens.says_any_case(noun, "quarter").then_some((quarter, noun + 1))?
    };
    let (year, end) = year_behind(tokens, end)?;
    Some((Written::Quarter { year, quarter }, end))
}

/// "summer 2016", "the winter of 1944".
pub(super) fn season(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    if !tokens.is(i, Class::Seasons) {
        return None;
    }
    let (year, end) = year_behind(tokens, i + 1)?;
    Some((Written::Season { year, winter: tokens.says_any_case(i, "winter") }, end))
}

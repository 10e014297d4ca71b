//! Weekdays without a date: "on Friday", "Friday the 13th", "Monday to Friday".

use crate::token::Tokens;
use crate::words::Class;
use jiff::civil::Weekday;

use super::Written;
use super::day::{day, day_number};
use super::lexeme::{self, Read, is_the, joined_after, number, number_goes_on, past_stop};
use super::range::joins;
use super::tense::tense;
use super::time::time;

/// A weekday that no date follows.
pub(super) fn weekday(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let (weekday, short) = lexeme::weekday(tokens, i)?;
    let end = past_stop(tokens, i + 1, short);
    if short && !is_clear_abbreviation(tokens, i, weekday) || is_part_of_name(tokens, i, end) {
        return None;
    }
    if tokens.attached_sign(end, '-') || joined_after(tokens, i + 1) {
        return weekdays(tokens, i, false);
    }
    if let Some(day) = ordinal_day(tokens, end) {
        return Some(day);
    }
    if is_before_unread_date(tokens, end) {
        return None;
    }
    if let Some(range) = weekdays(tokens, i, false) {
        return Some(range);
    }
    let direction = tense(tokens, i, end);
    Some(of_week(tokens, Written::Weekday { weekday, direction }, i + 1))
}

/// Whether a weekday cut short is one: "on Fri", "on Sat."; "sun", "sat", "wed" and "mon" are words
/// too.
fn is_clear_abbreviation(tokens: &Tokens<'_>, i: usize, weekday: Weekday) -> bool {
    let dated = tokens.says_any_case(tokens.near_before(i), "on");
    match weekday {
        Weekday::Sunday => false,
        Weekday::Saturday | Weekday::Wednesday | Weekday::Monday => {
            dated && tokens.attached_sign(i + 1, '.') && tokens.is_capitalised(i)
        }
        _ => dated,
    }
}

/// Whether a weekday is any of its kind, or part of a name: "every Friday", "Black Friday", "the
/// first Monday", "the Sunday Times", "Friday Night Lights".
fn is_part_of_name(tokens: &Tokens<'_>, i: usize, end: usize) -> bool {
    let before = tokens.near_before(i);
    if tokens.is(before, Class::AnyOne)
        || tokens.is(before, Class::NamedWeekdays)
        || lexeme::ordinal(tokens, before).is_some()
    {
        return true;
    }
    let behind = tokens.near(end);
    let opens_name = is_the(tokens, before) || tokens.says_any_case(behind, "night");
    opens_name && tokens.is_capitalised(behind) && !tokens.is_attached(behind)
}

/// "Friday the 13th", "Monday, the 15th": a day of a month that is not told.
fn ordinal_day(tokens: &Tokens<'_>, end: usize) -> Read<Written> {
    let the = past_comma(tokens, end);
    if !is_the(tokens, the) {
        return None;
    }
    let (number, end) = day_number(tokens, tokens.near(the + 1))?;
    let noun = number.in_words && tokens.is_small(tokens.near(end));
    (number.ordinal && !noun).then_some((Written::Unresolved, end))
}

/// "Friday 7/6": a date that cannot be read must not be ignored either.
fn is_before_unread_date(tokens: &Tokens<'_>, end: usize) -> bool {
    let date = past_comma(tokens, end);
    if lexeme::month(tokens, date).is_some() {
        return true;
    }
    let comma = date > tokens.near(end);
    number(tokens, date).is_some()
        && time(tokens, date).is_none()
        && (!comma || number_goes_on(tokens, date + 1))
}

/// The token at the end, or behind a comma there.
fn past_comma(tokens: &Tokens<'_>, end: usize) -> usize {
    let i = tokens.near(end);
    if tokens.sign(i) == Some(',') { tokens.near(i + 1) } else { i }
}

/// "Friday through Sunday", "Monday-Friday": once, or every week.
pub(super) fn weekdays(tokens: &Tokens<'_>, i: usize, between: bool) -> Read<Written> {
    let (_, short) = lexeme::weekday(tokens, i)?;
    let joint = tokens.near(past_stop(tokens, i + 1, short));
    let last = tokens.near(joint + 1);
    lexeme::weekday(tokens, last).filter(|_| joins(tokens, joint, between))?;
    let dated = day(tokens, last).is_some();
    (!dated).then_some((Written::Unresolved, last + 1))
}

/// Where the days begin that a list of weekdays in front of them is told with: "Saturday and Sunday, November 8 and
/// 9". None where no list stands there.
pub(super) fn behind_weekdays(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut at = i;
    let mut joined = false;
    loop {
        let (_, short) = lexeme::weekday(tokens, at)?;
        let end = past_stop(tokens, at + 1, short);
        let joint = past_comma(tokens, end);
        let joint =
            if tokens.is(joint, Class::ListJoints) { tokens.near(joint + 1) } else { joint };
        if joint == tokens.near(end) || lexeme::weekday(tokens, joint).is_none() {
            let date = past_comma(tokens, end);
            let date = if is_the(tokens, date) { tokens.near(date + 1) } else { date };
            return joined.then_some(date);
        }
        joined = true;
        at = joint;
    }
}

/// The weekday, or with "of next week" behind it a date that is not resolved.
pub(super) fn of_week(tokens: &Tokens<'_>, written: Written, end: usize) -> (Written, usize) {
    let link = tokens.near(end);
    let linked = tokens.is(link, Class::WeekLinks);
    let modifier = if linked { tokens.near(link + 1) } else { link };
    let week = tokens.near(modifier + 1);
    if tokens.is(modifier, Class::WeekModifiers) && tokens.says_any_case(week, "week") {
        return (Written::Unresolved, week + 1);
    }
    (written, end)
}

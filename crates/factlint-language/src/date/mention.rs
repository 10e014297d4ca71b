//! What belongs to a date besides its own words: those in front ("early 2015", "the 1990s"), a
//! time of day behind, and whatever says that it is of another year.

use crate::token::Tokens;
use crate::words::Class;
use std::ops::Range;

use super::day::{day, day_number, year_behind};
use super::lexeme::{self, is_after, is_the, past_the};
use super::month::month_and_year;
use super::tense::tense;
use super::time::time_behind;
use super::{DateMention, Direction, Unit, Written, WrittenDay};

/// The mention of a date whose words are the tokens of `words`, and its end. It does not start
/// before `floor`.
pub(super) fn mention(
    tokens: &Tokens<'_>,
    written: Written,
    words: Range<usize>,
    floor: usize,
) -> (DateMention, usize) {
    let (written, end) = of_another_year(tokens, written, words.clone());
    let start = widened(tokens, &written, words.start).max(floor);
    let timed = matches!(
        written,
        Written::Day(_) | Written::Weekday { .. } | Written::Relative { unit: Unit::Day, .. }
    );
    let time = if timed { time_behind(tokens, end) } else { None };
    let end = time.as_ref().map_or(end, |time| time.end);
    let time = time.map(|time| tokens.span(time));
    (DateMention { span: tokens.span(start..end), written, time }, end)
}

/// A yearless date that another year is said of is not the nearest one: "June 30 of last year",
/// "every January 6", "the October 7 attacks".
fn of_another_year(tokens: &Tokens<'_>, written: Written, words: Range<usize>) -> (Written, usize) {
    let Range { start, end } = words;
    let day = match &written {
        Written::Day(day) if day.year.is_none() => Some(*day),
        Written::Month { year: None, direction: Direction::Unstated | Direction::Past, .. } => None,
        _ => return (written, end),
    };
    if let Some(end) = another_year_behind(tokens, end) {
        return (Written::Unresolved, end);
    }
    if shares_a_year(tokens, end) {
        return (Written::Unresolved, end);
    }
    let Some(mut day) = day else {
        return (written, end);
    };
    let recurs = is_after(tokens, start, Class::BeforeRecurringDates);
    if recurs || day.weekday.is_none() && is_anniversary(tokens, day, start, end) {
        return (Written::Unresolved, end);
    }
    day.past = tense(tokens, start, end) == Direction::Past;
    (Written::Day(day), end)
}

/// Behind "of last year", ", the same year".
fn another_year_behind(tokens: &Tokens<'_>, mut end: usize) -> Option<usize> {
    if tokens.sign(tokens.near(end)) == Some(',') {
        end += 1;
    }
    if tokens.says_any_case(tokens.near(end), "of") {
        end += 1;
    }
    let which = tokens.near(past_the(tokens, end));
    let year = tokens.near(which + 1);
    let another = tokens.is(which, Class::AnotherYear) && tokens.says_any_case(year, "year");
    another.then_some(year + 1)
}

/// Whether a day has become the name of an event: "the October 7 attacks", "since Sept. 11".
fn is_anniversary(tokens: &Tokens<'_>, day: WrittenDay, start: usize, end: usize) -> bool {
    let next = tokens.near(end);
    if tokens.is(next, Class::Anniversaries)
        || tokens.is(tokens.near(next + 1), Class::Anniversaries)
    {
        return true;
    }
    match (day.month, day.day) {
        (9, 11) => true,
        (1, 6) | (10, 7) => is_after(tokens, start, Class::BeforeAnniversaries),
        _ => false,
    }
}

/// Whether the year of a yearless date stands further on: "May 5, 6 and 7, 2024", "October and
/// November 2024".
fn shares_a_year(tokens: &Tokens<'_>, end: usize) -> bool {
    const LONGEST_LIST: usize = 4;
    let mut at = end;
    for _ in 0..LONGEST_LIST {
        let Some(next) = next_of_list(tokens, at) else {
            return false;
        };
        if let Some((day, _)) = day(tokens, next) {
            return day.year.is_some();
        }
        if let Some(month) = lexeme::month(tokens, next) {
            return month_and_year(tokens, next, month).is_some();
        }
        let Some((_, end)) = day_number(tokens, next) else {
            return false;
        };
        if year_behind(tokens, end).is_some() {
            return true;
        }
        at = end;
    }
    false
}

/// What follows ",", "and" or ", and" at the end of a list's first parts.
fn next_of_list(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let joint = tokens.near(end);
    let and = |i| tokens.is(i, Class::ListJoints);
    if tokens.sign(joint) != Some(',') && !and(joint) {
        return None;
    }
    let next = tokens.near(joint + 1);
    Some(if and(next) { tokens.near(next + 1) } else { next })
}

/// Where a date starts with the words in front that belong to it.
fn widened(tokens: &Tokens<'_>, written: &Written, start: usize) -> usize {
    qualified(tokens, written, start)
        .or_else(|| with_apostrophe(tokens, written, start))
        .or_else(|| with_noun(tokens, written, start))
        .unwrap_or(start)
}

/// "early 2015", "mid-October", "the late 1980s".
fn qualified(tokens: &Tokens<'_>, written: &Written, start: usize) -> Option<usize> {
    let decade = matches!(written, Written::Decade(_));
    let fits =
        matches!(written, Written::Year(_) | Written::Month { .. } | Written::Relative { .. });
    if !decade && !fits {
        return None;
    }
    let before = tokens.near_before(start);
    let hyphen = tokens.sign(before) == Some('-') && tokens.is_attached(start);
    let qualifier = if hyphen { tokens.near_before(before) } else { before };
    if !tokens.is(qualifier, Class::DateQualifiers) {
        return None;
    }
    let the = tokens.near_before(qualifier);
    Some(if decade && is_the(tokens, the) { the } else { qualifier })
}

/// "the '90s".
fn with_apostrophe(tokens: &Tokens<'_>, written: &Written, start: usize) -> Option<usize> {
    let before = tokens.near_before(start);
    let mark = matches!(tokens.sign(before), Some('\'' | '’' | '‘'));
    if !mark || !matches!(written, Written::Decade(_)) {
        return None;
    }
    let the = tokens.near_before(before);
    match (tokens.is_attached(start), is_the(tokens, the)) {
        (false, _) => Some(start),
        (true, true) => Some(the),
        (true, false) => Some(before),
    }
}

/// "the 1990s", "the third quarter of 2016", "the month of May".
fn with_noun(tokens: &Tokens<'_>, written: &Written, start: usize) -> Option<usize> {
    let before = tokens.near_before(start);
    match written {
        Written::Decade(_) | Written::Quarter { .. } => is_the(tokens, before).then_some(before),
        Written::Month { .. } if tokens.says_any_case(before, "of") => {
            let month = tokens.near_before(before);
            let the = tokens.near_before(month);
            let start = if is_the(tokens, the) { the } else { month };
            tokens.says_any_case(month, "month").then_some(start)
        }
        _ => None,
    }
}

//! Ranges: "2017-2021", "October 5-7, 2025", "from May to August 2024".

use crate::token::Tokens;
use crate::words::Class;

use super::day::{day, day_number, year_behind, year_number};
use super::lexeme::{
    self, MonthName, Number, Read, day_digits, has_ordinal_ending, is_dash, is_hyphenated, is_noun,
    is_the, number, number_goes_on, past_stop, past_the,
};
use super::month::month_and_year;
use super::weekday::weekdays;
use super::year::{Cue, fits_behind};
use super::{Direction, Written, WrittenDay};

/// "2017-2021", "2017–21", "2017 to 2021", from the year at `i`.
pub(super) fn year_range(
    tokens: &Tokens<'_>,
    i: usize,
    year: i16,
    cue: Option<Cue>,
) -> Read<Written> {
    let joint = tokens.near(i + 1);
    let dashed = is_dash(tokens, joint);
    let joined = cue.is_some() && tokens.is(joint, Class::YearRangeJoints);
    if !dashed && !joined {
        return None;
    }
    let second = tokens.near(joint + 1);
    if dashed && tokens.is_attached(joint) != tokens.is_attached(second) {
        return None;
    }
    let (last, end) = match number(tokens, second)? {
        Number { value, digits: 2 } if dashed && tokens.is_attached(second) => {
            // "2024-12" may be a month.
            let month = value <= 12 && tokens.sign(joint) == Some('-') && cue.is_none();
            let end = second + 1;
            if month || number_goes_on(tokens, end) || is_hyphenated(tokens, end) {
                return None;
            }
            (year - year % 100 + value as i16, end)
        }
        _ => year_number(tokens, second)?,
    };
    let next = tokens.near(end);
    if is_hyphenated(tokens, end) || tokens.is(next, Class::Counted) {
        return None;
    }
    let noun = is_noun(tokens, next);
    let plain = (1800..=2100).contains(&year)
        && (1800..=2100).contains(&last)
        && !(year % 50 == 0 && last % 50 == 0)
        && (!noun || cue == Some(Cue::Determiner))
        && !is_page_range(tokens, i);
    let fits = match cue {
        None => plain && dashed,
        Some(Cue::Determiner | Cue::Weak | Cue::Fiscal) => plain,
        Some(Cue::Preposition | Cue::Enclosed | Cue::Participle) => {
            !noun && (year % 100 != 0 || last % 100 != 0)
        }
    };
    (fits && year < last && last - year <= 400).then(|| (range_of_years(year, last), end))
}

/// Whether "pp. 1990" or "p. 1990" stands there.
fn is_page_range(tokens: &Tokens<'_>, i: usize) -> bool {
    let before = tokens.near_before(i);
    let stop = tokens.sign(before) == Some('.');
    tokens.is(if stop { tokens.near_before(before) } else { before }, Class::PageWords)
}

/// "from 2017 to 2021", "between May and August 2025", "from 4 to 22 January, 2017": what follows
/// the "from" or "between" at `i`.
pub(super) fn range_from(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let between = tokens.says_any_case(i, "between");
    let first = tokens.near(i + 1);
    two_years(tokens, first, between)
        .or_else(|| {
            let (day, end) = day(tokens, first)?;
            day_range(tokens, day, end, between)
        })
        .or_else(|| weekdays(tokens, first, between))
        .or_else(|| days_first(tokens, first, between))
        .or_else(|| month_range(tokens, first, lexeme::month(tokens, first)?, between))
        .or_else(|| two_endpoints(tokens, first, between))
}

/// "2017 to 2021", behind "from".
fn two_years(tokens: &Tokens<'_>, i: usize, between: bool) -> Read<Written> {
    let (year, end) = year_number(tokens, i)?;
    let joint = tokens.near(end);
    if !joins(tokens, joint, between) {
        return None;
    }
    let (last, end) = year_number(tokens, tokens.near(joint + 1))?;
    let round = year % 100 == 0 && last % 100 == 0;
    (year < last && !round && fits_behind(tokens, last, end))
        .then(|| (range_of_years(year, last), end))
}

/// Two dates of any kind, behind "from": "Feb 1st to March 2019".
fn two_endpoints(tokens: &Tokens<'_>, i: usize, between: bool) -> Read<Written> {
    let (first, end) = endpoint(tokens, i)?;
    let joint = tokens.near(end);
    if !joins(tokens, joint, between) {
        return None;
    }
    let (last, end) = endpoint(tokens, tokens.near(joint + 1))?;
    let first = match (first, last.year()) {
        (Written::Day(day @ WrittenDay { year: None, .. }), year @ Some(_)) => {
            Written::Day(WrittenDay { year, ..day })
        }
        (first, _) => first,
    };
    Some((range(first, last), end))
}

/// One end of a range that is named in full: a day, a month with its year, a year.
fn endpoint(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    if let Some((day, end)) = day(tokens, i) {
        return Some((Written::Day(day), end));
    }
    if let Some(month) = lexeme::month(tokens, i) {
        return month_and_year(tokens, i, month);
    }
    let (year, end) = year_number(tokens, i)?;
    fits_behind(tokens, year, end).then_some((Written::Year(year), end))
}

/// Whether the token at `i` joins the ends of a range.
pub(super) fn joins(tokens: &Tokens<'_>, i: usize, between: bool) -> bool {
    tokens.is(i, Class::RangeJoints)
        || between && tokens.says_any_case(i, "and")
        || is_dash(tokens, i)
}

/// A range that starts with this day: "October 5-7, 2025", "October 5 to November 3".
pub(super) fn day_range(
    tokens: &Tokens<'_>,
    first: WrittenDay,
    end: usize,
    between: bool,
) -> Read<Written> {
    let joint = tokens.near(end);
    if tokens.is(joint, Class::ListJoints) && !between {
        return days_of_one_month(tokens, first, joint).filter(|(listed, _)| follow_on(listed));
    }
    if !joins(tokens, joint, between) {
        return None;
    }
    match day(tokens, tokens.near(joint + 1)) {
        Some((last, end)) => {
            // "On October 5 — November 3 was too late — he said".
            let aside = tokens.sign(joint) == Some('—') && !tokens.is_attached(joint);
            (!aside).then(|| (range_of_days(first, last), end))
        }
        None => days_of_one_month(tokens, first, joint),
    }
}

/// Whether the days of a list are one after the other, so that they are a range: "November 8 and 9".
fn follow_on(listed: &Written) -> bool {
    let Written::Range { first, last } = listed else { return false };
    let day = |end: &Written| match end {
        Written::Day(day) => day.day,
        _ => 0,
    };
    day(last) == day(first) + 1
}

/// "October 5-7, 2025": the month is written once, in front.
fn days_of_one_month(tokens: &Tokens<'_>, first: WrittenDay, joint: usize) -> Read<Written> {
    if first.year.is_some() || !is_month_first(tokens, first) {
        return None;
    }
    let second = tokens.near(joint + 1);
    let (number, end) = day_number(tokens, tokens.near(past_the(tokens, second)))?;
    let lopsided =
        is_dash(tokens, joint) && tokens.is_attached(joint) != tokens.is_attached(second);
    if number.day <= first.day || lopsided {
        return None;
    }
    let year = year_behind(tokens, end);
    let next = tokens.near(end);
    let counts = is_noun(tokens, next) || tokens.is(next, Class::Counted);
    if year.is_none() && counts && !number.ordinal {
        return None;
    }
    let written = year.map(|(year, _)| year);
    let last = WrittenDay::new(written, first.month, number.day, number.span);
    Some((range_of_days(first, last), year.map_or(end, |(_, end)| end)))
}

/// Whether a day's month stands in front of it.
fn is_month_first(tokens: &Tokens<'_>, day: WrittenDay) -> bool {
    let mut before = tokens.near_before(tokens.at(day.day_span.start as usize));
    for _ in 0..2 {
        if tokens.sign(before) == Some('.') || is_the(tokens, before) {
            before = tokens.near_before(before);
        }
    }
    lexeme::month(tokens, before).is_some()
}

/// A range of days before their month: "5-7 October 2025", "4 to 22 January".
pub(super) fn days_first(tokens: &Tokens<'_>, i: usize, between: bool) -> Read<Written> {
    let first = day_digits(tokens, i)?;
    let joint = tokens.near(if has_ordinal_ending(tokens, i) { i + 2 } else { i + 1 });
    let listed = tokens.is(joint, Class::ListJoints) && !between;
    if !listed && !joins(tokens, joint, between) {
        return None;
    }
    let (last, end) = day(tokens, tokens.near(joint + 1))?;
    if listed && last.day != first + 1 {
        return None;
    }
    let behind_day = tokens.at(last.day_span.end as usize);
    let numeric = !tokens.is_letters(tokens.near(behind_day));
    if numeric || last.weekday.is_some() || last.day <= first {
        return None;
    }
    let first = WrittenDay { day: first, day_span: tokens.span(i..i + 1), ..last };
    Some((range_of_days(first, last), end))
}

/// "June to August 2024", "May 2024 - March 2025".
pub(super) fn month_range(
    tokens: &Tokens<'_>,
    i: usize,
    month: MonthName,
    between: bool,
) -> Read<Written> {
    let name_end = past_stop(tokens, i + 1, month.short);
    let first_year = year_behind(tokens, name_end);
    let joint = tokens.near(first_year.map_or(name_end, |(_, end)| end));
    if !joins(tokens, joint, between) {
        return None;
    }
    let second = tokens.near(joint + 1);
    let name = lexeme::month(tokens, second)?;
    let (last, end) = month_and_year(tokens, second, name)?;
    let turn = i16::from(month.month > name.month);
    let year = first_year.map(|(year, _)| year).or_else(|| Some(last.year()? - turn));
    let first = Written::Month { year, month: month.month, direction: Direction::Unstated };
    Some((range(first, last), end))
}

fn range(first: Written, last: Written) -> Written {
    Written::Range { first: Box::new(first), last: Box::new(last) }
}

fn range_of_years(first: i16, last: i16) -> Written {
    range(Written::Year(first), Written::Year(last))
}

/// The range between two days; a year written once counts for both.
fn range_of_days(first: WrittenDay, last: WrittenDay) -> Written {
    let turn = i16::from((first.month, first.day) > (last.month, last.day));
    let year = first.year.or_else(|| Some(last.year? - turn));
    let last_year = last.year.or_else(|| Some(first.year? + turn));
    range(
        Written::Day(WrittenDay { year, ..first }),
        Written::Day(WrittenDay { year: last_year, ..last }),
    )
}

impl Written {
    /// The year that is written last, if any.
    fn year(&self) -> Option<i16> {
        match self {
            Self::Day(day) => day.year,
            Self::Month { year, .. } => *year,
            Self::Year(year) => Some(*year),
            _ => None,
        }
    }
}

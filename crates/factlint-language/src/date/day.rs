//! Days and months by their names: "Friday, October 17, 2025", "17 Oct.", "the second of June".

use crate::span::ProseSpan;
use crate::token::{Kind, Tokens};
use crate::words::Class;

use super::lexeme::{
    self, MonthName, Number, Read, day_digits, has_apostrophe, has_ordinal_ending, is_after,
    is_hyphenated, is_noun, joined_after, joined_before, number, number_goes_on, past_stop,
    past_the,
};
use super::time::time;
use super::{WrittenDay, WrittenWeekday, numeric};

/// The number of a day and how it is written.
#[derive(Clone, Copy)]
pub(super) struct DayNumber {
    pub(super) day: i8,
    pub(super) span: ProseSpan,
    /// "17th", "seventeenth".
    pub(super) ordinal: bool,
    /// "seventeenth", "twenty-first".
    pub(super) in_words: bool,
}

/// A day of a month, with its weekday and year as far as they are written.
pub(super) fn day(tokens: &Tokens<'_>, i: usize) -> Read<WrittenDay> {
    let Some((weekday, short)) = lexeme::weekday(tokens, i) else {
        let (day, end) = bare_day(tokens, i)?;
        return Some(with_weekday_behind(tokens, day, end));
    };
    let date = tokens.near(past_part_of_day(tokens, past_stop(tokens, i + 1, short)));
    let (day, end) = if tokens.sign(date) == Some('(') {
        let (day, end) = bare_day(tokens, tokens.near(date + 1))?;
        (day, closing_bracket(tokens, end)?)
    } else {
        bare_day(tokens, date)?
    };
    let span = tokens.span(i..i + 1);
    Some((WrittenDay { weekday: Some(WrittenWeekday { weekday, span }), ..day }, end))
}

/// A day of a month without a weekday.
fn bare_day(tokens: &Tokens<'_>, i: usize) -> Read<WrittenDay> {
    match tokens.kind(i) {
        Kind::Digits => match number(tokens, i)? {
            Number { digits: 4, .. } => numeric::year_first(tokens, i),
            _ => numeric::two_numbers(tokens, i).or_else(|| day_first(tokens, i)),
        },
        Kind::Letters if !joined_before(tokens, i) => match lexeme::month(tokens, i) {
            Some(month) => month_first(tokens, i, month),
            None => day_first(tokens, i),
        },
        _ => None,
    }
}

/// Behind what may stand between a weekday and its date: "night", a comma, "the".
fn past_part_of_day(tokens: &Tokens<'_>, mut end: usize) -> usize {
    if tokens.is(tokens.near(end), Class::PartsOfDays) {
        end += 1;
    }
    if tokens.sign(tokens.near(end)) == Some(',') {
        end += 1;
    }
    past_the(tokens, end)
}

/// Behind the bracket that closes at the end.
fn closing_bracket(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let close = tokens.near(end);
    (tokens.sign(close) == Some(')')).then_some(close + 1)
}

/// The date with a weekday in brackets behind it: "2016-12-29 (Thu)".
pub(super) fn with_weekday_behind(
    tokens: &Tokens<'_>,
    day: WrittenDay,
    end: usize,
) -> (WrittenDay, usize) {
    weekday_in_brackets(tokens, end)
        .map_or((day, end), |(weekday, end)| (WrittenDay { weekday: Some(weekday), ..day }, end))
}

fn weekday_in_brackets(tokens: &Tokens<'_>, end: usize) -> Read<WrittenWeekday> {
    let open = tokens.near(end);
    if tokens.sign(open) != Some('(') {
        return None;
    }
    let name = tokens.near(open + 1);
    let (weekday, short) = lexeme::weekday(tokens, name)?;
    let end = closing_bracket(tokens, past_stop(tokens, name + 1, short))?;
    Some((WrittenWeekday { weekday, span: tokens.span(name..name + 1) }, end))
}

/// "October 17, 2025", "Oct. 17", "May the eleventh".
fn month_first(tokens: &Tokens<'_>, i: usize, month: MonthName) -> Read<WrittenDay> {
    let name_end = past_stop(tokens, i + 1, month.short);
    let at = past_the(tokens, name_end);
    let the = at > name_end;
    let (number, end) = day_number(tokens, tokens.near(at))?;
    if at == i + 1 && tokens.is_attached(at) {
        return None;
    }
    if number.in_words && !the && goes_on_in_words(tokens, end, i, number) {
        return None;
    }
    let year = year_behind(tokens, end).or_else(|| year_behind_clock(tokens, end));
    if year.is_none() {
        let sure = number.ordinal || !(month.is_other_word && tokens.is_small(i));
        if !sure || is_count(tokens, i, end, month, number) {
            return None;
        }
    }
    Some(with_year(month, number, year, end))
}

/// What stands between the number of a day and its month.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// "17 October", "17th day October".
    Nothing,
    /// "17th of October", "17th day of October".
    Of,
    /// "17. Oct."
    Stop,
    /// "17-Oct".
    Hyphen,
}

/// A day that stands in front of its month.
#[derive(Clone, Copy)]
struct DayFirst {
    number: DayNumber,
    link: Link,
    month: MonthName,
    /// The month's name.
    name: usize,
}

/// "17 October 2025", "17th of October", "the second of June".
fn day_first(tokens: &Tokens<'_>, i: usize) -> Read<WrittenDay> {
    let (number, end) = day_number(tokens, i)?;
    let (link, end) = link(tokens, number, end);
    let name = tokens.near(end);
    let month = lexeme::month(tokens, name)?;
    let date = DayFirst { number, link, month, name };
    if !is_linked(tokens, date) {
        return None;
    }
    let end = past_stop(tokens, name + 1, month.short);
    let year = year_behind(tokens, end);
    if year.is_none() && !is_date_without_year(tokens, i, date, end) {
        return None;
    }
    Some(with_year(month, number, year, end))
}

/// What links a day to the month behind it, and where that starts.
fn link(tokens: &Tokens<'_>, number: DayNumber, end: usize) -> (Link, usize) {
    let mut i = tokens.near(end);
    if number.ordinal && tokens.says_any_case(i, "day") {
        i = tokens.near(i + 1);
    }
    match tokens.after_sign(i).filter(|_| !number.ordinal) {
        Some('.') => (Link::Stop, i + 1),
        Some('-') => (Link::Hyphen, i + 1),
        _ if tokens.says_any_case(i, "of") => (Link::Of, i + 1),
        _ => (Link::Nothing, end),
    }
}

/// Whether the month stands by itself, and behind its link as it should: "17-Oct", but not "17Oct",
/// nor "15 October-born players".
fn is_linked(tokens: &Tokens<'_>, date: DayFirst) -> bool {
    let DayFirst { link, month, name, .. } = date;
    let attached = tokens.is_attached(name);
    if attached != (link == Link::Hyphen)
        || joined_after(tokens, name + 1)
        || is_hyphenated(tokens, name + 1) && !starts_day(tokens, name + 2)
    {
        return false;
    }
    // "16. nov. 2016", but "They sold 16. November was worse."
    link != Link::Stop || month.short || tokens.is_small(name)
}

/// "31 May-4 June": whether a number and a month stand behind the hyphen.
fn starts_day(tokens: &Tokens<'_>, i: usize) -> bool {
    day_digits(tokens, i).is_some() && lexeme::month(tokens, tokens.near(i + 1)).is_some()
}

/// Whether the day at `i` and its month, which ends at `end`, are a date with no year behind them.
fn is_date_without_year(tokens: &Tokens<'_>, i: usize, date: DayFirst, end: usize) -> bool {
    let DayFirst { number, link, month, name } = date;
    match link {
        Link::Stop => return false,
        Link::Of if number.ordinal => return true,
        // "two of May's ministers": a name, or a month that owns what is counted.
        Link::Of if month.is_personal || has_apostrophe(tokens, end) => return false,
        _ => {}
    }
    if number.in_words || month.is_other_word && tokens.is_small(name) {
        return false;
    }
    let next = tokens.near(end);
    // "in 5 May Day marches", "10 August Wilson plays"
    if month.is_personal && tokens.is_capitalised(next) {
        return false;
    }
    // "the top 5 October films", but "the 5 October meeting"
    number.ordinal || !is_noun(tokens, next) || is_after(tokens, i, Class::BeforeDates)
}

fn with_year(
    month: MonthName,
    number: DayNumber,
    year: Read<i16>,
    end: usize,
) -> (WrittenDay, usize) {
    let written = year.map(|(year, _)| year);
    let day = WrittenDay::new(written, month.month, number.day, number.span);
    (day, year.map_or(end, |(_, end)| end))
}

impl WrittenDay {
    /// A day without a weekday.
    pub(super) fn new(year: Option<i16>, month: i8, day: i8, day_span: ProseSpan) -> Self {
        Self { year, month, day, day_span, weekday: None, past: false }
    }
}

/// Whether "October 17" is rather a month and a count: "In October 17 people died".
fn is_count(tokens: &Tokens<'_>, i: usize, end: usize, month: MonthName, day: DayNumber) -> bool {
    if day.ordinal {
        return false;
    }
    let next = tokens.near(end);
    let compound = tokens.attached_sign(next, '-')
        && tokens.is_attached(next + 1)
        && tokens.is_letters(next + 1)
        // "May 31-June 4"
        && lexeme::month(tokens, next + 1).is_none();
    if compound || tokens.is(next, Class::Counted) {
        return true;
    }
    let another_number = number(tokens, next).is_some() && !tokens.is_attached(next);
    if another_number && time(tokens, next).is_none() {
        return true;
    }
    let counts = is_after(tokens, i, Class::BeforeMonthsWithCounts);
    let exists = WrittenDay::new(None, month.month, day.day, day.span).exists();
    (counts || !exists) && is_noun(tokens, next)
}

/// Whether a word that is no part of a date follows: "In October first responders ...".
fn goes_on_in_words(tokens: &Tokens<'_>, end: usize, month: usize, number: DayNumber) -> bool {
    let next = tokens.near(end);
    let noun = tokens.is_letters(next) && !tokens.is(next, Class::AfterDates);
    noun || tokens.sign(next) == Some('-') || tokens.says(month, "may") && number.day <= 20
}

/// "17", "17th", "seventeenth", "twenty-first".
pub(super) fn day_number(tokens: &Tokens<'_>, i: usize) -> Read<DayNumber> {
    if let Some((day, end)) = ordinal_in_words(tokens, i) {
        let span = tokens.span(i..end);
        return Some((DayNumber { day, span, ordinal: true, in_words: true }, end));
    }
    let day = day_digits(tokens, i)?;
    let ordinal = has_ordinal_ending(tokens, i);
    let end = if ordinal { i + 2 } else { i + 1 };
    if number_goes_on(tokens, end) {
        return None;
    }
    let span = tokens.span(i..i + 1);
    Some((DayNumber { day, span, ordinal, in_words: false }, end))
}

/// "seventeenth", "twenty-first".
fn ordinal_in_words(tokens: &Tokens<'_>, i: usize) -> Read<i8> {
    if let Some(day) = lexeme::ordinal(tokens, i) {
        return Some((day, i + 1));
    }
    let tens = tokens.value(i, Class::TenWords).filter(|tens| *tens <= 30.0)? as i8;
    let next = tokens.near(i + 1);
    let next = if tokens.sign(next) == Some('-') { tokens.near(next + 1) } else { next };
    let ones = lexeme::ordinal(tokens, next).filter(|&ones| ones <= 9)?;
    (tens + ones <= 31).then_some((tens + ones, next + 1))
}

/// The year behind a day and month: ", 2025", " of 2025", " 2025".
pub(super) fn year_behind(tokens: &Tokens<'_>, end: usize) -> Read<i16> {
    let comma = tokens.attached_sign(end, ',');
    let of = tokens.says_any_case(tokens.near(end), "of");
    let i = tokens.near(if comma || of { end + 1 } else { end });
    if !comma && tokens.is_attached(i) {
        return None;
    }
    let (year, end) = year_number(tokens, i)?;
    // "On March 1, 2000 people gathered": a round number before a noun may be a count.
    let noun = tokens.near(end);
    if (year % 100 == 0 || year < 1800) && is_noun(tokens, noun) {
        return None;
    }
    (!tokens.is(noun, Class::CountedAfterDays)).then_some((year, end))
}

/// The year behind the time of day that programs write between: "Fri Oct 17 09:12:44 2025".
fn year_behind_clock(tokens: &Tokens<'_>, end: usize) -> Read<i16> {
    /// Hours, minutes and seconds with their signs.
    const CLOCK: usize = 5;
    let clock = time(tokens, tokens.spaced(end)?)?;
    let exact =
        clock.len() >= CLOCK && [1, 3].iter().all(|at| tokens.attached_sign(clock.start + at, ':'));
    let year = tokens.spaced(clock.end).filter(|_| exact)?;
    year_number(tokens, year)
}

/// Four digits that can be a year and are not a time of day or part of a longer number.
pub(super) fn year_number(tokens: &Tokens<'_>, i: usize) -> Read<i16> {
    let year = four_digits(tokens, i)?;
    let next = tokens.near(i + 1);
    let clock = tokens.phrase(next, Class::ClockWords).is_some();
    (!clock && !number_goes_on(tokens, i + 1)).then_some((year, i + 1))
}

/// Four digits that can be a year.
pub(super) fn four_digits(tokens: &Tokens<'_>, i: usize) -> Option<i16> {
    match number(tokens, i)? {
        Number { value: value @ 1000..=2199, digits: 4 } => Some(value as i16),
        _ => None,
    }
}

//! One pass over the tokens, from opening to opening.

use crate::span::ProseSpan;
use crate::token::{Kind, Tokens};
use crate::words::{Class, Opening, Words};
use jiff::civil::Date;

use super::day::day;
use super::lexeme::{
    self, Number, Read, is_article, is_the, joined_before, number, number_is_tail,
};
use super::mention::mention;
use super::month::{month, quarter, season};
use super::range::{day_range, days_first, range_from};
use super::relative::{away, behind_the, modified_date, near_day};
use super::time::time_behind;
use super::weekday::{behind_weekdays, weekday};
use super::year::{fiscal, is_year_tail, short_decade, year};
use super::{DateMention, Written};

/// The dates in the range `within` of `prose`, in order, without overlaps, at their offsets in
/// `prose`. Nothing outside of the range is looked at. Who has tokens asks [`dates_of`].
pub fn dates(prose: &str, within: ProseSpan) -> Vec<DateMention> {
    dates_of(&Tokens::new(prose, within, Words::embedded()))
}

/// The dates among the tokens, in order, without overlaps.
pub fn dates_of(tokens: &Tokens<'_>) -> Vec<DateMention> {
    let mut mentions = Vec::new();
    // Where the last mention ends, and whether it does with a year.
    let mut floor = 0;
    let mut last_year = None;
    let mut i = 0;
    while i < tokens.len() {
        let found = match tokens.kind(i) {
            Kind::Digits if !joined_before(tokens, i) => number_date(tokens, i, last_year),
            Kind::Letters if tokens.may_open(i, Opening::Date) && !joined_before(tokens, i) => {
                word_date(tokens, i)
            }
            _ => None,
        };
        let Some((written, end)) = found else {
            i += 1;
            continue;
        };
        let (mention, end) = mention(tokens, written, i..end, floor);
        last_year = mention.written.ends_with_year().then_some(end);
        mentions.push(mention);
        floor = end;
        i = end;
    }
    mentions
}

/// Every four digits of a text that may be a year, dates or not.
pub fn years(text: &str) -> impl Iterator<Item = i16> + '_ {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1000..=2199).contains(year))
}

/// The date that a whole string is, in any form that [`dates`] reads in prose: "2025-10-17",
/// "Friday, October 17, 2025". A time of day may stand behind it. Nothing where the string is no
/// full date, or an impossible one, or names the wrong weekday.
pub fn parse_date(text: &str) -> Option<Date> {
    let tokens = Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded());
    let (day, end) = day(&tokens, 0)?;
    let end = time_behind(&tokens, end).map_or(end, |time| time.end);
    let date = Date::new(day.year?, day.month, day.day).ok()?;
    let fits = day.weekday.is_none_or(|written| written.weekday == date.weekday());
    (end == tokens.len() && fits).then_some(date)
}

impl Written {
    fn ends_with_year(&self) -> bool {
        matches!(
            self,
            Self::Year(_)
                | Self::Month { year: Some(_), .. }
                | Self::Season { .. }
                | Self::Quarter { .. }
        )
    }
}

/// The date that starts with the word at `i`.
fn word_date(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    if is_the(tokens, i) {
        return behind_the(tokens, i);
    }
    if is_article(tokens, i) {
        return away(tokens, i);
    }
    if tokens.says_any_case(i, "from") || tokens.says_any_case(i, "between") {
        return range_from(tokens, i);
    }
    if tokens.is(i, Class::DateModifiers) {
        return modified_date(tokens, i);
    }
    if tokens.is(i, Class::NearDays) {
        return near_day(tokens, i);
    }
    if let Some(date) = behind_weekdays(tokens, i)
        && let Some(days) = day_or_range(tokens, date).or_else(|| days_first(tokens, date, false))
    {
        return Some(days);
    }
    if let Some(day) = day_or_range(tokens, i) {
        return Some(day);
    }
    if let Some(name) = lexeme::month(tokens, i) {
        return month(tokens, i, name);
    }
    if lexeme::weekday(tokens, i).is_some() {
        return weekday(tokens, i);
    }
    quarter(tokens, i)
        .or_else(|| season(tokens, i))
        .or_else(|| fiscal(tokens, i))
        .or_else(|| away(tokens, i))
}

/// The date that starts with the number at `i`.
fn number_date(tokens: &Tokens<'_>, i: usize, last_year: Option<usize>) -> Read<Written> {
    let Number { digits, .. } = number(tokens, i)?;
    if number_is_tail(tokens, i) && !is_year_tail(tokens, i) {
        return None;
    }
    if let Some(day) = day_or_range(tokens, i) {
        return Some(day);
    }
    match digits {
        4 => year(tokens, i, last_year),
        1..=2 => days_first(tokens, i, false)
            .or_else(|| short_decade(tokens, i))
            .or_else(|| away(tokens, i)),
        _ => away(tokens, i),
    }
}

/// A day of a month, or the range that starts with it.
fn day_or_range(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let (day, end) = day(tokens, i)?;
    Some(day_range(tokens, day, end, false).unwrap_or((Written::Day(day), end)))
}

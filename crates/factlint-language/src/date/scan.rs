//! One pass over the prose, from trigger to trigger.

use jiff::civil::Date;

use crate::span::ProseSpan;

use super::cursor::{Cursor, Kind};
use super::day::Read;
use super::{DateMention, Direction, Unit, Written, words};

/// The dates in the range `within` of `prose`, in order, without overlaps, at their offsets in
/// `prose`. Nothing outside of the range is looked at.
pub fn dates(prose: &str, within: ProseSpan) -> Vec<DateMention> {
    let mut mentions: Vec<DateMention> = Vec::new();
    if prose.get(within.range()).is_none() {
        return mentions;
    }
    let (start, end) = (within.start as usize, within.end as usize);
    let cursor = Cursor::new(prose, start, end);
    let bytes = prose.as_bytes();
    let mut at = start;
    while at < end {
        let rest = &bytes[at..end];
        let Some(skipped) = rest.iter().position(u8::is_ascii_alphanumeric) else {
            break;
        };
        at += skipped;
        let rest = &rest[skipped..];
        let (length, found) = if rest[0].is_ascii_digit() {
            let length = length_of(rest, u8::is_ascii_digit);
            let apart = length <= 4 && !cursor.joined_before(at);
            (length, apart.then(|| cursor.number_date(at, previous_year(&mentions))).flatten())
        } else {
            let length = length_of(rest, u8::is_ascii_alphabetic);
            let apart = words::is_trigger(&rest[..length]) && !cursor.joined_before(at);
            (length, apart.then(|| cursor.word_date(at)).flatten())
        };
        match found {
            Some((written, found_end)) => {
                let floor = mentions.last().map_or(start, |last| last.span.end as usize);
                let mention = cursor.mention(written, at, found_end, floor);
                at = mention.span.end as usize;
                mentions.push(mention);
            }
            None => at += length,
        }
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
    let trimmed = text.trim();
    let cursor = Cursor::new(trimmed, 0, trimmed.len());
    let (day, end) = cursor.day(0)?;
    let end = cursor.time_behind(end).map_or(end, |time| time.end as usize);
    let date = Date::new(day.year?, day.month, day.day).ok()?;
    let fits = day.weekday.is_none_or(|written| written.weekday == date.weekday());
    (end == trimmed.len() && fits).then_some(date)
}

fn length_of(bytes: &[u8], belongs: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().position(|b| !belongs(b)).unwrap_or(bytes.len())
}

/// Where the last mention ends, if it ends with a year.
fn previous_year(mentions: &[DateMention]) -> Option<usize> {
    mentions
        .last()
        .filter(|mention| mention.written.ends_with_year())
        .map(|mention| mention.span.end as usize)
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

impl Cursor<'_> {
    /// The date that starts with the word at `at`.
    fn word_date(&self, at: usize) -> Read<Written> {
        let first = self.next(at);
        if first.is("the") {
            return self.behind_the(first);
        }
        if first.is_any(&["a", "an"]) {
            return self.away(at);
        }
        if first.is_any(&["from", "between"]) {
            return self.range_from(first);
        }
        if let Some((day, end)) = self.day(at) {
            return Some(self.day_range(day, end).unwrap_or((Written::Day(day), end)));
        }
        if let Some(month) = words::month(first.word()) {
            return self.month(first, month);
        }
        self.relative(first)
    }

    /// The date that starts with the number at `at`.
    fn number_date(&self, at: usize, previous_year: Option<usize>) -> Read<Written> {
        if self.number_is_tail(at) && !self.is_year_tail(at) {
            return None;
        }
        if let Some((day, end)) = self.day(at) {
            return Some(self.day_range(day, end).unwrap_or((Written::Day(day), end)));
        }
        match self.next(at).kind {
            Kind::Number { digits: 4, .. } => self.year(at, previous_year),
            Kind::Number { digits: 1..=2, .. } => {
                self.days_first(at).or_else(|| self.short_decade(at)).or_else(|| self.away(at))
            }
            _ => self.away(at),
        }
    }

    /// The mention, widened over the words in front that belong to it ("early 2015", "the 1990s")
    /// and the time of day behind.
    fn mention(&self, written: Written, start: usize, end: usize, floor: usize) -> DateMention {
        let (written, end) = self.of_another_year(written, start, end);
        let start = self.widened(&written, start).max(floor);
        let timed = matches!(
            written,
            Written::Day(_) | Written::Weekday { .. } | Written::Relative { unit: Unit::Day, .. }
        );
        let time = if timed { self.time_behind(end) } else { None };
        let end = time.map_or(end, |time| time.end as usize);
        DateMention { span: ProseSpan::new(start, end), written, time }
    }

    /// A yearless date that another year is said of is not the nearest one: "June 30 of last
    /// year", "every January 6", "the October 7 attacks".
    fn of_another_year(&self, written: Written, start: usize, end: usize) -> (Written, usize) {
        let day = match &written {
            Written::Day(day) if day.year.is_none() => Some(*day),
            Written::Month {
                year: None, direction: Direction::Unstated | Direction::Past, ..
            } => None,
            _ => return (written, end),
        };
        let first = self.next(end);
        let of = if first.is_mark(',') { self.next(first.end) } else { first };
        let which = if of.is("of") { self.next(of.end) } else { of };
        let which = if which.is("the") { self.next(which.end) } else { which };
        let year = self.next(which.end);
        let another = &["last", "next", "that", "same", "following", "previous", "each", "every"];
        if which.is_any(another) && year.is("year") {
            return (Written::Unresolved, year.end);
        }
        if self.shares_a_year(end) {
            return (Written::Unresolved, end);
        }
        let Some(mut day) = day else {
            return (written, end);
        };
        let event =
            first.is_any(words::ANNIVERSARIES) || self.next(first.end).is_any(words::ANNIVERSARIES);
        let before = self.previous(start);
        let name = match (day.month, day.day) {
            (9, 11) => true,
            (1, 6) | (10, 7) => before.is_any(&["the", "since", "after", "before", "of", "s"]),
            _ => false,
        };
        if day.weekday.is_none() && (event || name)
            || before.is_any(&["every", "each", "last", "next"])
        {
            return (Written::Unresolved, end);
        }
        day.past = self.tense(start, end) == Direction::Past;
        (Written::Day(day), end)
    }

    /// Whether the year of a yearless date stands further on: "May 5, 6 and 7, 2024", "October and
    /// November 2024".
    fn shares_a_year(&self, end: usize) -> bool {
        const LONGEST_LIST: usize = 4;
        let mut at = end;
        for _ in 0..LONGEST_LIST {
            let joint = self.next(at);
            if !joint.is_mark(',') && !joint.is_any(&["and", "or"]) {
                return false;
            }
            let and = self.next(joint.end);
            let start = if and.is_any(&["and", "or"]) { and.end } else { joint.end };
            if let Some((day, _)) = self.day(start) {
                return day.year.is_some();
            }
            let token = self.next(start);
            if let Some(month) = words::month(token.word()) {
                return self.month_and_year(token, month).is_some();
            }
            let Some((_, number_end)) = self.day_number(start) else {
                return false;
            };
            if self.year_behind(number_end).is_some() {
                return true;
            }
            at = number_end;
        }
        false
    }

    fn widened(&self, written: &Written, start: usize) -> usize {
        let before = self.previous(start);
        let hyphen = before.is_mark('-') && !before.spaced;
        let qualifier = if hyphen { self.previous(before.start) } else { before };
        match written {
            Written::Decade(_)
            | Written::Year(_)
            | Written::Month { .. }
            | Written::Relative { .. }
                if qualifier.is_any(&["early", "late", "mid", "earlier", "later"]) =>
            {
                let the = self.previous(qualifier.start);
                let decade = matches!(written, Written::Decade(_)) && the.is("the");
                if decade { the.start } else { qualifier.start }
            }
            // "the '90s"
            Written::Decade(_) if matches!(before.kind, Kind::Mark(mark) if matches!(mark, '\'' | '’' | '‘')) =>
            {
                let the = self.previous(before.start);
                if before.spaced {
                    start
                } else if the.is("the") {
                    the.start
                } else {
                    before.start
                }
            }
            Written::Decade(_) | Written::Quarter { .. } if before.is("the") => before.start,
            Written::Month { .. } if before.is("of") => {
                let month = self.previous(before.start);
                let the = self.previous(month.start);
                match (month.is("month"), the.is("the")) {
                    (true, true) => the.start,
                    (true, false) => month.start,
                    _ => start,
                }
            }
            _ => start,
        }
    }
}

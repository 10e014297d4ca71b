//! Days and months by their names and numbers: "Friday, October 17, 2025", "17 Oct.", "2025-10-17".

use crate::span::ProseSpan;

use super::cursor::{Cursor, Kind, Token};
use super::words::{self, MonthName};
use super::{WrittenDay, WrittenWeekday};

/// Something read, and where it ends.
pub(super) type Read<T> = Option<(T, usize)>;

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

impl<'a> Cursor<'a> {
    /// A day of a month, with its weekday and year as far as they are written.
    pub(super) fn day(&self, at: usize) -> Read<WrittenDay> {
        let first = self.next(at);
        let Some((weekday, short)) = words::weekday(first.word()) else {
            let (day, end) = self.bare_day(first)?;
            return Some(self.weekday_behind(day, end));
        };
        let span = ProseSpan::new(first.start, first.end);
        let date = self.next(self.behind_weekday(self.behind_stop(first.end, short)));
        let (day, end) = if date.is_mark('(') {
            let (day, end) = self.bare_day(self.next(date.end))?;
            let close = self.next(end);
            close.is_mark(')').then_some((day, close.end))?
        } else {
            self.bare_day(date)?
        };
        Some((WrittenDay { weekday: Some(WrittenWeekday { weekday, span }), ..day }, end))
    }

    /// A day of a month without a weekday.
    fn bare_day(&self, first: Token<'a>) -> Read<WrittenDay> {
        match first.kind {
            Kind::Number { digits: 4, .. } => self.year_first(first),
            Kind::Number { .. } => self.numeric(first).or_else(|| self.day_first(first.start)),
            Kind::Word(_) if self.joined_before(first.start) => None,
            Kind::Word(word) => match words::month(word) {
                Some(month) => self.month_first(first, month),
                None => self.day_first(first.start),
            },
            _ => None,
        }
    }

    /// Behind the full stop of an abbreviation.
    pub(super) fn behind_stop(&self, at: usize, short: bool) -> usize {
        if short && self.char_at(at) == Some('.') { at + 1 } else { at }
    }

    /// Behind what may stand between a weekday and its date: "night", a comma, "the".
    fn behind_weekday(&self, at: usize) -> usize {
        let next = self.next(at);
        let part = next.is_any(&["morning", "afternoon", "evening", "night"]);
        let at = if part { next.end } else { at };
        let next = self.next(at);
        let at = if next.is_mark(',') { next.end } else { at };
        let next = self.next(at);
        if next.is("the") { next.end } else { at }
    }

    /// The date with a weekday in brackets behind it: "2016-12-29 (Thu)".
    fn weekday_behind(&self, day: WrittenDay, end: usize) -> (WrittenDay, usize) {
        let open = self.next(end);
        if !open.is_mark('(') {
            return (day, end);
        }
        let name = self.next(open.end);
        let Some((weekday, short)) = words::weekday(name.word()) else {
            return (day, end);
        };
        let close = self.next(self.behind_stop(name.end, short));
        if !close.is_mark(')') {
            return (day, end);
        }
        let span = ProseSpan::new(name.start, name.end);
        (WrittenDay { weekday: Some(WrittenWeekday { weekday, span }), ..day }, close.end)
    }

    /// "October 17, 2025", "Oct. 17", "May the eleventh".
    fn month_first(&self, first: Token<'a>, month: MonthName) -> Read<WrittenDay> {
        let mut at = self.behind_stop(first.end, month.short);
        let the = self.next(at);
        if the.is("the") {
            at = the.end;
        }
        let (number, end) = self.day_number(at)?;
        if !self.next(at).spaced && at == first.end {
            return None;
        }
        if number.in_words && !the.is("the") && self.goes_on_in_words(end, first, number) {
            return None;
        }
        let year = self.year_behind(end);
        if year.is_none() {
            let sure = number.ordinal || !(month.is_other_word() && first.is_lower());
            if !sure || self.is_count(first, end, number) {
                return None;
            }
        }
        Some(self.with_year(month, number, year, end))
    }

    /// "17 October 2025", "17th of October", "the second of June".
    fn day_first(&self, start: usize) -> Read<WrittenDay> {
        let (number, end) = self.day_number(start)?;
        let mut of = self.next(end);
        if number.ordinal && of.is("day") {
            of = self.next(of.end);
        }
        let stop = of.is_mark('.') && !of.spaced && !number.ordinal;
        let hyphen = of.is_mark('-') && !of.spaced && !number.ordinal;
        let at = if stop || hyphen || of.is("of") { of.end } else { end };
        let name = self.next(at);
        let month = words::month(name.word())?;
        // "15 October-born players"
        let compound = !hyphen && self.is_hyphenated(name.end);
        if name.spaced == hyphen || self.joined_behind(name.end) || compound {
            return None;
        }
        // "16. nov. 2016", but "They sold 16. November was worse."
        if stop && !(month.short || name.is_lower()) || hyphen && self.is_hyphenated(name.end) {
            return None;
        }
        let end = self.behind_stop(name.end, month.short);
        let year = self.year_behind(end);
        if year.is_none() {
            let ordinal_of = number.ordinal && of.is("of");
            let possessive = matches!(self.char_at(end), Some('\'' | '’'));
            if stop || of.is("of") && !number.ordinal && (month.is_personal() || possessive) {
                return None;
            }
            if !ordinal_of && month.is_other_word() && name.is_lower() {
                return None;
            }
            // "in 5 May Day marches", "10 August Wilson plays"
            if !ordinal_of && month.is_personal() && self.next(end).is_capitalised() {
                return None;
            }
            if number.in_words && !ordinal_of {
                return None;
            }
            // "the top 5 October films", but "the 5 October meeting"
            let noun = self.next(end);
            let cue =
                &["the", "a", "on", "from", "since", "by", "until", "before", "after", "this"];
            let counts = noun.is_lower() && !noun.is_any(words::FUNCTION_WORDS);
            if !number.ordinal && counts && !self.previous(start).is_any(cue) {
                return None;
            }
        }
        Some(self.with_year(month, number, year, end))
    }

    fn with_year(
        &self,
        month: MonthName,
        number: DayNumber,
        year: Read<i16>,
        end: usize,
    ) -> (WrittenDay, usize) {
        let day = WrittenDay {
            year: year.map(|(year, _)| year),
            month: month.month,
            day: number.day,
            day_span: number.span,
            weekday: None,
            past: false,
        };
        (day, year.map_or(end, |(_, end)| end))
    }

    /// Whether "October 17" is rather a month and a count: "In October 17 people died".
    fn is_count(&self, month: Token<'a>, end: usize, number: DayNumber) -> bool {
        if number.ordinal {
            return false;
        }
        let next = self.next(end);
        let compound = next.is_mark('-') && !next.spaced && {
            let behind = self.next(next.end);
            !behind.spaced && !behind.word().is_empty()
        };
        if compound || next.is_any(words::COUNTED) {
            return true;
        }
        if matches!(next.kind, Kind::Number { .. }) && next.spaced && !self.is_clock(next) {
            return true;
        }
        let before = self.previous(month.start);
        let counts = before.is_any(&["in", "last", "this", "early", "late", "of"]);
        let noun = next.is_lower() && !next.is_any(words::FUNCTION_WORDS);
        let possible = WrittenDay {
            year: None,
            month: words::month(month.word()).map_or(1, |month| month.month),
            day: number.day,
            day_span: number.span,
            weekday: None,
            past: false,
        }
        .exists();
        (counts || !possible) && noun
    }

    /// Whether a token starts a time of day: "2000 GMT", "10:30", "5 p.m."
    fn is_clock(&self, token: Token<'a>) -> bool {
        self.time(token.start).is_some()
    }

    /// Whether a word that is no part of a date follows: "In October first responders ...".
    fn goes_on_in_words(&self, at: usize, month: Token<'a>, number: DayNumber) -> bool {
        let next = self.next(at);
        let noun = !next.word().is_empty() && !next.is_any(words::FUNCTION_WORDS);
        noun || next.is_mark('-') || month.is_lower() && month.is("may") && number.day <= 20
    }

    /// "17", "17th", "seventeenth", "twenty-first".
    pub(super) fn day_number(&self, at: usize) -> Read<DayNumber> {
        let first = self.next(at);
        let (day, digits_end, end, in_words) = match first.kind {
            Kind::Number { value: value @ 1..=31, digits: 1..=2 } => {
                let suffix = self.next(first.end);
                let ordinal = !suffix.spaced && suffix.is_any(&["st", "nd", "rd", "th"]);
                let end = if ordinal { suffix.end } else { first.end };
                if self.number_goes_on(end) {
                    return None;
                }
                (value as i8, first.end, end, false)
            }
            Kind::Word(word) => {
                let (day, end) = self.ordinal_in_words(word, first)?;
                (day, end, end, true)
            }
            _ => return None,
        };
        let span = ProseSpan::new(first.start, digits_end);
        Some((DayNumber { day, span, ordinal: in_words || end > digits_end, in_words }, end))
    }

    fn ordinal_in_words(&self, word: &str, first: Token<'a>) -> Read<i8> {
        if let Some(day) = words::ordinal(word) {
            return Some((day, first.end));
        }
        let tens = match () {
            () if first.is("twenty") => 20,
            () if first.is("thirty") => 30,
            () => return None,
        };
        let next = self.next(first.end);
        let next = if next.is_mark('-') { self.next(next.end) } else { next };
        let ones = words::ordinal(next.word()).filter(|&ones| ones <= 9)?;
        (tens + ones <= 31).then_some((tens + ones, next.end))
    }

    /// The year behind a day and month: ", 2025", " of 2025", " 2025".
    pub(super) fn year_behind(&self, at: usize) -> Read<i16> {
        let next = self.next(at);
        let comma = next.is_mark(',') && !next.spaced;
        let start = if comma || next.is("of") { next.end } else { at };
        let token = self.next(start);
        if !token.spaced && !comma {
            return None;
        }
        let (year, end) = self.year_number(token)?;
        // "On March 1, 2000 people gathered": a round number before a noun may be a count.
        let noun = self.next(end);
        if (year % 100 == 0 || year < 1800)
            && noun.is_lower()
            && !noun.is_any(words::FUNCTION_WORDS)
        {
            return None;
        }
        (!noun.is_any(&["people", "percent", "miles", "km", "kilometers"])).then_some((year, end))
    }

    /// Four digits that can be a year and are not a time of day or part of a longer number.
    pub(super) fn year_number(&self, token: Token<'a>) -> Read<i16> {
        let Kind::Number { value: value @ 1000..=2199, digits: 4 } = token.kind else {
            return None;
        };
        let next = self.next(token.end);
        let clock =
            next.is_any(words::CLOCK_WORDS) || next.is("local") && self.next(next.end).is("time");
        if clock || self.number_goes_on(token.end) {
            return None;
        }
        Some((value as i16, token.end))
    }

    /// "2025-10-17", "2025/10/17", "2025-Oct-17", with what ISO 8601 puts behind a T.
    fn year_first(&self, first: Token<'a>) -> Read<WrittenDay> {
        let Kind::Number { value: year @ 1000..=2199, digits: 4 } = first.kind else {
            return None;
        };
        let (mark, month_token) = self.part(first.end)?;
        let month = match month_token.kind {
            Kind::Number { value: value @ 1..=12, digits: 1..=2 } if mark != '.' => value as i8,
            Kind::Word(word) => words::month(word)?.month,
            _ => return None,
        };
        let (second, day) = self.part(month_token.end)?;
        self.numeric_day(year, month, day).filter(|_| mark == second)
    }

    fn numeric_day(&self, year: u32, month: i8, day: Token<'a>) -> Read<WrittenDay> {
        let Kind::Number { value: value @ 1..=31, digits: 1..=2 } = day.kind else {
            return None;
        };
        let time = self.char_at(day.end) == Some('T')
            && self.char_at(day.end + 1).is_some_and(|c| c.is_ascii_digit());
        if !time && (self.number_goes_on(day.end) || self.is_hyphenated(day.end)) {
            return None;
        }
        let day_span = ProseSpan::new(day.start, day.end);
        let year = Some(year as i16);
        Some((
            WrittenDay { year, month, day: value as i8, day_span, weekday: None, past: false },
            day.end,
        ))
    }

    /// Whether a hyphen and more stand right behind: `2025-10-17-draft`.
    pub(super) fn is_hyphenated(&self, at: usize) -> bool {
        self.char_at(at) == Some('-') && self.joined_behind(at + 1)
    }

    /// The mark and the part of a numeric date that follow at once.
    fn part(&self, at: usize) -> Option<(char, Token<'a>)> {
        let mark = self.next(at);
        let (Kind::Mark(c @ ('-' | '/' | '.')), false) = (mark.kind, mark.spaced) else {
            return None;
        };
        let part = self.next(mark.end);
        (!part.spaced).then_some((c, part))
    }

    /// "10/17/2025" or "17.10.2025" where only one order is possible, "17-Oct-2025", "4/23 (Wed)".
    fn numeric(&self, first: Token<'a>) -> Read<WrittenDay> {
        let Kind::Number { value: a @ 1..=31, digits: 1..=2 } = first.kind else {
            return None;
        };
        let (mark, second) = self.part(first.end)?;
        let day_span = |token: Token<'_>| ProseSpan::new(token.start, token.end);
        if let Kind::Word(word) = second.kind {
            let month = words::month(word)?.month;
            let (again, year) = self.part(second.end)?;
            let (year, end) = self.year_number(year).filter(|_| again == mark)?;
            let day_span = day_span(first);
            let year = Some(year);
            return Some((
                WrittenDay { year, month, day: a as i8, day_span, weekday: None, past: false },
                end,
            ));
        }
        let Kind::Number { value: b @ 1..=31, digits: 1..=2 } = second.kind else {
            return None;
        };
        let day_first = match (a, b) {
            (13.., 1..=12) if a != b => true,
            (1..=12, 13..) if mark != '.' => false,
            (1..=12, 1..=12) if a == b => true,
            _ => return None,
        };
        let (day, month, token) = if day_first { (a, b, first) } else { (b, a, second) };
        let mut written = WrittenDay {
            year: None,
            month: month as i8,
            day: day as i8,
            day_span: day_span(token),
            weekday: None,
            past: false,
        };
        if let Some((again, year)) = self.part(second.end) {
            let (year, end) = self.year_number(year).filter(|_| again == mark)?;
            if self.is_hyphenated(end) {
                return None;
            }
            written.year = Some(year);
            return Some((written, end));
        }
        // Without a year it is a date only with a weekday; else 4/23 is a fraction, 9/11 a name.
        if mark != '/' || self.number_goes_on(second.end) {
            return None;
        }
        let (written, end) = self.weekday_behind(written, second.end);
        written.weekday.is_some().then_some((written, end))
    }
}

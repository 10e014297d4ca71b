//! Ranges: "2017-2021", "October 5-7, 2025", "from May to August 2024".

use crate::span::ProseSpan;

use super::cursor::{Cursor, Kind, Token};
use super::day::Read;
use super::words::{self, MonthName};
use super::year::Cue;
use super::{Direction, Written, WrittenDay};

impl<'a> Cursor<'a> {
    /// "2017-2021", "2017–21", "2017 to 2021".
    pub(super) fn year_range(
        &self,
        token: Token<'a>,
        year: i16,
        end: usize,
        cue: Option<Cue>,
    ) -> Read<Written> {
        let dash = self.next(end);
        let joined = matches!(dash.kind, Kind::Mark('-' | '–' | '—'));
        let named = cue.is_some() && dash.is_any(&["to", "through"]);
        if !joined && !named {
            return None;
        }
        let second = self.next(dash.end);
        if joined && dash.spaced != second.spaced {
            return None;
        }
        let (last, end) = match second.kind {
            Kind::Number { value, digits: 2 } if joined && !second.spaced => {
                let last = year - year % 100 + value as i16;
                // 2024-12 may be a month.
                let month = value <= 12 && dash.is_mark('-') && cue.is_none();
                if month || self.number_goes_on(second.end) || self.is_hyphenated(second.end) {
                    return None;
                }
                (last, second.end)
            }
            _ => self.year_number(second)?,
        };
        if self.is_hyphenated(end) || self.next(end).is_any(words::COUNTED) {
            return None;
        }
        let next = self.next(end);
        let noun = next.is_lower() && !next.is_any(words::FUNCTION_WORDS);
        let plain = (1800..=2100).contains(&year)
            && (1800..=2100).contains(&last)
            && !(year % 50 == 0 && last % 50 == 0)
            && (!noun || cue == Some(Cue::Determiner))
            && !self.is_page_range(token.start);
        let fits = match cue {
            None => plain && joined,
            Some(Cue::Determiner) => plain,
            Some(Cue::Preposition | Cue::Enclosed) => !noun && (year % 100 != 0 || last % 100 != 0),
            Some(Cue::Weak | Cue::Fiscal) => plain,
        };
        (fits && year < last && last - year <= 400).then(|| (range_of_years(year, last), end))
    }

    /// Whether "pp. 1990" or "p. 1990" stands there.
    fn is_page_range(&self, start: usize) -> bool {
        let before = self.previous(start);
        let before = if before.is_mark('.') { self.previous(before.start) } else { before };
        before.is_any(&["p", "pp", "page", "pages", "no", "nos", "lines", "line", "tel", "phone"])
    }

    /// "from 2017 to 2021", "between May and August 2025", "from 4 to 22 January, 2017".
    pub(super) fn range_from(&self, first: Token<'a>) -> Read<Written> {
        let between = first.is("between");
        let token = self.next(first.end);
        let two_years = |at: usize| -> Read<Written> {
            let (year, end) = self.year_number(self.next(at))?;
            let joint = self.next(end);
            if !self.joins(joint, between) {
                return None;
            }
            let second = self.next(joint.end);
            let (last, end) = self.year_number(second)?;
            let round = year % 100 == 0 && last % 100 == 0;
            (year < last && !round && self.fits_behind(last, end))
                .then(|| (range_of_years(year, last), end))
        };
        if let Some(range) = two_years(first.end) {
            return Some(range);
        }
        if let Some((day, end)) = self.day(first.end)
            && let Some(range) = self.day_range_with(day, end, between)
        {
            return Some(range);
        }
        if let Some(range) = self.weekdays(token, between) {
            return Some(range);
        }
        if let Some(range) = self.days_first_with(token.start, between) {
            return Some(range);
        }
        if let Some(month) = words::month(token.word())
            && let Some(range) = self.month_range(token, month, between)
        {
            return Some(range);
        }
        let (first, end) = self.endpoint(first.end)?;
        let joint = self.next(end);
        let (last, end) = self.endpoint(joint.end).filter(|_| self.joins(joint, between))?;
        let first = match (first, last.year()) {
            (Written::Day(day @ WrittenDay { year: None, .. }), year @ Some(_)) => {
                Written::Day(WrittenDay { year, ..day })
            }
            (first, _) => first,
        };
        Some((Written::Range { first: Box::new(first), last: Box::new(last) }, end))
    }

    /// One end of a range that is named in full: a day, a month with its year, a year.
    fn endpoint(&self, at: usize) -> Read<Written> {
        let token = self.next(at);
        if let Some((day, end)) = self.day(at) {
            return Some((Written::Day(day), end));
        }
        if let Some(month) = words::month(token.word()) {
            return self.month_and_year(token, month);
        }
        let (year, end) = self.year_number(token)?;
        self.fits_behind(year, end).then_some((Written::Year(year), end))
    }

    /// Whether a token joins the ends of a range.
    pub(super) fn joins(&self, token: Token<'a>, between: bool) -> bool {
        token.is_any(&["to", "through", "until", "till"])
            || between && token.is("and")
            || matches!(token.kind, Kind::Mark('-' | '–' | '—'))
    }

    /// A range that starts with this day: "October 5-7, 2025", "October 5 to November 3".
    pub(super) fn day_range(&self, first: WrittenDay, end: usize) -> Read<Written> {
        self.day_range_with(first, end, false)
    }

    fn day_range_with(&self, first: WrittenDay, end: usize, between: bool) -> Read<Written> {
        let joint = self.next(end);
        if !self.joins(joint, between) {
            return None;
        }
        if let Some((last, end)) = self.day(joint.end) {
            if matches!(joint.kind, Kind::Mark('—')) && joint.spaced {
                return None;
            }
            return Some((range_of_days(first, last), end));
        }
        // "October 5-7, 2025": the month is written once, in front.
        if first.year.is_some() || !self.is_month_first(first) {
            return None;
        }
        let the = self.next(joint.end);
        let at = if the.is("the") { the.end } else { joint.end };
        let (number, end) = self.day_number(at)?;
        let dashed = matches!(joint.kind, Kind::Mark(_));
        let year = self.year_behind(end);
        let next = self.next(end);
        let noun = next.is_lower() && !next.is_any(words::FUNCTION_WORDS);
        if number.day <= first.day || dashed && joint.spaced != self.next(joint.end).spaced {
            return None;
        }
        if year.is_none() && (noun || next.is_any(words::COUNTED)) && !number.ordinal {
            return None;
        }
        let last = WrittenDay {
            year: year.map(|(year, _)| year),
            day: number.day,
            day_span: number.span,
            weekday: None,
            past: false,
            ..first
        };
        Some((range_of_days(first, last), year.map_or(end, |(_, end)| end)))
    }

    /// Whether a day's month stands in front of it.
    fn is_month_first(&self, day: WrittenDay) -> bool {
        let mut before = self.previous(day.day_span.start as usize);
        for _ in 0..2 {
            if before.is_mark('.') || before.is("the") {
                before = self.previous(before.start);
            }
        }
        words::month(before.word()).is_some()
    }

    /// A range of days before their month: "5-7 October 2025", "4 to 22 January".
    pub(super) fn days_first(&self, at: usize) -> Read<Written> {
        self.days_first_with(at, false)
    }

    fn days_first_with(&self, at: usize, between: bool) -> Read<Written> {
        let token = self.next(at);
        let Kind::Number { value: day @ 1..=31, digits: 1..=2 } = token.kind else {
            return None;
        };
        let suffix = self.next(token.end);
        let ordinal = !suffix.spaced && suffix.is_any(&["st", "nd", "rd", "th"]);
        let joint = self.next(if ordinal { suffix.end } else { token.end });
        if !self.joins(joint, between) {
            return None;
        }
        let (last, end) = self.day(joint.end)?;
        let numeric = !matches!(self.next(last.day_span.end as usize).kind, Kind::Word(_));
        if numeric || last.weekday.is_some() || last.day <= day as i8 {
            return None;
        }
        let day_span = ProseSpan::new(token.start, token.end);
        let first = WrittenDay { day: day as i8, day_span, ..last };
        Some((range_of_days(first, last), end))
    }

    /// "June to August 2024", "May 2024 - March 2025".
    pub(super) fn month_range(
        &self,
        first: Token<'a>,
        month: MonthName,
        between: bool,
    ) -> Read<Written> {
        let (first_year, end) = match self.year_behind(self.behind_stop(first.end, month.short)) {
            Some((year, end)) => (Some(year), end),
            None => (None, self.behind_stop(first.end, month.short)),
        };
        let joint = self.next(end);
        if !self.joins(joint, between) {
            return None;
        }
        let second = self.next(joint.end);
        let name = words::month(second.word())?;
        let (last, end) = self.month_and_year(second, name)?;
        let Written::Month { year: Some(last_year), month: last_month, .. } = last else {
            return None;
        };
        let turn = i16::from(month.month > last_month);
        let year = Some(first_year.unwrap_or(last_year - turn));
        let direction = Direction::Unstated;
        let first = Written::Month { year, month: month.month, direction };
        Some((Written::Range { first: Box::new(first), last: Box::new(last) }, end))
    }
}

fn range_of_years(first: i16, last: i16) -> Written {
    Written::Range { first: Box::new(Written::Year(first)), last: Box::new(Written::Year(last)) }
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

/// The range between two days; a year written once counts for both.
fn range_of_days(first: WrittenDay, last: WrittenDay) -> Written {
    let year = first.year.or_else(|| {
        let year = last.year?;
        Some(year - i16::from((first.month, first.day) > (last.month, last.day)))
    });
    let last_year = last.year.or_else(|| {
        let year = first.year?;
        Some(year + i16::from((first.month, first.day) > (last.month, last.day)))
    });
    let first = WrittenDay { year, ..first };
    let last = WrittenDay { year: last_year, ..last };
    Written::Range { first: Box::new(Written::Day(first)), last: Box::new(Written::Day(last)) }
}

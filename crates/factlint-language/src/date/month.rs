//! Months, quarters and seasons: "October 2025", "in May", "the third quarter of 2016".

use super::cursor::{Cursor, Kind, Token};
use super::day::Read;
use super::words::{self, MonthName};
use super::{Direction, Written};

impl<'a> Cursor<'a> {
    /// A month, alone or with a year, or the first of a range of months.
    pub(super) fn month(&self, first: Token<'a>, month: MonthName) -> Read<Written> {
        if let Some(range) = self.month_range(first, month, false) {
            return Some(range);
        }
        self.month_and_year(first, month).or_else(|| self.month_alone(first, month))
    }

    /// A month with a year: "October 2025", "Oct. of 2025".
    pub(super) fn month_and_year(&self, first: Token<'a>, month: MonthName) -> Read<Written> {
        let at = self.behind_stop(first.end, month.short);
        let (year, end) = self.year_behind(at)?;
        let cue = self.previous(first.start).is_any(&["in", "since", "until", "of", "from", "to"]);
        if month.is_other_word() && first.is_lower() && !cue {
            return None;
        }
        let month = month.month;
        Some((Written::Month { year: Some(year), month, direction: Direction::Unstated }, end))
    }

    /// A month without a year, where it is clear that it is one: "in May", "a September meeting".
    fn month_alone(&self, first: Token<'a>, month: MonthName) -> Read<Written> {
        let end = self.behind_stop(first.end, month.short);
        let before = self.previous(first.start);
        let behind = self.next(end);
        let cue = before.is_any(&[
            "in", "since", "until", "till", "during", "late", "early", "mid", "by", "throughout",
            "through",
        ]) || before.is_mark('-') && self.previous(before.start).is("mid")
            || before.is("of")
                && self.previous(before.start).is_any(&[
                    "month", "end", "beginning", "start", "middle", "week", "weekend", "half",
                    "days", "as",
                ]);
        let proper = first.is_capitalised();
        // "every January", "December next"
        let other = before.is_any(words::ANY) && !before.is("a")
            || behind.is_any(&["last", "next"]) && !self.next(behind.end).is("year");
        if other || matches!(before.kind, Kind::Number { .. } | Kind::Other) {
            return None;
        }
        if !proper && (month.is_personal() || month.short || !cue) {
            return None;
        }
        if month.short && !(cue && (end > first.end || self.next(end).kind == Kind::End)) {
            return None;
        }
        let name_follows = behind.is_capitalised() && !behind.is_any(words::FUNCTION_WORDS);
        let possessive = matches!(behind.kind, Kind::Mark('\'' | '’')) && !behind.spaced;
        if name_follows && behind.spaced || behind.is_mark('-') && !behind.spaced {
            return None;
        }
        if month.is_personal() {
            if !cue || possessive || before.is("by") {
                return None;
            }
        } else if !cue && before.is_capitalised() && !before.is_any(words::FUNCTION_WORDS) {
            // "Black September"
            return None;
        }
        let direction = self.tense(first.start, end);
        Some((Written::Month { year: None, month: month.month, direction }, end))
    }

    /// "the third quarter of 2016", "third-quarter 2016", "Q3 2024".
    pub(super) fn quarter(&self, first: Token<'a>) -> Read<Written> {
        let (quarter, at) = if first.is("q") {
            let token = self.next(first.end);
            let Kind::Number { value: value @ 1..=4, digits: 1 } = token.kind else {
                return None;
            };
            if token.spaced {
                return None;
            }
            (value as i8, token.end)
        } else {
            let quarter = words::ordinal(first.word()).filter(|&quarter| quarter <= 4)?;
            let hyphen = self.next(first.end);
            let noun = if hyphen.is_mark('-') { self.next(hyphen.end) } else { hyphen };
            if !noun.is("quarter") {
                return None;
            }
            (quarter, noun.end)
        };
        let (year, end) = self.year_behind(at)?;
        Some((Written::Quarter { year, quarter }, end))
    }

    /// "summer 2016", "the winter of 1944".
    pub(super) fn season(&self, first: Token<'a>) -> Read<Written> {
        if !first.is_any(&["spring", "summer", "autumn", "fall", "winter"]) {
            return None;
        }
        let (year, end) = self.year_behind(first.end)?;
        Some((Written::Season { year, winter: first.is("winter") }, end))
    }
}

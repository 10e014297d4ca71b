//! The time of day that stands with a date: "10:30 a.m. EDT", "2000 GMT".

use crate::span::ProseSpan;

use super::cursor::{Cursor, Kind};
use super::words;

impl Cursor<'_> {
    /// A time of day: "10:30 a.m. EDT", "at 2000 GMT", "noon" is none.
    pub(super) fn time(&self, at: usize) -> Option<ProseSpan> {
        let first = self.next(at);
        let Kind::Number { value, digits } = first.kind else {
            return None;
        };
        let mut end = first.end;
        let mut minutes = false;
        if digits == 4 {
            if value >= 2400 || value % 100 >= 60 {
                return None;
            }
        } else {
            if digits > 2 || value > 24 {
                return None;
            }
            for _ in 0..2 {
                let Some(mark @ (':' | '.')) = self.char_at(end) else {
                    break;
                };
                let part = self.next(end + mark.len_utf8());
                match part.kind {
                    Kind::Number { value: 0..=59, digits: 2 } if !part.spaced => end = part.end,
                    _ => break,
                }
                minutes |= mark == ':';
            }
        }
        let half = self.half_of_day(end);
        end = half.unwrap_or(end);
        if half.is_none() && self.joined_behind(end) && !self.slice(end, end + 1).eq("Z") {
            return None;
        }
        let zone = self.zone(end);
        let sure = half.is_some() && digits <= 2 || minutes || zone.is_some();
        sure.then_some(ProseSpan::new(first.start, zone.unwrap_or(end)))
    }

    /// "a.m.", "pm".
    fn half_of_day(&self, at: usize) -> Option<usize> {
        let letter = self.next(at);
        if letter.is_any(&["am", "pm"]) {
            return Some(letter.end);
        }
        if !letter.is_any(&["a", "p"]) || self.char_at(letter.end) != Some('.') {
            return None;
        }
        let m = self.next(letter.end + 1);
        let end = m.is("m").then_some(m.end)?;
        Some(self.behind_stop(end, true))
    }

    fn zone(&self, at: usize) -> Option<usize> {
        let token = self.next(at);
        if words::ZONES.contains(&token.word()) {
            return Some(token.end);
        }
        if token.is_any(&["hours", "hrs"]) {
            let zone = self.next(token.end);
            return Some(if words::ZONES.contains(&zone.word()) { zone.end } else { token.end });
        }
        let local = token.is_any(&["local", "eastern", "central", "mountain", "pacific"]);
        let time = self.next(token.end);
        (local && time.is("time")).then_some(time.end)
    }

    /// The time of day that stands behind a date, with the words between: ", at 10:30 GMT".
    pub(super) fn time_behind(&self, end: usize) -> Option<ProseSpan> {
        if self.char_at(end) == Some('T') {
            return self.iso_time(end + 1);
        }
        let mut at = end;
        let comma = self.next(at);
        if comma.is_mark(',') {
            at = comma.end;
        }
        let word = self.next(at);
        if word.is("at") {
            at = word.end;
        }
        self.next(at).spaced.then(|| self.time(at)).flatten()
    }

    /// What stands behind the T of ISO 8601: "10:30:00.123+02:00".
    fn iso_time(&self, start: usize) -> Option<ProseSpan> {
        const LONGEST: usize = 32;
        let rest = self.slice(start, usize::MAX);
        let length = rest
            .bytes()
            .take(LONGEST)
            .take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'+' | b'-' | b'Z'))
            .count();
        let length = rest.get(..length)?.trim_end_matches([':', '.', '+', '-']).len();
        (length >= 2).then(|| ProseSpan::new(start, start + length))
    }
}

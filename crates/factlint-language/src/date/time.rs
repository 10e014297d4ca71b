//! The time of day that stands with a date: "10:30 a.m. EDT", "2000 GMT".

use crate::token::{Kind, Tokens};
use crate::words::Class;
use std::ops::Range;

use super::lexeme::{Number, joined_after, number, past_stop};

/// A time of day: "10:30 a.m. EDT", "2000 GMT"; "noon" is none.
pub(super) fn time(tokens: &Tokens<'_>, i: usize) -> Option<Range<usize>> {
    let hour = number(tokens, i)?;
    let (end, minutes) = match hour {
        // "2000 GMT" holds both.
        Number { value, digits: 4 } if value < 2400 && value % 100 < 60 => (i + 1, false),
        Number { value: 0..=24, digits: 1..=2 } => minutes_after(tokens, i + 1),
        _ => return None,
    };
    let half = half_of_day(tokens, end);
    let end = half.unwrap_or(end);
    if half.is_none() && joined_after(tokens, end) && tokens.after(end) != Some('Z') {
        return None;
    }
    let zone = zone(tokens, end);
    let sure = half.is_some() && hour.digits <= 2 || minutes || zone.is_some();
    sure.then_some(i..zone.unwrap_or(end))
}

/// Behind the minutes and seconds of an hour, and whether there are any: ":30", ":30:15". Those
/// behind a full stop are unsure: "10.30".
fn minutes_after(tokens: &Tokens<'_>, mut end: usize) -> (usize, bool) {
    let mut sure = false;
    for _ in 0..2 {
        let Some(sign @ (':' | '.')) = tokens.after_sign(end) else {
            break;
        };
        match number(tokens, end + 1) {
            Some(Number { value: 0..=59, digits: 2 }) if tokens.is_attached(end + 1) => end += 2,
            _ => break,
        }
        sure |= sign == ':';
    }
    (end, sure)
}

/// "a.m.", "pm".
fn half_of_day(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let letter = tokens.near(end);
    if tokens.is(letter, Class::Meridiems) {
        return Some(letter + 1);
    }
    let half = tokens.says_any_case(letter, "a") || tokens.says_any_case(letter, "p");
    if !half || !tokens.attached_sign(letter + 1, '.') {
        return None;
    }
    let m = tokens.near(letter + 2);
    tokens.says_any_case(m, "m").then(|| past_stop(tokens, m + 1, true))
}

/// "GMT", "hours GMT", "Eastern time".
fn zone(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let zone = tokens.near(end);
    if tokens.is(zone, Class::TimeZones) {
        return Some(zone + 1);
    }
    if tokens.is(zone, Class::ClockHours) {
        let behind = tokens.near(zone + 1);
        let zoned = tokens.is(behind, Class::TimeZones);
        return Some(if zoned { behind + 1 } else { zone + 1 });
    }
    tokens.phrase(zone, Class::SpokenTimeZones)
}

/// The time of day that stands behind a date, with the words between: ", at 10:30 GMT".
pub(super) fn time_behind(tokens: &Tokens<'_>, end: usize) -> Option<Range<usize>> {
    if tokens.is_attached(end) && tokens.says(end, "T") {
        return iso_time(tokens, end + 1);
    }
    let mut at = end;
    if tokens.sign(tokens.near(at)) == Some(',') {
        at += 1;
    }
    if tokens.says_any_case(tokens.near(at), "at") {
        at += 1;
    }
    let at = tokens.spaced(at)?;
    time(tokens, at)
}

/// What stands behind the T of ISO 8601: "10:30:00.123+02:00".
fn iso_time(tokens: &Tokens<'_>, start: usize) -> Option<Range<usize>> {
    /// Of the longest time: hours, minutes, seconds, their parts and an offset.
    const MOST_TOKENS: usize = 16;
    let mut end = start;
    for i in start..start + MOST_TOKENS {
        match tokens.kind(i) {
            _ if !tokens.is_attached(i) => break,
            Kind::Digits => end = i + 1,
            Kind::Letters if tokens.says(i, "Z") => end = i + 1,
            // Part of the time if more of it follows.
            Kind::Sign(':' | '.' | '+' | '-') => {}
            _ => break,
        }
    }
    (end > start && tokens.span(start..end).len() >= 2).then_some(start..end)
}

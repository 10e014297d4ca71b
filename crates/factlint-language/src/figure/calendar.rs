//! Numbers that are years, days of a month or clock times.

use super::super::cursor;
use super::super::number::{Form, Number};

/// Whether a bare or counting number is a year, part of a date or a clock time.
pub(super) fn is_date_or_time(
    text: &str,
    start: usize,
    number: &Number,
    counts: bool,
    hedged: bool,
) -> bool {
    let end = number.end;
    let next_at = cursor::gap(text, end).unwrap_or(end);
    let next = cursor::word(text, next_at);
    if matches!(next, "am" | "pm" | "a" | "p" | "AM" | "PM") && is_meridiem(text, next_at) {
        return true;
    }
    if matches!(
        next,
        "GMT"
            | "UTC"
            | "EST"
            | "EDT"
            | "CET"
            | "CEST"
            | "BST"
            | "PST"
            | "PDT"
            | "ET"
            | "PT"
            | "CT"
            | "o"
            | "AD"
            | "BC"
            | "BCE"
            | "CE"
            | "st"
            | "nd"
            | "rd"
            | "th"
    ) {
        return true;
    }
    let digits = number.form == Form::Digits;
    let small = number.is_whole() && number.scale == 1.0;
    // A day may be spelled out, but only where nothing is counted: "in May five people".
    let day = small && (1.0..=31.0).contains(&number.numeral.value) && (digits || !counts);
    let hour = small && number.numeral.value <= 12.0 && !counts;
    if day && (is_month(next) || is_before_month(text, end)) {
        return true;
    }
    let before = previous_word(text, start);
    let year = number.could_be_year() || is_spelled_year(number, counts);
    if is_month(before) && (day || year) {
        return true;
    }
    if day && !counts && (is_second_day(text, start) || is_weekday(before)) {
        return true;
    }
    // "half past five", "ten past nine", "meet at 8", "nine oclock"
    if hour && (matches!(before, "past" | "at") || matches!(next, "past" | "oclock")) {
        return true;
    }
    if is_spelled_year(number, counts) {
        return matches!(before, "in" | "In" | "of" | "since" | "by" | "until" | "year");
    }
    if !number.could_be_year() {
        return false;
    }
    let round = number.numeral.value % 100.0 == 0.0 || number.numeral.value < 1800.0;
    let mut buffer = [0; 16];
    let dated = matches!(
        cursor::lower(before, &mut buffer),
        b"in"
            | b"since"
            | b"by"
            | b"until"
            | b"till"
            | b"from"
            | b"during"
            | b"before"
            | b"after"
            | b"the"
            | b"of"
            | b"early"
            | b"late"
            | b"mid"
            | b"for"
            | b"through"
            | b"year"
            | b"years"
            | b"to"
            | b"and"
            | b"fiscal"
            | b"spring"
            | b"summer"
            | b"autumn"
            | b"fall"
            | b"winter"
            | b"season"
            | b"its"
            | b"his"
            | b"their"
            | b"this"
            | b"that"
            | b"a"
    );
    !((hedged || counts) && round && (hedged || !dated))
}

/// Whether a number in words could be a year: "nineteen hundred ninety three".
fn is_spelled_year(number: &Number, counts: bool) -> bool {
    let value = number.numeral.value;
    number.form == Form::Words
        && !counts
        && (1500.0..=2100.0).contains(&value)
        && value % 100.0 != 0.0
}

/// Whether a month follows a day that ends at `end`: "9 to 12 of June", "18 and 19 June".
fn is_before_month(text: &str, end: usize) -> bool {
    let Some(at) = cursor::gap(text, end) else { return false };
    let joint = cursor::word(text, at);
    let Some(next) = cursor::gap(text, at + joint.len()) else { return false };
    match joint {
        "of" => is_month(cursor::word(text, next)),
        "and" | "or" | "to" | "through" => {
            let bytes = &text.as_bytes()[next..];
            let digits = bytes.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
            let month = cursor::gap(text, next + digits).map(|at| cursor::word(text, at));
            (1..=2).contains(&digits) && month.is_some_and(is_month)
        }
        _ => false,
    }
}

fn is_weekday(word: &str) -> bool {
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"monday" | b"tuesday" | b"wednesday" | b"thursday" | b"friday" | b"saturday" | b"sunday"
    )
}

/// Whether the number at `start` is the second day of "July 4 and 5".
fn is_second_day(text: &str, start: usize) -> bool {
    let Some(joint) = cursor::word_before(text, start) else { return false };
    if !matches!(joint, "and" | "or" | "to" | "through") {
        return false;
    }
    let Some(end) = cursor::gap_before(text, cursor::offset(text, joint)) else { return false };
    let digits =
        text.as_bytes()[..end].iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&digits) && is_month(previous_word(text, end - digits))
}

/// Whether a number is a year by the word before it: "in 1990".
pub(super) fn is_dated_year(text: &str, start: usize, number: &Number) -> bool {
    let before = previous_word(text, start);
    number.could_be_year()
        && (is_month(before)
            || matches!(
                before,
                "in" | "In"
                    | "since"
                    | "Since"
                    | "of"
                    | "during"
                    | "by"
                    | "By"
                    | "until"
                    | "after"
                    | "before"
            ))
}

/// "a.m.", "pm" at `at`.
fn is_meridiem(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let after = if rest.starts_with("am")
        || rest.starts_with("pm")
        || rest.starts_with("AM")
        || rest.starts_with("PM")
    {
        2
    } else if rest.get(1..).is_some_and(|r| r.starts_with(".m") || r.starts_with(" . m")) {
        3
    } else {
        return false;
    };
    !cursor::after(text, at + after).is_some_and(char::is_alphanumeric)
}

/// The word before `start`, looking past a full stop ("Sept. 28", "No. 10") and a comma.
pub(super) fn previous_word(text: &str, start: usize) -> &str {
    let Some(end) = cursor::gap_before(text, start) else { return "" };
    let stop = usize::from(text[..end].ends_with('.'));
    let spaced = if stop == 1 { cursor::gap_before(text, end - 1).unwrap_or(end - 1) } else { end };
    cursor::word_ending(text, spaced)
}

pub(super) fn is_month(word: &str) -> bool {
    if !word.starts_with(char::is_uppercase)
        && matches!(word, "may" | "march" | "mar" | "dec" | "sep" | "jan")
    {
        return false;
    }
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"january"
            | b"february"
            | b"march"
            | b"april"
            | b"may"
            | b"june"
            | b"july"
            | b"august"
            | b"september"
            | b"october"
            | b"november"
            | b"december"
            | b"jan"
            | b"feb"
            | b"mar"
            | b"apr"
            | b"jun"
            | b"jul"
            | b"aug"
            | b"sep"
            | b"sept"
            | b"oct"
            | b"nov"
            | b"dec"
    )
}

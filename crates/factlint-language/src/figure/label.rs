//! Numbers that number something: sections, models, list items, legal citations.

use super::super::number::{Form, Number};
use super::super::{cursor, noun};
use super::calendar::previous_word;

/// Whether the number numbers something: "Section 5", "No. 10", "page 12", "Falcon 9", "(1)".
pub(super) fn is_label(text: &str, start: usize, number: &Number, counts: bool) -> bool {
    // "Python 3.8" is a version; larger decimals after a name are prices and indices.
    let decimal = number.form == Form::Digits && number.numeral.decimals > 0 && !counts;
    let version = decimal && number.numeral.decimals <= 2 && number.numeral.value < 100.0;
    if !(number.is_whole() || decimal) || number.scale != 1.0 {
        return false;
    }
    if number.form == Form::Digits && is_list_item(text, start, number) {
        return true;
    }
    if is_spaced_model(text, start) {
        return true;
    }
    let word = previous_word(text, start);
    let mut buffer = [0; 16];
    let labels = matches!(
        cursor::lower(word, &mut buffer),
        b"section"
            | b"sections"
            | b"chapter"
            | b"chapters"
            | b"figure"
            | b"figures"
            | b"fig"
            | b"figs"
            | b"table"
            | b"tables"
            | b"no"
            | b"nos"
            | b"number"
            | b"numbers"
            | b"article"
            | b"articles"
            | b"part"
            | b"page"
            | b"pages"
            | b"pp"
            | b"volume"
            | b"vol"
            | b"appendix"
            | b"step"
            | b"phase"
            | b"type"
            | b"level"
            | b"grade"
            | b"category"
            | b"route"
            | b"highway"
            | b"flight"
            | b"channel"
            | b"room"
            | b"gate"
            | b"exit"
            | b"round"
            | b"week"
            | b"day"
            | b"stage"
            | b"lap"
            | b"line"
            | b"lines"
            | b"version"
            | b"issue"
            | b"question"
            | b"rule"
            | b"item"
            | b"port"
            | b"error"
            | b"code"
            | b"district"
            | b"ward"
            | b"precinct"
            | b"zone"
            | b"apartment"
            | b"suite"
            | b"unit"
            | b"engine"
            | b"track"
            | b"platform"
            | b"gigabit"
            | b"verse"
            | b"act"
            | b"scene"
            | b"title"
            | b"amendment"
            | b"resolution"
            | b"proposition"
            | b"psalm"
            | b"class"
            | b"division"
            | b"episode"
            | b"series"
            | b"model"
            | b"mark"
            | b"century"
            | b"listing"
            | b"example"
            | b"equation"
            | b"eq"
            | b"ch"
            | b"sec"
            | b"ref"
            | b"footnote"
            | b"note"
            | b"tier"
            | b"generation"
            | b"interstate"
    );
    if labels && (number.form == Form::Digits || !counts) {
        return true;
    }
    if !number.is_whole() && (!version || is_statistic(word)) {
        return false;
    }
    if !counts && number.form == Form::Digits && (is_code(word) || is_option(text, word)) {
        return true;
    }
    // "H.R. 7888"
    if word.contains('.')
        && number.form == Form::Digits
        && !counts
        && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
        && !matches!(word, "U.S" | "U.K" | "U.N" | "E.U" | "D.C")
    {
        return true;
    }
    // A name directly before a number is most often part of it: Falcon 9, Windows 10, Boeing 737.
    let at = cursor::gap_before(text, start).unwrap_or(start);
    let after_stop = text[..at].ends_with('.');
    let name = word.contains(char::is_uppercase)
        && !after_stop
        && number.form == Form::Digits
        && !number.grouped;
    if !name || is_opening(text, word) || noun::is_function_word(word) {
        return false;
    }
    !counts || !is_given(text, word)
}

/// Words before a number that is dialled, pressed or looked up, and counts nothing.
fn is_code(word: &str) -> bool {
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"call"
            | b"dial"
            | b"phone"
            | b"tel"
            | b"telephone"
            | b"fax"
            | b"extension"
            | b"reference"
            | b"status"
            | b"button"
            | b"position"
            | b"key"
            | b"option"
            | b"slot"
            | b"pin"
            | b"desk"
            | b"hut"
            | b"dock"
            | b"terminal"
            | b"hall"
            | b"row"
            | b"column"
            | b"seat"
            | b"building"
            | b"plot"
            | b"pier"
            | b"berth"
            | b"form"
            | b"batch"
            | b"sector"
            | b"junction"
            | b"locker"
    )
}

/// Short names of statistics, which are no names of things that have versions.
fn is_statistic(word: &str) -> bool {
    matches!(
        word,
        "pH" | "SD"
            | "SE"
            | "SEM"
            | "CI"
            | "OR"
            | "HR"
            | "RR"
            | "IQ"
            | "GPA"
            | "BMI"
            | "EPS"
            | "GDP"
            | "CPI"
            | "P"
            | "N"
            | "R"
            | "F"
            | "T"
            | "AUC"
            | "MAE"
            | "RMSE"
            | "PMI"
    )
}

/// Whether a word is an option of a command line: the "jobs" of "--jobs 4".
fn is_option(text: &str, word: &str) -> bool {
    let start = cursor::offset(text, word);
    let dashes = text[..start].bytes().rev().take(3).take_while(|b| *b == b'-').count();
    (1..=2).contains(&dashes)
        && cursor::before(text, start - dashes).is_none_or(char::is_whitespace)
}

/// The last words of streets.
const STREETS: [&str; 26] = [
    "Avenue", "Ave", "Boulevard", "Close", "Court", "Crescent", "Drive", "Gardens", "Grove",
    "Highway", "Hill", "Lane", "Mews", "Parade", "Park", "Parkway", "Place", "Plaza", "Quay", "Rd",
    "Road", "Row", "Square", "St", "Street", "Terrace",
];

/// Whether a number is that of a house: "14 Priory Gardens", "221B Baker Street".
pub(super) fn is_address(text: &str, start: usize, number: &Number) -> bool {
    if number.digits > 5 || number.grouped || number.numeral.decimals > 0 || number.scale != 1.0 {
        return false;
    }
    let currency = cursor::before(text, start).is_some_and(|c| !c.is_whitespace() && c != '(');
    let letter = usize::from(
        text[number.end..].starts_with(|c: char| c.is_ascii_alphabetic())
            && !text[number.end + 1..].starts_with(char::is_alphanumeric),
    );
    let mut at = number.end + letter;
    for _ in 0..4 {
        let Some(next) = cursor::gap(text, at) else { return false };
        let word = cursor::word(text, next);
        if currency || !word.starts_with(char::is_uppercase) {
            return false;
        }
        at = next + word.len();
        if let Some(possessive) = ["'s", "’s"].into_iter().find(|s| text[at..].starts_with(s)) {
            at += possessive.len();
        }
        let first = next == number.end + letter + 1;
        if STREETS.contains(&word) && !first {
            // "7 Highland Park residents" are people.
            let counts = cursor::gap(text, at).is_some_and(|next| {
                let noun = cursor::word(text, next);
                noun.starts_with(char::is_lowercase) && noun::looks_plural(noun)
            });
            return !counts;
        }
    }
    false
}

/// Whether a measure is part of a place on the globe: "47°22′N", "8° 33′ E".
pub(super) fn is_coordinate(text: &str, start: usize, end: usize) -> bool {
    let degrees =
        |at: usize| cursor::before(text, at).is_some_and(|c| matches!(c, '°' | '′' | '\''));
    let own = degrees(end) || text[..end].ends_with(['″', '"']);
    let after_degrees = degrees(cursor::gap_before(text, start).unwrap_or(start));
    let next = cursor::skip_gap(text, end);
    let quarter = text[next..].starts_with(['N', 'S', 'E', 'W'])
        && !text[next + 1..].starts_with(char::is_alphanumeric);
    let goes_on = text[end..].starts_with(|c: char| c.is_ascii_digit());
    own && (quarter || goes_on || after_degrees)
}

/// "B - 2", as transcripts and tokenised texts write a model.
fn is_spaced_model(text: &str, start: usize) -> bool {
    let Some(gap) = cursor::gap_before(text, start) else { return false };
    let Some(before) = text[..gap].strip_suffix('-') else { return false };
    let end = cursor::gap_before(text, before.len()).unwrap_or(before.len());
    let word = cursor::word_ending(text, end);
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// "1. ", "(1)", "[1]", "1)" at the start of a line.
fn is_list_item(text: &str, start: usize, number: &Number) -> bool {
    if number.digits > 3 || number.numeral.decimals > 0 {
        return false;
    }
    let (before, after) = (cursor::before(text, start), cursor::after(text, number.end));
    if matches!((before, after), (Some('(' | '['), Some(')' | ']'))) {
        return true;
    }
    if is_reference_list(text, start) {
        return true;
    }
    let bracket = cursor::after(text, number.end + 1).is_some_and(|c| matches!(c, ')' | ']'));
    if matches!(before, Some('(' | '[')) && after == Some('.') && bracket {
        return true;
    }
    let at_start = before.is_none_or(|c| c == '\n');
    at_start
        && matches!(after, Some('.' | ')'))
        && cursor::after(text, number.end + 1).is_none_or(char::is_whitespace)
}

/// Whether a number stands with others alone in square brackets: "[7, 9]".
fn is_reference_list(text: &str, start: usize) -> bool {
    /// More numbers than fit here are no list of references.
    const REACH: usize = 24;
    let listed = |b: &u8| b.is_ascii_digit() || matches!(b, b',' | b' ' | b'-');
    let bytes = text.as_bytes();
    let before = bytes[..start].iter().rev().take(REACH).find(|b| !listed(b));
    let after = bytes[start..].iter().take(REACH).find(|b| !listed(b));
    before == Some(&b'[') && after == Some(&b']')
}

/// Abbreviations of law reports and codes that stand between two numbers.
const REPORTERS: [&str; 14] = [
    "U.S.C.", "U.S.", "F.2d", "F.3d", "F.4th", "F. Supp.", "F. Supp. 2d", "F. Supp. 3d", "C.F.R.",
    "CFR", "S. Ct.", "S.Ct.", "Fed. Reg.", "USC",
];

/// Whether a number is part of a legal citation: "347 U.S. 483", "18 U.S.C. § 1001", "§ 230".
pub(super) fn is_citation(text: &str, start: usize, end: usize) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || c == '§';
    if let Some(at) = cursor::gap_before(text, start) {
        let before = &text[..at];
        let cited = |r: &&str| {
            before.strip_suffix(*r).is_some_and(|b| {
                b.trim_end_matches([' ', '\u{a0}']).ends_with(numeral)
                    && b.ends_with([' ', '\u{a0}'])
            })
        };
        if before.ends_with('§') || REPORTERS.iter().any(cited) {
            return true;
        }
    }
    let Some(at) = cursor::gap(text, end) else { return false };
    let rest = &text[at..];
    REPORTERS.iter().any(|r| {
        rest.strip_prefix(r).is_some_and(|rest| {
            cursor::gap(rest, 0).and_then(|at| cursor::after(rest, at)).is_some_and(numeral)
        })
    })
}

/// Whether a capitalised word is no name but the first word of the text or a common opening.
fn is_opening(text: &str, word: &str) -> bool {
    let start = cursor::offset(text, word);
    let mut buffer = [0; 16];
    let common = matches!(
        cursor::lower(word, &mut buffer),
        b"nearly"
            | b"almost"
            | b"roughly"
            | b"approximately"
            | b"another"
            | b"exactly"
            | b"police"
            | b"officials"
            | b"scores"
            | b"an"
            | b"estimated"
            | b"today"
            | b"yesterday"
            | b"currently"
            | b"combine"
            | b"add"
            | b"use"
            | b"give"
            | b"take"
            | b"send"
            | b"buy"
            | b"first"
            | b"last"
            | b"next"
            | b"previous"
            | b"nasdaq"
            | b"total"
            | b"maximum"
            | b"minimum"
    );
    common || (start == 0 && word.ends_with("ly"))
}

/// Whether someone is given the counted things: "gave Ukraine 18 missiles".
fn is_given(text: &str, word: &str) -> bool {
    let mut at = cursor::offset(text, word);
    // The name may have two more words: "gave the Ukrainian Army 18 missiles".
    for _ in 0..4 {
        let Some(before) = cursor::word_before(text, at) else { return false };
        let mut buffer = [0; 16];
        let lower = cursor::lower(before, &mut buffer);
        if matches!(
            lower,
            b"give"
                | b"gives"
                | b"gave"
                | b"given"
                | b"giving"
                | b"send"
                | b"sends"
                | b"sent"
                | b"sending"
                | b"sell"
                | b"sold"
                | b"selling"
                | b"offer"
                | b"offers"
                | b"offered"
                | b"offering"
                | b"supply"
                | b"supplied"
                | b"supplying"
                | b"hand"
                | b"handed"
                | b"cost"
                | b"costs"
                | b"costing"
                | b"lend"
                | b"lent"
                | b"loan"
                | b"loaned"
                | b"promise"
                | b"promised"
                | b"owe"
                | b"owes"
                | b"owed"
                | b"pay"
                | b"paid"
                | b"grant"
                | b"granted"
                | b"award"
                | b"awarded"
                | b"provide"
                | b"provided"
                | b"ship"
                | b"shipped"
                | b"buy"
                | b"bought"
                | b"deliver"
                | b"delivered"
        ) {
            return true;
        }
        if !(before.starts_with(char::is_uppercase) || lower == b"the") {
            return false;
        }
        at = cursor::offset(text, before);
    }
    false
}

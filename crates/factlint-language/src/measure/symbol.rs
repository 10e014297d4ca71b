//! Symbols of units, and what settles those that could be something else.

use super::super::number::{Form, Number};
use super::super::unit::{UnitId, Units};
use super::super::{cursor, noun};

/// The symbol at `start`, whole or as "x/y".
pub(super) fn symbol(
    text: &str,
    units: &Units,
    start: usize,
    number: &Number,
    attached: bool,
) -> Option<(UnitId, usize)> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    if first.is_alphanumeric() && first.is_ascii_digit() {
        return None;
    }
    let mut found = None;
    let mut previous = ' ';
    for (i, c) in rest.char_indices().take(16) {
        let boundary = i > 0 && !(c.is_alphanumeric() && previous.is_alphanumeric()) && c != '^';
        if boundary && let Some(unit) = units.by_symbol(&rest[..i]) {
            found = Some((unit, start + i));
        }
        // The symbols that hold a space have a short first part: "fl oz", "mm Hg".
        if c == ' ' && i > 3 {
            break;
        }
        if !(c.is_alphanumeric()
            || matches!(
                c,
                '°' | 'º'
                    | '/'
                    | '^'
                    | '·'
                    | '⋅'
                    | '%'
                    | '‰'
                    | '$'
                    | '€'
                    | '£'
                    | '¥'
                    | '₹'
                    | '¢'
                    | '.'
                    | ' '
                    | '-'
                    | '′'
                    | '″'
                    | '％'
                    | '℃'
                    | '℉'
            ))
            && i > 0
        {
            break;
        }
        previous = c;
    }
    if rest.len() <= 16
        && let Some(unit) = units.by_symbol(rest)
    {
        found = Some((unit, text.len()));
    }
    let (unit, end) = found?;
    let symbol = &text[start..end];
    accepts(text, units, unit, symbol, start, number, attached).then_some((unit, end))
}

/// Settles symbols that could be something else.
fn accepts(
    text: &str,
    units: &Units,
    unit: UnitId,
    symbol: &str,
    start: usize,
    number: &Number,
    attached: bool,
) -> bool {
    let end = start + symbol.len();
    if cursor::after(text, end).is_some_and(|c| matches!(c, '\'' | '’') && symbol.is_ascii()) {
        return false;
    }
    if number.form == Form::Words && symbol.len() == 1 && symbol.is_ascii() && symbol != "%" {
        return false;
    }
    // "2000 A.D." and "s-1"
    let initial = text[end..].starts_with('.')
        && cursor::after(text, end + 1).is_some_and(char::is_alphabetic);
    if initial || is_inverse(text, end) {
        return false;
    }
    match symbol {
        "in" => is_inch(text, end, number, attached),
        "\"" => measures(text, end) || (attached && !is_quoted(text, number.start)),
        "”" => measures(text, end),
        // 1990s, 747s, "the 20s"
        "s" => number.numeral.decimals > 0 || (!attached && !number.could_be_year()),
        "A" | "N" | "J" | "B" | "V" | "W" | "b" | "t" | "h" if !attached => {
            number.form != Form::Words
                && !cursor::gap(text, end)
                    .is_some_and(|at| cursor::word(text, at).starts_with(char::is_uppercase))
        }
        "pm" | "am" => {
            number.numeral.value > 12.0
                || number.numeral.decimals == 1
                || number.numeral.decimals > 2
        }
        "K" if text[..start].ends_with('-') => false, // Form 10-K
        "x" | "×" => attached && number.form == Form::Digits && !text[end..].starts_with('-'),
        "K" => number.numeral.decimals == 2 || (!attached && !is_before_noun(text, end)),
        "C" | "F" => {
            speaks_of(&TEMPERATURE, text, start)
                || attached
                    && !text[end..].starts_with('/')
                    && (number.numeral.decimals > 0 || reads_off(text, number.start))
        }
        "c" | "p" => attached && speaks_of(&MONEY, text, start),
        "'" => {
            attached
                && (measures(text, end)
                    || cursor::word_before(text, number.start)
                        .is_some_and(|w| matches!(w, "x" | "by")))
        }
        "TRY" | "DM" | "NM" | "AU" | "PSI" => !attached,
        "$" | "£" | "€" | "¥" | "₹" => {
            !cursor::after(text, cursor::skip_gap(text, end)).is_some_and(|c| c.is_ascii_digit())
        }
        "°" | "º" => true,
        _ => units.get(unit).dimension != "money" || symbol.len() > 1,
    }
}

/// Whether the word before a number tells of a scale: "reached 128F", "water of 4C".
fn reads_off(text: &str, start: usize) -> bool {
    cursor::word_before(text, start).is_some_and(|word| {
        matches!(
            word,
            "of" | "reached"
                | "reaching"
                | "hit"
                | "hitting"
                | "below"
                | "above"
                | "than"
                | "minus"
        )
    })
}

/// Words that make "C" and "F" degrees.
const TEMPERATURE: [&str; 16] = [
    "temperat", "weather", "heat", "warm", "cold", "cool", "degree", "outside", "freez", "boil",
    "oven", "thermo", "celsius", "fahrenheit", "climate", "°",
];

/// Words that make "c" cents and "p" pence.
const MONEY: [&str; 9] =
    ["$", "£", " cent", "pence", "share", "price", "dividend", "earnings", "cost"];

/// Whether one of `cues` stands near `at`.
fn speaks_of(cues: &[&str], text: &str, at: usize) -> bool {
    const REACH: usize = 80;
    let mut from = at.saturating_sub(REACH);
    let mut to = (at + REACH).min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let near = text[from..to].to_ascii_lowercase();
    cues.iter().any(|cue| near.contains(cue))
}

/// Whether "in" after a number means inches: at the end of a clause or before what is measured.
fn is_inch(text: &str, end: usize, number: &Number, attached: bool) -> bool {
    if number.form == Form::Words || number.could_be_year() {
        return false;
    }
    if cursor::word_before(text, number.start).is_some_and(|w| matches!(w, "ft" | "feet" | "foot"))
    {
        return true;
    }
    match cursor::after(text, end) {
        None | Some(')' | ';' | ',') => return true,
        Some('.') => {
            return attached || cursor::after(text, end + 1).is_none_or(char::is_whitespace);
        }
        _ => {}
    }
    if cursor::gap(text, end).is_none() { attached } else { measures(text, end) }
}

/// Whether a word that says what is measured follows: "9 in thick", "2 in x 4 in".
fn measures(text: &str, end: usize) -> bool {
    cursor::gap(text, end).is_some_and(|at| {
        let word = cursor::word(text, at);
        matches!(
            word,
            "thick" | "long" | "wide" | "tall" | "high" | "deep" | "diameter" | "x" | "by"
        ) || text[at..].starts_with('×')
    })
}

/// Whether a word in lower case that can be part of a noun phrase follows.
fn is_before_noun(text: &str, end: usize) -> bool {
    cursor::gap(text, end).is_some_and(|at| {
        let word = cursor::word(text, at);
        word.starts_with(char::is_lowercase) && !noun::is_function_word(word)
    })
}

/// Whether a straight quotation mark stands open before `at`, so that the next one closes it.
fn is_quoted(text: &str, at: usize) -> bool {
    const REACH: usize = 300;
    let before = &text.as_bytes()[at.saturating_sub(REACH)..at];
    let marks = before.iter().rev().take_while(|b| **b != b'\n').filter(|b| **b == b'"').count();
    marks % 2 == 1
}

/// Whether a negative power follows a symbol: "s-1", "fb−1".
fn is_inverse(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    let mut next = rest.next();
    if next == Some('^') {
        next = rest.next();
    }
    let raised = next == Some('⁻');
    let digit = matches!(next, Some('-' | '−')) && matches!(rest.next(), Some('1'..='3'));
    raised
        || (digit
            && !rest.next().is_some_and(char::is_alphanumeric)
            && !rest.next().is_some_and(char::is_alphabetic))
}

//! The unit around a number: a currency before it, a unit name or symbol after it.

mod compound;
mod currency;
mod symbol;

use self::symbol::symbol;
use super::number::{Form, Number};
use super::token::Tokens;
use super::unit::{UnitId, Units};
use super::word::is_hyphen;
use super::words::Class;
pub(super) use compound::{noun_under, told_per};
pub(super) use currency::{currency_before, scaled_code};
use std::borrow::Cow;

/// Most words in the name of a unit.
const MOST_WORDS: usize = 4;

/// A unit that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// The unit.
    pub unit: UnitId,
    /// One past its last token.
    pub end: usize,
    /// Whether a hyphen joins it to the number: "1,000-mile".
    pub attributive: bool,
}

/// The unit that follows a number.
pub(super) fn after(tokens: &Tokens<'_>, units: &Units, number: &Number) -> Option<Found> {
    let found = first_unit(tokens, units, number)?;
    if let Some(whole) = compound::rate(tokens, units, found) {
        return Some(whole);
    }
    let whole = rate(tokens, units, found);
    // "5 W/min" is no figure of watts.
    let over = tokens.attached_sign(found.end, '/')
        && tokens.is_attached(found.end + 1)
        && (tokens.is_letters(found.end + 1)
            || tokens.sign(found.end + 1) == Some('(')
                && tokens
                    .attached(found.end + 2)
                    .is_some_and(|i| units.by_symbol(tokens.word(i)).is_some()));
    if whole == found && over && units.get(found.unit).dimension != "money" {
        // "5 mg/kg" is told per kilogram, "5 mg/kg/day" per kilogram and day.
        return compound::is_told_per_each(tokens, units, found.end).then_some(found);
    }
    // "5 kat m−5": its unit is in no table. "5 mg kg−1" is told per kilogram, "5 kJ kg−1 K−1" per kilogram and kelvin.
    compound::is_told_inversely(tokens, units, whole.end).then_some(whole)
}

/// `found`, or the unit of it per another: "km/h", "dollars a barrel".
pub(super) fn rate(tokens: &Tokens<'_>, units: &Units, found: Found) -> Found {
    let per = || {
        let (under, end) = denominator(tokens, units, found.end)?;
        Some(Found { unit: units.rate(found.unit, under)?, end, ..found })
    };
    per().unwrap_or(found)
}

fn first_unit(tokens: &Tokens<'_>, units: &Units, number: &Number) -> Option<Found> {
    let end = number.end;
    if tokens.after_sign(end).is_some_and(is_hyphen) {
        let start = tokens.attached(end + 1)?;
        let (unit, end) =
            name(tokens, units, start).or_else(|| symbol(tokens, units, start, number, false))?;
        // "S$500-S$600"
        if tokens.is_attached(end) && tokens.is_digits(end) {
            return None;
        }
        return Some(Found { unit, end, attributive: true });
    }
    let start = tokens.near(end);
    let found = |(unit, end)| Found { unit, end, attributive: false };
    if let Some(bracketed) = bracketed(tokens, units, start) {
        return Some(found(bracketed));
    }
    if number.form == Form::Fraction
        && let Some(whole) = part_of_one(tokens, units, start)
    {
        return Some(found(whole));
    }
    let as_symbol = symbol(tokens, units, start, number, tokens.is_attached(end));
    let as_name = name(tokens, units, start).filter(|(_, end)| {
        !matches!(tokens.slice(start..*end), "mark" | "marks" | "Marks") || are_money(number)
    });
    let (unit, end) = match (as_symbol, as_name) {
        (Some(symbol), Some(name)) => {
            // A symbol keeps its capitals, so that "Gbps" is no plural of "GBP".
            if name.1 > symbol.1 { name } else { symbol }
        }
        (symbol, name) => name.or(symbol)?,
    };
    let attributive = singular_before_noun(tokens, units, unit, number, start, end);
    Some(Found { unit, end, attributive })
}

/// Whether "marks" after a number are money: millions of them, or a rate with hundredths. The
/// others are those of schools and punctuation.
fn are_money(number: &Number) -> bool {
    number.scale >= 1e3 || number.numeral.decimals >= 2
}

/// The unit of "half a mile", "two-thirds of an inch" after the fraction; `start` is past the gap.
fn part_of_one(tokens: &Tokens<'_>, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    let article = if tokens.says(start, "of") { tokens.spaced(start + 1)? } else { start };
    if !matches!(tokens.word(article), "a" | "an") {
        return None;
    }
    name(tokens, units, tokens.spaced(article + 1)?)
}

/// A symbol in brackets: "20 [kg]".
fn bracketed(tokens: &Tokens<'_>, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    let close = match tokens.sign(start)? {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        _ => return None,
    };
    let letters = tokens.word(tokens.attached(start + 1)?);
    let unit = units.by_symbol(letters).or_else(|| units.by_lower_name(letters))?;
    // "14(b)" is a paragraph.
    let plain =
        tokens.spaced(start).is_some() && (letters.len() > 1 || matches!(letters, "m" | "g" | "s"));
    let is_symbol = units.get(unit).symbol.as_deref() == Some(letters);
    (is_symbol && plain && tokens.attached_sign(start + 2, close)).then_some((unit, start + 3))
}

/// Whether a singular unit name after a number above one stands before a noun: "a 5 mile walk".
fn singular_before_noun(
    tokens: &Tokens<'_>,
    units: &Units,
    unit: UnitId,
    number: &Number,
    start: usize,
    end: usize,
) -> bool {
    let unit = units.get(unit);
    number.numeral.value > 1.0
        && unit.name != unit.plural
        && tokens.slice(start..end).eq_ignore_ascii_case(&unit.name)
        && tokens.spaced(end).is_some_and(|next| may_be_in_noun_phrase(tokens, next))
}

/// Whether a word in lower case that can be part of a noun phrase stands at `i`.
fn may_be_in_noun_phrase(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_small(i) && !tokens.is(i, Class::FunctionWords)
}

/// The longest unit name at `start`, in any capitals.
fn name(tokens: &Tokens<'_>, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    if !may_start_name(tokens, units, start) {
        return None;
    }
    let mut words: Cow<'_, str> = Cow::Borrowed("");
    let mut found = None;
    let mut at = start;
    for _ in 0..MOST_WORDS {
        let end = name_word_end(tokens, at);
        if end == at {
            break;
        }
        let word = tokens.lower_slice(at..end);
        if words.is_empty() {
            words = word;
        } else {
            let longer = words.to_mut();
            longer.push(' ');
            longer.push_str(&word);
        }
        let ends_word = !(tokens.is_attached(end) && tokens.is_word(end));
        if ends_word && let Some(unit) = units.by_lower_name(&words) {
            found = Some((unit, end));
        }
        let next = if tokens.attached_sign(end, '-') {
            tokens.attached(end + 1)
        } else {
            tokens.spaced(end)
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    let (unit, end) = found?;
    is_unit_here(tokens, units, unit, start, end).then_some((unit, end))
}

/// Whether the name of a unit may start at `i`: a quick no for most words after a number.
fn may_start_name(tokens: &Tokens<'_>, units: &Units, i: usize) -> bool {
    let word = tokens.word(i);
    let starts_a_name = word.eq_ignore_ascii_case("us") || word.eq_ignore_ascii_case("per");
    let initials = name_word_end(tokens, i) > i + 1;
    if tokens.is(i, Class::FunctionWords) && !starts_a_name && !initials {
        return false;
    }
    if word.is_ascii() && !units.may_start_name(word) {
        return false;
    }
    word.len() > 1 || initials || word.eq_ignore_ascii_case("U")
}

/// The end of a word of a unit name: letters, or initials as in "U.S.".
fn name_word_end(tokens: &Tokens<'_>, at: usize) -> usize {
    let initial = |i: usize| {
        tokens.is_letters(i)
            && tokens.text(i).chars().nth(1).is_none()
            && tokens.attached_sign(i + 1, '.')
    };
    if initial(at) && tokens.is_attached(at + 2) && initial(at + 2) {
        return at + 4;
    }
    at + usize::from(tokens.is_letters(at))
}

/// Whether a word that is also another noun means the unit here.
fn is_unit_here(
    tokens: &Tokens<'_>,
    units: &Units,
    unit: UnitId,
    start: usize,
    end: usize,
) -> bool {
    let unit = units.get(unit);
    let name = tokens.slice(start..end);
    // Cars, guns, whales and animals.
    if unit.is_also_a_name && tokens.is_capitalised(start) && name.chars().any(char::is_lowercase) {
        return false;
    }
    let modifies = |next| tokens.is_letters(next) && !tokens.is(next, Class::FunctionWords);
    !(unit.is_also_a_noun && tokens.spaced(end).is_some_and(modifies))
}

/// The unit after "per", "a", "every" or a slash at `at`, and its end.
pub(super) fn denominator(
    tokens: &Tokens<'_>,
    units: &Units,
    at: usize,
) -> Option<(UnitId, usize)> {
    if tokens.attached_sign(at, '/') {
        return under_slash(tokens, units, at + 1);
    }
    let past_hyphen = |i: usize| {
        if tokens.attached_sign(i, '-') { tokens.attached(i + 1) } else { tokens.spaced(i) }
    };
    let per = past_hyphen(at).filter(|per| tokens.is_lower(*per, Class::Per))?;
    let start = past_hyphen(per + 1)?;
    let (unit, end) = name(tokens, units, start).or_else(|| short_power(tokens, units, start))?;
    // "a year" is a rate, "a year ago" and "two years" are not.
    let gone = tokens.spaced(end).is_some_and(|next| tokens.is_lower(next, Class::AfterATimePast));
    let known = units.get(unit);
    let plural =
        known.plural != known.name && tokens.slice(start..end).eq_ignore_ascii_case(&known.plural);
    (!(gone || plural)).then_some((unit, end))
}

/// The unit at `start`, right after a slash: a name, or a symbol, perhaps raised ("/m²", "/m^2").
fn under_slash(tokens: &Tokens<'_>, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    tokens.attached(start)?;
    let named = || name(tokens, units, start).or_else(|| short_power(tokens, units, start));
    named().or_else(|| {
        let plain = symbol_under(tokens, units, start)?;
        let raised = [start + 2, start + 3].into_iter().find_map(|end| {
            let attached = (start + 1..end).all(|i| tokens.is_attached(i));
            let symbol = tokens.slice(start..end);
            // "²" and "^2", or the digit alone: "µg/m3"
            let power = symbol.len() - tokens.word(start).len();
            let digit = end == start + 2 && tokens.is_digits(start + 1) && power == 1;
            let raised = attached && (digit || power == 2);
            units.by_symbol(symbol).filter(|_| raised).map(|unit| (unit, end))
        });
        Some(raised.unwrap_or((plain, start + 1)))
    })
}

/// "sq ft", "sq. ft", "cu m" at `start`.
fn short_power(tokens: &Tokens<'_>, units: &Units, start: usize) -> Option<(UnitId, usize)> {
    if !matches!(tokens.word(start), "sq" | "cu") {
        return None;
    }
    let end = start + 2 + usize::from(tokens.attached_sign(start + 1, '.'));
    let unit = units.by_symbol(tokens.slice(start..end)).filter(|_| tokens.is_letters(end - 1));
    unit.map(|unit| (unit, end))
}

/// The unit whose symbol stands at `start`, under another; days have one there only: "mg/kg/d".
fn symbol_under(tokens: &Tokens<'_>, units: &Units, start: usize) -> Option<UnitId> {
    match tokens.word(start) {
        // "$1/d$" is a formula.
        "d" => units.by_name("day").filter(|_| tokens.after(start + 1) != Some('$')),
        word => units.by_symbol(word),
    }
}

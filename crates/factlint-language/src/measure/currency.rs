//! Signs, codes and abbreviations of money before a number, and codes with a magnitude after it.

use super::super::number::magnitude_after;
use super::super::unit::{UnitId, Units};
use crate::token::{Gap, Kind, Tokens};
use crate::words::Class;

/// The currency whose symbol or code ends where the number starts: its start and unit.
pub(in super::super) fn currency_before(
    tokens: &Tokens<'_>,
    units: &Units,
    start: usize,
    floor: usize,
) -> Option<(usize, UnitId)> {
    let last = start.checked_sub(1).filter(|_| tokens.gap(start) != Gap::Wide)?;
    let money = |from: usize| {
        let unit = units.by_symbol(tokens.slice(from..start))?;
        (from >= floor && units.get(unit).dimension == "money").then_some((from, unit))
    };
    match tokens.kind(last) {
        Kind::Sign(mark) if mark != '.' && !mark.is_alphanumeric() => {
            sign_with_country(tokens, last)
                .and_then(|from| money(from).or_else(|| sign_with_code(tokens, units, from, last)))
                .or_else(|| spaced_country(tokens, units, last, mark, floor))
                .or_else(|| money(last))
        }
        _ => code(tokens, start, last)
            .and_then(money)
            .or_else(|| sign_before_country(tokens, units, last, floor)),
    }
}

/// The start of "HK$", "US$" with the sign at `sign`.
fn sign_with_country(tokens: &Tokens<'_>, sign: usize) -> Option<usize> {
    let from = tokens.initials_before(tokens.attached(sign)?);
    let letters = tokens.slice(from..sign);
    (from < sign && letters.len() <= 4).then_some(from)
}

/// "AUD$5", "USD$5": the code of a dollar from `from` to the sign.
fn sign_with_code(
    tokens: &Tokens<'_>,
    units: &Units,
    from: usize,
    sign: usize,
) -> Option<(usize, UnitId)> {
    let code = tokens.slice(from..sign);
    let unit = units.by_symbol(code).filter(|_| code.len() == 3 && code.ends_with('D'))?;
    let dollar = units.get(unit).dimension == "money" && tokens.sign(sign) == Some('$');
    dollar.then_some((from, unit))
}

/// "$US113", "$A 82m": the sign, then a country's letters at `letters`.
fn sign_before_country(
    tokens: &Tokens<'_>,
    units: &Units,
    letters: usize,
    floor: usize,
) -> Option<(usize, UnitId)> {
    let sign = letters.checked_sub(1).filter(|sign| *sign >= floor)?;
    let country = tokens.word(letters);
    let capitals = country.len() <= 3 && country.bytes().all(|b| b.is_ascii_uppercase());
    if !(capitals && tokens.is_attached(letters) && tokens.sign(sign) == Some('$')) {
        return None;
    }
    let unit = units.by_symbol(&[country, "$"].concat())?;
    (units.get(unit).dimension == "money").then_some((sign, unit))
}

/// "HK $ 5", "c $ 5": a country's letters, a gap, and the sign.
fn spaced_country(
    tokens: &Tokens<'_>,
    units: &Units,
    sign: usize,
    mark: char,
    floor: usize,
) -> Option<(usize, UnitId)> {
    let country = tokens.word_before(sign).filter(|country| country.start >= floor)?;
    let letters = tokens.slice(country.clone());
    let capitals =
        letters.bytes().all(|b| b.is_ascii_uppercase()) && letters.len() <= 3 && letters != "A";
    if !(capitals || tokens.previous_is_lower(sign, Class::SmallCurrencyCountries)) {
        return None;
    }
    let unit = units.by_symbol(&format!("{}{mark}", letters.to_ascii_uppercase()))?;
    Some((country.start, unit))
}

/// The start of "EUR 5", "Rs500", "Rs. 500", whose letters or full stop are at `last`.
fn code(tokens: &Tokens<'_>, start: usize, last: usize) -> Option<usize> {
    let end = if tokens.sign(last) == Some('.') { tokens.attached(last)? } else { last + 1 };
    let from = tokens.initials_before(end);
    let letters = tokens.slice(from..end);
    let code = letters.len() >= 3 && letters.bytes().all(|b| b.is_ascii_uppercase());
    let is_code = code || tokens.is(from, Class::CurrencyAbbreviations) && from + 1 == end;
    let free = !tokens.before(from).is_some_and(|c| c.is_alphanumeric() || c == '-');
    let money = if tokens.is(from, Class::LettersOfMoney) {
        is_amount(tokens, start)
    } else {
        !tokens.is(from, Class::AmbiguousCurrencyCodes)
            || is_large(tokens, start)
            || is_amount(tokens, start)
    };
    (from < end && is_code && free && money).then_some(from)
}

/// Whether a number is written as amounts of money are: 1,500; 45.50; 2 million; 1.2bn; 2.7m.
fn is_amount(tokens: &Tokens<'_>, start: usize) -> bool {
    let part = |sign: char, digits: usize| {
        tokens.attached_sign(start + 1, sign)
            && tokens.is_attached(start + 2)
            && tokens.digits(start + 2).len() == digits
    };
    let decimals = tokens.attached_sign(start + 1, '.') && tokens.is_digits(start + 2);
    let end = start + if decimals { 3 } else { 1 };
    // "PS2.7m": behind letters of money, an "m" is of millions.
    let millions = tokens.is_attached(end) && tokens.word(end) == "m";
    part(',', 3) || part('.', 2) || millions || magnitude_after(tokens, end).is_some()
}

/// Whether three of the first four characters of a number are digits.
fn is_large(tokens: &Tokens<'_>, start: usize) -> bool {
    let more = (start + 1..start + 4).take_while(|i| tokens.is_attached(*i)).count();
    let number = tokens.slice(start..start + 1 + more);
    number.chars().take(4).filter(char::is_ascii_digit).count() > 2
}

/// The scale, the currency and the end of "30 MUSD", "120 MEUR", at `start`.
pub(in super::super) fn scaled_code(
    tokens: &Tokens<'_>,
    units: &Units,
    start: usize,
) -> Option<(f64, UnitId, usize)> {
    let word = tokens.word(start);
    let (scale, code) = (word.get(..1)?, word.get(1..)?);
    let scale = match scale {
        "k" | "K" => 1e3,
        "M" => 1e6,
        "B" => 1e9,
        _ => return None,
    };
    let unit = (code.len() == 3).then(|| units.by_symbol(code)).flatten()?;
    (units.get(unit).dimension == "money").then_some((scale, unit, start + 1))
}

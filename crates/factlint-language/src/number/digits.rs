//! Numbers that start with digits, a decimal point or a vulgar fraction.

mod power;
mod run;

use super::super::figure::Numeral;
use super::super::noun;
use super::{Form, Number, Reading, fraction, magnitude, mixed, scaled, strict_step, words};
use crate::token::{Gap, Tokens};
use crate::words::Class;
use run::Run;

/// As many digits without groups and without zeros at their end are an identifier.
const LONGEST_PLAIN: u8 = 9;

/// So many digits with a unit behind them are a number still.
const LONGEST_MEASURED: u8 = 20;

pub(super) fn read(tokens: &Tokens<'_>, start: usize, money: bool) -> Reading {
    if let Some(numeral) = vulgar(tokens, start) {
        let number = Number::new(start, start + 1, numeral, Form::Fraction);
        return finish(tokens, number, money);
    }
    let run = match run::read(tokens, start) {
        Ok(run) => run,
        Err(end) => return Reading::Nothing(tokens.identifier_end(end)),
    };
    let number = Number {
        digits: run.digits,
        grouped: run.grouped,
        ..Number::new(start, run.end, run.numeral, Form::Digits)
    };
    if let Some((numeral, end)) = with_fraction(tokens, start, &run) {
        return finish(tokens, Number { end, numeral, form: Form::Fraction, ..number }, money);
    }
    let longer = power::read(tokens, &run).or_else(|| spoken_decimals(tokens, &run));
    if let Some((numeral, end)) = longer {
        return finish(tokens, Number { end, numeral, ..number }, money);
    }
    // "+1 202 555 0143"
    if run.grouped && tokens.before(start) == Some('+') && tokens.gap(start + 1) == Gap::Space {
        return Reading::Nothing(telephone_end(tokens, run.end));
    }
    let plain = !run.grouped && run.numeral.decimals == 0;
    // 007, 0033
    if plain && run.digits > 1 && tokens.text(start).starts_with('0') {
        return Reading::Nothing(telephone_end(tokens, tokens.identifier_end(run.end)));
    }
    let rounded = run.numeral.loose_step >= 1e4
        || run.digits <= LONGEST_MEASURED
            && tokens.spaced(run.end).is_some_and(|unit| {
                tokens.is(unit, Class::LongNumberUnits)
                    || tokens.is_small(unit) && noun::is_plural(tokens, unit)
            });
    let alone = start == 0 && run.end == tokens.len();
    if plain && run.digits >= LONGEST_PLAIN && !money && !rounded && !alone {
        return Reading::Nothing(tokens.identifier_end(run.end));
    }
    finish(tokens, number, money)
}

/// The digits of a number alone, without a power or magnitude behind them, and their end.
pub(super) fn mantissa(tokens: &Tokens<'_>, start: usize) -> Option<(f64, usize)> {
    run::read(tokens, start).ok().map(|run| (run.numeral.value, run.end))
}

/// The number with the magnitude or the fraction that may follow it.
fn finish(tokens: &Tokens<'_>, number: Number, money: bool) -> Reading {
    let Some((end, scale)) = magnitude::read(tokens, number.end, money) else {
        return Reading::Number(with_spelled_fraction(tokens, number));
    };
    let mut numeral = scaled(number.numeral, scale);
    if scale == 12.0 {
        (numeral.step, numeral.loose_step) = (0.0, 0.0); // two dozen
    }
    let mut number = Number { end, numeral, scale, form: Form::Mixed, ..number };
    // "3 lakh 50 thousand", "3 hundred and 21"
    if number.numeral.step > 0.0 {
        add_smaller(tokens, &mut number, money);
    }
    // "3 million and a half"
    if let Some((after, part)) = words::and_fraction(tokens, end) {
        number.end = after;
        number.numeral = scaled(mixed(number.mantissa(), part), scale);
    }
    Reading::Number(number)
}

/// "33 and a third"
fn with_spelled_fraction(tokens: &Tokens<'_>, number: Number) -> Number {
    if number.form == Form::Digits
        && number.numeral.decimals == 0
        && let Some((end, part)) = words::and_fraction(tokens, number.end)
    {
        let numeral = mixed(number.numeral.value, part);
        return Number { end, numeral, form: Form::Fraction, ..number };
    }
    number
}

/// Adds smaller magnitudes that go on a number: "4 thousand 3 hundred and 21".
fn add_smaller(tokens: &Tokens<'_>, number: &mut Number, money: bool) {
    let mut scale = number.scale;
    // There are no more than this many magnitudes below a trillion.
    for _ in 0..6 {
        // "2 million, 400 thousand"
        let comma = tokens.attached_sign(number.end, ',') && !money;
        let Some(next) = tokens.spaced(number.end + usize::from(comma)) else { return };
        if comma && !tokens.is_digits(next) {
            return;
        }
        let and = tokens.says(next, "and") && (scale == 100.0 || number.numeral.decimals == 0);
        let at = if and { tokens.near(next + 1) } else { next };
        if and && !tokens.is_digits(at) {
            add_words(tokens, number, at, scale);
            return;
        }
        let Some((part, smaller, end)) = smaller_part(tokens, at, scale, and) else { return };
        let step = smaller * super::whole(part).step;
        let value = number.numeral.value + part * smaller;
        number.numeral = Numeral { value, step, loose_step: step, decimals: 0 };
        number.end = end;
        scale = smaller;
    }
}

/// "50 thousand" below a magnitude of `scale`, or "21" after "and": the number before its
/// magnitude, the magnitude and the end.
fn smaller_part(
    tokens: &Tokens<'_>,
    at: usize,
    scale: f64,
    and: bool,
) -> Option<(f64, f64, usize)> {
    let digits = tokens.digits(at);
    if !(1..=3).contains(&digits.len()) {
        return None;
    }
    let part = digits.parse::<f64>().ok()?;
    let goes_on = tokens
        .after(at + 1)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '.' | '%' | '-'));
    let (end, smaller) = match magnitude::read(tokens, at + 1, false) {
        Some((end, smaller)) if smaller < scale => (end, smaller),
        None if and && scale == 100.0 && !goes_on => (at + 1, 1.0),
        _ => return None,
    };
    (part * smaller < scale).then_some((part, smaller, end))
}

/// "6 crore and two hundred": adds the number in words at `at`.
fn add_words(tokens: &Tokens<'_>, number: &mut Number, at: usize, scale: f64) {
    if let Reading::Number(rest) = words::read(tokens, at)
        && rest.start == at
        && rest.form == Form::Words
        && rest.numeral.value < scale
        && rest.numeral.decimals == 0
    {
        let value = number.numeral.value + rest.numeral.value;
        number.numeral = Numeral { value, ..rest.numeral };
        number.end = rest.end;
    }
}

/// The end of the groups of digits that go on a telephone number: "0345 604 4511".
fn telephone_end(tokens: &Tokens<'_>, end: usize) -> usize {
    let mut end = end;
    while tokens.gap(end) == Gap::Space && (3..8).contains(&tokens.digits(end).len()) {
        end += 1;
    }
    end
}

/// "1 point 5": decimals as they are spoken.
fn spoken_decimals(tokens: &Tokens<'_>, run: &Run) -> Option<(Numeral, usize)> {
    let point = tokens.spaced(run.end).filter(|_| run.numeral.decimals == 0)?;
    if !tokens.says(point, "point") {
        return None;
    }
    let at = tokens.spaced(point + 1)?;
    let (digits, end) = (tokens.digits(at), at + 1);
    let places = digits.len();
    if !(1..=4).contains(&places) || tokens.after(end).is_some_and(char::is_alphanumeric) {
        return None;
    }
    // "won by 1 point 3 years ago"
    if tokens.spaced(end).is_some_and(|next| tokens.is_lower(next, Class::SpokenPointUnits)) {
        return None;
    }
    let decimals: f64 = digits.parse().ok()?;
    let step = 10_f64.powi(-(places as i32));
    let value = run.numeral.value + decimals * step;
    Some((Numeral { value, step, loose_step: step, decimals: places as u8 }, end))
}

/// The vulgar fraction at `i`.
pub(in super::super) fn vulgar(tokens: &Tokens<'_>, i: usize) -> Option<Numeral> {
    let (numerator, denominator) = match tokens.sign(i)? {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    };
    Some(fraction(f64::from(numerator), f64::from(denominator)))
}

/// "2½", "3 1/2", "3-1/2", "1/4".
fn with_fraction(tokens: &Tokens<'_>, start: usize, run: &Run) -> Option<(Numeral, usize)> {
    let hyphen = tokens.attached_sign(run.end, '-') && tokens.is_attached(run.end + 1);
    if run.numeral.decimals == 2 && hyphen {
        // "$6.97-1/4": quarters of a cent
        let (part, end) = slashed(tokens, run.end + 1)?;
        let step = 0.01 * part.step;
        let value = run.numeral.value + 0.01 * part.value;
        return Some((Numeral { value, step, loose_step: step, decimals: 4 }, end));
    }
    if run.numeral.decimals > 0 {
        return None;
    }
    let next = tokens.near(run.end);
    if let Some(part) = vulgar(tokens, next) {
        return Some((mixed(run.numeral.value, part), next + 1));
    }
    if let Some(alone) = slashed(tokens, start) {
        return Some(alone);
    }
    let at = match tokens.spaced(run.end) {
        Some(at) => at,
        None if hyphen => run.end + 1,
        None => return None,
    };
    let (part, end) = slashed(tokens, at)?;
    (part.value < 1.0 && run.digits <= 3).then(|| (mixed(run.numeral.value, part), end))
}

/// A fraction of one to three digits over one to three digits, which nothing continues.
fn slashed(tokens: &Tokens<'_>, start: usize) -> Option<(Numeral, usize)> {
    let number = |i: usize| -> Option<f64> {
        let digits = tokens.digits(i);
        (1..=3).contains(&digits.len()).then(|| digits.parse().ok()).flatten()
    };
    let numerator = number(start)?;
    let slash = tokens.after_sign(start + 1).filter(|sign| matches!(sign, '/' | '⁄'));
    slash.filter(|_| tokens.is_attached(start + 2))?;
    let denominator = number(start + 2)?;
    let end = start + 3;
    let goes_on = match tokens.after_sign(end) {
        Some('/') => true,
        Some('.' | ',') => tokens.is_attached(end + 1) && tokens.is_digits(end + 1),
        _ => false,
    };
    let in_use = PARTS.contains(&(denominator as u16)) || numerator == 1.0 && denominator <= 128.0;
    let plausible = denominator >= 2.0
        && numerator >= 1.0
        && numerator < denominator
        && !tokens.text(start).starts_with('0');
    (in_use && plausible && !goes_on).then(|| (fraction(numerator, denominator), end))
}

/// Denominators in use.
const PARTS: [u16; 13] = [2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 64, 100, 128];

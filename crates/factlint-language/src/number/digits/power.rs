//! Powers of ten: "4e14", "2.48×10−5", "6.02 x 10^23", "5.5x10-3", "10⁶", "10^6".

use super::super::super::figure::Numeral;
use super::run::Run;
use crate::token::Tokens;

/// The number that a run of digits is with the power that goes on it, and its end.
pub(super) fn read(tokens: &Tokens<'_>, run: &Run) -> Option<(Numeral, usize)> {
    if tokens.is_attached(run.end) && matches!(tokens.word(run.end), "e" | "E") {
        let (exponent, end) = exponent(tokens, run.end + 1)?;
        return power(run.numeral, 10.0, exponent, end);
    }
    if run.numeral.value == 10.0 && run.numeral.decimals == 0 {
        let next = tokens.after_sign(run.end);
        // "10−5 mbar", as superscripts come out of other formats: no range runs down.
        let lost = next == Some('−')
            && tokens.is_attached(run.end + 1)
            && tokens.digits(run.end + 1).len() == 1
            && tokens.spaced(run.end + 2).is_some();
        if lost || matches!(next, Some('^' | '⁻')) || next.is_some_and(|c| superscript(c).is_some())
        {
            let (exponent, end) = exponent(tokens, past_caret(tokens, run.end))?;
            let one = Numeral { value: 1.0, step: 1.0, loose_step: 1.0, decimals: 0 };
            return power(one, 10.0, exponent, end);
        }
    }
    let times = tokens.near(run.end);
    let multiplies = matches!(tokens.sign(times), Some('×' | '*' | '⋅' | '·'))
        || matches!(tokens.word(times), "x" | "X");
    if !multiplies {
        return None;
    }
    let base = tokens.near(times + 1);
    let radix = match tokens.digits(base) {
        "10" => 10.0,
        "2" if tokens.attached_sign(base + 1, '^') => 2.0,
        _ => return None,
    };
    let (exponent, end) = exponent(tokens, past_caret(tokens, base + 1))?;
    power(run.numeral, radix, exponent, end)
}

fn past_caret(tokens: &Tokens<'_>, i: usize) -> usize {
    i + usize::from(tokens.attached_sign(i, '^'))
}

fn power(numeral: Numeral, radix: f64, exponent: i32, end: usize) -> Option<(Numeral, usize)> {
    // Divide by a positive power: 1e-5 is then the nearest double.
    let factor = radix.powi(exponent.abs());
    let by = |x: f64| if exponent < 0 { x / factor } else { x * factor };
    let numeral = Numeral {
        value: by(numeral.value),
        step: by(numeral.step),
        loose_step: by(numeral.loose_step),
        decimals: numeral.decimals,
    };
    Some((numeral, end))
}

/// A signed whole number of at most two digits, plain or raised, attached at `i`: its value and end.
fn exponent(tokens: &Tokens<'_>, i: usize) -> Option<(i32, usize)> {
    let (negative, signed) = match tokens.after_sign(i) {
        Some('-' | '−' | '⁻' | '–') => (true, true),
        Some('+' | '⁺') => (false, true),
        _ => (false, false),
    };
    let start = i + usize::from(signed);
    let (value, end) = if tokens.is_attached(start) && tokens.is_digits(start) {
        let digits = tokens.digits(start);
        (digits.len() <= 2)
            .then(|| digits.parse().ok())
            .flatten()
            .map(|value| (value, start + 1))?
    } else {
        raised(tokens, start)?
    };
    Some((if negative { -value } else { value }, end))
}

/// One or two raised digits attached at `start`.
fn raised(tokens: &Tokens<'_>, start: usize) -> Option<(i32, usize)> {
    let digit = |i: usize| tokens.after_sign(i).and_then(superscript);
    let first = digit(start)?;
    match (digit(start + 1), digit(start + 2)) {
        (None, _) => Some((first, start + 1)),
        (Some(second), None) => Some((first * 10 + second, start + 2)),
        (Some(_), Some(_)) => None,
    }
}

fn superscript(c: char) -> Option<i32> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c).map(|p| p as i32)
}

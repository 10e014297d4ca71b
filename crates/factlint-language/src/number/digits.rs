//! Numbers that start with a digit, a decimal point or a vulgar fraction.

use super::super::cursor;
use super::super::figure::Numeral;
use super::{Form, Number, Reading, fraction, magnitude, mixed, scaled, strict_step};

/// More digits than this are an identifier.
const MOST_DIGITS: usize = 21;

/// As many digits without groups and without zeros at their end are an identifier.
const LONGEST_PLAIN: u8 = 9;

/// A run of digits with its grouping and decimals.
struct Run {
    end: usize,
    numeral: Numeral,
    digits: u8,
    grouped: bool,
}

pub(super) fn read(text: &str, start: usize, money: bool) -> Reading {
    if let Some((denominated, len)) = vulgar(text, start) {
        return finish(text, start, start + len, denominated, Form::Fraction, money, (0, false));
    }
    let run = match run(text, start) {
        Ok(run) => run,
        Err(end) => return Reading::Nothing(skip_token(text, end)),
    };
    let shape = (run.digits, run.grouped);
    if let Some((numeral, end)) = with_fraction(text, start, &run) {
        return finish(text, start, end, numeral, Form::Fraction, money, shape);
    }
    if let Some((numeral, end)) = scientific(text, &run) {
        return finish(text, start, end, numeral, Form::Digits, money, shape);
    }
    if let Some((numeral, end)) = spoken_decimals(text, &run) {
        return finish(text, start, end, numeral, Form::Digits, money, shape);
    }
    if run.digits > 1 && !run.grouped && text.as_bytes()[start] == b'0' && run.numeral.decimals == 0
    {
        return Reading::Nothing(skip_telephone(text, skip_token(text, run.end))); // 007, 0033
    }
    if run.digits >= LONGEST_PLAIN && !run.grouped && run.numeral.decimals == 0 && !money {
        let rounded = run.numeral.loose_step >= 1e4;
        if !rounded {
            return Reading::Nothing(skip_token(text, run.end));
        }
    }
    finish(text, start, run.end, run.numeral, Form::Digits, money, shape)
}

/// The number of `numeral`, with the magnitude that may follow, if the token ends there.
fn finish(
    text: &str,
    start: usize,
    end: usize,
    numeral: Numeral,
    form: Form,
    money: bool,
    (digits, grouped): (u8, bool),
) -> Reading {
    let number = Number { start, end, numeral, scale: 1.0, form, digits, grouped };
    let Some((end, scale)) = magnitude::read(text, end, money) else {
        // "33 and a third"
        if form == Form::Digits
            && numeral.decimals == 0
            && let Some((after, part)) = super::words::and_fraction(text, end)
        {
            let numeral = mixed(numeral.value, part);
            return Reading::Number(Number { end: after, numeral, form: Form::Fraction, ..number });
        }
        return Reading::Number(number);
    };
    let mut numeral = scaled(numeral, scale);
    if scale == 12.0 {
        (numeral.step, numeral.loose_step) = (0.0, 0.0); // two dozen
    }
    let mut number = Number { end, numeral, scale, form: Form::Mixed, ..number };
    // "3 lakh 50 thousand", "3 hundred and 21"
    if number.numeral.step > 0.0 {
        continued(text, &mut number);
    }
    // "3 million and a half"
    if let Some((after, part)) = super::words::and_fraction(text, end) {
        number.end = after;
        number.numeral = scaled(mixed(number.mantissa(), part), scale);
    }
    Reading::Number(number)
}

/// Adds smaller magnitudes that go on a number: "4 thousand 3 hundred and 21".
fn continued(text: &str, number: &mut Number) {
    let mut scale = number.scale;
    // There are no more than this many magnitudes below a trillion.
    for _ in 0..6 {
        let Some(gap) = cursor::gap(text, number.end) else { return };
        let and =
            cursor::word(text, gap) == "and" && (scale == 100.0 || number.numeral.decimals == 0);
        let at = if and { cursor::skip_gap(text, gap + 3) } else { gap };
        let len = text.as_bytes()[at..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        if and && len == 0 {
            // "6 crore and two hundred"
            if let Reading::Number(rest) = super::words::read(text, at)
                && rest.start == at
                && rest.form == Form::Words
                && rest.numeral.value < scale
                && rest.numeral.decimals == 0
            {
                let value = number.numeral.value + rest.numeral.value;
                number.numeral = Numeral { value, ..rest.numeral };
                number.end = rest.end;
            }
            return;
        }
        if !(1..=3).contains(&len) {
            return;
        }
        let Ok(part) = text[at..at + len].parse::<f64>() else { return };
        let goes_on = cursor::after(text, at + len)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '.' | '%' | '-'));
        let (end, smaller) = match magnitude::read(text, at + len, false) {
            Some((end, smaller)) if smaller < scale => (end, smaller),
            None if and && scale == 100.0 && !goes_on => (at + len, 1.0),
            _ => return,
        };
        if part * smaller >= scale {
            return;
        }
        let step = smaller * super::whole(part).step;
        let value = number.numeral.value + part * smaller;
        number.numeral = Numeral { value, step, loose_step: step, decimals: 0 };
        number.end = end;
        scale = smaller;
    }
}

/// The end of the token that `end` lies in, so that no part of an identifier is read as a number.
fn skip_token(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = end;
    while let Some(&b) = bytes.get(end) {
        let inside = b.is_ascii_alphanumeric()
            || b >= 0x80
            || (matches!(b, b'.' | b'-' | b'/' | b':' | b'_' | b',')
                && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric));
        if !inside {
            break;
        }
        end += 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// The end of the groups of digits that go on a telephone number: "0345 604 4511".
fn skip_telephone(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = end;
    while bytes.get(end) == Some(&b' ') {
        let digits = bytes[end + 1..].iter().take(8).take_while(|b| b.is_ascii_digit()).count();
        if !(3..8).contains(&digits) {
            break;
        }
        end += 1 + digits;
    }
    end
}

/// "1 point 5": decimals as they are spoken.
fn spoken_decimals(text: &str, run: &Run) -> Option<(Numeral, usize)> {
    let at = cursor::gap(text, run.end).filter(|_| run.numeral.decimals == 0)?;
    if cursor::word(text, at) != "point" {
        return None;
    }
    let from = cursor::gap(text, at + "point".len())?;
    let places = text[from..].bytes().take(5).take_while(u8::is_ascii_digit).count();
    let end = from + places;
    if !(1..=4).contains(&places) || cursor::after(text, end).is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    // "won by 1 point 3 years ago"
    let goes_on = cursor::gap(text, end).is_some_and(|next| {
        let word = cursor::word(text, next);
        matches!(
            word,
            "year" | "years" | "times" | "days" | "weeks" | "months" | "minutes" | "games"
        )
    });
    if goes_on {
        return None;
    }
    let decimals: f64 = text[from..end].parse().ok()?;
    let step = 10_f64.powi(-(places as i32));
    let value = run.numeral.value + decimals * step;
    Some((Numeral { value, step, loose_step: step, decimals: places as u8 }, end))
}

/// Digits with grouping and decimals from `start`; the end of the digits where they form no number.
fn run(text: &str, start: usize) -> Result<Run, usize> {
    let bytes = text.as_bytes();
    let mut mantissa: u64 = 0;
    let mut count = 0_usize;
    let mut zeros = 0_i32;
    let mut end = start;
    let mut digit = |b: u8, zeros: &mut i32| {
        count += 1;
        if count <= 18 {
            mantissa = mantissa * 10 + u64::from(b - b'0');
        }
        *zeros = if b == b'0' { *zeros + 1 } else { 0 };
        count
    };
    while let Some(b) = bytes.get(end).filter(|b| b.is_ascii_digit()) {
        digit(*b, &mut zeros);
        end += 1;
    }
    let mut integers = end - start;
    let mut grouped = false;
    if let Some((after, groups)) = groups(bytes, start, end) {
        grouped = true;
        let mut at = end;
        while at < after {
            if bytes[at].is_ascii_digit() {
                digit(bytes[at], &mut zeros);
            }
            at += 1;
        }
        end = after;
        integers += groups;
    }
    let integer_zeros = zeros;
    let mut decimals = 0_usize;
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end += 1;
        while let Some(b) = bytes.get(end).filter(|b| b.is_ascii_digit()) {
            digit(*b, &mut zeros);
            end += 1;
            decimals += 1;
        }
        // 1.2.3
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return Err(end);
        }
    } else if bytes.get(end) == Some(&b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        return Err(end); // 1,2,3 and 5,17
    }
    let count = integers + decimals;
    if count > MOST_DIGITS || count == 0 {
        return Err(end);
    }
    let value = if count <= 15 {
        mantissa as f64 / 10_f64.powi(decimals as i32)
    } else {
        let plain: String =
            text[start..end].chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        plain.parse().map_err(|_| end)?
    };
    let numeral = if decimals > 0 {
        let step = 1.0 / 10_f64.powi(decimals as i32);
        Numeral { value, step, loose_step: step, decimals: decimals as u8 }
    } else {
        let (integers, zeros) = (integers as i32, integer_zeros);
        let zeros = if value == 0.0 { 0 } else { zeros };
        Numeral {
            value,
            step: strict_step(integers, zeros),
            loose_step: 10_f64.powi(zeros),
            decimals: 0,
        }
    };
    Ok(Run { end, numeral, digits: integers.min(255) as u8, grouped })
}

/// Groups of digits after the first one, which is `start..end`: where they end and how many digits
/// they hold. Commas, apostrophes and spaces separate groups of three, or of two before a last
/// three, as in India (commas only).
fn groups(bytes: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let first = end - start;
    if first > 3 || bytes[start] == b'0' {
        return None;
    }
    let separator = separator(bytes, end)?;
    let spaced = separator == b" ";
    let mut at = end;
    let mut lengths = Vec::new();
    while bytes[at..].starts_with(separator) {
        let from = at + separator.len();
        let length = bytes[from..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        if !(length == 3 || (length == 2 && separator == b",")) {
            // The group belongs to something else: after a plain space that is another number,
            // after a comma it spoils the whole.
            if spaced || length == 0 {
                break;
            }
            return None;
        }
        lengths.push(length);
        at = from + length;
        if lengths.len() > 7 {
            return None;
        }
    }
    let last = *lengths.last()?;
    let western = lengths.iter().all(|l| *l == 3);
    let indian = first <= 2
        && last == 3
        && lengths.len() > 1
        && lengths[..lengths.len() - 1].iter().all(|l| *l == 2);
    if !(western || indian) {
        return None;
    }
    // "12 300" could be two numbers; a group of zeros or two groups could not.
    if spaced
        && lengths.len() == 1
        && (&bytes[end + 1..at] != b"000" || bytes.get(at) == Some(&b'.'))
    {
        return None;
    }
    Some((at, lengths.iter().sum()))
}

fn separator(bytes: &[u8], i: usize) -> Option<&'static [u8]> {
    const SEPARATORS: [&[u8]; 7] = [
        b",",
        b"'",
        " ".as_bytes(),
        "\u{a0}".as_bytes(),
        "\u{2009}".as_bytes(),
        "\u{202f}".as_bytes(),
        "’".as_bytes(),
    ];
    let rest = bytes.get(i..)?;
    SEPARATORS
        .into_iter()
        .find(|s| rest.starts_with(s) && rest.get(s.len()).is_some_and(u8::is_ascii_digit))
}

/// A vulgar fraction character: its numeral and length in bytes.
fn vulgar(text: &str, i: usize) -> Option<(Numeral, usize)> {
    let c = cursor::after(text, i)?;
    let (numerator, denominator) = match c {
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
    Some((fraction(f64::from(numerator), f64::from(denominator)), c.len_utf8()))
}

/// "2½", "3 1/2", "3-1/2", "1/4".
fn with_fraction(text: &str, start: usize, run: &Run) -> Option<(Numeral, usize)> {
    if run.numeral.decimals == 2 && text[run.end..].starts_with('-') {
        // "$6.97-1/4": quarters of a cent
        let (part, end) = slashed(text, run.end + 1)?;
        let step = 0.01 * part.step;
        let value = run.numeral.value + 0.01 * part.value;
        return Some((Numeral { value, step, loose_step: step, decimals: 4 }, end));
    }
    if run.numeral.decimals > 0 {
        return None;
    }
    let attached = vulgar(text, run.end).map(|v| (v, run.end));
    if let Some(((part, len), at)) = attached.or_else(|| {
        let at = cursor::gap(text, run.end)?;
        vulgar(text, at).map(|v| (v, at))
    }) {
        return Some((mixed(run.numeral.value, part), at + len));
    }
    if let Some((part, end)) = slashed(text, start) {
        return Some((part, end));
    }
    let at = match cursor::gap(text, run.end) {
        Some(at) => at,
        None if text[run.end..].starts_with('-') => run.end + 1,
        None => return None,
    };
    let (part, end) = slashed(text, at)?;
    (part.value < 1.0 && run.digits <= 3).then(|| (mixed(run.numeral.value, part), end))
}

/// A fraction of one to three digits over one to three digits, which nothing continues.
fn slashed(text: &str, start: usize) -> Option<(Numeral, usize)> {
    let bytes = text.as_bytes();
    let number = |from: usize| -> Option<(f64, usize)> {
        let len = bytes.get(from..)?.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        let digits = text.get(from..from + len)?;
        (1..=3).contains(&len).then(|| digits.parse().ok()).flatten().map(|v| (v, from + len))
    };
    let (numerator, slash) = number(start)?;
    let len = ["/", "⁄"].into_iter().find(|s| text[slash..].starts_with(s))?.len();
    let (denominator, end) = number(slash + len)?;
    let goes_on = matches!(bytes.get(end), Some(b'/' | b'0'..=b'9'))
        || (matches!(bytes.get(end), Some(b'.' | b','))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit));
    let plausible =
        denominator >= 2.0 && numerator >= 1.0 && numerator < denominator && bytes[start] != b'0';
    (plausible && !goes_on && PARTS.contains(&(denominator as u16))
        || numerator == 1.0 && plausible && !goes_on && denominator <= 100.0)
        .then(|| (fraction(numerator, denominator), end))
}

/// Denominators in use.
const PARTS: [u16; 12] = [2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 64, 100];

/// "4e14", "2.48×10−5", "6.02 x 10^23", "5.5x10-3", "10⁶", "10^6".
fn scientific(text: &str, run: &Run) -> Option<(Numeral, usize)> {
    let rest = text.get(run.end..)?;
    let bytes = rest.as_bytes();
    if matches!(bytes.first(), Some(b'e' | b'E')) {
        let (exponent, len) = exponent(&rest[1..])?;
        return power(run.numeral, 10.0, exponent, run.end + 1 + len);
    }
    if run.numeral.value == 10.0 && run.numeral.decimals == 0 {
        let len = usize::from(bytes.first() == Some(&b'^'));
        if len > 0 || rest.chars().next().is_some_and(|c| superscript(c).is_some()) {
            let (exponent, more) = exponent(&rest[len..])?;
            let one = Numeral { value: 1.0, step: 1.0, loose_step: 1.0, decimals: 0 };
            return power(one, 10.0, exponent, run.end + len + more);
        }
    }
    let times = cursor::skip_gap(text, run.end);
    let sign = ["×", "x", "X", "*", "⋅", "·"].into_iter().find(|s| text[times..].starts_with(s))?;
    let base = cursor::skip_gap(text, times + sign.len());
    let (radix, len) = if text[base..].starts_with("10") {
        (10.0, 2)
    } else if text[base..].starts_with("2^") {
        (2.0, 1)
    } else {
        return None;
    };
    let raised = text[base + len..].chars().next()?;
    // 4x100 is no power.
    if raised.is_ascii_digit() {
        return None;
    }
    let caret = base + len + usize::from(raised == '^');
    let (exponent, len) = exponent(&text[caret..])?;
    power(run.numeral, radix, exponent, caret + len)
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
    (exponent.abs() <= 99).then_some((numeral, end))
}

/// A signed whole number of at most two digits, plain or raised: its value and length in bytes.
fn exponent(rest: &str) -> Option<(i32, usize)> {
    let mut negative = false;
    let mut value = 0;
    let (mut digits, mut len) = (0, 0);
    for (i, c) in rest.chars().take(5).enumerate() {
        match c {
            '-' | '−' | '⁻' | '–' if i == 0 => negative = true,
            '+' | '⁺' if i == 0 => {}
            _ => match c.to_digit(10).map(|d| d as i32).or_else(|| superscript(c)) {
                Some(digit) => {
                    value = value * 10 + digit;
                    digits += 1;
                }
                None => break,
            },
        }
        len += c.len_utf8();
    }
    ((1..=2).contains(&digits)).then_some((if negative { -value } else { value }, len))
}

fn superscript(c: char) -> Option<i32> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c).map(|p| p as i32).or((c == '⁻').then_some(0))
}

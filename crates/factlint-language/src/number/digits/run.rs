//! A run of digits with its grouping and decimals: "1,234,567.5", "12,34,567", "1 414 021 100".

use super::super::super::figure::Numeral;
use super::strict_step;
use crate::token::Tokens;
use crate::words::Class;

/// More digits than this are an identifier.
const MOST_DIGITS: usize = 21;
/// More groups than this are none.
const MOST_GROUPS: usize = 7;
/// So many digits are exact in a double and are read without being copied.
const EXACT_DIGITS: usize = 15;

/// A run of digits with its grouping and decimals.
pub(super) struct Run {
    pub end: usize,
    pub numeral: Numeral,
    /// Digits before the decimal point.
    pub digits: u8,
    pub grouped: bool,
}

/// The run of digits at `start`; the end of the digits where they form no number.
pub(super) fn read(tokens: &Tokens<'_>, start: usize) -> Result<Run, usize> {
    let mut whole = start + usize::from(tokens.is_digits(start));
    let continental = tokens.decimal_commas();
    let groups = if whole > start && continental {
        pointed_thousands(tokens, start)
    } else if whole > start {
        groups(tokens, start).or_else(|| loose_thousands(tokens, start))
    } else {
        None
    };
    whole = groups.unwrap_or(whole);
    let integers = count_digits(tokens, start, whole);
    let mut end = whole;
    let sign = if end == start { tokens.sign(end) } else { tokens.after_sign(end) };
    match (sign, follows_digits(tokens, end + 1)) {
        (Some('.'), true) => {
            end += 2;
            // 1.2.3
            if tokens.attached_sign(end, '.') && follows_digits(tokens, end + 1) {
                return Err(end);
            }
        }
        // 3,5 km
        (Some(','), true) if continental || is_decimal_comma(tokens, start, end) => {
            end += 2;
            // 1,2,3
            if tokens.attached_sign(end, ',') && follows_digits(tokens, end + 1) {
                return Err(end);
            }
        }
        // 1,2,3 and 5,17
        (Some(','), true) => return Err(end),
        _ => {}
    }
    let decimals = count_digits(tokens, whole, end);
    let count = integers + decimals;
    if count > MOST_DIGITS || count == 0 {
        return Err(end);
    }
    let value = value(tokens, start, end, count, decimals).ok_or(end)?;
    let numeral = if decimals > 0 {
        let step = 1.0 / 10_f64.powi(decimals as i32);
        Numeral { value, step, loose_step: step, decimals: decimals as u8 }
    } else {
        let zeros = if value == 0.0 { 0 } else { trailing_zeros(tokens, start, whole) };
        Numeral {
            value,
            step: strict_step(integers as i32, zeros),
            loose_step: 10_f64.powi(zeros),
            decimals: 0,
        }
    };
    Ok(Run { end, numeral, digits: integers.min(255) as u8, grouped: groups.is_some() })
}

fn follows_digits(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_attached(i) && tokens.is_digits(i)
}

fn count_digits(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    (start..end).map(|i| tokens.digits(i).len()).sum()
}

/// The zeros at the end of the digits of a range.
fn trailing_zeros(tokens: &Tokens<'_>, start: usize, end: usize) -> i32 {
    let digits = (start..end).rev().flat_map(|i| tokens.digits(i).bytes().rev());
    digits.take_while(|digit| *digit == b'0').count() as i32
}

fn value(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    count: usize,
    decimals: usize,
) -> Option<f64> {
    if count <= EXACT_DIGITS {
        let digits = (start..end).flat_map(|i| tokens.digits(i).bytes());
        let mantissa = digits.fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        return Some(mantissa as f64 / 10_f64.powi(decimals as i32));
    }
    let point = (decimals > 0).then(|| end.saturating_sub(2));
    let plain: String =
        (start..end).map(|i| if Some(i) == point { "." } else { tokens.digits(i) }).collect();
    plain.parse().ok()
}

/// The end of the groups of digits that start with the one at `start`. Commas, apostrophes and
/// spaces separate groups of three, or of two before a last three, as in India (commas only).
fn groups(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let first = tokens.digits(start);
    if first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let (separator, _) = separator(tokens, start + 1)?;
    let spaced = separator == " ";
    let mut lengths = [0; MOST_GROUPS];
    let mut count = 0;
    let mut end = start + 1;
    while let Some((_, digits)) = self::separator(tokens, end).filter(|s| s.0 == separator) {
        let length = tokens.digits(digits).len();
        if !(length == 3 || (length == 2 && separator == ",")) {
            // The group belongs to something else: after a plain space that is another number,
            // after a comma it spoils the whole.
            if spaced {
                break;
            }
            return None;
        }
        *lengths.get_mut(count)? = length;
        count += 1;
        end = digits + 1;
    }
    let lengths = lengths.get(..count)?;
    let (last, others) = lengths.split_last()?;
    let western = lengths.iter().all(|length| *length == 3);
    let indian =
        first.len() <= 2 && *last == 3 && count > 1 && others.iter().all(|length| *length == 2);
    if !(western || indian) {
        return None;
    }
    // "12 300" could be two numbers; a group of zeros or two groups could not.
    let single = spaced && count == 1;
    if single && (tokens.digits(end - 1) != "000" || tokens.attached_sign(end, '.')) {
        return None;
    }
    Some(end)
}

/// Whether the comma behind digits that end at `end` is the decimal comma of a measure: no digit is
/// behind a point in the whole sentence, and a unit follows.
fn is_decimal_comma(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let after = end + 2;
    let unit = tokens.near(after);
    let measured = matches!(tokens.sign(unit), Some('%' | '€' | '°'))
        || tokens.is(unit, Class::DecimalCommaUnits);
    let short = end == start + 1 && matches!(tokens.digits(end + 1).len(), 1 | 2);
    let alone = !tokens.before(start).is_some_and(|before| before == ',' || before == '.');
    let point = |i: usize| {
        tokens.sign(i) == Some('.')
            && i > 0
            && tokens.is_digits(i - 1)
            && follows_digits(tokens, i + 1)
    };
    short && alone && measured && !(0..tokens.len()).any(point)
}

/// The end of "1.500" and "1.234.567" in a document with decimal commas.
fn pointed_thousands(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let first = tokens.digits(start);
    if first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let mut end = start + 1;
    while tokens.attached_sign(end, '.')
        && follows_digits(tokens, end + 1)
        && tokens.digits(end + 1).len() == 3
        && end < start + 2 * MOST_GROUPS
    {
        end += 2;
    }
    (end > start + 1).then_some(end)
}

/// The end of "10, 000", as tokenised texts write it.
fn loose_thousands(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let first = tokens.digits(start);
    let zeros = start + 2;
    let loose = first.len() <= 3
        && !first.starts_with('0')
        && tokens.attached_sign(start + 1, ',')
        && tokens.between(zeros) == " "
        && tokens.digits(zeros) == "000";
    let goes_on = tokens.is_attached(zeros + 1) && tokens.is_word(zeros + 1)
        || tokens.sign(zeros + 1) == Some(',') && tokens.is_digits(zeros + 2);
    (loose && !goes_on).then_some(zeros + 1)
}

/// What separates the digits that end at `end` from the next ones, and where those are.
fn separator<'a>(tokens: &Tokens<'a>, end: usize) -> Option<(&'a str, usize)> {
    if matches!(tokens.after_sign(end), Some(',' | '\'' | '’')) {
        return follows_digits(tokens, end + 1).then(|| (tokens.text(end), end + 1));
    }
    let gap = tokens.between(end);
    let narrow = matches!(gap, " " | "\u{a0}" | "\u{2009}" | "\u{202f}");
    (narrow && tokens.is_digits(end)).then_some((gap, end))
}

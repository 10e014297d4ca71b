//! Numbers as code and settings write them: `0x2000000`, `32 * 1024 * 1024`, `1 << 25`, `600_000L`, `30s`.

use std::borrow::Cow;

/// The number that a fact is if it is one without a unit: digits with a point perhaps, or what code has for a whole number.
pub(super) fn number(text: &str) -> Option<f64> {
    let is_plain = text.starts_with(|sign: char| sign.is_ascii_digit())
        && text.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
    if is_plain { text.parse().ok() } else { whole(text).map(|number| number as f64) }
}

/// A product of whole numbers, or one that is shifted to the left.
fn whole(text: &str) -> Option<u64> {
    if let Some((number, by)) = text.split_once("<<") {
        let by = u32::try_from(factor(by)?).ok()?;
        let number = factor(number)?;
        return number.checked_shl(by).filter(|shifted| shifted >> by == number);
    }
    let mut factors = text.split('*');
    let first = factor(factors.next()?)?;
    factors.try_fold(first, |product, next| product.checked_mul(factor(next)?))
}

/// Whether what stands behind a whole number is its type: "u64", "usize", "UL", the "n" of a large one.
fn is_type(kind: &str) -> bool {
    let sized = kind.strip_prefix(['u', 'i']).unwrap_or_default();
    let is_sized =
        sized == "size" || (!sized.is_empty() && sized.bytes().all(|sign| sign.is_ascii_digit()));
    let is_long = kind.len() < 4 && kind.trim_start_matches('u').trim_start_matches('l').is_empty();
    is_sized || is_long || kind == "n"
}

/// One whole number.
fn factor(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let (radix, digits) = match text.get(..2) {
        Some("0x") => (16, &text[2..]),
        Some("0o") => (8, &text[2..]),
        Some("0b") => (2, &text[2..]),
        _ => (10, text.as_str()),
    };
    let digits = digits.replace(['_', '\''], "");
    let end = digits.find(|sign: char| !sign.is_digit(radix)).unwrap_or(digits.len());
    let (digits, kind) = digits.split_at(end);
    u64::from_str_radix(digits, radix).ok().filter(|_| is_type(kind))
}

/// A fact as prose writes it: a number and the unit right behind it with a space between ("30 s" for "30s"), and what looks
/// like a year with a comma, since a fact of so many things is none ("1,801 seats" for "1801 seats").
pub(super) fn as_written(text: &str) -> Cow<'_, str> {
    let end = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let is_counted =
        unit.strip_prefix(' ').is_some_and(|word| word.starts_with(char::is_alphabetic))
            && !unit.contains(|sign: char| sign.is_ascii_digit());
    if is_counted && digits.len() == 4 && digits.bytes().all(|sign| sign.is_ascii_digit()) {
        let (thousands, rest) = digits.split_at(1);
        return Cow::Owned(format!("{thousands},{rest}{unit}"));
    }
    let is_unit = !unit.is_empty() && unit.bytes().all(|sign| sign.is_ascii_alphabetic());
    if digits.is_empty() || !is_unit {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{digits} {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_code() {
        for (text, expected) in [
            ("33554432", 33_554_432.0),
            ("0.5", 0.5),
            ("0x2000000", 33_554_432.0),
            ("0X20", 32.0),
            ("0b1010_0000", 160.0),
            ("0o17", 15.0),
            ("32 * 1024 * 1024", 33_554_432.0),
            ("10*60*1000", 600_000.0),
            ("1 << 25", 33_554_432.0),
            ("32u64 << 20", 33_554_432.0),
            ("600_000L", 600_000.0),
            ("1250usize", 1250.0),
            ("4096n", 4096.0),
            ("1'000'000", 1_000_000.0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in [
            "", "0x", "x", "1 <<", "1 << 64", "1 << 200", "3 << 63", "12 seats", "30s", "5in",
            "5i", "5 km", "1-2", "* 3", "3 *", "18446744073709551615 * 2", "1,250", "about 5",
            "3.2.1.", "-5", "\u{e9}", "0\u{e9}",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn facts_as_prose_writes_them() {
        for (text, expected) in [
            ("30s", "30 s"),
            ("1.5GiB", "1.5 GiB"),
            ("32 MiB", "32 MiB"),
            ("1801 seats", "1,801 seats"),
            ("2000 to 2010 m", "2000 to 2010 m"),
            ("18014 seats", "18014 seats"),
            ("1h30m", "1h30m"),
            ("km", "km"),
            ("5", "5"),
            ("\u{e9}", "\u{e9}"),
        ] {
            assert_eq!(as_written(text), expected);
        }
    }
}

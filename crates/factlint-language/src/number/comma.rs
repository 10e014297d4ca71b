//! Whether a document writes decimals behind commas.

use crate::words::{Class, Words};

/// So many measures with a decimal comma, and none that speaks against it, make it the document's way.
const FEWEST: usize = 2;

/// Whether a document writes 3.5 km as 3,5 km throughout: two measures or more do so, nothing has decimals
/// behind a point but versions and dates, and no commas stand between thousands. The answer hangs on the text alone.
pub fn uses_decimal_commas(prose: &str) -> bool {
    let bytes = prose.as_bytes();
    let mut measures = 0;
    for at in memchr::memchr2_iter(b',', b'.', bytes) {
        let Some(number) = Parted::around(bytes, at) else { continue };
        let thousands = number.decimals == 3 && (1..=3).contains(&number.whole);
        match bytes[at] {
            b',' if thousands && !number.goes_on => return false,
            b',' if number.is_measured(prose) => measures += 1,
            b'.' if !thousands && !number.goes_on => return false,
            _ => {}
        }
    }
    measures >= FEWEST
}

/// Digits on both sides of a sign.
struct Parted {
    start: usize,
    end: usize,
    /// How many stand before the sign.
    whole: usize,
    /// How many stand behind it.
    decimals: usize,
    /// Whether another sign with digits stands before or behind them: versions, lists, dates.
    goes_on: bool,
}

impl Parted {
    fn around(bytes: &[u8], at: usize) -> Option<Self> {
        /// Numbers are not longer.
        const REACH: usize = 12;
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        if !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let before = bytes.get(at.saturating_sub(REACH)..at)?;
        let whole = before.iter().rev().take_while(is_digit).count();
        let behind = bytes.get(at + 1..)?;
        let decimals = behind.iter().take(REACH).take_while(is_digit).count();
        if whole == 0 || decimals == 0 {
            return None;
        }
        let (start, end) = (at - whole, at + 1 + decimals);
        let parts = |sign: Option<&u8>, digit: Option<&u8>| {
            matches!(sign, Some(b',' | b'.' | b'/' | b'-')) && digit.is_some_and(u8::is_ascii_digit)
        };
        let earlier = start.checked_sub(2);
        let goes_on = parts(bytes.get(end), bytes.get(end + 1))
            || earlier.is_some_and(|i| parts(bytes.get(i + 1), bytes.get(i)));
        Some(Self { start, end, whole, decimals, goes_on })
    }

    /// Whether a unit follows, or a sign of money stands before.
    fn is_measured(&self, prose: &str) -> bool {
        let money = prose[..self.start].trim_end_matches(' ').ends_with(['$', '€', '£']);
        let rest = prose[self.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let letters = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
        let unit = &rest[..letters];
        let is_word =
            unit.len() < 16 && Words::embedded().is(&unit.to_lowercase(), Class::DecimalCommaUnits);
        !self.goes_on && (money || is_word || rest.starts_with(['%', '‰', '€', '°']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decided_by_the_whole_document() {
        for yes in [
            "Sie ist 3,5 km lang. Der Anteil stieg auf 12,75 %.",
            "It is 3,5 km long and rose by 1.200,5 m to 4,25 m.",
            "Costs of € 3,20 and 4,75 euros, see version 2.0.1.",
        ] {
            assert!(uses_decimal_commas(yes), "{yes}");
        }
        for no in [
            "It is 3,5 km long.",
            "It is 3,5 km long and 2,5 km wide, or 2.2 miles.",
            "It is 3,5 km long and 2,5 km wide, with 1,200 people.",
            "See chapters 3,5 and 4,2, or items 1,2,3 and 5,6 m.",
            "",
        ] {
            assert!(!uses_decimal_commas(no), "{no}");
        }
    }
}

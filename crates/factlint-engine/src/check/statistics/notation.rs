//! How scientific reports write numbers: signs, decimal points, spaces, and what they round.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::claim::{Relation, Rounded};
use factlint_language::word;
use factlint_language::words::Class;

/// White space, wherever a line was wrapped, and the marks of emphasis and of formulas that stay in plain texts.
pub(super) const GAP: &str = r"[\s\u{200b}\u{2060}$*_]*";
/// A number without its sign, thousands with commas.
pub(super) const NUMBER: &str = r"(?:\d{1,3}(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.·]\d+)?|[.·]\d+)";
/// The signs of negative numbers, or none.
pub(super) const SIGN: &str = r"(?:[-−–‐‑﹣+]\s?)?";
/// How a number stands to the true one.
pub(super) const RELATION: &str = r"(?:=|<=|>=|<|>|≤|≥|⩽|⩾)";

/// An expression whose parts in angle brackets ("‹gap›") stand for those above. None never happens: tests hold it.
pub(super) fn expression(pattern: &str) -> Option<Regex> {
    let pattern = pattern
        .replace("‹gap›", GAP)
        .replace("‹number›", NUMBER)
        .replace("‹sign›", SIGN)
        .replace("‹relation›", RELATION);
    Regex::new(&pattern).ok()
}

/// The relation that a sign tells.
pub(super) fn relation(sign: &str) -> Relation {
    match sign.chars().next() {
        Some('<' | '≤' | '⩽') => Relation::Below,
        Some('>' | '≥' | '⩾') => Relation::Above,
        _ => Relation::Equal,
    }
}

/// A number as written: "−2.20", "1,204", ".036", "3.6 × 10−5", "2e-4".
pub(super) fn rounded(text: &str) -> Option<Rounded> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(plain_sign).collect();
    let plain = plain.replace(',', "");
    let (mantissa, exponent) = match plain.find(['e', 'E', '×', 'x', '*']) {
        None => (plain.as_str(), 0),
        Some(at) => {
            let power = plain.get(at..)?.trim_start_matches(['e', 'E', '×', 'x', '*']);
            let is_power_of_ten = !plain.get(at..)?.starts_with(['e', 'E']);
            let power = if is_power_of_ten { power.strip_prefix("10")? } else { power };
            let power = power.trim_matches(['^', '{', '}', '+']);
            (plain.get(..at)?, power.parse::<i32>().ok()?)
        }
    };
    let mantissa = mantissa.trim_start_matches('+');
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scale = 10f64.powi(exponent.clamp(-400, 400));
    let value = mantissa.parse::<f64>().ok()? * scale;
    let step = 10f64.powi(-(decimals.min(300) as i32)) * scale;
    value.is_finite().then_some(Rounded { value, step })
}

/// One sign for all that look alike, and digits for those that stand high.
fn plain_sign(sign: char) -> char {
    match sign {
        '−' | '–' | '‐' | '‑' | '﹣' | '⁻' => '-',
        '·' => '.',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from(b'0' + (u32::from(sign) - 0x2070) as u8),
        '₀'..='₉' => char::from(b'0' + (u32::from(sign) - 0x2080) as u8),
        other => other,
    }
}

/// Text that is read from a place onwards.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// At a place of a text; nothing behind the end of a line of reasoning (`reach` bytes) is seen.
    pub fn new(text: &'a str, at: usize, reach: usize) -> Self {
        let mut end = at.saturating_add(reach).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self { text: &text[..end], at: at.min(end) }
    }

    /// What is left.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Takes what an expression that begins with `^` finds here.
    pub fn take(&mut self, expression: &LazyLock<Option<Regex>>) -> Option<Captures<'a>> {
        let found = expression.as_ref()?.captures(self.rest())?;
        self.at += found.get(0)?.end();
        Some(found)
    }
}

/// Words and phrases of a class, wherever they stand in a text.
pub(super) struct Words(LazyLock<Option<Regex>>);

impl Words {
    /// Those of a class; `find` is where they are looked up.
    pub const fn new(find: fn() -> Option<Regex>) -> Self {
        Self(LazyLock::new(find))
    }

    /// Whether any stands in a text.
    pub fn any(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(text))
    }
}

/// An expression for the words of a class as alternatives, for whole words of a text.
pub(super) fn words_of(class: Class) -> Option<Regex> {
    Regex::new(&format!(r"(?:\b|_)(?:{})(?:\b|_)", alternatives(class))).ok()
}

/// The words of a class as alternatives of an expression, the longest first.
pub(super) fn alternatives(class: Class) -> String {
    let mut entries: Vec<&String> = word::entries(class).iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
    let patterns = entries.iter().map(|entry| {
        let pattern = regex::escape(entry)
            .replace(r"\-", "[-‐‑–\\s]")
            .replace(' ', "[-‐‑–\\s]+")
            .replace('\'', "['’]");
        if entry.chars().any(char::is_uppercase) { pattern } else { format!("(?i:{pattern})") }
    });
    patterns.collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_last_place() {
        let read = |text: &str| rounded(text).map(|read| (read.value, read.step));
        let near = |text: &str, value: f64, step: f64| {
            let (found, last) = read(text).unwrap_or_default();
            assert!((found - value).abs() < 1e-12 && (last / step - 1.0).abs() < 1e-9, "{text}");
        };
        near("2.20", 2.2, 0.01);
        near("−2.20", -2.2, 0.01);
        near("– 2", -2.0, 1.0);
        near(".036", 0.036, 0.001);
        near("0·036", 0.036, 0.001);
        near("1,204.5", 1204.5, 0.1);
        near("3.6 × 10−5", 3.6e-5, 1e-6);
        near("3.6 × 10⁻⁵", 3.6e-5, 1e-6);
        near("2e-4", 2e-4, 1e-4);
        near(".5e-3", 5e-4, 1e-4);
        near("₂₈", 28.0, 1.0);
        for text in ["", ".", "2.2.2", "e5", "5 × 9", "1e999999999999"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

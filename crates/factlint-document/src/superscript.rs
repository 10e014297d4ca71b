//! Superscript words: powers, ordinals and the marks of notes.

/// What a raised word is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Superscript {
    /// An exponent, in digits.
    Power,
    /// The mark of a note, which no sentence holds.
    Note,
    /// Part of a word, such as the end of an ordinal.
    Part,
}

impl Superscript {
    /// What a raised word behind others is.
    pub fn of(word: &str, before: &str) -> Self {
        let word = word.trim();
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && is_raised_to_a_power(before) {
            Self::Power
        } else if is_number || word.starts_with(['[', '*', '†', '‡']) {
            Self::Note
        } else {
            Self::Part
        }
    }
}

/// Whether a raised number behind these words is an exponent: of a unit ("km²") or of a small number, which
/// rarely bears the mark of a note.
fn is_raised_to_a_power(before: &str) -> bool {
    const UNITS: &[&str] = &["cm", "ft", "in", "km", "m", "mi", "mm", "s", "yd"];
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_base = letters.is_empty() && (1..=2).contains(&word.len());
    let is_part = before[..before.len() - word.len()].ends_with([',', '.']);
    UNITS.contains(&letters) || (is_base && !is_part)
}

/// Digits as exponents, and the minus in front of them.
pub(super) fn superscript(words: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    words
        .chars()
        .map(|sign| match sign.to_digit(10) {
            Some(value) => RAISED[value as usize],
            None if sign == '\u{2212}' => '⁻',
            None => sign,
        })
        .collect()
}

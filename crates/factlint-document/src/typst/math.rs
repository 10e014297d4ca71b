//! Formulas of Typst that are numbers or results.

use crate::superscript::superscript;

/// The words of a formula that is a number, perhaps with a unit in quotation marks, or a result as papers report it.
pub(super) fn plain(formula: &str) -> Option<String> {
    /// Names of signs.
    const SIGNS: &[(&str, &str)] = &[
        ("times", "×"),
        ("plus.minus", "±"),
        ("approx", "≈"),
        ("lt.eq", "≤"),
        ("gt.eq", "≥"),
        ("degree", "°"),
        ("percent", "%"),
        ("mu", "µ"),
        ("chi", "χ"),
        ("eta", "η"),
    ];
    const LONGEST: usize = 80;
    if formula.len() > LONGEST {
        return None;
    }
    let mut words = String::new();
    let mut rest = formula;
    while let Some(sign) = rest.chars().next() {
        let mut length = sign.len_utf8();
        if sign.is_ascii_alphabetic() {
            let is_name = |sign: &u8| sign.is_ascii_alphabetic() || *sign == b'.';
            length = rest.bytes().take_while(is_name).count();
            let name = &rest[..length];
            match SIGNS.iter().find(|(known, _)| *known == name) {
                Some((_, meant)) => words.push_str(meant),
                None if length == 1 => words.push(sign),
                None => return None,
            }
        } else if sign == '"' {
            let inner = &rest[1..];
            let end = inner.find('"')?;
            words.push_str(&inner[..end]);
            length = end + 2;
        } else if rest.starts_with("<=") || rest.starts_with(">=") {
            words.push(if sign == '<' { '≤' } else { '≥' });
            length = 2;
        } else if sign == '^' {
            let power = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            if power == 0 {
                return None;
            }
            words.push_str(&superscript(&rest[1..1 + power]));
            length += power;
        } else if sign.is_ascii_digit() || " .,<>=()+-%".contains(sign) {
            words.push(sign);
        } else {
            return None;
        }
        rest = &rest[length..];
    }
    (!words.is_empty()).then_some(words)
}

//! Formulas and the quantities of siunitx: those that are numbers with a sign and a unit are words like any others.

use super::commands::{Command, unit_sign};
use super::{LONGEST, Reader};
use crate::superscript::superscript;
use factlint_language::span::Span;

/// Formulas that are longer are no numbers.
const LONGEST_WORDS: usize = 120;

impl Reader<'_> {
    /// A formula between dollar signs.
    pub(super) fn formula(&mut self) {
        let close = if self.rest().starts_with("$$") { "$$" } else { "$" };
        self.inline_formula(close.len(), close);
    }

    /// A formula behind a mark of so many bytes.
    pub(super) fn inline_formula(&mut self, open: usize, close: &str) {
        let start = self.at;
        let inner = start + open;
        let mut last = self.end.min(inner + LONGEST);
        while !self.text.is_char_boundary(last) {
            last -= 1;
        }
        let within = &self.text[inner..last];
        // A formula holds no blank line.
        let within = within.split("\n\n").next().unwrap_or_default();
        let ends = within.match_indices(close).map(|(at, _)| at);
        let Some(length) = ends.into_iter().find(|at| !within[..*at].ends_with('\\')) else {
            self.at = inner;
            return;
        };
        let words = &within[..length];
        let behind = inner + length + close.len();
        if words.len() <= LONGEST_WORDS
            && let Some(meant) = plain(words)
        {
            self.at = behind;
            self.tell_meant(&meant, words, inner, start);
            return;
        }
        self.at = behind;
        self.object(start);
    }

    /// Adds what a stretch of the text means: its own words where these are the same.
    fn tell_meant(&mut self, meant: &str, words: &str, inner: usize, start: usize) {
        let behind = self.at;
        if meant == words {
            self.words(words, Span::new(inner, inner + words.len()));
        } else {
            self.at = start;
            self.stand_for(meant, behind - start);
        }
        self.at = behind;
    }

    /// `\qty{5}{\kilo\metre}`, `\SIrange{5}{7}{km}`, `\num{1000}`, `\unit{m}`.
    pub(super) fn quantity(&mut self, start: usize, kind: Command) {
        let count = match kind {
            Command::QuantityRange => 3,
            Command::Quantity => 2,
            _ => 1,
        };
        let mut pieces = Vec::new();
        for _ in 0..count {
            let Some(inside) = self.argument() else { return };
            pieces.push(&self.text[inside]);
        }
        let number = |text: &str| plain(text.trim());
        let unit = pieces.last().and_then(|text| unit(text));
        let meant = match (kind, pieces.as_slice()) {
            (Command::Number, [one]) => number(one),
            (Command::Unit, _) => unit,
            (Command::Quantity, [one, _]) => number(one).zip(unit).map(joined),
            (_, [low, high, _]) => {
                let to =
                    number(low).zip(number(high)).map(|(low, high)| format!("{low} to {high}"));
                to.zip(unit).map(joined)
            }
            _ => None,
        };
        match meant {
            Some(meant) => {
                let length = self.at - start;
                self.at = start;
                self.stand_for(&meant, length);
            }
            None => self.object(start),
        }
    }
}

fn joined((number, unit): (String, String)) -> String {
    let gap = if unit.starts_with(['%', '°']) && !unit.starts_with("°C") { "" } else { " " };
    format!("{number}{gap}{unit}")
}

/// The words of a formula that is a number, a comparison or a result as papers report them.
pub(super) fn plain(formula: &str) -> Option<String> {
    /// Commands, and the signs that they set.
    const SIGNS: &[(&str, &str)] = &[
        ("times", "×"),
        ("cdot", "·"),
        ("pm", "±"),
        ("approx", "≈"),
        ("sim", "~"),
        ("simeq", "≈"),
        ("leq", "≤"),
        ("le", "≤"),
        ("geq", "≥"),
        ("ge", "≥"),
        ("lt", "<"),
        ("gt", ">"),
        ("circ", "°"),
        ("mu", "µ"),
        ("Omega", "Ω"),
        ("chi", "χ"),
        ("eta", "η"),
        ("beta", "β"),
        ("alpha", "α"),
        ("ldots", "…"),
        ("dots", "…"),
        ("text", ""),
        ("mathrm", ""),
        ("mathit", ""),
        ("textit", ""),
        ("rm", ""),
        ("quad", " "),
        ("left", ""),
        ("right", ""),
        ("degree", "°"),
        ("euro", "€"),
        ("pounds", "£"),
    ];
    let mut words = String::new();
    let mut rest = formula.trim();
    let mut depth = 0usize;
    while let Some(sign) = rest.chars().next() {
        let mut length = sign.len_utf8();
        match sign {
            '\\' => {
                let name = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
                if name == 0 {
                    let next = rest[1..].chars().next()?;
                    length += next.len_utf8();
                    match next {
                        '%' | '$' | '&' => words.push(next),
                        ',' => words.push('\u{202f}'),
                        ' ' | ';' | ':' => words.push(' '),
                        '!' => {}
                        _ => return None,
                    }
                } else {
                    let (_, meant) =
                        SIGNS.iter().find(|(known, _)| *known == &rest[1..1 + name])?;
                    words.push_str(meant);
                    length += name;
                }
            }
            '^' => {
                let inner = &rest[1..];
                let (power, taken) = match inner.strip_prefix('{') {
                    Some(inner) => {
                        let end = inner.find('}')?;
                        (&inner[..end], end + 2)
                    }
                    None if inner.starts_with("\\circ") => ("\\circ", "\\circ".len()),
                    None => {
                        let first = inner.chars().next()?.len_utf8();
                        (&inner[..first], first)
                    }
                };
                if power.trim() == "\\circ" {
                    words.push('°');
                } else if !power.is_empty()
                    && power.chars().all(|sign| sign.is_ascii_digit() || sign == '-')
                {
                    words.push_str(&superscript(&power.replace('-', "\u{2212}")));
                } else {
                    return None;
                }
                length += taken;
            }
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            '~' => words.push('\u{a0}'),
            '\n' | '\r' | '\t' => words.push(' '),
            '_' | '&' | '#' | '$' => return None,
            _ => words.push(sign),
        }
        rest = &rest[length..];
    }
    (depth == 0).then_some(words)
}

/// The sign of a unit: `\kilo\metre\per\hour`, `km/h`, `m.s^{-1}`.
fn unit(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.starts_with('\\') {
        return plain(&text.replace('.', "·").replace('~', " "));
    }
    let mut words = String::new();
    for name in text.split('\\').skip(1) {
        let name = name.trim().trim_end_matches("{}");
        match name {
            "%" => words.push('%'),
            name => words.push_str(unit_sign(name)?),
        }
    }
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_that_are_words() {
        for (formula, words) in [
            ("5", "5"),
            ("1{,}200", "1,200"),
            ("p < .05", "p < .05"),
            ("\\chi^2(1) = 4.1", "χ²(1) = 4.1"),
            ("3.2 \\times 10^{-6}", "3.2 × 10⁻⁶"),
            ("90^\\circ", "90°"),
            ("\\approx 5\\,\\mathrm{km}", "≈ 5\u{202f}km"),
        ] {
            assert_eq!(plain(formula).as_deref(), Some(words), "{formula}");
        }
        for formula in ["x_1", "\\frac{1}{2}", "a^{b}", "{", "}", "\\", "^", "\\sum x"] {
            assert_eq!(plain(formula), None, "{formula}");
        }
        assert_eq!(unit("\\kilo\\metre\\per\\hour").as_deref(), Some("km/h"));
        assert_eq!(unit("\\percent").as_deref(), Some("%"));
        assert_eq!(unit("\\foo"), None);
    }
}

//! What the tagger and the parser see of a word: numbers made of its letters, in integers alone, so
//! that they are the same on every machine.

use super::group::{Word, WordKind};
use crate::token::Tokens;

/// Numbers that stand for a word and parts of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Atoms {
    /// The word in lower case, digits made alike.
    pub form: u32,
    /// Its last one, two, three characters; its first two.
    pub endings: [u32; 4],
    /// Its capitals, digits and hyphens.
    pub shape: u32,
    /// The signs before it, and whether it is attached.
    pub before: u32,
}

/// Spreads bits, the same everywhere.
pub(super) const fn mix(seed: u32, value: u32) -> u32 {
    let mixed = (seed ^ value).wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA77);
    mixed ^ (mixed >> 13)
}

fn hash(seed: u32, characters: impl Iterator<Item = char>) -> u32 {
    characters.fold(mix(seed, 1), |hash, character| mix(hash.rotate_left(5), u32::from(character)))
}

impl Atoms {
    /// Those of a word.
    pub fn of(tokens: &Tokens<'_>, word: &Word, first: bool) -> Self {
        let before =
            u32::from(word.before.bits()) | u32::from(word.attached) << 8 | u32::from(first) << 9;
        let named =
            |form: u32| Self { form, endings: [form, form, form, form], shape: form, before };
        match word.kind {
            WordKind::Figure => return named(1),
            WordKind::Attributive => return named(2),
            WordKind::Number => return named(3),
            WordKind::Plain | WordKind::Name | WordKind::Term | WordKind::Terms => {}
        }
        let text = word.span.of(tokens.prose());
        // A name is seen by its last word: "Glacier" of "Holt Glacier".
        let text = text.rsplit(char::is_whitespace).next().unwrap_or(text);
        let plain = |c: char| {
            if c.is_ascii_digit() {
                '0'
            } else if c == '’' {
                '\''
            } else {
                c
            }
        };
        let lower = || text.chars().flat_map(char::to_lowercase).map(plain);
        let count = text.chars().count();
        let last = |n: usize| hash(n as u32, lower().skip(count.saturating_sub(n)));
        let mut shape = 0;
        for (i, c) in text.chars().enumerate() {
            shape |= match c {
                _ if c.is_uppercase() && i == 0 => 1,
                _ if c.is_uppercase() => 2,
                _ if c.is_lowercase() => 4,
                _ if c.is_ascii_digit() => 8,
                '-' | '‑' => 16,
                '.' => 32,
                _ => 64,
            };
        }
        let shape = mix(shape, u32::from(count == 1) | u32::from(first) << 1);
        Self {
            form: hash(0, lower()),
            endings: [last(1), last(2), last(3), hash(9, lower().take(2))],
            shape,
            before,
        }
    }
}

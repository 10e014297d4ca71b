//! Short words of ASCII as numbers: a processor takes their bytes at once.

use crate::token::Capitals;

/// Longest word that is a number, in bytes.
const LONGEST: usize = 16;

/// The same byte in all places.
const fn all(byte: u8) -> u128 {
    u128::from_ne_bytes([byte; LONGEST])
}

/// The bit that makes letters small; digits have it already.
const SMALL: u128 = all(0x20);

/// The bit that no byte of ASCII has.
const UPPER: u128 = all(0x80);

/// A word of at most 16 ASCII letters or digits, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShortWord(u128);

impl ShortWord {
    /// A word of letters or digits; none where it is long, or not of ASCII.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..word.len()).filter(|_| !word.is_empty())?.copy_from_slice(word.as_bytes());
        let letters = u128::from_le_bytes(bytes);
        (letters & UPPER == 0).then_some(Self(letters | (SMALL & first_bytes(word.len()))))
    }

    /// A number that tells words apart well.
    pub(super) fn hash(self) -> usize {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let mixed =
            low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) as usize >> 32
    }
}

/// The letters of ASCII that a text starts with, where they are less than sixteen and no character but one of ASCII
/// follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub word: ShortWord,
    /// How many they are.
    pub length: usize,
    pub capitals: Capitals,
}

impl Start {
    /// The letters at the start of some bytes of a text; none where there is none, or where they are no short word.
    pub(crate) fn of(text: &[u8]) -> Option<Self> {
        let word = match text.first_chunk::<LONGEST>() {
            Some(chunk) => u128::from_le_bytes(*chunk),
            None => {
                let mut padded = [0; LONGEST];
                padded[..text.len()].copy_from_slice(text);
                u128::from_le_bytes(padded)
            }
        };
        // Of each byte, the upper bit tells whether it is at or behind the first or the last letter: no sum of seven bits
        // and so little reaches the byte beside it.
        let small = (word | SMALL) & !UPPER;
        let from_first = small + all(0x80 - b'a');
        let past_last = small + all(0x7f - b'z');
        let letters = from_first & !past_last & !word & UPPER;
        let length = (!letters & UPPER).trailing_zeros() as usize / 8;
        let goes_on = text.get(length).is_some_and(|next| !next.is_ascii());
        if length == 0 || length == LONGEST || goes_on {
            return None;
        }
        let inside = first_bytes(length);
        // The bit of small letters, moved to the upper one.
        let capitals = match letters & !(word << 2) & inside {
            0 => Capitals::None,
            0x80 => Capitals::First,
            all if all == letters & inside => Capitals::All,
            _ => Capitals::Mixed,
        };
        Some(Self { word: ShortWord((word | SMALL) & inside), length, capitals })
    }
}

/// All bits of so many bytes, of one at least.
fn first_bytes(length: usize) -> u128 {
    u128::MAX >> (8 * (LONGEST - length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn longer_words_and_others_are_none() {
        for none in ["", "abcdefghijklmnopq", "café", "é"] {
            assert_eq!(ShortWord::of(none), None, "{none}");
        }
        assert!(ShortWord::of("abcdefghijklmnop").is_some());
        assert_eq!(ShortWord::of("May"), ShortWord::of("may"));
        assert_ne!(ShortWord::of("may"), ShortWord::of("mays"));
        assert_eq!(ShortWord::of("1600").map(|word| word.0), Some(0x3030_3631));
    }

    proptest! {
        #[test]
        fn letters_are_those_that_a_text_starts_with(text in "([@-\\[`-{]|[A-Za-z]{1,16}|[\u{0}-\u{7f}é]){0,20}") {
            let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
            let letters = &text[..length];
            let is_short = (1..LONGEST).contains(&length)
                && text.as_bytes().get(length).is_none_or(u8::is_ascii);
            let found = Start::of(text.as_bytes());
            prop_assert_eq!(found.is_some(), is_short);
            if let Some(found) = found {
                prop_assert_eq!(found.length, length);
                prop_assert_eq!(Some(found.word), ShortWord::of(letters));
                let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
                let first = letters.starts_with(|c: char| c.is_ascii_uppercase());
                prop_assert_eq!(found.capitals, Capitals::of(length, capitals, first));
            }
        }
    }
}

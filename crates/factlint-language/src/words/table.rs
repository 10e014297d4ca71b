//! From words in lower case to what is known of them: a lookup for every word that is lexed.

use super::SenseId;
use rustc_hash::FxHashMap;

/// Longest word that is kept as a number, in bytes.
const SHORT: usize = 16;

/// Words of at most 16 ASCII letters, which are nearly all, as numbers in an open-addressed table;
/// the others in a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A power of two of indices into `short`, plus one; 0 where the place is free.
    places: Vec<u16>,
    short: Vec<(u128, SenseId)>,
    others: FxHashMap<Box<str>, SenseId>,
}

impl Table {
    /// The sense of a word of letters, in any capitals, or of digits.
    pub(super) fn get(&self, word: &str) -> SenseId {
        match key(word) {
            Some(key) => self.find(key).unwrap_or(SenseId::NONE),
            None if self.others.is_empty() => SenseId::NONE,
            None => self.others.get(word.to_lowercase().as_str()).copied().unwrap_or(SenseId::NONE),
        }
    }

    fn find(&self, key: u128) -> Option<SenseId> {
        let mask = self.places.len().checked_sub(1)?;
        let mut place = hash(key) & mask;
        while let Some(index) = self.places[place].checked_sub(1) {
            let (known, sense) = self.short[usize::from(index)];
            if known == key {
                return Some(sense);
            }
            place = (place + 1) & mask;
        }
        None
    }

    /// Adds a word in lower case that is not there yet.
    pub(super) fn insert(&mut self, word: &str, sense: SenseId) {
        let Some(key) = key(word) else {
            self.others.insert(word.into(), sense);
            return;
        };
        self.short.push((key, sense));
        if self.short.len() * 2 > self.places.len() {
            self.places = vec![0; (self.places.len() * 2).max(1024)];
            for index in 0..self.short.len() {
                self.place(index);
            }
        } else {
            self.place(self.short.len() - 1);
        }
    }

    fn place(&mut self, index: usize) {
        let mask = self.places.len() - 1;
        let mut place = hash(self.short[index].0) & mask;
        while self.places[place] != 0 {
            place = (place + 1) & mask;
        }
        // There are fewer words than senses, which are counted in as many bits.
        self.places[place] = index as u16 + 1;
    }
}

/// A short word of ASCII letters or digits in lower case, as a number.
fn key(word: &str) -> Option<u128> {
    /// Sets small letters; digits have the bit already.
    const SMALL: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;
    let length = word.len();
    if length > SHORT || length == 0 || !word.is_ascii() {
        return None;
    }
    let mut bytes = [0; SHORT];
    bytes[..length].copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(bytes) | (SMALL >> (8 * (SHORT - length))))
}

fn hash(key: u128) -> usize {
    let (low, high) = (key as u64, (key >> 64) as u64);
    let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) as usize >> 40
}

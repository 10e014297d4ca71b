//! From words in lower case to what is known of them: a lookup for every word that is lexed.

use super::SenseId;
use rustc_hash::FxHashMap;

/// Longest word that is kept as a number, in bytes.
const SHORT: usize = 16;

/// Words of at most 16 ASCII letters, which are nearly all, as numbers in an open-addressed table;
/// the others in a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A power of two of places: an index into `short`, plus one, in the lower half, and above it what
    /// tells most other words apart without a look there; 0 where the place is free.
    places: Vec<u32>,
    short: Vec<(u128, SenseId)>,
    others: FxHashMap<Box<str>, SenseId>,
}

impl Table {
    /// The sense of a word of letters, in any capitals, or of digits.
    pub(super) fn get(&self, word: &str) -> SenseId {
        self.get_in(word, 0, word.len())
    }

    /// The sense of the word from `start` to `end` of a text: what follows lets it be read at once.
    pub(super) fn get_in(&self, text: &str, start: usize, end: usize) -> SenseId {
        if let Some(key) = key(text.as_bytes(), start, end) {
            return self.find(key).unwrap_or(SenseId::NONE);
        }
        if self.others.is_empty() {
            return SenseId::NONE;
        }
        let word = text.get(start..end).unwrap_or_default().to_lowercase();
        self.others.get(word.as_str()).copied().unwrap_or(SenseId::NONE)
    }

    fn find(&self, key: u128) -> Option<SenseId> {
        let mask = self.places.len().checked_sub(1)?;
        let hash = hash(key);
        let mut place = hash & mask;
        while self.places[place] != 0 {
            let found = self.places[place];
            if found >> 16 == tag(hash)
                && let Some((known, sense)) = self.short.get((found & 0xffff) as usize - 1)
                && *known == key
            {
                return Some(*sense);
            }
            place = (place + 1) & mask;
        }
        None
    }

    /// Adds a word in lower case that is not there yet.
    pub(super) fn insert(&mut self, word: &str, sense: SenseId) {
        let Some(key) = key(word.as_bytes(), 0, word.len()) else {
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
        let hash = hash(self.short[index].0);
        let mut place = hash & mask;
        while self.places[place] != 0 {
            place = (place + 1) & mask;
        }
        // There are fewer words than senses, which are counted in as many bits.
        self.places[place] = tag(hash) << 16 | (index as u32 + 1);
    }
}

/// A short word of ASCII letters or digits in lower case, as a number.
fn key(text: &[u8], start: usize, end: usize) -> Option<u128> {
    /// The bit that makes letters small; digits have it already.
    const SMALL: u128 = 0x2020_2020_2020_2020_2020_2020_2020_2020;
    /// The bit that ASCII does not have.
    const NOT_ASCII: u128 = 0x8080_8080_8080_8080_8080_8080_8080_8080;
    let length = end.checked_sub(start).filter(|length| (1..=SHORT).contains(length))?;
    let word = match text.get(start..).and_then(<[u8]>::first_chunk::<SHORT>) {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => whole(text.get(start..end)?),
    };
    let inside = u128::MAX >> (8 * (SHORT - length));
    let word = word & inside;
    (word & NOT_ASCII == 0).then_some(word | (SMALL & inside))
}

/// At most 16 bytes as a number: a few that overlap are read together, which no loop over them is as fast as.
fn whole(bytes: &[u8]) -> u128 {
    let length = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        let last = u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8));
        return u128::from(u64::from_le_bytes(*first)) | last;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let last = u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4));
        return u128::from(u32::from_le_bytes(*first)) | last;
    }
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte))
}

fn hash(key: u128) -> usize {
    let (low, high) = (key as u64, (key >> 64) as u64);
    let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) as usize >> 32
}

/// The upper bits of a hash, of which a table of this size takes the lower ones.
fn tag(hash: usize) -> u32 {
    (hash >> 16) as u32 & 0xffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_the_number_that_they_are_in_memory() {
        let bytes: Vec<u8> = (1..=16).collect();
        for length in 0..=SHORT {
            let mut all = [0; SHORT];
            all[..length].copy_from_slice(&bytes[..length]);
            assert_eq!(whole(&bytes[..length]), u128::from_le_bytes(all), "{length}");
        }
    }
}

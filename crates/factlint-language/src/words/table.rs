//! From words in lower case to what is known of them: a lookup for every word that is lexed.

use super::{SenseId, ShortWord};
use rustc_hash::FxHashMap;

/// Words of at most 16 ASCII letters, which are nearly all, as numbers in an open-addressed table;
/// the others in a map.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// A power of two of places: an index into `short`, plus one, in the lower half, and above it what
    /// tells most other words apart without a look there; 0 where the place is free.
    places: Vec<u32>,
    short: Vec<(ShortWord, SenseId)>,
    others: FxHashMap<Box<str>, SenseId>,
}

impl Table {
    /// The sense of a word of letters, in any capitals, or of digits.
    pub(super) fn get(&self, word: &str) -> SenseId {
        match ShortWord::of(word) {
            Some(short) => self.find(short),
            None if self.others.is_empty() => SenseId::NONE,
            None => self.others.get(&*word.to_lowercase()).copied().unwrap_or(SenseId::NONE),
        }
    }

    /// The sense of a short word.
    pub(super) fn find(&self, word: ShortWord) -> SenseId {
        let Some(mask) = self.places.len().checked_sub(1) else { return SenseId::NONE };
        let hash = word.hash();
        let mut place = hash & mask;
        while self.places[place] != 0 {
            let found = self.places[place];
            if found >> 16 == tag(hash)
                && let Some((known, sense)) = self.short.get((found & 0xffff) as usize - 1)
                && *known == word
            {
                return *sense;
            }
            place = (place + 1) & mask;
        }
        SenseId::NONE
    }

    /// Adds a word in lower case that is not there yet.
    pub(super) fn insert(&mut self, word: &str, sense: SenseId) {
        let Some(short) = ShortWord::of(word) else {
            self.others.insert(word.into(), sense);
            return;
        };
        self.short.push((short, sense));
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
        let hash = self.short[index].0.hash();
        let mut place = hash & mask;
        while self.places[place] != 0 {
            place = (place + 1) & mask;
        }
        // There are fewer words than senses, which are counted in as many bits.
        self.places[place] = tag(hash) << 16 | (index as u32 + 1);
    }
}

/// The upper bits of a hash, of which a table of this size takes the lower ones.
fn tag(hash: usize) -> u32 {
    (hash >> 16) as u32 & 0xffff
}

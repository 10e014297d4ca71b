//! The keys of a claim. A passage has eight that are hashes, and there may be a million passages: those are kept as the
//! numbers that they are.

use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::{SmolStr, format_smolstr};

/// How many digits a key has that is the hash of words.
pub(super) const DIGITS: usize = 16;

/// The keys of a claim as they are kept, for whoever writes them.
pub(super) enum KeptKeys<'k> {
    One(&'k str),
    Numbers(&'k [u64]),
    Texts(&'k [SmolStr]),
}

/// The keys of a claim, in the order in which they were given. They are written, read and compared as texts.
#[derive(Clone, Debug)]
pub struct Keys(Kept);

/// How they are kept. Each list of keys is kept in one way only.
#[derive(Clone, Debug)]
enum Kept {
    /// One, and no number.
    One(SmolStr),
    /// As many hexadecimal numbers of sixteen digits.
    Numbers(Box<[u64]>),
    /// Anything else.
    Texts(Box<[SmolStr]>),
}

impl Keys {
    /// The keys as texts.
    pub fn iter(&self) -> impl Iterator<Item = SmolStr> + '_ {
        (0..self.len()).map_while(|index| self.get(index))
    }

    /// The key at an index.
    pub fn get(&self, index: usize) -> Option<SmolStr> {
        match &self.0 {
            Kept::One(key) => (index == 0).then(|| key.clone()),
            Kept::Numbers(numbers) => numbers.get(index).map(|number| text_of(*number)),
            Kept::Texts(texts) => texts.get(index).cloned(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::One(_) => 1,
            Kept::Numbers(numbers) => numbers.len(),
            Kept::Texts(texts) => texts.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a key is among them.
    pub fn contains(&self, key: &str) -> bool {
        match &self.0 {
            Kept::One(one) => one == key,
            Kept::Numbers(numbers) => number_of(key).is_some_and(|key| numbers.contains(&key)),
            Kept::Texts(texts) => texts.iter().any(|text| text == key),
        }
    }

    /// A hash of each: equal keys have equal ones, in whatever list they stand.
    pub fn hashes(&self) -> impl Iterator<Item = u64> + '_ {
        let (numbers, texts) = match &self.0 {
            Kept::One(key) => (&[][..], std::slice::from_ref(key)),
            Kept::Numbers(numbers) => (&**numbers, &[][..]),
            Kept::Texts(texts) => (&[][..], &**texts),
        };
        let hash = |text: &SmolStr| {
            number_of(text).unwrap_or_else(|| xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
        };
        numbers.iter().copied().chain(texts.iter().map(hash))
    }

    /// The first that the other list has, too.
    pub fn first_shared(&self, other: &Self) -> Option<SmolStr> {
        match (&self.0, &other.0) {
            (Kept::Numbers(one), Kept::Numbers(other)) => {
                one.iter().find(|number| other.contains(number)).map(|number| text_of(*number))
            }
            _ => self.iter().find(|key| other.contains(key)),
        }
    }

    /// All of them, one behind the other.
    pub fn concat(&self) -> String {
        self.iter().fold(String::new(), |all, key| all + &key)
    }

    pub(super) fn kept(&self) -> KeptKeys<'_> {
        match &self.0 {
            Kept::One(key) => KeptKeys::One(key),
            Kept::Numbers(numbers) => KeptKeys::Numbers(numbers),
            Kept::Texts(texts) => KeptKeys::Texts(texts),
        }
    }

    /// Keys that are numbers.
    pub(super) fn of_numbers(numbers: Box<[u64]>) -> Self {
        Self(Kept::Numbers(numbers))
    }

    /// What they take in memory beside the value itself, for who measures.
    pub fn heap_size(&self) -> usize {
        let long = |text: &SmolStr| if text.is_heap_allocated() { text.len() + 16 } else { 0 };
        match &self.0 {
            Kept::One(key) => long(key),
            Kept::Numbers(numbers) => size_of_val(&**numbers),
            Kept::Texts(texts) => size_of_val(&**texts) + texts.iter().map(long).sum::<usize>(),
        }
    }
}

/// The number that a key is, if it is one with all its digits.
pub(super) fn number_of(key: &str) -> Option<u64> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (key.len() == DIGITS && key.bytes().all(is_digit))
        .then(|| u64::from_str_radix(key, 16).ok())
        .flatten()
}

pub(super) fn text_of(number: u64) -> SmolStr {
    format_smolstr!("{number:016x}")
}

impl From<SmolStr> for Keys {
    fn from(key: SmolStr) -> Self {
        match number_of(&key) {
            Some(number) => Self(Kept::Numbers([number].into())),
            None => Self(Kept::One(key)),
        }
    }
}

impl FromIterator<SmolStr> for Keys {
    fn from_iter<I: IntoIterator<Item = SmolStr>>(keys: I) -> Self {
        let keys: Vec<SmolStr> = keys.into_iter().collect();
        if let Some(numbers) = keys.iter().map(|key| number_of(key)).collect() {
            return Self(Kept::Numbers(numbers));
        }
        match <[SmolStr; 1]>::try_from(keys) {
            Ok([key]) => Self(Kept::One(key)),
            Err(keys) => Self(Kept::Texts(keys.into())),
        }
    }
}

impl PartialEq for Keys {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Keys {}

impl PartialOrd for Keys {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keys {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            // With all their digits, numbers are in the order of their texts.
            (Kept::Numbers(one), Kept::Numbers(other)) => one.cmp(other),
            _ => self.iter().cmp(other.iter()),
        }
    }
}

impl Serialize for Keys {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::<SmolStr>::deserialize(from).map(Self::from_iter)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn keys(texts: &[&str]) -> Keys {
        texts.iter().map(SmolStr::new).collect()
    }

    const LISTS: &[&[&str]] = &[
        &[],
        &["length|a.md"],
        &[""],
        &["00000000000000ff"],
        &["00000000000000ff", "f000000000000000"],
        &["00000000000000ff", "f000000000000000|a.md"],
        &["00000000000000FF", "f000000000000000"],
        &["+0000000000000ff"],
        &["ff", "fff"],
    ];

    #[test]
    fn they_are_read_as_they_were_written() {
        for texts in LISTS {
            let one = keys(texts);
            assert_eq!(one.iter().collect::<Vec<_>>(), *texts);
            assert_eq!(one.len(), texts.len());
            assert_eq!(one.concat(), texts.concat());
            assert!(texts.iter().all(|text| one.contains(text)), "{texts:?}");
            assert!(!one.contains("00000000000000fe"));
            let written = serde_json::to_string(&one).expect("texts");
            assert_eq!(written, serde_json::to_string(texts).expect("texts"));
            assert_eq!(serde_json::from_str::<Keys>(&written).expect("texts"), one);
        }
    }

    #[test]
    fn they_are_in_the_order_of_their_texts() {
        for one in LISTS {
            for other in LISTS {
                assert_eq!(keys(one).cmp(&keys(other)), one.cmp(other), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn equal_keys_have_equal_hashes() {
        for texts in LISTS {
            let alone = texts.iter().flat_map(|text| keys(&[text]).hashes().collect::<Vec<_>>());
            assert_eq!(keys(texts).hashes().collect::<Vec<_>>(), alone.collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_that_two_lists_share() {
        let one = keys(&["00000000000000ff", "f000000000000000"]);
        let shared = |other: &[&str]| one.first_shared(&keys(other));
        assert_eq!(shared(&["f000000000000000"]).as_deref(), Some("f000000000000000"));
        assert_eq!(shared(&["a", "00000000000000ff"]).as_deref(), Some("00000000000000ff"));
        assert_eq!(shared(&["00000000000000fe", "f000000000000001"]), None);
    }

    #[test]
    fn hashes_take_eight_bytes() {
        assert_eq!(keys(&["00000000000000ff", "f000000000000000"]).heap_size(), 16);
        assert!(size_of::<Keys>() <= 24, "{}", size_of::<Keys>());
    }
}

//! Claims in memory that come and go: whoever replaces a document is told which groups that touches.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use smol_str::SmolStr;

use super::Policy;
use super::documents::{Documents, Held};
use super::groups::hash_of;
use crate::claim::Claim;
use crate::engine::Engine;
use crate::observed::Observed;

/// What is judged together: the claims of a rule that share a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Index of the rule in its rule set.
    pub rule: u32,
    /// The key that the claims share.
    pub key: SmolStr,
}

/// The claims of documents, which are found by their keys. Holds for one engine and one policy.
#[derive(Debug, Default)]
pub struct Claims {
    documents: Documents,
    index: Index,
}

impl Deref for Claims {
    type Target = Documents;

    fn deref(&self) -> &Documents {
        &self.documents
    }
}

impl Claims {
    /// No claims yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a document in place of the one with its path, and returns the keys of the groups that this touches.
    /// The policy says which claims are judged at all; all of them are kept.
    pub fn replace(
        &mut self,
        engine: &Engine,
        policy: &Policy<'_>,
        observed: Arc<Observed>,
    ) -> Vec<Key> {
        let mut touched = self.remove(&observed.document.path);
        let Self { documents, index } = self;
        let place = documents.put_new(engine, policy, observed.packed(engine.rules()));
        if let Some(held) = documents.at(place) {
            index.extend(entries_of(place, held));
            touched.extend(keys_of(held));
        }
        touched.into_iter().collect()
    }

    /// Takes a document out, and returns the keys of the groups that it leaves.
    pub fn remove(&mut self, path: &str) -> BTreeSet<Key> {
        let Some((place, held)) = self.documents.take(path) else { return BTreeSet::new() };
        for entry in entries_of(place, &held) {
            self.index.remove(entry);
        }
        keys_of(&held).collect()
    }

    /// The keys of all groups, in order.
    pub fn keys(&self) -> Vec<Key> {
        let held = (0..self.places()).filter_map(|place| self.at(place as u32));
        held.flat_map(keys_of).collect::<BTreeSet<Key>>().into_iter().collect()
    }

    /// The claims that share a key.
    pub fn group(&self, engine: &Engine, key: &Key) -> Vec<Claim> {
        let hashes = crate::claim::Keys::from(key.key.clone());
        let hash = hashes.hashes().next().map(|hash| hash_of(key.rule, hash));
        let entries = hash.into_iter().flat_map(|hash| self.index.of(hash));
        entries
            .filter_map(|entry| {
                let held = self.at(entry.document)?;
                let heading = held.observed.claims.heading(entry.claim as usize)?;
                let is_in = heading.rule == Some(key.rule) && heading.keys.contains(&key.key);
                is_in.then(|| held.claim(engine, entry.claim)).flatten()
            })
            .collect()
    }
}

fn entries_of(document: u32, held: &Held) -> impl Iterator<Item = Entry> + '_ {
    held.judged().flat_map(move |(claim, rule, keys)| {
        let hashes: BTreeSet<u32> = keys.hashes().map(|hash| hash_of(rule, hash)).collect();
        hashes.into_iter().map(move |hash| Entry { hash, document, claim })
    })
}

fn keys_of(held: &Held) -> impl Iterator<Item = Key> + '_ {
    held.judged().flat_map(|(_, rule, keys)| {
        let keys: Vec<SmolStr> = keys.iter().collect();
        keys.into_iter().map(move |key| Key { rule, key })
    })
}

/// That a claim has a key with this hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u32,
    document: u32,
    claim: u32,
}

/// Entries in twelve bytes each: most in a table that is sorted, the latest beside it.
#[derive(Debug, Default)]
struct Index {
    sorted: Vec<Entry>,
    /// How many of the table are gone; they are of no document.
    gone: usize,
    latest: BTreeSet<Entry>,
}

/// The place of documents that are gone.
const NOWHERE: u32 = u32::MAX;

/// So many changes are kept beside the table at least.
const FEW: usize = 4_096;

impl Index {
    fn extend(&mut self, entries: impl Iterator<Item = Entry>) {
        self.latest.extend(entries);
        self.tidy();
    }

    fn remove(&mut self, entry: Entry) {
        if self.latest.remove(&entry) {
            return;
        }
        let run = self.run(entry.hash);
        if let Some(known) = self.sorted[run].iter_mut().find(|known| **known == entry) {
            known.document = NOWHERE;
            self.gone += 1;
        }
        self.tidy();
    }

    fn run(&self, hash: u32) -> std::ops::Range<usize> {
        let start = self.sorted.partition_point(|entry| entry.hash < hash);
        let end = start + self.sorted[start..].partition_point(|entry| entry.hash == hash);
        start..end
    }

    /// The entries with a hash.
    fn of(&self, hash: u32) -> impl Iterator<Item = Entry> + '_ {
        let least = |hash| Entry { hash, document: 0, claim: 0 };
        let last = Entry { hash, document: u32::MAX, claim: u32::MAX };
        let sorted = self.sorted[self.run(hash)].iter().filter(|entry| entry.document != NOWHERE);
        sorted.chain(self.latest.range(least(hash)..=last)).copied()
    }

    /// Sorts the table anew once a good part of it has changed.
    fn tidy(&mut self) {
        if self.latest.len() + self.gone <= FEW + self.sorted.len() / 2 {
            return;
        }
        self.sorted.retain(|entry| entry.document != NOWHERE);
        self.gone = 0;
        self.sorted.reserve_exact(self.latest.len());
        self.sorted.extend(std::mem::take(&mut self.latest));
        self.sorted.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_and_go() {
        let mut index = Index::default();
        let entry =
            |number: u32| Entry { hash: number % 1_000, document: number / 7, claim: number };
        let mut known: BTreeSet<Entry> = BTreeSet::new();
        let mut number = 1u32;
        for turn in 0..60_000u32 {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let one = entry((number >> 12) % 20_000);
            // Mostly more, later mostly less.
            if (number >> 8) % 4 < if turn < 40_000 { 3 } else { 1 } {
                if known.insert(one) {
                    index.extend(std::iter::once(one));
                }
            } else {
                known.remove(&one);
                index.remove(one);
            }
        }
        assert!(index.sorted.len() > FEW && known.len() > FEW);
        for hash in 0..1_000 {
            let mut told: Vec<Entry> = index.of(hash).collect();
            told.sort_unstable();
            let expected: Vec<Entry> =
                known.iter().filter(|one| one.hash == hash).copied().collect();
            assert_eq!(told, expected, "{hash}");
        }
    }
}

//! Claims in memory: documents come and go, and whoever replaces one is told which groups that touches.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use factlint_document::Said;
use smol_str::SmolStr;

use super::Policy;
use super::stets::NoteIndex;
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

/// A document in the store.
#[derive(Debug)]
struct Held {
    observed: Arc<Observed>,
    /// What it lets stand, by rule and place.
    notes: NoteIndex,
    /// Claims that are not judged because a rule wants a date and the document has none.
    undated: Vec<u32>,
    /// Claims that are judged, or would be if the document had a date.
    admitted: usize,
}

/// A claim in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    document: u32,
    claim: u32,
}

/// The claims of documents, grouped as they are judged. Holds for one engine and one policy.
#[derive(Debug, Default)]
pub struct Claims {
    documents: Vec<Option<Held>>,
    /// Places in `documents` that are free again.
    free: Vec<u32>,
    by_path: BTreeMap<Arc<str>, u32>,
    groups: BTreeMap<Key, Vec<Place>>,
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
        let mut touched = self.remove(engine, &observed.document.path);
        let at = self.free.pop().unwrap_or(self.documents.len() as u32);
        let mut held = Held {
            notes: NoteIndex::new(&observed.stets),
            undated: Vec::new(),
            admitted: 0,
            observed: Arc::clone(&observed),
        };
        let document = policy.for_document(&observed);
        for (index, claim) in observed.claims.iter().enumerate() {
            let Some(rule) = engine.rules().index_of(&claim.rule) else { continue };
            let place = Place { document: at, claim: index as u32 };
            match document.admits(&engine.rules().rules[rule as usize].rule) {
                Admission::Refused => continue,
                Admission::Undated => held.undated.push(place.claim),
                Admission::Judged => {
                    for key in claim.keys.iter() {
                        let key = Key { rule, key };
                        touched.insert(key.clone());
                        self.groups.entry(key).or_default().push(place);
                    }
                }
            }
            held.admitted += 1;
        }
        self.by_path.insert(observed.document.path.clone(), at);
        match self.documents.get_mut(at as usize) {
            Some(free) => *free = Some(held),
            None => self.documents.push(Some(held)),
        }
        touched.into_iter().collect()
    }

    /// Takes a document out, and returns the keys of the groups that it leaves.
    pub fn remove(&mut self, engine: &Engine, path: &str) -> BTreeSet<Key> {
        let Some(at) = self.by_path.remove(path) else { return BTreeSet::new() };
        let Some(held) = self.documents.get_mut(at as usize).and_then(Option::take) else {
            return BTreeSet::new();
        };
        self.free.push(at);
        let mut left = BTreeSet::new();
        for claim in &held.observed.claims {
            let Some(rule) = engine.rules().index_of(&claim.rule) else { continue };
            for key in claim.keys.iter() {
                let key = Key { rule, key };
                let Some(places) = self.groups.get_mut(&key) else { continue };
                places.retain(|place| place.document != at);
                if places.is_empty() {
                    self.groups.remove(&key);
                }
                left.insert(key);
            }
        }
        left
    }

    /// The keys of all groups, in order.
    pub fn keys(&self) -> Vec<Key> {
        self.groups.keys().cloned().collect()
    }

    /// The keys of all groups, in order; of groups with the same claims, which come to the same, only the first.
    pub fn distinct_keys(&self) -> Vec<Key> {
        let mut seen: HashSet<(u32, &[Place])> = HashSet::with_capacity(self.groups.len());
        let groups = self.groups.iter();
        let distinct = groups.filter(|(key, places)| seen.insert((key.rule, places.as_slice())));
        distinct.map(|(key, _)| key.clone()).collect()
    }

    /// The claims that share a key.
    pub fn group(&self, key: &Key) -> Vec<&Claim> {
        let places = self.groups.get(key).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .filter_map(|place| {
                let held = self.documents[place.document as usize].as_ref()?;
                held.observed.claims.get(place.claim as usize)
            })
            .collect()
    }

    /// What the document at a path lets stand.
    pub(crate) fn notes(&self, path: &str) -> Option<&NoteIndex> {
        let at = *self.by_path.get(path)?;
        self.documents[at as usize].as_ref().map(|held| &held.notes)
    }

    /// What the document at a path says of itself.
    pub(crate) fn said_by(&self, path: &str) -> Option<&Said> {
        let at = *self.by_path.get(path)?;
        self.documents[at as usize].as_ref().map(|held| &held.observed.document.said)
    }

    /// The documents in the order of their paths.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Observed>> {
        self.held().map(|held| &held.observed)
    }

    fn held(&self) -> impl Iterator<Item = &Held> {
        self.by_path.values().filter_map(|at| self.documents[*at as usize].as_ref())
    }

    /// How many claims the policy admits.
    pub fn admitted(&self) -> usize {
        self.held().map(|held| held.admitted).sum()
    }

    /// The claims that are not judged because a rule wants a date and their document has none.
    pub fn undated(&self) -> impl Iterator<Item = &Claim> {
        self.held().flat_map(|held| {
            held.undated.iter().map(|index| &held.observed.claims[*index as usize])
        })
    }
}

/// Whether a policy lets a rule judge a document's claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// They are judged.
    Judged,
    /// The rule has a period, and the document no date.
    Undated,
    /// The rule is off there, or the document lies outside its period.
    Refused,
}

//! What documents said, in memory: the claims of each as bytes, of which a group is unpacked when it is judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use factlint_document::Said;

use super::Policy;
use super::stets::NoteIndex;
use crate::claim::Claim;
use crate::engine::Engine;
use crate::observed::PackedObserved;

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

/// A document.
#[derive(Debug)]
pub(super) struct Held {
    pub observed: PackedObserved,
    /// What it lets stand, by rule and place.
    notes: NoteIndex,
    /// Rules that do not judge its claims, in order.
    withheld: Box<[u32]>,
    /// Claims that are not judged because a rule wants a date and the document has none.
    undated: Box<[u32]>,
    /// Claims that are judged, or would be if the document had a date.
    admitted: usize,
    /// How many keys those have that are judged.
    pub keys: usize,
}

impl Held {
    fn new(engine: &Engine, policy: &Policy<'_>, observed: PackedObserved) -> Self {
        let document = policy.for_record(&observed.document, &observed.stets);
        let mut rulings: BTreeMap<u32, Admission> = BTreeMap::new();
        let (mut undated, mut admitted, mut keys) = (Vec::new(), 0, 0);
        for index in 0..observed.claims.len() {
            let Some(heading) = observed.claims.heading(index) else { continue };
            let Some(rule) = heading.rule else { continue };
            let Some(loaded) = engine.rules().rules.get(rule as usize) else { continue };
            match rulings.entry(rule).or_insert_with(|| document.admits(&loaded.rule)) {
                Admission::Refused => continue,
                Admission::Undated => undated.push(index as u32),
                Admission::Judged => keys += heading.keys.len(),
            }
            admitted += 1;
        }
        let withheld = rulings.into_iter().filter(|(_, ruling)| *ruling != Admission::Judged);
        let withheld = withheld.map(|(rule, _)| rule).collect();
        let notes = NoteIndex::new(&observed.stets);
        Self { notes, withheld, undated: undated.into(), admitted, keys, observed }
    }

    /// The indices of the claims that are judged, with what brings them into their groups.
    pub fn judged(&self) -> impl Iterator<Item = (u32, u32, crate::claim::Keys)> + '_ {
        let claims = &self.observed.claims;
        (0..claims.len()).filter_map(move |index| {
            let heading = claims.heading(index)?;
            let rule = heading.rule.filter(|rule| self.withheld.binary_search(rule).is_err())?;
            Some((index as u32, rule, heading.keys))
        })
    }

    /// The claim at an index.
    pub fn claim(&self, engine: &Engine, index: u32) -> Option<Claim> {
        self.observed.claims.get(index as usize, &self.observed.document, engine.rules())
    }
}

/// What documents said. Holds for one engine and one policy.
#[derive(Debug, Default)]
pub struct Documents {
    held: Vec<Option<Held>>,
    /// Places in `held` that are free again.
    free: Vec<u32>,
    by_path: BTreeMap<Arc<str>, u32>,
}

impl Documents {
    /// No documents yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a document in place of the one with its path. The policy says which claims are judged at all; all of them
    /// are kept.
    pub fn put(&mut self, engine: &Engine, policy: &Policy<'_>, observed: PackedObserved) {
        self.take(&observed.document.path);
        self.add(Held::new(engine, policy, observed));
    }

    /// Puts a document whose path no other has, and returns its place.
    pub(super) fn put_new(
        &mut self,
        engine: &Engine,
        policy: &Policy<'_>,
        observed: PackedObserved,
    ) -> u32 {
        self.add(Held::new(engine, policy, observed))
    }

    fn add(&mut self, held: Held) -> u32 {
        let at = self.free.pop().unwrap_or(self.held.len() as u32);
        self.by_path.insert(Arc::clone(&held.observed.document.path), at);
        match self.held.get_mut(at as usize) {
            Some(free) => *free = Some(held),
            None => self.held.push(Some(held)),
        }
        at
    }

    /// Takes a document out, with its place.
    pub(super) fn take(&mut self, path: &str) -> Option<(u32, Held)> {
        let at = self.by_path.remove(path)?;
        let held = self.held.get_mut(at as usize)?.take()?;
        self.free.push(at);
        Some((at, held))
    }

    /// The document at a place.
    pub(super) fn at(&self, place: u32) -> Option<&Held> {
        self.held.get(place as usize)?.as_ref()
    }

    /// How many places there are, with those that are free.
    pub(super) fn places(&self) -> usize {
        self.held.len()
    }

    /// What the document at a path lets stand.
    pub(super) fn notes(&self, path: &str) -> Option<&NoteIndex> {
        self.at(*self.by_path.get(path)?).map(|held| &held.notes)
    }

    /// What the document at a path says of itself.
    pub(super) fn said_by(&self, path: &str) -> Option<&Said> {
        self.at(*self.by_path.get(path)?).map(|held| &held.observed.document.said)
    }

    /// The documents in the order of their paths.
    pub fn documents(&self) -> impl Iterator<Item = &PackedObserved> {
        self.held().map(|held| &held.observed)
    }

    fn held(&self) -> impl Iterator<Item = &Held> {
        self.by_path.values().filter_map(|at| self.at(*at))
    }

    /// All claims of a rule, by document and place.
    pub fn of_rule<'d>(
        &'d self,
        engine: &'d Engine,
        rule: &str,
    ) -> impl Iterator<Item = Claim> + 'd {
        let rule = engine.rules().index_of(rule);
        self.held().flat_map(move |held| {
            let claims = &held.observed.claims;
            (0..claims.len())
                .filter(move |index| rule.is_some() && claims.rule(*index) == rule)
                .filter_map(move |index| held.claim(engine, index as u32))
        })
    }

    /// How many claims the policy admits.
    pub fn admitted(&self) -> usize {
        self.held().map(|held| held.admitted).sum()
    }

    /// How many claims are not judged because a rule wants a date and their document has none.
    pub(super) fn undated_count(&self) -> usize {
        self.held().map(|held| held.undated.len()).sum()
    }

    /// Those claims.
    pub(super) fn undated<'d>(&'d self, engine: &'d Engine) -> impl Iterator<Item = Claim> + 'd {
        self.held()
            .flat_map(|held| held.undated.iter().filter_map(|index| held.claim(engine, *index)))
    }
}

//! The store: what the documents of a corpus said when they were last read, in a SQLite database beside them, so that
//! a run reads only what has changed and judges only what it is asked about.
//!
//! Nothing in it is a verdict: findings are made anew by each run. A store that is damaged, of another version or being
//! written to by somebody else for too long costs time, never a finding.

mod cached;
mod database;
mod folders;
mod heard;
mod journal;
mod packed;
mod place;
mod refresh;
mod words;
mod writer;

pub use cached::outcome;
pub use database::{Store, StoreError};
pub use refresh::{Progress, Refreshed, Request, Trust, refresh, silent};

use std::collections::BTreeMap;
use std::sync::Arc;

use factlint_engine::claims::Claims;
use factlint_engine::engine::Engine;
use factlint_engine::finding::Label;
use factlint_engine::observed::Observed;
use factlint_engine::policy::{Policy, Reporting};
use serde::{Deserialize, Serialize};

use self::heard::Heard;
use crate::exchange::KeyedClaim;
use crate::run::{Divided, Seen};

/// Nothing is reported: what a document and a group come to by themselves.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Reporting for Nothing {
    fn reports(&self, _label: &Label) -> bool {
        false
    }

    fn display_path(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// What a document adds to the summary of every run, whatever is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sums {
    documents: i64,
    undated: i64,
    claims: i64,
    not_judged: i64,
    /// In groups that lie within it.
    stetted: i64,
}

impl Sums {
    fn add(&mut self, other: Self, times: i64) {
        self.documents += times * other.documents;
        self.undated += times * other.undated;
        self.claims += times * other.claims;
        self.not_judged += times * other.not_judged;
        self.stetted += times * other.stetted;
    }
}

/// What a document says in a group that others may share.
#[derive(Clone, Debug)]
struct Said {
    key: i64,
    claims: Vec<KeyedClaim>,
    /// Whether a stet speaks of its rule: then what the group comes to hangs on all that it holds.
    is_contested: bool,
}

/// A document taken apart: what concerns it alone, and what it says beside others.
#[derive(Debug)]
struct Parted {
    /// Without the claims that other documents may contradict.
    seen: Seen,
    said: Vec<Said>,
    sums: Sums,
    /// The stets of `factlint.toml` that let something stand in it.
    uses: Vec<usize>,
    heard: Vec<Heard>,
}

/// The number of a group of claims among those of all rules. Two groups may share one: whoever takes claims out by it
/// looks at their names.
fn key_of(rule: &str, group: &str) -> i64 {
    let text = [rule, group].join("\0");
    xxhash_rust::xxh3::xxh3_64(text.as_bytes()).cast_signed()
}

impl Parted {
    /// Takes apart what was seen of a document. The policy reports nothing.
    fn new(engine: &Engine, silent: &Policy<'_>, mut seen: Seen) -> Self {
        let mut sums =
            Sums { documents: 1, undated: i64::from(seen.is_undated), ..Sums::default() };
        let Some(observed) = seen.observed.take() else {
            return Self { seen, said: Vec::new(), sums, uses: Vec::new(), heard: Vec::new() };
        };
        let heard = Heard::in_document(engine, &observed);
        let divided = Divided::of_groups(engine, silent, Arc::clone(&observed));
        let mut counted = divided.settled.not_judged;
        let mut claims = divided.claims;
        sums.stetted = count(divided.settled.stetted);
        let uses = divided.settled.config_stets();
        let mut said = Vec::new();
        if let Some(shared) = divided.shared.filter(|shared| !shared.claims.is_empty()) {
            said = said_in(engine, silent, &shared);
            let mut alone = Claims::new();
            let keys = alone.replace(engine, silent, shared);
            claims += alone.admitted();
            counted += silent.settle_undated(engine, &alone).not_judged;
            // Whether a claim can be judged at all hangs on its document alone.
            counted += silent.settle(engine, &alone, &keys).not_judged;
        }
        (sums.claims, sums.not_judged) = (count(claims), count(counted));
        let mut observed = Arc::unwrap_or_clone(observed);
        observed.claims.retain(|claim| engine.rules().is_local(&claim.rule));
        seen.observed = Some(Arc::new(observed));
        Self { seen, said, sums, uses, heard }
    }

    /// What was seen, put together again.
    fn whole(self) -> Seen {
        let Self { mut seen, said, .. } = self;
        if let Some(observed) = &mut seen.observed {
            let first = said.into_iter().flat_map(|said| said.claims).filter(|one| one.is_first);
            Arc::make_mut(observed).claims.extend(first.map(|one| one.claim));
        }
        seen
    }
}

fn said_in(engine: &Engine, policy: &Policy<'_>, shared: &Observed) -> Vec<Said> {
    let mut all: BTreeMap<i64, Said> = BTreeMap::new();
    for claim in &shared.claims {
        let Some(loaded) = engine.rules().find(&claim.rule) else { continue };
        let noted = shared.stets.iter().filter_map(|note| note.order.as_ref().ok());
        let mut noted = noted.flat_map(|order| &order.rules);
        let is_contested =
            policy.may_let_stand(&loaded.rule) || noted.any(|name| loaded.rule.is_called(name));
        for (index, group) in claim.keys.iter().enumerate() {
            let key = key_of(&claim.rule, &group);
            let claim = KeyedClaim {
                group: group.to_string(),
                is_first: index == 0,
                claim: claim.clone(),
                stets: shared.stets.clone(),
            };
            let said = all.entry(key).or_insert_with(|| Said {
                key,
                claims: Vec::new(),
                is_contested: false,
            });
            said.claims.push(claim);
            said.is_contested |= is_contested;
        }
    }
    all.into_values().collect()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

//! What some lines came to, to which no further line adds: it may be written as a line itself, and lines may be judged
//! in parts.

use std::sync::Arc;

use factlint_engine::engine::Engine;
use factlint_engine::observed::Observed;
use factlint_engine::policy::{Policy, Settled};
use factlint_engine::unread::Class;
use serde::{Deserialize, Serialize};

use super::UnreadDocument;
use crate::run::{Divided, Seen};

/// By what something was settled: hashes of the rules and of what editors have decided, and which statements that were
/// not read are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    rules: u64,
    policy: u64,
    unread: Option<u8>,
}

impl Basis {
    /// Of these rules and decisions.
    pub fn new(engine: &Engine, policy: &Policy<'_>, unread: Option<Class>) -> Self {
        let rules = engine.rules();
        let recipe: String = rules
            .rules
            .iter()
            .map(|loaded| format!("{} {:?};", loaded.rule.id, rules.read_by(loaded)))
            .collect();
        Self {
            rules: xxhash_rust::xxh3::xxh3_64(recipe.as_bytes()),
            policy: policy.digest(),
            unread: unread.map(|class| class as u8),
        }
    }
}

/// What some lines came to. Of documents, groups and errors, each counts in one partial only.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Partial {
    basis: Basis,
    pub(super) documents: usize,
    pub(super) undated: usize,
    pub(super) claims: usize,
    pub(super) settled: Settled,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<UnreadDocument>,
    /// Documents that let something stand, without their claims: whether that was needed shows once all is settled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) stets: Vec<Arc<Observed>>,
}

impl Partial {
    /// Nothing yet.
    pub fn new(basis: Basis) -> Self {
        Self { basis, ..Self::default() }
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.documents == 0 && self.claims == 0 && self.errors.is_empty()
    }

    /// Adds what other lines came to.
    ///
    /// # Errors
    /// Where it was settled by other rules, or under other decisions.
    pub fn merge(&mut self, other: Self) -> Result<(), String> {
        if other.basis != self.basis {
            let what = if other.basis.rules != self.basis.rules {
                "other rules"
            } else if other.basis.policy != self.basis.policy {
                "other overrides or stets"
            } else {
                "another `--unread`"
            };
            return Err(format!("was settled by {what}: observe and judge again"));
        }
        self.documents += other.documents;
        self.undated += other.undated;
        self.claims += other.claims;
        self.settled.merge(other.settled);
        self.errors.extend(other.errors);
        self.stets.extend(other.stets);
        Ok(())
    }

    /// Counts a document, and settles what no other document can change. Returns what others may contradict.
    pub(super) fn take_document(
        &mut self,
        engine: &Engine,
        policy: &Policy<'_>,
        seen: Seen,
    ) -> Option<Arc<Observed>> {
        self.documents += 1;
        self.undated += usize::from(seen.is_undated);
        let divided = Divided::new(engine, policy, seen.observed?);
        self.claims += divided.claims;
        self.settled.merge(divided.settled);
        let shared = divided.shared?;
        self.add_stets(&shared);
        (!shared.claims.is_empty()).then_some(shared)
    }

    /// Keeps what a document lets stand.
    pub(super) fn add_stets(&mut self, observed: &Observed) {
        if !observed.stets.is_empty() {
            self.stets.push(Arc::new(observed.with_claims(Vec::new())));
        }
    }
}

//! Lines become findings, a group at a time: no more than one batch of groups is in memory.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use factlint_document::Record;
use factlint_engine::claim::Claim;
use factlint_engine::claims::{Claims, Key};
use factlint_engine::engine::Engine;
use factlint_engine::finding::put_in_order;
use factlint_engine::observed::{Observed, StetNote};
use factlint_engine::policy::{Policy, Settled};
use factlint_engine::summary::Summary;
use rayon::prelude::*;

use super::{Basis, KeyedClaim, NO_KEY, Partial, ReadDocument};
use crate::corpus::DocumentError;
use crate::run::{Outcome, over_budget};

/// Claims that are judged together in parallel.
const BATCH: usize = 20_000;

/// Judges lines as they come.
#[derive(Debug)]
pub struct Judge<'a> {
    engine: &'a Engine,
    policy: &'a Policy<'a>,
    /// How many lines were taken.
    lines: u64,
    /// The key of the group that is being taken.
    key: String,
    /// The keys of all groups before, as numbers.
    closed: HashSet<u128>,
    group: Vec<KeyedClaim>,
    /// Groups that wait until they are worth the threads.
    waiting: Vec<Vec<KeyedClaim>>,
    waiting_claims: usize,
    /// What the groups before came to.
    partial: Partial,
}

impl<'a> Judge<'a> {
    /// A judge that has seen no line yet.
    pub fn new(engine: &'a Engine, policy: &'a Policy<'a>, basis: Basis) -> Self {
        Self {
            engine,
            policy,
            lines: 0,
            key: String::new(),
            closed: HashSet::new(),
            group: Vec::new(),
            waiting: Vec::new(),
            waiting_claims: 0,
            partial: Partial::new(basis),
        }
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// Where it is no line of this version, was observed by other rules, or its key was closed before.
    pub fn take(&mut self, text: &str) -> Result<(), String> {
        self.lines += 1;
        self.take_line(text).map_err(|why| format!("line {}: {why}", self.lines))
    }

    fn take_line(&mut self, text: &str) -> Result<(), String> {
        let line = super::read_line(text)?;
        if let Some(error) = line.error {
            self.partial.errors.push(error);
            return Ok(());
        }
        if let Some(document) = line.document {
            self.take_document(document);
            return Ok(());
        }
        if let Some(partial) = line.partial {
            if self.policy.keeps_observations() {
                return Err(
                    "tells what groups came to and not what documents say, which the page shows: \
                            judge the lines of `factlint observe` for it"
                        .to_owned(),
                );
            }
            return self.partial.merge(*partial);
        }
        let Some(claim) = line.claim else {
            return Err("has neither a document nor a claim nor an error".to_owned());
        };
        super::refuse_other_rules(self.engine, &claim.claim)?;
        if line.key == NO_KEY {
            return Err("is a claim without a key".to_owned());
        }
        if line.key != self.key {
            let number = u128::from_str_radix(&line.key, 16)
                .map_err(|_| format!("`{}` is no key", line.key))?;
            if !self.closed.insert(number) {
                return Err(
                    "belongs to a group that was judged before: sort the lines (LC_ALL=C sort)"
                        .to_owned(),
                );
            }
            self.close_group();
            self.key = line.key;
        }
        self.group.push(claim);
        Ok(())
    }

    fn take_document(&mut self, document: ReadDocument) {
        self.partial.documents += 1;
        self.partial.undated += usize::from(document.is_undated);
        let Some(record) = document.record else { return };
        let observed = Observed {
            document: record,
            claims: Vec::new(),
            unread: document.unread,
            stets: document.stets,
        };
        self.partial.settled.merge(self.policy.settle_unread(self.engine, &observed));
        self.partial.add_stets(&observed);
    }

    fn close_group(&mut self) {
        if !self.group.is_empty() {
            self.waiting_claims += self.group.len();
            self.waiting.push(std::mem::take(&mut self.group));
        }
        if self.waiting_claims >= BATCH {
            self.judge_waiting();
        }
    }

    fn judge_waiting(&mut self) {
        let (engine, policy) = (self.engine, self.policy);
        self.waiting_claims = 0;
        let judged: Vec<(Settled, usize)> = std::mem::take(&mut self.waiting)
            .into_par_iter()
            .map(|group| settle(engine, policy, group))
            .collect();
        for (settled, claims) in judged {
            self.partial.settled.merge(settled);
            self.partial.claims += claims;
        }
    }

    /// What the lines come to by themselves, for whoever judges others.
    pub fn partial(mut self) -> Partial {
        self.close_group();
        self.judge_waiting();
        self.partial
    }

    /// What all lines come to. No more findings of a document are kept than `most_findings`.
    pub fn finish(self, most_findings: usize) -> Outcome {
        let (engine, policy) = (self.engine, self.policy);
        let partial = self.partial();
        let mut stets = Claims::new();
        for observed in partial.stets {
            stets.replace(engine, policy, observed);
        }
        let mut all = policy.conclude(engine, &stets, partial.settled);
        let mut outcome =
            Outcome { findings: std::mem::take(&mut all.findings), ..Outcome::default() };
        put_in_order(&mut outcome.findings);
        let errors = partial.errors.into_iter().map(|error| DocumentError {
            path: error.path,
            message: error.message,
            reported: true,
        });
        outcome.errors.extend(errors);
        outcome.errors.extend(over_budget(&mut outcome.findings, most_findings));
        outcome.errors.sort();
        outcome.summary = Summary {
            documents: partial.documents,
            undated: partial.undated,
            claims: partial.claims,
            not_judged: all.not_judged,
            stetted: all.stetted,
            unread: all.unread,
            ..Summary::default()
        };
        outcome.crowded = all.crowded;
        outcome.observations = all.observations(engine.rules(), |path| (path.to_owned(), true));
        outcome
    }
}

/// Settles one group: what it comes to, and how many claims are counted here.
pub(crate) fn settle(
    engine: &Engine,
    policy: &Policy<'_>,
    group: Vec<KeyedClaim>,
) -> (Settled, usize) {
    let Some(held) = Held::new(engine, policy, group) else { return (Settled::default(), 0) };
    let mut settled = policy.settle(engine, &held.all, std::slice::from_ref(&held.key));
    settled.merge(policy.settle_undated(engine, &held.counted));
    (settled, held.counted.admitted())
}

/// Claims that share a key, in memory.
pub(super) struct Held {
    pub key: Key,
    pub all: Claims,
    /// Those that are counted here.
    pub counted: Claims,
}

impl Held {
    /// None where their rule is not loaded.
    pub fn new(engine: &Engine, policy: &Policy<'_>, group: Vec<KeyedClaim>) -> Option<Self> {
        let first = group.first()?;
        let rule = engine.rules().index_of(&first.claim.rule)?;
        let key = Key { rule, key: first.group.as_str().into() };
        let mut counted: BTreeMap<Arc<str>, Said> = BTreeMap::new();
        let mut all: BTreeMap<Arc<str>, Said> = BTreeMap::new();
        for one in group {
            let path = Arc::clone(&one.claim.document.path);
            if one.is_first {
                counted.entry(Arc::clone(&path)).or_default().add(one.claim.clone(), &one.stets);
            }
            all.entry(path).or_default().add(one.claim, &one.stets);
        }
        let (all, counted) = (in_memory(engine, policy, all), in_memory(engine, policy, counted));
        Some(Self { key, all, counted })
    }
}

/// What a document says in a group.
#[derive(Default)]
struct Said {
    claims: Vec<Claim>,
    stets: Vec<StetNote>,
}

impl Said {
    fn add(&mut self, claim: Claim, stets: &[StetNote]) {
        self.claims.push(claim);
        if self.stets.is_empty() {
            self.stets = stets.to_vec();
        }
    }
}

fn in_memory(engine: &Engine, policy: &Policy<'_>, said: BTreeMap<Arc<str>, Said>) -> Claims {
    let mut claims = Claims::new();
    for said in said.into_values() {
        let Some(document) = said.claims.first().map(|claim| Arc::clone(&claim.document)) else {
            continue;
        };
        let document: Arc<Record> = document;
        let (unread, stets) = (Vec::new(), said.stets);
        let observed = Observed { document, claims: said.claims, unread, stets };
        claims.replace(engine, policy, Arc::new(observed));
    }
    claims
}

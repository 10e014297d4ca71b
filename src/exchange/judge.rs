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
use rayon::prelude::*;

use super::{KeyedClaim, Line, NO_KEY, ReadDocument, VERSION};
use crate::corpus::DocumentError;
use crate::run::{Outcome, over_budget};

/// Claims that are judged together in parallel.
const BATCH: usize = 20_000;

/// Judges lines as they come.
#[derive(Debug)]
pub struct Judge<'a> {
    engine: &'a Engine,
    policy: &'a Policy<'a>,
    /// How many findings of a document are kept.
    most_findings: usize,
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
    /// What documents let stand, for the end.
    stets: Claims,
    settled: Settled,
    outcome: Outcome,
}

impl<'a> Judge<'a> {
    /// A judge that has seen no line yet.
    pub fn new(engine: &'a Engine, policy: &'a Policy<'a>, most_findings: usize) -> Self {
        Self {
            engine,
            policy,
            most_findings,
            lines: 0,
            key: String::new(),
            closed: HashSet::new(),
            group: Vec::new(),
            waiting: Vec::new(),
            waiting_claims: 0,
            stets: Claims::new(),
            settled: Settled::default(),
            outcome: Outcome::default(),
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
        let line: Line = serde_json::from_str(text)
            .map_err(|error| format!("is no line of `factlint observe`: {error}"))?;
        if line.v != VERSION {
            return Err(format!(
                "has version {}, where this factlint reads {VERSION}: observe again",
                line.v
            ));
        }
        if let Some(error) = line.error {
            let (path, message) = (error.path, error.message);
            self.outcome.errors.push(DocumentError { path, message, reported: true });
            return Ok(());
        }
        if let Some(document) = line.document {
            self.take_document(document);
            return Ok(());
        }
        let Some(claim) = line.claim else {
            return Err("has neither a document nor a claim nor an error".to_owned());
        };
        self.refuse_other_rules(&claim.claim)?;
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

    /// Claims that other rules have read would be judged by rules that never saw their words.
    fn refuse_other_rules(&self, claim: &Claim) -> Result<(), String> {
        let rules = self.engine.rules();
        let Some(loaded) = rules.find(&claim.rule) else {
            return Err(format!(
                "the rule `{}` is not loaded here: judge with the rules that observed",
                claim.rule
            ));
        };
        if rules.read_by(loaded) != claim.read_by {
            return Err(format!(
                "`{}` or the names it shares with other rules have changed since this was observed: observe again",
                claim.rule
            ));
        }
        Ok(())
    }

    fn take_document(&mut self, document: ReadDocument) {
        self.outcome.summary.documents += 1;
        self.outcome.summary.undated += usize::from(document.is_undated);
        let Some(record) = document.record else { return };
        let observed = Observed {
            document: record,
            claims: Vec::new(),
            unread: document.unread,
            stets: document.stets,
        };
        self.settled.merge(self.policy.settle_unread(self.engine, &observed));
        if !observed.stets.is_empty() {
            let observed = Arc::new(observed.with_claims(Vec::new()));
            self.stets.replace(self.engine, self.policy, observed);
        }
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
            self.settled.merge(settled);
            self.outcome.summary.claims += claims;
        }
    }

    /// What all lines come to.
    pub fn finish(mut self) -> Outcome {
        self.close_group();
        self.judge_waiting();
        let settled = std::mem::take(&mut self.settled);
        let mut all = self.policy.conclude(self.engine, &self.stets, settled);
        let mut outcome = self.outcome;
        outcome.findings = std::mem::take(&mut all.findings);
        put_in_order(&mut outcome.findings);
        outcome.errors.extend(over_budget(&mut outcome.findings, self.most_findings));
        outcome.errors.sort();
        outcome.summary.not_judged = all.not_judged;
        outcome.summary.stetted = all.stetted;
        outcome.summary.unread = all.unread;
        outcome.crowded = all.crowded;
        outcome.observations =
            all.observations(self.engine.rules(), |path| (path.to_owned(), true));
        outcome
    }
}

/// Settles one group: what it comes to, and how many claims are counted here.
pub(crate) fn settle(
    engine: &Engine,
    policy: &Policy<'_>,
    group: Vec<KeyedClaim>,
) -> (Settled, usize) {
    let Some(first) = group.first() else { return (Settled::default(), 0) };
    let Some(rule) = engine.rules().index_of(&first.claim.rule) else {
        return (Settled::default(), 0);
    };
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
    let mut settled = policy.settle(engine, &all, std::slice::from_ref(&key));
    settled.merge(policy.settle_undated(engine, &counted));
    (settled, counted.admitted())
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

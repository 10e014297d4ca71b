//! Groups that are too large to be held, judged a document at a time, in passes over their lines. Each pass may run over
//! parts of the lines, wherever they are; what it comes to is merged and handed to the next one.
//!
//! The lines of a document come one after the other, as `observe` writes them.

use std::collections::BTreeMap;

use factlint_engine::check::poll::{Poll, Polled};
use factlint_engine::engine::Engine;
use factlint_engine::policy::{Policy, Splits};
use serde::{Deserialize, Serialize};

use super::judge::{Held, settle};
use super::{Basis, KeyedClaim, Partial, read_line, refuse_other_rules};

/// How the groups of a rule can be judged; none where it is not loaded.
pub fn splits(engine: &Engine, rule: &str) -> Option<Splits> {
    Some(Splits::of(engine, engine.rules().index_of(rule)?))
}

/// What documents say in some groups, by key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Polls(BTreeMap<String, Asked>);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Asked {
    poll: Poll,
    /// Whether a stet speaks of a claim: then the group has to be judged whole.
    is_stetted: bool,
}

impl Polls {
    /// Adds what other documents say.
    pub fn merge(&mut self, other: Self) {
        for (key, asked) in other.0 {
            let known = self.0.entry(key).or_default();
            known.poll.merge(asked.poll);
            known.is_stetted |= asked.is_stetted;
        }
    }

    /// The groups that have to be judged whole, since a stet speaks of one of their claims.
    pub fn stetted(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, asked)| asked.is_stetted).map(|(key, _)| key.as_str())
    }

    /// What most documents share in the other groups.
    pub fn closed(&self) -> Agreements {
        let others = self.0.iter().filter(|(_, asked)| !asked.is_stetted);
        Agreements(others.map(|(key, asked)| (key.clone(), asked.poll.closed())).collect())
    }
}

/// What documents agree on in some groups, by key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Agreements(BTreeMap<String, Polled>);

impl Agreements {
    /// Adds the documents of another part that agree on the same.
    pub fn merge(&mut self, other: Self) {
        for (key, polled) in other.0 {
            match self.0.get_mut(&key) {
                Some(known) => known.merge(polled),
                None => {
                    self.0.insert(key, polled);
                }
            }
        }
    }
}

/// What is done with what a document says in a group.
#[derive(Debug)]
enum Step {
    Poll(Polls),
    /// What is agreed on, and who agrees.
    Gather(Agreements, Agreements),
    Judge(Agreements, Box<Partial>),
}

/// A pass over lines.
#[derive(Debug)]
pub struct Pass<'a> {
    engine: &'a Engine,
    policy: &'a Policy<'a>,
    step: Step,
    lines: u64,
    /// The claims of the document that is being taken, with their keys.
    document: Vec<(String, KeyedClaim)>,
}

impl<'a> Pass<'a> {
    /// The first: it asks what documents say.
    pub fn polling(engine: &'a Engine, policy: &'a Policy<'a>) -> Self {
        Self::new(engine, policy, Step::Poll(Polls::default()))
    }

    /// The second: it looks for documents that agree.
    pub fn gathering(engine: &'a Engine, policy: &'a Policy<'a>, closed: Agreements) -> Self {
        Self::new(engine, policy, Step::Gather(closed, Agreements::default()))
    }

    /// The third: it judges. Groups in which nobody was asked are judged each document by itself.
    pub fn judging(
        engine: &'a Engine,
        policy: &'a Policy<'a>,
        gathered: Agreements,
        basis: Basis,
    ) -> Self {
        Self::new(engine, policy, Step::Judge(gathered, Box::new(Partial::new(basis))))
    }

    fn new(engine: &'a Engine, policy: &'a Policy<'a>, step: Step) -> Self {
        Self { engine, policy, step, lines: 0, document: Vec::new() }
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// Where it is no claim of this version, or was observed by other rules.
    pub fn take(&mut self, text: &str) -> Result<(), String> {
        self.lines += 1;
        let number = self.lines;
        let told = |why: String| format!("line {number}: {why}");
        let line = read_line(text).map_err(told)?;
        let Some(claim) = line.claim else { return Err(told("is no claim".to_owned())) };
        refuse_other_rules(self.engine, &claim.claim).map_err(told)?;
        match splits(self.engine, &claim.claim.rule) {
            None | Some(Splits::Never) => {
                let rule = &claim.claim.rule;
                return Err(told(format!(
                    "claims of `{rule}` have to be judged with all of their group"
                )));
            }
            // There is nothing to ask.
            Some(Splits::ByDocument) if !matches!(self.step, Step::Judge(..)) => return Ok(()),
            Some(_) => {}
        }
        let is_next = |(_, last): &(String, KeyedClaim)| {
            last.claim.document.path != claim.claim.document.path
        };
        if self.document.last().is_some_and(is_next) {
            self.close_document();
        }
        self.document.push((line.key, claim));
        Ok(())
    }

    fn close_document(&mut self) {
        let mut groups: BTreeMap<String, Vec<KeyedClaim>> = BTreeMap::new();
        for (key, claim) in self.document.drain(..) {
            groups.entry(key).or_default().push(claim);
        }
        for (key, group) in groups {
            self.take_group(key, group);
        }
    }

    fn take_group(&mut self, key: String, group: Vec<KeyedClaim>) {
        let (engine, policy) = (self.engine, self.policy);
        let held = |group| Held::new(engine, policy, group);
        match &mut self.step {
            Step::Poll(polls) => {
                let Some(held) = held(group) else { return };
                let asked = polls.0.entry(key).or_default();
                asked.is_stetted |= policy.lets_any_stand(engine, &held.all, &held.key);
                policy.poll(engine, &held.all, &held.key, &mut asked.poll);
            }
            Step::Gather(closed, gathered) => {
                let Some(closed) = closed.0.get(&key) else { return };
                let Some(held) = held(group) else { return };
                let gathered = gathered.0.entry(key).or_insert_with(|| closed.clone());
                policy.gather(engine, &held.all, &held.key, gathered);
            }
            Step::Judge(gathered, partial) => {
                let Some(polled) = gathered.0.get(&key) else {
                    let (settled, claims) = settle(engine, policy, group);
                    partial.settled.merge(settled);
                    partial.claims += claims;
                    return;
                };
                let Some(held) = held(group) else { return };
                let settled = policy.settle_polled(engine, &held.all, &held.key, polled);
                partial.settled.merge(settled);
                partial.settled.merge(policy.settle_undated(engine, &held.counted));
                partial.claims += held.counted.admitted();
            }
        }
    }

    /// What the documents say; nothing where that was not asked.
    pub fn polls(mut self) -> Polls {
        self.close_document();
        if let Step::Poll(polls) = self.step { polls } else { Polls::default() }
    }

    /// Who agrees; nobody where nobody was looked for.
    pub fn agreements(mut self) -> Agreements {
        self.close_document();
        if let Step::Gather(_, gathered) = self.step { gathered } else { Agreements::default() }
    }

    /// What the documents come to; nothing where they were not judged.
    pub fn partial(mut self) -> Partial {
        self.close_document();
        if let Step::Judge(_, partial) = self.step { *partial } else { Partial::default() }
    }
}

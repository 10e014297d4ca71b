//! Groups that are too large to be held, a document at a time. What comes of it is what [`Policy::settle`] makes of the
//! whole group.

use super::Policy;
use super::claims::{Claims, Key};
use super::settle::Settled;
use crate::check::Verdict;
use crate::check::poll::{Poll, Polled};
use crate::claim::Claim;
use crate::engine::Engine;

/// How a group that is too large to be held can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Splits {
    /// Each document by itself.
    ByDocument,
    /// Each document by itself, once all have been asked.
    ByPoll,
    /// Not at all: every claim has to be seen beside the others.
    Never,
}

impl Splits {
    /// How the groups of a rule can be judged.
    pub fn of(engine: &Engine, rule: u32) -> Self {
        let check = &engine.rules().rules[rule as usize].check;
        if check.judges_each_document() {
            Self::ByDocument
        } else if check.polling().is_some() {
            Self::ByPoll
        } else {
            Self::Never
        }
    }
}

impl Policy<'_> {
    /// Whether a stet may let one of a group's claims stand: such a group is judged again without it, as a whole.
    pub fn lets_any_stand(&self, engine: &Engine, claims: &Claims, key: &Key) -> bool {
        let rule = &engine.rules().rules[key.rule as usize].rule;
        claims.group(engine, key).iter().any(|claim| {
            let labels = claim.parts.iter().map(|part| part.label(&claim.document, ""));
            labels.into_iter().any(|label| !self.standing(claims, rule, &label).is_empty())
        })
    }

    /// Asks what each document says in a group.
    pub fn poll(&self, engine: &Engine, claims: &Claims, key: &Key, poll: &mut Poll) {
        let Some(polling) = engine.rules().rules[key.rule as usize].check.polling() else { return };
        each_document(engine, claims, key, |document| polling.poll(document, poll));
    }

    /// Adds the documents that agree with what most of them say in a group.
    pub fn gather(&self, engine: &Engine, claims: &Claims, key: &Key, polled: &mut Polled) {
        let Some(polling) = engine.rules().rules[key.rule as usize].check.polling() else { return };
        each_document(engine, claims, key, |document| polling.gather(document, polled));
    }

    /// Settles what documents say in a group that was asked before. No stet may speak of the group.
    pub fn settle_polled(
        &self,
        engine: &Engine,
        claims: &Claims,
        key: &Key,
        polled: &Polled,
    ) -> Settled {
        let loaded = &engine.rules().rules[key.rule as usize];
        let mut settled = Settled::default();
        let Some(polling) = loaded.check.polling() else { return settled };
        let mut verdict = Verdict::default();
        each_document(engine, claims, key, |document| {
            polling.judge_polled(&loaded.rule, document, polled, &mut verdict);
        });
        settled.not_judged = verdict.undated;
        let found = verdict.conflicts.into_iter();
        let reported = found.filter_map(|one| self.reported(claims, &loaded.rule, one));
        settled.findings.extend(reported);
        settled
    }
}

/// Calls `each` with the claims of every document in a group, in the order in which claims are judged.
fn each_document(engine: &Engine, claims: &Claims, key: &Key, mut each: impl FnMut(&[&Claim])) {
    let claims = claims.group(engine, key);
    let mut group: Vec<&Claim> = claims.iter().collect();
    group.sort_by(|one, other| one.order().cmp(&other.order()));
    for document in group.chunk_by(|one, other| one.document.path == other.document.path) {
        each(document);
    }
}

//! What each rule did in a run: where it woke, what it saw, what it claimed, what it cost.

use std::collections::BTreeMap;
use std::time::Duration;

use factlint_engine::check;
use factlint_engine::claim::Claim;
use factlint_engine::reading::Reading;
use factlint_engine::ruleset::{LoadedRule, RuleSet};
use factlint_language::span::Span;

/// What one rule did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleProfile {
    /// Documents that woke it.
    pub documents: usize,
    /// Sentences that name its subject.
    pub naming: usize,
    /// Those of them that `near` and `unless-near` admit.
    pub admitted: usize,
    /// Claims that it observed.
    pub claims: usize,
    /// Time for observing; judging takes little beside it.
    pub time: Duration,
    /// The first place that came closest to a claim: path and line.
    pub nearest: Option<(String, u32)>,
}

/// What all rules did, by the rule's index in the rule set.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    rules: BTreeMap<u32, RuleProfile>,
    /// Where rules made claims, by path.
    claimed: BTreeMap<String, Vec<Span>>,
}

impl Profile {
    /// What a rule did; nothing where it never woke.
    pub fn of(&self, ruleset: &RuleSet, id: &str) -> RuleProfile {
        let index = ruleset.rules.iter().position(|loaded| &*loaded.rule.id == id);
        index.and_then(|index| self.rules.get(&(index as u32))).cloned().unwrap_or_default()
    }

    /// Whether a rule made a claim of words at a place.
    pub fn is_claimed(&self, path: &str, span: Span) -> bool {
        self.claimed.get(path).is_some_and(|spans| spans.iter().any(|one| one.overlaps(span)))
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (index, one) in other.rules {
            let sum = self.rules.entry(index).or_default();
            sum.documents += one.documents;
            sum.naming += one.naming;
            sum.admitted += one.admitted;
            sum.claims += one.claims;
            sum.time += one.time;
            // Documents arrive in any order.
            sum.nearest = match (sum.nearest.take(), one.nearest) {
                (Some(known), Some(new)) => Some(known.min(new)),
                (known, new) => known.or(new),
            };
        }
        self.claimed.extend(other.claimed);
    }

    /// Notes what a rule did in a document.
    pub(super) fn note(
        &mut self,
        index: u32,
        loaded: &LoadedRule,
        reading: &Reading<'_>,
        claims: &[Claim],
        time: Duration,
    ) {
        let path = &reading.document().record().path;
        let seen = check::sightings(&loaded.rule, reading);
        let one = self.rules.entry(index).or_default();
        one.documents += 1;
        one.naming += seen.naming;
        one.admitted += seen.admitted;
        one.claims += claims.len();
        one.time += time;
        if one.nearest.is_none() {
            one.nearest = seen.nearest.map(|line| (path.clone(), line));
        }
        let spans = claims.iter().flat_map(|claim| &claim.parts).map(|part| part.span);
        let mut spans = spans.peekable();
        if spans.peek().is_some() {
            self.claimed.entry(path.clone()).or_default().extend(spans);
        }
    }
}

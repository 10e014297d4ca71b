//! What each rule did in a run: where it woke, what it saw, what it claimed, what it cost.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factlint_engine::check;
use factlint_engine::claim::Claim;
use factlint_engine::engine::Watch;
use factlint_engine::reading::Reading;
use factlint_engine::ruleset::LoadedRule;
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

impl RuleProfile {
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.naming += other.naming;
        self.admitted += other.admitted;
        self.claims += other.claims;
        self.time += other.time;
        // Documents arrive in any order.
        self.nearest = match (self.nearest.take(), other.nearest) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
    }
}

/// What all rules did, by the rule's id.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    rules: BTreeMap<Arc<str>, RuleProfile>,
    /// Where rules made claims, by path.
    claimed: BTreeMap<String, Vec<Span>>,
}

impl Profile {
    /// What a rule did; nothing where it never woke.
    pub fn of(&self, id: &str) -> RuleProfile {
        self.rules.get(id).cloned().unwrap_or_default()
    }

    /// Whether a rule claims something in these words of a document.
    pub fn is_claimed(&self, path: &str, span: Span) -> bool {
        self.claimed.get(path).is_some_and(|spans| spans.iter().any(|one| one.overlaps(span)))
    }

    /// Adds what the rules did in other documents.
    pub(crate) fn merge(&mut self, other: Self) {
        for (rule, one) in other.rules {
            self.rules.entry(rule).or_default().add(one);
        }
        self.claimed.extend(other.claimed);
    }

    /// Notes what rules do in the next document.
    pub(crate) fn watch(&mut self) -> Watcher<'_> {
        Watcher { profile: self, begun: None }
    }
}

/// Notes what rules do in a document, and for how long.
pub(crate) struct Watcher<'p> {
    profile: &'p mut Profile,
    begun: Option<Instant>,
}

impl Watch for Watcher<'_> {
    fn begins(&mut self, _rule: &LoadedRule) {
        self.begun = Some(Instant::now());
    }

    fn ends(&mut self, loaded: &LoadedRule, reading: &Reading<'_>, claims: &[Claim]) {
        let time = self.begun.take().map(|begun| begun.elapsed()).unwrap_or_default();
        let path = &reading.document().record().path;
        let seen = check::sightings(&loaded.rule, reading);
        let one = RuleProfile {
            documents: 1,
            naming: seen.naming,
            admitted: seen.admitted,
            claims: claims.len(),
            time,
            nearest: seen.nearest.map(|line| (path.clone(), line)),
        };
        self.profile.rules.entry(Arc::clone(&loaded.rule.id)).or_default().add(one);
        let spans = claims.iter().flat_map(|claim| &claim.parts).map(|part| part.span);
        let mut spans = spans.peekable();
        if spans.peek().is_some() {
            self.profile.claimed.entry(path.clone()).or_default().extend(spans);
        }
    }
}

//! What each rule did in a run: where it woke, what it saw, what it claimed, what it cost.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factlint_engine::check;
use factlint_engine::claim::Claim;
use factlint_engine::engine::Watch;
use factlint_engine::reading::Reading;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::unread::{Class, Reason, Unread};
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
    /// Sentences and cells with a cue that stand under its subject, or nearly.
    pub under: usize,
    /// Claims that it observed.
    pub claims: usize,
    /// Statements about its subject that it did not read, by reason.
    pub unread: BTreeMap<Reason, usize>,
    /// Sentences about its subject in which there is nothing that it could have read.
    pub nothing: usize,
    /// Figures that it left to others, by the name of whom they belong to: how many, and the first place.
    pub others: BTreeMap<String, (usize, Place)>,
    /// Time for observing; judging takes little beside it.
    pub time: Duration,
    /// The place that came nearest to a claim in documents in which it made none.
    pub nearest: Option<NearMiss>,
}

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The document's path in the corpus.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
}

/// A place that came near to a claim; the nearest one, and of those the first, is the least.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearMiss {
    /// How far it was from a claim, see [`Reason::distance`].
    pub distance: usize,
    /// Where it stands.
    pub place: Place,
    /// What kept it from being a claim.
    pub told: String,
}

impl RuleProfile {
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.naming += other.naming;
        self.admitted += other.admitted;
        self.under += other.under;
        self.claims += other.claims;
        self.nothing += other.nothing;
        for (reason, count) in other.unread {
            *self.unread.entry(reason).or_default() += count;
        }
        for (owner, (count, place)) in other.others {
            let (known, first) = self.others.entry(owner).or_insert_with(|| (0, place.clone()));
            *known += count;
            *first = place.min(first.clone());
        }
        self.time += other.time;
        // Documents arrive in any order.
        self.nearest = match (self.nearest.take(), other.nearest) {
            (Some(known), Some(new)) => Some(known.min(new)),
            (known, new) => known.or(new),
        };
    }
}

/// Words that a rule claims.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Claimed {
    span: Span,
    line: u32,
    rule: Arc<str>,
}

/// What all rules did, by the rule's id.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    rules: BTreeMap<Arc<str>, RuleProfile>,
    /// Where rules made claims, by path.
    claimed: BTreeMap<String, Vec<Claimed>>,
}

impl Profile {
    /// What a rule did; nothing where it never woke.
    pub fn of(&self, id: &str) -> RuleProfile {
        self.rules.get(id).cloned().unwrap_or_default()
    }

    /// Whether a rule claims something in these words of a document.
    pub fn is_claimed(&self, path: &str, span: Span) -> bool {
        self.claimed.get(path).is_some_and(|spans| spans.iter().any(|one| one.span.overlaps(span)))
    }

    /// Pairs of rules that claim the same words: in how many places, and the first.
    pub fn claimed_twice(&self) -> BTreeMap<(Arc<str>, Arc<str>), (usize, Place)> {
        let mut found: BTreeMap<(Arc<str>, Arc<str>), (usize, Place)> = BTreeMap::new();
        for (path, claimed) in &self.claimed {
            let mut sorted: Vec<&Claimed> = claimed.iter().collect();
            sorted.sort();
            sorted.dedup();
            // Of three that claim the same words, the neighbours are told.
            for pair in sorted.windows(2) {
                let [one, other] = pair else { continue };
                if one.span == other.span && one.rule != other.rule {
                    let place = Place { path: path.clone(), line: one.line };
                    let key = (Arc::clone(&one.rule), Arc::clone(&other.rule));
                    found.entry(key).or_insert((0, place)).0 += 1;
                }
            }
        }
        found
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
        Watcher { profile: self, begun: None, path: String::new(), naming: Vec::new() }
    }
}

/// Notes what rules do in a document, and for how long.
pub(crate) struct Watcher<'p> {
    profile: &'p mut Profile,
    begun: Option<Instant>,
    /// The document's path.
    path: String,
    /// The sentences in it that name what the rule is about that observes.
    naming: Vec<Span>,
}

impl Watch for Watcher<'_> {
    fn begins(&mut self, _rule: &LoadedRule) {
        self.begun = Some(Instant::now());
    }

    fn ends(&mut self, loaded: &LoadedRule, reading: &Reading<'_>, claims: &[Claim]) {
        let time = self.begun.take().map(|begun| begun.elapsed()).unwrap_or_default();
        let path = &*reading.document().record().path;
        path.clone_into(&mut self.path);
        let seen = check::sightings(&loaded.rule, reading);
        let one = RuleProfile {
            documents: 1,
            naming: seen.naming.len(),
            admitted: seen.admitted,
            under: seen.under,
            claims: claims.len(),
            time,
            ..RuleProfile::default()
        };
        self.naming = seen.naming;
        self.profile.rules.entry(Arc::clone(&loaded.rule.id)).or_default().add(one);
        let spans = claims.iter().flat_map(|claim| &claim.parts).map(|part| Claimed {
            span: part.span,
            line: part.start.line,
            rule: Arc::clone(&loaded.rule.id),
        });
        let mut spans = spans.peekable();
        if spans.peek().is_some() {
            self.profile.claimed.entry(path.to_owned()).or_default().extend(spans);
        }
    }

    fn misses(&mut self, loaded: &LoadedRule, claims: &[Claim], unread: &[Unread]) {
        let place = |unread: &Unread| Place { path: self.path.clone(), line: unread.start.line };
        let mut one = RuleProfile::default();
        for miss in unread {
            if !miss.is_statement {
                one.nothing += 1;
                continue;
            }
            // What is another's in a sentence that does not name the rule's subject could not have been its own.
            let is_elsewhere = miss.reason.class() == Class::Elsewhere;
            let next = self.naming.partition_point(|naming| naming.end <= miss.span.start);
            let names_it = self.naming.get(next).is_some_and(|naming| naming.overlaps(miss.span));
            if is_elsewhere && !names_it {
                continue;
            }
            *one.unread.entry(miss.reason).or_default() += 1;
            if miss.reason == Reason::OtherOwner && !miss.decided_by.is_empty() {
                let first = (0, place(miss));
                one.others.entry(miss.decided_by.clone()).or_insert(first).0 += 1;
            }
        }
        if claims.is_empty() {
            let near = |miss: &Unread| NearMiss {
                distance: miss.reason.distance(),
                place: place(miss),
                told: miss.told(),
            };
            one.nearest = unread.iter().map(near).min();
        }
        self.profile.rules.entry(Arc::clone(&loaded.rule.id)).or_default().add(one);
    }
}

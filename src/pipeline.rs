//! The four steps: read, observe, judge, report. This file is the first three; `report` is the
//! fourth.
//!
//! `observe` is a map over documents, in parallel; `judge` is a reduce over groups of claims. Both
//! are pure, so the output depends neither on the number of threads nor on the order of files.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::Verdict;
use crate::claim::Claim;
use crate::corpus::config::{Config, Override, Stet};
use crate::corpus::{Corpus, DocumentError, Entry, Source};
use crate::document::Format;
use crate::finding::{Finding, Label, Origin, Severity, fingerprint};
use crate::reading::Reading;
use crate::rule::Rule;
use crate::ruleset::{LoadedRule, RuleSet};

/// What a run comes to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings with a side in the reported paths, in their stable order.
    pub findings: Vec<Finding>,
    /// Documents that could not be read.
    pub errors: Vec<DocumentError>,
    /// What was done and what was withheld.
    pub summary: Summary,
    /// How often each rule fired in the reported paths, by its index.
    pub fired: Vec<usize>,
}

/// What was done and what was withheld.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents that were read.
    pub documents: usize,
    /// Documents without a date.
    pub undated: usize,
    /// Claims that were observed.
    pub claims: usize,
    /// Claims that needed a document date and had none.
    pub not_judged: usize,
    /// Findings that a stet lets stand.
    pub stetted: usize,
}

/// How rules and stets of `factlint.toml` apply to documents.
#[derive(Debug)]
pub struct Policy<'a> {
    overrides: &'a [Override],
    stets: &'a [Stet],
    /// Stets that are over count for nothing.
    expired: Vec<bool>,
}

impl<'a> Policy<'a> {
    /// The policy of a configuration; stets that ended before `on` are over.
    pub fn new(config: &'a Config, on: Option<jiff::civil::Date>) -> Self {
        let expired = config
            .stets
            .iter()
            .map(|stet| stet.until.zip(on).is_some_and(|(until, on)| until < on))
            .collect();
        Self { overrides: &config.overrides, stets: &config.stets, expired }
    }

    /// What `factlint.toml` says of a rule in a document: its own severity, another, or off.
    fn severity(&self, rule: &Rule, inside: &str) -> Option<Severity> {
        self.overrides
            .iter()
            .rev()
            .find(|other| {
                other.path.is_match(inside)
                    && (other.rules.is_empty()
                        || other.rules.iter().any(|id| **id.get_ref() == *rule.id))
            })
            .map_or(Some(rule.severity), |other| other.severity)
    }
}

/// What one document says.
#[derive(Debug, Default)]
struct Observed {
    /// Claims that other documents may contradict, each with the index of its rule.
    claims: Vec<(u32, Claim)>,
    /// Findings of groups that lie within the document.
    settled: Settled,
    summary: Summary,
    error: Option<DocumentError>,
}

/// Findings of some groups, with what stets let stand.
#[derive(Debug, Default)]
struct Settled {
    findings: Vec<(u32, Finding)>,
    not_judged: usize,
    stetted: usize,
    /// Stets that let something stand.
    used: BTreeSet<usize>,
}

impl Settled {
    fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.not_judged += other.not_judged;
        self.stetted += other.stetted;
        self.used.extend(other.used);
    }
}

/// Checks a corpus. `progress` is told after each document.
pub fn check(
    corpus: &Corpus,
    ruleset: &RuleSet,
    policy: &Policy<'_>,
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    let observed: Vec<Observed> = corpus
        .entries
        .par_iter()
        .map(|entry| {
            let observed = observe(corpus, ruleset, policy, entry);
            progress();
            observed
        })
        .collect();

    let mut outcome = Outcome { errors: corpus.errors.clone(), ..Outcome::default() };
    let mut settled = Settled::default();
    let mut groups: BTreeMap<(u32, String), Vec<Claim>> = BTreeMap::new();
    for one in observed {
        outcome.errors.extend(one.error);
        outcome.summary.documents += one.summary.documents;
        outcome.summary.undated += one.summary.undated;
        outcome.summary.claims += one.summary.claims;
        settled.merge(one.settled);
        for (rule, claim) in one.claims {
            for key in claim.keys.clone() {
                groups.entry((rule, key)).or_default().push(claim.clone());
            }
        }
    }
    let groups: Vec<((u32, String), Vec<Claim>)> = groups.into_iter().collect();
    let judged: Vec<Settled> = groups
        .par_iter()
        .map(|((rule, _), claims)| judge(&ruleset.rules[*rule as usize], *rule, claims, policy))
        .collect();
    for one in judged {
        settled.merge(one);
    }
    outcome.summary.not_judged = settled.not_judged;
    outcome.summary.stetted = settled.stetted;
    outcome.errors.sort();

    let entries: BTreeMap<&str, &Entry> =
        corpus.entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    outcome.fired = vec![0; ruleset.rules.len()];
    for (index, finding) in std::mem::take(&mut settled.findings) {
        let Some(mut finding) = reported_side_first(finding, &entries) else { continue };
        let rule = &ruleset.rules[index as usize].rule;
        match policy.severity(rule, &finding.primary.path) {
            None => continue,
            // A rule that is due for review has been toned down already.
            Some(severity) if severity != rule.severity => finding.severity = severity,
            Some(_) => {}
        }
        show_paths(&mut finding, &entries);
        outcome.fired[index as usize] += 1;
        outcome.findings.push(finding);
    }
    outcome.findings.extend(idle_stets(policy, &settled.used));
    outcome.findings.sort_by(|one, other| one.order().cmp(&other.order()));
    outcome.findings.dedup();
    outcome
}

/// Reads one document and turns it into claims; groups that lie within it are judged at once.
fn observe(corpus: &Corpus, ruleset: &RuleSet, policy: &Policy<'_>, entry: &Entry) -> Observed {
    let mut observed = Observed::default();
    let source = match corpus.read(entry) {
        Ok(source) => source,
        Err(error) => {
            observed.error = Some(error);
            return observed;
        }
    };
    observed.summary.documents = 1;
    let hits = ruleset.lexicon.scan(&source.text);
    let woken = ruleset.woken(&source.text, &hits);
    if woken.is_empty() {
        // Only its date still matters, for the count.
        observed.summary.undated = usize::from(corpus.record(entry, &source).date.is_none());
        return observed;
    }
    let plain = source.format == Format::Plain;
    let document = corpus.document(entry, source);
    observed.summary.undated = usize::from(document.record().date.is_none());
    let (hits, woken) = if plain {
        (hits, woken)
    } else {
        let hits = ruleset.lexicon.scan(document.prose());
        let woken = ruleset.woken(document.prose(), &hits);
        (hits, woken)
    };
    let reading = Reading::new(&document, &ruleset.vocabulary, hits);
    let mut claims = Vec::new();
    for index in woken {
        let loaded = &ruleset.rules[index as usize];
        if policy.severity(&loaded.rule, &entry.path).is_none() {
            continue;
        }
        let date = document.record().date;
        let withheld = date.is_none() && loaded.rule.has_period();
        if !withheld && !loaded.rule.covers(date) {
            continue;
        }
        claims.clear();
        loaded.check.observe(&loaded.rule, &reading, &mut claims);
        observed.summary.claims += claims.len();
        if withheld {
            observed.settled.not_judged += claims.len();
        } else if loaded.check.is_local(&loaded.rule) {
            for group in local_groups(&mut claims) {
                observed.settled.merge(judge(loaded, index, &group, policy));
            }
        } else {
            observed.claims.extend(claims.drain(..).map(|claim| (index, claim)));
        }
    }
    observed
}

/// Checks one text by one rule set, as the only document of its corpus: what `factlint test` runs.
pub fn check_texts(
    ruleset: &RuleSet,
    rule: &LoadedRule,
    documents: &[(crate::claim::Record, &str)],
) -> Vec<Finding> {
    let config = Config::default();
    let policy = Policy::new(&config, None);
    let mut groups: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for (record, text) in documents {
        let source = Source {
            text: (*text).to_owned(),
            hash: record.hash,
            utf8: true,
            format: Format::Plain,
        };
        let document = crate::document::Document::read(
            std::sync::Arc::new(record.clone()),
            source.text,
            source.format,
        );
        if !rule.rule.covers(record.date) {
            continue;
        }
        let hits = ruleset.lexicon.scan(document.prose());
        let reading = Reading::new(&document, &ruleset.vocabulary, hits);
        let mut claims = Vec::new();
        rule.check.observe(&rule.rule, &reading, &mut claims);
        for claim in claims {
            for key in claim.keys.clone() {
                groups.entry(key).or_default().push(claim.clone());
            }
        }
    }
    let mut findings: Vec<Finding> = groups
        .values()
        .flat_map(|claims| judge(rule, 0, claims, &policy).findings)
        .map(|(_, finding)| finding)
        .collect();
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    findings
}

fn local_groups(claims: &mut Vec<Claim>) -> Vec<Vec<Claim>> {
    let mut groups: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for claim in claims.drain(..) {
        let key = claim.keys.first().cloned().unwrap_or_default();
        groups.entry(key).or_default().push(claim);
    }
    groups.into_values().collect()
}

/// Judges one group. Claims that a stet lets stand are judged with the others, to see whether the
/// stet is used, and the group is judged again without them.
fn judge(loaded: &LoadedRule, index: u32, claims: &[Claim], policy: &Policy<'_>) -> Settled {
    let mut sorted: Vec<&Claim> = claims.iter().collect();
    sorted.sort_by(|one, other| one.order().cmp(&other.order()));
    let run = |group: &[&Claim]| {
        let mut verdict = Verdict::default();
        loaded.check.judge(&loaded.rule, group, &mut verdict);
        verdict
    };
    let all = run(&sorted);
    let mut settled = Settled { not_judged: all.undated, ..Settled::default() };
    let stets: Vec<(usize, &Stet)> = policy
        .stets
        .iter()
        .enumerate()
        .filter(|(at, stet)| !policy.expired[*at] && **stet.rule.get_ref() == *loaded.rule.id)
        .collect();
    let stetted_by = |label: &Label| -> Vec<usize> {
        stets.iter().filter(|(_, stet)| stands(stet, label)).map(|(at, _)| *at).collect()
    };
    let (standing, findings): (Vec<Finding>, Vec<Finding>) =
        all.findings.into_iter().partition(|finding| {
            finding
                .labels()
                .filter(|label| is_side(label))
                .any(|label| !stetted_by(label).is_empty())
        });
    if standing.is_empty() {
        settled.findings = findings.into_iter().map(|finding| (index, finding)).collect();
        return settled;
    }
    for label in standing.iter().flat_map(Finding::labels).filter(|label| is_side(label)) {
        settled.used.extend(stetted_by(label));
    }
    settled.stetted = standing.len();
    let witnesses: Vec<&Claim> = sorted
        .into_iter()
        .filter(|claim| {
            !standing.iter().flat_map(Finding::labels).any(|label| {
                label.path == claim.document.path
                    && claim.parts.iter().any(|part| part.span.overlaps(label.span))
                    && !stetted_by(label).is_empty()
            })
        })
        .collect();
    settled.findings =
        run(&witnesses).findings.into_iter().map(|finding| (index, finding)).collect();
    settled
}

fn is_side(label: &Label) -> bool {
    label.origin == Origin::Document && !label.evidence
}

/// Whether a stet speaks of the words at a label.
fn stands(stet: &Stet, label: &Label) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = stet.path.as_ref().is_none_or(|glob| glob.is_match(&label.path));
    path && stet.text.as_ref().is_none_or(|text| {
        let (text, words) = (squeezed(text), squeezed(&label.text));
        words.contains(&text) || text.contains(&words)
    })
}

/// Keeps a finding that has a side in the reported paths, that side first.
fn reported_side_first(mut finding: Finding, entries: &BTreeMap<&str, &Entry>) -> Option<Finding> {
    let is_reported = |label: &Label| {
        is_side(label) && entries.get(label.path.as_str()).is_some_and(|entry| entry.reported)
    };
    if !is_reported(&finding.primary) {
        let at = finding.related.iter().position(is_reported)?;
        std::mem::swap(&mut finding.primary, &mut finding.related[at]);
        // The side that was first leads the others.
        let former = finding.related.remove(at);
        finding.related.insert(0, former);
    }
    Some(finding)
}

/// Turns paths of the corpus into those that reports show.
fn show_paths(finding: &mut Finding, entries: &BTreeMap<&str, &Entry>) {
    let show = |path: &mut String| {
        if let Some(entry) = entries.get(path.as_str()) {
            path.clone_from(&entry.shown);
        }
    };
    let labels = std::iter::once(&mut finding.primary).chain(&mut finding.related);
    for label in labels.filter(|label| label.origin == Origin::Document) {
        show(&mut label.path);
    }
    for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        show(&mut edit.path);
    }
}

/// Stets that let nothing stand, and those that are over.
fn idle_stets(policy: &Policy<'_>, used: &BTreeSet<usize>) -> Vec<Finding> {
    let idle = policy.stets.iter().enumerate().filter(|(at, _)| !used.contains(at));
    idle.map(|(at, stet)| {
        let rule = stet.rule.get_ref();
        let message = if policy.expired[at] {
            let until = stet.until.map(|until| until.to_string()).unwrap_or_default();
            format!("the stet for `{rule}` ended on {until}")
        } else {
            format!("this stet for `{rule}` lets nothing stand")
        };
        let mut primary = stet.place.clone();
        primary.message = "remove it, or mend its `path` or `text`".to_owned();
        let words = [stet.text.as_deref().unwrap_or_default(), stet.reason.as_str()];
        Finding {
            rule: "stet".to_owned(),
            check: "stet".to_owned(),
            severity: Severity::Warning,
            message,
            fingerprint: fingerprint(rule, &words),
            primary,
            related: Vec::new(),
            notes: vec![format!("its reason: {}", stet.reason)],
            fix: None,
        }
    })
    .collect()
}

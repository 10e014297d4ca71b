//! The four steps: read, observe, judge, report. This file is the first three; `report` is the
//! fourth.
//!
//! `observe` is a map over documents, in parallel; `judge` is a reduce over groups of claims. Both
//! are pure, so the output depends neither on the number of threads nor on the order of files.

mod judging;
pub mod profile;
mod repeats;
pub mod said;
mod shown;
pub mod stets;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rayon::prelude::*;

use crate::corpus::config::{Config, Override, Stet};
use crate::corpus::{Corpus, DocumentError, Entry, Stamp};
use factlint_document::{Document, Format, StatedDate, stet};
use factlint_document::{Record, Roles};
use factlint_engine::claim::Claim;
use factlint_engine::finding::{Finding, Severity};
use factlint_engine::reading::Reading;
use factlint_engine::rule::Rule;
use factlint_engine::ruleset::{LoadedRule, RuleSet};
pub use factlint_engine::summary::Summary;
use judging::{Settled, grouped, judge};
use profile::Profile;
use said::{Said, Saying, Standing};
use shown::{reported_side_first, show_paths};
use stets::{Comments, Stets};

/// What a run comes to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings with a side in the reported paths, in their stable order.
    pub findings: Vec<Finding>,
    /// Documents that could not be read.
    pub errors: Vec<DocumentError>,
    /// What was done and what was withheld.
    pub summary: Summary,
    /// What documents say under each rule, where somebody asks; see [`check_and_tell`].
    pub said: Vec<Saying>,
}

/// How rules and stets of `factlint.toml` apply to documents.
#[derive(Debug)]
pub struct Policy<'a> {
    overrides: &'a [Override],
    stets: &'a [Stet],
    /// Stets that are over count for nothing.
    expired: Vec<bool>,
    /// Whether rules were chosen for this run only, so that stets may speak of others.
    is_partial: bool,
}

impl<'a> Policy<'a> {
    /// The policy of a configuration; stets that ended before `on` are over.
    pub fn new(config: &'a Config, on: Option<jiff::civil::Date>) -> Self {
        let expired = config
            .stets
            .iter()
            .map(|stet| stet.until.zip(on).is_some_and(|(until, on)| until < on))
            .collect();
        Self { overrides: &config.overrides, stets: &config.stets, expired, is_partial: false }
    }

    /// The same where rules were chosen for this run only: stets for others are no mistakes.
    pub fn partial(mut self, is_partial: bool) -> Self {
        self.is_partial = is_partial;
        self
    }

    /// What `factlint.toml` says of a rule in a document: its own severity, another, or off.
    pub fn severity(&self, rule: &Rule, inside: &str) -> Option<Severity> {
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

/// What documents said when they were last read, so that only those that have changed are read again.
/// Holds for one rule set and one policy.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, (Stamp, Arc<Observed>)>>);

impl Memory {
    /// What a document said, if it has not changed since.
    fn recall(&self, path: &str, stamp: Stamp) -> Option<Arc<Observed>> {
        let known = self.0.lock().ok()?;
        known.get(path).filter(|(known, _)| *known == stamp).map(|(_, said)| Arc::clone(said))
    }

    fn keep(&self, path: &str, stamp: Stamp, observed: &Arc<Observed>) {
        if let Ok(mut known) = self.0.lock() {
            known.insert(path.to_owned(), (stamp, Arc::clone(observed)));
        }
    }
}

/// What documents say, added up.
#[derive(Clone, Debug, Default)]
struct Observed {
    /// Claims that other documents may contradict, each with the index of its rule.
    claims: Vec<(u32, Claim)>,
    /// Findings of groups that lie within a document.
    settled: Settled,
    summary: Summary,
    errors: Vec<DocumentError>,
    /// What comments of documents let stand.
    comments: Comments,
    /// What each rule did, where somebody asks.
    profile: Profile,
    /// What documents say, where somebody asks.
    said: Said,
}

impl Observed {
    fn merge(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    fn add(&mut self, other: Self) {
        self.claims.extend(other.claims);
        self.settled.merge(other.settled);
        self.errors.extend(other.errors);
        self.comments.extend(other.comments);
        self.profile.merge(other.profile);
        self.said.merge(other.said);
        self.summary.documents += other.summary.documents;
        self.summary.undated += other.summary.undated;
        self.summary.claims += other.summary.claims;
    }
}

/// Checks a corpus. `progress` is told after each document.
pub fn check(
    corpus: &Corpus,
    ruleset: &RuleSet,
    policy: &Policy<'_>,
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    run(Run { progress, ..Run::new(corpus, ruleset, policy) }).0
}

/// Checks a corpus like [`check`], and keeps what documents say under each rule.
pub fn check_and_tell(
    corpus: &Corpus,
    ruleset: &RuleSet,
    policy: &Policy<'_>,
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    run(Run { progress, is_told: true, ..Run::new(corpus, ruleset, policy) }).0
}

/// Checks a corpus like [`check`], and reads only the documents that have changed since the last call with
/// this memory.
pub fn check_again(
    corpus: &Corpus,
    ruleset: &RuleSet,
    policy: &Policy<'_>,
    memory: &Memory,
) -> Outcome {
    run(Run { memory: Some(memory), ..Run::new(corpus, ruleset, policy) }).0
}

/// Checks a corpus like [`check`], and tells what each rule did.
pub fn profile(
    corpus: &Corpus,
    ruleset: &RuleSet,
    policy: &Policy<'_>,
    progress: &(dyn Fn() + Sync),
) -> (Outcome, Profile) {
    run(Run { progress, is_profiled: true, ..Run::new(corpus, ruleset, policy) })
}

fn run(run: Run<'_>) -> (Outcome, Profile) {
    let Run { corpus, ruleset, policy, .. } = run;
    let observed = corpus
        .entries
        .par_iter()
        .fold(
            || (Observed::default(), Vec::new()),
            |(mut observed, mut buffer), entry| {
                run.observe_safely(entry, &mut buffer, &mut observed);
                (run.progress)();
                (observed, buffer)
            },
        )
        .map(|(observed, _)| observed)
        .reduce(Observed::default, Observed::merge);

    let groups: Vec<((u32, String), Vec<Claim>)> = grouped(observed.claims).into_iter().collect();
    let stets = Stets { policy, comments: &observed.comments };
    let mut settled = groups
        .par_iter()
        .map(|((rule, _), claims)| {
            run.settle(&ruleset.rules[*rule as usize], *rule, claims, &stets)
        })
        .reduce(Settled::default, |mut one, other| {
            one.merge(other);
            one
        });
    settled.merge(observed.settled);

    let mut outcome = Outcome { errors: corpus.errors.clone(), ..Outcome::default() };
    outcome.errors.extend(observed.errors);
    outcome.errors.sort();
    outcome.summary =
        Summary { not_judged: settled.not_judged, stetted: settled.stetted, ..observed.summary };
    for (index, finding) in std::mem::take(&mut settled.findings) {
        let Some(mut finding) = reported_side_first(finding, corpus) else { continue };
        let rule = &ruleset.rules[index as usize].rule;
        match policy.severity(rule, &finding.primary.path) {
            None => continue,
            // A finding that was toned down (its rule is due for review) stays so.
            Some(severity) if finding.severity < rule.severity => {
                finding.severity = finding.severity.min(severity);
            }
            Some(severity) => finding.severity = severity,
        }
        show_paths(&mut finding, corpus);
        outcome.findings.push(finding);
    }
    outcome.findings.extend(stets::idle(policy, ruleset, &settled.used));
    for mut finding in stets.comments_to_mend(ruleset, &settled.used) {
        if corpus.reports(&finding.primary) {
            show_paths(&mut finding, corpus);
            outcome.findings.push(finding);
        }
    }
    outcome.findings.sort_by(|one, other| one.order().cmp(&other.order()));
    outcome.findings.dedup();
    let mut said = observed.said;
    said.merge(settled.said);
    outcome.said = said.into_sayings(
        |rule| Arc::clone(&ruleset.rules[rule as usize].rule.id),
        |path| match corpus.entry(path) {
            Some(entry) => (corpus.shown(entry), entry.reported),
            None => (path.to_owned(), false),
        },
    );
    (outcome, observed.profile)
}

/// What every step of a run needs.
#[derive(Clone, Copy)]
struct Run<'a> {
    corpus: &'a Corpus,
    ruleset: &'a RuleSet,
    policy: &'a Policy<'a>,
    memory: Option<&'a Memory>,
    /// Is told after each document.
    progress: &'a (dyn Fn() + Sync),
    is_profiled: bool,
    is_told: bool,
}

impl<'a> Run<'a> {
    /// A run that nobody watches and that keeps nothing but findings.
    fn new(corpus: &'a Corpus, ruleset: &'a RuleSet, policy: &'a Policy<'a>) -> Self {
        Self {
            corpus,
            ruleset,
            policy,
            memory: None,
            progress: &|| {},
            is_profiled: false,
            is_told: false,
        }
    }

    /// Judges one group, and keeps what its claims say where somebody asks.
    fn settle(
        &self,
        loaded: &LoadedRule,
        index: u32,
        claims: &[Claim],
        stets: &Stets<'_>,
    ) -> Settled {
        let mut settled = judge(loaded, index, claims, stets);
        if self.is_told {
            let mut said = Said::default();
            said.tell_group(loaded, index, claims, &settled, stets);
            settled.said = said;
        }
        repeats::add_repeats(&mut settled, &loaded.rule, claims, self.corpus, stets);
        settled
    }

    /// Observes one document; a bug that a text brings to light costs that document, not the run.
    fn observe_safely(&self, entry: &Entry, buffer: &mut Vec<u8>, observed: &mut Observed) {
        // The stamp is older than the bytes: a change in between is seen next time.
        let remembered = self.memory.and_then(|memory| Some((memory, self.corpus.stamp(entry)?)));
        if let Some((memory, stamp)) = remembered {
            if let Some(said) = memory.recall(&entry.path, stamp) {
                observed.add(said.as_ref().clone());
                return;
            }
            let mut one = Observed::default();
            Run { memory: None, ..*self }.observe_safely(entry, buffer, &mut one);
            let one = Arc::new(one);
            // What could not be read is read again.
            if one.errors.is_empty() {
                memory.keep(&entry.path, stamp, &one);
            }
            observed.add(one.as_ref().clone());
            return;
        }
        let one = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut one = Observed::default();
            self.observe(entry, buffer, &mut one);
            one
        }));
        match one {
            Ok(one) => observed.add(one),
            Err(_) => {
                let message = "could not be checked: this is a bug in factlint, please report it";
                observed.errors.push(self.corpus.error(entry, message.to_owned()));
            }
        }
    }

    /// Reads one document and turns it into claims; groups that lie within it are judged at once. A
    /// document that wakes no rule costs its reading and the one pass.
    fn observe(&self, entry: &Entry, buffer: &mut Vec<u8>, observed: &mut Observed) {
        let Self { corpus, ruleset, policy, .. } = *self;
        let decoded =
            corpus.read(entry, buffer).and_then(|bytes| Ok((bytes, corpus.decode(entry, bytes)?)));
        let (bytes, decoded) = match decoded {
            Ok(decoded) => decoded,
            Err(error) => {
                observed.errors.push(error);
                return;
            }
        };
        observed.summary.documents += 1;
        let format = corpus.format(entry);
        let is_undated = || {
            // What is said of a document dates it, whatever it says itself.
            let is_dated = corpus.date(entry, StatedDate::default()).is_some()
                || decoded.stated_date(format).is_enough();
            usize::from(!is_dated)
        };
        // Plain text is its own prose; markup is taken away only where a rule might wake without it.
        let (document, hits, woken) = if format.is_prose(&decoded.text) {
            let hits = ruleset.lexicon.scan(&decoded.text);
            let woken = ruleset.woken(&decoded.text, &hits);
            if woken.is_empty() {
                observed.summary.undated += is_undated();
                return;
            }
            (corpus.document(entry, bytes, decoded), hits, woken)
        } else {
            // A comment is heard even where nothing else is to be said.
            let wakes = ruleset.may_wake(&decoded.text) || format.may_hide_words(&decoded.text);
            if !wakes && !stet::may_stand_in(&decoded.text) {
                observed.summary.undated += is_undated();
                return;
            }
            let document = corpus.document(entry, bytes, decoded);
            let hits = ruleset.lexicon.scan(document.prose());
            let woken = ruleset.woken(document.prose(), &hits);
            (document, hits, woken)
        };
        let date = document.record().date;
        observed.summary.undated += usize::from(date.is_none());
        let comments = stets::comments_of(&document);
        let stets = Stets { policy, comments: &comments };
        // Most rules read what readers are told; a few look at code, boilerplate or comments too.
        let wider = woken.iter().map(|index| ruleset.rules[*index as usize].rule.within);
        let mut wider: Vec<Roles> = wider.filter(|roles| !roles.is_within(Roles::TOLD)).collect();
        wider.dedup();
        let wider: Vec<(Roles, Reading<'_>)> = wider
            .into_iter()
            .map(|roles| {
                let hits = hits.clone();
                (roles, Reading::of_roles(&document, &ruleset.vocabulary, hits, roles))
            })
            .collect();
        let told = Reading::new(&document, &ruleset.vocabulary, hits);
        let mut claims = Vec::new();
        for index in woken {
            let loaded = &ruleset.rules[index as usize];
            let within = loaded.rule.within;
            let reading =
                wider.iter().find(|(roles, _)| *roles == within).map_or(&told, |(_, wider)| wider);
            let withheld = date.is_none() && loaded.rule.has_period();
            let applies = withheld || loaded.rule.covers(date);
            let is_off = document.switches_off(&loaded.rule.id);
            if !applies || is_off || policy.severity(&loaded.rule, &entry.path).is_none() {
                continue;
            }
            claims.clear();
            let begun = (self.is_profiled && entry.reported).then(Instant::now);
            loaded.check.observe(&loaded.rule, reading, &mut claims);
            claims.retain(|claim| within.contains(claim.role));
            if let Some(begun) = begun {
                let time = begun.elapsed();
                observed.profile.note(index, loaded, reading, &claims, time);
            }
            observed.summary.claims += claims.len();
            if withheld {
                observed.settled.not_judged += claims.len();
                for claim in claims.iter().filter(|_| self.is_told) {
                    observed.said.tell(index, claim, Standing::Alone);
                }
            } else if loaded.check.is_local(&loaded.rule) {
                for group in grouped(claims.drain(..).map(|claim| (index, claim))).into_values() {
                    observed.settled.merge(self.settle(loaded, index, &group, &stets));
                }
            } else {
                observed.claims.extend(claims.drain(..).map(|claim| (index, claim)));
            }
        }
        observed.comments.extend(comments);
    }
}

/// Checks a few texts by one rule, as the only documents of their corpus: what `factlint test` runs.
pub fn check_texts(
    ruleset: &RuleSet,
    rule: &LoadedRule,
    documents: &[(Record, &str)],
) -> Vec<Finding> {
    let config = Config::default();
    let stets = Stets { policy: &Policy::new(&config, None), comments: &Comments::new() };
    let mut all: Vec<(u32, Claim)> = Vec::new();
    for (record, text) in documents {
        let document = Document::read(Arc::new(record.clone()), (*text).to_owned(), Format::Plain);
        if !rule.rule.covers(record.date) {
            continue;
        }
        let hits = ruleset.lexicon.scan(document.prose());
        let reading = Reading::new(&document, &ruleset.vocabulary, hits);
        let mut claims = Vec::new();
        rule.check.observe(&rule.rule, &reading, &mut claims);
        all.extend(claims.into_iter().map(|claim| (0, claim)));
    }
    let mut findings: Vec<Finding> = grouped(all)
        .values()
        .flat_map(|claims| judge(rule, 0, claims, &stets).findings)
        .map(|(_, finding)| finding)
        .collect();
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    findings
}

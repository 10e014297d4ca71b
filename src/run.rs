//! A run over a corpus: the four steps on files, in parallel. Read and observe are a map over documents, judge is
//! a reduce over groups of claims; both go through the engine, so that the output depends neither on the number of
//! threads nor on the order of files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use factlint_document::encoding::Decoded;
use factlint_document::{Format, StatedDate};
use factlint_engine::claim::Claim;
use factlint_engine::claims::Claims;
use factlint_engine::engine::{Detail, Engine};
use factlint_engine::finding::{Finding, Label, Origin, put_in_order};
use factlint_engine::observed::Observed;
use factlint_engine::policy::{Observation, Policy, Reporting, Settled};
use factlint_engine::summary::Summary;
use factlint_language::span::{LineIndex, Span};
use rayon::prelude::*;

use crate::corpus::{Corpus, DocumentError, Entry, Stamp};
use crate::profile::Profile;

/// What a run comes to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings with a side in the reported paths, in their stable order.
    pub findings: Vec<Finding>,
    /// Documents that could not be read.
    pub errors: Vec<DocumentError>,
    /// What could be read of reported documents in part only, or not at all.
    pub warnings: Vec<DocumentWarning>,
    /// Reported documents that have no words, as reports show them.
    pub wordless: Vec<String>,
    /// What was done and what was withheld.
    pub summary: Summary,
    /// What documents say under each rule, where the policy tells it.
    pub observations: Vec<Observation>,
    /// What each rule did, where somebody asks.
    pub profile: Profile,
}

/// What documents said when they were last read, so that only those that have changed are read again.
/// Holds for one engine.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, (Stamp, Seen)>>);

impl Memory {
    /// What a document said, if it has not changed since.
    fn recall(&self, path: &str, stamp: Stamp) -> Option<Seen> {
        let known = self.0.lock().ok()?;
        known.get(path).filter(|(known, _)| *known == stamp).map(|(_, seen)| seen.clone())
    }

    fn keep(&self, path: &str, stamp: Stamp, seen: &Seen) {
        if let Ok(mut known) = self.0.lock() {
            known.insert(path.to_owned(), (stamp, seen.clone()));
        }
    }
}

/// Something in a document that cannot be read, and what that costs.
#[derive(Clone, Debug)]
pub struct DocumentWarning {
    /// Where it stands, in the path that reports show.
    pub place: Label,
    /// Words that follow the path.
    pub message: String,
}

impl DocumentWarning {
    /// Why the front matter of a document cannot be read, if it has some that cannot.
    fn of_front_matter(path: String, decoded: &Decoded<'_>, format: Format) -> Option<Self> {
        let text: &str = &decoded.text;
        let mistake = format.front_matter_mistake(text)?;
        let line = text[mistake.at..].lines().next().unwrap_or_default().trim_end();
        let span = Span::new(mistake.at, mistake.at + line.len());
        let lines = LineIndex::new(text);
        let place = Label {
            origin: Origin::Document,
            path: path.into(),
            span,
            start: lines.position(text, span.start),
            end: lines.position(text, span.end),
            text: line.into(),
            seen: None,
            message: Default::default(),
            evidence: false,
            on_disk: decoded.utf8,
        };
        let message = format!(
            "has front matter that cannot be read, so that no date and nothing it switches off is known: {}",
            mistake.why
        );
        Some(Self { place, message })
    }
}

/// What is seen of one document.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What it says; none where it wakes no rule.
    pub observed: Option<Arc<Observed>>,
    pub(crate) is_undated: bool,
    /// Why its front matter cannot be read.
    pub mistake: Option<DocumentWarning>,
    is_wordless: bool,
}

/// What a document comes to by itself, and what is left to compare with others.
#[derive(Debug)]
pub struct Divided {
    /// What was not read, and what groups came to that lie within the document.
    pub settled: Settled,
    /// How many claims those groups hold.
    pub claims: usize,
    /// What other documents may contradict, and what the document lets stand; none where there is neither.
    pub shared: Option<Arc<Observed>>,
}

impl Divided {
    /// Settles the groups that lie within a document.
    pub fn new(engine: &Engine, policy: &Policy<'_>, observed: Arc<Observed>) -> Self {
        let mut settled = policy.settle_unread(engine, &observed);
        let mut admitted = 0;
        let mut shared = Arc::unwrap_or_clone(observed);
        shared.unread.clear();
        let (local, corpus_wide): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut shared.claims)
            .into_iter()
            .partition(|claim| engine.rules().is_local(&claim.rule));
        shared.claims = corpus_wide;
        if !local.is_empty() {
            let mut claims = Claims::new();
            let keys = claims.replace(engine, policy, Arc::new(shared.with_claims(local)));
            admitted = claims.admitted();
            settled.merge(policy.settle(engine, &claims, &keys));
            settled.merge(policy.settle_undated(&claims));
        }
        let is_shared = !shared.claims.is_empty() || !shared.stets.is_empty();
        let shared = is_shared.then(|| Arc::new(shared));
        Self { settled, claims: admitted, shared }
    }
}

/// What is seen of many documents.
#[derive(Default)]
struct Gathered {
    /// What other documents may contradict.
    shared: Vec<Arc<Observed>>,
    /// What groups came to that lie within a document.
    settled: Settled,
    summary: Summary,
    errors: Vec<DocumentError>,
    warnings: Vec<DocumentWarning>,
    wordless: Vec<String>,
    /// Rules past their review, by their index.
    due: BTreeSet<u32>,
    profile: Profile,
}

impl Gathered {
    fn merge(mut self, other: Self) -> Self {
        self.shared.extend(other.shared);
        self.settled.merge(other.settled);
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
        self.wordless.extend(other.wordless);
        self.due.extend(other.due);
        self.profile.merge(other.profile);
        self.summary.documents += other.summary.documents;
        self.summary.only_compared += other.summary.only_compared;
        self.summary.undated += other.summary.undated;
        self.summary.claims += other.summary.claims;
        self
    }
}

/// The rules with claims in a document that is later than the day by which somebody wanted to review them.
fn due_rules<'o>(engine: &'o Engine, observed: &'o Observed) -> impl Iterator<Item = u32> + 'o {
    let rules = engine.rules();
    let date = observed.document.date;
    let by_rule = observed.claims.chunk_by(|one, other| one.rule == other.rule);
    by_rule.filter_map(move |claims| {
        let index = rules.index_of(&claims[0].rule)?;
        let due = rules.rules[index as usize].rule.review_by?;
        (due < date?).then_some(index)
    })
}

/// What every step of a run needs.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The documents.
    pub corpus: &'a Corpus,
    /// The rules.
    pub engine: &'a Engine,
    /// What editors have decided.
    pub policy: &'a Policy<'a>,
    /// What documents said before.
    pub memory: Option<&'a Memory>,
    /// Is told after each document.
    pub progress: &'a (dyn Fn() + Sync),
    /// Whether what each rule does is noted.
    pub is_profiled: bool,
}

impl<'a> Run<'a> {
    /// A run that nobody watches and that keeps nothing but findings.
    pub fn new(corpus: &'a Corpus, engine: &'a Engine, policy: &'a Policy<'a>) -> Self {
        Self { corpus, engine, policy, memory: None, progress: &|| {}, is_profiled: false }
    }

    /// Reads, observes and judges the documents.
    pub fn outcome(&self) -> Outcome {
        let Self { corpus, engine, policy, .. } = *self;
        let gathered = corpus
            .entries
            .par_iter()
            .fold(
                || (Gathered::default(), Vec::new()),
                |(mut gathered, mut buffer), entry| {
                    self.gather(entry, &mut buffer, &mut gathered);
                    (self.progress)();
                    (gathered, buffer)
                },
            )
            .map(|(gathered, _)| gathered)
            .reduce(Gathered::default, Gathered::merge);
        let mut claims = Claims::new();
        for observed in gathered.shared {
            claims.replace(engine, policy, observed);
        }
        let settled = claims
            .keys()
            .par_iter()
            .map(|key| policy.settle(engine, &claims, std::slice::from_ref(key)))
            .reduce(Settled::default, |mut one, other| {
                one.merge(other);
                one
            });
        let mut all = gathered.settled;
        all.merge(settled);
        let mut all = policy.conclude(engine, &claims, all);

        let mut errors = corpus.errors.clone();
        errors.extend(gathered.errors);
        let (mut warnings, mut wordless) = (gathered.warnings, gathered.wordless);
        warnings.sort_by(|one, other| {
            (&one.place.path, one.place.span).cmp(&(&other.place.path, other.place.span))
        });
        wordless.sort();
        let mut findings = std::mem::take(&mut all.findings);
        show_paths(&mut findings, corpus);
        put_in_order(&mut findings);
        errors.extend(over_budget(&mut findings, corpus.budget.findings));
        errors.sort();
        let summary = Summary {
            not_judged: all.not_judged,
            stetted: all.stetted,
            unread: all.unread,
            claims: gathered.summary.claims + claims.admitted(),
            due: gathered.due.len(),
            ..gathered.summary
        };
        let observations = all.observations(engine.rules(), |path| match corpus.entry(path) {
            Some(entry) => (corpus.display_path(entry), entry.reported),
            None => (path.to_owned(), false),
        });
        let profile = gathered.profile;
        Outcome { findings, errors, warnings, wordless, summary, observations, profile }
    }

    /// Adds one document; groups that lie within it are settled at once, and their claims forgotten.
    fn gather(&self, entry: &Entry, buffer: &mut Vec<u8>, gathered: &mut Gathered) {
        let Self { engine, policy, .. } = *self;
        let seen = match self.see(entry, buffer, &mut gathered.profile) {
            Ok(seen) => seen,
            Err(error) => {
                gathered.errors.push(error);
                return;
            }
        };
        gathered.summary.documents += 1;
        gathered.summary.only_compared += usize::from(!entry.reported);
        gathered.summary.undated += usize::from(seen.is_undated);
        if entry.reported {
            gathered.warnings.extend(seen.mistake);
            if seen.is_wordless {
                gathered.wordless.push(self.corpus.display_path(entry));
            }
        }
        let Some(observed) = seen.observed else { return };
        gathered.due.extend(due_rules(engine, &observed));
        let mut divided = Divided::new(engine, policy, observed);
        let (found, most) = (divided.settled.findings.len(), self.corpus.budget.findings);
        if found > most {
            divided.settled.findings = Vec::new();
            let message = too_many(found, most, "findings", "most-findings");
            gathered.errors.push(self.corpus.error(entry, message));
        }
        gathered.settled.merge(divided.settled);
        gathered.summary.claims += divided.claims;
        gathered.shared.extend(divided.shared);
    }

    /// What is seen of one document, now or when it was last read. The buffer may be used again and again.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn see(
        &self,
        entry: &Entry,
        buffer: &mut Vec<u8>,
        profile: &mut Profile,
    ) -> Result<Seen, DocumentError> {
        // The stamp is older than the bytes: a change in between is seen next time.
        let remembered = self.memory.and_then(|memory| Some((memory, self.corpus.stamp(entry)?)));
        if let Some((memory, stamp)) = remembered
            && let Some(seen) = memory.recall(&entry.path, stamp)
        {
            return Ok(seen);
        }
        // A bug that a text brings to light costs that document, not the run.
        let observe = std::panic::AssertUnwindSafe(|| self.observe(entry, buffer, profile));
        let seen = std::panic::catch_unwind(observe).unwrap_or_else(|_| {
            let message = "could not be checked: this is a bug in factlint, please report it";
            Err(self.corpus.error(entry, message.to_owned()))
        })?;
        // What could not be read is read again.
        if let Some((memory, stamp)) = remembered {
            memory.keep(&entry.path, stamp, &seen);
        }
        Ok(seen)
    }

    /// Reads one document and turns it into claims. A document that wakes no rule costs its reading and the one
    /// pass.
    fn observe(
        &self,
        entry: &Entry,
        buffer: &mut Vec<u8>,
        profile: &mut Profile,
    ) -> Result<Seen, DocumentError> {
        let Self { corpus, engine, .. } = *self;
        let bytes = corpus.read(entry, buffer)?;
        let decoded = corpus.decode(entry, bytes)?;
        let format = corpus.format(entry);
        let mistake =
            DocumentWarning::of_front_matter(corpus.display_path(entry), &decoded, format);
        if !engine.wakes(&decoded.text, format) {
            /// A page without words is short; longer ones are not read for this.
            const SHORT: usize = 2_048;
            let is_wordless = match &decoded.contents {
                Some(contents) => contents.blocks.is_empty(),
                None => decoded.text.len() <= SHORT && format.is_wordless(&decoded.text),
            };
            // What is said of a document dates it, whatever it says itself.
            let is_dated = corpus.date(entry, StatedDate::default()).is_some()
                || decoded.stated_date(format).is_enough();
            return Ok(Seen { observed: None, is_undated: !is_dated, mistake, is_wordless });
        }
        let document = corpus.document(entry, bytes, decoded);
        let reading = engine.read(&document);
        let observed = if self.is_profiled && entry.reported {
            reading.observe_watched(Detail::Unread, &mut profile.watch())
        } else {
            reading.observe(Detail::Statements)
        };
        let (claims, most) = (observed.claims.len(), corpus.budget.claims);
        if claims > most {
            return Err(corpus.error(entry, too_many(claims, most, "claims", "most-claims")));
        }
        let is_undated = observed.document.date.is_none();
        let is_wordless = document.blocks().is_empty();
        Ok(Seen { observed: Some(Arc::new(observed)), is_undated, mistake, is_wordless })
    }
}

/// Takes out the findings of documents that have more of them than may be, and says so of each.
pub(crate) fn over_budget(findings: &mut Vec<Finding>, most: usize) -> Vec<DocumentError> {
    if findings.len() <= most {
        return Vec::new();
    }
    let of_one = |one: &Finding, other: &Finding| {
        (one.primary.origin, &one.primary.path) == (other.primary.origin, &other.primary.path)
    };
    let over: BTreeMap<Arc<str>, usize> = findings
        .chunk_by(of_one)
        .filter(|chunk| chunk.len() > most && chunk[0].primary.origin == Origin::Document)
        .map(|chunk| (Arc::clone(&chunk[0].primary.path), chunk.len()))
        .collect();
    findings.retain(|finding| !over.contains_key(&finding.primary.path));
    let error = |(path, count): (Arc<str>, usize)| DocumentError {
        message: too_many(count, most, "findings", "most-findings"),
        reported: true,
        path: String::from(&*path),
    };
    over.into_iter().map(error).collect()
}

/// What is said of a document of which more comes than may.
fn too_many(count: usize, most: usize, what: &str, key: &str) -> String {
    format!(
        "has {count} {what}, more than the {most} that are kept of a document: exclude it, or raise `{key}` \
         in [corpus] of factlint.toml"
    )
}

/// Turns paths of the corpus into those that reports show. What points into one document shares its path.
fn show_paths(findings: &mut [Finding], corpus: &Corpus) {
    let mut shown: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    let mut show = |path: &mut Arc<str>| {
        let shown = shown.entry(Arc::clone(path)).or_insert_with_key(|path| {
            let shown = Reporting::display_path(corpus, path);
            if shown == **path { Arc::clone(path) } else { shown.into() }
        });
        *path = Arc::clone(shown);
    };
    for finding in findings {
        let labels = std::iter::once(&mut finding.primary).chain(&mut finding.related);
        for label in labels.filter(|label| label.origin == Origin::Document) {
            show(&mut label.path);
        }
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            show(&mut edit.path);
        }
    }
}

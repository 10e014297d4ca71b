//! A run over a corpus: the four steps on files, in parallel. Read and observe are a map over documents, judge is
//! a reduce over groups of claims; both go through the engine, so that the output depends neither on the number of
//! threads nor on the order of files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use factlint_document::encoding::Decoded;
use factlint_document::{Format, StatedDate};
use factlint_engine::check::{self, About};
use factlint_engine::claim::Claim;
use factlint_engine::engine::{Detail, Engine};
use factlint_engine::finding::{Finding, Label, Origin, put_in_order};
use factlint_engine::observed::{Observed, PackedObserved};
use factlint_engine::policy::{Documents, Groups, Observation, Policy, Reporting, Settled};
use factlint_engine::reading::lexicon::hash_words;
use factlint_engine::rule::Question;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::summary::Summary;
use factlint_language::span::{LineIndex, Span};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

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
    /// Groups that were too large to be compared.
    pub crowded: usize,
    /// What documents say under each rule, where the policy tells it.
    pub observations: Vec<Observation>,
    /// What each rule did, where somebody asks.
    pub profile: Profile,
    /// Rules that compare what documents state and found nothing to compare in any of them, by their index.
    pub silent: Vec<u32>,
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seen {
    /// What it says; none where it wakes no rule.
    pub observed: Option<Arc<Observed>>,
    pub(crate) is_undated: bool,
    /// Why its front matter cannot be read.
    pub mistake: Option<DocumentWarning>,
    is_wordless: bool,
}

/// What a look at a document came to.
#[derive(Debug)]
pub enum Look {
    /// Its bytes are those that were known.
    Same,
    /// It was read.
    Read(Box<Read>),
}

/// A document as it was read.
#[derive(Debug)]
pub struct Read {
    /// What is seen of it.
    pub seen: Seen,
    /// The hash of its bytes.
    pub hash: u64,
    /// The hashes of its words, see `factlint_engine::reading::lexicon::hash_words`.
    pub words: Vec<u64>,
    /// Whether they are those that readers see, too: markup parts words.
    pub has_prose: bool,
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
    /// Settles the groups that lie within a document, and what was not read there.
    pub fn new(engine: &Engine, policy: &Policy<'_>, observed: Arc<Observed>) -> Self {
        let mut settled = policy.settle_unread(engine, &observed);
        let mut divided = Self::of_groups(engine, policy, observed);
        settled.merge(divided.settled);
        divided.settled = settled;
        divided
    }

    /// Settles the groups that lie within a document alone.
    pub fn of_groups(engine: &Engine, policy: &Policy<'_>, observed: Arc<Observed>) -> Self {
        let mut settled = Settled::default();
        let mut admitted = 0;
        let mut shared = Arc::unwrap_or_clone(observed);
        shared.unread.clear();
        let (local, corpus_wide): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut shared.claims)
            .into_iter()
            .partition(|claim| engine.rules().is_local(&claim.rule));
        shared.claims = corpus_wide;
        // It is kept until all documents are read.
        shared.claims.shrink_to_fit();
        if !local.is_empty() {
            (settled, admitted) = policy.settle_within(engine, &shared.with_claims(local));
        }
        let is_shared = !shared.claims.is_empty() || !shared.stets.is_empty();
        let shared = is_shared.then(|| Arc::new(shared));
        Self { settled, claims: admitted, shared }
    }
}

/// The words of a document, as they are gathered.
#[derive(Default)]
struct Words {
    hashes: Vec<u64>,
    has_prose: bool,
}

/// What is seen of many documents.
#[derive(Default)]
pub(crate) struct Gathered {
    /// What other documents may contradict.
    pub(crate) shared: Vec<PackedObserved>,
    /// What groups came to that lie within a document.
    pub(crate) settled: Settled,
    pub(crate) summary: Summary,
    pub(crate) errors: Vec<DocumentError>,
    pub(crate) warnings: Vec<DocumentWarning>,
    pub(crate) wordless: Vec<String>,
    /// Rules past their review, by their index.
    pub(crate) due: BTreeSet<u32>,
    /// Rules with claims, or with statements that were not read, by their index.
    pub(crate) heard: BTreeSet<u32>,
    pub(crate) profile: Profile,
}

impl Gathered {
    /// Adds rules that are heard, each with whether it is due for review.
    pub(crate) fn hear(&mut self, rules: impl IntoIterator<Item = (u32, bool)>) {
        for (index, is_due) in rules {
            self.heard.insert(index);
            if is_due {
                self.due.insert(index);
            }
        }
    }

    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.shared.extend(other.shared);
        self.settled.merge(other.settled);
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
        self.wordless.extend(other.wordless);
        self.due.extend(other.due);
        self.heard.extend(other.heard);
        self.profile.merge(other.profile);
        self.summary.documents += other.summary.documents;
        self.summary.only_compared += other.summary.only_compared;
        self.summary.undated += other.summary.undated;
        self.summary.claims += other.summary.claims;
        self
    }
}

/// The rules with claims in a document.
fn claiming_rules<'o>(
    engine: &'o Engine,
    observed: &'o Observed,
) -> impl Iterator<Item = u32> + 'o {
    let by_rule = observed.claims.chunk_by(|one, other| one.rule == other.rule);
    by_rule.filter_map(|claims| engine.rules().index_of(&claims[0].rule))
}

/// The rules that are heard in a document, by a claim or by a statement that is not read; each with whether the document
/// is later than the day on which the rule should have been looked at again. A rule may come twice.
pub(crate) fn heard_rules(engine: &Engine, observed: &Observed) -> Vec<(u32, bool)> {
    let date = observed.document.date;
    let claiming = claiming_rules(engine, observed).map(|index| {
        let review_by = engine.rules().rules[index as usize].rule.review_by;
        (index, review_by.zip(date).is_some_and(|(due, date)| due < date))
    });
    let statements = observed.unread.iter().filter(|unread| unread.is_statement);
    let unread = statements.filter_map(|one| engine.rules().index_of(&one.rule));
    claiming.chain(unread.map(|index| (index, false))).collect()
}

/// The rules that look for statements, and were heard in no document.
fn silent_rules(engine: &Engine, heard: &BTreeSet<u32>) -> Vec<u32> {
    let rules = engine.rules().rules.iter().zip(0..);
    // Where nothing is forbidden or missing, a rule that looks for that is silent and does what it shall.
    let states = |loaded: &LoadedRule| {
        check::kind(loaded.rule.kind).is_some_and(|kind| {
            kind.about != About::None && kind.asks.contains(&Question::Correction)
        })
    };
    rules
        .filter(|(loaded, index)| !heard.contains(index) && states(loaded))
        .map(|(_, index)| index)
        .collect()
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
        let mut gathered = corpus
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
        let mut documents = Documents::new();
        for observed in std::mem::take(&mut gathered.shared) {
            documents.put(engine, policy, observed);
        }
        let groups = Groups::new(&documents);
        let settled = (0..groups.len())
            .into_par_iter()
            .fold(Settled::default, |mut settled, index| {
                policy.settle_nth(engine, &documents, &groups, index, &mut settled);
                settled
            })
            .reduce(Settled::default, |mut one, other| {
                one.merge(other);
                one
            });
        gathered.settled.merge(settled);
        gathered.summary.claims += documents.admitted();
        self.finish(gathered, &documents)
    }

    /// What all documents and groups come to, with what only shows once all are settled.
    pub(crate) fn finish(&self, gathered: Gathered, documents: &Documents) -> Outcome {
        let Self { corpus, engine, policy, .. } = *self;
        let mut all = policy.conclude(engine, documents, gathered.settled);
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
            due: gathered.due.len(),
            ..gathered.summary
        };
        let crowded = all.crowded;
        let observations = all.observations(engine.rules(), |path| match corpus.entry(path) {
            Some(entry) => (corpus.display_path(entry), entry.reported),
            None => (Reporting::display_path(corpus, path), false),
        });
        let profile = gathered.profile;
        let silent = silent_rules(engine, &gathered.heard);
        Outcome {
            findings,
            errors,
            warnings,
            wordless,
            summary,
            crowded,
            observations,
            profile,
            silent,
        }
    }

    /// Adds one document; groups that lie within it are settled at once, and their claims forgotten.
    fn gather(&self, entry: &Entry, buffer: &mut Vec<u8>, gathered: &mut Gathered) {
        match self.see(entry, buffer, &mut gathered.profile) {
            Ok(seen) => self.gather_seen(entry, seen, gathered),
            Err(error) => gathered.errors.push(error),
        }
    }

    /// Adds what was seen of one document.
    pub(crate) fn gather_seen(&self, entry: &Entry, seen: Seen, gathered: &mut Gathered) {
        let Self { engine, policy, .. } = *self;
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
        gathered.hear(heard_rules(engine, &observed));
        let mut divided = Divided::new(engine, policy, observed);
        let (found, most) = (divided.settled.findings.len(), self.corpus.budget.findings);
        if found > most {
            divided.settled.findings = Vec::new();
            let message = too_many(found, most, "findings", "most-findings");
            gathered.errors.push(self.corpus.error(entry, message));
        }
        gathered.settled.merge(divided.settled);
        gathered.summary.claims += divided.claims;
        // From here on, what the document says takes a few bytes.
        gathered.shared.extend(divided.shared.map(|shared| shared.packed(engine.rules())));
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
        let seen = self.unless_it_panics(entry, || {
            let bytes = self.corpus.read(entry, buffer)?;
            self.observe(entry, bytes, profile, None)
        })?;
        // What could not be read is read again.
        if let Some((memory, stamp)) = remembered {
            memory.keep(&entry.path, stamp, &seen);
        }
        Ok(seen)
    }

    /// Reads one document with its words, unless its bytes have this hash.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn look(
        &self,
        entry: &Entry,
        buffer: &mut Vec<u8>,
        known: Option<u64>,
    ) -> Result<Look, DocumentError> {
        self.unless_it_panics(entry, || {
            let bytes = self.corpus.read(entry, buffer)?;
            let hash = xxhash_rust::xxh3::xxh3_64(bytes);
            if known == Some(hash) {
                return Ok(Look::Same);
            }
            let mut words = Words::default();
            let seen = self.observe(entry, bytes, &mut Profile::default(), Some(&mut words))?;
            let Words { hashes: words, has_prose } = words;
            Ok(Look::Read(Box::new(Read { seen, hash, words, has_prose })))
        })
    }

    /// A bug that a text brings to light costs that document, not the run.
    fn unless_it_panics<T>(
        &self,
        entry: &Entry,
        read: impl FnOnce() -> Result<T, DocumentError>,
    ) -> Result<T, DocumentError> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).unwrap_or_else(|_| {
            let message = "could not be checked: this is a bug in factlint, please report it";
            Err(self.corpus.error(entry, message.to_owned()))
        })
    }

    /// Turns one document into claims. A document that wakes no rule costs the one pass.
    fn observe(
        &self,
        entry: &Entry,
        bytes: &[u8],
        profile: &mut Profile,
        words: Option<&mut Words>,
    ) -> Result<Seen, DocumentError> {
        let Self { corpus, engine, .. } = *self;
        let decoded = corpus.decode(entry, bytes)?;
        let format = corpus.format(entry);
        let mut words = words;
        if let Some(words) = &mut words {
            hash_words(&decoded.text, &mut words.hashes);
            words.has_prose = format.is_prose(&decoded.text);
        }
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
        if let Some(words) = words.filter(|words| !words.has_prose) {
            hash_words(document.prose(), &mut words.hashes);
            words.has_prose = true;
        }
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
        if finding.primary.origin == Origin::Document {
            show(&mut finding.primary.path);
        }
        for label in finding.related.iter_mut().filter(|label| label.origin == Origin::Document) {
            show(&mut Arc::make_mut(label).path);
        }
        for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            show(&mut edit.path);
        }
    }
}

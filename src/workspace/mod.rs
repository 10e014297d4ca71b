//! One `factlint.toml` and its corpus: what every document says is kept as claims, and a document that changes is
//! read again by itself, with the groups of claims that it touches or leaves.

pub mod setup;
pub mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use self::setup::{Setup, Unsaved};
use crate::corpus::config::FILE_NAME;
use crate::corpus::{Corpus, Entry, Selection, Stamp, display_path};
use crate::fact_tables;
use crate::profile::Profile;
use crate::run::{Divided, DocumentWarning, Run, Seen};
use factlint_document::{Document, Format};
use factlint_engine::claims::{Claims, Key};
use factlint_engine::engine::Engine;
use factlint_engine::finding::{Finding, Label, Origin, Problem};
use factlint_engine::observed::Observed;
use factlint_engine::policy::{Policy, Settled};
use factlint_engine::rule::source::SourceFile;
use factlint_engine::unread::{Class, Unread};

/// What groups of claims came to.
#[derive(Debug, Default)]
struct Judged {
    findings: Vec<Arc<Finding>>,
    /// The stets that they use, where they use any.
    stets: Option<Settled>,
}

impl Judged {
    fn new(mut settled: Settled) -> Self {
        let findings = std::mem::take(&mut settled.findings).into_iter().map(Arc::new).collect();
        Self { findings, stets: settled.uses_stets().then_some(settled) }
    }
}

/// What is known of a document.
#[derive(Debug)]
struct Known {
    /// What it came to by itself.
    alone: Judged,
    /// What was not read, by rule.
    unread: BTreeMap<Arc<str>, usize>,
    /// Why its front matter cannot be read.
    mistake: Option<DocumentWarning>,
    /// When it was last changed on the disk.
    stamp: Option<Stamp>,
}

/// What is loaded with the options of a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which statements that were not read are told.
    pub unread: Option<Class>,
    /// The date of documents that have none.
    pub as_of: Option<Date>,
}

/// A corpus with its rules, and what it came to.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of `factlint.toml`.
    pub root: PathBuf,
    /// What it is made of.
    pub setup: Setup,
    /// What is wrong with the rules as they are typed; those at work may be older.
    pub problems: Vec<Problem>,
    /// What in `factlint.toml` does nothing.
    pub warnings: Vec<Problem>,
    /// What editors have decided.
    pub policy: Policy<'static>,
    /// The documents, with the texts that stand for them.
    pub corpus: Corpus,
    /// What documents say of which others might say otherwise.
    pub claims: Claims,
    /// `factlint.toml` and what it extends, where one of them is no TOML and those before them are at work.
    broken: Vec<SourceFile>,
    options: Options,
    known: BTreeMap<String, Known>,
    /// What groups came to that documents share.
    together: BTreeMap<Key, Judged>,
    /// By path: the groups whose findings have a side there.
    keys_at: BTreeMap<String, BTreeSet<Key>>,
    /// Findings about stets.
    stets: Vec<Arc<Finding>>,
}

impl Options {
    /// Statements that are unclear are told as findings.
    pub fn telling_unclear() -> Self {
        Self { unread: Some(Class::Unclear), as_of: None }
    }
}

impl Workspace {
    /// Loads the rules of a folder and reads its corpus, on all cores.
    pub fn load(root: PathBuf, options: Options, unsaved: Unsaved<'_>) -> Self {
        let setup = Setup::load(&root, unsaved);
        let mut workspace = Self {
            problems: setup.problems.clone(),
            warnings: Vec::new(),
            policy: setup.config.policy(options.as_of).telling_unread(options.unread),
            corpus: Corpus::in_memory(&setup.config, [], options.as_of),
            claims: Claims::new(),
            root,
            setup,
            broken: Vec::new(),
            options,
            known: BTreeMap::new(),
            together: BTreeMap::new(),
            keys_at: BTreeMap::new(),
            stets: Vec::new(),
        };
        workspace.list(unsaved);
        workspace.observe_all();
        workspace
    }

    /// Puts other rules to work, and reads the corpus again. Of a `factlint.toml` that is no TOML nobody knows what it
    /// says: those at work stay.
    pub fn adopt(&mut self, setup: Setup, unsaved: Unsaved<'_>) {
        self.problems.clone_from(&setup.problems);
        self.broken.clear();
        if setup.config.is_broken {
            self.broken.extend(setup.config.files().cloned());
            return;
        }
        self.policy = setup.config.policy(self.options.as_of).telling_unread(self.options.unread);
        self.setup = setup;
        self.list(unsaved);
        self.observe_all();
    }

    /// Whether a `factlint.toml` says what belongs to the corpus.
    pub fn has_config(&self) -> bool {
        self.setup.config.file.is_some()
    }

    /// The engine at work.
    pub fn engine(&self) -> &Engine {
        &self.setup.engine
    }

    /// Lists the documents of the corpus. Without a `factlint.toml` there are only those that are open.
    fn list(&mut self, unsaved: Unsaved<'_>) {
        let selection = Selection { as_of: self.options.as_of, ..Selection::default() };
        let config = &self.setup.config;
        let corpus = if self.has_config() {
            Corpus::list(config, &selection, &self.root)
        } else {
            Corpus::in_memory(config, [], self.options.as_of)
        };
        self.warnings = config.dead_patterns(&corpus.unmatched);
        // What is open need not be there on the disk.
        let before = std::mem::replace(&mut self.corpus, corpus).entries;
        let listed = self.corpus.entries.iter().chain(&before);
        let paths: BTreeSet<String> = listed.map(|entry| entry.path.clone()).collect();
        for path in paths {
            let is_document =
                self.corpus.entry(&path).is_some() || self.setup.config.takes_in(&path);
            if is_document && let Some(text) = unsaved(&self.root.join(&path)) {
                self.corpus.overlay(&path, text.into_bytes());
            }
        }
    }

    fn observe_all(&mut self) {
        self.claims = Claims::new();
        self.known.clear();
        self.together.clear();
        self.keys_at.clear();
        let seen: Vec<(usize, Option<Seen>)> = self
            .corpus
            .entries
            .par_iter()
            .enumerate()
            .map_init(Vec::new, |buffer, (index, entry)| (index, self.see(entry, buffer)))
            .collect();
        let entries = self.corpus.entries.clone();
        for (index, seen) in seen {
            self.put(&entries[index], seen);
        }
        let keys = self.claims.keys();
        let (engine, policy, claims) = (&self.setup.engine, &self.policy, &self.claims);
        let judged: Vec<(Key, Settled)> = keys
            .into_par_iter()
            .map(|key| {
                let settled = policy.settle(engine, claims, std::slice::from_ref(&key));
                (key, settled)
            })
            .collect();
        for (key, settled) in judged {
            self.keep(key, settled);
        }
        self.find_stets();
    }

    fn see(&self, entry: &Entry, buffer: &mut Vec<u8>) -> Option<Seen> {
        let run = Run::new(&self.corpus, &self.setup.engine, &self.policy);
        run.see(entry, buffer, &mut Profile::default()).ok()
    }

    /// Puts what was seen of a document in place of what was known, and returns the groups that this touches.
    fn put(&mut self, entry: &Entry, seen: Option<Seen>) -> Vec<Key> {
        let (engine, policy) = (&self.setup.engine, &self.policy);
        let stamp = self.corpus.stamp(entry);
        let mut known =
            Known { alone: Judged::default(), unread: BTreeMap::new(), mistake: None, stamp };
        let mut shared = None;
        if let Some(seen) = seen {
            known.mistake = seen.mistake;
            if let Some(observed) = seen.observed {
                known.unread = unread_by_rule(&observed);
                let divided = Divided::new(engine, policy, observed);
                known.alone = Judged::new(divided.settled);
                shared = divided.shared;
            }
        }
        self.known.insert(entry.path.clone(), known);
        match shared {
            Some(observed) => self.claims.replace(engine, policy, observed),
            None => self.claims.remove(&entry.path).into_iter().collect(),
        }
    }

    /// Keeps what a group came to. Returns the documents whose findings may differ now.
    fn keep(&mut self, key: Key, mut settled: Settled) -> BTreeSet<String> {
        settled.findings.sort_by(|one, other| one.order().cmp(&other.order()));
        let new = Judged::new(settled);
        let mut paths = BTreeSet::new();
        if let Some(old) = self.together.remove(&key) {
            paths = paths_of(&old.findings);
            for path in &paths {
                if let Some(keys) = self.keys_at.get_mut(path) {
                    keys.remove(&key);
                }
            }
        }
        let now = paths_of(&new.findings);
        for path in &now {
            self.keys_at.entry(path.clone()).or_default().insert(key.clone());
        }
        paths.extend(now);
        if !new.findings.is_empty() || new.stets.is_some() {
            self.together.insert(key, new);
        }
        paths
    }

    /// Reads a document again, and judges the groups that it touches or leaves. Returns the paths whose findings may
    /// differ now.
    pub fn refresh(&mut self, path: &str) -> BTreeSet<String> {
        let keys = match self.corpus.entry(path).cloned() {
            Some(entry) => {
                let seen = self.see(&entry, &mut Vec::new());
                self.put(&entry, seen)
            }
            None => {
                self.known.remove(path);
                self.claims.remove(path).into_iter().collect()
            }
        };
        let mut paths = BTreeSet::from([path.to_owned()]);
        for key in keys {
            let settled =
                self.policy.settle(&self.setup.engine, &self.claims, std::slice::from_ref(&key));
            paths.extend(self.keep(key, settled));
        }
        paths.extend(paths_of(&self.stets));
        self.find_stets();
        paths.extend(paths_of(&self.stets));
        paths
    }

    /// Finds the stets that let nothing stand, now that all groups are judged.
    fn find_stets(&mut self) {
        let mut used = Settled::default();
        let alone = self.known.values().map(|known| &known.alone);
        for stets in alone.chain(self.together.values()).filter_map(|judged| judged.stets.as_ref())
        {
            used.merge(stets.clone());
        }
        let found = self.policy.conclude(&self.setup.engine, &self.claims, used);
        self.stets = found.findings.into_iter().map(Arc::new).collect();
    }

    /// The path by which the corpus knows a file; none where it is no document of it.
    pub fn document_path(&self, file: &Path) -> Option<String> {
        if !file.starts_with(&self.root) {
            return None;
        }
        let path = display_path(file, &self.root);
        let is_document = self.corpus.entry(&path).is_some() || self.setup.config.takes_in(&path);
        is_document.then_some(path)
    }

    /// Lets the text of an editor stand for a document.
    pub fn overlay(&mut self, path: &str, text: &str) {
        self.corpus.overlay(path, text.as_bytes().to_vec());
    }

    /// Lets the file itself count again.
    pub fn uncover(&mut self, path: &str) {
        // Without a `factlint.toml`, only what is open is compared.
        let is_there = self.has_config() && self.root.join(path).is_file();
        self.corpus.uncover(path, is_there);
    }

    /// Where a problem is told: at its place, or where an editor can show one of its others.
    pub fn home<'p>(&self, problem: &'p Problem) -> Option<&'p Label> {
        let mut labels = std::iter::once(&problem.primary).chain(&problem.related);
        labels.find(|label| self.file_of(label.origin, &label.path).is_some())
    }

    /// The file in which a problem is told.
    pub fn home_file(&self, problem: &Problem) -> Option<PathBuf> {
        match self.home(problem) {
            Some(home) => self.file_of(home.origin, &home.path),
            None => Some(self.root.join(FILE_NAME)),
        }
    }

    /// Whether the rules at work were read from this text of one of their files.
    pub fn is_at_work(&self, file: &Path, text: Option<&str>) -> bool {
        self.broken.is_empty() && self.setup.text_at(file) == text
    }

    /// Whether a file, or what lies below a folder, is or was a document of the corpus.
    pub fn concerns(&self, place: &Path) -> bool {
        self.document_path(place).is_some()
            || (place.starts_with(&self.root) && self.corpus.holds_below(place))
    }

    /// Looks at the files again: reads what has changed on the disk, what is new and what is gone. Returns the paths
    /// whose findings may differ now.
    pub fn look_again(&mut self, unsaved: Unsaved<'_>) -> BTreeSet<String> {
        if !self.has_config() {
            return BTreeSet::new();
        }
        self.list(unsaved);
        let has_changed = |entry: &&Entry| {
            let known = self.known.get(&entry.path);
            known.is_none_or(|known| known.stamp != self.corpus.stamp(entry))
        };
        let changed = self.corpus.entries.iter().filter(has_changed);
        let gone = self.known.keys().filter(|path| self.corpus.entry(path).is_none());
        let paths: Vec<String> =
            changed.map(|entry| entry.path.clone()).chain(gone.cloned()).collect();
        paths.iter().flat_map(|path| self.refresh(path)).collect()
    }

    /// The findings with a side in a document or a file of rules, in their stable order.
    pub fn findings_at(&self, origin: Origin, path: &str) -> Vec<&Arc<Finding>> {
        let is_here = |label: &Label| label.origin == origin && *label.path == *path;
        let alone = self.known.get(path).filter(|_| origin == Origin::Document);
        let alone = alone.into_iter().flat_map(|known| &known.alone.findings);
        let keys = self.keys_at.get(path).into_iter().flatten();
        let together = keys.filter_map(|key| self.together.get(key)).flat_map(|one| &one.findings);
        let mut found: Vec<&Arc<Finding>> = alone
            .chain(together)
            .chain(&self.stets)
            .filter(|finding| finding.labels().any(|label| is_here(label) && !label.evidence))
            .collect();
        found.sort_by(|one, other| one.order().cmp(&other.order()));
        found.dedup();
        found
    }

    /// Why the front matter of a document cannot be read.
    pub fn mistake(&self, path: &str) -> Option<&DocumentWarning> {
        self.known.get(path)?.mistake.as_ref()
    }

    /// All findings, in their stable order.
    pub fn findings(&self) -> Vec<&Arc<Finding>> {
        let alone = self.known.values().flat_map(|known| &known.alone.findings);
        let together = self.together.values().flat_map(|judged| &judged.findings);
        let mut all: Vec<&Arc<Finding>> = alone.chain(together).chain(&self.stets).collect();
        all.sort_by(|one, other| one.order().cmp(&other.order()));
        all.dedup();
        all
    }

    /// By rule: how many findings it has, and how many statements it did not read.
    pub fn counts(&self) -> BTreeMap<String, (usize, usize)> {
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for finding in self.findings().into_iter().filter(|one| !is_unread(one)) {
            counts.entry(finding.rule.to_string()).or_default().0 += 1;
        }
        for (rule, count) in self.known.values().flat_map(|known| &known.unread) {
            counts.entry(rule.to_string()).or_default().1 += count;
        }
        counts
    }

    /// The paths of all documents that have findings, and of those whose front matter cannot be read.
    pub fn paths_with_findings(&self) -> BTreeSet<String> {
        let mut paths = paths_of(&self.stets);
        for (path, known) in &self.known {
            if !known.alone.findings.is_empty() || known.mistake.is_some() {
                paths.insert(path.clone());
            }
        }
        let shared = self.keys_at.iter().filter(|(_, keys)| !keys.is_empty());
        paths.extend(shared.map(|(path, _)| path.clone()));
        paths
    }

    /// How a document is read.
    pub fn format(&self, path: &str) -> Format {
        self.setup.config.formats.for_path(path)
    }

    /// A text that would stand for a document.
    pub fn document(&self, path: &str, text: &str) -> Option<Document> {
        let entry = self.corpus.entry(path)?;
        let decoded = self.corpus.decode(entry, text.as_bytes()).ok()?;
        Some(self.corpus.document(entry, text.as_bytes(), decoded))
    }

    /// A document, read now.
    pub fn open(&self, path: &str) -> Option<Document> {
        self.corpus.open(self.corpus.entry(path)?).ok()
    }

    /// The text of a document or of a file of rules.
    pub fn text(&self, origin: Origin, path: &str) -> Option<String> {
        if origin != Origin::Document {
            let mut broken = self.broken.iter();
            let broken = broken.find(|file| file.origin == origin && *file.path == *path);
            return broken
                .or_else(|| self.setup.source(origin, path))
                .map(|file| file.text.clone());
        }
        let mut buffer = Vec::new();
        let entry = self.corpus.entry(path)?;
        let bytes = self.corpus.read(entry, &mut buffer).ok()?;
        let decoded = self.corpus.decode(entry, bytes).ok()?;
        Some(decoded.text.into_owned())
    }

    /// The file that a label points into; none for a pack that ships, which lies in no file, and for a row of a workbook
    /// or a database, which no editor shows as text.
    pub fn file_of(&self, origin: Origin, path: &str) -> Option<PathBuf> {
        match origin {
            Origin::Pack => None,
            Origin::Fact if fact_tables::parts(Path::new(path)).1.is_some() => None,
            Origin::Document => self.corpus.entry(path).map(|_| self.root.join(path)),
            Origin::Config | Origin::Rule | Origin::Fact => {
                Some(crate::corpus::normalised(&self.root.join(path)))
            }
        }
    }
}

/// Whether a finding tells of a statement that was not read.
pub fn is_unread(finding: &Finding) -> bool {
    finding.code.starts_with("unread/")
}

fn unread_by_rule(observed: &Observed) -> BTreeMap<Arc<str>, usize> {
    let mut counts = BTreeMap::new();
    let is_unclear =
        |unread: &&Unread| unread.is_statement && unread.reason.class() == Class::Unclear;
    for unread in observed.unread.iter().filter(is_unclear) {
        *counts.entry(Arc::clone(&unread.rule)).or_default() += 1;
    }
    counts
}

/// Where some findings have sides.
fn paths_of(findings: &[Arc<Finding>]) -> BTreeSet<String> {
    let labels = findings.iter().flat_map(|finding| finding.labels());
    labels.filter(|label| !label.evidence).map(|label| label.path.to_string()).collect()
}

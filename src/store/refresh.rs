//! Bringing the store up to date: which documents have changed, what they say now, and what is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, SystemTime};

use factlint_engine::engine::Engine;
use factlint_engine::policy::Policy;
use factlint_engine::ruleset::anchors::Form;
use rayon::prelude::*;

use super::database::{Basis, Change, Put, Row, Store, StoreError, claims_in, unpacked};
use super::journal::{self, Changed};
use super::{Nothing, Parted, Said, packed, words};
use crate::corpus::config::Config;
use crate::corpus::{Corpus, DocumentError, Entry, Selection, Stamp};
use crate::run::{Look, Read, Run};

/// Documents that are read at a time, and written in one transaction: a killed run loses no more.
const BATCH: usize = 1_024;

/// A file that was changed as lately as this before it was looked at may be changed again without showing it.
pub(super) const RACY: Duration = Duration::from_secs(2);

/// Which files are believed to be as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Those that look so. The corpus is listed.
    Stamps,
    /// Those that look so, in folders that do. Of the corpus only those are listed that have changed or are named.
    Journal,
    /// All but those that are named: the corpus is not even listed.
    Assumed,
}

/// A document for which what was read just now stands, not the store.
#[derive(Debug)]
pub(super) struct Fresh {
    pub entry: Entry,
    pub parted: Parted,
}

/// What bringing the store up to date came to.
#[derive(Debug)]
pub struct Refreshed {
    /// The documents, as far as they had to be listed.
    pub corpus: Corpus,
    /// Documents for which the store does not stand.
    pub(super) fresh: Vec<Fresh>,
    /// What the store knows of those, and of documents that are gone.
    pub(super) replaced: BTreeMap<i64, Row>,
    /// Documents that could not be read.
    pub(super) errors: Vec<DocumentError>,
    /// How many documents were read.
    pub read: usize,
    /// How many documents are gone.
    pub gone: usize,
    /// What the store stands on.
    pub(super) basis: i64,
}

impl Refreshed {
    /// Documents that could not be read.
    pub fn errors(&self) -> &[DocumentError] {
        &self.errors
    }

    /// The paths of the documents that may hold words of each of these lists, in order.
    ///
    /// # Errors
    /// Where the store cannot be read, or stands on something else by now.
    pub fn holding(&self, store: &Store, wanted: &[Vec<Form>]) -> Result<Vec<String>, StoreError> {
        if !store.has_number(self.basis)? {
            return Err(StoreError::Busy);
        }
        let mut found = store.holding(wanted)?;
        found.retain(|(id, _)| !self.replaced.contains_key(id));
        let mut paths: Vec<String> = found.into_iter().map(|(_, path)| path).collect();
        paths.extend(self.fresh.iter().map(|fresh| fresh.entry.path.clone()));
        paths.sort_unstable();
        Ok(paths)
    }
}

/// What a look at one document leads to.
enum Looked {
    /// The store stands.
    Nothing,
    Change(Change),
    /// With what was known of it.
    Fresh(Box<Fresh>),
    Failed(DocumentError, Option<Change>),
}

/// A document that must be looked at, with what is known of it.
struct Open {
    /// Its index in the corpus.
    entry: usize,
    stamp: i64,
    known: Option<Row>,
}

/// What is brought up to date.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Says what belongs to the corpus.
    pub config: &'a Config,
    /// Reads the documents.
    pub engine: &'a Engine,
    /// Reports nothing: see [`silent`].
    pub policy: &'a Policy<'a>,
    /// What the run looks at.
    pub selection: &'a Selection,
    /// The working directory.
    pub here: &'a Path,
    /// Which files are believed.
    pub trust: Trust,
    /// Is told how many documents must be read, and of each that was.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many documents must be looked at.
    Begun(usize),
    /// One more was.
    Done,
}

/// Brings the store up to date with a selection of a corpus. Where it cannot be written to, what was read is kept in
/// memory.
///
/// # Errors
/// Where the store cannot be read, or stands on something else meanwhile.
pub fn refresh(store: &mut Store, request: &Request<'_>) -> Result<Refreshed, StoreError> {
    let Request { config, engine, policy, here, .. } = *request;
    let started = SystemTime::now();
    // Nothing is listed yet; what is said of documents is known.
    let unlisted = Corpus::in_memory(config, [], request.selection.as_of);
    let texts: Vec<&str> = config.files().map(|file| file.text.as_str()).collect();
    let told = format!("{texts:?} {:?}", request.selection.as_of);
    let basis = Basis {
        rules: engine.rules().digest(),
        config: xxhash_rust::xxh3::xxh3_64(told.as_bytes()),
        policy: policy.digest(),
        anchors: &|| engine.rules().anchors(),
        told_of: &|path| unlisted.told_of(path),
    };
    let is_new = !store.stands_on(&basis)?;
    if store.adopt(&basis)? {
        recount(store, &basis, engine, policy)?;
    }
    // What belongs to the corpus hangs on `factlint.toml`: whoever changes it has the corpus listed.
    let trust = match request.trust {
        Trust::Assumed if is_new => Trust::Journal,
        trust => trust,
    };
    let mut selection = request.selection.clone();
    let is_part = !selection.paths.is_empty() || !selection.overlays.is_empty();
    let mut changed = None;
    let mut listed = None;
    match trust {
        Trust::Assumed => {
            let is_told = selection.changes.is_none() && is_part;
            selection.known = Some(if is_told { store.waiting()? } else { store.paths()? });
        }
        Trust::Journal | Trust::Stamps => {
            listed = journal::surroundings(config, basis.config, started);
            if trust == Trust::Journal {
                changed = journal::changed(store, listed, config, &selection, here, started)?;
            }
        }
    }
    if let Some(changed) = &mut changed {
        let mut known: BTreeSet<String> = std::mem::take(&mut changed.named).into_iter().collect();
        known.extend(store.waiting()?.into_iter().filter(|path| !changed.gone.contains(path)));
        known.extend(changed.looks.iter().cloned());
        (selection.known, selection.is_sure) = (Some(known.into_iter().collect()), true);
    }
    let corpus = Corpus::list(config, &selection, here);
    let mut refreshed = Refreshed {
        corpus,
        fresh: Vec::new(),
        replaced: BTreeMap::new(),
        errors: Vec::new(),
        read: 0,
        gone: 0,
        basis: basis.number(),
    };
    let nothing = BTreeSet::new();
    let (open, gone) = match (&changed, trust) {
        (Some(Changed { looks, gone, .. }), _) => {
            (compare_named(store, &refreshed.corpus, &selection, looks)?, known_of(store, gone)?)
        }
        (None, Trust::Assumed) => {
            (compare_named(store, &refreshed.corpus, &selection, &nothing)?, Vec::new())
        }
        (None, _) => compare_all(store, &refreshed.corpus)?,
    };
    refreshed.gone = gone.len();
    let removed: Vec<Change> =
        gone.iter().map(|(path, _)| Change::Remove { path: path.clone() }).collect();
    let has_written =
        removed.is_empty() || (store.can_write && written(store, refreshed.basis, &removed)?);
    if !has_written {
        refreshed.replaced.extend(gone.into_iter().map(|(_, row)| (row.id, row)));
    }
    read_all(store, request, &open, &mut refreshed)?;
    // Where something of it could not be written down, the folders must look as if they had changed.
    if store.can_write
        && let Some(listed) = listed
    {
        let folders = match changed {
            Some(changed) => Some((changed.listed, false)),
            None => journal::folders_of(&refreshed.corpus, config, started).map(|all| (all, true)),
        };
        if let Some((folders, is_all)) = folders.filter(|(folders, _)| !folders.is_empty()) {
            note(store, refreshed.basis, (listed, is_all), &folders)?;
        }
    }
    Ok(refreshed)
}

/// Writes down how folders were listed, if that can be done.
fn note(
    store: &mut Store,
    basis: i64,
    listed: (i64, bool),
    folders: &[super::folders::Folder],
) -> Result<(), StoreError> {
    match store.note_folders(basis, listed, folders) {
        Err(StoreError::Damaged(why)) => Err(StoreError::Damaged(why)),
        // Whoever comes next lists them again.
        _ => Ok(()),
    }
}

/// What the store knows of documents.
fn known_of(store: &Store, paths: &BTreeSet<String>) -> Result<Gone, StoreError> {
    let mut known = Vec::new();
    for path in paths {
        known.extend(store.row(path)?.map(|row| (path.clone(), row)));
    }
    Ok(known)
}

/// Whether changes were written; not where another process is at it, or nothing can be written.
fn written(store: &mut Store, basis: i64, changes: &[Change]) -> Result<bool, StoreError> {
    match store.write(basis, changes) {
        Ok(()) => Ok(true),
        Err(StoreError::Damaged(why)) => Err(StoreError::Damaged(why)),
        // A disk that is full, a writer that takes long: what was read counts all the same.
        Err(StoreError::Busy | StoreError::Unusable(_)) => {
            store.can_write = false;
            Ok(false)
        }
    }
}

/// Documents that are gone, with what is known of them.
type Gone = Vec<(String, Row)>;

/// The documents that do not look as they did, and what the store knows of others.
fn compare_all(store: &Store, corpus: &Corpus) -> Result<(Vec<Open>, Gone), StoreError> {
    let started = SystemTime::now();
    let looks: Vec<(i64, u64)> = corpus
        .entries
        .par_iter()
        .map(|entry| (stamp_of(corpus, entry, started), corpus.told_of(&entry.path)))
        .collect();
    let (mut open, mut gone) = (Vec::new(), Vec::new());
    let mut next = 0;
    let entries = &corpus.entries;
    let add = |open: &mut Vec<Open>, at: usize, known: Option<Row>| {
        let (stamp, told) = looks[at];
        let is_as_known = known.is_some_and(|row| {
            !row.is_stale && row.stamp == stamp && stamp != 0 && row.told == told
        });
        if !is_as_known {
            let known = known.map(|row| Row { is_stale: row.is_stale || row.told != told, ..row });
            open.push(Open { entry: at, stamp, known });
        }
    };
    store.each_row(|path, row| {
        while next < entries.len() && *entries[next].path < *path {
            add(&mut open, next, None);
            next += 1;
        }
        let mut is_there = false;
        // Names that are no Unicode may look alike.
        while next < entries.len() && entries[next].path == path {
            let is_it = entries[next].is_told_by_path();
            add(&mut open, next, is_it.then_some(row));
            is_there |= is_it;
            next += 1;
        }
        if !is_there {
            gone.push((path.to_owned(), row));
        }
    })?;
    for at in next..entries.len() {
        add(&mut open, at, None);
    }
    Ok((open, gone))
}

/// The documents that somebody named, that wait to be read or that must be looked at, unless they look as they did.
fn compare_named(
    store: &Store,
    corpus: &Corpus,
    selection: &Selection,
    looks: &BTreeSet<String>,
) -> Result<Vec<Open>, StoreError> {
    let started = SystemTime::now();
    let is_whole = selection.paths.is_empty() && selection.changes.is_none();
    let mut open = Vec::new();
    let waiting: BTreeSet<String> = store.waiting()?.into_iter().collect();
    for (at, entry) in corpus.entries.iter().enumerate() {
        let waits = waiting.contains(&entry.path);
        let is_known_to_corpus = corpus.keeps(entry);
        let is_looked_at = waits
            || !is_known_to_corpus
            || (entry.reported && !is_whole)
            || looks.contains(&entry.path);
        if !is_looked_at {
            continue;
        }
        let known = store.row(&entry.path)?.filter(|_| entry.is_told_by_path());
        let stamp = stamp_of(corpus, entry, started);
        if known.is_none_or(|row| row.is_stale || row.stamp != stamp || stamp == 0)
            || !is_known_to_corpus
        {
            open.push(Open { entry: at, stamp, known });
        }
    }
    Ok(open)
}

/// The stamp of a document as a number; zero where it cannot be relied on.
fn stamp_of(corpus: &Corpus, entry: &Entry, started: SystemTime) -> i64 {
    if !corpus.keeps(entry) {
        return 0;
    }
    match Stamp::number_of(&corpus.location(entry)) {
        Some((number, modified)) if modified + RACY < started => number.cast_signed(),
        _ => 0,
    }
}

/// Reads what must be looked at, a batch at a time, and writes what comes of it.
fn read_all(
    store: &mut Store,
    request: &Request<'_>,
    open: &[Open],
    refreshed: &mut Refreshed,
) -> Result<(), StoreError> {
    let Request { engine, policy, progress, .. } = *request;
    progress(Progress::Begun(open.len()));
    for batch in open.chunks(BATCH) {
        let corpus = &refreshed.corpus;
        let can_write = store.can_write;
        let looked: Vec<Looked> = batch
            .par_iter()
            .map_init(Vec::new, |buffer, open| {
                let looked = look(engine, policy, corpus, open, can_write, buffer);
                progress(Progress::Done);
                looked
            })
            .collect();
        let mut changes = Vec::new();
        for (looked, open) in looked.into_iter().zip(batch) {
            match looked {
                Looked::Nothing => {}
                Looked::Change(change) => {
                    refreshed.read += usize::from(matches!(change, Change::Put(_)));
                    changes.push(change);
                }
                Looked::Fresh(fresh) => {
                    refreshed.read += 1;
                    refreshed.replaced.extend(open.known.map(|row| (row.id, row)));
                    refreshed.fresh.push(*fresh);
                }
                Looked::Failed(error, change) => {
                    refreshed.errors.push(error);
                    match change {
                        Some(change) => changes.push(change),
                        None => refreshed.replaced.extend(open.known.map(|row| (row.id, row))),
                    }
                }
            }
        }
        if changes.is_empty() || (can_write && written(store, refreshed.basis, &changes)?) {
            continue;
        }
        // It cannot be written after all: what was read is kept.
        let known: BTreeMap<&str, &Open> = batch
            .iter()
            .map(|open| (refreshed.corpus.entries[open.entry].path.as_str(), open))
            .collect();
        for change in changes {
            match change {
                Change::Put(put) => {
                    let Some(open) = known.get(put.path.as_str()) else { continue };
                    refreshed.replaced.extend(open.known.map(|row| (row.id, row)));
                    let entry = refreshed.corpus.entries[open.entry].clone();
                    refreshed.fresh.push(Fresh { entry, parted: put.parted()? });
                }
                Change::Fail { path } => {
                    let open = known.get(path.as_str()).and_then(|open| open.known);
                    refreshed.replaced.extend(open.map(|row| (row.id, row)));
                }
                Change::Restamp { .. } | Change::Remove { .. } => {}
            }
        }
    }
    Ok(())
}

fn look(
    engine: &Engine,
    policy: &Policy<'_>,
    corpus: &Corpus,
    open: &Open,
    can_write: bool,
    buffer: &mut Vec<u8>,
) -> Looked {
    let entry = &corpus.entries[open.entry];
    let is_kept = can_write && corpus.keeps(entry);
    let known = open.known.filter(|row| !row.is_stale).map(|row| row.hash);
    let path = || entry.path.clone();
    let run = Run::new(corpus, engine, policy);
    match run.look(entry, buffer, known) {
        Ok(Look::Same) if !is_kept => Looked::Nothing,
        Ok(Look::Same) => Looked::Change(Change::Restamp { path: path(), stamp: open.stamp }),
        Ok(Look::Read(read)) => {
            let Read { seen, hash, words, has_prose } = *read;
            let parted = Parted::new(engine, policy, seen);
            if !is_kept {
                return Looked::Fresh(Box::new(Fresh { entry: entry.clone(), parted }));
            }
            let read = (hash, corpus.told_of(&entry.path), open.stamp);
            match Put::new(path(), read, words, has_prose, &parted) {
                Ok(put) => Looked::Change(Change::Put(Box::new(put))),
                Err(_) => Looked::Fresh(Box::new(Fresh { entry: entry.clone(), parted })),
            }
        }
        Err(error) => Looked::Failed(error, is_kept.then(|| Change::Fail { path: path() })),
    }
}

impl Put {
    /// `read` is the hash of the bytes, that of what was told of them, and the stamp of the file.
    fn new(
        path: String,
        read: (u64, u64, i64),
        mut hashes: Vec<u64>,
        has_prose: bool,
        parted: &Parted,
    ) -> Result<Self, String> {
        let filter = words::filter(&mut hashes);
        Self::with_filter(path, read, (has_prose, filter), parted)
    }

    fn with_filter(
        path: String,
        (hash, told, stamp): (u64, u64, i64),
        (has_prose, filter): (bool, Vec<u8>),
        parted: &Parted,
    ) -> Result<Self, String> {
        let pack = |said: &Said| Ok((said.key, packed::pack(&said.claims)?, said.is_contested));
        Ok(Self {
            path,
            stamp,
            hash,
            told,
            sums: parted.sums,
            has_prose,
            filter,
            seen: packed::pack(&parted.seen)?,
            said: parted.said.iter().map(pack).collect::<Result<_, String>>()?,
            uses: parted.uses.clone(),
            heard: parted.heard.clone(),
        })
    }

    /// What was taken apart for the store, for those who cannot read it there.
    fn parted(self) -> Result<Parted, StoreError> {
        let said = self.said.into_iter().map(|(key, said, is_contested)| {
            Ok(Said { key, claims: claims_in(&said)?, is_contested })
        });
        Ok(Parted {
            seen: unpacked(&self.seen)?,
            said: said.collect::<Result<_, StoreError>>()?,
            sums: self.sums,
            uses: self.uses,
            heard: self.heard,
        })
    }
}

/// Counts what all documents come to under another policy, without reading them again.
fn recount(
    store: &mut Store,
    basis: &Basis<'_>,
    engine: &Engine,
    policy: &Policy<'_>,
) -> Result<(), StoreError> {
    let paths = store.paths()?;
    for batch in paths.chunks(BATCH) {
        let mut kept = Vec::new();
        for path in batch {
            let Some(row) = store.row(path)?.filter(|row| !row.is_stale) else { continue };
            let Some(seen) = store.seen(row.id)? else { continue };
            let mut said = Vec::new();
            for key in store.keys(row.id)? {
                said.extend(store.said(key, row.id)?.map(|packed| (key, packed)));
            }
            kept.push((path.clone(), row, store.words(row.id)?, seen, said));
        }
        let counted = kept.into_par_iter().map(|(path, row, words, seen, said)| {
            let said = said.into_iter().map(|(key, packed)| {
                Ok(Said { key, claims: claims_in(&packed)?, is_contested: false })
            });
            let kept = Parted {
                seen: unpacked(&seen)?,
                said: said.collect::<Result<_, StoreError>>()?,
                sums: row.sums,
                uses: Vec::new(),
                heard: Vec::new(),
            };
            let parted = Parted::new(engine, policy, kept.whole());
            let put = Put::with_filter(path, (row.hash, row.told, row.stamp), words, &parted);
            put.map(|put| Change::Put(Box::new(put))).map_err(StoreError::Unusable)
        });
        let changes: Vec<Change> = counted.collect::<Result<_, StoreError>>()?;
        store.write(basis.pending(), &changes)?;
    }
    store.settle_basis(basis)
}

/// The policy for what the store counts: nothing is reported.
pub fn silent(policy: Policy<'static>) -> Policy<'static> {
    policy.reporting(&Nothing)
}

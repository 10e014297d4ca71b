//! What has changed in a corpus since it was listed, without listing it again.
//!
//! Names that come, go or are replaced show in the times of their folder, texts that are written in place in those of the
//! file. So each folder is asked, and each document by its name; no folder is read whose times are as they were. What
//! `.gitignore` and `.ignore` say decides what is listed at all: where one of those has changed, in a folder of the corpus
//! or above, everything is listed anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::database::{Result, Store};
use super::folders::{Folder, parted};
use super::refresh::RACY;
use crate::corpus::config::Config;
use crate::corpus::{Corpus, Selection, Stamp, display_path, normalised};

/// Folders are asked after in turns of about so many documents.
const TURN: usize = 65_536;

/// Files that say what is listed.
const SIGNS: [&str; 2] = [".gitignore", ".ignore"];

/// In a folder that has it, what those above say ends.
const REPOSITORY: &str = ".git";

/// What has changed, and what else the run needs of the listing.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Documents that must be looked at.
    pub looks: BTreeSet<String>,
    /// Documents that are gone.
    pub gone: BTreeSet<String>,
    /// Documents that the selection names.
    pub named: Vec<String>,
    /// Folders that were listed again.
    pub listed: Vec<Folder>,
}

/// How a folder looks beside what is known of it.
enum Look {
    /// Its documents are those that were listed; these must be looked at.
    Listed(Vec<String>),
    Other,
}

/// What has changed since the corpus was listed; none where it must be listed to tell.
pub(super) fn changed(
    store: &Store,
    listed: Option<i64>,
    config: &Config,
    selection: &Selection,
    here: &Path,
    started: SystemTime,
) -> Result<Option<Changed>> {
    let Some(listed) = listed else { return Ok(None) };
    if !store.is_listed(listed)? {
        return Ok(None);
    }
    let root = normalised(&config.root);
    let named = Named::new(selection, here, &root);
    let mut changed = Changed::default();
    let mut others: Vec<Folder> = Vec::new();
    let mut places: BTreeSet<String> = BTreeSet::new();
    let mut last: Option<String> = None;
    loop {
        let turn = store.folders_behind(last.as_deref(), TURN)?;
        let Some(end) = turn.last() else { break };
        last = Some(end.path.clone());
        let looks: Vec<Look> = turn.par_iter().map(|folder| look(&root, folder, started)).collect();
        for (folder, look) in turn.into_iter().zip(looks) {
            places.insert(folder.path.clone());
            match look {
                Look::Listed(looks) => {
                    named.add_of(&folder, &mut changed.named);
                    changed.looks.extend(looks);
                }
                Look::Other => others.push(folder),
            }
        }
    }
    if places.is_empty() {
        return Ok(None);
    }
    let folders = folders_within(&places, &others);
    for known in others {
        let within = folders.get(known.path.as_str()).cloned().unwrap_or_default();
        let Some(now) = listed_anew(config, &root, &known, &within, started) else {
            return Ok(None);
        };
        named.add_of(&now, &mut changed.named);
        let stamps: BTreeMap<&str, i64> =
            known.names.iter().map(String::as_str).zip(known.stamps.iter().copied()).collect();
        let folder = location(&root, &known.path);
        for name in &now.names {
            let stamp = stamps.get(name.as_str()).copied().unwrap_or(0);
            if stamp == 0 || look_of(&folder.join(name)) != Some(stamp) {
                changed.looks.insert(now.path_of(name));
            }
        }
        let gone = known.names.iter().filter(|name| now.names.binary_search(name).is_err());
        changed.gone.extend(gone.map(|name| known.path_of(name)));
        changed.listed.push(now);
    }
    Ok(Some(changed))
}

/// The folders of a corpus that was listed, for the journal; none where something of them cannot be relied on.
pub(super) fn folders_of(
    corpus: &Corpus,
    config: &Config,
    started: SystemTime,
) -> Option<Vec<Folder>> {
    let root = normalised(&config.root);
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let walked = corpus.walked()?;
    for entry in &corpus.entries {
        let (folder, name) = parted(&entry.path);
        names.entry(folder).or_default().push(name.to_owned());
    }
    let mut folders: Vec<Folder> = walked
        .par_iter()
        .map(|path| {
            let place = location(&root, path);
            let (stamp, signs) = (stamp_of_folder(&place, started), signs_of(&place, started)?);
            let (names, stamps) = (Vec::new(), Vec::new());
            Some(Folder { path: path.clone(), stamp, signs, names, stamps })
        })
        .collect::<Option<_>>()?;
    for folder in &mut folders {
        folder.names = names.remove(folder.path.as_str()).unwrap_or_default();
        folder.names.sort_unstable();
    }
    // Every document lies in a folder that was walked.
    names.is_empty().then_some(folders)
}

/// What the listing hangs on besides the folders, as a number: `factlint.toml`, and what lies above. None where that may
/// change again without showing it.
pub(super) fn surroundings(config: &Config, told: u64, started: SystemTime) -> Option<i64> {
    // Elsewhere, nothing tells that a file has been replaced by one of the same size and time.
    if !cfg!(unix) {
        return None;
    }
    let root = config.root.canonicalize().ok()?;
    let mut above = vec![told.cast_signed()];
    for folder in root.ancestors().skip(1) {
        above.push(signs_of(folder, started)?);
    }
    let bytes: Vec<u8> = above.iter().flat_map(|number| number.to_le_bytes()).collect();
    Some(xxhash_rust::xxh3::xxh3_64(&bytes).cast_signed())
}

fn location(root: &Path, folder: &str) -> PathBuf {
    if folder.is_empty() { root.to_owned() } else { root.join(folder) }
}

fn look_of(file: &Path) -> Option<i64> {
    Stamp::number_of(file).map(|(number, _)| number.cast_signed())
}

/// The stamp of a folder; zero where it cannot be relied on: it may have been changed since it was listed.
fn stamp_of_folder(folder: &Path, started: SystemTime) -> i64 {
    match Stamp::number_of(folder) {
        Some((number, modified)) if modified + RACY < started => number.cast_signed(),
        _ => 0,
    }
}

/// The files in a folder that say what is listed, as a number; zero where there are none. None where one of them may
/// change again without showing it.
fn signs_of(folder: &Path, started: SystemTime) -> Option<i64> {
    let mut signs: Vec<u64> = Vec::new();
    for (at, name) in (1..).zip(SIGNS) {
        if let Some((number, modified)) = Stamp::number_of(&folder.join(name)) {
            if modified + RACY >= started {
                return None;
            }
            signs.extend([at, number]);
        }
    }
    if std::fs::symlink_metadata(folder.join(REPOSITORY)).is_ok() {
        signs.push(0);
    }
    if signs.is_empty() {
        return Some(0);
    }
    let bytes: Vec<u8> = signs.iter().flat_map(|number| number.to_le_bytes()).collect();
    // Zero says that there are none.
    Some((xxhash_rust::xxh3::xxh3_64(&bytes) | 1).cast_signed())
}

fn look(root: &Path, folder: &Folder, started: SystemTime) -> Look {
    let place = location(root, &folder.path);
    if folder.stamp == 0 || look_of(&place) != Some(folder.stamp) {
        return Look::Other;
    }
    // A sign that comes or goes changes the folder.
    if folder.signs != 0 && signs_of(&place, started) != Some(folder.signs) {
        return Look::Other;
    }
    let known: Vec<(&String, i64)> =
        folder.names.iter().zip(folder.stamps.iter().copied()).collect();
    let looks: Option<Vec<Option<String>>> = known
        .par_iter()
        .with_min_len(256)
        .map_init(
            || place.clone(),
            |file, (name, stamp)| {
                file.push(name);
                let now = look_of(file);
                file.pop();
                // A document that is not there any more has left its folder otherwise, too.
                let is_same = now? == *stamp && *stamp != 0;
                Some((!is_same).then(|| folder.path_of(name)))
            },
        )
        .collect();
    looks.map_or(Look::Other, |looks| Look::Listed(looks.into_iter().flatten().collect()))
}

/// By folder that must be listed again: the folders of the journal in it.
fn folders_within<'p>(
    places: &'p BTreeSet<String>,
    others: &[Folder],
) -> BTreeMap<String, BTreeSet<&'p str>> {
    let mut within: BTreeMap<String, BTreeSet<&str>> =
        others.iter().map(|folder| (folder.path.clone(), BTreeSet::new())).collect();
    if !within.is_empty() {
        for place in places.iter().filter(|place| !place.is_empty()) {
            let (folder, name) = parted(place);
            if let Some(names) = within.get_mut(folder) {
                names.insert(name);
            }
        }
    }
    within
}

/// A folder as it is now; none where other folders lie in it than before, or what is said of them has changed.
fn listed_anew(
    config: &Config,
    root: &Path,
    known: &Folder,
    within: &BTreeSet<&str>,
    started: SystemTime,
) -> Option<Folder> {
    let place = location(root, &known.path);
    let (stamp, signs) = (stamp_of_folder(&place, started), signs_of(&place, started)?);
    let now = Corpus::list_folder(config, &known.path)?;
    let is_same = signs == known.signs && now.folders.iter().all(|name| within.contains(&**name));
    if !is_same || now.folders.len() != within.len() {
        return None;
    }
    let (path, names) = (known.path.clone(), now.documents);
    Some(Folder { path, stamp, signs, names, stamps: Vec::new() })
}

/// What a selection names, as the corpus calls it.
struct Named(Vec<String>);

impl Named {
    fn new(selection: &Selection, here: &Path, root: &Path) -> Self {
        let Selection { paths, against, mentioned, overlays, .. } = selection;
        let overlays = overlays.iter().map(|(path, _)| path);
        let all = paths.iter().chain(against).chain(mentioned).chain(overlays);
        Self(all.map(|path| display_path(&here.join(path), root)).collect())
    }

    /// Adds the documents of a folder that are named.
    fn add_of(&self, folder: &Folder, found: &mut Vec<String>) {
        for named in &self.0 {
            let is_below = named == "."
                || folder.path == *named
                || folder
                    .path
                    .strip_prefix(named.as_str())
                    .is_some_and(|rest| rest.starts_with('/'));
            let (place, name) = parted(named);
            if is_below {
                found.extend(folder.names.iter().map(|name| folder.path_of(name)));
            } else if place == folder.path
                && folder.names.binary_search_by(|one| one.as_str().cmp(name)).is_ok()
            {
                found.push(named.clone());
            }
        }
    }
}

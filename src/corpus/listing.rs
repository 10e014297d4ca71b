//! Which documents there are: folders walked as `include`, `exclude` and ignore files say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::config::Config;
use super::path::{self, display_path, normalised};
use super::unmatched::Unmatched;
use super::{DocumentError, Entry};

/// Which files of a folder are documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Those that `include` names; without it, those of a known format.
    Included,
    /// Those of a known format: the folder need not belong to the corpus.
    Known,
}

/// What a folder holds, by the ignore files inside it alone: the same on every machine.
pub(super) fn walker(folder: &Path) -> WalkBuilder {
    let mut walker = WalkBuilder::new(folder);
    walker.git_global(false).git_exclude(false);
    walker
}

/// The listing of documents in progress.
pub(super) struct Listing<'a> {
    pub(super) here: &'a Path,
    pub(super) root: &'a Path,
    pub(super) config: &'a Config,
    pub(super) found: Vec<Entry>,
    pub(super) errors: BTreeSet<DocumentError>,
    pub(super) unmatched: Unmatched<'a>,
    /// The folders that are walked, while somebody wants to know.
    pub(super) folders: Option<Vec<String>>,
    /// Whether all names that were seen are Unicode.
    pub(super) names_are_unicode: bool,
}

impl<'a> Listing<'a> {
    pub(super) fn new(config: &'a Config, root: &'a Path, here: &'a Path) -> Self {
        Self {
            here,
            root,
            config,
            found: Vec::new(),
            errors: BTreeSet::new(),
            unmatched: Unmatched::new(config),
            folders: Some(Vec::new()),
            names_are_unicode: true,
        }
    }

    /// Adds a path that somebody named: a file, or what lies below a folder.
    pub(super) fn add(&mut self, path: &Path, reported: bool, taken: Taken) {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => self.walk(path, reported, taken),
            Ok(found) if found.is_file() => {
                let entry = self.entry(normalised(path), reported);
                if !self.config.exclude.is_match(&entry.path) {
                    self.found.push(entry);
                }
            }
            // Whoever names a path wants it read, reported or not.
            Ok(_) => self.error(path, "is neither a file nor a folder".to_owned(), true),
            Err(error) => self.error(path, path::reason(&error), true),
        }
    }

    fn entry(&self, path: PathBuf, reported: bool) -> Entry {
        match path::below(&path, self.root) {
            Some(inside) => Entry { path: inside.to_owned(), reported, location: None },
            None => {
                let lossy = path.to_str().is_none();
                let location = lossy.then(|| path.clone().into_boxed_path());
                Entry { path: display_path(&path, self.root), reported, location }
            }
        }
    }

    fn error(&mut self, path: &Path, message: String, reported: bool) {
        self.errors.insert(DocumentError {
            path: display_path(path, self.here),
            message,
            reported,
        });
    }

    pub(super) fn walk(&mut self, folder: &Path, reported: bool, taken: Taken) {
        let folder = normalised(folder);
        self.walk_by(&walker(&folder), &folder, reported, taken);
    }

    pub(super) fn walk_by(
        &mut self,
        walker: &WalkBuilder,
        folder: &Path,
        reported: bool,
        taken: Taken,
    ) {
        // Most files need not even be named.
        let any_ending = taken == Taken::Included && self.config.include.is_some();
        for entry in walker.build() {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                        self.note_folder(entry.path());
                    }
                    if is_file {
                        self.unmatched.see(entry.path(), self.root);
                    }
                    if !is_file
                        || !(any_ending
                            || self.config.formats.of(&entry.path().to_string_lossy()).is_some())
                    {
                        continue;
                    }
                    let entry = self.entry(entry.into_path(), reported);
                    self.names_are_unicode &= entry.is_told_by_path();
                    let wanted = match taken {
                        Taken::Included => self.config.takes_in(&entry.path),
                        Taken::Known => !self.config.exclude.is_match(&entry.path),
                    };
                    if wanted {
                        self.found.push(entry);
                    }
                }
                Err(error) => {
                    let (at, message) = path::walk_error(&error, folder);
                    self.error(&at, message, reported);
                }
            }
        }
    }

    fn note_folder(&mut self, folder: &Path) {
        let Some(folders) = &mut self.folders else { return };
        if folder == self.root {
            folders.push(String::new());
        } else {
            match path::below(folder, self.root) {
                Some(inside) => folders.push(inside.to_owned()),
                None => self.names_are_unicode = false,
            }
        }
    }
}

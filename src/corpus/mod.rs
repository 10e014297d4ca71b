//! The corpus: which documents are compared, which are reported, and their texts. The only place
//! that reads documents.

pub mod config;
mod path;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;
use ignore::WalkBuilder;
use jiff::civil::Date;

use crate::claim::Record;
use crate::document::encoding::{self, Decoded};
use crate::document::{Document, Format};
use config::Config;
pub use path::shown;

/// What cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentError {
    /// The path as reported.
    pub path: String,
    /// Why, in words that follow the path.
    pub message: String,
    /// Whether it lies in the paths that are reported.
    pub reported: bool,
}

/// A file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Relative to the corpus: what globs see and claims carry.
    pub path: String,
    /// Relative to the working directory: what reports show, see [`shown`].
    pub shown: String,
    /// Where to read it.
    pub location: PathBuf,
    /// Whether findings on it are shown.
    pub reported: bool,
}

/// What a run looks at.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Paths that are reported; none means the whole corpus.
    pub paths: Vec<PathBuf>,
    /// Paths that are only compared with.
    pub against: Vec<PathBuf>,
    /// A text that stands for a file, or for one that does not exist yet.
    pub overlay: Option<(PathBuf, Vec<u8>)>,
    /// The date of documents without one.
    pub as_of: Option<Date>,
}

/// The documents that are compared with each other.
#[derive(Debug)]
pub struct Corpus {
    /// Sorted by path.
    pub entries: Vec<Entry>,
    /// What could not even be listed.
    pub errors: Vec<DocumentError>,
    documents: Vec<config::DocumentFact>,
    overlay: BTreeMap<PathBuf, Vec<u8>>,
    as_of: Option<Date>,
}

impl Corpus {
    /// Lists the documents of a corpus. `here` is the working directory.
    pub fn list(config: &Config, selection: &Selection, here: &Path) -> Self {
        let mut found = Listing {
            here,
            root: &config.root,
            include: &config.include,
            exclude: &config.exclude,
            seen: BTreeMap::new(),
            errors: BTreeSet::new(),
        };
        let paths: Vec<PathBuf> = selection.paths.iter().map(|path| here.join(path)).collect();
        if config.file.is_some() {
            found.walk(&config.root, paths.is_empty() && selection.overlay.is_none(), true);
        } else if paths.is_empty() && selection.overlay.is_none() {
            found.walk(here, true, true);
        }
        for path in &paths {
            found.add(path, true);
        }
        for path in &selection.against {
            found.add(&here.join(path), false);
        }
        let mut overlay = BTreeMap::new();
        if let Some((path, bytes)) = &selection.overlay {
            let location = path::normalised(&here.join(path));
            found.seen.insert(location.clone(), true);
            overlay.insert(location, bytes.clone());
        }
        let Listing { seen, errors, .. } = found;
        let mut entries: Vec<Entry> = seen
            .into_iter()
            .map(|(location, reported)| Entry {
                path: shown(&location, &config.root),
                shown: shown(&location, here),
                location,
                reported,
            })
            .collect();
        entries.sort();
        Self {
            entries,
            errors: errors.into_iter().collect(),
            documents: config.documents.clone(),
            overlay,
            as_of: selection.as_of,
        }
    }

    /// Reads one document.
    ///
    /// # Errors
    /// Where the file cannot be read or is no text.
    pub fn read(&self, entry: &Entry) -> Result<Source, DocumentError> {
        let fail = |message: String| DocumentError {
            path: entry.shown.clone(),
            message,
            reported: entry.reported,
        };
        let bytes = match self.overlay.get(&entry.location) {
            Some(bytes) => bytes.clone(),
            None => std::fs::read(&entry.location).map_err(|error| fail(path::reason(&error)))?,
        };
        let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
        let Decoded { text, utf8 } =
            encoding::decode(bytes).map_err(|error| fail(error.to_string()))?;
        Ok(Source {
            text,
            hash,
            utf8,
            format: Format::of(&entry.location).unwrap_or(Format::Plain),
        })
    }

    /// The record of a document: its date and trust from `factlint.toml` or the command line.
    pub fn record(&self, entry: &Entry, source: &Source) -> Record {
        let fact = self.documents.iter().find(|fact| fact.path.is_match(&entry.path));
        Record {
            path: entry.path.clone(),
            date: fact.and_then(|fact| fact.date).or(self.as_of),
            trust: fact.and_then(|fact| fact.trust).unwrap_or(1.0),
            hash: source.hash,
            utf8: source.utf8,
        }
    }

    /// The document of a source.
    pub fn document(&self, entry: &Entry, source: Source) -> Document {
        let record = Arc::new(self.record(entry, &source));
        Document::read(record, source.text, source.format)
    }
}

/// A document's text before it is taken apart.
#[derive(Debug)]
pub struct Source {
    /// The text.
    pub text: String,
    /// Hash of the bytes on disk.
    pub hash: u64,
    /// Whether the file is UTF-8.
    pub utf8: bool,
    /// How it is read.
    pub format: Format,
}

/// The listing of documents in progress.
struct Listing<'a> {
    here: &'a Path,
    root: &'a Path,
    include: &'a Option<GlobSet>,
    exclude: &'a GlobSet,
    /// By location: whether it is reported.
    seen: BTreeMap<PathBuf, bool>,
    errors: BTreeSet<DocumentError>,
}

impl Listing<'_> {
    /// Adds a path that somebody named: a file, or what lies below a folder.
    fn add(&mut self, path: &Path, reported: bool) {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => self.walk(path, reported, true),
            Ok(found) if found.is_file() => {
                let location = path::normalised(path);
                if !self.exclude.is_match(shown(&location, self.root)) {
                    self.insert(location, reported);
                }
            }
            Ok(_) => self.error(path, "is neither a file nor a folder".to_owned(), reported),
            Err(error) => self.error(path, path::reason(&error), reported),
        }
    }

    fn insert(&mut self, location: PathBuf, reported: bool) {
        *self.seen.entry(location).or_insert(false) |= reported;
    }

    fn error(&mut self, path: &Path, message: String, reported: bool) {
        self.errors.insert(DocumentError { path: shown(path, self.here), message, reported });
    }

    fn walk(&mut self, folder: &Path, reported: bool, filtered: bool) {
        let folder = path::normalised(folder);
        for entry in WalkBuilder::new(&folder).build() {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if !is_file {
                        continue;
                    }
                    let path = entry.into_path();
                    let inside = shown(&path, self.root);
                    let wanted = match self.include {
                        Some(include) => include.is_match(&inside),
                        None => Format::of(&path).is_some(),
                    };
                    if (wanted || !filtered) && !self.exclude.is_match(&inside) {
                        self.insert(path, reported);
                    }
                }
                Err(error) => {
                    let (at, message) = path::walk_error(&error, &folder);
                    self.error(&at, message, reported);
                }
            }
        }
    }
}

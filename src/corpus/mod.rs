//! The corpus: which documents are compared, which are reported, and their texts. The only place
//! that reads documents.

pub mod changed;
pub mod chosen_packs;
pub mod config;
mod extends;
mod formats;
mod listing;
mod path;
mod path_date;
pub mod rule_sources;
mod stamp;
mod unmatched;
mod vocabularies;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use jiff::civil::Date;

use crate::files;
use changed::{Changes, Lines, Touched};
use config::Config;
use factlint_document::date::{DateSource, Dated};
use factlint_document::encoding::{self, Decoded};
use factlint_document::xml::Vocabulary;
use factlint_document::{Contents, Document, Format, StatedDate, stet};
use factlint_engine::finding::Label;
use factlint_engine::observed::StetNote;
use factlint_engine::policy::Reporting;
pub use formats::Formats;
use listing::{Listing, Taken, walker};
pub use path::{display_path, normalised};
pub use stamp::Stamp;

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
    /// Whether findings on it are shown.
    pub reported: bool,
    /// Where to read it, if `path` does not tell: its name is not UTF-8.
    location: Option<Box<Path>>,
}

impl Entry {
    /// Whether its path tells where it lies: its name is Unicode.
    pub fn is_told_by_path(&self) -> bool {
        self.location.is_none()
    }
}

/// What a run looks at.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Paths that are reported; none means the whole corpus.
    pub paths: Vec<PathBuf>,
    /// Of the paths, only those that belong to the corpus of a `factlint.toml`.
    pub within_corpus: bool,
    /// Of what is reported, only what has changed.
    pub changes: Option<Changes>,
    /// Paths that are only compared with.
    pub against: Vec<PathBuf>,
    /// Texts that stand for files, or for ones that do not exist yet.
    pub overlays: Vec<(PathBuf, Vec<u8>)>,
    /// The date of documents without one.
    pub as_of: Option<Date>,
    /// The paths that the corpus of `factlint.toml` has, where somebody knows them: it is not walked.
    pub known: Option<Vec<String>>,
    /// Whether all documents of the corpus that are named are among those that are known.
    pub is_sure: bool,
    /// Files that are written to, of which it matters whether they are documents.
    pub mentioned: Vec<PathBuf>,
}

/// The documents that are compared with each other.
#[derive(Debug)]
pub struct Corpus {
    /// Sorted by path.
    pub entries: Vec<Entry>,
    /// What could not even be listed.
    pub errors: Vec<DocumentError>,
    /// Which patterns of `factlint.toml` match nothing; none where the corpus could not be listed as a whole.
    pub unmatched: Vec<usize>,
    /// The directory that paths are relative to.
    root: PathBuf,
    here: PathBuf,
    documents: config::DocumentFacts,
    formats: Formats,
    vocabularies: Vec<Vocabulary>,
    /// The fields of documents that overrides ask for.
    asked_fields: BTreeSet<String>,
    /// How much may come of one document.
    pub budget: config::Budget,
    /// By path: documents of which only these lines are reported.
    lines: BTreeMap<String, Vec<Lines>>,
    /// By path: texts that stand for files.
    overlay: BTreeMap<String, Vec<u8>>,
    as_of: Option<Date>,
    /// By path: what was told of texts besides themselves.
    told: BTreeMap<String, Told>,
    /// Documents that somebody named and that the corpus of `factlint.toml` does not hold.
    outside: BTreeSet<String>,
    /// The folders below that of `factlint.toml` that were walked, by path.
    folders: Vec<String>,
    /// Whether the names of all of them are Unicode.
    names_are_unicode: bool,
}

/// What lies in one folder of a corpus, without what lies in the folders there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderListing {
    /// Names of documents, in order.
    pub documents: Vec<String>,
    /// Names of folders that are walked, in order.
    pub folders: Vec<String>,
}

/// What is told of a text besides itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    /// Its date, where it states none itself.
    pub date: Option<Date>,
    /// How it is read, where its path does not tell.
    pub format: Option<Format>,
}

impl Corpus {
    /// Lists the documents of a corpus. `here` is the working directory.
    pub fn list(config: &Config, selection: &Selection, here: &Path) -> Self {
        let root = normalised(&config.root);
        let mut listing = Listing::new(config, &root, here);
        let everything = selection.paths.is_empty() && selection.overlays.is_empty();
        let nothing = Selection::default();
        // Nobody knows which documents a broken file would have named.
        let selection = if config.is_broken { &nothing } else { selection };
        if let Some(known) = &selection.known {
            let entry = |path: &String| {
                let (path, location) = (path.clone(), None);
                Entry { path, reported: everything, location }
            };
            listing.found.extend(known.iter().map(entry));
            listing.unmatched.is_open = false;
        } else if config.file.is_some() {
            if !config.is_broken {
                listing.walk(&root, everything, Taken::Included);
            }
            listing.unmatched.is_open = false;
        } else if everything {
            listing.walk(here, true, Taken::Included);
        }
        let mut corpus = std::mem::take(&mut listing.found);
        let folders = listing.folders.take().unwrap_or_default();
        for path in &selection.paths {
            listing.add(&here.join(path), true, Taken::Included);
        }
        let mut outside = BTreeSet::new();
        if config.file.is_some() {
            corpus.sort();
            let is_outside = |named: &&Entry| {
                let place =
                    |one: &Entry| (&one.path, &one.location).cmp(&(&named.path, &named.location));
                corpus.binary_search_by(place).is_err()
            };
            outside = listing.found.iter().filter(is_outside).map(|one| one.path.clone()).collect();
        }
        if selection.within_corpus && selection.known.is_some() && !selection.is_sure {
            listing.found.retain(|named| config.takes_in(&named.path));
        } else if selection.within_corpus && config.file.is_some() {
            listing.found.retain(|named| {
                let place = (&named.path, &named.location);
                corpus.binary_search_by(|one| (&one.path, &one.location).cmp(&place)).is_ok()
            });
        }
        listing.found.append(&mut corpus);
        for path in &selection.against {
            let first = listing.found.len();
            listing.add(&here.join(path), false, Taken::Known);
            outside.extend(listing.found[first..].iter().map(|one| one.path.clone()));
        }
        let mut overlay = BTreeMap::new();
        for (path, bytes) in &selection.overlays {
            let path = display_path(&here.join(path), &root);
            if !config.exclude.is_match(&path) {
                listing.found.push(Entry { path: path.clone(), reported: true, location: None });
                overlay.insert(path, bytes.clone());
            }
        }
        let Listing { mut found, errors, unmatched, names_are_unicode, .. } = listing;
        // A file that was listed twice is reported if it is once.
        found.sort_by(|one, other| {
            one.path.cmp(&other.path).then(other.reported.cmp(&one.reported))
        });
        found.dedup_by(|later, earlier| {
            later.path == earlier.path && later.location == earlier.location
        });
        found.shrink_to_fit();
        let mut corpus = Self {
            unmatched: if errors.is_empty() && selection.known.is_none() {
                unmatched.among(&found, &root)
            } else {
                Vec::new()
            },
            entries: found,
            errors: errors.into_iter().collect(),
            root,
            here: here.to_owned(),
            documents: config.documents.clone(),
            formats: config.formats.clone(),
            vocabularies: config.vocabularies.clone(),
            asked_fields: config.asked_fields(),
            budget: config.budget,
            lines: BTreeMap::new(),
            overlay,
            as_of: selection.as_of,
            told: BTreeMap::new(),
            outside,
            folders,
            names_are_unicode,
        };
        if let Some(changes) = &selection.changes {
            corpus.report_only(changes);
        }
        corpus
    }

    /// A corpus of texts in memory, by the paths that they would have beside `factlint.toml`: those that it takes in.
    pub fn in_memory(
        config: &Config,
        texts: impl IntoIterator<Item = (String, Vec<u8>)>,
        as_of: Option<Date>,
    ) -> Self {
        let overlay: BTreeMap<String, Vec<u8>> =
            texts.into_iter().filter(|(path, _)| config.takes_in(path)).collect();
        let entry = |path: &String| Entry { path: path.clone(), reported: true, location: None };
        Self {
            entries: overlay.keys().map(entry).collect(),
            errors: Vec::new(),
            unmatched: Vec::new(),
            root: PathBuf::new(),
            here: PathBuf::new(),
            documents: config.documents.clone(),
            formats: config.formats.clone(),
            vocabularies: config.vocabularies.clone(),
            asked_fields: config.asked_fields(),
            budget: config.budget,
            lines: BTreeMap::new(),
            overlay,
            as_of,
            told: BTreeMap::new(),
            outside: BTreeSet::new(),
            folders: Vec::new(),
            names_are_unicode: true,
        }
    }

    /// Lists one folder of the corpus of a `factlint.toml`, as walking the whole corpus would. None where not everything
    /// there can be listed or told by its name.
    pub fn list_folder(config: &Config, folder: &str) -> Option<FolderListing> {
        let root = normalised(&config.root);
        let place = if folder.is_empty() { root.clone() } else { root.join(folder) };
        let mut listing = Listing::new(config, &root, &root);
        listing.unmatched.is_open = false;
        let mut walker = walker(&place);
        walker.max_depth(Some(1));
        listing.walk_by(&walker, &place, false, Taken::Included);
        if !listing.errors.is_empty() || !listing.names_are_unicode {
            return None;
        }
        let below = |path: &String| {
            let rest = path.strip_prefix(folder)?;
            Some(rest.strip_prefix('/').unwrap_or(rest).to_owned()).filter(|name| !name.is_empty())
        };
        let mut documents: Vec<String> =
            listing.found.iter().filter_map(|entry| below(&entry.path)).collect();
        let mut folders: Vec<String> = listing.folders.iter().flatten().filter_map(below).collect();
        documents.sort_unstable();
        folders.sort_unstable();
        Some(FolderListing { documents, folders })
    }

    /// The folders that were walked to list the corpus, by path, that of `factlint.toml` being empty. None where what is
    /// listed is not all that there is, or not all of it is told by its path.
    pub fn walked(&self) -> Option<&[String]> {
        let is_whole = self.errors.is_empty()
            && self.names_are_unicode
            && !self.folders.is_empty()
            && self.entries.iter().all(|entry| self.keeps(entry));
        is_whole.then_some(&*self.folders)
    }

    /// Tells something of a text besides itself.
    pub fn tell(&mut self, path: &str, told: Told) {
        self.told.insert(path.to_owned(), told);
    }

    /// Lets a text stand for a file of the corpus, or for one that does not exist yet.
    pub fn overlay(&mut self, path: &str, text: Vec<u8>) {
        let at = self.entries.partition_point(|entry| entry.path.as_str() < path);
        if self.entries.get(at).is_none_or(|entry| entry.path != path) {
            let entry = Entry { path: path.to_owned(), reported: true, location: None };
            self.entries.insert(at, entry);
        }
        self.overlay.insert(path.to_owned(), text);
    }

    /// Lets the file count again for which a text has stood; where there is none, the document is gone.
    pub fn uncover(&mut self, path: &str, is_there: bool) {
        if self.overlay.remove(path).is_some() && !is_there {
            self.entries.retain(|entry| entry.path != path);
        }
    }

    /// Reports only on what has changed.
    fn report_only(&mut self, changes: &Changes) {
        // Git knows paths without links.
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let mut entries = std::mem::take(&mut self.entries);
        for entry in entries.iter_mut().filter(|entry| entry.reported) {
            let location = self.location(entry);
            let place = match location.strip_prefix(&self.root) {
                Ok(inside) => root.join(inside),
                Err(_) => location.canonicalize().unwrap_or(location),
            };
            match changes.of(&place) {
                None => entry.reported = false,
                Some(Touched::Whole) => {}
                Some(Touched::Lines(lines)) => {
                    self.lines.insert(entry.path.clone(), lines.clone());
                }
            }
        }
        self.entries = entries;
    }

    /// Whether a document is this file or lies below this folder.
    pub fn holds_below(&self, place: &Path) -> bool {
        let place = normalised(place);
        let Some(inside) = path::below(&place, &self.root).filter(|inside| !inside.is_empty())
        else {
            let below = |entry: &Entry| normalised(&self.location(entry)).starts_with(&place);
            return self.entries.iter().any(below);
        };
        let first = self.entries.partition_point(|entry| entry.path.as_str() < inside);
        // "news-old/a.txt" lies between "news" and "news/a.txt".
        let alike = self.entries[first..].iter().map_while(|one| one.path.strip_prefix(inside));
        alike.into_iter().any(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether findings on any document are shown.
    pub fn reports_any(&self) -> bool {
        self.entries.iter().any(|entry| entry.reported)
    }

    /// The directory that paths are relative to.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The document with this path.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        let at = self.entries.partition_point(|entry| entry.path.as_str() < path);
        self.entries.get(at).filter(|entry| entry.path == path)
    }

    /// The path of a document relative to the working directory: what reports show.
    pub fn display_path(&self, entry: &Entry) -> String {
        if self.root == self.here {
            entry.path.clone()
        } else {
            display_path(&self.location(entry), &self.here)
        }
    }

    /// Where a document lies on the disk: its path as shown need not tell.
    pub fn location(&self, entry: &Entry) -> PathBuf {
        entry
            .location
            .as_ref()
            .map_or_else(|| self.root.join(&entry.path), |location| location.to_path_buf())
    }

    /// Reads the bytes of a document into a buffer that is used again and again: its first bytes are
    /// the document's, and the buffer never shrinks.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read<'b>(
        &self,
        entry: &Entry,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b [u8], DocumentError> {
        if let Some(bytes) = self.overlay.get(&entry.path) {
            buffer.resize(bytes.len().max(buffer.len()), 0);
            buffer[..bytes.len()].copy_from_slice(bytes);
            return Ok(&buffer[..bytes.len()]);
        }
        let length = files::open_listed(&self.location(entry))
            .and_then(|file| read_all(file, buffer))
            .map_err(|error| self.error(entry, path::reason(&error)))?;
        Ok(&buffer[..length])
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no text.
    pub fn open(&self, entry: &Entry) -> Result<Document, DocumentError> {
        let mut bytes = Vec::new();
        let length = self.read(entry, &mut bytes)?.len();
        bytes.truncate(length);
        let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
        let decoded = self.decode(entry, &bytes)?;
        let Decoded { text, utf8, encoding, contents } = decoded;
        // Most files are text as they are: they need no copy.
        let text = match text {
            Cow::Borrowed(same) if same.len() == length => {
                let error = |error: FromUtf8Error| self.error(entry, error.to_string());
                String::from_utf8(bytes).map_err(error)?
            }
            other => other.into_owned(),
        };
        let decoded = Decoded { text: text.into(), utf8, encoding, contents };
        Ok(self.document_of(entry, hash, decoded))
    }

    /// How many bytes a document has; none where that cannot be asked.
    pub fn length(&self, entry: &Entry) -> u64 {
        match self.overlay.get(&entry.path) {
            Some(bytes) => bytes.len() as u64,
            None => std::fs::metadata(self.location(entry)).map_or(0, |facts| facts.len()),
        }
    }

    /// What tells that a file has changed: its length and the time of its last change. None for a text that
    /// stands for a file, and where the file cannot be asked.
    pub fn stamp(&self, entry: &Entry) -> Option<Stamp> {
        if self.overlay.contains_key(&entry.path) {
            return None;
        }
        Stamp::of(&self.location(entry))
    }

    /// A hash of what `factlint.toml` and the command line say of a document: what it says depends on that and on its
    /// bytes alone.
    pub fn told_of(&self, path: &str) -> u64 {
        let entry = Entry { path: path.to_owned(), reported: false, location: None };
        let trust = self.documents.of(path).and_then(|fact| fact.trust);
        let format = self.format(&entry);
        let told = (self.dates_said_of(&entry), trust, format, self.budget.claims);
        let vocabularies = (format == Format::Xml).then_some(&self.vocabularies);
        let recipe = format!("{told:?}{:?}{vocabularies:?}", self.asked_fields);
        xxhash_rust::xxh3::xxh3_64(recipe.as_bytes())
    }

    /// Whether a document can be told by its path when this corpus is listed again: it is a file of it that no text
    /// stands for.
    pub fn keeps(&self, entry: &Entry) -> bool {
        entry.is_told_by_path()
            && !self.overlay.contains_key(&entry.path)
            && !self.outside.contains(&entry.path)
    }

    /// An error about a document.
    pub fn error(&self, entry: &Entry, message: String) -> DocumentError {
        DocumentError { path: self.display_path(entry), message, reported: entry.reported }
    }

    /// The text of a document.
    ///
    /// # Errors
    /// Where the bytes are no text.
    pub fn decode<'b>(&self, entry: &Entry, bytes: &'b [u8]) -> Result<Decoded<'b>, DocumentError> {
        let format = self.format(entry);
        let mut decoded = encoding::decode(bytes, format)
            .map_err(|error| self.error(entry, error.to_string()))?;
        if format == Format::Xml && !self.vocabularies.is_empty() {
            decoded.contents = Some(Contents::of_xml(&decoded.text, &self.vocabularies));
        }
        Ok(decoded)
    }

    /// The date of a document: its own before that of `factlint.toml`, and that before the command line's.
    pub fn date(&self, entry: &Entry, stated: StatedDate) -> Option<Dated> {
        stated.resolve(&entry.path, &self.dates_said_of(entry))
    }

    /// The dates that `factlint.toml` and the command line give a document, the surer first.
    fn dates_said_of(&self, entry: &Entry) -> [Option<Dated>; 2] {
        let dated = |date: Option<Date>, source| date.map(|date| Dated { date, source });
        let config = self.documents.of(&entry.path).and_then(|fact| {
            let told = fact.date_from.as_ref().and_then(|pattern| pattern.in_path(&entry.path));
            told.or(fact.date)
        });
        let told = self.told.get(&entry.path).and_then(|told| told.date);
        let told = dated(told, DateSource::Given).or(dated(self.as_of, DateSource::AsOf));
        [dated(config, DateSource::Config), told]
    }

    /// The document that some bytes decode to.
    pub fn document(&self, entry: &Entry, bytes: &[u8], decoded: Decoded<'_>) -> Document {
        self.document_of(entry, xxhash_rust::xxh3::xxh3_64(bytes), decoded)
    }

    fn document_of(&self, entry: &Entry, hash: u64, decoded: Decoded<'_>) -> Document {
        let others = self.dates_said_of(entry);
        let path = entry.path.clone();
        let document = Document::from_decoded(path, hash, decoded, self.format(entry), &others);
        let document = if self.asked_fields.is_empty() {
            document
        } else {
            document.keeping(self.asked_fields.iter().map(String::as_str))
        };
        match self.documents.of(&entry.path).and_then(|fact| fact.trust) {
            Some(trust) => document.trusted(trust),
            None => document,
        }
    }

    /// Every note in the documents that speaks to factlint, in order, with its path as reports show it.
    /// Documents that cannot be read have none.
    pub fn stet_notes(&self) -> Vec<StetNote> {
        let mut found = Vec::new();
        let mut buffer = Vec::new();
        for entry in &self.entries {
            let Ok(bytes) = self.read(entry, &mut buffer) else { continue };
            let Ok(decoded) = self.decode(entry, bytes) else { continue };
            if !stet::may_stand_in(&decoded.text) {
                continue;
            }
            for mut note in StetNote::of(&self.document(entry, bytes, decoded)) {
                note.place.path = self.display_path(entry).into();
                found.push(note);
            }
        }
        found
    }

    /// How documents are read, by their names.
    pub fn formats(&self) -> &Formats {
        &self.formats
    }

    /// How a document is read: by its name, as plain text where that tells nothing.
    pub fn format(&self, entry: &Entry) -> Format {
        let told = self.told.get(&entry.path).and_then(|told| told.format);
        told.unwrap_or_else(|| self.formats.for_path(&entry.path))
    }
}

impl Reporting for Corpus {
    fn reports(&self, label: &Label) -> bool {
        self.entry(&label.path).is_some_and(|entry| entry.reported)
            && self.lines.get(&*label.path).is_none_or(|lines| {
                let (first, last) = (label.start.line, label.end.line);
                lines.iter().any(|lines| *lines.start() <= last && first <= *lines.end())
            })
    }

    fn reports_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    fn display_path(&self, path: &str) -> String {
        match self.entry(path) {
            Some(entry) => Corpus::display_path(self, entry),
            None if self.root == self.here => path.to_owned(),
            // It is known without being listed.
            None => display_path(&self.root.join(path), &self.here),
        }
    }
}

/// Reads a file to its end without asking for its size first: most documents are small, and each
/// question costs a system call. Returns how much of the buffer is filled.
fn read_all(mut file: std::fs::File, buffer: &mut Vec<u8>) -> std::io::Result<usize> {
    const STEP: usize = 64 * 1024;
    let mut length = 0;
    if buffer.is_empty() {
        // Room for all of it at once, unless it grows, or is too large to be read.
        let expected = file.metadata().map_or(0, |facts| facts.len());
        *buffer = vec![0; expected.min(files::LARGEST_DOCUMENT) as usize + STEP / 2];
    }
    loop {
        if buffer.len() - length < STEP / 2 {
            buffer.resize((buffer.len() * 2).max(STEP), 0);
        }
        match file.read(&mut buffer[length..]) {
            Ok(0) => return Ok(length),
            // It grows while it is read.
            Ok(count) if (length + count) as u64 > files::LARGEST_DOCUMENT => {
                return Err(files::too_large(files::LARGEST_DOCUMENT));
            }
            Ok(count) => length += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

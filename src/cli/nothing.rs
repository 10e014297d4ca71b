//! Nothing checked is a failure: a run that looked at no document, or at fewer places than it was given, must not
//! pass for one that found nothing wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use factlint_document::Format;

use super::arguments::CheckArguments;
use super::session::Session;
use crate::corpus::{Corpus, DocumentError, Selection, display_path};

/// What there was to look at and is not, each an error with what to do about it.
pub(super) fn errors(
    options: &CheckArguments,
    session: &Session,
    selection: &Selection,
    corpus: &Corpus,
) -> Vec<DocumentError> {
    if options.allow_empty {
        return Vec::new();
    }
    // A hook names whatever was touched, and a branch may touch no document.
    let named = !options.within_corpus && !options.changed.is_asked();
    let mut errors = of_selection(session, selection, corpus, named);
    for error in &mut errors {
        error.message.push_str("; --allow-empty lets a run without documents pass");
    }
    errors
}

/// The same for commands that always do what they are asked to do. `named` tells whether every path must lead to
/// a document.
pub(super) fn of_selection(
    session: &Session,
    selection: &Selection,
    corpus: &Corpus,
    named: bool,
) -> Vec<DocumentError> {
    let mut errors = Vec::new();
    // Nobody knows which documents it would have named.
    if session.config.is_broken {
        return errors;
    }
    let mut add = |path: &str, message: String| {
        errors.push(DocumentError { path: path.to_owned(), message, reported: true });
    };
    for (path, bytes) in &selection.overlays {
        if !corpus.reports_any() {
            let message = "is left out by `exclude` in factlint.toml".to_owned();
            add(&path.to_string_lossy(), message);
        } else if bytes.is_empty() {
            add(&path.to_string_lossy(), "is empty: nothing came on standard input".to_owned());
        }
    }
    let named: &[PathBuf] = if named { &selection.paths } else { &[] };
    for path in named.iter().chain(&selection.against) {
        let place = session.here.join(path);
        // What is not there is an error of its own.
        if !place.exists() || corpus.holds_below(&place) {
            continue;
        }
        let message = if place.is_dir() {
            format!("holds no document{}", why(session, &place))
        } else {
            "is left out by `exclude` in factlint.toml".to_owned()
        };
        add(&path.to_string_lossy(), message);
    }
    let whole = selection.paths.is_empty() && selection.overlays.is_empty();
    if whole && corpus.entries.is_empty() && corpus.errors.is_empty() {
        let root = corpus.root();
        let message = format!("holds no document{}", why(session, root));
        add(&display_path(root, &session.here), message);
    }
    errors
}

/// Why a folder holds no document, as far as its files tell.
fn why(session: &Session, folder: &Path) -> String {
    let (known, unknown) = files_in(folder);
    let config = session.config.file.is_some();
    if known > 0 {
        let left_out_by = if config {
            "`include` or `exclude` in factlint.toml, or .gitignore,"
        } else {
            ".gitignore"
        };
        return format!(": {left_out_by} leaves out what lies there");
    }
    let most = unknown.into_iter().max_by(|one, other| (one.1, &other.0).cmp(&(other.1, &one.0)));
    match most {
        Some((ending, count)) => {
            let files = if count == 1 { "file is" } else { "files are" };
            format!(
                ": {count} .{ending} {files} of no known format; `include` in factlint.toml names files to read as \
                 plain text"
            )
        }
        None => ": it is empty, or .gitignore leaves out what lies there".to_owned(),
    }
}

/// How many files of a folder are of a known format, and how many have each other ending.
fn files_in(folder: &Path) -> (usize, BTreeMap<String, usize>) {
    /// Enough to tell what lies there.
    const MOST: usize = 2_000;
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).take(MOST);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path());
    let (known, others): (Vec<PathBuf>, Vec<PathBuf>) =
        files.partition(|path| Format::of(path).is_some());
    let mut endings = BTreeMap::new();
    for path in others {
        // Rules lie beside documents.
        let ending = path.extension().and_then(|ending| ending.to_str());
        if let Some(ending) = ending.filter(|ending| !ending.eq_ignore_ascii_case("toml")) {
            *endings.entry(ending.to_owned()).or_default() += 1;
        }
    }
    (known.len(), endings)
}

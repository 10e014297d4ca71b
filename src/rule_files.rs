//! Rule files on disk.

use std::path::{Path, PathBuf};

use crate::files::{self, Bounds};
use factlint_engine::finding::Origin;
use factlint_engine::rule::source::SourceFile;

/// A rule file that could not be read.
#[derive(Debug)]
pub struct FileError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub message: String,
}

/// Reads a text, or says why it cannot be read.
pub type ReadText<'a> = &'a dyn Fn(&Path) -> Result<String, String>;

/// How files of rules and facts are read.
pub struct Reader<'a> {
    /// Where files may lie that links and rules lead to.
    pub bounds: &'a Bounds,
    /// Turns a path into the one that is shown.
    pub name: &'a dyn Fn(&Path) -> String,
    /// The text of a file.
    pub read: ReadText<'a>,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reader").field("bounds", self.bounds).finish_non_exhaustive()
    }
}

/// The text of a file of rules or facts on the disk.
///
/// # Errors
/// Why it cannot be read, in words that follow its name.
pub fn read_text(path: &Path) -> Result<String, String> {
    files::read_text(path, files::LARGEST_RULES)
}

/// The rule files at a path: the file, or every `*.toml` below a folder, sorted. No link is followed out of the reader's
/// bounds, but for the path itself if somebody named it.
pub fn files_at(
    path: &Path,
    is_named: bool,
    reader: &Reader<'_>,
) -> (Vec<SourceFile>, Vec<FileError>) {
    let mut found = Vec::new();
    let mut errors = Vec::new();
    let mut walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let at = error.path().unwrap_or(path).to_owned();
                let message = match error.io_error() {
                    Some(error) => error.to_string(),
                    None => "is a symbolic link to a folder that holds it".to_owned(),
                };
                errors.push(FileError { path: at, message });
                continue;
            }
        };
        let is_link = entry.path_is_symlink() && !(is_named && entry.depth() == 0);
        if is_link && !reader.bounds.hold(entry.path()) {
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            let message = "is a link that leads outside: name what it leads to with --rules";
            errors.push(FileError { path: entry.path().to_owned(), message: message.to_owned() });
            continue;
        }
        let is_rules =
            entry.depth() == 0 || entry.path().extension().is_some_and(|ending| ending == "toml");
        if entry.depth() == 0 && !entry.file_type().is_file() && !entry.file_type().is_dir() {
            let message = "is neither a file nor a folder".to_owned();
            errors.push(FileError { path: entry.path().to_owned(), message });
            continue;
        }
        if !entry.file_type().is_file() || !is_rules {
            continue;
        }
        match (reader.read)(entry.path()) {
            Ok(text) => {
                found.push(SourceFile::new(Origin::Rule, (reader.name)(entry.path()), text));
            }
            Err(message) => {
                errors.push(FileError { path: entry.path().to_owned(), message });
            }
        }
    }
    if found.is_empty() && errors.is_empty() {
        let message = format!("holds no rule file: {}", why_none(path));
        errors.push(FileError { path: path.to_owned(), message });
    }
    (found, errors)
}

/// Whether a folder holds a rule file, or a link that may lead to one.
pub fn holds_rules(folder: &Path) -> bool {
    let mut files = walkdir::WalkDir::new(folder).into_iter();
    files.any(|entry| {
        entry.is_ok_and(|entry| {
            let is_rules = !entry.file_type().is_dir()
                && entry.path().extension().is_some_and(|end| end == "toml");
            is_rules || (entry.depth() > 0 && entry.path_is_symlink() && entry.path().is_dir())
        })
    })
}

/// Whether a folder holds a file with a table of rules or subjects, by whatever name: other tools keep TOML in such
/// folders, too.
pub fn are_of_factlint(folder: &Path) -> bool {
    /// Enough to tell what lies there.
    const MOST: usize = 200;
    let is_rules = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        ["toml", "tml", "tom"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    };
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().take(MOST);
    let files = files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.filter(|entry| is_rules(entry.path())).any(|entry| {
        let text = read_text(entry.path()).unwrap_or_default();
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| line.starts_with("[[rule]]") || line.starts_with("[subject."))
    })
}

/// Why a folder holds no rule file, as far as the names in it tell.
fn why_none(folder: &Path) -> String {
    let alike = alike(folder);
    match alike.as_slice() {
        [] => "their names end in .toml".to_owned(),
        [only] => format!("{only} is not read, rename it to end in .toml"),
        [first, ..] => format!("{first} and others are not read, rename them to end in .toml"),
    }
}

/// The files of a folder that are meant to be rule files, by their names, and are not.
pub fn alike(folder: &Path) -> Vec<String> {
    /// Enough to tell what lies there.
    const MOST: usize = 2_000;
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().take(MOST);
    files
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let ending = entry.path().extension()?.to_str()?.to_ascii_lowercase();
            let is_alike = matches!(ending.as_str(), "toml" | "tml" | "tom" | "yaml" | "yml");
            let is_read = entry.path().extension()? == "toml";
            (is_alike && !is_read).then(|| entry.file_name().to_string_lossy().into_owned())
        })
        .collect()
}

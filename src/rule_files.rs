//! Rule files on disk.

use std::path::{Path, PathBuf};

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

/// The rule files at a path: the file, or every `*.toml` below a folder, sorted. `name` turns a path
/// into the one that is shown.
pub fn files_at(path: &Path, name: &dyn Fn(&Path) -> String) -> (Vec<SourceFile>, Vec<FileError>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name();
    for entry in walk {
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
        match std::fs::read(entry.path()) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => files.push(SourceFile::new(Origin::Rule, name(entry.path()), text)),
                Err(error) => errors.push(FileError {
                    path: entry.path().to_owned(),
                    message: format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to()),
                }),
            },
            Err(error) => {
                errors
                    .push(FileError { path: entry.path().to_owned(), message: error.to_string() });
            }
        }
    }
    (files, errors)
}

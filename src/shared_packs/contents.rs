//! The files of a pack, in memory: from a folder or a zip archive, of a bounded size, and none that a link leads to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Component, Path};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::files;

/// More files than any pack needs.
const MOST_FILES: usize = 2_000;

/// The largest pack, in bytes.
const LARGEST: u64 = 64_000_000;

/// The files of a pack by their paths in it, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    files: BTreeMap<String, Vec<u8>>,
    size: u64,
}

impl Contents {
    /// The files below a folder, without hidden ones.
    ///
    /// # Errors
    /// Where one is a link, cannot be read, or there are too many of them; in words that follow the folder's name.
    pub fn of_folder(folder: &Path) -> Result<Self, String> {
        let mut found = Self::default();
        let mut walk = walkdir::WalkDir::new(folder).max_depth(32).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = entry.map_err(|error| {
                error.io_error().map_or_else(|| "cannot be listed".to_owned(), ToString::to_string)
            })?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if entry.depth() > 0 && is_hidden {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_dir() {
                continue;
            }
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = plain(inside)?;
            if !entry.file_type().is_file() {
                return Err(format!("holds {path}, which is a link or no file"));
            }
            let bytes = files::read(entry.path(), files::LARGEST_RULES)
                .map_err(|error| format!("holds {path}: {error}"))?;
            found.add(path, bytes)?;
        }
        Ok(found)
    }

    /// The files of a zip archive, without hidden ones. A folder around all of them is taken off.
    ///
    /// # Errors
    /// As [`Contents::of_folder`], and where it is no archive.
    pub fn of_zip(archive: impl Read + Seek) -> Result<Self, String> {
        let broken = |error: &dyn std::fmt::Display| format!("is no zip archive: {error}");
        let mut archive = ZipArchive::new(archive).map_err(|error| broken(&error))?;
        let mut found = Self::default();
        for index in 0..archive.len() {
            let file = archive.by_index(index).map_err(|error| broken(&error))?;
            let name = file.name().map_err(|error| broken(&error))?.into_owned();
            if file.is_dir() {
                continue;
            }
            if file.is_symlink() {
                return Err(format!("holds {name}, which is a link"));
            }
            let Some(path) = file.enclosed_name() else {
                return Err(format!("holds {name}, which would lie outside of the pack"));
            };
            let path = plain(&path)?;
            if path.split('/').any(|name| name.starts_with('.')) {
                continue;
            }
            let bytes = files::read_from(file, files::LARGEST_RULES)
                .map_err(|error| format!("holds {path}: {error}"))?;
            found.add(path, bytes)?;
        }
        Ok(found.without_outer_folder())
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) -> Result<(), String> {
        self.size += bytes.len() as u64;
        if self.size > LARGEST {
            return Err(format!("holds more than {} MB", LARGEST / 1_000_000));
        }
        if self.files.len() == MOST_FILES {
            return Err(format!("holds more than {MOST_FILES} files"));
        }
        let known = path.to_lowercase();
        if self.files.keys().any(|other| other.len() == path.len() && other.to_lowercase() == known)
        {
            return Err(format!("holds {path} twice"));
        }
        self.files.insert(path, bytes);
        Ok(())
    }

    /// An archive of a repository has a folder around everything.
    fn without_outer_folder(self) -> Self {
        let first = self.files.keys().next().and_then(|path| path.split_once('/'));
        let Some((outer, _)) = first else { return self };
        let outer = format!("{outer}/");
        if !self.files.keys().all(|path| path.starts_with(&outer)) {
            return self;
        }
        let inside = |(path, bytes): (String, Vec<u8>)| (path[outer.len()..].to_owned(), bytes);
        Self { size: self.size, files: self.files.into_iter().map(inside).collect() }
    }

    /// The paths of the files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of a file; none where there is none, an error where it is no UTF-8.
    pub fn text(&self, path: &str) -> Option<Result<String, String>> {
        let bytes = self.files.get(path)?;
        Some(
            String::from_utf8(bytes.clone()).map_err(|error| {
                format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to())
            }),
        )
    }

    /// What pins the pack: SHA-256 over the paths and bytes of its files, whose line ends count as `\n`, since git
    /// may write others.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, bytes) in &self.files {
            let unix = with_unix_line_ends(bytes);
            hasher.update((path.len() as u64).to_le_bytes());
            hasher.update(path.as_bytes());
            hasher.update((unix.len() as u64).to_le_bytes());
            hasher.update(&unix);
        }
        let mut hash = "sha256:".to_owned();
        for byte in hasher.finalize() {
            let _ = write!(hash, "{byte:02x}");
        }
        hash
    }

    /// Writes the files into a new folder.
    ///
    /// # Errors
    /// Where the folder is there, or something cannot be written.
    pub fn write_to(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)?;
        for (path, bytes) in &self.files {
            let place = folder.join(path);
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(place, bytes)?;
        }
        Ok(())
    }
}

/// A path inside of a pack, with `/`.
fn plain(path: &Path) -> Result<String, String> {
    let mut names = Vec::new();
    for piece in path.components() {
        match (piece, piece.as_os_str().to_str()) {
            (Component::Normal(_), Some(name)) if !name.contains(['\\', ':', '\0']) => {
                names.push(name);
            }
            _ => {
                let path = path.to_string_lossy();
                return Err(format!("holds {path}, which is no plain path of a pack"));
            }
        }
    }
    Ok(names.join("/"))
}

fn with_unix_line_ends(bytes: &[u8]) -> Vec<u8> {
    let mut unix = Vec::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            unix.push(byte);
        }
    }
    unix
}

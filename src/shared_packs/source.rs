//! Where a pack comes from: a folder, a zip archive, or a git repository at a revision.

use std::path::Path;

use super::{Contents, git};
use crate::files;

/// The largest archive, in bytes.
const LARGEST_ARCHIVE: u64 = 64_000_000;

/// Where a pack comes from. Paths are relative to the folder of `factlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `git+URL@REVISION#FOLDER`.
    Git {
        /// As git takes it.
        url: String,
        /// A commit, a tag or a branch; the default branch without one.
        revision: Option<String>,
        /// The folder of the pack in the repository.
        folder: Option<String>,
    },
    /// A zip archive.
    Archive(String),
    /// A folder.
    Folder(String),
}

/// What a source held.
#[derive(Debug)]
pub struct Fetched {
    /// The files.
    pub contents: Contents,
    /// The commit, where they came from git.
    pub revision: Option<String>,
}

impl Source {
    /// What `factlint packs add` was given, or the lock file holds.
    ///
    /// # Errors
    /// Where it cannot be one.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(git) = text.strip_prefix("git+") {
            let (git, folder) = match git.split_once('#') {
                Some((git, folder)) => (git, Some(folder.trim_matches('/').to_owned())),
                None => (git, None),
            };
            // The @ of "git@host:path" names no revision.
            let revision = git.rsplit_once('@').filter(|(url, revision)| {
                !revision.contains([':', '/'])
                    && url.contains(['/', '\\', ':'])
                    && !revision.is_empty()
            });
            let (url, revision) = match revision {
                Some((url, revision)) => (url, Some(revision.to_owned())),
                None => (git, None),
            };
            let climbs = folder.iter().any(|folder| folder.split('/').any(|name| name == ".."));
            let is_option = |text: &str| text.is_empty() || text.starts_with('-');
            if is_option(url) || revision.iter().any(|text| is_option(text)) || climbs {
                return Err("is no git source: write git+https://host/repository@v1.0".to_owned());
            }
            return Ok(Self::Git { url: url.to_owned(), revision, folder });
        }
        if text.contains("://") {
            return Err(
                "is neither a path nor a git source: fetch the archive first, or write git+ before the address \
                 of a repository"
                    .to_owned(),
            );
        }
        let is_archive = Path::new(text).extension().is_some_and(|end| end == "zip");
        Ok(if is_archive { Self::Archive(text.to_owned()) } else { Self::Folder(text.to_owned()) })
    }

    /// Reads what lies there now; paths are relative to `root`.
    ///
    /// # Errors
    /// Where it cannot be read; in words that follow its name.
    pub fn fetch(&self, root: &Path) -> Result<Fetched, String> {
        let (contents, revision) = match self {
            Self::Git { url, revision, folder } => {
                let (contents, commit) =
                    git::fetch(root, url, revision.as_deref(), folder.as_deref())?;
                (contents, Some(commit))
            }
            Self::Archive(path) => {
                let file = files::open(&root.join(path), LARGEST_ARCHIVE)
                    .map_err(|error| format!("cannot be read: {error}"))?;
                (Contents::of_zip(std::io::BufReader::new(file))?, None)
            }
            Self::Folder(path) => (Contents::of_folder(&root.join(path))?, None),
        };
        Ok(Fetched { contents, revision })
    }
}

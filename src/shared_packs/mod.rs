//! Packs that teams share: a folder with a `pack.toml`, rules, and the facts that they read. A pack is read whole into
//! memory and sees nothing else: its rules name facts among its own files only.

mod contents;
pub mod git;
mod lock;
mod manifest;
mod source;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use factlint_engine::finding::{Origin, Problem};
use factlint_engine::rule::problems::Problems;
use factlint_engine::rule::source::{PackPlace, SourceFile};
use factlint_engine::ruleset::RuleSet;

pub use contents::Contents;
pub use lock::{LOCK_NAME, Lock, Locked};
pub use manifest::{MANIFEST_NAME, Manifest};
pub use source::{Fetched, Source};

/// Where the packs of a corpus lie that `factlint packs add` has brought, below the folder of `factlint.toml`.
pub const VENDORED: &str = ".factlint/packs";

/// A pack that was read.
#[derive(Debug)]
pub struct SharedPack {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its files.
    pub contents: Contents,
    /// Its `pack.toml`, for excerpts.
    pub file: SourceFile,
    place: Arc<PackPlace>,
    /// Where it lies.
    folder: PathBuf,
}

impl SharedPack {
    /// Reads the pack in a folder, which reports call `shown`.
    ///
    /// # Errors
    /// Where its files cannot be read, or its `pack.toml` has mistakes.
    pub fn in_folder(folder: &Path, shown: &str) -> Result<Self, Refused> {
        let contents = Contents::of_folder(folder).map_err(Refused::Unreadable)?;
        Self::of(contents, folder, shown)
    }

    /// The pack that some files are.
    ///
    /// # Errors
    /// Where there is no `pack.toml`, or it has mistakes.
    pub fn of(contents: Contents, folder: &Path, shown: &str) -> Result<Self, Refused> {
        let text = match contents.text(MANIFEST_NAME) {
            Some(text) => text.map_err(Refused::Unreadable)?,
            None => return Err(Refused::Unreadable(format!("holds no {MANIFEST_NAME}"))),
        };
        let file = SourceFile::new(Origin::Config, format!("{shown}/{MANIFEST_NAME}"), text);
        let problems = Problems::default();
        let manifest = Manifest::read(&file, &contents, &problems);
        let problems = problems.into_vec();
        match manifest {
            Some(manifest) if problems.is_empty() => {
                let place = PackPlace { name: manifest.name.clone(), folder: shown.to_owned() };
                let (place, folder) = (Arc::new(place), folder.to_owned());
                Ok(Self { manifest, contents, file, place, folder })
            }
            _ => Err(Refused::Wrong(Box::new(file), problems)),
        }
    }

    /// Its files of rules. What is no UTF-8 among them cannot be read, and is told.
    pub fn rule_files(&self) -> (Vec<SourceFile>, Vec<Problem>) {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for path in &self.manifest.rule_files {
            match self.contents.text(path) {
                Some(Ok(text)) => {
                    let shown = format!("{}/{path}", self.place.folder);
                    files.push(SourceFile::new(Origin::Rule, shown, text).of_pack(&self.place));
                }
                Some(Err(why)) => {
                    let message = format!("{path} of pack `{}` cannot be read", self.manifest.name);
                    problems.push(self.file.problem(0..0, message, why));
                }
                None => {}
            }
        }
        (files, problems)
    }

    /// The text of one of its files, by its path as reports show it; none where that is no path of the pack.
    pub fn text_at(&self, shown: &Path) -> Option<Result<String, String>> {
        // A pack in the working directory lies in ".", which paths of its files do without.
        let bare = |path: &'_ Path| path.strip_prefix(".").unwrap_or(path).to_owned();
        let shown = bare(shown);
        let inside = shown.strip_prefix(bare(Path::new(&self.place.folder))).ok()?;
        let inside = inside.to_string_lossy().replace('\\', "/");
        Some(
            self.contents.text(&inside).unwrap_or_else(|| {
                Err(format!("is not part of the pack `{}`", self.manifest.name))
            }),
        )
    }

    /// Whether this is a file of the pack on the disk.
    pub fn holds(&self, path: &Path) -> bool {
        path.starts_with(&self.folder)
    }

    /// Its files on the disk, as they were when it was read.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.contents.paths().map(|path| self.folder.join(path))
    }

    /// The rules alone, as they are loaded without any others, and what is wrong with them.
    pub fn rules(&self) -> (RuleSet, Vec<Problem>) {
        let (files, mut problems) = self.rule_files();
        let (rules, wrong) = RuleSet::read_with_facts(files, &|path| {
            self.text_at(path).unwrap_or_else(|| Err("lies outside of the pack".to_owned()))
        });
        problems.extend(wrong);
        (rules, problems)
    }
}

/// Why a pack cannot be used.
#[derive(Debug)]
pub enum Refused {
    /// Its files cannot be read, in words that follow its name.
    Unreadable(String),
    /// Its `pack.toml` has mistakes.
    Wrong(Box<SourceFile>, Vec<Problem>),
}

#[cfg(test)]
mod tests;

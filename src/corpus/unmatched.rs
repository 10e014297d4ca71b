//! The patterns of `factlint.toml` that name nothing: what they were to change has not changed.

use std::path::Path;

use globset::{GlobSet, GlobSetBuilder};

use super::Entry;
use super::config::{Config, PatternOf, PlacedPattern};
use super::path::{self, display_path};

/// Some patterns of `factlint.toml`, all asked at once, and which of them have matched nothing yet.
struct Waiting {
    globs: GlobSet,
    /// Their places in the list of patterns.
    places: Vec<usize>,
    matched: Vec<bool>,
    /// How many have matched nothing.
    left: usize,
}

impl Waiting {
    fn new(patterns: &[PlacedPattern], is_one: impl Fn(&PlacedPattern) -> bool) -> Self {
        let (mut globs, mut places) = (GlobSetBuilder::new(), Vec::new());
        for (index, pattern) in patterns.iter().enumerate().filter(|(_, one)| is_one(one)) {
            globs.add(pattern.glob.clone());
            places.push(index);
        }
        let globs = globs.build().unwrap_or_default();
        Self { globs, matched: vec![false; places.len()], left: places.len(), places }
    }

    fn see(&mut self, path: &str) {
        if self.left == 0 {
            return;
        }
        for found in self.globs.matches(path) {
            if let Some(matched) = self.matched.get_mut(found).filter(|matched| !**matched) {
                *matched = true;
                self.left -= 1;
            }
        }
    }

    /// The places of those that have matched nothing.
    fn unmatched(&self) -> impl Iterator<Item = usize> + '_ {
        self.places.iter().zip(&self.matched).filter(|(_, matched)| !**matched).map(|(at, _)| *at)
    }
}

/// The patterns of `factlint.toml` that have matched nothing yet.
pub(super) struct Unmatched<'a> {
    patterns: &'a [PlacedPattern],
    /// Of `include` and `exclude`: they speak of files.
    of_files: Waiting,
    /// Folders of such patterns of `exclude` in which no file has been seen yet, with the patterns' places.
    unseen: Vec<(usize, String)>,
    /// Whether the corpus is being walked.
    pub(super) is_open: bool,
}

impl<'a> Unmatched<'a> {
    pub(super) fn new(config: &'a Config) -> Self {
        let of_files = Waiting::new(&config.patterns, |one| match one.of {
            PatternOf::Include => true,
            // "**/drafts/**" is a precaution, and hidden files are passed over anyway.
            PatternOf::Exclude => !one.glob.glob().starts_with(['*', '.', '{', '[', '?']),
            PatternOf::Document | PatternOf::Override => false,
        });
        let unseen = of_files.places.iter().filter_map(|&index| {
            let pattern = config.patterns.get(index).filter(|one| one.of == PatternOf::Exclude)?;
            Some((index, plain_start(pattern.glob.glob()).to_owned()))
        });
        Self {
            patterns: &config.patterns,
            unseen: unseen.collect(),
            of_files,
            is_open: config.file.is_some(),
        }
    }

    /// Tells of a file of any format that lies in the corpus.
    pub(super) fn see(&mut self, path: &Path, root: &Path) {
        if !self.is_open || self.of_files.left == 0 {
            return;
        }
        let shown = path::below(path, root).map_or_else(|| display_path(path, root), str::to_owned);
        self.of_files.see(&shown);
        self.unseen.retain(|(_, start)| !shown.starts_with(start.as_str()));
    }

    /// Those that match none of the documents either, by their place in the list.
    pub(super) fn among(self, documents: &[Entry], root: &Path) -> Vec<usize> {
        // What is there and was not seen is left out by `.gitignore` too.
        let is_ignored = |index: usize| {
            let start = self.unseen.iter().find(|(unseen, _)| *unseen == index);
            start.is_some_and(|(_, start)| root.join(start).exists())
        };
        let mut of_documents = Waiting::new(self.patterns, |one| {
            matches!(one.of, PatternOf::Document | PatternOf::Override)
        });
        for document in documents {
            of_documents.see(&document.path);
        }
        let of_files = self.of_files.unmatched().filter(|index| !is_ignored(*index));
        let mut unmatched: Vec<usize> = of_files.chain(of_documents.unmatched()).collect();
        unmatched.sort_unstable();
        unmatched
    }
}

/// What a pattern begins with, up to the last `/` before its first wildcard; all of it where it has none.
fn plain_start(pattern: &str) -> &str {
    match pattern.find(['*', '?', '[', '{']) {
        Some(wild) => &pattern[..pattern[..wild].rfind('/').map_or(0, |slash| slash + 1)],
        None => pattern,
    }
}

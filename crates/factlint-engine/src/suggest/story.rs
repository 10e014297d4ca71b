//! Which documents tell one story: those that share names that few others have.

use std::collections::{BTreeMap, BTreeSet};

use super::Gleaned;

/// More documents than this that hold a name are no sign that two of them tell one story.
const COMMON: usize = 10;

/// The names of documents that few others have, by the documents' paths.
#[derive(Debug)]
pub struct Stories {
    rare: BTreeMap<String, BTreeSet<String>>,
    undated: BTreeSet<String>,
}

impl Stories {
    /// The stories of some documents.
    pub fn of(documents: &[Gleaned]) -> Self {
        let rare = rare_names(documents);
        let rare = documents.iter().zip(rare).map(|(document, names)| {
            (document.path.clone(), names.into_iter().map(str::to_owned).collect())
        });
        let undated = documents.iter().filter(|document| document.date.is_none());
        let undated = undated.map(|document| document.path.clone()).collect();
        Self { rare: rare.collect(), undated }
    }

    /// Whether a document has a date.
    pub fn is_dated(&self, path: &str) -> bool {
        !self.undated.contains(path)
    }

    /// Whether of the names of two documents that few others have they share enough, as articles on one event do, and
    /// not only forms that are filled in again. A document tells its own story.
    pub fn are_one(&self, one: &str, other: &str) -> bool {
        /// Names that two documents of one story share, at least.
        const SHARED: usize = 2;
        /// And of the fewer names of the two, at least one in so many.
        const ONE_IN: usize = 3;
        let (Some(names), Some(others)) = (self.rare.get(one), self.rare.get(other)) else {
            return false;
        };
        let shared = names.intersection(others).count();
        one == other || (shared >= SHARED && shared * ONE_IN >= names.len().min(others.len()))
    }
}

/// The names of each document that few documents have.
pub(super) fn rare_names(documents: &[Gleaned]) -> Vec<BTreeSet<&str>> {
    let common = COMMON.max(documents.len() / 20);
    let mut known_in: BTreeMap<&str, usize> = BTreeMap::new();
    for name in documents.iter().flat_map(|document| document.names.keys()) {
        *known_in.entry(name).or_default() += 1;
    }
    documents
        .iter()
        .map(|document| {
            let names = document.names.keys().map(String::as_str);
            names.filter(|name| known_in.get(name).is_some_and(|count| *count <= common)).collect()
        })
        .collect()
}

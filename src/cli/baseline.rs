//! The baseline: findings that were there when the tool was adopted, counted and not shown.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Failure;
use super::unfinished::Unfinished;
use crate::corpus::Corpus;
use crate::files;
use factlint_engine::finding::Finding;

/// The form in which baselines are kept.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Known>,
}

/// A finding that is known. It stays known while its rule, its document and the words around it are the
/// same, wherever in the document they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    path: String,
    rule: String,
    fingerprint: String,
    /// In how many places of the document.
    count: usize,
}

/// Findings that are known, and how often each may still be met.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    left: BTreeMap<(String, String, String), usize>,
}

/// Paths of the corpus by those that reports show.
fn inside(corpus: &Corpus) -> BTreeMap<String, &str> {
    corpus.entries.iter().map(|entry| (corpus.display_path(entry), entry.path.as_str())).collect()
}

impl Baseline {
    /// Reads a baseline.
    pub(super) fn read(path: &Path, shown: &str) -> Result<Self, Failure> {
        let read = files::read(path, files::LARGEST_BASELINE).and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| std::io::Error::other("it is not UTF-8"))
        });
        let text = read.map_err(|error| {
            let hint = if error.kind() == std::io::ErrorKind::NotFound {
                "; --update-baseline writes it"
            } else {
                ""
            };
            Failure(format!("--baseline {shown} cannot be read: {error}{hint}"))
        })?;
        let file: File = serde_json::from_str(&text)
            .map_err(|error| Failure(format!("--baseline {shown} is no baseline: {error}")))?;
        if file.version != VERSION {
            return Err(Failure(format!(
                "--baseline {shown} is of version {}, and this factlint reads version {VERSION}",
                file.version
            )));
        }
        let entries =
            file.findings.into_iter().map(|one| ((one.path, one.rule, one.fingerprint), one.count));
        Ok(Self { left: entries.collect() })
    }

    /// Takes the known ones out of the findings; how many they were.
    pub(super) fn take_known(&mut self, findings: &mut Vec<Finding>, corpus: &Corpus) -> usize {
        let inside = inside(corpus);
        let before = findings.len();
        findings.retain(|finding| {
            // Which side is shown first depends on the paths of the run.
            let key = finding.labels().find_map(|label| {
                let path = inside.get(&*label.path).copied().unwrap_or(&label.path);
                let key = key(path, finding);
                self.left.get(&key).is_some_and(|left| *left > 0).then_some(key)
            });
            match key.and_then(|key| self.left.get_mut(&key)) {
                // A place more than are known is a new one.
                Some(left) => {
                    let is_new = finding.places > *left;
                    *left = left.saturating_sub(finding.places);
                    is_new
                }
                None => true,
            }
        });
        before - findings.len()
    }

    /// How many known findings were not met.
    pub(super) fn gone(&self) -> usize {
        self.left.values().sum()
    }
}

/// What a finding is known by: a path in the corpus, its rule and its fingerprint.
fn key(path: &str, finding: &Finding) -> (String, String, String) {
    (path.to_owned(), finding.rule.to_string(), finding.fingerprint.to_string())
}

/// Writes all findings as a baseline; how many they are.
pub(super) fn write(
    path: &Path,
    shown: &str,
    findings: &[Finding],
    corpus: &Corpus,
) -> Result<usize, Failure> {
    let inside = inside(corpus);
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for finding in findings {
        let at = &finding.primary.path;
        let path = inside.get(&**at).copied().unwrap_or(at);
        *counts.entry(key(path, finding)).or_default() += finding.places;
    }
    let known = counts.into_iter().map(|((path, rule, fingerprint), count)| Known {
        path,
        rule,
        fingerprint,
        count,
    });
    let file = File { version: VERSION, findings: known.collect() };
    let cannot =
        |error: std::io::Error| Failure(format!("--baseline {shown} cannot be written: {error}"));
    let mut text = serde_json::to_vec_pretty(&file).map_err(|error| cannot(error.into()))?;
    text.push(b'\n');
    let mut out = Unfinished::beside(path).map_err(cannot)?;
    out.write_all(&text).map_err(cannot)?;
    out.take_place_of(path).map_err(cannot)?;
    Ok(findings.len())
}

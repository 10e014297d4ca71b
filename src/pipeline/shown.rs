//! What is shown of findings: those with a side in the reported paths, that side first, under the paths that
//! reports show.

use super::stets::is_side;
use crate::corpus::Corpus;
use factlint_engine::finding::{Finding, Label, Origin};

/// Keeps a finding that has a side in the reported paths, that side first.
pub(super) fn reported_side_first(mut finding: Finding, corpus: &Corpus) -> Option<Finding> {
    let is_reported = |label: &Label| is_side(label) && corpus.reports(label);
    if is_reported(&finding.primary) {
        return Some(finding);
    }
    // The side that was first leads the others.
    let side = match finding.related.iter().position(is_reported) {
        Some(at) => finding.related.remove(at),
        None => finding.further.iter().find(|label| is_reported(label))?.clone(),
    };
    let former = std::mem::replace(&mut finding.primary, side);
    let words = former.seen().split_whitespace().collect::<Vec<_>>().join(" ");
    let place = corpus.entry(&former.path).map(|entry| corpus.shown(entry)).unwrap_or_default();
    finding.notes.insert(0, format!("`{words}` stands in {place}, line {}", former.start.line));
    finding.related.insert(0, former);
    Some(finding)
}

/// Turns paths of the corpus into those that reports show.
pub(super) fn show_paths(finding: &mut Finding, corpus: &Corpus) {
    let show = |path: &mut String| {
        if let Some(entry) = corpus.entry(path) {
            *path = corpus.shown(entry);
        }
    };
    let labels = std::iter::once(&mut finding.primary).chain(&mut finding.related);
    for label in labels.filter(|label| label.origin == Origin::Document) {
        show(&mut label.path);
    }
    for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        show(&mut edit.path);
    }
}

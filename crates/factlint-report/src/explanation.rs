//! A finding in plain lines, for formats that have one text field: what pretty reports draw.

use super::excerpt::{shortened, visible};
use factlint_engine::finding::{Finding, Label, Origin};

/// Sides beyond this number are only counted.
const MOST_SIDES: usize = 6;

/// The related labels that are told, and a line about those that are too many.
pub fn sides(finding: &Finding) -> (Vec<&Label>, Option<String>) {
    let (sides, evidence): (Vec<&Label>, Vec<&Label>) =
        finding.labels().skip(1).partition(|label| !label.evidence);
    let untold = sides.len().saturating_sub(MOST_SIDES);
    let untold = (untold > 0).then(|| format!("{untold} more places are not shown"));
    (sides.into_iter().take(MOST_SIDES).chain(evidence).collect(), untold)
}

/// What is to be seen at a label; its words, where the label says nothing. One visible line.
pub fn sight(label: &Label) -> String {
    match label.message.is_empty() {
        true => format!("`{}`", shortened(&label.text)),
        false => visible(&label.message),
    }
}

/// Where a label points, as `path:line:column`, on one visible line.
pub fn place(label: &Label) -> String {
    let pack = if label.origin == Origin::Pack { "pack " } else { "" };
    format!("{pack}{}:{}:{}", visible(&label.path), label.start.line, label.start.column)
}

/// Everything that a finding tells, a visible line each: the message, every side, the notes.
pub fn lines(finding: &Finding) -> Vec<String> {
    let (sides, untold) = sides(finding);
    let mut lines = vec![visible(&finding.message)];
    let labels = std::iter::once(&finding.primary).chain(sides);
    lines.extend(labels.map(|label| format!("{}: {}", place(label), sight(label))));
    lines.extend(untold);
    lines.extend(finding.notes.iter().map(|note| visible(note)));
    lines
}

/// What is to be seen where a finding points, if it is more than its words.
pub fn here(finding: &Finding) -> Option<String> {
    let says = &finding.primary.message;
    (!says.is_empty()).then(|| visible(says))
}

/// The message and all sides on one visible line.
pub fn one_line(finding: &Finding) -> String {
    let (sides, untold) = sides(finding);
    let sides = sides.into_iter().map(|label| format!("{}: {}", place(label), sight(label)));
    let told: Vec<String> = here(finding).into_iter().chain(sides).chain(untold).collect();
    match told.is_empty() {
        true => visible(&finding.message),
        false => format!("{} ({})", visible(&finding.message), told.join("; ")),
    }
}

//! Repeats: a finding points at the first place of a document that says something; where only some lines
//! are reported, it may have to point at another place that says the same.

use super::judging::Settled;
use super::stets::{Stets, is_side};
use crate::corpus::Corpus;
use factlint_engine::claim::{Claim, Part};
use factlint_engine::finding::{Finding, Label};
use factlint_engine::rule::Rule;

/// Gives findings that would not be shown the places on reported lines that repeat one of their sides.
pub(super) fn add_repeats(
    settled: &mut Settled,
    rule: &Rule,
    group: &[Claim],
    corpus: &Corpus,
    stets: &Stets<'_>,
) {
    if !corpus.reports_lines() {
        return;
    }
    for (_, finding) in &mut settled.findings {
        if finding.labels().any(|label| is_side(label) && corpus.reports(label)) {
            continue;
        }
        let again: Vec<Label> = repeats_of(finding, group)
            .filter(|label| corpus.reports(label) && stets.standing(rule, label).is_empty())
            .collect();
        if !again.is_empty() {
            finding.further = again.into_iter().chain(finding.further.iter().cloned()).collect();
        }
    }
}

/// The places of a group that say, in the same document, what a side of a finding says.
fn repeats_of<'a>(finding: &'a Finding, group: &'a [Claim]) -> impl Iterator<Item = Label> + 'a {
    let sides = finding.labels().filter(|label| is_side(label));
    sides.flat_map(move |side| {
        let parts_there = || {
            let claims = group.iter().filter(|claim| claim.document.path == side.path);
            claims.flat_map(|claim| claim.parts.iter().map(move |part| (claim, part)))
        };
        let value = parts_there().find(|(_, part)| part.span == side.span);
        parts_there()
            .filter(move |(_, part)| {
                part.span != side.span && value.is_some_and(|(_, shown)| says_the_same(part, shown))
            })
            .map(|(claim, part)| part.label(&claim.document, side.message.clone()))
    })
}

fn says_the_same(one: &Part, other: &Part) -> bool {
    let words =
        |part: &Part| part.words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    one.value == other.value || words(one) == words(other)
}

//! Tables: the row names the subject and the column what is told of it, or the other way round.

use super::mentions_of;
use crate::claim::Claim;
use crate::reading::{Heads, Reading, Sentence};
use crate::rule::Rule;
use crate::rule::subject::SubjectId;
use factlint_language::span::{ProseSpan, Span};
use factlint_language::word;
use factlint_language::words::Class;

/// A cell whose heads name the rule's subject and what `near` asks for.
pub(super) struct Cell {
    /// All that the cell says.
    pub sentence: Sentence,
    pub heads: Heads,
}

/// Where claims have been made.
pub(super) struct Claimed(Vec<Span>);

impl Claimed {
    /// Where some claims stand.
    pub fn by(claims: &[Claim]) -> Self {
        let mut spans: Vec<Span> = claims.iter().map(Claim::span).collect();
        spans.sort();
        Self(spans)
    }

    /// Whether one of them stands within a cell.
    pub fn holds(&self, reading: &Reading<'_>, cell: &Cell) -> bool {
        self.lies_in(reading, cell.sentence)
    }

    /// Whether one of them stands within a sentence.
    pub fn lies_in(&self, reading: &Reading<'_>, sentence: Sentence) -> bool {
        let (place, _) = reading.document().locate(sentence.span);
        let first = self.0.partition_point(|span| span.start < place.start);
        self.0.get(first).is_some_and(|span| place.contains(*span))
    }
}

/// The cells that a rule may read.
pub(super) fn cells(rule: &Rule, reading: &Reading<'_>) -> Vec<Cell> {
    if !reading.has_tables() {
        return Vec::new();
    }
    let mut found: Vec<Sentence> = mentions_of(rule, reading)
        .into_iter()
        .filter_map(|mention| reading.sentence_at(mention.start))
        .flat_map(|head| reading.cells_under(head))
        .filter(|cell| reading.fills_its_block(*cell))
        .collect();
    found.sort();
    found.dedup();
    let mut cells: Vec<Cell> = found
        .into_iter()
        .filter_map(|sentence| Some(Cell { sentence, heads: reading.heads(sentence)? }))
        .filter(|cell| is_named_alone(rule, reading, cell) && is_admitted(rule, reading, cell))
        .collect();
    cells.extend(cells_by_context(rule, reading, &cells));
    cells
}

/// The cells of tables that stand under the subject and do not name it: those under or beside a cue. The known ones
/// are in order.
fn cells_by_context(rule: &Rule, reading: &Reading<'_>, known: &[Cell]) -> Vec<Cell> {
    let Some(cues) = rule.near.first() else { return Vec::new() };
    let whole = ProseSpan::new(0, reading.prose().len());
    let mut found: Vec<Sentence> = reading
        .cues_in(cues, whole)
        .into_iter()
        .filter_map(|cue| reading.sentence_at(cue.start))
        .flat_map(|head| reading.cells_under(head))
        .filter(|cell| reading.fills_its_block(*cell))
        .filter(|cell| known.binary_search_by_key(cell, |one| one.sentence).is_err())
        .collect();
    found.sort();
    found.dedup();
    found
        .into_iter()
        .filter_map(|sentence| Some(Cell { sentence, heads: reading.heads(sentence)? }))
        .filter(|cell| {
            super::context::is_cell_of(rule, reading, cell.sentence, cell.heads.iter())
                && is_admitted(rule, reading, cell)
        })
        .collect()
}

/// Whether the heads name the subject, and nothing else of its kind.
fn is_named_alone(rule: &Rule, reading: &Reading<'_>, cell: &Cell) -> bool {
    let subjects = &reading.vocabulary().subjects;
    let Some(kind) = rule.about.first().map(|subject| subjects.get(*subject).kind) else {
        return false;
    };
    cell.heads.iter().all(|head| {
        let first = reading.mentions().partition_point(|one| one.span.start < head.span.start);
        let mentions = || {
            reading.mentions()[first..]
                .iter()
                .take_while(move |mention| mention.span.end <= head.span.end)
        };
        let named: Vec<&SubjectId> =
            mentions().flat_map(|mention| subjects.of_phrase(mention.phrase)).collect();
        let ours = named
            .iter()
            .filter(|subject| subjects.get(***subject).kind == kind)
            .all(|subject| rule.about.contains(subject));
        let known: Vec<ProseSpan> = mentions().map(|mention| mention.span).collect();
        ours && (named.is_empty() || is_all_about(rule, reading, head, &known))
    })
}

/// Whether a head says nothing beside names, nouns and cues that makes them another thing: "Tomahawk missile"
/// and "Tomahawk range (km)" tell of the Tomahawk, "Tomahawk Block IV" and "Tomahawk, 1983" do not.
fn is_all_about(
    rule: &Rule,
    reading: &Reading<'_>,
    head: Sentence,
    mentions: &[ProseSpan],
) -> bool {
    let text = head.span.of(reading.prose());
    let bracket = text.find(['(', '[']).map_or(text.len(), |open| open);
    let before = ProseSpan { start: head.span.start, end: head.span.start + bracket as u32 };
    let mut known = mentions.to_vec();
    known.extend(rule.near.iter().flat_map(|cues| reading.cues_in(cues, before)));
    let has_cue = known.len() > mentions.len();
    // What stands in brackets behind a cue is its unit; behind a name it makes another thing of it.
    let end = if has_cue { before } else { head.span };
    reading.words_in(end).all(|(range, found)| {
        let word = ProseSpan::new(range.start, range.end);
        word::is(found, Class::InCellName) || known.iter().any(|place| place.contains(word))
    })
}

/// Whether the heads and the cell hold what `near` asks for, and nothing that silences the rule.
fn is_admitted(rule: &Rule, reading: &Reading<'_>, cell: &Cell) -> bool {
    let places = || cell.heads.iter().chain([cell.sentence]).map(|sentence| sentence.span);
    rule.near.iter().all(|cues| places().any(|place| reading.any_in(cues, place)))
        && !places().any(|place| reading.any_in(&rule.unless_near, place))
        && !places().any(|place| reading.any_in(&rule.except, place))
        && rule.quotes.admit(false)
}

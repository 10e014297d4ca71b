//! Tables: the row names the subject and the column what is told of it, or the other way round.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decider, Refusal, mentions_of};
use crate::claim::Claim;
use crate::reading::{Heads, Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use crate::rule::subject::SubjectId;
use crate::unread::Reason;
use factlint_language::span::{ProseSpan, Span};
use factlint_language::word;
use factlint_language::words::Class;

/// A cell whose heads name the rule's subject and what `near` asks for.
pub(super) struct Cell {
    /// All that the cell says.
    pub sentence: Sentence,
    pub heads: Heads,
    /// Whether what it says is told of the subject; or why not.
    pub told: Result<(), Refusal>,
    /// The head that gives the year of what it says.
    pub year: Option<Sentence>,
}

impl Cell {
    /// A cell that is told of the subject, or why it is not.
    pub fn new(
        reading: &Reading<'_>,
        sentence: Sentence,
        heads: Heads,
        told: Result<(), Refusal>,
    ) -> Self {
        let year = heads.iter().find(|head| reading.year_of_head(*head).is_some());
        Self { sentence, heads, told, year }
    }

    /// Whether what it says is told of the subject, and of no year; or why not.
    pub fn told_now(&self) -> Result<(), Refusal> {
        let year = |head: Sentence| Err((Reason::DayUnclear, Decider::Word(head.span)));
        self.told.and(self.year.map_or(Ok(()), year))
    }
}

/// Where claims have been made.
struct Claimed(Vec<Span>);

impl Claimed {
    /// Where some claims stand.
    fn by(claims: &[Claim]) -> Self {
        let mut spans: Vec<Span> = claims.iter().map(Claim::span).collect();
        spans.sort();
        Self(spans)
    }

    /// Whether one of them stands within a sentence.
    fn lies_in(&self, reading: &Reading<'_>, sentence: Sentence) -> bool {
        let (place, _) = reading.document().locate(sentence.span);
        let first = self.0.partition_point(|span| span.start < place.start);
        self.0.get(first).is_some_and(|span| place.contains(*span))
    }
}

/// What a rule reads in another way than the one before, each with what it comes to: taken where no claim stands yet.
pub(super) fn add_unclaimed<E>(
    claims: &mut Vec<Claim>,
    reading: &Reading<'_>,
    read: impl FnOnce(&mut dyn FnMut(Sentence, Result<Claim, E>)),
) {
    let claimed = Claimed::by(claims);
    read(&mut |sentence, read| {
        claims.extend(read.ok().filter(|_| !claimed.lies_in(reading, sentence)));
    });
}

/// The cells that a rule may read, and those that it nearly may.
pub(super) fn cells(rule: &Rule, reading: &Reading<'_>) -> Vec<Cell> {
    if !reading.has_tables() {
        return Vec::new();
    }
    let mut cells: Vec<Cell> = under_subject(rule, reading)
        .into_iter()
        .filter(|cell| reading.fills_its_block(*cell))
        .filter_map(|sentence| {
            let heads = reading.heads(sentence)?;
            let told = told(rule, reading, sentence, &heads);
            Some(Cell::new(reading, sentence, heads, told))
        })
        .filter(|cell| is_admitted(rule, reading, cell))
        .collect();
    cells.extend(cells_by_context(rule, reading, &cells));
    cells
}

/// The sentences with a cue in cells that hold more than a value, beside or under the rule's subject, each with whether
/// it is told of it.
pub(super) fn texts(rule: &Rule, reading: &Reading<'_>) -> Vec<(Sentence, Result<(), Refusal>)> {
    if !reading.has_tables() {
        return Vec::new();
    }
    under_subject(rule, reading)
        .into_iter()
        .filter(|cell| {
            !reading.fills_its_block(*cell)
                && rule.near.iter().all(|cues| reading.any_in(cues, cell.span))
        })
        .filter_map(|cell| {
            let heads = reading.heads(cell)?;
            Some((cell, told(rule, reading, cell, &heads)))
        })
        .collect()
}

/// The cells beside or under a name of the rule's subject.
fn under_subject(rule: &Rule, reading: &Reading<'_>) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = mentions_of(rule, reading)
        .into_iter()
        .filter_map(|mention| reading.sentence_at(mention.start))
        .flat_map(|head| reading.cells_under(head))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The cells of tables that stand under the subject and do not name it: those under or beside a cue. The known ones
/// are in order.
fn cells_by_context(rule: &Rule, reading: &Reading<'_>, known: &[Cell]) -> Vec<Cell> {
    let Some(cues) = rule.near.first() else { return Vec::new() };
    let whole = ProseSpan::new(0, reading.prose().len());
    let cued: BTreeSet<Sentence> = reading
        .cues_in(cues, whole)
        .into_iter()
        .filter_map(|cue| reading.sentence_at(cue.start))
        .collect();
    let is_new = |cell: &Sentence| {
        reading.fills_its_block(*cell)
            && known.binary_search_by_key(cell, |one| one.sentence).is_err()
    };
    let mut found: BTreeMap<Sentence, Heads> = BTreeMap::new();
    for cell in cued.iter().flat_map(|head| reading.cells_under(*head)).filter(is_new) {
        found.extend(reading.heads(cell).map(|heads| (cell, heads)));
    }
    for meaning in &cued {
        let values = setting_meant(rule, reading, *meaning).into_iter();
        found.extend(values.filter(|(cell, _)| is_new(cell) && cell != meaning));
    }
    found
        .into_iter()
        .filter_map(|(sentence, heads)| {
            let told = super::context::cell_told(rule, reading, sentence, &heads);
            let told = match told {
                Ok(()) => of_now(rule, reading, sentence, &heads),
                Err(refusal) => Err(refusal?),
            };
            Some(Cell::new(reading, sentence, heads, told))
        })
        .filter(|cell| is_admitted(rule, reading, cell))
        .collect()
}

/// The cells of a row that begins with the name of a setting in code, each with what another cell says that the setting means as
/// its head: "128 MB" of "`upload_limit` | 128 MB | largest upload".
fn setting_meant(rule: &Rule, reading: &Reading<'_>, meaning: Sentence) -> Vec<(Sentence, Heads)> {
    let Some(heads) = reading.heads(meaning) else { return Vec::new() };
    let [setting] = heads.row[..] else { return Vec::new() };
    let is_code = reading
        .words_in(setting.span)
        .all(|(range, _)| reading.document().is_code(ProseSpan::new(range.start, range.end)));
    if !is_code || !super::context::is_cue_label(rule, reading, meaning, &[]) {
        return Vec::new();
    }
    let with_meaning = |cell: Sentence| {
        let heads = reading.heads(cell)?;
        Some((cell, Heads { row: vec![meaning], ..heads }))
    };
    reading.cells_under(setting).into_iter().filter_map(with_meaning).collect()
}

/// Whether what a cell says, whose heads name the subject, is told of it, and of now.
fn told(rule: &Rule, reading: &Reading<'_>, cell: Sentence, heads: &Heads) -> Result<(), Refusal> {
    is_named_alone(rule, reading, heads).and_then(|()| of_now(rule, reading, cell, heads))
}

/// Whether the heads and the headings over a cell say nothing of another time: "Old | New", "Removed options".
fn of_now(
    rule: &Rule,
    reading: &Reading<'_>,
    cell: Sentence,
    heads: &Heads,
) -> Result<(), Refusal> {
    let unsaid = |word: ProseSpan| Err((Reason::NotAsserted, Decider::Word(word)));
    if let Some(word) = reading.unsaid_above(cell) {
        return unsaid(word);
    }
    heads
        .iter()
        .find_map(|head| super::context::other_time(rule, reading, head.span))
        .or_else(|| super::context::question_mark(reading, cell))
        .map_or(Ok(()), unsaid)
}

/// Whether the heads name the subject, and nothing else of its kind.
fn is_named_alone(rule: &Rule, reading: &Reading<'_>, heads: &Heads) -> Result<(), Refusal> {
    let subjects = &reading.vocabulary().subjects;
    let Some(kind) = rule.about.first().map(|subject| subjects.get(*subject).kind) else {
        return Err((Reason::OtherThing, Decider::Nothing));
    };
    for head in heads.iter() {
        let first = reading.mentions().partition_point(|one| one.span.start < head.span.start);
        let mentions = || {
            reading.mentions()[first..]
                .iter()
                .take_while(move |mention| mention.span.end <= head.span.end)
        };
        let is_rival = |subject: &SubjectId| {
            subjects.get(*subject).kind == kind && !rule.about.contains(subject)
        };
        let rival = mentions().find(|one| subjects.of_phrase(one.phrase).iter().any(is_rival));
        if let Some(rival) = rival {
            return Err((Reason::OtherOwner, Decider::Name(rival.phrase)));
        }
        if super::context::is_of_part(rule, reading, head) {
            return Err((Reason::OtherThing, Decider::Word(head.span)));
        }
        let known: Vec<ProseSpan> = mentions().map(|mention| mention.span).collect();
        let names = mentions().any(|mention| !subjects.of_phrase(mention.phrase).is_empty());
        if names && !is_all_about(rule, reading, head, &known) {
            return Err((Reason::OtherThing, Decider::Word(head.span)));
        }
    }
    Ok(())
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
        word::is(found, Class::InCellName)
            // "Tomahawk facts", "Tomahawk limits"
            || word::is(found, Class::LabelWord)
            || known.iter().any(|place| place.contains(word))
    })
}

/// Whether the heads and the cell hold what `near` asks for, and nothing that silences the rule.
fn is_admitted(rule: &Rule, reading: &Reading<'_>, cell: &Cell) -> bool {
    let places = || cell.heads.iter().chain([cell.sentence]).map(|sentence| sentence.span);
    let is_cued = |cues: &Vec<Cue>| places().any(|place| reading.any_in(cues, place));
    let cued = rule.near.iter().all(is_cued)
        || (super::context::cue_above(rule, reading, cell.sentence).is_some()
            && super::context::leave_to_line_above(rule, reading, cell.heads.iter()));
    cued && !places().any(|place| reading.any_in(&rule.unless_near, place))
        && !places().any(|place| reading.any_in(&rule.except, place))
        && rule.quotes.admit(false)
}

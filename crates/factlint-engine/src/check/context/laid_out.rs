//! What cells and lines tell that stand in layout instead of a sentence: whose a cell is by its heads, what a label leaves open.

use std::collections::BTreeSet;

use super::label::{is_label, is_question, other_time, stands_for_kind, without_unit};
use super::narrowing::narrowed_by;
use super::topic::{Topic, named, names_nothing, owner_above, rival_in, topic};
use crate::check::table::Cell;
use crate::check::{Decider, Refusal, mentions_of};
use crate::reading::{Heads, Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a table's cell, whose heads name no subject, tells of the rule's: its heads are labels and the table stands
/// under the subject; or why not. Nothing where it has nothing to do with the subject.
pub(in crate::check) fn cell_told(
    rule: &Rule,
    reading: &Reading<'_>,
    cell: Sentence,
    heads: &Heads,
) -> Result<(), Option<Refusal>> {
    let cued = |head: Sentence| rule.near.iter().all(|cues| reading.any_in(cues, head.span));
    if !names_nothing(rule, reading, cell) || !heads.iter().any(cued) {
        return Err(None);
    }
    match heads.corner.map(|corner| topic(rule, reading, corner)) {
        Some(Topic::Ours) => {}
        Some(Topic::Rival(name)) => return Err(Some((Reason::OtherOwner, Decider::Name(name)))),
        Some(Topic::Other | Topic::Open) | None => owner_above(rule, reading, cell)?,
    }
    for head in heads.iter() {
        if let Some(rival) = rival_in(rule, reading, head) {
            return Err(Some((Reason::OtherOwner, Decider::Name(rival))));
        }
    }
    if let Some(word) = heads.iter().find_map(|head| other_time(rule, reading, head.span)) {
        return Err(Some((Reason::NotAsserted, Decider::Word(word))));
    }
    // What a row tells of without a cue is called by it: "Basic", "Plus".
    let is_value = |head: &Sentence| {
        reading.words_in(head.span).all(|(_, found)| {
            word::is(found, Class::LabelWord) && word::is(found, Class::PropertyHead)
        })
    };
    let calls = |head: &Sentence| {
        heads.row.contains(head)
            && !cued(*head)
            && !is_value(head)
            && !reading.tells_of_values(*head)
    };
    let is_plain = |head: Sentence| {
        let label = without_unit(reading, head);
        is_label(rule, reading, label)
            || cued(head) && narrowed_by(rule, reading, label, &[]).is_none()
            || heads.column.contains(&head) && reading.only_names_values(head)
            || reading.tells_of_values(head)
    };
    let is_year = |head: &Sentence| reading.year_of_head(*head).is_some();
    let stranger =
        heads.sure().filter(|head| !is_year(head)).find(|head| !is_plain(*head) || calls(head));
    match stranger {
        Some(head) => Err(Some((Reason::OtherThing, Decider::Word(head.span)))),
        None => Ok(()),
    }
}

/// Whether a label or a head says no more than that a value stands with it: it holds cues, and words that name values.
pub(in crate::check) fn says_no_more(rule: &Rule, reading: &Reading<'_>, label: ProseSpan) -> bool {
    let Some(line) = reading.sentence_at(label.start) else { return false };
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, label)).collect();
    let is_cue = |range: &std::ops::Range<usize>| {
        cues.iter().any(|cue| cue.contains(ProseSpan::new(range.start, range.end)))
    };
    let names = |found: &str| {
        word::is(found, Class::ValueHead)
            || word::is(found, Class::LabelWord)
            || word::is(found, Class::WholeThings)
            || stands_for_kind(rule, reading, found)
    };
    let mut words = reading.words_in(label).peekable();
    let is_plain =
        words.peek().is_some() && words.all(|(range, found)| is_cue(&range) || names(found));
    let is_now = other_time(rule, reading, label).is_none();
    // "Is it open?"
    let asks = || {
        is_question(reading, label)
            && reading
                .words_in(label)
                .all(|(_, found)| names(found) || word::is(found, Class::QuestionLabelWord))
    };
    is_now && (asks() || is_plain || reading.only_names_values(line.narrowed(label)))
}

/// The cells of tables that stand under the subject and name nothing, in blocks that pass, each with whether it is told of it:
/// their heads say no more than that values stand there.
pub(in crate::check) fn cells_listed(
    rule: &Rule,
    reading: &Reading<'_>,
    passes: impl Fn(ProseSpan) -> bool,
) -> Vec<Cell> {
    if !reading.has_tables() {
        return Vec::new();
    }
    let mut found: BTreeSet<Sentence> = BTreeSet::new();
    for mention in mentions_of(rule, reading) {
        let Some(naming) = reading.sentence_at(mention.start) else { continue };
        found.extend(reading.all_under(naming, &passes));
    }
    let told = |cell: Sentence| {
        let heads = reading.heads(cell).filter(|_| reading.fills_its_block(cell))?;
        let is_named = |head: Sentence| !names_nothing(rule, reading, head);
        let is_open = names_nothing(rule, reading, cell)
            && !heads.row.is_empty()
            && !heads.iter().any(is_named)
            && heads.sure().all(|head| says_no_more(rule, reading, head.span))
            && rule.near.iter().all(|cues| {
                heads.sure().chain([cell]).any(|place| reading.any_in(cues, place.span))
            });
        let told =
            match owner_above(rule, reading, cell).map_err(|refusal| refusal.filter(|_| is_open)) {
                Ok(()) if is_open => Ok(()),
                Ok(()) | Err(None) => return None,
                Err(Some(refusal)) => Err(refusal),
            };
        Some(Cell::new(reading, cell, heads, told))
    };
    found.into_iter().filter_map(told).collect()
}

/// What labels all of the block of a line and stands in a block of its own right above it: the term of a definition.
pub(in crate::check) fn label_right_above(
    reading: &Reading<'_>,
    line: Sentence,
) -> Option<Sentence> {
    let above = reading.standing_under(line).next();
    above.filter(|above| above.block_is_before(line) && reading.heads(line).is_none())
}

/// Whether a line stands right below what names the rule's subject and nothing else: the definition of a term, the first line
/// below a heading.
pub(in crate::check) fn is_right_below_name(
    rule: &Rule,
    reading: &Reading<'_>,
    line: Sentence,
) -> bool {
    label_right_above(reading, line).is_some_and(|above| {
        let mentions = named(rule, reading, above);
        let is_small = |range: &std::ops::Range<usize>, found: &str| {
            word::is(found, Class::Article)
                || mentions
                    .iter()
                    .any(|(name, _)| name.contains(ProseSpan::new(range.start, range.end)))
        };
        matches!(topic(rule, reading, above), Topic::Ours)
            && reading.words_in(above.span).all(|(range, found)| is_small(&range, found))
    })
}

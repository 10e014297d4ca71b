//! Lines under what names the subject, for rules that ask for no cue: their label is what the rule counts or holds,
//! "Seats: 144", "Age: 64".

use std::collections::BTreeSet;

use super::label::{other_time, question_mark, stands_for_kind};
use super::narrowing::narrowed_among;
use super::topic::{is_this_year, names_nothing, owner_above};
use crate::check::{Decider, Refusal, mentions_of};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// Lines further behind the name of the subject in its block are no context.
const MOST_BEHIND: usize = 16;

/// What stands between a label and its value.
const MARKS: [char; 5] = [':', '=', '–', '—', '|'];

/// The sentences that pass and stand under what names the rule's subject, and name nothing, each with whether it is told
/// of the subject; or why not.
pub(in crate::check) fn lines_under(
    rule: &Rule,
    reading: &Reading<'_>,
    passes: impl Fn(ProseSpan) -> bool,
) -> Vec<(Sentence, Result<(), Refusal>)> {
    let mut found: BTreeSet<Sentence> = BTreeSet::new();
    for mention in mentions_of(rule, reading) {
        let Some(naming) = reading.sentence_at(mention.start) else { continue };
        let next = reading.next_in_block(naming);
        let behind = std::iter::successors(next, |one| reading.next_in_block(*one));
        let lines = behind
            .take(MOST_BEHIND)
            .chain(reading.items_behind(naming))
            .chain(reading.all_under(naming, &passes));
        found.extend(lines.filter(|line| {
            passes(line.span)
                && reading.heads(*line).is_none()
                && names_nothing(rule, reading, *line)
        }));
    }
    let told = |line: Sentence| {
        let told = match owner_above(rule, reading, line) {
            Ok(()) => said_now(rule, reading, line),
            Err(refusal) => Err(refusal?),
        };
        Some((line, told))
    };
    found.into_iter().filter_map(told).collect()
}

/// Whether a line is said as what holds now, as far as the lines above it and its mark tell; or why not.
fn said_now(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> Result<(), Refusal> {
    if reading.any_in(&rule.unless_near, line.span) {
        return Err((Reason::UnlessNear, Decider::Nothing));
    }
    match question_mark(reading, line).or_else(|| reading.unsaid_above(line)) {
        Some(word) => Err((Reason::NotAsserted, Decider::Word(word))),
        None => Ok(()),
    }
}

/// Whether a value is all that a line gives under a label that holds nothing but one of some nouns and the small words of
/// labels; or which word makes it something else. None where the line is no such label with its value. What gives its noun
/// itself needs no label: "144 seats".
pub(in crate::check) fn labelled(
    rule: &Rule,
    reading: &Reading<'_>,
    line: Sentence,
    value: ProseSpan,
    is_noun: impl Fn(&str) -> bool,
) -> Option<Result<(), Refusal>> {
    let prose = reading.prose();
    let before = ProseSpan { start: line.span.start, end: value.start };
    let behind = ProseSpan { start: value.end, end: line.span.end };
    let is_named = reading.words_in(value).any(|(_, found)| is_noun(found));
    let lead = before.of(prose).trim_end_matches([' ', '*', '_', '`']);
    let is_label = lead.ends_with(MARKS) && reading.words_in(before).any(|(_, it)| is_noun(it));
    let rest = behind.of(prose).trim_start_matches(['*', '_', '`']).trim_start();
    let ends = rest.is_empty() || rest.starts_with(['(', ',', ';', '.', '|']);
    if !(is_label || is_named && lead.is_empty()) || !ends {
        return None;
    }
    if let Some(word) = other_time(rule, reading, line.span).or_else(|| another_year(reading, line))
    {
        return Some(Err((Reason::NotAsserted, Decider::Word(word))));
    }
    let is_small = |range: &std::ops::Range<usize>, found: &str| {
        is_noun(found)
            || found.bytes().all(|byte| byte.is_ascii_digit())
            // "No. of turbines"
            || prose[range.end..].starts_with('.') && word::is(found, Class::NumberAbbreviation)
            || word::is(found, Class::LabelWord)
            || word::is(found, Class::LabelAdjective)
            || word::is(found, Class::MeasureFunctionWord)
            || stands_for_kind(rule, reading, found)
    };
    let spans = |fits: &dyn Fn(&std::ops::Range<usize>, &str) -> bool| -> Vec<ProseSpan> {
        let words = reading.words_in(before).filter(|(range, found)| fits(range, found));
        words.map(|(range, _)| ProseSpan::new(range.start, range.end)).collect()
    };
    let nouns = spans(&|_, found| is_noun(found));
    let strangers = spans(&|range, found| !is_small(range, found));
    let narrowed = narrowed_among(rule, reading, before, nouns, strangers);
    Some(narrowed.map_or(Ok(()), |word| Err((Reason::OtherCue, Decider::Word(word)))))
}

/// A year in a line that is not that of the document: "Employees (1990): 1,200".
fn another_year(reading: &Reading<'_>, line: Sentence) -> Option<ProseSpan> {
    let is_year = |found: &str| {
        found.len() == 4
            && (found.starts_with("19") || found.starts_with("20"))
            && found.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut words = reading.words_in(line.span);
    words
        .find(|(_, found)| is_year(found) && !is_this_year(reading, found))
        .map(|(range, _)| ProseSpan::new(range.start, range.end))
}

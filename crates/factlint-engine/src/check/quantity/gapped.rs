//! Statements without a verb that go on from the one before: "the viaduct is 640 m long, the Tern Bridge 1,680 m", "the relay ships
//! with a timeout of 20 seconds, the warden with one of 45".

use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;

/// The name right before a figure that ends such a statement, where the statement before has a figure and a cue.
pub(super) fn name_of(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    others: &[ProseSpan],
    kind: KindId,
) -> Option<PhraseId> {
    let (name, start) = reading.gapped_before(sentence, whole, kind)?;
    let lead = ProseSpan { start: sentence.span.start, end: start };
    let last = others.iter().rfind(|other| other.end <= start)?;
    // The statement before is the one right before.
    let is_next =
        !reading.prose()[last.end as usize..start as usize].contains([';', ':', '(', ')']);
    let is_cued = rule.near.iter().all(|cues| !reading.cues_in(cues, lead).is_empty());
    (is_next && is_cued && !rule.near.is_empty()).then_some(name)
}

/// Whether a subject is first named behind a figure, as that of a later one.
pub(super) fn begins_behind(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    others: &[ProseSpan],
    kind: KindId,
    name: PhraseId,
) -> bool {
    let subjects = &reading.vocabulary().subjects;
    let is_same = |other: PhraseId| {
        subjects.of_phrase(other).iter().any(|one| subjects.of_phrase(name).contains(one))
    };
    let later = others.iter().filter(|other| other.start >= whole.end);
    let is_later = later
        .filter_map(|other| name_of(rule, reading, sentence, *other, others, kind))
        .any(is_same);
    is_later && !reading.is_named_before(sentence, whole.start, kind, is_same)
}

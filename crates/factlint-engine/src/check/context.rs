//! Context: labelled values that stand under what names the subject: a heading, the term of a description list, the
//! item above, a caption, the sentence before ("The relay port. Defaults to 5668.").

use std::collections::BTreeSet;

use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use crate::rule::subject::SubjectId;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// A sentence that stands under the rule's subject.
pub(super) struct Standing {
    pub sentence: Sentence,
    /// Whether a heading or label between it and the subject holds what `near` asks for.
    cued_above: bool,
}

/// What a line says of which thing is spoken of below it.
enum Topic {
    /// The subject of the rule.
    Ours,
    /// Something else, or nobody knows what.
    Other,
    /// It names nothing: "Key figures", "Length".
    Open,
}

/// The sentences that a rule may read by what they stand under; those that name a subject themselves are not among
/// them, nor are cells, see [`is_cell_of`].
pub(super) fn standing(rule: &Rule, reading: &Reading<'_>) -> Vec<Standing> {
    let Some(first) = rule.near.first() else { return Vec::new() };
    let is_cued = |sentence: &Sentence| reading.any_in(first, sentence.span);
    let mut found = Vec::new();
    for sentence in near_subject(rule, reading, first) {
        found.push(Standing { sentence, cued_above: false });
        // "The relay port. Defaults to 5668."
        if let Some(next) = reading.next_in_block(sentence)
            && !is_cued(&next)
            && opens_with(rule, reading, sentence, &named(rule, reading, sentence))
            && matches!(topic(rule, reading, sentence), Some(Topic::Ours))
        {
            found.push(Standing { sentence: next, cued_above: true });
        }
        if word::words(sentence.span.of(reading.prose())).nth(MOST_OF_LABEL).is_none()
            && names_nothing(rule, reading, sentence)
            && is_label(rule, reading, sentence.span)
        {
            let below = reading.below(sentence).into_iter();
            found.extend(
                below
                    .filter(|below| !is_cued(below))
                    .map(|sentence| Standing { sentence, cued_above: true }),
            );
        }
    }
    found.retain(|one| {
        !reading.is_headline(one.sentence)
            && reading.heads(one.sentence).is_none()
            && names_nothing(rule, reading, one.sentence)
            && !reading.any_in(&rule.unless_near, one.sentence.span)
            && stands_under_subject(rule, reading, one.sentence)
    });
    found
}

/// The sentences with one of some cues that may stand under the rule's subject: where cues are rarer than names, all
/// that have one; else the few behind each place that names it, and those under its line.
fn near_subject(rule: &Rule, reading: &Reading<'_>, cues: &[Cue]) -> Vec<Sentence> {
    let names = super::subject_phrases(rule, &reading.vocabulary().subjects);
    let named: usize = names.iter().map(|name| reading.hit_count(*name)).sum();
    if let Some(phrases) = cues.iter().map(Cue::phrase).collect::<Option<Vec<_>>>()
        && phrases.iter().map(|cue| reading.hit_count(*cue)).sum::<usize>() < named
    {
        let hits = phrases.into_iter().flat_map(|cue| reading.hits_of(cue));
        let found: BTreeSet<Sentence> = hits
            .filter(|hit| reading.is_cue(hit))
            .filter_map(|hit| reading.sentence_at(hit.start))
            .collect();
        return found.into_iter().collect();
    }
    let is_cued = |within: ProseSpan| reading.any_in(cues, within);
    let mut near = BTreeSet::new();
    for mention in super::mentions_of(rule, reading) {
        let Some(naming) = reading.sentence_at(mention.start) else { continue };
        let behind = std::iter::successors(Some(naming), |one| reading.next_in_block(*one));
        let under = reading.all_under(naming, is_cued);
        near.extend(behind.take(NEAR + 1).chain(under).filter(|one| is_cued(one.span)));
    }
    near.into_iter().collect()
}

/// Sentences further back in a paragraph are no context.
const NEAR: usize = 3;

/// A label has no more words.
const MOST_OF_LABEL: usize = 8;

impl Standing {
    /// Whether a value is what the sentence gives under a label: nothing but the label, articles and the like stands
    /// before it, and the label, or what follows the value, is a cue. `others` are other values of the sentence.
    pub fn gives(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        value: ProseSpan,
        others: &[ProseSpan],
    ) -> bool {
        let line = reading.line_before(self.sentence, value.start);
        let taken = others.iter().map(|other| other.end).filter(|end| *end <= value.start).max();
        let lead = ProseSpan { start: taken.unwrap_or(0).max(line.start), end: line.end };
        let behind = ProseSpan {
            start: value.end,
            end: others
                .iter()
                .map(|other| other.start)
                .filter(|start| *start >= value.end)
                .min()
                .unwrap_or(self.sentence.span.end)
                .max(value.end),
        };
        let end =
            reading.words_in(behind).take(1).last().map_or(value.end, |(at, _)| at.end as u32);
        let right_behind = ProseSpan { start: value.end, end };
        let is_cued = |within: ProseSpan| rule.near.iter().all(|cues| reading.any_in(cues, within));
        is_label(rule, reading, lead) && (is_cued(lead) || is_cued(right_behind) || self.cued_above)
    }
}

/// Whether a table's cell, whose heads name no subject, tells of the rule's: its heads are labels and the table stands
/// under the subject.
pub(super) fn is_cell_of(
    rule: &Rule,
    reading: &Reading<'_>,
    cell: Sentence,
    heads: impl Iterator<Item = Sentence> + Clone,
) -> bool {
    heads.clone().all(|head| {
        names_nothing(rule, reading, head) && is_label(rule, reading, without_unit(reading, head))
    }) && names_nothing(rule, reading, cell)
        && heads.clone().any(|head| rule.near.iter().all(|cues| reading.any_in(cues, head.span)))
        && stands_under_subject(rule, reading, cell)
}

/// A head without the unit in its brackets.
fn without_unit(reading: &Reading<'_>, head: Sentence) -> ProseSpan {
    let text = head.span.of(reading.prose());
    let end = text.find(['(', '[']).unwrap_or(text.len());
    ProseSpan { start: head.span.start, end: head.span.start + end as u32 }
}

/// Whether a line holds nothing but cues and the small words of labels.
fn is_label(rule: &Rule, reading: &Reading<'_>, line: ProseSpan) -> bool {
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line)).collect();
    reading.words_in(line).all(|(range, found)| {
        let at = ProseSpan::new(range.start, range.end);
        word::is(found, Class::LabelWord)
            || word::is(found, Class::MeasureFunctionWord)
            || cues.iter().any(|cue| cue.contains(at))
    })
}

/// The subjects of the rule's kind that a sentence names, each mention with its own.
fn named<'r>(
    rule: &Rule,
    reading: &'r Reading<'_>,
    sentence: Sentence,
) -> Vec<(ProseSpan, &'r [SubjectId])> {
    let subjects = &reading.vocabulary().subjects;
    let Some(kind) = super::rivals::kind_of(rule, reading) else { return Vec::new() };
    let mentions = reading.mentions();
    let first = mentions.partition_point(|one| one.span.start < sentence.span.start);
    mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= sentence.span.end)
        .map(|mention| (mention.span, subjects.of_phrase(mention.phrase)))
        .filter(|(_, named)| named.iter().any(|subject| subjects.get(*subject).kind == kind))
        .collect()
}

fn names_nothing(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    named(rule, reading, sentence).is_empty()
}

/// Whether what a sentence stands under is the rule's subject: the nearest that names one, with nothing but labels in
/// between.
fn stands_under_subject(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    for before in reading.before_in_block(sentence).take(NEAR) {
        match named(rule, reading, before).as_slice() {
            [] if has_name(reading, before) => return false,
            [] => {}
            several => return opens_with(rule, reading, before, several),
        }
    }
    for above in reading.standing_under(sentence) {
        match topic(rule, reading, above) {
            Some(Topic::Ours) => return true,
            Some(Topic::Open) => {}
            Some(Topic::Other) | None => return false,
        }
    }
    false
}

/// "The relay port. Defaults to 5668.": the sentence begins with our subject and names no other.
fn opens_with(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[(ProseSpan, &[SubjectId])],
) -> bool {
    let is_ours = |named: &[SubjectId]| named.iter().any(|subject| rule.about.contains(subject));
    let Some((first, _)) = mentions.first() else { return false };
    let before = ProseSpan { start: sentence.span.start, end: first.start };
    // "The Skylark passed the Bell Inn. It was built in 1931": either may be meant.
    let names_more = {
        let known = &reading.vocabulary().subjects;
        let all = reading.mentions();
        let from = all.partition_point(|one| one.span.start < sentence.span.start);
        all[from..]
            .iter()
            .take_while(|one| one.span.end <= sentence.span.end)
            .map(|one| known.of_phrase(one.phrase))
            .any(|named| !named.is_empty() && !is_ours(named))
    };
    !names_more
        && reading.words_in(before).all(|(_, found)| word::is(found, Class::Article))
        && !reading.prose()[first.end as usize..].starts_with(word::is_apostrophe)
        && mentions.iter().all(|(_, named)| is_ours(named))
        && !has_name(reading, sentence)
}

/// Whether a capitalised word that no rule knows stands inside a sentence.
fn has_name(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let mentions = reading.mentions();
    reading.words_in(sentence.span).skip(1).any(|(range, found)| {
        let after = reading.prose()[..range.start].trim_end();
        let index = mentions.partition_point(|one| one.span.range().end <= range.start);
        let known = mentions.get(index).is_some_and(|one| one.span.range().start <= range.start);
        is_capitalised(found)
            && !known
            && !after.ends_with([':', '.'])
            && !word::is(found, Class::LabelWord)
    })
}

/// What a line that others stand under speaks of.
fn topic(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> Option<Topic> {
    let mentions = named(rule, reading, line);
    let Some((first, _)) = mentions.first() else {
        return Some(if is_label(rule, reading, line.span) { Topic::Open } else { Topic::Other });
    };
    let ours =
        mentions.iter().all(|(_, named)| named.iter().any(|subject| rule.about.contains(subject)));
    if !ours {
        return Some(Topic::Other);
    }
    let prose = reading.prose();
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line.span)).collect();
    let is_small = |range: &std::ops::Range<usize>, found: &str| {
        let at = ProseSpan::new(range.start, range.end);
        word::is(found, Class::LabelWord)
            || word::is(found, Class::MeasureFunctionWord)
            || cues.iter().any(|cue| cue.contains(at))
    };
    let others = |within: ProseSpan| {
        reading.words_in(within).filter(|(range, found)| {
            !is_small(range, found)
                && !mentions
                    .iter()
                    .any(|(at, _)| at.contains(ProseSpan::new(range.start, range.end)))
        })
    };
    // "Old Skylark", "Hotels near the Skylark", "Museum of the Skylark": something else.
    let is_section = |found: &str| found.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let before = ProseSpan { start: line.span.start, end: first.start };
    if others(before).any(|(_, found)| !is_section(found)) {
        return Some(Topic::Other);
    }
    let behind = ProseSpan { start: first.end, end: line.span.end };
    let rest = behind.of(prose);
    if rest.starts_with(word::is_apostrophe) {
        let possessed = reading
            .words_in(behind)
            .find(|(_, found)| !found.eq_ignore_ascii_case("s"))
            .is_none_or(|(range, found)| is_small(&range, found));
        if !possessed {
            return Some(Topic::Other);
        }
    }
    let mut further = others(behind).filter(|(_, found)| !found.eq_ignore_ascii_case("s"));
    let Some((range, next)) = further.next() else { return Some(Topic::Ours) };
    // "Skylark (1931)", "Skylark: a portrait": more is told of it behind a mark; a headline has a verb.
    let gap = &prose[first.end as usize..range.start];
    let is_marked = gap.contains(['(', ':', '—', '–']);
    let tells = reading.is_headline(line)
        && gap.trim().is_empty()
        && !is_capitalised(next)
        && !word::is(next, Class::StatementJoint)
        && (next.ends_with('s') || next.ends_with("ed") || next == "to");
    let named_behind = others(behind).any(|(_, found)| is_capitalised(found));
    let compared = reading.words_in(behind).any(|(_, found)| {
        word::is(found, Class::ClauseDivider) || word::is(found, Class::TopicJoint)
    });
    let is_ours = (is_marked || tells) && !named_behind && !compared;
    Some(if is_ours { Topic::Ours } else { Topic::Other })
}

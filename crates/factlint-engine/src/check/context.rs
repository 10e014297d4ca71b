//! Context: labelled values that stand under what names the subject: a heading, the term of a description list, the
//! item above, a caption, the sentence before ("The relay port. Defaults to 5668.").

use std::collections::BTreeSet;

use super::{Decider, Refusal};
use crate::reading::{Heads, Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::{Cue, PhraseId};
use crate::rule::subject::SubjectId;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// A sentence that stands under the rule's subject, or that begins with it as with a label.
pub(super) struct Standing {
    pub sentence: Sentence,
    /// Where what is told begins: behind the name that the sentence begins with.
    start: u32,
    /// The heading or label between it and the subject that holds what `near` asks for.
    pub label: Option<Sentence>,
    /// Whether it is told of the subject; or why not.
    pub told: Result<(), Refusal>,
}

/// What a line says of which thing is spoken of below it.
enum Topic {
    /// The subject of the rule.
    Ours,
    /// Another of its kind.
    Rival(PhraseId),
    /// Something else, or nobody knows what.
    Other,
    /// It names nothing: "Key figures", "Length".
    Open,
}

/// The sentences that a rule may read by what they stand under, and those that it nearly may.
pub(super) fn standing(rule: &Rule, reading: &Reading<'_>) -> Vec<Standing> {
    let Some(first) = rule.near.first() else { return Vec::new() };
    let is_cued = |sentence: &Sentence| reading.any_in(first, sentence.span);
    let plain =
        |sentence: Sentence, label: Option<Sentence>| (sentence, sentence.span.start, label);
    let mut found: Vec<(Sentence, u32, Option<Sentence>)> = Vec::new();
    for sentence in near_subject(rule, reading, first) {
        if let Some((start, is_cued)) = term_end(rule, reading, sentence) {
            found.push((sentence, start, is_cued.then_some(sentence)));
        }
        found.push(plain(sentence, None));
        // "The relay port. Defaults to 5668."
        if let Some(next) = reading.next_in_block(sentence)
            && !is_cued(&next)
            && (asks_for_ours(rule, reading, sentence)
                || (opens_with(rule, reading, sentence, &named(rule, reading, sentence))
                    && matches!(topic(rule, reading, sentence), Topic::Ours)))
        {
            found.push(plain(next, Some(sentence)));
        }
        // "Length" above the figure alone, or "Length of the Skylark".
        if word::words(sentence.span.of(reading.prose())).nth(MOST_OF_LABEL).is_none()
            && (is_label_alone(rule, reading, sentence)
                || (reading.heads_blocks(sentence)
                    && matches!(topic(rule, reading, sentence), Topic::Ours)))
        {
            // "Default:: 8080" under "Port", as well.
            let with_labelled = |below: Sentence| {
                let labels = !is_cued(&below) && is_label_alone(rule, reading, below);
                let further = if labels { reading.below(below) } else { Vec::new() };
                std::iter::once(below).chain(further)
            };
            let below = reading.below(sentence).into_iter();
            let below = below.flat_map(with_labelled).chain(reading.value_behind(sentence));
            found.extend(
                below.filter(|below| !is_cued(below)).map(|below| plain(below, Some(sentence))),
            );
        }
    }
    // "Skylark: 1,420 m" under "Length".
    let under_label = if has_label(rule, reading, first) {
        super::mentions_of(rule, reading)
    } else {
        Vec::new()
    };
    for mention in under_label {
        let Some(sentence) = reading.sentence_at(mention.start).filter(|one| !is_cued(one)) else {
            continue;
        };
        if let Some((start, _)) = term_end(rule, reading, sentence)
            && let Some(label) = cue_above(rule, reading, sentence)
        {
            found.push((sentence, start, Some(label)));
        }
    }
    // Of two ways to read a sentence, the one behind its name.
    found.sort_by_key(|(sentence, start, _)| (*sentence, std::cmp::Reverse(*start)));
    found.dedup_by_key(|(sentence, ..)| *sentence);
    let mut found: Vec<Standing> = found
        .into_iter()
        .filter(|(sentence, ..)| reading.heads(*sentence).is_none())
        .filter_map(|(sentence, start, label)| {
            let told = if start > sentence.span.start {
                Ok(())
            } else if names_nothing(rule, reading, sentence) {
                owner_above(rule, reading, sentence)
            } else {
                return None;
            };
            let told = match told {
                Err(None) => return None,
                Err(Some(refusal)) => Err(refusal),
                Ok(()) => Ok(()),
            };
            Some(Standing { sentence, start, label, told })
        })
        .collect();
    found.extend(super::table::texts(rule, reading).into_iter().map(|(sentence, told)| Standing {
        sentence,
        start: sentence.span.start,
        label: None,
        told,
    }));
    for one in &mut found {
        if reading.any_in(&rule.unless_near, one.sentence.span) {
            one.told = Err((Reason::UnlessNear, Decider::Nothing));
        } else if let Some(mark) = question_mark(reading, one.sentence) {
            one.told = Err((Reason::NotAsserted, Decider::Word(mark)));
        } else if let Some(word) = reading.unsaid_above(one.sentence) {
            one.told = Err((Reason::NotAsserted, Decider::Word(word)));
        }
    }
    found
}

/// How many sentences and cells that a rule may read by what they stand under have what it asks for.
pub(super) fn count_under(rule: &Rule, reading: &Reading<'_>) -> usize {
    let cells = super::table::cells(rule, reading).len();
    standing(rule, reading).len() + if rule.near.is_empty() { 0 } else { cells }
}

/// Where the name of the rule's subject ends with which a sentence begins as with a label, and whether the label holds
/// a cue: "Skylark: ...", "`retry_ms` (integer, default: 250)", "Length of the Skylark: ...".
fn term_end(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> Option<(u32, bool)> {
    let mentions = named(rule, reading, sentence);
    let (name, _) = mentions.first()?;
    let rest = &reading.prose()[name.end as usize..sentence.span.end.max(name.end) as usize];
    let rest = rest.trim_start_matches(['`', '*', '"', '”', '’', ' ', '\t']);
    let before = ProseSpan { start: sentence.span.start, end: name.start };
    let is_cued = rule.near.iter().all(|cues| reading.any_in(cues, before));
    let marks: &[char] =
        if is_cued { &[':', '|'] } else { &[':', '–', '—', '-', '(', '=', '|', '\n'] };
    let begins = if is_cued {
        is_label(rule, reading, before)
            && names_only(rule, reading, sentence, &mentions)
            && !has_name(reading, sentence)
    } else {
        opens_with(rule, reading, sentence, &mentions)
    };
    (rest.starts_with(marks) && begins).then_some((name.end, is_cued))
}

/// The question mark with which a line ends.
pub(super) fn question_mark(reading: &Reading<'_>, line: Sentence) -> Option<ProseSpan> {
    let text = line.span.of(reading.prose()).trim_end();
    let end = line.span.start + text.len() as u32;
    text.ends_with('?').then_some(ProseSpan { start: end - 1, end })
}

/// The nearest line above a sentence or a cell that is a label with what `near` asks for.
pub(super) fn cue_above(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
) -> Option<Sentence> {
    let above = reading.line_above(sentence).into_iter().chain(reading.standing_under(sentence));
    let mut labels = above.take_while(|line| is_label_alone(rule, reading, *line));
    labels.find(|line| rule.near.iter().all(|cues| reading.any_in(cues, line.span)))
}

/// Whether any line may be a label with one of some cues and nothing else: looked at only where cues are rarer than
/// names, and no expressions.
fn has_label(rule: &Rule, reading: &Reading<'_>, cues: &[Cue]) -> bool {
    let Some(phrases) = rarer_cues(rule, reading, cues) else { return true };
    let hits = phrases.into_iter().flat_map(|cue| reading.hits_of(cue));
    hits.filter(|hit| reading.is_cue(hit))
        .filter_map(|hit| reading.sentence_at(hit.start))
        .any(|line| is_label_alone(rule, reading, line))
}

/// Whether a line is a label with what `near` asks for: "Population".
pub(super) fn is_cue_label(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> bool {
    is_label_alone(rule, reading, line)
        && rule.near.iter().all(|cues| reading.any_in(cues, line.span))
}

/// Whether a line is a label and nothing else, but for its number and its unit.
fn is_label_alone(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> bool {
    names_nothing(rule, reading, line) && is_label(rule, reading, without_unit(reading, line))
}

/// The sentences with one of some cues that may stand under the rule's subject: where cues are rarer than names, all
/// that have one; else the few behind each place that names it, and those under its line.
fn near_subject(rule: &Rule, reading: &Reading<'_>, cues: &[Cue]) -> Vec<Sentence> {
    if let Some(phrases) = rarer_cues(rule, reading, cues) {
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

/// Some cues, where they are rarer in the document than the names of the rule's subject.
fn rarer_cues(rule: &Rule, reading: &Reading<'_>, cues: &[Cue]) -> Option<Vec<PhraseId>> {
    let names = super::subject_phrases(rule, &reading.vocabulary().subjects);
    let named: usize = names.iter().map(|name| reading.hit_count(*name)).sum();
    let phrases = cues.iter().map(Cue::phrase).collect::<Option<Vec<_>>>()?;
    let cued: usize = phrases.iter().map(|cue| reading.hit_count(*cue)).sum();
    (cued < named).then_some(phrases)
}

/// Sentences further back in a paragraph are no context.
const NEAR: usize = 3;

/// A label has no more words.
const MOST_OF_LABEL: usize = 8;

impl Standing {
    /// Whether a value is told of the subject, as what the sentence gives under a label; or why not. None where no
    /// label is in sight. `others` are other values of the sentence.
    pub fn read(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        value: ProseSpan,
        others: &[ProseSpan],
    ) -> Option<Result<(), Refusal>> {
        let given = self.gives(rule, reading, value, others)?;
        let within = match (self.told, given) {
            (Err(refusal), _) | (_, Err(refusal)) => return Some(Err(refusal)),
            (Ok(()), Ok(within)) => within,
        };
        let refusal = super::refusal(rule, reading, self.sentence, value);
        // "Sets how many there may be (default 16)": what is said around a bracket does not unsay it.
        let holds = |refusal: &Refusal| match refusal {
            (Reason::NotAsserted, Decider::Word(word)) => {
                within.is_none_or(|at| at.contains(*word))
            }
            _ => true,
        };
        Some(refusal.filter(holds).map_or(Ok(()), Err))
    }

    /// Whether nothing but a label, articles and the like stands before a value, and the label, or what follows the
    /// value, is a cue; with the bracket in which both stand.
    fn gives(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        value: ProseSpan,
        others: &[ProseSpan],
    ) -> Option<Result<Option<ProseSpan>, Refusal>> {
        let line = reading.line_before(self.sentence, value.start);
        let taken = others.iter().map(|other| other.end).filter(|end| *end <= value.start).max();
        let start = taken.unwrap_or(0).max(line.start).max(self.start).min(line.end);
        let lead = without_unit_behind(reading, ProseSpan { start, end: line.end });
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
        let labelled = |lead: ProseSpan| is_cued(lead) && is_label(rule, reading, lead);
        // A headline tells a story, unless it is a label and its value.
        let is_closed = lead.of(reading.prose()).trim_end().ends_with([':', '=', '–', '—', '|']);
        if reading.is_headline(self.sentence) && !is_closed {
            return None;
        }
        if let Some(bracket) = self.bracket(reading, lead).filter(|inside| labelled(*inside)) {
            return Some(Ok(Some(ProseSpan { start: bracket.start, end: value.end })));
        }
        let is_given = (is_label(rule, reading, lead)
            && (is_cued(lead) || is_cued(right_behind) || self.label.is_some()))
            || behind_condition(reading, lead).is_some_and(labelled)
            || last_label(rule, reading, lead).is_some();
        if is_given {
            return Some(Ok(None));
        }
        if let Some(word) = other_time(rule, reading, lead).filter(|_| is_cued(lead)) {
            return Some(Err((Reason::NotAsserted, Decider::Word(word))));
        }
        let words = reading.words_in(lead).take(MOST_OF_LABEL + 1).count();
        let stranger = reading.words_in(lead).find(|(range, found)| {
            !is_label(rule, reading, ProseSpan::new(range.start, range.end))
                && found.starts_with(word::is_word)
        });
        let (range, _) = stranger.filter(|_| words <= MOST_OF_LABEL && is_cued(lead))?;
        let word = ProseSpan::new(range.start, range.end);
        Some(Err((Reason::OtherCue, Decider::Word(word))))
    }

    /// What stands before a value in the bracket around it: "optional, default" of "(optional, default 5668)". None
    /// where a name in front of the bracket may be what it tells of: "`other` (default 7)".
    fn bracket(&self, reading: &Reading<'_>, lead: ProseSpan) -> Option<ProseSpan> {
        let text = lead.of(reading.prose());
        let open = text.rfind(['(', '['])?;
        let at = lead.start + open as u32;
        let before = ProseSpan { start: self.start.max(self.sentence.span.start), end: at };
        let is_name = |range: std::ops::Range<usize>, found: &str| {
            found.contains('_')
                || reading.document().is_code(ProseSpan::new(range.start, range.end))
        };
        let named = reading.words_in(before).any(|(range, found)| is_name(range, found));
        let is_open = !text[open + 1..].contains([')', ']']);
        (is_open && !named).then_some(ProseSpan { start: at + 1, end: lead.end })
    }
}

/// What stands behind a condition that opens a line: "the default of" of "If unset, the default of 16".
fn behind_condition(reading: &Reading<'_>, lead: ProseSpan) -> Option<ProseSpan> {
    /// A condition has no more words.
    const MOST: usize = 5;
    let (condition, _) = lead.of(reading.prose()).split_once(',')?;
    let mut words = word::words(condition).map(|(_, found)| found);
    let opens = words.next().is_some_and(|first| word::is(first, Class::Condition));
    let start = lead.start + condition.len() as u32 + 1;
    (opens && words.nth(MOST).is_none()).then_some(ProseSpan { start, end: lead.end })
}

/// A label without the unit in brackets at its end: "Length (m):".
fn without_unit_behind(reading: &Reading<'_>, label: ProseSpan) -> ProseSpan {
    let text = label.of(reading.prose()).trim_end_matches([':', ' ', '=', '|', '*', '_']);
    let unit = text.strip_suffix([')', ']']).and_then(|text| {
        let open = text.rfind(['(', '['])?;
        reading.vocabulary().units.by_name(text[open + 1..].trim()).map(|_| open)
    });
    match unit {
        Some(open) => ProseSpan { start: label.start, end: label.start + open as u32 },
        None => label,
    }
}

/// The cue right before the colon of a value, in a run of labels and values: "Exports: $181bn GDP: $973bn".
fn last_label(rule: &Rule, reading: &Reading<'_>, lead: ProseSpan) -> Option<ProseSpan> {
    let text = lead.of(reading.prose());
    let label = text.trim_end().strip_suffix(':')?.trim_end().trim_end_matches(['*', '_']);
    let end = lead.start + label.len() as u32;
    let [cues] = rule.near.as_slice() else { return None };
    let cue = reading.cues_in(cues, lead).into_iter().find(|cue| cue.end == end)?;
    let before = ProseSpan { start: lead.start, end: cue.start }.of(reading.prose());
    let is_run = before.contains(':') && !before.trim_end().ends_with(',');
    (is_run && is_capitalised(cue.of(reading.prose()))).then_some(cue)
}

/// A word of a label that says that its value is not what holds now, and that is no part of a cue: "Old length".
pub(super) fn other_time(
    rule: &Rule,
    reading: &Reading<'_>,
    label: ProseSpan,
) -> Option<ProseSpan> {
    let cues = || rule.near.iter().flat_map(|cues| reading.cues_in(cues, label));
    reading
        .words_in(label)
        .filter(|(_, found)| word::is(found, Class::OtherTimeLabel))
        .map(|(range, _)| ProseSpan::new(range.start, range.end))
        .find(|word| !cues().any(|cue| cue.contains(*word)))
}

/// Whether a table's cell, whose heads name no subject, tells of the rule's: its heads are labels and the table stands
/// under the subject; or why not. Nothing where it has nothing to do with the subject.
pub(super) fn cell_told(
    rule: &Rule,
    reading: &Reading<'_>,
    cell: Sentence,
    heads: &Heads,
) -> Result<(), Option<Refusal>> {
    let cued = |head: Sentence| rule.near.iter().all(|cues| reading.any_in(cues, head.span));
    if !names_nothing(rule, reading, cell) || !heads.iter().any(cued) {
        return Err(None);
    }
    owner_above(rule, reading, cell)?;
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
    let calls = |head: &Sentence| heads.row.contains(head) && !cued(*head) && !is_value(head);
    let stranger = heads
        .sure()
        .find(|head| !is_label(rule, reading, without_unit(reading, *head)) || calls(head));
    match stranger {
        Some(head) => Err(Some((Reason::OtherThing, Decider::Word(head.span)))),
        None => Ok(()),
    }
}

/// Whether a word of a line is the plural of a noun.
fn is_plural(reading: &Reading<'_>, line: Sentence, word: u32) -> bool {
    let syntax = reading.syntax(line);
    syntax.word_at(word).is_some_and(|word| syntax.tag(word) == Tag::Nouns)
}

/// Whether a label gives the measure of a part: "length of the railing", not "length of the bridge" or "length in km".
pub(super) fn is_of_part(rule: &Rule, reading: &Reading<'_>, head: Sentence) -> bool {
    let Some(cue) = rule.near.iter().flat_map(|cues| reading.cues_in(cues, head.span)).next()
    else {
        return false;
    };
    let behind = ProseSpan { start: cue.end, end: without_unit(reading, head).end.max(cue.end) };
    let mut words = reading.words_in(behind);
    words.next().is_some_and(|(_, found)| word::is(found, Class::OwningPrepositions))
        && names_nothing(rule, reading, head)
        && !is_label(rule, reading, behind)
}

/// Whether a label in front of a name says what it is the name of: "Service: Larch gateway", "Town: Hovde". Not "Capital:
/// Hovde", below which the country is told of.
fn says_what_it_names(rule: &Rule, reading: &Reading<'_>, label: ProseSpan) -> bool {
    let Some(words) = label.of(reading.prose()).trim().strip_suffix(':') else { return false };
    let mut inside = word::words(words);
    let single = inside.next().map(|(_, found)| found).filter(|_| inside.next().is_none());
    single.is_some_and(|found| word::is(found, Class::NamingLabel))
        || stands_for_kind(rule, reading, words.trim())
}

/// The first other subject of the rule's kind that a line names.
fn rival_in(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> Option<PhraseId> {
    let mentions = reading.mentions();
    let rivals = named(rule, reading, line);
    let (at, _) = rivals
        .iter()
        .find(|(_, named)| !named.iter().any(|subject| rule.about.contains(subject)))?;
    let index = mentions.binary_search_by_key(&at.start, |one| one.span.start).ok()?;
    Some(mentions[index].phrase)
}

/// A head without the unit in its brackets.
fn without_unit(reading: &Reading<'_>, head: Sentence) -> ProseSpan {
    let line = reading.without_number(head);
    let text = line.of(reading.prose());
    let end = text.find(['(', '[']).or_else(|| unit_behind(reading, text)).unwrap_or(text.len());
    ProseSpan { start: line.start, end: line.start + end as u32 }
}

/// Where a unit begins that ends a label: "Range in km", "Range, km".
fn unit_behind(reading: &Reading<'_>, label: &str) -> Option<usize> {
    let units = &reading.vocabulary().units;
    [", in ", " in ", ", "].into_iter().find_map(|mark| {
        let (before, unit) = label.rsplit_once(mark)?;
        units.by_name(unit.trim()).map(|_| before.len())
    })
}

/// Whether the heads of a cell leave what it tells to the line above the table: they name the rule's subject, or they are
/// labels ("Value") and units. One that says what its own values are ("Weight") does not.
pub(super) fn leave_to_line_above(
    rule: &Rule,
    reading: &Reading<'_>,
    mut heads: impl Iterator<Item = Sentence>,
) -> bool {
    let units = &reading.vocabulary().units;
    heads.all(|head| {
        !names_nothing(rule, reading, head)
            || is_label(rule, reading, without_unit(reading, head))
            || units.by_name(head.span.of(reading.prose()).trim()).is_some()
    })
}

/// Whether a line holds nothing but cues and the small words of labels.
fn is_label(rule: &Rule, reading: &Reading<'_>, line: ProseSpan) -> bool {
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line)).collect();
    let asks = is_question(reading, line);
    reading.words_in(line).all(|(range, found)| {
        let at = ProseSpan::new(range.start, range.end);
        word::is(found, Class::LabelWord)
            || word::is(found, Class::MeasureFunctionWord)
            || (asks && word::is(found, Class::QuestionLabelWord))
            || cues.iter().any(|cue| cue.contains(at))
            || stands_for_kind(rule, reading, found)
    })
}

/// Whether a line is a question, as those of an FAQ are: "How long is it?"
fn is_question(reading: &Reading<'_>, line: ProseSpan) -> bool {
    line.of(reading.prose()).trim_end().ends_with('?')
}

/// Whether a question asks for what the rule compares, of its subject or of what it stands under: "How long is it?"
fn asks_for_ours(rule: &Rule, reading: &Reading<'_>, question: Sentence) -> bool {
    is_question(reading, question.span)
        && match topic(rule, reading, question) {
            Topic::Ours => true,
            Topic::Open => rule.near.iter().all(|cues| reading.any_in(cues, question.span)),
            Topic::Rival(_) | Topic::Other => false,
        }
}

/// Whether a word is a noun for subjects of the rule's kind: "tunnel length".
fn stands_for_kind(rule: &Rule, reading: &Reading<'_>, found: &str) -> bool {
    let vocabulary = reading.vocabulary();
    let Some(kind) = super::rivals::kind_of(rule, reading) else { return false };
    let mut nouns = vocabulary.subjects.nouns_of(kind);
    nouns.any(|noun| vocabulary.phrases.get(noun).text.eq_ignore_ascii_case(found))
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
/// between; or why not. Nothing where it does not stand under it at all.
fn owner_above(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
) -> Result<(), Option<Refusal>> {
    for before in reading.before_in_block(sentence).take(NEAR) {
        let mentions = named(rule, reading, before);
        let is_asked = || {
            let asks = asks_for_ours(rule, reading, before);
            asks && !mentions.is_empty()
        };
        if opens_with(rule, reading, before, &mentions) || is_asked() {
            return Ok(());
        }
        // "Sets how often PowerShell retries. The default is 5": what has no subject tells of what it stands under,
        // as does what names only that.
        let competes = has_name(reading, before) && !reading.opens_with_verb(before);
        if competes || !(mentions.is_empty() || names_only(rule, reading, before, &mentions)) {
            return Err(None);
        }
    }
    let mut unknown: Option<Sentence> = None;
    let mut at = sentence;
    loop {
        let line = reading.line_above(at).filter(|line| {
            // A short line is a heading only if it names a subject.
            matches!(topic(rule, reading, *line), Topic::Ours | Topic::Rival(_))
        });
        let Some(above) = line.or_else(|| reading.standing_under(at).next()) else {
            return Err(None);
        };
        match topic(rule, reading, above) {
            Topic::Ours => break,
            Topic::Rival(name) if unknown.is_none() => {
                return Err(Some((Reason::OtherOwner, Decider::Name(name))));
            }
            Topic::Rival(_) => return Err(None),
            Topic::Other => unknown = unknown.or(Some(above)),
            Topic::Open => {}
        }
        at = above;
    }
    match unknown {
        Some(heading) => Err(Some((Reason::OwnerUnclear, Decider::Word(heading.span)))),
        None => Ok(()),
    }
}

/// "The relay port. Defaults to 5668.": the sentence begins with our subject and names no other.
fn opens_with(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[(ProseSpan, &[SubjectId])],
) -> bool {
    let Some((first, _)) = mentions.first() else { return false };
    let before = ProseSpan { start: sentence.span.start, end: first.start };
    names_only(rule, reading, sentence, mentions)
        && !has_name(reading, sentence)
        && reading
            .words_in(before)
            .all(|(_, found)| word::is(found, Class::Article) || word::is(found, Class::LabelWord))
        && !reading.prose()[first.end as usize..].starts_with(word::is_apostrophe)
}

/// Whether a sentence names nothing but our subject.
fn names_only(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[(ProseSpan, &[SubjectId])],
) -> bool {
    let is_ours = |named: &[SubjectId]| named.iter().any(|subject| rule.about.contains(subject));
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
    !names_more && mentions.iter().all(|(_, named)| is_ours(named)) && !has_name(reading, sentence)
}

/// Whether a capitalised word that no rule knows stands inside a sentence.
fn has_name(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let mentions = reading.mentions();
    reading.words_in(sentence.span).skip(1).any(|(range, found)| {
        let after = reading.prose()[..range.start].trim_end();
        let index = mentions.partition_point(|one| one.span.range().end <= range.start);
        let known = mentions.get(index).is_some_and(|one| one.span.range().start <= range.start);
        let at = ProseSpan::new(range.start, range.end);
        is_capitalised(found)
            && !known
            && !reading.dates(sentence).iter().any(|date| date.span.contains(at))
            && !after.ends_with([':', '.', ')', ']', '–', '—', '-', '|', '•'])
            && !word::is(found, Class::LabelWord)
    })
}

/// What a line that others stand under speaks of.
fn topic(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> Topic {
    let mentions = named(rule, reading, line);
    let Some((first, _)) = mentions.first() else {
        let is_open = is_label(rule, reading, without_unit(reading, line));
        return if is_open { Topic::Open } else { Topic::Other };
    };
    let ours =
        mentions.iter().all(|(_, named)| named.iter().any(|subject| rule.about.contains(subject)));
    if !ours {
        return rival_in(rule, reading, line).map_or(Topic::Other, Topic::Rival);
    }
    let prose = reading.prose();
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line.span)).collect();
    let asks = is_question(reading, line.span);
    let is_small = |range: &std::ops::Range<usize>, found: &str| {
        let at = ProseSpan::new(range.start, range.end);
        word::is(found, Class::LabelWord)
            || (asks && word::is(found, Class::QuestionLabelWord))
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
    if !says_what_it_names(rule, reading, before)
        && others(before).any(|(_, found)| !is_section(found))
    {
        return Topic::Other;
    }
    let mut behind = ProseSpan { start: first.end, end: line.span.end };
    if let Some(unit) = unit_behind(reading, behind.of(prose)) {
        behind.end = behind.start + unit as u32;
    }
    let rest = behind.of(prose);
    if rest.starts_with(word::is_apostrophe) {
        let possessed = reading
            .words_in(behind)
            .find(|(_, found)| !found.eq_ignore_ascii_case("s"))
            .is_none_or(|(range, found)| is_small(&range, found));
        if !possessed {
            return Topic::Other;
        }
    }
    let mut further = others(behind).filter(|(_, found)| !found.eq_ignore_ascii_case("s"));
    let Some((range, next)) = further.next() else { return Topic::Ours };
    // "Skylark (1931)", "Skylark: a portrait": more is told of it behind a mark; a headline has a verb.
    let gap = &prose[first.end as usize..range.start];
    let is_marked = gap.contains(['(', ':', '—', '–', '<', '[', '=', '{']);
    let tells = reading.is_headline(line)
        && gap.trim().is_empty()
        && !is_capitalised(next)
        && !word::is(next, Class::StatementJoint)
        && (next.ends_with('s') || next.ends_with("ed") || next == "to")
        // "Skylark hotels"
        && (further.next().is_some() || !is_plural(reading, line, range.start as u32));
    let named_behind = others(behind).any(|(_, found)| is_capitalised(found));
    let compared = reading.words_in(behind).any(|(_, found)| {
        word::is(found, Class::ClauseDivider) || word::is(found, Class::TopicJoint)
    });
    let is_ours = (is_marked || tells) && !named_behind && !compared;
    if is_ours { Topic::Ours } else { Topic::Other }
}

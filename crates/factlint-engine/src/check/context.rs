//! Context: labelled values that stand under what names the subject: a heading, the term of a description list, the
//! item above, a caption, the sentence before ("The relay port. Defaults to 5668.").

mod answer;
mod entry;
mod heading;
mod label;
mod laid_out;
mod line;
mod narrowing;
mod topic;

use std::collections::{BTreeMap, BTreeSet};

use super::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::{Cue, PhraseId};
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

use label::{
    counts_cue, is_label, is_label_alone, is_label_beside, stranger_in_label, without_street,
    without_unit, without_unit_behind,
};
pub(super) use label::{is_cue_label, other_time, question_mark};
pub(super) use laid_out::{
    cell_told, cells_listed, is_right_below_name, label_right_above, says_no_more,
};
pub(super) use line::{labelled, lines_under};
use narrowing::{is_day_of, names_place_of_value, narrowed_by};
pub(super) use topic::names_nothing;
use topic::{Topic, asks_for_ours, has_name, named, names_only, opens_with, owner_above, topic};

/// A sentence that stands under the rule's subject, or that begins with it as with a label.
pub(super) struct Standing {
    pub sentence: Sentence,
    /// Where what is told begins: behind the name that the sentence begins with.
    start: u32,
    /// The heading or label between it and the subject that holds what `near` asks for.
    pub label: Option<Sentence>,
    /// Whether it is told of the subject; or why not.
    pub told: Result<(), Refusal>,
    /// Whether it answers a question of the subject.
    answers: bool,
    /// The words before a value that its kind has read itself: "passenger" of "Passenger capacity: 640".
    pub known: Vec<ProseSpan>,
}

/// The sentences that a rule may read by what they stand under, and those that it nearly may.
pub(super) fn standing(rule: &Rule, reading: &Reading<'_>) -> Vec<Standing> {
    let Some(first) = rule.near.first() else { return Vec::new() };
    let is_cued = |sentence: &Sentence| reading.any_in(first, sentence.span);
    let plain =
        |sentence: Sentence, label: Option<Sentence>| (sentence, sentence.span.start, label);
    let mut found: Vec<(Sentence, u32, Option<Sentence>)> = Vec::new();
    let cued = near_subject(rule, reading, first);
    let mut answers: BTreeMap<Sentence, Sentence> = BTreeMap::new();
    for &question in &cued {
        if let Some(answer) = answer::answer_to(rule, reading, question) {
            answers.insert(answer, question);
            found.push(plain(answer, Some(question)));
        }
    }
    for &sentence in &cued {
        if let Some((start, is_cued)) = term_end(rule, reading, sentence) {
            found.push((sentence, start, is_cued.then_some(sentence)));
        }
        found.push(plain(sentence, None));
        // "The relay port. Defaults to 5668."
        if let Some(next) = reading.next_in_block(sentence)
            && !is_cued(&next)
            && (asks_for_ours(rule, reading, sentence) && may_answer(reading, next)
                || names_setting(rule, reading, sentence)
                || (opens_with(rule, reading, sentence, &named(rule, reading, sentence))
                    && matches!(topic(rule, reading, sentence), Topic::Ours)))
        {
            found.push(plain(next, Some(sentence)));
        }
        // "Length" above the figure alone, or "Length of the Skylark".
        let is_short = word::words(sentence.span.of(reading.prose())).nth(MOST_OF_LABEL).is_none();
        if (is_short || question_mark(reading, sentence).is_some())
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
            let is_open = |below: &Sentence| !is_cued(below) || counts_cue(reading, first, *below);
            found.extend(below.filter(is_open).map(|below| plain(below, Some(sentence))));
        }
    }
    // What stands below "Tower height" is told of as unread.
    let mut of_parts: Vec<(Sentence, ProseSpan)> = Vec::new();
    for sentence in &cued {
        if let Some(word) = stranger_in_label(rule, reading, *sentence) {
            let below = reading.below(*sentence).into_iter();
            of_parts.extend(below.filter(|below| !is_cued(below)).map(|below| (below, word)));
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
    found.sort_by_key(|(sentence, start, label)| {
        (*sentence, std::cmp::Reverse(*start), label.is_none())
    });
    found.dedup_by_key(|(sentence, ..)| *sentence);
    let mut found: Vec<Standing> = found
        .into_iter()
        .filter(|(sentence, ..)| reading.heads(*sentence).is_none())
        .filter_map(|(sentence, start, label)| {
            let answered = answers.get(&sentence).copied();
            let told = if start > sentence.span.start || answered.is_some() {
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
            let (label, answers) = (label.or(answered), answered.is_some());
            Some(Standing { sentence, start, label, told, answers, known: Vec::new() })
        })
        .collect();
    of_parts.retain(|(below, _)| !found.iter().any(|one| one.sentence == *below));
    for (sentence, word) in of_parts {
        let is_ours = names_nothing(rule, reading, sentence)
            && reading.heads(sentence).is_none()
            && owner_above(rule, reading, sentence).is_ok();
        if is_ours {
            let told = Err((Reason::OtherCue, Decider::Word(word)));
            let label = Some(sentence);
            let start = sentence.span.start;
            found.push(Standing {
                sentence,
                start,
                label,
                told,
                answers: false,
                known: Vec::new(),
            });
        }
    }
    found.extend(super::table::texts(rule, reading).into_iter().map(|(sentence, told)| Standing {
        sentence,
        start: sentence.span.start,
        label: None,
        told,
        answers: false,
        known: Vec::new(),
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

/// The lines of their own under what names the rule's subject, and name nothing, in blocks that pass; for rules that ask
/// for no cue.
pub(super) fn listed(
    rule: &Rule,
    reading: &Reading<'_>,
    passes: impl Fn(ProseSpan) -> bool,
) -> BTreeSet<Sentence> {
    let mut found = BTreeSet::new();
    for mention in super::mentions_of(rule, reading) {
        let Some(naming) = reading.sentence_at(mention.start) else { continue };
        let under = reading.all_under(naming, &passes);
        found.extend(under.filter(|line| {
            reading.fills_its_line(*line)
                && reading.heads(*line).is_none()
                && names_nothing(rule, reading, *line)
        }));
    }
    found
}

/// Whether a value is told of the rule's subject by a line of its own: nothing but a label in front of it, which says no other
/// time, and at most a remark in brackets behind it; or why not. None where the line tells more.
pub(super) fn listed_told(
    rule: &Rule,
    reading: &Reading<'_>,
    line: Sentence,
    Named { whole, .. }: Named,
) -> Option<Result<(), Refusal>> {
    let before = ProseSpan { start: line.span.start, end: whole.start };
    let behind = ProseSpan { start: whole.end, end: line.span.end };
    let lead = before.of(reading.prose()).trim();
    let is_open = lead.is_empty() || is_label(rule, reading, before);
    let is_label = lead.ends_with([':', '=', '–', '—'])
        && reading.words_in(before).nth(MOST_OF_LISTED).is_none();
    let rest = behind.of(reading.prose()).trim_start();
    let ends = rest.is_empty() || rest.starts_with(['(', ',', ';', '.']) || {
        // "Android 9 or later", "port 8080 by default"
        let mut words = reading.words_in(behind).map(|(_, found)| found);
        words.all(|found| {
            word::is(found, Class::LabelWord)
                || word::is(found, Class::MeasureFunctionWord)
                || word::is(found, Class::OpenBound)
                || word::is(found, Class::TopicJoint)
        })
    };
    if !(is_open || is_label) || !ends {
        return None;
    }
    let told = line_told(rule, reading, line, before)?;
    let refused = || super::refusal(rule, reading, line, whole).map_or(Ok(()), Err);
    Some(told.and_then(|()| refused()))
}

/// Whether a line of its own behind a label stands under the rule's subject, and for what holds now; or why not. None where it
/// has nothing to do with the subject.
pub(super) fn line_told(
    rule: &Rule,
    reading: &Reading<'_>,
    line: Sentence,
    label: ProseSpan,
) -> Option<Result<(), Refusal>> {
    if let Err(refusal) = owner_above(rule, reading, line) {
        return refusal.map(Err);
    }
    let unsaid = other_time(rule, reading, label)
        .or_else(|| question_mark(reading, line))
        .or_else(|| reading.unsaid_above(line));
    Some(match unsaid {
        Some(word) => Err((Reason::NotAsserted, Decider::Word(word))),
        None if reading.any_in(&rule.unless_near, line.span) => {
            Err((Reason::UnlessNear, Decider::Nothing))
        }
        None => Ok(()),
    })
}

/// Whether a sentence may answer the question before it: a phrase, or what is told of "it"; "620 m of railing are new" tells
/// of something else.
fn may_answer(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return true };
    let subject = (0..syntax.words().len()).find(|at| {
        tree.relation(*at).is_subject()
            && tree.head(*at).is_some_and(|verb| tree.relation(verb) == Relation::Root)
    });
    subject.is_none_or(|subject| syntax.tag(subject).is_pronoun())
}

/// The heads under the rule's subject that a cell or a definition explains which holds a cue and nothing else: the 429 of
/// "429 | Too many requests"; each with whether it is told of the subject.
pub(super) fn explained(
    rule: &Rule,
    reading: &Reading<'_>,
) -> Vec<(Sentence, Result<(), Refusal>)> {
    let Some(first) = rule.near.first() else { return Vec::new() };
    let mut found: Vec<(Sentence, Result<(), Refusal>)> = Vec::new();
    for sentence in near_subject(rule, reading, first) {
        let words = word::words(sentence.span.of(reading.prose()));
        let is_cued = rule.near.iter().all(|cues| reading.any_in(cues, sentence.span));
        if !reading.fills_its_block(sentence)
            || !is_cued
            || !names_nothing(rule, reading, sentence)
            || words.count() > MOST_OF_LABEL
            || reading.words_in(sentence.span).any(|(_, it)| word::is(it, Class::NegatingWords))
        {
            continue;
        }
        let heads = match reading.heads(sentence) {
            Some(heads) if heads.iter().any(|it| other_time(rule, reading, it.span).is_some()) => {
                continue;
            }
            Some(heads) => heads.row,
            None => reading
                .standing_under(sentence)
                .take(1)
                .filter(|head| reading.is_item(*head))
                .collect(),
        };
        for head in heads {
            match owner_above(rule, reading, head) {
                Ok(()) => found.push((head, Ok(()))),
                Err(Some(refusal)) => found.push((head, Err(refusal))),
                Err(None) => {}
            }
        }
    }
    found
}

/// Whether a sentence opens with the name of a setting that is a cue: "`--max-size`: the largest file. Defaults to 2 MiB."
fn names_setting(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    let Some((first, _)) = reading.words_in(sentence.span).next() else { return false };
    let is_code = reading.document().is_code(ProseSpan::new(first.start, first.end));
    is_code
        && names_nothing(rule, reading, sentence)
        && rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).any(|cue| {
            let between = &reading.prose()[first.start..cue.range().end.max(first.start)];
            reading.document().is_code(cue) && !between.contains(' ')
        })
}

/// Whether what ends a lead gives the default of what it began with: "`--timeout`: seconds to wait, defaults to".
fn gives_default(rule: &Rule, reading: &Reading<'_>, lead: ProseSpan) -> bool {
    let text = lead.of(reading.prose());
    let Some(mark) = text.rfind([',', ';', '—', '–', '(']) else { return false };
    let last = ProseSpan { start: lead.start + mark as u32, end: lead.end };
    is_label(rule, reading, last)
        && reading.words_in(last).any(|(_, found)| word::is(found, Class::DefaultWord))
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
    // "Venue: Skylark (capacity 16,400)": what a bracket tells, it tells of what stands before it.
    let is_bracketed = || {
        rest.starts_with('(')
            && before
                .of(reading.prose())
                .trim_end_matches([' ', '*', '_'])
                .ends_with([':', '–', '—'])
            && names_only(rule, reading, sentence, &mentions)
    };
    if !is_cued && (entry::is_entry(rule, reading, sentence) || is_bracketed()) {
        return Some((name.end, false));
    }
    (rest.starts_with(marks) && begins).then_some((name.end, is_cued))
}

/// The nearest line above a sentence or a cell that is a label with what `near` asks for.
pub(super) fn cue_above(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
) -> Option<Sentence> {
    let above = reading.line_above(sentence).into_iter().chain(reading.standing_under(sentence));
    let mut labels = above.take_while(|line| {
        is_label_alone(rule, reading, *line) || label::lists_cue(rule, reading, *line)
    });
    labels.find(|line| rule.near.iter().all(|cues| reading.any_in(cues, line.span)))
}

/// Whether any line may be a label with one of some cues and nothing else: looked at only where cues are rarer than
/// names, and no expressions.
fn has_label(rule: &Rule, reading: &Reading<'_>, cues: &[Cue]) -> bool {
    let Some(phrases) = rarer_cues(rule, reading, cues) else { return true };
    let hits = phrases.into_iter().flat_map(|cue| reading.hits_of(cue));
    hits.filter(|hit| reading.is_cue(hit))
        .filter_map(|hit| reading.sentence_at(hit.start))
        .any(|line| is_label_alone(rule, reading, line) || label::lists_cue(rule, reading, line))
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
        let items = reading.items_behind(naming);
        near.extend(
            behind.take(NEAR + 1).chain(items).chain(under).filter(|one| is_cued(one.span)),
        );
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

/// One that holds no cue has no more: "Minimum operating system:".
const MOST_OF_LISTED: usize = 3;

/// A value with the words that belong to it: the 7 of "Android 7".
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub value: ProseSpan,
    pub whole: ProseSpan,
}

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
        self.read_named(rule, reading, Named { value, whole: value }, others)
    }

    /// The same of a value with words that belong to it.
    pub fn read_named(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        named: Named,
        others: &[ProseSpan],
    ) -> Option<Result<(), Refusal>> {
        let given = self.gives(rule, reading, named, others)?;
        let within = match (self.told, given) {
            (Err(refusal), _) | (_, Err(refusal)) => return Some(Err(refusal)),
            (Ok(()), Ok(within)) => within,
        };
        let refusal = super::refusal(rule, reading, self.sentence, named.whole);
        // "Sets how many there may be (default 16)": what is said around a bracket does not unsay it; "Pupils enrolled: 655" unsays
        // nothing.
        let holds = |refusal: &Refusal| match refusal {
            (Reason::NotAsserted, Decider::Word(word)) => {
                within.is_none_or(|at| at.contains(*word))
                    && (word.end > named.whole.start
                        || !self.is_open_label(rule, reading, named.whole.start))
            }
            _ => true,
        };
        Some(refusal.filter(holds).map_or(Ok(()), Err))
    }

    /// Whether what stands before a value is a label with a cue that is open by what it does not say.
    fn is_open_label(&self, rule: &Rule, reading: &Reading<'_>, value: u32) -> bool {
        let line = reading.line_before(self.sentence, value);
        let lead = ProseSpan { start: line.start.max(self.start), end: value };
        is_closed(reading, lead)
            && rule.near.iter().all(|cues| reading.any_in(cues, lead))
            && !is_label_beside(rule, reading, lead, &self.known)
            && narrowed_by(rule, reading, lead, &self.known).is_none()
    }

    /// Whether nothing but a label, articles and the like stands before a value, and the label, or what follows the
    /// value, is a cue; with the bracket in which both stand.
    fn gives(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        named: Named,
        others: &[ProseSpan],
    ) -> Option<Result<Option<ProseSpan>, Refusal>> {
        let Named { value, whole } = named;
        let line = reading.line_before(self.sentence, whole.start);
        let taken = others.iter().map(|other| other.end).filter(|end| *end <= value.start).max();
        let start = taken.unwrap_or(0).max(line.start).max(self.start).min(line.end);
        let lead = without_unit_behind(reading, ProseSpan { start, end: line.end });
        let lead = without_street(reading, lead);
        let behind = ProseSpan {
            start: whole.end,
            end: others
                .iter()
                .map(|other| other.start)
                .filter(|start| *start >= whole.end)
                .min()
                .unwrap_or(self.sentence.span.end)
                .max(whole.end),
        };
        let next = reading.words_in(behind).next().map(|(at, _)| at.start as u32);
        let next = amount_of(reading, behind).or(next);
        // "403: too many requests"
        let is_cued_behind = rule.near.iter().all(|cues| {
            let found = reading.cues_in(cues, behind);
            next.is_some_and(|next| found.iter().any(|cue| cue.start == next))
        });
        // A cue may be a word of the value's own: "port 8080".
        let is_cued = |within: ProseSpan| {
            let end = if within.end == lead.end { value.start.max(lead.end) } else { within.end };
            let within = ProseSpan { end, ..within };
            rule.near.iter().all(|cues| reading.any_in(cues, within))
        };
        let is_closed = is_closed(reading, lead);
        let is_label = |lead: ProseSpan| {
            is_label_beside(rule, reading, lead, &self.known)
                || is_closed
                    && is_cued(lead)
                    && narrowed_by(rule, reading, lead, &self.known).is_none()
                || (self.answers || !is_closed && self.tells_reader(reading, named))
                    && answer::leads_to_value(rule, reading, self.sentence, lead)
                || is_closed
                    && is_cued(lead)
                    && (narrowing::is_sort_of_value(rule, reading, lead, named)
                        || label::names_property(reading, lead))
        };
        let labelled = |lead: ProseSpan| is_cued(lead) && is_label(lead);
        // A headline tells a story, unless it is a label and its value.
        if reading.is_headline(self.sentence) && !is_closed {
            return None;
        }
        if let Some(bracket) = self.bracket(reading, lead).filter(|inside| labelled(*inside)) {
            return Some(Ok(Some(ProseSpan { start: bracket.start, end: whole.end })));
        }
        let is_given = is_day_of(rule, reading, lead, behind)
            || names_place_of_value(rule, reading, lead)
            || (is_label(lead) && (is_cued(lead) || is_cued_behind || self.label.is_some()))
            || behind_condition(reading, lead).is_some_and(labelled)
            || (names_setting(rule, reading, self.sentence) && gives_default(rule, reading, lead))
            || last_label(rule, reading, lead).is_some()
            || entry::last_segment(rule, reading, self.sentence, lead).is_some_and(labelled);
        if is_given {
            return Some(Ok(None));
        }
        if let Some(word) = other_time(rule, reading, lead).filter(|_| is_cued(lead)) {
            return Some(Err((Reason::NotAsserted, Decider::Word(word))));
        }
        let words = reading.words_in(lead).take(MOST_OF_LABEL + 1).count();
        let stranger = reading.words_in(lead).find(|(range, found)| {
            !is_label(ProseSpan::new(range.start, range.end)) && found.starts_with(word::is_word)
        });
        let (range, _) = stranger.filter(|_| words <= MOST_OF_LABEL && is_cued(lead))?;
        let word = ProseSpan::new(range.start, range.end);
        Some(Err((Reason::OtherCue, Decider::Word(word))))
    }

    /// Whether the sentence tells whoever reads what to do, or what it is with what it stands under: "Give us six weeks' notice",
    /// "You need Python 3.9"; and goes on behind the value to nobody for whom, and nothing by which, it would be so.
    fn tells_reader(&self, reading: &Reading<'_>, Named { whole, .. }: Named) -> bool {
        let syntax = reading.syntax(self.sentence);
        let Some(tree) = syntax.trees().first() else { return false };
        let is_root = |at: usize| tree.head(at).is_none();
        let mut subjects = (0..syntax.words().len())
            .filter(|at| tree.relation(*at).is_subject() && tree.head(*at).is_some_and(is_root));
        let behind = ProseSpan { start: whole.end, end: self.sentence.span.end.max(whole.end) };
        let narrows = |found: &str| {
            word::is(found, Class::Condition)
                || word::is(found, Class::SeparatingPrepositions)
                || word::is(found, Class::ListedPreposition)
                || word::is(found, Class::OwningPrepositions)
                    && !word::is(found, Class::PartPrepositions)
        };
        let is_reader = |found: &str| {
            word::is(found, Class::TalkPronouns) || word::is(found, Class::SubjectPronoun)
        };
        subjects.all(|at| is_reader(syntax.text(at)))
            && !reading.words_in(behind).any(|(_, found)| narrows(found))
            && !reading.is_headline(self.sentence)
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

/// Whether a mark ends a label.
fn is_closed(reading: &Reading<'_>, label: ProseSpan) -> bool {
    label.of(reading.prose()).trim_end().ends_with([':', '=', '–', '—', '|'])
}

/// Where begins what all the words behind a figure say it is an amount of: "2 GB of memory", "4 GB of RAM or more".
fn amount_of(reading: &Reading<'_>, behind: ProseSpan) -> Option<u32> {
    /// "of working memory"
    const MOST: usize = 3;
    let end = behind.of(reading.prose()).find([',', ';', '(', '.', '–', '—']);
    let phrase = ProseSpan {
        start: behind.start,
        end: end.map_or(behind.end, |end| behind.start + end as u32),
    };
    let mut words = reading.words_in(phrase);
    let is_of = words.next().is_some_and(|(_, of)| word::is(of, Class::PartPrepositions));
    let mut noun: Vec<_> = words.collect();
    while noun.last().is_some_and(|(_, last)| {
        word::is(last, Class::OpenBound) || word::is(last, Class::TopicJoint)
    }) {
        noun.pop();
    }
    (is_of && noun.len() <= MOST).then(|| noun.first().map(|(at, _)| at.start as u32)).flatten()
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

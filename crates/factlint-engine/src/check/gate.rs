//! Which sentences a rule looks at, and the gate that words pass before they make a claim.

use super::{Decider, Refusal, context, hearsay, intended, rivals};
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::{Cue, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::{Question, Rule};
use crate::unread::Reason;
use factlint_document::Role;
use factlint_language::address;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// The sentences at some places of the prose, each once.
pub(super) fn sentences_at(
    reading: &Reading<'_>,
    places: impl Iterator<Item = usize>,
) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = places.filter_map(|at| reading.sentence_at(at as u32)).collect();
    found.sort();
    found.dedup();
    found
}

/// Where a document names what a rule is about, in order.
pub(super) fn mentions_of(rule: &Rule, reading: &Reading<'_>) -> Vec<ProseSpan> {
    reading.mentions_of(&subject_phrases(rule, &reading.vocabulary().subjects))
}

/// Calls `each` with every sentence that names what a rule is about and that the rule admits, and with the
/// mentions that begin in it.
pub(super) fn for_each_naming(
    rule: &Rule,
    reading: &Reading<'_>,
    mut each: impl FnMut(Sentence, &[ProseSpan]),
) {
    for_each_cued(rule, reading, |sentence, mentions| {
        if !reading.any_in(&rule.unless_near, sentence.span) {
            each(sentence, mentions);
        }
    });
}

/// What may stand for the subject of a rule where its name does not.
#[derive(Clone, Copy)]
pub(super) enum StandIn<'c> {
    /// A noun of its kind, "the club", or "it" that opens a sentence.
    Pronoun,
    /// The same, where what a rule looks for are other words than those of `near`.
    PronounWith(&'c [Cue]),
    /// The same beside values that are no names of anything else, though words of theirs have capitals.
    PronounBeside(&'c dyn Fn(Sentence) -> Vec<ProseSpan>),
}

/// The same with the sentences in which something stands for the subject, and where it does.
pub(super) fn for_each_telling(
    rule: &Rule,
    reading: &Reading<'_>,
    by: StandIn<'_>,
    mut each: impl FnMut(Sentence, &[ProseSpan]),
) {
    for_each_told(rule, reading, by, |sentence, mentions| {
        if !reading.any_in(&rule.unless_near, sentence.span) {
            each(sentence, mentions);
        }
    });
}

/// The same with those that `unless-near` leaves out.
pub(super) fn for_each_told(
    rule: &Rule,
    reading: &Reading<'_>,
    by: StandIn<'_>,
    each: impl FnMut(Sentence, &[ProseSpan]),
) {
    let mut mentions = mentions_of(rule, reading);
    let named = mentions.clone();
    let looked_for: Vec<&[Cue]> = match by {
        StandIn::Pronoun | StandIn::PronounBeside(_) => {
            rule.near.iter().map(Vec::as_slice).collect()
        }
        StandIn::PronounWith(cues) => vec![cues],
    };
    let is_looked_for = |sentence: Sentence| {
        has_cues(rule, reading, sentence)
            && looked_for.iter().all(|cues| reading.any_in(cues, sentence.span))
    };
    if !looked_for.is_empty() {
        mentions.extend(reading.persons_for(&named, is_looked_for));
        mentions.sort();
    }
    if let Some(kind) = rivals::kind_of(rule, reading).filter(|_| !mentions.is_empty()) {
        mentions.extend(reading.nouns_for(&rule.about, kind));
        if !looked_for.is_empty() {
            let is_cued = |sentence: Sentence, pronoun| {
                is_looked_for(sentence)
                    && (!matches!(by, StandIn::PronounWith(_))
                        || follows(reading, sentence, &named))
                    && reading.is_thing_or_owns(sentence, pronoun, || {
                        looked_for.iter().flat_map(|cues| reading.cues_in(cues, sentence.span))
                    })
            };
            // "Its ISBN is": what the rule looks for is nobody's name, whatever capitals it has.
            let values = |sentence: Sentence| {
                let mut own: Vec<ProseSpan> = looked_for
                    .iter()
                    .flat_map(|cues| reading.cues_in(cues, sentence.span))
                    .collect();
                if let StandIn::PronounBeside(values) = by {
                    own.extend(values(sentence));
                }
                own.sort();
                own
            };
            mentions.extend(reading.pronouns_for(&rule.about, kind, is_cued, values));
        }
        mentions.sort();
        mentions.dedup();
    }
    for_each_cued_at(rule, reading, &mentions, each);
}

/// Whether the sentence before another one of its block holds one of some mentions, or a question in the paragraph before which it
/// answers; a "Yes." in between says nothing.
pub(super) fn follows(reading: &Reading<'_>, sentence: Sentence, mentions: &[ProseSpan]) -> bool {
    let names = |within: Sentence| {
        let next = mentions.partition_point(|one| one.start < within.span.start);
        mentions.get(next).is_some_and(|one| one.start < within.span.end)
    };
    let is_assent = |one: &Sentence| {
        reading.words_in(one.span).all(|(_, found)| word::is(found, Class::Assent))
    };
    let before = |one: Sentence| {
        one.span.start.checked_sub(2).and_then(|at| reading.sentence_at(at)).filter(|it| *it != one)
    };
    let mut first = sentence;
    let last = loop {
        match before(first) {
            Some(yes) if is_assent(&yes) => first = yes,
            other => break other,
        }
    };
    let asks = |one: Sentence| context::question_mark(reading, one).is_some();
    // "Is there a kiosk at the pool?" asks of the kiosk.
    let asks_of = |mention: &ProseSpan| {
        let Some(question) = reading.sentence_at(mention.start).filter(|one| asks(*one)) else {
            return false;
        };
        let syntax = reading.syntax(question);
        let is_of_noun = || {
            let tree = syntax.trees().first()?;
            let name = syntax.head_in(*mention)?;
            // "Is the mine open?", where the last word is taken for a noun.
            let last = syntax.words().len() - 1;
            // "What is the status of the mine?"
            let is_property = |at: usize| word::is(&syntax.lemma(at), Class::LabelWord);
            let mut above = tree.upwards(name).skip(1).filter(|above| !is_property(*above));
            Some(above.any(|above| syntax.tag(above).is_noun() && above != last))
        };
        let is_before =
            last == Some(question) || reading.opens_next_paragraph(question) == Some(first);
        is_before && is_of_noun() != Some(true)
    };
    last.is_some_and(|last| !asks(last) && names(last)) || mentions.iter().any(asks_of)
}

/// Calls `each` with every sentence that has cues and one of some mentions of the subject.
pub(super) fn for_each_cued(
    rule: &Rule,
    reading: &Reading<'_>,
    each: impl FnMut(Sentence, &[ProseSpan]),
) {
    for_each_cued_at(rule, reading, &mentions_of(rule, reading), each);
}

pub(super) fn for_each_cued_at(
    rule: &Rule,
    reading: &Reading<'_>,
    mentions: &[ProseSpan],
    mut each: impl FnMut(Sentence, &[ProseSpan]),
) {
    let places = mentions.iter().map(|mention| mention.start as usize);
    for sentence in sentences_at(reading, places) {
        if has_cues(rule, reading, sentence) {
            let first = mentions.partition_point(|span| span.start < sentence.span.start);
            let last = mentions.partition_point(|span| span.start < sentence.span.end);
            each(sentence, &mentions[first..last.max(first)]);
        }
    }
}

/// Whether a sentence has the cues that the rule's `near` asks for.
pub(super) fn has_cues(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    rule.near.iter().all(|cues| reading.any_in(cues, sentence.span))
}

/// Whether a sentence has what the rule's `near` and `unless-near` ask for.
pub(super) fn sentence_admits(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    has_cues(rule, reading, sentence) && !reading.any_in(&rule.unless_near, sentence.span)
}

/// The gate that all words pass before they make a claim: why they make none, as far as the rule's shared keys and
/// the questions of its kind tell, and the word of the text that decided, where one did. None where they may make one.
pub(super) fn withheld(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<(Reason, Option<ProseSpan>)> {
    if rule.is_default
        && let Some(word) = reading.set_otherwise_by(sentence, span)
    {
        return Some((Reason::NotAsserted, Some(word)));
    }
    rule.asks.iter().find_map(|question| match question {
        Question::Except => {
            reading.any_over(&rule.except, sentence, span).then_some((Reason::Except, None))
        }
        Question::Quotes => (!rule.quotes.admit(reading.is_speech(sentence, span)))
            .then_some((Reason::Quotes, None)),
        Question::Correction => reading
            .corrected_by(sentence)
            .or_else(|| reading.called_wrong(sentence, span))
            .map(|word| (Reason::NotAsserted, Some(word))),
        Question::Asserted => reading
            .unsaid_with(sentence, span, &cues_beside(rule, reading, sentence, span))
            .or_else(|| reading.unsaid_above(sentence))
            .or_else(|| hearsay::told_by(reading, sentence, span))
            .or_else(|| intended::told_by(reading, sentence, span))
            .map(|word| (Reason::NotAsserted, Some(word))),
    })
}

/// Where a sentence has what the rule's `near` asks for, other than as what some words count: of "900 passengers", the passengers are
/// no noun that brings a number with it, as the form of "form 61" is.
fn cues_beside(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Vec<ProseSpan> {
    let cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
    cues.filter(|cue| cue.end != span.end || cue.start <= span.start).collect()
}

/// The same as what is told of words that make no claim.
pub(super) fn refusal(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<Refusal> {
    let (reason, word) = withheld(rule, reading, sentence, span)?;
    Some((reason, word.map_or(Decider::Nothing, Decider::Word)))
}

/// Whether words make no claim under a rule, see [`withheld`].
pub(super) fn is_withheld(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> bool {
    withheld(rule, reading, sentence, span).is_some()
}

/// Whether words are prose, which a style guide rules, and nothing that is written for machines. Words that are set
/// as code are prose to a rule that looks into code.
pub(super) fn is_prose(rule: &Rule, reading: &Reading<'_>, span: ProseSpan) -> bool {
    (rule.within.contains(Role::Code) || !reading.document().is_code(span))
        && !address::holds(reading.prose(), span)
}

/// The names of the subjects that a rule is about.
pub(super) fn subject_phrases(rule: &Rule, subjects: &Subjects) -> Vec<PhraseId> {
    rule.about.iter().flat_map(|&subject| subjects.get(subject).names.iter().copied()).collect()
}

/// Whether a word is the name of a month or of a day of the week, which has a capital and names nothing else.
pub(super) fn names_a_time(found: &str) -> bool {
    word::is(found, Class::Months) || word::is(found, Class::Weekdays)
}

/// Whether a sentence is in another language: two words tell that no English sentence has.
pub(super) fn is_foreign(text: &str) -> bool {
    word::words(text).filter(|(_, found)| word::is(found, Class::ForeignWords)).nth(1).is_some()
}

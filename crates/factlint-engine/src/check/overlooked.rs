//! Statements about a rule's subject of which a kind says nothing: neither a claim nor why there is none. Each is told
//! with a reason all the same, so that nothing that a rule's author would take for a statement goes by in silence.

use std::collections::BTreeSet;

use super::table;
use super::{Check, Decider, Miss, Refusal, context, mentions_of, refusal, rivals, sentences_at};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::{Cue, PhraseId};
use crate::unread::Reason;
use factlint_language::inflect;
use factlint_language::span::{ProseSpan, Span};
use factlint_language::word;
use factlint_language::words::Class;

/// A value of the kind that a rule wants, whosever it is.
pub struct Seen {
    /// The sentence or the cell.
    pub sentence: Sentence,
    /// The figure, the date, the words of a state or an office.
    pub span: ProseSpan,
    /// Why it makes no claim, where the kind can tell.
    pub refusal: Option<Refusal>,
}

/// The values of some sentences, by what tells where they stand in one.
pub(super) fn seen_in(
    sentences: &[Sentence],
    values: impl Fn(Sentence) -> Vec<ProseSpan>,
) -> Vec<Seen> {
    let each = |sentence: &Sentence| {
        let sentence = *sentence;
        let found = values(sentence).into_iter();
        found.map(move |span| Seen { sentence, span, refusal: None })
    };
    sentences.iter().flat_map(each).collect()
}

/// How a sentence has to do with a rule.
enum Tie {
    /// It names the subject, or stands under it, with what `near` asks for.
    Cued,
    /// It names the subject, and this word is a degree of a cue: "louder" for "loud".
    Degree(ProseSpan),
    /// It has a noun of the subject's kind in front of the sentence that names it, or goes on behind one with "it" or "the ship".
    Beside,
}

/// The statements about the subject of a rule that make no claim and of which `known` tells nothing.
pub(super) fn overlooked(
    rule: &Rule,
    check: &dyn Check,
    reading: &Reading<'_>,
    known: &[Miss],
    is_claimed: impl Fn(Span) -> bool,
) -> Vec<Miss> {
    let told: BTreeSet<Sentence> = known.iter().map(|miss| miss.sentence).collect();
    let is_open = |sentence: &Sentence| {
        !told.contains(sentence) && !is_claimed(reading.document().locate(sentence.span).0)
    };
    let tied: Vec<(Sentence, Tie)> =
        tied(rule, reading).into_iter().filter(|(sentence, _)| is_open(sentence)).collect();
    let sentences: Vec<Sentence> = tied.iter().map(|(sentence, _)| *sentence).collect();
    if sentences.is_empty() {
        return Vec::new();
    }
    let seen = check.values_in(rule, reading, &sentences);
    let told = seen.into_iter().filter_map(|seen| {
        let at = tied.binary_search_by_key(&seen.sentence, |(sentence, _)| *sentence).ok()?;
        let (sentence, tie) = &tied[at];
        let refusal = match tie {
            Tie::Degree(word) => (Reason::OtherCue, Decider::Word(*word)),
            Tie::Beside => (Reason::OwnerUnclear, Decider::Nothing),
            Tie::Cued => seen
                .refusal
                .or_else(|| refusal(rule, reading, *sentence, seen.span))
                .or_else(|| unsaid(reading, *sentence, seen.span))
                .unwrap_or((Reason::OtherCue, Decider::Nothing)),
        };
        Some(Miss::refused(*sentence, seen.span, refusal))
    });
    told.collect()
}

/// Why words are not asserted, also to kinds that do not ask.
pub(super) fn unsaid(
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<Refusal> {
    let word = reading.unsaid_by(sentence, span)?;
    Some((Reason::NotAsserted, Decider::Word(word)))
}

/// The sentences and cells in which a rule's author would look for a statement, in order, each once.
fn tied(rule: &Rule, reading: &Reading<'_>) -> Vec<(Sentence, Tie)> {
    let mentions = mentions_of(rule, reading);
    if mentions.is_empty() {
        return Vec::new();
    }
    let naming = sentences_at(reading, mentions.iter().map(|mention| mention.start as usize));
    let mut found: Vec<(Sentence, Tie)> = Vec::new();
    for sentence in &naming {
        found.extend(tie_of(rule, reading, *sentence).map(|tie| (*sentence, tie)));
    }
    let standing = context::standing(rule, reading).into_iter().map(|one| one.sentence);
    let cells = table::cells(rule, reading).into_iter().map(|cell| cell.sentence);
    found.extend(standing.chain(cells).map(|sentence| (sentence, Tie::Cued)));
    if let Some(first) = naming.first()
        && let Some(before) = sentence_ahead(rule, reading, *first)
        && matches!(tie_of(rule, reading, before), Some(Tie::Cued))
    {
        found.push((before, Tie::Beside));
    }
    let behind = sentences_behind(rule, reading, &naming);
    found.extend(behind.into_iter().map(|sentence| (sentence, Tie::Beside)));
    // Of two ties, the surer one: they were found in this order.
    found.sort_by_key(|(sentence, _)| *sentence);
    found.dedup_by_key(|(sentence, _)| *sentence);
    found
}

/// The sentence right before the first that names the subject, where a noun of its kind stands for nobody yet: "The
/// ground takes 19,800. It is called Larkfield Stadium."
fn sentence_ahead(rule: &Rule, reading: &Reading<'_>, first: Sentence) -> Option<Sentence> {
    let kind = rivals::kind_of(rule, reading)?;
    let before = reading.sentence_before(first)?;
    let has_noun = reading.has_loose_noun(before, kind);
    let is_of_block = reading.block_of(before) == reading.block_of(first);
    (is_of_block && before != first && has_noun).then_some(before)
}

/// The sentences with cues right behind some that name the subject, where they open with what may stand for it and name no other:
/// "few houses are better loved than the Corn Exchange. It was opened in 1884." Found by their cues, which are rarer than names.
fn sentences_behind(rule: &Rule, reading: &Reading<'_>, naming: &[Sentence]) -> Vec<Sentence> {
    let may_refer = |sentence: Sentence| {
        let opener = reading.words_in(sentence.span).next();
        opener.is_some_and(|(_, opener)| {
            word::is(opener, Class::SubjectPronoun) || word::is(opener, Class::Definite)
        })
    };
    let is_behind = |sentence: Sentence| {
        let before = reading.before_in_block(sentence).next();
        before.is_some_and(|before| naming.binary_search(&before).is_ok())
    };
    let cues = rule.near.first().into_iter().flatten().filter_map(Cue::phrase);
    let hits = cues.flat_map(|cue| reading.hits_of(cue));
    let sentences = hits.filter_map(|hit| reading.sentence_at(hit.start));
    sentences
        .filter(|sentence| is_behind(*sentence) && may_refer(*sentence))
        .filter(|sentence| matches!(tie_of(rule, reading, *sentence), Some(Tie::Cued)))
        .filter(|sentence| context::names_nothing(rule, reading, *sentence))
        .collect()
}

/// Whether a sentence has one of each list of cues, or a degree of one.
fn tie_of(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> Option<Tie> {
    let mut tie = Tie::Cued;
    for cues in &rule.near {
        if reading.any_in(cues, sentence.span) {
            continue;
        }
        tie = Tie::Degree(degree_of(cues, reading, sentence)?);
    }
    Some(tie)
}

/// A word that is a degree of one of some cues: "louder", "longest".
fn degree_of(cues: &[Cue], reading: &Reading<'_>, sentence: Sentence) -> Option<ProseSpan> {
    let phrases = &reading.vocabulary().phrases;
    let is_degree = |cue: PhraseId, word: &str| inflect::is_degree(word, &phrases.get(cue).text);
    let mut words = reading.degrees_in(sentence.span).iter();
    let found = words.find(|word| {
        let mut cues = cues.iter().filter_map(Cue::phrase);
        cues.any(|cue| is_degree(cue, word.of(reading.prose())))
    });
    found.copied()
}

/// Four digits that could be a year, in a sentence.
pub(super) fn years_in(reading: &Reading<'_>, sentence: Sentence) -> Vec<ProseSpan> {
    digits_in(reading, sentence, is_year)
}

/// Digits that could be no year and are part of no name, in a sentence.
pub(super) fn numbers_in(reading: &Reading<'_>, sentence: Sentence) -> Vec<ProseSpan> {
    let mut found = digits_in(reading, sentence, |word| !is_year(word));
    found.retain(|number| {
        let at = reading.mentions().partition_point(|one| one.span.end <= number.start);
        let is_named = reading.mentions().get(at).is_some_and(|one| one.span.start < number.end);
        let is_dated = reading.dates(sentence).iter().any(|date| date.span.overlaps(*number));
        !is_named && !is_dated
    });
    found
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1000..2200).contains(&year))
}

/// The words of digits in a sentence that are wanted.
fn digits_in(
    reading: &Reading<'_>,
    sentence: Sentence,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<ProseSpan> {
    let words = reading
        .words_in(sentence.span)
        .filter(|(_, found)| found.bytes().all(|byte| byte.is_ascii_digit()) && is_wanted(found));
    words.map(|(at, _)| ProseSpan::new(at.start, at.end)).collect()
}

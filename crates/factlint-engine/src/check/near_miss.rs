//! Silence: how near a rule came to a claim, and why it made none.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::overlooked::overlooked;
use super::{
    About, Check, Decider, Miss, kind, mentions_of, sentence_admits, sentences_at, withheld,
    wording,
};
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::Cue;
use crate::rule::{Quotes, Rule};
use crate::unread::{Class, Reason, Unread};
use factlint_language::span::{ProseSpan, Span};

/// How near a rule came to a claim in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sightings {
    /// Sentences that name its subject, in bytes of the text; those with a cue, where it has none.
    pub naming: Vec<Span>,
    /// Those of them that have what `near` and `unless-near` ask for.
    pub admitted: usize,
    /// Sentences and cells with a cue that stand under its subject, or nearly, and do not name it.
    pub under: usize,
}

/// How near a rule came to a claim in a document.
pub fn sightings(rule: &Rule, reading: &Reading<'_>) -> Sightings {
    let places: Vec<usize> = if rule.about.is_empty() {
        let whole = ProseSpan::new(0, reading.prose().len());
        let cues = rule.near.first().map(|cues| reading.cues_in(cues, whole)).unwrap_or_default();
        cues.iter().map(|cue| cue.start as usize).collect()
    } else {
        mentions_of(rule, reading).iter().map(|mention| mention.start as usize).collect()
    };
    let naming = sentences_at(reading, places.into_iter());
    let admitted = naming.iter().filter(|one| sentence_admits(rule, reading, **one)).count();
    let under = if rule.about.is_empty() { 0 } else { super::context::count_under(rule, reading) };
    let document = reading.document();
    let places = naming.iter().map(|sentence| document.locate(sentence.span).0);
    Sightings { naming: places.collect(), admitted, under }
}

/// What a rule looked at and did not read: statements about its subject and, if `all` is wanted, every other sentence
/// that names it. `is_claimed` tells whether words of the text make a claim of it.
pub fn unread(
    rule: &Rule,
    check: &dyn Check,
    reading: &Reading<'_>,
    all: bool,
    is_claimed: impl Fn(Span) -> bool,
) -> Vec<Unread> {
    let mut misses = Vec::new();
    check.misses(rule, reading, &mut misses);
    misses.extend(overlooked(rule, check, reading, &misses, &is_claimed));
    // Of subjects that are many, nearly every figure is another one's, and nouns stand in many sentences: only
    // `explain` asks for these.
    let mentions = mentions_of(rule, reading);
    misses.retain(|miss| match miss.reason {
        _ if all => true,
        // Beside a claim, what another word announces is no statement that went by.
        Reason::OtherThing | Reason::OtherCue => {
            names_one(reading, &mentions, miss.sentence)
                && !is_claimed(reading.document().locate(miss.sentence.span).0)
        }
        reason => reason.class() != Class::Elsewhere,
    });
    let mut found: Vec<Unread> = misses
        .iter()
        .map(|miss| {
            let left_out = reading.any_in(&rule.unless_near, miss.sentence.span);
            let (reason, decided_by) = if left_out {
                (Reason::UnlessNear, shown(reading, &rule.unless_near))
            } else {
                (miss.reason, decider(rule, reading, miss))
            };
            told(rule, reading, miss.sentence, miss.span, reason, decided_by, true)
        })
        .filter(|unread| !is_claimed(unread.span))
        .collect();
    // Kinds that look for their own words have said all when they found none.
    if all && kind(rule.kind).is_none_or(|kind| kind.about != About::None) {
        let statements: BTreeSet<Span> = found.iter().map(|unread| unread.sentence).collect();
        found.extend(
            names_only(rule, reading, &is_claimed)
                .into_iter()
                .filter(|unread| !is_claimed(unread.sentence))
                .filter(|unread| !statements.contains(&unread.sentence)),
        );
    }
    // Of two reasons, the one that can be named.
    found.sort_by_key(|one| (one.reason.class(), one.span, one.decided_by.is_empty()));
    found.dedup_by_key(|unread| unread.span);
    found.sort_by_key(|unread| unread.reason.distance());
    found
}

/// Whether a sentence has one of the mentions of a rule's subject, or stands under what has one.
fn names_one(reading: &Reading<'_>, mentions: &[ProseSpan], sentence: Sentence) -> bool {
    let names = |sentence: Sentence| {
        let next = mentions.partition_point(|mention| mention.end <= sentence.span.start);
        mentions.get(next).is_some_and(|mention| mention.start < sentence.span.end)
    };
    let heads = reading.heads(sentence);
    names(sentence)
        || heads.is_some_and(|heads| heads.iter().any(names))
        || reading.standing_under(sentence).any(names)
}

/// The sentences that name a rule's subject, or that have its cue where it has none, each with why it may make no
/// claim.
fn names_only(
    rule: &Rule,
    reading: &Reading<'_>,
    is_claimed: impl Fn(Span) -> bool,
) -> Vec<Unread> {
    let mentions = mentions_of(rule, reading);
    let whole = ProseSpan::new(0, reading.prose().len());
    let places: Vec<usize> = if rule.about.is_empty() {
        let cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, whole));
        cues.map(|cue| cue.start as usize).collect()
    } else {
        mentions.iter().map(|mention| mention.start as usize).collect()
    };
    // What heads a cell that makes a claim has been read with it.
    let is_read = |sentence: &Sentence| {
        let cells = reading.cells_under(*sentence);
        cells.iter().any(|cell| is_claimed(reading.document().locate(cell.span).0))
    };
    sentences_at(reading, places.into_iter())
        .into_iter()
        .filter(|sentence| !is_read(sentence))
        .map(|sentence| {
            let first = mentions.partition_point(|span| span.start < sentence.span.start);
            let last = mentions.partition_point(|span| span.start < sentence.span.end);
            let here = mentions[first..last.max(first)].to_vec();
            let (reason, decided_by) = reason(rule, reading, sentence, here);
            told(rule, reading, sentence, sentence.span, reason, decided_by, false)
        })
        .collect()
}

fn told(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
    reason: Reason,
    decided_by: String,
    is_statement: bool,
) -> Unread {
    let document = reading.document();
    let (place, _) = document.locate(span);
    Unread {
        rule: Arc::clone(&rule.id),
        sentence: document.locate(sentence.span).0,
        span: place,
        start: document.position(place.start),
        end: document.position(place.end),
        words: if is_statement { place.of(document.text()).to_owned() } else { String::new() },
        context: reading.context(sentence),
        reason,
        decided_by,
        is_statement,
    }
}

/// The words that decided that a statement is no claim.
fn decider(rule: &Rule, reading: &Reading<'_>, miss: &Miss) -> String {
    let vocabulary = reading.vocabulary();
    match miss.decided_by {
        Decider::Nothing if miss.reason == Reason::Except => shown(reading, &rule.except),
        Decider::Nothing if miss.reason == Reason::OwnerUnclear => {
            candidates(rule, reading, miss.sentence)
        }
        Decider::Nothing if miss.reason == Reason::Quotes && rule.quotes == Quotes::Include => {
            "speakers = \"together\"".to_owned()
        }
        Decider::Nothing => String::new(),
        Decider::Word(word) => wording::one_line(word.of(reading.prose())),
        Decider::Name(name) => vocabulary.phrases.get(name).text.clone(),
        Decider::Unit(unit) => vocabulary.units.get(unit).plural.clone(),
    }
}

/// The subjects of the rule's kind that a sentence names, where they are several: "`Relay` or `Warden`".
fn candidates(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> String {
    let Some(kind) = super::rivals::kind_of(rule, reading) else { return String::new() };
    let phrases = &reading.vocabulary().phrases;
    let named = reading.subjects_named(sentence, kind);
    let names: Vec<String> = named.iter().map(|name| phrases.get(*name).text.clone()).collect();
    if names.len() > 1 { wording::alternatives(&names) } else { String::new() }
}

/// Cues as a rule writes them.
fn shown(reading: &Reading<'_>, cues: &[Cue]) -> String {
    let phrases = &reading.vocabulary().phrases;
    let words: Vec<String> = cues
        .iter()
        .map(|cue| match cue {
            Cue::Phrase(phrase) => phrases.get(*phrase).text.clone(),
            Cue::Pattern(pattern) => format!("/{}/", pattern.expression()),
        })
        .collect();
    wording::alternatives(&words)
}

/// The reason, and what of the rule decided.
fn reason(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: Vec<ProseSpan>,
) -> (Reason, String) {
    if let Some(cues) = rule.near.iter().find(|cues| !reading.any_in(cues, sentence.span)) {
        // What heads a cell, or what a sentence stands under, may have the cue.
        let heads = |cell: Sentence| reading.heads(cell);
        let over = heads(sentence).into_iter();
        let under = reading.cells_under(sentence).into_iter().filter_map(heads);
        let has_cue = |above: Sentence| reading.any_in(cues, above.span);
        let is_above = over.chain(under).any(|heads| heads.iter().any(has_cue))
            || reading.standing_under(sentence).any(has_cue);
        if !is_above {
            let mut by = shown(reading, cues);
            if let Some(longer) = reading.longer_than_cue(cues, sentence.span) {
                let longer = wording::one_line(longer.of(reading.prose()));
                by.push_str(&format!("; `{longer}` is another word"));
            }
            return (Reason::NoCue, by);
        }
    }
    if reading.any_in(&rule.unless_near, sentence.span) {
        return (Reason::UnlessNear, shown(reading, &rule.unless_near));
    }
    let spans = if mentions.is_empty() {
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect()
    } else {
        mentions
    };
    // As long as one place may make a claim, something else keeps it from being one.
    let reasons: Option<Vec<(Reason, Option<ProseSpan>)>> =
        spans.iter().map(|span| withheld(rule, reading, sentence, *span)).collect();
    match reasons.and_then(|reasons| reasons.into_iter().min()) {
        Some((Reason::Except, _)) => (Reason::Except, shown(reading, &rule.except)),
        Some((reason, word)) => {
            let word = word.map(|word| wording::one_line(word.of(reading.prose())));
            (reason, word.unwrap_or_default())
        }
        None => (Reason::NothingToCompare, String::new()),
    }
}

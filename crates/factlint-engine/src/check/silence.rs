//! Silence: how near a rule came to a claim, and why it made none.

use super::{About, is_excepted, kind, mentions_of, sentence_admits, sentences_at, wording};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use factlint_language::span::ProseSpan;

/// How near a rule came to a claim in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sightings {
    /// Sentences that name its subject; those with a cue, where it has none.
    pub naming: usize,
    /// Those of them that have what `near` and `unless-near` ask for.
    pub admitted: usize,
    /// The line of the first admitted one, else of the first.
    pub nearest: Option<u32>,
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
    let admitted: Vec<&Sentence> =
        naming.iter().filter(|sentence| sentence_admits(rule, reading, **sentence)).collect();
    let nearest = admitted.first().copied().or(naming.first()).map(|sentence| {
        let (place, _) = reading.document().locate(sentence.span);
        reading.document().position(place.start).line
    });
    Sightings { naming: naming.len(), admitted: admitted.len(), nearest }
}

/// Why a rule claims nothing in a sentence that names its subject; none where it does not.
pub fn why_unclaimed(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> Option<String> {
    let mentions: Vec<ProseSpan> = mentions_of(rule, reading)
        .into_iter()
        .filter(|mention| sentence.span.contains(*mention))
        .collect();
    // A kind that looks for its own words has said all when it found none.
    if kind(rule.kind).is_some_and(|kind| kind.about == About::None) {
        return None;
    }
    let cued = rule.near.iter().any(|cues| reading.any_in(cues, sentence.span));
    if mentions.is_empty() && (!rule.about.is_empty() || !cued) {
        return None;
    }
    let phrases = &reading.vocabulary().phrases;
    let shown = |cues: &[Cue]| {
        let words: Vec<String> = cues
            .iter()
            .map(|cue| match cue {
                Cue::Phrase(phrase) => phrases.get(*phrase).text.clone(),
                Cue::Pattern(pattern) => format!("/{}/", pattern.expression()),
            })
            .collect();
        wording::alternatives(&words)
    };
    if let Some(cues) = rule.near.iter().find(|cues| !reading.any_in(cues, sentence.span)) {
        return Some(format!("its subject is named, but no cue of `near`: {}", shown(cues)));
    }
    if reading.any_in(&rule.unless_near, sentence.span) {
        return Some(format!("left out by `unless-near`: {}", shown(&rule.unless_near)));
    }
    let spans = if mentions.is_empty() {
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect()
    } else {
        mentions
    };
    let all = |holds: &dyn Fn(ProseSpan) -> bool| spans.iter().all(|span| holds(*span));
    Some(if all(&|span| is_excepted(rule, reading, sentence, span)) {
        format!("left out by `except`: {}", shown(&rule.except))
    } else if all(&|span| !rule.quotes.admit(reading.is_speech(sentence, span))) {
        "left out by `quotes`: the words are quoted, or are not".to_owned()
    } else if all(&|span| !reading.is_asserted(sentence, span)) {
        "not asserted: a negation, condition, plan, question or denial".to_owned()
    } else {
        "it has a subject or a cue here, but nothing that it could compare".to_owned()
    })
}

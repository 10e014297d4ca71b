//! Silence: how near a rule came to a claim, and why it made none.

use std::sync::Arc;

use super::{About, kind, mentions_of, sentence_admits, sentences_at, withheld, wording};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use crate::unread::{Reason, Unread};
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

/// Why a rule claims nothing in a sentence that names its subject; none where it does not name it, and for kinds
/// that look for their own words: these have said all when they found none.
pub fn unread(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> Option<Unread> {
    if kind(rule.kind).is_some_and(|kind| kind.about == About::None) {
        return None;
    }
    let mentions: Vec<ProseSpan> = mentions_of(rule, reading)
        .into_iter()
        .filter(|mention| sentence.span.contains(*mention))
        .collect();
    let cued = rule.near.iter().any(|cues| reading.any_in(cues, sentence.span));
    if mentions.is_empty() && (!rule.about.is_empty() || !cued) {
        return None;
    }
    let (reason, decided_by) = reason(rule, reading, sentence, mentions);
    let document = reading.document();
    let (span, _) = document.locate(sentence.span);
    let (rule, start) = (Arc::clone(&rule.id), document.position(span.start));
    Some(Unread { rule, span, start, reason, decided_by })
}

/// The reason, and what of the rule decided.
fn reason(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: Vec<ProseSpan>,
) -> (Reason, String) {
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
        return (Reason::NoCue, shown(cues));
    }
    if reading.any_in(&rule.unless_near, sentence.span) {
        return (Reason::UnlessNear, shown(&rule.unless_near));
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
        Some((Reason::Except, _)) => (Reason::Except, shown(&rule.except)),
        Some((reason, word)) => {
            let word = word.map(|word| wording::one_line(word.of(reading.prose())));
            (reason, word.unwrap_or_default())
        }
        None => (Reason::NothingToCompare, String::new()),
    }
}

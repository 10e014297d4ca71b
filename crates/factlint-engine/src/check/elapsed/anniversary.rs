//! Anniversaries and birthdays: "the firm celebrates its 50th anniversary this year", "Ann Lee's 70th birthday on Friday".

use super::Origin;
use crate::claim::{Days, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tree};
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// The anniversaries that a sentence tells of the rule's subject now, or on a day that it names, with their years.
pub(super) fn anniversaries(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    origin: Origin,
) -> Vec<(ProseSpan, Value)> {
    let is_feast = |found: &str| match origin {
        Origin::Since => word::is(found, Class::AnniversaryNouns),
        Origin::Born => word::is(found, Class::Birthdays),
    };
    let mut found = Vec::new();
    let words: Vec<(std::ops::Range<usize>, &str)> = reading.words_in(sentence.span).collect();
    for pair in words.windows(2) {
        let [(number, count), (noun, feast)] = pair else { continue };
        let joined = reading.prose()[number.end..noun.start].trim().is_empty();
        let Some(years) = years_in(count).filter(|_| joined && is_feast(feast)) else { continue };
        let span = ProseSpan::new(number.start, noun.end);
        if is_told_of(reading, sentence, mentions, span) && is_cued(rule, reading, sentence, origin)
        {
            found.push((span, Value::Age { years }));
        }
    }
    found
}

/// Whether words are those of an anniversary, not of an age.
pub(super) fn is_one(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let last = word::words_before(span.of(reading.prose())).next();
    last.is_some_and(|(_, found)| word::is(found, Class::AnniversaryNouns))
}

/// The whole years of some days.
pub(super) fn year_of(days: Days) -> Days {
    Days {
        first: days.first.with().month(1).day(1).build().unwrap_or(days.first),
        last: days.last.with().month(12).day(31).build().unwrap_or(days.last),
    }
}

/// "50th", "fiftieth"
fn years_in(count: &str) -> Option<u8> {
    let lower = count.to_lowercase();
    let digits = lower.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
    if word::is(&lower[digits.len()..], Class::OrdinalEndings) {
        return digits.parse().ok();
    }
    let words = Words::embedded();
    let of = |class| words.value_of(&lower, class);
    of(Class::RoundOrdinals).or_else(|| of(Class::Ordinals)).map(|years| years as u8)
}

/// An age needs no cue; what is so old does: "anniversary", or the "founding" of which it is.
fn is_cued(rule: &Rule, reading: &Reading<'_>, sentence: Sentence, origin: Origin) -> bool {
    origin == Origin::Born
        || !rule.near.is_empty() && rule.near.iter().all(|cues| reading.any_in(cues, sentence.span))
}

/// Whether a feast is the subject's, and kept now or on days that the sentence names.
fn is_told_of(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    feast: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let at = syntax.head_in(feast)?;
        let names: Vec<usize> = mentions.iter().filter_map(|name| syntax.head_in(*name)).collect();
        let verb = tree.upwards(at).skip(1).find(|above| syntax.tag(*above).is_verb());
        let is_now = verb.is_none_or(|verb| syntax.is_told_as_present(verb).value);
        let is_dated = || !reading.days(sentence).is_empty();
        Some((is_now || is_dated()) && is_of(syntax, tree, at, &names, verb))
    };
    told() == Some(true)
}

/// "The firm's 50th anniversary", "the 50th anniversary of the firm", "the firm celebrates its 50th anniversary"
fn is_of(
    syntax: &Syntax<'_>,
    tree: &Tree,
    feast: usize,
    names: &[usize],
    verb: Option<usize>,
) -> bool {
    let owners: Vec<usize> = tree.dependents_as(feast, Relation::Possessor).collect();
    let of = tree
        .dependents_as(feast, Relation::Preposition)
        .filter(|of| word::is(syntax.text(*of), Class::PartPrepositions));
    let whole: Vec<usize> =
        of.flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject)).collect();
    let is_ours = |owner: &usize| names.contains(owner);
    // "Of the founding of the firm", "of the firm's founding"
    let holds_ours = |whole: &usize| names.iter().any(|name| tree.is_under(*name, *whole));
    if owners.iter().any(is_ours) || whole.iter().any(holds_ours) {
        return true;
    }
    let refers = |owner: &usize| {
        word::is(syntax.text(*owner), Class::PersonalPossessive)
            || word::is(syntax.text(*owner), Class::OwnerPossessive)
    };
    let is_own = owners.iter().all(refers) && (!owners.is_empty() || whole.is_empty());
    let subject = verb.and_then(|verb| syntax.subject_of(verb).value);
    is_own && subject.is_some_and(|subject| names.contains(&subject))
}

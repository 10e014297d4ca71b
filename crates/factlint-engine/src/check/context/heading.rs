//! Headings: for whom the lines below one are, what comes with what it names, and which only divide a text about one thing.

use super::topic::{has_name, names_nothing};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::subject::SubjectId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a heading only divides a text that is about one thing throughout, "6. Time off" of "Skylark Trust: Staff Handbook": it
/// names nobody and nothing, and no people for whom something else holds.
pub(super) fn is_plain_section(
    rule: &Rule,
    reading: &Reading<'_>,
    heading: Sentence,
    title: Sentence,
) -> bool {
    let is_book = reading.is_headline(title)
        && reading
            .words_in(title.span)
            .last()
            .is_some_and(|(_, last)| word::is(last, Class::BookNoun));
    let sets_apart = |(range, found): (std::ops::Range<usize>, &str)| {
        // The number of a heading may look like a sentence of its own.
        let here = reading.sentence_at(range.start as u32).unwrap_or(heading);
        let syntax = reading.syntax(here);
        let lemma = syntax.word_at(range.start as u32).map(|at| syntax.lemma(at));
        let lemma = lemma.as_deref().unwrap_or(found);
        word::is(lemma, Class::Persons)
            || word::is(lemma, Class::PeopleApart)
            || word::is(lemma, Class::GroupPersons)
            || word::is(lemma, Class::AccountNouns)
            || word::is(found, Class::OtherTimeLabel)
            || word::is(found, Class::NegatingWords)
            || word::is(found, Class::Condition)
            || found.trim_end_matches('s').ends_with("er")
    };
    is_book
        && reading.is_headline(heading)
        && names_nothing(rule, reading, heading)
        && reading.year_in(heading.span).is_none()
        && !has_name(reading, heading)
        && !reading.words_in(heading.span).any(sets_apart)
}

/// "Facts for visitors:", "Good to know", "Getting there": a line that tells for whom or for what the lines below it are, and
/// asks for nothing.
pub(super) fn tells_for_whom(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> bool {
    !rule.near.iter().any(|cues| reading.any_in(cues, line.span))
        && (offers(reading, line, &[])
            || reading.words_in(line.span).all(|(_, found)| {
                word::is(found, Class::LabelWord)
                    || word::is(found, Class::HeadingWord)
                    || word::is(found, Class::WayWord)
                    || word::is(found, Class::MeasureFunctionWord)
                    || word::is(found, Class::Audience)
            }))
}

/// "What you get with the Skylark:", "The Skylark offers:", "Included:": a line that tells, with nothing but names of its
/// subject and small words, that the list below it gives what comes with it now.
pub(super) fn offers(
    reading: &Reading<'_>,
    line: Sentence,
    mentions: &[(ProseSpan, &[SubjectId])],
) -> bool {
    let leads = line.span.of(reading.prose()).trim_end().ends_with(':');
    if !leads && !reading.is_headline(line) {
        return false;
    }
    let syntax = reading.syntax(line);
    let Some(tree) = syntax.trees().first() else { return false };
    let is_mention = |at: usize| {
        syntax
            .words()
            .get(at)
            .is_some_and(|word| mentions.iter().any(|(mention, _)| mention.overlaps(word.span)))
    };
    let gives = |at: usize| {
        let has_subject = || tree.dependents(at).any(|of| tree.relation(of).is_subject());
        let is_now = match syntax.tag(at) {
            Tag::Past => !has_subject(),
            _ => true,
        };
        let lemma = syntax.lemma(at);
        (word::is(&lemma, Class::OfferingVerb) || word::is(&lemma, Class::RequiringVerbs)) && is_now
    };
    let is_small = |at: usize| {
        let found = syntax.text(at);
        word::is(found, Class::LabelWord)
            || word::is(found, Class::HeadingWord)
            || word::is(found, Class::Audience)
            || word::is(found, Class::SourcePrepositions)
            || found.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            // "What you need to run the Skylark:"
            || (word::is(found, Class::UsingVerb) && tree.dependents_as(at, Relation::Auxiliary).any(|to| syntax.tag(to) == Tag::To))
            || syntax.tag(at) == Tag::To
            // "What's included"
            || (syntax.lemma(at) == "be" && syntax.tag(at) != Tag::Past)
            || (matches!(tree.relation(at), Relation::Auxiliary | Relation::PassiveAuxiliary)
                && matches!(syntax.tag(at), Tag::Present | Tag::PresentThird))
            || matches!(
                syntax.tag(at),
                Tag::Determiner | Tag::RelativePronoun | Tag::RelativeDeterminer
            ) && !word::is(found, Class::NegatingWords)
    };
    let words = 0..syntax.words().len();
    words.clone().any(gives) && words.clone().all(|at| is_mention(at) || gives(at) || is_small(at))
}

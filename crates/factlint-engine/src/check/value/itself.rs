//! What a document says of itself under a heading that names it: "You are reading version 4.0.", "This is version 4.0."

use super::Captured;
use super::matched::Match;
use crate::check::{Miss, context, refusal};
use crate::claim::Claim;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Captured {
    /// The values of a rule without `near` that a sentence under the subject gives to what is being read.
    pub(super) fn read_itself(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let Some(regex) = self.capture.regex().filter(|_| rule.near.is_empty()) else { return };
        let has_match = |within: ProseSpan| regex.is_match(within.of(reading.prose()));
        for (sentence, told) in context::lines_under(rule, reading, has_match) {
            let found = self.captured(reading, sentence);
            let [one] = found.as_slice() else { continue };
            // A number without words of its own could be anything's.
            if one.whole == one.value || !is_of_itself(rule, reading, sentence, *one) {
                continue;
            }
            let refused = refusal(rule, reading, sentence, one.whole).map_or(Ok(()), Err);
            let read =
                told.and(refused).map(|()| self.claim_at(rule, reading, sentence, one.value));
            each(sentence, read.map_err(|refusal| Miss::refused(sentence, one.value, refusal)));
        }
    }
}

/// Whether a sentence says no more than that "this" is the value, or that "you" are reading it.
fn is_of_itself(rule: &Rule, reading: &Reading<'_>, sentence: Sentence, found: Match) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let Some(value) = syntax.head_in(found.whole) else { return false };
    let Some(verb) = tree.upwards(value).find(|at| syntax.tag(*at).is_verb()) else { return false };
    let subject = tree.dependents_as(verb, Relation::Subject).next();
    let is_now = |at: usize| matches!(syntax.tag(at), Tag::Present | Tag::PresentThird);
    let mut auxiliaries = tree.dependents_as(verb, Relation::Auxiliary);
    let is_present = auxiliaries.next().map_or_else(|| is_now(verb), is_now);
    let who = subject.map(|at| syntax.text(at).to_lowercase()).unwrap_or_default();
    let is_told = match syntax.lemma(verb).as_str() {
        "be" => word::is(&who, Class::ThisPronoun),
        lemma => word::is(lemma, Class::ReadingVerbs) && word::is(&who, Class::ReaderPronoun),
    };
    // "Version 4.0 of the terms", "version 4.0 of this document": not "of the app".
    let is_of_subject = |found: &str| {
        let phrases = &reading.vocabulary().phrases;
        let names = crate::check::subject_phrases(rule, &reading.vocabulary().subjects);
        names.iter().any(|name| {
            word::words(&phrases.get(*name).text).any(|(_, word)| word.eq_ignore_ascii_case(found))
        })
    };
    let clause = reading.outer_clause_at(sentence, found.whole.start);
    let behind = ProseSpan { start: found.whole.end, end: clause.end.max(found.whole.end) };
    let is_all = reading.words_in(behind).all(|(_, found)| {
        word::is(found, Class::LabelWord)
            || word::is(found, Class::HeadingWord)
            || is_of_subject(found)
    });
    tree.relation(verb) == Relation::Root && is_present && is_told && is_all
}

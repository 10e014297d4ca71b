//! Days of which a sentence does not say that they are those of an event: what was only planned, and what is denied.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a negation is that of the main clause, which tells what has or has not been so since the date of another one: "has
/// never been closed since it opened in May".
pub(super) fn is_unsaid_elsewhere(
    reading: &Reading<'_>,
    sentence: Sentence,
    negation: ProseSpan,
    date: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let (Some(tree), Some(at), Some(negation)) =
        (syntax.trees().first(), syntax.head_in(date), syntax.word_at(negation.start))
    else {
        return false;
    };
    let is_negation = tree.relation(negation) == Relation::Negation
        || word::is(syntax.text(negation), Class::NegatingWords);
    let since = tree.upwards(at).find(|above| {
        tree.relation(*above) == Relation::AdverbClause
            && tree.dependents(*above).any(|below| {
                below < *above
                    && matches!(tree.relation(below), Relation::Marker | Relation::Adverb)
                    && word::is(syntax.text(below), Class::PassageOpeners)
            })
    });
    is_negation && since.is_some_and(|clause| !tree.is_under(negation, clause))
}

/// The word by which a day is one that was only planned: "was to open on", "had been planned for".
pub(super) fn planned_once(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let tokens = reading.tokens(sentence);
    if !tokens.holds(Class::PastAuxiliary) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let prose = reading.prose();
    let auxiliaries = reading
        .words_in(sentence.span)
        .filter(|(_, found)| word::is(found, Class::PastAuxiliary))
        .map(|(at, _)| ProseSpan::new(at.start, at.end));
    auxiliaries.into_iter().find(|at| {
        let meant_to = || {
            let meant = meant_behind(reading, ProseSpan { start: at.end, end: sentence.span.end })?;
            let (meant, date) = (syntax.word_at(meant)?, syntax.head_in(date)?);
            Some(syntax.depends(date, meant).value)
        };
        let was_to = || {
            prose[at.end as usize..].starts_with(" to ")
                && syntax
                    .word_at(at.start)
                    .is_some_and(|word| syntax.reaches(word, date) == Some(true))
        };
        let had_been = || {
            let verb = syntax.head_in(date).and_then(|date| syntax.clause_of(date).sure()?);
            verb.is_some_and(|clause| {
                let had = syntax.word_at(at.start).is_some_and(|had| {
                    syntax.is_auxiliary_of(had, clause.verb) && syntax.lemma(had) == "have"
                });
                had && word::is(&syntax.lemma(clause.verb), Class::PlanningVerbs)
            })
        };
        was_to() || meant_to() == Some(true) || had_been()
    })
}

/// Where words behind an auxiliary say what was to be: "was originally meant to open".
fn meant_behind(reading: &Reading<'_>, rest: ProseSpan) -> Option<u32> {
    let mut words = reading.words_in(rest).skip_while(|(_, found)| found.ends_with("ly"));
    let (at, meant) = words.next()?;
    let (_, to) = words.next()?;
    (word::is(meant, Class::MeantTo) && word::is(to, Class::ToWord)).then_some(at.start as u32)
}

//! So many percent of what a cue names: "took 49 percent of the votes".

use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a figure is so many percent.
pub(super) fn is_percent(reading: &Reading<'_>, figure: &Figure) -> bool {
    let Measure::Unit(id) = figure.measure else { return false };
    reading.vocabulary().units.get(id).dimension == "ratio"
}

/// The cue of which a figure is a share, and by what this share is none of its subject's: "lost 5 percent of the vote",
/// "needed 50 percent of the vote", "with 40 percent of the votes counted", "12 percent of the votes for her came by post".
/// None where it is no share of a cue.
pub(super) fn of_cue(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Option<Result<(), Refusal>> {
    if !is_percent(reading, figure) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let share = syntax.head_in(whole)?;
    let span = |at: usize| syntax.words().get(at).map(|word| word.span);
    let is_cue = |at: &usize| {
        span(*at)
            .is_some_and(|span| rule.near.iter().any(|cues| reading.any_over(cues, sentence, span)))
    };
    let is_mention =
        |at: usize| span(at).is_some_and(|span| reading.is_mention(span.start as usize));
    let cue = tree
        .dependents_as(share, Relation::Preposition)
        .filter(|of| word::is(syntax.text(*of), Class::PartPrepositions))
        .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
        .find(|at| is_cue(at) || tree.dependents(*at).any(|below| is_cue(&below)))?;
    let told =
        |reason: Reason, at: usize| Err((reason, span(at).map_or(Decider::Nothing, Decider::Word)));
    let counts = |at: &usize| word::is(&syntax.lemma(*at), Class::TallyingVerbs);
    let counted = tree.dependents_as(cue, Relation::NounClause).find(counts);
    let verb = tree.upwards(share).find(|at| syntax.tag(*at).is_verb());
    if let Some(counted) = counted.or(verb.filter(counts)) {
        return Some(told(Reason::PartOrChange, counted));
    }
    // "12 percent of the votes for her came by post"
    let is_part = tree
        .dependents_as(cue, Relation::Preposition)
        .filter(|at| word::is(syntax.text(*at), Class::OwningPrepositions))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .find(|at| is_mention(*at) || tree.dependents_as(*at, Relation::Compound).any(&is_mention));
    let is_subject = tree.relation(share).is_subject() || tree.head(share).is_none();
    if let Some(name) = is_part.filter(|_| is_subject) {
        return Some(told(Reason::PartOrChange, name));
    }
    let Some(verb) = verb else { return Some(Ok(())) };
    // "In the port of Lethe, she won 71 percent of the vote": of the votes there.
    let is_dated = |at: usize| {
        span(at)
            .is_some_and(|span| reading.dates(sentence).iter().any(|date| date.span.overlaps(span)))
    };
    let is_elsewhere = |at: &usize| {
        let names_place = |at: usize| {
            matches!(syntax.tag(at), Tag::Name | Tag::Names) && !is_mention(at) && !is_dated(at)
        };
        names_place(*at)
            || word::is(&syntax.lemma(*at), Class::NamedByOf)
                && !tree.dependents(*at).any(is_mention)
    };
    let place = [verb, share, cue]
        .into_iter()
        .flat_map(|upper| tree.dependents_as(upper, Relation::Preposition))
        .filter(|at| word::is(syntax.text(*at), Class::PlacingPrepositions))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .find(is_elsewhere);
    if let Some(place) = place {
        return Some(told(Reason::PartOrChange, place));
    }
    let lemma = syntax.lemma(verb);
    let wants = word::is(&lemma, Class::RequiringVerbs);
    // "Pines make up 80 percent of the forest on the island"
    let makes_up = word::is(&lemma, Class::MembershipVerbs)
        && tree.dependents_as(verb, Relation::Subject).any(|who| !is_mention(who) && !is_cue(&who));
    let is_done = tree.relation(share) == Relation::Object;
    if is_done && (wants || makes_up || word::is(&lemma, Class::LosingVerbs)) {
        return Some(told(Reason::PartOrChange, verb));
    }
    Some(Ok(()))
}

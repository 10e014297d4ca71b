//! Whether a value is told for a short while, for some people, or of something that has nothing to do with the cue. Asked of the
//! analysis of the sentence.

use super::matched::Match;
use crate::check::some_people;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// "Was moved to platform 1 for a day", "customers who signed before May are bound by version 3.1", "E11 has nothing to do with
/// limescale": the reason and the word that tells so.
pub(super) fn limits(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    found: Match,
) -> Option<(Reason, Option<ProseSpan>)> {
    if let Some(unrelated) = reading.phrase_in(sentence, Class::Unrelated) {
        return Some((Reason::OtherCue, Some(unrelated)));
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let value = syntax.head_in(found.whole)?;
    let span = |at: usize| syntax.words().get(at).map(|word| word.span);
    let is_own = |at: usize| {
        span(at).is_some_and(|word| {
            reading.is_mention(word.start as usize)
                || rule.near.iter().any(|cues| reading.any_over(cues, sentence, word))
        })
    };
    let is_of_ours = |noun: usize| tree.dependents_as(noun, Relation::Compound).any(is_own);
    if let Some(picture) = depicted(syntax, tree, value).filter(|noun| !is_of_ours(*noun)) {
        return Some((Reason::NotAsserted, span(picture)));
    }
    let verb = tree.upwards(value).find(|at| syntax.tag(*at).is_verb())?;
    if let Some(denial) = disowned(reading, syntax, tree, found) {
        return Some((Reason::OtherThing, span(denial)));
    }
    // "Customers without supply should call": whoever reads is meant.
    let is_given = || {
        let cues: Vec<ProseSpan> =
            rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect();
        let names: Vec<ProseSpan> = syntax
            .words()
            .iter()
            .map(|word| word.span)
            .filter(|word| reading.is_mention(word.start as usize))
            .collect();
        syntax.is_given_with(found.whole, &cues, &names)
    };
    let people = some_people::told_of(syntax, tree, verb, is_own).filter(|_| !is_given());
    if let Some(people) = people {
        return Some((Reason::PartOrChange, span(people)));
    }
    // "For a day", "for one night"
    let hangs = |at: &usize| tree.head(*at).is_some_and(|above| tree.is_under(above, verb));
    let while_ = (0..syntax.words().len())
        .filter(|at| syntax.text(*at).eq_ignore_ascii_case("for") && hangs(at))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .find(|time| {
            let one = tree
                .dependents_as(*time, Relation::Determiner)
                .any(|at| word::is(syntax.text(at), Class::IndefiniteArticle));
            let words: Vec<&str> =
                word::words(syntax.text(*time)).map(|(_, found)| found).collect();
            let counted = syntax.tag(*time) == Tag::Figure
                && matches!(words.as_slice(), ["one", time]
                    if word::is(time, Class::OccasionNouns));
            counted || one && word::is(&syntax.lemma(*time), Class::OccasionNouns)
        });
    if let Some(time) = while_.or_else(|| on_one_occasion(syntax, tree, verb)) {
        return Some((Reason::NotAsserted, span(time)));
    }
    // "Bus 29 passes the town without stopping"
    let without = tree
        .dependents_as(verb, Relation::Preposition)
        .filter(|at| syntax.text(*at).eq_ignore_ascii_case("without"))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionClause))
        .find(|at| word::is(&syntax.lemma(*at), Class::EndingVerbs));
    without.map(|at| (Reason::NotAsserted, span(at)))
}

/// "Today's express leaves from platform 11", "trains leave from platform 11 this morning": the time at which alone that is so. Not "was
/// raised to 5.2 this morning", which lasts.
fn on_one_occasion(syntax: &Syntax<'_>, tree: &Tree, verb: usize) -> Option<usize> {
    let subject = tree.dependents(verb).find(|at| tree.relation(*at).is_subject());
    let of_day = subject.and_then(|subject| {
        let mut owners = tree.dependents_as(subject, Relation::Possessor);
        owners.find(|day| word::is(&syntax.lemma(*day), Class::SpeakerDays))
    });
    let is_now = |at: usize| matches!(syntax.tag(at), Tag::Present | Tag::PresentThird);
    let is_this = |at: usize| {
        let mut determiners = tree.dependents_as(at, Relation::Determiner);
        determiners.any(|at| syntax.text(at).eq_ignore_ascii_case("this"))
    };
    let mut times = tree
        .dependents_as(verb, Relation::NounAdverb)
        .filter(|time| is_now(verb) && is_this(*time));
    of_day.or_else(|| times.find(|time| word::is(&syntax.lemma(*time), Class::OccasionNouns)))
}

/// The word by which a clause right behind a value says that it is not that of a name: "the number 0800 555 0177, which does not belong to
/// the bank".
fn disowned(
    reading: &Reading<'_>,
    syntax: &Syntax<'_>,
    tree: &Tree,
    found: Match,
) -> Option<usize> {
    let which = syntax.words_in(found.whole).end;
    let opens = syntax.words().get(which)?.before.has(Signs::COMMA);
    let verb = tree.upwards(which).find(|at| syntax.tag(*at).is_verb())?;
    let denial = tree
        .dependents_as(verb, Relation::Negation)
        .find(|at| *at > which)
        .filter(|_| opens && syntax.tag(which).is_relative())?;
    let mut names = (which..syntax.words().len()).filter(|at| {
        reading.is_mention(syntax.words()[*at].span.start as usize) && tree.is_under(*at, verb)
    });
    names.any(|name| !tree.relation(name).is_subject()).then_some(denial)
}

/// The noun for what shows one instance of a thing, which tells nothing of it: "the screenshots show it running on Android 14", "in the
/// video, it listens on".
fn depicted(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let is_picture = |at: &usize| word::is(&syntax.lemma(*at), Class::DepictingNouns);
    let subject = |at: usize| tree.dependents(at).filter(|who| tree.relation(*who).is_subject());
    let setting = |at: usize| {
        tree.dependents_as(at, Relation::Preposition)
            .filter(|at| word::is(syntax.text(*at), Class::SettingPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
    };
    let clause = tree.upwards(value).find(|at| syntax.tag(*at).is_verb())?;
    let shows = |at: &usize| *at == clause || tree.relation(*at) != Relation::Complement;
    tree.upwards(clause)
        .take_while(shows)
        .flat_map(|at| subject(at).chain(setting(at)).chain([at]))
        .find(is_picture)
}

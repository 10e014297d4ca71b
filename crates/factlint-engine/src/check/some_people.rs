//! Whether what is told holds for some people only: those of a group, or those of whom something more is told. Asked of the
//! analysis of the sentence.

use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// "Apprentices at the institute get 32 days", "customers with a card pay €9", "customers who signed before May are bound by": the
/// word for those people, at the subject of a verb that tells of what is given to them; `is_own` tells names of subjects
/// and cues.
pub(super) fn told_of(
    syntax: &Syntax<'_>,
    tree: &Tree,
    verb: usize,
    is_own: impl Fn(usize) -> bool,
) -> Option<usize> {
    let subject = tree.dependents(verb).find(|at| tree.relation(*at).is_subject())?;
    // "Those who pay extra get"
    let is_clause_of_others = |clause: usize| {
        tree.relation(clause) == Relation::RelativeClause
            && !(0..syntax.words().len()).any(|at| tree.is_under(at, clause) && is_own(at))
    };
    if word::is(syntax.text(subject), Class::MeasuresAgain)
        && tree.dependents(subject).any(is_clause_of_others)
    {
        return Some(subject);
    }
    let lemma = syntax.lemma(subject);
    let is_group = word::is(&lemma, Class::GroupPersons);
    let are_people =
        is_group || word::is(&lemma, Class::Persons) || word::is(&lemma, Class::AccountNouns);
    if is_own(subject) || syntax.tag(subject) != Tag::Nouns || !are_people {
        return None;
    }
    let has_own =
        |top: usize| (0..syntax.words().len()).any(|at| tree.is_under(at, top) && is_own(at));
    // "Students of the university have"
    let gets = word::is(&syntax.lemma(verb), Class::EnjoyingVerbs);
    // "All students at the institute"
    let every = tree
        .dependents(subject)
        .any(|at| at < subject && word::is(syntax.text(at), Class::EveryWords));
    if is_group && gets && !every {
        return Some(subject);
    }
    // "With a valid card", not "with the plan"
    let with = tree
        .dependents_as(subject, Relation::Preposition)
        .find(|at| word::is(syntax.text(*at), Class::HavingPrepositions) && !has_own(*at));
    // "Who signed before May", where the clause may hang on a name between.
    let signed = || {
        (subject + 1..verb).find(|at| {
            tree.relation(*at) == Relation::RelativeClause
                && syntax.tag(*at) == Tag::Past
                && tree.is_under(*at, subject)
                && tree
                    .dependents_as(*at, Relation::Subject)
                    .any(|who| syntax.tag(who) == Tag::RelativePronoun)
                && !has_own(*at)
        })
    };
    with.or_else(signed)
}

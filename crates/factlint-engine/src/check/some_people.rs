//! Whether what is told holds for some people only: those of a group, or those of whom something more is told. Asked of the
//! analysis of the sentence.

use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
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
    // "Paying customers get"
    let paying = tree.dependents(subject).find(|at| {
        *at < subject && word::is(&syntax.text(*at).to_lowercase(), Class::PaidModifiers)
    });
    if paying.is_some() {
        return paying;
    }
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
                && (syntax.tag(*at) == Tag::Past
                    || syntax.tag(*at).is_finite()
                        && !word::is(&syntax.lemma(*at), Class::JoiningVerbs))
                && tree.is_under(*at, subject)
                && tree
                    .dependents_as(*at, Relation::Subject)
                    .any(|who| syntax.tag(who) == Tag::RelativePronoun)
                && !has_own(*at)
        })
    };
    // "Former customers of the bank", "long-standing tenants": told apart from the others.
    let told_apart = || {
        tree.dependents_as(subject, Relation::Modifier).find(|at| {
            *at < subject
                && has_own(subject)
                && ![
                    Class::OrdinaryPeople,
                    Class::EveryWords,
                    Class::HouseAdjectives,
                    Class::NewcomerAdjectives,
                ]
                .into_iter()
                .any(|class| word::is(syntax.text(*at), class))
                && !is_own(*at)
        })
    };
    with.or_else(signed).or_else(told_apart)
}

/// "For fish farms, the act applies from", "for those who buy the longer contract, support ends on": the word for those for whom alone
/// something holds, in front of the sentence.
pub(super) fn in_front(
    syntax: &Syntax<'_>,
    tree: &Tree,
    is_own: impl Fn(usize) -> bool,
) -> Option<usize> {
    let words = syntax.words();
    let end = (1..words.len()).find(|at| words[*at].before.has(Signs::COMMA))?;
    let opens = word::is(syntax.text(0), Class::GivingPrepositions);
    let who = tree
        .dependents_as(0, Relation::PrepositionObject)
        .find(|at| opens && *at < end && tree.relation(0) == Relation::Preposition)?;
    let are = |class: Class| word::is(&syntax.lemma(who), class);
    let are_those = word::is(syntax.text(who), Class::ThoseWord);
    let is_general = [Class::GeneralPurposes, Class::TimeNouns].into_iter().any(are);
    // What tells which are meant, unless that is what has the name: "for users of the app". To what somebody knows or
    // looks for, the sentence itself is the answer.
    let has_own =
        |top: usize| (0..end).any(|at| (at == top || tree.is_under(at, top)) && is_own(at));
    let is_narrowed = tree.dependents(who).any(|at| {
        let narrows = match tree.relation(at) {
            Relation::RelativeClause => !word::is(&syntax.lemma(at), Class::AskingVerbs),
            Relation::Preposition | Relation::NounClause => true,
            _ => false,
        };
        at > who && narrows && !has_own(at)
    });
    // "For visitors", "for all farms": whoever has to do with it.
    let are_any = (1..who).any(|at| word::is(syntax.text(at), Class::EveryWords))
        || who == 1 && !is_narrowed && (are(Class::Persons) || are(Class::AccountNouns));
    let are_some = match are_those {
        true => is_narrowed,
        false => syntax.tag(who) == Tag::Nouns,
    };
    let is_plain = (1..end).all(|at| !is_own(at)) && (is_narrowed || who + 1 == end);
    (are_some && is_plain && !is_general && !are_any).then_some(who)
}

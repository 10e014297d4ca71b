//! Events of the subject of a rule where another noun does what a cue tells, or none is named beside it.

use crate::reading::{Reading, Sentence};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a cue tells of a name so: of all its people, or of nothing else that could be meant.
pub(super) fn is_ours(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    is_of_its_people(reading, sentence, mention, anchor)
        || is_bare(reading, sentence, mention, anchor)
}

/// "Users of the release receive support until", "runners in the marathon will start on": whether a cue tells what all people of the
/// subject get, or do with nothing.
fn is_of_its_people(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let (name, cue) = (syntax.head_in(mention)?, syntax.head_in(anchor)?);
        // "Receive support", which may be taken for a verb
        let is_doing = syntax.tag(cue).is_verb() && tree.relation(cue) != Relation::Object;
        let verb = match is_doing {
            true => cue,
            false => tree.head(cue).filter(|_| tree.relation(cue) == Relation::Object)?,
        };
        let who = tree.dependents_as(verb, Relation::Subject).next()?;
        let lemma = syntax.lemma(who);
        let are_people = word::is(syntax.text(who), Class::GenericSubjects)
            || syntax.tag(who) == Tag::Nouns
                && (noun::is_person(&lemma)
                    || word::is(&lemma, Class::Persons)
                    || word::is(&lemma, Class::AccountNouns));
        let gets = word::is(&syntax.lemma(verb), Class::EnjoyingVerbs);
        let acts = || {
            !tree.dependents(verb).any(|at| {
                matches!(
                    tree.relation(at),
                    Relation::Object | Relation::OpenComplement | Relation::Complement
                )
            })
        };
        // Nothing else tells which of them.
        let are_all = tree.dependents(who).all(|at| match tree.relation(at) {
            Relation::Determiner => !word::is(syntax.text(at), Class::UnnamedSome),
            Relation::Preposition | Relation::RelativeClause => tree.is_under(name, at),
            _ => false,
        });
        let is_told = if is_doing { acts() } else { gets };
        Some(are_people && is_told && are_all && tree.is_under(name, who))
    };
    told().unwrap_or(false)
}

/// "Firms that rely on the release should hurry, because support ends on": whether a cue is a noun without anything that tells whose it
/// is, the subject of a clause behind the only name.
fn is_bare(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let noun = syntax.head_in(anchor)?;
        let is_within = |at: usize| syntax.words_in(anchor).contains(&at);
        let verb = tree.head(noun).filter(|_| tree.relation(noun) == Relation::Subject)?;
        // "Support ends", where that may be taken for a verb
        let is_plain = !syntax.tag(noun).is_pronoun() && tree.dependents(noun).all(is_within);
        let is_apart = matches!(
            tree.relation(verb),
            Relation::AdverbClause | Relation::Complement | Relation::Conjunct
        );
        let is_only = reading.names(sentence).iter().all(|name| {
            name.overlaps(mention)
                || reading.dates(sentence).iter().any(|date| date.span.overlaps(*name))
        });
        let stands_before = mention.end <= anchor.start
            && syntax.head_in(mention).is_some_and(|name| !tree.is_under(name, verb));
        Some(is_plain && is_apart && is_only && stands_before)
    };
    told().unwrap_or(false)
}

//! What tells a figure apart from the one that a rule asks for: another sort of what the cue names, the first days, people
//! of whom something else holds. Asked of the analysis of the sentence.

use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// "A late fee of £12", "sold 400,000 copies in its first week", "new customers pay 0% interest", "runners who enter the race
/// raised £410,000": refused with the word that tells it apart.
pub(super) fn is_whole(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: Option<ProseSpan>,
    is_rate: bool,
) -> Result<(), Refusal> {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return Ok(()) };
    let Some(figure) = syntax.head_in(whole) else { return Ok(()) };
    let told = |reason: Reason, at: usize| {
        let word = syntax.words().get(at).map(|word| word.span);
        Err((reason, word.map_or(Decider::Nothing, Decider::Word)))
    };
    let is_cue = |at: usize| {
        syntax.words().get(at).is_some_and(|word| {
            rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span))
        })
    };
    let is_mention = |at: usize| {
        syntax.words().get(at).is_some_and(|word| reading.is_mention(word.span.start as usize))
    };
    let cue = cue.and_then(|cue| syntax.head_in(cue));
    if let Some(sort) = cue.and_then(|cue| restricting(syntax, tree, cue, is_cue)) {
        return told(Reason::OtherCue, sort);
    }
    if let Some(opening) = opening_time(syntax, tree, figure).filter(|_| !is_rate) {
        return told(Reason::PartOrChange, opening);
    }
    // "Has 12 seats in business class"
    let section = tree
        .dependents_as(figure, Relation::Preposition)
        .filter(|at| word::is(syntax.text(*at), Class::LinkingPrepositions))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .find(|at| {
            syntax.tag(*at) == Tag::Noun
                && word::is(&syntax.lemma(*at), Class::SectionNouns)
                && !is_mention(*at)
                && !is_cue(*at)
        });
    if let Some(section) = section {
        return told(Reason::PartOrChange, section);
    }
    if let Some(made) = price_of_making(rule, reading, syntax, figure, is_cue) {
        return told(Reason::OtherCue, made);
    }
    let mut above = tree.upwards(figure);
    let Some(verb) = above.find(|at| syntax.tag(*at).is_verb()) else { return Ok(()) };
    // "For 30 days, the archive keeps new users on a trial"
    let kept = tree
        .dependents_as(verb, Relation::Object)
        .filter(|at| is_cue(verb) && *at != figure && syntax.tag(*at) == Tag::Nouns)
        .flat_map(|at| tree.dependents_as(at, Relation::Modifier))
        .find(|at| word::is(syntax.text(*at), Class::NewcomerAdjectives));
    if let Some(kept) = kept {
        return told(Reason::PartOrChange, kept);
    }
    let subject = tree
        .dependents(verb)
        .find(|at| matches!(tree.relation(*at), Relation::Subject | Relation::PassiveSubject));
    let Some(subject) = subject else { return Ok(()) };
    let is_own = is_mention(subject) || is_cue(subject) || subject == figure;
    let newcomers = tree
        .dependents_as(subject, Relation::Modifier)
        .find(|at| word::is(syntax.text(*at), Class::NewcomerAdjectives))
        .filter(|_| !is_own && syntax.tag(subject) == Tag::Nouns);
    // "Children pay $20 for the pass"
    let group = Some(subject).filter(|at| {
        !is_own
            && syntax.tag(*at) == Tag::Nouns
            && tree.dependents(*at).next().is_none()
            && word::is(&syntax.lemma(*at), Class::GroupPersons)
            && (word::is(&syntax.lemma(verb), Class::EnjoyingVerbs)
                || word::is(&syntax.lemma(verb), Class::ExceedingVerbs))
    });
    // "200 patients were given a dose of 160 mg": what some got once.
    let was = |at: usize| syntax.tag(at) == Tag::Past;
    let one = |at: usize| {
        syntax.tag(at) == Tag::Noun
            && tree
                .dependents_as(at, Relation::Determiner)
                .any(|at| word::is(syntax.text(at), Class::IndefiniteArticle))
    };
    let some = Some(subject).filter(|at| {
        !is_own
            && (tree.dependents_as(*at, Relation::NumberModifier).next().is_some()
                && word::is(&syntax.lemma(*at), Class::Persons)
                // "Volunteers received a dose of 80 mg"
                || syntax.tag(*at) == Tag::Nouns
                    && word::is(&syntax.lemma(*at), Class::TrialPersons)
                    && tree.dependents_as(*at, Relation::Determiner).next().is_none()
                // "A friend paid 90 euros for a ticket"
                || one(*at) && word::is(&syntax.lemma(verb), Class::PayingVerbs))
            && word::is(&syntax.lemma(verb), Class::GettingLemmas)
            && (was(verb) || tree.dependents_as(verb, Relation::PassiveAuxiliary).any(was))
    });
    if let Some(newcomers) = newcomers.or(group).or(some) {
        return told(Reason::PartOrChange, newcomers);
    }
    // "Runners who enter the race raised £410,000", not "pay £62".
    let tells_cue = |at: usize| cue.is_some_and(|cue| tree.is_under(cue, at));
    let is_beside = tree
        .dependents_as(subject, Relation::RelativeClause)
        .any(|at| tells_cue(at) && !tree.is_under(figure, at))
        && !word::is(&syntax.lemma(verb), Class::EnjoyingVerbs)
        && !word::is(syntax.text(verb), Class::MeasureVerbs)
        && syntax.lemma(verb) != "be";
    if is_beside && !is_own {
        return told(Reason::OtherCue, verb);
    }
    Ok(())
}

/// What was paid to make a thing, by a rule that asks for its price: "the game cost $300,000 to develop", "developing the game
/// cost $300,000". Where the rule asks for a cost alone, it may be the one that is meant.
fn price_of_making(
    rule: &Rule,
    reading: &Reading<'_>,
    syntax: &Syntax<'_>,
    figure: usize,
    is_cue: impl Fn(usize) -> bool,
) -> Option<usize> {
    let tree = syntax.trees().first()?;
    let phrases = &reading.vocabulary().phrases;
    let mut cues = rule.near.iter().flatten().filter_map(Cue::phrase);
    let asks_for_price = cues.any(|cue| word::is(&phrases.get(cue).text, Class::PriceCues));
    let makes = |at: &usize| word::is(&syntax.lemma(*at), Class::ProducingVerbs) && !is_cue(*at);
    let mut above = tree.upwards(figure);
    let verb = above.find(|at| word::is(syntax.text(*at), Class::MeasureVerbs));
    let verb = verb.filter(|_| asks_for_price)?;
    let is_purpose = |at: &usize| {
        *at > figure
            && tree.dependents_as(*at, Relation::Auxiliary).any(|to| syntax.tag(to) == Tag::To)
    };
    let behind =
        tree.dependents(verb).chain(tree.dependents(figure)).filter(is_purpose).find(makes);
    behind.or_else(|| Some(0).filter(|at| syntax.tag(*at) == Tag::Gerund && makes(at)))
}

/// Whether a cue is that of a fraction: "half of the river's length".
pub(super) fn is_of_fraction(reading: &Reading<'_>, sentence: Sentence, cue: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let Some(cue) = syntax.head_in(cue) else { return false };
    // "Half of the length of the river"
    let mut way = tree.upwards(cue).take_while(|at| {
        syntax.tag(*at).is_noun()
            || word::is(syntax.text(*at), Class::PartPrepositions)
            || word::is(syntax.text(*at), Class::FractionWord)
    });
    way.any(|at| at < cue && word::is(syntax.text(at), Class::FractionWord))
}

/// The word before a cue that makes it one of several sorts: "late" of "a late fee".
fn restricting(
    syntax: &Syntax<'_>,
    tree: &Tree,
    cue: usize,
    is_cue: impl Fn(usize) -> bool,
) -> Option<usize> {
    syntax.tag(cue).is_noun().then_some(())?;
    tree.dependents(cue).find(|at| {
        *at < cue
            && matches!(tree.relation(*at), Relation::Modifier | Relation::Compound)
            && word::is(syntax.text(*at), Class::RestrictingWords)
            // "The storage tank": the one that there is.
            && !(word::is(&syntax.lemma(cue), Class::Vessels)
                && word::is(syntax.text(*at), Class::MainContents))
            && !is_cue(*at)
    })
}

/// The word by which a figure is that of the first days, or of what is done in a moment: "in its first week", "cut 340 square
/// metres in an hour".
fn opening_time(syntax: &Syntax<'_>, tree: &Tree, figure: usize) -> Option<usize> {
    let above = tree.head(figure);
    // "Ran to 40 copies in an hour"
    let top = above
        .filter(|_| tree.relation(figure) == Relation::PrepositionObject)
        .and_then(|preposition| tree.head(preposition))
        .filter(|top| syntax.tag(*top).is_verb());
    std::iter::once(figure)
        .chain(above)
        .chain(top)
        .flat_map(|upper| tree.dependents_as(upper, Relation::Preposition))
        .filter(|at| word::is(syntax.text(*at), Class::SpanPreposition))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .filter(|time| word::is(&syntax.lemma(*time), Class::TimeNouns))
        .find_map(|time| {
            let mut opening = tree.dependents_as(time, Relation::Modifier);
            let mut one = tree.dependents_as(time, Relation::Determiner);
            let is_moment = word::is(&syntax.lemma(time), Class::Moments)
                && one.any(|at| word::is(syntax.text(at), Class::IndefiniteArticle));
            opening
                .find(|at| word::is(syntax.text(*at), Class::OpeningAdjectives))
                .or(is_moment.then_some(time))
        })
}

//! What the tree of a sentence tells of a figure's measure: which noun it measures, and whether that is the cue.

use super::super::percent_change;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether the noun at an offset is any of what is done by a cue that is a verb: the files of "upload files of up to 20 GB".
pub(super) fn is_done_to(
    reading: &Reading<'_>,
    sentence: Sentence,
    noun: usize,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let noun = syntax.word_at(noun as u32)?;
        let verb = tree.head(noun).filter(|_| tree.relation(noun) == Relation::Object)?;
        let is_any = syntax.tag(noun) == Tag::Nouns
            && tree.dependents(noun).all(|at| at > noun || tree.relation(at) == Relation::Modifier);
        let goes_on = matches!(syntax.tag(verb), Tag::Verb | Tag::Present | Tag::PresentThird);
        Some(is_any && goes_on && is_cue(syntax.words().get(verb)?.span))
    };
    told().unwrap_or(false)
}

/// Whether a figure tells how wide a round thing is, where that is the cue: "a mirror five metres wide", "the mirror is five
/// metres in diameter".
pub(super) fn tells_size_of_cue(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let figure = syntax.head_in(whole)?;
        let is_round = |at: usize| {
            word::is(&syntax.lemma(at), Class::RoundThings)
                && syntax.words().get(at).is_some_and(|word| {
                    rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span))
                })
        };
        // "A mirror five metres wide"
        let before = syntax.words_in(whole).start.checked_sub(1);
        if before.is_some_and(|at| !syntax.tag(at).is_verb()) {
            return Some(before.is_some_and(is_round));
        }
        let verb = tree.upwards(figure).find(|at| syntax.tag(*at).is_verb())?;
        Some(tree.dependents(verb).any(|at| tree.relation(at).is_subject() && is_round(at)))
    };
    told().unwrap_or(false)
}

/// Whether "part" is what is taken: "5,600 workers are taking part in the strike".
pub(super) fn is_taken_part(
    reading: &Reading<'_>,
    sentence: Sentence,
    part: usize,
    whole: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let taken = || {
        let tree = syntax.trees().first()?;
        let part = syntax.word_at(part as u32)?;
        let verb = tree.head(part)?;
        let who = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_taken = tree.relation(part) == Relation::Object && syntax.lemma(verb) == "take";
        Some(is_taken && tree.is_under(syntax.head_in(whole)?, who))
    };
    taken().unwrap_or(false)
}

/// The fraction before the noun to which a figure stands in apposition: "half the collection, 4,000 objects, is in store".
pub(super) fn fraction_of_apposed(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> Option<ProseSpan> {
    if !reading.tokens(sentence).holds(Class::FractionWord) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let figure = syntax.head_in(whole)?;
    let noun = tree.head(figure).filter(|_| tree.relation(figure) == Relation::Apposition)?;
    let fraction = tree
        .dependents(noun)
        .find(|at| *at < noun && word::is(syntax.text(*at), Class::FractionWord))?;
    syntax.words().get(fraction).map(|word| word.span)
}

/// Whether a cue governs a figure, by "of" or the like: "a length of 6.1 kilometres".
pub(super) fn is_told_by_cue(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let figure = syntax.head_in(whole)?;
        let of = figure.checked_sub(1)?;
        let noun = tree.head(of)?;
        let span = syntax.words().get(noun)?.span;
        Some(
            word::is(syntax.text(of), Class::PartPrepositions)
                && syntax.tag(noun).is_noun()
                && span.end <= whole.start
                && is_cue(span),
        )
    };
    told().unwrap_or(false)
}

/// Whether a word of a part tells of something else than a figure and its cue: "beats that of most rivals".
pub(super) fn is_part_of_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    part: usize,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let part = syntax.word_at(part as u32)?;
        let noun = tree.head(part)?;
        let figure = syntax.head_in(whole)?;
        let is_own = tree.is_under(figure, part)
            || tree.is_under(figure, noun)
            || (0..syntax.words().len()).any(|at| {
                syntax.words().get(at).is_some_and(|word| is_cue(word.span))
                    && (tree.is_under(at, noun) || tree.is_under(at, part))
            });
        let modifies = matches!(tree.relation(part), Relation::Modifier | Relation::Determiner);
        // "The 324-page novel has been reprinted twice": how often something is done with what has the figure.
        let is_how_often = tree.relation(part) == Relation::Adverb
            && syntax.tag(noun).is_verb()
            && !word::is(&syntax.lemma(noun), Class::StateVerbs)
            && tree
                .dependents(noun)
                .any(|who| tree.relation(who).is_subject() && tree.is_under(figure, who));
        // "Do not double the dose of 40 mg": what is done to it
        let is_done = matches!(syntax.tag(part), Tag::Verb | Tag::Gerund)
            && tree
                .dependents_as(part, Relation::Object)
                .any(|object| object != figure && tree.is_under(figure, object));
        Some(is_how_often || is_done || modifies && syntax.tag(noun).is_noun() && !is_own)
    };
    told().unwrap_or(false)
}

/// "The refit added 400 tonnes to the displacement": how much comes or goes, not how much there is. What is counted,
/// [`super::super::whole`] tells.
pub(super) fn is_change(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    // "Won 31 percent of the vote in the capital": of shares, [`super::super::whole`] tells.
    let is_counted = |figure: &Figure| {
        whole.contains(figure.span)
            && (matches!(figure.measure, Measure::Counted(_))
                || percent_change::is_percent(reading, figure))
    };
    if reading.figures(sentence).iter().any(is_counted) {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let Some(things) = syntax.head_in(whole) else { return false };
    // "Grew by an area of 12 hectares", "lost an area of 12 hectares"
    let is_measure = |at: &usize| {
        syntax.words().get(*at).is_some_and(|word| is_cue(word.span))
            && word::is(&syntax.lemma(*at), Class::DimensionNouns)
    };
    let measure = tree
        .head(things)
        .filter(|of| word::is(syntax.text(*of), Class::PartPrepositions))
        .and_then(|of| tree.head(of))
        .filter(is_measure);
    if let Some((measure, above)) = measure.and_then(|at| Some((at, tree.head(at)?))) {
        // "Is known by a height of 900 m"
        let knows = |verb: usize| word::is(&syntax.lemma(verb), Class::KnowingVerbs);
        let is_by = syntax.text(above).eq_ignore_ascii_case("by")
            && tree.head(above).is_some_and(|verb| !knows(verb));
        let is_done = matches!(tree.relation(measure), Relation::Object | Relation::PassiveSubject);
        let lemma = syntax.lemma(above);
        let comes_or_goes = is_done
            && syntax.tag(above).is_verb()
            && word::is(&lemma, Class::ChangeOfStock)
            && !word::is(&lemma, Class::RequiringVerbs);
        if is_by || comes_or_goes {
            return true;
        }
    }
    let is_object = matches!(tree.relation(things), Relation::Object | Relation::PassiveSubject);
    let Some(verb) = tree.head(things).filter(|verb| is_object && syntax.tag(*verb).is_verb())
    else {
        return false;
    };
    let is_cue = |word: usize| syntax.words().get(word).is_some_and(|word| is_cue(word.span));
    // "Its engine loses 8 hp at altitude"
    if word::is(&syntax.lemma(verb), Class::LosingVerbs) && !is_cue(verb) {
        return true;
    }
    // "Adds 150 km of range", not "needs 4 GB of memory".
    word::is(&syntax.lemma(verb), Class::ChangeOfStock)
        && !word::is(&syntax.lemma(verb), Class::RequiringVerbs)
        && [verb, things]
            .into_iter()
            .flat_map(|upper| tree.dependents_as(upper, Relation::Preposition))
            .filter(|at| *at > things)
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .any(is_cue)
}

/// Whether the noun at an offset tells how much of a cue there is: "capacity" of "a battery with a capacity of", where
/// "battery" is the cue.
pub(super) fn measures_cue(
    reading: &Reading<'_>,
    sentence: Sentence,
    noun: usize,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let noun = syntax.word_at(noun as u32)?;
        let above = tree.head(noun)?;
        let measures = word::is(&syntax.lemma(noun), Class::DimensionNouns);
        // "Drains an area of 4,900 square kilometres"
        let is_done = tree.relation(noun) == Relation::Object
            && syntax.words().get(above).is_some_and(|verb| is_cue(verb.span));
        let owner = || syntax.words().get(tree.head(above)?);
        let is_had = word::is(syntax.text(above), Class::HavingPrepositions)
            && owner().is_some_and(|owner| is_cue(owner.span));
        // "The tank has a capacity of 230 litres"
        let is_capacity = measures || word::is(&syntax.lemma(noun), Class::CapacityNouns);
        let has = word::is(syntax.text(above), Class::OwningVerb) || syntax.lemma(above) == "have";
        let subject = || tree.dependents_as(above, Relation::Subject).next();
        let is_own = is_capacity
            && has
            && tree.relation(noun) == Relation::Object
            && subject()
                .and_then(|who| syntax.words().get(who))
                .is_some_and(|who| is_cue(who.span));
        Some(measures && (is_done || is_had) || is_own)
    };
    told().unwrap_or(false)
}

/// "A secondary mirror of 0.9 m": whether a cue names another one than the one that the subject is known for.
pub(super) fn is_other_one(
    reading: &Reading<'_>,
    sentence: Sentence,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    if !reading.tokens(sentence).holds(Class::OtherOne) {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    (0..syntax.words().len()).any(|at| {
        matches!(tree.relation(at), Relation::Modifier | Relation::Determiner)
            && word::is(syntax.text(at), Class::OtherOne)
            && tree
                .head(at)
                .and_then(|head| syntax.words().get(head))
                .is_some_and(|head| is_cue(head.span))
    })
}

/// "Crewed by 160 sailors", where the verb is the cue.
pub(super) fn are_agents(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let agent = syntax.head_in(whole).and_then(|things| tree.head(things));
    let Some(agent) = agent.filter(|at| tree.relation(*at) == Relation::Agent) else {
        return false;
    };
    let verb = tree.head(agent).and_then(|verb| syntax.words().get(verb));
    let counted = reading
        .figures(sentence)
        .iter()
        .any(|figure| whole.contains(figure.span) && matches!(figure.measure, Measure::Counted(_)));
    // "The school, attended by 900 pupils, is"
    let is_told = verb.is_some_and(|verb| {
        let at = syntax.words_in(verb.span).start;
        let of_mention = tree.head(at).and_then(|noun| syntax.words().get(noun));
        matches!(tree.relation(at), Relation::NounClause | Relation::AdverbClause)
            && word::is(&syntax.lemma(at), Class::MembershipVerbs)
            && of_mention.is_some_and(|noun| reading.is_mention(noun.span.start as usize))
    });
    // "The trust is run by 320 volunteers", where volunteers are what the cue asks for.
    let goes_on = verb.is_some_and(|verb| {
        let at = syntax.words_in(verb.span).start;
        word::is(&syntax.lemma(at), Class::PassingVerbs)
            || tree
                .dependents_as(at, Relation::PassiveAuxiliary)
                .any(|be| matches!(syntax.tag(be), Tag::Present | Tag::PresentThird | Tag::Verb))
    });
    counted && (verb.is_some_and(|verb| is_cue(verb.span)) || is_cue(whole) && (goes_on || is_told))
}

/// Whether the preposition before a figure hangs on a verb.
pub(super) fn is_governed_by_verb(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let things = syntax.head_in(whole);
    let preposition = things.and_then(|things| tree.head(things));
    // "Is made up of 60 players", where "of" is taken for a part of the number.
    let is_object = things.is_some_and(|at| tree.relation(at) == Relation::Object)
        && preposition.is_some_and(|verb| syntax.lemma(verb) == "make");
    is_object
        || preposition
            .filter(|at| tree.relation(*at) == Relation::Preposition)
            .and_then(|at| tree.head(at))
            .is_some_and(|verb| syntax.tag(verb).is_verb() || syntax.tag(verb) == Tag::Particle)
}

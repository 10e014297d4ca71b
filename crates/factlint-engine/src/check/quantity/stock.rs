//! Whether a figure tells of all that there is of what the cue names: not of what comes or goes, nor of some of it, nor
//! of another one. Asked of the analysis of the sentence.

use super::share;
use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::date::{DateMention, Written};
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// "The refit added 400 tonnes to the displacement": how much comes or goes, not how much there is. What is counted,
/// [`super::some`] tells.
pub(super) fn is_change(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    // "Won 31 percent of the vote in the capital": of shares, [`super::share`] tells.
    let is_counted = |figure: &Figure| {
        whole.contains(figure.span)
            && (matches!(figure.measure, Measure::Counted(_)) || share::is_percent(reading, figure))
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

/// "In 1540 the abbey had 60 monks": a year long before the document's at a verb that tells how things were. What was
/// done then may still be so ("was built in 1932 with a length of 900 m").
pub(super) fn held_then(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> Option<ProseSpan> {
    /// So many years back, things were otherwise.
    const LONG: i16 = 20;
    const UNDATED: i16 = 2000;
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let verb = syntax.clause_of(syntax.head_in(whole)?).sure().flatten()?.verb;
    let was = syntax.tag(verb) == Tag::Past
        && (word::is(&syntax.lemma(verb), Class::PriceStates)
            || word::is(&syntax.lemma(verb), Class::KeepingVerbs))
        && tree.dependents_as(verb, Relation::Auxiliary).next().is_none();
    if !was {
        return None;
    }
    // "Last year the bike cost £1,990"
    let last = tree.dependents_as(verb, Relation::NounAdverb).find(|time| {
        word::is(&syntax.lemma(*time), Class::TimeNouns)
            && tree
                .dependents_as(*time, Relation::Modifier)
                .any(|at| word::is(syntax.text(at), Class::LastTime))
    });
    let is_state = word::is(&syntax.lemma(verb), Class::PriceStates);
    if let Some(last) = last.filter(|_| is_state).and_then(|at| syntax.words().get(at)) {
        return Some(last.span);
    }
    // A text without a date is taken to be of our time: no clock is asked.
    let now = reading.document().record().date.map_or(UNDATED, |date| date.year());
    let is_then = |date: &&DateMention| {
        let hangs = syntax.head_in(date.span).is_some_and(|at| {
            tree.head(at).is_some_and(|preposition| {
                syntax.text(preposition).eq_ignore_ascii_case("in")
                    && tree.head(preposition) == Some(verb)
            })
        });
        matches!(date.written, Written::Year(year) if year + LONG <= now) && hangs
    };
    reading.dates(sentence).iter().find(is_then).map(|date| date.span)
}

/// Whether counted things are all that there are: "all 640 beds were replaced", "the clinic's 640 beds".
pub(super) fn is_whole(syntax: &Syntax<'_>, tree: &Tree, things: usize) -> bool {
    tree.dependents_as(things, Relation::Possessor).next().is_some()
        || tree
            .dependents_as(things, Relation::Determiner)
            .any(|at| !word::is(syntax.text(at), Class::Indefinite))
        // "All forty beds", where "all" hangs on the number.
        || tree
            .dependents_as(things, Relation::NumberModifier)
            .flat_map(|number| tree.dependents_as(number, Relation::Quantifier))
            .any(|at| word::is(syntax.text(at), Class::WholeWords))
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

/// "12 hectares of the forest burn": whether a figure with a unit is told of a part of what is named behind it.
pub(super) fn is_part_of_name(
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> bool {
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let mut words = reading.words_in(behind);
    let is_of = words.next().is_some_and(|(range, found)| {
        let gap = ProseSpan { start: whole.end, end: range.start as u32 };
        found.eq_ignore_ascii_case("of") && gap.of(reading.prose()).trim().is_empty()
    });
    let units = &reading.vocabulary().units;
    let extends = match figure.measure {
        Measure::Unit(id) => matches!(units.get(id).dimension.as_str(), "length" | "area"),
        _ => false,
    };
    extends
        && !figure.attributive
        && is_of
        && words
            .find(|(_, found)| !word::is(found, Class::Article))
            .is_some_and(|(range, _)| reading.is_mention(range.start))
}

/// "The hall held a concert for 400 guests" with the cue "hold": whether a noun that is no subject has the figure.
pub(super) fn is_borne_by_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(noun) = syntax.borne_by(whole, cue).sure().flatten() else { return false };
    // "420 species of fish": what the things are.
    let is_sort =
        syntax.trees().first().zip(syntax.head_in(whole)).is_some_and(|(tree, things)| {
            syntax.tag(things).is_noun() && tree.is_under(noun, things)
        });
    if is_sort {
        return false;
    }
    syntax.words().get(noun).is_some_and(|noun| !reading.is_mention(noun.span.start as usize))
}

/// "Twelve players of the band also teach", "the hall held 400 guests on Monday": refused, since these are some, or
/// were there once. Where the verb is one of belonging or the cue itself, and in "the 60 players of the band", they are
/// all.
pub(super) fn of_all(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Result<(), Refusal> {
    if figure.attributive {
        return Ok(());
    }
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return Ok(()) };
    let Some(things) = syntax.head_in(whole) else { return Ok(()) };
    let relation = tree.relation(things);
    // "One patient took 400 mg", "on Monday the reservoir held 31 billion litres"
    if !matches!(figure.measure, Measure::Counted(_)) && relation != Relation::Object {
        return Ok(());
    }
    let Some(verb) = tree.head(things).filter(|verb| syntax.tag(*verb).is_verb()) else {
        return Ok(());
    };
    let is_cue = |at: usize| {
        let word = syntax.words().get(at);
        word.is_some_and(|word| {
            rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span))
        })
    };
    let lemma = syntax.lemma(verb);
    let auxiliary = |class: Class| {
        tree.dependents_as(verb, Relation::Auxiliary).any(|at| word::is(syntax.text(at), class))
    };
    if relation == Relation::Object {
        let was = syntax.tag(verb) == Tag::Past
            && tree.dependents_as(verb, Relation::Auxiliary).next().is_none();
        let on_occasion = was
            && is_cue(verb)
            && word::is(&lemma, Class::OccasionVerbs)
            && !is_of_year(reading, sentence, verb);
        let word = syntax.words().get(verb).filter(|_| on_occasion);
        return word.map_or(Ok(()), |word| Err((Reason::NotAsserted, Decider::Word(word.span))));
    }
    // "300 people from agencies work at the hospital"
    let is_told_apart = tree
        .dependents_as(things, Relation::Preposition)
        .filter(|at| word::is(syntax.text(*at), Class::SourcePrepositions))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .any(|at| tree.dependents_as(at, Relation::NumberModifier).next().is_none());
    if is_told_apart && relation.is_subject() {
        return Err((Reason::OwnerUnclear, Decider::Nothing));
    }
    // What the cue is no part of is told of something else: "40 people died in the fire".
    let mut cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
    let is_cued = cues.any(|cue| syntax.head_in(cue).is_some_and(|cue| tree.is_under(cue, things)));
    let is_subject = matches!(relation, Relation::Subject | Relation::PassiveSubject);
    if !is_subject || !is_cued || is_whole(syntax, tree, things) {
        return Ok(());
    }
    let has_mention = |verb: usize| {
        tree.dependents_as(verb, Relation::Object)
            .filter_map(|at| syntax.words().get(at))
            .any(|object| reading.is_mention(object.span.start as usize))
    };
    let has_mention_behind = |verb: usize| {
        tree.dependents_as(verb, Relation::Preposition)
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .filter_map(|at| syntax.words().get(at))
            .any(|place| reading.is_mention(place.span.start as usize))
    };
    // "2,000 students at the school live in halls": where some of them are.
    let is_some = || {
        let places = |at: usize| {
            tree.dependents_as(at, Relation::Preposition)
                .filter(|at| word::is(syntax.text(*at), Class::LinkingPrepositions))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .filter_map(|at| syntax.words().get(at))
                .map(|place| reading.is_mention(place.span.start as usize))
                .collect::<Vec<_>>()
        };
        places(things).contains(&true) && places(verb).contains(&false)
    };
    let tells_of_all = is_cue(verb)
        || word::is(&lemma, Class::StockVerbs) && !is_some()
        // "3 million people use the airport", not "30 of its members ran the marathon"
        || word::is(&lemma, Class::PassingVerbs)
            && (has_mention(verb)
                // "150 pupils at the school study Latin", "40 objects came from Peru": what only those do.
                || tree.dependents_as(verb, Relation::Object).next().is_none()
                    && (syntax.tag(verb) != Tag::Past || has_mention_behind(verb)))
        || tree.head(verb).is_some_and(|above| {
            tree.relation(verb) == Relation::Complement
                && word::is(&syntax.lemma(above), Class::LettingVerbs)
        })
        || matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird)
            && has_mention(verb)
        || is_at_mention(reading, syntax, tree, things, verb)
        || relation == Relation::PassiveSubject && word::is(&lemma, Class::StockParticiples)
        || auxiliary(Class::AllowingAuxiliaries)
        || is_being(syntax, tree, verb, is_cue);
    if tells_of_all { Ok(()) } else { Err((Reason::OwnerUnclear, Decider::Nothing)) }
}

/// "240,000 bottles are produced at the winery", "52 seats are held by the party": whether things are, now, at or by a subject,
/// and nothing tells which of them: not "300 people from agencies work there", "12 pupils are ill at the school".
fn is_at_mention(
    reading: &Reading<'_>,
    syntax: &Syntax<'_>,
    tree: &Tree,
    things: usize,
    verb: usize,
) -> bool {
    let is_now = |at: usize| matches!(syntax.tag(at), Tag::Present | Tag::PresentThird);
    let by_auxiliary = || {
        syntax.tag(verb) == Tag::Participle
            && tree.dependents_as(verb, Relation::PassiveAuxiliary).any(is_now)
    };
    let is_plain = tree
        .dependents(things)
        .all(|at| at < things && matches!(tree.relation(at), Relation::NumberModifier));
    let leads = |at: &usize| {
        tree.relation(*at) == Relation::Agent
            || word::is(syntax.text(*at), Class::LinkingPrepositions)
    };
    let leads = |at: &usize| leads(at) || tree.relation(*at) == Relation::Dative;
    let places: Vec<usize> = [Relation::Preposition, Relation::Agent, Relation::Dative]
        .into_iter()
        .flat_map(|relation| tree.dependents_as(verb, relation))
        .filter(leads)
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .collect();
    let is_mention = |at: &usize| {
        let word = syntax.words().get(*at);
        word.is_some_and(|word| reading.is_mention(word.span.start as usize))
    };
    // "Pass through the depots of the courier"
    let is_mention = |at: &usize| {
        is_mention(at)
            || tree
                .dependents_as(*at, Relation::Preposition)
                .filter(|of| word::is(syntax.text(*of), Class::PartPrepositions))
                .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
                .any(|at| is_mention(&at))
    };
    // "In a season", "at a time"
    let is_time = |at: &usize| {
        word::is(&syntax.lemma(*at), Class::TimeNouns)
            && tree.dependents_as(*at, Relation::Determiner).any(|one| {
                word::is(syntax.text(one), Class::IndefiniteArticle)
                    || word::is(syntax.text(one), Class::AnyDeterminers)
            })
    };
    (is_now(verb) || by_auxiliary())
        && syntax.lemma(verb) != "be"
        && is_plain
        && places.iter().any(is_mention)
        && places.iter().all(|at| is_mention(at) || is_time(at))
}

/// "Carried 5.1 million passengers in 2025": whether the year in which a verb did it hangs on it.
fn is_of_year(reading: &Reading<'_>, sentence: Sentence, verb: usize) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    reading.dates(sentence).iter().any(|date| {
        let preposition = syntax.head_in(date.span).and_then(|at| tree.head(at));
        matches!(date.written, Written::Year(_))
            && preposition.is_some_and(|at| at == verb || tree.head(at) == Some(verb))
    })
}

/// "40 states are party to the treaty", "40 players are in the band", not "40 players are ill".
fn is_being(syntax: &Syntax<'_>, tree: &Tree, verb: usize, is_cue: impl Fn(usize) -> bool) -> bool {
    let predicate = tree
        .dependents(verb)
        .find(|at| matches!(tree.relation(*at), Relation::Attribute | Relation::Adjective));
    // "420 beds are available at the hospital"
    let is_there = |at: usize| word::is(syntax.text(at), Class::ThereAdjectives);
    // "Forty beds is all that the hostel has"
    let is_all = |at: usize| {
        word::is(syntax.text(at), Class::WholeWords)
            && tree.dependents_as(at, Relation::RelativeClause).next().is_some()
    };
    syntax.lemma(verb) == "be"
        && predicate.is_none_or(|at| is_cue(at) || is_there(at) || is_all(at))
}

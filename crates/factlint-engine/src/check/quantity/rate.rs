//! Rates whose parts stand apart: "18 litres of fuel an hour", "9 tonnes of grain per hectare", "every day it treats 18 litres of
//! milk".

use crate::reading::{Reading, Sentence};
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::unit::{UnitId, Units};
use factlint_language::word;
use factlint_language::words::Class;

/// Most words of what is measured: "of heavy fuel".
const STUFF: usize = 2;

/// The figures of a sentence, those that are told per something elsewhere as rates. None where there are none.
pub(super) fn with_rates_apart(
    reading: &Reading<'_>,
    sentence: Sentence,
    figures: &[Figure],
    is_asked: impl Fn(UnitId) -> bool,
) -> Option<Vec<Figure>> {
    let units = &reading.vocabulary().units;
    let rates: Vec<Option<UnitId>> = figures
        .iter()
        .map(|figure| {
            let is_plain = figure.per.is_none()
                && !figure.elliptical
                && !figure.attributive
                && figure.measure != Measure::Bare;
            let under = || {
                per_behind(reading, sentence, figure.hedged.hull(figure.span))
                    .or_else(|| adverb_behind(reading, sentence, figure.span))
                    .or_else(|| in_front(reading, sentence, figure.span))
                    .or_else(|| adjective_before(reading, sentence, figure.span))
            };
            // "45,000 litres of drinking water per day"
            let told = match &figure.each {
                Some(each) => Some(&*each.name),
                None => under(),
            };
            unit_of(units, told.filter(|_| is_plain)?).filter(|under| is_asked(*under))
        })
        .collect();
    rates.iter().any(Option::is_some).then(|| {
        let told = figures.iter().zip(rates).map(|(figure, under)| match under {
            Some(under) => per(figure, under, units),
            None => figure.clone(),
        });
        told.collect()
    })
}

/// "Burns 18 litres of fuel an hour": so much per something, though the stuff stands in between.
pub(super) fn is_rate_of_stuff(
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> bool {
    matches!(figure.measure, Measure::Unit(_))
        && figure.per.is_none()
        && per_behind(reading, sentence, whole).is_some()
}

/// A figure as one that is told per a unit.
fn per(figure: &Figure, under: UnitId, units: &Units) -> Figure {
    let rate = match figure.measure {
        Measure::Unit(id) => units.rate(id, under).map(Measure::Unit),
        _ => None,
    };
    match rate {
        Some(measure) => Figure { measure, each: None, ..figure.clone() },
        None => Figure { per: Some(under), each: None, ..figure.clone() },
    }
}

/// The noun for a time, or the unit, behind a figure, what the figure is of, and "a" or "per".
fn per_behind<'r>(
    reading: &'r Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> Option<&'r str> {
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let words: Vec<&str> =
        reading.words_in(behind).take(STUFF + 3).map(|(_, found)| found).collect();
    let is_of = words.first().is_some_and(|found| word::is(found, Class::PartPrepositions));
    let units = &reading.vocabulary().units;
    let is_per = |pair: &[&str]| {
        word::is(pair[0], Class::Per)
            && (word::is(pair[1], Class::TimeNouns) || units.by_name(pair[1]).is_some())
    };
    // "40 mg of the drug a day"
    let is_of_mention = reading
        .words_in(behind)
        .skip(1)
        .find(|(_, found)| !word::is(found, Class::Article))
        .is_some_and(|(range, _)| reading.is_mention(range.start));
    let pair = words.windows(2).skip(2).find(|pair| is_per(pair))?;
    (is_of && !is_of_mention).then_some(pair[1])
}

/// "Daily" right behind a figure or what it is of.
fn adverb_behind<'r>(
    reading: &'r Reading<'_>,
    sentence: Sentence,
    figure: ProseSpan,
) -> Option<&'r str> {
    let behind = ProseSpan { start: figure.end, end: sentence.span.end.max(figure.end) };
    let mut words = reading.words_in(behind).map(|(_, found)| found);
    let first = words.next()?;
    if word::is(first, Class::RateAdverbs) {
        return Some(first);
    }
    let is_of = word::is(first, Class::PartPrepositions);
    words.take(STUFF + 1).skip(1).find(|found| is_of && word::is(found, Class::RateAdverbs))
}

/// "Every day" at the front of the clause of a figure.
fn in_front<'r>(
    reading: &'r Reading<'_>,
    sentence: Sentence,
    figure: ProseSpan,
) -> Option<&'r str> {
    let clause = reading.outer_clause_at(sentence, figure.start);
    let opens = |from: u32| {
        let mut words = reading.words_in(ProseSpan { start: from, end: figure.start.max(from) });
        let (_, every) = words.next()?;
        let (range, time) = words.next()?;
        let is_time = word::is(every, Class::EachDeterminers) && word::is(time, Class::TimeNouns);
        is_time.then_some((range.end as u32, time))
    };
    // "Each day, 55,000 litres of milk are churned": the time may be a clause of its own.
    let (end, time) = opens(sentence.span.start)?;
    let between = ProseSpan { start: end, end: clause.start.max(end) };
    reading.words_in(between).next().is_none().then_some(time)
}

/// "Monthly" before the noun that governs a figure, or of which it is said: "a monthly rent of £640", "the monthly rent is £640",
/// "sets the monthly rent at £640".
fn adjective_before<'r>(
    reading: &'r Reading<'_>,
    sentence: Sentence,
    figure: ProseSpan,
) -> Option<&'r str> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let figure = syntax.head_in(figure)?;
    let tells = |time: &usize| {
        let Some(noun) = tree.head(*time).filter(|noun| noun > time) else { return false };
        let beside = matches!(tree.relation(*time), Relation::Modifier | Relation::Compound);
        let is_said = tree.head(noun).is_some_and(|verb| {
            let is_told = tree.relation(noun).is_subject() && syntax.lemma(verb) == "be"
                || tree.relation(noun) == Relation::Object;
            is_told && tree.upwards(figure).find(|at| syntax.tag(*at).is_verb()) == Some(verb)
        });
        // "A monthly rent of £640", not "a monthly magazine with a price of £5"
        let governs = tree.head(figure).is_some_and(|above| {
            above == noun
                || word::is(syntax.text(above), Class::PartPrepositions)
                    && tree.head(above) == Some(noun)
        });
        beside && syntax.tag(noun).is_noun() && (governs || is_said)
    };
    let is_time = |at: &usize| {
        word::is(syntax.text(*at), Class::RateAdverbs)
            || word::is(syntax.text(*at), Class::YearlyAdverbs)
    };
    (0..figure).rev().filter(is_time).find(tells).map(|at| syntax.text(at))
}

/// The unit of "hectare", of "day", of "daily" and of "annually".
fn unit_of(units: &Units, told: &str) -> Option<UnitId> {
    const YEAR: &str = "year";
    if word::is(told, Class::YearlyAdverbs) {
        return units.by_name(YEAR);
    }
    units.by_name(told).or_else(|| {
        let told = told.to_lowercase();
        let noun = match told.strip_suffix("ily") {
            Some(stem) => format!("{stem}y"),
            None => told.strip_suffix("ly").unwrap_or(&told).to_owned(),
        };
        units.by_name(&noun)
    })
}

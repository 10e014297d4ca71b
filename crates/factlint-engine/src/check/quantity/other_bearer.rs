//! What bears a figure that is no subject of the rule: a stand-in, a part, a noun beside.

use super::observe::Standing;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::subject::KindId;
use factlint_language::figure::{Figure, Hedge, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a figure is that of a stand-in, of a part of what is named, or of a noun that is no subject; of what is told apart from
/// its unit ("18 litres of fuel an hour"), the last is not asked.
pub(super) fn is_borne(at: &Standing<'_, '_>, cue: Option<ProseSpan>, is_apart: bool) -> bool {
    let Standing { rule, reading, sentence, figure, whole } = *at;
    is_of_another(reading, sentence, whole, cue)
        || is_part_of_name(reading, sentence, figure, whole)
        || !is_apart
            && cue.is_some_and(|cue| is_borne_by_another(rule, reading, sentence, whole, cue))
}

/// Whether a figure is that of a stand-in ("whose predecessor had a length of 900 m"), or of a part ("half
/// the length of the bridge, 900 m").
fn is_of_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: ProseSpan,
    cue: Option<ProseSpan>,
) -> bool {
    /// Words between a fraction and the noun that it is of.
    const REACH: usize = 2;
    let before = |end: u32| ProseSpan { start: sentence.span.start, end };
    let clause = reading.clause_at(sentence, figure.start);
    let tokens = reading.tokens(sentence);
    let stands_in = tokens.holds(Class::StandIn)
        && reading
            .words_in(ProseSpan { start: clause.start, end: figure.start.max(clause.start) })
            .any(|(_, word)| word::is(word, Class::StandIn));
    let partial = cue.filter(|_| tokens.holds(Class::FractionWord)).is_some_and(|cue| {
        let words: Vec<&str> = reading.words_in(before(cue.start)).map(|(_, word)| word).collect();
        // "Ranks third in length"
        let is_rank = words.last().is_some_and(|last| last.eq_ignore_ascii_case("in"));
        !is_rank && words.iter().rev().take(REACH).any(|word| word::is(word, Class::FractionWord))
            // "Half of the river's length, 107 km, lies"
            || is_of_fraction(reading, sentence, cue)
    });
    stands_in || partial
}

/// Whether a cue is that of a fraction: "half of the river's length".
fn is_of_fraction(reading: &Reading<'_>, sentence: Sentence, cue: ProseSpan) -> bool {
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

/// "12 hectares of the forest burn": whether a figure with a unit is told of a part of what is named behind it.
fn is_part_of_name(
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
fn is_borne_by_another(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(noun) = syntax.borne_by(whole, cue).sure().flatten() else { return false };
    let is_cue = |at: usize| {
        let span = syntax.words().get(at).map(|word| word.span);
        span.is_some_and(|span| rule.near.iter().any(|cues| reading.any_over(cues, sentence, span)))
    };
    // "A fee of €18 is charged", "an admission fee of €18 is charged", where "charge" and "admission" are cues
    let carries = |tree: &Tree| {
        word::is(&syntax.lemma(noun), Class::MeasureCarriers)
            && tree.dependents_as(noun, Relation::Compound).any(is_cue)
    };
    if is_cue(noun) || syntax.trees().first().is_some_and(carries) {
        return false;
    }
    let is_ours = |tree: &Tree| {
        let things = syntax.head_in(whole)?;
        // "420 species of fish": what the things are.
        let is_sort = syntax.tag(things).is_noun() && tree.is_under(noun, things);
        // "Files of up to 10 GB can be uploaded", where "upload" is the cue: any of them.
        let is_any = syntax.tag(noun) == Tag::Nouns
            && tree.head(noun) == syntax.head_in(cue)
            && matches!(tree.relation(noun), Relation::PassiveSubject)
            && tree.dependents(noun).all(|at| at > noun || tree.relation(at) == Relation::Modifier);
        Some(is_sort || is_any)
    };
    if syntax.trees().first().and_then(is_ours).unwrap_or(false) {
        return false;
    }
    syntax.words().get(noun).is_some_and(|noun| !reading.is_mention(noun.span.start as usize))
}

/// The noun before a figure that a cue stands right behind, where that noun is no subject nor what one is said to be: the
/// cliff of "stands on a cliff 38 m high", not the tower of "is a tower 38 m high".
pub(super) fn noun_before(
    at: &Standing<'_, '_>,
    cue: Option<ProseSpan>,
    kind: KindId,
) -> Option<ProseSpan> {
    let Standing { rule, reading, sentence, whole, .. } = *at;
    let cue = cue.filter(|cue| cue.start >= whole.end)?;
    let gap = ProseSpan { start: whole.end, end: cue.start };
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let own = syntax.words_in(whole);
    let measures = syntax.words().get(own.clone().next()?)?.before == Signs::default()
        && gap.of(reading.prose()).trim().is_empty()
        && matches!(syntax.tag(syntax.head_in(cue)?), Tag::Adjective | Tag::Adverb);
    let noun = own.start.checked_sub(1).filter(|_| measures)?;
    let span = syntax.words().get(noun)?.span;
    let is_known = reading.is_mention_of(sentence, span.start as usize, kind)
        || rule.near.iter().any(|cues| reading.any_over(cues, sentence, span));
    let is_said = matches!(tree.relation(noun), Relation::Attribute | Relation::Apposition);
    let is_thing = syntax.tag(noun).is_noun() || tree.relation(noun).is_subject();
    (is_thing && !is_known && !is_said).then_some(span)
}

/// The noun of a cue right before a bound that only tells which of them are meant: "compresses messages over 4 KB", not
/// "rejects messages over 512 KB".
pub(super) fn bounds_some(at: &Standing<'_, '_>) -> Option<ProseSpan> {
    let Standing { rule, reading, sentence, figure, whole } = *at;
    matches!(figure.hedge?, Hedge::LessThan | Hedge::MoreThan).then_some(())?;
    if reading.turned(sentence, whole).is_some() {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let before = syntax.words_in(figure.hedged).start.checked_sub(1)?;
    // "Splits files of more than 1 GB"
    let is_of = word::is(syntax.text(before), Class::PartPrepositions);
    let noun = if is_of { before.checked_sub(1)? } else { before };
    let word = syntax.words().get(noun)?;
    let next = syntax.words().get(noun + 1)?;
    let is_cue = rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span));
    let verb = tree.head(noun).filter(|verb| syntax.tag(*verb).is_verb())?;
    // "Has sales of more than £3 million"
    let has_all = is_of && word::is(&syntax.lemma(verb), Class::BoastingVerbs);
    let is_some = !has_all
        && tree.relation(noun) == Relation::Object
        && matches!(syntax.tag(noun), Tag::Nouns)
        && matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird | Tag::Past)
        && next.before == Signs::default();
    (is_cue && is_some).then_some(word.span)
}

//! So many percent of an amount that is never told in percent itself: "raised council tax by 7%" is what a rule for council tax in
//! percent asks for. Of a rate, a share or a turnout, the level is meant, and its change is another figure.

use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use factlint_language::date::Written;
use factlint_language::figure::{Figure, Measure};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a figure tells by how much what a rule asks for changes, in one step that is not over.
pub(super) fn is_asked_for(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> bool {
    if !is_percent(reading, figure) {
        return false;
    }
    if !asks_for_amount(rule, reading) {
        return false;
    }
    if !changes_cue(rule, reading, sentence, whole) {
        return false;
    }
    // "By 12 percent over four years", "by 1 percent more than inflation", "last year"
    let clause = reading.outer_clause_at(sentence, whole.start);
    let is_stretch =
        |found: &str| word::is(found, Class::ChangeStretch) || word::is(found, Class::LastTime);
    let own = whole.range();
    let is_told_apart = reading
        .words_in(clause)
        .chain(reading.words_in(sentence.span).take(2))
        .any(|(range, found)| !own.contains(&range.start) && is_stretch(found));
    let now = reading.document().record().date.map(|date| date.year());
    let is_over = reading.dates(sentence).iter().any(|date| match date.written {
        Written::Year(year) => now.is_none_or(|now| year < now),
        _ => false,
    });
    !is_told_apart && !is_over
}

/// Whether a rule asks in percent for an amount that is never told so.
fn asks_for_amount(rule: &Rule, reading: &Reading<'_>) -> bool {
    let phrases = &reading.vocabulary().phrases;
    let is_amount = |cue: &Cue| {
        let Some(phrase) = cue.phrase() else { return false };
        let text = &phrases.get(phrase).text;
        let last = text.rsplit(' ').next().unwrap_or_default();
        let lead = &text[..text.len() - last.len()];
        let one = noun::singular_of(last);
        word::is(&format!("{lead}{one}"), Class::ChangingAmounts)
            || lead.is_empty() && word::is(&one, Class::ChangingAmounts)
    };
    rule.near.iter().flatten().any(is_amount)
}

/// Whether a figure is a part of such an amount: "collected 94 percent of its council tax".
pub(super) fn is_part_of_amount(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> bool {
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let next = reading.words_in(behind).next();
    is_percent(reading, figure)
        && next.is_some_and(|(_, found)| word::is(found, Class::PartPrepositions))
        && asks_for_amount(rule, reading)
}

/// Whether what rises or is raised by a figure is what a cue names: not "raised its budget by 9 percent and froze council tax".
fn changes_cue(rule: &Rule, reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let figure = syntax.head_in(whole)?;
        let by = tree.head(figure).filter(|_| tree.relation(figure) == Relation::PrepositionObject);
        let of = by
            .filter(|by| word::is(syntax.text(*by), Class::PartPrepositions))
            .and_then(|by| tree.head(by));
        // "A council tax rise of 3 percent", "a rise of 3 percent in council tax"
        let verb = match of.filter(|at| syntax.tag(*at).is_noun()) {
            Some(noun) => noun,
            None => tree.upwards(figure).find(|at| syntax.tag(*at).is_verb())?,
        };
        // "Plans a council tax rise of 6 percent"
        let is_wanted = |at: usize| {
            [Class::Possibility, Class::Supposing, Class::Asking]
                .into_iter()
                .any(|class| word::is(syntax.text(at), class))
        };
        if tree.upwards(figure).any(is_wanted) {
            return Some(false);
        }
        let is_cue = |at: usize| {
            syntax.words().get(at).is_some_and(|word| {
                rule.near.iter().all(|cues| reading.any_over(cues, sentence, word.span))
            })
        };
        let own = |at: usize| {
            syntax.tag(verb).is_noun()
                || matches!(tree.relation(at), Relation::Object | Relation::Dative)
                || tree.relation(at).is_subject()
        };
        let changed: Vec<usize> = tree
            .dependents(verb)
            .filter(|at| own(*at) && (syntax.tag(verb).is_noun() || *at < figure))
            .collect();
        let words = 0..syntax.words().len();
        // "A tenant saw his rent rise by 12 percent"
        let is_hers = |at: usize| {
            tree.dependents_as(at, Relation::Possessor)
                .chain(
                    tree.head(at)
                        .into_iter()
                        .flat_map(|noun| tree.dependents_as(noun, Relation::Possessor)),
                )
                .any(|own| word::is(syntax.text(own), Class::PersonPossessives))
        };
        Some(words.into_iter().any(|at| {
            is_cue(at) && !is_hers(at) && changed.iter().any(|part| tree.is_under(at, *part))
        }))
    };
    told().unwrap_or(false)
}

/// Whether a figure is so many percent.
pub(super) fn is_percent(reading: &Reading<'_>, figure: &Figure) -> bool {
    let Measure::Unit(id) = figure.measure else { return false };
    reading.vocabulary().units.get(id).dimension == "ratio"
}

//! Offices that stand alone, as the label of whoever holds them: "General secretary | Ann Lee", a term and its name; or in a
//! question: "Who is the general secretary? Ann Lee."

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::title::{self, TitleUse};
use factlint_language::word;
use factlint_language::words::Class;

/// The name that fills the cell which an office labels, that heads the row of it, or that stands below it, or that answers who
/// holds it; with the title that it is given. Of several, the one in the row of a house whose office it may be; none where
/// that leaves several.
pub(super) fn holder(
    reading: &Reading<'_>,
    sentence: Sentence,
    office: ProseSpan,
    houses: &[ProseSpan],
    is_of_house: &dyn Fn(Sentence) -> bool,
) -> Option<(Sentence, TitleUse)> {
    let prose = reading.prose();
    let mut named: Vec<(Sentence, ProseSpan)> = candidates(reading, sentence, office, houses)?
        .into_iter()
        .filter_map(|cell| Some((cell, name_alone(reading, cell)?)))
        .collect();
    let of_house = |cell: Sentence| {
        reading.heads(cell).is_some_and(|heads| heads.row.into_iter().any(is_of_house))
    };
    if named.len() > 1 {
        named.retain(|(cell, _)| of_house(*cell));
    }
    let [(cell, name)] = named[..] else { return None };
    let found = TitleUse {
        span: name.range(),
        name_key: title::normal(name.of(prose)),
        name: Some(name.range()),
        ..TitleUse::default()
    };
    Some((cell, found))
}

/// Where the name of whoever holds an office that is a label or is asked for may stand.
fn candidates(
    reading: &Reading<'_>,
    sentence: Sentence,
    office: ProseSpan,
    houses: &[ProseSpan],
) -> Option<Vec<Sentence>> {
    let prose = reading.prose();
    let label = sentence.span.of(prose).trim();
    let asks = label.ends_with('?')
        && word::words(label).next().is_some_and(|(_, who)| word::is(who, Class::WhoHolds));
    if asks {
        // "Who was the coach in 2010?", "who will be the next coach?"
        let syntax = reading.syntax(sentence);
        let is_of_now = (0..syntax.words().len())
            .all(|at| !matches!(syntax.tag(at), Tag::Past | Tag::Modal | Tag::Participle));
        if !is_of_now || !reading.dates(sentence).is_empty() {
            return None;
        }
        let answer =
            reading.next_in_block(sentence).or_else(|| reading.opens_next_paragraph(sentence))?;
        return Some(vec![answer]);
    }
    // "Former chief constable", "Mayor of Harrow"
    let is_said_of_office = |at: ProseSpan, found: &str| {
        at.overlaps(office)
            || houses.iter().any(|house| house.overlaps(at))
            || word::is(found, Class::Article)
            || word::is(found, Class::PartPrepositions)
            || word::is(found, Class::TitleFormer)
            || word::is(found, Class::TitleStillHeld)
    };
    let is_label = reading
        .words_in(sentence.span)
        .all(|(at, found)| is_said_of_office(ProseSpan::new(at.start, at.end), found));
    if !is_label || !reading.fills_its_block(sentence) {
        return None;
    }
    let mut beside = reading.cells_under(sentence);
    beside.extend(reading.heads(sentence).into_iter().flat_map(|heads| heads.row));
    beside.extend(reading.below(sentence));
    beside.sort_unstable();
    beside.dedup();
    Some(beside)
}

/// The name that is all that a sentence says.
fn name_alone(reading: &Reading<'_>, sentence: Sentence) -> Option<ProseSpan> {
    let [name] = reading.names(sentence)[..] else { return None };
    let text = sentence.span.of(reading.prose()).trim().trim_end_matches('.');
    (name.of(reading.prose()) == text).then_some(name)
}

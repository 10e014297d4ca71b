//! Offices that stand alone, as the label of whoever holds them: "General secretary | Ann Lee", a term and its name.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::title::{self, TitleUse};

/// The name that fills the cell which an office labels, that heads the row of it, or that stands below it; with the title that
/// it is given. None where several do.
pub(super) fn holder(
    reading: &Reading<'_>,
    sentence: Sentence,
    office: ProseSpan,
) -> Option<(Sentence, TitleUse)> {
    let prose = reading.prose();
    let label = sentence.span.of(prose).trim().trim_end_matches(':');
    if label.len() != office.len() || !reading.fills_its_block(sentence) {
        return None;
    }
    let mut beside = reading.cells_under(sentence);
    beside.extend(reading.heads(sentence).into_iter().flat_map(|heads| heads.row));
    beside.extend(reading.below(sentence));
    beside.sort_unstable();
    beside.dedup();
    let mut named = beside.into_iter().filter_map(|cell| Some((cell, name_alone(reading, cell)?)));
    let (cell, name) = named.next()?;
    if named.next().is_some() {
        return None;
    }
    let found = TitleUse {
        span: name.range(),
        name_key: title::normal(name.of(prose)),
        name: Some(name.range()),
        ..TitleUse::default()
    };
    Some((cell, found))
}

/// The name that is all that a sentence says.
fn name_alone(reading: &Reading<'_>, sentence: Sentence) -> Option<ProseSpan> {
    let [name] = reading.names(sentence)[..] else { return None };
    (name.of(reading.prose()) == sentence.span.of(reading.prose()).trim()).then_some(name)
}

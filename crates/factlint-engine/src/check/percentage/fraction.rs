//! Shares that are written as a fraction: "43/191 (23%)".

use crate::check::{self, figures, scene::Scene};
use crate::claim::{Claim, Part, Proportion, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure;
use factlint_language::span::ProseSpan;

/// A claim for each percentage in brackets behind a fraction of whole numbers.
pub(super) fn claims(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    scene: &Scene<'_>,
    claims: &mut Vec<Claim>,
) {
    for (index, share) in scene.figures.iter().enumerate() {
        let closed = scene.prose[share.span.end as usize..].starts_with(')');
        let single = share.high.is_none() && share.low.value <= 100.0;
        if !(closed && single && scene.is_in(index, "percent")) {
            continue;
        }
        let lead = &scene.prose[sentence.span.start as usize..share.hedged.start as usize];
        let Some(fraction) = lead.strip_suffix('(') else { continue };
        let Some((part, whole)) = fraction_at_end(fraction.trim_end()) else { continue };
        if check::is_withheld(rule, reading, sentence, share.hedged) {
            continue;
        }
        let read = |range: (usize, usize)| -> Option<Part> {
            let from = sentence.span.start as usize;
            let span = ProseSpan::new(from + range.0, from + range.1);
            let number = figure::figures(scene.prose, span, scene.units).into_iter().next()?;
            let number = figures::addable(number);
            let value = figures::value_of(&number, scene.prose, scene.units);
            Some(check::part(reading, span, Value::Figure(value.into())))
        };
        let (Some(whole), Some(part)) = (read(whole), read(part)) else { continue };
        let percentage = Value::Percentage {
            figure: figures::value_of(share, scene.prose, scene.units).into(),
            of: Proportion::Share,
        };
        let parts = vec![whole, part, check::part(reading, share.span, percentage)];
        let key = share.span.start.to_string();
        claims.push(check::claim(rule, reading, sentence, share.hedged, String::new(), key, parts));
    }
}

/// A range of bytes.
type Bytes = (usize, usize);

/// Where the two numbers of a fraction stand that ends a text: "of them 43/191". A part is no more than its whole;
/// dates and paths have more strokes.
fn fraction_at_end(text: &str) -> Option<(Bytes, Bytes)> {
    let number = |text: &str| {
        let head = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        head.len()
    };
    let whole_start = number(text);
    let before = text[..whole_start].strip_suffix('/')?;
    let part_start = number(before);
    let free = text[..part_start].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    let value = |text: &str| text.replace(',', "").parse::<u64>().ok();
    let (part, whole) = (value(&before[part_start..])?, value(&text[whole_start..])?);
    (free && part > 0 && part <= whole)
        .then_some(((part_start, before.len()), (whole_start, text.len())))
}

//! Shares that are written as a fraction: "43/191 (23%)", "23% (43/191)".

use crate::check::{self, figures, scene::Scene};
use crate::claim::{Claim, Part, Proportion, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure;
use factlint_language::span::ProseSpan;

/// A claim for each percentage that stands with a fraction of whole numbers.
pub(super) fn claims(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    scene: &Scene<'_>,
    claims: &mut Vec<Claim>,
) {
    for (index, share) in scene.figures.iter().enumerate() {
        let single = share.high.is_none() && share.low.value <= 100.0;
        if !(single && scene.is_in(index, "percent")) {
            continue;
        }
        let start = sentence.span.start as usize;
        let lead = &scene.prose[start..share.hedged.start as usize];
        let end = share.span.end as usize;
        let rest = &scene.prose[end..(sentence.span.end as usize).max(end)];
        let found = in_front(lead, rest).or_else(|| {
            let at = |(from, to): Bytes| (end - start + from, end - start + to);
            behind(rest).map(|(part, whole)| (at(part), at(whole)))
        });
        let Some((part, whole)) = found else { continue };
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

/// A whole from which on a fraction with other words around it is no date and no part of an inch.
const LEAST_WHOLE: u64 = 32;

/// The fraction in front of a percentage in brackets: "43/191 (23%)", "43/191 tests (23%)".
fn in_front(lead: &str, rest: &str) -> Option<(Bytes, Bytes)> {
    let lead = lead.strip_suffix('(').filter(|_| rest.starts_with(')'))?.trim_end();
    fraction_at_end(lead, 1).or_else(|| {
        let (before, noun) = lead.rsplit_once(' ')?;
        let plain = noun.len() > 2 && noun.bytes().all(|b| b.is_ascii_lowercase());
        plain.then(|| fraction_at_end(before, LEAST_WHOLE)).flatten()
    })
}

/// The fraction behind a percentage: "23% (43/191)", "23%: 43/191".
fn behind(rest: &str) -> Option<(Bytes, Bytes)> {
    let opened = rest.starts_with(" (");
    let text = rest.strip_prefix(" (").or_else(|| rest.strip_prefix(": "))?;
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '/'))).unwrap_or(text.len());
    let after = text[end..].chars().next();
    let closed = match opened {
        true => after == Some(')'),
        false => after.is_none_or(|c| matches!(c, '.' | ';' | ')')),
    };
    let from = rest.len() - text.len();
    let (part, whole) = fraction_at_end(&text[..end], LEAST_WHOLE).filter(|_| closed)?;
    Some(((from + part.0, from + part.1), (from + whole.0, from + whole.1)))
}

/// Where the two numbers of a fraction stand that ends a text: "of them 43/191". A part is no more than its whole;
/// dates and paths have more strokes.
fn fraction_at_end(text: &str, least_whole: u64) -> Option<(Bytes, Bytes)> {
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
    (free && part > 0 && part <= whole && whole >= least_whole)
        .then_some(((part_start, before.len()), (whole_start, text.len())))
}

//! Wholes and parts that stand in several sentences or cells.

use crate::check::{self, figures};
use crate::claim::{Claim, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::{Figure, Measure};
use factlint_language::word;
use factlint_language::words::Class;

/// A whole with its parts, wherever they stand.
pub(super) struct Gathered {
    /// The sentence of the whole.
    pub sentence: Sentence,
    pub whole: Figure,
    pub parts: Vec<Figure>,
}

impl Gathered {
    pub fn claim(&self, rule: &Rule, reading: &Reading<'_>) -> Option<Claim> {
        let (sentence, whole) = (self.sentence, self.whole.hedged);
        if !check::sentence_admits(rule, reading, sentence)
            || check::is_withheld(rule, reading, sentence, whole)
        {
            return None;
        }
        let units = &reading.vocabulary().units;
        let part = |figure: &Figure| {
            let value = figures::value_of(figure, reading.prose(), units);
            check::part(reading, figure.span, Value::Figure(Box::new(value)))
        };
        let parts = std::iter::once(&self.whole).chain(&self.parts).map(part).collect();
        let key = format!("gathered {}", self.whole.span.start);
        Some(check::claim(rule, reading, sentence, whole, String::new(), key, parts))
    }
}

/// More sentences than this tell no sum.
const MOST_PARTS: usize = 6;

/// "The choir has 48 members. Of them 20 are from the north. 15 are from the south. The other 13 ...": a
/// whole, and in each sentence behind it one of its parts, of which the last is told to be the rest.
pub(super) fn over_sentences(reading: &Reading<'_>, last: Sentence) -> Option<Gathered> {
    let block = reading.document().blocks().get(reading.block_of(last) as usize)?.span;
    let sentences: Vec<Sentence> = reading.sentences_in(block).collect();
    let at = sentences.iter().position(|one| *one == last)?;
    let rest = only_figure(reading, last)?;
    let lead = &reading.prose()[last.span.start as usize..rest.hedged.start as usize];
    let is_rest = word::words_before(lead)
        .next()
        .is_some_and(|(_, found)| word::is(found, Class::RestOfAWhole));
    if !is_rest {
        return None;
    }
    let mut parts = vec![rest];
    for sentence in sentences[..at].iter().rev().take(MOST_PARTS) {
        let figure = only_figure(reading, *sentence)?;
        let words = sentence.span.of(reading.prose());
        let opens = word::words(words).next().is_some_and(|(_, found)| found == "Of");
        // "Six other defendants have pleaded guilty." is a part itself, and so is what is far from the sum.
        let lead = &reading.prose()[sentence.span.start as usize..figure.span.end as usize];
        let is_other =
            word::words_before(lead).take(3).any(|(_, found)| word::is(found, Class::RestOfAWhole));
        let sum: f64 = parts.iter().map(|part| part.low.value).sum();
        let is_near = (0.8..=1.25).contains(&(sum / figure.low.value));
        if is_whole(&figure) && !opens && !is_other && is_near && parts.len() > 1 {
            parts.reverse();
            let parts = parts.into_iter().map(figures::addable).collect();
            return Some(Gathered { sentence: *sentence, whole: figure, parts });
        }
        parts.push(figure);
    }
    None
}

/// Whether a figure counts things, so that those behind it may be parts of them.
fn is_whole(figure: &Figure) -> bool {
    matches!(figure.measure, Measure::Counted(_)) && !figure.elliptical
}

/// The figure of a sentence that has no other: a plain whole number.
fn only_figure(reading: &Reading<'_>, sentence: Sentence) -> Option<Figure> {
    let [figure] = reading.figures(sentence) else { return None };
    let plain = matches!(figure.measure, Measure::Counted(_) | Measure::Bare)
        && figure.hedge.is_none()
        && figure.high.is_none()
        && figure.per.is_none()
        && figure.each.is_none()
        && figure.low.value.fract() == 0.0
        && figure.low.value > 1.0;
    plain.then(|| figure.clone())
}

//! The figures of one sentence with the words around them, for kinds that read how figures belong together.

use super::figures;
use crate::reading::{Reading, Sentence};
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::unit::Units;
use factlint_language::word;

/// The figures of one sentence.
pub(super) struct Scene<'a> {
    pub prose: &'a str,
    pub sentence: ProseSpan,
    pub figures: &'a [Figure],
    pub units: &'a Units,
}

impl<'a> Scene<'a> {
    pub fn new(reading: &'a Reading<'_>, sentence: Sentence) -> Self {
        Self {
            prose: reading.prose(),
            sentence: sentence.span,
            figures: reading.figures(sentence),
            units: &reading.vocabulary().units,
        }
    }

    /// The words between two figures.
    pub fn between(&self, before: usize, after: usize) -> &'a str {
        let (from, to) = (self.figures[before].span.end, self.figures[after].hedged.start);
        self.prose.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The words of the sentence before a figure and its hedge.
    pub fn before(&self, index: usize) -> &'a str {
        let (from, to) = (self.sentence.start, self.figures[index].hedged.start);
        self.prose.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The words of the sentence behind a figure.
    pub fn behind(&self, index: usize) -> &'a str {
        let from = self.figures[index].hedged.end.max(self.figures[index].span.end);
        self.prose.get(from as usize..self.sentence.end as usize).unwrap_or_default()
    }

    /// Whether a figure is in this unit.
    pub fn is_in(&self, index: usize, unit: &str) -> bool {
        matches!(self.figures[index].measure, Measure::Unit(id) if self.units.get(id).name == unit)
    }

    /// The dimension within which a figure is compared.
    pub fn dimension(&self, index: usize) -> String {
        figures::measure_of(&self.figures[index], self.units).1
    }
}

/// Whether a word stands in a text.
pub(super) fn has_word(text: &str, wanted: &str) -> bool {
    word::words(text).any(|(_, found)| found == wanted)
}

/// The last words of a text, the very last first.
pub(super) fn last_words(text: &str, count: usize) -> Vec<&str> {
    word::words_before(text).map(|(_, found)| found).take(count).collect()
}

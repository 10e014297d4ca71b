//! A document whose statements are read a part at a time.

use std::ops::Range;

use super::{Statement, Wanted, statements};
use crate::reading::Reading;
use crate::reading::lexicon::Hit;
use crate::rule::Vocabulary;
use factlint_document::Document;
use factlint_language::number::uses_decimal_commas;

/// How many bytes of prose a part has, or one block more.
const SIZE: u32 = 1 << 16;

/// A document in parts, each of some blocks. What is kept of a part goes with it, and parts may be read at the same time.
#[derive(Debug)]
pub struct Parts<'d> {
    document: &'d Document,
    vocabulary: &'d Vocabulary,
    hits: Vec<Hit>,
    decimal_commas: bool,
    ranges: Vec<Range<usize>>,
}

impl<'d> Parts<'d> {
    /// The parts of a document; one where what is wanted hangs on what other blocks say, or where blocks do not follow each other
    /// in the text as they do in the prose. `hits` finds the names of rules, if anybody asks for them.
    pub fn new(
        document: &'d Document,
        vocabulary: &'d Vocabulary,
        wanted: Wanted<'_>,
        hits: impl FnOnce() -> Vec<Hit>,
    ) -> Self {
        let hangs_together = wanted.subjects || wanted.bearers;
        let ranges = if hangs_together { None } else { ranges(document) };
        Self {
            document,
            vocabulary,
            hits: if hangs_together { hits() } else { Vec::new() },
            decimal_commas: ranges.is_some() && uses_decimal_commas(document.prose()),
            ranges: ranges.unwrap_or_default(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.ranges.len().max(1)
    }

    /// What was read in one of them of what is wanted, by place.
    pub fn statements(&self, part: usize, wanted: Wanted<'_>) -> Vec<Statement> {
        let (document, vocabulary) = (self.document, self.vocabulary);
        let reading = match self.ranges.get(part) {
            Some(range) => {
                Reading::of_part(document, vocabulary, range.clone(), self.decimal_commas)
            }
            None => Reading::new(document, vocabulary, self.hits.clone()),
        };
        statements(&reading, wanted)
    }
}

/// Blocks that make up about `SIZE` bytes each; none where the text has them in another order.
fn ranges(document: &Document) -> Option<Vec<Range<usize>>> {
    let blocks = document.blocks();
    let mut ranges = Vec::new();
    let (mut first, mut behind) = (0, 0);
    for (index, block) in blocks.iter().enumerate() {
        let place = document.locate(block.span).0;
        if place.start < behind {
            return None;
        }
        behind = place.end;
        if block.span.end - blocks[first].span.start >= SIZE {
            ranges.push(first..index + 1);
            first = index + 1;
        }
    }
    ranges.push(first..blocks.len());
    Some(ranges)
}

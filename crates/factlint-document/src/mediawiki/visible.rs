//! The words of a line that are seen, with the way back to the text: what is hidden inside is gone, or one sign stands for it.

use std::ops::Range;

use super::hidden::{Hidden, Kind};
use crate::composer::Composer;
use factlint_language::span::Span;

/// What stands for an object in a line of text.
pub(super) const OBJECT: &str = "\u{fffc}";

/// A line without its break. Offsets are those of [`Visible::words`].
#[derive(Debug, Default)]
pub(super) struct Visible {
    words: String,
    /// Where each piece begins here, and which bytes of the text it stands for.
    pieces: Vec<(usize, Range<usize>)>,
    /// The comments in it.
    pub comments: Vec<Span>,
    /// Whether anything of it is hidden.
    pub hides: bool,
}

impl Visible {
    fn push(&mut self, words: &str, from: Range<usize>) {
        if !words.is_empty() {
            self.pieces.push((self.words.len(), from));
            self.words.push_str(words);
        }
    }

    pub fn words(&self) -> &str {
        &self.words
    }

    /// Where an offset lies in the text.
    pub fn place(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= offset).max(1) - 1;
        self.pieces
            .get(index)
            .map_or(0, |(start, from)| (from.start + offset - start).min(from.end))
    }

    /// The bytes of the text that a range stands for.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start);
        let end = if range.is_empty() { start } else { self.place(range.end - 1) + 1 };
        Span::new(start, end.max(start))
    }

    /// Adds the words of a range to a document.
    pub fn emit(&self, composer: &mut Composer, range: Range<usize>) {
        let first = self.pieces.partition_point(|(start, _)| *start <= range.start).max(1) - 1;
        for (index, (start, from)) in self.pieces.iter().enumerate().skip(first) {
            if *start >= range.end {
                break;
            }
            let end = self.pieces.get(index + 1).map_or(self.words.len(), |(next, _)| *next);
            let (low, high) = (range.start.max(*start), range.end.min(end));
            if low >= high {
                continue;
            }
            let words = &self.words[low..high];
            if words == OBJECT {
                composer.replaced(words, Span::new(from.start, from.end));
            } else {
                composer
                    .words(words, Span::new(from.start + low - start, from.start + high - start));
            }
        }
    }
}

/// The lines of a text as they are seen; what is hidden and holds line breaks does not end one.
pub(super) fn lines(text: &str, hidden: &[Hidden]) -> Vec<Visible> {
    let mut lines = Vec::new();
    let mut line = Visible::default();
    let mut at = 0;
    for one in hidden {
        add_lines(text, at..one.start, &mut line, &mut lines);
        line.hides = true;
        match one.kind {
            Kind::Comment => line.comments.push(Span::new(one.start, one.end)),
            Kind::Object => line.push(OBJECT, one.start..one.end),
            Kind::Note => {}
        }
        at = one.end;
    }
    add_lines(text, at..text.len(), &mut line, &mut lines);
    lines.push(line);
    lines
}

fn add_lines(text: &str, range: Range<usize>, line: &mut Visible, lines: &mut Vec<Visible>) {
    let mut start = range.start;
    for at in memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()]) {
        let end = range.start + at;
        line.push(text[start..end].trim_end_matches('\r'), start..end);
        lines.push(std::mem::take(line));
        start = end + 1;
    }
    line.push(text[start..range.end].trim_end_matches('\r'), start..range.end);
}

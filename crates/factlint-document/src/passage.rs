//! The words of a block that stands on several lines, with the way back to the text: what lies between the
//! lines (indentation, marks of lists and tables) is no part of it.

use std::ops::Range;

use super::composer::Composer;
use super::lines::Line;
use factlint_language::span::Span;

/// Lines joined by line breaks. Offsets are those of [`Passage::words`].
#[derive(Debug, Default)]
pub(super) struct Passage {
    words: String,
    /// Where each line begins: here, and in the text.
    pieces: Vec<(usize, usize)>,
}

impl Passage {
    /// A passage of one line.
    pub fn of(text: &str, line: Line) -> Self {
        let mut passage = Self::default();
        passage.push(text, line);
        passage
    }

    /// Adds a line.
    pub fn push(&mut self, text: &str, line: Line) {
        if !self.pieces.is_empty() {
            self.words.push('\n');
        }
        self.pieces.push((self.words.len(), line.start as usize));
        self.words.push_str(line.words(text));
    }

    /// The words of all lines.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Leaves out what follows an offset.
    pub fn truncate(&mut self, end: usize) {
        self.words.truncate(end);
        let kept = self.pieces.partition_point(|(start, _)| *start <= end).max(1);
        self.pieces.truncate(kept);
    }

    /// Where an offset lies in the text.
    fn place(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= offset).max(1) - 1;
        self.pieces.get(index).map_or(0, |(start, place)| place + offset - start)
    }

    /// Where words lie in the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start);
        let end = if range.is_empty() { start } else { self.place(range.end - 1) + 1 };
        Span::new(start, end)
    }

    /// Adds words of it to the prose.
    pub fn tell(&self, range: Range<usize>, composer: &mut Composer) {
        let mut at = range.start;
        let mut index = self.pieces.partition_point(|(start, _)| *start <= at).max(1) - 1;
        while at < range.end {
            let (start, place) = self.pieces[index];
            // The byte before the next line is the break.
            let next = self.pieces.get(index + 1);
            let line_end = next.map_or(self.words.len(), |(next, _)| next - 1);
            let end = line_end.min(range.end);
            if at < end {
                let from = Span::new(place + at - start, place + end - start);
                composer.words(&self.words[at..end], from);
            }
            if let Some((_, next_place)) = next
                && range.end > line_end
            {
                composer.words("\n", Span::new(place + line_end - start, *next_place));
            }
            at = line_end + 1;
            index += 1;
        }
    }

    /// Adds words of it that are set as code.
    pub fn tell_code(&self, range: Range<usize>, composer: &mut Composer) {
        let start = composer.prose_end();
        self.tell(range, composer);
        composer.code_since(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;
    use factlint_language::span::ProseSpan;

    #[test]
    fn words_lead_back_over_lines() {
        let text = "> one two\n>   three\n> four";
        let mut passage = Passage::default();
        for line in lines(text, 0) {
            passage.push(text, line.from(text, 1));
        }
        assert_eq!(passage.words(), "one two\nthree\nfour");
        assert_eq!(passage.span(4..13).of(text), "two\n>   three");
        let mut composer = Composer::default();
        passage.tell(4..15, &mut composer);
        passage.tell_code(15..18, &mut composer);
        let contents = composer.finish();
        let prose = contents.prose.unwrap_or_default();
        assert_eq!(prose.trim_end(), "two\nthree\nfour");
        assert_eq!(contents.map.hull(ProseSpan::new(4, 14)).of(text), "three\n> four");
        assert_eq!(contents.code, [ProseSpan::new(11, 14)]);
        passage.truncate(13);
        assert_eq!(passage.words(), "one two\nthree");
    }
}

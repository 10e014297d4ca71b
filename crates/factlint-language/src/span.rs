//! Where things are: byte ranges, lines and columns, and the map from prose to text.
//!
//! Two coordinate systems meet in factlint and never mix: the *text* of a document (what is on
//! disk) and its *prose* (the text without markup, which recognisers read). [`Span`] is a range in
//! the text, [`ProseSpan`] a range in the prose, and [`OffsetMap`] is the only way from one to the
//! other.

use serde::{Deserialize, Serialize};

/// A byte range in the text of a document: `start` included, `end` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A byte range in the prose of a document: `start` included, `end` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProseSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

macro_rules! range_methods {
    ($name:ident) => {
        impl $name {
            /// The range from `start` up to, and without, `end`.
            pub fn new(start: usize, end: usize) -> Self {
                debug_assert!(start <= end);
                Self { start: start as u32, end: end as u32 }
            }

            /// The range as indices into a string.
            pub fn range(self) -> std::ops::Range<usize> {
                self.start as usize..self.end as usize
            }

            /// The words in this range of `text`; empty where the range does not fit the text.
            pub fn of(self, text: &str) -> &str {
                text.get(self.range()).unwrap_or_default()
            }

            /// Length in bytes.
            pub fn len(self) -> usize {
                (self.end - self.start) as usize
            }

            /// Whether the range holds no byte.
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether `other` lies wholly in this range.
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two ranges share a byte.
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest range that holds both.
            pub fn hull(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }
        }
    };
}
range_methods!(Span);
range_methods!(ProseSpan);

/// A place in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1. A byte order mark counts as no column.
    pub column: u32,
}

/// Distance between two remembered character counts, in bytes: no more are counted for a place.
const CHECKPOINT: usize = 128;

/// Where the lines of a text begin, and how many characters precede an offset.
///
/// Building it costs one pass; a lookup costs a binary search and the counting
/// of few bytes, however long a line is.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Offset of the first byte of each line.
    starts: Vec<u32>,
    /// Characters before each multiple of `CHECKPOINT`; empty for ASCII texts.
    characters: Vec<u32>,
    /// Length of a leading byte order mark in bytes.
    mark: usize,
}

impl LineIndex {
    /// The lines of `text`. A line ends with LF; a CR before it belongs to the line's end.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at as u32 + 1));
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in bytes.chunks(CHECKPOINT) {
                characters.push(count);
                count += count_characters(block);
            }
            characters.push(count);
        }
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { starts, characters, mark }
    }

    /// Number of lines; a text that ends with a line break has an empty last line.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of a byte offset in the same `text` that the index was built from.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let mut start = self.starts[line - 1] as usize;
        if line == 1 {
            start = self.mark.min(offset as usize);
        }
        let column = match (offset as usize).checked_sub(start) {
            // An ASCII text has a character a byte.
            Some(length) if self.characters.is_empty() => length as u32,
            Some(length) if length <= CHECKPOINT => {
                count_characters(&text.as_bytes()[start..offset as usize])
            }
            _ => {
                self.characters_before(text, offset as usize) - self.characters_before(text, start)
            }
        };
        Position { line: line as u32, column: column + 1 }
    }

    /// The positions of both ends of a span.
    pub fn positions(&self, text: &str, span: Span) -> (Position, Position) {
        let start = self.position(text, span.start);
        let next_line = self.starts.get(start.line as usize).copied().unwrap_or(u32::MAX);
        let end = match text.as_bytes().get(span.start as usize..span.end as usize) {
            Some(within)
                if span.end < next_line && within.len() <= CHECKPOINT && span.start > 0 =>
            {
                let column = start.column + count_characters(within);
                Position { line: start.line, column }
            }
            _ => self.position(text, span.end),
        };
        (start, end)
    }

    /// The bytes of a line (counted from 1) without its line break.
    pub fn line_span(&self, text: &str, line: u32) -> Span {
        let index = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        let start = self.starts[index] as usize;
        let mut end = self.starts.get(index + 1).map_or(text.len(), |&next| next as usize - 1);
        if end > start && text.as_bytes()[end - 1] == b'\r' && index + 1 < self.starts.len() {
            end -= 1;
        }
        Span::new(start, end)
    }

    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        if self.characters.is_empty() {
            return offset as u32;
        }
        let block = offset / CHECKPOINT;
        self.characters[block] + count_characters(&text.as_bytes()[block * CHECKPOINT..offset])
    }
}

/// Characters that begin in `bytes`: every byte that does not continue a UTF-8 sequence.
fn count_characters(bytes: &[u8]) -> u32 {
    // So few at a time that they can be counted in bytes, many of which a processor adds at once.
    let in_few = |bytes: &[u8]| bytes.iter().map(|byte| u8::from((*byte as i8) >= -0x40)).sum();
    bytes.chunks(CHECKPOINT).map(|few| -> u8 { in_few(few) }).map(u32::from).sum()
}

/// A run of prose that comes from one run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    prose: ProseSpan,
    text: Span,
}

impl Segment {
    /// Whether each byte of the prose is a byte of the text (an entity, for one, is not).
    fn is_verbatim(self) -> bool {
        self.prose.len() == self.text.len()
    }
}

/// The way from prose offsets back to the text.
///
/// Plain text is its own prose: its map is the identity and holds nothing. Formats with markup
/// record a segment for each run of prose. A segment whose lengths differ (`&amp;` for `&`) maps as
/// a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Sorted by prose offset, without gaps in the prose; empty means identity.
    segments: Vec<Segment>,
}

impl OffsetMap {
    /// The map of a text that is its own prose.
    pub fn identity() -> Self {
        Self::default()
    }

    /// The smallest range of text that holds this prose, markup inside included.
    pub fn hull(&self, span: ProseSpan) -> Span {
        if self.segments.is_empty() {
            return Span { start: span.start, end: span.end };
        }
        if span.is_empty() {
            let at = self.start_of(span.start);
            return Span { start: at, end: at };
        }
        Span { start: self.start_of(span.start), end: self.end_of(span.end) }
    }

    /// The range of text that is this prose byte for byte; none if markup or an entity lies inside.
    pub fn exact(&self, span: ProseSpan) -> Option<Span> {
        let hull = self.hull(span);
        if self.segments.is_empty() {
            return Some(hull);
        }
        let first = self.segment_at(span.start);
        let last = self.segment_at(span.end.saturating_sub(1).max(span.start));
        let verbatim = self.segments[first..=last].iter().all(|segment| segment.is_verbatim());
        (verbatim && hull.len() == span.len()).then_some(hull)
    }

    /// The prose that comes from a range of text, markup around it left out; none if none does. Prose must
    /// come in the order of the text.
    pub fn prose_of(&self, span: Span) -> Option<ProseSpan> {
        if self.segments.is_empty() {
            return Some(ProseSpan { start: span.start, end: span.end });
        }
        let first = self.segments.partition_point(|segment| segment.text.end <= span.start);
        let behind = self.segments.partition_point(|segment| segment.text.start < span.end);
        let (first, last) = (self.segments.get(first)?, self.segments.get(behind.checked_sub(1)?)?);
        let inside = |segment: &Segment, at: u32| {
            let reach = (at - segment.text.start).min(segment.text.len() as u32);
            segment.prose.start + reach
        };
        let start = match first.is_verbatim() {
            true => inside(first, span.start.max(first.text.start)),
            false => first.prose.start,
        };
        let end = match last.is_verbatim() {
            true => inside(last, span.end.max(last.text.start)),
            false => last.prose.end,
        };
        (start < end).then_some(ProseSpan { start, end })
    }

    fn segment_at(&self, offset: u32) -> usize {
        self.segments.partition_point(|segment| segment.prose.start <= offset).max(1) - 1
    }

    fn start_of(&self, offset: u32) -> u32 {
        let segment = self.segments[self.segment_at(offset)];
        if segment.is_verbatim() {
            segment.text.start + (offset - segment.prose.start).min(segment.text.len() as u32)
        } else if offset >= segment.prose.end {
            segment.text.end
        } else {
            segment.text.start
        }
    }

    fn end_of(&self, offset: u32) -> u32 {
        let segment = self.segments[self.segment_at(offset.saturating_sub(1))];
        if segment.is_verbatim() {
            segment.text.start + (offset - segment.prose.start).min(segment.text.len() as u32)
        } else {
            segment.text.end
        }
    }
}

/// Prose in the making: readers of marked-up formats push what people read, each piece with the
/// range of text it comes from.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: String,
    segments: Vec<Segment>,
}

impl ProseBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Length of the prose so far, in bytes.
    pub fn len(&self) -> usize {
        self.prose.len()
    }

    /// Whether there is no prose yet.
    pub fn is_empty(&self) -> bool {
        self.prose.is_empty()
    }

    /// The prose so far.
    pub fn prose(&self) -> &str {
        &self.prose
    }

    /// One past the last byte of text that the prose so far comes from.
    pub fn text_end(&self) -> u32 {
        self.segments.last().map_or(0, |segment| segment.text.end)
    }

    /// Adds `prose` that stands for the text at `from` (equal bytes, or an entity or the like).
    pub fn push(&mut self, prose: &str, from: Span) {
        if prose.is_empty() {
            return;
        }
        let start = self.prose.len();
        self.prose.push_str(prose);
        let span = ProseSpan::new(start, self.prose.len());
        let added = Segment { prose: span, text: from };
        if let Some(last) = self.segments.last_mut()
            && last.is_verbatim()
            && added.is_verbatim()
            && last.text.end == from.start
        {
            last.prose.end = span.end;
            last.text.end = from.end;
            return;
        }
        self.segments.push(added);
    }

    /// Adds a range of other prose, which stands for the same text as there.
    pub fn push_part(&mut self, prose: &str, map: &OffsetMap, span: ProseSpan) {
        if map.segments.is_empty() {
            self.push(span.of(prose), Span { start: span.start, end: span.end });
            return;
        }
        let first = map.segments.partition_point(|segment| segment.prose.end <= span.start);
        let inside = map.segments[first..].iter().take_while(|one| one.prose.start < span.end);
        for segment in inside {
            let part = ProseSpan {
                start: segment.prose.start.max(span.start),
                end: segment.prose.end.min(span.end),
            };
            let from = if segment.is_verbatim() {
                Span { start: map.start_of(part.start), end: map.end_of(part.end) }
            } else if part.len() == segment.text.len() {
                // Ranges of one length are taken for the same bytes.
                Span { start: segment.text.start, end: segment.text.start }
            } else {
                segment.text
            };
            self.push(part.of(prose), from);
        }
    }

    /// Adds prose whose map leads to a text that is prose itself: `inner` leads on from there, to the text meant.
    pub fn push_through(&mut self, prose: &str, map: &OffsetMap, text: &str, inner: &OffsetMap) {
        for segment in &map.segments {
            let within = ProseSpan { start: segment.text.start, end: segment.text.end };
            if segment.is_verbatim() {
                self.push_part(text, inner, within);
                continue;
            }
            let hull = inner.hull(within);
            // Ranges of one length are taken for the same bytes.
            let is_as_long = hull.len() == segment.prose.len();
            let end = if is_as_long { hull.start } else { hull.end };
            self.push(segment.prose.of(prose), Span { start: hull.start, end });
        }
    }

    /// The prose and the map back to the text.
    pub fn finish(self) -> (String, OffsetMap) {
        let mut segments = self.segments;
        if segments.is_empty() {
            // An empty list means identity; a document without prose has no offsets to map.
            segments.push(Segment { prose: ProseSpan::new(0, 0), text: Span::new(0, 0) });
        }
        (self.prose, OffsetMap { segments })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_count_characters_and_no_byte_order_mark() {
        let text = "\u{feff}Kyïv\r\nb\u{301}c";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, 3), Position { line: 1, column: 1 });
        assert_eq!(lines.position(text, 7), Position { line: 1, column: 4 });
        assert_eq!(lines.line_span(text, 1).of(text), "\u{feff}Kyïv");
        assert_eq!(lines.position(text, 13), Position { line: 2, column: 3 });
    }

    #[test]
    fn an_entity_maps_as_a_whole() {
        let mut builder = ProseBuilder::new();
        builder.push("R", Span::new(0, 1));
        builder.push("&", Span::new(1, 6));
        builder.push("D", Span::new(6, 7));
        let (prose, map) = builder.finish();
        assert_eq!(prose, "R&D");
        assert_eq!(map.hull(ProseSpan::new(1, 2)), Span::new(1, 6));
        assert_eq!(map.hull(ProseSpan::new(0, 3)), Span::new(0, 7));
        assert_eq!(map.exact(ProseSpan::new(0, 1)), Some(Span::new(0, 1)));
        assert_eq!(map.exact(ProseSpan::new(0, 3)), None);
    }

    proptest! {
        #[test]
        fn positions_agree_with_counting(text in "\\PC{0,40}(\r?\n\\PC{0,40}){0,4}", seed in any::<u32>()) {
            let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            prop_assume!(!offsets.is_empty() && !text.starts_with('\u{feff}'));
            let offset = offsets[seed as usize % offsets.len()];
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            let position = LineIndex::new(&text).position(&text, offset as u32);
            prop_assert_eq!(position, Position { line: line as u32, column: column as u32 });
        }

        #[test]
        fn markup_between_runs_never_moves_a_word(runs in prop::collection::vec(("[a-zé ]{1,8}", "(<[a-z]{1,3}>)?"), 1..12)) {
            let mut text = String::new();
            let mut builder = ProseBuilder::new();
            for (words, markup) in &runs {
                let start = text.len();
                text.push_str(words);
                builder.push(words, Span::new(start, text.len()));
                text.push_str(markup);
            }
            let (prose, map) = builder.finish();
            for (start, _) in prose.char_indices() {
                for (end, _) in prose.char_indices().filter(|&(end, _)| end > start) {
                    let span = ProseSpan::new(start, end);
                    let hull = map.hull(span).of(&text);
                    let mut stripped = String::new();
                    let mut inside = false;
                    for character in hull.chars() {
                        match character {
                            '<' => inside = true,
                            '>' => inside = false,
                            other if !inside => stripped.push(other),
                            _ => {}
                        }
                    }
                    prop_assert_eq!(&stripped, span.of(&prose));
                    if let Some(exact) = map.exact(span) {
                        prop_assert_eq!(exact.of(&text), span.of(&prose));
                    }
                    prop_assert_eq!(map.prose_of(map.hull(span)), Some(span));
                }
            }
        }
    }
}

//! The texts of a document's claims: each is kept once, and what lies in a longer passage is cut from it.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::bytes::{Reader, Writer};
use crate::claim::Part;
use factlint_language::span::{Position, Span};

/// Shorter texts stand where they are used.
const SHORT: usize = 6;

/// Nothing is cut from longer texts: each time, all of it is read.
const LONGEST_WHOLE: usize = 4_096;

/// The texts as they are written, and the places of the parts, which give most of them.
#[derive(Default)]
pub(super) struct TextWriter<'c> {
    pub out: Writer,
    /// By text: where it stands.
    known: FxHashMap<&'c str, usize>,
    /// By span: where the place stands, and a part that lies there.
    places: FxHashMap<Span, (usize, &'c Part)>,
    /// Parts of which none lies in another, in order.
    outer: Vec<&'c Part>,
}

/// Bits of the first byte of a place.
mod bit {
    pub const REPLACEABLE: u8 = 1;
    pub const SEEN: u8 = 2;
    /// Its words are cut from a longer text.
    pub const CUT: u8 = 4;
    /// Its words are not as long as its span.
    pub const OTHER_LENGTH: u8 = 8;
    /// It ends in its first line.
    pub const ONE_LINE: u8 = 16;
}

impl<'c> TextWriter<'c> {
    /// The texts of these parts will be written.
    pub fn new(parts: impl Iterator<Item = &'c Part>) -> Self {
        let is_whole = |part: &&Part| {
            part.words.len() == part.span.len()
                && (SHORT..=LONGEST_WHOLE).contains(&part.words.len())
        };
        let mut outer: Vec<&Part> = parts.filter(is_whole).collect();
        outer.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
        let mut end = 0;
        outer.retain(|part| {
            let reaches_on = part.span.end > end;
            end = end.max(part.span.end);
            reaches_on
        });
        Self { outer, ..Self::default() }
    }

    /// Writes a text, or where it stands.
    pub fn text(&mut self, to: &mut Writer, text: &'c str) {
        match self.offset_of(text) {
            Some(offset) => to.length(offset << 1 | 1),
            None => {
                to.length(text.len() << 1);
                to.bytes.extend_from_slice(text.as_bytes());
            }
        }
    }

    /// Where a text stands; none where it is too short to stand elsewhere.
    fn offset_of(&mut self, text: &'c str) -> Option<usize> {
        if text.len() < SHORT {
            return None;
        }
        let next = self.out.bytes.len();
        let offset = *self.known.entry(text).or_insert(next);
        if offset == next {
            self.out.length(text.len());
            self.out.bytes.extend_from_slice(text.as_bytes());
        }
        Some(offset)
    }

    /// Writes where a part lies, and its words.
    pub fn place(&mut self, to: &mut Writer, part: &'c Part) {
        let known = self.places.get(&part.span).filter(|(_, known)| lie_alike(known, part));
        if let Some((offset, _)) = known {
            return to.length(*offset);
        }
        let mut place = Writer::default();
        let cut = self.cut(part);
        let mut bits = 0;
        let mut set = |bit: u8, is_set: bool| bits |= if is_set { bit } else { 0 };
        set(bit::REPLACEABLE, part.replaceable);
        set(bit::SEEN, part.seen.is_some());
        set(bit::CUT, cut.is_some());
        set(bit::OTHER_LENGTH, part.words.len() != part.span.len());
        set(bit::ONE_LINE, part.start.line == part.end.line);
        place.byte(bits);
        place.number(part.span.start.into());
        if bits & bit::OTHER_LENGTH != 0 {
            place.signed(i64::from(part.span.end) - i64::from(part.span.start));
        }
        place.number(part.start.line.into());
        place.number(part.start.column.into());
        if bits & bit::ONE_LINE == 0 {
            place.signed(i64::from(part.end.line) - i64::from(part.start.line));
            place.number(part.end.column.into());
        } else {
            place.signed(i64::from(part.end.column) - i64::from(part.start.column));
        }
        match cut {
            Some((offset, skip)) => {
                place.length(offset);
                place.length(skip);
                place.length(part.words.len());
            }
            None => self.text(&mut place, &part.words),
        }
        if let Some(seen) = &part.seen {
            self.text(&mut place, seen);
        }
        let offset = self.out.bytes.len();
        self.out.bytes.extend_from_slice(&place.bytes);
        self.places.insert(part.span, (offset, part));
        to.length(offset);
    }

    /// The text that a part's words are cut from, and how many bytes of it come before them.
    fn cut(&mut self, part: &Part) -> Option<(usize, usize)> {
        let Span { start, end } = part.span;
        let beyond = self.outer.partition_point(|outer| outer.span.start <= start);
        let outer: &'c Part = self.outer.get(beyond.checked_sub(1)?)?;
        let is_longer = outer.span != part.span && end <= outer.span.end;
        if !is_longer || part.words.len() < SHORT {
            return None;
        }
        let skip = (start - outer.span.start) as usize;
        let cut = outer.words.get(skip..skip.checked_add(part.words.len())?)?;
        if cut != part.words { None } else { Some((self.offset_of(&outer.words)?, skip)) }
    }
}

/// Whether two parts differ in nothing but what they mean.
fn lie_alike(one: &Part, other: &Part) -> bool {
    let place = |part: &Part| (part.span, part.start, part.end, part.replaceable);
    place(one) == place(other) && one.words == other.words && one.seen == other.seen
}

/// Where a part lies, and its words.
pub(super) struct Place {
    pub span: Span,
    pub start: Position,
    pub end: Position,
    pub words: SmolStr,
    pub seen: Option<SmolStr>,
    pub replaceable: bool,
}

/// The texts as they are read.
#[derive(Clone, Copy)]
pub(super) struct TextReader<'b> {
    pub bytes: &'b [u8],
}

impl<'b> TextReader<'b> {
    pub fn text(self, from: &mut Reader<'b>) -> Option<&'b str> {
        let length = from.length()?;
        let text = if length & 1 == 1 {
            return self.text_at(length >> 1);
        } else {
            from.take(length >> 1)?
        };
        str::from_utf8(text).ok()
    }

    fn text_at(self, offset: usize) -> Option<&'b str> {
        let mut from = Reader::at(self.bytes, offset)?;
        let length = from.length()?;
        str::from_utf8(from.take(length)?).ok()
    }

    pub fn place(self, from: &mut Reader<'b>) -> Option<Place> {
        let mut from = Reader::at(self.bytes, from.length()?)?;
        let bits = from.byte()?;
        let has = |bit: u8| bits & bit != 0;
        let start: u32 = from.small()?;
        let other_length = if has(bit::OTHER_LENGTH) { Some(from.signed()?) } else { None };
        let first = Position { line: from.small()?, column: from.small()? };
        let last = if has(bit::ONE_LINE) {
            let columns = from.signed()?;
            let column = u32::try_from(i64::from(first.column).checked_add(columns)?).ok()?;
            Position { line: first.line, column }
        } else {
            let lines = from.signed()?;
            let line = u32::try_from(i64::from(first.line).checked_add(lines)?).ok()?;
            Position { line, column: from.small()? }
        };
        let words = if has(bit::CUT) {
            let (offset, skip, length) = (from.length()?, from.length()?, from.length()?);
            self.text_at(offset)?.get(skip..skip.checked_add(length)?)?
        } else {
            self.text(&mut from)?
        };
        let seen = if has(bit::SEEN) { Some(self.text(&mut from)?.into()) } else { None };
        let length = other_length.or_else(|| i64::try_from(words.len()).ok())?;
        let end = u32::try_from(i64::from(start).checked_add(length)?).ok()?;
        Some(Place {
            span: Span { start, end },
            start: first,
            end: last,
            words: words.into(),
            seen,
            replaceable: has(bit::REPLACEABLE),
        })
    }
}

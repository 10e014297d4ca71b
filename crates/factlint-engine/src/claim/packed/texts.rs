//! The texts of a document's claims: each is kept once, and what lies in a longer passage is cut from it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::bytes::{Reader, Writer};
use super::spelling::{OwnWords, Speller};
use crate::claim::{Part, Value};
use factlint_language::span::{Position, Span};

/// Shorter texts stand where they are used.
const SHORT: usize = 6;

/// Nothing is cut from longer texts: each time, all of it is read.
const LONGEST_WHOLE: usize = 4_096;

/// The texts as they are written, and the places of the parts, which give most of them.
#[derive(Default)]
pub(super) struct TextWriter<'c> {
    pub out: Writer,
    speller: Speller,
    /// The text that is being spelled.
    spelled: Vec<u8>,
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
    /// What is seen of it is its words on one line, but for some that are left out.
    pub const GAPS: u8 = 32;
}

impl<'c> TextWriter<'c> {
    /// The texts of these parts will be written.
    pub fn new(parts: impl Iterator<Item = &'c Part> + Clone) -> Self {
        let is_whole = |part: &&Part| {
            part.words.len() == part.span.len()
                && (SHORT..=LONGEST_WHOLE).contains(&part.words.len())
        };
        let mut outer: Vec<&Part> = parts.clone().filter(is_whole).collect();
        outer.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
        let mut end = 0;
        outer.retain(|part| {
            let reaches_on = part.span.end > end;
            end = end.max(part.span.end);
            reaches_on
        });
        let other_text = |part: &'c Part| match &part.value {
            Value::Text { text } if *text != part.words => Some(text.as_str()),
            _ => None,
        };
        let words = outer.iter().map(|part| part.words.as_str());
        let mut out = Writer::default();
        let speller = Speller::new(words.chain(parts.filter_map(other_text)), &mut out);
        Self { out, speller, outer, ..Self::default() }
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
            self.spelled.clear();
            self.speller.spell(text, &mut self.spelled);
            self.out.length(self.spelled.len());
            self.out.bytes.extend_from_slice(&self.spelled);
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
        let gaps = part.seen.as_deref().and_then(|seen| gaps(&unwrapped(&part.words), seen));
        set(bit::SEEN, part.seen.is_some() && gaps.is_none());
        set(bit::GAPS, gaps.is_some());
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
        if let Some(gaps) = gaps {
            place.length(gaps.len());
            for (kept, left_out) in gaps {
                place.length(kept);
                place.length(left_out);
            }
        } else if let Some(seen) = &part.seen {
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

/// Words that stand on several lines, on one.
fn unwrapped(words: &str) -> String {
    let mut lines = words.split('\n');
    let mut one = lines.next().unwrap_or_default().trim_end().to_owned();
    for line in lines {
        one.push(' ');
        one.push_str(line.trim());
    }
    one
}

/// What has to be left out of a text to get another one, which is markup as a rule: how many bytes are kept each time,
/// and how many follow that are not. None where that is not all in which they differ.
fn gaps(text: &str, seen: &str) -> Option<Vec<(usize, usize)>> {
    /// So many letters that are the same tell where the text goes on; of a short word in bold, fewer.
    const SURE: [usize; 3] = [6, 2, 1];
    /// With more gaps, the other text takes no more room as it is.
    const MOST: usize = 32;
    /// Longer stretches are not looked through.
    const LONGEST: usize = 400;
    let (mut gaps, mut at, mut rest) = (Vec::new(), 0, seen);
    while gaps.len() <= MOST {
        let same = text[at..].chars().zip(rest.chars()).take_while(|(one, other)| one == other);
        let kept: usize = same.map(|(one, _)| one.len_utf8()).sum();
        (at, rest) = (at + kept, &rest[kept..]);
        if rest.is_empty() {
            if at < text.len() || kept > 0 {
                gaps.push((kept, text.len() - at));
            }
            return Some(gaps);
        }
        let left_out = SURE.iter().find_map(|sure| {
            let ahead = rest.char_indices().nth(*sure).map_or(rest, |(end, _)| &rest[..end]);
            let beyond = text[at..].char_indices().map(|(left_out, _)| left_out).skip(1);
            let mut near = beyond.take_while(|left_out| *left_out < LONGEST);
            near.find(|left_out| text[at + left_out..].starts_with(ahead))
        })?;
        gaps.push((kept, left_out));
        at += left_out;
    }
    None
}

/// A text without what has to be left out.
fn without(text: &str, gaps: impl Iterator<Item = Option<(usize, usize)>>) -> Option<String> {
    let (mut left, mut rest) = (String::new(), text);
    for gap in gaps {
        let (kept, left_out) = gap?;
        left.push_str(rest.get(..kept)?);
        rest = rest.get(kept.checked_add(left_out)?..)?;
    }
    Some(left)
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
    bytes: &'b [u8],
    own: OwnWords<'b>,
}

impl<'b> TextReader<'b> {
    /// The texts that stand at the beginning.
    pub fn at(bytes: &'b [u8]) -> Option<Self> {
        Some(Self { bytes, own: OwnWords::at(bytes)? })
    }

    pub fn text(self, from: &mut Reader<'b>) -> Option<Cow<'b, str>> {
        let length = from.length()?;
        if length & 1 == 1 {
            return self.text_at(length >> 1).map(Cow::Owned);
        }
        str::from_utf8(from.take(length >> 1)?).ok().map(Cow::Borrowed)
    }

    fn text_at(self, offset: usize) -> Option<String> {
        let mut from = Reader::at(self.bytes, offset)?;
        let length = from.length()?;
        self.own.read(from.take(length)?)
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
            SmolStr::from(self.text_at(offset)?.get(skip..skip.checked_add(length)?)?)
        } else {
            self.text(&mut from)?.into()
        };
        let seen = match () {
            () if has(bit::SEEN) => Some(self.text(&mut from)?.into()),
            () if has(bit::GAPS) => {
                let count = from.length()?;
                let gaps = (0..count).map(|_| Some((from.length()?, from.length()?)));
                Some(without(&unwrapped(&words), gaps)?.into())
            }
            () => None,
        };
        let length = other_length.or_else(|| i64::try_from(words.len()).ok())?;
        let end = u32::try_from(i64::from(start).checked_add(length)?).ok()?;
        Some(Place {
            span: Span { start, end },
            start: first,
            end: last,
            words,
            seen,
            replaceable: has(bit::REPLACEABLE),
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_what_is_left_out() {
        for (text, seen) in [
            ("as it is", "as it is"),
            (
                "`the` **bridge** of [Halden](https://halden.example/bridge), a *b*",
                "the bridge of Halden, a b",
            ),
            ("behind it <!-- stands -->", "behind it "),
            ("*", ""),
            ("", ""),
        ] {
            let gaps = gaps(text, seen).expect("nothing else differs");
            assert_eq!(without(text, gaps.into_iter().map(Some)).as_deref(), Some(seen));
        }
        assert_eq!(gaps("the bridge", "the tower"), None);
        assert_eq!(gaps("the", "the bridge"), None);
        assert_eq!(without("Brücke", [Some((3, 1))].into_iter()), None);
        assert_eq!(without("the", [Some((1, 9))].into_iter()), None);
        assert_eq!(without("the", [None].into_iter()), None);
    }

    #[test]
    fn lines_are_read_as_one() {
        assert_eq!(unwrapped("the bridge \n  of Halden\n"), "the bridge of Halden ");
    }
}

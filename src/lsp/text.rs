//! Texts as editors see them: lines that end with LF, CR LF or CR, and columns in the units that were agreed on.

use gen_lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};

use factlint_language::span::Span;

/// What columns count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// 16-bit units, as every client can.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The cheapest that a client offers; UTF-16 where it offers none.
    pub fn negotiated(offered: &[PositionEncodingKind]) -> Self {
        let offers = |kind: PositionEncodingKind| offered.contains(&kind);
        if offers(PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offers(PositionEncodingKind::UTF16) || !offers(PositionEncodingKind::UTF32) {
            Self::Utf16
        } else {
            Self::Utf32
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn units(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            _ => text.chars().map(|character| self.units(character)).sum(),
        }
    }
}

/// The mark of byte order, as it may stand at the beginning of a file.
const MARK: char = '\u{feff}';

/// A text with its lines.
#[derive(Clone, Debug)]
pub struct Text {
    content: String,
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
    /// The bytes at the beginning that editors do not show: a byte order mark.
    hidden: usize,
}

impl Text {
    /// A text.
    pub fn new(content: String) -> Self {
        let starts = starts(&content);
        Self { content, starts, hidden: 0 }
    }

    /// The text of a file that no editor has opened: those that do leave a byte order mark out.
    pub fn of_file(content: String) -> Self {
        let hidden = if content.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        Self { hidden, ..Self::new(content) }
    }

    /// The text.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The bytes of a line, counted from 0, without its end; empty behind the last.
    pub fn line(&self, line: usize) -> &str {
        let Some(&start) = self.starts.get(line) else { return "" };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.content.len());
        self.content[start..end].trim_end_matches(['\r', '\n'])
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Offset of the first byte of a line, counted from 0.
    pub fn line_start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.content.len())
    }

    /// The line that holds an offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The place of an offset; one that lies inside a character counts as the character's.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(self.content.len());
        while !self.content.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let start = self.starts[line].max(self.hidden);
        let before = &self.content[start.min(offset)..offset];
        Position { line: line as u32, character: encoding.length(before) as u32 }
    }

    /// The offset of a place: the end of its line where the line is shorter, the end of the text where there are
    /// fewer lines, the start of a character where it lies inside.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        let start = self.line_start(line);
        let (mut left, mut offset) = (position.character as usize, start);
        for character in self.line(line).chars() {
            let units = encoding.units(character);
            if units > left {
                break;
            }
            left -= units;
            offset += character.len_utf8();
        }
        offset
    }

    /// The place of some bytes.
    pub fn range(&self, span: Span, encoding: Encoding) -> Range {
        let start = self.position(span.start as usize, encoding);
        Range { start, end: self.position(span.end as usize, encoding) }
    }

    /// The bytes of a place.
    pub fn span(&self, range: Range, encoding: Encoding) -> Span {
        let start = self.offset(range.start, encoding);
        Span::new(start, self.offset(range.end, encoding).max(start))
    }

    /// Applies what an editor changed.
    pub fn apply(&mut self, change: &TextDocumentContentChangeEvent, encoding: Encoding) {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let span = self.span(part.range, encoding);
                self.content.replace_range(span.range(), &part.text);
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                self.content.clone_from(&whole.text);
            }
        }
        self.starts = starts(&self.content);
    }
}

fn starts(content: &str) -> Vec<usize> {
    let bytes = content.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            starts.push(at + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn every_offset_leads_to_a_place_and_back() {
        let text = Text::new("één 🚀🚀 km\r\nzwei\rdrei\n\n𝔘 x".to_owned());
        for encoding in ALL {
            for (offset, _) in text.content().char_indices() {
                let inside_line_end = text.content()[offset..].starts_with('\n')
                    && text.content()[..offset].ends_with('\r');
                if !inside_line_end {
                    let position = text.position(offset, encoding);
                    assert_eq!(
                        text.offset(position, encoding),
                        offset,
                        "{encoding:?} {position:?}"
                    );
                }
            }
        }
        assert_eq!(text.lines(), 5);
        assert_eq!(text.line(1), "zwei");
    }

    #[test]
    fn columns_are_counted_in_the_agreed_units() {
        let text = Text::new("é🚀x".to_owned());
        let columns = ALL.map(|encoding| text.position(6, encoding).character);
        assert_eq!(columns, [6, 3, 2]);
        assert_eq!(text.offset(at(0, 2), Encoding::Utf16), 2, "inside a pair counts as before it");
    }

    #[test]
    fn places_that_are_not_there_are_the_nearest_that_are() {
        let text = Text::new("ab\r\ncd".to_owned());
        for encoding in ALL {
            assert_eq!(text.offset(at(0, 99), encoding), 2);
            assert_eq!(text.offset(at(9, 0), encoding), 6);
            let back = Range { start: at(1, 1), end: at(0, 0) };
            assert_eq!(text.span(back, encoding), Span::new(5, 5));
        }
    }

    #[test]
    fn a_mark_that_no_editor_shows_counts_in_files_alone() {
        let content = "\u{feff}one two";
        let file = Text::of_file(content.to_owned());
        let open = Text::new(content.to_owned());
        for (offset, in_file, in_editor) in [(0, 0, 0), (3, 0, 1), (7, 4, 5)] {
            assert_eq!(file.position(offset, Encoding::Utf16).character, in_file);
            assert_eq!(open.position(offset, Encoding::Utf16).character, in_editor);
        }
    }

    #[test]
    fn the_cheapest_encoding_is_taken() {
        let (eight, sixteen) = (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16);
        assert_eq!(Encoding::negotiated(&[sixteen.clone(), eight]), Encoding::Utf8);
        assert_eq!(Encoding::negotiated(&[sixteen]), Encoding::Utf16);
        assert_eq!(Encoding::negotiated(&[PositionEncodingKind::UTF32]), Encoding::Utf32);
        assert_eq!(Encoding::negotiated(&[]), Encoding::Utf16);
    }
}

//! Lines of a text as formats of lines see them: how far each is indented, and where its words are.

use factlint_language::span::Span;

/// A tab reaches to the next column that this divides.
const TAB: u32 = 8;

/// A line, or a part of one, without its break and without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Offset of its first word; its end where it is blank.
    pub start: u32,
    /// Offset behind its last word.
    pub end: u32,
    /// Columns of white space before its first word.
    pub indent: u32,
}

impl Line {
    /// The part of a text from one offset to another; it begins in a column of its line.
    pub fn of(text: &str, start: usize, end: usize, column: u32) -> Self {
        let whole = &text.as_bytes()[start..end];
        let lead = whole.iter().take_while(|byte| is_space(**byte)).count();
        let tail = whole[lead..].iter().rev().take_while(|byte| is_space(**byte)).count();
        let indent = advance(column, &whole[..lead]);
        Self { start: (start + lead) as u32, end: (end - tail) as u32, indent }
    }

    /// Whether it holds no words.
    pub fn is_blank(self) -> bool {
        self.start >= self.end
    }

    /// Where its words are.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end.max(self.start) }
    }

    /// Its words.
    pub fn words(self, text: &str) -> &str {
        self.span().of(text)
    }

    /// The rest of it, from so many bytes of its words on.
    pub fn from(self, text: &str, bytes: usize) -> Self {
        let start = self.start as usize;
        let column = advance(self.indent, &text.as_bytes()[start..start + bytes]);
        Self::of(text, start + bytes, self.end as usize, column)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c)
}

/// The column behind some bytes that begin in another.
fn advance(column: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(column, |column, byte| match byte {
        b'\t' => (column / TAB + 1) * TAB,
        b'\r' => column,
        // What continues a character takes no column.
        0x80..=0xbf => column,
        _ => column + 1,
    })
}

/// The lines of a text from an offset on.
pub(super) fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut start = from;
    let mut lines: Vec<Line> = memchr::memchr_iter(b'\n', &text.as_bytes()[from..])
        .map(|at| {
            let line = Line::of(text, start, from + at, 0);
            start = from + at + 1;
            line
        })
        .collect();
    if start < text.len() {
        lines.push(Line::of(text, start, text.len(), 0));
    }
    lines
}

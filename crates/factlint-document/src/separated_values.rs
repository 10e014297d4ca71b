//! Comma-separated values with their places (RFC 4180): the tables of formats that hold such.

use super::lines::Line;

/// The values of a row, each the lines on which it stands.
#[derive(Default)]
pub(super) struct SeparatedValues {
    done: Vec<Vec<Line>>,
    /// Lines of the quoted value that is open.
    quoted: Option<Vec<Line>>,
    /// Lines of a quoted value whose mark has been read.
    open: Vec<Line>,
}

impl SeparatedValues {
    /// Whether a value is open at the end of a line.
    pub fn is_open(&self) -> bool {
        self.quoted.is_some()
    }

    /// The values of the row that ends here.
    pub fn end_row(&mut self) -> Vec<Vec<Line>> {
        self.end_value();
        std::mem::take(&mut self.done)
    }

    fn end_value(&mut self) {
        let mut lines = std::mem::take(&mut self.open);
        lines.extend(self.quoted.take().into_iter().flatten());
        self.done.push(lines);
    }

    /// Adds a line, whose values a byte parts.
    pub fn add(&mut self, text: &str, line: Line, comma: u8) {
        let bytes = text.as_bytes();
        let end = line.end as usize;
        let mut at = line.start as usize;
        loop {
            let part = |from: usize, to: usize| Line { indent: 0, ..Line::of(text, from, to, 0) };
            if let Some(quoted) = &mut self.quoted {
                let Some(close) = memchr::memchr(b'"', &bytes[at..end]).map(|found| at + found)
                else {
                    quoted.push(part(at, end));
                    return;
                };
                // A doubled mark is one that is meant; the value is then in two parts.
                quoted.push(part(at, close));
                at = close + 1;
                if bytes.get(at).filter(|_| at < end) == Some(&b'"') {
                    at += 1;
                    continue;
                }
                self.open = self.quoted.take().unwrap_or_default();
            }
            while at < end && bytes[at] != comma && matches!(bytes[at], b' ' | b'\t') {
                at += 1;
            }
            if self.open.is_empty() && bytes.get(at).filter(|_| at < end) == Some(&b'"') {
                self.quoted = Some(Vec::new());
                at += 1;
                continue;
            }
            let next = memchr::memchr(comma, &bytes[at..end]).map(|found| at + found);
            let stop = next.unwrap_or(end);
            if self.open.is_empty() {
                self.open.push(part(at, stop));
            }
            if next.is_none() {
                return;
            }
            self.end_value();
            at = stop + 1;
        }
    }
}

//! The content of `.. csv-table::`: values with commas between them, each with its place.

use super::Reader;
use crate::document::lines::Line;

/// Reads rows of values as the cells of a table.
pub(super) fn read(reader: &mut Reader<'_>, lines: &[Line], heads: usize) {
    let told = std::mem::take(&mut reader.told);
    reader.composer.begin_table();
    let mut row = 0;
    let mut values = Values::default();
    for line in lines {
        if line.is_blank() && values.quoted.is_none() {
            continue;
        }
        values.add(reader.text, *line);
        if values.quoted.is_none() {
            tell(reader, &mut values, row < heads);
            row += 1;
        }
    }
    // A quotation mark that nothing closes.
    if values.quoted.is_some() {
        tell(reader, &mut values, row < heads);
    }
    reader.composer.end_table();
    reader.told = told;
}

fn tell(reader: &mut Reader<'_>, values: &mut Values, is_head: bool) {
    values.end_value();
    reader.composer.begin_row();
    for value in std::mem::take(&mut values.done) {
        reader.composer.begin_cell(is_head, 1, 1);
        reader.read(&value);
        reader.composer.end_cell();
    }
    values.quoted = None;
}

/// The values of a row, each the lines on which it stands.
#[derive(Default)]
struct Values {
    done: Vec<Vec<Line>>,
    /// Lines of the quoted value that is open.
    quoted: Option<Vec<Line>>,
    /// Lines of a quoted value whose mark has been read.
    open: Vec<Line>,
}

impl Values {
    fn end_value(&mut self) {
        let mut lines = std::mem::take(&mut self.open);
        lines.extend(self.quoted.take().into_iter().flatten());
        self.done.push(lines);
    }

    fn add(&mut self, text: &str, line: Line) {
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
            while at < end && matches!(bytes[at], b' ' | b'\t') {
                at += 1;
            }
            if self.open.is_empty() && bytes.get(at).filter(|_| at < end) == Some(&b'"') {
                self.quoted = Some(Vec::new());
                at += 1;
                continue;
            }
            let comma = memchr::memchr(b',', &bytes[at..end]).map(|found| at + found);
            let stop = comma.unwrap_or(end);
            if self.open.is_empty() {
                self.open.push(part(at, stop));
            }
            if comma.is_none() {
                return;
            }
            self.end_value();
            at = stop + 1;
        }
    }
}

//! Blocks that no mark of an item opens: titles, paragraphs, literal blocks, tables.

use unicode_width::UnicodeWidthStr;

use super::list::{Marker, bullet};
use super::{DEEPEST_TABLE, Reader, inline, table};
use crate::Role;
use crate::lines::Line;
use crate::passage::Passage;

/// The mark of a line that is nothing but one mark: below or above a title, or between paragraphs.
fn adornment(words: &str) -> Option<u8> {
    let first = *words.as_bytes().first().filter(|first| first.is_ascii_punctuation())?;
    words.bytes().all(|byte| byte == first).then_some(first)
}

impl Reader<'_> {
    /// Whether an indented line begins a list, a table or a directive, and so no block quote.
    pub(super) fn begins_markup(&self, lines: &[Line], at: usize, line: Line) -> bool {
        let words = line.words(self.text);
        words.starts_with("..")
            || words.starts_with(">>>")
            || table::begins_grid(words)
            || table::begins_simple(words)
            || self.marker(lines, at, line).is_some()
    }

    /// Whether a line is a term with its definition below it.
    pub(super) fn is_term(&self, lines: &[Line], at: usize, line: Line) -> bool {
        let words = line.words(self.text);
        let is_defined =
            lines.get(at + 1).is_some_and(|next| !next.is_blank() && next.indent > line.indent);
        is_defined
            && !self.is_too_deep()
            && !words.ends_with("::")
            && !is_explicit(words)
            && !words.starts_with(">>>")
            && !words.starts_with("| ")
            && adornment(words).is_none()
    }

    /// Reads a block; tells which line is next.
    pub(super) fn block(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        let words = line.words(self.text);
        if is_explicit(words) {
            return self.explicit(lines, at, line);
        }
        if let Some(next) = self.title(lines, at, line) {
            return next;
        }
        self.leave_header();
        if words.starts_with(">>> ") {
            let end = lines[at..].iter().position(|line| line.is_blank());
            let end = end.map_or(lines.len(), |length| at + length);
            self.lines_as(Role::Code, &with_first(line, &lines[at..end]));
            return end;
        }
        if table::begins_grid(words) {
            return self.grid_table(lines, at, line);
        }
        if table::begins_simple(words)
            && !self.no_simple_table
            && let Some(next) = self.simple_table(lines, at, line)
        {
            return next;
        }
        if words == "|" || words.starts_with("| ") {
            return self.line_block(lines, at, line);
        }
        if self.is_term(lines, at, line) {
            return self.term(lines, at, line);
        }
        self.paragraph(lines, at, line)
    }

    /// Reads a section title, or the line between two paragraphs that looks like its adornment.
    fn title(&mut self, lines: &[Line], at: usize, line: Line) -> Option<usize> {
        let words = line.words(self.text);
        let next = lines.get(at + 1).copied().filter(|next| !next.is_blank());
        if let Some(mark) = adornment(words) {
            let below = lines.get(at + 2).copied();
            let is_overlined = below.is_some_and(|below| {
                below.indent == line.indent && adornment(below.words(self.text)) == Some(mark)
            });
            return match next {
                Some(title)
                    if is_overlined
                        && words.len() > 1
                        && adornment(title.words(self.text)).is_none() =>
                {
                    self.headline(title, below.unwrap_or(title), (mark, true));
                    Some(at + 3)
                }
                None if words.len() >= 4 => {
                    self.ends_at(line);
                    Some(at + 1)
                }
                _ => None,
            };
        }
        let under = next.filter(|under| under.indent == line.indent)?;
        let rule = under.words(self.text);
        let mark = adornment(rule)?;
        let is_title = rule.len() >= 4 || rule.len() >= words.width();
        is_title.then(|| {
            self.headline(line, under, (mark, false));
            at + 2
        })
    }

    /// Adornments rank by the order in which a document uses them first.
    fn headline(&mut self, title: Line, last: Line, adornment: (u8, bool)) {
        let known = self.adornments.iter().position(|one| *one == adornment);
        let rank = known.unwrap_or_else(|| {
            self.adornments.push(adornment);
            self.adornments.len() - 1
        });
        self.composer.enter_headline((rank + 1).min(usize::from(u8::MAX)) as u8);
        inline::read(&Passage::of(self.text, title), &mut self.composer);
        self.composer.leave();
        self.ends_at(last);
    }

    /// Reads a term; its definition follows.
    fn term(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        self.begin_item(Marker::Definition, line.indent);
        inline::read(&Passage::of(self.text, line), &mut self.composer);
        self.composer.close();
        self.ends_at(line);
        if let (Some(open), Some(next)) = (self.open.last_mut(), lines.get(at + 1)) {
            open.indent = Some(next.indent);
        }
        at + 1
    }

    pub(super) fn paragraph(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        let mut passage = Passage::of(self.text, line);
        let mut end = at + 1;
        let mut last = line;
        while let Some(next) = lines.get(end).filter(|next| !next.is_blank()) {
            let deeper = next.indent > line.indent;
            let begins = deeper && self.begins_deeper(lines, end, *next, last);
            if next.indent < self.least() || begins {
                break;
            }
            passage.push(self.text, *next);
            last = *next;
            end += 1;
        }
        self.ends_at(last);
        let announces_literal = passage.words().ends_with("::");
        if announces_literal {
            let words = passage.words();
            let kept = words[..words.len() - 2].trim_end();
            // "text::" is shown as "text:", "text ::" as "text".
            let kept = if kept.len() == words.len() - 2 && !kept.is_empty() {
                kept.len() + 1
            } else {
                kept.len()
            };
            passage.truncate(kept);
        }
        inline::read(&passage, &mut self.composer);
        self.composer.close();
        if announces_literal { self.literal(lines, end, line.indent) } else { end }
    }

    /// Whether a line in a paragraph that is indented more begins a block of its own.
    fn begins_deeper(&self, lines: &[Line], at: usize, line: Line, before: Line) -> bool {
        let words = line.words(self.text);
        before.words(self.text).ends_with("::")
            || bullet(words).is_some()
            || is_explicit(words)
            || (before.words(self.text).ends_with(':') && self.marker(lines, at, line).is_some())
    }

    /// Reads the literal block that a paragraph has announced.
    fn literal(&mut self, lines: &[Line], from: usize, indent: u32) -> usize {
        let Some((first, line)) = Self::next_line(lines, from) else { return lines.len() };
        let end = if line.indent > indent && line.indent >= self.least() {
            Self::end_of_indented(lines, first, indent + 1)
        } else {
            // A literal block may be quoted instead, each line by the same mark.
            let mark = line.words(self.text).bytes().next().unwrap_or_default();
            let is_quoted = |line: &Line| {
                line.indent == indent && line.words(self.text).bytes().next() == Some(mark)
            };
            if !b">|#$%".contains(&mark) || line.indent < self.least() {
                return first;
            }
            let length = lines[first..].iter().take_while(|line| is_quoted(line)).count();
            first + length
        };
        self.lines_as(Role::Code, &lines[first..end]);
        end
    }

    /// Lines that are to be kept apart: `| A line`.
    fn line_block(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        let mut passage = Passage::of(self.text, line.from(self.text, 1));
        self.ends_at(line);
        let mut end = at + 1;
        while let Some(next) = lines.get(end).copied().filter(|next| !next.is_blank()) {
            let words = next.words(self.text);
            let is_marked = next.indent == line.indent && (words == "|" || words.starts_with("| "));
            if !is_marked && (next.indent <= line.indent || next.indent < self.least()) {
                break;
            }
            let part = if is_marked { next.from(self.text, 1) } else { next };
            passage.push(self.text, part);
            self.ends_at(next);
            end += 1;
        }
        inline::read(&passage, &mut self.composer);
        self.composer.close();
        end
    }

    fn grid_table(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        let is_part = |part: &Line| {
            part.indent == line.indent && part.words(self.text).starts_with(['+', '|'])
        };
        let end = at + 1 + lines[at + 1..].iter().take_while(|part| is_part(part)).count();
        let drawn = with_first(line, &lines[at..end]);
        match table::grid(self.text, &drawn) {
            Some(cells) if self.tables < DEEPEST_TABLE => self.table(&cells, drawn.last()),
            _ => self.lines_as(Role::Code, &drawn),
        }
        end
    }

    /// Reads a simple table; none if no line ends it.
    fn simple_table(&mut self, lines: &[Line], at: usize, line: Line) -> Option<usize> {
        let mut borders = 0;
        let mut end = at + 1;
        loop {
            let next = lines.get(end).or_else(|| {
                self.no_simple_table = true;
                None
            })?;
            if !next.is_blank() && next.indent < self.least() {
                return None;
            }
            let words = next.words(self.text);
            if words.starts_with('=') && words.bytes().all(|byte| matches!(byte, b'=' | b' ')) {
                borders += 1;
                if borders == 2 || lines.get(end + 1).is_none_or(|next| next.is_blank()) {
                    break;
                }
            }
            end += 1;
        }
        let drawn = with_first(line, &lines[at..=end]);
        match table::simple(self.text, &drawn) {
            Some(cells) if self.tables < DEEPEST_TABLE => self.table(&cells, drawn.last()),
            _ => self.lines_as(Role::Code, &drawn),
        }
        Some(end + 1)
    }

    fn table(&mut self, cells: &[table::Cell], last: Option<&Line>) {
        self.tables += 1;
        let told = std::mem::take(&mut self.told);
        self.composer.begin_table();
        let mut rows = 0;
        for cell in cells {
            while rows <= cell.row {
                self.composer.begin_row();
                rows += 1;
            }
            let count = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
            self.composer.begin_cell(cell.is_head, count(cell.columns), count(cell.rows));
            self.read(&cell.lines);
            self.composer.end_cell();
        }
        self.composer.end_table();
        self.tables -= 1;
        last.iter().for_each(|last| self.ends_at(**last));
        self.told = told;
    }
}

/// Lines of which the first is a part.
fn with_first(first: Line, lines: &[Line]) -> Vec<Line> {
    std::iter::once(first).chain(lines.iter().skip(1).copied()).collect()
}

/// Whether a line begins with explicit markup: `..`, or `__` for an anonymous target.
pub(super) fn is_explicit(words: &str) -> bool {
    words == ".."
        || words.starts_with(".. ")
        || words.starts_with("..\t")
        || words == "__"
        || words.starts_with("__ ")
}

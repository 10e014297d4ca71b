//! Tables: `{|`, `|-`, `! head`, `| cell || cell`, `|+ caption`, `|}`.

use std::ops::Range;

use super::Reader;
use super::inline::link_end;
use super::visible::Visible;
use crate::Role;

/// Tables lie in each other this deep at most; what is deeper is read as text of the cell.
const DEEPEST: usize = 20;

/// A table whose end has not been read yet.
#[derive(Debug, Default)]
pub(super) struct Open {
    in_row: bool,
    in_cell: bool,
}

impl Reader<'_> {
    /// Reads a line that begins, goes on with or ends a table; whether it is one.
    pub(super) fn table_line(&mut self, line: &Visible) -> bool {
        let words = line.words();
        let lead = words.len() - words.trim_start_matches([' ', '\t', ':']).len();
        let marked = &words[lead..];
        if marked.starts_with("{|") && self.tables.len() < DEEPEST {
            self.end_paragraph();
            if self.tables.is_empty() {
                self.end_lists(0);
            }
            self.composer.begin_table();
            self.tables.push(Open::default());
            return true;
        }
        if self.tables.is_empty() {
            return false;
        }
        self.begin_scope(line);
        if marked.starts_with("|}") {
            self.end_cell();
            self.composer.end_table();
            self.tables.pop();
        } else if marked.starts_with("|-") {
            self.end_cell();
            self.composer.begin_row();
            self.in_table(|open| open.in_row = true);
        } else if marked.starts_with("|+") {
            self.end_cell();
            self.composer.enter(Role::Caption);
            let content = behind_attributes(words, lead + 2..words.len()).1;
            self.inline(line, content);
            self.composer.leave();
        } else if marked.starts_with(['|', '!']) {
            self.cells(line, lead + 1, marked.starts_with('!'));
        } else {
            self.go_on_with_cell(line);
        }
        true
    }

    fn in_table(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.tables.last_mut() {
            change(open);
        }
    }

    pub(super) fn end_cell(&mut self) {
        if self.tables.last().is_some_and(|open| open.in_cell) {
            self.is_bold = false;
            self.composer.end_cell();
            self.in_table(|open| open.in_cell = false);
        }
    }

    /// Reads the cells of a line.
    fn cells(&mut self, line: &Visible, start: usize, is_head: bool) {
        if self.tables.last().is_some_and(|open| !open.in_row) {
            self.composer.begin_row();
            self.in_table(|open| open.in_row = true);
        }
        let words = line.words();
        for cell in parts(words, start, is_head) {
            self.end_cell();
            let (attributes, content) = behind_attributes(words, cell);
            let attributes = &words[attributes];
            let number = |name| span_of(attributes, name);
            self.composer.begin_cell(is_head, number("colspan"), number("rowspan"));
            self.in_table(|open| open.in_cell = true);
            self.inline(line, content);
        }
    }

    /// Reads a line that goes on with a cell.
    fn go_on_with_cell(&mut self, line: &Visible) {
        if !self.tables.last().is_some_and(|open| open.in_cell) {
            return;
        }
        let words = line.words();
        let content = words.trim_start_matches(['*', '#', ':', ';', ' ']);
        self.composer.close();
        self.is_bold = false;
        self.inline(line, words.len() - content.len()..words.len());
    }
}

/// The cells of a line: parted by `||`, those of heads by `!!` too.
fn parts(words: &str, start: usize, is_head: bool) -> Vec<Range<usize>> {
    let bytes = words.as_bytes();
    let mut found = Vec::new();
    let (mut begin, mut at) = (start, start);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"[[") {
            at = link_end(words, at + 2).map_or(at + 2, |end| end + 2);
        } else if bytes[at..].starts_with(b"||") || (is_head && bytes[at..].starts_with(b"!!")) {
            found.push(begin..at);
            at += 2;
            begin = at;
        } else {
            at += 1;
        }
    }
    found.push(begin..bytes.len());
    found
}

/// The attributes of a cell, and what stands behind them: `style="x" | words`.
fn behind_attributes(words: &str, cell: Range<usize>) -> (Range<usize>, Range<usize>) {
    let inner = &words[cell.clone()];
    match inner.find('|') {
        Some(bar) if !inner[..bar].contains("[[") => {
            (cell.start..cell.start + bar, cell.start + bar + 1..cell.end)
        }
        _ => (cell.start..cell.start, cell),
    }
}

/// How many columns or rows a cell reaches over.
fn span_of(attributes: &str, name: &str) -> u16 {
    let Some((_, rest)) = attributes.split_once(name) else { return 1 };
    let digits: String = rest
        .chars()
        .skip_while(|c| matches!(c, ' ' | '=' | '"' | '\''))
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    digits.parse().unwrap_or(1)
}

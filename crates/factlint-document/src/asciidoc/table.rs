//! Tables: cells between bars, or values between commas or colons.

use super::Reader;
use super::attributes::Attributes;
use crate::Role;
use crate::lines::Line;
use crate::passage::Passage;
use crate::separated_values::SeparatedValues;

/// Tables in cells of tables that lie deeper are read as code.
const DEEPEST_TABLE: usize = 4;

/// No table is so wide that more columns matter.
const WIDEST: usize = 1000;

/// What a cell's bar is told to do: `2.3+^a|`.
#[derive(Clone, Copy, Debug)]
struct Spec {
    columns: usize,
    rows: usize,
    /// How many cells alike stand there.
    copies: usize,
    style: Option<u8>,
}

const PLAIN: Spec = Spec { columns: 1, rows: 1, copies: 1, style: None };

/// A cell and the parts of lines that it holds.
struct Cell {
    spec: Spec,
    lines: Vec<Line>,
}

/// Reads what stands before a bar; none if it is part of the words.
fn spec(words: &str) -> Option<Spec> {
    let mut spec = PLAIN;
    let mut rest = words;
    let number = |rest: &mut &str| -> Option<usize> {
        let length = rest.bytes().take(6).take_while(u8::is_ascii_digit).count();
        let (digits, behind) = rest.split_at(length);
        *rest = behind;
        digits.parse().ok()
    };
    let first = number(&mut rest);
    let second = rest.strip_prefix('.').and_then(|mut behind| {
        let found = number(&mut behind)?;
        rest = behind;
        Some(found)
    });
    match rest.as_bytes().first() {
        Some(b'+') if first.is_some() || second.is_some() => {
            spec.columns = first.unwrap_or(1);
            spec.rows = second.unwrap_or(1);
            rest = &rest[1..];
        }
        Some(b'*') if first.is_some() && second.is_none() => {
            spec.copies = first.unwrap_or(1);
            rest = &rest[1..];
        }
        _ if first.is_some() || second.is_some() => return None,
        _ => {}
    }
    rest = rest.strip_prefix(['<', '^', '>']).unwrap_or(rest);
    rest = rest
        .strip_prefix('.')
        .and_then(|behind| behind.strip_prefix(['<', '^', '>']))
        .unwrap_or(rest);
    if let Some(style) = rest.bytes().next().filter(|style| b"adehlmsv".contains(style)) {
        spec.style = Some(style);
        rest = &rest[1..];
    }
    rest.is_empty().then_some(spec)
}

/// The styles of the columns that `cols` tells: `1,2a`, `3*^m`, or how many there are: `3`.
fn columns(cols: &str) -> Vec<Option<u8>> {
    if let Ok(count) = cols.trim().parse::<usize>() {
        return vec![None; count.min(WIDEST)];
    }
    let mut columns = Vec::new();
    for part in cols.split([',', ';']) {
        let part = part.trim();
        let (copies, rest) = match part.split_once('*') {
            Some((copies, rest)) => (copies.trim().parse().unwrap_or(1), rest),
            None => (1, part),
        };
        let style = rest.bytes().last().filter(|style| b"adehlmsv".contains(style));
        columns.extend(std::iter::repeat_n(style, usize::min(copies, WIDEST)));
    }
    columns
}

/// The longest specification before a bar, in bytes.
const LONGEST_SPEC: usize = 20;

/// Splits lines into cells at bars.
fn cells(text: &str, lines: &[Line], bar: &str) -> (Vec<Cell>, usize) {
    let mut cells: Vec<Cell> = Vec::new();
    let mut on_first_line = 0;
    let mut is_first = true;
    for line in lines {
        let words = line.words(text);
        let mut from = 0;
        let mut search = 0;
        while let Some(at) =
            memchr::memmem::find(&words.as_bytes()[search..], bar.as_bytes()).map(|at| search + at)
        {
            search = at + bar.len();
            if words[..at].ends_with('\\') {
                continue;
            }
            let before = &words[from..at];
            let start = before.rfind([' ', '\t']).map_or(0, |space| space + 1);
            let mark = &before[start..];
            // Words that touch the bar are none of its business.
            let may_be_spec =
                mark.len() <= LONGEST_SPEC && (from + start == 0 || start > 0 || before.is_empty());
            let read = if may_be_spec { spec(mark) } else { None };
            let kept = if read.is_some() { from + start } else { at };
            if let Some(cell) = cells.last_mut() {
                add(cell, text, *line, (from, kept));
            }
            cells.push(Cell { spec: read.unwrap_or(PLAIN), lines: Vec::new() });
            from = search;
        }
        match cells.last_mut() {
            Some(cell) => add(cell, text, *line, (from, words.len())),
            None => continue,
        }
        if is_first {
            on_first_line = cells.iter().map(|cell| cell.spec.columns * cell.spec.copies).sum();
            is_first = false;
        }
    }
    (cells, on_first_line)
}

/// Adds a part of a line to a cell; escaped bars in it are words.
fn add(cell: &mut Cell, text: &str, line: Line, (from, to): (usize, usize)) {
    let start = line.start as usize;
    if from == 0 {
        // A line of its own keeps its indentation.
        let whole = Line { end: (start + to) as u32, ..line };
        let part = Line::of(text, start, whole.end as usize, line.indent);
        cell.lines.push(part);
    } else if from < to || cell.lines.is_empty() {
        let part = Line::of(text, start + from, start + to, 0);
        cell.lines.push(Line { indent: 0, ..part });
    }
}

impl Reader<'_> {
    /// Reads the lines between those that open and close a table.
    pub(super) fn table(&mut self, lines: &[Line], mark: &str, attributes: &Attributes) {
        if self.tables >= DEEPEST_TABLE {
            self.lines_as(Role::Code, lines);
            return;
        }
        self.tables += 1;
        let told = std::mem::take(&mut self.told);
        self.composer.begin_table();
        let first = lines.iter().position(|line| !line.is_blank());
        // The first line heads the table where a blank line follows it at once.
        let is_head = attributes.has_header
            || (first == Some(0) && lines.get(1).is_some_and(|line| line.is_blank()));
        let comma = match (mark, attributes.format.as_deref()) {
            (",===", _) | (_, Some("csv")) => Some(b','),
            (":===", _) | (_, Some("dsv")) => Some(b':'),
            _ => None,
        };
        let comma = comma.map(|comma| {
            let told = attributes.separator.as_deref().and_then(|told| told.bytes().next());
            told.filter(u8::is_ascii).unwrap_or(comma)
        });
        match comma {
            Some(comma) => self.rows_of_values(lines, comma, is_head),
            None => {
                let bar = if mark.starts_with('!') { "!" } else { "|" };
                let bar =
                    attributes.separator.as_deref().filter(|bar| !bar.is_empty()).unwrap_or(bar);
                let styles = attributes.columns.as_deref().map(columns).unwrap_or_default();
                let (cells, on_first_line) = cells(self.text, lines, bar);
                self.rows(&cells, &styles, on_first_line, is_head);
            }
        }
        self.composer.end_table();
        self.tables -= 1;
        self.told = told;
        if let Some(last) = lines.last() {
            self.ends_at(*last);
        }
    }

    fn rows_of_values(&mut self, lines: &[Line], comma: u8, is_head: bool) {
        let mut values = SeparatedValues::default();
        let mut rows = 0;
        for (index, line) in lines.iter().enumerate() {
            if line.is_blank() && !values.is_open() {
                continue;
            }
            values.add(self.text, *line, comma);
            if values.is_open() && index + 1 < lines.len() {
                continue;
            }
            self.composer.begin_row();
            for value in values.end_row() {
                self.composer.begin_cell(is_head && rows == 0, 1, 1);
                self.words_of_cell(&value, None);
                self.composer.end_cell();
            }
            rows += 1;
        }
    }

    /// Puts cells into rows: as many as there are columns make one.
    fn rows(&mut self, cells: &[Cell], styles: &[Option<u8>], on_first_line: usize, is_head: bool) {
        let width = if styles.is_empty() { on_first_line.max(1) } else { styles.len() };
        // For each of the rows below, how many of its columns cells from above take.
        let mut taken: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
        let mut row = 0;
        let mut left = 0;
        for cell in cells {
            let copies = cell.spec.copies.clamp(1, WIDEST.min(self.copies + 1));
            self.copies -= copies - 1;
            for copy in 0..copies {
                while left == 0 {
                    self.composer.begin_row();
                    row += 1;
                    left = width.saturating_sub(taken.pop_front().unwrap_or(0));
                    if left == 0 && taken.is_empty() {
                        left = width;
                    }
                }
                let columns = cell.spec.columns.clamp(1, left);
                let style = cell.spec.style.or_else(|| styles.get(width - left).copied().flatten());
                let rows = cell.spec.rows.clamp(1, WIDEST.min(self.copies + 1));
                self.copies -= rows - 1;
                for below in 0..rows - 1 {
                    match taken.get_mut(below) {
                        Some(known) => *known += columns,
                        None => taken.push_back(columns),
                    }
                }
                left -= columns;
                let count = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
                let heads = (is_head && row == 1) || style == Some(b'h');
                self.composer.begin_cell(heads, count(columns), count(rows));
                if copy == 0 {
                    self.words_of_cell(&cell.lines, style);
                }
                self.composer.end_cell();
            }
        }
    }

    fn words_of_cell(&mut self, lines: &[Line], style: Option<u8>) {
        match style {
            Some(b'a') => self.read(lines),
            Some(b'l') => self.lines_as(Role::Code, lines),
            _ => {
                for part in lines.split(|line| line.is_blank()).filter(|part| !part.is_empty()) {
                    let mut passage = Passage::default();
                    for line in part.iter().filter(|line| !is_aside(line.words(self.text))) {
                        self.add_line(&mut passage, *line);
                    }
                    let start = self.composer.prose_end();
                    super::inline::read(&passage, &mut self.composer);
                    if style == Some(b'm') {
                        self.composer.code_since(start);
                    }
                    self.composer.close();
                }
            }
        }
    }
}

/// Whether a line in a cell is a comment or a condition.
fn is_aside(words: &str) -> bool {
    super::block::is_comment(words) || super::block::is_condition(words)
}

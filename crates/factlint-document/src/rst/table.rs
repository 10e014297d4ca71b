//! Tables that are drawn: grid tables and simple tables, by the reStructuredText Markup Specification.

use unicode_width::UnicodeWidthChar;

use crate::lines::Line;

/// A cell of a table and the parts of lines that it holds.
#[derive(Debug)]
pub(super) struct Cell {
    /// From 0.
    pub row: usize,
    /// From 0.
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    pub is_head: bool,
    pub lines: Vec<Line>,
}

/// Whether a line begins a grid table: `+---+---+`.
pub(super) fn begins_grid(words: &str) -> bool {
    words.len() > 3
        && words.starts_with("+-")
        && words.ends_with("-+")
        && words.bytes().all(|byte| byte == b'-' || byte == b'+')
}

/// Whether a line is a border of a simple table: `=====  =====`.
pub(super) fn begins_simple(words: &str) -> bool {
    words.starts_with('=')
        && words.contains(' ')
        && words.bytes().all(|byte| byte == b'=' || byte == b' ')
}

/// A line in columns: a wide character takes two.
struct Row<'t> {
    text: &'t str,
    line: Line,
    /// Offset in the text of each column, unless every byte takes one.
    offsets: Option<Vec<u32>>,
}

impl<'t> Row<'t> {
    fn new(text: &'t str, line: Line, left: u32) -> Self {
        let words = line.words(text);
        let lead = line.indent.saturating_sub(left) as usize;
        let offsets = (lead > 0 || !words.is_ascii() || words.contains('\t')).then(|| {
            let mut offsets = vec![line.start; lead];
            for (at, character) in words.char_indices() {
                let width = character.width().unwrap_or(1);
                offsets.extend(std::iter::repeat_n(line.start + at as u32, width));
            }
            offsets
        });
        Self { text, line, offsets }
    }

    fn width(&self) -> usize {
        match &self.offsets {
            Some(offsets) => offsets.len(),
            None => self.line.span().len(),
        }
    }

    fn offset(&self, column: usize) -> usize {
        match &self.offsets {
            Some(offsets) => offsets.get(column).map_or(self.line.end, |offset| *offset) as usize,
            None => (self.line.start as usize + column).min(self.line.end as usize),
        }
    }

    /// The byte in a column; a space where there is none.
    fn byte(&self, column: usize) -> u8 {
        if column >= self.width() {
            return b' ';
        }
        self.text.as_bytes().get(self.offset(column)).copied().unwrap_or(b' ')
    }

    /// The words between two columns, without the second.
    fn part(&self, start: usize, end: usize) -> Line {
        let (start, end) = (self.offset(start), self.offset(end));
        Line::of(self.text, start, end.max(start), 0)
    }

    fn words(&self, start: usize, end: usize) -> &'t str {
        let (start, end) = (self.offset(start), self.offset(end));
        self.text.get(start..end.max(start)).unwrap_or_default()
    }

    fn is_border(&self, column: usize) -> bool {
        matches!(self.byte(column), b'|' | b'+')
    }
}

/// A cell whose end has not been read yet.
struct Open {
    cell: usize,
    /// One past the last of its slots.
    end: usize,
}

/// The cells of a grid table, row by row; none if its lines do not fit each other.
pub(super) fn grid(text: &str, lines: &[Line]) -> Option<Vec<Cell>> {
    let left = lines.first()?.indent;
    let rows: Vec<Row<'_>> = lines.iter().map(|line| Row::new(text, *line, left)).collect();
    let bounds = bounds(&rows);
    let slots = bounds.len().checked_sub(1)?;
    let mut cells: Vec<Cell> = Vec::new();
    let mut open: Vec<Option<Open>> = Vec::new();
    open.resize_with(slots, || None);
    let (mut row, mut head) = (0, 0);
    for line in &rows[1..] {
        let mut parts = false;
        let mut slot = 0;
        while slot < slots {
            let start = bounds[slot] + 1;
            let (cell, end) = match &open[slot] {
                Some(open) => (Some(open.cell), open.end),
                None => {
                    let end = (slot + 1..=slots).find(|end| line.is_border(bounds[*end]))?;
                    (None, end)
                }
            };
            let words = line.words(start, bounds[end]);
            let is_rule = |mark: u8| {
                !words.is_empty() && words.bytes().all(|byte| byte == mark || byte == b'+')
            };
            let ends = line.byte(start - 1) == b'+' && line.byte(bounds[end]) == b'+';
            if ends && (is_rule(b'-') || is_rule(b'=')) {
                parts = true;
                if is_rule(b'=') {
                    head = row + 1;
                }
                if let Some(cell) = cell {
                    cells[cell].rows = row + 1 - cells[cell].row;
                }
                open[slot..end].iter_mut().for_each(|slot| *slot = None);
            } else {
                if !line.is_border(bounds[end]) {
                    return None;
                }
                let cell = cell.unwrap_or_else(|| {
                    let columns = end - slot;
                    let lines = Vec::new();
                    cells.push(Cell { row, column: slot, columns, rows: 1, is_head: false, lines });
                    cells.len() - 1
                });
                open[slot] = Some(Open { cell, end });
                cells[cell].lines.push(line.part(start, bounds[end]));
            }
            slot = end;
        }
        row += usize::from(parts);
    }
    for cell in &mut cells {
        cell.is_head = cell.row < head;
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(cells)
}

/// The columns in which a grid may part cells.
fn bounds(rows: &[Row<'_>]) -> Vec<usize> {
    let width = rows.first().map_or(0, Row::width);
    let mut is_bound = vec![false; width];
    for row in rows {
        for (column, bound) in is_bound.iter_mut().enumerate().take(row.width()) {
            let touches = |column: usize| matches!(row.byte(column), b'-' | b'=');
            *bound |= row.byte(column) == b'+'
                && (touches(column + 1) || column.checked_sub(1).is_some_and(touches));
        }
    }
    (0..width).filter(|column| is_bound[*column]).collect()
}

/// The cells of a simple table between its borders; none if words lie between its columns.
pub(super) fn simple(text: &str, lines: &[Line]) -> Option<Vec<Cell>> {
    let (top, lines) = lines.split_first()?;
    let left = top.indent;
    let whole = runs(&Row::new(text, *top, left), b'=');
    let mut cells: Vec<Cell> = Vec::new();
    // The lines of the row that is open: what spans columns is told below it.
    let mut pending: Vec<Row<'_>> = Vec::new();
    let (mut row, mut head) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        let words = line.words(text);
        let is_last = index + 1 == lines.len();
        if line.indent == left && begins_simple(words) {
            row += close(&mut cells, &mut pending, &whole, &whole, row)?;
            if !is_last {
                head = row;
            }
        } else if line.indent == left && is_span_rule(words) {
            let columns = runs(&Row::new(text, *line, left), b'-');
            row += close(&mut cells, &mut pending, &columns, &whole, row)?;
        } else {
            let line = Row::new(text, *line, left);
            let begins = whole.first().is_some_and(|(start, end)| {
                line.words(*start, *end).bytes().any(|byte| !byte.is_ascii_whitespace())
            });
            if begins {
                row += close(&mut cells, &mut pending, &whole, &whole, row)?;
            }
            pending.push(line);
        }
    }
    close(&mut cells, &mut pending, &whole, &whole, row)?;
    for cell in &mut cells {
        cell.is_head = cell.row < head;
    }
    Some(cells)
}

/// Whether a line tells which columns of a simple table are one: `-----------  -----`.
fn is_span_rule(words: &str) -> bool {
    words.starts_with("--") && words.bytes().all(|byte| byte == b'-' || byte == b' ')
}

/// Where runs of a mark begin and end, in columns.
fn runs(row: &Row<'_>, mark: u8) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for column in 0..=row.width() {
        match (row.byte(column) == mark, start) {
            (true, None) => start = Some(column),
            (false, Some(first)) => {
                runs.push((first, column));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// Ends the open row, whose cells have these columns of the whole; tells how many rows that makes.
fn close(
    cells: &mut Vec<Cell>,
    pending: &mut Vec<Row<'_>>,
    runs: &[(usize, usize)],
    whole: &[(usize, usize)],
    row: usize,
) -> Option<usize> {
    if pending.iter().all(|line| line.line.is_blank()) {
        pending.clear();
        return Some(0);
    }
    let widest = pending.iter().map(Row::width).max().unwrap_or(0);
    for (index, (start, end)) in runs.iter().enumerate() {
        // No line reaches further: what is left of the row is empty.
        if *start >= widest && index > 0 {
            break;
        }
        let column = whole.partition_point(|(known, _)| known < start);
        let columns = whole.partition_point(|(known, _)| known < end).saturating_sub(column).max(1);
        let next = runs.get(index + 1).map(|(next, _)| *next);
        let mut lines = Vec::new();
        for line in pending.iter() {
            let to = next.unwrap_or_else(|| line.width().max(*end));
            let beyond = line.words(*end, to);
            if next.is_some() && beyond.bytes().any(|byte| !byte.is_ascii_whitespace()) {
                return None;
            }
            lines.push(line.part(*start, to));
        }
        cells.push(Cell { row, column, columns, rows: 1, is_head: false, lines });
    }
    pending.clear();
    Some(1)
}

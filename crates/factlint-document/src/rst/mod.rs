//! reStructuredText, by the docutils Markup Specification and the directives of docutils and Sphinx. No crate
//! reads it with places in the text, so this is a reader of lines: one pass, with a stack of what the line
//! belongs to by its indentation. What is no markup is text, and what is malformed is read as it was meant
//! where that is plain.

mod block;
mod csv;
mod directive;
mod explicit;
mod inline;
mod list;
mod table;

use super::composer::Composer;
use super::date::{DateSource, Dated, KEYS, parse};
use super::lines::{Line, lines};
use super::passage::Passage;
use super::{Contents, front_matter};
use crate::Role;
use factlint_language::span::Span;
use list::Marker;

/// What lies deeper is read as text of what is around it.
const DEEPEST: usize = 200;

/// Tables in cells of tables that lie deeper are read as code.
const DEEPEST_TABLE: usize = 4;

/// Reads the prose out of reStructuredText.
pub(super) fn read(text: &str) -> Contents {
    let mut reader = Reader {
        text,
        composer: Composer::default(),
        open: Vec::new(),
        told: Vec::new(),
        end: 0,
        in_header: true,
        dates: Vec::new(),
        adornments: Vec::new(),
        tables: 0,
        no_simple_table: false,
    };
    let (start, date) = front_matter::open(text, &mut reader.composer);
    reader.read(&lines(text, start));
    let date = date.or_else(|| reader.date());
    Contents { date, ..reader.composer.finish() }
}

struct Reader<'t> {
    text: &'t str,
    composer: Composer,
    /// What the cursor lies in, innermost last.
    open: Vec<Container>,
    /// Comments that speak of the block that begins here.
    told: Vec<usize>,
    /// Where the last block ends in the text.
    end: usize,
    /// Whether nothing but titles, comments and fields has been read.
    in_header: bool,
    /// Fields of the header that may tell a date: their names and what they say.
    dates: Vec<(String, Span)>,
    /// The adornments of titles so far, and whether each stands above the title too.
    adornments: Vec<(u8, bool)>,
    /// How many tables lie around the cursor.
    tables: usize,
    /// Whether no line that ends a simple table follows.
    no_simple_table: bool,
}

/// What lines belong to by their indentation.
#[derive(Debug)]
struct Container {
    kind: Kind,
    /// Lines that are indented less do not belong to it.
    least: u32,
    /// How far its content is indented; not known before the first line.
    indent: Option<u32>,
    /// Comments that speak of it.
    told: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A document, or a cell of a table that is drawn.
    Whole,
    List(Marker),
    Item,
    /// Blocks that play the part of what is around them.
    Plain,
    /// What is told of an option or a setting, whose name has begun a list.
    Described,
    Blocks(Role),
    /// A table that is written as a list of lists.
    ListTable {
        head: usize,
        stub: usize,
    },
    /// Its list of rows, with how many have begun.
    Rows {
        head: usize,
        stub: usize,
        begun: usize,
    },
    TableRow {
        is_head: bool,
        stub: usize,
    },
    /// The list of a row's cells, with how many have begun.
    Cells {
        is_head: bool,
        stub: usize,
        begun: usize,
    },
    Cell,
}

impl<'t> Reader<'t> {
    /// Reads lines as a whole: those of the document, or those of a cell.
    fn read(&mut self, lines: &[Line]) {
        let depth = self.open.len();
        let outside = std::mem::take(&mut self.no_simple_table);
        self.push(Kind::Whole, 0, None);
        let mut at = 0;
        while at < lines.len() {
            at = if lines[at].is_blank() { at + 1 } else { self.line(lines, at) };
        }
        while self.open.len() > depth {
            self.pop();
        }
        self.no_simple_table = outside;
    }

    /// Tells that the text has begun, unless it is that of a field of the header.
    fn leave_header(&mut self) {
        let is_field = |open: &Container| {
            matches!(open.kind, Kind::List(Marker::Field) | Kind::Blocks(Role::Summary))
        };
        self.in_header = self.in_header && self.open.iter().any(is_field);
    }

    /// Begins what lines belong to.
    fn push(&mut self, kind: Kind, least: u32, indent: Option<u32>) {
        match kind {
            Kind::Whole | Kind::Plain | Kind::Described => {}
            Kind::List(_) => self.composer.begin_list(),
            Kind::Item => self.composer.begin_item(),
            Kind::Blocks(role) => self.composer.enter(role),
            Kind::ListTable { .. } => self.composer.begin_table(),
            Kind::TableRow { .. } => self.composer.begin_row(),
            Kind::Cell => {
                let is_head = match self.open.last_mut().map(|open| &mut open.kind) {
                    Some(Kind::Cells { is_head, stub, begun }) => {
                        *begun += 1;
                        *is_head || *begun <= *stub
                    }
                    _ => false,
                };
                self.composer.begin_cell(is_head, 1, 1);
            }
            Kind::Rows { .. } | Kind::Cells { .. } => {}
        }
        let told = std::mem::take(&mut self.told);
        self.open.push(Container { kind, least, indent, told });
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.kind {
            Kind::Whole | Kind::Plain => self.composer.close(),
            Kind::List(_) | Kind::Described => self.composer.end_list(),
            Kind::Item | Kind::Blocks(_) => self.composer.leave(),
            Kind::ListTable { .. } => self.composer.end_table(),
            Kind::Cell => self.composer.end_cell(),
            Kind::Rows { .. } | Kind::TableRow { .. } | Kind::Cells { .. } => self.composer.close(),
        }
        self.composer.end_scope(&open.told, self.end);
    }

    fn top(&self) -> Kind {
        self.open.last().map_or(Kind::Whole, |open| open.kind)
    }

    /// The least indentation of lines that belong to the innermost container.
    fn least(&self) -> u32 {
        self.open.last().map_or(0, |open| open.least)
    }

    fn is_too_deep(&self) -> bool {
        self.open.len() >= DEEPEST
    }

    /// Reads the block that begins in a line; tells which line is next.
    fn line(&mut self, lines: &[Line], at: usize) -> usize {
        let line = lines[at];
        while self.open.len() > 1 && line.indent < self.least() {
            self.pop();
        }
        let indent = match self.open.last_mut() {
            // Only the mark of an item is indented like its list.
            Some(open) if is_list(open.kind) => line.indent,
            Some(open) => {
                let known = open.indent.get_or_insert(line.indent);
                *known = line.indent.min(*known);
                *known
            }
            None => line.indent,
        };
        if line.indent > indent && !self.is_too_deep() {
            // Lists are often indented for looks.
            let is_quotation = !self.begins_markup(lines, at, line);
            self.told = self.composer.begin_scope(line.start as usize);
            let kind = if is_quotation { Kind::Blocks(Role::Quotation) } else { Kind::Plain };
            self.push(kind, indent + 1, Some(line.indent));
        }
        self.content(lines, at, line)
    }

    /// Reads the block that begins in a part of a line.
    fn content(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        let mut line = line;
        loop {
            if self.told.is_empty() && !self.is_aside(line) {
                self.told = self.composer.begin_scope(line.start as usize);
            }
            match self.item(lines, at, line) {
                Some(rest) if rest.is_blank() => {
                    self.end = rest.end as usize;
                    return at + 1;
                }
                Some(rest) => line = rest,
                None => break,
            }
        }
        let next = self.block(lines, at, line);
        let told = std::mem::take(&mut self.told);
        self.composer.end_scope(&told, self.end);
        next
    }

    /// The first line at or after an index that is not blank.
    fn next_line(lines: &[Line], from: usize) -> Option<(usize, Line)> {
        let rest = lines.get(from..)?;
        let skipped = rest.iter().position(|line| !line.is_blank())?;
        Some((from + skipped, rest[skipped]))
    }

    /// How far the content of a block is indented whose marker stands alone in its column: as far as the
    /// line that follows.
    fn indent_below(lines: &[Line], at: usize, least: u32) -> u32 {
        Self::next_line(lines, at + 1)
            .filter(|(_, next)| next.indent >= least)
            .map_or(least, |(_, next)| next.indent)
    }

    /// The index behind the lines below a block that are indented at least so far.
    fn end_of_indented(lines: &[Line], at: usize, least: u32) -> usize {
        let mut end = at + 1;
        for (index, line) in lines.iter().enumerate().skip(at + 1) {
            if !line.is_blank() {
                if line.indent < least {
                    break;
                }
                end = index + 1;
            }
        }
        end
    }

    /// Adds lines as a block of a part of its own.
    fn lines_as(&mut self, role: Role, lines: &[Line]) {
        let mut passage = Passage::default();
        for line in lines {
            passage.push(self.text, *line);
            self.ends_at(*line);
        }
        self.composer.enter(role);
        passage.tell(0..passage.words().len(), &mut self.composer);
        self.composer.leave();
    }

    /// Remembers where a block ends.
    fn ends_at(&mut self, line: Line) {
        if !line.is_blank() {
            self.end = line.end as usize;
        }
    }

    /// The date that its header gives the document.
    fn date(&self) -> Option<Dated> {
        KEYS.iter().find_map(|key| {
            let (name, value) = self
                .dates
                .iter()
                .find(|(name, _)| name.trim().replace([' ', '-'], "_").eq_ignore_ascii_case(key))?;
            let value = value.of(self.text).trim();
            // `$Date: 2025-10-17 $`, as version control writes it.
            let value = value.strip_prefix("$Date:").unwrap_or(value).trim_end_matches('$');
            let date = parse(value)?;
            Some(Dated { date, source: DateSource::Header(name.clone()) })
        })
    }
}

/// Whether lines of a kind are all items: only the mark of one is indented like it.
fn is_list(kind: Kind) -> bool {
    matches!(kind, Kind::List(_) | Kind::Rows { .. } | Kind::Cells { .. })
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;

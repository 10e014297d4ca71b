//! Tables: which heads stand over a cell, and which cells stand under a head.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Reading, Sentence};
use factlint_document::{Block, CellPlace};
use factlint_language::figure::Measure;
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// A table of the document.
#[derive(Debug)]
pub(super) struct Table {
    /// Its blocks, by their indices in the document.
    blocks: std::ops::Range<usize>,
    /// How it is built.
    shape: Shape,
    /// By row: the blocks of its cells.
    rows: FxHashMap<u32, Vec<usize>>,
    /// By first column: the blocks of cells that head nothing.
    columns: BTreeMap<u16, Vec<usize>>,
    /// By column: the blocks that head it, from the top.
    column_heads: FxHashMap<u16, Vec<usize>>,
    /// The columns whose heads say that units stand in them, once somebody asks.
    unit_columns: OnceCell<Vec<u16>>,
}

/// More heads than this over a cell or beside it say nothing of it.
const MOST_HEADS: usize = 32;

impl Table {
    fn new(range: std::ops::Range<usize>, blocks: &[Block], prose: &str) -> Self {
        let shape = Shape::of(&blocks[range.clone()], prose);
        let head_rows = shape.head_rows;
        let mut table = Self {
            blocks: range.clone(),
            shape,
            rows: FxHashMap::default(),
            columns: BTreeMap::new(),
            column_heads: FxHashMap::default(),
            unit_columns: OnceCell::new(),
        };
        let cells = || range.clone().filter_map(|index| Some((index, blocks[index].cell?)));
        let last = cells().map(|(_, cell)| cell.column).max().unwrap_or(0);
        for (index, cell) in cells() {
            table.rows.entry(cell.row).or_default().push(index);
            if table.holds_value(cell) {
                table.columns.entry(cell.column).or_default().push(index);
            }
            if table.shape.titles.contains(&cell.row) {
                continue;
            }
            if cell.row <= head_rows && cell.row <= MOST_HEADS as u32 {
                for column in cell.columns().start..cell.columns().end.min(last.saturating_add(1)) {
                    let heads = table.column_heads.entry(column).or_default();
                    // One too many tells that there are too many.
                    if heads.len() <= MOST_HEADS {
                        heads.push(index);
                    }
                }
            }
        }
        table
    }

    /// The blocks that head a column, from the top; none where they are too many to say anything of it.
    fn column_heads(&self, column: u16) -> Option<&[usize]> {
        let heads = self.column_heads.get(&column).map_or(&[][..], Vec::as_slice);
        (heads.len() <= MOST_HEADS).then_some(heads)
    }
}

/// The heads of a cell.
#[derive(Debug)]
pub struct Heads {
    /// The sentences that head its row: the first cell, and the title over some rows.
    pub row: Vec<Sentence>,
    /// The sentences that head its column, from the top.
    pub column: Vec<Sentence>,
    /// The same of a row that may as well be one of those below it: the top of two columns.
    pub perhaps: Vec<Sentence>,
    /// The corner of the table, where it names a subject that rules know and the column is headed by a label alone: the "Relay" of
    /// "Relay | Default".
    pub corner: Option<Sentence>,
}

impl Heads {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Sentence> + Clone + '_ {
        self.sure().chain(self.perhaps.iter().copied())
    }

    /// Those that head it for sure.
    pub fn sure(&self) -> impl Iterator<Item = Sentence> + Clone + '_ {
        self.row.iter().chain(&self.column).copied()
    }
}

impl Reading<'_> {
    fn tables(&self) -> &[Table] {
        self.tables.get_or_init(|| {
            let blocks = self.document.blocks();
            let mut tables = Vec::new();
            let mut at = 0;
            while at < blocks.len() {
                let Some(cell) = blocks[at].cell else {
                    at += 1;
                    continue;
                };
                let same = |block: &&Block| block.cell.is_some_and(|it| it.table == cell.table);
                let count = blocks[at..].iter().take_while(same).count();
                tables.push(Table::new(at..at + count, blocks, self.prose()));
                at += count;
            }
            tables
        })
    }

    /// The place of a sentence in its table, where it has one.
    fn cell(&self, sentence: Sentence) -> Option<(&Table, CellPlace)> {
        let block = sentence.block as usize;
        let cell = self.document.blocks()[block].cell?;
        let tables = self.tables();
        let at = tables.partition_point(|table| table.blocks.start <= block).checked_sub(1)?;
        Some((&tables[at], cell))
    }

    /// The sentences of some blocks, those whose place fits.
    fn sentences_of<'b>(
        &self,
        blocks: impl IntoIterator<Item = &'b usize>,
        fits: impl Fn(CellPlace) -> bool,
    ) -> Vec<Sentence> {
        let places = self.document.blocks();
        let mut found = Vec::new();
        for &index in blocks {
            if self.reads(index as u32) && places[index].cell.is_some_and(&fits) {
                let sentences = self.block(index).sentences.iter().enumerate();
                found.extend(sentences.map(|(at, one)| Sentence {
                    block: index as u32,
                    index: at as u32,
                    span: one.span,
                }));
            }
        }
        found
    }

    /// The heads of the row and the column of a cell; none for what only heads others, or has too many.
    pub fn heads(&self, sentence: Sentence) -> Option<Heads> {
        let (table, cell) = self.cell(sentence)?;
        if !table.holds_value(cell) {
            return None;
        }
        let mut row = match table.title_over(cell.row) {
            Some(title) => self.sentences_of(table.in_row(title), |_| true),
            None => Vec::new(),
        };
        let first = self.first_of_row(table, cell.row);
        if cell.column > 0 && !self.tells_of_record(table) {
            row.extend(self.sentences_of(first.iter().take(MOST_HEADS), |_| true));
        }
        row.extend(self.sentences_of(table.in_row(cell.row).iter().take(MOST_HEADS), |other| {
            other.column > 0 && other.column < cell.column && is_head(table, other)
        }));
        let over = table.column_heads(cell.column)?;
        let over = self.sentences_of(over, |head| head.row != cell.row);
        // "Name | Property | Value": what stands right before the value says what it is.
        if over.iter().any(|head| self.is_of(Class::LabelWord, *head))
            && let Some(label) = self.label_before(table, cell)
        {
            row.push(label);
        }
        // "Relay | Default" over "Port | 9092": the corner says of what the table tells, where nothing but a label stands over
        // the value.
        let is_label = |head: &Sentence| {
            self.is_of(Class::LabelWord, *head)
                || self.only_names_values(*head)
                || self.year_of_head(*head).is_some()
        };
        let corner = over.first().filter(|_| cell.column > 0 && over.iter().all(is_label));
        let corner = corner.and_then(|head| {
            let place = self.document.blocks()[head.block as usize].cell?;
            let first = table.in_row(place.row).iter().take(1);
            let corner = self.sentences_of(first, |other| other.column == 0).into_iter().next()?;
            self.names_subject(corner.span).then_some(corner)
        });
        let (column, perhaps) = match table.shape.is_listing {
            // "Launched | 1910": what stands beside a property is its value.
            true if table.shape.opens_with_property => (Vec::new(), Vec::new()),
            true => (Vec::new(), over),
            false => (over, Vec::new()),
        };
        Some(Heads { row, column, perhaps, corner })
    }

    /// Whether some words hold the name of a subject that rules know.
    pub fn names_subject(&self, within: ProseSpan) -> bool {
        let next = self.mentions().partition_point(|one| one.span.start < within.start);
        self.mentions().get(next).is_some_and(|one| one.span.end <= within.end)
    }

    /// The blocks of the first cell of a row: of one that has none, as where cells are merged, those of the row above.
    fn first_of_row<'t>(&self, table: &'t Table, row: u32) -> &'t [usize] {
        let blocks = self.document.blocks();
        let is_first = |index: &usize| blocks[*index].cell.is_some_and(|cell| cell.column == 0);
        let mut at = row;
        loop {
            let cells = table.in_row(at);
            let length = cells.iter().take_while(|index| is_first(index)).count();
            let above = at > table.shape.head_rows + 1
                && row - at < MOST_HEADS as u32
                && !table.shape.titles.contains(&(at - 1));
            if length > 0 || !above || !self.goes_on(table, at) {
                return &cells[..length];
            }
            at -= 1;
        }
    }

    /// Whether a row without a first cell tells more of what the row above is about: it goes on with a label.
    fn goes_on(&self, table: &Table, row: u32) -> bool {
        let blocks = self.document.blocks();
        let first = table.in_row(row).first().filter(|_| table.shape.columns > 2);
        first.is_some_and(|index| {
            let is_second = blocks[*index].cell.is_some_and(|cell| cell.column == 1);
            is_second && !has_digit(blocks[*index].span.of(self.prose()))
        })
    }

    /// Whether the first cell of a row is one of the properties that it gives, not what has them: of a single row
    /// below heads, "Type | Default" and not "Name | Default".
    fn tells_of_record(&self, table: &Table) -> bool {
        if !table.shape.is_record {
            return false;
        }
        let heads = self.sentences_of(table.column_heads.get(&0).into_iter().flatten(), |_| true);
        let is_property = heads.iter().all(|head| self.is_of(Class::PropertyHead, *head));
        !heads.is_empty() && (is_property || self.is_measured(table))
    }

    /// Whether the first cell of the last row holds nothing but a figure with its unit, which is nobody's name: "31 km²",
    /// "21,900".
    fn is_measured(&self, table: &Table) -> bool {
        let first = self.first_of_row(table, table.shape.rows);
        let cells = self.sentences_of(first, |_| true);
        let [cell] = cells.as_slice() else { return false };
        let [figure] = self.figures(*cell) else { return false };
        let number = figure.span.of(self.prose());
        let fills = figure.hedged.hull(figure.span).of(self.prose()).trim()
            == cell.span.of(self.prose()).trim();
        fills && (matches!(figure.measure, Measure::Unit(_)) || number.contains(','))
    }

    /// The cell before one, where it is a label.
    fn label_before(&self, table: &Table, cell: CellPlace) -> Option<Sentence> {
        let blocks = self.document.blocks();
        let is_before = |other: CellPlace| other.column > 0 && other.columns().end == cell.column;
        let found = self.sentences_of(table.in_row(cell.row), is_before);
        let [label] = found.as_slice() else { return None };
        let words = blocks[label.block as usize].span.of(self.prose());
        let over = table.column_heads.get(&(cell.column - 1)).into_iter().flatten();
        // "Setting | Description | Default": what is told of the setting is no label of its default.
        let describes = self
            .sentences_of(over, |head| head.row != cell.row)
            .iter()
            .any(|head| self.is_of(Class::DescriptionHead, *head));
        (!has_digit(words) && !describes && !words.trim_end().ends_with('.')).then_some(*label)
    }

    /// The unit that stands in its own column beside a cell.
    pub fn unit_beside(&self, sentence: Sentence) -> Option<Sentence> {
        let (table, cell) = self.cell(sentence)?;
        let columns = table.unit_columns.get_or_init(|| self.unit_columns(table));
        let next = *columns.get(columns.partition_point(|column| *column <= cell.column))?;
        // The cells of a row stand in the order of their columns.
        let row = table.in_row(cell.row);
        let column_of = |index: &usize| self.document.blocks()[*index].cell.map(|one| one.column);
        let first = row.partition_point(|index| column_of(index) < Some(next));
        let beside = row[first..].iter().take_while(|index| column_of(index) == Some(next));
        self.sentences_of(beside, |_| true).first().copied()
    }

    /// The columns of a table whose heads say that units stand in them, in order.
    fn unit_columns(&self, table: &Table) -> Vec<u16> {
        let mut columns: Vec<u16> = table
            .column_heads
            .iter()
            .filter(|(_, heads)| {
                let heads = self.sentences_of(*heads, |_| true);
                !heads.is_empty() && heads.iter().all(|head| self.is_of(Class::UnitHead, *head))
            })
            .map(|(column, _)| *column)
            .collect();
        columns.sort_unstable();
        columns
    }

    /// Whether a line holds nothing but words of a class.
    fn is_of(&self, class: Class, line: Sentence) -> bool {
        let mut words = self.words_in(line.span).peekable();
        words.peek().is_some() && words.all(|(_, found)| word::is(found, class))
    }

    /// Whether the year that a head gives is the newest of its row or column which is no time to come, and as new as the document.
    pub fn is_newest_year(&self, head: Sentence, year: i16) -> bool {
        let Some(today) = self.document.record().date.map(|date| date.year()) else { return false };
        let Some((table, place)) = self.cell(head) else { return false };
        let beside = table.blocks.clone().filter(|index| {
            let other = self.document.blocks()[*index].cell;
            other.is_some_and(|other| {
                other.row == place.row || (other.column == place.column && is_head(table, other))
            })
        });
        let beside: Vec<usize> = beside.collect();
        let cells = self.sentences_of(&beside, |_| true);
        let mut years = cells.iter().filter_map(|cell| self.year_of_head(*cell));
        (today - 1..=today).contains(&year) && years.all(|other| other <= year || other > today)
    }

    /// The cells that a sentence heads: those of its row, of its columns, or of the rows below a title.
    pub fn cells_under(&self, sentence: Sentence) -> Vec<Sentence> {
        let Some((table, head)) = self.cell(sentence) else { return Vec::new() };
        let holds_value = |other: CellPlace| table.holds_value(other);
        if table.shape.titles.contains(&head.row) {
            let next = table.shape.titles.iter().find(|row| **row > head.row);
            let last = next.map_or(table.shape.rows, |row| row - 1);
            let rows = (head.row + 1..=last).flat_map(|row| table.in_row(row));
            return self.sentences_of(rows, holds_value);
        }
        let mut found = Vec::new();
        if head.row <= table.shape.head_rows {
            let columns = table.columns.range(head.columns());
            let columns = columns.filter(|(column, _)| table.column_heads(**column).is_some());
            found = self.sentences_of(columns.flat_map(|(_, cells)| cells), |_| true);
            if !table.shape.is_listing {
                return found;
            }
        }
        if is_head(table, head) && head.column == 0 {
            // The rows that go on where a merged cell stands, as well.
            let more = (head.row + 1..=table.shape.rows)
                .take(MOST_HEADS)
                .take_while(|row| !table.shape.titles.contains(row) && self.goes_on(table, *row));
            let rows = std::iter::once(head.row).chain(more).flat_map(|row| table.in_row(row));
            found.extend(
                self.sentences_of(rows, |other| holds_value(other) && other.column > head.column),
            );
        } else if is_head(table, head) {
            found.extend(self.sentences_of(table.in_row(head.row), |other| {
                holds_value(other) && other.column > head.column
            }));
        } else {
            // A label within the row says what the cell behind it is.
            found.extend(self.sentences_of(table.in_row(head.row), |other| {
                other.column == head.columns().end && holds_value(other)
            }));
        }
        found
    }

    /// Whether the document holds a table.
    pub fn has_tables(&self) -> bool {
        !self.tables().is_empty()
    }

    /// Whether a sentence is all that the lines of its block say in which it stands: "Status: in beta" above "Plans: Team".
    pub fn fills_its_line(&self, sentence: Sentence) -> bool {
        let block = self.document.blocks()[sentence.block as usize].span;
        let before = ProseSpan { start: block.start, end: sentence.span.start }.of(self.prose());
        let behind = ProseSpan { start: sentence.span.end, end: block.end }.of(self.prose());
        let is_space = |sign: char| sign == ' ' || sign == '\t';
        let (before, behind) =
            (before.trim_end_matches(is_space), behind.trim_start_matches(is_space));
        (before.is_empty() || before.ends_with('\n'))
            && (behind.is_empty() || behind.starts_with('\n'))
    }

    /// Whether a sentence is all that its block says.
    pub fn fills_its_block(&self, sentence: Sentence) -> bool {
        self.document.blocks()[sentence.block as usize].span == sentence.span
    }
}

/// How a table is built.
#[derive(Debug)]
struct Shape {
    /// How many rows at its top hold titles and the heads of columns.
    head_rows: u32,
    /// The rows of one cell that reaches over all columns: what the rows below are about.
    titles: Vec<u32>,
    /// How many rows and columns it has.
    rows: u32,
    columns: u16,
    /// Two columns, of which the top row may be a label and a value like the others.
    is_listing: bool,
    /// The top row gives a property of one thing.
    opens_with_property: bool,
    /// A single row stands below the heads.
    is_record: bool,
}

impl Shape {
    /// The rows at the top hold heads in which the markup makes every cell but the first one; where it makes none, the
    /// first row if it holds no figures.
    fn of(blocks: &[Block], prose: &str) -> Self {
        let all = || blocks.iter().filter_map(|block| Some((block.cell?, block.span)));
        let rows = all().map(|(cell, _)| cell.row).max().unwrap_or(0);
        let columns = all().map(|(cell, _)| cell.columns().end).max().unwrap_or(0);
        let mut titles: Vec<u32> = all()
            .filter(|(cell, _)| columns > 1 && cell.column == 0 && cell.width >= columns)
            .map(|(cell, _)| cell.row)
            .collect();
        titles.dedup();
        // "| Skylark | |": the head of a table that Markdown must give one.
        let names = |span: ProseSpan| {
            let is_label = |found: &str| {
                word::is(found, Class::LabelWord) || word::is(found, Class::PropertyHead)
            };
            word::words(span.of(prose)).any(|(_, found)| !is_label(found))
        };
        let first_row = all().filter(|(cell, _)| cell.row == 1);
        if columns > 1
            && rows > 1
            && titles.is_empty()
            && first_row.clone().all(|(cell, _)| cell.columns().end == 1)
            && first_row.clone().any(|(_, span)| names(span))
        {
            titles.push(1);
        }
        let titled = titles.iter().enumerate().take_while(|(at, row)| **row == *at as u32 + 1);
        let top = titled.count() as u32 + 1;
        let cells = || all().filter(|(cell, _)| titles.binary_search(&cell.row).is_err());
        let inner = || cells().filter(|(cell, _)| cell.column > 0);
        let is_digit = |span: ProseSpan| has_digit(span.of(prose));
        let is_marked = inner().any(|(cell, _)| cell.is_head);
        let heads_rows = cells().any(|(cell, _)| cell.column == 0 && cell.is_head);
        let head_rows = if is_marked {
            let body = inner().filter(|(cell, _)| !cell.is_head).map(|(cell, _)| cell.row).min();
            body.map_or(rows, |row| row - 1)
        } else {
            let has_head = !heads_rows
                && rows > top
                && inner().any(|(cell, _)| cell.row == top)
                && !inner().any(|(cell, span)| cell.row == top && is_digit(span));
            if has_head { top } else { top - 1 }
        };
        let in_top = || cells().filter(|(cell, _)| cell.row == top);
        // "| Design | Cantilever |": the first row of an infobox, to which Markdown must give a head.
        let is_property = |span: ProseSpan| {
            let mut found = word::words(span.of(prose)).map(|(_, found)| found).peekable();
            found.peek().is_some() && found.all(|found| word::is(found, Class::RecordProperty))
        };
        // "| Venue | Telephone |" heads columns of names and their values: all below are names by their capitals, or all values
        // have digits and no name is a measure.
        let below =
            |column: u16| cells().filter(move |(cell, _)| cell.row > top && cell.column == column);
        let is_name = |span: ProseSpan| {
            let words = || word::words(span.of(prose)).map(|(_, found)| found);
            words().nth(1).is_some() && words().all(is_capitalised)
        };
        let names_measure = |span: ProseSpan| {
            let classes = [Class::RecordProperty, Class::LabelMeasure, Class::DimensionNouns];
            let mut words = word::words(span.of(prose));
            words.any(|(_, found)| classes.into_iter().any(|class| word::is(found, class)))
        };
        let lists_values = || {
            below(1).count() > 0
                && below(1).all(|(_, span)| is_digit(span))
                && !in_top().any(|(cell, span)| cell.column == 1 && is_digit(span))
                && !below(0).any(|(_, span)| names_measure(span))
        };
        let heads_names = below(0).count() > 0 && below(0).all(|(_, span)| is_name(span));
        let opens_with_property = in_top()
            .any(|(cell, span)| cell.column == 0 && is_property(span))
            && !heads_names
            && !lists_values();
        let is_listing = columns == 2
            && head_rows == top
            && in_top().any(|(cell, _)| cell.column == 0)
            && (!is_marked
                || in_top().any(|(cell, span)| cell.column == 1 && is_digit(span))
                || opens_with_property);
        let is_record = !is_listing && head_rows >= top && rows == head_rows + 1 && columns > 1;
        Self { head_rows, titles, rows, columns, is_listing, opens_with_property, is_record }
    }
}

impl Table {
    /// The blocks of a row.
    fn in_row(&self, row: u32) -> &[usize] {
        self.rows.get(&row).map_or(&[][..], Vec::as_slice)
    }

    /// The row of the title over a row.
    fn title_over(&self, row: u32) -> Option<u32> {
        let after = self.shape.titles.partition_point(|title| *title < row);
        after.checked_sub(1).map(|at| self.shape.titles[at])
    }

    /// Whether a cell says something of what its heads name.
    fn holds_value(&self, cell: CellPlace) -> bool {
        let is_of_record = self.shape.is_record
            && cell.column == 0
            && cell.row > self.shape.head_rows
            && !cell.is_head;
        is_of_record || !is_head(self, cell)
    }
}

fn has_digit(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a cell heads others: it stands in a head row or in the first column, or the markup says so.
fn is_head(table: &Table, cell: CellPlace) -> bool {
    if table.shape.is_listing && cell.row == table.shape.head_rows {
        return cell.column == 0;
    }
    cell.row <= table.shape.head_rows
        || cell.column == 0
        || cell.is_head
        || table.shape.titles.contains(&cell.row)
}

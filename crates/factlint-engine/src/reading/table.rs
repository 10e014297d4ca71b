//! Tables: which heads stand over a cell, and which cells stand under a head.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Reading, Sentence};
use factlint_document::{Block, CellPlace};
use factlint_language::span::ProseSpan;

/// A table of the document.
#[derive(Debug)]
pub(super) struct Table {
    /// Its blocks, by their indices in the document.
    blocks: std::ops::Range<usize>,
    /// How many rows at its top hold the heads of columns.
    head_rows: u32,
    /// By row: the blocks of its cells.
    rows: FxHashMap<u32, Vec<usize>>,
    /// By first column: the blocks of cells that head nothing.
    columns: BTreeMap<u16, Vec<usize>>,
    /// By column: the blocks that head it, from the top.
    column_heads: FxHashMap<u16, Vec<usize>>,
}

/// More heads than this over a cell or beside it say nothing of it.
const MOST_HEADS: usize = 32;

impl Table {
    fn new(range: std::ops::Range<usize>, blocks: &[Block], prose: &str) -> Self {
        let head_rows = head_rows(&blocks[range.clone()], prose);
        let mut table = Self {
            blocks: range.clone(),
            head_rows,
            rows: FxHashMap::default(),
            columns: BTreeMap::new(),
            column_heads: FxHashMap::default(),
        };
        let cells = || range.clone().filter_map(|index| Some((index, blocks[index].cell?)));
        let last = cells().map(|(_, cell)| cell.column).max().unwrap_or(0);
        for (index, cell) in cells() {
            table.rows.entry(cell.row).or_default().push(index);
            if !is_head(&table, cell) {
                table.columns.entry(cell.column).or_default().push(index);
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
    /// The sentences that head its row.
    pub row: Vec<Sentence>,
    /// The sentences that head its column, from the top.
    pub column: Vec<Sentence>,
}

impl Heads {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Sentence> + Clone + '_ {
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

    /// The heads of the row and the column of a cell; none for what heads others itself, or has too many.
    pub fn heads(&self, sentence: Sentence) -> Option<Heads> {
        let (table, cell) = self.cell(sentence)?;
        if is_head(table, cell) {
            return None;
        }
        let in_row = table.rows.get(&cell.row).map_or(&[][..], Vec::as_slice);
        let row = self.sentences_of(in_row.iter().take(MOST_HEADS), |other| {
            other.column < cell.column && is_head(table, other)
        });
        let column =
            self.sentences_of(table.column_heads.get(&cell.column).into_iter().flatten(), |_| true);
        Some(Heads { row, column })
    }

    /// The cells that a sentence heads: those of its row, or of its columns.
    pub fn cells_under(&self, sentence: Sentence) -> Vec<Sentence> {
        let Some((table, head)) = self.cell(sentence) else { return Vec::new() };
        if head.row <= table.head_rows {
            let columns = table.columns.range(head.columns());
            let columns = columns.filter(|(column, _)| table.column_heads(**column).is_some());
            self.sentences_of(columns.flat_map(|(_, cells)| cells), |_| true)
        } else if is_head(table, head) {
            let row = table.rows.get(&head.row).into_iter().flatten();
            self.sentences_of(row, |other| !is_head(table, other) && other.column > head.column)
        } else {
            Vec::new()
        }
    }

    /// Whether the document holds a table.
    pub fn has_tables(&self) -> bool {
        !self.tables().is_empty()
    }

    /// Whether a sentence is all that its block says.
    pub fn fills_its_block(&self, sentence: Sentence) -> bool {
        self.document.blocks()[sentence.block as usize].span == sentence.span
    }
}

/// Whether a cell heads others: it stands in a head row or in the first column, or the markup says so.
fn is_head(table: &Table, cell: CellPlace) -> bool {
    cell.row <= table.head_rows || cell.column == 0 || cell.is_head
}

/// How many rows at the top hold heads: those in which the markup makes every cell but the first one;
/// where it makes none, the first row if it holds no figures.
fn head_rows(blocks: &[Block], prose: &str) -> u32 {
    let cells = || blocks.iter().filter_map(|block| Some((block.cell?, block.span)));
    let inner = || cells().filter(|(cell, _)| cell.column > 0);
    let is_marked = inner().any(|(cell, _)| cell.is_head);
    let rows = cells().map(|(cell, _)| cell.row).max().unwrap_or(0);
    if is_marked {
        let first_body = inner().filter(|(cell, _)| !cell.is_head).map(|(cell, _)| cell.row).min();
        return first_body.map_or(rows, |row| row - 1);
    }
    let has_digit = |span: ProseSpan| span.of(prose).bytes().any(|byte| byte.is_ascii_digit());
    let has_head = rows > 1
        && inner().any(|(cell, _)| cell.row == 1)
        && !inner().any(|(cell, span)| cell.row == 1 && has_digit(span));
    u32::from(has_head)
}

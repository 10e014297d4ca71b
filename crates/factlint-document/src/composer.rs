//! What all readers of marked-up formats share: words with their places go in, prose, blocks and the
//! way back come out.

use super::stet::{Reach, StetComment, StetOrder};
use super::{Block, CellPlace, Contents, ListPlace};
use crate::Role;
use factlint_language::span::{ProseBuilder, ProseSpan, Span};

/// Characters that nobody sees and that tell nothing: soft hyphen, zero-width space, word joiner, and a
/// byte order mark inside a text.
const INVISIBLE: &[char] = &['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// Whether a text holds such characters, apart from a byte order mark at its start.
pub(super) fn has_invisible(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut buffer = [0; 4];
    !text.is_ascii()
        && INVISIBLE.iter().any(|character| {
            memchr::memmem::find(text.as_bytes(), character.encode_utf8(&mut buffer).as_bytes())
                .is_some()
        })
}

/// Prose and blocks in the making.
#[derive(Default)]
pub(super) struct Composer {
    builder: ProseBuilder,
    blocks: Vec<Block>,
    code: Vec<ProseSpan>,
    /// Prose offset at which the open block began.
    start: usize,
    /// Roles of the containers around the cursor, innermost last.
    roles: Vec<Role>,
    /// Where the words that are set in bold begin in the prose, and how many elements say so.
    bold: (usize, usize),
    /// How many bytes of the open block, without white space around, are set in bold.
    bold_length: usize,
    /// The level of the headline around the cursor, where its markup tells one.
    level: Option<u8>,
    /// How many of them are quotations.
    quotations: usize,
    /// How many of them are boilerplate.
    boilerplate: usize,
    /// The lists around the cursor, innermost last.
    lists: Vec<OpenList>,
    /// How many lists have begun.
    lists_begun: u32,
    /// The tables around the cursor, innermost last.
    tables: Vec<OpenTable>,
    /// How many tables have begun.
    tables_begun: u32,
    stets: Vec<StetComment>,
    /// Which of them wait for the block that they speak of.
    waiting: Vec<usize>,
}

/// A list whose end has not been read yet.
struct OpenList {
    place: ListPlace,
    /// Items so far.
    items: u16,
    /// The first of the blocks that may lie in it.
    first: usize,
}

/// A table whose end has not been read yet.
struct OpenTable {
    cell: CellPlace,
    /// The column that the next cell takes.
    next: u16,
    /// For each column, how many of the next rows a cell of an earlier one reaches into.
    taken: Vec<u16>,
    in_cell: bool,
}

impl Composer {
    /// Adds words that stand for the text at `from`.
    pub fn words(&mut self, words: &str, from: Span) {
        if words.is_ascii() || !words.contains(INVISIBLE) {
            self.builder.push(words, from);
            return;
        }
        if words.len() != from.len() {
            self.builder.push(&words.replace(INVISIBLE, ""), from);
            return;
        }
        let mut at = from.start as usize;
        for piece in words.split_inclusive(INVISIBLE) {
            let seen = piece.trim_end_matches(INVISIBLE);
            self.builder.push(seen, Span::new(at, at + seen.len()));
            at += piece.len();
        }
    }

    /// Adds words that stand for other bytes of the text, if only for as many.
    pub fn replaced(&mut self, words: &str, from: Span) {
        let seen = words.replace(INVISIBLE, "");
        // Ranges of one length are taken for the same bytes.
        let end = if seen.len() == from.len() { from.start } else { from.end };
        self.builder.push(&seen, Span { start: from.start, end });
    }

    /// Adds words that are set as code inside a sentence: they are read, like emphasis.
    pub fn code(&mut self, words: &str, from: Span) {
        let start = self.builder.len();
        self.words(words, from);
        self.code.push(ProseSpan::new(start, self.builder.len()));
    }

    /// Length of the prose so far, in bytes.
    pub fn prose_end(&self) -> usize {
        self.builder.len()
    }

    /// Tells that the prose from an offset on is set as code inside a sentence.
    pub fn code_since(&mut self, start: usize) {
        if start < self.builder.len() {
            self.code.push(ProseSpan::new(start, self.builder.len()));
        }
    }

    /// Begins words that are set in bold.
    pub fn begin_bold(&mut self) {
        if self.bold.1 == 0 {
            self.bold.0 = self.builder.len();
        }
        self.bold.1 += 1;
    }

    /// Ends them.
    pub fn end_bold(&mut self) {
        if self.bold.1 == 1 {
            self.count_bold();
        }
        self.bold.1 = self.bold.1.saturating_sub(1);
    }

    fn count_bold(&mut self) {
        let start = self.bold.0.max(self.start);
        self.bold_length += self.builder.prose()[start..].trim().len();
        self.bold.0 = self.builder.len();
    }

    /// The words of the open block so far.
    pub fn open_words(&self) -> &str {
        &self.builder.prose()[self.start..]
    }

    /// Whether the open block holds words.
    pub fn has_words(&self) -> bool {
        !self.open_words().trim().is_empty()
    }

    /// Ends the open block and begins a container whose blocks play a role.
    pub fn enter(&mut self, role: Role) {
        self.close();
        self.quotations += usize::from(role == Role::Quotation);
        self.boilerplate += usize::from(role == Role::Boilerplate);
        self.roles.push(role);
    }

    /// Ends the open block and begins a headline of a level, see [`Block::level`].
    pub fn enter_headline(&mut self, level: u8) {
        self.enter(Role::Headline);
        self.level = Some(level);
    }

    /// Ends the innermost container.
    pub fn leave(&mut self) {
        self.close();
        self.level = None;
        if let Some(role) = self.roles.pop() {
            self.quotations -= usize::from(role == Role::Quotation);
            self.boilerplate -= usize::from(role == Role::Boilerplate);
        }
    }

    /// Whether the cursor lies in a quotation.
    pub fn is_quoted(&self) -> bool {
        self.quotations > 0
    }

    /// Whether the cursor lies in boilerplate.
    pub fn is_boilerplate(&self) -> bool {
        self.boilerplate > 0
    }

    /// The role of a block that begins here.
    fn role(&self) -> Role {
        let innermost = self.roles.last().copied().unwrap_or_default();
        if self.boilerplate > 0 {
            Role::Boilerplate
        } else if matches!(innermost, Role::Code | Role::Comment) {
            innermost
        } else if self.quotations > 0 {
            Role::Quotation
        } else {
            innermost
        }
    }

    /// Ends the open block, if it holds words, and parts it from the next.
    pub fn close(&mut self) {
        // What a block does not close ends with it.
        if std::mem::take(&mut self.bold.1) > 0 {
            self.count_bold();
        }
        let bold = std::mem::take(&mut self.bold_length);
        let prose = &self.builder.prose()[self.start..];
        let words = prose.trim();
        if !words.is_empty() {
            let start = self.start + (prose.len() - prose.trim_start().len());
            self.blocks.push(Block {
                span: ProseSpan::new(start, start + words.len()),
                role: self.role(),
                list: self.lists.last().map(|list| list.place),
                cell: self.tables.last().filter(|table| table.in_cell).map(|table| table.cell),
                level: self.level.unwrap_or(1),
                is_bold: bold == words.len(),
            });
        }
        if !self.builder.is_empty() {
            let at = self.builder.text_end();
            self.builder.push("\n", Span { start: at, end: at });
        }
        self.start = self.builder.len();
    }

    /// Begins a list.
    pub fn begin_list(&mut self) {
        self.close();
        let depth = (self.lists.len() + 1).min(usize::from(u8::MAX)) as u8;
        let place = ListPlace { list: self.lists_begun, depth, index: 0, length: 0 };
        self.lists_begun += 1;
        self.lists.push(OpenList { place, items: 0, first: self.blocks.len() });
    }

    /// Begins an item of the innermost list; [`Composer::leave`] ends it.
    pub fn begin_item(&mut self) {
        self.enter(Role::ListItem);
        if let Some(list) = self.lists.last_mut() {
            list.place.index = list.items;
            list.items = list.items.saturating_add(1);
        }
    }

    /// Begins a further block of the item that the innermost list is at, the definition of a term;
    /// [`Composer::leave`] ends it.
    pub fn go_on_with_item(&mut self) {
        self.enter(Role::ListItem);
    }

    /// Ends the innermost list and tells its blocks how long it is.
    pub fn end_list(&mut self) {
        self.close();
        let Some(list) = self.lists.pop() else { return };
        for block in &mut self.blocks[list.first..] {
            if let Some(place) = &mut block.list
                && place.depth == list.place.depth
            {
                place.length = list.items;
            }
        }
    }

    /// Begins a table.
    pub fn begin_table(&mut self) {
        self.close();
        let cell =
            CellPlace { table: self.tables_begun, row: 0, column: 0, width: 1, is_head: false };
        self.tables_begun += 1;
        self.tables.push(OpenTable { cell, next: 0, taken: Vec::new(), in_cell: false });
    }

    /// Begins the next row of the innermost table.
    pub fn begin_row(&mut self) {
        self.close();
        let Some(table) = self.tables.last_mut() else { return };
        table.cell.row += 1;
        table.next = 0;
        table.taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// Begins a cell of the innermost table's row; [`Composer::end_cell`] ends it. It reaches over so many
    /// columns and rows, one of each at least.
    pub fn begin_cell(&mut self, is_head: bool, columns: u16, rows: u16) {
        /// No table is so wide that more columns matter.
        const WIDEST: u16 = 1000;
        self.enter(Role::TableCell);
        let Some(table) = self.tables.last_mut() else { return };
        while table.taken.get(usize::from(table.next)).is_some_and(|rows| *rows > 0) {
            table.next += 1;
        }
        let end = table.next.saturating_add(columns.max(1)).min(WIDEST);
        table.cell.column = table.next;
        table.cell.width = end.saturating_sub(table.next).max(1);
        table.cell.is_head = is_head;
        table.in_cell = true;
        if rows > 1 {
            let wide = usize::from(end).max(table.taken.len());
            table.taken.resize(wide, 0);
            table.taken[usize::from(table.next.min(end))..usize::from(end)].fill(rows);
        }
        table.next = end;
    }

    /// Ends the open cell of the innermost table.
    pub fn end_cell(&mut self) {
        self.leave();
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = false;
        }
    }

    /// Ends the innermost table.
    pub fn end_table(&mut self) {
        self.close();
        self.tables.pop();
    }

    /// Adds a block of its own.
    pub fn block(&mut self, role: Role, words: &str, from: Span) {
        self.enter(role);
        self.words(words, from);
        self.leave();
    }

    /// Adds what a comment orders for the stretch of text that it stands in; its number is for
    /// [`Composer::end_scope`].
    pub fn stet_here(
        &mut self,
        place: Span,
        scope: Span,
        order: Result<StetOrder, String>,
    ) -> usize {
        self.stets.push(StetComment { place, scope, reach: Reach::Block, order });
        self.stets.len() - 1
    }

    /// Adds what a comment orders for the next block; until one follows, there is none.
    pub fn stet_next(&mut self, place: Span, order: Result<StetOrder, String>) {
        let scope = Span { start: place.end, end: place.end };
        self.waiting.push(self.stets.len());
        self.stets.push(StetComment { place, scope, reach: Reach::Block, order });
    }

    /// Adds what front matter orders.
    pub fn orders(&mut self, orders: Vec<StetComment>) {
        self.stets.extend(orders);
    }

    /// Tells the comments that wait for it that the next block begins, and which they are:
    /// [`Composer::end_scope`] tells them where it ends.
    pub fn begin_scope(&mut self, start: usize) -> Vec<usize> {
        let told = std::mem::take(&mut self.waiting);
        for &index in &told {
            self.stets[index].scope = Span::new(start, start);
        }
        told
    }

    /// Tells comments where the block that they speak of ends.
    pub fn end_scope(&mut self, told: &[usize], end: usize) {
        for &index in told {
            let scope = &mut self.stets[index].scope;
            scope.end = scope.start.max(end as u32);
        }
    }

    /// Prose, blocks and the way back.
    pub fn finish(mut self) -> Contents {
        self.close();
        let Self { builder, blocks, code, stets, .. } = self;
        let (prose, map) = builder.finish();
        Contents { prose: Some(prose), map, blocks, code, stets, ..Contents::default() }
    }
}

//! Contents made of texts that lie in another, each with a format of its own: the cells of a notebook, the descriptions
//! in a file of data.

use super::{Block, Contents};
use crate::Role;
use factlint_language::span::{OffsetMap, ProseBuilder, ProseSpan, Span};

/// Contents in the making.
#[derive(Default)]
pub(super) struct Assembly {
    builder: ProseBuilder,
    contents: Contents,
    tables: u32,
    lists: u32,
}

impl Assembly {
    /// Adds what a reader made of a text; the map leads from that text to the whole one.
    pub fn embed(&mut self, read: Contents, text: &str, map: &OffsetMap) {
        let base = self.builder.len() as u32;
        let moved = |span: ProseSpan| ProseSpan { start: span.start + base, end: span.end + base };
        let hull = |span: Span| map.hull(ProseSpan { start: span.start, end: span.end });
        match &read.prose {
            Some(prose) => self.builder.push_through(prose, &read.map, text, map),
            None => self.builder.push_part(text, map, ProseSpan::new(0, text.len())),
        }
        let (mut tables, mut lists) = (self.tables, self.lists);
        for mut block in read.blocks {
            block.span = moved(block.span);
            if let Some(cell) = &mut block.cell {
                cell.table += self.tables;
                tables = tables.max(cell.table + 1);
            }
            if let Some(list) = &mut block.list {
                list.list += self.lists;
                lists = lists.max(list.list + 1);
            }
            self.contents.blocks.push(block);
        }
        (self.tables, self.lists) = (tables, lists);
        self.contents.code.extend(read.code.into_iter().map(moved));
        self.contents.stets.extend(read.stets.into_iter().map(|mut stet| {
            stet.place = hull(stet.place);
            stet.scope = hull(stet.scope);
            stet
        }));
    }

    /// Adds a block of its own; `level` is that of a headline. Blank words are none.
    pub fn block(
        &mut self,
        role: Role,
        level: u8,
        text: &str,
        map: &OffsetMap,
    ) -> Option<ProseSpan> {
        let words = text.trim();
        if words.is_empty() {
            return None;
        }
        let base = self.builder.len();
        let start = base + (text.len() - text.trim_start().len());
        let span = ProseSpan::new(start, start + words.len());
        self.contents.blocks.push(Block { level, ..Block::new(span, role) });
        self.builder.push_part(text, map, ProseSpan::new(0, text.len()));
        Some(span)
    }

    /// Tells that words inside the prose are set as code.
    pub fn code(&mut self, span: ProseSpan) {
        self.contents.code.push(span);
    }

    /// Adds words to the last block, which they follow; they need not stand in the text.
    pub fn go_on(&mut self, words: &str, map: Option<&OffsetMap>, at: usize) -> ProseSpan {
        let start = self.builder.len();
        match map {
            Some(map) => self.builder.push_part(words, map, ProseSpan::new(0, words.len())),
            None => self.builder.push(words, Span::new(at, at)),
        }
        let span = ProseSpan::new(start, self.builder.len());
        if let Some(last) = self.contents.blocks.last_mut() {
            last.span.end = span.end;
        }
        span
    }

    /// Parts what was added last, which ends at this place of the text, from what follows.
    pub fn end_part(&mut self, at: usize) {
        self.builder.push("\n", Span::new(at, at));
    }

    /// The contents, to which more may be added that is no prose.
    pub fn finish(mut self) -> Contents {
        let (prose, map) = self.builder.finish();
        self.contents.prose = Some(prose);
        self.contents.map = map;
        self.contents
    }

    /// The contents so far, for what is no prose.
    pub fn contents_mut(&mut self) -> &mut Contents {
        &mut self.contents
    }
}

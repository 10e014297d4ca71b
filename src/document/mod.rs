//! Documents: one file's text, its prose, its blocks. Formats differ only here.

pub mod encoding;
mod markdown;
mod plain;
pub mod stet;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::claim::{Record, Role};
use stet::StetComment;

use crate::span::{LineIndex, OffsetMap, Position, ProseSpan, Span};

/// A stretch of prose that belongs together: a paragraph, a headline, a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its prose.
    pub span: ProseSpan,
    /// The part it plays.
    pub role: Role,
    /// Its place in a list, where it is an item or a part of one.
    pub list: Option<ListPlace>,
}

/// Where a block stands in the innermost list around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace {
    /// 1 for a list that lies in no other.
    pub depth: u8,
    /// Which item of its list it belongs to, from 0.
    pub index: u16,
    /// How many items the list has.
    pub length: u16,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Paragraphs of words, with or without hard line breaks.
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
}

impl Format {
    /// File name endings, without the dot, that a corpus takes in by default.
    pub const KNOWN: &'static [(&'static str, Format)] = &[
        ("txt", Format::Plain),
        ("text", Format::Plain),
        ("md", Format::Markdown),
        ("markdown", Format::Markdown),
    ];

    /// The format that a file's name tells, if it is a known one.
    pub fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?;
        Self::KNOWN
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(ending))
            .map(|&(_, format)| format)
    }
}

/// What a reader makes of a text.
#[derive(Debug, Default)]
pub struct Contents {
    /// The prose, where it differs from the text.
    pub prose: Option<String>,
    /// The way back to the text.
    pub map: OffsetMap,
    /// The blocks, in order, not overlapping.
    pub blocks: Vec<Block>,
    /// Words inside the prose that are set as code, in order.
    pub code: Vec<ProseSpan>,
    /// What comments let stand, in order.
    pub stets: Vec<StetComment>,
}

/// One file's text with what is known about it.
#[derive(Debug)]
pub struct Document {
    record: Arc<Record>,
    text: String,
    contents: Contents,
    lines: OnceLock<LineIndex>,
}

impl Document {
    /// Reads `text` in its format.
    pub fn read(record: Arc<Record>, text: String, format: Format) -> Self {
        let contents = match format {
            Format::Plain => plain::read(&text),
            Format::Markdown => markdown::read(&text),
        };
        Self::from_contents(record, text, contents)
    }

    /// A document from a reader of one's own.
    pub fn from_contents(record: Arc<Record>, text: String, contents: Contents) -> Self {
        Self { record, text, contents, lines: OnceLock::new() }
    }

    /// Path, date, trust and hash.
    pub fn record(&self) -> &Arc<Record> {
        &self.record
    }

    /// The text as UTF-8.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What recognisers read.
    pub fn prose(&self) -> &str {
        self.contents.prose.as_deref().unwrap_or(&self.text)
    }

    /// The blocks of the prose.
    pub fn blocks(&self) -> &[Block] {
        &self.contents.blocks
    }

    /// What comments of the document let stand.
    pub fn stets(&self) -> &[StetComment] {
        &self.contents.stets
    }

    /// Whether the words are, or touch, words that are set as code inside the prose.
    pub fn is_code(&self, span: ProseSpan) -> bool {
        let first = self.contents.code.partition_point(|code| code.end <= span.start);
        self.contents.code.get(first).is_some_and(|code| code.start < span.end)
    }

    /// The text that a range of prose comes from, and whether it is the prose byte for byte.
    pub fn locate(&self, span: ProseSpan) -> (Span, bool) {
        match self.contents.map.exact(span) {
            Some(exact) => (exact, true),
            None => (self.contents.map.hull(span), false),
        }
    }

    /// Line and column of an offset in the text.
    pub fn position(&self, offset: u32) -> Position {
        self.lines.get_or_init(|| LineIndex::new(&self.text)).position(&self.text, offset)
    }
}

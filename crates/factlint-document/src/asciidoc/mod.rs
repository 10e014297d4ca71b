//! AsciiDoc, by the AsciiDoc language documentation. The crate asciidoc-parser (0.31) is not used: its places
//! are those of a text from which conditions and their lines are gone and into which other files are put, not
//! those of the file, and cells that hold blocks are read from copies; it reads 4 MB/s, and its time grows with
//! the square of the length of a line of asterisks. So this is a reader of lines: one pass, with a stack of
//! open blocks and lists. What is no markup is text.

mod attributes;
mod block;
mod header;
mod inline;
mod list;
mod macros;
mod table;

use super::composer::Composer;
use super::date::{DateSource, Dated, KEYS, parse};
use super::lines::{Line, lines};
use super::passage::Passage;
use super::{Contents, front_matter};
use crate::Role;
use attributes::Attributes;
pub(super) use inline::may_part_words;

/// What lies deeper is read as text of what is around it.
const DEEPEST: usize = 200;

/// A document has no more cells that are copies of others, or rows that cells reach into.
const MOST_COPIES: usize = 100_000;

/// Reads the prose out of AsciiDoc.
pub(super) fn read(text: &str) -> Contents {
    let mut reader = Reader {
        text,
        composer: Composer::default(),
        open: Vec::new(),
        told: Vec::new(),
        end: 0,
        attributes: Attributes::default(),
        in_header: true,
        is_attached: false,
        after_blank: true,
        dates: Vec::new(),
        tables: 0,
        copies: MOST_COPIES,
    };
    let (start, date) = front_matter::open(text, &mut reader.composer);
    reader.read(&block::without_conditions(text, lines(text, start)));
    let date = date.or_else(|| reader.date());
    Contents { date, ..reader.composer.finish() }
}

struct Reader<'t> {
    text: &'t str,
    composer: Composer,
    /// What the cursor lies in, innermost last.
    open: Vec<Open>,
    /// Comments that speak of the block that begins here.
    told: Vec<usize>,
    /// Where the last block ends in the text.
    end: usize,
    /// What the block that follows is to be.
    attributes: Attributes,
    /// Whether no block has been read.
    in_header: bool,
    /// Whether a line `+` attaches the block that follows to the item.
    is_attached: bool,
    /// Whether the line before was blank.
    after_blank: bool,
    /// Attributes of the header that may tell a date: their names and what they say.
    dates: Vec<(String, String)>,
    /// How many tables lie around the cursor.
    tables: usize,
    /// How many more copies of cells may be made, and rows that cells reach into.
    copies: usize,
}

/// A block or a list whose end has not been read yet.
struct Open {
    kind: Kind,
    /// Comments that speak of it.
    told: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// The document, or a cell of a table.
    Whole,
    /// A block between two lines, with the part that its content plays.
    Block(String, Option<Role>),
    /// A list, by the mark of its items.
    List(String),
    /// An item; whether its text is still to come.
    Item(bool),
}

impl Reader<'_> {
    /// Reads lines as a whole: those of the document, or those of a cell.
    fn read(&mut self, lines: &[Line]) {
        let depth = self.open.len();
        let attributes = std::mem::take(&mut self.attributes);
        self.push(Kind::Whole);
        let mut at = 0;
        while at < lines.len() {
            at = self.line(lines, at);
        }
        while self.open.len() > depth {
            self.pop();
        }
        self.attributes = attributes;
    }

    fn push(&mut self, kind: Kind) {
        match &kind {
            Kind::Whole | Kind::Block(_, None) => self.composer.close(),
            Kind::Block(_, Some(role)) => self.composer.enter(*role),
            Kind::List(_) => self.composer.begin_list(),
            Kind::Item(_) => self.composer.begin_item(),
        }
        let told = std::mem::take(&mut self.told);
        self.open.push(Open { kind, told });
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open.kind {
            Kind::Whole | Kind::Block(_, None) => self.composer.close(),
            Kind::Block(_, Some(_)) | Kind::Item(_) => self.composer.leave(),
            Kind::List(_) => self.composer.end_list(),
        }
        self.composer.end_scope(&open.told, self.end);
    }

    fn top(&self) -> &Kind {
        self.open.last().map_or(&Kind::Whole, |open| &open.kind)
    }

    fn is_too_deep(&self) -> bool {
        self.open.len() >= DEEPEST
    }

    /// Whether the cursor lies in a list of the innermost block.
    fn is_in_list(&self) -> bool {
        matches!(self.top(), Kind::Item(_) | Kind::List(_))
    }

    /// Ends the lists of the innermost block.
    fn end_lists(&mut self) {
        while self.is_in_list() {
            self.pop();
        }
    }

    /// Ends the lists that blank lines end, unless the block that follows is attached to an item.
    fn begin_block(&mut self, line: Line) {
        if self.is_attached {
            self.is_attached = false;
        } else if self.after_blank && !matches!(self.top(), Kind::Item(true)) {
            self.end_lists();
        }
        if let Some(Open { kind: Kind::Item(waits), .. }) = self.open.last_mut() {
            *waits = false;
        }
        self.begin_scope(line);
        self.in_header = false;
    }

    /// Tells comments that wait that their block begins.
    fn begin_scope(&mut self, line: Line) {
        if self.told.is_empty() {
            self.told = self.composer.begin_scope(line.start as usize);
        }
    }

    /// Ends the scope of the comments that speak of the block that has been read.
    fn end_scope(&mut self) {
        let told = std::mem::take(&mut self.told);
        self.composer.end_scope(&told, self.end);
    }

    /// Remembers where a block ends.
    fn ends_at(&mut self, line: Line) {
        if !line.is_blank() {
            self.end = line.end as usize;
        }
    }

    /// Adds lines as a block of a part of its own, as they are.
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

    /// Adds a line without its markup as a block of a part of its own.
    fn line_as(&mut self, role: Role, line: Line) {
        self.composer.enter(role);
        inline::read(&Passage::of(self.text, line), &mut self.composer);
        self.composer.leave();
        self.ends_at(line);
    }

    /// Reads a title of a level, from 1.
    fn headline(&mut self, line: Line, level: usize) {
        self.composer.enter_headline(level.min(usize::from(u8::MAX)) as u8);
        inline::read(&Passage::of(self.text, line), &mut self.composer);
        self.composer.leave();
        self.ends_at(line);
    }

    /// The date that its header gives the document.
    fn date(&self) -> Option<Dated> {
        KEYS.iter().find_map(|key| {
            let (name, value) = self.dates.iter().find(|(name, _)| {
                let name = name.strip_prefix("page-").unwrap_or(name);
                name.replace('-', "_").eq_ignore_ascii_case(key)
            })?;
            let date = parse(value)?;
            Some(Dated { date, source: DateSource::Header(name.clone()) })
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;

//! LaTeX: the prose of a document without its commands. TeX can be told to read anything as anything; this reads what
//! authors write, knows the usual commands and environments (`commands.rs`), takes constants that a document defines, and
//! leaves out what it does not know to be words. There is no tree: a stack of open groups tells what the words belong to.

mod argument;
mod commands;
mod environment;
mod macros;
mod math;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::composer::Composer;
use super::date::Dated;
use super::{Contents, stet};
use crate::Role;
use commands::Environment;
use factlint_language::span::Span;

/// What is looked ahead for lies no further, in bytes: an argument, the end of a formula.
const LONGEST: usize = 8_000;

/// Groups that lie deeper mean nothing of their own.
const DEEPEST: usize = 256;

/// What stands for a reference or a formula: the character that Unicode has for an object in a line of text.
const OBJECT: &str = "\u{fffc}";

/// What begins the text of a document.
const BEGIN: &str = "\\begin{document}";

/// Reads the prose.
pub(super) fn read(text: &str) -> Contents {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader {
        text,
        at: start,
        end: text.len(),
        composer: Composer::default(),
        open: Vec::new(),
        too_deep: 0,
        // A part of a document that another one takes in has no preamble.
        is_preamble: text.contains(BEGIN),
        block_start: start,
        stets_here: Vec::new(),
        footnotes: VecDeque::new(),
        in_footnote: false,
        constants: BTreeMap::new(),
        endless: BTreeSet::new(),
        patience: Cell::new(text.len() * 20 + LONGEST * 20),
        date: None,
    };
    reader.run();
    reader.finish()
}

/// What has begun and not yet ended.
#[derive(Debug)]
enum Open<'t> {
    Group,
    Bold,
    Headline,
    Caption,
    /// A quotation whose marks a style sets.
    Quoted,
    /// Words set as code, from this place in the prose on.
    Code(usize),
    /// The term of a list, up to a bracket.
    Term,
    Environment {
        name: &'t str,
        kind: Environment,
        /// Whether an item or a cell is open in it.
        has_part: bool,
        /// Whether its first row heads it, and is not over.
        is_head: bool,
    },
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    composer: Composer,
    open: Vec<Open<'t>>,
    /// How many groups lie deeper than the deepest that counts.
    too_deep: usize,
    is_preamble: bool,
    /// Where the open block begins in the text.
    block_start: usize,
    /// Comments that speak of the open block.
    stets_here: Vec<usize>,
    /// Footnotes whose paragraph has not ended.
    footnotes: VecDeque<Range<usize>>,
    in_footnote: bool,
    /// Commands that stand for a few plain words, and where these stand.
    constants: BTreeMap<&'t str, &'t str>,
    /// Environments of which no end follows.
    endless: BTreeSet<&'t str>,
    /// How many bytes may still be looked at in vain, for groups that have no end.
    patience: Cell<usize>,
    date: Option<Dated>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    fn run(&mut self) {
        while self.at < self.end {
            let rest = self.rest();
            match rest.as_bytes()[0] {
                b'\\' => self.backslash(),
                b'%' => self.comment(),
                b'{' => self.push(Open::Group, 1),
                b'}' => self.close_group(),
                b']' if matches!(self.open.last(), Some(Open::Term)) => {
                    self.open.pop();
                    self.at += 1;
                    self.composer.leave();
                    self.composer.go_on_with_item();
                }
                b'$' => self.formula(),
                b'~' => self.stand_for("\u{a0}", 1),
                b'&' if self.table().is_some() => {
                    self.next_cell();
                    self.at += 1;
                }
                byte if byte.is_ascii_whitespace() => self.space(),
                b'-' if rest.starts_with("---") => self.stand_for("—", 3),
                b'-' if rest.starts_with("--") => self.stand_for("–", 2),
                b'`' if rest.starts_with("``") => self.stand_for("“", 2),
                b'`' => self.stand_for("‘", 1),
                b'\'' if rest.starts_with("''") => self.stand_for("”", 2),
                _ => {
                    let special = |sign: char| {
                        matches!(
                            sign,
                            '\\' | '%' | '{' | '}' | ']' | '$' | '~' | '&' | '-' | '`' | '\''
                        ) || sign.is_ascii_whitespace()
                    };
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    let length = rest[first..].find(special).map_or(rest.len(), |at| first + at);
                    let place = Span::new(self.at, self.at + length);
                    self.words(&rest[..length], place);
                    self.at += length;
                }
            }
        }
    }

    fn finish(mut self) -> Contents {
        while let Some(open) = self.open.pop() {
            self.end(open);
        }
        self.end_block();
        let date = self.date.take();
        Contents { date, ..self.composer.finish() }
    }

    // words

    /// Whether words here are none of the text.
    fn is_silent(&self) -> bool {
        self.is_preamble && !self.open.iter().any(|open| matches!(open, Open::Headline))
    }

    /// What has to be before words can stand here; false where none can.
    fn begin_words(&mut self) -> bool {
        if self.is_silent() {
            return false;
        }
        self.begin_cell(1, 1);
        if self.composer.open_words().is_empty() {
            self.block_start = self.at;
            let told = self.composer.begin_scope(self.at);
            self.stets_here.extend(told);
        }
        true
    }

    fn words(&mut self, words: &str, place: Span) {
        if self.begin_words() {
            self.composer.words(words, place);
        }
    }

    /// Lets words stand for the next bytes of the text, and goes on behind these.
    fn stand_for(&mut self, words: &str, length: usize) {
        let place = Span::new(self.at, self.at + length);
        if self.begin_words() {
            self.composer.replaced(words, place);
        }
        self.at += length;
    }

    /// White space: a blank line ends a paragraph, any other runs together.
    fn space(&mut self) {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        let place = Span::new(self.at, self.at + length);
        self.at += length;
        let words = place.of(self.text);
        if words.bytes().filter(|byte| *byte == b'\n').count() > 1 {
            self.end_paragraph();
        } else if !self.is_silent() && self.composer.has_words() && !self.ends_with_space() {
            if words == " " || words == "\n" {
                self.composer.words(words, place);
            } else {
                self.composer.replaced(if words.contains('\n') { "\n" } else { " " }, place);
            }
        }
    }

    fn ends_with_space(&self) -> bool {
        self.composer.open_words().ends_with(|sign: char| sign.is_ascii_whitespace())
    }

    /// A comment up to the end of its line, and the white space before the next one.
    fn comment(&mut self) {
        let rest = self.rest();
        let length = rest.find('\n').unwrap_or(rest.len());
        let (start, end) = (self.at, self.at + length);
        self.at = (end + 1).min(self.end);
        let lead = self.rest().bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        // A blank line ends a paragraph behind a comment, too.
        if !self.rest()[lead..].starts_with(['\n', '\r']) {
            self.at += lead;
        } else {
            self.at = end;
        }
        let place = Span::new(start, start + self.text[start..end].trim_end().len());
        let inside = place.of(self.text).trim_start_matches('%');
        let inside_start = start + (place.len() - inside.len());
        match stet::parse_inside(inside) {
            Some(order) if self.composer.has_words() => {
                let scope = Span::new(self.block_start, self.block_start);
                let index = self.composer.stet_here(place, scope, order);
                self.stets_here.push(index);
            }
            Some(order) => self.composer.stet_next(place, order),
            None if !self.composer.has_words() && !self.is_preamble && self.table().is_none() => {
                let inner = Span::new(inside_start, inside_start + inside.len());
                self.composer.block(Role::Comment, inside, inner);
            }
            None => {}
        }
    }

    // blocks

    fn end_block(&mut self) {
        self.composer.close();
        let at = self.at;
        self.composer.end_scope(&std::mem::take(&mut self.stets_here), at);
        if !self.in_footnote {
            self.read_footnotes();
        }
    }

    /// A blank line, or what else ends a paragraph: what is part of a sentence ends with it.
    fn end_paragraph(&mut self) {
        for at in (0..self.open.len()).rev() {
            if matches!(self.open[at], Open::Environment { .. } | Open::Caption) {
                break;
            }
            if !matches!(self.open[at], Open::Group | Open::Term) {
                let inline = std::mem::replace(&mut self.open[at], Open::Group);
                self.end(inline);
            }
        }
        if self.table().is_none() {
            self.end_block();
        }
    }

    /// Reads the footnotes of a paragraph that has ended.
    fn read_footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        let (at, end) = (self.at, self.end);
        let outer = std::mem::take(&mut self.open);
        let too_deep = std::mem::take(&mut self.too_deep);
        self.in_footnote = true;
        while let Some(note) = self.footnotes.pop_front() {
            (self.at, self.end) = (note.start, note.end);
            self.composer.enter(Role::Paragraph);
            self.run();
            while let Some(open) = self.open.pop() {
                self.end(open);
            }
            self.end_block();
            self.composer.leave();
        }
        self.in_footnote = false;
        (self.at, self.end) = (at, end);
        self.open = outer;
        self.too_deep = too_deep;
    }

    // groups

    /// Begins what its opening sign, so many bytes long, begins.
    fn push(&mut self, open: Open<'t>, length: usize) {
        self.at += length;
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        match &open {
            Open::Bold => self.composer.begin_bold(),
            Open::Quoted => {
                let at = Span::new(self.at, self.at);
                self.words("“", at);
            }
            _ => {}
        }
        self.open.push(open);
    }

    fn close_group(&mut self) {
        self.at += 1;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if !matches!(self.open.last(), None | Some(Open::Environment { .. } | Open::Term))
            && let Some(open) = self.open.pop()
        {
            self.end(open);
        }
    }

    fn end(&mut self, open: Open<'t>) {
        match open {
            Open::Group | Open::Term => {}
            Open::Bold => self.composer.end_bold(),
            Open::Code(start) => self.composer.code_since(start),
            Open::Quoted => {
                let at = Span::new(self.at, self.at);
                self.words("”", at);
            }
            Open::Headline | Open::Caption => {
                self.end_block();
                self.composer.leave();
            }
            Open::Environment { kind, has_part, .. } => {
                self.end_block();
                match kind {
                    Environment::List => {
                        if has_part {
                            self.composer.leave();
                        }
                        self.composer.end_list();
                    }
                    Environment::Table => {
                        if has_part {
                            self.composer.end_cell();
                        }
                        self.composer.end_table();
                    }
                    Environment::Quotation | Environment::Summary => self.composer.leave(),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

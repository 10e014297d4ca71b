//! The markup of MediaWiki, as wikis of encyclopedias are written in it. What a template says is not known without the
//! wiki that it belongs to, so one sign stands for it; notes, galleries and categories are no prose of the page. A reader
//! of lines: one pass behind the one that finds what is hidden, with the lists and tables that are open.

mod hidden;
mod inline;
mod table;
#[cfg(test)]
mod tests;
mod visible;

use super::composer::Composer;
use super::{Contents, stet};
use crate::Role;
use factlint_language::span::Span;
use visible::{OBJECT, Visible};

/// Lists lie in each other this deep at most.
const DEEPEST: usize = 20;

/// Reads the prose out of the markup of MediaWiki.
pub(super) fn read(text: &str) -> Contents {
    let hidden = hidden::find(text);
    let mut reader = Reader {
        text,
        composer: Composer::default(),
        lists: Vec::new(),
        tables: Vec::new(),
        in_paragraph: false,
        is_bold: false,
        told: Vec::new(),
        end: 0,
    };
    for line in visible::lines(text, &hidden) {
        reader.line(&line);
    }
    reader.end();
    reader.composer.finish()
}

struct Reader<'t> {
    text: &'t str,
    composer: Composer,
    /// The marks of the lists around the cursor, innermost last.
    lists: Vec<char>,
    tables: Vec<table::Open>,
    in_paragraph: bool,
    /// Whether the words at the cursor are set in bold.
    is_bold: bool,
    /// Comments that speak of the open block.
    told: Vec<usize>,
    /// Where the last line ends in the text.
    end: usize,
}

impl Reader<'_> {
    fn line(&mut self, line: &Visible) {
        self.comments(line);
        let words = line.words();
        let trimmed = words.trim();
        if trimmed.is_empty() {
            // A line that holds only what is hidden parts nothing.
            if !line.hides && self.tables.is_empty() {
                self.end_paragraph();
                self.end_lists(0);
            }
            return;
        }
        if !self.table_line(line) {
            self.line_of_text(line, trimmed);
        }
        self.end = line.place(words.len() - 1) + 1;
    }

    fn line_of_text(&mut self, line: &Visible, trimmed: &str) {
        let words = line.words();
        let lead = words.len() - words.trim_start().len();
        let is_template = trimmed.chars().all(|c| OBJECT.contains(c) || c.is_whitespace());
        let is_rule = trimmed.len() >= 4 && trimmed.bytes().all(|byte| byte == b'-');
        let is_switch = trimmed.starts_with("__") && trimmed.ends_with("__");
        if is_template || is_rule || is_switch || is_redirect(trimmed) {
            self.end_paragraph();
            self.end_lists(0);
        } else if let Some((level, title)) = heading(words) {
            self.end_paragraph();
            self.end_lists(0);
            self.begin_scope(line);
            self.composer.enter_headline(level);
            self.inline(line, title);
            self.end_block();
        } else if let Some(caption) = inline::caption(words) {
            self.end_paragraph();
            self.begin_scope(line);
            self.composer.enter(Role::Caption);
            self.inline(line, caption);
            self.end_block();
        } else if words.starts_with(['*', '#', ';', ':']) {
            self.item(line);
        } else if words.starts_with(' ') && !self.in_paragraph {
            self.end_lists(0);
            self.begin_scope(line);
            self.composer.enter(Role::Code);
            line.emit(&mut self.composer, lead..words.len());
            self.end_block();
        } else {
            self.end_lists(0);
            if self.in_paragraph {
                self.composer.words("\n", Span::new(self.end, self.end));
            } else {
                self.begin_scope(line);
                self.composer.enter(Role::Paragraph);
                self.in_paragraph = true;
            }
            self.inline(line, lead..words.len());
        }
    }

    /// Reads an item of a list; what is only indented is a paragraph of its own.
    fn item(&mut self, line: &Visible) {
        self.end_paragraph();
        let words = line.words();
        let marks: Vec<char> =
            words.chars().take_while(|mark| "*#;:".contains(*mark)).take(DEEPEST).collect();
        let content = words.len() - words.trim_start_matches(['*', '#', ';', ':', ' ']).len();
        self.begin_scope(line);
        if marks.iter().all(|mark| *mark == ':') {
            self.end_lists(0);
            self.composer.enter(Role::Paragraph);
            self.inline(line, content..words.len());
            self.end_block();
            return;
        }
        // "*:" goes on with an item.
        let depth = marks.len();
        let kept = self.lists.iter().zip(&marks).take_while(|(open, mark)| open == mark).count();
        self.end_lists(kept);
        if kept == depth {
            self.composer.leave();
            self.composer.begin_item();
        }
        for mark in &marks[kept..] {
            self.composer.begin_list();
            self.composer.begin_item();
            self.lists.push(*mark);
        }
        self.inline(line, content..words.len());
        self.is_bold = false;
    }

    /// Ends the lists that lie deeper.
    fn end_lists(&mut self, depth: usize) {
        while self.lists.len() > depth {
            self.composer.leave();
            self.composer.end_list();
            self.lists.pop();
            self.end_scope();
        }
    }

    fn end_paragraph(&mut self) {
        if self.in_paragraph {
            self.in_paragraph = false;
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        self.is_bold = false;
        self.composer.leave();
        self.end_scope();
    }

    fn end(&mut self) {
        self.end_paragraph();
        self.end_lists(0);
        while !self.tables.is_empty() {
            self.end_cell();
            self.composer.end_table();
            self.tables.pop();
        }
        self.end_scope();
    }

    /// Reads what the comments of a line order.
    fn comments(&mut self, line: &Visible) {
        for &place in &line.comments {
            let inside = place.of(self.text).trim_start_matches("<!--").trim_end_matches("-->");
            if let Some(order) = stet::parse_inside(inside) {
                self.composer.stet_next(place, order);
            }
        }
    }

    /// Tells the comments that wait for it that a block begins.
    fn begin_scope(&mut self, line: &Visible) {
        self.end_scope();
        self.told = self.composer.begin_scope(line.place(0));
    }

    fn end_scope(&mut self) {
        let told = std::mem::take(&mut self.told);
        if !told.is_empty() {
            let end = self.text[self.end..].find('\n').map_or(self.text.len(), |at| self.end + at);
            self.composer.end_scope(&told, end);
        }
    }
}

/// The level of a heading, and its words: "== Title ==".
fn heading(words: &str) -> Option<(u8, std::ops::Range<usize>)> {
    let end = words.trim_end().len();
    let line = &words[..end];
    let marks =
        |bytes: &mut dyn Iterator<Item = u8>| bytes.take_while(|byte| *byte == b'=').count();
    let level = marks(&mut line.bytes()).min(marks(&mut line.bytes().rev())).min(6);
    (level > 0 && line.len() > 2 * level).then(|| (level as u8, level..end - level))
}

fn is_redirect(words: &str) -> bool {
    words.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("#redirect"))
}

//! Code of Typst: calls, whose content is words, constants, and what rules say of a document.

use typst_syntax::{SyntaxKind as Kind, SyntaxNode};

use super::{OBJECT, Reader, child, placed};
use crate::Role;
use crate::date::{DateSource, Dated};
use factlint_language::span::Span;

/// Longer words are no constants, in bytes.
const LONGEST_CONSTANT: usize = 120;

/// Functions whose content stands by itself.
const BLOCKS: &[&str] =
    &["align", "block", "center", "columns", "grid", "pad", "page", "place", "rect", "stack"];

/// Functions of which nothing is read.
const UNREAD: &[&str] = &[
    "bibliography", "cite", "counter", "h", "image", "label", "line", "lorem", "metadata",
    "outline", "pagebreak", "parbreak", "read", "state", "style", "v",
];

impl Reader<'_> {
    /// Reads the content in code.
    pub(super) fn code(&mut self, node: &SyntaxNode, at: usize) {
        match node.kind() {
            Kind::ContentBlock => self.markup_inside(node, at),
            Kind::Ident => {
                let name = self.words_of(node, at);
                let words = self.constants.get(name).cloned();
                self.stand_for(words.as_deref().unwrap_or(OBJECT), at, node.len());
            }
            Kind::Str => {
                let inner = self.words_of(node, at).trim_matches('"');
                if !inner.contains('\\') {
                    let length = inner.len();
                    self.words(at + 1, length);
                }
            }
            Kind::FuncCall => self.call(node, at),
            Kind::LetBinding => self.binding(node, at),
            Kind::SetRule | Kind::ShowRule => self.rule(node, at),
            Kind::Equation => self.equation(node, at),
            Kind::Raw => self.raw(node, at),
            Kind::Closure
            | Kind::ModuleImport
            | Kind::ModuleInclude
            | Kind::FieldAccess
            | Kind::DestructAssignment => {}
            Kind::CodeBlock
            | Kind::Code
            | Kind::Conditional
            | Kind::ForLoop
            | Kind::WhileLoop
            | Kind::Contextual
            | Kind::Parenthesized => {
                for (child, at) in placed(node, at) {
                    // A name in code need not be shown.
                    if !matches!(child.kind(), Kind::Ident | Kind::Str) {
                        self.space_between(at);
                        self.code(child, at);
                    }
                }
            }
            _ => {}
        }
    }

    /// A call: what its function is given as content is words.
    pub(super) fn call(&mut self, node: &SyntaxNode, at: usize) {
        let end = at + node.len();
        let Some((callee, name_at)) = placed(node, at).next() else { return };
        let name = self.words_of(callee, name_at).to_owned();
        let Some((arguments, arguments_at)) = child(node, at, Kind::Args) else { return };
        let last = name.rsplit('.').next().unwrap_or_default();
        match last {
            _ if UNREAD.contains(&last) => {}
            "footnote" => {
                let content = placed(arguments, arguments_at)
                    .find(|(child, _)| child.kind() == Kind::ContentBlock);
                if let Some((content, at)) = content {
                    self.footnotes.push_back((content.clone(), at));
                }
            }
            "raw" => {
                if let Some((text, at)) = child(arguments, arguments_at, Kind::Str) {
                    let length = text.len().saturating_sub(2);
                    self.begin_words(at);
                    let place = Span::new(at + 1, at + 1 + length);
                    self.composer.code(place.of(self.text), place);
                }
            }
            "link" => {
                let content = child(arguments, arguments_at, Kind::ContentBlock);
                match content.or_else(|| child(arguments, arguments_at, Kind::Str)) {
                    Some((content, at)) => self.code(content, at),
                    None => self.stand_for(OBJECT, at, node.len()),
                }
            }
            "heading" => {
                let level = self
                    .named(arguments, arguments_at, "level")
                    .and_then(|(value, at)| self.words_of(value, at).parse::<u8>().ok());
                self.end_block(at);
                self.composer.enter_headline(level.unwrap_or(1));
                self.contents_of(arguments, arguments_at);
                self.end_block(end);
                self.composer.leave();
            }
            "quote" => {
                let is_block = self
                    .named(arguments, arguments_at, "block")
                    .is_some_and(|(value, at)| self.words_of(value, at) == "true");
                if is_block {
                    self.container(Role::Quotation, at, end, |reader| {
                        reader.contents_of(arguments, arguments_at);
                    });
                } else {
                    self.begin_words(at);
                    self.composer.words("“", Span::new(at, at));
                    self.contents_of(arguments, arguments_at);
                    self.composer.words("”", Span::new(end, end));
                }
            }
            "figure" => {
                self.end_block(at);
                self.contents_of(arguments, arguments_at);
                self.end_block(end);
                if let Some((caption, at)) = self.named(arguments, arguments_at, "caption") {
                    let end = at + caption.len();
                    self.container(Role::Caption, at, end, |reader| reader.code(caption, at));
                }
            }
            "table" => self.table(arguments, arguments_at, at, end),
            "list" | "enum" => {
                self.end_block(at);
                self.composer.begin_list();
                for (content, at) in positional(arguments, arguments_at) {
                    self.composer.begin_item();
                    self.code(content, at);
                    self.end_block(at + content.len());
                    self.composer.leave();
                }
                self.composer.end_list();
            }
            _ if BLOCKS.contains(&last) => {
                self.end_block(at);
                self.contents_of(arguments, arguments_at);
                self.end_block(end);
            }
            _ => {
                let before = self.composer.prose_end();
                self.contents_of(arguments, arguments_at);
                if self.composer.prose_end() == before {
                    self.stand_for(OBJECT, at, node.len());
                }
            }
        }
    }

    /// The content that a call is given without a name.
    pub(super) fn contents_of(&mut self, arguments: &SyntaxNode, at: usize) {
        for (content, at) in positional(arguments, at) {
            if !matches!(content.kind(), Kind::Ident | Kind::Str) {
                self.code(content, at);
            }
        }
    }

    /// The value of a named argument.
    pub(super) fn named<'n>(
        &self,
        arguments: &'n SyntaxNode,
        at: usize,
        name: &str,
    ) -> Option<(&'n SyntaxNode, usize)> {
        placed(arguments, at).filter(|(child, _)| child.kind() == Kind::Named).find_map(
            |(one, at)| {
                let (key, key_at) = child(one, at, Kind::Ident)?;
                if self.words_of(key, key_at) != name {
                    return None;
                }
                placed(one, at)
                    .filter(|(child, place)| *place > key_at && !child.kind().is_trivia())
                    .find(|(child, _)| child.kind() != Kind::Colon)
            },
        )
    }

    pub(super) fn table(
        &mut self,
        arguments: &SyntaxNode,
        arguments_at: usize,
        at: usize,
        end: usize,
    ) {
        let columns = match self.named(arguments, arguments_at, "columns") {
            Some((value, _)) if value.kind() == Kind::Array => {
                let marks = [Kind::LeftParen, Kind::RightParen, Kind::Comma];
                let items = value.children();
                items.filter(|one| !marks.contains(&one.kind()) && !one.kind().is_trivia()).count()
            }
            Some((value, at)) => self.words_of(value, at).parse().unwrap_or(1),
            None => 1,
        };
        self.end_block(at);
        self.composer.begin_table();
        let mut column = 0;
        self.cells(arguments, arguments_at, columns.clamp(1, 1_000), &mut column, false);
        self.end_block(end);
        self.composer.end_table();
    }

    pub(super) fn cells(
        &mut self,
        arguments: &SyntaxNode,
        arguments_at: usize,
        columns: usize,
        column: &mut usize,
        is_head: bool,
    ) {
        for (content, at) in positional(arguments, arguments_at) {
            let mut width = 1;
            if content.kind() == Kind::FuncCall {
                let name = content.children().next().map_or(0, SyntaxNode::len);
                let name = self.text.get(at..at + name).unwrap_or_default().to_owned();
                let inner = child(content, at, Kind::Args);
                match (name.as_str(), inner) {
                    ("table.header", Some((inner, at))) => {
                        self.cells(inner, at, columns, column, true);
                        continue;
                    }
                    ("table.footer", Some((inner, at))) => {
                        self.cells(inner, at, columns, column, false);
                        continue;
                    }
                    ("table.cell", Some((inner, at))) => {
                        let span = self.named(inner, at, "colspan");
                        let span =
                            span.and_then(|(value, at)| self.words_of(value, at).parse().ok());
                        width = span.unwrap_or(1usize).clamp(1, columns);
                    }
                    ("table.hline" | "table.vline", _) => continue,
                    _ => {}
                }
            }
            if column.is_multiple_of(columns) {
                self.composer.begin_row();
            }
            *column += width;
            self.composer.begin_cell(is_head, u16::try_from(width).unwrap_or(1), 1);
            self.code(content, at);
            self.end_block(at + content.len());
            self.composer.end_cell();
        }
    }

    /// `#let name = "words"`: the name stands for the words from here on.
    pub(super) fn binding(&mut self, node: &SyntaxNode, at: usize) {
        let Some((name, name_at)) = child(node, at, Kind::Ident) else { return };
        let name = self.words_of(name, name_at).to_owned();
        let value = placed(node, at).filter(|(_, at)| *at > name_at).last();
        let words = value.and_then(|(value, at)| {
            let words = self.words_of(value, at);
            let inner = match value.kind() {
                Kind::Str => words.trim_matches('"'),
                Kind::ContentBlock => words.strip_prefix('[')?.strip_suffix(']')?.trim(),
                _ => return None,
            };
            let is_plain = !inner.is_empty()
                && inner.len() <= LONGEST_CONSTANT
                && !inner.contains(['\\', '#', '$', '*', '_', '`', '[', ']', '@', '<', '\n']);
            is_plain.then(|| inner.to_owned())
        });
        match words {
            Some(words) => self.constants.insert(name, words),
            None => self.constants.remove(&name),
        };
    }

    /// `#set document(title: [..], date: ..)`, `#show: paper.with(title: [..], abstract: [..])`.
    pub(super) fn rule(&mut self, node: &SyntaxNode, at: usize) {
        let mut calls = vec![(node, at)];
        while let Some((node, at)) = calls.pop() {
            for (child, at) in placed(node, at) {
                match child.kind() {
                    Kind::Args => {
                        if let Some((title, at)) = self.named(child, at, "title") {
                            self.end_block(at);
                            self.composer.enter_headline(1);
                            self.code(title, at);
                            self.end_block(at + title.len());
                            self.composer.leave();
                        }
                        if let Some((summary, at)) = self.named(child, at, "abstract") {
                            let end = at + summary.len();
                            self.container(Role::Summary, at, end, |reader| {
                                reader.code(summary, at)
                            });
                        }
                        if let Some((date, at)) = self.named(child, at, "date") {
                            self.day(date, at);
                        }
                    }
                    Kind::FuncCall => calls.push((child, at)),
                    _ => {}
                }
            }
        }
    }

    /// `datetime(year: 2025, month: 10, day: 17)`.
    pub(super) fn day(&mut self, node: &SyntaxNode, at: usize) {
        let Some((arguments, at)) = child(node, at, Kind::Args) else { return };
        let number = |name| {
            let (value, at) = self.named(arguments, at, name)?;
            self.words_of(value, at).parse::<i16>().ok()
        };
        let (Some(year), Some(month), Some(day)) = (number("year"), number("month"), number("day"))
        else {
            return;
        };
        let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return };
        if let Ok(date) = jiff::civil::Date::new(year, month, day) {
            self.date = Some(Dated { date, source: DateSource::Header("date".to_owned()) });
        }
    }
}

/// The arguments of a call that have no name.
fn positional(arguments: &SyntaxNode, at: usize) -> impl Iterator<Item = (&SyntaxNode, usize)> {
    placed(arguments, at).filter(|(child, _)| {
        !child.kind().is_trivia()
            && !matches!(
                child.kind(),
                Kind::LeftParen | Kind::RightParen | Kind::Comma | Kind::Named | Kind::Spread
            )
    })
}

//! Typst, by its own parser: markup is prose; of code, the content that functions are given, and constants that stand in
//! a text. Nothing is evaluated.

use std::collections::{BTreeMap, VecDeque};

use typst_syntax::{SyntaxKind as Kind, SyntaxNode, ast, parse};

use super::composer::Composer;
use super::date::{DateSource, Dated};
use super::{Contents, stet};
use crate::Role;
use factlint_language::span::Span;

/// What stands for a reference or a formula: the character that Unicode has for an object in a line of text.
const OBJECT: &str = "\u{fffc}";

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

/// Reads the prose.
pub(super) fn read(text: &str) -> Contents {
    // The parser counts a byte order mark as text.
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let root = parse(&text[start..]);
    let mut reader = Reader {
        text,
        composer: Composer::default(),
        block_start: start,
        stets_here: Vec::new(),
        footnotes: VecDeque::new(),
        constants: BTreeMap::new(),
        date: None,
    };
    reader.markup(&root, start);
    reader.end_block(text.len());
    while let Some((note, at)) = reader.footnotes.pop_front() {
        reader.note(note, at);
    }
    let date = reader.date.take();
    Contents { date, ..reader.composer.finish() }
}

struct Reader<'t> {
    text: &'t str,
    composer: Composer,
    /// Where the open block begins in the text.
    block_start: usize,
    /// Comments that speak of the open block.
    stets_here: Vec<usize>,
    /// Footnotes whose paragraph has not ended.
    footnotes: VecDeque<(SyntaxNode, usize)>,
    /// Names that stand for a few plain words.
    constants: BTreeMap<String, String>,
    date: Option<Dated>,
}

/// The children of a node with their places.
fn placed(node: &SyntaxNode, at: usize) -> impl Iterator<Item = (&SyntaxNode, usize)> {
    node.children().scan(at, |at, child| {
        let start = *at;
        *at += child.len();
        Some((child, start))
    })
}

fn child(node: &SyntaxNode, at: usize, kind: Kind) -> Option<(&SyntaxNode, usize)> {
    placed(node, at).find(|(child, _)| child.kind() == kind)
}

impl Reader<'_> {
    fn words_of(&self, node: &SyntaxNode, at: usize) -> &str {
        self.text.get(at..at + node.len()).unwrap_or_default()
    }

    // words

    fn begin_words(&mut self, at: usize) {
        if self.composer.open_words().is_empty() {
            self.block_start = at;
            let told = self.composer.begin_scope(at);
            self.stets_here.extend(told);
        }
    }

    /// Adds a stretch of the text as it stands.
    fn words(&mut self, at: usize, length: usize) {
        self.begin_words(at);
        let place = Span::new(at, at + length);
        self.composer.words(place.of(self.text), place);
    }

    fn stand_for(&mut self, words: &str, at: usize, length: usize) {
        self.begin_words(at);
        self.composer.replaced(words, Span::new(at, at + length));
    }

    fn space(&mut self, at: usize, length: usize) {
        let known = self.composer.open_words();
        if known.is_empty() || known.ends_with(|sign: char| sign.is_whitespace()) {
            return;
        }
        let place = Span::new(at, at + length);
        match place.of(self.text) {
            words @ (" " | "\n") => self.composer.words(words, place),
            words => {
                self.composer.replaced(if words.contains('\n') { "\n" } else { " " }, place);
            }
        }
    }

    /// Parts what may be shown from what may be shown instead.
    fn space_between(&mut self, at: usize) {
        let known = self.composer.open_words();
        if !known.is_empty() && !known.ends_with(|sign: char| sign.is_whitespace()) {
            self.composer.words(" ", Span::new(at, at));
        }
    }

    fn end_block(&mut self, at: usize) {
        self.composer.close();
        self.composer.end_scope(&std::mem::take(&mut self.stets_here), at);
    }

    /// Adds a container of a role, which `tell` fills.
    fn container(&mut self, role: Role, at: usize, end: usize, tell: impl FnOnce(&mut Self)) {
        self.end_block(at);
        self.composer.enter(role);
        tell(self);
        self.end_block(end);
        self.composer.leave();
    }

    fn note(&mut self, note: SyntaxNode, at: usize) {
        let end = at + note.len();
        self.container(Role::Paragraph, at, end, |reader| reader.code(&note, at));
    }

    // markup

    fn markup(&mut self, node: &SyntaxNode, at: usize) {
        let mut list: Option<Kind> = None;
        for (child, at) in placed(node, at) {
            let kind = child.kind();
            let is_item = matches!(kind, Kind::ListItem | Kind::EnumItem | Kind::TermItem);
            let goes_on = matches!(
                kind,
                Kind::Space | Kind::Parbreak | Kind::LineComment | Kind::BlockComment
            );
            if list.is_some() && !goes_on && list != Some(kind) {
                self.end_block(at);
                self.composer.end_list();
                list = None;
            }
            if is_item {
                self.end_block(at);
                if list.is_none() {
                    self.composer.begin_list();
                    list = Some(kind);
                }
                self.item(child, at);
            } else {
                self.element(child, at);
            }
        }
        if list.is_some() {
            self.end_block(at + node.len());
            self.composer.end_list();
        }
    }

    fn item(&mut self, node: &SyntaxNode, at: usize) {
        let end = at + node.len();
        let mut parts = placed(node, at).filter(|(child, _)| child.kind() == Kind::Markup);
        self.composer.begin_item();
        let first = parts.next();
        if let Some((part, at)) = first {
            self.markup(part, at);
        }
        self.end_block(end);
        self.composer.leave();
        for (part, at) in parts {
            self.composer.go_on_with_item();
            self.markup(part, at);
            self.end_block(end);
            self.composer.leave();
        }
    }

    fn element(&mut self, node: &SyntaxNode, at: usize) {
        let length = node.len();
        match node.kind() {
            Kind::Text | Kind::SmartQuote | Kind::Link => self.words(at, length),
            // What is no markup is what it looks like.
            Kind::Error => self.words(at, length),
            Kind::Space => self.space(at, length),
            Kind::Linebreak => self.stand_for("\n", at, length),
            Kind::Parbreak => {
                self.end_block(at);
                while let Some((note, at)) = self.footnotes.pop_front() {
                    self.note(note, at);
                }
            }
            Kind::Escape => {
                if let Some(escape) = node.cast::<ast::Escape<'_>>() {
                    let sign = escape.get();
                    self.stand_for(sign.encode_utf8(&mut [0; 4]), at, length);
                }
            }
            Kind::Shorthand => {
                if let Some(shorthand) = node.cast::<ast::Shorthand<'_>>() {
                    let sign = shorthand.get();
                    self.stand_for(sign.encode_utf8(&mut [0; 4]), at, length);
                }
            }
            Kind::Strong => {
                self.begin_words(at);
                self.composer.begin_bold();
                self.markup_inside(node, at);
                self.composer.end_bold();
            }
            Kind::Emph => self.markup_inside(node, at),
            Kind::Heading => {
                let marker = child(node, at, Kind::HeadingMarker);
                let level = marker.map_or(1, |(marker, _)| marker.len());
                self.end_block(at);
                self.composer.enter_headline(u8::try_from(level).unwrap_or(u8::MAX));
                self.markup_inside(node, at);
                self.end_block(at + length);
                self.composer.leave();
            }
            Kind::Raw => self.raw(node, at),
            Kind::Ref => self.stand_for(OBJECT, at, length),
            Kind::Equation => self.equation(node, at),
            Kind::LineComment | Kind::BlockComment => self.comment(node, at),
            Kind::Label | Kind::Hash | Kind::Shebang | Kind::Semicolon => {}
            _ => self.code(node, at),
        }
    }

    fn markup_inside(&mut self, node: &SyntaxNode, at: usize) {
        for (child, at) in placed(node, at) {
            if child.kind() == Kind::Markup {
                self.markup(child, at);
            }
        }
    }

    fn raw(&mut self, node: &SyntaxNode, at: usize) {
        let mut inner: Option<Span> = None;
        for (child, at) in placed(node, at) {
            if child.kind() == Kind::Text {
                let place = Span::new(at, at + child.len());
                inner = Some(inner.map_or(place, |known| known.hull(place)));
            }
        }
        let Some(place) = inner else { return };
        let words = place.of(self.text);
        if self.words_of(node, at).contains('\n') {
            self.end_block(at);
            self.composer.block(Role::Code, words, place);
        } else {
            self.begin_words(at);
            self.composer.code(words, place);
        }
    }

    /// A formula that is a number is words; anything else is an object.
    fn equation(&mut self, node: &SyntaxNode, at: usize) {
        let whole = self.words_of(node, at);
        let inner = whole.trim_matches('$').trim();
        match plain(inner) {
            Some(words) if words == inner => {
                let lead = whole.find(inner).unwrap_or_default();
                let length = inner.len();
                self.words(at + lead, length);
            }
            Some(words) => self.stand_for(&words, at, node.len()),
            None => self.stand_for(OBJECT, at, node.len()),
        }
    }

    fn comment(&mut self, node: &SyntaxNode, at: usize) {
        let place = Span::new(at, at + node.len());
        let words = place.of(self.text);
        let inner = words.trim_start_matches(['/', '*']);
        let lead = words.len() - inner.len();
        let inner = inner.strip_suffix("*/").unwrap_or(inner);
        match stet::parse_inside(inner) {
            Some(order) if self.composer.has_words() => {
                let scope = Span::new(self.block_start, self.block_start);
                let index = self.composer.stet_here(place, scope, order);
                self.stets_here.push(index);
            }
            Some(order) => self.composer.stet_next(place, order),
            None if !self.composer.has_words() => {
                let start = at + lead;
                self.composer.block(Role::Comment, inner, Span::new(start, start + inner.len()));
            }
            None => {}
        }
    }

    // code

    /// Reads the content in code.
    fn code(&mut self, node: &SyntaxNode, at: usize) {
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
    fn call(&mut self, node: &SyntaxNode, at: usize) {
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
    fn contents_of(&mut self, arguments: &SyntaxNode, at: usize) {
        for (content, at) in positional(arguments, at) {
            if !matches!(content.kind(), Kind::Ident | Kind::Str) {
                self.code(content, at);
            }
        }
    }

    /// The value of a named argument.
    fn named<'n>(
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

    fn table(&mut self, arguments: &SyntaxNode, arguments_at: usize, at: usize, end: usize) {
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

    fn cells(
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
            if *column % columns == 0 {
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
    fn binding(&mut self, node: &SyntaxNode, at: usize) {
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
    fn rule(&mut self, node: &SyntaxNode, at: usize) {
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
    fn day(&mut self, node: &SyntaxNode, at: usize) {
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

/// The words of a formula that is a number, perhaps with a unit in quotation marks, or a result as papers report it.
fn plain(formula: &str) -> Option<String> {
    /// Names of signs.
    const SIGNS: &[(&str, &str)] = &[
        ("times", "×"),
        ("plus.minus", "±"),
        ("approx", "≈"),
        ("lt.eq", "≤"),
        ("gt.eq", "≥"),
        ("degree", "°"),
        ("percent", "%"),
        ("mu", "µ"),
        ("chi", "χ"),
        ("eta", "η"),
    ];
    const LONGEST: usize = 80;
    if formula.len() > LONGEST {
        return None;
    }
    let mut words = String::new();
    let mut rest = formula;
    while let Some(sign) = rest.chars().next() {
        let mut length = sign.len_utf8();
        if sign.is_ascii_alphabetic() {
            let is_name = |sign: &u8| sign.is_ascii_alphabetic() || *sign == b'.';
            length = rest.bytes().take_while(is_name).count();
            let name = &rest[..length];
            match SIGNS.iter().find(|(known, _)| *known == name) {
                Some((_, meant)) => words.push_str(meant),
                None if length == 1 => words.push(sign),
                None => return None,
            }
        } else if sign == '"' {
            let inner = &rest[1..];
            let end = inner.find('"')?;
            words.push_str(&inner[..end]);
            length = end + 2;
        } else if rest.starts_with("<=") || rest.starts_with(">=") {
            words.push(if sign == '<' { '≤' } else { '≥' });
            length = 2;
        } else if sign == '^' {
            let power = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
            if power == 0 {
                return None;
            }
            words.push_str(&super::superscript::superscript(&rest[1..1 + power]));
            length += power;
        } else if sign.is_ascii_digit() || " .,<>=()+-%".contains(sign) {
            words.push(sign);
        } else {
            return None;
        }
        rest = &rest[length..];
    }
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<(String, Role)> {
        let contents = read(text);
        trial::assert_sound(text, &contents);
        trial::blocks(contents)
    }

    fn words(text: &str) -> Vec<String> {
        told(text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn markup_is_prose() {
        let text = "= The *Halden* Bridge\n\nIt is *1,240*~m long --- and \\#1. See @map, `x = 5` and https://a.example.\n\n- one\n- \
                    two\n  + inner\n\n/ Span: 320 m\n\n```py\ny = 3\n```\n";
        let expected = [
            ("The Halden Bridge", Role::Headline),
            (
                "It is 1,240\u{a0}m long — and #1. See \u{fffc}, x = 5 and https://a.example.",
                Role::Paragraph,
            ),
            ("one", Role::ListItem),
            ("two", Role::ListItem),
            ("inner", Role::ListItem),
            ("Span", Role::ListItem),
            ("320 m", Role::ListItem),
            ("y = 3", Role::Code),
        ];
        let expected: Vec<(String, Role)> =
            expected.iter().map(|(words, role)| ((*words).to_owned(), *role)).collect();
        assert_eq!(told(text), expected);
    }

    #[test]
    fn code_gives_its_content() {
        let text = "#set document(title: [Bridges], date: datetime(year: 2025, month: 10, day: 17))\n#let span = [320 m]\n#let \
                    f(x) = [no #x]\n#import \"a.typ\": b\nThe span is #span, said #emph[Lee]#footnote[In May.], #b\n\n#if x [Both] \
                    else [sides.]\n";
        let contents = read(text);
        assert_eq!(
            contents.date.as_ref().map(|d| d.date.to_string()).as_deref(),
            Some("2025-10-17")
        );
        assert_eq!(
            words(text),
            ["Bridges", "The span is 320 m, said Lee, \u{fffc}", "In May.", "Both sides."]
        );
    }

    #[test]
    fn tables_have_rows() {
        let text = "#figure(table(columns: 2, table.header([Plan], [Seats]), [Lime], [12], table.cell(colspan: 2)[All]), caption: \
                    [Plans])\n";
        let contents = read(text);
        let cells: Vec<_> = contents
            .blocks
            .iter()
            .filter_map(|block| block.cell)
            .map(|cell| (cell.row, cell.column, cell.width, cell.is_head))
            .collect();
        assert_eq!(
            cells,
            [
                (1, 0, 1, true),
                (1, 1, 1, true),
                (2, 0, 1, false),
                (2, 1, 1, false),
                (3, 0, 2, false)
            ]
        );
        assert_eq!(told(text).pop(), Some(("Plans".to_owned(), Role::Caption)));
    }

    #[test]
    fn formulas_that_are_numbers_are_words() {
        assert_eq!(
            words("About $5 \"km\"$, $p <= .05$, $3 times 10^6$ and $x_1$."),
            ["About 5 km, p ≤ .05, 3 × 10⁶ and \u{fffc}."]
        );
    }

    #[test]
    fn comments_let_blocks_stand() {
        let text = "// factlint: stet a: so\n\nSwolle is here.\n\nAnd here.\n";
        assert_eq!(read(text).stets[0].scope.of(text), "Swolle is here.");
    }

    #[test]
    fn odd_files_are_read() {
        for text in [
            "", "\u{feff}= a", "#", "#(", "[", "$", "*", "`", "#let", "#f(",
            "#table(columns: 0, [a])", "/* \u{e9}",
        ] {
            told(text);
        }
        for pattern in ["[", "*_", "#[", "#(", "$a^", "= ", "- a\n", "#f(x: ", "#if a {", "#x => "]
        {
            let text = pattern.repeat(3_000);
            told(&text);
        }
    }

    proptest! {
        #[test]
        fn every_text_is_sound(text in "([a-z ]{1,5}|[*_`$#@~\\\\<>=/+-]|\\[|\\]|\\(|\\)|\\{|\\}|\"|\n|\n\n|é|#let a = |#table\\(|//|/\\*){0,24}") {
            trial::assert_sound(&text, &read(&text));
        }
    }
}

//! Typst, by its own parser: markup is prose; of code, the content that functions are given, and constants that stand in
//! a text. Nothing is evaluated.

mod code;
mod math;

use std::collections::{BTreeMap, VecDeque};

use typst_syntax::{SyntaxKind as Kind, SyntaxNode, ast, parse};

use super::composer::Composer;
use super::date::Dated;
use super::{Contents, stet};
use crate::Role;
use factlint_language::span::Span;

/// What stands for a reference or a formula: the character that Unicode has for an object in a line of text.
const OBJECT: &str = "\u{fffc}";

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
        match math::plain(inner) {
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
}

#[cfg(test)]
mod tests;

//! The events of html5gum's tokenizer with their places in the text. The only place that knows the crate.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

use factlint_language::span::Span;

/// What listens to the events of a text.
pub(super) trait Listener {
    /// Words that stand for the text at `from`: the same bytes, or what an entity stands for.
    fn words(&mut self, words: &str, from: Span);
    /// The start tag of an element.
    fn start(&mut self, tag: &Tag, from: Span);
    /// The end tag of an element, by its name in lower case.
    fn end(&mut self, name: &str, from: Span);
    /// A comment.
    fn comment(&mut self, from: Span);
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// The element's name in lower case.
    pub name: String,
    /// Names in lower case, and values with their entities resolved.
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute, empty where it has none.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The words of an attribute whose value is a list of them.
    pub fn words_of(&self, name: &str) -> impl Iterator<Item = &str> {
        self.attribute(name).unwrap_or_default().split_ascii_whitespace()
    }
}

/// Tells a listener the events of a stretch of text; offsets count from the start of the text.
pub(super) fn listen(text: &str, within: Span, listener: &mut impl Listener) {
    let emitter = Events {
        text,
        listener,
        position: within.start as usize,
        told: within.start as usize,
        tag: Tag::default(),
        is_end: false,
        is_cut: false,
        last_start: String::new(),
    };
    // Reading from memory cannot fail, and an emitter of nothing never stops the tokenizer.
    let _ = Tokenizer::new_with_emitter(within.of(text), emitter).finish();
}

struct Events<'t, 'l, L> {
    text: &'t str,
    listener: &'l mut L,
    /// How far the tokenizer has read.
    position: usize,
    /// How far the listener has been told.
    told: usize,
    tag: Tag,
    is_end: bool,
    /// Whether words have been read that are only a part of a character.
    is_cut: bool,
    /// The last start tag: only its end tag ends raw text.
    last_start: String,
}

impl<L: Listener> Events<'_, '_, L> {
    /// What has been read and not yet been passed on.
    fn take_pending(&mut self) -> Span {
        let start = self.told.min(self.position);
        self.told = self.position;
        Span::new(start, self.position)
    }
}

fn push(text: &mut String, bytes: &[u8]) {
    text.push_str(&String::from_utf8_lossy(bytes));
}

impl<L: Listener> Emitter for Events<'_, '_, L> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, last: Option<&[u8]>) {
        self.last_start.clear();
        push(&mut self.last_start, last.unwrap_or_default());
    }

    fn emit_eof(&mut self) {}

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, words: &[u8]) {
        // Behind an ampersand that is no entity comes one byte alone, even if a character has several.
        let words = std::str::from_utf8(words).ok().filter(|_| !self.is_cut);
        self.is_cut = words.is_none() && !self.text.is_char_boundary(self.position);
        if self.is_cut {
            return;
        }
        let mut from = self.take_pending();
        let words = words.unwrap_or(from.of(self.text));
        // The tokenizer makes one line feed of CR and LF, and tells it at the CR.
        if from.len() == words.len() + 1 && from.of(self.text).starts_with('\n') {
            from.start += 1;
        }
        self.listener.words(words, from);
    }

    fn init_start_tag(&mut self) {
        self.tag.name.clear();
        self.tag.attributes.clear();
        self.is_end = false;
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end = true;
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        let from = self.take_pending();
        if self.is_end {
            self.last_start.clear();
            self.listener.end(&self.tag.name, from);
            return None;
        }
        self.last_start.clone_from(&self.tag.name);
        self.listener.start(&self.tag, from);
        naive_next_state(self.tag.name.as_bytes())
    }

    fn emit_current_comment(&mut self) {
        let from = self.take_pending();
        self.listener.comment(from);
    }

    fn emit_current_doctype(&mut self) {
        self.take_pending();
    }

    fn set_self_closing(&mut self) {}

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        push(&mut self.tag.name, name);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.tag.attributes.push(Default::default());
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if let Some((known, _)) = self.tag.attributes.last_mut() {
            push(known, name);
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if let Some((_, known)) = self.tag.attributes.last_mut() {
            push(known, value);
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}

//! Data as texts: the strings of JSON and YAML files, each below the keys that lead to it, which are its headings. A
//! description of an interface (OpenAPI, AsyncAPI) is read for its texts and limits, any other file for all it says.

mod scalar;

use jsonc_parser::ast::Value as Json;
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::assembly::Assembly;
use super::date::{self, DateSource, Dated};
use super::notebook::unescape;
use super::stet::{self, Reach, StetComment};
use super::{Contents, markdown, plain};
use crate::Role;
use factlint_language::span::{OffsetMap, ProseBuilder, Span};

/// What is nested deeper is not read.
const DEEPEST: usize = 64;

/// Keys whose string names the thing that their mapping is about.
const NAMES: &[&str] = &["headline", "name", "title"];

/// Keys whose string is a text of its own, not a value of something called so.
const TEXTS: &[&str] =
    &["abstract", "body", "content", "description", "note", "notes", "summary", "text"];

/// Keys whose text, where it has several lines, is a program.
const PROGRAMS: &[&str] = &["code", "command", "query", "run", "script", "source", "sql"];

/// Keys of an interface's description whose value is worth reading beside its texts.
const LIMITS: &[&str] = &[
    "default", "exclusiveMaximum", "exclusiveMinimum", "maxItems", "maxLength", "maximum",
    "minItems", "minLength", "minimum", "version",
];

/// Keys below which nothing is stated.
const SHOWN_ONLY: &[&str] =
    &["const", "enum", "example", "examples", "x-code-samples", "x-codeSamples"];

/// Keys of an interface's description whose mapping has names for keys.
const NAMED: &[&str] = &[
    "$defs", "callbacks", "channels", "definitions", "headers", "links", "messages", "parameters",
    "paths", "patternProperties", "properties", "requestBodies", "responses", "schemas",
    "securitySchemes", "webhooks",
];

/// Keys at the top that say that a file describes an interface.
const INTERFACES: &[&str] = &["asyncapi", "openapi", "swagger"];

/// Words that stand in parts of an interface's description, and hardly in other data.
const MARKS: &[&str] = &["$ref", "operationId", "x-codeSamples"];

/// Reads a file of data, which may be said to be a description of an interface. What is neither JSON nor YAML is read
/// as plain text.
pub(super) fn read(text: &str, is_interface: bool) -> Contents {
    let is_part = |mark: &&str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    let interface = is_interface
        || MARKS.iter().any(is_part)
        || top_keys(text).iter().any(|(key, _)| INTERFACES.contains(&key.as_str()));
    let mut reader = Reader {
        text,
        interface,
        whole: Assembly::default(),
        open: Vec::new(),
        too_deep: 0,
        waiting: Vec::new(),
        date: None,
    };
    match walk(text, &mut reader) {
        Ok(()) => {
            let date = reader.date.take();
            Contents { date: date.map(|(_, dated)| dated), ..reader.whole.finish() }
        }
        Err(_) => plain::read(text),
    }
}

/// Where a file stops being JSON or YAML, and why, if it does.
pub(super) fn mistake(text: &str) -> Option<(usize, String)> {
    struct Nothing;
    impl Listener for Nothing {}
    walk(text, &mut Nothing).err()
}

/// The values at the top, by their keys; those in `info` of an interface too.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    top_keys(text).into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The keys at the top and one below, with what their scalars say.
fn top_keys(text: &str) -> Vec<(String, String)> {
    #[derive(Default)]
    struct Top {
        depth: usize,
        path: Vec<String>,
        found: Vec<(String, String)>,
    }
    impl Listener for Top {
        fn begin(&mut self, _: Holds) {
            self.depth += 1;
        }
        fn end(&mut self) {
            self.depth = self.depth.saturating_sub(1);
            self.path.truncate(self.depth);
        }
        fn key(&mut self, key: Scalar) {
            if self.depth <= 2 && self.depth > 0 {
                self.path.truncate(self.depth - 1);
                self.path.push(key.text);
                self.found.push((self.path.join("."), String::new()));
            }
        }
        fn scalar(&mut self, value: Scalar) {
            if (1..=2).contains(&self.depth)
                && let Some((_, said)) = self.found.last_mut()
                && said.is_empty()
            {
                *said = value.text;
            }
        }
    }
    let mut top = Top::default();
    let _ = walk(text, &mut top);
    top.found
}

/// What a mapping or a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Mapping,
    List,
}

/// A scalar: what it says, and where that stands in the file.
#[derive(Debug)]
struct Scalar {
    text: String,
    map: OffsetMap,
    /// Whether it is a text, not a number or a flag.
    is_text: bool,
    place: Span,
}

/// What hears of the values of a file in their order.
trait Listener {
    fn begin(&mut self, _: Holds) {}
    fn end(&mut self) {}
    fn key(&mut self, _: Scalar) {}
    fn scalar(&mut self, _: Scalar) {}
    /// What stands between two values: marks, white space, comments.
    fn gap(&mut self, _: Span) {}
}

fn walk(text: &str, listener: &mut impl Listener) -> Result<(), (usize, String)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    if text[start..].trim_start().starts_with(['{', '[']) {
        let parsed =
            jsonc_parser::parse_to_ast(&text[start..], &Default::default(), &Default::default());
        match parsed {
            Ok(parsed) => {
                if let Some(value) = &parsed.value {
                    walk_json(text, start, value, 0, listener);
                }
                return Ok(());
            }
            // YAML's lists and mappings may look like that, too.
            Err(error) => {
                return walk_yaml(text, start, listener)
                    .map_err(|_| (start + error.range().start, error.kind().to_string()));
            }
        }
    }
    walk_yaml(text, start, listener)
}

fn walk_json(
    text: &str,
    start: usize,
    value: &Json<'_>,
    depth: usize,
    listener: &mut impl Listener,
) {
    if depth > DEEPEST {
        return;
    }
    let string = |range: jsonc_parser::common::Range| {
        let mut builder = ProseBuilder::new();
        let place = start + range.start..start + range.end;
        unescape(text, place.clone(), &mut builder);
        let (words, map) = builder.finish();
        Scalar { text: words, map, is_text: true, place: Span::new(place.start, place.end) }
    };
    let bare = |range: jsonc_parser::common::Range| {
        let place = Span::new(start + range.start, start + range.end);
        let mut builder = ProseBuilder::new();
        builder.push(place.of(text), place);
        let (words, map) = builder.finish();
        Scalar { text: words, map, is_text: false, place }
    };
    match value {
        Json::Object(object) => {
            listener.begin(Holds::Mapping);
            for property in &object.properties {
                let key = match &property.name {
                    jsonc_parser::ast::ObjectPropName::String(literal) => string(literal.range),
                    jsonc_parser::ast::ObjectPropName::Word(word) => bare(word.range),
                };
                listener.key(key);
                walk_json(text, start, &property.value, depth + 1, listener);
            }
            listener.end();
        }
        Json::Array(array) => {
            listener.begin(Holds::List);
            for value in &array.elements {
                walk_json(text, start, value, depth + 1, listener);
            }
            listener.end();
        }
        Json::StringLit(literal) => listener.scalar(string(literal.range)),
        Json::NumberLit(literal) => listener.scalar(bare(literal.range)),
        Json::BooleanLit(literal) => listener.scalar(bare(literal.range)),
        Json::NullKeyword(_) => {}
    }
}

fn walk_yaml(
    text: &str,
    start: usize,
    listener: &mut impl Listener,
) -> Result<(), (usize, String)> {
    let text_from = &text[start..];
    // The parser counts characters.
    let offsets: Option<Vec<usize>> = (!text_from.is_ascii())
        .then(|| text_from.char_indices().map(|(at, _)| start + at).chain([text.len()]).collect());
    let offset = |index: usize| match &offsets {
        Some(offsets) => offsets.get(index).copied().unwrap_or(text.len()),
        None => (start + index).min(text.len()),
    };
    // Which containers are mappings, and whether a key of them comes next.
    let mut open: Vec<Option<bool>> = Vec::new();
    let mut last = start;
    let mut parser = Parser::new_from_str(text_from);
    while let Some(event) = parser.next_event() {
        let (event, span) =
            event.map_err(|error| (offset(error.marker().index()), error.info().to_owned()))?;
        let (from, to) = (offset(span.start.index()), offset(span.end.index()));
        if from > last {
            listener.gap(Span::new(last, from));
        }
        last = last.max(to);
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_mapping = matches!(event, Event::MappingStart(..));
                if let Some(Some(is_key)) = open.last_mut() {
                    *is_key = !*is_key;
                }
                open.push(is_mapping.then_some(true));
                listener.begin(if is_mapping { Holds::Mapping } else { Holds::List });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                listener.end();
            }
            Event::Scalar(words, style, ..) => {
                let is_key = matches!(open.last(), Some(Some(true)));
                if let Some(Some(is_key)) = open.last_mut() {
                    *is_key = !*is_key;
                }
                let is_text = style != ScalarStyle::Plain || !is_number_or_flag(&words);
                let is_null = style == ScalarStyle::Plain && matches!(&*words, "" | "~" | "null");
                let map = scalar::map(text, &words, from..to.max(from), style);
                let place = Span::new(from, to.max(from));
                let scalar = Scalar { text: words.into_owned(), map, is_text, place };
                if is_key {
                    listener.key(scalar);
                } else if !is_null {
                    listener.scalar(scalar);
                }
            }
            Event::Alias(_) => {
                if let Some(Some(is_key)) = open.last_mut() {
                    *is_key = !*is_key;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_number_or_flag(words: &str) -> bool {
    matches!(words, "true" | "false" | "yes" | "no" | "on" | "off")
        || (words.contains(|sign: char| sign.is_ascii_digit())
            && words.bytes().all(|byte| byte.is_ascii_digit() || b"+-._eE".contains(&byte)))
}

/// A mapping or list whose end has not been read yet.
struct Open {
    holds: Holds,
    /// The key that is being read.
    key: Option<Key>,
    /// Whether its keys are names, not words of the format.
    has_names: bool,
    /// Whether nothing below it is stated.
    is_shown_only: bool,
}

struct Key {
    text: String,
    map: OffsetMap,
    /// Whether it was told as a headline.
    is_told: bool,
}

struct Reader<'t> {
    text: &'t str,
    interface: bool,
    whole: Assembly,
    open: Vec<Open>,
    too_deep: usize,
    /// Comments that wait for the text that they speak of.
    waiting: Vec<StetComment>,
    date: Option<(usize, Dated)>,
}

impl Reader<'_> {
    /// Tells the keys that lead to here, but for the innermost one, each once.
    fn tell_path(&mut self, but_last: bool) {
        let count = self.open.len() - usize::from(but_last);
        for at in 0..count {
            let level = u8::try_from(at + 1).unwrap_or(u8::MAX);
            let Some(key) = &mut self.open[at].key else { continue };
            if std::mem::replace(&mut key.is_told, true) {
                continue;
            }
            let span = self.whole.block(Role::Headline, level, &key.text, &key.map);
            if let Some(span) = span {
                self.whole.code(span);
                let end =
                    key.map.hull(factlint_language::span::ProseSpan::new(0, key.text.len())).end;
                self.whole.end_part(end as usize);
            }
        }
    }

    /// Adds the texts that comments wait for.
    fn let_stand(&mut self, place: Span) {
        for mut stet in std::mem::take(&mut self.waiting) {
            stet.scope = place;
            self.whole.contents_mut().stets.push(stet);
        }
    }
}

impl Listener for Reader<'_> {
    fn begin(&mut self, holds: Holds) {
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let around = self.open.last();
        let key = around.and_then(|around| around.key.as_ref());
        let key = key.map_or("", |key| key.text.as_str());
        let is_word = self.interface && !around.is_some_and(|around| around.has_names);
        let open = Open {
            holds,
            key: None,
            has_names: holds == Holds::Mapping && is_word && NAMED.contains(&key),
            is_shown_only: around.is_some_and(|around| around.is_shown_only)
                || ((is_word || !self.interface) && SHOWN_ONLY.contains(&key)),
        };
        self.open.push(open);
    }

    fn end(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else {
            self.open.pop();
        }
    }

    fn key(&mut self, key: Scalar) {
        if self.too_deep == 0
            && let Some(open) = self.open.last_mut()
        {
            open.key = Some(Key { text: key.text, map: key.map, is_told: false });
        }
    }

    fn scalar(&mut self, value: Scalar) {
        if self.too_deep > 0 {
            return;
        }
        let Some(open) = self.open.last() else {
            // A file that is one string.
            self.whole.embed(plain::read(&value.text), &value.text, &value.map);
            return self.whole.end_part(value.place.end as usize);
        };
        let key = open.key.as_ref().map_or("", |key| key.text.as_str()).to_owned();
        let is_mapping = open.holds == Holds::Mapping;
        let lower = key.to_lowercase();
        if is_mapping
            && self.open.len() == 1
            && let Some(rank) = date::KEYS.iter().position(|known| *known == lower)
            && self.date.as_ref().is_none_or(|(known, _)| rank < *known)
            && let Some(date) = date::parse(&value.text)
        {
            self.date = Some((rank, Dated { date, source: DateSource::Header(key.clone()) }));
        }
        let is_name = is_mapping && value.is_text && NAMES.contains(&key.as_str());
        let is_text = is_mapping && value.is_text && TEXTS.contains(&key.as_str());
        let is_limit = is_mapping && LIMITS.contains(&key.as_str());
        let is_of_format = !self.interface || !open.has_names;
        if open.is_shown_only || (is_mapping && is_of_format && SHOWN_ONLY.contains(&key.as_str()))
        {
            return;
        }
        if self.interface && (open.has_names || !(is_name || is_text || is_limit)) {
            return;
        }
        let end = value.place.end as usize;
        if is_name {
            self.tell_path(true);
            let level = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
            let span = self.whole.block(Role::Headline, level, &value.text, &value.map);
            // `retry_ms` is a name for machines, "Halden Bridge" one for people.
            if let Some(span) = span.filter(|_| is_word(&value.text)) {
                self.whole.code(span);
            }
        } else if is_mapping && PROGRAMS.contains(&key.as_str()) && value.text.trim().contains('\n')
        {
            self.tell_path(false);
            self.whole.block(Role::Code, 1, &value.text, &value.map);
        } else if is_text || value.text.trim().contains('\n') {
            self.tell_path(is_text);
            self.whole.embed(markdown::read(&value.text), &value.text, &value.map);
        } else if is_mapping {
            self.tell_path(true);
            self.labelled(&value);
        } else {
            self.tell_path(false);
            self.whole.block(Role::ListItem, 1, &value.text, &value.map);
        }
        self.let_stand(value.place);
        self.whole.end_part(end);
    }

    fn gap(&mut self, place: Span) {
        if !stet::may_stand_in(place.of(self.text)) {
            return;
        }
        let mut at = place.start as usize;
        for line in place.of(self.text).split_inclusive('\n') {
            if let Some(mark) = line.find('#') {
                let inside = line[mark..].trim_start_matches('#').trim_end();
                let comment = Span::new(at + mark, at + line.trim_end().len().max(mark));
                if let Some(order) = stet::parse_inside(inside) {
                    let (scope, reach) = (comment, Reach::Block);
                    self.waiting.push(StetComment { place: comment, scope, reach, order });
                }
            }
            at += line.len();
        }
    }
}

impl Reader<'_> {
    /// "range: 1,600 km": a value below its key.
    fn labelled(&mut self, value: &Scalar) {
        let Some(Open { key: Some(key), .. }) = self.open.last() else { return };
        let Some(label) = self.whole.block(Role::Paragraph, 1, &key.text, &key.map) else {
            self.whole.block(Role::Paragraph, 1, &value.text, &value.map);
            return;
        };
        self.whole.code(label);
        if value.text.trim().is_empty() {
            return;
        }
        let at = value.place.start as usize;
        self.whole.go_on(": ", None, at);
        let span = self.whole.go_on(value.text.trim_end(), Some(&value.map), at);
        if is_word(&value.text) {
            self.whole.code(span);
        }
    }
}

/// Whether a text is one word, as machines have them.
fn is_word(text: &str) -> bool {
    !text.trim().contains(char::is_whitespace)
}

#[cfg(test)]
mod tests;

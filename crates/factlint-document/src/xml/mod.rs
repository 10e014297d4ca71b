//! XML of the trade: JATS, DITA, NITF, NewsML-G2, DocBook, and whatever a vocabulary of one's own says. The events of
//! quick-xml become prose, blocks and a map; a stack of open elements tells what the words belong to.

mod day;
mod vocabulary;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use quick_xml::events::{BytesStart, Event};

use super::composer::Composer;
use super::date::{DateSource, Dated};
use super::docx::{attribute, events};
use super::html::entity;
use super::{Contents, stet};
use crate::Role;
use day::Day;
use factlint_language::span::Span;
use vocabulary::Vocabularies;
pub use vocabulary::{Part, Vocabulary};

/// Elements that lie deeper mean nothing of their own.
const DEEPEST: usize = 256;

/// Reads the prose out of an XML text; own vocabularies come before those that come with factlint. What follows a
/// place where it is no XML is not read.
pub(super) fn read(text: &str, own: &[Vocabulary]) -> Contents {
    let outline = Outline::of(text);
    let vocabularies = Vocabularies::of(&outline.root, text, own);
    let mut reader = Reader {
        text,
        vocabularies,
        outline: &outline,
        composer: Composer::default(),
        open: Vec::new(),
        too_deep: 0,
        skipped: 0,
        has_title: false,
        block_start: 0,
        stets_here: Vec::new(),
        date: None,
        day: None,
    };
    for_each(text, |event, place| reader.take(event, place));
    reader.finish()
}

/// Where a text stops being XML, and why, if it does.
pub(super) fn mistake(text: &str) -> Option<(usize, String)> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = events(text);
    let mut open = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => open += 1,
            Ok(Event::End(_)) => open = open.saturating_sub(1),
            Ok(Event::Eof) if open > 0 => {
                return Some((text.len(), "an element has no end".to_owned()));
            }
            Ok(Event::Eof) => return None,
            Ok(_) => {}
            Err(error) => {
                let at = mark + usize::try_from(reader.error_position()).unwrap_or(text.len());
                return Some((at.min(text.len()), error.to_string()));
            }
        }
    }
}

/// The attributes of the element at the root.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    let mut found = None;
    let mut reader = events(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(root) | Event::Empty(root) => {
                let mut attributes = root.attributes();
                let fields = attributes.with_checks(false).flatten().filter_map(|one| {
                    let name = one.key.local_name().into_inner().to_owned();
                    let value = one.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
                    Some((name, value.into_owned()))
                });
                found = Some(fields.collect());
                break;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found.unwrap_or_default()
}

/// Tells the events of a text with their places, up to where it is no XML.
fn for_each<'t>(text: &'t str, mut listen: impl FnMut(Event<'t>, Range<usize>)) {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = events(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let position = |at: u64| (mark + usize::try_from(at).unwrap_or(0)).min(text.len());
    loop {
        let start = position(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => listen(event, start..position(reader.buffer_position())),
        }
    }
}

/// What has to be known of a text before it is read.
#[derive(Default)]
struct Outline {
    root: String,
    /// Elements that stand beside words somewhere.
    inline: BTreeSet<String>,
}

impl Outline {
    fn of(text: &str) -> Self {
        struct Open {
            has_words: bool,
            children: Vec<String>,
        }
        let mut outline = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut too_deep = 0usize;
        for_each(text, |event, place| match event {
            Event::Start(element) | Event::Empty(element) if open.len() < DEEPEST => {
                let name = element.local_name().into_inner().to_owned();
                if outline.root.is_empty() {
                    outline.root.clone_from(&name);
                }
                if let Some(around) = open.last_mut()
                    && !around.children.contains(&name)
                    && around.children.len() < DEEPEST
                {
                    around.children.push(name);
                }
                if text[place].ends_with("/>") {
                    return;
                }
                open.push(Open { has_words: false, children: Vec::new() });
            }
            Event::Start(_) => too_deep += 1,
            Event::End(_) if too_deep > 0 => too_deep -= 1,
            Event::End(_) => {
                if let Some(closed) = open.pop()
                    && closed.has_words
                {
                    outline.inline.extend(closed.children);
                }
            }
            Event::Text(_) | Event::CData(_) => {
                if let Some(around) = open.last_mut() {
                    around.has_words |= !text[place].trim().is_empty();
                }
            }
            _ => {}
        });
        outline
    }
}

/// How many columns a cell of CALS reaches over, where their names count them: `namest="c1" nameend="c3"`.
fn span_of_columns(element: &BytesStart<'_>) -> Option<u16> {
    let number = |key: &str| {
        let name = attribute(element, key)?;
        name.trim_start_matches(|sign: char| !sign.is_ascii_digit()).parse::<u16>().ok()
    };
    let (first, last) = (number("namest")?, number("nameend")?);
    last.checked_sub(first)?.checked_add(1)
}

/// An element whose end has not been read yet.
struct Open<'t> {
    name: &'t str,
    part: Option<Part>,
    /// Whether a title stands right in it.
    has_title: bool,
    /// Whether its cells have a row: those right in a head have none of their own.
    has_row: bool,
    /// Where its words begin in the prose.
    start: usize,
    /// The comments that speak of it.
    stets: Vec<usize>,
}

struct Reader<'t, 'v> {
    text: &'t str,
    vocabularies: Vocabularies<'v>,
    outline: &'v Outline,
    composer: Composer,
    open: Vec<Open<'t>>,
    /// How many elements lie deeper than the deepest that counts.
    too_deep: usize,
    /// How many of the open elements lie in one of which nothing is read, that one included.
    skipped: usize,
    has_title: bool,
    /// Where the open block begins in the text.
    block_start: usize,
    /// Comments that stand in the open block.
    stets_here: Vec<usize>,
    date: Option<(usize, Date, String)>,
    day: Option<Day<'t>>,
}

impl<'t> Reader<'t, '_> {
    fn take(&mut self, event: Event<'t>, place: Range<usize>) {
        match event {
            Event::Start(element) => self.start(&element, place),
            Event::Empty(element) => {
                self.start(&element, place.clone());
                self.end(place.end);
            }
            Event::End(_) => self.end(place.end),
            Event::Text(_) => self.words(place),
            Event::CData(_) => {
                let inner = (place.start + "<![CDATA[".len()).min(place.end);
                let end = place.end.saturating_sub("]]>".len()).max(inner);
                self.words(inner..end);
            }
            Event::GeneralRef(_) => self.reference(place),
            Event::Comment(_) => self.comment(place),
            _ => {}
        }
    }

    fn start(&mut self, element: &BytesStart<'t>, place: Range<usize>) {
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        // The name as it stands in the text, which lives as long as the reader.
        let whole = &self.text[place.start..place.end];
        let name = whole.trim_start_matches('<');
        let end = name.find(|sign: char| sign.is_whitespace() || "/>".contains(sign));
        let name = &name[..end.unwrap_or(name.len())];
        let name = name.rsplit(':').next().unwrap_or(name);
        let around: Vec<&str> = self.open.iter().map(|open| open.name).collect();
        self.find_day(name, &around, element);
        let part = self.vocabularies.part(name, &around);
        let at = place.start;
        if self.skipped > 0 || part == Some(Part::Skip) {
            self.skipped += 1;
            let stets = Vec::new();
            let (has_title, has_row) = (false, false);
            self.open.push(Open { name, part: None, has_title, has_row, start: 0, stets });
            return;
        }
        let part = part.or_else(|| self.outline.inline.contains(name).then_some(Part::Inline));
        let is_inline = part.is_some_and(Part::is_inline);
        let mut stets = Vec::new();
        if !is_inline {
            self.end_block(at);
            stets = self.composer.begin_scope(at);
        }
        if part == Some(Part::Headline) {
            if let Some(around) = self.open.last_mut() {
                around.has_title = true;
            }
            let around = self.open.iter().filter(|open| open.has_title).count();
            let level = if self.has_title { around.max(1) + 1 } else { 1 };
            self.has_title = true;
            self.composer.enter_headline(u8::try_from(level).unwrap_or(u8::MAX));
        }
        let count = |key: &str| {
            attribute(element, key).and_then(|text| text.trim().parse::<u16>().ok()).unwrap_or(1)
        };
        match part {
            Some(Part::Summary) => self.composer.enter(Role::Summary),
            Some(Part::Paragraph) => self.enter_paragraph(),
            Some(Part::Caption) => self.composer.enter(Role::Caption),
            Some(Part::Quotation) => self.composer.enter(Role::Quotation),
            Some(Part::Code) => self.composer.enter(Role::Code),
            Some(Part::Boilerplate) => self.composer.enter(Role::Boilerplate),
            Some(Part::List) => self.composer.begin_list(),
            Some(Part::ListItem) => self.composer.begin_item(),
            Some(Part::Definition) => self.composer.go_on_with_item(),
            Some(Part::Table) => self.composer.begin_table(),
            Some(Part::Row) => self.composer.begin_row(),
            Some(Part::Cell | Part::HeadCell) => {
                let is_head = part == Some(Part::HeadCell)
                    || self.open.iter().rev().take(3).any(|open| open.part == Some(Part::Head));
                if let Some(head) =
                    self.open.last_mut().filter(|open| open.part == Some(Part::Head))
                    && !std::mem::replace(&mut head.has_row, true)
                {
                    self.composer.begin_row();
                }
                // CALS counts the rows that a cell reaches into besides its own.
                let more = attribute(element, "morerows").and_then(|text| text.parse().ok());
                let rows = more.map_or(count("rowspan"), |more: u16| more.saturating_add(1));
                let columns = span_of_columns(element).unwrap_or_else(|| count("colspan"));
                self.composer.begin_cell(is_head, columns, rows);
            }
            Some(Part::Bold) => self.composer.begin_bold(),
            _ => {}
        }
        let start = self.composer.prose_end();
        self.open.push(Open { name, part, has_title: false, has_row: false, start, stets });
    }

    /// A paragraph plays the part of what it lies in, where that has one.
    fn enter_paragraph(&mut self) {
        let around = self.open.iter().rev().find_map(|open| match open.part {
            Some(Part::Summary) => Some(Role::Summary),
            Some(Part::Caption) => Some(Role::Caption),
            Some(Part::Quotation) => Some(Role::Quotation),
            Some(Part::ListItem | Part::Definition) => Some(Role::ListItem),
            Some(Part::Cell | Part::HeadCell) => Some(Role::TableCell),
            Some(Part::Table | Part::List) => Some(Role::Paragraph),
            _ => None,
        });
        self.composer.enter(around.unwrap_or(Role::Paragraph));
    }

    fn end(&mut self, at: usize) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(open) = self.open.pop() else { return };
        self.end_day();
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match open.part {
            Some(Part::Bold) => return self.composer.end_bold(),
            Some(Part::InlineCode) => return self.composer.code_since(open.start),
            Some(Part::Inline) => return,
            _ => self.end_block(at),
        }
        match open.part {
            Some(
                Part::Headline
                | Part::Summary
                | Part::Paragraph
                | Part::Caption
                | Part::Quotation
                | Part::Code
                | Part::Boilerplate
                | Part::ListItem
                | Part::Definition,
            ) => self.composer.leave(),
            Some(Part::List) => self.composer.end_list(),
            Some(Part::Table) => self.composer.end_table(),
            Some(Part::Cell | Part::HeadCell) => self.composer.end_cell(),
            _ => {}
        }
        self.composer.end_scope(&open.stets, at);
    }

    fn end_block(&mut self, at: usize) {
        self.composer.close();
        self.composer.end_scope(&std::mem::take(&mut self.stets_here), at);
        self.block_start = at;
    }

    /// Adds words as they stand in the text; white space runs together, but in program text.
    fn words(&mut self, place: Range<usize>) {
        let words = &self.text[place.clone()];
        self.tell_day(words);
        if self.skipped > 0 {
            return;
        }
        if self.open.iter().rev().any(|open| open.part == Some(Part::Code)) {
            self.composer.words(words, Span::new(place.start, place.end));
            return;
        }
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let shown = rest.find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(rest.len());
            let begin = place.start + at;
            self.composer.words(&rest[..shown], Span::new(begin, begin + shown));
            at += shown;
            let space = words[at..].bytes().take_while(u8::is_ascii_whitespace).count();
            if space > 0 {
                self.space(place.start + at..place.start + at + space);
            }
            at += space;
        }
    }

    /// White space, which is one sign, and none at the start of a block.
    fn space(&mut self, place: Range<usize>) {
        if self.composer.open_words().is_empty()
            || self.composer.open_words().ends_with(|sign: char| sign.is_ascii_whitespace())
        {
            return;
        }
        let from = Span::new(place.start, place.end);
        let words = from.of(self.text);
        if words == " " || words == "\n" {
            self.composer.words(words, from);
        } else {
            self.composer.replaced(if words.contains('\n') { "\n" } else { " " }, from);
        }
    }

    /// `&amp;`, `&#8217;`, and the names that the vocabularies of the trade take from HTML.
    fn reference(&mut self, place: Range<usize>) {
        let from = Span::new(place.start, place.end);
        let written = from.of(self.text);
        let meant = entity(written).filter(|(_, length)| *length == written.len());
        let meant = meant.map(|(meant, _)| meant);
        self.tell_day(meant.as_deref().unwrap_or(written));
        if self.skipped > 0 {
            return;
        }
        match meant {
            Some(meant) => self.composer.replaced(&meant, from),
            None => self.composer.words(written, from),
        }
    }

    fn comment(&mut self, place: Range<usize>) {
        if self.skipped > 0 {
            return;
        }
        let from = Span::new(place.start, place.end);
        let whole = from.of(self.text);
        match stet::parse(whole) {
            Some(order) if self.composer.has_words() => {
                let scope = Span::new(self.block_start, self.block_start);
                let index = self.composer.stet_here(from, scope, order);
                self.stets_here.push(index);
            }
            Some(order) => self.composer.stet_next(from, order),
            // Inside a paragraph a remark must not part it.
            None if !self.composer.has_words() => {
                let inside = whole.strip_prefix("<!--").unwrap_or_default();
                let inside = inside.strip_suffix("-->").unwrap_or(inside);
                let start = place.start + "<!--".len().min(whole.len());
                let end = start + inside.len();
                self.composer.block(Role::Comment, inside, Span::new(start, end));
            }
            None => {}
        }
    }

    fn finish(mut self) -> Contents {
        let end = self.text.len();
        self.too_deep = 0;
        while !self.open.is_empty() {
            self.end(end);
        }
        self.end_block(end);
        let date = self
            .date
            .take()
            .map(|(_, date, told)| Dated { date, source: DateSource::Element(told) });
        Contents { date, ..self.composer.finish() }
    }
}

#[cfg(test)]
mod tests;

//! HTML as it is found: html5gum's tokens become prose, blocks and a map. There is no tree; a stack of open
//! elements tells what the words belong to, and forgives what is not closed.

mod element;
mod emitter;
mod published;

use super::composer::Composer;
use super::superscript::{self, superscript};
use super::{Contents, stet};
use crate::Role;
pub(super) use element::Element;
use element::Part;
use emitter::{Listener, Tag, listen};
use factlint_language::span::Span;
use published::Published;
pub(super) use published::may_tell_date;

/// Elements that lie deeper mean nothing of their own, as in browsers.
const DEEPEST: usize = 512;

/// The name of the page: it stands in no line of it, and is read where no headline of the first level does.
const TITLE: &str = "title";

/// Reads the prose out of a page.
pub(super) fn read(text: &str) -> Contents {
    let mut composer = Composer::default();
    let whole = Span::new(0, text.len());
    let mut reader = Reader::new(text, whole, &mut composer);
    reader.is_headed_by_title = !["<h1", "<H1"].iter().any(|tag| text.contains(tag));
    listen(text, whole, &mut reader);
    let published = reader.finish(text.len());
    Contents { date: published, ..composer.finish() }
}

/// Adds the prose of a stretch of HTML; tells the day on which it says that it was published.
pub(super) fn read_into(
    text: &str,
    within: Span,
    composer: &mut Composer,
) -> Option<super::date::Dated> {
    let mut reader = Reader::new(text, within, composer);
    listen(text, within, &mut reader);
    reader.finish(within.end as usize)
}

/// What the head of a page says of it: its language as `lang`, and its meta elements by their names, those with a prefix
/// also without it: `article:section` is `section`, too.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    /// No head is longer, in bytes.
    const HEAD: usize = 64 << 10;
    #[derive(Default)]
    struct Head {
        found: Vec<(String, String)>,
        is_over: bool,
    }
    impl Listener for Head {
        fn words(&mut self, _: &str, _: Span) {}
        fn start(&mut self, tag: &Tag, _: Span) {
            if self.is_over {
                return;
            }
            match tag.name.as_str() {
                "html" => {
                    let lang =
                        tag.attribute("lang").map(|lang| ("lang".to_owned(), lang.to_owned()));
                    self.found.extend(lang);
                }
                "meta" => {
                    let name =
                        ["name", "property", "itemprop"].iter().find_map(|key| tag.attribute(key));
                    if let (Some(name), Some(said)) = (name, tag.attribute("content")) {
                        self.found.push((name.to_owned(), said.to_owned()));
                        if let Some((_, last)) = name.rsplit_once(':') {
                            self.found.push((last.to_owned(), said.to_owned()));
                        }
                    }
                }
                "body" => self.is_over = true,
                _ => {}
            }
        }
        fn end(&mut self, name: &str, _: Span) {
            self.is_over |= name == "head";
        }
        fn comment(&mut self, _: Span) {}
    }
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut head = Head::default();
    listen(text, Span::new(0, end), &mut head);
    head.found
}

/// What a tag inside a line of Markdown means, and whether it ends what it means.
pub(super) fn inline_tag(tag: &str) -> Option<(Element, bool)> {
    #[derive(Default)]
    struct First(Option<(Element, bool)>);
    impl Listener for First {
        fn words(&mut self, _: &str, _: Span) {}
        fn start(&mut self, tag: &Tag, _: Span) {
            self.0.get_or_insert((Element::named(&tag.name), false));
        }
        fn end(&mut self, name: &str, _: Span) {
            self.0.get_or_insert((Element::named(name), true));
        }
        fn comment(&mut self, _: Span) {}
    }
    let mut first = First::default();
    listen(tag, Span::new(0, tag.len()), &mut first);
    first.0
}

/// What an entity at the start of a text stands for, and its length in bytes: `&nbsp;`, `&#8217;`.
pub(super) fn entity(text: &str) -> Option<(String, usize)> {
    /// The longest entity is shorter.
    const LONGEST: usize = 36;
    struct Words(String);
    impl Listener for Words {
        fn words(&mut self, words: &str, _: Span) {
            self.0.push_str(words);
        }
        fn start(&mut self, _: &Tag, _: Span) {}
        fn end(&mut self, _: &str, _: Span) {}
        fn comment(&mut self, _: Span) {}
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let name = text.bytes().skip(1).take(LONGEST).take_while(|byte| is_name(byte)).count();
    let entity = text.get(..name + 2).filter(|entity| entity.ends_with(';') && name > 1)?;
    let mut words = Words(String::new());
    listen(entity, Span::new(0, entity.len()), &mut words);
    (words.0 != entity).then_some((words.0, entity.len()))
}

/// An element whose end has not been read yet.
struct Open {
    name: String,
    part: Part,
    /// The comments that speak of it.
    stets: Vec<usize>,
}

/// Superscript words, until it is known whether they are the mark of a note.
struct Superscript {
    pieces: Vec<(String, Span)>,
    is_note: bool,
}

struct Reader<'t, 'c> {
    text: &'t str,
    composer: &'c mut Composer,
    open: Vec<Open>,
    /// How many elements lie deeper than the deepest that counts.
    too_deep: usize,
    /// The element of which nothing is read, and how many of its name lie in one another.
    skipped: Option<(String, usize)>,
    /// How many elements are open around one that readers do not see, though it may end without a tag.
    hidden: Option<usize>,
    /// Whether the page has no headline of its own, so that its title is the one.
    is_headed_by_title: bool,
    /// Where words set as code begin in the prose, and how many elements say so.
    code: Option<(usize, usize)>,
    raised: Option<Superscript>,
    /// Where the open block begins in the text.
    block_start: usize,
    /// Comments that stand in the open block.
    stets_here: Vec<usize>,
    published: Published,
    /// The template in the script that is being skipped, as far as it was read.
    template: Option<Span>,
    /// Whether what is read lies in a template itself.
    in_template: bool,
}

impl<'t, 'c> Reader<'t, 'c> {
    fn new(text: &'t str, within: Span, composer: &'c mut Composer) -> Self {
        Self {
            text,
            composer,
            open: Vec::new(),
            too_deep: 0,
            skipped: None,
            hidden: None,
            is_headed_by_title: false,
            code: None,
            raised: None,
            block_start: within.start as usize,
            stets_here: Vec::new(),
            published: Published::default(),
            template: None,
            in_template: false,
        }
    }
}

impl Reader<'_, '_> {
    /// Reads the page that a script holds for a program to fill.
    fn read_template(&mut self, within: Span) {
        self.end_block(within.start as usize);
        let mut reader = Reader::new(self.text, within, self.composer);
        reader.in_template = true;
        listen(self.text, within, &mut reader);
        reader.finish(within.end as usize);
        self.block_start = within.end as usize;
    }

    fn finish(mut self, end: usize) -> Option<super::date::Dated> {
        while !self.open.is_empty() {
            self.pop(end);
        }
        self.end_block(end);
        self.published.date()
    }

    /// Ends the open block.
    fn end_block(&mut self, at: usize) {
        self.end_raised();
        if let Some((start, _)) = self.code.take() {
            self.composer.code_since(start);
        }
        self.composer.close();
        self.composer.end_scope(&std::mem::take(&mut self.stets_here), at);
        self.block_start = at;
    }

    fn pop(&mut self, at: usize) {
        self.end_block(at);
        let Some(open) = self.open.pop() else { return };
        self.hidden = self.hidden.filter(|around| *around < self.open.len());
        match open.part {
            Part::Plain | Part::Paragraph | Part::Row => {}
            Part::Legend => self.composer.end_bold(),
            Part::List => self.composer.end_list(),
            Part::Table => self.composer.end_table(),
            Part::Cell => self.composer.end_cell(),
            _ => self.composer.leave(),
        }
        self.composer.end_scope(&open.stets, at);
    }

    /// The place on the stack of the innermost element that fits, above the innermost of the others.
    fn innermost(&self, fits: impl Fn(&Open) -> bool, border: &[Part]) -> Option<usize> {
        let at = self.open.iter().rposition(|open| fits(open) || border.contains(&open.part))?;
        fits(&self.open[at]).then_some(at)
    }

    fn close_from(&mut self, index: usize, at: usize) {
        while self.open.len() > index {
            self.pop(at);
        }
    }

    /// Ends what the start of an element ends, though no tag does.
    fn close_before(&mut self, name: &str, part: Part, at: usize) {
        match part {
            Part::Item | Part::Definition => {
                let item = |open: &Open| matches!(open.part, Part::Item | Part::Definition);
                if let Some(index) = self.innermost(item, &[Part::List, Part::Cell]) {
                    self.close_from(index, at);
                }
            }
            Part::Cell | Part::Row => {
                let ended = |open: &Open| {
                    open.part == Part::Cell || (part == Part::Row && open.part == Part::Row)
                };
                while let Some(index) = self.innermost(ended, &[Part::Table]) {
                    self.close_from(index, at);
                }
            }
            Part::Plain if name_is_table_section(name) => {
                let is_table = |open: &Open| open.part == Part::Table;
                if let Some(table) = self.open.iter().rposition(is_table) {
                    self.close_from(table + 1, at);
                }
            }
            _ => {}
        }
        // A paragraph holds no block, and a headline no paragraph and no other headline.
        while self.open.last().is_some_and(|open| {
            open.name == "p"
                || (open.part == Part::Headline && matches!(part, Part::Paragraph | Part::Headline))
        }) {
            self.pop(at);
        }
    }

    fn push(&mut self, tag: &Tag, part: Part, from: Span) {
        let at = from.start as usize;
        self.close_before(&tag.name, part, at);
        self.end_block(at);
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let stets = self.composer.begin_scope(at);
        match part {
            Part::Plain | Part::Paragraph => {}
            Part::Legend => self.composer.begin_bold(),
            Part::Headline => {
                let level = match tag.name.as_str() {
                    TITLE => 0,
                    name => {
                        name.strip_prefix('h').and_then(|level| level.parse().ok()).unwrap_or(1)
                    }
                };
                self.composer.enter_headline(level);
            }
            Part::Summary => self.composer.enter(Role::Summary),
            Part::Quotation => self.composer.enter(Role::Quotation),
            Part::Preformatted => self.composer.enter(Role::Code),
            Part::Caption => self.composer.enter(Role::Caption),
            // A quotation's footer names who said it.
            Part::Boilerplate if self.composer.is_quoted() => {
                self.composer.enter(Role::Quotation);
            }
            Part::Boilerplate => self.composer.enter(Role::Boilerplate),
            Part::List => self.composer.begin_list(),
            Part::Item => self.composer.begin_item(),
            Part::Definition => self.composer.go_on_with_item(),
            Part::Table => self.composer.begin_table(),
            Part::Row => self.composer.begin_row(),
            Part::Cell => {
                let count = |name| {
                    tag.attribute(name).and_then(|count| count.trim().parse().ok()).unwrap_or(1)
                };
                let is_head = tag.name == "th"
                    || self.open.iter().rev().take(3).any(|open| open.name == "thead");
                self.composer.begin_cell(is_head, count("colspan"), count("rowspan"));
            }
        }
        if element::is_hidden(tag) {
            self.hidden.get_or_insert(self.open.len());
        }
        self.open.push(Open { name: tag.name.clone(), part, stets });
    }

    fn is_preformatted(&self) -> bool {
        self.open.last().is_some_and(|open| open.part == Part::Preformatted)
    }

    /// Adds words; white space runs together as browsers show it.
    fn add(&mut self, words: &str, from: Span) {
        let is_same = words == from.of(self.text);
        if self.is_preformatted() {
            if is_same {
                self.composer.words(words, from);
            } else {
                self.composer.replaced(words, from);
            }
            return;
        }
        if !is_same {
            // A line feed that the tokenizer made of CR and LF, or an entity.
            let is_space = words.bytes().all(|byte| byte.is_ascii_whitespace());
            if !is_space || !self.composer.open_words().ends_with(is_folded) {
                self.composer.replaced(words, from);
            }
            return;
        }
        let bytes = words.as_bytes();
        let is_space = |byte: u8| byte.is_ascii_whitespace();
        let base = from.start as usize;
        let mut at = 0;
        let mut done = 0;
        while at < bytes.len() {
            if !is_space(bytes[at]) {
                at += 1;
                continue;
            }
            let run = bytes[at..].iter().take_while(|byte| is_space(**byte)).count();
            let follows = at == 0 && self.composer.open_words().ends_with(is_folded);
            if run > 1 || follows {
                self.composer.words(&words[done..at], Span::new(base + done, base + at));
                if !follows && (at > 0 || !self.composer.open_words().is_empty()) {
                    let shown = if bytes[at..at + run].contains(&b'\n') { "\n" } else { " " };
                    self.composer.replaced(shown, Span::new(base + at, base + at + run));
                }
                done = at + run;
            }
            at += run;
        }
        self.composer.words(&words[done..], Span::new(base + done, base + bytes.len()));
    }

    /// Adds raised words, unless they are the mark of a note.
    fn end_raised(&mut self) {
        let Some(Superscript { pieces, is_note }) = self.raised.take() else { return };
        let all: String = pieces.iter().map(|(words, _)| words.as_str()).collect();
        let kind = superscript::Superscript::of(&all, self.composer.open_words());
        // "10<sup>1</sup>⁄<sub>2</sub> miles"
        let is_numerator = pieces.last().is_some_and(|(_, from)| {
            let behind = &self.text[from.end as usize..];
            let behind = behind.strip_prefix("</sup>").unwrap_or(behind);
            behind.starts_with(['⁄', '∕']) || behind.starts_with("&frasl;")
        });
        if (is_note || kind == superscript::Superscript::Note) && !is_numerator {
            return;
        }
        for (words, from) in pieces {
            if kind == superscript::Superscript::Power && !is_numerator {
                self.composer.words(&superscript(&words), from);
            } else {
                self.add(&words, from);
            }
        }
    }
}

fn name_is_table_section(name: &str) -> bool {
    matches!(name, "tbody" | "tfoot" | "thead")
}

/// Whether white space behind a character runs together with it.
fn is_folded(character: char) -> bool {
    character.is_ascii_whitespace()
}

impl Listener for Reader<'_, '_> {
    fn words(&mut self, words: &str, from: Span) {
        if self.skipped.is_some() {
            self.published.script(words);
            if let Some(template) = &mut self.template {
                template.end = from.end;
            }
        } else if self.hidden.is_some() {
            // Its end still counts.
        } else if let Some(raised) = &mut self.raised {
            raised.pieces.push((words.to_owned(), from));
        } else {
            self.add(words, from);
        }
    }

    fn start(&mut self, tag: &Tag, from: Span) {
        if let Some((name, depth)) = &mut self.skipped {
            *depth += usize::from(*name == tag.name);
            return;
        }
        let at = from.start as usize;
        let told = self.composer.prose_end();
        self.published.element(tag, self.composer.is_boilerplate(), told);
        match Element::of(tag) {
            Element::Inline => {
                let to_note = tag.name == "a"
                    && tag.attribute("href").is_some_and(|target| target.starts_with('#'));
                if let Some(raised) = &mut self.raised {
                    raised.is_note |= to_note;
                }
            }
            Element::Void => {}
            Element::Bold => self.composer.begin_bold(),
            Element::Code => {
                let start = self.composer.prose_end();
                self.code.get_or_insert((start, 0)).1 += 1;
            }
            Element::Superscript => {
                let names = tag.words_of("class").chain(tag.words_of("id"));
                let is_note = names.into_iter().any(|name| {
                    ["footnote", "fn", "note", "ref"].iter().any(|mark| name.contains(mark))
                });
                self.end_raised();
                self.raised = Some(Superscript { pieces: Vec::new(), is_note });
            }
            Element::Quoted => self.composer.words("“", Span::new(at, at)),
            Element::Break => {
                self.end_raised();
                if self.composer.open_words().ends_with('\n') {
                    self.end_block(from.end as usize);
                } else if self.composer.has_words() {
                    self.composer.replaced("\n", from);
                }
            }
            Element::Skipped if tag.name == TITLE && self.is_headed_by_title => {
                self.push(tag, Part::Headline, from);
            }
            Element::Skipped => {
                self.skipped = Some((tag.name.clone(), 1));
                let is_template = !self.in_template && element::is_template(tag);
                self.template = is_template.then_some(Span { start: from.end, end: from.end });
            }
            Element::Block(part) if tag.name == "hr" => {
                self.close_before(&tag.name, part, at);
                self.end_block(at);
            }
            Element::Block(part) => self.push(tag, part, from),
        }
    }

    fn end(&mut self, name: &str, from: Span) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(skipped == name);
            if *depth == 0 {
                self.skipped = None;
                self.published.end_script();
                if let Some(template) = self.template.take() {
                    self.read_template(template);
                }
            }
            return;
        }
        let at = from.end as usize;
        match Element::named(name) {
            Element::Code => {
                if let Some((start, depth)) = &mut self.code {
                    *depth -= 1;
                    if *depth == 0 {
                        self.composer.code_since(*start);
                        self.code = None;
                    }
                }
            }
            Element::Bold => self.composer.end_bold(),
            Element::Superscript => self.end_raised(),
            Element::Skipped if name == TITLE => {
                if let Some(index) = self.innermost(|open| open.name == name, &[]) {
                    self.close_from(index, at);
                }
            }
            Element::Quoted => {
                let at = from.start as usize;
                self.composer.words("”", Span::new(at, at));
            }
            Element::Block(part) => {
                if self.too_deep > 0 {
                    self.too_deep -= 1;
                    self.end_block(at);
                    return;
                }
                // What a cell holds does not end what the table lies in.
                let border: &[Part] = match part {
                    Part::Table => &[],
                    Part::Cell | Part::Row => &[Part::Table],
                    _ if name_is_table_section(name) => &[Part::Table],
                    _ => &[Part::Table, Part::Cell],
                };
                match self.innermost(|open| open.name == name, border) {
                    Some(index) => self.close_from(index, at),
                    None => self.end_block(at),
                }
            }
            _ => {}
        }
    }

    fn comment(&mut self, from: Span) {
        if self.skipped.is_some() {
            return;
        }
        let Some(order) = stet::parse(from.of(self.text)) else {
            // Inside a paragraph a remark must not part it.
            if !self.composer.has_words() {
                let whole = from.of(self.text);
                let inside = whole.strip_prefix("<!--").unwrap_or_default();
                let inside = inside.strip_suffix("-->").unwrap_or(inside);
                let start = from.start as usize + "<!--".len().min(whole.len());
                let place = Span::new(start, start + inside.len());
                self.composer.block(Role::Comment, inside, place);
            }
            return;
        };
        if self.composer.has_words() {
            let scope = Span::new(self.block_start, self.block_start);
            let index = self.composer.stet_here(from, scope, order);
            self.stets_here.push(index);
        } else {
            self.composer.stet_next(from, order);
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;

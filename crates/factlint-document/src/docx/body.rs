//! The paragraphs of a part of a .docx package.

use std::ops::Range;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::{Styles, attribute, code, events, is_on};
use crate::Contents;
use crate::Role;
use crate::composer::Composer;
use factlint_language::span::Span;

/// Elements of which nothing is read: what was deleted or moved away, codes of fields, what stands in for
/// newer markup, and how it was set before a change.
const SKIPPED: &[&str] = &[
    "Fallback", "del", "delInstrText", "delText", "instrText", "moveFrom", "pPrChange",
    "rPrChange", "rt",
];

/// The text and the contents of a package in the making.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    text: String,
    composer: Composer,
    /// The paragraphs around the cursor, innermost last: a text box lies inside one.
    open: Vec<Paragraph>,
    /// The runs around the cursor, innermost last.
    runs: Vec<Shown>,
    /// How many properties of paragraphs are open.
    properties: usize,
    /// How many numbered lists are open.
    lists: usize,
    /// The columns that the next cell reaches over.
    columns: u16,
    /// What the tables around the cursor are in.
    tables: Vec<Table>,
    /// The role of all paragraphs of this part, if they have one.
    role: Option<Role>,
}

#[derive(Default)]
struct Paragraph {
    words: String,
    /// Which of its bytes are set as code, in order.
    code: Vec<Range<usize>>,
    role: Role,
    /// Whether its style hides it.
    is_hidden: bool,
    /// How many of its bytes are set in bold.
    bold: usize,
    /// The level of its list, from 0.
    level: Option<usize>,
}

/// Whether a run is seen, and as what.
#[derive(Default)]
struct Shown {
    /// Whether its style sets it as code.
    is_code: bool,
    /// Whether its font is one of code, if it says so.
    font: Option<bool>,
    /// Whether it is set in bold.
    is_bold: bool,
    /// Whether it hides itself, if it says so.
    is_hidden: Option<bool>,
    /// Whether its style hides it.
    by_style: bool,
}

#[derive(Default)]
struct Table {
    is_head: bool,
    in_cell: bool,
}

impl<'s> Body<'s> {
    /// Nothing yet.
    pub fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            text: String::new(),
            composer: Composer::default(),
            open: Vec::new(),
            runs: Vec::new(),
            properties: 0,
            lists: 0,
            columns: 1,
            tables: Vec::new(),
            role: None,
        }
    }

    /// Adds the notes of a part; all have one role.
    pub fn read_notes(&mut self, xml: &str, role: Role) -> Result<(), String> {
        self.role = Some(role);
        self.read(xml)
    }

    /// Adds the paragraphs of a part.
    ///
    /// # Errors
    /// Where it is no XML.
    pub fn read(&mut self, xml: &str) -> Result<(), String> {
        let mut reader = events(xml);
        // The element of which nothing is read, by how deep the cursor lies in it.
        let mut skipped = 0usize;
        let mut in_words = false;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| format!("{error} (byte {})", reader.error_position()))?;
            match event {
                Event::Start(element) => {
                    let name = element.local_name().into_inner().to_owned();
                    if skipped > 0 || self.is_skipped(&name, &element) {
                        skipped += 1;
                        continue;
                    }
                    in_words = name == "t";
                    self.start(&name, &element);
                }
                Event::Empty(element) if skipped == 0 => {
                    let name = element.local_name().into_inner().to_owned();
                    if !self.is_skipped(&name, &element) {
                        self.start(&name, &element);
                        self.end(&name);
                    }
                }
                Event::End(_) if skipped > 0 => skipped -= 1,
                Event::End(element) => {
                    in_words = false;
                    self.end(element.local_name().into_inner());
                }
                Event::Text(words) if in_words && skipped == 0 => {
                    self.add(&words.xml10_content());
                }
                Event::CData(words) if in_words && skipped == 0 => {
                    self.add(&words.xml10_content());
                }
                Event::GeneralRef(entity) if in_words && skipped == 0 => {
                    match entity.resolve_char_ref() {
                        Ok(Some(character)) => self.add(character.encode_utf8(&mut [0; 4])),
                        _ => {
                            let name = entity.xml10_content();
                            self.add(resolve_predefined_entity(&name).unwrap_or_default());
                        }
                    }
                }
                Event::Eof => {
                    self.end_part();
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    fn is_skipped(&self, name: &str, element: &BytesStart<'_>) -> bool {
        // The lines that part notes from the text.
        let is_separator = matches!(name, "footnote" | "endnote")
            && attribute(element, "type").is_some_and(|kind| kind.contains("eparat"));
        // Those of a paragraph are those of its mark.
        let is_of_no_run = name == "rPr" && (self.properties > 0 || self.runs.is_empty());
        is_separator || is_of_no_run || SKIPPED.contains(&name)
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match name {
            "p" => {
                let role = self.role.unwrap_or_default();
                self.open.push(Paragraph { role, ..Paragraph::default() });
            }
            "pStyle" => {
                let id = value();
                let role = id.as_ref().and_then(|id| self.styles.role(id));
                if let (Some(id), Some(paragraph)) = (&id, self.open.last_mut()) {
                    paragraph.is_hidden = self.styles.hides(id);
                }
                if let (Some(role), Some(paragraph), None) = (role, self.open.last_mut(), self.role)
                {
                    paragraph.role = role;
                }
            }
            "outlineLvl" => {
                // The tenth level is that of running text.
                let is_heading = value().is_some_and(|level| level != "9");
                if let (true, Some(paragraph), None) = (is_heading, self.open.last_mut(), self.role)
                {
                    paragraph.role = Role::Headline;
                }
            }
            "r" => self.runs.push(Shown::default()),
            "pPr" => self.properties += 1,
            "rStyle" => {
                let id = value().unwrap_or_default();
                let (by_style, is_code) = (self.styles.hides(&id), self.styles.sets_code(&id));
                if let Some(run) = self.runs.last_mut() {
                    (run.by_style, run.is_code) = (by_style, is_code);
                }
            }
            "rFonts" => {
                if let Some(run) = self.runs.last_mut() {
                    run.font = code::is_font(element);
                }
            }
            "b" => {
                if let Some(run) = self.runs.last_mut() {
                    run.is_bold = is_on(element);
                }
            }
            "vanish" | "webHidden" => {
                if let Some(run) = self.runs.last_mut() {
                    run.is_hidden = Some(is_on(element) || run.is_hidden == Some(true));
                }
            }
            "numPr" => self.set_level(0),
            "ilvl" => {
                self.set_level(value().and_then(|level| level.parse().ok()).unwrap_or(0));
            }
            // A list that a style begins and the paragraph leaves.
            "numId" if value().as_deref() == Some("0") => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.level = None;
                }
            }
            "tab" | "br" | "cr" => self.add(" "),
            "noBreakHyphen" => self.add("\u{2011}"),
            "tbl" => {
                self.end_lists(0);
                self.composer.begin_table();
                self.tables.push(Table::default());
            }
            "tr" => {
                self.composer.begin_row();
                if let Some(table) = self.tables.last_mut() {
                    table.is_head = false;
                }
            }
            "tblHeader" => {
                let is_off = value().is_some_and(|value| matches!(value.as_str(), "0" | "false"));
                if let Some(table) = self.tables.last_mut() {
                    table.is_head = !is_off;
                }
            }
            "tc" => self.columns = 1,
            "gridSpan" => {
                self.columns = value().and_then(|count| count.parse().ok()).unwrap_or(1);
            }
            _ => {}
        }
        if name == "p"
            && let Some(table) = self.tables.last_mut()
            && !table.in_cell
        {
            table.in_cell = true;
            self.composer.begin_cell(table.is_head, self.columns, 1);
        }
    }

    fn set_level(&mut self, level: usize) {
        /// Word has nine.
        const DEEPEST: usize = 8;
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.level = Some(level.min(DEEPEST));
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => {
                self.runs.pop();
            }
            "pPr" => self.properties = self.properties.saturating_sub(1),
            "tc" => {
                self.end_lists(0);
                if let Some(table) = self.tables.last_mut()
                    && std::mem::take(&mut table.in_cell)
                {
                    self.composer.end_cell();
                }
            }
            "tbl" if self.tables.pop().is_some() => self.composer.end_table(),
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            // Two styles that hide undo each other (ECMA-376, part 1, 17.7.3).
            let is_hidden = self.runs.last().map_or(paragraph.is_hidden, |run| {
                run.is_hidden.unwrap_or(run.by_style != paragraph.is_hidden)
            });
            if is_hidden {
                return;
            }
            // Whatever breaks a line would begin another paragraph.
            let one_line = words.replace(['\n', '\r'], " ");
            let start = paragraph.words.len();
            paragraph.words.push_str(&one_line);
            let run = self.runs.last();
            if run.is_some_and(|run| run.is_bold) {
                paragraph.bold += one_line.len();
            }
            if run.is_some_and(|run| run.font.unwrap_or(run.is_code)) {
                let end = paragraph.words.len();
                match paragraph.code.last_mut() {
                    Some(last) if last.end == start => last.end = end,
                    _ => paragraph.code.push(start..end),
                }
            }
        }
    }

    /// Ends lists until so many are open.
    fn end_lists(&mut self, left: usize) {
        while self.lists > left {
            self.composer.end_list();
            self.lists -= 1;
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph { words, code, role, level, bold, .. }) = self.open.pop() else {
            return;
        };
        let is_bold = bold == words.len();
        let start = self.text.len();
        self.text.push_str(&words);
        self.text.push('\n');
        if words.trim().is_empty() {
            return;
        }
        match level.filter(|_| role == Role::Paragraph) {
            Some(level) => {
                self.end_lists(level + 1);
                while self.lists < level + 1 {
                    self.composer.begin_list();
                    self.lists += 1;
                }
                self.composer.begin_item();
                self.add_words(&words, start, &code);
                self.composer.leave();
            }
            None => {
                self.end_lists(0);
                let in_cell = self.tables.last().is_some_and(|table| table.in_cell);
                if in_cell && role == Role::Paragraph {
                    self.add_words(&words, start, &code);
                    self.composer.close();
                } else {
                    self.composer.enter(role);
                    if is_bold {
                        self.composer.begin_bold();
                    }
                    self.add_words(&words, start, &code);
                    self.composer.leave();
                }
            }
        }
    }

    /// Adds the words of a paragraph that stand in the text from `start` on. A paragraph that is all code by its
    /// font may be the letter of somebody who likes typewriters: it is read like any other.
    fn add_words(&mut self, words: &str, start: usize, code: &[Range<usize>]) {
        let mut at = 0;
        let is_part = code.iter().map(Range::len).sum::<usize>() < words.trim().len();
        for range in code.iter().filter(|_| is_part) {
            self.composer
                .words(&words[at..range.start], Span::new(start + at, start + range.start));
            let place = Span::new(start + range.start, start + range.end);
            self.composer.code(&words[range.clone()], place);
            at = range.end;
        }
        self.composer.words(&words[at..], Span::new(start + at, start + words.len()));
    }

    fn end_part(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        self.runs.clear();
        self.properties = 0;
        self.end_lists(0);
        while self.tables.pop().is_some() {
            self.composer.end_table();
        }
    }

    /// The text, one paragraph a line, and what it holds.
    pub fn finish(self) -> (String, Contents) {
        (self.text, self.composer.finish())
    }
}

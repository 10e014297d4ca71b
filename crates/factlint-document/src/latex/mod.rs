//! LaTeX: the prose of a document without its commands. TeX can be told to read anything as anything; this reads what
//! authors write, knows the usual commands and environments (`commands.rs`), takes constants that a document defines, and
//! leaves out what it does not know to be words. There is no tree: a stack of open groups tells what the words belong to.

mod commands;
mod math;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::composer::Composer;
use super::date::{DateSource, Dated, parse};
use super::{Contents, stet};
use crate::Role;
use commands::{Command, Environment, accented, command, environment};
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

    // lists and tables

    /// The innermost environment, if it is a table: its place among what is open.
    fn table(&self) -> Option<usize> {
        let at = self.open.iter().rposition(|open| matches!(open, Open::Environment { .. }))?;
        let is_table = matches!(self.open[at], Open::Environment { kind: Environment::Table, .. });
        is_table.then_some(at)
    }

    fn begin_cell(&mut self, columns: u16, rows: u16) {
        if let Some(at) = self.table()
            && let Open::Environment { has_part, is_head, .. } = &mut self.open[at]
            && !std::mem::replace(has_part, true)
        {
            self.composer.begin_cell(*is_head, columns, rows);
        }
    }

    fn next_cell(&mut self) {
        self.begin_cell(1, 1);
        self.end_cell();
    }

    fn end_cell(&mut self) {
        let Some(at) = self.table() else { return };
        let has = match &mut self.open[at] {
            Open::Environment { has_part, .. } => std::mem::take(has_part),
            _ => false,
        };
        if has {
            self.end_block();
            self.composer.end_cell();
        }
    }

    fn next_row(&mut self) {
        self.end_cell();
        if let Some(at) = self.table()
            && let Open::Environment { is_head, .. } = &mut self.open[at]
        {
            *is_head = false;
            self.composer.begin_row();
        }
    }

    fn item(&mut self) {
        let within = self.open.iter().rposition(|open| matches!(open, Open::Environment { .. }));
        let Some(at) = within else { return };
        if !matches!(self.open[at], Open::Environment { kind: Environment::List, .. }) {
            return;
        }
        while self.open.len() > at + 1 {
            if let Some(open) = self.open.pop() {
                self.end(open);
            }
        }
        self.end_block();
        if let Some(Open::Environment { has_part, .. }) = self.open.get_mut(at)
            && std::mem::replace(has_part, true)
        {
            self.composer.leave();
        }
        self.composer.begin_item();
        self.skip_blanks();
        if self.rest().starts_with('[') && self.bracket(self.at).is_some() {
            self.push(Open::Term, 1);
        }
    }

    // arguments

    /// White space but for a blank line.
    fn skip_blanks(&mut self) {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        if rest[..length].bytes().filter(|byte| *byte == b'\n').count() < 2 {
            self.at += length;
        }
    }

    /// Where the group that begins at a place ends: behind its last brace.
    fn group(&self, start: usize) -> Option<usize> {
        self.balanced(start, b'{', b'}')
    }

    fn bracket(&self, start: usize) -> Option<usize> {
        self.balanced(start, b'[', b']')
    }

    fn balanced(&self, start: usize, open: u8, close: u8) -> Option<usize> {
        /// So far it is looked in any case.
        const NEAR: usize = 100;
        let bytes = self.text.as_bytes();
        let reach = LONGEST.min(self.patience.get().max(NEAR));
        let last = self.end.min(start + reach);
        if bytes.get(start) != Some(&open) || start >= last {
            return None;
        }
        let found = closing(&bytes[..last], start, open, close);
        if found.is_none() {
            self.patience.set(self.patience.get().saturating_sub(last - start));
        }
        found
    }

    /// The inside of the argument that follows, which is passed over.
    fn argument(&mut self) -> Option<Range<usize>> {
        self.skip_options();
        let end = self.group(self.at)?;
        let inside = self.at + 1..end - 1;
        self.at = end;
        Some(inside)
    }

    fn skip_options(&mut self) {
        let from = self.at;
        self.skip_blanks();
        let mut found = false;
        while let Some(end) = self.bracket(self.at) {
            self.at = end;
            found = true;
        }
        if !found && !self.rest().starts_with('{') {
            self.at = from;
        }
    }

    fn skip_arguments(&mut self) {
        loop {
            let from = self.at;
            let rest = self.rest();
            let end = match rest.as_bytes().first() {
                Some(b'{') => self.group(from),
                Some(b'[') => self.bracket(from),
                Some(b'(') => self.balanced(from, b'(', b')'),
                _ => None,
            };
            match end {
                Some(end) => self.at = end,
                None => return,
            }
        }
    }

    /// Begins what the argument that follows is.
    fn push_argument(&mut self, open: Open<'t>) {
        self.skip_options();
        if self.rest().starts_with('{') {
            self.push(open, 1);
        }
    }

    // commands

    fn backslash(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let Some(sign) = rest[1..].chars().next() else {
            self.at = self.end;
            return;
        };
        if !sign.is_ascii_alphabetic() {
            return self.sign(sign);
        }
        let length = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &rest[1..1 + length];
        self.at = start + 1 + length;
        if self.rest().starts_with('*') && name != "item" {
            self.at += 1;
        }
        match name {
            "begin" => return self.begin_environment(start),
            "end" => return self.end_environment(),
            "item" => return self.item(),
            "c" | "v" | "u" | "H" | "r" | "k" => return self.accent(start, name),
            _ => {}
        }
        if let Some(words) = self.constants.get(name).copied() {
            if self.rest().starts_with("{}") {
                self.at += 2;
            }
            let length = self.at - start;
            self.at = start;
            return self.stand_for(words, length);
        }
        match command(name) {
            Some(known) => self.known(start, known, name),
            // Commands of one's own that add to the index.
            None if name.contains("index") => self.skip_arguments(),
            None => self.unknown(start),
        }
    }

    /// A backslash and a sign: `\%`, `\\`, `\"u`, `\(`.
    fn sign(&mut self, sign: char) {
        let start = self.at;
        let length = 1 + sign.len_utf8();
        let place = Span::new(start + 1, start + length);
        match sign {
            '%' | '&' | '$' | '#' | '_' | '{' | '}' => {
                self.words(place.of(self.text), place);
                self.at = start + length;
            }
            '\\' => {
                self.at = start + length;
                if self.rest().starts_with('*') {
                    self.at += 1;
                }
                if let Some(end) = self.bracket(self.at) {
                    self.at = end;
                }
                if self.table().is_some() {
                    self.next_row();
                } else if self.composer.has_words() && !self.ends_with_space() {
                    let length = self.at - start;
                    self.at = start;
                    self.stand_for("\n", length);
                }
            }
            ',' => self.stand_for("\u{202f}", length),
            ' ' | '\n' | '\t' | ';' | ':' | '>' => self.stand_for(" ", length),
            '(' => self.inline_formula(length, "\\)"),
            '[' => self.inline_formula(length, "\\]"),
            '\'' | '`' | '^' | '"' | '~' | '=' | '.' => {
                self.at = start + length;
                self.accent(start, &self.text[start + 1..start + length]);
            }
            // Hyphenation, corrections of spacing.
            _ => self.at = start + length,
        }
    }

    /// A letter with an accent: `\'e`, `\'{e}`, `\c{c}`, `\v c`.
    fn accent(&mut self, start: usize, name: &str) {
        let accent = name.chars().next().unwrap_or_default();
        let is_word = accent.is_ascii_alphabetic();
        let mut rest = self.rest();
        if is_word {
            rest = rest.trim_start_matches(' ');
        }
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let inner = inner.strip_prefix('\\').filter(|i| i.starts_with('i')).unwrap_or(inner);
        let Some(letter) = inner.chars().next() else { return };
        let Some(meant) = accented(accent, letter) else { return };
        let mut tail = &inner[letter.len_utf8()..];
        if rest.starts_with('{') {
            match tail.strip_prefix('}') {
                Some(behind) => tail = behind,
                None => return,
            }
        }
        let length = self.end - tail.len() - start;
        self.at = start;
        self.stand_for(meant.encode_utf8(&mut [0; 4]), length);
    }

    fn known(&mut self, start: usize, known: Command, name: &'t str) {
        match known {
            Command::Headline(level) => {
                self.skip_options();
                if !self.rest().starts_with('{') {
                    return;
                }
                if !self.is_preamble {
                    self.end_paragraph();
                }
                if self.open.len() < DEEPEST {
                    self.composer.enter_headline(level);
                }
                self.push(Open::Headline, 1);
            }
            Command::Words(before) => {
                self.skip_options();
                for _ in 0..before {
                    let _ = self.argument();
                }
                self.push_argument(Open::Group);
            }
            Command::Bold => self.push_argument(Open::Bold),
            Command::Code => {
                let start = self.composer.prose_end();
                self.push_argument(Open::Code(start));
            }
            Command::Quoted => self.push_argument(Open::Quoted),
            Command::Footnote => match self.argument() {
                Some(inside) if !self.is_preamble => self.footnotes.push_back(inside),
                Some(_) => {}
                None => self.push_argument(Open::Group),
            },
            Command::Caption => {
                self.skip_options();
                if !self.rest().starts_with('{') {
                    return;
                }
                self.end_block();
                if self.open.len() < DEEPEST {
                    self.composer.enter(Role::Caption);
                }
                self.push(Open::Caption, 1);
            }
            Command::Verbatim => self.verbatim(name),
            Command::Skipped => self.skip_arguments(),
            Command::Nothing => {}
            Command::Object => {
                self.skip_arguments();
                self.object(start);
            }
            Command::Meant(words) => {
                if self.rest().starts_with("{}") {
                    self.at += 2;
                } else if words.chars().count() <= 2 && words.starts_with(char::is_alphabetic) {
                    // A letter of a word, and the blank that ends its name.
                    let blanks = self.rest().bytes().take_while(|byte| *byte == b' ').count();
                    self.at += blanks;
                }
                let length = self.at - start;
                self.at = start;
                self.stand_for(words, length);
            }
            Command::Date => {
                if let Some(inside) = self.argument()
                    && let Some(date) = parse(&self.text[inside])
                {
                    self.date = Some(Dated { date, source: DateSource::Header("date".to_owned()) });
                }
            }
            Command::Paragraph => self.end_paragraph(),
            Command::Definition => self.definition(),
            Command::Quantity | Command::QuantityRange | Command::Number | Command::Unit => {
                self.quantity(start, known);
            }
            Command::Columns | Command::Rows => {
                let count =
                    self.argument().and_then(|inside| self.text[inside].trim().parse().ok());
                let _ = self.argument();
                let count = count.unwrap_or(1);
                let (columns, rows) =
                    if known == Command::Columns { (count, 1) } else { (1, count) };
                self.begin_cell(columns, rows);
                self.push_argument(Open::Group);
            }
        }
    }

    /// A command that is not known: its only argument is read; where it has several, nobody knows which are words.
    fn unknown(&mut self, start: usize) {
        let first = self.at;
        self.skip_options();
        let from = self.at;
        let mut groups = 0;
        while let Some(end) = self.group(self.at) {
            self.at = end;
            groups += 1;
        }
        match groups {
            1 => {
                self.at = from;
                self.push(Open::Group, 1);
            }
            0 => {
                self.at = first;
                let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
                let tail = self.rest().lines().next().unwrap_or_default();
                // Alone on its line it is an order, inside it stands for something.
                let is_alone = self.text[line..start].trim().is_empty() && tail.trim().is_empty();
                if !is_alone && !self.rest().starts_with('{') {
                    self.object(start);
                }
            }
            _ => self.object(start),
        }
    }

    /// Something that is not known stands for the text from a place on.
    fn object(&mut self, start: usize) {
        let length = self.at - start;
        self.at = start;
        self.stand_for(OBJECT, length);
    }

    fn verbatim(&mut self, name: &str) {
        if name == "mintinline" {
            let _ = self.argument();
        } else if let Some(end) = self.bracket(self.at) {
            self.at = end;
        }
        let rest = self.rest();
        let Some(sign) = rest.chars().next() else { return };
        let close = if sign == '{' { '}' } else { sign };
        let line = rest.lines().next().unwrap_or_default();
        let Some(length) = line.get(sign.len_utf8()..).and_then(|inner| inner.find(close)) else {
            return;
        };
        let inner = self.at + sign.len_utf8();
        let place = Span::new(inner, inner + length);
        if self.begin_words() {
            self.composer.code(place.of(self.text), place);
        }
        self.at = inner + length + close.len_utf8();
    }

    /// `\newcommand{\name}{words}`: a command without arguments that stands for plain words is known from here on.
    fn definition(&mut self) {
        /// Longer ones are no constants.
        const LONGEST_CONSTANT: usize = 120;
        self.skip_blanks();
        let is_braced = self.rest().starts_with('{');
        let from = self.at + usize::from(is_braced);
        let name = self.text[from..self.end].strip_prefix('\\').unwrap_or_default();
        let length = name.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &name[..length];
        if name.is_empty() {
            return self.skip_arguments();
        }
        self.at = from + 1 + length;
        if is_braced {
            if !self.rest().starts_with('}') {
                return;
            }
            self.at += 1;
        }
        let has_options = self.rest().starts_with(['[', '#', '=', '\\']);
        while self.bracket(self.at).is_some() || self.rest().starts_with('#') {
            match self.bracket(self.at) {
                Some(end) => self.at = end,
                None => {
                    let until = self.rest().find('{').unwrap_or(0);
                    self.at += until;
                    break;
                }
            }
        }
        let Some(end) = self.group(self.at) else { return };
        let inner = &self.text[self.at + 1..end - 1];
        self.at = end;
        self.skip_arguments();
        let words = inner.trim_end_matches("\\xspace").trim();
        let is_plain = !words.contains(['\\', '{', '}', '$', '%', '#', '&', '~', '\n']);
        if !has_options && is_plain && !words.is_empty() && words.len() <= LONGEST_CONSTANT {
            self.constants.insert(name, words);
        } else {
            self.constants.remove(name);
        }
    }

    // environments

    fn begin_environment(&mut self, start: usize) {
        let Some(inside) = self.argument() else { return };
        let name = self.text[inside].trim();
        if name == "document" {
            self.open.clear();
            self.too_deep = 0;
            self.is_preamble = false;
            return;
        }
        let plain = name.trim_end_matches('*');
        let kind = environment(plain);
        if matches!(kind, Environment::Code | Environment::Skipped) {
            return self.whole_environment(start, name, kind);
        }
        if self.is_preamble {
            return;
        }
        self.end_block();
        match kind {
            Environment::Table => {
                let before = match plain {
                    "tabularx" | "tabulary" | "xltabular" => 2,
                    "tabular" if name.ends_with('*') => 2,
                    _ => 1,
                };
                for _ in 0..before {
                    let _ = self.argument();
                }
                self.skip_options();
            }
            Environment::Plain if plain == "frame" => self.skip_options(),
            _ => self.skip_arguments(),
        }
        let is_head = kind == Environment::Table && first_row_is_head(self.rest());
        if self.open.len() >= DEEPEST {
            return;
        }
        match kind {
            Environment::List => self.composer.begin_list(),
            Environment::Table => {
                self.composer.begin_table();
                self.composer.begin_row();
            }
            Environment::Quotation => self.composer.enter(Role::Quotation),
            Environment::Summary => self.composer.enter(Role::Summary),
            _ => {}
        }
        self.open.push(Open::Environment { name, kind, has_part: false, is_head });
        if plain == "frame" && self.rest().starts_with('{') {
            self.known(start, Command::Headline(3), name);
        }
    }

    /// An environment whose inside is not LaTeX as it is read here.
    fn whole_environment(&mut self, start: usize, name: &'t str, kind: Environment) {
        if self.endless.contains(name) {
            return;
        }
        let close = format!("\\end{{{name}}}");
        let Some(length) = memchr::memmem::find(self.rest().as_bytes(), close.as_bytes()) else {
            self.endless.insert(name);
            return;
        };
        let end = self.at + length;
        let behind = end + close.len();
        if kind == Environment::Code && !self.is_silent() {
            self.skip_arguments();
            self.end_block();
            let from = self.at.min(end);
            let words = &self.text[from..end];
            self.composer.block(Role::Code, words, Span::new(from, end));
        } else if kind == Environment::Skipped && !self.is_silent() && self.composer.has_words() {
            self.at = behind;
            self.object(start);
        }
        self.at = behind;
    }

    fn end_environment(&mut self) {
        let Some(inside) = self.argument() else { return };
        let name = self.text[inside].trim();
        if name == "document" {
            self.at = self.end;
            return;
        }
        let is_it = |open: &Open<'_>| matches!(open, Open::Environment { name: known, .. } if *known == name);
        let Some(at) = self.open.iter().rposition(is_it) else {
            return self.end_paragraph();
        };
        while self.open.len() > at {
            if let Some(open) = self.open.pop() {
                self.end(open);
            }
        }
        self.too_deep = 0;
    }
}

/// Where what opens at a place closes, behind its last sign.
fn closing(bytes: &[u8], start: usize, open: u8, close: u8) -> Option<usize> {
    let (mut depth, mut braces, mut at) = (0usize, 0usize, start);
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'%' => at += memchr::memchr(b'\n', &bytes[at..])?,
            _ if byte == open && braces == 0 => depth += 1,
            _ if byte == close && braces == 0 => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            // What stands in braces ends no bracket.
            b'{' => braces += 1,
            b'}' if braces == 0 => return None,
            b'}' => braces -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a rule parts the first row of a table from those below it, and not each from the next.
fn first_row_is_head(table: &str) -> bool {
    let mut end = table.len().min(LONGEST);
    while !table.is_char_boundary(end) {
        end -= 1;
    }
    let mut rows = table[..end].split("\\\\").skip(1).map(|row| row.trim_start());
    let (Some(second), third) = (rows.next(), rows.next()) else { return false };
    let rule = |row: &str| row.starts_with("\\hline") || row.starts_with("\\cline");
    if ["\\midrule", "\\cmidrule", "\\endhead", "\\endfirsthead"]
        .iter()
        .any(|mark| second.starts_with(mark))
    {
        return true;
    }
    let parts_all = third
        .is_some_and(|row| rule(row) && !row["\\hline".len()..].trim_start().starts_with("\\end"));
    rule(second) && !parts_all
}

#[cfg(test)]
mod tests;

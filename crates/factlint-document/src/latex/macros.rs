//! What commands do: those that are known, those of the document's own, and others.

use super::commands::{Command, accented, command};
use super::{DEEPEST, OBJECT, Open, Reader};
use crate::Role;
use crate::date::{DateSource, Dated, parse};
use factlint_language::span::Span;

impl<'t> Reader<'t> {
    pub(super) fn backslash(&mut self) {
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
    pub(super) fn sign(&mut self, sign: char) {
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
    pub(super) fn accent(&mut self, start: usize, name: &str) {
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

    pub(super) fn known(&mut self, start: usize, known: Command, name: &'t str) {
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
    pub(super) fn unknown(&mut self, start: usize) {
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
    pub(super) fn object(&mut self, start: usize) {
        let length = self.at - start;
        self.at = start;
        self.stand_for(OBJECT, length);
    }

    pub(super) fn verbatim(&mut self, name: &str) {
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
    pub(super) fn definition(&mut self) {
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
}

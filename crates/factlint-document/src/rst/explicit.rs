//! Explicit markup: directives, comments, notes, targets and substitutions.

use super::directive::{self, Argument, Content};
use super::list::field;
use super::{Kind, Reader, csv, inline};
use crate::Role;
use crate::lines::Line;
use crate::passage::Passage;
use crate::stet;
use factlint_language::span::Span;

/// The name of a directive and where it ends behind its colons: `name:: argument`.
fn directive_name(words: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 100;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-+.:_".contains(byte);
    let length = words.bytes().take(LONGEST).take_while(|byte| is_name(byte)).count();
    let (name, end) = match words[..length].strip_suffix("::") {
        Some(name) => (name, length),
        None if words[length..].starts_with(" ::") => (&words[..length], length + 3),
        None => return None,
    };
    let ends = words[end..].is_empty() || words[end..].starts_with([' ', '\t']);
    (ends && name.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((name, end))
}

impl Reader<'_> {
    /// Whether a line begins what readers do not see: a comment, a target, a substitution.
    pub(super) fn is_aside(&self, line: Line) -> bool {
        let words = line.words(self.text);
        let inner = words.strip_prefix("..").unwrap_or_default().trim_start();
        super::block::is_explicit(words)
            && !inner.starts_with('[')
            && directive_name(inner).is_none()
    }

    pub(super) fn explicit(&mut self, lines: &[Line], at: usize, line: Line) -> usize {
        let words = line.words(self.text);
        let least = line.indent + 1;
        let below = Self::end_of_indented(lines, at, least.max(self.least()));
        if words.starts_with("__") {
            return self.skip(lines, below);
        }
        let rest = line.from(self.text, 2);
        let inner = rest.words(self.text);
        if let Some((name, end)) = directive_name(inner) {
            return self.directive(lines, at, line, (name, rest.from(self.text, end)));
        }
        match inner.bytes().next() {
            // An empty comment ends there.
            None if lines.get(at + 1).is_none_or(|next| next.is_blank()) => at + 1,
            Some(b'[') if inner.contains(']') && !self.is_too_deep() => {
                let label = inner.find(']').map_or(0, |end| end + 1);
                self.leave_header();
                let indent = Self::indent_below(lines, at, least);
                self.push(Kind::Blocks(Role::Paragraph), least, Some(indent));
                self.ends_at(line);
                self.rest_of_line(lines, at, Line { indent, ..rest.from(self.text, label) })
            }
            Some(b'_') if inner.contains(':') => self.skip(lines, below),
            Some(b'|') if inner.contains("::") => {
                self.leave_header();
                self.skip(lines, below)
            }
            _ => self.comment(lines, at, (line.start, rest, below)),
        }
    }

    /// Passes over lines.
    fn skip(&mut self, lines: &[Line], end: usize) -> usize {
        self.ends_at(lines[end - 1]);
        end
    }

    fn comment(
        &mut self,
        lines: &[Line],
        at: usize,
        (start, first, end): (u32, Line, usize),
    ) -> usize {
        let mut passage = Passage::of(self.text, first);
        let mut last = first;
        for line in &lines[at + 1..end] {
            passage.push(self.text, *line);
            if !line.is_blank() {
                last = *line;
            }
        }
        let place = Span { start, end: last.end.max(start) };
        match stet::parse_inside(passage.words()) {
            Some(order) => self.composer.stet_next(place, order),
            None => {
                self.composer.enter(Role::Comment);
                passage.tell(0..passage.words().len(), &mut self.composer);
                self.composer.leave();
            }
        }
        end
    }

    /// Reads what stands behind a mark on its line, in the container that has just begun.
    fn rest_of_line(&mut self, lines: &[Line], at: usize, rest: Line) -> usize {
        if rest.is_blank() {
            return at + 1;
        }
        self.content(lines, at, rest)
    }

    fn directive(
        &mut self,
        lines: &[Line],
        at: usize,
        line: Line,
        (name, argument): (&str, Line),
    ) -> usize {
        let least = line.indent + 1;
        let end = Self::end_of_indented(lines, at, least.max(self.least()));
        let (kind, content) = directive::of(&name.to_ascii_lowercase());
        if content == Content::Skipped {
            return self.skip(lines, end);
        }
        self.leave_header();
        self.ends_at(line);
        let goes_on = matches!(kind, Argument::Code | Argument::Term | Argument::Words(_))
            && !argument.is_blank();
        let (options, body) = self.options_of(lines, at, end, goes_on);
        let count = |name: &str| -> usize {
            let mut values = lines[options..body].iter().filter_map(|line| {
                let words = line.words(self.text).strip_prefix(':')?;
                words.strip_prefix(name)?.strip_prefix(':')?.trim().parse().ok()
            });
            values.next().unwrap_or(0)
        };
        let kind = if content == Content::Code { Argument::Skipped } else { kind };
        let container = match content {
            Content::Code => {
                self.lines_as(Role::Code, &lines[body..end]);
                return end;
            }
            Content::ListTable => {
                Kind::ListTable { head: count("header-rows"), stub: count("stub-columns") }
            }
            Content::Blocks(Some(role)) => Kind::Blocks(role),
            _ if kind == Argument::Term && !self.is_too_deep() => Kind::Described,
            _ => Kind::Plain,
        };
        let heads = count("header-rows");
        match kind {
            Argument::Skipped | Argument::Content | Argument::Version => {}
            Argument::Code => self.argument(Role::Code, argument, &lines[at + 1..options]),
            Argument::Term if container == Kind::Described => {
                self.setting(argument, &lines[options..body]);
            }
            Argument::Term => self.argument(Role::Code, argument, &lines[at + 1..options]),
            Argument::Words(role) => self.argument(role, argument, &lines[at + 1..options]),
        }
        if content == Content::CsvTable {
            // The heads that an option gives: `:header: Bridge, Length`.
            let header = lines[options..body].iter().find_map(|line| {
                let words = line.words(self.text);
                let rest = words.strip_prefix(":header:")?.trim_start();
                Some(line.from(self.text, words.len() - rest.len()))
            });
            let rows: Vec<Line> =
                header.into_iter().chain(lines[body..end].iter().copied()).collect();
            csv::read(self, &rows, heads + usize::from(header.is_some()));
            if let Some(last) = lines[..end].last() {
                self.ends_at(*last);
            }
            return end;
        }
        if self.is_too_deep() {
            return body;
        }
        let first = match kind {
            Argument::Content => argument,
            Argument::Version => {
                let words = argument.words(self.text);
                argument.from(self.text, words.find([' ', '\t']).unwrap_or(words.len()))
            }
            _ => Line { end: argument.start, ..argument },
        };
        let takes_words = matches!(kind, Argument::Content | Argument::Version);
        let has_options = options < body;
        // What goes on below the first words belongs to them, unless options stand between.
        let from = if takes_words && !has_options { at + 1 } else { body };
        let indent = Self::indent_below(lines, from - 1, least);
        self.push(container, least, Some(indent));
        if first.is_blank() {
            return from;
        }
        if has_options {
            inline::read(&Passage::of(self.text, first), &mut self.composer);
            self.composer.close();
            return from;
        }
        self.rest_of_line(lines, at, Line { indent, ..first })
    }

    /// Reads the name of an option, and what is told of it in a word: `:default: 5668`.
    fn setting(&mut self, name: Line, options: &[Line]) {
        self.composer.begin_list();
        self.composer.begin_item();
        let passage = Passage::of(self.text, name);
        passage.tell_code(0..passage.words().len(), &mut self.composer);
        self.composer.leave();
        for line in options {
            let words = line.words(self.text);
            if [":default:", ":type:", ":required:"].iter().any(|shown| words.starts_with(shown)) {
                self.composer.go_on_with_item();
                inline::read(&Passage::of(self.text, line.from(self.text, 1)), &mut self.composer);
                self.composer.leave();
            }
        }
    }

    /// Where the options of a directive begin below it, and where they end; its argument may go on until
    /// then.
    fn options_of(&self, lines: &[Line], at: usize, end: usize, goes_on: bool) -> (usize, usize) {
        let below = &lines[at + 1..end];
        let block = below.iter().position(|line| line.is_blank()).unwrap_or(below.len());
        let is_option = |line: &Line| field(line.words(self.text)).is_some();
        match below[..block].iter().position(is_option) {
            Some(first) => (at + 1 + first, at + 1 + block),
            None if goes_on => (at + 1 + block, at + 1 + block),
            None => (at + 1, at + 1),
        }
    }

    /// Reads what stands behind a directive's name, and the lines on which it goes on.
    fn argument(&mut self, role: Role, first: Line, more: &[Line]) {
        if first.is_blank() && more.is_empty() {
            return;
        }
        if role == Role::Code {
            let lines: Vec<Line> = std::iter::once(first).chain(more.iter().copied()).collect();
            self.lines_as(role, &lines);
            return;
        }
        let mut passage = Passage::of(self.text, first);
        for line in more {
            passage.push(self.text, *line);
        }
        self.composer.enter(role);
        inline::read(&passage, &mut self.composer);
        self.composer.leave();
    }
}

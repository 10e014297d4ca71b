//! Blocks: what a line begins, and where it ends.

use super::list::marker;
use super::{Attributes, Kind, Reader, attributes, header, inline};
use crate::Role;
use crate::lines::Line;
use crate::passage::Passage;
use crate::stet;
use factlint_language::span::Span;

/// What lies between two lines that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delimited {
    Comment,
    /// Words as they are.
    Verbatim,
    Passed,
    Blocks,
    Quotation,
    Open,
    Table,
}

/// What a line opens or closes.
fn delimiter(words: &str) -> Option<(Delimited, &str)> {
    let first = *words.as_bytes().first()?;
    if words == "--" {
        return Some((Delimited::Open, words));
    }
    if words.starts_with("```") && !words[3..].contains('`') {
        return Some((Delimited::Verbatim, "```"));
    }
    if matches!(words, "|===" | ",===" | ":===" | "!===") {
        return Some((Delimited::Table, words));
    }
    if words.len() < 4 || words.bytes().any(|byte| byte != first) {
        return None;
    }
    let kind = match first {
        b'/' => Delimited::Comment,
        b'-' | b'.' => Delimited::Verbatim,
        b'+' => Delimited::Passed,
        b'=' | b'*' => Delimited::Blocks,
        b'_' => Delimited::Quotation,
        _ => return None,
    };
    Some((kind, words))
}

/// Whether a line is a comment.
pub(super) fn is_comment(words: &str) -> bool {
    words.starts_with("//") && !words.starts_with("///")
}

/// Whether a line is a condition or includes another file.
pub(super) fn is_condition(words: &str) -> bool {
    ["ifdef::", "ifndef::", "ifeval::", "endif::", "include::"]
        .iter()
        .any(|name| words.starts_with(name))
        && words.ends_with(']')
}

/// The lines of a text, those of the form `ifdef::x[words]` as the words alone, which are what a reader sees if the
/// condition holds.
pub(super) fn without_conditions(text: &str, mut lines: Vec<Line>) -> Vec<Line> {
    for line in &mut lines {
        let words = line.words(text);
        if !words.ends_with(']')
            || !["ifdef::", "ifndef::"].iter().any(|name| words.starts_with(name))
        {
            continue;
        }
        let inner = words.find('[').map(|open| open + 1);
        if let Some(inner) = inner.filter(|inner| !words[*inner..words.len() - 1].trim().is_empty())
        {
            let (start, end) = (line.start as usize + inner, line.end as usize - 1);
            *line = Line { indent: line.indent, ..Line::of(text, start, end, 0) };
        }
    }
    lines
}

/// Where the words of a section title begin: `== Title`.
fn title(words: &str) -> Option<usize> {
    let first = *words.as_bytes().first().filter(|first| matches!(first, b'=' | b'#'))?;
    let level = words.bytes().take_while(|byte| *byte == first).count();
    let behind = &words[level..];
    (level <= 6 && behind.starts_with([' ', '\t'])).then(|| words.len() - behind.trim_start().len())
}

/// Whether a line is a block macro: `image::road.png[A road]`.
fn is_macro(words: &str) -> bool {
    const LONGEST: usize = 40;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    let length = words.bytes().take(LONGEST).take_while(|byte| is_name(byte)).count();
    length > 0
        && words.ends_with(']')
        && words[length..].strip_prefix("::").is_some_and(|rest| {
            rest.split('[')
                .next()
                .is_some_and(|target| target.len() < rest.len() && !target.contains([' ', '\t']))
        })
}

/// Whether a line parts what is above from what is below.
fn is_break(words: &str) -> bool {
    matches!(words, "'''" | "<<<" | "---" | "***" | "- - -" | "* * *")
}

/// The words behind the label of an admonition: `NOTE: Mind the gap.`
fn behind_label(words: &str) -> Option<usize> {
    ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "]
        .iter()
        .find(|label| words.starts_with(**label))
        .map(|label| label.len())
}

impl Reader<'_> {
    /// Reads what a line begins; tells which line is next.
    pub(super) fn line(&mut self, lines: &[Line], at: usize) -> usize {
        let line = lines[at];
        let words = line.words(self.text);
        if words.is_empty() {
            self.after_blank = true;
            return at + 1;
        }
        let next = self.words_of_line(lines, at, line, words);
        // What is not seen parts nothing.
        if !(is_comment(words) || is_condition(words)) {
            self.after_blank = false;
        }
        next
    }

    fn words_of_line(&mut self, lines: &[Line], at: usize, line: Line, words: &str) -> usize {
        if line.indent == 0 {
            if let Some(next) = self.aside(lines, at, line, words) {
                return next;
            }
            if let Some((kind, mark)) = delimiter(words) {
                return self.delimited(lines, at, line, (kind, mark));
            }
            if is_break(words) || is_macro(words) {
                if self.after_blank && !self.is_attached {
                    self.end_lists();
                }
                self.is_attached = false;
                self.in_header = false;
                self.attributes = Attributes::default();
                self.ends_at(line);
                return at + 1;
            }
            if words == "+" {
                self.is_attached = self.is_in_list();
                return at + 1;
            }
            if let Some(start) = title(words) {
                return self.title(lines, at, line, start);
            }
            if let Some(next) = self.underlined_title(lines, at, line) {
                return next;
            }
            if words.starts_with('.')
                && words.len() > 1
                && !words[1..].starts_with(['.', ' ', '\t'])
            {
                if self.after_blank && !self.is_attached {
                    self.end_lists();
                }
                self.begin_scope(line);
                self.in_header = false;
                self.line_as(Role::Caption, line.from(self.text, 1));
                return at + 1;
            }
        }
        if let Some(found) = marker(words) {
            return self.item(lines, at, &found);
        }
        let waits = matches!(self.top(), Kind::Item(true));
        self.begin_literal_or_paragraph(lines, at, line, waits)
    }

    /// Reads a line that is no block of its own: a comment, an attribute, a condition.
    fn aside(&mut self, lines: &[Line], at: usize, line: Line, words: &str) -> Option<usize> {
        if is_comment(words) {
            return Some(self.comment(lines, at));
        }
        if is_condition(words) {
            return Some(at + 1);
        }
        if header::attribute(words).is_some() {
            return Some(self.set_attribute(lines, at));
        }
        if attributes::is_line(words) {
            if self.after_blank && !self.is_attached {
                self.end_lists();
            }
            self.begin_scope(line);
            self.attributes.add(words);
            return Some(at + 1);
        }
        None
    }

    /// Reads lines of comments, which belong together.
    fn comment(&mut self, lines: &[Line], at: usize) -> usize {
        let line = lines[at];
        let inner = line.from(self.text, 2);
        match stet::parse_inside(inner.words(self.text)) {
            Some(order) => self.composer.stet_next(line.span(), order),
            None if inner.is_blank() => {}
            None => {
                let role = Role::Comment;
                self.composer.block(role, inner.words(self.text), inner.span());
            }
        }
        at + 1
    }

    fn title(&mut self, lines: &[Line], at: usize, line: Line, start: usize) -> usize {
        let words = line.words(self.text);
        let marks = words.split([' ', '\t']).next().unwrap_or_default();
        let mut title = line.from(self.text, start);
        let is_closed = title.words(self.text).strip_suffix(marks).map(str::trim_end);
        if let Some(kept) = is_closed.filter(|kept| !kept.is_empty()) {
            title.end = title.start + kept.len() as u32;
        }
        let is_document = self.in_header && marks.len() == 1 && self.open.len() == 1;
        self.end_lists();
        self.begin_scope(line);
        self.attributes = Attributes::default();
        self.headline(title, marks.len());
        self.ends_at(line);
        self.end_scope();
        self.in_header = is_document;
        if is_document { self.lines_below_title(lines, at + 1) } else { at + 1 }
    }

    /// Reads a title with a line of marks below it.
    fn underlined_title(&mut self, lines: &[Line], at: usize, line: Line) -> Option<usize> {
        let under = lines.get(at + 1)?.words(self.text);
        let first = *under.as_bytes().first().filter(|first| b"=-~^+".contains(first))?;
        let words = line.words(self.text);
        let length = words.chars().count();
        let fits = under.len() > 1
            && under.bytes().all(|byte| byte == first)
            && under.len().abs_diff(length) <= 1
            && words.chars().any(char::is_alphanumeric)
            && marker(words).is_none()
            && self.attributes.style.is_empty()
            && !self.closes_block(under);
        if !fits {
            return None;
        }
        let is_document = self.in_header && first == b'=' && self.open.len() == 1;
        self.end_lists();
        self.begin_scope(line);
        let rank = b"=-~^+".iter().position(|mark| *mark == first).unwrap_or(0);
        self.headline(line, rank + 1);
        self.ends_at(lines[at + 1]);
        self.end_scope();
        self.in_header = is_document;
        Some(if is_document { self.lines_below_title(lines, at + 2) } else { at + 2 })
    }

    /// Whether a line ends an open block.
    fn closes_block(&self, words: &str) -> bool {
        self.open.iter().any(|open| matches!(&open.kind, Kind::Block(mark, _) if mark == words))
    }

    /// Reads a block between two lines that are alike, or its end.
    fn delimited(
        &mut self,
        lines: &[Line],
        at: usize,
        line: Line,
        (kind, mark): (Delimited, &str),
    ) -> usize {
        let opened = self.open.iter().rposition(|open| match &open.kind {
            Kind::Block(known, _) => known == mark,
            Kind::Whole => true,
            _ => false,
        });
        if let Some(opened) = opened.filter(|at| matches!(self.open[*at].kind, Kind::Block(..))) {
            self.ends_at(line);
            while self.open.len() > opened {
                self.pop();
            }
            self.attributes = Attributes::default();
            self.is_attached = false;
            return at + 1;
        }
        let end_of = |lines: &[Line]| {
            let is_end = |line: &Line| line.indent == 0 && line.words(self.text) == mark;
            lines[at + 1..].iter().position(is_end).map_or(lines.len(), |length| at + 1 + length)
        };
        if kind == Delimited::Comment {
            let end = end_of(lines);
            self.lines_as(Role::Comment, &lines[at + 1..end]);
            return (end + 1).min(lines.len());
        }
        self.begin_block(line);
        let attributes = std::mem::take(&mut self.attributes);
        let style = attributes.style.as_str();
        let is_code = matches!(style, "source" | "listing" | "literal" | "verse");
        let is_passed = matches!(style, "pass" | "stem" | "latexmath" | "asciimath" | "comment");
        match kind {
            Delimited::Table => {
                let end = end_of(lines);
                self.table(&lines[at + 1..end], mark, &attributes);
                self.end = lines.get(end).map_or(self.end, |line| line.end as usize);
                self.end_scope();
                (end + 1).min(lines.len())
            }
            Delimited::Open | Delimited::Quotation | Delimited::Blocks
                if !is_code && !is_passed && !self.is_too_deep() =>
            {
                let role = match style {
                    "quote" => Some(Role::Quotation),
                    _ if kind == Delimited::Quotation => Some(Role::Quotation),
                    _ if attributes.is_summary() => Some(Role::Summary),
                    // What is attached to an item is part of it, and so is what a quotation holds.
                    _ => None,
                };
                self.ends_at(line);
                self.push(Kind::Block(mark.to_owned(), role));
                at + 1
            }
            Delimited::Open | Delimited::Quotation | Delimited::Blocks
                if !is_code && !is_passed =>
            {
                at + 1
            }
            _ => {
                let end = end_of(lines);
                let role = match style {
                    "verse" => Role::Quotation,
                    "comment" => Role::Comment,
                    _ => Role::Code,
                };
                let is_hidden = kind == Delimited::Passed || (is_passed && role == Role::Code);
                if !is_hidden {
                    self.lines_as(role, &lines[at + 1..end]);
                }
                self.end = lines.get(end).map_or(self.end, |line| line.end as usize);
                self.end_scope();
                (end + 1).min(lines.len())
            }
        }
    }

    fn begin_literal_or_paragraph(
        &mut self,
        lines: &[Line],
        at: usize,
        line: Line,
        waits: bool,
    ) -> usize {
        let in_item = self.is_in_list() && line.indent > 0 && !self.is_attached;
        if in_item && !waits {
            // Indented lines below an item belong to it.
            self.is_attached = true;
        }
        self.begin_block(line);
        let style = self.attributes.style.clone();
        let is_literal = line.indent > 0 && !waits && style != "normal";
        if is_literal || matches!(style.as_str(), "source" | "listing" | "literal") {
            let ends = |line: &Line| line.is_blank() || line.words(self.text) == "+";
            let more = lines[at + 1..].iter().take_while(|line| !ends(line)).count();
            let end = at + 1 + more;
            self.attributes = Attributes::default();
            self.lines_as(Role::Code, &lines[at..end]);
            self.end_scope();
            return end;
        }
        self.paragraph(lines, at, line)
    }

    /// Reads a paragraph, or the text of an item, that begins in a part of a line.
    pub(super) fn paragraph(&mut self, lines: &[Line], at: usize, first: Line) -> usize {
        let attributes = std::mem::take(&mut self.attributes);
        let words = first.words(self.text);
        let is_item = self.is_in_list();
        let is_marked = words.starts_with("> ");
        let first = match behind_label(words) {
            Some(label) => first.from(self.text, label),
            None if is_marked => first.from(self.text, 2),
            None => first,
        };
        let mut passage = Passage::default();
        self.add_line(&mut passage, first);
        let mut last = first;
        let mut orders = Vec::new();
        let mut end = at + 1;
        while let Some(line) = lines.get(end).copied().filter(|line| !line.is_blank()) {
            let words = line.words(self.text);
            let begins_item = is_item && (words == "+" || marker(words).is_some());
            if begins_item || (line.indent == 0 && self.ends_paragraph(words)) {
                break;
            }
            let stet = words.strip_prefix("//").and_then(stet::parse_inside);
            if let Some(order) = stet {
                // Between two items it speaks of the second.
                if is_item {
                    break;
                }
                orders.push((line.span(), order));
            } else if !is_comment(words) && !is_condition(words) {
                let skipped = if is_marked && words.starts_with("> ") { 2 } else { 0 };
                last = line.from(self.text, skipped);
                self.add_line(&mut passage, last);
            }
            end += 1;
        }
        self.ends_at(last);
        let scope = Span { start: first.start, end: last.end.max(first.start) };
        for (place, order) in orders {
            self.composer.stet_here(place, scope, order);
        }
        // "So it is." with "-- Ann Lee" below it.
        let is_said = words.starts_with('"')
            && passage.words().rsplit('\n').next().is_some_and(|last| last.starts_with("-- "));
        let role = match attributes.style.as_str() {
            "quote" | "verse" => Some(Role::Quotation),
            "pass" | "stem" | "latexmath" | "asciimath" => None,
            "comment" => Some(Role::Comment),
            _ if is_said || is_marked => Some(Role::Quotation),
            _ if attributes.is_summary() => Some(Role::Summary),
            _ => Some(self.role()),
        };
        if let Some(role) = role {
            let differs = role != self.role();
            if differs {
                self.composer.enter(role);
            }
            inline::read(&passage, &mut self.composer);
            if differs {
                self.composer.leave();
            }
            self.composer.close();
        }
        self.end_scope();
        end
    }

    /// The part that a paragraph plays here, unless it says otherwise.
    fn role(&self) -> Role {
        let known = self.open.iter().rev().find_map(|open| match open.kind {
            Kind::Item(_) => Some(Role::ListItem),
            Kind::Block(_, role) => role,
            _ => None,
        });
        known.unwrap_or_default()
    }

    /// Adds a line without the mark of a hard line break.
    pub(super) fn add_line(&self, passage: &mut Passage, line: Line) {
        let words = line.words(self.text);
        let kept = words.strip_suffix(" +").map_or(words.len(), |kept| kept.trim_end().len());
        passage.push(self.text, Line { end: line.start + kept as u32, ..line });
    }

    /// Whether a line ends the paragraph above it.
    fn ends_paragraph(&self, words: &str) -> bool {
        delimiter(words).is_some() || attributes::is_line(words)
    }
}

//! Lists: what marks their items.

use super::{Kind, Reader};
use crate::Role;
use crate::lines::Line;
use crate::passage::Passage;
use crate::rst::inline;

/// What marks the items of a list. Items whose marks differ belong to several lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet(char),
    /// Its opening bracket, its numbers, and what closes it.
    Enumerated(bool, Numbers, char),
    Definition,
    Field,
    Option,
}

/// What an enumerator counts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Arabic,
    Letters,
}

/// A bullet at the start of words, and its length.
pub(super) fn bullet(words: &str) -> Option<(Marker, usize)> {
    let mark = words.chars().next().filter(|mark| "*+-•‣⁃".contains(*mark))?;
    let length = mark.len_utf8();
    ends_mark(&words[length..]).then_some((Marker::Bullet(mark), length))
}

fn ends_mark(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t'])
}

/// An enumerator at the start of words, and its length: `1.`, `a)`, `(iv)`, `#.`
fn enumerator(words: &str) -> Option<(Marker, usize)> {
    const LONGEST: usize = 10;
    let bracket = words.starts_with('(');
    let body = &words[usize::from(bracket)..];
    let length = body.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let (numbers, length) = if length == 0 {
        // Counts on by itself.
        (Numbers::Arabic, usize::from(body.starts_with('#')))
    } else if body[..length].bytes().all(|byte| byte.is_ascii_digit()) {
        (Numbers::Arabic, length)
    } else {
        let number = &body[..length];
        let is_roman = |digits: &str| number.bytes().all(|byte| digits.as_bytes().contains(&byte));
        let fits = length == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic())
            || is_roman("ivxlcdm")
            || is_roman("IVXLCDM");
        (Numbers::Letters, if fits { length } else { 0 })
    };
    if length == 0 {
        return None;
    }
    let close = body[length..].chars().next().filter(|close| matches!(close, '.' | ')'))?;
    let fits = !bracket || close == ')';
    let end = usize::from(bracket) + length + 1;
    (fits && ends_mark(&words[end..])).then_some((Marker::Enumerated(bracket, numbers, close), end))
}

/// Where the name of a field ends, `:name:`; its colons are part of the length.
pub(super) fn field(words: &str) -> Option<usize> {
    const LONGEST: usize = 200;
    let inner = words.strip_prefix(':').filter(|rest| !rest.starts_with([' ', ':', '\t']))?;
    let mut end = inner.len().min(LONGEST);
    while !inner.is_char_boundary(end) {
        end -= 1;
    }
    let mut from = 0;
    while let Some(found) = inner[from..end].find(':').map(|found| from + found) {
        let escaped = inner[..found].ends_with(['\\', ' ']);
        if found > 0 && !escaped && ends_mark(&inner[found + 1..]) {
            return Some(found + 2);
        }
        // A role opens the sentence: `:ref:`x` tells`.
        if inner[found + 1..].starts_with('`') {
            return None;
        }
        from = found + 1;
    }
    None
}

/// Where the options end that open an item of an option list: `-a FILE, --all`.
fn options(words: &str) -> Option<usize> {
    let head = words.find("  ").map_or(words, |end| &words[..end]).trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let fits = head.split(", ").all(|option| {
        let mut parts = option.splitn(2, [' ', '=']);
        let name = parts.next().unwrap_or_default();
        let argument = parts.next();
        let named = match name.as_bytes() {
            [b'-', b'-', first, ..] => first.is_ascii_alphanumeric() && name.chars().all(is_name),
            [b'-' | b'+', letter, rest @ ..] => {
                letter.is_ascii_alphanumeric() && rest.iter().all(u8::is_ascii_alphanumeric)
            }
            [b'/', letters @ ..] => {
                !letters.is_empty() && letters.iter().all(u8::is_ascii_uppercase)
            }
            _ => false,
        };
        let argued = argument.is_none_or(|argument| {
            (argument.starts_with('<') && argument.ends_with('>'))
                || (argument.starts_with(|c: char| c.is_ascii_alphabetic())
                    && argument.chars().all(is_name))
        });
        named && argued
    });
    (fits && !head.is_empty()).then_some(head.len())
}

impl Reader<'_> {
    /// The mark of an item at the start of a line, and its length.
    pub(super) fn marker(&self, lines: &[Line], at: usize, line: Line) -> Option<(Marker, usize)> {
        let words = line.words(self.text);
        if let Some(found) = bullet(words) {
            return Some(found);
        }
        if let Some((marker, length)) = enumerator(words) {
            // "A. Einstein was a great man" goes on in the next line.
            let next = lines.get(at + 1).copied();
            let is_item = next.is_none_or(|next| {
                next.is_blank()
                    || next.indent > line.indent
                    || next.indent < line.indent
                    || enumerator(next.words(self.text)).is_some_and(|(same, _)| same == marker)
            });
            return is_item.then_some((marker, length));
        }
        if let Some(length) = field(words) {
            return Some((Marker::Field, length));
        }
        let length = options(words)?;
        let below =
            lines.get(at + 1).is_some_and(|next| !next.is_blank() && next.indent > line.indent);
        (length < words.len() || below).then_some((Marker::Option, length))
    }

    /// Ends the lists whose items are indented like a line, unless it marks another item.
    fn end_lists(&mut self, indent: u32, marker: Option<Marker>) {
        while let Some(open) = self.open.last() {
            let goes_on = match open.kind {
                Kind::List(known) => marker == Some(known),
                Kind::Rows { .. } | Kind::Cells { .. } => {
                    matches!(marker, Some(Marker::Bullet(_)))
                }
                _ => true,
            };
            if goes_on || open.least < indent {
                break;
            }
            self.pop();
        }
    }

    /// Begins the item that a line marks; tells what of the line is left to read.
    pub(super) fn item(&mut self, lines: &[Line], at: usize, line: Line) -> Option<Line> {
        let found = self.marker(lines, at, line).filter(|_| !self.is_too_deep());
        let marker = found.map(|(marker, _)| marker);
        let is_definition = marker.is_none() && self.is_term(lines, at, line);
        self.end_lists(line.indent, if is_definition { Some(Marker::Definition) } else { marker });
        let (marker, length) = found?;
        if marker == Marker::Field && self.in_header {
            return Some(self.header_field(lines, at, line, length));
        }
        self.leave_header();
        let rest = line.from(self.text, length);
        let least = line.indent + 1;
        self.begin_item(marker, line.indent);
        match marker {
            Marker::Bullet(_) | Marker::Enumerated(..) if !rest.is_blank() => {
                self.set_item(least, rest.indent);
                Some(rest)
            }
            Marker::Field => Some(self.field(lines, at, line, length)),
            Marker::Option => {
                let indent = Self::indent_below(lines, at, least);
                self.set_item(least, indent);
                let options = Line { end: line.start + length as u32, ..line };
                let passage = Passage::of(self.text, options);
                passage.tell_code(0..passage.words().len(), &mut self.composer);
                self.composer.close();
                Some(Line { indent, ..rest })
            }
            _ => {
                self.set_item(least, Self::indent_below(lines, at, least));
                Some(rest)
            }
        }
    }

    /// Begins an item, and its list where it is the first.
    pub(super) fn begin_item(&mut self, marker: Marker, indent: u32) {
        let is_bullet = matches!(marker, Marker::Bullet(_));
        match self.top() {
            Kind::List(_) | Kind::Rows { .. } | Kind::Cells { .. } => {}
            Kind::ListTable { head, stub } if is_bullet => {
                self.push(Kind::Rows { head, stub, begun: 0 }, indent, None);
            }
            Kind::TableRow { is_head, stub } if is_bullet => {
                self.push(Kind::Cells { is_head, stub, begun: 0 }, indent, None);
            }
            _ => self.push(Kind::List(marker), indent, None),
        }
        let kind = match self.open.last_mut().map(|open| &mut open.kind) {
            Some(Kind::Rows { head, stub, begun }) => {
                *begun += 1;
                Kind::TableRow { is_head: *begun <= *head, stub: *stub }
            }
            Some(Kind::Cells { .. }) => Kind::Cell,
            _ => Kind::Item,
        };
        self.push(kind, indent + 1, None);
    }

    /// Tells the item that has begun how far its content is indented.
    fn set_item(&mut self, least: u32, indent: u32) {
        if let Some(open) = self.open.last_mut() {
            open.least = least;
            open.indent = Some(indent);
        }
    }

    /// Reads the name of a field; tells what is left of its line. What stands behind the name on its
    /// line goes on in the same sentence.
    fn field(&mut self, lines: &[Line], at: usize, line: Line, length: usize) -> Line {
        let least = line.indent + 1;
        let indent = Self::indent_below(lines, at, least);
        self.set_item(least, indent);
        let rest = line.from(self.text, length);
        let end = if rest.is_blank() { line.start + length as u32 } else { rest.start };
        let name = Line { start: line.start + 1, end, ..line };
        let passage = Passage::of(self.text, name);
        inline::read(&passage, &mut self.composer);
        if rest.is_blank() {
            self.composer.close();
            return rest;
        }
        Line { indent, ..rest }
    }

    /// Reads a field at the start of a document, which may tell its date or its summary.
    fn header_field(&mut self, lines: &[Line], at: usize, line: Line, length: usize) -> Line {
        const SUMMARIES: &[&str] = &["abstract", "description", "subtitle", "summary"];
        let words = line.words(self.text);
        let name = words[1..length - 1].to_owned();
        let rest = line.from(self.text, length);
        if SUMMARIES.contains(&name.to_ascii_lowercase().as_str()) {
            self.end_lists(line.indent, None);
            let least = line.indent + 1;
            let indent = Self::indent_below(lines, at, least);
            self.push(Kind::Blocks(Role::Summary), least, Some(indent));
            return Line { indent, ..rest };
        }
        self.dates.push((name, rest.span()));
        self.begin_item(Marker::Field, line.indent);
        self.field(lines, at, line, length)
    }
}

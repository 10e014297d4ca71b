//! Lists: their items are told apart by their marks, not by their indentation.

use super::{Attributes, Kind, Reader, inline};
use crate::lines::Line;
use crate::passage::Passage;

/// What a line begins in a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Items of one list have the same.
    pub key: String,
    /// Length of the mark in bytes; of the term with its mark in a description list.
    pub length: usize,
    /// Length of the term.
    pub term: Option<usize>,
}

/// The mark of an item at the start of a line.
pub(super) fn marker(words: &str) -> Option<Marker> {
    let mark = words.split([' ', '\t']).next().unwrap_or_default();
    let behind = words[mark.len()..].trim_start();
    let simple = |key: &str| {
        let found = Marker { key: key.to_owned(), length: mark.len(), term: None };
        (!behind.is_empty()).then_some(found)
    };
    let all = |wanted: u8| mark.bytes().all(|byte| byte == wanted);
    match mark.as_bytes() {
        b"-" => simple("-"),
        [b'*', ..] if all(b'*') && mark.len() <= 100 => simple(mark),
        [b'.', ..] if all(b'.') && mark.len() <= 100 => simple(mark),
        [b'<', number @ .., b'>']
            if number == b"." || (!number.is_empty() && number.iter().all(u8::is_ascii_digit)) =>
        {
            simple("<>")
        }
        [digits @ .., b'.'] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => {
            simple("1.")
        }
        [letter, b'.'] if letter.is_ascii_alphabetic() => simple("a."),
        [digits @ .., b')']
            if !digits.is_empty() && digits.iter().all(|digit| b"ivxIVX".contains(digit)) =>
        {
            simple("i)")
        }
        _ if mark == "•" => simple("•"),
        _ => term(words),
    }
}

/// The term of a description list: `term::`, `term:: What it is.`
fn term(words: &str) -> Option<Marker> {
    let bytes = words.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b':', b';', bytes.get(from..)?).map(|at| from + at) {
        let length = bytes[found..].iter().take_while(|byte| **byte == bytes[found]).count();
        let end = found + length;
        let fits = if bytes[found] == b':' { (2..=4).contains(&length) } else { length == 2 };
        let ends = bytes.get(end).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
        if fits && ends && found > 0 && !words.starts_with("//") {
            let key = words[found..end].to_owned();
            return Some(Marker { key, length: end, term: Some(found) });
        }
        from = end;
    }
    None
}

impl Reader<'_> {
    /// Reads an item and the lines on which its text goes on.
    pub(super) fn item(&mut self, lines: &[Line], at: usize, marker: &Marker) -> usize {
        let line = lines[at];
        let depth = self.open.iter().rposition(|open| match &open.kind {
            Kind::List(key) => *key == marker.key,
            Kind::Block(..) | Kind::Whole => true,
            Kind::Item(_) => false,
        });
        let known = depth.filter(|depth| matches!(self.open[*depth].kind, Kind::List(_)));
        match known {
            Some(known) => {
                while self.open.len() > known + 1 {
                    self.pop();
                }
            }
            None if self.is_too_deep() => return self.paragraph(lines, at, line),
            None => {}
        }
        self.begin_scope(line);
        self.in_header = false;
        self.is_attached = false;
        if known.is_none() {
            self.push(Kind::List(marker.key.clone()));
        }
        self.push(Kind::Item(false));
        let rest = line.from(self.text, marker.length);
        if let Some(term) = marker.term {
            let term = Line { end: line.start + term as u32, ..line };
            self.term(term);
        }
        self.attributes = Attributes::default();
        if rest.is_blank() {
            if let Some(open) = self.open.last_mut() {
                open.kind = Kind::Item(true);
            }
            self.ends_at(line);
            return at + 1;
        }
        // `* [x] done`
        let words = rest.words(self.text);
        let is_box = ["[ ] ", "[x] ", "[*] "].iter().any(|mark| words.starts_with(mark));
        let rest = if is_box { rest.from(self.text, 4) } else { rest };
        self.paragraph(lines, at, rest)
    }

    fn term(&mut self, term: Line) {
        let passage = Passage::of(self.text, term);
        inline::read(&passage, &mut self.composer);
        self.composer.close();
    }
}

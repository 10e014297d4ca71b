//! Inline macros, links, passthroughs, escapes, references and entities: what is taken before quotes are.

use super::inline::{Instead, Marks, TAKEN, WORD};
use crate::html;

/// Macros of which nothing is read.
const HIDDEN: &[&str] = &["anchor", "footnote", "footnoteref", "icon", "image", "indexterm"];

/// Macros whose text is read.
const SHOWN: &[&str] = &["btn", "indexterm2", "kbd", "link", "mailto", "menu", "pass", "xref"];

/// Macros whose text is a formula.
const FORMULAS: &[&str] = &["asciimath", "latexmath", "stem"];

/// Names, identifiers and attributes that are longer, in bytes, are none.
const LONGEST: usize = 200;

/// References to attributes that every document has, and what they stand for.
const CHARACTERS: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("asterisk", "*"),
    ("backslash", "\\"),
    ("backtick", "`"),
    ("blank", ""),
    ("cpp", "C++"),
    ("deg", "°"),
    ("empty", ""),
    ("gt", ">"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("nbsp", "\u{a0}"),
    ("plus", "+"),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("shy", ""),
    ("sp", " "),
    ("startsb", "["),
    ("endsb", "]"),
    ("tilde", "~"),
    ("two-colons", "::"),
    ("two-semicolons", ";;"),
    ("vbar", "|"),
    ("wj", ""),
    ("zwsp", ""),
];

/// Takes what is no quote out of the words.
pub(super) fn take(marks: &mut Marks<'_>) {
    let brackets = brackets(marks.words.as_bytes());
    let mut taker =
        Taker { words: marks.words, marks, brackets, found: [Some((0, 0)); ENDS.len()], stop: 0 };
    let bytes = taker.words.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(begins)) {
        at = taker.at(at + next);
    }
}

/// Whether a byte may begin what is taken here.
fn begins(byte: &u8) -> bool {
    matches!(byte, b'\\' | b'+' | b'`' | b':' | b'<' | b'[' | b'(' | b'&' | b'{')
}

/// What may close something that has been opened.
const ENDS: &[&str] = &["+++", "++", "+`", ">>", "))", ")))", "+"];

/// The square brackets that belong together: where each opens and closes, in order.
fn brackets(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for at in memchr::memchr2_iter(b'[', b']', bytes) {
        if at > 0 && bytes[at - 1] == b'\\' {
            continue;
        }
        if bytes[at] == b'[' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            pairs.push((start, at));
        }
    }
    pairs.sort_unstable();
    pairs
}

struct Taker<'m, 'p> {
    words: &'p str,
    marks: &'m mut Marks<'p>,
    brackets: Vec<(usize, usize)>,
    /// For each of [`ENDS`], from where it was looked for and where it was found; none where none follows.
    found: [Option<(usize, usize)>; ENDS.len()],
    /// The end of the run without white space and square brackets around the cursor.
    stop: usize,
}

impl Taker<'_, '_> {
    /// Takes what begins at an offset; tells where to go on.
    fn at(&mut self, at: usize) -> usize {
        let bytes = self.words.as_bytes();
        let rest = &bytes[at..];
        match rest[0] {
            b'\\' => self.escape(at),
            b'+' => self.passthrough(at),
            b'`' if rest.starts_with(b"`+") => self.literal(at),
            b':' => self.macro_at(at),
            b'<' if rest.starts_with(b"<<") => self.cross_reference(at),
            b'[' if rest.starts_with(b"[[") => self.anchor(at),
            b'(' if rest.starts_with(b"((") => self.index_term(at),
            b'&' => self.entity(at),
            b'{' => self.reference(at),
            _ => at + 1,
        }
    }

    /// Where an end-string begins at or behind an offset.
    fn end_of(&mut self, end: &str, from: usize) -> Option<usize> {
        let index = ENDS.iter().position(|known| *known == end)?;
        let (looked_from, found) = self.found[index]?;
        if looked_from <= from && from <= found && found > 0 {
            return Some(found);
        }
        let rest = self.words.as_bytes().get(from..).unwrap_or_default();
        let found = memchr::memmem::find(rest, end.as_bytes()).map(|found| from + found);
        self.found[index] = found.map(|found| (from, found));
        found
    }

    fn closing_bracket(&self, open: usize) -> Option<usize> {
        let index = self.brackets.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        self.brackets.get(index).map(|(_, close)| *close)
    }

    /// A backslash before markup is none, and neither is the markup.
    fn escape(&mut self, at: usize) -> usize {
        let rest = &self.words[at + 1..];
        let Some(next) = rest.chars().next() else { return at + 1 };
        let is_macro = next.is_ascii_alphabetic() && {
            let name = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
            rest[name..].starts_with("://")
                || (rest[name..].starts_with(':') && is_known(&rest[..name]))
        };
        let is_doubled = |mark: char| rest[mark.len_utf8()..].starts_with(mark);
        let is_markup = match next {
            '*' | '_' | '`' | '#' | '^' | '~' | '+' | '{' | '|' | ']' => true,
            '[' | '<' | '(' => is_doubled(next),
            '"' | '\'' => rest[1..].starts_with('`'),
            '&' => html::entity(rest).is_some(),
            _ => is_macro,
        };
        if !is_markup {
            return at + 1;
        }
        self.marks.cut(at..at + 1);
        let length = if is_macro {
            rest.find(':').map_or(1, |colon| colon + 1)
        } else {
            rest.bytes().take(2).take_while(|byte| *byte == rest.as_bytes()[0]).count()
        };
        self.marks.bytes[at + 1..at + 1 + length].fill(TAKEN);
        at + 1 + length
    }

    /// `+++words+++`, `++words++` and `+words+` are read as they are.
    fn passthrough(&mut self, at: usize) -> usize {
        let rest = &self.words[at..];
        let mark = ["+++", "++"].into_iter().find(|mark| rest.starts_with(mark));
        if let Some(mark) = mark {
            let inner = at + mark.len();
            let Some(end) = self.end_of(mark, inner + 1) else { return inner };
            self.passed(at, inner, end, end + mark.len());
            return end + mark.len();
        }
        let before = self.words[..at].chars().next_back();
        let is_space = |c: char| c.is_whitespace();
        let opens = !before.is_some_and(|c| c.is_alphanumeric() || "_;:}".contains(c))
            && !self.words[at + 1..].starts_with(is_space)
            && at + 1 < self.words.len();
        if !opens {
            return at + 1;
        }
        let mut from = at + 2;
        while let Some(end) = self.end_of("+", from) {
            let behind = self.words[end + 1..].chars().next();
            let closes = !behind.is_some_and(|c| c.is_alphanumeric() || c == '_')
                && self.words.is_char_boundary(end)
                && !self.words[..end].ends_with(is_space);
            if closes {
                self.passed(at, at + 1, end, end + 1);
                return end + 1;
            }
            from = end + 1;
        }
        at + 1
    }

    fn passed(&mut self, start: usize, inner: usize, end: usize, behind: usize) {
        self.marks.cut(start..inner);
        self.marks.is_opaque(inner..end);
        self.marks.cut(end..behind);
    }

    /// `` `+words+` `` is code as it is.
    fn literal(&mut self, at: usize) -> usize {
        let Some(end) = self.end_of("+`", at + 3) else { return at + 2 };
        self.passed(at, at + 2, end, end + 2);
        self.marks.code.push(at + 2..end);
        end + 2
    }

    /// Where the run without white space and brackets ends that an offset lies in.
    fn stop(&mut self, at: usize) -> usize {
        if self.stop <= at {
            let rest = &self.words.as_bytes()[at..];
            let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'[' | b']');
            self.stop = at + rest.iter().position(ends).unwrap_or(rest.len());
        }
        self.stop
    }

    /// `name:target[text]` and `https://target[text]`
    fn macro_at(&mut self, at: usize) -> usize {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric();
        let before = &self.words.as_bytes()[at.saturating_sub(20)..at];
        let length = before.iter().rev().take_while(|byte| is_name(byte)).count();
        // A note needs no space before it.
        let note = ["footnote", "footnoteref"]
            .into_iter()
            .find(|name| self.words[..at].ends_with(name))
            .map_or(length, str::len);
        let start = at - note;
        let name = &self.words[start..at];
        let is_taken = self.marks.bytes[start..at].contains(&TAKEN);
        let is_address =
            self.words[at..].starts_with("://") && matches!(name, "ftp" | "http" | "https" | "irc");
        // Extensions add macros: `javadoc:java.lang.String[]`.
        let may_be_extension = name.len() > 1
            && name.bytes().all(|byte| byte.is_ascii_lowercase())
            && self.words[at + 1..].starts_with(|c: char| c.is_alphanumeric() || "/{".contains(c));
        if is_taken || !(is_address || is_known(name) || may_be_extension) {
            return at + 1;
        }
        let open = self.stop(at + 1);
        let close = (self.words.as_bytes().get(open) == Some(&b'['))
            .then(|| self.closing_bracket(open))
            .flatten();
        let Some(close) = close else {
            if is_address {
                // Nothing in an address is markup.
                let end = self.end_of_address(at, open);
                self.marks.is_opaque(start..end);
                return end;
            }
            return at + 1;
        };
        if self.words[at + 1..].starts_with(':') && !is_address {
            return at + 2;
        }
        self.macro_between((start, at), (open, close), is_address)
    }

    /// An address without text ends before what closes a sentence.
    fn end_of_address(&self, at: usize, stop: usize) -> usize {
        let address = &self.words[at..stop];
        let end = address.find(['<', '>', '"', '`']).unwrap_or(address.len());
        at + address[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '*', '_'])
            .len()
    }

    fn macro_between(
        &mut self,
        (start, colon): (usize, usize),
        (open, close): (usize, usize),
        is_address: bool,
    ) -> usize {
        let name = &self.words[start..colon];
        if HIDDEN.contains(&name) {
            self.marks.cut(start..close + 1);
            return close + 1;
        }
        if FORMULAS.contains(&name) || name == "pass" {
            self.passed(start, open + 1, close, close + 1);
            if name != "pass" {
                self.marks.code.push(open + 1..close);
            }
            return close + 1;
        }
        let (mut text, end) = self.text_of_link(open + 1, close);
        if !is_address && !is_known(name) && is_attribute(&self.words[text.clone()]) {
            text.end = text.start;
        }
        if text.is_empty() && !matches!(name, "kbd" | "btn" | "menu") {
            // Without a text, the target is shown.
            let target = if is_address { start } else { colon + 1 };
            self.marks.cut(start..target);
            self.marks.bytes[target..open].fill(WORD);
            self.marks.cut(open..close + 1);
            if name == "xref" || !(is_address || is_known(name)) {
                self.marks.code.push(target..open);
            }
            return close + 1;
        }
        if name == "menu" {
            self.marks.cut(start..colon + 1);
            self.marks.replace(open..open + 1, Instead::Words(" ".to_owned()));
        } else {
            self.marks.cut(start..text.start);
        }
        self.marks.cut(end..close + 1);
        text.start
    }

    /// The text between square brackets, without quotation marks and attributes, and where it ends.
    fn text_of_link(&self, start: usize, close: usize) -> (std::ops::Range<usize>, usize) {
        let mut window = close.min(start + LONGEST * 2);
        while !self.words.is_char_boundary(window) {
            window -= 1;
        }
        let inner = &self.words[start..window];
        if let Some(quoted) = inner.strip_prefix('"')
            && let Some(end) = quoted.find('"')
            && (end + 2 == inner.len() || quoted[end + 1..].starts_with(','))
        {
            return (start + 1..start + 1 + end, start + 1 + end);
        }
        let mut end = close;
        if inner.contains('=') {
            let found = inner
                .match_indices(',')
                .take(10)
                .map(|(at, _)| at)
                .find(|at| is_attribute(&inner[at + 1..]));
            end = found.map_or(end, |found| start + found);
        }
        if self.words[start..end].ends_with('^') {
            end -= 1;
        }
        (start..end, end)
    }

    /// `<<id,words>>`
    fn cross_reference(&mut self, at: usize) -> usize {
        let Some(end) = self.end_of(">>", at + 2) else { return at + 2 };
        let inner = &self.words[at + 2..end];
        let is_id = inner.starts_with(|c: char| c.is_alphanumeric() || "_#./{".contains(c));
        if !is_id || inner.contains("<<") {
            return at + 2;
        }
        match inner.find(',') {
            Some(comma) => {
                let behind = &inner[comma + 1..];
                let text = end - behind.trim_start().len();
                self.marks.cut(at..text);
                self.marks.cut(end..end + 2);
            }
            None => {
                self.passed(at, at + 2, end, end + 2);
                self.marks.code.push(at + 2..end);
            }
        }
        end + 2
    }

    /// `[[id]]` and `[[[id]]]`
    fn anchor(&mut self, at: usize) -> usize {
        let window = &self.words.as_bytes()[at..self.words.len().min(at + LONGEST)];
        let opened = window.iter().take_while(|byte| **byte == b'[').count();
        let is_id =
            |byte: &u8| byte.is_ascii_alphanumeric() || b"_:.-, ".contains(byte) || *byte > 127;
        let length = window[opened..].iter().take_while(|byte| is_id(byte)).count();
        let end = at + opened + length;
        let closes = opened <= 3
            && length > 0
            && self.words.as_bytes()[end..].starts_with(&b"]]]"[..opened]);
        if !closes {
            return at + opened;
        }
        self.marks.cut(at..end + opened);
        end + opened
    }

    /// `((term))` is shown, `(((term, term)))` is not.
    fn index_term(&mut self, at: usize) -> usize {
        if self.words[at..].starts_with("(((") {
            let Some(end) = self.end_of(")))", at + 3) else { return at + 3 };
            self.marks.cut(at..end + 3);
            return end + 3;
        }
        let Some(end) = self.end_of("))", at + 2) else { return at + 2 };
        self.marks.cut(at..at + 2);
        self.marks.cut(end..end + 2);
        at + 2
    }

    fn entity(&mut self, at: usize) -> usize {
        let Some((words, length)) = html::entity(&self.words[at..]) else { return at + 1 };
        self.marks.replace(at..at + length, Instead::Words(words));
        at + length
    }

    /// `{nbsp}` and the like; other attributes stay as they are.
    fn reference(&mut self, at: usize) -> usize {
        let rest = &self.words[at + 1..];
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
        let length = rest.bytes().take(LONGEST).take_while(|byte| is_name(byte)).count();
        if !rest[length..].starts_with('}') {
            return at + 1;
        }
        let end = at + length + 2;
        match CHARACTERS.iter().find(|(name, _)| *name == &rest[..length]) {
            Some((_, words)) => {
                self.marks.replace(at..end, Instead::Words((*words).to_owned()));
            }
            None => return self.reference_to_target(at, end),
        }
        end
    }

    /// `{url-docs}/latest[the manual]` is a link, whatever the attribute holds.
    fn reference_to_target(&mut self, at: usize, end: usize) -> usize {
        let open = if end < self.words.len() { self.stop(end) } else { end };
        let close = (self.words.as_bytes().get(open) == Some(&b'['))
            .then(|| self.closing_bracket(open))
            .flatten()
            .filter(|close| *close > open + 1);
        let Some(close) = close else {
            self.marks.is_opaque(at..end);
            return end;
        };
        let (text, text_end) = self.text_of_link(open + 1, close);
        self.marks.cut(at..text.start);
        self.marks.cut(text_end..close + 1);
        text.start
    }
}

/// Whether words in square brackets are an attribute: `role=x`.
fn is_attribute(words: &str) -> bool {
    let words = words.trim_start();
    let name = words.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    name > 0 && words[name..].starts_with('=')
}

fn is_known(name: &str) -> bool {
    HIDDEN.contains(&name) || SHOWN.contains(&name) || FORMULAS.contains(&name)
}

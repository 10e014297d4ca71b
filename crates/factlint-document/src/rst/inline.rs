//! Inline markup, by the recognition rules of the reStructuredText Markup Specification: where a start-string
//! and an end-string may stand. Markup does not nest.

use std::ops::Range;

use crate::composer::Composer;
use crate::passage::Passage;
use crate::superscript::{Superscript, superscript};

/// Roles whose text is set as code, by their last name: those of docutils and of Sphinx.
const CODE: &[&str] = &[
    "any", "attr", "attribute", "class", "code", "command", "const", "constant", "data", "dir",
    "directive", "enum", "enumerator", "env", "envvar", "exc", "exception", "expr", "file", "func",
    "function", "kbd", "keyword", "literal", "macro", "makevar", "math", "member", "meth",
    "method", "mimetype", "mod", "module", "obj", "object", "option", "program", "raw", "regexp",
    "role", "rst", "samp", "setting", "src", "struct", "token", "type", "union", "var",
];

/// Roles whose text names the target of a link, where it has no title.
const TARGETS: &[&str] = &["doc", "download", "keyword", "numref", "ref", "term-ref"];

/// Names and labels that are longer, in bytes, are none.
const LONGEST_NAME: usize = 200;

/// Adds the words of a passage to the prose, without its markup.
pub(super) fn read(passage: &Passage, composer: &mut Composer) {
    let words = passage.words();
    let mut reader = Reader {
        passage,
        words,
        bytes: words.as_bytes(),
        composer,
        told: 0,
        exhausted: [false; 3],
    };
    reader.read();
}

struct Reader<'p, 'c> {
    passage: &'p Passage,
    words: &'p str,
    bytes: &'p [u8],
    composer: &'c mut Composer,
    /// What lies before it has been told, or is no prose.
    told: usize,
    /// The end-strings of which no more follow.
    exhausted: [bool; 3],
}

/// What encloses words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Emphasis,
    Strong,
    Literal,
}

impl Mark {
    fn end(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
            Self::Literal => "``",
        }
    }
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let mut backquotes = true;
        let mut at = 0;
        while at < self.bytes.len() {
            at = match self.bytes[at] {
                b'\\' => self.escape(at),
                b'*' if self.words[at..].starts_with("**") => self.enclosed(Mark::Strong, at),
                b'*' => self.enclosed(Mark::Emphasis, at),
                b'`' if self.words[at..].starts_with("``") => self.enclosed(Mark::Literal, at),
                b'`' if backquotes => match self.interpreted(at) {
                    Ok(next) => next,
                    Err(none_left) => {
                        backquotes = !none_left;
                        at + 1
                    }
                },
                b'_' => self.reference(at),
                b'[' => self.note(at),
                b'|' => self.substitution(at),
                _ => at + 1,
            };
        }
        self.tell_until(self.bytes.len());
    }

    /// Tells the words up to an offset.
    fn tell_until(&mut self, end: usize) {
        if self.told < end {
            self.passage.tell(self.told..end, self.composer);
            self.told = end;
        }
    }

    /// Tells words of which only backslashes are markup.
    fn tell_escaped(&mut self, range: Range<usize>) {
        self.told = range.start;
        let mut at = range.start;
        while let Some(found) = memchr::memchr(b'\\', &self.bytes[at..range.end]) {
            at = self.escape(at + found).min(range.end);
        }
        self.tell_until(range.end);
    }

    /// Leaves out a backslash, and white space behind it: it joins words.
    fn escape(&mut self, at: usize) -> usize {
        self.tell_until(at);
        let next = self.words[at + 1..].chars().next();
        let width = next.map_or(0, char::len_utf8);
        let is_space = next.is_some_and(char::is_whitespace);
        self.told = if is_space { at + 1 + width } else { at + 1 };
        at + 1 + width
    }

    /// Whether a start-string may stand between these offsets.
    fn may_start(&self, start: usize, end: usize) -> bool {
        let before = self.words[..start].chars().next_back();
        let Some(after) = self.words[end..].chars().next() else { return false };
        if after.is_whitespace() {
            return false;
        }
        let closer = match before {
            None => return true,
            Some('"') => '"',
            Some('\'') => '\'',
            Some('(') => ')',
            Some('[') => ']',
            Some('{') => '}',
            Some('<') => '>',
            Some('“') => '”',
            Some('‘') => '’',
            Some('«') => '»',
            Some('-' | '/' | ':') => return true,
            // An escaped space parts as any other.
            Some(other) => {
                return other.is_whitespace() || (!other.is_ascii() && !other.is_alphanumeric());
            }
        };
        after != closer
    }

    /// Whether an end-string may end here.
    fn may_end(&self, end: usize) -> bool {
        match self.words[end..].chars().next() {
            None => true,
            Some(after) if after.is_ascii() => {
                after.is_whitespace() || "'\")]}>-/\\:.,;!?".contains(after)
            }
            Some(after) => !after.is_alphanumeric(),
        }
    }

    /// Whether what stands before an end-string lets it be one.
    fn is_open_before(&self, end: usize, escapes: bool) -> bool {
        let before = self.words[..end].chars().next_back();
        !(before.is_none_or(char::is_whitespace) || (escapes && before == Some('\\')))
    }

    fn enclosed(&mut self, mark: Mark, at: usize) -> usize {
        let length = mark.end().len();
        let inner = at + length;
        if self.exhausted[mark as usize] || !self.may_start(at, inner) {
            return inner;
        }
        let mut from = inner + 1;
        while let Some(found) = self.bytes.get(from..).and_then(|rest| {
            memchr::memmem::find(rest, mark.end().as_bytes()).map(|found| from + found)
        }) {
            let end = found + length;
            if self.words.is_char_boundary(found)
                && self.is_open_before(found, mark != Mark::Literal)
                && self.may_end(end)
            {
                self.tell_until(at);
                if mark == Mark::Literal {
                    self.passage.tell_code(inner..found, self.composer);
                } else if mark == Mark::Strong {
                    self.composer.begin_bold();
                    self.tell_escaped(inner..found);
                    self.composer.end_bold();
                } else {
                    self.tell_escaped(inner..found);
                }
                self.told = end;
                return end;
            }
            from = found + 1;
        }
        self.exhausted[mark as usize] = true;
        inner
    }

    /// `|name|` stands for what the name is defined as: the name itself is nobody's words.
    fn substitution(&mut self, at: usize) -> usize {
        let inner = at + 1;
        if !self.may_start(at, inner) {
            return inner;
        }
        let window = &self.bytes[inner..self.bytes.len().min(inner + LONGEST_NAME)];
        let Some(found) = memchr::memchr2(b'|', b'\n', window).map(|length| inner + length) else {
            return inner;
        };
        let end = found + 1;
        let is_reference = self.bytes.get(end) == Some(&b'_');
        if self.bytes[found] != b'|'
            || found == inner
            || !self.is_open_before(found, true)
            || !(is_reference || self.may_end(end))
        {
            return inner;
        }
        self.tell_until(at);
        self.passage.tell_code(at..end, self.composer);
        self.told = end;
        end
    }

    /// Interpreted text and phrase references. An error tells whether no more may follow.
    fn interpreted(&mut self, at: usize) -> Result<usize, bool> {
        let role = self.role_before(at);
        // An inline target: _`words`.
        let is_target = role.is_none() && at > self.told && self.bytes[at - 1] == b'_';
        let start = match &role {
            Some(role) => role.start - 1,
            None if is_target => at - 1,
            None => at,
        };
        let inner = at + 1;
        if !self.may_start(start, inner) {
            return Err(false);
        }
        let mut from = inner + 1;
        while let Some(found) =
            self.bytes.get(from..).and_then(|rest| memchr::memchr(b'`', rest)).map(|at| from + at)
        {
            from = found + 1;
            if !self.words.is_char_boundary(found) || !self.is_open_before(found, true) {
                continue;
            }
            let suffix = self.suffix_behind(found + 1);
            if !self.may_end(suffix.end) {
                continue;
            }
            self.tell_until(start);
            let named = match &role {
                Some(role) => Some(role.clone()),
                None => (suffix.len() > 2).then(|| suffix.start + 1..suffix.end - 1),
            };
            let is_reference = !suffix.is_empty() && suffix.len() <= 2;
            self.tell_interpreted(start, named, is_reference, inner..found);
            self.told = suffix.end;
            return Ok(suffix.end);
        }
        Err(true)
    }

    /// The name of the role that stands right before a backquote.
    fn role_before(&self, at: usize) -> Option<Range<usize>> {
        let end = at.checked_sub(1).filter(|&end| end > self.told && self.bytes[end] == b':')?;
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_+.:".contains(byte);
        let least = self.told.max(end.saturating_sub(LONGEST_NAME));
        let length = self.bytes[least..end].iter().rev().take_while(|byte| is_name(byte)).count();
        let name = &self.words[end - length..end];
        // Its first colon opens it: what stands before one ends a word.
        let open = name.find(':')?;
        (open + 1 < length).then(|| end - length + open + 1..end)
    }

    /// `_`, `__` or `:role:` behind an end-string.
    fn suffix_behind(&self, at: usize) -> Range<usize> {
        let rest = &self.bytes[at..];
        if rest.starts_with(b"__") {
            return at..at + 2;
        }
        if rest.starts_with(b"_") {
            return at..at + 1;
        }
        if rest.starts_with(b":") {
            let window = &rest[1..rest.len().min(LONGEST_NAME)];
            let name =
                window.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-');
            let length = name.count();
            if length > 0 && window.get(length) == Some(&b':') {
                return at..at + length + 2;
            }
        }
        at..at
    }

    fn tell_interpreted(
        &mut self,
        start: usize,
        role: Option<Range<usize>>,
        is_reference: bool,
        inner: Range<usize>,
    ) {
        let words = &self.words[inner.clone()];
        let name = role.as_ref().map(|role| &self.words[role.clone()]);
        let last = name.map(|name| name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase());
        let last = last.as_deref().unwrap_or_default();
        // `title <target>`
        let title = words
            .strip_suffix('>')
            .filter(|_| is_reference || name.is_some())
            .and_then(|open| open.rfind('<'))
            .map(|open| words[..open].trim_end().len());
        if let Some(length) = title {
            if length > 0 {
                self.tell_escaped(inner.start..inner.start + length);
            } else {
                self.tell_escaped(inner.start + 1..inner.end - 1);
            }
            return;
        }
        let prefix = match last {
            "pep" => "PEP ",
            "rfc" => "RFC ",
            _ => "",
        };
        if !prefix.is_empty() {
            self.composer.words(prefix, self.passage.span(start..inner.start));
        }
        if matches!(last, "sup" | "superscript" | "sub" | "subscript") {
            self.tell_raised(last.starts_with("sup"), inner);
        } else if CODE.contains(&last) || TARGETS.contains(&last) || is_domain(name) {
            self.passage.tell_code(shown(words, inner), self.composer);
        } else {
            self.tell_escaped(inner);
        }
    }

    fn tell_raised(&mut self, is_above: bool, inner: Range<usize>) {
        let words = &self.words[inner.clone()];
        match Superscript::of(words, self.composer.open_words()) {
            Superscript::Power if is_above => {
                self.composer.words(&superscript(words), self.passage.span(inner));
            }
            Superscript::Note if is_above => {}
            _ => self.tell_escaped(inner),
        }
    }

    /// `name_` and `name__` are links: their underscores are no words.
    fn reference(&mut self, at: usize) -> usize {
        let length = if self.bytes.get(at + 1) == Some(&b'_') { 2 } else { 1 };
        let end = at + length;
        if self.bytes.get(end) == Some(&b'_') {
            // A rule of underscores.
            return end + self.bytes[end..].iter().take_while(|byte| **byte == b'_').count();
        }
        if at == self.told || !self.may_end(end) {
            return end;
        }
        let mut least = self.told.max(at.saturating_sub(LONGEST_NAME));
        while !self.words.is_char_boundary(least) {
            least += 1;
        }
        let before = &self.words[least..at];
        let is_name = |c: char| c.is_alphanumeric() || "-._+:".contains(c);
        let name = before.len() - before.trim_end_matches(is_name).len();
        let name = &before[before.len() - name..];
        let start = at - name.len();
        let stands_alone =
            start == 0 || (self.may_start(start, start) && !self.ends_address(start));
        let is_reference = stands_alone
            && name.starts_with(char::is_alphanumeric)
            && name.ends_with(char::is_alphanumeric);
        if is_reference {
            self.tell_until(at);
            self.told = end;
        }
        end
    }

    /// Whether what stands before an offset belongs to an address or a path.
    fn ends_address(&self, at: usize) -> bool {
        self.bytes[..at].ends_with(b"/")
    }

    /// `[1]_`, `[#name]_`, `[*]_` and `[CIT2002]_` mark notes: they are no words.
    fn note(&mut self, at: usize) -> usize {
        let window = &self.bytes[at + 1..self.bytes.len().min(at + LONGEST_NAME)];
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"#*-._+:".contains(byte);
        let length = window.iter().take_while(|byte| is_label(byte)).count();
        let end = at + 1 + length + 2;
        let is_note = length > 0
            && self.bytes[at + 1 + length..].starts_with(b"]_")
            && self.may_start(at, at + 1)
            && self.may_end(end);
        if !is_note {
            return at + 1;
        }
        let kept = self.words[self.told.min(at)..at].trim_end().len();
        self.tell_until(self.told.min(at) + kept);
        self.told = end;
        end
    }
}

/// Whether a role is one of a domain of Sphinx: `py:class`, `c:func`.
fn is_domain(role: Option<&str>) -> bool {
    const DOMAINS: &[&str] = &["c", "cpp", "js", "py", "rst"];
    role.and_then(|role| role.split_once(':')).is_some_and(|(domain, _)| DOMAINS.contains(&domain))
}

/// What Sphinx shows of the name of an object: `~package.Name` is `Name`, `!name` is `name`.
fn shown(words: &str, inner: Range<usize>) -> Range<usize> {
    if let Some(path) = words.strip_prefix('~') {
        let skipped = path.rfind('.').map_or(1, |at| at + 2);
        return inner.start + skipped..inner.end;
    }
    let skipped = usize::from(words.starts_with('!') && words.len() > 1);
    inner.start + skipped..inner.end
}

//! What a page of MediaWiki shows none of, or something else in place of: comments, templates, notes, galleries,
//! formulas. It may reach over lines, so it is looked for before the lines are.

use std::collections::BTreeMap;

/// A stretch of the text that is no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Comment,
    /// Something that stands where it is: what a template says, a formula.
    Object,
    /// A note, whose mark says nothing.
    Note,
}

/// Elements whose content is no prose of the page where it stands.
const ELEMENTS: &[(&str, Kind)] = &[
    ("ref", Kind::Note),
    ("gallery", Kind::Note),
    ("imagemap", Kind::Note),
    ("timeline", Kind::Note),
    ("style", Kind::Note),
    ("script", Kind::Note),
    ("pre", Kind::Note),
    ("source", Kind::Note),
    ("syntaxhighlight", Kind::Note),
    ("math", Kind::Object),
    ("chem", Kind::Object),
    ("score", Kind::Object),
];

/// Everything hidden, in order, the outermost of what lies in each other.
pub(super) fn find(text: &str) -> Vec<Hidden> {
    let mut search = Search { lower: text.to_ascii_lowercase(), unclosed: BTreeMap::new() };
    let bytes = text.as_bytes();
    let mut found: Vec<Hidden> = Vec::new();
    // Where the templates around the cursor begin.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'<', b'{', b'}', rest))
    {
        at += next;
        let rest = &bytes[at..];
        if rest.starts_with(b"{{") {
            open.push(at);
            at += 2;
        } else if rest.starts_with(b"}}") {
            at += 2;
            if let Some(start) = open.pop() {
                while found.last().is_some_and(|last| last.start >= start) {
                    found.pop();
                }
                found.push(Hidden { start, end: at, kind: Kind::Object });
            }
        } else if let Some(hidden) = search.element(at) {
            at = hidden.end;
            found.push(hidden);
        } else {
            at += 1;
        }
    }
    found
}

struct Search {
    /// The text in small letters.
    lower: String,
    /// From where on what ends an element is known to be missing.
    unclosed: BTreeMap<&'static str, usize>,
}

impl Search {
    /// What is hidden from `at` on, where a `<` stands.
    fn element(&mut self, at: usize) -> Option<Hidden> {
        /// No tag is longer, in bytes.
        const LONGEST: usize = 4_000;
        let rest = &self.lower[at..];
        if rest.starts_with("<!--") {
            let end = self.close("-->", at + 4).unwrap_or(self.lower.len());
            return Some(Hidden { start: at, end, kind: Kind::Comment });
        }
        let inside = rest.strip_prefix('<')?;
        let &(name, kind) = ELEMENTS.iter().find(|(name, _)| {
            inside
                .strip_prefix(*name)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii_alphanumeric()))
        })?;
        let open_end = at + rest.bytes().take(LONGEST).position(|byte| byte == b'>')? + 1;
        let end = if self.lower[..open_end].ends_with("/>") {
            open_end
        } else {
            let closing = CLOSINGS.iter().find(|closing| closing[2..] == *name)?;
            let close = self.close(closing, open_end)?;
            close + self.lower[close..].find('>').map_or(0, |length| length + 1)
        };
        Some(Hidden { start: at, end, kind })
    }

    /// Where the next sign ends that closes something, from an offset on.
    fn close(&mut self, sign: &'static str, from: usize) -> Option<usize> {
        if self.unclosed.get(sign).is_some_and(|known| from >= *known) {
            return None;
        }
        let found = memchr::memmem::find(&self.lower.as_bytes()[from..], sign.as_bytes());
        if found.is_none() {
            self.unclosed.insert(sign, from);
        }
        found.map(|length| from + length + sign.len())
    }
}

/// How these elements end.
const CLOSINGS: &[&str] = &[
    "</ref", "</gallery", "</imagemap", "</timeline", "</style", "</script", "</pre", "</source",
    "</syntaxhighlight", "</math", "</chem", "</score",
];

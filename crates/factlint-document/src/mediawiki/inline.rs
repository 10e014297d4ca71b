//! Marks inside a line: emphasis, links, elements, entities.

use std::ops::Range;

use super::Reader;
use super::visible::Visible;
use crate::html;

/// Links lie in each other this deep at most.
const DEEPEST: usize = 8;

/// Where a link inside the wiki leads to, as far as that decides what is seen of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Page,
    /// A picture: its last part is the caption.
    File,
    /// A category, or the same page in another language: nothing is seen where it stands.
    Aside,
}

fn target(inner: &str) -> Target {
    let Some((space, _)) = inner.split('|').next().unwrap_or_default().split_once(':') else {
        return Target::Page;
    };
    let space = space.trim();
    if space.is_empty() {
        return Target::Page;
    }
    if ["file", "image", "media"].iter().any(|name| space.eq_ignore_ascii_case(name)) {
        Target::File
    } else if space.eq_ignore_ascii_case("category") || is_language(space) {
        Target::Aside
    } else {
        Target::Page
    }
}

/// "de", "zh-yue": the prefix of a wiki in another language.
fn is_language(space: &str) -> bool {
    (2..=3).contains(&space.split('-').next().unwrap_or_default().len())
        && space.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// The caption of a picture that is all of a line.
pub(super) fn caption(words: &str) -> Option<Range<usize>> {
    let lead = words.len() - words.trim_start().len();
    let inner_start = lead + words.trim_start().strip_prefix("[[").map(|_| 2)?;
    let end = link_end(words, inner_start)?;
    let inner = &words[inner_start..end];
    (target(inner) == Target::File && words[end + 2..].trim().is_empty())
        .then(|| caption_of(inner, inner_start))
}

/// The last part of a link to a picture; empty where that is an option or the address.
fn caption_of(inner: &str, start: usize) -> Range<usize> {
    let bars = top_bars(inner);
    let Some(&last) = bars.last() else { return start..start };
    let words = &inner[last + 1..];
    let is_option =
        ["thumb", "left", "right", "center", "none", "frame", "frameless", "upright", "border"]
            .contains(&words.trim())
            || words.trim_end().ends_with("px")
            || words.split_once('=').is_some_and(|(name, _)| {
                matches!(name.trim(), "alt" | "link" | "upright" | "class" | "lang" | "page")
            });
    if is_option { start..start } else { start + last + 1..start + inner.len() }
}

/// The bars of a link that lie in no link inside it.
fn top_bars(inner: &str) -> Vec<usize> {
    let bytes = inner.as_bytes();
    let mut depth = 0_u32;
    let mut bars = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'|' if depth == 0 => bars.push(at),
            _ => {}
        }
    }
    bars
}

/// Where the `]]` stands that closes a link whose inside begins at `start`.
pub(super) fn link_end(words: &str, start: usize) -> Option<usize> {
    let bytes = words.as_bytes();
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(next) = memchr::memchr2(b'[', b']', &bytes[at..]) {
        at += next;
        if bytes[at..].starts_with(b"]]") {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
            at += 2;
        } else if bytes[at..].starts_with(b"[[") {
            depth += 1;
            if depth > DEEPEST {
                return None;
            }
            at += 2;
        } else {
            at += 1;
        }
    }
    None
}

impl Reader<'_> {
    /// Adds the words of a part of a line without their marks.
    pub(super) fn inline(&mut self, line: &Visible, range: Range<usize>) {
        self.inline_within(line, range, 0);
    }

    fn inline_within(&mut self, line: &Visible, range: Range<usize>, depth: usize) {
        let words = &line.words()[..range.end];
        let bytes = words.as_bytes();
        let (mut at, mut plain) = (range.start, range.start);
        let mark = |at: &usize| matches!(bytes[*at], b'\'' | b'[' | b'<' | b'&');
        while let Some(next) = (at..range.end).find(mark) {
            at = next;
            let rest = &words[at..];
            let behind = match bytes[at] {
                b'\'' if rest.starts_with("''") => {
                    line.emit(&mut self.composer, plain..at);
                    self.emphasis(line, at, range.end)
                }
                b'[' => {
                    let link = if rest.starts_with("[[") {
                        inner_link(words, at)
                    } else {
                        outer_link(words, at)
                    };
                    link.map(|(label, behind)| {
                        line.emit(&mut self.composer, plain..at);
                        if depth < DEEPEST {
                            self.inline_within(line, label, depth + 1);
                        } else {
                            line.emit(&mut self.composer, label);
                        }
                        behind
                    })
                }
                b'<' => tag_end(rest).map(|length| {
                    line.emit(&mut self.composer, plain..at);
                    if is_break(rest) {
                        self.composer.replaced(" ", line.span(at..at + length));
                    }
                    at + length
                }),
                b'&' => html::entity(rest).map(|(character, length)| {
                    line.emit(&mut self.composer, plain..at);
                    self.composer.words(&character, line.span(at..at + length));
                    at + length
                }),
                _ => None,
            };
            match behind {
                Some(behind) => (at, plain) = (behind, behind),
                None => at += 1,
            }
        }
        if plain < range.end {
            line.emit(&mut self.composer, plain..range.end);
        }
    }

    /// Reads the marks of emphasis at a place; behind them goes on what they mark.
    fn emphasis(&mut self, line: &Visible, at: usize, end: usize) -> Option<usize> {
        let length = line.words()[at..end].bytes().take_while(|byte| *byte == b'\'').count();
        // Of four, and of more than five, the first are apostrophes.
        let marks = match length {
            0..=3 | 5 => length,
            4 => 3,
            _ => 5,
        };
        line.emit(&mut self.composer, at..at + length - marks);
        if marks >= 3 {
            self.is_bold = !self.is_bold;
            if self.is_bold { self.composer.begin_bold() } else { self.composer.end_bold() }
        }
        Some(at + length)
    }
}

/// The label of "[[page|label]]", and where the link ends.
fn inner_link(words: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let start = at + 2;
    let end = link_end(words, start)?;
    let inner = &words[start..end];
    let label = match target(inner) {
        Target::File | Target::Aside => start..start,
        Target::Page => match inner.find('|') {
            // "[[Paris (Texas)|]]" shows the page without what stands in brackets.
            Some(bar) if bar + 1 == inner.len() => start..start + inner.find(" (").unwrap_or(bar),
            Some(bar) => start + bar + 1..end,
            None => start + usize::from(inner.starts_with(':'))..end,
        },
    };
    Some((label, end + 2))
}

/// The label of "[https://example.org label]", and where the link ends.
fn outer_link(words: &str, at: usize) -> Option<(Range<usize>, usize)> {
    /// No link is longer, in bytes.
    const LONGEST: usize = 4_000;
    let inner = &words[at + 1..];
    if !["http://", "https://", "//", "ftp://", "mailto:"].iter().any(|one| inner.starts_with(one))
    {
        return None;
    }
    let end = at + 1 + inner.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let address = words[at + 1..end].find([' ', '\t']);
    let label = address.map_or(end..end, |length| at + 2 + length..end);
    Some((label, end + 1))
}

/// How long a tag at the start of some words is: `<small>`, `</span>`, `<br />`.
fn tag_end(words: &str) -> Option<usize> {
    /// No tag is longer, in bytes.
    const LONGEST: usize = 1_000;
    let inside = words.strip_prefix("</").or_else(|| words.strip_prefix('<'))?;
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if !inside[name..].starts_with(['>', '/', ' ', '\t', '\n']) {
        return None;
    }
    words.bytes().take(LONGEST).position(|byte| byte == b'>').map(|at| at + 1)
}

fn is_break(tag: &str) -> bool {
    tag.get(1..3).is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

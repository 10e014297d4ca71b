//! Excerpts: the words around a span, safe to send to a terminal.
//!
//! Articles put a whole paragraph on one line, and hostile ones hold terminal escapes. An excerpt
//! is a window of the line with everything visible.

use factlint_language::span::Span;

/// How many characters of a line are shown before and after a span.
const CONTEXT: usize = 44;

/// Bytes before and after a span that hold more than its context, whatever the characters.
const REACH: usize = 4 * (CONTEXT + 20);

/// A longer span is cut in its middle.
const LONGEST_SPAN: usize = 120;

/// A window of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What to show; one line, no control characters.
    pub text: String,
    /// Where the spans lie in it, in bytes.
    pub marked: Vec<std::ops::Range<usize>>,
}

/// The window around spans of one line, which are sorted and do not overlap.
pub fn around(text: &str, spans: &[Span]) -> Excerpt {
    let (start, end) = match spans {
        [first, .., last] => (first.start as usize, last.end as usize),
        [only] => (only.start as usize, only.end as usize),
        [] => (0, 0),
    };
    // Only so much of a line is looked at: there may be a finding at every word of one that is very long.
    let mut nearby = start.saturating_sub(REACH);
    while !text.is_char_boundary(nearby) {
        nearby += 1;
    }
    let mut beyond = (end + REACH).min(text.len());
    while !text.is_char_boundary(beyond) {
        beyond -= 1;
    }
    let line_start = text[nearby..start].rfind('\n').map_or(nearby, |at| nearby + at + 1);
    let line_end = text[end..beyond].find('\n').map_or(beyond, |at| end + at);
    let from = window_start(&text[line_start..start]) + line_start;
    let to = end + window_end(&text[end..line_end]);
    let mut shown = String::new();
    let before = text[from..start].trim_start_matches(['\u{feff}', ' ', '\t']);
    if !text[line_start..from].trim().is_empty() {
        shown.push('…');
    }
    shown.push_str(&visible(before));
    let mut marked = Vec::new();
    let mut at = start;
    for span in spans {
        shown.push_str(&shortened(&text[at..span.start as usize]));
        let first = shown.len();
        shown.push_str(&shortened(span.of(text)));
        marked.push(first..shown.len());
        at = span.end as usize;
    }
    shown.push_str(visible(&text[end..to]).trim_end());
    if !text[to..line_end].trim().is_empty() {
        shown.push('…');
    }
    Excerpt { text: shown, marked }
}

/// Whether two spans of one line are so close that one window shows both.
pub fn share_window(one: Span, other: Span) -> bool {
    other.start.saturating_sub(one.end) as usize <= 2 * CONTEXT
}

fn window_start(before: &str) -> usize {
    let Some((cut, _)) = before.char_indices().rev().nth(CONTEXT) else { return 0 };
    // At a word's beginning, if one is near.
    before[cut..].find(char::is_whitespace).map_or(cut, |space| {
        let at = cut + space;
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    })
}

fn window_end(after: &str) -> usize {
    let Some((cut, _)) = after.char_indices().nth(CONTEXT) else { return after.len() };
    after[..cut].rfind(char::is_whitespace).filter(|&space| space > 0).unwrap_or(cut)
}

/// The words of a span; very long ones by their two ends.
pub fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST_SPAN {
        return visible(words);
    }
    let half = LONGEST_SPAN / 2;
    let head: String = words.chars().take(half).collect();
    let tail: String = words.chars().skip(words.chars().count() - half).collect();
    format!("{} … {}", visible(&head), visible(&tail))
}

/// The text with everything that acts on a terminal made visible: control characters as their
/// pictures, bidirectional controls and other invisible ones by their code, white space as spaces.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            '\u{0}'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + character as u32)),
            '\u{7f}' => shown.push('\u{2421}'),
            '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => shown.push_str(&format!("<U+{:04X}>", character as u32)),
            other => shown.push(other),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_line_becomes_a_window() {
        let text =
            format!("{}the range is 900 km here{}", "word ".repeat(100), " more".repeat(100));
        let at = text.find("900 km").unwrap_or_default();
        let excerpt = around(&text, &[Span::new(at, at + 6)]);
        assert_eq!(&excerpt.text[excerpt.marked[0].clone()], "900 km");
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
        assert!(excerpt.text.chars().count() < 110);
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        let shown = visible("a\u{1b}[31mred\u{7}\u{202e}b\u{9b}31m\u{200b}");
        assert_eq!(shown, "a␛[31mred␇<U+202E>b<U+009B>31m<U+200B>");
    }

    proptest! {
        #[test]
        fn excerpts_are_one_visible_line(text in "\\PC{0,30}[\n\u{1b}\u{202e}a]{0,9}\\PC{0,90}", a in any::<u16>(), b in any::<u16>()) {
            let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (offsets[a as usize % offsets.len()], offsets[b as usize % offsets.len()]);
            let excerpt = around(&text, &[Span::new(a.min(b), a.max(b))]);
            let acts = excerpt.text.chars().any(|c| c.is_control() || c == '\u{202e}');
            prop_assert!(!acts);
            prop_assert!(excerpt.text.get(excerpt.marked[0].clone()).is_some());
        }
    }
}

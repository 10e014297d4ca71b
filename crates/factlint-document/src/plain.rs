//! Plain text: blank lines part paragraphs; within a run of lines, a line break either wraps a
//! paragraph or ends it.

use super::composer::{Composer, has_invisible};
use super::{Block, Contents};
use crate::Role;
use factlint_language::span::{ProseSpan, Span};

/// No line of hard-wrapped text is longer than this, in bytes; longer ones are whole paragraphs.
const WIDEST_WRAP: usize = 120;

/// A headline is at most this long, in bytes.
const LONGEST_HEADLINE: usize = 160;

/// The text is its own prose, unless it holds what nobody sees; blocks are to be found.
pub(super) fn read(text: &str) -> Contents {
    if !has_invisible(text) {
        return Contents { blocks: blocks(text), code: code(text), ..Contents::default() };
    }
    let mut composer = Composer::default();
    composer.words(text, Span::new(0, text.len()));
    let contents = composer.finish();
    let prose = contents.prose.as_deref().unwrap_or_default();
    let (blocks, code) = (blocks(prose), code(prose));
    Contents { blocks, code, ..contents }
}

/// The words between two backticks in a line, which are code by a habit that is older than Markdown.
fn code(text: &str) -> Vec<ProseSpan> {
    let is_word = |c: char| c.is_alphanumeric() || c == '`';
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for at in memchr::memchr2_iter(b'`', b'\n', text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let opens = !before.ends_with(is_word)
            && after.starts_with(|c: char| !c.is_whitespace() && c != '`');
        match open {
            _ if text.as_bytes()[at] == b'\n' => open = None,
            Some(start)
                if !before.ends_with(char::is_whitespace) && !after.starts_with(is_word) =>
            {
                found.push(ProseSpan::new(start, at));
                open = None;
            }
            _ if opens => open = Some(at + 1),
            _ => {}
        }
    }
    found
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut run: Vec<ProseSpan> = Vec::new();
    for line in lines(text) {
        if line.is_empty() {
            close(text, &mut run, &mut blocks);
        } else {
            run.push(line);
        }
    }
    close(text, &mut run, &mut blocks);
    if let [first, _, ..] = blocks.as_mut_slice()
        && looks_like_headline(first.span.of(text))
    {
        first.role = Role::Headline;
    }
    blocks
}

/// The lines of the text without surrounding white space.
fn lines(text: &str) -> impl Iterator<Item = ProseSpan> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let lead =
            if trimmed.is_empty() { 0 } else { trimmed.as_ptr() as usize - line.as_ptr() as usize };
        let span = ProseSpan::new(start + lead, start + lead + trimmed.len());
        start += line.len() + 1;
        span
    })
}

/// Turns a run of lines into blocks: a break is a wrap if the next line's first word would not have
/// fitted on the line before.
fn close(text: &str, run: &mut Vec<ProseSpan>, blocks: &mut Vec<Block>) {
    let width = run.iter().map(|line| line.len()).max().unwrap_or(0);
    let mut open: Option<ProseSpan> = None;
    for line in run.drain(..) {
        open = Some(match open {
            None => line,
            Some(block) => {
                let last =
                    text[block.range()].rsplit('\n').next().unwrap_or_default().trim_end().len();
                let word = line.of(text).split_whitespace().next().map_or(0, str::len);
                let wraps = last + 1 + word > width || goes_on(text, block, line);
                if width <= WIDEST_WRAP && wraps {
                    block.hull(line)
                } else {
                    blocks.push(Block::new(block, Role::Paragraph));
                    line
                }
            }
        });
    }
    blocks.extend(open.map(|span| Block::new(span, Role::Paragraph)));
}

/// Whether a sentence that a short line leaves open goes on in the next one.
fn goes_on(text: &str, block: ProseSpan, line: ProseSpan) -> bool {
    let ended = block.of(text).ends_with(['.', '!', '?', ':', ';', '"', '”', '’', ')']);
    let lower = line
        .of(text)
        .chars()
        .next()
        .is_some_and(|first| first.is_lowercase() || first.is_ascii_digit());
    !ended && (lower || block.of(text).contains('\n'))
}

fn looks_like_headline(block: &str) -> bool {
    block.len() <= LONGEST_HEADLINE && !block.ends_with(['.', '!', ':', ',', ';', '”', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Role)> {
        read(text).blocks.iter().map(|block| (block.span.of(text), block.role)).collect()
    }

    #[test]
    fn a_wrapped_paragraph_is_one_block_and_lines_are_several() {
        let wrapped = "Bridge opens\n\nThe old bridge over the river was closed for\nrepairs on Monday and will open again in the\nspring.\n";
        assert_eq!(found(wrapped).len(), 2);
        assert_eq!(found("The tunnel is\n2,140\nmeters long.").len(), 1);
        assert_eq!(found("Bridge opens\nThe old bridge is open.").len(), 2);
        assert_eq!(found(wrapped)[0], ("Bridge opens", Role::Headline));
        let long = "word ".repeat(40);
        let lines = format!("{long}\n{long}\n{long}");
        assert_eq!(found(&lines).len(), 3);
    }

    #[test]
    fn backticks_set_code() {
        let words = |text: &'static str| -> Vec<&str> {
            read(text).code.iter().map(|code| code.of(text)).collect()
        };
        assert_eq!(words("Run `github login`, then `cd`."), ["github login", "cd"]);
        assert!(words("He said ``so what'' and 5` and ` x `.\n`open\nx`").is_empty());
    }

    #[test]
    fn carriage_returns_and_marks_are_no_words() {
        assert_eq!(
            found("\u{feff}One line.\r\n\r\nTwo.\r\n"),
            [("One line.", Role::Paragraph), ("Two.", Role::Paragraph)]
        );
        assert!(found("").is_empty());
        assert!(found("\n \n\t\n").is_empty());
    }
}

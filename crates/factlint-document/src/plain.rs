//! Plain text: blank lines part paragraphs; within a run of lines, a line break either wraps a
//! paragraph or ends it.

use super::composer::{Composer, has_invisible};
use super::{Block, Contents};
use crate::Role;
use factlint_language::span::{ProseSpan, Span};

mod width;

use width::{Line, Width};

/// Lines that nothing shows to be wrapped are whole paragraphs if they are longer than this, in characters.
const WIDEST_GUESS: usize = 120;

/// Lines of a list or a table are at most this long, in characters, where no width is known.
const LONGEST_ITEM: usize = 40;

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
    let lines: Vec<Line<'_>> = lines(text).collect();
    let runs = || lines.split(|line| line.words.is_empty()).filter(|run| !run.is_empty());
    let of_text = Width::of(runs());
    let mut blocks = Vec::new();
    for run in runs() {
        add_run(run, of_text, &mut blocks);
    }
    if let [first, _, ..] = blocks.as_mut_slice()
        && looks_like_headline(first.span.of(text))
    {
        first.role = Role::Headline;
    }
    blocks
}

/// The lines of the text without surrounding white space.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let lead =
            if trimmed.is_empty() { 0 } else { trimmed.as_ptr() as usize - line.as_ptr() as usize };
        let span = ProseSpan::new(start + lead, start + lead + trimmed.len());
        start += line.len() + 1;
        let length = line[..lead + trimmed.len()].chars().count();
        Line { words: trimmed, span, indent: lead, length }
    })
}

/// Turns a run of lines between two empty ones into blocks: at each break, the line is wrapped there, or it ends a
/// paragraph.
fn add_run(run: &[Line<'_>], of_text: Option<Width>, blocks: &mut Vec<Block>) {
    let width = Width::of_run(run).or(of_text);
    let has_items = run.iter().filter(|line| line.begins_item()).count() > 1;
    let is_list = is_table(run) || is_list(run, width);
    let longest = run.iter().map(|line| line.length).max().unwrap_or(0);
    let mut open: Option<(ProseSpan, usize)> = None;
    for pair in run.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        let (span, count) =
            open.map_or((line.span, 1), |(span, count)| (span.hull(line.span), count + 1));
        let begins = (has_items && next.begins_item())
            || (next.indent >= line.indent + 2 && line.is_ended() && !line.begins_item());
        let goes_on = next.begins_small() || count > 1;
        let wraps = match width {
            Some(width) => width.fills(line, next) || (!line.is_ended() && goes_on),
            None if longest > WIDEST_GUESS => !line.is_ended() && next.begins_small(),
            None => {
                let fills = line.length + 1 + next.first_word() > longest;
                fills || (!line.is_ended() && goes_on)
            }
        };
        if wraps && !begins && !is_list {
            open = Some((span, count));
        } else {
            blocks.push(Block::new(span, Role::Paragraph));
            open = None;
        }
    }
    if let Some(last) = run.last() {
        let span = open.map_or(last.span, |(span, _)| span.hull(last.span));
        blocks.push(Block::new(span, Role::Paragraph));
    }
}

/// Whether most lines have columns: a tabulator, or wide gaps.
fn is_table(run: &[Line<'_>]) -> bool {
    let gap = memchr::memmem::Finder::new("   ");
    let has_columns = |line: &&Line<'_>| {
        let words = line.words.as_bytes();
        memchr::memchr(b'\t', words).is_some() || gap.find(words).is_some()
    };
    let rows = run.iter().filter(has_columns);
    run.len() > 1 && rows.count() * 2 > run.len()
}

/// Whether lines are items of a list: three or more, all short, and no sentence ends with one.
fn is_list(run: &[Line<'_>], width: Option<Width>) -> bool {
    let longest = width.map_or(LONGEST_ITEM, |width| width.half());
    run.len() > 2 && run.iter().all(|line| line.length <= longest && !line.is_ended())
}

fn looks_like_headline(block: &str) -> bool {
    block.len() <= LONGEST_HEADLINE && !block.ends_with(['.', '!', ':', ',', ';', '”', '"'])
}

#[cfg(test)]
#[allow(clippy::expect_used)]
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
        let long = |words: usize| format!("{}ends.", "word ".repeat(words));
        let lines = format!("{}\n{}\n{}", long(40), long(33), long(47));
        assert_eq!(found(&lines).len(), 3);
    }

    /// Words that make a paragraph of some length; it ends as a sentence does.
    fn paragraph(seed: usize, words: usize) -> String {
        const WORDS: &[&str] = &[
            "the", "bridge", "over", "a", "river", "police", "said", "on", "Monday", "that",
            "1,420", "metres", "of", "cable", "Kyiv", "were", "international", "repairs,", "and",
            "it", "engineers", "in", "spring", "5", "at",
        ];
        let mut at = seed * 7 + 3;
        let words: Vec<&str> = (0..words)
            .map(|_| {
                at = (at * 31 + 17) % 1009;
                WORDS[at % WORDS.len()]
            })
            .collect();
        format!("So {}.", words.join(" "))
    }

    /// A paragraph whose lines are as full as a width allows.
    fn wrapped(paragraph: &str, width: usize, indent: &str) -> String {
        let mut lines = vec![indent.to_owned()];
        for word in paragraph.split(' ') {
            let last = lines.last_mut().expect("a line");
            if last.trim().is_empty() {
                last.push_str(word);
            } else if last.len() + 1 + word.len() <= width {
                last.push(' ');
                last.push_str(word);
            } else {
                lines.push(word.to_owned());
            }
        }
        lines.join("\n")
    }

    /// The blocks of a text, each in one line.
    fn in_lines(text: &str) -> Vec<String> {
        let words = |(words, _): &(&str, Role)| factlint_language::word::one_line(words);
        found(text).iter().map(words).collect()
    }

    #[test]
    fn wrapped_at_any_width() {
        for width in 40..=200 {
            for seed in 0..6 {
                let paragraphs: Vec<String> = (0..4)
                    .map(|nth| paragraph(seed * 11 + nth, 60 + (nth * 37 + seed * 13) % 70))
                    .collect();
                let lines: Vec<String> =
                    paragraphs.iter().map(|one| wrapped(one, width, "")).collect();
                let text = lines.join("\n\n");
                assert_eq!(in_lines(&text), paragraphs, "{width}\n{text}");
                // A headline above, an address that cannot be broken, a long line that somebody pasted.
                let address = format!("https://example.org/{}", "x".repeat(width + 40));
                let pasted = paragraph(seed, 120);
                let text =
                    format!("Bridge opens\n\n{}\n\n{address}\n\n{pasted}\n\n{text}", lines[0]);
                let mut expected =
                    vec!["Bridge opens".to_owned(), paragraphs[0].clone(), address, pasted];
                expected.extend(paragraphs.clone());
                assert_eq!(in_lines(&text), expected, "{width}\n{text}");
                // First lines that are indented, without empty lines between.
                let indented: Vec<String> =
                    paragraphs.iter().map(|one| wrapped(one, width, "    ")).collect();
                assert_eq!(in_lines(&indented.join("\n")), paragraphs, "{width}");
            }
        }
    }

    #[test]
    fn an_address_in_a_paragraph_does_not_part_it() {
        for width in [60, 72, 80, 100] {
            let words = format!(
                "{} https://example.org/{} {}",
                paragraph(1, 40),
                "x".repeat(130),
                paragraph(2, 40)
            );
            let text = format!(
                "{}\n\n{}",
                wrapped(&words, width, ""),
                wrapped(&paragraph(3, 60), width, "")
            );
            assert_eq!(in_lines(&text), [words, paragraph(3, 60)], "{width}\n{text}");
        }
    }

    #[test]
    fn a_paragraph_a_line() {
        for seed in 0..200 {
            let paragraphs: Vec<String> =
                (0..9).map(|nth| paragraph(seed + nth, 22 + (nth * 53 + seed * 29) % 61)).collect();
            for between in ["\n", "\n\n"] {
                assert_eq!(in_lines(&paragraphs.join(between)), paragraphs, "{seed}");
            }
        }
    }

    #[test]
    fn lists_and_tables_are_no_sentences() {
        let body = wrapped(&paragraph(4, 90), 70, "");
        for lines in [
            "apples\npears\nred plums",
            "Halden Bridge   1,420 m\nMoss Tunnel   900 m\nOld Pier   80 m",
            "bridge\t1,420\ntunnel\t900",
            "- the bridge of Halden is\n- the tunnel is\n- the pier",
            "1. the bridge\n2. the tunnel",
            "a tall bridge\na long tunnel\nthe old pier\nand more",
        ] {
            for text in [lines.to_owned(), format!("{body}\n\n{lines}\n\n{body}")] {
                let blocks = in_lines(&text);
                for line in lines.lines() {
                    let line = factlint_language::word::one_line(line);
                    assert!(blocks.contains(&line), "{line:?} in {blocks:#?}");
                }
            }
        }
    }

    #[test]
    fn words_over_a_break_stay_together() {
        for text in [
            "The bridge over the old river was closed on Monday evening, police\nsaid, and will open again.",
            "It has a length of 1,420\nmetres and a width of 8\nmetres.",
            "In a very long line, of the kind that some systems write, which goes on and on until it is full at 140 columns or so, the bridge is 1,420\nmetres long.",
        ] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
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

//! Passages: the sentence around words, for people who read.

use super::visible_text::VisibleText;
use crate::Sources;
use factlint_engine::finding::{Label, Origin};
use factlint_language::sentence;
use factlint_language::span::{ProseSpan, Span};

/// How many bytes before and after words are looked at for their sentence: a line may be very long.
const REACH: usize = 1_200;

/// A sentence that goes on for more bytes than this before or after the words is cut.
const CONTEXT: usize = 260;

/// Longer words are shown by their two ends, in characters.
const LONGEST_WORDS: usize = 240;

/// One passage marks no more places than this.
const MOST_MARKS: usize = 8;

/// A sentence, or as much of it as is shown, with words marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// The text in its order, and whether it is marked.
    pub pieces: Vec<(VisibleText, bool)>,
    /// How many of the labels it was made for it marks.
    pub marked: usize,
    /// Whether the file has changed since it was checked, so that the words stand alone.
    pub is_stale: bool,
}

/// The passage that shows the first of some labels of one file, and those that follow it in the same sentence.
/// Labels are sorted by their place.
pub(super) fn passage(labels: &[&Label], sources: &mut Sources<'_>) -> Passage {
    let Some(first) = labels.first() else { return Passage::default() };
    // Where there is markup, readers see the block without it.
    let most = &labels[..labels.len().min(MOST_MARKS)];
    if let Some((block, known)) = sources.block_around(most) {
        return around(&block, &known, sentences_around);
    }
    let known = labels
        .iter()
        .take(MOST_MARKS)
        .take_while(|label| sources.text(label).is_some())
        .map(|label| label.span)
        .collect::<Vec<_>>();
    let (Some(text), true) = (sources.text(first), !known.is_empty()) else {
        let words = (VisibleText::shortened(&first.text, LONGEST_WORDS), true);
        return Passage { pieces: vec![words], marked: 1, is_stale: true };
    };
    match first.origin {
        Origin::Document => around(text, &known, sentences_around),
        _ => around(text, &known, line_around),
    }
}

/// The passage of a text that shows the first of some words, and those that follow it in the same window.
fn around(text: &str, known: &[Span], window_of: impl Fn(&str, Span) -> Window) -> Passage {
    let Some(&span) = known.first() else { return Passage::default() };
    let window = |hull: Span| window_of(text, hull);
    let mut spans = vec![span];
    let mut shown = window(span);
    for &next in &known[1..] {
        let before = spans[spans.len() - 1];
        if next.start < before.end || next.start as usize >= shown.to {
            break;
        }
        spans.push(next);
        shown = window(spans[0].hull(next));
    }
    Passage { pieces: pieces(text, &shown, &spans), marked: spans.len(), is_stale: false }
}

/// A stretch of a text, in bytes.
struct Window {
    from: usize,
    to: usize,
    /// Whether a sentence is cut at the beginning or at the end.
    cut: (bool, bool),
}

fn pieces(text: &str, window: &Window, spans: &[Span]) -> Vec<(VisibleText, bool)> {
    let mut pieces = Vec::new();
    let mut at = window.from;
    for (index, span) in spans.iter().enumerate() {
        let between = &text[at..span.start as usize];
        pieces.push(match index {
            0 if window.cut.0 => (VisibleText::new(&format!("…{between}")), false),
            0 => (VisibleText::new(between), false),
            _ => (VisibleText::shortened(between, LONGEST_WORDS), false),
        });
        pieces.push((VisibleText::shortened(span.of(text), LONGEST_WORDS), true));
        at = span.end as usize;
    }
    let after = &text[at..window.to];
    let after = if window.cut.1 { format!("{after}…") } else { after.to_owned() };
    pieces.push((VisibleText::new(&after), false));
    pieces.retain(|(shown, _)| !shown.as_str().is_empty());
    pieces
}

/// The sentences that a span touches, within its block.
fn sentences_around(text: &str, span: Span) -> Window {
    let (start, end) = (span.start as usize, span.end as usize);
    let nearby = ceil_boundary(text, start.saturating_sub(REACH));
    let beyond = floor_boundary(text, (end + REACH).min(text.len()));
    let (from, is_begin) = match last_break(&text[nearby..start]) {
        Some(at) => (nearby + at, true),
        None => (nearby, nearby == 0),
    };
    let (to, is_end) = match first_break(&text[end..beyond]) {
        Some(at) => (end + at, true),
        None => (beyond, beyond == text.len()),
    };
    let block = &text[from..to];
    // Words that are longer than any sentence are cut anyway.
    if block.len() > 4 * REACH {
        return trimmed(text, span, Window { from, to, cut: (!is_begin, !is_end) });
    }
    let within = ProseSpan::new(0, block.len());
    let (first, last) = ((start - from) as u32, (end - from) as u32);
    let touched = sentence::sentences(block, within, &[])
        .into_iter()
        .filter(|one| one.start < last.max(first + 1) && first < one.end)
        .reduce(ProseSpan::hull);
    let (low, high) =
        touched.map_or((first, last), |one| (one.start.min(first), one.end.max(last)));
    let cut = (low == 0 && !is_begin, high as usize == block.len() && !is_end);
    trimmed(text, span, Window { from: from + low as usize, to: from + high as usize, cut })
}

/// The line of a span: rule files and tables of facts have no sentences.
fn line_around(text: &str, span: Span) -> Window {
    let (start, end) = (span.start as usize, span.end as usize);
    let nearby = ceil_boundary(text, start.saturating_sub(REACH));
    let beyond = floor_boundary(text, (end + REACH).min(text.len()));
    let newline = text[nearby..start].rfind('\n').map(|at| nearby + at + 1);
    let line_end = text[end..beyond].find('\n').map(|at| end + at);
    let cut = (newline.is_none() && nearby > 0, line_end.is_none() && beyond < text.len());
    let (from, to) = (newline.unwrap_or(nearby), line_end.unwrap_or(beyond));
    let indent = text[from..start].len() - text[from..start].trim_start().len();
    let trailing = text[end..to].len() - text[end..to].trim_end().len();
    trimmed(text, span, Window { from: from + indent, to: to - trailing, cut })
}

/// The window with no more context than a reader wants, cut between words.
fn trimmed(text: &str, span: Span, mut window: Window) -> Window {
    let (start, end) = (span.start as usize, span.end as usize);
    if start - window.from > CONTEXT {
        let from = ceil_boundary(text, start - CONTEXT);
        let word = text[from..start].find(char::is_whitespace).map_or(from, |at| from + at);
        window.from = word + text[word..start].len() - text[word..start].trim_start().len();
        window.cut.0 = true;
    }
    if window.to - end > CONTEXT {
        let to = floor_boundary(text, end + CONTEXT);
        let word = text[end..to].rfind(char::is_whitespace).filter(|&at| at > 0);
        window.to = end + word.unwrap_or(to - end);
        window.cut.1 = true;
    }
    window
}

/// Whether a line begins a block of its own: nothing on it, or a mark of a list, a quotation or a table.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.is_empty()
        || line.starts_with(['#', '>', '|'])
        || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
        || (numbered.len() < line.len() && numbered.starts_with(". "))
}

/// Behind the last newline at which a block begins.
fn last_break(before: &str) -> Option<usize> {
    before.rmatch_indices('\n').map(|(at, _)| at + 1).find(|&at| {
        let own = before[at..].split('\n').next().unwrap_or_default();
        let former = before[..at - 1].rsplit('\n').next().unwrap_or_default();
        former.trim().is_empty() || (at < before.len() && begins_block(own))
    })
}

/// The first newline at which a block ends.
fn first_break(after: &str) -> Option<usize> {
    after
        .match_indices('\n')
        .map(|(at, _)| at)
        .find(|&at| begins_block(after[at + 1..].split('\n').next().unwrap_or_default()))
}

fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, words: &str) -> String {
        let at = text.find(words).expect("the words stand there");
        let span = Span::new(at, at + words.len());
        let pieces = pieces(text, &sentences_around(text, span), &[span]);
        pieces
            .iter()
            .map(|(shown, marked)| {
                let text = shown.as_str();
                if *marked { format!("[{text}]") } else { text.to_owned() }
            })
            .collect()
    }

    #[test]
    fn a_passage_is_the_sentence() {
        let text = "A head\n\nIt was dark. The missile has a range\nof 900 km, said Lt. Ada Lind. It rained.\n\nMore.";
        assert_eq!(
            shown(text, "900 km"),
            "The missile has a range of [900 km], said Lt. Ada Lind."
        );
        assert_eq!(shown(text, "A head"), "[A head]");
        assert_eq!(
            shown(text, "dark. The"),
            "It was [dark. The] missile has a range of 900 km, said Lt. Ada Lind."
        );
        assert_eq!(shown("- one 1 km\n- two 2 km\n- three", "2 km"), "- two [2 km]");
    }

    #[test]
    fn a_book_on_one_line_gives_a_short_passage() {
        let text =
            format!("{}a range of 900 km{}", "word ".repeat(100_000), " more".repeat(100_000));
        let shown = shown(&text, "900 km");
        assert!(shown.starts_with("…word") && shown.ends_with("more…"), "{shown}");
        assert!(shown.len() < 2 * CONTEXT + 40, "{}", shown.len());
    }

    proptest! {
        #[test]
        fn any_span_has_a_passage(text in "(\\PC|[.\n #>-]){0,90}", a in any::<u16>(), b in any::<u16>()) {
            let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (offsets[a as usize % offsets.len()], offsets[b as usize % offsets.len()]);
            let span = Span::new(a.min(b), a.max(b));
            for window in [sentences_around(&text, span), line_around(&text, span)] {
                prop_assert!(window.from <= span.start as usize && window.to >= span.end as usize);
                let marked = pieces(&text, &window, &[span]).iter().filter(|(_, marked)| *marked).count();
                prop_assert!(marked <= 1);
            }
        }
    }
}

//! Sentences: Unicode's boundaries (UAX 29) with those taken back that English abbreviations,
//! initials and quotations do not mean.

use icu_segmenter::SentenceSegmenter;

use super::quotation::Quotation;
use super::word::{self, is_one_of};
use crate::span::ProseSpan;

/// Abbreviations after which a sentence goes on.
const NEVER_LAST: &[&str] = &[
    "adm", "approx", "apr", "aug", "brig", "capt", "cf", "cmdr", "col", "cpl", "dec", "dr", "e.g",
    "feb", "fig", "ft", "gen", "gov", "hon", "i.e", "jan", "lt", "maj", "messrs", "mr", "mrs",
    "ms", "mt", "no", "nos", "nov", "oct", "pres", "prof", "rep", "reps", "rev", "sen", "sens",
    "sept", "sgt", "st", "v", "vs",
];

/// Abbreviations that may end a sentence: what follows decides.
const PERHAPS_LAST: &[&str] = &[
    "a.m", "al", "assn", "ave", "blvd", "bros", "co", "corp", "dept", "est", "etc", "inc", "jr",
    "ltd", "p.m", "ph.d", "rd", "sr",
];

/// Words that often begin a sentence and hardly ever follow an abbreviation inside one.
const STARTERS: &[&str] = &[
    "a", "after", "all", "also", "although", "an", "and", "another", "as", "at", "because",
    "before", "both", "but", "by", "despite", "during", "each", "even", "every", "for", "from",
    "he", "her", "here", "his", "how", "however", "i", "if", "in", "it", "its", "last", "later",
    "many", "meanwhile", "more", "most", "my", "no", "not", "now", "of", "on", "once", "one",
    "only", "or", "other", "our", "she", "since", "so", "some", "still", "such", "that", "the",
    "their", "then", "there", "these", "they", "this", "those", "to", "under", "until", "we",
    "what", "when", "where", "which", "while", "who", "why", "with", "yet", "you",
];

/// A quotation up to this many bytes is one with its sentence; in longer ones each sentence counts.
const LONGEST_MERGED_QUOTATION: usize = 400;

/// A sentence longer than this many bytes is cut at a space: whoever writes a book without a full stop
/// must not make work that grows with its square.
const LONGEST: usize = 1500;

/// How far behind a boundary is looked for the next word, in bytes.
const LOOKAHEAD: usize = 64;

/// The sentences of `prose[within]`, which is one block, without the white space between them.
pub fn sentences(prose: &str, within: ProseSpan, quotations: &[Quotation]) -> Vec<ProseSpan> {
    let block = within.of(prose);
    let segmenter = SentenceSegmenter::new(Default::default());
    let mut found = Vec::new();
    let mut start = 0;
    let mut quotations = quotations.iter().peekable();
    for end in segmenter.segment_str(block).skip(1) {
        while quotations
            .next_if(|quotation| quotation.span.end as usize <= within.start as usize + end)
            .is_some()
        {}
        let boundary = (within.start as usize + end) as u32;
        let quoted = quotations.peek().is_some_and(|quotation| {
            quotation.span.start < boundary
                && boundary < quotation.span.end
                && quotation.span.len() <= LONGEST_MERGED_QUOTATION
        });
        if end < block.len() && (quoted || goes_on(&block[start..end], &block[end..])) {
            continue;
        }
        while end - start > LONGEST {
            let cut = cut_before(block, start + LONGEST);
            push_trimmed(block, within.start as usize, start, cut, &mut found);
            start = cut;
        }
        push_trimmed(block, within.start as usize, start, end, &mut found);
        start = end;
    }
    found
}

fn push_trimmed(block: &str, origin: usize, start: usize, end: usize, found: &mut Vec<ProseSpan>) {
    let piece = &block[start..end];
    let sentence = piece.trim();
    if !sentence.is_empty() {
        let first = origin + start + (piece.len() - piece.trim_start().len());
        found.push(ProseSpan::new(first, first + sentence.len()));
    }
}

/// The last space before `limit`, within half a sentence; else the nearest character boundary.
fn cut_before(block: &str, limit: usize) -> usize {
    let limit = floor_boundary(block, limit);
    let from = floor_boundary(block, limit - LONGEST / 2);
    block[from..limit].rfind(char::is_whitespace).filter(|&at| at > 0).map_or(limit, |at| from + at)
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the sentence so far is not over before `next`.
fn goes_on(so_far: &str, next: &str) -> bool {
    let so_far = &so_far[floor_boundary(so_far, so_far.len().saturating_sub(LOOKAHEAD))..];
    let next = &next[..floor_boundary(next, next.len().min(LOOKAHEAD))];
    let first = word::words(next).next().map(|(_, first)| first);
    let begins_lower = next
        .trim_start_matches(|c: char| !word::is_word(c) && c != '\n')
        .chars()
        .next()
        .is_some_and(char::is_lowercase);
    // A line break inside a block is only a wrap; UAX 29 takes it for a paragraph's end.
    let Some(stem) = so_far.trim_end().strip_suffix('.') else {
        return begins_lower || !so_far.trim_end().ends_with(TERMINATORS);
    };
    if begins_lower {
        return true;
    }
    let last = stem
        .rsplit(|c: char| c.is_whitespace() || "([“\"‘'—–".contains(c))
        .next()
        .unwrap_or_default();
    let starter = first.is_some_and(|first| is_one_of(first, STARTERS));
    if is_one_of(last, NEVER_LAST) {
        // "No." and "Co." may be whole sentences or ends; only a known starter tells.
        return !(starter && is_one_of(last, &["no"]));
    }
    if is_initial(last) {
        return true;
    }
    (is_one_of(last, PERHAPS_LAST) || is_dotted(last)) && !starter
}

const TERMINATORS: &[char] =
    &['.', '!', '?', '…', '"', '”', '’', '\'', '»', ')', ']', '。', '！', '？', ':'];

/// A single capital: "George W."
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && word != "I"
}

/// Letters with dots between them: "U.S", "J.D".
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|piece| piece.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::quotations;
    use proptest::prelude::*;

    fn split(prose: &str) -> Vec<&str> {
        let within = ProseSpan::new(0, prose.len());
        sentences(prose, within, &quotations(prose, within))
            .iter()
            .map(|sentence| sentence.of(prose))
            .collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        for whole in [
            "The U.S. Senate met at 5 p.m. Friday in Washington.",
            "Gov. J.D. Vance and Sen. George W. Bush spoke.",
            "On Oct. 17 he met Dr. Strange of Acme Inc. Monday.",
            "“Is it true?” he asked.",
            "“We go. We win,” she said.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            split("He left the U.S. The president stayed."),
            ["He left the U.S.", "The president stayed."]
        );
        assert_eq!(split("It works. Does it? Yes!"), ["It works.", "Does it?", "Yes!"]);
        assert_eq!(
            split("Two lines\nof one sentence. And\nmore."),
            ["Two lines\nof one sentence.", "And\nmore."]
        );
    }

    #[test]
    fn endless_sentences_are_cut_at_spaces() {
        let endless = "word ".repeat(5_000);
        let pieces = split(&endless);
        assert!(pieces.len() > 5 && pieces.iter().all(|piece| piece.len() <= LONGEST));
        assert!(pieces.iter().all(|piece| piece.starts_with("word") && piece.ends_with("word")));
        assert_eq!(split(&"é".repeat(5_000)).concat().chars().count(), 5_000);
    }

    proptest! {
        #[test]
        fn sentences_hold_every_word_once(prose in "[A-Za-z .?!\"\n]{0,80}") {
            let together: String = split(&prose).concat();
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&together), squeeze(&prose));
        }
    }
}

//! Sentences: Unicode's boundaries (UAX 29) with those taken back that English abbreviations,
//! initials and quotations do not mean.

mod boundary;

use super::quotation::Quotation;
use super::span::ProseSpan;
use super::token::{Gap, Tokens};
use super::word::is_hyphen;
use super::words::{Class, Words};
use boundary::Boundaries;
use std::ops::Range;

/// A quotation up to this many bytes is one with its sentence; in longer ones each sentence counts.
const LONGEST_MERGED_QUOTATION: usize = 400;

/// A sentence longer than this many bytes is cut at a space: whoever writes a book without a full stop
/// must not make work that grows with its square.
const LONGEST: usize = 1500;

/// How far around a boundary is looked for words, in tokens.
const LOOKAHEAD: usize = 64;

/// The sentences of `prose[within]`, which is one block, without the white space between them.
pub fn sentences(prose: &str, within: ProseSpan, quotations: &[Quotation]) -> Vec<ProseSpan> {
    in_tokens(&Tokens::new(prose, within, Words::embedded()), within, quotations)
}

/// The sentences of a block that was lexed; see [`sentences`].
pub fn in_tokens(
    tokens: &Tokens<'_>,
    within: ProseSpan,
    quotations: &[Quotation],
) -> Vec<ProseSpan> {
    let block = within.of(tokens.prose());
    let origin = within.start as usize;
    let mut found = Vec::new();
    // Tokens of the sentence that is read.
    let mut start = 0;
    let mut quotations = quotations.iter().peekable();
    for boundary in Boundaries::new(block) {
        let boundary = (origin + boundary) as u32;
        while quotations.next_if(|quotation| quotation.span.end <= boundary).is_some() {}
        let quoted = quotations.peek().is_some_and(|quotation| {
            quotation.span.start < boundary
                && boundary < quotation.span.end
                && quotation.span.len() <= LONGEST_MERGED_QUOTATION
        });
        let end = tokens.at(boundary as usize);
        if boundary < within.end && (quoted || goes_on(tokens, start..end, boundary as usize)) {
            continue;
        }
        push_pieces(tokens, start..end, &mut found);
        start = end;
    }
    found
}

/// Adds a sentence, in pieces that are not too long.
fn push_pieces(tokens: &Tokens<'_>, sentence: Range<usize>, found: &mut Vec<ProseSpan>) {
    let mut start = sentence.start;
    while start < sentence.end {
        let limit = tokens.start(start) + LONGEST;
        let end = if tokens.end_before(sentence.end) <= limit {
            sentence.end
        } else {
            cut_before(tokens, start, limit)
        };
        push_short(tokens.span(start..end), tokens.prose(), found);
        start = end;
    }
}

/// The token behind the last white space before the byte at `limit`, within half a sentence; else
/// the token that holds the byte.
fn cut_before(tokens: &Tokens<'_>, start: usize, limit: usize) -> usize {
    let last = tokens.at(limit);
    (start + 1..=last)
        .rev()
        .take_while(|&i| tokens.start(i) > limit - LONGEST / 2)
        .find(|&i| tokens.start(i) <= limit && tokens.gap(i) != Gap::None)
        .unwrap_or(last.max(start + 1))
}

/// Adds a piece; one without any white space, which is a single token, is cut between characters.
fn push_short(piece: ProseSpan, prose: &str, found: &mut Vec<ProseSpan>) {
    let mut start = piece.start as usize;
    while piece.end as usize - start > LONGEST {
        let end = floor_boundary(prose, start + LONGEST);
        found.push(ProseSpan::new(start, end));
        start = end;
    }
    if start < piece.end as usize {
        found.push(ProseSpan::new(start, piece.end as usize));
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the sentence so far is not over before what follows the boundary.
fn goes_on(tokens: &Tokens<'_>, so_far: Range<usize>, boundary: usize) -> bool {
    let next = so_far.end;
    let first = (next..tokens.len()).take(LOOKAHEAD).find(|&i| tokens.is_word(i));
    if first
        .is_some_and(|first| tokens.is_small(first) && is_on_line(tokens, boundary, next..first))
    {
        return true;
    }
    let Some(stop) = next.checked_sub(1).filter(|stop| *stop >= so_far.start) else { return true };
    if is_run_of_labels(tokens.prose(), tokens.start(so_far.start), boundary) {
        return false;
    }
    // A line break inside a block is only a wrap; UAX 29 takes it for a paragraph's end.
    if tokens.sign(stop) != Some('.') {
        return !tokens.sign(stop).is_some_and(|sign| TERMINATORS.contains(&sign));
    }
    let last = word_before_stop(tokens, so_far.start, stop);
    let starter = first.is_some_and(|first| {
        let end = tokens.word_end(first).unwrap_or(first);
        tokens.word_is(first..end, Class::SentenceStarter)
    });
    if tokens.word_is(last.clone(), Class::AbbreviationInside) {
        // "No." and "Co." may be whole sentences or ends; only a known starter tells.
        let is_no = last.len() == 1 && tokens.says_any_case(last.start, "no");
        return !(starter && is_no);
    }
    if is_initial(tokens, &last) || is_converted(tokens, &last, next) {
        return true;
    }
    // "3.5. Pumps" numbers what follows; "ran at 0.6. Pumps" is over.
    let is_number = last.clone().step_by(2).all(|i| tokens.is_digits(i));
    let dotted = is_dotted(tokens, &last) && !(is_number && last.start > so_far.start);
    !starter && (dotted || tokens.word_is(last, Class::AbbreviationPerhapsLast))
}

/// Whether no line break stands between a boundary and the last of the tokens behind it.
fn is_on_line(tokens: &Tokens<'_>, boundary: usize, behind: Range<usize>) -> bool {
    let lead = ProseSpan::new(boundary, tokens.start(behind.start));
    !lead.of(tokens.prose()).contains('\n')
        && (behind.start + 1..=behind.end).all(|i| !tokens.white_space(i).contains('\n'))
}

/// Whether a line break stands between a label with its value and another, or a name and the first: "Address: 12 Mill
/// Lane" above "Phone: 555-0142".
fn is_run_of_labels(prose: &str, start: usize, boundary: usize) -> bool {
    /// A line above the first label has no more words.
    const MOST_OF_NAME: usize = 5;
    let before = prose[start..boundary].trim_end();
    if !prose[start + before.len()..boundary].contains('\n') && !prose[boundary..].starts_with('\n')
    {
        return false;
    }
    let line = |text: &str| text.trim_start().lines().next().is_some_and(is_labelled);
    let above = before.rsplit('\n').next().unwrap_or_default();
    line(&prose[boundary..])
        && (line(above) || (above == before && above.split_whitespace().count() <= MOST_OF_NAME))
}

/// Whether a line begins with a label, and has something behind it.
fn is_labelled(line: &str) -> bool {
    /// "Opening hours in summer"
    const MOST: usize = 4;
    let Some((label, value)) = line.split_once(':') else { return false };
    let label = label.trim_matches(['*', '_', '`']);
    label.starts_with(char::is_uppercase)
        && label.split(' ').count() <= MOST
        && label.chars().all(|sign| sign.is_alphanumeric() || " -/()'’".contains(sign))
        && value.starts_with([' ', '*', '_'])
        && value.chars().any(char::is_alphanumeric)
}

/// What stands right before the full stop at `stop`, from white space, a quotation mark, a bracket
/// or a dash on.
fn word_before_stop(tokens: &Tokens<'_>, from: usize, stop: usize) -> Range<usize> {
    let from = from.max(stop.saturating_sub(LOOKAHEAD));
    let mut start = stop;
    while start > from
        && tokens.is_attached(start)
        && !tokens.sign(start - 1).is_some_and(|sign| "([“\"‘'—–".contains(sign))
    {
        start -= 1;
    }
    start..stop
}

const TERMINATORS: &[char] =
    &['.', '!', '?', '…', '"', '”', '’', '\'', '»', ')', ']', '。', '！', '？', ':'];

/// A single capital: "George W."
fn is_initial(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    word.len() == 1
        && tokens.is_capitalised(word.start)
        && is_single(tokens, word.start)
        && !tokens.says(word.start, "I")
}

/// Whether a conversion follows a measure whose unit is abbreviated: "5 ft. 11 in. (1.80 m)".
fn is_converted(tokens: &Tokens<'_>, unit: &Range<usize>, next: usize) -> bool {
    tokens.word_is(unit.clone(), Class::AbbreviatedUnit)
        && unit.start > 0
        && tokens.is_digits(unit.start - 1)
        && tokens.sign(next) == Some('(')
        && tokens.is_digits(next + 1)
}

/// Letters with dots between them: "U.S", "J.D", and the last part of "EU-U.S".
fn is_dotted(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    let joint = word.clone().rev().find(|&i| tokens.sign(i).is_some_and(is_hyphen));
    let word = &(joint.map_or(word.start, |joint| joint + 1)..word.end);
    word.len() > 1
        && word.len() % 2 == 1
        && word.clone().skip(1).step_by(2).all(|i| tokens.sign(i) == Some('.'))
        && word.clone().step_by(2).all(|i| is_single(tokens, i) && tokens.sign(i) != Some('.'))
}

/// Whether the token at `i` is one character.
fn is_single(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.text(i).chars().nth(1).is_none()
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
        assert_eq!(split("It is a[..]. We go."), ["It is a[..].", "We go."]);
        assert_eq!(split("It ran at 0.6. Pumps stop."), ["It ran at 0.6.", "Pumps stop."]);
        assert_eq!(split("It works. Does it? Yes!"), ["It works.", "Does it?", "Yes!"]);
        assert_eq!(
            split("Two lines\nof one sentence. And\nmore."),
            ["Two lines\nof one sentence.", "And\nmore."]
        );
    }

    #[test]
    fn labels_below_each_other_are_sentences_of_their_own() {
        assert_eq!(
            split("Fern Hospital\nAddress: 12 Mill Lane\nPhone: 555-0142\nOpen: always"),
            ["Fern Hospital", "Address: 12 Mill Lane", "Phone: 555-0142", "Open: always"]
        );
        for whole in [
            "This is what they were told by the keeper of the\nHouse: nothing at all.",
            "Two things were left on the table when we went\nHome: a hat and a coat.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
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
        fn sentences_lie_in_order(prose in "(\\PC|[ .\n]|Mr|a.m|[a-c]){0,60}") {
            let within = ProseSpan::new(0, prose.len());
            let mut last = 0;
            for sentence in sentences(&prose, within, &quotations(&prose, within)) {
                prop_assert!(sentence.start >= last);
                prop_assert!(prose.get(sentence.range()).is_some_and(|text| text.trim() == text));
                last = sentence.end;
            }
        }

        #[test]
        fn sentences_hold_every_word_once(prose in "[A-Za-z .?!\"\n]{0,80}") {
            let together: String = split(&prose).concat();
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&together), squeeze(&prose));
        }
    }
}

//! How differences between a quotation and what was said are told and shown.

use std::ops::Range;

use super::Difference;
use crate::check::{self, wording};
use crate::claim::Part;
use factlint_language::utterance::Spoken;

/// "`big` for `giant`, `for` dropped, `all` added".
pub(in crate::check) fn described(
    differences: &[Difference],
    (quoted_text, quoted): (&str, &[Spoken]),
    (said_text, said): (&str, &[Spoken]),
) -> String {
    /// More differences than this are only counted.
    const MOST: usize = 3;
    let mut shown: Vec<String> = differences
        .iter()
        .take(MOST)
        .map(|one| {
            let new = stretch(quoted_text, quoted, &one.quoted);
            let old = stretch(said_text, said, &one.said);
            match (one.quoted.is_empty(), one.said.is_empty()) {
                (true, _) => format!("`{old}` dropped"),
                (_, true) => format!("`{new}` added"),
                _ => format!("`{new}` for `{old}`"),
            }
        })
        .collect();
    if differences.len() > MOST {
        shown.push(format!("{} more", wording::counted(differences.len() - MOST, "difference")));
    }
    shown.join(", ")
}

/// The text of some words, on one line.
pub(in crate::check) fn stretch(text: &str, words: &[Spoken], range: &Range<usize>) -> String {
    match (words.get(range.start), words.get(range.end.wrapping_sub(1))) {
        (Some(first), Some(last)) if !range.is_empty() => {
            wording::one_line(&text[first.range.start..last.range.end])
        }
        _ => String::new(),
    }
}

/// The part of a quotation from the first to the last word that differs; the words around a gap.
pub(in crate::check) fn altered(part: &Part, words: &[Spoken], differences: &[Difference]) -> Part {
    let (Some(first), Some(last)) = (differences.first(), differences.last()) else {
        return part.clone();
    };
    let start = if first.quoted.is_empty() {
        first.quoted.start.saturating_sub(1)
    } else {
        first.quoted.start
    };
    let end = if last.quoted.is_empty() { last.quoted.end + 1 } else { last.quoted.end };
    let end = end.min(words.len());
    match (words.get(start), words.get(end.wrapping_sub(1))) {
        (Some(first), Some(last)) if first.range.start < last.range.end => {
            check::part_within(part, first.range.start..last.range.end)
        }
        _ => part.clone(),
    }
}

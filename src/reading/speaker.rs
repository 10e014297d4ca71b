//! Who says it: the attribution of a quotation or of a sentence.

use crate::claim::Speaker;
use crate::language::quotation::Quotation;
use crate::language::word::{self, is_capitalised, is_one_of};
use crate::span::ProseSpan;

/// Verbs of saying, in the forms that attribute.
const SAYING: &[&str] = &[
    "acknowledged", "added", "admitted", "announced", "argued", "asserted", "believe", "believed",
    "believes", "claim", "claimed", "claims", "commented", "confirmed", "declared", "emphasized",
    "estimates", "explained", "insisted", "noted", "pegs", "puts", "recalled", "remarked",
    "replied", "reported", "responded", "said", "say", "says", "stated", "stressed", "testified",
    "think", "thinks", "told", "tweeted", "warned", "warns", "writes", "wrote",
];

/// Words between a name and its verb that are no part of the name.
const BETWEEN: &[&str] = &["also", "has", "have", "later", "recently", "repeatedly", "then"];

/// Who is named as the one who says what a sentence says; none if nobody is.
///
/// With `quotations`, the words inside them are left out: the question is who says what is quoted.
/// Without, only "according to X" and a verb of saying attribute ("the jet has a range of 900 km, Smith
/// said").
pub fn attribution(prose: &str, sentence: ProseSpan, quotations: &[Quotation]) -> Option<Speaker> {
    let text = sentence.of(prose);
    let first = quotations.partition_point(|quotation| quotation.span.end <= sentence.start);
    let outside = |offset: usize| {
        let at = sentence.start + offset as u32;
        let behind = quotations[first..].partition_point(|quotation| quotation.span.start <= at);
        behind == 0 || at >= quotations[first + behind - 1].span.end
    };
    let words: Vec<(usize, &str)> =
        word::words(text).filter(|&(offset, _)| outside(offset)).collect();
    let mut nobody = false;
    for (index, &(_, found)) in words.iter().enumerate() {
        if found.eq_ignore_ascii_case("according")
            && words.get(index + 1).is_some_and(|&(_, next)| next.eq_ignore_ascii_case("to"))
        {
            return Some(name_after(&words[index + 2..]).unwrap_or(Speaker::Unnamed));
        }
        // "its reported range": a participle, not a verb.
        let participle = index > 0 && is_one_of(words[index - 1].1, NOT_SAYING);
        // "puts the range at 900 km", not "puts the capital within reach".
        let reach = is_one_of(found, &["pegs", "puts"])
            && (!words[index..].iter().any(|(_, later)| *later == "at")
                || (index > 0 && is_one_of(words[index - 1].1, &["it", "that", "this", "which"])));
        if !is_one_of(found, SAYING) || participle || reach {
            continue;
        }
        if let Some(speaker) = name_before(&words[..index]).or_else(|| {
            // "said Smith" stands behind a quotation or a comma, never "said Monday".
            name_after(&words[index + 1..])
        }) {
            return Some(speaker);
        }
        nobody = true;
    }
    nobody.then_some(Speaker::Unnamed)
}

/// The capitalised words that end right before a verb of saying.
fn name_before(words: &[(usize, &str)]) -> Option<Speaker> {
    let mut before = words.iter().rev().skip_while(|(_, found)| is_one_of(found, BETWEEN));
    let &(_, last) = before.next()?;
    names_someone(last).then(|| Speaker::Named(key(last)))
}

/// The capitalised words that begin right after "said" or "according to".
fn name_after(words: &[(usize, &str)]) -> Option<Speaker> {
    let run: Vec<&str> = words
        .iter()
        .map(|&(_, found)| found)
        .skip_while(|found| is_one_of(found, &["a", "an", "by", "the", "to"]))
        .take_while(|found| is_capitalised(found))
        .take(5)
        .collect();
    let last = run.last().copied().filter(|last| names_someone(last))?;
    Some(Speaker::Named(key(last)))
}

/// Capitalised, and neither a day nor a pronoun at the beginning of a sentence.
fn names_someone(found: &str) -> bool {
    is_capitalised(found) && !is_one_of(found, NO_SPEAKERS)
}

/// Words before a participle: "its reported range", "a station was added".
const NOT_SAYING: &[&str] = &[
    "a", "an", "are", "be", "been", "being", "her", "his", "is", "its", "the", "their", "was",
    "were",
];

const NO_SPEAKERS: &[&str] = &[
    "a", "and", "but", "friday", "he", "i", "in", "it", "monday", "officials", "on", "saturday",
    "she", "sunday", "that", "the", "they", "this", "thursday", "tuesday", "we", "wednesday",
    "who", "you",
];

fn key(name: &str) -> String {
    word::without_possessive(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::quotation::quotations;

    fn speaker(text: &str, quoted: &str) -> Option<Speaker> {
        let whole = ProseSpan::new(0, text.len());
        let quotations = if quoted.is_empty() { Vec::new() } else { quotations(text, whole) };
        attribution(text, whole, &quotations)
    }

    #[test]
    fn names_before_and_after_the_verb() {
        let smith = Some(Speaker::Named("smith".into()));
        assert_eq!(
            speaker("“It flies 900 km,” Smith told reporters.", "“It flies 900 km,”"),
            smith
        );
        assert_eq!(
            speaker("“It flies 900 km,” said Ann Smith, a pilot.", "“It flies 900 km,”"),
            smith
        );
        assert_eq!(speaker("According to Ann Smith, it flies 900 km.", ""), smith);
        assert_eq!(speaker("It flies 900 km, officials said.", ""), Some(Speaker::Unnamed));
        assert_eq!(speaker("It flies 900 km, he said on Friday.", ""), Some(Speaker::Unnamed));
        assert_eq!(speaker("The Swift flies 900 km.", ""), None);
    }
}

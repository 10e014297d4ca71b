//! Forms: wordings that are filled in again with other figures and names. Nothing that is filled in contradicts another
//! filling.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Agreement;
use super::pair::{Wording, alike};
use super::slot::Slot;
use crate::check::alignment::compare_by;
use crate::claim::Claim;
use factlint_language::utterance::Spoken;
use factlint_language::word;
use factlint_language::words::Class;

/// Other wordings that fill in the same place, where documents have dates: three reports of one day may well give three
/// counts, but hardly four.
const MOST_FILLINGS: usize = 1;

impl Agreement {
    /// Whether the words around a place that differs are a form: they stand with a third filling in a document that has one
    /// of these two, or in more documents than would be wrong about one thing.
    pub(super) fn is_form(
        &self,
        wordings: &[Wording<'_>],
        [one, other]: [usize; 2],
        slot: &Slot,
    ) -> bool {
        let paths = |at: usize| wordings[at].claims.iter().map(|claim| &*claim.document.path);
        let known: BTreeSet<&str> = paths(one).chain(paths(other)).collect();
        if paths(one).any(|path| paths(other).any(|second| second == path)) {
            return true;
        }
        let is_dated =
            |at: usize| wordings[at].claims.iter().all(|claim| claim.document.date.is_some());
        let known_fillings = [(one, 0), (other, 1)]
            .map(|(at, side)| words_in(&wordings[at].passage.words, &slot.places[side]));
        let mut fillings = 0;
        for third in (0..wordings.len()).filter(|at| ![one, other].contains(at)) {
            let filling = self
                .filling(&wordings[one], &wordings[third], &slot.places[0])
                .or_else(|| self.filling(&wordings[other], &wordings[third], &slot.places[1]));
            // A sentence and what it quotes are one saying.
            if filling.is_none_or(|filling| known_fillings.contains(&filling)) {
                continue;
            }
            fillings += 1;
            let is_told_again = paths(third).any(|path| known.contains(path));
            let is_dated = [one, other, third].into_iter().all(is_dated);
            if is_told_again || !is_dated || fillings > MOST_FILLINGS {
                return true;
            }
        }
        false
    }

    /// What another wording has in a place of one, if it has something else there.
    fn filling<'w>(
        &self,
        one: &Wording<'_>,
        other: &'w Wording<'_>,
        place: &Range<usize>,
    ) -> Option<Vec<&'w str>> {
        let (mine, theirs) = (&one.passage.words, &other.passage.words);
        let found = compare_by(mine, theirs, self.similarity, &alike)?;
        let difference = found.differences.iter().find(|difference| {
            let words = mine.get(difference.quoted.clone()).unwrap_or_default();
            !difference.said.is_empty() && words.iter().any(|word| overlaps(word, place))
        })?;
        let words = theirs.get(difference.said.clone()).unwrap_or_default();
        Some(words.iter().map(|word| word.normal.as_str()).collect())
    }
}

fn overlaps(word: &Spoken, place: &Range<usize>) -> bool {
    word.range.start < place.end && place.start < word.range.end
}

fn words_in<'w>(words: &'w [Spoken], place: &Range<usize>) -> Vec<&'w str> {
    let words = words.iter().filter(|word| overlaps(word, place));
    words.map(|word| word.normal.as_str()).collect()
}

/// Whether two documents are issues of one series, as releases and monthly reports: their paths are the same but for a
/// version, a year or a month. Each tells its own state in the words of the one before.
pub(super) fn are_of_series(one: &Claim, other: &Claim) -> bool {
    let [first, second] = [one, other].map(|claim| without_issue(&claim.document.path));
    first.has_issue && second.has_issue && first.series == second.series
}

/// A path without what tells an issue of a series from the next.
struct Issue {
    series: String,
    has_issue: bool,
}

fn without_issue(path: &str) -> Issue {
    let is_month = |word: &str| word::is(&word.to_lowercase(), Class::Months);
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = path.split(|c: char| !c.is_alphanumeric()).collect();
    let is_year =
        |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let is_version =
        words.windows(2).any(|pair| pair.iter().all(|word| is_number(word) && !word.is_empty()));
    let is_dated = words.iter().any(|word| is_month(word) || (is_number(word) && is_year(word)));
    let kept = words.iter().filter(|word| !is_number(word) && !is_month(word));
    Issue { series: kept.copied().collect::<Vec<_>>().join(" "), has_issue: is_version || is_dated }
}

/// Whether a document is about what stands in the place: its path has it, as that of the page on version 3.4, or of the
/// survey of 2018.
pub(super) fn is_in_path(claim: &Claim, filling: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_lowercase).collect()
    };
    let (path, filling) = (parts(&claim.document.path), parts(filling));
    !filling.is_empty() && path.windows(filling.len()).any(|window| window == filling)
}

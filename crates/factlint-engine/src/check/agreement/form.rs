//! Forms: wordings that are filled in again with other figures and names. Nothing that is filled in contradicts another
//! filling.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Agreement;
use super::pair::{Wording, alike};
use super::slot::Slot;
use crate::check::alignment::compare_by;
use factlint_language::utterance::Spoken;

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
        // What several documents tell in either way is no slip of one of them.
        let mut tellers = [one, other].map(|at| paths(at).collect::<BTreeSet<&str>>());
        for third in (0..wordings.len()).filter(|at| ![one, other].contains(at)) {
            let filling = self
                .filling(&wordings[one], &wordings[third], &slot.places[0])
                .or_else(|| self.filling(&wordings[other], &wordings[third], &slot.places[1]));
            let Some(filling) = filling else { continue };
            // A sentence and what it quotes are one saying.
            if let Some(side) = known_fillings.iter().position(|known| *known == filling) {
                tellers[side].extend(paths(third));
                continue;
            }
            fillings += 1;
            let is_told_again = paths(third).any(|path| known.contains(path));
            let is_dated = [one, other, third].into_iter().all(is_dated);
            if is_told_again || !is_dated || fillings > MOST_FILLINGS {
                return true;
            }
        }
        ![one, other].into_iter().all(is_dated) && tellers.iter().all(|paths| paths.len() > 1)
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

//! What two sequences have in common: the one place that compares them.
//!
//! `similar` is generic over what it compares, and has all six of its algorithms compiled for each. Here it compares
//! numbers, by one of them; called at large it took a fifth of the time that this crate takes to build.

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// What makes the new sequence of the old, in order: equal stretches too. Equal numbers stand for equal elements.
pub fn changes(old: &[u32], new: &[u32]) -> Vec<DiffOp> {
    let mut found = Compact::new(Replace::new(Capture::new()), old, new);
    match myers::diff(&mut found, old, 0..old.len(), new, 0..new.len()) {
        Ok(()) => found.into_inner().into_inner().into_ops(),
        Err(never) => match never {},
    }
}

/// The known word that is most like another, if the letters that they share in order are at least this share of the
/// letters of both (0 to 1); the first by the alphabet of those that are as like. After `get_close_matches` of Python's
/// difflib.
pub fn closest<'k>(word: &str, known: &[&'k str], least: f64) -> Option<&'k str> {
    let letters = |word: &str| word.chars().map(u32::from).collect::<Vec<u32>>();
    let wanted = letters(word);
    let mut best: Option<(f64, &str)> = None;
    for &candidate in known {
        let offered = letters(candidate);
        let both = (wanted.len() + offered.len()) as f64;
        let share = |common: usize| if both == 0.0 { 1.0 } else { 2.0 * common as f64 / both };
        if share(wanted.len().min(offered.len())) < least {
            continue;
        }
        let common = changes(&wanted, &offered)
            .iter()
            .map(|change| if let DiffOp::Equal { len, .. } = change { *len } else { 0 })
            .sum();
        let share = share(common);
        let is_better =
            best.is_none_or(|(most, word)| share > most || (share == most && candidate < word));
        if share >= least && is_better {
            best = Some((share, candidate));
        }
    }
    best.map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_word_is_the_one_that_shares_most_letters() {
        let known = ["subject", "subjects", "suffix", "about"];
        assert_eq!(closest("subjetc", &known, 0.6), Some("subject"));
        assert_eq!(closest("abuot", &known, 0.6), Some("about"));
        assert_eq!(closest("zebra", &known, 0.6), None);
        assert_eq!(closest("", &known, 0.6), None);
    }

    #[test]
    fn of_words_that_are_as_like_the_first_by_the_alphabet_is_taken() {
        assert_eq!(closest("cat", &["cut", "cot"], 0.6), Some("cot"));
        assert_eq!(closest("cat", &["cot", "cut"], 0.6), Some("cot"));
    }

    #[test]
    fn changes_cover_both_sequences_in_order() {
        let (old, new) = ([1, 2, 3, 4, 5], [1, 3, 9, 4, 5, 6]);
        let (mut olds, mut news) = (0, 0);
        for change in changes(&old, &new) {
            assert_eq!((change.old_range().start, change.new_range().start), (olds, news));
            (olds, news) = (change.old_range().end, change.new_range().end);
        }
        assert_eq!((olds, news), (old.len(), new.len()));
    }
}

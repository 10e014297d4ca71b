//! Are these the words? Words of one text against those of another: of a quotation against what was said, of a passage
//! against one that tells the same.

mod told;

pub(super) use told::{altered, described, stretch};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use similar::DiffOp;
use smol_str::SmolStr;

use crate::claim::Claim;
use crate::sequence;
use factlint_language::utterance::Spoken;

/// Words of a quotation that are not those that were said, or words that were said and left out without
/// a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Words of the quotation, by index; empty where some were dropped.
    pub quoted: Range<usize>,
    /// Words that were said, by index; empty where some were added.
    pub said: Range<usize>,
}

/// A quotation held against what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    /// How many words of the quotation were said, in order.
    pub agreeing: usize,
    /// Where the others are.
    pub differences: Vec<Difference>,
    /// The words that were said, from the first to the last that is quoted.
    pub said: Range<usize>,
}

/// Keys that texts share which are nearly the same: the smallest hashes of runs of their words, at most so many, after
/// Broder, "On the resemblance and containment of documents" (1997).
pub(super) fn keys_of_runs(runs: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut hashes: Vec<u64> = runs.map(|run| xxhash_rust::xxh3::xxh3_64(run.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(most);
    hashes.into_iter().map(|hash| format!("{hash:016x}")).collect()
}

/// The key under which a group is judged: the first that all of its claims have.
pub(super) fn shared_key(group: &[&Claim]) -> Option<SmolStr> {
    let first = group.first()?;
    first.keys.iter().find(|key| group.iter().all(|claim| claim.keys.contains(*key))).cloned()
}

/// The first key that both have; the keys of a claim are in order.
pub(super) fn first_shared<'k>(one: &'k [SmolStr], other: &[SmolStr]) -> Option<&'k SmolStr> {
    let mut others = other.iter().peekable();
    one.iter().find(|key| {
        while others.next_if(|other| other < key).is_some() {}
        others.peek() == Some(key)
    })
}

/// The largest table of an alignment; longer texts are not compared.
const LARGEST: usize = 8_000_000;

/// Holds a quotation against what was said. Each stretch between two gaps of the quotation may come from any
/// place behind the one before it. None where fewer words than `share` of the quotation were said.
pub(super) fn compare(quotation: &[Spoken], said: &[Spoken], share: f64) -> Option<Comparison> {
    compare_by(quotation, said, share, &|_, _| false)
}

/// Like [`compare`]; words that are `alike` are no difference.
pub(super) fn compare_by(
    quotation: &[Spoken],
    said: &[Spoken],
    share: f64,
    alike: &dyn Fn(&str, &str) -> bool,
) -> Option<Comparison> {
    if quotation.is_empty() || quotation.len().saturating_mul(said.len()) > LARGEST {
        return None;
    }
    let wanted = (quotation.len() as f64 * share).ceil() as usize;
    let known: BTreeSet<&str> = said.iter().map(|word| word.normal.as_str()).collect();
    if quotation.iter().filter(|word| known.contains(word.normal.as_str())).count() < wanted {
        return None;
    }
    let mut found = Comparison { agreeing: 0, differences: Vec::new(), said: 0..0 };
    let mut from = 0;
    let mut start = 0;
    while start < quotation.len() {
        let end = quotation[start + 1..]
            .iter()
            .position(|word| word.after_gap)
            .map_or(quotation.len(), |at| start + 1 + at);
        let window = align(&quotation[start..end], &said[from..]);
        let window = from + window.start..from + window.end;
        found.add((start, &quotation[start..end]), window.clone(), said, alike);
        if found.said.is_empty() {
            found.said.start = window.start;
        }
        found.said.end = window.end;
        from = window.end;
        start = end;
    }
    (found.agreeing >= wanted).then_some(found)
}

/// What makes the new words of the old, by index.
fn changes(old: &[Spoken], new: &[Spoken]) -> Vec<DiffOp> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut numbered = Vec::with_capacity(old.len() + new.len());
    for word in old.iter().chain(new) {
        let next = numbers.len() as u32;
        numbered.push(*numbers.entry(&word.normal).or_insert(next));
    }
    let (old, new) = numbered.split_at(old.len());
    sequence::changes(old, new)
}

impl Comparison {
    /// Adds a stretch of the quotation, which begins at word `start`, and the window of what was said.
    fn add(
        &mut self,
        (start, quoted): (usize, &[Spoken]),
        window: Range<usize>,
        all: &[Spoken],
        alike: &dyn Fn(&str, &str) -> bool,
    ) {
        let (from, said) = (window.start, &all[window]);
        let differing = |quoted: Range<usize>, said: Range<usize>| Difference {
            quoted: start + quoted.start..start + quoted.end,
            said: from + said.start..from + said.end,
        };
        for op in changes(said, quoted) {
            let difference = match op {
                DiffOp::Equal { len, .. } => {
                    self.agreeing += len;
                    continue;
                }
                DiffOp::Delete { old_index, old_len, new_index } => {
                    differing(new_index..new_index, old_index..old_index + old_len)
                }
                DiffOp::Insert { old_index, new_index, new_len } => {
                    differing(new_index..new_index + new_len, old_index..old_index)
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    differing(new_index..new_index + new_len, old_index..old_index + old_len)
                }
            };
            // “Long-term” is “long term”.
            let joined = |words: &[Spoken]| {
                words.iter().map(|word| word.normal.as_str()).collect::<String>()
            };
            let new = difference.quoted.start - start..difference.quoted.end - start;
            let old = &all[difference.said.clone()];
            let each_alike = new.len() == old.len()
                && quoted[new.clone()]
                    .iter()
                    .zip(old)
                    .all(|(one, other)| alike(&one.normal, &other.normal));
            if joined(&quoted[new]) == joined(old) || each_alike {
                self.agreeing += difference.quoted.len();
                continue;
            }
            // What was said may itself be a quotation that leaves words out.
            let open = (difference.said.start..=difference.said.end)
                .any(|at| all.get(at).is_some_and(|word| word.after_gap));
            if difference.quoted.is_empty() || !open {
                self.differences.push(difference);
            }
        }
    }
}

/// The stretch of `said` that a quotation without gaps is most like: the fewest words added, dropped or
/// changed, both ends free.
fn align(quotation: &[Spoken], said: &[Spoken]) -> Range<usize> {
    let width = said.len() + 1;
    // Row by row: the least cost of the words so far, ending before word `column` of what was said.
    let mut costs: Vec<u32> = vec![0; width * (quotation.len() + 1)];
    for row in 1..=quotation.len() {
        for column in 0..width {
            let above = costs[(row - 1) * width + column] + 1;
            let at = row * width + column;
            if column == 0 {
                costs[at] = above;
                continue;
            }
            let changed = u32::from(quotation[row - 1].normal != said[column - 1].normal);
            let diagonal = costs[(row - 1) * width + column - 1] + changed;
            let left = costs[at - 1] + 1;
            costs[at] = diagonal.min(above).min(left);
        }
    }
    let last = &costs[quotation.len() * width..];
    let least = last.iter().min().copied().unwrap_or_default();
    let Some(mut end) = last.iter().position(|&cost| cost == least) else { return 0..0 };
    // A last word that was changed belongs to the stretch.
    if last.get(end + 1) == Some(&least) {
        end += 1;
    }
    let (mut row, mut column) = (quotation.len(), end);
    while row > 0 {
        let at = row * width + column;
        let diagonal = (row - 1) * width + column.saturating_sub(1);
        let same = column > 0 && quotation[row - 1].normal == said[column - 1].normal;
        // Of ways as short, the one that changes no word: “long-term” is two words, not another two.
        if same && costs[at] == costs[diagonal] {
            (row, column) = (row - 1, column - 1);
        } else if column > 0 && costs[at] == costs[at - 1] + 1 {
            column -= 1;
        } else if column > 0 && costs[at] == costs[diagonal] + 1 {
            (row, column) = (row - 1, column - 1);
        } else {
            row -= 1;
        }
    }
    column..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use factlint_language::utterance::words;
    use proptest::prelude::*;

    const SAID: &str = "We will build the bridge before the winter comes, with local stone.";

    fn differences(quotation: &str) -> Option<Vec<(String, String)>> {
        let (quoted, said) = (words(quotation), words(SAID));
        let joined = |words: &[Spoken]| {
            words.iter().map(|word| word.normal.clone()).collect::<Vec<_>>().join(" ")
        };
        compare(&quoted, &said, 0.6).map(|found| {
            found
                .differences
                .iter()
                .map(|one| (joined(&quoted[one.quoted.clone()]), joined(&said[one.said.clone()])))
                .collect()
        })
    }

    #[test]
    fn added_dropped_and_changed() {
        let one = |quoted: &str, said: &str| Some(vec![(quoted.to_owned(), said.to_owned())]);
        assert_eq!(differences("build the bridge before the winter"), Some(Vec::new()));
        assert_eq!(differences("mend the bridge before the winter"), one("mend", "build"));
        assert_eq!(differences("We will build bridge before the winter"), one("", "the"));
        assert_eq!(differences("We will not build the bridge"), one("not", ""));
        assert_eq!(differences("the bridge ... with local stone"), Some(Vec::new()));
        assert_eq!(differences("We shall never go to the moon"), None);
    }

    proptest! {
        #[test]
        fn every_stretch_of_what_was_said_agrees(from in 0_usize..11, length in 1_usize..12) {
            let said = words(SAID);
            let stretch = &said[from..(from + length).min(said.len())];
            let found = compare(stretch, &said, 0.6);
            prop_assert!(found.is_some_and(|found| found.differences.is_empty()));
        }
    }
}

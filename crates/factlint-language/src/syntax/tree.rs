//! The tree of a sentence: what each word depends on, and as what.

use super::label::{Relation, Tag};
use std::ops::Deref;

/// What each word of a sentence depends on, in one reading, while that is made and mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arcs {
    /// How near this reading came to being the best; 0 for the best itself.
    pub behind: u32,
    /// By word; None for one that depends on no other.
    pub heads: Vec<Option<usize>>,
    /// By word.
    pub relations: Vec<Relation>,
}

impl Arcs {
    /// What a word depends on.
    pub fn head(&self, word: usize) -> Option<usize> {
        self.heads.get(word).copied().flatten()
    }

    /// What a word is to its head.
    pub fn relation(&self, word: usize) -> Relation {
        self.relations.get(word).copied().unwrap_or(Relation::Other)
    }

    /// The words that depend on a word, in order.
    pub fn dependents(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.heads
            .iter()
            .enumerate()
            .filter(move |(_, head)| **head == Some(word))
            .map(|(dependent, _)| dependent)
    }

    /// The words that depend on a word in a way.
    pub fn dependents_as(
        &self,
        word: usize,
        relation: Relation,
    ) -> impl Iterator<Item = usize> + '_ {
        self.dependents(word).filter(move |dependent| self.relation(*dependent) == relation)
    }

    /// A word and those above it, up to the top. However a tree was made, it ends.
    pub fn upwards(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(word), |word| self.head(*word)).take(self.heads.len().max(1))
    }

    /// Whether every word hangs, through others, on one that hangs on none: no words hang on each other in a ring.
    pub fn is_rooted(&self) -> bool {
        let is_top = |word: usize| self.head(word).is_none();
        (0..self.heads.len()).all(|word| self.upwards(word).last().is_some_and(is_top))
    }

    /// Whether a word is `top` or depends on it, through others as well.
    pub fn is_under(&self, word: usize, top: usize) -> bool {
        self.upwards(word).any(|above| above == top)
    }

    /// The word that all words of a range depend on, or the last one that depends on none of them.
    pub fn head_among(&self, words: std::ops::Range<usize>) -> Option<usize> {
        let inside = |word: usize| self.head(word).is_some_and(|head| words.contains(&head));
        words.clone().rev().find(|word| !inside(*word)).filter(|word| *word < self.heads.len())
    }
}

/// One reading of a sentence that is no longer mended. The dependents of each word stand beside it: many
/// questions ask for them, of sentences that may be long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    arcs: Arcs,
    /// By word, where its dependents begin in `below`; at the end, where the last ones end.
    starts: Vec<usize>,
    below: Vec<usize>,
}

impl From<Arcs> for Tree {
    fn from(arcs: Arcs) -> Self {
        let len = arcs.heads.len();
        let mut starts = vec![0; len + 1];
        let heads = || arcs.heads.iter().enumerate().filter_map(|(at, head)| Some((at, (*head)?)));
        for (_, head) in heads() {
            if let Some(count) = starts.get_mut(head + 1) {
                *count += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut below = vec![0; starts.last().copied().unwrap_or_default()];
        for (at, head) in heads().filter(|(_, head)| *head < len) {
            below[next[head]] = at;
            next[head] += 1;
        }
        Self { arcs, starts, below }
    }
}

impl Tree {
    /// The words that depend on a word, in order.
    pub fn dependents(&self, word: usize) -> std::iter::Copied<std::slice::Iter<'_, usize>> {
        let bounds = self.starts.get(word).zip(self.starts.get(word + 1));
        let below = bounds.and_then(|(start, end)| self.below.get(*start..*end));
        below.unwrap_or_default().iter().copied()
    }

    /// The words that depend on a word in a way.
    pub fn dependents_as(
        &self,
        word: usize,
        relation: Relation,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.dependents(word).filter(move |dependent| self.relation(*dependent) == relation)
    }
}

impl Deref for Tree {
    type Target = Arcs;

    fn deref(&self) -> &Arcs {
        &self.arcs
    }
}

/// Why a tree written by hand is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeError {
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub wrong: &'static str,
}

/// Words with their tags, and trees over them, as they are written by hand.
pub(super) struct Written {
    pub words: Vec<(String, Tag)>,
    pub trees: Vec<Arcs>,
}

/// Reads trees: a line a word with its tag, the number of its head (from 1; 0 for none) and its
/// relation. A line `or 12` begins another reading of the same words, which came as near as that.
pub(super) fn read(text: &str) -> Result<Written, TreeError> {
    let mut words = Vec::new();
    let mut trees: Vec<Arcs> = Vec::new();
    let empty = |behind| Arcs { behind, heads: Vec::new(), relations: Vec::new() };
    let mut tree = empty(0);
    for (i, row) in text.lines().enumerate() {
        let wrong = |wrong| TreeError { line: i + 1, wrong };
        let parts: Vec<&str> = row.split_whitespace().collect();
        match parts.as_slice() {
            [] => {}
            ["or", behind] => {
                let behind = behind.parse().map_err(|_| wrong("no number behind `or`"))?;
                trees.push(std::mem::replace(&mut tree, empty(behind)));
            }
            [word, tag, head, relation] => {
                let tag = Tag::from_name(tag).ok_or_else(|| wrong("no such tag"))?;
                let at = tree.heads.len();
                if trees.is_empty() {
                    words.push(((*word).to_owned(), tag));
                } else if words.get(at).is_none_or(|(known, _)| known != word) {
                    return Err(wrong("another word than in the first reading"));
                }
                let head: usize = head.parse().map_err(|_| wrong("no number of a head"))?;
                tree.heads.push(head.checked_sub(1));
                let relation =
                    Relation::from_name(relation).ok_or_else(|| wrong("no such relation"))?;
                tree.relations.push(relation);
            }
            _ => return Err(wrong("not a word, its tag, its head and its relation")),
        }
    }
    trees.push(tree);
    for tree in &trees {
        let whole = tree.heads.len() == words.len();
        let inside = |head: &Option<usize>| head.is_none_or(|head| head < words.len());
        let ends = |word: usize| {
            std::iter::successors(Some(word), |word| tree.head(*word)).nth(words.len()).is_none()
        };
        if !whole || !tree.heads.iter().all(inside) || !(0..words.len()).all(ends) {
            return Err(TreeError { line: 0, wrong: "no tree over all words" });
        }
    }
    Ok(Written { words, trees })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails tells where")]

    use super::*;

    #[test]
    fn trees_are_read() {
        let written =
            read("It PRP 2 subj\nflies VBZ 0 root\nor 7\nIt PRP 0 root\nflies VBZ 1 acl\n");
        let written = written.unwrap();
        assert_eq!(written.words[1], ("flies".to_owned(), Tag::PresentThird));
        assert_eq!(written.trees[0].heads, [Some(1), None]);
        assert_eq!(written.trees[1].behind, 7);
        assert_eq!(written.trees[1].relation(1), Relation::NounClause);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for (text, line) in [
            ("It PRP 2", 1),
            ("It PRP two subj", 1),
            ("It PRP 0 subject", 1),
            ("It PRON 0 subj", 1),
            ("It PRP 2 subj\nflies VBZ 1 root", 0),
            ("It PRP 3 subj\nflies VBZ 0 root", 0),
            ("It PRP 0 root\nor few\n", 2),
            ("It PRP 0 root\nor 3\nShe PRP 0 root", 3),
            ("It PRP 0 root\nor 3\n", 0),
        ] {
            assert_eq!(read(text).map(|_| ()).unwrap_err().line, line, "{text}");
        }
    }

    #[test]
    fn the_head_of_a_range_is_found() {
        let tree = read("Tay NNP 2 compound\nBridge NNP 3 subj\nopened VBD 0 root").unwrap();
        let tree = &tree.trees[0];
        assert_eq!(tree.head_among(0..2), Some(1));
        assert_eq!(tree.head_among(0..3), Some(2));
        assert_eq!(tree.head_among(5..6), None);
        assert_eq!(tree.upwards(0).collect::<Vec<_>>(), [0, 1, 2]);
    }
}

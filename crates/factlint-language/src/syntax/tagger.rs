//! Parts of speech: greedy, from left to right, by the sum of weights of what is seen around a word.

use super::atoms::{Atoms, mix};
use super::group::{Word, WordKind};
use super::label::Tag;
use super::weights::Weights;

/// How many features a word has for the tagger.
pub const FEATURES: usize = 26;

/// The features of the word at `i`, given the tags of the two before it
/// and how many verbs there are before it, two at most.
pub fn features(atoms: &[Atoms], i: usize, before: u8, second: u8, verbs: u32) -> [u32; FEATURES] {
    let none = Atoms::default();
    let at = |offset: isize| {
        let index = i as isize + offset;
        usize::try_from(index).ok().and_then(|index| atoms.get(index)).unwrap_or(&none)
    };
    let (here, last, next) = (at(0), at(-1), at(1));
    let (t1, t2) = (u32::from(before), u32::from(second));
    let mut found = [0; FEATURES];
    let mut n = 0;
    let mut add = |a: u32, b: u32| {
        found[n] = mix(mix(mix(n as u32 + 101, 7), a), b);
        n += 1;
    };
    add(here.form, 0);
    add(here.form, t1);
    add(here.form, here.shape);
    add(here.endings[0], here.shape);
    add(here.endings[1], here.shape);
    add(here.endings[2], t1);
    add(here.endings[2], here.shape);
    add(here.endings[3], 0);
    add(here.shape, t1);
    add(here.shape, here.before);
    add(t1, t2);
    add(t1, here.before);
    add(last.form, 0);
    add(last.form, t2);
    add(at(-2).form, 0);
    add(next.form, 0);
    add(next.form, here.form);
    add(last.form, here.form);
    add(next.endings[2], here.endings[2]);
    add(next.endings[1], t1);
    add(next.shape, next.before);
    add(at(2).form, 0);
    add(verbs, here.form);
    add(verbs, mix(here.endings[1], t1));
    add(verbs, mix(here.endings[2], next.form));
    add(mix(t1, t2), here.endings[1]);
    found
}

/// The tag before the first word.
pub const START: u8 = 50;

/// The tag of a word that is tagged by its kind.
pub fn fixed(kind: WordKind) -> Option<Tag> {
    match kind {
        WordKind::Plain => None,
        WordKind::Number => Some(Tag::Number),
        WordKind::Figure => Some(Tag::Figure),
        WordKind::Attributive => Some(Tag::Attributive),
    }
}

impl Weights<'_> {
    /// The tags of words.
    pub fn tags(&self, words: &[Word], atoms: &[Atoms]) -> Vec<Tag> {
        let (mut before, mut second, mut verbs) = (START, START, 0);
        let mut found = Vec::with_capacity(words.len());
        for (i, word) in words.iter().enumerate() {
            let tag = fixed(word.kind).unwrap_or_else(|| {
                let sums: [i32; Tag::ALL.len()] =
                    self.tagger.sums(&features(atoms, i, before, second, verbs.min(2)));
                Tag::ALL.get(highest(&sums)).copied().unwrap_or(Tag::Other)
            });
            verbs += u32::from(tag.is_verb());
            (before, second) = (tag.number(), before);
            found.push(tag);
        }
        found
    }
}

/// The number of the first of the highest sums.
pub(super) fn highest(sums: &[i32]) -> usize {
    let mut best = 0;
    let mut most = i32::MIN;
    for (i, sum) in sums.iter().enumerate() {
        if *sum > most {
            (best, most) = (i, *sum);
        }
    }
    best
}

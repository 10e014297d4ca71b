//! Who depends on whom: words are shifted onto a stack and tied to each other, greedily, by the sum of
//! weights of what is seen at the top of the stack and in front of it.

use super::atoms::{Atoms, mix};
use super::group::Signs;
use super::label::{Relation, Tag};
use super::tagger::highest;
use super::tree::Arcs;
use super::weights::Weights;

/// No word.
pub const NONE: u16 = u16::MAX;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left,
    /// The top of the stack depends on the word below it.
    Right,
}

/// The steps by their number.
pub const STEPS: [Step; 3] = [Step::Shift, Step::Left, Step::Right];

/// How many features a step has.
pub const FEATURES: usize = 88;
/// How many features an arc has.
pub const ARC_FEATURES: usize = 40;

/// What the parser sees of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    form: u32,
    tag: u32,
}

/// A sentence half analysed.
#[derive(Clone, Debug)]
pub struct State {
    /// The words still to be shifted start here.
    pub next: u16,
    /// Where the top is the last.
    pub stack: Vec<u16>,
    /// Of each word.
    pub heads: Vec<u16>,
    /// Of each word.
    pub labels: Vec<u8>,
    /// The leftmost and second leftmost dependents, and the rightmost and second.
    children: Vec<[u16; 4]>,
    valency: Vec<[u8; 2]>,
    label_sets: Vec<[u64; 2]>,
    /// The first word of what depends on a word, itself included.
    edges: Vec<u16>,
}

impl State {
    /// The start of a sentence of `count` words.
    pub fn new(count: usize) -> Self {
        Self {
            next: 0,
            stack: Vec::with_capacity(16),
            heads: vec![NONE; count],
            labels: vec![0; count],
            children: vec![[NONE; 4]; count + 1],
            valency: vec![[0; 2]; count + 1],
            label_sets: vec![[0; 2]; count + 1],
            edges: (0..=count as u16).collect(),
        }
    }

    /// The number of words.
    pub fn count(&self) -> usize {
        self.heads.len()
    }

    /// The word that is `depth` below the top.
    pub fn top(&self, depth: usize) -> u16 {
        let index = self.stack.len().checked_sub(depth + 1);
        index.and_then(|index| self.stack.get(index)).copied().unwrap_or(NONE)
    }

    /// Whether all is tied: only the root is left, which stands behind the last word.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && usize::from(self.next) >= self.count()
    }

    /// Whether a step can be taken.
    pub fn can(&self, step: Step) -> bool {
        match step {
            Step::Shift => usize::from(self.next) < self.count(),
            Step::Left => !self.stack.is_empty(),
            Step::Right => self.stack.len() >= 2,
        }
    }

    /// Head and dependent of the arc that a step makes.
    pub fn arc(&self, step: Step) -> Option<(u16, u16)> {
        match step {
            Step::Shift => None,
            Step::Left => Some((self.next, self.top(0))),
            Step::Right => Some((self.top(1), self.top(0))),
        }
    }

    /// Takes a step that can be taken.
    pub fn take(&mut self, step: Step, label: u8) {
        let Some((head, dependent)) = self.arc(step) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let (d, h) = (usize::from(dependent), usize::from(head));
        if d >= self.count() || h > self.count() {
            return;
        }
        self.heads[d] = head;
        self.labels[d] = label;
        let left = dependent < head;
        if left {
            self.edges[h] = self.edges[d];
        }
        let side = usize::from(!left);
        let children = &mut self.children[h];
        let place = side * 2;
        // Dependents come from the inside to the outside.
        children[place + 1] = children[place];
        children[place] = dependent;
        self.valency[h][side] = (self.valency[h][side] + 1).min(7);
        self.label_sets[h][side] |= 1 << (label & 63);
    }
}

/// What does not change while a sentence is analysed.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// Of each word.
    pub atoms: &'a [Atoms],
    /// Of each word.
    pub tags: &'a [u8],
    /// For each word and the root, how many words with each sign before them stand up to it: commas,
    /// brackets, other.
    pub signs: &'a [[u16; 4]],
    /// Number of verbs before each word.
    pub verbs: &'a [u16],
}

/// The counts of signs that [`Sentence`] wants.
pub fn sign_counts(atoms: &[Atoms], end: Signs) -> Vec<[u16; 4]> {
    let mut counts = [0u16; 4];
    let mut found = Vec::with_capacity(atoms.len() + 1);
    for before in atoms.iter().map(|atoms| atoms.before).chain([u32::from(end.bits())]) {
        counts[0] += u16::from(before & 1 != 0);
        counts[1] += u16::from(before & (4 | 8) != 0);
        counts[2] += u16::from(before & (2 | 32) != 0);
        counts[3] += u16::from(before & (16 | 64) != 0);
        found.push(counts);
    }
    found
}

impl Sentence<'_> {
    fn see(&self, word: u16) -> Seen {
        let index = usize::from(word);
        match (self.atoms.get(index), self.tags.get(index)) {
            (Some(atoms), Some(tag)) => Seen { form: atoms.form, tag: u32::from(*tag) + 2 },
            _ => Seen { form: u32::from(word == NONE), tag: u32::from(word == NONE) },
        }
    }

    /// The signs between two words, as a small number.
    fn between(&self, one: u16, other: u16) -> u32 {
        let (Some(a), Some(b)) =
            (self.signs.get(usize::from(one)), self.signs.get(usize::from(other)))
        else {
            return 255;
        };
        let count = |i: usize| u32::from(b[i].saturating_sub(a[i]));
        count(0).min(3) | count(1).min(3) << 2 | count(2).min(1) << 4 | count(3).min(1) << 5
    }

    fn before(&self, word: u16) -> u32 {
        self.atoms.get(usize::from(word)).map_or(1 << 12, |atoms| atoms.before & 0x1ff)
    }
}

/// The counts of verbs that [`Sentence`] wants, that behind the last word as well.
pub fn verb_counts(tags: &[u8]) -> Vec<u16> {
    let is_verb = |tag: &u8| Tag::ALL.get(usize::from(*tag)).is_some_and(|tag| tag.is_verb());
    let mut count = 0;
    let mut found = vec![0];
    found.extend(tags.iter().map(|tag| {
        count += u16::from(is_verb(tag));
        count
    }));
    found
}

/// How far two words are apart, roughly.
fn distance(one: u16, other: u16) -> u32 {
    if one == NONE || other == NONE {
        return 0;
    }
    match other.saturating_sub(one) {
        near @ 0..=4 => u32::from(near) + 1,
        5..=7 => 6,
        8..=12 => 7,
        _ => 8,
    }
}

/// Collects features: what is seen, mixed with the place of the feature.
struct Adder<'a, const N: usize> {
    found: &'a mut [u32; N],
    places: &'static [u32; N],
    n: usize,
}

/// What the places of features are mixed with.
const fn places<const N: usize>(seed: u32) -> [u32; N] {
    let mut places = [0; N];
    let mut n = 0;
    while n < N {
        places[n] = mix(seed + n as u32, 3);
        n += 1;
    }
    places
}

static PLACES: [u32; FEATURES] = places(1000);
static ARC_PLACES: [u32; ARC_FEATURES] = places(5000);

impl<const N: usize> Adder<'_, N> {
    #[inline]
    fn one(&mut self, a: u32) {
        if let (Some(slot), Some(place)) = (self.found.get_mut(self.n), self.places.get(self.n)) {
            *slot = mix(*place, a);
        }
        self.n += 1;
    }

    #[inline]
    fn two(&mut self, a: u32, b: u32) {
        self.one(mix(a, b.rotate_left(9)));
    }

    #[inline]
    fn three(&mut self, a: u32, b: u32, c: u32) {
        self.one(mix(mix(a, b.rotate_left(9)), c.rotate_left(17)));
    }
}

/// The features of a state, for the choice of a step.
pub fn features(sentence: &Sentence<'_>, state: &State) -> [u32; FEATURES] {
    let mut found = [0; FEATURES];
    let mut add = Adder { found: &mut found, places: &PLACES, n: 0 };
    let (i0, i1, i2) = (state.top(0), state.top(1), state.top(2));
    let root = state.count() as u16;
    let ahead = |n: u16| if state.next + n <= root { state.next + n } else { NONE };
    let (j0, j1, j2) = (state.next, ahead(1), ahead(2));
    let see = |word: u16| sentence.see(word);
    let (s0, s1, s2) = (see(i0), see(i1), see(i2));
    let (b0, b1, b2, b3) = (see(j0), see(j1), see(j2), see(ahead(3)));
    let child = |word: u16, n: usize| {
        state.children.get(usize::from(word)).map_or(NONE, |children| children[n])
    };
    let label =
        |word: u16| state.labels.get(usize::from(word)).map_or(99, |label| u32::from(*label));
    let valency = |word: u16, side: usize| {
        state.valency.get(usize::from(word)).map_or(9, |valency| u32::from(valency[side]))
    };
    let set = |word: u16, side: usize| {
        let set = state.label_sets.get(usize::from(word)).map_or(1 << 63, |sets| sets[side]);
        mix(set as u32, (set >> 32) as u32)
    };
    let wt = |seen: Seen| mix(seen.form, seen.tag);
    for seen in [s0, s1, b0, b1] {
        add.one(seen.form);
        add.one(seen.tag);
        add.one(wt(seen));
    }
    add.one(b2.form);
    add.one(b2.tag);
    add.one(s2.tag);
    add.one(s2.form);
    // Pairs.
    add.two(wt(s0), wt(b0));
    add.two(wt(s0), b0.tag);
    add.two(s0.tag, wt(b0));
    add.two(s0.form, b0.form);
    add.two(s0.tag, b0.tag);
    add.two(wt(s1), wt(s0));
    add.two(wt(s1), s0.tag);
    add.two(s1.tag, wt(s0));
    add.two(s1.form, s0.form);
    add.two(s1.tag, s0.tag);
    add.two(s1.form, b0.form);
    add.two(s1.tag, wt(b0));
    add.two(b0.tag, b1.tag);
    add.two(b0.form, b1.form);
    add.two(s0.form, b1.tag);
    // Triples.
    add.three(b0.tag, b1.tag, b2.tag);
    add.three(s0.tag, b0.tag, b1.tag);
    add.three(s0.form, b0.tag, b1.tag);
    add.three(s0.tag, b0.form, b1.tag);
    add.three(s1.tag, s0.tag, b0.tag);
    add.three(s1.form, s0.tag, b0.tag);
    add.three(s1.tag, s0.form, b0.tag);
    add.three(s1.tag, s0.tag, b0.form);
    add.three(s2.tag, s1.tag, s0.tag);
    add.three(mix(s2.tag, s1.tag), s0.tag, b0.tag);
    add.three(mix(s0.tag, b0.tag), mix(b1.tag, b2.tag), b3.tag);
    add.three(mix(s1.tag, s0.tag), b0.tag, b1.tag);
    // Dependents.
    for (word, seen, place) in [(i0, s0, 0), (i0, s0, 2), (i1, s1, 0), (i1, s1, 2), (j0, b0, 0)] {
        let dependent = child(word, place);
        let d = see(dependent);
        add.three(seen.tag, d.tag, if word == j0 { s0.tag } else { b0.tag });
        add.three(seen.tag, d.form, mix(label(dependent), b0.tag));
    }
    add.three(s1.tag, s0.tag, see(child(i1, 2)).tag);
    add.three(s1.tag, s0.tag, see(child(i0, 2)).tag);
    add.three(s0.tag, label(child(i0, 0)), label(child(i0, 1)));
    add.three(s0.tag, label(child(i0, 2)), label(child(i0, 3)));
    add.three(b0.tag, label(child(j0, 0)), label(child(j0, 1)));
    // Valency and label sets.
    add.three(s0.form, valency(i0, 0), valency(i0, 1));
    add.three(s0.tag, set(i0, 0), set(i0, 1));
    add.three(s1.tag, set(i1, 0), set(i1, 1));
    add.three(s1.form, set(i1, 1), s0.tag);
    add.three(b0.tag, set(j0, 0), s0.tag);
    // Distances and signs.
    let far = distance(i0, j0);
    let near = distance(i1, i0);
    let (gap, inner) = (sentence.between(i0, j0), sentence.between(i1, i0));
    add.three(s0.tag, b0.tag, far);
    add.three(s0.form, far, 0);
    add.three(s1.tag, s0.tag, near);
    add.three(s0.tag, b0.tag, gap);
    add.three(s0.form, b0.tag, gap);
    add.three(s1.tag, s0.tag, inner);
    add.three(mix(s1.tag, s0.tag), mix(b0.tag, inner), gap);
    add.three(sentence.before(j0), s0.tag, b0.tag);
    add.three(sentence.before(j1), b0.tag, s0.tag);
    add.three(sentence.before(j0), b0.form, s0.tag);
    let verbs = |one: u16, other: u16| match (
        sentence.verbs.get(usize::from(one)),
        sentence.verbs.get(usize::from(other)),
    ) {
        (Some(a), Some(b)) => u32::from(b.saturating_sub(*a)).min(3),
        _ => 4,
    };
    add.three(verbs(i0, j0), mix(s0.tag, b0.tag), verbs(i1, i0));
    let rest = u32::from(root.saturating_sub(state.next)).min(3);
    add.three(s0.tag, s1.tag, mix(rest, state.stack.len().min(4) as u32));
    // The first words of what has been gathered: "whose" of "whose range is".
    let edge = |word: u16| state.edges.get(usize::from(word)).copied().unwrap_or(NONE);
    let (e0, f0) = (edge(j0), edge(i0));
    let (first, second) = (see(e0), see(f0));
    add.three(first.form, s0.tag, b0.tag);
    add.three(first.tag, s0.tag, b0.tag);
    add.three(first.form, s0.tag, s1.tag);
    add.three(first.form, sentence.before(e0), s0.tag);
    add.three(mix(first.tag, sentence.before(e0)), s0.tag, b0.tag);
    add.three(second.form, s1.tag, s0.tag);
    add.three(second.form, s0.tag, b0.tag);
    add.three(mix(second.tag, sentence.before(f0)), s1.tag, s0.tag);
    add.three(mix(second.form, first.form), s0.tag, b0.tag);
    add.three(mix(s2.tag, s1.form), s0.tag, b0.tag);
    // How the sentence began, and whether a verb stands before.
    let opening = see(0);
    add.three(opening.tag, mix(s0.tag, b0.tag), verbs(0, j0));
    add.three(opening.form, mix(s1.tag, s0.tag), b0.tag);
    found
}

/// The features of an arc, for the choice of its label. The arc is still to be made.
pub fn arc_features(
    sentence: &Sentence<'_>,
    state: &State,
    head: u16,
    dependent: u16,
) -> [u32; ARC_FEATURES] {
    let mut found = [0; ARC_FEATURES];
    let mut add = Adder { found: &mut found, places: &ARC_PLACES, n: 0 };
    let see = |word: u16| sentence.see(word);
    let (h, d) = (see(head), see(dependent));
    let side = u32::from(dependent < head);
    let child = |word: u16, n: usize| {
        state.children.get(usize::from(word)).map_or(NONE, |children| children[n])
    };
    let label =
        |word: u16| state.labels.get(usize::from(word)).map_or(99, |label| u32::from(*label));
    let set = |word: u16, side: usize| {
        let set = state.label_sets.get(usize::from(word)).map_or(1 << 63, |sets| sets[side]);
        mix(set as u32, (set >> 32) as u32)
    };
    let wt = |seen: Seen| mix(seen.form, seen.tag);
    let (one, other) = if dependent < head { (dependent, head) } else { (head, dependent) };
    let (gap, far) = (sentence.between(one, other), distance(one, other));
    let neighbour =
        |word: u16, by: i32| u16::try_from(i32::from(word) + by).map_or(Seen::default(), see);
    add.two(h.tag, side);
    add.two(d.tag, side);
    add.two(h.form, side);
    add.two(d.form, side);
    add.three(h.tag, d.tag, side);
    add.three(wt(h), d.tag, side);
    add.three(h.tag, wt(d), side);
    add.three(wt(h), wt(d), side);
    add.three(h.form, d.tag, mix(side, far));
    add.three(h.tag, d.tag, mix(side, far));
    add.three(h.tag, d.tag, mix(side, gap));
    add.three(d.form, gap, side);
    add.three(h.tag, d.tag, sentence.before(dependent));
    for (word, place) in [(dependent, 0), (dependent, 2), (head, 0), (head, 2)] {
        let other = child(word, place);
        let c = see(other);
        add.three(mix(h.tag, d.tag), c.tag, side);
        add.three(mix(h.tag, d.tag), c.form, side);
        add.three(mix(h.tag, d.tag), label(other), side);
    }
    add.three(mix(h.tag, d.tag), set(head, 0), side);
    add.three(mix(h.tag, d.tag), set(head, 1), side);
    add.three(mix(h.tag, d.tag), set(dependent, 0), side);
    add.three(d.tag, mix(set(dependent, 0), set(dependent, 1)), side);
    add.three(h.form, set(head, 0), mix(d.tag, side));
    add.three(neighbour(dependent, -1).tag, d.tag, mix(h.tag, side));
    add.three(neighbour(dependent, 1).tag, d.tag, mix(h.tag, side));
    add.three(neighbour(head, -1).tag, d.tag, mix(h.tag, side));
    add.three(neighbour(head, 1).tag, d.tag, mix(h.tag, side));
    add.two(neighbour(dependent, -1).form, mix(d.tag, side));
    add.two(neighbour(dependent, 1).form, mix(d.tag, side));
    let edge = |word: u16| state.edges.get(usize::from(word)).copied().unwrap_or(NONE);
    let first = see(edge(dependent));
    add.three(first.form, mix(h.tag, d.tag), side);
    add.three(first.tag, mix(h.tag, d.tag), side);
    add.three(first.form, sentence.before(edge(dependent)), d.tag);
    add.three(first.form, h.form, d.tag);
    found
}

/// How many rival readings are followed.
const MOST_RIVALS: usize = 6;

/// Where the parser could have gone otherwise.
struct Fork {
    /// How much worse that would have been.
    behind: i32,
    state: State,
    step: Step,
}

/// The best tree and those that come of the other step where two steps were nearly as good.
pub(super) fn trees(weights: &Weights<'_>, atoms: &[Atoms], tags: &[Tag], end: Signs) -> Vec<Arcs> {
    let tags: Vec<u8> = tags.iter().map(|tag| tag.number()).collect();
    let signs = sign_counts(atoms, end);
    let verbs = verb_counts(&tags);
    let sentence = Sentence { atoms, tags: &tags, signs: &signs, verbs: &verbs };
    let mut forks = Vec::new();
    let best = run(weights, &sentence, State::new(atoms.len()), Some(&mut forks));
    let mut found = vec![best.tree(0)];
    // Among equals the first in the sentence comes first.
    forks.sort_by_key(|fork| fork.behind);
    for mut fork in forks.into_iter().take(MOST_RIVALS) {
        let label = weights.label(&sentence, &fork.state, fork.step);
        fork.state.take(fork.step, label);
        let state = run(weights, &sentence, fork.state, None);
        let tree = state.tree(fork.behind.unsigned_abs());
        let known = |other: &Arcs| other.heads == tree.heads && other.relations == tree.relations;
        if !found.iter().any(known) {
            found.push(tree);
        }
    }
    found
}

/// Takes the best steps up to the end.
fn run(
    weights: &Weights<'_>,
    sentence: &Sentence<'_>,
    mut state: State,
    mut forks: Option<&mut Vec<Fork>>,
) -> State {
    while !state.is_done() {
        let sums: [i32; STEPS.len()] = weights.steps.sums(&features(sentence, &state));
        let mut best: Option<(Step, i32)> = None;
        let mut second: Option<(Step, i32)> = None;
        for (step, sum) in STEPS.into_iter().zip(sums) {
            if !state.can(step) {
                continue;
            }
            if best.is_none_or(|(_, most)| sum > most) {
                second = best;
                best = Some((step, sum));
            } else if second.is_none_or(|(_, most)| sum > most) {
                second = Some((step, sum));
            }
        }
        let Some((step, most)) = best else { break };
        if let (Some(forks), Some((other, less))) = (forks.as_deref_mut(), second) {
            let behind = most - less;
            if behind < weights.bound {
                forks.push(Fork { behind, state: state.clone(), step: other });
            }
        }
        let label = weights.label(sentence, &state, step);
        state.take(step, label);
    }
    state
}

impl Weights<'_> {
    /// The relation of the arc that a step makes; that of the root where it makes none.
    pub fn label(&self, sentence: &Sentence<'_>, state: &State, step: Step) -> u8 {
        match state.arc(step) {
            Some((head, dependent)) if usize::from(head) < state.count() => {
                let mut sums: [i32; Relation::ALL.len()] =
                    self.arcs.sums(&arc_features(sentence, state, head, dependent));
                sums[usize::from(Relation::Root.number())] = i32::MIN;
                highest(&sums) as u8
            }
            _ => Relation::Root.number(),
        }
    }
}

impl State {
    /// The tree that was made.
    fn tree(&self, behind: u32) -> Arcs {
        let inside = |head: &u16| Some(usize::from(*head)).filter(|head| *head < self.count());
        let relation =
            |label: &u8| Relation::ALL.get(usize::from(*label)).copied().unwrap_or(Relation::Other);
        Arcs {
            behind,
            heads: self.heads.iter().map(inside).collect(),
            relations: self.labels.iter().map(relation).collect(),
        }
    }
}

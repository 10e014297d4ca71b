//! Learning: the tagger first, then the parser over the tags that the tagger gives.

use crate::learner::Learner;
use crate::measure;
use crate::sentence::{Sentence, read};
use factlint_language::syntax::learning::{self, NONE, START, STEPS, State};
use factlint_language::syntax::{Relation, Tag, Weights};
use std::error::Error;
use std::fs;

/// Rows of weights: what is learnt best in six megabytes.
const TAGGER_ROWS: u32 = 48_000;
const STEP_ROWS: u32 = 1_000_000;
const ARC_ROWS: u32 = 30_000;
/// How often the text is read.
const TAGGER_ROUNDS: usize = 5;
const PARSER_ROUNDS: usize = 6;

/// Numbers that look random and are always the same.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(88_172_645_463_325_252)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

pub fn learn(weights: &str, held: &str, trees: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut sentences = Vec::new();
    for path in trees {
        sentences.extend(read(path)?);
    }
    // The parser learns over tags as wrong as those that it will see: from a tagger that has not seen
    // the sentence.
    let (even, odd): (Vec<usize>, Vec<usize>) = (0..sentences.len()).partition(|i| i % 2 == 0);
    for (seen, others) in [(&even, &odd), (&odd, &even)] {
        let tagger = learn_tagger(&sentences, seen);
        let bytes = tagger.bytes();
        for &i in others {
            sentences[i].tags = tags(tagger.rows(), &bytes, &sentences[i]);
        }
    }
    let all: Vec<usize> = (0..sentences.len()).collect();
    let tagger = learn_tagger(&sentences, &all);
    let (steps, arcs) = learn_parser(&sentences);
    let (tagger, steps, arcs) = (
        (tagger.rows(), tagger.bytes()),
        (steps.rows(), steps.bytes()),
        (arcs.rows(), arcs.bytes()),
    );
    let file = Weights::write((tagger.0, &tagger.1), (steps.0, &steps.1), (arcs.0, &arcs.1), 0);
    fs::write(weights, file)?;
    fit_bound(weights, held)
}

/// Fits the bound below which a step is unsure on held-out text, and writes it into the weights.
pub fn fit_bound(weights: &str, held: &str) -> Result<(), Box<dyn Error>> {
    let file = fs::read(weights)?;
    let held = read(held)?;
    let bound = measure::bound(&Weights::read(&file)?, &held);
    let line = |file: &[u8]| file.windows(7).position(|part| part == b"\nbound ");
    let start = line(&file).ok_or("no bound in the weights")? + 7;
    let length = file[start..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let mut fitted = file[..start].to_vec();
    fitted.extend(bound.to_string().bytes());
    fitted.extend(&file[start + length..]);
    eprintln!("{weights}: {} bytes, bound {bound}", fitted.len());
    measure::print(&Weights::read(&fitted)?, &held);
    fs::write(weights, fitted)?;
    Ok(())
}

fn learn_tagger(sentences: &[Sentence], which: &[usize]) -> Learner {
    let mut learner = Learner::new(TAGGER_ROWS, Tag::ALL.len());
    let mut random = Random::new();
    let mut order = which.to_vec();
    for round in 0..TAGGER_ROUNDS {
        random.shuffle(&mut order);
        let (mut wrong, mut all) = (0u64, 0u64);
        for &i in &order {
            let sentence = &sentences[i];
            let (mut before, mut second, mut verbs) = (START, START, 0);
            for (j, word) in sentence.words.iter().enumerate() {
                let tag = learning::fixed(word.kind).map(Tag::number).unwrap_or_else(|| {
                    let features =
                        learning::tag_features(&sentence.atoms, j, before, second, verbs);
                    let tag = highest(&learner.sums(&features));
                    let right = usize::from(sentence.gold_tags[j]);
                    all += 1;
                    learner.step();
                    if tag != right {
                        wrong += 1;
                        learner.learn(&features, right, tag);
                    }
                    tag as u8
                });
                verbs = (verbs + u32::from(Tag::ALL[usize::from(tag)].is_verb())).min(2);
                (before, second) = (tag, before);
            }
        }
        eprintln!("tagger, round {round}: {:.2} % right", percent(all - wrong, all));
    }
    learner
}

/// The tags that a learnt tagger gives.
fn tags(rows: u32, bytes: &[i8], sentence: &Sentence) -> Vec<u8> {
    let columns = Tag::ALL.len();
    let (mut before, mut second, mut verbs) = (START, START, 0);
    let mut found = Vec::with_capacity(sentence.count());
    for (j, word) in sentence.words.iter().enumerate() {
        let tag = learning::fixed(word.kind).map(Tag::number).unwrap_or_else(|| {
            let mut sums = vec![0; columns];
            for feature in learning::tag_features(&sentence.atoms, j, before, second, verbs) {
                let row = ((u64::from(feature) * u64::from(rows)) >> 32) as usize * columns;
                for (sum, weight) in sums.iter_mut().zip(&bytes[row..row + columns]) {
                    *sum += i32::from(*weight);
                }
            }
            highest(&sums) as u8
        });
        verbs = (verbs + u32::from(Tag::ALL[usize::from(tag)].is_verb())).min(2);
        (before, second) = (tag, before);
        found.push(tag);
    }
    found
}

fn learn_parser(sentences: &[Sentence]) -> (Learner, Learner) {
    let mut steps = Learner::new(STEP_ROWS, STEPS.len());
    let mut arcs = Learner::new(ARC_ROWS, Relation::ALL.len());
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for round in 0..PARSER_ROUNDS {
        random.shuffle(&mut order);
        let (mut wrong, mut all, mut wrong_arcs, mut all_arcs) = (0u64, 0u64, 0u64, 0u64);
        for &i in &order {
            let sentence = &sentences[i];
            let signs = learning::sign_counts(&sentence.atoms, sentence.end);
            let verbs = learning::verb_counts(&sentence.tags);
            let seen = learning::Sentence {
                atoms: &sentence.atoms,
                tags: &sentence.tags,
                signs: &signs,
                verbs: &verbs,
            };
            let mut state = State::new(sentence.count());
            while !state.is_done() {
                let features = learning::features(&seen, &state);
                let sums = steps.sums(&features);
                let costs = costs(&state, &sentence.heads);
                let can: Vec<usize> = (0..STEPS.len()).filter(|k| state.can(STEPS[*k])).collect();
                let best_of = |which: &[usize]| {
                    which.iter().copied().max_by_key(|k| (sums[*k], std::cmp::Reverse(*k)))
                };
                let Some(chosen) = best_of(&can) else { break };
                let least = can.iter().map(|k| costs[*k]).min().unwrap_or(0);
                let good: Vec<usize> = can.iter().copied().filter(|k| costs[*k] == least).collect();
                let right = best_of(&good).unwrap_or(chosen);
                if can.len() > 1 {
                    all += 1;
                    steps.step();
                    if costs[chosen] > least {
                        wrong += 1;
                        steps.learn(&features, right, chosen);
                    }
                }
                // From the second round on it mostly goes where it will go, wrong ways as well.
                let follow = round > 0 && random.next() % 10 != 0;
                let step = STEPS[if follow { chosen } else { right }];
                let mut label = Relation::Root.number();
                if let Some((head, dependent)) = state.arc(step)
                    && usize::from(head) < sentence.count()
                {
                    let features = learning::arc_features(&seen, &state, head, dependent);
                    let sums = arcs.sums(&features);
                    let chosen = 1 + highest(&sums[1..]);
                    label = chosen as u8;
                    let right = usize::from(sentence.relations[usize::from(dependent)]);
                    if sentence.heads[usize::from(dependent)] == head && right != 0 {
                        all_arcs += 1;
                        arcs.step();
                        if right != chosen {
                            wrong_arcs += 1;
                            arcs.learn(&features, right, chosen);
                        }
                    }
                }
                state.take(step, label);
            }
        }
        let (steps, arcs) = (percent(all - wrong, all), percent(all_arcs - wrong_arcs, all_arcs));
        eprintln!("parser, round {round}: {steps:.2} % of steps, {arcs:.2} % of relations right");
    }
    (steps, arcs)
}

/// How many arcs of the right tree each step makes impossible (Goldberg and Nivre, "Training
/// deterministic parsers with non-deterministic oracles", 2013).
pub fn costs(state: &State, heads: &[u16]) -> [usize; 3] {
    let count = heads.len() as u16;
    let (top, below, next) = (state.top(0), state.top(1), state.next);
    let head = |word: u16| heads[usize::from(word)];
    let mut costs = [0; 3];
    if next < count {
        let under = state.stack.split_last().map_or(&[][..], |(_, under)| under);
        costs[0] = state.stack.iter().filter(|word| head(**word) == next).count()
            + usize::from(under.contains(&head(next)));
    }
    if top != NONE {
        let lost = (next..count).filter(|word| head(*word) == top).count();
        let ahead = |from: u16| (from..=count).contains(&head(top));
        costs[1] = lost + usize::from(head(top) == below || ahead(next + 1));
        costs[2] = lost + usize::from(ahead(next));
    }
    costs
}

pub fn percent(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

pub fn highest(sums: &[i32]) -> usize {
    let mut best = 0;
    for (i, sum) in sums.iter().enumerate() {
        if *sum > sums[best] {
            best = i;
        }
    }
    best
}

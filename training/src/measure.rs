//! How well weights do: against the teacher on sentences that were not learnt from.

use crate::learn::{costs, percent};
use crate::sentence::{Sentence, read, sentences};
use factlint_language::figure::figures_of;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::learning::{self, STEPS, State};
use factlint_language::syntax::{Syntax, Tag, Weights};
use factlint_language::token::Tokens;
use factlint_language::unit::Units;
use factlint_language::words::Words;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Instant;

/// Steps below the bound are wrong this often, in a hundred: rather often, but then they are few.
const WRONG: u64 = 35;

pub fn measure(held: &[&str]) -> Result<(), Box<dyn Error>> {
    let weights = Weights::embedded().ok_or("no weights")?;
    for path in held {
        print(weights, &read(path)?);
    }
    Ok(())
}

/// Tags and takes the steps of the parser.
struct Run {
    tags: Vec<u8>,
    state: State,
    /// Of each step where there was a choice: by how much it was the best, and whether it was right.
    margins: Vec<(i32, bool)>,
}

fn run(weights: &Weights<'_>, sentence: &Sentence) -> Run {
    let tags: Vec<u8> = weights
        .tags(&sentence.words, &sentence.atoms, &learning::Hints::default())
        .into_iter()
        .map(Tag::number)
        .collect();
    let signs = learning::sign_counts(&sentence.atoms, sentence.end);
    let verbs = learning::verb_counts(&tags);
    let seen =
        learning::Sentence { atoms: &sentence.atoms, tags: &tags, signs: &signs, verbs: &verbs };
    let mut state = State::new(sentence.count());
    let mut margins = Vec::new();
    while !state.is_done() {
        let sums: [i32; 3] = weights.steps.sums(&learning::features(&seen, &state));
        let costs = costs(&state, &sentence.heads);
        let mut can: Vec<usize> = (0..STEPS.len()).filter(|k| state.can(STEPS[*k])).collect();
        can.sort_by_key(|k| std::cmp::Reverse(sums[*k]));
        let Some(&best) = can.first() else { break };
        if let Some(&second) = can.get(1) {
            let least = can.iter().map(|k| costs[*k]).min().unwrap_or(0);
            margins.push((sums[best] - sums[second], costs[best] == least));
        }
        let label = weights.label(&seen, &state, STEPS[best]);
        state.take(STEPS[best], label);
    }
    Run { tags, state, margins }
}

pub fn print(weights: &Weights<'_>, held: &[Sentence]) {
    let (mut words, mut tagged, mut right_tags, mut heads, mut both) =
        (0u64, 0u64, 0u64, 0u64, 0u64);
    for sentence in held {
        let Run { tags, state, .. } = run(weights, sentence);
        for i in 0..sentence.count() {
            words += 1;
            if learning::fixed(sentence.words[i].kind).is_none() {
                tagged += 1;
                right_tags += u64::from(tags[i] == sentence.gold_tags[i]);
            }
            let head = state.heads[i] == sentence.heads[i];
            heads += u64::from(head);
            both += u64::from(head && state.labels[i] == sentence.relations[i]);
        }
    }
    eprintln!(
        "{words} words: tags {:.2} %, heads {:.2} %, heads and relations {:.2} %",
        percent(right_tags, tagged),
        percent(heads, words),
        percent(both, words)
    );
}

/// The bound: of the steps that were better than the next best by less than that, so many were wrong.
pub fn bound(weights: &Weights<'_>, held: &[Sentence]) -> i32 {
    let mut margins: Vec<(i32, bool)> =
        held.iter().flat_map(|sentence| run(weights, sentence).margins).collect();
    margins.sort();
    let (mut wrong, mut bound) = (0, 1);
    for (i, (margin, is_right)) in margins.iter().enumerate() {
        let before = i as u64;
        if wrong * 100 >= WRONG * before.max(1) {
            bound = *margin;
        }
        wrong += u64::from(!is_right);
        if [5, 10, 15, 20, 30, 40, 60, 100].contains(margin)
            && margins.get(i + 1).is_none_or(|next| next.0 > *margin)
        {
            let share = 100.0 * before as f64 / margins.len() as f64;
            eprintln!(
                "up to {margin}: {share:.1} % of steps, {:.1} % wrong",
                percent(wrong, before + 1)
            );
        }
    }
    bound.max(1)
}

/// Prints sentences with the trees that the embedded weights give, and tells the speed.
pub fn trees() -> Result<(), Box<dyn Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let lines: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let (mut words, mut readings, mut count) = (0, 0, 0);
    let mut spent = std::time::Duration::ZERO;
    for line in &lines {
        for text in sentences(line, false) {
            let tokens = Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded());
            let figures = figures_of(&tokens, Units::builtin());
            let start = Instant::now();
            let syntax = Syntax::of(&tokens, &figures);
            spent += start.elapsed();
            words += syntax.words().len();
            readings += syntax.trees().len();
            count += 1;
            writeln!(out, "{text}\n{syntax}")?;
        }
    }
    eprintln!(
        "{words} words, {:.2} readings a sentence, {:.0} words a second",
        readings as f64 / f64::from(count.max(1)),
        words as f64 / spent.as_secs_f64().max(1e-9)
    );
    Ok(())
}

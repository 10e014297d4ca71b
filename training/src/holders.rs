//! Learns which word of a sentence holds a value, from values of which readers wrote down whose they are: a
//! log-linear model over all that may hold it, and nothing, learnt by AdaGrad.

use factlint_language::figure::figures_of;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::learning::{AgainstNothing, Candidate, HolderWeights, holder_candidates};
use factlint_language::syntax::{Relation, Syntax, Value, ValueKind};
use factlint_language::token::Tokens;
use factlint_language::unit::Units;
use factlint_language::words::Words;
use std::error::Error;
use std::fs;

/// Rows of weights.
const ROWS: u32 = 1 << 18;
/// How often the cases are read.
const ROUNDS: usize = 10;
/// How far a weight goes at first.
const RATE: f64 = 0.03;
/// How much a weight is drawn to nothing each time.
const DECAY: f64 = 3e-3;
/// What speaks against nothing where a figure is asked for, in the unit of the scores: chosen on held-out cases, so that a
/// word is told where it is nearly as likely that there is one. Of dates it took more than it gave.
const NOTHING: f64 = 0.8;
/// Of the answers that are better than the next by less than the bound, so many are wrong at least.
const UNSURE: f64 = 0.4;

/// A value, what may hold it, and which of these are right.
struct Case {
    candidates: Vec<Candidate>,
    right: Vec<bool>,
    kind: ValueKind,
}

/// Learns from cases, and tells how well what is learnt of four fifths of them does on the others.
pub fn learn(weights: &str, cases: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut all = Vec::new();
    for path in cases {
        let before = all.len();
        for line in fs::read_to_string(path)?.lines().filter(|line| !line.starts_with('#')) {
            let told = if path.ends_with(".tsv") { marked(line) } else { cut(line)? };
            all.extend(told.and_then(|told| case(&told)));
        }
        eprintln!("{path}: {} cases", all.len() - before);
    }
    // Each fifth is judged by what the other four teach.
    let mut margins = Vec::new();
    for fifth in 0..5 {
        let (held, seen): (Vec<_>, Vec<_>) = (0..all.len()).partition(|at| at % 5 == fifth);
        let learnt = learn_from(&all, &seen);
        let file = HolderWeights::write(&learnt.bytes, learnt.nothing, 0);
        let judge = HolderWeights::read(&file)?;
        for at in held {
            let choice = judge.choose(&all[at].candidates, all[at].kind);
            let chosen = all[at].candidates.iter().position(|one| one.word == choice.best);
            let is_right = chosen.is_some_and(|chosen| all[at].right[chosen]);
            margins.push((choice.margin, is_right));
        }
    }
    let right = margins.iter().filter(|(_, is_right)| *is_right).count();
    eprintln!("{right} of {} right, each learnt from the others", margins.len());
    let bound = bound(&mut margins);
    let order: Vec<usize> = (0..all.len()).collect();
    let learnt = learn_from(&all, &order);
    eprintln!("bound {bound}, nothing {}", learnt.nothing.figures);
    fs::write(weights, HolderWeights::write(&learnt.bytes, learnt.nothing, bound))?;
    Ok(())
}

/// The largest margin below which so many answers are wrong that these are unsure.
fn bound(margins: &mut [(i32, bool)]) -> i32 {
    margins.sort_unstable();
    let (mut wrong, mut found) = (0, 0);
    for (count, (margin, is_right)) in (1..).zip(margins.iter()) {
        wrong += usize::from(!is_right);
        if f64::from(wrong as u32) >= UNSURE * f64::from(count) {
            found = margin + 1;
        }
    }
    found
}

/// A value in a sentence, and the words for whose it is.
struct Told {
    sentence: String,
    place: ProseSpan,
    is_date: bool,
    /// "-" for nobody's.
    answers: Vec<String>,
}

/// A line of JSON that `examples/subjects.rs` writes; none where a part of it is missing.
fn cut(line: &str) -> Result<Option<Told>, serde_json::Error> {
    let line: serde_json::Value = serde_json::from_str(line)?;
    let number = |name: &str| line[name].as_u64().map(|number| number as u32);
    let told = || {
        let answers = line["answers"].as_array()?.iter().filter_map(serde_json::Value::as_str);
        Some(Told {
            sentence: line["sentence"].as_str()?.to_owned(),
            place: ProseSpan { start: number("start")?, end: number("end")? },
            is_date: line["is_date"].as_bool()?,
            answers: answers.map(str::to_owned).collect(),
        })
    };
    Ok(told())
}

/// A line of `own.tsv`, where "[[900 km]]" marks a figure and "{{1932}}" a date; none where nothing is marked.
fn marked(line: &str) -> Option<Told> {
    let (sentence, answers) = line.split_once('\t')?;
    let is_date = sentence.contains("{{");
    let (open, close) = if is_date { ("{{", "}}") } else { ("[[", "]]") };
    let (before, rest) = sentence.split_once(open)?;
    let (value, behind) = rest.split_once(close)?;
    let place = ProseSpan::new(before.len(), before.len() + value.len());
    let answers = answers.split('|').map(str::to_owned).collect();
    Some(Told { sentence: format!("{before}{value}{behind}"), place, is_date, answers })
}

/// A case; none where the sentence is read otherwise today, where no word of it is right, or where all are.
fn case(told: &Told) -> Option<Case> {
    let (sentence, place) = (told.sentence.as_str(), told.place);
    let units = Units::builtin();
    let tokens = Tokens::new(sentence, ProseSpan::new(0, sentence.len()), Words::embedded());
    let figures = figures_of(&tokens, units);
    let (place, value) = if told.is_date {
        (place, Value::DATE)
    } else {
        let is_here = |span: ProseSpan| span.start < place.end && place.start < span.end;
        let figure = figures.iter().find(|figure| is_here(figure.span))?;
        (figure.span, Value::of(figure, units))
    };
    let syntax = Syntax::of(&tokens, &figures);
    let candidates = holder_candidates(&syntax, syntax.trees().first()?, place, value);
    let right: Vec<bool> = candidates
        .iter()
        .map(|one| match one.word {
            None => told.answers.iter().any(|answer| answer == "-"),
            Some(word) => told.answers.iter().any(|answer| is_called(&syntax, word, answer)),
        })
        .collect();
    let is_open = right.contains(&true) && right.contains(&false);
    is_open.then_some(Case { candidates, right, kind: value.kind })
}

/// Whether a word is what an answer names, by its last word or, of a name, by any.
fn is_called(syntax: &Syntax<'_>, word: usize, answer: &str) -> bool {
    let letters = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_last =
        |text: &str| text.split_whitespace().next_back().map(letters) == Some(letters(answer));
    let is_part =
        |part: usize| answer.starts_with(char::is_uppercase) && syntax.text(part) == answer;
    is_last(syntax.text(word))
        || syntax
            .trees()
            .first()
            .is_some_and(|tree| tree.dependents_as(word, Relation::Compound).any(is_part))
}

/// Weights in bytes, and what speaks against nothing in their unit.
struct Learnt {
    bytes: Vec<i8>,
    nothing: AgainstNothing,
}

fn row(feature: u32) -> usize {
    // As `syntax::weights` finds it.
    ((u64::from(feature) * u64::from(ROWS)) >> 32) as usize
}

fn learn_from(all: &[Case], which: &[usize]) -> Learnt {
    let mut weights = vec![0.0f64; ROWS as usize];
    let mut squares = vec![1e-8f64; ROWS as usize];
    let mut order = which.to_vec();
    let mut random = crate::learn::Random::new();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &at in &order {
            let case = &all[at];
            let scores: Vec<f64> = case
                .candidates
                .iter()
                .map(|one| one.features.iter().map(|feature| weights[row(*feature)]).sum())
                .collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let likely: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let sum: f64 = likely.iter().sum();
            let right: f64 = likely
                .iter()
                .zip(&case.right)
                .filter(|(_, right)| **right)
                .map(|(one, _)| one)
                .sum();
            for ((one, likely), is_right) in case.candidates.iter().zip(&likely).zip(&case.right) {
                let wanted = if *is_right { likely / right.max(1e-300) } else { 0.0 };
                let gain = wanted - likely / sum;
                if gain.abs() < 1e-3 {
                    continue;
                }
                for feature in &one.features {
                    let row = row(*feature);
                    let step = gain - DECAY * weights[row];
                    squares[row] += step * step;
                    weights[row] += RATE * step / squares[row].sqrt();
                }
            }
        }
    }
    let most = weights.iter().fold(1e-9, |most: f64, weight| most.max(weight.abs()));
    let unit = 127.0 / most;
    let bytes = weights.iter().map(|weight| (weight * unit).round() as i8).collect();
    let nothing = AgainstNothing { figures: (NOTHING * unit).round() as i32, dates: 0 };
    Learnt { bytes, nothing }
}

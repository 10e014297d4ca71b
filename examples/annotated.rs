//! Measures the figure recogniser on sentences of real text that were annotated by hand before it was run.
//!
//! Usage: `annotated ANNOTATIONS NAME=FOLDER...`. A line of the annotations (`examples/annotated.jsonl`) names a
//! file ("corpora/inaugural/1789.txt", below the folder that is given for "corpora"), a range of its bytes, their
//! hash, and the figures in it: the bytes of the number, its value and its unit or counted noun, if any. The texts
//! themselves are their publishers'. Sentences whose file is not there, or is another one, are counted and left out.
//! Prints precision, recall and F1 of the value, and of the value with its unit; with `--show`, what is misread.

#![allow(clippy::print_stdout)]

use factlint::language::figure::{Figure, Measure, figures};
use factlint::language::unit::Units;
use factlint::span::ProseSpan;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Sentence {
    path: String,
    offset: usize,
    length: usize,
    hash: String,
    figures: Vec<Annotated>,
}

#[derive(Deserialize)]
struct Annotated {
    start: u32,
    end: u32,
    value: f64,
    unit: Option<String>,
}

#[derive(Default)]
struct Score {
    sentences: usize,
    absent: usize,
    expected: usize,
    found: usize,
    values: usize,
    units: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: annotated ANNOTATIONS NAME=FOLDER... [--show]";
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().any(|argument| argument == "--show");
    arguments.retain(|argument| argument != "--show");
    let (annotations, folders) = arguments.split_first().ok_or(usage)?;
    let folders: BTreeMap<&str, &str> =
        folders.iter().filter_map(|folder| folder.split_once('=')).collect();
    let mut score = Score::default();
    for line in std::fs::read_to_string(annotations)?.lines() {
        let sentence: Sentence = serde_json::from_str(line)?;
        match text_of(&sentence, &folders) {
            Some(text) => measure(&sentence, &text, &mut score, show),
            None => score.absent += 1,
        }
    }
    let row = |hits: usize| {
        let share = |of: usize| if of == 0 { 1.0 } else { hits as f64 / of as f64 };
        let (p, r) = (share(score.found), share(score.expected));
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        format!("{p:.3} {r:.3} {f1:.3}")
    };
    println!("{} sentences, {} absent, {} figures", score.sentences, score.absent, score.expected);
    println!("value P R F1 {}; value and unit {}", row(score.values), row(score.units));
    Ok(())
}

/// The sentence as it stands in its file, where that is the one that was annotated.
fn text_of(sentence: &Sentence, folders: &BTreeMap<&str, &str>) -> Option<String> {
    let (name, path) = sentence.path.split_once('/')?;
    let bytes = std::fs::read(Path::new(folders.get(name)?).join(path)).ok()?;
    let range = bytes.get(sentence.offset..sentence.offset.checked_add(sentence.length)?)?;
    let same = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(range)) == sentence.hash;
    same.then(|| String::from_utf8(range.to_vec()).ok()).flatten()
}

fn measure(sentence: &Sentence, text: &str, score: &mut Score, show: bool) {
    let units = Units::builtin();
    let read = figures(text, ProseSpan::new(0, text.len()), units);
    let mut ends: Vec<(f64, &Figure)> = Vec::new();
    for figure in &read {
        ends.push((figure.low.value, figure));
        ends.extend(figure.high.iter().map(|high| (high.value, figure)));
    }
    score.sentences += 1;
    score.expected += sentence.figures.len();
    score.found += ends.len();
    let mut misread = Vec::new();
    for expected in &sentence.figures {
        let at = ends.iter().position(|(value, figure)| {
            let near = (value - expected.value).abs() <= 2e-4 * expected.value.abs().max(1e-9);
            let span = figure.hedged;
            near && span.start < expected.end && expected.start < span.end
        });
        let Some(at) = at else {
            misread.push(format!("missed {} {:?}", expected.value, expected.unit));
            continue;
        };
        let (_, figure) = ends.remove(at);
        score.values += 1;
        let unit = unit_of(figure, units);
        // "$3 a barrel" is annotated with or without its "per".
        let fits = match (&unit, &expected.unit) {
            (Some(found), Some(expected)) => {
                found.eq_ignore_ascii_case(expected)
                    || found.split(" per ").next() == Some(expected.as_str())
                    || expected.split(" per ").next() == Some(found.as_str())
            }
            (found, expected) => found.is_none() && expected.is_none(),
        };
        score.units += usize::from(fits);
        if !fits {
            let words = figure.span.of(text);
            misread.push(format!("unit of {words}: {unit:?}, not {:?}", expected.unit));
        }
    }
    misread.extend(ends.iter().map(|(value, f)| format!("extra {} = {value}", f.span.of(text))));
    if show && !misread.is_empty() {
        println!("{}\n    {}", text.replace('\n', " "), misread.join("\n    "));
    }
}

/// The unit of a figure, or the noun that it counts.
fn unit_of(figure: &Figure, units: &Units) -> Option<String> {
    match &figure.measure {
        Measure::Unit(unit) => Some(units.get(*unit).name.clone()),
        Measure::Counted(noun) => Some(noun.clone()),
        Measure::Bare => None,
    }
}

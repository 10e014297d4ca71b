//! Whose are figures of real text? Draws figures by chance for somebody who writes down whose they are, and scores
//! what `factlint facts` says against such answers.
//!
//! ```text
//! cargo run --release --example subjects -- draw SEED COUNT FOLDER... [--dates]   # a sheet to fill in
//! cargo run --release --example subjects -- score SHEET FOLDER... [--all]
//! cargo run --release --example subjects -- cases SHEET FOLDER...       # what `training/` learns from
//! ```
//!
//! A line of a sheet has a file (the first 16 hexadecimal digits of the SHA-256 of its bytes), the first byte of the
//! figure, the end, and the answer: `-` for none, else the noun or name; `|` parts answers that are as right. What
//! `draw` writes behind that is for the reader, and not to be kept. The sheet of the project is `tests/subjects.tsv`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use factlint::ruleset::RuleSet;
use factlint::statement::{Kind, Statement, Wanted};
use factlint::{Document, Engine};
use sha2::{Digest, Sha256};

const USAGE: &str = "usage: subjects draw SEED COUNT FOLDER... [--dates] | score SHEET FOLDER... [--all] | cases SHEET FOLDER...";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let tells_all = arguments.iter().any(|argument| argument == "--all");
    let kind = match arguments.iter().any(|argument| argument == "--dates") {
        true => Kind::Date,
        false => Kind::Figure,
    };
    arguments.retain(|argument| argument != "--all" && argument != "--dates");
    match arguments.as_slice() {
        [command, seed, count, folders @ ..] if command == "draw" => {
            draw(kind, seed.parse()?, count.parse()?, folders)
        }
        [command, sheet, folders @ ..] if command == "score" => {
            score(&std::fs::read_to_string(sheet)?, folders, tells_all)
        }
        [command, sheet, folders @ ..] if command == "cases" => {
            cases(&std::fs::read_to_string(sheet)?, folders)
        }
        _ => Err(USAGE.into()),
    }
}

/// Writes a sheet with figures or dates that are drawn by chance, subjects unseen.
fn draw(kind: Kind, seed: u64, count: usize, folders: &[String]) -> Result<(), Box<dyn Error>> {
    let mut found = Vec::new();
    for (path, hash) in files(folders)? {
        let drawn = values(&path, false).into_iter().filter(|one| one.kind == kind);
        found.extend(drawn.map(|one| (hash.clone(), one)));
    }
    // A small generator (SplitMix64) gives the same sheet everywhere.
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    for _ in 0..count.min(found.len()) {
        let at = next() % found.len() as u64;
        let (hash, one) = found.swap_remove(at as usize);
        let (words, sentence) = (one_line(&one.words), one_line(&one.sentence));
        println!("{hash}\t{}\t{}\t\t{words}\t{sentence}", one.span.start, one.span.end);
    }
    Ok(())
}

/// Scores what is told against a sheet.
fn score(sheet: &str, folders: &[String], tells_all: bool) -> Result<(), Box<dyn Error>> {
    let mut read: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    for (path, hash) in files(folders)? {
        if sheet.contains(&hash) {
            read.insert(hash, values(&path, true));
        }
    }
    let (mut having, mut right, mut wrong) = (0, 0, 0);
    let (mut without, mut silent, mut missing) = (0, 0, 0);
    for line in sheet.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [hash, start, end, answer, ..] = cells.as_slice() else { continue };
        let (start, end): (u32, u32) = (start.parse()?, end.parse()?);
        let Some(statements) = read.get(*hash) else {
            missing += 1;
            continue;
        };
        let told = value_at(statements, start, end);
        let subject = told.and_then(|one| one.subject.as_deref());
        let answers: Vec<&str> = answer.split('|').collect();
        let is_right = match subject {
            Some(subject) => answers.iter().any(|answer| is_same(answer, subject)),
            None => answers.contains(&"-"),
        };
        if answers.contains(&"-") {
            without += 1;
            silent += usize::from(is_right);
        } else {
            having += 1;
            right += usize::from(is_right);
            wrong += usize::from(!is_right && subject.is_some());
        }
        if tells_all && !is_right {
            let sentence = told.map(|one| one_line(&one.sentence)).unwrap_or_default();
            println!("{answer}\t{}\t{sentence}", subject.unwrap_or("-"));
        }
    }
    println!(
        "{having} have a subject: {right} right, {wrong} wrong, {} none told",
        having - right - wrong
    );
    println!("{without} need none: {silent} right, {} wrong", without - silent);
    if missing > 0 {
        println!("{missing} lie in files that are not there");
    }
    Ok(())
}

/// Writes the sentences of a sheet with their values and whose they are, a line of JSON each.
fn cases(sheet: &str, folders: &[String]) -> Result<(), Box<dyn Error>> {
    let mut read: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    for (path, hash) in files(folders)? {
        if sheet.contains(&hash) {
            read.insert(hash, values(&path, false));
        }
    }
    for line in sheet.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [hash, start, end, answer, ..] = cells.as_slice() else { continue };
        let (start, end): (u32, u32) = (start.parse()?, end.parse()?);
        let Some(one) = read.get(*hash).and_then(|all| value_at(all, start, end)) else { continue };
        let answers: Vec<&str> = answer.split('|').collect();
        let case = serde_json::json!({
            "sentence": one.sentence,
            "start": one.place.start - one.sentence_start,
            "end": one.place.end - one.sentence_start,
            "is_date": one.kind == Kind::Date,
            "answers": answers,
        });
        println!("{case}");
    }
    Ok(())
}

/// Whether a subject is the answer, with more or fewer words before it: "the Tay Bridge" for "bridge"; or a name of which the
/// answer is one word, "HCL Tech" for "HCL".
fn is_same(answer: &str, subject: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let names: Vec<&str> = subject.split_whitespace().collect();
    let at = names.iter().position(|word| *word == answer && is_name(word));
    if at.is_some_and(|at| names.iter().skip(at).all(|word| is_name(word))) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words =
            lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (answer, subject) = (words(answer), words(subject));
    let shared = answer.len().min(subject.len());
    shared > 0 && answer[answer.len() - shared..] == subject[subject.len() - shared..]
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was read at a place: a date may hold a figure.
fn value_at(all: &[Statement], start: u32, end: u32) -> Option<&Statement> {
    let is_same = |one: &&Statement| (one.span.start, one.span.end) == (start, end);
    let overlaps = |one: &&Statement| one.span.start < end && start < one.span.end;
    all.iter().find(is_same).or_else(|| all.iter().find(overlaps))
}

/// The figures and dates of a file, by place; none of one that is not UTF-8.
fn values(path: &Path, subjects: bool) -> Vec<Statement> {
    // Without rules.
    let engine = Engine::new(RuleSet::read(Vec::new()).0);
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let document = Document::new(path.to_string_lossy(), text);
    let kinds = |kind| matches!(kind, Kind::Figure | Kind::Date);
    engine.read(&document).statements(Wanted { kinds: &kinds, subjects, bearers: subjects })
}

/// All documents below some folders, by path, with their hashes.
fn files(folders: &[String]) -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let inside: Result<Vec<_>, _> =
                std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect();
            waiting.extend(inside?);
        } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "md") {
            let digest = Sha256::digest(std::fs::read(&path)?);
            let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            found.push((path, hash));
        }
    }
    found.sort();
    Ok(found)
}

//! Holds behaviour while the inside changes: two binaries, the same corpora, every difference a line.
//!
//! `cargo run --example compare -- OLD NEW [OPTIONS] CORPUS...`; `--help` tells the rest.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Parser;
use serde_json::Value;

/// Compares what two binaries of factlint find.
///
/// Both check every corpus. Findings are the same if rule, severity, path, span, words and message are;
/// exit codes are compared too. Every difference is one line:
///
///   - CORPUS RULE SEVERITY PATH:LINE:COLUMN-LINE:COLUMN `words` message
///
/// with `-` for what only OLD finds and `+` for what only NEW finds. The exit code is 0 if there is no
/// difference but those that the file of --differences lists, 1 if there is, 2 if something could not be
/// done.
#[derive(Parser)]
#[command(verbatim_doc_comment)]
struct Arguments {
    /// The binary that is right.
    old: PathBuf,
    /// The binary that is held to it.
    new: PathBuf,
    /// Folders. One with a factlint.toml is a corpus, checked with its own packs and the `args` of an
    /// expected.toml in it; in others every folder below with a factlint.toml is one; a folder without any is
    /// one corpus, checked with all packs.
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// Intended differences, one a line: a reason, a tab, and the line as printed. `#` opens a comment.
    #[arg(long, value_name = "FILE")]
    differences: Option<PathBuf>,
    /// Check each corpus with all packs too.
    #[arg(long)]
    all_packs: bool,
    /// What all packs are.
    #[arg(long, value_name = "NAME,...", default_value_t = shipped())]
    packs: String,
    /// Compare `factlint facts` too.
    #[arg(long)]
    facts: bool,
    /// Compare the lines of standard error too.
    #[arg(long)]
    stderr: bool,
}

fn shipped() -> String {
    let names: Vec<&str> = factlint::packs::PACKS.iter().map(|pack| pack.name).collect();
    names.join(",")
}

/// One run of both binaries.
#[derive(Debug, PartialEq)]
struct Trial {
    /// What the lines call it.
    name: String,
    folder: PathBuf,
    /// After `-C FOLDER`.
    arguments: Vec<String>,
    /// Whether the output is facts, not findings.
    facts: bool,
}

fn main() -> ExitCode {
    match compare(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether there are only differences that are intended.
fn compare(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let intended = match &arguments.differences {
        Some(file) => read_intended(&text_of(file)?)?,
        None => BTreeMap::new(),
    };
    let mut trials = Vec::new();
    for corpus in &arguments.corpora {
        for (name, folder, own) in corpora(corpus)? {
            trials.extend(trials_of(&name, &folder, own, arguments)?);
        }
    }
    let found = differences(&trials, arguments)?;
    let unexplained: Vec<&String> =
        found.iter().filter(|line| !intended.contains_key(*line)).collect();
    for line in &unexplained {
        println!("{line}");
    }
    let found: BTreeSet<&String> = found.iter().collect();
    let absent: Vec<_> = intended.iter().filter(|(line, _)| !found.contains(line)).collect();
    for (line, reason) in &absent {
        println!("did not occur ({reason}): {line}");
    }
    println!(
        "{} runs; differences: {} unexplained, {} intended, {} listed that did not occur",
        trials.len(),
        unexplained.len(),
        intended.len() - absent.len(),
        absent.len()
    );
    Ok(unexplained.is_empty())
}

fn text_of(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Lines that are intended, with their reasons.
fn read_intended(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut intended = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (reason, difference) = line.split_once('\t').unwrap_or_default();
        let told = difference.starts_with("- ") || difference.starts_with("+ ");
        if reason.trim().is_empty() || !told {
            return Err(format!("line {} is not `REASON<tab>DIFFERENCE`: {line}", number + 1));
        }
        intended.insert(difference.to_owned(), reason.trim().to_owned());
    }
    Ok(intended)
}

/// A corpus: its name, its folder, and whether it has a factlint.toml.
type Corpus = (String, PathBuf, bool);

/// The corpora in a folder.
fn corpora(folder: &Path) -> Result<Vec<Corpus>, Box<dyn Error>> {
    if !folder.is_dir() {
        return Err(format!("{} is no folder", folder.display()).into());
    }
    let full = folder.canonicalize()?;
    let above = full.parent().unwrap_or(&full);
    let mut found = Vec::new();
    let mut walk = walkdir::WalkDir::new(&full).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry?;
        if entry.file_type().is_dir() && entry.path().join("factlint.toml").is_file() {
            let name = entry.path().strip_prefix(above)?.to_string_lossy().replace('\\', "/");
            found.push((name, entry.into_path(), true));
            walk.skip_current_dir();
        }
    }
    if found.is_empty() {
        let name = full.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.push((name, full, false));
    }
    Ok(found)
}

/// The runs of one corpus.
fn trials_of(
    name: &str,
    folder: &Path,
    own: bool,
    asked: &Arguments,
) -> Result<Vec<Trial>, Box<dyn Error>> {
    let expected = folder.join("expected.toml");
    let further =
        if expected.is_file() { further_arguments(&text_of(&expected)?)? } else { Vec::new() };
    let packs = || vec!["--packs".to_owned(), asked.packs.clone()];
    let mut ways = Vec::new();
    if own {
        ways.push((name.to_owned(), Vec::new()));
    }
    if !own || asked.all_packs {
        ways.push((format!("{name}+packs"), packs()));
    }
    let mut trials = Vec::new();
    for (name, packs) in ways {
        let arguments =
            |command: [&str; 3]| command.map(str::to_owned).into_iter().chain(packs.clone());
        let check = arguments(["check", "--format", "json"]).chain(further.clone());
        let check = Trial {
            name: name.clone(),
            folder: folder.to_owned(),
            arguments: check.collect(),
            facts: false,
        };
        trials.push(check);
        if asked.facts {
            trials.push(Trial {
                name,
                folder: folder.to_owned(),
                arguments: arguments(["facts", "--format", "jsonl"]).collect(),
                facts: true,
            });
        }
    }
    Ok(trials)
}

/// What a corpus wants to be checked with.
fn further_arguments(expected: &str) -> Result<Vec<String>, toml::de::Error> {
    let table: toml::Table = expected.parse()?;
    let arguments = table.get("args").and_then(toml::Value::as_array);
    Ok(arguments.into_iter().flatten().filter_map(|a| a.as_str()).map(str::to_owned).collect())
}

/// The differences of all runs, in their order, made on two threads.
fn differences(trials: &[Trial], asked: &Arguments) -> Result<Vec<String>, Box<dyn Error>> {
    let next = AtomicUsize::new(0);
    let told = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(trial) = trials.get(at) else { return };
            let lines = run(&asked.old, trial, asked.stderr)
                .and_then(|old| Ok(differing(&old, &run(&asked.new, trial, asked.stderr)?)));
            told.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(at, lines);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let told = told.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut lines = Vec::new();
    for (at, differing) in told {
        let told = differing.map_err(|error| format!("{}: {error}", trials[at].name))?;
        lines.extend(
            told.into_iter().map(|(sign, line)| format!("{sign} {} {line}", trials[at].name)),
        );
    }
    Ok(lines)
}

/// What one binary says, one item a line.
fn run(binary: &Path, trial: &Trial, stderr: bool) -> Result<Vec<String>, String> {
    let mut command = Command::new(binary.canonicalize().unwrap_or_else(|_| binary.to_owned()));
    command.arg("-C").arg(&trial.folder).args(&trial.arguments).stdin(Stdio::null());
    command.env_remove("RUST_BACKTRACE");
    let output = command.output().map_err(|error| format!("{}: {error}", binary.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = if trial.facts { facts(&text)? } else { findings(&text)? };
    lines.push(match output.status.code() {
        Some(code) => format!("exit code {code}"),
        None => format!("ended by a signal: {}", output.status),
    });
    if stderr {
        let told = String::from_utf8_lossy(&output.stderr);
        let told = told.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.extend(told.map(|line| format!("standard error: {line}")));
    }
    Ok(lines)
}

/// The findings of a JSON report; a run that could not be done prints none.
fn findings(report: &str) -> Result<Vec<String>, String> {
    if report.trim().is_empty() {
        return Ok(Vec::new());
    }
    let report: Value = serde_json::from_str(report).map_err(|error| error.to_string())?;
    let findings = report["findings"].as_array().ok_or("a report without findings")?;
    let line = |finding: &Value| {
        let told = format!("{} {}", word(&finding["rule"]), word(&finding["severity"]));
        format!("{told} {} {}", place(finding), word(&finding["message"]))
    };
    Ok(findings.iter().map(line).collect())
}

/// Facts as JSON lines: kind, place, and whatever else was read.
fn facts(lines: &str) -> Result<Vec<String>, String> {
    let line = |line: &str| {
        let mut fact: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let told = format!("fact {} {}", word(&fact["kind"]), place(&fact));
        if let Some(keys) = fact.as_object_mut() {
            for told in ["kind", "path", "span", "text", "sentence"] {
                keys.remove(told);
            }
        }
        Ok(format!("{told} {fact}"))
    };
    lines.lines().map(line).collect()
}

/// Where something is, and its words.
fn place(item: &Value) -> String {
    let (start, end) = (&item["span"]["start"], &item["span"]["end"]);
    format!(
        "{}:{}:{}-{}:{} `{}`",
        word(&item["path"]),
        start["line"],
        start["column"],
        end["line"],
        end["column"],
        word(&item["text"])
    )
}

/// A text on one line.
fn word(value: &Value) -> String {
    let mut line = String::new();
    for c in value.as_str().unwrap_or("?").chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    line
}

/// The lines that only one of two lists has, as often as it has them more often.
fn differing(old: &[String], new: &[String]) -> Vec<(char, String)> {
    let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
    old.iter().for_each(|line| *counts.entry(line).or_default() -= 1);
    new.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    let mut lines = Vec::new();
    for (line, count) in counts {
        let sign = if count < 0 { '-' } else { '+' };
        lines.extend((0..count.abs()).map(|_| (sign, line.clone())));
    }
    lines
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_finding_is_one_line() {
        let report = r#"{"findings": [{"rule": "kyiv", "severity": "error", "message": "not `Kiev`",
            "path": "a.txt", "text": "Ki\nev",
            "span": {"start": {"line": 2, "column": 4, "offset": 9}, "end": {"line": 3, "column": 3, "offset": 14}}}]}"#;
        assert_eq!(findings(report).unwrap(), [r"kyiv error a.txt:2:4-3:3 `Ki\nev` not `Kiev`"]);
        assert!(findings("").unwrap().is_empty());
        assert!(findings("no JSON").is_err());
    }

    #[test]
    fn a_fact_tells_what_was_read() {
        let line = r#"{"kind":"figure","path":"a.txt","span":{"start":{"line":1,"column":1},"end":{"line":1,"column":5}},"text":"six km","sentence":"Six km.","value":6}"#;
        assert_eq!(facts(line).unwrap(), [r#"fact figure a.txt:1:1-1:5 `six km` {"value":6}"#]);
    }

    #[test]
    fn what_one_has_more_often_differs() {
        let lines = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let told = differing(&lines(&["a", "b", "b"]), &lines(&["b", "c", "a"]));
        assert_eq!(told, [('-', "b".to_owned()), ('+', "c".to_owned())]);
    }

    #[test]
    fn intended_differences_have_reasons() {
        let intended = read_intended("# comment\n\nthe kind says more\t- news kyiv x\n").unwrap();
        assert_eq!(intended["- news kyiv x"], "the kind says more");
        assert!(read_intended("\t- news kyiv x").is_err());
        assert!(read_intended("- news kyiv x").unwrap_err().starts_with("line 1 "));
    }

    #[test]
    fn folders_are_walked_for_corpora() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for path in [
            "cases/a/factlint.toml", "cases/a/below/factlint.toml", "cases/b/rules.toml",
            "c/d/e.txt",
        ] {
            std::fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            std::fs::write(at(path), "").unwrap();
        }
        let names = |path: &str| {
            corpora(&at(path))
                .unwrap()
                .into_iter()
                .map(|(name, _, own)| (name, own))
                .collect::<Vec<_>>()
        };
        assert_eq!(names("cases"), [("cases/a".to_owned(), true)]);
        assert_eq!(names("cases/a"), [("a".to_owned(), true)]);
        assert_eq!(names("c"), [("c".to_owned(), false)]);
        assert!(corpora(&at("absent")).is_err());
    }

    #[test]
    fn a_corpus_is_checked_as_it_wants_to_be() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("expected.toml"),
            "exit = 1\nargs = [\"--as-of\", \"2026-07-01\"]\n",
        )
        .unwrap();
        let asked = Arguments::parse_from([
            "compare", "a", "b", "--facts", "--all-packs", "--packs", "p", "c",
        ]);
        let trials = trials_of("c", folder.path(), true, &asked).unwrap();
        let told: Vec<String> =
            trials.iter().map(|t| format!("{}: {}", t.name, t.arguments.join(" "))).collect();
        assert_eq!(
            told,
            [
                "c: check --format json --as-of 2026-07-01",
                "c: facts --format jsonl",
                "c+packs: check --format json --packs p --as-of 2026-07-01",
                "c+packs: facts --format jsonl --packs p",
            ]
        );
    }
}

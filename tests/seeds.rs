//! Articles and speeches that are not the project's own, where they lie beside it: what must be
//! found in them, and what must not.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::Value;
use support::{Desk, PACKS, Run, place};

/// A place in an article: its number, line and column, and the words there.
type Words = (&'static str, u64, u64, &'static str);

/// A folder that lies beside the project; where it is missing, standard error says so, captured or not.
fn shared(name: &str) -> Option<PathBuf> {
    static TOLD: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    if TOLD.lock().expect("no test has panicked here").insert(folder.clone()) {
        let line = format!("tests skipped: there is no {}\n", folder.display());
        let _ = std::io::stderr().write_all(line.as_bytes());
    }
    None
}

/// The report on the articles, with all packs.
fn seeds() -> Option<Run> {
    let folder = shared("seeds")?;
    let run = Desk::empty()
        .command()
        .arguments(&["-C"])
        .arguments(&[folder])
        .arguments(&["check", "--format", "json", "--packs", PACKS])
        .run();
    assert_eq!(run.stderr, "");
    Some(run)
}

fn is_at(label: &Value, (article, line, column, words): Words) -> bool {
    overlaps(label, (article, line, column, words))
        && label["text"].as_str().is_some_and(|text| text.contains(words))
}

/// Whether a label shares a character with a place.
fn overlaps(label: &Value, (article, line, column, words): Words) -> bool {
    let path = label["path"].as_str().unwrap_or_default();
    let (start, end) = (&label["span"]["start"], &label["span"]["end"]);
    let length = words.chars().count() as u64;
    path.starts_with(&format!("{article}_"))
        && start["line"].as_u64().is_some_and(|first| first <= line)
        && end["line"].as_u64().is_some_and(|last| last >= line)
        && (start["line"] != line
            || start["column"].as_u64().is_some_and(|at| at < column + length))
        && (end["line"] != line || end["column"].as_u64().is_some_and(|at| at > column))
}

fn labels(finding: &Value) -> impl Iterator<Item = &Value> {
    std::iter::once(finding).chain(finding["related"].as_array().into_iter().flatten())
}

/// The findings of one rule.
fn of_rule<'r>(findings: &'r [Value], rule: &str) -> Vec<&'r Value> {
    findings.iter().filter(|finding| finding["rule"] == rule).collect()
}

#[test]
fn the_range_of_the_tomahawk_is_told_with_both_sides() {
    let Some(run) = seeds() else { return };
    let findings = run.exits(1).findings();
    let found = of_rule(&findings, "tomahawk-range");
    assert_eq!(found.len(), 1, "{:?}", run.places());
    assert!(is_at(found[0], ("003", 6, 81, "2,500 kilometers")), "{}", found[0]);
    let text = found[0]["text"].as_str().unwrap();
    let whole = "approximately 2,500 kilometers (1,550 miles)";
    assert!(whole.contains(text), "{text}");
    let others: Vec<&Value> = labels(found[0]).skip(1).collect();
    let other = others
        .iter()
        .find(|label| overlaps(label, ("001", 7, 227, "1,000-mile (1,600-kilometer)")))
        .unwrap_or_else(|| panic!("001 is not labelled in {:#}", found[0]));
    let text = other["text"].as_str().unwrap();
    assert!("1,000-mile (1,600-kilometer)".contains(text) && text.contains("00-"), "{text}");
}

#[test]
fn the_title_of_the_president_is_told_in_one_article() {
    let Some(run) = seeds() else { return };
    let findings = run.findings();
    let found = of_rule(&findings, "us-president");
    assert_eq!(found.len(), 1, "{:?}", run.places());
    assert!(
        overlaps(found[0], ("002", 2, 158, "former U.S. President Donald Trump")),
        "{}",
        found[0]
    );
    assert_eq!(found[0]["span"]["start"]["column"], 158);
    let text = found[0]["text"].as_str().unwrap();
    assert!("former U.S. President Donald Trump".starts_with(text), "{text}");
    assert!(text.starts_with("former"), "{text}");
}

#[test]
fn the_old_name_of_the_capital_is_told() {
    let Some(run) = seeds() else { return };
    let findings = run.findings();
    let found = of_rule(&findings, "kyiv");
    assert_eq!(found.len(), 1, "{:?}", run.places());
    assert_eq!(found[0]["text"], "Kiev");
    assert!(is_at(found[0], ("002", 4, 269, "Kiev")), "{}", found[0]);
    assert!(found[0]["message"].as_str().unwrap().contains("Kyiv"), "{}", found[0]);
}

#[test]
fn two_spellings_of_one_name_are_one_finding() {
    let Some(run) = seeds() else { return };
    let findings = run.findings();
    let found: Vec<&Value> = findings
        .iter()
        .filter(|finding| {
            finding["check"] == "name"
                && finding["text"].as_str().is_some_and(|text| text.starts_with("Zelensk"))
        })
        .collect();
    assert_eq!(found.len(), 1, "{:?}", run.places());
    // Whole words, and every article that takes part is named.
    let whole = ["Zelensky", "Zelenskyy"];
    assert!(labels(found[0]).all(|label| whole.contains(&label["text"].as_str().unwrap())));
    let told = found[0].to_string();
    for article in ["000_", "001_", "002_", "003_"] {
        assert!(told.contains(article), "{article} is not in {:#}", found[0]);
    }
    for label in labels(found[0]) {
        let path = label["path"].as_str().unwrap();
        let double = path.starts_with("000_") || path.starts_with("002_");
        assert_eq!(label["text"] == "Zelenskyy", double, "{label}");
    }
}

#[test]
fn what_is_right_is_not_told() {
    /// Words on which nothing may be found.
    const RIGHT: &[Words] = &[
        ("004", 11, 153, "300 kilometers"),
        ("003", 9, 1, "Former Russian President Dmitry Medvedev"),
        ("000", 13, 42, "President Donald Trump"),
        ("001", 3, 1, "President Donald Trump"),
        ("004", 3, 1, "President Donald Trump"),
        ("004", 15, 134, "three key factors"),
    ];
    let Some(run) = seeds() else { return };
    let findings = run.findings();
    for finding in &findings {
        for words in RIGHT {
            assert!(!overlaps(finding, *words), "{words:?}: {finding:#}");
        }
        let text = finding["text"].as_str().unwrap();
        for words in ["J.D. Vance", "Pete Hegseth", "NATO", "30-minute", "three key factors"] {
            assert!(!text.contains(words), "{words}: {finding:#}");
        }
        // The conversions are right.
        assert_ne!(finding["check"], "conversion", "{finding:#}");
    }
    // Neither as the other side of a range.
    for finding in findings.iter().filter(|finding| finding["check"] == "quantity") {
        assert!(labels(finding).all(|label| !overlaps(label, RIGHT[0])), "{finding:#}");
    }
}

#[test]
fn the_packs_of_the_articles_configuration_find_the_same() {
    let (Some(folder), Some(run)) = (shared("seeds"), seeds()) else { return };
    let own = Desk::empty()
        .command()
        .arguments(&["-C"])
        .arguments(&[folder])
        .arguments(&["check", "--format", "json"])
        .run();
    assert_eq!(own.exits(1).text(), run.text());
}

#[test]
fn speeches_and_a_manual_hold_no_error() {
    for name in ["inaugural", "state-of-the-union", "rust-book"] {
        let Some(folder) = shared(&format!("corpora/{name}")) else { continue };
        let undated = Desk::empty();
        let run = undated
            .command()
            .arguments(&["-C"])
            .arguments(&[&folder])
            .arguments(&["check", "--format", "json", "--packs", PACKS])
            .run();
        holds_no_error(&run, name);
    }
}

/// An address of 1949 is not told about 2025.
#[test]
fn dated_speeches_hold_no_error() {
    for (name, day) in [("inaugural", "01-20"), ("state-of-the-union", "02-01")] {
        let Some(folder) = shared(&format!("corpora/{name}")) else { continue };
        // The year is in the file's name.
        let mut config = "packs = []\n".to_owned();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            if let Some((year, _)) = file.split_once('-') {
                config.push_str(&format!(
                    "[[document]]\npath = \"**/{file}\"\ndate = {year}-{day}\n"
                ));
            }
        }
        let desk = Desk::empty().file("factlint.toml", config);
        let arguments = ["check", "--format", "json", "--packs", PACKS];
        let run = desk.command().arguments(&arguments).arguments(&[folder]).run();
        holds_no_error(&run, name);
        assert_eq!(run.json()["summary"]["undated"], 0, "{name}");
    }
}

#[track_caller]
fn holds_no_error(run: &Run, name: &str) {
    let report = run.json();
    let told: Vec<String> = run.findings().iter().map(place).collect();
    assert_eq!(report["summary"]["errors"], 0, "{name}: {told:#?}");
    assert!(report["summary"]["documents"].as_u64().is_some_and(|count| count > 5), "{name}");
    run.exits(0);
}

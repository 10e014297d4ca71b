//! Measures `agreement` and the tick sheet, which need no rules, on pairs of texts that contradict each other or do not.
//!
//! Usage: `agreement FOLDER`. `contradictions/summedits_dev.jsonl` in the folder has pairs of a summary and the same with
//! one change, `contradictions/summedits_dev_docs.jsonl` the long documents that they sum up; `agreement/wikinews` has a
//! folder for each event, with an article in each file. What is found there is printed, to be read.

#![allow(clippy::print_stdout)]

use factlint::ruleset::RuleSet;
use factlint::{Document, Engine};
use factlint_engine::sheet::{Shelf, Source, Verdict};
use factlint_engine::statement::Wanted;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

/// The bars that are tried; the third is the default.
const BARS: [&str; 4] = ["0.5", "0.6", "0.75", "0.9"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: agreement FOLDER")?;
    let folder = Path::new(&folder);
    let engines: Vec<(&str, Engine)> = BARS
        .iter()
        .map(|bar| {
            let rule = format!("[[rule]]\nid = \"a\"\ncheck = \"agreement\"\nsimilarity = {bar}\n");
            Engine::from_toml(&rule).map(|engine| (*bar, engine))
        })
        .collect::<Result<_, _>>()
        .map_err(|problems| format!("{problems:?}"))?;
    let pairs = lines(&folder.join("contradictions/summedits_dev.jsonl"))?;
    let sources = lines(&folder.join("contradictions/summedits_dev_docs.jsonl"))?;
    let sources: BTreeMap<&str, &str> =
        sources.iter().map(|line| (text(line, "doc_id"), text(line, "text"))).collect();
    let against = |key: &'static str| {
        let sources = &sources;
        move |pair: &Value| match key {
            "doc_id" => sources.get(text(pair, key)).copied().unwrap_or_default().to_owned(),
            _ => text(pair, key).to_owned(),
        }
    };
    let none = Engine::new(RuleSet::read(Vec::new()).0);
    for (what, key) in [("the summary before", "original_summary"), ("the document", "doc_id")] {
        println!("\na summary beside {what}");
        for (bar, engine) in &engines {
            let finds = |one: &str, other: &str| {
                let documents = [Document::new("a.txt", other), Document::new("b.txt", one)];
                !engine.check(&documents).is_empty()
            };
            measure(&format!("agreement, similarity {bar}"), &pairs, &against(key), &finds);
        }
        let differs = |one: &str, other: &str| {
            let verdicts = sheet(&none, one, vec![("a.txt".to_owned(), other.to_owned())]);
            verdicts.iter().any(|verdict| matches!(verdict, Verdict::Differs { .. }))
        };
        measure("the tick sheet", &pairs, &against(key), &differs);
    }
    events(&folder.join("agreement/wikinews"), &engines, &none)
}

fn lines(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn text<'v>(line: &'v Value, key: &str) -> &'v str {
    line[key].as_str().unwrap_or_default()
}

/// Counts the pairs in which something is found.
fn measure(
    what: &str,
    pairs: &[Value],
    against: &dyn Fn(&Value) -> String,
    finds: &dyn Fn(&str, &str) -> bool,
) {
    let (mut right, mut wrong, mut all) = (0_u32, 0_u32, 0_u32);
    for pair in pairs {
        let is_changed = text(pair, "label") == "inconsistent";
        all += u32::from(is_changed);
        if finds(text(pair, "summary"), &against(pair)) {
            if is_changed { right += 1 } else { wrong += 1 }
        }
    }
    println!("  {what}: {right} of {all} contradictions found, {wrong} false of {}", right + wrong);
}

/// The verdicts on a draft beside its sources.
fn sheet(engine: &Engine, draft: &str, sources: Vec<(String, String)>) -> Vec<Verdict> {
    let read = |(path, text): (String, String)| {
        Source::read(engine, Document::new(path.as_str(), text), path)
    };
    let shelf = Shelf::new(engine, sources.into_iter().map(read).collect());
    let draft = Document::new("draft.txt", draft);
    let wanted = Wanted { kinds: &|_| true, subjects: true, bearers: true };
    let statements = engine.read(&draft).statements(wanted);
    shelf.verdicts(None, &statements)
}

/// What is found in the articles on each event.
fn events(folder: &Path, engines: &[(&str, Engine)], none: &Engine) -> Result<(), Box<dyn Error>> {
    let mut folders: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::file_name);
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    println!("\narticles on one event");
    for event in folders.iter().filter(|event| event.path().is_dir()) {
        let mut texts = Vec::new();
        for file in std::fs::read_dir(event.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                texts.push((name, std::fs::read_to_string(&path)?));
            }
        }
        texts.sort();
        let event = event.file_name().to_string_lossy().into_owned();
        for (bar, engine) in engines {
            let documents: Vec<Document> = texts
                .iter()
                .map(|(name, text)| Document::new(name.as_str(), text.as_str()))
                .collect();
            let findings = engine.check(&documents);
            *found.entry(bar).or_default() += findings.len();
            for finding in findings {
                let sides: BTreeSet<&str> = finding.labels().map(|label| &*label.path).collect();
                println!("  {event}, similarity {bar}: {} {sides:?}", finding.message);
            }
        }
        for (at, (_, text)) in texts.iter().enumerate() {
            let mut others = texts.clone();
            others.remove(at);
            for verdict in sheet(none, text, others) {
                *verdicts.entry(verdict.name()).or_default() += 1;
            }
        }
    }
    println!("  findings by similarity: {found:?}; statements by verdict: {verdicts:?}");
    Ok(())
}

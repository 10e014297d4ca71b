//! Measures `agreement` and the tick sheet, which need no rules, on pairs of texts that contradict each other or do not.
//!
//! Usage: `agreement FOLDER`. `contradictions/summedits_dev.jsonl` in the folder has pairs of a summary and the same with
//! one change, `contradictions/summedits_dev_docs.jsonl` the long documents that they sum up; `agreement/wikinews` has a
//! folder for each event, with an article in each file, and in `pairs.tsv` what contradicts each other there and what does
//! not. What is found there is printed, to be read; each ingredient of the kind is told by itself.

#![allow(clippy::print_stdout)]

use factlint::finding::Finding;
use factlint::ruleset::RuleSet;
use factlint::{Document, Engine};
use factlint_engine::sheet::{Shelf, Source, Verdict};
use factlint_engine::statement::Wanted;
use jiff::civil::Date;
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
        // Each pair has the long document to be read anew: the default bar is enough.
        let bars = if key == "doc_id" { &engines[2..3] } else { &engines[..] };
        for (bar, engine) in bars {
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

/// Counts the pairs in which something is found, over all pairs.
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

/// A pair of passages of one event that somebody read.
struct Pair {
    event: String,
    kind: String,
    verdict: String,
    /// The file and the words on both sides.
    sides: [(String, String); 2],
}

/// The pairs of a table with a head.
fn pairs(path: &Path) -> Result<Vec<Pair>, Box<dyn Error>> {
    let table = std::fs::read_to_string(path)?;
    let rows = table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        let (_, event, kind, verdict) = (next(), next(), next(), next());
        Pair { event, kind, verdict, sides: [(next(), next()), (next(), next())] }
    });
    Ok(rows.collect())
}

/// Which part of the kind comes to a finding.
fn ingredient(finding: &Finding) -> &'static str {
    let note = finding.notes.first().map_or("", |note| note);
    if note.contains("stands beside both") || note.contains("beside both figures") {
        "figures of summaries"
    } else if !note.contains("one story") {
        "near copies"
    } else if note.contains("figures stand with") {
        "facts in one story"
    } else if finding.message.contains("address") {
        "addresses in one story"
    } else if finding.message.contains("write one name") {
        "long names in one story"
    } else if finding.message.contains("spell one name") {
        "spellings in one story"
    } else {
        "quotations in one story"
    }
}

/// Whether a finding has a label on some words of a file, and another one on some of another.
fn tells(finding: &Finding, texts: &[(String, String)], pair: &Pair) -> bool {
    let labels: Vec<_> = finding.labels().collect();
    let [one, other] = pair.sides.each_ref().map(|(file, words)| {
        let text = texts.iter().find(|(name, _)| name == file).map_or("", |(_, text)| text);
        let places: Vec<usize> = text.match_indices(words.as_str()).map(|(at, _)| at).collect();
        let is_on = |index: &usize| {
            let label = labels[*index];
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            *label.path == **file && places.iter().any(|at| start < at + words.len() && *at < end)
        };
        (0..labels.len()).filter(is_on).collect::<Vec<_>>()
    });
    one.iter().any(|mine| other.iter().any(|theirs| mine != theirs))
}

/// The dates of documents in a configuration.
fn dates(folder: &Path) -> Result<BTreeMap<String, Date>, Box<dyn Error>> {
    let config = folder.join("factlint.toml");
    if !config.exists() {
        return Ok(BTreeMap::new());
    }
    let table: toml::Table = toml::from_str(&std::fs::read_to_string(config)?)?;
    let documents = table.get("document").and_then(toml::Value::as_array);
    let dated = documents.into_iter().flatten().filter_map(|one| {
        let date = one.get("date")?.as_datetime()?.to_string().parse().ok()?;
        Some((one.get("path")?.as_str()?.to_owned(), date))
    });
    Ok(dated.collect())
}

/// What is found in the articles on each event.
fn events(folder: &Path, engines: &[(&str, Engine)], none: &Engine) -> Result<(), Box<dyn Error>> {
    let mut folders: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::file_name);
    let pairs = pairs(&folder.join("pairs.tsv"))?;
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    // Of contradictions found, all of them; by bar, verdict and kind.
    let mut counts: BTreeMap<(&str, &str, &str), [usize; 2]> = BTreeMap::new();
    // Findings, and contradictions found by them.
    let mut ingredients: BTreeMap<(&str, &str), [usize; 2]> = BTreeMap::new();
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
        let dates = dates(&event.path())?;
        let event = event.file_name().to_string_lossy().into_owned();
        for (bar, engine) in engines {
            let document = |(name, text): &(String, String)| {
                let document = Document::new(name.as_str(), text.as_str());
                match dates.get(name) {
                    Some(date) => document.dated(*date),
                    None => document,
                }
            };
            let documents: Vec<Document> = texts.iter().map(document).collect();
            let findings = engine.check(&documents);
            *found.entry(bar).or_default() += findings.len();
            for finding in &findings {
                let sides: BTreeSet<&str> = finding.labels().map(|label| &*label.path).collect();
                println!("  {event}, similarity {bar}: {} {sides:?}", finding.message);
                ingredients.entry((bar, ingredient(finding))).or_default()[0] += 1;
            }
            for pair in pairs.iter().filter(|pair| pair.event == event) {
                let hit = findings.iter().find(|finding| tells(finding, &texts, pair));
                let count = counts.entry((bar, &pair.verdict, &pair.kind)).or_default();
                count[0] += usize::from(hit.is_some());
                count[1] += 1;
                if let Some(hit) = hit.filter(|_| pair.verdict == "contradiction") {
                    ingredients.entry((bar, ingredient(hit))).or_default()[1] += 1;
                }
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
    for ((bar, verdict, kind), [hit, all]) in counts {
        println!("  similarity {bar}, {verdict}, {kind}: {hit} of {all}");
    }
    for ((bar, ingredient), [findings, hits]) in ingredients {
        println!("  similarity {bar}, {ingredient}: {findings} findings, {hits} contradictions");
    }
    println!("  findings by similarity: {found:?}; statements by verdict: {verdicts:?}");
    Ok(())
}

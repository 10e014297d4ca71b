//! Measures the shipped checks on public cases of contradictions.
//!
//! Usage: `contradictions FOLDER`. Every `*.jsonl` file of the folder whose lines hold a `text` and
//! whether it is a `contradiction` is a suite. Prints what the pack `copy-desk` finds of them, what
//! it misses, and what it finds where nothing is wrong.

#![allow(clippy::print_stdout)]

use factlint::packs::Pack;
use factlint::ruleset::RuleSet;
use factlint::{Document, Engine};
use serde_json::Value;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: contradictions FOLDER")?;
    let pack = Pack::find("copy-desk").ok_or("the pack copy-desk")?;
    let (rules, _) = RuleSet::read(vec![pack.file()]);
    let engine = Engine::new(rules);
    let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let suite = file.file_name().to_string_lossy().into_owned();
        if suite.ends_with(".jsonl") {
            measure(&engine, &suite, &std::fs::read_to_string(file.path())?)?;
        }
    }
    Ok(())
}

fn measure(engine: &Engine, suite: &str, lines: &str) -> Result<(), Box<dyn Error>> {
    let (mut found, mut wrong, mut silent, mut extra) = (0, 0, 0, 0);
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line)?;
        let (Some(text), Some(contradiction)) =
            (case["text"].as_str(), case["contradiction"].as_bool())
        else {
            return Ok(());
        };
        // A suite may ask for yearless dates to be read in a year.
        let year = case["options"].as_str().and_then(|options| {
            options.split("currentYear: ").nth(1)?.get(..4)?.parse::<i16>().ok()
        });
        let date = year.and_then(|year| jiff::civil::Date::new(year, 5, 1).ok());
        let mut document = Document::new("a.txt", text);
        if let Some(date) = date {
            document = document.dated(date);
        }
        let fires = !engine.check([&document]).is_empty();
        match (contradiction, fires) {
            (true, true) => found += 1,
            (true, false) => {
                wrong += 1;
                println!("missed: {text}");
            }
            (false, false) => silent += 1,
            (false, true) => {
                extra += 1;
                println!("false: {text}");
            }
        }
    }
    println!("{suite}: {found} found, {wrong} missed; {silent} silent, {extra} false");
    Ok(())
}

//! Measures how much memory claims take: `claims FOLDER...` reads the documents there with all packs, and prints what
//! an allocator that counts gives out for their claims as values, as the bytes that a run keeps of them, and for the
//! groups in which they are judged.

#![allow(clippy::print_stdout)]

use std::alloc::System;
use std::error::Error;
use std::path::Path;

use cap::Cap;
use factlint::packs::PACKS;
use factlint::policy::{Documents, Groups, Policy};
use factlint::ruleset::RuleSet;
use factlint::{Document, Engine};
use factlint_engine::engine::Detail;
use factlint_engine::observed::{Observed, PackedObserved};

#[global_allocator]
static ALLOCATED: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> Result<(), Box<dyn Error>> {
    let (rules, problems) = RuleSet::read(PACKS.iter().map(|pack| pack.file()).collect());
    if !problems.is_empty() {
        return Err(format!("{problems:?}").into());
    }
    let engine = Engine::new(rules);
    let mut observed = Vec::new();
    for folder in std::env::args().skip(1) {
        add(Path::new(&folder), &engine, &mut observed)?;
    }
    let count: usize = observed.iter().map(|one| one.claims.len()).sum();
    let keys: usize = observed.iter().flat_map(|one| &one.claims).map(|one| one.keys.len()).sum();
    println!("{count} claims of {} documents, {keys} keys", observed.len());
    let told = |name: &str, bytes: usize| {
        println!("{name:<44} {:>6} bytes a claim", bytes / count.max(1));
    };

    // The words that are shorter in all documents are made a table of once.
    let _ = observed.first().map(|one| one.packed(engine.rules()));
    let before = ALLOCATED.allocated();
    let packed: Vec<_> = observed.iter().map(|one| one.packed(engine.rules())).collect();
    let table = packed.capacity() * size_of::<PackedObserved>();
    let as_bytes = ALLOCATED.allocated() - before - table;
    let before = ALLOCATED.allocated();
    for one in &mut observed {
        one.claims = Vec::new();
    }
    told("as values", before - ALLOCATED.allocated());
    told("as bytes", as_bytes);
    drop(observed);

    let mut documents = Documents::new();
    for one in packed {
        documents.put(&engine, &Policy::default(), one);
    }
    let before = ALLOCATED.allocated();
    let groups = Groups::new(&documents);
    told("their groups", ALLOCATED.allocated() - before);
    println!("{} groups are judged", groups.len());
    let before = ALLOCATED.allocated();
    drop(documents);
    // Nobody else knows the records of the documents any more.
    told("as bytes, with what is kept of documents", before - ALLOCATED.allocated());
    Ok(())
}

/// Observes a file, or all files in a folder.
fn add(path: &Path, engine: &Engine, all: &mut Vec<Observed>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            add(&entry?.path(), engine, all)?;
        }
        return Ok(());
    }
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(()) };
    let document = Document::new(path.display().to_string(), text);
    all.push(engine.read(&document).observe(Detail::Claims));
    Ok(())
}

//! Each step by itself, on preloaded text: loading rules, the pass over text that wakes nothing,
//! observing text with figures, and the same on two threads.

#![allow(missing_docs)]

mod generated;

use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use factlint::claim::Claim;
use factlint::document::Record;
use factlint::document::{Document, Format};
use factlint::engine::{Detail, Engine};
use factlint::finding::Origin;
use factlint::packs::PACKS;
use factlint::rule::source::SourceFile;
use factlint::ruleset::RuleSet;
use rayon::prelude::*;

fn main() {
    divan::main();
}

fn generated_rules(count: usize) -> Vec<SourceFile> {
    vec![SourceFile::new(Origin::Rule, "rules.toml".to_owned(), generated::rules(count))]
}

fn shipped_packs() -> Vec<SourceFile> {
    PACKS.iter().map(|pack| pack.file()).collect()
}

fn articles(count: u64, every: usize) -> Vec<String> {
    (0..count).map(|seed| generated::article(seed, 1_000, every)).collect()
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

/// What one document says: the work that a run does for each, without reading the file.
fn observe(engine: &Engine, text: &str) -> Vec<Claim> {
    if !engine.wakes(text, Format::Plain) {
        return Vec::new();
    }
    let record = Record {
        path: Arc::default(),
        date: None,
        trust: 1.0,
        hash: 0,
        utf8: true,
        said: Default::default(),
    };
    let document = Document::read(Arc::new(record), text.to_owned(), Format::Plain);
    engine.read(&document).observe(Detail::Claims).claims
}

fn engine(files: Vec<SourceFile>) -> Engine {
    Engine::new(RuleSet::read(files).0)
}

#[divan::bench(args = [20, 200, 2_000])]
fn load_rules(bencher: Bencher<'_, '_>, rules: usize) {
    bencher.with_inputs(|| generated_rules(rules)).bench_values(RuleSet::read);
}

#[divan::bench]
fn load_shipped_packs(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(shipped_packs).bench_values(RuleSet::read);
}

/// Packs that look at every sentence, whatever it names.
const READ_ALL: [&str; 2] = ["quotes", "style"];

#[divan::bench]
fn nothing_wakes_with_shipped_packs(bencher: Bencher<'_, '_>) {
    let packs = PACKS.iter().filter(|pack| !READ_ALL.contains(&pack.name));
    let engine = engine(packs.map(|pack| pack.file()).collect());
    observe_nothing(bencher, &engine);
}

#[divan::bench(args = READ_ALL)]
fn packs_that_read_everything(bencher: Bencher<'_, '_>, name: &str) {
    let packs = PACKS.iter().filter(|pack| pack.name == name);
    let engine = engine(packs.map(|pack| pack.file()).collect());
    observe_nothing(bencher, &engine);
}

/// Texts in which the rules find nothing to claim.
fn observe_nothing(bencher: Bencher<'_, '_>, engine: &Engine) {
    let texts: Vec<String> = articles(2_000, usize::MAX)
        .into_iter()
        .filter(|text| observe(engine, text).is_empty())
        .collect();
    bencher
        .counter(bytes(&texts))
        .bench(|| texts.iter().map(|text| observe(engine, text).len()).sum::<usize>());
}

#[divan::bench(args = [20, 200, 2_000])]
fn one_in_ten_documents_wakes(bencher: Bencher<'_, '_>, rules: usize) {
    let engine = engine(generated_rules(rules));
    let texts = articles(2_000, 10);
    bencher
        .counter(bytes(&texts))
        .bench(|| texts.iter().map(|text| observe(&engine, text).len()).sum::<usize>());
}

#[divan::bench(args = [1, 2])]
fn threads(bencher: Bencher<'_, '_>, threads: usize) {
    let engine = engine(generated_rules(200));
    let texts = articles(20_000, 10);
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() else { return };
    bencher.counter(bytes(&texts)).bench(|| {
        pool.install(|| texts.par_iter().map(|text| observe(&engine, text).len()).sum::<usize>())
    });
}

/// Every figure of a text, sentence by sentence: the recogniser's share of `factlint facts`.
#[divan::bench(args = ["news", "speech"])]
fn every_figure(bencher: Bencher<'_, '_>, style: &str) {
    let texts: Vec<String> = match style {
        // Each article names a figure or two.
        "news" => articles(2_000, 1),
        _ => articles(2_000, usize::MAX),
    };
    let units = factlint::language::unit::Units::builtin();
    bencher.counter(bytes(&texts)).bench(|| {
        let mut count = 0;
        for text in &texts {
            let whole = factlint::span::ProseSpan::new(0, text.len());
            factlint::language::figure::for_each(text, whole, units, |_| count += 1);
        }
        count
    });
}

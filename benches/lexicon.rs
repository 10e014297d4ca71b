//! The one pass that finds all phrases: a hash on first words against an Aho-Corasick automaton over
//! the same phrases, at 20, 200 and 2,000 rules.

#![allow(missing_docs)]

mod generated;

use divan::Bencher;
use divan::counter::BytesCount;
use factlint::reading::lexicon::Lexicon;
use factlint::rule::phrase::{Inflection, Phrases};

const RULES: &[usize] = &[20, 200, 2_000];

fn main() {
    divan::main();
}

fn text() -> String {
    (0..2_000).map(|seed| generated::article(seed, 1_000, 10)).collect()
}

fn phrases(rules: usize) -> Phrases {
    let mut phrases = Phrases::default();
    for phrase in generated::phrases(rules) {
        phrases.intern(&phrase, Inflection::Name);
    }
    phrases
}

#[divan::bench(args = RULES)]
fn hash_on_first_words(bencher: Bencher<'_, '_>, rules: usize) {
    let text = text();
    let lexicon = Lexicon::new(&phrases(rules));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| lexicon.scan(divan::black_box(&text)).len());
}

#[divan::bench(args = RULES)]
fn aho_corasick_automaton(bencher: Bencher<'_, '_>, rules: usize) {
    let text = text();
    let forms: Vec<String> = phrases(rules).iter().flat_map(|(_, phrase)| phrase.forms()).collect();
    let Ok(automaton) = aho_corasick::AhoCorasick::builder()
        .kind(Some(aho_corasick::AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(&forms)
    else {
        return;
    };
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        // Word boundaries are checked by hand, as the other way does.
        let bytes = text.as_bytes();
        let is_word =
            |at: Option<&u8>| at.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
        automaton
            .find_iter(divan::black_box(&text))
            .filter(|hit| {
                !is_word(hit.start().checked_sub(1).and_then(|at| bytes.get(at)))
                    && !is_word(bytes.get(hit.end()))
            })
            .count()
    });
}

#[divan::bench(args = RULES)]
fn build_lexicon(bencher: Bencher<'_, '_>, rules: usize) {
    let phrases = phrases(rules);
    bencher.bench(|| Lexicon::new(divan::black_box(&phrases)));
}

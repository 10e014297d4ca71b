//! Learns the weights of `factlint_language::syntax` from annotated text.
//!
//! ```text
//! factlint-training groups < PARAGRAPHS > GROUPS            sentences and their words, for annotate.py
//! factlint-training learn WEIGHTS HELD TREES...             learns from TREES, tells how well on HELD
//! factlint-training bound WEIGHTS HELD                      fits the bound of sureness again
//! factlint-training measure HELD...                         how well the embedded weights do
//! factlint-training trees < SENTENCES > TREES               what the embedded weights make of sentences
//! factlint-training holders WEIGHTS CASES...                learns whose values are
//! ```

mod holders;
mod learn;
mod learner;
mod measure;
mod sentence;

use std::error::Error;
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["groups"] => groups(true),
        ["groups", "--whole"] => groups(false),
        ["learn", weights, held, trees @ ..] if !trees.is_empty() => {
            learn::learn(weights, held, trees)
        }
        ["bound", weights, held] => learn::fit_bound(weights, held),
        ["measure", held @ ..] if !held.is_empty() => measure::measure(held),
        ["trees"] => measure::trees(),
        ["holders", weights, cases @ ..] if !cases.is_empty() => holders::learn(weights, cases),
        _ => Err("see the head of src/main.rs for the arguments".into()),
    }
}

/// Prints sentences with their words: a line of JSON a sentence.
fn groups(cut: bool) -> Result<(), Box<dyn Error>> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        for text in sentence::sentences(&line, cut) {
            let words = sentence::Sentence::of(text).words;
            // What is longer is seldom a sentence.
            if words.is_empty() || words.len() > 80 {
                continue;
            }
            let at = |byte: u32| text[..byte as usize].chars().count();
            let places: Vec<_> =
                words.iter().map(|word| (at(word.span.start), at(word.span.end))).collect();
            serde_json::to_writer(&mut out, &serde_json::json!({ "text": text, "words": places }))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

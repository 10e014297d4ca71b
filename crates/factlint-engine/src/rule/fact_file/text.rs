//! Facts in any text, code above all, that an expression finds.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;
use toml::Spanned;
use toml::de::DeValue;

use super::{SourceFile, Value, bare};
use crate::rule::table::closest;

/// Why an expression finds no fact.
pub(super) struct Lost {
    /// What is wrong with it, behind the name of the file.
    pub message: String,
    pub label: String,
    /// What there is.
    pub note: Option<String>,
    /// The places that it finds.
    pub places: Vec<Range<usize>>,
}

/// The one value that the group of an expression holds wherever it matches.
pub(super) fn find(source: &SourceFile, regex: &Regex) -> Result<Value, Lost> {
    let mut found: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for captures in regex.captures_iter(&source.text) {
        let Some(group) = captures.iter().skip(1).flatten().find(|group| !group.is_empty()) else {
            continue;
        };
        found.entry(bare(group.as_str().trim())).or_insert(group.range());
    }
    let mut found: Vec<(Range<usize>, String)> =
        found.into_iter().map(|(value, place)| (place, value)).collect();
    found.sort_by_key(|(place, _)| place.start);
    match found.as_slice() {
        [] => Err(Lost {
            message: "has nothing that the expression".to_owned(),
            label: "matches nowhere in the file".to_owned(),
            note: like(&source.text, regex.as_str()),
            places: Vec::new(),
        }),
        [(place, value)] => Ok(Spanned::new(place.clone(), DeValue::String(value.clone().into()))),
        several => {
            let shown = several.iter().take(MOST_SHOWN);
            let values: Vec<String> = shown
                .clone()
                .map(|(place, value)| format!("`{value}` in line {}", line_of(source, place)))
                .collect();
            let more = several.len() - values.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Err(Lost {
                message: format!("has {} values that the expression", several.len()),
                label: "which of them?".to_owned(),
                note: Some(format!(
                    "there are {}{more}; say in the expression what stands around the right one",
                    values.join(", ")
                )),
                places: shown.map(|(place, _)| place.clone()).collect(),
            })
        }
    }
}

/// So many values are shown where there are several.
const MOST_SHOWN: usize = 3;

fn line_of(source: &SourceFile, place: &Range<usize>) -> u32 {
    source.label(place.clone(), "").start.line
}

/// The line that an expression may have meant: one with its longest word, or with one like it.
fn like(text: &str, expression: &str) -> Option<String> {
    // So much of a file is looked at.
    const MOST_WORDS: usize = 5_000;
    let expression = without_escapes(expression);
    let wanted = words(&expression).max_by_key(|word| word.len())?;
    let known: Vec<&str> =
        words(text).filter(|word| word.len().abs_diff(wanted.len()) < 4).take(MOST_WORDS).collect();
    let there = if text.contains(wanted) { wanted } else { closest(wanted, &known)? };
    let (at, line) = text.lines().enumerate().find(|(_, line)| line.contains(there))?;
    let line: String = line.trim().chars().take(80).collect();
    Some(format!("line {} has `{line}`", at + 1))
}

/// An expression without its classes: `\\d`, `\\b`.
fn without_escapes(expression: &str) -> String {
    let mut escaped = false;
    let kept = expression.chars().map(|character| {
        let shown = if escaped { ' ' } else { character };
        escaped = !escaped && character == '\\';
        shown
    });
    kept.collect()
}

/// The words of a text that are long enough to be names.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inside = |character: char| character.is_alphanumeric() || character == '_';
    text.split(move |character: char| !is_inside(character)).filter(|word| word.len() > 3)
}

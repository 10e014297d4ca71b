//! Words stand in `crates/factlint-language/data/*.toml`, by class: no list of English words is Rust.
//!
//! The sources are read as text: a list is three or more words in lower case between `[` and `]`, or with `|`
//! between them.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

/// Files, and folders with a `/` at their end, whose lists are no words of texts, and what they are.
const ALLOWED: &[(&str, &str)] = &[
    ("crates/factlint-engine/src/rule/fact_file/mod.rs", "endings of files"),
    ("src/", "arguments, settings, and headings of tables"),
    ("crates/factlint-document/src/", "tags, roles, styles, directives and keys of formats"),
    ("crates/factlint-engine/src/rule/key.rs", "keys of rules and what they may be"),
    ("crates/factlint-engine/src/check/characters.rs", "what a key may be"),
    ("crates/factlint-engine/src/check/statistics/", "what a key may be, and the letters of tests"),
    ("crates/factlint-engine/src/check/title/keys.rs", "what keys may be"),
    ("crates/factlint-engine/src/rule/fact_file/each.rs", "columns and placeholders"),
    ("crates/factlint-engine/src/ruleset/each.rs", "keys of rules"),
    ("crates/factlint-engine/src/check/wording.rs", "placeholders in messages"),
    ("crates/factlint-engine/src/check/elapsed/ages.rs", "endings"),
    ("crates/factlint-engine/src/check/figures.rs", "names of units"),
    ("crates/factlint-engine/src/check/total/list.rs", "names of dimensions"),
    (
        "crates/factlint-engine/src/check/agreement/told.rs",
        "names of kinds of numbers and of units",
    ),
    ("crates/factlint-report/src/sheet.rs", "columns"),
    ("crates/factlint-language/src/acronym.rs", "endings"),
    ("crates/factlint-language/src/figure/ellipsis.rs", "names of dimensions"),
    ("crates/factlint-language/src/figure/quantity.rs", "names of units"),
    ("crates/factlint-language/src/inflect.rs", "endings"),
    ("crates/factlint-language/src/syntax/tagger.rs", "endings"),
    ("crates/factlint-language/src/measure.rs", "letters of units"),
    ("crates/factlint-language/src/measure/symbol.rs", "letters of units"),
    ("crates/factlint-language/src/noun.rs", "endings"),
    ("crates/factlint-language/src/number/magnitude.rs", "letters of magnitudes"),
    ("crates/factlint-language/src/unit.rs", "prefixes of units"),
];

/// What the scan of a source tells apart.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Sign(char),
    Other,
}

/// The pieces of a source with their lines: comments and white space left out.
fn pieces(source: &str) -> Vec<(usize, Piece)> {
    let characters: Vec<char> = source.chars().collect();
    let (mut found, mut line, mut at) = (Vec::new(), 1, 0);
    while let Some(&c) = characters.get(at) {
        let next = characters.get(at + 1).copied();
        let start = at;
        at += 1;
        let piece = match c {
            '/' if next == Some('/') => {
                while characters.get(at).is_some_and(|c| *c != '\n') {
                    at += 1;
                }
                None
            }
            '\'' if next == Some('\\') || characters.get(at + 1) == Some(&'\'') => {
                // Behind the first character, which may be an escaped apostrophe.
                at += if next == Some('\\') { 2 } else { 1 };
                while characters.get(at).is_some_and(|c| *c != '\'') {
                    at += 1;
                }
                at += 1;
                Some(Piece::Other)
            }
            '"' => {
                let hashes = characters[..start].iter().rev().take_while(|c| **c == '#').count();
                let is_raw = characters[..start - hashes].ends_with(&['r']);
                let mut text = String::new();
                while let Some(&c) = characters.get(at) {
                    at += 1;
                    if c == '"' {
                        let closing = characters[at..].iter().take_while(|c| **c == '#').count();
                        if !is_raw || closing >= hashes {
                            break;
                        }
                    }
                    text.push(c);
                    if c == '\\' && !is_raw {
                        text.extend(characters.get(at));
                        at += 1;
                    }
                }
                Some(Piece::Text(text))
            }
            c if c.is_whitespace() => None,
            '[' | ']' | '|' | ',' => Some(Piece::Sign(c)),
            _ => Some(Piece::Other),
        };
        found.extend(piece.map(|piece| (line, piece)));
        line += characters[start..at.min(characters.len())].iter().filter(|c| **c == '\n').count();
    }
    found
}

/// Whether a text is a word in lower case, or several.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '-' | '\'' | '’'))
}

/// The lists of words in a source, each with its line.
fn lists(source: &str) -> Vec<(usize, Vec<String>)> {
    let pieces = pieces(source);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (line, Piece::Text(_)) = &pieces[at] else {
            at += 1;
            continue;
        };
        let before = at.checked_sub(1).map(|before| &pieces[before].1);
        let separator = match pieces.get(at + 1) {
            Some((_, Piece::Sign('|'))) => '|',
            _ if before == Some(&Piece::Sign('[')) => ',',
            _ => {
                at += 1;
                continue;
            }
        };
        let mut words = Vec::new();
        while let Some((_, Piece::Text(text))) = pieces.get(at) {
            words.extend(is_word(text).then(|| text.clone()));
            at += 1;
            if pieces.get(at).is_none_or(|(_, sign)| *sign != Piece::Sign(separator)) {
                break;
            }
            at += 1;
        }
        if words.len() >= 3 {
            found.push((*line, words));
        }
    }
    found
}

/// The sources in a folder and below, without those that hold tests alone.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(path);
        }
    }
}

#[test]
fn no_list_of_words_is_rust() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    for entry in std::fs::read_dir(root.join("crates")).expect("the crates") {
        sources(&entry.expect("a crate").path().join("src"), &mut files);
    }
    files.sort();
    let mut trouble = Vec::new();
    let mut needed = vec![false; ALLOWED.len()];
    for file in files {
        let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(&file).expect("a source");
        let tests = source.find("#[cfg(test)]\nmod ").unwrap_or(source.len());
        let allowed = ALLOWED.iter().position(|(place, _)| {
            if place.ends_with('/') { path.starts_with(place) } else { path == *place }
        });
        for (line, words) in lists(&source[..tests]) {
            match allowed {
                Some(index) => needed[index] = true,
                None => trouble.push(format!("{path}:{line}: {}", words.join(", "))),
            }
        }
    }
    assert!(
        trouble.is_empty(),
        "words stand in `crates/factlint-language/data/*.toml`: make each of these lists a class there that says \
         what it is `for`, and ask `Tokens::is`, or `word::is` where there are no tokens\n{}",
        trouble.join("\n")
    );
    for ((place, what), needed) in ALLOWED.iter().zip(needed) {
        assert!(needed, "`{place}` holds no lists ({what}): take it out of `ALLOWED`");
    }
}

#[test]
fn lists_are_found() {
    let found =
        |source: &str| lists(source).into_iter().map(|(_, words)| words.len()).collect::<Vec<_>>();
    assert_eq!(found("const A: &[&str] = &[\"a\", \"b c\",\n \"d\"];"), [3]);
    assert_eq!(found("matches!(word, \"of\" | \"the\" | \"a\" | \"An\")"), [3]);
    assert!(
        found(
            "f(\"a\", \"b\", \"c\"); [\"a\", \"b\"]; [\"A\", \"B\", \"C\"] // [\"a\", \"b\", \"c\"]"
        )
        .is_empty()
    );
    assert!(found("'\"'; '\\''; [r\"a\", r#\"\"b\"#, \"--c\"]").is_empty());
}

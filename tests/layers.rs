//! The modules of the crate lie in layers, and each imports only from those before it.
//!
//! The sources are read as text: what is checked is what a reader sees.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::path::Path;

/// The layers, each importing only from those before it (and from itself).
const LAYERS: &[&str] = &[
    "span", "finding", "language", "claim", "document", "rule", "reading", "check", "ruleset",
    "corpus", "pipeline", "example", "observation", "report", "cli",
];

/// Files above all layers.
const ROOTS: &[&str] = &["lib", "main"];

/// Words that only some files may hold, and why.
const RESERVED: &[Reserved] = &[
    Reserved {
        words: &["codespan_reporting"],
        places: &["src/report/pretty.rs"],
        reason: "only this renderer knows the crate",
    },
    Reserved {
        words: &["PreEscaped"],
        places: &["src/report/page/html.rs"],
        reason: "everything else on the page is escaped",
    },
    Reserved {
        words: &["println!", "print!", "eprintln!", "eprint!"],
        places: &[],
        reason: "these panic on a closed pipe: write to the stream that the caller gives",
    },
    Reserved {
        words: &["process::Command"],
        places: &["src/corpus/changed.rs"],
        reason: "only the file that knows git starts a program",
    },
    Reserved {
        words: &["process::exit", "process::abort"],
        places: &[],
        reason: "`main` returns the exit code",
    },
    Reserved {
        words: &["fs::", "std::fs", "File::open", "WalkDir", "WalkBuilder"],
        places: &["src/corpus/", "src/report/", "src/ruleset/", "src/cli/"],
        reason: "the core reads no files",
    },
];

struct Reserved {
    words: &'static [&'static str],
    /// Files, and folders with a `/` at their end.
    places: &'static [&'static str],
    reason: &'static str,
}

/// The layer of a file: the first name below `src/`.
fn layer(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many modules a file's own module lies below the crate's root.
fn depth(path: &str) -> usize {
    let pieces = path.split('/').count() - 1;
    if path.ends_with("/mod.rs") { pieces - 1 } else { pieces }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Where `word` stands in a text as a word of its own.
fn places_of<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = text[..at].chars().next_back();
        let begins = !before.is_some_and(is_word) || !word.starts_with(is_word);
        let after = text[at + word.len()..].chars().next();
        let ends = !after.is_some_and(is_word) || !word.ends_with(is_word);
        begins && ends
    })
}

fn name_at(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|character| !is_word(character)).unwrap_or(text.len());
    &text[..end]
}

/// The names that follow a path: one, or those of a list in braces.
fn names_after(text: &str) -> Vec<String> {
    let text = text.trim_start();
    let Some(list) = text.strip_prefix('{') else {
        return vec![if text.starts_with('*') { "*".to_owned() } else { name_at(text).to_owned() }];
    };
    let mut names = Vec::new();
    let (mut nested, mut start) = (0, 0);
    for (at, character) in list.char_indices() {
        match character {
            '{' => nested += 1,
            '}' if nested == 0 => {
                names.push(list[start..at].trim());
                break;
            }
            '}' => nested -= 1,
            ',' if nested == 0 => {
                names.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    names.into_iter().filter(|name| !name.is_empty()).flat_map(names_after).collect()
}

/// A text with its comments blanked, so that places stay.
fn without_comments(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            if line.trim_start().starts_with("//") {
                line.chars().map(|character| if character == '\n' { '\n' } else { ' ' }).collect()
            } else {
                line.to_owned()
            }
        })
        .collect()
}

/// Modules at the crate's root that a file imports from: each with the offset where it says so.
fn imports(path: &str, text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in places_of(text, "crate") {
        let rest = &text[at + "crate".len()..];
        if let Some(path) = rest.trim_start().strip_prefix("::") {
            found.extend(names_after(path).into_iter().map(|name| (at, name)));
        } else if name_at(rest) == "as" {
            found.push((at, "*".to_owned()));
        }
    }
    // `super::super::name` leads out of the layer as well, if it climbs to the root.
    let mut end = 0;
    for at in places_of(text, "super") {
        if at < end {
            continue;
        }
        let mut rest = &text[at..];
        let mut climbed = 0;
        while let Some(further) = rest.trim_start().strip_prefix("super") {
            let Some(further) = further.trim_start().strip_prefix("::") else { break };
            climbed += 1;
            rest = further;
        }
        end = text.len() - rest.len();
        if climbed >= depth(path) {
            let names = names_after(rest);
            let layers = names.into_iter().filter(|name| LAYERS.contains(&name.as_str()));
            found.extend(layers.map(|name| (at, name)));
        }
    }
    found
}

/// What is wrong with a file.
fn violations(path: &str, text: &str) -> Vec<String> {
    let text = without_comments(text);
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    let mut wrong = Vec::new();
    let own = layer(path);
    if !ROOTS.contains(&own) {
        let Some(height) = LAYERS.iter().position(|name| *name == own) else {
            return vec![format!(
                "{path}: `{own}` is no layer: give it a place in tests/layers.rs"
            )];
        };
        for (at, name) in imports(path, &text) {
            let reason = match LAYERS.iter().position(|layer| *layer == name) {
                Some(other) if other <= height => continue,
                Some(_) => format!("`{name}` is a layer above `{own}`"),
                None => "name the module that it comes from".to_owned(),
            };
            wrong.push(format!("{path}:{}: imports crate::{name}: {reason}", line_of(at)));
        }
    }
    for reserved in RESERVED {
        if reserved.places.iter().any(|place| path == *place || path.starts_with(place)) {
            continue;
        }
        for word in reserved.words {
            wrong.extend(
                places_of(&text, word).map(|at| {
                    format!("{path}:{}: uses `{word}`: {}", line_of(at), reserved.reason)
                }),
            );
        }
    }
    wrong
}

/// Every source file as `src/...` with its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<(String, String)> = walkdir::WalkDir::new(root.join("src"))
        .into_iter()
        .map(|entry| entry.expect("src/ can be read"))
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| {
            let inside = entry.path().strip_prefix(root).expect("below the root");
            let pieces: Vec<_> = inside.iter().map(|piece| piece.to_string_lossy()).collect();
            (pieces.join("/"), std::fs::read_to_string(entry.path()).expect("sources are text"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn each_layer_imports_only_from_those_before_it() {
    let sources = sources();
    for name in LAYERS {
        assert!(sources.iter().any(|(path, _)| layer(path) == *name), "there is no layer `{name}`");
    }
    let wrong: Vec<String> =
        sources.iter().flat_map(|(path, text)| violations(path, text)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn an_import_from_above_is_told() {
    let cases = [
        ("src/span.rs", "use crate::finding::Finding;\n"),
        ("src/claim.rs", "\nfn f() -> crate::report::Format { todo!() }\n"),
        ("src/rule/table.rs", "use crate::{\n    span::{Span, ProseSpan},\n    check::Kind,\n};\n"),
        ("src/check/name.rs", "use crate::{language, ruleset};\n"),
        ("src/pipeline.rs", "use super::report::Report;\n"),
        ("src/language/date/day.rs", "use super::super::super::claim::Claim;\n"),
        ("src/corpus/mod.rs", "use super::{span, cli};\n"),
        ("src/reading/mod.rs", "use crate::*;\n"),
        ("src/reading/mod.rs", "use crate as all;\n"),
        ("src/reading/mod.rs", "pub use crate::Finding;\n"),
        ("src/helpers/mod.rs", ""),
    ];
    for (path, text) in cases {
        let wrong = violations(path, text);
        assert_eq!(wrong.len(), 1, "{path}: {text}: {wrong:?}");
        assert!(wrong[0].starts_with(path), "{}", wrong[0]);
    }
    let told = violations("src/rule/table.rs", "\n\nuse crate::check::Kind;\n");
    assert_eq!(
        told,
        ["src/rule/table.rs:3: imports crate::check: `check` is a layer above `rule`"]
    );
}

#[test]
fn an_import_from_below_is_fine() {
    let cases = [
        ("src/cli/check.rs", "use crate::{span::Span, report::{self, Format}, cli::session};\n"),
        ("src/lib.rs", "pub use crate::anything::at::All;\n"),
        ("src/check/title/judge.rs", "use super::super::name;\nuse super::keys;\n"),
        ("src/report/json.rs", "mod tests { use super::*; }\n"),
        ("src/cli/test.rs", "use super::check;\n"),
        ("src/span.rs", "/// See [`crate::report`].\n//! use crate::cli;\nlet my_crate = 1;\n"),
    ];
    for (path, text) in cases {
        assert_eq!(violations(path, text), [""; 0], "{path}: {text}");
    }
}

#[test]
fn reserved_words_are_told() {
    let cases = [
        ("src/report/json.rs", "use codespan_reporting::files::Files;\n", "codespan_reporting"),
        ("src/cli/mod.rs", "fn f() { println!(\"x\"); }\n", "println!"),
        ("src/cli/mod.rs", "fn f() { eprint!(\"x\"); }\n", "eprint!"),
        ("src/main.rs", "std::process::exit(1);\n", "process::exit"),
        ("src/cli/watch.rs", "use std::process::Command;\n", "process::Command"),
        ("src/document/plain.rs", "let bytes = fs::read(path);\n", "fs::"),
        ("src/pipeline.rs", "use std::fs;\n", "std::fs"),
        ("src/rule/mod.rs", "File::open(path);\n", "File::open"),
    ];
    for (path, text, word) in cases {
        let wrong = violations(path, text);
        assert_eq!(wrong.len(), 1, "{path}: {text}: {wrong:?}");
        assert!(wrong[0].starts_with(&format!("{path}:1: uses `{word}`")), "{}", wrong[0]);
    }
    let fine = [
        ("src/report/pretty.rs", "use codespan_reporting::files::Files;\n"),
        ("src/corpus/mod.rs", "let bytes = std::fs::read(path);\n"),
        ("src/cli/mod.rs", "// println! panics\nwriteln!(out)?;\n"),
    ];
    for (path, text) in fine {
        assert_eq!(violations(path, text), [""; 0], "{path}: {text}");
    }
}

//! The modules of a crate lie in layers, and each imports only from those before it. Between crates the
//! compiler holds the order.
//!
//! The sources are read as text: what is checked is what a reader sees.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::path::Path;

/// The layers of the crates that have an order inside, each importing only from those before it (and from
/// itself), by the folder of their sources.
const LAYERS: &[(&str, &[&str])] = &[
    (
        "crates/factlint-engine/src/",
        &[
            "sequence", "finding", "claim", "conflict", "unread", "observed", "rule", "reading",
            "check", "ruleset", "statement", "engine", "policy", "sheet", "suggest", "in_memory",
            "example", "summary", "registry",
        ],
    ),
    (
        "src/",
        &[
            "packs", "files", "fact_tables", "rule_files", "shared_packs", "corpus", "schema",
            "profile", "run", "exchange", "store", "workspace", "lsp", "mcp", "cli",
        ],
    ),
];

/// Files above all layers.
const ROOTS: &[&str] = &["lib", "main"];

/// Words that only some files may hold, and why.
const RESERVED: &[Reserved] = &[
    Reserved {
        words: &["codespan_reporting"],
        places: &["crates/factlint-report/src/pretty.rs"],
        reason: "only this renderer knows the crate",
    },
    Reserved {
        words: &["PreEscaped"],
        places: &["crates/factlint-report/src/page/html.rs"],
        reason: "everything else on the page is escaped",
    },
    Reserved {
        words: &["println!", "print!", "eprintln!", "eprint!"],
        // Cargo reads what a build script prints.
        places: &["crates/factlint-language/build.rs"],
        reason: "these panic on a closed pipe: write to the stream that the caller gives",
    },
    Reserved {
        words: &["process::Command"],
        places: &["src/corpus/changed.rs", "src/shared_packs/git.rs"],
        reason: "only the files that know git start a program",
    },
    Reserved {
        words: &["process::exit", "process::abort"],
        places: &[],
        reason: "`main` returns the exit code",
    },
    Reserved {
        words: &["fs::", "std::fs", "File::open", "WalkDir", "WalkBuilder"],
        // A test there reads its own sources, as this one does; the build script reads the words.
        places: &[
            "src/",
            "crates/factlint-language/src/words/tests.rs",
            "crates/factlint-language/build.rs",
        ],
        reason: "the core reads no files",
    },
];

struct Reserved {
    words: &'static [&'static str],
    /// Files, and folders with a `/` at their end.
    places: &'static [&'static str],
    reason: &'static str,
}

/// The folder of sources that a file lies in, and its layers.
fn house(path: &str) -> Option<(&'static str, &'static [&'static str])> {
    LAYERS.iter().copied().find(|(folder, _)| path.starts_with(folder))
}

/// The layer of a file: the first name below its crate's sources.
fn layer(path: &str) -> &str {
    let inside = house(path).map_or(path, |(folder, _)| &path[folder.len()..]);
    let first = inside.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// How many modules a file's own module lies below the crate's root.
fn depth(path: &str) -> usize {
    let inside = house(path).map_or(path, |(folder, _)| &path[folder.len()..]);
    let pieces = inside.split('/').count();
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
            let layers = names
                .into_iter()
                .filter(|name| house(path).is_some_and(|(_, all)| all.contains(&name.as_str())));
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
    if let Some((_, layers)) = house(path).filter(|_| !ROOTS.contains(&own)) {
        let Some(height) = layers.iter().position(|name| *name == own) else {
            return vec![format!(
                "{path}: `{own}` is no layer: give it a place in tests/layers.rs"
            )];
        };
        for (at, name) in imports(path, &text) {
            let reason = match layers.iter().position(|layer| *layer == name) {
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

/// Every source file by its path below the root, with its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<(String, String)> = ["src", "crates"]
        .into_iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .map(|entry| entry.expect("sources can be read"))
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
    for (folder, layers) in LAYERS {
        for name in *layers {
            let stands = |path: &str| path.starts_with(folder) && layer(path) == *name;
            assert!(sources.iter().any(|(path, _)| stands(path)), "there is no layer `{name}`");
        }
    }
    let wrong: Vec<String> =
        sources.iter().flat_map(|(path, text)| violations(path, text)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn an_import_from_above_is_told() {
    let cases = [
        ("crates/factlint-engine/src/claim.rs", "\nfn f() -> crate::check::Kind { todo!() }\n"),
        (
            "crates/factlint-engine/src/rule/table.rs",
            "use crate::{\n    claim::{Claim, Part},\n    check::Kind,\n};\n",
        ),
        ("crates/factlint-engine/src/check/name.rs", "use crate::{reading, ruleset};\n"),
        ("src/run.rs", "use super::cli::Exit;\n"),
        (
            "crates/factlint-engine/src/rule/phrase/form.rs",
            "use super::super::super::check::Kind;\n",
        ),
        ("src/corpus/mod.rs", "use super::{packs, cli};\n"),
        ("crates/factlint-engine/src/reading/mod.rs", "use crate::*;\n"),
        ("crates/factlint-engine/src/reading/mod.rs", "use crate as all;\n"),
        ("crates/factlint-engine/src/reading/mod.rs", "pub use crate::Finding;\n"),
        ("src/helpers/mod.rs", ""),
    ];
    for (path, text) in cases {
        let wrong = violations(path, text);
        assert_eq!(wrong.len(), 1, "{path}: {text}: {wrong:?}");
        assert!(wrong[0].starts_with(path), "{}", wrong[0]);
    }
    let told =
        violations("crates/factlint-engine/src/rule/table.rs", "\n\nuse crate::check::Kind;\n");
    assert_eq!(
        told,
        [
            "crates/factlint-engine/src/rule/table.rs:3: imports crate::check: `check` is a layer above `rule`"
        ]
    );
}

#[test]
fn an_import_from_below_is_fine() {
    let cases = [
        ("src/cli/check.rs", "use crate::{packs::Pack, corpus::{self, Corpus}, cli::session};\n"),
        ("src/lib.rs", "pub use crate::anything::at::All;\n"),
        (
            "crates/factlint-engine/src/check/title/judge.rs",
            "use super::super::name;\nuse super::keys;\n",
        ),
        ("crates/factlint-engine/src/summary.rs", "mod tests { use super::*; }\n"),
        ("src/cli/test.rs", "use super::check;\n"),
        (
            "crates/factlint-engine/src/finding.rs",
            "/// See [`crate::check`].\n//! use crate::cli;\nlet my_crate = 1;\n",
        ),
    ];
    for (path, text) in cases {
        assert_eq!(violations(path, text), [""; 0], "{path}: {text}");
    }
}

#[test]
fn reserved_words_are_told() {
    let cases = [
        (
            "crates/factlint-engine/src/summary.rs",
            "use codespan_reporting::files::Files;\n",
            "codespan_reporting",
        ),
        ("src/cli/mod.rs", "fn f() { println!(\"x\"); }\n", "println!"),
        ("src/cli/mod.rs", "fn f() { eprint!(\"x\"); }\n", "eprint!"),
        ("src/main.rs", "std::process::exit(1);\n", "process::exit"),
        ("src/cli/watch.rs", "use std::process::Command;\n", "process::Command"),
        ("crates/factlint-engine/src/finding.rs", "let bytes = fs::read(path);\n", "fs::"),
        ("crates/factlint-engine/src/engine.rs", "use std::fs;\n", "std::fs"),
        ("crates/factlint-engine/src/rule/mod.rs", "File::open(path);\n", "File::open"),
    ];
    for (path, text, word) in cases {
        let wrong = violations(path, text);
        assert_eq!(wrong.len(), 1, "{path}: {text}: {wrong:?}");
        assert!(wrong[0].starts_with(&format!("{path}:1: uses `{word}`")), "{}", wrong[0]);
    }
    let fine = [
        ("crates/factlint-report/src/pretty.rs", "use codespan_reporting::files::Files;\n"),
        ("src/corpus/mod.rs", "let bytes = std::fs::read(path);\n"),
        ("src/cli/mod.rs", "// println! panics\nwriteln!(out)?;\n"),
    ];
    for (path, text) in fine {
        assert_eq!(violations(path, text), [""; 0], "{path}: {text}");
    }
}

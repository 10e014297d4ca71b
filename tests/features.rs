//! Without the feature `cli`, the library compiles nothing of the command; by default, nothing that takes long to build.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::process::Command;

/// Crates that only the command needs.
const OF_THE_COMMAND: &[&str] = &[
    "anstyle", "arrow-ipc", "clap", "clap_complete", "codespan-reporting", "factlint-report",
    "gen-lsp-types", "ignore", "indicatif", "lsp-server", "maud", "notify", "rayon", "rmcp",
    "sha2", "tokio", "walkdir",
];

/// Crates that only features need which whoever builds factlint asks for.
const OF_OTHER_FEATURES: &[&str] =
    &["arrow-array", "arrow-ipc", "gen-lsp-types", "lsp-server", "rmcp", "tokio"];

/// Every crate that is compiled into the library with these arguments, as Cargo tells.
fn compiled(arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "factlint", "--edges", "normal", "--prefix", "none"])
        .args(["--format", "{p}", "--locked", "--offline"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    listed.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_library_by_itself_compiles_nothing_of_the_command() {
    let all = compiled(&["--all-features"]);
    let library = compiled(&["--no-default-features"]);
    for name in OF_THE_COMMAND {
        assert!(all.contains(*name), "no crate is called {name} any longer");
        assert!(!library.contains(*name), "{name} is compiled without the feature `cli`");
    }
    assert!(library.contains("factlint-engine"), "{library:?}");
}

#[test]
fn what_takes_long_to_build_is_not_on_by_default() {
    let default = compiled(&[]);
    let full = compiled(&["--features", "full"]);
    for name in OF_OTHER_FEATURES {
        assert!(full.contains(*name), "`full` does not switch {name} on");
        assert!(!default.contains(*name), "{name} is compiled by default");
    }
}

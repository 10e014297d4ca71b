//! Every promise of README names the tests that fail when it is broken, and those tests are there.

#![allow(clippy::expect_used)]

mod support;

use std::fs;
use std::path::Path;

use support::Desk;

/// The promises of "What you can rely on", as they begin, and where each is held: a file, and the name of a test or
/// the heading of a case in it.
const PROMISES: &[(&str, &[(&str, &str)])] = &[
    (
        "Silence by default",
        &[
            ("fixtures/quantity-traps.md", "negation"),
            ("fixtures/quantity-traps.md", "conditions"),
            ("fixtures/quantity-traps.md", "plans"),
            ("fixtures/quantity-traps.md", "questions"),
            ("fixtures/quantity-traps.md", "denials"),
            ("fixtures/assertion.md", "examples and instructions"),
            ("fixtures/assertion.md", "corrections"),
        ],
    ),
    (
        "Never unseen",
        &[
            ("fixtures/unread.md", "unclear owners"),
            ("fixtures/unread.md", "what is withheld"),
            ("fixtures/unread.md", "a gate"),
            ("tests/telling.rs", "what_was_not_read_is_counted_in_the_last_line"),
        ],
    ),
    (
        "Both sides",
        &[
            ("fixtures/quantity.md", "one against one"),
            ("tests/cli.rs", "spans_are_bytes_of_the_file_and_columns_are_characters"),
        ],
    ),
    (
        "Never the clock",
        &[
            ("fixtures/title.md", "documents without a date"),
            ("fixtures/title.md", "years in the sentence"),
            ("tests/cli.rs", "as_of_dates_the_undated"),
        ],
    ),
    (
        "Same input, same bytes out",
        &[
            ("tests/cli.rs", "any_number_of_threads_writes_the_same_bytes"),
            ("tests/cli.rs", "the_order_in_which_files_were_made_does_not_matter"),
            ("tests/cli.rs", "the_order_of_paths_does_not_matter"),
        ],
    ),
    (
        "Paths choose what is reported, never what it is compared with",
        &[("tests/cli.rs", "paths_choose_what_is_reported_but_not_what_it_is_compared_with")],
    ),
    (
        "Exit codes for gates",
        &[
            ("tests/cli.rs", "a_clean_corpus_exits_with_0"),
            ("tests/cli.rs", "findings_exit_with_1"),
            ("tests/cli.rs", "a_bad_rule_exits_with_2_and_the_good_ones_still_run"),
            ("tests/cli.rs", "an_unreadable_document_exits_with_2_only_if_it_was_asked_for"),
            ("tests/cli.rs", "a_configuration_that_is_no_toml_is_told_once_and_alone"),
            ("tests/cli.rs", "commands_that_find_no_document_fail"),
        ],
    ),
    // Time is measured by `benches/lexicon.rs`; what is tested is that it grows with the input and no faster.
    ("Fast", &[("tests/growth.rs", "#[test]")]),
];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What README promises: the bold words that begin the items of a section.
fn promised(readme: &str) -> Vec<String> {
    let (_, section) = readme.split_once("## What you can rely on").expect("the section");
    let section = section.split("\n## ").next().expect("its text");
    let items = section.lines().filter_map(|line| line.strip_prefix("- **"));
    items
        .filter_map(|item| item.split("**").next())
        .map(|it| it.trim_matches('.').to_owned())
        .collect()
}

#[test]
fn every_promise_names_its_tests() {
    let listed: Vec<&str> = PROMISES.iter().map(|(promise, _)| *promise).collect();
    assert_eq!(promised(&read("README.md")), listed, "README and this table differ");
}

#[test]
fn every_test_that_holds_a_promise_is_there() {
    for (promise, tests) in PROMISES {
        assert!(!tests.is_empty(), "{promise}");
        for (file, name) in *tests {
            let text = read(file);
            let is_there = if file.ends_with(".md") {
                text.lines().any(|line| line == format!("## {name}"))
            } else {
                text.contains(&format!("fn {name}()"))
                    || text.contains(name) && name.starts_with('#')
            };
            assert!(is_there, "{promise}: {file} has no {name}");
        }
    }
}

/// What stands between a line that opens a block of code and the fence below it.
fn block_behind<'t>(text: &'t str, words: &str, fence: &str) -> &'t str {
    let (_, rest) = text.split_once(words).expect(words);
    let (_, rest) = rest.split_once(&format!("{fence}\n")).expect(fence);
    rest.split_once("```").expect("the end of the block").0
}

#[test]
fn the_newsroom_says_what_readme_shows() {
    let readme = read("README.md");
    let newsroom = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/newsroom");
    let run = Desk::empty().run(&["-C", &newsroom.to_string_lossy(), "check", "--color", "never"]);
    run.exits(1);
    let shown = block_behind(&readme, "A linter for facts.", "```text");
    run.says(shown);
    let is_finding = |line: &&str| line.starts_with("error[") || line.starts_with("warning[");
    assert_eq!(run.text().lines().filter(is_finding).count(), 7, "{}", run.text());
    run.says("\n5 documents, ");
    assert!(readme.contains("five articles, seven findings, exit code 1"));
}

#[test]
fn the_first_rule_of_readme_does_what_is_said_of_it() {
    let readme = read("README.md");
    let rule = block_behind(&readme, "Put this into `rules/bridges.toml`:", "```toml");
    let said = "The Halden Bridge has a length of 1,420 metres.";
    let mut desk = Desk::empty().file("rules/bridges.toml", rule);
    desk.run(&["--rules", "rules", "--packs", "none", "test"])
        .exits(0)
        .says("2 examples, 0 failed");
    for name in ["a.txt", "b.md", "c.rst", "d.adoc"] {
        desk = desk.file(format!("below/{name}"), said);
    }
    desk = desk.file("below/e.html", format!("<p>{said}</p>"));
    let check = ["--rules", "rules", "--packs", "none", "check", "--format", "json"];
    assert_eq!(desk.run(&check).exits(1).findings().len(), 5, "a format is not read");
    desk = desk.file("factlint.toml", "packs = []\n");
    assert_eq!(desk.json(&[] as &[&str]).findings().len(), 5, "the folder is not found by itself");
    // "about 4,100 feet" allows 1,125 to 1,375 m.
    for (metres, agrees) in [("1,120", false), ("1,130", true), ("1,370", true), ("1,380", false)] {
        let rule = rule.replace("1,240 m", &format!("{metres} m"));
        let desk = Desk::empty()
            .file("r.toml", rule.split("[[rule.example]]").next().expect("the rule"))
            .file("a.txt", "The Halden Bridge is about 4,100 feet long.");
        let run = desk.run(&["--rules", "r.toml", "--packs", "none", "check"]);
        run.exits(i32::from(!agrees));
    }
}

#[test]
fn every_command_that_readme_shows_is_understood() {
    let readme = read("README.md");
    let shown = block_behind(&readme, "Then, in a folder of articles:", "```sh");
    let desk = Desk::empty();
    let mut understood = 0;
    for line in shown.lines() {
        let commands = line.split('#').next().unwrap_or_default().split('|');
        for command in commands.filter_map(|command| command.trim().strip_prefix("factlint")) {
            let words: Vec<&str> =
                command.split_whitespace().take_while(|word| *word != ">").collect();
            let first = words.first().copied().unwrap_or("check");
            // What this program was built without says so of itself.
            if matches!(first, "lsp" | "mcp") {
                continue;
            }
            let name = if first.contains('.') { "check" } else { first };
            let help = desk.run(&[name, "--help"]);
            help.exits(0);
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.text().contains(option), "{line}: {name} has no {option}");
            }
            understood += 1;
        }
    }
    assert!(understood > 10, "{understood}");
}

#[test]
fn the_packs_that_readme_lists_are_those_that_ship() {
    let readme = read("README.md");
    let (_, listed) = readme.split_once("packs of rules ship with it:").expect("the sentence");
    let listed = listed.split_once(". ").expect("its end").0;
    let mut listed: Vec<&str> = listed.split('`').skip(1).step_by(2).collect();
    listed.sort_unstable();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let files = fs::read_dir(folder).expect("the packs");
    let mut packs: Vec<String> = files
        .filter_map(|file| file.expect("a file").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    packs.sort_unstable();
    assert_eq!(listed, packs);
    assert!(readme.contains("Ten packs of rules") && packs.len() == 10, "{}", packs.len());
}

#[test]
fn the_rust_that_readme_asks_for_is_the_one_of_the_manifest() {
    let manifest = read("Cargo.toml");
    let (_, version) = manifest.split_once("rust-version = \"").expect("a version");
    let version = version.split('"').next().expect("its end");
    assert!(read("README.md").contains(&format!("/install) {version} or later")), "{version}");
}

#[test]
fn the_engine_opens_no_file_starts_no_thread_and_reads_no_clock() {
    // Clippy refuses them, as long as these files say so and nobody lets one pass.
    for name in ["factlint-language", "factlint-document", "factlint-engine"] {
        let refused = read(&format!("crates/{name}/clippy.toml"));
        for path in [
            "std::fs::File", "std::fs::read", "std::fs::write", "std::thread::spawn",
            "std::thread::scope", "std::time::Instant", "std::time::SystemTime", "jiff::Timestamp",
            "jiff::Zoned::now", "std::process::Command", "std::env::var",
        ] {
            assert!(refused.contains(&format!("\"{path}\"")), "{name}: {path}");
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("crates/{name}/src"));
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.expect("a source");
            // Tests may measure how long something takes.
            let is_trial = entry.path().ends_with("trial.rs");
            if !is_trial && entry.path().extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(entry.path()).expect("a text");
                let lets_pass = text.contains("allow(clippy::disallowed");
                assert!(!lets_pass, "{} lets a file, thread or clock pass", entry.path().display());
            }
        }
    }
}

//! Every promise of README names the tests that fail when it is broken, and those tests are there.

#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;

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

//! What holds of every kind in the registry. In tests, the kind that `CONTRIBUTING.md` builds is one of them.

#![allow(clippy::expect_used)]

#[path = "../../../tests/cases/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "../../../tests/cases/compare.rs"]
mod compare;
#[path = "../../../tests/cases/marks.rs"]
#[allow(dead_code)]
mod marks;
#[path = "../../../tests/cases/outcome.rs"]
mod outcome;
#[path = "../../../tests/cases/parse.rs"]
#[allow(dead_code)]
mod parse;

use std::collections::BTreeSet;

use factlint_document::{Document, Format};

use crate::check::{KINDS, Kind};
use crate::engine::Engine;
use crate::finding::{self, Origin, Severity};
use crate::rule::key;
use crate::rule::source::SourceFile;
use crate::ruleset::RuleSet;
use crate::{example, policy};

/// The rows of a section of a page: the first cells, without markup.
fn rows(page: &str, section: &str) -> Vec<[String; 2]> {
    let heading = format!("\n## {section}\n");
    let rest = page.split(heading.as_str()).nth(1).unwrap_or_default();
    let section = rest.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut cells = row.trim_matches(['|', ' ']).split(" | ");
        std::array::from_fn(|_| cells.next().unwrap_or_default().trim().replace('`', ""))
    })
    .collect()
}

#[test]
fn the_codes_of_a_kind_are_its_own() {
    let mut known = BTreeSet::new();
    let stets = policy::stets::CODES.iter().map(|code| ("stet", code));
    let all = KINDS.iter().flat_map(|kind| kind.codes.iter().map(|code| (kind.name, code)));
    for (kind, code) in all.chain(stets) {
        let what = code.name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('/'));
        let what = what.unwrap_or_else(|| panic!("{} begins with its kind", code.name));
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        assert!(!what.is_empty() && what.bytes().all(is_plain), "{}", code.name);
        assert!(known.insert(code.name), "{} stands twice", code.name);
        let is_lower = code.meaning.starts_with(|c: char| c.is_lowercase());
        assert!(is_lower && !code.meaning.ends_with('.'), "{}: {}", code.name, code.meaning);
    }
    assert!(KINDS.iter().all(|kind| !kind.codes.is_empty()));
}

#[test]
fn the_page_of_a_kind_lists_its_codes() {
    for kind in KINDS {
        let listed = rows(kind.page, "Codes");
        let codes: Vec<[String; 2]> = kind
            .codes
            .iter()
            .map(|code| [code.name.to_owned(), code.meaning.replace('`', "")])
            .collect();
        assert_eq!(listed, codes, "the codes on the page of `{}`", kind.name);
    }
}

#[test]
fn the_page_of_a_kind_has_a_row_for_each_of_its_keys() {
    for kind in KINDS {
        let table = kind.key_table();
        let mut names = table.iter().flat_map(|[names, _, _]| names.split(", "));
        let mut listed: BTreeSet<&str> = BTreeSet::new();
        listed.extend(
            names.by_ref().map(|name| name.trim_start_matches("[rule.").trim_end_matches(']')),
        );
        for key in kind.keys {
            assert!(listed.contains(key.name), "the page of `{}` lacks `{}`", kind.name, key.name);
        }
    }
}

/// The engine for the rules of a text.
fn engine(rules: &str) -> Engine {
    Engine::from_toml(rules).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The rules on the page of a kind.
fn rules_on(kind: &Kind) -> impl Iterator<Item = &'static str> {
    let blocks = kind.page.split("```toml\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("\n```").next());
    blocks.filter(|block| block.contains("[[rule]]"))
}

#[test]
fn the_examples_on_the_page_of_a_kind_come_out_right() {
    for kind in KINDS {
        let mut examples = 0;
        for block in rules_on(kind) {
            let engine = engine(block);
            for loaded in &engine.rules().rules {
                assert_eq!(loaded.rule.kind, kind.name);
                let wrong = example::run(&engine, loaded);
                assert!(wrong.is_empty(), "`{}`: {wrong:#?}", kind.name);
                examples += loaded.rule.examples.len();
            }
        }
        assert!(examples >= 2, "the page of `{}` has no example to run", kind.name);
    }
}

#[test]
fn the_kind_of_the_tutorial_finds_what_its_cases_say() {
    let text = include_str!("../tutorial/fixtures/once.md");
    let file = parse::case_file("once.md", text);
    assert!(file.complaints.is_empty(), "{:?}", file.complaints);
    assert!(!file.sections.is_empty());
    for section in &file.sections {
        let case = case::case(&file, section).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        let differences = compare::differences(&case, &outcome_of(&case));
        assert!(differences.is_empty(), "{differences:#?}");
    }
}

fn outcome_of(case: &case::Case) -> outcome::Outcome {
    let text = |file: &case::File| String::from_utf8(file.bytes()).expect("UTF-8");
    let files = || case.files.iter();
    let rules = files().filter(|file| file.path.starts_with("rules/"));
    let rules = rules.map(|file| SourceFile::new(Origin::Rule, file.path.clone(), text(file)));
    let (rules, problems) = RuleSet::read(rules.collect());
    assert!(problems.is_empty(), "{problems:#?}");
    let documents = files().filter(|file| Format::of(file.path.as_ref()).is_some());
    let documents: Vec<Document> =
        documents.map(|file| Document::new(file.path.as_str(), text(file))).collect();
    let findings = Engine::new(rules).check(&documents);
    let fails = findings.iter().any(|finding| finding.severity == Severity::Error);
    outcome::Outcome {
        findings: findings.iter().map(outcome::Finding::from).collect(),
        code: Some(i32::from(fails)),
        ..outcome::Outcome::default()
    }
}

#[test]
fn the_kind_of_the_tutorial_tells_what_is_wrong_with_a_rule() {
    let problems = |rule: &str| {
        let rule = format!("[[rule]]\nid = \"r\"\ncheck = \"once\"\n{rule}");
        Engine::from_toml(&rule).err().unwrap_or_default().len()
    };
    assert_eq!(problems("words = [\"exclusive\"]"), 0);
    for wrong in ["", "words = []", "words = 7", "words = [\"§\"]", "words = [\"a\"]\nword = 1"] {
        assert_eq!(problems(wrong), 1, "{wrong}");
    }
}

#[test]
fn what_is_meant_by_guesses_is_there() {
    let shared = key::SHARED.iter().chain(key::SUBJECT).chain(key::UNIT).chain(key::EXAMPLE);
    let own = KINDS.iter().flat_map(|kind| kind.keys);
    let known: Vec<&str> = shared.chain(own).map(|key| key.name).collect();
    for (guess, meant) in key::MEANT_KEYS {
        assert!(meant.iter().all(|key| known.contains(key)), "{guess}");
    }
    for (guess, meant) in key::MEANT_CHECKS {
        assert!(crate::check::kind(meant).is_some(), "{guess}");
    }
    assert!(key::MEANT_KEYS.windows(2).all(|two| two[0].0 != two[1].0));
}

//! Rule files and `factlint.toml`, as they are typed.

use serde_json::Value;

use crate::editor::Editor;
use crate::support::{Desk, KESTREL, ZWOLLE};

const RULES: &str = "rules/facts.toml";

fn labels(found: &Value) -> Vec<&str> {
    found.as_array().expect("a list").iter().filter_map(|one| one["label"].as_str()).collect()
}

/// What can be written at the end of a text that is added to the rules.
fn completed(typed: &str) -> Vec<String> {
    let mut editor = Editor::at(Desk::united());
    let text = format!("{KESTREL}{typed}");
    editor.open_as(RULES, &text);
    let found = editor.about_offset("textDocument/completion", RULES, text.len());
    labels(&found).into_iter().map(str::to_owned).collect()
}

#[test]
fn mistakes_are_told_as_they_are_typed_and_silence_no_good_rule() {
    let rules = format!("{KESTREL}\n{ZWOLLE}");
    let desk = Desk::divided().file(RULES, &rules).file("c.txt", "In Swolle.\n");
    let mut editor = Editor::at(desk);
    editor.open(RULES);
    editor.open("c.txt");
    assert_eq!(editor.marks(RULES), Vec::<String>::new());
    editor.replace(RULES, "near  =", "naer  =");
    let said = editor.published(RULES);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(editor.mark(RULES, &said[0]), "error[-] naer");
    let message = said[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("did you mean `near`"), "{message}");
    editor.save(RULES);
    assert_eq!(editor.marks("c.txt"), ["error[zwolle] Swolle"]);
    assert_eq!(editor.published("wire/a.txt"), Vec::<Value>::new());
    editor.replace(RULES, "naer  =", "near  =");
    editor.save(RULES);
    assert_eq!(editor.marks(RULES), Vec::<String>::new());
    assert_eq!(editor.marks("wire/a.txt").len(), 1);
}

#[test]
fn rules_that_are_typed_are_put_to_work_without_being_saved() {
    let mut editor = Editor::at(Desk::united());
    editor.open("wire/a.txt");
    editor.open(RULES);
    let end = KESTREL.len();
    editor.type_over(RULES, end..end, "expect = \"800 km\"\n");
    let begun = std::time::Instant::now();
    while editor.marks("wire/a.txt").is_empty() {
        assert!(begun.elapsed() < crate::support::PATIENCE, "the rule is never put to work");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(editor.marks("wire/a.txt"), ["error[kestrel-range] 900 km"]);
}

#[test]
fn the_configuration_has_its_mistakes_told_too() {
    let mut editor = Editor::at(Desk::divided());
    editor.open_as(
        "factlint.toml",
        "pakcs = []\n[[stet]]\nrule = \"kestrel-rang\"\nreason = \"so\"\n",
    );
    let marks = editor.marks("factlint.toml");
    assert_eq!(marks, ["error[-] pakcs", "error[-] \"kestrel-rang\""]);
    editor
        .open_as("factlint.toml", "packs = [\"plces\"]\n[corpus]\nexclude = [\"nothing/*.txt\"]\n");
    let marks = editor.marks("factlint.toml");
    assert_eq!(marks[0], "error[-] \"plces\"");
    // Patterns that match nothing, once it is put to work.
    editor.save("factlint.toml");
    assert_eq!(editor.marks("factlint.toml")[1], "warning[-] \"nothing/*.txt\"");
}

#[test]
fn what_can_be_written_is_offered() {
    let rule = "\n[[rule]]\nid = \"x\"\ncheck = \"quantity\"\nabout = \"kestrel\"\n";
    for (typed, offered, never) in [
        (format!("{rule}un"), "unit", "about"),
        (rule.to_owned(), "expect", "held"),
        (format!("{rule}severity = \""), "warning", "quantity"),
        (format!("{rule}unit = \""), "kilometer", "warning"),
        ("\n[[rule]]\ncheck = \"".to_owned(), "title", "kestrel"),
        ("\n[[rule]]\nabout = [\"".to_owned(), "kestrel", "quantity"),
        ("\n[[rule]]\ncheck = \"title\"\nheld = [{ ti".to_owned(), "title", "near"),
        ("\n[subject.x]\nna".to_owned(), "names", "near"),
        ("\n[[rule.example]]\nba".to_owned(), "bad", "near"),
        ("\n[[".to_owned(), "near", "zzz"),
    ] {
        let found = completed(&typed);
        // A header is no header before it has a name.
        if typed.trim() != "[[" {
            assert!(
                found.iter().any(|one| one == offered),
                "no {offered} after {typed:?}: {found:?}"
            );
        }
        assert!(!found.iter().any(|one| one == never), "{never} after {typed:?}");
    }
}

#[test]
fn what_can_be_written_into_the_configuration_is_offered() {
    for (typed, offered) in [
        ("", "packs"),
        ("packs = [\"", "copy-desk"),
        ("[corpus]\n", "include"),
        ("[[stet]]\n", "reason"),
        ("[[stet]]\nrule = \"", "kestrel-range"),
        ("[[override]]\nrules = [\"", "kestrel-range"),
        ("[[override]]\nseverity = \"", "off"),
    ] {
        let mut editor = Editor::at(Desk::united());
        editor.open("factlint.toml");
        editor.settle();
        editor.type_over("factlint.toml", 0..editor.text("factlint.toml").len(), typed);
        let found = editor.about_offset("textDocument/completion", "factlint.toml", typed.len());
        assert!(
            labels(&found).contains(&offered),
            "no {offered} after {typed:?}: {:?}",
            labels(&found)
        );
    }
}

#[test]
fn an_offer_replaces_the_words_that_are_there() {
    let mut editor = Editor::at(Desk::united());
    editor.open(RULES);
    let at = KESTREL.find("quantity").unwrap() + 3;
    let found = editor.about_offset("textDocument/completion", RULES, at);
    let title = found.as_array().unwrap().iter().find(|one| one["label"] == "title").unwrap();
    assert_eq!(crate::editor::words(KESTREL, &title["textEdit"]["range"]), "quantity");
    assert_eq!(title["textEdit"]["newText"], "title");
}

#[test]
fn keys_and_kinds_are_explained() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(RULES);
    let mut told = |words: &str| {
        let found = editor.about("textDocument/hover", RULES, words);
        found["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    assert!(told("near").contains("words that must stand in the sentence"));
    assert!(told("\"quantity\"").starts_with("# quantity"));
    assert!(told("\"kestrel-range\"").contains("Findings here: 1"));
    assert!(told("\"kestrel\"\n").contains("Kestrel"));
}

#[test]
fn about_leads_to_its_subject_and_a_subject_to_its_mentions() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(RULES);
    let found = editor.about("textDocument/definition", RULES, "\"kestrel\"\n");
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    assert_eq!(found[0]["range"]["start"]["line"], 0);
    let found = editor.about("textDocument/references", RULES, "[subject.kestrel]");
    assert_eq!(found.as_array().map(Vec::len), Some(3), "{found}");
    editor.open_as(
        "factlint.toml",
        "packs = []\n[[stet]]\nrule = \"kestrel-range\"\nreason = \"so\"\n",
    );
    let found = editor.about("textDocument/definition", "factlint.toml", "kestrel-range");
    assert_eq!(found[0]["uri"], editor.uri(RULES));
}

#[test]
fn a_line_above_each_rule_tells_how_often_it_fires() {
    let desk = Desk::divided()
        .file(RULES, format!("{KESTREL}\n{ZWOLLE}"))
        .file("wire/d.txt", "The Kestrel has a range of 400 km and 500 km.\n");
    let mut editor = Editor::at(desk);
    editor.open(RULES);
    let uri = editor.uri(RULES);
    let params = serde_json::json!({ "textDocument": { "uri": uri } });
    let found = editor.ask("textDocument/codeLens", params).unwrap();
    let titles: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|lens| lens["command"]["title"].as_str())
        .collect();
    assert_eq!(titles.len(), 2, "{found}");
    assert!(
        titles[0].starts_with("fires once here, ") && titles[0].ends_with(" unread"),
        "{titles:?}"
    );
    assert_eq!(titles[1], "fires nowhere here");
}

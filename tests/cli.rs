//! What a user types, and what comes back: exit codes, options, paths and output.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::path::Path;

use serde_json::Value;
use support::{Desk, KESTREL, PACKS, Run, ZWOLLE, place};

const NONE: &[&str] = &[];

/// A rule that needs the document's date.
const MAYOR: &str = r#"[[rule]]
id    = "mayor"
check = "title"
about = ["Ada Lindqvist", "Lindqvist"]
held  = [{ title = "Mayor", from = 2020-01-01, until = 2023-12-31 }]
"#;

fn concise(desk: &Desk, arguments: &[&str]) -> Run {
    desk.run(&[&["check", "--format", "concise"], arguments].concat())
}

// Exit codes

#[test]
fn a_clean_corpus_exits_with_0() {
    let run = Desk::united().run(&["check"]);
    run.exits(0).says("2 documents (2 undated), 1 rule, 2 claims: no findings");
    assert_eq!(run.stderr, "");
}

#[test]
fn findings_exit_with_1() {
    let run = Desk::divided().run(&["check"]);
    run.exits(1).says("error[kestrel-range]").says("1,400 km").says("900 km");
    run.says("3 documents (3 undated), 1 rule, 2 claims: 1 error");
    assert_eq!(run.stderr, "");
}

#[test]
fn the_last_line_tells_what_is_reported_on() {
    let desk = Desk::divided();
    desk.run(&["check", "wire/a.txt"])
        .says("1 of 3 documents (3 undated) reported on, 1 rule, 2 claims");
    let run = desk.run(&["check", "wire/a.txt", "wire/b.txt", "--format", "json"]);
    let report: Value = serde_json::from_str(run.text()).expect("JSON");
    let told =
        ["documents", "reported", "rules", "claims"].map(|key| report["summary"][key].as_u64());
    assert_eq!(told, [3, 2, 1, 2].map(Some));
}

#[test]
fn a_bad_rule_exits_with_2_and_the_good_ones_still_run() {
    let desk = Desk::divided().file("rules/bad.toml", "[[rule]]\nid = \"x\"\ncheck = \"nmae\"\n");
    let run = desk.run(&["check"]);
    run.exits(2).says("error[kestrel-range]").warns("did you mean `name`?").warns("bad.toml:3:9");
}

#[test]
fn the_last_line_of_a_failed_run_tells_what_it_failed_for() {
    let bad = "[[rule]]\nid = \"x\"\ncheck = \"nmae\"\n";
    let desk = Desk::united().file("rules/bad.toml", bad).file("wire/d.txt", [0xff, 0x00, 0x01]);
    let failed = "no findings; 1 mistake in rules or configuration, so not all was checked";
    desk.run(&["check", "wire/a.txt"]).exits(2).says(failed).never_says("could not be read");
    let both = "so not all was checked; 1 document could not be read";
    desk.run(&["check", "wire/a.txt", "wire/d.txt"]).exits(2).says(both);
    let empty = Desk::united().file("empty/.gitignore", "*");
    empty.run(&["check", "empty"]).exits(2).says("; nothing was checked").never_says("could not");
}

#[test]
fn every_mistake_in_the_rules_is_told_at_its_place() {
    let rules = "[[rule]]\nid = \"x\"\ncheck = \"nmae\"\n\n[[rule]]\nid = \"y\"\ncheck = \"name\"\n\
                 usee = \"Zwolle\"\n\n[[rule]]\nid = \"z\"\ncheck = \"name\"\nuse = 3\n";
    let run = concise(&Desk::with_rule(rules), &[]);
    run.exits(2);
    for place in ["rules/facts.toml:3:9: ", "rules/facts.toml:8:1: ", "rules/facts.toml:13:7: "] {
        run.warns(place);
    }
}

#[test]
fn a_missing_path_exits_with_2_and_the_others_are_reported() {
    let run = concise(&Desk::divided(), &["wire/b.txt", "wire/nowhere.txt"]);
    run.exits(2).says("wire/b.txt:3:36: error[kestrel-range]");
    run.warns("wire/nowhere.txt does not exist");
}

#[test]
fn an_unreadable_document_exits_with_2_only_if_it_was_asked_for() {
    let desk = Desk::united().file("wire/z.txt", b"a\0b");
    let reason = "wire/z.txt looks like a binary file (NUL at byte 1)";
    desk.run(&["check", "wire/z.txt"]).exits(2).warns(reason);
    desk.run(&["check", "wire"]).exits(2).warns(reason);
    desk.run(&["check", "wire/a.txt"]).exits(0).warns(reason);
    desk.run(&["check", "wire/a.txt", "--strict"]).exits(2).warns(reason);
    // Without PATHS, the whole corpus was asked for.
    desk.run(&["check"]).exits(2).warns(reason);
}

#[test]
fn what_can_be_read_is_reported_beside_what_cannot() {
    let desk = Desk::divided().file("wire/z.txt", b"caf\xc3\xa9, caf\xc3\xa9 \xe9");
    desk.run(&["check"]).exits(2).says("error[kestrel-range]").warns("is not UTF-8 (byte 13)");
}

#[test]
fn bad_usage_exits_with_2() {
    let desk = Desk::united();
    for arguments in [
        &["check", "--format", "yaml"][..],
        &["check", "--no-such-option"],
        &["check", "--jobs", "many"],
        &["check", "--fail-on", "nothing"],
        &["check", "--color", "red"],
        &["explain"],
        &["completions", "cobol"],
    ] {
        let run = desk.run(arguments);
        run.exits(2);
        assert!(run.stdout.is_empty() && !run.stderr.is_empty(), "{arguments:?}: {}", run.text());
    }
}

#[test]
fn help_and_version_exit_with_0() {
    let desk = Desk::empty();
    desk.run(&["--help"]).exits(0).says("Exit codes:").says("explain").says("--packs");
    desk.run(&["check", "--help"]).exits(0).says("--stdin-filename").says("--fail-on");
    desk.run(&["--version"]).exits(0).says(concat!("factlint ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_rules_there_is_nothing_to_do() {
    let desk = Desk::empty().file("a.txt", "A text.");
    desk.run(&["check", "--packs", "none"]).exits(2).warns("no rules are loaded");
}

#[test]
fn a_corpus_without_documents_is_a_failure() {
    let desk = Desk::with_rule(KESTREL);
    desk.run(&["check"]).exits(2).warns("holds no document").warns("--allow-empty");
    desk.run(&["check", "--allow-empty"]).exits(0);
}

#[test]
fn documents_that_cannot_be_read_as_meant_are_named() {
    let desk = Desk::united()
        .file("wire/d.md", "---\ndate: [2025\n---\nThe harbour was calm.\n")
        .file(
            "wire/e.html",
            "<html><body><div id='app'></div><script src='a.js'></script></body></html>",
        )
        .file("wire/f.txt", "\n")
        .file("wire/g.md", "---\ndate: 2025-10-17\n---\n\n![Kestrel](kestrel.png)\n");
    let run = desk.run(&["check"]);
    run.exits(0)
        .warns("warning: wire/d.md:2:12: has front matter that cannot be read, so that no date");
    run.warns("warning: 3 documents have no words to read: wire/e.html, wire/f.txt, wire/g.md");
    let sarif = desk.run(&["check", "--format", "sarif"]);
    sarif.exits(0).says("wire/f.txt has no words to read").says("\"executionSuccessful\": true");
    // Only of what is reported on, and not where nobody wants to know.
    assert_eq!(desk.run(&["check", "wire/a.txt"]).exits(0).stderr, "");
    assert_eq!(desk.run(&["check", "--quiet"]).exits(0).stderr, "");
}

/// What is wrong with front matter is told where it is wrong.
#[test]
fn broken_front_matter_is_told_at_its_line() {
    let broken = [
        ("---\ntitle: x\nslug: a: b\ndate: 2025-10-17\n---\n", "3:8", "mapping values"),
        ("---\r\ntitle: \"Häfen\": b\r\n---\r\n", "2:15", "mapping values"),
        ("---\ntitle: x\nauthor: @anna\n---\n", "3:9", "unexpected character"),
        ("---\ntitle: x\ntags: {a: b\n---\n", "3:12", "did not find"),
        ("---\ntitle: {{ page.title }}x\n---\n", "2:24", ""),
        ("\u{feff}+++\ntitle = \"x\"\ndate = 2025-13-01\n+++\n", "3:8", "month"),
        ("+++\ntitle = x\n+++\n", "2:9", "quoted"),
        ("{\n  \"title\": \"x\"\n  \"date\": \"2025-10-17\"\n}\n", "3:1", "expected `,`"),
        ("{\n  \"title\": \"x\",\n  \"date\": \"2025-10-17\",\n}\n", "4:1", "key"),
    ];
    for (matter, place, why) in broken {
        let desk = Desk::with_rule(KESTREL).file("a.md", format!("{matter}\nIt was calm.\n"));
        let run = desk.run(&["check"]);
        run.exits(0).warns(&format!("warning: a.md:{place}: has front matter that")).warns(why);
        let line = place.split(':').next().unwrap_or_default();
        let github = desk.run(&["check", "--format", "github", "--quiet"]);
        github.exits(0).says(&format!("file=a.md,line={line},"));
    }
    // A text that begins with a brace, and rules between paragraphs.
    for text in ["{ or so }\n\nIt was calm.\n", "{\nIt was\n}\n", "---\n\nIt was calm.\n"] {
        let desk = Desk::with_rule(KESTREL).file("a.md", text);
        desk.run(&["check"]).exits(0).never_says("front matter");
    }
}

/// Whatever follows from a mistake of syntax would be guesswork: which documents, rules and stets were meant.
#[test]
fn a_configuration_that_is_no_toml_is_told_once_and_alone() {
    let broken = [
        ("rules = [\"rules\"\npacks = []\n", "factlint.toml:2:1"),
        ("packs = [\"a\" \"b\"]\nrules = [\"nowhere\"]\n", "factlint.toml:1:14"),
        ("[corpus\nexclude = [\"**\"]\n", "factlint.toml:1:8"),
        ("packs = []\npacks = []\n", "factlint.toml:2:1"),
        ("packs = []\nrules = rules\n", "factlint.toml:2:9"),
        ("packs = []\n[[document]]\npath = \"*\"\ndate = 2025-13-45\n", "factlint.toml:4:8"),
        ("pack = 1\n[[stet]]\nrule = \"unknown\"\nkey value\n", "factlint.toml:4:5"),
        ("packs = {\r\n", "factlint.toml:1:10"),
        ("\"\"\"\n", "factlint.toml:1:1"),
    ];
    for (config, place) in broken {
        let desk = Desk::with_rule(KESTREL)
            .file("factlint.toml", config)
            .file("a.txt", "The Kestrel has a range of 900 km.\n");
        let commands: [&[&str]; 6] = [
            &["check"],
            &["check", "a.txt", "nowhere.txt"],
            &["fix"],
            &["facts"],
            &["test"],
            &["explain", "kestrel-range"],
        ];
        for command in commands {
            let run = desk.run(command);
            run.exits(2).warns("factlint.toml is not valid TOML").warns(place);
            assert_eq!(run.stderr.matches("error").count(), 1, "{command:?} {}", run.stderr);
            run.never_says("error[").never_says("kestrel-range");
        }
        let sarif = desk.run(&["check", "--format", "sarif"]);
        sarif.exits(2).says("\"executionSuccessful\": false").says("not valid TOML");
    }
}

/// No command passes for one that has looked at documents.
#[test]
fn commands_that_find_no_document_fail() {
    let desk = Desk::with_rule(KESTREL).file("docs/page.log", "A page.").file("docs/b.log", "B.");
    for command in [&["check"][..], &["fix"], &["fix", "--diff"], &["facts"]] {
        desk.run(command).exits(2).warns("holds no document: 2 .log files are of no known format");
    }
    desk.run(&["facts", "--documents", "docs"]).exits(2).warns("docs holds no document");
    desk.run(&["fix", "docs"]).exits(2).warns("docs holds no document");
    let desk = Desk::with_rule(KESTREL).file("a.txt", "A.").file(".ignore", "*.txt\n");
    desk.run(&["check"]).exits(2).warns("or .gitignore, leaves out what lies there");
    desk.run(&["check", "-"]).exits(2).warns("--stdin-filename NAME reads standard input");
}

/// A file that is meant to be the configuration is not passed over.
#[test]
fn a_configuration_by_another_name_is_told() {
    for name in
        ["Factlint.toml", "FACTLINT.TOML", ".factlint.toml", "factlint.tml", "factlint.yaml"]
    {
        let desk = Desk::empty().file(name, "packs = []\n").file("a.txt", "A.");
        desk.run(&["check"]).exits(2).warns("is not read: its name must be factlint.toml");
    }
}

const PATTERNS: &str = r#"
packs = []

[corpus]
include = ["wire/*.txt", "desk/*.txt"]
exclude = ["wire/old/**", "archive/**", "**/drafts/**", "build/**", "notes/*.png"]

[[document]]
path = "wire/a.txt"
date = 2025-10-17

[[document]]
path = "wires/*.txt"
date = 2025-10-17

[[override]]
path = ["wire/**", "opinion"]
severity = "error"
"#;

#[test]
fn a_pattern_that_matches_nothing_is_a_warning_at_its_place() {
    let desk = Desk::united()
        .file("factlint.toml", PATTERNS)
        .file("wire/old/x.txt", "A text.")
        .file(".ignore", "build/\n")
        .file("build/x.txt", "A text.")
        .file("notes/x.png", "no text");
    let run = concise(&desk, &[]);
    run.exits(0);
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains(": warning ")).collect();
    let expected = [
        "factlint.toml:5:26: warning `desk/*.txt` of `include` matches no file of the corpus (names no file)",
        "factlint.toml:6:27: warning `archive/**` of `exclude` matches no file of the corpus (names no file)",
        "factlint.toml:13:8: warning `wires/*.txt` of `[[document]]` matches no document (names no document)",
        "factlint.toml:17:20: warning `opinion` of `[[override]]` matches no document (names no document)",
    ];
    assert_eq!(told, expected);
    // Whoever checks some documents has not asked.
    for arguments in [&["wire/a.txt"][..], &["--quiet"], &["wire"]] {
        assert_eq!(concise(&desk, arguments).exits(0).stderr.matches("matches no").count(), 0);
    }
    let shown = desk.run(&["check"]);
    shown.exits(0).warns("warning: `opinion` of").warns("write \"opinion/**\"");
    let sarif = desk.run(&["check", "--format", "sarif"]);
    sarif.exits(0).says("`wires/*.txt` of").says("matches no document");
    sarif.says("\"executionSuccessful\": true");
}

// Commands

#[test]
fn without_a_command_it_checks() {
    let desk = Desk::divided();
    let check = desk.run(&["check"]);
    let run = desk.run(NONE);
    run.exits(1);
    assert_eq!(run.stdout, check.stdout);
    let report = desk.run(&["--format", "json"]);
    report.exits(1);
    assert_eq!(report.stdout, desk.json(NONE).stdout);
}

#[test]
fn a_path_without_a_command_is_checked() {
    let desk = Desk::divided().file("draft.txt", "The range of the Kestrel is 2,000 km.\n");
    for path in ["draft.txt", "./draft.txt"] {
        let run = desk.run(&[path]);
        run.exits(1).says("draft.txt:1:29");
        assert_eq!(run.stdout, desk.run(&["check", path]).stdout);
    }
    desk.run(&["wire"]).exits(1);
    desk.run(&["--format", "concise", "wire/a.txt"]).exits(1).says("wire/a.txt:1:36: ");
    desk.run(&["wire/a.txt", "--format", "concise"]).exits(1).says("wire/a.txt:1:36: ");
}

#[test]
fn a_misspelt_command_is_no_path() {
    let run = Desk::divided().run(&["chekc"]);
    run.exits(2).warns("check");
    assert!(run.stdout.is_empty());
}

#[test]
fn c_goes_to_a_folder_first() {
    let desk = Desk::empty()
        .file("news/factlint.toml", "packs = []\n")
        .file("news/rules/facts.toml", KESTREL)
        .file("news/a.txt", "The Kestrel missile has a range of 900 km.\n")
        .file("news/b.txt", "The Kestrel missile has a range of 1,400 km.\n");
    let run = desk.run(&["-C", "news", "check", "--format", "concise", "b.txt"]);
    run.exits(1).says("b.txt:1:36: ").never_says("news/");
    let after = desk.run(&["check", "-C", "news", "--format", "concise", "b.txt"]);
    assert_eq!(after.stdout, run.stdout);
    desk.run(&["-C", "nowhere", "check"]).exits(2).warns("-C nowhere: no such folder");
    desk.run(&["-C", "news/a.txt", "check"]).exits(2).warns("-C news/a.txt: no such folder");
}

#[test]
fn config_names_the_configuration() {
    let desk = Desk::divided()
        .file("desk/night.toml", "packs = []\nrules = [\"night-rules\"]\n")
        .file("desk/night-rules/names.toml", ZWOLLE)
        .file("desk/late.txt", "Trains to Swolle were late.\n");
    let run = concise(&desk, &["--config", "desk/night.toml"]);
    run.exits(1).says("desk/late.txt:1:11: error[zwolle]").never_says("kestrel");
    concise(&desk, &["--config", "desk/none.toml"]).exits(2).warns("desk/none.toml");
    concise(&desk, &["--config", "desk"]).exits(2).warns("desk is not a file");
}

#[test]
fn a_mistake_in_the_configuration_has_a_place_and_a_hint() {
    let desk = Desk::divided().file("factlint.toml", "packs = []\n[corpus]\nexlude = [\"a\"]\n");
    let run = concise(&desk, &[]);
    run.exits(2).says("kestrel-range").warns("factlint.toml:3:1: ").warns("`exclude`");
}

#[test]
fn rules_are_named_again_and_again_and_instead_of_the_configurations() {
    let desk = Desk::divided()
        .file("own/zwolle.toml", ZWOLLE)
        .file("own/deep/arnhem.toml", ZWOLLE)
        .file("wire/d.txt", "Trains to Swolle and Srnhem were late.\n");
    let one = concise(&desk, &["--rules", "own/zwolle.toml"]);
    one.exits(1).says("wire/d.txt:1:11: error[zwolle]").never_says("kestrel");
    let folder = concise(&desk, &["--rules", "own"]);
    folder.exits(2).warns("two rules have the id `zwolle`").says("[zwolle]");
    desk.write("own/deep/arnhem.toml", ZWOLLE.replace("wolle", "rnhem"));
    concise(&desk, &["--rules", "own"]).exits(1).says("[zwolle]").says("[zrnhem]");
    let both = concise(&desk, &["--rules", "own/zwolle.toml", "--rules", "own/deep"]);
    both.exits(1).says("[zwolle]").says("[zrnhem]").never_says("kestrel");
    // A file that is named twice is read once.
    let twice = concise(&desk, &["--rules", "own/zwolle.toml", "--rules", "own"]);
    assert_eq!(twice.exits(1).stdout, both.stdout);
    concise(&desk, &["--rules", "own/none.toml"]).exits(2).warns("own/none.toml");
}

#[test]
fn packs_none_leaves_the_rules_of_ones_own() {
    let desk = Desk::divided()
        .file("factlint.toml", "packs = [\"copy-desk\"]\n")
        .file("wire/d.txt", "The wall is 30 feet (90 meters) high.\n");
    concise(&desk, &[]).exits(1).says("[conversion]").says("[kestrel-range]");
    let none = concise(&desk, &["--packs", "none"]);
    none.exits(1).says("[kestrel-range]").never_says("[conversion]");
    desk.write("factlint.toml", "packs = []\n");
    concise(&desk, &[]).exits(1).never_says("[conversion]");
    let chosen = concise(&desk, &["--packs", "places,copy-desk"]);
    chosen.exits(1).says("[kestrel-range]").says("[conversion]");
}

#[test]
fn copy_desk_is_on_by_default() {
    let desk = Desk::empty().file("a.txt", "The wall is 30 feet (90 meters) high.\n");
    concise(&desk, &[]).exits(1).says("a.txt:1:").says("[conversion]");
}

#[test]
fn an_unknown_pack_is_told_with_the_one_that_was_meant() {
    let desk = Desk::divided();
    let run = desk.run(&["check", "--packs", "places,leders"]);
    run.exits(2).warns("there is no pack `leders`; did you mean `leaders`?");
    desk.run(&["check", "--packs", "qqqqqqqq"])
        .exits(2)
        .warns("packs: agreement, copy-desk, leaders");
    desk.write("factlint.toml", "packs = [\"places\", \"leders\"]\n");
    let run = concise(&desk, &[]);
    run.exits(2).says("kestrel-range").warns("factlint.toml:1:20: ");
    run.warns("did you mean `leaders`?");
}

// Reports

#[test]
fn pretty_is_the_default() {
    let desk = Desk::divided();
    let run = desk.run(&["check"]);
    assert_eq!(run.stdout, desk.run(&["check", "--format", "pretty"]).stdout);
    run.says("┌─ wire/a.txt:1:36")
        .says("┌─ wire/b.txt:3:36")
        .says("rule: rules/facts.toml, line 7");
}

#[test]
fn concise_is_one_line_a_finding() {
    let run = concise(&Desk::divided(), &[]);
    run.exits(1);
    let lines: Vec<&str> = run.text().lines().collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let (at, message) = lines[0].split_once(": error[kestrel-range] ").unwrap();
    assert_eq!(at, "wire/b.txt:3:36");
    assert!(message.contains("1,400 km") && message.contains("900 km"), "{message}");
    run.warns("3 documents (3 undated), 1 rule, 2 claims: 1 error");
}

#[test]
fn jsonl_is_one_finding_a_line_in_the_shape_of_json() {
    let desk = Desk::divided()
        .file("rules/names.toml", ZWOLLE)
        .file("wire/d.txt", "Swolle is calm.\n\nSo is all of Swolle.\n");
    let whole = desk.json(NONE);
    let lines = desk.run(&["check", "--format", "jsonl"]);
    lines.exits(1);
    let each: Vec<Value> =
        lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(each.len() >= 2);
    assert_eq!(each, whole.findings());
}

#[test]
fn a_clean_report_is_empty_but_whole() {
    let desk = Desk::united();
    assert_eq!(concise(&desk, &[]).exits(0).text(), "");
    assert_eq!(desk.run(&["check", "--format", "jsonl"]).exits(0).text(), "");
    let report = desk.json(NONE);
    assert_eq!(report.exits(0).findings(), Vec::<Value>::new());
    assert_eq!(report.json()["summary"]["documents"], 2);
}

#[test]
fn output_goes_to_a_file_and_the_exit_code_stays() {
    let desk = Desk::divided();
    for format in ["pretty", "concise", "json", "jsonl"] {
        let shown = desk.run(&["check", "--quiet", "--format", format]);
        let run = desk.run(&["check", "--format", format, "--output", "report.out"]);
        run.exits(1).warns("2 claims: 1 error");
        assert!(run.stdout.is_empty(), "{}", run.text());
        assert_eq!(desk.read("report.out"), shown.text(), "{format}");
    }
    let clean = Desk::united();
    clean.run(&["check", "--format", "json", "-o", "report.json"]).exits(0);
    assert!(clean.read("report.json").contains("\"findings\": []"));
    clean.run(&["check", "--output", "no/folder/report"]).exits(2).warns("cannot be written");
}

#[test]
fn output_is_relative_to_the_folder_of_c() {
    let desk = Desk::divided();
    desk.run(&["-C", "wire", "check", "--format", "concise", "--output", "report"]).exits(1);
    assert!(desk.read("wire/report").starts_with("b.txt:3:36: "));
}

#[test]
fn output_never_replaces_a_document_or_a_rule_file() {
    let desk = Desk::divided();
    let inputs = ["wire/a.txt", "./wire/../wire/c.txt", "rules/facts.toml", "factlint.toml"];
    for path in inputs {
        let before = desk.read(path);
        desk.run(&["check", "--output", path]).exits(2).warns("--output");
        assert_eq!(desk.read(path), before, "{path}");
    }
    let before = desk.read("wire/a.txt");
    desk.run_in("wire", &["check", "b.txt", "--output", "a.txt"]).exits(2).warns("--output");
    assert_eq!(desk.read("wire/a.txt"), before);
    // An old report is no input.
    desk.write("report.json", "old");
    desk.run(&["check", "--output", "report.json"]).exits(1);
    assert_ne!(desk.read("report.json"), "old");
}

#[test]
fn fail_on_says_from_which_severity_on_it_exits_with_1() {
    for (severity, codes) in [("error", [1, 1, 1]), ("warning", [0, 1, 1]), ("note", [0, 0, 1])] {
        let desk = Desk::with_rule(&format!("{ZWOLLE}severity = \"{severity}\"\n"))
            .file("a.txt", "Trains to Swolle were late.\n");
        concise(&desk, &[]).exits(codes[0]).says(&format!("{severity}[zwolle]"));
        for (fail_on, code) in ["error", "warning", "note"].into_iter().zip(codes) {
            // What is reported does not depend on it.
            concise(&desk, &["--fail-on", fail_on])
                .exits(code)
                .says(&format!("{severity}[zwolle]"));
        }
    }
}

#[test]
fn quiet_leaves_the_summary_out() {
    let desk = Desk::divided();
    for format in ["pretty", "concise", "json"] {
        let run = desk.run(&["check", "--quiet", "--format", format]);
        run.exits(1).says("kestrel-range").never_says("claims: ");
        assert_eq!(run.stderr, "");
    }
    let clean = Desk::united().run(&["-q"]);
    assert_eq!((clean.exits(0).text(), clean.stderr.as_str()), ("", ""));
    // Errors are told all the same.
    desk.run(&["check", "--quiet", "nowhere.txt"]).exits(2).warns("nowhere.txt does not exist");
}

#[test]
fn there_are_no_colours_without_a_terminal() {
    let desk = Desk::divided().file("rules/bad.toml", "[[rule]]\nid = 3\n");
    desk.run(&["check"]).exits(2).never_says("\u{1b}");
    desk.run(&["check", "--color", "never"]).exits(2).never_says("\u{1b}");
    desk.run(&["check", "--color", "auto"]).exits(2).never_says("\u{1b}");
    desk.command().arguments(&["check"]).variable("NO_COLOR", "1").run().never_says("\u{1b}");
}

#[test]
fn colours_come_when_asked_for() {
    let desk = Desk::divided();
    let run = desk.run(&["check", "--color", "always"]);
    run.exits(1).says("\u{1b}[");
    // Who asks in so many words is heard before the environment.
    let asked = desk.command().arguments(&["check", "--color=always"]).variable("NO_COLOR", "1");
    assert_eq!(asked.run().stdout, run.stdout);
    let plain = without_colours(run.text());
    assert_eq!(plain, desk.run(&["check"]).text());
    desk.run(&["check", "nowhere", "--color", "always"]).warns("\u{1b}[");
    for format in ["json", "jsonl", "concise"] {
        desk.run(&["check", "-q", "--color", "always", "--format", format]).never_says("\u{1b}");
    }
}

fn without_colours(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(piece.split_once('m').map_or(piece, |(_, rest)| rest));
    }
    plain
}

// What is compared and what is reported

#[test]
fn against_is_compared_with_and_not_reported() {
    let desk = Desk::with_rule(KESTREL)
        .file("factlint.toml", "packs = []\n[corpus]\ninclude = [\"news/*.txt\"]\n")
        .file("news/a.txt", "The Kestrel missile has a range of 900 km.\n")
        .file("archive/old.txt", "The Kestrel missile has a range of 1,400 km.\n")
        .file("archive/older.txt", "The range of the Kestrel is 1,400 km.\n");
    concise(&desk, &[]).exits(0);
    for against in ["archive", "archive/old.txt"] {
        let run = concise(&desk, &["--against", against]);
        run.exits(1).says("news/a.txt:1:36: ");
        assert!(run.text().lines().all(|line| line.starts_with("news/a.txt")), "{}", run.text());
    }
    let twice = concise(&desk, &["--against", "archive/old.txt", "--against", "archive/older.txt"]);
    twice.exits(1).warns("3 documents");
    concise(&desk, &["--against", "archive/none.txt"]).exits(2).warns("archive/none.txt");
}

#[test]
fn as_of_dates_the_undated() {
    let desk = Desk::with_rule(MAYOR).file("a.txt", "Mayor Ada Lindqvist spoke at noon.\n");
    desk.run(&["check"]).exits(0).says("1 not judged: no document date");
    desk.run(&["check", "--as-of", "2022-03-01"]).exits(0).never_says("not judged");
    desk.run(&["check", "--as-of", "2023-12-31"]).exits(0).never_says("not judged");
    let late = concise(&desk, &["--as-of", "2025-03-01"]);
    late.exits(1).says("a.txt:1:1: error[mayor]").says("2025-03-01");
    // A document's own date comes first.
    desk.write("factlint.toml", "packs = []\n[[document]]\npath = \"a.txt\"\ndate = 2022-03-01\n");
    desk.run(&["check", "--as-of", "2025-03-01"]).exits(0).never_says("undated");
}

#[test]
fn a_bad_date_is_refused() {
    let desk = Desk::united();
    for date in ["yesterday", "2025-02-30", "2025-13-01", "01/02/2025", "2025", "", "2025-1"] {
        let run = desk.run(&["check", "--as-of", date]);
        run.exits(2).warns("--as-of");
        assert!(run.stdout.is_empty(), "{date}: {}", run.text());
    }
}

#[test]
fn a_draft_on_standard_input_is_compared_with_the_corpus() {
    let desk = Desk::divided().file("rules/names.toml", ZWOLLE).file("wire/d.txt", "Swolle.\n");
    let check = ["check", "--format", "json", "--stdin-filename"];
    let draft = |name: &str, text: &str| {
        desk.command().arguments(&check).arguments(&[name]).input(text).run()
    };
    let new = draft("wire/new.txt", "It rained.\n\nThe Kestrel missile has a range of 2,400 km.\n");
    let findings = new.exits(1).findings();
    assert_eq!(findings.len(), 1, "{:?}", new.places());
    assert_eq!(place(&findings[0]), "wire/new.txt:3:36 kestrel-range 2,400 km");
    assert_ne!(findings[0]["related"][0]["path"], "wire/new.txt");

    // It stands for the file of its name.
    let mended = draft("wire/b.txt", "The Kestrel missile has a range of 900 km.\n");
    assert_eq!(mended.exits(0).places(), [""; 0]);
    assert_eq!(mended.json()["summary"]["documents"], 4);
    let same = draft("wire/b.txt", &desk.read("wire/b.txt"));
    assert_eq!(same.exits(1).places(), ["wire/b.txt:3:36 kestrel-range 1,400 km"]);
    // Nothing is written.
    assert!(desk.read("wire/b.txt").contains("1,400") && !desk.path("wire/new.txt").exists());

    // Neither the other finding of the corpus nor the old text of the file is told.
    assert_eq!(draft("wire/d.txt", "Calm.\n").exits(0).places(), [""; 0]);
    // A pipe that brings nothing is no clean draft.
    assert_eq!(draft("wire/d.txt", "").exits(2).warns("is empty").places(), [""; 0]);
}

#[test]
fn a_path_without_documents_is_told() {
    let desk = Desk::divided().file("docs/a.log", "A page.").file("docs/b.log", "Another.");
    desk.run(&["check", "docs"])
        .exits(2)
        .warns("docs holds no document: 2 .log files are of no known format");
    desk.run(&["check", "docs", "--allow-empty"]).exits(0);
    // The others are checked all the same.
    desk.run(&["check", "docs", "wire"]).exits(2).says("kestrel-range");
    std::fs::create_dir(desk.path("empty")).unwrap();
    desk.run(&["check", "--against", "empty"])
        .exits(2)
        .warns("empty holds no document: it is empty");
    // A folder beside it that begins alike is not it.
    let desk = desk.file("empty-2/a.txt", "Calm.\n");
    desk.run(&["check", "empty"]).exits(2).warns("empty holds no document");
    let sarif = desk.run(&["check", "docs", "--format", "sarif"]).exits(2).json();
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn a_draft_is_shown_with_its_own_words() {
    let desk = Desk::united();
    let run = desk
        .command()
        .arguments(&["--stdin-filename", "wire/a.txt"])
        .input("Now then.\nThe Kestrel missile has a range of 4,000 km.\n")
        .run();
    run.exits(1).says("wire/a.txt:2:36").says("2 │ The Kestrel missile has a range of 4,000 km.");
}

#[test]
fn a_draft_that_is_no_text_is_an_error() {
    let desk = Desk::united();
    let run = desk.command().arguments(&["--stdin-filename", "x.txt"]).input(b"a\0b").run();
    run.exits(2).warns("x.txt looks like a binary file");
}

#[test]
fn paths_choose_what_is_reported_but_not_what_it_is_compared_with() {
    let desk = Desk::divided().file("wire/d.txt", "The range of the Kestrel is 900 km.\n");
    // The side that was asked for comes first.
    assert_eq!(desk.json(&["wire/b.txt"]).places(), ["wire/b.txt:3:36 kestrel-range 1,400 km"]);
    assert_eq!(desk.json(&["wire/a.txt"]).places(), ["wire/a.txt:1:36 kestrel-range 900 km"]);
    desk.json(&["wire/c.txt"]).exits(0);
    let named = desk.json(&["wire/c.txt"]);
    assert_eq!(named.json()["summary"]["documents"], 4);
    // A fingerprint does not depend on which side is first.
    let fingerprint = |path: &str| desk.json(&[path]).findings()[0]["fingerprint"].clone();
    assert_eq!(fingerprint("wire/a.txt"), fingerprint("wire/b.txt"));
}

#[test]
fn a_path_outside_the_corpus_is_compared_with_it() {
    let desk = Desk::empty()
        .file("news/factlint.toml", "packs = []\n")
        .file("news/rules/facts.toml", KESTREL)
        .file("news/a.txt", "The Kestrel missile has a range of 900 km.\n")
        .file("drafts/b.txt", "The Kestrel missile has a range of 1,400 km.\n");
    let run = desk.run_in("news", &["check", "--format", "concise", "../drafts/b.txt"]);
    run.exits(1).says("../drafts/b.txt:1:36: ");
    assert_eq!(run.text().lines().count(), 1);
}

#[test]
fn without_a_configuration_the_paths_are_the_corpus() {
    let desk = Desk::empty()
        .file("facts/rule.toml", KESTREL)
        .file("one/a.txt", "The Kestrel missile has a range of 900 km.\n")
        .file("two/b.txt", "The Kestrel missile has a range of 1,400 km.\n");
    let rules = ["--packs", "none", "--rules", "facts"];
    concise(&desk, &[&rules[..], &["one"]].concat()).exits(0);
    concise(&desk, &[&rules[..], &["two"]].concat()).exits(0);
    concise(&desk, &[&rules[..], &["one", "two"]].concat()).exits(1);
    concise(&desk, &rules).exits(1);
}

#[test]
fn within_corpus_passes_over_what_is_no_document_of_it() {
    let config = "packs = []\n[corpus]\ninclude = [\"wire/**\"]\nexclude = [\"wire/old/**\"]\n";
    let desk = Desk::with_rule(ZWOLLE)
        .file("factlint.toml", config)
        .file("wire/a.txt", "In Swolle.\n")
        .file("wire/b.txt", "Back in Swolle.\n")
        .file("wire/old/c.txt", "In Swolle.\n")
        .file("README.md", "On Swolle.\n")
        .file("tool.py", "# Swolle\n");
    let given = ["wire/a.txt", "wire/old/c.txt", "README.md", "tool.py"];
    assert_eq!(desk.json(&given).findings().len(), 3);
    let run = desk.json(&[&given[..], &["--within-corpus"]].concat());
    run.exits(1);
    assert_eq!(run.places(), ["wire/a.txt:1:4 zwolle Swolle"]);
    // All of them, none of the corpus: nothing to report, and no whole corpus in their place.
    let run = desk.json(&["--within-corpus", "README.md", "tool.py", "wire/old/c.txt"]);
    run.exits(0);
    assert_eq!(run.places(), [""; 0]);
    // What is not there is still missed.
    desk.json(&["--within-corpus", "wire/z.txt"]).exits(2).warns("wire/z.txt does not exist");
    desk.json(&["--within-corpus"]).exits(2).warns("PATH");
    // Without a factlint.toml, the paths are the corpus.
    std::fs::remove_file(desk.path("factlint.toml")).unwrap();
    let run = desk.json(&["--packs", "none", "--rules", "rules", "--within-corpus", "README.md"]);
    assert_eq!(run.places(), ["README.md:1:4 zwolle Swolle"]);
}

#[test]
fn excludes_hold_for_explicit_paths() {
    let config = "packs = []\n[corpus]\nexclude = [\"wire/old/**\", \"**/b.txt\"]\n";
    let desk = Desk::divided()
        .file("wire/old/x.txt", "The Kestrel missile has a range of 5,000 km.\n")
        .file("factlint.toml", config);
    concise(&desk, &[]).exits(0).warns("2 documents");
    concise(&desk, &["wire"]).exits(0);
    // Whoever names one of them is told that it was not looked at.
    for path in ["wire/b.txt", "wire/old/x.txt", "./wire/b.txt"] {
        concise(&desk, &[path]).exits(2).warns("is left out by `exclude`");
        concise(&desk, &[path, "--allow-empty"]).exits(0);
    }
    concise(&desk, &["wire/old"]).exits(2).warns("leaves out what lies there");
    desk.run_in("wire/old", &["check", "x.txt"]).exits(2).warns("is left out by `exclude`");
}

#[test]
fn what_git_ignores_is_no_document_unless_it_is_named() {
    let desk = Desk::divided()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file(".gitignore", "wire/b.txt\nbuild/\n")
        .file("build/x.txt", "The Kestrel missile has a range of 5,000 km.\n");
    concise(&desk, &[]).exits(0).warns("2 documents");
    concise(&desk, &["wire"]).exits(0);
    concise(&desk, &["wire/b.txt"]).exits(1).says("wire/b.txt:3:36: ");
}

#[test]
fn overlapping_paths_do_not_double_findings() {
    let desk = Desk::divided().file("rules/names.toml", ZWOLLE).file("wire/d.txt", "Swolle.\n");
    let once = desk.json(&["wire"]);
    assert_eq!(once.exits(1).findings().len(), 2);
    for paths in [
        &["wire", "wire"][..],
        &["wire", "wire/d.txt", "wire/b.txt"],
        &["./wire/", "wire/../wire/d.txt", "."],
        &["wire/d.txt", "wire", "--against", "wire"],
    ] {
        assert_eq!(desk.json(paths).stdout, once.stdout, "{paths:?}");
    }
}

#[test]
fn paths_are_relative_to_where_one_stands() {
    let desk = Desk::divided()
        .file("drafts/deep/e.txt", "The range of the Kestrel is 2,000 km.\n")
        .file("drafts/deep/f.txt", "Nothing.\n");
    // The configuration is found upward, and all of its corpus is checked.
    let above = desk.run_in("drafts/deep", &["check", "--format", "json"]);
    let findings = above.exits(1).findings();
    let mut paths: Vec<&str> = Vec::new();
    for finding in &findings {
        paths.push(finding["path"].as_str().unwrap());
        for label in finding["related"].as_array().unwrap() {
            paths.push(label["path"].as_str().unwrap());
        }
    }
    assert!(paths.contains(&"e.txt"), "{paths:?}");
    assert!(paths.iter().any(|path| path.starts_with("../../wire/")), "{paths:?}");
    assert_eq!(above.json()["summary"]["documents"], 5);

    let one = desk.run_in("drafts/deep", &["e.txt", "--format", "concise"]);
    one.exits(1).says("e.txt:1:29: ");
    let other = desk.run_in("drafts/deep", &["check", "--format", "concise", "../../wire/b.txt"]);
    other.exits(1).says("../../wire/b.txt:3:36: ");
    // The same claims are made, wherever one stands.
    assert_eq!(above.findings().len(), desk.json(NONE).findings().len());
    let pretty = desk.run_in("wire", &["check"]);
    pretty.exits(1).says("┌─ b.txt:3:36").says("rule: ../rules/facts.toml, line 7");
}

#[test]
fn only_known_formats_are_documents_unless_include_says_more() {
    let desk = Desk::with_rule(ZWOLLE)
        .file("a.txt", "Swolle.\n")
        .file("b.md", "Swolle.\n")
        .file("c.rs", "// Swolle\n")
        .file(".hidden.txt", "Swolle.\n");
    assert_eq!(desk.json(NONE).findings().len(), 2);
    desk.write("factlint.toml", "packs = []\n[corpus]\ninclude = [\"*.rs\"]\n");
    assert_eq!(desk.json(NONE).places(), ["c.rs:1:4 zwolle Swolle"]);
}

// Determinism

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let desk = many(0..60);
    let one = desk.json(&["--jobs", "1"]);
    assert!(one.exits(1).findings().len() > 5);
    for jobs in ["2", "8", "0"] {
        assert_eq!(desk.json(&["--jobs", jobs]).stdout, one.stdout, "{jobs} threads");
    }
    let pretty = desk.run(&["check", "-j1"]);
    for jobs in ["-j2", "-j8"] {
        assert_eq!(desk.run(&["check", jobs]).stdout, pretty.stdout, "{jobs}");
    }
}

#[test]
fn the_order_in_which_files_were_made_does_not_matter() {
    let one = many(0..60);
    let other = many((0..60).map(|index| (index * 37 + 11) % 60));
    let backwards = many((0..60).rev());
    for format in ["pretty", "concise", "json", "jsonl"] {
        let report = |desk: &Desk| desk.run(&["check", "--format", format]).stdout;
        let first = report(&one);
        assert_eq!(report(&other), first, "{format}");
        assert_eq!(report(&backwards), first, "{format}");
    }
}

#[test]
fn the_order_of_paths_does_not_matter() {
    let desk = many(0..20);
    let forwards = desk.json(&["desk0", "desk1", "desk2"]);
    assert_eq!(desk.json(&["desk2", "desk0", "desk1"]).stdout, forwards.stdout);
}

/// Documents that agree and disagree in many ways.
fn many(order: impl IntoIterator<Item = usize>) -> Desk {
    let desk = Desk::with_rule(&format!("{KESTREL}{ZWOLLE}"));
    for index in order {
        let name = if index % 7 == 0 { "Swolle" } else { "Zwolle" };
        let range = [900, 900, 1_400, 900, 2_300][index % 5];
        desk.write(
            format!("desk{}/{index:02}.txt", index % 3),
            format!(
                "Trains to {name} were late.\n\nThe Kestrel missile has a range of {range} km.\n"
            ),
        );
    }
    desk
}

// JSON

#[test]
fn json_has_the_shape_of_version_1() {
    let run = Desk::divided().json(NONE);
    let report = run.exits(1).json();
    assert_eq!(report["version"], 1);
    let summary = &report["summary"];
    for (key, value) in
        [("documents", 3), ("claims", 2), ("errors", 1), ("warnings", 0), ("notes", 0)]
    {
        assert_eq!(summary[key], value, "{key}");
    }
    let finding = &report["findings"][0];
    for (key, value) in [
        ("rule", "kestrel-range"),
        ("check", "quantity"),
        ("severity", "error"),
        ("path", "wire/b.txt"),
        ("text", "1,400 km"),
    ] {
        assert_eq!(finding[key], value, "{key}");
    }
    for key in ["message", "label", "fingerprint"] {
        assert!(finding[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert!(finding["notes"].as_array().is_some_and(|notes| !notes.is_empty()));
    assert!(finding["fix"].is_null());
    let start = &finding["span"]["start"];
    assert_eq!(
        (&start["line"], &start["column"], &start["offset"]),
        (&3.into(), &36.into(), &51.into())
    );
    let end = &finding["span"]["end"];
    assert_eq!((&end["line"], &end["column"], &end["offset"]), (&3.into(), &44.into(), &59.into()));
    let related = &finding["related"][0];
    assert_eq!(related["path"], "wire/a.txt");
    assert_eq!(related["text"], "900 km");
    assert!(related["message"].as_str().is_some_and(|text| !text.is_empty()));
}

#[test]
fn the_summary_counts_each_severity() {
    let severity = |rule: &str, severity: &str| format!("{rule}severity = \"{severity}\"\n");
    let warning = severity(&ZWOLLE.replace("wolle", "neek"), "warning");
    let note = severity(&ZWOLLE.replace("wolle", "rnhem"), "note");
    let rules = format!("{ZWOLLE}{warning}{note}")
        .replacen("\"zwolle\"", "\"first\"", 1)
        .replacen("\"zneek\"", "\"second\"", 1);
    let desk = Desk::with_rule(&rules).file("a.txt", "Swolle, Sneek.\n\nSrnhem.\n\nAlso Swolle.\n");
    let report = desk.json(NONE);
    let report = report.exits(1).json();
    let count = |severity: &str| {
        let findings = report["findings"].as_array().unwrap();
        findings.iter().filter(|finding| finding["severity"] == severity).count()
    };
    for (key, severity) in [("errors", "error"), ("warnings", "warning"), ("notes", "note")] {
        assert!(count(severity) > 0, "{severity}");
        assert_eq!(report["summary"][key], count(severity), "{key}");
    }
}

/// Asserts that a label's `text` is what its bytes, lines and columns point at.
fn points_at_its_words(folder: &Path, label: &Value) {
    let path = folder.join(label["path"].as_str().unwrap());
    let bytes = std::fs::read(&path).unwrap();
    let offset = |side: &str| label["span"][side]["offset"].as_u64().unwrap() as usize;
    let (start, end) = (offset("start"), offset("end"));
    let words = label["text"].as_str().unwrap();
    assert!(start < end, "{label}");
    assert_eq!(String::from_utf8_lossy(&bytes[start..end]), words, "{}", path.display());
    for (side, offset) in [("start", start), ("end", end)] {
        let before = std::str::from_utf8(&bytes[..offset]).unwrap();
        let line = before.matches('\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap();
        let column = last.trim_start_matches('\u{feff}').chars().count() + 1;
        assert_eq!(label["span"][side]["line"], line, "{label}");
        assert_eq!(label["span"][side]["column"], column, "{label}");
    }
}

#[test]
fn spans_are_bytes_of_the_file_and_columns_are_characters() {
    let rules = format!("{KESTREL}{ZWOLLE}{MAYOR}");
    let desk = Desk::with_rule(&rules)
        .file("a.txt", "Größe: «naïve» 東京 🚀. The Kestrel missile has a range of 900 km.\n")
        .file(
            "b.txt",
            "\u{feff}Zoë é e\u{301}: the Kestrel missile has a range of 1,400 km.\r\nÀ Swolle.\r\n",
        )
        .file("c.txt", "\u{feff}Swolle.\n\n\n   \tÉté à Swolle, mayor Ada Lindqvist spoke.\n")
        .file(
            "d.txt",
            "The mayor of Kyïv met Mayor Ada Lindqvist.\r\n\r\nThe Kestrel’s range is 5,000 km",
        )
        .file(
            "deep/e.md",
            "# Swolle 🚀\n\n*Été* in **Swolle** — the range of the `x` Kestrel is _3,000 km_.\n",
        );
    let folder = desk.path("");
    for folder in [folder.clone(), folder.join("deep")] {
        let below = if folder.ends_with("deep") { "deep" } else { "" };
        let run = desk.run_in(below, &["check", "--format", "json", "--as-of", "2025-01-01"]);
        let findings = run.exits(1).findings();
        let rules: std::collections::BTreeSet<&str> =
            findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
        assert_eq!(rules.into_iter().collect::<Vec<_>>(), ["kestrel-range", "mayor", "zwolle"]);
        let (mut labels, mut others) = (0, 0);
        for finding in &findings {
            points_at_its_words(&folder, finding);
            labels += 1;
            for related in finding["related"].as_array().unwrap() {
                points_at_its_words(&folder, related);
                others += 1;
            }
        }
        assert!(labels >= 6 && others >= 2, "{labels} labels, {others} others");
    }
}

#[test]
fn findings_come_in_the_order_of_paths_and_places() {
    let report = many(0..60).json(NONE);
    let key = |finding: &Value| {
        let offset = finding["span"]["start"]["offset"].as_u64();
        (finding["path"].as_str().unwrap().to_owned(), offset)
    };
    let found: Vec<_> = report.findings().iter().map(key).collect();
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(found, sorted);
}

// Other commands

#[test]
fn rules_lists_what_is_loaded() {
    let desk =
        Desk::divided().file("rules/names.toml", format!("{ZWOLLE}source = \"Town hall\"\n"));
    let run = desk.run(&["rules"]);
    run.exits(0).says("kestrel-range").says("quantity").says("rules/facts.toml:7");
    run.says("zwolle").says("Town hall").never_says("conversion");
    desk.run(&["rules", "--packs", "copy-desk"]).exits(0).says("conversion").says("kestrel-range");
    let packs = desk.run(&["rules", "--packs", PACKS]);
    packs.exits(0).says("tomahawk-range").says("us-president").says("kyiv");
    desk.write("rules/bad.toml", "[[rule]]\nid = \"x\"\ncheck = \"nmae\"\n");
    desk.run(&["rules"]).exits(2).says("kestrel-range").warns("did you mean `name`?");
}

#[test]
fn rules_that_are_due_for_review_are_listed_on_demand() {
    let rule = format!("{ZWOLLE}checked = 2024-01-01\nreview-by = 2025-01-01\n");
    let desk = Desk::united().file("rules/names.toml", rule);
    let due = desk.run(&["rules", "--stale", "--as-of", "2025-01-02"]);
    due.exits(1).says("zwolle").says("2025-01-01").never_says("kestrel-range");
    let none = desk.run(&["rules", "--stale", "--as-of", "2025-01-01"]);
    none.exits(0).says("none of 2 rules was due for review by 2025-01-01");
    // Without a day, it is today's, which is later.
    desk.run(&["rules", "--stale"]).exits(1).says("zwolle");
}

#[test]
fn stets_are_listed_with_their_reasons() {
    let desk = Desk::divided();
    desk.run(&["rules", "--stets"]).exits(0).says("nothing is let stand");
    let stet = "\n[[stet]]\nrule = \"kestrel-range\"\npath = \"wire/b.txt\"\nby = \"the night desk\"\n\
                text = \"1,400 km\"\nreason = \"the long version\"\nuntil = 2025-06-30\n";
    let config = format!("{}{stet}", desk.read("factlint.toml"));
    desk.write("factlint.toml", config);
    let run = desk.run(&["rules", "--stets"]);
    run.exits(0).says("kestrel-range").says("wire/b.txt").says("1,400 km").says("the long version");
    run.says("2025-06-30").says("the night desk").never_says("(over)");
    desk.write(
        "wire/c.md",
        "Text.\n\n<!-- factlint: stet kestrel-range: a map of 1950 -->\n\nMore.\n",
    );
    let run = desk.run(&["rules", "--stets"]);
    run.says("a map of 1950").says("wire/c.md:3").says("the long version");
    desk.run(&["rules", "--stets", "--as-of", "2025-07-01"]).exits(0).says("2025-06-30 (over)");
    desk.run(&["rules", "--stets", "--stale"]).exits(2);
}

#[test]
fn explain_tells_about_rules_and_kinds() {
    let desk = Desk::divided();
    let rule = desk.run(&["explain", "kestrel-range"]);
    rule.exits(0).says("kestrel-range (quantity, error)").says("rules/facts.toml:7");
    rule.says("Kestrel").says("factlint explain quantity");
    let kinds = [
        "acronym", "calendar", "characters", "conversion", "date", "elapsed", "name", "parties",
        "percentage", "quantity", "quote", "require", "states", "statistics", "tally", "term",
        "title", "total", "value", "variants",
    ];
    for kind in kinds {
        desk.run(&["explain", kind]).exits(0).says(kind).says("[[rule]]");
    }
    // A kind is explained anywhere, and packs are there for the asking.
    Desk::empty().run(&["explain", "title"]).exits(0).says("held");
    desk.run(&["explain", "tomahawk-range", "--packs", "missiles"]).exits(0).says("1,600 km");
}

#[test]
fn a_line_is_explained() {
    let desk = Desk::divided();
    let run = desk.run(&["explain", "wire/b.txt:3"]);
    run.exits(0).says("wire/b.txt").says("paragraph:").says("read:").says("figure");
    run.says("kestrel-range (quantity): reads `").says("error: ").says("other rules find nothing");
    desk.write("wire/d.txt", "The Kestrel flew home.\n\nIt rained.\n");
    let run = desk.run(&["explain", "wire/d.txt:1"]);
    run.exits(0).says("its subject is named, but no cue of `near`");
    desk.run(&["explain", "wire/d.txt:2"]).exits(0).says("no prose in this line");
    desk.run(&["explain", "wire/d.txt:9"]).exits(2).warns("has 3 lines");
    desk.run(&["explain", "wire/x.txt:1"]).exits(2).warns("no such file");
    desk.run(&["explain", "wire:1"]).exits(2).warns("is a folder");
}

#[test]
fn rules_tell_what_they_do_in_the_corpus() {
    let desk = Desk::divided();
    desk.run(&["rules"]).exits(0).says("fired");
    desk.run(&["explain", "kestrel-range"]).exits(0).says("here").says("claims in").says("finding");
    let cost = desk.run(&["rules", "--cost"]);
    cost.exits(0).says("share").says("kestrel-range").says("ms of one thread");
    desk.run(&["rules", "--cost", "--stale"]).exits(2);
    // Where nobody has said which documents count, nothing is counted.
    Desk::empty().run(&["rules", "--packs", "places"]).exits(0).never_says("fired");
    let run = desk.run(&["check", "--statistics"]);
    run.exits(1).says("findings  documents  rule").says("kestrel-range").never_says("┌─");
    desk.run(&["check", "--statistics", "--format", "json"]).exits(2);
    run.never_says("claim nothing");
    let quiet = "[[rule]]\nid = \"slang\"\ncheck = \"term\"\nnever = [\"gonna\"]\n";
    let desk = desk.file("rules/slang.toml", quiet);
    let run = desk.run(&["check", "--statistics", "--packs", "copy-desk"]);
    run.exits(1).says("1 of 2 rules of your own claim nothing: `slang`; `factlint test");
}

#[test]
fn a_bad_example_that_finds_nothing_is_told_why() {
    let rule = |example: &str| {
        format!(
            "[[rule]]\nid = \"r\"\ncheck = \"title\"\nabout = [\"Ann Lee\"]\n\
             held = [{{ title = \"mayor\", from = 2020-01-01 }}]\n[[rule.example]]\n{example}\n\
             [[rule]]\nid = \"s\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\nnear = [\"range\"]\nexpect = \"5 km\"\n\
             [[rule.example]]\nbad = \"The Kestrel flies 9 km.\"\n"
        )
    };
    let desk = Desk::empty().file("r.toml", rule("bad = \"Former mayor Ann Lee left.\""));
    let run = desk.run(&["--packs", "none", "--rules", "r.toml", "test"]);
    run.exits(1).says("give the example a date").says("no cue of `near`: `range`");
    desk.write("r.toml", rule("bad = true\ndocs = [\"one\", \"two\"]"));
    let run = desk.run(&["--packs", "none", "--rules", "r.toml", "test"]);
    run.exits(2).warns("is no list of documents").warns("docs = [{ text =");
    desk.run(&["--packs", "none", "test"]).exits(2).warns("no rules are loaded");
}

#[test]
fn a_baseline_knows_how_many_places_there_were() {
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\nrules = [\"r.toml\"]\n")
        .file("r.toml", "[[rule]]\nid = \"r\"\ncheck = \"term\"\nnever = \"utilize\"\n")
        .file("a.txt", "They utilize it.\n");
    desk.run(&["check", "--baseline", "k.json", "--update-baseline"]).exits(0);
    desk.run(&["check", "--baseline", "k.json"]).exits(0).says("1 finding known");
    desk.write("a.txt", "They utilize it.\n\nWe utilize it, too.\n");
    desk.run(&["check", "--baseline", "k.json"]).exits(1).says("`utilize`");
}

#[test]
fn coverage_tells_what_matched_nothing() {
    let desk = Desk::divided();
    let rules = desk.read("rules/facts.toml");
    let more = "\n[[rule]]\nid = \"swift-range\"\ncheck = \"quantity\"\nabout = [\"Swift\"]\n\
                \n[[rule]]\nid = \"kestrel-price\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\nnear = [\"price\"]\n";
    desk.write("rules/facts.toml", format!("{rules}{more}"));
    let run = desk.run(&["test", "--coverage", "wire"]);
    run.exits(0).says("coverage of wire").says("swift-range").says("its subject is named nowhere");
    run.says("kestrel-price")
        .says("a cue of `near` in none of them")
        .says("factlint explain kestrel-price wire/");
    desk.run(&["test", "--coverage", "nowhere"]).exits(2).warns("no such file or folder");
}

#[test]
fn a_new_rule_runs_for_every_kind() {
    for kind in factlint::check::KINDS {
        let desk = Desk::empty();
        let run = desk.run(&["new", kind.name]);
        run.exits(0).says("[[rule]]").says(&format!("= \"{}\"", kind.name));
        assert!(!run.text().contains("see below") && !run.text().contains("|\n"), "{}", run.text());
        let text = run.text().to_owned();
        desk.write("new.toml", text);
        let test = desk.run(&["--packs", "none", "--rules", "new.toml", "test"]);
        test.exits(0).says(", 0 failed").never_says("without examples");
        assert_eq!(test.stderr, "", "{}", kind.name);
        assert!(!test.text().starts_with('0'), "{}", test.text());
    }
    Desk::empty().run(&["new", "quantaty"]).exits(2).warns("did you mean `quantity`");
    Desk::empty().run(&["new", "spelling"]).exits(2).warns("did you mean `name`");
    Desk::empty().run(&["new", "zzz"]).exits(2).warns("kinds: acronym");
}

#[test]
fn the_tree_of_a_line_is_shown() {
    let desk = Desk::with_rule(KESTREL)
        .file("a.txt", "The Wagtail has a draught of 3.4 metres. It flew.\n\n\n");
    let run = desk.run(&["explain", "a.txt:1", "--tree"]);
    run.exits(0).says("3 subj       wagtail").says("3.4 metres").says("It flew.").says("fly");
    desk.run(&["explain", "a.txt:2", "--tree"]).exits(0).says("no prose in this line");
    desk.run(&["explain", "quantity", "--tree"]).exits(2).warns("is no FILE:LINE");
}

#[test]
fn explain_nonsense_says_what_was_meant() {
    let desk = Desk::divided();
    let rule = desk.run(&["explain", "kestrel-rnge"]);
    rule.exits(2).warns("there is no rule or kind `kestrel-rnge`; did you mean `kestrel-range`?");
    desk.run(&["explain", "quantty"]).exits(2).warns("did you mean `quantity`?");
    desk.run(&["explain", "xyzzyx"]).exits(2).warns("kinds: ").warns("quantity");
    desk.run(&["explain", "a\u{1b}[31mb"]).exits(2).never_says("\u{1b}");
}

#[test]
fn the_examples_of_all_shipped_packs_come_out_right() {
    let run = Desk::empty().run(&["--packs", PACKS, "test"]);
    run.exits(0).says(" examples, 0 failed");
    assert_eq!(run.stderr, "");
}

#[test]
fn a_wrong_example_fails_and_is_shown() {
    let missed = format!("{ZWOLLE}[[rule.example]]\nbad = \"A day in Zwolle.\"\n");
    let run = Desk::with_rule(&missed).run(&["test"]);
    run.exits(1).says("rules/facts.toml:7:7: `zwolle` finds nothing in its bad example");
    run.says("A day in Zwolle.").says("1 example, 1 failed");

    let fired = format!("{ZWOLLE}[[rule.example]]\ngood = \"A day in Swolle.\"\n");
    let run = Desk::with_rule(&fired).run(&["test"]);
    run.exits(1).says("`zwolle` finds something in its good example").says("^^^^^^");

    let right = format!("{ZWOLLE}[[rule.example]]\nbad = \"A day in Swolle.\"\n");
    Desk::with_rule(&right).run(&["test"]).exits(0).says("1 example, 0 failed");
}

#[test]
fn a_bad_example_that_passes_is_told_why() {
    let why = |keys: &str, bad: &str, told: &str| {
        let rule = format!("[[rule]]\nid = \"r\"\n{keys}\n[[rule.example]]\nbad = '{bad}'\n");
        let run = Desk::with_rule(&rule).run(&["test"]);
        run.exits(1).says("finds nothing in its bad example").says(told);
    };
    let name = "check = \"name\"\nuse = \"Zwolle\"\nnever = [\"Swolle\"]\n";
    let with = |keys: &str| format!("{name}{keys}");
    why(name, "A day in Zwolle.", "nothing that it looks for stands there");
    why(name, "The anti-Swolle club.", "or it stands in a compound");
    why(&with("except = [\"old Swolle\"]"), "In old Swolle.", "left out by `except`");
    why(&with("quotes = \"skip\""), "He said: \"We live in Swolle.\"", "left out by `quotes`");
    why(&with("unless-near = [\"old\"]"), "An old Swolle house.", "left out by `unless-near`");
    why(&with("near = [\"train\"]"), "A house in Swolle.", "no cue of `near` stands beside it");
    let headline = with("in = [\"headline\"]");
    why(&headline, "We took the train to Swolle on Monday, and it was late.", "left out by `in`");
    let hub = "check = \"quantity\"\nabout = [\"Hub\"]\nunit = \"km\"\nexpect = \"5 km\"\n";
    why(hub, "The Station has a range of 7 km.", "its subject is not named");
    why(hub, "The Hub has no range of 7 km.", "not asserted");
    why(hub, "The Hub weighs 7 kg.", "nothing that it could compare");
    why(hub, "The Hub has a range of 5 km.", "nothing contradicts it");

    let lone = "[[rule]]\nid = \"r\"\ncheck = \"tally\"\n[[example]]\nbad = \"x\"\n";
    let run = Desk::with_rule(lone).run(&["test"]);
    run.exits(2).warns("an example belongs to no rule").warns("write [[rule.example]]");
}

#[test]
fn examples_have_dates() {
    let example = |verdict: &str, on: &str| {
        let text = "Mayor Ada Lindqvist spoke.";
        let on = if on.is_empty() { String::new() } else { format!("on = {on}\n") };
        Desk::with_rule(&format!("{MAYOR}[[rule.example]]\n{verdict} = \"{text}\"\n{on}"))
    };
    example("bad", "2025-01-01").run(&["test"]).exits(0);
    example("good", "2022-01-01").run(&["test"]).exits(0);
    example("bad", "2022-01-01").run(&["test"]).exits(1);
    example("bad", "").run(&["test"]).exits(1);
}

/// A rule that looks at headlines alone.
const QUIET: &str =
    "[[rule]]\nid = \"quiet\"\ncheck = \"term\"\nnever = [\"exclusive\"]\nin = [\"headline\"]\n";

#[test]
fn examples_have_a_format() {
    let example = |example: &str| Desk::with_rule(&format!("{QUIET}[[rule.example]]\n{example}\n"));
    for right in [
        "bad = \"# An exclusive look\"\nformat = \"markdown\"",
        "bad = \"<h1>An exclusive look</h1>\"\nformat = \"html\"",
        "bad = \"An exclusive look\\n=================\"\nformat = \"rst\"",
        "bad = \"= An exclusive look\"\nformat = \"asciidoc\"",
        "good = \"An exclusive look\"",
        "good = \"An exclusive look\"\nformat = \"markdown\"",
        "bad = true\ndocs = [{ text = \"# An exclusive look\", format = \"markdown\" }]",
    ] {
        example(right).run(&["test"]).exits(0).says("1 example, 0 failed");
    }
    // `check` never reports these, and so `test` does not either.
    for wrong in [
        "bad = \"An exclusive look\"",
        "bad = \"# An exclusive look\"",
        "bad = \"A look\\n\\nAn exclusive club.\"\nformat = \"markdown\"",
        "bad = \"---\\nfactlint: { off: { quiet: a test } }\\n---\\n# An exclusive look\"\nformat = \"markdown\"",
    ] {
        example(wrong).run(&["test"]).exits(1).says("finds nothing in its bad example");
    }
    example("bad = \"a\"\nformat = \"docx\"").run(&["test"]).exits(2).warns("format");
}

#[test]
fn explain_agrees_with_check() {
    let line = "The exclusive club is exclusive.\n";
    let matter =
        |off: &str| format!("---\nfactlint: {{ off: {{ {off}: an old text }} }}\n---\n{line}");
    let rule = |keys: &str| QUIET.replace("in = [\"headline\"]", keys);
    let switched = "[[override]]\npath = \"a.md\"\nseverity = \"off\"\n";
    // What the rule has, what the configuration adds, the document, whether `check` finds something, and what
    // `explain` says of the document's last line.
    let cases: &[(String, &str, String, bool, &str)] = &[
        (rule(""), "", line.to_owned(), true, "error: "),
        (rule("in = [\"headline\"]"), "", line.to_owned(), false, "finds nothing of theirs"),
        (rule("in = [\"headline\"]"), "", format!("# {line}"), true, "error: "),
        (rule("in = [\"paragraph\"]"), "", line.to_owned(), true, "error: "),
        (rule("from = 2024-01-01"), "date = 2025-01-01", line.to_owned(), true, "error: "),
        (
            rule("from = 2024-01-01"),
            "date = 2023-01-01",
            line.to_owned(),
            false,
            "outside the rule's period",
        ),
        (rule("from = 2024-01-01"), "", line.to_owned(), false, "the document no date"),
        (rule(""), "", matter("quiet"), false, "by the document's front matter"),
        (rule(""), switched, line.to_owned(), false, "by `[[override]]`"),
    ];
    for (rule, config, document, finds, words) in cases {
        let dated = config
            .starts_with("date")
            .then(|| format!("[[document]]\npath = \"a.md\"\n{config}\n"));
        let config = dated.unwrap_or_else(|| (*config).to_owned());
        let desk = Desk::with_rule(rule).file("a.md", document);
        desk.write("factlint.toml", format!("packs = []\n{config}"));
        let last = document.lines().count();
        desk.run(&["check"]).exits(i32::from(*finds));
        let explained = desk.run(&["explain", &format!("a.md:{last}")]);
        explained.exits(0).says(words);
        assert_eq!(explained.text().contains("error: "), *finds, "{}", explained.text());
    }
}

#[test]
fn test_takes_rules_and_rule_files() {
    let wrong = format!("{ZWOLLE}[[rule.example]]\nbad = \"A day in Zwolle.\"\n");
    let right = "[[rule]]\nid = \"sneek\"\ncheck = \"name\"\nuse = \"Sneek\"\nnever = [\"Zneek\"]\n\
                 [[rule.example]]\nbad = \"Zneek\"\n[[rule.example]]\ngood = \"Sneek\"\n";
    let desk = Desk::with_rule(&wrong).file("rules/sneek.toml", right);
    desk.run(&["test"]).exits(1).says("3 examples, 1 failed");
    desk.run(&["test", "sneek"]).exits(0).says("2 examples, 0 failed");
    desk.run(&["test", "zwolle"]).exits(1).says("1 example, 1 failed");
    desk.run(&["test", "rules/sneek.toml"]).exits(0).says("2 examples, 0 failed");
    desk.run(&["test", "snek"]).exits(2).warns("did you mean `sneek`?");
    desk.run(&["test", "--quiet", "sneek"]).exits(0).never_says("examples");
}

#[test]
fn init_writes_a_configuration_that_works() {
    let desk = Desk::empty()
        .file("news/a.txt", "The wall is 30 feet (90 meters) high.\n")
        .file("news/b's \"quoted\" [1].txt", "They went to Kiev by train.\n")
        .file("notes.md", "# Notes\n\nNothing.\n");
    let init = desk.run(&["init"]);
    init.exits(0).says("wrote factlint.toml for 3 documents").says("a first finding:");
    init.says("places     on").says("missiles   off").says("next: factlint check");
    let written = desk.read("factlint.toml");
    assert!(written.contains("packs = [") && written.contains("\"places\""), "{written}");
    let check = desk.json(NONE);
    check.exits(1);
    assert_eq!(check.stderr, "");
    assert!(
        check.places().iter().any(|place| place.contains(" conversion ")),
        "{:?}",
        check.places()
    );

    // Filled in, its blocks match their documents.
    let dated = written
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest)
                if ["[[document]]", "path = ", "date = "]
                    .iter()
                    .any(|key| rest.starts_with(key)) =>
            {
                rest
            }
            _ => line,
        })
        .collect::<Vec<_>>()
        .join("\n");
    desk.write("factlint.toml", dated);
    let check = desk.json(NONE);
    check.exits(1);
    assert_eq!((check.stderr.as_str(), &check.json()["summary"]["undated"]), ("", &0.into()));
    assert!(
        check.places().iter().any(|place| place.ends_with(" kyiv Kiev")),
        "{:?}",
        check.places()
    );
}

#[test]
fn init_does_not_replace_a_configuration_unless_forced() {
    let desk = Desk::divided();
    desk.run(&["init"]).exits(2).warns("factlint.toml is there already").warns("--force");
    assert_eq!(desk.read("factlint.toml"), "packs = []\n");
    desk.run(&["init", "--force"]).exits(0);
    assert_ne!(desk.read("factlint.toml"), "packs = []\n");
    desk.run(&["check"]).exits(1).says("kestrel-range");
}

#[test]
fn init_takes_in_rules_that_are_there() {
    let desk = Desk::empty()
        .file("rules/kestrel.toml", KESTREL)
        .file("wire/a.txt", "The Kestrel has a range of 9 km.");
    desk.run(&["init"]).exits(0).says("rules/     on: 1 rule in 1 file\n");
    assert!(desk.read("factlint.toml").contains("\nrules = [\"rules\"]\n"));

    let desk = desk.file("rules/broken.toml", "[[rule]\n");
    desk.run(&["init", "--force"])
        .exits(0)
        .says("1 rule in 2 files; `factlint rules` tells 1 mistake");

    let desk = Desk::empty().file("rules/FACTS.TOML", "");
    desk.run(&["init"]).exits(0).says("rules/     off: FACTS.TOML is not read");
    assert!(desk.read("factlint.toml").contains("\n# rules = "));
}

#[test]
fn a_first_word_that_is_nothing_is_told_as_what_it_may_be() {
    let desk = Desk::united();
    desk.run(&["nonexistent"]).exits(2).warns("no such file or command `nonexistent`; give files");
    desk.run(&["chekc"])
        .exits(2)
        .warns("no such file or command `chekc`; did you mean `factlint check`?");
    desk.run(&["--quiet", "explian", "quantity"])
        .exits(2)
        .warns("did you mean `factlint explain`?");
    desk.run(&["nowhere.txt"]).exits(2).warns("nowhere.txt does not exist");
}

#[test]
fn a_broken_rule_file_is_told_once() {
    let desk = Desk::empty()
        .file("a.txt", "The Moss Tunnel is long.")
        .file("rules/broken.toml", "[subject.moss]\nnames = [\"Moss Tunnel\"]\nkind =\n")
        .file("rules/other.toml", "[[rule]]\nid = \"a\"\ncheck = \"quantity\"\nabout = \"moss\"\n")
        .file(
            "factlint.toml",
            "packs = []\n[[override]]\npath = \"**\"\nrules = [\"a\", \"b\"]\nseverity = \"off\"\n",
        );
    let run = desk.run(&["check"]);
    run.exits(2).warns("is not valid TOML");
    assert_eq!(run.stderr.matches("error").count(), 1, "{}", run.stderr);
}

#[test]
fn init_goes_to_the_folder_of_c_and_works_in_an_empty_one() {
    let desk = Desk::empty().file("news/readme.org", "");
    desk.run(&["-C", "news", "init"]).exits(0).says("0 documents");
    assert!(desk.path("news/factlint.toml").exists() && !desk.path("factlint.toml").exists());
    desk.run(&["-C", "news"]).exits(2).warns("holds no document");
}

#[test]
fn completions_are_a_script() {
    let desk = Desk::empty();
    desk.run(&["completions", "bash"]).exits(0).says("_factlint()").says("--stdin-filename");
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        desk.run(&["completions", shell]).exits(0).says("factlint");
    }
}

#[test]
fn overrides_and_stets_are_heeded() {
    let desk = Desk::divided();
    desk.write(
        "factlint.toml",
        "packs = []\n[[stet]]\nrule = \"kestrel-range\"\npath = \"wire/b.txt\"\ntext = \"1,400 km\"\n\
         reason = \"the other variant\"\n",
    );
    desk.run(&["check"]).exits(0).says("1 finding let stand");
    desk.write(
        "factlint.toml",
        "packs = []\n[[override]]\npath = \"**\"\nrules = [\"kestrel-range\"]\nseverity = \"off\"\n",
    );
    desk.run(&["check"]).exits(0).says("no findings");
    desk.write("factlint.toml", "packs = []\n[[stet]]\nrule = \"kestrel-rang\"\nreason = \"x\"\n");
    concise(&desk, &[])
        .exits(2)
        .warns("factlint.toml:3:8: ")
        .warns("did you mean `kestrel-range`?");
}

// factlint facts

const STORY: &str = "The Halden Bridge is about 4,100 feet long. It opened on June 6, 2024.\n\n\
                     \"We expect 12,000 cars a day,\" Mayor Ann Lee told reporters. \
                     Former Governor Bob Ray gave $26 to $31 million.\n";

#[test]
fn facts_are_a_tick_sheet_by_subject() {
    let desk = Desk::empty().file("a.txt", STORY);
    let run = desk.run(&["facts", "a.txt"]);
    run.exits(0).says("Halden Bridge\n  [ ] about 4,100 feet  a.txt:1:22");
    run.says("[ ] June 6, 2024  = 2024-06-06").says("Former Governor Bob Ray  = former");
    run.says("without a subject").says("[ ] 12,000 cars a day  (lee says)");
    desk.run(&["facts", "--kind", "date", "a.txt"]).exits(0).says("June 6").never_says("4,100");
}

#[test]
fn facts_are_lines_of_json() {
    let desk = Desk::empty().file("a.txt", STORY);
    let run = desk.run(&["facts", "--format", "jsonl", "a.txt"]);
    run.exits(0);
    let lines: Vec<Value> =
        run.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of_kind = |kind: &str| lines.iter().find(|line| line["kind"] == kind).expect("one of it");
    let figure = of_kind("figure");
    assert_eq!(figure["text"], "about 4,100 feet");
    assert_eq!(figure["value"], 4100);
    assert_eq!(figure["interval"], serde_json::json!([3690, 4510]));
    assert_eq!((&figure["unit"], &figure["dimension"]), (&"foot".into(), &"length".into()));
    assert_eq!((&figure["hedge"], &figure["subject"]), (&"about".into(), &"Halden Bridge".into()));
    let span = &figure["span"];
    let place = |end: &str| span[end]["offset"].as_u64().expect("an offset") as usize;
    assert_eq!(&STORY[place("start")..place("end")], "about 4,100 feet");
    let range = lines.iter().find(|line| line["text"] == "$26 to $31 million").expect("a range");
    assert_eq!(range["value"], serde_json::json!([26_000_000, 31_000_000]));
    assert_eq!((&range["unit"], &range["dimension"]), (&"dollar".into(), &"money".into()));
    assert_eq!(of_kind("date")["from"], "2024-06-06");
    assert_eq!(of_kind("title")["person"], "Ann Lee");
    assert_eq!(of_kind("quotation")["speaker"], "lee");
    assert_eq!(of_kind("name")["subject"], "Halden Bridge");
}

#[test]
fn facts_read_what_they_can() {
    let desk = Desk::empty().file("a.txt", STORY).file("b.txt", b"a\0b");
    let run = desk.run(&["facts", "a.txt", "b.txt"]);
    run.exits(2).says("4,100 feet").warns("b.txt looks like a binary file");
    let one = desk.run(&["facts", "-j", "1", "--format", "jsonl", "a.txt"]);
    let many = desk.run(&["facts", "-j", "8", "--format", "jsonl", "a.txt"]);
    assert_eq!(one.stdout, many.stdout);
    // Text that would act on a terminal does not.
    let hostile = Desk::empty().file("x.txt", "The \u{1b}[31mred\u{1b}[0m Bridge is 5 km long.\n");
    hostile.run(&["facts", "x.txt"]).exits(0).says("5 km").never_says("\u{1b}");
}

// factlint fix

/// A byte order mark, both kinds of line ends, capitals, a plural, a possessive, quoted speech.
const OLD_NAMES: &str = "\u{feff}They met in Kiev on May 5.\r\nKIEV and Kievs are old, as is Kiev’s gate.\n\r\n\
                         \"We love Kiev,\" he said.\r\nThe road is 1,000 miles (2,600 km) long.";
const NEW_NAMES: &str = "\u{feff}They met in Kyiv on May 5.\r\nKYIV and Kyivs are old, as is Kyiv’s gate.\n\r\n\
                         \"We love Kiev,\" he said.\r\nThe road is 1,000 miles (2,600 km) long.";

fn old_names() -> Desk {
    Desk::empty()
        .file("factlint.toml", "packs = [\"places\", \"copy-desk\"]\n")
        .file("a.txt", OLD_NAMES)
}

const FIX: &[&str] = &["fix", "--as-of", "2025-01-01"];

#[test]
fn fix_writes_what_leaves_no_doubt() {
    let desk = old_names();
    let diff = desk.run(&[FIX, &["--diff"]].concat());
    diff.exits(1).says("-\u{feff}They met in Kiev").says("+\u{feff}They met in Kyiv");
    diff.warns("4 places would be fixed in 1 document; 1 finding only with --unsafe");
    assert_eq!(desk.read("a.txt"), OLD_NAMES);
    desk.run(FIX).exits(0).warns("4 places fixed in 1 document");
    assert_eq!(desk.read("a.txt"), NEW_NAMES);
    // A second run changes nothing.
    desk.run(FIX).exits(0).warns("nothing to fix");
    assert_eq!(desk.read("a.txt"), NEW_NAMES);
    desk.run(&[FIX, &["--diff"]].concat()).exits(0);
    // Either figure of a conversion may be wrong.
    desk.run(&[FIX, &["--unsafe"]].concat()).exits(0);
    assert_eq!(desk.read("a.txt"), NEW_NAMES.replace("2,600 km", "1,600 km"));
    // Nothing but the document is left behind.
    let files = std::fs::read_dir(desk.path(".")).expect("the folder").count();
    assert_eq!(files, 2);
}

#[test]
fn fix_writes_the_house_figure_in_the_style_of_the_text() {
    let rule = "[[rule]]\nid = \"kestrel-range\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\n\
                near = [\"range\"]\nunit = \"km\"\nexpect = \"1,600 km\"\n";
    let text = "The Kestrel has a range of about 2,500 kilometers (1,550 miles). The Kestrel's 2500-km range is known.\n\n\
                \"The Kestrel has a range of 2,400 km,\" Ann Lee said.\n\n\
                With a range of two thousand km the Kestrel flies far.\n";
    let desk = Desk::empty().file("rules.toml", rule).file("a.txt", text);
    let fix = ["--packs", "none", "--rules", "rules.toml", "fix", "a.txt"];
    desk.run(&fix).exits(0).warns("nothing to fix");
    desk.write("rules.toml", format!("{rule}fix = true\n"));
    desk.run(&fix).exits(0).warns("3 places fixed in 1 document");
    let fixed = desk.read("a.txt");
    assert!(fixed.starts_with(
        "The Kestrel has a range of about 1,600 kilometers (994 miles). The Kestrel's 1600-km range is known."
    ));
    // What somebody says stays as it was said, and so does a number in words.
    assert!(fixed.contains("2,400 km") && fixed.contains("two thousand km"));
    desk.run(&fix).exits(0).warns("nothing to fix");
    desk.write(
        "rules.toml",
        format!("{}fix = true\n", rule.replace("expect = \"1,600 km\"\n", "")),
    );
    desk.run(&fix).exits(2).warns("has `fix` and no `expect`");
}

#[test]
fn watching_checks_again_what_is_saved() {
    let desk = Desk::divided();
    let out = std::fs::File::create(desk.path("out")).expect("a file");
    let err = std::fs::File::create(desk.path("err")).expect("a file");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_factlint"))
        .arg("-C")
        .arg(desk.path(""))
        .args(["check", "--watch", "--format", "concise"])
        .stdout(out)
        .stderr(err)
        .spawn()
        .expect("factlint runs");
    let wait_for = |count: usize| {
        let begun = std::time::Instant::now();
        while desk.read("err").matches("watching").count() < count {
            assert!(begun.elapsed().as_secs() < 20, "nothing happened: {}", desk.read("err"));
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    };
    wait_for(1);
    let before = desk.read("out");
    desk.write("wire/c.txt", "The Kestrel has a range of 2,000 km.\n");
    wait_for(2);
    assert!(!before.contains("2,000 km") && desk.read("out").contains("2,000 km"));
    desk.write(
        "rules/facts.toml",
        "[[rule]]\nid = \"new-rule\"\ncheck = \"term\"\nnever = \"Kestrel\"\n",
    );
    wait_for(3);
    assert!(desk.read("out").contains("error[new-rule]"));
    child.kill().expect("killed");
    child.wait().expect("ended");
    desk.run(&["check", "--watch", "--output", "x"]).exits(2);
}

#[test]
fn fix_changes_only_the_paths_that_are_named() {
    let desk = old_names().file("b.txt", "Kiev is old.\n").file("c.txt", b"\xff\xfeK\0i\0e\0v\0");
    desk.run(&[FIX, &["b.txt"]].concat()).exits(0).warns("1 place fixed in 1 document");
    assert_eq!(desk.read("a.txt"), OLD_NAMES);
    assert_eq!(desk.read("b.txt"), "Kyiv is old.\n");
    // UTF-16 is read, but not written.
    desk.run(&[FIX, &["c.txt"]].concat()).exits(2).warns("c.txt is left as it is: it is not UTF-8");
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_links() {
    use std::os::unix::fs::PermissionsExt;
    let desk = old_names();
    let path = desk.path("a.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("a.txt", desk.path("link.txt")).expect("a link");
    desk.run(&[FIX, &["link.txt"]].concat()).exits(0);
    assert_eq!(desk.read("a.txt"), NEW_NAMES);
    assert!(desk.path("link.txt").symlink_metadata().expect("the link").is_symlink());
    assert_eq!(path.metadata().expect("the file").permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_diff_acts_on_no_terminal() {
    let desk = old_names().file("a.txt", "\u{1b}[31m Kiev \u{1b}[0m is old.\n");
    let shown = desk.run(&[FIX, &["--diff", "--color", "always"]].concat());
    shown.exits(1).says("␛[31m Kyiv").never_says("\u{1b}[31m K");
}

// Baselines

#[test]
fn a_baseline_keeps_what_is_known_and_shows_the_rest() {
    let desk = Desk::divided();
    let update = ["check", "--baseline", "known.json", "--update-baseline"];
    let known = ["check", "--baseline", "known.json"];
    desk.run(&known)
        .exits(2)
        .warns("known.json cannot be read")
        .warns("--update-baseline writes it");
    desk.run(&update).exits(0).says("no findings; 1 finding known");
    let first = desk.read("known.json");
    desk.run(&known).exits(0).says("no findings; 1 finding known").never_says("1,400 km");
    // The same from another side, and with other text around the sentence.
    desk.run(&[&known[..], &["wire/a.txt"]].concat()).exits(0).says("1 finding known");
    let moved = format!("A new first paragraph.\n\n{}\nAnd a last one.\n", desk.read("wire/b.txt"));
    desk.write("wire/b.txt", moved);
    desk.run(&known).exits(0).says("1 finding known");
    desk.run(&update).exits(0);
    assert_eq!(desk.read("known.json"), first);
    // Another value is another finding, and the old one is gone.
    let changed = desk.read("wire/b.txt").replace("1,400 km", "1,500 km");
    desk.write("wire/b.txt", changed);
    let run = desk.run(&known);
    run.exits(1).says("1,500 km").warns("1 of the findings that known.json knows are gone");
    desk.run(&update).exits(0);
    desk.run(&known).exits(0);
}

#[test]
fn a_baseline_is_no_other_file() {
    let desk = Desk::divided().file("bad.json", "{\"version\": 9, \"findings\": []}");
    desk.run(&["check", "--baseline", "bad.json"]).exits(2).warns("version 9");
    desk.run(&["check", "--baseline", "wire/a.txt"]).exits(2).warns("is no baseline");
    let over = desk.run(&["check", "--baseline", "wire/a.txt", "--update-baseline"]);
    over.exits(2).warns("--baseline wire/a.txt: this file is a document");
    let part = desk.run(&["check", "--baseline", "k.json", "--update-baseline", "wire/a.txt"]);
    part.exits(2).warns("leave out the paths");
    desk.run(&["check", "--update-baseline"]).exits(2).warns("--baseline");
}

#[test]
fn one_run_writes_several_reports() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "The mayor of Swolle spoke.\n");
    desk.run(&["check", "--format", "jsonl", "-o", "r.jsonl", "--format", "concise"])
        .exits(1)
        .says("a.txt:1:14: error[zwolle]")
        .warns("1 document (1 undated), 1 rule, 1 claim: 1 error");
    let lines = desk.read("r.jsonl");
    assert!(lines.starts_with("{\"rule\":\"zwolle\""), "{lines}");
    // The exit code is the verdict's, whatever is written where.
    desk.run(&["check", "--format", "json", "-o", "a.json", "--format", "jsonl", "-o", "b.jsonl"])
        .exits(1);
    assert_eq!(desk.read("b.jsonl"), lines);
    let read: Value = serde_json::from_str(&desk.read("a.json")).expect("JSON");
    assert_eq!(read["summary"]["errors"], 1);
}

#[test]
fn reports_that_cannot_be_told_apart_are_refused() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle\n").file("old.json", "kept");
    for (arguments, told) in [
        (&["--format", "json", "--format", "jsonl"][..], "both go to standard output"),
        (&["-o", "a.json", "-o", "b.json"], "no --format before it"),
        (&["--format", "json", "-o", "a.json", "-o", "b.json"], "no --format of its own"),
        (
            &["--format", "json", "-o", "old.json", "--format", "jsonl", "-o", "./old.json"],
            "same file",
        ),
        (&["--watch", "-o", "a.json"], "--watch"),
        (&["--statistics", "--format", "json"], "--statistics"),
    ] {
        let run = desk.run(&[&["check"], arguments].concat());
        run.exits(2).warns(told);
        assert!(run.stdout.is_empty(), "{arguments:?}");
    }
    assert_eq!(desk.read("old.json"), "kept");
    assert!(!desk.path("a.json").exists());
}

#[cfg(unix)]
#[test]
fn two_names_of_one_file_are_one_file() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle\n").file("one/kept.txt", "x");
    std::os::unix::fs::symlink("one", desk.path("two")).expect("a link");
    desk.run(&["check", "--format", "json", "-o", "one/r", "--format", "jsonl", "-o", "two/r"])
        .exits(2)
        .warns("same file");
}

#[test]
fn a_report_that_cannot_be_written_keeps_no_other_from_it() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle\n");
    desk.run(&[
        "check", "--format", "json", "-o", "no/r.json", "--format", "jsonl", "-o", "r.jsonl",
    ])
    .exits(2)
    .warns("--output no/r.json cannot be written");
    assert!(desk.read("r.jsonl").contains("zwolle"));
    let left: Vec<_> = std::fs::read_dir(desk.path("."))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().ends_with(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_source_of_rules_without_a_rule_is_told() {
    let article = "The Kestrel missile has a range of 900 km.\n";
    let desk = Desk::empty()
        .file("a.txt", article)
        .file("facts/a.TOML", KESTREL)
        .file("e.toml", "# none\n");
    desk.run(&["check", "--rules", "facts"])
        .exits(2)
        .warns("facts: holds no rule file: a.TOML is not read");
    desk.run(&["check", "--rules", "e.toml"]).exits(2).warns("e.toml holds no rule");
    let desk = Desk::empty()
        .file("a.txt", article)
        .file("factlint.toml", "packs = []\nrules = [\"facts\"]\n");
    std::fs::create_dir(desk.path("facts")).unwrap();
    desk.run(&["check"]).exits(2).warns("holds no rule file");
    // Another tool's folder beside factlint.toml is none of ours.
    let desk =
        Desk::empty().file("a.txt", article).file("factlint.toml", "").file("rules/x.json", "{}");
    desk.run(&["check"]).exits(0);
}

#[test]
fn a_configuration_that_is_not_read_is_told() {
    let desk = Desk::empty().file("a.txt", "Calm.\n").file("Factlint.toml", "packs = []\n");
    desk.run(&["check"])
        .exits(2)
        .warns("Factlint.toml is not read: its name must be factlint.toml");
    let desk = Desk::empty().file("a.txt", "Calm.\n").file("rules/a.toml", KESTREL);
    desk.run(&["check"]).exits(2).warns("error: rules/: not loaded without a factlint.toml");
    desk.run(&["fix"]).exits(2).warns("name it with --rules rules");
    desk.run(&["check", "--quiet"]).exits(2).warns("rules/: not loaded");
    // Whoever says which rules run has said it.
    desk.run(&["check", "--packs", "style"]).exits(0);
    desk.run(&["check", "--rules", "rules"]).exits(0).never_says("not loaded");
    // Rules by a wrong name are rules; the folder of another tool is none of ours.
    let desk = Desk::empty().file("a.txt", "Calm.\n").file("rules/a.TOML", KESTREL);
    desk.run(&["check"]).exits(2).warns("rules/: not loaded");
    for theirs in ["[[rules]]\nid = \"key\"\n", "[rule]\nid = \"a\"\n", ""] {
        let desk = Desk::empty().file("a.txt", "Calm.\n").file("rules/gitleaks.toml", theirs);
        desk.run(&["check"]).exits(0).never_says("rules/");
    }
}

#[test]
fn rules_that_find_nothing_to_compare_are_told_where_the_whole_corpus_is_checked() {
    let rule = |id: &str, about: &str, unit: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\ncheck = \"quantity\"\nabout = [\"{about}\"]\nunit = \"{unit}\"\n"
        )
    };
    let desk = |rules: &[String]| {
        Desk::with_rule(&rules.concat()).file("a.txt", "The Skua flies 900 km.\n")
    };
    let heard = rule("heard", "Skua", "km");
    // The word that nobody forbids anything by is no dead rule.
    let term = "[[rule]]\nid = \"slang\"\ncheck = \"term\"\nnever = [\"gonna\"]\n".to_owned();
    desk(&[heard.clone(), term.clone()]).run(&["check"]).exits(0).never_says("compare");
    let unnamed = desk(&[heard.clone(), term, rule("tern-range", "Tern", "km")]);
    unnamed
        .run(&["check"])
        .exits(0)
        .warns("warning: 1 of 3 rules of your own has found nothing to compare: `tern-range`;")
        .never_says("may never find one");
    for some in [&["check", "a.txt"][..], &["check", "--quiet"]] {
        unnamed.run(some).exits(0).never_says("compare");
    }
    // What was not read was heard.
    desk(&[rule("unsaid", "Skua", "km")])
        .file("a.txt", "The Skua does not fly 900 km.\n")
        .run(&["check"])
        .exits(0)
        .never_says("compare");
    for (unit, told) in [
        ("zorkmids per fortnight", "`zorkmid` is neither a unit nor a word that factlint knows"),
        ("reqeusts per minute", "`reqeust` is neither a unit nor a word"),
        ("km per gribble", "`gribble` is neither a unit nor a word"),
        ("pound", "measures mass; money is `pound sterling`"),
    ] {
        let dead = desk(&[heard.clone(), rule("dead", "Skua", unit)]);
        let run = dead.run(&["check"]);
        run.exits(0).warns("rule `dead` has found no figure in its `unit`, and may never find one");
        run.warns(told).warns("1 of 2 rules of your own has found nothing to compare: `dead`;");
        dead.run(&["check", "--format", "sarif"]).exits(0).says("may never find one");
        // Where a document counts it, it is a word.
        let said = match unit {
            "pound" => "The Skua weighs 7 pounds.\n".to_owned(),
            counted => format!("The Skua takes 7 {counted}.\n"),
        };
        let alive = dead.file("a.txt", said);
        alive.run(&["check"]).exits(0).never_says("may never find one");
    }
    for unit in ["passenger", "people per square mile", "mg/kg", "percent", "dollars per capita"] {
        let run = desk(&[rule("quiet", "Skua", unit)]).run(&["check"]);
        run.exits(0).warns("nothing to compare: `quiet`").never_says("may never find one");
    }
}

#[test]
fn an_empty_set_of_rules_may_pass() {
    let desk = Desk::empty().file("a.txt", "Calm.\n").file("factlint.toml", "packs = []\n");
    desk.run(&["check"]).exits(2).warns("no rules are loaded");
    desk.run(&["check", "--allow-empty"]).exits(0);
}

#[test]
fn a_test_without_an_example_is_a_failure() {
    let desk = Desk::with_rule(KESTREL);
    desk.run(&["test"]).exits(2).warns("no rule has an example to run");
    desk.run(&["test", "--allow-empty"]).exits(0).says("0 examples");
}

//! A map, a sort and a reduce come to what `factlint check` says, byte for byte.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{Desk, KESTREL, Run, ZWOLLE};

/// Runs factlint at a desk, with something on its standard input.
fn factlint(desk: &Desk, arguments: &[&str], input: &[u8]) -> Run {
    desk.command().arguments(arguments).input(input).run()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The lines of a corpus, in an order that says nothing: backwards by their ends.
fn shuffled(lines: &[u8]) -> Vec<&str> {
    let mut lines: Vec<&str> = text(lines).lines().collect();
    lines.sort_by_key(|line| line.bytes().rev().collect::<Vec<u8>>());
    lines
}

/// As `LC_ALL=C sort` has them.
fn sorted(mut lines: Vec<&str>) -> String {
    lines.sort_unstable();
    lines.join("\n") + "\n"
}

/// A corpus whose documents contradict each other, with stets of all kinds and rules of all scopes.
fn corpus() -> Desk {
    let mass = r#"
[[rule]]
id    = "kestrel-mass"
check = "quantity"
about = "kestrel"
near  = ["weighs"]
unit  = "kg"
from  = 2020-01-01

"#;
    let config = "packs = [\"copy-desk\", \"agreement\"]\n\n[[stet]]\nrule = \"kestrel-mass\"\n\
                  path = \"old/**\"\nreason = \"archive\"\n";
    let stet = "<!-- factlint: stet kestrel-range: as it was said -->\n\nThe Kestrel has a range of 2,000 km.\n";
    let unused = "<!-- factlint: stet kestrel-range: for nothing -->\n\nNothing of the kind.\n";
    let old =
        "---\ndate: 2026-01-01\n---\n\nThe Kestrel weighs 900 kg, and it has a range of 900.\n";
    let desk = Desk::empty()
        .file("factlint.toml", config)
        .file("rules/a.toml", [KESTREL, mass, ZWOLLE].concat())
        .file("news/stet.md", stet)
        .file("news/unused.md", unused)
        .file("old/a.md", old)
        .file("undated.txt", "The Kestrel weighs 4,000 kg.\n");
    for (index, range) in [900, 900, 1400, 900, 700].iter().enumerate() {
        let (day, mass) = (index + 1, 1000 + index * 50);
        desk.write(
            format!("news/{index}.md"),
            format!(
                "---\ndate: 2026-05-0{day}\n---\n\nIn Swolle the Kestrel has a range of {range} km, says the \
                 yard. The Kestrel weighs {mass} kg. The bridge is 3 km (5 miles) long.\n"
            ),
        );
    }
    desk
}

#[test]
fn observe_sort_and_judge_come_to_what_check_says() {
    let desk = corpus();
    for format in ["json", "concise", "pretty", "sarif", "junit"] {
        let check = factlint(&desk, &["check", "--format", format, "--unread"], b"");
        let observed = factlint(&desk, &["observe"], b"");
        assert_eq!(observed.code, 0, "{}", observed.stderr);
        let lines = sorted(shuffled(&observed.stdout));
        let arguments = ["judge", "--format", format, "--unread"];
        let judged = factlint(&desk, &arguments, lines.as_bytes());
        assert_eq!(text(&judged.stdout), text(&check.stdout), "{format}");
        assert_eq!(judged.code, check.code, "{format}: {}", judged.stderr);
        assert_eq!(check.code, 1);
    }
}

#[test]
fn parts_of_a_corpus_may_be_observed_apart() {
    let desk = corpus();
    let check = factlint(&desk, &["check", "--format", "json"], b"");
    let mut lines = Vec::new();
    for part in ["news/0.md", "news/1.md", "news/2.md", "news/3.md", "news/4.md", "news/stet.md"] {
        lines.extend(factlint(&desk, &["observe", part], b"").stdout);
    }
    lines.extend(factlint(&desk, &["observe", "news/unused.md", "old", "undated.txt"], b"").stdout);
    let judged =
        factlint(&desk, &["judge", "--format", "json"], sorted(shuffled(&lines)).as_bytes());
    assert_eq!(text(&judged.stdout), text(&check.stdout));
}

#[test]
fn texts_come_as_lines_with_their_dates_and_formats() {
    let desk = corpus();
    let texts = [
        json!({ "path": "wire/1", "text": "The Kestrel weighs 1,000 kg.", "date": "2026-05-01" }),
        json!({ "path": "wire/2", "text": "<p>The Kestrel <b>weighs</b> 1,300 kg.</p>", "date": "2026-05-02", "format": "html" }),
    ];
    let input = texts.iter().map(|text| format!("{text}\n")).collect::<String>();
    let observed = factlint(&desk, &["observe", "--stdin"], input.as_bytes());
    assert_eq!(observed.code, 0, "{}", observed.stderr);
    let lines = sorted(text(&observed.stdout).lines().collect());
    let judged = factlint(&desk, &["judge", "--format", "json"], lines.as_bytes());
    let report: Value = serde_json::from_slice(&judged.stdout).unwrap();
    let rules: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().map(|one| &one["rule"]).collect();
    assert!(rules.contains(&&json!("kestrel-mass")), "{report}");
    assert_eq!(report["summary"]["documents"], 2);
    assert_eq!(report["summary"]["undated"], 0);
}

#[test]
fn lines_that_cannot_be_judged_are_told() {
    let desk = corpus();
    let observed = factlint(&desk, &["observe"], b"").stdout;
    let lines = sorted(text(&observed).lines().collect());
    let last = lines.lines().last().unwrap();
    let refused = |input: &str| {
        let judged = factlint(&desk, &["judge"], input.as_bytes());
        assert_eq!(judged.code, 2, "{input}");
        assert!(judged.stdout.is_empty());
        judged.stderr
    };
    assert!(refused("").contains("no document in these lines"));
    assert!(refused("{}\n").contains("line 1: is no line of `factlint observe`"));
    assert!(refused(&last.replace("\"v\":1", "\"v\":9")).contains("version 9"));
    // A group that comes back would be judged in two halves.
    let first = lines.lines().find(|line| line.contains("\"claim\"")).unwrap();
    assert!(refused(&format!("{lines}{first}\n")).contains("sort the lines"));
    // Rules that have changed since.
    let rules = desk.read("rules/a.toml").replace("unit  = \"kg\"", "unit  = \"lb\"");
    desk.write("rules/a.toml", rules);
    assert!(refused(&lines).contains("have changed since"));
}

#[test]
fn texts_that_cannot_be_observed_are_told() {
    let desk = corpus();
    for (input, told) in [
        ("", "nothing came on standard input"),
        ("{\"path\": \"a.md\"}\n", "line 1: is no text"),
        (
            "\n{\"path\": \"a.md\", \"text\": \"x\", \"format\": \"pdf\"}\n",
            "line 2: there is no format `pdf`",
        ),
        ("{\"path\": \"a.docx\", \"text\": \"x\"}\n", "a .docx document is no text"),
        ("{\"path\": \"a.odt\", \"text\": \"x\"}\n", "a .odt document is no text"),
    ] {
        let observed = factlint(&desk, &["observe", "--stdin"], input.as_bytes());
        assert_eq!(observed.code, 2, "{input}");
        assert!(observed.stderr.contains(told), "{}", observed.stderr);
    }
    let missing = factlint(&desk, &["observe", "nowhere.md"], b"");
    assert_eq!(missing.code, 2);
    // Who judges the lines is told, too.
    let judged = factlint(&desk, &["judge"], &missing.stdout);
    assert_eq!(judged.code, 2);
    assert!(judged.stderr.contains("nowhere.md"), "{}", judged.stderr);
}

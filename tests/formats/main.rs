//! The formats for machines: each valid by its schema or its consumer's grammar, over the newsroom and
//! over a corpus whose texts, names and rules try to break out of it.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod github;
mod gitlab;
mod rdjson;
mod sarif;
#[path = "../support/mod.rs"]
mod support;
mod xml;

use std::path::Path;

use serde_json::Value;
use support::{Desk, Run};

/// Text that means something in every format, terminal and log.
const HOSTILE: &str = "100% ::error::x ]]> <script>alert('x')</script> \"q\" &amp; \u{1b}[31m \u{202e} \u{1}\u{7f}\u{9b} [x](1) \\ ünï 𐐀 \u{fffe} `t` ##[error]y";

/// Rules whose source and message do, too.
const RULES: &str = r#"[[rule]]
id      = "kestrel-build"
check   = "value"
about   = ["Kestrel server"]
capture = '/(?s)build <<(.*?)>>/'
expect  = "1"
message = "{found} [m](1) ]]> is not {expect}"
source  = "a [x](1) ]]> <b>*s*</b> %0A::error::no\nnext ::warning::x"

[[rule]]
id       = "zwolle"
check    = "name"
use      = "Zwolle"
never    = ["Swolle"]
severity = "warning"
"#;

/// Names that mean something in a URI, a workflow command, XML, Markdown or on a terminal.
const NAMES: [&str; 6] = [
    "a,b:c#d%20e.txt", "new\nline.txt", "esc\u{1b}[31m\u{202e}.txt", "::error::x [y](1).md",
    "<b>\"q'&]]>.txt", "b/ünï %41 ?.txt",
];

/// Documents under hostile names, with hostile words at every kind of place.
fn hostile() -> Desk {
    let found = |words: &str| format!("The Kestrel server runs build <<{words}>> now.\n");
    let [commas, newline, escape, command, markup, marked] = NAMES;
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(found("ünï 6").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    Desk::with_rule(RULES)
        .file(commas, found(HOSTILE))
        .file(newline, found("two\n::error::lines"))
        .file(escape, "ünï 𐐀 The Kestrel server, build <<2>>, is in Swolle.\n")
        .file(command, "The Kestrel server runs build <<3>> in *Swolle*.\n")
        .file(markup, "The Kestrel server runs build <<4>>.\r\nünï 𐐀 Swolle.\r\n")
        .file(marked, format!("\u{feff}{}", found("5")))
        .file("utf16.txt", utf16)
}

/// The same, with a document that cannot be read and a rule that cannot be used.
fn broken() -> Desk {
    hostile()
        .file("bad:utf,8%.txt", b"caf\xc3\xa9, caf\xc3\xa9, \xe9\n")
        .file("rules/broken.toml", "[[rule]]\nid = \"x\"\ncheck = \"quantaty\"\n")
}

/// Two findings that a change elsewhere must leave what they are.
fn settled() -> Desk {
    Desk::with_rule(RULES)
        .file("a.txt", "Nothing.\n\nThe mayor of Swolle spoke.\n")
        .file("b.txt", "The mayor of Swolle spoke.\n")
}

/// The same findings on other lines, and new ones before and after them.
fn moved() -> Desk {
    Desk::with_rule(RULES)
        .file("a.txt", "New.\n\nThe Kestrel server runs build <<9>> now.\n\nNothing.\n\nThe mayor of Swolle spoke.\n")
        .file("b.txt", "New.\n\nThe mayor of Swolle spoke.\n")
        .file("0.txt", "The mayor of Swolle spoke.\n")
}

/// Runs `factlint check` with a format on a desk.
fn report(desk: &Desk, format: &str) -> Run {
    desk.run(&["check", "--format", format])
}

/// Runs it on the newsroom in `fixtures/`.
fn newsroom(format: &str) -> Run {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/newsroom");
    let folder = folder.to_str().expect("UTF-8");
    let run = Desk::empty().run(&["-C", folder, "check", "--format", format]);
    run.exits(1);
    run
}

/// What `--format json` tells of the same desk: the measure of the others.
fn findings(desk: &Desk) -> Vec<Value> {
    desk.json::<&str>(&[]).findings()
}

/// Whether a character acts where text is shown.
fn acts(character: char) -> bool {
    (character.is_control() && character != '\n') || ('\u{202a}'..='\u{202e}').contains(&character)
}

#[test]
fn no_format_changes_the_verdict_or_the_bytes_of_another_run() {
    for format in
        ["sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl", "json", "jsonl"]
    {
        let desk = hostile();
        let printed = report(&desk, format);
        printed.exits(1);
        let arguments = ["check", "--format", format, "-o", "r", "--jobs", "1", "-q"];
        desk.run(&arguments).exits(1);
        let summary = "7 documents (7 undated), 2 rules, 10 claims: 7 errors, 3 warnings\n";
        let printed = printed.text();
        let printed = match format {
            "github" => printed.strip_suffix(summary).expect("a last line"),
            _ => printed,
        };
        assert_eq!(desk.read("r"), printed, "{format}");
        report(&broken(), format).exits(2);
        report(&Desk::united(), format).exits(0);
    }
}

//! Fixes change something, put something there, never overlap, and touch nothing that is written for machines;
//! made, they leave nothing to fix.

#![allow(clippy::expect_used)]

use factlint::Engine;
use factlint::document::{Document, Format};
use factlint::finding::{Edit, Finding};
use proptest::prelude::*;

const RULES: &str = r#"
[[rule]]
id = "brand"
check = "name"
use = "OpenHaven"

[[rule]]
id = "city"
check = "name"
use = "Kyiv"
never = ["Kiev", "Kyiw"]

[[rule]]
id = "quiet"
check = "name"
use = "quiet hours"
never = ["Quiet Hours", "Quiet hours", "quiet-hours"]

[[rule]]
id = "net"
check = "term"
never = ["Internet", "utilize", "open haven"]
use = "internet"

[[rule]]
id = "mail"
check = "term"
pattern = ['/\be-?mails?\b/', '/\bKiev\s+e/']
use = "mail"

[[rule]]
id = "nothing"
check = "term"
pattern = '/\bsite(s?)\b/'
use = "$1"

[[rule]]
id = "range"
check = "quantity"
about = ["Skua"]
near = ["range"]
unit = "km"
expect = "600 km"
fix = true
"#;

/// Pieces of texts, with markup of all formats among them.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "openhaven",
        "OpenHaven",
        "OPENHAVEN",
        "Openhaven",
        "Kiev",
        "KIEV",
        "Kiev's",
        "Kyiw",
        "Quiet Hours",
        "quiet-hours",
        "Quiet hours",
        "Internet",
        "INTERNET",
        "internet",
        "Utilize",
        "utilize",
        "open haven",
        "e-mail",
        "Email",
        "E-mails",
        "site",
        "sites",
        "the Skua has a range of 900 km",
        "The Skua's range is 400 km",
        "a word",
        "and",
    ]);
    let marks = prop::sample::select(vec![
        ".", ". ", ", ", " ", " ", "\n", "\n\n", "\n# ", "\n- ", "`", "``", "*", "_", "/", "--",
        "-", "@", "#", "$", "=", ":", "::", "{{ ", " }}", "{% ", " %}", "<% ", " %>", "<code>",
        "</code>", "<b>", "</b>", "<p>", "[", "](", ")", "(", "|", "&amp;", "'", "\"", "“", "”",
        ".html", "\n\n    ", "\n```\n", "\n----\n",
    ]);
    (words, marks).prop_map(|(words, mark)| format!("{words}{mark}"))
}

fn edits(findings: &[Finding]) -> impl Iterator<Item = &Edit> {
    findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits)
}

fn check(engine: &Engine, text: &str, format: Format) -> Vec<Finding> {
    engine.check(&[Document::in_format("a.txt".to_owned(), text.to_owned(), format, None)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn fixes_change_prose_and_come_to_an_end(pieces in prop::collection::vec(piece(), 0..14)) {
        let engine = Engine::from_toml(RULES).expect("no mistake in the rules");
        let source = pieces.concat();
        for format in [Format::Plain, Format::Markdown, Format::Html, Format::Rst, Format::AsciiDoc] {
            let mut text = source.clone();
            // Longer words may come of shorter ones, but not for ever.
            for round in 0.. {
                prop_assert!(round < 12, "{source:?} as {format:?} never ends: {text:?}");
                let findings = check(&engine, &text, format);
                for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
                    prop_assert!(!fix.edits.is_empty());
                    for pair in fix.edits.windows(2) {
                        prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", pair);
                    }
                }
                let mut made: Vec<&Edit> = Vec::new();
                let mut all: Vec<&Edit> = edits(&findings).collect();
                all.sort_by_key(|edit| edit.span);
                for edit in all {
                    prop_assert_eq!(edit.span.of(&text), &edit.replaced);
                    prop_assert_ne!(&edit.replacement, &edit.replaced);
                    prop_assert!(!edit.replacement.trim().is_empty());
                    if made.last().is_none_or(|last| last.span.end <= edit.span.start) {
                        made.push(edit);
                    }
                }
                if made.is_empty() {
                    break;
                }
                for edit in made.iter().rev() {
                    text.replace_range(edit.span.range(), &edit.replacement);
                }
            }
        }
    }
}

/// What stands around a name makes it one of a machine: no fix goes there.
#[test]
fn no_fix_goes_where_machines_read() {
    let engine = Engine::from_toml(RULES).expect("no mistake in the rules");
    let plain = [
        "in openhaven.yaml", "in .openhaven", "at openhaven/", "as --openhaven", "as -openhaven",
        "as x_openhaven", "as openhaven=1", "as x=openhaven", "of openhaven()",
        "at x@openhaven.org", "of @openhaven", "of #openhaven", "at https://x.org/openhaven",
        "at www.openhaven.org", "in a/b/openhaven", "of a::openhaven", "of $openhaven",
        "of {{ openhaven }}", "of {% openhaven %}", "of <% openhaven %>", "of ${openhaven}",
        "of {# openhaven #}", "of 'openhaven'", "in a\\openhaven", "of `openhaven`",
    ];
    for text in plain {
        for end in ["", " now", ". Then", ", so", ")"] {
            let text = format!("See it {text}{end}");
            for format in [Format::Plain, Format::Markdown] {
                let findings = check(&engine, &text, format);
                assert!(edits(&findings).next().is_none(), "{text} as {format:?}: {findings:?}");
            }
        }
    }
    let marked = [
        (Format::Markdown, "```\nopenhaven\n```"),
        (Format::Markdown, "x [y](openhaven) ![openhaven](z)\n\n[y]: openhaven 'openhaven'"),
        (Format::Markdown, "a\n\n    openhaven"),
        (Format::Markdown, "{{< openhaven \"openhaven\" >}} and {{% openhaven %}}"),
        (
            Format::Html,
            "<p id='openhaven' title='openhaven'>x <code>openhaven</code></p><pre>openhaven</pre>",
        ),
        (Format::Html, "<script>openhaven</script><style>openhaven</style><p><kbd>openhaven</kbd>"),
        (Format::Rst, "x ``openhaven`` :option:`openhaven`\n\n::\n\n   openhaven\n"),
        (
            Format::Rst,
            ".. code-block:: openhaven\n\n   openhaven\n\n.. _openhaven: https://x.org/\n",
        ),
        (Format::AsciiDoc, "x `openhaven` and `+openhaven+`\n\n----\nopenhaven\n----\n"),
        (
            Format::AsciiDoc,
            ":openhaven: openhaven\n\nimage::openhaven.png[] link:openhaven[x] {openhaven}",
        ),
    ];
    for (format, text) in marked {
        let findings = check(&engine, text, format);
        assert!(edits(&findings).next().is_none(), "{text} as {format:?}: {findings:?}");
    }
}

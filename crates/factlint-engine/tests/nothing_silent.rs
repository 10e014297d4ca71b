//! Nothing that a rule's author would take for a statement goes by in silence: a sentence that names the subject, or stands
//! under it, and has a cue and a value of the kind, makes a claim or is told as unread with a reason.
//!
//! The sentences are made: every statement of every kind, in every setting that may keep it from being a claim.

#![allow(clippy::expect_used)]

use std::collections::BTreeSet;

use factlint_document::{Document, Format};
use factlint_engine::Engine;
use factlint_engine::engine::Detail;
use factlint_engine::unread::Reason;
use jiff::civil::date;

const RULES: &str = r#"
    [subject.orla]
    names = ["Orla Mower"]
    kind = "mower"
    nouns = ["mower"]
    [subject.grazer]
    names = ["Grazer"]
    kind = "mower"

    [[rule]]
    id = "noise"
    check = "quantity"
    about = "orla"
    near = ["noise", "loud"]
    unit = "decibel"
    expect = "58 dB"

    [[rule]]
    id = "blades"
    check = "quantity"
    about = "orla"
    near = ["blade"]
    unit = "blade"
    expect = "3 blades"

    [[rule]]
    id = "firmware"
    check = "value"
    about = "orla"
    near = ["firmware"]
    capture = '/\b(\d+\.\d+)\b/'
    expect = "5.2"

    [[rule]]
    id = "launch"
    check = "date"
    about = "orla"
    near = ["launch", "release"]
    expect = 2021-04-01

    [[rule]]
    id = "sold"
    check = "elapsed"
    about = "orla"
    near = ["sold", "made"]
    since = 2021-04-01

    [[rule]]
    id = "shop"
    check = "states"
    about = "orla"
    scope = "document"
    [rule.states]
    sold = ["on sale", "available"]
    recalled = ["recalled", "withdrawn"]

    [[rule]]
    id = "sheriff"
    check = "title"
    about = ["Omar Bell", "Bell"]
    held = [{ title = ["sheriff"], from = 2015-01-01, until = 2020-01-01 }]

    [[rule]]
    id = "bell-age"
    check = "elapsed"
    about = ["Omar Bell", "Bell"]
    born = 1960-05-20
"#;

/// A rule, and statements under it, each without its full stop and as it stands within a sentence.
const STATEMENTS: &[(&str, &[&str])] = &[
    (
        "noise",
        &[
            "the Orla Mower has a noise level of 64 dB",
            "the noise of the Orla Mower is 64 decibels",
            "the Orla Mower is 64 dB loud",
            "at 64 dB, the Orla Mower is louder than it should be",
            "the noise of 64 dB makes the Orla Mower the loudest of all",
            "the Orla Mower makes a noise of 64",
        ],
    ),
    (
        "blades",
        &[
            "the Orla Mower has five blades",
            "the blades of the Orla Mower number 5",
            "the Orla Mower cuts with 5 blades",
        ],
    ),
    (
        "firmware",
        &[
            "the Orla Mower runs firmware 5.0",
            "the firmware of the Orla Mower is 5.0",
            "version 5.0 of the firmware is in the Orla Mower",
        ],
    ),
    (
        "launch",
        &[
            "the Orla Mower was launched on 3 May 2022",
            "in 2022 the maker released the Orla Mower",
            "the launch of the Orla Mower was in May 2022",
            "the Orla Mower was released in 2022 out of season",
        ],
    ),
    (
        "sold",
        &[
            "the Orla Mower has been sold for twelve years",
            "the Orla Mower has been made in Hull for 12 years",
        ],
    ),
    (
        "shop",
        &[
            "the Orla Mower has been recalled",
            "the maker has withdrawn the Orla Mower",
            "the Orla Mower is on sale",
        ],
    ),
    (
        "sheriff",
        &[
            "Omar Bell is the sheriff",
            "sheriff Omar Bell gave evidence",
            "Omar Bell, former sheriff of the county, gave evidence",
            "Omar Bell is a deputy sheriff",
        ],
    ),
    (
        "bell-age",
        &["Omar Bell is 52 years old", "Omar Bell, 52, gave evidence", "Omar Bell is a man of 52"],
    ),
];

/// What may keep a statement from being a claim. `{}` is the statement.
const SETTINGS: &[&str] = &[
    "{}.",
    "It is not true that {}.",
    "If {}, nobody would be surprised.",
    "Is it so that {}?",
    "A critic claimed that {}.",
    "“{},” said a man who did not give his name.",
    "The maker denies that {}.",
    "Perhaps {}.",
    "Until last year {}.",
    "For example, {}.",
    "An earlier version of this article said that {}.",
    "Imagine that {}.",
    "Nobody knows whether {}.",
    "The car park beside the shop is new, and {}.",
    "It was planned that {}.",
    "According to a leaflet, {}.",
    "Unlike its rivals, {}.",
];

/// Texts in which a statement stands under its subject or in front of it.
const CONTEXTS: &[(&str, &str, Format)] = &[
    ("noise", "# Orla Mower\n\n- Old noise level: 64 dB\n", Format::Markdown),
    ("noise", "# Orla Mower\n\n## Examples\n\n- Noise: 64 dB\n", Format::Markdown),
    (
        "noise",
        "# Orla Mower\n\n| Noise | Weight |\n| --- | --- |\n| 64 | 9 kg |\n",
        Format::Markdown,
    ),
    (
        "blades",
        "# Orla Mower\n\n| Part | Count |\n| --- | --- |\n| Blades | about 5 or 6 |\n",
        Format::Markdown,
    ),
    ("noise", "The mower makes a noise of 64 dB. It is called Orla Mower.\n", Format::Plain),
    ("launch", "# Orla Mower\n\nLaunched: May 2022 or June 2023\n", Format::Markdown),
    ("firmware", "# Orla Mower\n\n- Firmware (planned): 5.0\n", Format::Markdown),
];

fn capitalised(statement: &str) -> String {
    let mut letters = statement.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Why a rule reads nothing in a text; none where it does.
fn told(engine: &Engine, rule: &str, text: String, format: Format) -> Result<(), Option<Reason>> {
    let document = Document::in_format("a".to_owned(), text, format, None).dated(date(2026, 3, 2));
    let observed = engine.read(&document).observe(Detail::Statements);
    if observed.claims.iter().any(|claim| *claim.rule == *rule) {
        return Ok(());
    }
    let mut reasons = observed.unread.iter().filter(|unread| *unread.rule == *rule);
    Err(reasons.next().map(|unread| unread.reason))
}

#[test]
fn every_statement_is_a_claim_or_is_told_as_unread() {
    let engine = Engine::from_toml(RULES).expect("no mistake in the rules");
    let mut silent = Vec::new();
    let mut reasons = BTreeSet::new();
    let mut claimed = 0;
    let mut look = |rule: &str, text: String, format: Format| match told(
        &engine,
        rule,
        text.clone(),
        format,
    ) {
        Ok(()) => claimed += 1,
        Err(Some(reason)) => drop(reasons.insert(reason)),
        Err(None) => silent.push(format!("{rule}: {text}")),
    };
    for (rule, statements) in STATEMENTS {
        for statement in *statements {
            for setting in SETTINGS {
                let text = setting.replace("{}", statement);
                look(rule, capitalised(&text) + "\n", Format::Plain);
            }
        }
    }
    for (rule, text, format) in CONTEXTS {
        look(rule, (*text).to_owned(), *format);
    }
    assert!(silent.is_empty(), "{} pass in silence:\n{}", silent.len(), silent.join("\n"));
    // The test would hold of rules that read nothing, or of settings that keep nothing from being read.
    assert!(claimed > 100, "{claimed}");
    assert!(reasons.len() > 5, "{reasons:?}");
}

#[test]
fn what_is_no_statement_is_not_told() {
    let engine = Engine::from_toml(RULES).expect("no mistake in the rules");
    for (rule, text) in [
        ("noise", "The Orla Mower is popular."),
        ("noise", "The Orla Mower costs 640 euros."),
        ("noise", "A noise of 64 dB is too much."),
        ("launch", "The Orla Mower was launched with a party."),
        ("shop", "The Orla Mower is green."),
        ("sheriff", "Omar Bell gave evidence."),
    ] {
        let read = told(&engine, rule, format!("{text}\n"), Format::Plain);
        assert_eq!(read, Err(None), "{text}");
    }
}

//! Twice the input takes at most 2.4 times the work, however the input is made.
//!
//! Work is the CPU time of the whole process, less that of a run on next to nothing. Each input grows until
//! it takes a while, and is then compared with one four times as large: work that grows with the square takes
//! 16 times as long, and 5.76 are allowed. What else the machine does makes a run slower, never faster, so
//! the fastest of several counts, and nothing is judged before several attempts.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use support::Desk;

/// What four times the input may take: 2.4 times for each doubling.
const ALLOWED: f64 = 2.4 * 2.4;

/// How often the two are run before they are judged too far apart; twice is enough where they are very far.
const ATTEMPTS: usize = 5;

/// The least that the smaller input must take over a run on next to nothing.
const WHILE: Duration = Duration::from_millis(120);

/// No input is made larger than this.
const LARGEST: usize = 64_000;

/// One run at a time: what all children took is one figure.
static TURN: Mutex<()> = Mutex::new(());

/// The CPU seconds of a run of `factlint check` over a corpus, with a report in that format.
fn seconds(corpus: &Desk, format: &str) -> f64 {
    let taken = || {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the time of children is known");
        let time = usage.user_time();
        time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
    };
    let before = taken();
    corpus.run(&["check", "--jobs", "1", "--format", format, "--quiet"]);
    taken() - before
}

/// Holds that the work for a corpus of a size grows little more than the size.
#[track_caller]
fn grows_with_its_size(corpus: impl Fn(usize) -> Desk) {
    report_grows_with_its_size("concise", corpus);
}

/// The same with a report in another format.
#[track_caller]
fn report_grows_with_its_size(format: &str, corpus: impl Fn(usize) -> Desk) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let fastest = |corpus: &Desk, runs: usize| {
        (0..runs).map(|_| seconds(corpus, format)).fold(f64::INFINITY, f64::min)
    };
    let nothing = fastest(&corpus(1), 3);
    let enough = WHILE.as_secs_f64().max(nothing);
    let mut size = 125;
    let (mut small, mut once) = (corpus(size), 0.0);
    while size < LARGEST {
        once = fastest(&small, 1) - nothing;
        if once >= enough {
            break;
        }
        size *= 2;
        small = corpus(size);
    }
    let large = corpus(4 * size);
    let (mut fourfold, mut ratio) = (f64::INFINITY, f64::INFINITY);
    for attempt in 1..=ATTEMPTS {
        once = once.min(fastest(&small, 2) - nothing);
        fourfold = fourfold.min(fastest(&large, 1) - nothing);
        ratio = fourfold / once.max(0.001);
        if ratio <= ALLOWED || (attempt > 1 && ratio > 1.6 * ALLOWED) {
            break;
        }
    }
    println!("size {size}: {once:.3} s, four times that: {fourfold:.3} s, ratio {ratio:.1}");
    assert!(
        ratio <= ALLOWED,
        "{size} take {once:.3} s, {} take {fourfold:.3} s: {ratio:.1} times, {ALLOWED:.2} are allowed",
        4 * size
    );
}

/// A text made of one piece for each number.
fn each(count: usize, mut piece: impl FnMut(&mut String, usize)) -> String {
    let mut text = String::new();
    for number in 0..count {
        piece(&mut text, number);
    }
    text
}

/// A word for a number, in letters alone.
fn word(mut number: usize) -> String {
    let mut letters = String::from("quor");
    for _ in 0..4 {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters + "en"
}

fn capital(number: usize) -> String {
    let word = word(number);
    format!("Q{}", &word[1..])
}

/// A rule about the length of one bridge, with the keys of its subject.
fn length_of(id: usize, subject: &str) -> String {
    format!(
        "[subject.s{id}]\nnames = [\"{} Bridge\"]\n{subject}\n[[rule]]\nid = \"r{id}\"\ncheck = \"quantity\"\n\
         about = \"s{id}\"\nnear = [\"length\"]\nunit = \"m\"\nexpect = \"7 m\"\n\n",
        capital(id)
    )
}

fn lengths(count: usize, subject: &str) -> String {
    each(count, |rules, id| rules.push_str(&length_of(id, subject)))
}

/// A sentence for each rule of `lengths`.
fn sentences(count: usize) -> String {
    each(count, |text, id| {
        write!(text, "{} Bridge has a length of 5 m. ", capital(id)).unwrap();
    })
}

/// A corpus whose one rule is about the length of one bridge.
fn bridge() -> Desk {
    Desk::with_rule(&length_of(0, "kind = \"bridge\""))
}

/// A corpus with a rule about a name that is put in order in `Kiev`.
fn kyiv() -> Desk {
    Desk::with_rule(
        "[[rule]]\nid = \"kyiv\"\ncheck = \"name\"\nuse = \"Kyiv\"\nnever = [\"Kiev\"]\n",
    )
}

// Many subjects and rules, one document

#[test]
fn subjects_of_one_kind_in_one_document() {
    grows_with_its_size(|n| {
        Desk::with_rule(&lengths(n, "kind = \"bridge\"")).file("a.txt", sentences(n))
    });
}

#[test]
fn subjects_without_a_kind_in_one_document() {
    grows_with_its_size(|n| Desk::with_rule(&lengths(n, "")).file("a.txt", sentences(n)));
}

#[test]
fn subjects_with_a_shared_noun_in_one_document() {
    grows_with_its_size(|n| {
        Desk::with_rule(&lengths(n, "kind = \"bridge\"\nnouns = [\"bridge\"]")).file(
            "a.txt",
            each(n, |text, id| {
                write!(text, "{} Bridge was closed. The bridge has a length of 5 m. ", capital(id))
                    .unwrap();
            }),
        )
    });
}

#[test]
fn subjects_with_a_heading_each() {
    grows_with_its_size(|n| {
        Desk::with_rule(&lengths(n, "kind = \"bridge\"")).file(
            "a.md",
            each(n, |text, id| {
                write!(text, "# {} Bridge\n\n- Opened: 2019\n- Length: 5 m\n\n", capital(id))
                    .unwrap();
            }),
        )
    });
}

#[test]
fn subjects_in_one_sentence() {
    grows_with_its_size(|n| {
        let names = each(n, |text, id| write!(text, "{} Bridge, ", capital(id)).unwrap());
        Desk::with_rule(&lengths(n, "kind = \"bridge\""))
            .file("a.txt", format!("{names}and others have a length of 5 m."))
    });
}

#[test]
fn rules_with_a_cue_each() {
    grows_with_its_size(|n| {
        let rules = each(n, |rules, id| {
            write!(
                rules,
                "[[rule]]\nid = \"r{id}\"\ncheck = \"quantity\"\nabout = [\"Halden Bridge\"]\n\
                 near = [\"{}\"]\nunit = \"m\"\nexpect = \"7 m\"\n\n",
                word(id)
            )
            .unwrap();
        });
        let text = each(n, |text, id| {
            write!(text, "The Halden Bridge has a {} of 5 m. ", word(id)).unwrap();
        });
        Desk::with_rule(&rules).file("a.txt", text)
    });
}

#[test]
fn places_of_one_finding_in_a_line_of_json() {
    report_grows_with_its_size("rdjsonl", |count| {
        let desk = kyiv();
        desk.write("a.txt", each(count, |text, _| text.push_str("They left Kiev again.\n\n")));
        desk
    });
}

#[test]
fn names_in_one_document() {
    grows_with_its_size(|n| {
        let rules = each(n, |rules, id| {
            let name = capital(id);
            write!(
                rules,
                "[[rule]]\nid = \"r{id}\"\ncheck = \"name\"\nuse = \"{name}\"\nnever = [\"{name}a\"]\n\n"
            )
            .unwrap();
        });
        let text = each(n, |text, id| write!(text, "They went to {}a. ", capital(id)).unwrap());
        Desk::with_rule(&rules).file("a.txt", text)
    });
}

// Long documents, one rule

#[test]
fn long_tables() {
    grows_with_its_size(|n| {
        let rows =
            each(n, |text, i| writeln!(text, "| Quoraaaaen Bridge | {} |", 1_000 + i).unwrap());
        bridge().file("a.md", format!("| Plan | length (m) |\n| --- | --- |\n{rows}"))
    });
}

#[test]
fn wide_tables() {
    grows_with_its_size(|n| {
        let row = |cell: &str| cell.repeat(n);
        let (head, line, cells) = (row(" length (m) |"), row(" --- |"), row(" 1300 |"));
        bridge()
            .file("a.md", format!("| Plan |{head}\n| --- |{line}\n| Quoraaaaen Bridge |{cells}\n"))
    });
}

#[test]
fn long_html_tables() {
    grows_with_its_size(|n| {
        let rows = each(n, |text, i| {
            write!(text, "<tr><td>Quoraaaaen Bridge</td><td>length</td><td>{i} m</td></tr>")
                .unwrap();
        });
        bridge().file("a.html", format!("<table>{rows}</table>"))
    });
}

#[test]
fn wide_html_tables() {
    grows_with_its_size(|n| {
        let heads = "<th>length</th>".repeat(n);
        let cells = each(n, |text, i| write!(text, "<td>{i} m</td>").unwrap());
        bridge().file(
            "a.html",
            format!(
                "<table><tr><th>Plan</th>{heads}</tr><tr><td>Quoraaaaen Bridge</td>{cells}</tr></table>"
            ),
        )
    });
}

#[test]
fn long_paragraphs() {
    grows_with_its_size(|n| {
        let text = each(n, |text, i| {
            write!(text, "The Quoraaaaen Bridge has a length of {} m. ", 1_000 + i).unwrap();
        });
        bridge().file("a.txt", text)
    });
}

// Stets

#[test]
fn stets_in_comments() {
    grows_with_its_size(|n| {
        kyiv().file("a.md", "<!-- factlint: stet kyiv: a title -->\n\nKiev\n\n".repeat(n))
    });
}

#[test]
fn stets_in_the_configuration() {
    grows_with_its_size(|n| {
        let stets = each(n, |text, i| {
            write!(
                text,
                "[[stet]]\nrule = \"kyiv\"\npath = \"{i}.txt\"\ntext = \"Kiev\"\nreason = \"a title\"\n\n"
            )
            .unwrap();
        });
        let desk = kyiv().file("factlint.toml", format!("packs = []\n\n{stets}"));
        (0..n).for_each(|i| desk.write(format!("{i}.txt"), "They went to Kiev.\n"));
        desk
    });
}

// Many of something, many documents

#[test]
fn rules_and_documents() {
    grows_with_its_size(|n| {
        let desk = Desk::with_rule(&lengths(n, "kind = \"bridge\""));
        for id in 0..n {
            let name = capital(id);
            desk.write(format!("{id}.txt"), format!("The {name} Bridge has a length of 5 m.\n"));
        }
        desk
    });
}

#[test]
fn subjects_of_several_kinds_in_many_documents() {
    /// Each document names so many of the subjects, each subject stands in that many documents.
    const NAMED: usize = 20;
    const KINDS: usize = 7;
    grows_with_its_size(|n| {
        let rules = each(n, |text, id| {
            text.push_str(&length_of(id, &format!("kind = \"kind{}\"", id % KINDS)));
        });
        let desk = Desk::with_rule(&rules);
        for document in 0..n {
            let text = each(NAMED, |text, nth| {
                let name = capital((document + nth * KINDS) % n);
                let length = 5 + document % 4;
                write!(text, "The {name} Bridge has a length of {length} m.\n\n").unwrap();
            });
            desk.write(format!("{document}.txt"), text);
        }
        desk
    });
}

#[test]
fn overrides_and_documents() {
    grows_with_its_size(|n| {
        let overrides = each(n, |text, i| {
            write!(text, "[[override]]\npath = \"{i}.txt\"\nseverity = \"note\"\n\n").unwrap();
        });
        let desk = kyiv().file("factlint.toml", format!("packs = []\n\n{overrides}"));
        (0..n).for_each(|i| desk.write(format!("{i}.txt"), "They went to Kiev.\n"));
        desk
    });
}

#[test]
fn facts_about_documents_and_documents() {
    grows_with_its_size(|n| {
        let facts = each(n, |text, i| {
            write!(text, "[[document]]\npath = \"{i}.txt\"\ndate = 2025-10-17\n\n").unwrap();
        });
        let desk = kyiv().file("factlint.toml", format!("packs = []\n\n{facts}"));
        (0..n).for_each(|i| desk.write(format!("{i}.txt"), "They went to Kiev.\n"));
        desk
    });
}

#[test]
fn units_and_figures() {
    grows_with_its_size(|n| {
        let units = each(n, |text, i| {
            write!(
                text,
                "[[unit]]\nname = \"{}\"\ndimension = \"length\"\nfactor = 1.5\n\n",
                word(i)
            )
            .unwrap();
        });
        let text = each(n, |text, i| {
            write!(text, "The Quoraaaaen Bridge has a length of 5 {}s. ", word(i)).unwrap();
        });
        bridge().file("rules/units.toml", units).file("a.txt", text)
    });
}

#[test]
fn units_and_documents() {
    grows_with_its_size(|n| {
        let units = each(n, |text, i| {
            write!(
                text,
                "[[unit]]\nname = \"{}\"\ndimension = \"length\"\nfactor = 1.5\n\n",
                word(i)
            )
            .unwrap();
        });
        let desk = bridge().file("rules/units.toml", units);
        for i in 0..n {
            let text = format!("The Quoraaaaen Bridge has a length of 5 {}s.\n", word(i));
            desk.write(format!("{i}.txt"), text);
        }
        desk
    });
}

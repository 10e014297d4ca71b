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

#[test]
fn what_no_other_document_can_change_may_be_settled_at_once() {
    let desk = corpus();
    let observed = factlint(&desk, &["observe"], b"").stdout;
    let settled = factlint(&desk, &["observe", "--settle", "--unread"], b"");
    assert_eq!(settled.code, 0, "{}", settled.stderr);
    assert!(text(&settled.stdout).lines().count() < text(&observed).lines().count());
    let lines = sorted(shuffled(&settled.stdout));
    for format in ["json", "concise", "sarif"] {
        let check = factlint(&desk, &["check", "--format", format, "--unread"], b"");
        let arguments = ["judge", "--format", format, "--unread"];
        let judged = factlint(&desk, &arguments, lines.as_bytes());
        assert_eq!(text(&judged.stdout), text(&check.stdout), "{format}");
        assert_eq!(judged.code, check.code, "{format}: {}", judged.stderr);
    }
    // What was settled did not tell these.
    let untold = factlint(&desk, &["judge"], lines.as_bytes());
    assert_eq!(untold.code, 2);
    assert!(untold.stderr.contains("another `--unread`"), "{}", untold.stderr);
}

#[test]
fn lines_may_be_judged_in_parts() {
    let desk = corpus();
    let check = factlint(&desk, &["check", "--format", "json"], b"");
    let observed = factlint(&desk, &["observe"], b"").stdout;
    let mut parts: Vec<Vec<&str>> = vec![Vec::new(); 3];
    for line in shuffled(&observed) {
        let last_digit = line.as_bytes()[r#"{"key":""#.len() + 31];
        parts[usize::from(last_digit) % 3].push(line);
    }
    let mut partials = Vec::new();
    for part in parts {
        let judged = factlint(&desk, &["judge", "--partial"], sorted(part).as_bytes());
        assert_eq!(judged.code, 0, "{}", judged.stderr);
        assert_eq!(text(&judged.stdout).lines().count(), 1);
        partials.extend(judged.stdout);
    }
    let judged = factlint(&desk, &["judge", "--format", "json"], &partials);
    assert_eq!(text(&judged.stdout), text(&check.stdout));
    assert_eq!(judged.code, 1);
    // A page shows what documents say, which nobody has kept.
    let page = factlint(&desk, &["judge", "--format", "html"], &partials);
    assert_eq!(page.code, 2);
    assert!(page.stderr.contains("which the page shows"), "{}", page.stderr);
    // Findings of other decisions would stand beside those of these.
    let config = desk.read("factlint.toml");
    desk.write("factlint.toml", config.replace("old/**", "news/**"));
    let other = factlint(&desk, &["judge"], &partials);
    assert!(other.stderr.contains("was settled by other overrides or stets"), "{}", other.stderr);
    desk.write("rules/a.toml", desk.read("rules/a.toml").replace("\"kg\"", "\"lb\""));
    let other = factlint(&desk, &["judge"], &partials);
    assert!(other.stderr.contains("was settled by other rules"), "{}", other.stderr);
}

#[cfg(feature = "arrow")]
#[test]
fn lines_come_as_record_batches_of_arrow() {
    use factlint::exchange::Row;
    use factlint::exchange::arrow::{Writer, read};

    let desk = corpus();
    let lines = factlint(&desk, &["observe"], b"").stdout;
    let written = factlint(&desk, &["observe", "--format", "arrow"], b"");
    assert_eq!(written.code, 0, "{}", written.stderr);
    let mut rows: Vec<Row> = Vec::new();
    read(&written.stdout[..], |line| {
        let told: Value = serde_json::from_str(line).unwrap();
        let key = told["key"].as_str().unwrap().to_owned();
        let rule = told["claim"]["claim"]["rule"].as_str().unwrap_or_default().to_owned();
        rows.push(Row { key, rule, line: line.to_owned() });
        Ok(())
    })
    .unwrap();
    assert!(rows.iter().map(|row| row.line.as_str()).eq(text(&lines).lines()));
    // In batches of any size.
    rows.sort_by(|one, other| one.line.cmp(&other.line));
    let mut stream = Writer::new(Vec::new()).unwrap();
    rows.chunks(3).for_each(|batch| stream.write(batch).unwrap());
    stream.finish().unwrap();
    let stream = stream.into_inner().unwrap();
    let check = factlint(&desk, &["check", "--format", "json"], b"");
    let judged = factlint(&desk, &["judge", "--format", "json"], &stream);
    assert_eq!(text(&judged.stdout), text(&check.stdout));
    // One that breaks off, and one of something else.
    let broken = factlint(&desk, &["judge"], &stream[..stream.len() / 2]);
    assert_eq!(broken.code, 2);
    assert!(broken.stderr.contains("cannot be read as Arrow"), "{}", broken.stderr);
    let version = b"factlint.version";
    let at = stream.windows(version.len()).position(|window| window == version).unwrap();
    let mut other = stream.clone();
    other[at..at + 4].copy_from_slice(b"FACT");
    let other = factlint(&desk, &["judge"], &other);
    assert!(other.stderr.contains("has no `factlint.version`"), "{}", other.stderr);
}

/// Groups that are too large to be held are judged a document at a time, and come to what a judge of all says.
mod large {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use factlint::Engine;
    use factlint::corpus::Corpus;
    use factlint::corpus::config::Config;
    use factlint::exchange::large::{Agreements, Pass, Polls, splits};
    use factlint::exchange::{Basis, Judge, Row, row_of_partial, rows_of};
    use factlint::policy::Splits;
    use factlint::profile::Profile;
    use factlint::report::json;
    use factlint::run::Run;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    const RULES: &str = r#"
        [[rule]]
        id = "skua-range"
        check = "quantity"
        about = ["Skua"]
        near = ["range"]
        unit = "km"
        tolerance = "1%"

        [[rule]]
        id = "skua-mass"
        check = "quantity"
        about = ["Skua"]
        near = ["weighs"]
        unit = "kg"
        expect = "900 kg"

        [[rule]]
        id = "skua-version"
        check = "value"
        about = ["Skua"]
        near = ["version"]
        capture = '/(\d+\.\d+)/'
        expect = "2.1"

        [[rule]]
        id = "skua-roll-out"
        check = "date"
        about = ["Skua"]
        near = ["rolled out"]

        [[rule]]
        id = "skua-states"
        check = "states"
        about = ["Skua"]
        [rule.states]
        flying = ["flies"]
        grounded = ["is grounded"]
    "#;

    const CONFIG: &str = r#"
        [[document]]
        path = "trusted/**"
        trust = 3
    "#;

    /// Numbers that nobody chose.
    struct Chance(u64);

    impl Chance {
        fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            all[(self.0 >> 33) as usize % all.len()]
        }
    }

    fn texts(seed: u64, many: usize) -> Vec<(String, Vec<u8>)> {
        let mut chance = Chance(seed);
        let mut texts = Vec::new();
        for index in 0..many {
            let folder = chance.of(&["news", "news", "trusted"]);
            let mut text = String::new();
            for _ in 0..chance.of(&["1", "1", "2", "3"]).parse().unwrap() {
                let range = chance.of(&[
                    "900 km", "900 km", "910 km", "about 1,000 km", "1,400 km", "560 miles",
                    "over 1,200 km",
                ]);
                let mass = chance.of(&["900 kg", "900 kg", "2,000 pounds", "950 kg"]);
                let version = chance.of(&["2.1", "2.0"]);
                let day =
                    chance.of(&["May 3, 2026", "May 3, 2026", "May 2026", "June 9, 2026", "2025"]);
                text += &format!(
                    "The Skua has a range of {range}. The Skua weighs {mass}. The Skua needs version {version}. \
                     The Skua was rolled out on {day}.\n\n"
                );
            }
            texts.push((format!("{folder}/{index:03}.txt"), text.into_bytes()));
        }
        texts
    }

    /// As it arrives elsewhere.
    fn sent<T: Serialize + DeserializeOwned>(value: &T) -> T {
        serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
    }

    #[test]
    fn a_document_at_a_time() {
        let engine = Engine::from_toml(RULES).unwrap();
        assert_eq!(splits(&engine, "skua-range"), Some(Splits::ByPoll));
        assert_eq!(splits(&engine, "skua-mass"), Some(Splits::ByPoll));
        assert_eq!(splits(&engine, "skua-roll-out"), Some(Splits::ByPoll));
        assert_eq!(splits(&engine, "skua-version"), Some(Splits::ByDocument));
        assert_eq!(splits(&engine, "skua-states"), Some(Splits::Never));
        let (config, problems) =
            Config::read(CONFIG.to_owned(), "factlint.toml".to_owned(), PathBuf::new());
        assert!(problems.is_empty(), "{problems:?}");
        let policy = config.policy(None);
        let basis = Basis::new(&engine, &policy, None);
        let mut findings: BTreeMap<String, usize> = BTreeMap::new();
        for seed in 0..6 {
            let corpus = Corpus::in_memory(&config, texts(seed, 6 + seed as usize * 8), None);
            let run = Run::new(&corpus, &engine, &policy);
            let rows: Vec<Vec<Row>> = corpus
                .entries
                .iter()
                .map(|entry| {
                    let seen = run.see(entry, &mut Vec::new(), &mut Profile::default()).unwrap();
                    rows_of(&engine, &entry.path, &seen).unwrap()
                })
                .collect();
            let mut all: Vec<&Row> = rows.iter().flatten().collect();
            all.sort_by(|one, other| one.line.cmp(&other.line));
            let mut judge = Judge::new(&engine, &policy, basis);
            all.iter().for_each(|row| judge.take(&row.line).unwrap());
            let whole = judge.finish(usize::MAX);

            // Every third document lies elsewhere, and parts come in any order.
            let part = |at: usize| rows.iter().skip(at).step_by(3).flatten();
            let is_claim = |row: &&Row| !row.rule.is_empty();
            let take = |pass: &mut Pass<'_>, at: usize| {
                part(at).filter(is_claim).for_each(|row| pass.take(&row.line).unwrap());
            };
            let mut polls = Polls::default();
            for at in [2, 0, 1] {
                let mut pass = Pass::polling(&engine, &policy);
                take(&mut pass, at);
                polls.merge(sent(&pass.polls()));
            }
            assert_eq!(polls.stetted().count(), 0);
            let closed = sent(&polls.closed());
            let mut gathered: Agreements = closed.clone();
            for at in [1, 2, 0] {
                let mut pass = Pass::gathering(&engine, &policy, closed.clone());
                take(&mut pass, at);
                gathered.merge(sent(&pass.agreements()));
            }
            let mut judge = Judge::new(&engine, &policy, basis);
            for at in [0, 2, 1] {
                part(at)
                    .filter(|row| row.rule.is_empty())
                    .for_each(|row| judge.take(&row.line).unwrap());
                let mut pass = Pass::judging(&engine, &policy, sent(&gathered), basis);
                take(&mut pass, at);
                judge.take(&row_of_partial(pass.partial()).unwrap().line).unwrap();
            }
            let apart = judge.finish(usize::MAX);
            assert_eq!(apart.summary, whole.summary, "seed {seed}");
            let shown = |outcome: &factlint::run::Outcome| {
                outcome.findings.iter().map(|one| json::value(one).to_string()).collect::<Vec<_>>()
            };
            assert_eq!(shown(&apart), shown(&whole), "seed {seed}");
            for finding in &whole.findings {
                *findings.entry(finding.rule.to_string()).or_default() += 1;
            }
        }
        assert_eq!(findings.len(), 4, "{findings:?}");
        assert!(findings.values().all(|count| *count > 15), "{findings:?}");
    }

    #[test]
    fn a_stet_asks_for_the_whole_group() {
        let engine = Engine::from_toml(RULES).unwrap();
        let config = "[[stet]]\nrule = \"skua-range\"\ntext = \"1,400 km\"\nreason = \"quoted\"\n";
        let (config, _) =
            Config::read(config.to_owned(), "factlint.toml".to_owned(), PathBuf::new());
        let policy = config.policy(None);
        let corpus = Corpus::in_memory(&config, texts(7, 40), None);
        let run = Run::new(&corpus, &engine, &policy);
        let mut pass = Pass::polling(&engine, &policy);
        let mut keys = BTreeMap::new();
        for entry in &corpus.entries {
            let seen = run.see(entry, &mut Vec::new(), &mut Profile::default()).unwrap();
            for row in rows_of(&engine, &entry.path, &seen).unwrap() {
                if !row.rule.is_empty() {
                    pass.take(&row.line).unwrap();
                    keys.insert(row.rule, row.key);
                }
            }
        }
        let polls = pass.polls();
        assert_eq!(polls.stetted().collect::<Vec<_>>(), [keys["skua-range"].as_str()]);
    }
}

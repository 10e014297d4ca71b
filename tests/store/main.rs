//! What is kept of documents never shows in what a run says, and whatever happens to it costs time alone.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod journal;
#[path = "../support/mod.rs"]
mod support;

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use support::{Desk, KESTREL, Run, ZWOLLE};

/// Numbers that look like chance, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

const CONFIGS: &[&str] = &[
    "packs = []\n",
    "packs = [\"copy-desk\", \"agreement\"]\n",
    "packs = []\n\n[[document]]\npath = \"news/**\"\ndate = 2026-03-01\ntrust = 3\n",
    "packs = []\n\n[[stet]]\nrule = \"kestrel-range\"\ntext = \"1,400 km\"\nreason = \"as it was said\"\n",
    "packs = []\n\n[[stet]]\nrule = \"kestrel-mass\"\nreason = \"for nothing\"\n",
    "packs = []\n\n[[override]]\npaths = [\"old/**\"]\nrules = [\"kestrel-range\"]\nseverity = \"off\"\n",
    "packs = []\n\n[corpus]\nexclude = [\"old/**\"]\n",
];

const MASS: &str = "\n[[rule]]\nid = \"kestrel-mass\"\ncheck = \"quantity\"\nabout = \"kestrel\"\nnear = [\"weighs\"]\n\
                    unit = \"kg\"\nfrom = 2020-01-01\n";

const DIGITS: &str = "\n[[rule]]\nid = \"days\"\ncheck = \"calendar\"\n";

const PORT: &str = "\n[[rule]]\nid = \"port\"\ncheck = \"value\"\nnear = [\"/port(s)?/\"]\ncapture = '\\b(\\d{4})\\b'\n";

/// Rules with a changed subject, cue, fact, scope, and with more beside them.
fn rules(dice: &mut Dice) -> String {
    let mut text = KESTREL.to_owned();
    match dice.roll(6) {
        0 => text = text.replace("[\"Kestrel\"]", "[\"Kestrel\", \"Merlin\"]"),
        1 => text = text.replace("[\"Kestrel\"]", "[\"Merlin\"]"),
        2 => text = text.replace("[\"range\"]", "[\"range\", \"reach\"]"),
        3 => text.push_str("expect = \"900 km\"\n"),
        4 => text.push_str("scope = \"document\"\n"),
        _ => {}
    }
    for more in [MASS, ZWOLLE, DIGITS, PORT] {
        if dice.roll(2) == 0 {
            text.push('\n');
            text.push_str(more);
        }
    }
    text
}

fn document(dice: &mut Dice) -> String {
    let mut text = String::new();
    match dice.roll(6) {
        0 => text.push_str("---\ndate: 2026-05-02\n---\n\n"),
        1 => text.push_str("---\ndate: 2019-05-02\n---\n\n"),
        2 => text.push_str("---\nfactlint: off kestrel-mass: a draft\n---\n\n"),
        3 => text.push_str("---\ndate: [\n---\n\n"),
        _ => {}
    }
    for _ in 0..dice.roll(4) {
        let stet = "<!-- factlint: stet kestrel-range: as it was said -->\n\n";
        if dice.roll(4) == 0 {
            text.push_str(stet);
        }
        let name = dice.one(&["Kestrel", "Kes**trel**", "MERLIN", "Merlin", "missile"]);
        let range = dice.one(&["900 km", "1,400 km", "900", "700 km", "560 miles (901 km)"]);
        let verb = dice.one(&["has a range of", "has a reach of", "weighs"]);
        text.push_str(&format!("The {name} {verb} {range}. "));
        text.push_str(dice.one(&[
            "The port is 8080.\n\n",
            "Use port 9090 in Swolle.\n\n",
            "It was Monday, 3 May 2026.\n\n",
            "The Kestrel weighs 1,000 kg.\n\n",
            "\n\n",
        ]));
    }
    text
}

/// Lets a file look as if it had been written long ago: then its stamp is believed.
fn age(path: &PathBuf) {
    let long_ago = SystemTime::now() - Duration::from_secs(600);
    File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
}

const PATHS: &[&str] =
    &["news/a.md", "news/b.md", "news/c.txt", "news/d.html", "old/a.md", "old/b.md", "e.md"];

/// Asserts that a run says the same with and without what is kept.
#[track_caller]
fn says_the_same(desk: &Desk, arguments: &[&str], what: &str) -> Run {
    let run = |more: &[&str]| {
        desk.command().arguments(&["check"]).arguments(arguments).arguments(more).run()
    };
    let (cached, plain) = (run(&["--cached"]), run(&["--cached", "--no-cache"]));
    assert_eq!(cached.text(), plain.text(), "{what}\n{}", cached.stderr);
    assert_eq!((cached.code, &cached.stderr), (plain.code, &plain.stderr), "{what}");
    cached
}

#[test]
fn nothing_shows_over_edits_of_documents_rules_and_configuration() {
    for seed in 1..=5 {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed << 17));
        let mut rule = rules(&mut dice);
        let desk = Desk::empty().file("factlint.toml", CONFIGS[0]).file("rules/a.toml", &rule);
        for path in PATHS {
            desk.write(path, document(&mut dice));
            age(&desk.path(path));
        }
        let mut history = String::new();
        for step in 0..7 {
            for _ in 0..dice.roll(3) {
                let path = dice.one(PATHS);
                history.push_str(&format!("\n{step} {path}"));
                match dice.roll(5) {
                    0 => drop(fs::remove_file(desk.path(path))),
                    1 if desk.path(path).exists() => age(&desk.path(path)),
                    _ => {
                        desk.write(path, document(&mut dice));
                        if dice.roll(2) == 0 {
                            age(&desk.path(path));
                        }
                    }
                }
            }
            if dice.roll(3) == 0 {
                rule = rules(&mut dice);
                history.push_str(&format!("\n{step} {rule}"));
                desk.write("rules/a.toml", &rule);
            }
            if dice.roll(3) == 0 {
                let config = dice.one(CONFIGS);
                history.push_str(&format!("\n{step} {config}"));
                desk.write("factlint.toml", config);
            }
            let what = format!("seed {seed}, step {step}:{history}");
            match dice.roll(4) {
                0 => drop(says_the_same(&desk, &["--format", "json", "--unread=all"], &what)),
                1 => drop(says_the_same(&desk, &["--statistics", "--fail-on", "note"], &what)),
                2 => drop(says_the_same(&desk, &["--format", "html"], &what)),
                _ => {}
            }
            let draft = dice.one(PATHS);
            if desk.path(draft).exists() {
                let arguments = [draft, "--format", "json", "--unread", "--allow-empty"];
                says_the_same(&desk, &arguments, &what);
                says_the_same(&desk, &[draft, "--allow-empty"], &what);
            }
        }
    }
}

/// What `factlint index` says it read.
fn read(desk: &Desk) -> (usize, usize, usize) {
    let run = desk.run(&["index"]);
    run.exits(0);
    let numbers: Vec<usize> = run
        .text()
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    (numbers[1], numbers[2], numbers[3])
}

/// A corpus that was written long ago.
fn archive() -> Desk {
    let desk = Desk::with_rule(&[KESTREL, ZWOLLE].join("\n"))
        .file("wire/a.md", "The Kestrel missile has a range of 900 km.\n")
        .file("wire/b.md", "The Kestrel has a range of 1,400 km. The Merlin is a bird.\n")
        .file("wire/c.md", "In Swolle the harbour was calm, says A. Lund.\n")
        .file("wire/d.md", "Nothing of the kind.\n");
    for name in ["a", "b", "c", "d"] {
        age(&desk.path(format!("wire/{name}.md")));
    }
    desk
}

/// Where the store lies.
fn store(desk: &Desk) -> PathBuf {
    let files = fs::read_dir(desk.path(".factlint-cache")).unwrap();
    let mut stores = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "sqlite"));
    let store = stores.next().unwrap();
    assert_eq!(stores.next(), None);
    store
}

#[test]
fn only_what_a_change_can_concern_is_read_again() {
    let desk = archive();
    assert_eq!(read(&desk), (4, 0, 0));
    assert_eq!(read(&desk), (0, 4, 0));
    desk.write("wire/d.md", "Nothing of that kind.\n");
    assert_eq!(read(&desk), (1, 3, 0), "a document");
    age(&desk.path("wire/d.md"));
    assert_eq!(read(&desk), (0, 4, 0), "a date alone");
    fs::remove_file(desk.path("wire/d.md")).unwrap();
    assert_eq!(read(&desk), (0, 3, 1), "a document that is gone");
    let rules = [KESTREL, ZWOLLE].join("\n");
    desk.write("rules/facts.toml", format!("# A remark.\n{rules}"));
    assert_eq!(read(&desk), (0, 3, 0), "the layout");
    desk.write("rules/facts.toml", rules.replace("\"km\"", "\"miles\""));
    assert_eq!(read(&desk), (2, 1, 0), "a rule: what it wakes");
    desk.write("rules/facts.toml", rules.replace("[\"Kestrel\"]", "[\"Merlin\"]"));
    assert_eq!(read(&desk), (2, 1, 0), "a subject: its old name and its new one");
    desk.write("rules/facts.toml", rules.replace("Swolle", "Zwole"));
    assert_eq!(read(&desk).0, 3, "two rules");
    desk.write(
        "factlint.toml",
        "packs = []\n\n[[document]]\npath = \"wire/c.md\"\ndate = 2026-01-01\n",
    );
    assert_eq!(read(&desk), (1, 2, 0), "what factlint.toml says of a document");
    desk.write("factlint.toml", "packs = []\n\n[[stet]]\nrule = \"zwolle\"\nreason = \"so\"\n");
    assert_eq!(read(&desk).0, 1, "a stet concerns no reading; the date is gone");
}

#[test]
fn a_draft_is_held_against_what_is_kept() {
    let desk = archive();
    read(&desk);
    // Of two values, each is as good.
    says_the_same(&desk, &["wire/a.md"], "a document").exits(1);
    desk.write("draft.md", "The Kestrel has a range of 2,000 km.\n");
    says_the_same(&desk, &["draft.md"], "a new document").exits(1);
    let outside = Desk::empty().file("draft.md", "The Kestrel has a range of 2,000 km.\n");
    let draft = outside.path("draft.md").display().to_string();
    says_the_same(&desk, &[&draft], "outside of the corpus").exits(1);
    let run = |more: &[&str]| {
        let arguments = ["check", "--format", "json", "--stdin-filename", "wire/a.md"];
        let input = "The Kestrel has a range of 3,000 km.\n";
        desk.command().arguments(&arguments).arguments(more).input(input).run()
    };
    let (cached, plain) = (run(&["--cached"]), run(&[]));
    assert_eq!(cached.text(), plain.text());
    assert_eq!(read(&desk), (0, 5, 0), "what was typed is not kept");
}

#[test]
fn rules_that_are_silent_or_due_for_review_are_told_alike() {
    let rule = |review_by: &str, cue: &str| {
        format!(
            "[[rule]]\nid = \"range\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\nnear = [\"{cue}\"]\n\
             unit = \"km\"\nexpect = \"5 km\"\nsource = \"the maker\"\nreview-by = {review_by}\n"
        )
    };
    let said = "---\ndate: 2025-06-01\n---\nThe Kestrel has a range of 5 km.\n";
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("rules/a.toml", rule("2025-01-01", "range"))
        .file("a.md", said)
        .file("b.md", "---\ndate: 2025-06-02\n---\nThe Kestrel has a range of 5 km.\n");
    let told = |run: Run| format!("{}{}", run.text(), run.stderr);
    let whole = |what: &str| told(says_the_same(&desk, &[], what));
    assert!(whole("due").contains("1 rule due for review"), "{}", whole("due"));
    assert!(told(says_the_same(&desk, &["a.md"], "of one")).contains("due for review"));
    desk.write("rules/a.toml", rule("2025-12-01", "range"));
    assert!(!whole("reviewed").contains("due for review"));
    desk.write("rules/a.toml", rule("2025-12-01", "reach"));
    assert!(whole("silent").contains("found nothing to compare: `range`"));
    assert!(!told(says_the_same(&desk, &["a.md"], "of one")).contains("nothing to compare"));
    desk.write("b.md", "The Kestrel has a reach of 5 km.\n");
    assert!(!whole("heard").contains("nothing to compare"));
    fs::remove_file(desk.path("b.md")).unwrap();
    assert!(whole("gone").contains("found nothing to compare"));
}

#[test]
fn stets_are_used_or_not_by_documents_that_nobody_asks_about() {
    let stet = "packs = []\n\n[[stet]]\nrule = \"kestrel-range\"\ntext = \"1,400 km\"\nreason = \"as it was said\"\n";
    let said = "The Kestrel has a range of 900 km.\n";
    let desk =
        archive().file("factlint.toml", stet).file("wire/e.md", said).file("quiet.md", "A text.\n");
    let quiet = ["quiet.md", "--format", "json", "--fail-on", "note"];
    says_the_same(&desk, &quiet, "the stet is used").exits(0).says("\"stetted\": 1");
    desk.write("wire/b.md", said);
    says_the_same(&desk, &quiet, "by nobody").exits(1).says("stet/unused");
    let note =
        "<!-- factlint: stet kestrel-range: so be it -->\n\nThe Kestrel has a range of 700 km.\n";
    desk.write("wire/f.md", note);
    says_the_same(&desk, &quiet, "a note in a document").exits(1).says("\"stetted\": 1");
    desk.write("wire/f.md", note.replace("700", "900"));
    says_the_same(&desk, &quiet, "that lets nothing stand").exits(1).says("\"stetted\": 0");
    fs::remove_file(desk.path("wire/f.md")).unwrap();
    desk.write("wire/b.md", "The Kestrel has a range of 1,400 km.\n");
    says_the_same(&desk, &quiet, "it is used again").exits(0);
    fs::remove_file(desk.path("wire/b.md")).unwrap();
    says_the_same(&desk, &quiet, "its document is gone").exits(1).says("stet/unused");
}

#[test]
fn what_is_assumed_not_to_have_changed_is_not_looked_at() {
    let desk = archive().file("draft.md", "The Kestrel has a range of 2,000 km.\n");
    read(&desk);
    let arguments = ["--cached", "--assume-unchanged", "draft.md"];
    let before = desk.json(&arguments);
    before.exits(1);
    assert_eq!(before.text(), desk.json(&["draft.md"]).text());
    fs::remove_dir_all(desk.path("wire")).unwrap();
    assert_eq!(before.text(), desk.json(&arguments).text(), "believed");
    desk.write("draft.md", "The Kestrel has a range of 900 km.\n");
    assert_ne!(before.text(), desk.json(&arguments).text(), "what is named is looked at");
    says_the_same(&desk, &["draft.md"], "without that, they are gone").exits(0);
}

#[test]
fn a_damaged_store_is_told_and_built_anew() {
    let desk = archive();
    read(&desk);
    let path = store(&desk);
    let whole = fs::read(&path).unwrap();
    let plain = desk.json::<&str>(&[]);
    let damages: Vec<Vec<u8>> = vec![
        b"no database at all, but a text that is long enough to be one".repeat(100),
        whole[..whole.len() / 2].to_vec(),
        {
            let mut torn = whole.clone();
            for page in torn.chunks_mut(4096).skip(1) {
                page[..64].fill(0xA5);
            }
            torn
        },
    ];
    for damage in damages {
        fs::write(&path, damage).unwrap();
        let run = desk.json(&["--cached"]);
        assert_eq!(run.text(), plain.text());
        run.warns("is damaged").warns("it is built anew");
        let again = desk.json(&["--cached"]);
        assert_eq!((again.text(), again.stderr.as_str()), (plain.text(), ""));
    }
}

#[test]
fn bits_that_flip_never_show() {
    let desk = archive();
    read(&desk);
    let path = store(&desk);
    let whole = fs::read(&path).unwrap();
    let plain = desk.json::<&str>(&[]);
    let mut dice = Dice(77);
    for _ in 0..12 {
        let mut damaged = whole.clone();
        let at = 4096 + dice.roll(damaged.len() - 4096);
        damaged[at] ^= 1 << dice.roll(8);
        fs::write(&path, &damaged).unwrap();
        // A number in a row may be another without anybody noticing, but no claim.
        let run = desk.json(&["--cached"]);
        assert_eq!(run.places(), plain.places(), "byte {at}");
        for more in ["sqlite-wal", "sqlite-shm"] {
            let _ = fs::remove_file(path.with_extension(more));
        }
    }
}

#[test]
fn another_table_or_a_trigger_makes_it_nobodys_store() {
    let desk = archive();
    read(&desk);
    let database = rusqlite_of(&store(&desk));
    let trigger = "CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM claims; END";
    database.execute_batch(trigger).unwrap();
    drop(database);
    desk.run(&["index"]).exits(0).warns("it has other tables");
    assert_eq!(read(&desk), (0, 4, 0));
}

fn rusqlite_of(path: &PathBuf) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

#[test]
fn a_store_that_cannot_be_used_costs_time_alone() {
    let desk = archive();
    let plain = desk.json::<&str>(&[]);
    // A file in the place of its folder: nothing can be written there.
    desk.write(".factlint-cache", "");
    let run = desk.json(&["--cached"]);
    assert_eq!(run.text(), plain.text());
    run.warns("all documents are read instead");
    desk.run(&["index"]).exits(2).warns("nothing was kept");
}

#[test]
#[cfg(unix)]
fn links_lead_nowhere() {
    let (desk, elsewhere) = (archive(), Desk::empty().file("a.txt", "mine\n"));
    std::os::unix::fs::symlink(elsewhere.path(""), desk.path(".factlint-cache")).unwrap();
    let plain = desk.json::<&str>(&[]);
    let run = desk.json(&["--cached"]);
    assert_eq!(run.text(), plain.text());
    run.warns("is a link");
    assert_eq!(fs::read_dir(elsewhere.path("")).unwrap().count(), 1);
}

#[test]
fn a_writer_that_takes_long_is_not_waited_for_for_ever() {
    let desk = archive();
    read(&desk);
    let database = rusqlite_of(&store(&desk));
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.write("wire/d.md", "The Kestrel has a range of 2,000 km.\n");
    // What was read is judged all the same, and nobody says a word.
    says_the_same(&desk, &["--format", "json"], "another writes").exits(1);
    database.execute_batch("ROLLBACK").unwrap();
    assert_eq!(read(&desk).0, 1);
}

#[test]
#[cfg(unix)]
fn a_disk_that_is_full_costs_time_alone() {
    let desk = archive();
    read(&desk);
    let long = "The Kestrel has a range of 2,000 km. ".repeat(20);
    for number in 0..200 {
        desk.write(format!("more/{number}.md"), format!("{long}{number}"));
    }
    let plain = desk.json(&["wire/a.md"]);
    // No file may grow beyond some blocks, and whoever tries is told instead of ended.
    let limited = "trap '' XFSZ; ulimit -f 160; exec \"$@\"";
    let output = std::process::Command::new("sh")
        .args(["-c", limited, "sh", env!("CARGO_BIN_EXE_factlint")])
        .args(["check", "--cached", "--format", "json", "wire/a.md"])
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), plain.text());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(read(&desk), (200, 4, 0), "nothing was kept");
}

#[test]
fn several_processes_at_once_get_along() {
    let desk = archive();
    for number in 0..300 {
        desk.write(
            format!("many/{number}.md"),
            format!("The Kestrel has a range of {} km.\n", 900 + number % 3),
        );
    }
    let plain = desk.json::<&str>(&[]);
    let children: Vec<_> = (0..6)
        .map(|_| desk.command().arguments(&["check", "--format", "json", "--cached"]).spawn())
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), plain.text());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
    assert_eq!(desk.json(&["--cached"]).text(), plain.text());
}

#[test]
fn a_killed_run_leaves_a_store_that_is_right() {
    let desk = archive();
    for number in 0..1_500 {
        desk.write(
            format!("many/{number}.md"),
            format!("The Kestrel has a range of {} km.\n", 900 + number % 3),
        );
    }
    for wait in [20, 60, 120, 240] {
        let mut child = desk.command().arguments(&["index"]).spawn();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let run = says_the_same(&desk, &["wire/a.md", "--format", "json"], "after a kill");
    assert_eq!(run.stderr, "");
    says_the_same(&desk, &["--format", "json"], "whole");
}

#[test]
#[cfg(unix)]
fn hostile_names_are_kept_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = archive();
    desk.write("wire/'; DROP TABLE documents; --.md", "The Kestrel has a range of 905 km.\n");
    desk.write("wire/\u{1b}[31m\u{202e}.md", "The Kestrel has a range of 906 km.\n");
    desk.write("wire/\u{fffd}.md", "The Kestrel has a range of 907 km.\n");
    let odd = desk.path("wire").join(OsStr::from_bytes(b"\xff.md"));
    fs::write(odd, "The Kestrel has a range of 908 km.\n").unwrap();
    for _ in 0..2 {
        says_the_same(&desk, &["--format", "json"], "hostile names").exits(1);
    }
}

#[test]
fn it_needs_a_factlint_toml_and_is_passed_over_by_version_control() {
    let desk = Desk::empty().file("a.md", "A text.\n");
    desk.run(&["check", "--cached"]).exits(2).warns("factlint init");
    let desk = archive();
    read(&desk);
    assert_eq!(desk.read(".factlint-cache/.gitignore"), "*\n");
    assert!(
        desk.read(".factlint-cache/CACHEDIR.TAG")
            .starts_with("Signature: 8a477f597d28d172789f06886806bc55")
    );
}

#[test]
fn other_choices_have_stores_of_their_own_and_there_are_few() {
    let desk = archive();
    for day in 1..=9 {
        let day = format!("2026-01-0{day}");
        desk.run(&["index", "--as-of", &day]).exits(0);
    }
    let stores = fs::read_dir(desk.path(".factlint-cache")).unwrap();
    let names = stores.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let count = names.filter(|name| name.ends_with(".sqlite")).count();
    assert!((1..=5).contains(&count), "{count}");
}

#[test]
fn recall_tells_what_was_said_the_newest_first() {
    let desk = archive()
        .file("old.md", "---\ndate: 2020-01-01\n---\n\nThe Kestrel has a range of 800 km.\n")
        .file("new.md", "---\ndate: 2026-01-01\n---\n\nThe Kestrel costs $5 million.\n");
    let run = desk.run(&["recall", "Kestrel"]);
    run.exits(0).says("2026-01-01  new.md:5").says("2020-01-01  old.md:5").says("undated");
    let at = |words: &str| run.text().find(words).unwrap();
    assert!(at("new.md") < at("old.md") && at("old.md") < at("wire/a.md"));
    let run = desk.run(&["recall", "kestrel", "range"]);
    run.exits(0).says("800 km").never_says("$5 million");
    let run = desk.run(&["recall", "Kestrel", "range", "--limit", "1", "--format", "jsonl"]);
    let line: serde_json::Value = serde_json::from_str(run.text().trim()).unwrap();
    assert_eq!((&line["path"], &line["date"]), (&"old.md".into(), &"2020-01-01".into()));
    desk.run(&["recall", "Nobody"]).exits(0).says("0 statements in 0 documents");
    desk.run(&["recall", " "]).exits(2);
}

#[test]
fn facts_about_a_name_are_the_same_from_what_is_kept() {
    let desk = archive();
    for about in ["Kestrel", "Lund", "A. Lund", "nobody"] {
        let run = |more: &[&str]| {
            let arguments = ["facts", "--format", "jsonl", "--about", about];
            desk.command().arguments(&arguments).arguments(more).run()
        };
        assert_eq!(run(&["--cached"]).text(), run(&[]).text(), "{about}");
    }
}

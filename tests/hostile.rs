//! Input that nobody means well by: whatever it is, a run ends in time, with an exit code of its
//! own, and sends nothing to the terminal that acts there.
//!
//! `Invocation::run` in `support` holds every run to that: it ends with 0, 1 or 2, before patience
//! does, and without a panic or a bug that was caught.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::time::Duration;

use support::{Desk, KESTREL, PACKS, Run, ZWOLLE};

const NONE: &[&str] = &[];

/// A long text is this many bytes: what takes a second in a debug build takes none in a release.
const LONG: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };

const FORMATS: [&str; 4] = ["pretty", "concise", "json", "jsonl"];

fn with_packs(desk: &Desk, arguments: &[&str]) -> Run {
    desk.run(&[&["check", "--format", "json", "--packs", PACKS], arguments].concat())
}

/// A corpus of one odd document with a rule, and a sound one.
fn beside_a_sound_one(contents: impl AsRef<[u8]>) -> Desk {
    Desk::with_rule(ZWOLLE).file("odd.txt", contents).file("sound.txt", "Swolle.\n")
}

/// Nothing in a text acts on a terminal, breaks a line or hides.
#[track_caller]
fn is_harmless(text: &str, what: &str) {
    let acts = |character: char| {
        (character.is_control() && character != '\n')
            || matches!(
                character,
                '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
                    | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}'
            )
    };
    if let Some(character) = text.chars().find(|&character| acts(character)) {
        panic!("{what} sends {character:?}:\n{}", text.escape_debug());
    }
}

// Encodings and odd files

#[test]
fn texts_without_words_are_named_and_clean() {
    for contents in
        ["", " ", "\n", " \t\r\n\u{a0}\u{3000}\n", "\u{feff}", "\u{feff}\n", "\r", "\r\n\r\r\n"]
    {
        let run = beside_a_sound_one(contents).json(NONE);
        assert_eq!(run.exits(1).places(), ["sound.txt:1:1 zwolle Swolle"], "{contents:?}");
        let told = "warning: 1 document has no words to read: odd.txt\n";
        assert_eq!((run.stderr.as_str(), &run.json()["summary"]["documents"]), (told, &2.into()));
        let packs = with_packs(&Desk::empty().file("a.txt", contents), &[]);
        packs.exits(0);
    }
}

#[test]
fn what_is_no_text_is_told_and_the_rest_is_checked() {
    let cases: [(&[u8], &str); 7] = [
        (b"\x7fELF\x00\x01", "looks like a binary file (NUL at byte 4)"),
        (b"Swolle\x00", "looks like a binary file (NUL at byte 6)"),
        (b"caf\xc3\xa9 in Swolle, caf\xc3\xa9 \xe9", "is not UTF-8 (byte 23)"),
        (b"\xe2\x80\x9cSwolle\xe2\x80\x9d \xff", "is not UTF-8 (byte 13)"),
        (b"Swolle \x01 \xe9", "looks like a binary file (control character at byte 7)"),
        (b"\xff\xfeS\x00w", "cannot be decoded as UTF-16LE"),
        (b"\xfe\xff\xd8\x00\x00S", "cannot be decoded as UTF-16BE"),
    ];
    for (contents, reason) in cases {
        let desk = beside_a_sound_one(contents);
        let run = desk.json(NONE);
        assert_eq!(run.exits(2).places(), ["sound.txt:1:1 zwolle Swolle"], "{contents:?}");
        run.warns(&format!("odd.txt {reason}"));
        let named = desk.json(&["sound.txt"]);
        named.exits(1).warns(reason);
    }
}

#[test]
fn broken_packages_are_told_and_the_rest_is_checked() {
    let cases: [(&[u8], &str); 4] = [
        (b"", "is no .docx file"),
        (b"PK\x03\x04 and no more", "is no .docx file"),
        (b"Swolle", "is no .docx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is encrypted, or a .doc file"),
    ];
    for (contents, reason) in cases {
        let desk = Desk::with_rule(ZWOLLE).file("odd.docx", contents).file("sound.txt", "Swolle\n");
        let run = desk.json(NONE);
        assert_eq!(run.exits(2).places(), ["sound.txt:1:1 zwolle Swolle"], "{contents:?}");
        run.warns(&format!("odd.docx {reason}"));
    }
}

#[test]
fn deep_markup_ends_in_time() {
    const DEEP: usize = 200_000;
    let cases = [
        ("a.html", format!("{}To Swolle.", "<div><table><tr><td>".repeat(DEEP))),
        ("b.html", format!("{}To Swolle.{}", "<blockquote>".repeat(DEEP), "</div>".repeat(DEEP))),
        ("c.md", format!("{}To Swolle.\n{}", "> ".repeat(DEEP), "on\n".repeat(DEEP))),
        ("d.md", format!("{}To Swolle.\n{}", "- ".repeat(DEEP), "on\n".repeat(DEEP))),
        ("e.rst", format!("{}To Swolle.\n", "* ".repeat(DEEP))),
        ("f.adoc", format!("{} To Swolle.\n", "*".repeat(DEEP))),
        ("g.rst", format!("{}To Swolle.\n", "| ".repeat(DEEP))),
        ("h.adoc", format!("{}To Swolle.\n", "[quote]\n====\n\n".repeat(DEEP))),
        ("i.adoc", format!("{}To Swolle.\n", "|===\n|a|\n".repeat(DEEP))),
        ("j.md", format!("{}To Swolle.{}\n", "[".repeat(DEEP), "](a)".repeat(DEEP))),
        ("k.md", format!("{}To Swolle.\n", "*a **b ".repeat(DEEP))),
    ];
    for (name, text) in cases {
        let run = Desk::with_rule(ZWOLLE).file(name, text).json(NONE);
        assert_eq!(run.exits(1).findings().len(), 1, "{name}");
    }
}

#[test]
fn facts_that_nest_deeply_are_an_error_at_their_place() {
    const DEEP: usize = 100_000;
    let nested = |open: &str, inside: &str, close: &str| {
        format!("{}{inside}{}", open.repeat(DEEP), close.repeat(DEEP))
    };
    let files = [
        ("f.json", format!("{{\"range\": \"600 km\", \"x\": {}}}", nested("[", "", "]"))),
        ("f.json", format!("{{\"range\": \"600 km\", \"x\": {}}}", nested("{\"a\":", "1", "}"))),
        ("f.toml", format!("range = \"600 km\"\nx = {}\n", nested("[", "", "]"))),
        ("f.toml", format!("range = \"600 km\"\nx = {}\n", nested("{a=", "1", "}"))),
        ("f.toml", format!("range = \"600 km\"\n[{}a]\n", "a.".repeat(DEEP))),
    ];
    for (name, facts) in files {
        let rule = format!(
            "[[rule]]\nid = \"skua\"\ncheck = \"quantity\"\nabout = [\"Skua\"]\nnear = [\"range\"]\nunit = \"km\"\n\
             expect-from = \"{name}#range\"\n"
        );
        let desk = Desk::with_rule(&rule)
            .file(format!("rules/{name}"), facts)
            .file("a.txt", "The Skua has a range of 900 km.\n");
        let kind = if name.ends_with("json") { "JSON" } else { "TOML" };
        desk.json(NONE).exits(2).warns(&format!("{name} is not valid {kind}"));
    }
    // Quotation marks in a sheet do not nest.
    let rule = "[[rule]]\nid = \"skua\"\ncheck = \"quantity\"\nabout = [\"Skua\"]\nnear = [\"range\"]\nunit = \"km\"\n\
                expect-from = \"f.csv#range\"\n";
    let sheet = format!("key,value\nrange,600 km\nx,{}\n", "\"".repeat(2 * DEEP));
    let desk = Desk::with_rule(rule)
        .file("rules/f.csv", sheet)
        .file("a.txt", "The Skua has a range of 900 km.\n");
    assert_eq!(desk.json(NONE).exits(1).findings().len(), 1);
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes_of).collect()
}

#[test]
fn utf16_with_a_mark_is_read_but_has_no_offsets() {
    for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
        let run = beside_a_sound_one(utf16("Zoë 🚀\r\n\r\nTo Swolle.\r\n", bytes_of)).json(NONE);
        assert_eq!(
            run.exits(1).places(),
            ["odd.txt:3:4 zwolle Swolle", "sound.txt:1:1 zwolle Swolle"]
        );
        let findings = run.findings();
        for side in ["start", "end"] {
            assert!(findings[0]["span"][side]["offset"].is_null(), "{}", findings[0]);
            assert!(findings[1]["span"][side]["offset"].is_u64(), "{}", findings[1]);
        }
        let desk = Desk::with_rule(ZWOLLE).file("odd.txt", utf16("To Swolle.", bytes_of));
        desk.run(&["check"]).exits(1).says("1 │ To Swolle.");
    }
}

#[test]
fn a_mark_with_nothing_behind_it_is_an_empty_text() {
    for contents in [b"\xff\xfe", b"\xfe\xff"] {
        beside_a_sound_one(contents).json(NONE).exits(1);
    }
    // An odd number of bytes is none.
    beside_a_sound_one(b"\xff\xfeS").json(NONE).exits(2).warns("odd.txt");
}

#[test]
fn line_ends_of_all_kinds_are_counted() {
    let crlf = beside_a_sound_one("Calm.\r\n\r\nTo Swolle\r\n").json(NONE);
    assert_eq!(crlf.exits(1).places()[0], "odd.txt:3:4 zwolle Swolle");
    let mixed = beside_a_sound_one("Calm.\n\r\n\nTo Swolle\r\n").json(NONE);
    assert_eq!(mixed.exits(1).places()[0], "odd.txt:4:4 zwolle Swolle");
    // A carriage return alone ends no line, but words are found, and shown on one line.
    let desk = beside_a_sound_one("Calm.\rTo Swolle\rtoday.\r");
    assert_eq!(desk.json(NONE).exits(1).places()[0], "odd.txt:1:10 zwolle Swolle");
    let shown = desk.run(&["check"]);
    is_harmless(shown.text(), "pretty");
}

// Size

fn one_line(pattern: &str) -> Run {
    let text = pattern.repeat(LONG / pattern.len());
    let run = with_packs(&Desk::empty().file("long.txt", text), &["--quiet"]);
    assert!(run.took < Duration::from_secs(40), "{pattern:?} took {:?}", run.took);
    run
}

#[test]
fn a_long_line_of_one_character_ends_in_time() {
    for pattern in ["A", "é", "0", "1,", "\"", "“", "‘a", "-", "\t"] {
        one_line(pattern).exits(0);
    }
}

#[test]
fn ten_megabytes_on_one_line_end_in_time() {
    for pattern in [" ", "a"] {
        let desk = Desk::empty().file("long.txt", pattern.repeat(10_000_000));
        with_packs(&desk, &["--quiet"]).exits(0);
    }
}

#[test]
fn a_long_line_of_brackets_and_marks_ends_in_time() {
    for pattern in ["(", ")", "[(", "()", "“”", "' ", "(\"", "5 km (", "U.S. ", "$", "% "] {
        one_line(pattern).exits(0);
    }
}

#[test]
fn a_long_line_of_words_ends_in_time() {
    for pattern in ["word ", "Mr. ", "former ", "twenty-", "one hundred ", "Oct. "] {
        let run = one_line(pattern);
        assert!(run.code < 2, "{pattern}: {}", run.stderr);
    }
}

#[test]
fn a_long_line_of_markup_ends_in_time() {
    // Runs of openers are dear to read: what stands behind each may close it.
    let length = LONG / 20;
    for pattern in
        ["*", "_a", "[", "![", "<", "<!--", "`", "`a", "> ", "- ", "# ", "&amp;", "|", "[a](", "\\"]
    {
        let text = pattern.repeat(length / pattern.len());
        let run = with_packs(&Desk::empty().file("long.md", text), &["--quiet"]);
        assert!(run.took < Duration::from_secs(40), "{pattern:?} took {:?}", run.took);
        run.exits(0);
    }
}

#[test]
fn a_long_line_of_claims_ends_in_time() {
    let count = if cfg!(debug_assertions) { 2_500 } else { 20_000 };
    for sentence in [
        "Tomahawk missile range 5 km, ",
        "The Tomahawk has a range of 5 km. ",
        "Former President Donald Trump met President Volodymyr Zelensky in Kiev. ",
    ] {
        let desk = Desk::empty().file("long.txt", sentence.repeat(count));
        let run = with_packs(&desk, &["--as-of", "2025-10-17"]);
        assert!(run.took < Duration::from_secs(40), "{sentence:?} took {:?}", run.took);
        run.exits(1);
        // Repeats are counted, not told one by one.
        let findings = run.findings().len();
        assert!(findings < 10, "{findings} findings");
    }
}

#[test]
fn a_title_across_the_cut_of_an_endless_sentence_does_no_harm() {
    let desk = Desk::empty();
    for lead in 2_030..2_052 {
        let text = format!("{}Prime Minister Keir Starmer spoke.", "x ".repeat(lead));
        desk.write(format!("{lead}.txt"), text);
    }
    let run = with_packs(&desk, &["--as-of", "2025-10-17"]);
    assert_eq!(run.exits(0).json()["summary"]["documents"], 22);
}

#[test]
fn whatever_lies_across_the_cut_does_no_harm() {
    // Whether it is seen is another matter; wide characters must not be cut in two.
    let tail = "“Größe”, the Tomahawk’s range of 1,000 miles (2,500 kilometers) — in Kiev 🚀🚀";
    let desk = Desk::empty();
    for lead in (4_000..4_100).step_by(7).chain(4_090..4_098) {
        for filler in ["x", "x ", "é", "🚀 ", "東京"] {
            let filled = filler.repeat(lead / filler.len());
            let padding = "y".repeat(lead % filler.len());
            desk.write(format!("{lead}{filler}.txt"), format!("{filled}{padding} {tail}"));
        }
    }
    let run = with_packs(&desk, &["--as-of", "2025-10-17"]);
    assert!(run.code < 2, "{}", run.stderr);
}

#[test]
fn thousands_of_small_files_end_in_time() {
    let desk = Desk::with_rule(&format!("{KESTREL}{ZWOLLE}"));
    for index in 0..3_000 {
        let range = if index == 1_234 { "2,400" } else { "900" };
        let text = format!("The Kestrel missile has a range of {range} km.\n\nNot in Swolle.\n");
        desk.write(format!("{:02}/{index:04}.txt", index % 40), text);
    }
    let run = desk.json(&["--jobs", "2"]);
    assert!(run.took < Duration::from_secs(30), "{:?}", run.took);
    let report = run.exits(1).json();
    assert_eq!(report["summary"]["documents"], 3_000);
    assert_eq!(report["summary"]["claims"], 6_000);
    let ranges: Vec<String> =
        run.places().into_iter().filter(|place| place.contains("kestrel")).collect();
    assert_eq!(ranges, ["34/1234.txt:1:36 kestrel-range 2,400 km"]);
    assert_eq!(report["summary"]["errors"], 3_001);
}

#[test]
fn deep_folders_are_walked() {
    let deep = "d/".repeat(150);
    let desk = Desk::with_rule(ZWOLLE).file(format!("{deep}a.txt"), "Swolle.\n");
    desk.json(NONE).exits(1);
    let run = desk.run_in(&deep, &["check", "--format", "concise"]);
    run.exits(1).says("a.txt:1:1: ");
}

// Files that are no files

#[test]
fn a_folder_in_place_of_a_file_is_told() {
    let desk =
        Desk::with_rule(ZWOLLE).file("b.txt/inside.txt", "Swolle.\n").file("a.txt", "Calm.\n");
    // A folder named like a document holds documents.
    assert_eq!(desk.json(&["b.txt"]).exits(1).places(), ["b.txt/inside.txt:1:1 zwolle Swolle"]);
    desk.run(&["check", "--config", "b.txt"]).exits(2).warns("b.txt is not a file");
    desk.run(&["check", "--output", "b.txt"]).exits(2).warns("--output b.txt");
    desk.run(&["check", "--stdin-filename", "b.txt", "--allow-empty"]).exits(0);
    let odd = Desk::empty().file("factlint.toml/x", "").file("a.txt", "Calm.\n");
    odd.run(&["check"]).exits(2).warns("factlint.toml is not a file");
    odd.run(&["init"]).exits(2);
    // A folder of rules whose name ends like a file's.
    let rules =
        Desk::with_rule(ZWOLLE).file("rules/more.toml/x.txt", "").file("a.txt", "Swolle.\n");
    rules.run(&["check"]).exits(1);
}

#[test]
fn paths_that_lead_nowhere_are_told() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Calm.\n");
    for path in ["a.txt/b.txt", "nowhere/", "../../../../../../../../../../../../nowhere.txt"] {
        desk.run(&["check", path]).exits(2);
        desk.run(&["check", "--against", path]).exits(2);
        desk.run(&["check", "--rules", path]).exits(2);
    }
    let long = "n".repeat(5_000);
    desk.run(&["check", &long]).exits(2);
    desk.run(&["check", ""]).never_says("\u{1b}");
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::io::{BufRead, BufReader};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use support::{is_sound, wait};

    #[test]
    fn loops_of_links_end() {
        let desk = Desk::with_rule(ZWOLLE).file("news/a.txt", "Swolle.\n");
        symlink("..", desk.path("news/up")).unwrap();
        symlink("self.txt", desk.path("news/self.txt")).unwrap();
        symlink("other.txt", desk.path("news/one.txt")).unwrap();
        symlink("one.txt", desk.path("news/other.txt")).unwrap();
        let run = desk.json(NONE);
        assert_eq!(run.places(), ["news/a.txt:1:1 zwolle Swolle"]);
        desk.run(&["check", "news/self.txt"]).exits(2).warns("news/self.txt");
        // Below a link that was named, documents are themselves.
        let up = desk.json(&["news/up/news"]);
        assert!(up.code == 1 || up.code == 2, "{}", up.stderr);
        desk.run(&["init", "--force"]).exits(0);
        // A loop among the rules is told.
        symlink(".", desk.path("rules/again")).unwrap();
        desk.run(&["check"]).exits(2).warns("rules/again").warns("symbolic link");
    }

    #[test]
    fn a_dangling_link_is_told_where_it_was_asked_for() {
        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
        symlink("nowhere.txt", desk.path("gone.txt")).unwrap();
        desk.json(&["gone.txt"]).exits(2).warns("gone.txt does not exist");
        desk.json(&["gone.txt", "a.txt"]).exits(2).says("Swolle");
        desk.json(NONE).exits(1);
        desk.run(&["check", "--rules", "gone.txt"]).exits(2).warns("gone.txt");
        desk.run(&["check", "--config", "gone.txt"]).exits(2).warns("gone.txt");
        symlink("nowhere.toml", desk.path("rules/gone.toml")).unwrap();
        desk.json(NONE).exits(2).warns("gone.toml");
    }

    #[test]
    fn a_dangling_configuration_is_told() {
        let desk = Desk::empty().file("a.txt", "Calm.\n");
        symlink("nowhere.toml", desk.path("factlint.toml")).unwrap();
        desk.run(&["check"]).exits(2).warns("factlint.toml");
    }

    #[test]
    fn devices_and_pipes_are_not_read() {
        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
        desk.run(&["check", "/dev/null"]).exits(2).warns("is neither a file nor a folder");
        desk.run(&["check", "--rules", "/dev/zero"]).exits(2);
        desk.run(&["check", "--config", "/dev/null"]).exits(2).warns("is not a file");
    }

    #[test]
    fn no_file_of_any_kind_is_waited_for() {
        let rule = "[[rule]]\nid = \"v\"\ncheck = \"value\"\nabout = [\"port\"]\ncapture = '(\\d+)'\n\
            expect-from = \"port.toml#port\"\n";
        let desk = Desk::with_rule(rule).file("a.txt", "Swolle.\n");
        for (name, device) in [("port.toml", "/dev/zero"), ("known.json", "/dev/zero")] {
            symlink(device, desk.path("rules").join(name)).unwrap();
            symlink(device, desk.path(name)).unwrap();
        }
        desk.run(&["check"]).exits(2).warns("port.toml");
        desk.run(&["check", "--baseline", "known.json"])
            .exits(2)
            .warns("known.json cannot be read: is neither a file nor a folder");
        let made = std::process::Command::new("mkfifo").arg(desk.path("pipe.json")).status();
        if made.is_ok_and(|status| status.success()) {
            for option in ["--baseline", "--rules", "--config", "--against"] {
                desk.run(&["check", option, "pipe.json"]).exits(2).warns("pipe.json");
            }
        }
    }

    #[test]
    fn links_out_of_the_corpus_are_not_followed() {
        let outside = Desk::empty()
            .file("secret.toml", "password hunter2\n")
            .file("rules/other.toml", ZWOLLE.replace("zwolle", "strange"));
        let rule = "[[rule]]\nid = \"v\"\ncheck = \"value\"\nabout = [\"port\"]\ncapture = '(\\d+)'\n\
            expect-from = \"port.toml#port\"\n";
        let desk = Desk::with_rule(rule).file("a.txt", "Swolle.\n");
        symlink(outside.path("secret.toml"), desk.path("rules/port.toml")).unwrap();
        let run = desk.run(&["check"]);
        run.exits(2).warns("outside of the corpus");
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);

        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
        symlink(outside.path("rules"), desk.path("rules/more")).unwrap();
        symlink(outside.path("secret.toml"), desk.path("rules/secret.toml")).unwrap();
        let run = desk.json(NONE);
        run.exits(2).warns("rules/more: is a link that leads outside").warns("rules/secret.toml");
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
        assert_eq!(run.places(), ["a.txt:1:1 zwolle Swolle"]);
        // Whoever names a link means it.
        let named = ["--rules", "rules/more", "a.txt"];
        assert_eq!(desk.json(&named).exits(1).places(), ["a.txt:1:1 strange Swolle"]);

        let desk = Desk::empty().file("a.txt", "Calm.\n");
        symlink(outside.path("secret.toml"), desk.path("factlint.toml")).unwrap();
        let run = desk.run(&["check"]);
        run.exits(2).warns("factlint.toml is a link that leads outside");
        assert!(!run.stderr.contains("hunter2"), "{}", run.stderr);
    }

    #[test]
    fn names_that_are_no_text_are_told_apart() {
        let desk = Desk::with_rule(ZWOLLE);
        let names = [OsStr::from_bytes(b"k\xff.txt"), OsStr::new("k\u{fffd}.txt")];
        for name in names {
            desk.write(name, "Swolle.\n");
        }
        let places = ["k\\xFF.txt:1:1 zwolle Swolle", "k\u{fffd}.txt:1:1 zwolle Swolle"];
        assert_eq!(desk.json(NONE).exits(1).places(), places);
        desk.run(&["fix"]).exits(0).warns("2 places fixed in 2 documents");
        for name in names {
            assert_eq!(desk.read(name), "Zwolle.\n");
        }
    }

    #[test]
    fn a_name_in_a_diff_acts_on_nothing() {
        let desk = Desk::with_rule(ZWOLLE).file("a\n::error file=x::pwned.txt", "Swolle.\n");
        let run = desk.run(&["fix", "--diff"]);
        run.exits(1).says("--- \"a/a\\n::error file=x::pwned.txt\"\n");
        assert!(!run.text().lines().any(|line| line.starts_with("::")), "{}", run.text());
    }

    #[test]
    fn fix_writes_neither_out_of_the_corpus_nor_past_hard_links() {
        let outside = Desk::empty().file("far.txt", "Swolle.\n");
        let desk =
            Desk::with_rule(ZWOLLE).file("one.txt", "Swolle.\n").file("shut.txt", "Swolle.\n");
        symlink(outside.path("far.txt"), desk.path("far.txt")).unwrap();
        std::fs::hard_link(desk.path("one.txt"), desk.path("two.md")).unwrap();
        std::fs::set_permissions(desk.path("shut.txt"), std::fs::Permissions::from_mode(0o444))
            .unwrap();
        let run = desk.run(&["fix", "far.txt", "one.txt", "shut.txt"]);
        run.exits(2)
            .warns("far.txt is left as it is: it is a link that leads outside of the corpus")
            .warns("one.txt is left as it is: it has other names (hard links)")
            .warns("shut.txt is left as it is: it is read-only");
        assert_eq!(outside.read("far.txt"), "Swolle.\n");
        for name in ["one.txt", "two.md", "shut.txt"] {
            assert_eq!(desk.read(name), "Swolle.\n");
        }
        let left = std::fs::read_dir(desk.path("")).unwrap().filter_map(Result::ok);
        assert!(
            left.map(|entry| entry.file_name())
                .all(|name| !name.to_string_lossy().contains(".tmp"))
        );
    }

    #[test]
    fn more_threads_than_there_can_be_are_not_started() {
        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
        desk.run(&["check", "--jobs", "1000000000"]).exits(1);
        let many = desk.command().arguments(&["check"]).variable("RAYON_NUM_THREADS", "1000000000");
        many.run().exits(1);
    }

    #[test]
    fn unreadable_files_are_told() {
        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n").file("shut.txt", "Swolle.\n");
        let shut = desk.path("shut.txt");
        std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(0o000)).unwrap();
        if std::fs::read(&shut).is_ok() {
            // Root reads everything.
            return;
        }
        desk.json(NONE).exits(2).warns("shut.txt cannot be read: permission denied");
        desk.json(&["a.txt"]).exits(1).warns("shut.txt cannot be read: permission denied");
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let desk = Desk::with_rule(ZWOLLE);
        for index in 0..400 {
            desk.write(format!("{index}.txt"), "Swolle.\n\nIn Swolle.\n".repeat(4));
        }
        for format in FORMATS {
            let mut child = desk.command().arguments(&["check", "--format", format]).spawn();
            let mut lines = BufReader::new(child.stdout.take().unwrap());
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            assert!(!line.is_empty());
            drop(lines);
            let stderr = child.stderr.take().unwrap();
            let status = wait(&mut child, format);
            let told = std::io::read_to_string(stderr).unwrap();
            assert!(is_sound(&told) && !told.contains("error:"), "{format}: {told}");
            // The verdict does not depend on who listens.
            assert_eq!(status.code(), Some(1), "{format}: {told}");
        }
        for command in [
            &["rules", "--packs", PACKS][..],
            &["explain", "quantity"],
            &["test", "--packs", PACKS],
        ] {
            let mut child = desk.command().arguments(command).spawn();
            drop(child.stdout.take());
            let status = wait(&mut child, command[0]);
            assert_eq!(status.code(), Some(0), "{command:?}");
        }
        // Nobody listens to the errors either.
        let mut child = desk.command().arguments(&["check", "nowhere.txt"]).spawn();
        drop((child.stdout.take(), child.stderr.take()));
        let code = wait(&mut child, "both closed").code();
        assert!(matches!(code, Some(1 | 2)), "{code:?}");
    }

    #[test]
    fn odd_file_names_act_on_nothing() {
        let names: [&[u8]; 9] = [
            b"new\nline.txt",
            b"esc\x1b[31mape.txt",
            b"bell\x07.txt",
            b"tab\t.txt",
            b"latin\xe9.txt",
            b"\xff\xfe.txt",
            b" space .txt",
            "right\u{202e}left.txt".as_bytes(),
            b"-dash.txt",
        ];
        let desk = Desk::with_rule(ZWOLLE);
        for name in names {
            desk.write(OsStr::from_bytes(name), "Trains to Swolle were late.\n");
        }
        for format in ["pretty", "concise"] {
            let run = desk.run(&["check", "--format", format]);
            run.exits(1);
            is_harmless(run.text(), format);
            is_harmless(&run.stderr, format);
            assert!(run.text().contains("-dash.txt:1:11"), "{}", run.text());
        }
        let report = desk.json(NONE);
        assert_eq!(report.exits(1).findings().len(), names.len());
        assert!(!report.text().chars().any(|c| c.is_control() && c != '\n'), "{}", report.text());
        for name in names {
            let run = desk.run(&[OsStr::new("check"), OsStr::new("--"), OsStr::from_bytes(name)]);
            run.exits(1).says("1 error");
        }
        let init = desk.run(&["init", "--force"]);
        init.exits(0);
        is_harmless(init.text(), "init");
    }

    #[test]
    fn odd_names_of_missing_files_act_on_nothing() {
        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Calm.\n");
        for name in [&b"x\x1b[31m.txt"[..], b"\xff.txt", b"new\nline.txt"] {
            let name = OsStr::from_bytes(name);
            for option in ["--against", "--rules", "--config", "-C", "--stdin-filename"] {
                let run = desk.run(&[OsStr::new("check"), OsStr::new(option), name]);
                is_harmless(&run.stderr, option);
            }
            let run = desk.run(&[OsStr::new("check"), name]);
            run.exits(2);
            is_harmless(&run.stderr, "a path");
        }
    }

    #[test]
    fn odd_names_of_rule_files_act_on_nothing() {
        let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
        for name in [&b"esc\x1b[31m.toml"[..], b"new\nline.toml", b"latin\xe9.toml"] {
            let path = desk.path("rules").join(OsStr::from_bytes(name));
            let id = format!("rule-{}", name.len());
            std::fs::write(&path, ZWOLLE.replace("\"zwolle\"", &format!("\"{id}\""))).unwrap();
            std::fs::write(path.with_extension("bad.toml"), "[[rule]]\nid = 3\n").unwrap();
        }
        for arguments in [&["check"][..], &["check", "--format", "concise"], &["rules"], &["test"]]
        {
            let run = desk.run(arguments);
            run.exits(2);
            is_harmless(run.text(), arguments[0]);
            is_harmless(&run.stderr, arguments[0]);
        }
    }
}

// Texts that act

#[test]
fn nothing_in_a_text_acts_on_the_terminal() {
    let acts = "\u{1b}[31m\u{1b}]0;title\u{7}\u{8}\u{b}\u{c}\u{7f}\u{9b}31m\u{85}\u{202e}\u{2066}\u{200b}\u{200f}\u{2060}\u{feff}\u{2028}\u{e0041}\t\r";
    let desk = Desk::with_rule(&format!("{KESTREL}{ZWOLLE}"))
        .file("a.txt", format!("{acts} Swolle {acts} in Swolle {acts}\n"))
        .file("b.txt", format!("{acts} The Kestrel missile has a range of 900 km {acts}.\n"))
        .file("c.txt", "The Kestrel missile has a range of 5,000\tkm.\n")
        .file("d.txt", "The Kestrel missile has a range of 5,000\u{202f}km, or 5,000\rkm.\n")
        .file("e.md", format!("# Swolle {acts}\n\n{acts} *Swolle* {acts}\n"));
    for format in ["pretty", "concise"] {
        let run = desk.run(&["check", "--format", format]);
        run.exits(1).says("zwolle").says("kestrel-range");
        is_harmless(run.text(), format);
        is_harmless(&run.stderr, format);
    }
    // JSON escapes what acts on a terminal; all else is what the file holds.
    for format in ["json", "jsonl"] {
        let run = desk.run(&["check", "--format", format]);
        assert!(!run.text().chars().any(|character| character.is_control() && character != '\n'));
    }
}

#[test]
fn nothing_in_a_rule_acts_on_the_terminal() {
    let acts = "\\u001b[31m\\u202e\\u0007\\u200b";
    let rule = format!(
        "[[rule]]\nid = \"z\"\ncheck = \"name\"\nuse = \"Zwolle\"\nnever = [\"Swolle\"]\n\
         source = \"{acts}\"\nmessage = \"no {acts} {{found}}\"\n\
         [[rule.example]]\nbad = \"A day {acts} in Zwolle.\"\n"
    );
    let wrong = format!("[[rule]]\nid = \"w{acts}\"\ncheck = \"{acts}\"\n\"k{acts}\" = 1\n");
    let raw = "[[rule]]\nid = 'x'\ncheck = 'nmae' # \u{202e}\u{200b}\n";
    let desk = Desk::with_rule(&rule)
        .file("rules/wrong.toml", wrong)
        .file("rules/raw.toml", raw)
        .file("a.txt", "Swolle.\n");
    for arguments in [
        &["check"][..],
        &["check", "--format", "concise"],
        &["rules"],
        &["test"],
        &["explain", "z"],
    ] {
        let run = desk.run(arguments);
        is_harmless(run.text(), arguments[0]);
        is_harmless(&run.stderr, arguments[0]);
    }
}

#[test]
fn nothing_in_the_configuration_acts_on_the_terminal() {
    let acts = "\\u001b[31m\\u202e";
    for config in [
        format!("packs = [\"{acts}\"]\n"),
        format!("rules = [\"{acts}\"]\n"),
        format!("\"{acts}\" = 1\n"),
        format!(
            "packs = []\n[[stet]]\nrule = \"zwolle\"\nreason = \"{acts}\"\ntext = \"{acts}\"\n"
        ),
        format!("packs = []\n[[document]]\npath = \"[{acts}\"\n"),
        "packs = [ # \u{1b}[31m\u{202e}\n".to_owned(),
    ] {
        let desk =
            Desk::with_rule(ZWOLLE).file("factlint.toml", &config).file("a.txt", "Swolle.\n");
        for format in ["pretty", "concise"] {
            let run = desk.run(&["check", "--format", format]);
            assert!(run.code > 0, "{config}");
            is_harmless(run.text(), &config);
            is_harmless(&run.stderr, &config);
        }
    }
}

#[test]
fn arguments_that_act_are_shown_and_not_sent() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
    let acts = "\u{1b}[31m\u{202e}";
    for arguments in [
        &["explain", acts][..],
        &["test", acts],
        &["check", "--packs", acts],
        &["check", acts],
        &["check", "-C", acts],
    ] {
        let run = desk.run(arguments);
        run.exits(2);
        is_harmless(&run.stderr, arguments[0]);
    }
}

#[test]
fn marks_stand_below_wide_words() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "東京 e\u{301} 🚀\tto Swolle.\n");
    let run = desk.run(&["check"]);
    let lines: Vec<&str> = run.exits(1).text().lines().collect();
    let at = lines.iter().position(|line| line.contains("東京")).unwrap();
    let before = lines[at].split("Swolle").next().unwrap();
    let marks = lines[at + 1].split('^').next().unwrap();
    // 東京 and 🚀 are two columns each, é one, a tab is shown as a space.
    let width = |text: &str| -> usize {
        text.chars()
            .map(|character| match character {
                '東' | '京' | '🚀' => 2,
                '\u{301}' => 0,
                _ => 1,
            })
            .sum()
    };
    assert_eq!(width(before), width(marks), "{}", run.text());
}

// Rules that act

/// A rule file beside a good one: an error with exit code 2, and the good one still runs.
#[track_caller]
fn bad_rules(contents: impl AsRef<[u8]>) -> Run {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n").file("rules/odd.toml", contents);
    for command in ["rules", "test"] {
        desk.run(&[command]).exits(2);
    }
    let run = desk.run(&["check", "--format", "concise"]);
    run.exits(2).warns("odd.toml");
    is_harmless(&run.stderr, "errors");
    is_harmless(&desk.run(&["check"]).stderr, "errors");
    run
}

#[test]
fn rule_files_without_rules_are_told() {
    for contents in ["", "\n", " \t\n", "# nothing\n", "\u{feff}", "\u{feff}# nothing\r\n"] {
        let desk =
            Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n").file("rules/odd.toml", contents);
        // The others are used all the same.
        desk.run(&["check"]).exits(2).warns("rules/odd.toml holds no rule").says("Swolle");
    }
}

#[test]
fn rule_files_that_are_no_text_are_told() {
    bad_rules(b"[[rule]]\nid = \"caf\xe9\"\n").warns("is not UTF-8 (byte 18)");
    bad_rules(b"[[rule]]\nid = \"a\x00b\"\n").says("[zwolle]");
    bad_rules(b"\x00").says("[zwolle]");
    bad_rules(b"\xff\xfe[\x00").warns("is not UTF-8 (byte 0)");
}

#[test]
fn several_mistakes_in_toml_are_told_at_once() {
    let run = bad_rules("[[rule]]\nid = \n\n[[rule]]\ncheck = \"name\n\n[[rule\nid = 5 5\n");
    run.says("[zwolle]");
    let told = run.stderr.lines().filter(|line| line.contains("odd.toml:")).count();
    assert!(told >= 3, "{}", run.stderr);
}

#[test]
fn deep_nesting_is_told() {
    bad_rules(format!("x = {}{}\n", "[".repeat(1_000), "]".repeat(1_000))).says("[zwolle]");
    bad_rules(format!("x = {}1{}\n", "{a=".repeat(1_000), "}".repeat(1_000))).says("[zwolle]");
    bad_rules(format!("{} = 1\n", vec!["a"; 1_000].join("."))).says("[zwolle]");
    bad_rules(format!("[{}]\nx = 1\n", vec!["a"; 1_000].join("."))).says("[zwolle]");
    bad_rules("[".repeat(100_000)).says("[zwolle]");
}

#[test]
fn enormous_expressions_are_refused() {
    let near = |expression: &str| {
        format!("{}near = ['{expression}']\n", ZWOLLE.replace("\"zwolle\"", "\"second\""))
    };
    for expression in ["/(a{1000}){1000}/", "/((a{100}){100}){100}/", r"/(\p{L}{500}){500}/"] {
        let run = bad_rules(near(expression));
        run.says("[zwolle]").warns("regular expression");
        assert!(run.took < Duration::from_secs(20), "{expression} took {:?}", run.took);
    }
    for expression in ["/(/", "/a{2,1}/", "/[z-a]/", r"/\p{Nonsense}/", r"/(?<n>a)\1/"] {
        bad_rules(near(expression)).says("[zwolle]").warns("regular expression");
    }
    bad_rules(near(&format!("/{}{}/", "(".repeat(1_000), ")".repeat(1_000)))).says("[zwolle]");
}

#[test]
fn expressions_that_backtrack_elsewhere_end_in_time() {
    let rule = format!("{ZWOLLE}near = ['/(a+)+$/', '/(a|aa)+b/', '/(.*)*x/']\n");
    let text = format!("Swolle {}!\n", "a".repeat(20_000));
    let run = Desk::with_rule(&rule).file("a.txt", text).json(NONE);
    assert!(run.took < Duration::from_secs(20), "{:?}", run.took);
}

#[test]
fn thousands_of_rules_end_in_time() {
    let rules: String = (0..2_000)
        .map(|index| {
            format!(
                "[[rule]]\nid = \"r{index}\"\ncheck = \"name\"\nuse = \"Zw{index}lle\"\n\
                 never = [\"Sw{index}lle\", \"Sw{index}le\"]\nnear = [\"cue{index}\", \"town\"]\n"
            )
        })
        .collect();
    let desk = Desk::with_rule(&rules).file("a.txt", "The town of Sw1234lle and Sw77le.\n");
    let run = desk.json(NONE);
    assert_eq!(run.exits(1).places(), ["a.txt:1:13 r1234 Sw1234lle", "a.txt:1:27 r77 Sw77le"]);
    assert!(run.took < Duration::from_secs(20), "{:?}", run.took);
    // All the same, all wrong: each is told.
    let twice = desk.file("rules/twice.toml", &rules);
    let run = twice.run(&["check", "--format", "concise"]);
    run.exits(2).warns("two rules have the id `r1999`").says("[r77]");
}

#[test]
fn rules_with_enormous_words_end_in_time() {
    let long = "w".repeat(100_000);
    let rule = format!("{ZWOLLE}message = \"{long}\"\nsource = \"{long}\"\n");
    let desk = Desk::with_rule(&rule).file("a.txt", "Swolle.\n");
    desk.run(&["check"]).exits(1);
    desk.run(&["rules"]).exits(0);
    let word = ZWOLLE.replace("Swolle", &long);
    Desk::with_rule(&word).file("a.txt", format!("{long} {long}\n")).run(&["check"]).exits(1);
    let names: Vec<String> = (0..5_000).map(|index| format!("\"Sw{index}lle\"")).collect();
    let many = ZWOLLE.replace("\"Swolle\"", &names.join(", "));
    Desk::with_rule(&many).file("a.txt", "Sw4999lle.\n").json(NONE).exits(1);
}

#[test]
fn odd_values_in_rules_are_told() {
    for line in [
        "use = \"\"", "use = \" \"", "use = []", "use = 3", "use = \"\\u0000\"", "never = \"\"",
        "never = [\"\"]", "never = [\"Zwolle\", 3]", "never = [[\"Swolle\"]]", "near = [\"\"]",
        "from = 2025-02-30", "from = 9999-99-99", "from = \"tomorrow\"", "severity = \"fatal\"",
        "scope = 1.5", "message = \"{nonsense}\"", "example = 3", "tolerance = \"5%\"",
    ] {
        let key = line.split(' ').next().unwrap();
        let base: String =
            "[[rule]]\nid = \"second\"\ncheck = \"name\"\nuse = \"Sneek\"\nnever = [\"Zneek\"]\n"
                .lines()
                .filter(|other| !other.starts_with(&format!("{key} ")))
                .map(|other| format!("{other}\n"))
                .collect();
        let run = bad_rules(format!("{base}{line}\n"));
        assert!(run.text().contains("[zwolle]"), "{line}: {}", run.text());
    }
}

#[test]
fn odd_figures_in_rules_and_texts_do_no_harm() {
    let numbers = [
        "0",
        "-0",
        "1e999",
        "99999999999999999999999999999999999999999999",
        "0.000000000000000001",
        "1/0",
        "½",
        "9,9,9,9",
        "1.2.3.4",
        "one million billion trillion trillion trillion",
        "NaN",
        "inf",
        "１２",
        "٣",
        "1,000,00",
        "999999999999999999 million billion",
    ];
    let desk = Desk::with_rule(KESTREL);
    for (index, number) in numbers.iter().enumerate() {
        desk.write(
            format!("{index}.txt"),
            format!(
                "The Kestrel missile has a range of {number} km ({number} miles).\n\n\
                 The range of the Kestrel is {number} to {number} km, on {number} {number}, {number}%.\n"
            ),
        );
        let rule = format!("{}expect = \"{number} km\"\ntolerance = \"{number}%\"\n", KESTREL);
        let odd =
            Desk::with_rule(&rule).file("a.txt", "The Kestrel missile has a range of 900 km.\n");
        odd.run(&["check"]);
        odd.run(&["explain", "kestrel-range"]);
    }
    for format in FORMATS {
        let run = desk.run(&["check", "--packs", PACKS, "--format", format]);
        assert!(run.code < 2, "{}", run.stderr);
    }
    // What is not a number in JSON never gets there.
    with_packs(&desk, &[]).json();
}

/// Escapes in the id of a rule act on nothing.
#[test]
fn an_id_of_a_rule_does_not_act_on_the_terminal() {
    let acts = "\\u001b[31m\\u202e\\u0007";
    let rule = ZWOLLE.replace("\"zwolle\"", &format!("\"z{acts}\""));
    let desk = Desk::with_rule(&format!("{rule}[[rule.example]]\nbad = \"Zwolle\"\n"))
        .file("a.txt", "Swolle.\n");
    for arguments in [&["rules"][..], &["test"], &["check"], &["check", "--format", "concise"]] {
        desk.run(arguments).never_says("\u{1b}").never_says("\u{202e}").never_says("\u{7}");
    }
}

/// Rule files that cannot be read are told, each, and the others run.
#[test]
fn an_unreadable_rule_file_does_not_stop_the_good_ones() {
    let desk = Desk::with_rule(ZWOLLE)
        .file("a.txt", "Swolle.\n")
        .file("rules/m.toml", b"# caf\xe9\n")
        .file("rules/n.toml", b"\xff\xfe[\0");
    desk.write("factlint.toml", "packs = []\nrules = [\"rules\"]\n");
    desk.run(&["check"]).exits(2).says("error[zwolle]").warns("m.toml");
    desk.write("factlint.toml", "packs = []\n");
    desk.run(&["check"]).exits(2).says("error[zwolle]").warns("m.toml").warns("n.toml");
}

/// `--rules` the same.
#[test]
fn an_unreadable_file_below_rules_does_not_stop_the_good_ones() {
    let desk = Desk::with_rule(ZWOLLE)
        .file("a.txt", "Swolle.\n")
        .file("rules/m.toml", b"# caf\xe9\n")
        .file("rules/n.toml", b"\xff\xfe[\0");
    let run = desk.run(&["check", "--rules", "rules"]);
    run.exits(2).says("error[zwolle]").warns("m.toml").warns("n.toml");
}

/// So with a loop of links among the rules.
#[cfg(unix)]
#[test]
fn a_loop_among_the_rules_does_not_stop_the_good_ones() {
    let desk = Desk::with_rule(ZWOLLE).file("a.txt", "Swolle.\n");
    std::os::unix::fs::symlink(".", desk.path("rules/again")).unwrap();
    desk.run(&["check"]).exits(2).says("error[zwolle]").warns("rules/again");
}

/// A note on repeats names each line once, and not without end.
#[test]
fn repeats_name_each_line_once() {
    let sentence = "The Tomahawk has a range of 5 km. ";
    let desk = Desk::empty()
        .file("a.txt", sentence.repeat(40))
        .file("b.txt", format!("{sentence}\n\n").repeat(2_000));
    let run = desk.run(&["check", "--packs", PACKS]);
    run.exits(1).never_says("lines 1, 1");
    let longest = run.text().lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest < 400, "a line of {longest} characters");
}

/// Names in a bracket that never closes, and addresses that no name follows.
#[test]
fn endless_lists_of_names_and_addresses_end_in_time() {
    let count = if cfg!(debug_assertions) { 2_500 } else { 20_000 };
    for pattern in ["(Tomahawk, ", "unlike the Tomahawk, ", "President Dr. ", "Dr. "] {
        let desk = Desk::empty().file("long.txt", pattern.repeat(count));
        let run = with_packs(&desk, &["--quiet"]);
        assert!(run.took < Duration::from_secs(40), "{pattern:?} took {:?}", run.took);
        assert!(run.code < 2, "{pattern}: {}", run.stderr);
    }
}

/// Each "President" is looked at once for every rule on a president, but only so far ahead.
#[test]
fn titles_in_an_endless_sentence_end_in_time() {
    // Three seconds alone, six beside other tests on two slow cores; what looks at all of it each time takes minutes.
    let (size, most) = if cfg!(debug_assertions) { (20_000, 20) } else { (1_000_000, 5) };
    let text = "President ".repeat(size / 10);
    let run = Desk::empty().file("a.txt", text).run(&["check", "--packs", PACKS]);
    assert!(run.took < Duration::from_secs(most), "{:?}", run.took);
}

/// An expression that matches everywhere is a mistake.
#[test]
fn an_empty_expression_is_told() {
    let rule = format!("{ZWOLLE}near = ['//']\n");
    let run = Desk::with_rule(&rule).file("a.txt", "Swolle.\n").run(&["check"]);
    run.exits(2).warns("facts.toml:6:");
}

/// A file name with a line break stays in its comment.
#[cfg(unix)]
#[test]
fn init_writes_a_configuration_that_works_whatever_files_are_called() {
    let desk = Desk::with_rule(ZWOLLE)
        .file("new\nline.txt", "Swolle.\n")
        .file("x\npacks = [\"leders\"]\n.txt", "Swolle.\n")
        .file("right\u{202e}left.txt", "Swolle.\n")
        .file("quote\"'\\.txt", "Swolle.\n");
    desk.run(&["init", "--force"]).exits(0);
    desk.run(&["check"]).exits(1).never_says("not valid TOML").never_says("there is no pack");
}

/// No link leads a report into a document or a rule file.
#[cfg(unix)]
#[test]
fn output_never_replaces_a_document_through_a_link() {
    let desk = Desk::divided();
    let before = desk.read("wire/a.txt");
    std::os::unix::fs::symlink("wire/a.txt", desk.path("soft.json")).unwrap();
    std::os::unix::fs::symlink("wire", desk.path("linked")).unwrap();
    std::os::unix::fs::symlink("rules/facts.toml", desk.path("facts.json")).unwrap();
    std::fs::hard_link(desk.path("wire/a.txt"), desk.path("hard.json")).unwrap();
    for path in ["soft.json", "linked/a.txt", "facts.json"] {
        desk.run(&["check", "--output", path]).exits(2).warns("--output");
        assert_eq!(desk.read("wire/a.txt"), before, "{path}");
    }
    // The report takes the place of the other name; the document stays.
    desk.run(&["check", "--output", "hard.json"]).exits(1);
    assert_eq!(desk.read("wire/a.txt"), before);
    assert_eq!(desk.read("rules/facts.toml"), KESTREL);
}

/// Where nobody listens, the exit code still tells the verdict.
#[test]
fn the_verdict_does_not_depend_on_who_listens() {
    let wrong = format!("{ZWOLLE}{}", "[[rule.example]]\nbad = \"Zwolle\"\n".repeat(400));
    let desk = Desk::with_rule(&wrong).file("a.txt", "Swolle.\n");
    let mut child = desk.command().arguments(&["test"]).spawn();
    drop(child.stdout.take());
    assert_eq!(support::wait(&mut child, "test").code(), Some(1));

    desk.write("rules/bad.toml", "[[rule]]\nid = 3\n");
    for command in ["check", "rules", "test"] {
        let mut child = desk.command().arguments(&[command]).spawn();
        let stdout = child.stdout.take().unwrap();
        drop(child.stderr.take());
        let code = support::wait(&mut child, command).code();
        drop(stdout);
        assert_eq!(code, Some(2), "{command}");
    }
}

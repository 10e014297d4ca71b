//! A long session of random edits comes to what `factlint check` finds in the texts that are left.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::editor::{Editor, able};
use crate::support::Desk;

/// A small generator of numbers (xorshift), so that a session can be had again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const RULES: &str = r#"
[subject.kestrel]
names = ["Kestrel"]
kind = "missile"
nouns = ["missile"]
[subject.heron]
names = ["Heron"]
kind = "missile"
[[rule]]
id = "kestrel-range"
check = "quantity"
about = "kestrel"
near = ["range"]
unit = "km"
[[rule]]
id = "heron-range"
check = "quantity"
about = "heron"
near = ["range"]
unit = "km"
expect = "300 km"
[[rule]]
id = "zwolle"
check = "name"
use = "Zwolle"
never = ["Swolle"]
[[rule]]
id = "spelling"
check = "name"
of = ["Al Khums", "Al-Khoms"]
scope = "corpus"
[[rule]]
id = "conversions"
check = "conversion"
"#;

const PIECES: &[&str] = &[
    "The Kestrel missile has a range of 900 km.\n\n",
    "The Heron has a range of 300 km. ",
    "The missile reached Swolle.\r\n\r\n",
    "In Al Khums 🚀 it rained. ",
    "Al-Khoms was calm.\n",
    "It is 1,000 miles (1,200 km) away.\n\n",
    "<!-- factlint: stet zwolle: a title of 1950 -->\n\n",
    "---\ndate: 2025-10-11\n---\n",
    "Swolle ",
    "1,",
    "00",
    " km",
    "\n",
    "\r\n",
    "Ł",
    "🛰️",
    " not ",
    "\"",
    "`",
    "# ",
];

/// What the server shows, by path, line, column, rule and message.
fn shown(editor: &mut Editor, path: &str) -> BTreeSet<(String, u64, u64, String, String)> {
    let said = editor.published(path);
    said.iter()
        .map(|one| {
            let start = &one["range"]["start"];
            let number = |value: &Value| value.as_u64().unwrap_or_default();
            let message = one["message"].as_str().unwrap_or_default();
            let rule = one["code"].as_str().unwrap_or("-").to_owned();
            (
                path.to_owned(),
                number(&start["line"]),
                number(&start["character"]),
                rule,
                message.to_owned(),
            )
        })
        .collect()
}

fn session(seed: u64, edits: usize) {
    let mut numbers = Numbers(seed);
    let paths = ["a.md", "b.md", "wire/c.txt", "d.html"];
    let mut desk = Desk::with_rule(RULES);
    for path in paths {
        let text: String = (0..6).map(|_| numbers.one_of(PIECES)).collect();
        desk = desk.file(path, text);
    }
    // Columns are counted in bytes, as the command's offsets are.
    let mut capabilities = able();
    capabilities["general"]["positionEncodings"] = serde_json::json!(["utf-8"]);
    let mut editor = Editor::with(desk, capabilities, Value::Null);
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for _ in 0..edits {
        let path = paths[numbers.below(paths.len())];
        if open.insert(path) {
            editor.open(path);
        }
        match numbers.below(12) {
            0 => {
                editor.save(path);
                editor.close(path);
                open.remove(path);
            }
            1 => editor.save(path),
            _ => {
                let text = editor.text(path);
                let mut at = |limit: usize| {
                    let mut at = numbers.below(limit + 1);
                    // Inside of CR LF there is no place.
                    while !text.is_char_boundary(at)
                        || (text[..at].ends_with('\r') && text[at..].starts_with('\n'))
                    {
                        at -= 1;
                    }
                    at
                };
                let start = at(text.len());
                let end = if numbers.below(3) == 0 {
                    let mut end = (start + numbers.below(20)).min(text.len());
                    while !text.is_char_boundary(end)
                        || (text[..end].ends_with('\r') && text[end..].starts_with('\n'))
                    {
                        end -= 1;
                    }
                    end.max(start)
                } else {
                    start
                };
                let piece = numbers.one_of(PIECES);
                editor.type_counting(path, start..end, piece, str::len);
            }
        }
        if numbers.below(7) == 0 {
            editor.settle();
        }
    }
    for path in &open {
        editor.save(path);
    }
    let run = editor.desk.json::<&str>(&[]);
    let mut expected = BTreeSet::new();
    for finding in run.findings() {
        let path = finding["path"].as_str().unwrap().to_owned();
        let text = editor.desk.read(&path);
        let offset = finding["span"]["start"]["offset"].as_u64().unwrap() as usize;
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        let line = before.matches('\n').count() as u64;
        expected.insert((path, line, (offset - line_start) as u64, word("rule"), word("message")));
    }
    let mut found = BTreeSet::new();
    for path in paths {
        found.extend(shown(&mut editor, path));
    }
    // Notes follow the message.
    let says = |said: &str, message: &str| {
        said.strip_prefix(message).is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'))
    };
    let is_shown = |one: &&(String, u64, u64, String, String)| {
        let same = |other: &(String, u64, u64, String, String)| {
            (&other.0, other.1, other.2, &other.3) == (&one.0, one.1, one.2, &one.3)
                && says(&other.4, &one.4)
        };
        found.iter().any(same)
    };
    let missing: Vec<_> = expected.iter().filter(|one| !is_shown(one)).collect();
    assert!(missing.is_empty(), "seed {seed}: the server does not show {missing:#?}");
    // What it shows beside them are the other sides of the same findings, and front matter that cannot be read.
    let messages: BTreeSet<&str> = expected.iter().map(|one| one.4.as_str()).collect();
    let more: Vec<_> = found
        .iter()
        .filter(|one| {
            !messages.iter().any(|message| says(&one.4, message))
                && !one.4.starts_with("front matter")
        })
        .collect();
    assert!(more.is_empty(), "seed {seed}: the server still shows {more:#?}");
}

#[test]
fn long_sessions_come_to_what_check_finds() {
    for seed in 1..=4_u64 {
        session(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15), 80);
    }
}

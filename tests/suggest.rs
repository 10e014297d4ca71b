//! `factlint suggest`: rules for what documents disagree on, where none asks yet.

#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod support;

use support::Desk;

/// The ids of the rules that are suggested for some documents, the surest first.
fn suggested(desk: &Desk) -> Vec<String> {
    let run = desk.run(&["suggest", "--packs", "none"]);
    run.exits(0);
    let ids = run.text().lines().filter(|line| line.starts_with("id "));
    ids.map(|line| line.split('"').nth(1).expect("an id").to_owned()).collect()
}

/// A desk with these documents, each of a day in June 2025.
fn desk(documents: &[&str]) -> Desk {
    documents.iter().enumerate().fold(Desk::empty(), |desk, (index, text)| {
        let day = index + 1;
        desk.file(format!("wire/2025-06-{day:02}.txt"), format!("{text}\n"))
    })
}

#[track_caller]
fn suggests(documents: &[&str], ids: &[&str]) {
    assert_eq!(suggested(&desk(documents)), ids, "of {documents:#?}");
}

#[test]
fn one_name_spelled_in_two_ways() {
    let one =
        "The talks in Orvik ended late. Foreign Minister Sergey Marinov met Ann Lee of Norvania.";
    let other = "In Norvania, Ann Lee spoke with Foreign Minister Sergei Marinoff in Orvik.";
    suggests(
        &[one, "They spoke in Orvik: Sergey Marynov told Ann Lee to wait."],
        &["spelling-marinov"],
    );
    // "Marinoff" is a letter further away.
    suggests(&[one, other], &[]);
    suggests(
        &[
            "In Orvik, Prime Minister Ahmed Korai met Ann Lee of Norvania.",
            "Ann Lee came to Orvik to see Prime Minister Ahmed Quraia.",
        ],
        &["spelling-korai"],
    );
    suggests(
        &[
            "A book by Robert Halden on the Orvik trial says that Ann Lee knew.",
            "Ann Lee rejects what Robert Haldem writes on the Orvik trial.",
            "The old town of Halden lies on the coast.",
        ],
        &["spelling-robert-halden"],
    );
}

#[test]
fn two_people_of_like_names() {
    // Nothing tells that these are one story.
    suggests(&["In Orvik, Peter Hansen won.", "At noon Peter Hanson sang in Tern."], &[]);
    // Who writes both has two people in mind.
    let both = "In Orvik Peter Hansson met Peter Hanssen. Later Peter Hansson and Peter Hanssen left with Ann Lee.";
    suggests(
        &[
            both,
            "Nobody but Ann Lee spoke with Peter Hansson in Orvik.",
            "To Ann Lee the answer of Peter Hanssen in Orvik was not enough.",
        ],
        &[],
    );
}

#[test]
fn a_title_that_dates_do_not_explain() {
    let now = "On Tuesday Mayor Ann Tessling opened the new market of Orvik.";
    let before = "On Tuesday former Mayor Ann Tessling opened the new market of Orvik.";
    suggests(&[now, before, now], &["tessling-title"]);
    // She may have left office, or come back to it.
    suggests(&[now, now, before], &[]);
    suggests(&[before, now, now], &[]);
    // Most say former.
    suggests(&[now, before, before, now], &[]);
}

#[test]
fn figures_of_one_thing() {
    let first = "The Kestrel missile has a range of 900 km. The Merlin missile is slower.";
    let second = "The Kestrel is feared. The missile with a range of 1,400 km was shown again.";
    suggests(&[first, second], &["kestrel-range"]);
    suggests(&[first, "The Kestrel missile has a range of 560 miles."], &[]);
    // Another missile's.
    suggests(
        &[first, "Of the Kestrel they said nothing. The Merlin missile has a range of 1,400 km."],
        &[],
    );
    suggests(
        &[
            "The Halden Bridge has a length of 1,250 metres.",
            "The length of the Halden Bridge is 1,520 metres.",
        ],
        &["halden-bridge-length"],
    );
    // Nothing that both sides say is measured.
    suggests(
        &[
            "The Halden Bridge has a length of 1,250 metres.",
            "The Halden Bridge is 40 metres wide.",
        ],
        &[],
    );
}

#[test]
fn the_parties_of_a_deal() {
    let one = "The recent ceasefire between Norvania and Tern, brokered in Orvik, holds.";
    let other = "The ceasefire between Norvania and Quell was brokered in Orvik. It holds.";
    suggests(&[one, other], &["norvania-ceasefire"]);
    // Who tells of both knows them apart.
    let both = "The ceasefire between Norvania and Tern brokered in Orvik holds, and the ceasefire between Norvania \
                and Quell, brokered in Orvik, too.";
    suggests(&[both, other], &[]);
    // Nothing tells that it is the same.
    suggests(&[one, "The ceasefire between Norvania and Quell ended an old war."], &[]);
}

#[test]
fn quotations_and_near_copies() {
    let one = "\"We will build the bridge before the winter comes,\" Mayor Ann Lee said.";
    let other = "\"We will mend the bridge before the winter comes,\" Ann Lee told reporters.";
    suggests(&[one, other], &["same-quotation"]);
    // Three documents, one disagreement.
    suggests(&[one, other, other], &["same-quotation"]);
    // On another day the board may have made up its mind.
    let approved =
        "The board of the mill approved the sale of the Orvik site on the same evening.\n";
    let rejected =
        "The board of the mill rejected the sale of the Orvik site on the same evening.\n";
    let desk = Desk::empty().file("a.txt", approved).file("b.txt", rejected);
    assert_eq!(suggested(&desk), ["agreement"]);
    suggests(&[approved, rejected], &[]);
}

#[test]
fn figures_of_near_copies_need_dates_and_one_story() {
    let one = "With Ann Lee of Tern, the ferry carried 1,240 passengers from Orvik to the islands on its first trip.";
    let other = "With Ann Lee of Tern, the ferry carried 1,420 passengers from Orvik to the islands on its first trip.";
    let of_a_day = |one: &str, other: &str| {
        Desk::empty()
            .file("wire/2025-06-01-a.txt", format!("{one}\n"))
            .file("wire/2025-06-01-b.txt", format!("{other}\n"))
    };
    assert_eq!(suggested(&of_a_day(one, other)), ["agreement"]);
    // Without a date it may be another trip, and that is told.
    let desk = Desk::empty().file("a.txt", format!("{one}\n")).file("b.txt", format!("{other}\n"));
    let run = desk.run(&["suggest", "--packs", "none"]);
    run.exits(0).says("nothing to suggest").says("1 near copy withheld");
    // Forms are filled in again: nobody else is named.
    let form = |name: &str, count: &str| {
        format!(
            "The office of {name} in {name}berg reports. The ferry carried {count} passengers from the port to the \
             islands on its trip of the day."
        )
    };
    let forms = of_a_day(&form("Ann Lee", "1,240"), &form("Bo Ray", "1,420"));
    assert!(suggested(&forms).is_empty());
}

#[test]
fn nothing_is_suggested_where_nothing_differs() {
    let desk = desk(&[
        "The Kestrel missile has a range of 900 km.",
        "The Kestrel missile has a range of 900 km.",
    ]);
    let run = desk.run(&["suggest", "--packs", "none"]);
    run.exits(0);
    assert!(run.text().starts_with("nothing to suggest"), "{}", run.text());
}

const NEAR: &str = "The Kestrel missile has a range of 900 km.";
const FAR: &str = "The Kestrel missile has a range of 1,400 km.";

/// Two documents that differ, and a configuration that loads `rules/`.
fn kestrel() -> Desk {
    desk(&[NEAR, FAR]).file("factlint.toml", "packs = []\n")
}

#[test]
fn a_written_rule_finds_it_from_now_on() {
    let desk = kestrel();
    let run = desk.run(&["suggest", "--write", "rules/suggested.toml"]);
    run.exits(0);
    assert!(run.text().contains("`1,400 km` and `900 km`"), "{}", run.text());
    desk.run(&["check"]).exits(1);
    desk.run(&["test"]).exits(0);
    let written = desk.read("rules/suggested.toml");
    assert!(written.contains("[[rule.example]]"), "{written}");
    // Nothing that a rule covers is suggested again, and the file stays as it is.
    let again = desk.run(&["suggest", "--write", "rules/suggested.toml"]);
    again.exits(0);
    assert!(again.text().starts_with("nothing to suggest"), "{}", again.text());
    assert_eq!(desk.read("rules/suggested.toml"), written);
}

#[test]
fn what_stands_in_the_file_is_kept() {
    let own = "# mine\n[subject.kestrel]\nnames = [\"Sea Eagle\"]\n\n[[rule]]\nid = \"kestrel-range\"\ncheck = \"term\"\nnever = [\"whilst\"]\n";
    let desk = kestrel().file("rules/suggested.toml", own);
    desk.run(&["suggest", "--write", "rules/suggested.toml"]).exits(0);
    let written = desk.read("rules/suggested.toml");
    assert!(written.starts_with(own.trim_end()), "{written}");
    assert!(written.contains("id    = \"kestrel-range-2\""), "{written}");
    desk.run(&["check"]).exits(1);
}

#[test]
fn a_file_that_cannot_take_rules_is_refused() {
    let desk = kestrel().file("rules/broken.toml", "[[rule]\n");
    for (file, hint) in
        [("notes.md", "a rule file ends in .toml"), ("rules/broken.toml", "not valid TOML")]
    {
        let run = desk.run(&["suggest", "--write", file]);
        run.exits(2);
        assert!(run.stderr.contains(hint), "{}", run.stderr);
    }
    assert_eq!(desk.read("rules/broken.toml"), "[[rule]\n");
}

/// A run that is answered so.
fn answered(desk: &Desk, answers: &str) -> support::Run {
    desk.command().arguments(&["suggest", "--interactive"]).input(answers).run()
}

#[test]
fn suggestions_are_accepted_rejected_edited_and_skipped() {
    let desk = kestrel();
    // Nobody answers: nothing is written.
    answered(&desk, "").exits(0);
    assert!(!desk.path("rules/suggested.toml").exists());
    answered(&desk, "s\n").exits(0);
    assert!(!desk.path("rules/suggested.toml").exists());
    // A mistake is told, and it is asked again.
    let edited = "e\n[[rule]]\nid = \"x\"\nchek = \"quantity\"\n.\n\
                  e\n[[rule]]\nid = \"mine\"\ncheck = \"quantity\"\nabout = [\"Kestrel\"]\nnear = [\"range\"]\n.\n";
    let run = answered(&desk, edited);
    run.exits(0);
    assert!(run.text().contains("rule `x` has no `check`"), "{}", run.text());
    assert!(desk.read("rules/suggested.toml").contains("id = \"mine\""));
    desk.run(&["check"]).exits(1);

    let desk = kestrel();
    answered(&desk, "what\na\n").exits(0);
    assert!(desk.read("rules/suggested.toml").contains("kestrel-range"));

    let desk = kestrel();
    answered(&desk, "r\n").exits(0);
    assert!(!desk.path("rules/suggested.toml").exists());
    assert!(desk.read("factlint.rejected").contains("quantity Kestrel range length"));
    let run = desk.run(&["suggest"]);
    run.exits(0);
    assert!(run.text().starts_with("nothing to suggest"), "{}", run.text());
    // Elsewhere nothing is remembered.
    let run = desk.run(&["suggest", "--rejected", "other"]);
    assert!(run.text().contains("kestrel-range"), "{}", run.text());
}

#[test]
fn text_of_a_document_acts_neither_on_the_terminal_nor_in_the_rule() {
    let hostile = "\u{1b} \"\\ [[rule]]\" \u{202e}";
    let desk = Desk::empty()
        .file("factlint.toml", "packs = []\n")
        .file("wire/a.txt", format!("The Kestrel missile {hostile} has a range of 900 km.\n"))
        .file("wire/b.txt", format!("The Kestrel missile {hostile} has a range of 1,400 km.\n"));
    let run = desk.run(&["suggest", "--write", "rules/suggested.toml"]);
    run.exits(0);
    assert!(!run.text().contains(['\u{1b}', '\u{202e}']), "{}", run.text());
    desk.run(&["test"]).exits(0);
}

#[test]
fn the_same_corpus_is_the_same_suggestions() {
    let desk = kestrel();
    let one = desk.run(&["suggest", "--jobs", "1"]);
    let four = desk.run(&["suggest", "--jobs", "4"]);
    assert_eq!(one.text(), four.text());
}

#[test]
fn paths_choose_what_is_suggested() {
    let desk = kestrel().file("wire/c.txt", "Nothing of it stands here.\n");
    let run = desk.run(&["suggest", "wire/c.txt"]);
    assert!(run.text().starts_with("nothing to suggest"), "{}", run.text());
    let run = desk.run(&["suggest", "wire/2025-06-01.txt"]);
    assert!(run.text().contains("kestrel-range"), "{}", run.text());
}

#[test]
fn suggestions_as_json_carry_the_rule_and_what_it_finds() {
    let desk = desk(&[
        "The Kestrel missile has a range of 900 km, and the Merlin missile one of 300 km.",
        "On Friday the army showed the Kestrel. The missile has a range of 1,400 km.",
    ]);
    let run = desk.run(&["suggest", "--packs", "none", "--format", "json"]);
    run.exits(0);
    let all: serde_json::Value = serde_json::from_str(run.text()).expect("an object");
    assert_eq!(all["version"], 1);
    assert_eq!([&all["more"], &all["withheld"], &all["crowded"]], [0, 0, 0]);
    let first = &all["suggestions"][0];
    assert_eq!(first["id"], "kestrel-range");
    assert_eq!(first["findings"][0]["text"], "1,400 km");
    assert!(first["rule"].as_str().expect("a rule").contains("[[rule.example]]"));
    assert_eq!(all["suggestions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn groups_of_too_many_near_copies_are_told() {
    let letters = |at: usize| char::from(b'a' + at as u8);
    let copies: Vec<String> = (0..64)
        .map(|at| {
            let name = [letters(at / 8), letters(at % 8)].map(String::from).concat();
            format!("The harbour council of Orvik thanks the bakers of {name}street for bread and money.")
        })
        .collect();
    let desk = copies.iter().enumerate().fold(Desk::empty(), |desk, (at, text)| {
        desk.file(format!("wire/{at}.txt"), format!("{text}\n"))
    });
    let run = desk.run(&["suggest", "--packs", "none"]);
    run.exits(0);
    assert!(run.text().contains("not compared, of too many documents"), "{}", run.text());
}

//! `factlint facts DRAFT --against SOURCES`: what agrees, what differs, what stands alone, what a fact decides.

#![cfg(feature = "cli")]
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::Value;
use support::Desk;

/// The verdict on each statement of a draft, by its words, beside one source.
fn verdicts(draft: &str, source: &str) -> Vec<(String, String)> {
    verdicts_of(&Desk::empty().file("draft.txt", draft).file("sources/a.txt", source))
}

fn verdicts_of(desk: &Desk) -> Vec<(String, String)> {
    let run = desk.run(&[
        "facts", "draft.txt", "--packs", "none", "--against", "sources", "--format", "jsonl",
    ]);
    run.exits(0);
    let lines = run.text();
    lines
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            let word = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            (word("text"), word("verdict"))
        })
        .collect()
}

/// Asserts the verdict on some words of a draft.
#[track_caller]
fn is(draft: &str, source: &str, words: &str, verdict: &str) {
    let all = verdicts(draft, source);
    let found: Vec<&str> =
        all.iter().filter(|(text, _)| text == words).map(|(_, verdict)| verdict.as_str()).collect();
    assert_eq!(found, [verdict], "`{words}` of {all:?}");
}

#[test]
fn figures_and_dates_agree_in_other_words_and_units() {
    let bridge = "The Halden Bridge opened on June 6, 2024, and is about 4,100 feet long.";
    let source = "The Halden Bridge, 1,250 metres long, was opened on 6 June 2024.";
    is(bridge, source, "about 4,100 feet", "agrees");
    is(bridge, source, "June 6, 2024", "agrees");
    is(
        "The Norden mill in Orvik made 18.4 million euros last year.",
        "Norden, the mill in Orvik, had made €18.4m.",
        "18.4 million euros",
        "agrees",
    );
    is(
        "The Orvik council spent $312 million on the Halden tunnel.",
        "The Halden tunnel cost the Orvik council 312 million dollars.",
        "$312 million",
        "agrees",
    );
    // The month is enough where the source has the day, and not the other way about.
    is(
        "The Halden tunnel flooded in March 2023, the Orvik council said.",
        "The Orvik council said that the Halden tunnel flooded on 9 March 2023.",
        "March 2023",
        "agrees",
    );
    is(
        "The Halden tunnel flooded on 9 March 2023, the Orvik council said.",
        "The Orvik council said that the Halden tunnel flooded in March 2023.",
        "9 March 2023",
        "only here",
    );
}

#[test]
fn no_number_agrees_by_accident() {
    let silent = |draft: &str, source: &str, words: &str| is(draft, source, words, "only here");
    silent(
        "Twelve people were hurt in the Orvik fire.",
        "Twelve sheep ran past the Norden mill.",
        "Twelve people",
    );
    silent(
        "The Orvik ferry has 12 lifeboats.",
        "The Orvik ferry has 12 cooks and a crew.",
        "12 lifeboats",
    );
    // Of another year, with the opposite verb, denied, of something else.
    silent(
        "Sales at the Norden mill in Orvik came to 41% in 2023.",
        "Sales at the Norden mill in Orvik came to 41% in 2022.",
        "41%",
    );
    silent(
        "Sales of the Norden mill in Orvik rose 41% again.",
        "Sales of the Norden mill in Orvik fell 41% this time.",
        "41%",
    );
    silent(
        "The Halden crane in Orvik lifts 90 tonnes.",
        "The Halden crane in Orvik never lifts 90 tonnes.",
        "90 tonnes",
    );
    silent(
        "The Kestrel has a range of 900 km, the Orvik yard said.",
        "The Plover has a range of 900 km, the Orvik yard said.",
        "900 km",
    );
    silent(
        "Two new Orvik ferries were found yesterday night.",
        "Two new Halden ferries were found last night.",
        "Two new Orvik ferries",
    );
}

#[test]
fn near_copies_that_differ_are_told_with_both_sides() {
    let draft = "The ferry carried 1,240 passengers from Orvik to the islands on its first trip.";
    is(draft, &draft.replace("1,240", "1,420"), "1,240 passengers", "differs");
    is(draft, &draft.replace("1,240", "about 1,200"), "1,240 passengers", "agrees");
    is(draft, &draft.replace("Orvik", "Orvick"), "Orvik", "differs");
    let crane = "The Halden crane in Orvik weighs 90 tonnes.";
    is(
        crane,
        "The Halden crane in Orvik weighs 70 tonnes, and its ship 90 tonnes.",
        "90 tonnes",
        "differs",
    );
    // Other words may be another story.
    is(draft, "The ferry to the islands took 1,420 passengers.", "1,240 passengers", "only here");
    let desk = Desk::empty()
        .file("draft.txt", draft)
        .file("sources/a.txt", draft.replace("1,240", "1,420"));
    let run = desk.run(&["facts", "draft.txt", "--packs", "none", "--against", "sources"]);
    run.exits(0).says("  [!] 1,240 passengers  draft.txt:1:19");
    run.says("differs: another figure, `1,420 passengers`, where 13 of 14 words agree, sources/a.txt:1:19");
    // A later report may have a new count.
    let later = Desk::empty()
        .file("2024-05-01-draft.txt", draft)
        .file("sources/2024-04-01.txt", draft.replace("1,240", "1,420"));
    let run =
        later.run(&["facts", "2024-05-01-draft.txt", "--packs", "none", "--against", "sources"]);
    run.exits(0).says("[ ] 1,240 passengers").never_says("differs");
}

#[test]
fn quotations_are_held_word_for_word_against_all_text() {
    let quote = "“We had to build the whole harbour wall twice before the winter came,”";
    let draft = format!("{quote} said Sam Holt.");
    let of = |source: &str, verdict: &str| is(&draft, source, quote, verdict);
    of(
        "Sam Holt: \"We had to build the whole harbour wall twice before the winter came.\"",
        "agrees",
    );
    // Not quoted there, in another spelling, over paragraphs.
    of("Holt said we had to build the whole harbor wall twice before the winter came.", "agrees");
    of(
        "“We had to build the whole harbour wall twice.\n\n“Before the winter came,” he said.",
        "agrees",
    );
    of("“We had to build the whole harbour wall three times before the winter came.”", "differs");
    of("“We had to mend the whole harbour wall twice before the winter came.”", "differs");
    of("“They built a wall.”", "only here");
    let short = "\"I think we've accomplished a great deal here,\"";
    is(
        &format!("{short} she said."),
        "\"I think we have accomplished a great deal here.\"",
        short,
        "agrees",
    );
}

#[test]
fn titles_and_names_are_those_of_the_sources() {
    is(
        "Former Governor Bob Ray stayed.",
        "Bob Ray, a former governor, left.",
        "Former Governor Bob Ray",
        "agrees",
    );
    is(
        "Governor Bob Ray stayed.",
        "Bob Ray, a former governor, left.",
        "Governor Bob Ray",
        "only here",
    );
    is("Mayor Ann Lee stayed.", "Mayor Bob Lee left.", "Mayor Ann Lee", "only here");
    is("Mayor Ann Lee stayed.", "Ann Lee’s office", "Ann Lee", "agrees");
    is("Mayor Ann Lee stayed.", "Anne Lee left.", "Ann Lee", "only here");
    let twice = verdicts("Sam Holt came. Then Sam Holt went.", "Sam Holt");
    assert_eq!(twice, [("Sam Holt".to_owned(), "agrees".to_owned())], "a name is ticked once");
}

const RULE: &str = "
[[rule]]
id = \"halden-length\"
check = \"quantity\"
about = [\"Halden Bridge\"]
near = [\"length\"]
expect = \"1,240 m\"
source = \"Orvik roads office\"
";

#[test]
fn facts_of_rules_decide_before_sources() {
    let desk = |metres: &str| {
        Desk::empty()
            .file("rules.toml", RULE)
            .file("draft.txt", format!("The Halden Bridge has a length of {metres} metres."))
            .file("sources/a.txt", "The Halden Bridge has a length of 1,300 metres.")
    };
    let arguments =
        ["facts", "draft.txt", "--packs", "none", "--rules", "rules.toml", "--against", "sources"];
    let right = desk("1,240").run(&arguments);
    right.exits(0).says("checked: halden-length, Orvik roads office");
    right.says("2 statements: 1 agrees, 1 is checked against a fact");
    let wrong = desk("1,420").run(&arguments);
    wrong.exits(0).says("[!] 1,420 metres").says("is not 1,240 m").says("[halden-length]");
}

#[test]
fn sheets_are_tables_lists_and_lines_too() {
    let desk = Desk::empty()
        .file("draft.txt", "=Mayor Ann Lee paid $312 million <b>for the Halden</b> tunnel.\n")
        .file("sources/a.txt", "Mayor Ann Lee paid $312 million for the Halden tunnel.\n");
    let run = |more: &[&str]| {
        let mut arguments = vec!["facts", "draft.txt", "--packs", "none", "--against", "sources"];
        arguments.extend(more);
        desk.run(&arguments)
    };
    let markdown = run(&["--format", "markdown"]);
    markdown
        .exits(0)
        .says("# Tick sheet\n\n4 statements: 4 agree")
        .says("- [x] **\\$312 million**");
    markdown.never_says("<b>");
    let table = run(&["--format", "csv"]);
    table
        .exits(0)
        .says("verdict,kind,text,")
        .says("agrees,figure,$312 million,")
        .warns("4 statements: 4 agree");
    table.says(",'=Mayor Ann Lee paid").never_says("\n=");
    let about = run(&["--about", "Lee", "--kind", "title"]);
    about.exits(0).says("Mayor Ann Lee").says("1 statement: 1 agrees").never_says("] $312");
    let lines = |jobs: &str| run(&["--format", "jsonl", "-j", jobs]).stdout;
    assert_eq!(lines("1"), lines("4"));
}

#[test]
fn sources_must_be_there_and_are_not_the_draft() {
    let desk = Desk::empty()
        .file("news/draft.txt", "Mayor Ann Lee paid $312 million.\n")
        .file("empty/x.png", "");
    let run = desk.run(&["facts", "news/draft.txt", "--packs", "none", "--against", "news"]);
    run.exits(0).says("stand alone").never_says("agree");
    desk.run(&["facts", "news/draft.txt", "--against", "gone"]).exits(2).warns("gone");
    desk.run(&["facts", "news/draft.txt", "--against", "empty"])
        .exits(2)
        .warns("holds no document");
}

//! What decides besides the draft: how `factlint.toml` has files read, facts in other files, files that others change.

use serde_json::{Value, json};

use crate::editor::{Editor, able, words};
use crate::support::{Desk, KESTREL, ZWOLLE};

const RULES: &str = "rules/facts.toml";
const CONFIG: &str = "factlint.toml";

fn titles(editor: &mut Editor, path: &str, about: &str) -> Vec<String> {
    let actions = editor.actions(path, about);
    actions.iter().filter_map(|one| one["title"].as_str()).map(str::to_owned).collect()
}

/// What the client was last asked to watch.
fn watched(editor: &mut Editor) -> String {
    editor.settle();
    let mut asked = editor.told.iter().rev();
    let last = asked.find(|(method, _)| method == "client/registerCapability");
    last.map(|(_, params)| params.to_string()).unwrap_or_default()
}

#[test]
fn files_are_read_as_the_configuration_says() {
    let config = "packs = []\n[format]\npage = \"html\"\ninc = \"rst\"\ntxt = \"markdown\"\ntext = \"asciidoc\"\n";
    for (path, text, comment) in [
        ("a.page", "<h1>News</h1>\n<p>The <b>Swolle</b> office.</p>\n", "<!-- factlint: stet"),
        ("b.inc", "News\n====\n\nThe *Swolle* office.\n", ".. factlint: stet"),
        ("c.txt", "# News\n\nThe **Swolle** office, `Swolle`.\n", "<!-- factlint: stet"),
        ("d.text", "= News\n\nThe *Swolle* office.\n", "// factlint: stet"),
    ] {
        let desk = Desk::with_rule(ZWOLLE).file(CONFIG, config).file(path, text);
        let mut editor = Editor::at(desk);
        editor.open(path);
        assert_eq!(editor.marks(path), ["error[zwolle] Swolle"], "{path}");
        let actions = editor.actions(path, "Swolle");
        let is_stet = |one: &&Value| {
            one["title"].as_str().is_some_and(|title| title.contains("by a comment here"))
        };
        let stet = actions.iter().find(is_stet).unwrap_or_else(|| panic!("no comment in {path}"));
        editor.apply(stet);
        assert!(editor.text(path).contains(comment), "{path}: {}", editor.text(path));
        assert_eq!(editor.marks(path), Vec::<String>::new(), "{path}: {}", editor.text(path));
    }
}

#[test]
fn a_comment_is_offered_where_the_format_has_comments() {
    let cues = "00:01.000 --> 00:04.000\nThe harbour\n\n00:05.000 --> 00:08.000\nof Swolle.\n";
    for (path, text, is_offered) in [
        ("a.vtt", format!("WEBVTT\n\n{cues}"), true),
        ("a.srt", format!("1\n{}", cues.replace('.', ",")), false),
        ("a.mdx", "The Swolle office.\n".to_owned(), false),
        ("a.txt", "The Swolle office.\n".to_owned(), false),
        ("a.md", "The Swolle office.\n".to_owned(), true),
    ] {
        let mut editor = Editor::at(Desk::with_rule(ZWOLLE).file(path, text));
        editor.open(path);
        assert_eq!(editor.marks(path), ["error[zwolle] Swolle"], "{path}");
        let titles = titles(&mut editor, path, "Swolle");
        let offered = titles.iter().any(|title| title.contains("by a comment here"));
        assert_eq!(offered, is_offered, "{path}: {titles:?}");
        assert!(titles.iter().any(|title| title.contains("in factlint.toml")), "{path}");
    }
    // The comment stands before the cue that holds the words, not before the paragraph.
    let mut editor = Editor::at(Desk::with_rule(ZWOLLE).file("a.vtt", format!("WEBVTT\n\n{cues}")));
    editor.open("a.vtt");
    let actions = editor.actions("a.vtt", "Swolle");
    let stet = actions.iter().find(|one| one["title"].as_str().unwrap().contains("comment here"));
    editor.apply(stet.unwrap());
    assert!(editor.text("a.vtt").contains("harbour\n\nNOTE factlint: stet zwolle"));
    assert_eq!(editor.marks("a.vtt"), Vec::<String>::new());
}

#[test]
fn the_client_is_asked_to_watch_what_matters_here() {
    let rules = format!("{KESTREL}expect-from = \"../facts/limits.yaml#range\"\n");
    let desk = Desk::united()
        .file(RULES, rules)
        .file("facts/limits.yaml", "range: 900 km\n")
        .file(CONFIG, "packs = []\n[format]\n\"inc.html\" = \"html\"\n");
    let mut editor = Editor::at(desk);
    let first = watched(&mut editor);
    for one in ["inc.html", "adoc", "toml", "**/limits.yaml", "\"kind\":4"] {
        assert!(first.contains(one), "no {one} in {first}");
    }
    // Other facts are named while the editor runs.
    editor.open(RULES);
    editor.replace(RULES, "limits.yaml", "ranges.csv");
    editor.save(RULES);
    let second = watched(&mut editor);
    assert!(second.contains("**/ranges.csv") && !second.contains("limits.yaml"), "{second}");
    let gone = editor.told.iter().filter(|(method, _)| method == "client/unregisterCapability");
    assert_eq!(gone.count(), 1);
}

#[test]
fn facts_that_others_change_are_noticed() {
    let rules = format!("{KESTREL}expect-from = \"../facts/limits.csv#kestrel.range\"\n");
    let desk = Desk::united().file(RULES, rules);
    let mut editor = Editor::at(desk);
    editor.open("wire/a.txt");
    // It need not be there at first.
    let said = editor.published(RULES);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0]["message"].as_str().unwrap().contains("cannot be read"), "{said:?}");
    editor.desk.write("facts/limits.csv", "name,range\nkestrel,800 km\n");
    editor.file_changed("facts/limits.csv", 1);
    assert_eq!(editor.marks("wire/a.txt"), ["error[kestrel-range] 900 km"]);
    assert_eq!(editor.published(RULES), Vec::<Value>::new());
    editor.desk.write("facts/limits.csv", "name,range\nkestrel,900 km\n");
    editor.file_changed("facts/limits.csv", 2);
    assert_eq!(editor.marks("wire/a.txt"), Vec::<String>::new());
}

#[cfg(feature = "sqlite")]
#[test]
fn databases_that_others_change_are_noticed() {
    let rules = format!("{KESTREL}expect-from = \"../facts/limits.db#ranges.kestrel.range\"\n");
    let desk = Desk::united().file(RULES, rules).file("facts/README", "");
    let database = rusqlite::Connection::open(desk.path("facts/limits.db")).unwrap();
    let rows =
        "CREATE TABLE ranges (name, range); INSERT INTO ranges VALUES ('kestrel', '900 km');";
    database.execute_batch(rows).unwrap();
    let mut editor = Editor::at(desk);
    editor.open("wire/a.txt");
    assert_eq!(editor.marks("wire/a.txt"), Vec::<String>::new());
    assert!(watched(&mut editor).contains("**/limits.db"));
    database.execute_batch("UPDATE ranges SET range = '800 km';").unwrap();
    editor.file_changed("facts/limits.db", 2);
    assert_eq!(editor.marks("wire/a.txt"), ["error[kestrel-range] 900 km"]);
    // A row of a table is no place in an editor: it is told in words.
    let said = editor.published("wire/a.txt");
    let message = said[0]["message"].as_str().unwrap();
    assert!(message.contains("facts/limits.db#ranges, line 2"), "{message}");
    let related = said[0]["relatedInformation"].as_array().cloned().unwrap_or_default();
    assert!(related.iter().all(|one| !one["location"]["uri"].as_str().unwrap().contains("limits")));
    // What is wrong there is told where an editor can show it.
    database.execute_batch("UPDATE ranges SET range = 'far';").unwrap();
    editor.file_changed("facts/limits.db", 2);
    let wrong = [editor.published(RULES), editor.published(CONFIG)].concat();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0]["message"].as_str().unwrap().contains("limits.db#ranges"), "{wrong:?}");
}

#[test]
fn a_client_that_watches_nothing_has_rules_and_facts_read_again_when_it_saves() {
    let mut capabilities = able();
    capabilities["workspace"] = json!({});
    let rules = format!("{KESTREL}expect-from = \"../facts/limits.csv#kestrel.range\"\n");
    let desk =
        Desk::united().file(RULES, &rules).file("facts/limits.csv", "name,range\nkestrel,900 km\n");
    let mut editor = Editor::with(desk, capabilities, Value::Null);
    editor.open("wire/a.txt");
    assert_eq!(editor.marks("wire/a.txt"), Vec::<String>::new());
    editor.desk.write("facts/limits.csv", "name,range\nkestrel,1,800 km\n");
    editor.desk.write("facts/limits.csv", "name,range\nkestrel,\"1,800 km\"\n");
    editor.save("wire/a.txt");
    assert_eq!(editor.marks("wire/a.txt"), ["error[kestrel-range] 900 km"]);
    editor.desk.write(RULES, KESTREL);
    editor.save("wire/a.txt");
    assert_eq!(editor.marks("wire/a.txt"), Vec::<String>::new());
    // A new file of rules.
    editor.desk.write("rules/more/zwolle.toml", ZWOLLE);
    editor.desk.write("wire/c.md", "In Swolle.\n");
    editor.save("wire/a.txt");
    assert_eq!(editor.marks("wire/c.md"), ["error[zwolle] Swolle"]);
}

#[test]
fn a_folder_that_is_gone_takes_its_documents_along() {
    let mut editor =
        Editor::at(Desk::united().file("old/b.txt", "The Kestrel has a range of 7 km.\n"));
    editor.open("wire/a.txt");
    assert_eq!(editor.marks("wire/a.txt").len(), 1);
    std::fs::remove_dir_all(editor.desk.path("old")).unwrap();
    editor.file_changed("old", 3);
    assert_eq!(editor.marks("wire/a.txt"), Vec::<String>::new());
    assert_eq!(editor.published("old/b.txt"), Vec::<Value>::new());
}

#[test]
fn a_configuration_that_is_no_toml_leaves_the_rules_at_work() {
    let mut editor = Editor::at(Desk::divided());
    editor.open("wire/b.txt");
    editor.open(CONFIG);
    assert_eq!(editor.marks("wire/b.txt").len(), 1);
    editor.replace(CONFIG, "packs = []", "packs = [");
    editor.save(CONFIG);
    assert_eq!(editor.published(CONFIG).len(), 1);
    assert_eq!(editor.marks("wire/b.txt"), ["error[kestrel-range] 1,400 km"]);
    editor.replace(CONFIG, "packs = [", "packs = []");
    editor.save(CONFIG);
    assert_eq!(editor.marks(CONFIG), Vec::<String>::new());
    assert_eq!(editor.marks("wire/b.txt").len(), 1);
    // Broken by somebody else, in a file that is not open: its place is that of the text on the disk.
    editor.close(CONFIG);
    let broken = "# a longer line than there was\n\npacks = [[\n";
    editor.desk.write(CONFIG, broken);
    editor.file_changed(CONFIG, 2);
    let said = editor.published(CONFIG);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(said[0]["range"]["start"]["line"], 2, "{said:?}");
    assert_eq!(editor.marks("wire/b.txt").len(), 1);
    editor.desk.write(CONFIG, "packs = []\n");
    editor.file_changed(CONFIG, 2);
    assert_eq!(editor.published(CONFIG), Vec::<Value>::new());
}

#[test]
fn a_configuration_that_is_broken_from_the_start_turns_nothing_on() {
    // As for the command: packs that nobody may have asked for would only add to the one mistake.
    let friday = "On Friday, October 16, 2025, it rained.\n";
    let desk = Desk::divided().file(CONFIG, "packs = [").file("c.md", friday);
    let mut editor = Editor::at(desk);
    editor.open("c.md");
    editor.open(CONFIG);
    assert_eq!(editor.published("c.md"), Vec::<Value>::new());
    assert_eq!(editor.published(CONFIG).len(), 1);
    editor.desk.run(&["check"]).exits(2).never_says("calendar");
    editor.replace(CONFIG, "[", "[\"copy-desk\"]");
    editor.save(CONFIG);
    assert_eq!(editor.marks("c.md").len(), 1);
}

#[test]
fn a_mistake_in_a_configuration_that_is_extended_is_told_there() {
    let desk = Desk::empty()
        .file("house.toml", "packs = []\nexlude = 1\n")
        .file(CONFIG, "extends = [\"house.toml\"]\n")
        .file("a.md", "x\n");
    let mut editor = Editor::at(desk);
    editor.open("a.md");
    let said = editor.published("house.toml");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(words(&editor.desk.read("house.toml"), &said[0]["range"]), "exlude");
    editor.open("house.toml");
    editor.replace("house.toml", "exlude = 1\n", "");
    editor.save("house.toml");
    assert_eq!(editor.published("house.toml"), Vec::<Value>::new());
}

#[test]
fn a_mark_of_byte_order_moves_no_place() {
    let desk =
        Desk::divided().file("wire/a.txt", "\u{feff}The Kestrel missile has a range of 900 km.\n");
    let mut editor = Editor::at(desk);
    editor.open("wire/b.txt");
    let said = editor.published("wire/b.txt");
    let start = &said[0]["relatedInformation"][0]["location"]["range"]["start"];
    assert_eq!(*start, json!({ "line": 0, "character": 35 }));
}

#[test]
fn any_number_of_drafts_count_before_they_are_saved() {
    let mut desk = Desk::with_rule(KESTREL);
    for index in 0..20 {
        desk = desk.file(format!("wire/{index}.md"), "The Kestrel has a range of 900 km.\n");
    }
    let mut editor = Editor::at(desk);
    for index in 0..20 {
        editor.open(&format!("wire/{index}.md"));
    }
    for index in 0..19 {
        editor.replace(&format!("wire/{index}.md"), "900", "800");
    }
    assert_eq!(editor.marks("wire/19.md"), ["error[kestrel-range] 900 km"]);
    editor.replace("wire/19.md", "900", "800");
    for index in 0..20 {
        assert_eq!(editor.marks(&format!("wire/{index}.md")), Vec::<String>::new(), "{index}");
    }
    // Nothing was saved.
    editor.desk.run(&["check"]).exits(0);
    assert!(editor.desk.read("wire/3.md").contains("900 km"));
}

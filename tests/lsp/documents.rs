//! Drafts: findings, hover, navigation, actions.

use serde_json::{Value, json};

use crate::editor::{Editor, able, pulling, words};
use crate::support::{Desk, KESTREL, ZWOLLE};

const A: &str = "wire/a.txt";
const B: &str = "wire/b.txt";

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let found =
        actions.iter().find(|one| one["title"].as_str().is_some_and(|one| one.starts_with(start)));
    found.unwrap_or_else(|| panic!("no `{start}` among {:?}", titles(actions)))
}

fn hover(editor: &mut Editor, path: &str, about: &str) -> String {
    let found = editor.about("textDocument/hover", path, about);
    found["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_finding_shows_in_both_documents_and_leads_to_the_other() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(B);
    assert_eq!(editor.marks(B), ["error[kestrel-range] 1,400 km"]);
    // Nobody has opened the other one.
    assert_eq!(editor.marks(A), ["error[kestrel-range] 900 km"]);
    let said = editor.published(B);
    let other = &said[0]["relatedInformation"][0];
    assert_eq!(other["location"]["uri"], editor.uri(A));
    assert_eq!(words(&editor.desk.read(A), &other["location"]["range"]), "900 km");
    assert!(other["message"].as_str().is_some_and(|one| one.starts_with("`900 km`")), "{other}");
    let href = said[0]["codeDescription"]["href"].as_str().unwrap_or_default();
    assert!(href.starts_with(&editor.uri("rules/facts.toml")) && href.ends_with("#L7"), "{href}");
    assert_eq!(said[0]["source"], "factlint");
}

#[test]
fn what_is_typed_counts_and_what_is_closed_counts_as_saved() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(A);
    editor.open(B);
    editor.replace(B, "1,400", "900");
    assert_eq!((editor.marks(A).len(), editor.marks(B).len()), (0, 0));
    // A third document contradicts both of them before it is saved for the first time.
    editor.open_as("wire/new.txt", "The range of the Kestrel is 2,000 km.");
    assert_eq!(editor.marks("wire/new.txt"), ["error[kestrel-range] 2,000 km"]);
    assert_eq!(editor.marks(A).len(), 1);
    editor.close("wire/new.txt");
    assert_eq!((editor.marks(A).len(), editor.marks(B).len()), (0, 0));
    // Closed without being saved: the file counts again.
    editor.close(B);
    assert_eq!(editor.marks(A), ["error[kestrel-range] 900 km"]);
}

#[test]
fn several_changes_of_one_message_follow_each_other() {
    let mut editor = Editor::at(Desk::united());
    editor.open(A);
    let at = |character: u32| json!({ "line": 0, "character": character });
    let insert = |character: u32, text: &str| json!({ "range": { "start": at(character), "end": at(character) }, "text": text });
    let document = json!({ "uri": editor.uri(A), "version": 2 });
    // "900" becomes "1,900": the second change counts from after the first.
    let changes = json!([insert(0, "Now: "), insert(40, "1,")]);
    let params = json!({ "textDocument": document, "contentChanges": changes });
    editor.tell("textDocument/didChange", params);
    let said = editor.published(A);
    assert_eq!(said[0]["range"]["start"], at(40), "{said:?}");
    assert_eq!(said[0]["range"]["end"], at(48));
    // The whole text at once.
    let whole = json!([{ "text": "The harbour was calm." }]);
    let document = json!({ "uri": editor.uri(A), "version": 3 });
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": whole }),
    );
    assert_eq!(editor.published(A), Vec::<Value>::new());
}

#[test]
fn columns_count_what_was_agreed_on() {
    let draft = "🚀🚀 Łódź, 🛰️: the Kestrel missile 🚀 has a range of 1,400 km 🚀.\r\n";
    let desk = || Desk::divided().file("wire/d.txt", draft).file(B, "");
    let start = draft.find("1,400").unwrap();
    for (encoding, units) in [
        ("utf-8", str::len as fn(&str) -> usize),
        ("utf-16", |text| text.encode_utf16().count()),
        ("utf-32", |text| text.chars().count()),
    ] {
        let mut capabilities = able();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut editor = Editor::with(desk(), capabilities, Value::Null);
        editor.open("wire/d.txt");
        // Typed behind the emoji, one character at a time.
        let end = start + "1,400".len();
        editor.type_counting("wire/d.txt", start..end, "2", units);
        for (count, typed) in ["5", "0", "0"].iter().enumerate() {
            editor.type_counting("wire/d.txt", start + 1 + count..start + 1 + count, typed, units);
        }
        let said = editor.published("wire/d.txt");
        assert_eq!(said.len(), 1, "{encoding}");
        let range = &said[0]["range"];
        assert_eq!(range["start"]["character"], units(&draft[..start]), "{encoding}");
        assert_eq!(
            range["end"]["character"],
            units(&draft[..start]) + "2500 km".len(),
            "{encoding}"
        );
    }
}

#[test]
fn a_client_that_knows_no_related_places_reads_them_in_the_message() {
    let mut capabilities = able();
    capabilities["textDocument"] = json!({});
    let mut editor = Editor::with(Desk::divided(), capabilities, Value::Null);
    editor.open(B);
    let said = editor.published(B);
    let message = said[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("wire/a.txt, line 1: `900 km`"), "{message}");
    assert!(said[0].get("relatedInformation").is_none());
}

#[test]
fn clients_may_ask_for_diagnostics() {
    let mut editor = Editor::with(Desk::divided(), pulling(), Value::Null);
    editor.open(B);
    let asked = |editor: &Editor, known: Value| json!({ "textDocument": { "uri": editor.uri(B) }, "previousResultId": known });
    let params = asked(&editor, Value::Null);
    let report = editor.ask("textDocument/diagnostic", params).unwrap();
    assert_eq!(report["kind"], "full");
    assert_eq!(editor.mark(B, &report["items"][0]), "error[kestrel-range] 1,400 km");
    let params = asked(&editor, report["resultId"].clone());
    assert_eq!(editor.ask("textDocument/diagnostic", params.clone()).unwrap()["kind"], "unchanged");
    let all = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let uris: Vec<&str> =
        all["items"].as_array().unwrap().iter().filter_map(|one| one["uri"].as_str()).collect();
    assert_eq!(uris, [editor.uri(A), editor.uri(B)]);
    assert!(editor.published(B).is_empty(), "nothing is said twice");
    editor.told.clear();
    editor.replace(B, "1,400", "900");
    editor.settle();
    let refreshes =
        editor.told.iter().filter(|(method, _)| method == "workspace/diagnostic/refresh");
    assert_eq!(refreshes.count(), 1, "the other document has changed too");
    let report = editor.ask("textDocument/diagnostic", params).unwrap();
    assert_eq!((&report["kind"], &report["items"]), (&json!("full"), &json!([])));
}

#[test]
fn a_client_that_does_not_ask_again_is_told() {
    let mut capabilities = pulling();
    capabilities["workspace"]["diagnostics"] = json!({});
    let mut editor = Editor::with(Desk::divided(), capabilities, Value::Null);
    editor.open(A);
    editor.open(B);
    assert_eq!(editor.marks(A), ["error[kestrel-range] 900 km"]);
    editor.replace(B, "1,400", "900");
    assert_eq!(editor.marks(A), Vec::<String>::new());
}

#[test]
fn statements_that_were_not_read_are_hints_for_whoever_wants_them() {
    let desk =
        || Desk::united().file("wire/c.txt", "The Kestrel has a range of 400 km and 500 km.\n");
    let desk_of = |settings: Value| {
        let mut editor = Editor::with(desk(), able(), settings);
        editor.open("wire/c.txt");
        editor.marks("wire/c.txt")
    };
    assert_eq!(desk_of(Value::Null), Vec::<String>::new());
    assert_eq!(desk_of(json!({ "unread": false })), Vec::<String>::new());
    let told = desk_of(json!({ "unread": "unclear" }));
    assert!(
        !told.is_empty() && told.iter().all(|one| one.starts_with("hint[kestrel-range]")),
        "{told:?}"
    );
}

#[test]
fn a_page_of_a_table_of_formats_is_read_as_its_format() {
    let desk = Desk::with_rule(ZWOLLE)
        .file("a.md", "# News\n\nThe *Swolle* office, and `Swolle` in code.\n")
        .file("b.html", "<p>The <b>Swolle</b> office.</p>\n")
        .file("c.rst", "News\n====\n\nThe Swolle office.\n");
    let mut editor = Editor::at(desk);
    for path in ["a.md", "b.html", "c.rst"] {
        editor.open(path);
        assert_eq!(editor.marks(path), ["error[zwolle] Swolle"], "{path}");
    }
}

#[test]
fn hover_tells_the_claim_the_fact_and_what_others_say() {
    let rule =
        format!("{KESTREL}expect = \"900 km\"\nsource = \"maker's sheet\"\nchecked = 2025-10-01\n");
    let mut editor = Editor::at(Desk::divided().file("rules/facts.toml", rule));
    editor.open_as(
        B,
        "Tests went on.\n\nOfficials said that the Kestrel has a range of about 1,400 km.\n",
    );
    let told = hover(&mut editor, B, "1,400 km");
    for words in [
        "**kestrel-range** (quantity), about kestrel",
        "read: about 1,400 kilometer; true values from 1,260 to 1,540",
        "said by: someone unnamed",
        "holds: 900 km",
        "source: maker's sheet, checked 2025-10-01",
        "`900 km` in wire/a.txt:1",
    ] {
        assert!(told.to_lowercase().contains(&words.to_lowercase()), "no `{words}` in\n{told}");
    }
}

#[test]
fn hover_tells_why_nobody_judged_something() {
    let mut editor = Editor::at(Desk::united());
    editor.open_as(
        "wire/c.txt",
        "The Kestrel costs $4 million. It has no range of 600 km. Nobody counted 17 boats.\n",
    );
    let told = hover(&mut editor, "wire/c.txt", "17 boats");
    assert!(told.contains("figure `17 boats`") && told.contains("No rule is about it"), "{told}");
    let told = hover(&mut editor, "wire/c.txt", "600 km");
    assert!(told.contains("**kestrel-range**: not asserted"), "{told}");
    assert_eq!(editor.about("textDocument/hover", "wire/c.txt", "Nobody"), Value::Null);
}

#[test]
fn hover_tells_titles_names_dates_and_quotations_that_a_rule_judges() {
    const RULES: &str = r#"
[[rule]]
id = "lindqvist-title"
check = "title"
about = ["Ada Lindqvist", "Lindqvist"]
held = [{ title = "mayor", from = 2020-01-01, until = 2024-12-31 }]
source = "the town's register"
[[rule]]
id = "harbour-opened"
check = "date"
about = ["Halden harbour"]
near = ["opened"]
expect = 1987-05-04
[[rule]]
id = "zwolle"
check = "name"
use = "Zwolle"
never = ["Swolle"]
[[rule]]
id = "promise"
check = "quote"
speaker = ["Ada Lindqvist", "Lindqvist"]
text = "We will build the bridge before the winter comes"
"#;
    let text = "---\ndate: 2023-06-01\n---\n\nMayor Ada Lindqvist came to Swolle. The Halden harbour opened on May \
                4, 1987.\n\n\"We will build the bridge before the spring comes,\" Lindqvist said.\n";
    let mut editor = Editor::at(Desk::with_rule(RULES).file("a.md", text));
    editor.open("a.md");
    for (words, told) in [
        (
            "Mayor Ada",
            &["**lindqvist-title** (title)", "as of: 2023-06-01", "the town's register"][..],
        ),
        ("Swolle", &["**zwolle** (name)"]),
        ("May 4, 1987", &["**harbour-opened** (date)", "read: 1987-05-04", "holds: May 4, 1987"]),
        ("before the spring", &["**promise** (quote)"]),
    ] {
        let found = hover(&mut editor, "a.md", words).replace('\\', "");
        for one in told {
            assert!(found.contains(one), "no `{one}` for `{words}` in\n{found}");
        }
    }
    // What no rule judges is told as it was read.
    editor.open_as(
        "b.md",
        "President Mara Okafor spoke on June 3, 2021. \"Nobody saw the ship leave,\" Okafor said.\n",
    );
    for (words, told) in [
        ("President", "title `President"),
        ("June 3, 2021", "read: 2021-06-03"),
        ("saw the ship", "quotation"),
    ] {
        let found = hover(&mut editor, "b.md", words).replace('\\', "");
        let why = found.contains("No rule is about it") || found.contains("Not judged by");
        assert!(found.contains(told) && why, "{words}: {found}");
    }
}

#[test]
fn words_lead_to_their_rule_and_subjects_to_their_mentions() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(B);
    let found = editor.about("textDocument/definition", B, "1,400 km");
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["uri"], editor.uri("rules/facts.toml"));
    assert_eq!(words(KESTREL, &found[0]["range"]), "\"kestrel-range\"");
    let found = editor.about("textDocument/references", B, "Kestrel");
    let uris: Vec<&str> =
        found.as_array().unwrap().iter().filter_map(|one| one["uri"].as_str()).collect();
    assert_eq!(uris, [editor.uri("rules/facts.toml"), editor.uri(A), editor.uri(B)]);
}

#[test]
fn rules_of_packs_lead_to_where_the_pack_is_switched_on() {
    let config = "packs = [\"copy-desk\",\n  \"places\"]\n";
    let desk = Desk::empty()
        .file("factlint.toml", config)
        .file("a.md", "---\ndate: 2025-10-11\n---\n\nHe left for Kiev.\n");
    let mut editor = Editor::at(desk);
    editor.open("a.md");
    let said = editor.published("a.md");
    let href = said[0]["codeDescription"]["href"].as_str().unwrap_or_default();
    assert_eq!(href, format!("{}#L2", editor.uri("factlint.toml")));
    let found = editor.about("textDocument/definition", "a.md", "Kiev");
    assert_eq!(words(config, &found[0]["range"]), "\"places\"");
    assert!(hover(&mut editor, "a.md", "Kiev").contains("- from the pack: places"));
    // Packs that are on by default stand nowhere.
    let desk = Desk::empty()
        .file("factlint.toml", "")
        .file("a.md", "On Friday, October 16, 2025, it rained.\n");
    let mut editor = Editor::at(desk);
    editor.open("a.md");
    let said = editor.published("a.md");
    assert_eq!((said.len(), said[0].get("codeDescription")), (1, None));
    assert_eq!(editor.about("textDocument/definition", "a.md", "Friday"), json!([]));
}

#[test]
fn a_fix_is_applied() {
    let desk = Desk::with_rule(ZWOLLE).file("a.md", "The Swolle office. In Swolle.\n");
    let mut editor = Editor::at(desk);
    editor.open("a.md");
    let actions = editor.actions("a.md", "Swolle");
    let fix = titled(&actions, "write `Zwolle` for `Swolle`");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"].as_array().map(Vec::len), Some(1), "{fix}");
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
        "context": { "diagnostics": [], "only": ["source.fixAll"] },
    });
    let all = editor.ask("textDocument/codeAction", params).unwrap();
    assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
    assert_eq!(all[0]["kind"], "source.fixAll.factlint");
    editor.apply(&all[0]);
    assert_eq!(editor.text("a.md"), "The Zwolle office. In Zwolle.\n");
    assert_eq!(editor.marks("a.md"), Vec::<String>::new());
}

#[test]
fn the_other_side_is_written() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(B);
    let actions = editor.actions(B, "1,400 km");
    editor.apply(titled(&actions, "write `900 km`, as in wire/a.txt, line 1"));
    assert!(editor.text(B).ends_with("a range of 900 km.\n"));
    assert_eq!((editor.marks(A).len(), editor.marks(B).len()), (0, 0));
}

#[test]
fn a_finding_is_let_stand_in_the_document() {
    for (path, text) in [
        ("b.md", "# News\r\n\r\nThe calm.\r\n\r\nThe Kestrel has a range of\r\n1,400 km 🚀.\r\n"),
        ("b.html", "<h1>News</h1>\n<p>The Kestrel has a range of 1,400 km.</p>\n"),
        ("b.rst", "News\n====\n\nThe Kestrel has a range of 1,400 km.\n"),
        ("b.adoc", "= News\n\nThe Kestrel has a range of 1,400 km.\n"),
    ] {
        let mut editor = Editor::at(Desk::united().file(path, text));
        editor.open(path);
        assert_eq!(editor.marks(path).len(), 1, "{path}");
        let actions = editor.actions(path, "1,400 km");
        editor.apply(titled(&actions, "let it stand, by a comment here (kestrel-range)"));
        assert!(
            editor.text(path).contains("factlint: stet kestrel-range: why it may stand"),
            "{path}"
        );
        assert_eq!(editor.marks(path), Vec::<String>::new(), "{path}: {}", editor.text(path));
        assert_eq!(editor.marks(A), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn a_finding_is_let_stand_in_the_configuration() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(B);
    let actions = editor.actions(B, "1,400 km");
    assert!(
        !titles(&actions).iter().any(|title| title.contains("comment")),
        "text has no comments"
    );
    editor.apply(titled(&actions, "let it stand, in factlint.toml"));
    assert_eq!((editor.marks(A).len(), editor.marks(B).len()), (0, 0));
    let config = editor.desk.read("factlint.toml");
    assert!(config.starts_with("packs = []\n\n[[stet]]\n"), "{config}");
    // What nothing needs any longer is told, at its place.
    editor.replace(B, "1,400", "900");
    assert_eq!(editor.marks("factlint.toml").len(), 1);
}

#[test]
fn a_rule_is_written_from_what_stands_there() {
    let mut editor = Editor::at(Desk::united());
    editor.open_as("wire/c.txt", "The Halden Bridge has a length of 1,240 metres.\n");
    let actions = editor.actions("wire/c.txt", "1,240 metres");
    editor.apply(titled(&actions, "write a rule: `1,240 metres` for Halden Bridge"));
    let rules = editor.desk.read("rules/facts.toml");
    assert!(
        rules.contains("about = [\"Halden Bridge\"]")
            && rules.contains("expect = \"1,240 metres\""),
        "{rules}"
    );
    editor.replace("wire/c.txt", "1,240", "1,420");
    assert_eq!(editor.marks("wire/c.txt"), ["error[halden-bridge-length] 1,420 metres"]);
    // The file need not be there.
    let mut editor = Editor::at(
        Desk::empty()
            .file("factlint.toml", "")
            .file("a.txt", "The Halden Bridge has a length of 1,240 metres.\n"),
    );
    editor.open("a.txt");
    let actions = editor.actions("a.txt", "1,240 metres");
    editor.apply(titled(&actions, "write a rule"));
    assert!(editor.desk.read("rules/house.toml").starts_with("[[rule]]\n"));
}

#[test]
fn files_that_others_change_are_noticed() {
    let mut editor = Editor::at(Desk::divided());
    editor.open(B);
    editor.settle();
    assert!(editor.told.iter().any(|(method, _)| method == "client/registerCapability"));
    editor.desk.write(A, "The Kestrel missile has a range of 1,400 km.\n");
    editor.file_changed(A, 2);
    assert_eq!(editor.marks(B), Vec::<String>::new());
    editor.desk.write("wire/new.txt", "The Kestrel missile has a range of 70 km.\n");
    editor.file_changed("wire/new.txt", 1);
    assert_eq!(editor.marks("wire/new.txt"), ["error[kestrel-range] 70 km"]);
    std::fs::remove_file(editor.desk.path("wire/new.txt")).unwrap();
    editor.file_changed("wire/new.txt", 3);
    assert_eq!(editor.published("wire/new.txt"), Vec::<Value>::new());
    assert_eq!(editor.marks(B), Vec::<String>::new());
    // What is open is as it stands in the editor.
    editor.desk.write(B, "The Kestrel missile has a range of 9 km.\n");
    editor.file_changed(B, 2);
    assert_eq!(editor.marks(B), Vec::<String>::new());
}

#[test]
fn a_client_that_watches_nothing_is_served_when_it_saves() {
    let mut capabilities = able();
    capabilities["workspace"] = json!({});
    let mut editor = Editor::with(Desk::united(), capabilities, Value::Null);
    editor.open(B);
    editor.settle();
    editor.desk.write(A, "The Kestrel missile has a range of 1,400 km.\n");
    assert_eq!(editor.marks(B), Vec::<String>::new());
    editor.save(B);
    assert_eq!(editor.marks(B).len(), 1);
}

#[test]
fn each_folder_has_its_own_rules() {
    let desk = Desk::empty()
        .file("news/factlint.toml", "packs = []\n")
        .file("news/rules/r.toml", ZWOLLE)
        .file("news/a.md", "The Swolle office and the Kestrel.\n")
        .file("docs/factlint.toml", "packs = []\n[corpus]\nexclude = [\"old/**\"]\n")
        .file(
            "docs/rules/r.toml",
            ZWOLLE.replace("Zwolle", "Zwolle aan Zee").replace("zwolle", "zee"),
        )
        .file("docs/a.md", "The Swolle office.\n")
        .file("docs/old/b.md", "The Swolle office.\n");
    let mut editor = Editor::in_folders(desk, &["news", "docs"], able(), Value::Null);
    for path in ["news/a.md", "docs/a.md", "docs/old/b.md"] {
        editor.open(path);
    }
    assert_eq!(editor.marks("news/a.md"), ["error[zwolle] Swolle"]);
    assert_eq!(editor.marks("docs/a.md"), ["error[zee] Swolle"]);
    assert_eq!(editor.marks("docs/old/b.md"), Vec::<String>::new());
    let folder = json!({ "uri": editor.uri("news"), "name": "news" });
    editor.close("news/a.md");
    let event = json!({ "event": { "added": [], "removed": [folder] } });
    editor.tell("workspace/didChangeWorkspaceFolders", event);
    assert_eq!(editor.published("news/a.md"), Vec::<Value>::new());
    let event = json!({ "event": { "added": [folder], "removed": [] } });
    editor.tell("workspace/didChangeWorkspaceFolders", event);
    assert_eq!(editor.marks("news/a.md"), ["error[zwolle] Swolle"]);
}

#[test]
fn a_file_outside_of_every_folder_is_checked_by_what_lies_around_it() {
    let desk = Desk::divided();
    let outside = Desk::with_rule(ZWOLLE).file("a.md", "The Swolle office.\n");
    let alone =
        Desk::empty().file("b.txt", "On Friday, October 16, 2025, it rained.\n").file("c.txt", "");
    let mut editor = Editor::at(desk);
    for (file, rule) in [(outside.path("a.md"), "zwolle"), (alone.path("b.txt"), "calendar")] {
        let file = file.canonicalize().unwrap();
        let uri = format!("file://{}", file.display());
        let text = std::fs::read_to_string(&file).unwrap();
        let document = json!({ "uri": uri, "languageId": "x", "version": 1, "text": text });
        editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
        let found = editor.published(file.to_str().unwrap());
        assert_eq!(found.len(), 1, "{uri}");
        assert!(found[0]["code"].as_str().is_some_and(|code| code.contains(rule)), "{found:?}");
    }
}

#[test]
fn loading_is_told_to_whoever_shows_it() {
    let mut editor = Editor::at(Desk::divided());
    editor.settle();
    let kinds: Vec<&Value> = editor
        .told
        .iter()
        .filter(|(method, _)| method == "$/progress")
        .map(|(_, params)| &params["value"]["kind"])
        .collect();
    assert_eq!(kinds, ["begin", "end"]);
}

use super::*;
use crate::trial;
use factlint_language::span::ProseSpan;
use proptest::prelude::*;

fn told(text: &str) -> Vec<(String, Role)> {
    trial::told(text, read(text, false))
}

#[test]
fn an_interface_is_read_for_its_texts() {
    let yaml = "openapi: 3.1.0\ninfo:\n  title: Halden API\n  version: 1.2.0\n  description: |\n    Answers in **90** \
                ms.\n\n    | a | b |\n    |---|---|\n    | c | d |\npaths:\n  /bridges:\n    get:\n      operationId: \
                listBridges\n      summary: Lists bridges\n      parameters:\n        - name: limit\n          schema: {type: \
                integer, maximum: 50, example: 7}\n          description: At most\n            50 bridges.\n      \
                responses:\n        '200':\n          description: \"They\\u2019re \\\n            here\"\n          content: {x: \
                {example: {description: 7 km}}}\n";
    let expected = [
        ("info", Role::Headline),
        ("Halden API", Role::Headline),
        ("version: 1.2.0", Role::Paragraph),
        ("Answers in 90 ms.", Role::Paragraph),
        ("a", Role::TableCell),
        ("b", Role::TableCell),
        ("c", Role::TableCell),
        ("d", Role::TableCell),
        ("paths", Role::Headline),
        ("/bridges", Role::Headline),
        ("get", Role::Headline),
        ("Lists bridges", Role::Paragraph),
        ("parameters", Role::Headline),
        ("limit", Role::Headline),
        ("schema", Role::Headline),
        ("maximum: 50", Role::Paragraph),
        ("At most 50 bridges.", Role::Paragraph),
        ("responses", Role::Headline),
        ("200", Role::Headline),
        ("They\u{2019}re here", Role::Paragraph),
    ];
    assert_eq!(told(yaml), trial::expected(&expected));
    assert_eq!(fields(yaml)[0], ("openapi".to_owned(), "3.1.0".to_owned()));
    assert!(fields(yaml).contains(&("info.version".to_owned(), "1.2.0".to_owned())));
    let contents = read(yaml, false);
    let prose = contents.prose.clone().unwrap_or_default();
    let place = |words: &str| {
        let at = prose.find(words).unwrap_or_default();
        contents.map.hull(ProseSpan::new(at, at + words.len())).of(yaml).to_owned()
    };
    assert_eq!(place("90 ms"), "90** ms");
    assert_eq!(place("most 50"), "most\n            50");
    assert_eq!(place("They\u{2019}re"), "They\\u2019re");
}

#[test]
fn parts_of_a_description_are_known() {
    let part = "type: object\nproperties:\n  name:\n    type: string\n    example: Halden\n    description: Its name.\n  example:\n    \
                description: A property called so.\n    $ref: a.yml#/x\n";
    let expected = [
        ("properties", Role::Headline),
        ("name", Role::Headline),
        ("Its name.", Role::Paragraph),
        ("example", Role::Headline),
        ("A property called so.", Role::Paragraph),
    ];
    assert_eq!(told(part), trial::expected(&expected));
    let bare = "name: curl\nsource: |-\n  curl -X GET\nexample: 7 km\n";
    assert_eq!(trial::blocks(read(bare, true)), trial::expected(&[("curl", Role::Headline)]));
    let other = [("curl", Role::Headline), ("source: curl -X GET", Role::Paragraph)];
    assert_eq!(told(bare), trial::expected(&other));
    let long = bare.replace("curl -X GET", "curl -X GET\n  curl -X PUT");
    let code = ("curl -X GET\ncurl -X PUT", Role::Code);
    assert_eq!(told(&long), trial::expected(&[other[0], ("source", Role::Headline), code]));
}

#[test]
fn data_is_read_for_all_it_says() {
    let json = r#"{"plans": [{"name": "Lime", "seats": 12, "storage": "5 GB", "slug": "lime_x", "note": "For \"small\" teams.\nUp to 12."},
        {"name": "Teal"}], "date": "2025-10-17", "tags": ["one two", 3], "on": true}"#;
    let expected = [
        ("plans", Role::Headline),
        ("Lime", Role::Headline),
        ("seats: 12", Role::Paragraph),
        ("storage: 5 GB", Role::Paragraph),
        ("slug: lime_x", Role::Paragraph),
        ("For \"small\" teams.\nUp to 12.", Role::Paragraph),
        ("Teal", Role::Headline),
        ("date: 2025-10-17", Role::Paragraph),
        ("tags", Role::Headline),
        ("one two", Role::ListItem),
        ("3", Role::ListItem),
        ("on: true", Role::Paragraph),
    ];
    let told = told(json);
    assert_eq!(told[..5], trial::expected(&expected)[..5]);
    assert_eq!(told, {
        let mut all = trial::expected(&expected);
        all[5].0 = "For \"small\" teams.\nUp to 12.".to_owned();
        all
    });
    let date = read(json, false).date;
    assert_eq!(date.map(|dated| dated.date.to_string()).as_deref(), Some("2025-10-17"));
}

#[test]
fn yaml_leads_back_to_its_text() {
    for (yaml, words, place) in [
        ("text: 'it''s 5 km'", "it's", "it''s"),
        ("text: >-\n  one\n  two 5\n  km\n", "5 km", "5\n  km"),
        ("text: |\n  one\n   two\n", "one\ntwo", "one\n   two"),
        ("text: \"a\\tb 5\\\n   km on\"", "5km", "5\\\n   km"),
        ("text: é ü 5 km # no", "ü 5 km", "ü 5 km"),
        ("a: [x, 'y z']", "y z", "y z"),
    ] {
        let contents = read(yaml, false);
        trial::assert_sound(yaml, &contents);
        let prose = contents.prose.clone().unwrap_or_default();
        let at = prose.find(words);
        assert!(at.is_some(), "{yaml}: {prose:?}");
        let at = at.unwrap_or_default();
        let hull = contents.map.hull(ProseSpan::new(at, at + words.len()));
        assert_eq!(hull.of(yaml), place, "{yaml}");
    }
}

#[test]
fn comments_let_texts_stand() {
    let yaml = "a: x\n# factlint: stet r: so\ntext: Swolle is here\n";
    assert_eq!(read(yaml, false).stets[0].scope.of(yaml).trim(), "Swolle is here");
}

#[test]
fn what_is_no_data_is_told() {
    for text in ["{\"a\": 1}", "a: 1", "", "- 1\n- [2]", "{a: 1, b: [x y]}", "# only\n"] {
        assert_eq!(mistake(text), None, "{text}");
    }
    for text in ["{\"a\": ", "a: [1", "a: b: c", "{\"a\": 1]"] {
        assert!(mistake(text).is_some(), "{text}");
    }
}

#[test]
fn hostile_files_are_read() {
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c]\n";
    assert_eq!(told(bomb).len(), 3, "{:?}", told(bomb));
    for text in [
        "\u{feff}{}", "\u{feff}a: \u{e9}", "[", "{", "? x\n: y\n", "? [a]\n: b\n",
        "--- a\n--- b\n", "a: \"\\uD800\"", "*x", "a: !!x y",
    ] {
        told(text);
    }
    let long = trial::repeated(&["[", "{\"a\":", "a:\n  ", "- ", "a: b\n", "\"", "? ", "&a "]);
    // Plain text is its own prose.
    let read = |text: &str| Contents { prose: Some(String::new()), ..read(text, false) };
    trial::assert_read_in_time(read, &long);
}

proptest! {
    #[test]
    fn every_text_is_sound(text in "([a-zé]{1,4}: |- |  |\n|'|\"|\\\\n|\\\\u00e9|[|>]-?\n|# x\n|\\[|\\]|\\{|\\}|, |&a |\\*a|[a-z0-9]{1,4} ?|description: ){0,30}") {
        trial::assert_sound(&text, &read(&text, false));
    }

    #[test]
    fn every_scalar_leads_back(words in "[a-zé'\"\\\\ :#\n]{0,30}") {
        let json = serde_json::json!({ "text": words }).to_string();
        trial::assert_sound(&json, &read(&json, false));
        let yaml = format!("text: |\n{}\n", words.split('\n').map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"));
        trial::assert_sound(&yaml, &read(&yaml, false));
    }
}

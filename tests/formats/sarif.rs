//! SARIF, by its official schema and by what its messages, places and fixes mean.

use std::collections::BTreeSet;

use jsonschema::Validator;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{acts, broken, findings, hostile, moved, newsroom, report, settled};
use crate::support::{Desk, Run};

/// The schema of the standard. Its `language` pattern has a lone `]`, which ECMA-262 allows and
/// Rust's expressions do not: it is escaped here.
fn schema() -> Validator {
    let text = include_str!("../schemas/sarif-2.1.0.json");
    let mended = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}\\\\]?$");
    assert_ne!(text, mended, "the pattern is no longer there");
    let schema: Value = serde_json::from_str(&mended).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

/// The run of a log.
fn run(report: &Run) -> Value {
    report.json()["runs"][0].clone()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The path that a location names.
fn path(location: &Value) -> String {
    let artifact = &location["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
    let uri = artifact["uri"].as_str().expect("a URI");
    let plain = |one: char| one.is_ascii_alphanumeric() || "/-._~%".contains(one);
    assert!(uri.chars().all(plain), "{uri}");
    percent_decode_str(uri).decode_utf8().expect("UTF-8").into_owned()
}

#[test]
fn every_log_fits_the_schema() {
    let schema = schema();
    for report in [
        newsroom("sarif"),
        report(&hostile(), "sarif"),
        report(&broken(), "sarif"),
        report(&Desk::united(), "sarif"),
    ] {
        let log = report.json();
        let told: Vec<String> = schema
            .iter_errors(&log)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}

/// The links of a plain text message and the text without them, by section 3.11.6 of the standard.
fn links(text: &str) -> (Vec<usize>, String) {
    let (mut ids, mut plain) = (Vec::new(), String::new());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.extend(characters.next()),
            ']' => {
                let rest: String = characters.by_ref().take_while(|&one| one != ')').collect();
                let id = rest.strip_prefix('(').expect("a destination");
                ids.push(id.parse().expect("the id of a location"));
            }
            '[' => {}
            other => plain.push(other),
        }
    }
    (ids, plain)
}

#[test]
fn messages_link_to_every_related_location_and_to_nothing_else() {
    let mut linked = 0;
    for report in [newsroom("sarif"), report(&hostile(), "sarif")] {
        for result in list(&run(&report)["results"]) {
            let text = result["message"]["text"].as_str().expect("a text");
            let (ids, plain) = links(text);
            let related: Vec<usize> = list(&result["relatedLocations"])
                .iter()
                .map(|location| location["id"].as_u64().expect("an id") as usize)
                .collect();
            assert_eq!(ids, related, "{text}");
            assert!(!plain.contains(acts), "{plain}");
            linked += ids.len();
        }
    }
    assert!(linked > 10);
    let report = report(&hostile(), "sarif");
    let results = run(&report)["results"].clone();
    let (_, plain) = links(results[0]["message"]["text"].as_str().expect("a text"));
    assert!(plain.starts_with("3 [m](1) ]]> is not 1\n"), "{plain}");
}

#[test]
fn a_result_is_a_finding() {
    let desk = Desk::divided();
    let report = report(&desk, "sarif");
    let run = run(&report);
    let results = &run["results"];
    let region = |line: u32, from: u32, to: u32, offset: u32, text: &str| {
        json!({
            "startLine": line, "startColumn": from, "endLine": line, "endColumn": to,
            "byteOffset": offset, "byteLength": text.len(), "snippet": { "text": text }
        })
    };
    let place = |uri: &str, region: Value| {
        json!({
            "artifactLocation": { "uri": uri, "uriBaseId": "%SRCROOT%" }, "region": region
        })
    };
    let fingerprint = &results[0]["partialFingerprints"]["factlint/v1"];
    assert_eq!(
        *results,
        json!([{
            "ruleId": "kestrel-range",
            "ruleIndex": 0,
            "level": "error",
            "message": {
                "text": "figures for Kestrel (range) differ: `1,400 km` and `900 km`\n1,400 km here\n[wire/a.txt:1:36](1): 900 km here\n`1,400 km` allows 1,350 to 1,450 km; `900 km` allows 895 to 905 km\nrule: rules/facts.toml, line 7"
            },
            "locations": [{
                "physicalLocation": place("wire/b.txt", region(3, 36, 44, 51, "1,400 km"))
            }],
            "relatedLocations": [{
                "id": 1,
                "physicalLocation": place("wire/a.txt", region(1, 36, 42, 35, "900 km")),
                "message": { "text": "900 km here" }
            }],
            "properties": { "code": "quantity/disagreement" },
            "partialFingerprints": { "factlint/v1": fingerprint }
        }])
    );
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let description = env!("CARGO_PKG_DESCRIPTION");
    assert_eq!(run["tool"]["driver"]["shortDescription"]["text"], description);
    assert_eq!(
        run["invocations"],
        json!([{
            "executionSuccessful": true,
            "properties": { "documents": 3, "reported": 3, "rules": 1, "claims": 2 }
        }])
    );
    assert_eq!(
        run["tool"]["driver"]["rules"],
        json!([{
            "id": "kestrel-range",
            "name": "KestrelRange",
            "shortDescription": {
                "text": "Kestrel: figures of one dimension for one subject agree with each other, or with expect"
            },
            "fullDescription": {
                "text": "figures of one dimension for one subject agree with each other, or with expect"
            },
            "help": {
                "text": "Asks: figures of one dimension for one subject agree with each other, or with expect\nAbout: Kestrel\nDefined in: rules/facts.toml, line 7\nMore: factlint explain kestrel-range",
                "markdown": "- **Asks:** figures of one dimension for one subject agree with each other, or with expect\n- **About:** Kestrel\n- **Defined in:** rules/facts.toml, line 7\n- **More:** factlint explain kestrel\\-range"
            },
            "defaultConfiguration": { "level": "error" },
            "properties": { "tags": ["quantity"] }
        }])
    );
}

#[test]
fn rules_are_those_that_results_name() {
    for report in [newsroom("sarif"), report(&hostile(), "sarif")] {
        let run = run(&report);
        let rules = list(&run["tool"]["driver"]["rules"]);
        for result in list(&run["results"]) {
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
        for rule in rules {
            for text in ["shortDescription", "fullDescription", "help"] {
                assert!(rule[text]["text"].as_str().is_some_and(|text| !text.is_empty()));
            }
            assert_ne!(rule["name"], rule["id"]);
        }
    }
    let stale = "packs = []\n[[stet]]\nrule = \"kestrel-range\"\ntext = \"x\"\nreason = \"r\"\n";
    let report = report(&Desk::united().file("factlint.toml", stale), "sarif");
    let run = run(&report);
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "stet");
    assert_eq!(path(&result["locations"][0]), "factlint.toml");
    assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "stet");
    assert_eq!(result["ruleIndex"], 1);
}

/// The offset of a place in a text, its columns counted in characters.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let (line, column) = (line.as_u64().unwrap() as usize, column.as_u64().unwrap() as usize);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let mark = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = &text[start + mark..];
    let inside = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    start + mark + inside
}

fn slice<'t>(text: &'t str, region: &Value) -> &'t str {
    let start = offset(text, &region["startLine"], &region["startColumn"]);
    &text[start..offset(text, &region["endLine"], &region["endColumn"])]
}

#[test]
fn places_and_fixes_lie_where_the_words_are() {
    let desk = hostile();
    let report = report(&desk, "sarif");
    let run = run(&report);
    let (results, findings) = (list(&run["results"]), findings(&desk));
    assert_eq!(results.len(), findings.len());
    let mut fixed = 0;
    for (result, finding) in results.iter().zip(&findings) {
        let location = &result["locations"][0];
        let region = &location["physicalLocation"]["region"];
        assert_eq!(path(location), finding["path"].as_str().expect("a path"));
        if finding["path"] == "utf16.txt" {
            assert!(region["byteOffset"].is_null() && region["byteLength"].is_null());
            continue;
        }
        let text = desk.read(path(location));
        assert_eq!(slice(&text, region), finding["text"]);
        assert_eq!(region["snippet"]["text"], finding["text"]);
        let start = region["byteOffset"].as_u64().expect("an offset") as usize;
        let length = region["byteLength"].as_u64().expect("a length") as usize;
        assert_eq!(text[start..start + length], finding["text"]);
        for change in list(&result["fixes"][0]["artifactChanges"]) {
            assert_eq!(
                change["artifactLocation"],
                location["physicalLocation"]["artifactLocation"]
            );
            let replacement = &change["replacements"][0];
            assert_eq!(slice(&text, &replacement["deletedRegion"]), "Swolle");
            assert_eq!(replacement["insertedContent"]["text"], "Zwolle");
            fixed += 1;
        }
    }
    assert_eq!(fixed, 3);
}

#[test]
fn packs_are_told_and_are_no_files() {
    let report = newsroom("sarif");
    assert!(report.text().contains("pack missiles.toml:73:15: the fact that this rule holds"));
    for result in list(&run(&report)["results"]) {
        for location in list(&result["relatedLocations"]) {
            let path = path(location);
            assert!(path.starts_with("articles/") || path == "rules/house.toml", "{path}");
        }
    }
}

#[test]
fn what_went_wrong_is_a_notification() {
    let report = report(&broken(), "sarif");
    let invocation = run(&report)["invocations"][0].clone();
    assert_eq!(invocation["executionSuccessful"], false);
    let documents = list(&invocation["toolExecutionNotifications"]);
    let rules = list(&invocation["toolConfigurationNotifications"]);
    assert_eq!((documents.len(), rules.len()), (1, 1));
    assert_eq!(path(&documents[0]["locations"][0]), "bad:utf,8%.txt");
    assert_eq!(path(&rules[0]["locations"][0]), "rules/broken.toml");
    assert_eq!(rules[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    // A document that is only compared with is told, and fails nothing.
    let desk = hostile().file("bad.txt", b"caf\xc3\xa9, caf\xc3\xa9, \xe9\n");
    let report = desk.run(&["check", "utf16.txt", "--format", "sarif"]);
    let invocation = run(&report)["invocations"][0].clone();
    assert_eq!(invocation["executionSuccessful"], true);
    assert_eq!(invocation["toolExecutionNotifications"][0]["level"], "warning");
}

#[test]
fn a_run_that_checked_nothing_was_no_success() {
    let desk = Desk::united();
    for arguments in [&["nowhere"][..], &["rules"], &["--against", "nowhere"]] {
        let report = desk.run(&[&["check", "--format", "sarif"], arguments].concat());
        report.exits(2);
        let invocation = run(&report)["invocations"][0].clone();
        assert_eq!(invocation["executionSuccessful"], false, "{arguments:?}");
        assert!(!list(&invocation["toolExecutionNotifications"]).is_empty(), "{arguments:?}");
    }
}

fn fingerprints(report: &Run) -> BTreeSet<String> {
    let run = run(report);
    let results = list(&run["results"]);
    let fingerprint = |result: &Value| {
        result["partialFingerprints"]["factlint/v1"].as_str().expect("a fingerprint").to_owned()
    };
    let all: BTreeSet<String> = results.iter().map(fingerprint).collect();
    assert_eq!(all.len(), results.len(), "fingerprints are distinct");
    all
}

#[test]
fn fingerprints_stay_when_lines_move_and_findings_are_added() {
    let (before, after) = (report(&settled(), "sarif"), report(&moved(), "sarif"));
    // Two documents hold the same sentence: to the finding alone, they are the same.
    let same: BTreeSet<String> =
        findings(&settled()).iter().map(|finding| finding["fingerprint"].to_string()).collect();
    assert_eq!(same.len(), 1);
    let (before, after) = (fingerprints(&before), fingerprints(&after));
    assert_eq!((before.len(), after.len()), (2, 4));
    assert!(before.is_subset(&after));
}

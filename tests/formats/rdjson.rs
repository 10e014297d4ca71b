//! reviewdog's diagnostic format.

use serde_json::{Value, json};

use super::{broken, findings, hostile, newsroom, report};
use crate::support::{Desk, KESTREL};

/// `Diagnostic` of reviewdog.proto, stricter than reviewdog: no field that it does not know, and
/// places from 1.
fn schema() -> Value {
    let object = |required: &[&str], properties: Value| {
        json!({
            "type": "object",
            "required": required,
            "additionalProperties": false,
            "properties": properties
        })
    };
    let text = json!({ "type": "string", "minLength": 1 });
    let number = json!({ "type": "integer", "minimum": 1 });
    let position = object(&["line"], json!({ "line": number, "column": number }));
    let range = object(&["start", "end"], json!({ "start": position, "end": position }));
    let location = object(&["path"], json!({ "path": text, "range": range }));
    let suggestion =
        object(&["range", "text"], json!({ "range": range, "text": { "type": "string" } }));
    let related =
        object(&["message", "location"], json!({ "message": text, "location": location }));
    object(
        &["message", "location", "severity", "source", "code"],
        json!({
            "message": text,
            "location": location,
            "severity": { "enum": ["ERROR", "WARNING", "INFO"] },
            "source": object(&["name"], json!({ "name": { "const": "factlint" } })),
            "code": object(&["value"], json!({ "value": text })),
            "suggestions": { "type": "array", "minItems": 1, "items": suggestion },
            "related_locations": { "type": "array", "minItems": 1, "items": related }
        }),
    )
}

fn assert_valid(diagnostics: &[Value]) {
    let schema = jsonschema::validator_for(&schema()).expect("a schema");
    for diagnostic in diagnostics {
        let told: Vec<String> =
            schema.iter_errors(diagnostic).map(|error| error.to_string()).collect();
        assert!(told.is_empty(), "{told:#?} in {diagnostic:#}");
    }
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn both_forms_tell_the_same_and_are_valid() {
    for desk in [hostile(), broken(), Desk::divided(), Desk::united()] {
        let diagnostics = lines(report(&desk, "rdjsonl").text());
        assert_valid(&diagnostics);
        assert_eq!(
            report(&desk, "rdjson").json(),
            json!({ "source": { "name": "factlint" }, "diagnostics": diagnostics })
        );
    }
    let diagnostics = lines(newsroom("rdjsonl").text());
    assert_valid(&diagnostics);
    assert_eq!(diagnostics.len(), 7);
    assert_eq!(report(&Desk::united(), "rdjsonl").text(), "");
}

#[test]
fn a_diagnostic_is_a_finding() {
    let diagnostics = lines(report(&Desk::divided(), "rdjsonl").text());
    let range = |line: u32, from: u32, to: u32| json!({ "start": { "line": line, "column": from }, "end": { "line": line, "column": to } });
    assert_eq!(
        diagnostics,
        [json!({
            "message": "figures for Kestrel (range) differ: `1,400 km` and `900 km`\n1,400 km here\n`1,400 km` allows 1,350 to 1,450 km; `900 km` allows 895 to 905 km\nrule: rules/facts.toml, line 7",
            "location": { "path": "wire/b.txt", "range": range(3, 36, 44) },
            "severity": "ERROR",
            "source": { "name": "factlint" },
            "code": { "value": "kestrel-range" },
            "related_locations": [{
                "message": "900 km here",
                "location": { "path": "wire/a.txt", "range": range(1, 36, 42) }
            }]
        })]
    );
}

/// The bytes of a file from one place to another, columns counted in bytes from 1.
fn slice<'b>(bytes: &'b [u8], range: &Value) -> &'b [u8] {
    let offset = |place: &Value| {
        let number = |key: &str| place[key].as_u64().expect("a number") as usize;
        let start: usize = bytes
            .split_inclusive(|&byte| byte == b'\n')
            .take(number("line") - 1)
            .map(<[u8]>::len)
            .sum();
        start + number("column") - 1
    };
    &bytes[offset(&range["start"])..offset(&range["end"])]
}

#[test]
fn columns_count_bytes() {
    let desk = hostile();
    let diagnostics = lines(report(&desk, "rdjsonl").text());
    let findings = findings(&desk);
    assert_eq!(diagnostics.len(), findings.len());
    let (mut sliced, mut mended) = (0, 0);
    for (diagnostic, finding) in diagnostics.iter().zip(&findings) {
        let path = finding["path"].as_str().expect("a path");
        let range = &diagnostic["location"]["range"];
        assert_eq!(diagnostic["location"]["path"], path);
        if path == "utf16.txt" {
            // Its lines are not UTF-8, so only whole lines can be meant.
            assert_eq!(*range, json!({ "start": { "line": 1 }, "end": { "line": 1 } }));
            continue;
        }
        let bytes = std::fs::read(desk.path(path)).expect("the file");
        assert_eq!(slice(&bytes, range), finding["text"].as_str().unwrap().as_bytes(), "{path}");
        sliced += 1;
        for suggestion in diagnostic["suggestions"].as_array().into_iter().flatten() {
            assert_eq!(slice(&bytes, &suggestion["range"]), b"Swolle");
            assert_eq!(suggestion["text"], "Zwolle");
            mended += 1;
        }
    }
    assert_eq!((sliced, mended), (9, 3));
}

#[test]
fn no_line_is_longer_than_reviewdog_reads() {
    let long = format!("wire/{}", "long name/".repeat(20));
    let mut desk = Desk::with_rule(KESTREL);
    desk = desk.file("wire/a.txt", "The Kestrel missile has a range of 900 km.\n");
    for index in 0..12 {
        let words = format!("The Kestrel missile has a range of 1,{}00 km.\n", index % 9 + 1);
        desk = desk.file(format!("{long}{index}.txt"), words);
    }
    let run = report(&desk, "rdjsonl");
    assert!(run.text().lines().count() > 1);
    assert!(run.text().lines().all(|line| line.len() < 65_536));
    let rule = format!("{}source = \"{}\"\n", KESTREL, "very long ".repeat(20_000));
    let desk = Desk::divided().file("rules/facts.toml", rule);
    let run = report(&desk, "rdjsonl");
    let [diagnostic] = lines(run.text()).try_into().expect("one finding");
    assert!(run.text().len() < 65_536 && run.text().len() > 16_000);
    assert!(diagnostic["message"].as_str().is_some_and(|message| message.ends_with('…')));
    // What cannot be shortened is told all the same.
    let id = "k".repeat(70_000);
    let rule = KESTREL.replace("kestrel-range", &id);
    let run = report(&Desk::divided().file("rules/facts.toml", rule), "rdjsonl");
    assert_eq!(lines(run.text())[0]["code"]["value"], *id);
}

//! GitLab's code quality report.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{broken, findings, hostile, moved, newsroom, report, settled};
use crate::support::Desk;

/// What GitLab documents of its format, and asks of each field; its own schema asks for less.
fn assert_valid(issues: &Value) {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": false,
            "properties": {
                "description": { "type": "string", "pattern": "^[^\\n]+$" },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{16}$" },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": false,
                    "properties": {
                        "path": { "type": "string", "pattern": "^[^/]" },
                        "lines": {
                            "type": "object",
                            "required": ["begin", "end"],
                            "additionalProperties": false,
                            "properties": {
                                "begin": { "type": "integer", "minimum": 1 },
                                "end": { "type": "integer", "minimum": 1 }
                            }
                        }
                    }
                }
            }
        }
    });
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let told: Vec<String> = schema.iter_errors(issues).map(|error| error.to_string()).collect();
    assert!(told.is_empty(), "{told:#?}");
    let issues = issues.as_array().expect("a list");
    assert_eq!(fingerprints(issues).len(), issues.len(), "fingerprints are unique");
}

fn fingerprints(issues: &[Value]) -> BTreeSet<&str> {
    issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect()
}

#[test]
fn every_report_is_valid() {
    for run in [
        newsroom("gitlab"),
        report(&hostile(), "gitlab"),
        report(&broken(), "gitlab"),
        report(&moved(), "gitlab"),
    ] {
        assert_valid(&run.json());
    }
    assert_eq!(report(&Desk::united(), "gitlab").text(), "[]\n");
}

#[test]
fn an_issue_is_a_finding() {
    let desk = Desk::divided();
    let issues = report(&desk, "gitlab").json();
    assert_eq!(
        issues,
        json!([{
            "description": "figures for Kestrel (range) differ: `1,400 km` and `900 km` (1,400 km here; wire/a.txt:1:36: 900 km here)",
            "check_name": "kestrel-range",
            "fingerprint": issues[0]["fingerprint"],
            "severity": "major",
            "location": { "path": "wire/b.txt", "lines": { "begin": 3, "end": 3 } }
        }])
    );
    let desk = hostile();
    let issues = report(&desk, "gitlab").json();
    for (issue, finding) in issues.as_array().expect("a list").iter().zip(findings(&desk)) {
        assert_eq!(issue["location"]["path"], finding["path"]);
        assert_eq!(issue["location"]["lines"]["begin"], finding["span"]["start"]["line"]);
        assert_eq!(issue["location"]["lines"]["end"], finding["span"]["end"]["line"]);
        let severity = if finding["severity"] == "error" { "major" } else { "minor" };
        assert_eq!(issue["severity"], severity);
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_findings_are_added() {
    let (before, after) = (report(&settled(), "gitlab").json(), report(&moved(), "gitlab").json());
    let (before, after) = (before.as_array().unwrap(), after.as_array().unwrap());
    assert_eq!((before.len(), after.len()), (2, 4));
    assert!(fingerprints(before).is_subset(&fingerprints(after)));
}

#[test]
fn what_went_wrong_is_critical() {
    let issues = report(&broken(), "gitlab").json();
    for (index, path, line) in [(0, "bad:utf,8%.txt", 1), (1, "rules/broken.toml", 3)] {
        let issue = &issues[index];
        assert_eq!(
            (&issue["severity"], &issue["check_name"]),
            (&json!("critical"), &json!("factlint"))
        );
        assert_eq!(issue["location"]["path"], path);
        assert_eq!(issue["location"]["lines"]["begin"], line);
    }
}

//! Every folder in `fixtures/` is a corpus with hand-written expectations: cases of which the bytes or
//! the disk are the point. All others are sections of Markdown files, which `tests/cases/` runs.
//!
//! `expected.toml` lists what must be found: rule, file, line and exact words, and nothing else may
//! be. `report.snap` beside it is the report as a user sees it; `BLESS=1 cargo test` rewrites it, but
//! never the expectations.

#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// `expected.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// Further arguments of `factlint check`.
    #[serde(default)]
    args: Vec<String>,
    /// The exit code.
    exit: i32,
    /// What must be found, and nothing else.
    #[serde(default)]
    finding: Vec<ExpectedFinding>,
    /// What standard error must say.
    #[serde(default)]
    stderr: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    rule: String,
    path: String,
    line: u64,
    text: String,
    severity: Option<String>,
    /// Words of the message.
    message: Option<String>,
    /// Other sides that must be labelled.
    #[serde(default)]
    related: Vec<ExpectedLabel>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedLabel {
    path: String,
    line: u64,
    text: String,
}

struct Run {
    stdout: String,
    stderr: String,
    code: Option<i32>,
}

fn factlint(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .arg("-C")
        .arg(folder)
        .arg("check")
        .args(arguments)
        .output()
        .expect("factlint runs");
    Run {
        stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("errors are UTF-8"),
        code: output.status.code(),
    }
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() == "expected.toml")
        .filter_map(|entry| entry.path().parent().map(Path::to_owned))
        .collect();
    found.sort();
    found
}

fn text<'v>(value: &'v serde_json::Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn line(value: &serde_json::Value) -> u64 {
    value["span"]["start"]["line"].as_u64().unwrap_or_default()
}

/// What a case finds against what it should, as a list of complaints.
fn complaints(folder: &Path) -> Vec<String> {
    let written =
        std::fs::read_to_string(folder.join("expected.toml")).expect("expected.toml is readable");
    let expected: Expected = match toml::from_str(&written) {
        Ok(expected) => expected,
        Err(error) => return vec![format!("expected.toml: {error}")],
    };
    let mut complaints = Vec::new();
    let arguments: Vec<&str> = expected.args.iter().map(String::as_str).collect();
    let json = factlint(folder, &[&["--format", "json"], arguments.as_slice()].concat());
    if json.code != Some(expected.exit) {
        complaints.push(format!(
            "exit code {:?} instead of {}\n{}",
            json.code, expected.exit, json.stderr
        ));
    }
    for words in &expected.stderr {
        if !json.stderr.contains(words.as_str()) {
            complaints.push(format!("standard error lacks `{words}`:\n{}", json.stderr));
        }
    }
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap_or_default();
    let mut found: Vec<&serde_json::Value> =
        report["findings"].as_array().map(|list| list.iter().collect()).unwrap_or_default();
    for wanted in &expected.finding {
        let at = found.iter().position(|finding| {
            text(finding, "rule") == wanted.rule
                && text(finding, "path") == wanted.path
                && line(finding) == wanted.line
                && text(finding, "text") == wanted.text
        });
        let Some(at) = at else {
            complaints.push(format!(
                "missing: {} {}:{} `{}`",
                wanted.rule, wanted.path, wanted.line, wanted.text
            ));
            continue;
        };
        let finding = found.remove(at);
        if let Some(severity) = &wanted.severity
            && text(finding, "severity") != severity
        {
            complaints.push(format!("{}: severity {}", wanted.rule, finding["severity"]));
        }
        if let Some(words) = &wanted.message
            && !text(finding, "message").contains(words.as_str())
        {
            complaints
                .push(format!("{}: message {} lacks `{words}`", wanted.rule, finding["message"]));
        }
        for side in &wanted.related {
            let labelled = finding["related"].as_array().is_some_and(|labels| {
                labels.iter().any(|label| {
                    text(label, "path") == side.path
                        && line(label) == side.line
                        && text(label, "text") == side.text
                })
            });
            if !labelled {
                complaints.push(format!(
                    "{}: no label at {}:{} `{}`",
                    wanted.rule, side.path, side.line, side.text
                ));
            }
        }
    }
    for finding in found {
        complaints.push(format!(
            "unexpected: {} {}:{} `{}` ({})",
            text(finding, "rule"),
            text(finding, "path"),
            line(finding),
            text(finding, "text"),
            text(finding, "message")
        ));
    }
    complaints.extend(report_differs(folder, &arguments));
    complaints
}

/// The report as a user sees it against the blessed one.
fn report_differs(folder: &Path, arguments: &[&str]) -> Option<String> {
    let report = factlint(folder, arguments).stdout;
    let path = folder.join("report.snap");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &report).expect("report.snap is writable");
        return None;
    }
    let blessed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    (blessed != report).then(|| {
        let diff = similar::TextDiff::from_lines(&blessed, &report);
        format!("the report differs from report.snap:\n{}", diff.unified_diff())
    })
}

#[test]
fn every_fixture_finds_what_it_should_and_nothing_else() {
    let cases = cases();
    assert!(!cases.is_empty(), "fixtures/ holds no folder");
    let failed: BTreeMap<PathBuf, Vec<String>> = cases
        .into_iter()
        .map(|case| {
            let complaints = complaints(&case);
            (case, complaints)
        })
        .filter(|(_, complaints)| !complaints.is_empty())
        .collect();
    let told: Vec<String> = failed
        .iter()
        .map(|(case, complaints)| format!("{}:\n  {}", case.display(), complaints.join("\n  ")))
        .collect();
    assert!(failed.is_empty(), "{}", told.join("\n\n"));
}

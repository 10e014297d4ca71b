//! Runs a case: its files in a folder of their own, and factlint on them.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::case::Case;
use crate::marks::Position;

/// What came of a case.
#[derive(Debug, Default)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    pub stderr: String,
    pub code: Option<i32>,
    /// The report for people, where the case asks for it.
    pub report: Option<String>,
}

/// One finding, as far as cases speak of it.
#[derive(Debug)]
pub struct Finding {
    pub rule: String,
    pub severity: String,
    pub message: String,
    pub at: Label,
    /// The other sides that lie in files of the case.
    pub sides: Vec<Label>,
}

/// Words of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub path: String,
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    pub words: String,
    pub message: String,
}

/// Runs factlint on the files of a case.
pub fn findings_of(case: &Case) -> std::io::Result<Outcome> {
    let desk = tempfile::tempdir()?;
    for file in &case.files {
        let path = desk.path().join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap_or(desk.path()))?;
        std::fs::write(path, file.bytes())?;
    }
    let (stdout, stderr, code) = factlint(desk.path(), &["--format", "json"], case)?;
    let report: Value = serde_json::from_str(&stdout).unwrap_or_default();
    let findings = report["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    let report = match &case.expected.report {
        Some(_) => Some(factlint(desk.path(), &[], case)?.0),
        None => None,
    };
    Ok(Outcome { findings: findings.iter().map(finding).collect(), stderr, code, report })
}

fn factlint(
    folder: &Path,
    arguments: &[&str],
    case: &Case,
) -> std::io::Result<(String, String, Option<i32>)> {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .arg("-C")
        .arg(folder)
        .arg("check")
        .args(arguments)
        .args(&case.arguments)
        .stdin(Stdio::null())
        .output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((text(&output.stdout), text(&output.stderr), output.status.code()))
}

fn finding(value: &Value) -> Finding {
    let sides = value["related"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Finding {
        rule: text("rule"),
        severity: text("severity"),
        message: text("message"),
        at: label(value),
        sides: sides.iter().filter(|side| side["origin"] == "document").map(label).collect(),
    }
}

fn label(value: &Value) -> Label {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| {
        value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
    };
    let position = |key: &str| {
        let place = &value["span"][key];
        (number(&place["line"]), number(&place["column"]))
    };
    Label {
        path: text("path"),
        start: position("start"),
        end: position("end"),
        words: text("text"),
        message: text("message"),
    }
}

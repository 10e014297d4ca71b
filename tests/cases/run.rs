//! Runs a case: in memory, through the library; or, where the command or the disk is the point, with the files in
//! a folder of their own and the command on them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use factlint::corpus::Corpus;
use factlint::corpus::config::{Config, FILE_NAME};
use factlint::finding::{Origin, Severity};
use factlint::packs::Pack;
use factlint::rule::source::SourceFile;
use factlint::ruleset::RuleSet;
use factlint::run::Run;
use factlint::unread;
use factlint::{Engine, check, example, finding, policy, report};
use serde_json::Value;

use super::case::Case;
use super::outcome::{Finding, Label, Outcome};

/// What factlint finds in the files of a case.
pub fn findings_of(case: &Case) -> std::io::Result<Outcome> {
    let all_by_command = std::env::var_os("CASES_BY_COMMAND").is_some();
    match needs_the_command(case) || all_by_command {
        true => by_the_command(case),
        false => Ok(in_memory(case)),
    }
}

/// Whether the command line, what it prints, or the disk is the point.
fn needs_the_command(case: &Case) -> bool {
    let expected = &case.expected;
    let is_hidden = |path: &str| path.split('/').any(|name| name.starts_with('.'));
    !case.arguments.is_empty()
        || expected.exit.is_some()
        || !expected.stderr.is_empty()
        || expected.report.is_some()
        || case.files.iter().any(|file| is_hidden(&file.path))
}

/// Runs a case as `factlint check` does, without a process or a file.
fn in_memory(case: &Case) -> Outcome {
    let files: BTreeMap<&str, Vec<u8>> =
        case.files.iter().map(|file| (file.path.as_str(), file.bytes())).collect();
    let text = |path: &str| -> Result<String, String> {
        let bytes = files.get(path).ok_or("does not exist")?;
        String::from_utf8(bytes.clone()).map_err(|_| "is not UTF-8".to_owned())
    };
    let config = text(FILE_NAME).unwrap_or_default();
    let (config, mut problems) = Config::read(config, FILE_NAME.to_owned(), PathBuf::new());
    let (packs, wrong) = config.chosen_packs();
    problems.extend(wrong);
    let folders: Vec<&str> = match &config.rules {
        Some(paths) => paths.iter().map(|path| path.get_ref().as_str()).collect(),
        None => vec!["rules"],
    };
    let holds_rules = |path: &&str| {
        let below = |folder: &&str| Path::new(path).starts_with(folder) && path.ends_with(".toml");
        folders.contains(path) || folders.iter().any(below)
    };
    let own = files.keys().copied().filter(holds_rules);
    let own = own
        .map(|path| SourceFile::new(Origin::Rule, path.to_owned(), text(path).unwrap_or_default()));
    let rule_files = packs.into_iter().map(Pack::file).chain(own).collect();
    let (rules, wrong) =
        RuleSet::read_with_facts(rule_files, &|path| text(path.to_str().ok_or("is not UTF-8")?));
    problems.extend(wrong);
    problems.extend(config.unknown_rules(&rules));
    let documents = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone()));
    let corpus = Corpus::in_memory(&config, documents, None);
    let (engine, policy) = (Engine::new(rules), config.policy(None).reporting(&corpus));
    let outcome = Run::new(&corpus, &engine, &policy).outcome();

    let mut stderr = Vec::new();
    report::concise::write_problems(&mut stderr, &problems).expect("memory takes all");
    let mut stderr = String::from_utf8_lossy(&stderr).into_owned();
    for error in &outcome.errors {
        stderr.push_str(&format!("{} {}\n", error.path, error.message));
    }
    // A rule's own examples come out as they say, and every finding has a code of its kind.
    for loaded in &engine.rules().rules {
        for wrong in example::run(&engine, loaded) {
            let line = wrong.example.place.start.line;
            stderr.push_str(&format!("the example in line {line} of the rules comes out wrong\n"));
        }
    }
    for finding in outcome.findings.iter().filter(|finding| !has_code_of_its_kind(finding)) {
        stderr.push_str(&format!("no kind lists the code {}\n", finding.code));
    }
    let fails = outcome.findings.iter().any(|finding| finding.severity == Severity::Error);
    let code = if stderr.is_empty() { i32::from(fails) } else { 2 };
    Outcome {
        findings: outcome.findings.iter().map(Finding::from).collect(),
        stderr,
        code: Some(code),
        report: None,
    }
}

fn has_code_of_its_kind(finding: &finding::Finding) -> bool {
    let codes = match check::kind(&finding.check) {
        Some(kind) => kind.codes,
        None => policy::stets::CODES,
    };
    codes.iter().chain(unread::CODES).any(|code| code.name == finding.code)
}

/// Runs the command on the files of a case.
fn by_the_command(case: &Case) -> std::io::Result<Outcome> {
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
        at: Label { message: text("label"), ..label(value) },
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

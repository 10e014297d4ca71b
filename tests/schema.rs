//! The JSON Schemas take every rule file and configuration that factlint takes, and refuse bad ones.

#![allow(clippy::expect_used)]

#[path = "cases/case.rs"]
#[allow(dead_code)]
mod case;
#[path = "cases/marks.rs"]
#[allow(dead_code)]
mod marks;
#[path = "cases/parse.rs"]
#[allow(dead_code)]
mod parse;

use std::path::{Path, PathBuf};
use std::process::Command;

use factlint::check::KINDS;
use factlint::rule::key::SHARED;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The schema that `factlint schema` prints.
fn schema(of: &str) -> Validator {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(["schema", of])
        .output()
        .expect("factlint runs");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

/// TOML as editors hand it to a validator: dates as strings.
fn as_json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::String(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(flag) => Value::Bool(flag),
            toml::Value::Datetime(time) => Value::String(time.to_string()),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(entries) => {
                let entries: Map<String, Value> =
                    entries.into_iter().map(|(key, value)| (key, convert(value))).collect();
                Value::Object(entries)
            }
        }
    }
    convert(toml::Value::Table(text.parse().expect("TOML")))
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect()
}

fn refusals(schema: &Validator, place: &str, text: &str) -> Vec<String> {
    schema
        .iter_errors(&as_json(text))
        .map(|error| format!("{place}: {error} at {}", error.instance_path()))
        .collect()
}

/// The files of all cases that make no mistakes in their rules or configuration.
fn files_of_cases(is_wanted: fn(&str) -> bool) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of fixtures").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") || name == "README.md" || name == "rules-errors.md" {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a file of cases");
        let file = parse::case_file(&name, &text);
        for section in &file.sections {
            let case = case::case(&file, section).expect("a case");
            if case.expected.exit == Some(2) {
                continue;
            }
            for file in case.files.iter().filter(|file| is_wanted(&file.path)) {
                let place = format!("{}, {}", case.place, file.path);
                files.push((place, String::from_utf8(file.bytes()).expect("UTF-8")));
            }
        }
    }
    files
}

fn read(path: PathBuf) -> (String, String) {
    (path.display().to_string(), std::fs::read_to_string(&path).expect("a file"))
}

fn assert_fits(schema: &Validator, files: &[(String, String)]) {
    assert!(files.len() > 100, "{}", files.len());
    let refused: Vec<String> =
        files.iter().flat_map(|(place, text)| refusals(schema, place, text)).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_rule_file_that_ships_or_runs_fits_the_schema() {
    let mut files = files_of_cases(|path| path.starts_with("rules/") && path.ends_with(".toml"));
    let folders = toml_files("fixtures").into_iter();
    let in_folders = folders.filter(|path| path.parent().is_some_and(|at| at.ends_with("rules")));
    files.extend(toml_files("rules").into_iter().chain(in_folders).map(read));
    assert_fits(&schema("rules"), &files);
}

#[test]
fn every_configuration_that_runs_fits_the_schema() {
    let mut files = files_of_cases(|path| path == "factlint.toml");
    let folders = toml_files("fixtures").into_iter();
    files.extend(folders.filter(|path| path.ends_with("factlint.toml")).map(read));
    assert_fits(&schema("config"), &files);
}

#[test]
fn mistakes_are_refused() {
    let rule = |lines: &str| format!("[[rule]]\nid = \"r\"\n{lines}\n");
    let schema = schema("rules");
    let fits = |lines: &str| schema.is_valid(&as_json(&rule(lines)));
    assert!(fits("check = \"quantity\"\nabout = [\"Kestrel\"]\nexpect = 5"));
    for bad in [
        "check = \"quantaty\"\nabout = [\"Kestrel\"]",
        "check = \"quantity\"",
        "check = \"quantity\"\nabout = [\"Kestrel\"]\ntoleranze = \"5%\"",
        "check = \"quantity\"\nabout = [\"Kestrel\"]\nexact = \"yes\"",
        "check = \"quantity\"\nabout = [\"Kestrel\"]\nper = \"month\"",
        "check = \"quantity\"\nabout = [\"Kestrel\"]\nchecked = \"last week\"",
        "check = \"calendar\"\nabout = [\"Kestrel\"]",
        "check = \"name\"\nuse = [\"Kyiv\"]",
        "check = \"title\"\noffice = [\"mayor\"]\nholders = [{ nam = \"Ann Lee\" }]",
        "check = \"term\"\nnever = \"utilize\"\nscope = \"page\"",
        "check = \"require\"\nnear = [\"price\"]",
    ] {
        assert!(!fits(bad), "{bad}");
    }
    assert!(!schema.is_valid(&as_json("rules = []")));
    let schema = self::schema("config");
    assert!(schema.is_valid(&as_json("packs = [\"copy-desk\"]\n[corpus]\ninclude = \"*.md\"")));
    // A pack that was taken may have any name.
    assert!(
        schema.is_valid(&as_json("packs = [\"acme\", \"./packs/b\"]\n[format]\ninc = \"html\""))
    );
    for bad in [
        "packs = [3]",
        "[format]\ninc = \"htlm\"",
        "[corpus]\nexlude = [\"a\"]",
        "[[stet]]\nrule = \"r\"",
        "[[document]]\npath = \"a\"\ndate = \"soon\"",
        "[[override]]\npath = \"a\"\nseverity = \"fatal\"",
    ] {
        assert!(!schema.is_valid(&as_json(bad)), "{bad}");
    }
}

#[test]
fn the_keys_of_a_kind_are_those_that_it_reads() {
    for kind in KINDS {
        let folder = tempfile::tempdir().expect("a folder");
        let rule = format!("[[rule]]\nid = \"r\"\ncheck = \"{}\"\nzzz = 1\n", kind.name);
        std::fs::write(folder.path().join("r.toml"), rule).expect("written");
        let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
            .arg("-C")
            .arg(folder.path())
            .args(["--packs", "none", "--rules", "r.toml", "test"])
            .output()
            .expect("factlint runs");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        let known = told
            .lines()
            .find_map(|line| line.split("known keys: ").nth(1))
            .unwrap_or_else(|| panic!("{}: {told}", kind.name));
        let mut read: Vec<&str> = known
            .split(", ")
            .filter(|key| !SHARED.iter().any(|shared| shared.name == *key))
            .collect();
        read.sort_unstable();
        read.dedup();
        let keys: Vec<&str> = kind.keys.iter().map(|key| key.name).collect();
        for key in &read {
            assert!(keys.contains(key), "`{}` reads `{key}`, its schema lacks it", kind.name);
        }
    }
}

//! The JSON Schemas take every rule file and configuration that factlint takes, and refuse bad ones.

#![allow(clippy::expect_used)]

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

fn refusals(schema: &Validator, file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a file");
    schema
        .iter_errors(&as_json(&text))
        .map(|error| format!("{}: {error} at {}", file.display(), error.instance_path()))
        .collect()
}

/// Whether a fixture shows mistakes in rule files or configurations.
fn is_bad(path: &Path) -> bool {
    path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.contains("errors") || part.contains("without-reason") || part.contains("duplicate")
    })
}

#[test]
fn every_rule_file_that_ships_or_runs_fits_the_schema() {
    let schema = schema("rules");
    let mut files = toml_files("rules");
    files.extend(toml_files("fixtures").into_iter().filter(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let in_rules = path.parent().is_some_and(|folder| folder.ends_with("rules"));
        !is_bad(path) && (in_rules || name.as_deref() == Some("rules.toml"))
    }));
    assert!(files.len() > 100);
    let refused: Vec<String> = files.iter().flat_map(|file| refusals(&schema, file)).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_configuration_that_runs_fits_the_schema() {
    let schema = schema("config");
    let files: Vec<PathBuf> = toml_files("fixtures")
        .into_iter()
        .filter(|path| path.ends_with("factlint.toml") && !is_bad(path))
        .collect();
    assert!(files.len() > 100);
    let refused: Vec<String> = files.iter().flat_map(|file| refusals(&schema, file)).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
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
    for bad in [
        "packs = [\"copydesk\"]",
        "[corpus]\nexlude = [\"a\"]",
        "[[stet]]\nrule = \"r\"",
        "[[document]]\npath = \"a\"\ndate = \"soon\"",
        "[[override]]\npath = \"a\"\nseverity = \"fatal\"",
    ] {
        assert!(!schema.is_valid(&as_json(bad)), "{bad}");
    }
}

#[test]
fn the_keys_of_a_kind_are_those_that_it_reads_and_that_its_page_lists() {
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
        let mut keys: Vec<&str> = kind.keys.iter().map(|key| key.name).collect();
        keys.sort_unstable();
        for key in &read {
            assert!(keys.contains(key), "`{}` reads `{key}`, its schema lacks it", kind.name);
        }
        let page = kind.key_table();
        for key in keys {
            let listed = page.iter().any(|[name, _, _]| {
                name.split(", ")
                    .any(|name| name.trim_start_matches("[rule.").trim_end_matches(']') == key)
            });
            assert!(listed, "the page of `{}` has no row for `{key}`", kind.name);
        }
    }
}

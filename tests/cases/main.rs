//! Every section of the Markdown files in `fixtures/` is a test: `cargo test quantity::wrapped_lines`.
//! `fixtures/README.md` tells how to read and write them.

#![allow(clippy::expect_used, missing_docs)]

mod bless;
mod case;
mod compare;
mod marks;
mod outcome;
mod parse;
mod run;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use factlint::finding;
use libtest_mimic::{Arguments, Failed, Trial};

use parse::{CaseFile, Complaint, Section};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for path in case_files() {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let name = format!("fixtures/{stem}.md");
        let mut text = std::fs::read_to_string(&path).expect("a file of cases");
        if std::env::var_os("BLESS").is_some() {
            let file = parse::case_file(&name, &text);
            bless::bless(&path, &text, &file).expect("marks are written");
            text = std::fs::read_to_string(&path).expect("a file of cases");
        }
        let CaseFile { head, sections, complaints } = parse::case_file(&name, &text);
        if !complaints.is_empty() {
            trials.push(Trial::test(format!("{stem}::file"), move || fail(&complaints)));
        }
        for section in sections {
            let name = format!("{stem}::{}", section.slug());
            let head = head.clone();
            trials.push(Trial::test(name, move || {
                run(&CaseFile { head, ..CaseFile::default() }, &section)
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The files of cases: all Markdown in `fixtures/` but the page about them.
fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    files
}

fn run(file: &CaseFile, section: &Section) -> Result<(), Failed> {
    let case = match case::case(file, section) {
        Ok(case) => case,
        Err(complaints) => return fail(&complaints),
    };
    let mut complaints = compare::differences(&case, &run::findings_of(&case)?);
    if section.is_new {
        let why = "this section is tagged as new: BLESS=1 writes its marks if it has none; \
                   if it has, take the tag away";
        complaints.push(section.place.complaint(why));
    }
    match complaints.is_empty() {
        true => Ok(()),
        false => fail(&complaints),
    }
}

fn fail(complaints: &[Complaint]) -> Result<(), Failed> {
    let told: Vec<String> = complaints.iter().map(ToString::to_string).collect();
    Err(told.join("\n").into())
}

//! What one document may cost, and what a run leaves behind that is ended in the middle.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::fmt::Write;

use support::{Desk, ZWOLLE};

const NONE: &[&str] = &[];

/// A corpus that takes only so much of a document, with a rule of which each paragraph breaks the promise.
fn desk(budget: &str) -> Desk {
    let rule = "[[rule]]\nid = \"slip\"\ncheck = \"quantity\"\nabout = [\"Skua\"]\nnear = [\"range\"]\n\
                unit = \"km\"\nscope = \"paragraph\"\n";
    Desk::with_rule(rule).file("factlint.toml", format!("packs = []\n[corpus]\n{budget}\n"))
}

/// Paragraphs that each contradict themselves.
fn paragraphs(count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        let far = 600 + number;
        write!(text, "The Skua has a range of 200 km. The Skua has a range of {far} km.\n\n")
            .unwrap();
    }
    text
}

#[test]
fn a_document_with_more_claims_than_may_be_is_an_error_and_the_others_are_checked() {
    let desk = desk("most-claims = 6").file("a.txt", paragraphs(4)).file("b.txt", paragraphs(3));
    let run = desk.json(NONE);
    run.exits(2).warns("a.txt has 8 claims, more than the 6").warns("raise `most-claims`");
    assert!(run.places().iter().all(|place| place.starts_with("b.txt")), "{:?}", run.places());
    assert_eq!(run.findings().len(), 3);
}

#[test]
fn a_document_with_more_findings_than_may_be_is_an_error_and_the_others_are_checked() {
    let desk = desk("most-findings = 3").file("a.txt", paragraphs(4)).file("b.txt", paragraphs(3));
    let run = desk.json(NONE);
    run.exits(2).warns("a.txt has 4 findings, more than the 3").warns("raise `most-findings`");
    assert_eq!(run.findings().len(), 3);
}

#[test]
fn findings_against_other_documents_count_too() {
    let rule = "[[rule]]\nid = \"form\"\ncheck = \"name\"\nuse = \"Zwolle\"\nnever = [\"Swolle\"]\nscope = \"corpus\"\n\
                [[rule]]\nid = \"slip\"\ncheck = \"term\"\nnever = [\"gonna\"]\nscope = \"corpus\"\n";
    let desk = Desk::with_rule(rule)
        .file("factlint.toml", "packs = []\n[corpus]\nmost-findings = 1\n")
        .file("a.txt", "They were gonna go to Swolle.\n")
        .file("b.txt", "They went to Swolle.\n");
    let run = desk.json(NONE);
    run.exits(2).warns("a.txt has 2 findings, more than the 1");
    assert_eq!(run.places(), ["b.txt:1:14 form Swolle"]);
}

#[test]
fn a_budget_is_a_whole_number() {
    for wrong in ["0", "-3", "1.5", "nan", "inf"] {
        let run = desk(&format!("most-claims = {wrong}")).file("a.txt", "No.\n").json(NONE);
        run.exits(2).warns("`most-claims` must be a whole number from 1 on");
    }
    desk("most-claim = 5").file("a.txt", "No.\n").json(NONE).exits(2).warns("most-claims");
}

#[cfg(unix)]
mod signals {
    use std::os::unix::process::ExitStatusExt;
    use std::path::Path;
    use std::process::{Child, Command};
    use std::time::{Duration, Instant};

    use super::*;
    use support::PATIENCE;

    /// Names in a folder that end in `.tmp`.
    fn unfinished(folder: &Path) -> Vec<String> {
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| name.ends_with(".tmp")).collect()
    }

    /// Sends a signal as soon as something unfinished lies in a folder; whether the run was ended by it.
    fn end_in_the_middle(mut child: Child, folder: &Path, signal: (&str, i32)) -> bool {
        let started = Instant::now();
        while unfinished(folder).is_empty() && started.elapsed() < PATIENCE {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        let id = child.id().to_string();
        Command::new("kill").args(["-s", signal.0, &id]).status().expect("kill runs");
        support::wait(&mut child, "a run that is ended").signal() == Some(signal.1)
    }

    #[test]
    fn a_report_that_is_ended_in_the_middle_leaves_nothing_behind() {
        for signal in [("INT", 2), ("TERM", 15)] {
            let desk = desk("").file("a.txt", paragraphs(800));
            let mut command = desk.command();
            command = command.arguments(&["check", "--format", "html", "--output", "report.html"]);
            let was_ended = end_in_the_middle(command.spawn(), &desk.path(""), signal);
            assert!(was_ended, "{signal:?}: it was over before it could be ended");
            assert_eq!(unfinished(&desk.path("")), [""; 0], "{signal:?}");
            assert!(!desk.path("report.html").exists(), "{signal:?}: half a report");
        }
    }

    #[test]
    fn fixes_that_are_ended_in_the_middle_leave_whole_files() {
        let text = "They went to Swolle.\n".repeat(2_000);
        let desk = (0..20).fold(Desk::with_rule(ZWOLLE), |desk, number| {
            desk.file(format!("{number}.txt"), &text)
        });
        let run = desk.command().arguments(&["fix"]).spawn();
        // It may have been over: what must hold, holds all the same.
        end_in_the_middle(run, &desk.path(""), ("TERM", 15));
        assert_eq!(unfinished(&desk.path("")), [""; 0]);
        for number in 0..20 {
            let now = desk.read(format!("{number}.txt"));
            assert!(now == text || now == text.replace("Swolle", "Zwolle"), "{number}.txt");
        }
    }
}

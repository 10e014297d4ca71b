//! Workflow commands, read the way GitHub's runner reads a log.

use std::collections::BTreeMap;

use super::{NAMES, acts, broken, findings, hostile, newsroom, report};
use crate::support::{Desk, ZWOLLE};

/// A command as the runner understands it.
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// The commands of a log, and its other lines.
fn read(log: &str) -> (Vec<Command>, Vec<&str>) {
    let (mut commands, mut others) = (Vec::new(), Vec::new());
    // The runner ends a line at CR, LF or both.
    for line in log.split(['\r', '\n']).filter(|line| !line.is_empty()) {
        match command(line) {
            Some(command) => commands.push(command),
            None => others.push(line),
        }
    }
    (commands, others)
}

fn command(line: &str) -> Option<Command> {
    let line = line.trim_start().strip_prefix("::")?;
    let (head, message) = line.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties.split(',').filter(|property| !property.is_empty());
    let property = |property: &str| {
        let (key, value) = property.split_once('=').expect("a value");
        let value = value.replace("%3A", ":").replace("%2C", ",");
        (key.to_owned(), data(&value))
    };
    Some(Command {
        name: name.to_owned(),
        properties: properties.map(property).collect(),
        message: data(message),
    })
}

/// The runner undoes `%25` last.
fn data(text: &str) -> String {
    text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

#[test]
fn every_finding_is_one_command() {
    let desk = hostile();
    let run = report(&desk, "github");
    let (commands, others) = read(run.text());
    assert_eq!(others, ["7 documents (7 undated), 2 rules, 10 claims: 7 errors, 3 warnings"]);
    let findings = findings(&desk);
    assert_eq!(commands.len(), findings.len());
    for (command, finding) in commands.iter().zip(&findings) {
        let property = |key: &str| command.properties.get(key).map(String::as_str);
        let path = finding["path"].as_str().expect("a path");
        let shown = path.replace('\u{1b}', "␛").replace('\u{202e}', "<U+202E>");
        assert_eq!(property("file"), Some(shown.as_str()));
        assert_eq!(command.name, finding["severity"]);
        let rule = finding["rule"].as_str().expect("a rule");
        assert_eq!(property("title"), Some(format!("factlint ({rule})").as_str()));
        let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
        let number = |key: &str| property(key).map(|value| value.parse::<u64>().expect("digits"));
        assert_eq!(number("line"), start["line"].as_u64());
        assert_eq!(number("endLine"), end["line"].as_u64());
        let within = start["line"] == end["line"];
        assert_eq!(number("col"), start["column"].as_u64().filter(|_| within));
        assert_eq!(number("endColumn"), end["column"].as_u64().filter(|_| within));
        assert!(command.message.contains("rule: rules/facts.toml, line "), "{}", command.message);
    }
    assert!(!run.text().contains(acts), "{}", run.text());
    let spans_lines = commands.iter().find(|one| one.properties["file"] == NAMES[1]);
    assert!(spans_lines.is_some_and(|one| one.message.starts_with("two ::error::lines [m](1)")));
}

#[test]
fn a_command_says_all_that_the_finding_does() {
    let run = Desk::divided().run(&["check", "-q", "--format", "github"]);
    assert_eq!(
        run.text(),
        "::error file=wire/b.txt,line=3,endLine=3,col=36,endColumn=44,\
         title=factlint (kestrel-range)::\
         figures for Kestrel (range) differ: `1,400 km` and `900 km`\
         %0Awire/b.txt:3:36: 1,400 km here%0Awire/a.txt:1:36: 900 km here\
         %0A`1,400 km` allows 1,350 to 1,450 km; `900 km` allows 895 to 905 km\
         %0Arule: rules/facts.toml, line 7\n"
    );
    let run = newsroom("github");
    let (commands, others) = read(run.text());
    assert_eq!((commands.len(), others.len()), (7, 1));
}

#[test]
fn what_went_wrong_is_annotated() {
    let run = report(&broken(), "github");
    let (commands, _) = read(run.text());
    let [document, rule, ..] = commands.as_slice() else { panic!("{}", run.text()) };
    assert_eq!(document.properties["file"], "bad:utf,8%.txt");
    assert!(document.message.starts_with("bad:utf,8%.txt is not UTF-8"), "{}", document.message);
    assert_eq!(rule.properties["file"], "rules/broken.toml");
    assert_eq!(rule.properties["line"], "3");
    assert_eq!((document.name.as_str(), rule.name.as_str()), ("error", "error"));
}

#[test]
fn findings_beyond_what_github_shows_are_counted() {
    let mut desk = Desk::with_rule(ZWOLLE);
    for index in 0..11 {
        desk = desk.file(format!("{index}.txt"), "The mayor of Swolle spoke.\n");
    }
    report(&desk, "github")
        .says("\n11 errors: GitHub shows 10 of them beside the text, this log all\n11 documents");
}

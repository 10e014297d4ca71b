//! Runs the examples in rules: each is a little corpus of its own.

use jiff::civil::Date;

use crate::claim::Record;
use crate::finding::Finding;
use crate::pipeline;
use crate::rule::{Example, Verdict};
use crate::ruleset::{LoadedRule, RuleSet};

/// An example that does not come out as its author says.
#[derive(Debug)]
pub struct Mismatch<'r> {
    /// The example.
    pub example: &'r Example,
    /// What came out.
    pub findings: Vec<Finding>,
}

/// The examples of a rule that come out wrong.
pub fn run<'r>(ruleset: &RuleSet, loaded: &'r LoadedRule) -> Vec<Mismatch<'r>> {
    loaded
        .rule
        .examples
        .iter()
        .filter_map(|example| {
            let documents: Vec<(Record, &str)> = example
                .documents
                .iter()
                .enumerate()
                .map(|(index, (text, on))| (record(index, *on), text.as_str()))
                .collect();
            let findings = pipeline::check_texts(ruleset, loaded, &documents);
            let expected = example.verdict == Verdict::Bad;
            (findings.is_empty() == expected).then_some(Mismatch { example, findings })
        })
        .collect()
}

/// What findings call a document of an example.
pub fn path(index: usize) -> String {
    format!("example {}", index + 1)
}

fn record(index: usize, date: Option<Date>) -> Record {
    Record { path: path(index), date, trust: 1.0, hash: 0, utf8: true }
}

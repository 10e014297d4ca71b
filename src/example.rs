//! Runs the examples in rules: each is a little corpus of its own.

use std::sync::Arc;

use jiff::civil::Date;

use crate::pipeline;
use factlint_document::Record;
use factlint_document::{Document, Format};
use factlint_engine::check;
use factlint_engine::claim::Claim;
use factlint_engine::finding::Finding;
use factlint_engine::reading::Reading;
use factlint_engine::rule::{Example, Verdict};
use factlint_engine::ruleset::{LoadedRule, RuleSet};

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

/// Why a rule finds nothing in an example, as far as that can be told.
pub fn why_silent(ruleset: &RuleSet, loaded: &LoadedRule, example: &Example) -> Option<String> {
    let rule = &loaded.rule;
    let wants_date = "give the example a date: `on = 2025-10-11`";
    if rule.has_period() && example.documents.iter().any(|(_, on)| on.is_none()) {
        return Some(format!("the rule has a period; {wants_date}"));
    }
    let mut why = None;
    let mut claims: Vec<Claim> = Vec::new();
    for (index, (text, on)) in example.documents.iter().enumerate() {
        let record = Arc::new(record(index, *on));
        let document = Document::read(record, text.clone(), Format::Plain);
        let hits = ruleset.lexicon.scan(document.prose());
        let reading = Reading::new(&document, &ruleset.vocabulary, hits);
        loaded.check.observe(rule, &reading, &mut claims);
        why = why.or_else(|| {
            reading.sentences().find_map(|one| check::why_unclaimed(rule, &reading, one))
        });
    }
    let mut verdict = check::Verdict::default();
    loaded.check.judge(rule, &claims.iter().collect::<Vec<_>>(), &mut verdict);
    if verdict.undated > 0 {
        return Some(format!("what it says is judged on a day; {wants_date}"));
    }
    if claims.is_empty() {
        let nowhere = (!rule.about.is_empty()).then(|| "its subject is not named".to_owned());
        return why.or(nowhere);
    }
    Some("it claims something there, and nothing contradicts it".to_owned())
}

/// What findings call a document of an example.
pub fn path(index: usize) -> String {
    format!("example {}", index + 1)
}

fn record(index: usize, date: Option<Date>) -> Record {
    Record { path: path(index), date, trust: 1.0, hash: 0, utf8: true }
}

//! Runs the examples in rules: each is a little corpus of its own.

use std::sync::Arc;

use factlint_document::{Document, Roles};

use crate::claim::Claim;
use crate::engine::{Detail, Engine};
use crate::finding::Finding;
use crate::policy::Policy;
use crate::policy::claims::Claims;
use crate::rule::{Example, ExampleDocument, Quotes, Rule, Verdict};
use crate::ruleset::LoadedRule;

/// An example that does not come out as its author says.
#[derive(Debug)]
pub struct Mismatch<'r> {
    /// The example.
    pub example: &'r Example,
    /// What came out.
    pub findings: Vec<Finding>,
}

/// The examples of a rule that come out wrong.
pub fn run<'r>(engine: &Engine, loaded: &'r LoadedRule) -> Vec<Mismatch<'r>> {
    let mismatch = |example: &'r Example| {
        let findings = findings(engine, loaded, example);
        let expected = example.verdict == Verdict::Bad;
        (findings.is_empty() == expected).then_some(Mismatch { example, findings })
    };
    loaded.rule.examples.iter().filter_map(mismatch).collect()
}

/// What a rule finds in an example, as it would in documents.
fn findings(engine: &Engine, loaded: &LoadedRule, example: &Example) -> Vec<Finding> {
    let mut claims = Claims::new();
    let policy = Policy::default();
    for document in documents(example) {
        let mut observed = engine.read_example(&document).observe(Detail::Claims);
        observed.claims.retain(|claim| claim.rule == loaded.rule.id);
        claims.replace(engine, &policy, Arc::new(observed));
    }
    let mut findings = policy.settle_all(engine, &claims).findings;
    findings.retain(|finding| *finding.rule == *loaded.rule.id);
    findings
}

/// What is told of a gate, and how it is opened.
type Gate = (&'static str, fn(&mut Rule));

/// What may keep words from being claims, as it is told, and how a rule would be without it.
const GATES: &[Gate] = &[
    ("left out by `except`", |rule| rule.except.clear()),
    ("left out by `quotes`: the words are quoted, or are not", |rule| {
        rule.quotes = Quotes::Include
    }),
    ("left out by `unless-near`", |rule| rule.unless_near.clear()),
    ("no cue of `near` stands beside it", |rule| rule.near.clear()),
    (
        "left out by `in`: it stands in another part of the document; `format = \"markdown\"` gives an example parts",
        |rule| rule.within = Roles::READERS_SEE,
    ),
    ("not asserted: a negation, condition, plan, question or denial", |rule| rule.asks = &[]),
];

/// Why a rule finds nothing in an example, as far as that can be told.
pub fn why_silent(engine: &Engine, loaded: &LoadedRule, example: &Example) -> Option<String> {
    let rule = &loaded.rule;
    let wants_date = "give the example a date: `on = 2025-10-11`";
    let documents: Vec<Document> = documents(example).collect();
    if rule.has_period() && documents.iter().any(|one| one.record().date.is_none()) {
        return Some(format!("the rule has a period; {wants_date}"));
    }
    let mut why = None;
    let mut gate = None;
    let mut is_woken = false;
    let mut claims: Vec<Claim> = Vec::new();
    for document in &documents {
        let reading = engine.read_example(document);
        let woken = reading.woken().any(|one| one.rule.id == rule.id);
        let claimed = if woken { reading.claims_of(loaded) } else { Vec::new() };
        is_woken |= woken;
        why = why
            .or_else(|| Some(reading.unread_by(loaded, &claimed, Detail::Unread).first()?.told()));
        if woken && claimed.is_empty() {
            let kept_out = |(_, relax): &&Gate| {
                let mut relaxed = rule.clone();
                relax(&mut relaxed);
                reading.would_claim(loaded, &relaxed)
            };
            gate = gate.or_else(|| GATES.iter().find(kept_out).map(|(told, _)| (*told).to_owned()));
        }
        claims.extend(claimed);
    }
    let verdict = engine.judge(loaded, &claims.iter().collect::<Vec<_>>());
    if verdict.undated > 0 {
        return Some(format!("what it says is judged on a day; {wants_date}"));
    }
    if claims.is_empty() {
        let words = if !rule.about.is_empty() {
            "its subject is not named".to_owned()
        } else if is_woken {
            format!(
                "nothing there is what it looks for, or it stands in a compound, a name or an address; \
                 `factlint explain {}` tells what it reads",
                rule.kind
            )
        } else {
            "nothing that it looks for stands there".to_owned()
        };
        return Some(why.or(gate).unwrap_or(words));
    }
    Some("it claims something there, and nothing contradicts it".to_owned())
}

/// What findings call a document of an example.
pub fn path(index: usize) -> String {
    format!("example {}", index + 1)
}

fn documents(example: &Example) -> impl Iterator<Item = Document> {
    example.documents.iter().enumerate().map(|(index, one)| {
        let ExampleDocument { text, on, format } = one;
        Document::in_format(path(index), text.clone(), *format, *on)
    })
}

//! Suggestions as JSON, version 1; `docs/json.md` describes it.

use serde::Serialize;
use serde_json::Value;

use super::{Found, Suggestion};
use factlint_engine::suggest;
use factlint_report::json;

#[derive(Serialize)]
struct JsonSuggestion<'s> {
    id: &'s str,
    check: &'s str,
    /// The surest have most, up to 100.
    certainty: u8,
    /// What a rejection is remembered by.
    anchor: &'s str,
    why: &'s str,
    /// Subjects, the rule and its example, as TOML.
    rule: String,
    findings: Vec<Value>,
}

#[derive(Serialize)]
struct JsonSuggestions<'s> {
    version: u32,
    suggestions: Vec<JsonSuggestion<'s>>,
    /// How many more there may be with a higher limit.
    more: usize,
    /// Near copies that differ in a figure or a day, of documents without a date or on other things.
    withheld: usize,
    /// Groups of too many passages or documents, which are not compared.
    crowded: usize,
}

/// All suggestions, on several lines.
pub(super) fn written(found: &Found<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let all = JsonSuggestions {
        version: 1,
        suggestions: found.suggestions.iter().map(suggestion).collect(),
        more: found.more,
        withheld: found.withheld,
        crowded: found.crowded,
    };
    let mut out = serde_json::to_vec_pretty(&all)?;
    out.push(b'\n');
    Ok(out)
}

fn suggestion<'s>(one: &'s Suggestion<'_>) -> JsonSuggestion<'s> {
    let subjects = suggest::subjects_of(std::iter::once(one.draft));
    JsonSuggestion {
        id: &one.draft.id,
        check: one.draft.check,
        certainty: one.certainty,
        anchor: &one.anchor,
        why: &one.draft.why,
        rule: format!("{subjects}{}", one.draft.rule(std::slice::from_ref(&one.example))),
        findings: one.findings.iter().map(json::value).collect(),
    }
}

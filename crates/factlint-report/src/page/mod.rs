//! The page: one self-contained HTML file for people who would rather not read a terminal.
//!
//! All findings are HTML before any script runs: the page reads, prints and searches without JavaScript,
//! and there is one way only for a document's words to get in, through `VisibleText` and maud's
//! escaping. The script filters, groups and walks through what is there; it makes no markup out of text.

mod card;
mod grid;
mod html;
mod passage;
pub mod sheet;
mod visible_text;

use std::collections::BTreeMap;
use std::io;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::{Report, Sources};
use card::Card;
use factlint_engine::finding::Severity;
use grid::Grid;
use visible_text::VisibleText;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Everything that the templates show.
struct View {
    /// "6 errors and 1 warning in 5 documents".
    headline: String,
    /// "33 claims were read; 3 could not be judged without a document date".
    standfirst: String,
    /// What was done and what was withheld.
    last_line: String,
    cards: Vec<Card>,
    rules: Facet,
    documents: Facet,
    grid: Grid,
}

/// What findings may be filtered by: each value with the number of findings that have it. Cards name a value
/// by its place here.
struct Facet(Vec<(VisibleText, usize)>);

impl Facet {
    fn new<'s>(values: impl Iterator<Item = &'s VisibleText>) -> Self {
        let mut counts: BTreeMap<&VisibleText, usize> = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
        Self(counts.into_iter().map(|(value, count)| (value.clone(), count)).collect())
    }

    fn index(&self, value: &VisibleText) -> usize {
        self.0.partition_point(|(known, _)| known < value)
    }
}

/// Writes the page.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(
    out: &mut dyn io::Write,
    report: &Report<'_>,
    sources: &mut Sources<'_>,
) -> io::Result<()> {
    let ids = ids(report);
    let grid = Grid::new(report.observations, report.findings, &ids, sources);
    let cards: Vec<Card> = report
        .findings
        .iter()
        .zip(ids)
        .map(|(finding, id)| Card::new(finding, id, sources))
        .collect();
    let view = View {
        headline: headline(report),
        standfirst: standfirst(report),
        last_line: report.last_line(),
        rules: Facet::new(cards.iter().map(|card| &card.rule)),
        documents: Facet::new(cards.iter().flat_map(|card| &card.documents)),
        cards,
        grid,
    };
    out.write_all(html::page(&view).into_string().as_bytes())
}

/// A fragment for each finding. It stays the same from run to run as long as the finding does, so that a
/// link to it may be kept.
fn ids(report: &Report<'_>) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    report
        .findings
        .iter()
        .map(|finding| {
            let count = seen.entry(&finding.fingerprint).or_default();
            *count += 1;
            match count {
                1 => format!("f-{}", finding.fingerprint),
                again => format!("f-{}-{again}", finding.fingerprint),
            }
        })
        .collect()
}

/// "5,300 findings": a number as it is printed, with its noun.
fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", number(count), if count == 1 { "" } else { "s" })
}

/// A number with commas between its thousands.
fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut printed = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            printed.push(',');
        }
        printed.push(digit);
    }
    printed
}

/// "6 errors and 1 warning in 5 documents".
fn headline(report: &Report<'_>) -> String {
    let tally: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (report.count(severity), severity))
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| counted(count, severity.as_str()))
        .collect();
    let found = match tally.as_slice() {
        [] => "Nothing found".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    format!("{found} in {}", counted(report.summary.documents, "document"))
}

/// "33 claims were read. 3 could not be judged: their documents have no date."
fn standfirst(report: &Report<'_>) -> String {
    let summary = report.summary;
    let were = |count: usize, noun: &str| {
        format!("{} {}", counted(count, noun), if count == 1 { "was" } else { "were" })
    };
    let mut told = vec![format!("{} read and compared.", were(summary.claims, "claim"))];
    if summary.not_judged > 0 {
        told.push(format!("{} not judged: no document date.", were(summary.not_judged, "claim")));
    }
    if summary.stetted > 0 {
        told.push(format!("{} let stand.", were(summary.stetted, "finding")));
    }
    if summary.known > 0 {
        told.push(format!("{} known before.", were(summary.known, "finding")));
    }
    told.join(" ")
}

/// What the browser may do with the page: use the one style and the one script that stand in it, and nothing
/// else. Hashes, not a nonce: the same page is the same bytes.
fn content_security_policy(style: &str, script: &str) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_in_a_paper() {
        let printed: Vec<String> = [0, 999, 1_000, 1_234_567].into_iter().map(number).collect();
        assert_eq!(printed, ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1, "rule"), "1 rule");
    }

    #[test]
    fn style_and_script_stay_inside_their_elements() {
        for text in [STYLE, SCRIPT] {
            let text = text.to_lowercase();
            assert!(!text.contains("</") && !text.contains("<!--"), "ends or opens an element");
            assert!(!text.contains("//") && !text.contains("url("), "loads something");
        }
        for word in ["innerhtml", "outerhtml", "insertadjacent", "document.write", "eval("] {
            assert!(!SCRIPT.to_lowercase().contains(word), "makes markup out of text: {word}");
        }
    }
}

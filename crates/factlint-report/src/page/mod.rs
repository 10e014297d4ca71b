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
use factlint_engine::finding::{Finding, Severity};
use grid::Grid;
use visible_text::VisibleText;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = concat!(include_str!("common.js"), include_str!("page.js"));

/// A page with more cards than this would be slow in a browser: what is beyond is counted, and left to the other
/// formats.
pub const MOST_CARDS: usize = 10_000;

/// Everything that the templates show.
struct View {
    /// "6 errors and 1 warning in 5 documents".
    headline: String,
    /// "33 claims were read; 3 could not be judged without a document date".
    standfirst: String,
    /// What was done and what was withheld.
    last_line: String,
    /// How many findings there are, with a card or not.
    found: usize,
    /// How many findings of each severity have one.
    cards: [usize; 3],
    rules: Facet,
    documents: Facet,
    grid: Grid,
}

impl View {
    /// How many findings of a severity have a card.
    fn cards(&self, severity: Severity) -> usize {
        self.cards[severity as usize]
    }

    /// How many findings have a card.
    fn all_cards(&self) -> usize {
        self.cards.iter().sum()
    }
}

/// What findings may be filtered by: each value with the number of findings that have it. Cards name a value
/// by its place here.
struct Facet(Vec<(VisibleText, usize)>);

impl Facet {
    fn new(values: impl Iterator<Item = VisibleText>) -> Self {
        let mut counts: BTreeMap<VisibleText, usize> = BTreeMap::new();
        for value in values {
            *counts.entry(value).or_default() += 1;
        }
        Self(counts.into_iter().collect())
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
    write_most(out, report, sources, MOST_CARDS)
}

/// Writes the page with at most so many cards.
fn write_most(
    out: &mut dyn io::Write,
    report: &Report<'_>,
    sources: &mut Sources<'_>,
    most: usize,
) -> io::Result<()> {
    let shown = shown(report, most);
    let grid = Grid::new(report.observations, &shown, sources);
    let mut cards = [0; 3];
    for (finding, _) in &shown {
        cards[finding.severity as usize] += 1;
    }
    let findings = || shown.iter().map(|(finding, _)| *finding);
    let view = View {
        headline: headline(report),
        standfirst: standfirst(report),
        last_line: report.last_line(),
        rules: Facet::new(findings().map(|finding| VisibleText::new(&finding.rule))),
        documents: Facet::new(findings().flat_map(card::documents)),
        found: report.findings.len(),
        cards,
        grid,
    };
    // A card is made when it is written: together, they take more room than the findings.
    let page = html::page(&view).into_string();
    let mut pieces = page.split(html::CARDS);
    out.write_all(pieces.next().unwrap_or_default().as_bytes())?;
    let severities = html::SEVERITIES.iter().filter(|(severity, _)| view.cards(*severity) > 0);
    for ((severity, _), piece) in severities.zip(pieces) {
        let of_it = shown.iter().enumerate().filter(|(_, (one, _))| one.severity == *severity);
        for (order, (finding, id)) in of_it {
            let card = Card::new(finding, id.clone(), sources);
            out.write_all(html::finding(order, &card, &view).into_string().as_bytes())?;
        }
        out.write_all(piece.as_bytes())?;
    }
    Ok(())
}

/// The findings that have a card, with their fragments, in their order: errors are the last to be left out.
fn shown<'r>(report: &'r Report<'_>, most: usize) -> Vec<(&'r Finding, String)> {
    let mut left = most;
    // Worst first: how many findings of a severity have a card.
    let mut room = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let cards = report.count(severity).min(left);
        left -= cards;
        (severity, cards)
    });
    let ids = ids(report);
    let findings = report.findings.iter().zip(ids);
    findings
        .filter(|(finding, _)| {
            let room = room.iter_mut().find(|(severity, _)| *severity == finding.severity);
            room.is_some_and(|(_, left)| {
                let has_room = *left > 0;
                *left = left.saturating_sub(1);
                has_room
            })
        })
        .collect()
}

/// A fragment for each finding. It stays the same from run to run as long as the finding does, so that a
/// link to it may be kept.
fn ids<'r>(report: &'r Report<'_>) -> impl Iterator<Item = String> + 'r {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    report.findings.iter().map(move |finding| {
        let count = seen.entry(&finding.fingerprint).or_default();
        *count += 1;
        match count {
            1 => format!("f-{}", finding.fingerprint),
            again => format!("f-{}-{again}", finding.fingerprint),
        }
    })
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

#[allow(clippy::expect_used)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_more_findings_than_cards_says_so_and_leaves_out_errors_last() {
        let rule = |id: &str, word: &str, severity: &str| {
            format!(
                "[[rule]]\nid = \"{id}\"\ncheck = \"term\"\nnever = [\"{word}\"]\nseverity = \"{severity}\"\n"
            )
        };
        let rules = [rule("mild", "gonna", "warning"), rule("grave", "wanna", "error")].concat();
        let engine = factlint_engine::Engine::from_toml(&rules).expect("a page");
        let texts = ["We are gonna\0win.", "They wanna win.", "You are gonna win."];
        let documents: Vec<_> = (0..)
            .zip(texts)
            .map(|(number, text)| factlint_document::Document::new(format!("{number}.txt"), text))
            .collect();
        let findings = engine.check(&documents);
        let report = Report {
            findings: &findings,
            summary: factlint_engine::summary::Summary { documents: 3, ..Default::default() },
            ruleset: engine.rules(),
            notifications: &[],
            observations: &[],
        };
        let page = |most: usize| {
            let mut sources = Sources::new(|_: &str| None, None, Some(engine.rules()));
            let mut out = Vec::new();
            write_most(&mut out, &report, &mut sources, most).expect("a page");
            String::from_utf8(out).expect("a page")
        };
        for (most, on_it, note) in [
            (1, [false, true, false], Some("The page shows 1 of 3 findings, errors first")),
            (2, [true, true, false], Some("The page shows 2 of 3 findings, errors first")),
            (3, [true; 3], None),
        ] {
            let page = page(most);
            assert!(!page.contains(html::CARDS), "every place of cards is filled");
            for (number, is_on_it) in (0..).zip(on_it) {
                assert_eq!(page.contains(&format!("{number}.txt:1:")), is_on_it, "{most} {number}");
            }
            assert_eq!(page.contains("The page shows"), note.is_some());
            assert!(page.contains(note.unwrap_or_default()));
            assert!(page.contains("1 error and 2 warnings in 3 documents"));
        }
    }

    #[test]
    fn numbers_are_printed_as_in_a_paper() {
        let printed: Vec<String> = [0, 999, 1_000, 1_234_567].into_iter().map(number).collect();
        assert_eq!(printed, ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1, "rule"), "1 rule");
    }

    #[test]
    fn style_and_script_stay_inside_their_elements() {
        for text in [STYLE, SCRIPT, sheet::STYLE, sheet::SCRIPT] {
            let text = text.to_lowercase();
            assert!(!text.contains("</") && !text.contains("<!--"), "ends or opens an element");
            assert!(!text.contains("//") && !text.contains("url("), "loads something");
        }
        for word in ["innerhtml", "outerhtml", "insertadjacent", "document.write", "eval("] {
            for script in [SCRIPT, sheet::SCRIPT] {
                assert!(!script.to_lowercase().contains(word), "makes markup out of text: {word}");
            }
        }
    }
}

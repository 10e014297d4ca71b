//! What a case found against what is marked: what is marked is found, and nothing else is.

use super::case::Case;
use super::marks::{Mark, Marked};
use super::outcome::{Finding, Label, Outcome};
use super::parse::{Complaint, Place};

/// All that differs, by place.
pub fn differences(case: &Case, outcome: &Outcome) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let is_side = |mark: &&Mark| mark.marked == Marked::Side;
    let mut left: Vec<(&Finding, Option<&Mark>)> =
        outcome.findings.iter().map(|finding| (finding, None)).collect();
    let mut missed = Vec::new();
    for mark in case.expected.marks.iter().filter(|mark| !is_side(mark)) {
        let fits =
            |entry: &&mut (&Finding, Option<&Mark>)| entry.1.is_none() && is_marked(entry.0, mark);
        match left.iter_mut().find(fits) {
            Some(entry) => entry.1 = Some(mark),
            None => missed.push(mark),
        }
    }
    for mark in missed {
        complaints.push(mark.place.complaint(missing(mark, &left)));
    }
    for (finding, _) in left.iter().filter(|(_, mark)| mark.is_none()) {
        complaints.push(place_of(case, &finding.at).complaint(format!(
            "unexpected: {} {}",
            seen(&finding.at),
            told(finding)
        )));
    }
    for side in case.expected.marks.iter().filter(is_side) {
        complaints.extend(sides_missing(side, &left));
    }
    complaints.extend(other_differences(case, outcome));
    complaints.sort();
    complaints
}

/// Exit code, standard error and the report.
fn other_differences(case: &Case, outcome: &Outcome) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let (expected, stderr) = (&case.expected, outcome.stderr.trim_end());
    if outcome.code != Some(expected.exit_code()) {
        let code = outcome.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        complaints.push(case.place.complaint(format!(
            "exit code {code} instead of {}; standard error:\n{stderr}",
            expected.exit_code()
        )));
    }
    for (place, words) in &expected.stderr {
        if !stderr.contains(words.as_str()) {
            complaints
                .push(place.complaint(format!("standard error lacks `{words}`; it is:\n{stderr}")));
        }
    }
    if let (Some((place, expected)), Some(report)) = (&expected.report, &outcome.report)
        && expected != report
    {
        let diff = similar::TextDiff::from_lines(expected, report);
        complaints.push(place.complaint(format!("the report differs:\n{}", diff.unified_diff())));
    }
    complaints
}

/// Whether a finding is the one that is marked.
fn is_marked(finding: &Finding, mark: &Mark) -> bool {
    mark.marked == Marked::Finding(finding.severity.clone())
        && mark.rule == finding.rule
        && stands_at(&finding.at, mark)
        && finding.message.contains(&mark.message)
}

fn stands_at(label: &Label, mark: &Mark) -> bool {
    label.path == mark.path
        && label.start.0 == mark.line
        && mark.column.is_none_or(|column| column == label.start.1)
        && mark.end.is_none_or(|end| end == label.end)
        && mark.words.as_ref().is_none_or(|words| *words == label.words)
}

/// Why a mark is not fulfilled, with what was found instead.
fn missing(mark: &Mark, left: &[(&Finding, Option<&Mark>)]) -> String {
    let severity = match &mark.marked {
        Marked::Finding(severity) => severity,
        Marked::Side => "side",
    };
    let rule = &mark.rule;
    let start = format!("missing: {severity}[{rule}] {}", mark.message);
    let free = || left.iter().filter(|(_, mark)| mark.is_none()).map(|(finding, _)| *finding);
    let near = free()
        .find(|finding| stands_at(&finding.at, mark))
        .or_else(|| free().find(|finding| finding.rule == *rule));
    match near {
        Some(finding) => format!("{start}\n  found: {} {}", seen(&finding.at), told(finding)),
        None => start,
    }
}

/// Findings that lack a side that is marked.
fn sides_missing(side: &Mark, left: &[(&Finding, Option<&Mark>)]) -> Vec<Complaint> {
    let carries = |finding: &Finding| {
        finding
            .sides
            .iter()
            .any(|label| stands_at(label, side) && label.message.contains(&side.message))
    };
    let of_rule = |finding: &Finding| finding.rule == side.rule;
    if side.numbers.is_empty() {
        let is_carried = left.iter().any(|(finding, _)| of_rule(finding) && carries(finding));
        return match is_carried {
            true => Vec::new(),
            false => vec![side.place.complaint("missing: no finding labels this side")],
        };
    }
    let numbered = |number: &u32| {
        left.iter()
            .filter(|(finding, _)| of_rule(finding))
            .find(|(_, mark)| mark.is_some_and(|mark| mark.numbers.contains(number)))
    };
    side.numbers
        .iter()
        .filter(|number| numbered(number).is_some_and(|(finding, _)| !carries(finding)))
        .map(|number| {
            side.place.complaint(format!("missing: finding #{number} does not label this side"))
        })
        .collect()
}

fn seen(label: &Label) -> String {
    format!("{}:{}:{} {:?}", label.path, label.start.0, label.start.1, label.words)
}

fn told(finding: &Finding) -> String {
    format!("{}[{}] {}", finding.severity, finding.rule, finding.message)
}

/// The line of the Markdown in which a label stands.
fn place_of(case: &Case, label: &Label) -> Place {
    case.files
        .iter()
        .find(|file| file.path == label.path)
        .and_then(|file| file.places.get(label.start.0.checked_sub(1)?))
        .unwrap_or(&case.place)
        .clone()
}

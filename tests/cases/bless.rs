//! `BLESS=1` writes the marks of new sections. What is marked already is never touched.

use std::collections::BTreeMap;
use std::path::Path;

use super::case::{self, Case};
use super::marks;
use super::outcome::{Finding, Label, Outcome};
use super::parse::{CaseFile, Section};
use super::run;

/// Writes the marks of the sections of a file that are tagged `<!-- new -->`, and takes the tags away.
pub fn bless(path: &Path, text: &str, file: &CaseFile) -> std::io::Result<()> {
    // Lines to add, by the number of the line that they stand below.
    let mut added: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut blessed = Vec::new();
    for section in file.sections.iter().filter(|section| section.is_new) {
        let Ok(case) = case::case(file, section) else { continue };
        if !case.expected.marks.is_empty() {
            continue;
        }
        for (below, line) in marks_of(section, &case, &run::findings_of(&case)?) {
            added.entry(below).or_default().push(line);
        }
        blessed.push(section.place.line);
    }
    if blessed.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<String> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let line = match blessed.contains(&number) {
            true => line.trim_end().trim_end_matches("<!-- new -->").trim_end(),
            false => line,
        };
        lines.push(line.to_owned());
        lines.extend(added.remove(&number).unwrap_or_default());
    }
    std::fs::write(path, lines.join("\n") + "\n")
}

/// The lines to write for a case, and the line that each stands below.
fn marks_of(section: &Section, case: &Case, outcome: &Outcome) -> Vec<(usize, String)> {
    let mut pencil = Pencil { case, lines: Vec::new(), listed: Vec::new() };
    // A side that several findings share is marked once, with all their numbers.
    let mut sides: Vec<(&str, &Label, String)> = Vec::new();
    for (at, finding) in outcome.findings.iter().enumerate() {
        let number = number_of(at, &outcome.findings);
        let what = format!("{}[{}{number}]", finding.severity, finding.rule);
        pencil.mark('^', &finding.at, &what, &finding.message);
        for side in &finding.sides {
            let is_same = |known: &&mut (&str, &Label, String)| {
                known.0 == finding.rule && stand_at_one_place(known.1, side)
            };
            match sides.iter_mut().find(is_same) {
                Some(known) => known.2.push_str(&number),
                None => sides.push((&finding.rule, side, number.clone())),
            }
        }
    }
    for (rule, side, numbers) in sides {
        pencil.mark('-', side, &format!("side[{rule}{numbers}]"), "");
    }
    let Pencil { lines: mut written, listed, .. } = pencil;
    written.sort_by_key(|(below, line)| (*below, line.len() - line.trim_start().len()));
    if !listed.is_empty() {
        let end = section.blocks.iter().map(|block| block.place.line + block.lines.len() + 1).max();
        let block = format!("\n```findings\n{}\n```", listed.join("\n"));
        written.push((end.unwrap_or(section.place.line), block));
    }
    if let (Some((place, text)), Some(report)) = (&case.expected.report, &outcome.report)
        && text.trim().is_empty()
    {
        written.push((place.line, report.trim_end_matches('\n').to_owned()));
    }
    written
}

/// Draws marks under words, or lists them where none could stand.
struct Pencil<'c> {
    case: &'c Case,
    /// Mark lines, and the line of the Markdown that each stands below.
    lines: Vec<(usize, String)>,
    /// Lines of a `findings` block.
    listed: Vec<String>,
}

impl Pencil<'_> {
    fn mark(&mut self, sign: char, label: &Label, what: &str, message: &str) {
        let file = self.case.files.iter().find(|file| file.path == label.path);
        let says = format!("{what} {message}");
        let drawn = file.filter(|file| !file.is_verbatim).and_then(|file| {
            let drawn = marks::drawing(sign, label.start, label.end, &file.lines, says.trim_end())?;
            let line_of = |line: usize| file.places.get(line - 1).map(|place| place.line);
            drawn.into_iter().map(|(line, text)| Some((line_of(line)?, text))).collect()
        });
        match drawn {
            Some(lines) => self.lines.extend::<Vec<_>>(lines),
            None => {
                let (line, column) = label.start;
                let words = label.words.replace('\\', "\\\\").replace('"', "\\\"");
                let words = words.replace('\n', "\\n");
                let entry = format!("{}:{line}:{column} {what} \"{words}\" {message}", label.path);
                self.listed.push(entry.trim_end().to_owned());
            }
        }
    }
}

fn stand_at_one_place(one: &Label, other: &Label) -> bool {
    (&one.path, one.start, one.end) == (&other.path, other.start, other.end)
}

/// ` #2` where two findings of a rule have sides in one document, on other lines than they stand on
/// themselves: only then could one be taken for the other.
fn number_of(at: usize, findings: &[Finding]) -> String {
    let is_far = |finding: &Finding| {
        finding
            .sides
            .iter()
            .any(|side| (&side.path, side.start.0) != (&finding.at.path, finding.at.start.0))
    };
    let paths = |finding: &Finding| -> Vec<String> {
        let sides = finding.sides.iter().map(|side| side.path.clone());
        sides.chain([finding.at.path.clone()]).collect()
    };
    let of_rule: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.rule == findings[at].rule && is_far(finding))
        .collect();
    let share = |one: &Finding, other: &Finding| {
        let others = paths(other);
        !std::ptr::eq(one, other) && paths(one).iter().any(|path| others.contains(path))
    };
    let is_doubtful = |finding: &&Finding| of_rule.iter().any(|other| share(finding, other));
    let doubtful: Vec<&&Finding> = of_rule.iter().filter(|finding| is_doubtful(finding)).collect();
    match doubtful.iter().position(|finding| std::ptr::eq(**finding, &findings[at])) {
        Some(place) => format!(" #{}", place + 1),
        None => String::new(),
    }
}

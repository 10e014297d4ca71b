//! JUnit XML: rules as tests, as Jenkins, GitLab and most CI services show them.
//!
//! One test suite a rule. A rule is what is tested: the list of rules is known and stays, so a page
//! shows "this holds" as a passed test, counts what was tested, and no run gives a file without tests,
//! which Jenkins takes for an error. A rule that finds nothing is one passed test; each finding is a
//! failed one, whatever its severity (which is the failure's type). The name of a failed test is
//! its document and message, without line numbers: services compare branches by class and name, and drop
//! all but one of the same name. What could not be read or used is an error of the suite `factlint`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{Report, explanation, xml};

/// How a test came out.
enum Verdict {
    Passed,
    /// A failure or an error: its element, type, message and text.
    Not {
        element: &'static str,
        kind: &'static str,
        message: String,
        text: String,
    },
}

struct Case {
    name: String,
    verdict: Verdict,
}

struct Suite {
    name: String,
    /// The class of its tests. Jenkins takes what precedes the last dot for a package.
    class: String,
    cases: Vec<Case>,
}

impl Suite {
    /// The tests of a rule.
    fn of_rule(id: &str, cases: Vec<Case>) -> Self {
        let name = xml::line(id);
        Self { class: format!("factlint.{name}"), name, cases }
    }

    /// How many of its tests came out as this element.
    fn count(&self, wanted: &str) -> usize {
        let is_wanted = |case: &&Case| match &case.verdict {
            Verdict::Passed => false,
            Verdict::Not { element, .. } => *element == wanted,
        };
        self.cases.iter().filter(is_wanted).count()
    }
}

/// Writes the document.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let suites = suites(report);
    let total = |element: &str| suites.iter().map(|suite| suite.count(element)).sum();
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let (failures, errors): (usize, usize) = (total("failure"), total("error"));
    let mut writer = xml::document(&mut *out)?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", "factlint"))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", errors.to_string().as_str()))
        .write_inner_content(|writer| {
            suites.iter().try_for_each(|suite| write_suite(writer, suite))
        })?;
    writeln!(out)
}

/// What went wrong first, then the rules in their order.
fn suites(report: &Report<'_>) -> Vec<Suite> {
    let mut suites = Vec::new();
    let notifications: Vec<Case> = report
        .notifications
        .iter()
        .map(|notification| Case {
            name: xml::line(&notification.message),
            verdict: Verdict::Not {
                element: if notification.fails { "error" } else { "skipped" },
                kind: if notification.is_about_rules { "rules" } else { "document" },
                message: xml::line(&notification.message),
                text: match &notification.place {
                    Some(label) => xml::line(&explanation::place(label)),
                    None => xml::line(&notification.path),
                },
            },
        })
        .collect();
    if !notifications.is_empty() {
        let name = "factlint".to_owned();
        suites.push(Suite { class: name.clone(), name, cases: notifications });
    }
    let mut found: BTreeMap<&str, Vec<Case>> = BTreeMap::new();
    for finding in report.findings {
        let lines: Vec<String> =
            explanation::lines(finding).iter().map(|line| xml::line(line)).collect();
        let path = xml::line(&finding.primary.path);
        found.entry(&finding.rule).or_default().push(Case {
            name: format!("{path}: {}", xml::line(&finding.message)),
            verdict: Verdict::Not {
                element: "failure",
                kind: finding.severity.as_str(),
                message: xml::line(&finding.message),
                text: lines.join("\n"),
            },
        });
    }
    for loaded in &report.ruleset.rules {
        let id = &*loaded.rule.id;
        let cases = found.remove(id).unwrap_or_else(|| {
            let holds = loaded.check.fact(&loaded.rule);
            let holds = holds.unwrap_or_else(|| "texts agree with each other".to_owned());
            vec![Case { name: xml::line(&holds), verdict: Verdict::Passed }]
        });
        suites.push(Suite::of_rule(id, cases));
    }
    // Findings that no rule makes: stets that let nothing stand.
    suites.extend(found.into_iter().map(|(rule, cases)| Suite::of_rule(rule, cases)));
    for suite in &mut suites {
        name_apart(&mut suite.cases);
    }
    suites
}

/// Numbers the tests of a suite that share a name.
fn name_apart(cases: &mut [Case]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let plain = case.name.clone();
        let nth = counts.entry(plain.clone()).or_default();
        loop {
            *nth += 1;
            if *nth > 1 {
                case.name = format!("{plain} ({nth})");
            }
            if taken.insert(case.name.clone()) {
                break;
            }
        }
    }
}

fn write_suite<W: io::Write>(writer: &mut Writer<W>, suite: &Suite) -> io::Result<()> {
    writer
        .create_element("testsuite")
        .with_attribute(("name", suite.name.as_str()))
        .with_attribute(("tests", suite.cases.len().to_string().as_str()))
        .with_attribute(("failures", suite.count("failure").to_string().as_str()))
        .with_attribute(("errors", suite.count("error").to_string().as_str()))
        .with_attribute(("skipped", suite.count("skipped").to_string().as_str()))
        .write_inner_content(|writer| {
            suite.cases.iter().try_for_each(|case| write_case(writer, &suite.class, case))
        })?;
    Ok(())
}

fn write_case<W: io::Write>(writer: &mut Writer<W>, class: &str, case: &Case) -> io::Result<()> {
    let test = writer
        .create_element("testcase")
        .with_attribute(("classname", class))
        .with_attribute(("name", case.name.as_str()));
    let Verdict::Not { element, kind, message, text } = &case.verdict else {
        test.write_empty()?;
        return Ok(());
    };
    test.write_inner_content(|writer| {
        writer
            .create_element(*element)
            .with_attribute(("type", *kind))
            .with_attribute(("message", message.as_str()))
            .write_text_content(BytesText::new(text))?;
        Ok(())
    })?;
    Ok(())
}

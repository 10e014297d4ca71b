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
use xxhash_rust::xxh3::xxh3_64;

use super::{Notification, Report, explanation, xml};
use factlint_engine::finding::Finding;

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

/// What a suite tests. There may be very many findings: a test is made when it is written.
enum Tests<'r> {
    /// What could not be read or used.
    Told(&'r [Notification]),
    /// What holds.
    Passed(String),
    /// What does not.
    Failed(Vec<&'r Finding>),
}

impl Tests<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Told(notifications) => notifications.len(),
            Self::Passed(_) => 1,
            Self::Failed(findings) => findings.len(),
        }
    }

    /// How many of them came out as this element.
    fn count(&self, wanted: &str) -> usize {
        match self {
            Self::Told(notifications) => {
                notifications.iter().filter(|one| element_of(one) == wanted).count()
            }
            Self::Passed(_) => 0,
            Self::Failed(findings) => {
                if wanted == FAILURE {
                    findings.len()
                } else {
                    0
                }
            }
        }
    }

    /// Has each of them written, in order.
    fn each(&self, mut write: impl FnMut(Case) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Told(notifications) => {
                notifications.iter().try_for_each(|one| write(Case::of_notification(one)))
            }
            Self::Passed(holds) => write(Case { name: xml::line(holds), verdict: Verdict::Passed }),
            Self::Failed(findings) => {
                findings.iter().try_for_each(|finding| write(Case::of_finding(finding)))
            }
        }
    }
}

/// The element of a test that did not hold.
const FAILURE: &str = "failure";

fn element_of(notification: &Notification) -> &'static str {
    if notification.fails { "error" } else { "skipped" }
}

impl Case {
    fn of_notification(notification: &Notification) -> Self {
        Self {
            name: xml::line(&notification.message),
            verdict: Verdict::Not {
                element: element_of(notification),
                kind: if notification.is_about_rules { "rules" } else { "document" },
                message: xml::line(&notification.message),
                text: match &notification.place {
                    Some(label) => xml::line(&explanation::place(label)),
                    None => xml::line(&notification.path),
                },
            },
        }
    }

    fn of_finding(finding: &Finding) -> Self {
        let lines: Vec<String> =
            explanation::lines(finding).iter().map(|line| xml::line(line)).collect();
        let path = xml::line(&finding.primary.path);
        Self {
            name: format!("{path}: {}", xml::line(&finding.message)),
            verdict: Verdict::Not {
                element: FAILURE,
                kind: finding.severity.as_str(),
                message: xml::line(&finding.message),
                text: lines.join("\n"),
            },
        }
    }
}

struct Suite<'r> {
    name: String,
    /// The class of its tests. Jenkins takes what precedes the last dot for a package.
    class: String,
    tests: Tests<'r>,
}

impl<'r> Suite<'r> {
    /// The tests of a rule.
    fn of_rule(id: &str, tests: Tests<'r>) -> Self {
        let name = xml::line(id);
        Self { class: format!("factlint.{name}"), name, tests }
    }
}

/// Writes the document.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let suites = suites(report);
    let total = |element: &str| suites.iter().map(|suite| suite.tests.count(element)).sum();
    let tests: usize = suites.iter().map(|suite| suite.tests.len()).sum();
    let (failures, errors): (usize, usize) = (total(FAILURE), total("error"));
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
fn suites<'r>(report: &'r Report<'_>) -> Vec<Suite<'r>> {
    let mut suites = Vec::new();
    if !report.notifications.is_empty() {
        let (name, tests) = ("factlint".to_owned(), Tests::Told(report.notifications));
        suites.push(Suite { class: name.clone(), name, tests });
    }
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings {
        found.entry(&finding.rule).or_default().push(finding);
    }
    for loaded in &report.ruleset.rules {
        let id = &*loaded.rule.id;
        let tests = found.remove(id).map(Tests::Failed).unwrap_or_else(|| {
            let holds = loaded.check.fact(&loaded.rule);
            Tests::Passed(holds.unwrap_or_else(|| "texts agree with each other".to_owned()))
        });
        suites.push(Suite::of_rule(id, tests));
    }
    // Findings that no rule makes: stets that let nothing stand.
    let others = found.into_iter();
    suites.extend(others.map(|(rule, findings)| Suite::of_rule(rule, Tests::Failed(findings))));
    suites
}

/// The names that the tests of a suite have, as hashes: those that would share one are numbered.
#[derive(Default)]
struct Names {
    taken: BTreeSet<u64>,
    counts: BTreeMap<u64, u32>,
}

impl Names {
    /// A name that no other test has.
    fn apart(&mut self, plain: String) -> String {
        let nth = self.counts.entry(xxh3_64(plain.as_bytes())).or_default();
        loop {
            *nth += 1;
            let name = if *nth > 1 { format!("{plain} ({nth})") } else { plain.clone() };
            if self.taken.insert(xxh3_64(name.as_bytes())) {
                return name;
            }
        }
    }
}

fn write_suite<W: io::Write>(writer: &mut Writer<W>, suite: &Suite<'_>) -> io::Result<()> {
    let tests = &suite.tests;
    let mut names = Names::default();
    writer
        .create_element("testsuite")
        .with_attribute(("name", suite.name.as_str()))
        .with_attribute(("tests", tests.len().to_string().as_str()))
        .with_attribute(("failures", tests.count(FAILURE).to_string().as_str()))
        .with_attribute(("errors", tests.count("error").to_string().as_str()))
        .with_attribute(("skipped", tests.count("skipped").to_string().as_str()))
        .write_inner_content(|writer| {
            tests.each(|case| {
                let case = Case { name: names.apart(case.name), ..case };
                write_case(writer, &suite.class, &case)
            })
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

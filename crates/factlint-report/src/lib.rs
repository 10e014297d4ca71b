//! Reports: findings as text, JSON and what else may be asked for. One file per format; text from documents never
//! acts on the terminal, the log or the page that shows it.
//!
//! ```
//! use factlint_document::Document;
//! use factlint_engine::Engine;
//! use factlint_engine::summary::Summary;
//! use factlint_report::pretty::Style;
//! use factlint_report::{Format, Report, Sources, write};
//!
//! let engine = Engine::from_toml("[[rule]]\nid = \"slang\"\ncheck = \"term\"\nnever = [\"gonna\"]")
//!     .expect("no mistake in the rule");
//! let text = "We are gonna win.";
//! let findings = engine.check(&[Document::new("a.txt", text)]);
//! let report = Report {
//!     findings: &findings,
//!     summary: Summary { documents: 1, ..Summary::default() },
//!     ruleset: engine.rules(),
//!     notifications: &[],
//!     observations: &[],
//! };
//! // Excerpts show the lines of documents as they stand now.
//! let read = |_path: &str| Some(text.into());
//! let mut sources = Sources::new(read, None, Some(engine.rules()));
//! let mut out = Vec::new();
//! write(Format::Concise, &mut out, &report, &mut sources, Style::Plain)?;
//! assert!(String::from_utf8_lossy(&out).starts_with("a.txt:1:8: error[slang]"));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod checkstyle;
pub mod concise;
mod excerpt;
mod explanation;
pub mod facts;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
mod line;
mod notification;
pub mod page;
pub mod pretty;
pub mod rdjson;
pub mod sarif;
pub mod sheet;
mod streamed;
mod tracking;
mod xml;

pub use excerpt::visible;
pub use notification::Notification;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use factlint_document::Contents;
use factlint_document::encoding::{self, Decoded};
use factlint_engine::finding::{Finding, Label, Origin, Severity};
use factlint_engine::policy::Observation;
use factlint_engine::rule::source::SourceFile;
use factlint_engine::ruleset::{LoadedRule, RuleSet};
use factlint_engine::summary::Summary;
use factlint_language::span::Span;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Compiler-style diagnostics with the words in their lines.
    Pretty,
    /// One line a finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object a finding.
    JsonLines,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// reviewdog's diagnostic format, one object.
    Rdjson,
    /// reviewdog's diagnostic format, one object a finding.
    RdjsonLines,
    /// One self-contained HTML page.
    Html,
}

/// Everything that a report tells.
#[derive(Debug)]
pub struct Report<'a> {
    /// In their stable order.
    pub findings: &'a [Finding],
    /// What was done and what was withheld.
    pub summary: Summary,
    /// The rules of the run.
    pub ruleset: &'a RuleSet,
    /// What could not be read or used.
    pub notifications: &'a [Notification],
    /// What documents say under each rule; only the page tells it.
    pub observations: &'a [Observation],
}

impl Report<'_> {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The last line: "5 documents (2 undated), 12 rules, 9 claims: 1 error; 3 not judged: no document date", or
    /// "2 of 5 documents reported on" where the others are only compared with. It ends with what the run failed for:
    /// where rules or documents could not be read, "no findings" says nothing about them.
    pub fn last_line(&self) -> String {
        let counted = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            many => format!("{many} {noun}s"),
        };
        let documents = counted(self.summary.documents, "document");
        let mut line = match self.summary.only_compared {
            0 => documents,
            _ => format!("{} of {documents}", self.summary.reported()),
        };
        if self.summary.undated > 0 {
            line.push_str(&format!(" ({} undated)", self.summary.undated));
        }
        if self.summary.only_compared > 0 {
            line.push_str(" reported on");
        }
        let rules = counted(self.ruleset.rules.len(), "rule");
        line.push_str(&format!(", {rules}, {}: ", counted(self.summary.claims, "claim")));
        let tally: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .map(|severity| (self.count(severity), severity))
            .filter(|(count, _)| *count > 0)
            .map(|(count, severity)| counted(count, severity.as_str()))
            .collect();
        line.push_str(&if tally.is_empty() { "no findings".to_owned() } else { tally.join(", ") });
        if self.summary.not_judged > 0 {
            line.push_str(&format!("; {} not judged: no document date", self.summary.not_judged));
        }
        if self.summary.stetted > 0 {
            line.push_str(&format!("; {} let stand", counted(self.summary.stetted, "finding")));
        }
        if self.summary.due > 0 {
            let rules = counted(self.summary.due, "rule");
            line.push_str(&format!("; {rules} due for review (factlint rules --stale)"));
        }
        if self.summary.unread > 0 {
            let unread = counted(self.summary.unread, "statement");
            line.push_str(&format!("; {unread} not read (factlint check --unread)"));
        }
        if self.summary.known > 0 {
            line.push_str(&format!("; {} known", counted(self.summary.known, "finding")));
        }
        let failures = |about_rules: bool| {
            let is_one = |told: &&Notification| told.fails && told.is_about_rules == about_rules;
            self.notifications.iter().filter(is_one).count()
        };
        let (rules, documents) = (failures(true), failures(false));
        if rules > 0 {
            let mistakes = counted(rules, "mistake");
            line.push_str(&format!(
                "; {mistakes} in rules or configuration, so not all was checked"
            ));
        }
        if documents > 0 {
            // What holds no document is no document that could not be read.
            line.push_str(&match self.summary.reported() {
                0 => "; nothing was checked".to_owned(),
                _ => format!("; {} could not be read", counted(documents, "document")),
            });
        }
        line
    }
}

/// Where excerpts come from: rule files are in memory, documents are read again, and only believed
/// if they still hold the words.
pub struct Sources<'a> {
    ruleset: Option<&'a RuleSet>,
    configs: Vec<&'a SourceFile>,
    bytes: ReadBytes<'a>,
    format_of: FormatOf<'a>,
    read: BTreeMap<String, Option<Read>>,
}

/// How the document at a path is read.
type FormatOf<'a> = Box<dyn Fn(&str) -> factlint_document::Format + 'a>;

/// The bytes of the document at a path, as they stand now.
type ReadBytes<'a> = Box<dyn Fn(&str) -> Option<Vec<u8>> + 'a>;

impl std::fmt::Debug for Sources<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Sources").field("read", &self.read.keys()).finish_non_exhaustive()
    }
}

/// A document that was read again.
#[derive(Debug)]
struct Read {
    text: String,
    format: factlint_document::Format,
    contents: OnceCell<Contents>,
}

impl Read {
    fn new(mut decoded: Decoded<'_>, format: factlint_document::Format) -> Self {
        let contents = decoded.contents.take().map_or_else(OnceCell::new, OnceCell::from);
        Self { text: decoded.text.into_owned(), format, contents }
    }
}

impl<'a> Sources<'a> {
    /// Excerpts of documents, whose bytes `bytes` gives as they stand now, of `factlint.toml` and what else configures
    /// the run, and of rules.
    pub fn new(
        bytes: impl Fn(&str) -> Option<Vec<u8>> + 'a,
        configs: impl IntoIterator<Item = &'a SourceFile>,
        ruleset: Option<&'a RuleSet>,
    ) -> Self {
        let configs = configs.into_iter().collect();
        let format_of = Box::new(|path: &str| factlint_document::Format::for_path(Path::new(path)));
        Self { ruleset, configs, bytes: Box::new(bytes), format_of, read: BTreeMap::new() }
    }

    /// The same, with documents read in the formats that `format_of` tells by their paths.
    #[must_use]
    pub fn in_formats(self, format_of: impl Fn(&str) -> factlint_document::Format + 'a) -> Self {
        Self { format_of: Box::new(format_of), ..self }
    }

    /// A text that stands for a document of this name.
    pub fn add(&mut self, path: String, decoded: Decoded<'_>) {
        let format = (self.format_of)(&path);
        self.read.insert(path, Some(Read::new(decoded, format)));
    }

    /// The block around the words of the first of some labels of a document with markup, as readers see it, and
    /// where in it the words of those labels stand that lie in it one behind the other. None where the document is
    /// its own prose, or does not hold the words any more.
    pub fn block_around(&mut self, labels: &[&Label]) -> Option<(String, Vec<Span>)> {
        let first = labels.first().filter(|label| label.origin == Origin::Document)?;
        self.text(first)?;
        let read = self.read.get(&*first.path)?.as_ref()?;
        if read.format == factlint_document::Format::Plain {
            return None;
        }
        let contents = read.contents.get_or_init(|| Contents::read(&read.text, read.format));
        let prose = contents.prose.as_deref()?;
        let at = contents.map.prose_of(first.span)?;
        let index = contents.blocks.partition_point(|block| block.span.start <= at.start);
        let block = contents.blocks.get(index.checked_sub(1)?)?.span;
        let spans: Vec<Span> = labels
            .iter()
            .take_while(|label| read.text.get(label.span.range()) == Some(label.text.as_str()))
            .map_while(|label| contents.map.prose_of(label.span))
            .take_while(|span| block.contains(*span))
            .map(|span| Span { start: span.start - block.start, end: span.end - block.start })
            .collect();
        (!spans.is_empty()).then(|| (block.of(prose).to_owned(), spans))
    }

    /// A rule of the run.
    fn rule(&self, id: &str) -> Option<&'a LoadedRule> {
        self.ruleset.and_then(|ruleset| ruleset.find(id))
    }

    /// The text that a label points into, if the label's words still stand there.
    pub fn text(&mut self, label: &Label) -> Option<&str> {
        let text = match label.origin {
            Origin::Config => {
                let mut files = self.configs.iter();
                files.find(|file| file.path == label.path).map(|file| file.text.as_str())
            }
            Origin::Rule | Origin::Pack | Origin::Fact => self
                .ruleset
                .and_then(|ruleset| ruleset.file(label.origin, &label.path))
                .map(|file| file.text.as_str()),
            Origin::Document => self.document(&label.path),
        };
        text.filter(|text| text.get(label.span.range()) == Some(label.text.as_str()))
    }

    /// The text of a document as it stands now.
    pub fn document(&mut self, path: &str) -> Option<&str> {
        let (bytes, format_of) = (&self.bytes, &self.format_of);
        self.read
            .entry(path.to_owned())
            .or_insert_with(|| {
                let bytes = bytes(path)?;
                let format = format_of(path);
                Some(Read::new(encoding::decode(&bytes, format).ok()?, format))
            })
            .as_ref()
            .map(|read| read.text.as_str())
    }
}

/// Writes a report in a format.
///
/// # Errors
/// Where the output cannot be written.
pub fn write(
    format: Format,
    out: &mut dyn io::Write,
    report: &Report<'_>,
    sources: &mut Sources<'_>,
    style: pretty::Style,
) -> io::Result<()> {
    match format {
        Format::Pretty => pretty::write(out, report, sources, style),
        Format::Concise => concise::write(out, report),
        Format::Json => json::write(out, report),
        Format::JsonLines => json::write_lines(out, report),
        Format::Sarif => sarif::write(out, report),
        Format::Github => github::write(out, report),
        Format::Gitlab => gitlab::write(out, report),
        Format::Junit => junit::write(out, report),
        Format::Checkstyle => checkstyle::write(out, report),
        Format::Rdjson => rdjson::write(out, report, sources),
        Format::RdjsonLines => rdjson::write_lines(out, report, sources),
        Format::Html => page::write(out, report, sources),
    }
}

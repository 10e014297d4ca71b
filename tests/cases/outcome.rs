//! What came of a case, however it was run.

use super::finding::{self, Origin};
use super::marks::Position;

/// What came of a case.
#[derive(Debug, Default)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    pub stderr: String,
    pub code: Option<i32>,
    /// The report for people, where the case asks for it.
    pub report: Option<String>,
}

/// One finding, as far as cases speak of it.
#[derive(Debug)]
pub struct Finding {
    pub rule: String,
    pub severity: String,
    pub message: String,
    pub at: Label,
    /// The other sides that lie in files of the case.
    pub sides: Vec<Label>,
}

/// Words of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub path: String,
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    pub words: String,
    pub message: String,
}

impl From<&finding::Finding> for Finding {
    fn from(found: &finding::Finding) -> Self {
        let sides = found.labels().skip(1).filter(|side| side.origin == Origin::Document);
        Self {
            rule: found.rule.to_string(),
            severity: found.severity.as_str().to_owned(),
            message: found.message.clone(),
            at: Label::from(&found.primary),
            sides: sides.map(Label::from).collect(),
        }
    }
}

impl From<&finding::Label> for Label {
    fn from(label: &finding::Label) -> Self {
        Self {
            path: label.path.to_string(),
            start: (label.start.line as usize, label.start.column as usize),
            end: (label.end.line as usize, label.end.column as usize),
            words: label.text.to_string(),
            message: label.message.to_string(),
        }
    }
}

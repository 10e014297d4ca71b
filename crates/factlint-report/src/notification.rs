//! What keeps a run from being whole, for reports that are read without its standard error.

use super::excerpt::visible;
use factlint_engine::finding::{Label, Problem};

/// A document that cannot be read, or a mistake in a rule file or in `factlint.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Whether it is about rules and configuration, not about a document.
    pub is_about_rules: bool,
    /// The file.
    pub path: String,
    /// Where in the file, if that is known.
    pub place: Option<Label>,
    /// One visible line that reads alone.
    pub message: String,
    /// Whether the run fails for it: documents that are only compared with fail it if they must.
    pub fails: bool,
}

impl Notification {
    /// A document that cannot be read: its path, why, and whether the run fails for it.
    pub fn document(path: &str, message: &str, fails: bool) -> Self {
        Self {
            is_about_rules: false,
            path: path.to_owned(),
            place: None,
            message: visible(&format!("{path} {message}")),
            fails,
        }
    }

    /// A passage of a document that cannot be read, and does not fail the run.
    pub fn passage(place: &Label, message: &str) -> Self {
        Self { place: Some(place.clone()), ..Self::document(&place.path, message, false) }
    }

    /// A rule file that cannot be read.
    pub fn rule_file(path: &str, message: &str) -> Self {
        Self {
            is_about_rules: true,
            path: path.to_owned(),
            place: None,
            message: visible(&format!("{path}: {message}")),
            fails: true,
        }
    }

    /// A mistake in a rule file or in `factlint.toml`.
    pub fn problem(problem: &Problem) -> Self {
        let at = &problem.primary;
        let label =
            if at.message.is_empty() { String::new() } else { format!(" ({})", at.message) };
        Self {
            is_about_rules: true,
            path: at.path.to_string(),
            place: Some(at.clone()),
            message: visible(&format!("{}{label}", problem.message)),
            fails: true,
        }
    }

    /// Something in a rule file or in `factlint.toml` that does nothing.
    pub fn warning(problem: &Problem) -> Self {
        Self { fails: false, ..Self::problem(problem) }
    }

    /// The line that it is about, from 1: the first where none is known.
    pub fn line(&self) -> u32 {
        self.place.as_ref().map_or(1, |label| label.start.line)
    }
}

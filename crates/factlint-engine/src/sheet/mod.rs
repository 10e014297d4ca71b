//! The tick sheet: what a draft states, held against its sources and against the facts of the rules that are loaded.
//!
//! *Agrees* and *differs* are only said where draft and source surely tell the same thing; all else stands *only here*,
//! which accuses nobody.

mod agree;
mod shelf;
mod source;

use crate::finding::Finding;
use crate::rule::Rule;
use crate::statement::Statement;
use factlint_language::span::{Position, Span};
pub use shelf::Shelf;
pub use source::Source;

/// A place in a source, with the words that stand there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The source's path, as the caller gave it.
    pub path: String,
    /// Bytes in the text.
    pub span: Span,
    /// Line and column of the first byte.
    pub start: Position,
    /// Line and column one past the last.
    pub end: Position,
    /// The words, as readers see them.
    pub seen: String,
    /// The prose of the sentence around them.
    pub sentence: String,
    /// Whether the span also counts bytes of the file on disk.
    pub on_disk: bool,
}

/// What sources and facts say of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A source says the same.
    Agrees {
        /// Where: a place a source, the most alike first.
        places: Vec<Place>,
    },
    /// A source says it otherwise, or a rule finds a contradiction.
    Differs {
        /// The other sides.
        places: Vec<Place>,
        /// What differs, in words that a line can end with.
        why: String,
        /// The rule that found it, if one did.
        rule: Option<String>,
    },
    /// A rule has a fact for it, and it is that.
    Checked {
        /// The rule's id.
        rule: String,
        /// Who says so.
        source: Option<String>,
    },
    /// No source was found that says it.
    OnlyHere,
}

impl Verdict {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Agrees { .. } => "agrees",
            Self::Differs { .. } => "differs",
            Self::Checked { .. } => "checked",
            Self::OnlyHere => "only here",
        }
    }

    /// A contradiction that a rule finds in a statement.
    pub fn found(finding: &Finding, statement: &Statement) -> Self {
        let is_other = |label: &&crate::finding::Label| {
            label.origin == crate::finding::Origin::Document && label.span != statement.span
        };
        let place = |label: &crate::finding::Label| Place {
            path: label.path.to_string(),
            span: label.span,
            start: label.start,
            end: label.end,
            seen: label.seen().to_owned(),
            sentence: String::new(),
            on_disk: label.on_disk,
        };
        Self::Differs {
            places: finding.labels().filter(is_other).map(place).collect(),
            why: finding.message.clone(),
            rule: Some(finding.rule.to_string()),
        }
    }

    /// A fact that holds.
    pub fn checked(rule: &Rule) -> Self {
        Self::Checked { rule: rule.id.to_string(), source: rule.source.clone() }
    }
}

/// How many statements have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Sources say the same.
    pub agree: usize,
    /// Something contradicts them.
    pub differ: usize,
    /// A fact was held against them, and holds.
    pub checked: usize,
    /// Nobody else says it.
    pub alone: usize,
}

impl Count {
    /// Counts a verdict.
    pub fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Agrees { .. } => self.agree += 1,
            Verdict::Differs { .. } => self.differ += 1,
            Verdict::Checked { .. } => self.checked += 1,
            Verdict::OnlyHere => self.alone += 1,
        }
    }

    /// All of them.
    pub fn all(&self) -> usize {
        self.agree + self.differ + self.checked + self.alone
    }
}

//! Unread statements: what a rule is about and did not read, with the reason.

use std::sync::Arc;

use factlint_language::span::{Position, Span};
use serde::{Deserialize, Serialize};

/// Why a sentence that names a rule's subject makes no claim under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// None of the cues of `near` stands there.
    NoCue,
    /// `unless-near` leaves the sentence out.
    UnlessNear,
    /// `except` leaves the words out.
    Except,
    /// `quotes` leaves the words out.
    Quotes,
    /// A negation, condition, plan, question or denial; an example, a correction, or what was before.
    NotAsserted,
    /// The figure belongs to another subject, or it is unclear to which.
    OwnerUnclear,
    /// Nothing there that the rule could compare.
    NothingToCompare,
}

/// A place that a rule looked at without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The sentence, in bytes of the text.
    pub span: Span,
    /// Line and column of its first byte.
    pub start: Position,
    /// Why.
    pub reason: Reason,
    /// What of the rule or of the text decided: its cues, its exceptions, the word that unsays; empty where nothing
    /// is to be named.
    pub decided_by: String,
}

impl Unread {
    /// The reason in one line.
    pub fn told(&self) -> String {
        let by = &self.decided_by;
        match self.reason {
            Reason::NoCue => format!("its subject is named, but no cue of `near`: {by}"),
            Reason::UnlessNear => format!("left out by `unless-near`: {by}"),
            Reason::Except => format!("left out by `except`: {by}"),
            Reason::Quotes => "left out by `quotes`: the words are quoted, or are not".to_owned(),
            Reason::NotAsserted if !by.is_empty() => format!("not asserted: `{by}`"),
            Reason::NotAsserted => {
                "not asserted: a negation, condition, plan, question or denial".to_owned()
            }
            Reason::OwnerUnclear => {
                "belongs to something else, or it is unclear to what".to_owned()
            }
            Reason::NothingToCompare => {
                "it has a subject or a cue here, but nothing that it could compare".to_owned()
            }
        }
    }
}

//! What documents say under each rule, also where nothing contradicts it: what the grid of the page shows.

use std::sync::Arc;

use factlint_language::span::{Position, Span};

/// How a saying stands beside the others and the fact; of several answers the later one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing to hold it against: no other claim, someone else's words, or no date.
    Alone,
    /// It was held against others or a fact, and nothing contradicts it.
    Agrees,
    /// An editor lets it stand.
    Stet,
    /// It is a side of a contradiction that most of the others are not on.
    Contradicts,
}

/// What a document says in one place under one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The document: a path as reports show it.
    pub path: String,
    /// Whether findings of this document are reported.
    pub reported: bool,
    /// The words that carry the value; different ones side by side.
    pub words: String,
    /// Where they stand, in bytes of the text; of many places the first ones. Never empty.
    pub spans: Vec<Span>,
    /// Line and column of the first byte.
    pub start: Position,
    /// How it stands beside the others.
    pub standing: Standing,
}

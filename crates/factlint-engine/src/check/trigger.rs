//! What wakes a rule in a document.

use std::sync::Arc;

use crate::rule::phrase::{Cue, Pattern, PhraseId};

/// What wakes a rule in a document.
#[derive(Clone, Debug)]
pub enum Trigger {
    /// One of these phrases.
    Phrases(Vec<PhraseId>),
    /// A digit.
    Digits,
    /// What a kind looks for in the text itself.
    Marks(Marks),
    /// The same in the text as it is written, with what readers never see.
    Written(Marks),
    /// One of these phrases, or a match of one of the expressions.
    Patterns {
        /// Phrases, found by the one pass.
        phrases: Vec<PhraseId>,
        /// Expressions, each of which costs a pass of its own.
        patterns: Vec<Arc<Pattern>>,
    },
}

impl PartialEq for Trigger {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Digits, Self::Digits) => true,
            (Self::Marks(one), Self::Marks(another))
            | (Self::Written(one), Self::Written(another)) => one == another,
            // The others are each their rule's own.
            _ => false,
        }
    }
}

/// A quick look at a text that tells whether a kind may have something to say about it.
#[derive(Clone, Copy)]
pub struct Marks {
    /// The kind that looks.
    pub kind: &'static str,
    /// Whether the text holds a mark.
    pub any: fn(&str) -> bool,
}

impl PartialEq for Marks {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Marks {}

impl std::fmt::Debug for Marks {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Marks").field(&self.kind).finish()
    }
}

impl Trigger {
    /// One of these names, or of these cues.
    pub(super) fn of_cues(mut phrases: Vec<PhraseId>, cues: &[Cue]) -> Self {
        let mut patterns = Vec::new();
        for cue in cues {
            match cue {
                Cue::Phrase(phrase) => phrases.push(*phrase),
                Cue::Pattern(pattern) => patterns.push(Arc::clone(pattern)),
            }
        }
        if patterns.is_empty() {
            Self::Phrases(phrases)
        } else {
            Self::Patterns { phrases, patterns }
        }
    }

    /// Whether a text without any phrase of a rule wakes the rule.
    pub fn is_pulled_by(&self, text: &str) -> bool {
        match self {
            Self::Phrases(_) => false,
            Self::Digits => text.bytes().any(|byte| byte.is_ascii_digit()),
            Self::Marks(marks) | Self::Written(marks) => (marks.any)(text),
            Self::Patterns { patterns, .. } => {
                patterns.iter().filter_map(|one| one.regex()).any(|regex| regex.is_match(text))
            }
        }
    }
}

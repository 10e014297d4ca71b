//! Conflicts: what judging a group of claims comes to, before anybody decides what is reported.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::claim::{Claim, ClaimId, Part};
use crate::finding::{Fix, Label, Severity};

/// What kind of conflict it is: `kind/what`, from the closed list of its kind of check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// "title/ended".
    pub name: &'static str,
    /// What it says, in one line.
    pub meaning: &'static str,
}

impl Code {
    /// A code with its meaning.
    pub const fn new(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning }
    }
}

/// One side of a conflict: a claim, and the words of it that are in question.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The claim.
    pub claim: ClaimId,
    /// Index of the claim's part that is pointed at.
    pub part: usize,
    /// The words with their place, and what is to be seen there.
    pub label: Label,
}

impl Side {
    /// A side on some words of a claim: one of its parts, or words within one.
    pub fn new(claim: &Claim, words: &Part, message: impl Into<SmolStr>) -> Self {
        let part = claim.parts.iter().position(|part| part.span.contains(words.span));
        Self {
            claim: claim.id(),
            part: part.unwrap_or(0),
            label: words.label(&claim.document, message),
        }
    }
}

/// What supports the verdict without being in question itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// A claim that agrees with the fact.
    Claim(Box<Side>),
    /// A place in a rule file or in a file of facts.
    Place(Arc<Label>),
}

impl Evidence {
    /// Where it stands.
    pub fn label(&self) -> &Label {
        match self {
            Self::Claim(side) => &side.label,
            Self::Place(label) => label,
        }
    }
}

/// Claims that cannot all be true, or one that cannot be the fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The rule's kind.
    pub check: &'static str,
    /// What kind of conflict it is.
    pub code: Code,
    /// How much it matters, as the rule says; less where the rule is due for review.
    pub severity: Severity,
    /// One line that reads alone: lower-case start, no period, both sides quoted.
    pub message: String,
    /// Who differs; the side that stands out first. Never empty.
    pub sides: Vec<Side>,
    /// Sides that are too many to list, shared by the conflicts of a group.
    pub further: Arc<[Side]>,
    /// What supports the verdict.
    pub evidence: Vec<Evidence>,
    /// How many places of the document it tells of, the first side's among them.
    pub places: usize,
    /// The arithmetic, the fact's source, what was counted.
    pub notes: Vec<Arc<str>>,
    /// A way to settle it.
    pub fix: Option<Box<Fix>>,
    /// Identity that survives edits elsewhere, see [`fingerprint`](crate::finding::fingerprint).
    pub fingerprint: SmolStr,
}

impl Conflict {
    /// Every claim that it speaks of, in question or in support.
    pub fn claims(&self) -> impl Iterator<Item = &Side> {
        let supporting = self.evidence.iter().filter_map(|one| match one {
            Evidence::Claim(side) => Some(&**side),
            Evidence::Place(_) => None,
        });
        self.sides.iter().chain(supporting)
    }

    /// The places that it shows beside the first side.
    pub fn related(&self) -> impl Iterator<Item = &Label> {
        let sides = self.sides.iter().skip(1).map(|side| &side.label);
        sides.chain(self.evidence.iter().map(Evidence::label))
    }
}

//! Unread statements: what a rule is about and did not read, with the reason.

use std::sync::Arc;

use factlint_language::span::{Position, Span};
use serde::{Deserialize, Serialize};

use crate::conflict::Code;

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
    /// It is unclear to what the figure belongs.
    OwnerUnclear,
    /// The figure belongs to another subject that rules know.
    OtherOwner,
    /// The figure belongs to a thing that no rule knows, or to a part of the rule's subject.
    OtherThing,
    /// The figure answers to another word than a cue of the rule.
    OtherCue,
    /// The figure tells of a part, a change or another one of the sort, not of how much there is.
    PartOrChange,
    /// Several figures or values stand there, and it is unclear which of them the cue announces.
    Several,
    /// It is unclear on which day it holds.
    DayUnclear,
    /// It is unclear who says it: the text names nobody.
    SpeakerUnclear,
    /// A number without a unit, where the rule wants one.
    NoUnit,
    /// So much for each of something, where the rule wants so much.
    OtherRate,
    /// It is unclear who the two sides are.
    SidesUnclear,
    /// Nothing there that the rule could compare.
    NothingToCompare,
}

/// How much a reason should worry whoever wrote the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It may be a statement that the rule should have read.
    Unclear,
    /// It is left out on purpose: by the rule, since nobody asserts it, or since it tells of something beside the subject.
    Withheld,
    /// It is about another subject, or is no statement.
    Elsewhere,
}

impl Reason {
    /// All reasons.
    pub const ALL: &'static [Self] = &[
        Self::NoCue,
        Self::UnlessNear,
        Self::Except,
        Self::Quotes,
        Self::NotAsserted,
        Self::OwnerUnclear,
        Self::OtherOwner,
        Self::OtherThing,
        Self::OtherCue,
        Self::PartOrChange,
        Self::Several,
        Self::DayUnclear,
        Self::SpeakerUnclear,
        Self::NoUnit,
        Self::OtherRate,
        Self::SidesUnclear,
        Self::NothingToCompare,
    ];

    /// How far from a claim it keeps a sentence: the less, the nearer. What is unclear comes first, then what is
    /// withheld, then what is about something else.
    pub fn distance(self) -> usize {
        let same = |reason: &Self| *reason == self;
        NEAREST_FIRST.iter().position(same).unwrap_or(NEAREST_FIRST.len())
    }

    /// How much it should worry.
    pub fn class(self) -> Class {
        match self {
            Self::OwnerUnclear
            | Self::Several
            | Self::DayUnclear
            | Self::SpeakerUnclear
            | Self::NoUnit
            | Self::OtherRate
            | Self::SidesUnclear => Class::Unclear,
            Self::UnlessNear
            | Self::Except
            | Self::Quotes
            | Self::NotAsserted
            | Self::OtherThing
            | Self::OtherCue
            | Self::PartOrChange => Class::Withheld,
            Self::NoCue | Self::OtherOwner | Self::NothingToCompare => Class::Elsewhere,
        }
    }

    /// What findings about statements that were not read are called by.
    pub fn code(self) -> Code {
        match self {
            Self::NoCue => NO_CUE,
            Self::UnlessNear => UNLESS_NEAR,
            Self::Except => EXCEPT,
            Self::Quotes => QUOTES,
            Self::NotAsserted => NOT_ASSERTED,
            Self::OwnerUnclear => OWNER_UNCLEAR,
            Self::OtherOwner => OTHER_OWNER,
            Self::OtherThing => OTHER_THING,
            Self::OtherCue => OTHER_CUE,
            Self::PartOrChange => PART_OR_CHANGE,
            Self::Several => SEVERAL,
            Self::DayUnclear => DAY_UNCLEAR,
            Self::SpeakerUnclear => SPEAKER_UNCLEAR,
            Self::NoUnit => NO_UNIT,
            Self::OtherRate => OTHER_RATE,
            Self::SidesUnclear => SIDES_UNCLEAR,
            Self::NothingToCompare => NOTHING_TO_COMPARE,
        }
    }
}

/// The reasons by how little is missing to a claim.
const NEAREST_FIRST: &[Reason] = &[
    Reason::Several,
    Reason::DayUnclear,
    Reason::SpeakerUnclear,
    Reason::NoUnit,
    Reason::OtherRate,
    Reason::SidesUnclear,
    Reason::OwnerUnclear,
    Reason::PartOrChange,
    Reason::NotAsserted,
    Reason::OtherThing,
    Reason::OtherCue,
    Reason::Quotes,
    Reason::Except,
    Reason::UnlessNear,
    Reason::OtherOwner,
    Reason::NothingToCompare,
    Reason::NoCue,
];

const NO_CUE: Code = Code::new("unread/no-cue", "no cue of `near` stands there");
const UNLESS_NEAR: Code = Code::new("unread/unless-near", "left out by `unless-near`");
const EXCEPT: Code = Code::new("unread/except", "left out by `except`");
const QUOTES: Code = Code::new("unread/quotes", "left out by `quotes`");
const NOT_ASSERTED: Code =
    Code::new("unread/not-asserted", "a negation, condition, plan, question or denial");
const OWNER_UNCLEAR: Code =
    Code::new("unread/owner-unclear", "it is unclear to what a figure belongs");
const OTHER_OWNER: Code =
    Code::new("unread/other-owner", "a figure belongs to another subject that rules know");
const OTHER_THING: Code =
    Code::new("unread/other-thing", "a figure belongs to a thing that no rule knows, or to a part");
const OTHER_CUE: Code =
    Code::new("unread/other-cue", "a figure answers to another word than a cue of the rule");
const PART_OR_CHANGE: Code =
    Code::new("unread/part-or-change", "a part, a change or another one of the sort");
const SEVERAL: Code = Code::new("unread/several", "it is unclear which of several values is meant");
const DAY_UNCLEAR: Code = Code::new("unread/day-unclear", "it is unclear on which day it holds");
const SPEAKER_UNCLEAR: Code = Code::new("unread/speaker-unclear", "it is unclear who says it");
const NO_UNIT: Code = Code::new("unread/no-unit", "a number stands without a unit");
const OTHER_RATE: Code = Code::new(
    "unread/other-rate",
    "so much stands there per something that the rule does not ask for",
);
const SIDES_UNCLEAR: Code =
    Code::new("unread/sides-unclear", "it is unclear who the two sides are");
const NOTHING_TO_COMPARE: Code =
    Code::new("unread/nothing-to-compare", "nothing there that the rule could compare");

/// The codes of statements that were not read, in the order of [`Reason::ALL`].
pub const CODES: &[Code] = &[
    NO_CUE, UNLESS_NEAR, EXCEPT, QUOTES, NOT_ASSERTED, OWNER_UNCLEAR, OTHER_OWNER, OTHER_THING,
    OTHER_CUE, PART_OR_CHANGE, SEVERAL, DAY_UNCLEAR, SPEAKER_UNCLEAR, NO_UNIT, OTHER_RATE,
    SIDES_UNCLEAR, NOTHING_TO_COMPARE,
];

/// A place that a rule looked at without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The sentence, in bytes of the text.
    pub sentence: Span,
    /// Where the words stand that were not read: a figure, a value; of what is no statement, the sentence.
    pub span: Span,
    /// Line and column of the first byte of the words.
    pub start: Position,
    /// Line and column one past their last byte.
    pub end: Position,
    /// The words.
    pub words: String,
    /// Hash of the normalised sentence.
    pub context: u64,
    /// Why.
    pub reason: Reason,
    /// What decided: cues or exceptions of the rule, the name of another owner, the word that unsays; empty where
    /// nothing is to be named.
    pub decided_by: String,
    /// Whether a value of the kind that the rule wants stands there, with its subject and its cue: what its author
    /// would take for a statement.
    pub is_statement: bool,
}

impl Unread {
    /// The reason in one line.
    pub fn told(&self) -> String {
        let by = &self.decided_by;
        match self.reason {
            Reason::NoCue => format!("its subject is named, but no cue of `near`: {by}"),
            Reason::UnlessNear => format!("left out by `unless-near`: {by}"),
            Reason::Except => format!("left out by `except`: {by}"),
            Reason::Quotes if !by.is_empty() => {
                format!("quoted: somebody's own words are held against a fact only with `{by}`")
            }
            Reason::Quotes => "left out by `quotes`: the words are quoted, or are not".to_owned(),
            Reason::NotAsserted if !by.is_empty() => format!("not asserted: `{by}`"),
            Reason::NotAsserted => {
                "not asserted: a negation, condition, plan, question or denial".to_owned()
            }
            Reason::OwnerUnclear if by.is_empty() => "it is unclear to what it belongs".to_owned(),
            Reason::OwnerUnclear => format!("it is unclear whether it belongs to {by}"),
            Reason::OtherOwner if by.is_empty() => "belongs to something else".to_owned(),
            Reason::OtherOwner => format!("belongs to {by}"),
            Reason::OtherThing if by.is_empty() => {
                "belongs to something else, or to a part of its subject".to_owned()
            }
            Reason::OtherThing => format!("`{by}` makes it that of something else"),
            Reason::OtherCue if !by.is_empty() => {
                format!("`{by}` makes it something else than what the cues of `near` announce")
            }
            Reason::OtherCue => {
                "tells something else than what the cues of `near` announce".to_owned()
            }
            Reason::PartOrChange if !by.is_empty() => {
                format!("`{by}` makes it a part, a change or another one")
            }
            Reason::PartOrChange => "tells of a part, a change or another one".to_owned(),
            Reason::SidesUnclear => "it is unclear who the two sides are".to_owned(),
            Reason::Several => "one of several values, and it is unclear which is meant".to_owned(),
            Reason::DayUnclear => "it is unclear on which day that holds".to_owned(),
            Reason::SpeakerUnclear => "spoken by somebody unnamed".to_owned(),
            Reason::NoUnit if by.is_empty() => {
                "a number that does not say what it counts".to_owned()
            }
            Reason::NoUnit => format!("a number without a unit, where the rule wants {by}"),
            Reason::OtherRate => "so much per something that the rule does not ask for".to_owned(),
            Reason::NothingToCompare => {
                "it has a subject or a cue here, but nothing that it could compare".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        let codes: Vec<Code> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes, CODES);
    }

    #[test]
    fn what_is_unclear_is_nearest_to_a_claim() {
        let mut nearest = Reason::ALL.to_vec();
        nearest.sort_by_key(|reason| reason.distance());
        assert_eq!(nearest, NEAREST_FIRST);
        assert!(nearest.is_sorted_by_key(|reason| reason.class()));
    }
}

//! What is told of dates that differ.

use super::{DISAGREEMENT, EventDate, FACT, Fact};
use crate::check::{self, wording};
use crate::claim::{Claim, Part};
use crate::conflict::{Conflict, Evidence, Side};
use crate::rule::Rule;
use factlint_language::date::Period;

/// A date that is not the expected one.
pub(super) struct Wrong<'c> {
    pub(super) check: &'c EventDate,
    pub(super) claim: &'c Claim,
    pub(super) part: &'c Part,
    pub(super) period: Period,
    pub(super) fact: &'c Fact,
    pub(super) right: usize,
}

impl Wrong<'_> {
    pub(super) fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.part.seen());
        let expect = &self.fact.words;
        let message = check::worded(
            rule,
            format!("`{found}` for {} is not {expect}", self.check.topic),
            &[("found", &found), ("expect", expect), ("subject", &self.check.subject)],
        );
        let primary = Side::new(self.claim, self.part, format!("{} here", told(self.period)));
        let mut conflict = check::conflict(FACT, rule, self.claim, message, primary);
        conflict.evidence.push(Evidence::Place(self.fact.place.clone().into()));
        if self.right > 0 {
            let many = wording::counted(self.right, "place");
            let agree = if self.right == 1 { "agrees" } else { "agree" };
            conflict.notes.insert(0, format!("{many} {agree} with the fact").into());
        }
        conflict
    }
}

/// Two dates of one event.
pub(super) struct Differing<'c> {
    pub(super) check: &'c EventDate,
    pub(super) claim: &'c Claim,
    pub(super) part: &'c Part,
    pub(super) period: Period,
    pub(super) witness: (&'c Claim, &'c Part, Period),
    pub(super) tied: bool,
}

impl Differing<'_> {
    pub(super) fn into_conflict(self, rule: &Rule) -> Conflict {
        let (witness, other, agreed) = self.witness;
        let found = wording::one_line(self.part.seen());
        let expect = wording::one_line(other.seen());
        let topic = &self.check.topic;
        let (but, and) = if self.tied { ("and", "") } else { ("but", " elsewhere") };
        let message = check::worded(
            rule,
            format!("dates for {topic} differ: `{found}`, {but} `{expect}`{and}"),
            &[("found", &found), ("expect", &expect), ("subject", &self.check.subject)],
        );
        let primary = Side::new(self.claim, self.part, format!("{} here", told(self.period)));
        let mut conflict = check::conflict(DISAGREEMENT, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(witness, other, format!("{} here", told(agreed))));
        conflict
    }
}

/// A period in words.
pub(super) fn told(period: Period) -> String {
    if period.first == period.last {
        wording::date(period.first)
    } else {
        format!("{} to {}", wording::date(period.first), wording::date(period.last))
    }
}

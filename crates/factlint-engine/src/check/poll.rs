//! Groups that are too large to be held, judged a document at a time.
//!
//! What most claims can share, and who says otherwise, needs no claim to be kept beside the others: a first pass counts
//! who leaves which values possible ([`Poll`]), a second one the documents that agree, with the first of them as
//! witnesses ([`Polled`]), and a third one tells each document that differs. Each pass may run over parts of the group
//! in any order, and what it comes to be added up. The findings are those of a group that is judged whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Verdict, sweep};
use crate::claim::Claim;
use crate::rule::Rule;
use factlint_language::interval::Interval;

/// A kind whose groups may be judged a document at a time, once all documents have been asked. The claims of a document
/// come together, and sorted.
pub trait Polling {
    /// Adds what a document says.
    fn poll(&self, document: &[&Claim], poll: &mut Poll);

    /// Adds a document to those that agree, if it does.
    fn gather(&self, document: &[&Claim], polled: &mut Polled);

    /// The claims of a document that agree, where a finding lists some of all such claims only: no more than
    /// [`listed`](Polling::listed).
    fn agreeing<'c>(&self, _document: &[&'c Claim], _polled: &Polled) -> Vec<&'c Claim> {
        Vec::new()
    }

    /// How many claims that agree a finding lists.
    fn listed(&self) -> usize {
        MOST_WITNESSES
    }

    /// Judges what one document says. Pure, like [`Check::judge`](super::Check::judge).
    fn judge_polled(
        &self,
        rule: &Rule,
        document: &[&Claim],
        polled: &Polled,
        verdict: &mut Verdict,
    );
}

/// The bits of an interval, and of a weight: the same only where they are exactly the same.
type Stretch = (u64, u64, bool, bool);

fn stretch(interval: Interval) -> Stretch {
    let Interval { low, high, low_closed, high_closed } = interval;
    (low.to_bits(), high.to_bits(), low_closed, high_closed)
}

fn interval((low, high, low_closed, high_closed): Stretch) -> Interval {
    Interval { low: f64::from_bits(low), high: f64::from_bits(high), low_closed, high_closed }
}

/// How many claims of a group leave which values possible.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Votes>", into = "Vec<Votes>")]
pub struct Poll {
    votes: BTreeMap<(Stretch, u64), u64>,
}

/// So many claims of one weight that leave these values possible.
#[derive(Serialize, Deserialize)]
struct Votes {
    values: Stretch,
    weight: u64,
    count: u64,
}

impl Poll {
    /// Adds a claim.
    pub fn add(&mut self, values: Interval, weight: f64) {
        *self.votes.entry((stretch(values), weight.to_bits())).or_default() += 1;
    }

    /// Adds the claims of another part of the group.
    pub fn merge(&mut self, other: Self) {
        for (vote, count) in other.votes {
            *self.votes.entry(vote).or_default() += count;
        }
    }

    /// What most claims can share; nobody agrees yet.
    pub fn closed(&self) -> Polled {
        let votes = self.votes.iter();
        let votes = votes
            .map(|(&(values, weight), &count)| (interval(values), f64::from_bits(weight), count));
        let consensus = sweep::consensus_of(votes);
        Polled {
            region: consensus.map(|consensus| stretch(consensus.region)),
            tied: consensus.is_some_and(|consensus| consensus.tied),
            ..Polled::default()
        }
    }
}

impl From<Vec<Votes>> for Poll {
    fn from(votes: Vec<Votes>) -> Self {
        let votes = votes.into_iter().map(|one| ((one.values, one.weight), one.count));
        Self { votes: votes.collect() }
    }
}

impl From<Poll> for Vec<Votes> {
    fn from(poll: Poll) -> Self {
        let votes = poll.votes.into_iter();
        votes.map(|((values, weight), count)| Votes { values, weight, count }).collect()
    }
}

/// What a group agrees on, and who.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Polled {
    region: Option<Stretch>,
    /// Whether other values are shared by as many.
    pub tied: bool,
    /// How many documents agree.
    pub documents: usize,
    /// The first claims that agree, of each stretch of values: a finding shows those that leave none of its own possible.
    witnesses: Vec<Witness>,
    /// How many witnesses there may be until those that nobody needs are dropped.
    #[serde(skip)]
    room: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Witness {
    values: Stretch,
    claim: Claim,
}

/// More witnesses of one stretch of values than a finding shows are not kept.
pub(super) const MOST_WITNESSES: usize = 12;

impl Polled {
    /// Where most weight meets.
    pub fn region(&self) -> Option<Interval> {
        self.region.map(interval)
    }

    /// The claims that agree, as far as they are kept, in the order in which claims are judged.
    pub fn witnesses(&self) -> Vec<&Claim> {
        let mut claims: Vec<&Claim> = self.witnesses.iter().map(|one| &one.claim).collect();
        claims.sort_by(|one, other| one.order().cmp(&other.order()));
        claims
    }

    /// Adds a document with its claims that agree, and what they leave possible.
    pub fn add_document<'c>(&mut self, agreeing: impl Iterator<Item = (Interval, &'c Claim)>) {
        let before = self.witnesses.len();
        self.witnesses.extend(
            agreeing
                .map(|(values, claim)| Witness { values: stretch(values), claim: claim.clone() }),
        );
        self.documents += usize::from(self.witnesses.len() > before);
        if self.witnesses.len() > self.room {
            self.keep_the_first();
        }
    }

    /// Adds those that agree in another part of the group.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.witnesses.extend(other.witnesses);
        self.keep_the_first();
    }

    fn keep_the_first(&mut self) {
        self.witnesses.sort_by(|one, other| {
            one.values.cmp(&other.values).then_with(|| one.claim.order().cmp(&other.claim.order()))
        });
        let (mut values, mut many) = (None, 0);
        self.witnesses.retain(|one| {
            if values != Some(one.values) {
                (values, many) = (Some(one.values), 0);
            }
            many += 1;
            many <= MOST_WITNESSES
        });
        // Sorting again for every document would take longer than the documents.
        self.room = 2 * self.witnesses.len() + MOST_WITNESSES;
    }
}

//! `may = "rise"`: a count may grow as time goes on, and not shrink; or the other way round.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::judge::{SHOWN_SIDES, interval_of};
use super::{May, Quantity};
use crate::check::{self, Verdict, wording};
use crate::claim::{Claim, Days};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;
use factlint_language::interval::Interval;

pub(super) const ORDER: Code =
    Code::new("quantity/order", "a figure falls that may only rise, or the other way round");

/// A figure with the days as of which it is told.
struct Told<'c> {
    claim: &'c Claim,
    days: Days,
    interval: Interval,
}

/// Of so many figures each is held against each; of more, only against the nearest extreme before it.
const MOST_PAIRED: usize = 400;

impl Quantity {
    /// Figures of one document about one day agree with each other; those of later days do not fall behind earlier ones.
    /// What is told on one day in several documents may be of any hour, unless their times or versions tell.
    pub(super) fn compare_in_order(
        &self,
        may: May,
        rule: &Rule,
        group: &[&Claim],
        verdict: &mut Verdict,
    ) {
        let mut by_document: Vec<&[&Claim]> = group
            .chunk_by(|one, other| {
                one.document.path == other.document.path && one.days == other.days
            })
            .collect();
        by_document.retain(|claims| claims.len() > 1);
        for claims in by_document {
            self.compare_all(rule, claims, verdict);
        }
        let mut told: Vec<Told<'_>> = Vec::new();
        for &claim in group {
            let days = match claim.days.as_slice() {
                [only] => Some(*only),
                _ => claim.document.date.map(Days::day),
            };
            match days {
                Some(days) => {
                    let interval = self.tolerance.widen(interval_of(claim));
                    told.push(Told { claim, days, interval });
                }
                None => verdict.undated += 1,
            }
        }
        // What a document repeats is one side.
        let mut known = BTreeSet::new();
        told.retain(|one| {
            let (low, high) = (one.interval.low.to_bits(), one.interval.high.to_bits());
            let path = std::sync::Arc::clone(&one.claim.document.path);
            known.insert((path, one.days.first, one.days.last, low, high))
        });
        told.sort_by(|one, other| {
            let key = |one: &Told<'_>| {
                (one.days.first, one.days.last, one.claim.document.said.moment.clone())
            };
            key(one).cmp(&key(other)).then_with(|| one.claim.order().cmp(&other.claim.order()))
        });
        let mut seen: BTreeSet<_> =
            verdict.conflicts.iter().map(|conflict| conflict.sides[0].claim.clone()).collect();
        for (outlier, witnesses) in outliers(&told, may) {
            let conflict = self.moved(
                may,
                rule,
                &told[outlier],
                &witnesses.iter().map(|at| &told[*at]).collect::<Vec<_>>(),
            );
            if seen.insert(conflict.sides[0].claim.clone()) {
                verdict.conflicts.push(conflict);
            }
        }
    }

    fn moved(&self, may: May, rule: &Rule, told: &Told<'_>, witnesses: &[&Told<'_>]) -> Conflict {
        let part = self.shown(told.claim);
        let found = wording::one_line(part.seen());
        let is_one_day = witnesses.iter().all(|one| one.days == told.days);
        let day = |told: &Told<'_>| {
            let date = wording::date(told.days.last);
            // Within a day, the time or the version tells them apart.
            if is_one_day { format!("{date}, {}", told.claim.document.said.moment) } else { date }
        };
        let (mut expected, mut against) = (String::new(), String::new());
        if let Some(first) = witnesses.first() {
            expected = wording::one_line(self.shown(first.claim).seen());
            let order = if is_before(first, told) { "after" } else { "before" };
            against = format!(" {order} `{expected}` on {}", day(first));
        }
        let may = match may {
            May::Rise => "it may rise and not fall",
            May::Fall => "it may fall and not rise",
        };
        let message = check::worded(
            rule,
            format!("`{found}` for {} on {}{against}: {may}", self.topic, day(told)),
            &[("found", &found), ("expect", &expected), ("subject", &self.subject)],
        );
        let side = |told: &Told<'_>| {
            let part = self.shown(told.claim);
            Side::new(told.claim, part, format!("{}, on {}", self.label(part), day(told)))
        };
        let mut conflict = check::conflict(ORDER, rule, told.claim, message, side(told));
        let mut path = "";
        for witness in witnesses {
            if *witness.claim.document.path != *path && conflict.sides.len() <= SHOWN_SIDES {
                conflict.sides.push(side(witness));
                path = &witness.claim.document.path;
            }
        }
        conflict
    }
}

/// Whether a figure is told before another: on an earlier day, or by an earlier version of that day.
fn is_before(one: &Told<'_>, other: &Told<'_>) -> bool {
    one.days.last < other.days.first
        || (one.days == other.days
            && one.claim.order_within(one.days, other.claim) == Some(Ordering::Less))
}

/// Whether a later figure went the way that it may not.
fn went_wrong(earlier: &Told<'_>, later: &Told<'_>, may: May) -> bool {
    is_before(earlier, later)
        && match may {
            May::Rise => {
                later.interval.is_disjoint(&earlier.interval)
                    && later.interval.low < earlier.interval.low
            }
            May::Fall => {
                later.interval.is_disjoint(&earlier.interval)
                    && later.interval.low > earlier.interval.low
            }
        }
}

/// The figures that must be wrong for the others to be right, as few as possible, with those that say so.
fn outliers(told: &[Told<'_>], may: May) -> Vec<(usize, Vec<usize>)> {
    if told.len() > MOST_PAIRED {
        return behind_extremes(told, may);
    }
    let mut against: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); told.len()];
    for later in 0..told.len() {
        for earlier in 0..later {
            // Those of one day stand in the order of their times, as far as these can be compared.
            if went_wrong(&told[earlier], &told[later], may)
                || went_wrong(&told[later], &told[earlier], may)
            {
                against[earlier].insert(later);
                against[later].insert(earlier);
            }
        }
    }
    let mut found = Vec::new();
    // Of two that stand against each other, the later one is told.
    while let Some((outlier, _)) = against
        .iter()
        .enumerate()
        .filter(|(_, others)| !others.is_empty())
        .max_by_key(|(at, others)| (others.len(), *at))
    {
        let witnesses = std::mem::take(&mut against[outlier]);
        for &witness in &witnesses {
            against[witness].remove(&outlier);
        }
        found.push((outlier, witnesses.into_iter().collect()));
    }
    found.sort_unstable();
    found
}

/// Those that fall behind the most extreme figure before them.
fn behind_extremes(told: &[Told<'_>], may: May) -> Vec<(usize, Vec<usize>)> {
    let mut found = Vec::new();
    let mut extreme: Option<usize> = None;
    for at in 0..told.len() {
        match extreme {
            Some(known) if went_wrong(&told[known], &told[at], may) => {
                found.push((at, vec![known]))
            }
            Some(known) => {
                let (low, most) = (told[at].interval.low, told[known].interval.low);
                let is_further = match may {
                    May::Rise => low > most,
                    May::Fall => low < most,
                };
                if is_further {
                    extreme = Some(at);
                }
            }
            None => extreme = Some(at),
        }
    }
    found
}

//! Whether a p-value is the one that its statistic makes, and the findings where it is not.

use super::distribution::probability;
use crate::check::{self, wording};
use crate::claim::{Claim, Part, Relation, Reported, Statistic};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;
use factlint_language::interval::Interval;

pub(super) const P_VALUE: Code =
    Code::new("statistics/p-value", "a p-value is not the one that its statistic makes");
pub(super) const DECISION: Code = Code::new(
    "statistics/decision",
    "a result is called significant that is not, or the other way round",
);
pub(super) const ZERO: Code =
    Code::new("statistics/zero", "a p-value is said to be zero, which none is");

/// A test with its p-value.
pub(super) struct Tested<'c> {
    pub claim: &'c Claim,
    pub test: (&'c Part, &'c Reported),
    pub reported: (&'c Part, &'c Reported),
    /// What counts as significant.
    pub alpha: f64,
}

/// What the statistic makes instead.
pub(super) struct Made {
    /// Whether the result lies on the other side of alpha.
    pub decides: bool,
    /// Two-tailed, at the statistic as written.
    at: f64,
    /// Two-tailed, for all that rounding leaves possible.
    two: Interval,
    /// Whether half of it would be right.
    half_fits: bool,
    /// Whether it is right as far as it goes, and says that p is zero.
    pub is_zero: bool,
}

impl Tested<'_> {
    /// What the statistic makes, if it cannot be what is written.
    pub fn contradiction(&self) -> Option<Made> {
        let (test, reported) = (self.test.1, self.reported.1);
        let two = self.two_tailed()?;
        let at = probability(test.statistic, test.value.value, &plain(test))?;
        let halves =
            [two.scaled(0.5, 0.0), Interval::closed(1.0 - two.high / 2.0, 1.0 - two.low / 2.0)];
        let tails = reported.tails;
        let can_be_halved = match test.statistic {
            Statistic::F | Statistic::ChiSquare => {
                tails.one && test.degrees.first().is_some_and(|degrees| degrees.value == 1.0)
            }
            _ => true,
        };
        let possible: &[Interval] = match (tails.one, tails.perhaps_one) {
            _ if !can_be_halved => &[two],
            (true, _) => &halves,
            (false, true) => &[two, halves[0], halves[1]],
            (false, false) => &[two],
        };
        let written = self.written();
        let (half_fits, decides, is_zero) = (false, false, self.says_zero());
        if possible.iter().any(|one| !one.is_disjoint(&written)) {
            return is_zero.then_some(Made { decides, at, two, half_fits, is_zero });
        }
        let highest = possible.iter().map(|one| one.high).fold(0.0, f64::max);
        if tails.perhaps_raised && written.low >= highest {
            return None;
        }
        let half_fits = can_be_halved && !tails.one && !halves[0].is_disjoint(&written);
        // Where a p is told, to be its half is more than chance; that it is below a bound tells nothing of tails.
        let is_told = |one: &Reported| one.relation == Relation::Equal;
        let is_half = half_fits && is_told(test) && is_told(reported);
        let decides = !is_half
            && self.calls_significant().is_some_and(|significant| {
                possible.iter().all(|one| {
                    if significant { one.low > self.alpha } else { one.high < self.alpha }
                })
            });
        Some(Made { decides, at, two, half_fits, is_zero: false })
    }

    /// "p = .000".
    fn says_zero(&self) -> bool {
        let reported = self.reported.1;
        let is_told = (reported.statistic, reported.relation) == (Statistic::P, Relation::Equal);
        is_told && reported.value.value == 0.0
    }

    /// The two-tailed p-values that the rounding of the statistic leaves possible.
    fn two_tailed(&self) -> Option<Interval> {
        let test = self.test.1;
        let size = test.value.value.abs();
        let half = test.value.step / 2.0;
        let most = if test.statistic == Statistic::R { 1.0 } else { f64::INFINITY };
        let (least, greatest) = match test.relation {
            Relation::Equal => ((size - half).max(0.0), (size + half).min(most)),
            Relation::Below => (0.0, size),
            Relation::Above => (size, most),
        };
        let mut possible: Option<(f64, f64)> = None;
        let rounded = self.reported.1.tails.rounded_degrees;
        for degrees in corners(test, rounded) {
            for value in [least, greatest] {
                let p = probability(test.statistic, value, &degrees)?;
                let (low, high) = possible.unwrap_or((p, p));
                possible = Some((low.min(p), high.max(p)));
            }
        }
        possible.map(|(low, high)| Interval::closed(low, high))
    }

    /// The p-values that the report says are possible.
    fn written(&self) -> Interval {
        let reported = self.reported.1;
        let value = reported.value.value;
        match (reported.statistic, reported.relation) {
            (Statistic::NotSignificant, _) => Interval::at_least(self.alpha),
            (_, Relation::Equal) => reported.value.interval(),
            (_, Relation::Below) => Interval::below(value),
            (_, Relation::Above) => Interval::above(value),
        }
    }

    /// Whether the report takes the result for significant; none where that is not to be seen.
    fn calls_significant(&self) -> Option<bool> {
        let reported = self.reported.1;
        let value = reported.value.value;
        match (reported.statistic, reported.relation) {
            (Statistic::NotSignificant, _) => Some(false),
            (_, Relation::Equal) => Some(value <= self.alpha),
            (_, Relation::Below) => (value <= self.alpha).then_some(true),
            (_, Relation::Above) => (value >= self.alpha).then_some(false),
        }
    }

    pub fn into_conflict(self, rule: &Rule, made: &Made) -> Conflict {
        let found = wording::one_line(self.reported.0.seen());
        let of = wording::one_line(self.test.0.seen());
        let tails = self.reported.1.tails;
        let halves = if tails.one { 0.5 } else { 1.0 };
        let expect =
            if made.is_zero { self.below_last_place() } else { self.told(made.at * halves) };
        let default = if made.is_zero {
            format!("`{found}` of `{of}` says that p is zero: {expect}")
        } else if self.reported.1.value.value == 0.0
            && self.reported.1.statistic == Statistic::P
            && self.reported.1.relation == Relation::Below
        {
            format!("`{found}` of `{of}` says that p is less than nothing")
        } else if made.decides && self.calls_significant() == Some(true) {
            format!("`{found}` calls `{of}` significant, which it is not: {expect}")
        } else if made.decides {
            format!("`{found}` calls `{of}` not significant, which it is: {expect}")
        } else {
            format!("`{found}` is not what `{of}` makes: {expect}")
        };
        let message = check::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let code = match made {
            Made { is_zero: true, .. } => ZERO,
            Made { decides: true, .. } => DECISION,
            _ => P_VALUE,
        };
        let primary = Side::new(self.claim, self.reported.0, format!("should be {expect}"));
        let mut conflict = check::conflict(code, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(self.claim, self.test.0, "the statistic"));
        let range = made.two.scaled(halves, 0.0);
        let tailed = match (self.test.1.statistic, tails.one) {
            (_, true) => "one-tailed ",
            (Statistic::T | Statistic::R | Statistic::Z, false) => "two-tailed ",
            _ => "",
        };
        let (low, high) = (wording::number(range.low), wording::number(range.high));
        let mut notes = vec![if low == high {
            format!("`{of}` makes a {tailed}p of {low}")
        } else {
            format!("`{of}`, with its rounding, leaves a {tailed}p of {low} to {high}")
        }];
        if made.half_fits {
            notes.push("half of it would fit: if the test is one-tailed, say so there".to_owned());
        }
        conflict.notes.splice(0..0, notes.into_iter().map(Into::into));
        conflict
    }

    /// "p < .001" for "p = .000".
    fn below_last_place(&self) -> String {
        let seen = self.reported.0.seen();
        let written = seen.rsplit(['=', ' ']).next().unwrap_or_default();
        let place = written.strip_suffix('0').unwrap_or(written);
        format!("p < {place}1")
    }

    /// A p-value as the report would write it.
    fn told(&self, p: f64) -> String {
        let zero = if self.reported.0.seen().contains("0.") { "0" } else { "" };
        let sign = match self.test.1.relation {
            Relation::Equal => "=",
            Relation::Below => ">",
            Relation::Above => "<",
        };
        if p > 0.9995 {
            return format!("p > {zero}.999");
        }
        if p < 0.0005 {
            return format!("p < {zero}.001");
        }
        let p = format!("{p:.3}");
        format!("p {sign} {zero}{}", p.strip_prefix('0').unwrap_or(&p))
    }
}

/// The degrees of freedom of a test as written.
fn plain(test: &Reported) -> Vec<f64> {
    test.degrees.iter().map(|degrees| degrees.value).collect()
}

/// The least and the greatest degrees of freedom that rounding leaves possible, in all combinations.
fn corners(test: &Reported, rounded: bool) -> Vec<Vec<f64>> {
    let mut corners = vec![Vec::new()];
    for degrees in &test.degrees {
        let half = if degrees.step < 1.0 || rounded { degrees.step / 2.0 } else { 0.0 };
        let ends = [(degrees.value - half).max(degrees.value / 2.0), degrees.value + half];
        let ends = if half > 0.0 { &ends[..] } else { &ends[..1] };
        corners = corners
            .iter()
            .flat_map(|corner: &Vec<f64>| {
                ends.iter().map(|&end| corner.iter().copied().chain([end]).collect())
            })
            .collect();
    }
    corners
}

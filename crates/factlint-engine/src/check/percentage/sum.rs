//! Whether a percentage is the one that its figures make, and the finding where it is not.

use std::sync::Arc;

use crate::check::{self, wording};
use crate::claim::{Claim, FigureValue, Part, Proportion, Speaker};
use crate::conflict::{Code, Conflict, Side};
use crate::finding::Safety;
use crate::rule::Rule;
use factlint_language::interval::Interval;

pub(super) const ARITHMETIC: Code =
    Code::new("percentage/arithmetic", "a percentage is not the one that its figures make");

/// A percentage with the two figures that make it.
pub(super) struct Sum<'c> {
    pub claim: &'c Claim,
    pub from: (&'c Part, &'c FigureValue),
    pub to: (&'c Part, &'c FigureValue),
    pub part: &'c Part,
    pub share: &'c FigureValue,
    pub of: Proportion,
}

/// How many times one figure the other is, for somebody who computes with these very numbers: a zero at the end is rounding
/// by half at most.
fn computed(from: (f64, Interval), to: (f64, Interval)) -> Interval {
    let near = |(value, interval): (f64, Interval)| {
        Interval::closed((value + interval.low) / 2.0, (value + interval.high) / 2.0)
    };
    let (from, to) = (near(from), near(to));
    Interval::closed(to.low / from.high, to.high / from.low)
}

/// What the figures make instead.
pub(super) struct Made {
    /// In percent, points or times.
    value: f64,
    /// Whether the percentage would be right as percentage points.
    points: bool,
}

impl Sum<'_> {
    /// What the figures make, if it cannot be what is written.
    pub fn contradiction(&self) -> Option<Made> {
        let (from, to) = (self.comparable(self.from.1), self.comparable(self.to.1));
        let (low, high) = (from.0, to.0);
        let in_points = self.share.unit.as_deref() == Some("percentage point");
        let percents = self.from.1.unit.as_deref() == Some("percent")
            && self.to.1.unit.as_deref() == Some("percent");
        let sign = if self.of == Proportion::Fall { -1.0 } else { 1.0 };
        if in_points {
            if !percents {
                return None;
            }
            let made = Interval::closed(to.1.low - from.1.high, to.1.high - from.1.low);
            let value = sign * (high - low);
            return self.unless_met(made.scaled(sign, 0.0), value);
        }
        if from.1.low <= 0.0 || to.1.low < 0.0 {
            return None;
        }
        let ratio = Interval::closed(to.1.low / from.1.high, to.1.high / from.1.low);
        let made = match self.of {
            // Who says "quadrupled from 2 million to 6 million" computes with these very numbers.
            Proportion::Multiple => return self.unless_met(computed(from, to), high / low),
            Proportion::Share => ratio.scaled(100.0, 0.0),
            Proportion::Rise | Proportion::Fall => ratio.scaled(sign * 100.0, sign * -100.0),
        };
        let value = match self.of {
            Proportion::Share => 100.0 * high / low,
            _ => sign * 100.0 * (high / low - 1.0),
        };
        let points = percents && (sign * (high - low) - self.share.low).abs() < 1e-9;
        // "from 4% to 5%, up 1%": the difference is told as if it were the change, whatever the rounding.
        if points && value > 2.0 * self.share.low {
            return Some(Made { value, points });
        }
        // So does who takes 20% of 1,000 for the change from 800: the slip is likelier than that both were rounded.
        if self.of != Proportion::Share && self.is_backwards(low, high) {
            let made = computed(from, to).scaled(sign * 100.0, sign * -100.0);
            let (told, value) = (self.share.as_written, Some(Made { value, points: false }));
            return value.filter(|_| told.is_disjoint(&made));
        }
        self.unless_met(made, value)
    }

    /// Whether the percentage is told without a hedge and is the change measured from the later figure.
    fn is_backwards(&self, low: f64, high: f64) -> bool {
        let backwards = 100.0 * (high - low).abs() / high.max(f64::MIN_POSITIVE);
        self.share.unit.as_deref() == Some("percent")
            && self.share.hedge.is_none()
            && (backwards - self.share.low).abs() < 0.5
    }

    fn unless_met(&self, made: Interval, value: f64) -> Option<Made> {
        if !(made.low.is_finite() && made.high.is_finite()) {
            return None;
        }
        self.written().is_disjoint(&made).then_some(Made { value, points: false })
    }

    /// The value of a figure and the values that its rounding leaves possible. Figures of one unit are
    /// compared as written, so that a bare one goes with any.
    fn comparable(&self, value: &FigureValue) -> (f64, Interval) {
        let same = self.from.1.dimension == self.to.1.dimension;
        if same {
            (value.low * value.factor + value.offset, value.interval)
        } else {
            (value.low, value.as_written)
        }
    }

    /// What the percentage leaves possible: its rounding, one more in the last place, and two and a half
    /// where it is round.
    fn written(&self) -> Interval {
        let share = self.share;
        if self.of == Proportion::Multiple {
            // "Nearly doubled" is said from about 1.7 on.
            if share.hedge.is_some() {
                return share.as_written.widened_relative(0.15);
            }
            return Interval::exactly(share.low).widened_relative(0.05);
        }
        if share.unit.as_deref() == Some("percentage point") {
            return share.as_written;
        }
        let round = share.decimals == 0 && share.low >= 10.0 && share.low % 5.0 == 0.0;
        let slack = if round { 2.5 } else { 10f64.powi(-i32::from(share.decimals)) };
        // A fraction of a percent, "8-1/4", has no decimals.
        let slack = if share.low.fract() != 0.0 && share.decimals == 0 { 0.25 } else { slack };
        share.as_written.hull(Interval::closed(share.low - slack, share.low + slack))
    }

    pub fn into_conflict(self, rule: &Rule, made: Made) -> Conflict {
        let found = wording::one_line(self.part.seen());
        let (from, to) = (self.said(self.from), self.said(self.to));
        let unit = match self.share.unit.as_deref() {
            Some("percentage point") => " percentage points",
            Some("fold") => " times",
            _ => "%",
        };
        let amount = wording::brief(made.value.abs());
        let expect = format!("{amount}{unit}");
        let default = match self.of {
            Proportion::Share => format!("`{found}` is not the share that `{to}` is of `{from}`"),
            _ if made.points => format!("`{found}` is a change of percentage points"),
            Proportion::Multiple => format!("from `{from}` to `{to}` is not `{found}`"),
            _ => format!("`{found}` is not the change from `{from}` to `{to}`"),
        };
        let message = check::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let direction = match self.of {
            Proportion::Rise if made.value < 0.0 => "down ",
            Proportion::Fall if made.value < 0.0 => "up ",
            Proportion::Rise => "up ",
            Proportion::Fall => "down ",
            Proportion::Share | Proportion::Multiple => "",
        };
        let label = if made.points {
            let point = if self.share.low == 1.0 { "point" } else { "points" };
            let number = wording::brief(self.share.low);
            format!("{direction}{number} percentage {point}, or {amount}%")
        } else {
            format!("should be {direction}{expect}")
        };
        let primary = Side::new(self.claim, self.part, label);
        let mut conflict = check::conflict(ARITHMETIC, rule, self.claim, message, primary);
        let (first, second) =
            if self.of == Proportion::Share { ("the whole", "the part") } else { ("from", "to") };
        if self.from.0.span == self.to.0.span {
            conflict.sides.push(Side::new(self.claim, self.from.0, "the change"));
        } else {
            conflict.sides.push(Side::new(self.claim, self.from.0, first));
            conflict.sides.push(Side::new(self.claim, self.to.0, second));
        }
        conflict.notes.splice(0..0, self.arithmetic(&expect, direction));
        // Only "5%" and "5 percent" can be rewritten; "a 5-percent rise" needs more words changed.
        let number = ["%", " percent", " per cent"]
            .into_iter()
            .find_map(|unit| self.part.seen().strip_suffix(unit));
        if made.points
            && let Some(number) =
                number.filter(|_| !self.share.attributive && self.claim.speaker == Speaker::Paper)
        {
            let point = if self.share.low == 1.0 { "point" } else { "points" };
            let right = format!("{} percentage {point}", number.trim_end());
            conflict.fix = check::replacement(self.claim, self.part, right, Safety::Unsafe);
        }
        conflict
    }

    /// "40" or "50 km": one end as it is written.
    fn said(&self, (part, value): (&Part, &FigureValue)) -> String {
        if self.from.0.span == self.to.0.span {
            wording::number(value.low)
        } else {
            wording::one_line(part.seen())
        }
    }

    fn arithmetic(&self, expect: &str, direction: &str) -> Vec<Arc<str>> {
        let (from, to) = (self.said(self.from), self.said(self.to));
        let told = match self.of {
            Proportion::Share => format!("`{to}` of `{from}` is {expect}"),
            _ => format!("from {from} to {to} is {direction}{expect}"),
        };
        let mut notes = vec![told.into()];
        // The slip that is made most often.
        let (low, high) = (self.comparable(self.from.1).0, self.comparable(self.to.1).0);
        if matches!(self.of, Proportion::Rise | Proportion::Fall) && self.is_backwards(low, high) {
            let later = wording::brief(self.share.low);
            notes.push(format!("{later}% is the change measured from the later figure").into());
        }
        notes
    }
}

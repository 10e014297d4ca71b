//! Whether the parts add up to their whole, and the finding where they do not.

use crate::check::{self, wording};
use crate::claim::{Claim, FigureValue, Part};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;
use factlint_language::interval::Interval;

pub(super) const SUM: Code =
    Code::new("total/sum", "parts do not add up to the whole that is stated for them");

/// Parts and the whole that they are said to make.
pub(super) struct Addition<'c> {
    pub claim: &'c Claim,
    pub whole: (&'c Part, &'c FigureValue),
    pub addends: &'c [(&'c Part, &'c FigureValue)],
    /// Whether the first figure is a part too, and the whole one hundred percent.
    pub rest: bool,
}

impl Addition<'_> {
    pub fn is_wrong(&self) -> bool {
        let sum = self.addends.iter().map(|(_, value)| value.interval).fold(
            Interval::exactly(0.0),
            |sum, next| Interval {
                low: sum.low + next.low,
                high: sum.high + next.high,
                low_closed: true,
                high_closed: true,
            },
        );
        if self.rest {
            let rest = self.whole.1.interval;
            let all = Interval::closed(sum.low + rest.low, sum.high + rest.high);
            // Each share is rounded: 99 and 101 are fine.
            return Interval::closed(99.0, 101.0).is_disjoint(&all);
        }
        self.whole.1.interval.is_disjoint(&sum)
    }

    /// The sum, in the unit of the whole.
    fn sum(&self) -> f64 {
        let base: f64 = self.addends.iter().map(|(_, value)| value.low * value.factor).sum();
        base / self.whole.1.factor
    }

    /// A number with the decimals that the parts have: 1,650.50 of dollars and cents.
    fn shown(&self, number: f64) -> String {
        let decimals = self.addends.iter().map(|(_, value)| value.decimals).max().unwrap_or(0);
        if decimals == 0 || self.whole.1.factor != 1.0 {
            return wording::number(number);
        }
        let digits = format!("{number:.width$}", width = usize::from(decimals));
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let grouped = whole.parse().map_or_else(|_| whole.to_owned(), wording::number);
        format!("{grouped}.{part}")
    }

    pub fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.whole.0.seen());
        let numbers: Vec<String> =
            self.addends.iter().map(|(_, value)| self.shown(value.low)).collect();
        let sum = self.sum();
        let (expect, default) = if self.rest {
            let rest = wording::brief(100.0 - sum);
            let all = wording::brief(sum + self.whole.1.low);
            (
                format!("{rest}%"),
                format!("the shares with the remaining `{found}` add up to {all}%"),
            )
        } else {
            let expect = self.shown(sum);
            let default = format!("the parts of `{found}` add up to {expect}");
            (expect, default)
        };
        let message = check::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let label = if self.rest {
            format!("{expect} would remain")
        } else {
            "the whole as stated".to_owned()
        };
        let primary = Side::new(self.claim, self.whole.0, label);
        let mut conflict = check::conflict(SUM, rule, self.claim, message, primary);
        for (part, _) in self.addends {
            conflict.sides.push(Side::new(self.claim, part, ""));
        }
        let arithmetic = if self.rest {
            format!("100 − {} = {}", numbers.join(" − "), wording::brief(100.0 - sum))
        } else {
            format!("{} = {}", numbers.join(" + "), self.shown(sum))
        };
        conflict.notes.insert(0, arithmetic.into());
        conflict
    }
}

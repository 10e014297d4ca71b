//! Means of whole numbers: so many of them can only make some means (Brown and Heathers, "The GRIM Test", Social
//! Psychological and Personality Science, 2017).

use std::sync::LazyLock;

use regex::Regex;

use super::notation::{Cursor, expression, rounded};
use crate::check::{self, wording};
use crate::claim::{Claim, Part, Reported, Rounded};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;

pub(super) const MEAN: Code =
    Code::new("statistics/mean", "so many whole numbers cannot make a mean");

/// A mean with the number of observations that made it, in bytes.
pub(super) struct Found {
    pub mean: ((usize, usize), Rounded),
    pub size: ((usize, usize), Rounded),
}

static MEAN_THERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:^|[^\p{L}\p{N}])(?P<mean>(?:M(?:ean)?‹gap›=‹gap›|[Mm]ean(?:\s+(?:rating|score)|\s+number\s+of\s+\p{Ll}+)?\s+(?:was|of|is)\s+)",
        r"(?P<value>‹sign›‹number›))",
    ))
});
static SIZE_THERE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:^|[^\p{L}\p{N}])(?P<size>[Nn]‹gap›=‹gap›(?P<n>\d[\d,]*))‹gap›[,;:]‹gap›",
        r"(?P<mean>M(?:ean)?‹gap›=‹gap›(?P<value>‹sign›‹number›))",
    ))
});
static JOINT: LazyLock<Option<Regex>> = LazyLock::new(|| expression(r"^‹gap›[,;(]‹gap›"));
static SIZE: LazyLock<Option<Regex>> =
    LazyLock::new(|| expression(r"^(?P<size>[Nn]‹gap›=‹gap›(?P<n>\d[\d,]*))"));
static SPREAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(
        r"^(?:SDs?|SEM?|[Rr]ange|Mdn)‹gap›=‹gap›‹sign›‹number›(?:(?:\s?[-–]\s?|\sto\s)‹number›)?",
    )
});

/// How far behind a mean its number of observations may stand, in bytes.
const REACH: usize = 120;

/// The means of a text that stand with their number of observations and nothing else.
pub(super) fn means(text: &str, mut each: impl FnMut(Found)) {
    let (Some(means), Some(sizes)) = (MEAN_THERE.as_ref(), SIZE_THERE.as_ref()) else { return };
    for found in sizes.captures_iter(text) {
        if let (Some(mean), Some(value), Some(size), Some(n)) =
            (found.name("mean"), found.name("value"), found.name("size"), found.name("n"))
            && let (Some(value), Some(n)) = (rounded(value.as_str()), rounded(n.as_str()))
        {
            let mean = ((mean.start(), mean.end()), value);
            each(Found { mean, size: ((size.start(), size.end()), n) });
        }
    }
    for found in means.captures_iter(text) {
        let (Some(mean), Some(value)) = (found.name("mean"), found.name("value")) else { continue };
        let Some(value) = rounded(value.as_str()) else { continue };
        let mean = ((mean.start(), mean.end()), value);
        let mut cursor = Cursor::new(text, mean.0.1, REACH);
        while cursor.take(&JOINT).is_some() {
            let start = cursor.at;
            if let Some(size) = cursor.take(&SIZE) {
                if let Some(n) = size.name("n").and_then(|n| rounded(n.as_str())) {
                    let end = start + size["size"].trim_end_matches(',').len();
                    each(Found { mean, size: ((start, end), n) });
                }
                break;
            }
            if cursor.take(&SPREAD).is_none() {
                break;
            }
        }
    }
}

/// A mean, how many observations made it, and how many whole numbers make one of them.
pub(super) struct Averaged<'c> {
    pub claim: &'c Claim,
    pub mean: (&'c Part, &'c Reported),
    pub size: (&'c Part, &'c Reported),
    pub items: Option<(&'c Part, &'c Reported)>,
}

/// The means nearest to the one that is written.
pub(super) struct Nearest {
    below: f64,
    above: f64,
    sums: (f64, f64),
}

impl Averaged<'_> {
    /// The possible means around the one that is written, if that is none of them.
    pub fn contradiction(&self) -> Option<Nearest> {
        let whole =
            self.size.1.value.value * self.items.map_or(1.0, |(_, items)| items.value.value);
        let mean = self.mean.1.value;
        // With more numbers than that, every mean of so many decimals can be made.
        if whole < 1.0 || whole * mean.step >= 1.0 {
            return None;
        }
        let possible = mean.interval().widened_relative(1e-9);
        let below = (possible.low * whole).floor();
        let is_made = (below + 1.0) / whole <= possible.high || below / whole >= possible.low;
        let sums = (below, below + 1.0);
        (!is_made).then_some(Nearest { below: below / whole, above: sums.1 / whole, sums })
    }

    pub fn into_conflict(self, rule: &Rule, nearest: &Nearest) -> Conflict {
        let found = wording::one_line(self.mean.0.seen());
        let size = wording::one_line(self.size.0.seen());
        let decimals = (-self.mean.1.value.step.log10()).round().clamp(0.0, 9.0) as usize;
        let (below, above) =
            (format!("{:.decimals$}", nearest.below), format!("{:.decimals$}", nearest.above));
        let expect = format!("{below} or {above}");
        let default = format!("`{found}` is no mean of whole numbers with `{size}`");
        let message = check::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let label = format!("{expect}, but nothing between");
        let primary = Side::new(self.claim, self.mean.0, label);
        let mut conflict = check::conflict(MEAN, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(self.claim, self.size.0, "so many observations"));
        let mut count = wording::number(self.size.1.value.value);
        if let Some((part, items)) = self.items {
            conflict.sides.push(Side::new(self.claim, part, "so many items"));
            count = format!("{count} × {}", wording::number(items.value.value));
        }
        let (low, high) = nearest.sums;
        let sums = (wording::number(low), wording::number(high));
        let note = format!(
            "{count} whole numbers that sum to {} have the mean {below}, to {} the mean {above}",
            sums.0, sums.1
        );
        conflict.notes.insert(0, note.into());
        conflict
    }
}

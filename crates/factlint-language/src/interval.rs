//! Intervals of real numbers with open or closed ends.

use serde::{Deserialize, Serialize};

/// Relative margin within which two ends count as the same number, so that rounding in a unit
/// conversion never makes a contradiction.
pub const RELATIVE_MARGIN: f64 = 1e-9;

/// The true values that a figure leaves possible. An end at infinity is an open bound.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end; negative infinity where there is none.
    #[serde(with = "lower_end")]
    pub low: f64,
    /// Upper end; infinity where there is none.
    #[serde(with = "upper_end")]
    pub high: f64,
    /// Whether `low` itself is possible.
    pub low_closed: bool,
    /// Whether `high` itself is possible.
    pub high_closed: bool,
}

/// JSON has no infinity: an end that is none is written as null.
mod lower_end {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(end: &f64, to: S) -> Result<S::Ok, S::Error> {
        end.is_finite().then_some(*end).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        Ok(Option::deserialize(from)?.unwrap_or(f64::NEG_INFINITY))
    }
}

mod upper_end {
    use serde::{Deserialize, Deserializer};

    pub use super::lower_end::serialize;

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        Ok(Option::deserialize(from)?.unwrap_or(f64::INFINITY))
    }
}

impl Interval {
    /// `[low, high]`.
    pub fn closed(low: f64, high: f64) -> Self {
        Self { low, high, low_closed: true, high_closed: true }
    }

    /// `[low, high)`, which is what rounding to the nearest leaves possible.
    pub fn half_open(low: f64, high: f64) -> Self {
        Self { low, high, low_closed: true, high_closed: false }
    }

    /// Just this value.
    pub fn exactly(value: f64) -> Self {
        Self::closed(value, value)
    }

    /// `(low, ∞)`.
    pub fn above(low: f64) -> Self {
        Self { low, high: f64::INFINITY, low_closed: false, high_closed: false }
    }

    /// `[low, ∞)`.
    pub fn at_least(low: f64) -> Self {
        Self { low_closed: true, ..Self::above(low) }
    }

    /// `(-∞, high)`.
    pub fn below(high: f64) -> Self {
        Self { low: f64::NEG_INFINITY, high, low_closed: false, high_closed: false }
    }

    /// `(-∞, high]`.
    pub fn at_most(high: f64) -> Self {
        Self { high_closed: true, ..Self::below(high) }
    }

    /// Whether `value` is possible. An open end excludes itself exactly, without the margin.
    pub fn contains(&self, value: f64) -> bool {
        let above = value > self.low || (self.low_closed && value == self.low);
        let below = value < self.high || (self.high_closed && value == self.high);
        above && below
    }

    /// Whether the two share no point. Ends nearer than [`RELATIVE_MARGIN`] count as shared where
    /// both are closed, and also where one is open but only rounding could tell; two intervals
    /// that merely touch at an open end are disjoint.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        apart(self.high, self.high_closed, other.low, other.low_closed)
            || apart(other.high, other.high_closed, self.low, self.low_closed)
    }

    /// Widened on both sides by `share` of each end: 0.05 for 5 percent. Ends become closed.
    pub fn widened_relative(self, share: f64) -> Self {
        Self::ordered(self.low - self.low.abs() * share, self.high + self.high.abs() * share, self)
    }

    /// Widened on both sides by `by`, in the unit of the interval. Ends become closed.
    pub fn widened_absolute(self, by: f64) -> Self {
        Self::ordered(self.low - by, self.high + by, self)
    }

    /// Finite ends that moved are closed; a widening of nothing changes nothing.
    fn ordered(low: f64, high: f64, before: Self) -> Self {
        Self {
            low,
            high,
            low_closed: before.low_closed || (low.is_finite() && low < before.low),
            high_closed: before.high_closed || (high.is_finite() && high > before.high),
        }
    }

    /// One divided by each value of an interval of positive values.
    pub fn inverse(self) -> Self {
        Self {
            low: 1.0 / self.high,
            high: 1.0 / self.low.max(f64::MIN_POSITIVE),
            low_closed: self.high_closed,
            high_closed: self.low_closed,
        }
    }

    /// Each point times `factor` plus `offset`; a negative factor swaps the ends.
    pub fn scaled(self, factor: f64, offset: f64) -> Self {
        let map =
            |end: f64| if end.is_finite() { end * factor + offset } else { end * factor.signum() };
        if factor < 0.0 {
            Self {
                low: map(self.high),
                high: map(self.low),
                low_closed: self.high_closed,
                high_closed: self.low_closed,
            }
        } else {
            Self { low: map(self.low), high: map(self.high), ..self }
        }
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Self) -> Self {
        let (low, low_closed) = if self.low < other.low {
            (self.low, self.low_closed)
        } else if other.low < self.low {
            (other.low, other.low_closed)
        } else {
            (self.low, self.low_closed || other.low_closed)
        };
        let (high, high_closed) = if self.high > other.high {
            (self.high, self.high_closed)
        } else if other.high > self.high {
            (other.high, other.high_closed)
        } else {
            (self.high, self.high_closed || other.high_closed)
        };
        Self { low, high, low_closed, high_closed }
    }

    /// The points of both, or none where they are disjoint. Where only the margin joins them, the
    /// single point between the two ends.
    pub fn intersection(self, other: Self) -> Option<Self> {
        if self.is_disjoint(&other) {
            return None;
        }
        let (low, low_closed) = if self.low > other.low {
            (self.low, self.low_closed)
        } else if other.low > self.low {
            (other.low, other.low_closed)
        } else {
            (self.low, self.low_closed && other.low_closed)
        };
        let (high, high_closed) = if self.high < other.high {
            (self.high, self.high_closed)
        } else if other.high < self.high {
            (other.high, other.high_closed)
        } else {
            (self.high, self.high_closed && other.high_closed)
        };
        if low < high || (low == high && low_closed && high_closed) {
            Some(Self { low, high, low_closed, high_closed })
        } else {
            Some(Self::exactly(low + (high - low) / 2.0))
        }
    }
}

/// Whether an interval that ends at `high` lies wholly before one that begins at `low`.
fn apart(high: f64, high_closed: bool, low: f64, low_closed: bool) -> bool {
    if high == low {
        return !(high_closed && low_closed);
    }
    if !(high.is_finite() && low.is_finite()) {
        return high < low;
    }
    // A gap, or an overlap, of no more than the margin could be rounding: silence.
    low - high > RELATIVE_MARGIN * high.abs().max(low.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_are_open_or_closed() {
        let seven = Interval::half_open(6.5, 7.5);
        assert!(seven.contains(6.5) && !seven.contains(7.5));
        assert!(Interval::above(7.0).contains(7.1) && !Interval::above(7.0).contains(7.0));
        assert!(Interval::at_least(7.0).contains(7.0) && Interval::at_most(7.0).contains(-1e300));
    }

    #[test]
    fn touching_at_an_open_end_is_apart() {
        assert!(Interval::half_open(6.5, 7.5).is_disjoint(&Interval::half_open(7.5, 8.5)));
        assert!(!Interval::closed(6.5, 7.5).is_disjoint(&Interval::closed(7.5, 8.5)));
        assert!(Interval::below(7.0).is_disjoint(&Interval::at_least(7.0)));
        assert!(!Interval::below(7.0).is_disjoint(&Interval::above(6.0)));
    }

    #[test]
    fn rounding_never_separates() {
        let a = Interval::exactly(0.1 + 0.2);
        assert!(!a.is_disjoint(&Interval::exactly(0.3)));
        assert_eq!(a.intersection(Interval::exactly(0.3)).map(|i| i.low <= i.high), Some(true));
        assert!(Interval::exactly(0.3).is_disjoint(&Interval::exactly(0.3001)));
    }

    #[test]
    fn widening_and_scaling() {
        let i = Interval::half_open(100.0, 200.0);
        assert_eq!(i.widened_relative(0.05), Interval::closed(95.0, 210.0));
        assert_eq!(i.widened_absolute(5.0), Interval::closed(95.0, 205.0));
        assert_eq!(i.widened_absolute(0.0), i);
        let negated = i.scaled(-1.0, 0.0);
        assert_eq!((negated.low, negated.high), (-200.0, -100.0));
        assert!(!negated.low_closed && negated.high_closed);
        assert_eq!(Interval::above(0.0).scaled(2.0, 1.0), Interval::above(1.0));
        assert_eq!(Interval::at_least(3.0).widened_relative(0.1).high, f64::INFINITY);
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        (-1e6..1e6_f64, 0.0..1e6_f64, any::<bool>(), any::<bool>()).prop_map(
            |(low, length, l, h)| Interval {
                low,
                high: low + length,
                low_closed: l || length == 0.0,
                high_closed: h || length == 0.0,
            },
        )
    }

    proptest! {
        #[test]
        fn disjointness_is_symmetric(a in any_interval(), b in any_interval()) {
            prop_assert_eq!(a.is_disjoint(&b), b.is_disjoint(&a));
            prop_assert!(!a.is_disjoint(&a));
        }

        #[test]
        fn the_intersection_lies_in_the_hull(a in any_interval(), b in any_interval()) {
            let hull = a.hull(b);
            prop_assert!(hull.low <= a.low && hull.low <= b.low && hull.high >= a.high && hull.high >= b.high);
            match a.intersection(b) {
                None => prop_assert!(a.is_disjoint(&b)),
                Some(both) => {
                    prop_assert!(both.low <= both.high);
                    prop_assert!(both.low >= hull.low && both.high <= hull.high);
                }
            }
        }

        #[test]
        fn widening_never_separates(a in any_interval(), b in any_interval(), share in 0.0..1.0_f64) {
            if !a.is_disjoint(&b) {
                prop_assert!(!a.widened_relative(share).is_disjoint(&b));
                prop_assert!(!a.widened_absolute(share).is_disjoint(&b));
            }
        }

        #[test]
        fn scaling_keeps_its_points(a in any_interval(), factor in -100.0..100.0_f64, offset in -100.0..100.0_f64) {
            prop_assume!(factor != 0.0);
            let scaled = a.scaled(factor, offset);
            prop_assert!(scaled.low <= scaled.high);
            let middle = a.low + (a.high - a.low) / 2.0;
            let image = middle * factor + offset;
            prop_assert!(scaled.widened_absolute(1e-6).contains(image));
        }
    }
}

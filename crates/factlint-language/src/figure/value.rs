//! From a number and its hedge to the interval of true values.

use super::super::interval::Interval;
use super::{Hedge, Numeral};

/// Share of the value by which "about" may be off.
const ABOUT: f64 = 0.1;
/// Share of the value by which "nearly" may fall short.
const NEARLY: f64 = 0.1;
/// Share of the value by which "just under" and "just over" may be off.
const JUST: f64 = 0.05;

/// What a numeral leaves possible by its rounding; `exact` takes it as it stands.
fn rounded(numeral: &Numeral, exact: bool) -> Interval {
    if exact || numeral.step == 0.0 {
        Interval::exactly(numeral.value)
    } else {
        let half = numeral.step / 2.0;
        Interval::half_open(numeral.value - half, numeral.value + half)
    }
}

/// The values that one hedged number leaves possible.
fn single(numeral: &Numeral, hedge: Option<Hedge>, exact: bool) -> Interval {
    let n = numeral.value;
    let margin = |share: f64| n.abs() * share;
    match hedge {
        None => rounded(numeral, exact),
        Some(Hedge::About) => Interval::closed(n - margin(ABOUT), n + margin(ABOUT)),
        Some(Hedge::Nearly) => Interval::half_open(n - margin(NEARLY), n),
        Some(Hedge::JustUnder) => Interval::half_open(n - margin(JUST), n),
        Some(Hedge::JustOver) => {
            Interval { low: n, high: n + margin(JUST), low_closed: false, high_closed: true }
        }
        Some(Hedge::MoreThan) => Interval::above(n),
        Some(Hedge::AtLeast) => Interval::at_least(n),
        Some(Hedge::LessThan) => Interval::below(n),
        Some(Hedge::AtMost) => Interval::at_most(n),
    }
}

/// The values that a figure leaves possible. `exact` says that whole things are counted; trailing
/// zeros may still be rounding.
pub(super) fn interval(
    low: &Numeral,
    high: Option<&Numeral>,
    hedge: Option<Hedge>,
    exact: bool,
) -> Interval {
    let exactly = |n: &Numeral| exact && n.step <= 1.0;
    match (high, hedge) {
        (None, _) => single(low, hedge, exactly(low)),
        (
            Some(high),
            None | Some(Hedge::About | Hedge::Nearly | Hedge::JustUnder | Hedge::JustOver),
        ) => single(low, hedge, exactly(low)).hull(single(high, hedge, exactly(high))),
        // "more than 5 to 10" is above the low end, "up to 5 to 10" below the high one.
        (Some(_), Some(Hedge::MoreThan | Hedge::AtLeast)) => single(low, hedge, false),
        (Some(high), Some(Hedge::LessThan | Hedge::AtMost)) => single(high, hedge, false),
    }
}

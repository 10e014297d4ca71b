//! The value that most claims can share: one sweep over the ends of their intervals.

use factlint_language::interval::Interval;

/// A region of values, how much weight holds it, and how much holds the best region apart from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consensus {
    /// Where most weight meets.
    pub region: Interval,
    /// The weight that meets there.
    pub weight: f64,
    /// Whether another region, apart from this one, carries as much.
    pub tied: bool,
}

/// An end of an interval on the line of values. At one value, open ends close first, then closed starts
/// open, closed ends close, and open starts open: `[a, b)` and `[b, c)` do not meet, `[a, b]` and `[b, c)`
/// do.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    value: f64,
    rank: u8,
    weight: f64,
    /// How many claims end here, each with this weight.
    count: u64,
    starts: bool,
}

/// The region that the most weight of `claims` shares; the lowest where several carry as much.
/// `None` without claims.
pub fn consensus(claims: &[(Interval, f64)]) -> Option<Consensus> {
    consensus_of(claims.iter().map(|&(interval, weight)| (interval, weight, 1)))
}

/// The same of votes that are counted: as many claims leave these values possible and weigh as much.
pub fn consensus_of(votes: impl Iterator<Item = (Interval, f64, u64)>) -> Option<Consensus> {
    let mut ends: Vec<End> = Vec::with_capacity(votes.size_hint().0 * 2);
    for (interval, weight, count) in votes {
        let start = if interval.low_closed { 1 } else { 3 };
        let end = if interval.high_closed { 2 } else { 0 };
        ends.push(End { value: interval.low, rank: start, weight, count, starts: true });
        ends.push(End { value: interval.high, rank: end, weight, count, starts: false });
    }
    // Ends of one place are added up in one order, so that sums are rounded alike however claims come.
    ends.sort_by(|one, other| {
        let place = one.value.total_cmp(&other.value).then(one.rank.cmp(&other.rank));
        place.then(one.weight.total_cmp(&other.weight))
    });
    let mut depth = 0.0;
    let mut best: Option<Consensus> = None;
    let mut regions: Vec<(Interval, f64)> = Vec::new();
    for (index, end) in ends.iter().enumerate() {
        // One by one: a product would be rounded otherwise.
        for _ in 0..end.count {
            depth += if end.starts { end.weight } else { -end.weight };
        }
        if !end.starts {
            continue;
        }
        // A peak: the next end closes something.
        let Some(next) = ends.get(index + 1).filter(|next| !next.starts) else { continue };
        let region = Interval {
            low: end.value,
            high: next.value,
            low_closed: end.rank == 1,
            high_closed: next.rank == 2,
        };
        regions.push((region, depth));
        if best.is_none_or(|best| depth > best.weight + WEIGHT_MARGIN) {
            best = Some(Consensus { region, weight: depth, tied: false });
        }
    }
    let mut best = best?;
    best.tied = regions
        .iter()
        .any(|(region, weight)| *region != best.region && *weight >= best.weight - WEIGHT_MARGIN);
    Some(best)
}

/// Sums of weights that differ by less are equal.
const WEIGHT_MARGIN: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn most_weight_wins_and_ties_are_told() {
        let low = Interval::half_open(1.0, 2.0);
        let high = Interval::half_open(3.0, 4.0);
        let split = consensus(&[(low, 1.0), (high, 1.0)]);
        assert!(split.is_some_and(|split| split.tied && split.region == low));
        let decided = consensus(&[(low, 1.0), (high, 2.0)]);
        assert!(decided.is_some_and(|decided| !decided.tied && decided.region == high));
        assert_eq!(consensus(&[]), None);
    }

    fn intervals() -> impl Strategy<Value = Vec<(Interval, f64)>> {
        prop::collection::vec((0i32..8, 0i32..4, any::<bool>(), any::<bool>(), 1u8..4), 1..9)
            .prop_map(|all| {
                all.into_iter()
                    .map(|(low, length, low_closed, high_closed, weight)| {
                        let point = length == 0;
                        let interval = Interval {
                            low: f64::from(low),
                            high: f64::from(low + length),
                            low_closed: low_closed || point,
                            high_closed: high_closed || point,
                        };
                        (interval, f64::from(weight))
                    })
                    .collect()
            })
    }

    fn holds(interval: &Interval, value: f64) -> bool {
        (interval.low < value || (interval.low_closed && interval.low == value))
            && (value < interval.high || (interval.high_closed && interval.high == value))
    }

    #[test]
    fn votes_that_are_counted_come_to_what_each_comes_to() {
        let third = 1.0 / 3.0;
        let votes = [
            (Interval::half_open(1.0, 3.0), third, 1_000),
            (Interval::half_open(2.0, 4.0), 1.0, 333),
            (Interval::half_open(5.0, 6.0), 0.1, 5_000),
        ];
        let mut each: Vec<(Interval, f64)> = Vec::new();
        for round in 0..5_000 {
            let voting = votes.iter().filter(|(_, _, count)| round < *count);
            each.extend(voting.map(|(interval, weight, _)| (*interval, *weight)));
        }
        assert_eq!(consensus_of(votes.into_iter()), consensus(&each));
    }

    proptest! {
        #[test]
        fn the_sweep_agrees_with_brute_force(claims in intervals()) {
            let weight_at = |value: f64| -> f64 {
                claims.iter().filter(|(interval, _)| holds(interval, value)).map(|(_, weight)| weight).sum()
            };
            let best = (0..=48).map(|step| weight_at(f64::from(step) / 4.0)).fold(0.0, f64::max);
            let Some(found) = consensus(&claims) else {
                return Err(TestCaseError::fail("there are claims"));
            };
            prop_assert_eq!(found.weight, best);
            let middle = (found.region.low + found.region.high) / 2.0;
            prop_assert_eq!(weight_at(middle), best);
        }
    }
}

//! Two sentences of one document, in words of their own, that give one fact with two values.

use std::collections::BTreeSet;

use super::Digest;
use super::frame::{are_calculated_apart, are_labelled_apart, is_since_version};
use super::statement::Statement;
use crate::check::agreement::fact::Fact;
use crate::check::agreement::fact::same::{Tellers, agree, are_bounded_apart, listed};
use crate::check::agreement::value::Kind;

/// The pairs, and why each was compared.
pub(super) fn contradictions(digest: &Digest) -> Vec<([&Statement; 2], String)> {
    /// What two sentences of one document must share, beside what is counted; between documents, the story says as much.
    const FEWEST: usize = 2;
    let document = digest.document();
    let tellers = Tellers { aliases: [&digest.aliases; 2], apart: 0 };
    let facts: Vec<(&Statement, &Fact)> = digest
        .facts
        .iter()
        .filter_map(|(at, fact)| Some((digest.statements.get(*at)?, fact)))
        .collect();
    let mut found = Vec::new();
    for (at, (one, mine)) in facts.iter().enumerate() {
        for (other, theirs) in &facts[at + 1..] {
            if one.block == other.block
                || one.is_total != other.is_total
                // What rises tells of many periods.
                || mine.is_change
                || theirs.is_change
                || one.stated.kind != other.stated.kind
                || agree(mine, theirs)
                || is_cut_short(one, other)
                || is_cut_short(other, one)
                || are_bounded_apart(mine, theirs)
                || (one.is_item && other.is_item)
                || (one.is_labelled && other.is_labelled)
                || (one.is_pointing && other.is_pointing)
                || are_calculated_apart(one, other)
                // What came with a version is not what needs another.
                || is_since_version(one)
                || is_since_version(other)
                || are_labelled_apart(one, other)
                || are_two_introduced(mine, theirs)
                || one.is_setting
                || other.is_setting
                || !document.stand_under_alike(one, other, &BTreeSet::new())
                || are_of_other_days(digest, one, other)
                || document.differ_throughout(one, other)
            {
                continue;
            }
            let least = FEWEST + usize::from(one.stated.kind == Kind::Count);
            let Some(why) = tellers.same(mine, theirs).filter(|why| why.len() >= least) else {
                continue;
            };
            let is_third = |(third, fact): &(&Statement, &Fact)| {
                third.part != one.part
                    && third.part != other.part
                    && !agree(fact, mine)
                    && !agree(fact, theirs)
                    && (tellers.same(fact, mine).is_some() || tellers.same(fact, theirs).is_some())
            };
            let both_again =
                document.again(one).next().is_some() && document.again(other).next().is_some();
            if !facts.iter().any(is_third) && !both_again && !document.add_up(one, other) {
                found.push(([*one, *other], format!("both sentences tell it of {}", listed(&why))));
            }
        }
    }
    found
}

/// Whether both sentences introduce what it is done to: "a meeting on Friday", and then "a meeting" again, are two.
fn are_two_introduced(one: &Fact, other: &Fact) -> bool {
    [one, other].iter().all(|fact| fact.done.as_ref().is_some_and(|done| done.is_new))
}

/// Whether a line that may be a title leaves off what is behind the point: "$3.9 million" of $3,962,500.
fn is_cut_short(short: &Statement, long: &Statement) -> bool {
    let left_off = long.stated.value - short.stated.value;
    short.stated.hedge.is_empty()
        && left_off > 0.0
        && left_off < short.stated.high - short.stated.low
}

/// Whether the paragraphs of two statements speak of other days.
fn are_of_other_days(digest: &Digest, one: &Statement, other: &Statement) -> bool {
    let days = |here: &Statement| -> BTreeSet<(Kind, u64)> {
        let days = digest.statements.iter().filter(|day| {
            day.block == here.block
                && day.part != here.part
                && matches!(day.stated.kind, Kind::Day | Kind::Weekday | Kind::Month | Kind::Year)
        });
        days.map(|day| (day.stated.kind.clone(), day.stated.value.to_bits())).collect()
    };
    let (mine, theirs) = (days(one), days(other));
    !mine.is_empty() && !theirs.is_empty() && mine.is_disjoint(&theirs)
}

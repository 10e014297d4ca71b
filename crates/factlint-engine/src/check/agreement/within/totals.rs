//! What a document sums up in words, and the parts that it gave before: "23 cargo ships and 41 ferries ... in all, 55 ships".

use std::collections::BTreeSet;

use super::statement::{Place, Statement};
use crate::check::agreement::FIGURE;
use crate::check::agreement::value::Kind;
use crate::check::{self, wording};
use crate::claim::Claim;
use crate::conflict::{Conflict, Side};
use crate::rule::Rule;

/// Totals that their parts do not come to, with the parts.
pub(super) fn wrong(statements: &[Statement]) -> Vec<(&Statement, Vec<&Statement>)> {
    /// Statements before a total in which its parts may stand.
    const REACH: usize = 12;
    let mut found = Vec::new();
    for (at, total) in statements.iter().enumerate() {
        if !total.is_total || !is_summed(total) || !total.limits.is_empty() {
            continue;
        }
        let before = &statements[at.saturating_sub(REACH)..at];
        let may_be_part = |one: &&Statement| {
            is_summed(one)
                && !one.is_total
                && one.headings == total.headings
                && one.stated.value <= total.stated.value
                && one.stated.kind == total.stated.kind
        };
        let candidates: Vec<&Statement> = before.iter().filter(may_be_part).collect();
        let parts = named(total, &candidates).or_else(|| listed(total, &candidates));
        let Some((parts, is_whole)) = parts else { continue };
        let sum: f64 = parts.iter().map(|part| part.stated.value).sum();
        let apart = sum - total.stated.value;
        // Parts that are not named may be left out.
        let is_wrong = if is_whole {
            apart.abs() > slack(&parts, total)
        } else {
            apart > slack(&parts, total)
        };
        if is_wrong {
            found.push((total, parts));
        }
    }
    found
}

/// Whether a value is one that is added up: exact, of things or of money.
fn is_summed(one: &Statement) -> bool {
    let is_money =
        |kind: &Kind| matches!(kind, Kind::Measure(what) if what.starts_with("money in "));
    (one.stated.kind == Kind::Count || is_money(&one.stated.kind))
        && one.stated.hedge.is_empty()
        && !one.stated.is_range
        && !one.stated.is_part
        && one.place != Place::Cell
        && one.place != Place::Title
}

/// What rounding may come to.
fn slack(parts: &[&Statement], total: &Statement) -> f64 {
    let width = |one: &Statement| (one.stated.high - one.stated.low) / 2.0;
    parts.iter().map(|part| width(part)).sum::<f64>() + width(total)
}

/// Parts that the sentence of the total names, all of them: "together, the fete and the raffle raised".
fn named<'s>(
    total: &Statement,
    candidates: &[&'s Statement],
) -> Option<(Vec<&'s Statement>, bool)> {
    let is_named = |one: &&&Statement| one.words.is_subset(&total.sentence) && one.words.len() > 1;
    let parts: Vec<&Statement> = candidates.iter().filter(is_named).copied().collect();
    let own: BTreeSet<&String> = parts.iter().flat_map(|part| &part.words).collect();
    let are_different = parts
        .iter()
        .enumerate()
        .all(|(at, part)| parts[at + 1..].iter().all(|other| part.words != other.words));
    let all = total.words.iter().all(|word| own.contains(word) || total.stated.counted == *word);
    (parts.len() > 1 && are_different).then_some((parts, all))
}

/// Parts that one sentence lists, of which one counts what the total counts: "23 cargo ships and 41 ferries".
fn listed<'s>(
    total: &Statement,
    candidates: &[&'s Statement],
) -> Option<(Vec<&'s Statement>, bool)> {
    let last = candidates
        .iter()
        .rev()
        .find(|one| one.stated.counted == total.stated.counted && one.block != total.block)?;
    let is_listed = |one: &&&Statement| {
        one.block == last.block
            && one
                .sentence
                .symmetric_difference(&last.sentence)
                .all(|word| one.inside.contains(word) || last.inside.contains(word))
    };
    let parts: Vec<&Statement> = candidates.iter().filter(is_listed).copied().collect();
    let shared = total.words.iter().filter(|word| last.words.contains(*word)).count();
    let sorts: BTreeSet<(&String, &BTreeSet<String>)> =
        parts.iter().map(|part| (&part.stated.counted, &part.inside)).collect();
    (parts.len() > 1 && sorts.len() == parts.len() && shared > 2).then_some((parts, false))
}

/// The finding of a total.
pub(super) fn worded(
    rule: &Rule,
    claim: &Claim,
    total: &Statement,
    parts: &[&Statement],
) -> Option<Conflict> {
    let part = claim.parts.get(total.part)?;
    let sum: f64 = parts.iter().map(|part| part.stated.written).sum();
    let found = wording::one_line(part.seen());
    let sum = wording::number(sum);
    let message = check::worded(
        rule,
        format!("the parts of `{found}` add up to {sum}"),
        &[("found", &found), ("expect", &sum), ("subject", "")],
    );
    let primary = Side::new(claim, part, format!("`{found}` here"));
    let mut conflict = check::conflict(FIGURE, rule, claim, message, primary);
    for one in parts {
        let part = claim.parts.get(one.part)?;
        conflict.sides.push(Side::new(claim, part, "a part".to_owned()));
    }
    conflict.notes.insert(0, "compared because the sentence says that it sums up".into());
    Some(conflict)
}

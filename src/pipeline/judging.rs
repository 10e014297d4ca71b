//! Judging: groups of claims become findings, with what stets let stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::said::Said;
use super::stets::{StetId, Stets, is_side};
use factlint_engine::check::Verdict;
use factlint_engine::claim::Claim;
use factlint_engine::finding::{Finding, Label};
use factlint_engine::ruleset::LoadedRule;

/// Findings of some groups, with what stets let stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub findings: Vec<(u32, Finding)>,
    pub not_judged: usize,
    pub stetted: usize,
    /// Stets that let something stand.
    pub used: BTreeSet<StetId>,
    /// What the claims of the groups say, where somebody asks.
    pub said: Said,
}

impl Settled {
    pub fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.not_judged += other.not_judged;
        self.stetted += other.stetted;
        self.used.extend(other.used);
        self.said.merge(other.said);
    }
}

/// Claims by rule and key: what is judged together.
pub(super) fn grouped(
    claims: impl IntoIterator<Item = (u32, Claim)>,
) -> BTreeMap<(u32, String), Vec<Claim>> {
    let mut groups: BTreeMap<(u32, String), Vec<Claim>> = BTreeMap::new();
    for (rule, claim) in claims {
        let keys = claim.keys.clone();
        let Some((last, others)) = keys.split_last() else { continue };
        for key in others {
            groups.entry((rule, key.clone())).or_default().push(claim.clone());
        }
        groups.entry((rule, last.clone())).or_default().push(claim);
    }
    groups
}

/// Judges one group. Claims that a stet lets stand are judged with the others, to see whether the
/// stet is used, and the group is judged again without them.
pub(super) fn judge(
    loaded: &LoadedRule,
    index: u32,
    claims: &[Claim],
    stets: &Stets<'_>,
) -> Settled {
    let mut sorted: Vec<&Claim> = claims.iter().collect();
    sorted.sort_by(|one, other| one.order().cmp(&other.order()));
    let run = |group: &[&Claim]| {
        let mut verdict = Verdict::default();
        loaded.check.judge(&loaded.rule, group, &mut verdict);
        verdict
    };
    let all = run(&sorted);
    let mut settled = Settled { not_judged: all.undated, ..Settled::default() };
    let stetted_by = |label: &Label| stets.standing(&loaded.rule, label);
    if loaded.check.parts_are_places() {
        let mut left: Vec<Claim> = Vec::new();
        let mut used: BTreeSet<StetId> = BTreeSet::new();
        for claim in &sorted {
            let mut claim = (*claim).clone();
            let document = Arc::clone(&claim.document);
            claim.parts.retain(|part| {
                let standing = stetted_by(&part.label(&document, ""));
                used.extend(standing.iter().cloned());
                standing.is_empty()
            });
            if !claim.parts.is_empty() {
                left.push(claim);
            }
        }
        let found = all.findings.len();
        let findings = if used.is_empty() || found == 0 {
            all.findings
        } else {
            settled.used = used;
            run(&left.iter().collect::<Vec<_>>()).findings
        };
        settled.stetted = found.saturating_sub(findings.len());
        settled.findings = findings.into_iter().map(|finding| (index, finding)).collect();
        return settled;
    }
    let (standing, findings): (Vec<Finding>, Vec<Finding>) =
        all.findings.into_iter().partition(|finding| {
            finding
                .labels()
                .filter(|label| is_side(label))
                .any(|label| !stetted_by(label).is_empty())
        });
    if standing.is_empty() {
        settled.findings = findings.into_iter().map(|finding| (index, finding)).collect();
        return settled;
    }
    for label in standing.iter().flat_map(Finding::labels).filter(|label| is_side(label)) {
        settled.used.extend(stetted_by(label));
    }
    settled.stetted = standing.len();
    let witnesses: Vec<&Claim> = sorted
        .into_iter()
        .filter(|claim| {
            !standing.iter().flat_map(Finding::labels).any(|label| {
                label.path == claim.document.path
                    && claim.parts.iter().any(|part| part.span.overlaps(label.span))
                    && !stetted_by(label).is_empty()
            })
        })
        .collect();
    settled.findings = run(&witnesses)
        .findings
        .into_iter()
        // A claim that is no witness any more may be an outlier only now.
        .filter(|finding| {
            finding
                .labels()
                .filter(|label| is_side(label))
                .all(|label| stetted_by(label).is_empty())
        })
        .map(|finding| (index, finding))
        .collect();
    settled
}

//! Settling: groups of claims become findings, with what stets let stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Policy;
use super::claims::{Claims, Key};
use super::documents::{Admission, Documents};
use super::groups::Groups;
use super::large::{Large, MOST_AT_ONCE};
use super::observation::Observations;
use super::stets::StetId;
use crate::check::Verdict;
use crate::claim::{Claim, ClaimId, Part};
use crate::conflict::{Conflict, Evidence, Side};
use crate::engine::Engine;
use crate::finding::{Details, Finding, Label, put_in_order};
use crate::observed::Observed;
use crate::rule::Rule;
use crate::ruleset::LoadedRule;
use factlint_language::word;

/// What settling some groups comes to. It survives serialisation, but for what documents say where nothing is wrong, and
/// the number of places that a finding tells of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Settled {
    /// The findings that are reported, in any order.
    pub findings: Vec<Finding>,
    /// Claims that could not be judged because their document has no date.
    pub not_judged: usize,
    /// Groups that were too large to be compared.
    pub crowded: usize,
    /// Conflicts that a stet lets stand.
    pub stetted: usize,
    /// Places of unclear statements that were not read.
    pub unread: usize,
    /// Stets that let something stand.
    pub(super) used: BTreeSet<StetId>,
    /// What the claims of the groups say, where the policy tells it.
    #[serde(skip)]
    pub(super) observations: Observations,
}

impl Settled {
    /// Whether a stet lets something stand in these groups.
    pub fn uses_stets(&self) -> bool {
        !self.used.is_empty()
    }

    /// The stets of `factlint.toml` that let something stand, by their place there.
    pub fn config_stets(&self) -> Vec<usize> {
        let place = |stet: &StetId| match stet {
            StetId::Config(place) => Some(*place),
            StetId::Note { .. } => None,
        };
        self.used.iter().filter_map(place).collect()
    }

    /// Notes that stets of `factlint.toml` let something stand in groups that are not settled here.
    pub fn use_config_stets(&mut self, places: impl IntoIterator<Item = usize>) {
        self.used.extend(places.into_iter().map(StetId::Config));
    }

    /// Adds what settling other groups came to.
    pub fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.not_judged += other.not_judged;
        self.crowded += other.crowded;
        self.stetted += other.stetted;
        self.unread += other.unread;
        self.used.extend(other.used);
        self.observations.merge(other.observations);
    }
}

/// The conflicts of one group, with what stets let stand.
#[derive(Default)]
pub(super) struct Judged {
    pub conflicts: Vec<Conflict>,
    pub undated: usize,
    pub crowded: bool,
    pub stetted: usize,
    pub used: BTreeSet<StetId>,
}

impl Policy<'_> {
    /// Settles some groups of claims. Groups do not know of each other: they may be settled in any order, on any
    /// number of threads.
    pub fn settle(&self, engine: &Engine, claims: &Claims, keys: &[Key]) -> Settled {
        let mut settled = Settled::default();
        for key in keys {
            let group = claims.group(engine, key);
            self.settle_group(engine, claims, key.rule, group.iter().collect(), &mut settled);
        }
        settled
    }

    /// Settles one of the groups of some documents, and adds what it comes to.
    pub fn settle_nth(
        &self,
        engine: &Engine,
        documents: &Documents,
        groups: &Groups,
        index: usize,
        settled: &mut Settled,
    ) {
        self.settle_parted(engine, documents, groups, index, MOST_AT_ONCE, settled);
    }

    /// The same, where groups of more claims are judged a document at a time if they can be.
    pub(super) fn settle_parted(
        &self,
        engine: &Engine,
        documents: &Documents,
        groups: &Groups,
        index: usize,
        most: usize,
        settled: &mut Settled,
    ) {
        let large = Large::new(engine, documents, groups, index, most);
        if large.is_some_and(|large| self.settle_large(&large, settled)) {
            return;
        }
        if let Some((rule, group)) = groups.get(engine, documents, index) {
            self.settle_group(engine, documents, rule, group.iter().collect(), settled);
        }
    }

    /// Settles groups that lie within one document. Returns what they come to, and how many claims the policy admits.
    pub fn settle_within(&self, engine: &Engine, observed: &Observed) -> (Settled, usize) {
        let (mut settled, mut admitted) = (Settled::default(), 0);
        let mut groups: BTreeMap<Key, Vec<&Claim>> = BTreeMap::new();
        let document = self.for_document(observed);
        for claim in &observed.claims {
            let Some(rule) = engine.rules().index_of(&claim.rule) else { continue };
            match document.admits(&engine.rules().rules[rule as usize].rule) {
                Admission::Refused => continue,
                Admission::Undated => {
                    settled.not_judged += 1;
                    if self.keeps_observations {
                        settled.observations.note_alone(claim);
                    }
                }
                Admission::Judged => {
                    for key in claim.keys.iter() {
                        groups.entry(Key { rule, key }).or_default().push(claim);
                    }
                }
            }
            admitted += 1;
        }
        let mut alone = Documents::new();
        alone.put(engine, self, observed.with_claims(Vec::new()).packed(engine.rules()));
        for (key, group) in groups {
            self.settle_group(engine, &alone, key.rule, group, &mut settled);
        }
        (settled, admitted)
    }

    fn settle_group(
        &self,
        engine: &Engine,
        documents: &Documents,
        rule: u32,
        mut group: Vec<&Claim>,
        settled: &mut Settled,
    ) {
        let loaded = &engine.rules().rules[rule as usize];
        group.sort_by(|one, other| one.order().cmp(&other.order()));
        let mut judged = self.judge(engine, documents, loaded, &group);
        if self.keeps_observations {
            self.note_observations(&mut settled.observations, documents, loaded, &group, &judged);
        }
        if self.reporting.reports_lines() {
            self.add_repeats(documents, &loaded.rule, &group, &mut judged.conflicts);
        }
        settled.not_judged += judged.undated;
        settled.crowded += usize::from(judged.crowded);
        settled.stetted += judged.stetted;
        settled.used.extend(judged.used);
        each_freed(judged.conflicts, |conflict| {
            settled.findings.extend(self.reported(documents, &loaded.rule, conflict));
        });
    }

    /// What comes of claims that no rule may judge since their document has no date.
    pub fn settle_undated(&self, engine: &Engine, documents: &Documents) -> Settled {
        let mut settled = Settled { not_judged: documents.undated_count(), ..Settled::default() };
        if self.keeps_observations {
            for claim in documents.undated(engine) {
                settled.observations.note_alone(&claim);
            }
        }
        settled
    }

    /// Everything that is reported of some claims, in its stable order, as the only thread.
    pub fn settle_all(&self, engine: &Engine, documents: &Documents) -> Settled {
        let mut settled = Settled::default();
        let groups = Groups::new(documents);
        for index in 0..groups.len() {
            self.settle_nth(engine, documents, &groups, index, &mut settled);
        }
        for observed in documents.documents() {
            let unread = self
                .settle_unread_of(engine, &observed.document, &observed.unread, &observed.stets);
            settled.merge(unread);
        }
        self.conclude(engine, documents, settled)
    }

    /// Adds what only shows once all groups are settled (stets that let nothing stand), and puts the findings into
    /// their stable order.
    pub fn conclude(
        &self,
        engine: &Engine,
        documents: &Documents,
        mut settled: Settled,
    ) -> Settled {
        settled.merge(self.settle_undated(engine, documents));
        settled.findings.extend(self.stets_to_mend(engine.rules(), documents, &settled.used));
        put_in_order(&mut settled.findings);
        drop_repeats(&mut settled.findings);
        settled
    }

    /// Judges one group. Claims that a stet lets stand are judged with the others, to see whether the stet is
    /// used, and the group is judged again without them.
    fn judge(
        &self,
        engine: &Engine,
        documents: &Documents,
        loaded: &LoadedRule,
        group: &[&Claim],
    ) -> Judged {
        let all = engine.judge(loaded, group);
        let mut judged =
            Judged { undated: all.undated, crowded: all.is_crowded, ..Judged::default() };
        let rule = &loaded.rule;
        if loaded.check.parts_are_places() {
            let left = self.without_places(documents, rule, group, &mut judged.used);
            let found = all.conflicts.len();
            judged.conflicts = if judged.used.is_empty() || found == 0 {
                judged.used.clear();
                all.conflicts
            } else {
                engine.judge(loaded, &left.iter().collect::<Vec<_>>()).conflicts
            };
            judged.stetted = found.saturating_sub(judged.conflicts.len());
            return judged;
        }
        let stets_of = |side: &Side| self.standing(documents, rule, &side.label);
        let is_stetted =
            |conflict: &Conflict| conflict.sides.iter().any(|side| !stets_of(side).is_empty());
        let Verdict { conflicts, .. } = all;
        if !conflicts.iter().any(is_stetted) {
            judged.conflicts = conflicts;
            return judged;
        }
        let standing: Vec<Conflict> = conflicts.into_iter().filter(is_stetted).collect();
        judged.stetted = standing.len();
        judged.used = standing.iter().flat_map(|one| &one.sides).flat_map(stets_of).collect();
        let withdrawn: BTreeSet<&ClaimId> = standing
            .iter()
            .flat_map(Conflict::claims)
            .filter(|side| !stets_of(side).is_empty())
            .map(|side| &side.claim)
            .collect();
        let witnesses: Vec<&Claim> =
            group.iter().copied().filter(|claim| !withdrawn.contains(&claim.id())).collect();
        let again = engine.judge(loaded, &witnesses).conflicts;
        // A claim that is no witness any more may be an outlier only now, and may stand as well.
        let (standing, left): (Vec<Conflict>, Vec<Conflict>) =
            again.into_iter().partition(is_stetted);
        judged.stetted += standing.len();
        judged.used.extend(standing.iter().flat_map(|one| &one.sides).flat_map(stets_of));
        judged.conflicts = left;
        judged
    }

    /// The claims of a group without the places that a stet lets stand.
    fn without_places(
        &self,
        documents: &Documents,
        rule: &Rule,
        group: &[&Claim],
        used: &mut BTreeSet<StetId>,
    ) -> Vec<Claim> {
        let mut left = Vec::new();
        for claim in group {
            let mut claim = (*claim).clone();
            let document = Arc::clone(&claim.document);
            claim.parts.retain(|part| {
                let standing = self.standing(documents, rule, &part.label(&document, ""));
                let stays = standing.is_empty();
                used.extend(standing);
                stays
            });
            if !claim.parts.is_empty() {
                left.push(claim);
            }
        }
        left
    }

    /// Gives conflicts that would not be shown the places on reported lines that repeat one of their sides: a side
    /// points at the first place of a document that says something.
    fn add_repeats(
        &self,
        documents: &Documents,
        rule: &Rule,
        group: &[&Claim],
        conflicts: &mut [Conflict],
    ) {
        for conflict in conflicts {
            if conflict.sides.iter().any(|side| self.reporting.reports(&side.label)) {
                continue;
            }
            let again: Vec<Side> = repeats_of(conflict, group)
                .into_iter()
                .filter(|side| self.reporting.reports(&side.label))
                .filter(|side| self.standing(documents, rule, &side.label).is_empty())
                .collect();
            if !again.is_empty() {
                conflict.further =
                    again.into_iter().chain(conflict.further.iter().cloned()).collect();
            }
        }
    }

    /// The finding that a conflict is reported as: a reported side first. None where no side is reported, or the
    /// rule is off where that side stands.
    pub(super) fn reported(
        &self,
        documents: &Documents,
        rule: &Rule,
        mut conflict: Conflict,
    ) -> Option<Finding> {
        let is_reported = |side: &Side| self.reporting.reports(&side.label);
        if !is_reported(&conflict.sides[0]) {
            let at = conflict.sides.iter().position(is_reported);
            let side = match at {
                Some(at) => conflict.sides.remove(at),
                None => conflict.further.iter().find(|side| is_reported(side))?.clone(),
            };
            let former = &conflict.sides[0].label;
            let words = word::one_line(former.seen());
            let place = self.reporting.display_path(&former.path);
            let line = former.start.line;
            conflict.notes.insert(0, format!("`{words}` stands in {place}, line {line}").into());
            // The side that was first leads the others.
            conflict.sides.insert(0, side);
        }
        let path = &conflict.sides[0].label.path;
        let own = self.severity_at(rule, path, documents.said_by(path))?;
        // A conflict that was toned down (its rule is due for review) stays so.
        let severity =
            if conflict.severity < rule.severity { conflict.severity.min(own) } else { own };
        // There may be very many findings: none keeps room that it does not need.
        let mut related: Vec<Arc<Label>> =
            Vec::with_capacity(conflict.sides.len() - 1 + conflict.evidence.len());
        related.extend(conflict.sides.drain(1..).map(|side| Arc::new(side.label)));
        related.extend(conflict.evidence.drain(..).map(|evidence| {
            let mut label = match evidence {
                Evidence::Claim(side) => Arc::new(side.label),
                Evidence::Place(label) => label,
            };
            if !label.evidence {
                Arc::make_mut(&mut label).evidence = true;
            }
            label
        }));
        conflict.notes.shrink_to_fit();
        conflict.message.shrink_to_fit();
        Some(Finding::from(Details {
            rule: conflict.rule,
            check: SmolStr::new_static(conflict.check),
            code: SmolStr::new_static(conflict.code.name),
            severity,
            places: conflict.places,
            message: conflict.message,
            primary: conflict.sides.swap_remove(0).label,
            related,
            notes: conflict.notes,
            fix: conflict.fix,
            fingerprint: conflict.fingerprint,
        }))
    }
}

/// Calls `each` with some conflicts in their order. There may be very many: the room of those that are done is given
/// back on the way, since what is made of them takes as much.
fn each_freed(mut conflicts: Vec<Conflict>, mut each: impl FnMut(Conflict)) {
    /// Fewer take no room worth the work.
    const FEW: usize = 1_024;
    conflicts.reverse();
    while let Some(conflict) = conflicts.pop() {
        each(conflict);
        if conflicts.capacity() > FEW && conflicts.len() < conflicts.capacity() / 4 * 3 {
            conflicts.shrink_to_fit();
        }
    }
}

/// The places of a group that say, in the same document, what a side of a conflict says.
fn repeats_of(conflict: &Conflict, group: &[&Claim]) -> Vec<Side> {
    let mut found = Vec::new();
    for side in &conflict.sides {
        let Some(own) = group.iter().find(|claim| claim.id() == side.claim) else { continue };
        let Some(value) = own.parts.get(side.part) else { continue };
        let there = group.iter().filter(|claim| claim.document.path == own.document.path);
        for claim in there {
            let again = claim.parts.iter().filter(|part| part.span != side.label.span);
            let again = again.filter(|part| says_the_same(part, value));
            found.extend(again.map(|part| Side::new(claim, part, side.label.message.clone())));
        }
    }
    found
}

fn says_the_same(one: &Part, other: &Part) -> bool {
    let words =
        |part: &Part| part.words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    one.value == other.value || words(one) == words(other)
}

/// Drops findings that say what one before them says, in findings that are in order.
fn drop_repeats(findings: &mut Vec<Finding>) {
    let mut kept = 0;
    for at in 0..findings.len() {
        let (before, rest) = findings.split_at(at);
        let finding = &rest[0];
        let mut here = before[..kept].iter().rev();
        let mut here = here.by_ref().take_while(|one| one.primary == finding.primary);
        if !here.any(|one| tell_the_same(one, finding)) {
            findings.swap(kept, at);
            kept += 1;
        }
    }
    findings.truncate(kept);
}

/// Whether two findings point at the same words on all sides and say the same of them: a rule may come to them in two
/// ways, and only its notes tell.
fn tell_the_same(one: &Finding, other: &Finding) -> bool {
    one == other
        || (one.rule == other.rule
            && one.code == other.code
            && one.message == other.message
            && one.primary == other.primary
            && one.related == other.related)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Origin, Severity};
    use factlint_language::span::{Position, Span};

    fn finding(line: u32, message: &str, note: &str) -> Finding {
        let at = Position { line, column: 1 };
        Finding::from(Details {
            rule: "a".into(),
            check: "name".into(),
            code: "name/form".into(),
            severity: Severity::Error,
            places: 1,
            message: message.to_owned(),
            primary: Label {
                origin: Origin::Document,
                path: "a.txt".into(),
                span: Span { start: line, end: line + 1 },
                start: at,
                end: at,
                text: "a".into(),
                seen: None,
                message: SmolStr::default(),
                evidence: false,
                on_disk: true,
            },
            related: Vec::new(),
            notes: vec![note.into()],
            fix: None,
            fingerprint: SmolStr::default(),
        })
    }

    #[test]
    fn what_is_said_twice_of_the_same_words_is_said_once() {
        let mut findings = vec![
            finding(1, "one", "by a table"),
            finding(1, "other", "by a table"),
            finding(1, "one", "by a sentence"),
            finding(2, "one", "by a table"),
            finding(2, "one", "by a table"),
            finding(3, "one", "by a table"),
        ];
        drop_repeats(&mut findings);
        let left: Vec<(u32, &str, &str)> = findings
            .iter()
            .map(|one| (one.primary.start.line, one.message.as_str(), &*one.notes[0]))
            .collect();
        let by = "by a table";
        assert_eq!(left, [(1, "one", by), (1, "other", by), (2, "one", by), (3, "one", by)]);
    }

    #[test]
    fn conflicts_are_taken_in_their_order() {
        let conflict = |nth: usize| Conflict {
            rule: "a".into(),
            check: "name",
            code: crate::conflict::Code::new("name/form", "a form"),
            severity: Severity::Error,
            message: String::new(),
            sides: Vec::new(),
            further: Arc::default(),
            evidence: Vec::new(),
            places: nth,
            notes: Vec::new(),
            fix: None,
            fingerprint: SmolStr::default(),
        };
        for count in [0, 1, 5_000] {
            let mut seen = Vec::new();
            each_freed((0..count).map(conflict).collect(), |one| seen.push(one.places));
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }
}

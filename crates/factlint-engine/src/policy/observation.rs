//! What documents say under each rule, also where nothing contradicts it: the optional record behind
//! the grid of the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::Policy;
use super::documents::Documents;
use super::settle::Judged;
use crate::check::Yardstick;
use crate::claim::{Claim, ClaimId, Part, Value};
use crate::conflict::Conflict;
use crate::ruleset::LoadedRule;
use factlint_language::interval::Interval;
use factlint_language::span::{Position, Span};
use factlint_language::word;

/// How a observation stands beside the others and the fact; of several answers the later one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing to hold it against: no other claim, someone else's words, or no date.
    Alone,
    /// It was held against others or a fact, and nothing contradicts it.
    Agrees,
    /// An editor lets it stand.
    Stet,
    /// It is a side of a contradiction that most of the others are not on.
    Contradicts,
}

/// What a document says in one place under one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The document: a path as reports show it.
    pub path: Arc<str>,
    /// Whether findings of this document are reported.
    pub reported: bool,
    /// The words that carry the value; different ones side by side.
    pub words: SmolStr,
    /// Where they stand, in bytes of the text; of many places the first ones. Never empty.
    pub spans: Box<[Span]>,
    /// Line and column of the first byte.
    pub start: Position,
    /// How it stands beside the others.
    pub standing: Standing,
}

/// More different words than this are not told of one claim.
const MOST_WORDS: usize = 3;

/// More places than this are not kept of one claim.
const MOST_PLACES: usize = 8;

/// Words longer than this are cut, in characters.
const LONGEST_WORDS: usize = 120;

/// Observations under the paths of the corpus. There may be hundreds of thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct Observations {
    all: Vec<Observation>,
    /// How many there may be until those that tell of one place are put together.
    room: usize,
}

impl Observations {
    pub fn merge(&mut self, other: Self) {
        self.all.extend(other.all);
        self.make_room();
    }

    fn make_room(&mut self) {
        /// Fewer take no room worth the work.
        const FEW: usize = 1_024;
        if self.all.len() > self.room {
            self.put_together();
            self.room = (2 * self.all.len()).max(FEW);
        }
    }

    /// By rule, document and place: one claim that was judged in several groups is told once. Claims of one place may
    /// differ in their words; which of them is told must not depend on the order.
    fn put_together(&mut self) {
        fn order(one: &Observation) -> impl Ord + '_ {
            (&one.rule, &one.path, one.spans.first(), &one.words, &one.spans)
        }
        fn place(one: &Observation) -> impl PartialEq + '_ {
            (&one.rule, &one.path, one.spans.first())
        }
        self.all.sort_by(|one, other| order(one).cmp(&order(other)));
        self.all.dedup_by(|later, first| {
            let is_same = place(later) == place(first);
            if is_same {
                first.standing = first.standing.max(later.standing);
            }
            is_same
        });
    }

    /// Adds a claim that nothing is held against.
    pub fn note_alone(&mut self, claim: &Claim) {
        self.note(claim, Standing::Alone);
    }

    fn note(&mut self, claim: &Claim, standing: Standing) {
        let Some(first) = claim.parts.first() else { return };
        self.all.push(Observation {
            rule: Arc::clone(&claim.rule),
            path: Arc::clone(&claim.document.path),
            reported: false,
            words: words_of(claim).into(),
            spans: claim.parts.iter().map(|part| part.span).take(MOST_PLACES).collect(),
            start: first.start,
            standing,
        });
        self.make_room();
    }
}

impl super::Settled {
    /// What the claims say, by rule (in the order of `rules`), document and place; `shown` turns a path into the
    /// one that reports show, with whether the document is reported.
    pub fn observations(
        mut self,
        rules: &crate::ruleset::RuleSet,
        shown: impl Fn(&str) -> (String, bool),
    ) -> Vec<Observation> {
        self.observations.put_together();
        let mut all = self.observations.all;
        let mut known: BTreeMap<Arc<str>, (Arc<str>, bool)> = BTreeMap::new();
        for one in &mut all {
            let shown = || {
                let (path, reported) = shown(&one.path);
                (path.into(), reported)
            };
            let shown = known.entry(Arc::clone(&one.path)).or_insert_with(shown);
            (one.path, one.reported) = shown.clone();
        }
        // The order by document and place stays.
        all.sort_by_key(|one| rules.index_of(&one.rule));
        all
    }
}

impl Policy<'_> {
    /// Adds the claims of a group, with what judging it came to.
    pub(super) fn note_observations(
        &self,
        observations: &mut Observations,
        documents: &Documents,
        loaded: &LoadedRule,
        group: &[&Claim],
        judged: &Judged,
    ) {
        let camps = Camps::new(group, judged);
        let has_others = has_others(loaded, group);
        self.note_standings(observations, documents, loaded, group, judged, (&camps, has_others));
    }

    /// The same of some of a group's claims: who is on which side, and whether others were there to be compared with, is
    /// known of all.
    pub(super) fn note_standings(
        &self,
        observations: &mut Observations,
        documents: &Documents,
        loaded: &LoadedRule,
        group: &[&Claim],
        judged: &Judged,
        (camps, has_others): (&Camps, bool),
    ) {
        for claim in group {
            let is_stetted = || {
                claim.parts.iter().any(|part| {
                    let label = part.label(&claim.document, "");
                    !self.standing(documents, &loaded.rule, &label).is_empty()
                })
            };
            let standing = if camps.contradict(claim) {
                Standing::Contradicts
            } else if judged.stetted > 0 && is_stetted() {
                Standing::Stet
            } else if judged.undated > 0 && claim.days.is_empty() {
                Standing::Alone
            } else {
                match loaded.check.yardstick(&loaded.rule, claim) {
                    Yardstick::Fact => Standing::Agrees,
                    Yardstick::Others if has_others => Standing::Agrees,
                    Yardstick::Others | Yardstick::Nothing => Standing::Alone,
                }
            };
            observations.note(claim, standing);
        }
    }
}

/// "2,500 kilometers / 1,550 miles": the different words of a claim's parts, on one line.
fn words_of(claim: &Claim) -> String {
    let mut different: Vec<String> = Vec::new();
    for part in &claim.parts {
        let words = word::one_line(&part.words);
        if !different.contains(&words) {
            if different.len() == MOST_WORDS {
                different.push("…".to_owned());
                break;
            }
            different.push(words);
        }
    }
    let all = different.join(" / ");
    match all.char_indices().nth(LONGEST_WORDS) {
        Some((cut, _)) => format!("{}…", &all[..cut]),
        None => all,
    }
}

/// What a claim says, for telling whether another says the same: its values, or else its words.
fn sense_of(claim: &Claim) -> String {
    let sense = |part: &Part| match &part.value {
        Value::Figure(figure) => {
            let Interval { low, high, .. } = figure.interval;
            format!("{:x} {:x}", low.to_bits(), high.to_bits())
        }
        Value::Title(title) => format!("{} {:?}", title.title, title.stance),
        Value::Form { form, .. } => form.to_string(),
        _ => part.words.to_lowercase(),
    };
    claim.parts.iter().take(MOST_WORDS).map(sense).collect::<Vec<_>>().join("\u{1f}")
}

/// Whether others of the group were there to be compared with: in other documents, or in the same one where
/// the rule compares within documents.
pub(super) fn has_others(loaded: &LoadedRule, group: &[&Claim]) -> bool {
    if loaded.check.is_local(&loaded.rule) {
        group.iter().map(|claim| claim.parts.len()).sum::<usize>() > 1
    } else {
        documents(group) > 1
    }
}

fn documents(claims: &[&Claim]) -> usize {
    claims.iter().map(|claim| &*claim.document.path).collect::<BTreeSet<_>>().len()
}

/// Who is on which side of the conflicts of a group.
pub(super) struct Camps {
    /// Those that stand out.
    outlying: BTreeSet<ClaimId>,
    /// The other sides, where most documents are not on them.
    others: Arc<BTreeSet<ClaimId>>,
    /// Hashes of what the outlying sides say: conflicts point at a repeat only once. With the document where a fact
    /// decides, since documents of different days may say the same and be right.
    senses: Arc<FxHashSet<u64>>,
    /// Whether a fact decides, claim by claim.
    has_one_side: bool,
}

/// Who is on which side of the conflicts of a group that is judged a document at a time, as far as that hangs on all.
#[derive(Default)]
pub(super) struct WideCamps {
    others: Arc<BTreeSet<ClaimId>>,
    senses: Arc<FxHashSet<u64>>,
    /// Whether those that agree are others, too: conflicts list some of them only.
    with_agreeing: bool,
    has_other_side: bool,
}

impl WideCamps {
    /// Adds the conflicts of one document.
    pub fn add(&mut self, document: &[&Claim], conflicts: &[Conflict]) {
        let others = Arc::make_mut(&mut self.others);
        for conflict in conflicts {
            let rest = conflict.sides[1..].iter().chain(conflict.further.iter());
            others.extend(rest.map(|side| side.claim.clone()));
        }
        let outlying = outlying(conflicts);
        let outlying = document.iter().filter(|claim| outlying.contains(&claim.id()));
        Arc::make_mut(&mut self.senses).extend(outlying.map(|claim| hash_of_sense(claim, false)));
    }

    /// Notes that all documents are added, and whether conflicts list some only of those that agree.
    pub fn close(&mut self, with_agreeing: bool) {
        self.with_agreeing = with_agreeing;
        self.has_other_side = with_agreeing || !self.others.is_empty();
    }

    /// Notes in how many documents claims stand out, and in how many others do not.
    pub fn weigh(&mut self, against: usize, rest: usize) {
        if rest > against {
            self.others = Arc::default();
            self.with_agreeing = false;
        }
    }

    /// Whether more than the fact decides.
    pub fn have_other_side(&self) -> bool {
        self.has_other_side
    }

    /// The sides of the conflicts of one document, with its claims that agree.
    pub fn of<'c>(
        &self,
        document: &[&Claim],
        judged: &Judged,
        agreeing: impl FnOnce() -> Vec<&'c Claim>,
    ) -> Camps {
        if !self.has_other_side {
            return Camps::new(document, judged);
        }
        let mut others = Arc::clone(&self.others);
        if self.with_agreeing {
            // The other sides of other documents are asked for there.
            others = Arc::new(agreeing().iter().map(|claim| claim.id()).collect());
            let here = document.iter().map(|claim| claim.id());
            let here = here.filter(|id| self.others.contains(id));
            Arc::make_mut(&mut others).extend(here);
        }
        let senses = Arc::clone(&self.senses);
        Camps { outlying: outlying(&judged.conflicts), others, senses, has_one_side: false }
    }
}

/// The claims that stand out.
fn outlying(conflicts: &[Conflict]) -> BTreeSet<ClaimId> {
    conflicts.iter().map(|conflict| conflict.sides[0].claim.clone()).collect()
}

fn hash_of_sense(claim: &Claim, with_document: bool) -> u64 {
    let document = if with_document { &*claim.document.path } else { "" };
    xxhash_rust::xxh3::xxh3_64(format!("{document}\0{}", sense_of(claim)).as_bytes())
}

impl Camps {
    fn new(group: &[&Claim], judged: &Judged) -> Self {
        let conflicts = || judged.conflicts.iter();
        let rest = conflicts().flat_map(|one| one.sides[1..].iter().chain(one.further.iter()));
        let others: BTreeSet<ClaimId> = rest.map(|side| side.claim.clone()).collect();
        let mut camps = Self {
            outlying: outlying(&judged.conflicts),
            has_one_side: others.is_empty(),
            others: Arc::new(others),
            senses: Arc::default(),
        };
        let outlying = group.iter().filter(|claim| camps.outlying.contains(&claim.id()));
        camps.senses = Arc::new(outlying.map(|claim| camps.sense_of(claim)).collect());
        if !camps.has_one_side {
            let (against, rest): (Vec<&Claim>, Vec<&Claim>) =
                group.iter().copied().partition(|claim| camps.is_outlying(claim));
            if documents(&rest) > documents(&against) {
                camps.others = Arc::default();
            }
        }
        camps
    }

    fn sense_of(&self, claim: &Claim) -> u64 {
        hash_of_sense(claim, self.has_one_side)
    }

    /// Whether a claim stands out, or says what one says that does.
    pub(super) fn is_outlying(&self, claim: &Claim) -> bool {
        self.outlying.contains(&claim.id())
            || (!self.senses.is_empty() && self.senses.contains(&self.sense_of(claim)))
    }

    fn contradict(&self, claim: &Claim) -> bool {
        self.is_outlying(claim) || self.others.contains(&claim.id())
    }
}

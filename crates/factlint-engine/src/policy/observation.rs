//! What documents say under each rule, also where nothing contradicts it: the optional record behind
//! the grid of the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Policy;
use super::documents::Documents;
use super::settle::Judged;
use crate::check::Yardstick;
use crate::claim::{Claim, ClaimId, Part, Value};
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
    pub path: String,
    /// Whether findings of this document are reported.
    pub reported: bool,
    /// The words that carry the value; different ones side by side.
    pub words: String,
    /// Where they stand, in bytes of the text; of many places the first ones. Never empty.
    pub spans: Vec<Span>,
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

/// Observations by rule, document and place: one claim that was judged in several groups is told once.
#[derive(Clone, Debug, Default)]
pub(super) struct Observations(BTreeMap<(Arc<str>, Arc<str>, Span), Entry>);

#[derive(Clone, Debug)]
struct Entry {
    words: String,
    spans: Vec<Span>,
    start: Position,
    standing: Standing,
}

impl Observations {
    pub fn merge(&mut self, other: Self) {
        for (key, entry) in other.0 {
            self.put(key, entry);
        }
    }

    /// Claims of one place may differ in their words; which of them is told must not depend on the order.
    fn put(&mut self, key: (Arc<str>, Arc<str>, Span), entry: Entry) {
        let known = self.0.entry(key).or_insert_with(|| entry.clone());
        known.standing = known.standing.max(entry.standing);
        if (&entry.words, &entry.spans) < (&known.words, &known.spans) {
            (known.words, known.spans) = (entry.words, entry.spans);
        }
    }

    /// Adds a claim that nothing is held against.
    pub fn note_alone(&mut self, claim: &Claim) {
        self.note(claim, Standing::Alone);
    }

    fn note(&mut self, claim: &Claim, standing: Standing) {
        let Some(first) = claim.parts.first() else { return };
        let key = (Arc::clone(&claim.rule), claim.document.path.clone(), first.span);
        let spans = claim.parts.iter().map(|part| part.span).take(MOST_PLACES).collect();
        self.put(key, Entry { words: words_of(claim), spans, start: first.start, standing });
    }
}

impl super::Settled {
    /// What the claims say, by rule (in the order of `rules`), document and place; `shown` turns a path into the
    /// one that reports show, with whether the document is reported.
    pub fn observations(
        self,
        rules: &crate::ruleset::RuleSet,
        shown: impl Fn(&str) -> (String, bool),
    ) -> Vec<Observation> {
        let observation = |((rule, path, _), entry): ((Arc<str>, Arc<str>, Span), Entry)| {
            let (path, reported) = shown(&path);
            let Entry { words, spans, start, standing } = entry;
            Observation { rule, path, reported, words, spans, start, standing }
        };
        let mut all: Vec<_> = self.observations.0.into_iter().collect();
        // The order by document and place stays.
        all.sort_by_key(|((rule, ..), _)| rules.index_of(rule));
        all.into_iter().map(observation).collect()
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
fn has_others(loaded: &LoadedRule, group: &[&Claim]) -> bool {
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
struct Camps {
    /// Those that stand out.
    outlying: BTreeSet<ClaimId>,
    /// The other sides, where most documents are not on them.
    others: BTreeSet<ClaimId>,
    /// What the outlying sides say: conflicts point at a repeat only once. With the document where a fact
    /// decides, since documents of different days may say the same and be right.
    senses: BTreeSet<(Option<Arc<str>>, String)>,
    /// Whether a fact decides, claim by claim.
    has_one_side: bool,
}

impl Camps {
    fn new(group: &[&Claim], judged: &Judged) -> Self {
        let conflicts = || judged.conflicts.iter();
        let first = |conflict: &crate::conflict::Conflict| conflict.sides[0].claim.clone();
        let rest = conflicts().flat_map(|one| one.sides[1..].iter().chain(one.further.iter()));
        let others: BTreeSet<ClaimId> = rest.map(|side| side.claim.clone()).collect();
        let mut camps = Self {
            outlying: conflicts().map(first).collect(),
            has_one_side: others.is_empty(),
            others,
            senses: BTreeSet::new(),
        };
        let outlying = group.iter().filter(|claim| camps.outlying.contains(&claim.id()));
        camps.senses = outlying.map(|claim| camps.sense_of(claim)).collect();
        if !camps.has_one_side {
            let (against, rest): (Vec<&Claim>, Vec<&Claim>) =
                group.iter().copied().partition(|claim| camps.is_outlying(claim));
            if documents(&rest) > documents(&against) {
                camps.others = BTreeSet::new();
            }
        }
        camps
    }

    fn sense_of(&self, claim: &Claim) -> (Option<Arc<str>>, String) {
        (self.has_one_side.then(|| Arc::clone(&claim.document.path)), sense_of(claim))
    }

    fn is_outlying(&self, claim: &Claim) -> bool {
        self.outlying.contains(&claim.id())
            || (!self.senses.is_empty() && self.senses.contains(&self.sense_of(claim)))
    }

    fn contradict(&self, claim: &Claim) -> bool {
        self.is_outlying(claim) || self.others.contains(&claim.id())
    }
}

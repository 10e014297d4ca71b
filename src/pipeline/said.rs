//! What documents say under each rule, also where nothing contradicts it: the optional record behind
//! the grid of the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::judging::Settled;
use super::stets::{Stets, is_side};
use factlint_engine::check::Yardstick;
use factlint_engine::claim::{Claim, Part, Value};
use factlint_engine::finding::{Finding, Label};
use factlint_engine::ruleset::LoadedRule;
pub use factlint_engine::saying::{Saying, Standing};
use factlint_language::interval::Interval;
use factlint_language::span::{Position, Span};

/// More different words than this are not told of one claim.
const MOST_WORDS: usize = 3;

/// More places than this are not kept of one claim.
const MOST_PLACES: usize = 8;

/// Words longer than this are cut, in characters.
const LONGEST_WORDS: usize = 120;

/// Sayings by rule, document and place: one claim that was judged in several groups is told once.
#[derive(Clone, Debug, Default)]
pub(super) struct Said(BTreeMap<(u32, String, Span), Entry>);

#[derive(Clone, Debug)]
struct Entry {
    words: String,
    spans: Vec<Span>,
    start: Position,
    standing: Standing,
}

impl Said {
    pub(super) fn merge(&mut self, other: Self) {
        for (key, entry) in other.0 {
            self.put(key, entry);
        }
    }

    /// Claims of one place may differ in their words; which of them is told must not depend on the order.
    fn put(&mut self, key: (u32, String, Span), entry: Entry) {
        let known = self.0.entry(key).or_insert_with(|| entry.clone());
        known.standing = known.standing.max(entry.standing);
        if (&entry.words, &entry.spans) < (&known.words, &known.spans) {
            (known.words, known.spans) = (entry.words, entry.spans);
        }
    }

    /// Adds a claim.
    pub(super) fn tell(&mut self, rule: u32, claim: &Claim, standing: Standing) {
        let Some(first) = claim.parts.first() else { return };
        let key = (rule, claim.document.path.clone(), first.span);
        let spans = claim.parts.iter().map(|part| part.span).take(MOST_PLACES).collect();
        self.put(key, Entry { words: words_of(claim), spans, start: first.start, standing });
    }

    /// Adds the claims of a group, with what judging it came to.
    pub(super) fn tell_group(
        &mut self,
        loaded: &LoadedRule,
        rule: u32,
        group: &[Claim],
        settled: &Settled,
        stets: &Stets<'_>,
    ) {
        let camps = Camps::new(group, settled);
        let has_others = has_others(loaded, group);
        for claim in group {
            let is_stetted = || {
                claim.parts.iter().any(|part| {
                    let label = part.label(&claim.document, "");
                    !stets.standing(&loaded.rule, &label).is_empty()
                })
            };
            let standing = if camps.contradict(claim) {
                Standing::Contradicts
            } else if settled.stetted > 0 && is_stetted() {
                Standing::Stet
            } else if settled.not_judged > 0 && claim.days.is_empty() {
                Standing::Alone
            } else {
                match loaded.check.yardstick(&loaded.rule, claim) {
                    Yardstick::Fact => Standing::Agrees,
                    Yardstick::Others if has_others => Standing::Agrees,
                    Yardstick::Others | Yardstick::Nothing => Standing::Alone,
                }
            };
            self.tell(rule, claim, standing);
        }
    }

    /// All of them in their stable order; `shown` turns a path of the corpus into the one that reports
    /// show, with whether the document is reported.
    pub(super) fn into_sayings(
        self,
        rule_id: impl Fn(u32) -> Arc<str>,
        shown: impl Fn(&str) -> (String, bool),
    ) -> Vec<Saying> {
        let saying = |((rule, path, _), entry): ((u32, String, Span), Entry)| {
            let (path, reported) = shown(&path);
            let Entry { words, spans, start, standing } = entry;
            Saying { rule: rule_id(rule), path, reported, words, spans, start, standing }
        };
        self.0.into_iter().map(saying).collect()
    }
}

/// "2,500 kilometers / 1,550 miles": the different words of a claim's parts, on one line.
fn words_of(claim: &Claim) -> String {
    let mut different: Vec<String> = Vec::new();
    for part in &claim.parts {
        let words = part.words.split_whitespace().collect::<Vec<_>>().join(" ");
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
fn has_others(loaded: &LoadedRule, group: &[Claim]) -> bool {
    if loaded.check.is_local(&loaded.rule) {
        group.iter().map(|claim| claim.parts.len()).sum::<usize>() > 1
    } else {
        documents(group.iter()) > 1
    }
}

fn documents<'c>(claims: impl Iterator<Item = &'c Claim>) -> usize {
    claims.map(|claim| claim.document.path.as_str()).collect::<BTreeSet<_>>().len()
}

/// Where labels point, by path.
#[derive(Default)]
struct Places<'f>(BTreeMap<&'f str, Vec<Span>>);

impl<'f> Places<'f> {
    fn of(labels: impl Iterator<Item = &'f Label>) -> Self {
        let mut places = Self::default();
        for label in labels.filter(|label| is_side(label)) {
            places.0.entry(&label.path).or_default().push(label.span);
        }
        for spans in places.0.values_mut() {
            spans.sort_unstable();
            spans.dedup();
        }
        places
    }

    fn hold(&self, claim: &Claim) -> bool {
        self.0.get(claim.document.path.as_str()).is_some_and(|spans| {
            claim.parts.iter().any(|part| spans.iter().any(|span| part.span.overlaps(*span)))
        })
    }
}

/// Who is on which side of the findings of a group.
struct Camps<'f> {
    /// Where findings point first.
    outlying: Places<'f>,
    /// The other sides, where most documents are not on them.
    others: Places<'f>,
    /// What the outlying sides say: findings point at a repeat only once. With the document where a fact
    /// decides, since documents of different days may say the same and be right.
    senses: BTreeSet<(Option<String>, String)>,
    /// Whether a fact decides, claim by claim.
    has_one_side: bool,
}

impl<'f> Camps<'f> {
    fn new(group: &[Claim], settled: &'f Settled) -> Self {
        let findings = || settled.findings.iter().map(|(_, finding)| finding);
        let related = |finding: &'f Finding| finding.related.iter().chain(finding.further.iter());
        let others = Places::of(findings().flat_map(related));
        let mut camps = Self {
            outlying: Places::of(findings().map(|finding| &finding.primary)),
            has_one_side: others.0.is_empty(),
            others,
            senses: BTreeSet::new(),
        };
        let outlying = group.iter().filter(|claim| camps.outlying.hold(claim));
        camps.senses = outlying.map(|claim| camps.sense_of(claim)).collect();
        if !camps.has_one_side {
            let (against, rest): (Vec<&Claim>, Vec<&Claim>) =
                group.iter().partition(|claim| camps.is_outlying(claim));
            if documents(rest.into_iter()) > documents(against.into_iter()) {
                camps.others = Places::default();
            }
        }
        camps
    }

    fn sense_of(&self, claim: &Claim) -> (Option<String>, String) {
        (self.has_one_side.then(|| claim.document.path.clone()), sense_of(claim))
    }

    fn is_outlying(&self, claim: &Claim) -> bool {
        self.outlying.hold(claim)
            || (!self.senses.is_empty() && self.senses.contains(&self.sense_of(claim)))
    }

    fn contradict(&self, claim: &Claim) -> bool {
        self.is_outlying(claim) || self.others.hold(claim)
    }
}

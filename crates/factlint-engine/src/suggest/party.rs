//! Who has a ceasefire, a treaty or a merger with whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Gleaned, MOST, list, slug};

/// More documents that speak of one party's deals are no story.
const MOST_TOLD: usize = 200;

/// Words that two sentences on one deal share, beside the parties and the word for it.
const SHARED: usize = 2;

/// A pair in a document, with all that the document says where it names it.
struct Told {
    document: usize,
    sides: [String; 2],
    cues: BTreeSet<String>,
    context: BTreeSet<String>,
}

pub(super) fn drafts(documents: &[Gleaned]) -> Vec<Draft> {
    let mut by_party: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for (document, gleaned) in documents.iter().enumerate() {
        let mut told: BTreeMap<[String; 2], (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for pair in &gleaned.pairs {
            let mut sides = pair.sides.clone();
            sides.sort();
            let (cues, context) = told.entry(sides).or_default();
            cues.insert(pair.cue.clone());
            context.extend(pair.context.iter().cloned());
        }
        // Who tells of two pairs knows them apart.
        if told.len() != 1 {
            continue;
        }
        for (sides, (cues, context)) in told {
            for side in sides.clone() {
                let one = Told {
                    document,
                    sides: sides.clone(),
                    cues: cues.clone(),
                    context: context.clone(),
                };
                by_party.entry(side).or_default().push(one);
            }
        }
    }
    let mut found: BTreeMap<Vec<String>, Draft> = BTreeMap::new();
    for (party, told) in &by_party {
        for (at, one) in told.iter().take(MOST_TOLD).enumerate() {
            for other in told.iter().take(MOST_TOLD).skip(at + 1) {
                let shares_cue = one.cues.intersection(&other.cues).next().is_some();
                if one.sides == other.sides || !shares_cue || !is_near(documents, one, other) {
                    continue;
                }
                let names = one.sides.iter().chain(&other.sides).map(|side| side.to_lowercase());
                let names: Vec<String> = names.collect();
                let shared = one.context.intersection(&other.context).filter(|word| {
                    !names.iter().any(|name| name.contains(word.as_str()))
                        && !one.cues.iter().any(|cue| cue.starts_with(word.as_str()))
                });
                if shared.count() < SHARED {
                    continue;
                }
                let cues: Vec<String> = one.cues.union(&other.cues).cloned().collect();
                let cue = one.cues.intersection(&other.cues).next().cloned().unwrap_or_default();
                let shown = |told: &Told| told.sides.join(" and ");
                found.entry(cues.clone()).or_insert_with(|| Draft {
                    id: format!("{}-{}", slug(party), slug(&cue)),
                    check: "parties",
                    certainty: 76,
                    anchor: format!("parties {party} {cue}"),
                    why: format!(
                        "{party}'s {cue}: between {} in one document, between {} in another.\n\
                         Add `between = [...]` with the two that are right.",
                        shown(one),
                        shown(other)
                    ),
                    subjects: Vec::new(),
                    keys: vec![("near", list(&cues))],
                });
            }
        }
    }
    found.into_values().take(MOST).collect()
}

/// Whether two documents may speak of one deal: they are at most a month apart.
fn is_near(documents: &[Gleaned], one: &Told, other: &Told) -> bool {
    /// In days.
    const APART: i32 = 31;
    match (documents[one.document].date, documents[other.document].date) {
        (Some(one), Some(other)) => (one - other).get_days().abs() <= APART,
        _ => true,
    }
}

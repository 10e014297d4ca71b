//! Dates of one event.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Gleaned, MOST, list, slug};

pub(super) fn drafts(documents: &[Gleaned]) -> Vec<Draft> {
    let mut told: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        for event in document.events.iter().filter(|event| event.name.contains(' ')) {
            told.entry((&event.name, &event.verb)).or_default().insert(index);
        }
    }
    let mut found: Vec<(usize, Draft)> = told
        .into_iter()
        .filter(|(_, in_documents)| in_documents.len() > 1)
        .map(|((name, verb), in_documents)| {
            let draft = Draft {
                id: format!("{}-{}", slug(name), slug(verb)),
                check: "date",
                certainty: 55,
                anchor: format!("date {name} {verb}"),
                why: format!("{name}: a date with \"{verb}\" in {} documents.", in_documents.len()),
                subjects: Vec::new(),
                keys: vec![("about", list(&[name.to_owned()])), ("near", list(&[verb.to_owned()]))],
            };
            (in_documents.len(), draft)
        })
        .collect();
    found.sort_by_key(|(count, draft)| (std::cmp::Reverse(*count), draft.anchor.clone()));
    found.into_iter().take(MOST).map(|(_, draft)| draft).collect()
}

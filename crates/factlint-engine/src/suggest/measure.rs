//! Figures of one subject and attribute.

use std::collections::{BTreeMap, BTreeSet};

use super::glean::Measured;
use super::{Draft, Gleaned, MOST, Subject, list, quoted, slug};
use factlint_language::word;
use factlint_language::words::Class;

/// No more rivals of a subject are declared.
const MOST_RIVALS: usize = 12;

/// Dimensions of which a thing has another measure from week to week.
const CHANGING: [&str; 2] = ["money", "ratio"];

/// What is measured of something: the cue, and the dimension or the noun that is counted.
type Attribute<'d> = (&'d str, Option<&'d str>, Option<&'d str>);

fn attribute(one: &Measured) -> Attribute<'_> {
    let counted = if one.dimension.is_none() { Some(one.unit.as_str()) } else { None };
    (&one.cue, one.dimension.as_deref(), counted)
}

pub(super) fn drafts(documents: &[Gleaned]) -> Vec<Draft> {
    let kinds = Kinds::of(documents);
    let mut by_name: BTreeMap<(&str, Attribute<'_>), BTreeSet<usize>> = BTreeMap::new();
    let mut by_noun: BTreeMap<(&str, Attribute<'_>), BTreeSet<usize>> = BTreeMap::new();
    let mut units: BTreeMap<(&str, Attribute<'_>), &str> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        for one in &document.measures {
            let attribute = attribute(one);
            if let Some(name) = &one.name {
                by_name.entry((name, attribute)).or_default().insert(index);
                units.entry((name, attribute)).or_insert(&one.unit);
            } else if let Some(noun) = &one.noun {
                by_noun.entry((noun, attribute)).or_default().insert(index);
            }
        }
    }
    let mut found = Vec::new();
    for ((name, attribute), told) in &by_name {
        let noun = kinds.of_name.get(name).copied();
        let mut said_in = told.clone();
        if let Some(others) = noun.and_then(|noun| by_noun.get(&(noun, *attribute))) {
            let names_it = |index: &&usize| documents[**index].names.contains_key(*name);
            said_in.extend(others.iter().filter(names_it));
        }
        let (cue, dimension, counted) = *attribute;
        if said_in.len() < 2 || word::is(cue, Class::MeasureNouns) {
            continue;
        }
        let unit = units.get(&(*name, *attribute)).copied().unwrap_or_default();
        let is_dimension = word::is(cue, Class::DimensionNouns);
        let certainty = match dimension {
            Some(_) if is_dimension => 84,
            Some(_) => 62,
            None => 58,
        };
        let id = slug(name);
        let mut keys = Vec::new();
        let mut subjects = Vec::new();
        if let Some(noun) = noun {
            let rivals = kinds.named(noun).filter(|rival| rival != name).take(MOST_RIVALS);
            subjects = std::iter::once(*name)
                .chain(rivals)
                .map(|name| Subject {
                    id: slug(name),
                    names: vec![name.to_owned()],
                    noun: noun.to_owned(),
                })
                .collect();
            keys.push(("about", quoted(&id)));
        } else {
            keys.push(("about", list(&[(*name).to_owned()])));
        }
        keys.push(("near", list(&[cue.to_owned()])));
        keys.push(("unit", quoted(unit)));
        let changes = dimension.is_none_or(|dimension| CHANGING.contains(&dimension));
        let are_dated = said_in.iter().all(|index| documents[*index].date.is_some());
        if changes && are_dated {
            keys.push(("window", quoted("7 days")));
        }
        found.push((
            said_in.len(),
            Draft {
                id: format!("{id}-{}", slug(cue)),
                check: "quantity",
                certainty,
                anchor: format!(
                    "quantity {name} {cue} {}",
                    counted.or(dimension).unwrap_or_default()
                ),
                why: format!("{name}: figures for its {cue} in {} documents.", said_in.len()),
                subjects,
                keys,
            },
        ));
    }
    found.sort_by_key(|(count, draft)| {
        (std::cmp::Reverse((draft.certainty, *count)), draft.anchor.clone())
    });
    found.into_iter().take(MOST).map(|(_, draft)| draft).collect()
}

/// Which things are of a kind, as the nouns behind their names tell.
struct Kinds<'d> {
    of_name: BTreeMap<&'d str, &'d str>,
    names: BTreeMap<&'d str, Vec<&'d str>>,
}

impl<'d> Kinds<'d> {
    fn of(documents: &'d [Gleaned]) -> Self {
        let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (name, noun) in documents.iter().flat_map(|document| &document.kinds) {
            *counts.entry(name).or_default().entry(noun).or_default() += 1;
        }
        let most = |of: &BTreeMap<&'d str, usize>| {
            of.iter()
                .max_by_key(|(noun, count)| (**count, std::cmp::Reverse(**noun)))
                .map(|(noun, _)| *noun)
        };
        let of_name: BTreeMap<&str, &str> =
            counts.iter().filter_map(|(name, of)| Some((*name, most(of)?))).collect();
        let mut names: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        for (name, noun) in &of_name {
            let count = counts.get(name).and_then(|of| of.get(noun)).copied().unwrap_or(0);
            names.entry(noun).or_default().push((name, count));
        }
        let names = names
            .into_iter()
            .map(|(noun, mut of)| {
                of.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
                (noun, of.into_iter().map(|(name, _)| name).collect())
            })
            .collect();
        Self { of_name, names }
    }

    /// The things of a kind, those that are named most first.
    fn named(&self, noun: &str) -> impl Iterator<Item = &'d str> + '_ {
        self.names.get(noun).into_iter().flatten().copied()
    }
}

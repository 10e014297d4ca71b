//! One person's name, spelled in two ways.

use std::collections::{BTreeMap, BTreeSet};

use super::story::rare_names;
use super::{Draft, Gleaned, MOST, list, slug};
use crate::check::edit_distance;
use factlint_language::name::{consonants, folded, may_name};
use factlint_language::word;
use factlint_language::words::Class;

/// More surnames behind one given name are too many people to tell apart.
const MOST_NAMESAKES: usize = 60;

/// Surnames with fewer letters that differ in one are two surnames.
const SHORTEST: usize = 5;

/// A surname, as it is spelled.
#[derive(Default)]
struct Form<'d> {
    documents: BTreeMap<usize, u32>,
    given: BTreeSet<&'d str>,
    offices: BTreeSet<&'d str>,
}

pub(super) fn drafts(documents: &[Gleaned]) -> Vec<Draft> {
    let mut forms: BTreeMap<&str, Form<'_>> = BTreeMap::new();
    let mut offices: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        for (name, count) in &document.names {
            let Some((given, surname)) = person(name) else {
                if !name.contains(' ') && is_surname(name) {
                    *forms.entry(name).or_default().documents.entry(index).or_default() += count;
                }
                continue;
            };
            let form = forms.entry(surname).or_default();
            *form.documents.entry(index).or_default() += count;
            form.given.insert(given);
        }
        for title in &document.titles {
            let surname = title.person.rsplit(' ').next().unwrap_or_default();
            offices.entry(surname).or_default().insert(&title.office);
        }
    }
    for (surname, of) in offices {
        if let Some(form) = forms.get_mut(surname) {
            form.offices = of;
        }
    }
    let mut beside: BTreeMap<(bool, String, char), Vec<&str>> = BTreeMap::new();
    for (surname, form) in &forms {
        for given in &form.given {
            let key = (false, folded(given), opening(surname));
            beside.entry(key).or_default().push(surname);
        }
        if !form.given.is_empty() {
            beside.entry((true, folded(surname), ' ')).or_default().push(surname);
        }
    }
    let mut pairs = BTreeSet::new();
    for namesakes in beside.values_mut() {
        namesakes.dedup();
        if namesakes.len() > MOST_NAMESAKES {
            continue;
        }
        for (at, one) in namesakes.iter().enumerate() {
            pairs.extend(namesakes[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let rare = rare_names(documents);
    let openers = openers(documents);
    let mut found = Vec::new();
    for (one, other) in pairs {
        let (Some(of_one), Some(of_other)) = (forms.get(one), forms.get(other)) else { continue };
        let is_transliterated = folded(one) == folded(other);
        let shares_office = of_one.offices.intersection(&of_other.offices).next().is_some();
        let given = of_one.given.iter().find_map(|given| {
            let alike = |theirs: &&&str| {
                folded(theirs) == folded(given)
                    || (is_transliterated && consonants(theirs) == consonants(given))
            };
            of_other.given.iter().find(alike).map(|theirs| (*given, *theirs))
        });
        let Some(given) = given else { continue };
        if !is_transliterated && (openers.contains(given.0) || openers.contains(given.1)) {
            continue;
        }
        let is_heard_alike = shares_office && consonants(one) == consonants(other);
        if !is_transliterated && !is_heard_alike && !are_near(one, other) {
            continue;
        }
        let both = of_one.documents.keys().filter(|index| of_other.documents.contains_key(index));
        // Whoever writes both has two people in mind, or slipped once.
        let are_two =
            both.clone().any(|index| of_one.documents[index] > 1 && of_other.documents[index] > 1);
        if are_two || both.count() * 2 > of_one.documents.len().min(of_other.documents.len()) {
            continue;
        }
        let wanted = if is_transliterated || is_heard_alike { 1 } else { 2 };
        let tell_one_story = || {
            /// Documents of a form that are looked at.
            const ENOUGH: usize = 12;
            let these: Vec<&BTreeSet<&str>> =
                of_other.documents.keys().take(ENOUGH).map(|index| &rare[*index]).collect();
            of_one.documents.keys().take(ENOUGH).any(|index| {
                let names = &rare[*index];
                these.iter().any(|these| {
                    let shared = names.intersection(these);
                    shared.filter(|name| !name.contains(one) && !name.contains(other)).count()
                        >= wanted
                })
            })
        };
        let is_one = (shares_office && is_transliterated) || tell_one_story();
        if !is_one {
            continue;
        }
        let mut spellings = [(one, of_one), (other, of_other)];
        spellings.sort_by_key(|(form, of)| (std::cmp::Reverse(of.documents.len()), *form));
        let told: Vec<String> = spellings
            .iter()
            .map(|(form, of)| format!("{form} in {} documents", of.documents.len()))
            .collect();
        // A surname that others have too, or a place has.
        let is_shared = |surname: &str, of: &Form<'_>, given: &str| {
            of.given.len() > 1
                || of.documents.keys().any(|&index| {
                    let full = format!("{given} {surname}");
                    !documents[index].names.keys().any(|name| name.contains(&full))
                })
        };
        let needs_given = !is_transliterated
            && (is_shared(one, of_one, given.0) || is_shared(other, of_other, given.1));
        let form = |surname: &str| match (needs_given, surname == one) {
            (false, _) => surname.to_owned(),
            (true, true) => format!("{} {surname}", given.0),
            (true, false) => format!("{} {surname}", given.1),
        };
        let names: Vec<String> = spellings.iter().map(|(surname, _)| form(surname)).collect();
        let (first, second) = (names[0].clone(), names[1].clone());
        found.push(Draft {
            id: format!("spelling-{}", slug(&first)),
            check: "name",
            certainty: if is_transliterated { 95 } else { 82 },
            anchor: format!("name {} {}", first.min(second.clone()), second.max(names[0].clone())),
            why: format!("{}: {}", shown(given), told.join(", "))
                .replace("in 1 documents", "in 1 document"),
            subjects: Vec::new(),
            keys: vec![("of", list(&names))],
        });
    }
    found.truncate(MOST);
    found
}

/// The given name and the surname of a name that may be a person's.
fn person(name: &str) -> Option<(&str, &str)> {
    let (first, last) = (name.split(' ').next()?, name.rsplit(' ').next()?);
    let words = name.split(' ').count();
    let fits = (2..=3).contains(&words)
        && first.chars().count() > 2
        && first.chars().all(char::is_alphabetic)
        && may_name(first)
        && !word::is(first, Class::NoFirstName)
        && !word::is(&first.to_lowercase(), Class::PlaceOpener)
        && is_surname(last);
    fits.then_some((first, last))
}

fn is_surname(word: &str) -> bool {
    word.chars().count() >= SHORTEST
        && word.chars().all(char::is_alphabetic)
        && word.chars().any(char::is_lowercase)
        && may_name(word)
}

/// The sound a surname begins with, as transliterations have it.
fn opening(surname: &str) -> char {
    match folded(surname).chars().next().unwrap_or(' ') {
        'q' | 'c' => 'k',
        'j' => 'i',
        'w' => 'v',
        first => first,
    }
}

/// First words of names that are nobody's given name: one document has several names that begin so ("OpenTelemetry
/// Traces", "OpenTelemetry Protocol").
fn openers(documents: &[Gleaned]) -> BTreeSet<&str> {
    /// So many people of one given name are rare in a document.
    const SEVERAL: usize = 3;
    let mut found = BTreeSet::new();
    for document in documents {
        let mut behind: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (given, surname) in document.names.keys().filter_map(|name| person(name)) {
            behind.entry(given).or_default().insert(surname);
        }
        let several = behind.into_iter().filter(|(_, surnames)| surnames.len() >= SEVERAL);
        found.extend(several.map(|(given, _)| given));
    }
    found
}

/// The given names of two spellings.
fn shown((one, other): (&str, &str)) -> String {
    if one == other { one.to_owned() } else { format!("{one} or {other}") }
}

/// Whether two surnames may be one that somebody misspelled.
fn are_near(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let length = one.chars().count().min(other.chars().count());
    let most = if length >= 8 { 2 } else { 1 };
    if length < SHORTEST + 1 || edit_distance(&one, &other, most) > most {
        return false;
    }
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    // "Russia" and "Russian", "Hansen" and "Hansens".
    !long.strip_prefix(short.as_str()).is_some_and(|rest| word::is(rest, Class::NameEnding))
}

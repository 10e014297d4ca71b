//! Offices that the dates of documents do not explain: "former" between two that do not say so.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Draft, Gleaned, MOST, list, quoted, slug};

/// Who says that somebody holds an office, and who that he held it.
#[derive(Default)]
struct Held {
    /// Documents' dates.
    now: Vec<Option<Date>>,
    before: Vec<Option<Date>>,
}

pub(super) fn drafts(documents: &[Gleaned]) -> Vec<Draft> {
    let mut held: BTreeMap<(&str, &str), Held> = BTreeMap::new();
    // Surnames that several people have.
    let mut families: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for document in documents {
        for name in document.names.keys().filter(|name| name.contains(' ')) {
            let surname = name.rsplit(' ').next().unwrap_or_default();
            let known = families.entry(surname).or_insert(Some(name));
            if *known != Some(name) {
                *known = None;
            }
        }
        for title in document.titles.iter().filter(|title| title.person.contains(' ')) {
            let of = held.entry((&title.person, &title.office)).or_default();
            let list = if title.is_former { &mut of.before } else { &mut of.now };
            list.push(document.date);
        }
    }
    let mut found = Vec::new();
    for ((person, office), Held { now, before }) in held {
        if before.is_empty() || now.len() < 2 * before.len() {
            continue;
        }
        let days: Vec<Date> = now.iter().copied().flatten().collect();
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { continue };
        // In office before and after.
        let is_unexplained = before.iter().flatten().any(|day| first <= day && day <= last);
        if !is_unexplained {
            continue;
        }
        let surname = person.rsplit(' ').next().unwrap_or_default();
        let mut names = vec![person.to_owned()];
        if families.get(surname).is_some_and(|of| *of == Some(person)) {
            names.push(surname.to_owned());
        }
        let office = capitalised(office);
        let title = format!("[{{ title = {} }}]", quoted(&office));
        found.push(Draft {
            id: format!("{}-title", slug(surname)),
            check: "title",
            certainty: 90,
            anchor: format!("title {person} {office}"),
            why: format!(
                "{person}: {office} in {} documents, former in {}.\n\
                 Add the day on which the office began: `from = 2025-01-20`.",
                now.len(),
                before.len()
            ),
            subjects: Vec::new(),
            keys: vec![("about", list(&names)), ("held", title)],
        });
    }
    found.truncate(MOST);
    found
}

/// "prime minister" as a title.
fn capitalised(office: &str) -> String {
    let words = office.split(' ').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

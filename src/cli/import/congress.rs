//! The files of github.com/unitedstates/congress-legislators: `executive.yaml` has presidents and vice presidents,
//! `legislators-current.yaml` members of Congress.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Import, Imported, Row, day_of, key_of, period, quoted, quoted_list, text_of, told_of};

/// The offices that terms are of.
const OFFICES: &[(&str, &str)] = &[
    ("prez", "President"),
    ("viceprez", "Vice President"),
    ("sen", "Senator"),
    ("rep", "Representative"),
];

impl Import<'_> {
    pub(super) fn congress(&self, people: &DeArray<'_>) -> Result<Imported, String> {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        let mut nameless = 0;
        for person in people.iter().filter_map(|person| person.get_ref().as_table()) {
            let Some(names) = names_of(person) else {
                nameless += 1;
                continue;
            };
            let terms = terms_of(person);
            if terms.is_empty() {
                continue;
            }
            let entry = |(title, from, until): &Term| {
                format!("title = {}{}", quoted(title), period(Some(*from), *until))
            };
            let told = |(title, from, until): &Term| told_of(title, Some(*from), *until);
            let row = Row {
                what: ("names", quoted_list(&names)),
                list: "held",
                entries: terms.iter().map(entry).collect(),
                told: terms.iter().map(told).collect(),
            };
            let mut key = key_of(&names[0]);
            while rows.contains_key(&key) {
                key.push_str("-2");
            }
            rows.insert(key, row);
        }
        let source = self.source.unwrap_or("github.com/unitedstates/congress-legislators");
        let rule = format!(
            "[[rule]]\nid     = {}\ncheck  = \"title\"\neach   = \"{{facts}}\"\nabout  = \"{{names}}\"\n\
             held   = \"{{held}}\"\nonly   = false\nsource = \"{{source}}\"\n",
            quoted(&self.stem)
        );
        let left_out =
            (nameless > 0).then(|| format!("{nameless} people have no name, and are left out"));
        Ok(Imported {
            facts: self.file_of(source, &rows),
            rows: rows.into_iter().map(|(key, row)| (key, row.told.join(", "))).collect(),
            rule,
            left_out: left_out.into_iter().collect(),
        })
    }
}

/// What somebody may be called: the whole name, and the usual one.
fn names_of(person: &DeTable<'_>) -> Option<Vec<String>> {
    let name = person.get("name")?.get_ref().as_table()?;
    let part = |key: &str| text_of(name, key);
    let last = part("last")?;
    let suffix = part("suffix");
    let mut names = Vec::new();
    let mut add = |name: Option<String>| {
        if let Some(name) = name.filter(|name| !names.contains(name)) {
            names.push(name);
        }
    };
    add(part("official_full"));
    add(part("first").map(|first| format!("{first} {last}")));
    add(part("nickname").map(|nickname| format!("{nickname} {last}")));
    if let (Some(first), Some(middle)) = (part("first"), part("middle")) {
        add(Some(format!("{first} {middle} {last}")));
    }
    if let (Some(first), Some(suffix)) = (part("first"), suffix) {
        add(Some(format!("{first} {last} {suffix}")));
    }
    (!names.is_empty()).then_some(names)
}

/// An office with its first and last day.
type Term = (String, Date, Option<Date>);

/// The terms of somebody; those that follow each other in one office are one.
fn terms_of(person: &DeTable<'_>) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    let terms = person.get("terms").and_then(|terms| terms.get_ref().as_array());
    for term in terms.into_iter().flatten() {
        let DeValue::Table(term) = term.get_ref() else { continue };
        let kind = text_of(term, "type").unwrap_or_default();
        let Some((_, title)) = OFFICES.iter().find(|(known, _)| *known == kind) else { continue };
        let day = |key: &str| text_of(term, key).and_then(|text| day_of(&text));
        let Some(from) = day("start") else { continue };
        let until = day("end");
        match found.last_mut() {
            Some((known, _, end))
                if known == title
                    && end.is_some_and(|end| end.tomorrow().is_ok_and(|next| from <= next)) =>
            {
                *end = until;
            }
            _ => found.push(((*title).to_owned(), from, until)),
        }
    }
    found
}

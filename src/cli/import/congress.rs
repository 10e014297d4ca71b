//! The files of github.com/unitedstates/congress-legislators: `executive.yaml` has presidents and vice presidents,
//! `legislators-current.yaml` members of Congress.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use toml::de::{DeArray, DeTable, DeValue};

use crate::cli::table::counted;

use super::{Import, Imported, Row, day_of, key_of, period, quoted, quoted_list, text_of, told_of};

/// The offices that terms are of.
const OFFICES: &[(&str, &str)] = &[
    ("prez", "President"),
    ("viceprez", "Vice President"),
    ("sen", "Senator"),
    ("rep", "Representative"),
];

/// Who held an office, by the first day and the name.
type Holders = BTreeMap<(Date, String), (Vec<String>, Option<Date>)>;

impl Import<'_> {
    pub(super) fn congress(&self, people: &DeArray<'_>) -> Result<Imported, String> {
        let mut known = Vec::new();
        let mut nameless = 0;
        for person in people.iter().filter_map(|person| person.get_ref().as_table()) {
            let Some(mut names) = names_of(person) else {
                nameless += 1;
                continue;
            };
            let mut terms = if self.by_office { offices_of(person) } else { terms_of(person) };
            terms.retain(|(office, _, until)| self.wants(*until) && self.wants_office(office));
            if !terms.is_empty() {
                self.names.add_to(&mut names);
                known.push((names, terms));
            }
        }
        let (rows, rule) = if self.by_office {
            let rule = "office = \"{office}\"\nholders = \"{holders}\"";
            (by_office(known), rule)
        } else {
            (by_person(known), "about  = \"{names}\"\nheld   = \"{held}\"")
        };
        let source = self.source.unwrap_or("github.com/unitedstates/congress-legislators");
        let rule = format!(
            "[[rule]]\nid     = {}\ncheck  = \"title\"\neach   = \"{{facts}}\"\n{rule}\nonly   = false\n\
             source = \"{{source}}\"\nchecked = \"{{checked}}\"\n",
            quoted(&self.stem)
        );
        let left_out = (nameless > 0)
            .then(|| format!("{} without a name: left out", counted(nameless, "person")));
        let mut left_out: Vec<String> = left_out.into_iter().collect();
        if self.by_office {
            left_out.extend(self.missed_offices(rows.keys()));
        }
        Ok(Imported {
            facts: self.file_of(source, &rows),
            rows: rows.into_iter().map(|(key, row)| (key, row.told.join(", "))).collect(),
            rule,
            left_out,
        })
    }
}

/// A row for each person, with the offices that he held.
fn by_person(known: Vec<(Vec<String>, Vec<Term>)>) -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    for (names, terms) in known {
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
    rows
}

/// A row for each office, with its holders.
fn by_office(known: Vec<(Vec<String>, Vec<Term>)>) -> BTreeMap<String, Row> {
    let mut offices: BTreeMap<String, (String, Holders)> = BTreeMap::new();
    for (names, terms) in known {
        for (title, from, until) in terms {
            let office = offices.entry(key_of(&title)).or_insert((title, BTreeMap::new()));
            office.1.insert((from, names[0].clone()), (names.clone(), until));
        }
    }
    let rows = offices.into_iter().map(|(key, (office, holders))| {
        let row = Row {
            what: ("office", quoted_list(&wordings(&office))),
            list: "holders",
            entries: holders
                .iter()
                .map(|((from, _), (names, until))| {
                    format!("name = {}{}", quoted_list(names), period(Some(*from), *until))
                })
                .collect(),
            told: holders
                .iter()
                .map(|((from, name), (_, until))| told_of(name, Some(*from), *until))
                .collect(),
        };
        (key, row)
    });
    rows.collect()
}

/// How an office is called: "Speaker of the House" is also the "House Speaker".
fn wordings(office: &str) -> Vec<String> {
    let mut wordings = vec![office.to_owned()];
    for chamber in ["House", "Senate"] {
        if let Some(role) = office.strip_suffix(&format!(" of the {chamber}")) {
            wordings.push(format!("{chamber} {role}"));
        }
        if let Some(role) = office.strip_prefix(&format!("{chamber} ")) {
            wordings.push(format!("{role} of the {chamber}"));
        }
    }
    wordings
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
    add(part("nickname").map(|nickname| format!("{nickname} {last}")));
    add(part("first").map(|first| format!("{first} {last}")));
    if let (Some(first), Some(middle)) = (part("first"), part("middle")) {
        add(Some(format!("{first} {middle} {last}")));
        let initial = middle.chars().next().filter(|sign| sign.is_uppercase());
        let initial = initial.map(|sign| format!("{first} {sign}. {last}"));
        if let (Some(initial), Some(suffix)) = (&initial, &suffix) {
            add(Some(format!("{initial} {suffix}")));
        }
        add(initial);
    }
    if let Some(suffix) = suffix {
        add(part("first").map(|first| format!("{first} {last} {suffix}")));
        add(part("nickname").map(|nickname| format!("{nickname} {last} {suffix}")));
    }
    for given in [part("first"), part("nickname")].into_iter().flatten() {
        for given in spellings_of_initials(&given) {
            add(Some(format!("{given} {last}")));
        }
    }
    (!names.is_empty()).then_some(names)
}

/// "J. D." and "JD" beside "J.D.".
fn spellings_of_initials(given: &str) -> Vec<String> {
    let letters: String = given.chars().filter(|sign| sign.is_alphabetic()).collect();
    let rest = given.chars().filter(|sign| !sign.is_alphabetic());
    let is_initials = given.starts_with(char::is_uppercase)
        && letters.chars().count() > 1
        && letters.chars().all(char::is_uppercase)
        && rest.clone().all(|sign| matches!(sign, '.' | ' '))
        && rest.filter(|sign| *sign == '.').count() != 1;
    if !is_initials {
        return Vec::new();
    }
    let dotted: Vec<String> = letters.chars().map(|letter| format!("{letter}.")).collect();
    vec![letters, dotted.concat(), dotted.join(" ")]
}

/// An office with its first and last day.
type Term = (String, Date, Option<Date>);

/// The terms of somebody; those that follow each other in one office are one.
fn terms_of(person: &DeTable<'_>) -> Vec<Term> {
    let office = |term: &DeTable<'_>| {
        let kind = text_of(term, "type").unwrap_or_default();
        OFFICES.iter().find(|(known, _)| *known == kind).map(|(_, title)| (*title).to_owned())
    };
    periods_of(person, "terms", &office)
}

/// The offices of somebody that one person, or a few, hold at a time: the executive's and the leadership's of a chamber.
fn offices_of(person: &DeTable<'_>) -> Vec<Term> {
    let executive = |term: &DeTable<'_>| {
        let kind = text_of(term, "type").unwrap_or_default();
        let mut known = OFFICES.iter().filter(|(known, _)| matches!(*known, "prez" | "viceprez"));
        known.find(|(known, _)| *known == kind).map(|(_, title)| (*title).to_owned())
    };
    let mut found = periods_of(person, "terms", &executive);
    found.extend(periods_of(person, "leadership_roles", &|role| text_of(role, "title")));
    found
}

/// The chambers meet for the first time some days after the old terms end.
const DAYS_BETWEEN: i64 = 7;

/// The times in office that stand under a key; those that follow each other in one office are one.
fn periods_of(
    person: &DeTable<'_>,
    key: &str,
    office: &dyn Fn(&DeTable<'_>) -> Option<String>,
) -> Vec<Term> {
    let terms = person.get(key).and_then(|terms| terms.get_ref().as_array());
    let terms = terms.into_iter().flatten().filter_map(|term| {
        let DeValue::Table(term) = term.get_ref() else { return None };
        let day = |key: &str| text_of(term, key).and_then(|text| day_of(&text));
        Some((office(term)?, day("start")?, day("end")))
    });
    let mut terms: Vec<Term> = terms.collect();
    terms.sort_by_key(|(_, from, _)| *from);
    let mut found: Vec<Term> = Vec::new();
    for (title, from, until) in terms {
        let before = found.iter_mut().rev().find(|(known, ..)| *known == title);
        match before {
            Some((_, _, end)) if end.is_none_or(|end| follows(end, from)) => {
                *end = if end.is_some() {
                    until.map(|until| end.map_or(until, |end| end.max(until)))
                } else {
                    None
                };
            }
            _ => found.push((title, from, until)),
        }
    }
    found
}

/// Whether a time in office that begins on a day goes on from one that ended on another.
fn follows(end: Date, from: Date) -> bool {
    end.checked_add(DAYS_BETWEEN.days()).is_ok_and(|latest| from <= latest)
}

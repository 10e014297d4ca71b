//! The keys that only `title` has.

use super::{Name, Person, Tenure, Title, Titles};
use crate::check::{self, Check, Draft};
use crate::rule::Period;
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::Inflection;
use crate::rule::table::{Placed, Table};
use factlint_language::inflect;
use factlint_language::title::normal;
use factlint_language::word;
use factlint_language::words::Class;

/// The keys, for schemas.
pub(super) const KEYS: &[Key] = &[
    Key::new("held", Shape::Tables(HELD)),
    Key::new("office", Shape::Texts),
    Key::new("holders", Shape::Tables(HOLDER)),
    Key::new("expect-from", Shape::Source),
    Key::new("of", Shape::Texts),
    Key::new("only", Shape::Flag),
];

const HELD: &[Key] = &[
    Key::new("title", Shape::Texts),
    Key::new("from", Shape::Date),
    Key::new("until", Shape::Date),
];

const HOLDER: &[Key] = &[
    Key::new("name", Shape::Texts),
    Key::new("from", Shape::Date),
    Key::new("until", Shape::Date),
    Key::new("pronoun", Shape::Choice(&["her", "his", "their"])),
];

pub(super) fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let of = table.strings("of").unwrap_or_default();
    let only = table.boolean("only").map(Placed::into_inner);
    let office = table.strings("office");
    let key = if office.is_some() { "holders" } else { "held" };
    let outside = draft.expect_from(table, key);
    let facts = match &outside {
        Some(fact) => fact.as_table(table, key).tables(key),
        None => table.tables(key),
    };
    let mut rule = Titles {
        persons: Vec::new(),
        titles: Vec::new(),
        others: Vec::new(),
        tenures: Vec::new(),
        houses: of
            .iter()
            .map(|house| draft.phrases.intern(without_article(house.get_ref()), Inflection::Exact))
            .collect(),
        of: of.iter().map(|house| normal(without_article(house.get_ref()))).collect(),
        only: only.unwrap_or(office.is_some()),
        office_first: office.is_some(),
    };
    match &office {
        Some(office) => read_office(table, facts, draft, office, &mut rule),
        None => read_held(table, facts, draft, &mut rule),
    }
    if rule.only && !rule.office_first {
        rule.others = word::entries(Class::CommonTitle)
            .iter()
            .map(|title| draft.phrases.intern(title, Inflection::Exact))
            .collect();
    }
    (table.problem_count() == problems).then(|| Box::new(rule) as Box<dyn Check>)
}

/// The words of an `of`, which stand with an article or without it.
fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

/// `office = [...]`, `holders = [{ name, from, until, pronoun }]`.
fn read_office(
    table: &Table<'_>,
    holders: Vec<Table<'_>>,
    draft: &mut Draft<'_>,
    office: &[Placed<String>],
    rule: &mut Titles,
) {
    for words in office {
        check::is_findable(table, words);
    }
    rule.titles.push(title(draft, office.iter().map(Placed::get_ref)));
    if holders.is_empty() {
        table.missing("holders", "holders = [{ name = \"Susie Wiles\", from = 2025-01-20 }]");
    }
    for mut holder in holders {
        let place = holder.file().label(holder.span(), "the fact that this rule holds");
        let listed = holder.is_list("name");
        let given = holder.place_of("name").is_some();
        let names = holder.strings("name");
        let period = Period::read(&mut holder);
        let pronoun =
            holder.choice("pronoun", &[("her", "her"), ("his", "his"), ("their", "their")]);
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            if !given {
                holder.missing("name", "name = \"Susie Wiles\"");
            }
            holder.finish();
            continue;
        };
        for name in &names {
            check::is_findable(&holder, name);
        }
        holder.finish();
        let names: Vec<String> = names.into_iter().map(Placed::into_inner).collect();
        let person =
            person(draft, &names, listed, pronoun.map(|word| word.into_inner().to_owned()));
        let index = match rule.persons.iter().position(|known| known.display == person.display) {
            Some(known) => known,
            None => {
                rule.persons.push(person);
                rule.persons.len() - 1
            }
        };
        rule.tenures.push(Tenure { person: index, title: 0, period, place });
    }
    if let Some(about) = table.place_of("about") {
        table.problem(
            about,
            format!("{} has both `about` and `office`", table.what()),
            "one or the other",
        );
    }
}

/// `held = [{ title, from, until }]` for the subject that the rule is about.
fn read_held(table: &Table<'_>, held: Vec<Table<'_>>, draft: &mut Draft<'_>, rule: &mut Titles) {
    if draft.about.is_empty() {
        table.missing(
            "about",
            "about = [\"Donald Trump\", \"Trump\"], or office = [...] with holders = [...]",
        );
        return;
    }
    if held.is_empty() {
        table.missing("held", "held = [{ title = \"President\", from = 2025-01-20 }]");
    }
    for &subject in draft.about {
        let names: Vec<String> = draft
            .subjects
            .get(subject)
            .names
            .iter()
            .map(|&name| draft.phrases.get(name).text.clone())
            .collect();
        let person = person(draft, &names, true, None);
        rule.persons.push(person);
    }
    for mut entry in held {
        let place = entry.file().label(entry.span(), "the fact that this rule holds");
        let words = entry.strings("title");
        let period = Period::read(&mut entry);
        match words.filter(|words| !words.is_empty()) {
            Some(words) => {
                for one in &words {
                    check::is_findable(&entry, one);
                }
                let words: Vec<String> = words.into_iter().map(Placed::into_inner).collect();
                let index = match rule.titles.iter().position(|known| known.words == words[0]) {
                    Some(known) => known,
                    None => {
                        rule.titles.push(title(draft, words.iter()));
                        rule.titles.len() - 1
                    }
                };
                for person in 0..rule.persons.len() {
                    rule.tenures.push(Tenure {
                        person,
                        title: index,
                        period,
                        place: place.clone(),
                    });
                }
            }
            None => entry.missing("title", "title = \"President\""),
        }
        entry.finish();
    }
}

/// Titles are found in any case ("President Trump", "Trump, the president,").
fn title<'w>(draft: &mut Draft<'_>, words: impl Iterator<Item = &'w String>) -> Title {
    let words: Vec<&String> = words.collect();
    let abbreviations = words.iter().flat_map(|words| abbreviations(words));
    let abbreviations = abbreviations
        .map(|words| draft.phrases.intern(&words, Inflection::Exact))
        .collect::<Vec<_>>();
    let plurals = words
        .iter()
        .filter_map(|words| words.rsplit_once(' ').map_or(Some(("", words.as_str())), Some))
        .flat_map(|(head, last)| {
            let head = head.to_lowercase();
            let plurals = inflect::plurals(&last.to_lowercase()).into_iter();
            plurals.map(move |plural| format!("{head} {plural}").trim().to_owned())
        })
        .map(|words| draft.phrases.intern(&words, Inflection::Exact))
        .collect();
    Title {
        plurals,
        words: words.first().map(|first| first.to_string()).unwrap_or_default(),
        phrases: words
            .iter()
            .flat_map(|words| {
                // "Gov." is written "Gov", too.
                let bare = words.strip_suffix('.').filter(|bare| !bare.contains(['.', ' ']));
                [Some(words.as_str()), bare]
            })
            .flatten()
            .map(|words| draft.phrases.intern(&words.to_lowercase(), Inflection::Exact))
            .chain(abbreviations)
            .collect(),
    }
}

/// "Sen." and "Sen" for "Senator", with the capital that they have before a name.
fn abbreviations(title: &str) -> Vec<String> {
    let office = title.to_lowercase();
    word::entries(Class::TitleAbbreviation)
        .iter()
        .filter_map(|entry| entry.split_once(' '))
        .filter(|(_, stands_for)| *stands_for == office)
        .flat_map(|(short, _)| {
            // Two letters are initials: "PM".
            let capital = if short.len() == 2 {
                short.to_uppercase()
            } else {
                let (first, rest) = short.split_at(1);
                first.to_uppercase() + rest
            };
            [format!("{capital}."), capital]
        })
        .collect()
}

/// A person by these names. A single string stands for the surname too; a list stands for itself.
/// Further names come from a subject that has one of them.
fn person(
    draft: &mut Draft<'_>,
    names: &[String],
    listed: bool,
    pronoun: Option<String>,
) -> Person {
    let mut known: Vec<(String, bool)> = names.iter().map(|name| (name.clone(), false)).collect();
    if !listed && let Some((_, surname)) = names[0].rsplit_once(' ') {
        known.push((surname.to_owned(), true));
    }
    let names: Vec<Name> = known
        .into_iter()
        .map(|(words, needs_full_name)| Name {
            phrase: draft.phrases.intern(&words, Inflection::Exact),
            words: normal(&words),
            needs_full_name,
        })
        .collect();
    Person { display: known_display(draft, &names), names, pronoun }
}

fn known_display(draft: &Draft<'_>, names: &[Name]) -> String {
    names.first().map(|name| draft.phrases.get(name.phrase).text.clone()).unwrap_or_default()
}

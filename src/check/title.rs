//! `title`: a person is called by an office held on the document's date, or, office first, an
//! office is given to its holder.

use std::collections::BTreeMap;

use super::{About, Check, Draft, Kind, Trigger, Verdict, wording};
use crate::claim::{Claim, Days, Identity, Part, Stance, TitleValue, Value};
use crate::finding::{Finding, Label};
use crate::language::title::{Manner, TitleUse};
use crate::language::word;
use crate::reading::lexicon::Hit;
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::{Inflection, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::table::{Placed, Table};
use crate::rule::{Period, Quotes, Rule, Scope};
use crate::span::ProseSpan;

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "title",
    summary: "a person is called by an office held on the document's date; an office is given to its holder",
    page: include_str!("../../docs/checks/title.md"),
    about: About::Optional,
    scope: Scope::Corpus,
    quotes: Quotes::Skip,
    read,
};

/// One stretch of a person in an office.
#[derive(Debug)]
struct Tenure {
    person: usize,
    /// Index of the title.
    title: usize,
    period: Period,
    place: Label,
}

/// A person that the rule knows.
#[derive(Debug)]
struct Person {
    /// How findings call him.
    display: String,
    /// His names, normalised.
    names: Vec<Name>,
    /// "her", "his" or "their".
    pronoun: Option<String>,
}

/// A name by which a person is known.
#[derive(Debug)]
struct Name {
    words: String,
    phrase: PhraseId,
    /// Counts only in documents that name the person in full.
    needs_full_name: bool,
}

/// Words of an office.
#[derive(Debug)]
struct Title {
    /// As the rule writes it first.
    words: String,
    phrases: Vec<PhraseId>,
}

#[derive(Debug)]
struct Titles {
    persons: Vec<Person>,
    titles: Vec<Title>,
    /// Titles that the rule does not list, where `only` makes them wrong.
    others: Vec<PhraseId>,
    tenures: Vec<Tenure>,
    /// Countries or organisations whose office it is, normalised.
    of: Vec<String>,
    /// Whether what is not listed is wrong.
    only: bool,
    office_first: bool,
}

/// Offices that `only` watches over besides those that a rule lists.
const COMMON_TITLES: &[&str] = &[
    "ambassador",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief executive",
    "chief justice",
    "congressman",
    "congresswoman",
    "deputy prime minister",
    "director",
    "emperor",
    "finance minister",
    "foreign minister",
    "foreign secretary",
    "general",
    "governor",
    "interior minister",
    "justice",
    "king",
    "mayor",
    "minister",
    "pope",
    "president",
    "prime minister",
    "prince",
    "princess",
    "professor",
    "queen",
    "secretary",
    "secretary general",
    "secretary of defense",
    "secretary of state",
    "senator",
    "speaker",
    "sultan",
    "vice chancellor",
    "vice president",
];

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let of = table.strings("of").unwrap_or_default();
    let only = table.boolean("only").map(Placed::into_inner);
    let office = table.strings("office");
    let mut rule = Titles {
        persons: Vec::new(),
        titles: Vec::new(),
        others: Vec::new(),
        tenures: Vec::new(),
        of: of.iter().map(|country| normal(country.get_ref())).collect(),
        only: only.unwrap_or(office.is_some()),
        office_first: office.is_some(),
    };
    match &office {
        Some(office) => read_office(table, draft, office, &mut rule),
        None => read_held(table, draft, &mut rule),
    }
    if rule.only && !rule.office_first {
        rule.others = COMMON_TITLES
            .iter()
            .map(|title| draft.phrases.intern(title, Inflection::Exact))
            .collect();
    }
    (table.problem_count() == problems).then(|| Box::new(rule) as Box<dyn Check>)
}

/// `office = [...]`, `holders = [{ name, from, until, pronoun }]`.
fn read_office(
    table: &mut Table<'_>,
    draft: &mut Draft<'_>,
    office: &[Placed<String>],
    rule: &mut Titles,
) {
    rule.titles.push(title(draft, office.iter().map(Placed::get_ref)));
    let holders = table.tables("holders");
    if holders.is_empty() {
        table.missing("holders", "holders = [{ name = \"Susie Wiles\", from = 2025-01-20 }]");
    }
    for mut holder in holders {
        let place = holder.file().label(holder.span(), "the fact that this rule holds");
        let listed = holder.is_list("name");
        let names = holder.strings("name");
        let period = super::quantity::read_period(&mut holder);
        let pronoun =
            holder.choice("pronoun", &[("her", "her"), ("his", "his"), ("their", "their")]);
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            if holder.problem_count() == 0 {
                holder.missing("name", "name = \"Susie Wiles\"");
            }
            holder.finish();
            continue;
        };
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
fn read_held(table: &mut Table<'_>, draft: &mut Draft<'_>, rule: &mut Titles) {
    let held = table.tables("held");
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
        let period = super::quantity::read_period(&mut entry);
        match words.filter(|words| !words.is_empty()) {
            Some(words) => {
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
    Title {
        words: words.first().map(|first| first.to_string()).unwrap_or_default(),
        phrases: words
            .iter()
            .map(|words| draft.phrases.intern(&words.to_lowercase(), Inflection::Exact))
            .collect(),
    }
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

/// A name for comparison: no dots, no initials, one space, lower case.
fn normal(name: &str) -> String {
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect())
        .collect();
    let first = usize::from(words.len() > 2 && words[0] == "the");
    let count = words.len();
    words
        .into_iter()
        .enumerate()
        .filter(|(index, word)| {
            *index >= first && (count < 3 || word.chars().count() > 1 || *index == 0)
        })
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join(" ")
}

impl Check for Titles {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        let mut phrases: Vec<PhraseId> =
            self.titles.iter().flat_map(|title| title.phrases.clone()).collect();
        if !self.office_first {
            phrases = self
                .persons
                .iter()
                .flat_map(|person| person.names.iter().map(|name| name.phrase))
                .collect();
        }
        Trigger::Phrases(phrases)
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for (title, hit) in self.anchors(reading) {
            let Some(sentence) = reading.sentence_at(hit.start) else { continue };
            let span = ProseSpan { start: hit.start, end: hit.end };
            let found = reading.title_at(sentence, span);
            if !super::sentence_admits(rule, reading, sentence) {
                continue;
            }
            if let Some(claim) = self.claim(rule, reading, sentence, title, &found) {
                claims.push(claim);
            }
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let mut reported: BTreeMap<(String, Stance, String, u64), usize> = BTreeMap::new();
        let mut undated: Vec<&Claim> = Vec::new();
        for &claim in group {
            let Some(value) = title_of(claim) else { continue };
            if claim.days.is_empty() {
                undated.push(claim);
                continue;
            }
            let Some(mistake) = self.mistake(claim, value) else { continue };
            let kind = u64::from(matches!(value.identity, Identity::Known(_)));
            let key = (claim.document.path.clone(), value.stance, value.title.clone(), kind);
            match reported.get(&key) {
                // One finding for a document and a mistake; the rest are its repeats.
                Some(&index) if value.pronoun.is_none() => {
                    let line = claim.parts[0].start.line;
                    let finding: &mut Finding = &mut verdict.findings[index];
                    finding.notes.insert(0, format!("also in line {line}"));
                }
                _ => {
                    reported.insert(key, verdict.findings.len());
                    verdict.findings.push(mistake.into_finding(rule));
                }
            }
        }
        verdict.undated += undated.len();
        if let Some(finding) = self.disagreement(rule, group) {
            verdict.findings.push(finding);
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let facts: Vec<String> = self
            .tenures
            .iter()
            .map(|tenure| {
                let who = &self.persons[tenure.person].display;
                let what = if self.office_first { who } else { &self.titles[tenure.title].words };
                format!("{what} {}", period_words(tenure.period))
            })
            .collect();
        (!facts.is_empty()).then(|| facts.join("; "))
    }
}

impl Titles {
    /// Where words of an office stand; `None` for offices that the rule does not list. Longer
    /// titles win ("vice president" over "president").
    fn anchors(&self, reading: &Reading<'_>) -> Vec<(Option<usize>, Hit)> {
        let mut found: Vec<(Option<usize>, Hit)> = Vec::new();
        for (index, title) in self.titles.iter().enumerate() {
            for &phrase in &title.phrases {
                found.extend(reading.hits_of(phrase).map(|hit| (Some(index), hit)));
            }
        }
        for &phrase in &self.others {
            found.extend(reading.hits_of(phrase).map(|hit| (None, hit)));
        }
        found.sort_by_key(|(title, hit)| (hit.start, std::cmp::Reverse(hit.end), title.is_none()));
        found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
        found
    }

    fn claim(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        title: Option<usize>,
        found: &TitleUse,
    ) -> Option<Claim> {
        if found.is_other_office || found.manner == Manner::Other {
            return None;
        }
        // "under President X", "since President X": the sentence looks back.
        if found.lead.as_deref().is_some_and(|lead| word::is_one_of(lead, LOOKING_BACK)) {
            return None;
        }
        let qualified = self.qualifies(found);
        if qualified == Some(false) {
            return None;
        }
        let prose = reading.prose();
        let (name, identity, in_full, pronoun) = match &found.name {
            Some(name) => {
                let words = &prose[name.clone()];
                let identity = self.identify(reading, words)?;
                let ours = match &identity {
                    Identity::Known(_) => true,
                    Identity::Resembles(_) => self.office_first && words.contains(' '),
                    Identity::Unknown => {
                        self.office_first
                            && self.only
                            && (self.of.is_empty() || qualified == Some(true))
                    }
                };
                if !ours {
                    return None;
                }
                (words.to_owned(), identity, normal(words).contains(' '), None)
            }
            None => {
                let pronoun = found.pronoun.clone()?;
                let theirs = self.office_first
                    && (self.of.is_empty() || qualified == Some(true))
                    && self.persons.iter().any(|person| person.pronoun.is_some());
                if !theirs || found.manner != Manner::Current {
                    return None;
                }
                (String::new(), Identity::Unknown, false, Some(prose[pronoun].to_lowercase()))
            }
        };
        let at = match (&found.pronoun, &found.name) {
            (Some(pronoun), None) => ProseSpan::new(pronoun.start, pronoun.end),
            _ => ProseSpan::new(found.span.start, found.span.end),
        };
        if super::is_excepted(rule, reading, sentence, at)
            || !rule.quotes.admit(reading.is_speech(sentence, at))
        {
            return None;
        }
        let stance = if found.manner == Manner::Former { Stance::Former } else { Stance::Current };
        let words = title.map_or_else(
            || prose[found.span.clone()].to_owned(),
            |title| self.titles[title].words.clone(),
        );
        let who = match &identity {
            Identity::Known(person) | Identity::Resembles(person) => person.clone(),
            Identity::Unknown => normal(&name),
        };
        let value =
            TitleValue { title: words.clone(), stance, person: name, in_full, identity, pronoun };
        let part = super::part(reading, at, Value::Title(value));
        let key = format!("{who}|{words}");
        Some(super::claim(rule, reading, sentence, at, who, key, vec![part]))
    }

    /// Whether the country or organisation that the text names is the rule's; none if it names none.
    fn qualifies(&self, found: &TitleUse) -> Option<bool> {
        let qualifier = normal(found.qualifier.as_deref()?);
        if self.of.iter().any(|of| *of == qualifier) {
            return Some(true);
        }
        let first_word = found.qualifier_opens_sentence && !qualifier.contains(' ');
        // "While President Trump ..." names no country; "Harvard President ..." does, but which of
        // the two it is only matters to rules that know their own.
        if first_word || self.of.is_empty() { None } else { Some(false) }
    }

    /// Who is meant by a name; none where it could be anybody.
    fn identify(&self, reading: &Reading<'_>, words: &str) -> Option<Identity> {
        let name = normal(words);
        if words
            .split_whitespace()
            .any(|word| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III"))
        {
            return Some(Identity::Unknown);
        }
        for person in &self.persons {
            for known in &person.names {
                if known.words == name {
                    let named_in_full = || {
                        person.names.iter().any(|full| {
                            !full.needs_full_name && reading.hits_of(full.phrase).next().is_some()
                        })
                    };
                    return (!known.needs_full_name || named_in_full())
                        .then(|| Identity::Known(person.display.clone()));
                }
            }
        }
        let close = self
            .persons
            .iter()
            .find(|person| person.names.iter().any(|known| resembles(&name, &known.words)));
        Some(match close {
            Some(person) => Identity::Resembles(person.display.clone()),
            None => Identity::Unknown,
        })
    }

    fn tenures_of<'t>(
        &'t self,
        person: &'t str,
        title: &'t str,
    ) -> impl Iterator<Item = &'t Tenure> {
        self.tenures.iter().filter(move |tenure| {
            self.persons[tenure.person].display == person
                && self.titles[tenure.title].words == title
        })
    }

    /// What is wrong with a dated claim, if anything is.
    fn mistake<'c>(&'c self, claim: &'c Claim, value: &'c TitleValue) -> Option<Mistake<'c>> {
        let days = &claim.days;
        let mistake = |kind| Some(Mistake { titles: self, claim, value, kind });
        let touches =
            |period: Period| days.iter().any(|days| period.touches(days.first, days.last));
        if let Some(pronoun) = &value.pronoun {
            let holders: Vec<&Tenure> =
                self.tenures.iter().filter(|tenure| touches(tenure.period)).collect();
            let (first, rest) = holders.split_first()?;
            let expected = self.persons[first.person].pronoun.as_ref()?;
            return if rest.is_empty() && expected != pronoun && expected != "their" {
                mistake(Wrong::Pronoun(first))
            } else {
                None
            };
        }
        match &value.identity {
            Identity::Known(person) => {
                let tenures: Vec<&Tenure> = self.tenures_of(person, &value.title).collect();
                if tenures.is_empty() {
                    return mistake(Wrong::NotListed);
                }
                match value.stance {
                    Stance::Current if tenures.iter().any(|tenure| touches(tenure.period)) => None,
                    Stance::Current => {
                        let ended = tenures.iter().rev().find(|tenure| {
                            days.iter().all(|days| tenure.period.ended_before(days.first))
                        });
                        match ended {
                            Some(tenure) => mistake(Wrong::Ended(tenure)),
                            // A surname alone may be somebody else's.
                            None if !value.in_full => None,
                            None => mistake(Wrong::NotYet(tenures[0])),
                        }
                    }
                    Stance::Former => {
                        let sitting = tenures
                            .iter()
                            .find(|tenure| days.iter().all(|days| is_inside(tenure.period, *days)));
                        match sitting {
                            Some(tenure) => mistake(Wrong::StillHeld(tenure)),
                            None => None,
                        }
                    }
                }
            }
            Identity::Resembles(person) => {
                let fits = |tenure: &&Tenure| match value.stance {
                    Stance::Current => touches(tenure.period),
                    Stance::Former => days.iter().any(|days| tenure.period.ended_before(days.last)),
                };
                let tenure = self.tenures_of(person, &value.title).find(fits)?;
                mistake(Wrong::Misspelt(tenure))
            }
            Identity::Unknown => {
                if value.stance == Stance::Former {
                    return None;
                }
                // Every day must have a known holder, or the stranger may be right.
                let covered = days.iter().all(|days| {
                    self.tenures.iter().any(|tenure| {
                        tenure.period.from.is_some_and(|from| from <= days.first)
                            && tenure.period.until.is_none_or(|until| days.last <= until)
                    })
                });
                let tenure = self.tenures.iter().find(|tenure| touches(tenure.period))?;
                if covered { mistake(Wrong::SomebodyElse(tenure)) } else { None }
            }
        }
    }

    /// Documents that call a person both by an office and by a former one, when at least one of them
    /// has no date: the dates do not explain it, and neither is called wrong.
    fn disagreement(&self, rule: &Rule, group: &[&Claim]) -> Option<Finding> {
        let known = |claim: &&&Claim| {
            title_of(claim).is_some_and(|value| matches!(value.identity, Identity::Known(_)))
        };
        let with = |stance: Stance| -> Vec<&Claim> {
            let mut seen = std::collections::BTreeSet::new();
            group
                .iter()
                .filter(known)
                .filter(|claim| title_of(claim).is_some_and(|value| value.stance == stance))
                .filter(|claim| seen.insert(claim.document.path.clone()))
                .copied()
                .collect()
        };
        let (current, former) = (with(Stance::Current), with(Stance::Former));
        let all = current.iter().chain(&former);
        if current.is_empty()
            || former.is_empty()
            || all.clone().all(|claim| !claim.days.is_empty())
        {
            return None;
        }
        // Dated claims that the record already settles are no witnesses against undated ones of the
        // same stance; but as long as each side has a claim, the corpus disagrees.
        let (few, many) =
            if former.len() <= current.len() { (former, current) } else { (current, former) };
        Some(Disagreement { few, many }.into_finding(rule))
    }
}

/// Words before a title that set the sentence in its holder's time.
const LOOKING_BACK: &[&str] = &["after", "before", "during", "since", "under", "until"];

/// Whether a person holds the office on all of these days, and neither entered nor left it then:
/// on the day of a handover "former" and the office itself are both right.
fn is_inside(period: Period, days: Days) -> bool {
    period.from.is_none_or(|from| from < days.first)
        && period.until.is_none_or(|until| days.last < until)
}

/// A name a letter or two from another: the same number of words, each as good as equal.
fn resembles(name: &str, known: &str) -> bool {
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (name.split(' ').collect(), known.split(' ').collect());
    if ours.len() != theirs.len() || ours.len() < 2 {
        return false;
    }
    let mut total = 0;
    for (our, their) in ours.iter().zip(&theirs) {
        let allowed = match their.chars().count() {
            0..=4 => 0,
            5..=7 => 1,
            _ => 2,
        };
        let distance = edit_distance(our, their, allowed);
        if distance > allowed {
            return false;
        }
        total += distance;
    }
    (1..=3).contains(&total)
}

/// Letters to add, drop or change; anything above `most` is only known to be more.
fn edit_distance(one: &str, other: &str, most: usize) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

fn title_of(claim: &Claim) -> Option<&TitleValue> {
    match &claim.parts.first()?.value {
        Value::Title(value) => Some(value),
        _ => None,
    }
}

fn period_words(period: Period) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) => format!("from {from} until {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "at all times".to_owned(),
    }
}

fn days_words(days: &[Days]) -> String {
    let words: Vec<String> = days
        .iter()
        .map(|days| {
            if days.first == days.last {
                days.first.to_string()
            } else {
                format!("{} to {}", days.first, days.last)
            }
        })
        .collect();
    wording::list(&words)
}

/// What is wrong with a title.
#[derive(Clone, Copy)]
enum Wrong<'t> {
    StillHeld(&'t Tenure),
    Ended(&'t Tenure),
    NotYet(&'t Tenure),
    Misspelt(&'t Tenure),
    SomebodyElse(&'t Tenure),
    Pronoun(&'t Tenure),
    NotListed,
}

/// A title that the record contradicts.
struct Mistake<'c> {
    titles: &'c Titles,
    claim: &'c Claim,
    value: &'c TitleValue,
    kind: Wrong<'c>,
}

impl Mistake<'_> {
    fn into_finding(self, rule: &Rule) -> Finding {
        let part: &Part = &self.claim.parts[0];
        let found = wording::one_line(&part.words);
        let when = days_words(&self.claim.days);
        let title = &self.value.title;
        let holder = |tenure: &Tenure| self.titles.persons[tenure.person].display.clone();
        let (message, label, fact, expect) = match self.kind {
            Wrong::StillHeld(tenure) => {
                let who = holder(tenure);
                let period = period_words(tenure.period);
                (
                    format!("`{found}`: {who} holds the office of {title} on {when}"),
                    format!("not former: in office {period}"),
                    Some(tenure),
                    title.clone(),
                )
            }
            Wrong::Ended(tenure) => {
                let until = tenure.period.until.map(|until| until.to_string()).unwrap_or_default();
                (
                    format!("`{found}`: {} is no longer {title} on {when}", holder(tenure)),
                    format!("in office until {until}"),
                    Some(tenure),
                    format!("former {title}"),
                )
            }
            Wrong::NotYet(tenure) => {
                let from = tenure.period.from.map(|from| from.to_string()).unwrap_or_default();
                (
                    format!("`{found}`: {} is not yet {title} on {when}", holder(tenure)),
                    format!("in office only since {from}"),
                    Some(tenure),
                    holder(tenure),
                )
            }
            Wrong::Misspelt(tenure) => {
                let who = holder(tenure);
                (
                    format!(
                        "`{}` should be `{who}`, who holds the office of {title}",
                        self.value.person
                    ),
                    format!("probably {who}"),
                    Some(tenure),
                    who.clone(),
                )
            }
            Wrong::SomebodyElse(tenure) => {
                let who = holder(tenure);
                (
                    format!("`{found}`: the {title} on {when} is {who}"),
                    format!("{who} holds the office {}", period_words(tenure.period)),
                    Some(tenure),
                    who.clone(),
                )
            }
            Wrong::Pronoun(tenure) => {
                let who = holder(tenure);
                let pronoun =
                    self.titles.persons[tenure.person].pronoun.clone().unwrap_or_default();
                (
                    format!("`{found}` refers to the {title}, who on {when} is {who}: `{pronoun}`"),
                    format!("{pronoun}, if the {title} is meant"),
                    Some(tenure),
                    pronoun,
                )
            }
            Wrong::NotListed => (
                format!("`{found}`: the rule lists no such office for {}", self.claim.subject),
                "not an office that the rule lists".to_owned(),
                None,
                String::new(),
            ),
        };
        let message = super::worded(
            rule,
            message,
            &[
                ("found", &found),
                ("expect", &expect),
                ("subject", &self.claim.subject),
                ("title", title),
            ],
        );
        let mut finding =
            super::finding(rule, self.claim, message, super::label_at(self.claim, part, label));
        if let Some(tenure) = fact {
            let mut place = tenure.place.clone();
            place.evidence = true;
            finding.related.push(place);
        }
        if self.claim.document.date.is_some_and(|date| {
            self.claim.days.iter().any(|days| days.first != date || days.last != date)
        }) {
            finding.notes.insert(0, format!("judged on the date in its sentence: {when}"));
        }
        finding
    }
}

/// Documents whose dates do not explain why they call one person differently.
struct Disagreement<'c> {
    few: Vec<&'c Claim>,
    many: Vec<&'c Claim>,
}

impl Disagreement<'_> {
    fn into_finding(self, rule: &Rule) -> Finding {
        let (claim, other) = (self.few[0], self.many[0]);
        let words = |claim: &Claim| wording::one_line(&claim.parts[0].words);
        let (found, expect) = (words(claim), words(other));
        let message = super::worded(
            rule,
            format!("{} is called `{found}` and `{expect}`", claim.subject),
            &[("found", &found), ("expect", &expect), ("subject", &claim.subject)],
        );
        let label = |claim: &Claim| {
            let date = claim
                .document
                .date
                .map_or("undated document".to_owned(), |date| format!("dated {date}"));
            super::label_at(claim, &claim.parts[0], date)
        };
        let mut finding = super::finding(rule, claim, message, label(claim));
        finding.related =
            self.few[1..].iter().chain(&self.many).map(|claim| label(claim)).collect();
        finding.notes.insert(
            0,
            "not all of these documents have a date, so none of them is called wrong".to_owned(),
        );
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_resemble_each_other_by_a_letter_or_two() {
        assert!(resembles("julia svyrydenkova", "yulia svyrydenko"));
        assert!(resembles("emanuel macron", "emmanuel macron"));
        assert!(!resembles("kim jong il", "kim jong un"));
        assert!(!resembles("tony blair", "tony abbott"));
        assert!(!resembles("emmanuel macron", "emmanuel macron"));
    }

    #[test]
    fn names_are_compared_without_dots_and_initials() {
        assert_eq!(normal("Donald J. Trump"), "donald trump");
        assert_eq!(normal("J.D. Vance"), "jd vance");
        assert_eq!(normal("the United  States"), "united states");
        assert_eq!(normal("U.S."), "us");
    }
}

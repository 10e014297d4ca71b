//! Rules as SARIF describes them: what holds, who says so, where it is written.

use std::collections::BTreeMap;

use super::log::{Configuration, Descriptor, Level, Message, Tags};
use super::{plain, visible};
use crate::Report;
use factlint_engine::check;
use factlint_engine::finding::Origin;
use factlint_engine::rule::Vocabulary;
use factlint_engine::ruleset::LoadedRule;

/// GitHub shows no more of a description.
const LONGEST: usize = 1_000;

/// A short description is one line in a list.
const SHORT: usize = 160;

/// Names of the rule that makes findings about stets.
const STET: &str = "stet";

/// The rules of a run, with their places.
pub struct Rules<'a> {
    pub descriptors: Vec<Descriptor<'a>>,
    pub places: Places<'a>,
}

/// The place of each rule in the list.
pub struct Places<'a>(BTreeMap<&'a str, usize>);

impl Places<'_> {
    /// The place of a rule in the list.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.0.get(id).copied()
    }
}

impl<'a> Rules<'a> {
    /// All rules that were loaded, found or not, so that runs of one rule set list the same; then
    /// what other findings there are.
    pub fn new(report: &'a Report<'_>) -> Self {
        let vocabulary = &report.ruleset.vocabulary;
        let loaded = report.ruleset.rules.iter();
        let mut rules = Self {
            descriptors: loaded.map(|loaded| descriptor(loaded, vocabulary)).collect(),
            places: Places(BTreeMap::new()),
        };
        let Places(places) = &mut rules.places;
        *places = rules.descriptors.iter().map(|rule| rule.id).zip(0..).collect();
        if report.findings.iter().any(|finding| *finding.rule == *STET)
            && !places.contains_key(STET)
        {
            places.insert(STET, rules.descriptors.len());
            rules.descriptors.push(stet());
        }
        rules
    }
}

fn descriptor<'a>(loaded: &'a LoadedRule, vocabulary: &Vocabulary) -> Descriptor<'a> {
    let rule = &loaded.rule;
    let summary = check::kind(rule.kind).map_or("", |kind| kind.summary).replace('`', "");
    let names: Vec<&str> = rule
        .about
        .iter()
        .flat_map(|&subject| vocabulary.subjects.get(subject).names.first())
        .map(|&name| vocabulary.phrases.get(name).text.as_str())
        .collect();
    let holds = loaded.check.fact(rule);
    let short = match (&holds, names.is_empty()) {
        (Some(fact), true) => fact.clone(),
        (Some(fact), false) => format!("{}: {fact}", names.join(", ")),
        (None, true) => summary.clone(),
        (None, false) => format!("{}: {summary}", names.join(", ")),
    };
    let source = rule.source.as_ref().map(|source| match rule.checked {
        Some(checked) => format!("{source} (checked {checked})"),
        None => source.clone(),
    });
    let place = match rule.place.origin {
        Origin::Pack => format!("shipped pack {}, line {}", rule.place.path, rule.place.start.line),
        _ => format!("{}, line {}", rule.place.path, rule.place.start.line),
    };
    let lines = [
        ("Asks", Some(summary.clone())),
        ("About", (!names.is_empty()).then(|| names.join(", "))),
        ("Holds", holds),
        ("Says", rule.message.clone()),
        ("Source", source),
        ("Defined in", Some(place)),
        ("More", Some(format!("factlint explain {}", rule.id))),
    ];
    let told = || lines.iter().filter_map(|(name, value)| Some((*name, value.as_ref()?)));
    let text: Vec<String> =
        told().map(|(name, value)| format!("{name}: {}", plain(value))).collect();
    let markdown: Vec<String> =
        told().map(|(name, value)| format!("- **{name}:** {}", as_markdown(value))).collect();
    let full = match &rule.source {
        Some(source) => format!("{summary} (source: {source})"),
        None => summary,
    };
    Descriptor {
        id: &rule.id,
        name: pascal(&rule.id).filter(|name| **name != *rule.id),
        short_description: Message { text: plain(&cut(&short, SHORT)), markdown: None },
        full_description: Message { text: plain(&cut(&full, LONGEST)), markdown: None },
        help: Message { text: text.join("\n"), markdown: Some(markdown.join("\n")) },
        default_configuration: Configuration { level: rule.severity.into() },
        properties: Tags { tags: vec![rule.kind.to_owned()] },
    }
}

/// The rule behind findings about stets, which is in no file.
fn stet() -> Descriptor<'static> {
    let holds = "a stet lets something stand, and has not ended";
    let help =
        "A stet that lets nothing stand, or that has ended, hides nothing any more: take it out.";
    Descriptor {
        id: STET,
        name: pascal(STET),
        short_description: Message::plain(holds),
        full_description: Message::plain(holds),
        help: Message { text: help.to_owned(), markdown: Some(help.to_owned()) },
        default_configuration: Configuration { level: Level::Warning },
        properties: Tags { tags: vec![STET.to_owned()] },
    }
}

/// `tomahawk-range` as `TomahawkRange`, the form that SARIF asks of names.
fn pascal(id: &str) -> Option<String> {
    let mut name = String::new();
    for word in id.split(|character: char| !character.is_alphanumeric()) {
        let mut characters = word.chars();
        name.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(characters.as_str());
    }
    (!name.is_empty()).then_some(name)
}

/// Text that stands in Markdown as it is.
fn as_markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if character.is_ascii_punctuation() && !matches!(character, ',' | '.' | ':' | ';' | '/') {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

/// At most so many characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

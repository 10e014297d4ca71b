//! `total`: the parts add up to the whole that is stated for them.

mod addition;
mod column;
mod exclusive;
mod gathered;
mod list;

use std::sync::LazyLock;

use regex::Regex;

use super::scene::Scene;
use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, figures};
use crate::claim::{Claim, FigureValue, Part, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use addition::Addition;
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use list::Sum;

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "total",
    summary: "\"25 medals (10 gold, 8 silver and 7 bronze)\": the parts add up to the whole",
    page: include_str!("../../../docs/total.md"),
    keys: &[],
    codes: &[addition::SUM],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// Where a list of parts may begin or end: a bracket, a colon or a dash with a number behind it, or words for
/// a sum.
fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    /// A number stands at most this far behind a mark, in bytes.
    const REACH: usize = 24;
    let bytes = text.as_bytes();
    let counts = move |from: usize| {
        let window = &bytes[from..bytes.len().min(from + REACH)];
        window.iter().any(|b| b.is_ascii_digit()) || may_hold_number_word(window)
    };
    let opens = memchr::memchr3_iter(b'(', b':', 0xE2, bytes)
        .filter(move |&at| bytes[at] != 0xE2 || matches!(bytes.get(at + 2), Some(0x93 | 0x94)))
        .filter(move |&at| counts(at + 1));
    let words = SUMS
        .iter()
        .flat_map(move |regex| regex.find_iter(text))
        .filter(move |found| found.as_str() != " - " || counts(found.end()));
    opens.chain(words.map(|found| found.start()))
}

/// Words that announce a sum or a rest, a dash between spaces, those that people are parted into, and the heads of a
/// last row in markup: plain words, which one pass finds quickly.
static SUMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("total|Of the |The [0-9]|All [0-9]|consist|made up of|split into|divided|composed of|in all|in\nall|altogether|remaining|[Tt]he other |, other |of which| - |women|girls|children|adults|Total|TOTAL|Sum |Sum<|Sum\\*|All \\||All<|All\\*|Sum
|All
").ok()
});

/// Whether the beginning of a small number word stands in some bytes.
fn may_hold_number_word(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] = [b"two", b"thr", b"fou", b"fiv", b"si", b"sev", b"eig"];
    const OTHERS: [&[u8]; 6] = [b"nin", b"ten", b"ele", b"twe", b"one", b"thi"];
    BEGINNINGS.iter().chain(&OTHERS).any(|word| memchr::memmem::find(bytes, word).is_some())
}

#[derive(Debug)]
struct Total;

fn read(_table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    Some(Box::new(Total))
}

impl Check for Total {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: KIND.name, any: |text| marks(text).next().is_some() })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for sentence in super::sentences_at(reading, marks(reading.prose())) {
            if reading.role(sentence) == Role::TableCell
                || !super::sentence_admits(rule, reading, sentence)
            {
                continue;
            }
            let scene = Scene::new(reading, sentence);
            for sum in scene.sums() {
                claims.extend(claim(rule, reading, sentence, &scene, &sum));
            }
            let gathered = gathered::over_sentences(reading, sentence);
            claims.extend(gathered.and_then(|sum| sum.claim(rule, reading)));
        }
        column::sums(reading, |sum| claims.extend(sum.claim(rule, reading)));
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            let mut parts = claim.parts.iter().filter_map(|part| Some((part, part.figure()?)));
            let Some(whole) = parts.next() else { continue };
            let addends: Vec<(&Part, &FigureValue)> = parts.collect();
            let rest = claim.subject == REST;
            let sum = Addition { claim, whole, addends: &addends, rest };
            if sum.is_wrong() {
                verdict.conflicts.push(sum.into_conflict(rule));
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some("parts that add up to their whole".to_owned())
    }
}

/// The subject of claims whose first figure is the rest of a hundred percent.
const REST: &str = "rest";

fn claim(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    scene: &Scene<'_>,
    sum: &Sum,
) -> Option<Claim> {
    let figures = scene.figures;
    let whole = sum
        .parts
        .iter()
        .map(|&part| figures[part].span)
        .fold(figures[sum.whole].hedged, ProseSpan::hull);
    if super::is_withheld(rule, reading, sentence, whole) {
        return None;
    }
    let part = |index: usize| {
        let figure = figures::addable(figures[index].clone());
        let value = figures::value_of(&figure, reading.prose(), scene.units);
        super::part(reading, figures[index].span, Value::Figure(value.into()))
    };
    let parts = std::iter::once(sum.whole).chain(sum.parts.iter().copied()).map(part).collect();
    let key = figures[sum.whole].span.start.to_string();
    let subject = if sum.rest { REST.to_owned() } else { String::new() };
    Some(super::claim(rule, reading, sentence, whole, subject, key, parts))
}

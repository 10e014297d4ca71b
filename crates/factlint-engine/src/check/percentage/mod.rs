//! `percentage`: a percentage that is given with its two figures is the one that they make.

mod fraction;
mod in_front;
mod relation;
mod share;
mod sum;

use std::sync::LazyLock;

use regex::Regex;

use super::scene::Scene;
use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, figures};
use crate::claim::{Claim, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_document::Role;
use factlint_language::interval::Interval;
use factlint_language::word;
use factlint_language::words::Class;
use relation::{End, Relation};
use sum::Sum;

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "percentage",
    summary: "\"from 40 to 50, up 25%\", \"18 of 20 (90%)\": the percentage is the one that the figures make",
    page: include_str!("../../../docs/percentage.md"),
    keys: &[],
    codes: &[sum::ARITHMETIC],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// Words that announce a share, besides the percent sign.
static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("percent|per cent|pct|doubled|tripled|trebled|quadrupled|halved").ok()
});

fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    let words =
        WORDS.iter().flat_map(move |regex| regex.find_iter(text).map(|found| found.start()));
    memchr::memchr_iter(b'%', text.as_bytes()).chain(words)
}

#[derive(Debug)]
struct Percentage;

fn read(_table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    Some(Box::new(Percentage))
}

impl Check for Percentage {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: KIND.name, any: |text| marks(text).next().is_some() })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for sentence in super::sentences_at(reading, marks(reading.prose())) {
            if reading.role(sentence) == Role::TableCell
                || !may_relate(sentence.span.of(reading.prose()))
                || !super::sentence_admits(rule, reading, sentence)
            {
                continue;
            }
            let scene = Scene::new(reading, sentence);
            for relation in scene.relations() {
                claims.extend(claim(rule, reading, sentence, &scene, &relation));
            }
            fraction::claims(rule, reading, sentence, &scene, claims);
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            let mut base = claim.parts.iter().filter_map(|part| Some((part, part.figure()?)));
            let (Some(from), Some(to)) = (base.next(), base.next()) else { continue };
            for part in &claim.parts {
                if let Value::Percentage { figure, of } = &part.value {
                    let sum = Sum { claim, from, to, part, share: figure, of: *of };
                    if let Some(made) = sum.contradiction() {
                        verdict.conflicts.push(sum.into_conflict(rule, made));
                    }
                }
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some("percentages that their figures make".to_owned())
    }
}

/// Whether a sentence can hold a percentage with both its figures: a quick look.
fn may_relate(sentence: &str) -> bool {
    sentence.contains('/')
        || word::words(sentence).any(|(_, found)| word::is(found, Class::PercentageRelation))
}

/// A claim that three figures belong together.
fn claim(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    scene: &Scene<'_>,
    relation: &Relation,
) -> Option<Claim> {
    let figures = scene.figures;
    let value = |end: End| {
        let (index, side) = match end {
            End::Whole(index) => (index, None),
            End::Low(index) => (index, Some(figures[index].low)),
            End::High(index) => (index, figures[index].high),
        };
        let mut figure = figures[index].clone();
        if let Some(side) = side {
            figure.low = side;
            figure.high = None;
            figure.interval =
                Interval::half_open(side.value - side.step / 2.0, side.value + side.step / 2.0);
        }
        let read = figures::value_of(&figures::addable(figure), reading.prose(), scene.units);
        super::part(reading, figures[index].span, Value::Figure(read.into()))
    };
    let share = &figures[relation.share];
    let whole = share.hedged;
    if super::is_withheld(rule, reading, sentence, whole) {
        return None;
    }
    let percentage = Value::Percentage {
        figure: figures::value_of(share, reading.prose(), scene.units).into(),
        of: relation.of,
    };
    let parts = vec![
        value(relation.from),
        value(relation.to),
        super::part(reading, share.span, percentage),
    ];
    let key = share.span.start.to_string();
    Some(super::claim(rule, reading, sentence, whole, String::new(), key, parts))
}

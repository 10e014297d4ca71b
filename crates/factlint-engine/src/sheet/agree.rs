//! Whether two statements say the same: never by accident. A number alone proves nothing; what stands around it does.

use std::collections::BTreeSet;
use std::ops::Range;

use super::source::hashed;
use crate::engine::Engine;
use crate::statement::{Content, Kind, Number, Statement};
use factlint_language::name::folded;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// A sentence of a draft beside one of a source.
#[derive(Clone, Copy)]
pub(super) struct Sides<'s> {
    /// What the draft states there.
    pub mine: &'s [&'s Statement],
    /// What the source states there.
    pub theirs: &'s [Statement],
    /// How alike both sentences are, in percent.
    pub likeness: u64,
    /// Whether the source names what the statement is about.
    pub names_subject: bool,
}

/// Words around a value that tell what it is of.
const AROUND: usize = 5;

/// The statement of a source that says what a figure or a date of a draft says; the one with most words around it that
/// are the same. None where another value stands nearer to those words.
pub(super) fn same_value<'s>(
    engine: &Engine,
    one: &Statement,
    sides: &Sides<'s>,
) -> Option<&'s Statement> {
    if !sides.names_subject || (one.kind == Kind::Figure && tell_other_times(sides)) {
        return None;
    }
    let around = Around::of(one);
    let mut best: Option<(usize, &'s Statement)> = None;
    let mut nearest_other = 0;
    for other in sides.theirs.iter().filter(|other| other.kind == one.kind) {
        let beside = Around::of(other);
        let local = around.words.intersection(&beside.words).count();
        let alike = match one.kind {
            Kind::Figure => figures_alike(engine, one, other),
            _ => dates_alike(one, other),
        };
        match alike {
            Alike::Other => {}
            Alike::Differs => nearest_other = nearest_other.max(local),
            Alike::Same(weight) => {
                let sure = weight.is_sure(sides.likeness, local) && !around.contradicts(&beside);
                if sure && best.is_none_or(|(most, _)| local > most) {
                    best = Some((local, other));
                }
            }
        }
    }
    best.filter(|(local, _)| *local >= nearest_other).map(|(_, other)| other)
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    /// They are values of different kinds.
    Other,
    /// One kind, and they cannot be the same.
    Differs,
    /// They may be the same, and how much that tells.
    Same(Weight),
}

/// How much it tells that two values are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// A bare number, a count of something else, a year: many sentences have it.
    Little,
    /// A day, a few things or years.
    Few,
    /// A figure with its unit.
    Some,
    /// Three digits and more that count: nobody has them by accident.
    Much,
}

impl Weight {
    /// Whether values tell of the same thing, where sentences are so alike in percent and so many words around the
    /// values are the same.
    fn is_sure(self, likeness: u64, local: usize) -> bool {
        match self {
            Self::Little => (likeness >= 35 && local >= 2) || (likeness >= 60 && local >= 1),
            Self::Few => (likeness >= 25 && local >= 2) || likeness >= 50,
            Self::Some => (likeness >= 20 && local >= 1) || likeness >= 50,
            Self::Much => local >= 1 || likeness >= 25,
        }
    }
}

/// The words around a value.
struct Around {
    /// Hashes of those that tell something.
    words: BTreeSet<u64>,
    /// The numbers of those that have an opposite.
    directions: BTreeSet<i64>,
    is_negated: bool,
}

impl Around {
    fn of(one: &Statement) -> Self {
        let words = utterance::words(&one.sentence);
        let within = one.within();
        let is_count =
            matches!(&one.content, Content::Figure { dimension, .. } if dimension == "count");
        let first = words.partition_point(|word| word.range.end <= within.start);
        let last = words.partition_point(|word| word.range.start < within.end);
        let near: Vec<&Spoken> =
            words.iter().take(last + AROUND).skip(first.saturating_sub(AROUND)).collect();
        let direction = |word: &&Spoken| {
            Words::embedded().value_of(&word.normal, Class::Opposite).map(|value| value as i64)
        };
        Self {
            words: near
                .iter()
                // What is counted tells what it is; "Monday" and "percent" do not.
                .filter(|word| is_count || !within.contains(&word.range.start))
                .filter_map(|word| hashed(&word.normal))
                .collect(),
            directions: near.iter().filter_map(direction).collect(),
            is_negated: near.iter().any(|word| word::is(&word.normal, Class::Negation)),
        }
    }

    /// Whether the words around another value say the opposite.
    fn contradicts(&self, other: &Self) -> bool {
        self.is_negated != other.is_negated
            || self
                .directions
                .iter()
                .any(|one| other.directions.contains(&-one) && !other.directions.contains(one))
    }
}

/// Whether two sentences tell of times that have nothing in common: of another year, the same figure is an accident.
fn tell_other_times(sides: &Sides<'_>) -> bool {
    let period = |one: &Statement| match &one.content {
        Content::Date { from: Some(from), until: Some(until), .. } => Some((*from, *until)),
        _ => None,
    };
    let mine: Vec<_> = sides.mine.iter().filter_map(|one| period(one)).collect();
    let theirs: Vec<_> = sides.theirs.iter().filter_map(period).collect();
    let overlap =
        mine.iter().any(|one| theirs.iter().any(|other| one.0 <= other.1 && other.0 <= one.1));
    !mine.is_empty() && !theirs.is_empty() && !overlap
}

/// A figure in the base unit of its dimension.
struct Measured<'s> {
    low: f64,
    high: f64,
    value: f64,
    dimension: &'s str,
    unit: Option<&'s str>,
    per: Option<&'s str>,
}

impl<'s> Measured<'s> {
    fn of(engine: &Engine, one: &'s Statement) -> Option<Self> {
        let Content::Figure { value, interval, unit, per, dimension, .. } = &one.content else {
            return None;
        };
        let units = &engine.rules().vocabulary.units;
        let id = unit.as_deref().and_then(|name| units.by_name(name));
        let is_counted = matches!(dimension.as_str(), "count" | "number");
        let base = |value: f64| match id {
            Some(id) if !is_counted => units.to_base(value, id),
            _ => value,
        };
        let value = match value {
            Number::One(value) => value.0,
            Number::Range([low, high]) => (low.0 + high.0) / 2.0,
        };
        Some(Self {
            low: interval[0].map_or(f64::NEG_INFINITY, |end| base(end.0)),
            high: interval[1].map_or(f64::INFINITY, |end| base(end.0)),
            value: base(value),
            dimension,
            unit: unit.as_deref(),
            per: per.as_deref(),
        })
    }
}

fn figures_alike(engine: &Engine, one: &Statement, other: &Statement) -> Alike {
    /// Of two figures that share a value only since one is open ("more than 100"), the larger over the smaller.
    const FURTHEST: f64 = 1.25;
    /// Fewer things than this are counted in many sentences.
    const FEW: f64 = 10.0;
    let (Some(mine), Some(theirs)) = (Measured::of(engine, one), Measured::of(engine, other))
    else {
        return Alike::Other;
    };
    let are_counts = [&mine, &theirs].map(|one| matches!(one.dimension, "count" | "number"));
    if mine.per != theirs.per || are_counts[0] != are_counts[1] {
        return Alike::Other;
    }
    if !are_counts[0] && mine.dimension != theirs.dimension {
        return Alike::Other;
    }
    // Twelve cooks are not twelve lifeboats, and nobody knows whether they are twelve people.
    if are_counts[0] && mine.unit != theirs.unit && mine.unit.is_some() && theirs.unit.is_some() {
        return Alike::Other;
    }
    let same_noun = mine.unit == theirs.unit && mine.unit.is_some();
    let is_same = (mine.low < theirs.high && theirs.low < mine.high)
        || (mine.low == theirs.low && mine.high == theirs.high);
    let (small, large) =
        (mine.value.abs().min(theirs.value.abs()), mine.value.abs().max(theirs.value.abs()));
    let is_far = large > small * FURTHEST;
    if !is_same || is_far {
        return Alike::Differs;
    }
    if !names_counted(one, other) || !names_counted(other, one) {
        return Alike::Other;
    }
    let weight = if digits(mine.value) >= 3 && mine.value == theirs.value {
        Weight::Much
    } else if mine.value < FEW && (same_noun || mine.dimension == "time") {
        Weight::Few
    } else if same_noun || !are_counts[0] {
        Weight::Some
    } else if mine.value == theirs.value {
        Weight::Little
    } else {
        return Alike::Differs;
    };
    Alike::Same(weight)
}

/// Whether a sentence has the names that stand in a figure of another: "two Orvik ferries" are no two Halden ferries.
fn names_counted(one: &Statement, other: &Statement) -> bool {
    let words = exact_words(&one.seen);
    words
        .iter()
        .skip(1)
        .filter(|word| word.starts_with(char::is_uppercase))
        .all(|word| find_exact(&other.sentence, std::slice::from_ref(word)).is_some())
}

/// How many digits of a number count.
fn digits(value: f64) -> usize {
    let written = format!("{value}");
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// A draft that names the month agrees with a source that names the day, and not the other way about.
fn dates_alike(one: &Statement, other: &Statement) -> Alike {
    /// Days; longer periods are years.
    const LONG: i32 = 300;
    let (
        Content::Date { from: Some(from), until: Some(until), .. },
        Content::Date { from: Some(first), until: Some(last), .. },
    ) = (&one.content, &other.content)
    else {
        return Alike::Other;
    };
    if first > until || last < from {
        return Alike::Differs;
    }
    if first < from || last > until {
        return Alike::Other;
    }
    let days = from.until(*until).map_or(0, |span| span.get_days());
    Alike::Same(if days >= LONG { Weight::Little } else { Weight::Few })
}

/// Whether a source gives a person the same office, now or formerly alike.
pub(super) fn same_title(one: &Statement, other: &Statement) -> bool {
    let (
        Content::Title { title, person, stance },
        Content::Title { title: theirs, person: named, stance: as_theirs },
    ) = (&one.content, &other.content)
    else {
        return false;
    };
    title == theirs && stance == as_theirs && are_one_person(person, named)
}

/// "Lee" may be "Ann Lee"; "Bob Lee" is not.
fn are_one_person(one: &str, other: &str) -> bool {
    let words = |name: &str| exact_words(name).iter().map(|word| folded(word)).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    one.last() == other.last()
        && (one.len() == 1 || other.len() == 1 || one.first() == other.first())
}

/// The words of a name as they are written, without a possessive.
pub(super) fn exact_words(name: &str) -> Vec<String> {
    written(name).map(|(_, word)| word.to_owned()).collect()
}

/// The words of a text with their places, without signs around them.
fn written(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_sign = |c: char| !word::is_word(c);
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let bare = piece.trim_start_matches(is_sign);
        let from = start + piece.len() - bare.len();
        let bare = word::without_possessive(bare.trim_end_matches(is_sign));
        (!bare.is_empty()).then_some((from, bare))
    })
}

/// Where a text has some words in a row, letter by letter.
pub(super) fn find_exact(text: &str, wanted: &[String]) -> Option<Range<usize>> {
    let words: Vec<(usize, &str)> = written(text).collect();
    let found = words
        .windows(wanted.len().max(1))
        .find(|window| window.iter().zip(wanted).all(|((_, word), wanted)| word == wanted))?;
    let ((first, _), (last, word)) = (found.first()?, found.last()?);
    (!wanted.is_empty()).then(|| *first..last + word.len())
}

/// The words of a quotation without its marks.
pub(super) fn inside_marks(quotation: &str) -> &str {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'');
    quotation.trim().trim_start_matches(is_mark).trim_end_matches(is_mark)
}

/// Whether so many words are not in a text by accident.
pub(super) fn is_enough(words: &[Spoken]) -> bool {
    words.len() >= 5 || words.iter().filter(|word| hashed(&word.normal).is_some()).count() >= 2
}

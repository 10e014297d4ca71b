//! What a sentence states that can be held against another statement: figures, days, hours, years, versions, directions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::passage;
use super::story::stem;
use crate::check::figures;
use crate::reading::{Reading, Sentence};
use factlint_language::figure::{Figure, Hedge, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// What is measured, counted or told: only values of one kind are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// "a 43-year-old teacher"
    Age,
    /// A figure with a unit, by what it measures: a length, an amount in euros.
    Measure(String),
    /// Counted things.
    Count,
    /// A number that numbers something or stands alone.
    Number,
    Version,
    Year,
    Month,
    Day,
    Weekday,
    Hour,
    /// Up or down, yes or no.
    Direction,
}

impl Kind {
    /// Whether it measures or counts.
    pub fn is_measured(&self) -> bool {
        matches!(self, Self::Age | Self::Measure(_) | Self::Count | Self::Number | Self::Version)
    }

    /// Whether it tells when something is.
    pub fn is_time(&self) -> bool {
        !self.is_measured() && *self != Self::Direction
    }
}

/// A value, and what it leaves open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Stated {
    pub kind: Kind,
    /// What is counted, by its stem; empty where nothing is.
    pub counted: String,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// The number as written, in the unit as written.
    pub written: f64,
    /// How it is hedged; and whether it is a range.
    pub hedge: String,
    pub is_range: bool,
    /// Where a range ends, as written; the value itself of what is none.
    pub end: f64,
    /// Whether it tells how many of some: "five of the men".
    pub is_part: bool,
}

impl Stated {
    fn exact(kind: Kind, value: f64) -> Self {
        Self {
            kind,
            counted: String::new(),
            value,
            low: value,
            high: value,
            written: value,
            hedge: String::new(),
            is_range: false,
            end: value,
            is_part: false,
        }
    }

    /// Whether two values measure or count the same kind of thing.
    pub fn measures_alike(&self, other: &Self) -> bool {
        let is_named =
            |one: &Self| !matches!(one.kind, Kind::Count | Kind::Number) || !one.counted.is_empty();
        self.kind == other.kind && self.counted == other.counted && is_named(self)
    }

    /// Whether it is more than something at which the other, a range, ends: "over 30", "20 to 30".
    pub fn exceeds_range(&self, other: &Self) -> bool {
        !self.is_range
            && other.is_range
            && self.hedge == format!("{:?}", Hedge::MoreThan)
            && other.end <= self.value
    }

    /// Whether both may be one value.
    pub fn agrees(&self, other: &Self) -> bool {
        if self.kind == Kind::Direction {
            return self.value != -other.value;
        }
        let (mine, theirs) = match self.kind == other.kind {
            true => (self.value, other.value),
            false => (self.written, other.written),
        };
        // "4:30" may be one in the afternoon.
        const HALF_DAY: f64 = 720.0;
        if mine == theirs || (self.kind == Kind::Hour && (mine - theirs).abs() == HALF_DAY) {
            return true;
        }
        let overlap = self.low <= other.high && other.low <= self.high;
        if self.is_range || other.is_range {
            return self.kind == other.kind && overlap;
        }
        if self.hedge != other.hedge || (self.kind != other.kind && !self.hedge.is_empty()) {
            return overlap || self.kind != other.kind;
        }
        let width = (self.high - self.low).max(other.high - other.low);
        self.hedge.is_empty() && (mine - theirs).abs() * 2.0 < width
    }
}

/// A value where it stands.
pub(super) struct Slot {
    pub span: ProseSpan,
    pub stated: Stated,
}

/// A word without what grammar adds to it; words for one attribute are one.
pub(super) fn root(word: &str) -> String {
    /// Letters that must be left.
    const LEAST: usize = 4;
    let stem = stem(word);
    let value = |word: &str| Words::embedded().value_of(word, Class::Attribute);
    if let Some(attribute) = value(word).or_else(|| value(&stem)) {
        return format!("@{attribute}");
    }
    match stem.strip_suffix('e') {
        Some(short) if short.len() >= LEAST => short.to_owned(),
        _ => stem,
    }
}

/// The stems of the words that tell something.
pub(super) fn roots(text: &str) -> BTreeSet<String> {
    let spoken = utterance::words(text);
    spoken.iter().filter(|word| passage::is_telling(word)).map(|word| root(&word.normal)).collect()
}

/// The values of a sentence.
pub(super) fn slots(reading: &Reading<'_>, sentence: Sentence) -> Vec<Slot> {
    let text = sentence.span.of(reading.prose());
    let start = sentence.span.start as usize;
    let spoken = utterance::words(text);
    let mut found: Vec<Slot> = Vec::new();
    let figures = reading.figures(sentence);
    for figure in figures {
        found.extend(of_figure(reading, figure, text, start));
    }
    for (at, word) in spoken.iter().enumerate() {
        let span = ProseSpan::new(start + word.range.start, start + word.range.end);
        if found.iter().any(|slot| slot.span.start <= span.start && span.end <= slot.span.end) {
            continue;
        }
        let written = &text[word.range.clone()];
        let named = |class| {
            word::is_capitalised(written)
                .then(|| Words::embedded().value_of(&word.normal, class))?
        };
        let plain =
            |kind: Kind, value: f64, span| Slot { span, stated: Stated::exact(kind, value) };
        let day_of = |at: Option<usize>| {
            let word = spoken.get(at?)?;
            let day = word.normal.trim_start_matches('#').trim_end_matches(char::is_alphabetic);
            let day = day.parse::<f64>().ok().filter(|day| (1.0..32.0).contains(day))?;
            (day.fract() == 0.0).then_some((day, word.range.clone()))
        };
        if let Some(month) = named(Class::Months) {
            match day_of(at.checked_sub(1)).or_else(|| day_of(Some(at + 1))) {
                Some((day, range)) => {
                    let hull = start + range.start.min(word.range.start)
                        ..start + range.end.max(word.range.end);
                    let span = ProseSpan::new(hull.start, hull.end);
                    found.retain(|slot| !slot.span.overlaps(span));
                    found.push(plain(Kind::Day, month * 100.0 + day, span));
                }
                None => found.push(plain(Kind::Month, month, span)),
            }
        } else if let Some(value) = named(Class::Weekdays) {
            found.push(plain(Kind::Weekday, value, span));
        } else if let Some(value) =
            Words::embedded().value_of(&written.to_lowercase(), Class::Contrary).filter(|_| at > 0)
            && !is_purpose(&spoken, at)
        {
            found.push(plain(Kind::Direction, value, span));
        }
        let before = at.checked_sub(1).and_then(|before| spoken.get(before));
        if let Some(before) = before
            && let Some(value) =
                word.normal.strip_prefix('#').and_then(|number| number.parse().ok())
            && text.get(before.range.end..word.range.start) == Some(" ")
        {
            let kept = found.len();
            let named = |kind: Kind, value: f64| Slot {
                span,
                stated: Stated { counted: root(&before.normal), ..Stated::exact(kind, value) },
            };
            if word::is(&before.normal, Class::NumberedThing) {
                found.push(named(Kind::Number, value));
            } else if let Some(version) = version(written)
                && word::is_capitalised(&text[before.range.clone()])
                && before.range.start > 0
            {
                found.push(named(Kind::Version, version));
            } else if word::is(&before.normal, Class::Opening)
                && written.len() == 4
                && (1500.0..2200.0).contains(&value)
            {
                found.push(plain(Kind::Year, value, span));
            }
            if found.len() > kept && found[..kept].iter().any(|slot| slot.span.overlaps(span)) {
                found.pop();
            }
        }
        // "4:12"
        let number = |word: &Spoken| word.normal.strip_prefix('#')?.parse::<f64>().ok();
        if let Some(next) = spoken.get(at + 1)
            && let (Some(hour), Some(minute)) = (number(word), number(next))
            && text.get(word.range.end..next.range.start) == Some(":")
            && hour < 25.0
            && minute < 60.0
            // "17:57:16" stamps when something was written.
            && !text[next.range.end..].starts_with(':')
        {
            let span = ProseSpan::new(start + word.range.start, start + next.range.end);
            found.retain(|slot| !slot.span.overlaps(span));
            let is_late = spoken.get(at + 2).is_some_and(|word| {
                word::is(&word.normal, Class::HalfOfDay) && word.normal.starts_with('p')
            });
            let hour = if is_late && hour < 12.0 { hour + 12.0 } else { hour };
            found.push(plain(Kind::Hour, hour * 60.0 + minute, span));
        }
    }
    // "archive/2031-May/130.html" is where something is kept.
    found.retain(|slot| !is_in_link(text, slot.span.start as usize - start));
    found.sort_by_key(|slot| slot.span.start);
    found
}

/// Whether a place of a text is part of an address.
pub(super) fn is_in_link(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    token.contains("://") || token.contains("www.")
}

/// Whether a sentence begins with what something is done for: "To increase the limit, ...".
pub(super) fn is_purpose(spoken: &[Spoken], at: usize) -> bool {
    at == 1 && spoken.first().is_some_and(|word| word::is(&word.normal, Class::PurposeMark))
}

/// The value of a version of two parts.
fn version(written: &str) -> Option<f64> {
    let (major, minor) = written.split_once('.')?;
    let [major, minor] =
        [major, minor].map(|part| part.parse::<u16>().ok().filter(|part| *part < 1000));
    Some(f64::from(major?) * 1000.0 + f64::from(minor?))
}

/// Whether a number is part of something else: of a size ("160×144"), an identifier ("SLOT_2_SIZE"), what a function is
/// called with ("ln(1.001)"), an address ("at 2704 W. Palm Street").
fn belongs_to_another(before: &str, written: &str, behind: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let times = ['×', 'x'];
    let is_size = (written.ends_with(times) && behind.starts_with(is_digit))
        || before.strip_suffix(times).is_some_and(|rest| rest.ends_with(is_digit));
    let is_argument =
        before.strip_suffix('(').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    let is_address = [" N", " S", " E", " W"].iter().any(|way| written.ends_with(way))
        && behind.strip_prefix(". ").is_some_and(word::is_capitalised);
    let is_identifier = before.ends_with('_') || behind.starts_with('_');
    is_size || is_argument || is_address || is_identifier
}

/// A figure with what it measures; none where it numbers a thing that nothing names.
fn of_figure(reading: &Reading<'_>, figure: &Figure, text: &str, start: usize) -> Option<Slot> {
    let units = &reading.vocabulary().units;
    let value = figures::value_of(figure, reading.prose(), units);
    let number = figure.number.range();
    let before = text.get(..number.start.checked_sub(start)?)?;
    let after = text.get(number.end.checked_sub(start)?..)?;
    let last = utterance::words(before).pop();
    let before_word = last.map(|word| word.normal).unwrap_or_default();
    let is_tied = before.ends_with(|c: char| word::is_word(c) || "-#/.:".contains(c))
        || (figure.measure == Measure::Bare
            && after.starts_with(|c: char| word::is_word(c) || c == ':'));
    let written = figure.span.of(reading.prose());
    let behind = text.get((figure.span.end as usize).checked_sub(start)?..)?;
    if is_tied || belongs_to_another(before, written, behind) {
        return None;
    }
    let is_year = (1500.0..2200.0).contains(&figure.low.value)
        && figure.low.step <= 1.0
        && figure.low.decimals == 0
        && !after.starts_with(',');
    let (kind, counted) = match &figure.measure {
        Measure::Unit(_)
            if figure.attributive && after.trim_start_matches('-').starts_with("year") =>
        {
            (Kind::Age, String::new())
        }
        Measure::Unit(_) => (Kind::Measure(value.dimension.to_string()), String::new()),
        // Nothing is counted in tenths: "magnitude 5.8 shakes".
        Measure::Counted(noun) if figure.low.decimals == 0 || figure.low.step > 1.0 => {
            (Kind::Count, root(noun))
        }
        Measure::Bare if is_year => return None,
        Measure::Bare | Measure::Counted(_) => {
            let names = before_word.len() > 2 && !word::is(&before_word, Class::GrammarWord);
            (Kind::Number, if names { root(&before_word) } else { String::new() })
        }
    };
    // "Five of the men"
    let next = utterance::words(after.get(..after.len().min(24)).unwrap_or_default());
    let is_part = after.starts_with(' ')
        && matches!(next.as_slice(), [of, the, ..]
        if word::is(&of.normal, Class::NameTie) && !passage::is_telling(the));
    let stated = Stated {
        kind,
        counted,
        value: value.low * value.factor + value.offset,
        low: value.interval.low.max(f64::MIN),
        high: value.interval.high.min(f64::MAX),
        written: value.low,
        hedge: figure.hedge.map(|hedge| format!("{hedge:?}")).unwrap_or_default(),
        is_range: figure.high.is_some(),
        end: figure.high.as_ref().map_or(value.low, |high| high.value) * value.factor
            + value.offset,
        is_part: is_part || figure.elliptical,
    };
    Some(Slot { span: figure.span, stated })
}

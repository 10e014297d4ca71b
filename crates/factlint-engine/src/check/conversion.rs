//! `conversion`: a figure and its conversion are the same; with `need`, the other unit is given.

mod size;

use std::cell::OnceCell;

use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, figures, wording};
use crate::claim::{Claim, FigureValue, Part, Speaker, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::finding::Safety;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::{Table, did_you_mean};
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::figure::{Figure, Measure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};
use factlint_language::word;
use factlint_language::words::Class;

const MISMATCH: Code =
    Code::new("conversion/mismatch", "a figure and its conversion are not the same");
const MISSING: Code = Code::new("conversion/missing", "a figure is not converted");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "conversion",
    summary: "\"1,000 miles (1,600 km)\": both figures are the same; with `need`, the other unit is given",
    page: include_str!("../../docs/conversion.md"),
    keys: &[Key::new("need", Shape::Text), Key::new("first-only", Shape::Flag)],
    codes: &[MISMATCH, MISSING],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

#[derive(Debug)]
struct Conversion {
    need: Option<Need>,
}

/// A unit that must stand beside the others of its dimension.
#[derive(Debug)]
struct Need {
    unit: UnitId,
    dimension: String,
    /// As the rule writes it.
    words: String,
    /// The unit's name in the table.
    unit_name: String,
    /// As findings say it: the symbol that the rule writes, or the plural of the name.
    plural: String,
    factor: f64,
    offset: f64,
    first_only: bool,
}

impl Need {
    /// Nobody wants 30 feet in miles: the other unit must give a figure that people would write.
    fn is_sensible(&self, value: &FigureValue) -> bool {
        self.offset != 0.0 || (0.5..100_000.0).contains(&self.convert(value).abs())
    }

    /// A figure in the wanted unit; a difference of temperatures takes no offset.
    fn convert(&self, value: &FigureValue) -> f64 {
        let offset = if value.is_difference { 0.0 } else { self.offset };
        (value.low * value.factor + value.offset - offset) / self.factor
    }
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let first_only = table.boolean("first-only");
    let Some(need) = table.string("need") else {
        if let Some(flag) = first_only {
            table.problem(
                flag.span(),
                format!("{} has `first-only` without `need`", table.what()),
                "means nothing alone",
            );
        }
        return Some(Box::new(Conversion { need: None }));
    };
    let Some(unit) = draft.units.by_name(need.get_ref()) else {
        let names: Vec<&str> = draft.units.names().collect();
        table.problem(
            need.span(),
            format!("`need` of {} is an unknown unit `{}`", table.what(), need.get_ref()),
            did_you_mean(need.get_ref(), &names).unwrap_or_else(|| "unknown unit".to_owned()),
        );
        return None;
    };
    let dimension = figures::measure(&Measure::Unit(unit), draft.units).1;
    let known = draft.units.get(unit);
    Some(Box::new(Conversion {
        need: Some(Need {
            unit,
            dimension,
            factor: known.factor,
            offset: known.offset,
            plural: if *need.get_ref() == known.name {
                known.plural.clone()
            } else {
                need.get_ref().clone()
            },
            unit_name: known.name.clone(),
            words: need.into_inner(),
            first_only: first_only.is_some_and(|flag| flag.into_inner()),
        }),
    }))
}

impl Check for Conversion {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        match self.need {
            Some(_) => Trigger::Digits,
            None => {
                Trigger::Marks(Marks { kind: KIND.name, any: |text| marks(text).next().is_some() })
            }
        }
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let sentences: Vec<Sentence> = match self.need {
            Some(_) => reading.sentences().collect(),
            None => super::sentences_at(reading, marks(reading.prose())),
        };
        let mut needed = self.need.is_some();
        for sentence in sentences {
            if !super::sentence_admits(rule, reading, sentence) {
                continue;
            }
            let figures = reading.figures(sentence);
            let units = &reading.vocabulary().units;
            let changes = OnceCell::new();
            for group in figures::with_conversions(reading.prose(), figures, units) {
                let whole = figures[group[0]].hedged.hull(figures[group[group.len() - 1]].span);
                if super::is_withheld(rule, reading, sentence, whole) {
                    continue;
                }
                // A conversion makes a claim; with `need`, every figure of the dimension, and with
                // `first-only` the first that people would convert.
                let is_claim = self.need.as_ref().map_or(group.len() > 1, |need| {
                    let first = &figures[group[0]];
                    let value = figures::value_of(first, reading.prose(), units);
                    let of_interest = value.dimension == need.dimension
                        && (first.measure == Measure::Unit(need.unit) || need.is_sensible(&value));
                    let asked = needed && of_interest;
                    needed &= !(asked && need.first_only);
                    asked
                });
                if !is_claim || is_of_one_package(reading, figures, &group) {
                    continue;
                }
                let scales = group.iter().any(|&index| has_offset(&figures[index], units));
                let difference = scales && is_difference(reading, sentence, whole);
                let read = figures[group[0]].low.value;
                let reads_off = scales
                    && (is_reached(reading, sentence, whole, read)
                        || is_reading(reading, sentence, whole, read)
                            && !*changes.get_or_init(|| speaks_of_change(reading, sentence)));
                let parts: Vec<Part> = group
                    .iter()
                    .map(|&index| {
                        // A range is the conversion of a range.
                        let range = group
                            .get(1)
                            .filter(|next| index == group[0] && figures[**next].high.is_some())
                            .and_then(|_| figures::with_lower_end(reading.prose(), figures, index));
                        let figure = range.as_ref().unwrap_or(&figures[index]);
                        let mut value = figures::value_of(figure, reading.prose(), units);
                        if difference {
                            value.forget_offset();
                        }
                        value.may_be_difference = scales && !reads_off;
                        super::part(reading, figure.span, Value::Figure(value.into()))
                    })
                    .collect();
                let key = whole.start.to_string();
                claims.push(super::claim(
                    rule,
                    reading,
                    sentence,
                    whole,
                    String::new(),
                    key,
                    parts,
                ));
            }
            if self.need.is_none() {
                size::claims(rule, reading, sentence, claims);
            }
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            let mut parts = claim.parts.iter().filter_map(|part| Some((part, part.figure()?)));
            let Some((first, value)) = parts.next() else { continue };
            let others: Vec<(&Part, &FigureValue)> = parts.collect();
            let Some(need) = &self.need else {
                for &(other, converted) in &others {
                    if differ(value, converted) {
                        let mismatch = Mismatch { claim, first, value, other, converted };
                        verdict.conflicts.push(mismatch.into_conflict(rule));
                    }
                }
                continue;
            };
            let in_unit = |value: &FigureValue| value.unit.as_deref() == Some(&need.unit_name);
            let is_given = in_unit(value) || others.iter().any(|(_, other)| in_unit(other));
            let missing = Missing { claim, part: first, value, need };
            if value.dimension == need.dimension && !is_given {
                verdict.conflicts.push(missing.into_conflict(rule));
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        self.need.as_ref().map(|need| format!("also in {}", need.words))
    }
}

/// Whether a figure and its conversion leave no common value. Where temperatures may be differences,
/// which take no offset, neither reading must fit.
fn differ(value: &FigureValue, converted: &FigureValue) -> bool {
    /// Units whose factors are closer than this may share a number: a yard and a meter.
    const SIMILAR: f64 = 1.25;
    let ratio = value.factor / converted.factor;
    if matches!(value.dimension.as_str(), "data" | "time") && !is_close(value, converted) {
        // "400 files of 50 KB (20 MB)", "a 90-minute film (2 weeks)", "five minutes or five days": another thing.
        return false;
    }
    // "are we talking two years or six months"
    if value.dimension == "time" && !(0.4..=2.5).contains(&times_as_large(value, converted)) {
        return false;
    }
    // "three days (24 hours)" of leave, "a week (40 hours)" of work
    if value.dimension == "time" && is_working_time(value, converted) {
        return false;
    }
    let same_number = value.low == converted.low && value.high == converted.high;
    if same_number
        && value.offset == converted.offset
        && !(1.0 / SIMILAR..=SIMILAR).contains(&ratio)
    {
        // "1,000 miles (1,000 km)": one number for two units is a slip, however round.
        return value.low != 0.0;
    }
    if let (Some(high), Some(converted_high)) = (value.high, converted.high)
        && is_unhedged(value)
        && is_unhedged(converted)
        && (end_differs(value, value.low, converted, converted.low)
            || end_differs(value, high, converted, converted_high))
    {
        return true;
    }
    let difference = |figure: &FigureValue| figure.loose.scaled(1.0, -figure.offset);
    // "2,147,483,647 milliseconds (more than 24 days)": a bound that the conversion alone has leaves room; "more than
    // 100 miles (160 km)" is one for both.
    let is_bound = !(converted.interval.low.is_finite() && converted.interval.high.is_finite());
    // "300 m (over 12 km)": how high, and on what way.
    if is_bound
        && value.interval.low.is_finite()
        && value.interval.high.is_finite()
        && (!value.loose.is_disjoint(&converted.interval) || !is_close(value, converted))
    {
        return false;
    }
    // "8.2 MB per second, or 29.0 GB per hour": a gigabyte has a thousand megabytes or 1,024.
    if value.dimension.contains("data") && fits_in_binary(value, converted) {
        return false;
    }
    value.loose.is_disjoint(&converted.loose)
        && (!value.may_be_difference || difference(value).is_disjoint(&difference(converted)))
}

/// Whether two amounts of data are the same where prefixes stand for powers of 1,024.
fn fits_in_binary(value: &FigureValue, converted: &FigureValue) -> bool {
    /// By how many prefixes two units differ at most.
    const PREFIXES: i32 = 3;
    (1..=PREFIXES).flat_map(|steps| [steps, -steps]).any(|steps| {
        let scaled = converted.loose.scaled(1.024_f64.powi(steps), 0.0);
        !value.loose.is_disjoint(&scaled)
    })
}

/// Whether one figure is of days or more, the other of the hours that are worked in them: fewer than they have.
fn is_working_time(one: &FigureValue, other: &FigureValue) -> bool {
    let is_hours = |value: &FigureValue| value.unit.as_deref() == Some("hour");
    let (long, hours) = match (is_hours(one), is_hours(other)) {
        (false, true) => (one, other),
        (true, false) => (other, one),
        _ => return false,
    };
    let worked = (hours.low * hours.factor) / (long.low * long.factor);
    long.factor > hours.factor && (0.09..0.6).contains(&worked)
}

/// Whether nothing stands before a range but what opens it: "from 11 to 19 inches".
fn is_unhedged(value: &FigureValue) -> bool {
    value.hedge.as_deref().is_none_or(|words| word::is(&words.to_lowercase(), Class::RangeOpener))
}

/// Whether one end of a range and that of its conversion leave no common value.
fn end_differs(value: &FigureValue, end: f64, converted: &FigureValue, other: f64) -> bool {
    let possible = |figure: &FigureValue, end: f64, offset: f64| {
        let step = figures::loose_step_of(end, figure.decimals);
        Interval::closed(end - step / 2.0, end + step / 2.0).scaled(figure.factor, offset)
    };
    let apart = |offset: f64, other_offset: f64| {
        possible(value, end, offset).is_disjoint(&possible(converted, other, other_offset))
    };
    apart(value.offset, converted.offset) && (!value.may_be_difference || apart(0.0, 0.0))
}

/// Whether two figures are within a factor of ten of each other.
fn is_close(value: &FigureValue, converted: &FigureValue) -> bool {
    (0.1..=10.0).contains(&times_as_large(value, converted))
}

fn times_as_large(value: &FigureValue, converted: &FigureValue) -> f64 {
    (value.low * value.factor) / (converted.low * converted.factor)
}

/// Whether the words around a figure leave no doubt that it is a difference: "warmed by 1.5 C", "a rise
/// of 1.5 C", "5 C warmer".
fn is_difference(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> bool {
    let prose = reading.prose();
    // "10 °C (18 °F)/h": so much each hour.
    let rest = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let each = rest.of(prose).trim_start_matches(')').trim_start_matches(' ');
    if each.starts_with('/') || each.starts_with("per ") || each.starts_with("an hour") {
        return true;
    }
    let lead = &prose[sentence.span.start as usize..whole.start as usize];
    let mut before = word::words_before(lead).map(|(_, found)| found);
    let leads = match before.next() {
        Some("of") => before.next().is_some_and(|noun| word::is(noun, Class::ChangeNoun)),
        // "limit global warming to 1.5C", "keep the rise below 2C"
        Some(limit) if word::is(limit, Class::BeforeLimitOfChange) => {
            before.next().is_some_and(|noun| {
                word::is(noun, Class::WarmingNoun)
                    || word::is(noun, Class::ChangeNoun)
                        && before.take(6).any(|verb| word::is(verb, Class::LimitVerb))
            })
        }
        // "keep warming below 2C": the bound belongs to the figure.
        Some(noun) if word::is(noun, Class::WarmingNoun) => true,
        Some(noun)
            if word::is(noun, Class::ChangeNoun) && !word::is(noun, Class::BeforeDifference) =>
        {
            before.take(6).any(|verb| word::is(verb, Class::LimitVerb))
        }
        // "the temperature dropped 10 °C"
        Some(found) => {
            found == "by"
                || word::is(found, Class::RiseVerb)
                || word::is(found, Class::FallVerb)
                || word::is(found, Class::BeforeDifference)
        }
        None => false,
    };
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let mut after = reading.words_in(behind);
    // "1.6 C above the average", "a 2 C rise"; "at 37 C, higher ones" goes on with something else.
    leads
        || after.next().is_some_and(|(at, found)| {
            let gap = reading.prose().get(whole.end as usize..at.start).unwrap_or_default();
            let mut next = || after.next().map_or("", |(_, found)| found);
            !gap.contains([',', ';', ':'])
                && (word::is(found, Class::AfterDifference)
                    || word::is(found, Class::ChangeNoun)
                    // "10 °C of warming"
                    || found == "of" && word::is(next(), Class::WarmingNoun))
        })
}

/// Whether a whole number counts what is sold in packages, and the fraction behind it is what the conversion is of: "1 1/4 oz (7 g)
/// packet" is one of a quarter of an ounce.
fn is_of_one_package(reading: &Reading<'_>, figures: &[Figure], group: &[usize]) -> bool {
    let &[first, second] = group else { return false };
    let (figure, converted) = (&figures[first], &figures[second]);
    let units = &reading.vocabulary().units;
    let written = figure.number.of(reading.prose());
    let Some((_, fraction)) = written.split_once([' ', '-']) else { return false };
    let parsed = fraction.split_once('/').and_then(|(over, under)| {
        let (over, under) = (over.trim().parse::<f64>().ok()?, under.trim().parse::<f64>().ok()?);
        (under > 0.0).then_some(over / under)
    });
    let Some(fraction) = parsed else { return false };
    let of_one = |figure: &Figure, low: f64| {
        let value = figures::value_of(figure, reading.prose(), units);
        low * value.factor + value.offset
    };
    let ratio = of_one(figure, fraction) / of_one(converted, converted.low.value);
    // "packet" stands behind the bracket.
    let behind = reading.prose()[converted.span.end as usize..].trim_start_matches(')');
    let package = behind.strip_prefix(' ').and_then(|behind| word::words(behind).next());
    package.is_some_and(|(at, found)| at == 0 && !word::is(found, Class::GrammarWord))
        && (0.8..=1.25).contains(&ratio)
}

/// Whether the words before a figure leave no doubt that it was read off a thermometer: "it was 20 C", "a temperature of 20
/// C". Small figures are differences as often as not.
fn is_reading(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan, value: f64) -> bool {
    let lead = &reading.prose()[sentence.span.start as usize..whole.start as usize];
    let mut before = word::words_before(lead).map(|(_, found)| found);
    value.abs() >= 10.0
        && before.next().is_some_and(|found| {
            word::is(found, Class::BeforeReading)
                || found == "of"
                    && before.next().is_some_and(|noun| word::is(noun, Class::TemperatureNoun))
        })
}

/// Whether temperatures came to a figure: "fell to −20 °C", "rose to 20 °C". Nothing changes to a difference, unless it is
/// one itself: "the gap rose to 20 °C".
fn is_reached(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan, value: f64) -> bool {
    let lead = &reading.prose()[sentence.span.start as usize..whole.start as usize];
    let mut before = word::words_before(lead).map(|(_, found)| found);
    let reached = before.next() == Some("to");
    let changes = before
        .next()
        .is_some_and(|verb| word::is(verb, Class::RiseVerb) || word::is(verb, Class::FallVerb));
    let of_differences = || {
        reading.words_in(sentence.span).any(|(_, found)| {
            word::is(found, Class::ChangeNoun)
                && !word::is(found, Class::FallVerb)
                && !word::is(found, Class::RiseVerb)
                || word::is(found, Class::DifferenceNoun)
        })
    };
    reached && (value <= -10.0 || value >= 10.0 && changes && !of_differences())
}

/// Whether a figure's unit is a scale with an offset: a degree Celsius or Fahrenheit.
fn has_offset(figure: &Figure, units: &Units) -> bool {
    matches!(figure.measure, Measure::Unit(id) if units.get(id).offset != 0.0)
}

/// Whether a sentence speaks of a change anywhere, so that its temperatures may be differences.
fn speaks_of_change(reading: &Reading<'_>, sentence: Sentence) -> bool {
    reading.words_in(sentence.span).any(|(_, found)| {
        (word::is(found, Class::TemperatureChange) && found != "by")
            || word::is(found, Class::ChangeNoun)
            || word::is(found, Class::DifferenceNoun)
            || word::is(found, Class::BeforeDifference)
            || word::is(found, Class::TemperatureComparative)
    })
}

/// Two figures that are said to be the same and are not.
struct Mismatch<'c> {
    claim: &'c Claim,
    first: &'c Part,
    value: &'c FigureValue,
    other: &'c Part,
    converted: &'c FigureValue,
}

impl Mismatch<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.other.seen());
        let first = wording::one_line(self.first.seen());
        let exact = |written: f64| {
            (written * self.value.factor + self.value.offset - self.converted.offset)
                / self.converted.factor
        };
        let unit = self.converted.plural.as_deref().unwrap_or_default();
        let right = match self.value.high {
            Some(high) => format!(
                "{} to {} {unit}",
                wording::number(exact(self.value.low)),
                wording::number(exact(high))
            ),
            None => format!("{} {unit}", wording::number(exact(self.value.low))),
        };
        let message = super::worded(
            rule,
            format!("`{first}` is not `{found}`"),
            &[("found", &found), ("expect", &right), ("subject", &first)],
        );
        let primary = Side::new(self.claim, self.other, format!("should be about {right}"));
        let mut conflict = super::conflict(MISMATCH, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(self.claim, self.first, "the figure that is converted"));
        conflict.notes.insert(0, format!("`{first}` is {right}").into());
        conflict.fix = self
            .corrected(exact(self.value.low))
            // What somebody said stays as it was said.
            .filter(|_| self.claim.speaker == Speaker::Paper)
            // Either of the two may be the wrong one.
            .and_then(|words| super::replacement(self.claim, self.other, words, Safety::Unsafe));
        conflict
    }

    /// The conversion with the right number, as precise as the first figure and in the same style.
    fn corrected(&self, exact: f64) -> Option<String> {
        if self.value.high.is_some() || self.converted.high.is_some() || exact <= 0.0 {
            return None;
        }
        let significant = if self.value.step > 0.0 && self.value.low > 0.0 {
            (self.value.low.log10().floor() - self.value.step.log10().floor()) as i32 + 1
        } else {
            2
        };
        figures::restated(&self.other.words, self.converted.low, exact, significant)
    }
}

/// A figure without the unit that the rule wants beside it.
struct Missing<'c> {
    claim: &'c Claim,
    part: &'c Part,
    value: &'c FigureValue,
    need: &'c Need,
}

impl Missing<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.part.seen());
        let right =
            format!("{} {}", wording::number(self.need.convert(self.value)), self.need.plural);
        let message = super::worded(
            rule,
            format!("`{found}` is given without {}", self.need.plural),
            &[("found", &found), ("expect", &right), ("subject", &found)],
        );
        let primary = Side::new(self.claim, self.part, format!("{right}, not rounded"));
        super::conflict(MISSING, rule, self.claim, message, primary)
    }
}

/// Where a conversion may stand in prose: at an opening bracket, a slash or "or" with a digit shortly after it.
fn marks(prose: &str) -> impl Iterator<Item = usize> + '_ {
    /// A hedge and a currency code may stand between the bracket and the digit.
    const REACH: usize = 20;
    let bytes = prose.as_bytes();
    let digit_follows = move |from: usize| {
        bytes[from..].iter().take(REACH).take_while(|&&byte| byte != b')').any(u8::is_ascii_digit)
    };
    memchr::memchr3_iter(b'(', b'[', b'/', bytes).filter(move |&at| digit_follows(at + 1)).chain(
        memchr::memmem::find_iter(bytes, b"or ").filter(move |&at| {
            let before = &bytes[at.saturating_sub(REACH)..at];
            before.last().is_some_and(u8::is_ascii_whitespace)
                && before.iter().any(u8::is_ascii_digit)
                && digit_follows(at + 3)
        }),
    )
}

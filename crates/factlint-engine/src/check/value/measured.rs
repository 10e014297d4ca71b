//! Values that are amounts: 33554432 of a settings file and "32 MiB" of a page are one, "10 minutes" and
//! 600000 milliseconds another. They are exact: what stands in a file of settings is not rounded.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use smol_str::SmolStr;

use crate::check::figures;
use crate::claim::{Part, Value};
use crate::rule::table::{Placed, Table, did_you_mean};
use factlint_language::figure::{self, Figure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};

/// Amounts that differ by less than this share are one.
const MARGIN: f64 = 1e-9;

/// The unit of bare numbers.
#[derive(Debug)]
pub(super) struct Measure {
    unit: UnitId,
    /// The unit as the rule calls it.
    name: String,
}

impl Measure {
    /// `unit = "byte"`.
    pub(super) fn read(unit: &Placed<String>, table: &Table<'_>, units: &Units) -> Option<Self> {
        let name = unit.get_ref().clone();
        if let Some(unit) = units.by_name(&name) {
            return Some(Self { unit, name });
        }
        let names: Vec<&str> = units.names().collect();
        table.problem_with_note(
            unit.span(),
            format!("{} has an unknown unit `{name}`", table.what()),
            did_you_mean(&name, &names).unwrap_or_else(|| "unknown unit".to_owned()),
            "`unit` says what a bare number is a number of: \"byte\", \"ms\"; values without a unit, such as ports, \
             need none",
        );
        None
    }

    /// So much of the unit.
    pub(super) fn amount(&self, number: f64, units: &Units) -> Amount {
        Amount::of(number, &figure::Measure::Unit(self.unit), units)
    }
}

/// How much a value is.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub dimension: SmolStr,
    /// In the base unit, for every unit that the written one may mean.
    pub exact: Interval,
}

impl Amount {
    fn of(number: f64, measure: &figure::Measure, units: &Units) -> Self {
        Self {
            dimension: figures::measure(measure, units).1.into(),
            exact: figures::to_base(Interval::exactly(number), measure, units),
        }
    }

    /// What a figure with a unit says; none for a range, a count and a bare number.
    pub(super) fn of_figure(figure: &Figure, units: &Units) -> Option<Self> {
        let is_plain = figure.high.is_none() && figure.per.is_none();
        (is_plain && matches!(figure.measure, figure::Measure::Unit(_)))
            .then(|| Self::of(figure.low.value, &figure.measure, units))
    }
}

/// A value that a rule holds to be right.
#[derive(Debug)]
pub(super) struct Expected {
    pub text: String,
    amount: Option<Amount>,
}

impl Expected {
    /// The value as the rule or a file has it, and what it measures.
    pub(super) fn read(
        value: &Placed<String>,
        unit: Option<&Measure>,
        table: &Table<'_>,
        units: &Units,
    ) -> Option<Self> {
        let text = value.get_ref().clone();
        let whole = ProseSpan::new(0, text.len());
        let found = figure::figures(&text, whole, units);
        let figure = found.first().filter(|figure| figure.span == whole);
        let amount = figure.and_then(|figure| Amount::of_figure(figure, units));
        let amount = match (amount, unit) {
            (Some(amount), Some(unit)) => {
                let wanted = unit.amount(0.0, units).dimension;
                if amount.dimension != wanted {
                    table.problem(
                        value.span(),
                        format!("`expect` of {} is not a figure in `{}`", table.what(), unit.name),
                        format!("this is a figure of {}", amount.dimension),
                    );
                    return None;
                }
                Some(amount)
            }
            (None, Some(unit)) => number(&text).map(|number| unit.amount(number, units)),
            (amount, None) => amount,
        };
        Some(Self { text, amount })
    }

    /// Whether a value is this one. `is_strict`: a rule with a `unit` compares amounts wherever both are some.
    pub(super) fn fits(&self, value: &Value, is_strict: bool) -> bool {
        let (text, amount) = match value {
            Value::Measured(measured) => {
                (&measured.text, Some((&measured.dimension, measured.amount)))
            }
            Value::Text { text } => (text, None),
            _ => return false,
        };
        let is_written = *text == self.text
            || digits(text).is_some_and(|whole| digits(&self.text).as_ref() == Some(&whole));
        match (&self.amount, amount) {
            (Some(own), Some((dimension, amount))) => {
                (is_written && !is_strict)
                    || (own.dimension == *dimension && is_one(own.exact, amount))
            }
            _ if is_written => true,
            // A bare number stands in a unit that it does not say.
            (None, Some((dimension, amount))) => is_in_some_unit(&self.text, dimension, amount),
            (Some(own), None) => is_in_some_unit(text, &own.dimension, own.exact),
            (None, None) => false,
        }
    }
}

fn is_one(one: Interval, other: Interval) -> bool {
    !one.widened_relative(MARGIN).is_disjoint(&other)
}

/// Whether a number is an amount in one of the units that measure the same.
fn is_in_some_unit(text: &str, dimension: &str, amount: Interval) -> bool {
    /// By dimension: how many base units the units are that begin at zero.
    static FACTORS: LazyLock<BTreeMap<String, Vec<f64>>> = LazyLock::new(|| {
        let units = Units::builtin();
        let mut factors: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for (id, unit) in units.iter().filter(|(_, unit)| unit.offset == 0.0) {
            let dimension = figures::measure(&figure::Measure::Unit(id), units).1;
            factors.entry(dimension).or_default().push(unit.factor);
        }
        factors
    });
    let (Some(number), Some(factors)) = (number(text), FACTORS.get(dimension)) else {
        return false;
    };
    factors.iter().any(|factor| is_one(amount, Interval::exactly(number * factor)))
}

/// The number that a text is and nothing else; commas and low lines may part its digits.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = digits(text).unwrap_or_else(|| text.to_owned());
    let is_number = plain.starts_with(|sign: char| sign.is_ascii_digit())
        && plain.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
    if is_number { plain.parse().ok() } else { None }
}

/// The digits of a whole number that is parted by commas or low lines: 1000 of "1,000". Without such signs it is
/// no amount for sure, but perhaps a version: "3.10".
fn digits(text: &str) -> Option<String> {
    let mut groups = text.split([',', '_']);
    let first = groups.next()?;
    let is_digits = |group: &str| group.bytes().all(|sign| sign.is_ascii_digit());
    let is_whole = !first.is_empty() && first.len() <= 3 && is_digits(first);
    let is_plain = !text.is_empty() && is_digits(text);
    let is_parted = is_whole && groups.all(|group| group.len() == 3 && is_digits(group));
    (is_plain || is_parted).then(|| text.replace([',', '_'], ""))
}

/// For each value, the words of the first one that is the same: as it is written, or as an amount.
pub(super) fn same_as<'c>(said: impl Iterator<Item = &'c Part>) -> Vec<&'c str> {
    let mut by_words: BTreeMap<String, &str> = BTreeMap::new();
    let mut by_amount: BTreeMap<(&str, String), &str> = BTreeMap::new();
    let mut found = Vec::new();
    for part in said {
        let text = part.text();
        let words = digits(text).unwrap_or_else(|| text.to_owned());
        let amounts: Vec<(&str, String)> = match &part.value {
            Value::Measured(measured) => {
                // A megabyte may be of two sizes, either of which may be meant.
                [measured.amount.low, measured.amount.high]
                    .map(|end| (measured.dimension.as_str(), format!("{end:.9e}")))
                    .to_vec()
            }
            _ => Vec::new(),
        };
        let known = by_words
            .get(&words)
            .or_else(|| amounts.iter().find_map(|amount| by_amount.get(amount)))
            .copied()
            .unwrap_or(text);
        by_words.entry(words).or_insert(known);
        for amount in amounts {
            by_amount.entry(amount).or_insert(known);
        }
        found.push(known);
    }
    found
}

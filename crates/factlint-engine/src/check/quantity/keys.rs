//! The keys that only `quantity` has.

use std::sync::Arc;

use super::literal;
use super::unit::{BARE, doubt, wanted};
use super::{Fact, May, Per, Quantity, Spoken, Tolerance, Wanted};
use crate::check::{Check, Draft, figures, wording};
use crate::finding::Label;
use crate::rule::Period;
use crate::rule::key::{Key, Shape};
use crate::rule::subject::KindId;
use crate::rule::table::{Placed, Table};
use factlint_language::figure::{self, Measure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};

/// The keys, for schemas.
pub(super) const KEYS: &[Key] = &[
    Key::new("unit", Shape::Texts),
    Key::new("expect", Shape::FactOr(&Shape::Figure, FACT)),
    Key::new("expect-from", Shape::Source),
    Key::new("tolerance", Shape::Figure),
    Key::new("exact", Shape::Flag),
    Key::new("limit", Shape::Flag),
    Key::new("fix", Shape::Flag),
    Key::new("per", Shape::Choice(&["year", "speaker"])),
    Key::new("window", Shape::Figure),
    Key::new("may", Shape::Choice(&["rise", "fall"])),
    Key::new("speakers", Shape::Choice(&["apart", "together"])),
];

/// A fact that holds for some time.
const FACT: &[Key] = &[
    Key::new("value", Shape::Figure),
    Key::new("from", Shape::Date),
    Key::new("until", Shape::Date),
];

pub(super) fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let unit = table.strings("unit");
    let (wanted, rate, each) = wanted(unit.as_deref(), table, draft);
    let doubt =
        unit.as_deref().and_then(|unit| doubt(unit, &wanted, each.as_deref(), table, draft));
    let facts = match draft.expect_from(table, "expect") {
        Some(outside) => {
            let mut outside = outside.as_table(table, "expect");
            read_facts(&mut outside, draft.units, &wanted, rate, unit.as_deref())
        }
        None => read_facts(table, draft.units, &wanted, rate, unit.as_deref()),
    };
    // What is expected per minute is not held against what is told per day.
    let rate = rate.or_else(|| facts.iter().find_map(|(_, rate)| *rate));
    let facts: Vec<Fact> = facts.into_iter().map(|(fact, _)| fact).collect();
    let tolerance = read_tolerance(table, draft.units, &wanted, rate);
    let exact = table.boolean("exact").is_some_and(|flag| flag.into_inner());
    let fix = table.boolean("fix");
    let limit = table.boolean("limit").is_some_and(|flag| flag.into_inner());
    let per = table.choice("per", &[("year", Per::Year), ("speaker", Per::Speaker)]);
    let together = table
        .choice("speakers", &[("apart", false), ("together", true)])
        .is_some_and(|choice| choice.into_inner());
    if let Some(place) = fix.as_ref().filter(|fix| *fix.get_ref() && facts.is_empty()) {
        table.problem(
            place.span(),
            format!("{} has `fix` and no `expect`", table.what()),
            "without a fact nobody knows what to write",
        );
    }
    let window = figures::read_window(table, draft.units);
    let may = table.choice("may", &[("rise", May::Rise), ("fall", May::Fall)]);
    if let Some(may) = &may
        && !facts.is_empty()
    {
        table.problem(
            may.span(),
            format!("{} has both `may` and `expect`", table.what()),
            "what has a fact does not move; give the fact periods",
        );
    }
    let spoken = match (&wanted, unit.as_deref()) {
        (Wanted::Unit { id, .. }, Some([words, ..])) => {
            let unit = draft.units.get(*id);
            let singular = words.get_ref() == &unit.name;
            Some(Spoken {
                words: if singular { unit.plural.clone() } else { words.get_ref().clone() },
                factor: unit.factor / under(rate, draft.units),
                offset: unit.offset,
            })
        }
        _ => None,
    };
    let subject = draft.about.first().map(|&subject| draft.subjects.get(subject));
    let kind = subject.map_or(KindId(0), |subject| subject.kind);
    let (subject, topic) = (draft.subject(), draft.topic());
    (table.problem_count() == problems).then(|| {
        Box::new(Quantity {
            wanted,
            rate,
            each,
            topic,
            subject,
            kind,
            facts,
            exact,
            limit,
            tolerance,
            per: per.map(Placed::into_inner),
            window,
            may: may.map(Placed::into_inner),
            together,
            fix: fix.is_some_and(Placed::into_inner),
            spoken,
            doubt,
        }) as Box<dyn Check>
    })
}

/// How many base units the unit is that something is told per; 1 without one.
fn under(rate: Option<UnitId>, units: &Units) -> f64 {
    rate.map_or(1.0, |rate| units.get(rate).factor)
}

/// `expect = "1,600 km"` or a list of values with periods.
fn read_facts(
    table: &mut Table<'_>,
    units: &Units,
    wanted: &Wanted,
    rate: Option<UnitId>,
    unit: Option<&[Placed<String>]>,
) -> Vec<(Fact, Option<UnitId>)> {
    let mut facts = Vec::new();
    let mut add = |value: Placed<String>, period: Period, table: &Table<'_>| {
        if let Some((interval, factor, rate)) =
            read_value(&value, "expect", table, units, (wanted, rate), unit)
        {
            let place = table.file().label(value.span(), "the fact that this rule holds");
            let place = Arc::new(Label { evidence: true, ..place });
            let is_bare = literal::number(value.get_ref()).is_some();
            let mut words = value.into_inner();
            if let (true, Wanted::Unit { id, .. }, Some([first, ..])) = (is_bare, wanted, unit) {
                let (own, one) = (units.get(*id), words == "1");
                let name = first.get_ref();
                words = if *name == own.name && !one {
                    format!("{words} {}", own.plural)
                } else {
                    format!("{words} {name}")
                };
            }
            facts.push((Fact { interval, factor, words, period, place }, rate));
        }
    };
    if table.holds_tables("expect") {
        for mut entry in table.tables("expect") {
            let value = entry.text_or_number("value");
            let period = Period::read(&mut entry);
            match value {
                Some(value) => add(value, period, &entry),
                None => entry.missing("value", "{ value = \"60 km\", from = 2025-01-01 }"),
            }
            entry.finish();
        }
    } else if let Some(value) = table.text_or_number("expect") {
        add(value, Period::default(), table);
    }
    facts
}

/// A figure of the rule file, as an interval in the base unit, exact unless hedged; the factor of its
/// unit; and per what it is told.
fn read_value(
    value: &Placed<String>,
    key: &str,
    table: &Table<'_>,
    units: &Units,
    (wanted, rate): (&Wanted, Option<UnitId>),
    unit: Option<&[Placed<String>]>,
) -> Option<(Interval, f64, Option<UnitId>)> {
    let text = value.get_ref();
    if let Some(number) = literal::number(text) {
        // A document's 2007 may be a year; that of a fact with a unit is an amount.
        let measure = match wanted {
            Wanted::Unit { id, .. } => Some(Measure::Unit(*id)),
            Wanted::Nouns(_) => Some(Measure::Bare),
            Wanted::Any => None,
        };
        if let Some(measure) = measure {
            let factor = match &measure {
                Measure::Unit(id) => units.get(*id).factor,
                _ => 1.0,
            };
            let per = under(rate, units);
            let base = figures::to_base(Interval::exactly(number), &measure, units);
            return Some((base.scaled(1.0 / per, 0.0), factor / per, rate));
        }
    }
    let text = literal::as_written(text);
    let whole = ProseSpan::new(0, text.len());
    let found = figure::figures(&text, whole, units);
    let Some(figure) = found.first().filter(|figure| figure.with_each(figure.hedged) == whole)
    else {
        table.problem_with_note(
            value.span(),
            format!("`{key}` of {} is not one figure", table.what()),
            "cannot be read as a number with a unit",
            "for example: \"1,600 km\", \"about 2.5 million dollars\", \"10 to 12 percent\"",
        );
        return None;
    };
    let measure = match (&figure.measure, wanted) {
        (Measure::Bare, Wanted::Unit { id, .. }) => Measure::Unit(*id),
        (Measure::Bare, Wanted::Any) => {
            // Figures without a unit are not read.
            table.problem_with_note(
                value.span(),
                format!("`{key}` of {} is a number of nothing", table.what()),
                "what is counted or measured?",
                BARE,
            );
            return None;
        }
        (Measure::Unit(_), Wanted::Nouns(nouns)) => {
            let nouns: Vec<String> = nouns.iter().map(|noun| wording::plural(noun)).collect();
            table.problem(
                value.span(),
                format!(
                    "`{key}` of {} is not a number of {}",
                    table.what(),
                    wording::alternatives(&nouns)
                ),
                format!("this is a figure of {}", figures::measure_of(figure, units).1),
            );
            return None;
        }
        (other, Wanted::Unit { dimension, .. }) => {
            let (_, found) = figures::measure(other, units);
            if found != *dimension {
                table.problem_with_note(
                    value.span(),
                    format!("`{key}` of {} is not a figure in {}", table.what(), unit_words(unit)),
                    format!("this is a figure of {found}"),
                    match money_of(unit, units).filter(|_| found.starts_with("money")) {
                        Some(money) => {
                            let text = unit_words(unit);
                            let text = text.trim_matches('`');
                            let per = text.find(" per ").map_or("", |at| &text[at..]);
                            format!("write unit = \"{money}{per}\" for money")
                        }
                        None => format!(
                            "`unit = \"{}\"` measures {dimension}",
                            unit_words(unit).trim_matches('`')
                        ),
                    },
                );
                return None;
            }
            other.clone()
        }
        (other, _) => other.clone(),
    };
    let written = match (figure.hedge, figure.high) {
        (Some(_), _) => figure.interval,
        (None, None) => Interval::exactly(figure.low.value),
        (None, Some(high)) => Interval::closed(figure.low.value, high.value),
    };
    let factor = match &measure {
        Measure::Unit(id) => units.get(*id).factor,
        _ => 1.0,
    };
    // A bare number is told per what `unit` says.
    let rate = figure.per.or(rate.filter(|_| figure.measure == Measure::Bare));
    let per = under(rate, units);
    let base = figures::to_base(written, &measure, units).scaled(1.0 / per, 0.0);
    Some((base, factor / per, rate))
}

/// The money that is named like a unit: "pound sterling" for "pound".
fn money_of<'u>(unit: Option<&[Placed<String>]>, units: &'u Units) -> Option<&'u str> {
    let words = unit.and_then(<[_]>::first)?.get_ref().to_lowercase();
    let words = words.split(" per ").next().unwrap_or_default();
    let own = units.by_name(words).map(|id| units.get(id).name.as_str());
    let named = |name: &str| {
        own.is_some_and(|own| name.strip_prefix(own).is_some_and(|rest| rest.starts_with(' ')))
    };
    let mut moneys = units.iter().map(|(_, unit)| unit).filter(|unit| unit.dimension == "money");
    moneys.find(|unit| named(&unit.name)).map(|unit| unit.name.as_str())
}

fn unit_words(unit: Option<&[Placed<String>]>) -> String {
    unit.and_then(<[_]>::first).map_or_else(String::new, |unit| format!("`{}`", unit.get_ref()))
}

/// `tolerance = "5%"` or `"50 km"`.
fn read_tolerance(
    table: &mut Table<'_>,
    units: &Units,
    wanted: &Wanted,
    rate: Option<UnitId>,
) -> Tolerance {
    let Some(value) = table.text_or_number("tolerance") else { return Tolerance::None };
    let text = value.get_ref();
    let found = figure::figures(text, ProseSpan::new(0, text.len()), units);
    let tolerance = found.first().filter(|_| found.len() == 1).and_then(|figure| {
        let amount = figure.low.value;
        let (unit, dimension) = figures::measure(&figure.measure, units);
        match (&figure.measure, wanted) {
            _ if amount < 0.0 => None,
            _ if unit.as_deref() == Some("percent") => Some(Tolerance::Share(amount / 100.0)),
            (Measure::Unit(id), Wanted::Unit { dimension: wanted, .. }) if dimension == *wanted => {
                Some(Tolerance::Amount(amount * units.get(*id).factor / under(rate, units)))
            }
            (Measure::Bare, Wanted::Unit { id, .. }) => {
                Some(Tolerance::Amount(amount * units.get(*id).factor / under(rate, units)))
            }
            (_, Wanted::Nouns(_)) => Some(Tolerance::Amount(amount / under(rate, units))),
            _ => None,
        }
    });
    tolerance.unwrap_or_else(|| {
        table.problem_with_note(
            value.span(),
            format!("`tolerance` of {} is neither a share nor an amount of its unit", table.what()),
            "cannot be used",
            "for example: \"5%\", or \"50 km\" beside `unit = \"km\"`",
        );
        Tolerance::None
    })
}

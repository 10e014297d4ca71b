//! Measures the figure recogniser on public suites.
//!
//! Usage: `accuracy FOLDER [SUITE]`. The folder holds the suites as JSON lines (its README says
//! how each reads). Prints precision, recall and F1 of the value, and of the value with its unit,
//! per suite, on the prose cases: five words or more. With the name of a suite, its failures too.
//!
//! Left out: years and dates that a suite counts as numbers, ordinals, and results without a
//! number ("metric ton"). A suite that labels one kind of figure only is measured on that kind.

#![allow(clippy::print_stdout)]

use factlint::language::figure::{Figure, Measure, figures};
use factlint::language::unit::{UnitId, Units};
use factlint::span::ProseSpan;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// One number that a suite expects.
struct Expected {
    value: f64,
    unit: Option<String>,
}

/// How a suite writes ranges.
#[derive(Clone, Copy, PartialEq)]
enum Ranges {
    /// As their two ends.
    Ends,
    /// As the middle.
    Middle,
}

/// One text with what a suite expects of it.
struct Case {
    suite: String,
    text: String,
    expected: Vec<Expected>,
    ranges: Ranges,
    /// Which dimensions the suite labels; empty for all.
    dimensions: &'static [&'static str],
    /// Whether the suite tells units.
    units: bool,
    /// Whether it is in the plain form, which tells what is counted.
    own: bool,
}

#[derive(Default)]
struct Score {
    cases: usize,
    expected: usize,
    found: usize,
    values: usize,
    units: usize,
}

impl Score {
    fn row(&self, hits: usize) -> String {
        let share = |a: usize, b: usize| if b == 0 { 1.0 } else { a as f64 / b as f64 };
        let (p, r) = (share(hits, self.found), share(hits, self.expected));
        let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        format!("{p:.3} {r:.3} {f1:.3}")
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: accuracy FOLDER [SUITE]")?;
    let show = arguments.next();
    let folder = Path::new(&folder);
    let mut cases = Vec::new();
    for (file, read) in [
        ("recognizers_text_en.jsonl", recognizers as fn(&Value) -> Option<Case>),
        ("duckling_en.jsonl", duckling),
        ("quantulum3_en.jsonl", quantulum),
        ("text2num_en.jsonl", text2num),
    ] {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else { continue };
        for line in text.lines() {
            cases.extend(read(&serde_json::from_str(line)?));
        }
    }
    cases.extend(own_suites(folder)?);
    let units = Units::builtin();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for case in &cases {
        if case.text.split_whitespace().count() < 5 {
            continue;
        }
        let shown = show.as_deref() == Some(case.suite.as_str());
        measure(case, units, scores.entry(case.suite.clone()).or_default(), shown);
        if let Some((origin, _)) = case.suite.split_once(' ') {
            measure(case, units, scores.entry(format!("{origin}, all")).or_default(), false);
        }
    }
    println!(
        "{:32} {:>5} {:>5}   value P R F1        value and unit P R F1",
        "suite", "cases", "exp."
    );
    for (suite, score) in &scores {
        println!(
            "{suite:32} {:>5} {:>5}   {}   {}",
            score.cases,
            score.expected,
            score.row(score.values),
            score.row(score.units)
        );
    }
    Ok(())
}

/// Suites in the plain form, from every other file of the folder: a text, and its figures with their
/// values and units (a range has two values).
fn own_suites(folder: &Path) -> Result<Vec<Case>, Box<dyn std::error::Error>> {
    let mut cases = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(suite) = name.strip_suffix(".jsonl") else { continue };
        for line in std::fs::read_to_string(file.path())?.lines() {
            let line: Value = serde_json::from_str(line)?;
            let Some(figures) = line["figures"].as_array() else { break };
            let mut expected = Vec::new();
            for figure in figures {
                let unit = figure["unit"].as_str().map(str::to_owned);
                let values = match &figure["value"] {
                    Value::Array(ends) => ends.iter().filter_map(Value::as_f64).collect(),
                    one => one.as_f64().into_iter().collect::<Vec<_>>(),
                };
                expected
                    .extend(values.into_iter().map(|value| Expected { value, unit: unit.clone() }));
            }
            let kind = line["kind"].as_str().map(|kind| format!(" {kind}")).unwrap_or_default();
            cases.push(Case {
                suite: format!("{suite}{kind}"),
                text: text_of(&line, "text"),
                expected,
                ranges: Ranges::Ends,
                dimensions: &[],
                units: true,
                own: true,
            });
        }
    }
    Ok(cases)
}

/// A number that was found, with its unit.
struct Found {
    value: f64,
    unit: Option<UnitId>,
    /// The noun that is counted.
    noun: Option<String>,
    words: String,
}

fn measure(case: &Case, units: &Units, score: &mut Score, shown: bool) {
    let read = figures(&case.text, ProseSpan::new(0, case.text.len()), units);
    let mut found: Vec<Found> = Vec::new();
    for figure in read.iter().filter(|f| labelled(f, units, case)) {
        let unit = if let Measure::Unit(unit) = figure.measure { Some(unit) } else { None };
        let noun = if let Measure::Counted(noun) = &figure.measure { Some(noun) } else { None };
        let mut push = |value| {
            found.push(Found {
                value,
                unit,
                noun: noun.cloned(),
                words: figure.span.of(&case.text).to_owned(),
            })
        };
        match (&figure.high, case.ranges) {
            (None, _) => push(figure.low.value),
            (Some(high), Ranges::Ends) => {
                push(figure.low.value);
                push(high.value);
            }
            (Some(high), Ranges::Middle) => push((figure.low.value + high.value) / 2.0),
        }
    }
    score.cases += 1;
    score.expected += case.expected.len();
    score.found += found.len();
    let mut failures = Vec::new();
    // Units that the table does not have: neither their numbers nor what was read there count.
    for expected in case.expected.iter().filter(|e| !case.own && is_unsupported(e, units)) {
        score.expected -= 1;
        if let Some(i) = found
            .iter()
            .position(|f| (f.value - expected.value).abs() <= 1e-6 * expected.value.abs())
        {
            score.found -= 1;
            found.remove(i);
        }
    }
    for expected in case.expected.iter().filter(|e| case.own || !is_unsupported(e, units)) {
        let fits = |f: &Found| {
            let (value, unit) = canonical(expected, units, case.dimensions == ["money"]);
            // Thirds are written to four places.
            let margin = if case.own { 2e-4 } else { 1e-6 };
            let same = |a: f64, b: f64| (a - b).abs() <= margin * b.abs().max(1e-12);
            // A unit may be another one of the same quantity: 2001 m for 2.001 km.
            let converted =
                unit.zip(f.unit).and_then(|(to, from)| units.convert(f.value, from, to));
            let value_fits = same(f.value, value)
                || same(f.value, expected.value)
                || converted.is_some_and(|c| same(c, value));
            let counted = case.own && expected.unit.is_some() && expected.unit == f.noun;
            let unit_fits = counted
                || match (unit, f.unit) {
                    (Some(expected), Some(found)) => {
                        expected == found
                            || numerator(units, found) == Some(expected)
                            || converted.is_some()
                    }
                    (None, found) => {
                        expected.unit.is_none()
                            && found.is_none_or(|_| !case.units)
                            && !(case.own && f.noun.is_some())
                            || unlisted(&expected.unit)
                    }
                    (Some(_), None) => false,
                };
            (value_fits, unit_fits)
        };
        let best =
            (0..found.len()).filter(|i| fits(&found[*i]).0).max_by_key(|i| fits(&found[*i]).1);
        match best {
            Some(i) => {
                score.values += 1;
                let hit = fits(&found[i]).1;
                score.units += usize::from(hit);
                let hit_words = found.remove(i);
                if !hit {
                    failures.push(format!(
                        "unit of {} ({:?} expected)",
                        hit_words.words, expected.unit
                    ));
                }
            }
            None => failures.push(format!("missed {} {:?}", expected.value, expected.unit)),
        }
    }
    for extra in found {
        failures.push(format!(
            "extra {} = {} {:?}",
            extra.words,
            extra.value,
            extra.unit.map(|u| &units.get(u).name)
        ));
    }
    if shown && !failures.is_empty() {
        println!("{}\n    {}", case.text, failures.join("\n    "));
    }
}

/// Whether the suite labels figures of this kind.
fn labelled(figure: &Figure, units: &Units, case: &Case) -> bool {
    if case.dimensions.is_empty() {
        return true;
    }
    let Measure::Unit(unit) = figure.measure else { return false };
    let dimension = units.get(unit).dimension.as_str();
    case.dimensions
        .iter()
        .any(|d| *d == dimension || (*d == "money" && dimension.starts_with("money per")))
}

/// The unit that stands before "per".
fn numerator(units: &Units, unit: UnitId) -> Option<UnitId> {
    let name = &units.get(unit).name;
    units.by_name(name.split_once(" per ")?.0)
}

/// Whether a suite expects a unit that the table does not have: "inverse femtobarn".
fn is_unsupported(expected: &Expected, units: &Units) -> bool {
    expected.unit.is_some()
        && canonical(expected, units, false).1.is_none()
        && !unlisted(&expected.unit)
}

/// What is counted, which the table has no word for.
fn unlisted(unit: &Option<String>) -> bool {
    unit.as_deref().is_some_and(|u| u.contains("count") || u.contains("dozen") || u == "Unnamed")
}

/// The value and unit in the words of the table.
fn canonical(expected: &Expected, units: &Units, money: bool) -> (f64, Option<UnitId>) {
    let Some(name) = &expected.unit else { return (expected.value, None) };
    let alias = match name.as_str() {
        "C" | "Celsius" => "degree celsius",
        "F" | "Fahrenheit" => "degree fahrenheit",
        "Degree" => "degree",
        "United States dollar" | "US Dollar" | "Dollar" | "USD" => "dollar",
        "British pound" | "Pound sterling" => "pound sterling",
        "pound-mass" => "pound",
        "Pound" if money => "pound sterling",
        "percentage" => "percent",
        "cubic centimetre" => "milliliter",
        "minute of arc" => "arcminute",
        "Mark" | "German mark" | "Deutsche Mark" => "deutsche mark",
        "Penny" if expected.value != 1.0 => "penny",
        other => other,
    };
    let american = alias
        .replace("metre", "meter")
        .replace("Metre", "meter")
        .replace("litre", "liter")
        .replace("Litre", "liter");
    (expected.value, units.by_name(&american).or_else(|| units.by_name(&american.to_lowercase())))
}

fn text_of(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// A whole number from 1500 to 2100 without a unit is a year.
fn is_year(value: f64) -> bool {
    value.fract() == 0.0 && (1500.0..=2100.0).contains(&value)
}

fn recognizers(line: &Value) -> Option<Case> {
    let suite = text_of(line, "suite");
    let (dimensions, units): (&'static [&'static str], bool) = match suite.as_str() {
        "NumberModel" => (&[], false),
        "CurrencyModel" => (&["money"], true),
        "DimensionModel" => (
            &[
                "length", "mass", "area", "volume", "speed", "data", "pressure", "energy", "power",
                "force", "flow", "data rate",
            ],
            true,
        ),
        "TemperatureModel" => (&["temperature", "angle"], true),
        "PercentModel" => (&["ratio", "percentage point"], false),
        "AgeModel" => (&["time"], true),
        _ => return None,
    };
    // The cases that the reference implementation itself cannot do.
    if line["not_supported"].as_str().is_some_and(|n| n.contains("dotnet")) {
        return None;
    }
    let mut expected = Vec::new();
    for result in line["results"].as_array()? {
        let resolution = &result["resolution"];
        let value = resolution["value"]
            .as_str()
            .map(|v| v.trim_end_matches('%').replace(',', ""))
            .and_then(|v| v.parse().ok());
        let Some(value) = value else { continue };
        if suite == "NumberModel" && out_of_scope(&text_of(line, "text"), result) {
            return None;
        }
        let amount = text_of(line, "text").contains(&format!("${}", text_of(result, "text")));
        if suite == "NumberModel"
            && is_year(value)
            && !amount
            && !text_of(result, "text").contains([',', ' '])
        {
            continue;
        }
        expected.push(Expected { value, unit: resolution["unit"].as_str().map(str::to_owned) });
    }
    Some(Case {
        suite: format!("recognizers {suite}"),
        text: text_of(line, "text"),
        expected,
        ranges: Ranges::Ends,
        dimensions,
        units,
        own: false,
    })
}

/// Arithmetic in words ("one over twenty", "one hundred thirty fifths"), and digits inside dates
/// and telephone numbers, are no figures here.
fn out_of_scope(text: &str, result: &Value) -> bool {
    let words = text_of(result, "text");
    let division = words.contains(" over ") || words.contains(" out of ");
    let improper = words.contains("hundred")
        && ["fifth", "fifths", "hundredths"].iter().any(|f| words.ends_with(f));
    let chars: Vec<char> = text.chars().collect();
    let joins = |i: Option<usize>| {
        i.and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, '/' | '-' | '+'))
    };
    let place = |key: &str| result[key].as_u64().map(|n| n as usize);
    let digits = words.chars().all(|c| c.is_ascii_digit());
    let inside = joins(place("start").and_then(|n| n.checked_sub(1)))
        || joins(place("end_incl").map(|n| n + 1));
    division || improper || (digits && inside)
}

fn duckling(line: &Value) -> Option<Case> {
    let dimension = text_of(line, "dimension");
    let supported = ["Numeral", "Distance", "Quantity", "Volume", "Temperature", "AmountOfMoney"];
    let expected = text_of(line, "expected");
    let (text, list) = (text_of(line, "text"), text_of(line, "list"));
    // Coins have no unit of their own here.
    if !supported.contains(&dimension.as_str()) || list != "allExamples" || text.contains("nickel")
    {
        return None;
    }
    let mut words = expected.split(' ');
    let kind = words.next()?;
    let unit = (kind != "NumeralValue").then(|| words.next()).flatten().map(str::to_owned);
    let rest: Vec<&str> = words.collect();
    let numbers = rest.join(" ");
    let numbers = numbers.split("(Just").next()?.split("Nothing").next()?;
    let values: Vec<f64> =
        numbers.split(['(', ')', ',', ' ']).filter_map(|n| n.parse().ok()).collect();
    let expected = values.into_iter().map(|value| Expected { value, unit: unit.clone() }).collect();
    Some(Case {
        suite: format!("duckling {dimension}"),
        text,
        expected,
        ranges: Ranges::Ends,
        dimensions: &[],
        units: dimension != "Numeral",
        own: false,
    })
}

fn quantulum(line: &Value) -> Option<Case> {
    let mut expected = Vec::new();
    for quantity in line["quantities"].as_array()? {
        let value = quantity["value"].as_f64()?;
        let unit = text_of(quantity, "unit");
        let plain = unit == "dimensionless";
        if plain && is_year(value) {
            continue;
        }
        // "a gallon" and "absolute zero" hold no number; "Voyager 2" is a name.
        let (text, surface) = (text_of(line, "text"), text_of(quantity, "surface"));
        let numberless =
            ["a ", "an ", "absolute "].iter().any(|a| surface.to_lowercase().starts_with(a))
                && value <= 1.0;
        let name = plain
            && !surface.contains(' ')
            && text.find(&surface).is_some_and(|at| is_name(&text[..at]));
        if numberless || name {
            continue;
        }
        let dozens = if unit == "dozen" { 12.0 } else { 1.0 };
        expected.push(Expected { value: value * dozens, unit: (!plain).then_some(unit) });
    }
    Some(Case {
        suite: "quantulum3".to_owned(),
        text: text_of(line, "text"),
        expected,
        ranges: Ranges::Middle,
        dimensions: &[],
        units: true,
        own: false,
    })
}

/// Whether a capitalised word ends a text, other than its first.
fn is_name(before: &str) -> bool {
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    before.ends_with(' ')
        && before.trim_end() != word
        && word.trim_start_matches('"').starts_with(char::is_uppercase)
}

fn text2num(line: &Value) -> Option<Case> {
    let expected = text_of(line, "expected");
    // Only the operation on one number; the others are about dictated strings of digits.
    if text_of(line, "op") != "text2digits" {
        return None;
    }
    let plain =
        |w: &str| w.trim_matches(|c: char| !c.is_ascii_digit() && c != '-').parse::<f64>().ok();
    let expected = expected.split_whitespace().filter(|w| {
        !w.ends_with("th") && !w.ends_with("st") && !w.ends_with("nd") && !w.ends_with("rd")
    });
    let expected = expected.filter_map(plain).map(|value| Expected { value, unit: None }).collect();
    Some(Case {
        suite: "text2num".to_owned(),
        text: text_of(line, "text"),
        expected,
        ranges: Ranges::Ends,
        dimensions: &[],
        units: false,
        own: false,
    })
}

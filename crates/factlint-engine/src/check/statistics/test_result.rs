//! Results of tests as reports write them: "t(28) = 2.20, p = .036".

use std::sync::LazyLock;

use regex::Regex;

use super::notation::{Cursor, expression, relation, rounded};
use crate::claim::{Relation, Reported, Rounded, Statistic, Tails};

/// A statistic with its degrees of freedom and its p-value.
pub(super) struct TestResult {
    /// Bytes of "t(28) = 2.20".
    pub span: (usize, usize),
    pub test: Reported,
    /// Bytes of "p = .036" or "ns".
    pub probability_span: (usize, usize),
    pub probability: Reported,
}

/// How far behind a statistic its p-value may stand, in bytes.
const REACH: usize = 240;
/// How many other numbers may stand between them: an effect size with its interval, an error.
const MOST_BETWEEN: usize = 6;

/// The head of a result up to its number. A letter before it would make it another word.
static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:^|[^\p{L}\p{N}])",
        r"(?P<head>(?:",
        r"(?P<t>t)|(?P<f>F)|(?P<r>r)|(?P<z>[zZ])",
        r"|(?P<q>Q(?:[-‐_\s]?(?:[Ww]ithin|[Bb]etween|[Tt]otal|[Ee]rror|[wWbBTtEM]))?)",
        r"|(?P<chi>(?:χ|Χ|𝜒|𝛘|\\chi|[Cc]hi|[Xx])‹gap›(?:[-‐‑\s]?[Ss]quared?|\^?\{?[2²]\}?\^?)",
        r"|[Cc]hi[-‐‑\s][Ss]quared?))",
        r"(?:‹gap›[(\[]‹gap›(?:d\.?f\.?s?‹gap›[=:]‹gap›)?(?P<d1>‹number›)",
        r"(?:‹gap›[,;]‹gap›(?P<d2>‹number›))?",
        r"(?:‹gap›[,;]‹gap›[Nn]‹gap›=‹gap›‹number›)?‹gap›(?:d\.?f\.?)?‹gap›[)\]]",
        r"|(?P<low>\d{1,4}(?:\.\d+)?(?:,\s?\d{1,5}(?:\.\d+)?)?|[₀-₉]+(?:[,.‚,]\s?[₀-₉]+)?)?)",
        r"‹gap›(?P<relation>‹relation›)‹gap›(?P<value>‹sign›‹number›))",
    ))
});

/// What joins one number of a result to the next.
static JOINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(r"^‹gap›(?:[,;:]‹gap›)?(?:[(\[]|and\b|with\b|[)\]])?(?:‹gap›[,;(\[])?‹gap›")
});

/// "p = .036", "one-tailed p-value < 0.001", "P=3.6 × 10−5".
static PROBABILITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"^(?:(?P<before>one|1|two|2)[-‐‑–\s](?:tailed|sided)‹gap›)?",
        r"(?:p|P|𝑝|𝑃)(?:‹gap›[-‐‑\s]?‹gap›[Vv]alue)?",
        r"(?:‹gap›\(?(?P<inner>one|1|two|2)[-‐‑–\s](?:tailed|sided)\)?)?‹gap›",
        r"(?:(?P<relation>‹relation›)‹gap›(?P<value>",
        r"[0-9](?:[.·]\d+)?‹gap›[×x*]‹gap›10\^?\{?‹sign›\d+\}?",
        r"|[0-9](?:[.·]\d+)?‹gap›[×x*]‹gap›10[⁻⁰-⁹]+",
        r"|(?:0?[.·]\d+|\d(?:[.·]\d+)?)(?:[eE][-−–]?\d+)|0?[.·]\d+|1[.·]0+)",
        r"|‹relation›‹gap›(?P<ns>n\.s\.|N\.S\.|(?:ns|NS)\b))",
    ))
});

/// "ns" in the place of a p-value.
static NOT_SIGNIFICANT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(r"^(?:n\.s\.|N\.S\.|(?:ns|NS)\b|not significant\b|non[-‐‑]?significant\b)")
});

/// A confidence interval.
static INTERVAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"^\d\d(?:\.\d+)?‹gap›%‹gap›(?:CI|confidence\s+interval)s?(?:‹gap›[=:,])?‹gap›",
        r"[(\[]?‹gap›‹sign›‹number›‹gap›%?‹gap›(?:,|;|to|–|-|—|−)‹gap›‹sign›‹number›%?",
    ))
});

/// "df = 2, 57" behind a statistic that stands without.
static DEGREES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"^(?:d\.?f\.?s?|degrees\s+of\s+freedom)‹gap›[=:]‹gap›(?P<d1>‹number›)",
        r"(?:‹gap›(?:[,;/]|and)‹gap›(?P<d2>‹number›))?",
    ))
});

/// "d = 0.81", "η² = .14": another number, whatever it is called.
static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"^(?P<name>(?:partial‹gap›)?\\?\p{L}[\p{L}\p{N}²₂ₚ^~{}'’\\]*(?:\s[\p{L}²]{1,12})?)",
        r"‹gap›‹relation›‹gap›‹sign›‹number›%?",
    ))
});

/// "one-tailed", "(two-sided)" behind a p-value.
static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"^‹gap›[,;(]?‹gap›(?:(?P<one>one|1)|two|2)[-‐‑–\s](?:tailed|sided)",
        r"|^‹gap›[,;(]?‹gap›(?P<directional>directional)\b",
    ))
});

/// All results of tests in a text. Those whose p-value is not clear are left out.
pub(super) fn results(text: &str, mut each: impl FnMut(TestResult)) {
    let Some(head) = HEAD.as_ref() else { return };
    for found in head.captures_iter(text) {
        let (Some(whole), Some(value)) = (found.name("head"), found.name("value")) else {
            continue;
        };
        let group = |name: &str| found.name(name).map(|group| group.as_str());
        let statistic = [
            ("t", Statistic::T),
            ("f", Statistic::F),
            ("r", Statistic::R),
            ("z", Statistic::Z),
            ("q", Statistic::ChiSquare),
            ("chi", Statistic::ChiSquare),
        ];
        let statistic = statistic.into_iter().find(|(name, _)| group(name).is_some());
        let Some((_, statistic)) = statistic else { continue };
        let degrees = match (group("low"), group("d1"), group("d2")) {
            // The power of χ² and its degrees of freedom run into each other: "χ21".
            (Some(_), ..) if group("chi").is_some() || group("q").is_some() => continue,
            (Some(low), ..) => low_degrees(low, statistic),
            (None, Some(first), second) => written_degrees(first, second, statistic),
            (None, None, _) => Some(Vec::new()),
        };
        let (Some(degrees), Some(number)) = (degrees, rounded(value.as_str())) else { continue };
        let relation = relation(group("relation").unwrap_or_default());
        if statistic == Statistic::R && number.value.abs() > 1.0
            || statistic == Statistic::Z && is_coordinate(text, whole.start(), number)
            || ends_in_number(text, whole.end())
            || matches!(statistic, Statistic::F | Statistic::ChiSquare) && number.value < 0.0
        {
            continue;
        }
        let test =
            Reported { statistic, relation, value: number, degrees, tails: Tails::default() };
        let span = (whole.start(), whole.end());
        each_with_probability(text, span, test, &mut each);
    }
}

/// Looks behind a statistic for its p-value.
fn each_with_probability(
    text: &str,
    span: (usize, usize),
    mut test: Reported,
    each: &mut impl FnMut(TestResult),
) {
    let mut cursor = Cursor::new(text, span.1, REACH);
    for _ in 0..MOST_BETWEEN {
        if cursor.take(&JOINT).is_none_or(|joint| joint[0].is_empty()) {
            return;
        }
        let start = cursor.at;
        if let Some(found) = cursor.take(&PROBABILITY) {
            let end = cursor.at;
            let told = found.name("before").or(found.name("inner"));
            let mut tails = Tails {
                one: told.is_some_and(|told| matches!(told.as_str(), "one" | "1")),
                ..Tails::default()
            };
            if let Some(tail) = cursor.take(&TAIL) {
                tails.one |= tail.name("one").is_some() || tail.name("directional").is_some();
            }
            let (relation, value) = match found.name("value") {
                Some(value) => {
                    if ends_in_number(text, end) {
                        return;
                    }
                    let sign = found.name("relation").map_or("", |sign| sign.as_str());
                    (relation(sign), rounded(value.as_str()))
                }
                None => (Relation::Above, None),
            };
            finish(test, span, (start, end), relation, value, tails, each);
            return;
        }
        if cursor.take(&NOT_SIGNIFICANT).is_some() {
            let end = cursor.at;
            finish(test, span, (start, end), Relation::Above, None, Tails::default(), each);
            return;
        }
        if let Some(found) = cursor.take(&DEGREES) {
            let first = found.name("d1").map_or("", |first| first.as_str());
            let second = found.name("d2").map(|second| second.as_str());
            match written_degrees(first, second, test.statistic) {
                Some(degrees) if test.degrees.is_empty() => test.degrees = degrees,
                _ => return,
            }
        } else if cursor.take(&INTERVAL).is_none() {
            match cursor.take(&OTHER) {
                Some(other) if !is_another_result(&other["name"]) => {}
                _ => return,
            }
        }
    }
}

fn finish(
    test: Reported,
    span: (usize, usize),
    probability_span: (usize, usize),
    relation: Relation,
    value: Option<Rounded>,
    tails: Tails,
    each: &mut impl FnMut(TestResult),
) {
    let has_degrees = match test.statistic {
        Statistic::Z => test.degrees.is_empty(),
        Statistic::F => test.degrees.len() == 2,
        _ => test.degrees.len() == 1,
    };
    let (statistic, value) = match value {
        Some(value) => (Statistic::P, value),
        None => (Statistic::NotSignificant, Rounded { value: 0.0, step: 0.0 }),
    };
    if has_degrees && value.value <= 1.0 {
        let probability = Reported { statistic, relation, value, degrees: Vec::new(), tails };
        each(TestResult { span, test, probability_span, probability });
    }
}

/// Whether a name is that of another test, whose p-value would be its own, or of several p-values.
fn is_another_result(name: &str) -> bool {
    let is_one = matches!(name, "t" | "F" | "z" | "Z" | "H" | "U" | "W" | "Q" | "and" | "or")
        || name.starts_with(['χ', 'Χ'])
        || name.to_lowercase().starts_with("chi");
    let of_probabilities = name.starts_with(['p', 'P']) && !name.starts_with("partial");
    is_one || of_probabilities
}

/// Degrees of freedom in brackets. F has two of them, and "F(1,234)" is not the thousands.
fn written_degrees(
    first: &str,
    second: Option<&str>,
    statistic: Statistic,
) -> Option<Vec<Rounded>> {
    match (statistic, second) {
        (Statistic::F, Some(second)) => Some(vec![rounded(first)?, rounded(second)?]),
        (Statistic::F, None) => {
            let (first, second) = first.split_once(',')?;
            Some(vec![rounded(first)?, rounded(second)?])
        }
        (Statistic::Z, _) | (_, Some(_)) => None,
        (_, None) => Some(vec![rounded(first)?]),
    }
}

/// The fewest degrees of freedom that are taken for such where they stand low behind a t.
const LEAST_LOW_DEGREES: f64 = 5.0;

/// Degrees of freedom that stand low: "t28", "F1,28".
fn low_degrees(low: &str, statistic: Statistic) -> Option<Vec<Rounded>> {
    let parts = low.split([',', '‚']).map(rounded).collect::<Option<Vec<_>>>()?;
    match statistic {
        // "t1" and "t2" are times; "r2" is the square of r.
        Statistic::T => (parts.len() == 1 && parts[0].value >= LEAST_LOW_DEGREES).then_some(parts),
        Statistic::F => (parts.len() == 2).then_some(parts),
        _ => None,
    }
}

/// Whether a z is a place in a brain or a box and no statistic: without decimals, or behind a y.
fn is_coordinate(text: &str, at: usize, number: Rounded) -> bool {
    let mut start = at.saturating_sub(24);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = &text[start..at];
    let axis = before.contains('=')
        && before.chars().zip(before.chars().skip(1)).any(|(letter, next)| {
            matches!(letter, 'x' | 'y' | 'X' | 'Y') && matches!(next, ' ' | '=' | '\u{a0}')
        });
    number.step >= 1.0 || axis
}

/// Whether more of a number, a range or a share follows: then less than all was read.
fn ends_in_number(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    match rest.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('%' | '/' | '×' | '±') => true,
        Some('.' | ',' | '·' | '-' | '–' | '−' | '—') => {
            rest.next().is_some_and(|c| c.is_numeric())
        }
        _ => false,
    }
}

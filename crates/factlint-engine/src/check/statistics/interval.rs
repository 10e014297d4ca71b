//! Confidence intervals and the estimates that they stand around.

use std::sync::LazyLock;

use regex::Regex;

use super::notation::{Cursor, Words, alternatives, expression, rounded, words_of};
use crate::check::{self, wording};
use crate::claim::{Claim, Part, Reported, Rounded, Statistic};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;
use factlint_language::words::Class;

pub(super) const INTERVAL: Code =
    Code::new("statistics/interval", "an estimate does not go with its confidence interval");

/// An estimate with its interval, in bytes.
pub(super) struct Found {
    pub statistic: Statistic,
    pub estimate: ((usize, usize), Rounded),
    pub ends: [((usize, usize), Rounded); 2],
}

/// An estimate with a name, or right before the bracket of its interval.
static ESTIMATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names = |class| alternatives(class);
    expression(&format!(
        concat!(
            r"(?:^|[^\p{{L}}\p{{N}}.=−–-])(?P<estimate>",
            r"(?:(?P<mean>(?:{})‹gap›(?:=|:|,|of\b|was\b|is\b)?|(?:{})‹gap›=)",
            r"|(?P<other>(?:{})‹gap›(?:=|:|,|of\b|was\b|is\b)?|(?:{})(?:‹gap›\(\d+\))?‹gap›=))?",
            r"‹gap›(?P<value>‹sign›‹number›)(?P<percent>‹gap›%)?)",
        ),
        names(Class::MeanName),
        names(Class::MeanLetter),
        names(Class::EstimateName),
        names(Class::EstimateLetter),
    ))
});

/// What joins an estimate to its interval.
static JOINT: LazyLock<Option<Regex>> =
    LazyLock::new(|| expression(r"^‹gap›(?:[,;:]‹gap›[(\[]?|[(\[]|[)\]]‹gap›[,;]?)?‹gap›"));

/// Numbers that may stand between: the error and number of observations; of a difference, also its test.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(
        r"^(?P<spread>SE|SD|SEM|[Nn])‹gap›=‹gap›‹number›|^t‹gap›\(‹number›\)‹gap›=‹gap›‹sign›‹number›|^[pP]‹gap›‹relation›‹gap›0?[.·]\d+",
    )
});

/// "95% CI [0.2, 0.9]", "(95% confidence interval 1.2 to 1.9)".
static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"^\d\d(?:\.\d+)?‹gap›%‹gap›(?:CI|confidence\s+interval)(?:‹gap›\(CI\))?(?:‹gap›[=:,])?",
        r"‹gap›(?P<open>[(\[])?‹gap›(?P<low>‹sign›‹number›)(?P<percent>‹gap›%)?",
        r"(?P<joint>‹gap›(?:,|;|–|-|‐|‑|—|−)‹gap›|‹gap›\bto\b‹gap›)",
        r"(?P<high>‹sign›‹number›)(?P<last>‹gap›%)?",
    ))
});

const REACH: usize = 160;
const MOST_BETWEEN: usize = 4;

/// The estimates of a text with the intervals that stand by them.
pub(super) fn intervals(text: &str, mut each: impl FnMut(Found)) {
    let Some(estimate) = ESTIMATE.as_ref() else { return };
    let mut last_named = 0;
    for found in estimate.captures_iter(text) {
        let (Some(whole), Some(value)) = (found.name("estimate"), found.name("value")) else {
            continue;
        };
        let is_mean = found.name("mean").is_some();
        let is_named = is_mean || found.name("other").is_some();
        let name = found.name("mean").map_or("", |name| name.as_str()).trim_end();
        let is_difference =
            is_mean && !matches!(name.trim_end_matches(['=', ' ']), "M" | "Mean" | "mean");
        let is_percent = found.name("percent").is_some();
        let Some(number) = rounded(value.as_str()) else { continue };
        let is_alone =
            !is_named && (number.step < 1.0 || is_percent) && !compares(text, whole.start());
        let before = last_named;
        if is_named {
            last_named = whole.end();
        }
        if !(is_alone || is_named) || is_named && is_second(text, before, whole.start()) {
            continue;
        }
        let mut cursor = Cursor::new(text, whole.end(), REACH);
        for _ in 0..MOST_BETWEEN {
            let Some(joint) = cursor.take(&JOINT) else { break };
            if joint[0].is_empty() {
                break;
            }
            // A number without a name must stand right before the bracket.
            if !is_named && !joint[0].contains(['(', '[']) {
                break;
            }
            let start = cursor.at;
            if let Some(ends) = cursor.take(&ENDS) {
                let after = cursor.rest().trim_start();
                let more = cursor.rest().starts_with(|c: char| c.is_alphanumeric())
                    || after.starts_with(['–', '×', '/', '±'])
                    || (cursor.rest().starts_with(['.', ',', '·'])
                        && cursor.rest().chars().nth(1).is_some_and(char::is_numeric));
                let (Some(low), Some(high)) = (ends.name("low"), ends.name("high")) else { break };
                let place = |group: regex::Match<'_>| (start + group.start(), start + group.end());
                let percents = ends.name("percent").or(ends.name("last")).is_some();
                let is_decimal_comma = &ends["joint"] == ","
                    && !low.as_str().contains(['.', '·'])
                    && !high.as_str().starts_with(['.', '-', '−', '–']);
                let (Some(first), Some(last)) = (rounded(low.as_str()), rounded(high.as_str()))
                else {
                    break;
                };
                let other_scale = is_percent != percents && (percents || last.value <= 1.0);
                if !(more || is_decimal_comma || other_scale) {
                    each(Found {
                        statistic: if is_mean { Statistic::Middle } else { Statistic::Estimate },
                        estimate: ((whole.start(), whole.end()), number),
                        ends: [(place(low), first), (place(high), last)],
                    });
                }
                break;
            }
            match cursor.take(&BETWEEN) {
                Some(one)
                    if is_named && (one.name("spread").is_some() || is_difference || !is_mean) => {}
                _ => break,
            }
        }
    }
}

/// Whether words before a number set it beside another one, so that the interval is that of their difference, or
/// give it a name.
fn compares(text: &str, at: usize) -> bool {
    let before = clause_before(text, at, 0);
    // Behind a sign it is the number of something that has another name.
    let is_signed =
        before.trim_end().ends_with(['=', '<', '>', '≤', '≥', '±', ':', '/', '–', '-', '−']);
    is_signed || COMPARES.any(before)
}

/// Whether an estimate follows another one closely: "b = 0.45, β = .31, 95% CI ..." leaves it open whose interval it is.
fn is_second(text: &str, last: usize, at: usize) -> bool {
    last > 0 && at.saturating_sub(last) <= NEAR && clause_before(text, at, last).len() == at - last
}

/// What stands before a place, not beyond another, the last bracket, semicolon or sentence.
fn clause_before(text: &str, at: usize, from: usize) -> &str {
    let mut start = from.max(at.saturating_sub(NEAR)).min(at);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = &text[start..at];
    let cut = before.rfind([']', ';', ')']).map(|cut| cut + 1);
    let cut = cut.max(before.rfind(". ").map(|cut| cut + 2)).unwrap_or(0);
    &before[cut..]
}

/// How near another number counts, in bytes.
const NEAR: usize = 80;

static COMPARES: Words = Words::new(|| words_of(Class::ComparesEstimates));

/// An estimate within, or not within, its interval.
pub(super) struct Enclosed<'c> {
    pub claim: &'c Claim,
    pub estimate: (&'c Part, &'c Reported),
    pub low: (&'c Part, &'c Reported),
    pub high: (&'c Part, &'c Reported),
}

/// What is wrong with an interval.
pub(super) enum Fault {
    /// The ends are exchanged.
    Turned,
    /// The estimate lies outside.
    Outside,
    /// The estimate lies nearer to one end.
    Uneven,
}

impl Enclosed<'_> {
    /// What is wrong, if anything is.
    pub fn contradiction(&self) -> Option<Fault> {
        let (estimate, low, high) = (self.estimate.1.value, self.low.1.value, self.high.1.value);
        if low.value > high.value {
            return Some(Fault::Turned);
        }
        let (least, most) = (low.interval().low, high.interval().high);
        let inside = |value: f64| {
            let half = estimate.step / 2.0;
            value + half >= least && value - half <= most
        };
        if !inside(estimate.value) {
            // "fell by 2.3 (95% CI −3.5 to −1.1)": the words have the sign.
            let is_bare = !self.estimate.0.seen().contains('=');
            return (!(is_bare && inside(-estimate.value))).then_some(Fault::Outside);
        }
        let skew = (2.0 * estimate.value - low.value - high.value).abs();
        // Half a step of each of the four roundings, and as much again for ends cut off instead of rounded.
        let allowed = 2.0 * estimate.step + low.step + high.step;
        (self.estimate.1.statistic == Statistic::Middle && skew > allowed * (1.0 + 1e-9))
            .then_some(Fault::Uneven)
    }

    pub fn into_conflict(self, rule: &Rule, fault: &Fault) -> Conflict {
        let found = wording::one_line(self.estimate.0.seen());
        let (low, high) = (self.low.0.seen().trim(), self.high.0.seen().trim());
        let expect = format!("{low} to {high}");
        let (default, label) = match fault {
            Fault::Turned => (
                format!("the confidence interval of `{found}` runs from `{low}` down to `{high}`"),
                "the estimate",
            ),
            Fault::Outside => (
                format!("`{found}` lies outside of its confidence interval, `{low}` to `{high}`"),
                "outside",
            ),
            Fault::Uneven => (
                format!(
                    "`{found}` is not the middle of its confidence interval, `{low}` to `{high}`"
                ),
                "not the middle",
            ),
        };
        let message = check::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let primary = Side::new(self.claim, self.estimate.0, label);
        let mut conflict = check::conflict(INTERVAL, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(self.claim, self.low.0, "from"));
        conflict.sides.push(Side::new(self.claim, self.high.0, "to"));
        if matches!(fault, Fault::Uneven) {
            let middle = (self.low.1.value.value + self.high.1.value.value) / 2.0;
            conflict.notes.insert(0, format!("the middle is {}", wording::number(middle)).into());
        }
        conflict
    }
}

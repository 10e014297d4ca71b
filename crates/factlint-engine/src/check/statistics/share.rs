//! Percentages of a number of cases that is named with its letter: "43 (29%) of N = 191".

use std::sync::LazyLock;

use regex::Regex;

use super::notation::{expression, rounded};
use crate::check::{self, wording};
use crate::claim::{Claim, Part, Reported, Rounded};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;

pub(super) const SHARE: Code =
    Code::new("statistics/share", "a percentage is not the share of the sample that is counted");

/// A count, its percentage and the whole, in bytes.
pub(super) struct Found {
    pub count: ((usize, usize), Rounded),
    pub percentage: ((usize, usize), Rounded),
    pub whole: ((usize, usize), Rounded),
    /// Whether the whole stands elsewhere in the sentence, so that the share may be of less.
    pub is_distant: bool,
}

/// "43 (29%) of N = 191".
static OF_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?P<count>\d[\d,]*)‹gap›\(‹gap›(?P<percentage>‹number›‹gap›%)‹gap›\)\s+(?:out\s+)?of\s+",
        r"(?:(?:the|all|a total of)\s+)?(?P<whole>[Nn]‹gap›=‹gap›(?P<n>\d[\d,]*))",
    ))
});
/// "43 (29%) of the sample (N = 191)", "29% (n = 43) of all patients (N = 191)".
static OF_NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:(?P<count>\d[\d,]*)‹gap›[(,]‹gap›(?P<percentage>‹number›‹gap›%)‹gap›\)?",
        r"|(?P<before>‹number›‹gap›%)‹gap›\(‹gap›n‹gap›=‹gap›(?P<number>\d[\d,]*)‹gap›\))",
        r"\s+of\s+(?:the|all|our)\s+(?:\p{L}+\s+){1,3}\(‹gap›(?P<whole>N‹gap›=‹gap›(?P<n>\d[\d,]*))‹gap›\)",
    ))
});
/// "Of N = 191 patients, 43 (29%)".
static OF_FRONT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:^|[^\p{L}])[Oo]f\s+(?:(?:the|all|a total of)\s+)?(?P<whole>[Nn]‹gap›=‹gap›(?P<n>\d[\d,]*))",
        r"\s[\p{L}\s]{0,40},\s(?P<count>\d[\d,]*)‹gap›\(‹gap›(?P<percentage>‹number›‹gap›%)‹gap›\)",
    ))
});
/// "Of the sample (N = 191), 43 (29%)", "Of all patients (N = 191) asked, 43 (29%)".
static OF_NAMED_FRONT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:^|[^\p{L}])[Oo]f\s+(?:the|all|our)\s+(?:\p{L}+\s+){1,3}\(‹gap›(?P<whole>N‹gap›=‹gap›(?P<n>\d[\d,]*))‹gap›\)",
        r"(?:\s\p{L}+){0,2},\s(?P<count>\d[\d,]*)‹gap›\(‹gap›(?P<percentage>‹number›‹gap›%)‹gap›\)",
    ))
});
/// "43 of N = 191 (29%)".
static OF_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?P<count>\d[\d,]*)\s+(?:out\s+)?of\s+(?:(?:the|all|a total of)\s+)?",
        r"(?P<whole>[Nn]‹gap›=‹gap›(?P<n>\d[\d,]*))[\p{L}\s]{0,40}\(‹gap›(?P<percentage>‹number›‹gap›%)‹gap›\)",
    ))
});
/// "n = 43 (29%)", "n = 43, 29%", "29% (n = 43)".
static COUNTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(concat!(
        r"(?:^|[^\p{L}\p{N}])n‹gap›=‹gap›(?P<count>\d[\d,]*?)‹gap›(?:\(‹gap›|[,;]‹gap›)(?P<percentage>‹number›‹gap›%)",
        r"|(?P<before>‹number›‹gap›%)‹gap›\(‹gap›n‹gap›=‹gap›(?P<number>\d[\d,]*)‹gap›\)",
    ))
});
/// "N = 191".
static WHOLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| expression(r"(?:^|[^\p{L}\p{N}])(?P<whole>N‹gap›=‹gap›(?P<n>\d[\d,]*))"));

/// The shares that the words of a sentence tell.
pub(super) fn shares(sentence: &str, mut each: impl FnMut(Found)) {
    let place = |group: regex::Match<'_>| (group.start(), group.end());
    let number =
        |group: regex::Match<'_>| rounded(group.as_str().trim_end_matches(['%', ',']).trim_end());
    for pattern in [&OF_BEHIND, &OF_NAMED, &OF_BEFORE, &OF_FRONT, &OF_NAMED_FRONT] {
        for found in pattern.iter().flat_map(|pattern| pattern.captures_iter(sentence)) {
            let group = |name: &str| Some((place(found.name(name)?), number(found.name(name)?)?));
            let either = |one, other| group(one).or_else(|| group(other));
            // "Of the controls (N = 191), 43 (29%) of the older ones": of some of them.
            let behind = found.get(0).map_or("", |whole| &sentence[whole.end()..]);
            if behind.trim_start().starts_with("of ") {
                continue;
            }
            let whole = found.name("whole").map(place).zip(found.name("n").and_then(number));
            if let (Some(count), Some(percentage), Some(whole)) =
                (either("count", "number"), either("percentage", "before"), whole)
            {
                each(Found { count, percentage, whole, is_distant: false });
            }
        }
    }
    let mut wholes = WHOLE.iter().flat_map(|whole| whole.captures_iter(sentence));
    // Two wholes leave it open of which.
    let (Some(whole), None) = (wholes.next(), wholes.next()) else { return };
    let Some(whole) = whole.name("whole").map(place).zip(whole.name("n").and_then(number)) else {
        return;
    };
    for found in COUNTED.iter().flat_map(|counted| counted.captures_iter(sentence)) {
        let group = |name: &str| Some((place(found.name(name)?), number(found.name(name)?)?));
        if let (Some(count), Some(percentage)) = (
            group("count").or_else(|| group("number")),
            group("percentage").or_else(|| group("before")),
        ) && count.0.0 > whole.0.1
        {
            each(Found { count, percentage, whole, is_distant: true });
        }
    }
}

/// A count, its percentage and the whole.
pub(super) struct Shared<'c> {
    pub claim: &'c Claim,
    pub count: (&'c Part, &'c Reported),
    pub percentage: (&'c Part, &'c Reported),
    pub whole: (&'c Part, &'c Reported),
}

impl Shared<'_> {
    /// The percentage that the count is, if it cannot be what is written.
    pub fn contradiction(&self) -> Option<f64> {
        let (count, whole) = (self.count.1.value.value, self.whole.1.value.value);
        let percentage = self.percentage.1.value;
        if whole < 1.0 {
            return None;
        }
        let made = 100.0 * count / whole;
        // People cut off as well as they round.
        ((made - percentage.value).abs() >= percentage.step * (1.0 + 1e-9)).then_some(made)
    }

    pub fn into_conflict(self, rule: &Rule, made: f64) -> Conflict {
        let words = |part: &Part| wording::one_line(part.seen());
        let (found, count, whole) =
            (words(self.percentage.0), words(self.count.0), words(self.whole.0));
        let expect = format!("{}%", wording::brief(made));
        let default = format!("`{found}` is not the share that `{count}` is of `{whole}`");
        let message = check::worded(rule, default, &[("found", &found), ("expect", &expect)]);
        let primary = Side::new(self.claim, self.percentage.0, format!("should be {expect}"));
        let mut conflict = check::conflict(SHARE, rule, self.claim, message, primary);
        conflict.sides.push(Side::new(self.claim, self.count.0, "the part"));
        conflict.sides.push(Side::new(self.claim, self.whole.0, "the whole"));
        conflict
    }
}

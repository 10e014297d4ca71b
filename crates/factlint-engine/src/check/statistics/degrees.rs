//! Degrees of freedom that follow from how many people were tested.

use std::sync::LazyLock;

use regex::Regex;

use super::notation::{expression, rounded};
use crate::check::{self, wording};
use crate::claim::{Claim, Part, Reported, Rounded, Statistic};
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;

pub(super) const DEGREES: Code =
    Code::new("statistics/degrees", "degrees of freedom do not go with the number of cases");

static SIZE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    expression(r"(?:^|[^\p{L}\p{N}])(?P<size>(?:(?P<all>N)|n[₁₂12]?)‹gap›=‹gap›(?P<n>\d[\d,]*))")
});

/// Numbers of cases of a sentence, in bytes.
pub(super) struct Sizes {
    /// Of all: "N = 40".
    pub all: Vec<((usize, usize), Rounded)>,
    /// Of groups: "n = 20".
    pub groups: Vec<((usize, usize), Rounded)>,
}

impl Sizes {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let mut sizes = Self { all: Vec::new(), groups: Vec::new() };
        for found in SIZE.iter().flat_map(|size| size.captures_iter(text)) {
            let (Some(size), Some(n)) = (found.name("size"), found.name("n")) else { continue };
            let digits = n.as_str().trim_end_matches(',');
            let Some(number) = rounded(digits) else { continue };
            let place = (size.start(), n.start() + digits.len());
            match found.name("all") {
                Some(_) => sizes.all.push((place, number)),
                None => sizes.groups.push((place, number)),
            }
        }
        sizes
    }
}

/// The degrees of freedom of a test, beside the numbers of cases.
pub(super) struct Counted<'c> {
    pub claim: &'c Claim,
    pub test: (&'c Part, &'c Reported),
    pub sizes: Vec<(&'c Part, &'c Reported)>,
}

/// What the degrees of freedom should be.
pub(super) struct Wanted {
    /// In words.
    expect: String,
    /// How they are worked out.
    note: String,
}

impl Counted<'_> {
    /// What they should be, if they cannot be what is written.
    pub fn contradiction(&self) -> Option<Wanted> {
        let test = self.test.1;
        let cases: f64 = self.sizes.iter().map(|(_, size)| size.value.value).sum();
        let whole = test.degrees.iter().all(|degrees| degrees.step >= 1.0);
        let first = test.degrees.first()?.value;
        if !whole || cases < 1.0 {
            return None;
        }
        let told = wording::number;
        let wanted = |expect: f64, note: String| {
            (expect >= 1.0 && expect != first)
                .then(|| Wanted { expect: format!("{} degrees of freedom", told(expect)), note })
        };
        match test.statistic {
            Statistic::TwoGroups => wanted(
                cases - 2.0,
                format!("{} cases in two groups leave {}", told(cases), told(cases - 2.0)),
            ),
            Statistic::OneGroup => wanted(
                cases - 1.0,
                format!("{} cases in one group leave {}", told(cases), told(cases - 1.0)),
            ),
            Statistic::OneWay => {
                let error = test.degrees.get(1)?.value;
                let sum = first + error + 1.0;
                (sum != cases).then(|| Wanted {
                    expect: format!("{} and {}", told(first), told(cases - 1.0 - first)),
                    note: format!(
                        "{} and {} degrees of freedom, and one for the mean, make {} cases",
                        told(first),
                        told(error),
                        told(sum)
                    ),
                })
            }
            // A correlation of that many cases cannot have more; some reports give the cases themselves.
            Statistic::R => (first > cases).then(|| Wanted {
                expect: format!("{} degrees of freedom", told(cases - 2.0)),
                note: format!("a correlation of {} cases has two fewer", told(cases)),
            }),
            _ => None,
        }
    }

    pub fn into_conflict(self, rule: &Rule, wanted: &Wanted) -> Conflict {
        let found = wording::one_line(self.test.0.seen());
        let sizes: Vec<String> = self
            .sizes
            .iter()
            .map(|(part, _)| format!("`{}`", wording::one_line(part.seen())))
            .collect();
        let expect = &wanted.expect;
        let default =
            format!("the degrees of freedom of `{found}` do not go with {}", wording::list(&sizes));
        let message = check::worded(rule, default, &[("found", &found), ("expect", expect)]);
        let primary = Side::new(self.claim, self.test.0, format!("should be {expect}"));
        let mut conflict = check::conflict(DEGREES, rule, self.claim, message, primary);
        for (part, _) in &self.sizes {
            conflict.sides.push(Side::new(self.claim, part, "so many cases"));
        }
        conflict.notes.insert(0, wanted.note.as_str().into());
        conflict
    }
}

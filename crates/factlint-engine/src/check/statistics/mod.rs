//! `statistics`: what a scientific report computes is what its own numbers make.

mod degrees;
mod distribution;
mod interval;
mod mean;
mod notation;
mod observe;
mod p_value;
mod share;
mod test_result;

use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict};
use crate::claim::{Claim, Part, Reported, Statistic, Value};
use crate::reading::Reading;
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};

/// What a rule may look at, as its key names it.
const LOOKS: &[(&str, Look)] = &[
    ("p-values", Look::PValues),
    ("decisions", Look::Decisions),
    ("zeros", Look::Zeros),
    ("means", Look::Means),
    ("intervals", Look::Intervals),
    ("shares", Look::Shares),
    ("degrees", Look::Degrees),
];

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "statistics",
    summary: "\"t(28) = 2.20, p = .036\": p-values, means, intervals and degrees of freedom are what their numbers make",
    page: include_str!("../../../docs/statistics.md"),
    keys: &[
        Key::new(
            "judge",
            Shape::Choices(&[
                "p-values", "decisions", "zeros", "means", "intervals", "shares", "degrees",
            ]),
        ),
        Key::new("alpha", Shape::Number),
        Key::new("whole-numbers", Shape::Flag),
    ],
    codes: &[
        p_value::P_VALUE,
        p_value::DECISION,
        p_value::ZERO,
        mean::MEAN,
        interval::INTERVAL,
        share::SHARE,
        degrees::DEGREES,
    ],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    PValues,
    Decisions,
    Zeros,
    Means,
    Intervals,
    Shares,
    Degrees,
}

#[derive(Debug)]
struct Statistics {
    looks: Vec<Look>,
    alpha: f64,
    /// Whether means are of whole numbers even where the text does not say so.
    whole_numbers: bool,
}

/// Below which p-value a result counts as significant, where a rule does not say.
const USUAL_ALPHA: f64 = 0.05;

fn read(table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let looks = table.choices("judge", LOOKS);
    let whole_numbers = table.boolean("whole-numbers").is_some_and(|flag| flag.into_inner());
    let alpha = table.number("alpha");
    if let Some(alpha) = &alpha
        && !(*alpha.get_ref() > 0.0 && *alpha.get_ref() < 1.0)
    {
        table.problem(
            alpha.span(),
            format!("`alpha` of {} is no probability", table.what()),
            "a number between 0 and 1, such as 0.05",
        );
        return None;
    }
    Some(Box::new(Statistics {
        looks: looks.unwrap_or_else(|| LOOKS.iter().map(|(_, look)| *look).collect()),
        alpha: alpha.map_or(USUAL_ALPHA, |alpha| alpha.into_inner()),
        whole_numbers,
    }))
}

impl Statistics {
    fn looks_at(&self, any: &[Look]) -> bool {
        any.iter().any(|look| self.looks.contains(look))
    }
}

/// Whether a text may hold a statistic: all have a sign of relation or the name of an interval.
fn may_report(text: &str) -> bool {
    memchr::memchr3(b'=', b'<', b'>', text.as_bytes()).is_some()
        || ["CI", "confidence", "≤", "≥"].iter().any(|mark| text.contains(mark))
}

impl Check for Statistics {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: KIND.name, any: may_report })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        observe::Observer::new(rule, reading).claims(self, claims);
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            let parts = Parts(claim);
            let conflict = self
                .judge_test(rule, parts)
                .or_else(|| judge_mean(rule, parts))
                .or_else(|| judge_interval(rule, parts))
                .or_else(|| judge_share(rule, parts))
                .or_else(|| judge_degrees(rule, parts));
            verdict.conflicts.extend(conflict);
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some("statistics that their numbers make".to_owned())
    }
}

/// The parts of a claim by what they tell.
#[derive(Clone, Copy)]
struct Parts<'c>(&'c Claim);

impl<'c> Parts<'c> {
    fn all(self, any: &'static [Statistic]) -> impl Iterator<Item = (&'c Part, &'c Reported)> {
        let reported = self.0.parts.iter().filter_map(|part| match &part.value {
            Value::Reported(reported) => Some((part, &**reported)),
            _ => None,
        });
        reported.filter(move |(_, reported)| any.contains(&reported.statistic))
    }

    fn first(self, any: &'static [Statistic]) -> Option<(&'c Part, &'c Reported)> {
        self.all(any).next()
    }
}

impl Statistics {
    fn judge_test(&self, rule: &Rule, parts: Parts<'_>) -> Option<crate::conflict::Conflict> {
        use Statistic::{ChiSquare, F, NotSignificant, P, R, T, Z};
        let tested = p_value::Tested {
            claim: parts.0,
            reported: parts.first(&[P, NotSignificant])?,
            test: parts.first(&[T, F, ChiSquare, R, Z])?,
            alpha: self.alpha,
        };
        let made = tested.contradiction()?;
        let look = match made {
            p_value::Made { is_zero: true, .. } => Look::Zeros,
            p_value::Made { decides: true, .. } => Look::Decisions,
            _ => Look::PValues,
        };
        self.looks_at(&[look]).then(|| tested.into_conflict(rule, &made))
    }
}

fn judge_mean(rule: &Rule, parts: Parts<'_>) -> Option<crate::conflict::Conflict> {
    let averaged = mean::Averaged {
        claim: parts.0,
        mean: parts.first(&[Statistic::Mean])?,
        size: parts.first(&[Statistic::Size])?,
        items: parts.first(&[Statistic::Items]),
    };
    let nearest = averaged.contradiction()?;
    Some(averaged.into_conflict(rule, &nearest))
}

fn judge_interval(rule: &Rule, parts: Parts<'_>) -> Option<crate::conflict::Conflict> {
    let estimate = parts.first(&[Statistic::Estimate, Statistic::Middle])?;
    let mut ends = parts.all(&[Statistic::End]);
    let (low, high) = (ends.next()?, ends.next()?);
    let enclosed = interval::Enclosed { claim: parts.0, estimate, low, high };
    let fault = enclosed.contradiction()?;
    Some(enclosed.into_conflict(rule, &fault))
}

fn judge_share(rule: &Rule, parts: Parts<'_>) -> Option<crate::conflict::Conflict> {
    let shared = share::Shared {
        claim: parts.0,
        count: parts.first(&[Statistic::Count])?,
        percentage: parts.first(&[Statistic::Percentage])?,
        whole: parts.first(&[Statistic::Size])?,
    };
    let made = shared.contradiction()?;
    Some(shared.into_conflict(rule, made))
}

fn judge_degrees(rule: &Rule, parts: Parts<'_>) -> Option<crate::conflict::Conflict> {
    use Statistic::{OneGroup, OneWay, R, TwoGroups};
    let test = parts.first(&[TwoGroups, OneGroup, OneWay, R])?;
    let sizes: Vec<_> = parts.all(&[Statistic::Size]).collect();
    let counted = degrees::Counted { claim: parts.0, test, sizes };
    let wanted = counted.contradiction()?;
    Some(counted.into_conflict(rule, &wanted))
}

//! Sizes with their conversion: "8.0 × 5.3 × 0.8 in (203 × 135 × 20 mm)".

use crate::check::{self, figures};
use crate::claim::{Claim, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::{Figure, Measure};
use factlint_language::word;
use factlint_language::words::Class;

/// A claim for each side of a size that is given twice.
pub(super) fn claims(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    claims: &mut Vec<Claim>,
) {
    let (prose, all) = (reading.prose(), reading.figures(sentence));
    let units = &reading.vocabulary().units;
    let mut first = 0;
    while first < all.len() {
        let sides = side_count(prose, &all[first..]);
        let second = first + sides;
        let opens = |last: usize| gap(prose, &all[last], &all[last + 1]) == Some("(");
        let pair = sides > 1
            && second < all.len()
            && opens(second - 1)
            && side_count(prose, &all[second..]) == sides;
        if !pair {
            first = second;
            continue;
        }
        let (measure, converted) = (&all[second - 1].measure, &all[second + sides - 1].measure);
        let lengths = [measure, converted].iter().all(
            |measure| matches!(measure, Measure::Unit(id) if units.get(*id).dimension == "length"),
        );
        let closed =
            prose[all[second + sides - 1].span.end as usize..].trim_start().starts_with(')');
        for side in (0..sides).filter(|_| lengths && closed && measure != converted) {
            let (one, other) = (&all[first + side], &all[second + side]);
            let whole = one.hedged.hull(other.span);
            if check::is_withheld(rule, reading, sentence, whole) {
                continue;
            }
            let part = |figure: &Figure, measure: &Measure| {
                let figure = Figure { measure: measure.clone(), ..figure.clone() };
                check::part(
                    reading,
                    figure.span,
                    Value::Figure(figures::value_of(&figure, prose, units).into()),
                )
            };
            let parts = vec![part(one, measure), part(other, converted)];
            let key = one.span.start.to_string();
            claims.push(check::claim(rule, reading, sentence, whole, String::new(), key, parts));
        }
        first = second + sides;
    }
}

/// How many figures from the first on are sides of one size: all bare but the last, or all of one unit.
fn side_count(prose: &str, figures: &[Figure]) -> usize {
    let joined = figures.windows(2).take_while(|pair| {
        gap(prose, &pair[0], &pair[1])
            .is_some_and(|gap| matches!(gap, "×" | "x") || word::is(gap, Class::DimensionJoint))
            && (pair[0].measure == Measure::Bare || pair[0].measure == pair[1].measure)
    });
    joined.count() + 1
}

/// What stands between two figures.
fn gap<'a>(prose: &'a str, one: &Figure, other: &Figure) -> Option<&'a str> {
    prose.get(one.span.end as usize..other.hedged.start as usize).map(str::trim)
}

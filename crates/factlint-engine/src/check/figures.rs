//! Figures as claims keep them, and which of them are one figure said twice.

use smol_str::SmolStr;

use super::wording;
use crate::claim::FigureValue;
use crate::rule::table::Table;
use factlint_language::figure::{self, Figure, Measure, Numeral};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::unit::Units;
use factlint_language::word;
use factlint_language::words::Class;

/// A figure as a claim keeps it.
pub(super) fn value_of(figure: &Figure, prose: &str, units: &Units) -> FigureValue {
    let (unit, dimension) = measure_of(figure, units);
    let hedge = prose
        .get(figure.hedged.start as usize..figure.span.start as usize)
        .map(str::trim)
        .filter(|hedge| !hedge.is_empty())
        .map(SmolStr::new);
    let (factor, offset) = match figure.measure {
        Measure::Unit(id) => (units.get(id).factor, units.get(id).offset),
        _ => (1.0, 0.0),
    };
    let factor = factor / per(figure, units);
    let last = figure.high.unwrap_or(figure.low);
    FigureValue {
        low: figure.low.value,
        high: figure.high.map(|high| high.value),
        plural: plural(&figure.measure, units).map(SmolStr::from),
        unit: unit.map(SmolStr::from),
        dimension: dimension.into(),
        hedge,
        interval: figure_to_base(figure, figure.interval, units),
        as_written: figure.interval,
        loose: figure_to_base(figure, loose(figure), units),
        factor,
        offset,
        decimals: last.decimals,
        step: last.step,
        is_difference: false,
        may_be_difference: false,
        attributive: figure.attributive,
    }
}

/// A figure for arithmetic: a plain whole number ("40") is taken for exact, as a count is.
pub(super) fn addable(mut figure: Figure) -> Figure {
    let plain = figure.measure == Measure::Bare && figure.hedge.is_none() && figure.high.is_none();
    if plain
        && figure.low.decimals == 0
        && figure.low.step <= 1.0
        && figure.low.value.fract() == 0.0
    {
        figure.interval = Interval::exactly(figure.low.value);
    }
    figure
}

/// How many base units the unit is that a figure is told per; 1 without one.
fn per(figure: &Figure, units: &Units) -> f64 {
    figure.per.map_or(1.0, |per| units.get(per).factor)
}

/// An interval of a figure's unit in base units, those that it is told per included.
pub(super) fn figure_to_base(figure: &Figure, interval: Interval, units: &Units) -> Interval {
    to_base(interval, &figure.measure, units).scaled(1.0 / per(figure, units), 0.0)
}

/// How more than one of the unit or of the counted thing is called.
fn plural(measure: &Measure, units: &Units) -> Option<String> {
    match measure {
        Measure::Unit(id) => Some(units.get(*id).plural.clone()),
        Measure::Counted(noun) => Some(wording::plural(noun)),
        Measure::Bare => None,
    }
}

/// The unit's name and the dimension within which a figure is compared: "500 requests per minute" only
/// with other requests per minute.
pub(super) fn measure_of(figure: &Figure, units: &Units) -> (Option<String>, String) {
    let (unit, dimension) = measure(&figure.measure, units);
    match figure.per {
        Some(per) => (unit, format!("{dimension} per {}", units.get(per).name)),
        None => (unit, dimension),
    }
}

/// The unit's name and the dimension within which figures are compared.
pub(super) fn measure(measure: &Measure, units: &Units) -> (Option<String>, String) {
    match measure {
        Measure::Unit(id) => {
            let unit = units.get(*id);
            let dimension = match &unit.currency {
                Some(currency) => format!("{} in {currency}", unit.dimension),
                None => unit.dimension.clone(),
            };
            (Some(unit.name.clone()), dimension)
        }
        Measure::Counted(noun) => (Some(noun.clone()), format!("number of {noun}")),
        Measure::Bare => (None, "number".to_owned()),
    }
}

/// Units whose bare name may mean another: an American gallon or an imperial one, a ton of 2,000
/// pounds, of 2,240 or of 1,000 kilograms, a megabyte of 10^6 bytes or of 2^20. Where one of them
/// fits, nothing is wrong.
const NAMESAKES: &[&[&str]] = &[
    &["gallon", "imperial gallon"],
    &["gigabyte", "gibibyte"],
    &["kilobyte", "kibibyte"],
    &["megabyte", "mebibyte"],
    &["ounce", "troy ounce"],
    &["pint", "imperial pint"],
    &["quart", "imperial quart"],
    &["terabyte", "tebibyte"],
    &["ton", "long ton", "tonne"],
];

/// An interval of the figure's unit in the base unit of its dimension, for every unit that it may
/// mean.
pub(super) fn to_base(interval: Interval, measure: &Measure, units: &Units) -> Interval {
    let Measure::Unit(id) = measure else { return interval };
    let unit = units.get(*id);
    let plain = interval.scaled(unit.factor, unit.offset);
    let factor_of = |name: &&str| units.by_name(name).map(|other| units.get(other).factor);
    let namesakes = |name: &str| -> Vec<f64> {
        let names = NAMESAKES.iter().find(|names| names[0] == name).copied().unwrap_or_default();
        names.iter().filter_map(factor_of).collect()
    };
    // "£6.50 a gallon" may be one of an imperial gallon.
    let factors: Vec<f64> = match unit.name.split_once(" per ") {
        None => namesakes(&unit.name),
        Some((_, under)) => {
            let own = factor_of(&under).unwrap_or(1.0);
            namesakes(under).into_iter().map(|other| unit.factor * own / other).collect()
        }
    };
    factors.into_iter().map(|factor| interval.scaled(factor, 0.0)).fold(plain, Interval::hull)
}

/// The range of which a figure is the upper end, where the verb before it has parted its two ends: "goes 30 to 55 km/h", "rose
/// from 30 to 55 km/h".
pub(super) fn with_lower_end(prose: &str, figures: &[Figure], index: usize) -> Option<Figure> {
    let (lower, upper) = (figures.get(index.checked_sub(1)?)?, figures.get(index)?);
    let joint = prose.get(lower.span.end as usize..upper.hedged.start as usize)?.trim();
    let is_range = matches!(joint, "to" | "-" | "–")
        && (lower.measure == Measure::Bare || lower.measure == upper.measure)
        && lower.per.is_none_or(|per| upper.per == Some(per))
        && lower.high.is_none()
        && upper.high.is_none()
        && lower.hedge.is_none()
        && upper.hedge.is_none()
        && lower.low.value < upper.low.value;
    is_range.then(|| Figure {
        low: lower.low,
        high: Some(upper.low),
        interval: lower.interval.hull(upper.interval),
        span: lower.span.hull(upper.span),
        hedged: lower.hedged.hull(upper.hedged),
        ..upper.clone()
    })
}

/// The values that the bare number leaves possible, its hedge forgotten.
pub(super) fn nominal(figure: &Figure) -> Interval {
    let high = figure.high.unwrap_or(figure.low);
    rounded(figure.low, figure.low.step).hull(rounded(high, high.step))
}

/// The values left possible when every trailing zero may be rounding.
fn loose(figure: &Figure) -> Interval {
    let high = figure.high.unwrap_or(figure.low);
    let written = rounded(figure.low, loose_step(figure.low)).hull(rounded(high, loose_step(high)));
    // "More than 1,000 miles (1,600 km)" converts the number, not what lies beyond it.
    let bounded = figure.interval.low.is_finite() && figure.interval.high.is_finite();
    if figure.hedge.is_some() && bounded { written.hull(figure.interval) } else { written }
}

/// The step of a numeral when every trailing zero, and a last five, may be rounding: "45 mph (75 kph)".
fn loose_step(numeral: Numeral) -> f64 {
    let fives = numeral.decimals == 0 && numeral.value.abs() >= 20.0 && numeral.value % 5.0 == 0.0;
    if fives { numeral.loose_step.max(5.0) } else { numeral.loose_step }
}

/// The same for a number of which only the value and the decimals are known.
pub(super) fn loose_step_of(value: f64, decimals: u8) -> f64 {
    let (mut step, size) = (1.0, value.abs());
    if size.fract() > 0.0 {
        return 10_f64.powi(-i32::from(decimals));
    }
    while size > 0.0 && size % (step * 10.0) == 0.0 && step < 1e15 {
        step *= 10.0;
    }
    if size >= 20.0 && size % 5.0 == 0.0 { step.max(5.0) } else { step }
}

fn rounded(numeral: Numeral, step: f64) -> Interval {
    Interval::closed(numeral.value - step / 2.0, numeral.value + step / 2.0)
}

/// Figures grouped with their conversions: "1,000 miles (1,600 km)" is one group of two. Indices
/// into `figures`, in order.
pub(super) fn with_conversions(prose: &str, figures: &[Figure], units: &Units) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut bracketed = false;
    for (index, figure) in figures.iter().enumerate() {
        if let Some(group) = groups.last_mut()
            && let Some(&last) = group.last()
            && let Some(joint) = Joint::between(prose, &figures[last], figure)
            && (joint != Joint::Next || (bracketed && group.len() > 1))
            && are_commensurable(&figures[last], figure, units)
            && group.iter().all(|&other| {
                figures[other].measure != figure.measure || figures[other].per != figure.per
            })
            && (joint != Joint::Bracket || stands_alone(&prose[figure.span.end as usize..]))
            && !is_crossed(prose, figures, last)
        {
            bracketed |= joint == Joint::Bracket;
            group.push(index);
        } else {
            bracketed = false;
            groups.push(vec![index]);
        }
    }
    groups
}

/// Whether a figure is only the last part of something larger: "10 feet by 20 feet (3 meters by 6
/// meters)", "8st 5lb (53kg)".
fn is_crossed(prose: &str, figures: &[Figure], index: usize) -> bool {
    let lead = &prose[..figures[index].hedged.start as usize];
    let after_number = word::words_before(lead).next().is_some_and(|(at, found)| {
        lead[at + found.len()..].trim().is_empty()
            && found.starts_with(|c: char| c.is_ascii_digit())
    });
    after_number
        || (index > 0
            && lead.get(figures[index - 1].span.end as usize..).is_some_and(|gap| {
                matches!(gap.trim(), "" | "×") || word::is(gap.trim(), Class::DimensionJoint)
            }))
}

/// Whether a figure in brackets is a conversion and nothing more: "(8 inches above the record)" tells
/// something else.
fn stands_alone(rest: &str) -> bool {
    /// The bracket closes within this many characters, or something else stands in it.
    const REACH: usize = 60;
    let end =
        rest.char_indices().take(REACH).find(|(_, c)| matches!(c, ')' | ']' | ';' | ',' | '/'));
    end.is_some_and(|(end, _)| {
        word::words(&rest[..end]).all(|(_, found)| word::is(found, Class::ConversionTrailer))
    })
}

/// What ties a conversion to its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// "1,000 miles (1,600 km"
    Bracket,
    /// "1,000 miles, or 1,600 km"
    Or,
    /// A further one inside the brackets.
    Next,
}

impl Joint {
    /// What stands between two figures that follow each other.
    fn between(prose: &str, before: &Figure, after: &Figure) -> Option<Self> {
        let gap = prose.get(before.span.end as usize..after.hedged.start as usize)?;
        // "5 ft. 11 in. (1.80 m)": the stop of an abbreviation.
        let gap = match gap.strip_prefix('.') {
            Some(rest) if rest.trim_start().starts_with(['(', '[']) => rest,
            _ => gap,
        };
        match word::one_line(gap).as_str() {
            "(" | "[" | "(or" | "(i.e." | "(that is" | "(equal to" => Some(Self::Bracket),
            ", or" | "or" | "/" => Some(Self::Or),
            ";" | "," | "or about" => Some(Self::Next),
            _ => None,
        }
    }
}

/// Whether two figures measure the same thing in units that convert.
fn are_commensurable(one: &Figure, other: &Figure, units: &Units) -> bool {
    let per = match (one.per, other.per) {
        (Some(one), Some(other)) => units.commensurable(one, other),
        (None, None) => true,
        _ => false,
    };
    match (&one.measure, &other.measure) {
        _ if !per => false,
        // "7,200 requests per hour (2 requests per second)"
        (Measure::Counted(noun), Measure::Counted(again)) => noun == again && one.per.is_some(),
        // "$61 million, or 58 cents a share" tells two things.
        (Measure::Unit(one), Measure::Unit(other)) => {
            units.commensurable(*one, *other) && !units.get(*one).dimension.starts_with("money")
        }
        _ => false,
    }
}

/// The words of a figure with another number, in the same style: as precise as the number that stands
/// there, and with `significant` digits at least. None where its number cannot be replaced alone.
pub(super) fn restated(words: &str, written: f64, exact: f64, significant: i32) -> Option<String> {
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let length = words[start..]
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(words.len() - start);
    let digits = words[start..start + length].trim_end_matches(['.', ',']);
    let rest = &words[start + digits.len()..];
    let value: f64 = digits.replace(',', "").parse().ok()?;
    if value != written || rest.contains(|c: char| c.is_ascii_digit()) || exact <= 0.0 {
        // A magnitude word or a compound.
        return None;
    }
    let shown = digits.replace([',', '.'], "").trim_matches('0').len() as i32;
    let place = exact.log10().floor() as i32 + 1 - significant.max(shown).max(2);
    let scale = 10f64.powi(place);
    let number = wording::number((exact / scale).round() * scale);
    // A text that writes 2500 without a comma goes on so.
    let plain = value >= 1000.0 && !digits.contains(',');
    let number = if plain { number.replace(',', "") } else { number };
    Some(format!("{}{number}{rest}", &words[..start]))
}

/// `window = "30 days"`, in days.
pub(super) fn read_window(table: &mut Table<'_>, units: &Units) -> Option<i32> {
    let value = table.text_or_number("window")?;
    let text = value.get_ref();
    let found = figure::figures(text, ProseSpan::new(0, text.len()), units);
    let days =
        found.first().filter(|_| found.len() == 1).and_then(|figure| match &figure.measure {
            Measure::Unit(id) if units.get(*id).dimension == "time" => {
                Some((units.to_base(figure.low.value, *id) / 86_400.0).round() as i32)
            }
            Measure::Bare => Some(figure.low.value as i32),
            _ => None,
        });
    if days.is_none() {
        table.problem(
            value.span(),
            format!("`window` of {} is not a length of time", table.what()),
            "for example \"30 days\"",
        );
    }
    days
}

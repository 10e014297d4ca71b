//! Figures: a number as written, with its unit and hedge, read as the interval of true values that
//! an honest writer could have put that way (the table is in `docs/figures.md`).

mod calendar;
mod compound;
mod context;
mod each;
mod ellipsis;
mod judge;
mod label;
mod multiple;
mod quantity;
mod range;
mod reader;
mod value;

use super::token::Tokens;
use super::unit::Units;
use super::words::Words;
use crate::span::ProseSpan;

/// A number as one end of a figure was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// The value, magnitude words included: 1.2 million is 1 200 000.
    pub value: f64,
    /// The unit of the last significant place: 100 for 1,600; 0.01 for 2.50; 100 000 for 1.2
    /// million. Trailing zeros of a whole number are not significant beyond its second digit.
    /// Zero where the number is exact ("six patients", "half a dozen").
    pub step: f64,
    /// Like `step`, but every trailing zero of a whole number may be rounding: 1,000 for 1,000.
    pub loose_step: f64,
    /// Digits written after the decimal point.
    pub decimals: u8,
}

/// What a figure measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// A unit of the table: kilometer, percent, dollar.
    Unit(super::unit::UnitId),
    /// Counted things, by their singular head noun: "patient" for "six elderly patients".
    Counted(String),
    /// No unit and no noun.
    Bare,
}

/// What a writer put in front of (or after) a number to loosen or bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hedge {
    /// about, some, roughly, approximately, around, or so, an estimated
    About,
    /// nearly, almost, close to
    Nearly,
    /// just under, just below
    JustUnder,
    /// just over, slightly more than
    JustOver,
    /// more than, over, above, upwards of
    MoreThan,
    /// at least, no fewer than, N or more, N-plus
    AtLeast,
    /// less than, under, fewer than, below
    LessThan,
    /// up to, at most, no more than, as many as, a maximum of
    AtMost,
}

/// What a figure is told for one of, where that is no unit of a rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Each {
    /// In the singular, without its adjectives: "share", "user per month", "1000 birth", "12-month
    /// period"; "each" where nothing is named.
    pub name: Box<str>,
    /// Where it ends in the prose.
    pub end: u32,
}

/// A figure read in prose.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number with its unit and without its hedge: `2,500 kilometers`, `$5 million`,
    /// `1,000-mile`, `six patients` (for counted things: up to the head noun, or its "per" unit).
    pub span: ProseSpan,
    /// The same with its hedge: `approximately 2,500 kilometers`.
    pub hedged: ProseSpan,
    /// Only the number, magnitude word included: `2,500`, `5 million`, `5 to 10`.
    pub number: ProseSpan,
    /// The number, or the low end of a range.
    pub low: Numeral,
    /// The high end, where the figure is a range ("5 to 10", "between 4 and 5 million").
    pub high: Option<Numeral>,
    /// What is measured.
    pub measure: Measure,
    /// What counted things are counted per: minute for "500 requests per minute". Rates of units
    /// ("kilometer per hour") are units of their own and have none.
    pub per: Option<super::unit::UnitId>,
    /// What else it is told for one of: a share in "63 cents per share". It is no part of the spans.
    pub each: Option<Each>,
    /// The hedge, if any.
    pub hedge: Option<Hedge>,
    /// The possible true values, in the unit as written.
    pub interval: super::interval::Interval,
    /// Whether the figure stands before a noun as an adjective: `1,000-mile`.
    pub attributive: bool,
    /// Whether its measure stands at another figure: the "40" of "up to 50 km from 40", the "12" of
    /// "12 of the 47 members".
    pub elliptical: bool,
}

impl Figure {
    /// What it is told per, where that is no part of its unit: "minute", "user per month".
    pub fn told_per(&self, units: &Units) -> Option<String> {
        let per = self.per.map(|per| units.get(per).name.as_str());
        let each = self.each.as_ref().map(|each| &*each.name);
        match (per, each) {
            (Some(per), Some(each)) => Some(format!("{per} per {each}")),
            (one, other) => one.or(other).map(str::to_owned),
        }
    }

    /// `span` with what the figure is told for one of: "$12 per user".
    pub fn with_each(&self, span: ProseSpan) -> ProseSpan {
        let end = self.each.as_ref().map_or(span.end, |each| each.end.max(span.end));
        ProseSpan { end, ..span }
    }
}

/// The figures in `within`, a sentence or a block of `prose`, in order; they do not overlap.
/// Spans are offsets in `prose`. A range that does not fit the prose holds none.
pub fn figures(prose: &str, within: ProseSpan, units: &Units) -> Vec<Figure> {
    figures_of(&Tokens::new(prose, within, Words::embedded()), units)
}

/// The figures among the tokens of a sentence, in order; they do not overlap.
pub fn figures_of(tokens: &Tokens<'_>, units: &Units) -> Vec<Figure> {
    let mut found = Vec::new();
    reader::Reader::new(tokens, units).read(|figure| found.push(figure));
    found
}

/// Calls `each` with every figure in `within`, in order.
pub fn for_each(prose: &str, within: ProseSpan, units: &Units, each: impl FnMut(Figure)) {
    let tokens = Tokens::new(prose, within, Words::embedded());
    reader::Reader::new(&tokens, units).read(each);
}

#[cfg(test)]
mod forms;
#[cfg(test)]
mod tests;

//! What the parts of claims mean, as bytes.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::bytes::{Reader, Writer};
use super::texts::{Place, TextReader, TextWriter};
use crate::claim::{
    DayValue, Days, FigureValue, Identity, MeasuredValue, Part, Proportion, Relation, Reported,
    Rounded, Stance, Statistic, Tails, TitleValue, Value,
};
use factlint_language::interval::Interval;

/// What the first byte of a value says it is. Never reordered without need: bytes may be kept.
mod kind {
    pub const FIGURE: u8 = 0;
    pub const PERCENTAGE: u8 = 1;
    pub const LIST: u8 = 2;
    pub const PERIOD: u8 = 3;
    pub const UNDATED: u8 = 4;
    pub const AGE: u8 = 5;
    pub const TERM: u8 = 6;
    pub const REQUIRED: u8 = 7;
    pub const TEXT: u8 = 8;
    /// A text that is the words of its part.
    pub const WORDS: u8 = 9;
    /// A text that is those words as readers see them.
    pub const SEEN: u8 = 10;
    pub const MEASURED: u8 = 11;
    pub const TITLE: u8 = 12;
    pub const DAY: u8 = 13;
    pub const REPORTED: u8 = 14;
    pub const WEEKDAY: u8 = 15;
    pub const FORM: u8 = 16;
}

const PROPORTIONS: &[Proportion] =
    &[Proportion::Rise, Proportion::Fall, Proportion::Share, Proportion::Multiple];

const RELATIONS: &[Relation] = &[Relation::Equal, Relation::Below, Relation::Above];

const STATISTICS: &[Statistic] = &[
    Statistic::T,
    Statistic::F,
    Statistic::ChiSquare,
    Statistic::R,
    Statistic::Z,
    Statistic::P,
    Statistic::NotSignificant,
    Statistic::Mean,
    Statistic::Size,
    Statistic::Items,
    Statistic::Estimate,
    Statistic::Middle,
    Statistic::End,
    Statistic::Count,
    Statistic::Percentage,
    Statistic::TwoGroups,
    Statistic::OneGroup,
    Statistic::OneWay,
];

/// The place of one of few in the list of all.
fn index_in<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).unwrap_or_default() as u8
}

fn one_of<T: Copy>(all: &[T], from: &mut Reader<'_>) -> Option<T> {
    all.get(usize::from(from.byte()?)).copied()
}

/// Yes and no, the first in the lowest bit.
fn bits(all: &[bool]) -> u64 {
    all.iter().rev().fold(0, |bits, bit| bits << 1 | u64::from(*bit))
}

fn bit(bits: u64, index: u32) -> bool {
    bits >> index & 1 == 1
}

/// Writes values.
pub(super) struct ValueWriter<'w, 'c> {
    pub to: &'w mut Writer,
    pub texts: &'w mut TextWriter<'c>,
}

impl<'c> ValueWriter<'_, 'c> {
    pub fn value(&mut self, part: &'c Part) {
        match &part.value {
            Value::Figure(figure) => {
                self.to.byte(kind::FIGURE);
                self.figure(figure);
            }
            Value::Percentage { figure, of } => {
                self.to.byte(kind::PERCENTAGE);
                self.to.byte(index_in(PROPORTIONS, of));
                self.figure(figure);
            }
            Value::List { items } => {
                self.to.byte(kind::LIST);
                self.to.number((*items).into());
            }
            Value::Period(days) => {
                self.to.byte(kind::PERIOD);
                days_to(self.to, *days);
            }
            Value::Undated => self.to.byte(kind::UNDATED),
            Value::Age { years } => {
                self.to.byte(kind::AGE);
                self.to.byte(*years);
            }
            Value::Term { captures, replacement } => {
                self.to.byte(kind::TERM);
                self.to.length(captures.len());
                for capture in captures {
                    self.text(capture);
                }
                self.perhaps(replacement.as_deref());
            }
            Value::Required { met } => {
                self.to.byte(kind::REQUIRED);
                self.to.byte((*met).into());
            }
            Value::Text { text } if *text == part.words => self.to.byte(kind::WORDS),
            Value::Text { text } if part.seen.as_ref() == Some(text) => self.to.byte(kind::SEEN),
            Value::Text { text } => {
                self.to.byte(kind::TEXT);
                self.text(text);
            }
            Value::Measured(measured) => {
                self.to.byte(kind::MEASURED);
                self.text(&measured.text);
                self.text(&measured.dimension);
                interval_to(self.to, measured.amount);
            }
            Value::Title(title) => {
                self.to.byte(kind::TITLE);
                self.title(title);
            }
            Value::Day(day) => {
                self.to.byte(kind::DAY);
                self.to.number(bits(&[day.year.is_some(), day.is_yearless]));
                self.to.signed(day.year.unwrap_or_default().into());
                self.to.signed(day.month.into());
                self.to.signed(day.day.into());
            }
            Value::Reported(reported) => {
                self.to.byte(kind::REPORTED);
                self.reported(reported);
            }
            Value::Weekday { after_monday } => {
                self.to.byte(kind::WEEKDAY);
                self.to.signed((*after_monday).into());
            }
            Value::Form { form, replacement } => {
                self.to.byte(kind::FORM);
                self.to.length(*form);
                self.perhaps(replacement.as_deref());
            }
        }
    }

    fn text(&mut self, text: &'c str) {
        self.texts.text(self.to, text);
    }

    fn perhaps(&mut self, text: Option<&'c str>) {
        self.to.byte(text.is_some().into());
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn figure(&mut self, figure: &'c FigureValue) {
        let all = [
            figure.high.is_some(),
            figure.unit.is_some(),
            figure.plural.is_some(),
            figure.hedge.is_some(),
            figure.is_difference,
            figure.may_be_difference,
            figure.attributive,
            are_same(figure.as_written, figure.interval),
            are_same(figure.loose, figure.interval),
        ];
        self.to.number(bits(&all));
        self.to.float(figure.low);
        if let Some(float) = figure.high {
            self.to.float(float);
        }
        for text in [&figure.unit, &figure.plural, &figure.hedge].into_iter().flatten() {
            self.text(text);
        }
        self.text(&figure.dimension);
        interval_to(self.to, figure.interval);
        for other in [figure.as_written, figure.loose] {
            if !are_same(other, figure.interval) {
                interval_to(self.to, other);
            }
        }
        self.to.float(figure.factor);
        self.to.float(figure.offset);
        self.to.byte(figure.decimals);
        self.to.float(figure.step);
    }

    fn title(&mut self, title: &'c TitleValue) {
        let is_former = title.stance == Stance::Former;
        let (identity, name) = match &title.identity {
            Identity::Known(name) => ([true, false], Some(name)),
            Identity::Resembles(name) => ([false, true], Some(name)),
            Identity::Unknown => ([false, false], None),
        };
        let [is_known, resembles] = identity;
        let has_pronoun = title.pronoun.is_some();
        self.to.number(bits(&[
            is_former, title.in_full, title.looks_back, is_known, resembles, has_pronoun,
            title.is_of_then,
        ]));
        self.text(&title.title);
        self.text(&title.person);
        for text in [name, title.pronoun.as_ref()].into_iter().flatten() {
            self.text(text);
        }
    }

    fn reported(&mut self, reported: &Reported) {
        let Tails { one, perhaps_one, perhaps_raised, rounded_degrees } = reported.tails;
        self.to.byte(index_in(STATISTICS, &reported.statistic));
        self.to.byte(index_in(RELATIONS, &reported.relation));
        self.to.number(bits(&[one, perhaps_one, perhaps_raised, rounded_degrees]));
        self.to.length(reported.degrees.len());
        for number in std::iter::once(&reported.value).chain(&reported.degrees) {
            self.to.float(number.value);
            self.to.float(number.step);
        }
    }
}

pub(super) fn days_to(to: &mut Writer, days: Days) {
    to.date(days.first);
    to.date(days.last);
}

/// Whether two intervals are the same to the bit.
fn are_same(one: Interval, other: Interval) -> bool {
    one == other
        && [one.low, one.high].map(f64::to_bits) == [other.low, other.high].map(f64::to_bits)
}

fn interval_to(to: &mut Writer, interval: Interval) {
    let Interval { low, high, low_closed, high_closed } = interval;
    let is_one = low.to_bits() == high.to_bits();
    to.number(bits(&[
        low_closed,
        high_closed,
        low == f64::NEG_INFINITY,
        high == f64::INFINITY,
        is_one,
    ]));
    if low != f64::NEG_INFINITY {
        to.float(low);
    }
    if high != f64::INFINITY && !is_one {
        to.float(high);
    }
}

/// Reads values.
pub(super) struct ValueReader<'r, 'b> {
    pub from: &'r mut Reader<'b>,
    pub texts: TextReader<'b>,
}

impl ValueReader<'_, '_> {
    /// What is said at a place.
    pub fn value(&mut self, place: &Place) -> Option<Value> {
        let value = match self.from.byte()? {
            kind::FIGURE => Value::Figure(Box::new(self.figure()?)),
            kind::PERCENTAGE => {
                let of = one_of(PROPORTIONS, self.from)?;
                Value::Percentage { figure: Box::new(self.figure()?), of }
            }
            kind::LIST => Value::List { items: self.from.small()? },
            kind::PERIOD => Value::Period(days_from(self.from)?),
            kind::UNDATED => Value::Undated,
            kind::AGE => Value::Age { years: self.from.byte()? },
            kind::TERM => {
                let count = self.from.length()?;
                let captures = (0..count).map(|_| self.owned()).collect::<Option<_>>()?;
                Value::Term { captures, replacement: self.perhaps()? }
            }
            kind::REQUIRED => Value::Required { met: self.from.byte()? != 0 },
            kind::TEXT => Value::Text { text: self.text()? },
            kind::WORDS => Value::Text { text: place.words.clone() },
            kind::SEEN => Value::Text { text: place.seen.clone()? },
            kind::MEASURED => {
                let (text, dimension) = (self.text()?, self.text()?);
                let amount = self.interval()?;
                Value::Measured(Box::new(MeasuredValue { text, dimension, amount }))
            }
            kind::TITLE => Value::Title(Box::new(self.title()?)),
            kind::DAY => {
                let bits = self.from.number()?;
                let year = i16::try_from(self.from.signed()?).ok()?;
                Value::Day(DayValue {
                    year: bit(bits, 0).then_some(year),
                    month: self.from.signed()?.try_into().ok()?,
                    day: self.from.signed()?.try_into().ok()?,
                    is_yearless: bit(bits, 1),
                })
            }
            kind::REPORTED => Value::Reported(Box::new(self.reported()?)),
            kind::WEEKDAY => Value::Weekday { after_monday: self.from.signed()?.try_into().ok()? },
            kind::FORM => Value::Form { form: self.from.length()?, replacement: self.perhaps()? },
            _ => return None,
        };
        Some(value)
    }

    fn text(&mut self) -> Option<SmolStr> {
        self.texts.text(self.from).map(SmolStr::from)
    }

    fn owned(&mut self) -> Option<String> {
        self.texts.text(self.from).map(Cow::into_owned)
    }

    fn perhaps(&mut self) -> Option<Option<SmolStr>> {
        let is_there = self.from.byte()? != 0;
        self.text_if(is_there)
    }

    fn text_if(&mut self, is_there: bool) -> Option<Option<SmolStr>> {
        if is_there { self.text().map(Some) } else { Some(None) }
    }

    fn interval(&mut self) -> Option<Interval> {
        let bits = self.from.number()?;
        let low = if bit(bits, 2) { f64::NEG_INFINITY } else { self.from.float()? };
        let high = match () {
            () if bit(bits, 3) => f64::INFINITY,
            () if bit(bits, 4) => low,
            () => self.from.float()?,
        };
        Some(Interval { low, high, low_closed: bit(bits, 0), high_closed: bit(bits, 1) })
    }

    fn interval_unless(&mut self, same: bool, interval: Interval) -> Option<Interval> {
        if same { Some(interval) } else { self.interval() }
    }

    fn figure(&mut self) -> Option<FigureValue> {
        let bits = self.from.number()?;
        let low = self.from.float()?;
        let high = if bit(bits, 0) { Some(self.from.float()?) } else { None };
        let unit = self.text_if(bit(bits, 1))?;
        let plural = self.text_if(bit(bits, 2))?;
        let hedge = self.text_if(bit(bits, 3))?;
        let dimension = self.text()?;
        let interval = self.interval()?;
        Some(FigureValue {
            low,
            high,
            unit,
            plural,
            dimension,
            hedge,
            interval,
            as_written: self.interval_unless(bit(bits, 7), interval)?,
            loose: self.interval_unless(bit(bits, 8), interval)?,
            factor: self.from.float()?,
            offset: self.from.float()?,
            decimals: self.from.byte()?,
            step: self.from.float()?,
            is_difference: bit(bits, 4),
            may_be_difference: bit(bits, 5),
            attributive: bit(bits, 6),
        })
    }

    fn title(&mut self) -> Option<TitleValue> {
        let bits = self.from.number()?;
        let (title, person) = (self.owned()?, self.owned()?);
        let identity = match (bit(bits, 3), bit(bits, 4)) {
            (true, _) => Identity::Known(self.owned()?),
            (_, true) => Identity::Resembles(self.owned()?),
            _ => Identity::Unknown,
        };
        let pronoun = if bit(bits, 5) { Some(self.owned()?) } else { None };
        Some(TitleValue {
            title,
            stance: if bit(bits, 0) { Stance::Former } else { Stance::Current },
            person,
            in_full: bit(bits, 1),
            identity,
            looks_back: bit(bits, 2),
            is_of_then: bit(bits, 6),
            pronoun,
        })
    }

    fn reported(&mut self) -> Option<Reported> {
        let statistic = one_of(STATISTICS, self.from)?;
        let relation = one_of(RELATIONS, self.from)?;
        let bits = self.from.number()?;
        let count = self.from.length()?;
        let value = self.rounded()?;
        let degrees = (0..count).map(|_| self.rounded()).collect::<Option<_>>()?;
        let tails = Tails {
            one: bit(bits, 0),
            perhaps_one: bit(bits, 1),
            perhaps_raised: bit(bits, 2),
            rounded_degrees: bit(bits, 3),
        };
        Some(Reported { statistic, relation, value, degrees, tails })
    }

    fn rounded(&mut self) -> Option<Rounded> {
        Some(Rounded { value: self.from.float()?, step: self.from.float()? })
    }
}

pub(super) fn days_from(from: &mut Reader<'_>) -> Option<Days> {
    Some(Days { first: from.date()?, last: from.date()? })
}

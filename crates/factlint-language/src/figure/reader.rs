//! Finds the places where a figure may start and reads the figure around each.

use super::super::hedge;
use super::super::measure::{self, Found};
use super::super::noun;
use super::super::number::{Form, Number, word_of};
use super::super::unit::{UnitId, Units};
use super::each::Of;
use super::ellipsis::Earlier;
use super::quantity::Quantity;
use super::{Each, Figure, Hedge, Measure, Numeral, calendar, label, multiple, value};
use crate::token::{Gap, Kind, Token, Tokens};
use crate::words::{Class, Opening};

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) units: &'a Units,
    /// The end of the last figure: nothing before it is read again.
    pub(super) floor: usize,
    /// Where what the last figure is told for one of ends in the prose.
    each_end: usize,
    /// The last figure.
    pub(super) earlier: Option<Earlier>,
    /// The last persons that were counted, in the singular.
    pub(super) people: Option<String>,
    /// Where the last number that numbers something ends.
    labelled: Option<usize>,
}

/// What a number measures, and where that ends.
struct Measured {
    measure: Measure,
    end: usize,
    per: Option<UnitId>,
    each: Option<Each>,
    attributive: bool,
    /// Whether the measure stands at another figure.
    elliptical: bool,
    /// Whether it is an age without a unit of its own.
    is_age: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a Tokens<'a>, units: &'a Units) -> Self {
        Self { tokens, units, floor: 0, each_end: 0, earlier: None, people: None, labelled: None }
    }

    /// Reads every figure.
    pub(super) fn read(mut self, mut each: impl FnMut(Figure)) {
        let tokens = self.tokens;
        let mut i = 0;
        while let Some(opening) = self.opening_from(i) {
            i = match tokens.kind(opening) {
                Kind::Letters => self.at_letters(opening, &mut each),
                Kind::Sign(':') if tokens.slice(opening..opening + 3) == "://" => {
                    tokens.attached_end(opening)
                }
                _ if self.starts_in_digits(opening) => self.at(opening, &mut each).max(opening + 1),
                _ => opening + 1,
            };
        }
    }

    /// The next token from `i` on that may open a figure, or something that holds none though it has digits.
    fn opening_from(&self, i: usize) -> Option<usize> {
        let rest = self.tokens.all().get(i..)?;
        let are_digits = |token: &Token| token.kind == Kind::Digits && token.gap == Gap::None;
        let opens = |at: usize, token: &Token| match token.kind {
            Kind::Letters => {
                self.tokens.may_open(i + at, Opening::Figure)
                    || rest.get(at + 1).is_some_and(are_digits)
            }
            Kind::Digits | Kind::Sign(':' | '.') => true,
            Kind::Sign(sign) => !sign.is_ascii(),
            Kind::End => false,
        };
        let found = rest.iter().enumerate().find(|(at, token)| opens(*at, token));
        found.map(|(at, _)| i + at)
    }

    /// Reads the figure that letters at `i` may start; returns where to go on.
    fn at_letters(&mut self, i: usize, each: &mut impl FnMut(Figure)) -> usize {
        let (tokens, end) = (self.tokens, i + 1);
        if word_of(tokens, i).is_some() {
            return self.at(i, each).max(end);
        }
        if let Some(value) = multiple::read(tokens, i) {
            self.emit_multiple(i, value, each);
            return end;
        }
        if tokens.is_attached(end) && tokens.is_digits(end) {
            // "EUR500" holds a number, "LGA1156" does not.
            let code = tokens.word(i).len() <= 3
                && measure::currency_before(tokens, self.units, end, self.floor).is_some();
            return if code { end } else { tokens.identifier_end(end) };
        }
        end
    }

    /// Hands out "doubled" and the like: a multiple of the other value, right to a tenth.
    fn emit_multiple(&mut self, i: usize, value: f64, each: &mut impl FnMut(Figure)) {
        if i < self.floor {
            return;
        }
        let Some(fold) = self.units.by_name("fold") else { return };
        let (tokens, end) = (self.tokens, i + 1);
        let step = 0.2 * value;
        let numeral = Numeral { value, step, loose_step: step, decimals: 0 };
        let before = hedge::before(tokens, i).filter(|(from, _)| *from >= self.floor);
        let hedge = before.map(|(_, hedge)| hedge);
        self.floor = end;
        each(Figure {
            span: tokens.span(i..end),
            hedged: tokens.span(before.map_or(i, |(from, _)| from)..end),
            number: tokens.span(i..end),
            low: numeral,
            high: None,
            measure: Measure::Unit(fold),
            per: None,
            each: None,
            hedge,
            interval: if value < 1.0 {
                // "Nearly halved" is a little more than half: the hedge is of two times less.
                let inverse = Numeral { value: 1.0 / value, step: 0.2 / value, ..numeral };
                value::interval(&inverse, None, hedge, false).inverse()
            } else {
                value::interval(&numeral, None, hedge, false)
            },
            attributive: false,
            elliptical: false,
        });
    }

    /// Reads the figure whose number may start at `i`; returns where to go on.
    fn at(&mut self, i: usize, each: &mut impl FnMut(Figure)) -> usize {
        if let Some(whole) = self.unit_and_a_half(i) {
            self.emit(whole, None, whole.start, each);
            return whole.end;
        }
        match self.quantity(i) {
            Ok(first) => self.figure(first, each),
            Err(next) => next,
        }
    }

    /// Builds the figures that start with `first` and hands them out; returns where to go on.
    fn figure(&mut self, first: Quantity, each: &mut impl FnMut(Figure)) -> usize {
        if let Some(whole) = self.compound(&first) {
            // "10 km, 8 m and 6 cm" has three parts.
            let whole = self.compound(&whole).unwrap_or(whole);
            self.emit(whole, None, first.start, each);
            return whole.end;
        }
        if first.unit().is_none()
            && calendar::is_dated_year(self.tokens, first.start, &first.number)
            && !matches!(self.tokens.after_sign(first.end), Some('-' | '–'))
        {
            return first.end;
        }
        if let Some((joint, second)) = self.second(&first) {
            return self.pair(first, joint, second, each);
        }
        self.emit(first, None, first.start, each);
        first.end
    }

    /// Hands out the figure of a quantity, unless it is no figure. `low` is the low end of a range,
    /// `outer` where the whole starts without a hedge.
    pub(super) fn emit(
        &mut self,
        quantity: Quantity,
        low: Option<Numeral>,
        outer: usize,
        each: &mut impl FnMut(Figure),
    ) {
        let tokens = self.tokens;
        let Quantity { start, number, numeral, .. } = quantity;
        // The 1,000 of "4.2 deaths per 1,000 births" is no figure of its own.
        if start < self.floor || tokens.start(start) < self.each_end {
            return;
        }
        let counted = self.counted(&quantity);
        let before =
            hedge::before(tokens, start).filter(|hedge| !self.is_during(&quantity, *hedge));
        if self.rejects(&quantity, counted.is_some(), before.is_some(), low.is_some()) {
            return;
        }
        let measured = self.measured(&quantity, counted, low.is_some());
        let end = measured.end;
        let after = hedge::after(tokens, end);
        let (hedge, hedged): (Option<Hedge>, _) = match (before, after) {
            (Some((from, hedge)), _) if from >= self.floor => (Some(hedge), from.min(outer)..end),
            (_, Some((to, hedge))) => (Some(hedge), outer..to),
            _ => (None, outer..end),
        };
        let exact = matches!(measured.measure, Measure::Counted(_))
            && number.is_whole()
            && number.scale == 1.0;
        let (low, high) = match low {
            Some(low) => (low, Some(numeral)),
            None => (numeral, None),
        };
        self.floor = end.max(hedged.end);
        self.each_end = measured.each.as_ref().map_or(0, |each| each.end as usize);
        if let Measure::Counted(noun) = &measured.measure
            && noun::is_person(noun)
        {
            self.people = Some(noun.clone());
        }
        self.earlier = Some(Earlier {
            measure: measured.measure.clone(),
            start: hedged.start,
            end: self.floor,
            is_age: measured.is_age,
        });
        each(Figure {
            span: tokens.span(start..end),
            hedged: tokens.span(hedged),
            number: tokens.span(number.start..number.end),
            low,
            high,
            interval: value::interval(&low, high.as_ref(), hedge, exact),
            measure: measured.measure,
            per: measured.per,
            each: measured.each,
            hedge,
            attributive: measured.attributive,
            elliptical: measured.elliptical,
        });
    }

    /// Whether "over" tells in which time something happened: "rose 5% over 12 months".
    fn is_during(&self, quantity: &Quantity, (from, hedge): (usize, Hedge)) -> bool {
        let tokens = self.tokens;
        let unit = quantity.unit.filter(|_| hedge == Hedge::MoreThan && tokens.says(from, "over"));
        let behind_figure = || {
            self.earlier.as_ref().is_some_and(|earlier| tokens.spaced(earlier.end) == Some(from))
        };
        // "the rise came over 30 days"
        let happens = || tokens.previous_is_lower(from, Class::HappensOver);
        unit.is_some_and(|found| self.units.get(found.unit).dimension == "time")
            && (behind_figure() || happens())
    }

    /// Whether a quantity is no figure. Remembers the end of one that numbers something.
    fn rejects(&mut self, quantity: &Quantity, counts: bool, hedged: bool, range: bool) -> bool {
        let Quantity { start, number, .. } = *quantity;
        let bare = quantity.unit().is_none();
        let listed = bare
            && !counts
            && number.form == Form::Digits
            && self.labelled.is_some_and(|end| label::goes_on_a_list(self.tokens, end, start));
        if listed {
            self.labelled = Some(number.end);
            return true;
        }
        let none = self.is_no_figure(quantity, counts, hedged, range);
        if none {
            let labels = bare && label::is_label(self.tokens, start, &number, counts);
            self.labelled = labels.then_some(number.end);
        }
        none
    }

    /// What a quantity measures: its unit, what it counts, an age, or the measure of another figure.
    fn measured(&self, quantity: &Quantity, counted: Option<Counted>, range: bool) -> Measured {
        let tokens = self.tokens;
        let plain = Measured {
            measure: Measure::Bare,
            end: quantity.end,
            per: None,
            each: None,
            attributive: false,
            elliptical: false,
            is_age: false,
        };
        if let Some(unit) = quantity.unit() {
            let attributive = quantity.unit.is_some_and(|found| found.attributive);
            let per = self.per_unit(unit, quantity.end);
            let end = per.map_or(quantity.end, |(_, end)| end);
            let of = match self.units.get(unit).dimension.starts_with("money") {
                true => Of::Money,
                false => Of::Unit(unit),
            };
            return Measured {
                measure: Measure::Unit(unit),
                attributive,
                end,
                each: if attributive { None } else { self.each(end, of) },
                per: per.map(|(unit, _)| unit),
                ..plain
            };
        }
        if let Some(counted) = counted {
            return self.measured_by(quantity, counted, plain);
        }
        if let Some(year) = self.age(quantity) {
            return Measured { measure: Measure::Unit(year), is_age: true, ..plain };
        }
        if let Some((per, end)) = self.per_time(&quantity.number) {
            return Measured { per: Some(per), end, ..plain };
        }
        // "3.1 per 1,000 births"
        if tokens.spaced(quantity.end).is_some_and(|per| tokens.says(per, "per"))
            && let Some(each) = self.each(quantity.end, Of::Count)
        {
            return Measured { each: Some(each), ..plain };
        }
        if let Some(measure) = self.announced(quantity) {
            return Measured { measure, ..plain };
        }
        let borrowed = if range { None } else { self.borrowed(quantity) };
        match borrowed {
            Some(measure) => Measured { measure, elliptical: true, ..plain },
            None => plain,
        }
    }

    /// What a unit is told per, where the table has no unit of it: "5 mg per kg". Money for a time
    /// or a person stays money.
    fn per_unit(&self, unit: UnitId, end: usize) -> Option<(UnitId, usize)> {
        let tokens = self.tokens;
        // "5 mg kg−1"
        if let Some(under) = measure::told_per(tokens, self.units, end) {
            return Some(under);
        }
        let per = tokens.attached_sign(end, '/')
            || tokens.spaced(end).is_some_and(|per| tokens.says(per, "per"));
        if !per || self.is_money(unit) {
            return None;
        }
        measure::denominator(tokens, self.units, end)
    }

    /// The time in which a bare number comes again: "100 per minute", "250/hour".
    pub(super) fn per_time(&self, number: &Number) -> Option<(UnitId, usize)> {
        let tokens = self.tokens;
        let slash = tokens.attached_sign(number.end, '/');
        let per = tokens.spaced(number.end).is_some_and(|per| tokens.says(per, "per"));
        let digits = number.form == Form::Digits && number.scale == 1.0;
        if !(slash || per) || !digits {
            return None;
        }
        measure::denominator(tokens, self.units, number.end)
            .filter(|(unit, _)| self.units.get(*unit).dimension == "time")
    }

    /// What a quantity with a noun measures: so many of it, or a time.
    fn measured_by(&self, quantity: &Quantity, counted: Counted, plain: Measured) -> Measured {
        let Counted { end, noun, hyphen } = counted;
        // "2 full years" and "the 3 next weeks" are times.
        if !hyphen && let Some(unit) = self.time(&noun, quantity.number.end) {
            return Measured { measure: Measure::Unit(unit), end, ..plain };
        }
        let per = measure::denominator(self.tokens, self.units, end);
        let end = per.map_or(end, |(_, end)| end);
        Measured {
            measure: Measure::Counted(noun),
            end,
            each: if hyphen { None } else { self.each(end, Of::Count) },
            per: per.map(|(unit, _)| unit),
            attributive: hyphen,
            ..plain
        }
    }

    /// The unit of time that a counted noun is, with a modifier at `modifier`. Business days and
    /// school years are others.
    fn time(&self, noun: &str, modifier: usize) -> Option<UnitId> {
        let unit = self.units.by_lower_name(noun)?;
        let time = self.units.get(unit).dimension == "time"
            && self.tokens.is_lower(modifier, Class::TimeModifiers)
            && !self.tokens.is_attached(modifier + 1);
        time.then_some(unit)
    }

    /// "a year and a half" at its "half".
    fn unit_and_a_half(&self, i: usize) -> Option<Quantity> {
        let tokens = self.tokens;
        let part = match tokens.word(i) {
            "half" => 0.5,
            "quarter" => 0.25,
            _ => return None,
        };
        let article = tokens.previous(i).filter(|_| tokens.previous_word(i) == "a")?;
        let and = tokens.previous(article).filter(|_| tokens.previous_word(article) == "and")?;
        let name = tokens.previous(and)?;
        let unit = self.units.by_lower_name(tokens.previous_word(and))?;
        let one = tokens.previous_is(name, Class::OneOfAUnit);
        let start = if tokens.previous_is(name, Class::TimeModifiers) {
            Some(name)
        } else {
            tokens.previous(name).filter(|_| one)
        };
        let start = start.filter(|start| *start >= self.floor)?;
        let end = i + 1;
        let numeral = Numeral { value: 1.0 + part, step: part, loose_step: part, decimals: 0 };
        Some(Quantity {
            start,
            number: Number::new(start, end, numeral, Form::Fraction),
            numeral,
            currency: None,
            unit: Some(Found { unit, end, attributive: false }),
            part: None,
            end,
        })
    }
}

/// The noun that a number counts.
pub(super) struct Counted {
    /// Where it ends.
    pub end: usize,
    /// In the singular.
    pub noun: String,
    /// Whether a hyphen joins it to the number: "two-man".
    pub hyphen: bool,
}

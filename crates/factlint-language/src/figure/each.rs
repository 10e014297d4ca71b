//! What a figure is told for one of, where that is no unit of a rate: a share, a user, 1,000 births.

use super::super::measure;
use super::super::noun;
use super::super::number::{self, Form, Reading, word_of};
use super::super::unit::UnitId;
use super::Each;
use super::reader::Reader;
use crate::token::Capitals;
use crate::words::Class;

/// Most things one after the other: "per night per room per guest".
const MOST: usize = 3;

/// What is told for one of something.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Of {
    Money,
    Unit(UnitId),
    Count,
}

impl Reader<'_> {
    /// What a figure that ends at `end` is told for one of: "user per month" of "$12 per user per month".
    pub(super) fn each(&self, end: usize, of: Of) -> Option<Each> {
        let mut name = String::new();
        let is_money = of == Of::Money;
        if is_money && let Some(each) = self.behind_the_same_money(end) {
            return Some(each);
        }
        let mut at = self.past_what_it_is_of(end);
        for _ in 0..MOST {
            let Some((one, end)) = self.one_of(at, of) else { break };
            if !name.is_empty() {
                name.push_str(" per ");
            }
            name.push_str(&one);
            at = end;
        }
        if name.is_empty() && is_money {
            at = self.apiece(end)?;
            name.push_str("each");
        }
        let end = self.tokens.span(end..at).end;
        (!name.is_empty()).then(|| Each { name: name.into(), end })
    }

    /// The "share" of "C$6 (US$4.46) per share": what stands behind the same in other money. The figure ends
    /// before that.
    fn behind_the_same_money(&self, end: usize) -> Option<Each> {
        /// Most tokens in the brackets.
        const REACH: usize = 10;
        let tokens = self.tokens;
        let open = tokens.spaced(end).filter(|open| tokens.sign(*open) == Some('('))?;
        let other = self.number_at(open + 1)?;
        let is_money = other.unit().is_some_and(|unit| self.is_money(unit));
        let close =
            (open + 1..open + REACH).find(|i| tokens.sign(*i) == Some(')')).filter(|_| is_money)?;
        let each = self.each(close + 1, Of::Money)?;
        Some(Each { end: tokens.span(end - 1..end).end, ..each })
    }

    /// Past "of leave" before "per": "12 days of leave per 12-month period"; past a substance: "120 g CO2/km".
    fn past_what_it_is_of(&self, end: usize) -> usize {
        /// Most words behind "of".
        const REACH: usize = 3;
        let tokens = self.tokens;
        let of = tokens.spaced(end).filter(|of| tokens.says(*of, "of"));
        let formula = match of {
            Some(of) => tokens.spaced(of + 1),
            None => tokens.spaced(end),
        };
        if let Some(end) = formula.and_then(|at| self.past_formula(at)) {
            return end;
        }
        let Some(of) = of else { return end };
        (of + 1..=of + 1 + REACH)
            .take_while(|i| tokens.spaced(*i).is_some() && tokens.is_small(*i))
            .find(|i| tokens.says(*i, "per"))
            .filter(|per| *per > of + 1)
            .unwrap_or(end)
    }

    /// Past the formula of a substance at `at` that is told per something: the "CO2" of "120 g CO2/km".
    fn past_formula(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let end =
            (at + 1..at + 4).take_while(|i| tokens.is_attached(*i) && tokens.is_word(*i)).last()?
                + 1;
        let formula = tokens.get(at).capitals != Capitals::None
            && tokens.is_attached(at + 1)
            && tokens.is_digits(at + 1);
        let told = tokens.attached_sign(end, '/')
            || tokens.spaced(end).is_some_and(|per| tokens.says(per, "per"));
        (formula && told).then_some(end)
    }

    /// One thing behind "per", or, behind money, behind "a" or a slash; and where it ends.
    fn one_of(&self, at: usize, of: Of) -> Option<(String, usize)> {
        let tokens = self.tokens;
        let is_money = of == Of::Money;
        // "5 mg kg−1 d−1"
        if let Some((unit, end)) = measure::told_per(tokens, self.units, at) {
            return Some((self.units.get(unit).name.clone(), end));
        }
        if tokens.attached_sign(at, '/') {
            let under = tokens.attached(at + 1).filter(|_| of != Of::Count)?;
            return match tokens.is_letters(under) {
                true => self.unit_under(at, under).or_else(|| measure::noun_under(tokens, at)),
                false => self.so_much(under, of),
            };
        }
        // "£45 a head", "the £45-a-head dinner"
        let past_hyphen = |at: usize| match tokens.attached_sign(at, '-') {
            true => tokens.attached(at + 1),
            false => tokens.spaced(at),
        };
        let per = past_hyphen(at)?;
        let start = past_hyphen(per + 1)?;
        if !tokens.says(per, "per") {
            // "$12 a month", "A$9 a kilogram"
            let timed = is_money && matches!(tokens.word(per), "a" | "an");
            if timed
                && let Some((unit, end)) = measure::denominator(tokens, self.units, at)
                && !self.is_money(unit)
                && !tokens.spaced(end).is_some_and(|next| tokens.is_lower(next, Class::Apiece))
            {
                return Some((self.units.get(unit).name.clone(), end));
            }
            let priced = is_money
                && tokens.is_lower(per, Class::Per)
                && (tokens.is_lower(start, Class::PricedSingly) || self.closes_phrase(start));
            return priced.then(|| (tokens.word(start).to_owned(), start + 1));
        }
        self.unit_under(at, start)
            .or_else(|| self.so_many(start))
            .or_else(|| noun::one_of(tokens, start))
    }

    /// Whether a word is a noun by what stands behind it: the end of a phrase. "£3,900 a term for", "£3,900 a term.", not "£3,900
    /// a good deal".
    fn closes_phrase(&self, noun: usize) -> bool {
        let tokens = self.tokens;
        let is_plain = tokens.is_small(noun)
            && tokens.word(noun).len() > 2
            && !tokens.is(noun, Class::FunctionWords)
            // "$15 each way"
            && !tokens.is_lower(noun, Class::NotCountedByOne)
            // "$5 a week later"
            && self.units.by_name(tokens.word(noun)).is_none();
        let next = noun + 1;
        let ends = match tokens.spaced(next) {
            Some(next) => !tokens.is_letters(next) || tokens.is_lower(next, Class::FunctionWords),
            None => !tokens.is_word(next) || !tokens.is_attached(next),
        };
        is_plain && ends
    }

    /// The unit at `start`, behind "per" or a slash at `at`: "gigabyte" of "$10 per GB".
    fn unit_under(&self, at: usize, start: usize) -> Option<(String, usize)> {
        let (tokens, units) = (self.tokens, self.units);
        let symbol = || {
            let word = tokens.word(start);
            // "per kWh." ends its sentence, "per kWh²" is another symbol.
            let next = tokens.after_sign(start + 1);
            let is_closed = next.is_some_and(|sign| ".,;:!?)]\"'”’".contains(sign))
                && tokens.identifier_end(start + 1) == start + 1;
            let plain = word.len() > 1 && (is_closed || !tokens.is_attached(start + 1));
            Some((units.by_symbol(word).filter(|_| plain)?, start + 1))
        };
        let (unit, end) = measure::denominator(tokens, units, at).or_else(symbol)?;
        Some((units.get(unit).name.clone(), end))
    }

    /// The "100 km" of "6.5 L/100 km": a round number of what is measured otherwise, and no conversion.
    fn so_much(&self, start: usize, of: Of) -> Option<(String, usize)> {
        let Of::Unit(unit) = of else { return None };
        let under = self.number_at(start)?;
        let other = under.unit.filter(|_| under.currency.is_none())?;
        let round = matches!(under.number.numeral.value, 100.0 | 1000.0 | 10_000.0);
        let differs = self.units.get(other.unit).dimension != self.units.get(unit).dimension;
        (round && differs).then(|| self.so_many(start)).flatten()
    }

    /// "1,000 live births", "100 km", "12-month period", "dozen" at `start`.
    fn so_many(&self, start: usize) -> Option<(String, usize)> {
        let tokens = self.tokens;
        if !(tokens.is_digits(start) || word_of(tokens, start).is_some()) {
            return None;
        }
        let Reading::Number(number) = number::read(tokens, start, false) else { return None };
        let value = number.numeral.value;
        if number.start != start || value <= 1.0 {
            return None;
        }
        if let Some(found) = measure::after(tokens, self.units, &number) {
            let unit = &self.units.get(found.unit).name;
            if !found.attributive {
                return Some((format!("{value} {unit}"), found.end));
            }
            let noun = tokens.spaced(found.end).filter(|noun| tokens.is_small(*noun))?;
            return Some((format!("{value}-{unit} {}", tokens.word(noun)), noun + 1));
        }
        if let Some((end, noun)) = noun::counted(tokens, number.end, false) {
            return Some((format!("{value} {noun}"), end));
        }
        match number.form {
            Form::Digits => (value >= 10.0).then(|| (value.to_string(), number.end)),
            _ if number.end == start + 1 => Some((tokens.word(start).to_owned(), number.end)),
            _ => Some((value.to_string(), number.end)),
        }
    }

    /// The end of "each" or "apiece" behind a price: "$15 each", but not "$15 each way".
    fn apiece(&self, end: usize) -> Option<usize> {
        let tokens = self.tokens;
        let each = tokens.spaced(end).filter(|each| tokens.is_lower(*each, Class::Apiece))?;
        let goes_on = tokens
            .spaced(each + 1)
            .is_some_and(|next| tokens.is_letters(next) && !tokens.is(next, Class::FunctionWords));
        (!goes_on || tokens.says(each, "apiece")).then_some(each + 1)
    }
}

//! A number with its sign, currency and unit.

use super::super::cursor;
use super::super::measure::{self, Found};
use super::super::number::{self, Number, Reading, word_of};
use super::super::unit::UnitId;
use super::reader::Reader;
use super::{Numeral, context};

/// A number with its sign, its currency or unit, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Quantity {
    /// Start with sign and currency.
    pub start: usize,
    pub number: Number,
    pub numeral: Numeral,
    pub currency: Option<UnitId>,
    pub unit: Option<Found>,
    /// The smaller unit of "5 ft 11 in".
    pub part: Option<UnitId>,
    /// End with the unit.
    pub end: usize,
}

impl Quantity {
    /// The unit after it, or the currency before it.
    pub fn unit(&self) -> Option<UnitId> {
        self.unit.map(|u| u.unit).or(self.currency)
    }
}

impl Reader<'_> {
    /// The number at `i` with what belongs to it.
    pub(super) fn quantity(&self, i: usize) -> Result<Quantity, usize> {
        let text = self.text;
        let prefix = measure::currency_before(text, self.units, self.signed(i).0, self.floor);
        let number = match number::read(text, i, prefix.is_some()) {
            Reading::Number(number) => number,
            Reading::Nothing(next) => return Err(next),
        };
        if number.start < self.floor {
            return Err(number.end);
        }
        let (mut start, mut negative) = self.signed(number.start);
        let mut currency = None;
        if let Some((from, unit)) = prefix {
            let (outer, minus) = self.signed(from);
            start = outer;
            negative |= minus;
            currency = Some(unit);
        }
        let mut number = number;
        let mut unit = measure::after(text, self.units, &number);
        if let (Some(money), Some(found)) = (currency, unit) {
            let suffix = self.units.get(found.unit);
            // "$5 USD" and "$5 Canadian dollars" name the money twice; "$5 a barrel" is a rate.
            if suffix.dimension != "money" {
                unit = None;
            } else if found.unit == money || number.scale >= 1.0 {
                currency = None;
            }
        }
        if let (Some(money), None) = (currency, unit) {
            let bare = Found { unit: money, end: number.end, attributive: false };
            let rated = measure::rate(text, self.units, bare);
            if rated.unit != money {
                unit = Some(rated);
            }
        }
        if let Some(found) = unit
            && currency.is_none()
            && self.units.get(found.unit).name == "pound"
            && (number.scale >= 1e6
                || (text[..found.end].ends_with("pounds") && context::is_price(text, number.start)))
        {
            // Nobody weighs out twenty million pounds so often as he spends them.
            unit = self.units.by_name("pound sterling").map(|unit| Found { unit, ..found });
        }
        if let (None, None) = (unit, currency)
            && let Some((scale, money, end)) =
                measure::scaled_code(text, self.units, cursor::skip_gap(text, number.end))
        {
            number = number.scaled(scale);
            unit = Some(Found { unit: money, end, attributive: false });
        }
        // "5.8 trillion won": nobody wins so many.
        if unit.is_none()
            && currency.is_none()
            && number.scale >= 1e6
            && let Some(at) = cursor::gap(text, number.end)
            && cursor::word(text, at) == "won"
        {
            unit = self.units.by_symbol("KRW").map(|unit| Found {
                unit,
                end: at + 3,
                attributive: false,
            });
        }
        // "75 USD million"
        if let Some(found) = unit
            && number.scale == 1.0
            && self.units.get(found.unit).dimension == "money"
            && let Some((end, scale)) = number::magnitude_after(text, found.end)
        {
            number = Number { end: found.end, ..number.scaled(scale) };
            unit = Some(Found { end, ..found });
        }
        let sign = if negative { -1.0 } else { 1.0 };
        if let Some((end, numeral)) = self.plus_minus(&number) {
            number.end = end;
            number.numeral = numeral;
            unit = measure::after(text, self.units, &number).or(unit);
        }
        let numeral = Numeral { value: sign * number.numeral.value, ..number.numeral };
        let end = unit.map_or(number.end, |u| u.end.max(number.end));
        Ok(Quantity { start, number, numeral, currency, unit, part: None, end })
    }

    /// The start of a number with its sign, and whether that is a minus.
    fn signed(&self, start: usize) -> (usize, bool) {
        let text = self.text;
        if let Some(sign @ ('-' | '−' | '–' | '+')) = cursor::before(text, start) {
            let from = start - sign.len_utf8();
            let free = cursor::before(text, from).is_none_or(|c| {
                c.is_whitespace() || matches!(c, '(' | '[' | '$' | '€' | '£' | '"' | '“')
            });
            if free && from >= self.floor {
                return (from, sign != '+');
            }
        }
        match cursor::word_before(text, start) {
            Some(word)
                if (word.eq_ignore_ascii_case("minus")
                    || word.eq_ignore_ascii_case("negative"))
                    && cursor::offset(text, word) >= self.floor =>
            {
                (cursor::offset(text, word), true)
            }
            _ => (start, false),
        }
    }

    /// "±0.01", "+/- 5" after a number: the end, and the number with that as its rounding.
    fn plus_minus(&self, number: &Number) -> Option<(usize, Numeral)> {
        let at = cursor::skip_gap(self.text, number.end);
        let sign =
            ["±", "+/-", "+/−", "+-"].into_iter().find(|s| self.text[at..].starts_with(s))?;
        let start = cursor::skip_gap(self.text, at + sign.len());
        if !cursor::after(self.text, start).is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        match number::read(self.text, start, false) {
            Reading::Number(error) => {
                let step = 2.0 * error.numeral.value;
                Some((error.end, Numeral { step, loose_step: step, ..number.numeral }))
            }
            Reading::Nothing(_) => None,
        }
    }

    /// The quantity whose sign, currency, article or number starts at `at`.
    pub(super) fn number_at(&self, at: usize) -> Option<Quantity> {
        let text = self.text;
        let mut i = at;
        for _ in 0..3 {
            let c = cursor::after(text, i)?;
            let word = cursor::word(text, i);
            if c.is_ascii_digit()
                || (c == '.' && text[i + 1..].starts_with(|c: char| c.is_ascii_digit()))
                || matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔')
            {
                return self.quantity(i).ok().filter(|q| q.start >= self.floor);
            }
            if word.is_empty() {
                if !(matches!(c, '-' | '−' | '–' | '.')
                    || !c.is_alphanumeric()
                        && self.units.by_symbol(&text[i..i + c.len_utf8()]).is_some())
                {
                    return None;
                }
                i = cursor::skip_gap(text, i + c.len_utf8());
            } else if word_of(word).is_some() {
                return self.quantity(i).ok();
            } else if matches!(word, "a" | "an" | "minus" | "negative")
                || self
                    .units
                    .by_symbol(word)
                    .is_some_and(|u| self.units.get(u).dimension == "money")
                || text[i + word.len()..].starts_with('$')
            {
                i = cursor::skip_gap(text, i + word.len());
            } else {
                return None;
            }
        }
        None
    }
}

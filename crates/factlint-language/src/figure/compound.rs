//! Figures in two units or more: "5 ft 11 in", "20 dollars and 43 cents".

use super::super::measure::Found;
use super::super::number::{self, Form, Number, Reading};
use super::quantity::Quantity;
use super::reader::Reader;
use super::{Numeral, context};

impl Reader<'_> {
    /// "5 ft 11 in", "5'11\"", "20 dollars and 43 cents": one figure in the larger unit.
    pub(super) fn compound(&self, first: &Quantity) -> Option<Quantity> {
        let tokens = self.tokens;
        if first.unit.is_none() && matches!(tokens.after_sign(first.end), Some('\'' | '’' | '′'))
        {
            return self.feet_and_inches(first);
        }
        if let Some(height) = self.height(first) {
            return Some(height);
        }
        let last = self.units.get(first.part.or(first.unit())?);
        if last.dimension != "money" && last.parts.is_empty() {
            return None;
        }
        let comma = tokens.attached_sign(first.end, ',');
        // "1m30s"
        if last.dimension == "time"
            && let Some(second) = self.clock_part(first)
        {
            return self.with_part(first, false, second);
        }
        // "5 ft. 11 in."
        let point = tokens.attached_sign(first.end, '.') && tokens.says(first.end - 1, "ft");
        let mut at = tokens.spaced(first.end + usize::from(comma || point))?;
        if tokens.says(at, "and") {
            at = tokens.spaced(at + 1)?;
        }
        if !tokens.first_character(at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let second = self.number_at(at)?;
        self.spoken_price(first, &second).or_else(|| self.with_part(first, comma, second))
    }

    /// The minutes of "3h 12m" and "7h30min", the seconds of "4m05s".
    fn clock_part(&self, first: &Quantity) -> Option<Quantity> {
        let tokens = self.tokens;
        let letter = first.end.checked_sub(1).filter(|i| tokens.is_attached(*i))?;
        let at = tokens.near(first.end);
        let (smaller, names): (_, &[&str]) = match tokens.word(letter) {
            "h" => ("minute", &["m", "min"]),
            "m" | "min" => ("second", &["s", "sec"]),
            _ => return None,
        };
        let digits = tokens.digits(at);
        let unit = tokens.attached(at + 1).filter(|i| names.contains(&tokens.word(*i)))?;
        let value: f64 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
        let end = unit + 1;
        if value >= 60.0 || !(tokens.is_attached(at) || tokens.spaced(at).is_some()) {
            return None;
        }
        let numeral = Numeral { value, step: 1.0, loose_step: 1.0, decimals: 0 };
        let number = Number::new(at, at + 1, numeral, Form::Digits);
        let unit = Found { unit: self.units.by_name(smaller)?, end, attributive: false };
        Some(Quantity {
            start: at,
            number,
            numeral,
            currency: None,
            unit: Some(unit),
            part: None,
            end,
        })
    }

    /// `second` in a smaller unit as part of `first`.
    fn with_part(&self, first: &Quantity, comma: bool, second: Quantity) -> Option<Quantity> {
        let large = first.unit()?;
        let small = second.unit?.unit;
        let last = self.units.get(first.part.unwrap_or(large));
        let (from, to) = (self.units.get(small), self.units.get(large));
        if !last.parts.contains(&from.name) {
            return None;
        }
        let ratio = from.factor / to.factor;
        let part = second.numeral.value * ratio;
        let whole_before = first.part.is_some() || first.numeral.value.fract() == 0.0;
        // Yards are given with more feet than a yard has.
        let most = if from.name == "foot" { 4.0 } else { 1.0 };
        let plain = first.number.scale == 1.0 && !(to.dimension == "money" && comma);
        if !(part > 0.0 && part < most && whole_before && plain) {
            return None;
        }
        Some(Quantity {
            start: first.start,
            number: Number {
                start: first.number.start,
                form: Form::Mixed,
                scale: 1.0,
                ..second.number
            },
            numeral: Numeral {
                value: first.numeral.value + part.copysign(first.numeral.value),
                step: second.numeral.step * ratio,
                loose_step: second.numeral.loose_step * ratio,
                decimals: second.numeral.decimals,
            },
            currency: None,
            part: Some(small),
            unit: Some(Found { unit: large, end: second.end, attributive: false }),
            end: second.end,
        })
    }

    /// "15 dollars 50", "twenty dollars and forty-three": hundredths of the money.
    fn spoken_price(&self, first: &Quantity, second: &Quantity) -> Option<Quantity> {
        let found = first.unit.filter(|found| self.is_money(found.unit))?;
        let whole_units = first.number.scale == 1.0
            && first.numeral.value.fract() == 0.0
            && first.currency.is_none();
        let hundredths = second.number.is_whole()
            && second.number.scale == 1.0
            && second.start == second.number.start
            && (10.0..100.0).contains(&second.numeral.value);
        let alone = second.unit().is_none()
            && self.counted(second).is_none()
            && !context::is_part_of_token(self.tokens, second.start, second.end, false);
        let next = self.tokens.spaced(second.end);
        let ends = next.is_none_or(|next| !self.tokens.is_capitalised(next));
        if !(whole_units && hundredths && alone && ends && first.part.is_none()) {
            return None;
        }
        let value = first.numeral.value + second.numeral.value / 100.0;
        Some(Quantity {
            numeral: Numeral { value, step: 0.01, loose_step: 0.01, decimals: 2 },
            unit: Some(Found { end: second.end, ..found }),
            number: Number { end: second.number.end, ..first.number },
            part: Some(found.unit),
            end: second.end,
            ..*first
        })
    }

    /// "6-foot-4"
    fn height(&self, first: &Quantity) -> Option<Quantity> {
        let tokens = self.tokens;
        let found = first.unit.filter(|found| self.units.get(found.unit).name == "foot")?;
        if !tokens.attached_sign(first.end, '-') {
            return None;
        }
        let digits = tokens.digits(tokens.attached(first.end + 1)?);
        let inches: f64 = digits.parse().ok()?;
        let end = first.end + 2;
        if inches >= 12.0 || tokens.after(end).is_some_and(char::is_alphanumeric) {
            return None;
        }
        Some(Quantity {
            numeral: Numeral {
                value: first.numeral.value + inches / 12.0,
                step: 1.0 / 12.0,
                loose_step: 1.0 / 12.0,
                decimals: 0,
            },
            number: Number { end, form: Form::Mixed, ..first.number },
            unit: Some(Found { end, ..found }),
            part: Some(found.unit),
            end,
            ..*first
        })
    }

    /// 5'11"
    fn feet_and_inches(&self, first: &Quantity) -> Option<Quantity> {
        let tokens = self.tokens;
        let foot = self.units.by_name("foot")?;
        let at = tokens.attached(first.end + 1)?;
        let Reading::Number(inches) = number::read(tokens, at, false) else { return None };
        let closed = matches!(tokens.after_sign(inches.end), Some('"' | '”' | '″'));
        if !closed || inches.numeral.value >= 12.0 {
            return None;
        }
        let end = inches.end + 1;
        let step = inches.numeral.step / 12.0;
        let value = first.numeral.value + inches.numeral.value / 12.0;
        Some(Quantity {
            numeral: Numeral { value, step, loose_step: step, ..first.numeral },
            number: Number { end, form: Form::Mixed, ..first.number },
            unit: Some(Found { unit: foot, end, attributive: false }),
            end,
            ..*first
        })
    }
}

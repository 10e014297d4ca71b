//! Figures in two units or more: "5 ft 11 in", "20 dollars and 43 cents".

use super::super::cursor;
use super::super::measure::Found;
use super::super::number::{self, Form, Number, Reading};
use super::quantity::Quantity;
use super::reader::Reader;
use super::{Numeral, context};

impl Reader<'_> {
    /// "5 ft 11 in", "5'11\"", "20 dollars and 43 cents": one figure in the larger unit.
    pub(super) fn compound(&self, first: &Quantity) -> Option<Quantity> {
        let text = self.text;
        if first.unit.is_none() && text[first.end..].starts_with(['\'', '’', '′']) {
            return self.feet_and_inches(first);
        }
        if let Some(height) = self.height(first) {
            return Some(height);
        }
        let large = first.unit()?;
        let last = first.part.unwrap_or(large);
        let name = self.units.get(last).name.as_str();
        let divisible = self.units.get(last).dimension == "money"
            || matches!(
                name,
                "foot"
                    | "pound"
                    | "stone"
                    | "hour"
                    | "minute"
                    | "kilometer"
                    | "meter"
                    | "yard"
                    | "kilogram"
            );
        if !divisible {
            return None;
        }
        let end = first.end + usize::from(text[first.end..].starts_with(','));
        let mut at = cursor::gap(text, end)?;
        if cursor::word(text, at) == "and" {
            at = cursor::gap(text, at + 3)?;
        }
        if !cursor::after(text, at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let second = self.number_at(at)?;
        if let Some(whole) = self.spoken_price(first, &second) {
            return Some(whole);
        }
        let small = second.unit?.unit;
        let (from, to) = (self.units.get(small), self.units.get(large));
        let pair = matches!(
            (name, from.name.as_str()),
            ("foot", "inch")
                | ("pound", "ounce")
                | ("stone", "pound")
                | ("hour", "minute")
                | ("hour", "second")
                | ("minute", "second")
                | ("dollar", "cent")
                | ("euro", "cent")
                | ("pound sterling", "penny")
                | ("kilometer", "meter")
                | ("meter", "centimeter")
                | ("kilogram", "gram")
                | ("yard", "foot")
        );
        let ratio = if pair { from.factor / to.factor } else { return None };
        let part = second.numeral.value * ratio;
        let whole_before = first.part.is_some() || first.numeral.value.fract() == 0.0;
        // Yards are given with more feet than a yard has.
        let most = if from.name == "foot" { 4.0 } else { 1.0 };
        let plain = first.number.scale == 1.0 && !(to.dimension == "money" && end > first.end);
        if !(part > 0.0 && part < most && whole_before && plain) {
            return None;
        }
        let mut whole = second;
        whole.start = first.start;
        whole.number =
            Number { start: first.number.start, form: Form::Mixed, scale: 1.0, ..second.number };
        whole.numeral = Numeral {
            value: first.numeral.value + part.copysign(first.numeral.value),
            step: second.numeral.step * ratio,
            loose_step: second.numeral.loose_step * ratio,
            decimals: second.numeral.decimals,
        };
        whole.currency = None;
        whole.part = Some(small);
        whole.unit = Some(Found { unit: large, end: second.end, attributive: false });
        Some(whole)
    }

    /// "15 dollars 50", "twenty dollars and forty-three": hundredths of the money.
    fn spoken_price(&self, first: &Quantity, second: &Quantity) -> Option<Quantity> {
        let found = first.unit.filter(|u| self.units.get(u.unit).dimension == "money")?;
        let whole_units = first.number.scale == 1.0
            && first.numeral.value.fract() == 0.0
            && first.currency.is_none();
        let hundredths = second.number.is_whole()
            && second.number.scale == 1.0
            && second.start == second.number.start
            && (10.0..100.0).contains(&second.numeral.value);
        let alone = second.unit().is_none()
            && self.counted(second).is_none()
            && !context::is_part_of_token(self.text, second.start, second.end, false);
        let ends = cursor::gap(self.text, second.end)
            .is_none_or(|at| !cursor::word(self.text, at).starts_with(char::is_uppercase));
        if !(whole_units && hundredths && alone && ends && first.part.is_none()) {
            return None;
        }
        let mut price = *first;
        let value = first.numeral.value + second.numeral.value / 100.0;
        price.numeral = Numeral { value, step: 0.01, loose_step: 0.01, decimals: 2 };
        price.unit = Some(Found { end: second.end, ..found });
        price.number = Number { end: second.number.end, ..first.number };
        price.part = Some(found.unit);
        price.end = second.end;
        Some(price)
    }

    /// "6-foot-4"
    fn height(&self, first: &Quantity) -> Option<Quantity> {
        let found = first.unit.filter(|u| self.units.get(u.unit).name == "foot")?;
        let digits = self.text[first.end..].strip_prefix('-')?;
        let len = digits.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let inches: f64 = digits.get(..len)?.parse().ok()?;
        let end = first.end + 1 + len;
        if inches >= 12.0 || cursor::after(self.text, end).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let mut height = *first;
        height.numeral = Numeral {
            value: first.numeral.value + inches / 12.0,
            step: 1.0 / 12.0,
            loose_step: 1.0 / 12.0,
            decimals: 0,
        };
        height.number = Number { end, form: Form::Mixed, ..first.number };
        height.unit = Some(Found { end, ..found });
        height.part = Some(found.unit);
        height.end = end;
        Some(height)
    }

    /// 5'11"
    fn feet_and_inches(&self, first: &Quantity) -> Option<Quantity> {
        let text = self.text;
        let foot = self.units.by_name("foot")?;
        let at = first.end + cursor::after(text, first.end)?.len_utf8();
        let Reading::Number(inches) = number::read(text, at, false) else { return None };
        let mark = cursor::after(text, inches.end).filter(|c| matches!(c, '"' | '”' | '″'))?;
        let end = inches.end + mark.len_utf8();
        if inches.numeral.value >= 12.0 {
            return None;
        }
        let mut whole = *first;
        whole.numeral.value += inches.numeral.value / 12.0;
        whole.numeral.step = inches.numeral.step / 12.0;
        whole.numeral.loose_step = whole.numeral.step;
        whole.number = Number { end, form: Form::Mixed, ..whole.number };
        whole.unit = Some(Found { unit: foot, end, attributive: false });
        whole.end = end;
        Some(whole)
    }
}

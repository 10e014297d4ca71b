//! A number with its sign, currency and unit.

use super::super::measure::{self, Found};
use super::super::noun;
use super::super::number::{self, Form, Number, Reading, vulgar, word_of};
use super::super::unit::UnitId;
use super::reader::Reader;
use super::{Numeral, calendar, context, label};
use crate::words::Class;

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
    /// The number at `i` with what belongs to it; or where to go on.
    pub(super) fn quantity(&self, i: usize) -> Result<Quantity, usize> {
        let prefix =
            measure::currency_before(self.tokens, self.units, self.signed(i).0, self.floor);
        let number = match number::read(self.tokens, i, prefix.is_some()) {
            Reading::Number(number) => number,
            Reading::Nothing(next) => return Err(next),
        };
        if number.start < self.floor {
            return Err(number.end);
        }
        let number = self.with_brackets(self.with_last_group(number));
        let (mut start, mut negative) = self.signed(number.start);
        if let Some((from, _)) = prefix {
            let (outer, minus) = self.signed(from);
            start = outer;
            negative |= minus;
        }
        let (currency, unit) = self.currency_and_unit(&number, prefix.map(|(_, unit)| unit));
        let bare = Quantity {
            start,
            number,
            numeral: number.numeral,
            currency,
            unit,
            part: None,
            end: number.end,
        };
        let quantity = self.with_error(self.with_later_money(bare));
        let sign = if negative { -1.0 } else { 1.0 };
        let number = quantity.number;
        Ok(Quantity {
            numeral: Numeral { value: sign * number.numeral.value, ..number.numeral },
            end: quantity.unit.map_or(number.end, |u| u.end.max(number.end)),
            ..quantity
        })
    }

    /// "[Ten] years ago": the number with the brackets in which an editor put its word.
    fn with_brackets(&self, number: Number) -> Number {
        let tokens = self.tokens;
        let open = number.start.checked_sub(1).filter(|open| *open >= self.floor);
        let inserted = number.form == Form::Words
            && tokens.before(number.start) == Some('[')
            && tokens.attached_sign(number.end, ']')
            && tokens.spaced(number.end + 1).is_some_and(|next| tokens.is_letters(next));
        match open.filter(|_| inserted) {
            Some(start) => Number { start, end: number.end + 1, ..number },
            None => number,
        }
    }

    /// The number with a group of three digits behind a plain space, where a unit follows that:
    /// "1 240 m". Without a unit these are two numbers as often as not.
    fn with_last_group(&self, number: Number) -> Number {
        let tokens = self.tokens;
        let short = number.form == Form::Digits
            && number.digits <= 3
            && number.numeral.decimals == 0
            && number.numeral.value >= 1.0
            && !number.grouped
            && number.end == number.start + 1;
        let group = tokens.spaced(number.end).filter(|i| {
            short && tokens.between(number.end).len() <= 3 && tokens.digits(*i).len() == 3
        });
        let Some(group) = group else { return number };
        let rest = match number::read(tokens, group, false) {
            Reading::Number(rest) => rest,
            // "3 050 feet"
            Reading::Nothing(_) => match number::group_of_zero(tokens, group) {
                Some(rest) => rest,
                None => return number,
            },
        };
        let plain = rest.form == Form::Digits && rest.digits == 3 && !rest.grouped;
        let numbered = label::is_label(tokens, number.start, &number, false)
            || tokens.previous(number.start).is_some_and(|before| {
                calendar::is_month(tokens, before) || tokens.is_digits(before)
            });
        let Some(found) = measure::after(tokens, self.units, &rest).filter(|_| plain && !numbered)
        else {
            // "There are 1 240 people."
            let counts = plain
                && !numbered
                && tokens.previous(number.start).is_some_and(|before| tokens.is_small(before))
                && noun::counted(tokens, rest.end, false).is_some();
            return if counts { number.joined_with(rest) } else { number };
        };
        // "won 3 400 m races"
        let race = matches!(self.units.get(found.unit).name.as_str(), "meter" | "yard" | "foot")
            && rest.numeral.value % 100.0 == 0.0
            && tokens.spaced(found.end).is_some_and(|next| noun::is_plural(tokens, next));
        if race || found.attributive { number } else { number.joined_with(rest) }
    }

    /// The currency before a number and the unit after it, as far as they are two.
    fn currency_and_unit(
        &self,
        number: &Number,
        currency: Option<UnitId>,
    ) -> (Option<UnitId>, Option<Found>) {
        let unit = measure::after(self.tokens, self.units, number);
        let Some(money) = currency else {
            return (None, unit.map(|found| self.pounds(number, found)));
        };
        if let Some(found) = unit
            && self.is_money(found.unit)
        {
            // "$5N$" is a formula.
            if found.unit != money && self.tokens.sign(found.end - 1) == Some('$') {
                return (currency, None);
            }
            // "$5 USD" and "$5 Canadian dollars" name the money twice.
            return if found.unit == money || number.scale >= 1.0 {
                (None, Some(self.pounds(number, found)))
            } else {
                (currency, unit)
            };
        }
        // "$5 a barrel" is a rate.
        let bare = Found { unit: money, end: number.end, attributive: false };
        let rated = measure::rate(self.tokens, self.units, bare);
        (currency, (rated.unit != money).then_some(rated))
    }

    pub(super) fn is_money(&self, unit: UnitId) -> bool {
        self.units.get(unit).dimension == "money"
    }

    /// Pounds as money, where they are: nobody weighs out twenty million pounds so often as he
    /// spends them.
    fn pounds(&self, number: &Number, found: Found) -> Found {
        let tokens = self.tokens;
        let spelled = || {
            // "Sells 40 pounds of beans" tells a weight.
            let is_stuff = tokens.spaced(found.end).is_some_and(|next| tokens.says(next, "of"));
            tokens.word(found.end - 1).ends_with("pounds")
                && !is_stuff
                && context::is_price(tokens, number.start)
        };
        if self.units.get(found.unit).name == "pound" && (number.scale >= 1e6 || spelled()) {
            let sterling = self.units.by_name("pound sterling");
            return sterling.map_or(found, |unit| Found { unit, ..found });
        }
        found
    }

    /// The money that stands after the number in other ways: "30 MUSD", "5.8 trillion won",
    /// "75 USD million".
    fn with_later_money(&self, quantity: Quantity) -> Quantity {
        let (tokens, number) = (self.tokens, quantity.number);
        if let Some(money) = self.millions(&quantity) {
            return money;
        }
        if quantity.unit().is_none() {
            let code = measure::scaled_code(tokens, self.units, tokens.near(number.end));
            if let Some((scale, unit, end)) = code {
                let unit = Some(Found { unit, end, attributive: false });
                return Quantity { number: number.scaled(scale), unit, ..quantity };
            }
            // Nobody wins so many.
            if number.scale >= 1e6
                && let Some(won) = tokens.spaced(number.end)
                && tokens.says(won, "won")
            {
                let found = |unit| Found { unit, end: won + 1, attributive: false };
                return Quantity { unit: self.units.by_symbol("KRW").map(found), ..quantity };
            }
        }
        if let Some(found) = quantity.unit
            && number.scale == 1.0
            && self.is_money(found.unit)
            && let Some((end, scale)) = number::magnitude_after(tokens, found.end)
        {
            let number = Number { end: found.end, ..number.scaled(scale) };
            return Quantity { number, unit: Some(Found { end, ..found }), ..quantity };
        }
        quantity
    }

    /// "4.2m€", "340m SEK": millions of a money whose sign or code follows.
    fn millions(&self, quantity: &Quantity) -> Option<Quantity> {
        let (tokens, number) = (self.tokens, quantity.number);
        let letter = tokens.attached(number.end).filter(|i| tokens.says(*i, "m"))?;
        let at = tokens.near(letter + 1);
        let code = tokens.word(at);
        let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let is_sign = tokens.is_attached(letter + 1) && matches!(tokens.sign(at), Some('€' | '£'));
        let unit = self.units.by_symbol(tokens.text(at)).filter(|_| is_code || is_sign)?;
        let ends = !tokens.after(at + 1).is_some_and(char::is_alphanumeric);
        if quantity.currency.is_some() || number.scale != 1.0 || !(ends && self.is_money(unit)) {
            return None;
        }
        let number = Number { end: letter + 1, form: Form::Mixed, ..number.scaled(1e6) };
        Some(Quantity {
            number,
            unit: Some(Found { unit, end: at + 1, attributive: false }),
            ..*quantity
        })
    }

    /// "5 ± 0.01 mm", "20 +/- 5 kg": what follows the number is its rounding.
    fn with_error(&self, quantity: Quantity) -> Quantity {
        let tokens = self.tokens;
        let mut number = quantity.number;
        if let Some(numeral) = self.error_in_brackets(&number) {
            number.end += 3;
            number.numeral = numeral;
            let unit = measure::after(tokens, self.units, &number).or(quantity.unit);
            return Quantity { number, unit, ..quantity };
        }
        let Some(start) = self.past_plus_minus(number.end).filter(|i| tokens.is_digits(*i)) else {
            return quantity;
        };
        let Reading::Number(error) = number::read(tokens, start, false) else { return quantity };
        let step = 2.0 * error.numeral.value;
        // "1.35 ± 0.05 × 10^5": the power is that of both.
        let mut power = number::power_of_ten(tokens, &error);
        if number::power_of_ten(tokens, &number) != 1.0 {
            power = 1.0;
        }
        number.end = error.end;
        let mut start = quantity.start;
        let mut step = step;
        if let Some((shared, end)) = self.power_behind_bracket(&number) {
            (power, step, number.end) = (shared, step * shared, end);
            number.start -= 1;
            start = start.min(number.start);
        }
        let value = number.numeral.value * power;
        number.numeral = Numeral { value, step, loose_step: step, ..number.numeral };
        let unit = measure::after(tokens, self.units, &number).or(quantity.unit);
        Quantity { start, number, unit, ..quantity }
    }

    /// "4.2153(4)": the error in the last decimals of a number, in brackets right behind it.
    fn error_in_brackets(&self, number: &Number) -> Option<Numeral> {
        let tokens = self.tokens;
        let at = number.end + 1;
        let digits = tokens.attached(at).map_or("", |at| tokens.digits(at));
        let closed = tokens.attached_sign(number.end, '(') && tokens.attached_sign(at + 1, ')');
        let decimals = number.numeral.decimals;
        let fits = closed && decimals > 0 && (1..=2).contains(&digits.len());
        let error: f64 = digits.parse().ok().filter(|_| fits && number.scale == 1.0)?;
        let step = (2.0 * error * 10_f64.powi(-i32::from(decimals))).max(number.numeral.step);
        Some(Numeral { step, loose_step: step, ..number.numeral })
    }

    /// The power of ten of "(3.2 ± 0.4) × 10^3", behind the bracket in which a number stands, and its end.
    fn power_behind_bracket(&self, number: &Number) -> Option<(f64, usize)> {
        let tokens = self.tokens;
        let open = number.start.checked_sub(1).filter(|open| *open >= self.floor)?;
        if tokens.before(number.start) != Some('(')
            || tokens.sign(open) != Some('(')
            || !tokens.attached_sign(number.end, ')')
        {
            return None;
        }
        let times = tokens.near(number.end + 1);
        let is_times =
            matches!(tokens.sign(times), Some('×' | '·' | '⋅')) || tokens.says(times, "x");
        let ten = tokens.near(times + 1);
        if !is_times || tokens.digits(ten) != "10" {
            return None;
        }
        let Reading::Number(power) = number::read(tokens, ten, false) else { return None };
        (power.end > ten + 1).then_some((power.numeral.value, power.end))
    }

    /// Past "±", "+/-" or "+-" after a number that ends at `end`.
    fn past_plus_minus(&self, end: usize) -> Option<usize> {
        let tokens = self.tokens;
        let at = tokens.near(end);
        let minus = |i: usize| matches!(tokens.after_sign(i), Some('-' | '−'));
        let signs = match tokens.sign(at)? {
            '±' => 1,
            '+' if tokens.attached_sign(at + 1, '/') && minus(at + 2) => 3,
            '+' if tokens.attached_sign(at + 1, '-') => 2,
            _ => return None,
        };
        Some(tokens.near(at + signs))
    }

    /// The start of a number with its sign, and whether that is a minus.
    fn signed(&self, start: usize) -> (usize, bool) {
        let tokens = self.tokens;
        if let Some(sign @ ('-' | '−' | '–' | '+')) = tokens.before(start) {
            let from = start - 1;
            let free = tokens.before(from).is_none_or(|c| "([$€£\"“".contains(c));
            if free && from >= self.floor {
                return (from, sign != '+');
            }
        }
        // "minus-130 degrees"
        if let Some(word) = start.checked_sub(2)
            && tokens.before(start) == Some('-')
            && tokens.is_attached(start - 1)
            && word >= self.floor
            && tokens.says_any_case(word, "minus")
        {
            return (word, true);
        }
        let word = tokens.previous_word(start);
        let minus = word.eq_ignore_ascii_case("minus") || word.eq_ignore_ascii_case("negative");
        match tokens.previous(start) {
            Some(from) if minus && from >= self.floor => (from, true),
            _ => (start, false),
        }
    }

    /// The quantity whose sign, currency, article or number starts at `at`.
    pub(super) fn number_at(&self, at: usize) -> Option<Quantity> {
        let tokens = self.tokens;
        let mut i = at;
        for _ in 0..3 {
            if self.starts_in_digits(i) {
                return self.quantity(i).ok().filter(|q| q.start >= self.floor);
            }
            if word_of(tokens, i).is_some() {
                return self.quantity(i).ok();
            }
            if !self.may_open_a_number(i) {
                return None;
            }
            i = tokens.near(i + 1);
        }
        None
    }

    /// Whether digits, a decimal point before such or a vulgar fraction stand at `i`.
    pub(super) fn starts_in_digits(&self, i: usize) -> bool {
        let tokens = self.tokens;
        // The point of "Rs.62" ends an abbreviation.
        let abbreviates = || tokens.is_attached(i) && i > 0 && tokens.is_letters(i - 1);
        let point = tokens.sign(i) == Some('.')
            && tokens.is_attached(i + 1)
            && tokens.is_digits(i + 1)
            && !abbreviates();
        tokens.is_digits(i) || point || vulgar(tokens, i).is_some()
    }

    /// Whether what stands at `i` may stand before the digits or words of a number: an article, a
    /// sign or a currency.
    fn may_open_a_number(&self, i: usize) -> bool {
        let tokens = self.tokens;
        if let Some(sign) = tokens.sign(i) {
            return matches!(sign, '-' | '−' | '–' | '.')
                || !sign.is_alphanumeric() && self.units.by_symbol(tokens.text(i)).is_some();
        }
        let word = tokens.word(i);
        // The country of "$US171"
        let country = i > 0
            && tokens.is_attached(i)
            && tokens.sign(i - 1) == Some('$')
            && word.len() <= 3
            && word.bytes().all(|b| b.is_ascii_uppercase());
        country
            || tokens.is_lower(i, Class::NumberOpeners)
            || self.units.by_symbol(word).is_some_and(|unit| self.is_money(unit))
            || tokens.attached_sign(i + 1, '$')
    }
}

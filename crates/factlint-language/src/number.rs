//! Numbers: digits, words, magnitudes and fractions, each with the step to which it is rounded.

mod comma;
mod digits;
mod magnitude;
mod word;
mod words;

use super::figure::Numeral;
use super::token::{Kind, Tokens};
pub use comma::uses_decimal_commas;
pub(super) use digits::vulgar;
pub(super) use word::{Word, word_of};

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 1,600
    Digits,
    /// eighteen
    Words,
    /// 1.2 million
    Mixed,
    /// two-thirds, 3 1/2, ½
    Fraction,
}

/// A number among tokens, without sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// First token.
    pub start: usize,
    /// One past the last token, magnitude included.
    pub end: usize,
    /// Value and rounding.
    pub numeral: Numeral,
    /// What the magnitude word multiplied by: 1 000 000 for "1.2 million", else 1.
    pub scale: f64,
    /// How it is written.
    pub form: Form,
    /// Digits before the decimal point, where it is written in digits.
    pub digits: u8,
    /// Whether its digits are grouped, as in 1,600.
    pub grouped: bool,
}

impl Number {
    /// A number of that value without a magnitude, not written in digits.
    pub(super) fn new(start: usize, end: usize, numeral: Numeral, form: Form) -> Self {
        Self { start, end, numeral, scale: 1.0, form, digits: 0, grouped: false }
    }

    /// The number before its magnitude: 1.2 of "1.2 million".
    pub fn mantissa(&self) -> f64 {
        self.numeral.value / self.scale
    }

    /// The same with another magnitude.
    pub fn scaled(self, scale: f64) -> Self {
        Self { numeral: scaled(self.numeral, scale), scale: self.scale * scale, ..self }
    }

    /// The number of which this one is the thousands and `rest` the last three digits: 1 240.
    pub(super) fn joined_with(self, rest: Number) -> Self {
        let value = 1000.0 * self.numeral.value + rest.numeral.value;
        let numeral = if rest.numeral.decimals > 0 {
            Numeral { value, ..rest.numeral }
        } else {
            whole(value)
        };
        let digits = self.digits.saturating_add(3);
        Self { end: rest.end, numeral, digits, grouped: true, ..self }
    }

    /// Whether it could be a year: four plain digits from 1500 to 2100.
    pub fn could_be_year(&self) -> bool {
        self.form == Form::Digits
            && self.digits == 4
            && !self.grouped
            && self.numeral.decimals == 0
            && (1500.0..=2100.0).contains(&self.numeral.value)
    }

    /// Whether it is whole, as "half a million" is and "two-thirds" is not.
    pub fn is_whole(&self) -> bool {
        (self.form != Form::Fraction || self.scale > 1.0) && self.numeral.value.fract() == 0.0
    }
}

/// What stands at a place where a number may start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// A number.
    Number(Number),
    /// No number starts before this token.
    Nothing(usize),
}

/// Reads the number that starts with digits, a decimal point, a vulgar fraction or a number word at
/// `start`. `money` says that a currency stands before it, so that "m" and "b" are magnitudes.
pub fn read(tokens: &Tokens<'_>, start: usize, money: bool) -> Reading {
    match tokens.kind(start) {
        Kind::Letters => words::read(tokens, start),
        Kind::Digits | Kind::Sign(_) => digits::read(tokens, start, money),
        Kind::End => Reading::Nothing(start + 1),
    }
}

/// The magnitude that stands alone after `end`: where it ends and its factor.
pub(super) fn magnitude_after(tokens: &Tokens<'_>, end: usize) -> Option<(usize, f64)> {
    magnitude::read(tokens, end, false)
}

/// What the power of ten that goes on a number multiplied its digits by; 1 where none does.
pub(super) fn power_of_ten(tokens: &Tokens<'_>, number: &Number) -> f64 {
    let power = digits::mantissa(tokens, number.start)
        .filter(|(mantissa, end)| *end < number.end && *mantissa > 0.0 && number.scale == 1.0)
        .map_or(1.0, |(mantissa, _)| number.numeral.value / mantissa);
    if power >= 1.0 { power.round() } else { 1.0 / (1.0 / power).round() }
}

/// The last three digits of a number with a space between its thousands, where they begin with a zero: the "050" of
/// "3 050".
pub(super) fn group_of_zero(tokens: &Tokens<'_>, at: usize) -> Option<Number> {
    let digits = tokens.digits(at);
    let goes_on =
        tokens.after(at + 1).is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '.'));
    if digits.len() != 3 || !digits.starts_with('0') || goes_on {
        return None;
    }
    let number = Number::new(at, at + 1, whole(digits.parse().ok()?), Form::Digits);
    Some(Number { digits: 3, ..number })
}

fn scaled(numeral: Numeral, scale: f64) -> Numeral {
    Numeral {
        value: numeral.value * scale,
        step: numeral.step * scale,
        loose_step: numeral.loose_step * scale,
        decimals: numeral.decimals,
    }
}

/// A whole number with the steps of its trailing zeros.
fn whole(value: f64) -> Numeral {
    let (mut zeros, mut digits, mut rest) = (0_i32, 0_i32, value);
    let mut leading = true;
    while rest >= 1.0 && digits < 40 {
        let digit = rest % 10.0;
        leading &= digit == 0.0;
        zeros += i32::from(leading);
        digits += 1;
        rest = (rest / 10.0).floor();
    }
    Numeral { value, step: strict_step(digits, zeros), loose_step: 10_f64.powi(zeros), decimals: 0 }
}

/// The step of a whole number of that many digits, of which that many are trailing zeros: zeros
/// are not significant beyond the second digit.
fn strict_step(digits: i32, zeros: i32) -> f64 {
    10_f64.powi((digits - (digits - zeros).max(digits.min(2))).max(0))
}

/// A fraction of `denominator`: writers of halves round to quarters.
fn fraction(numerator: f64, denominator: f64) -> Numeral {
    Numeral {
        value: numerator / denominator,
        step: 0.5 / denominator,
        loose_step: 1.0 / denominator,
        decimals: 0,
    }
}

/// `whole` and a fraction: the fraction says how it is rounded.
fn mixed(whole: f64, fraction: Numeral) -> Numeral {
    Numeral { value: whole + fraction.value, ..fraction }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(Number, usize)> {
        let words = crate::words::Words::embedded();
        let tokens = Tokens::new(text, crate::span::ProseSpan::new(0, text.len()), words);
        match read(&tokens, 0, false) {
            Reading::Number(number) => Some((number, tokens.len())),
            Reading::Nothing(_) => None,
        }
    }

    fn value(text: &str) -> Option<f64> {
        first(text)
            .filter(|(number, all)| number.end == *all)
            .map(|(number, _)| number.numeral.value)
    }

    fn steps(text: &str) -> (f64, f64) {
        first(text).map_or((-1.0, -1.0), |(n, _)| (n.numeral.step, n.numeral.loose_step))
    }

    #[test]
    fn steps_are_the_last_significant_place() {
        assert_eq!(steps("1,600"), (100.0, 100.0));
        assert_eq!(steps("1,000"), (100.0, 1000.0));
        assert_eq!(steps("1,609"), (1.0, 1.0));
        assert_eq!(steps("2.50"), (0.01, 0.01));
        assert_eq!(steps("7"), (1.0, 1.0));
        assert_eq!(steps("10"), (1.0, 10.0));
        assert_eq!(steps("100"), (10.0, 100.0));
        assert_eq!(steps("1.2 million"), (1e5, 1e5));
        assert_eq!(steps("5 million"), (1e6, 1e6));
        assert_eq!(steps("100 million"), (1e7, 1e8));
        assert_eq!(steps("half a dozen").0, 0.0);
        assert_eq!(steps("two hundred"), (10.0, 100.0));
    }

    #[test]
    fn digits_and_words_agree() {
        for (text, expected) in [
            ("1,234,567.5", 1_234_567.5),
            ("12,34,567", 1_234_567.0),
            ("1 414 021 100", 1_414_021_100.0),
            ("1'000'000", 1e6),
            ("3 1/2", 3.5),
            ("2½", 2.5),
            ("⅓", 1.0 / 3.0),
            ("3 lakh crore", 3e12),
            ("2.48×10−5", 2.48e-5),
            ("6.02 x 10^23", 6.02e23),
            ("4e14", 4e14),
            ("10⁶", 1e6),
            ("one hundred and five", 105.0),
            ("twenty-one thousand eleven", 21_011.0),
            ("two and a half million", 2.5e6),
            ("half a million", 5e5),
            ("three crore twelve lakh fifty-six thousand seven hundred twenty-one", 31_256_721.0),
            ("two point five", 2.5),
        ] {
            let found = value(text);
            assert!(
                found.is_some_and(|f| (f - expected).abs() <= 1e-12 * expected),
                "{text}: {found:?}"
            );
        }
    }
}

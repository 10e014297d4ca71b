//! Days in digits: "2025-10-17", "10/17/2025" where only one order is possible, "17-Oct-2025".

use crate::token::Tokens;

use super::WrittenDay;
use super::day::{four_digits, with_weekday_behind, year_number};
use super::lexeme::{self, Number, Read, day_digits, is_hyphenated, number, number_goes_on};

/// "2025-10-17", "2025/10/17", "2025-Oct-17", with what ISO 8601 puts behind a T.
pub(super) fn year_first(tokens: &Tokens<'_>, i: usize) -> Read<WrittenDay> {
    let year = four_digits(tokens, i)?;
    let (sign, second) = part(tokens, i + 1)?;
    let month = match lexeme::month(tokens, second) {
        Some(name) => name.month,
        None if sign != '.' => month_digits(tokens, second)?,
        None => return None,
    };
    let (again, third) = part(tokens, second + 1)?;
    let day = day_digits(tokens, third).filter(|_| again == sign)?;
    let end = third + 1;
    let timed = tokens.is_attached(end)
        && tokens.says(end, "T")
        && tokens.is_attached(end + 1)
        && tokens.is_digits(end + 1);
    if !timed && (number_goes_on(tokens, end) || is_hyphenated(tokens, end)) {
        return None;
    }
    Some((WrittenDay::new(Some(year), month, day, tokens.span(third..end)), end))
}

/// "10/17/2025", "17.10.2025", "17-Oct-2025", "4/23 (Wed)".
pub(super) fn two_numbers(tokens: &Tokens<'_>, i: usize) -> Read<WrittenDay> {
    let first = day_digits(tokens, i)?;
    let (sign, second) = part(tokens, i + 1)?;
    let year = || {
        let (again, year) = part(tokens, second + 1)?;
        Some(year_number(tokens, year).filter(|_| again == sign))
    };
    if let Some(month) = lexeme::month(tokens, second) {
        let (year, end) = year()??;
        let day_span = tokens.span(i..i + 1);
        return Some((WrittenDay::new(Some(year), month.month, first, day_span), end));
    }
    let (month, day, day_token) = match order(first, day_digits(tokens, second)?, sign)? {
        Order::DayFirst(day, month) => (month, day, i),
        Order::MonthFirst(month, day) => (month, day, second),
    };
    let written = WrittenDay::new(None, month, day, tokens.span(day_token..day_token + 1));
    if let Some(year) = year() {
        let (year, end) = year?;
        let whole = !is_hyphenated(tokens, end);
        return whole.then_some((WrittenDay { year: Some(year), ..written }, end));
    }
    // Without a year it is a date only with a weekday; else 4/23 is a fraction, 9/11 a name.
    if sign != '/' || number_goes_on(tokens, second + 1) {
        return None;
    }
    let (written, end) = with_weekday_behind(tokens, written, second + 1);
    written.weekday.is_some().then_some((written, end))
}

/// Which of two numbers is the day.
enum Order {
    DayFirst(i8, i8),
    MonthFirst(i8, i8),
}

/// The only order that two numbers can have; where both are one number, either is right.
fn order(first: i8, second: i8, sign: char) -> Option<Order> {
    match (first, second) {
        (13.., 1..=12) => Some(Order::DayFirst(first, second)),
        (1..=12, 13..) if sign != '.' => Some(Order::MonthFirst(first, second)),
        (1..=12, 1..=12) if first == second => Some(Order::DayFirst(first, second)),
        _ => None,
    }
}

/// The one or two digits at `i` that number a month.
fn month_digits(tokens: &Tokens<'_>, i: usize) -> Option<i8> {
    match number(tokens, i)? {
        Number { value: value @ 1..=12, digits: 1..=2 } => Some(value as i8),
        _ => None,
    }
}

/// The sign and the part of a numeric date that follow at once.
fn part(tokens: &Tokens<'_>, end: usize) -> Option<(char, usize)> {
    let sign = tokens.after_sign(end).filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    tokens.is_attached(end + 1).then_some((sign, end + 1))
}

//! What was read, in words: for people in an editor and for programs.

use factlint_engine::claim::{FigureValue, Stance, Value};
use factlint_engine::statement::{Content, Number, Plain};
use factlint_language::interval::Interval;

/// A value in words, as it was understood.
pub fn value(value: &Value) -> String {
    match value {
        Value::Figure(figure) | Value::Percentage { figure, .. } => figure_told(figure),
        Value::List { items } => format!("a list of {items}"),
        Value::Period(days) if days.first == days.last => days.first.to_string(),
        Value::Period(days) => format!("{} to {}", days.first, days.last),
        Value::Undated => "a date that hangs on the document's, which is not known".to_owned(),
        Value::Age { years } => format!("an age of {years}"),
        Value::Term { replacement, .. } => match replacement {
            Some(instead) => format!("a term; write {instead}"),
            None => "a term that is not wanted".to_owned(),
        },
        Value::Required { met: true } => "what it calls for stands there".to_owned(),
        Value::Required { met: false } => "what it calls for is missing".to_owned(),
        Value::Text { text } => text.to_string(),
        Value::Measured(measured) => measured.text.to_string(),
        Value::Title(title) => {
            let former = if title.stance == Stance::Former { "former " } else { "" };
            format!("{}, {former}{}", title.person, title.title)
        }
        Value::Day(day) => match day.date().filter(|_| day.year.is_some()) {
            Some(date) => date.to_string(),
            None => format!("day {} of month {}", day.day, day.month),
        },
        Value::Weekday { .. } => "a weekday".to_owned(),
        Value::Form { replacement: Some(instead), .. } => format!("a form of {instead}"),
        Value::Form { replacement: None, .. } => "a form of the name".to_owned(),
        Value::Reported(_) => "numbers of a statistical report".to_owned(),
    }
}

fn figure_told(figure: &FigureValue) -> String {
    let number = match figure.high {
        Some(high) => format!("{} to {}", shown(figure.low), shown(high)),
        None => shown(figure.low),
    };
    let unit = figure.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let hedge = figure.hedge.as_ref().map(|hedge| format!("{hedge} ")).unwrap_or_default();
    format!("{hedge}{number}{unit}; {}", interval_told(figure.as_written))
}

fn interval_told(interval: Interval) -> String {
    match (interval.low.is_finite(), interval.high.is_finite()) {
        (true, true) if interval.low == interval.high => "exactly so".to_owned(),
        (true, true) => {
            format!("true values from {} to {}", shown(interval.low), shown(interval.high))
        }
        (true, false) => format!("true values from {} on", shown(interval.low)),
        (false, true) => format!("true values up to {}", shown(interval.high)),
        (false, false) => "any true value".to_owned(),
    }
}

/// A number with commas between thousands, and no more digits than anybody reads.
fn shown(number: f64) -> String {
    let text = format!("{number:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !rest.is_empty() {
        grouped.push('.');
        grouped.push_str(rest);
    }
    grouped
}

/// What a statement was understood as, where that is more than its words tell.
pub fn content(content: &Content) -> Option<String> {
    match content {
        Content::Figure { value, interval, unit, hedge, .. } => {
            let number = match value {
                Number::One(Plain(number)) => shown(*number),
                Number::Range([Plain(low), Plain(high)]) => {
                    format!("{} to {}", shown(*low), shown(*high))
                }
            };
            let unit = unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let hedge = hedge.map(|hedge| format!("{hedge} ")).unwrap_or_default();
            let end = |end: Option<Plain>, open: f64| end.map_or(open, |Plain(number)| number);
            let interval = Interval::closed(
                end(interval[0], f64::NEG_INFINITY),
                end(interval[1], f64::INFINITY),
            );
            Some(format!("{hedge}{number}{unit}; {}", interval_told(interval)))
        }
        Content::Date { from, until, .. } => Some(match (from, until) {
            (Some(from), Some(until)) if from == until => from.to_string(),
            (Some(from), Some(until)) => format!("{from} to {until}"),
            _ => "hangs on the document's date, which is not known".to_owned(),
        }),
        Content::Title { title, person, stance } => Some(format!("{person}, {title} ({stance})")),
        Content::Plain {} => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        let all = [0.0, 12.0, 1609.344, -1234567.0, 0.25, 2449.9999999].map(shown);
        assert_eq!(all, ["0", "12", "1,609.344", "-1,234,567", "0.25", "2,450"]);
    }
}

//! How numbers, intervals and lists are put into words.

pub use factlint_language::word::one_line;

use factlint_language::interval::Interval;

/// A number for people: thousands grouped, at least four significant digits, no trailing zeros.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    let decimals = (3 - magnitude).clamp(0, 9) as usize;
    let rounded = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut text = String::new();
    if value < 0.0 {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number for people with at most two decimals below a hundred, one above.
pub fn brief(value: f64) -> String {
    let scale = if value.abs() < 10.0 { 100.0 } else { 10.0 };
    number((value * scale).round() / scale)
}

/// The values of an interval: "2,250 to 2,750", "more than 100".
pub fn interval(interval: &Interval) -> String {
    match (interval.low.is_finite(), interval.high.is_finite()) {
        (true, true) if interval.low == interval.high => {
            format!("exactly {}", number(interval.low))
        }
        (true, true) => format!("{} to {}", number(interval.low), number(interval.high)),
        (true, false) if interval.low_closed => format!("at least {}", number(interval.low)),
        (true, false) => format!("more than {}", number(interval.low)),
        (false, true) if interval.high_closed => format!("at most {}", number(interval.high)),
        (false, true) => format!("less than {}", number(interval.high)),
        (false, false) => "any value".to_owned(),
    }
}

/// "October 17, 2025".
pub fn date(date: jiff::civil::Date) -> String {
    format!("{} {}, {}", month(date.month()), date.day(), date.year())
}

/// English name of a month, 1 to 12.
pub fn month(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ];
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

/// "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "`a`", "`a` or `b`", "`a`, `b` or `c`", with the words for what a rule calls `@link` and `@source`.
pub fn alternatives(items: &[String]) -> String {
    let shown: Vec<String> = items
        .iter()
        .map(|item| match item.as_str() {
            "@link" => "a link".to_owned(),
            "@source" => "a named source".to_owned(),
            words => format!("`{words}`"),
        })
        .collect();
    match shown.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// "once", "twice", "5 times".
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

/// "1 place", "2 places".
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", number(count as f64)) }
}

/// "lines 9, 14 and 20": the lines of repeats, each once, without the line that is shown anyway. None
/// where nothing is left.
pub fn other_lines(lines: impl Iterator<Item = u32>, shown: u32) -> Option<String> {
    /// Of more lines than this, only the number is told.
    const MOST: usize = 10;
    let mut lines: Vec<u32> = lines.filter(|line| *line != shown).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut words: Vec<String> = lines.iter().take(MOST).map(u32::to_string).collect();
    if lines.len() > MOST {
        words.push(format!("{} more", lines.len() - MOST));
    }
    match lines.len() {
        0 => None,
        1 => Some(format!("line {}", words[0])),
        _ => Some(format!("lines {}", list(&words))),
    }
}

/// The plural of a counted noun.
pub fn plural(noun: &str) -> String {
    const IRREGULAR: &[(&str, &str)] =
        &[("child", "children"), ("man", "men"), ("person", "people"), ("woman", "women")];
    if let Some((_, plural)) = IRREGULAR.iter().find(|(singular, _)| *singular == noun) {
        return (*plural).to_owned();
    }
    match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        None => format!("{noun}s"),
    }
}

/// A template with its `{placeholders}` filled; unknown ones stay (they are refused on loading).
pub fn fill(template: &str, placeholders: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let close = rest.find('}').map_or(rest.len(), |close| close + 1);
        let name = rest[..close].trim_matches(['{', '}']);
        match placeholders.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => text.push_str(value),
            // Another kind's placeholder says nothing here.
            None if PLACEHOLDERS.contains(&name) || is_group(name) => {}
            None => text.push_str(&rest[..close]),
        }
        rest = &rest[close..];
    }
    text.push_str(rest);
    text
}

/// Placeholders that a message may hold.
pub const PLACEHOLDERS: &[&str] = &["expect", "found", "subject", "title"];

/// Whether a placeholder stands for a group of an expression: `{1}` to `{9}`.
fn is_group(name: &str) -> bool {
    matches!(name.as_bytes(), [b'1'..=b'9'])
}

/// The first placeholder of a message that means nothing.
pub fn unknown_placeholder(template: &str) -> Option<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
        .find(|name| !PLACEHOLDERS.contains(name) && !is_group(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(1609.344), "1,609");
        assert_eq!(number(2250.0), "2,250");
        assert_eq!(number(2.5), "2.5");
        assert_eq!(number(1_234_567.8), "1,234,568");
        assert_eq!(number(0.04536), "0.04536");
        assert_eq!(number(-3.0), "−3");
        assert_eq!(interval(&Interval::closed(1.0, 2.0)), "1 to 2");
    }

    #[test]
    fn lines_are_told_once() {
        assert_eq!(other_lines([4, 2, 4, 9].into_iter(), 2).as_deref(), Some("lines 4 and 9"));
        assert_eq!(other_lines([2, 2].into_iter(), 2), None);
        assert_eq!(
            other_lines(1..30, 1).as_deref(),
            Some("lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 18 more")
        );
    }

    #[test]
    fn templates_fill_what_they_name() {
        assert_eq!(
            fill("{found} is not {expect}", &[("found", "5 km"), ("expect", "6 km")]),
            "5 km is not 6 km"
        );
        assert_eq!(unknown_placeholder("{found} {fuond}"), Some("fuond"));
    }
}

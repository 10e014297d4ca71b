//! The header that mail has, and proposals, notes and transcripts with it: lines of a key and a value above the
//! first blank line. Only its date is read.

use super::date::{DateSource, Dated, KEYS, parse};

/// A header has no more lines.
const LONGEST: usize = 60;

/// The date in the header at the start of a text: "Created: 05-Jul-2025". One line alone is no header.
pub(super) fn date(text: &str) -> Option<Dated> {
    let fields = fields(text);
    KEYS.iter().find_map(|key| {
        let is_key = |name: &str| name.replace('-', "_").eq_ignore_ascii_case(key);
        let (name, value) = fields.iter().find(|(name, _)| is_key(name))?;
        let date = day(value)?;
        Some(Dated { date, source: DateSource::Header((*name).to_owned()) })
    })
}

/// The keys and values of the header at the start of a text; none where it has no header.
pub(super) fn fields(text: &str) -> Vec<(&str, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for line in text.lines().take(LONGEST) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !fields.is_empty() {
            // It goes on with the value above.
            continue;
        }
        match field(line) {
            Some(field) => fields.push(field),
            None => return Vec::new(),
        }
    }
    if fields.len() < 2 { Vec::new() } else { fields }
}

/// The key and the value of a line.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let is_name = name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.len() <= 40
        && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_');
    let is_value = value.is_empty() || value.starts_with([' ', '\t']);
    (is_name && is_value).then_some((name, value.trim()))
}

/// The day of a value; a time, a zone and a remark may follow.
pub(super) fn day(value: &str) -> Option<jiff::civil::Date> {
    parse(value).or_else(|| {
        let is_of_day = |word: &&str| !word.contains(':') && !word.starts_with(['(', '+', '-']);
        let words: Vec<&str> = value.split_whitespace().take_while(is_of_day).collect();
        parse(&words.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<String> {
        date(text).map(|dated| format!("{} by {}", dated.date, dated.source))
    }

    #[test]
    fn headers_of_mail_and_of_proposals() {
        let day = |name: &str| Some(format!("2025-07-05 by header, `{name}`"));
        for (text, name) in [
            ("PEP: 9999\nTitle: A header\nCreated: 05-Jul-2025\n\nText.", "Created"),
            ("From: a@example.org\nDate: Sat, 5 Jul 2025 08:00:00 +0200\n\nText", "Date"),
            (
                "From: a\nDate: Sat, 05 Jul 2025 08:00:00 -0700 (PDT)\nSubject: x\n  and on\n\n",
                "Date",
            ),
            ("Subject: x\r\nDate: 2025-07-05\r\n\r\nText", "Date"),
            ("\u{feff}Title: x\nLast-Modified: July 5, 2025\n\nText", "Last-Modified"),
            ("Title: x\nCreated: 5-July-2025", "Created"),
            ("Title : x\nDate : 5 July 2025\n", "Date"),
        ] {
            assert_eq!(told(text), day(name), "{text}");
        }
        for text in [
            "",
            "Date: 2025-07-05\n\nOne line alone.",
            "Title: x\nCreated: soon\n\nText",
            "Title: x\nA line of text\nDate: 2025-07-05\n",
            "Title: x\n\nDate: 2025-07-05\nBy: y\n",
            "http://example.org\nDate: 2025-07-05\n",
            "He said: no\nDate: 2025-07-05\n",
            "Title: x\nCreated: 31-Jun-2025\n",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}

//! Magnitudes after a number: thousand, million, lakh, "5k", "$10m".

use super::super::cursor;

/// The magnitude that follows a number which ends at `end`, attached, after a gap or a hyphen:
/// where it ends and its factor. Several multiply: "lakh crore", "hundred thousand".
pub(super) fn read(text: &str, end: usize, money: bool) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    let mut at = end;
    // More than three magnitudes in a row are no number.
    for _ in 0..3 {
        let Some((next, factor)) = read_one(text, at, money) else { break };
        let scale = found.map_or(1.0, |f| f.1);
        found = Some((next, scale * factor));
        at = next;
    }
    found
}

fn read_one(text: &str, end: usize, money: bool) -> Option<(usize, f64)> {
    let attached = cursor::word(text, end);
    if !attached.is_empty() {
        let factor = of_word(attached).or_else(|| of_letter(text, end, attached, money))?;
        return closes(text, end + attached.len()).map(|end| (end, factor));
    }
    let start = if text[end..].starts_with('-') { end + 1 } else { cursor::gap(text, end)? };
    let word = cursor::word(text, start);
    let factor = of_word(word).or_else(|| {
        // "$ 5 m" is five million; "5 m" is five meters.
        (money && matches!(word, "m" | "M" | "b" | "B" | "K" | "k")).then(|| letter(word)).flatten()
    })?;
    closes(text, start + word.len()).map(|end| (end, factor))
}

/// `end`, unless a digit or an apostrophe goes on there ("the million's").
fn closes(text: &str, end: usize) -> Option<usize> {
    (!cursor::after(text, end).is_some_and(|c| c.is_alphanumeric() || c == '_')).then_some(end)
}

/// A magnitude word or an abbreviation that means nothing else.
fn of_word(word: &str) -> Option<f64> {
    if word == "MM" {
        return Some(1e6);
    }
    let mut buffer = [0; 16];
    Some(match cursor::lower(word, &mut buffer) {
        b"hundred" | b"hundreds" => 1e2,
        b"thousand" | b"thousands" | b"thsd" => 1e3,
        b"million" | b"millions" | b"mn" | b"mln" | b"mil" | b"mio" | b"mill" => 1e6,
        b"billion" | b"billions" | b"bn" | b"bln" | b"bil" => 1e9,
        b"trillion" | b"trillions" | b"trn" | b"tln" | b"tn" | b"trln" => 1e12,
        b"quadrillion" => 1e15,
        b"lakh" | b"lakhs" | b"lac" | b"lacs" => 1e5,
        b"crore" | b"crores" => 1e7,
        b"dozen" => 12.0,
        _ => return None,
    })
}

/// A letter right after the digits: "5k", "10M"; "$5b" and "5m users" by their context.
fn of_letter(text: &str, start: usize, word: &str, money: bool) -> Option<f64> {
    match word {
        // 573.15K is a temperature.
        "K" if is_hundredths(text, start) => None,
        "k" | "K" | "M" => letter(word),
        "m" | "b" | "B" | "T" | "t" if money => letter(word),
        "m" | "B" if counts_many(text, start + 1) => letter(word),
        _ => None,
    }
}

/// Whether two decimals end at `end`.
fn is_hundredths(text: &str, end: usize) -> bool {
    let bytes = &text.as_bytes()[..end];
    bytes.len() > 3 && bytes[end - 2..].iter().all(u8::is_ascii_digit) && bytes[end - 3] == b'.'
}

fn letter(word: &str) -> Option<f64> {
    Some(match word {
        "k" | "K" => 1e3,
        "m" | "M" => 1e6,
        "b" | "B" => 1e9,
        "t" | "T" => 1e12,
        _ => return None,
    })
}

/// Whether a plural noun follows, so that "5m" before it is five million.
fn counts_many(text: &str, end: usize) -> bool {
    let Some(start) = cursor::gap(text, end) else { return false };
    let word = cursor::word(text, start);
    word == "people" || (word.len() > 3 && super::super::noun::looks_plural(word))
}

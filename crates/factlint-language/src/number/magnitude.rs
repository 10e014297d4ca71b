//! Magnitudes after a number: thousand, million, lakh, "5k", "$10m".

use super::super::noun;
use crate::token::Tokens;
use crate::words::Class;

/// The magnitude that follows a number which ends at `end`, attached, after a gap or a hyphen:
/// where it ends and its factor. Several multiply: "lakh crore", "hundred thousand".
pub(super) fn read(tokens: &Tokens<'_>, end: usize, money: bool) -> Option<(usize, f64)> {
    let mut found: Option<(usize, f64)> = None;
    let mut at = end;
    // More than three magnitudes in a row are no number.
    for _ in 0..3 {
        let Some((next, factor)) = read_one(tokens, at, money) else { break };
        let scale = found.map_or(1.0, |f| f.1);
        found = Some((next, scale * factor));
        at = next;
    }
    found
}

fn read_one(tokens: &Tokens<'_>, end: usize, money: bool) -> Option<(usize, f64)> {
    if tokens.is_attached(end) && tokens.is_letters(end) {
        let factor = tokens
            .value(end, Class::Magnitudes)
            .or_else(|| of_attached_letter(tokens, end, money))?;
        return closes(tokens, end + 1).then_some((end + 1, factor));
    }
    let start = if tokens.attached_sign(end, '-') {
        tokens.attached(end + 1)?
    } else {
        tokens.spaced(end)?
    };
    // "14 Mill Lane"
    let street = tokens.slice(start..start + 1) == "Mill" && !money;
    let factor = tokens.value(start, Class::Magnitudes).filter(|_| !street).or_else(|| {
        // "$ 5 m" is five million; "5 m" is five meters.
        let counts = || {
            // "8 B people"
            tokens.says(start, "B")
                && noun::counted(tokens, start + 1, false)
                    .is_some_and(|(_, noun)| noun::is_person(&noun))
        };
        (money && matches!(tokens.word(start), "m" | "M" | "b" | "B" | "K" | "k") || counts())
            .then(|| tokens.value(start, Class::MagnitudeLetters))
            .flatten()
    })?;
    closes(tokens, start + 1).then_some((start + 1, factor))
}

/// Whether the word that ends at `end` is not gone on by a digit.
fn closes(tokens: &Tokens<'_>, end: usize) -> bool {
    !(tokens.is_attached(end) && tokens.is_word(end))
}

/// A letter right after the digits: "5k", "10M"; "$5b" and "5m users" by their context.
fn of_attached_letter(tokens: &Tokens<'_>, at: usize, money: bool) -> Option<f64> {
    let counts = match tokens.word(at) {
        // 573.15K is a temperature.
        "K" => !is_hundredths(tokens, at),
        "k" | "M" => true,
        "m" | "B" => money || counts_many(tokens, at + 1),
        "b" | "T" | "t" => money,
        _ => false,
    };
    if counts { tokens.value(at, Class::MagnitudeLetters) } else { None }
}

/// Whether two decimals end at `end`.
fn is_hundredths(tokens: &Tokens<'_>, end: usize) -> bool {
    end >= 3
        && tokens.digits(end - 1).len() == 2
        && tokens.is_attached(end - 1)
        && tokens.sign(end - 2) == Some('.')
}

/// Whether a plural noun follows, so that "5m" before it is five million.
fn counts_many(tokens: &Tokens<'_>, end: usize) -> bool {
    tokens.spaced(end).is_some_and(|noun| {
        // "35m of its devices"
        let owned = tokens
            .spaced(noun + 1)
            .filter(|own| tokens.says(noun, "of") && tokens.is_lower(*own, Class::BeforeTheWhole));
        let noun = owned.and_then(|own| tokens.spaced(own + 1)).unwrap_or(noun);
        // "35m of its Echo devices"
        let noun = match tokens.spaced(noun + 1) {
            Some(next) if owned.is_some() && tokens.is_capitalised(noun) => next,
            _ => noun,
        };
        // "2.7m combined digital and physical sales"
        let sold = || {
            noun::counted(tokens, end, false).is_some_and(|(_, noun)| {
                noun::is_person(&noun) || tokens.table().is(&noun, Class::CountedInMillions)
            })
        };
        sold()
            || tokens.says(noun, "people")
            || (tokens.word(noun).len() > 3 && noun::is_plural(tokens, noun))
    })
}

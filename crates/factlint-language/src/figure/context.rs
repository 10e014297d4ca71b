//! What looks like a figure and is none: parts of identifiers and times, odds, pronouns, adverbs.

use super::super::cursor;
use super::super::number::{Number, Word, word_of};

/// Whether the token around a number in digits is an identifier, a version, a path or a time.
/// `start` is where the number, or its currency or sign, starts.
pub(super) fn is_part_of_token(text: &str, start: usize, end: usize, has_unit: bool) -> bool {
    // '62
    let short_year = matches!(cursor::before(text, start), Some('\'' | '’' | '‘'))
        && text.as_bytes()[start..end].len() == 2;
    if short_year && !has_unit {
        return true;
    }
    let before_is_joined = match cursor::before(text, start) {
        Some(c) if c.is_alphanumeric() => true,
        Some(
            '_' | '#' | '@' | '=' | '\\' | '§' | '^' | ':' | '/' | '.' | ',' | '+' | '&' | '*'
            | '№',
        ) => true,
        Some(c @ ('-' | '–' | '‑' | '−')) => cursor::before(text, start - c.len_utf8())
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '.')),
        _ => false,
    };
    if before_is_joined {
        return true;
    }
    if has_unit {
        return false;
    }
    let next = cursor::after(text, end);
    let second = || text.get(end..).and_then(|r| r.chars().nth(1));
    match next {
        Some(c) if c.is_alphanumeric() => true,
        Some('_' | '=' | '\\' | '@') => true,
        // 14(b)
        Some('(') => {
            second().is_some_and(|c| c.is_ascii_lowercase())
                && text[end..].chars().nth(2) == Some(')')
        }
        Some('-') if ["-strong", "-odd"].iter().any(|s| text[end..].starts_with(s)) => false,
        Some('/' | '.' | ':' | ',' | '-' | '‑' | '–' | '\'' | '’') => {
            second().is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// Whether the words before `start` speak of a price, so that pounds are money.
pub(super) fn is_price(text: &str, start: usize) -> bool {
    let mut at = start;
    for _ in 0..4 {
        let Some(word) = cursor::word_before(text, at) else { return false };
        let mut buffer = [0; 16];
        if matches!(
            cursor::lower(word, &mut buffer),
            b"cost"
                | b"costs"
                | b"costing"
                | b"price"
                | b"prices"
                | b"priced"
                | b"paid"
                | b"pay"
                | b"pays"
                | b"paying"
                | b"worth"
                | b"spend"
                | b"spent"
                | b"spending"
                | b"charge"
                | b"charged"
                | b"fine"
                | b"fined"
                | b"fee"
                | b"fees"
                | b"salary"
                | b"earn"
                | b"earns"
                | b"earned"
                | b"raised"
                | b"profit"
                | b"profits"
                | b"sold"
                | b"bought"
                | b"bill"
                | b"debt"
                | b"owed"
        ) {
            return true;
        }
        at = cursor::offset(text, word);
    }
    false
}

/// Whether a lone "half" is an adverb: "we have half failed"; not "half of them", "half the town".
pub(super) fn is_adverbial_half(text: &str, start: usize, end: usize) -> bool {
    let words = &text[start..end];
    // "a century and a half"
    if words.eq_ignore_ascii_case("a half") {
        return cursor::word_before(text, start) == Some("and");
    }
    if !words.eq_ignore_ascii_case("half") {
        return false;
    }
    let before = cursor::word_before(text, start).unwrap_or_default();
    let mut buffer = [0; 16];
    if matches!(
        cursor::lower(before, &mut buffer),
        b"first"
            | b"second"
            | b"other"
            | b"latter"
            | b"last"
            | b"top"
            | b"bottom"
            | b"better"
            | b"upper"
            | b"lower"
            | b"northern"
            | b"southern"
            | b"eastern"
            | b"western"
            | b"this"
            | b"that"
            | b"each"
            | b"either"
    ) {
        return true;
    }
    let next = cursor::gap(text, end).map(|at| cursor::word(text, at)).unwrap_or_default();
    !matches!(
        next,
        "of" | "the"
            | "a"
            | "an"
            | "its"
            | "their"
            | "his"
            | "her"
            | "our"
            | "my"
            | "all"
            | "those"
            | "these"
            | "that"
            | "this"
    )
}

/// "one of", "no one", "the one", "one another": "one" as a pronoun; "one in five" as odds.
pub(super) fn is_pronoun(text: &str, start: usize, end: usize) -> bool {
    let before = cursor::word_before(text, start).unwrap_or_default();
    let mut buffer = [0; 16];
    if matches!(
        cursor::lower(before, &mut buffer),
        b"no"
            | b"the"
            | b"this"
            | b"that"
            | b"which"
            | b"any"
            | b"some"
            | b"every"
            | b"each"
            | b"only"
            | b"another"
            | b"new"
            | b"day"
    ) {
        return true;
    }
    let next = cursor::gap(text, end).map(|at| cursor::word(text, at)).unwrap_or_default();
    matches!(
        next,
        "of" | "another" | "who" | "that" | "can" | "could" | "might" | "must" | "in" | "day"
    )
}

/// Whether the number is part of odds: "one in five", "3 in 10".
pub(super) fn is_odds(text: &str, number: &Number) -> bool {
    let Some(at) = cursor::gap(text, number.end) else { return false };
    if cursor::word(text, at) != "in" {
        return false;
    }
    let Some(next) = cursor::gap(text, at + 2) else { return false };
    let digits = text[next..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    let of = match word_of(cursor::word(text, next)) {
        Some(Word::Digit(d)) => f64::from(d),
        Some(Word::Teen(t) | Word::Ten(t)) => f64::from(t),
        Some(_) => return true,
        None if (1..=3).contains(&digits) => text[next..next + digits].parse().unwrap_or(0.0),
        None => {
            return text[next..].starts_with("a ")
                && word_of(cursor::word(text, next + 2)).is_some();
        }
    };
    of > number.numeral.value
}

/// Whether `number` ends odds that a smaller number starts: the "five" of "one in five".
pub(super) fn closes_odds(text: &str, start: usize, number: &Number) -> bool {
    let Some(word) = cursor::word_before(text, start).filter(|w| *w == "in") else { return false };
    let Some(end) = cursor::gap_before(text, cursor::offset(text, word)) else { return false };
    let before = match word_of(cursor::word_ending(text, end)) {
        Some(Word::Digit(d)) => f64::from(d),
        Some(Word::Teen(t) | Word::Ten(t)) => f64::from(t),
        Some(_) => return false,
        None => {
            let digits = text.as_bytes()[..end]
                .iter()
                .rev()
                .take(4)
                .take_while(|b| b.is_ascii_digit())
                .count();
            let known = (1..=3).contains(&digits).then(|| text[end - digits..end].parse().ok());
            known.flatten().unwrap_or(f64::INFINITY)
        }
    };
    before < number.numeral.value
}

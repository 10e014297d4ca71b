//! What looks like a figure and is none: parts of identifiers and times, odds, pronouns, adverbs.

use super::super::hedge;
use super::super::number::{Number, Word, word_of};
use crate::token::Tokens;
use crate::words::Class;

/// Whether the token around a number in digits is an identifier, a version, a path or a time.
/// `start` is where the number, or its currency or sign, starts.
pub(super) fn is_part_of_token(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    has_unit: bool,
) -> bool {
    is_short_year(tokens, start, end) && !has_unit
        || is_joined_before(tokens, start) && !(has_unit && is_value_of_letter(tokens, start))
        || has_unit && is_file_name(tokens, end)
        || !has_unit && is_joined_after(tokens, end)
}

/// '62
fn is_short_year(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    matches!(tokens.before(start), Some('\'' | '’' | '‘')) && tokens.slice(start..end).len() == 2
}

/// "b=9.36 fm", "midpoint=180 m", "axis 1=39%": what a letter of a formula or something named is. Options of programs
/// and keys of several words are code.
fn is_value_of_letter(tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(name) = start.checked_sub(2) else { return false };
    let numbered = tokens.digits(name).len() == 1
        && tokens.spaced(name).is_some_and(|noun| noun > 0 && tokens.is_small(noun - 1));
    tokens.before(start) == Some('=')
        && tokens.is_attached(start - 1)
        && (tokens.is_letters(name) || numbered)
        && tokens.before(name).is_none_or(|before| "(,[".contains(before))
}

/// Whether a measure is the stem of a file's name: "900km.txt".
fn is_file_name(tokens: &Tokens<'_>, end: usize) -> bool {
    tokens.attached_sign(end, '.')
        && tokens.is_attached(end + 1)
        && (2..=5).contains(&tokens.word(end + 1).len())
        && tokens.word(end + 1).bytes().all(|b| b.is_ascii_lowercase())
        && !tokens.is(end + 1, Class::FunctionWords)
}

/// Whether what stands before a number, and what follows it, is one token of a text.
fn is_joined_before(tokens: &Tokens<'_>, start: usize) -> bool {
    match tokens.before(start) {
        // "sub-7 nanometer"
        Some('-') if hedge::before(tokens, start).is_some_and(|(from, _)| from + 2 == start) => {
            false
        }
        Some('-' | '–' | '‑' | '−') => {
            tokens.before(start - 1).is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '.'))
        }
        // "46%/62%"
        Some('/') if start > 1 && tokens.sign(start - 2) == Some('%') => false,
        // The last 2 of "Mg(ClO4)2"
        Some(')') => true,
        // "minus 387 Fahrenheit,minus 233 Celsius"
        Some(',') if tokens.is_letters(start) => false,
        Some(c) => c.is_alphanumeric() || "_#@=\\§^:/.,+&*№".contains(c),
        None => false,
    }
}

/// Whether what follows a number belongs to one token with it.
fn is_joined_after(tokens: &Tokens<'_>, end: usize) -> bool {
    match tokens.after(end) {
        Some('_' | '=' | '\\' | '@') => true,
        // 14(b)
        Some('(') => {
            tokens.is_attached(end + 1)
                && matches!(tokens.word(end + 1).as_bytes(), [b'a'..=b'z'])
                && tokens.attached_sign(end + 2, ')')
        }
        Some('-') if matches!(tokens.word(end + 1), "strong" | "odd") => false,
        Some('/' | '.' | ':' | ',' | '-' | '‑' | '–' | '\'' | '’') => {
            tokens.after(end + 1).is_some_and(char::is_alphanumeric)
        }
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// Whether the words before `start` speak of a price, so that pounds are money.
pub(super) fn is_price(tokens: &Tokens<'_>, start: usize) -> bool {
    words_back(tokens, start, 6).any(|word| tokens.word_is(word, Class::Prices))
}

/// At most `most` words before `start`, from the last to the first, with one gap between them.
pub(super) fn words_back<'a>(
    tokens: &'a Tokens<'_>,
    start: usize,
    most: usize,
) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
    let first = tokens.word_before(start);
    std::iter::successors(first, |word| tokens.word_before(word.start)).take(most)
}

/// Whether a lone "half" is an adverb: "we have half failed"; not "half of them", "half the town".
pub(super) fn is_adverbial_half(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    if end == start + 2
        && tokens.says_any_case(start, "a")
        && tokens.says_any_case(start + 1, "half")
    {
        // "a century and a half"
        return tokens.previous_word(start) == "and";
    }
    if end != start + 1 || !tokens.says_any_case(start, "half") {
        return false;
    }
    tokens.previous_is(start, Class::BeforeAdverbialHalf)
        || !tokens.spaced(end).is_some_and(|next| tokens.is_lower(next, Class::AfterHalf))
}

/// "one of", "no one", "the one", "one another": "one" as a pronoun; "one in five" as odds.
pub(super) fn is_pronoun(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    tokens.previous_is(start, Class::BeforePronounOne)
        || tokens.spaced(end).is_some_and(|next| tokens.is_lower(next, Class::AfterPronounOne))
}

/// Whether the number is part of odds: "one in five", "3 in 10".
pub(super) fn is_odds(tokens: &Tokens<'_>, number: &Number) -> bool {
    let Some(joint) = tokens.spaced(number.end).filter(|joint| tokens.says(*joint, "in")) else {
        return false;
    };
    let Some(of) = tokens.spaced(joint + 1) else { return false };
    match small_number(tokens, of) {
        Some(Small::Value(of)) => of > number.numeral.value,
        Some(Small::Other) => true,
        None => {
            tokens.says(of, "a")
                && tokens.spaced(of + 1).is_some_and(|n| word_of(tokens, n).is_some())
        }
    }
}

/// Whether `number` ends odds that a smaller number starts: the "five" of "one in five".
pub(super) fn closes_odds(tokens: &Tokens<'_>, start: usize, number: &Number) -> bool {
    if tokens.previous_word(start) != "in" {
        return false;
    }
    let before = tokens.previous(start).and_then(|joint| tokens.spaced(joint)?.checked_sub(1));
    match before.and_then(|before| small_number(tokens, before)) {
        Some(Small::Value(before)) => before < number.numeral.value,
        _ => false,
    }
}

/// A number that odds are made of.
enum Small {
    /// Below a hundred in words, below a thousand in digits.
    Value(f64),
    /// A number word for more than that, or for a part.
    Other,
}

/// The number of one token at `i`.
fn small_number(tokens: &Tokens<'_>, i: usize) -> Option<Small> {
    let digits = tokens.digits(i);
    match word_of(tokens, i) {
        Some(Word::Digit(n) | Word::Teen(n) | Word::Ten(n)) => Some(Small::Value(f64::from(n))),
        Some(_) => Some(Small::Other),
        None if (1..=3).contains(&digits.len()) => digits.parse().ok().map(Small::Value),
        None => None,
    }
}

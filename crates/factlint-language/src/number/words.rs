//! Numbers in words: "eighteen", "one hundred and five", "half a million", "two-thirds".

mod cardinal;

use super::super::figure::Numeral;
use super::word::{Word, word_of};
use super::{Form, Number, Reading, fraction};
use crate::token::Tokens;
use crate::words::Class;

/// Reads the number that starts with the number word, or the article before one, at `start`.
pub(super) fn read(tokens: &Tokens<'_>, start: usize) -> Reading {
    let skip = Reading::Nothing(start + 1);
    let Some(word) = word_of(tokens, start) else { return skip };
    match word {
        Word::Digit(_) | Word::Teen(_) | Word::Ten(_) => cardinal::read(tokens, start, start, 0.0),
        // The article, or "couple of", before these is part of the number.
        Word::Hundred | Word::Scale(_) | Word::Dozen => match multiplier(tokens, start) {
            Some((outer, multiplier)) => cardinal::read(tokens, outer, start, multiplier),
            None => skip,
        },
        Word::Half => half(tokens, start).map_or(skip, Reading::Number),
        Word::Part(denominator) => part(tokens, start, denominator).map_or(skip, Reading::Number),
        Word::Parts(_) => skip,
    }
}

/// "a", "a couple of", before a magnitude at `start`: where it starts and what it counts. None
/// where nothing counts it ("several hundred", "the thousand", "one in a million").
fn multiplier(tokens: &Tokens<'_>, start: usize) -> Option<(usize, f64)> {
    let before = tokens.previous(start)?;
    let word = tokens.previous_word(start);
    if word.eq_ignore_ascii_case("a") {
        let rate = tokens.previous_is_lower(before, Class::BeforeRatedMagnitude);
        return (!rate).then_some((before, 1.0));
    }
    let couple = if word.eq_ignore_ascii_case("of") { tokens.previous(before)? } else { before };
    let is_couple = tokens.says_any_case(couple, "couple")
        && tokens.previous_word(couple).eq_ignore_ascii_case("a");
    if is_couple { tokens.previous(couple).map(|article| (article, 2.0)) } else { None }
}

/// "half a million", "half a dozen", "half a mile" (the mile is left to the caller), "half of".
fn half(tokens: &Tokens<'_>, start: usize) -> Option<Number> {
    let article =
        tokens.previous(start).filter(|_| matches!(tokens.previous_word(start), "a" | "A"));
    let hyphen = tokens.attached_sign(start + 1, '-');
    let next = if hyphen { tokens.near(start + 2) } else { tokens.spaced(start + 1)? };
    let counted = if !hyphen && matches!(tokens.word(next), "a" | "an") {
        tokens.spaced(next + 1)?
    } else {
        next
    };
    let part = fraction(1.0, 2.0);
    match word_of(tokens, counted) {
        Some(Word::Scale(scale)) => {
            let number = Number::new(start, counted + 1, part, Form::Fraction);
            Some(number.scaled(scale))
        }
        Some(Word::Dozen) => {
            let exact = Numeral { value: 6.0, step: 0.0, loose_step: 0.0, decimals: 0 };
            let number = Number::new(start, counted + 1, exact, Form::Fraction);
            Some(Number { scale: 12.0, ..number })
        }
        Some(_) => None,
        None => Some(Number::new(article.unwrap_or(start), start + 1, part, Form::Fraction)),
    }
}

/// "a third of", "a quarter of": a part needs an article before it and "of" after it.
fn part(tokens: &Tokens<'_>, start: usize, denominator: u16) -> Option<Number> {
    let end = start + 1;
    let before = tokens.previous_word(start);
    let article = tokens
        .previous(start)
        .filter(|_| before.eq_ignore_ascii_case("a") || before.eq_ignore_ascii_case("an"));
    // "fell by a quarter."
    let by = article.is_some_and(|article| tokens.previous_word(article) == "by");
    let next = match tokens.spaced(end) {
        Some(next) => Some(next),
        None if by && !matches!(tokens.after(end), Some('-' | '\'' | '’')) => None,
        None => return None,
    };
    let magnitude = next.and_then(|next| match word_of(tokens, next) {
        Some(Word::Scale(scale)) => Some((next + 1, scale)),
        _ => None,
    });
    // "quarter million" and "some quarter of a million" do without an article, "the third quarter of a" is a time.
    let of_magnitude = of_a_magnitude(tokens, end);
    let ordinal = matches!(before, "first" | "second")
        || tokens
            .previous(start)
            .is_some_and(|i| matches!(word_of(tokens, i), Some(Word::Part(_))));
    let scaled = magnitude.is_some() || of_magnitude.is_some() && !ordinal;
    if article.is_none() && !(scaled && denominator == 4) {
        return None;
    }
    let start = article.unwrap_or(start);
    let numeral = fraction(1.0, f64::from(denominator));
    let number = |end| Number::new(start, end, numeral, Form::Fraction);
    if next.is_some_and(|next| tokens.says(next, "of")) {
        // "a quarter of a million"
        let (end, scale) = of_magnitude.unwrap_or((end, 1.0));
        return Some(number(end).scaled(scale));
    }
    if let Some((end, scale)) = magnitude {
        return Some(number(end).scaled(scale));
    }
    let ends =
        next.is_none_or(|next| !tokens.is_letters(next) || tokens.is(next, Class::FunctionWords));
    let measures = matches!(denominator, 3 | 4)
        && next.is_some_and(|next| tokens.is_lower(next, Class::PartMeasures));
    (by && ends || measures).then(|| number(end))
}

/// " of a million" after a fraction that ends at `end`: the end and the factor.
fn of_a_magnitude(tokens: &Tokens<'_>, end: usize) -> Option<(usize, f64)> {
    let of = tokens.spaced(end).filter(|of| tokens.says(*of, "of"))?;
    let article = tokens.spaced(of + 1).filter(|article| tokens.says(*article, "a"))?;
    let at = tokens.spaced(article + 1)?;
    match word_of(tokens, at)? {
        Word::Scale(scale) => Some((at + 1, scale)),
        _ => None,
    }
}

/// " and a half", " and three quarters" after a number that ends at `end`.
pub(super) fn and_fraction(tokens: &Tokens<'_>, end: usize) -> Option<(usize, Numeral)> {
    let hyphen = tokens.attached_sign(end, '-');
    let step = |at: usize| {
        if hyphen {
            tokens.attached_sign(at, '-').then(|| tokens.attached(at + 1)).flatten()
        } else {
            tokens.spaced(at)
        }
    };
    let and = step(end).filter(|and| tokens.says_any_case(*and, "and"))?;
    let first = step(and + 1)?;
    let numerator = match (tokens.word(first), word_of(tokens, first)) {
        ("a" | "an", _) => 1.0,
        (_, Some(Word::Digit(digit))) if digit > 0 => f64::from(digit),
        (_, Some(Word::Half)) => return Some((first + 1, fraction(1.0, 2.0))),
        _ => return None,
    };
    let at = if tokens.attached_sign(first + 1, '-') {
        tokens.attached(first + 2)?
    } else {
        tokens.spaced(first + 1)?
    };
    let part = match word_of(tokens, at)? {
        Word::Half if numerator == 1.0 => fraction(1.0, 2.0),
        Word::Part(parts) if numerator == 1.0 => fraction(1.0, f64::from(parts)),
        Word::Parts(parts) if numerator > 1.0 && numerator < f64::from(parts) => {
            fraction(numerator, f64::from(parts))
        }
        _ => return None,
    };
    Some((at + 1, part))
}

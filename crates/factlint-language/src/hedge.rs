//! Hedges and bounds around a number: "about", "more than", "up to", "or so".

use super::figure::Hedge;
use super::token::{Gap, Tokens};
use super::words::Class;

/// What a phrase before a number says, by its class.
const BEFORE: [(Class, Hedge); 8] = [
    (Class::HedgeAbout, Hedge::About),
    (Class::HedgeNearly, Hedge::Nearly),
    (Class::HedgeJustUnder, Hedge::JustUnder),
    (Class::HedgeJustOver, Hedge::JustOver),
    (Class::HedgeMoreThan, Hedge::MoreThan),
    (Class::HedgeAtLeast, Hedge::AtLeast),
    (Class::HedgeLessThan, Hedge::LessThan),
    (Class::HedgeAtMost, Hedge::AtMost),
];

/// What a phrase after a number and its unit says, by its class.
const AFTER: [(Class, Hedge); 3] = [
    (Class::TrailingHedgeAbout, Hedge::About),
    (Class::TrailingHedgeAtLeast, Hedge::AtLeast),
    (Class::TrailingHedgeAtMost, Hedge::AtMost),
];

/// The hedge that ends where the figure starts: its own start, and what it says.
pub(super) fn before(tokens: &Tokens<'_>, start: usize) -> Option<(usize, Hedge)> {
    if let Some(found) = sign(tokens, start).or_else(|| prefix(tokens, start)) {
        return Some(found);
    }
    let end = past_filler(tokens, tokens.spaced(start)?);
    let last = end.checked_sub(1)?;
    if tokens.sign(last) == Some('.') {
        return abbreviation(tokens, last);
    }
    let (first, hedge) = tokens.phrases_ending(end).find_map(|(first, sense)| {
        let of = |(class, _): &&(Class, Hedge)| tokens.table().has(sense, *class);
        BEFORE.iter().find(of).map(|(_, hedge)| (first, *hedge))
    })?;
    if goes_on_a_word(tokens, first) {
        return None;
    }
    // "Extends over 5,400 hectares"
    let is_over = first + 1 == end && tokens.says_any_case(first, "over");
    if is_over && tokens.table().is(tokens.previous_word(first), Class::SpreadingVerbs) {
        return None;
    }
    // "The fee went up to £18": so it is.
    let is_up = first + 2 == end && tokens.says_any_case(first, "up");
    if is_up && tokens.table().is(tokens.previous_word(first), Class::WentUp) {
        return None;
    }
    // "a little more than" and "as of about" keep their first words outside; "well over" does not.
    let well = hedge == Hedge::MoreThan && tokens.previous_word(first).eq_ignore_ascii_case("well");
    let from = if well { tokens.previous(first).unwrap_or(first) } else { first };
    Some((from, hedge))
}

/// "sub-7 nanometer", "near-100 degree heat"
fn prefix(tokens: &Tokens<'_>, start: usize) -> Option<(usize, Hedge)> {
    let word = start.checked_sub(2)?;
    if tokens.before(start) != Some('-') || !tokens.is_attached(start - 1) {
        return None;
    }
    let hedge = match tokens.word(word) {
        "sub" | "Sub" => Hedge::LessThan,
        "near" | "Near" => Hedge::Nearly,
        _ => return None,
    };
    tokens.before(word).is_none().then_some((word, hedge))
}

/// The end of a hedge before "a record", "a total of" and the like, which end at `end`.
fn past_filler(tokens: &Tokens<'_>, end: usize) -> usize {
    let filler = tokens.phrase_before(end, Class::HedgeFillers);
    filler.and_then(|start| tokens.spaced(start)).unwrap_or(end)
}

/// Whether the word at `i` is the tail of another: "o'er", "e.over".
fn goes_on_a_word(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.initials_before(i + 1) < i
}

/// "approx. 5", "ca. 5", with the full stop at `stop`.
fn abbreviation(tokens: &Tokens<'_>, stop: usize) -> Option<(usize, Hedge)> {
    let word = tokens.attached(stop)?.checked_sub(1)?;
    let about = tokens.is(word, Class::HedgeAbbreviation) && !goes_on_a_word(tokens, word);
    about.then_some((word, Hedge::About))
}

/// "~5", "> 5", "≤5".
fn sign(tokens: &Tokens<'_>, start: usize) -> Option<(usize, Hedge)> {
    let from = start.checked_sub(1).filter(|_| tokens.gap(start) != Gap::Wide)?;
    let hedge = match tokens.sign(from)? {
        '~' | '≈' | '∼' => Hedge::About,
        '≥' => Hedge::AtLeast,
        '≤' => Hedge::AtMost,
        '>' => Hedge::MoreThan,
        '<' => Hedge::LessThan,
        _ => return None,
    };
    // Not an arrow, a shift or the end of a tag.
    let alone = !tokens
        .before(from)
        .is_some_and(|c| matches!(c, '<' | '>' | '-' | '=' | '/' | '"') || c.is_alphanumeric());
    alone.then_some((from, hedge))
}

/// The hedge that follows a figure which ends at `end`: its own end, and what it says.
pub(super) fn after(tokens: &Tokens<'_>, end: usize) -> Option<(usize, Hedge)> {
    match tokens.after_sign(end) {
        Some('-') if tokens.is_attached(end + 1) && tokens.says(end + 1, "plus") => {
            return Some((end + 2, Hedge::AtLeast));
        }
        Some('+') if !tokens.after(end + 1).is_some_and(char::is_alphanumeric) => {
            return Some((end + 1, Hedge::AtLeast));
        }
        _ => {}
    }
    let first = tokens.spaced(end)?;
    let (class, hedge) = AFTER.iter().find(|(class, _)| tokens.phrase(first, *class).is_some())?;
    let last = tokens.phrase(first, *class)?;
    let complete = tokens.phrase(first, Class::CompleteHedge) == Some(last);
    (complete || !goes_on(tokens, last)).then_some((last, *hedge))
}

/// Whether the words after a trailing hedge take it: "or more" is no hedge in "or more likely",
/// "and up" none in "and up to 500".
fn goes_on(tokens: &Tokens<'_>, end: usize) -> bool {
    let Some(next) = tokens.spaced(end) else { return false };
    let number = tokens.is_digits(next) || matches!(tokens.sign(next), Some('$' | '£' | '€'));
    number
        || matches!(tokens.word(next), "to" | "than")
        || tokens.word(next).ends_with("ly")
        || super::number::word_of(tokens, next).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::ProseSpan;
    use crate::words::Words;

    fn tokens(text: &str) -> Tokens<'_> {
        Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded())
    }

    fn found(text: &str) -> Option<(&str, Hedge)> {
        let tokens = tokens(text);
        let start = (0..tokens.len()).find(|i| tokens.is_digits(*i)).unwrap_or_default();
        before(&tokens, start).map(|(from, hedge)| (tokens.slice(from..start), hedge))
    }

    fn trailing(text: &str) -> Option<(&str, Hedge)> {
        let tokens = tokens(text);
        after(&tokens, 1).map(|(end, hedge)| (tokens.slice(1..end), hedge))
    }

    #[test]
    fn before_a_number() {
        assert_eq!(found("it has about 5"), Some(("about", Hedge::About)));
        assert_eq!(found("No more than 5"), Some(("No more than", Hedge::AtMost)));
        assert_eq!(found("just over 5"), Some(("just over", Hedge::JustOver)));
        assert_eq!(found("well over 5"), Some(("well over", Hedge::MoreThan)));
        assert_eq!(found("at least 5"), Some(("at least", Hedge::AtLeast)));
        assert_eq!(found("approx. 5"), Some(("approx.", Hedge::About)));
        assert_eq!(found("~5"), Some(("~", Hedge::About)));
        assert_eq!(found("can’t exceed 5"), Some(("exceed", Hedge::MoreThan)));
        assert_eq!(found("moreover.over 5"), None);
        assert_eq!(found("over, 5"), None);
        assert_eq!(found("extends over 5"), None);
        assert_eq!(found("covers over 5"), Some(("over", Hedge::MoreThan)));
        assert_eq!(found("exactly 5"), None);
    }

    #[test]
    fn after_a_number() {
        assert_eq!(trailing("5 or so"), Some(("or so", Hedge::About)));
        assert_eq!(trailing("5 or more"), Some(("or more", Hedge::AtLeast)));
        assert_eq!(trailing("5 or more likely 6"), None);
        assert_eq!(trailing("5+"), Some(("+", Hedge::AtLeast)));
        assert_eq!(trailing("5 more"), None);
    }
}

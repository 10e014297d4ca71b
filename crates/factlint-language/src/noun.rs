//! The noun that a number counts: "six elderly patients" counts patients.

use super::inflect;
use super::token::{Capitals, Tokens};
use super::words::{Class, Words};

/// Most adjectives between a number and its noun.
const MOST_MODIFIERS: usize = 3;
/// Most adverbs before them that do not count.
const MOST_ADVERBS: usize = 1;
/// Most words of names before it behind the first of each, which do not count either: "Model S and Model X vehicles".
const MOST_IN_NAMES: usize = 3;
/// Most parts of a compound: "state-of-the-art".
const MOST_PARTS: usize = 4;
/// Most initials of a country: "U.S.S.R.".
const MOST_INITIALS: usize = 4;

/// Whether a word, of letters only, looks like the plural of a noun.
pub fn looks_plural(word: &str) -> bool {
    inflect::looks_plural(Words::embedded(), word)
}

/// The singular of a noun: itself where it does not look like a plural.
pub fn singular_of(noun: &str) -> String {
    if looks_plural(noun) { inflect::singular(noun) } else { noun.to_owned() }
}

/// Whether a noun, in the singular, stands for a person of some sort.
pub fn is_person(noun: &str) -> bool {
    let last = noun.rsplit(['-', ' ']).next().unwrap_or(noun);
    last.bytes().all(|b| b.is_ascii_lowercase()) && Words::embedded().is(last, Class::Persons)
}

/// Whether a noun may be what a person is called by a trade or part, by its ending: "a baker", "a violinist".
pub fn may_be_a_person(noun: &str) -> bool {
    const ENDINGS: [&str; 9] = ["er", "or", "ist", "man", "ian", "ant", "ent", "ess", "ee"];
    is_person(noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// Whether the word at `i` looks like the plural of a noun.
pub(super) fn is_plural(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_letters(i) && inflect::looks_plural(tokens.table(), tokens.word(i))
}

/// The singular of the plural at `i`.
pub(super) fn singular(tokens: &Tokens<'_>, i: usize) -> String {
    inflect::singular(tokens.word(i))
}

/// The noun counted by a number that ends at `end`: where it ends, and its singular. `one` looks
/// for a singular noun, more for a plural.
pub(super) fn counted(tokens: &Tokens<'_>, end: usize, one: bool) -> Option<(usize, String)> {
    let first = tokens.spaced(end)?;
    let mut at = first;
    let mut joined = false;
    let mut adverbs = 0;
    let mut in_names = 0;
    for nth in 0..=MOST_MODIFIERS + MOST_ADVERBS + MOST_IN_NAMES {
        // "20 decently sized coal-fired power plants"
        adverbs += usize::from(adverbs < MOST_ADVERBS && tokens.word(at).ends_with("ly"));
        let in_name = !one && in_names < MOST_IN_NAMES && goes_on_a_name(tokens, first, at);
        in_names += usize::from(in_name);
        if nth > MOST_MODIFIERS + adverbs + in_names {
            break;
        }
        // "two new 737 Max jets", "six F-16 fighters"
        if !one && let Some(next) = past_model(tokens, at, at > first) {
            at = next;
            continue;
        }
        // "twelve state and federal agencies"
        if !one && nth > 0 && !joined && tokens.says(at, "and") && may_be_joined(tokens, at - 1) {
            joined = true;
            at = tokens.spaced(at + 1).filter(|next| may_be_joined(tokens, *next))?;
        }
        let after = phrase_word_end(tokens, at)?;
        let head = after - 1;
        if tokens.is(head, Class::ResultRows) {
            return None;
        }
        if !one && tokens.says(head, "times") {
            // "nine times", but not "5 times 3".
            let product = tokens.spaced(after).is_some_and(|next| tokens.is_digits(next));
            return (!product).then(|| (after, "time".to_owned()));
        }
        // "two quarters of the year", "the last 10 Six Nations titles"
        let named = tokens.is_capitalised(head)
            && tokens.spaced(after).is_some_and(|next| tokens.is_capitalised(next));
        let number = !(named || tokens.says(head, "quarters"))
            && super::number::word_of(tokens, head).is_some();
        // "two gas-only options": of a compound nothing is a small word.
        let compound = head > at;
        // "Model S cars"
        let letter = tokens.word(at).len() == 1 && goes_on_a_name(tokens, first, at);
        if number || !(compound || letter) && tokens.is(head, Class::FunctionWords) {
            return None;
        }
        if !one && is_plural(tokens, head) {
            return Some(last_plural(tokens, head));
        }
        // "one proposal asks", "one point last year"
        if one
            && nth > 0
            && at > first
            && (is_plural(tokens, head) && !tokens.is(head, Class::PluralModifiers)
                || tokens.is_lower(head, Class::AfterOneNoun))
            && tokens.is_letters(at - 1)
        {
            let noun = tokens.word(at - 1);
            let is_noun = noun.len() > 2 && !is_no_noun(tokens, at - 1);
            return is_noun.then(|| (at, noun.to_owned()));
        }
        if one && ends_phrase(tokens, after) {
            let noun =
                if tokens.is_letters(head) { tokens.word(head) } else { tokens.slice(at..after) };
            // "one innings"
            let one_too = inflect::irregular_singular(noun) == Some(noun);
            let several = is_plural(tokens, head) && !one_too;
            let is_noun = noun.len() > 2 && !is_no_noun(tokens, head) && !several;
            return is_noun.then(|| (after, noun.to_owned()));
        }
        at = tokens.spaced(after)?;
    }
    None
}

/// What stands for one of its kind at `start`, behind "per": where it ends, and the noun, without its
/// adjectives: "share", "calendar year", "active user". A name is no such thing.
pub(super) fn one_of(tokens: &Tokens<'_>, start: usize) -> Option<(String, usize)> {
    let short = tokens.word(start).len() <= 3 && tokens.word(start).len() > 1;
    let acronym = short && tokens.word(start).bytes().all(|b| b.is_ascii_uppercase());
    let plain = tokens.is_small(start) && tokens.word(start).len() > 1 || acronym;
    if !plain || tokens.is(start, Class::FunctionWords) || is_plural(tokens, start) {
        return None;
    }
    let first = phrase_word_end(tokens, start)?;
    let head = if tokens.is_lower(start, Class::PricedSingly) {
        None
    } else {
        counted(tokens, start, true).filter(|(end, _)| *end <= first + 2)
    };
    let whole = || (first, tokens.slice(start..first).to_owned());
    let (end, noun) = head.unwrap_or_else(whole);
    Some((noun, end))
}

/// The singular noun counted before another noun by a number that ends at `end`: where it ends, and
/// the noun: "a 12 page document".
pub(super) fn counted_before_noun(tokens: &Tokens<'_>, end: usize) -> Option<(usize, String)> {
    let at = tokens.spaced(end).filter(|at| tokens.is_lower(*at, Class::CountedBeforeNoun))?;
    let next = tokens.spaced(at + 1)?;
    // "the 25 nation EU"
    let acronym =
        tokens.word(next).len() > 1 && tokens.word(next).bytes().all(|b| b.is_ascii_uppercase());
    let noun = (tokens.is_small(next) || acronym)
        && !tokens.is(next, Class::FunctionWords)
        && !tokens.word(next).ends_with("ed")
        && !tokens.word(next).ends_with("ly");
    noun.then(|| (at + 1, tokens.word(at).to_owned()))
}

/// Whether the word at `at`, behind `first`, goes on the name that the word before it opens.
fn goes_on_a_name(tokens: &Tokens<'_>, first: usize, at: usize) -> bool {
    let capital = |i: usize| tokens.get(i).capitals != Capitals::None;
    at > first && capital(at) && capital(at - 1)
}

/// Whether the word at `i` may be one of two adjectives with "and" between them.
fn may_be_joined(tokens: &Tokens<'_>, i: usize) -> bool {
    let letter = i > 0 && tokens.word(i).len() == 1 && goes_on_a_name(tokens, 0, i);
    tokens.is_letters(i)
        && (letter || !tokens.is(i, Class::FunctionWords))
        && !tokens.word(i).ends_with("ly")
        && super::number::word_of(tokens, i).is_none()
}

/// Past the name of a model at `at`, and the gap behind it: "F-16", "A320", "737 Max". `inner` says
/// that a modifier stands before it.
fn past_model(tokens: &Tokens<'_>, at: usize, inner: bool) -> Option<usize> {
    if tokens.is_digits(at) {
        let end = at + 1;
        let next = tokens.spaced(end)?;
        let name_before = at > 0 && tokens.get(at - 1).capitals != Capitals::None;
        let behind_name = inner && tokens.is_small(next) && name_before;
        // "three old 747 freighters", "five 777 freighters"
        let digits = tokens.digits(at).len();
        let behind_word = at > 0
            && (inner && tokens.is_small(at - 1)
                || super::number::word_of(tokens, at - 1).is_some());
        let model = behind_word && digits == 3 && tokens.is_small(next) && is_plural(tokens, next);
        let named = tokens.is_capitalised(next) || behind_name || model;
        return ((2..=4).contains(&digits) && named || digits == 1 && behind_name).then_some(next);
    }
    if !tokens.is_capitalised(at) {
        return None;
    }
    let hyphen = usize::from(tokens.attached_sign(at + 1, '-'));
    let digits = at + 1 + hyphen;
    // "3 USD50 cards"
    let code = hyphen == 0 && tokens.word(at).len() > 1;
    if code || !(tokens.is_attached(digits) && tokens.is_digits(digits)) {
        return None;
    }
    let letter = tokens.is_attached(digits + 1) && tokens.is_letters(digits + 1);
    let end = digits + 1 + usize::from(letter && tokens.word(digits + 1).len() == 1);
    (!tokens.is_attached(end)).then(|| tokens.spaced(end)).flatten()
}

/// Of several plurals in a row, the last is the head: "five sales executives". Where it ends, and
/// its singular.
fn last_plural(tokens: &Tokens<'_>, plural: usize) -> (usize, String) {
    let word = tokens.word(plural);
    // "A stair of 180 steps leads to the lamp": the singular before "of" has the verb.
    let tells = || {
        tokens.spaced(plural + 1).is_some_and(|next| tokens.is(next, Class::SingularVerbs))
            && !tokens.is(plural, Class::PluralModifiers)
            && behind_of(tokens, plural)
    };
    if tells() {
        return (plural + 1, inflect::singular(word));
    }
    // "20 people sends", "19 fouls proves": a verb follows.
    let verb = || {
        !tokens.is(plural, Class::PluralModifiers)
            && tokens
                .spaced(plural + 1)
                .is_some_and(|next| tokens.is(next, Class::VerbsBehindPlurals))
    };
    // "15 police officers": a plural of its own form may be part of another.
    if !verb()
        && (inflect::irregular_singular(word).is_none()
            || tokens.is(plural, Class::PluralModifiers))
        && let Some(at) = tokens.spaced(plural + 1)
        && let Some(end) = phrase_word_end(tokens, at)
        && is_plural(tokens, end - 1)
        && tokens.is_small(end - 1)
    {
        return (end, inflect::singular(tokens.word(end - 1)));
    }
    (plural + 1, inflect::singular(word))
}

/// Whether a number before a plural stands behind "of", with its hedge between at most.
fn behind_of(tokens: &Tokens<'_>, plural: usize) -> bool {
    /// "of", "some", the number, an adjective and the signs within a number.
    const REACH: usize = 8;
    (plural.saturating_sub(REACH)..plural).rev().any(|at| tokens.says_any_case(at, "of"))
}

/// The end of the word of a noun phrase at `at`: letters, a compound with hyphens ("high-speed"),
/// or initials ("U.S."). Of a compound the last part counts.
fn phrase_word_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if let Some(end) = initials_end(tokens, at) {
        return Some(end);
    }
    if !tokens.is_letters(at) {
        return None;
    }
    let mut end = at + 1;
    for _ in 1..MOST_PARTS {
        let part = end + 1;
        if !(tokens.attached_sign(end, '-') && tokens.is_attached(part) && tokens.is_letters(part))
        {
            break;
        }
        end = part + 1;
    }
    let goes_on = tokens.after(end).is_some_and(|c| c.is_numeric() || c == '_' || c == '-');
    (!goes_on).then_some(end)
}

/// The end of initials such as "U.S." at `at`.
fn initials_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let mut end = at;
    while end < at + 2 * MOST_INITIALS
        && (end == at || tokens.is_attached(end))
        && matches!(tokens.word(end).as_bytes(), [b'A'..=b'Z'])
        && tokens.attached_sign(end + 1, '.')
    {
        end += 2;
    }
    (end > at + 2).then_some(end)
}

/// Whether a noun phrase ends after a word that ends at `end`.
fn ends_phrase(tokens: &Tokens<'_>, end: usize) -> bool {
    match tokens.spaced(end) {
        Some(next) => !tokens.is_letters(next) || tokens.is(next, Class::FunctionWords),
        None => {
            !tokens.after(end).is_some_and(|c| matches!(c, '\'' | '’' | '-') || c.is_alphanumeric())
        }
    }
}

/// Whether the word at `i` follows "one" without being what it counts.
fn is_no_noun(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is(i, Class::NotCountedByOne)
        || ["ed", "ly", "ing", "est"].iter().any(|ending| tokens.word(i).ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::ProseSpan;

    fn counted_in(text: &str, one: bool) -> Option<String> {
        let tokens = Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded());
        counted(&tokens, 1, one).map(|(_, noun)| noun)
    }

    #[test]
    fn head_nouns() {
        let noun = |text: &str| counted_in(text, false);
        assert_eq!(noun("6 patients died"), Some("patient".into()));
        assert_eq!(noun("6 elderly patients"), Some("patient".into()));
        assert_eq!(noun("6 ATACMS missiles"), Some("missile".into()));
        assert_eq!(noun("6 sales executives"), Some("executive".into()));
        assert_eq!(noun("6 people"), Some("person".into()));
        assert_eq!(noun("6 U.S. soldiers"), Some("soldier".into()));
        assert_eq!(noun("6 high-speed trains"), Some("train".into()));
        assert_eq!(noun("6 of the patients"), None);
        assert_eq!(noun("6 in the cases"), None);
        assert_eq!(noun("6. Cases"), None);
    }

    #[test]
    fn one() {
        let noun = |text: &str| counted_in(text, true);
        assert_eq!(noun("1 person was"), Some("person".into()));
        assert_eq!(noun("1 of them"), None);
        assert_eq!(noun("1 another"), None);
    }
}

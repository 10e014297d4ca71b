//! Numbers that number something: sections, models, list items, legal citations, houses.

use super::super::noun;
use super::super::number::{Form, Number};
use super::calendar::previous_word;
use super::context::words_back;
use crate::token::{Capitals, Gap, Kind, Tokens};
use crate::word::is_apostrophe;
use crate::words::Class;
use std::ops::Range;

/// Whether the number numbers something: "Section 5", "No. 10", "page 12", "Falcon 9", "(1)".
/// `counts` says that a noun follows which it could count.
pub(super) fn is_label(tokens: &Tokens<'_>, start: usize, number: &Number, counts: bool) -> bool {
    let digits = number.form == Form::Digits;
    // "Python 3.8" is a version; larger decimals after a name are prices and indices.
    let decimal = digits && number.numeral.decimals > 0 && !counts;
    if !(number.is_whole() || decimal) || number.scale != 1.0 {
        return false;
    }
    if digits && is_list_item(tokens, start, number) || is_spaced_model(tokens, start) {
        return true;
    }
    let word = previous_word(tokens, start);
    // "(OMIM: 606639)"
    if digits && !counts && is_of_a_registry(tokens, start) {
        return true;
    }
    // "Its players number 1,230", "the crew numbers 240 sailors"
    let tells = is(tokens, &word, Class::CountingVerbs)
        && (counts
            || number.grouped
            || tells_of_many(tokens, &word)
            || tells_of_those_at(tokens, &word, number.end));
    if is(tokens, &word, Class::Labels) && (digits || !counts) && !tells {
        return true;
    }
    let version = decimal && number.numeral.decimals <= 2 && number.numeral.value < 100.0;
    if !number.is_whole() && (!version || is(tokens, &word, Class::Statistics)) {
        return false;
    }
    if !digits {
        return false;
    }
    if !counts && (is_code(tokens, &word) || is_bill(tokens, &word)) {
        return true;
    }
    // "The Wagtail's 62 berths"
    let possesses = counts && {
        let word = tokens.slice(word.clone());
        word.ends_with(is_apostrophe)
            || word.strip_suffix('s').is_some_and(|stem| stem.ends_with(is_apostrophe))
    };
    let tells = possesses || (counts && is_given(tokens, word.start));
    !number.grouped && !tells && is_name(tokens, start, &word)
}

/// Whether the word before the number, which may be initials, is of a class.
fn is(tokens: &Tokens<'_>, word: &Range<usize>, class: Class) -> bool {
    tokens.word_is(word.clone(), class)
}

/// Whether the verb "number" stands behind the plural of what there are so many of: "beds number 530".
fn tells_of_many(tokens: &Tokens<'_>, verb: &Range<usize>) -> bool {
    let before = previous_word(tokens, verb.start);
    !before.is_empty()
        && before.clone().all(|i| tokens.get(i).capitals == Capitals::None)
        && noun::looks_plural(tokens.slice(before))
}

/// Whether the verb "number" is that of a sentence of nothing else: "the beds at the Wagtail number 530".
fn tells_of_those_at(tokens: &Tokens<'_>, verb: &Range<usize>, end: usize) -> bool {
    let closes = tokens.sign(end).is_none_or(|sign| matches!(sign, '.' | ',' | ';'))
        && tokens.words_from(end).next().is_none_or(|word| word.start > end + 1);
    let words: Vec<Range<usize>> =
        tokens.words_from(0).take_while(|word| word.start < verb.start).collect();
    let is_link = |word: &Range<usize>| tokens.word_is(word.clone(), Class::ObliquePreposition);
    let Some(link) = words.iter().position(is_link) else { return false };
    let is_small = |word: &Range<usize>| tokens.get(word.start).capitals == Capitals::None;
    let is_name = |word: &Range<usize>| {
        tokens.is_capitalised(word.start) || tokens.word_is(word.clone(), Class::TitleDeterminer)
    };
    let named = words[link + 1..].iter().all(is_name) && link + 1 < words.len();
    let many = link.checked_sub(1).is_some_and(|noun| {
        (noun == 0 || is_small(&words[noun]))
            && noun::looks_plural(tokens.slice(words[noun].clone()))
    });
    closes && named && many
}

/// Whether the name of a registry stands before a number and its colon: "OMIM: 606639".
fn is_of_a_registry(tokens: &Tokens<'_>, start: usize) -> bool {
    let colon = tokens.spaced(start).and_then(|start| start.checked_sub(1));
    let colon = colon.filter(|colon| tokens.sign(*colon) == Some(':') && *colon > 0);
    colon.is_some_and(|colon| tokens.is(colon - 1, Class::Registries))
}

/// Whether a word stands before a number that is dialled, pressed or looked up: "call 911", "--jobs 4".
fn is_code(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    is(tokens, word, Class::Codes) || is_option(tokens, word)
}

/// Whether capitals alone stand before a number, as the name of a catalogue does: "HD 188753 A".
pub(super) fn is_behind_a_catalogue(tokens: &Tokens<'_>, start: usize) -> bool {
    let word = tokens.previous_word(start);
    (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// "H.R. 7888"
fn is_bill(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    let text = tokens.slice(word.clone());
    text.contains('.')
        && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
        && !is(tokens, word, Class::CountryInitials)
}

/// Whether the word directly before a number is a name, which the number is most often part of:
/// Falcon 9, Windows 10, Boeing 737.
fn is_name(tokens: &Tokens<'_>, start: usize, word: &Range<usize>) -> bool {
    let after_stop = start.checked_sub(1).is_some_and(|last| tokens.sign(last) == Some('.'));
    let capital = word.clone().any(|i| tokens.get(i).capitals != Capitals::None);
    let opening = is(tokens, word, Class::Openings) && !is_index(tokens, start, word)
        || word.start == 0 && {
            let word = tokens.slice(word.clone());
            // "Presenting 150 click trials"
            let is_name = || tokens.table().is(word, Class::NamesInIng);
            word.ends_with("ly") || word.ends_with("ing") && !is_name()
        };
    capital && !after_stop && !opening && !is(tokens, word, Class::FunctionWords)
}

/// Whether a word and the number at `start` name an index of shares: "the Nasdaq 100"; the "Nasdaq 2,004"
/// is what it stands at.
fn is_index(tokens: &Tokens<'_>, start: usize, word: &Range<usize>) -> bool {
    let counted = tokens.digits(start);
    // "the Nasdaq 100, the index"; but not "100.5" and "100%".
    let plain = match tokens.after(start + 1) {
        None => true,
        Some(sign) => {
            matches!(sign, ',' | '.' | ';' | ':' | ')' | '\'' | '’')
                && !(tokens.is_attached(start + 2) && tokens.is_digits(start + 2))
        }
    };
    is(tokens, word, Class::ShareIndices) && counted.len() <= 3 && counted.ends_with('0') && plain
}

/// Whether a word is an option of a command line: the "jobs" of "--jobs 4". No word after dashes
/// that stand alone is as good: the bullet of "- 10", the minus of "15 - 2".
fn is_option(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    if !word.is_empty() && !tokens.is_attached(word.start) {
        return false;
    }
    let mut first = word.start;
    while first > 0
        && tokens.sign(first - 1) == Some('-')
        && (first == word.start || tokens.is_attached(first))
    {
        first -= 1;
    }
    (1..=2).contains(&(word.start - first)) && tokens.before(first).is_none()
}

/// Whether a number is that of a house: "14 Priory Gardens", "221B Baker Street".
pub(super) fn is_address(tokens: &Tokens<'_>, start: usize, number: &Number) -> bool {
    let plain = number.digits <= 5
        && !number.grouped
        && number.numeral.decimals == 0
        && number.scale == 1.0;
    if plain && is_postal_code(tokens, start, number) {
        return true;
    }
    if !plain || tokens.before(start).is_some_and(|c| c != '(') {
        return false;
    }
    let letter = tokens.is_attached(number.end)
        && matches!(tokens.word(number.end).as_bytes(), [b'a'..=b'z' | b'A'..=b'Z'])
        && !tokens.after(number.end + 1).is_some_and(char::is_alphanumeric);
    // "88 Colin P. Kelly Jr. St"
    let past_initial = |at: usize| {
        let short = at > 0 && tokens.word(at - 1).len() <= 2 && tokens.is_capitalised(at - 1);
        at + usize::from(short && tokens.attached_sign(at, '.'))
    };
    let mut at = number.end + usize::from(letter);
    for nth in 0..5 {
        let Some(word) = tokens.spaced(past_initial(at)) else { return false };
        // "9 E 71st St"
        if nth > 0
            && tokens.is_digits(word)
            && tokens.is_attached(word + 1)
            && tokens.is_lower(word + 1, Class::OrdinalEndings)
        {
            at = word + 2;
            continue;
        }
        if !tokens.is_capitalised(word) {
            return false;
        }
        at = past_possessive(tokens, word + 1);
        // "22 Ave Foch"
        if nth == 0
            && tokens.is(word, Class::StreetsInFront)
            && tokens.spaced(at).is_some_and(|name| tokens.is_capitalised(name))
        {
            return true;
        }
        if nth > 0 && tokens.is(word, Class::Streets) {
            // "7 Highland Park residents" are people.
            let counts = tokens
                .spaced(at)
                .is_some_and(|noun| tokens.is_small(noun) && noun::is_plural(tokens, noun));
            return !counts;
        }
    }
    false
}

/// Whether a fraction is the score of a tie-break behind that of its set: "7-6 (6/8)".
pub(super) fn is_tie_break(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let opened = tokens.before(start) == Some('(') && tokens.attached_sign(end, ')');
    let set = |at: usize| {
        tokens.is_digits(at)
            && tokens.before(at) == Some('-')
            && at >= 2
            && tokens.is_digits(at - 2)
            && tokens.digits(at).len() == 1
    };
    opened && start.checked_sub(2).is_some_and(set)
}

/// Whether a number is the code behind a state: "Rockville, MD, 20850".
fn is_postal_code(tokens: &Tokens<'_>, start: usize, number: &Number) -> bool {
    // "the 90049 ZIP code"
    let coded = tokens.spaced(number.end).is_some_and(|next| tokens.is(next, Class::PostalCodes));
    if coded && number.digits == 5 {
        return true;
    }
    let comma = start > 0 && tokens.sign(start - 1) == Some(',');
    let state = start.checked_sub(if comma { 2 } else { 1 });
    number.digits == 5
        && tokens.spaced(start).is_some()
        && state.is_some_and(|state| {
            let word = tokens.word(state);
            word.len() == 2
                && word.bytes().all(|b| b.is_ascii_uppercase())
                && tokens.spaced(state).is_some()
                && state > 0
                && tokens.sign(state - 1) == Some(',')
        })
}

/// `end`, or the end of the possessive ending there.
pub(super) fn past_possessive(tokens: &Tokens<'_>, end: usize) -> usize {
    let apostrophe = matches!(tokens.after_sign(end), Some('\'' | '’'));
    let possessive = apostrophe && tokens.is_attached(end + 1) && tokens.says(end + 1, "s");
    end + if possessive { 2 } else { 0 }
}

/// Whether a measure is part of a place on the globe: "47°22′N", "8° 33′ E".
pub(super) fn is_coordinate(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let sign_before = |i: usize, signs: &[char]| {
        i.checked_sub(1).and_then(|last| tokens.sign(last)).is_some_and(|s| signs.contains(&s))
    };
    let own = sign_before(end, &['°', '′', '\'', '″', '"']);
    let after_degrees = tokens.gap(start) != Gap::Wide && sign_before(start, &['°', '′', '\'']);
    let next = tokens.near(end);
    let quarter = matches!(tokens.word(next), "N" | "S" | "E" | "W")
        && !tokens.after(next + 1).is_some_and(char::is_alphanumeric);
    let goes_on = tokens.is_attached(end) && tokens.is_digits(end);
    own && (quarter || goes_on || after_degrees)
}

/// "B - 2", as transcripts and tokenised texts write a model.
fn is_spaced_model(tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(dash) = tokens.spaced(start).and_then(|start| start.checked_sub(1)) else {
        return false;
    };
    if tokens.sign(dash) != Some('-') || tokens.gap(dash) == Gap::Wide {
        return false;
    }
    let word = tokens.slice(tokens.initials_before(dash)..dash);
    (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// "1. ", "(1)", "[1]", "1)" at the start of a line.
fn is_list_item(tokens: &Tokens<'_>, start: usize, number: &Number) -> bool {
    if number.digits > 3 || number.numeral.decimals > 0 {
        return false;
    }
    let opened = matches!(tokens.before(start), Some('(' | '['));
    let after = tokens.after(number.end);
    let closes = |c: Option<char>| matches!(c, Some(')' | ']'));
    if opened && (closes(after) || after == Some('.') && closes(tokens.after(number.end + 1))) {
        return true;
    }
    if is_reference_list(tokens, start) {
        return true;
    }
    tokens.starts_line(start)
        && matches!(after, Some('.' | ')'))
        && !tokens.is_attached(number.end + 1)
}

/// Whether a number stands with others alone in square brackets: "[7, 9]".
fn is_reference_list(tokens: &Tokens<'_>, start: usize) -> bool {
    /// More tokens than fit here are no list of references.
    const REACH: usize = 12;
    let listed = |i: &usize| tokens.is_digits(*i) || matches!(tokens.sign(*i), Some(',' | '-'));
    let before = (0..start).rev().take(REACH).find(|i| !listed(i));
    let after = (start..).take(REACH).find(|i| !listed(i));
    before.is_some_and(|i| tokens.sign(i) == Some('['))
        && after.is_some_and(|i| tokens.sign(i) == Some(']'))
}

/// Whether a number is part of a legal citation: "347 U.S. 483", "18 U.S.C. § 1001", "§ 230".
pub(super) fn is_citation(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    let numeral = |i: usize| tokens.is_digits(i) || tokens.sign(i) == Some('§');
    let numeral_before =
        |i: usize| tokens.spaced(i).and_then(|i| i.checked_sub(1)).is_some_and(numeral);
    if let Some(last) = tokens.spaced(start).and_then(|start| start.checked_sub(1)) {
        let cited = tokens.phrase_before(start, Class::Reporters).is_some_and(numeral_before);
        if cited || tokens.sign(last) == Some('§') {
            return true;
        }
    }
    let reporter = tokens.spaced(end).and_then(|at| tokens.phrase(at, Class::Reporters));
    reporter.and_then(|end| tokens.spaced(end)).is_some_and(numeral)
}

/// Whether someone whose name starts at `name` is given the counted things: "gave Ukraine 18
/// missiles". The name may have more words: "gave the Ukrainian Army 18 missiles".
fn is_given(tokens: &Tokens<'_>, name: usize) -> bool {
    for word in words_back(tokens, name, 4) {
        if is(tokens, &word, Class::Giving) {
            return true;
        }
        let first = word.start;
        if !(tokens.is_capitalised(first) || tokens.says_any_case(first, "the")) {
            return false;
        }
    }
    false
}

/// Whether nothing but joints stands between a number that numbers something, which ends at `end`,
/// and the one at `start`: the "503" of "HTTP 404 or 503".
pub(super) fn goes_on_a_list(tokens: &Tokens<'_>, end: usize, start: usize) -> bool {
    let comma = tokens.sign(end) == Some(',');
    let joint = end + usize::from(comma);
    let joins = matches!(tokens.word(joint), "and" | "or")
        || !comma && matches!(tokens.kind(joint), Kind::Sign('&' | '/'));
    start == joint + usize::from(joins) && start > end
}

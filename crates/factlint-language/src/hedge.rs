//! Hedges and bounds around a number: "about", "more than", "up to", "or so".

use super::cursor;
use super::figure::Hedge;

/// Longest phrase, in words.
const LONGEST: usize = 4;

/// What stands before a number, by its words from the last to the first; longer ones first among
/// those that end alike.
const BEFORE: &[(&[&str], Hedge)] = &[
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["approx"], Hedge::About),
    (&["circa"], Hedge::About),
    (&["some"], Hedge::About),
    (&["somewhere", "around"], Hedge::About),
    (&["somewhere", "near"], Hedge::About),
    (&["an", "estimated"], Hedge::About),
    (&["estimated"], Hedge::About),
    (&["estimated", "at"], Hedge::About),
    (&["estimated", "to", "be"], Hedge::About),
    (&["on", "the", "order", "of"], Hedge::About),
    (&["the", "region", "of"], Hedge::About),
    (&["more", "or", "less"], Hedge::About),
    (&["nearly"], Hedge::Nearly),
    (&["almost"], Hedge::Nearly),
    (&["close", "to"], Hedge::Nearly),
    (&["approaching"], Hedge::Nearly),
    (&["nearing"], Hedge::Nearly),
    (&["just", "under"], Hedge::JustUnder),
    (&["just", "below"], Hedge::JustUnder),
    (&["just", "less", "than"], Hedge::JustUnder),
    (&["just", "fewer", "than"], Hedge::JustUnder),
    (&["just", "shy", "of"], Hedge::JustUnder),
    (&["just", "short", "of"], Hedge::JustUnder),
    (&["shy", "of"], Hedge::JustUnder),
    (&["slightly", "under"], Hedge::JustUnder),
    (&["slightly", "below"], Hedge::JustUnder),
    (&["slightly", "less", "than"], Hedge::JustUnder),
    (&["slightly", "fewer", "than"], Hedge::JustUnder),
    (&["a", "little", "under"], Hedge::JustUnder),
    (&["little", "less", "than"], Hedge::JustUnder),
    (&["bit", "less", "than"], Hedge::JustUnder),
    (&["just", "over"], Hedge::JustOver),
    (&["just", "above"], Hedge::JustOver),
    (&["just", "more", "than"], Hedge::JustOver),
    (&["slightly", "over"], Hedge::JustOver),
    (&["slightly", "above"], Hedge::JustOver),
    (&["slightly", "more", "than"], Hedge::JustOver),
    (&["a", "little", "over"], Hedge::JustOver),
    (&["little", "more", "than"], Hedge::JustOver),
    (&["bit", "more", "than"], Hedge::JustOver),
    (&["more", "than"], Hedge::MoreThan),
    (&["over"], Hedge::MoreThan),
    (&["above"], Hedge::MoreThan),
    (&["upward", "of"], Hedge::MoreThan),
    (&["upwards", "of"], Hedge::MoreThan),
    (&["greater", "than"], Hedge::MoreThan),
    (&["higher", "than"], Hedge::MoreThan),
    (&["larger", "than"], Hedge::MoreThan),
    (&["bigger", "than"], Hedge::MoreThan),
    (&["longer", "than"], Hedge::MoreThan),
    (&["older", "than"], Hedge::MoreThan),
    (&["better", "than"], Hedge::MoreThan),
    (&["in", "excess", "of"], Hedge::MoreThan),
    (&["exceeding"], Hedge::MoreThan),
    (&["exceeded"], Hedge::MoreThan),
    (&["exceeds"], Hedge::MoreThan),
    (&["exceed"], Hedge::MoreThan),
    (&["topped"], Hedge::MoreThan),
    (&["surpassed"], Hedge::MoreThan),
    (&["surpassing"], Hedge::MoreThan),
    (&["at", "least"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["not", "less", "than"], Hedge::AtLeast),
    (&["not", "fewer", "than"], Hedge::AtLeast),
    (&["a", "minimum", "of"], Hedge::AtLeast),
    (&["minimum", "of"], Hedge::AtLeast),
    (&["as", "few", "as"], Hedge::AtLeast),
    (&["as", "little", "as"], Hedge::AtLeast),
    (&["less", "than"], Hedge::LessThan),
    (&["fewer", "than"], Hedge::LessThan),
    (&["lower", "than"], Hedge::LessThan),
    (&["smaller", "than"], Hedge::LessThan),
    (&["shorter", "than"], Hedge::LessThan),
    (&["younger", "than"], Hedge::LessThan),
    (&["under"], Hedge::LessThan),
    (&["below"], Hedge::LessThan),
    (&["up", "to"], Hedge::AtMost),
    (&["at", "most"], Hedge::AtMost),
    (&["at", "the", "most"], Hedge::AtMost),
    (&["no", "more", "than"], Hedge::AtMost),
    (&["not", "more", "than"], Hedge::AtMost),
    (&["no", "greater", "than"], Hedge::AtMost),
    (&["no", "higher", "than"], Hedge::AtMost),
    (&["no", "longer", "than"], Hedge::AtMost),
    (&["as", "many", "as"], Hedge::AtMost),
    (&["as", "much", "as"], Hedge::AtMost),
    (&["as", "high", "as"], Hedge::AtMost),
    (&["a", "maximum", "of"], Hedge::AtMost),
    (&["maximum", "of"], Hedge::AtMost),
    (&["not", "exceeding"], Hedge::AtMost),
    (&["not", "exceed"], Hedge::AtMost),
];

/// What stands after a number and its unit.
const AFTER: &[(&[&str], Hedge)] = &[
    (&["or", "so"], Hedge::About),
    (&["or", "thereabouts"], Hedge::About),
    (&["more", "or", "less"], Hedge::About),
    (&["give", "or", "take"], Hedge::About),
    (&["or", "more"], Hedge::AtLeast),
    (&["and", "more"], Hedge::AtLeast),
    (&["or", "greater"], Hedge::AtLeast),
    (&["or", "higher"], Hedge::AtLeast),
    (&["or", "over"], Hedge::AtLeast),
    (&["or", "older"], Hedge::AtLeast),
    (&["or", "above"], Hedge::AtLeast),
    (&["and", "over"], Hedge::AtLeast),
    (&["and", "older"], Hedge::AtLeast),
    (&["and", "above"], Hedge::AtLeast),
    (&["and", "up"], Hedge::AtLeast),
    (&["or", "less"], Hedge::AtMost),
    (&["or", "fewer"], Hedge::AtMost),
    (&["or", "lower"], Hedge::AtMost),
    (&["or", "below"], Hedge::AtMost),
    (&["or", "under"], Hedge::AtMost),
    (&["or", "younger"], Hedge::AtMost),
    (&["and", "under"], Hedge::AtMost),
    (&["and", "younger"], Hedge::AtMost),
];

/// The hedge that ends where the figure starts: its own start, and what it says.
pub(super) fn before(text: &str, start: usize) -> Option<(usize, Hedge)> {
    if let Some(found) = sign(text, start) {
        return Some(found);
    }
    let gap = cursor::gap_before(text, start)?;
    // "approx. 5", "ca. 5"
    if text[..gap].ends_with('.') {
        let word = cursor::word_ending(text, gap - 1);
        let about = ["approx", "ca", "est", "c"].iter().any(|a| word.eq_ignore_ascii_case(a));
        return about.then(|| (gap - 1 - word.len(), Hedge::About));
    }
    let last = cursor::word_ending(text, gap);
    if !closes_phrase(last) {
        return None;
    }
    let mut words = [""; LONGEST];
    let mut count = 0;
    let mut at = start;
    while count < LONGEST {
        let Some(word) = cursor::word_before(text, at) else { break };
        words[count] = word;
        count += 1;
        at = cursor::offset(text, word);
    }
    let (phrase, hedge) = BEFORE
        .iter()
        .filter(|(phrase, _)| {
            phrase.len() <= count
                && phrase.iter().rev().zip(&words).all(|(p, w)| p.eq_ignore_ascii_case(w))
        })
        .max_by_key(|(phrase, _)| phrase.len())?;
    let mut from = cursor::offset(text, words[phrase.len() - 1]);
    // "well over", "a little more than", "as of about" keep their first words outside.
    if *hedge == Hedge::MoreThan
        && words.get(phrase.len()).is_some_and(|w| w.eq_ignore_ascii_case("well"))
    {
        from = cursor::offset(text, words[phrase.len()]);
    }
    Some((from, *hedge))
}

/// Whether a phrase of [`BEFORE`] ends with this word; most words before a number end none.
fn closes_phrase(word: &str) -> bool {
    let mut buffer = [0; 16];
    matches!(
        cursor::lower(word, &mut buffer),
        b"about"
            | b"around"
            | b"roughly"
            | b"approximately"
            | b"approx"
            | b"circa"
            | b"some"
            | b"near"
            | b"estimated"
            | b"at"
            | b"be"
            | b"of"
            | b"less"
            | b"nearly"
            | b"almost"
            | b"to"
            | b"approaching"
            | b"nearing"
            | b"under"
            | b"below"
            | b"than"
            | b"over"
            | b"above"
            | b"exceeding"
            | b"exceeded"
            | b"exceeds"
            | b"exceed"
            | b"topped"
            | b"surpassed"
            | b"surpassing"
            | b"least"
            | b"most"
            | b"as"
    )
}

/// "~5", "> 5", "≤5".
fn sign(text: &str, start: usize) -> Option<(usize, Hedge)> {
    let at = cursor::gap_before(text, start).unwrap_or(start);
    let c = cursor::before(text, at)?;
    let hedge = match c {
        '~' | '≈' | '∼' => Hedge::About,
        '≥' => Hedge::AtLeast,
        '≤' => Hedge::AtMost,
        '>' => Hedge::MoreThan,
        '<' => Hedge::LessThan,
        _ => return None,
    };
    let from = at - c.len_utf8();
    // Not an arrow, a shift or the end of a tag.
    let alone = !cursor::before(text, from)
        .is_some_and(|c| matches!(c, '<' | '>' | '-' | '=' | '/' | '"') || c.is_alphanumeric());
    alone.then_some((from, hedge))
}

/// The hedge that follows a figure which ends at `end`: its own end, and what it says.
pub(super) fn after(text: &str, end: usize) -> Option<(usize, Hedge)> {
    if text[end..].starts_with("-plus") {
        return Some((end + 5, Hedge::AtLeast));
    }
    if text[end..].starts_with('+')
        && !cursor::after(text, end + 1).is_some_and(char::is_alphanumeric)
    {
        return Some((end + 1, Hedge::AtLeast));
    }
    let first = cursor::gap(text, end)?;
    if !matches!(
        text.as_bytes().get(first).map(u8::to_ascii_lowercase),
        Some(b'o' | b'a' | b'm' | b'g')
    ) {
        return None;
    }
    for (phrase, hedge) in AFTER {
        let mut at = first;
        let mut end = first;
        let mut matched = true;
        for (i, expected) in phrase.iter().enumerate() {
            if i > 0 {
                match cursor::gap(text, end) {
                    Some(next) => at = next,
                    None => matched = false,
                }
            }
            let word = cursor::word(text, at);
            matched = matched && word.eq_ignore_ascii_case(expected);
            if !matched {
                break;
            }
            end = at + word.len();
        }
        if matched && follows(text, end, phrase) {
            return Some((end, *hedge));
        }
    }
    None
}

/// Whether the phrase is complete: "or more" is no hedge in "or more likely".
fn follows(text: &str, end: usize, phrase: &[&str]) -> bool {
    match phrase {
        ["or", "so"] | ["or", "thereabouts"] => true,
        // "and up to 500", "or over $5" belong to what follows.
        _ => !cursor::gap(text, end).is_some_and(|at| {
            let word = cursor::word(text, at);
            let number = word.is_empty()
                && cursor::after(text, at)
                    .is_some_and(|c| c.is_ascii_digit() || matches!(c, '$' | '£' | '€'));
            number
                || word == "to"
                || word == "than"
                || word.ends_with("ly")
                || super::number::word_of(word).is_some()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, Hedge)> {
        let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        before(text, start).map(|(from, hedge)| (text[from..start].trim(), hedge))
    }

    #[test]
    fn every_phrase_is_reached() {
        for (phrase, hedge) in BEFORE {
            let text = format!("{} 5", phrase.join(" "));
            assert_eq!(found(&text).map(|f| f.1), Some(*hedge), "{text}");
        }
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
        assert_eq!(found("over, 5"), None);
        assert_eq!(found("exactly 5"), None);
    }

    #[test]
    fn after_a_number() {
        assert_eq!(after("5 or so", 1), Some((7, Hedge::About)));
        assert_eq!(after("5 or more", 1), Some((9, Hedge::AtLeast)));
        assert_eq!(after("5 or more likely 6", 1), None);
        assert_eq!(after("5+", 1), Some((2, Hedge::AtLeast)));
        assert_eq!(after("5 more", 1), None);
    }
}

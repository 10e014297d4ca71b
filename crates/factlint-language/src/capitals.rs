//! Capitals: which lines have some of their own, so that they tell nothing about a word.

use super::word::{self, is_capitalised, is_one_of};

/// How a line or sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// As running text does: names, and the first word.
    Sentence,
    /// As headlines may: nearly every word.
    Title,
    /// Every letter.
    All,
}

/// Words that title case leaves in lower case.
const SMALL: &[&str] = &[
    "a", "about", "after", "against", "amid", "an", "and", "as", "at", "be", "before", "but", "by",
    "for", "from", "he", "how", "if", "in", "into", "is", "it", "its", "nor", "of", "off", "on",
    "or", "out", "over", "per", "so", "than", "that", "the", "their", "to", "up", "via", "vs",
    "was", "when", "while", "who", "will", "with", "yet",
];

/// Share of the words that are capitalised in a line without a full stop for it to be a title.
const TITLE_SHARE: f64 = 0.7;

/// A sentence with a full stop is a title only with this many words, all of them capitalised.
const TITLE_WORDS: u32 = 4;

/// How a sentence, or a line that is none, uses capitals.
pub fn of(sentence: &str) -> Capitals {
    let (mut words, mut capitalised, mut lower) = (0_u32, 0_u32, false);
    for (at, found) in word::words(sentence) {
        lower |= found.chars().any(char::is_lowercase);
        // The first word has its capital anyway.
        if at == 0 || is_one_of(found, SMALL) || !found.starts_with(char::is_alphabetic) {
            continue;
        }
        words += 1;
        capitalised += u32::from(is_capitalised(found));
    }
    if !lower {
        return Capitals::All;
    }
    let ended = sentence
        .trim_end_matches(|c: char| "\"”’'»)]".contains(c))
        .ends_with(['.', '!', '?', ':', ';', '…']);
    let share = f64::from(capitalised) / f64::from(words.max(1));
    let title =
        if ended { capitalised == words && words >= TITLE_WORDS } else { share >= TITLE_SHARE };
    if title { Capitals::Title } else { Capitals::Sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sentences() {
        assert_eq!(of("Trump's Tomahawk Warning"), Capitals::Title);
        assert_eq!(of("What Comes Next for the Bridge"), Capitals::Title);
        assert_eq!(of("BRIDGE TO CLOSE"), Capitals::All);
        assert_eq!(of("Ann Lee met Olha Moroz in Kyiv."), Capitals::Sentence);
        assert_eq!(of("the bridge over the Tyne"), Capitals::Sentence);
    }
}

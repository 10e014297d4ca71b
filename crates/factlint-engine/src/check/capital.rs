//! What the capitals of words tell where they stand.

use crate::reading::{Reading, Sentence};
use factlint_language::capitals::Capitals;
use factlint_language::span::ProseSpan;
use factlint_language::word;

/// What the capitals of words tell where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capital {
    /// That they are a name.
    Chosen,
    /// That they open a sentence.
    Opening,
    /// That they stand in a headline in which every word has one.
    Title,
}

impl Capital {
    /// Whether words are the wanted ones, with capitals that only their place gives them.
    pub(super) fn explains(self, words: &str, wanted: &str) -> bool {
        match self {
            Self::Chosen => false,
            Self::Opening => words != wanted && words == capitalised(wanted),
            Self::Title => {
                let gained = |(one, other): (char, char)| {
                    one == other || (one.is_uppercase() && one.to_lowercase().eq([other]))
                };
                let same_length = words.chars().count() == wanted.chars().count();
                words != wanted && same_length && words.chars().zip(wanted.chars()).all(gained)
            }
        }
    }

    /// Whether words that stand for these begin with a capital too.
    pub(super) fn is_asked(self, words: &str) -> bool {
        self != Self::Chosen && words.starts_with(char::is_uppercase)
    }
}

/// What the capital of words tells. A sentence may begin behind marks, behind a colon, or within a quotation.
pub(super) fn capital(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> Capital {
    let before = reading.prose().get(sentence.span.start as usize..span.start as usize);
    let before = before.unwrap_or_default();
    let stem = before.trim_end_matches(|c: char| !word::is_word(c));
    let gap = &before[stem.len()..];
    let number = stem.bytes().all(|byte| byte.is_ascii_digit()) && gap.starts_with(['.', ')']);
    if stem.is_empty() || number || gap.contains([':', '“', '„', '"', '«', '•', '?', '!']) {
        Capital::Opening
    } else if reading.capitals(sentence) == Capitals::Title {
        Capital::Title
    } else {
        Capital::Chosen
    }
}

/// Words with their first letter as a capital.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

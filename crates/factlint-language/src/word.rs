//! Words, and what may stand inside one.

use super::words::{Class, Words};

/// Whether the character is part of a word.
pub fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || is_combining(character)
}

/// Combining marks belong to the letter before them (the blocks of Unicode that Latin, Greek and
/// Cyrillic texts use).
pub(super) fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

/// Whether the character ties two words into one.
pub fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

/// Whether the character is an apostrophe, straight or curly.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// The words of a text with their offsets. Hyphens, apostrophes and dots between two word
/// characters, and commas between two digits, do not end a word: "U.S", "don't", "1,600-kilometer".
/// A possessive ending is part of its word; see [`without_possessive`].
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word)?;
        let mut end = start;
        let mut characters = text[start..].char_indices().peekable();
        let mut last = ' ';
        while let Some((offset, character)) = characters.next() {
            let next = characters.peek().map(|&(_, next)| next);
            let joins = match character {
                '.' => next.is_some_and(is_word),
                ',' => last.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
                other if is_hyphen(other) || is_apostrophe(other) => next.is_some_and(is_word),
                other => is_word(other),
            };
            if !joins {
                break;
            }
            last = character;
            end = start + offset + character.len_utf8();
        }
        at = end;
        Some((start, &text[start..end]))
    })
}

/// The words from last to first.
pub fn words_before(text: &str) -> impl Iterator<Item = (usize, &str)> {
    // Word ends cannot be told from the right ("1,600" against "1, 600"), so the last stretch is
    // read forwards; nobody looks further back than a few words.
    const STRETCH: usize = 240;
    let mut from = text.len().saturating_sub(STRETCH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut found: Vec<(usize, &str)> =
        words(&text[from..]).map(|(offset, word)| (from + offset, word)).collect();
    if from > 0 && !found.is_empty() {
        found.remove(0);
    }
    found.into_iter().rev()
}

/// The word without `'s`, and without the bare apostrophe of a plural.
pub fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'S", "’S", "'", "’"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word)
}

/// Whether what follows a text stands in round brackets that the text opens.
pub fn opens_bracket(before: &str) -> bool {
    before.rfind('(').is_some_and(|open| !before[open..].contains(')'))
}

/// Whether the word begins with a capital.
pub fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word or phrase, as a text, is of a class of the words that come with factlint, in any
/// capitals unless the class says which. Readers that have tokens ask those.
pub fn is(word: &str, class: Class) -> bool {
    Words::embedded().is(word, class)
}

/// The words and phrases of a class, sorted, for whoever looks for them in a text by other means.
pub fn entries(class: Class) -> &'static [String] {
    Words::embedded().entries(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_belongs_to_them() {
        let text = "The U.S. can't fly 1,600-kilometer routes, can it? “Yes.”";
        let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
        assert_eq!(
            found,
            ["The", "U.S", "can't", "fly", "1,600-kilometer", "routes", "can", "it", "Yes"]
        );
        let back: Vec<&str> = words_before(text).map(|(_, word)| word).collect();
        assert_eq!(back, found.iter().rev().copied().collect::<Vec<_>>());
    }

    #[test]
    fn possessives_fall_off() {
        assert_eq!(without_possessive("Trump’s"), "Trump");
        assert_eq!(without_possessive("allies'"), "allies");
        assert_eq!(without_possessive("its"), "its");
    }
}

//! Words, and what may stand inside one.

use super::words::{Class, Words};

/// Words on one line: white space folded.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text is what [`one_line`] makes of it, as far as a look at its bytes tells.
pub fn is_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = |byte: u8| byte > b' ' && byte.is_ascii();
    let single = |pair: &[u8]| plain(pair[0]) || pair[0] == b' ' && plain(pair[1]);
    bytes.first().is_none_or(|first| plain(*first))
        && bytes.last().is_none_or(|last| plain(*last))
        && bytes.windows(2).all(single)
}

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
        let start = word_start(text, at)?;
        let end = word_end(text, start);
        at = end;
        Some((start, &text[start..end]))
    })
}

/// The first character of a word from `at` on.
fn word_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        at += bytes[at..].iter().position(|byte| IN_WORD[usize::from(*byte)] != Part::No)?;
        if IN_WORD[usize::from(bytes[at])] == Part::Yes {
            return Some(at);
        }
        let character = text[at..].chars().next()?;
        if is_word(character) {
            return Some(at);
        }
        at += character.len_utf8();
    }
}

/// Where the word that starts at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    loop {
        end += bytes[end..]
            .iter()
            .take_while(|byte| IN_WORD[usize::from(**byte)] == Part::Yes)
            .count();
        // What stands here belongs to the word if it is part of one, or ties what stands on both sides of it.
        let mut rest = text[end..].chars();
        let Some(character) = rest.next() else { return end };
        let next = rest.next();
        let ties = || next.is_some_and(is_word);
        let joins = match character {
            '.' => ties(),
            ',' => {
                let is_digit = |next: char| next.is_ascii_digit();
                end > start && bytes[end - 1].is_ascii_digit() && next.is_some_and(is_digit)
            }
            other if is_hyphen(other) || is_apostrophe(other) => ties(),
            other => is_word(other),
        };
        if !joins {
            return end;
        }
        end += character.len_utf8();
    }
}

/// Whether a byte is part of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    No,
    Yes,
    /// It opens a character that may be one.
    Perhaps,
}

const IN_WORD: [Part; 256] = {
    let mut parts = [Part::No; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            parts[byte] = Part::Perhaps;
        } else if (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' {
            parts[byte] = Part::Yes;
        }
        byte += 1;
    }
    parts
};

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

/// Whether a word, as a text, is of any class of the words that come with factlint.
pub fn is_known(word: &str) -> bool {
    Words::embedded().knows(word)
}

/// The words and phrases of a class, sorted, for whoever looks for them in a text by other means.
pub fn entries(class: Class) -> &'static [String] {
    Words::embedded().entries(class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The words of a text as their description has them, character by character.
    fn described(text: &str) -> Vec<(usize, &str)> {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let at = |i: usize| characters.get(i).map(|(_, character)| *character);
        let inside = |i: usize| at(i).is_some_and(is_word);
        let digit = |i: usize| at(i).is_some_and(|character| character.is_ascii_digit());
        let mut found = Vec::new();
        let mut i = 0;
        while i < characters.len() {
            if !inside(i) {
                i += 1;
                continue;
            }
            let start = i;
            while inside(i)
                || (at(i).is_some_and(|c| c == '.' || is_hyphen(c) || is_apostrophe(c))
                    && inside(i + 1))
                || (at(i) == Some(',') && digit(i - 1) && digit(i + 1))
            {
                i += 1;
            }
            let end = characters.get(i).map_or(text.len(), |(offset, _)| *offset);
            found.push((characters[start].0, &text[characters[start].0..end]));
        }
        found
    }

    proptest! {
        #[test]
        fn words_are_as_described(text in "(\\PC|[-a-c.,'’‑ 0-2é\u{300}\n]){0,40}") {
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), described(&text));
        }
    }

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

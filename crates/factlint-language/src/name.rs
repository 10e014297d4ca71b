//! Names: runs of capitalised words that a text has for people, places and things.

use super::span::ProseSpan;
use super::token::{Capitals, Tokens};
use super::word::{is_capitalised, without_possessive};
use super::words::{Class, Words};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// More words than this in a row are a heading.
const LONGEST: usize = 7;

/// The names in a sentence, in order. The sentence's first word alone is none: it is capitalised
/// whatever it is.
pub fn names(prose: &str, sentence: ProseSpan) -> Vec<ProseSpan> {
    in_tokens(&Tokens::new(prose, sentence, Words::embedded()), sentence)
}

/// The names in a sentence whose tokens are among those of its block, in order.
pub fn in_tokens(tokens: &Tokens<'_>, sentence: ProseSpan) -> Vec<ProseSpan> {
    let first = tokens.at(sentence.start as usize);
    let behind = tokens.at(sentence.end as usize);
    let mut found = Vec::new();
    let mut words = Vec::new();
    let mut at = first;
    // Only words with a capital begin a name: the others are not looked at.
    let next_capital = |at: usize| {
        let rest = tokens.all().get(at..behind)?;
        rest.iter().position(|token| token.capitals != Capitals::None).map(|next| at + next)
    };
    while let Some(start) = next_capital(at) {
        at = start + 1;
        let is_inside_word = tokens.before_in_word(start).is_some_and(|before| before >= first);
        let word = tokens.word_end(start).map(|end| start..end);
        let Some(word) = word.filter(|word| !is_inside_word && is_part(tokens, word)) else {
            continue;
        };
        if tokens.end_before(word.end) > sentence.end as usize {
            break;
        }
        read_run(tokens, word, sentence.end, &mut words);
        let Some(last) = words.last().cloned() else { continue };
        at = last.end;
        let is_first_word = || !(first..start).any(|token| tokens.is_word(token));
        if words.len() > LONGEST || (words.len() == 1 && is_first_word()) {
            continue;
        }
        // The name begins behind the last title: "U.S. President Ann Lee".
        let before_last = &words[..words.len() - 1];
        let titled = before_last
            .iter()
            .rposition(|word| tokens.word_is(word.clone(), Class::TitleBeforeName));
        let opening = &words[titled.map_or(0, |title| title + 1)];
        let end = tokens.without_possessive(last).end;
        found.push(tokens.span(opening.start..end));
    }
    found
}

/// Reads the words of the name that begins with a word, titles among them, in a sentence that ends at `limit`.
fn read_run(tokens: &Tokens<'_>, first: Range<usize>, limit: u32, words: &mut Vec<Range<usize>>) {
    let is_in_sentence = |word: &Range<usize>| tokens.end_before(word.end) <= limit as usize;
    words.clear();
    words.push(first.clone());
    let mut last = 0;
    for next in tokens.words_from(first.end).take_while(is_in_sentence) {
        // What belongs to a name belongs to another: "Ukraine's President".
        let owns = tokens.without_possessive(words[last].clone()) != words[last];
        if owns || !is_tight(tokens, &words[words.len() - 1], next.start) {
            break;
        }
        words.push(next.clone());
        if is_part(tokens, &next) {
            last = words.len() - 1;
        } else if !is_inside(tokens, &next) || words.len() - 1 - last > 2 {
            break;
        }
    }
    words.truncate(last + 1);
}

/// Small words inside a name: "Bank of England", "Ludwig van Beethoven".
fn is_inside(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    tokens.word_is(word.clone(), Class::NameParticle)
        || tokens.word_is(word.clone(), Class::InsideName)
}

/// Whether a capitalised word can be a name's: no title, no article, no day.
pub fn may_name(word: &str) -> bool {
    let words = Words::embedded();
    let bare = without_possessive(word);
    is_capitalised(word)
        && word.len() > 1
        && !words.is(bare, Class::CapitalisedNoName)
        && !words.is(bare, Class::CapitalisedNoNamePart)
        && !words.is(word, Class::TitleBeforeName)
}

/// Whether the word is a title that stands before names, in any capitals.
pub fn is_title(word: &str) -> bool {
    Words::embedded().is(word, Class::TitleBeforeName)
}

/// A name's letters without what transliterations differ in: accents, doubled letters, `y` for `i`.
pub fn folded(name: &str) -> String {
    let mut letters = String::with_capacity(name.len());
    for character in name.nfd().filter(|character| character.is_alphanumeric()) {
        for lower in character.to_lowercase() {
            let plain = match lower {
                'y' | 'ı' => "i",
                'ø' => "o",
                'ł' => "l",
                'đ' | 'ð' => "d",
                'ß' => "s",
                'æ' => "ae",
                'œ' => "oe",
                other => {
                    if !letters.ends_with(other) {
                        letters.push(other);
                    }
                    continue;
                }
            };
            if !letters.ends_with(plain) {
                letters.push_str(plain);
            }
        }
    }
    letters
}

/// A name's letters without accents, in lower case: what any keyboard writes of it.
pub fn plain(name: &str) -> String {
    let letters = name.nfd().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The consonants of a name, as transliterations of it from another script have them in common.
pub fn consonants(name: &str) -> String {
    let mut letters = String::new();
    for letter in folded(name).chars() {
        let letter = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'w' => continue,
            'q' | 'c' => 'k',
            'z' => 's',
            other => other,
        };
        if !letters.ends_with(letter) {
            letters.push(letter);
        }
    }
    letters
}

/// Whether a word may begin or end a name.
fn is_part(tokens: &Tokens<'_>, word: &Range<usize>) -> bool {
    let bare = tokens.without_possessive(word.clone());
    tokens.is_capitalised(word.start)
        && tokens.span(word.clone()).len() > 1
        && !tokens.word_is(bare.clone(), Class::CapitalisedNoName)
        && !tokens.word_is(bare, Class::CapitalisedNoNamePart)
}

/// Whether nothing but one white space stands between two words, or the full stop of a short
/// abbreviation with it: columns of a table are further apart.
fn is_tight(tokens: &Tokens<'_>, word: &Range<usize>, next: usize) -> bool {
    /// "St", "Sen": no longer word with a full stop is inside a name.
    const LONGEST_ABBREVIATION: usize = 3;
    let dotted = word.end + 1 == next && tokens.attached_sign(word.end, '.');
    if dotted {
        return tokens.white_space(next) == " "
            && tokens.span(word.clone()).len() <= LONGEST_ABBREVIATION;
    }
    word.end == next && matches!(tokens.white_space(next), " " | "\n" | "\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<&str> {
        names(text, ProseSpan::new(0, text.len())).iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn transliterations_fold_to_one() {
        assert_eq!(folded("Zelenskyy"), folded("Zelenskiy"));
        assert_eq!(folded("Zelensky"), folded("Zelenskyy"));
        assert_eq!(folded("Erdoğan"), folded("Erdogan"));
        assert_eq!(folded("Sergey"), folded("Sergei"));
        assert_ne!(folded("Hansen"), folded("Hanson"));
    }

    #[test]
    fn runs_of_capitalised_words() {
        assert_eq!(
            read("On Friday the Bank of England told Ann Lee's office in Upper Norwood."),
            ["Bank of England", "Ann Lee", "Upper Norwood"]
        );
        assert_eq!(
            read("Ann Lee and St. Mary met Ukraine's President Olha Moroz."),
            ["Ann Lee", "St. Mary", "Ukraine", "Olha Moroz"]
        );
        assert!(read("However, nobody came. ").is_empty());
    }

    #[test]
    fn columns_hold_no_name_together() {
        assert_eq!(read("Then Ann Lee  Olha Moroz\u{a0}met."), ["Ann Lee", "Olha Moroz"]);
        assert_eq!(read("Then Anne. Mary met Gen.  Lee."), ["Anne", "Mary", "Gen", "Lee"]);
    }

    proptest! {
        #[test]
        fn names_lie_in_order(text in "([A-Z][a-z]{0,4}|of|van|é|[’'s]|[ .,\n-]|\\PC){0,30}") {
            let mut last = 0;
            for name in names(&text, ProseSpan::new(0, text.len())) {
                prop_assert!(name.start >= last && text.get(name.range()).is_some());
                prop_assert!(!name.is_empty());
                last = name.end;
            }
        }
    }
}

//! Names: runs of capitalised words that a text has for people, places and things.

use unicode_normalization::UnicodeNormalization;

use super::word::{self, is_capitalised, is_one_of, without_possessive};
use crate::span::ProseSpan;

/// Small words inside a name: "Bank of England", "Ludwig van Beethoven".
const INSIDE: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "du", "el", "for", "ibn", "la", "le", "of",
    "the", "van", "von",
];

/// Capitalised words that are no names, nor a part of one.
const NO_NAMES: &[&str] = &[
    "a", "about", "according", "after", "again", "all", "also", "although", "an", "and", "another",
    "any", "april", "are", "as", "at", "august", "because", "before", "both", "but", "by", "can",
    "december", "despite", "do", "does", "during", "each", "earlier", "even", "every", "february",
    "few", "finally", "first", "for", "former", "friday", "from", "had", "has", "have", "he",
    "her", "here", "his", "how", "however", "i", "if", "in", "instead", "is", "it", "its",
    "january", "july", "june", "just", "last", "later", "like", "many", "march", "may",
    "meanwhile", "monday", "more", "most", "mr", "mrs", "ms", "my", "nearly", "neither", "never",
    "next", "no", "nor", "not", "november", "now", "october", "of", "on", "once", "one", "only",
    "or", "other", "our", "over", "police", "saturday", "says", "second", "september", "she",
    "since", "so", "some", "sometimes", "soon", "still", "such", "sunday", "than", "that", "the",
    "their", "then", "there", "these", "they", "this", "those", "though", "three", "thursday",
    "to", "today", "tomorrow", "tuesday", "two", "under", "unlike", "until", "up", "use", "was",
    "we", "wednesday", "were", "what", "when", "where", "whether", "which", "while", "who", "why",
    "will", "with", "would", "yesterday", "yet", "you", "your",
];

/// Titles that stand before a name without being part of it: "Mayor Ann Lee".
const TITLES: &[&str] = &[
    "admiral", "agent", "ambassador", "archbishop", "attorney", "baron", "baroness", "bishop",
    "brigadier", "captain", "cardinal", "chairman", "chairwoman", "chancellor", "chief", "colonel",
    "commissioner", "congressman", "congresswoman", "constable", "corporal", "councillor",
    "councilman", "councilwoman", "dame", "deputy", "detective", "dr", "duchess", "duke", "earl",
    "emperor", "empress", "father", "general", "gov", "governor", "imam", "inspector", "judge",
    "justice", "king", "lady", "lieutenant", "lord", "major", "marshal", "mayor", "minister",
    "officer", "pope", "premier", "president", "prince", "princess", "private", "prof",
    "professor", "queen", "rabbi", "rep", "representative", "rev", "reverend", "secretary", "sen",
    "senator", "sergeant", "sheikh", "sheriff", "sir", "sister", "speaker", "superintendent",
];

/// More words than this in a row are a heading.
const LONGEST: usize = 7;

/// The names in a sentence, in order. The sentence's first word alone is none: it is capitalised
/// whatever it is.
pub fn names(prose: &str, sentence: ProseSpan) -> Vec<ProseSpan> {
    let text = sentence.of(prose);
    let words: Vec<(usize, &str)> = word::words(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_part(words[at].1) {
            at += 1;
            continue;
        }
        let first = at;
        let mut last = at;
        let mut next = at + 1;
        while next < words.len() && is_tight(text, words[next - 1], words[next].0) {
            // What belongs to a name belongs to another: "Ukraine's President".
            if words[last].1 != without_possessive(words[last].1) {
                break;
            }
            if is_part(words[next].1) {
                last = next;
            } else if !is_one_of(words[next].1, INSIDE) || next - last > 2 {
                break;
            }
            next += 1;
        }
        at = last + 1;
        if first == 0 && last == 0 || last - first >= LONGEST {
            continue;
        }
        // The name begins behind the last title: "U.S. President Ann Lee".
        let titled = (first..last).rev().find(|&index| is_one_of(words[index].1, TITLES));
        let first = titled.map_or(first, |index| index + 1);
        let end = words[last].0 + without_possessive(words[last].1).len();
        let start = sentence.start as usize;
        found.push(ProseSpan::new(start + words[first].0, start + end));
    }
    found
}

/// Whether a capitalised word can be a name's: no title, no article, no day.
pub fn may_name(word: &str) -> bool {
    is_part(word) && !is_one_of(word, TITLES)
}

/// Whether the word is a title that stands before names, in any capitals.
pub fn is_title(word: &str) -> bool {
    is_one_of(word, TITLES)
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

/// Whether a word may begin or end a name.
fn is_part(word: &str) -> bool {
    is_capitalised(word) && word.len() > 1 && !is_one_of(without_possessive(word), NO_NAMES)
}

/// Whether nothing but a space stands between a word and the one at `next`.
fn is_tight(text: &str, (at, word): (usize, &str), next: usize) -> bool {
    matches!(&text[at + word.len()..next], " " | "\n" | "\u{a0}" | ". ")
        && (text.as_bytes().get(at + word.len()) != Some(&b'.') || word.len() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

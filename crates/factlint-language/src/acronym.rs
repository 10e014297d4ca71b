//! Acronyms and the words that they stand for: "International Atomic Energy Agency (IAEA)".

use std::ops::Range;

use super::word::{self, is_hyphen, is_one_of};
use crate::span::ProseSpan;

/// An acronym with the words that a text gives for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// Where the words stand.
    pub words: ProseSpan,
    /// Where the acronym stands.
    pub acronym: ProseSpan,
}

/// Small words that an acronym need not have a letter for.
const SMALL: &[&str] = &[
    "a", "al", "an", "and", "at", "by", "d", "da", "de", "del", "der", "des", "di", "do", "du",
    "et", "for", "in", "la", "le", "of", "on", "the", "to", "und", "van", "von", "with",
];

/// An acronym has at most so many letters.
const LONGEST: usize = 10;

/// Whether a word is an acronym: two to ten letters and digits, of which two at least, and half, are
/// capitals, the first a capital. A plural ending is no part of it.
pub fn is_acronym(word: &str) -> bool {
    let letters = without_plural(word);
    let capitals = letters.chars().filter(char::is_ascii_uppercase).count();
    (2..=LONGEST).contains(&letters.len())
        && capitals >= 2
        && capitals * 2 >= letters.len()
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && letters.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '&')
}

/// Whether letters are a Roman numeral as it is written today.
pub fn is_roman(letters: &str) -> bool {
    let mut rest = letters;
    for (digits, most) in [
        (&["M"][..], 3),
        (&["CM", "CD"], 1),
        (&["D"], 1),
        (&["C"], 3),
        (&["XC", "XL"], 1),
        (&["L"], 1),
        (&["X"], 3),
        (&["IX", "IV"], 1),
        (&["V"], 1),
        (&["I"], 3),
    ] {
        for _ in 0..most {
            match digits.iter().find_map(|digit| rest.strip_prefix(digit)) {
                Some(left) => rest = left,
                None => break,
            }
        }
    }
    rest.is_empty()
}

/// The acronym without its plural `s`.
pub fn without_plural(word: &str) -> &str {
    let word = word::without_possessive(word);
    word.strip_suffix('s')
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_uppercase()))
        .unwrap_or(word)
}

/// The acronyms that a sentence expands, on either side of a bracket.
pub fn expansions(prose: &str, sentence: ProseSpan) -> Vec<Expansion> {
    let text = sentence.of(prose);
    let start = sentence.start as usize;
    let span = |range: Range<usize>| ProseSpan::new(start + range.start, start + range.end);
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(length) = text[open + 1..].find([')', '(']) else { break };
        let close = open + 1 + length;
        if !text[close..].starts_with(')') {
            continue;
        }
        // "(the “SLA”)", "(or SLA)", "(SLA, for short)".
        let inside = text[open + 1..close].split([',', ';']).next().unwrap_or_default();
        let bare = strip_lead(inside);
        let at = bare.as_ptr() as usize - text.as_ptr() as usize;
        let before = text[..open].trim_end();
        if is_acronym(bare) {
            let acronym = without_plural(bare);
            found.extend(long_form(before, acronym).map(|words| Expansion {
                words: span(words),
                acronym: span(at..at + acronym.len()),
            }));
            continue;
        }
        let Some((offset, word)) = word::words_before(before).next() else { continue };
        let acronym = without_plural(word);
        let joined = before[offset + word.len()..].trim_matches(QUOTES).is_empty();
        // Behind the acronym, the words fill the bracket.
        let fills = || long_form(bare, acronym).is_some_and(|words| words == (0..bare.len()));
        if is_acronym(word) && joined && fills() {
            found.push(Expansion {
                words: span(at..at + bare.len()),
                acronym: span(offset..offset + acronym.len()),
            });
        }
    }
    found
}

/// Marks that may stand around an acronym or its words.
const QUOTES: &[char] = &['"', '“', '”', '‘', '’', '\'', '*', ' '];

/// The words in a bracket without quotation marks, "or", "the", "hereinafter".
fn strip_lead(inside: &str) -> &str {
    let mut bare = inside.trim();
    loop {
        let next = bare.trim_matches(QUOTES);
        let next = ["or ", "the ", "hereinafter ", "hereafter ", "abbreviated ", "aka ", "also "]
            .iter()
            .find_map(|lead| next.strip_prefix(lead))
            .unwrap_or(next);
        if next.len() == bare.len() {
            return bare;
        }
        bare = next;
    }
}

/// The words at the end of a text that expand an acronym. After Schwartz and Hearst, "A simple algorithm
/// for identifying abbreviation definitions in biomedical text" (2003): the letters are found in the
/// words in order, the first at the beginning of the first word. For up to three letters each must begin
/// a word.
fn long_form(text: &str, acronym: &str) -> Option<Range<usize>> {
    let letters: Vec<char> =
        acronym.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    let short = letters.len() <= 3;
    let most = (letters.len() + 5).min(letters.len() * 2);
    let end = text.trim_end_matches(QUOTES).len();
    // No expansion reaches over the end of a clause; a list may be part of a long name.
    let stop = |c: char| ".;:()“”!?".contains(c) || (short && c == ',');
    let from = text[..end].char_indices().rev().find(|&(_, c)| stop(c));
    let from = from.map_or(0, |(at, c)| at + c.len_utf8());
    // The last word first; parts of compounds count as words, but all except the first may go without.
    let mut words: Vec<(usize, Piece<'_>)> = Vec::new();
    for (offset, found) in word::words_before(&text[from..end]).take(most) {
        let begin = from + offset;
        let pieces = found.split(is_hyphen).map(|text| {
            let at = text.as_ptr() as usize - found.as_ptr() as usize;
            (begin + at, Piece { text, optional: at > 0 || is_one_of(text, SMALL) })
        });
        let pieces: Vec<(usize, Piece<'_>)> = pieces.collect();
        words.extend(pieces.into_iter().rev());
    }
    let first_letter = letters.first()?;
    (2..=words.len()).find_map(|count| {
        let (begin, first) = words[count - 1];
        let run: Vec<Piece<'_>> = words[..count].iter().rev().map(|(_, piece)| *piece).collect();
        let starts = first.text.to_lowercase().starts_with(*first_letter);
        let expands = starts && gives(&run, &letters, !short);
        expands.then_some(begin..end)
    })
}

/// A word of an expansion, or a part of a compound.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// Whether the acronym may have no letter for it.
    optional: bool,
}

/// Whether each word begins with the next letter, optional ones left out where theirs is missing. With
/// `inside`, further letters may come from inside the word ("HyperText Markup Language").
fn gives(words: &[Piece<'_>], letters: &[char], inside: bool) -> bool {
    // Which numbers of letters may have been found so far, as bits.
    let mut found: u32 = 1;
    for word in words {
        let mut next = if word.optional { found } else { 0 };
        for taken in 0..letters.len() {
            let mut characters = word.text.chars().flat_map(char::to_lowercase);
            if found & (1 << taken) == 0 || characters.next() != Some(letters[taken]) {
                continue;
            }
            let mut taken = taken + 1;
            next |= 1 << taken;
            for character in characters.filter(|_| inside) {
                if letters.get(taken) == Some(&character) {
                    taken += 1;
                    next |= 1 << taken;
                }
            }
        }
        found = next;
    }
    found & (1 << letters.len()) != 0
}

/// An expansion without what makes no other one of it: capitals, hyphens, plurals, "the", spelling in
/// -ise or -ize, -our or -or, -re or -er.
pub fn normal(expansion: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for (_, found) in word::words(expansion) {
        for piece in word::without_possessive(found).split(is_hyphen) {
            let piece = piece.to_lowercase().replace("isation", "ization").replace("our", "or");
            let piece = match piece.as_str() {
                "centre" => "center".to_owned(),
                "defence" => "defense".to_owned(),
                "programme" | "programmes" => "program".to_owned(),
                "&" => "and".to_owned(),
                _ => match piece.strip_suffix("ies") {
                    Some(stem) => format!("{stem}y"),
                    None => ["xes", "ches", "shes", "sses"]
                        .iter()
                        .find(|ending| piece.ends_with(**ending))
                        .and_then(|_| piece.strip_suffix("es"))
                        .or_else(|| piece.strip_suffix('s'))
                        .filter(|stem| stem.len() > 2 && !stem.ends_with('s'))
                        .unwrap_or(&piece)
                        .to_owned(),
                },
            };
            if !matches!(piece.as_str(), "the" | "of" | "and" | "for" | "") {
                words.push(piece);
            }
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str)> {
        expansions(text, ProseSpan::new(0, text.len()))
            .iter()
            .map(|one| (one.words.of(text), one.acronym.of(text)))
            .collect()
    }

    #[test]
    fn expansions_before_and_behind() {
        assert_eq!(
            read("Inspectors of the International Atomic Energy Agency (IAEA) came."),
            [("International Atomic Energy Agency", "IAEA")]
        );
        assert_eq!(
            read("The service-level agreements (SLAs) end."),
            [("service-level agreements", "SLA")]
        );
        assert_eq!(read("GDP (gross domestic product) rose."), [("gross domestic product", "GDP")]);
        assert_eq!(
            read("Pages in HyperText Markup Language (HTML) load."),
            [("HyperText Markup Language", "HTML")]
        );
        assert_eq!(
            read("the United Nations Educational, Scientific and Cultural Organization (UNESCO)"),
            [("United Nations Educational, Scientific and Cultural Organization", "UNESCO")]
        );
    }

    #[test]
    fn what_is_no_expansion() {
        for text in [
            "Sen. Ted Cruz (R-Texas) spoke.",
            "KYIV (AP) The council met.",
            "Apple (AAPL) rose.",
            "Charles (III) was crowned.",
            "He came late (NB: as always).",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn one_expansion_however_it_is_spelled() {
        assert_eq!(normal("service-level agreements"), normal("Service Level Agreement"));
        assert_eq!(normal("World Health Organisation"), normal("World Health Organization"));
        assert_ne!(normal("Atomic Energy Agency"), normal("Atomic Energy Authority"));
    }
}

//! Acronyms and the words that they stand for: "International Atomic Energy Agency (IAEA)".

use super::span::ProseSpan;
use super::token::Tokens;
use super::word::{self, is_hyphen};
use super::words::{Class, Words};
use std::ops::Range;

/// An acronym with the words that a text gives for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// Where the words stand.
    pub words: ProseSpan,
    /// Where the acronym stands.
    pub acronym: ProseSpan,
}

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
    in_tokens(&Tokens::new(prose, sentence, Words::embedded()))
}

/// The acronyms that the tokens of a sentence expand, on either side of a bracket.
pub fn in_tokens(tokens: &Tokens<'_>) -> Vec<Expansion> {
    let mut found = Vec::new();
    let is_bracket = |i: &usize| matches!(tokens.sign(*i), Some('(' | ')'));
    for open in (0..tokens.len()).filter(|&i| tokens.sign(i) == Some('(')) {
        let Some(close) = (open + 1..tokens.len()).find(is_bracket) else { break };
        if tokens.sign(close) == Some(')') {
            found.extend(in_bracket(tokens, open, close));
        }
    }
    found
}

/// The expansion of which one side stands in the bracket.
fn in_bracket(tokens: &Tokens<'_>, open: usize, close: usize) -> Option<Expansion> {
    // "(the “SLA”)", "(or SLA)", "(SLA, for short)".
    let is_part = |i: &usize| !matches!(tokens.sign(*i), Some(',' | ';'));
    let end = (open + 1..close).take_while(is_part).last().map_or(open + 1, |last| last + 1);
    let bare = strip_lead(tokens, open + 1..end);
    if is_acronym(tokens.slice(bare.clone())) {
        let acronym = acronym_span(tokens, bare);
        let words = long_form(tokens, 0..open, acronym.of(tokens.prose()))?;
        return Some(Expansion { words: tokens.span(words), acronym });
    }
    let word = tokens.words_before(open).next()?;
    let joined = (word.end..open).all(|i| is_quote(tokens, i));
    if !joined || !is_acronym(tokens.slice(word.clone())) {
        return None;
    }
    let acronym = acronym_span(tokens, word);
    // "our API (or any part of it)": what ends in a small word names nothing.
    let last = tokens.words_before(bare.end).next()?;
    if tokens.word_is(last, Class::GrammarWord) {
        return None;
    }
    // Behind the acronym, the words fill the bracket.
    let words = long_form(tokens, bare.clone(), acronym.of(tokens.prose()))?;
    (words == bare).then(|| Expansion { words: tokens.span(words), acronym })
}

/// The acronym in a word, without its plural ending.
fn acronym_span(tokens: &Tokens<'_>, word: Range<usize>) -> ProseSpan {
    let start = tokens.start(word.start);
    ProseSpan::new(start, start + without_plural(tokens.slice(word)).len())
}

/// Whether the sign at `i` may stand around an acronym or its words.
fn is_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.sign(i), Some('"' | '“' | '”' | '‘' | '’' | '\'' | '*'))
}

fn trim_quotes(tokens: &Tokens<'_>, mut words: Range<usize>) -> Range<usize> {
    while !words.is_empty() && is_quote(tokens, words.start) {
        words.start += 1;
    }
    while !words.is_empty() && is_quote(tokens, words.end - 1) {
        words.end -= 1;
    }
    words
}

/// The words in a bracket without quotation marks, "or", "the", "hereinafter".
fn strip_lead(tokens: &Tokens<'_>, inside: Range<usize>) -> Range<usize> {
    let mut bare = trim_quotes(tokens, inside);
    while bare.len() > 1
        && tokens.is_lower(bare.start, Class::BeforeAcronym)
        && tokens.spaced(bare.start + 1).is_some()
    {
        bare = trim_quotes(tokens, bare.start + 1..bare.end);
    }
    bare
}

/// The words at the end of `within` that expand an acronym. After Schwartz and Hearst, "A simple algorithm
/// for identifying abbreviation definitions in biomedical text" (2003): the letters are found in the
/// words in order, the first at the beginning of the first word. For up to three letters each must begin
/// a word.
fn long_form(tokens: &Tokens<'_>, within: Range<usize>, acronym: &str) -> Option<Range<usize>> {
    let letters: Vec<char> =
        acronym.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    let first_letter = letters.first()?;
    let short = letters.len() <= 3;
    let most = (letters.len() + 5).min(letters.len() * 2);
    let within = trim_quotes(tokens, within);
    // No expansion reaches over the end of a clause; a list may be part of a long name.
    let stops = |i: &usize| {
        tokens.sign(*i).is_some_and(|sign| ".;:()“”!?".contains(sign) || (short && sign == ','))
    };
    let from = within.clone().rev().find(stops).map_or(within.start, |stop| stop + 1);
    // The last word first; parts of compounds count as words, but all except the first may go without.
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let words = tokens.words_before(within.end).take_while(|word| word.end > from);
    for word in words.take(most) {
        push_pieces(tokens, word.start.max(from)..word.end, &mut pieces);
    }
    let expands = |count: &usize| {
        let first = pieces[count - 1];
        let run: Vec<Piece<'_>> = pieces[..*count].iter().rev().copied().collect();
        let starts = first.text.to_lowercase().starts_with(*first_letter);
        starts && gives(&run, &letters, !short)
    };
    // The shortest one, unless it begins with a small word that has its letter by chance: "Office of
    // Personnel Management" is no "of Personnel Management".
    let is_small = |count: usize| {
        let first = pieces[count - 1];
        first.optional && first.text.starts_with(char::is_lowercase)
    };
    let shortest = (2..=pieces.len()).find(expands)?;
    let longer = || (shortest + 1..=pieces.len()).find(|count| !is_small(*count) && expands(count));
    let count =
        Some(shortest).filter(|count| !is_small(*count)).or_else(longer).unwrap_or(shortest);
    Some(pieces[count - 1].at..within.end)
}

/// Adds the parts of a compound, from the last to the first.
fn push_pieces<'a>(tokens: &Tokens<'a>, word: Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    let mut end = word.end;
    for i in word.clone().rev() {
        let is_first = i == word.start;
        if !is_first && !tokens.sign(i - 1).is_some_and(is_hyphen) {
            continue;
        }
        let optional = !is_first || tokens.word_is(i..end, Class::SmallInAcronym);
        pieces.push(Piece { at: i, text: tokens.slice(i..end), optional });
        end = i.saturating_sub(1);
    }
}

/// A word of an expansion, or a part of a compound.
#[derive(Clone, Copy)]
struct Piece<'a> {
    /// Its first token.
    at: usize,
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
    let tokens = Tokens::new(expansion, ProseSpan::new(0, expansion.len()), Words::embedded());
    let mut words: Vec<String> = Vec::new();
    for found in tokens.words() {
        for piece in tokens.slice(tokens.without_possessive(found)).split(is_hyphen) {
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
                        .or_else(|| piece.strip_suffix('s').filter(|stem| !stem.ends_with('s')))
                        .filter(|stem| stem.len() > 2)
                        .unwrap_or(&piece)
                        .to_owned(),
                },
            };
            if !piece.is_empty() && !tokens.table().is(&piece, Class::UncountedInExpansion) {
                words.push(piece);
            }
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn marks_and_leads_around_an_acronym() {
        assert_eq!(
            read("a service level agreement (hereinafter the “SLA”)"),
            [("service level agreement", "SLA")]
        );
        assert_eq!(read("(((a) ())(").len(), 0);
    }

    proptest! {
        #[test]
        fn expansions_lie_in_the_text(text in "(Alpha|beta|AB|ABs|-|[ ().,’“”*]|or |\\PC){0,30}") {
            for one in expansions(&text, ProseSpan::new(0, text.len())) {
                prop_assert!(text.get(one.words.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(text.get(one.acronym.range()).is_some_and(is_acronym));
            }
        }
    }
}

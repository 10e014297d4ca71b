//! Utterances: the words of a quotation as they are compared, without what quoting may change.

use std::ops::Range;

use super::number::{self, Reading};
use super::span::ProseSpan;
use super::token::Tokens;
use super::word::{self, is_apostrophe, is_hyphen};
use super::words::Words;

/// A word that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// In lower case, without hyphens; a number as its value, in words or figures.
    pub normal: String,
    /// Where it stands in the quotation, in bytes.
    pub range: Range<usize>,
    /// Whether an ellipsis or a bracket stands before it: words may be missing, or others put in.
    pub after_gap: bool,
}

/// The words of an utterance. Those in square brackets are the editor's: they leave a gap, as an ellipsis
/// does; a bracket around some letters of a word (`[T]he`) only changes them.
pub fn words(text: &str) -> Vec<Spoken> {
    let tokens = Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded());
    let mut found: Vec<Spoken> = Vec::new();
    let mut gap = false;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(character) = rest.chars().next() else { break };
        if character == '(' {
            // A house that has no square brackets puts its own words in round ones.
            gap = true;
            at += rest.find(')').map_or(1, |close| close + 1);
            continue;
        }
        if character == '%' || character == '&' {
            let word = if character == '%' { "percent" } else { "and" };
            push(&mut found, word, at..at + 1, &mut gap);
            at += 1;
            continue;
        }
        if character == '[' {
            let inside = rest.find(']').map_or(&rest[1..], |close| &rest[1..close]);
            let behind = &rest[(inside.len() + 2).min(rest.len())..];
            let end = rest.len() - behind.len();
            let letters = !inside.is_empty() && inside.chars().all(char::is_alphabetic);
            if letters && behind.starts_with(char::is_alphabetic) {
                // “[T]he”: the letters and what follows are one word.
                let tail = word::words(behind).next().map_or("", |(_, tail)| tail);
                let end = end + tail.len();
                push(&mut found, &format!("{inside}{tail}"), at..at + end, &mut gap);
                at += end;
            } else {
                gap = true;
                at += end;
            }
            continue;
        }
        if character == '…' || rest.starts_with("...") || rest.starts_with(". . .") {
            gap = true;
            at += if character == '…' { character.len_utf8() } else { 3 };
            continue;
        }
        if !word::is_word(character) {
            at += character.len_utf8();
            continue;
        }
        let token = tokens.at(at);
        if tokens.start(token) == at
            && let Reading::Number(number) = number::read(&tokens, token, false)
            && number.start == token
            && !(tokens.is_attached(number.end) && tokens.is_word(number.end))
        {
            let end = tokens.end_before(number.end);
            let normal = format!("#{}", number.numeral.value);
            found.push(Spoken { normal, range: at..end, after_gap: gap });
            gap = false;
            at = end;
            continue;
        }
        let length = word::words(rest).next().map_or(character.len_utf8(), |(_, word)| word.len());
        // “gone...And”: dots inside are no part of a word.
        let length = rest[..length].find("..").unwrap_or(length);
        push(&mut found, &rest[..length], at..at + length, &mut gap);
        at += length;
    }
    found
}

fn push(found: &mut Vec<Spoken>, text: &str, range: Range<usize>, gap: &mut bool) {
    let normal: String = text
        .chars()
        .filter(|&c| !is_hyphen(c) && c != '.')
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    found.push(Spoken { normal: american(normal), range, after_gap: *gap });
    *gap = false;
}

/// A word in American spelling, so that no house style is an alteration. What has no such spelling may
/// come out oddly, and alike on both sides.
fn american(word: String) -> String {
    if word.len() < 5 {
        return word;
    }
    let mut plain =
        word.replace("our", "or").replace("isation", "ization").replace("programme", "program");
    for (british, american) in [
        ("ise", "ize"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ising", "izing"),
        ("yse", "yze"),
        ("tre", "ter"),
        ("ence", "ense"),
    ] {
        if let Some(stem) = plain.strip_suffix(british) {
            plain = format!("{stem}{american}");
            break;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn normal(text: &str) -> Vec<String> {
        words(text)
            .into_iter()
            .map(|word| format!("{}{}", if word.after_gap { "_" } else { "" }, word.normal))
            .collect()
    }

    #[test]
    fn what_quoting_may_change_is_left_out() {
        assert_eq!(
            normal("[T]he co-operation … of 25 [new] buses, too!"),
            ["the", "cooperation", "_of", "#25", "_buses", "too"]
        );
        assert_eq!(normal("The cooperation of twenty-five"), ["the", "cooperation", "of", "#25"]);
        assert_eq!(normal("We can’t"), ["we", "can't"]);
        assert_eq!(normal("90% of our harbours"), normal("ninety percent of our harbors"));
        assert_eq!(normal("(The manager) told me"), ["_told", "me"]);
    }

    proptest! {
        #[test]
        fn words_lie_in_order(text in "[a-z0-9 \\[\\].…’é-]{0,40}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.range.start >= last && text.get(word.range.clone()).is_some());
                last = word.range.end;
            }
        }
    }
}

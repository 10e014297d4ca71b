//! Utterances: the words of a quotation as they are compared, without what quoting may change.

use super::number::{self, Reading};
use super::span::ProseSpan;
use super::token::{Gap, Tokens};
use super::word::{is_apostrophe, is_hyphen, is_word};
use super::words::Words;
use std::ops::Range;

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
    in_tokens(&Tokens::new(text, ProseSpan::new(0, text.len()), Words::embedded()))
}

/// The words of an utterance that was lexed; see [`words`]. Their ranges are bytes of its prose.
pub fn in_tokens(tokens: &Tokens<'_>) -> Vec<Spoken> {
    let mut speech = Speech { tokens, found: Vec::new(), gap: false };
    let mut at = 0;
    while at < tokens.len() {
        at = speech.read(at);
    }
    speech.found
}

/// An utterance while it is read.
struct Speech<'t> {
    tokens: &'t Tokens<'t>,
    found: Vec<Spoken>,
    /// Whether words may be missing before the next one.
    gap: bool,
}

impl Speech<'_> {
    /// Reads what starts at `i` and tells where it ends.
    fn read(&mut self, i: usize) -> usize {
        match self.tokens.sign(i) {
            // A house that has no square brackets puts its own words in round ones.
            Some('(') => self.skip_to(i, ')').unwrap_or(i + 1),
            Some('[') => self.read_bracket(i),
            Some('%') => self.say("percent", i..i + 1),
            Some('&') => self.say("and", i..i + 1),
            Some('…') => self.leave_gap(i + 1),
            Some('.') if self.is_ellipsis(i) => self.leave_gap(i + 3),
            Some(sign) if !is_word(sign) => i + 1,
            _ => self.read_number(i).unwrap_or_else(|| self.read_word(i)),
        }
    }

    fn leave_gap(&mut self, end: usize) -> usize {
        self.gap = true;
        end
    }

    /// Leaves a gap from `i` to behind the sign that closes it.
    fn skip_to(&mut self, i: usize, close: char) -> Option<usize> {
        self.gap = true;
        let close = (i..self.tokens.len()).find(|&at| self.tokens.sign(at) == Some(close))?;
        Some(close + 1)
    }

    /// The editor's words, or “[T]he”: the letters and what follows are one word.
    fn read_bracket(&mut self, open: usize) -> usize {
        let tokens = self.tokens;
        let is_letter = tokens.is_letters(open + 1)
            && tokens.is_attached(open + 1)
            && tokens.attached_sign(open + 2, ']')
            && tokens.is_letters(open + 3)
            && tokens.is_attached(open + 3);
        match tokens.word_end(open + 3) {
            Some(end) if is_letter => {
                let tail = tokens.slice(open + 3..end);
                self.say(&format!("{}{tail}", tokens.word(open + 1)), open..end)
            }
            _ => self.skip_to(open, ']').unwrap_or(tokens.len()),
        }
    }

    /// "..." or ". . ."
    fn is_ellipsis(&self, i: usize) -> bool {
        let tokens = self.tokens;
        let dots = (i + 1..i + 3).all(|at| tokens.sign(at) == Some('.'));
        dots && tokens.gap(i + 1) == tokens.gap(i + 2)
            && matches!(tokens.gap(i + 1), Gap::None | Gap::Space)
    }

    fn read_number(&mut self, i: usize) -> Option<usize> {
        let tokens = self.tokens;
        let Reading::Number(number) = number::read(tokens, i, false) else { return None };
        let goes_on = tokens.is_attached(number.end) && tokens.is_word(number.end);
        if number.start != i || number.end <= i || goes_on {
            return None;
        }
        self.found.push(Spoken {
            normal: format!("#{}", number.numeral.value),
            range: tokens.span(i..number.end).range(),
            after_gap: std::mem::take(&mut self.gap),
        });
        Some(number.end)
    }

    fn read_word(&mut self, i: usize) -> usize {
        let end = self.tokens.word_end(i).unwrap_or(i + 1);
        self.say(self.tokens.slice(i..end), i..end)
    }

    fn say(&mut self, text: &str, words: Range<usize>) -> usize {
        let normal: String = text
            .chars()
            .filter(|&c| !is_hyphen(c) && c != '.')
            .map(|c| if is_apostrophe(c) { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect();
        let end = words.end;
        self.found.push(Spoken {
            normal: american(normal),
            range: self.tokens.span(words).range(),
            after_gap: std::mem::take(&mut self.gap),
        });
        end
    }
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

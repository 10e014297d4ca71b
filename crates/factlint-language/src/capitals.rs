//! Capitals: which lines have some of their own, so that they tell nothing about a word.

use super::span::ProseSpan;
use super::token::{Gap, Tokens};
use super::words::{Class, Words};

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

/// Share of the words that are capitalised in a line without a full stop for it to be a title.
const TITLE_SHARE: f64 = 0.7;

/// A sentence with a full stop is a title only with this many words, all of them capitalised.
const TITLE_WORDS: u32 = 4;

/// How a sentence, or a line that is none, uses capitals.
pub fn of(sentence: &str) -> Capitals {
    in_tokens(&Tokens::new(sentence, ProseSpan::new(0, sentence.len()), Words::embedded()))
}

/// How a sentence, or a line that is none, uses capitals.
pub fn in_tokens(tokens: &Tokens<'_>) -> Capitals {
    let (mut words, mut capitalised, mut lower) = (0_u32, 0_u32, false);
    for word in tokens.words() {
        lower = lower || tokens.slice(word.clone()).contains(char::is_lowercase);
        // The first word has its capital anyway.
        let is_first = word.start == 0 && tokens.gap(0) == Gap::None;
        if is_first
            || !tokens.is_letters(word.start)
            || tokens.word_is(word.clone(), Class::SmallInTitleCase)
        {
            continue;
        }
        words += 1;
        capitalised += u32::from(tokens.is_capitalised(word.start));
    }
    if !lower {
        return Capitals::All;
    }
    let share = f64::from(capitalised) / f64::from(words.max(1));
    let title = if is_ended(tokens) {
        capitalised == words && words >= TITLE_WORDS
    } else {
        share >= TITLE_SHARE
    };
    if title { Capitals::Title } else { Capitals::Sentence }
}

/// Whether a mark that ends sentences stands last, perhaps before quotation marks and brackets.
fn is_ended(tokens: &Tokens<'_>) -> bool {
    let mut last = tokens.len();
    while let Some(sign) = sign_right_before(tokens, last) {
        if matches!(sign, '.' | '!' | '?' | ':' | ';' | '…') {
            return true;
        }
        if !"\"”’'»)]".contains(sign) {
            return false;
        }
        last -= 1;
    }
    false
}

fn sign_right_before(tokens: &Tokens<'_>, i: usize) -> Option<char> {
    if tokens.gap(i) == Gap::None { tokens.sign(i.checked_sub(1)?) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_behind_the_last_stop() {
        assert_eq!(of("“He Said So.”"), Capitals::Sentence);
        assert_eq!(of("Ann Lee Met Olha Moroz. "), Capitals::Title);
    }

    #[test]
    fn titles_are_told_from_sentences() {
        assert_eq!(of("Trump's Tomahawk Warning"), Capitals::Title);
        assert_eq!(of("What Comes Next for the Bridge"), Capitals::Title);
        assert_eq!(of("BRIDGE TO CLOSE"), Capitals::All);
        assert_eq!(of("Ann Lee met Olha Moroz in Kyiv."), Capitals::Sentence);
        assert_eq!(of("the bridge over the Tyne"), Capitals::Sentence);
    }
}

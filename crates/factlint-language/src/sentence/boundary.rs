//! Where Unicode's rules end sentences (UAX 29).
//!
//! No boundary stands anywhere but behind a mark that may end a sentence, and nothing further to the left of the mark
//! than its word decides about it. So the rules are asked from the word of each such mark on, up to the boundary that
//! they find, and not about the words between, which are nearly all of a text.

use icu_segmenter::{SentenceSegmenter, SentenceSegmenterBorrowed};

/// The ends of the sentences of a text, in order; the last one is the end of the text.
pub(super) struct Boundaries<'t> {
    text: &'t str,
    segmenter: SentenceSegmenterBorrowed<'static>,
    /// The last boundary.
    at: usize,
}

impl<'t> Boundaries<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, segmenter: SentenceSegmenter::new(Default::default()), at: 0 }
    }

    /// The boundary that the rules find from the word of a mark on.
    fn by_rules(&self, mark: usize) -> usize {
        let lead = &self.text.as_bytes()[self.at..mark];
        let from = memchr::memrchr(b' ', lead).map_or(self.at, |space| self.at + space);
        let mut boundaries = self.segmenter.segment_str(&self.text[from..]).skip(1);
        boundaries.next().map_or(self.text.len(), |boundary| from + boundary)
    }
}

impl Iterator for Boundaries<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.at >= self.text.len() {
            return None;
        }
        self.at = match next_mark(self.text, self.at) {
            None => self.text.len(),
            Some(mark) => plain_boundary(self.text, mark).unwrap_or_else(|| self.by_rules(mark)),
        };
        Some(self.at)
    }
}

/// The next character from `from` on that may end a sentence or a paragraph.
fn next_mark(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(|byte| MAY_END[usize::from(*byte)])?;
        if bytes[at].is_ascii() || !text[at..].chars().next().is_some_and(is_inside) {
            return Some(at);
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
}

/// The boundary behind a mark, where the rules are plain: behind a line break, and behind a full stop or the like with
/// white space, where a capital or nothing follows. Most are so.
fn plain_boundary(text: &str, mark: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes[mark] {
        b'\n' => Some(mark + 1),
        b'.' | b'?' | b'!' => {
            let behind = &bytes[mark + 1..];
            let closing = behind.iter().take_while(|byte| matches!(byte, b'"' | b')')).count();
            let spaces = behind[closing..].iter().take_while(|byte| **byte == b' ').count();
            let next = behind.get(closing + spaces);
            let ends = next.is_none_or(|next| spaces > 0 && next.is_ascii_uppercase());
            ends.then_some(mark + 1 + closing + spaces)
        }
        _ => None,
    }
}

/// Whether a byte is one of ASCII's marks and separators that may end a sentence, or opens a character that is none of
/// ASCII.
const MAY_END: [bool; 256] = {
    let mut may_end = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may_end[byte] = matches!(byte as u8, b'.' | b'?' | b'!' | b'\n' | b'\r' | 0x80..);
        byte += 1;
    }
    may_end
};

/// Whether a character that is none of ASCII's is among those that English is written with and that end no sentence:
/// Latin letters, quotation marks, dashes.
fn is_inside(character: char) -> bool {
    matches!(character, '\u{a0}'..='\u{24f}' | '\u{2010}'..='\u{2023}' | '\u{2025}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of_the_rules(text: &str) -> Vec<usize> {
        SentenceSegmenter::new(Default::default()).segment_str(text).skip(1).collect()
    }

    proptest! {
        #[test]
        fn are_those_of_the_rules(text in "(\\PC|[ .?!\n\r)\"”\u{85}\u{300}\u{2028}]|[a-cA-C1-3é]|[a-c]\\.[A-C]|\\. ){0,60}") {
            prop_assert_eq!(Boundaries::new(&text).collect::<Vec<_>>(), of_the_rules(&text));
        }
    }

    #[test]
    fn no_character_that_is_passed_over_ends_a_sentence() {
        for character in ('\u{80}'..='\u{2fff}').filter(|character| is_inside(*character)) {
            let text = format!("Abc {character} Def");
            assert_eq!(of_the_rules(&text), [text.len()], "{character:?}");
        }
    }
}

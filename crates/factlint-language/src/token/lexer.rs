//! Cuts text into letters, digits and signs.

use super::{Capitals, Gap, Kind, Token};
use crate::word::is_combining;
use crate::words::{SenseId, ShortWord, Start};

/// Widest gap, in bytes, inside one figure.
const WIDEST_GAP: usize = 6;

/// Hands out the tokens of a text, without what the word table knows of them.
pub(in super::super) struct Lexer<'a> {
    text: &'a str,
    /// Offset of the text in the prose.
    base: u32,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(in super::super) fn new(text: &'a str, base: u32) -> Self {
        Self { text, base, at: 0 }
    }

    /// What stands after the last token.
    pub(in super::super) fn end(mut self) -> Token {
        let from = self.text.trim_end().len();
        self.at = from;
        let gap = self.gap();
        let end = self.base + from as u32;
        Token {
            start: end,
            end,
            kind: Kind::End,
            gap,
            capitals: Capitals::None,
            sense: SenseId::NONE,
        }
    }

    /// Goes past white space and tells how much there was.
    fn gap(&mut self) -> Gap {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at) {
            // Most gaps are one space before a letter.
            Some(b' ') if bytes.get(self.at + 1).is_some_and(u8::is_ascii_alphanumeric) => {
                self.at += 1;
                return Gap::Space;
            }
            Some(b) if b.is_ascii_graphic() => return Gap::None,
            _ => {}
        }
        let start = self.at;
        let mut breaks = 0;
        for c in self.text[start..].chars() {
            if !c.is_whitespace() {
                break;
            }
            breaks += usize::from(c == '\n');
            self.at += c.len_utf8();
        }
        match (self.at - start, breaks) {
            (0, _) => Gap::None,
            (1..=WIDEST_GAP, 0) => Gap::Space,
            (1..=WIDEST_GAP, 1) => Gap::Line,
            _ => Gap::Wide,
        }
    }

    /// The end of the letters that start at `start`, and their capitals. `start` itself where
    /// there are none.
    fn letters(&self, start: usize) -> (usize, Capitals) {
        let (mut end, mut letters, mut capitals) = (start, 0, 0);
        let mut first_is_capital = false;
        for c in self.text[start..].chars() {
            if is_letter(c) {
                capitals += usize::from(c.is_uppercase());
                letters += 1;
                first_is_capital |= letters == 1 && capitals == 1;
            } else if end == start || !is_combining(c) {
                break;
            }
            end += c.len_utf8();
        }
        (end, Capitals::of(letters, capitals, first_is_capital))
    }

    /// The next token, and its word where that is a short one.
    pub(super) fn lex(&mut self) -> Option<(Token, Option<ShortWord>)> {
        let gap = self.gap();
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let first = *rest.first()?;
        let mut word = None;
        let (kind, end, capitals) = if first.is_ascii_digit() {
            let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            (Kind::Digits, start + length, Capitals::None)
        } else if first.is_ascii() && !first.is_ascii_alphabetic() {
            (Kind::Sign(char::from(first)), start + 1, Capitals::None)
        } else if let Some(short) = Start::of(rest) {
            word = Some(short.word);
            (Kind::Letters, start + short.length, short.capitals)
        } else {
            match self.letters(start) {
                (end, _) if end == start => {
                    let c = self.text[start..].chars().next()?;
                    (Kind::Sign(c), start + c.len_utf8(), Capitals::None)
                }
                (end, capitals) => (Kind::Letters, end, capitals),
            }
        };
        self.at = end;
        let token = Token {
            start: self.base + start as u32,
            end: self.base + end as u32,
            kind,
            gap,
            capitals,
            sense: SenseId::NONE,
        };
        Some((token, word))
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.lex().map(|(token, _)| token)
    }
}

/// Whether a character is a letter; the raised ones of "nº" and "1ª" are signs.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && c != 'º' && c != 'ª'
}

//! The lexing of a sentence: one pass over its bytes, after which readers walk tokens.
//!
//! A token is a run of letters, a run of digits, or one sign; as fine as anybody needs, so that
//! `100ms` is two tokens, `don't` three and `1,600-kilometer` five. What holds pieces together is
//! that they are *attached*: no white space stands between them. Offsets are bytes of the prose;
//! indices count tokens. Every question may be asked of an index out of range: there stands
//! [`Kind::End`], which has no text, no class and nothing attached.
//!
//! How steps over bytes are said in tokens (`i` is an index; `end` is one past the last token of
//! what was read, that is, the token that follows):
//!
//! | over bytes | over tokens |
//! | --- | --- |
//! | the word at `i` | [`Tokens::word`]`(i)`, empty where no letters stand; it ends at `i + 1` |
//! | is the word one of ...? | [`Tokens::is`]`(i, Class::...)`, in any capitals; [`Tokens::is_lower`] for lower case alone |
//! | what does the word stand for? | [`Tokens::value`]`(i, Class::...)` |
//! | the white space at `end`, then the next word | [`Tokens::spaced`]`(end)?`: the same index, if one gap stands before it |
//! | the same, or nothing between | [`Tokens::near`]`(end)` |
//! | the text goes on with `-` | [`Tokens::attached_sign`]`(end, '-')` |
//! | the character right after | [`Tokens::after`]`(end)`; right before: [`Tokens::before`]`(i)` |
//! | the token before `i`, across at most one gap | [`Tokens::near_before`]`(i)`, [`NOWHERE`] for none |
//! | the word before `i`, across one gap | [`Tokens::word_before`]`(i)`: its tokens ("U.S" is one word there) |
//! | a phrase of several words | [`Tokens::phrase`]`(i, Class::...)`: where the longest ends; [`Tokens::phrase_before`]`(i, ...)`: where it starts |
//! | `word::words(text)`, `words_before` | [`Tokens::words`], [`Tokens::words_from`], [`Tokens::words_before`]: ranges of tokens |
//! | whether such a word is in a list | [`Tokens::word_is`]`(range, Class::...)`, possessive endings not looked past |
//!
//! A gap is white space of at most six bytes with at most one line break; what is wider parts two
//! figures, and is told as [`Gap::Wide`].

mod lexer;
mod view;

use super::span::ProseSpan;
use super::words::{Class, Classes, Opening, SenseId, Words};
pub(super) use lexer::Lexer;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// An index out of range of any text, a few steps from it as well.
pub const NOWHERE: usize = usize::MAX / 2;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters with their combining marks.
    Letters,
    /// Digits from 0 to 9.
    Digits,
    /// Any other character that is no white space.
    Sign(char),
    /// No token: before the first or after the last one.
    End,
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// None: the token is attached to the one before it.
    None,
    /// At most six bytes without a line break.
    Space,
    /// At most six bytes with one line break.
    Line,
    /// More than that.
    Wide,
}

/// The capitals of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// No capital: also of signs and digits.
    None,
    /// The first letter alone.
    First,
    /// All letters, of two or more.
    All,
    /// Some.
    Mixed,
}

impl Capitals {
    /// Those of a word of that many letters, so many of which are capitals.
    pub(super) fn of(letters: usize, capitals: usize, first_is_capital: bool) -> Self {
        match capitals {
            0 => Self::None,
            1 if first_is_capital => Self::First,
            all if all == letters => Self::All,
            _ => Self::Mixed,
        }
    }
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the prose.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// The white space before it.
    pub gap: Gap,
    /// Its capitals.
    pub capitals: Capitals,
    /// What the word table knows of it.
    pub sense: SenseId,
}

/// A phrase of the word table: its tokens, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub start: u32,
    pub end: u32,
    pub sense: SenseId,
}

/// The tokens of a stretch of prose, most often a sentence.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    prose: &'a str,
    words: &'a Words,
    tokens: Vec<Token>,
    /// By start, then by length.
    phrases: Vec<Phrase>,
    /// What stands after the last token.
    end: Token,
    /// The classes of all words and phrases, once somebody asks.
    classes: OnceCell<Classes>,
    /// Whether a comma stands before decimals in the whole document, and a point between thousands.
    decimal_commas: bool,
}

impl<'a> Tokens<'a> {
    /// Lexes `within` of the prose. A range that does not fit the prose holds no token.
    pub fn new(prose: &'a str, within: ProseSpan, words: &'a Words) -> Self {
        let text = within.of(prose);
        let mut lexer = Lexer::new(text, within.start);
        let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
        let mut starts = Vec::with_capacity(text.len() / 16);
        while let Some((mut token, short)) = lexer.lex() {
            if token.kind == Kind::Letters {
                let word = || &prose[token.start as usize..token.end as usize];
                let has_capitals = token.capitals != Capitals::None;
                token.sense = match short {
                    Some(short) => words.sense_of(short, has_capitals.then_some(word)),
                    None => words.sense(word(), has_capitals),
                };
                if words.starts_phrase(token.sense) {
                    starts.push(tokens.len());
                }
            }
            tokens.push(token);
        }
        let end = lexer.end();
        let mut all = Self {
            prose,
            words,
            tokens,
            phrases: Vec::new(),
            end,
            classes: OnceCell::new(),
            decimal_commas: false,
        };
        let mut phrases = Vec::with_capacity(starts.len() / 2);
        for start in starts {
            words.phrases_at(&all, start, |end, sense| {
                phrases.push(Phrase { start: start as u32, end: end as u32, sense });
            });
        }
        all.phrases = phrases;
        all
    }

    /// The same of a document that writes 3.5 as 3,5 and 1,500 as 1.500, or not.
    pub fn with_decimal_commas(mut self, decimal_commas: bool) -> Self {
        self.decimal_commas = decimal_commas;
        self
    }

    /// Whether numbers have decimal commas here.
    pub fn decimal_commas(&self) -> bool {
        self.decimal_commas
    }

    /// The tokens of a part of the stretch, as if it had been lexed by itself: nobody sees beyond its
    /// ends.
    pub fn part(&self, within: ProseSpan) -> Tokens<'a> {
        let first = self.tokens.partition_point(|token| token.start < within.start);
        let last = self.tokens.partition_point(|token| token.start < within.end);
        let whole = |tokens: &[Token]| {
            tokens.first().is_some_and(|token| token.start == within.start)
                && tokens.last().is_some_and(|token| token.end == within.end)
        };
        let Some(inside) = self.tokens.get(first..last).filter(|tokens| whole(tokens)) else {
            return Self::new(self.prose, within, self.words)
                .with_decimal_commas(self.decimal_commas);
        };
        let mut tokens = inside.to_vec();
        if let Some(opening) = tokens.first_mut() {
            opening.gap = Gap::None;
        }
        let from = self.phrases.partition_point(|phrase| (phrase.start as usize) < first);
        let phrases = self.phrases[from..].iter();
        let phrases = phrases
            .take_while(|phrase| (phrase.start as usize) < last)
            .filter(|phrase| phrase.end as usize <= last)
            .map(|phrase| Phrase {
                start: phrase.start - first as u32,
                end: phrase.end - first as u32,
                sense: phrase.sense,
            })
            .collect();
        let end = Token {
            start: within.end,
            end: within.end,
            kind: Kind::End,
            gap: Gap::None,
            capitals: Capitals::None,
            sense: SenseId::NONE,
        };
        let classes = OnceCell::new();
        Tokens {
            prose: self.prose,
            words: self.words,
            tokens,
            phrases,
            end,
            classes,
            decimal_commas: self.decimal_commas,
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The prose that the tokens lie in.
    pub fn prose(&self) -> &'a str {
        self.prose
    }

    /// The word table that the tokens were looked up in.
    pub fn table(&self) -> &'a Words {
        self.words
    }

    /// The token at `i`, or [`Kind::End`].
    pub fn get(&self, i: usize) -> Token {
        self.tokens.get(i).copied().unwrap_or(self.end)
    }

    /// All tokens in order.
    pub fn all(&self) -> &[Token] {
        &self.tokens
    }

    /// What the token at `i` is.
    pub fn kind(&self, i: usize) -> Kind {
        self.tokens.get(i).map_or(Kind::End, |token| token.kind)
    }

    /// The token that holds the byte at `offset`, or the first one after it.
    pub fn at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.end as usize <= offset)
    }

    /// Where the token at `i` starts in the prose; the end of the stretch where there is none.
    pub fn start(&self, i: usize) -> usize {
        self.get(i).start as usize
    }

    /// Where the token before `end` ends in the prose: the end of a range that stops there.
    pub fn end_before(&self, end: usize) -> usize {
        match end.checked_sub(1) {
            Some(last) => self.get(last).end as usize,
            None => self.start(0),
        }
    }

    /// The bytes of a range of tokens, without the white space around them.
    pub fn span(&self, range: Range<usize>) -> ProseSpan {
        let start = self.start(range.start);
        ProseSpan::new(start, self.end_before(range.end).max(start))
    }

    /// The words of the prose in a range of tokens.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        self.span(range).of(self.prose)
    }

    /// The text of the token at `i`.
    pub fn text(&self, i: usize) -> &'a str {
        self.slice(i..i + 1)
    }

    /// The letters at `i`; empty where the token is none.
    pub fn word(&self, i: usize) -> &'a str {
        match self.tokens.get(i) {
            Some(token) if token.kind == Kind::Letters => {
                &self.prose[token.start as usize..token.end as usize]
            }
            _ => "",
        }
    }

    /// The digits at `i`; empty where the token is none.
    pub fn digits(&self, i: usize) -> &'a str {
        match self.tokens.get(i) {
            Some(token) if token.kind == Kind::Digits => {
                &self.prose[token.start as usize..token.end as usize]
            }
            _ => "",
        }
    }

    /// The sign at `i`.
    pub fn sign(&self, i: usize) -> Option<char> {
        match self.kind(i) {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Whether letters stand at `i`.
    pub fn is_letters(&self, i: usize) -> bool {
        self.kind(i) == Kind::Letters
    }

    /// Whether digits stand at `i`.
    pub fn is_digits(&self, i: usize) -> bool {
        self.kind(i) == Kind::Digits
    }

    /// Whether any word or phrase of the stretch is of a class. Most classes are nowhere in most sentences: whoever
    /// looks for words of one asks this first.
    pub fn holds(&self, class: Class) -> bool {
        let read = || {
            let words = self.tokens.iter().map(|token| token.sense);
            self.words.classes(words.chain(self.phrases.iter().map(|phrase| phrase.sense)))
        };
        self.classes.get_or_init(read).has(class)
    }

    /// Whether the word at `i` is of a class, in any capitals.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.tokens.get(i).is_some_and(|token| self.words.has(token.sense, class))
    }

    /// Whether the word at `i` may open something: a quick no for most words.
    pub fn may_open(&self, i: usize, opening: Opening) -> bool {
        self.tokens.get(i).is_some_and(|token| self.words.opens(token.sense, opening))
    }

    /// Where words and phrases start that may open something, in order.
    pub fn openings(&self, opening: Opening) -> Vec<usize> {
        let phrases = self.phrases.iter().filter(|phrase| self.words.opens(phrase.sense, opening));
        let mut found: Vec<usize> = phrases.map(|phrase| phrase.start as usize).collect();
        let words = self.tokens.iter().enumerate();
        let words = words.filter(|(_, token)| self.words.opens(token.sense, opening));
        found.extend(words.map(|(i, _)| i));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether the word at `i` is of a class and has no capital.
    pub fn is_lower(&self, i: usize, class: Class) -> bool {
        self.tokens.get(i).is_some_and(|token| {
            token.capitals == Capitals::None && self.words.has(token.sense, class)
        })
    }

    /// What the word at `i` stands for in a class whose words carry values.
    pub fn value(&self, i: usize, class: Class) -> Option<f64> {
        self.words.value(self.tokens.get(i)?.sense, class)
    }

    /// What the word at `i` stands for in every class whose words carry values.
    pub(super) fn values(&self, i: usize) -> &'a [(Class, f64)] {
        self.tokens.get(i).map_or(&[], |token| self.words.values(token.sense))
    }

    /// Whether the letters at `i` are exactly `word`.
    pub fn says(&self, i: usize, word: &str) -> bool {
        self.word(i) == word
    }

    /// Whether the letters at `i` are `word`, in any capitals.
    pub fn says_any_case(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// The letters at `i` in lower case.
    pub fn lower(&self, i: usize) -> Cow<'a, str> {
        let word = self.word(i);
        if self.get(i).capitals == Capitals::None {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        }
    }

    /// Whether the word at `i` begins with a capital.
    pub fn is_capitalised(&self, i: usize) -> bool {
        match self.get(i).capitals {
            Capitals::None => false,
            Capitals::First | Capitals::All => true,
            Capitals::Mixed => self.word(i).starts_with(char::is_uppercase),
        }
    }

    /// Whether the word at `i` begins with a small letter.
    pub fn is_small(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_lowercase)
    }

    /// The white space before the token at `i`; after the last token, that at the end.
    pub fn gap(&self, i: usize) -> Gap {
        self.get(i).gap
    }

    /// The white space between the token at `i` and the one before it, as it is written: for
    /// whoever must tell a space from the gap between two columns.
    pub fn white_space(&self, i: usize) -> &'a str {
        let before = i.checked_sub(1).filter(|_| i < self.len());
        before.map_or("", |before| &self.prose[self.get(before).end as usize..self.start(i)])
    }

    /// Whether the token at `i` stands right after the one before it.
    pub fn is_attached(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|token| token.gap == Gap::None)
    }

    /// `i`, if no white space stands before it.
    pub fn attached(&self, i: usize) -> Option<usize> {
        self.is_attached(i).then_some(i)
    }

    /// `i`, if one gap stands before it: white space, but neither none nor too much. At the end of
    /// the stretch that is true where white space ends it.
    pub fn spaced(&self, i: usize) -> Option<usize> {
        matches!(self.gap(i), Gap::Space | Gap::Line).then_some(i)
    }

    /// `i`, if at most one gap stands before it; otherwise an index out of range.
    pub fn near(&self, i: usize) -> usize {
        if self.gap(i) == Gap::Wide { self.tokens.len() } else { i }
    }

    /// The index before `i`, if at most one gap stands between; otherwise [`NOWHERE`], and steps
    /// back from there lead nowhere too.
    pub fn near_before(&self, i: usize) -> usize {
        match i.checked_sub(1) {
            Some(before) if before < self.len() && self.gap(i) != Gap::Wide => before,
            _ => NOWHERE,
        }
    }

    /// The sign at `i`, if it is attached to what stands before it.
    pub fn after_sign(&self, i: usize) -> Option<char> {
        if self.is_attached(i) { self.sign(i) } else { None }
    }

    /// Whether `sign` stands at `i`, attached to what stands before it.
    pub fn attached_sign(&self, i: usize, sign: char) -> bool {
        self.after_sign(i) == Some(sign)
    }

    /// The character at the start of the token at `i`, if it is attached to what stands before it.
    pub fn after(&self, i: usize) -> Option<char> {
        if self.is_attached(i) { self.first_character(i) } else { None }
    }

    /// The character at the end of the token before `i`, if that at `i` is attached to it.
    pub fn before(&self, i: usize) -> Option<char> {
        let last = i.checked_sub(1)?;
        if i > self.len() || self.gap(i) != Gap::None {
            return None;
        }
        self.last_character(last)
    }

    /// The first character of the token at `i`.
    pub fn first_character(&self, i: usize) -> Option<char> {
        match self.kind(i) {
            Kind::Sign(sign) => Some(sign),
            Kind::End => None,
            Kind::Letters | Kind::Digits => self.text(i).chars().next(),
        }
    }

    /// The last character of the token at `i`.
    pub fn last_character(&self, i: usize) -> Option<char> {
        match self.kind(i) {
            Kind::Sign(sign) => Some(sign),
            Kind::End => None,
            Kind::Letters | Kind::Digits => self.text(i).chars().next_back(),
        }
    }

    /// Whether the token at `i` is the first of its line, without white space before it.
    pub fn starts_line(&self, i: usize) -> bool {
        match self.tokens.get(i) {
            Some(token) => {
                (i == 0 && token.gap == Gap::None)
                    || self.prose[..token.start as usize].ends_with('\n')
            }
            None => false,
        }
    }

    /// The white space between the token at `i` and the one before it.
    pub fn between(&self, i: usize) -> &'a str {
        self.prose.get(self.end_before(i)..self.start(i)).unwrap_or_default()
    }

    /// The end of the identifier, path or time that goes on at `i`: letters, digits, and the signs
    /// that join such. `i` where that token is not attached to the one before it.
    pub fn identifier_end(&self, i: usize) -> usize {
        let mut end = i;
        while self.is_attached(end) {
            let inside = match self.kind(end) {
                Kind::Letters | Kind::Digits => true,
                Kind::Sign('.' | '-' | '/' | ':' | '_' | ',') => {
                    self.is_attached(end + 1)
                        && matches!(self.kind(end + 1), Kind::Letters | Kind::Digits)
                }
                Kind::Sign(_) | Kind::End => false,
            };
            if !inside {
                break;
            }
            end += 1;
        }
        end
    }

    /// The end of the run of tokens from `i` on that are attached to each other.
    pub fn attached_end(&self, i: usize) -> usize {
        let mut end = i + 1;
        while self.is_attached(end) {
            end += 1;
        }
        end
    }
}

#[cfg(test)]
mod tests;

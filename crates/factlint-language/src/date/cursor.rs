//! Bounded steps through prose: whatever the input, one step costs a constant.

/// Longest word that can be part of a date.
const LONGEST_WORD: usize = 14;
/// Longest run of digits that can be part of a date.
const LONGEST_NUMBER: usize = 5;
/// Most whitespace characters between two parts of a date.
const LONGEST_GAP: usize = 8;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A run of ASCII letters. A longer one, or one with other letters, is `Other`.
    Word(&'a str),
    /// A run of digits.
    Number { value: u32, digits: usize },
    /// A character that is neither letter, digit nor whitespace.
    Mark(char),
    /// Anything that cannot be part of a date.
    Other,
    /// Nothing is left, or a blank line follows.
    End,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether whitespace stands between it and the place that it was read from.
    pub(super) spaced: bool,
}

impl<'a> Token<'a> {
    /// The word, or nothing.
    pub(super) fn word(&self) -> &'a str {
        if let Kind::Word(word) = self.kind { word } else { "" }
    }

    /// Whether it is one of these lower-case words, in any capitals.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        let word = self.word();
        !word.is_empty() && words.iter().any(|candidate| candidate.eq_ignore_ascii_case(word))
    }

    /// Whether it is this lower-case word, in any capitals.
    pub(super) fn is(&self, word: &str) -> bool {
        self.word().eq_ignore_ascii_case(word)
    }

    /// Whether it is this character.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a word that starts with a capital.
    pub(super) fn is_capitalised(&self) -> bool {
        self.word().starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Whether it is a word that starts with a small letter.
    pub(super) fn is_lower(&self) -> bool {
        self.word().starts_with(|c: char| c.is_ascii_lowercase())
    }
}

/// Prose, and the range of it that may be looked at.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    prose: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    /// Looks at `start..end`, which must lie on character boundaries.
    pub(super) fn new(prose: &'a str, start: usize, end: usize) -> Self {
        Self { prose, start, end }
    }

    /// The part of the prose between two places.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.prose.get(start.max(self.start)..end.min(self.end)).unwrap_or_default()
    }

    /// The character that starts at `at`.
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.slice(at, self.end).chars().next()
    }

    /// The character that ends at `at`.
    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.slice(self.start, at).chars().next_back()
    }

    /// The token at `at`, behind any whitespace.
    pub(super) fn next(&self, at: usize) -> Token<'a> {
        let rest = self.slice(at, self.end);
        let mut start = at;
        let mut lines = 0;
        let mut gap = 0;
        for c in rest.chars().take(LONGEST_GAP + 1) {
            if !c.is_whitespace() {
                break;
            }
            lines += usize::from(c == '\n');
            gap += 1;
            start += c.len_utf8();
        }
        let token = |kind, end| Token { kind, start, end, spaced: gap > 0 };
        if lines > 1 || gap > LONGEST_GAP {
            return token(Kind::End, start);
        }
        let rest = self.slice(start, self.end);
        let Some(first) = rest.chars().next() else {
            return token(Kind::End, start);
        };
        if first.is_ascii_alphabetic() {
            let length = run(rest.bytes(), LONGEST_WORD, |b| b.is_ascii_alphabetic());
            let end = start + length;
            let more = self.char_at(end).is_some_and(char::is_alphabetic);
            let kind = if more { Kind::Other } else { Kind::Word(self.slice(start, end)) };
            return token(kind, end);
        }
        if first.is_ascii_digit() {
            let length = run(rest.bytes(), LONGEST_NUMBER, |b| b.is_ascii_digit());
            let end = start + length;
            return token(self.number(start, end), end);
        }
        let end = start + first.len_utf8();
        token(if first.is_alphanumeric() { Kind::Other } else { Kind::Mark(first) }, end)
    }

    /// The token that ends at `at`, before any whitespace.
    pub(super) fn previous(&self, at: usize) -> Token<'a> {
        let before = self.slice(self.start, at);
        let mut end = at;
        let mut lines = 0;
        let mut gap = 0;
        for c in before.chars().rev().take(LONGEST_GAP + 1) {
            if !c.is_whitespace() {
                break;
            }
            lines += usize::from(c == '\n');
            gap += 1;
            end -= c.len_utf8();
        }
        let token = |kind, start| Token { kind, start, end, spaced: gap > 0 };
        if lines > 1 || gap > LONGEST_GAP {
            return token(Kind::End, end);
        }
        let before = self.slice(self.start, end);
        let Some(last) = before.chars().next_back() else {
            return token(Kind::End, end);
        };
        if last.is_ascii_alphabetic() {
            let length = run(before.bytes().rev(), LONGEST_WORD, |b| b.is_ascii_alphabetic());
            let start = end - length;
            let more = self.char_before(start).is_some_and(char::is_alphanumeric);
            let kind = if more { Kind::Other } else { Kind::Word(self.slice(start, end)) };
            return token(kind, start);
        }
        if last.is_ascii_digit() {
            let length = run(before.bytes().rev(), LONGEST_NUMBER, |b| b.is_ascii_digit());
            let start = end - length;
            return token(self.number(start, end), start);
        }
        let start = end - last.len_utf8();
        token(if last.is_alphanumeric() { Kind::Other } else { Kind::Mark(last) }, start)
    }

    fn number(&self, start: usize, end: usize) -> Kind<'a> {
        let digits = end - start;
        match self.slice(start, end).parse() {
            Ok(value) if digits < LONGEST_NUMBER => Kind::Number { value, digits },
            _ => Kind::Other,
        }
    }

    /// Whether a letter or digit stands right before `at`.
    pub(super) fn joined_before(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    /// Whether a letter or digit stands right behind `at`.
    pub(super) fn joined_behind(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    /// Whether the number that ends at `at` goes on: `1,000`, `3.5`, `10:30`, `4/5`, `50%`, `17a`.
    pub(super) fn number_goes_on(&self, at: usize) -> bool {
        match self.char_at(at) {
            Some('%' | '°' | '/' | '$' | '€' | '£' | '+' | '=' | '*' | '×' | '#' | '@' | '_') => {
                true
            }
            Some(mark @ (',' | '.' | ':' | '\'' | '’')) => {
                self.char_at(at + mark.len_utf8()).is_some_and(|c| c.is_ascii_digit())
            }
            Some(c) => c.is_alphanumeric(),
            None => false,
        }
    }

    /// Whether the number that starts at `at` is the tail of something: `$5`, `3.5`, `B-2`, `x5`.
    pub(super) fn number_is_tail(&self, at: usize) -> bool {
        match self.char_before(at) {
            Some(
                '.' | ',' | '$' | '€' | '£' | '¥' | '#' | '/' | '-' | '+' | '_' | '=' | ':' | '@'
                | '&' | '\\' | '*' | '<' | '>' | '^' | '−' | '\'' | '’',
            ) => true,
            Some(c) => c.is_alphanumeric(),
            None => false,
        }
    }
}

fn run(bytes: impl Iterator<Item = u8>, most: usize, belongs: impl Fn(u8) -> bool) -> usize {
    bytes.take(most).take_while(|&b| belongs(b)).count()
}

//! The words of a sentence as its analysis sees them: tokens tied together that are one word, and a
//! measure with its unit as one word. Punctuation is no word; what stands before each is kept.

use crate::figure::{Figure, Measure};
use crate::span::ProseSpan;
use crate::token::{Capitals, Kind, Tokens};
use crate::word::{self, is_apostrophe, is_hyphen};
use crate::words::Class;
use std::ops::Range;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters, digits and what ties them.
    Plain,
    /// A number without a unit, as it is read: "1.2 million".
    Number,
    /// A number with its unit: "95 km/h".
    Figure,
    /// The same before a noun: "1,420-metre".
    Attributive,
    /// A name that is known to be one, whatever its words are elsewhere: "Thunder Run".
    Name,
    /// The same of a thing, without a capital: "banded newt".
    Term,
    /// The same, in the plural.
    Terms,
}

/// The signs that stand before a word, behind the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Signs(u16);

impl Signs {
    /// A comma.
    pub const COMMA: Self = Self(1);
    /// A dash.
    pub const DASH: Self = Self(2);
    /// An opening bracket.
    pub const OPENING: Self = Self(4);
    /// A closing bracket.
    pub const CLOSING: Self = Self(8);
    /// A quotation mark.
    pub const QUOTE: Self = Self(16);
    /// A colon or semicolon.
    pub const COLON: Self = Self(32);
    /// A full stop, question mark or exclamation mark.
    pub const STOP: Self = Self(64);
    /// Any other sign.
    pub const OTHER: Self = Self(128);
    /// A question mark.
    pub const QUESTION: Self = Self(256);

    /// Whether one of these signs is there.
    pub fn has(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// As a number that tells no question mark from a full stop.
    pub(super) fn bits(self) -> u8 {
        (self.0 & 0xff) as u8
    }

    fn of(sign: char) -> Self {
        match sign {
            ',' => Self::COMMA,
            '(' | '[' | '{' => Self::OPENING,
            ')' | ']' | '}' => Self::CLOSING,
            '"' | '“' | '”' | '„' | '«' | '»' => Self::QUOTE,
            ':' | ';' => Self::COLON,
            '.' | '!' | '…' => Self::STOP,
            '?' => Self::STOP.and(Self::QUESTION),
            '—' | '–' => Self::DASH,
            sign if is_apostrophe(sign) => Self::QUOTE,
            sign if is_hyphen(sign) => Self::DASH,
            _ => Self::OTHER,
        }
    }
}

/// A word of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its place in the prose.
    pub span: ProseSpan,
    /// What it is.
    pub kind: WordKind,
    /// The signs between the word before and this one.
    pub before: Signs,
    /// Whether it is attached to the word before: the "'s" of "Anna's".
    pub attached: bool,
}

/// The words of a sentence; and the signs behind the last one. `names`, in order, are words of their own where no figure
/// stands in them.
pub fn words(tokens: &Tokens<'_>, figures: &[Figure], names: &[ProseSpan]) -> (Vec<Word>, Signs) {
    let mut found: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut before = Signs::default();
    let mut units: Vec<_> = figures.iter().filter_map(|figure| whole(tokens, figure)).collect();
    let is_free = |range: &Range<usize>| {
        units.iter().all(|(unit, _)| unit.end <= range.start || range.end <= unit.start)
    };
    let named: Vec<_> = names
        .iter()
        .filter_map(|name| exactly(tokens, *name))
        .filter(is_free)
        .map(|range| {
            let words = tokens.span(range.clone()).of(tokens.prose());
            let kind = match () {
                () if words.contains(char::is_uppercase) => WordKind::Name,
                () if words.ends_with('s') => WordKind::Terms,
                () => WordKind::Term,
            };
            (range, kind)
        })
        .collect();
    if !named.is_empty() {
        units.extend(named);
        units.sort_by_key(|(range, _)| range.start);
    }
    let mut measured = units.into_iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        while measured.next_if(|(range, _)| range.start < at).is_some() {}
        let (range, kind) = match measured.peek() {
            Some((range, kind)) if range.start == at => (range.clone(), *kind),
            next => {
                let limit = next.map_or(tokens.len(), |(range, _)| range.start);
                (at..plain_end(tokens, at, limit), WordKind::Plain)
            }
        };
        if range.is_empty() {
            if let Kind::Sign(sign) = tokens.kind(at) {
                before = before.and(Signs::of(sign));
            }
            at += 1;
            continue;
        }
        at = range.end;
        let span = tokens.span(range.clone());
        let attached = before == Signs::default() && tokens.is_attached(range.start);
        found.push(Word { tokens: range, span, kind, before, attached });
        before = Signs::default();
    }
    (found, before)
}

/// The tokens of a figure that is one word.
fn whole(tokens: &Tokens<'_>, figure: &Figure) -> Option<(Range<usize>, WordKind)> {
    let (span, kind) = match figure.measure {
        Measure::Unit(_) if figure.attributive => (figure.span, WordKind::Attributive),
        Measure::Unit(_) => (figure.span, WordKind::Figure),
        Measure::Counted(_) | Measure::Bare => (figure.number, WordKind::Number),
    };
    let range = exactly(tokens, span)?;
    // "Has doubled the budget": a verb with what stands around it as any other.
    let text = span.of(tokens.prose());
    if word::entries(Class::MultiplyingEndings).iter().any(|ending| text.ends_with(&**ending))
        && tokens.is_letters(range.start)
        && range.len() == 1
    {
        return None;
    }
    let written = kind != WordKind::Number || range.clone().any(|i| tokens.is_digits(i));
    written.then_some((range, kind))
}

/// The tokens that make up a span, if some do.
fn exactly(tokens: &Tokens<'_>, span: ProseSpan) -> Option<Range<usize>> {
    let range = tokens.at(span.start as usize)..tokens.at(span.end as usize);
    let fits = range.start < range.end
        && tokens.start(range.start) == span.start as usize
        && tokens.end_before(range.end) == span.end as usize;
    fits.then_some(range)
}

/// The end of the word at `at`, before `limit`; `at` where a sign stands that is none.
fn plain_end(tokens: &Tokens<'_>, at: usize, limit: usize) -> usize {
    let is_core = |i: usize| i < limit && matches!(tokens.kind(i), Kind::Letters | Kind::Digits);
    if let Some(sign) = tokens.sign(at) {
        // "'s", "n't" and "'re" are words of their own; "&" stands for one.
        let ending = is_apostrophe(sign)
            && tokens.is_attached(at)
            && tokens.is_attached(at + 1)
            && is_core(at + 1)
            && tokens.is_letters(at + 1)
            && tokens.get(at + 1).end - tokens.get(at + 1).start <= 2;
        // "the owners' boat"
        let bare = is_apostrophe(sign)
            && tokens.is_attached(at)
            && at > 0
            && tokens.last_character(at - 1).is_some_and(|last| last == 's')
            && !tokens.is_attached(at + 1);
        let alone = matches!(sign, '&' | '%' | '$' | '€' | '£' | '+' | '=' | '×');
        return match () {
            () if ending => at + 2,
            () if bare || alone => at + 1,
            () => at,
        };
    }
    let mut end = at + 1;
    loop {
        if is_core(end) && tokens.is_attached(end) {
            end += 1;
        } else if is_core(end + 1) && tokens.is_attached(end) && tokens.is_attached(end + 1) {
            let Some(sign) = tokens.sign(end) else { return end };
            let ties = match sign {
                '.' | '/' | '_' | '@' | '\\' | '~' | '#' | '+' | '=' | '&' | ':' => true,
                ',' => tokens.is_digits(end - 1) && tokens.is_digits(end + 1),
                sign if is_hyphen(sign) => true,
                // "O'Brien", not "Anna's"
                sign if is_apostrophe(sign) => {
                    tokens.is_capitalised(end + 1)
                        && tokens.get(end + 1).capitals == Capitals::First
                        && tokens.get(end + 1).end - tokens.get(end + 1).start > 2
                }
                _ => false,
            };
            if !ties {
                return end;
            }
            end += 2;
        } else {
            return end;
        }
    }
}

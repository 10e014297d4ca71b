//! Whose office it is: the country or organisation that stands with the words of an office.
//!
//! "of the United States", "of the Bank of Norvania"; and the names that whoever asks already knows to stand in the
//! sentence, which may have words in small letters and may stand in more places: "the central bank's governor", "director
//! at the Museum of Tides", "Museum of Tides director Ann Lee".

use super::TitleReading;
use super::name::name_at;
use crate::span::ProseSpan;
use crate::token::Tokens;
use crate::words::Class;
use std::ops::Range;

/// A country or organisation behind the words of an office.
pub(super) struct House {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Capitalised words follow that belong to its name, or are the name of whoever holds the office: "Mayor of Tolva Ann
    /// Lee".
    pub(super) runs_on: bool,
}

impl House {
    pub(super) fn text(&self, tokens: &Tokens<'_>) -> String {
        tokens.slice(self.start..self.end).to_owned()
    }

    /// "of the United States": capitalised words that say whose office it is.
    pub(super) fn behind_of(tokens: &Tokens<'_>, i: usize) -> Option<Self> {
        if !is_of(tokens, i) {
            return None;
        }
        let start = behind_article(tokens, i + 1);
        if !tokens.is_capitalised(start) {
            return None;
        }
        let mut end = capitals_from(tokens, start);
        // "of the U.S."
        let dotted = (start..end).any(|i| tokens.sign(i) == Some('.'));
        if dotted && tokens.attached_sign(end, '.') {
            end += 1;
        }
        // "of the Bank of Norvania", "of the Fund for Rural Schools"
        while let Some(longer) = joined_from(tokens, start..end) {
            end = longer;
        }
        Some(Self { start, end, runs_on: false })
    }
}

impl TitleReading<'_> {
    /// The country or organisation behind the words of an office that end before `i`.
    pub(super) fn house_behind(&self, i: usize) -> Option<House> {
        let tokens = self.tokens;
        let of = House::behind_of(tokens, i);
        let placed = of.is_some()
            || is_of(tokens, i)
            || tokens.spaced(i).is_some() && tokens.is(i, Class::OfficePreposition);
        let known = self.known_at(behind_article(tokens, i + 1)).filter(|_| placed);
        let Some(known) = known else { return of };
        let end = of.map_or(known.end, |of| of.end);
        if end <= known.end {
            return Some(House { start: known.start, end: known.end, runs_on: false });
        }
        // "Mayor of Tolva Ann Lee", but "president of the Tolva Rowing Club".
        let named = name_at(tokens, known.end).is_some_and(|name| {
            tokens.gap(known.end) != crate::token::Gap::None
                && name.end >= end
                && !tokens.is(name.end - 1, Class::Organisation)
        });
        if named {
            return Some(House { start: known.start, end: known.end, runs_on: true });
        }
        Some(House { start: known.start, end, runs_on: false })
    }

    /// The known name right before the token at `first`, without a possessive ending, and whether it has one.
    pub(super) fn house_before(&self, first: usize) -> Option<(Range<usize>, bool)> {
        let tokens = self.tokens;
        let last = tokens.words_before(first).next()?;
        let bare = tokens.without_possessive(last.clone());
        // "St Brannoc's" has such an ending itself.
        let whole = self.longest(|house| house.end == last.end);
        let mut owner = whole.is_none() && bare != last;
        let house = whole.or_else(|| self.longest(|house| house.end == bare.end))?;
        // "Kestrel Yards' director"
        let apostrophe = last.end + 1 == first
            && tokens.is_attached(last.end)
            && tokens.sign(last.end).is_some_and(crate::word::is_apostrophe);
        owner |= apostrophe;
        (last.end == first || apostrophe).then_some((house, owner))
    }

    /// The longest known name that begins at a token.
    fn known_at(&self, start: usize) -> Option<Range<usize>> {
        self.longest(|house| house.start == start)
    }

    fn longest(&self, fits: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
        self.houses.iter().filter(|house| fits(house)).max_by_key(|house| house.len()).cloned()
    }
}

/// Names that stand in the prose as ranges of tokens.
pub(super) fn as_tokens(tokens: &Tokens<'_>, houses: &[ProseSpan]) -> Vec<Range<usize>> {
    let range = |house: &ProseSpan| {
        let start = tokens.at(house.start as usize);
        start..(tokens.at((house.end as usize).saturating_sub(1)) + 1).max(start)
    };
    houses.iter().map(range).collect()
}

/// "of" between two gaps.
pub(super) fn is_of(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.spaced(i).is_some() && tokens.says(i, "of") && tokens.spaced(i + 1).is_some()
}

/// The token at `i`, or the one behind an article there.
fn behind_article(tokens: &Tokens<'_>, i: usize) -> usize {
    let article = tokens.says_any_case(i, "the") && tokens.spaced(i + 1).is_some();
    if article { i + 1 } else { i }
}

/// Where the run of capitalised words that begins at `start` ends.
fn capitals_from(tokens: &Tokens<'_>, start: usize) -> usize {
    let mut end = start;
    for word in tokens.words_from(start) {
        let joined = end == start
            || ((end..word.start).all(|dot| tokens.attached_sign(dot, '.'))
                && tokens.spaced(word.start).is_some());
        if !joined || !tokens.is_capitalised(word.start) {
            break;
        }
        end = word.end;
    }
    end
}

/// Where a name goes on behind "of", or that of an organisation behind "for".
fn joined_from(tokens: &Tokens<'_>, name: Range<usize>) -> Option<usize> {
    let i = name.end;
    let joint = tokens.spaced(i).is_some()
        && (tokens.says(i, "of")
            || tokens.says(i, "for") && tokens.is(name.end - 1, Class::Organisation))
        && tokens.spaced(i + 1).is_some();
    let start = behind_article(tokens, i + 1);
    (joint && tokens.is_capitalised(start)).then(|| capitals_from(tokens, start))
}

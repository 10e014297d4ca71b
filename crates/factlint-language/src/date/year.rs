//! Years and decades, which are dates only where their surroundings say so.

use super::Written;
use super::cursor::{Cursor, Kind, Token};
use super::day::Read;
use super::words;

/// Most bytes between two years that stand in one list.
const NEAR: usize = 8;

/// How sure the words in front of four digits are that they are a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// "in", "since", "the summer of".
    Preposition,
    /// "by", "before": also said of times and amounts.
    Weak,
    /// "the", "his", "Boeing's": a noun follows that the year tells from its like.
    Determiner,
    /// "(", or a year before: "2015 and 2016".
    Enclosed,
    /// "fiscal year".
    Fiscal,
}

impl<'a> Cursor<'a> {
    /// Whether the number at `at` may be a year in spite of the mark in front: "mid-2024",
    /// "'90s".
    pub(super) fn is_year_tail(&self, at: usize) -> bool {
        let mark = self.previous(at);
        match mark.kind {
            Kind::Mark('-') => {
                self.previous(mark.start).is("mid") && !self.previous(mark.start).spaced
            }
            Kind::Mark('\'' | '’' | '‘') => !self.joined_before(mark.start),
            _ => false,
        }
    }

    /// A year, a decade or a range of years.
    pub(super) fn year(&self, at: usize, previous_year: Option<usize>) -> Read<Written> {
        let token = self.next(at);
        if let Some(decade) = self.decade(token) {
            return Some(decade);
        }
        let (year, mut end) = self.year_number(token)?;
        let cue = self.year_cue(token, previous_year);
        if let Some(range) = self.year_range(token, year, end, cue) {
            return Some(range);
        }
        let behind = self.next(end);
        if matches!(behind.kind, Kind::Mark('-' | '–' | '—')) && !behind.spaced {
            return None;
        }
        if matches!(behind.kind, Kind::Mark('\'' | '’')) && !behind.spaced {
            let s = self.next(behind.end);
            if !s.spaced && !s.is("s") {
                return None;
            }
            end = behind.start;
        }
        let fits = match cue? {
            Cue::Preposition => self.fits_behind(year, end),
            Cue::Weak => {
                let round =
                    year % 100 == 0 || year % 50 == 0 && self.previous(token.start).is("for");
                (1700..=2100).contains(&year) && !round && self.fits_behind(year, end)
            }
            Cue::Determiner => (1800..=2099).contains(&year) && self.is_told_apart(year, end),
            Cue::Enclosed => (1500..=2199).contains(&year) && self.fits_behind(year, end),
            Cue::Fiscal => return Some((Written::FiscalYear(year), end)),
        };
        fits.then_some((Written::Year(year), end))
    }

    fn year_cue(&self, year: Token<'a>, previous_year: Option<usize>) -> Option<Cue> {
        let before = self.previous(year.start);
        if let Some(previous) = previous_year.filter(|previous| year.start - previous <= NEAR) {
            let between = self.slice(previous, year.start);
            if matches!(between.trim(), "," | "and" | "or" | ", and" | ", or" | "to" | "than") {
                return Some(Cue::Enclosed);
            }
        }
        match before.kind {
            Kind::Mark('(' | '[') if !before.spaced => {
                let behind = self.next(year.end);
                return matches!(behind.kind, Kind::Mark(')' | ']' | ',' | ';' | '-' | '–' | '—'))
                    .then_some(Cue::Enclosed);
            }
            // "mid-2024"
            Kind::Mark('-') if !before.spaced => return Some(Cue::Preposition),
            Kind::Mark('.')
                if self.previous(before.start).is_any(&["b", "c", "d", "ca", "est"]) =>
            {
                return Some(Cue::Enclosed);
            }
            _ => {}
        }
        let fiscal =
            if before.is_any(&["year", "years"]) { self.previous(before.start) } else { before };
        if fiscal.is_any(&["fiscal", "financial"]) {
            return Some(Cue::Fiscal);
        }
        if before.is_mark(',') && self.is_citation(before, year) {
            return Some(Cue::Enclosed);
        }
        if before.is_any(words::PREPOSITIONS) {
            return Some(Cue::Preposition);
        }
        if before.is_any(words::WEAK_PREPOSITIONS) {
            return Some(Cue::Weak);
        }
        if before.is("of") {
            let noun = self.previous(before.start);
            let named = noun.is_capitalised() && noun.word().len() > 2;
            let cue = if named { Cue::Weak } else { Cue::Preposition };
            return (named || noun.is_any(words::PARTS_OF_YEARS)).then_some(cue);
        }
        let possessive = before.is("s") && {
            let mark = self.previous(before.start);
            matches!(mark.kind, Kind::Mark('\'' | '’')) && !mark.spaced
        };
        (possessive || before.is_any(words::DETERMINERS)).then_some(Cue::Determiner)
    }

    /// Whether "(Smith, 1994)" stands there.
    fn is_citation(&self, comma: Token<'a>, year: Token<'a>) -> bool {
        let close = self.next(year.end);
        let source = self.previous(comma.start);
        close.is_mark(')') && !close.spaced && source.is_capitalised()
    }

    /// Whether what follows lets a preposition's number be a year: no unit, no counted noun.
    pub(super) fn fits_behind(&self, year: i16, end: usize) -> bool {
        let next = self.next(end);
        match next.kind {
            Kind::End => true,
            Kind::Word(_) if next.is_any(words::COUNTED) => false,
            Kind::Word(_) if words::ZONES.contains(&next.word()) => false,
            Kind::Word(word) if next.is_capitalised() => {
                year % 100 != 0 || !word.ends_with('s') || next.is_any(words::FUNCTION_WORDS)
            }
            Kind::Word(_) => {
                let counts = year % 100 == 0 && next.is_any(&["of", "or", "to", "and", "per"]);
                next.is_any(words::FUNCTION_WORDS) && !counts
            }
            Kind::Mark(mark) => {
                !matches!(mark, '%' | '°' | '$' | '€' | '£' | '×' | '=' | '+' | '/')
            }
            Kind::Number { .. } | Kind::Other => false,
        }
    }

    /// Whether a noun follows that a year can tell from its like: "the 2024 election", but not
    /// "the 2015 patients".
    fn is_told_apart(&self, year: i16, end: usize) -> bool {
        let next = self.next(end);
        let word = next.word();
        if !next.spaced || word.len() < 3 || next.is_any(words::COUNTED) {
            return false;
        }
        if next.is_any(words::EVENTS) {
            return true;
        }
        if next.is_any(words::FUNCTION_WORDS) || year % 100 == 0 && year != 2000 {
            return false;
        }
        let hyphen = self.next(next.end);
        if hyphen.is_mark('-') && !hyphen.spaced {
            return false;
        }
        // The noun may stand behind an adjective: a plural within two words may be a count.
        let plural = |token: Token<'_>| {
            token.is_lower() && token.word().ends_with('s') && !token.word().ends_with("ss")
                || token.is_any(&["people", "men", "women", "children"])
        };
        let second = self.next(next.end);
        let counted = |token| plural(token) && !token.is_any(words::EVENTS);
        if year % 50 == 0 {
            return !counted(next) && !counted(second) && next.is_lower();
        }
        !counted(next)
    }

    /// "1990s", "1990's".
    fn decade(&self, token: Token<'a>) -> Read<Written> {
        let Kind::Number { value: value @ 1000..=2199, digits: 4 } = token.kind else {
            return None;
        };
        if value % 10 != 0 {
            return None;
        }
        let end = self.plural_behind(token.end)?;
        Some((Written::Decade(value as i16), end))
    }

    /// "'90s". Which century the first three decades are of is not told.
    pub(super) fn short_decade(&self, at: usize) -> Read<Written> {
        let token = self.next(at);
        let Kind::Number { value: value @ (30 | 40 | 50 | 60 | 70 | 80 | 90), digits: 2 } =
            token.kind
        else {
            return None;
        };
        if !self.is_year_tail(at) || self.char_before(at) == Some('-') {
            return None;
        }
        let end = self.plural_behind(token.end)?;
        Some((Written::Decade(1900 + value as i16), end))
    }

    /// Behind a plural's "s" or "'s".
    fn plural_behind(&self, at: usize) -> Option<usize> {
        let next = self.next(at);
        let apostrophe = matches!(next.kind, Kind::Mark('\'' | '’')) && !next.spaced;
        let s = if apostrophe { self.next(next.end) } else { next };
        (s.word() == "s" && !s.spaced && !self.joined_behind(s.end)).then_some(s.end)
    }

    /// "FY2024", "FY 24".
    pub(super) fn fiscal(&self, first: Token<'a>) -> Read<Written> {
        let token = self.next(first.end);
        if first.word() != "FY" {
            return None;
        }
        match token.kind {
            Kind::Number { value, digits: 2 }
                if !token.spaced && !self.number_goes_on(token.end) =>
            {
                Some((Written::FiscalYear(2000 + value as i16), token.end))
            }
            _ => self.year_number(token).map(|(year, end)| (Written::FiscalYear(year), end)),
        }
    }
}

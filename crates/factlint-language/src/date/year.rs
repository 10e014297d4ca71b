//! Years and decades, which are dates only where their surroundings say so.

use crate::inflect::irregular_verb;
use crate::token::{Gap, Kind, Tokens};
use crate::words::Class;

use super::Written;
use super::day::{four_digits, year_number};
use super::lexeme::{
    Number, Read, has_apostrophe, is_dash, joined_after, joined_before, number, number_goes_on,
};
use super::range::year_range;

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
    /// "(built": the year closes the bracket.
    Participle,
    /// "fiscal year".
    Fiscal,
}

/// Whether the number at `i` may be a year in spite of the mark in front: "mid-2024", "'90s".
pub(super) fn is_year_tail(tokens: &Tokens<'_>, i: usize) -> bool {
    let mark = tokens.near_before(i);
    match tokens.sign(mark) {
        Some('-') => {
            tokens.is_attached(mark) && tokens.says_any_case(tokens.near_before(mark), "mid")
        }
        Some('\'' | '’' | '‘') => !joined_before(tokens, mark),
        _ => false,
    }
}

/// A year, a decade or a range of years. `last_year` is where a date that ends with a year ends.
pub(super) fn year(tokens: &Tokens<'_>, i: usize, last_year: Option<usize>) -> Read<Written> {
    if let Some(decade) = decade(tokens, i) {
        return Some(decade);
    }
    let (year, end) = year_number(tokens, i)?;
    let cue = year_cue(tokens, i, last_year);
    if let Some(range) = year_range(tokens, i, year, cue) {
        return Some(range);
    }
    let dashed = is_dash(tokens, end) && tokens.is_attached(end);
    // "2015's" is one, "2015'x" and a quotation's last year are none.
    let odd = has_apostrophe(tokens, end)
        && tokens.gap(end + 1) == Gap::None
        && !tokens.says_any_case(end + 1, "s");
    if dashed || odd {
        return None;
    }
    let fits = match cue? {
        Cue::Preposition => fits_behind(tokens, year, end),
        Cue::Weak => {
            let round = year % 100 == 0
                || year % 50 == 0 && tokens.says_any_case(tokens.near_before(i), "for");
            (1700..=2100).contains(&year) && !round && fits_behind(tokens, year, end)
        }
        Cue::Determiner => (1800..=2099).contains(&year) && is_told_apart(tokens, year, end),
        Cue::Enclosed => (1500..=2199).contains(&year) && fits_behind(tokens, year, end),
        Cue::Participle => {
            (1000..=2199).contains(&year) && matches!(tokens.after_sign(end), Some(')' | ',' | ';'))
        }
        Cue::Fiscal => return Some((Written::FiscalYear(year), end)),
    };
    fits.then_some((Written::Year(year), end))
}

/// What the words before the four digits at `i` say of them.
fn year_cue(tokens: &Tokens<'_>, i: usize, last_year: Option<usize>) -> Option<Cue> {
    if last_year.is_some_and(|last_year| is_listed(tokens, last_year, i)) {
        return Some(Cue::Enclosed);
    }
    let before = tokens.near_before(i);
    match tokens.kind(before) {
        Kind::Sign(sign) => cue_of_sign(tokens, sign, before, i),
        Kind::Letters => cue_of_word(tokens, before),
        Kind::Digits | Kind::End => None,
    }
}

/// Whether the year at `i` follows the one that ends at `last_year` in a list or comparison.
fn is_listed(tokens: &Tokens<'_>, last_year: usize, i: usize) -> bool {
    let comma = tokens.sign(last_year) == Some(',');
    let joint = if comma { last_year + 1 } else { last_year };
    let joined = tokens.is_lower(joint, Class::ListJoints)
        || !comma && (tokens.says(joint, "to") || tokens.says(joint, "than"));
    let end = if joined { joint + 1 } else { joint };
    end == i && (last_year..=i).all(|at| tokens.near(at) == at) && (comma || joined)
}

/// What a sign right before four digits says of them.
fn cue_of_sign(tokens: &Tokens<'_>, sign: char, before: usize, i: usize) -> Option<Cue> {
    let attached = tokens.is_attached(i);
    let second = tokens.near_before(before);
    match sign {
        '(' | '[' if attached => {
            let behind = tokens.sign(tokens.near(i + 1));
            let closes = matches!(behind, Some(')' | ']' | ',' | ';' | '-' | '–' | '—'));
            closes.then_some(Cue::Enclosed)
        }
        // "mid-2024"
        '-' if attached => Some(Cue::Preposition),
        // "b. 1950"
        '.' => tokens.is(second, Class::LifeAbbreviations).then_some(Cue::Enclosed),
        // "(Smith, 1994)"
        ',' => {
            let cited = tokens.attached_sign(i + 1, ')') && tokens.is_capitalised(second);
            cited.then_some(Cue::Enclosed)
        }
        _ => None,
    }
}

/// What the word before four digits says of them.
fn cue_of_word(tokens: &Tokens<'_>, before: usize) -> Option<Cue> {
    let second = tokens.near_before(before);
    let year = tokens.says_any_case(before, "year") || tokens.says_any_case(before, "years");
    if tokens.is(if year { second } else { before }, Class::Fiscal) {
        return Some(Cue::Fiscal);
    }
    if tokens.is(before, Class::YearPrepositions) {
        return Some(Cue::Preposition);
    }
    if tokens.is(before, Class::WeakYearPrepositions) {
        return Some(Cue::Weak);
    }
    // "As early as 1926", "as long ago as 1926"
    if tokens.says(before, "as") && tokens.is(second, Class::EarlyAdverbs) {
        let mut at = tokens.near_before(second);
        if tokens.is(at, Class::EarlyAdverbs) {
            at = tokens.near_before(at);
        }
        return tokens.says_any_case(at, "as").then_some(Cue::Preposition);
    }
    // "dates back to 1926", "dating to 1926"
    if tokens.says_any_case(before, "to") && tokens.is(second, Class::BeforeToYear) {
        return Some(Cue::Preposition);
    }
    if tokens.says_any_case(before, "of") {
        // "the Act of 1964"
        let named = tokens.is_capitalised(second) && tokens.word(second).len() > 2;
        if named {
            return Some(Cue::Weak);
        }
        return tokens.is(second, Class::PartsOfYears).then_some(Cue::Preposition);
    }
    // "(built 1932)"
    let participle =
        tokens.word(before).ends_with("ed") || tokens.is(before, Class::YearParticiples);
    if participle && tokens.sign(second) == Some('(') {
        return Some(Cue::Participle);
    }
    // "Founded 1894, the club", "the club, founded 1894,"
    let opens = matches!(tokens.kind(second), Kind::End) || tokens.sign(second) == Some(',');
    if opens && tokens.is(before, Class::FoundingParticiples) {
        return Some(Cue::Participle);
    }
    let possessive = tokens.says_any_case(before, "s") && has_apostrophe_at(tokens, before);
    (possessive || tokens.is(before, Class::YearDeterminers)).then_some(Cue::Determiner)
}

/// Whether the "s" at `i` is that of a possessive.
fn has_apostrophe_at(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.before(i), Some('\'' | '’'))
}

/// Whether what follows lets a preposition's number be a year: no unit, no counted noun.
pub(super) fn fits_behind(tokens: &Tokens<'_>, year: i16, end: usize) -> bool {
    let next = tokens.near(end);
    let goes_on = tokens.is(next, Class::AfterDates);
    match tokens.kind(next) {
        Kind::End => true,
        Kind::Digits => false,
        Kind::Sign(sign) => {
            let measures = matches!(sign, '%' | '°' | '$' | '€' | '£' | '×' | '=' | '+' | '/');
            !measures && !sign.is_alphanumeric()
        }
        Kind::Letters if tokens.is(next, Class::Counted) || tokens.is(next, Class::TimeZones) => {
            false
        }
        Kind::Letters if tokens.is_capitalised(next) => {
            year % 100 != 0 || !tokens.word(next).ends_with('s') || goes_on
        }
        Kind::Letters => {
            let counts = year % 100 == 0 && tokens.is(next, Class::AfterRoundCounts);
            // "Its founding in 1861 broke a monopoly"
            let happened = || year % 100 != 0 && irregular_verb(tokens.word(next)).is_some();
            goes_on && !counts || happened() || titles_name(tokens, year, next)
        }
    }
}

/// Whether the word at `i` is a noun in the singular before a name, of which there cannot be so many: "in 2018 headteacher Ann Lee".
fn titles_name(tokens: &Tokens<'_>, year: i16, i: usize) -> bool {
    /// Shorter words may be units: "in 2018 km".
    const LONG: usize = 4;
    let name = tokens.near(i + 1);
    year % 50 != 0
        && tokens.is_small(i)
        && tokens.word(i).len() >= LONG
        && !may_be_counted(tokens, i)
        && tokens.is_capitalised(name)
        && tokens.is_capitalised(tokens.near(name + 1))
}

/// Whether a noun follows that a year can tell from its like: "the 2024 election", but not "the
/// 2015 patients".
fn is_told_apart(tokens: &Tokens<'_>, year: i16, end: usize) -> bool {
    let next = tokens.near(end);
    if tokens.is_attached(next) || tokens.word(next).len() < 3 || tokens.is(next, Class::Counted) {
        return false;
    }
    if tokens.is(next, Class::Events) {
        return true;
    }
    if tokens.is(next, Class::AfterDates) || year % 100 == 0 && year != 2000 {
        return false;
    }
    if tokens.attached_sign(next + 1, '-') || may_be_counted(tokens, next) {
        return false;
    }
    // The noun may stand behind an adjective: a plural within two words may be a count.
    year % 50 != 0 || tokens.is_small(next) && !may_be_counted(tokens, tokens.near(next + 1))
}

/// Whether the word at `i` is a plural that a number may count.
fn may_be_counted(tokens: &Tokens<'_>, i: usize) -> bool {
    let word = tokens.word(i);
    let plural = tokens.is_small(i) && word.ends_with('s') && !word.ends_with("ss");
    (plural || tokens.is(i, Class::IrregularPeople)) && !tokens.is(i, Class::Events)
}

/// "1990s", "1990's".
fn decade(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let year = four_digits(tokens, i).filter(|year| year % 10 == 0)?;
    let end = plural_behind(tokens, i + 1)?;
    Some((Written::Decade(year), end))
}

/// "'90s". Which century the first three decades are of is not told.
pub(super) fn short_decade(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let decade = match number(tokens, i)? {
        Number { value: value @ 30..=90, digits: 2 } if value % 10 == 0 => value as i16,
        _ => return None,
    };
    if !is_year_tail(tokens, i) || tokens.before(i) == Some('-') {
        return None;
    }
    let end = plural_behind(tokens, i + 1)?;
    Some((Written::Decade(1900 + decade), end))
}

/// Behind a plural's "s" or "'s".
fn plural_behind(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let s = if has_apostrophe(tokens, end) { end + 1 } else { end };
    let plural = tokens.is_attached(s) && tokens.says(s, "s") && !joined_after(tokens, s + 1);
    plural.then_some(s + 1)
}

/// "FY2024", "FY 24".
pub(super) fn fiscal(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    if !tokens.says(i, "FY") {
        return None;
    }
    let next = tokens.near(i + 1);
    match number(tokens, next)? {
        Number { value, digits: 2 } => {
            let whole = tokens.is_attached(next) && !number_goes_on(tokens, next + 1);
            whole.then_some((Written::FiscalYear(2000 + value as i16), next + 1))
        }
        _ => year_number(tokens, next).map(|(year, end)| (Written::FiscalYear(year), end)),
    }
}

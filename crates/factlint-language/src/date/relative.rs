//! Dates told from the document's: "yesterday", "last month", "three days ago".

use crate::token::Tokens;
use crate::words::Class;

use super::day::{day, day_number, year_behind};
use super::lexeme::{
    self, Read, cardinal, is_after, is_article, is_dash, is_hyphenated, joined_after, number,
    number_goes_on, past_stop, unit,
};
use super::weekday::of_week;
use super::{Direction, Unit, Written};

/// "yesterday", "Today,": not "USA Today", "today's youth".
pub(super) fn near_day(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let offset = tokens.value(i, Class::NearDays)? as i32;
    let before = tokens.near_before(i);
    let title = tokens.is_capitalised(i)
        && (tokens.is_letters(before) || tokens.is_capitalised(tokens.near(i + 1)));
    let possessive = matches!(tokens.after_sign(i + 1), Some('\'' | '’' | '-'));
    // "the technologies of tomorrow"
    let era = tokens.says_any_case(before, "of") || possessive && offset >= 0;
    if title || era || joined_after(tokens, i + 1) {
        return None;
    }
    // "the day before yesterday" was read from its start; "two days after tomorrow" was not.
    let counted = tokens.says_any_case(before, "before") || tokens.says_any_case(before, "after");
    if counted && unit(tokens, tokens.near_before(before)).is_some() {
        return Some((Written::Unresolved, i + 1));
    }
    Some((Written::Relative { unit: Unit::Day, offset }, i + 1))
}

/// What follows the "the" at `i`: "the day before yesterday", "the past three weeks", "the next
/// day".
pub(super) fn behind_the(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let next = tokens.near(i + 1);
    if let Some(end) = tokens.phrase(next, Class::DistantDays) {
        // As far again as the day that is named last.
        let offset = 2 * tokens.value(end - 1, Class::NearDays)? as i32;
        return Some((Written::Relative { unit: Unit::Day, offset }, end));
    }
    let noun = tokens.near(next + 1);
    if tokens.is(next, Class::Following) && tokens.is(noun, Class::CalendarUnits) {
        return Some((Written::Unresolved, noun + 1));
    }
    if tokens.says_any_case(next, "upcoming") { None } else { modified(tokens, next, true) }
}

/// "last week", "next Friday", "this coming May", unless it is told from something else: "his last
/// year".
pub(super) fn modified_date(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let this_past =
        tokens.says_any_case(i, "past") && tokens.says_any_case(tokens.near_before(i), "this");
    if is_after(tokens, i, Class::Owners) || this_past {
        return None;
    }
    modified(tokens, i, false)
}

/// "last", "next", "this" and their like, and what they modify.
#[derive(Clone, Copy)]
struct Modified {
    direction: Direction,
    /// The noun, weekday, month or number behind.
    noun: usize,
    /// Whether "the" stands before.
    the: bool,
}

/// What the modifier at `i` makes of the words behind it.
fn modified(tokens: &Tokens<'_>, i: usize, the: bool) -> Read<Written> {
    let direction = direction(tokens, i)?;
    let noun = tokens.near(i + 1);
    let doubled = direction == Direction::This
        && (tokens.says_any_case(noun, "past") || tokens.says_any_case(noun, "coming"));
    let modified = if doubled {
        let direction = self::direction(tokens, noun)?;
        Modified { direction, noun: tokens.near(noun + 1), the }
    } else {
        Modified { direction, noun, the }
    };
    let noun = modified.noun;
    if joined_after(tokens, noun + 1) || tokens.is_attached(noun) || is_hyphenated(tokens, noun + 1)
    {
        return None;
    }
    if let Some(unit) = unit(tokens, noun) {
        let (written, end) = modified_unit(tokens, modified, unit)?;
        // "previous month" hangs on another date.
        let previous = tokens.says_any_case(i, "previous");
        return Some((if previous { Written::Unresolved } else { written }, end));
    }
    if let Some(counted) = counted_units(tokens, modified) {
        return Some(counted);
    }
    if the {
        return None;
    }
    let (written, end) = weekend_or_season(tokens, modified)
        .or_else(|| modified_weekday(tokens, modified))
        .or_else(|| modified_month(tokens, modified))?;
    // "past Friday" may be beyond it.
    let beyond = direction == Direction::Past;
    Some((if beyond { Written::Unresolved } else { written }, end))
}

/// Where the modifier at `i` points.
fn direction(tokens: &Tokens<'_>, i: usize) -> Option<Direction> {
    match tokens.value(i, Class::DateModifiers)? as i8 {
        -2 => Some(Direction::Last),
        -1 => Some(Direction::Past),
        0 => Some(Direction::This),
        1 => Some(Direction::Coming),
        2 => Some(Direction::Next),
        _ => None,
    }
}

/// "last week", "this year", "the past decade".
fn modified_unit(tokens: &Tokens<'_>, modified: Modified, unit: Unit) -> Read<Written> {
    let Modified { direction, noun, the } = modified;
    let end = noun + 1;
    if tokens.is(noun, Class::PluralCalendarUnits)
        || the && tokens.says_any_case(tokens.near(end), "of")
    {
        return None;
    }
    if unit == Unit::Day {
        // "next day" hangs on another date; "this day", "last day" are mostly no dates.
        return (direction == Direction::Next).then_some((Written::Unresolved, end));
    }
    let written = match direction {
        Direction::Past => Written::Around { unit, count: -1 },
        Direction::Last if the => Written::Around { unit, count: -1 },
        Direction::Coming => Written::Relative { unit, offset: 1 },
        _ if the => return None,
        Direction::Last => Written::Relative { unit, offset: -1 },
        Direction::Next => Written::Relative { unit, offset: 1 },
        Direction::This | Direction::Unstated => Written::Relative { unit, offset: 0 },
    };
    // "next week on Friday", "last week Sunday"
    let on = tokens.near(end);
    let weekday = if tokens.says_any_case(on, "on") { tokens.near(on + 1) } else { on };
    let dated = unit == Unit::Week
        && lexeme::is_full_weekday(tokens, weekday)
        && day(tokens, weekday).is_none();
    Some(if dated { (Written::Unresolved, weekday + 1) } else { (written, end) })
}

/// "past three weeks", "next 3 days", "last few months": not "the last two years of the war". "The
/// next five years" may start anywhere.
fn counted_units(tokens: &Tokens<'_>, modified: Modified) -> Read<Written> {
    let Modified { direction, noun: counting, the } = modified;
    let sign = match direction {
        Direction::Last | Direction::Past => -1,
        Direction::Next | Direction::Coming => 1,
        Direction::This | Direction::Unstated => return None,
    };
    let noun = tokens.near(counting + 1);
    let unit = unit(tokens, noun).filter(|_| tokens.is(noun, Class::PluralCalendarUnits))?;
    if tokens.says_any_case(tokens.near(noun + 1), "of") {
        return None;
    }
    let written = match count(tokens, counting) {
        Some(_) if the && direction == Direction::Next => Written::Unresolved,
        Some(count) => Written::Around { unit, count: sign * count },
        None if tokens.is(counting, Class::VagueNumbers) => Written::Unresolved,
        None => return None,
    };
    Some((written, noun + 1))
}

/// How many units the number or word at `i` counts.
fn count(tokens: &Tokens<'_>, i: usize) -> Option<i32> {
    match number(tokens, i) {
        Some(number) if !number_goes_on(tokens, i + 1) => i32::try_from(number.value).ok(),
        Some(_) => None,
        None => cardinal(tokens, i),
    }
}

/// "last weekend", "this summer".
fn weekend_or_season(tokens: &Tokens<'_>, modified: Modified) -> Read<Written> {
    let noun = modified.noun;
    if tokens.is_lower(noun, Class::Seasons) {
        return Some((Written::Unresolved, noun + 1));
    }
    if !tokens.says_any_case(noun, "weekend") {
        return None;
    }
    let week = |offset| Written::Relative { unit: Unit::Week, offset };
    let written = match modified.direction {
        Direction::Last => week(-1),
        Direction::This => week(0),
        _ => Written::Unresolved,
    };
    Some((written, noun + 1))
}

/// "last Monday", "next Tuesday of next week": not "next Friday, October 17".
fn modified_weekday(tokens: &Tokens<'_>, modified: Modified) -> Read<Written> {
    let Modified { direction, noun, .. } = modified;
    let (weekday, short) = lexeme::weekday(tokens, noun)?;
    let end = noun + 1;
    let dated = lexeme::month(tokens, tokens.near(end)).is_some() || day(tokens, noun).is_some();
    if short && !tokens.attached_sign(end, '.') || dated {
        return None;
    }
    Some(of_week(tokens, Written::Weekday { weekday, direction }, end))
}

/// "last March", "this coming May": not "this March for Our Lives", "last October 5".
fn modified_month(tokens: &Tokens<'_>, modified: Modified) -> Read<Written> {
    let Modified { direction, noun, .. } = modified;
    let month = lexeme::month(tokens, noun)?;
    let end = past_stop(tokens, noun + 1, month.short);
    let behind = tokens.near(end);
    let title = tokens.is_capitalised(behind)
        || tokens.is(behind, Class::Marches) && tokens.is_capitalised(tokens.near(behind + 1));
    let lower = tokens.is_small(noun) && month.is_other_word;
    let dated = year_behind(tokens, end).is_some() || day_number(tokens, behind).is_some();
    if lower || dated || month.is_personal && title {
        return None;
    }
    Some((Written::Month { year: None, month: month.month, direction }, end))
}

/// "three days ago", "two weeks from now".
pub(super) fn away(tokens: &Tokens<'_>, i: usize) -> Read<Written> {
    let noun = tokens.near(i + 1);
    let unit = unit(tokens, noun)?;
    let (sign, end) = side(tokens, noun + 1)?;
    let count = count(tokens, i)?;
    if is_part_of_number(tokens, i) {
        return None;
    }
    let behind = tokens.near(end);
    // "a year ago Friday", "two years ago today"
    if lexeme::is_full_weekday(tokens, behind) || tokens.says_any_case(behind, "today") {
        return Some((Written::Unresolved, behind + 1));
    }
    let hedged = is_after(tokens, i, Class::DistanceHedges);
    // "two years ago this month"
    let tied = tokens.is(behind, Class::AfterAgo);
    let away = Written::Away { unit, count: sign * count };
    Some((if hedged || tied { Written::Unresolved } else { away }, end))
}

/// "ago" or "from now", and whether that lies behind or ahead.
fn side(tokens: &Tokens<'_>, end: usize) -> Read<i32> {
    let side = tokens.near(end);
    if tokens.says_any_case(side, "ago") {
        return Some((-1, side + 1));
    }
    let now = tokens.near(side + 1);
    let ahead = tokens.says_any_case(side, "from") && tokens.says_any_case(now, "now");
    ahead.then_some((1, now + 1))
}

/// Whether the number at `i` is the end of a longer one: "two and a half years ago", "twenty-five
/// years ago", "1-2 years ago".
fn is_part_of_number(tokens: &Tokens<'_>, i: usize) -> bool {
    let before = tokens.near_before(i);
    let joined =
        tokens.is_attached(i) && (is_dash(tokens, before) || tokens.sign(before) == Some('/'));
    tokens.is(before, Class::BeforePartsOfNumbers)
        || unit(tokens, before).is_some()
        || cardinal(tokens, before).is_some() && !is_article(tokens, i)
        || joined
}

//! Dates told from the document's: weekdays, "yesterday", "last month", "three days ago".

use jiff::civil::Weekday;

use super::cursor::{Cursor, Kind, Token};
use super::day::Read;
use super::words;
use super::{Direction, Unit, Written};

impl<'a> Cursor<'a> {
    /// A date that starts with this word and is told from the document's.
    pub(super) fn relative(&self, first: Token<'a>) -> Read<Written> {
        if let Some((weekday, short)) = words::weekday(first.word()) {
            return self.weekday(first, weekday, short);
        }
        if first.is_any(&["yesterday", "today", "tomorrow"]) {
            return self.near_day(first);
        }
        if first.is_any(&["last", "next", "this", "past", "previous", "coming", "upcoming"]) {
            let owned = self.previous(first.start);
            let owned = owned.is_any(words::OWNERS) || first.is("past") && owned.is("this");
            return if owned { None } else { self.modified(first, false) };
        }
        self.quarter(first)
            .or_else(|| self.season(first))
            .or_else(|| self.fiscal(first))
            .or_else(|| self.away(first.start))
    }

    /// "yesterday", "Today,": not "USA Today", "today's youth".
    fn near_day(&self, first: Token<'a>) -> Read<Written> {
        let offset = if first.is("yesterday") { -1 } else { i32::from(first.is("tomorrow")) };
        let before = self.previous(first.start);
        let title = first.is_capitalised()
            && (!before.word().is_empty() || self.next(first.end).is_capitalised());
        let possessive = matches!(self.char_at(first.end), Some('\'' | '’' | '-'));
        // "the technologies of tomorrow"
        let era = before.is("of") || possessive && offset >= 0;
        if title || era || self.joined_behind(first.end) {
            return None;
        }
        // "the day before yesterday" was read from its start; "two days after tomorrow" was not.
        if before.is_any(&["before", "after"])
            && words::unit(self.previous(before.start).word()).is_some()
        {
            return Some((Written::Unresolved, first.end));
        }
        Some((Written::Relative { unit: Unit::Day, offset }, first.end))
    }

    /// What starts with "the": "the day before yesterday", "the past three weeks", "the next day".
    pub(super) fn behind_the(&self, the: Token<'a>) -> Read<Written> {
        let next = self.next(the.end);
        if next.is("day") {
            let side = self.next(next.end);
            let day = self.next(side.end);
            let offset = match () {
                () if side.is("before") && day.is("yesterday") => -2,
                () if side.is("after") && day.is("tomorrow") => 2,
                () => return None,
            };
            return Some((Written::Relative { unit: Unit::Day, offset }, day.end));
        }
        if next.is_any(&["following", "same", "previous", "next"]) {
            let noun = self.next(next.end);
            if words::unit(noun.word()).is_some() && !noun.word().ends_with('s') {
                return Some((Written::Unresolved, noun.end));
            }
        }
        let modifier = next.is_any(&["last", "next", "past", "previous", "coming"]);
        if modifier { self.modified(next, true) } else { None }
    }

    /// What follows "last", "next", "this" and their like.
    fn modified(&self, modifier: Token<'a>, the: bool) -> Read<Written> {
        let mut direction = match modifier.word().as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(b'l') => Direction::Last,
            Some(b'n') => Direction::Next,
            Some(b't') => Direction::This,
            Some(b'p') => Direction::Past,
            _ => Direction::Coming,
        };
        let mut noun = self.next(modifier.end);
        if direction == Direction::This && noun.is_any(&["past", "coming"]) {
            direction = if noun.is("past") { Direction::Past } else { Direction::Coming };
            noun = self.next(noun.end);
        }
        if self.joined_behind(noun.end) || !noun.spaced || self.is_hyphenated(noun.end) {
            return None;
        }
        if let Some(unit) = words::unit(noun.word()) {
            let (written, end) = self.modified_unit(direction, unit, noun, the)?;
            // "previous month" hangs on another date.
            let previous = modifier.is("previous");
            return Some((if previous { Written::Unresolved } else { written }, end));
        }
        if let Some(counted) = self.counted_units(noun, direction, the) {
            return Some(counted);
        }
        if the {
            return None;
        }
        // "past Friday" may be beyond it.
        let beyond = direction == Direction::Past && !modifier.is("this");
        if noun.is("weekend") {
            let week = |offset| Written::Relative { unit: Unit::Week, offset };
            let written = match direction {
                Direction::Last => week(-1),
                Direction::This => week(0),
                _ => Written::Unresolved,
            };
            return Some((written, noun.end));
        }
        if noun.is_any(&["spring", "summer", "autumn", "fall", "winter"]) && noun.is_lower() {
            return Some((Written::Unresolved, noun.end));
        }
        if let Some((weekday, short)) = words::weekday(noun.word()) {
            let date = words::month(self.next(noun.end).word()).is_some();
            if short && self.char_at(noun.end) != Some('.')
                || date
                || self.day(noun.start).is_some()
            {
                return None;
            }
            if beyond {
                return Some((Written::Unresolved, noun.end));
            }
            return Some(self.weekday_of_week(Written::Weekday { weekday, direction }, noun.end));
        }
        let (month, end) = self.modified_month(direction, noun)?;
        Some((if beyond { Written::Unresolved } else { month }, end))
    }

    /// "last week", "this year", "the past decade".
    fn modified_unit(
        &self,
        direction: Direction,
        unit: Unit,
        noun: Token<'a>,
        the: bool,
    ) -> Read<Written> {
        let plural = noun.word().ends_with(['s', 'S']);
        if plural || the && self.next(noun.end).is("of") {
            return None;
        }
        if unit == Unit::Day {
            // "next day" hangs on another date; "this day", "last day" are mostly no dates.
            return (direction == Direction::Next).then_some((Written::Unresolved, noun.end));
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
        let on = self.next(noun.end);
        let day = if on.is("on") { self.next(on.end) } else { on };
        match words::weekday(day.word()) {
            Some((_, false)) if unit == Unit::Week && self.day(day.start).is_none() => {
                Some((Written::Unresolved, day.end))
            }
            _ => Some((written, noun.end)),
        }
    }

    /// "past three weeks", "next 3 days", "last few months": not "the last two years of the war".
    /// "The next five years" may start anywhere.
    fn counted_units(&self, number: Token<'a>, direction: Direction, the: bool) -> Read<Written> {
        let sign = match direction {
            Direction::Last | Direction::Past => -1,
            Direction::Next | Direction::Coming => 1,
            Direction::This | Direction::Unstated => return None,
        };
        let noun = self.next(number.end);
        let unit = words::unit(noun.word()).filter(|_| noun.word().ends_with('s'))?;
        if self.next(noun.end).is("of") {
            return None;
        }
        let vague = number.is_any(&["few", "several", "many"]);
        let written = match self.count(number) {
            Some(_) if the && direction == Direction::Next => Written::Unresolved,
            Some(count) => Written::Around { unit, count: sign * count },
            None if vague => Written::Unresolved,
            None => return None,
        };
        Some((written, noun.end))
    }

    fn count(&self, number: Token<'a>) -> Option<i32> {
        match number.kind {
            Kind::Number { value, .. } if !self.number_goes_on(number.end) => {
                i32::try_from(value).ok()
            }
            Kind::Word(word) => words::cardinal(word),
            _ => None,
        }
    }

    /// "last March", "this coming May": not "this March for Our Lives", "last October 5".
    fn modified_month(&self, direction: Direction, noun: Token<'a>) -> Read<Written> {
        let month = words::month(noun.word())?;
        let end = self.behind_stop(noun.end, month.short);
        let behind = self.next(end);
        let title = behind.is_capitalised()
            || behind.is_any(&["for", "on"]) && self.next(behind.end).is_capitalised();
        let lower = noun.is_lower() && month.is_other_word();
        let year = self.year_behind(end).is_some() || self.day_number(end).is_some();
        if lower || year || month.is_personal() && title {
            return None;
        }
        Some((Written::Month { year: None, month: month.month, direction }, end))
    }

    /// A weekday that no date follows.
    fn weekday(&self, first: Token<'a>, weekday: Weekday, short: bool) -> Read<Written> {
        let end = self.behind_stop(first.end, short);
        let before = self.previous(first.start);
        let behind = self.next(end);
        if short {
            let other_word = matches!(
                weekday,
                Weekday::Sunday | Weekday::Saturday | Weekday::Wednesday | Weekday::Monday
            );
            let named = before.is("on") && weekday != Weekday::Sunday;
            if !named || other_word && (end == first.end || !first.is_capitalised()) {
                return None;
            }
        }
        if before.is_any(words::ANY)
            || before.is_any(words::NAMED_DAYS)
            || words::ordinal(before.word()).is_some()
        {
            return None;
        }
        if behind.is_capitalised() && behind.spaced && (before.is("the") || behind.is("night")) {
            return None;
        }
        if behind.is_mark('-') && !behind.spaced || self.joined_behind(first.end) {
            return self.weekdays(first, false);
        }
        // "Friday the 13th", "Monday, the 15th"
        let date = if behind.is_mark(',') { self.next(behind.end) } else { behind };
        let number = if date.is("the") { self.day_number(date.end) } else { None };
        if let Some((number, end)) = number
            && number.ordinal
            && (!number.in_words || !self.next(end).is_lower())
        {
            return Some((Written::Unresolved, end));
        }
        // "Friday 7/6": a date that cannot be read must not be ignored either.
        let number = matches!(date.kind, Kind::Number { .. }) && self.time(date.start).is_none();
        let unread = words::month(date.word()).is_some();
        if unread || number && (!behind.is_mark(',') || self.number_goes_on(date.end)) {
            return None;
        }
        if let Some(range) = self.weekdays(first, false) {
            return Some(range);
        }
        let direction = self.tense(first.start, end);
        Some(self.weekday_of_week(Written::Weekday { weekday, direction }, first.end))
    }

    /// "Friday through Sunday", "Monday-Friday": once, or every week.
    pub(super) fn weekdays(&self, first: Token<'a>, between: bool) -> Read<Written> {
        let (_, short) = words::weekday(first.word())?;
        let joint = self.next(self.behind_stop(first.end, short));
        let joins = self.joins(joint, between);
        let last = self.next(joint.end);
        words::weekday(last.word()).filter(|_| joins)?;
        let dated = self.day(last.start).is_some();
        (!dated).then_some((Written::Unresolved, last.end))
    }

    /// The weekday, or with "of next week" behind it a date that is not resolved.
    fn weekday_of_week(&self, written: Written, end: usize) -> (Written, usize) {
        let of = self.next(end);
        let modifier = if of.is_any(&["of", "in"]) { self.next(of.end) } else { of };
        let week = self.next(modifier.end);
        if modifier.is_any(&["last", "this", "next"]) && week.is("week") {
            return (Written::Unresolved, week.end);
        }
        (written, end)
    }

    /// Where the verb beside a date puts it: in the past, if a past tense stands right before it
    /// ("said on Friday that it will ..."), right behind it ("Police on Sunday arrested ..."), or
    /// anywhere behind it where it opens the sentence ("On Friday, the president said ..."), unless
    /// something that looks ahead comes first. Anything else tells nothing.
    pub(super) fn tense(&self, start: usize, end: usize) -> Direction {
        const REACH: usize = 4;
        let mut at = start;
        for step in 0..REACH {
            let token = self.previous(at);
            if is_stop(token) {
                if step <= 1 {
                    return self.tense_behind(end);
                }
                break;
            }
            if token.is_any(words::AHEAD) {
                return Direction::Unstated;
            }
            // "will be held on Monday"
            let passive = self.previous(token.start).is_any(&["be", "being", "is", "are", "get"]);
            let near = step < 2 || token.is_any(words::PAST);
            if is_past(token) && near && !passive {
                return Direction::Past;
            }
            at = token.start;
        }
        let verb = self.next(end);
        // "talks on Sunday hosted by him" may lie ahead.
        let participle = self.next(verb.end).is_any(&["by", "in", "for"]);
        if is_past(verb) && !participle { Direction::Past } else { Direction::Unstated }
    }

    fn tense_behind(&self, end: usize) -> Direction {
        const REACH: usize = 12;
        let mut at = end;
        for _ in 0..REACH {
            let token = self.next(at);
            if is_stop(token) || token.is_any(words::AHEAD) {
                break;
            }
            if is_past(token) {
                return Direction::Past;
            }
            at = token.end;
        }
        Direction::Unstated
    }

    /// "three days ago", "two weeks from now".
    pub(super) fn away(&self, at: usize) -> Read<Written> {
        let number = self.next(at);
        let noun = self.next(number.end);
        let unit = words::unit(noun.word())?;
        let side = self.next(noun.end);
        let now = self.next(side.end);
        let (sign, mut end) = match () {
            () if side.is("ago") => (-1, side.end),
            () if side.is("from") && now.is("now") => (1, now.end),
            () => return None,
        };
        let count = self.count(number)?;
        let before = self.previous(at);
        let part = before.is_any(&["and", "or", "hundred", "thousand", "million", "half"])
            || words::unit(before.word()).is_some()
            || words::cardinal(before.word()).is_some() && !number.is_any(&["a", "an"])
            || matches!(before.kind, Kind::Mark('-' | '–' | '—' | '/')) && !before.spaced;
        if part {
            return None;
        }
        let mut written = Written::Away { unit, count: sign * count };
        if before.is_any(words::HEDGES) {
            written = Written::Unresolved;
        }
        // "a year ago Friday", "two years ago this month"
        let behind = self.next(end);
        let weekday = words::weekday(behind.word()).is_some_and(|(_, short)| !short);
        if weekday || behind.is("today") {
            (written, end) = (Written::Unresolved, behind.end);
        } else if behind.is_any(&["this", "next", "on"]) {
            written = Written::Unresolved;
        }
        Some((written, end))
    }
}

/// Whether a sentence or clause ends here.
fn is_stop(token: Token<'_>) -> bool {
    matches!(token.kind, Kind::End | Kind::Mark('.' | ';' | ':' | '?' | '!' | '"' | '“' | '”'))
}

fn is_past(token: Token<'_>) -> bool {
    let word = token.word();
    let regular = word.len() > 4 && word.ends_with("ed");
    token.is_any(words::PAST)
        || regular && !token.is_any(words::NOT_PAST) && !token.is_any(words::AHEAD)
}

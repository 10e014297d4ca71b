//! Numbers that are years, days of a month or clock times.

use super::super::noun;
use super::super::number::{Form, Number};
use crate::token::{Capitals, Gap, Tokens};
use crate::words::Class;

/// A number without a unit, and what stands around it.
pub(super) struct Place<'a> {
    pub tokens: &'a Tokens<'a>,
    /// Where it starts with its sign.
    pub start: usize,
    pub number: &'a Number,
    /// Whether it counts things.
    pub counts: bool,
    pub hedged: bool,
}

impl Place<'_> {
    /// Whether the number is a year, part of a date or a clock time.
    pub(super) fn is_date_or_time(&self) -> bool {
        self.is_before_zone_or_meridiem()
            || self.is_day()
            || self.is_year_of_month()
            || self.is_hour()
            || self.is_year()
    }

    /// The token before, or past a gap after, the number.
    fn next(&self) -> usize {
        self.tokens.near(self.number.end)
    }

    /// "5 p.m.", "12 GMT", "44 BC", "5 o'clock", "21 st"
    fn is_before_zone_or_meridiem(&self) -> bool {
        let (tokens, next) = (self.tokens, self.next());
        is_meridiem(tokens, next)
            || tokens.is(next, Class::ZonesAndEras)
            || tokens.is_lower(next, Class::OrdinalEndings)
            || tokens.says(next, "o")
    }

    /// Whether it could be a day of a month by its value. It may be spelled out, but only where
    /// nothing is counted: "in May five people".
    fn could_be_day(&self) -> bool {
        let number = self.number;
        number.is_whole()
            && number.scale == 1.0
            && (1.0..=31.0).contains(&number.numeral.value)
            && (number.form == Form::Digits || !self.counts)
    }

    /// "5 May", "9 to 12 of June", "4 and 5" after July, "Monday 5"
    fn is_day(&self) -> bool {
        self.could_be_day()
            && (is_month(self.tokens, self.next())
                || is_before_month(self.tokens, self.number.end)
                || !self.counts
                    && (is_second_day(self.tokens, self.start)
                        || self.is_after(|i| self.tokens.is(i, Class::Weekdays))))
    }

    /// "May 5", "May 1990"
    fn is_year_of_month(&self) -> bool {
        (self.could_be_day() || self.number.could_be_year() || self.is_spelled_year())
            && self.is_after(|i| is_month(self.tokens, i))
    }

    /// "half past five", "ten past nine", "meet at 8", "nine oclock"
    fn is_hour(&self) -> bool {
        let number = self.number;
        number.is_whole()
            && number.scale == 1.0
            && number.numeral.value <= 12.0
            && !self.counts
            && (self.is_after(|i| matches!(self.tokens.word(i), "past" | "at"))
                || matches!(self.tokens.word(self.next()), "past" | "oclock"))
    }

    /// "nineteen hundred ninety three"
    fn is_spelled_year(&self) -> bool {
        let value = self.number.numeral.value;
        self.number.form == Form::Words
            && !self.counts
            && (1500.0..=2100.0).contains(&value)
            && value % 100.0 != 0.0
    }

    /// Whether it is a year by its form and the word before it.
    fn is_year(&self) -> bool {
        let before = |class| self.is_after(|i| self.tokens.is(i, class));
        if self.is_spelled_year() {
            return before(Class::BeforeSpelledYear);
        }
        if !self.number.could_be_year() {
            return false;
        }
        if self.counts && self.counts_what_follows() {
            return false;
        }
        let value = self.number.numeral.value;
        let round = value % 100.0 == 0.0 || value < 1800.0;
        let vague = self.hedged || self.counts && !before(Class::BeforeRoundYear);
        !(round && vague)
    }

    /// Whether it counts the very next word, or the one behind an adjective, after a word that years do not follow: "had 1950
    /// inhabitants", but "the 1990 elections".
    fn counts_what_follows(&self) -> bool {
        let tokens = self.tokens;
        // "has 1850 new seats"; but "has 1990 census figures"
        let mut next = tokens.spaced(self.number.end);
        if let Some(adjective) = next.filter(|next| tokens.is_small(*next)) {
            let listed = tokens.phrase(adjective, Class::AdjectivesOfCounts);
            let word = tokens.word(adjective);
            let endings = tokens.table().entries(Class::EndingsOfAdjectives);
            let told = endings.iter().any(|ending| word.ends_with(ending.as_str()));
            let told = told.then_some(adjective + 1);
            next = listed.or(told).map_or(next, |end| tokens.spaced(end));
        }
        let small_plural =
            next.is_some_and(|next| tokens.is_small(next) && noun::is_plural(tokens, next));
        small_plural
            && (self.is_after(|i| tokens.is_lower(i, Class::BeforeYearLikeCounts))
                || is_of_a_group(tokens, self.start))
    }

    /// Whether one word of letters stands before the number and is such.
    fn is_after(&self, is_such: impl Fn(usize) -> bool) -> bool {
        let word = previous_word(self.tokens, self.start);
        word.len() == 1 && is_such(word.start)
    }
}

/// Whether a number stands behind "of" and what is made of so many: "a crew of 2000 workers".
fn is_of_a_group(tokens: &Tokens<'_>, start: usize) -> bool {
    let of = tokens.previous(start).filter(|of| tokens.says(*of, "of"));
    of.and_then(|of| tokens.previous(of))
        .is_some_and(|group| tokens.is_lower(group, Class::GroupsOfMany))
}

/// Whether a month follows a day that ends at `end`: "9 to 12 of June", "18 and 19 June".
fn is_before_month(tokens: &Tokens<'_>, end: usize) -> bool {
    let Some(joint) = tokens.spaced(end) else { return false };
    let Some(next) = tokens.spaced(joint + 1) else { return false };
    if tokens.says(joint, "of") {
        return is_month(tokens, next);
    }
    tokens.is_lower(joint, Class::DayJoints)
        && (1..=2).contains(&tokens.digits(next).len())
        && tokens.spaced(next + 1).is_some_and(|month| is_month(tokens, month))
}

/// Whether the number at `start` is the second day of "July 4 and 5".
fn is_second_day(tokens: &Tokens<'_>, start: usize) -> bool {
    let Some(joint) = tokens.previous(start) else { return false };
    if !tokens.is_lower(joint, Class::DayJoints) || tokens.spaced(joint).is_none() {
        return false;
    }
    let Some(day) = joint.checked_sub(1) else { return false };
    let month = previous_word(tokens, day);
    (1..=2).contains(&tokens.digits(day).len()) && month.len() == 1 && is_month(tokens, month.start)
}

/// Whether a number is a year by the word before it: "in 1990".
pub(super) fn is_dated_year(tokens: &Tokens<'_>, start: usize, number: &Number) -> bool {
    let before = previous_word(tokens, start);
    number.could_be_year()
        && !is_of_a_group(tokens, start)
        && before.len() == 1
        && (is_month(tokens, before.start)
            || tokens.is(before.start, Class::BeforeYear)
            || tokens.says_any_case(before.start, "year"))
}

/// "a.m.", "pm", "p . m" at `i`.
fn is_meridiem(tokens: &Tokens<'_>, i: usize) -> bool {
    let end = if tokens.is(i, Class::Meridiems) && tokens.get(i).capitals != Capitals::First {
        i + 1
    } else if matches!(tokens.word(i), "a" | "p")
        && tokens.sign(i + 1) == Some('.')
        && tokens.says(i + 2, "m")
        && tokens.gap(i + 1) == tokens.gap(i + 2)
        && tokens.gap(i + 1) != Gap::Wide
    {
        i + 3
    } else {
        return false;
    };
    !tokens.after(end).is_some_and(char::is_alphanumeric)
}

/// The word before `start`, looking past a full stop ("Sept. 28", "No. 10"); an empty range where
/// there is none.
pub(super) fn previous_word(tokens: &Tokens<'_>, start: usize) -> std::ops::Range<usize> {
    let Some(mut end) = tokens.spaced(start) else { return start..start };
    if end > 0 && tokens.sign(end - 1) == Some('.') && tokens.gap(end - 1) != Gap::Wide {
        end -= 1;
    }
    tokens.initials_before(end)..end
}

/// Whether a month stands at `i`. In lower case, "may" and "march" are other words.
pub(super) fn is_month(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is(i, Class::Months) && !tokens.is_lower(i, Class::MonthsLikeWords)
}

//! Dates: what a text says about days, kept as it was written and resolved only on the date of its
//! document, never on a clock.
//!
//! [`dates_of`] finds the mentions; [`DateMention::period`] says which days a mention may mean. What is
//! unclear is either no mention at all or one without a period: a missed date costs less than a
//! wrong one.

mod day;
mod lexeme;
mod mention;
mod month;
mod numeric;
mod range;
mod relative;
mod resolve;
mod scan;
mod tense;
mod time;
mod weekday;
mod year;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::span::ProseSpan;

pub use scan::{dates, dates_of, parse_date, years};

/// A date in prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words of the date, with a time of day that stands behind it.
    pub span: ProseSpan,
    /// What is written.
    pub written: Written,
    /// The time of day written behind the date, with its time zone: `10:30 a.m. EDT`.
    pub time: Option<ProseSpan>,
}

/// What is written about a date, unresolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// A day of a month, with or without a year: "Friday, October 17, 2025", "28 Sept."
    Day(WrittenDay),
    /// A month: "October 2025", "in May", "last March".
    Month {
        /// The year, if written.
        year: Option<i16>,
        /// From 1 to 12.
        month: i8,
        /// "last March", "next May", or what the verb beside it tells.
        direction: Direction,
    },
    /// A quarter of a calendar year: "the third quarter of 2016", "Q3 2024".
    Quarter {
        /// The year.
        year: i16,
        /// From 1 to 4.
        quarter: i8,
    },
    /// A season of a year: "summer 2016", "the winter of 1944".
    Season {
        /// The year.
        year: i16,
        /// Whether it is the one that runs over the turn of the year in the north.
        winter: bool,
    },
    /// A year: "in 2015", "the 2024 election".
    Year(i16),
    /// A financial year by the number it is called by: "fiscal 2024", "FY2024". It may start up to
    /// a year before that calendar year.
    FiscalYear(i16),
    /// A decade by its first year: "the 1990s", "the '90s". A century where it may be one: "the
    /// 1800s".
    Decade(i16),
    /// A weekday without a date: "on Friday", "last Monday".
    Weekday {
        /// The day of the week.
        weekday: Weekday,
        /// "last Monday", "next Tuesday", or what the verb beside it tells.
        direction: Direction,
    },
    /// A calendar unit counted from the document's: "yesterday", "last month", "this week".
    Relative {
        /// The unit.
        unit: Unit,
        /// How many units after the document's own; negative before.
        offset: i32,
    },
    /// A distance from the document's date: "three days ago", "two weeks from now".
    Away {
        /// The unit.
        unit: Unit,
        /// How many of them; negative into the past.
        count: i32,
    },
    /// The days up to, or from, the document's date: "the past three weeks", "the next two years".
    Around {
        /// The unit.
        unit: Unit,
        /// How many of them; negative into the past.
        count: i32,
    },
    /// From one date to another, both included: "2017-2021", "October 5-7, 2025".
    Range {
        /// Where it starts.
        first: Box<Written>,
        /// Where it ends.
        last: Box<Written>,
    },
    /// A date that hangs on something other than the document's date: "the next day", "Friday the
    /// 13th", "Monday to Friday".
    Unresolved,
}

/// A day of a month as written. It may be impossible: "February 30".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDay {
    /// The year, if written.
    pub year: Option<i16>,
    /// From 1 to 12.
    pub month: i8,
    /// From 1 to 31.
    pub day: i8,
    /// The number of the day, without an ordinal's ending.
    pub day_span: ProseSpan,
    /// The weekday written with it.
    pub weekday: Option<WrittenWeekday>,
    /// Whether a verb in the past tense hangs on it, so that it does not lie ahead: "took office
    /// on Jan. 20". Told only where no year is written.
    pub past: bool,
}

/// A weekday written with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenWeekday {
    /// The day of the week.
    pub weekday: Weekday,
    /// Its name, without the full stop of an abbreviation.
    pub span: ProseSpan,
}

/// A weekday and a date that do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayConflict {
    /// The weekday that is written.
    pub written: Weekday,
    /// Its name in the prose.
    pub weekday_span: ProseSpan,
    /// The date that is written.
    pub date: Date,
    /// The number of the day in the prose.
    pub day_span: ProseSpan,
    /// The weekday of that date.
    pub actual: Weekday,
}

/// Where a date lies from the document's, as far as the words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// "last": the one before this, or the one just past.
    Last,
    /// At or before the document's date: "this past Friday", "said on Friday".
    Past,
    /// "this".
    This,
    /// At or after the document's date: "this coming Friday", "will meet on Friday".
    Coming,
    /// "next": the one after this, or the one just ahead.
    Next,
    /// The words do not tell.
    Unstated,
}

/// A calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A day.
    Day,
    /// A week; from Sunday or from Monday, as nobody says which.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// The days that a date may mean, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

#[cfg(test)]
mod tests;

//! From what is written to the days that it may mean.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::{DateMention, Direction, Period, Unit, WeekdayConflict, Written, WrittenDay};

/// How far from the document's date a yearless date is still taken to be of the nearest year when
/// its weekday contradicts that year, in days.
const NEAR: i32 = 60;

impl Period {
    /// From `first` to `last`, or nothing where they are the wrong way round.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Just this day.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// Whether both may mean the same day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether every day of `other` lies in this one.
    pub fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The smallest period that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

impl DateMention {
    /// The days that it may mean; nothing where that cannot be told, as for an impossible date, or
    /// for one that needs the document's date where there is none.
    pub fn period(&self, document_date: Option<Date>) -> Option<Period> {
        self.written.period(document_date)
    }
}

impl Written {
    /// The days that it may mean. See [`DateMention::period`].
    pub fn period(&self, document_date: Option<Date>) -> Option<Period> {
        match *self {
            Self::Day(day) => day.date(document_date).map(Period::day),
            Self::Month { year: Some(year), month, .. } => month_of(year, month),
            Self::Month { year: None, month, direction } => {
                month_near(month, direction, document_date?)
            }
            Self::Quarter { year, quarter } => {
                let first = Date::new(year, 3 * quarter - 2, 1).ok()?;
                let last = Date::new(year, 3 * quarter, 1).ok()?;
                Period::new(first, last.last_of_month())
            }
            Self::Season { year, winter: false } => year_of(year),
            Self::Season { year, winter: true } => {
                let first = Date::new(year.checked_sub(1)?, 12, 1).ok()?;
                Period::new(first, Date::new(year.checked_add(1)?, 3, 31).ok()?)
            }
            Self::Year(year) => year_of(year),
            Self::FiscalYear(year) => Some(year_of(year.checked_sub(1)?)?.hull(year_of(year)?)),
            Self::Decade(year) => {
                let length = if year % 100 == 0 { 99 } else { 9 };
                Some(year_of(year)?.hull(year_of(year.checked_add(length)?)?))
            }
            Self::Weekday { weekday, direction } => {
                weekday_near(weekday, direction, document_date?)
            }
            Self::Relative { unit, offset } => relative(unit, offset, document_date?),
            Self::Away { unit, count } => away(unit, count, document_date?),
            Self::Around { unit, count } => {
                let today = document_date?;
                let there = moved(today, unit, count)?;
                Period::new(today.min(there), today.max(there))
            }
            Self::Range { ref first, ref last } => {
                let first = first.period(document_date)?;
                Period::new(first.first, last.period(document_date)?.last)
            }
            Self::Unresolved => None,
        }
    }

    /// The day that the calendar does not have: "February 30". A February 29 is one only with a
    /// year that is no leap year.
    pub fn invalid_day(&self) -> Option<WrittenDay> {
        match self {
            Self::Day(day) => (!day.exists()).then_some(*day),
            Self::Range { first, last } => first.invalid_day().or_else(|| last.invalid_day()),
            _ => None,
        }
    }

    /// The weekday that does not go with its date. A yearless date is judged on the document's
    /// date, and only where it lies within two months of it.
    pub fn weekday_conflict(&self, document_date: Option<Date>) -> Option<WeekdayConflict> {
        match self {
            Self::Day(day) => day.weekday_conflict(document_date),
            Self::Range { first, last } => first
                .weekday_conflict(document_date)
                .or_else(|| last.weekday_conflict(document_date)),
            _ => None,
        }
    }
}

impl WrittenDay {
    /// Whether the calendar has such a day; in some year, if none is written.
    pub fn exists(&self) -> bool {
        Date::new(self.year.unwrap_or(2000), self.month, self.day).is_ok()
    }

    /// The date: without a year, the one nearest to the document's date, as far as the tense of its
    /// verb allows. Nothing where two are as near, or where the weekday fits another year better.
    pub fn date(&self, document_date: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day).ok();
        }
        let today = document_date?;
        let nearest = self.nearest(today)?;
        match self.weekday {
            Some(written) if written.weekday != nearest.weekday() => {
                (days_between(today, nearest).abs() <= NEAR).then_some(nearest)
            }
            _ => Some(nearest),
        }
    }

    fn nearest(&self, today: Date) -> Option<Date> {
        let candidates = (-1..=1).filter_map(|shift| {
            let date = Date::new(today.year().checked_add(shift)?, self.month, self.day).ok()?;
            if self.past && date > today {
                return None;
            }
            Some((days_between(today, date).abs(), date))
        });
        let (distance, nearest) = candidates.clone().min()?;
        let rivals = candidates.filter(|&(other, _)| other == distance).count();
        (rivals == 1).then_some(nearest)
    }

    fn weekday_conflict(&self, document_date: Option<Date>) -> Option<WeekdayConflict> {
        let written = self.weekday?;
        let date = self.date(document_date)?;
        let actual = date.weekday();
        (written.weekday != actual).then_some(WeekdayConflict {
            written: written.weekday,
            weekday_span: written.span,
            date,
            day_span: self.day_span,
            actual,
        })
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn days_from(date: Date, days: i32) -> Option<Date> {
    moved(date, Unit::Day, days)
}

fn moved(date: Date, unit: Unit, count: i32) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        Unit::Day => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(i64::from(count) * 10),
    };
    date.checked_add(span.ok()?).ok()
}

fn year_of(year: i16) -> Option<Period> {
    Period::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
}

fn month_of(year: i16, month: i8) -> Option<Period> {
    let first = Date::new(year, month, 1).ok()?;
    Period::new(first, first.last_of_month())
}

/// The month nearest to the document's, or the nearest one in the direction that the words give.
fn month_near(month: i8, direction: Direction, today: Date) -> Option<Period> {
    let ahead = i16::from((month - today.month()).rem_euclid(12));
    let at = |distance: i16| {
        let months =
            i32::from(today.year()) * 12 + i32::from(today.month()) - 1 + i32::from(distance);
        month_of(i16::try_from(months.div_euclid(12)).ok()?, (months.rem_euclid(12) + 1) as i8)
    };
    // A month this close to the document's own can be meant by "last" or "next", or the one a year
    // off can.
    let close = 3;
    match direction {
        Direction::Unstated if ahead == 6 => None,
        Direction::Unstated => at(if ahead < 6 { ahead } else { ahead - 12 }),
        Direction::This => month_of(today.year(), month),
        Direction::Past => at(if ahead == 0 { 0 } else { ahead - 12 }),
        Direction::Coming => at(ahead),
        Direction::Last => {
            let back = ahead - 12;
            let latest = at(back)?;
            if -back <= close { Some(at(back - 12)?.hull(latest)) } else { Some(latest) }
        }
        Direction::Next => {
            let forward = if ahead == 0 { 12 } else { ahead };
            let earliest = at(forward)?;
            if forward <= close { Some(earliest.hull(at(forward + 12)?)) } else { Some(earliest) }
        }
    }
}

/// The weekday on or around the document's date: every day that a newspaper could mean.
fn weekday_near(weekday: Weekday, direction: Direction, today: Date) -> Option<Period> {
    let behind = i32::from(today.weekday().since(weekday));
    let past = days_from(today, -behind)?;
    let coming = if behind == 0 { today } else { days_from(today, 7 - behind)? };
    let monday_based = |day: Weekday| i32::from(day.to_monday_zero_offset());
    let (there, here) = (monday_based(weekday), monday_based(today.weekday()));
    match direction {
        Direction::Unstated => Period::new(past, coming),
        Direction::Past => Some(Period::day(past)),
        Direction::Coming if behind == 0 => Period::new(today, days_from(today, 7)?),
        Direction::Coming => Some(Period::day(coming)),
        // "Last Tuesday" on a Thursday is two or nine days ago; on a Monday it is six.
        Direction::Last if behind == 0 => Some(Period::day(days_from(today, -7)?)),
        Direction::Last => {
            let same_week = there < here || weekday == Weekday::Sunday;
            Period::new(if same_week { days_from(past, -7)? } else { past }, past)
        }
        Direction::Next if behind == 0 => Some(Period::day(days_from(today, 7)?)),
        Direction::Next => {
            let same_week = there > here || today.weekday() == Weekday::Sunday;
            Period::new(coming, if same_week { days_from(coming, 7)? } else { coming })
        }
        Direction::This if there >= here => Some(Period::day(coming)),
        Direction::This => Period::new(past, coming),
    }
}

fn relative(unit: Unit, offset: i32, today: Date) -> Option<Period> {
    let there = moved(today, unit, offset)?;
    match unit {
        Unit::Day => Some(Period::day(there)),
        Unit::Week => {
            let since_monday = i32::from(there.weekday().to_monday_zero_offset());
            let monday = days_from(there, -since_monday)?;
            // The week may start on the Sunday before it; on a Sunday, "last week" may be this one.
            let sunday = days_from(monday, -1)?;
            let last = days_from(monday, 6)?;
            if today.weekday() == Weekday::Sunday {
                Period::new(sunday, days_from(last, 7)?)
            } else {
                Period::new(sunday, last)
            }
        }
        Unit::Month => month_of(there.year(), there.month()),
        Unit::Year => year_of(there.year()),
        Unit::Decade => {
            let first = there.year() - there.year().rem_euclid(10);
            Some(year_of(first)?.hull(year_of(first.checked_add(9)?)?))
        }
    }
}

/// "Two years ago" is rarely meant to the day: half a unit on both sides, and the calendar unit.
fn away(unit: Unit, count: i32, today: Date) -> Option<Period> {
    let there = moved(today, unit, count)?;
    let slack = match unit {
        Unit::Day => return Some(Period::day(there)),
        Unit::Week => 4,
        Unit::Month => 16,
        Unit::Year => 183,
        Unit::Decade => 731,
    };
    let around = Period::new(days_from(there, -slack)?, days_from(there, slack)?)?;
    let calendar = match unit {
        Unit::Month => month_of(there.year(), there.month())?,
        Unit::Year | Unit::Decade => year_of(there.year())?,
        Unit::Day | Unit::Week => return Some(around),
    };
    let hull = around.hull(calendar);
    if count < 0 {
        Period::new(hull.first, hull.last.min(today))
    } else {
        Period::new(hull.first.max(today), hull.last)
    }
}

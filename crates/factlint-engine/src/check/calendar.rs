//! `calendar`: a weekday goes with its date, and the calendar has the day.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, wording};
use crate::claim::{Claim, DayValue, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::date::{DateMention, Written, WrittenDay, WrittenWeekday, years};
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

const WEEKDAY: Code =
    Code::new("calendar/weekday", "a date does not fall on the weekday that stands with it");
const NO_SUCH_DAY: Code = Code::new("calendar/no-such-day", "the calendar does not have this day");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "calendar",
    summary: "\"Friday, October 17, 2025\" was a Friday; the calendar has no February 30",
    page: include_str!("../../docs/calendar.md"),
    keys: &[],
    codes: &[WEEKDAY, NO_SUCH_DAY],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// The first whole year of the calendar that English dates have been written in since: Britain and its
/// colonies left the Julian calendar in September 1752.
const GREGORIAN: i16 = 1753;

/// The last country to leave the Julian calendar did so in 1923.
const LAST_JULIAN: i16 = 1923;

/// Beginnings of weekdays and of short months, and the days that short months lack as numeric dates write
/// them. All are plain words, which one pass finds quickly.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let mut words: Vec<String> =
        WEEKDAYS.iter().chain(&SHORT_MONTHS).map(ToString::to_string).collect();
    for month in ["04", "06", "09", "11"] {
        words.extend([
            format!("-{month}-31"),
            format!("/{month}/31"),
            format!("31/{month}"),
            format!("31\\.{month}"),
        ]);
    }
    for day in ["29", "30", "31"] {
        words.extend([
            format!("-02-{day}"),
            format!("/02/{day}"),
            format!("{day}/02"),
            format!("{day}\\.02"),
            format!("2/{day}/"),
        ]);
    }
    Regex::new(&words.join("|")).ok()
});

/// How the names of weekdays begin.
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// How the names of months begin that have fewer than 31 days.
const SHORT_MONTHS: [&str; 5] = ["Feb", "Apr", "Jun", "Sep", "Nov"];

/// Where a weekday stands near a digit, or a short month near a 29, 30 or 31.
fn marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    /// A date stands within so many bytes of its weekday.
    const REACH: usize = 34;
    /// A day stands within so many bytes of its month.
    const NEAR: usize = 14;
    let bytes = text.as_bytes();
    let window = move |from: usize, to: usize| &bytes[from.min(bytes.len())..to.min(bytes.len())];
    let is_late = |pair: &[u8]| matches!(pair, b"29" | b"30" | b"31");
    MARKS
        .iter()
        .flat_map(move |regex| regex.find_iter(text))
        .filter(move |found| {
            let (start, end) = (found.start(), found.end());
            if WEEKDAYS.contains(&found.as_str()) {
                let behind = window(end, end + REACH).iter().any(u8::is_ascii_digit)
                    || matches!(window(start.saturating_sub(2), start), b"a " | b", " | b"n ")
                        && window(start.saturating_sub(REACH), start)
                            .iter()
                            .any(u8::is_ascii_digit);
                return behind || window(start.saturating_sub(3), start).contains(&b'(');
            }
            !SHORT_MONTHS.contains(&found.as_str())
                || window(end, end + NEAR).windows(2).any(is_late)
                || window(start.saturating_sub(NEAR), start).windows(2).any(is_late)
        })
        .map(|found| found.start())
}

#[derive(Debug)]
struct Calendar;

fn read(_table: &mut Table<'_>, _draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    Some(Box::new(Calendar))
}

impl Check for Calendar {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Marks(Marks { kind: KIND.name, any: |text| marks(text).next().is_some() })
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let past = Past { prose: reading.prose(), years: OnceCell::new() };
        for sentence in super::sentences_at(reading, marks(reading.prose())) {
            if !super::sentence_admits(rule, reading, sentence) {
                continue;
            }
            for mention in reading.dates(sentence) {
                for day in written_days(&mention.written) {
                    claims.extend(self.claim(rule, reading, sentence, mention, day, &past));
                }
            }
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            for part in &claim.parts {
                let Value::Day(day) = &part.value else { continue };
                let Some(date) = day.date() else {
                    verdict.conflicts.push(Impossible { claim, part, day }.into_conflict(rule));
                    continue;
                };
                let weekday = claim.parts.iter().find_map(|part| match part.value {
                    Value::Weekday { after_monday } => {
                        Some((part, Weekday::from_monday_zero_offset(after_monday).ok()?))
                    }
                    _ => None,
                });
                if let Some((weekday_part, written)) = weekday
                    && date.weekday() != written
                {
                    let conflict = WrongWeekday { claim, part, weekday_part, written, date, day };
                    verdict.conflicts.push(conflict.into_conflict(rule));
                }
            }
        }
    }

    fn judges_each_document(&self) -> bool {
        true
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some("weekdays and days that the calendar has".to_owned())
    }
}

impl Calendar {
    /// What a date says about the calendar, if it can be held against it.
    fn claim(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mention: &DateMention,
        day: WrittenDay,
        past: &Past<'_>,
    ) -> Option<Claim> {
        let day = WrittenDay {
            weekday: day.weekday.or_else(|| weekday_behind(reading, sentence, mention)),
            ..day
        };
        let document = reading.document().record().date;
        let exists = day.exists();
        let date = day.date(document);
        let year = day.year.or(date.map(Date::year));
        // February 29 needs a year; February 30 does not.
        let judged = if exists { day.weekday.is_some() && date.is_some() } else { true };
        if !judged
            || year.is_some_and(|year| year < GREGORIAN)
            || is_one_of_many(reading, sentence, day)
            || ends_a_name(reading, sentence, day)
            || is_apart(reading, mention, day)
            || (!exists && is_no_date(reading, sentence, mention, day))
            || is_argument(reading, mention.span)
            || super::is_withheld(rule, reading, sentence, mention.span)
            || of_other_calendar(reading, sentence)
        {
            return None;
        }
        let conflict =
            day.weekday.zip(date).filter(|(written, date)| written.weekday != date.weekday());
        if let Some((written, date)) = conflict
            && is_julian(date, written.weekday)
        {
            return None;
        }
        if let (Some((written, date)), None) = (conflict, day.year)
            && (document == Some(date)
                || looks_back(reading, sentence)
                || past.fits(day, written.weekday))
        {
            return None;
        }
        let value =
            DayValue { year, month: day.month, day: day.day, is_yearless: day.year.is_none() };
        let mut parts =
            vec![super::part(reading, date_words(reading, mention, day), Value::Day(value))];
        if let Some(weekday) = day.weekday {
            parts.push(super::part(
                reading,
                weekday.span,
                Value::Weekday { after_monday: weekday.weekday.to_monday_zero_offset() },
            ));
            parts.sort_by_key(|part| part.span);
        }
        let key = day.day_span.start.to_string();
        Some(super::claim(rule, reading, sentence, mention.span, String::new(), key, parts))
    }
}

/// The days that are written in a date or a range of dates.
fn written_days(written: &Written) -> Vec<WrittenDay> {
    match written {
        Written::Day(day) => vec![*day],
        Written::Range { first, last } => {
            let mut days = written_days(first);
            days.extend(written_days(last));
            days
        }
        _ => Vec::new(),
    }
}

/// The words of a date without its weekday and its time of day; in a range, only the number of the day.
fn date_words(reading: &Reading<'_>, mention: &DateMention, day: WrittenDay) -> ProseSpan {
    let Written::Day(_) = mention.written else { return day.day_span };
    let end = mention.time.map_or(mention.span.end, |time| time.start);
    let (from, to) = match day.weekday {
        Some(weekday) if weekday.span.start <= day.day_span.start => (weekday.span.end, end),
        Some(weekday) => (mention.span.start, weekday.span.start.min(end)),
        None => (mention.span.start, end),
    };
    let words = reading.prose().get(from as usize..to as usize).unwrap_or_default();
    let is_fringe = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')');
    let from = from as usize + words.len() - words.trim_start_matches(is_fringe).len();
    let inner = words.trim_matches(is_fringe);
    let inner = inner.strip_suffix(" at").unwrap_or(inner).trim_end_matches([',', 'T']);
    let span = ProseSpan::new(from, from + inner.len());
    if span.contains(day.day_span) { span } else { day.day_span }
}

/// The weekday that is told of a day behind it: "June 27, 2017, a Tuesday", "June 27, which was a
/// Tuesday", "June 27 falls on a Tuesday", "June 27, Tuesday, at noon".
fn weekday_behind(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: &DateMention,
) -> Option<WrittenWeekday> {
    if !matches!(mention.written, Written::Day(_)) {
        return None;
    }
    let from = mention.span.end as usize;
    let behind = reading.prose().get(from..sentence.span.end as usize)?;
    let told: Vec<_> = word::words(behind).take(6).collect();
    let joints =
        told.iter().take_while(|(_, found)| word::is(found, Class::BeforeToldWeekday)).count();
    let article = told.get(joints).is_some_and(|(_, found)| *found == "a");
    let (at, name) = *told.get(joints + usize::from(article))?;
    let weekday = weekday_of(name)?;
    let end = at + name.len();
    // "May 12, Tuesday, at noon", "May 12 falls on Tuesday"; not "May 12, Tuesday, May 19"
    let listed = behind[end..]
        .trim_start_matches([',', ' '])
        .starts_with(|sign: char| sign.is_ascii_digit() || sign.is_uppercase());
    let bare = match joints {
        0 => behind[..at].trim() == "," && !listed,
        _ => joints > 1 && told[joints - 1].1 == "on",
    };
    if !(article || bare) {
        return None;
    }
    let rest = &behind[end..];
    let ends = rest.chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | ')'))
        // "falls on a Monday this year"; not "a Monday habit"
        || article
            && rest.starts_with(' ')
            && word::words(rest).next().is_some_and(|(_, next)| word::is(next, Class::FunctionWords));
    // Nothing but the marks of an apposition stands between.
    let plain =
        behind[..at].chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\n' | ',' | '('));
    let span = ProseSpan::new(from + at, from + end);
    (ends && plain).then_some(WrittenWeekday { weekday, span })
}

/// The weekday of that English name.
fn weekday_of(text: &str) -> Option<Weekday> {
    (0..7)
        .filter_map(|offset| Weekday::from_monday_zero_offset(offset).ok())
        .find(|weekday| name(*weekday) == text)
}

/// Whether a sentence speaks of another calendar.
fn of_other_calendar(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let text = sentence.span.of(reading.prose());
    word::entries(Class::OtherCalendar).iter().any(|words| text.contains(words))
}

/// Whether a weekday is that of the date in the Julian calendar, which was behind by eleven days in the
/// 18th century, by twelve in the 19th and by thirteen after it.
fn is_julian(date: Date, weekday: Weekday) -> bool {
    let behind = match date.year() {
        1900..=LAST_JULIAN => 13,
        1800..1900 => 12,
        GREGORIAN..1800 => 11,
        _ => return false,
    };
    jiff::Span::new()
        .try_days(behind)
        .ok()
        .and_then(|days| date.checked_add(days).ok())
        .is_some_and(|there| there.weekday() == weekday)
}

/// Whether a weekday ends a name: "Sheffield Wednesday", "The Sun", "Mail on Sunday", "Freaky Friday".
fn ends_a_name(reading: &Reading<'_>, sentence: Sentence, day: WrittenDay) -> bool {
    let Some(weekday) = day.weekday else { return false };
    let lead = &reading.prose()[sentence.span.start as usize..weekday.span.start as usize];
    let mut before = word::words_before(lead);
    let Some((at, last)) = before.next() else { return false };
    if !lead[at + last.len()..].chars().all(char::is_whitespace) {
        return false;
    }
    let paper =
        last == "on" && before.next().is_some_and(|(_, word)| word::is(word, Class::SundayPaper));
    let sun = weekday.span.of(reading.prose()) == "Sun" && matches!(last, "The" | "the");
    let named = word::is_capitalised(last) && !word::is(last, Class::WeekdayOpener);
    paper || sun || named
}

/// Whether a weekday is one of several days, or one that comes again: "Saturday and Sunday, October 18 and
/// 19", "every Saturday, October 1 to 31".
fn is_one_of_many(reading: &Reading<'_>, sentence: Sentence, day: WrittenDay) -> bool {
    let Some(weekday) = day.weekday else { return false };
    let lead = &reading.prose()[sentence.span.start as usize..weekday.span.start as usize];
    let mut before = word::words_before(lead);
    let Some((at, joint)) = before.next() else { return false };
    let tight =
        lead[at + joint.len()..].chars().all(|c| c.is_whitespace() || is_dash(c) || c == '.');
    let days = |found: &str| WEEKDAYS.iter().any(|day| found.starts_with(day));
    tight
        && (word::is(joint, Class::RecurringDay)
            || days(joint)
            || word::is(joint, Class::WeekdayJoint)
                && before.next().is_some_and(|(_, found)| days(found)))
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '/')
}

/// Whether an impossible day is rather a month and a count ("by September 31 of the 50"), or is said not to
/// be ("there is no February 30").
fn is_no_date(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: &DateMention,
    day: WrittenDay,
) -> bool {
    let prose = reading.prose();
    let lead = &prose[sentence.span.start as usize..mention.span.start as usize];
    let denied =
        word::words_before(lead).take(2).any(|(_, found)| word::is(found, Class::DateDenial));
    let behind =
        ProseSpan { start: mention.span.end, end: sentence.span.end.max(mention.span.end) };
    let counted = day.year.is_none()
        && reading.words_in(behind).next().is_some_and(|(_, found)| found == "of");
    // Sweden had a February 30 in 1712.
    let julian = years(sentence.span.of(prose)).any(|year| year < GREGORIAN);
    denied || counted || julian
}

/// Whether a date is an argument of a program: `parse("Thursday, October 17, 2025")`.
fn is_argument(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let lead = reading.prose()[..span.start as usize].trim_end_matches(['"', '\'', '“', '‘']);
    lead.len() < span.start as usize
        && lead.ends_with(['(', '=', '[', ','])
        && !lead.ends_with(" (")
}

/// Whether a weekday belongs to something else than the date behind it: "on Wednesday the October 17, 2025
/// memo", "October 17, 2025's memo".
fn is_apart(reading: &Reading<'_>, mention: &DateMention, day: WrittenDay) -> bool {
    let Some(weekday) = day.weekday else { return false };
    let prose = reading.prose();
    let words = date_words(reading, mention, day).of(prose);
    let article = words
        .strip_prefix("the ")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let possessive = prose[mention.span.end as usize..].starts_with(word::is_apostrophe);
    weekday.span.start < day.day_span.start && (article || possessive)
}

/// The years that a document names, once somebody asks: a yearless date may be of one of them.
struct Past<'a> {
    prose: &'a str,
    years: OnceCell<BTreeSet<i16>>,
}

impl Past<'_> {
    /// Whether the weekday of a yearless date is right in a year that the document names.
    fn fits(&self, day: WrittenDay, weekday: Weekday) -> bool {
        self.years.get_or_init(|| years(self.prose).collect()).iter().any(|&year| {
            Date::new(year, day.month, day.day).is_ok_and(|date| date.weekday() == weekday)
        })
    }
}

/// Whether the paragraph of a sentence looks back over many years.
fn looks_back(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let blocks = reading.document().blocks();
    let Some(block) = blocks.get(reading.block_of(sentence) as usize) else { return false };
    /// So much of a long paragraph is looked at, on either side.
    const REACH: usize = 2_000;
    let from =
        (block.span.start as usize).max((sentence.span.start as usize).saturating_sub(REACH));
    let to = (block.span.end as usize).min(sentence.span.end as usize + REACH);
    let bytes = &reading.prose().as_bytes()[from..to];
    word::entries(Class::LooksBackYears)
        .iter()
        .any(|words| memchr::memmem::find(bytes, words.as_bytes()).is_some())
}

/// English name of a weekday.
fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A weekday that does not go with its date.
struct WrongWeekday<'c> {
    claim: &'c Claim,
    part: &'c Part,
    weekday_part: &'c Part,
    written: Weekday,
    date: Date,
    day: &'c DayValue,
}

impl WrongWeekday<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.weekday_part.seen());
        let date = wording::one_line(self.part.seen());
        let actual = name(self.date.weekday());
        let full = wording::date(self.date);
        let message = super::worded(
            rule,
            format!("`{date}` is not a {}, but a {actual}", name(self.written)),
            &[("found", &found), ("expect", actual), ("subject", &date)],
        );
        let primary = Side::new(self.claim, self.weekday_part, format!("{full} is a {actual}"));
        let mut conflict = super::conflict(WEEKDAY, rule, self.claim, message, primary);
        let other = self.nearest();
        conflict.sides.push(Side::new(
            self.claim,
            self.part,
            other.map_or_else(String::new, |other| {
                format!("the nearest {} is {}", name(self.written), wording::date(other))
            }),
        ));
        let mut notes = Vec::new();
        if self.day.is_yearless
            && let Some(today) = self.claim.document.date
        {
            notes.push(format!("read as {full}, on the document's date {today}").into());
        }
        if let Some(other) = other {
            let (written, other) = (name(self.written), wording::date(other));
            notes.push(
                format!("either may be wrong: `{actual}` and {full}, or `{written}` and {other}")
                    .into(),
            );
        }
        notes.append(&mut conflict.notes);
        conflict.notes = notes;
        conflict
    }

    /// The day nearest to the date that is the weekday as written.
    fn nearest(&self) -> Option<Date> {
        let ahead = i32::from(self.written.since(self.date.weekday()));
        let days = if ahead > 3 { ahead - 7 } else { ahead };
        self.date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
    }
}

/// A day that the calendar does not have.
struct Impossible<'c> {
    claim: &'c Claim,
    part: &'c Part,
    day: &'c DayValue,
}

impl Impossible<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let found = wording::one_line(self.part.seen());
        let message = super::worded(
            rule,
            format!("there is no `{found}`"),
            &[("found", &found), ("subject", &found)],
        );
        let month = wording::month(self.day.month);
        let days = Date::new(self.day.year.unwrap_or(2000), self.day.month, 1)
            .map_or(0, |first| first.days_in_month());
        let label = match self.day.year {
            Some(year) if self.day.month == 2 => format!("{month} {year} has {days} days"),
            _ => format!("{month} has {days} days"),
        };
        let primary = Side::new(self.claim, self.part, label);
        super::conflict(NO_SUCH_DAY, rule, self.claim, message, primary)
    }
}

//! `elapsed`: a time that is said to have passed has passed; an age fits a date of birth.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::{About, Check, Draft, Kind, Trigger, Verdict, figures, wording};
use crate::claim::{Claim, Days, FigureValue, Part, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::date::{DateMention, years};
use factlint_language::figure::{Figure, Hedge, Measure};
use factlint_language::interval::Interval;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

const TIME: Code =
    Code::new("elapsed/time", "the time that has passed, or the age, does not fit the date");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "elapsed",
    summary: "\"nearly four years\" fits the time since a date (`since`); ages fit a birth date (`born`)",
    page: include_str!("../../docs/elapsed.md"),
    keys: &[Key::new("since", Shape::Date), Key::new("born", Shape::Date)],
    codes: &[TIME],
    about: About::Required,
    scope: Scope::Document,
    quotes: Quotes::Skip,
    asks: Question::OF_RECORDS,
    read,
};

/// From what time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Since,
    Born,
}

#[derive(Debug)]
struct Elapsed {
    origin: Origin,
    date: Date,
    /// Where the rule gives the date.
    place: Label,
    subject: String,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let (since, born) = (table.date("since"), table.date("born"));
    let (origin, date) = match (since, born) {
        (Some(date), None) => (Origin::Since, date),
        (None, Some(date)) => (Origin::Born, date),
        (Some(_), Some(born)) => {
            table.problem(
                born.span(),
                format!("{} has both `since` and `born`", table.what()),
                "one of the two is enough",
            );
            return None;
        }
        (None, None) => {
            // A date that could not be read has been reported.
            if table.place_of("since").is_none() && table.place_of("born").is_none() {
                table.missing("since", "since = 2022-02-24, or born = 1946-06-14");
            }
            return None;
        }
    };
    let place = table.file().label(date.span(), "the date from which this rule counts");
    let subject = draft.subject();
    Some(Box::new(Elapsed { origin, date: date.into_inner(), place, subject }))
}

impl Check for Elapsed {
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        Trigger::Phrases(super::subject_phrases(rule, subjects))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        super::for_each_naming(rule, reading, |sentence, mentions| {
            let found = match self.origin {
                Origin::Since => durations(rule, reading, sentence, mentions, self.date),
                Origin::Born => ages(reading, sentence, mentions, self.date),
            };
            for (span, value) in found {
                if super::is_withheld(rule, reading, sentence, span) {
                    continue;
                }
                let parts = vec![super::part(reading, span, value)];
                let key = span.start.to_string();
                let mut claim =
                    super::claim(rule, reading, sentence, span, self.subject.clone(), key, parts);
                claim.days = days(reading, sentence, self.date);
                claims.push(claim);
            }
        });
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for &claim in group {
            if claim.days.is_empty() {
                verdict.undated += 1;
                continue;
            }
            let Some(part) = claim.parts.first() else { continue };
            let fits = match &part.value {
                Value::Age { years } => {
                    claim.days.iter().any(|days| self.age_fits(i32::from(*years), *days))
                }
                Value::Figure(value) => claim.days.iter().any(|days| self.fits(value, *days)),
                _ => true,
            };
            if !fits {
                verdict.conflicts.push(Misfit { claim, part, check: self }.into_conflict(rule));
            }
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some(match self.origin {
            Origin::Since => format!("time since {}", self.date),
            Origin::Born => format!("born on {}", self.date),
        })
    }
}

impl Elapsed {
    /// Whether a length of time may have passed on one of the days.
    fn fits(&self, value: &FigureValue, days: Days) -> bool {
        const DAY: f64 = 86_400.0;
        let seconds = |day: Date| f64::from((day - self.date).get_days()) * DAY;
        // A day more or less: the story may have been written the day before.
        let passed = Interval::closed(seconds(days.first) - DAY, seconds(days.last) + DAY);
        !allowed(value).is_disjoint(&passed)
    }

    /// Whether someone born on the date may be so old on one of the days, give or take one.
    fn age_fits(&self, years: i32, days: Days) -> bool {
        let shifted = |day: Date, by: i32| {
            jiff::Span::new()
                .try_days(by)
                .ok()
                .and_then(|span| day.checked_add(span).ok())
                .unwrap_or(day)
        };
        let (first, last) = (self.age(shifted(days.first, -1)), self.age(shifted(days.last, 1)));
        (first..=last).contains(&years)
    }

    /// Full years from the date of birth to a day.
    fn age(&self, day: Date) -> i32 {
        let years = i32::from(day.year()) - i32::from(self.date.year());
        let had_birthday = (day.month(), day.day()) >= (self.date.month(), self.date.day());
        if had_birthday { years } else { years - 1 }
    }
}

/// What a length of time leaves possible, in seconds: its rounding and hedge, and for a bare one anything up to
/// the next ("four years" may be nearly five).
fn allowed(value: &FigureValue) -> Interval {
    let plain = value.hedge.is_none() && value.high.is_none();
    if plain {
        let step = value.step.max(if value.low.fract() == 0.0 { 1.0 } else { 0.5 });
        let up = Interval::closed(value.low, value.low + step).scaled(value.factor, 0.0);
        return value.interval.hull(up);
    }
    value.interval.widened_relative(0.08)
}

/// The days on which a claim is judged: the document's, and those that its sentence names besides the one from
/// which time is counted.
fn days(reading: &Reading<'_>, sentence: Sentence, origin: Date) -> Vec<Days> {
    let document = reading.document().record().date;
    let mut found: Vec<Days> = document.map(Days::day).into_iter().collect();
    if found.is_empty() {
        return found;
    }
    for date in reading.dates(sentence) {
        if let Some(period) = date.period(document)
            && !(period.first <= origin && origin <= period.last)
        {
            found.push(Days { first: period.first, last: period.last });
        }
    }
    found
}

/// Lengths of time since the rule's date that a sentence tells of its subject.
fn durations(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    origin: Date,
) -> Vec<(ProseSpan, Value)> {
    let units = &reading.vocabulary().units;
    let prose = reading.prose();
    let mut found = Vec::new();
    for figure in reading.figures(sentence) {
        if !tells_time(figure, units) || !reading.is_asserted(sentence, figure.span) {
            continue;
        }
        let clause = reading.outer_clause_at(sentence, figure.span.start);
        let named = mentions.iter().any(|mention| clause.contains(*mention));
        let cued =
            rule.near.is_empty() || rule.near.iter().all(|cues| reading.any_in(cues, clause));
        if !(cued && (named || is_about(reading, sentence, clause, mentions))) {
            continue;
        }
        let lead = &prose[sentence.span.start as usize..figure.hedged.start as usize];
        let behind =
            ProseSpan { start: figure.hedged.end.max(figure.span.end), end: sentence.span.end };
        if is_elsewhere(lead) || !has_passed(rule, reading, figure, lead, behind, mentions) {
            continue;
        }
        let value = figures::value_of(figure, prose, units);
        found.push((figure.span, Value::Figure(value)));
    }
    // A sentence about what was before the date speaks of something else.
    let looks_back = |date: &DateMention| date.period(None).is_some_and(|days| days.last < origin);
    if !found.is_empty() && reading.dates(sentence).iter().any(looks_back) {
        found.clear();
    }
    found
}

/// Whether a clause that does not name the subject is about it: the first of the sentence, before the clause
/// that names it; right behind its name; or with a verb whose subject opens the sentence.
fn is_about(
    reading: &Reading<'_>,
    sentence: Sentence,
    clause: ProseSpan,
    mentions: &[ProseSpan],
) -> bool {
    /// The name stands at most this far behind the first clause, in bytes.
    const NEXT: u32 = 24;
    let prose = reading.prose();
    let opener = reading.words_in(clause).next().map(|(_, found)| found).unwrap_or_default();
    mentions.iter().any(|mention| {
        let leads = clause.start == sentence.span.start
            && mention.start >= clause.end
            && mention.start - clause.end < NEXT;
        let right_behind = mention.end <= clause.start
            && prose[mention.end as usize..clause.start as usize]
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, ',' | '(' | '–' | '—'));
        let lead =
            &prose[sentence.span.start as usize..mention.start.max(sentence.span.start) as usize];
        let verb = word::is(opener, Class::ElapsedAuxiliary)
            && mention.end <= clause.start
            && word::words(lead).count() <= 3;
        leads || right_behind || verb
    })
}

/// Whether the words before a length of time say that it lies ahead or elsewhere.
fn is_elsewhere(lead: &str) -> bool {
    let mut before = word::words_before(lead).map(|(_, found)| found);
    let (last, earlier) = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
    word::is(last, Class::NotElapsedBefore)
        || word::is(last, Class::BeforeSpan) && word::is(earlier, Class::SpanPreposition)
        || last.eq_ignore_ascii_case("for") && word::is(earlier, Class::PlanNoun)
}

/// Whether the words around a length of time tie it to the rule's subject as something that has passed.
fn has_passed(
    rule: &Rule,
    reading: &Reading<'_>,
    figure: &Figure,
    lead: &str,
    behind: ProseSpan,
    mentions: &[ProseSpan],
) -> bool {
    let is_cue = |span: ProseSpan| {
        rule.near.iter().any(|cues| reading.any_in(cues, span))
            || mentions.iter().any(|mention| mention.overlaps(span))
    };
    let mut after = reading.words_in(behind);
    let next = after.next();
    let word_span = |range: &std::ops::Range<usize>| ProseSpan::new(range.start, range.end);
    let next_word = next.as_ref().map(|(_, found)| *found).unwrap_or_default();
    let last = word::words_before(lead).next().map(|(_, found)| found).unwrap_or_default();
    if figure.attributive || next_word == "old" {
        // "the four-year closure", "the nearly four-year-old closure"
        let old = next_word == "old"
            || figure.span.of(reading.prose()).ends_with("old")
            || reading.prose()[behind.range()].starts_with("-old");
        let told = if next_word == "old" { after.next() } else { next };
        // "a two-year closure" may be another one, and "the 90-year-old bridge" tells the bridge's age.
        let tied = told.is_some_and(|(range, _)| {
            let named = mentions.iter().any(|mention| mention.overlaps(word_span(&range)));
            is_cue(word_span(&range)) && !(old && named)
        });
        return tied && !word::is(last, Class::IndefiniteArticle);
    }
    if next_word == "ago" {
        // "released eight years ago"
        let start = figure.hedged.start as usize - lead.len();
        return word::words_before(lead).take(4).any(|(at, found)| {
            let span = ProseSpan::new(start + at, start + at + found.len());
            rule.near.iter().any(|cues| reading.any_in(cues, span))
        });
    }
    if word::is(next_word, Class::NotElapsedAfter) {
        return false;
    }
    let of_the_cue = (next_word == "of" || last == "spent")
        && after.take(3).any(|(range, _)| is_cue(word_span(&range)));
    // "Two years after it closed, its doors remain locked": it goes on.
    let still = word::is(next_word, Class::ElapsedSince)
        && reading
            .words_in(ProseSpan { start: figure.span.start, end: behind.end })
            .any(|(_, found)| word::is(found, Class::GoesOn));
    of_the_cue
        || still
        || next_word == "since"
        || last == "of" && of_what_passed(lead, &is_cue, figure)
        || lasts_still(lead, figure, mentions)
}

/// Whether the words before a length of time say that it goes on: "the bridge has been closed for two years",
/// "now in place for two years". What was over long ago ("was closed for two days") tells no such thing.
fn lasts_still(lead: &str, figure: &Figure, mentions: &[ProseSpan]) -> bool {
    /// The name stands at most this far before its verb, in bytes.
    const NEXT: u32 = 60;
    let start = figure.hedged.start as usize - lead.len();
    for (at, found) in word::words_before(lead).take(8) {
        let place = (start + at) as u32;
        if word::is(found, Class::PresentState) || found == "'s" {
            let subject =
                mentions.iter().any(|mention| mention.end <= place && place - mention.end <= NEXT);
            return subject;
        }
        if !word::is(found, Class::BetweenHasAndTime) && !found.ends_with("ing") {
            return false;
        }
    }
    false
}

/// "the closure of four years": whether a cue governs the length of time.
fn of_what_passed(lead: &str, is_cue: &dyn Fn(ProseSpan) -> bool, figure: &Figure) -> bool {
    let start = figure.hedged.start as usize - lead.len();
    word::words_before(lead)
        .nth(1)
        .is_some_and(|(at, found)| is_cue(ProseSpan::new(start + at, start + at + found.len())))
}

/// Whether a figure is a length of time of days or more.
fn tells_time(figure: &Figure, units: &factlint_language::unit::Units) -> bool {
    let Measure::Unit(unit) = figure.measure else { return false };
    let unit = units.get(unit);
    let bound = matches!(figure.hedge, Some(Hedge::AtMost));
    unit.dimension == "time" && word::is(&unit.name, Class::LongTimeUnit) && !bound
}

/// An age right behind a name: ", 64,", " (64)", ", aged 64,", " is 64 years old".
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:,\s(?:aged\s|now\s)?([1-9][0-9]{0,2})(?:[,.;)]|\s[—–-]|$)|\s\((?:aged\s)?([1-9][0-9]{0,2})\)|(?:,\swho)?\sis\s(?:now\s)?([1-9][0-9]{0,2})(?:\syears\sold)?(?:[.,;]|\sand\s|$))",
    )
    .ok()
});

/// An age before a name: "the 64-year-old ".
static BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b([1-9][0-9]{0,2})-year-old(?:\s[\p{L}’'.-]+){0,3}\s$").ok());

/// An age that is off by more years than this is no slip, but something else.
const FAR: i32 = 15;

/// Ages that a sentence gives to the rule's person by name.
fn ages(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    born: Date,
) -> Vec<(ProseSpan, Value)> {
    let prose = reading.prose();
    let mut found = Vec::new();
    for mention in mentions {
        let end = sentence.span.end.max(mention.end);
        let rest = &prose[mention.end as usize..end as usize];
        let lead = &prose[sentence.span.start as usize..mention.start as usize];
        // "Bruce Lee, 32": a surname behind another first name is another person's.
        let other_first_name = !mention.of(prose).contains(' ')
            && word::words_before(lead).next().is_some_and(|(at, found)| {
                lead[at + found.len()..].trim().is_empty()
                    && word::is_capitalised(found)
                    && at > 0
                    && !word::is(found, Class::Honorific)
            });
        if other_first_name {
            continue;
        }
        let behind = BEHIND.iter().find_map(|regex| {
            let age = regex.captures(rest)?.iter().skip(1).flatten().next()?;
            Some((mention.end as usize + age.start(), age.as_str()))
        });
        let before = BEFORE.iter().find_map(|regex| {
            let captures = regex.captures(lead)?;
            let between = captures.get(0)?.as_str();
            let age = captures.get(1)?;
            // Only what a person is called may stand between: "a 20-year-old video Lee sings in".
            let (_, words) = between.split_once("-year-old").unwrap_or_default();
            let other = word::words(words).any(|(_, word)| {
                !(word::is_capitalised(word)
                    || noun::is_person(word)
                    || word::is(word, Class::RoleModifier)
                    || word::is(word, Class::Honorific)
                    || ["er", "or", "ist", "man", "ian"].iter().any(|end| word.ends_with(end)))
                    || word.ends_with("'s")
                    || word.ends_with("’s")
            });
            (!other).then(|| (sentence.span.start as usize + age.start(), age.as_str()))
        });
        for (start, digits) in behind.into_iter().chain(before) {
            let span = ProseSpan::new(start, start + digits.len());
            let Ok(years) = digits.parse::<u8>() else { continue };
            // Far from the age on the document's date it is a score, a page or a day long past.
            let document = reading.document().record().date;
            let near = document.is_none_or(|day| {
                (i32::from(day.year()) - i32::from(born.year()) - i32::from(years)).abs() <= FAR
            });
            if years >= 10 && near && !is_of_another_time(reading, sentence, span) {
                found.push((span, Value::Age { years }));
            }
        }
    }
    found
}

/// Whether a sentence tells of a day other than the document's, so that its ages are of that day.
fn is_of_another_time(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    let prose = reading.prose();
    let text = sentence.span.of(prose);
    let rest = &prose[span.end as usize..sentence.span.end as usize];
    let then = rest.trim_start_matches([',', ' ']).starts_with("at the time")
        || word::words(text).any(|(_, found)| word::is(found, Class::OfAnotherTime));
    let block = reading.document().blocks().get(reading.block_of(sentence) as usize);
    // A paragraph about another year: "It was 1985."
    let document = reading.document().record().date.map(Date::year);
    let elsewhere = block.is_some_and(|block| {
        /// So far back in a long paragraph a year still governs, in bytes.
        const REACH: u32 = 2_000;
        let from = block.span.start.max(sentence.span.start.saturating_sub(REACH));
        let bytes = &prose.as_bytes()[from as usize..sentence.span.start as usize];
        years(&String::from_utf8_lossy(bytes)).any(|year| document.is_some_and(|own| year < own))
    });
    then || elsewhere
}

/// A time that has not passed, or an age that is another.
struct Misfit<'c> {
    claim: &'c Claim,
    part: &'c Part,
    check: &'c Elapsed,
}

impl Misfit<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let check = self.check;
        let found = wording::one_line(self.part.seen());
        let subject = &check.subject;
        let day = self.claim.days.first().map_or(check.date, |days| days.first);
        let (expect, default) = match check.origin {
            Origin::Born => {
                let age = check.age(day).to_string();
                let message = format!("{subject} is {age}, not {found}");
                (age, message)
            }
            Origin::Since => {
                let passed = self.passed(day);
                let message =
                    format!("`{found}` for {subject} is not the {passed} that have passed");
                (passed, message)
            }
        };
        let message = super::worded(
            rule,
            default,
            &[("found", &found), ("expect", &expect), ("subject", subject)],
        );
        let primary = Side::new(self.claim, self.part, format!("should be {expect}"));
        let mut conflict = super::conflict(TIME, rule, self.claim, message, primary);
        conflict.evidence.push(Evidence::Place(check.place.clone()));
        let what = if check.origin == Origin::Born { "born on" } else { "since" };
        conflict.notes.insert(
            0,
            format!("{what} {}, on {}: {expect}", wording::date(check.date), wording::date(day)),
        );
        conflict
    }

    /// The time from the rule's date to a day, in the unit as written.
    fn passed(&self, day: Date) -> String {
        let days = f64::from((day - self.check.date).get_days());
        let Some(value) = self.part.figure() else { return wording::number(days) };
        let amount = days * 86_400.0 / value.factor;
        format!("{} {}", wording::brief(amount), value.plural.as_deref().unwrap_or("days"))
    }
}

//! `elapsed`: a time that is said to have passed has passed; an age fits a date of birth.

mod aged;
mod ages;
mod anniversary;
mod aside;
mod began;
mod lasting;
mod since;

use jiff::civil::Date;

use super::bystander;
use super::overlooked::{Seen, seen_in};
use super::rivals::Rivals;
use super::table::add_unclaimed;
use super::telling::{Telling, telling};
use super::{
    About, Check, Decider, Draft, Kind, Miss, Refusal, StandIn, Trigger, Verdict, figures, wording,
};
use crate::claim::{Claim, Days, FigureValue, Part, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_language::date::DateMention;
use factlint_language::figure::{Figure, Hedge, Measure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;
use since::Length;

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
        super::for_each_telling(rule, reading, StandIn::Pronoun, |sentence, mentions| {
            for (sentence, span, told) in self.told(rule, reading, sentence, mentions) {
                let Ok(value) = told else { continue };
                if super::is_withheld(rule, reading, sentence, span) {
                    continue;
                }
                claims.push(self.claim(rule, reading, sentence, span, value));
            }
        });
        add_unclaimed(claims, reading, |each| self.read_standing(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_lines(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_tables(rule, reading, each));
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        super::for_each_told(rule, reading, StandIn::Pronoun, |sentence, mentions| {
            for (sentence, span, told) in self.told(rule, reading, sentence, mentions) {
                let withheld = super::withheld(rule, reading, sentence, span);
                misses.extend(match (told, withheld) {
                    (Err((reason, decided_by)), None) => {
                        Some(Miss { sentence, span, reason, decided_by })
                    }
                    (_, Some(withheld)) => Some(Miss::withheld(sentence, span, withheld)),
                    (Ok(_), None) => None,
                });
            }
        });
        self.read_standing(rule, reading, |_, read| misses.extend(read.err()));
        self.read_lines(rule, reading, |_, read| misses.extend(read.err()));
        self.read_tables(rule, reading, |_, read| misses.extend(read.err()));
    }

    fn values_in(&self, _: &Rule, reading: &Reading<'_>, sentences: &[Sentence]) -> Vec<Seen> {
        let units = &reading.vocabulary().units;
        let is_value = |figure: &&Figure| match self.origin {
            Origin::Since => tells_time(figure, units),
            Origin::Born => ages::is_age(figure, units),
        };
        seen_in(sentences, |sentence| {
            reading.figures(sentence).iter().filter(is_value).map(|figure| figure.span).collect()
        })
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

    fn judges_each_document(&self) -> bool {
        true
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some(match self.origin {
            Origin::Since => format!("time since {}", self.date),
            Origin::Born => format!("born on {}", self.date),
        })
    }
}

impl Elapsed {
    /// The lengths of time, or the ages, of a sentence and the one that goes on from it; or why they tell nothing of
    /// the subject.
    fn told(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> Vec<(Sentence, ProseSpan, Result<Value, Refusal>)> {
        let feasts = anniversary::anniversaries(rule, reading, sentence, mentions, self.origin);
        let feasts = feasts.into_iter().map(|(span, years)| (sentence, span, Ok(years)));
        let lengths = match self.origin {
            Origin::Since => durations(rule, reading, sentence, mentions, self.date)
                .into_iter()
                .map(|(span, told)| (sentence, span, told))
                .collect(),
            Origin::Born => ages::ages(reading, sentence, mentions, self.date)
                .into_iter()
                .map(|(sentence, span, told)| {
                    (sentence, span, told.map_err(|reason| (reason, Decider::Nothing)))
                })
                .collect::<Vec<_>>(),
        };
        feasts.chain(lengths).collect()
    }

    /// The lengths of time behind a label under the subject, or that answer how long something has gone on: "In service for: two
    /// years", "How long has the ferry been in service? For two years."
    fn read_standing(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        if self.origin != Origin::Since {
            return;
        }
        let units = &reading.vocabulary().units;
        for standing in super::context::standing(rule, reading) {
            let sentence = standing.sentence;
            let [figure] = reading.figures(sentence) else { continue };
            let behind = ProseSpan { start: figure.hedged.end, end: sentence.span.end };
            let next = reading.words_in(behind).next().map_or("", |(_, found)| found);
            let ahead = word::is(next, Class::NotElapsedAfter) && next != "ago";
            // "Corran Mill, shut for three years, reopened"
            let syntax = reading.syntax(sentence);
            let goes_on = syntax.words_in(behind).any(|at| syntax.tag(at).is_verb());
            if !tells_time(figure, units) || ahead || goes_on {
                continue;
            }
            let span = figure.span;
            let named = super::context::Named { value: span, whole: figure.hedged };
            let Some(told) = standing.read_named(rule, reading, named, &[]) else { continue };
            let read =
                told.map(|()| self.claim(rule, reading, sentence, span, time_of(reading, figure)));
            each(sentence, read.map_err(|refusal| Miss::refused(sentence, span, refusal)));
        }
    }

    /// The ages in lines under the name of a person: "Age: 64", or "64" right below "Age".
    fn read_lines(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        if self.origin != Origin::Born {
            return;
        }
        let is_age = |found: &str| word::is(found, Class::AgeNoun);
        let opens_with_digit = |found: &str| found.starts_with(|sign: char| sign.is_ascii_digit());
        let passes = |within: ProseSpan| {
            let mut words = reading.words_in(within).map(|(_, found)| found).peekable();
            let may_be_alone = words.peek().is_some_and(|first| opens_with_digit(first));
            (may_be_alone || words.any(is_age))
                && rule.near.iter().all(|cues| reading.any_in(cues, within))
        };
        for (line, told) in super::context::lines_under(rule, reading, passes) {
            for figure in reading.figures(line) {
                let span = figure.span;
                let Some(value) = ages::of_figure(reading, figure, self.date) else { continue };
                let labelled = super::context::labelled(rule, reading, line, span, is_age);
                let labelled = labelled.map(|labelled| told.and(labelled));
                let below_label = || {
                    // Whose the label is, the age below it is.
                    let label = age_label_above(reading, line, figure)?;
                    super::context::line_told(rule, reading, label, label.span)
                };
                let Some(told) = labelled.or_else(below_label) else { continue };
                let refused = super::refusal(rule, reading, line, span).map_or(Ok(()), Err);
                let told = told.and(refused);
                let read = told.map(|()| self.claim(rule, reading, line, span, value));
                each(line, read.map_err(|refusal| Miss::refused(line, span, refusal)));
            }
        }
    }

    /// The ages and lengths of time that fill the cells beside the subject: "Age" over "64", "In service for" over "two years".
    fn read_tables(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        for cell in super::table::cells(rule, reading) {
            let sentence = cell.sentence;
            let [figure] = reading.figures(sentence) else { continue };
            let value = match self.origin {
                Origin::Born => ages::of_figure(reading, figure, self.date)
                    .filter(|_| cell.heads.iter().any(|head| calls_for_age(reading, head))),
                Origin::Since => {
                    let is_asked =
                        cell.heads.sure().all(|head| calls_for_time(rule, reading, head));
                    (is_asked && tells_time(figure, &reading.vocabulary().units))
                        .then(|| time_of(reading, figure))
                }
            };
            let Some(value) = value.filter(|_| fills(reading, sentence, figure)) else { continue };
            let span = figure.span;
            let told = cell.told_now();
            let read = told.map(|()| self.claim(rule, reading, sentence, span, value));
            each(sentence, read.map_err(|refusal| Miss::refused(sentence, span, refusal)));
        }
    }

    /// What a length of time or an age says, on the days on which it is judged.
    fn claim(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
        value: Value,
    ) -> Claim {
        let parts = vec![super::part(reading, span, value)];
        let (subject, key) = (self.subject.clone(), span.start.to_string());
        let mut claim = super::claim(rule, reading, sentence, span, subject, key, parts);
        claim.days = days(reading, sentence, span, self.date);
        if anniversary::is_one(reading, span) {
            // Whatever the day: it is told of before and after.
            claim.days.iter_mut().for_each(|days| *days = anniversary::year_of(*days));
        }
        claim
    }

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

/// Whether a head or a label says that an age stands with it, and nothing else: "Age", "Age (years)".
fn calls_for_age(reading: &Reading<'_>, label: Sentence) -> bool {
    let is_age = |found: &str| word::is(found, Class::AgeNoun);
    let words = || reading.words_in(label.span).map(|(_, found)| found);
    words().any(is_age) && words().all(|found| is_age(found) || word::is(found, Class::LabelWord))
}

/// Whether a head says how long what the cues tell has gone on, or names the subject: "Closed for", not "To be closed for".
fn calls_for_time(rule: &Rule, reading: &Reading<'_>, head: Sentence) -> bool {
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, head.span)).collect();
    let mut words = reading.words_in(head.span);
    cues.is_empty()
        || words.all(|(range, found)| {
            let word = ProseSpan::new(range.start, range.end);
            cues.iter().any(|cue| cue.overlaps(word))
                || word::is(found, Class::SpanGoesOn)
                || word::is(found, Class::LabelWord)
        })
}

/// Whether a line holds a figure and nothing else.
fn fills(reading: &Reading<'_>, line: Sentence, figure: &Figure) -> bool {
    figure.hedged.hull(figure.span).of(reading.prose()) == line.span.of(reading.prose()).trim()
}

/// "Age", where a figure stands alone right below it.
fn age_label_above(reading: &Reading<'_>, line: Sentence, figure: &Figure) -> Option<Sentence> {
    let label = super::context::label_right_above(reading, line)?;
    (fills(reading, line, figure) && calls_for_age(reading, label)).then_some(label)
}

/// What a length of time leaves possible, in seconds: its rounding and hedge, and for a bare one anything up to
/// the next ("four years" may be nearly five).
fn allowed(value: &FigureValue) -> Interval {
    let plain = value.hedge.is_none() && value.high.is_none();
    if plain && value.low > 0.0 && value.low < 1.0 {
        // "Half a century" is no 75 years, though a half is told to the next half.
        const SHORT: f64 = 0.9;
        const LONG: f64 = 1.25;
        let told = Interval::closed(value.low * SHORT, value.low * LONG);
        return told.scaled(value.factor, 0.0);
    }
    if plain {
        let step = value.step.max(if value.low.fract() == 0.0 { 1.0 } else { 0.5 });
        let up = Interval::closed(value.low, value.low + step).scaled(value.factor, 0.0);
        return value.interval.hull(up);
    }
    value.interval.widened_relative(0.08)
}

/// The days on which a claim is judged: the document's, and those that its sentence names besides the one from
/// which time is counted.
fn days(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan, origin: Date) -> Vec<Days> {
    let document = reading.document().record().date;
    let mut found: Vec<Days> = document.map(Days::day).into_iter().collect();
    if found.is_empty() || ages::is_turned(reading, sentence, span) {
        return found;
    }
    // "For the past two years" is both a length of time and a date.
    // "Lee, 49, has led the firm since 2021" tells of the document's day.
    let since = |date: &&DateMention| {
        let lead = &reading.prose()[sentence.span.start as usize..date.span.start as usize];
        word::words_before(lead).next().is_some_and(|(_, found)| word::is(found, Class::SinceWord))
    };
    let dates = reading.dates(sentence).iter().filter(|date| !since(date));
    for date in dates.filter(|date| !date.span.overlaps(span)) {
        if let Some(period) = date.period(document)
            && !(period.first <= origin && origin <= period.last)
        {
            found.push(Days { first: period.first, last: period.last });
        }
    }
    found
}

/// The lengths of time of a sentence, each with what it tells of the time since the rule's date; or why it tells
/// nothing of it.
fn durations(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    origin: Date,
) -> Vec<(ProseSpan, Result<Value, Refusal>)> {
    let units = &reading.vocabulary().units;
    let prose = reading.prose();
    let mut alone = lasting::spans_of_one(reading, sentence);
    // "Half a century" is no century.
    alone.retain(|one| {
        reading.figures(sentence).iter().all(|figure| !figure.hedged.overlaps(one.span))
    });
    let figures: Vec<&Figure> = reading
        .figures(sentence)
        .iter()
        .chain(&alone)
        .filter(|figure| tells_time(figure, units))
        .collect();
    let spans: Vec<ProseSpan> = figures.iter().map(|figure| figure.span).collect();
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect();
    if figures.is_empty() {
        return Vec::new();
    }
    let named = mentions;
    // "The Harbour Bridge café has been closed"
    let mentions = reading.without_parts_of_another(sentence, mentions, &cues);
    let mentions = mentions.as_slice();
    let rivals = Rivals::of(rule, reading, sentence, &spans, &cues);
    // "The shop near the mine closed two years ago"
    let tells_elsewhere = !cues.is_empty()
        && cues
            .iter()
            .all(|cue| telling(reading, sentence, mentions, &cues, *cue) == Telling::Another);
    // A sentence about what was before the date speaks of something else.
    let looks_back = |date: &&DateMention| date.period(None).is_some_and(|days| days.last < origin);
    let before = reading.dates(sentence).iter().find(looks_back).map(|date| date.span);
    figures
        .into_iter()
        .map(|figure| {
            let told = || {
                // "Will mark the five-year-old closure": what is so old is there, whatever is told of it.
                let is_old = prose[figure.span.end as usize..].starts_with("-old");
                let is_there = || is_old && reading.unsaid_by(sentence, figure.span).is_none();
                let unsaid = reading.unsaid_in(sentence, figure.span);
                let is_aside_of = |word: &ProseSpan| {
                    aside::is_before_what_comes(
                        &Length { rule, reading, sentence, figure, mentions },
                        *word,
                    )
                };
                if let Some(word) = unsaid.filter(|word| !is_there() && !is_aside_of(word)) {
                    return Err((Reason::NotAsserted, Decider::Word(word)));
                }
                let length = Length { rule, reading, sentence, figure, mentions };
                if let Some(day) = length.lies_ahead() {
                    return Err((Reason::NotAsserted, Decider::Word(day)));
                }
                let by_name = Length { mentions: named, ..length };
                let is_age = aged::is_own_age(&by_name);
                if !is_age && !length.is_since() && !began::counts_from_beginning(&by_name) {
                    return Err((Reason::OtherCue, Decider::Nothing));
                }
                let own = bystander::Own {
                    is_name: &|word| named.iter().any(|name| name.overlaps(word)),
                    is_cue: &|word| cues.iter().any(|cue| cue.overlaps(word)),
                };
                let other = bystander::told_instead(reading, sentence, figure.span, &own)
                    .or_else(|| bystander::part_of_ours(reading, sentence, figure.span, &own));
                if let Some(other) = other {
                    return Err((Reason::OtherThing, Decider::Word(other)));
                }
                let is_aside = aside::is_apposed_state(&length);
                if !is_aside && !is_age && lasting::is_of_another(&length) {
                    return Err((Reason::OtherThing, Decider::Nothing));
                }
                let by_verb = || began::by_verb(&Length { mentions: named, ..length });
                if tells_elsewhere && !is_aside && !is_age && !by_verb() && !lasting::lasts(&length)
                {
                    return Err((Reason::OtherThing, Decider::Nothing));
                }
                if let Some(rivals) = rivals.as_ref().filter(|_| !by_verb()) {
                    let cue = cues.iter().rfind(|cue| cue.end <= figure.span.start);
                    let cue = cue.or(cues.first()).copied();
                    rivals.owns(rule, reading, sentence, figure.span, cue)?;
                }
                match before {
                    Some(date) => Err((Reason::NotAsserted, Decider::Word(date))),
                    None => {
                        let mut value = figures::value_of(figure, prose, units);
                        if figure.hedge.is_none() && alone.iter().any(|one| one == figure) {
                            lasting::narrow(&mut value);
                        }
                        Ok(Value::Figure(value.into()))
                    }
                }
            };
            (figure.span, told())
        })
        .collect()
}

/// Whether a figure is a length of time of days or more.
fn tells_time(figure: &Figure, units: &factlint_language::unit::Units) -> bool {
    let Measure::Unit(unit) = figure.measure else { return false };
    let unit = units.get(unit);
    let bound = matches!(figure.hedge, Some(Hedge::AtMost));
    unit.dimension == "time" && word::is(&unit.name, Class::LongTimeUnit) && !bound
}

/// A length of time as a value.
fn time_of(reading: &Reading<'_>, figure: &Figure) -> Value {
    let units = &reading.vocabulary().units;
    Value::Figure(figures::value_of(figure, reading.prose(), units).into())
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
        // An anniversary is that of its year.
        let is_of_year = self.is_anniversary();
        let day = self
            .claim
            .days
            .first()
            .map_or(check.date, |days| if is_of_year { days.last } else { days.first });
        let (expect, default) = match check.origin {
            _ if is_of_year => {
                let years = check.age(day).to_string();
                let message =
                    format!("`{found}` for {subject} is not the {years} years that have passed");
                (years, message)
            }
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
        conflict.evidence.push(Evidence::Place(check.place.clone().into()));
        let what = if check.origin == Origin::Born { "born on" } else { "since" };
        conflict.notes.insert(
            0,
            format!("{what} {}, on {}: {expect}", wording::date(check.date), wording::date(day))
                .into(),
        );
        conflict
    }

    fn is_anniversary(&self) -> bool {
        let is_age = matches!(self.part.value, Value::Age { .. });
        let last = self.part.seen().split_whitespace().next_back();
        is_age && last.is_some_and(|last| word::is(last, Class::AnniversaryNouns))
    }

    /// The time from the rule's date to a day, in the unit as written.
    fn passed(&self, day: Date) -> String {
        let days = f64::from((day - self.check.date).get_days());
        let Some(value) = self.part.figure() else { return wording::number(days) };
        /// Seconds of a mean Gregorian year.
        const YEAR: f64 = 31_556_952.0;
        let seconds = days * 86_400.0;
        // Less than one of a decade is told in years.
        let (unit, plural) = match value.factor > YEAR && seconds < value.factor {
            true => (YEAR, Some("years")),
            false => (value.factor, value.plural.as_deref()),
        };
        format!("{} {}", wording::brief(seconds / unit), plural.unwrap_or("days"))
    }
}

//! `date`: one event has one date.

mod bound;
mod conflicts;
mod entry;
mod poll;
mod unnamed;
mod unsaid;
mod which_event;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::overlooked::{Seen, seen_in, years_in};
use super::poll::Polling;
use super::rivals::Rivals;
use super::table::add_unclaimed;
use super::telling::{Telling, telling};
use super::{
    About, Check, Decider, Draft, Kind, Miss, Refusal, StandIn, Trigger, Verdict, sweep, wording,
};
use crate::claim::{Claim, Days, Part, Value};
use crate::conflict::Code;
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Gives, Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use conflicts::{Differing, Wrong};
use factlint_language::date::{self, DateMention, Direction, Period, Unit, Written};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::unit::Units;
use factlint_language::word;
use factlint_language::words::Class;
use unsaid::{changes_another, is_unsaid_elsewhere, only_for_some, planned_once};
use which_event::{
    among_rivals, another_time, gives_reason, is_handed_in, is_of_one_verb, is_of_the_event,
    is_of_what_follows, is_then, nearest, not_until, stands_on, takes_clause, takes_part,
};

const FACT: Code = Code::new("date/fact", "an event has another date than the fact");
const DISAGREEMENT: Code = Code::new("date/disagreement", "one event has two dates");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "date",
    summary: "one event, one date: everywhere the same, or `expect`",
    page: include_str!("../../docs/date.md"),
    keys: &[
        Key::new("expect", Shape::DateOrText),
        Key::new("expect-from", Shape::Source),
        Key::new("recurs", Shape::Flag),
    ],
    codes: &[FACT, DISAGREEMENT],
    about: About::Required,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    asks: Question::OF_RECORDS,
    read,
};

/// The date that a rule holds to be right.
#[derive(Debug)]
struct Fact {
    period: Period,
    words: String,
    place: Label,
}

#[derive(Debug)]
struct EventDate {
    expect: Option<Fact>,
    /// Whether the event comes again, so that another year is another event.
    recurs: bool,
    subject: String,
    /// "Budapest summit (begin)".
    topic: String,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let recurs = table.boolean("recurs").is_some_and(|flag| flag.into_inner());
    let expect = match draft.expect_from(table, "expect") {
        Some(outside) => read_fact(&mut outside.as_table(table, "expect")),
        None => read_fact(table),
    };
    let (subject, topic) = (draft.subject(), draft.topic());
    (table.problem_count() == problems)
        .then(|| Box::new(EventDate { expect, recurs, subject, topic }) as Box<dyn Check>)
}

/// `expect = 2025-11-07`.
fn read_fact(table: &mut Table<'_>) -> Option<Fact> {
    let text = table.date_or_text("expect")?;
    let period = period_of(text.get_ref());
    if period.is_none() {
        table.problem_with_note(
            text.span(),
            format!("`expect` of {} is no date", table.what()),
            "cannot be read as a day, a month or a year",
            "for example: 2025-11-07, \"November 7, 2025\", \"November 2025\", \"2025\"",
        );
    }
    let place = table.file().label(text.span(), "the date that this rule holds");
    let words = match period {
        Some(period) if period.first == period.last => wording::date(period.first),
        _ => text.get_ref().clone(),
    };
    period.map(|period| Fact { period, words, place })
}

/// The days that a whole string means: a day, a month, a year, a range of them.
fn period_of(text: &str) -> Option<Period> {
    if let Ok(year) = text.trim().parse::<i16>() {
        return Written::Year(year).period(None);
    }
    let text = text.trim();
    match date::dates(text, ProseSpan::new(0, text.len())).as_slice() {
        [only] if only.span.len() == text.len() => only.period(None),
        _ => None,
    }
}

impl Check for EventDate {
    fn label_gives(&self, _units: &Units) -> Gives {
        Gives::Date
    }

    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        Trigger::Phrases(super::subject_phrases(rule, subjects))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        super::for_each_telling(rule, reading, StandIn::Pronoun, |sentence, mentions| {
            claims
                .extend(self.read_sentence(rule, reading, sentence, mentions).and_then(Result::ok));
        });
        add_unclaimed(claims, reading, |each| self.read_tables(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_standing(rule, reading, each));
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        super::for_each_told(rule, reading, StandIn::Pronoun, |sentence, mentions| {
            misses.extend(
                self.read_sentence(rule, reading, sentence, mentions).and_then(Result::err),
            );
        });
        self.read_tables(rule, reading, |_, read| misses.extend(read.err()));
        self.read_standing(rule, reading, |_, read| misses.extend(read.err()));
    }

    fn values_in(&self, _: &Rule, reading: &Reading<'_>, sentences: &[Sentence]) -> Vec<Seen> {
        seen_in(sentences, |sentence| {
            let dates = reading.dates(sentence);
            if dates.is_empty() {
                return years_in(reading, sentence);
            }
            dates.iter().map(|date| date.span).collect()
        })
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let dated: Vec<DatedClaim<'_>> = group.iter().filter_map(|claim| dated(claim)).collect();
        verdict.undated += undated(group);
        match &self.expect {
            Some(fact) => self.hold_against(rule, fact, &dated, verdict),
            None => self.compare(rule, &dated, verdict),
        }
    }

    fn polling(&self) -> Option<&dyn Polling> {
        // With a fact, a finding tells how many claims fit it.
        self.expect.is_none().then_some(self)
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        self.expect.as_ref().map(|fact| fact.words.clone())
    }
}

/// A claim with the part that gives the date, and the days that it may mean.
type DatedClaim<'c> = (&'c Claim, &'c Part, Period);

fn dated(claim: &Claim) -> Option<DatedClaim<'_>> {
    let part = claim.parts.first()?;
    let Value::Period(days) = part.value else { return None };
    Some((claim, part, Period { first: days.first, last: days.last }))
}

/// How many claims hang on the date of a document that has none.
fn undated(group: &[&Claim]) -> usize {
    let is_undated =
        |claim: &&&Claim| claim.parts.first().is_some_and(|part| part.value == Value::Undated);
    group.iter().filter(is_undated).count()
}

impl EventDate {
    /// What a sentence that has a date says of the event's: the claim, or why it makes none.
    fn read_sentence(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> Option<Result<Claim, Miss>> {
        let year;
        let told = match reading.dates(sentence) {
            [] => {
                year = entry::year_told(rule, reading, sentence, mentions)?;
                Ok(&year)
            }
            _ => self.date_of(rule, reading, sentence, mentions),
        };
        let read = told.and_then(|date| {
            self.withheld(rule, reading, sentence, date)
                .map_or(Ok(date), |(reason, decided_by)| Err((date.span, reason, decided_by)))
        });
        Some(match read {
            Ok(date) => self.dated(rule, reading, sentence, date).ok_or(Miss {
                sentence,
                span: date.span,
                reason: Reason::NothingToCompare,
                decided_by: Decider::Nothing,
            }),
            Err((span, reason, decided_by)) => Err(Miss { sentence, span, reason, decided_by }),
        })
    }

    /// The date that a sentence gives to the event; or why it gives none, with the date in question.
    fn date_of<'r>(
        &self,
        rule: &Rule,
        reading: &'r Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> Result<&'r DateMention, (ProseSpan, Reason, Decider)> {
        let prose = reading.prose();
        let dates = reading.dates(sentence);
        let whole = dates.first().map_or(sentence.span, |date| date.span);
        let text = sentence.span.of(prose);
        if text.trim_end_matches(|c: char| !word::is_word(c) && c != '?').ends_with('?') {
            return Err((whole, Reason::NotAsserted, Decider::Nothing));
        }
        if let Some((at, found)) = word::words(text).find(|(at, found)| {
            let start = sentence.span.start as usize + at;
            word::is(found, Class::DateMoved)
                && !changes_another(
                    rule,
                    reading,
                    sentence,
                    ProseSpan::new(start, start + found.len()),
                )
        }) {
            let start = sentence.span.start as usize + at;
            let moved = Decider::Word(ProseSpan::new(start, start + found.len()));
            return Err((whole, Reason::NotAsserted, moved));
        }
        let anchors: Vec<ProseSpan> = if rule.near.is_empty() {
            mentions.to_vec()
        } else {
            rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect()
        };
        let spans: Vec<ProseSpan> = dates.iter().map(|date| date.span).collect();
        let cues: &[ProseSpan] = if rule.near.is_empty() { &[] } else { &anchors };
        if let Some(rivals) = Rivals::of(rule, reading, sentence, &spans, cues) {
            return among_rivals(rule, reading, sentence, (mentions, &anchors), &rivals);
        }
        // Behind a semicolon stands another statement.
        let anchors: Vec<ProseSpan> = anchors
            .into_iter()
            .filter(|anchor| {
                mentions.iter().any(|mention| {
                    let between = anchor.hull(*mention);
                    !between.of(prose).contains(';')
                })
            })
            .collect();
        // "Registration for the summit opens", "the next summit", "the 2019 election": other events.
        let all = anchors.clone();
        let anchors: Vec<ProseSpan> = anchors
            .into_iter()
            .filter(|anchor| {
                let given = |mention: &ProseSpan| {
                    gives_reason(reading, sentence, *mention, *anchor)
                        || takes_part(reading, sentence, *mention, *anchor)
                        || unnamed::is_ours(reading, sentence, *mention, *anchor)
                        || is_of_what_follows(reading, sentence, *mention, *anchor)
                        || is_handed_in(rule, reading, sentence, *mention, *anchor)
                };
                if dates.first().is_some_and(|date| {
                    entry::is_told(reading, sentence, date.span, mentions, *anchor)
                }) {
                    return true;
                }
                let told = if mentions.iter().any(given) {
                    Telling::Ours
                } else {
                    telling(reading, sentence, mentions, &all, *anchor)
                };
                told != Telling::Another
                    && !mentions
                        .iter()
                        .all(|mention| takes_clause(reading, sentence, *mention, *anchor))
                    && mentions
                        .iter()
                        .any(|mention| is_of_the_event(reading, sentence, *mention, *anchor, told))
            })
            .collect();
        if anchors.is_empty() {
            return Err((whole, Reason::OtherThing, Decider::Nothing));
        }
        let date = nearest(rule, reading, sentence, mentions, &anchors)
            .map_err(|reason| (whole, reason, Decider::Nothing))?;
        if rule.near.is_empty()
            && !mentions.iter().any(|mention| stands_on(reading, *mention, date))
        {
            return Err((date.span, Reason::NothingToCompare, Decider::Nothing));
        }
        Ok(date)
    }

    /// Why a date of a sentence makes no claim, by what stands around it.
    fn withheld(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        date: &DateMention,
    ) -> Option<(Reason, Decider)> {
        let clause = reading.outer_clause_at(sentence, date.span.start);
        let begins = not_until(reading, sentence, date)
            .or_else(|| bound::no_longer(reading, sentence, date));
        // "Books should come back before 10 November, when the library closes"
        let tells_then = || {
            let mut cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
            cues.any(|cue| is_then(reading, sentence, date, cue))
        };
        let unsaid = reading.words_in(clause).find(|(range, found)| {
            let unsays = word::is(found, Class::DateUnsaid)
                || found.ends_with("n't")
                || found.ends_with("n’t");
            unsays
                && begins.is_none_or(|negation| !negation.overlaps(span_of(range)))
                && !is_unsaid_elsewhere(reading, sentence, span_of(range), date.span)
                && !(range.end <= date.span.range().start && tells_then())
                && !unsaid::is_announced(reading, sentence, span_of(range), date)
        });
        if let Some((range, _)) = unsaid {
            return Some((Reason::NotAsserted, Decider::Word(span_of(&range))));
        }
        if let Some(word) = another_time(reading, sentence, date) {
            return Some((Reason::OtherThing, Decider::Word(word)));
        }
        // "Saturday week"
        let behind = &reading.prose()[date.span.end as usize..sentence.span.end as usize];
        let counted = matches!(date.written, Written::Weekday { .. })
            && word::words(behind).next().is_some_and(|(at, next)| {
                behind[..at].trim().is_empty() && word::is(next, Class::EditionUnit)
            });
        if counted {
            return Some((Reason::DayUnclear, Decider::Nothing));
        }
        // "Last year the fair was held on October 12", not "on October 12 last year"
        let clause_words: Vec<&str> = reading
            .words_in(clause)
            .filter(|(range, _)| !date.span.overlaps(span_of(range)))
            .map(|(_, word)| word)
            .collect();
        let of_another_year = matches!(&date.written, Written::Day(day) if day.year.is_none())
            && clause_words.windows(2).any(|two| {
                word::is(two[0], Class::Edition) && word::is(two[1], Class::EditionUnit)
            });
        if of_another_year {
            return Some((Reason::OtherThing, Decider::Nothing));
        }
        if self.is_of_another_year(reading, clause, sentence, date) {
            return Some((Reason::OtherThing, Decider::Nothing));
        }
        if let Some(word) = only_for_some(rule, reading, sentence, date.span) {
            return Some((Reason::PartOrChange, Decider::Word(word)));
        }
        if let Some(word) = planned_once(reading, sentence, date.span)
            .or_else(|| unsaid::wanted(reading, sentence, date.span))
            .or_else(|| unsaid::denied(reading, sentence, date.span))
            .or_else(|| unsaid::fell_short(reading, sentence, date.span))
            .or_else(|| unsaid::over_since(reading, sentence, date.span))
            .or_else(|| super::hearsay::unvouched(reading, sentence, date.span))
        {
            return Some((Reason::NotAsserted, Decider::Word(word)));
        }
        if let Some(thing) = unsaid::begun_by_subject(rule, reading, sentence, date.span) {
            return Some((Reason::OtherThing, Decider::Word(thing)));
        }
        let is_one_day =
            self.expect.as_ref().is_some_and(|fact| fact.period.first == fact.period.last);
        if is_one_day && unsaid::is_first_edition(reading, sentence, date) {
            return Some((Reason::OtherThing, Decider::Nothing));
        }
        let supposed = unsaid::supposed(reading, sentence, date.span).filter(|_| !tells_then());
        if let Some(opener) = supposed {
            return Some((Reason::NotAsserted, Decider::Word(opener)));
        }
        super::refusal(rule, reading, sentence, date.span)
    }

    /// "In 2023, the fair was held in a barn", "opened on May 5 in 2023", where the one that is expected is still to
    /// come: one of another year.
    fn is_of_another_year(
        &self,
        reading: &Reading<'_>,
        clause: ProseSpan,
        sentence: Sentence,
        date: &DateMention,
    ) -> bool {
        let (Some(fact), Some(today)) = (&self.expect, reading.document().record().date) else {
            return false;
        };
        if fact.period.first <= today {
            return false;
        }
        let past = |year: i16| year < fact.period.first.year() && year <= today.year();
        // "2023", "last year"
        let year_of = |written: &Written| match written {
            Written::Year(year) => Some(*year),
            Written::Relative { unit: Unit::Year, offset } => {
                today.year().checked_add(i16::try_from(*offset).ok()?)
            }
            _ => None,
        };
        let first = match &date.written {
            Written::Range { first, .. } => first.as_ref(),
            written => written,
        };
        match first {
            Written::Day(day) => match day.year {
                Some(year) => past(year) && year < today.year(),
                None => reading.dates(sentence).iter().any(|other| {
                    let is_beside = || {
                        clause.contains(other.span)
                            || is_of_one_verb(reading, sentence, date, other)
                    };
                    year_of(&other.written).is_some_and(past) && is_beside()
                }),
            },
            written => year_of(written).is_some_and(past),
        }
    }

    /// The dates that stand under the subject with a label: "Opened: 1932" below a heading.
    fn read_standing(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        for standing in super::context::standing(rule, reading) {
            let sentence = standing.sentence;
            let years = labelled_years(reading, sentence);
            let dates = || reading.dates(sentence).iter().chain(&years);
            let spans: Vec<ProseSpan> = dates().map(|date| date.span).collect();
            let mut told: Vec<(&DateMention, Result<(), Refusal>)> = Vec::new();
            for date in dates() {
                let others: Vec<ProseSpan> =
                    spans.iter().copied().filter(|other| *other != date.span).collect();
                let read = standing.read(rule, reading, date.span, &others);
                told.extend(read.map(|read| (date, read)));
            }
            let is_told = |(_, read): &&(&DateMention, Result<(), Refusal>)| read.is_ok();
            let several = told.iter().filter(is_told).count() > 1;
            for (date, read) in told {
                let read = match read {
                    Ok(()) if several => Err((Reason::Several, Decider::Nothing)),
                    read => read,
                };
                if let Some(read) = self.claim_at(rule, reading, sentence, date, read) {
                    each(sentence, read);
                }
            }
        }
    }

    /// The dates that fill the cells of tables.
    fn read_tables(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        // Without a cue, nothing tells what a column's dates are.
        if rule.near.is_empty() {
            return;
        }
        for cell in super::table::cells(rule, reading) {
            let sentence = cell.sentence;
            let year = year_alone(reading, sentence.span);
            let date = match (reading.dates(sentence), &year) {
                ([date], _) => date,
                ([], Some(year)) => year,
                _ => continue,
            };
            let words = sentence.span.of(reading.prose()).trim();
            let rest = words.strip_prefix(date.span.of(reading.prose()));
            if rest.is_some_and(entry::is_end_of_cell)
                && let Some(read) = self.claim_at(rule, reading, sentence, date, cell.told_now())
            {
                each(sentence, read);
            }
        }
    }

    /// The claim that a date makes by where it stands, unless something withholds it.
    fn claim_at(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        date: &DateMention,
        told: Result<(), Refusal>,
    ) -> Option<Result<Claim, Miss>> {
        let refusal = told.err().or_else(|| self.withheld(rule, reading, sentence, date));
        match refusal {
            Some(refusal) => Some(Err(Miss::refused(sentence, date.span, refusal))),
            None => self.dated(rule, reading, sentence, date).map(Ok),
        }
    }

    /// The claim that the event is on a date.
    fn dated(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        date: &DateMention,
    ) -> Option<Claim> {
        let prose = reading.prose();
        let today = reading.document().record().date;
        let period = match date.written {
            Written::Weekday { weekday, direction: Direction::Unstated }
                if lies_ahead(reading, sentence, date) =>
            {
                Written::Weekday { weekday, direction: Direction::Coming }.period(today)
            }
            _ => entry::in_the_year_before(reading, sentence, date).or_else(|| date.period(today)),
        };
        // Without a year, the day that is expected is right in any.
        if let (Written::Day(day), Some(fact)) = (&date.written, &self.expect)
            && day.year.is_none()
            && (fact.period.first.month(), fact.period.first.day()) == (day.month, day.day)
        {
            return None;
        }
        let year = period.filter(|_| self.recurs).map(|period| period.first.year());
        if let (Some(year), Some(fact)) = (year, &self.expect)
            && fact.period.first.year() != year
        {
            return None;
        }
        let value = match period {
            Some(period) => Value::Period(Days { first: period.first, last: period.last }),
            None if hangs_on_the_document(date) => Value::Undated,
            None => return None,
        };
        let key = year.map(|year| year.to_string()).unwrap_or_default();
        let at = words_of(date, prose);
        let parts = vec![super::part(reading, at, value)];
        Some(super::claim(rule, reading, sentence, at, self.subject.clone(), key, parts))
    }

    /// With a fact: a date that has no day in common with it is wrong.
    fn hold_against(
        &self,
        rule: &Rule,
        fact: &Fact,
        dated: &[DatedClaim<'_>],
        verdict: &mut Verdict,
    ) {
        let right = dated.iter().filter(|(_, _, period)| period.overlaps(fact.period)).count();
        for &(claim, part, period) in dated {
            if !period.overlaps(fact.period) {
                let wrong = Wrong { check: self, claim, part, period, fact, right };
                verdict.conflicts.push(wrong.into_conflict(rule));
            }
        }
    }

    /// Without one: what most documents can share, and who says otherwise.
    fn compare(&self, rule: &Rule, dated: &[DatedClaim<'_>], verdict: &mut Verdict) {
        let weighted: Vec<(Interval, f64)> = dated
            .iter()
            .map(|(claim, _, period)| (on_a_line(*period), claim.document.trust))
            .collect();
        let Some(consensus) = sweep::consensus(&weighted) else { return };
        let (agreeing, outlying): (Vec<DatedClaim<'_>>, Vec<DatedClaim<'_>>) = dated
            .iter()
            .partition(|(_, _, period)| !on_a_line(*period).is_disjoint(&consensus.region));
        self.tell_outliers(rule, &outlying, &agreeing, consensus.tied, verdict);
    }

    /// Tells claims that differ, one for each document and date, beside the first that agrees and has no day in common.
    fn tell_outliers(
        &self,
        rule: &Rule,
        outlying: &[DatedClaim<'_>],
        agreeing: &[DatedClaim<'_>],
        tied: bool,
        verdict: &mut Verdict,
    ) {
        let mut seen: BTreeSet<(&str, Period)> = BTreeSet::new();
        for &(claim, part, period) in outlying {
            if !seen.insert((&claim.document.path, period)) {
                continue;
            }
            let witness = agreeing.iter().find(|(_, _, other)| !other.overlaps(period));
            if let Some(&witness) = witness {
                let differing = Differing { check: self, claim, part, period, witness, tied };
                verdict.conflicts.push(differing.into_conflict(rule));
            }
        }
    }
}

/// The years that stand alone behind the labels of a sentence, one a line: "Opened: 1932".
fn labelled_years(reading: &Reading<'_>, sentence: Sentence) -> Vec<DateMention> {
    let text = sentence.span.of(reading.prose());
    let mut start = sentence.span.start as usize;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let label = line.rfind([':', '|', '\t']).map_or(0, |at| at + 1);
        let behind = ProseSpan::new(start + label, start + line.len());
        let known = || reading.dates(sentence).iter().any(|date| date.span.overlaps(behind));
        found.extend(year_alone(reading, behind).filter(|_| !known()));
        start += line.len();
    }
    found
}

/// Four digits that fill a cell or stand behind a label, where a date is asked for: a year.
fn year_alone(reading: &Reading<'_>, span: ProseSpan) -> Option<DateMention> {
    let text = span.of(reading.prose());
    let digits = text.trim().trim_end_matches('.');
    let year: i16 = digits.parse().ok().filter(|year| (1000..2200).contains(year))?;
    let start = span.start as usize + (text.len() - text.trim_start().len());
    let span = ProseSpan::new(start, start + digits.len());
    (digits.len() == 4).then_some(DateMention { span, written: Written::Year(year), time: None })
}

/// A range of the prose as a span.
fn span_of(range: &std::ops::Range<usize>) -> ProseSpan {
    ProseSpan::new(range.start, range.end)
}

/// Whether the verb beside a weekday tells of a day that is still to come: "kicks off on Sunday", "will be held on
/// Sunday". Headlines tell in the present what is over.
fn lies_ahead(reading: &Reading<'_>, sentence: Sentence, date: &DateMention) -> bool {
    if reading.is_headline(sentence) {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let (Some(at), Some(tree)) = (syntax.head_in(date.span), syntax.trees().first()) else {
        return false;
    };
    let Some(clause) = syntax.clause_of(at).sure().flatten() else { return false };
    let mut auxiliaries = tree.dependents(clause.verb).filter(|below| {
        matches!(tree.relation(*below), Relation::Auxiliary | Relation::PassiveAuxiliary)
    });
    let will = auxiliaries.any(|below| word::is(&syntax.lemma(below), Class::FutureModals));
    will || syntax.is_told_as_present(at).sure() == Some(true)
        && syntax.is_going_on(at).sure() == Some(false)
}

/// Whether a date that could not be resolved could be, on the document's date.
fn hangs_on_the_document(date: &DateMention) -> bool {
    date.written != Written::Unresolved && date.written.invalid_day().is_none()
}

/// The date without the time of day behind it.
fn words_of(date: &DateMention, prose: &str) -> ProseSpan {
    let Some(time) = date.time else { return date.span };
    let words = &prose[date.span.start as usize..time.start as usize];
    let words = words.trim_end().trim_end_matches("at").trim_end().trim_end_matches(',');
    ProseSpan::new(date.span.start as usize, date.span.start as usize + words.len())
}

/// A period as an interval of day numbers.
fn on_a_line(period: Period) -> Interval {
    let number = |date: Date| f64::from((date - Date::new(1970, 1, 1).unwrap_or(date)).get_days());
    Interval::closed(number(period.first), number(period.last))
}

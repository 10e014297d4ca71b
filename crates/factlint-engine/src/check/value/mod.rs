//! `value`: a version, port, price or code that an expression captures is the expected one, or the same
//! everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod aside;
mod asserted;
mod bygone;
mod itself;
mod matched;
mod measured;
mod passing;
mod told;

use matched::Match;
use measured::{Amount, Expected, Measure};
use told::is_told;

use super::context::Named;
use super::overlooked::{Seen, seen_in};
use super::rivals::Rivals;
use super::table::add_unclaimed;
use super::{
    About, Check, Decider, Draft, Kind, Miss, Refusal, StandIn, Trigger, Verdict, wording,
};
use crate::claim::{Claim, MeasuredValue, Part, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::Pattern;
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::unit::Units;
use factlint_language::word;

const FACT: Code = Code::new("value/fact", "a value is not the expected one");
const DISAGREEMENT: Code = Code::new("value/disagreement", "one value differs between places");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "value",
    summary: "a version, port or code that `capture` finds is `expect`, or the same everywhere",
    page: include_str!("../../../docs/value.md"),
    keys: &[
        Key::new("capture", Shape::Text),
        Key::new("unit", Shape::Text),
        Key::new("expect", Shape::Texts),
        Key::new("expect-from", Shape::Source),
    ],
    codes: &[FACT, DISAGREEMENT],
    about: About::Required,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    asks: Question::OF_STATEMENTS,
    read,
};

/// The values that a rule holds to be right.
#[derive(Debug)]
struct Fact {
    values: Vec<Expected>,
    place: Label,
}

impl Fact {
    /// The values, one or the other of which is right.
    fn words(&self) -> String {
        self.values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>().join(" or ")
    }
}

#[derive(Debug)]
struct Captured {
    capture: Arc<Pattern>,
    expect: Option<Fact>,
    /// What a bare number is a number of.
    unit: Option<Measure>,
    subject: String,
    /// "Kestrel server (port)".
    topic: String,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let capture = table.required_string("capture", "capture = '/version (\\d+\\.\\d+)/'");
    let unit = table.string("unit").and_then(|unit| Measure::read(&unit, table, draft.units));
    let expect = match draft.expect_from(table, "expect") {
        Some(outside) => {
            read_fact(&mut outside.as_table(table, "expect"), unit.as_ref(), draft.units)
        }
        None => read_fact(table, unit.as_ref(), draft.units),
    };
    let capture = capture.and_then(|text| {
        let pattern = table.expression(&text);
        let groups = pattern.as_ref().and_then(|one| one.regex()).map(regex::Regex::captures_len);
        if groups == Some(1) {
            table.problem_with_note(
                text.span(),
                format!("`capture` of {} has no group", table.what()),
                "nothing is captured",
                "put what is compared into parentheses: '/version (\\d+\\.\\d+)/'",
            );
        }
        pattern
    });
    let (subject, topic) = (draft.subject(), draft.topic());
    let capture = capture.filter(|_| table.problem_count() == problems)?;
    Some(Box::new(Captured { capture, expect, unit, subject, topic }))
}

/// `expect = "8080"`, or a list of values that are right.
fn read_fact(table: &mut Table<'_>, unit: Option<&Measure>, units: &Units) -> Option<Fact> {
    let values = table.strings("expect")?;
    let place = values.first()?.span();
    Some(Fact {
        values: values
            .iter()
            .filter_map(|value| Expected::read(value, unit, table, units))
            .collect(),
        place: table.file().label(place, "the value that this rule holds"),
    })
}

impl Check for Captured {
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        Trigger::Phrases(super::subject_phrases(rule, subjects))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let values = |sentence| self.wholes(reading, sentence);
        super::for_each_telling(
            rule,
            reading,
            StandIn::PronounBeside(&values),
            |sentence, mentions| {
                claims.extend(self.claims(rule, reading, sentence, mentions));
            },
        );
        add_unclaimed(claims, reading, |each| self.read_tables(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_standing(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_explained(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_listed(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_itself(rule, reading, each));
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        let values = |sentence| self.wholes(reading, sentence);
        super::for_each_told(
            rule,
            reading,
            StandIn::PronounBeside(&values),
            |sentence, mentions| {
                for (found, told) in self.values(rule, reading, sentence, mentions) {
                    let span = found.value;
                    let withheld = asserted::withheld(rule, reading, sentence, found);
                    let miss = match (told, withheld) {
                        (Err((reason, decided_by)), None) => {
                            Miss { sentence, span, reason, decided_by }
                        }
                        (_, Some(withheld)) => Miss::withheld(sentence, span, withheld),
                        (Ok(()), None) => continue,
                    };
                    misses.push(miss);
                }
            },
        );
        self.read_tables(rule, reading, |_, read| misses.extend(read.err()));
        self.read_standing(rule, reading, |_, read| misses.extend(read.err()));
        self.read_explained(rule, reading, |_, read| misses.extend(read.err()));
        self.read_listed(rule, reading, |_, read| misses.extend(read.err()));
        self.read_itself(rule, reading, |_, read| misses.extend(read.err()));
    }

    fn values_in(&self, _: &Rule, reading: &Reading<'_>, sentences: &[Sentence]) -> Vec<Seen> {
        seen_in(sentences, |sentence| {
            self.captured(reading, sentence).iter().map(|found| found.value).collect()
        })
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let said: Vec<(&Claim, &Part, &str)> = group
            .iter()
            .filter_map(|&claim| {
                let part = claim.parts.first()?;
                Some((claim, part, part.text()))
            })
            .collect();
        match &self.expect {
            Some(fact) => {
                let is_strict = self.unit.is_some();
                let wrong = said.iter().filter(|(_, part, _)| {
                    !fact.values.iter().any(|value| value.fits(&part.value, is_strict))
                });
                for &(claim, part, _) in first_of_each(wrong) {
                    verdict.conflicts.push(self.wrong(rule, fact, claim, part));
                }
            }
            None => self.compare(rule, &said, verdict),
        }
    }

    fn judges_each_document(&self) -> bool {
        self.expect.is_some()
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        self.expect.as_ref().map(Fact::words)
    }
}

/// The first claim of each value in each document.
fn first_of_each<'a, 'c>(
    said: impl Iterator<Item = &'a (&'c Claim, &'c Part, &'c str)>,
) -> Vec<&'a (&'c Claim, &'c Part, &'c str)>
where
    'c: 'a,
{
    let mut seen = BTreeSet::new();
    said.filter(|(claim, _, text)| seen.insert((&*claim.document.path, *text))).collect()
}

impl Captured {
    /// The values that a sentence gives: for each cue, or each mention where the rule has no cue, the match
    /// that is nearest to it.
    fn claims(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> Vec<Claim> {
        self.values(rule, reading, sentence, mentions)
            .into_iter()
            .filter(|(found, told)| {
                told.is_ok() && asserted::withheld(rule, reading, sentence, *found).is_none()
            })
            .map(|(found, _)| self.claim_at(rule, reading, sentence, found.value))
            .collect()
    }

    /// All values of a sentence, each with whether it is told of the subject, or why not.
    fn values(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mentions: &[ProseSpan],
    ) -> Vec<(Match, Result<(), Refusal>)> {
        let anchors: Vec<ProseSpan> = if rule.near.is_empty() {
            mentions.to_vec()
        } else {
            rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect()
        };
        let found = self.captured(reading, sentence);
        let cues: &[ProseSpan] = if rule.near.is_empty() { &[] } else { &anchors };
        let wholes: Vec<ProseSpan> = found.iter().map(|one| one.whole).collect();
        let rivals = Rivals::of(rule, reading, sentence, &wholes, cues);
        // Of several cues that announce one value, the one beside it: "takes no calls, while the surgery can be called on".
        let mut by_distance = anchors.clone();
        by_distance
            .sort_by_cached_key(|anchor| wholes.iter().map(|whole| apart(*anchor, *whole)).min());
        let announced: BTreeMap<ProseSpan, ProseSpan> = by_distance
            .iter()
            .rev()
            .filter_map(|anchor| Some((nearest(*anchor, &wholes)?, *anchor)))
            .collect();
        let told = |one: Match| {
            let span = one.whole;
            if let Some(rivals) = &rivals
                && let Some(within) = rivals.cued_within(span)
            {
                let cued = cues.is_empty() || cues.iter().any(|cue| within.contains(*cue));
                let owned = rivals.owns(rule, reading, sentence, span, None);
                return owned.and(if cued {
                    Ok(())
                } else {
                    Err((Reason::OtherCue, Decider::Nothing))
                });
            }
            match (announced.get(&span), &rivals) {
                // A second value beside the one that a cue announces is another thing's.
                (None, _) if announced.is_empty() => Err((Reason::Several, Decider::Nothing)),
                (None, _) => Err((Reason::OtherCue, Decider::Nothing)),
                (Some(_), None) => match super::rivals::kind_of(rule, reading) {
                    Some(kind) => is_told(reading, sentence, kind, one, cues),
                    None => Ok(()),
                },
                (Some(anchor), Some(rivals)) => {
                    let cue = (!cues.is_empty()).then_some(*anchor);
                    rivals.owns(rule, reading, sentence, span, cue).and_then(|()| {
                        let sent = told::receiver(rule, reading, sentence, span);
                        sent.map_or(Ok(()), |to| Err((Reason::OtherThing, Decider::Word(to))))
                    })
                }
            }
        };
        found.iter().map(|one| (*one, told(*one))).collect()
    }

    /// What the rule's expression captures in a sentence.
    fn captured(&self, reading: &Reading<'_>, sentence: Sentence) -> Vec<Match> {
        let Some(regex) = self.capture.regex() else { return Vec::new() };
        let start = sentence.span.start;
        regex
            .captures_iter(sentence.span.of(reading.prose()))
            .filter_map(|captures| Match::of(&captures))
            .map(|found| found.behind(start).narrowed(reading))
            .collect()
    }

    /// The values of a sentence with the words that belong to them.
    fn wholes(&self, reading: &Reading<'_>, sentence: Sentence) -> Vec<ProseSpan> {
        self.captured(reading, sentence).iter().map(|found| found.whole).collect()
    }

    /// What a captured text is: an amount, where it is the number of a figure or the rule says of what it is one.
    fn value_of(&self, reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> Value {
        let text = wording::one_line(span.of(reading.prose()));
        let units = &reading.vocabulary().units;
        let figures = reading.figures(sentence).iter();
        let mut figures = figures.filter(|figure| figure.span.start == span.start);
        let amount = figures
            .find_map(|figure| Amount::of_figure(figure, units))
            .or_else(|| Some(self.unit.as_ref()?.amount(measured::number(&text)?, units)));
        match amount {
            Some(Amount { dimension, exact }) => {
                let text = text.into();
                Value::Measured(MeasuredValue { text, dimension, amount: exact }.into())
            }
            None => Value::Text { text: text.into() },
        }
    }

    /// The values that stand under the subject with a label: "Defaults to 5668." behind "The relay port."
    fn read_standing(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        for standing in super::context::standing(rule, reading) {
            let sentence = standing.sentence;
            let found = self.captured(reading, sentence);
            for &Match { value: span, whole } in &found {
                let others: Vec<ProseSpan> =
                    found.iter().map(|other| other.value).filter(|other| *other != span).collect();
                let named = Named { value: span, whole };
                let Some(told) = standing.read_named(rule, reading, named, &others) else {
                    continue;
                };
                let read = told.map(|()| self.claim_at(rule, reading, sentence, span));
                each(sentence, read.map_err(|refusal| Miss::refused(sentence, span, refusal)));
            }
        }
    }

    /// The values of cells whose heads name the subject: the expression looks at "Version 3.2" where the head
    /// says "Version" and the cell "3.2".
    fn read_tables(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let Some(regex) = self.capture.regex() else { return };
        for cell in super::table::cells(rule, reading) {
            let sentence = cell.sentence;
            let words = sentence.span.of(reading.prose());
            let leads = cell.heads.iter().map(|head| head.span.of(reading.prose())).chain([""]);
            let found = leads.filter_map(|lead| {
                let lead = if lead.is_empty() { String::new() } else { format!("{lead} ") };
                let text = format!("{lead}{words}");
                Match::of(&regex.captures(&text)?)?.without(lead.len() as u32)
            });
            let Some(found) = found.into_iter().next() else { continue };
            let Match { value: span, whole } = found.behind(sentence.span.start).narrowed(reading);
            let refusal = super::refusal(rule, reading, sentence, whole).map_or(Ok(()), Err);
            let told = cell.told_now().and(refusal);
            let read = told.map(|()| self.claim_at(rule, reading, sentence, span));
            each(sentence, read.map_err(|refusal| Miss::refused(sentence, span, refusal)));
        }
    }

    /// The values that head what explains them: "429 | Too many requests".
    fn read_explained(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        for (head, told) in super::context::explained(rule, reading) {
            let found = self.captured(reading, head);
            let [Match { value, whole }] = found.as_slice() else { continue };
            let mut words = reading.words_in(head.span);
            if !words.all(|(range, _)| whole.contains(ProseSpan::new(range.start, range.end))) {
                continue;
            }
            let refusal = super::refusal(rule, reading, head, *whole).map_or(Ok(()), Err);
            let read = told.and(refusal).map(|()| self.claim_at(rule, reading, head, *value));
            each(head, read.map_err(|refusal| Miss::refused(head, *value, refusal)));
        }
    }

    /// The values of a rule without `near` in lines under the subject that say nothing else: "Requires: Android 9". The
    /// expression has words of its own beside the value, or the value says what it is, or it could be anybody's number.
    fn read_listed(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let Some(regex) = self.capture.regex().filter(|_| rule.near.is_empty()) else { return };
        let has_match = |within: ProseSpan| regex.is_match(within.of(reading.prose()));
        for line in super::context::listed(rule, reading, has_match) {
            let found = self.captured(reading, line);
            let [one] = found.as_slice() else { continue };
            let text = one.value.of(reading.prose());
            if one.whole == one.value && !says_what_it_is(text) {
                continue;
            }
            let named = Named { value: one.value, whole: one.whole };
            let Some(told) = super::context::listed_told(rule, reading, line, named) else {
                continue;
            };
            let read = told.map(|()| self.claim_at(rule, reading, line, one.value));
            each(line, read.map_err(|refusal| Miss::refused(line, one.value, refusal)));
        }
    }

    /// The claim that a value makes.
    fn claim_at(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
    ) -> Claim {
        let value = self.value_of(reading, sentence, span);
        let parts = vec![super::part(reading, span, value)];
        let (subject, key) = (self.subject.clone(), String::new());
        super::claim(rule, reading, sentence, span, subject, key, parts)
    }

    /// Without a fact: the value that most documents give, and who gives another.
    fn compare(&self, rule: &Rule, said: &[(&Claim, &Part, &str)], verdict: &mut Verdict) {
        let same = measured::same_as(said.iter().map(|(_, part, _)| *part));
        let said: Vec<(&Claim, &Part, &str)> =
            said.iter().zip(same).map(|(&(claim, part, _), text)| (claim, part, text)).collect();
        let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
        for (claim, _, text) in first_of_each(said.iter()) {
            *weights.entry(text).or_default() += claim.document.trust;
        }
        let mut order: Vec<(&str, f64)> = weights.into_iter().collect();
        // The first in the text order among those that weigh the same.
        order.sort_by(|one, other| other.1.total_cmp(&one.1));
        let [(most, weight), (_, second), ..] = order.as_slice() else { return };
        let tied = weight == second;
        let witness = said.iter().find(|(_, _, text)| text == most);
        let others = said.iter().filter(|(_, _, text)| text != most);
        for &(claim, part, _) in first_of_each(others) {
            if let Some(&(seen, other, _)) = witness {
                verdict.conflicts.push(self.differing(rule, (claim, part), (seen, other), tied));
            }
        }
    }

    fn wrong(&self, rule: &Rule, fact: &Fact, claim: &Claim, part: &Part) -> Conflict {
        let found = wording::one_line(part.seen());
        let expect = fact.words();
        let message = super::worded(
            rule,
            format!("`{found}` for {} is not {expect}", self.topic),
            &[("found", &found), ("expect", &expect), ("subject", &self.subject)],
        );
        let primary = Side::new(claim, part, format!("should be {expect}"));
        let mut conflict = super::conflict(FACT, rule, claim, message, primary);
        conflict.evidence.push(Evidence::Place(fact.place.clone().into()));
        conflict
    }

    fn differing(
        &self,
        rule: &Rule,
        (claim, part): (&Claim, &Part),
        (witness, other): (&Claim, &Part),
        tied: bool,
    ) -> Conflict {
        let (found, expect) = (wording::one_line(part.seen()), wording::one_line(other.seen()));
        let (joint, elsewhere) = if tied { ("and", "") } else { ("but", " elsewhere") };
        let message = super::worded(
            rule,
            format!("values for {} differ: `{found}`, {joint} `{expect}`{elsewhere}", self.topic),
            &[("found", &found), ("expect", &expect), ("subject", &self.subject)],
        );
        let primary = Side::new(claim, part, format!("`{found}` here"));
        let mut conflict = super::conflict(DISAGREEMENT, rule, claim, message, primary);
        conflict.sides.push(Side::new(witness, other, format!("`{expect}` here")));
        conflict
    }
}

/// Whether a captured text has a word beside its number or its code: "Division Two", not "8080", "PA-2707".
fn says_what_it_is(text: &str) -> bool {
    word::words(text)
        .filter(|(_, found)| found.chars().filter(|c| c.is_lowercase()).count() > 1)
        .count()
        > 1
}

/// The span that is nearest to an anchor; none where two are as near.
fn nearest(anchor: ProseSpan, spans: &[ProseSpan]) -> Option<ProseSpan> {
    let least = spans.iter().map(|span| apart(anchor, *span)).min()?;
    let mut near = spans.iter().filter(|span| apart(anchor, **span) == least);
    match (near.next(), near.next()) {
        (Some(span), None) => Some(*span),
        _ => None,
    }
}

/// Bytes between two spans.
fn apart(one: ProseSpan, other: ProseSpan) -> u32 {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}

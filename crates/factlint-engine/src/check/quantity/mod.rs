//! `quantity`: figures of one dimension for one subject agree with each other, or with a fact.

mod answering;
mod cell;
mod count;
mod gapped;
mod judge;
mod keys;
mod literal;
mod moving;
mod observe;
mod other_bearer;
mod other_measure;
mod percent_change;
mod poll;
mod rate;
mod unit;
mod whole;

use std::sync::Arc;

use super::overlooked::{Seen, numbers_in, seen_in};
use super::poll::Polling;
use super::table::add_unclaimed;
use super::{About, Check, Decider, Kind, Miss, Trigger, Verdict, Yardstick};
use crate::claim::{Claim, Speaker};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::subject::{KindId, Subjects};
use crate::rule::{Gives, Period, Question, Quotes, Rule, Scope};
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "quantity",
    summary: "figures of one dimension for one subject agree with each other, or with `expect`",
    page: include_str!("../../../docs/quantity.md"),
    keys: keys::KEYS,
    codes: &[judge::FACT, judge::DISAGREEMENT, moving::ORDER],
    about: About::Required,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    asks: Question::OF_STATEMENTS,
    read: keys::read,
};

/// Which figures are read.
#[derive(Debug, PartialEq)]
enum Wanted {
    /// Figures of this unit's dimension.
    Unit { id: UnitId, dimension: String },
    /// Counts of these things, which all count as the same.
    Nouns(Vec<String>),
    /// Figures of any one dimension, each compared with its like.
    Any,
}

/// A value that is held to be true.
#[derive(Debug)]
struct Fact {
    interval: Interval,
    /// How many base units one unit as written is; 1 for counts and bare numbers.
    factor: f64,
    /// As the rule writes it.
    words: String,
    period: Period,
    /// Shared by the findings about it.
    place: Arc<Label>,
}

/// By how much every interval is widened.
#[derive(Clone, Copy, Debug)]
enum Tolerance {
    None,
    /// A share of the value.
    Share(f64),
    /// An amount in the base unit.
    Amount(f64),
}

impl Tolerance {
    fn widen(self, interval: Interval) -> Interval {
        match self {
            Self::None => interval,
            Self::Share(share) => interval.widened_relative(share),
            Self::Amount(amount) => interval.widened_absolute(amount),
        }
    }
}

/// What besides the subject must be the same for figures to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Per {
    Year,
    Speaker,
}

/// In which direction a count may move as documents follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    Rise,
    Fall,
}

#[derive(Debug)]
struct Quantity {
    wanted: Wanted,
    /// Per what the figures are told that it compares: minute of "request per minute".
    rate: Option<UnitId>,
    /// For one of what things figures are told: share of "cent per share".
    each: Option<Box<str>>,
    /// How findings call what is measured: "Tomahawk (range)".
    topic: String,
    subject: String,
    kind: KindId,
    facts: Vec<Fact>,
    exact: bool,
    limit: bool,
    tolerance: Tolerance,
    per: Option<Per>,
    window: Option<i32>,
    /// How figures may differ as time goes on.
    may: Option<May>,
    together: bool,
    /// Whether the fact may be written in place of a wrong figure.
    fix: bool,
    /// The unit in which findings speak, as the rule writes it, and how to get there.
    spoken: Option<Spoken>,
    /// The place of a unit that nobody may mean, with what to write.
    doubt: Option<Label>,
}

/// A unit as findings write it.
#[derive(Clone, Debug)]
struct Spoken {
    words: String,
    factor: f64,
    offset: f64,
}

impl Check for Quantity {
    fn label_gives(&self, units: &Units) -> Gives {
        match &self.wanted {
            Wanted::Nouns(_) => Gives::Count,
            Wanted::Unit { .. } if self.is_of_rates(units) => Gives::Money,
            Wanted::Unit { dimension, .. } if dimension.starts_with("money") => Gives::Money,
            Wanted::Unit { .. } | Wanted::Any => Gives::Measure,
        }
    }

    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        Trigger::Phrases(super::subject_phrases(rule, subjects))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for sentence in observe::candidates(rule, reading, self.kind) {
            if super::sentence_admits(rule, reading, sentence) {
                self.claims_of(rule, reading, sentence, claims);
            }
        }
        for sentence in observe::answers_of(rule, reading, self.kind) {
            if !reading.any_in(&rule.unless_near, sentence.span) {
                self.claims_of(rule, reading, sentence, claims);
            }
        }
        // A cell that names subject and cue itself has been read as a sentence.
        add_unclaimed(claims, reading, |each| self.read_tables(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_standing(rule, reading, each));
        add_unclaimed(claims, reading, |each| self.read_lines(rule, reading, each));
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        for sentence in observe::candidates(rule, reading, self.kind) {
            if super::has_cues(rule, reading, sentence) {
                self.read_sentence(rule, reading, sentence, |_, whole, bound| {
                    misses.extend(match bound {
                        Ok(()) => self.unjudged(reading, sentence, whole),
                        Err(miss) => Some(miss),
                    });
                });
                self.bare_numbers(rule, reading, sentence, misses);
                self.other_rates(rule, reading, sentence, misses);
            }
        }
        self.read_tables(rule, reading, |_, read| misses.extend(read.err()));
        self.read_standing(rule, reading, |_, read| misses.extend(read.err()));
        self.read_lines(rule, reading, |_, read| misses.extend(read.err()));
    }

    fn values_in(&self, _: &Rule, reading: &Reading<'_>, sentences: &[Sentence]) -> Vec<Seen> {
        let units = &reading.vocabulary().units;
        let is_value = |sentence: Sentence, figure: &Figure| {
            let number = figure.span.of(reading.prose());
            let is_bare = figure.measure == Measure::Bare
                && !figure.elliptical
                && !count::is_yearlike(number)
                && !reading.dates(sentence).iter().any(|date| date.span.overlaps(figure.span));
            self.wants(figure, units) || is_bare
        };
        seen_in(sentences, |sentence| {
            let figures = reading.figures(sentence).iter();
            let values = figures.filter(|figure| is_value(sentence, figure));
            let values: Vec<ProseSpan> = values.map(|figure| figure.span).collect();
            if !values.is_empty() {
                return values;
            }
            // "The blades number 5", which reads like a label; not "7 kg", which measures something else.
            let mut numbers = numbers_in(reading, sentence);
            numbers.retain(|number| {
                let mut figures = reading.figures(sentence).iter();
                !figures.any(|one| one.measure != Measure::Bare && one.span.overlaps(*number))
            });
            numbers
        })
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        if let Some(may) = self.may {
            self.compare_in_order(may, rule, group, verdict);
        } else if self.facts.is_empty() {
            self.compare(rule, group, verdict);
        } else {
            self.hold_against_facts(rule, group, verdict);
        }
    }

    fn doubt(&self) -> Option<&Label> {
        self.doubt.as_ref()
    }

    fn polling(&self) -> Option<&dyn Polling> {
        // In order, and within a window, claims are compared with those before them.
        (self.may.is_none() && self.window.is_none()).then_some(self)
    }

    fn yardstick(&self, _rule: &Rule, claim: &Claim) -> Yardstick {
        if self.facts.is_empty() {
            Yardstick::Others
        } else if self.is_judged(claim) {
            Yardstick::Fact
        } else {
            Yardstick::Nothing
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let words: Vec<String> = self.facts.iter().map(|fact| fact.words.clone()).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }
}

impl Quantity {
    /// Why a figure that is claimed is not held against the fact: it stands in somebody else's own words.
    fn unjudged(&self, reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> Option<Miss> {
        let is_quoted = !self.facts.is_empty()
            && !self.together
            && reading.is_speech(sentence, span)
            && reading.speaker(sentence, span) != Speaker::Paper;
        is_quoted.then_some(Miss {
            sentence,
            span,
            reason: Reason::Quotes,
            decided_by: Decider::Nothing,
        })
    }
}

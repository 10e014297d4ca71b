//! What a report says in statistics, as claims.

use std::cell::OnceCell;

use super::notation::{Words, words_of};
use super::{Look, Statistics, degrees, interval, mean, share, test_result};
use crate::check::{self, scene::Scene};
use crate::claim::{Claim, Relation, Reported, Rounded, Statistic, Tails, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::Measure;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

static RAISES: Words = Words::new(|| words_of(Class::RaisesProbabilities));
static OTHER_PROBABILITIES: Words = Words::new(|| words_of(Class::OtherProbabilities));
static EXACT_RANKS: Words = Words::new(|| words_of(Class::ExactRankTest));
static ONE_TAILED: Words = Words::new(|| words_of(Class::OneTailed));
static ROUNDS_DEGREES: Words = Words::new(|| words_of(Class::RoundsDegrees));
static TWO_GROUPS: Words = Words::new(|| words_of(Class::TwoGroupTest));
static ONE_GROUP: Words = Words::new(|| words_of(Class::OneGroupTest));
static ONE_WAY: Words = Words::new(|| words_of(Class::OneWayTest));
static OTHER_DEGREES: Words = Words::new(|| words_of(Class::OtherDegrees));
static WHOLE: Words = Words::new(|| words_of(Class::WholeNumberMeasure));
static AVERAGED: Words = Words::new(|| words_of(Class::AveragedMeasure));
static ITEMS: Words = Words::new(|| words_of(Class::ItemNoun));
static SKEWED: Words = Words::new(|| words_of(Class::SkewedInterval));
static PART_OF_SAMPLE: Words = Words::new(|| words_of(Class::PartOfTheSample));

/// A range of bytes of the prose with the number that stands there.
type Placed = ((usize, usize), Rounded);

/// Reads the statistics of one document for a rule.
pub(super) struct Observer<'a, 'd> {
    rule: &'a Rule,
    reading: &'a Reading<'d>,
    /// Whether the document speaks of corrections for many comparisons, and of one-tailed tests.
    habits: OnceCell<(bool, bool)>,
}

impl<'a, 'd> Observer<'a, 'd> {
    pub fn new(rule: &'a Rule, reading: &'a Reading<'d>) -> Self {
        Self { rule, reading, habits: OnceCell::new() }
    }

    pub fn claims(&self, wanted: &Statistics, claims: &mut Vec<Claim>) {
        let prose = self.reading.prose();
        let tests = wanted.looks_at(&[Look::PValues, Look::Decisions, Look::Zeros]);
        if tests || wanted.looks_at(&[Look::Degrees]) {
            test_result::results(prose, |result| {
                if tests {
                    claims.extend(self.test(&result));
                }
                if wanted.looks_at(&[Look::Degrees]) {
                    claims.extend(self.degrees(&result));
                }
            });
        }
        if wanted.looks_at(&[Look::Means]) {
            mean::means(prose, |found| claims.extend(self.mean(&found, wanted.whole_numbers)));
        }
        if wanted.looks_at(&[Look::Intervals]) {
            interval::intervals(prose, |found| claims.extend(self.interval(&found)));
        }
        if wanted.looks_at(&[Look::Shares]) {
            self.shares(claims);
        }
    }

    fn test(&self, result: &test_result::TestResult) -> Option<Claim> {
        let (sentence, words) = self.place(result.span.0, result.probability_span.1)?;
        if OTHER_PROBABILITIES.any(words) {
            return None;
        }
        // The p of a small test of ranks is counted out, not made of its z.
        if result.test.statistic == Statistic::Z {
            let block = self.reading.block_at(result.span.0 as u32)?;
            let block = self.reading.document().blocks().get(block)?.span;
            if EXACT_RANKS.any(block.of(self.reading.prose())) {
                return None;
            }
        }
        let prose = self.reading.prose();
        let (raised, one_tailed) =
            *self.habits.get_or_init(|| (RAISES.any(prose), ONE_TAILED.any(prose)));
        let mut probability = result.probability.clone();
        probability.tails = Tails {
            one: probability.tails.one,
            perhaps_one: one_tailed,
            perhaps_raised: raised,
            rounded_degrees: ROUNDS_DEGREES.any(words),
        };
        let parts =
            vec![(result.span, result.test.clone()), (result.probability_span, probability)];
        self.claim(sentence, "test", parts)
    }

    fn mean(&self, found: &mean::Found, is_whole: bool) -> Option<Claim> {
        let (mean, size) = (found.mean, found.size);
        let (sentence, words) = self.place(mean.0.0.min(size.0.0), mean.0.1.max(size.0.1))?;
        // A scale is told once, at the head of a paragraph.
        let block = self.reading.block_at(mean.0.0 as u32)?;
        let block = self.reading.document().blocks().get(block)?.span;
        let before = self.reading.prose().get(block.start as usize..sentence.span.end as usize)?;
        if !(is_whole || WHOLE.any(before)) || AVERAGED.any(before) {
            return None;
        }
        let mut parts = vec![
            (mean.0, plain(Statistic::Mean, mean.1)),
            (size.0, plain(Statistic::Size, size.1)),
        ];
        if ITEMS.any(before) {
            // How many there are must stand in the sentence itself, once.
            let scene = Scene::new(self.reading, sentence);
            let mut items = scene.figures.iter().filter(|figure| match &figure.measure {
                Measure::Counted(noun) => word::is(noun, Class::ItemNoun),
                _ => false,
            });
            let (Some(items), None) = (items.next(), items.next()) else { return None };
            if !ITEMS.any(words) || items.high.is_some() {
                return None;
            }
            let span = (items.span.start as usize, items.span.end as usize);
            let number = Rounded { value: items.low.value, step: 1.0 };
            parts.push((span, plain(Statistic::Items, number)));
        }
        self.claim(sentence, "mean", parts)
    }

    fn interval(&self, found: &interval::Found) -> Option<Claim> {
        let (estimate, [low, high]) = (found.estimate, found.ends);
        let (sentence, _) = self.place(estimate.0.0, high.0.1)?;
        let is_skewed = || SKEWED.any(self.reading.prose());
        let statistic = match found.statistic {
            Statistic::Middle if is_skewed() => Statistic::Estimate,
            other => other,
        };
        let parts = vec![
            (estimate.0, plain(statistic, estimate.1)),
            (low.0, plain(Statistic::End, low.1)),
            (high.0, plain(Statistic::End, high.1)),
        ];
        self.claim(sentence, "interval", parts)
    }

    fn shares(&self, claims: &mut Vec<Claim>) {
        let prose = self.reading.prose();
        let signs = memchr::memchr_iter(b'%', prose.as_bytes());
        for sentence in check::sentences_at(self.reading, signs) {
            let from = sentence.span.start as usize;
            let words = sentence.span.of(prose);
            share::shares(words, |found| {
                if found.is_distant && PART_OF_SAMPLE.any(words) {
                    return;
                }
                let moved = |(place, number): Placed| ((place.0 + from, place.1 + from), number);
                let parts = [
                    (found.count, Statistic::Count),
                    (found.percentage, Statistic::Percentage),
                    (found.whole, Statistic::Size),
                ];
                let parts = parts.map(|(placed, statistic)| {
                    let (place, number) = moved(placed);
                    (place, plain(statistic, number))
                });
                let start = parts.iter().map(|(place, _)| place.0).min().unwrap_or(from);
                let end = parts.iter().map(|(place, _)| place.1).max().unwrap_or(from);
                if let Some((sentence, _)) = self.place(start, end) {
                    claims.extend(self.claim(sentence, "share", parts.to_vec()));
                }
            });
        }
    }

    fn degrees(&self, result: &test_result::TestResult) -> Option<Claim> {
        let (sentence, words) = self.place(result.span.0, result.probability_span.1)?;
        if OTHER_DEGREES.any(words) {
            return None;
        }
        let sizes = degrees::Sizes::of(words);
        let mut tests = 0;
        test_result::results(words, |_| tests += 1);
        let statistic = match result.test.statistic {
            Statistic::T if TWO_GROUPS.any(words) && !ONE_GROUP.any(words) => Statistic::TwoGroups,
            Statistic::T if ONE_GROUP.any(words) && !TWO_GROUPS.any(words) => Statistic::OneGroup,
            Statistic::F if ONE_WAY.any(words) => Statistic::OneWay,
            Statistic::R => Statistic::R,
            _ => return None,
        };
        let sizes = match (statistic, sizes.all.as_slice(), sizes.groups.as_slice()) {
            (_, [_], []) => sizes.all,
            (Statistic::TwoGroups, [], [_, _]) => sizes.groups,
            (Statistic::OneGroup, [], [_]) => sizes.groups,
            _ => return None,
        };
        // With several tests, it is open whose cases were counted.
        if tests != 1 {
            return None;
        }
        let from = sentence.span.start as usize;
        let mut parts = vec![(result.span, Reported { statistic, ..result.test.clone() })];
        parts.extend(sizes.into_iter().map(|(place, number)| {
            ((place.0 + from, place.1 + from), plain(Statistic::Size, number))
        }));
        self.claim(sentence, "degrees", parts)
    }

    /// The sentence in which words stand, with all that is to be read of it. None where the words run over two
    /// blocks, are code, or are not admitted.
    fn place(&self, start: usize, end: usize) -> Option<(Sentence, &'d str)> {
        let reading = self.reading;
        let span = ProseSpan::new(start, end);
        let sentence = reading.sentence_at(span.start)?;
        let last = span.end.saturating_sub(1);
        let admitted = reading.block_at(span.start) == reading.block_at(last)
            && check::is_prose(self.rule, reading, span)
            && check::sentence_admits(self.rule, reading, sentence)
            && !check::is_withheld(self.rule, reading, sentence, span);
        let to = sentence.span.end.max(span.end) as usize;
        let words = reading.prose().get(sentence.span.start as usize..to)?;
        admitted.then_some((sentence, words))
    }

    fn claim(
        &self,
        sentence: Sentence,
        what: &str,
        mut parts: Vec<((usize, usize), Reported)>,
    ) -> Option<Claim> {
        parts.sort_by_key(|(place, _)| *place);
        let start = parts.first()?.0.0;
        let end = parts.iter().map(|(place, _)| place.1).max()?;
        let key = format!("{what} {start}");
        let parts = parts.into_iter().map(|((from, to), reported)| {
            check::part(self.reading, ProseSpan::new(from, to), Value::Reported(reported.into()))
        });
        let (parts, span) = (parts.collect(), ProseSpan::new(start, end));
        Some(check::claim(self.rule, self.reading, sentence, span, String::new(), key, parts))
    }
}

/// A number that is what it is called and no more.
fn plain(statistic: Statistic, value: Rounded) -> Reported {
    Reported {
        statistic,
        relation: Relation::Equal,
        value,
        degrees: Vec::new(),
        tails: Tails::default(),
    }
}

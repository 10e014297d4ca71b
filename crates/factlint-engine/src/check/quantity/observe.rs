//! Which figures of a document are claims of a rule.

use smol_str::{SmolStr, format_smolstr};

use super::answering::{Among, Binding, answers, asked_before, distance, is_measured_again};
use super::judge::figure_of;
use super::other_measure::{denied_before, is_difference, measures_something_else, replaced};
use super::rate::is_rate_of_stuff;
use super::{Per, Quantity, Wanted, gapped, other_bearer, whole};
use crate::check::rivals::{Rivals, is_ours};
use crate::check::{self, Decider, Miss, Refusal, figures};
use crate::claim::{Claim, FigureValue, Part, Value};
use crate::reading::{Measured, Reading, Sentence, Turned};
use crate::rule::Rule;
use crate::rule::phrase::{Cue, PhraseId};
use crate::rule::subject::KindId;
use crate::unread::{self, Reason};
use factlint_language::figure::{self, Figure, Measure};
use factlint_language::interval::Interval;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};
use factlint_language::word;
use factlint_language::words::Class;

/// A figure that a rule compares, where it stands.
#[derive(Clone, Copy)]
pub(super) struct Standing<'r, 'd> {
    pub rule: &'r Rule,
    pub reading: &'r Reading<'d>,
    pub sentence: Sentence,
    pub figure: &'r Figure,
    /// The figure with its hedge and its conversions.
    pub whole: ProseSpan,
}

/// Sentences that may hold a claim: those in which something may belong to the subject, and of these, where cues
/// are rarer, those with a cue.
pub(super) fn candidates(rule: &Rule, reading: &Reading<'_>, kind: KindId) -> Vec<Sentence> {
    let about = reading.sentences_about(&rule.about, kind);
    let cues: Option<Vec<PhraseId>> =
        rule.near.first().and_then(|cues| cues.iter().map(Cue::phrase).collect());
    let Some(cues) = cues else { return about.to_vec() };
    if about.len() <= cues.iter().map(|cue| reading.hit_count(*cue)).sum() {
        return about.to_vec();
    }
    let hits = cues.into_iter().flat_map(|cue| reading.hits_of(cue));
    let mut found: Vec<Sentence> = hits
        .filter_map(|hit| reading.sentence_at(hit.start))
        .filter(|sentence| about.binary_search(sentence).is_ok())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Sentences without a cue that answer a question which has one.
pub(super) fn answers_of(rule: &Rule, reading: &Reading<'_>, kind: KindId) -> Vec<Sentence> {
    if rule.near.is_empty() {
        return Vec::new();
    }
    let about = reading.sentences_about(&rule.about, kind);
    let is_answer = |sentence: &&Sentence| {
        !check::has_cues(rule, reading, **sentence)
            && asked_before(rule, reading, **sentence).is_some()
    };
    about.iter().filter(is_answer).copied().collect()
}

impl Quantity {
    /// The claims of a sentence.
    pub(super) fn claims_of(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        claims: &mut Vec<Claim>,
    ) {
        self.read_sentence(rule, reading, sentence, |group, whole, bound| {
            if bound.is_ok() {
                claims.push(self.claim_of(rule, reading, sentence, group, whole));
            }
        });
    }

    /// The figures of a sentence that the rule compares, each with its conversions (as indices among the figures) and
    /// where they stand, and why it makes no claim, if it makes none.
    pub(super) fn read_sentence(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        mut found: impl FnMut(&[usize], ProseSpan, Result<(), Miss>),
    ) {
        let units = &reading.vocabulary().units;
        let figures = &*self.figures_in(rule, reading, sentence);
        let groups = figures::with_conversions(reading.prose(), figures, units);
        let span_of =
            |group: &[usize]| figures[group[0]].hedged.hull(figures[group[group.len() - 1]].span);
        let mut of_interest: Vec<&Vec<usize>> =
            groups.iter().filter(|group| self.wants(&figures[group[0]], units)).collect();
        if of_interest.len() > 1 {
            of_interest.retain(|group| {
                let (figure, whole) = (&figures[group[0]], span_of(group));
                let at = Standing { rule, reading, sentence, figure, whole };
                let Some(refusal) = replaced(at) else { return true };
                found(group, whole, Err(Miss::refused(sentence, figure.span, refusal)));
                false
            });
        }
        let spans: Vec<ProseSpan> = of_interest.iter().map(|group| span_of(group)).collect();
        let respectively = of_interest.len() > 1
            && reading
                .words_in(sentence.span)
                .any(|(_, found)| found.eq_ignore_ascii_case("respectively"));
        let cues = || rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
        // "At 19 kg it weighs 3 kg more": a difference is no other answer to the cue.
        let others: Vec<ProseSpan> =
            spans.iter().copied().filter(|span| !is_difference(reading, sentence, *span)).collect();
        let rivals = (of_interest.len() > 1)
            .then(|| Rivals::of(rule, reading, sentence, &spans, &cues().collect::<Vec<_>>()))
            .flatten();
        for (index, group) in of_interest.iter().enumerate() {
            let whole = spans[index];
            let listed = self.per != Some(Per::Year)
                && is_listed(reading.prose(), figures, &of_interest, index);
            let in_series = rivals.as_ref().and_then(|rivals| rivals.cued_within(whole)).is_some();
            let several = !in_series && (listed || respectively);
            let among = Among { others: &others, rivals: rivals.as_ref().filter(|_| in_series) };
            let figure = &figures[group[0]];
            let at = Standing { rule, reading, sentence, figure, whole };
            let bound = self.bind(&at, &among, several);
            let missed =
                |(reason, decided_by)| Miss { sentence, span: figure.span, reason, decided_by };
            found(group, whole, bound.map_err(missed));
        }
    }

    /// Whether a figure of a sentence is one of the rule's subject that answers to its cues, and is said to be so;
    /// or why not.
    fn bind(&self, at: &Standing<'_, '_>, among: &Among<'_>, several: bool) -> Result<(), Refusal> {
        let Standing { rule, reading, sentence, figure, whole } = *at;
        let gapped = gapped::name_of(rule, reading, sentence, whole, among.others, self.kind);
        let question = asked_before(rule, reading, sentence)
            .filter(|_| !check::has_cues(rule, reading, sentence));
        // "Is not €65 but €85": the latter stands in the place of the former.
        let denied = denied_before(*at);
        let place = &match denied {
            Some(figure) => Standing { figure, whole: figure.hedged, ..*at },
            None => *at,
        };
        let cue = match gapped {
            _ if question.is_some() => Binding::Free,
            Some(_) => Binding::Free,
            None => match self.cue_for(rule, reading, sentence, whole, among) {
                Binding::Elsewhere if denied.is_some() => {
                    cue_before(rule, reading, sentence, whole)
                }
                bound => bound,
            },
        };
        if cue == Binding::Elsewhere {
            return Err((Reason::OtherCue, Decider::Nothing));
        }
        let cue = cue.span();
        if let Some(refusal) = measures_something_else(*at) {
            return Err(refusal);
        }
        if several {
            return Err((Reason::Several, Decider::Nothing));
        }
        if let Some(noun) = other_bearer::bounds_some(at) {
            return Err((Reason::PartOrChange, Decider::Word(noun)));
        }
        let of_rates = self.is_of_rates(&reading.vocabulary().units);
        if !of_rates && is_rate_of_stuff(reading, sentence, figure, whole) {
            return Err((Reason::OtherRate, Decider::Nothing));
        }
        if other_bearer::is_borne(place, cue, self.is_apart(reading, sentence, figure)) {
            return Err((Reason::OtherThing, Decider::Nothing));
        }
        if let Some(refusal) = check::refusal(rule, reading, sentence, whole) {
            return Err(refusal);
        }
        if let Some(name) =
            cue.and_then(|cue| reading.labelled_in_brackets(sentence, whole, cue, self.kind))
        {
            return is_ours(rule, reading, Ok(name));
        }
        if let Some(noun) = other_bearer::noun_before(place, cue, self.kind) {
            return Err((Reason::OtherThing, Decider::Word(noun)));
        }
        if gapped.is_none() {
            whole::is_told(self, place, cue)?;
        }
        if let Some((before, cue)) = question {
            // Whose is what is asked for.
            let asked = Measured { figure: cue, cue: None, counted: false };
            return is_ours(rule, reading, reading.owner(before, asked, self.kind));
        }
        if let Some(name) = gapped {
            return is_ours(rule, reading, Ok(name));
        }
        if let Some(rivals) = among.rivals {
            return rivals.owns(rule, reading, sentence, whole, cue);
        }
        self.is_owned(place, among, cue)
    }

    /// Whether a figure that answers to a cue belongs to the rule's subject; or why not.
    fn is_owned(
        &self,
        at: &Standing<'_, '_>,
        among: &Among<'_>,
        cue: Option<ProseSpan>,
    ) -> Result<(), Refusal> {
        let Standing { rule, reading, sentence, figure, whole } = *at;
        let counted = matches!(figure.measure, Measure::Counted(_));
        let measured = Measured { figure: figure.span, cue, counted };
        let owner = reading.owner(sentence, measured, self.kind);
        let owner = owner.or_else(|reason| {
            // "The capacity of the arena is 9,000 seats", where "seats" is a cue, too: what the other cues tell.
            let others = rule
                .near
                .iter()
                .flat_map(|cues| reading.cues_in(cues, sentence.span))
                .filter(|other| Some(*other) != measured.cue)
                .filter(|other| answers(reading, sentence, whole, among.others, *other));
            others
                .map(|other| Measured { cue: Some(other), ..measured })
                .find_map(|measured| reading.owner(sentence, measured, self.kind).ok())
                .ok_or(reason)
        });
        // "The old mill has 610 looms and the Wagtail Mill 980": what stands before the name of another figure is none of its.
        let is_before = owner.is_ok_and(|name| {
            gapped::begins_behind(rule, reading, sentence, whole, among.others, self.kind, name)
        });
        if is_before {
            return Err((Reason::OwnerUnclear, Decider::Nothing));
        }
        is_ours(rule, reading, owner)
    }

    fn claim_of(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        group: &[usize],
        whole: ProseSpan,
    ) -> Claim {
        let units = &reading.vocabulary().units;
        let figures = &*self.figures_in(rule, reading, sentence);
        let per = figures[group[0]].per;
        let turned = reading.turned(sentence, whole);
        let parts: Vec<Part> = group
            .iter()
            .filter(|&&index| figures[index].per == per)
            .map(|&index| {
                let figure = &turn(&figures[index], turned);
                let mut value = figures::value_of(figure, reading.prose(), units);
                self.adjust(figure, &mut value, units);
                check::part(reading, figure.span, Value::Figure(value.into()))
            })
            .collect();
        let mut claim = check::claim(
            rule,
            reading,
            sentence,
            whole,
            self.subject.clone(),
            String::new(),
            parts,
        );
        self.complete_key(&mut claim, reading.year_near(sentence, whole));
        // "18 litres of fuel an hour": the fact would be written before "of fuel".
        let is_apart = self.is_apart(reading, sentence, &figures[group[0]]);
        if is_apart
            || figure_in_brackets(&reading.prose()[whole.end as usize..sentence.span.end as usize])
        {
            // "5,000 feet long (1,524 m)": one figure alone would contradict the other.
            claim.parts.iter_mut().for_each(|part| part.replaceable = false);
        }
        claim
    }

    /// Numbers without a unit, which would be claims if they had one: "a range of 900".
    pub(super) fn bare_numbers(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        misses: &mut Vec<Miss>,
    ) {
        let Wanted::Unit { id, .. } = &self.wanted else { return };
        let is_bare = |figure: &Figure| figure.measure == Measure::Bare && !figure.elliptical;
        let is_bound = |bound: &Result<(), Refusal>| bound.is_ok();
        let told = (Reason::NoUnit, Decider::Unit(*id));
        misses.extend(self.nearly_wanted(rule, reading, sentence, is_bare, is_bound, told));
    }

    /// Figures that would be compared if they were not per something: "costs £24 a month" where the rule wants pounds.
    pub(super) fn other_rates(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        misses: &mut Vec<Miss>,
    ) {
        let units = &reading.vocabulary().units;
        let is_rate = |figure: &Figure| self.wants_but_for_rate(figure, units);
        let is_bound =
            |bound: &Result<(), Refusal>| matches!(bound, Ok(()) | Err((Reason::OwnerUnclear, _)));
        let told = (Reason::OtherRate, Decider::Nothing);
        misses.extend(self.nearly_wanted(rule, reading, sentence, is_rate, is_bound, told));
    }

    /// The figures of a kind that would be claims but for it, in a sentence without one that the rule wants; each told
    /// by the same reason.
    fn nearly_wanted(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        is_of_kind: impl Fn(&Figure) -> bool,
        is_bound: impl Fn(&Result<(), Refusal>) -> bool,
        (reason, decided_by): Refusal,
    ) -> Vec<Miss> {
        let figures = reading.figures(sentence);
        let units = &reading.vocabulary().units;
        if figures.iter().any(|figure| self.wants(figure, units)) {
            return Vec::new();
        }
        let miss = |figure: &Figure| {
            let alone = Among { others: &[figure.hedged], rivals: None };
            let at = Standing { rule, reading, sentence, figure, whole: figure.hedged };
            let bound = self.bind(&at, &alone, false);
            let told = match bound {
                bound if is_bound(&bound) => (reason, decided_by),
                // "Take no more than 320 mg of it per day": that it is unsaid comes first.
                Err(refusal) if refusal.0.class() == unread::Class::Withheld => refusal,
                _ => return None,
            };
            Some(Miss::refused(sentence, figure.span, told))
        };
        figures.iter().filter(|figure| is_of_kind(figure)).filter_map(miss).collect()
    }

    /// Whether the rule would compare a figure, were one of both not per something.
    fn wants_but_for_rate(&self, figure: &Figure, units: &Units) -> bool {
        let Measure::Unit(id) = figure.measure else { return false };
        let Wanted::Unit { dimension, .. } = &self.wanted else { return false };
        let told = &units.get(id).dimension;
        // Money is told in a currency.
        let dimension = dimension.split(" in ").next().unwrap_or_default();
        let is_rate_of = |rate: &str, amount: &str| {
            rate.strip_prefix(amount).is_some_and(|per| per.starts_with(" per "))
        };
        !figure.elliptical
            && (figure.per != self.rate && told == dimension
                || is_rate_of(told, dimension)
                || is_rate_of(dimension, told))
    }

    /// Whether the rule compares figures like this one.
    pub(super) fn wants(&self, figure: &Figure, units: &Units) -> bool {
        // "12 of the 47 members", "up from 40": a part, or what was before.
        if figure.elliptical {
            return false;
        }
        if self.rate.is_some() && figure.per != self.rate {
            return false;
        }
        let each = figure.each.as_ref().map(|each| &each.name);
        if self.each.is_some() && each != self.each.as_ref() {
            return false;
        }
        match (&self.wanted, &figure.measure) {
            (Wanted::Unit { dimension, .. }, Measure::Unit(id)) => {
                // "8 hours per day" are hours still, "5 mg per kg" are no milligrams.
                let comparable = figure.per == self.rate || units.get(*id).dimension == "time";
                comparable && figures::measure(&figure.measure, units).1 == *dimension
            }
            // "a limit of 100 per minute": what is counted is clear from the cue.
            (Wanted::Nouns(_), Measure::Bare) => self.rate.is_some(),
            // "48 inhabitants per square kilometre" are no inhabitants.
            (Wanted::Nouns(nouns), Measure::Counted(noun)) => {
                let is_of_time = |per: UnitId| units.get(per).dimension == "time";
                let comparable =
                    figure.per.is_none_or(|per| Some(per) == self.rate || is_of_time(per));
                comparable && nouns.contains(noun)
            }
            (Wanted::Any, Measure::Unit(_) | Measure::Counted(_)) => true,
            _ => false,
        }
    }

    /// `limit` forgets bounds, `exact` forgets rounding, and nouns that count as the same get one
    /// dimension.
    pub(super) fn adjust(&self, figure: &Figure, value: &mut FigureValue, units: &Units) {
        let bounded = figure.hedge.is_some_and(is_bound);
        if self.limit && bounded {
            value.as_written = figures::nominal(figure);
            value.interval = figures::figure_to_base(figure, value.as_written, units);
        }
        if self.exact && figure.hedge.is_none() {
            let high = figure.high.unwrap_or(figure.low);
            value.as_written = Interval::closed(figure.low.value, high.value);
            value.interval = figures::figure_to_base(figure, value.as_written, units);
        }
        if self.rate.is_none() {
            // "1,200 requests an hour" is held against a fact of 1,200 requests as it stands.
            value.interval = figures::to_base(value.as_written, &figure.measure, units);
            value.factor = match figure.measure {
                Measure::Unit(id) => units.get(id).factor,
                _ => 1.0,
            };
        }
        if let Wanted::Nouns(nouns) = &self.wanted
            && let Some(first) = nouns.first()
        {
            let per = value.dimension.split_once(" per ").map(|(_, per)| format!(" per {per}"));
            value.dimension = format_smolstr!("number of {first}{}", per.unwrap_or_default());
        }
        if let Some(each) = &self.each {
            value.dimension = format!("{} per {each}", value.dimension).into();
        }
    }

    /// What must be the same for claims to be compared: dimension, speaker, year, scope.
    pub(super) fn complete_key(&self, claim: &mut Claim, year: Option<i16>) {
        let dimension = figure_of(claim).map(|value| value.dimension.clone()).unwrap_or_default();
        let mut key = format!("{dimension}{}", claim.keys.concat());
        let position = claim.span().start;
        if !self.together || self.per == Some(Per::Speaker) {
            key.push('|');
            key.push_str(&check::speaker_key(&claim.document.path, position, &claim.speaker));
        }
        if self.per == Some(Per::Year) {
            match year {
                Some(year) => key.push_str(&format!("|{year}")),
                None => key.push_str(&format!("|undated {} {position}", claim.document.path)),
            }
        }
        claim.keys = SmolStr::from(key).into();
    }

    /// Whether the rule tells figures of one year from those of another.
    pub(super) fn is_by_day(&self) -> bool {
        self.per == Some(Per::Year)
            || self.may.is_some()
            || self.window.is_some()
            || self.facts.len() > 1
    }

    /// The cue that a figure answers to: of each list of cues, it must be the nearest of the sentence's
    /// figures to one.
    fn cue_for(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        whole: ProseSpan,
        among: &Among<'_>,
    ) -> Binding {
        // With `per = "year"` one cue announces the figures of several years.
        let others = if self.per == Some(Per::Year) { &[] } else { among.others };
        let statement = among.rivals.and_then(|rivals| rivals.cued_within(whole));
        let mut binding = Binding::Free;
        for cues in &rule.near {
            let places = reading.cues_in(cues, sentence.span);
            if places.iter().any(|cue| is_measured_again(reading, sentence, whole, *cue)) {
                continue;
            }
            let mut nearest_first = places;
            nearest_first.sort_by_key(|cue| distance(whole, *cue));
            let answered = nearest_first.into_iter().find(|cue| match statement {
                Some(statement) => statement.contains(*cue),
                None => answers(reading, sentence, whole, others, *cue),
            });
            match answered {
                Some(cue) if binding == Binding::Free => binding = Binding::Cue(cue),
                Some(_) => {}
                None => return Binding::Elsewhere,
            }
        }
        binding
    }
}

/// The last cue before a figure, where each list has one.
fn cue_before(rule: &Rule, reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> Binding {
    let lead = ProseSpan { start: sentence.span.start, end: whole.start };
    let last = |cues: &Vec<Cue>| reading.cues_in(cues, lead).into_iter().next_back();
    let found: Option<Vec<ProseSpan>> = rule.near.iter().map(last).collect();
    match found.as_deref() {
        Some([.., last]) => Binding::Cue(*last),
        _ => Binding::Elsewhere,
    }
}

/// "1,250 km and 1,600 km": two values told in one breath are a list, not a claim.
fn is_listed(prose: &str, figures: &[Figure], groups: &[&Vec<usize>], index: usize) -> bool {
    let joined = |one: &[usize], other: &[usize]| -> bool {
        let (Some(&last), Some(&first)) = (one.last(), other.first()) else { return false };
        let gap = prose
            .get(figures[last].span.end as usize..figures[first].hedged.start as usize)
            .unwrap_or_default()
            .trim_matches(|c: char| c.is_whitespace() || c == ')' || c == ',');
        gap.is_empty() || word::is(gap, Class::ListJoint)
    };
    (index > 0 && joined(groups[index - 1], groups[index]))
        || groups.get(index + 1).is_some_and(|next| joined(groups[index], next))
}

fn is_bound(hedge: figure::Hedge) -> bool {
    use figure::Hedge::{AtLeast, AtMost, LessThan, MoreThan};
    matches!(hedge, AtLeast | AtMost | LessThan | MoreThan)
}

/// A figure whose bound a negation turns round: "cannot run more than 110 pods".
fn turn(figure: &Figure, turned: Option<Turned>) -> Figure {
    let mut figure = figure.clone();
    let highest = figure.high.unwrap_or(figure.low).value;
    match turned {
        Some(Turned::AtMost) => {
            figure.hedge = Some(figure::Hedge::AtMost);
            figure.interval = Interval::at_most(highest);
        }
        Some(Turned::AtLeast) => {
            figure.hedge = Some(figure::Hedge::AtLeast);
            figure.interval = Interval::at_least(figure.low.value);
        }
        None => {}
    }
    figure
}

/// Whether a bracket with a digit in it begins within a few words.
fn figure_in_brackets(rest: &str) -> bool {
    /// How far a bracket may stand from the figure that it belongs to, in bytes.
    const REACH: usize = 24;
    let Some(open) = rest.find(['(', '[']).filter(|&open| open <= REACH) else { return false };
    let inside = rest[open + 1..].split([')', ']']).next().unwrap_or_default();
    inside.contains(|c: char| c.is_ascii_digit())
}

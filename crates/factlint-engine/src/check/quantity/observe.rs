//! Which figures of a document are claims of a rule.

use smol_str::{SmolStr, format_smolstr};

use super::judge::figure_of;
use super::{Per, Quantity, Wanted, apart, circumstance, some, stock};
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
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::unit::Units;
use factlint_language::word;
use factlint_language::words::Class;

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
        let of_interest: Vec<&Vec<usize>> =
            groups.iter().filter(|group| self.wants(&figures[group[0]], units)).collect();
        let spans: Vec<ProseSpan> = of_interest
            .iter()
            .map(|group| figures[group[0]].hedged.hull(figures[group[group.len() - 1]].span))
            .collect();
        let respectively = of_interest.len() > 1
            && reading
                .words_in(sentence.span)
                .any(|(_, found)| found.eq_ignore_ascii_case("respectively"));
        let cues = || rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
        let rivals = (of_interest.len() > 1)
            .then(|| Rivals::of(rule, reading, sentence, &spans, &cues().collect::<Vec<_>>()))
            .flatten();
        for (index, group) in of_interest.iter().enumerate() {
            let whole = spans[index];
            let listed = self.per != Some(Per::Year)
                && is_listed(reading.prose(), figures, &of_interest, index);
            let in_series = rivals.as_ref().and_then(|rivals| rivals.cued_within(whole)).is_some();
            let several = !in_series && (listed || respectively);
            let among = Among { others: &spans, rivals: rivals.as_ref().filter(|_| in_series) };
            let figure = &figures[group[0]];
            let bound = self.bind(rule, reading, sentence, figure, whole, &among, several);
            let missed =
                |(reason, decided_by)| Miss { sentence, span: figure.span, reason, decided_by };
            found(group, whole, bound.map_err(missed));
        }
    }

    /// Whether a figure of a sentence is one of the rule's subject that answers to its cues, and is said to be so;
    /// or why not.
    #[expect(clippy::too_many_arguments, reason = "all that a figure stands among")]
    fn bind(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        figure: &Figure,
        whole: ProseSpan,
        among: &Among<'_>,
        several: bool,
    ) -> Result<(), (Reason, Decider)> {
        let cue = self.cue_for(rule, reading, sentence, whole, among);
        if cue == Binding::Elsewhere {
            return Err((Reason::OtherCue, Decider::Nothing));
        }
        if let Some(refusal) = measures_something_else(rule, reading, sentence, figure, whole) {
            return Err(refusal);
        }
        if several {
            return Err((Reason::Several, Decider::Nothing));
        }
        if let Some(noun) = bounds_some(rule, reading, sentence, figure, whole) {
            return Err((Reason::PartOrChange, Decider::Word(noun)));
        }
        if self.rate.is_none() && is_rate_of_stuff(reading, sentence, figure, whole) {
            return Err((Reason::OtherRate, Decider::Nothing));
        }
        if is_of_another(reading, sentence, whole, cue.span())
            || stock::is_part_of_name(reading, sentence, figure, whole)
            || cue
                .span()
                .is_some_and(|cue| stock::is_borne_by_another(reading, sentence, whole, cue))
        {
            return Err((Reason::OtherThing, Decider::Nothing));
        }
        if let Some(refusal) = check::refusal(rule, reading, sentence, whole) {
            return Err(refusal);
        }
        if let Some(noun) = self.noun_before(rule, reading, sentence, whole, cue.span()) {
            return Err((Reason::OtherThing, Decider::Word(noun)));
        }
        if let Some(year) = stock::held_then(reading, sentence, whole).filter(|_| !self.is_by_day())
        {
            return Err((Reason::NotAsserted, Decider::Word(year)));
        }
        if let Some(day) = circumstance::on_one_day(reading, sentence, whole, cue.span())
            .filter(|_| !self.is_by_day())
        {
            return Err((Reason::PartOrChange, Decider::Word(day)));
        }
        apart::is_whole(rule, reading, sentence, whole, cue.span(), self.rate.is_some())?;
        circumstance::is_at_large(rule, reading, sentence, figure, whole, cue.span())?;
        some::are_all(rule, reading, sentence, figure, whole)?;
        stock::of_all(rule, reading, sentence, figure, whole)?;
        if let Some(rivals) = among.rivals {
            return rivals.owns(rule, reading, sentence, whole, cue.span());
        }
        let measured = Measured {
            figure: figure.span,
            cue: cue.span(),
            counted: matches!(figure.measure, Measure::Counted(_)),
        };
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
        if figure_in_brackets(&reading.prose()[whole.end as usize..sentence.span.end as usize]) {
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
            let bound = self.bind(rule, reading, sentence, figure, figure.hedged, &alone, false);
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
            (Wanted::Nouns(nouns), Measure::Counted(noun)) => nouns.contains(noun),
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
    fn is_by_day(&self) -> bool {
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
            let answered = places.iter().filter(|cue| match statement {
                Some(statement) => statement.contains(**cue),
                None => answers(reading, sentence, whole, others, **cue),
            });
            match answered.min_by_key(|cue| distance(whole, **cue)) {
                Some(cue) if binding == Binding::Free => binding = Binding::Cue(*cue),
                Some(_) => {}
                None => return Binding::Elsewhere,
            }
        }
        binding
    }

    /// The noun before a figure that a cue stands right behind, where that noun is no subject nor what one is said to be: the
    /// cliff of "stands on a cliff 38 m high", not the tower of "is a tower 38 m high".
    fn noun_before(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        whole: ProseSpan,
        cue: Option<ProseSpan>,
    ) -> Option<ProseSpan> {
        let cue = cue.filter(|cue| cue.start >= whole.end)?;
        let gap = ProseSpan { start: whole.end, end: cue.start };
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let own = syntax.words_in(whole);
        let measures = syntax.words().get(own.clone().next()?)?.before == Signs::default()
            && gap.of(reading.prose()).trim().is_empty()
            && matches!(syntax.tag(syntax.head_in(cue)?), Tag::Adjective | Tag::Adverb);
        let noun = own.start.checked_sub(1).filter(|_| measures)?;
        let span = syntax.words().get(noun)?.span;
        let is_known = reading.is_mention_of(sentence, span.start as usize, self.kind)
            || rule.near.iter().any(|cues| reading.any_over(cues, sentence, span));
        let is_said = matches!(tree.relation(noun), Relation::Attribute | Relation::Apposition);
        let is_thing = syntax.tag(noun).is_noun() || tree.relation(noun).is_subject();
        (is_thing && !is_known && !is_said).then_some(span)
    }
}

/// Whether a figure is what a cue announces: the nearest figure of its clause, or the first one after
/// a clause that has none.
fn answers(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    others: &[ProseSpan],
    cue: ProseSpan,
) -> bool {
    // Of "a 900-metre-long pier" the figure alone is announced.
    if reading.is_tied_to_number(cue.start) {
        let gap = ProseSpan { start: whole.end, end: cue.start.max(whole.end) };
        return whole.start <= cue.start && !gap.of(reading.prose()).contains(char::is_whitespace);
    }
    let clause = reading.clause_at(sentence, whole.start);
    let here = reading.outer_clause_at(sentence, whole.start);
    let mut others = others.iter().filter(|other| **other != whole);
    if clause.contains(cue) || here.contains(cue) {
        let nearest = distance(whole, cue);
        return others.all(|other| !here.contains(*other) || distance(*other, cue) >= nearest);
    }
    let other_clause = reading.outer_clause_at(sentence, cue.start);
    if is_announced(reading, sentence, whole, cue)
        && others.clone().all(|other| !other_clause.contains(*other))
    {
        return true;
    }
    // "At 900 miles, the petrel has a greater range": what opens a sentence tells of the clause behind.
    let fronted = here.start == sentence.span.start
        && here.end < cue.start
        && reading
            .words_in(ProseSpan { start: here.start, end: whole.start.max(here.start) })
            // "After 60 days, the service empties the bin"
            .all(|(_, found)| {
                word::is(found, Class::AbsolutePreposition)
                    || word::is(found, Class::AfterPrepositions)
                        && goes_on_now(reading, sentence, whole)
            })
        && reading
            .words_in(ProseSpan { start: whole.end, end: here.end.max(whole.end) })
            .next()
            .is_none();
    if fronted && here.start < whole.start {
        let behind = reading
            .words_in(ProseSpan { start: here.end, end: sentence.span.end })
            .next()
            .map(|(range, _)| reading.outer_clause_at(sentence, range.start as u32));
        return behind == Some(other_clause) && others.all(|other| !other_clause.contains(*other));
    }
    let opener = reading.words_in(clause).next();
    cue.end <= whole.start
        && others.all(|other| {
            !other_clause.contains(*other) && (other.start < cue.end || other.start >= whole.end)
        })
        && opener.is_some_and(|(range, found)| {
            // "The full cost of the tunnel, €310 million"
            whole.range().contains(&range.start) || word::is(found, Class::CarryingOn)
        })
}

/// Whether a cue, alone in front or as an apposition behind, tells what a figure is: "range: the car manages 480 km", "in area,
/// the lake comes to 120 square kilometres", "stretches for 17 km, a length matched by no other".
fn is_announced(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    cue: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let is_article = |(_, found): (_, &str)| word::is(found, Class::Article);
    if cue.end <= whole.start {
        let lead = ProseSpan { start: sentence.span.start, end: cue.start };
        let rest = prose[cue.end as usize..whole.start as usize].trim_start();
        let is_label = rest.starts_with(':') && reading.words_in(lead).all(is_article);
        let mut words = reading.words_in(lead);
        let is_respect = rest.starts_with(',')
            && words.next().is_some_and(|(_, found)| found.eq_ignore_ascii_case("in"))
            && words.next().is_none();
        let is_first = !reading
            .figures(sentence)
            .iter()
            .any(|other| other.span.start >= cue.end && other.span.end <= whole.start);
        // "At its deepest point, the lake goes down to 145 metres"
        let front = reading.outer_clause_at(sentence, cue.start);
        let own = goes_on_now(reading, sentence, whole);
        let opens = |(_, found): (_, &str)| {
            word::is(found, Class::AbsolutePreposition)
                || own && word::is(found, Class::FrontingPrepositions)
        };
        let is_front = front.start == sentence.span.start
            && front.end <= whole.start
            && prose[front.end as usize..].trim_start().starts_with(',')
            && reading.words_in(front).next().is_some_and(opens);
        return (is_label || is_respect || is_front) && is_first;
    }
    // "The river, at 214 kilometres, is the longest"
    let own = reading.outer_clause_at(sentence, whole.start);
    let lead = ProseSpan { start: own.start, end: whole.start.max(own.start) };
    let behind = ProseSpan { start: whole.end, end: own.end.max(whole.end) };
    let mut opener = reading.words_in(lead);
    let is_inserted = own.start > sentence.span.start
        && opener.next().is_some_and(|(_, found)| word::is(found, Class::AbsolutePreposition))
        && opener.next().is_none()
        && reading.words_in(behind).next().is_none()
        && prose[own.end as usize..].trim_start().starts_with(',')
        && reading.figures(sentence).len() == 1;
    if is_inserted {
        return true;
    }
    let gap = ProseSpan { start: whole.end, end: cue.start.max(whole.end) };
    let mut words = reading.words_in(gap);
    gap.of(prose).trim_start().starts_with(',')
        && words.next().is_some_and(is_article)
        && words.next().is_none()
}

/// Whether the verb of a figure tells what is so now.
fn goes_on_now(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = tree.upwards(syntax.head_in(whole)?).find(|at| syntax.tag(*at).is_verb())?;
        Some(matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird))
    };
    told().unwrap_or(false)
}

/// Bytes between a figure and a cue.
fn distance(figure: ProseSpan, cue: ProseSpan) -> u32 {
    if cue.end <= figure.start {
        figure.start - cue.end
    } else {
        cue.start.saturating_sub(figure.end)
    }
}

/// What a figure stands among in its sentence.
struct Among<'a> {
    /// The figures that the rule compares, with it.
    others: &'a [ProseSpan],
    /// Where it is one of a series: whose the others are.
    rivals: Option<&'a Rivals>,
}

/// Whether a figure has a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binding {
    /// The rule asks for no cue.
    Free,
    /// This one.
    Cue(ProseSpan),
    /// The figure tells something else.
    Elsewhere,
}

impl Binding {
    fn span(self) -> Option<ProseSpan> {
        match self {
            Self::Cue(span) => Some(span),
            _ => None,
        }
    }
}

/// "5.5 m long", "450 km away", "a length of 5.5 m": the figure itself says that it measures
/// something that is no cue of the rule; or, by "most of" and "by 5.5 m", that it is a part or a change. With the
/// word that tells it.
fn measures_something_else(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Option<Refusal> {
    let at = |range: &std::ops::Range<usize>| Decider::Word(ProseSpan::new(range.start, range.end));
    // Of "a top speed of 160 km/h", "speed" is a part of the cue.
    let is_cue = |span| rule.near.iter().any(|cues| reading.any_over(cues, sentence, span));
    // "half the length", "the first 500 metres of the length": a part of what the cue names.
    let clause = reading.outer_clause_at(sentence, whole.start);
    let outside = |range: &std::ops::Range<usize>| {
        range.end <= whole.range().start || range.start >= whole.range().end
    };
    let tokens = reading.tokens(sentence);
    let partial = (tokens.holds(Class::PartWord) || tokens.holds(Class::PartBeforeOf))
        .then(|| {
            reading.words_in(clause).find(|(range, found)| {
                outside(range)
                    && !is_taken_part(reading, sentence, range.start, whole)
                    && is_part(reading, clause, range.end, found)
                    && !is_part_of_another(reading, sentence, range.start, whole, is_cue)
            })
        })
        .flatten();
    if let Some((range, _)) = partial {
        return Some((Reason::PartOrChange, at(&range)));
    }
    if let Some(fraction) = fraction_of_apposed(reading, sentence, whole) {
        return Some((Reason::PartOrChange, Decider::Word(fraction)));
    }
    let prose = reading.prose();
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let mut after = reading.words_in(behind).peekable();
    // "A length of 6 km underground", "a range of 120 km from the bike": what the cue names is told.
    let told_by_cue = is_told_by_cue(reading, sentence, whole, is_cue);
    let lead = |range: &std::ops::Range<usize>| &prose[whole.end as usize..range.start];
    if let Some((range, found)) = after.next()
        && lead(&range).chars().all(|c| c.is_whitespace() || c == ')')
    {
        let span = ProseSpan::new(range.start, range.end);
        // "a 400-metre stretch of the line" is no length of the line, even where "stretch" is a cue.
        let is_part = word::is(found, Class::PartNoun)
            && after.peek().is_some_and(|(_, next)| next.eq_ignore_ascii_case("of"));
        if is_part {
            return Some((Reason::PartOrChange, at(&range)));
        }
        // "6,700 runners from 40 countries": what is counted has no other measure.
        let is_counted = matches!(figure.measure, Measure::Counted(_));
        if word::is(found, Class::OtherMeasure) && !is_cue(span) && !is_counted && !told_by_cue {
            return Some((Reason::OtherCue, at(&range)));
        }
        let is_money = || {
            let Measure::Unit(id) = figure.measure else { return false };
            reading.vocabulary().units.get(id).dimension.starts_with("money")
        };
        if word::is(found, Class::DifferenceWord) && !is_cue(span)
            || word::is(found, Class::BesideBudget) && is_money()
        {
            return Some((Reason::PartOrChange, at(&range)));
        }
        // "400 m of its length" is a part of it, "400 km of range" is all.
        let mut next = reading.words_in(ProseSpan { start: range.end as u32, end: behind.end });
        let of_the_cue = found.eq_ignore_ascii_case("of")
            && next.next().is_some_and(|(_, next)| word::is(next, Class::MeasureDeterminer))
            && next
                .find(|(_, next)| !word::is(next, Class::MeasureDeterminer))
                .is_some_and(|(range, _)| is_cue(ProseSpan::new(range.start, range.end)));
        // "has 5 GB of storage" tells all of it.
        let lead = &prose[sentence.span.start as usize..whole.start as usize];
        let owned = word::words_before(lead)
            .next()
            .is_some_and(|(_, verb)| word::is(verb, Class::OwningVerb));
        if of_the_cue && !owned {
            return Some((Reason::PartOrChange, at(&range)));
        }
        // "up to 300 bytes in length" with the cue "up to": the bound is what the rule asks for.
        if found.eq_ignore_ascii_case("in")
            && !is_cue(whole)
            && let Some((range, next)) = after.next()
            && word::is(next, Class::OtherMeasure)
            && !is_cue(ProseSpan::new(range.start, range.end))
        {
            return Some((Reason::OtherCue, at(&range)));
        }
    }
    if stock::is_change(reading, sentence, whole, is_cue)
        || stock::is_other_one(reading, sentence, is_cue)
    {
        return Some((Reason::PartOrChange, Decider::Nothing));
    }
    let lead = &prose[sentence.span.start as usize..whole.start as usize];
    // "rose by 500 km": a difference, not a value; "crewed by 160 sailors" tells who.
    let from = sentence.span.start as usize;
    if let Some((offset, before)) = word::words_before(lead).next()
        && before.eq_ignore_ascii_case("by")
    {
        let by = from + offset..from + offset + before.len();
        let is_difference = !stock::are_agents(reading, sentence, whole, is_cue);
        return is_difference.then(|| (Reason::PartOrChange, at(&by)));
    }
    let mut before = word::words_before(lead).peekable();
    let Some((_, "of")) = before.next() else { return None };
    // "Consists of 60 players", "is made up of 60 players": all that there are.
    if stock::is_governed_by_verb(reading, sentence, whole) {
        return None;
    }
    let (offset, head) = before.next()?;
    let start = from + offset;
    let head_at = start..start + head.len();
    let before_head = before.peek().copied();
    // "fired at a range of 400 miles": how far away, not how far it can.
    let mut preposition = before.skip_while(|(_, found)| word::is(found, Class::Article));
    if word::is(head, Class::DistanceNoun)
        && preposition.next().is_some_and(|(_, found)| word::is(found, Class::DistancePreposition))
    {
        return Some((Reason::OtherCue, at(&head_at)));
    }
    // "a retention period of 7 days", where "retention" is the cue.
    // "A floor area of 2.6 square metres", "a power consumption of 9 MW"
    let carrier =
        [Class::MeasureCarriers, Class::CountedBodies, Class::DimensionNouns, Class::AmountNouns];
    let carries = carrier.iter().any(|class| word::is(head, *class))
        && before_head.is_some_and(|(offset, found)| {
            let start = from + offset;
            is_cue(ProseSpan::new(start, start + found.len()))
                // "A file size limit of 4 GB"
                || word::is(found, Class::MeasureCarriers)
                    && word::words_before(&lead[..offset]).next().is_some_and(|(offset, found)| {
                        let start = from + offset;
                        is_cue(ProseSpan::new(start, start + found.len()))
                    })
        });
    // "a limit of 10 seats", where "seats" is the cue.
    // "a limit of 750 MB on uploads", where "uploads" is the cue, too.
    // "a battery with a capacity of 58 kWh", where "battery" is the cue; "a stock of 400 bottles", where "bottles" is.
    // "Drains an area of 4,900 square kilometres"
    let of_cue = stock::measures_cue(reading, sentence, start, is_cue);
    let is_limit =
        word::is(head, Class::LimitNoun) && (is_cue(whole) || limits_cue(reading, behind, is_cue));
    // "a stock of 400 bottles"
    let is_stock = is_cue(whole) && word::is(head, Class::StockNouns);
    // "An ensemble of 52 musicians, the band tours"
    let of_subject = || is_said_of_mention(reading, sentence, start, whole);
    let is_other = !rule.near.is_empty()
        && !of_subject()
        && !is_limit
        && !carries
        && !of_cue
        && !is_stock
        // "Trains leave from any of nine platforms"
        && !word::is(head, Class::AnyDeterminers)
        // "Lyngby, a town of 12,000 people"
        && !reading.is_mention(start)
        && !is_cue(ProseSpan::new(head_at.start, head_at.end))
        && !word::is(head, Class::ExtremeNoun);
    is_other.then(|| (Reason::OtherCue, at(&head_at)))
}

/// Whether "part" is what is taken: "5,600 workers are taking part in the strike".
fn is_taken_part(reading: &Reading<'_>, sentence: Sentence, part: usize, whole: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let taken = || {
        let tree = syntax.trees().first()?;
        let part = syntax.word_at(part as u32)?;
        let verb = tree.head(part)?;
        let who = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_taken = tree.relation(part) == Relation::Object && syntax.lemma(verb) == "take";
        Some(is_taken && tree.is_under(syntax.head_in(whole)?, who))
    };
    taken().unwrap_or(false)
}

/// The fraction before the noun to which a figure stands in apposition: "half the collection, 4,000 objects, is in store".
fn fraction_of_apposed(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> Option<ProseSpan> {
    if !reading.tokens(sentence).holds(Class::FractionWord) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let figure = syntax.head_in(whole)?;
    let noun = tree.head(figure).filter(|_| tree.relation(figure) == Relation::Apposition)?;
    let fraction = tree
        .dependents(noun)
        .find(|at| *at < noun && word::is(syntax.text(*at), Class::FractionWord))?;
    syntax.words().get(fraction).map(|word| word.span)
}

/// The noun of a cue right before a bound that only tells which of them are meant: "compresses messages over 4 KB", not
/// "rejects messages over 512 KB".
fn bounds_some(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Option<ProseSpan> {
    use figure::Hedge::{LessThan, MoreThan};
    matches!(figure.hedge?, LessThan | MoreThan).then_some(())?;
    if reading.turned(sentence, whole).is_some() {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let before = syntax.words_in(figure.hedged).start.checked_sub(1)?;
    // "Splits files of more than 1 GB"
    let is_of = word::is(syntax.text(before), Class::PartPrepositions);
    let noun = if is_of { before.checked_sub(1)? } else { before };
    let word = syntax.words().get(noun)?;
    let next = syntax.words().get(noun + 1)?;
    let is_cue = rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span));
    let verb = tree.head(noun).filter(|verb| syntax.tag(*verb).is_verb())?;
    let is_some = tree.relation(noun) == Relation::Object
        && matches!(syntax.tag(noun), Tag::Nouns)
        && matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird | Tag::Past)
        && next.before == Signs::default();
    (is_cue && is_some).then_some(word.span)
}

/// "Burns 18 litres of fuel an hour": so much per something, though the stuff stands in between.
fn is_rate_of_stuff(
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> bool {
    /// "of heavy fuel".
    const STUFF: usize = 2;
    if !matches!(figure.measure, Measure::Unit(_)) || figure.per.is_some() {
        return false;
    }
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let words: Vec<&str> =
        reading.words_in(behind).take(STUFF + 3).map(|(_, found)| found).collect();
    let is_of = words.first().is_some_and(|found| word::is(found, Class::PartPrepositions));
    let is_per = |pair: &[&str]| {
        (word::is(pair[0], Class::IndefiniteArticle)
            || word::is(pair[0], Class::AnyDeterminers)
            || word::is(pair[0], Class::RatePrepositions))
            && word::is(pair[1], Class::TimeNouns)
    };
    // "40 mg of the drug a day"
    let is_of_mention = reading
        .words_in(behind)
        .skip(1)
        .find(|(_, found)| !word::is(found, Class::Article))
        .is_some_and(|(range, _)| reading.is_mention(range.start));
    is_of && !is_of_mention && words.windows(2).skip(2).any(is_per)
}

/// Whether a cue governs a figure, by "of" or the like: "a length of 6.1 kilometres".
fn is_told_by_cue(
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let figure = syntax.head_in(whole)?;
        let of = figure.checked_sub(1)?;
        let noun = tree.head(of)?;
        let span = syntax.words().get(noun)?.span;
        Some(
            word::is(syntax.text(of), Class::PartPrepositions)
                && syntax.tag(noun).is_noun()
                && span.end <= whole.start
                && is_cue(span),
        )
    };
    told().unwrap_or(false)
}

/// Whether the noun at an offset is what a subject is said to be: "the band is an ensemble of 52 musicians", "the band, an
/// ensemble of 52 musicians,", "an ensemble of 52 musicians, the band".
fn is_said_of_mention(
    reading: &Reading<'_>,
    sentence: Sentence,
    noun: usize,
    whole: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let syntax = reading.syntax(sentence);
    let is_mention = |at: usize| {
        let word = syntax.words().get(at);
        word.is_some_and(|word| reading.is_mention(word.span.start as usize))
    };
    let in_tree = || {
        let tree = syntax.trees().first()?;
        let noun = syntax.word_at(noun as u32)?;
        let above = tree.head(noun)?;
        Some(match tree.relation(noun) {
            Relation::Attribute => {
                syntax.lemma(above) == "be"
                    && tree
                        .dependents(above)
                        .any(|at| tree.relation(at).is_subject() && is_mention(at))
            }
            Relation::Apposition => is_mention(above),
            _ => false,
        })
    };
    let in_front = || {
        let lead = ProseSpan { start: sentence.span.start, end: noun as u32 };
        let rest = prose[whole.end as usize..sentence.span.end as usize].trim_start();
        let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
        let mut words = reading.words_in(lead);
        let is_new =
            words.next().is_some_and(|(_, found)| word::is(found, Class::IndefiniteArticle))
                && words.next().is_none();
        let mut next =
            reading.words_in(behind).skip_while(|(_, found)| word::is(found, Class::Article));
        is_new
            && rest.starts_with(',')
            && next.next().is_some_and(|(range, _)| reading.is_mention(range.start))
    };
    in_tree().unwrap_or(false) || in_front()
}

/// Whether a word speaks of a part: "half the length", "a third of the length", but not "the third quarter".
fn is_part(reading: &Reading<'_>, clause: ProseSpan, at: usize, found: &str) -> bool {
    let followed_by_of = || {
        let rest = ProseSpan { start: at as u32, end: clause.end.max(at as u32) };
        reading.words_in(rest).next().is_some_and(|(_, next)| next.eq_ignore_ascii_case("of"))
    };
    word::is(found, Class::PartWord) || (word::is(found, Class::PartBeforeOf) && followed_by_of())
}

/// Whether what is limited stands right behind the limit: "a limit of 750 MB on uploads", "a cap of 5 MB for each file".
fn limits_cue(
    reading: &Reading<'_>,
    behind: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    /// "on", and "each single" before the cue.
    const MOST: usize = 4;
    let mut words = reading.words_in(behind).take(MOST);
    let links = words.next().is_some_and(|(_, found)| {
        word::is(found, Class::LinkingPrepositions) || word::is(found, Class::GivingPrepositions)
    });
    links && words.any(|(range, _)| is_cue(ProseSpan::new(range.start, range.end)))
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

/// Whether a figure is that of a stand-in ("whose predecessor had a length of 900 m"), or of a part ("half
/// the length of the bridge, 900 m").
fn is_of_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: ProseSpan,
    cue: Option<ProseSpan>,
) -> bool {
    /// Words between a fraction and the noun that it is of.
    const REACH: usize = 2;
    let before = |end: u32| ProseSpan { start: sentence.span.start, end };
    let clause = reading.clause_at(sentence, figure.start);
    let tokens = reading.tokens(sentence);
    let stands_in = tokens.holds(Class::StandIn)
        && reading
            .words_in(ProseSpan { start: clause.start, end: figure.start.max(clause.start) })
            .any(|(_, word)| word::is(word, Class::StandIn));
    let partial = cue.filter(|_| tokens.holds(Class::FractionWord)).is_some_and(|cue| {
        let words: Vec<&str> = reading.words_in(before(cue.start)).map(|(_, word)| word).collect();
        // "Ranks third in length"
        let is_rank = words.last().is_some_and(|last| last.eq_ignore_ascii_case("in"));
        !is_rank && words.iter().rev().take(REACH).any(|word| word::is(word, Class::FractionWord))
            // "Half of the river's length, 107 km, lies"
            || apart::is_of_fraction(reading, sentence, cue)
    });
    stands_in || partial
}

/// Whether a word of a part tells of something else than a figure and its cue: "beats that of most rivals".
fn is_part_of_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    part: usize,
    whole: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let part = syntax.word_at(part as u32)?;
        let noun = tree.head(part)?;
        let figure = syntax.head_in(whole)?;
        let is_own = tree.is_under(figure, part)
            || tree.is_under(figure, noun)
            || (0..syntax.words().len()).any(|at| {
                syntax.words().get(at).is_some_and(|word| is_cue(word.span))
                    && (tree.is_under(at, noun) || tree.is_under(at, part))
            });
        let modifies = matches!(tree.relation(part), Relation::Modifier | Relation::Determiner);
        Some(modifies && syntax.tag(noun).is_noun() && !is_own)
    };
    told().unwrap_or(false)
}

/// Whether a bracket with a digit in it begins within a few words.
fn figure_in_brackets(rest: &str) -> bool {
    /// How far a bracket may stand from the figure that it belongs to, in bytes.
    const REACH: usize = 24;
    let Some(open) = rest.find(['(', '[']).filter(|&open| open <= REACH) else { return false };
    let inside = rest[open + 1..].split([')', ']']).next().unwrap_or_default();
    inside.contains(|c: char| c.is_ascii_digit())
}

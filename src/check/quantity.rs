//! `quantity`: figures of one dimension for one subject agree with each other, or with a fact.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{About, Check, Draft, Kind, Trigger, Verdict, figures, sweep, wording};
use crate::claim::{Claim, FigureValue, Part, Speaker, Value};
use crate::finding::{Finding, Label};
use crate::language::figure::{self, Figure, Measure};
use crate::language::interval::Interval;
use crate::language::unit::{UnitId, Units};
use crate::language::word::{self, is_one_of};
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::Cue;
use crate::rule::subject::{KindId, Subjects};
use crate::rule::table::{Placed, Table};
use crate::rule::{Period, Quotes, Rule, Scope};
use crate::span::ProseSpan;

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "quantity",
    summary: "figures of one dimension for one subject agree with each other, or with `expect`",
    page: include_str!("../../docs/checks/quantity.md"),
    about: About::Required,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    read,
};

/// Which figures are read.
#[derive(Debug)]
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
    /// As the rule writes it.
    words: String,
    period: Period,
    place: Label,
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

#[derive(Debug)]
struct Quantity {
    wanted: Wanted,
    /// How findings call what is measured: "Tomahawk's range".
    topic: String,
    subject: String,
    kind: KindId,
    facts: Vec<Fact>,
    exact: bool,
    limit: bool,
    tolerance: Tolerance,
    per: Option<Per>,
    window: Option<i32>,
    together: bool,
    /// The unit in which findings speak, as the rule writes it, and how to get there.
    spoken: Option<Spoken>,
}

/// A unit as findings write it.
#[derive(Clone, Debug)]
struct Spoken {
    words: String,
    factor: f64,
    offset: f64,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let unit = table.strings("unit");
    let wanted = wanted(unit.as_deref(), table, draft.units);
    let facts = read_facts(table, draft.units, &wanted, unit.as_deref());
    let tolerance = read_tolerance(table, draft.units, &wanted);
    let exact = table.boolean("exact").is_some_and(|flag| flag.into_inner());
    let limit = table.boolean("limit").is_some_and(|flag| flag.into_inner());
    let per = table.choice("per", &[("year", Per::Year), ("speaker", Per::Speaker)]);
    let together = table
        .choice("speakers", &[("apart", false), ("together", true)])
        .is_some_and(|choice| choice.into_inner());
    let window = read_window(table, draft.units);
    let spoken = match (&wanted, unit.as_deref()) {
        (Wanted::Unit { id, .. }, Some([words, ..])) => {
            let unit = draft.units.get(*id);
            Some(Spoken {
                words: words.get_ref().clone(),
                factor: unit.factor,
                offset: unit.offset,
            })
        }
        _ => None,
    };
    let subject = draft.about.first().map(|&subject| draft.subjects.get(subject));
    let kind = subject.map_or(KindId(0), |subject| subject.kind);
    let subject = subject
        .and_then(|subject| subject.names.first())
        .map(|&name| draft.phrases.get(name).text.clone())
        .unwrap_or_default();
    let topic = match draft.near.first().and_then(|cues| cues.first()) {
        Some(Cue::Phrase(cue)) => {
            format!("{} {}", wording::possessive(&subject), draft.phrases.get(*cue).text)
        }
        _ => subject.clone(),
    };
    (table.problem_count() == problems).then(|| {
        Box::new(Quantity {
            wanted,
            topic,
            subject,
            kind,
            facts,
            exact,
            limit,
            tolerance,
            per: per.map(Placed::into_inner),
            window,
            together,
            spoken,
        }) as Box<dyn Check>
    })
}

fn wanted(unit: Option<&[Placed<String>]>, table: &Table<'_>, units: &Units) -> Wanted {
    let Some([first, rest @ ..]) = unit else { return Wanted::Any };
    if let Some(id) = units.by_name(first.get_ref()) {
        for other in rest {
            let same =
                units.by_name(other.get_ref()).is_some_and(|other| units.commensurable(id, other));
            if !same {
                table.problem(
                    other.span(),
                    format!("`unit` of {} mixes things that do not compare", table.what()),
                    format!("not a unit of the same dimension as `{}`", first.get_ref()),
                );
            }
        }
        return Wanted::Unit { id, dimension: figures::measure(&Measure::Unit(id), units).1 };
    }
    // What is no unit is a counted noun, unless it looks like a slip of the pen.
    let names: Vec<&str> = units.names().collect();
    let mut nouns = Vec::new();
    for noun in unit.unwrap_or_default() {
        let text = noun.get_ref();
        let odd = !text.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
        let slip = if text.len() > 3 { did_you_mean_unit(text, &names) } else { None };
        if let Some(hint) = slip.or_else(|| odd.then(|| "unknown unit".to_owned())) {
            table.problem_with_note(
                noun.span(),
                format!("{} has an unknown unit `{text}`", table.what()),
                hint,
                "`unit` is a unit (\"km\", \"percent\", \"dollar\") or the singular noun that is counted (\"patient\")",
            );
        }
        nouns.push(text.to_lowercase());
    }
    Wanted::Nouns(nouns)
}

/// A unit that is one letter away; a counted noun seldom is.
fn did_you_mean_unit(text: &str, names: &[&str]) -> Option<String> {
    let close: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| name.len() > 3 && name.len().abs_diff(text.len()) <= 1)
        .collect();
    similar::get_close_matches(text, &close, 1, 0.88)
        .first()
        .map(|name| format!("did you mean `{name}`?"))
}

/// `expect = "1,600 km"` or a list of values with periods.
fn read_facts(
    table: &mut Table<'_>,
    units: &Units,
    wanted: &Wanted,
    unit: Option<&[Placed<String>]>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |value: Placed<String>, period: Period, table: &Table<'_>| {
        if let Some(interval) = read_value(&value, "expect", table, units, wanted, unit) {
            let place = table.file().label(value.span(), "the fact that this rule holds");
            facts.push(Fact { interval, words: value.into_inner(), period, place });
        }
    };
    if table.holds_tables("expect") {
        for mut entry in table.tables("expect") {
            let value = entry.text_or_number("value");
            let period = read_period(&mut entry);
            match value {
                Some(value) => add(value, period, &entry),
                None => entry.missing("value", "{ value = \"60 km\", from = 2025-01-01 }"),
            }
            entry.finish();
        }
    } else if let Some(value) = table.text_or_number("expect") {
        add(value, Period::default(), table);
    }
    facts
}

/// `from` and `until` of a fact.
pub(super) fn read_period(table: &mut Table<'_>) -> Period {
    let from = table.date("from");
    let until = table.date("until");
    if let (Some(from), Some(until)) = (&from, &until)
        && from.get_ref() > until.get_ref()
    {
        table.problem(
            until.span(),
            format!("{} ends before it begins", table.what()),
            "before `from`",
        );
    }
    Period { from: from.map(Placed::into_inner), until: until.map(Placed::into_inner) }
}

/// A figure of the rule file, as an interval in the base unit: exact, unless hedged.
fn read_value(
    value: &Placed<String>,
    key: &str,
    table: &Table<'_>,
    units: &Units,
    wanted: &Wanted,
    unit: Option<&[Placed<String>]>,
) -> Option<Interval> {
    let text = value.get_ref();
    let whole = ProseSpan::new(0, text.len());
    let found = figure::figures(text, whole, units);
    let Some(figure) = found.first().filter(|figure| figure.hedged == whole) else {
        table.problem_with_note(
            value.span(),
            format!("`{key}` of {} is not one figure", table.what()),
            "cannot be read as a number with a unit",
            "for example: \"1,600 km\", \"about 2.5 million dollars\", \"10 to 12 percent\"",
        );
        return None;
    };
    let measure = match (&figure.measure, wanted) {
        (Measure::Bare, Wanted::Unit { id, .. }) => Measure::Unit(*id),
        (other, Wanted::Unit { dimension, .. }) => {
            let (_, found) = figures::measure(other, units);
            if found != *dimension {
                table.problem_with_note(
                    value.span(),
                    format!("`{key}` of {} is not a figure in {}", table.what(), unit_words(unit)),
                    format!("this is a figure of {found}"),
                    format!(
                        "`unit = \"{}\"` measures {dimension}",
                        unit_words(unit).trim_matches('`')
                    ),
                );
                return None;
            }
            other.clone()
        }
        (other, _) => other.clone(),
    };
    let written = match (figure.hedge, figure.high) {
        (Some(_), _) => figure.interval,
        (None, None) => Interval::exactly(figure.low.value),
        (None, Some(high)) => Interval::closed(figure.low.value, high.value),
    };
    Some(figures::to_base(written, &measure, units))
}

fn unit_words(unit: Option<&[Placed<String>]>) -> String {
    unit.and_then(<[_]>::first).map_or_else(String::new, |unit| format!("`{}`", unit.get_ref()))
}

/// `tolerance = "5%"` or `"50 km"`.
fn read_tolerance(table: &mut Table<'_>, units: &Units, wanted: &Wanted) -> Tolerance {
    let Some(value) = table.text_or_number("tolerance") else { return Tolerance::None };
    let text = value.get_ref();
    let found = figure::figures(text, ProseSpan::new(0, text.len()), units);
    let tolerance = found.first().filter(|_| found.len() == 1).and_then(|figure| {
        let amount = figure.low.value;
        let (unit, dimension) = figures::measure(&figure.measure, units);
        match (&figure.measure, wanted) {
            _ if amount < 0.0 => None,
            _ if unit.as_deref() == Some("percent") => Some(Tolerance::Share(amount / 100.0)),
            (Measure::Unit(id), Wanted::Unit { dimension: wanted, .. }) if dimension == *wanted => {
                Some(Tolerance::Amount(amount * units.get(*id).factor))
            }
            (Measure::Bare, Wanted::Unit { id, .. }) => {
                Some(Tolerance::Amount(amount * units.get(*id).factor))
            }
            (_, Wanted::Nouns(_)) => Some(Tolerance::Amount(amount)),
            _ => None,
        }
    });
    tolerance.unwrap_or_else(|| {
        table.problem_with_note(
            value.span(),
            format!("`tolerance` of {} is neither a share nor an amount of its unit", table.what()),
            "cannot be used",
            "for example: \"5%\", or \"50 km\" beside `unit = \"km\"`",
        );
        Tolerance::None
    })
}

/// `window = "30 days"`.
fn read_window(table: &mut Table<'_>, units: &Units) -> Option<i32> {
    let value = table.text_or_number("window")?;
    let text = value.get_ref();
    let found = figure::figures(text, ProseSpan::new(0, text.len()), units);
    let days =
        found.first().filter(|_| found.len() == 1).and_then(|figure| match &figure.measure {
            Measure::Unit(id) if units.get(*id).dimension == "time" => {
                Some((units.to_base(figure.low.value, *id) / 86_400.0).round() as i32)
            }
            Measure::Bare => Some(figure.low.value as i32),
            _ => None,
        });
    if days.is_none() {
        table.problem(
            value.span(),
            format!("`window` of {} is not a length of time", table.what()),
            "for example \"30 days\"",
        );
    }
    days
}

impl Check for Quantity {
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        Trigger::Phrases(super::subject_phrases(rule, subjects))
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for sentence in candidates(rule, reading) {
            if super::sentence_admits(rule, reading, sentence) {
                self.observe_sentence(rule, reading, sentence, claims);
            }
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        if self.facts.is_empty() {
            self.compare(rule, group, verdict);
        } else {
            self.hold_against_facts(rule, group, verdict);
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let words: Vec<String> = self.facts.iter().map(|fact| fact.words.clone()).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }
}

/// Sentences that may hold a claim: those with a cue; without cues, all that hold a digit or a name.
fn candidates(rule: &Rule, reading: &Reading<'_>) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = match rule.near.first() {
        Some(cues) if cues.iter().all(|cue| matches!(cue, Cue::Phrase(_))) => cues
            .iter()
            .filter_map(|cue| match cue {
                Cue::Phrase(phrase) => Some(*phrase),
                Cue::Pattern(_) => None,
            })
            .flat_map(|phrase| reading.hits_of(phrase))
            .filter_map(|hit| reading.sentence_at(hit.start))
            .collect(),
        _ => reading.sentences().collect(),
    };
    found.sort();
    found.dedup();
    found
}

impl Quantity {
    fn observe_sentence(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        claims: &mut Vec<Claim>,
    ) {
        let units = &reading.vocabulary().units;
        let figures = reading.figures(sentence);
        let groups = figures::with_conversions(reading.prose(), figures, units);
        let of_interest: Vec<&Vec<usize>> =
            groups.iter().filter(|group| self.wants(&figures[group[0]], units)).collect();
        let respectively = reading
            .words_in(sentence.span)
            .any(|(_, found)| found.eq_ignore_ascii_case("respectively"));
        for (index, group) in of_interest.iter().enumerate() {
            let first = &figures[group[0]];
            let last = &figures[group[group.len() - 1]];
            let whole = first.hedged.hull(last.span);
            let cue = self.cue_for(rule, reading, sentence, whole, &of_interest, index, figures);
            let listed = is_listed(reading.prose(), figures, &of_interest, index);
            if cue == Binding::Elsewhere
                || listed
                || (respectively && of_interest.len() > 1)
                || super::is_excepted(rule, reading, sentence, whole)
                || !rule.quotes.admit(reading.is_speech(sentence, whole))
                || !reading.is_asserted(sentence, whole)
            {
                continue;
            }
            let owner = reading.owner(sentence, first.span, self.kind, cue.span());
            let subjects = &reading.vocabulary().subjects;
            let ours = owner.is_some_and(|name| {
                subjects.of_phrase(name).iter().any(|subject| rule.about.contains(subject))
            });
            if !ours {
                continue;
            }
            let parts: Vec<Part> = group
                .iter()
                .map(|&index| {
                    let figure = &figures[index];
                    let mut value = figures::value_of(figure, reading.prose(), units);
                    self.adjust(figure, &mut value, units);
                    super::part(reading, figure.span, Value::Figure(value))
                })
                .collect();
            let mut claim = super::claim(
                rule,
                reading,
                sentence,
                whole,
                self.subject.clone(),
                String::new(),
                parts,
            );
            self.complete_key(&mut claim, reading.year_near(sentence, whole));
            claims.push(claim);
        }
    }

    /// Whether the rule compares figures like this one.
    fn wants(&self, figure: &Figure, units: &Units) -> bool {
        match (&self.wanted, &figure.measure) {
            (Wanted::Unit { dimension, .. }, measure @ Measure::Unit(_)) => {
                figures::measure(measure, units).1 == *dimension
            }
            (Wanted::Nouns(nouns), Measure::Counted(noun)) => nouns.contains(noun),
            (Wanted::Any, Measure::Unit(_) | Measure::Counted(_)) => true,
            _ => false,
        }
    }

    /// `limit` forgets bounds, `exact` forgets rounding, and nouns that count as the same get one
    /// dimension.
    fn adjust(&self, figure: &Figure, value: &mut FigureValue, units: &Units) {
        let bounded = figure.hedge.is_some_and(is_bound);
        if self.limit && bounded {
            value.as_written = figures::nominal(figure);
            value.interval = figures::to_base(value.as_written, &figure.measure, units);
        }
        if self.exact && figure.hedge.is_none() {
            let high = figure.high.unwrap_or(figure.low);
            value.as_written = Interval::closed(figure.low.value, high.value);
            value.interval = figures::to_base(value.as_written, &figure.measure, units);
        }
        if let Wanted::Nouns(nouns) = &self.wanted
            && let Some(first) = nouns.first()
        {
            value.dimension = format!("number of {first}");
        }
    }

    /// What must be the same for claims to be compared: dimension, speaker, year, scope.
    fn complete_key(&self, claim: &mut Claim, year: Option<i16>) {
        let dimension = figure_of(claim).map(|value| value.dimension.clone()).unwrap_or_default();
        let mut key = format!("{dimension}{}", claim.keys.concat());
        let position = claim.span().start;
        if !self.together || self.per == Some(Per::Speaker) {
            key.push('|');
            key.push_str(&super::speaker_key(&claim.document.path, position, &claim.speaker));
        }
        if self.per == Some(Per::Year) {
            match year {
                Some(year) => key.push_str(&format!("|{year}")),
                None => key.push_str(&format!("|undated {} {position}", claim.document.path)),
            }
        }
        claim.keys = vec![key];
    }

    /// The cue that a figure answers to.
    #[allow(clippy::too_many_arguments)]
    fn cue_for(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        whole: ProseSpan,
        groups: &[&Vec<usize>],
        index: usize,
        figures: &[Figure],
    ) -> Binding {
        if measures_something_else(rule, reading, sentence, whole) {
            return Binding::Elsewhere;
        }
        let Some(cues) = rule.near.first() else { return Binding::Free };
        let clause = reading.clause_at(sentence, whole.start);
        let spans = reading.cues_in(cues, sentence.span);
        let distance = |cue: &ProseSpan| {
            if cue.end <= whole.start {
                whole.start - cue.end
            } else {
                cue.start.saturating_sub(whole.end)
            }
        };
        let here =
            spans.iter().filter(|cue| clause.contains(**cue)).min_by_key(|cue| distance(cue));
        if let Some(cue) = here {
            return Binding::Cue(*cue);
        }
        let Some(nearest) = spans.iter().min_by_key(|cue| distance(cue)) else {
            return Binding::Elsewhere;
        };
        // A cue of another clause counts only if that clause has no figure of its own to tell.
        let other = reading.clause_at(sentence, nearest.start);
        let answered = groups
            .iter()
            .enumerate()
            .any(|(at, group)| at != index && other.contains(figures[group[0]].span));
        if answered { Binding::Elsewhere } else { Binding::Cue(*nearest) }
    }

    fn widened(&self, claim: &Claim) -> Interval {
        self.tolerance.widen(interval_of(claim))
    }
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

/// Nouns and adverbs that name another measure than the rule's cue when they stand at a figure.
const MEASURES: &[&str] = &[
    "ago",
    "altitude",
    "apart",
    "away",
    "below",
    "deep",
    "depth",
    "diameter",
    "distance",
    "earlier",
    "east",
    "from",
    "height",
    "high",
    "inland",
    "later",
    "length",
    "long",
    "north",
    "northeast",
    "northwest",
    "off",
    "offshore",
    "old",
    "older",
    "south",
    "southeast",
    "southwest",
    "tall",
    "thick",
    "underground",
    "west",
    "wide",
    "width",
    "younger",
];

/// "5.5 m long", "450 km away", "a length of 5.5 m": the figure itself says that it measures
/// something that is no cue of the rule.
fn measures_something_else(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    whole: ProseSpan,
) -> bool {
    let is_cue = |span: ProseSpan| rule.near.iter().any(|cues| reading.any_in(cues, span));
    let prose = reading.prose();
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let mut after = reading.words_in(behind);
    let lead = |range: &std::ops::Range<usize>| &prose[whole.end as usize..range.start];
    if let Some((range, found)) = after.next()
        && lead(&range).chars().all(|c| c.is_whitespace() || c == ')')
    {
        let span = ProseSpan::new(range.start, range.end);
        if is_one_of(found, MEASURES) && !is_cue(span) {
            return true;
        }
        if found.eq_ignore_ascii_case("in")
            && let Some((range, next)) = after.next()
            && is_one_of(next, MEASURES)
            && !is_cue(ProseSpan::new(range.start, range.end))
        {
            return true;
        }
    }
    let lead = &prose[sentence.span.start as usize..whole.start as usize];
    let mut before = word::words_before(lead);
    let Some((_, "of")) = before.next() else { return false };
    let Some((offset, head)) = before.next() else { return false };
    let start = sentence.span.start as usize + offset;
    !rule.near.is_empty()
        && !is_cue(ProseSpan::new(start, start + head.len()))
        && !is_one_of(head, &["average", "excess", "maximum", "minimum", "most", "total"])
}

/// "1,250 km and 1,600 km": two values told in one breath are a list, not a claim.
fn is_listed(prose: &str, figures: &[Figure], groups: &[&Vec<usize>], index: usize) -> bool {
    let joined = |one: &[usize], other: &[usize]| -> bool {
        let (Some(&last), Some(&first)) = (one.last(), other.first()) else { return false };
        let gap = prose
            .get(figures[last].span.end as usize..figures[first].hedged.start as usize)
            .unwrap_or_default()
            .trim_matches(|c: char| c.is_whitespace() || c == ')' || c == ',');
        matches!(gap, "" | "and" | "or" | "to" | "and/or" | "through")
    };
    (index > 0 && joined(groups[index - 1], groups[index]))
        || groups.get(index + 1).is_some_and(|next| joined(groups[index], next))
}

fn is_bound(hedge: figure::Hedge) -> bool {
    use figure::Hedge::{AtLeast, AtMost, LessThan, MoreThan};
    matches!(hedge, AtLeast | AtMost | LessThan | MoreThan)
}

fn figure_of(claim: &Claim) -> Option<&FigureValue> {
    claim.parts.iter().find_map(|part| figure_in(part))
}

fn figure_in(part: &Part) -> Option<&FigureValue> {
    match &part.value {
        Value::Figure(value) => Some(value),
        _ => None,
    }
}

/// Every value that the claim's figure or its conversion leaves possible: a loose conversion must
/// not make a contradiction, `conversion` judges those.
fn interval_of(claim: &Claim) -> Interval {
    claim
        .parts
        .iter()
        .filter_map(figure_in)
        .map(|value| value.interval)
        .reduce(Interval::hull)
        .unwrap_or(Interval::closed(f64::NEG_INFINITY, f64::INFINITY))
}

/// Claims of one document that leave the same values possible: one says it, the others repeat it.
struct Entry<'c> {
    claims: Vec<&'c Claim>,
    interval: Interval,
    weight: f64,
}

impl<'c> Entry<'c> {
    fn first(&self) -> &'c Claim {
        self.claims[0]
    }
}

impl Quantity {
    fn entries<'c>(&self, claims: &[&'c Claim]) -> Vec<Entry<'c>> {
        let mut entries: Vec<Entry<'c>> = Vec::new();
        let mut of_document: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &claim in claims {
            let interval = self.widened(claim);
            let known = of_document.entry(&claim.document.path).or_default();
            match known.iter().find(|&&index| entries[index].interval == interval) {
                Some(&index) => entries[index].claims.push(claim),
                None => {
                    known.push(entries.len());
                    entries.push(Entry {
                        claims: vec![claim],
                        interval,
                        weight: claim.document.trust,
                    });
                }
            }
        }
        // A document has one vote, however many values it gives.
        for indices in of_document.values() {
            for &index in indices {
                entries[index].weight /= indices.len() as f64;
            }
        }
        entries
    }

    /// Without a fact: what the corpus says, and who says otherwise.
    fn compare(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let Some(window) = self.window else {
            self.compare_all(rule, group, verdict);
            return;
        };
        let mut dated: Vec<(Date, &Claim)> = Vec::new();
        for &claim in group {
            match claim.document.date {
                Some(date) => dated.push((date, claim)),
                None => verdict.undated += 1,
            }
        }
        dated.sort_by_key(|(date, _)| *date);
        let mut covered = 0;
        for first in 0..dated.len() {
            let last =
                dated.partition_point(|(date, _)| days_between(dated[first].0, *date) <= window);
            if last > covered {
                covered = last;
                let mut within: Vec<&Claim> =
                    dated[first..last].iter().map(|(_, claim)| *claim).collect();
                within.sort_by(|one, other| one.order().cmp(&other.order()));
                self.compare_all(rule, &within, verdict);
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        verdict
            .findings
            .retain(|finding| seen.insert((finding.primary.path.clone(), finding.primary.span)));
    }

    fn compare_all(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let entries = self.entries(group);
        let weighted: Vec<(Interval, f64)> =
            entries.iter().map(|entry| (entry.interval, entry.weight)).collect();
        let Some(consensus) = sweep::consensus(&weighted) else { return };
        let (agreeing, outlying): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            entries.iter().partition(|entry| !entry.interval.is_disjoint(&consensus.region));
        for outlier in outlying {
            let witnesses: Vec<&Entry<'_>> = agreeing
                .iter()
                .copied()
                .filter(|entry| entry.interval.is_disjoint(&outlier.interval))
                .collect();
            if let Some(witness) = witnesses.first() {
                let disagreement =
                    Disagreement { outlier, witness, witnesses: &witnesses, tied: consensus.tied };
                verdict.findings.push(disagreement.into_finding(self, rule));
            }
        }
    }

    /// With a fact: a claim that cannot be it is wrong.
    fn hold_against_facts(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let judged: Vec<&Claim> = group
            .iter()
            .copied()
            .filter(|claim| self.together || claim.speaker == Speaker::Paper)
            .collect();
        let entries = self.entries(&judged);
        let mut right: Vec<&Entry<'_>> = Vec::new();
        let mut wrong: Vec<(&Entry<'_>, &Fact)> = Vec::new();
        for entry in &entries {
            let claim = entry.first();
            let dated = self.facts.iter().any(|fact| fact.period != Period::default());
            if dated && claim.days.is_empty() {
                verdict.undated += entry.claims.len();
                continue;
            }
            let applicable: Vec<&Fact> = self
                .facts
                .iter()
                .filter(|fact| {
                    fact.period == Period::default()
                        || claim.days.iter().any(|days| fact.period.touches(days.first, days.last))
                })
                .collect();
            match applicable.first() {
                Some(&fact)
                    if applicable.iter().all(|fact| {
                        self.tolerance.widen(fact.interval).is_disjoint(&interval_of(claim))
                    }) =>
                {
                    wrong.push((entry, fact));
                }
                Some(_) => right.push(entry),
                None => {}
            }
        }
        for (entry, fact) in wrong {
            verdict.findings.push(Mistake { entry, fact, right: &right }.into_finding(self, rule));
        }
    }

    /// The part of a claim to point at: the one in the unit that findings speak.
    fn shown<'c>(&self, claim: &'c Claim) -> &'c Part {
        let wanted = self.spoken.as_ref().map(|spoken| spoken.factor);
        claim
            .parts
            .iter()
            .find(|part| {
                figure_in(part).zip(wanted).is_some_and(|(value, factor)| value.factor == factor)
            })
            .unwrap_or(&claim.parts[0])
    }

    /// "2,500 km": the value of a part in the unit that findings speak.
    fn said(&self, value: &FigureValue) -> String {
        let Some(spoken) = &self.spoken else { return self.as_written(value) };
        let convert =
            |written: f64| (written * value.factor + value.offset - spoken.offset) / spoken.factor;
        let low = wording::number(convert(value.low));
        let number = match value.high {
            Some(high) => format!("{low} to {}", wording::number(convert(high))),
            None => low,
        };
        format!("{number} {}", spoken.words)
    }

    fn as_written(&self, value: &FigureValue) -> String {
        let number = match value.high {
            Some(high) => format!("{} to {}", wording::number(value.low), wording::number(high)),
            None => wording::number(value.low),
        };
        match &value.unit {
            Some(unit) => format!("{number} {unit}"),
            None => number,
        }
    }

    /// "`about 2,500 kilometers` allows 2,250 to 2,750 km".
    fn arithmetic(&self, entry: &Entry<'_>) -> String {
        let claim = entry.first();
        let words: Vec<String> = claim
            .parts
            .iter()
            .map(|part| {
                let hedge = figure_in(part).and_then(|value| value.hedge.clone());
                let words = wording::one_line(&part.words);
                hedge.map_or_else(
                    || words.clone(),
                    |hedge| format!("{} {words}", wording::one_line(&hedge)),
                )
            })
            .collect();
        let (interval, unit) = match &self.spoken {
            Some(spoken) => {
                let scaled =
                    entry.interval.scaled(1.0 / spoken.factor, -spoken.offset / spoken.factor);
                (scaled, spoken.words.clone())
            }
            None => {
                let value = figure_of(claim);
                let written = value.map_or(entry.interval, |value| value.as_written);
                (written, value.and_then(|value| value.unit.clone()).unwrap_or_default())
            }
        };
        let widened = match self.tolerance {
            Tolerance::None => "",
            _ => " with the rule's tolerance",
        };
        format!("`{}` allows {} {unit}{widened}", words.join(" / "), wording::interval(&interval),)
            .trim_end()
            .to_owned()
    }
}

fn days_between(earlier: Date, later: Date) -> i32 {
    (later - earlier).get_days()
}

/// Two values that cannot both be true.
struct Disagreement<'e, 'c> {
    outlier: &'e Entry<'c>,
    witness: &'e Entry<'c>,
    witnesses: &'e [&'e Entry<'c>],
    tied: bool,
}

impl Disagreement<'_, '_> {
    fn into_finding(self, quantity: &Quantity, rule: &Rule) -> Finding {
        let claim = self.outlier.first();
        let part = quantity.shown(claim);
        let other = quantity.shown(self.witness.first());
        let found = wording::one_line(&part.words);
        let expected = wording::one_line(&other.words);
        let mut documents: Vec<&str> =
            self.witnesses.iter().map(|entry| entry.first().document.path.as_str()).collect();
        documents.dedup();
        let topic = &quantity.topic;
        let default = if self.tied || documents.len() < 2 {
            format!("{topic} is given as `{found}` and as `{expected}`")
        } else {
            format!(
                "{topic} is given as `{found}`, but {} documents say `{expected}`",
                documents.len()
            )
        };
        let message = super::worded(
            rule,
            default,
            &[("found", &found), ("expect", &expected), ("subject", &quantity.subject)],
        );
        let primary = super::label_at(claim, part, quantity.label(part));
        let mut finding = super::finding(rule, claim, message, primary);
        let mut seen = "";
        for witness in self.witnesses {
            let claim = witness.first();
            if claim.document.path != seen {
                let part = quantity.shown(claim);
                finding.related.push(super::label_at(claim, part, quantity.label(part)));
                seen = &claim.document.path;
            }
        }
        let mut notes = vec![format!(
            "{}; {}",
            quantity.arithmetic(self.outlier),
            quantity.arithmetic(self.witness)
        )];
        notes.extend(repeats(self.outlier));
        notes.append(&mut finding.notes);
        finding.notes = notes;
        finding
    }
}

/// A value that cannot be the fact.
struct Mistake<'e, 'c> {
    entry: &'e Entry<'c>,
    fact: &'e Fact,
    right: &'e [&'e Entry<'c>],
}

/// How many agreeing documents a finding shows beside a fact.
const SHOWN_WITNESSES: usize = 3;

impl Mistake<'_, '_> {
    fn into_finding(self, quantity: &Quantity, rule: &Rule) -> Finding {
        let claim = self.entry.first();
        let part = quantity.shown(claim);
        let found = wording::one_line(&part.words);
        let expect = &self.fact.words;
        let message = super::worded(
            rule,
            format!("{} is given as `{found}`; it is {expect}", quantity.topic),
            &[("found", &found), ("expect", expect), ("subject", &quantity.subject)],
        );
        let primary = super::label_at(claim, part, quantity.label(part));
        let mut finding = super::finding(rule, claim, message, primary);
        let mut documents = 0;
        let mut seen = claim.document.path.as_str();
        for entry in self.right {
            let claim = entry.first();
            if claim.document.path != seen {
                seen = &claim.document.path;
                documents += 1;
                if documents <= SHOWN_WITNESSES {
                    let part = quantity.shown(claim);
                    let mut label = super::label_at(claim, part, quantity.label(part));
                    label.evidence = true;
                    finding.related.push(label);
                }
            }
        }
        let mut place = self.fact.place.clone();
        place.evidence = true;
        finding.related.push(place);
        let mut notes =
            vec![format!("{}, which leaves out {expect}", quantity.arithmetic(self.entry))];
        notes.extend(repeats(self.entry));
        if documents > SHOWN_WITNESSES {
            notes.push(format!("{documents} documents agree with the fact"));
        }
        notes.append(&mut finding.notes);
        finding.notes = notes;
        finding
    }
}

impl Quantity {
    fn label(&self, part: &Part) -> String {
        figure_in(part).map(|value| format!("{} here", self.said(value))).unwrap_or_default()
    }
}

/// "repeated in lines 9 and 14".
fn repeats(entry: &Entry<'_>) -> Option<String> {
    let lines: Vec<String> = entry
        .claims
        .iter()
        .skip(1)
        .filter_map(|claim| claim.parts.first())
        .map(|part| part.start.line.to_string())
        .collect();
    (!lines.is_empty()).then(|| {
        let noun = if lines.len() == 1 { "line" } else { "lines" };
        format!("repeated in {noun} {}", wording::list(&lines))
    })
}

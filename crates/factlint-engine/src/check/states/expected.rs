//! The state that a rule holds to be the case, and what tells another one of the same time.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::{State, States, state_of};
use crate::check::draft::Draft;
use crate::check::wording;
use crate::check::{Decider, Verdict};
use crate::claim::{Claim, Speaker};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::table::Table;
use crate::unread::Reason;
use factlint_language::date::{Direction, Unit, Written};
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

pub(super) const FACT: Code = Code::new("states/fact", "a state is not the one that holds");

/// Of two days that far apart, no date that does not hang on the document holds both.
const ANY_DAYS: [Date; 2] = [date(1904, 2, 29), date(2203, 9, 14)];

/// The state that a rule holds to be the case.
#[derive(Debug)]
pub(super) struct Fact {
    state: String,
    place: Label,
}

impl Fact {
    /// Its name in `[rule.states]`.
    pub fn state(&self) -> &str {
        &self.state
    }
}

/// What a document tells that says that something is not in a state: "not open".
pub(super) fn denied(state: &str) -> String {
    format!("not {state}")
}

/// `expect = "closed"`, the name of a state.
pub(super) fn read_fact(
    table: &mut Table<'_>,
    draft: &Draft<'_>,
    states: &[State],
    is_ordered: bool,
) -> Option<Fact> {
    match draft.expect_from(table, "expect") {
        Some(outside) => named_state(&mut outside.as_table(table, "expect"), states, is_ordered),
        None => named_state(table, states, is_ordered),
    }
}

fn named_state(table: &mut Table<'_>, states: &[State], is_ordered: bool) -> Option<Fact> {
    let name = table.string("expect")?;
    let Some(state) = states.iter().find(|state| state.name == *name.get_ref()) else {
        let known: Vec<String> = states.iter().map(|state| format!("\"{}\"", state.name)).collect();
        table.problem_with_note(
            name.span(),
            format!("`expect` of {} has an unknown state `{}`", table.what(), name.get_ref()),
            "is not in `[rule.states]`",
            format!("the states are {}", known.join(", ")),
        );
        return None;
    };
    if is_ordered {
        table.problem_with_note(
            name.span(),
            format!("{} has both `expect` and `order`", table.what()),
            "one or the other",
            "with `expect`, documents are held against that state, and not against each other",
        );
        return None;
    }
    let place = table.file().label(name.span(), "the state that this rule holds");
    Some(Fact { state: state.name.clone(), place })
}

impl States {
    /// What tells another state than the one that holds: the first of each document and state.
    pub(super) fn hold_against(
        &self,
        rule: &Rule,
        fact: &Fact,
        group: &[&Claim],
        verdict: &mut Verdict,
    ) {
        let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
        for claim in group.iter().filter(|claim| self.is_held_against(claim)) {
            let state = state_of(claim);
            if state != fact.state && seen.insert((&claim.document.path, state)) {
                verdict.conflicts.push(self.wrong(rule, fact, claim));
            }
        }
    }

    /// Whether a claim need be the fact: it is what the document itself says of its time.
    pub(super) fn is_held_against(&self, claim: &Claim) -> bool {
        (self.together || claim.speaker == Speaker::Paper) && is_of_now(claim)
    }

    fn wrong(&self, rule: &Rule, fact: &Fact, claim: &Claim) -> Conflict {
        let part = &claim.parts[0];
        let found = wording::one_line(part.seen());
        let (state, expect) = (state_of(claim), fact.state());
        let topic = if self.topic.is_empty() { "one thing" } else { &self.topic };
        let is_denied = state == denied(expect);
        let (message, label) = match is_denied {
            true => {
                (format!("{topic} is `{expect}`, which is denied here"), "denied here".to_owned())
            }
            false => (format!("{topic} is `{expect}`, not `{state}`"), format!("`{state}` here")),
        };
        let message = crate::check::worded(
            rule,
            message,
            &[("found", &found), ("expect", expect), ("subject", &self.topic)],
        );
        let primary = Side::new(claim, part, label);
        let mut conflict = crate::check::conflict(FACT, rule, claim, message, primary);
        conflict.evidence.push(Evidence::Place(fact.place.clone().into()));
        conflict
    }
}

/// Whether a state is told of the time of its document: of no day, or of days that hold the document's.
fn is_of_now(claim: &Claim) -> bool {
    claim.days.is_empty()
        || claim.document.date.is_some_and(|date| {
            claim.days.iter().any(|days| days.first <= date && date <= days.last)
        })
}

/// Whether every date of a sentence is the time of its document, whichever that is: "today", "this week".
pub(super) fn is_told_of_now(reading: &Reading<'_>, sentence: Sentence) -> bool {
    reading.dates(sentence).iter().all(|told| {
        ANY_DAYS.iter().all(|day| {
            told.period(Some(*day))
                .is_some_and(|period| period.first <= *day && *day <= period.last)
        })
    })
}

/// The verb that tells a state as one of before: "was open", "remained open", "had been rejected". What was done holds
/// ("approved the bridge", "was rejected"), but not where it says how long it did ("was closed for two years").
pub(super) fn looking_back(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
) -> Option<(Reason, Decider)> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let at = syntax.head_in(state)?;
    let is_attribute = tree.relation(at) == Relation::Modifier
        && tree.head(at).is_some_and(|it| syntax.tag(it).is_noun());
    if is_attribute {
        return None;
    }
    let verb = syntax.clause_of(at).value?.verb;
    let is_past = |word: usize| syntax.tag(word) == Tag::Past;
    let auxiliary = |relation: Relation| {
        tree.dependents(verb).find(|below| tree.relation(*below) == relation && is_past(*below))
    };
    if is_beside_name(reading, sentence, state) {
        return None;
    }
    let had = auxiliary(Relation::Auxiliary).filter(|had| syntax.lemma(*had) == "have");
    let is_told_by_verb = state.contains(syntax.words()[verb].span);
    // "Was considered extinct"
    let was_held = !is_told_by_verb && word::is(&syntax.lemma(verb), Class::ConsideringVerbs);
    // "Was given the go-ahead", "was found guilty": the verb is a part of what is told.
    let was = auxiliary(Relation::PassiveAuxiliary).filter(|_| {
        was_held
            || is_undone(reading, sentence, verb)
            || has_ended(reading, sentence, verb)
            || went_on_during(syntax, tree, verb)
    });
    // "Fell out of use"
    let comes_to = word::is(&syntax.lemma(verb), Class::BecomingVerbs);
    let past = (!is_told_by_verb && !comes_to && is_past(verb)).then_some(verb);
    let word = had.or(was).or(past)?;
    Some((Reason::NotAsserted, Decider::Word(syntax.words()[word].span)))
}

/// Whether a state stands right behind the comma of a name, with a word by which it holds now: "the pass, open again since Monday,
/// was full".
pub(super) fn is_beside_name(reading: &Reading<'_>, sentence: Sentence, state: ProseSpan) -> bool {
    let prose = reading.prose();
    let before = ProseSpan { start: sentence.span.start, end: state.start }.of(prose).trim_end();
    let rest = ProseSpan { start: state.end, end: sentence.span.end.max(state.end) }.of(prose);
    let (lead, is_now) = match word::words_before(before).next() {
        Some((at, now)) if word::is(now, Class::Nowadays) => (before[..at].trim_end(), true),
        _ => (before, false),
    };
    let Some(name) = lead.strip_suffix([',', '(', '–', '—']) else { return false };
    let end = sentence.span.start + name.trim_end().len() as u32;
    let syntax = reading.syntax(sentence);
    let named = end
        .checked_sub(1)
        .and_then(|at| syntax.word_at(at))
        .is_some_and(|word| reading.is_mention(syntax.words()[word].span.start as usize));
    let aside = rest.split([',', ')', '–', '—']).next().unwrap_or_default();
    let holds = |found: &str| {
        word::is(found, Class::SinceWord)
            || word::is(found, Class::Nowadays)
            || word::is(found, Class::AnotherTime)
    };
    named && (is_now || word::words(aside).any(|(_, found)| holds(found)))
}

/// Whether every date of a sentence is a day, a week or a month of which news tell, however the text is dated: "on Friday", "last week". What
/// was done then is so from then on.
pub(super) fn is_news(reading: &Reading<'_>, sentence: Sentence) -> bool {
    /// So many days after it was done, a text still tells what was done as news.
    const FRESH: i32 = 31;
    let today = reading.document().record().date;
    let dates = reading.dates(sentence);
    !dates.is_empty()
        && dates.iter().all(|told| match &told.written {
            Written::Weekday { direction: Direction::Coming, .. } => false,
            Written::Weekday { .. } => true,
            Written::Relative { unit, offset } => match unit {
                Unit::Day | Unit::Week => *offset <= 0,
                Unit::Month => (-1..=0).contains(offset),
                _ => false,
            },
            _ => today.zip(told.period(today)).is_some_and(|(today, days)| {
                days.first <= today && (today - days.last).get_days() <= FRESH
            }),
        })
}

/// Whether a state is what a verb of the past did, or its result, of which a text tells as news.
pub(super) fn is_done_of_late(reading: &Reading<'_>, sentence: Sentence, state: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let done = || {
        let tree = syntax.trees().first()?;
        let at = syntax.head_in(state)?;
        let verb = syntax.clause_of(at).value?.verb;
        let is_past = |word: usize| syntax.tag(word) == Tag::Past;
        let mut auxiliaries = tree.dependents(verb).filter(|below| {
            matches!(tree.relation(*below), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let first = auxiliaries.next();
        let told = state.contains(syntax.words()[verb].span);
        let is_participle = matches!(syntax.tag(verb), Tag::Participle | Tag::Past);
        Some(match first {
            Some(first) => told && is_past(first),
            None => told && is_participle || is_beside_name(reading, sentence, state),
        })
    };
    is_news(reading, sentence) && done() == Some(true)
}

/// Whether a sentence goes on with what has come of the subject since: "was injured in the spring, but has recovered", "was scrapped in
/// May but is levied again".
fn is_undone(reading: &Reading<'_>, sentence: Sentence, verb: usize) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let is_contrast = tree
        .dependents_as(verb, Relation::Conjunction)
        .any(|joint| word::is(syntax.text(joint), Class::ContrastJoints));
    let is_of_now = |later: usize| {
        tree.dependents(later).all(|at| !tree.relation(at).is_subject())
            && (syntax.is_going_on(later).value || syntax.is_told_as_present(later).value)
    };
    is_contrast && tree.dependents_as(verb, Relation::Conjunct).any(is_of_now)
}

/// Whether a sentence says how long what a verb tells did, and is no news of its beginning: "was closed for two years", not "was approved
/// after a debate of two hours", "was jailed for two years", "was closed on Friday for two weeks".
fn has_ended(reading: &Reading<'_>, sentence: Sentence, verb: usize) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    // "Was convicted and faces ten years in prison", "a debate of two hours"
    let is_of_verb = |span: ProseSpan| {
        let Some(at) = syntax.head_in(span) else { return true };
        let is_behind = tree
            .head(at)
            .is_some_and(|joint| word::is(syntax.text(joint), Class::AfterPrepositions));
        !is_behind && syntax.clause_of(at).value.is_none_or(|clause| clause.verb == verb)
    };
    let lengths = reading
        .figures(sentence)
        .iter()
        .filter(|figure| !figure.attributive && is_of_verb(figure.span))
        .filter_map(|figure| length_in_days(reading, figure));
    let shortest = lengths.min_by(f64::total_cmp);
    // "For two days in May": over before the month was.
    let longest_news = || {
        let today = reading.document().record().date.unwrap_or(ANY_DAYS[0]);
        let days = reading.dates(sentence).iter().filter_map(|date| date.period(Some(today)));
        days.map(|days| f64::from((days.last - days.first).get_days() + 1)).max_by(f64::total_cmp)
    };
    // "Was jailed for two years", which goes on
    let goes_on = word::is(&syntax.lemma(verb), Class::SentencingVerbs);
    shortest.is_some_and(|length| match is_news(reading, sentence) {
        true => longest_news().is_some_and(|days| days > length),
        false => !goes_on,
    })
}

/// "Was closed during the war", "throughout the strike": what a verb tells is over with that.
fn went_on_during(syntax: &Syntax<'_>, tree: &Tree, verb: usize) -> bool {
    tree.dependents_as(verb, Relation::Preposition)
        .filter(|at| word::is(syntax.text(*at), Class::DuringPrepositions))
        .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
        .any(|time| {
            syntax.tag(time).is_noun()
                && tree
                    .dependents_as(time, Relation::Determiner)
                    .any(|at| word::is(syntax.text(at), Class::Article))
        })
}

/// How many days a length of time is; none of other figures.
fn length_in_days(reading: &Reading<'_>, figure: &Figure) -> Option<f64> {
    const DAY_IN_SECONDS: f64 = 86_400.0;
    match &figure.measure {
        Measure::Unit(unit) => {
            let unit = reading.vocabulary().units.get(*unit);
            (unit.dimension == "time").then(|| figure.interval.low * unit.factor / DAY_IN_SECONDS)
        }
        // "Two decades"
        Measure::Counted(noun) => word::is(noun, Class::CalendarUnits).then_some(f64::INFINITY),
        _ => None,
    }
}

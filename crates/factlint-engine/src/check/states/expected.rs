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
use factlint_language::figure::Measure;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

pub(super) const FACT: Code = Code::new("states/fact", "a state is not the one that holds");

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
        let message = crate::check::worded(
            rule,
            format!("{topic} is `{expect}`, not `{state}`"),
            &[("found", &found), ("expect", expect), ("subject", &self.topic)],
        );
        let primary = Side::new(claim, part, format!("`{state}` here"));
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
    /// Of two days that far apart, no date that does not hang on the document holds both.
    const DAYS: [Date; 2] = [date(1904, 2, 29), date(2203, 9, 14)];
    reading.dates(sentence).iter().all(|told| {
        DAYS.iter().all(|day| {
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
    let had = auxiliary(Relation::Auxiliary).filter(|had| syntax.lemma(*had) == "have");
    let is_told_by_verb = state.contains(syntax.words()[verb].span);
    // "Was considered extinct"
    let was_held = !is_told_by_verb && word::is(&syntax.lemma(verb), Class::ConsideringVerbs);
    let was =
        auxiliary(Relation::PassiveAuxiliary).filter(|_| was_held || lasts(reading, sentence));
    let past = (!is_told_by_verb && is_past(verb)).then_some(verb);
    let word = had.or(was).or(past)?;
    Some((Reason::NotAsserted, Decider::Word(syntax.words()[word].span)))
}

/// Whether a sentence says how long something did.
fn lasts(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let units = &reading.vocabulary().units;
    reading.figures(sentence).iter().any(|figure| match &figure.measure {
        Measure::Unit(unit) => units.get(*unit).dimension == "time",
        Measure::Counted(noun) => word::is(noun, Class::CalendarUnits),
        _ => false,
    })
}

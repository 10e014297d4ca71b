//! Which titles the record contradicts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Tenure, Titles};
use crate::check::{self, Verdict, wording};
use crate::claim::{Claim, Days, Identity, Part, Stance, TitleValue, Value};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::Severity;
use crate::rule::{Period, Rule};

pub(super) const STILL_HELD: Code =
    Code::new("title/still-held", "somebody is called former who holds the office");
pub(super) const ENDED: Code =
    Code::new("title/ended", "an office is given to somebody who holds it no longer");
pub(super) const NOT_YET: Code =
    Code::new("title/not-yet", "an office is given to somebody who does not hold it yet");
pub(super) const MISSPELT: Code = Code::new("title/misspelt", "the holder's name is misspelt");
pub(super) const SOMEBODY_ELSE: Code =
    Code::new("title/somebody-else", "an office is given to somebody else than its holder");
pub(super) const PRONOUN: Code =
    Code::new("title/pronoun", "a pronoun does not fit the holder of the office");
pub(super) const NOT_LISTED: Code =
    Code::new("title/not-listed", "an office is given that the rule does not list");
pub(super) const DISAGREEMENT: Code =
    Code::new("title/disagreement", "undated documents give one person an office and a former one");

impl Titles {
    /// Judges dated claims by the record, and holds undated ones against each other.
    pub(super) fn judge_titles(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        // One finding for a document and a mistake; the rest are its repeats.
        let mut reported: BTreeMap<(&str, Stance, bool), (usize, BTreeSet<u32>)> = BTreeMap::new();
        for &claim in group {
            let Some(value) = title_of(claim) else { continue };
            let Some(days) = judged_on(claim) else {
                verdict.undated += 1;
                continue;
            };
            // On a day outside of the rule's period nobody knows whose the office was.
            if days.iter().any(|days| !rule.period.touches(days.first, days.last)) {
                continue;
            }
            let Some(mistake) = self.mistake(claim, value, days) else { continue };
            let key = (&*claim.document.path, value.stance, value.pronoun.is_some());
            if let Some((_, lines)) = reported.get_mut(&key) {
                lines.insert(claim.parts[0].start.line);
            } else {
                reported.insert(key, (verdict.conflicts.len(), BTreeSet::new()));
                verdict.conflicts.push(mistake.into_conflict(rule));
            }
        }
        for (index, lines) in reported.into_values() {
            let conflict = &mut verdict.conflicts[index];
            if let Some(others) =
                wording::other_lines(lines.into_iter(), conflict.sides[0].label.start.line)
            {
                conflict.notes.insert(0, format!("repeated in {others}").into());
            }
        }
        verdict.conflicts.extend(self.disagreement(rule, group));
    }

    fn tenures_of<'t>(&'t self, person: &str, title: &str) -> impl Iterator<Item = &'t Tenure> {
        self.tenures.iter().filter(move |tenure| {
            self.persons[tenure.person].display == person
                && self.titles[tenure.title].words == title
        })
    }

    /// What is wrong with a dated claim, if anything is.
    fn mistake<'c>(
        &'c self,
        claim: &'c Claim,
        value: &'c TitleValue,
        days: Vec<Days>,
    ) -> Option<Mistake<'c>> {
        let kind = match (&value.pronoun, &value.identity) {
            (Some(pronoun), _) => self.wrong_pronoun(pronoun, &days),
            (None, Identity::Known(person)) => self.wrong_for_holder(person, value, &days),
            (None, Identity::Resembles(person)) => self.misspelt(person, value, &days),
            (None, Identity::Unknown) => self.wrong_for_stranger(value, &days),
        }?;
        Some(Mistake { titles: self, claim, value, kind, days })
    }

    /// "his", where the holder on these days is a woman.
    fn wrong_pronoun(&self, pronoun: &str, days: &[Days]) -> Option<Wrong<'_>> {
        let mut holders = self.tenures.iter().filter(|tenure| touches(tenure.period, days));
        let (holder, others) = (holders.next()?, holders.next());
        let expected = self.persons[holder.person].pronoun.as_deref()?;
        let fits = expected == pronoun || expected == "their";
        (others.is_none() && !fits).then_some(Wrong::Pronoun(holder))
    }

    /// Somebody whom the rule knows: is the office theirs then, or over then, as the text has it?
    fn wrong_for_holder(
        &self,
        person: &str,
        value: &TitleValue,
        days: &[Days],
    ) -> Option<Wrong<'_>> {
        let tenures: Vec<&Tenure> = self.tenures_of(person, &value.title).collect();
        let Some(first) = tenures.first() else { return Some(Wrong::NotListed) };
        if value.stance == Stance::Former {
            let holds = |tenure: &&&Tenure| days.iter().all(|one| is_inside(tenure.period, *one));
            return tenures.iter().find(holds).map(|tenure| Wrong::StillHeld(tenure));
        }
        if tenures.iter().any(|tenure| touches(tenure.period, days)) {
            return None;
        }
        let is_over =
            |tenure: &&&Tenure| days.iter().all(|one| tenure.period.ended_before(one.first));
        match tenures.iter().rev().find(is_over) {
            // "Under President X": nobody says that X is in office.
            _ if value.looks_back => None,
            Some(tenure) => Some(Wrong::Ended(tenure)),
            // A surname alone may be somebody else's.
            None => value.in_full.then_some(Wrong::NotYet(first)),
        }
    }

    /// A name a letter or two away from that of somebody whose office it is then.
    fn misspelt(&self, person: &str, value: &TitleValue, days: &[Days]) -> Option<Wrong<'_>> {
        let fits = |tenure: &&Tenure| match value.stance {
            Stance::Current => touches(tenure.period, days),
            Stance::Former => days.iter().any(|one| tenure.period.ended_before(one.last)),
        };
        self.tenures_of(person, &value.title).find(fits).map(Wrong::Misspelt)
    }

    /// Somebody whom the rule does not know is called by an office that has a known holder.
    fn wrong_for_stranger(&self, value: &TitleValue, days: &[Days]) -> Option<Wrong<'_>> {
        if value.stance == Stance::Former {
            return None;
        }
        // Every day must have a known holder, or the stranger may be right.
        let has_holder = |day: &Days| {
            self.tenures.iter().any(|tenure| {
                tenure.period.from.is_some_and(|from| from <= day.first)
                    && tenure.period.until.is_none_or(|until| day.last <= until)
            })
        };
        let holder = self.tenures.iter().find(|tenure| touches(tenure.period, days))?;
        days.iter().all(has_holder).then_some(Wrong::SomebodyElse(holder))
    }

    /// Documents that call a person both by an office and by a former one, when at least one of them
    /// has no date: the dates do not explain it, and neither is called wrong.
    fn disagreement(&self, rule: &Rule, group: &[&Claim]) -> Option<Conflict> {
        let known = |claim: &&&Claim| {
            title_of(claim).is_some_and(|value| matches!(value.identity, Identity::Known(_)))
        };
        let with = |stance: Stance| -> Vec<&Claim> {
            let mut seen = BTreeSet::new();
            group
                .iter()
                .filter(known)
                .filter(|claim| title_of(claim).is_some_and(|value| value.stance == stance))
                .filter(|claim| seen.insert(claim.document.path.clone()))
                .copied()
                .collect()
        };
        let (current, former) = (with(Stance::Current), with(Stance::Former));
        let all = current.iter().chain(&former);
        if current.is_empty()
            || former.is_empty()
            || all.clone().all(|claim| judged_on(claim).is_some())
        {
            return None;
        }
        // Dated claims that the record already settles are no witnesses against undated ones of the
        // same stance; but as long as each side has a claim, the corpus disagrees.
        let (few, many) =
            if former.len() <= current.len() { (former, current) } else { (current, former) };
        // Somebody who has left the office once was "former" at some time.
        let explainable = all_undated(&few, &many).all(|claim| {
            title_of(claim).is_some_and(|value| match (&value.identity, value.stance) {
                (Identity::Known(person), Stance::Former) => self
                    .tenures_of(person, &value.title)
                    .any(|tenure| tenure.period.until.is_some()),
                _ => true,
            })
        });
        Some(Disagreement { few, many, explainable }.into_conflict(rule))
    }
}

/// Whether a period holds one of these days.
fn touches(period: Period, days: &[Days]) -> bool {
    days.iter().any(|days| period.touches(days.first, days.last))
}

/// Whether a person holds the office on all of these days, and neither entered nor left it then:
/// on the day of a handover "former" and the office itself are both right.
fn is_inside(period: Period, days: Days) -> bool {
    period.from.is_none_or(|from| from < days.first)
        && period.until.is_none_or(|until| days.last < until)
}

/// The days on which a title may be right: the document's date, and the dates in its sentence ("In 2015,
/// Chancellor X", "former President X signed it in 2022"). None where the document has no date.
fn judged_on(claim: &Claim) -> Option<Vec<Days>> {
    // "Was mayor in 2018" says nothing of any other day.
    if title_of(claim).is_some_and(|value| value.is_of_then) && !claim.days.is_empty() {
        return Some(claim.days.clone());
    }
    let date = claim.document.date?;
    let mut days = claim.days.clone();
    days.push(Days { first: date, last: date });
    days.sort();
    days.dedup();
    Some(days)
}

fn title_of(claim: &Claim) -> Option<&TitleValue> {
    match &claim.parts.first()?.value {
        Value::Title(value) => Some(value),
        _ => None,
    }
}

pub(super) fn period_words(period: Period) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) => format!("from {from} until {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "at all times".to_owned(),
    }
}

fn days_words(days: &[Days]) -> String {
    let words: Vec<String> = days
        .iter()
        .map(|days| {
            if days.first == days.last {
                days.first.to_string()
            } else {
                format!("{} to {}", days.first, days.last)
            }
        })
        .collect();
    wording::list(&words)
}

/// What is wrong with a title.
#[derive(Clone, Copy)]
enum Wrong<'t> {
    StillHeld(&'t Tenure),
    Ended(&'t Tenure),
    NotYet(&'t Tenure),
    Misspelt(&'t Tenure),
    SomebodyElse(&'t Tenure),
    Pronoun(&'t Tenure),
    NotListed,
}

impl Wrong<'_> {
    fn code(self) -> Code {
        match self {
            Self::StillHeld(_) => STILL_HELD,
            Self::Ended(_) => ENDED,
            Self::NotYet(_) => NOT_YET,
            Self::Misspelt(_) => MISSPELT,
            Self::SomebodyElse(_) => SOMEBODY_ELSE,
            Self::Pronoun(_) => PRONOUN,
            Self::NotListed => NOT_LISTED,
        }
    }
}

/// A title that the record contradicts.
struct Mistake<'c> {
    titles: &'c Titles,
    claim: &'c Claim,
    value: &'c TitleValue,
    kind: Wrong<'c>,
    days: Vec<Days>,
}

impl Mistake<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let part: &Part = &self.claim.parts[0];
        let found = wording::one_line(part.seen());
        let own = self.claim.document.date.filter(|_| !self.value.is_of_then);
        let when = own.map_or_else(|| days_words(&self.days), |date| date.to_string());
        let title = &self.value.title;
        let holder = |tenure: &Tenure| self.titles.persons[tenure.person].display.clone();
        let (message, label, fact, expect) = match self.kind {
            Wrong::StillHeld(tenure) => {
                let who = holder(tenure);
                let period = period_words(tenure.period);
                (
                    format!("`{found}`: {who} holds the office of {title} on {when}"),
                    format!("not former: in office {period}"),
                    Some(tenure),
                    title.clone(),
                )
            }
            Wrong::Ended(tenure) => {
                let until = tenure.period.until.map(|until| until.to_string()).unwrap_or_default();
                (
                    format!("`{found}`: {} is no longer {title} on {when}", holder(tenure)),
                    format!("in office until {until}"),
                    Some(tenure),
                    format!("former {title}"),
                )
            }
            Wrong::NotYet(tenure) => {
                let from = tenure.period.from.map(|from| from.to_string()).unwrap_or_default();
                (
                    format!("`{found}`: {} is not yet {title} on {when}", holder(tenure)),
                    format!("in office only since {from}"),
                    Some(tenure),
                    holder(tenure),
                )
            }
            Wrong::Misspelt(tenure) => {
                let who = holder(tenure);
                (
                    format!(
                        "`{}` should be `{who}`, who holds the office of {title}",
                        self.value.person
                    ),
                    format!("probably {who}"),
                    Some(tenure),
                    who.clone(),
                )
            }
            Wrong::SomebodyElse(tenure) => {
                let who = holder(tenure);
                (
                    format!("`{found}`: the {title} on {when} is {who}"),
                    format!("{who} holds the office {}", period_words(tenure.period)),
                    Some(tenure),
                    who.clone(),
                )
            }
            Wrong::Pronoun(tenure) => {
                let who = holder(tenure);
                let pronoun =
                    self.titles.persons[tenure.person].pronoun.clone().unwrap_or_default();
                (
                    format!("`{found}` refers to the {title}, who on {when} is {who}: `{pronoun}`"),
                    format!("{pronoun}, if the {title} is meant"),
                    Some(tenure),
                    pronoun,
                )
            }
            Wrong::NotListed => (
                format!("`{found}`: the rule lists no such office for {}", self.claim.subject),
                "not an office that the rule lists".to_owned(),
                None,
                String::new(),
            ),
        };
        let message = check::worded(
            rule,
            message,
            &[
                ("found", &found),
                ("expect", &expect),
                ("subject", &self.claim.subject),
                ("title", title),
            ],
        );
        let mut conflict = check::conflict(
            self.kind.code(),
            rule,
            self.claim,
            message,
            Side::new(self.claim, part, label),
        );
        if let Some(tenure) = fact {
            conflict.evidence.push(Evidence::Place(tenure.place.clone().into()));
        }
        if self.days.len() > 1 {
            let days = days_words(&self.days);
            conflict
                .notes
                .insert(0, format!("wrong on every date that may be meant: {days}").into());
        }
        conflict
    }
}

/// Documents whose dates do not explain why they call one person differently.
struct Disagreement<'c> {
    few: Vec<&'c Claim>,
    many: Vec<&'c Claim>,
    /// Whether dates could make every undated claim right.
    explainable: bool,
}

fn all_undated<'v, 'c>(
    few: &'v [&'c Claim],
    many: &'v [&'c Claim],
) -> impl Iterator<Item = &'v &'c Claim> {
    few.iter().chain(many).filter(|claim| judged_on(claim).is_none())
}

impl Disagreement<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let (claim, other) = (self.few[0], self.many[0]);
        let words = |claim: &Claim| wording::one_line(claim.parts[0].seen());
        let (found, expect) = (words(claim), words(other));
        let message = check::worded(
            rule,
            format!("{} is called `{found}` and `{expect}`", claim.subject),
            &[("found", &found), ("expect", &expect), ("subject", &claim.subject)],
        );
        let label = |claim: &Claim| {
            let date = claim
                .document
                .date
                .map_or("undated document".to_owned(), |date| format!("dated {date}"));
            Side::new(claim, &claim.parts[0], date)
        };
        let mut conflict = check::conflict(DISAGREEMENT, rule, claim, message, label(claim));
        if self.explainable {
            // With dates, all of them might be right.
            conflict.severity = conflict.severity.min(Severity::Warning);
        }
        let others = self.few[1..].iter().chain(&self.many);
        conflict.sides.extend(others.map(|claim| label(claim)));
        conflict.notes.insert(
            0,
            "not all of these documents have a date, so none of them is called wrong".into(),
        );
        conflict
    }
}

//! Which claims contradict a fact or each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::{Fact, Quantity, Tolerance};
use crate::check::{self, Verdict, figures, sweep, wording};
use crate::claim::{Claim, Days, FigureValue, Part, Speaker};
use crate::conflict::{Code, Conflict, Evidence, Side};
use crate::finding::{Edit, Fix, Safety};
use crate::rule::{Period, Quotes, Rule};
use factlint_document::Role;
use factlint_language::interval::Interval;
use factlint_language::word;
use factlint_language::words::Class;

pub(super) const DISAGREEMENT: Code =
    Code::new("quantity/disagreement", "figures for one thing cannot all be true");
pub(super) const FACT: Code =
    Code::new("quantity/fact", "a figure cannot be the fact that the rule holds");

pub(super) fn figure_of(claim: &Claim) -> Option<&FigureValue> {
    claim.parts.iter().find_map(Part::figure)
}

/// Every value that the claim's figure or its conversion leaves possible: a loose conversion must
/// not make a contradiction, `conversion` judges those.
pub(super) fn interval_of(claim: &Claim) -> Interval {
    claim
        .parts
        .iter()
        .filter_map(Part::figure)
        .map(|value| value.interval)
        .reduce(Interval::hull)
        .unwrap_or(Interval::closed(f64::NEG_INFINITY, f64::INFINITY))
}

/// Claims of one document that leave the same values possible: one says it, the others repeat it.
pub(super) struct Entry<'c> {
    pub(super) claims: Vec<&'c Claim>,
    pub(super) interval: Interval,
    pub(super) weight: f64,
}

/// How an entry stands beside the facts of its rule.
pub(super) enum BesideFacts<'q> {
    Right,
    Wrong(&'q Fact),
    /// No fact is known to hold on its days, since these are not known.
    Undated,
    /// No fact holds on its days.
    NoFact,
}

impl<'c> Entry<'c> {
    pub(super) fn first(&self) -> &'c Claim {
        self.claims[0]
    }
}

impl Quantity {
    pub(super) fn entries<'c>(&self, claims: &[&'c Claim]) -> Vec<Entry<'c>> {
        let mut entries: Vec<Entry<'c>> = Vec::new();
        // Facts that change judge each claim by its own days.
        let dated = self.facts.iter().any(|fact| fact.period != Period::default());
        let mut known: BTreeMap<(&str, u64, u64, &[Days]), usize> = BTreeMap::new();
        let mut values: BTreeMap<&str, usize> = BTreeMap::new();
        for &claim in claims {
            let interval = self.tolerance.widen(interval_of(claim));
            let path = &*claim.document.path;
            let days: &[Days] = if dated { &claim.days } else { &[] };
            let key = (path, interval.low.to_bits(), interval.high.to_bits(), days);
            if let Some(&index) = known.get(&key) {
                entries[index].claims.push(claim);
            } else {
                known.insert(key, entries.len());
                *values.entry(path).or_default() += 1;
                entries.push(Entry { claims: vec![claim], interval, weight: claim.document.trust });
            }
        }
        // A document has one vote, however many values it gives.
        for entry in &mut entries {
            entry.weight /= values[&*entry.first().document.path] as f64;
        }
        entries
    }

    /// Without a fact: what the corpus says, and who says otherwise.
    pub(super) fn compare(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
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
        let mut seen = BTreeSet::new();
        verdict.conflicts.retain(|conflict| seen.insert(conflict.sides[0].claim.clone()));
    }

    pub(super) fn compare_all(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let entries = self.entries(group);
        let weighted: Vec<(Interval, f64)> =
            entries.iter().map(|entry| (entry.interval, entry.weight)).collect();
        let Some(consensus) = sweep::consensus(&weighted) else { return };
        let (agreeing, outlying): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            entries.iter().partition(|entry| !entry.interval.is_disjoint(&consensus.region));
        let documents = count_documents(&agreeing);
        let further: Arc<[Side]> = if agreeing.len() > SHOWN_SIDES {
            agreeing.iter().map(|entry| self.side(entry)).collect()
        } else {
            Arc::default()
        };
        for outlier in outlying {
            let conflict = self.differing(rule, outlier, &agreeing, documents, consensus.tied);
            if let Some(mut conflict) = conflict {
                conflict.further = Arc::clone(&further);
                verdict.conflicts.push(conflict);
            }
        }
    }

    /// What an outlier is told, beside the first entries that agree with each other and not with it.
    pub(super) fn differing(
        &self,
        rule: &Rule,
        outlier: &Entry<'_>,
        agreeing: &[&Entry<'_>],
        documents: usize,
        tied: bool,
    ) -> Option<Conflict> {
        let witnesses: Vec<&Entry<'_>> = agreeing
            .iter()
            .copied()
            .filter(|entry| entry.interval.is_disjoint(&outlier.interval))
            .take(SHOWN_SIDES)
            .collect();
        let witness = *witnesses.first()?;
        let told = Disagreement { outlier, witness, witnesses: &witnesses, documents, tied };
        Some(told.into_conflict(self, rule))
    }

    /// Whether a claim is held against a fact: what the document says itself or reports, not what stands in somebody
    /// else's own words, unless all speakers are held against each other.
    pub(super) fn is_judged(&self, claim: &Claim) -> bool {
        self.together || claim.speaker == Speaker::Paper || !claim.is_quoted
    }

    /// With a fact: a claim that cannot be it is wrong.
    pub(super) fn hold_against_facts(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let judged: Vec<&Claim> =
            group.iter().copied().filter(|claim| self.is_judged(claim)).collect();
        let entries = self.entries(&judged);
        let mut right: Vec<&Entry<'_>> = Vec::new();
        let mut wrong: Vec<(&Entry<'_>, &Fact)> = Vec::new();
        for entry in &entries {
            match self.beside_facts(entry) {
                BesideFacts::Right => right.push(entry),
                BesideFacts::Wrong(fact) => wrong.push((entry, fact)),
                BesideFacts::Undated => verdict.undated += entry.claims.len(),
                BesideFacts::NoFact => {}
            }
        }
        let agreeing = count_documents(&right);
        right.truncate(SHOWN_WITNESSES + 1);
        for (entry, fact) in wrong {
            verdict
                .conflicts
                .push(Mistake { entry, fact, right: &right, agreeing }.into_conflict(self, rule));
        }
    }

    pub(super) fn beside_facts(&self, entry: &Entry<'_>) -> BesideFacts<'_> {
        let claim = entry.first();
        let dated = self.facts.iter().any(|fact| fact.period != Period::default());
        if dated && claim.days.is_empty() {
            return BesideFacts::Undated;
        }
        let applies = |fact: &&Fact| {
            fact.period == Period::default()
                || claim.days.iter().any(|days| fact.period.touches(days.first, days.last))
        };
        let applicable: Vec<&Fact> = self.facts.iter().filter(applies).collect();
        let cannot_be =
            |fact: &&Fact| self.tolerance.widen(fact.interval).is_disjoint(&entry.interval);
        match applicable.first() {
            Some(&fact) if applicable.iter().all(cannot_be) => BesideFacts::Wrong(fact),
            Some(_) => BesideFacts::Right,
            None => BesideFacts::NoFact,
        }
    }

    /// The part of a claim to point at: the one in the unit that findings speak.
    pub(super) fn shown<'c>(&self, claim: &'c Claim) -> &'c Part {
        let wanted = self.spoken.as_ref().map(|spoken| (spoken.factor, spoken.offset));
        claim
            .parts
            .iter()
            .find(|part| {
                part.figure()
                    .zip(wanted)
                    .is_some_and(|(value, wanted)| (value.factor, value.offset) == wanted)
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
        match if value.low == 1.0 && value.high.is_none() { &value.unit } else { &value.plural } {
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
                let hedge = part.figure().and_then(|value| value.hedge.clone());
                let words = wording::one_line(part.seen());
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
                (scaled, SmolStr::from(&spoken.words))
            }
            None => {
                let value = figure_of(claim);
                let (factor, offset) =
                    value.map_or((1.0, 0.0), |value| (value.factor, value.offset));
                let plural = value.and_then(|value| value.plural.clone()).unwrap_or_default();
                (entry.interval.scaled(1.0 / factor, -offset / factor), plural)
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
    /// How many documents agree with the witness.
    documents: usize,
    tied: bool,
}

impl Disagreement<'_, '_> {
    fn into_conflict(self, quantity: &Quantity, rule: &Rule) -> Conflict {
        let claim = self.outlier.first();
        let part = quantity.shown(claim);
        let other = quantity.shown(self.witness.first());
        let found = wording::one_line(part.seen());
        let expected = wording::one_line(other.seen());
        let topic = &quantity.topic;
        let default = if self.tied || self.documents < 2 {
            format!("figures for {topic} differ: `{found}` and `{expected}`")
        } else {
            let many = self.documents;
            format!("figures for {topic} differ: `{found}`, but `{expected}` in {many} documents")
        };
        let message = check::worded(
            rule,
            default,
            &[("found", &found), ("expect", &expected), ("subject", &quantity.subject)],
        );
        let primary = Side::new(claim, part, quantity.label(part));
        let mut conflict = check::conflict(DISAGREEMENT, rule, claim, message, primary);
        let mut seen = "";
        for witness in self.witnesses {
            let path = &witness.first().document.path;
            if **path != *seen && conflict.sides.len() <= SHOWN_SIDES {
                conflict.sides.push(quantity.side(witness));
                seen = path;
            }
        }
        let told = [self.outlier, self.witness].map(|entry| quantity.arithmetic(entry)).join("; ");
        let mut notes = vec![told.into()];
        conflict.places = self.outlier.claims.len();
        notes.extend(repeats(self.outlier));
        notes.append(&mut conflict.notes);
        conflict.notes = notes;
        conflict
    }
}

/// A value that cannot be the fact.
pub(super) struct Mistake<'e, 'c> {
    pub(super) entry: &'e Entry<'c>,
    pub(super) fact: &'e Fact,
    pub(super) right: &'e [&'e Entry<'c>],
    /// How many documents agree with the fact.
    pub(super) agreeing: usize,
}

/// How many agreeing documents a finding shows beside a fact.
pub(super) const SHOWN_WITNESSES: usize = 3;

impl Mistake<'_, '_> {
    pub(super) fn into_conflict(self, quantity: &Quantity, rule: &Rule) -> Conflict {
        let claim = self.entry.first();
        let part = quantity.shown(claim);
        let found = wording::one_line(part.seen());
        let expect = &self.fact.words;
        let message = check::worded(
            rule,
            format!("`{found}` for {} is not {expect}", quantity.topic),
            &[("found", &found), ("expect", expect), ("subject", &quantity.subject)],
        );
        let mut label = quantity.label(part);
        check::as_reported(claim, &mut label);
        let primary = Side::new(claim, part, label);
        let mut conflict = check::conflict(FACT, rule, claim, message, primary);
        let mut documents = 0;
        let mut seen = &*claim.document.path;
        // There may be hundreds of thousands of conflicts at a time.
        conflict.evidence.reserve_exact(SHOWN_WITNESSES.min(self.right.len()) + 1);
        for entry in self.right {
            let claim = entry.first();
            if *claim.document.path != *seen {
                seen = &claim.document.path;
                documents += 1;
                if documents <= SHOWN_WITNESSES {
                    let part = quantity.shown(claim);
                    let side = Side::new(claim, part, quantity.label(part));
                    conflict.evidence.push(Evidence::Claim(Box::new(side)));
                }
            }
        }
        conflict.evidence.push(Evidence::Place(Arc::clone(&self.fact.place)));
        let told = format!("{}, which leaves out {expect}", quantity.arithmetic(self.entry));
        let mut notes = vec![told.into()];
        conflict.places = self.entry.claims.len();
        notes.extend(repeats(self.entry));
        if self.agreeing > SHOWN_WITNESSES {
            notes.push(format!("{} documents agree with the fact", self.agreeing).into());
        }
        notes.append(&mut conflict.notes);
        conflict.notes = notes;
        if quantity.fix {
            conflict.fix = self.fact_in_place(rule);
        }
        conflict
    }

    /// The digits with which the fact is written: all of them in its own unit, as many as it has in another.
    fn digits(&self, value: &FigureValue) -> i32 {
        /// More than any figure has.
        const ALL: i32 = 12;
        let own = self.fact.factor == value.factor;
        let digits: String = self.fact.words.chars().filter(char::is_ascii_digit).collect();
        if own { ALL } else { digits.trim_matches('0').len() as i32 }
    }

    /// The fact in place of the figures that the entry gives, each in its own unit and style. None where the
    /// fact is no single value; a claim is left alone where somebody else makes it, or where one of its figures
    /// cannot be replaced alone.
    fn fact_in_place(&self, rule: &Rule) -> Option<Box<Fix>> {
        let fact = self.fact.interval;
        if fact.low != fact.high || rule.quotes == Quotes::Only {
            return None;
        }
        let restated = |claim: &Claim| -> Option<Vec<Edit>> {
            if claim.speaker != Speaker::Paper || claim.role == Role::Quotation {
                return None;
            }
            let mut edits = Vec::new();
            for part in claim.parts.iter().filter(|part| part.figure().is_some()) {
                // "More than 1,420" would be true of the fact, and still not say it.
                let value = part.figure().filter(|value| {
                    let plain = value
                        .hedge
                        .as_deref()
                        .is_none_or(|hedge| word::is(hedge, Class::PlainHedge));
                    value.high.is_none() && plain
                })?;
                let exact = (fact.low - value.offset) / value.factor;
                let words = figures::restated(&part.words, value.low, exact, self.digits(value))?;
                // What would not change needs no fix.
                if words == part.words {
                    return None;
                }
                edits.extend(check::replacement(claim, part, words, Safety::Safe)?.edits);
            }
            Some(edits)
        };
        let edits: Vec<Edit> =
            self.entry.claims.iter().filter_map(|claim| restated(claim)).flatten().collect();
        Fix::new(Safety::Safe, edits).map(Box::new)
    }
}

/// How many other sides a finding lists; of more, only their number is told.
pub(super) const SHOWN_SIDES: usize = 12;

impl Quantity {
    /// A document's side of a disagreement.
    fn side(&self, entry: &Entry<'_>) -> Side {
        let part = self.shown(entry.first());
        Side::new(entry.first(), part, self.label(part))
    }

    pub(super) fn label(&self, part: &Part) -> String {
        part.figure().map(|value| format!("{} here", self.said(value))).unwrap_or_default()
    }
}

/// How many documents some entries come from; entries are sorted by document.
fn count_documents(entries: &[&Entry<'_>]) -> usize {
    let mut paths: Vec<&str> = entries.iter().map(|entry| &*entry.first().document.path).collect();
    paths.dedup();
    paths.len()
}

/// "twice in this document", "repeated in lines 9 and 14".
fn repeats(entry: &Entry<'_>) -> Option<Arc<str>> {
    let mut lines =
        entry.claims.iter().filter_map(|claim| claim.parts.first()).map(|part| part.start.line);
    let shown = lines.next()?;
    let others = wording::other_lines(lines, shown);
    match (others, entry.claims.len()) {
        (Some(others), _) => Some(format!("repeated in {others}").into()),
        (None, 1) => None,
        (None, count) => Some(format!("{} in this line", wording::times(count)).into()),
    }
}

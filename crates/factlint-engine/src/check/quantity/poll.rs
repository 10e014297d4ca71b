//! A group that is too large to be held, a document at a time.

use super::Quantity;
use super::judge::{BesideFacts, Entry, Mistake, SHOWN_SIDES, SHOWN_WITNESSES};
use crate::check::Verdict;
use crate::check::poll::{MOST_WITNESSES, Poll, Polled, Polling};
use crate::claim::Claim;
use crate::rule::Rule;

const _: () = assert!(SHOWN_SIDES <= MOST_WITNESSES && SHOWN_WITNESSES < MOST_WITNESSES);

impl Quantity {
    /// The claims of a document that are judged, as its entries.
    fn own_entries<'c>(&self, document: &[&'c Claim]) -> Vec<Entry<'c>> {
        if self.facts.is_empty() {
            return self.entries(document);
        }
        let judged = document.iter().copied().filter(|claim| self.is_judged(claim));
        self.entries(&judged.collect::<Vec<_>>())
    }

    fn agrees(&self, entry: &Entry<'_>, polled: &Polled) -> bool {
        if self.facts.is_empty() {
            polled.region().is_some_and(|region| !entry.interval.is_disjoint(&region))
        } else {
            matches!(self.beside_facts(entry), BesideFacts::Right)
        }
    }
}

impl Polling for Quantity {
    fn poll(&self, document: &[&Claim], poll: &mut Poll) {
        if self.facts.is_empty() {
            for entry in self.entries(document) {
                poll.add(entry.interval, entry.weight);
            }
        }
    }

    fn gather(&self, document: &[&Claim], polled: &mut Polled) {
        let entries = self.own_entries(document);
        let agreeing = entries.iter().filter(|entry| self.agrees(entry, polled));
        let agreeing: Vec<(_, &Claim)> =
            agreeing.map(|entry| (entry.interval, entry.first())).collect();
        polled.add_document(agreeing.into_iter());
    }

    fn agreeing<'c>(&self, document: &[&'c Claim], polled: &Polled) -> Vec<&'c Claim> {
        if !self.facts.is_empty() {
            return Vec::new();
        }
        let entries = self.entries(document);
        let agreeing = entries.iter().filter(|entry| self.agrees(entry, polled));
        agreeing.map(Entry::first).collect()
    }

    fn listed(&self) -> usize {
        SHOWN_SIDES
    }

    fn judge_polled(
        &self,
        rule: &Rule,
        document: &[&Claim],
        polled: &Polled,
        verdict: &mut Verdict,
    ) {
        let mut entries = self.own_entries(document);
        entries.retain(|entry| !self.agrees(entry, polled));
        if entries.is_empty() {
            return;
        }
        let witnesses: Vec<Entry<'_>> =
            polled.witnesses().into_iter().flat_map(|claim| self.entries(&[claim])).collect();
        let mut agreeing: Vec<&Entry<'_>> = witnesses.iter().collect();
        if self.facts.is_empty() {
            for outlier in &entries {
                let (documents, tied) = (polled.documents, polled.tied);
                let conflict = self.differing(rule, outlier, &agreeing, documents, tied);
                verdict.conflicts.extend(conflict);
            }
            return;
        }
        agreeing.truncate(SHOWN_WITNESSES + 1);
        for entry in &entries {
            match self.beside_facts(entry) {
                BesideFacts::Wrong(fact) => {
                    let (right, agreeing) = (&agreeing[..], polled.documents);
                    let mistake = Mistake { entry, fact, right, agreeing };
                    verdict.conflicts.push(mistake.into_conflict(self, rule));
                }
                BesideFacts::Undated => verdict.undated += entry.claims.len(),
                BesideFacts::Right | BesideFacts::NoFact => {}
            }
        }
    }
}

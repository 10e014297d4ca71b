//! A group that is too large to be held, a document at a time.

use super::{DatedClaim, EventDate, dated, on_a_line, undated};
use crate::check::Verdict;
use crate::check::poll::{Poll, Polled, Polling};
use crate::claim::Claim;
use crate::rule::Rule;

impl Polling for EventDate {
    fn poll(&self, document: &[&Claim], poll: &mut Poll) {
        for (claim, _, period) in document.iter().filter_map(|claim| dated(claim)) {
            poll.add(on_a_line(period), claim.document.trust);
        }
    }

    fn gather(&self, document: &[&Claim], polled: &mut Polled) {
        let agreeing: Vec<_> = document
            .iter()
            .filter_map(|claim| dated(claim))
            .map(|(claim, _, period)| (on_a_line(period), claim))
            .filter(|(days, _)| polled.region().is_some_and(|region| !days.is_disjoint(&region)))
            .collect();
        polled.add_document(agreeing.into_iter());
    }

    fn judge_polled(
        &self,
        rule: &Rule,
        document: &[&Claim],
        polled: &Polled,
        verdict: &mut Verdict,
    ) {
        verdict.undated += undated(document);
        let Some(region) = polled.region() else { return };
        let outlying: Vec<DatedClaim<'_>> = document
            .iter()
            .filter_map(|claim| dated(claim))
            .filter(|(_, _, period)| on_a_line(*period).is_disjoint(&region))
            .collect();
        if outlying.is_empty() {
            return;
        }
        let agreeing: Vec<DatedClaim<'_>> =
            polled.witnesses().into_iter().filter_map(dated).collect();
        self.tell_outliers(rule, &outlying, &agreeing, polled.tied, verdict);
    }
}

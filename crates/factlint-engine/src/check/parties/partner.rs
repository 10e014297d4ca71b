//! Pairs of one with another: "X signed a treaty with Y", "X's treaty with Y", "a treaty with Y was signed by X".

use super::pair::{Named, Pair, Sentence, is_name};
use factlint_language::word;
use factlint_language::words::Class;

impl Sentence<'_> {
    /// The pair of the one who has something and the one behind "with", where that is the word at `at`.
    pub(super) fn partner(&self, at: usize) -> Option<Pair> {
        let before = at.checked_sub(1).filter(|before| self.flows(*before))?;
        let cue = self.cue_ending_with(before)?;
        let first_of_cue =
            self.words.partition_point(|(range, _)| range.start < cue.start as usize);
        /// No side has more words.
        const REACH: usize = 6;
        let end = (at + 1..(at + REACH).min(self.words.len()))
            .find(|&index| !self.flows(index))
            .map_or((at + REACH).min(self.words.len()), |index| index + 1);
        let other = self.opening_side(at + 1..end.max(at + 1))?;
        let behind = self.words.partition_point(|(range, _)| range.start < other.span.end as usize);
        // "With Israel and Egypt", "with Israel, Egypt": more than two.
        let joined = self.word(behind) == "and"
            || (self.gap(behind.checked_sub(1)?).contains(',') && is_name(self.word(behind)));
        if joined {
            return None;
        }
        let (one, is_presupposed) = self
            .possessor(first_of_cue)
            .map(|one| (one, true))
            .or_else(|| Some((self.agreeing_before(first_of_cue)?, false)))
            .or_else(|| Some((self.agent_behind(behind)?, false)))?;
        Some(Pair { sides: [one, other], is_presupposed, cue })
    }

    /// "Israel's (new) treaty"
    fn possessor(&self, cue: usize) -> Option<Named> {
        let mut at = cue.checked_sub(1)?;
        while word::is(self.word(at), Class::AgreementModifier) && self.flows(at) {
            at = at.checked_sub(1)?;
        }
        let owner = self.word(at);
        let owns =
            word::without_possessive(owner) != owner || self.gap(at).starts_with(['\'', '’']);
        (owns && is_name(owner)).then(|| self.name_ending(at)).flatten()
    }

    /// "Israel signed a treaty"
    fn agreeing_before(&self, cue: usize) -> Option<Named> {
        let mut at = cue.checked_sub(1)?;
        while word::is(self.word(at), Class::BeforeAgreedObject) && self.flows(at) {
            at = at.checked_sub(1)?;
        }
        if !word::is(self.word(at), Class::AgreeingVerb) || !self.flows(at) {
            return None;
        }
        at = at.checked_sub(1)?;
        while word::is(self.word(at), Class::BeforeAgreeingVerb) && self.flows(at) {
            at = at.checked_sub(1)?;
        }
        (self.flows(at) && is_name(self.word(at))).then(|| self.name_ending(at)).flatten()
    }

    /// "was signed by Israel"
    fn agent_behind(&self, behind: usize) -> Option<Named> {
        let mut at = behind;
        if !word::is(self.word(at), Class::BeVerb) && !word::is(self.word(at), Class::HaveVerb) {
            return None;
        }
        while word::is(self.word(at), Class::BeVerb)
            || word::is(self.word(at), Class::HaveVerb)
            || word::is(self.word(at), Class::BeforeAgreeingVerb)
            || self.word(at) == "been"
        {
            at += 1;
        }
        let by = word::is(self.word(at), Class::AgreeingVerb) && self.word(at + 1) == "by";
        let flows = (behind..at + 2).all(|index| self.flows(index));
        let end = (at + 2..self.words.len()).find(|&index| !self.flows(index));
        let end = end.map_or(self.words.len(), |index| index + 1);
        (by && flows && end > at + 2).then(|| self.opening_side(at + 2..end)).flatten()
    }

    /// The name that ends with a word and stands alone: not one of several.
    fn name_ending(&self, last: usize) -> Option<Named> {
        let mut first = last;
        while first > 0 && is_name(self.word(first - 1)) && self.flows(first - 1) {
            first -= 1;
        }
        let before = first.checked_sub(1);
        if before.is_some_and(|before| {
            self.flows(before) && word::is(self.word(before), Class::JoinsParty)
        }) {
            return None;
        }
        self.side(first..last + 1)
    }
}

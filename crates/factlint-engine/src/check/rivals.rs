//! Rivals: whose the values of a sentence are that names several subjects of one kind.

use super::Decider;
use crate::reading::{Measured, Member, Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;

/// What a sentence that names several subjects of the kind of a rule's tells of each.
pub(super) struct Rivals {
    kind: KindId,
    /// The words that tell what the values are.
    cues: Vec<ProseSpan>,
    /// The statements that tell one value each of one subject each; none where the sentence is built otherwise.
    series: Vec<Member>,
    /// Whether the sentence tells one value alone.
    is_alone: bool,
}

impl Rivals {
    /// None where the sentence names no other subject than the rule's. `values` are those of one sort in the sentence,
    /// `cues` the words that tell what they are.
    pub fn of(
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        values: &[ProseSpan],
        cues: &[ProseSpan],
    ) -> Option<Self> {
        let kind = kind_of(rule, reading)?;
        reading.has_rivals(sentence, kind, &rule.about).then(|| Self {
            kind,
            cues: cues.to_vec(),
            series: reading.series(sentence, kind, values, cues),
            is_alone: values.len() == 1,
        })
    }

    /// Where the cues stand that can tell what a value of a series is; none for a value of no series.
    pub fn cued_within(&self, value: ProseSpan) -> Option<ProseSpan> {
        Member::cued_within(&self.series, value)
    }

    /// Whether a captured value belongs to the rule's subject; or why not.
    pub fn owns(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        value: ProseSpan,
        cue: Option<ProseSpan>,
    ) -> Result<(), (Reason, Decider)> {
        let measured = Measured { figure: value, cue, counted: false };
        let owner = match self.member(value) {
            Some(member) => Ok(member.name),
            None => reading.owner_of_value(sentence, measured, self.kind),
        };
        is_ours(rule, reading, owner)
            .or_else(|why| self.shared(rule, reading, sentence, value, why))
    }

    /// Whether the rule's subject is the only one in the statement of some words, or one of several of each of which is told what they
    /// tell; or why they are not its own.
    fn shared(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        words: ProseSpan,
        why: (Reason, Decider),
    ) -> Result<(), (Reason, Decider)> {
        if why.0 != Reason::OwnerUnclear {
            return Err(why);
        }
        if let Some(name) = reading.told_in_contrast(sentence, words, self.kind, &self.cues) {
            return is_ours(rule, reading, Ok(name));
        }
        let is_shared =
            self.is_alone && reading.is_told_of_each(sentence, words, self.kind, &rule.about);
        if is_shared { Ok(()) } else { Err(why) }
    }

    /// Whether words that measure nothing, a date or a state, tell of the rule's subject, with the words that lead
    /// there; or why not.
    pub fn tells(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        words: ProseSpan,
    ) -> Result<Vec<ProseSpan>, (Reason, Decider)> {
        let (owner, way) = match self.member(words) {
            Some(member) => (Ok(member.name), Vec::new()),
            None => reading
                .told_of(sentence, words, self.kind)
                .map_or_else(|reason| (Err(reason), Vec::new()), |(name, way)| (Ok(name), way)),
        };
        is_ours(rule, reading, owner)
            .or_else(|why| self.shared(rule, reading, sentence, words, why))
            .map(|()| way)
    }

    fn member(&self, value: ProseSpan) -> Option<&Member> {
        self.series.iter().find(|member| member.value == value)
    }
}

/// Whether an owner is the rule's subject; or why not.
pub(super) fn is_ours(
    rule: &Rule,
    reading: &Reading<'_>,
    owner: Result<PhraseId, Reason>,
) -> Result<(), (Reason, Decider)> {
    let subjects = &reading.vocabulary().subjects;
    match owner {
        Err(reason) => Err((reason, Decider::Nothing)),
        Ok(name) if subjects.of_phrase(name).iter().any(|one| rule.about.contains(one)) => Ok(()),
        Ok(name) => Err((Reason::OtherOwner, Decider::Name(name))),
    }
}

/// The kind of a rule's subjects.
pub(super) fn kind_of(rule: &Rule, reading: &Reading<'_>) -> Option<KindId> {
    let subject = rule.about.first()?;
    Some(reading.vocabulary().subjects.get(*subject).kind)
}

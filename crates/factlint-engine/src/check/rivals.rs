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
    /// The statements that tell one value each of one subject each; none where the sentence is built otherwise.
    series: Vec<Member>,
    /// Whether the sentence has one value only, so that several subjects may share it.
    is_sole: bool,
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
            series: reading.series(sentence, kind, values, cues),
            is_sole: values.len() == 1,
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
            .or_else(|refusal| self.is_shared(rule, reading, sentence, measured).ok_or(refusal))
    }

    /// Whether the rule's subject is one of those that share the one value of the sentence.
    fn is_shared(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        measured: Measured,
    ) -> Option<()> {
        let names = match self.is_sole {
            true => reading.sharers(sentence, measured, self.kind),
            false => Vec::new(),
        };
        names.into_iter().any(|name| is_ours(rule, reading, Ok(name)).is_ok()).then_some(())
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
        let measured = Measured { figure: words, cue: None, counted: false };
        is_ours(rule, reading, owner)
            .or_else(|refusal| self.is_shared(rule, reading, sentence, measured).ok_or(refusal))
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

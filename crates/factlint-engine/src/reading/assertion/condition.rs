//! How far a negation or a condition reaches, and what is so whatever it says.

use super::{Told, is_contracted};
use crate::reading::clause;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_> {
    /// Where the sentence names subjects.
    pub(super) fn names_here(&self) -> Vec<ProseSpan> {
        let first = self.names.partition_point(|name| name.span.end <= self.sentence.start);
        self.names[first..]
            .iter()
            .map(|name| name.span)
            .take_while(|name| name.start < self.sentence.end)
            .collect()
    }

    /// The verb that opens a condition in front of its subject, where they stand in that: "were it 900 m long, ships could pass".
    pub(super) fn inverted_condition(&self) -> Option<ProseSpan> {
        let (at, found) = self.words(self.sentence).next()?;
        let opens = word::is(found, Class::InvertedOpeners) && at.end <= self.span.start;
        let between = ProseSpan { start: at.end, end: self.span.start.max(at.end) };
        let behind = ProseSpan { start: self.span.end, end: self.sentence.end.max(self.span.end) };
        (opens && !between.of(self.prose).contains(',') && behind.of(self.prose).contains(','))
            .then_some(at)
    }

    /// Whether a word of their clause governs them: not where a statement of its own begins in between, "could fly
    /// and has a range of 900 km", "has a range of 900 km and could fly".
    pub(super) fn reaches(&self, at: ProseSpan, supposes: bool) -> bool {
        /// A modal and its verb stand before the thing that "with" tells of.
        const VERB_AND_THING: usize = 2;
        /// "and it could", "but then could".
        const SUBJECT: usize = 2;
        if at.end <= self.span.start {
            let between = ProseSpan { start: at.end, end: self.span.start };
            let words: Vec<&str> = self.words(between).map(|(_, found)| found).collect();
            return !words.iter().enumerate().any(|(index, found)| {
                let next = words.get(index + 1).copied().unwrap_or_default();
                word::is(found, Class::OwnClauseOpener)
                    || (word::is(found, Class::StatementJoint)
                        && word::is(next, Class::StatementVerb))
                    || (supposes
                        && index >= VERB_AND_THING
                        && word::is(found, Class::AttributiveOpener))
            });
        }
        let end = at.start.max(self.span.end);
        let between = ProseSpan { start: self.span.end.min(end), end };
        let words: Vec<&str> = self.words(between).map(|(_, found)| found).collect();
        !words.iter().rev().enumerate().any(|(index, found)| {
            word::is(found, Class::OwnClauseOpener)
                || (index <= SUBJECT && word::is(found, Class::StatementJoint))
        })
    }

    /// "if not specified", "unless it is set": a condition that the default stands under, from its conjunction on.
    pub(super) fn asks_for_default(&self, at: ProseSpan, clause: ProseSpan) -> bool {
        let rest = ProseSpan { start: at.start, end: clause.end.max(at.end) };
        let rest = if at.end <= self.span.start {
            ProseSpan { end: self.span.start.min(rest.end), ..rest }
        } else {
            rest
        };
        let words: Vec<&str> = self.words(rest).map(|(_, found)| found).collect();
        let Some((first, rest)) = words.split_first() else { return false };
        let negated = word::is(first, Class::Exception)
            || rest
                .iter()
                .any(|found| word::is(found, Class::NegatingWords) || is_contracted(found));
        (word::is(first, Class::Condition) || word::is(first, Class::Possibility))
            && (rest.iter().any(|found| word::is(found, Class::Unset))
                || (negated && rest.iter().any(|found| word::is(found, Class::Setting))))
    }

    /// Whether a condition that opens the sentence leaves them true: it asks whether a default applies, or their own
    /// clause says what is allowed.
    pub(super) fn is_free_of_condition(
        &self,
        at: ProseSpan,
        clause: ProseSpan,
        bounded: bool,
    ) -> bool {
        let Some(first) = clause::innermost(self.clauses, at.start) else { return false };
        if first.span.contains(self.span) {
            return false;
        }
        if self.asks_for_default(at, first.span) || self.asks_who_has_it(first.span) {
            return true;
        }
        // "When full, it holds 52 billion litres"
        let mut front = self.words(first.span).map(|(_, found)| found);
        let is_full = front.next().is_some_and(|when| word::is(when, Class::TimeOpeners))
            && front.all(|found| word::is(found, Class::FullStates));
        if is_full {
            return true;
        }
        // "If approved, it can fly up to 900 km": nothing is allowed yet.
        let is_open = self.words(first.span).nth(1).is_some_and(|(_, next)| next.ends_with("ed"));
        bounded
            && !is_open
            && self.words(clause).any(|(_, found)| {
                word::is(found, Class::Permission) || word::is(found, Class::BoundNegation)
            })
    }

    /// "If you are on Starter", "when your team uses it": a condition that only names who has a subject, so that what stands
    /// under it is so for all who have it. Any other word could be a condition of its own.
    fn asks_who_has_it(&self, condition: ProseSpan) -> bool {
        let mut is_named = false;
        let mut after_possessive = false;
        let mut words = self.words(condition);
        let is_opener =
            words.next().is_some_and(|(_, found)| word::is(found, Class::HolderOpeners));
        let is_free = words.all(|(at, found)| {
            let names = self.is_in_name(at);
            is_named |= names;
            let is_readers = word::is(found, Class::ReadersPossessive);
            let is_noun = std::mem::replace(&mut after_possessive, is_readers);
            names
                || is_readers
                || is_noun
                || word::is(found, Class::GenericSubjects)
                || word::is(found, Class::HolderVerbs)
                || word::is(found, Class::FrontingPrepositions)
                || word::is(found, Class::Article)
        });
        is_opener && is_free && is_named
    }
}

//! Whose figure is it? Same clause first, then the name before the figure, then the nearest; when
//! two are as good, nobody's.

use super::clause;
use super::mention::{Referent, Referral};
use super::{Reading, Sentence};
use crate::language::word::{self, is_capitalised, is_one_of};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use crate::span::ProseSpan;

/// How far back a pronoun may reach, in bytes.
const PRONOUN_REACH: u32 = 1500;

/// Words that open a clause about what was named right before it.
const RELATIVE: &[&str] = &[
    "able", "at", "boasting", "capable", "carrying", "having", "of", "offering", "that", "up",
    "which", "whose", "with",
];

/// Words that stand for what was named before.
const PRONOUNS: &[&str] = &["it", "its", "their", "these", "they", "this", "those"];

/// Words that open a clause whose subject stands in an earlier one.
const VERBS: &[&str] = &[
    "are", "can", "carries", "carry", "flew", "flies", "fly", "had", "has", "have", "is",
    "reached", "reaches", "was", "were",
];

/// Words before a measure that name nothing.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "an",
    "approximately",
    "at",
    "average",
    "effective",
    "estimated",
    "for",
    "full",
    "has",
    "in",
    "is",
    "its",
    "maximum",
    "minimum",
    "official",
    "operational",
    "reported",
    "stated",
    "the",
    "their",
    "top",
    "total",
    "typical",
    "was",
    "with",
];

impl Reading<'_> {
    /// The name of the subject of `kind` to which a figure belongs; none when that is unclear.
    ///
    /// `cue` is the word that told what is measured, if there is one.
    pub fn owner(
        &self,
        sentence: Sentence,
        figure: ProseSpan,
        kind: KindId,
        cue: Option<ProseSpan>,
    ) -> Option<PhraseId> {
        match self.referent_of(sentence, figure, kind, cue) {
            Referent::Name(phrase) => Some(phrase),
            Referent::Unknown => None,
        }
    }

    fn referent_of(
        &self,
        sentence: Sentence,
        figure: ProseSpan,
        kind: KindId,
        cue: Option<ProseSpan>,
    ) -> Referent {
        let referrals = self.referrals(kind);
        let clauses = self.clauses(sentence);
        let Some(here) = clause::innermost(clauses, figure.start) else { return Referent::Unknown };
        let clause = here.span;
        let among = |from: u32, to: u32| -> &[Referral] {
            let first = referrals.partition_point(|referral| referral.span.start < from);
            let last = referrals.partition_point(|referral| referral.span.start < to);
            &referrals[first..last.max(first)]
        };

        // Same clause, before the figure: what another figure already took is left out.
        let taken = self
            .figures(sentence)
            .iter()
            .map(|other| other.span.end)
            .filter(|&end| end <= figure.start && end > clause.start)
            .max();
        let mut before = among(clause.start, figure.start);
        if let Some(taken) = taken {
            let behind = among(taken, figure.start);
            if !behind.is_empty() {
                before = behind;
            }
        }
        if let Some(last) = before.last() {
            let between = ProseSpan { start: last.span.end, end: figure.start.max(last.span.end) };
            if self.has_stranger(sentence, between) {
                return Referent::Unknown;
            }
            return self.only(before).unwrap_or(Referent::Unknown);
        }
        // Same clause, after it: "the 1,000-mile missiles", "900 km for the Tomahawk".
        let after = among(figure.end, clause.end);
        if !after.is_empty() {
            let lead = ProseSpan { start: clause.start, end: figure.start };
            let named_after = matches!(after[0].referent, Referent::Name(_));
            let close = ProseSpan { start: figure.end, end: after[0].span.start };
            if (named_after && !self.has_stranger(sentence, close))
                || !self.has_stranger(sentence, lead)
            {
                return self.only(after).unwrap_or(Referent::Unknown);
            }
            return Referent::Unknown;
        }

        let earlier = among(sentence.span.start, clause.start);
        let lead = ProseSpan { start: clause.start, end: figure.start };
        if here.bracketed {
            // "the Tomahawk (1,600 km)": what stands right before the bracket.
            let Some(last) = earlier.last() else { return Referent::Unknown };
            let between = ProseSpan { start: last.span.end, end: clause.start };
            let crowded = self.has_stranger(sentence, between);
            return if crowded { Referent::Unknown } else { last.referent };
        }
        if self.has_stranger(sentence, lead) {
            return Referent::Unknown;
        }
        let opener = self
            .words_in(ProseSpan { start: clause.start, end: figure.end })
            .map(|(_, found)| found)
            .find(|found| {
                !is_one_of(found, &["also", "and", "but", "so", "then", "though", "while", "yet"])
            })
            .unwrap_or_default();
        if is_one_of(opener, RELATIVE)
            && let Some(last) = earlier.last()
        {
            let between = ProseSpan { start: last.span.end, end: clause.start };
            let crowded = self.has_stranger(sentence, between);
            return if crowded { Referent::Unknown } else { last.referent };
        }
        let elliptical = is_one_of(opener, PRONOUNS)
            || is_one_of(opener, VERBS)
            || self.names_only_the_measure(lead, cue)
            || figure.start == clause.start;
        if !elliptical {
            return Referent::Unknown;
        }
        if !earlier.is_empty() {
            return self.only(earlier).unwrap_or(Referent::Unknown);
        }
        self.focus_before(sentence, &referrals)
    }

    /// The subject in focus before a sentence, for a pronoun or nothing to refer to.
    fn focus_before(&self, sentence: Sentence, referrals: &[Referral]) -> Referent {
        let index = referrals.partition_point(|referral| referral.span.start < sentence.span.start);
        let near = |referral: &&Referral| referral.span.end + PRONOUN_REACH >= sentence.span.start;
        let mut earlier = referrals[..index].iter().rev().take_while(near);
        let Some(last) = earlier.find(|referral| referral.introduces) else {
            return Referent::Unknown;
        };
        let mut offset = last.span.end;
        // Another name in between may be what the pronoun means.
        while offset < sentence.span.start {
            let Some(between) = self.sentence_at(offset) else {
                offset += self.prose()[offset as usize..]
                    .chars()
                    .next()
                    .map_or(1, |c| c.len_utf8() as u32);
                continue;
            };
            let rest = ProseSpan { start: offset.max(between.span.start), end: between.span.end };
            if self.has_stranger(between, rest) {
                return Referent::Unknown;
            }
            offset = between.span.end;
        }
        last.referent
    }

    /// Whether nothing but articles, common adjectives and the measure itself stands before the
    /// figure: "The maximum range is", "With a range of".
    fn names_only_the_measure(&self, lead: ProseSpan, cue: Option<ProseSpan>) -> bool {
        self.words_in(lead).all(|(range, found)| {
            is_one_of(found, FUNCTION_WORDS)
                || cue.is_some_and(|cue| {
                    cue.range().start <= range.start && range.end <= cue.range().end
                })
        })
    }

    /// The one referent of some mentions; none if they differ.
    fn only(&self, referrals: &[Referral]) -> Option<Referent> {
        let (first, rest) = referrals.split_first()?;
        rest.iter()
            .all(|other| self.is_same(first.referent, other.referent))
            .then_some(first.referent)
    }

    /// Whether two mentions are of one subject, by whichever of its names.
    fn is_same(&self, one: Referent, other: Referent) -> bool {
        let subjects = &self.vocabulary().subjects;
        match (one, other) {
            (Referent::Name(one), Referent::Name(other)) => subjects
                .of_phrase(one)
                .iter()
                .any(|subject| subjects.of_phrase(other).contains(subject)),
            (Referent::Unknown, Referent::Unknown) => true,
            _ => false,
        }
    }

    /// Whether a name that no rule knows stands in the range, other than after a preposition
    /// ("made by Raytheon").
    fn has_stranger(&self, sentence: Sentence, within: ProseSpan) -> bool {
        let mentions = self.mentions();
        let mut words = self.words_in(within).peekable();
        let mut before: Option<&str> =
            word::words_before(&self.prose()[sentence.span.start as usize..within.start as usize])
                .next()
                .map(|(_, found)| found);
        while let Some((range, found)) = words.next() {
            let previous = before.replace(found);
            if !is_capitalised(found) || is_one_of(found, NO_STRANGERS) {
                continue;
            }
            let first_word = range.start == sentence.span.start as usize;
            if first_word
                && (is_one_of(found, PRONOUNS)
                    || is_one_of(found, FUNCTION_WORDS)
                    || is_one_of(found, RELATIVE)
                    || words.peek().is_none_or(|(_, next)| !is_capitalised(next)))
            {
                continue;
            }
            let start = range.start as u32;
            let index = mentions.partition_point(|mention| mention.span.end <= start);
            if mentions.get(index).is_some_and(|mention| mention.span.start <= start) {
                continue;
            }
            if previous.is_some_and(|previous| is_one_of(previous, PREPOSITIONS)) {
                // The rest of its name goes with it: "by Lockheed Martin".
                while words.next_if(|(_, next)| is_capitalised(next)).is_some() {}
                continue;
            }
            return true;
        }
        false
    }
}

const PREPOSITIONS: &[&str] = &[
    "against", "at", "by", "from", "in", "inside", "into", "near", "on", "over", "to", "toward",
    "towards", "within",
];

/// Capitalised words that are nobody's name.
const NO_STRANGERS: &[&str] = &[
    "april",
    "august",
    "block",
    "december",
    "february",
    "friday",
    "i",
    "january",
    "july",
    "june",
    "mach",
    "march",
    "may",
    "mk",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

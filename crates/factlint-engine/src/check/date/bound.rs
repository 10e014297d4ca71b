//! Dates behind a preposition that may make them those before or after an event: "until May", "by May", "since May", "after May".

use super::which_event::{lead_of, not_until};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use factlint_language::date::DateMention;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// A date with what it may be told of.
pub(super) struct Bound<'r, 'd> {
    pub rule: &'r Rule,
    pub reading: &'r Reading<'d>,
    pub sentence: Sentence,
    pub date: &'r DateMention,
    pub mentions: &'r [ProseSpan],
    pub anchors: &'r [ProseSpan],
}

impl Bound<'_, '_> {
    /// Whether the word in front of the date makes it one before or after what the anchors tell of.
    pub(super) fn is_beside(&self) -> bool {
        let Some(word) = self.preposition() else { return false };
        let goes_on = || {
            word::is(word, Class::SinceWord)
                && goes_on(self.reading, self.sentence, self.mentions, self.anchors)
        };
        not_until(self.reading, self.sentence, self.date).is_none() && !goes_on() && !self.is_end()
    }

    /// The preposition in front of the date, or of its article.
    fn preposition(&self) -> Option<&str> {
        let lead = lead_of(self.reading, self.sentence, self.date);
        let mut words = word::words_before(lead).map(|(_, found)| found);
        let last = words.next()?;
        let first = if last == "the" { words.next()? } else { last };
        Some(first).filter(|found| word::is(found, Class::DateBound))
    }

    /// Whether a rule asks when something ends, and the date is said to be that: "is supported until May", "must be filed by May", "is
    /// no longer supported after May".
    pub(super) fn is_end(&self) -> bool {
        let is_cued = |class: Class| asks_for(self.rule, self.reading, class);
        let lead = lead_of(self.reading, self.sentence, self.date);
        // "Until noon on 3 April"
        let bound = word::words_before(lead)
            .map(|(_, found)| found)
            .find(|found| word::is(found, Class::DateBound))
            .unwrap_or_default();
        let ends = self.anchors.iter().any(|cue| self.is_what_ends(*cue));
        let is_until = || word::is(bound, Class::UntilWord) && is_cued(Class::EndNoun);
        let is_by =
            || word::is(bound, Class::DeadlinePrepositions) && is_cued(Class::DeadlineNouns);
        let is_after = || {
            word::is(bound, Class::AfterWord)
                && is_cued(Class::EndNoun)
                && (no_longer(self.reading, self.sentence, self.date).is_some() || self.stops())
        };
        ends && self.anchors.iter().any(|cue| self.is_of_clause(*cue))
            && (is_until() || is_by() || is_after())
    }

    /// "Updates stop after 28 February"
    fn stops(&self) -> bool {
        let syntax = self.reading.syntax(self.sentence);
        let clause =
            syntax.head_in(self.date.span).and_then(|at| syntax.clause_of(at).sure().flatten());
        clause.is_some_and(|clause| {
            let verb = clause.verb;
            word::is(&syntax.lemma(verb), Class::EndingVerbs)
                && syntax
                    .trees()
                    .first()
                    .is_some_and(|tree| tree.dependents_as(verb, Relation::Object).next().is_none())
        })
    }

    /// Whether a cue stands in the very clause of the date: "must be filed by", not "must register by 5 May to file".
    fn is_of_clause(&self, cue: ProseSpan) -> bool {
        let syntax = self.reading.syntax(self.sentence);
        let verb_of = |span: ProseSpan| {
            let clause = syntax.clause_of(syntax.head_in(span)?).value?;
            Some(clause.verb)
        };
        verb_of(cue).is_some() && verb_of(cue) == verb_of(self.date.span)
    }

    /// Whether what a cue tells of is what ends: "is supported until", "support runs until", "we support the release until", not "the
    /// support team is away until".
    fn is_what_ends(&self, cue: ProseSpan) -> bool {
        let syntax = self.reading.syntax(self.sentence);
        let (Some(tree), Some(cue)) = (syntax.trees().first(), syntax.head_in(cue)) else {
            return false;
        };
        let is_ours =
            |at: usize| self.mentions.iter().any(|mention| syntax.words_in(*mention).contains(&at));
        let mut objects = tree.dependents_as(cue, Relation::Object).peekable();
        let acts = syntax.tag(cue).is_verb() && objects.peek().is_some() && !objects.any(is_ours);
        tree.relation(cue) != Relation::Compound && !acts
    }
}

/// The words that say that what was so is so no more from a date on: "will no longer be supported after May".
pub(super) fn no_longer(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    // "After 30 June, it will", where the tree may hang the day on the verb.
    let first = syntax.words_in(date.span).start;
    let preposition =
        first.checked_sub(1).filter(|at| word::is(syntax.text(*at), Class::AfterWord));
    let preposition = preposition.or_else(|| tree.head(syntax.head_in(date.span)?))?;
    let is_after = word::is(syntax.text(preposition), Class::AfterWord);
    let verb = tree.head(preposition).filter(|_| is_after)?;
    let longer = tree
        .dependents_as(verb, Relation::Adverb)
        .find(|at| word::is(syntax.text(*at), Class::LongerWord))?;
    let first = tree.dependents_as(longer, Relation::Negation).next().unwrap_or(longer);
    let (first, last) = (syntax.words().get(first)?, syntax.words().get(longer)?);
    Some(first.span.hull(last.span))
}

/// Whether a rule has a cue with a word of a class, as one that asks when something ends has.
pub(super) fn asks_for(rule: &Rule, reading: &Reading<'_>, class: Class) -> bool {
    let phrases = &reading.vocabulary().phrases;
    let cues = rule.near.iter().flatten().filter_map(Cue::phrase);
    cues.into_iter()
        .any(|cue| word::words(&phrases.get(cue).text).any(|(_, found)| word::is(found, class)))
}

/// Whether what a cue tells of goes on since it began: "has been running since", "available since May, the boat".
fn goes_on(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    anchors: &[ProseSpan],
) -> bool {
    let syntax = reading.syntax(sentence);
    // "The drug (approved since May)", "the drug, approved since May,"
    let is_beside = |anchor: &ProseSpan| {
        mentions.iter().any(|mention| {
            let between = ProseSpan { start: mention.end, end: anchor.start.max(mention.end) };
            // ", in force since May,"
            let mark = between.of(reading.prose()).trim();
            let mark = mark.strip_suffix("in").map_or(mark, str::trim_end);
            matches!(mark, "(" | "[" | "," | "–" | "—")
        })
    };
    // "In force since May, the act obliges"
    let opens = |anchor: &ProseSpan| {
        let lead = ProseSpan { start: sentence.span.start, end: anchor.end };
        let mut words = reading.words_in(lead);
        // The cue may hold the preposition itself.
        words.next().is_some_and(|(at, found)| {
            word::is(&found.to_lowercase(), Class::StatePreposition)
                && reading
                    .words_in(ProseSpan::new(at.end, anchor.start.max(at.end as u32) as usize))
                    .next()
                    .is_none()
        }) && mentions.iter().all(|mention| mention.start > anchor.end)
    };
    if anchors.iter().any(is_beside) || anchors.iter().any(opens) {
        return true;
    }
    let is_state = |anchor: &ProseSpan| {
        let (Some(tree), Some(cue)) = (syntax.trees().first(), syntax.head_in(*anchor)) else {
            return false;
        };
        let holds = matches!(syntax.tag(cue), Tag::Adjective | Tag::Noun);
        let is_fronted = cue == 0 && syntax.tag(cue) == Tag::Participle;
        (holds || is_fronted)
            && tree
                .dependents_as(cue, Relation::Preposition)
                .any(|since| word::is(syntax.text(since), Class::SinceWord))
    };
    if anchors.iter().any(is_state) {
        return true;
    }
    let last = anchors.iter().rev().find_map(|anchor| syntax.head_in(*anchor));
    last.is_some_and(|cue| syntax.is_going_on(cue).sure() == Some(true))
}

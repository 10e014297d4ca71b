//! Lengths of time that have passed since what a rule dates, by the words around: "two years ago, the bridge closed", "the bridge
//! has been closed for two years", "the closure of four years".

use super::{aside, began, lasting};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::date::DateMention;
use factlint_language::figure::Figure;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// A length of time where it stands.
#[derive(Clone, Copy)]
pub(super) struct Length<'r, 'd> {
    pub rule: &'r Rule,
    pub reading: &'r Reading<'d>,
    pub sentence: Sentence,
    pub figure: &'r Figure,
    /// Where its sentence names the rule's subject.
    pub mentions: &'r [ProseSpan],
}

impl<'d> Length<'_, 'd> {
    /// Where it ends, with its hedge.
    pub fn end(&self) -> u32 {
        self.figure.hedged.end.max(self.figure.span.end).min(self.sentence.span.end)
    }

    /// The words before it.
    pub fn lead(&self) -> &'d str {
        let range = self.sentence.span.start as usize..self.figure.hedged.start as usize;
        &self.reading.prose()[range]
    }

    /// The words before it, and before "the past": see [`before_the_past`].
    pub fn lead_before_the_past(&self) -> Option<&'d str> {
        before_the_past(self.lead())
    }

    /// The words behind it.
    pub fn behind(&self) -> ProseSpan {
        ProseSpan { start: self.end(), end: self.sentence.span.end }
    }

    /// The day by which what lasts so long is still to come: "the two-day closure next week".
    pub fn lies_ahead(&self) -> Option<ProseSpan> {
        let syntax = self.reading.syntax(self.sentence);
        let tree = syntax.trees().first().filter(|_| self.figure.attributive)?;
        let noun = tree.head(syntax.head_in(self.figure.span)?)?;
        let today = self.reading.document().record().date?;
        // "The closure next week will", where the tree takes the week for another subject
        let verb = tree.head(noun).filter(|_| tree.relation(noun).is_subject());
        let hangs =
            |at: usize| tree.is_under(at, noun) || at > noun && verb.is_some_and(|verb| at < verb);
        let is_ahead = |date: &&DateMention| {
            syntax.head_in(date.span).is_some_and(hangs)
                && date.period(Some(today)).is_some_and(|days| days.first > today)
        };
        self.reading.dates(self.sentence).iter().find(is_ahead).map(|date| date.span)
    }

    /// Whether each list of cues has one in some words.
    pub fn is_cued(&self, within: ProseSpan) -> bool {
        self.rule.near.iter().all(|cues| self.reading.any_in(cues, within))
    }

    /// Whether a length of time is told to have passed since what the rule dates.
    pub(super) fn is_since(&self) -> bool {
        let Self { rule, reading, sentence, figure, mentions } = *self;
        if self.was_needed() || began::is_of_a_while(self) {
            return false;
        }
        if aside::opens_with_time(self)
            || aside::is_apposed_state(self)
            || aside::opens_with_state(self)
            || lasting::lasts(self)
        {
            return true;
        }
        let clause = reading.outer_clause_at(sentence, figure.span.start);
        let named = mentions.iter().any(|mention| clause.contains(*mention));
        let cued = self.is_cued(clause);
        // "Two years ago, the bridge closed"
        let opens = || {
            figure.hedged.start == sentence.span.start
                && reading
                    .words_in(ProseSpan {
                        start: figure.span.end,
                        end: clause.end.max(figure.span.end),
                    })
                    .map(|(_, found)| found)
                    .eq(["ago"])
                && !rule.near.is_empty()
                && self.is_cued(sentence.span)
                && mentions.iter().any(|mention| mention.start >= clause.end)
        };
        if !(cued && (named || self.is_about(clause))) {
            return opens();
        }
        !is_elsewhere(self.lead()) && self.has_passed()
    }

    /// "It took eight years of talks until the bridge opened": how long something came about in.
    fn was_needed(&self) -> bool {
        let syntax = self.reading.syntax(self.sentence);
        let told = || {
            let tree = syntax.trees().first()?;
            let time = syntax.head_in(self.figure.span)?;
            let verb = tree.head(time).filter(|_| tree.relation(time) == Relation::Object)?;
            let is_it = |subject: usize| word::is(syntax.text(subject), Class::EmptySubjects);
            let takes = word::is(&syntax.lemma(verb), Class::TakingVerbs);
            Some(takes && tree.dependents_as(verb, Relation::Subject).any(is_it))
        };
        told().unwrap_or(false)
    }

    /// Whether a clause that does not name the subject is about it: the first of the sentence, before the clause
    /// that names it; right behind its name; or with a verb whose subject opens the sentence.
    fn is_about(&self, clause: ProseSpan) -> bool {
        /// The name stands at most this far behind the first clause, in bytes.
        const NEXT: u32 = 24;
        let Self { reading, sentence, mentions, .. } = *self;
        let prose = reading.prose();
        let opener = reading.words_in(clause).next().map(|(_, found)| found).unwrap_or_default();
        mentions.iter().any(|mention| {
            let leads = clause.start == sentence.span.start
                && mention.start >= clause.end
                && mention.start - clause.end < NEXT;
            let right_behind = mention.end <= clause.start
                && prose[mention.end as usize..clause.start as usize]
                    .chars()
                    .all(|c| c.is_whitespace() || matches!(c, ',' | '(' | '–' | '—'));
            let lead = &prose
                [sentence.span.start as usize..mention.start.max(sentence.span.start) as usize];
            let verb = word::is(opener, Class::ElapsedAuxiliary)
                && mention.end <= clause.start
                && word::words(lead).count() <= 3;
            // "The firm is in its eighth year; it was founded eight years ago"
            let stands_in = mention.end <= clause.start
                && (word::is(opener, Class::EmptySubjects)
                    || word::is(opener, Class::PersonalPronoun))
                && reading.names(sentence).iter().all(|name| name.overlaps(*mention));
            leads || right_behind || verb || stands_in
        })
    }

    /// Whether the words around a length of time tie it to the rule's subject as something that has passed.
    fn has_passed(&self) -> bool {
        let Self { rule, reading, figure, mentions, .. } = *self;
        let (lead, behind) = (self.lead(), self.behind());
        let is_cue = |span: ProseSpan| {
            rule.near.iter().any(|cues| reading.any_in(cues, span))
                || mentions.iter().any(|mention| mention.overlaps(span))
        };
        let mut after = reading.words_in(behind);
        let next = after.next();
        let word_span = |range: &std::ops::Range<usize>| ProseSpan::new(range.start, range.end);
        let next_word = next.as_ref().map(|(_, found)| *found).unwrap_or_default();
        let last = word::words_before(lead).next().map(|(_, found)| found).unwrap_or_default();
        // "The two-year-long closure"
        let is_long = reading.prose()[behind.range()].starts_with("-long");
        if figure.attributive || is_long || next_word == "old" {
            // "the four-year closure", "the nearly four-year-old closure"
            let old = next_word == "old"
                || figure.span.of(reading.prose()).ends_with("old")
                || reading.prose()[behind.range()].starts_with("-old");
            let is_suffix = next_word == "old" || is_long && next_word == "long";
            let told = if is_suffix { after.next() } else { next };
            // "a two-year closure" may be another one, and "the 90-year-old bridge" tells the bridge's age.
            let tied = told.is_some_and(|(range, _)| {
                let named = mentions.iter().any(|mention| mention.overlaps(word_span(&range)));
                is_cue(word_span(&range)) && !(old && named)
            });
            return tied && !word::is(last, Class::IndefiniteArticle);
        }
        if next_word == "ago" {
            // "released eight years ago"
            let start = figure.hedged.start as usize - lead.len();
            let first = word::words_before(lead).take(4).last().map_or(lead.len(), |(at, _)| at);
            let around = ProseSpan::new(start + first, start + lead.len());
            return rule.near.iter().any(|cues| reading.any_in(cues, around))
                && !began::is_only_in_role(self);
        }
        // "For eleven years, longer than most remember"
        let apart = next.as_ref().is_some_and(|(range, _)| {
            reading.prose()[behind.start as usize..range.start].contains(',')
        });
        if !apart && word::is(next_word, Class::NotElapsedAfter) {
            return false;
        }
        // "Have spent the past two years in dock"
        let spent = self
            .lead_before_the_past()
            .and_then(|lead| word::words_before(lead).next())
            .is_some_and(|(_, found)| found == "spent");
        let of_the_cue = (next_word == "of" || spent)
            && next
                .iter()
                .cloned()
                .chain(after.take(3))
                .any(|(range, _)| is_cue(word_span(&range)));
        // "Two years after it closed, its doors remain locked", "four years into the war, the city is dark": it goes on.
        let told = ProseSpan { start: figure.span.start, end: behind.end };
        let any = |class: Class| reading.words_in(told).any(|(_, found)| word::is(found, class));
        // "Closed for seven years now": whatever its tense leaves out.
        let ends = |at: usize| {
            let rest = &reading.prose()[at..behind.range().end.max(at)];
            let mut signs = rest.trim_start().chars();
            signs.next().is_none_or(|sign| !sign.is_alphanumeric())
        };
        let to_now = next
            .as_ref()
            .is_some_and(|(range, found)| word::is(found, Class::Nowadays) && ends(range.end))
            && word::is(last, Class::SpanGoesOn);
        let still = word::is(next_word, Class::ElapsedSince)
            && (any(Class::GoesOn)
                || (any(Class::PresentBe) || self.tells_of_now()) && !any(Class::ToldOfThen));
        of_the_cue
            || still
            || to_now
            || next_word == "since"
            || last == "of" && self.of_what_passed(&is_cue)
            || self.lasts_still()
    }

    /// Whether the main verb tells what is so now: "two years after it closed, nobody knows".
    fn tells_of_now(&self) -> bool {
        let syntax = self.reading.syntax(self.sentence);
        let root = syntax
            .trees()
            .first()
            .and_then(|tree| (0..syntax.words().len()).find(|at| tree.head(*at).is_none()));
        root.is_some_and(|verb| matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird))
    }

    /// Whether the words before a length of time say that it goes on: "the bridge has been closed for two years",
    /// "now in place for two years". What was over long ago ("was closed for two days") tells no such thing.
    fn lasts_still(&self) -> bool {
        let Self { rule, reading, sentence, mentions, .. } = *self;
        /// The name stands at most this far before its verb, in bytes.
        const NEXT: u32 = 60;
        let start = sentence.span.start as usize;
        let Some(lead) = self.lead_before_the_past() else { return false };
        let around = ProseSpan::new(start, start + lead.len());
        let from = start;
        let cues: Vec<ProseSpan> =
            rule.near.iter().flat_map(|cues| reading.cues_in(cues, around)).collect();
        let mut words = word::words_before(lead).take(9).peekable();
        while let Some((at, found)) = words.next() {
            let place = (start + at) as u32;
            if word::is(found, Class::PresentState) || found == "'s" {
                return mentions.iter().any(|mention| {
                    let near = mention.end <= place && place - mention.end <= NEXT;
                    let lead = &reading.prose()[from..mention.start.max(from as u32) as usize];
                    let apart = reading.prose()[mention.end.min(place) as usize..place as usize]
                        .contains(',');
                    near && (apart
                        || !is_oblique(lead, |at| {
                            cues.iter().any(|cue| {
                                cue.start <= (from + at) as u32 && ((from + at) as u32) < cue.end
                            })
                        }))
                });
            }
            let word = ProseSpan::new(start + at, start + at + found.len());
            let between = word::is(found, Class::BetweenHasAndTime)
                || found.ends_with("ing")
                || found.ends_with("ly")
                // "Has been certified organic for"
                || words.peek().is_some_and(|(_, before)| word::is(before, Class::BeenWord))
                || cues.iter().any(|cue| cue.overlaps(word));
            if !between {
                return false;
            }
        }
        false
    }

    /// "the closure of four years": whether a cue governs the length of time.
    fn of_what_passed(&self, is_cue: &dyn Fn(ProseSpan) -> bool) -> bool {
        let (start, lead) = (self.sentence.span.start as usize, self.lead());
        let mut before = word::words_before(lead).skip(1);
        let is_told = before.next().is_some_and(|(at, found)| {
            is_cue(ProseSpan::new(start + at, start + at + found.len()))
        });
        // "Can pay for a strike of five weeks" is any strike.
        is_told
            && !before.next().is_some_and(|(_, found)| word::is(found, Class::IndefiniteArticle))
    }
}

/// Whether the words before a length of time say that it lies ahead or elsewhere.
fn is_elsewhere(lead: &str) -> bool {
    let mut before = word::words_before(lead).map(|(_, found)| found);
    let (last, earlier) = (before.next().unwrap_or_default(), before.next().unwrap_or_default());
    word::is(last, Class::NotElapsedBefore)
        || word::is(last, Class::BeforeSpan) && word::is(earlier, Class::SpanPreposition)
        || last.eq_ignore_ascii_case("for") && word::is(earlier, Class::PlanNoun)
}

/// "The shop at the bridge has been empty": whether the words before a name make it the place or the part of
/// something else.
fn is_oblique(lead: &str, is_cue: impl Fn(usize) -> bool) -> bool {
    let mut before =
        word::words_before(lead).skip_while(|(_, found)| word::is(found, Class::BeforeEdition));
    let oblique = before.next().is_some_and(|(_, last)| word::is(last, Class::ObliqueOfTime));
    // "The strike at the docks has lasted": the cue itself is what lasts.
    oblique && before.next().is_some_and(|(at, _)| !is_cue(at))
}

/// The words before a length of time without the "the past" of "for the past two years". None for "in the past two
/// years", in which something happened but need not go on.
fn before_the_past(lead: &str) -> Option<&str> {
    let mut before = word::words_before(lead);
    let (at, last) = before.next()?;
    if !word::is(last, Class::PastSpan) {
        return Some(lead);
    }
    let (mut at, mut last) = before.next().unwrap_or((at, ""));
    let definite = word::is(last, Class::DefiniteSpan);
    if definite {
        (at, last) = before.next()?;
    }
    // "Has stood empty these past twelve years"
    let is_bare = || definite && !word::is(last, Class::SpanPreposition);
    (word::is(last, Class::SpanGoesOn) || is_bare()).then(|| &lead[..at + last.len()])
}

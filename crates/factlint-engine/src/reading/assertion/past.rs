//! What was so once: habits that ended, times gone by, states before something, older versions.

use super::{Told, phrase_in};
use crate::reading::{Mention, clause};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_> {
    /// "used to have", "until 1998", "version 1 required".
    pub(super) fn past_by(&self) -> Option<ProseSpan> {
        let here = clause::innermost(self.clauses, self.span.start)?;
        let clause = clause::outer(self.clauses, here).span;
        // "Originally 900 m long, the bridge now has a length of 1,240 m".
        let tokens = self.tokens;
        if tokens.holds(Class::Nowadays)
            && self.words(clause).any(|(_, found)| word::is(found, Class::Nowadays))
        {
            return None;
        }
        let first = clause::innermost(self.clauses, self.sentence.start)
            .map_or(clause, |first| clause::outer(self.clauses, first).span);
        // "In earlier versions, the limit was": behind a preposition too.
        let opens = |at: &ProseSpan| {
            let lead = ProseSpan { start: first.start, end: at.start.max(first.start) };
            let mut lead = self.words(lead).map(|(_, found)| found);
            lead.next().is_none_or(|found| word::is(found, Class::InVersion))
                && lead.next().is_none()
        };
        let told = phrase_in(self.tokens, clause, Class::Past)
            .or_else(|| phrase_in(self.tokens, first, Class::Past).filter(opens));
        // "In the past year" is not long ago.
        let is_recent = |at: &ProseSpan| {
            let next = word::words(&self.prose[at.end as usize..]).next();
            next.is_some_and(|(_, found)| word::is(found, Class::TimeNouns))
        };
        told.filter(|at| !at.overlaps(self.span) && !is_recent(at))
            .or_else(|| self.habit_ended(clause))
            .or_else(|| self.was_so_then(first))
            .or_else(|| self.bygone(clause))
            .or_else(|| self.bygone(first).filter(opens))
            .or_else(|| self.older_version(clause))
            .or_else(|| self.older_version(first))
            .or_else(|| {
                if !tokens.holds(Class::InVersion) || !tokens.holds(Class::Version) {
                    return None;
                }
                // "In version 1, the limit was": the verb stands in the clause behind.
                let is_past = self.words(clause).any(|(_, found)| word::is(found, Class::PastVerb));
                let opener = self.words(first).next()?;
                let led = word::is(opener.1, Class::InVersion)
                    && phrase_in(self.tokens, first, Class::Version).is_some_and(|at| {
                        self.prose[opener.0.end as usize..at.start as usize].trim().is_empty()
                    });
                (is_past && led).then_some(first)
            })
    }

    /// "Ten years ago the bridge had a length of 900 m", "earlier, it had": a time gone by in front of a verb in the past that
    /// tells what was so for a while.
    fn was_so_then(&self, first: ProseSpan) -> Option<ProseSpan> {
        /// "Some two hundred and fifty years ago"
        const MOST: usize = 7;
        if !self.tokens.holds(Class::TimeGoneBy) {
            return None;
        }
        let (at, found) = self
            .words(first)
            .take(MOST)
            .find(|(at, found)| at.end <= self.span.start && word::is(found, Class::TimeGoneBy))?;
        let opens = at.start == self.sentence.start;
        // "Earlier on Tuesday the mayor said"
        let is_time = match word::is(found, Class::DistanceInTime) {
            true => !opens,
            false => opens && self.prose[at.end as usize..].starts_with(','),
        };
        let syntax = (self.analysis)();
        let verb = syntax.clause_of(syntax.head_in(self.span)?).sure().flatten()?.verb;
        let lemma = syntax.lemma(verb);
        let goes_on = word::is(&lemma, Class::StateVerbs) || word::is(&lemma, Class::WorkingVerbs);
        let was = syntax.tag(verb) == Tag::Past && goes_on;
        (is_time && was && !at.overlaps(self.span)).then_some(at)
    }

    /// "until 1998", "before version 2": not "until further notice".
    fn bygone(&self, within: ProseSpan) -> Option<ProseSpan> {
        let up_to_version = self.tokens.holds(Class::Version);
        if !self.tokens.holds(Class::Until) && !self.tokens.holds(Class::Before) && !up_to_version {
            return None;
        }
        let mut words = self.words(within).peekable();
        let mut last = ("", within);
        while let Some((at, found)) = words.next() {
            let next = words.peek().map(|(_, next)| *next).unwrap_or_default();
            // "Up to version 2"
            let (before, up) = last;
            let up_to = before.eq_ignore_ascii_case("up")
                && found.eq_ignore_ascii_case("to")
                && word::is(next, Class::Version);
            last = (found, at);
            if up_to && !at.overlaps(self.span) {
                return Some(ProseSpan { end: at.end, ..up });
            }
            // "Is closed until the autumn", "until 10 June" is so now, "until 1998" and "until version 2" are over.
            let is_year = next.len() == 4 && next.bytes().all(|byte| byte.is_ascii_digit());
            let lasts = !is_year && !word::is(next, Class::Version) && self.is_present(within, at);
            let ends =
                word::is(found, Class::Until) && !word::is(next, Class::AfterNoEnd) && !lasts;
            let before = word::is(found, Class::Before)
                && (word::is(next, Class::Version)
                    || (next.len() == 4 && next.bytes().all(|byte| byte.is_ascii_digit()))
                    || is_dotted(next, &self.prose[at.end as usize..])
                    || self.is_before_release(at)
                    || word::is(next, Class::LastTime));
            if (ends || before) && !at.overlaps(self.span) && !self.is_of_another_verb(at) {
                return Some(at);
            }
        }
        None
    }

    /// Whether a word hangs on another verb than they do, which does not govern them: "employs 900 people and has its books
    /// filled until 2031".
    fn is_of_another_verb(&self, at: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let verb_of = |word: usize| Some(syntax.clause_of(word).sure().flatten()?.verb);
            let own = syntax.head_in(self.span)?;
            let word = syntax.word_at(at.start)?;
            // "Was closed until a firm took it over": what was, was so until then.
            let ended = tree.head(word).filter(|_| tree.relation(word) == Relation::Marker);
            let ended = ended.and_then(|clause| tree.head(clause));
            let is_past = |verb: &usize| syntax.polarity_and_mood(*verb).value.past;
            let other = verb_of(ended.filter(is_past).unwrap_or(word))?;
            Some(other != verb_of(own)? && !tree.is_under(own, other))
        };
        told().unwrap_or(false)
    }

    /// Whether a noun and the number of a release stand behind "before": "before firmware 2.1".
    fn is_before_release(&self, before: ProseSpan) -> bool {
        let rest = &self.prose[before.end as usize..self.sentence.end as usize];
        let mut words = word::words(rest).skip(1);
        words.next().is_some_and(|(offset, number)| is_dotted(number, &rest[offset..]))
    }

    /// "Before the rebuilding, it had a length of", "the old mill had", "in Skiff 1.4 the limit was": what was so for a
    /// while, and is over.
    pub(super) fn bygone_state(&self) -> Option<ProseSpan> {
        let before = self.tokens.holds(Class::BeforeTime);
        let old = self.tokens.holds(Class::BygoneAdjective);
        let numbered = |name: &Mention| is_versioned(&self.prose[name.span.end as usize..]);
        let names = || {
            let first = self.names.partition_point(|name| name.span.end <= self.sentence.start);
            self.names[first..].iter().take_while(|name| name.span.start < self.sentence.end)
        };
        if !before && !old && !names().any(numbered) {
            return None;
        }
        let syntax = (self.analysis)();
        syntax.past_state(self.span)?;
        let over = self.words(self.sentence).find(|(at, found)| {
            before
                && word::is(found, Class::BeforeTime)
                && !at.overlaps(self.span)
                && syntax
                    .word_at(at.start)
                    .is_some_and(|word| syntax.dates_clause_of(word, self.span))
        });
        over.map(|(at, _)| at).or_else(|| {
            names().find_map(|name| {
                if numbered(name) {
                    return Some(name.span);
                }
                let adjective = syntax.modifier_of(name.span, Class::BygoneAdjective)?;
                syntax.words().get(adjective).map(|word| word.span)
            })
        })
    }

    /// "Used to brew", not "is used to brew".
    fn habit_ended(&self, clause: ProseSpan) -> Option<ProseSpan> {
        /// "Is widely used to".
        const ADVERB: usize = 2;
        if !self.tokens.holds(Class::HabitEnded) {
            return None;
        }
        let words: Vec<(ProseSpan, &str)> = self.words(clause).collect();
        words.iter().enumerate().find_map(|(index, (at, found))| {
            let is_habit = word::is(found, Class::HabitEnded)
                && words.get(index + 1).is_some_and(|(_, next)| next.eq_ignore_ascii_case("to"));
            let before = &words[index.saturating_sub(ADVERB)..index];
            // "The Starter plan used to include"
            let may = |at: ProseSpan, found: &str| {
                word::is(found, Class::Possibility) && !self.is_in_name(at) && !self.is_noun(at)
            };
            let is_passive =
                before.iter().any(|(at, found)| word::is(found, Class::BeForms) || may(*at, found));
            (is_habit && !is_passive && at.end <= self.span.start).then_some(*at)
        })
    }

    /// Whether a clause that began before a word tells what is so now.
    fn is_present(&self, clause: ProseSpan, end: ProseSpan) -> bool {
        let before = ProseSpan { start: clause.start, end: end.start.max(clause.start) };
        let mut words = self.words(before).map(|(_, found)| found).peekable();
        let syntax = (self.analysis)();
        words.any(|found| word::is(found, Class::PresentBeVerb))
            // "Has closed the pool until 1 May"
            || syntax.head_in(self.span).is_some_and(|at| {
                syntax.is_going_on(at).sure() == Some(true)
                    || syntax.is_told_as_present(at).sure() == Some(true)
            })
    }

    /// "Version 1 required", "in version 1 the limit was".
    fn older_version(&self, within: ProseSpan) -> Option<ProseSpan> {
        let is_glued = |i: usize| self.tokens.says_any_case(i, "v");
        if !self.tokens.holds(Class::Version) && !(0..self.tokens.len()).any(is_glued) {
            return None;
        }
        let words: Vec<(ProseSpan, &str)> = self.words(within).collect();
        let numbered = |found: &str| found.starts_with(|c: char| c.is_ascii_digit());
        let at = words.iter().enumerate().position(|(index, (_, found))| {
            let glued = found.len() > 1 && found.starts_with(['v', 'V']) && numbered(&found[1..]);
            glued
                || (word::is(found, Class::Version)
                    && words.get(index + 1).is_some_and(|(_, next)| numbered(next)))
        })?;
        let led = at > 0 && word::is(words[at - 1].1, Class::InVersion);
        // "Included since version 1.8": the value is the version in which something began.
        let began = at > 0
            && words[at - 1].1.eq_ignore_ascii_case("since")
            && words.get(at + 1).is_some_and(|(number, _)| number.overlaps(self.span));
        if began {
            return Some(words[at - 1].0);
        }
        let mut behind = words[at + 1..].iter().map(|(_, found)| *found);
        let behind_number = behind.by_ref().find(|found| !numbered(found)).unwrap_or_default();
        let is_past = |found: &str| {
            word::is(found, Class::PastVerb) || (found.ends_with("ed") && found.len() > 4)
        };
        let told = is_past(behind_number)
            || (led && self.words(within).any(|(_, found)| word::is(found, Class::PastVerb)))
            || (led && behind.any(|found| word::is(found, Class::PastVerb)));
        told.then(|| words[at].0)
    }
}

/// Whether a word is the number of a version, or begins one: "3.0", the 3 of "3.0".
fn is_dotted(word: &str, rest: &str) -> bool {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start();
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = digits.strip_prefix('.').unwrap_or_default();
    is_number && digits.len() < rest.len() && behind.starts_with(|c: char| c.is_ascii_digit())
}

/// "1.4" right behind a name.
fn is_versioned(rest: &str) -> bool {
    let Some(number) = rest.strip_prefix(' ') else { return false };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(number);
    let Some(minor) = number[whole..].strip_prefix('.') else { return false };
    // "1.x"
    whole > 0 && (digits(minor) > 0 || minor.starts_with('x'))
}

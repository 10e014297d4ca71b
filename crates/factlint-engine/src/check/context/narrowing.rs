//! What narrows a label: the word by which its value is told of something else than what its cue asks of the whole subject. A label
//! that holds a cue and nothing of the sort is read, whatever else it says: "Payload to low orbit", "In force since".

use super::Named;
use super::label::{other_time, strangers};
use crate::reading::Reading;
use crate::rule::{Gives, Rule};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// Whether a day stands before its label: "2 May 1931: bridge opens".
pub(super) fn is_day_of(
    rule: &Rule,
    reading: &Reading<'_>,
    lead: ProseSpan,
    behind: ProseSpan,
) -> bool {
    let text = behind.of(reading.prose()).trim_start();
    rule.gives == Gives::Date
        && lead.of(reading.prose()).trim().is_empty()
        && text.starts_with([':', '–', '—', '|'])
        && rule.near.iter().all(|cues| reading.any_in(cues, behind))
        && narrowed_by(rule, reading, behind, &[]).is_none()
}

/// Whether a name stands between a label with a cue and the value that belongs to the name: "League: Northern League Division Two".
pub(super) fn names_place_of_value(rule: &Rule, reading: &Reading<'_>, lead: ProseSpan) -> bool {
    /// "Northern Premier League"
    const MOST: usize = 5;
    let text = lead.of(reading.prose());
    let Some(mark) = text.find(": ").filter(|_| rule.gives == Gives::Text) else { return false };
    let label = ProseSpan { start: lead.start, end: lead.start + mark as u32 };
    let name = ProseSpan { start: label.end + 1, end: lead.end };
    let mut words = reading.words_in(name);
    rule.near.iter().all(|cues| reading.any_in(cues, label))
        && narrowed_by(rule, reading, label, &[]).is_none()
        && !name.of(reading.prose()).contains([':', ',', ';', '(', '.'])
        && reading.words_in(name).count() <= MOST
        && words.all(|(_, found)| is_capitalised(found))
}

/// Whether a label calls what its value names itself, with a cue that is no noun: "Minimum interpreter: Python 3.6".
pub(super) fn is_sort_of_value(
    rule: &Rule,
    reading: &Reading<'_>,
    label: ProseSpan,
    named: Named,
) -> bool {
    let own = ProseSpan { start: named.whole.start, end: named.value.start };
    let mut words = reading.words_in(label);
    let Some(line) = reading.sentence_at(label.start) else { return false };
    let syntax = reading.syntax(line);
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, label)).collect();
    let is_noun =
        |at: ProseSpan| syntax.word_at(at.start).is_some_and(|at| syntax.tag(at).is_noun());
    let opens = words.next().is_some_and(|(range, found)| {
        let first = ProseSpan::new(range.start, range.end);
        cues.contains(&first) && (!is_noun(first) || word::is(found, Class::MeasureFunctionWord))
    });
    let is_one =
        words.next().is_some_and(|(range, _)| is_noun(ProseSpan::new(range.start, range.end)));
    reading.words_in(own).any(|(_, found)| is_capitalised(found))
        && opens
        && is_one
        && words.next().is_none()
        && other_time(rule, reading, label).is_none()
}

/// A label with what its words are.
struct Label<'r, 'd> {
    reading: &'r Reading<'d>,
    syntax: &'r Syntax<'d>,
    span: ProseSpan,
    cues: Vec<ProseSpan>,
    gives: Gives,
}

/// The word by which a label that holds a cue tells of something else than the rule asks for; `known` are words that the kind of
/// the rule has read itself.
pub(super) fn narrowed_by(
    rule: &Rule,
    reading: &Reading<'_>,
    span: ProseSpan,
    known: &[ProseSpan],
) -> Option<ProseSpan> {
    let cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, span)).collect();
    narrowed_among(rule, reading, span, cues, strangers(rule, reading, span, known))
}

/// The same of a label whose cues and other words are known.
pub(super) fn narrowed_among(
    rule: &Rule,
    reading: &Reading<'_>,
    span: ProseSpan,
    cues: Vec<ProseSpan>,
    strangers: Vec<ProseSpan>,
) -> Option<ProseSpan> {
    let first = strangers.first()?;
    let Some(line) = reading.sentence_at(span.start) else { return Some(*first) };
    if let Some(word) = other_time(rule, reading, span) {
        return Some(word);
    }
    let label = Label { reading, syntax: reading.syntax(line), span, cues, gives: rule.gives };
    strangers.into_iter().find(|word| label.narrows(*word))
}

impl Label<'_, '_> {
    /// Whether a word that no list of labels knows makes the value another one.
    fn narrows(&self, word: ProseSpan) -> bool {
        let (Some(first), Some(last)) = (self.cues.first(), self.cues.last()) else { return true };
        if self.is_apart(word) {
            return true;
        }
        if word.end <= first.start {
            return !self.describes(word);
        }
        let text = word.of(self.reading.prose());
        if word.start < last.end {
            return !self.leads_on(text) && !self.reaches(text);
        }
        !self.tells_where(last.end, word) && !self.is_state(last.end, word)
    }

    fn lemma_is(&self, word: ProseSpan, class: Class) -> bool {
        let lemma = self.syntax.word_at(word.start).map(|at| self.syntax.lemma(at));
        lemma.is_some_and(|lemma| word::is(&lemma, class))
    }

    fn tag(&self, word: ProseSpan) -> Option<Tag> {
        self.syntax.word_at(word.start).map(|at| self.syntax.tag(at))
    }

    /// Whether a word sets apart by itself: a number, people, what is denied, or depends on something.
    fn is_apart(&self, word: ProseSpan) -> bool {
        let text = word.of(self.reading.prose());
        let lemma = self.syntax.word_at(word.start).map(|at| self.syntax.lemma(at));
        let lemma = lemma.as_deref().unwrap_or(text);
        let people = [Class::Persons, Class::AccountNouns, Class::GroupPersons, Class::PeopleApart];
        text.bytes().any(|byte| byte.is_ascii_digit())
            || people.into_iter().any(|class| word::is(lemma, class))
            || [
                Class::NegatingWords,
                Class::Condition,
                Class::RestrictingWords,
                Class::SomeAdjective,
                Class::DueAdjectives,
                Class::PeriodAdjectives,
                Class::DoseSorts,
                Class::OtherOne,
                Class::IdleAdjectives,
                Class::ContrastingAdjective,
                Class::Edition,
                Class::OtherEvent,
                Class::RateHead,
            ]
            .into_iter()
            .any(|class| word::is(text, class))
    }

    /// Whether a word before the cue describes what the cue names, and no other of its sort: "Listening port", "Protected area", not
    /// "Tower height", "Reduced fee".
    fn describes(&self, word: ProseSpan) -> bool {
        let text = word.of(self.reading.prose());
        let is_measured = matches!(self.gives, Gives::Measure | Gives::Text);
        let is_superlative = text.ends_with("est");
        let is_numbered = text
            .split('-')
            .any(|part| word::is(part, Class::Edition) || word::is(part, Class::SomeAdjective));
        match self.tag(word) {
            Some(Tag::Adjective) if is_measured && self.is_adjective(word) => {
                !is_superlative && !is_numbered
            }
            // "Listening port"
            Some(Tag::Gerund) => self.lemma_is(word, Class::WorkingVerbs),
            Some(Tag::Adverb) => is_measured,
            _ if self.is_measure_of_cue(word) => true,
            _ => self.gives == Gives::Date && self.leads_on(text),
        }
    }

    /// Whether a word is told of the cue as an adjective, not as a noun before it.
    fn is_adjective(&self, word: ProseSpan) -> bool {
        let at = self.syntax.word_at(word.start);
        let relation = at.and_then(|at| Some(self.syntax.trees().first()?.relation(at)));
        relation == Some(Relation::Modifier)
    }

    /// "Speed limit", where "limit" is the cue: of which measure it is.
    fn is_measure_of_cue(&self, word: ProseSpan) -> bool {
        let prose = self.reading.prose();
        let next = self.cues.iter().find(|cue| cue.start > word.start);
        word::is(word.of(prose), Class::DimensionNouns)
            && next.is_some_and(|cue| {
                prose[word.end as usize..cue.start as usize].trim().is_empty()
                    && word::is(cue.of(prose), Class::MeasureCarriers)
            })
    }

    /// Whether a preposition behind the cue may stand before what leaves the measure that of the whole thing.
    fn reaches(&self, preposition: &str) -> bool {
        match self.gives {
            Gives::Measure => word::is(preposition, Class::ReachedPreposition),
            Gives::Count => word::is(preposition, Class::ListedPreposition),
            Gives::Date => self.leads_on(preposition),
            Gives::Money | Gives::Text => false,
        }
    }

    /// Whether a word only leads on to what is told: "Entry into force", "In force since".
    fn leads_on(&self, text: &str) -> bool {
        self.gives == Gives::Date && word::is(text, Class::DateLead)
    }

    /// Whether a word behind the cue is told of the state of what it names: "Storage included", "Beds available".
    fn is_state(&self, cue: u32, word: ProseSpan) -> bool {
        let between = ProseSpan { start: cue, end: word.start };
        let opens =
            self.reading.words_in(between).all(|(_, found)| word::is(found, Class::LabelWord))
                && !between.of(self.reading.prose()).contains(['(', '[', ',', ';']);
        let tag = self.tag(word);
        let text = word.of(self.reading.prose());
        opens
            && (matches!(tag, Some(Tag::Adverb))
                || word::is(text, Class::ThereAdjectives)
                || self.lemma_is(word, Class::OfferingVerb)
                || self.leads_on(text))
    }

    /// Whether a word behind the cue stands in a phrase that leaves the measure that of the whole thing: what it is taken to, where
    /// what is counted is listed: "Payload to low orbit", "Pupils on roll".
    fn tells_where(&self, cue: u32, word: ProseSpan) -> bool {
        let prose = self.reading.prose();
        let behind = ProseSpan { start: cue, end: self.span.end };
        if behind.of(prose).contains(['(', '[', ',', ';', '/']) {
            return false;
        }
        let words: Vec<ProseSpan> =
            self.reading.words_in(behind).map(|(at, _)| ProseSpan::new(at.start, at.end)).collect();
        let Some((preposition, object)) = words.split_first() else { return false };
        let preposition = preposition.of(prose);
        let fits = match self.gives {
            Gives::Count => object.iter().all(|one| self.lemma_is(*one, Class::ListedNoun)),
            // "Depth at the jetty", "Thrust at lift-off"
            _ if word::is(preposition, Class::ToWord) => true,
            _ => !self.cues.iter().any(|cue| word::is(cue.of(prose), Class::DimensionNouns)),
        };
        self.reaches(preposition) && fits && self.is_plain_thing(object)
            || self.leads_on(preposition) && words.first() == Some(&word)
    }

    /// Whether some words name a thing in general: "low Earth orbit", "roll", not "Leeds", "the jetty", "full load", "weekends".
    fn is_plain_thing(&self, words: &[ProseSpan]) -> bool {
        let Some(last) = words.last() else { return false };
        let text = last.of(self.reading.prose());
        let is_time = self.lemma_is(*last, Class::TimeNouns);
        let is_noun = matches!(self.tag(*last), Some(Tag::Noun | Tag::Name | Tag::Gerund));
        let is_pointed = words.iter().any(|word| {
            let found = word.of(self.reading.prose());
            matches!(self.tag(*word), Some(Tag::Determiner | Tag::Preposition | Tag::Participle))
                || word::is(found, Class::SubjectPossessive)
        });
        is_noun && !is_capitalised(text) && !is_time && !is_pointed
    }
}

//! Dates that a line gives by its form: an entry of a log ("5 May 2021: the Skylark lifts off"), a date that is called one ("her
//! date of birth is"), a year that saw what happened in it.

use super::year_alone;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::date::{DateMention, Period, Written, WrittenDay};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// The year of a sentence without other dates that gives it to the event by its form.
pub(super) fn year_told(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
) -> Option<DateMention> {
    let mut years = reading
        .words_in(sentence.span)
        .filter_map(|(at, _)| year_alone(reading, ProseSpan::new(at.start, at.end)));
    let year = years.next()?;
    let asks = sentence.span.of(reading.prose()).trim_end().ends_with('?');
    let mut cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
    let is_told = cues.any(|cue| is_told(reading, sentence, year.span, mentions, cue));
    (is_told && !asks && years.next().is_none()).then_some(year)
}

/// Whether a date is that of what a cue tells of the subject by the form of its line.
pub(super) fn is_told(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
    mentions: &[ProseSpan],
    cue: ProseSpan,
) -> bool {
    mentions.iter().any(|mention| is_entry(reading, sentence, date, *mention, cue))
        || is_called_so(reading, sentence, date, mentions, cue)
}

/// Whether a line is an entry of a log whose name is followed by its event: "5 May 2021: the Skylark lifts off".
fn is_entry(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let opens = ProseSpan { start: sentence.span.start, end: date.start };
    let between = ProseSpan { start: date.end, end: mention.start.max(date.end) };
    let syntax = reading.syntax(sentence);
    let is_free = |within: ProseSpan| {
        reading.words_in(within).all(|(at, found)| {
            let tag = syntax.word_at(at.start as u32).map(|at| syntax.tag(at));
            word::is(found, Class::Article)
                || word::is(found, Class::BeForms)
                || word::is(found, Class::PastAuxiliary)
                || tag == Some(Tag::Adverb)
        })
    };
    // "Skylark launch contract signed"
    let is_told = syntax.word_at(anchor.start).is_some_and(|at| syntax.tag(at).is_verb())
        || anchor.end == sentence.span.end;
    is_told
        && date.end <= mention.start
        && mention.end <= anchor.start
        && opens.of(prose).chars().all(|sign| !word::is_word(sign))
        && between
            .of(prose)
            .trim_start_matches(['*', '_', ' '])
            .starts_with([':', '–', '—', '-', '|'])
        && is_free(between)
        && is_free(ProseSpan { start: mention.end, end: anchor.start })
}

/// "Her date of birth is 5 May", "the year of the opening of the bridge was 1936", "1936 saw the opening of the bridge".
fn is_called_so(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
    mentions: &[ProseSpan],
    cue: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let (date, cue) = (syntax.head_in(date)?, syntax.head_in(cue)?);
        // The verb, or the preposition
        let verb = tree.head(date)?;
        let holds = |noun: usize| {
            let mut names = mentions.iter().filter_map(|mention| syntax.head_in(*mention));
            tree.is_under(cue, noun) && names.any(|name| tree.is_under(name, noun))
        };
        let is_called = || {
            tree.relation(date) == Relation::Attribute
                && syntax.lemma(verb) == "be"
                && tree.dependents_as(verb, Relation::Subject).any(|subject| {
                    word::is(&syntax.lemma(subject), Class::DateNoun) && holds(subject)
                })
        };
        let saw = || {
            tree.relation(date).is_subject()
                && word::is(&syntax.lemma(verb), Class::WitnessingVerbs)
                && tree
                    .dependents_as(verb, Relation::Object)
                    .any(|event| event == cue && holds(event))
        };
        // "The founding of the lock in 1847 changed the town", where the year could count what was changed
        let of_noun = || {
            word::is(syntax.text(verb), Class::YearPrepositions)
                && tree.head(verb) == Some(cue)
                && syntax.tag(cue).is_noun()
                && holds(cue)
        };
        Some(is_called() || saw() || of_noun())
    };
    told().unwrap_or(false)
}

/// The days of a date without a year behind one with a year that a verb joined to its own tells: "was launched in March 2019 and
/// entered service in May".
pub(super) fn in_the_year_before(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
) -> Option<Period> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let verb_of = |date: &DateMention| {
        let at = syntax.head_in(date.span)?;
        tree.upwards(at).find(|at| syntax.tag(*at).is_verb())
    };
    let verb = verb_of(date).filter(|at| matches!(syntax.tag(*at), Tag::Past | Tag::Participle))?;
    let first = tree.head(verb).filter(|_| tree.relation(verb) == Relation::Conjunct)?;
    let before = reading.dates(sentence).iter().find(|other| {
        other.span.end <= date.span.start && verb_of(other) == Some(first) && is_of_a_year(other)
    })?;
    let earlier = before.period(None)?;
    let years = [earlier.first.year(), earlier.first.year().checked_add(1)?];
    years.into_iter().find_map(|year| {
        let written = match date.written {
            Written::Month { year: None, month, direction } => {
                Written::Month { year: Some(year), month, direction }
            }
            Written::Day(day) if day.year.is_none() => {
                Written::Day(WrittenDay { year: Some(year), ..day })
            }
            _ => return None,
        };
        written.period(None).filter(|days| days.last >= earlier.first)
    })
}

/// Whether a date is a day or a month of a year that stands with it.
fn is_of_a_year(date: &DateMention) -> bool {
    match &date.written {
        Written::Day(day) => day.year.is_some(),
        Written::Month { year, .. } => year.is_some(),
        _ => false,
    }
}

/// Whether nothing stands behind the date of a cell but a time of day: "30 August 2025, 9 p.m."
pub(super) fn is_end_of_cell(rest: &str) -> bool {
    let is_clock = rest.starts_with([',', ' ']) && rest.contains(|c: char| c.is_ascii_digit());
    let is_time = |found: &str| {
        found.starts_with(|c: char| c.is_ascii_digit())
            || word::is(found, Class::ClockWords)
            || word::is(found, Class::BeforeClosing)
    };
    rest.trim_end_matches(['?', '.']).is_empty()
        || is_clock && word::words(rest).all(|(_, found)| is_time(found))
}

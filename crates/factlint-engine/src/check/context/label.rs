//! Labels: lines that hold nothing but cues and small words, and what marks them.

use super::MOST_OF_LABEL;
use super::topic::names_nothing;
use crate::check::{date, rivals};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::Cue;
use factlint_language::inflect;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word;
use factlint_language::words::Class;

/// The question mark with which a line ends.
pub(in crate::check) fn question_mark(reading: &Reading<'_>, line: Sentence) -> Option<ProseSpan> {
    let text = line.span.of(reading.prose()).trim_end();
    let end = line.span.start + text.len() as u32;
    text.ends_with('?').then_some(ProseSpan { start: end - 1, end })
}

/// A label without the unit in brackets at its end: "Length (m):".
pub(super) fn without_unit_behind(reading: &Reading<'_>, label: ProseSpan) -> ProseSpan {
    let text = label.of(reading.prose()).trim_end_matches([':', ' ', '=', '|', '*', '_']);
    let unit = text.strip_suffix([')', ']']).and_then(|text| {
        let open = text.rfind(['(', '['])?;
        reading.vocabulary().units.by_name(text[open + 1..].trim()).map(|_| open)
    });
    match unit {
        Some(open) => ProseSpan { start: label.start, end: label.start + open as u32 },
        None => label,
    }
}

/// A label without the street before its value: "Address: 12 Quay Street,".
pub(super) fn without_street(reading: &Reading<'_>, label: ProseSpan) -> ProseSpan {
    let text = label.of(reading.prose());
    let street = text.rfind([':', '|']).and_then(|mark| {
        let street = text[mark + 1..].trim().trim_start_matches(['*', '_']).trim_start();
        let mut words = word::words(street).map(|(_, found)| found);
        let is_number =
            words.next().is_some_and(|first| first.starts_with(|c: char| c.is_ascii_digit()));
        let is_named = words.next().is_some_and(word::is_capitalised);
        (is_number && is_named && street.ends_with(',')).then_some(mark + 1)
    });
    street.map_or(label, |end| ProseSpan { start: label.start, end: label.start + end as u32 })
}

/// Whether a word of a line is the plural of a noun.
pub(super) fn is_plural(reading: &Reading<'_>, line: Sentence, word: u32) -> bool {
    let syntax = reading.syntax(line);
    syntax.word_at(word).is_some_and(|word| syntax.tag(word) == Tag::Nouns)
}

/// A head without the unit in its brackets.
pub(super) fn without_unit(reading: &Reading<'_>, head: Sentence) -> ProseSpan {
    let line = reading.without_number(head);
    let text = line.of(reading.prose());
    let end = text.find(['(', '[']).or_else(|| unit_behind(reading, text)).unwrap_or(text.len());
    ProseSpan { start: line.start, end: line.start + end as u32 }
}

/// Where a unit begins that ends a label: "Range in km", "Range, km".
pub(super) fn unit_behind(reading: &Reading<'_>, label: &str) -> Option<usize> {
    let units = &reading.vocabulary().units;
    [", in ", " in ", ", "].into_iter().find_map(|mark| {
        let (before, unit) = label.rsplit_once(mark)?;
        units.by_name(unit.trim()).map(|_| before.len())
    })
}

/// Whether a line holds nothing but cues and the small words of labels.
pub(super) fn is_label(rule: &Rule, reading: &Reading<'_>, line: ProseSpan) -> bool {
    is_label_beside(rule, reading, line, &[])
}

/// The same of a line beside words that the kind of the rule has read itself: "passenger" of "Passenger capacity".
pub(super) fn is_label_beside(
    rule: &Rule,
    reading: &Reading<'_>,
    line: ProseSpan,
    known: &[ProseSpan],
) -> bool {
    strangers(rule, reading, line, known).is_empty()
}

/// Whether a label says no more than which property of the whole thing its value is: "Location: Room 12", where the cue is a word of
/// the value.
pub(super) fn names_property(reading: &Reading<'_>, label: ProseSpan) -> bool {
    let mut words = reading.words_in(label);
    let is_one = words.next().is_some_and(|(_, found)| {
        word::is(found, Class::RecordProperty) || word::is(found, Class::PlaceAdverbs)
    });
    is_one && words.next().is_none()
}

/// The words of a line that are neither cues nor small words of labels.
pub(super) fn strangers(
    rule: &Rule,
    reading: &Reading<'_>,
    line: ProseSpan,
    known: &[ProseSpan],
) -> Vec<ProseSpan> {
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line)).collect();
    let asks = is_question(reading, line);
    let is_prescribed = || {
        cues.iter()
            .any(|cue| reading.words_in(*cue).any(|(_, it)| word::is(it, Class::PrescribedMeasure)))
    };
    let is_known = |at: ProseSpan| {
        let (range, found) = (at.range(), at.of(reading.prose()));
        // "Latest version", "Bar pass rate" where another cue is "pass the bar".
        let is_of_cue = || {
            word::is(found, Class::ReleaseNoun)
                || word::is(found, Class::LabelAdjective)
                || is_beside_cue(reading, &cues, at, found)
                // "Accession no. 1937.14"
                || (word::is(found, Class::NumberAbbreviation)
                    && reading.prose()[range.end..].starts_with('.'))
                || (word::is(found, Class::TimeLabel) && is_prescribed())
                || (rule.kind == date::KIND.name && word::is(found, Class::DateNoun))
                || is_word_of_cue(rule, reading, found)
                // "`--port N`"
                || (found.bytes().all(|byte| byte.is_ascii_uppercase())
                    && reading.document().is_code(at))
        };
        word::is(found, Class::LabelWord)
            || word::is(found, Class::MeasureFunctionWord)
            || known.iter().any(|word| word.contains(at))
            || (asks && word::is(found, Class::QuestionLabelWord))
            || cues.iter().any(|cue| cue.contains(at))
            || (!cues.is_empty() && is_of_cue())
            || stands_for_kind(rule, reading, found)
    };
    let words = reading.words_in(line).map(|(range, _)| ProseSpan::new(range.start, range.end));
    words.filter(|at| !is_known(*at)).collect()
}

/// Whether a word beside the cue of a label leaves it the measure of the whole thing: what a service takes each time, a standard
/// or whose the thing is in front, "Request payload", "WLTP range", "Your holiday", the noun of a measure behind, "Boot volume",
/// the number of its section, its year.
fn is_beside_cue(reading: &Reading<'_>, cues: &[ProseSpan], at: ProseSpan, found: &str) -> bool {
    let Some(cue) = cues.iter().min_by_key(|cue| cue.start.abs_diff(at.start)) else {
        return false;
    };
    if is_recent_year(reading, found) {
        return true;
    }
    if at.end <= cue.start {
        return word::is(found, Class::CarriedNoun)
            || word::is(found, Class::TestStandard)
            || word::is(found, Class::ReaderPossessive)
            || found.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    }
    // "Weight capacity" is what it carries.
    let is_dimension = word::is(cue.of(reading.prose()), Class::DimensionNouns);
    word::is(found, Class::MeasureCarriers)
        || (word::is(found, Class::LabelMeasure) && !is_dimension)
}

/// Whether a word is the year of the document, or the last one, which its figures may be of.
fn is_recent_year(reading: &Reading<'_>, found: &str) -> bool {
    let today = reading.document().record().date.map(|date| date.year());
    let year = found.parse::<i16>().ok().filter(|_| found.len() == 4);
    year.zip(today).is_some_and(|(year, today)| (today - 1..=today).contains(&year))
}

/// Whether a line is a question, as those of an FAQ are: "How long is it?"
pub(super) fn is_question(reading: &Reading<'_>, line: ProseSpan) -> bool {
    line.of(reading.prose()).trim_end().ends_with('?')
}

/// Where a line begins behind the mark by which pages set answers and questions apart: "A: 2 GiB", "Answer. Up to 2 GiB".
pub(super) fn answer_mark(reading: &Reading<'_>, line: Sentence) -> u32 {
    let mark = reading.words_in(line.span).next().filter(|(range, first)| {
        word::is(first, Class::AnswerMark)
            && reading.prose()[range.end..].starts_with([':', '.', ')'])
    });
    mark.map_or(line.span.start, |(range, _)| range.end as u32 + 1)
}

/// Whether a word is a noun for subjects of the rule's kind: "tunnel length".
pub(super) fn stands_for_kind(rule: &Rule, reading: &Reading<'_>, found: &str) -> bool {
    let vocabulary = reading.vocabulary();
    let Some(kind) = rivals::kind_of(rule, reading) else { return false };
    let mut nouns = vocabulary.subjects.nouns_of(kind);
    nouns.any(|noun| vocabulary.phrases.get(noun).text.eq_ignore_ascii_case(found))
}

/// Whether a line is a label and nothing else, but for its number and its unit.
pub(super) fn is_label_alone(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> bool {
    names_nothing(rule, reading, line) && is_label(rule, reading, without_unit(reading, line))
}

/// Whether a line is a label with what `near` asks for, beside known words: "Population", "Passenger capacity".
pub(in crate::check) fn is_cue_label(
    rule: &Rule,
    reading: &Reading<'_>,
    line: Sentence,
    known: &[ProseSpan],
) -> bool {
    names_nothing(rule, reading, line)
        && is_label_beside(rule, reading, without_unit(reading, line), known)
        && rule.near.iter().all(|cues| reading.any_in(cues, line.span))
}

/// Whether a line over a list says what of each of its items stands there: "Battery life of our drills:", where they are drills or
/// ours, and nothing else.
pub(super) fn lists_cue(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> bool {
    let leads =
        line.span.of(reading.prose()).trim_end().ends_with(':') || reading.heads_blocks(line);
    let is_cued = || rule.near.iter().all(|cues| reading.any_in(cues, line.span));
    if !leads || !names_nothing(rule, reading, line) || !is_cued() {
        return false;
    }
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line.span)).collect();
    let syntax = reading.syntax(line);
    let is_cue = |at: usize| cues.iter().any(|cue| cue.overlaps(syntax.words()[at].span));
    let mut nouns = (0..syntax.words().len()).filter(|at| syntax.tag(*at).is_noun() || is_cue(*at));
    let is_kind = |at: usize| {
        let is_ours = at.checked_sub(1).is_some_and(|before| {
            word::is(syntax.text(before), Class::ReaderPossessive) && syntax.tag(at) == Tag::Nouns
        });
        is_ours
            || stands_for_kind(rule, reading, &syntax.lemma(at))
            || is_kind_name(rule, reading, &syntax.lemma(at))
    };
    let is_small = |at: usize| is_label(rule, reading, syntax.words()[at].span);
    let mut words = reading.words_in(line.span);
    nouns.next().is_some_and(is_cue)
        && nouns.all(|at| is_cue(at) || is_kind(at) || is_small(at))
        && other_time(rule, reading, line.span).is_none()
        && words.all(|(_, found)| {
            !found.bytes().any(|byte| byte.is_ascii_digit())
                && ![Class::NegatingWords, Class::RestrictingWords, Class::ClauseDivider]
                    .into_iter()
                    .any(|class| word::is(found, class))
        })
}

/// Whether a word is what the rule calls the kind of its subject.
fn is_kind_name(rule: &Rule, reading: &Reading<'_>, found: &str) -> bool {
    let kind = rivals::kind_of(rule, reading);
    kind.is_some_and(|kind| {
        reading.vocabulary().subjects.kind_name(kind).eq_ignore_ascii_case(found)
    })
}

/// A word of a label that says that its value is not what holds now, and that is no part of a cue: "Old length".
pub(in crate::check) fn other_time(
    rule: &Rule,
    reading: &Reading<'_>,
    label: ProseSpan,
) -> Option<ProseSpan> {
    let cues = || rule.near.iter().flat_map(|cues| reading.cues_in(cues, label));
    reading
        .words_in(label)
        .filter(|(_, found)| word::is(found, Class::OtherTimeLabel))
        .map(|(range, _)| ProseSpan::new(range.start, range.end))
        .find(|word| !cues().any(|cue| cue.contains(*word)))
}

/// Whether a word is one of the words of a rule's cues, or the noun of one that is a verb: "consumption" of "consume".
pub(super) fn is_word_of_cue(rule: &Rule, reading: &Reading<'_>, found: &str) -> bool {
    let phrases = &reading.vocabulary().phrases;
    let mut cues = rule.near.iter().flatten().filter_map(Cue::phrase);
    cues.any(|cue| {
        let mut words = word::words(&phrases.get(cue).text);
        words.any(|(_, word)| {
            word.eq_ignore_ascii_case(found) || inflect::is_noun_of_verb(found, word)
        })
    })
}

/// The word of a short line with what `near` asks for by which it is no label of it alone: "Tower" of "Tower height".
pub(super) fn stranger_in_label(
    rule: &Rule,
    reading: &Reading<'_>,
    line: Sentence,
) -> Option<ProseSpan> {
    let label = without_unit(reading, line);
    let is_short = reading.words_in(label).nth(MOST_OF_LABEL).is_none();
    let is_cued = rule.near.iter().all(|cues| reading.any_in(cues, label));
    if !is_short || !is_cued || !names_nothing(rule, reading, line) {
        return None;
    }
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, label)).collect();
    reading
        .words_in(label)
        .map(|(range, _)| ProseSpan::new(range.start, range.end))
        .find(|at| !is_label(rule, reading, *at) && !cues.iter().any(|cue| cue.contains(*at)))
}

/// Whether a sentence is a line of a label and its value, "Address: 12 Mill Lane", whose label does not say what the lines
/// around it tell of.
pub(super) fn is_labelled(reading: &Reading<'_>, sentence: Sentence) -> bool {
    /// "Opening hours in summer"
    const MOST: usize = 4;
    let text = sentence.span.of(reading.prose());
    let Some((label, value)) = text.split_once(':') else { return false };
    let mut words = word::words(label);
    let first = words.next().map(|(_, found)| found).unwrap_or_default();
    word::is_capitalised(first)
        && words.nth(MOST - 1).is_none()
        && !word::is(first, Class::NamingLabel)
        && value.starts_with([' ', '*', '_'])
        && !text.trim_end().ends_with(['.', '!', '?'])
}

/// Whether the only cues of a sentence are what its figures count: "2,300 passengers".
pub(super) fn counts_cue(reading: &Reading<'_>, cues: &[Cue], sentence: Sentence) -> bool {
    let figures = reading.figures(sentence);
    reading
        .cues_in(cues, sentence.span)
        .into_iter()
        .all(|cue| figures.iter().any(|figure| figure.hedged.hull(figure.span).contains(cue)))
}

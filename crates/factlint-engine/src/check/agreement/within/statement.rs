//! What a document states: each figure, day, hour and direction with the words around it, for a judge who holds the
//! statements of one document against each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::check::agreement::passage;
use crate::check::agreement::story::stem;
use crate::check::figures;
use crate::reading::{Reading, Sentence};
use factlint_document::Role;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::{Class, Words};

/// Where a statement stands, as far as it matters for what it may be held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Place {
    /// The title of the document.
    Title,
    /// What says in short what the document says at length: its first paragraph, a summary.
    Summary,
    /// What stands below a picture.
    Caption,
    /// Running text, a list.
    Text,
    /// A cell of a table.
    Cell,
}

/// A statement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Statement {
    /// What is measured, counted or told: only statements of one kind are compared.
    pub kind: String,
    /// What is counted, by its stem; empty where nothing is.
    pub counted: String,
    /// The value, and what it leaves open.
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// The number as written, in the unit as written.
    pub written: f64,
    /// How it is hedged; and whether it is a range, which is compared with nothing.
    pub hedge: String,
    pub is_range: bool,
    /// Whether it tells how many of some: "five of the men".
    pub is_part: bool,
    /// Stems of the telling words of its clause, of its sentence and of its paragraph.
    pub words: BTreeSet<String>,
    pub sentence: BTreeSet<String>,
    pub paragraph: BTreeSet<String>,
    /// Of the clause, those near it, those behind it, and those of a phrase that opens the sentence.
    pub near: BTreeSet<String>,
    pub behind: BTreeSet<String>,
    pub opening: BTreeSet<String>,
    /// What stands right before it and tells something.
    pub anchor: String,
    /// Words that make it a statement of something else or of another time.
    pub limits: BTreeSet<String>,
    pub limits_beside: BTreeSet<String>,
    /// Other numbers, months and weekdays of the clause.
    pub marks: BTreeSet<String>,
    /// Which word stands before which.
    pub modifiers: BTreeMap<String, String>,
    /// Names of several words, by their stems, in order.
    pub names: Vec<Vec<String>>,
    /// Words of the headings over it, without those of the title, and whether they only name a part of a document.
    pub headings: BTreeSet<String>,
    pub is_under_plain_heading: bool,
    /// Whether "the" stands before it.
    pub is_definite: bool,
    /// Whether its clause opens the sentence, whether it stands in a phrase in front of what is told, and whether that is
    /// an item of a list.
    pub is_main: bool,
    pub is_setting: bool,
    pub is_item: bool,
    /// Whether a label stands before it: "Price: $50".
    pub is_labelled: bool,
    pub place: Place,
    /// Which block, and which part of the claim.
    pub block: u32,
    pub part: usize,
}

/// What stands for the value in messages and comparisons.
pub(super) struct Slot {
    pub span: ProseSpan,
    kind: String,
    counted: String,
    value: f64,
    low: f64,
    high: f64,
    written: f64,
    hedge: String,
    is_range: bool,
    is_part: bool,
}

/// A word without what grammar adds to it; words for one attribute are one.
pub(super) fn root(word: &str) -> String {
    /// Letters that must be left.
    const LEAST: usize = 4;
    let stem = stem(word);
    let value = |word: &str| Words::embedded().value_of(word, Class::Attribute);
    if let Some(attribute) = value(word).or_else(|| value(&stem)) {
        return format!("@{attribute}");
    }
    match stem.strip_suffix('e') {
        Some(short) if short.len() >= LEAST => short.to_owned(),
        _ => stem,
    }
}

/// The stems of the words that tell something.
pub(super) fn roots(text: &str) -> BTreeSet<String> {
    let spoken = utterance::words(text);
    spoken.iter().filter(|word| passage::is_telling(word)).map(|word| root(&word.normal)).collect()
}

/// The values of a sentence.
pub(super) fn slots(reading: &Reading<'_>, sentence: Sentence) -> Vec<Slot> {
    let text = sentence.span.of(reading.prose());
    let start = sentence.span.start as usize;
    let spoken = utterance::words(text);
    let mut found: Vec<Slot> = Vec::new();
    let figures = reading.figures(sentence);
    for figure in figures {
        found.extend(of_figure(reading, figure, text, start));
    }
    for (at, word) in spoken.iter().enumerate() {
        let span = ProseSpan::new(start + word.range.start, start + word.range.end);
        if found.iter().any(|slot| slot.span.start <= span.start && span.end <= slot.span.end) {
            continue;
        }
        let written = &text[word.range.clone()];
        let named = |class| {
            word::is_capitalised(written)
                .then(|| Words::embedded().value_of(&word.normal, class))?
        };
        let plain = |kind: &str, value: f64, span| Slot {
            span,
            kind: kind.to_owned(),
            counted: String::new(),
            value,
            low: value,
            high: value,
            written: value,
            hedge: String::new(),
            is_range: false,
            is_part: false,
        };
        let day_of = |at: Option<usize>| {
            let word = spoken.get(at?)?;
            let day = word.normal.trim_start_matches('#').trim_end_matches(char::is_alphabetic);
            let day = day.parse::<f64>().ok().filter(|day| (1.0..32.0).contains(day))?;
            (day.fract() == 0.0).then_some((day, word.range.clone()))
        };
        if let Some(month) = named(Class::Months) {
            match day_of(at.checked_sub(1)).or_else(|| day_of(Some(at + 1))) {
                Some((day, range)) => {
                    let hull = start + range.start.min(word.range.start)
                        ..start + range.end.max(word.range.end);
                    let span = ProseSpan::new(hull.start, hull.end);
                    found.retain(|slot| !slot.span.overlaps(span));
                    found.push(plain("day", month * 100.0 + day, span));
                }
                None => found.push(plain("month", month, span)),
            }
        } else if let Some(value) = named(Class::Weekdays) {
            found.push(plain("weekday", value, span));
        } else if let Some(value) =
            Words::embedded().value_of(&written.to_lowercase(), Class::Contrary).filter(|_| at > 0)
        {
            found.push(plain("direction", value, span));
        }
        let before = at.checked_sub(1).and_then(|before| spoken.get(before));
        if let Some(before) = before
            && let Some(value) =
                word.normal.strip_prefix('#').and_then(|number| number.parse().ok())
            && text.get(before.range.end..word.range.start) == Some(" ")
        {
            let kept = found.len();
            let named = |kind: &str, value: f64| Slot {
                counted: root(&before.normal),
                ..plain(kind, value, span)
            };
            if word::is(&before.normal, Class::NumberedThing) {
                found.push(named("number", value));
            } else if let Some(version) = version(written)
                && word::is_capitalised(&text[before.range.clone()])
                && before.range.start > 0
            {
                found.push(named("version", version));
            } else if word::is(&before.normal, Class::Opening)
                && written.len() == 4
                && (1500.0..2200.0).contains(&value)
            {
                found.push(plain("year", value, span));
            }
            if found.len() > kept && found[..kept].iter().any(|slot| slot.span.overlaps(span)) {
                found.pop();
            }
        }
        // "4:12"
        let number = |word: &Spoken| word.normal.strip_prefix('#')?.parse::<f64>().ok();
        if let Some(next) = spoken.get(at + 1)
            && let (Some(hour), Some(minute)) = (number(word), number(next))
            && text.get(word.range.end..next.range.start) == Some(":")
            && hour < 25.0
            && minute < 60.0
        {
            let span = ProseSpan::new(start + word.range.start, start + next.range.end);
            found.retain(|slot| !slot.span.overlaps(span));
            found.push(plain("hour", hour * 60.0 + minute, span));
        }
    }
    found.sort_by_key(|slot| slot.span.start);
    found
}

/// The value of a version of two parts.
fn version(written: &str) -> Option<f64> {
    let (major, minor) = written.split_once('.')?;
    let [major, minor] =
        [major, minor].map(|part| part.parse::<u16>().ok().filter(|part| *part < 1000));
    Some(f64::from(major?) * 1000.0 + f64::from(minor?))
}

/// A figure with what it measures; none where it numbers a thing that nothing names.
fn of_figure(reading: &Reading<'_>, figure: &Figure, text: &str, start: usize) -> Option<Slot> {
    let units = &reading.vocabulary().units;
    let value = figures::value_of(figure, reading.prose(), units);
    let number = figure.number.range();
    let before = text.get(..number.start.checked_sub(start)?)?;
    let after = text.get(number.end.checked_sub(start)?..)?;
    let last = utterance::words(before).pop();
    let before_word = last.map(|word| word.normal).unwrap_or_default();
    let is_tied = before.ends_with(|c: char| word::is_word(c) || "-#/.:".contains(c))
        || (figure.measure == Measure::Bare
            && after.starts_with(|c: char| word::is_word(c) || c == ':'));
    if is_tied {
        return None;
    }
    let is_year = (1500.0..2200.0).contains(&figure.low.value)
        && figure.low.step <= 1.0
        && figure.low.decimals == 0
        && !after.starts_with(',');
    let (kind, counted) = match &figure.measure {
        Measure::Unit(_)
            if figure.attributive && after.trim_start_matches('-').starts_with("year") =>
        {
            ("age".to_owned(), String::new())
        }
        Measure::Unit(_) => (value.dimension.to_string(), String::new()),
        // Nothing is counted in tenths: "magnitude 5.8 shakes".
        Measure::Counted(noun) if figure.low.decimals == 0 || figure.low.step > 1.0 => {
            ("count".to_owned(), root(noun))
        }
        Measure::Bare if is_year => return None,
        Measure::Bare | Measure::Counted(_) => {
            let names = before_word.len() > 2 && !word::is(&before_word, Class::GrammarWord);
            ("number".to_owned(), if names { root(&before_word) } else { String::new() })
        }
    };
    // "Five of the men"
    let next = utterance::words(after.get(..after.len().min(24)).unwrap_or_default());
    let is_part = matches!(next.as_slice(), [of, the, ..]
        if word::is(&of.normal, Class::NameTie) && !passage::is_telling(the));
    Some(Slot {
        span: figure.span,
        kind,
        counted,
        value: value.low * value.factor + value.offset,
        low: value.interval.low.max(f64::MIN),
        high: value.interval.high.min(f64::MAX),
        written: value.low,
        hedge: figure.hedge.map(|hedge| format!("{hedge:?}")).unwrap_or_default(),
        is_range: figure.high.is_some(),
        is_part: is_part || figure.elliptical,
    })
}

/// Where a document says it, worked out once for a sentence.
pub(super) struct Surroundings {
    pub place: Place,
    pub headings: BTreeSet<String>,
    pub is_under_plain_heading: bool,
    pub paragraph: BTreeSet<String>,
}

/// The statement of a value.
pub(super) fn statement(
    reading: &Reading<'_>,
    sentence: Sentence,
    slot: &Slot,
    around: &Surroundings,
    part: usize,
) -> Statement {
    /// Words on either side of a value that are near it.
    const NEAR: usize = 6;
    const BESIDE: usize = 4;
    /// Words before a comma that only say of when or where it is told.
    const FEW: usize = 5;
    /// Bytes of a phrase in front that a comma ends, and words of one that none does.
    const LONGEST_OPENING: usize = 60;
    const SHORT_OPENING: usize = 4;
    let text = sentence.span.of(reading.prose());
    let start = sentence.span.start as usize;
    let clause = clause(reading, sentence, slot.span);
    let spoken = utterance::words(text);
    let at =
        |range: &std::ops::Range<usize>| ProseSpan::new(start + range.start, start + range.end);
    let is_in = |word: &Spoken, span: ProseSpan| span.contains(at(&word.range));
    let first = spoken.partition_point(|word| at(&word.range).end <= slot.span.start);
    let last = spoken.partition_point(|word| at(&word.range).start < slot.span.end);
    let tells = |word: &&Spoken| passage::is_telling(word) && !is_in(word, slot.span);
    let set = |words: &mut dyn Iterator<Item = &Spoken>| -> BTreeSet<String> {
        words.filter(|word| tells(word)).map(|word| root(&word.normal)).collect()
    };
    let in_clause = || spoken.iter().filter(|word| is_in(word, clause));
    let near = first.saturating_sub(NEAR)..(last + NEAR).min(spoken.len());
    // What goes on behind a comma or a conjunction tells something else.
    let rest = &text[slot.span.end as usize - start..];
    let is_joint = |word: &&Spoken| {
        at(&word.range).start >= slot.span.end && word::is(&word.normal, Class::TopicJoint)
    };
    let joint = spoken.iter().find(is_joint).map_or(clause.end, |word| at(&word.range).start);
    let line_end = rest.find([',', ';']).map_or(clause.end, |at| slot.span.end + at as u32);
    let line_end = line_end.min(joint).min(clause.end).max(slot.span.end);
    let behind = ProseSpan { start: slot.span.end.min(line_end), end: line_end };
    // Of when something was built, the sentence says what.
    let mut words = match slot.kind.as_str() {
        "year" => set(&mut spoken.iter()),
        _ => set(&mut in_clause()),
    };
    if !slot.counted.is_empty() {
        words.insert(slot.counted.clone());
    }
    let is_mark = |word: &&Spoken| {
        !is_in(word, slot.span)
            && (word.normal.starts_with('#')
                || [Class::Months, Class::Weekdays].into_iter().any(|class| {
                    word::is_capitalised(&text[word.range.clone()]) && word::is(&word.normal, class)
                }))
    };
    let mut modifiers = BTreeMap::new();
    for pair in spoken.windows(2) {
        if let [one, other] = pair
            && text.get(one.range.end..other.range.start).is_some_and(|gap| gap.trim().is_empty())
            && [one, other].iter().all(|word| passage::is_telling(word))
        {
            modifiers.insert(root(&other.normal), root(&one.normal));
        }
    }
    let anchor = spoken[..first].iter().rev().find(|word| passage::is_telling(word));
    let anchored = spoken[..first].iter().rposition(passage::is_telling);
    let is_time = ["weekday", "day"].contains(&slot.kind.as_str());
    let noun_start = if is_time { anchored.unwrap_or(first) } else { first };
    let before: Vec<&str> =
        spoken[..noun_start].iter().rev().take(2).map(|word| word.normal.as_str()).collect();
    let names = reading.names(sentence).into_iter().filter(|name| clause.contains(*name));
    let names = names.map(|name| {
        utterance::words(name.of(reading.prose()))
            .iter()
            .map(|word| root(&word.normal))
            .collect::<Vec<_>>()
    });
    let opens = spoken.first().is_some_and(|word| word::is(&word.normal, Class::Opening));
    let comma = text.find(',').filter(|comma| *comma < LONGEST_OPENING);
    let opening = spoken.iter().take(if comma.is_some() { spoken.len() } else { SHORT_OPENING });
    let opening = opening.filter(|word| {
        opens
            && comma.is_none_or(|comma| word.range.end <= comma)
            && at(&word.range).end <= slot.span.start
    });
    let opening = opening
        .filter(|word| passage::is_telling(word) || word.normal.starts_with('#'))
        .map(|word| root(&word.normal))
        .collect();
    let limits = |words: &mut dyn Iterator<Item = &Spoken>| -> BTreeSet<String> {
        let is_limit = |word: &&Spoken| {
            word::is(&word.normal, Class::LimitingWord) || word::is(&word.normal, Class::Negation)
        };
        words.filter(is_limit).map(|word| word.normal.clone()).collect()
    };
    let beside = first.saturating_sub(BESIDE)..(last + BESIDE).min(spoken.len());
    // "Beginning in version 7.4, the command ..."
    let is_opening = |comma: &usize| {
        opens || spoken.iter().filter(|word| word.range.end <= *comma).count() <= FEW
    };
    let opening_comma = text.find(", ").filter(is_opening);
    let mut sentence_words = set(&mut spoken.iter());
    if !slot.counted.is_empty() {
        sentence_words.insert(slot.counted.clone());
    }
    Statement {
        is_labelled: text[..slot.span.start as usize - start].trim_end().ends_with(':'),
        is_main: clause.start <= sentence.span.start + 1,
        is_setting: opening_comma.is_some_and(|comma| slot.span.end as usize <= start + comma),
        is_item: reading.role(sentence) == Role::ListItem,
        kind: slot.kind.clone(),
        counted: slot.counted.clone(),
        value: slot.value,
        low: slot.low,
        high: slot.high,
        written: slot.written,
        hedge: slot.hedge.clone(),
        is_range: slot.is_range,
        is_part: slot.is_part,
        words,
        sentence: sentence_words,
        paragraph: around.paragraph.clone(),
        near: set(&mut spoken[near].iter()),
        behind: set(&mut spoken.iter().filter(|word| is_in(word, behind))),
        opening,
        anchor: anchor.map(|word| root(&word.normal)).unwrap_or_default(),
        limits: limits(&mut in_clause().filter(|word| at(&word.range).start < line_end)),
        limits_beside: limits(&mut spoken[beside].iter()),
        marks: in_clause()
            .filter(|word| at(&word.range).start < line_end)
            .filter(is_mark)
            .map(|word| word.normal.clone())
            .collect(),
        modifiers,
        names: names.filter(|name| name.len() > 1).collect(),
        headings: around.headings.clone(),
        is_under_plain_heading: around.is_under_plain_heading,
        is_definite: before.contains(&"the"),
        place: around.place,
        block: reading.block_of(sentence),
        part,
    }
}

/// The clause of a value, up to a colon or a dash.
fn clause(reading: &Reading<'_>, sentence: Sentence, slot: ProseSpan) -> ProseSpan {
    let prose = reading.prose();
    let clause = reading.clause_at(sentence, slot.start);
    let mut clause = if clause.contains(slot) { clause } else { sentence.span };
    let lead = ProseSpan { start: sentence.span.start, end: clause.start }.of(prose);
    if lead.trim_end().ends_with(':') && lead.len() < LONGEST_LABEL {
        clause.start = sentence.span.start;
    }
    /// Bytes of a label.
    const LONGEST_LABEL: usize = 40;
    const BREAKS: [&str; 4] = [": ", "; ", " — ", " – "];
    let before = ProseSpan { start: clause.start, end: slot.start }.of(prose);
    let after = ProseSpan { start: slot.end, end: clause.end.max(slot.end) }.of(prose);
    // "Weight: 2 kg": the label belongs to it.
    let start = BREAKS
        .iter()
        .filter_map(|mark| Some(before.rfind(mark)? + mark.len()))
        .filter(|at| !before[*at..].trim().is_empty())
        .max()
        .unwrap_or(0);
    let end = BREAKS.iter().filter_map(|mark| after.find(mark)).min().unwrap_or(after.len());
    ProseSpan { start: clause.start + start as u32, end: slot.end + end as u32 }
}

/// Whether a block is read, and where it stands.
pub(super) fn place_of(reading: &Reading<'_>, sentence: Sentence) -> Option<Place> {
    match reading.role(sentence) {
        Role::Code | Role::Boilerplate | Role::Comment | Role::Quotation => None,
        Role::TableCell => Some(Place::Cell),
        Role::Summary => Some(Place::Summary),
        Role::Caption => Some(Place::Caption),
        _ => Some(Place::Text),
    }
}

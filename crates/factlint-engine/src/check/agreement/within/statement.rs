//! What a document states: each figure, day, hour and direction with the words around it, for a judge who holds the
//! statements of one document against each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::check::agreement::passage;
use crate::check::agreement::story::stem;
use crate::check::agreement::value::{Kind, Slot, Stated, root};
use crate::reading::{Reading, Sentence};
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

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
    /// What is stated.
    pub stated: Stated,
    /// Stems of the telling words of its clause, of its sentence and of its paragraph.
    pub words: BTreeSet<String>,
    pub sentence: BTreeSet<String>,
    pub paragraph: BTreeSet<String>,
    /// Of the clause, those near it, those behind it, and those of a phrase that opens the sentence.
    pub near: BTreeSet<String>,
    pub behind: BTreeSet<String>,
    pub opening: BTreeSet<String>,
    /// What stands right before it and tells something, and right behind it.
    pub anchor: String,
    pub next: String,
    /// What stands right behind it, if that tells something; and whether it is a share "of" something.
    pub right: String,
    pub is_share: bool,
    /// What narrows the counted noun: "cargo" of "23 cargo ships".
    pub inside: BTreeSet<String>,
    /// Whether its sentence says that it sums up: "in all".
    pub is_total: bool,
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
    /// Whether its sentence tells of what stands behind it: "the following"; only its list says of what.
    pub is_pointing: bool,
    /// Whether a label stands before it: "Price: $50"; and what labels the whole sentence.
    pub is_labelled: bool,
    pub label: String,
    pub place: Place,
    /// Which block, and which part of the claim.
    pub block: u32,
    pub part: usize,
}

/// Where a document says it, worked out once for a sentence.
pub(super) struct Surroundings {
    pub place: Place,
    pub headings: BTreeSet<String>,
    pub is_under_plain_heading: bool,
    pub paragraph: BTreeSet<String>,
}

/// What opens an item of a list that no markup marks.
const BULLETS: [char; 3] = ['*', '•', '-'];

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
    let mut words = match slot.stated.kind {
        Kind::Year => set(&mut spoken.iter()),
        _ => set(&mut in_clause()),
    };
    if !slot.stated.counted.is_empty() {
        words.insert(slot.stated.counted.clone());
    }
    let is_mark = |word: &&Spoken| {
        !is_in(word, slot.span)
            && (word.normal.starts_with('#')
                || [Class::Months, Class::Weekdays].into_iter().any(|class| {
                    word::is_capitalised(&text[word.range.clone()]) && word::is(&word.normal, class)
                }))
    };
    // "Raising R", "raising T"
    let is_symbol = |word: &&Spoken| {
        let written = &text[word.range.clone()];
        written.len() == 1
            && word.range.start > 0
            && written.starts_with(|c: char| c.is_ascii_uppercase())
            && !["I", "A"].contains(&written)
            && !is_in(word, slot.span)
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
    let is_time = matches!(slot.stated.kind, Kind::Weekday | Kind::Day);
    let noun_start = if is_time { anchored.unwrap_or(first) } else { first };
    let before: Vec<&str> =
        spoken[..noun_start].iter().rev().take(2).map(|word| word.normal.as_str()).collect();
    let next = spoken[last.min(spoken.len())..].iter().find(|word| passage::is_telling(word));
    let inside = spoken[first..last.min(spoken.len()).max(first)]
        .iter()
        .filter(|word| passage::is_telling(word) && slot.stated.kind == Kind::Count)
        .map(|word| root(&word.normal))
        .filter(|word| *word != slot.stated.counted)
        .collect();
    let lower = text.to_lowercase();
    let is_total = word::entries(Class::SumWord).iter().any(|entry| match entry.contains(' ') {
        true => lower.contains(entry.as_str()),
        false => spoken.iter().any(|word| word.normal == *entry),
    });
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
    if !slot.stated.counted.is_empty() {
        sentence_words.insert(slot.stated.counted.clone());
    }
    Statement {
        is_pointing: spoken.iter().any(|word| word::is(&stem(&word.normal), Class::PointsOn)),
        label: label(text).to_lowercase(),
        is_labelled: text[..slot.span.start as usize - start].trim_end().ends_with(':'),
        is_main: clause.start <= sentence.span.start + 1,
        is_setting: opening_comma.is_some_and(|comma| slot.span.end as usize <= start + comma)
            // "If you are using version 2.6:"
            || (opens && text.trim_end().ends_with(':')),
        is_item: reading.role(sentence) == Role::ListItem
            || text.starts_with(BULLETS)
            || reading.prose()[..start].trim_end_matches(' ').ends_with(BULLETS),
        stated: slot.stated.clone(),
        words,
        sentence: sentence_words,
        paragraph: around.paragraph.clone(),
        near: set(&mut spoken[near].iter()),
        behind: set(&mut spoken.iter().filter(|word| is_in(word, behind))),
        opening,
        anchor: anchor.map(|word| root(&word.normal)).unwrap_or_default(),
        right: spoken
            .get(last)
            .filter(|word| passage::is_telling(word))
            .map(|word| root(&word.normal))
            .unwrap_or_default(),
        is_share: matches!(&slot.stated.kind, Kind::Measure(what) if what == "ratio")
            && spoken.get(last).is_some_and(|word| word::is(&word.normal, Class::NameTie)),
        next: next.map(|word| root(&word.normal)).unwrap_or_default(),
        inside,
        is_total,
        limits: limits(&mut in_clause().filter(|word| at(&word.range).start < line_end)),
        limits_beside: limits(&mut spoken[beside].iter()),
        marks: in_clause()
            .filter(|word| at(&word.range).start < line_end)
            .filter(|word| is_mark(word) || is_symbol(word))
            .map(|word| word.normal.clone())
            .chain(terms(&text[..slot.span.start as usize - start]))
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

/// The terms of what a calculation comes to, which stands behind this: "60 / (60 + 20) = ".
fn terms(before: &str) -> impl Iterator<Item = String> + '_ {
    let before = before.trim_end().strip_suffix('=').unwrap_or_default();
    let terms = before.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    terms
        .filter(|term| term.bytes().any(|byte| byte.is_ascii_digit()))
        .map(|term| format!("={term}"))
}

/// What stands at the front of a sentence and says which of several things it tells of: "`4:2:2`: for every 4 pixels".
fn label(text: &str) -> &str {
    /// Bytes and words of a label.
    const LONGEST: usize = 40;
    const MOST: usize = 4;
    // "MAU is the number of those who came in a month"
    let first = text.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    if first.len() > 1 && first.chars().all(char::is_uppercase) {
        return first;
    }
    let end = [": ", " — ", " – ", " - "].iter().filter_map(|mark| text.find(mark)).min();
    let label = end.and_then(|end| text.get(..end)).unwrap_or_default();
    if label.len() > LONGEST || label.split_whitespace().count() > MOST { "" } else { label }
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

//! Claims, conflicts and fixes as all kinds make them.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::wording;
use crate::claim::{Claim, Part, ReadBy, Speaker, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::finding::{Edit, Fix, Safety, Severity, fingerprint};
use crate::reading::{Reading, Sentence};
use crate::rule::{Rule, Scope};
use factlint_document::Role;
use factlint_language::address;
use factlint_language::span::{Position, ProseSpan, Span};

/// What a claim with several parts tells of its repeats: "3 times in this document; also in lines 4 and 9".
pub(super) fn repeats(parts: &[Part]) -> Option<Arc<str>> {
    let [first, _, ..] = parts else { return None };
    let mut note = format!("{} in this document", wording::times(parts.len()));
    let lines = parts.iter().map(|part| part.start.line);
    if let Some(others) = wording::other_lines(lines, first.start.line) {
        note.push_str(&format!("; also in {others}"));
    }
    Some(note.into())
}

/// A safe fix that replaces every part of a claim for which `words` has something better.
pub(super) fn safe_fix(
    claim: &Claim,
    words: impl Fn(&Value) -> Option<&SmolStr>,
) -> Option<Box<Fix>> {
    let edits =
        claim.parts.iter().filter_map(|part| edit(claim, part, words(&part.value)?.clone()));
    Fix::new(Safety::Safe, edits.collect()).map(Box::new)
}

/// The part of a claim at a range of prose.
pub(super) fn part(reading: &Reading<'_>, span: ProseSpan, mut value: Value) -> Part {
    let document = reading.document();
    let (place, is_verbatim) = document.locate(span);
    let words = SmolStr::from(place.of(document.text()));
    // A passage may be long: its text is kept once.
    let seen = Some(span.of(document.prose()))
        .filter(|seen| !is_verbatim && *seen != place.of(document.text()))
        .map(SmolStr::from);
    if let Value::Text { text } = &mut value
        && let Some(same) =
            [Some(&words), seen.as_ref()].into_iter().flatten().find(|one| *one == text)
    {
        text.clone_from(same);
    }
    Part {
        span: place,
        start: document.position(place.start),
        end: document.position(place.end),
        words,
        seen,
        replaceable: is_verbatim && !is_code(reading, span) && !is_encoded(document),
        value,
    }
}

/// Whether words of a document stand in its file in a notation that is not theirs: nothing rewrites them.
fn is_encoded(document: &factlint_document::Document) -> bool {
    document.provenance().format.is_some_and(factlint_document::Format::encodes_words)
}

/// Whether words are code, or may be part of what is written for machines: nothing rewrites them.
fn is_code(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let prose = reading.prose();
    let is_tied = |c: char| "/\\=@#$%_:<>-.".contains(c);
    let before = prose[..span.start as usize].ends_with(is_tied);
    let after = prose[span.end as usize..].starts_with(is_tied);
    let role = reading.block_at(span.start).map(|block| reading.document().blocks()[block].role);
    reading.document().is_code(span)
        || role == Some(Role::Code)
        || ((before || after) && address::holds(prose, span))
}

/// Some of the words of a part, given as bytes of them; the part itself where markup lies inside.
pub(super) fn part_within(part: &Part, words: std::ops::Range<usize>) -> Part {
    let Some(inner) = part.words.get(words.clone()).filter(|_| part.seen.is_none()) else {
        return part.clone();
    };
    let at = |offset: usize| {
        let before = &part.words[..offset];
        match before.rfind('\n') {
            Some(newline) => Position {
                line: part.start.line + before.matches('\n').count() as u32,
                column: before[newline + 1..].chars().count() as u32 + 1,
            },
            None => Position {
                line: part.start.line,
                column: part.start.column + before.chars().count() as u32,
            },
        }
    };
    Part {
        span: Span {
            start: part.span.start + words.start as u32,
            end: part.span.start + words.end as u32,
        },
        start: at(words.start),
        end: at(words.end),
        words: inner.into(),
        seen: None,
        replaceable: part.replaceable,
        value: part.value.clone(),
    }
}

/// A claim made by the words at `at` of a sentence. The scope of the rule becomes part of its keys.
pub(super) fn claim(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    at: ProseSpan,
    subject: impl Into<SmolStr>,
    key: impl Into<SmolStr>,
    mut parts: Vec<Part>,
) -> Claim {
    // A list that grew may have room for four, and most claims have one part.
    parts.shrink_to_fit();
    let document = Arc::clone(reading.document().record());
    let (key, path) = (key.into(), &document.path);
    let key = match rule.scope {
        Scope::Corpus => key,
        Scope::Document => format_smolstr!("{key}|{path}"),
        Scope::Paragraph => format_smolstr!("{key}|{path}|{}", reading.block_of(sentence)),
        Scope::Sentence => format_smolstr!("{key}|{path}|@{}", sentence.span.start),
    };
    Claim {
        rule: Arc::clone(&rule.id),
        document,
        subject: subject.into(),
        days: reading.days(sentence),
        speaker: reading.speaker(sentence, at),
        is_quoted: reading.is_speech(sentence, at),
        reported_by: reading.reported_by(sentence, at),
        role: reading.role(sentence),
        keys: key.into(),
        context: reading.context(sentence),
        nth: 0,
        read_by: ReadBy::default(),
        parts,
    }
}

/// A conflict of a rule about a claim. Its fingerprint is made of the claim's words and sentence.
pub(super) fn conflict(
    code: Code,
    rule: &Rule,
    claim: &Claim,
    message: String,
    first: Side,
) -> Conflict {
    let mut notes = Vec::new();
    let mut severity = rule.severity;
    if let (Some(due), Some(date)) = (rule.review_by, claim.document.date)
        && date > due
    {
        severity = severity.min(Severity::Warning);
        let told =
            format!("this rule was due for review by {due}, before the document's date {date}");
        notes.push(told.into());
    }
    notes.extend(rule.notes.source.clone());
    notes.push(Arc::clone(&rule.notes.place));
    let context = format!("{:016x}", claim.context);
    Conflict {
        rule: Arc::clone(&rule.id),
        check: rule.kind,
        code,
        severity,
        message,
        fingerprint: fingerprint(&rule.id, &[&first.label.text, &context]),
        sides: vec![first],
        further: Arc::default(),
        evidence: Vec::new(),
        places: 1,
        notes,
        fix: None,
    }
}

/// A fix that replaces the words of one part; none where markup lies inside, and none that changes nothing.
pub(super) fn replacement(
    claim: &Claim,
    part: &Part,
    replacement: impl Into<SmolStr>,
    safety: Safety,
) -> Option<Box<Fix>> {
    Fix::new(safety, edit(claim, part, replacement).into_iter().collect()).map(Box::new)
}

/// The replacement of the words of one part; none where markup lies inside.
fn edit(claim: &Claim, part: &Part, replacement: impl Into<SmolStr>) -> Option<Edit> {
    part.replaceable.then(|| Edit {
        path: Arc::clone(&claim.document.path),
        span: part.span,
        start: part.start,
        end: part.end,
        replaced: part.words.clone(),
        replacement: replacement.into(),
    })
}

/// The rule's own wording where it has one, else the check's.
pub(super) fn worded(rule: &Rule, default: String, placeholders: &[(&str, &str)]) -> String {
    match &rule.message {
        None => default,
        Some(template) => wording::fill(template, placeholders),
    }
}

/// A label of what a document reports, with whoever says it there.
pub(super) fn as_reported(claim: &Claim, label: &mut String) {
    if claim.is_quoted || (claim.speaker == Speaker::Paper && claim.reported_by.is_none()) {
        return;
    }
    label.push_str(", as reported");
    if let Some(who) = &claim.reported_by {
        label.push_str(" by ");
        label.push_str(who);
    }
}

/// Who a claim's speaker is, as a part of a key: claims of people the text does not name are
/// compared with nothing.
pub(super) fn speaker_key(claim_path: &str, position: u32, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Paper => String::new(),
        Speaker::Named(name) => format!("says {name}"),
        Speaker::Unnamed => format!("unnamed {claim_path} {position}"),
    }
}

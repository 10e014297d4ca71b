//! `require`: where the subject or cue stands, one of some words stands in the same scope.

use std::collections::BTreeMap;

use super::{About, Check, Draft, Kind, Trigger, Verdict, dead, wording};
use crate::claim::{Claim, Speaker, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::{Cue, Inflection, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::span::ProseSpan;

const MISSING: Code = Code::new("require/missing", "what the rule requires is missing");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "require",
    summary: "where the subject or cue stands, one of some words, a link or a source stands too (`with`)",
    page: include_str!("../../docs/require.md"),
    keys: &[Key::new("with", Shape::Texts)],
    codes: &[MISSING],
    about: About::Optional,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// What must stand in the scope.
#[derive(Debug)]
enum Wanted {
    /// A word, phrase or expression.
    Words(Cue),
    /// A link.
    Link,
    /// Somebody named who says it.
    Source,
}

#[derive(Debug)]
struct Require {
    with: Vec<Wanted>,
    /// As the rule writes it, for findings.
    words: String,
    /// What calls for it besides a subject: the phrases and expressions of `near`.
    cues: Vec<Cue>,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let entries =
        table.required_strings("with", "with = [\"subject to approval\", \"@source\"]")?;
    let mut with = Vec::new();
    for entry in &entries {
        let text = entry.get_ref().as_str();
        match text {
            "@link" => with.push(Wanted::Link),
            "@source" => with.push(Wanted::Source),
            _ if text.starts_with('@') => table.problem_with_note(
                entry.span(),
                format!("`with` of {} has an unknown word `{text}`", table.what()),
                "means nothing",
                "`@link` is a link, `@source` somebody named who says it",
            ),
            _ => match table.pattern(entry) {
                Some(pattern) => with.extend(pattern.map(|one| Wanted::Words(Cue::Pattern(one)))),
                None if super::is_findable(table, entry) => {
                    let phrase = draft.phrases.intern(text, Inflection::Cue);
                    with.push(Wanted::Words(Cue::Phrase(phrase)));
                }
                None => {}
            },
        }
    }
    let cues: Vec<Cue> = draft.near.first().cloned().unwrap_or_default();
    if draft.about.is_empty() && cues.is_empty() {
        table.missing("near", "near = [\"price\"], or about = \"product\"");
    }
    let wanted: Vec<Cue> = with
        .iter()
        .filter_map(|one| if let Wanted::Words(cue) = one { Some(cue.clone()) } else { None })
        .collect();
    if let Some(first) = entries.first()
        && draft.near.iter().any(|cues| dead::are_covered(cues, &wanted, draft.phrases))
    {
        table.problem(
            first.span(),
            format!("{} can never match", table.what()),
            "`with` holds all of `near`: where a cue stands, it is met",
        );
    }
    let words: Vec<String> = entries.iter().map(|entry| entry.get_ref().clone()).collect();
    (table.problem_count() == problems).then(|| {
        Box::new(Require { with, words: wording::alternatives(&words), cues }) as Box<dyn Check>
    })
}

impl Check for Require {
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger {
        // A subject calls by its name; the cues alone where there is none.
        let cues = if rule.about.is_empty() { self.cues.as_slice() } else { &[] };
        Trigger::of_cues(super::subject_phrases(rule, subjects), cues)
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        // The first call in each stretch of the scope, by the stretch.
        let mut calls: BTreeMap<(u32, u32), (Sentence, ProseSpan)> = BTreeMap::new();
        for (sentence, span) in self.calls(rule, reading) {
            if !super::sentence_admits(rule, reading, sentence)
                || super::is_withheld(rule, reading, sentence, span)
                || !super::is_prose(rule, reading, span)
            {
                continue;
            }
            let stretch = match rule.scope {
                Scope::Corpus | Scope::Document => (0, 0),
                Scope::Paragraph => (reading.block_of(sentence), 0),
                Scope::Sentence => (reading.block_of(sentence), sentence.span.start),
            };
            calls.entry(stretch).or_insert((sentence, span));
        }
        for (sentence, span) in calls.into_values() {
            let within = self.stretch(rule, reading, sentence);
            let met = self.with.iter().any(|wanted| wanted.stands_in(reading, &within));
            let parts = vec![super::part(reading, span, Value::Required { met })];
            let key = span.start.to_string();
            claims.push(super::claim(rule, reading, sentence, span, String::new(), key, parts));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        for claim in group {
            if let [part] = claim.parts.as_slice()
                && part.value == (Value::Required { met: false })
            {
                verdict.conflicts.push(self.missing(rule, claim));
            }
        }
    }

    fn is_local(&self, _rule: &Rule) -> bool {
        true
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some(format!("with {}", self.words))
    }
}

impl Require {
    /// Where the subject stands, or else a cue.
    fn calls(&self, rule: &Rule, reading: &Reading<'_>) -> Vec<(Sentence, ProseSpan)> {
        let mut spans: Vec<ProseSpan> = if rule.about.is_empty() {
            let prose = reading.prose();
            let mut found = Vec::new();
            for cue in &self.cues {
                match cue {
                    Cue::Phrase(phrase) => found.extend(places(reading, *phrase)),
                    Cue::Pattern(pattern) => {
                        let matches =
                            pattern.regex().into_iter().flat_map(|one| one.find_iter(prose));
                        found.extend(matches.map(|one| ProseSpan::new(one.start(), one.end())));
                    }
                }
            }
            found
        } else {
            super::mentions_of(rule, reading)
        };
        spans.sort();
        spans
            .into_iter()
            .filter_map(|span| Some((reading.sentence_at(span.start)?, span)))
            .collect()
    }

    /// The sentences in which what is wanted may stand.
    fn stretch(&self, rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> Vec<Sentence> {
        match rule.scope {
            Scope::Sentence => vec![sentence],
            Scope::Paragraph => reading
                .sentences()
                .filter(|other| reading.block_of(*other) == reading.block_of(sentence))
                .collect(),
            Scope::Document | Scope::Corpus => reading.sentences().collect(),
        }
    }

    fn missing(&self, rule: &Rule, claim: &Claim) -> Conflict {
        let part = &claim.parts[0];
        let found = wording::one_line(part.seen());
        let scope = match rule.scope {
            Scope::Corpus => "document",
            scope => scope.as_str(),
        };
        let message = super::worded(
            rule,
            format!("`{found}` stands without {} in its {scope}", self.words),
            &[("found", &found), ("expect", &self.words)],
        );
        let primary = Side::new(claim, part, format!("wants {}", self.words));
        super::conflict(MISSING, rule, claim, message, primary)
    }
}

fn places(reading: &Reading<'_>, phrase: PhraseId) -> Vec<ProseSpan> {
    reading
        .hits_of(phrase)
        .filter(|hit| !hit.tied_before)
        .map(|hit| ProseSpan { start: hit.start, end: hit.end })
        .collect()
}

impl Wanted {
    /// Whether it stands in one of the sentences.
    fn stands_in(&self, reading: &Reading<'_>, within: &[Sentence]) -> bool {
        within.iter().any(|&sentence| match self {
            Self::Words(cue) => reading.any_in(std::slice::from_ref(cue), sentence.span),
            Self::Link => has_link(reading, sentence),
            Self::Source => names_source(reading, sentence),
        })
    }
}

/// Whether a sentence has a link: an address in its prose, or the markup of one around its words.
fn has_link(reading: &Reading<'_>, sentence: Sentence) -> bool {
    const ADDRESSES: [&str; 3] = ["https://", "http://", "www."];
    const MARKUP: [&str; 3] = ["](", "][", "<a "];
    let document = reading.document();
    let (place, _) = document.locate(sentence.span);
    let text = document.text();
    // The address of a link at the end of a sentence stands behind its last word, in the same line.
    let rest = &text[place.end as usize..];
    let line = rest.find('\n').unwrap_or(rest.len());
    let around = &text[place.start as usize..place.end as usize + line];
    let marked = document.prose() != text && MARKUP.iter().any(|mark| around.contains(mark));
    marked || ADDRESSES.iter().any(|address| place.of(text).contains(address))
}

/// Whether a sentence names somebody who says it.
fn names_source(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let prose = reading.prose();
    let last = prose[..sentence.span.end as usize]
        .char_indices()
        .next_back()
        .map_or(sentence.span.end, |(at, _)| at as u32);
    let here = ProseSpan { start: last.max(sentence.span.start), end: sentence.span.end };
    let first = ProseSpan { start: sentence.span.start, end: sentence.span.start };
    [here, first]
        .into_iter()
        .any(|span| matches!(reading.speaker(sentence, span), Speaker::Named(_)))
}

//! `term`: a word or expression is not used, or is replaced.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{About, Check, Draft, Kind, Trigger, Verdict, dead, name, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::{self, Cue, Inflection, Pattern, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::span::ProseSpan;

const UNWANTED: Code =
    Code::new("term/unwanted", "a word or an expression stands that the rule does not want");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "term",
    summary: "a word or expression is not used (`never`, `pattern`), or is replaced (`use`)",
    page: include_str!("../../docs/term.md"),
    keys: &[
        Key::new("never", Shape::Texts),
        Key::new("pattern", Shape::Texts),
        Key::new("use", Shape::Text),
    ],
    codes: &[UNWANTED],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Skip,
    asks: Question::OF_WORDS,
    read,
};

#[derive(Debug)]
struct Term {
    /// Words that are not used, with the form as the rule writes it.
    never: Vec<(PhraseId, String)>,
    patterns: Vec<Arc<Pattern>>,
    /// What is written instead; `$1` stands for the first group of an expression.
    preferred: Option<String>,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let listed = table.strings("never").unwrap_or_default();
    let expressions = table.strings("pattern").unwrap_or_default();
    let preferred = super::trimmed(table.string("use"));
    let words = preferred.as_ref().map(|text| text.get_ref().clone());
    let mut term = Term { never: Vec::new(), patterns: Vec::new(), preferred: words };
    for text in &listed {
        if text.get_ref().starts_with('/') {
            table.problem(
                text.span(),
                format!("`never` of {} has an expression", table.what()),
                "expressions belong to `pattern`",
            );
        } else if super::is_findable(table, text) {
            let phrase = draft.phrases.intern(text.get_ref(), Inflection::Name);
            term.never.push((phrase, text.get_ref().clone()));
        }
    }
    for text in &expressions {
        term.patterns.extend(table.expression(text));
    }
    if let Some(preferred) = &preferred {
        dead::report_preferred(table, preferred.get_ref(), &listed);
        for regex in term.patterns.iter().filter_map(|pattern| pattern.regex()) {
            let groups: Vec<Option<&str>> = regex.capture_names().collect();
            dead::report_groups(table, preferred, &groups);
        }
        for (pattern, text) in term.patterns.iter().zip(&expressions) {
            if pattern.only_match().as_deref() == Some(preferred.get_ref()) {
                dead::report_same(table, text.span());
            }
        }
    }
    if let Some(first) = listed.iter().chain(&expressions).next() {
        let mut sought = dead::name_cues(draft.phrases, &listed);
        sought.extend(term.patterns.iter().cloned().map(Cue::Pattern));
        dead::report_excepted(table, &sought, draft.except, draft.phrases, first.span());
    }
    if listed.is_empty() && expressions.is_empty() && table.problem_count() == problems {
        table.missing("never", "never = [\"utilize\"], or pattern = '/e-mail(s?)/'");
    }
    (table.problem_count() == problems).then(|| Box::new(term) as Box<dyn Check>)
}

/// A place where a term stands.
struct Use {
    sentence: Sentence,
    span: ProseSpan,
    captures: Vec<String>,
    replacement: Option<String>,
}

impl Use {
    /// Whether what should stand there stands there: "Internet" at the start of a sentence, for "internet".
    fn is_right(&self, reading: &Reading<'_>) -> bool {
        let words = phrase::plain(self.span.of(reading.prose()));
        self.replacement.as_ref() == Some(&words)
    }
}

impl Check for Term {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        if self.patterns.is_empty() {
            Trigger::Phrases(self.never.iter().map(|(phrase, _)| *phrase).collect())
        } else {
            let phrases = self.never.iter().map(|(phrase, _)| *phrase).collect();
            Trigger::Patterns { phrases, patterns: self.patterns.clone() }
        }
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        // One claim for each form in each stretch of the rule's scope.
        let mut uses: BTreeMap<(u32, String), Vec<Use>> = BTreeMap::new();
        for one in self.uses(reading) {
            if !super::sentence_admits(rule, reading, one.sentence)
                || super::is_withheld(rule, reading, one.sentence, one.span)
                || !super::is_prose(rule, reading, one.span)
                || one.is_right(reading)
            {
                continue;
            }
            let stretch = match rule.scope {
                Scope::Corpus | Scope::Document => 0,
                Scope::Paragraph => reading.block_of(one.sentence),
                Scope::Sentence => one.sentence.span.start,
            };
            let form = phrase::plain(one.span.of(reading.prose())).to_lowercase();
            uses.entry((stretch, form)).or_default().push(one);
        }
        for ((_, form), places) in uses {
            let Some(first) = places.first() else { continue };
            let parts: Vec<Part> = places
                .iter()
                .map(|one| {
                    let value = Value::Term {
                        captures: one.captures.as_slice().into(),
                        replacement: one.replacement.as_deref().map(SmolStr::new),
                    };
                    super::part(reading, one.span, value)
                })
                .collect();
            let (sentence, span) = (first.sentence, first.span);
            claims.push(super::claim(rule, reading, sentence, span, String::new(), form, parts));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        verdict.conflicts.extend(group.iter().filter_map(|claim| unwanted(rule, claim)));
    }

    fn judges_each_document(&self) -> bool {
        true
    }

    fn parts_are_places(&self) -> bool {
        true
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let mut forms: Vec<String> = self.never.iter().map(|(_, form)| form.clone()).collect();
        forms.extend(self.patterns.iter().map(|pattern| format!("/{}/", pattern.expression())));
        let never = format!("never {}", forms.join(", "));
        Some(match &self.preferred {
            Some(preferred) => format!("{preferred}, {never}"),
            None => never,
        })
    }
}

impl Term {
    /// Every place where the term stands, the longest where several overlap.
    fn uses(&self, reading: &Reading<'_>) -> Vec<Use> {
        let prose = reading.prose();
        let mut found: Vec<Use> = Vec::new();
        for (phrase, form) in &self.never {
            for hit in reading.hits_of(*phrase).filter(|hit| !hit.tied_before && !hit.tied_after) {
                let Some(sentence) = reading.sentence_at(hit.start) else { continue };
                let span = ProseSpan { start: hit.start, end: hit.end };
                let words = phrase::plain(span.of(prose));
                let replacement = self.preferred.as_ref().and_then(|preferred| {
                    let keeps = keeps_capital(reading, sentence, span, form);
                    name::replace_form(&words, form, &in_case(&words, preferred, keeps))
                });
                found.push(Use { sentence, span, captures: Vec::new(), replacement });
            }
        }
        for pattern in &self.patterns {
            let Some(regex) = pattern.regex() else { continue };
            for captures in regex.captures_iter(prose) {
                let Some(whole) = captures.get(0).filter(|whole| !whole.is_empty()) else {
                    continue;
                };
                let Some(sentence) = reading.sentence_at(whole.start() as u32) else { continue };
                // No expression reaches beyond its block.
                let span = ProseSpan::new(whole.start(), whole.end());
                if reading.block_at(span.end - 1) != reading.block_at(span.start) {
                    continue;
                }
                let groups = captures
                    .iter()
                    .skip(1)
                    .map(|group| group.map_or_else(String::new, |group| group.as_str().to_owned()));
                let replacement = self.preferred.as_ref().map(|preferred| {
                    let mut words = String::new();
                    captures.expand(preferred, &mut words);
                    let keeps = keeps_capital(reading, sentence, span, pattern.expression());
                    in_case(whole.as_str(), &words, keeps)
                });
                let captures = groups.collect();
                found.push(Use { sentence, span, captures, replacement });
            }
        }
        found.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
        found.dedup_by(|later, earlier| later.span.start < earlier.span.end);
        found
    }
}

/// Whether the capital of words is no part of what the rule has against them: a rule in small letters ignores it,
/// and one with capitals does so where the place of the words asks for them.
fn keeps_capital(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan, form: &str) -> bool {
    !form.contains(char::is_uppercase)
        || super::capital(reading, sentence, span) != super::Capital::Chosen
}

/// The words with a capital where those that they replace begin with one that is kept.
fn in_case(replaced: &str, words: &str, keeps: bool) -> String {
    if keeps && replaced.starts_with(char::is_uppercase) && words.starts_with(char::is_lowercase) {
        super::capitalised(words)
    } else {
        words.to_owned()
    }
}

/// A term that is not used.
fn unwanted(rule: &Rule, claim: &Claim) -> Option<Conflict> {
    let part = claim.parts.first()?;
    let Value::Term { captures, replacement } = &part.value else { return None };
    let found = wording::one_line(part.seen());
    let expect = replacement.as_deref().unwrap_or_default();
    let default = match replacement {
        Some(words) => format!("`{found}` should be `{words}`"),
        None => format!("`{found}` is not used here"),
    };
    let numbers: Vec<String> = (1..=captures.len()).map(|number| number.to_string()).collect();
    let mut placeholders = vec![("found", found.as_str()), ("expect", expect)];
    placeholders
        .extend(numbers.iter().map(String::as_str).zip(captures.iter().map(String::as_str)));
    let message = super::worded(rule, default, &placeholders);
    let label = match replacement {
        Some(words) => format!("write `{words}`"),
        None => "another word is wanted".to_owned(),
    };
    let mut conflict =
        super::conflict(UNWANTED, rule, claim, message, Side::new(claim, part, label));
    conflict.places = claim.parts.len();
    conflict.notes.splice(0..0, super::repeats(&claim.parts));
    conflict.fix = super::safe_fix(claim, |value| match value {
        Value::Term { replacement, .. } => replacement.as_ref(),
        _ => None,
    });
    Some(conflict)
}

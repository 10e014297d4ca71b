//! `variants`: one document does not spell one name two ways, nor mix kinds of quotation marks.

mod initials;
mod names;
mod setting;
mod words;

use std::collections::BTreeMap;

use super::{About, Check, Draft, Kind, Marks, Trigger, Verdict, wording};
use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::Reading;
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::{Cue, Inflection};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_document::Role;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;
use names::Use;

const SPELLING: Code = Code::new("variants/spelling", "one document spells a name in several ways");
const QUOTATION_MARKS: Code =
    Code::new("variants/quotation-marks", "one document mixes quotation marks");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "variants",
    summary: "one document does not spell one name two ways, nor mix kinds of quotation marks (`of`)",
    page: include_str!("../../../docs/variants.md"),
    keys: &[
        Key::new("of", Shape::Choice(&["names", "quotation marks"])),
        Key::new("ignore", Shape::Texts),
    ],
    codes: &[SPELLING, QUOTATION_MARKS],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Include,
    asks: Question::OF_WORDS,
    read,
};

/// What is to have one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Names,
    QuotationMarks,
}

impl Of {
    fn code(self) -> Code {
        match self {
            Self::Names => SPELLING,
            Self::QuotationMarks => QUOTATION_MARKS,
        }
    }
}

#[derive(Debug)]
struct Variants {
    of: Of,
    ignore: Vec<Cue>,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let of = table
        .choice("of", &[("names", Of::Names), ("quotation marks", Of::QuotationMarks)])
        .map_or(Of::Names, |of| of.into_inner());
    let ignored = table.strings("ignore").unwrap_or_default();
    let ignore = super::read_cues(table, &ignored, draft.phrases, Inflection::Name);
    (table.problem_count() == problems).then(|| Box::new(Variants { of, ignore }) as Box<dyn Check>)
}

impl Check for Variants {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        match self.of {
            Of::Names => Trigger::Marks(Marks { kind: "variants of names", any: has_capitals }),
            Of::QuotationMarks => {
                Trigger::Marks(Marks { kind: "variants of marks", any: has_several_marks })
            }
        }
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let groups = match self.of {
            Of::Names => names::spelled_differently(reading),
            Of::QuotationMarks => vec![quotation_marks(reading)],
        };
        for group in groups {
            let parts: Vec<(&Use, Part)> = group
                .iter()
                .filter(|one| self.admits(rule, reading, one))
                .map(|one| {
                    let value = Value::Text { text: wording::one_line(&one.form).into() };
                    (one, super::part(reading, one.span, value))
                })
                .collect();
            let Some(&(first, _)) = parts.first() else { continue };
            if parts.iter().all(|(one, _)| one.form == first.form) {
                continue;
            }
            let (sentence, span, key) = (first.sentence, first.span, first.form.to_lowercase());
            let parts = parts.into_iter().map(|(_, part)| part).collect();
            claims.push(super::claim(rule, reading, sentence, span, String::new(), key, parts));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        verdict.conflicts.extend(group.iter().filter_map(|claim| self.several(rule, claim)));
    }

    fn is_local(&self, _rule: &Rule) -> bool {
        true
    }

    fn parts_are_places(&self) -> bool {
        true
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        None
    }
}

impl Variants {
    fn admits(&self, rule: &Rule, reading: &Reading<'_>, one: &Use) -> bool {
        super::sentence_admits(rule, reading, one.sentence)
            && !super::is_withheld(rule, reading, one.sentence, one.span)
            && (self.of == Of::QuotationMarks || super::is_prose(rule, reading, one.span))
            && !reading.any_over(&self.ignore, one.sentence, one.span)
    }

    /// A finding about a name in several forms, the rarest first; of two as rare, the later one.
    fn several(&self, rule: &Rule, claim: &Claim) -> Option<Conflict> {
        let mut forms: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
        for part in &claim.parts {
            if let Value::Text { text } = &part.value {
                forms.entry(text).or_default().push(part);
            }
        }
        let mut order: Vec<(&str, Vec<&Part>)> = forms.into_iter().collect();
        order.sort_by_key(|(_, parts)| (parts.len(), std::cmp::Reverse(parts[0].span)));
        let [(rare, first), others @ ..] = order.as_slice() else { return None };
        let usual = others.last()?.0;
        let shown = |form: &str, count: usize| format!("`{form}` ({})", wording::times(count));
        let described: Vec<String> =
            order.iter().map(|(form, parts)| shown(form, parts.len())).collect();
        let what = match self.of {
            Of::Names => "one name is spelled",
            Of::QuotationMarks => "quotations stand in",
        };
        let message = super::worded(
            rule,
            format!("{what} {}", wording::list(&described)),
            &[("found", rare), ("expect", usual), ("subject", rare)],
        );
        let told = |form: &str, parts: &[&Part]| {
            format!("`{form}` {} in this document", wording::times(parts.len()))
        };
        let primary = Side::new(claim, first[0], told(rare, first));
        let mut conflict = super::conflict(self.of.code(), rule, claim, message, primary);
        let others = others.iter();
        conflict
            .sides
            .extend(others.map(|(form, parts)| Side::new(claim, parts[0], told(form, parts))));
        let lines = first.iter().map(|part| part.start.line);
        if let Some(lines) = wording::other_lines(lines, first[0].start.line) {
            conflict.notes.insert(0, format!("`{rare}` stands in {lines} too").into());
        }
        Some(conflict)
    }
}

/// Every quotation in double marks, its form the pair of marks.
fn quotation_marks(reading: &Reading<'_>) -> Vec<Use> {
    let mut found = Vec::new();
    for quotation in reading.quotations_in_text() {
        let Some(sentence) = reading.sentence_at(quotation.span.start) else { continue };
        if matches!(reading.role(sentence), Role::Quotation | Role::Headline)
            || reading.document().is_code(quotation.span)
            || super::is_foreign(sentence.span.of(reading.prose()))
            || is_title_of_a_link(reading.prose(), quotation.span)
            || is_argument(reading.prose(), quotation.span)
            || super::cited::is_in_a_cited_title(reading, quotation.span)
            || reading.role(sentence) == Role::Summary && is_escaped(reading, quotation.span)
        {
            continue;
        }
        let words = quotation.span.of(reading.prose());
        // "Leave out “ ”": the marks themselves.
        if !words.contains(char::is_alphanumeric) {
            continue;
        }
        let form = match words.chars().next() {
            // What is of another language has marks of its own.
            _ if is_of_another_language(words) => continue,
            Some('“' | '„') => "“ ”",
            Some('"') => "\" \"",
            // "« Previous | Next »" and "« 1926–27" are arrows.
            Some('«') if !is_an_arrow(words) && is_english(words) => "« »",
            _ => continue,
        };
        found.push(Use::new(sentence, quotation.span, form.to_owned()));
    }
    found
}

/// Whether a value of front matter writes its words in another way, so that its notation chose the marks: `"\"Sold\", it said"`.
fn is_escaped(reading: &Reading<'_>, quotation: ProseSpan) -> bool {
    let document = reading.document();
    document.locate(quotation).0.of(document.text()) != quotation.of(reading.prose())
}

/// "[the rules]({{< ref "rules.md" >}} "All rules")": where a template's tag gives the address, Markdown sees no link, and
/// its title stands in the prose, behind the sign that stands for the tag.
fn is_title_of_a_link(prose: &str, quotation: ProseSpan) -> bool {
    let (before, after) = (&prose[..quotation.start as usize], &prose[quotation.end as usize..]);
    before.trim_end().ends_with('\u{fffc}') && after.starts_with(')')
}

/// "$partial("pages/corner.html")$": a call that a template has left in the text.
fn is_argument(prose: &str, quotation: ProseSpan) -> bool {
    let (before, after) = (&prose[..quotation.start as usize], &prose[quotation.end as usize..]);
    let called = before.strip_suffix('(').is_some_and(|name| name.ends_with(word::is_word));
    called && after.starts_with(')')
}

/// Whether a quotation may be English: it has a small word of English, or is short.
fn is_english(words: &str) -> bool {
    const SHORT: usize = 3;
    word::words(words).count() <= SHORT
        || word::words(words).any(|(_, found)| word::is(&found.to_lowercase(), Class::GrammarWord))
}

fn is_an_arrow(words: &str) -> bool {
    words.contains('|') || !words.contains(char::is_alphabetic)
}

/// Whether a quotation is no English: it has letters that English has none of, and no small word of English, or small words of
/// another language.
fn is_of_another_language(words: &str) -> bool {
    let is_small =
        |class| word::words(words).any(|(_, found)| word::is(&found.to_lowercase(), class));
    let is_strange = words.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    !is_small(Class::GrammarWord) && (is_strange || is_small(Class::ForeignWords))
}

fn has_capitals(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn has_several_marks(text: &str) -> bool {
    let kinds = [text.contains('"'), text.contains('“') || text.contains('„'), text.contains('«')];
    kinds.iter().filter(|kind| **kind).count() > 1
}

//! `name`: one spelling, either the preferred one or any one throughout.

use std::collections::BTreeMap;

use super::{About, Check, Draft, Kind, Trigger, Verdict, Yardstick, dead, wording};
use smol_str::SmolStr;

use crate::claim::{Claim, Part, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::lexicon::Hit;
use crate::reading::{Reading, Sentence};
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::{self, Inflection, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::span::ProseSpan;

const FORM: Code = Code::new("name/form", "a form stands that the rule does not want");
const SEVERAL: Code = Code::new("name/several", "one name is spelled in several ways");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "name",
    summary: "one spelling: the preferred one (`use`, `never`), or any one throughout (`of`)",
    page: include_str!("../../docs/name.md"),
    keys: &[
        Key::new("use", Shape::Text),
        Key::new("never", Shape::Texts),
        Key::new("of", Shape::Texts),
    ],
    codes: &[FORM, SEVERAL],
    about: About::None,
    scope: Scope::Corpus,
    quotes: Quotes::Include,
    asks: Question::OF_RECORDS,
    read,
};

#[derive(Debug)]
enum Spelling {
    /// The preferred form, and those that are wrong.
    Preferred { form: String, others: Vec<(PhraseId, String)> },
    /// The preferred form in the right capitals; the phrase finds it in any.
    Capitals { form: String, any_case: PhraseId },
    /// Forms of which a text should use one.
    OneOf(Vec<(PhraseId, String)>),
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let problems = table.problem_count();
    let preferred = super::trimmed(table.string("use"));
    let never = table.strings("never");
    let one_of = table.strings("of");
    if table.problem_count() > problems {
        return None;
    }
    let forms = |draft: &mut Draft<'_>, list: &[crate::rule::table::Placed<String>]| {
        list.iter()
            .map(|form| {
                (draft.phrases.intern(form.get_ref(), Inflection::Name), form.get_ref().clone())
            })
            .collect::<Vec<_>>()
    };
    let forms_given = never.iter().chain(&one_of).flatten().chain(&preferred);
    if forms_given.filter(|form| !super::is_findable(table, form)).count() > 0 {
        return None;
    }
    match (preferred, never, one_of) {
        (Some(form), None, None) => {
            draft.default_scope = Scope::Document;
            let form = form.into_inner();
            if !form.chars().any(char::is_uppercase) {
                let place = table.span();
                table.problem_with_note(
                    place,
                    format!("{} can never match", table.what()),
                    "`use` alone watches over capitals, and this form has none",
                    "add `never = [...]` with the spellings to avoid",
                );
                return None;
            }
            let any_case = draft.phrases.intern(&form.to_lowercase(), Inflection::Name);
            Some(Box::new(Spelling::Capitals { form, any_case }))
        }
        (Some(form), Some(never), None) => {
            draft.default_scope = Scope::Document;
            let form = form.into_inner();
            // The form that `use` names is let stand, whatever finds it.
            dead::report_preferred(table, &form, &never);
            let place = never.first().map_or(table.span(), |first| first.span());
            let sought = dead::name_cues(draft.phrases, &never);
            dead::report_excepted(table, &sought, draft.except, draft.phrases, place);
            if table.problem_count() > problems {
                return None;
            }
            let others = forms(draft, &never);
            Some(Box::new(Spelling::Preferred { form, others }))
        }
        (None, None, Some(list)) => {
            let distinct: std::collections::BTreeSet<&String> =
                list.iter().map(|form| form.get_ref()).collect();
            let place = list.first().map_or(table.span(), |first| first.span());
            let sought = dead::name_cues(draft.phrases, &list);
            dead::report_excepted(table, &sought, draft.except, draft.phrases, place);
            if table.problem_count() > problems {
                return None;
            }
            if distinct.len() < 2 {
                table.problem(
                    list.first().map_or(table.span(), |form| form.span()),
                    format!("{} can never match", table.what()),
                    "`of` needs two different forms or more",
                );
                return None;
            }
            Some(Box::new(Spelling::OneOf(forms(draft, &list))))
        }
        (None, Some(never), _) => {
            table.problem_with_note(
                never.first().map_or(table.span(), |form| form.span()),
                format!("{} forbids a form and prefers none", table.what()),
                "what should stand instead?",
                "add `use = \"...\"`",
            );
            None
        }
        (Some(form), _, Some(_)) => {
            table.problem_with_note(
                form.span(),
                format!("{} has both `use` and `of`", table.what()),
                "one or the other",
                "`use` names the right form; `of` lists forms that are all right, but not together",
            );
            None
        }
        (None, None, None) => {
            table.missing(
                "use",
                "use = \"Kyiv\" with never = [\"Kiev\"], or of = [\"Zelensky\", \"Zelenskyy\"]",
            );
            None
        }
    }
}

impl Spelling {
    fn phrases(&self) -> Vec<PhraseId> {
        match self {
            Self::Preferred { others, .. } | Self::OneOf(others) => {
                others.iter().map(|(phrase, _)| *phrase).collect()
            }
            Self::Capitals { any_case, .. } => vec![*any_case],
        }
    }

    /// What should stand instead of the words, inflected like them.
    fn replacement(&self, words: &str, index: usize) -> Option<String> {
        match self {
            Self::Preferred { form, others } => replace_form(words, &others[index].1, form),
            Self::Capitals { form, .. } => replace_form(words, form, form),
            Self::OneOf(_) => None,
        }
    }
}

/// "Kievs" by "Kyiv" for "Kiev" is "Kyivs"; capitals throughout stay.
pub(super) fn replace_form(words: &str, form: &str, preferred: &str) -> Option<String> {
    let all_capitals = words == words.to_uppercase() && form != form.to_uppercase();
    let head = words.get(..form.len())?;
    if head.to_lowercase() != form.to_lowercase() {
        return None;
    }
    let suffix = &words[form.len()..];
    Some(if all_capitals {
        format!("{}{suffix}", preferred.to_uppercase())
    } else {
        format!("{preferred}{suffix}")
    })
}

/// Whether a capital inside the first word of a form tells that its small first letter stays: "iPhone".
fn is_camel(form: &str) -> bool {
    let first = form.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_lowercase) && first.contains(char::is_uppercase)
}

impl Check for Spelling {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Phrases(self.phrases())
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let mut places: BTreeMap<(String, usize), (Sentence, ProseSpan, Vec<Part>)> =
            BTreeMap::new();
        for (index, hit) in self.hits(reading) {
            let span = ProseSpan { start: hit.start, end: hit.end };
            let Some(sentence) = reading.sentence_at(hit.start) else { continue };
            if !super::sentence_admits(rule, reading, sentence)
                || super::is_withheld(rule, reading, sentence, span)
                || !super::is_prose(rule, reading, span)
            {
                continue;
            }
            let quoted = reading.is_speech(sentence, span);
            let words = phrase::plain(span.of(reading.prose()));
            if let Self::Capitals { form, .. } = self
                && (words.starts_with(form.as_str()) || words == words.to_uppercase())
            {
                continue;
            }
            if let Self::Preferred { form, .. } = self
                && (words == *form || words == form.to_uppercase())
            {
                // "white House" also finds "White House" at the beginning of a sentence.
                continue;
            }
            let capital = super::capital(reading, sentence, span);
            let mut replacement = self.replacement(&words, index);
            if let Some(wanted) = &mut replacement
                && !is_camel(wanted)
            {
                if capital.explains(&words, wanted) {
                    continue;
                }
                if capital.is_asked(&words) {
                    *wanted = super::capitalised(wanted);
                }
            }
            if let Self::OneOf(forms) = self {
                // "Internet" that opens a sentence may be "internet" too; "Al Qaeda" there is "al Qaeda".
                let own = forms.get(index).map(|(_, form)| form.as_str()).unwrap_or_default();
                let mut others = forms.iter().enumerate().filter(|(other, _)| *other != index);
                let is_either = others.any(|(_, (_, form))| {
                    capital.explains(&words, if words == *form { own } else { form })
                });
                if is_either {
                    continue;
                }
            }
            let replacement = replacement.filter(|_| !quoted);
            let key = match rule.scope {
                Scope::Corpus | Scope::Document => String::new(),
                Scope::Paragraph => reading.block_of(sentence).to_string(),
                Scope::Sentence => sentence.span.start.to_string(),
            };
            let part = super::part(
                reading,
                span,
                Value::Form { form: index, replacement: replacement.map(SmolStr::from) },
            );
            places.entry((key, index)).or_insert_with(|| (sentence, span, Vec::new())).2.push(part);
        }
        for ((_, _), (sentence, span, parts)) in places {
            claims.push(super::claim(
                rule,
                reading,
                sentence,
                span,
                String::new(),
                String::new(),
                parts,
            ));
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        match self {
            Self::Preferred { form, .. } | Self::Capitals { form, .. } => {
                for claim in group {
                    verdict.conflicts.push(wrong_form(rule, claim, form));
                }
            }
            Self::OneOf(forms) => {
                if let Some(conflict) = several_forms(rule, group, forms) {
                    verdict.conflicts.push(conflict);
                }
            }
        }
    }

    fn judges_each_document(&self) -> bool {
        !matches!(self, Self::OneOf(_))
    }

    fn parts_are_places(&self) -> bool {
        true
    }

    fn yardstick(&self, _rule: &Rule, _claim: &Claim) -> Yardstick {
        if matches!(self, Self::OneOf(_)) { Yardstick::Others } else { Yardstick::Fact }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        Some(match self {
            Self::Preferred { form, others } => {
                let never: Vec<String> = others.iter().map(|(_, form)| form.clone()).collect();
                format!("{form}, never {}", never.join(", "))
            }
            Self::Capitals { form, .. } => form.clone(),
            Self::OneOf(forms) => {
                let forms: Vec<String> = forms.iter().map(|(_, form)| form.clone()).collect();
                format!("one of {}", forms.join(", "))
            }
        })
    }
}

impl Spelling {
    /// The places of all forms, the longest where they overlap; compounds are other words.
    fn hits(&self, reading: &Reading<'_>) -> Vec<(usize, Hit)> {
        let mut found: Vec<(usize, Hit)> = self
            .phrases()
            .into_iter()
            .enumerate()
            .flat_map(|(index, phrase)| {
                reading.hits_of(phrase).map(move |hit| (index, hit)).collect::<Vec<_>>()
            })
            .filter(|(_, hit)| !hit.tied_before && !hit.tied_after)
            .collect();
        found.sort_by_key(|(_, hit)| (hit.start, std::cmp::Reverse(hit.end)));
        found.dedup_by(|later, earlier| later.1.start < earlier.1.end);
        found
    }
}

fn wrong_form(rule: &Rule, claim: &Claim, form: &str) -> Conflict {
    let part = &claim.parts[0];
    let found = wording::one_line(part.seen());
    let message = super::worded(
        rule,
        format!("`{found}` should be `{form}`"),
        &[("found", &found), ("expect", form), ("subject", form)],
    );
    let mut conflict = super::conflict(
        FORM,
        rule,
        claim,
        message,
        Side::new(claim, part, format!("write `{form}`")),
    );
    conflict.places = claim.parts.len();
    conflict.notes.splice(0..0, super::repeats(&claim.parts));
    conflict.fix = super::safe_fix(claim, |value| match value {
        Value::Form { replacement, .. } => replacement.as_ref(),
        _ => None,
    });
    conflict
}

/// How often a form stands in how many documents.
#[derive(Default)]
struct Use {
    documents: f64,
    count: usize,
    places: usize,
}

fn several_forms(rule: &Rule, group: &[&Claim], forms: &[(PhraseId, String)]) -> Option<Conflict> {
    let mut uses: BTreeMap<usize, Use> = BTreeMap::new();
    for claim in group {
        let entry = uses.entry(form_of(claim)).or_default();
        entry.documents += claim.document.trust;
        entry.places += 1;
        entry.count += claim.parts.len();
    }
    if uses.len() < 2 {
        return None;
    }
    // The rarest form first: the fewest documents, then the fewest times, then as the rule lists it.
    let mut order: Vec<usize> = uses.keys().copied().collect();
    order.sort_by(|one, other| {
        let (a, b) = (&uses[one], &uses[other]);
        a.documents.total_cmp(&b.documents).then(a.count.cmp(&b.count)).then(one.cmp(other))
    });
    let local = group.iter().all(|claim| claim.document.path == group[0].document.path);
    let described: Vec<String> = order
        .iter()
        .map(|form| {
            let entry = &uses[form];
            if local {
                format!("`{}` ({})", forms[*form].1, wording::times(entry.count))
            } else {
                let documents = wording::counted(entry.places, "document");
                format!("`{}` ({} in {documents})", forms[*form].1, wording::times(entry.count))
            }
        })
        .collect();
    let mut sides: Vec<&&Claim> = group.iter().collect();
    sides.sort_by_key(|claim| {
        (
            order.iter().position(|form| *form == form_of(claim)),
            claim.document.path.clone(),
            claim.span(),
        )
    });
    let label = |claim: &Claim| {
        let form = &forms[form_of(claim)].1;
        Side::new(
            claim,
            &claim.parts[0],
            format!("`{form}` {} here", wording::times(claim.parts.len())),
        )
    };
    let first = sides[0];
    let found = &forms[form_of(first)].1;
    let message = super::worded(
        rule,
        format!("one name is spelled {}", wording::list(&described)),
        &[("found", found), ("expect", &forms[order[order.len() - 1]].1), ("subject", found)],
    );
    let mut conflict = super::conflict(SEVERAL, rule, first, message, label(first));
    conflict.sides.extend(sides[1..].iter().map(|claim| label(claim)));
    Some(conflict)
}

fn form_of(claim: &Claim) -> usize {
    match claim.parts[0].value {
        Value::Form { form, .. } => form,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_keep_inflection_and_capitals() {
        assert_eq!(replace_form("Kiev", "Kiev", "Kyiv").as_deref(), Some("Kyiv"));
        assert_eq!(replace_form("Kievs", "Kiev", "Kyiv").as_deref(), Some("Kyivs"));
        assert_eq!(replace_form("KIEV", "Kiev", "Kyiv").as_deref(), Some("KYIV"));
    }
}

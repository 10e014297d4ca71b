//! `once`: a phrase stands at most once in its scope.

use super::{About, Check, Draft, Kind, Trigger, Verdict, wording};
use crate::claim::{Claim, Value};
use crate::conflict::{Code, Conflict, Side};
use crate::reading::Reading;
use crate::rule::key::{Key, Shape};
use crate::rule::phrase::{Inflection, PhraseId};
use crate::rule::subject::Subjects;
use crate::rule::table::Table;
use crate::rule::{Question, Quotes, Rule, Scope};
use factlint_language::span::ProseSpan;

const AGAIN: Code = Code::new("once/again", "a phrase that may stand once stands again");

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "once",
    summary: "a phrase stands at most once in its scope",
    page: include_str!("../../docs/once.md"),
    keys: &[Key::new("words", Shape::Texts)],
    codes: &[AGAIN],
    about: About::None,
    scope: Scope::Document,
    quotes: Quotes::Skip,
    asks: Question::OF_WORDS,
    read,
};

#[derive(Debug)]
struct Once {
    words: Vec<PhraseId>,
}

fn read(table: &mut Table<'_>, draft: &mut Draft<'_>) -> Option<Box<dyn Check>> {
    let words = table.required_strings("words", "words = [\"exclusive\"]")?;
    if words.iter().filter(|word| !super::is_findable(table, word)).count() > 0 {
        return None;
    }
    let words =
        words.iter().map(|word| draft.phrases.intern(word.get_ref(), Inflection::Cue)).collect();
    Some(Box::new(Once { words }))
}

impl Check for Once {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        Trigger::Phrases(self.words.clone())
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for (form, &phrase) in self.words.iter().enumerate() {
            for hit in reading.hits_of(phrase) {
                let span = ProseSpan { start: hit.start, end: hit.end };
                let Some(sentence) = reading.sentence_at(hit.start) else { continue };
                if !super::sentence_admits(rule, reading, sentence)
                    || super::is_withheld(rule, reading, sentence, span)
                {
                    continue;
                }
                let part = super::part(reading, span, Value::Form { form, replacement: None });
                let (subject, key) = (String::new(), form.to_string());
                claims.push(super::claim(rule, reading, sentence, span, subject, key, vec![part]));
            }
        }
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        let [first, repeats @ ..] = group else { return };
        for again in repeats {
            verdict.conflicts.push(Repeated { first, again }.into_conflict(rule));
        }
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        None
    }
}

/// A phrase that stands there already.
struct Repeated<'c> {
    first: &'c Claim,
    again: &'c Claim,
}

impl Repeated<'_> {
    fn into_conflict(self, rule: &Rule) -> Conflict {
        let (first, again) = (&self.first.parts[0], &self.again.parts[0]);
        let found = wording::one_line(again.seen());
        let message = super::worded(rule, format!("`{found}` stands again"), &[("found", &found)]);
        let side = Side::new(self.again, again, "again here");
        let mut conflict = super::conflict(AGAIN, rule, self.again, message, side);
        conflict.sides.push(Side::new(self.first, first, "first here"));
        conflict
    }
}

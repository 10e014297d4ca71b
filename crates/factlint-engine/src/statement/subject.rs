//! Whose figure or date is it, where no rule asks: the noun or name that the analysis of its sentence gives it to.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Value};
use factlint_language::word;
use factlint_language::words::Class;

/// The words for what a value belongs to; none where the sentence gives it to nothing that is named.
pub(super) fn of_value(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    kind: Value,
) -> Option<ProseSpan> {
    if let Some(variable) = equated(reading.prose(), sentence, value) {
        return Some(variable);
    }
    let syntax = reading.syntax(sentence);
    let holder = syntax.holder(value, kind).value?;
    if syntax.tag(holder).is_noun() {
        return Some(phrase(reading, sentence, holder, value.end));
    }
    let pronoun = Pronoun::of(syntax, holder)?;
    if let Some(earlier) = pronoun.antecedent(syntax, holder) {
        return Some(phrase(reading, sentence, earlier, 0));
    }
    for before in reading.before_in_text(sentence).take(FURTHEST) {
        let syntax = reading.syntax(before);
        // "He is the author. At the age of 40 he ...": the same pronoun stands for the same.
        let goes_on = first_subject(syntax).and_then(|first| Pronoun::of(syntax, first));
        if goes_on != Some(pronoun) {
            let topic = pronoun.antecedent(syntax, syntax.words().len())?;
            return Some(phrase(reading, before, topic, 0));
        }
    }
    None
}

/// What an equals sign before a value gives it to: "p3.x" of "prints p3.x = 5".
fn equated(prose: &str, sentence: Sentence, value: ProseSpan) -> Option<ProseSpan> {
    let before = prose.get(sentence.span.start as usize..value.start as usize)?;
    let left = before.trim_end().strip_suffix('=')?.trim_end();
    let is_part = |sign: char| sign.is_alphanumeric() || "_.-".contains(sign);
    let name = left.rsplit(|sign| !is_part(sign)).next().unwrap_or_default();
    let end = sentence.span.start as usize + left.len();
    name.starts_with(char::is_alphabetic).then(|| ProseSpan::new(end - name.len(), end))
}

/// The first subject of a sentence.
fn first_subject(syntax: &Syntax<'_>) -> Option<usize> {
    let tree = syntax.trees().first()?;
    (0..syntax.words().len()).find(|word| tree.relation(*word).is_subject())
}

/// How many sentences back what a pronoun stands for is looked for.
const FURTHEST: usize = 6;

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    /// "it"
    Thing,
    /// "they"
    Several,
    /// "he", "she"
    Person,
}

impl Pronoun {
    fn of(syntax: &Syntax<'_>, word: usize) -> Option<Self> {
        let text = syntax.text(word);
        if word::is(text, Class::PersonalPronoun) || word::is(text, Class::PersonalPossessive) {
            Some(Self::Person)
        } else if word::is(text, Class::SeveralPronoun) {
            Some(Self::Several)
        } else if word::is(text, Class::OwnerPronoun) {
            Some(Self::Thing)
        } else {
            None
        }
    }

    /// The last subject of a verb before a word that it may stand for; of a sentence, its first one.
    fn antecedent(self, syntax: &Syntax<'_>, before: usize) -> Option<usize> {
        let tree = syntax.trees().first()?;
        let fits = |word: usize| match (self, syntax.tag(word)) {
            (Self::Thing, tag) => matches!(tag, Tag::Noun | Tag::Name),
            (Self::Several, tag) => {
                matches!(tag, Tag::Nouns | Tag::Names)
                    || tree.dependents_as(word, Relation::Conjunct).next().is_some()
            }
            (Self::Person, tag) => tag == Tag::Name,
        };
        let is_subject = |word: &usize| tree.relation(*word).is_subject() && fits(*word);
        if before == syntax.words().len() {
            return (0..before).find(is_subject);
        }
        // "we have reduced the burden, bringing it down"
        let is_object = |word: &usize| {
            self == Self::Thing && tree.relation(*word) == Relation::Object && fits(*word)
        };
        (0..before).rev().find(is_subject).or_else(|| (0..before).rev().find(is_object))
    }
}

/// The name that a word stands in, or a noun with what stands before it, without articles and numbers and what stands
/// before `from`.
fn phrase(reading: &Reading<'_>, sentence: Sentence, word: usize, from: u32) -> ProseSpan {
    let syntax = reading.syntax(sentence);
    let Some(place) = syntax.words().get(word).map(|word| word.span) else {
        return ProseSpan::new(0, 0);
    };
    let names = reading.names(sentence);
    if let Some(name) = names.into_iter().find(|name| name.contains(place)) {
        return name;
    }
    let mut first = word;
    while let Some(before) = first.checked_sub(1) {
        let Some(tree) = syntax.trees().first() else { break };
        let joins = matches!(tree.relation(before), Relation::Compound | Relation::Modifier)
            && !matches!(syntax.tag(before), Tag::Figure | Tag::Attributive | Tag::Number)
            && tree.is_under(before, word)
            && syntax
                .words()
                .get(before)
                .is_some_and(|word| word.span.start >= from || place.end < from);
        if !joins {
            break;
        }
        first = before;
    }
    let start = syntax.words().get(first).map_or(place.start, |word| word.span.start);
    ProseSpan { start, end: place.end }
}

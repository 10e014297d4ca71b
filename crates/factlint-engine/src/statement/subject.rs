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
    let syntax = reading.syntax(sentence);
    let holder = syntax.holder(value, kind).value?;
    if syntax.tag(holder).is_noun() {
        return Some(phrase(reading, sentence, holder, value.end));
    }
    let pronoun = Pronoun::of(syntax, holder)?;
    if let Some(earlier) = pronoun.antecedent(syntax, holder) {
        return Some(phrase(reading, sentence, earlier, 0));
    }
    let before = reading.before_in_block(sentence).next()?;
    let syntax = reading.syntax(before);
    let topic = pronoun.antecedent(syntax, syntax.words().len())?;
    Some(phrase(reading, before, topic, 0))
}

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

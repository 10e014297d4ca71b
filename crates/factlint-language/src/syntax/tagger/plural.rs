//! Plurals that are the verb of what stands before them.

use crate::syntax::group::{Signs, Word, WordKind};
use crate::syntax::label::Tag;
use crate::token::Tokens;
use crate::words::Class;

/// Where the first clause of a sentence ends that "but" or the like joins behind a comma to one with a verb of its own: "the mill runs
/// on gas, but its output is".
pub(super) fn end_of_first(words: &[Word], tags: &[Tag]) -> Option<usize> {
    (1..tags.len().saturating_sub(1)).find(|at| {
        tags[*at] == Tag::Conjunction
            && words[*at].before.has(Signs::COMMA)
            && matches!(
                tags[*at + 1],
                Tag::Determiner | Tag::Pronoun | Tag::PossessivePronoun | Tag::Name
            )
            && tags[*at + 1..].iter().any(is_finite)
    })
}

/// The plural at the end of a noun phrase that begins a sentence without another verb: "the 90-seat coach stops in the village",
/// "the film stars Ada Brandt".
pub(super) fn behind_noun(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    let opens = matches!(tags.first(), Some(Tag::Determiner | Tag::PossessivePronoun));
    let is_part = |tag: Tag| {
        matches!(
            tag,
            Tag::Noun | Tag::Adjective | Tag::Superlative | Tag::Number | Tag::Attributive
        )
    };
    let at = (1..tags.len()).find(|at| !is_part(tags[*at]))?;
    let is_verb =
        opens && at > 1 && tags[at - 1] == Tag::Noun && words[at].before == Signs::default();
    // "The 90-seat coach" has its hyphen.
    let is_close = words[1..at]
        .iter()
        .all(|word| matches!(word.before, Signs::DASH) || word.before == Signs::default());
    (is_verb && is_close && may_be_verb(tokens, words, tags, at)).then_some(at)
}

/// The plural behind a comma that goes on from one verb to another: "was launched in 2019, sails between the islands and has a crew of".
pub(super) fn between_verbs(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    (2..tags.len()).find(|&at| {
        let goes_on = words[at].before == Signs::COMMA
            && !matches!(tags[at - 1], Tag::Nouns)
            && tags[..at].iter().any(is_finite)
            && may_be_verb(tokens, words, tags, at);
        let rest = at + 1..tags.len().saturating_sub(1);
        let joint = || {
            rest.clone()
                .find(|joint| tags[*joint] == Tag::Conjunction && is_finite(&tags[joint + 1]))
        };
        goes_on
            && joint().is_some_and(|joint| {
                tags[at + 1..joint].iter().all(|tag| !is_finite(tag) && !tag.is_relative())
                    && (at + 1..joint).all(|word| words[word].before == Signs::default())
            })
    })
}

/// Whether a plural goes on as a verb does: with a preposition, an article or a name right behind it.
fn may_be_verb(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag], at: usize) -> bool {
    let goes_on = matches!(
        tags.get(at + 1),
        Some(Tag::Preposition | Tag::Determiner | Tag::Particle | Tag::Name)
    );
    let text = |at: usize| words[at].span.of(tokens.prose());
    tags[at] == Tag::Nouns
        && words[at].kind == WordKind::Plain
        && text(at).starts_with(char::is_lowercase)
        && goes_on
        && words[at + 1].before == Signs::default()
        && !tokens.table().is(text(at + 1), Class::PartPrepositions)
}

fn is_finite(tag: &Tag) -> bool {
    matches!(tag, Tag::Modal | Tag::Past | Tag::Present | Tag::PresentThird)
}

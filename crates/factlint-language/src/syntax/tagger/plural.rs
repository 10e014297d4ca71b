//! Plurals that are the verb of what stands before them, those that are taken for one, and a participle that is one.

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

/// The plurals that are verbs beside another verb of their sentence, or before a clause that has one.
pub(super) fn verbs(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Vec<usize> {
    let told = in_clause(tokens, words, tags);
    [
        told,
        before_that(tokens, words, tags, told.is_some()),
        between_verbs(tokens, words, tags),
        behind_aside(tokens, words, tags),
        behind_said(tokens, words, tags),
        in_relative(tokens, words, tags),
        before_to(tokens, words, tags),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The plural behind a noun by which somebody says or doubts what "that" opens, where nothing else is a verb: "the office doubts that
/// the mill employs".
fn before_that(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag], told: bool) -> Option<usize> {
    let that = (2..tags.len())
        .find(|at| tokens.table().is(words[*at].span.of(tokens.prose()), Class::ThatWord))?;
    let at = that - 1;
    let finite = |tags: &[Tag]| tags.iter().filter(|tag| is_finite(tag)).count();
    let is_verb = tags[at] == Tag::Nouns
        && words[at].kind == WordKind::Plain
        && matches!(tags[at - 1], Tag::Noun | Tag::Name)
        && words[1..=that].iter().all(|word| word.before == Signs::default())
        && finite(&tags[..at]) == 0
        && finite(&tags[that..]) + usize::from(told) == 1;
    is_verb.then_some(at)
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
fn between_verbs(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
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

/// The plural behind what something is said to be: "it is a bank and lends at".
fn behind_said(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    (3..tags.len()).find(|&at| {
        let be = (0..at - 2).rev().find(|at| is_finite(&tags[*at]));
        let is_said = |be: usize| {
            tokens.table().is(words[be].span.of(tokens.prose()), Class::PresentBe)
                && tokens
                    .table()
                    .is(words[be + 1].span.of(tokens.prose()), Class::IndefiniteArticle)
                && (be + 2..at - 1).all(|at| matches!(tags[at], Tag::Noun | Tag::Adjective))
                && words[be + 1..=at].iter().all(|word| word.before == Signs::default())
        };
        tags[at - 1] == Tag::Conjunction
            && tags[at - 2] == Tag::Noun
            && may_be_verb(tokens, words, tags, at)
            && be.is_some_and(is_said)
            && !tags[at..].iter().any(is_finite)
    })
}

/// The plural behind what is said aside of the name or noun that opens a sentence: "the bank, which was set up in 1921, lends at",
/// "the bank, by contrast, lends at".
fn behind_aside(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    let first = (1..tags.len()).find(|at| words[*at].before != Signs::default())?;
    let is_phrase = tags[..first].iter().all(|tag| tag.is_noun() || *tag == Tag::Determiner)
        && words[first].before == Signs::COMMA;
    let at = (first + 1..tags.len()).find(|at| words[*at].before.has(Signs::COMMA))?;
    let aside = &tags[first..at];
    let has_no_verb = aside[0].is_relative() || !aside.iter().any(is_finite);
    let is_verb = is_phrase
        && has_no_verb
        && !tags[at..].iter().any(is_finite)
        && words[at].before == Signs::COMMA
        && (may_be_verb(tokens, words, tags, at) || has_object(words, tags, at));
    is_verb.then_some(at)
}

/// The plural right behind a known name in a clause of its own: "said that Wagtail packs winds of".
fn in_clause(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    (2..tags.len()).find(|&at| {
        let name = at - 1;
        let opener = (0..name).rev().find(|at| tags[*at] != Tag::Determiner);
        let opens = opener.is_some_and(|opener| {
            tokens.table().is(words[opener].span.of(tokens.prose()), Class::ThatWord)
                && words[opener + 1..=at].iter().all(|word| word.before == Signs::default())
        });
        words[name].kind == WordKind::Name
            && opens
            && tags[at] == Tag::Nouns
            && (may_be_verb(tokens, words, tags, at) || has_object(words, tags, at))
            && !tags[at..].iter().any(is_finite)
    })
}

/// The verb of several that looks like a noun: "the owners of the hall plan to raise".
fn before_to(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    let text = |at: usize| words[at].span.of(tokens.prose());
    let joined = |at: usize| words[at].before == Signs::default();
    (2..tags.len().saturating_sub(2)).find(|&at| {
        let first = tags[..at].iter().position(|tag| tag.is_noun());
        tags[at] == Tag::Noun
            && words[at].kind == WordKind::Plain
            && tokens.table().is(text(at), Class::WantingVerbs)
            && tags[at - 1].is_noun()
            && first.is_some_and(|first| tags[first] == Tag::Nouns)
            && tags[at + 1] == Tag::To
            && tags[at + 2] == Tag::Verb
            && (at..=at + 2).all(joined)
            && !tags[..at].iter().any(is_finite)
            && !tags[at + 3..].iter().any(|tag| is_finite(tag) && *tag != Tag::Verb)
    })
}

/// The plural right behind a name in a clause that tells more of a noun, before the verb of that noun: "the price that the gym charges
/// is", "the price the gym charges is".
fn in_relative(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    (3..tags.len().saturating_sub(1)).find(|&at| {
        let name = at - 1;
        let is_that =
            |at: usize| tokens.table().is(words[at].span.of(tokens.prose()), Class::ThatWord);
        let opener = (1..name).rev().find(|at| tags[*at] != Tag::Determiner || is_that(*at));
        let opens = opener.is_some_and(|opener| {
            let relates = is_that(opener) || tags[opener].is_relative();
            let noun = if relates { opener - 1 } else { opener };
            tags[noun].is_noun()
                && (relates || opener + 1 < name)
                && words[opener..=at + 1].iter().all(|word| word.before == Signs::default())
        });
        let is_plural = tags[at] == Tag::Nouns
            && words[at].kind == WordKind::Plain
            && words[at].span.of(tokens.prose()).starts_with(char::is_lowercase);
        // "Charges its members is"
        let owns = tags[at + 1] == Tag::PossessivePronoun && tags.get(at + 2) == Some(&Tag::Nouns);
        let next = if owns { at + 3 } else { at + 1 };
        words[name].kind == WordKind::Name
            && is_plural
            && opens
            && tags.get(next).is_some_and(is_finite)
            && !tags[..at].iter().any(is_finite)
    })
}

/// A plural taken for a verb where its clause has one and nothing joins a second: behind a name that a preposition governs with its
/// article, "is a lake in the Velden hills with", or as what a name at the end of the clause stands for, "presented the Wagtail,
/// headphones with".
pub(super) fn noun(tokens: &Tokens<'_>, words: &[Word], tags: &[Tag]) -> Option<usize> {
    let joined = |at: usize| words[at].before == Signs::default();
    let is_name = |at: usize| matches!(tags[at], Tag::Name | Tag::Names);
    // The word before the name and its article.
    let before_name = |name: usize| {
        let first = (0..=name).rev().take_while(|at| is_name(*at) && joined(*at)).last()?;
        let article = first.checked_sub(1).filter(|at| tags[*at] == Tag::Determiner)?;
        article.checked_sub(1).filter(|_| joined(article))
    };
    let has_verb = |end: usize| {
        let start = (0..=end).rev().find(|at| !joined(*at)).unwrap_or(0);
        let clause = &tags[start..=end];
        // "Meet Lake Wagtail: a lake in the Velden hills with"
        let is_order = tags[0] == Tag::Verb;
        (is_order || clause.iter().any(is_finite)) && !clause.iter().any(|tag| tag.is_relative())
    };
    (3..tags.len().saturating_sub(1)).find(|&at| {
        let goes_on = matches!(
            tags[at + 1],
            Tag::Preposition | Tag::RelativeDeterminer | Tag::RelativePronoun
        ) || tags[at + 1] == Tag::Conjunction
            && tags.get(at + 2).is_some_and(is_finite);
        let fits = tags[at] == Tag::PresentThird
            && words[at].kind == WordKind::Plain
            && goes_on
            && is_name(at - 1);
        let Some(before) = fits.then(|| before_name(at - 1)).flatten() else { return false };
        // "The news that the Alder plan comes with"
        let opens_clause =
            || tokens.table().is(words[before].span.of(tokens.prose()), Class::ThatWord);
        let is_governed = joined(at)
            && words[at - 1].kind == WordKind::Plain
            && tags[before] == Tag::Preposition
            && !opens_clause();
        let is_beside = words[at].before == Signs::COMMA
            && !tags[at..]
                .windows(2)
                .any(|pair| pair[0] == Tag::Conjunction && is_finite(&pair[1]));
        (is_governed || is_beside) && has_verb(before)
    })
}

/// The participle behind what is said aside of the noun that opens a sentence, where nothing else is a verb: "the library, home to 240,000
/// books, reopened within the hour".
pub(super) fn past_behind_aside(words: &[Word], tags: &[Tag]) -> Option<usize> {
    let first = (1..tags.len()).find(|at| words[*at].before != Signs::default())?;
    let at = (first + 1..tags.len()).find(|at| words[*at].before.has(Signs::COMMA))?;
    let opens = tags[0] == Tag::Determiner
        && tags[1..first].iter().all(|tag| tag.is_noun() || *tag == Tag::Adjective);
    // "The library, closed since May, reopened by the mayor"
    let is_noun = tags[first].is_noun() || tags[first] == Tag::Determiner;
    let is_alone = !tags.iter().any(is_finite) && !tags[first..at].contains(&Tag::Participle);
    let marks = words[first].before == Signs::COMMA && words[at].before == Signs::COMMA;
    (opens && is_noun && is_alone && marks && tags[at] == Tag::Participle).then_some(at)
}

/// Whether another noun stands right behind a plural, as what it is done to: "packs winds of".
fn has_object(words: &[Word], tags: &[Tag], at: usize) -> bool {
    tags[at] == Tag::Nouns
        && words[at].kind == WordKind::Plain
        && words.get(at + 1).is_some_and(|next| next.before == Signs::default())
        && matches!(tags[at + 1], Tag::Nouns | Tag::Number | Tag::Figure)
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
    tag.is_finite()
}

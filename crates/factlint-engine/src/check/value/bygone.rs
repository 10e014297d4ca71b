//! Whether a value is told of a time that is over: "the latest version was 2.8.4", "bus 44 used to stop there".

use super::matched::Match;
use crate::check::rivals::kind_of;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The verb by which a value is told of a time that is over: one of the past between it and the subject, that brings about
/// nothing that lasts. What is told with the name itself is so whatever else happened: "Rovers, of Division Four, drew". What
/// somebody said was so is so to him.
pub(super) fn told_by(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    found: Match,
) -> Option<ProseSpan> {
    if let Some(done) = done_by_release(rule, reading, sentence, found) {
        return Some(done);
    }
    let kind = kind_of(rule, reading)?;
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let value = syntax.head_in(found.whole)?;
    let is_mention = |at: usize| {
        let word = syntax.words().get(at);
        word.is_some_and(|word| {
            reading.is_mention_of(sentence, word.span.start as usize, kind)
                && !word.span.overlaps(found.value)
        })
    };
    // "Lost to Division One leaders Harbour Rovers"
    let last = syntax.words_in(found.whole).end;
    let is_named_behind = |mention: usize| {
        /// "Division One promotion hopefuls"
        const MOST: usize = 2;
        (last..last + MOST + 1).contains(&mention)
            && (last..mention).all(|at| syntax.tag(at).is_noun())
    };
    let mut mentions = (0..syntax.words().len()).filter(|at| is_mention(*at));
    if mentions.any(|at| is_named_behind(at) || !verb_between(syntax, tree, value, at)) {
        return None;
    }
    let verb = past_verb(syntax, tree, value)?;
    let is_reported = |at: usize| syntax.reporter_of(at).value.is_some();
    let lasts = word::is(&syntax.lemma(verb), Class::LastingChange);
    if lasts || is_reported(value) || is_reported(verb) {
        return None;
    }
    syntax.words().get(verb).map(|word| word.span)
}

/// What a release did or was once, which names it and does not tell that it is the one: "firmware 5.1.2 fixed a leak". Not where
/// the noun says that it is: "the latest firmware, 5.1.2, fixed a leak".
fn done_by_release(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    found: Match,
) -> Option<ProseSpan> {
    let text = found.value.of(reading.prose());
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let is_release = text.as_bytes().first().is_some_and(|byte| is_digit(byte))
        && text.as_bytes().windows(2).any(|pair| pair[0] == b'.' && is_digit(&pair[1]));
    if !is_release {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let value = syntax.head_in(found.whole)?;
    let is_part = |at: &usize| {
        let relation = tree.relation(*at);
        matches!(
            relation,
            Relation::Compound
                | Relation::Modifier
                | Relation::NumberModifier
                | Relation::Apposition
                | Relation::PrepositionObject
                | Relation::Preposition
        )
    };
    let noun = tree.upwards(value).find(|at| !is_part(at))?;
    let verb = tree.head(noun).filter(|_| tree.relation(noun).is_subject())?;
    let picks_out = |cue: ProseSpan| {
        syntax.words_in(cue).any(|at| {
            matches!(syntax.tag(at), Tag::Adjective | Tag::Superlative) && tree.is_under(at, noun)
        })
    };
    let cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
    let has_object = tree.dependents_as(verb, Relation::Object).next().is_some();
    let lasts = word::is(&syntax.lemma(verb), Class::LastingChange) && !has_object;
    let is_told = cues.into_iter().any(picks_out) || lasts;
    (!is_told && past_verb(syntax, tree, noun) == Some(verb))
        .then(|| syntax.words().get(verb).map(|word| word.span))
        .flatten()
}

/// Whether a verb stands on the way between two words.
fn verb_between(syntax: &Syntax<'_>, tree: &Tree, one: usize, other: usize) -> bool {
    let above: Vec<usize> = tree.upwards(one).collect();
    let Some(joint) = tree.upwards(other).find(|at| above.contains(at)) else { return true };
    let way = |from: usize| tree.upwards(from).take_while(move |at| *at != joint);
    way(one).chain(way(other)).chain([joint]).any(|at| syntax.tag(at).is_verb())
}

/// The verb of the clause of a word, where it is told in the past: not "has been", "would be" or "being".
fn past_verb(syntax: &Syntax<'_>, tree: &Tree, word: usize) -> Option<usize> {
    for verb in tree.upwards(word).filter(|at| syntax.tag(*at).is_verb()) {
        let mut auxiliaries = tree.dependents(verb).filter(|at| {
            matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
                && *at < verb
        });
        let tag = auxiliaries.next().map_or(syntax.tag(verb), |first| syntax.tag(first));
        match tag {
            Tag::Past => return Some(verb),
            // "To stop at", "stuck in": the verb above has the tense.
            Tag::To | Tag::Participle | Tag::Verb => {}
            _ => return None,
        }
    }
    None
}

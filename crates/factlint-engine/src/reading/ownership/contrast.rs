//! Two statements that are set against each other, each of a subject of its own: "Fern has a new licence, while Moss keeps the MIT licence".

use crate::reading::mention::Referent;
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax};
use factlint_language::word;
use factlint_language::words::Class;
use std::ops::Range;

impl Reading<'_> {
    /// The subject of a kind that is the only one in the statement which holds some words, and of which that is told: it, or what a cue
    /// names of it, is the subject of their verb, or a cue acts on it. However the analysis ties the two statements.
    pub fn told_in_contrast(
        &self,
        sentence: Sentence,
        words: ProseSpan,
        kind: KindId,
        cues: &[ProseSpan],
    ) -> Option<PhraseId> {
        let syntax = self.syntax(sentence);
        let tree = syntax.trees().first()?;
        let value = syntax.head_in(words)?;
        let statement = statement_of(syntax, value)?;
        let here = self.referrals_in(sentence, kind).into_iter().filter_map(|one| {
            let at = syntax.head_in(one.span).filter(|at| statement.contains(at))?;
            Some((at, one.referent))
        });
        let mut named = None;
        let subjects = &self.vocabulary().subjects;
        for (at, referent) in here {
            let Referent::Name(name) = referent else { return None };
            match named {
                None => named = Some((at, name)),
                Some((_, first)) if subjects.of_phrase(first) == subjects.of_phrase(name) => {}
                Some(_) => return None,
            }
        }
        let (at, name) = named?;
        let is_word = |at: usize| cues.iter().any(|cue| cue.overlaps(syntax.words()[at].span));
        // "The phone number of the surgery"
        let is_cue =
            |at: usize| is_word(at) || tree.dependents_as(at, Relation::Compound).any(is_word);
        let verb = tree.upwards(value).find(|at| syntax.tag(*at).is_verb())?;
        // "You can phone the surgery on 555 0118"
        let is_acted_on = tree.relation(at) == Relation::Object && tree.head(at) == Some(verb);
        if is_acted_on && is_word(verb) {
            return Some(name);
        }
        let subject = std::iter::once(at)
            .chain(tree.upwards(at))
            .take_while(|at| !syntax.tag(*at).is_verb())
            .find(|at| tree.relation(*at).is_subject())?;
        let is_told = tree.head(subject) == Some(verb) || tree.is_under(verb, tree.head(subject)?);
        ((subject == at || is_cue(subject)) && is_told).then_some(name)
    }
}

/// The words of the one of two statements that holds a word.
fn statement_of(syntax: &Syntax<'_>, word: usize) -> Option<Range<usize>> {
    let words = syntax.words();
    let end = words.len();
    let is_parted = |at: usize| words[at].before.has(Signs::COMMA.and(Signs::COLON));
    let is_told = |part: Range<usize>| part.into_iter().any(|at| syntax.tag(at).is_finite());
    let mut joints = (0..end).filter(|at| {
        word::is(syntax.text(*at), Class::ContrastOpeners) && (*at == 0 || is_parted(*at))
    });
    let joint = joints.next()?;
    if joints.next().is_some() {
        return None;
    }
    let middle = match joint {
        0 => (1..end).find(|at| is_parted(*at) && is_told(0..*at) && is_told(*at..end))?,
        _ => joint,
    };
    let both = is_told(0..middle) && is_told(middle..end);
    both.then_some(if word < middle { 0..middle } else { middle..end })
}

//! Whether a value stands aside of a name, as what is known of it whatever the sentence tells: "Tarn fever (code NR-2) is passed on
//! by ticks", "a lorry lay on Mill Road, known as the A41, for hours".

use super::matched::Match;
use crate::reading::{Reading, Sentence};
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;

/// What opens an aside, with what closes it.
const MARKS: [(char, char); 4] = [('(', ')'), (',', ','), ('–', '–'), ('—', '—')];

/// Whether it does: between two commas, dashes or brackets right behind a name of the kind, beside no other name and no verb that
/// has a subject.
pub(super) fn stands_beside(
    reading: &Reading<'_>,
    sentence: Sentence,
    kind: KindId,
    found: Match,
) -> bool {
    let syntax = reading.syntax(sentence);
    let text = reading.prose();
    let before = ProseSpan { start: sentence.span.start, end: found.whole.start }.of(text);
    let behind = ProseSpan { start: found.whole.end, end: sentence.span.end.max(found.whole.end) };
    let Some((at, close)) = MARKS.iter().find_map(|(open, close)| {
        let at = before.rfind(*open)?;
        let rest = &before[at + open.len_utf8()..];
        (!rest.contains([',', ';', ':', '(', ')', '–', '—'])).then_some((at, *close))
    }) else {
        return false;
    };
    let name_end = before[..at].trim_end().len() as u32 + sentence.span.start;
    let named = name_end.checked_sub(1).and_then(|end| syntax.word_at(end)).is_some_and(|word| {
        let name = syntax.words()[word].span;
        name.end == name_end && reading.is_mention_of(sentence, name.start as usize, kind)
    });
    let inside = ProseSpan { start: sentence.span.start + at as u32 + 1, end: found.value.start };
    let is_plain = syntax.words_in(inside).all(|word| {
        let tag = syntax.tag(word);
        let is_finite = matches!(tag, Tag::Present | Tag::PresentThird | Tag::Modal | Tag::Verb);
        !is_finite && !syntax.tag(word).is_relative()
    });
    let rest = behind.of(text).trim_start();
    // "Ring Mrs Dunne, the officer of the theatre, on 555 0118.": its comma closes what another opens.
    let is_last = || before[..at].matches(',').count().is_multiple_of(2);
    let closes = rest.starts_with(close)
        || close == ','
            && named
            && is_plain
            && is_last()
            && rest.trim_start_matches(['.', '!']).trim().is_empty();
    named && is_plain && closes
}

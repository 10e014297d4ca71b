//! Figures that measure nothing: the last page of a source, a number in the name of a place, one that tells things of one name apart,
//! one in a formula. Nobody has them.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Signs, Syntax, Tag, Value};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a value is one of these.
pub(super) fn is_no_measure(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    kind: Value,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(first) = syntax.words_in(value).next() else { return false };
    is_in_formula(reading.prose(), value)
        || is_in_reference(reading.prose(), value)
        || counts_pages(syntax, first)
        || is_in_name(syntax, first)
        || kind == Value::Measure && tells_apart(syntax, first, value)
}

/// "^{4}", "\d{4}": part of what is written for machines.
fn is_in_formula(prose: &str, value: ProseSpan) -> bool {
    prose[..value.start as usize].ends_with(['{', '\\', '^', '_'])
}

/// How far back the mark of a reference is looked for.
const FURTHEST: usize = 600;

/// Whether a value stands in a reference of a wiki, between `<ref>` and `</ref>`.
fn is_in_reference(prose: &str, value: ProseSpan) -> bool {
    let end = value.start as usize;
    let start = (end.saturating_sub(FURTHEST)..=end).find(|at| prose.is_char_boundary(*at));
    let before = start.map_or("", |start| &prose[start..end]);
    before.rfind("<ref").is_some_and(|opened| {
        let inside = &before[opened..];
        !inside.contains("</ref") && !inside.contains("/>")
    })
}

/// "Page 6 of 13"
fn counts_pages(syntax: &Syntax<'_>, word: usize) -> bool {
    let Some(label) = word.checked_sub(3) else { return false };
    let digits = |word: usize| syntax.text(word).bytes().all(|byte| byte.is_ascii_digit());
    word::is(syntax.text(word - 1), Class::PartPrepositions)
        && digits(word - 2)
        && word::is(syntax.text(label), Class::Labels)
}

/// "the slums of Five Points": both words have a capital, and what stands before has none.
fn is_in_name(syntax: &Syntax<'_>, word: usize) -> bool {
    let is_small = |word: usize| syntax.text(word).starts_with(char::is_lowercase);
    let is_capital = |word: usize| syntax.text(word).starts_with(char::is_uppercase);
    let (next, number) = (word + 1, syntax.text(word).split(' ').next().unwrap_or_default());
    word > 0
        && word::is(number, Class::DigitWords)
        && is_small(word - 1)
        && is_capital(word)
        && (syntax.text(word).contains(' ')
            || syntax.words().get(next).is_some_and(|at| at.before == Signs::default())
                && is_capital(next))
}

/// "the boot 0 pin", "worker 3": a number of one or two digits right behind a noun that measures nothing.
fn tells_apart(syntax: &Syntax<'_>, word: usize, value: ProseSpan) -> bool {
    let Some(before) = word.checked_sub(1) else { return false };
    let place = syntax.words()[word].span;
    let text = syntax.text(word);
    place == value
        && text.len() <= 2
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && syntax.words()[word].before == Signs::default()
        && matches!(syntax.tag(before), Tag::Noun | Tag::Name)
        && ![Class::MeasureNouns, Class::DimensionNouns, Class::ExtremeNouns, Class::AgeNoun]
            .iter()
            .any(|class| word::is(syntax.text(before), *class))
}

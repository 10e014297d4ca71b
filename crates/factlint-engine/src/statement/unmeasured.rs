//! Figures that measure nothing: the last page of a source, a number in the name of a place, one that tells things of one name apart,
//! one in a formula. Nobody has them.

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Value};
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
        || is_cited(reading.prose(), value)
        || counts_pages(syntax, first)
        || is_in_name(syntax, first)
        || is_note_mark(reading.prose(), value)
        || is_listing(syntax, first)
        || kind == Value::Measure && is_bare_label(syntax, first, value)
}

/// Whether a number alone is a mark, a label, a version, a year or one of a row of digits.
fn is_bare_label(syntax: &Syntax<'_>, word: usize, value: ProseSpan) -> bool {
    let text = syntax.text(word);
    let is_alone = syntax.words()[word].span == value
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    is_alone
        && (opens_line(syntax, word)
            || is_in_row(syntax, word)
            || is_code(syntax, word)
            || is_version(syntax, word)
            || is_year(syntax, word)
            || tells_apart(syntax, word))
}

/// "Listing 8-23", "the code in Listing 8-23 calls"
pub(super) fn is_listing(syntax: &Syntax<'_>, word: usize) -> bool {
    let before = word.checked_sub(1);
    syntax.text(word).contains('-')
        && syntax.text(word).bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        && before.is_some_and(|at| word::is(syntax.text(at), Class::Labels))
}

/// "a 404 response", "the 500 error": one thing, and a number that tells which.
fn is_code(syntax: &Syntax<'_>, word: usize) -> bool {
    let next = word + 1;
    let is_digits = syntax.text(word).bytes().all(|byte| byte.is_ascii_digit());
    let Some(tree) = syntax.trees().first().filter(|_| is_digits && word > 0) else {
        return false;
    };
    let joined = syntax.words().get(next).is_some_and(|at| at.before == Signs::default());
    let is_one = tree.dependents_as(next, Relation::Determiner).next() == Some(word - 1);
    joined && is_one && syntax.tag(next) == Tag::Noun && tree.head(word) == Some(next)
}

/// "learning,14, 15, 16 methods": the mark of a note right behind a word and its sign, or one more behind that.
fn is_note_mark(prose: &str, value: ProseSpan) -> bool {
    let before = shortly_before(prose, value);
    let is_mark = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | ' ' | '-' | '–');
    let word = before.trim_end_matches(is_mark);
    let marks = &before[word.len()..];
    word.ends_with(char::is_alphabetic)
        && marks.starts_with(',')
        && marks[1..].chars().next().is_none_or(|sign| sign.is_ascii_digit())
}

/// "16 Grill, J. B., and Strub, F.", "2 AS DELIVERED": a number of a note or an item before what it numbers.
fn opens_line(syntax: &Syntax<'_>, word: usize) -> bool {
    let next = word + 1;
    word == 0
        && syntax.text(word).len() <= 3
        && syntax
            .words()
            .get(next)
            .is_some_and(|at| at.before == Signs::default() || at.before == Signs::COMMA)
        && syntax.text(next).starts_with(char::is_uppercase)
}

/// "1300 735 683", "1 2 3 4 5"
fn is_in_row(syntax: &Syntax<'_>, word: usize) -> bool {
    let is_digits = |at: usize| {
        let text = syntax.text(at);
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let joined =
        |at: usize| syntax.words().get(at).is_some_and(|word| word.before == Signs::default());
    joined(word + 1) && is_digits(word + 1) || word > 0 && joined(word) && is_digits(word - 1)
}

/// "In 4.10, the parts are", "was added in 6.2": the release of which the text speaks.
fn is_version(syntax: &Syntax<'_>, word: usize) -> bool {
    let Some(before) = word.checked_sub(1).filter(|_| syntax.text(word).contains('.')) else {
        return false;
    };
    let next = syntax.words().get(word + 1);
    let opens =
        before == 0 && word::is(syntax.text(0), Class::FrontingPrepositions) && next.is_some();
    let since = word::is(syntax.text(before), Class::VersionPrepositions)
        || word == 2
            && word::is(syntax.text(0), Class::KnownAs)
            && word::is(syntax.text(before), Class::PartPrepositions);
    (opens || since) && next.is_none_or(|at| at.before != Signs::default())
}

/// "returned around 1900"
fn is_year(syntax: &Syntax<'_>, word: usize) -> bool {
    let year = syntax.text(word).parse::<u16>().ok().filter(|_| syntax.text(word).len() == 4);
    let before = word.checked_sub(1);
    year.is_some_and(|year| (1000..2100).contains(&year))
        && before.is_some_and(|at| word::is(syntax.text(at), Class::BeforeRoundYears))
}

/// "^{4}", "\d{4}", "$\pi = 0.4$": part of what is written for machines.
fn is_in_formula(prose: &str, value: ProseSpan) -> bool {
    let before = shortly_before(prose, value);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_open = line.matches('$').count() % 2 == 1 || line.starts_with("$$");
    let formula = line.rsplit('$').next().filter(|_| is_open);
    // "1 + 2", "x == 0"
    let joins = [" + ", " * ", " == ", " != "];
    let behind = shortly_behind(prose, value);
    let is_term = joins.iter().any(|sign| before.ends_with(sign) || behind.starts_with(sign));
    is_term
        || before.ends_with(['{', '\\', '^', '_'])
        || formula.is_some_and(|text| text.contains('\\'))
}

/// How far back is looked, in bytes.
const FURTHEST: usize = 600;

/// What stands before a value, as far as that is looked at.
fn shortly_before(prose: &str, value: ProseSpan) -> &str {
    let end = value.start as usize;
    let start = (end.saturating_sub(FURTHEST)..=end).find(|at| prose.is_char_boundary(*at));
    start.map_or("", |start| &prose[start..end])
}

/// What stands behind a value, as far as that is looked at.
fn shortly_behind(prose: &str, value: ProseSpan) -> &str {
    let start = value.end as usize;
    let end =
        (start..=prose.len().min(start + FURTHEST)).rev().find(|at| prose.is_char_boundary(*at));
    end.map_or("", |end| &prose[start..end])
}

/// Whether a value stands in a reference of a wiki, between `<ref>` and `</ref>`.
fn is_in_reference(prose: &str, value: ProseSpan) -> bool {
    // "(Hale Press, 1999), 169"
    let source = shortly_before(prose, value).trim_end().strip_suffix([',', ':']);
    let source = source.and_then(|text| text.strip_suffix(')'));
    let year = source.map(|text| text.rsplit(' ').next().unwrap_or_default());
    if year.is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())) {
        return true;
    }
    shortly_before(prose, value).rfind("<ref").is_some_and(|opened| {
        let inside = &shortly_before(prose, value)[opened..];
        !inside.contains("</ref") && !inside.contains("/>")
    })
}

/// "56 Wis. 2d 666", "16 Mass. 141, 146", "§§ 12, 28": the numbers of a report or a law and of what stands in it.
fn is_cited(prose: &str, value: ProseSpan) -> bool {
    /// Words of the name of a report, and what may stand between two numbers of it.
    const MOST: usize = 4;
    let (before, behind) = (shortly_before(prose, value), shortly_behind(prose, value));
    // "739 A.2d 110", read like amperes
    if behind.starts_with(".2d ") || behind.starts_with(".3d ") {
        return true;
    }
    let is_numeral = |word: &str| word.starts_with(|sign: char| sign.is_ascii_digit());
    let is_series = |word: &str| matches!(word, "2d" | "3d" | "4th");
    let is_short = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.trim_end_matches(',').contains('.')
            && word.len() <= 8
    };
    let is_report = |word: &str| is_short(word) || is_series(word);
    let mut next = behind.split_whitespace();
    let opens = next.next().is_some_and(is_short);
    if opens && next.take(MOST - 1).any(|word| is_numeral(word) && !is_series(word) || word == "at")
    {
        return true;
    }
    let is_listed =
        |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.' | ' ' | '–' | '-');
    if before.trim_end_matches(is_listed).ends_with('§') {
        return true;
    }
    let mut words = before.split_whitespace().rev().peekable();
    // "141, 146"
    while words.next_if(|word| is_numeral(word) && word.ends_with(',')).is_some() {}
    words.peek().is_some_and(|word| is_report(word))
        && words.take(MOST).skip_while(|word| is_report(word)).any(is_numeral)
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
        && (is_small(word - 1) || syntax.words()[word].before != Signs::default())
        && is_capital(word)
        && (syntax.text(word).contains(' ')
            || syntax.words().get(next).is_some_and(|at| at.before == Signs::default())
                && is_capital(next))
}

/// "the boot 0 pin", "worker 3", "workers 0 and 3": a number of one or two digits right behind a noun that measures nothing.
fn tells_apart(syntax: &Syntax<'_>, word: usize) -> bool {
    let Some(before) = word.checked_sub(1) else { return false };
    let is_short = |word: usize| {
        let text = syntax.text(word);
        text.len() <= 2 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let goes_on = word + 2 < syntax.words().len()
        && syntax.tag(word + 1) == Tag::Conjunction
        && is_short(word + 2);
    is_short(word)
        && syntax.words()[word].before == Signs::default()
        && match syntax.tag(before) {
            Tag::Noun | Tag::Name => true,
            Tag::Nouns => goes_on,
            _ => false,
        }
        && ![Class::MeasureNouns, Class::DimensionNouns, Class::ExtremeNouns, Class::AgeNoun]
            .iter()
            .any(|class| word::is(syntax.text(before), *class))
}

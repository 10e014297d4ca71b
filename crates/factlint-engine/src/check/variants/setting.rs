//! Where the forms of names stand: what the place of a word tells of its capitals.

use std::collections::BTreeSet;

use super::names::Use;
use crate::check::cited::beside;
use crate::reading::{Reading, Sentence};
use factlint_document::Role;
use factlint_language::capitals::{self, Capitals};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word;
use factlint_language::words::Class;

/// "L**ENC**rypt": a word whose letters are marked shows something, and is no slip.
pub(super) fn has_markup_inside(reading: &Reading<'_>, one: &Use) -> bool {
    let document = reading.document();
    !one.form.contains(char::is_whitespace)
        && document.locate(one.span).0.of(document.text()) != one.span.of(reading.prose())
}

/// Whether words stand in the text of a link or are what a screen shows, which has the capitals of what it leads to:
/// "See [Filters and AWS Credentials](...)", "`Converting Your Rules`__", ":guilabel:`API Token`". What links in passing
/// ("the [API token](...)") is prose.
pub(super) fn is_named_elsewhere(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let document = reading.document();
    let (text, place) = (document.text(), document.locate(span).0);
    let (before, after) = beside(text, place.range());
    // The words of a link may be wrapped once.
    let line_start =
        before.rfind('\n').map_or(0, |at| before[..at].rfind('\n').map_or(0, |at| at + 1));
    let line = &before[line_start..];
    let rest_end = after.find('\n').map_or(after.len(), |at| {
        after[at + 1..].find('\n').map_or(after.len(), |next| at + 1 + next)
    });
    let rest = &after[..rest_end];
    // What opens before the words must be closed behind them.
    let opened = |sign: char, closing: char| {
        let at = line.rfind(sign)?;
        let end = rest.find(closing)?;
        let inner = &line[at + sign.len_utf8()..];
        let is_open = !inner.contains(closing) && !rest[..end].contains(sign);
        is_open.then(|| (&line[..at], inner, &rest[..end], &rest[end + closing.len_utf8()..]))
    };
    let is_titled = |inner: &str, rest: &str| {
        // "[the API token]" links in passing.
        let is_small = |c: char| c.is_lowercase();
        let mut words = inner.split_whitespace().chain(rest.split_whitespace());
        // "Get Started With Tables from Documents": words of grammar stay small in a title.
        !inner.starts_with(is_small)
            && words.all(|word| {
                word.len() < 4 || !word.starts_with(is_small) || word::is(word, Class::GrammarWord)
            })
    };
    let markdown = opened('[', ']').is_some_and(|(before, inner, rest, behind)| {
        // "https://example.org/testing[Java Testing with Spock]"
        let address = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        (behind.starts_with(['(', '[']) || address.contains("://")) && is_titled(inner, rest)
    });
    // "_Companion to Ancient Macedon_": a title in italics has more words than the form.
    let italics = ['_', '*', '\''].into_iter().any(|sign| {
        opened(sign, sign).is_some_and(|(before, inner, rest, _)| {
            // "''The Greek Myths''"
            if sign == '\'' && !before.ends_with(sign) {
                return false;
            }
            !(inner.trim().is_empty() && rest.trim().is_empty())
                && inner.chars().chain(rest.chars()).any(char::is_alphabetic)
                && is_titled(inner, rest)
        })
    });
    let reference = opened('`', '`').is_some_and(|(before, inner, rest, behind)| {
        before.ends_with(":guilabel:")
            || before.ends_with(":menuselection:")
            || behind.starts_with('_') && is_titled(inner, rest)
    });
    // "<i>An Introduction to Indian Philosophy</i>"
    let element = line.rfind("<i>").zip(rest.find("</i>")).is_some_and(|(open, close)| {
        let (inner, rest) = (&line[open + 3..], &rest[..close]);
        !inner.contains("</i>")
            && inner.chars().chain(rest.chars()).any(char::is_alphabetic)
            && is_titled(inner, rest)
    });
    markdown || italics || element || reference
}

/// Whether words open an item or a paragraph as its label, perhaps with others that have a capital: "AWS Credentials: where they
/// come from", "Housing Foreign Students:".
pub(super) fn is_label(prose: &str, sentence: Sentence, span: ProseSpan) -> bool {
    let before = &prose[sentence.span.start as usize..span.start as usize];
    !before.contains([',', ';', ':'])
        && word::words(before).all(|(_, found)| word::is_capitalised(found))
        && prose[span.end as usize..].starts_with(':')
}

/// Whether a word is spoken of, and not used: it is all of a quotation, as a value is (`"US"`), or stands in one of several that
/// are offered beside each other: "Blue Öyster" or "Blue Oyster".
pub(super) fn is_mentioned(prose: &str, sentence: Sentence, span: ProseSpan) -> bool {
    /// So far from a word, in characters, the marks around it stand at most.
    const LONGEST: usize = 60;
    let marks = ['"', '“', '”'];
    if is_all_of_a_quotation(prose, span) {
        return true;
    }
    let before = &prose[sentence.span.start as usize..span.start as usize];
    let after = prose.get(span.end as usize..sentence.span.end as usize).unwrap_or_default();
    let is_mark = |(_, character): &(usize, char)| marks.contains(character);
    let open = before.char_indices().rev().take(LONGEST).find(is_mark);
    let close = after.char_indices().take(LONGEST).find(is_mark);
    let (Some((open, _)), Some((close, _))) = (open, close) else { return false };
    let offered = |word: &str| word::is(word, Class::OffersForms);
    let behind = after[close..].trim_start_matches(marks);
    let next = word::words(behind).next();
    let previous = word::words_before(&before[..open]).next();
    next.is_some_and(|(at, word)| {
        offered(word) && behind[at + word.len()..].trim_start().starts_with(marks)
    }) || previous
        .is_some_and(|(at, word)| offered(word) && before[..at].trim_end().ends_with(marks))
}

/// Whether words are all that stands between quotation marks.
pub(super) fn is_all_of_a_quotation(prose: &str, span: ProseSpan) -> bool {
    let (before, after) = (&prose[..span.start as usize], &prose[span.end as usize..]);
    before.ends_with(['"', '“', '‘', '\''])
        && after.trim_start_matches([',', '.']).starts_with(['"', '”', '’', '\''])
}

/// Whether words are what a screen shows, in bold beside the part of it that bears them, or behind what is done with it:
/// "click the **Generate API Token** button", "open **API Tokens** page", "select **API Tokens**".
pub(super) fn is_on_a_screen(reading: &Reading<'_>, span: ProseSpan) -> bool {
    const BOLD: &str = "**";
    let document = reading.document();
    let (text, place) = (document.text(), document.locate(span).0);
    let (before, after) = beside(text, place.range());
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let rest = after.find('\n').map_or(after, |at| &after[..at]);
    // Every second pair of stars closes what the one before has opened.
    let (Some(open), Some(close)) = (line.rfind(BOLD), rest.find(BOLD)) else { return false };
    if line.matches(BOLD).count() % 2 == 0 {
        return false;
    }
    // "the **API Tokens** management page"
    let mut behind = word::words(&rest[close + BOLD.len()..]).take(2);
    let done = word::words_before(&line[..open])
        .take(2)
        .any(|(_, found)| word::is(&found.to_lowercase(), Class::DoneOnAScreen));
    // "**Configure WAN Interface**: ...", "**Services ▸ DHCP Server**"
    let is_label = rest[..close].ends_with(':') || rest[close + BOLD.len()..].starts_with(':');
    let bold = &line[open + BOLD.len()..];
    let is_path = bold.contains(['▸', '>', '→']) || rest[..close].contains(['▸', '>', '→']);
    done || is_label || is_path || behind.any(|(_, found)| word::is(found, Class::PartOfAScreen))
}

/// Whether a block names a source, whose title has capitals of its own: "The US government's web traffic. (n.d.). Retrieved
/// January 6, 2021, from ...".
pub(super) fn is_reference(reading: &Reading<'_>, sentence: Sentence) -> bool {
    /// One takes no more bytes.
    const LONGEST: usize = 1_000;
    let index = reading.block_of(sentence) as usize;
    let block = reading.document().blocks().get(index);
    let words = block.map_or("", |block| block.span.of(reading.prose()));
    if begins_as_a_note(words) {
        return true;
    }
    if words.len() > LONGEST {
        return false;
    }
    let is_item = words.starts_with(['-', '*', '•'])
        || block.is_some_and(|block| block.role == Role::ListItem);
    words.contains("(n.d.)")
        || is_item && ends_in_a_year(words)
        || word::words(words).any(|(at, found)| {
            word::is(found, Class::ReferenceMark)
                || is_item && is_a_place_in_a_source(found, &words[at + found.len()..])
        })
}

/// "The Beginnings of English Literature (1939).": a work, with its year.
fn ends_in_a_year(words: &str) -> bool {
    let inside = words.trim_end_matches(['.', ';', ',']).strip_suffix(')');
    inside
        .and_then(|words| words.rsplit_once('('))
        .is_some_and(|(_, year)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a block begins with the mark of a note, as the notes at the end of a text do: "[12] ...", "^ ...", "↑ ...".
fn begins_as_a_note(words: &str) -> bool {
    let numbered = words.strip_prefix('[').is_some_and(|rest| {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        number.len() < rest.len() && number.starts_with(']')
    });
    numbered || words.starts_with(['^', '↑'])
}

/// "pp. 215–221", "vol. 3", "p. 33"
fn is_a_place_in_a_source(found: &str, behind: &str) -> bool {
    word::is(found, Class::PlaceInASource)
        && behind
            .strip_prefix('.')
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Takes out the forms that a text only quotes, where it has another of its own: their spelling is that of another text, or of
/// a name that is spoken of (proposed as "Republika Morava").
pub(super) fn leave_quoted(reading: &Reading<'_>, group: &mut Vec<Use>) {
    /// Fewer words in quotation marks are a name that is spoken of.
    const FEWEST: usize = 3;
    let quoted = |one: &Use| reading.quoted_words(one.sentence, one.span);
    let is_named = |one: &Use| quoted(one).is_some_and(|words| word::words(words).count() < FEWEST);
    if group.iter().all(is_named) {
        group.clear();
        return;
    }
    let own: BTreeSet<String> =
        group.iter().filter(|one| quoted(one).is_none()).map(|one| one.form.clone()).collect();
    if !own.is_empty() {
        group.retain(|one| own.contains(&one.form));
    }
}

/// Whether the second word of a name is a verb: "the number of Muslims in Alaska range from 2,000 to 5,000".
pub(super) fn ends_in_a_verb(reading: &Reading<'_>, one: &Use) -> bool {
    let Some((_, second)) = one.form.split_once(' ') else { return false };
    if !second.starts_with(char::is_lowercase) {
        return false;
    }
    let syntax = reading.syntax(one.sentence);
    let Some(last) = syntax.word_at(one.span.end - second.len() as u32) else { return false };
    let is_finite = |word: usize| matches!(syntax.tag(word), Tag::Present | Tag::PresentThird);
    // Where no other word of the sentence is a verb, it is the one.
    let is_the_only_one = || {
        word::is(second, Class::VerbLikeANoun)
            && !syntax.words_in(one.sentence.span).any(|word| syntax.tag(word).is_verb())
    };
    is_finite(last) || is_the_only_one()
}

/// Whether each form heads something of its own: "Shanxi" and "Shaanxi", of which a text has a section each, are two.
pub(super) fn head_their_own(reading: &Reading<'_>, group: &[Use]) -> bool {
    let forms: BTreeSet<&str> = group.iter().map(|one| one.form.as_str()).collect();
    forms.len() > 1 && forms.iter().all(|form| is_a_headline(reading, form))
}

/// Whether a headline of the text is a form and nothing else.
fn is_a_headline(reading: &Reading<'_>, form: &str) -> bool {
    reading
        .document()
        .blocks()
        .iter()
        .any(|block| block.role == Role::Headline && block.span.of(reading.prose()).trim() == form)
}

/// Whether words stand inside a quotation that is a title, or in italics among other words: the "Greek Comedy" of "The Intriguing
/// Slave in Greek Comedy".
pub(super) fn is_in_a_title(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> bool {
    reading.quoted_words(sentence, span).is_some_and(|words| {
        word::words(words).count() > 2 && capitals::of(words) != Capitals::Sentence
    })
}

/// Whether a word is set in italics, as one of another language and a title are: "_Opéra comique_", "''Apellōn''".
pub(super) fn is_in_italics(reading: &Reading<'_>, span: ProseSpan) -> bool {
    let document = reading.document();
    let (text, place) = (document.text(), document.locate(span).0);
    let (before, after) = beside(text, place.range());
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let rest = after.find('\n').map_or(after, |at| &after[..at]);
    let between = |mark: &str| line.matches(mark).count() % 2 == 1 && rest.contains(mark);
    let element = line.rfind("<i>").is_some_and(|at| !line[at..].contains("</i>"));
    between("_") || between("''") || element
}

/// Whether a text refers to a section of its own by the heading: "(see POW Identifiers)".
pub(super) fn is_cross_reference(reading: &Reading<'_>, one: &Use) -> bool {
    let before = &reading.prose()[one.sentence.span.start as usize..one.span.start as usize];
    let refers = word::words_before(before)
        .next()
        .is_some_and(|(_, found)| word::is(found, Class::RefersToASection));
    refers && is_a_headline(reading, &one.form)
}

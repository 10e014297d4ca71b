//! Names of several words, and of hosts, that two documents of one story write in two ways.

use std::collections::BTreeSet;
use std::ops::Range;

use super::account::{Account, Word};
use super::digest::Place;
use super::{MOST_PLACES, Story, Told};
use crate::check::agreement::SPELLING;
use crate::check::edit_distance;
use crate::claim::Part;
use crate::conflict::Conflict;
use crate::rule::Rule;
use factlint_language::name::{self, folded, plain};
use factlint_language::noun;
use factlint_language::utterance;
use factlint_language::word;
use factlint_language::words::Class;

pub(super) fn compare(rule: &Rule, story: &Story<'_>, pair: [&Account<'_>; 2]) -> Vec<Conflict> {
    let mut found = hosts(rule, story, pair);
    let mut seen = BTreeSet::new();
    for [one, other] in [[pair[0], pair[1]], [pair[1], pair[0]]] {
        for (name, place) in &one.digest.names {
            if other.digest.names.contains_key(name) || !may_be_written(other, name) {
                continue;
            }
            let mine: Vec<&str> = name.split(' ').collect();
            let Some(elsewhere) = written_otherwise((one, place, &mine), other) else { continue };
            let theirs = joined(&other.words()[elsewhere.clone()]);
            if !seen.insert([name.clone(), theirs.clone()])
                || seen.contains(&[theirs.clone(), name.clone()])
            {
                continue;
            }
            let told = Told {
                code: SPELLING,
                what: "two documents write one name differently",
                sides: [(one, one.part(place)), (other, part(other, &elsewhere))],
                again: again(one, name, place.sentence, place.bytes.start)
                    .chain(again(
                        other,
                        &theirs,
                        other.words()[elsewhere.start].sentence,
                        other.words()[elsewhere.start].spoken.range.start,
                    ))
                    .collect(),
                note: story.note("; all other words of the name agree"),
            };
            found.push(told.into_conflict(rule));
        }
    }
    found
}

/// Whether all words of a name but one stand in a document, as far as its digest tells.
fn may_be_written(account: &Account<'_>, name: &str) -> bool {
    let is_missing = |word: &&str| {
        let word = plain(word);
        word.len() > 3
            && !word::is(&word, Class::CommonWord)
            && !account.has(&word)
            && !account.has(&noun::singular_of(&word))
    };
    name.split(' ').filter(is_missing).count() <= 1
}

/// Where else a document writes a name as it does in one place.
fn again<'a, 'c>(
    account: &'a Account<'c>,
    name: &str,
    sentence: usize,
    start: usize,
) -> impl Iterator<Item = (&'a Account<'c>, Part)> {
    let words = account.words();
    let mine: Vec<&str> = name.split(' ').collect();
    let windows = words.windows(mine.len()).enumerate();
    let same = windows.filter(|(_, window)| {
        let is_first = window[0].sentence == sentence && window[0].spoken.range.start == start;
        let words = window.iter().map(|word| word.spoken.normal.as_str());
        !is_first && in_one_sentence(window) && words.eq(mine.iter().copied())
    });
    let places: Vec<usize> = same.map(|(at, _)| at).take(MOST_PLACES).collect();
    let count = mine.len();
    places.into_iter().map(move |at| (account, part(account, &(at..at + count))))
}

fn part(account: &Account<'_>, words: &Range<usize>) -> Part {
    let (first, last) = (&account.words()[words.start], &account.words()[words.end - 1]);
    let bytes = first.spoken.range.start..last.spoken.range.end;
    account.part(&Place { sentence: first.sentence, bytes })
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.spoken.normal.as_str()).collect::<Vec<_>>().join(" ")
}

fn in_one_sentence(words: &[Word]) -> bool {
    words.first().map(|word| word.sentence) == words.last().map(|word| word.sentence)
}

/// Where another document writes the same name with one word otherwise, and nowhere as this one does, nor this one as
/// that does.
fn written_otherwise(
    (one, place, mine): (&Account<'_>, &Place, &[&str]),
    other: &Account<'_>,
) -> Option<Range<usize>> {
    let mut found = None;
    for (at, window) in other.words().windows(mine.len()).enumerate() {
        let mut differing = (0..mine.len()).filter(|&at| window[at].spoken.normal != mine[at]);
        let first = differing.next()?;
        if differing.next().is_none() && found.is_none() && in_one_sentence(window) {
            let written = one.sentences[place.sentence].text().get(place.bytes.clone())?;
            let sentence = other.sentences[window[0].sentence];
            if sentence.seen.is_some() {
                continue;
            }
            let (start, end) = (&window[0].spoken.range, &window[mine.len() - 1].spoken.range);
            let run = sentence.text().get(start.start..end.end)?;
            // "District Attorney Stephan" is not the "District Attorney Stephen Moor" of another document.
            let is_last = first + 1 == mine.len();
            let mine_after = one.sentences[place.sentence].text().get(place.bytes.end..)?;
            if is_last && (goes_on(mine_after) || goes_on(sentence.text().get(end.end..)?)) {
                continue;
            }
            // A comma ends a name.
            if run.contains([',', ';', ':']) != written.contains([',', ';', ':']) {
                continue;
            }
            // "Lantern Server for Orvik", "Lantern Server on Orvik": what is named stands alone, too.
            let is_tied = word::is(mine[first], Class::NameJoint);
            if is_tied && [one, other].iter().any(|account| account.has_alone(&mine[..first])) {
                continue;
            }
            // "Design reviews triage": words in small letters name one thing where "the" says that it is one.
            let is_small = run.split(' ').nth(1).is_some_and(|word| !word::is_capitalised(word));
            let is_one_thing = |word: &Word| word::is(&word.spoken.normal, Class::TitleDeterminer);
            let before = at.checked_sub(1).and_then(|before| other.words().get(before));
            if is_small && !before.is_some_and(is_one_thing) && !is_tied {
                continue;
            }
            let word = sentence.text().get(window[first].spoken.range.clone())?;
            if is_slip(mine, first, written, (run, word, &window[first].spoken.normal)) {
                found = Some(at..at + mine.len());
            }
        }
    }
    let found = found?;
    let again: Vec<&str> =
        other.words()[found.clone()].iter().map(|word| word.spoken.normal.as_str()).collect();
    let is_written_so = one.words().windows(again.len()).any(|window| {
        window.iter().map(|word| word.spoken.normal.as_str()).eq(again.iter().copied())
    });
    (!is_written_so).then_some(found)
}

/// Whether a name goes on with a further word in what stands behind it.
fn goes_on(behind: &str) -> bool {
    let next = behind.strip_prefix(' ').and_then(|behind| behind.split(' ').next());
    next.is_some_and(|next| {
        word::is_capitalised(next) && !word::is(&next.to_lowercase(), Class::GrammarWord)
    })
}

/// Whether one of two words took the other's place by a slip: a small word, the plural of a word inside the name, a
/// letter.
fn is_slip(mine: &[&str], at: usize, written: &str, theirs: (&str, &str, &str)) -> bool {
    let (one, second) = (mine[at], theirs.2);
    // Accents are a matter of keyboards, and an apostrophe that is lost is none of the name.
    let bare = |word: &str| folded(word).replace(word::is_apostrophe, "");
    if bare(one) == bare(second) {
        return false;
    }
    let is_joint = |word: &str| word::is(word, Class::NameJoint);
    if is_joint(one) && is_joint(second) {
        // "US in Guantanamo Bay": the first words may be no part of the name; nor may any word that has no capital there.
        let has_capitals =
            written.split_whitespace().filter(|word| word::is_capitalised(word)).count()
                <= theirs.0.split_whitespace().filter(|word| word::is_capitalised(word)).count();
        // "Josh Lund to the Otters" are two names.
        let ties = [one, second].iter().any(|word| word::is(word, Class::NameTie));
        // "Fellow at the Orvik Trust", "Fellow of the Orvik Trust": a post is no part of the name.
        let is_post = |word: &&str| {
            name::is_title(word)
                || [Class::BodyOffice, Class::Post].into_iter().any(|class| word::is(word, class))
        };
        if at.checked_sub(1).and_then(|before| mine.get(before)).is_some_and(is_post) {
            return false;
        }
        return ties && has_capitals && (at > 1 || mine[..at].iter().any(|word| word.len() > 3));
    }
    let is_plural = one.strip_prefix(second) == Some("s") || second.strip_prefix(one) == Some("s");
    if is_plural {
        // "Senators Tom Harkin": a title is no word of the name. A plural before letters that stand for the name may have
        // lost its apostrophe: "the Department of Agricultures (USDA)".
        let is_acronym = utterance::words(written).get(at + 1).is_some_and(|next| {
            let next = &written[next.range.clone()];
            next.len() > 1 && !next.chars().any(char::is_lowercase)
        });
        let is_title = [one, second].iter().any(|word| name::is_title(word));
        return at > 0 && at + 1 < mine.len() && !is_title && !is_acronym;
    }
    let is_name = word::is_capitalised(theirs.1);
    let is_mine_name = written
        .split_whitespace()
        .any(|word| word::is_capitalised(word) && plain(word).starts_with(&plain(one)));
    // "The FY2007 bill", "the FY2008 bill"
    let has_digit = [one, second].iter().any(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    is_name
        && !has_digit
        && is_mine_name
        && one.len().min(second.len()) >= 6
        && !word::is(one, Class::CommonWord)
        && !word::is(second, Class::CommonWord)
        && edit_distance(one, second, 1) == 1
}

/// Names of hosts that differ in a letter.
fn hosts(rule: &Rule, story: &Story<'_>, [one, other]: [&Account<'_>; 2]) -> Vec<Conflict> {
    let (mine, theirs) = (&one.digest.hosts, &other.digest.hosts);
    let mut found = Vec::new();
    for (host, place) in mine {
        for (second, elsewhere) in theirs {
            let is_in_both = mine.contains_key(second) && theirs.contains_key(host);
            if !is_in_both && are_alike(host, second) {
                let told = Told {
                    code: SPELLING,
                    what: "two documents write one address differently",
                    sides: [(one, one.part(place)), (other, other.part(elsewhere))],
                    again: Vec::new(),
                    note: story.note("; both addresses are a letter apart"),
                };
                found.push(told.into_conflict(rule));
            }
        }
    }
    found
}

/// Whether two hosts are a letter apart, in their own name.
fn are_alike(one: &str, other: &str) -> bool {
    /// A shorter host is another one as soon as a letter is.
    const SHORTEST: usize = 9;
    let (Some((mine, ending)), Some((theirs, second))) =
        (one.rsplit_once('.'), other.rsplit_once('.'))
    else {
        return false;
    };
    let has_digits = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    ending == second
        && mine.len().min(theirs.len()) >= SHORTEST
        && !has_digits(mine)
        && !has_digits(theirs)
        && edit_distance(mine, theirs, 1) == 1
        && mine.strip_suffix('s') != Some(theirs)
        && theirs.strip_suffix('s') != Some(mine)
}

//! Names of several words, and of hosts, that two documents of one story write in two ways.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::account::{Account, Word};
use super::{MOST_PLACES, Story, Told};
use crate::check::agreement::{SPELLING, passage};
use crate::check::edit_distance;
use crate::claim::Part;
use crate::conflict::Conflict;
use crate::rule::Rule;
use factlint_language::word;
use factlint_language::words::Class;

/// Words of a name that is long enough to be told by all but one of them.
const SHORTEST: usize = 3;
const LONGEST: usize = 9;

pub(super) fn compare(rule: &Rule, story: &Story<'_>, pair: [&Account<'_>; 2]) -> Vec<Conflict> {
    let mut found = Vec::new();
    found.extend(hosts(rule, story, pair));
    let mut seen = BTreeSet::new();
    for [one, other] in [[pair[0], pair[1]], [pair[1], pair[0]]] {
        for name in names(one) {
            if !seen.insert(joined(&one.words()[name.clone()])) {
                continue;
            }
            let Some(elsewhere) = written_otherwise(one, &name, other) else { continue };
            seen.insert(joined(&other.words()[elsewhere.clone()]));
            let told = Told {
                code: SPELLING,
                what: "two documents write one name differently",
                sides: [(one, part(one, &name)), (other, part(other, &elsewhere))],
                again: again(one, &name).chain(again(other, &elsewhere)).collect(),
                note: story.note("; all other words of the name agree"),
            };
            found.push(told.into_conflict(rule));
        }
    }
    found
}

/// Where else a document writes a name as it does in one place.
fn again<'a, 'c>(
    account: &'a Account<'c>,
    name: &Range<usize>,
) -> impl Iterator<Item = (&'a Account<'c>, Part)> {
    let words = account.words();
    let written = joined(&words[name.clone()]);
    let others = (0..=words.len() - name.len()).filter(move |at| {
        *at != name.start
            && words[*at].spoken.normal == words[name.start].spoken.normal
            && joined(&words[*at..at + name.len()]) == written
    });
    let others: Vec<usize> = others.take(MOST_PLACES).collect();
    let count = name.len();
    others.into_iter().map(move |at| (account, part(account, &(at..at + count))))
}

fn part(account: &Account<'_>, words: &Range<usize>) -> Part {
    let (first, last) = (&account.words()[words.start], &account.words()[words.end - 1]);
    account.part(first.sentence, first.spoken.range.start..last.spoken.range.end)
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.spoken.normal.as_str()).collect::<Vec<_>>().join(" ")
}

fn written<'a>(account: &'a Account<'_>, word: &Word) -> &'a str {
    account.sentences[word.sentence].text().get(word.spoken.range.clone()).unwrap_or_default()
}

/// Runs of capitalised words with small ones between them, by their words: "Action on Smoking and Health".
fn names(account: &Account<'_>) -> Vec<Range<usize>> {
    /// Small words in a row inside a name.
    const SMALL: usize = 2;
    let words = account.words();
    let is_large = |at: usize| {
        let (text, normal) = (written(account, &words[at]), &words[at].spoken.normal);
        word::is_capitalised(text)
            && !normal.starts_with('#')
            && (!word::is(normal, Class::GrammarWord) || text.chars().all(|c| !c.is_lowercase()))
    };
    let is_small = |at: usize| {
        let normal = &words[at].spoken.normal;
        word::is(normal, Class::NameParticle)
            || word::is(normal, Class::InsideName)
            || word::is(normal, Class::NameJoint)
    };
    let is_tied = |at: usize| {
        let (before, next) = (&words[at - 1], &words[at]);
        let text = account.sentences[next.sentence].text();
        before.sentence == next.sentence
            && text
                .get(before.spoken.range.end..next.spoken.range.start)
                .is_some_and(|gap| !gap.contains([',', ';', ':', '"', '“', '”', '(', ')']))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_large(at) {
            at += 1;
            continue;
        }
        let (start, mut end, mut next) = (at, at + 1, at + 1);
        while next < words.len() && is_tied(next) && next - end <= SMALL {
            if is_large(next) {
                end = next + 1;
            } else if !is_small(next) {
                break;
            }
            next += 1;
        }
        at = end;
        let telling = words[start..end]
            .iter()
            .filter(|word| passage::is_telling(&word.spoken) || word.spoken.normal == "us")
            .count();
        let is_sentence = end - start > LONGEST;
        if telling >= SHORTEST && !is_sentence {
            found.push(start..end);
        }
    }
    found
}

/// Where another document writes the same name with one word otherwise, and nowhere as this one does, nor this one as
/// that does.
fn written_otherwise(
    one: &Account<'_>,
    name: &Range<usize>,
    other: &Account<'_>,
) -> Option<Range<usize>> {
    let mine = &one.words()[name.clone()];
    let theirs = other.words();
    let same = |a: &Word, b: &Word| a.spoken.normal == b.spoken.normal;
    let mut found = None;
    for (at, window) in theirs.windows(mine.len()).enumerate() {
        if window.first().map(|word| word.sentence) != window.last().map(|word| word.sentence) {
            continue;
        }
        let mut differing = (0..mine.len()).filter(|&at| !same(&mine[at], &window[at]));
        let Some(first) = differing.next() else { return None };
        if differing.next().is_none()
            && found.is_none()
            && is_slip((one, &mine[first]), (other, &window[first]), first, mine.len())
        {
            found = Some(at..at + mine.len());
        }
    }
    let found = found?;
    let again = &theirs[found.clone()];
    let is_written_so = one
        .words()
        .windows(again.len())
        .any(|window| window.iter().zip(again).all(|(a, b)| same(a, b)));
    (!is_written_so).then_some(found)
}

/// Whether one of two words took the other's place by a slip: a small word, the plural of a word inside the name, a
/// letter.
fn is_slip(
    (mine, one): (&Account<'_>, &Word),
    (theirs, other): (&Account<'_>, &Word),
    at: usize,
    count: usize,
) -> bool {
    let are_names =
        word::is_capitalised(written(mine, one)) && word::is_capitalised(written(theirs, other));
    let (one, other) = (&one.spoken.normal, &other.spoken.normal);
    let is_joint = |word: &str| word::is(word, Class::NameJoint);
    if is_joint(one) && is_joint(other) {
        return true;
    }
    let is_plural = one.strip_prefix(other.as_str()) == Some("s")
        || other.strip_prefix(one.as_str()) == Some("s");
    if is_plural {
        return at > 0 && at + 1 < count;
    }
    are_names
        && one.len().min(other.len()) >= 6
        && !word::is(one, Class::CommonWord)
        && !word::is(other, Class::CommonWord)
        && edit_distance(one, other, 1) == 1
}

/// Names of hosts that differ in a letter.
fn hosts(rule: &Rule, story: &Story<'_>, [one, other]: [&Account<'_>; 2]) -> Vec<Conflict> {
    let (mine, theirs) = (hosts_of(one), hosts_of(other));
    let mut found = Vec::new();
    for (host, place) in &mine {
        for (second, elsewhere) in &theirs {
            let is_in_both = mine.contains_key(second) && theirs.contains_key(host);
            if !is_in_both && are_alike(host, second) {
                let told = Told {
                    code: SPELLING,
                    what: "two documents write one address differently",
                    sides: [
                        (one, one.part(place.0, place.1.clone())),
                        (other, other.part(elsewhere.0, elsewhere.1.clone())),
                    ],
                    again: Vec::new(),
                    note: story.note("; both addresses are a letter apart"),
                };
                found.push(told.into_conflict(rule));
            }
        }
    }
    found
}

/// Whether two hosts are a letter or two apart, in their own name.
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
        && mine != theirs
        && mine.len().min(theirs.len()) >= SHORTEST
        && !has_digits(mine)
        && !has_digits(theirs)
        && edit_distance(mine, theirs, 1) == 1
        && mine.strip_suffix('s') != Some(theirs)
        && theirs.strip_suffix('s') != Some(mine)
}

/// The hosts that a document names, and where first.
fn hosts_of(account: &Account<'_>) -> BTreeMap<String, (usize, Range<usize>)> {
    let mut found = BTreeMap::new();
    for (index, part) in account.sentences.iter().enumerate() {
        let text = part.text();
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let Some(start) = rest.find(is_part) else { break };
            let start = at + start;
            let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |end| start + end);
            at = end;
            let word = text[start..end].trim_end_matches('.');
            let host = word.to_lowercase();
            let host = host.strip_prefix("www.").unwrap_or(&host);
            let is_host = host.rsplit_once('.').is_some_and(|(name, ending)| {
                (2..=4).contains(&ending.len())
                    && ending.bytes().all(|byte| byte.is_ascii_lowercase())
                    && name.split('.').all(|label| label.chars().count() > 1)
            });
            if is_host {
                found.entry(host.to_owned()).or_insert((index, start..start + word.len()));
            }
        }
    }
    found
}

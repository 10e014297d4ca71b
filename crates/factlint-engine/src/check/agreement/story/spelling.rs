//! One name that two documents of one story spell in two ways.

use std::collections::BTreeMap;

use super::account::Account;
use super::digest::{Form, Place};
use super::{Story, Told};
use crate::check::agreement::SPELLING;
use crate::check::agreement::value::root;
use crate::check::edit_distance;
use crate::claim::Part;
use crate::conflict::Conflict;
use crate::rule::Rule;
use factlint_language::name::{self, consonants, folded};
use factlint_language::word;
use factlint_language::words::Class;

/// Shorter names are others as soon as a letter is.
const SHORTEST: usize = 5;

/// From here on two letters may differ.
const LONG: usize = 7;

/// Consonants that a name must have where only they say that it is the same.
const FEWEST_CONSONANTS: usize = 3;

/// How near two spellings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check::agreement) enum Nearness {
    /// The same consonants, in the same order.
    Heard,
    /// Two letters apart.
    TwoLetters,
    /// One letter apart, or doubled letters, `y` for `i`.
    OneLetter,
}

/// A name that two documents spell in two ways.
struct Variant<'a> {
    /// The word in each of them.
    words: [&'a str; 2],
    forms: [&'a Form; 2],
    /// Why they are one name's.
    why: String,
}

pub(super) fn compare(rule: &Rule, story: &Story<'_>, pair: [&Account<'_>; 2]) -> Vec<Conflict> {
    let [one, other] = pair;
    let told = variants(pair).into_iter().filter_map(|Variant { forms, why, .. }| {
        let [place, elsewhere] = places(forms)?;
        let [form, second] = forms;
        let told = Told {
            code: SPELLING,
            what: "two documents spell one name differently",
            sides: [(other, other.part(&elsewhere)), (one, one.part(&place))],
            again: again(other, second).chain(again(one, form)).collect(),
            note: story.note(&format!("; {why}")),
        };
        Some(told.into_conflict(rule))
    });
    told.collect()
}

/// How the first of two documents spells the names that the second spells in another way.
pub(super) fn respelled(pair: [&Account<'_>; 2]) -> BTreeMap<String, String> {
    let words = variants(pair).into_iter().map(|variant| variant.words.map(root));
    words.map(|[mine, theirs]| (theirs, mine)).collect()
}

fn variants<'a>(pair: [&'a Account<'_>; 2]) -> Vec<Variant<'a>> {
    let [one, other] = pair;
    let mut found = Vec::new();
    let theirs: Vec<_> = other.digest.forms.iter().filter(|(word, _)| !one.has(word)).collect();
    for (mine, form) in &one.digest.forms {
        if other.has(mine) {
            continue;
        }
        let alike = theirs.iter().filter_map(|(word, second)| {
            let nearness = nearness(mine, word)?;
            let why = are_one(nearness, (mine, form), (word, second))?;
            Some((nearness, why, word.as_str(), *second))
        });
        // The nearest; two that are as near are nobody's.
        let mut alike: Vec<_> = alike.collect();
        alike.sort_by_key(|(nearness, ..)| std::cmp::Reverse(*nearness));
        let rival = alike.get(1).map(|(nearness, ..)| *nearness);
        let Some((nearness, why, word, second)) = alike.into_iter().next() else { continue };
        if rival != Some(nearness) {
            found.push(Variant { words: [mine, word], forms: [form, second], why });
        }
    }
    found
}

fn again<'a, 'c>(
    account: &'a Account<'c>,
    form: &Form,
) -> impl Iterator<Item = (&'a Account<'c>, Part)> {
    form.places.iter().skip(1).map(move |place| (account, account.part(place)))
}

/// The places that are shown first: with the word before, where that is spelled in two ways as well.
fn places(forms: [&Form; 2]) -> Option<[Place; 2]> {
    let [one, other] = forms;
    let shares_given = !one.given.is_disjoint(&other.given);
    let [mut mine, mut theirs] = [one.places.first()?.clone(), other.places.first()?.clone()];
    if let (Some(given), Some(second)) = (&one.given_place, &other.given_place)
        && !shares_given
    {
        mine.bytes.start = given.start;
        theirs.bytes.start = second.start;
    }
    Some([mine, theirs])
}

/// Whether one of two words is made of the other, or both of a third: "Orviks", "Italian", "Reauthorization".
pub(in crate::check::agreement) fn are_derived(one: &str, other: &str) -> bool {
    let is_longer = |one: &str, other: &str| {
        one.strip_prefix(other).is_some_and(|ending| word::is(ending, Class::NameEnding))
            || one.strip_suffix(other).is_some_and(|before| before.chars().count() > 1)
    };
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    if are_of_one_stem(one, other) {
        return true;
    }
    let bare = [one, other].map(singular);
    is_longer(one, other)
        || is_longer(other, one)
        || is_longer(&bare[0], &bare[1])
        || is_longer(&bare[1], &bare[0])
}

/// Whether two words are made of one stem: "coordination", "coordinator".
fn are_of_one_stem(one: &str, other: &str) -> bool {
    /// Letters of a stem that is more than the start of two names.
    const SHORTEST: usize = 5;
    let shared = one.chars().zip(other.chars()).take_while(|(mine, theirs)| mine == theirs);
    let ends = [one, other].map(|word| word.char_indices().map(|(at, _)| at).collect::<Vec<_>>());
    let shared = shared.count();
    (SHORTEST..=shared).any(|stem| {
        [one, other].iter().zip(&ends).all(|(word, ends)| {
            let ending = ends.get(stem).map_or("", |at| &word[*at..]);
            word::is(ending, Class::StemEnding)
        })
    })
}

/// Whether a letter is drawn out for fun: "Kooooonferenz".
fn is_drawn_out(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|run| run[0] == run[1] && run[1] == run[2])
}

/// How near two spellings are; none where they are two names.
pub(in crate::check::agreement) fn nearness(one: &str, other: &str) -> Option<Nearness> {
    let shorter = one.chars().count().min(other.chars().count());
    if one == other || shorter < SHORTEST - 1 || are_derived(one, other) {
        return None;
    }
    if is_drawn_out(one) || is_drawn_out(other) {
        return None;
    }
    if folded(one) == folded(other) {
        return Some(Nearness::OneLetter);
    }
    let apart = edit_distance(one, other, 2);
    if apart == 1 && shorter >= SHORTEST {
        return Some(Nearness::OneLetter);
    }
    if apart == 2 && shorter >= LONG {
        return Some(Nearness::TwoLetters);
    }
    let [heard, again] = [one, other].map(consonants);
    (heard == again && heard.chars().count() >= 2).then_some(Nearness::Heard)
}

/// Why two spellings are one name's; none where they may be two.
fn are_one(
    nearness: Nearness,
    (mine, one): (&str, &Form),
    (theirs, other): (&str, &Form),
) -> Option<String> {
    /// Words that stand beside both names, where neither has another name before it that is the same.
    const FEWEST_BESIDE: usize = 2;
    let mut beside: Vec<&str> =
        one.beside.intersection(&other.beside).map(String::as_str).collect();
    beside.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
    beside.truncate(3);
    let told = beside.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" and ");
    let same_given = one.given.iter().find(|given| other.given.contains(*given));
    let alike_given = || {
        one.given
            .iter()
            .any(|given| other.given.iter().any(|second| nearness_of_given(given, second)))
    };
    let is_sure_by_sound = |name: &str| consonants(name).chars().count() >= FEWEST_CONSONANTS;
    // "The County Supervisor Ida Moor", "the County Superior Court": another name goes on behind each.
    let go_on_apart = !one.following.is_empty()
        && !other.following.is_empty()
        && one.following.is_disjoint(&other.following);
    // Nor does an office say whose name it is, where one of them goes on: "Attorney Stephan", "Attorney Stephen Hale".
    let is_of_office = |given: &&String| {
        name::is_title(given) && one.following.is_empty() != other.following.is_empty()
    };
    let is_sure_given = |given: &&String| !go_on_apart && !is_of_office(given);
    if let Some(given) = same_given.filter(is_sure_given) {
        let is_sure = nearness != Nearness::Heard || is_sure_by_sound(mine) || !beside.is_empty();
        return is_sure.then(|| format!("`{given}` stands before both names"));
    }
    if !one.given.is_empty() && !other.given.is_empty() {
        let is_sure = alike_given() && !beside.is_empty();
        return is_sure.then(|| format!("beside both names stands {told}"));
    }
    // Of a name that differs in both parts, the last is shown with the first.
    if go_on_apart {
        return None;
    }
    // A given name.
    if let Some(next) = one.following.iter().find(|next| other.following.contains(*next)) {
        let sounds_alike = consonants(mine) == consonants(theirs);
        return (sounds_alike && !beside.is_empty())
            .then(|| format!("`{next}` stands behind both names"));
    }
    // A given name and a surname.
    if one.following.is_empty() != other.following.is_empty() {
        return None;
    }
    let is_near = match nearness {
        Nearness::OneLetter => true,
        Nearness::TwoLetters => consonants(mine) == consonants(theirs),
        Nearness::Heard => false,
    };
    (is_near && beside.len() >= FEWEST_BESIDE).then(|| format!("beside both names stands {told}"))
}

/// Whether two given names are one.
fn nearness_of_given(one: &str, other: &str) -> bool {
    nearness(one, other).is_some() && (consonants(one) == consonants(other))
}

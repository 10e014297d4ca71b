//! One fact that two documents of one story tell with two values.

use std::borrow::Cow;

use super::account::Account;
use super::digest::Place;
use super::{Story, Told, spelling};
use crate::check::agreement::fact::Fact;
use crate::check::agreement::fact::same::{Tellers, agree, are_bounded_apart, listed};
use crate::check::agreement::{DATE, FIGURE, edition};
use crate::conflict::Conflict;
use crate::rule::Rule;

pub(super) fn compare(rule: &Rule, story: &Story<'_>, pair: [&Account<'_>; 2]) -> Vec<Conflict> {
    let [one, other] = pair;
    if edition::tell_of_two(one.claim, other.claim) {
        return Vec::new();
    }
    // Facts of undated documents are held against nothing.
    let is_dated = pair.iter().all(|account| account.claim.document.date.is_some());
    let Some(apart) = edition::days_apart(one.claim, other.claim).filter(|_| is_dated) else {
        return Vec::new();
    };
    // What Korei said, Qurei said.
    let spellings = spelling::respelled(pair);
    let theirs: Cow<'_, [Fact]> = match spellings.is_empty() {
        true => Cow::Borrowed(&other.digest.facts),
        false => other.digest.facts.iter().map(|fact| fact.respelled(&spellings)).collect(),
    };
    let tellers = Tellers { aliases: [&one.digest.aliases, &other.digest.aliases], apart };
    let mut found = Vec::new();
    for mine in &one.digest.facts {
        let alike: Vec<(&Fact, Vec<String>)> = theirs
            .iter()
            .filter_map(|theirs| Some((theirs, tellers.same(mine, theirs)?)))
            .collect();
        let Some((theirs, why)) = alike.first() else { continue };
        // Of "before 9 May" and "by 9 May", a plain "9 May" says neither.
        let is_bounded = are_bounded_apart(mine, theirs);
        let is_told = |account: &Account<'_>, value: &Fact| {
            let mut facts = account.digest.facts.iter();
            facts.any(|fact| {
                fact.stated.kind == value.stated.kind
                    && (!is_bounded || fact.bound.is_some())
                    && agree(fact, value)
            })
        };
        // What the other document has somewhere, too, it may tell of another thing.
        if alike.iter().any(|(theirs, _)| agree(mine, theirs))
            || is_told(other, mine)
            || is_told(one, theirs)
            || alike.iter().any(|(third, _)| !third.stated.agrees(&theirs.stated))
            || one.digest.facts.iter().any(|third| {
                !third.stated.agrees(&mine.stated) && tellers.same(third, theirs).is_some()
            })
        {
            continue;
        }
        let (code, what) = match mine.stated.kind.is_time() {
            true => (DATE, "two documents tell the same of different times"),
            false => (FIGURE, "two documents tell the same with different figures"),
        };
        let told = Told {
            code,
            what,
            sides: [
                (other, other.part(&place_of(theirs, mine))),
                (one, one.part(&place_of(mine, theirs))),
            ],
            again: Vec::new(),
            note: story.note(&format!("; both figures stand with {}", listed(why))),
        };
        found.push(told.into_conflict(rule));
    }
    found
}

/// Where a value stands; with the preposition before it, where only that differs.
fn place_of(fact: &Fact, other: &Fact) -> Place {
    let bound = fact.bound.filter(|_| are_bounded_apart(fact, other));
    let start = bound.map_or(fact.bytes.start, |bound| bound.start);
    Place { sentence: fact.sentence_at, bytes: start..fact.bytes.end }
}

//! What two documents of one story quote in different words.

use std::ops::Range;

use super::account::Account;
use super::digest::Place;
use super::{Story, Told};
use crate::check::agreement::pair::alike;
use crate::check::agreement::slot::are_contracted;
use crate::check::agreement::{QUOTATION, edition, passage};
use crate::check::alignment::{Comparison, Difference, compare_by};
use crate::check::{self, wording};
use crate::conflict::Conflict;
use crate::rule::Rule;
use factlint_language::name::plain;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

/// Words of a quotation; fewer are anybody's.
const SHORTEST: usize = 4;

/// Percent of the words of a quotation that must stand in the other document, in order.
const SHARE: f64 = 0.6;

/// Telling words that agree: where both documents quote, and where one retells.
const FEWEST_QUOTED: usize = 3;
const FEWEST_RETOLD: usize = 4;

/// Words that agree before and behind what differs.
const FLANK: usize = 2;

/// Words of the quotation that differ, and those in their place.
const MOST_CHANGED: usize = 3;
const MOST_INSTEAD: usize = 6;

pub(super) fn compare(rule: &Rule, story: &Story<'_>, pair: [&Account<'_>; 2]) -> Vec<Conflict> {
    let mut found = Vec::new();
    let claims = pair.map(|account| account.claim);
    if edition::are_of_two_years(claims, ["", ""]) || edition::tell_of_two(claims[0], claims[1]) {
        return found;
    }
    for [one, other] in [[pair[0], pair[1]], [pair[1], pair[0]]] {
        if one.quotations.is_empty() {
            continue;
        }
        let mut said: Vec<Spoken> = Vec::new();
        for quotation in 0..one.quotations.len() {
            let words = utterance::words(one.quotations[quotation].text());
            if !may_stand_in(other, &words) {
                continue;
            }
            if said.is_empty() {
                said = other.words().iter().map(|word| word.spoken.clone()).collect();
            }
            found.extend(altered(rule, story, (one, quotation, &words), (other, &said)));
        }
    }
    found
}

/// Whether a document has enough words of a quotation, as far as its digest tells.
fn may_stand_in(other: &Account<'_>, quoted: &[Spoken]) -> bool {
    let is_known = |word: &&Spoken| {
        let plain = plain(&word.normal);
        plain.len() <= 3 || word::is(&plain, Class::CommonWord) || other.has(&plain)
    };
    let known = quoted.iter().filter(is_known).count();
    quoted.len() >= SHORTEST
        && telling(quoted) >= FEWEST_QUOTED
        && known as f64 >= quoted.len() as f64 * SHARE
}

fn telling(words: &[Spoken]) -> usize {
    words.iter().filter(|word| passage::is_telling(word)).count()
}

/// A quotation that the other document has in other words.
fn altered<'c>(
    rule: &Rule,
    story: &Story<'_>,
    (one, quotation, quoted): (&Account<'c>, usize, &[Spoken]),
    (other, said): (&Account<'c>, &[Spoken]),
) -> Option<Conflict> {
    let compared = compare_by(quoted, said, SHARE, &alike)?;
    let window = other.words().get(compared.said.clone())?;
    let is_retold = !window.iter().any(|word| other.quotation_at(word).is_some());
    let differences: Vec<&Difference> = compared
        .differences
        .iter()
        .filter(|one| differs(quoted, (other, said), one, is_retold))
        .collect();
    let (first, last) = (*differences.first()?, *differences.last()?);
    let changed: usize = differences.iter().map(|one| one.quoted.len()).sum();
    let instead: usize = differences.iter().map(|one| one.said.len()).sum();
    let kept = telling(quoted)
        - differences.iter().map(|one| telling(&quoted[one.quoted.clone()])).sum::<usize>();
    let fewest = if is_retold { FEWEST_RETOLD } else { FEWEST_QUOTED };
    if changed > MOST_CHANGED || instead > MOST_INSTEAD || kept < fewest {
        return None;
    }
    if !is_flanked(&compared, quoted.len(), first, last) || window.len() > quoted.len() * 2 {
        return None;
    }
    // Without days, nobody knows that both were said on one occasion: only one word for another is a slip.
    let has_date = [one, other].iter().any(|account| account.claim.document.date.is_some());
    if !has_date && (changed > 1 || instead > 1) {
        return None;
    }
    // Whom the other names as the one who says it.
    let mine = one.speaker(quotation);
    let theirs = window.first().and_then(|word| other.quotation_at(word));
    let theirs = theirs.map_or("", |quotation| other.speaker(quotation));
    if !mine.is_empty() && !theirs.is_empty() && mine != theirs {
        return None;
    }
    let is_sure = |one: &&Difference| {
        let words = [&quoted[one.quoted.clone()], &said[one.said.clone()]];
        words.iter().all(|words| telling(words) > 0)
    };
    if is_retold && !differences.iter().any(is_sure) {
        return None;
    }
    // Beside words that only one side has, others are shown.
    let is_gap = differences.iter().any(|one| one.quoted.is_empty() || one.said.is_empty());
    let sentence = other.sentences.get(other.words().get(compared.said.start)?.sentence)?;
    if one.quotations[quotation].seen.is_some() || sentence.seen.is_some() {
        return None;
    }
    let place = place(quoted, ends(&first.quoted, &last.quoted, is_gap))?;
    let mine = check::part_within(one.quotations[quotation], place);
    let (start, end) = ends(&first.said, &last.said, is_gap);
    let end = end.min(other.words().len());
    let (from, to) = (other.words().get(start)?, other.words().get(end.checked_sub(1)?)?);
    let sentence = other.sentences.get(from.sentence)?;
    let to = if to.sentence == from.sentence { to.spoken.range.end } else { sentence.text().len() };
    let bytes = from.spoken.range.start..to;
    let elsewhere = other.part(&Place { sentence: from.sentence, bytes });
    let told = Told {
        code: QUOTATION,
        what: "two documents quote the same words differently",
        sides: [(one, mine), (other, elsewhere)],
        again: Vec::new(),
        note: story.note(&format!(
            "; {} of {} agree, in order",
            compared.agreeing,
            wording::counted(quoted.len(), "quoted word")
        )),
    };
    Some(told.into_conflict(rule))
}

/// Whether what differs is an alteration, and none of a house's style.
fn differs(
    quoted: &[Spoken],
    (other, said): (&Account<'_>, &[Spoken]),
    one: &Difference,
    is_retold: bool,
) -> bool {
    let (mine, theirs) = (&quoted[one.quoted.clone()], &said[one.said.clone()]);
    let words = &other.words()[one.said.clone()];
    // What stands between the parts of a quotation is the paper's: "he said".
    if !is_retold
        && !theirs.is_empty()
        && !words.iter().any(|word| other.quotation_at(word).is_some())
    {
        return false;
    }
    if are_contracted(mine, theirs) {
        return false;
    }
    let is_reported =
        mine.iter().chain(theirs).all(|word| word::is(&word.normal, Class::ReportedWord));
    if is_reported {
        return false;
    }
    // Small words that only one has.
    let is_small = |words: &[Spoken]| words.iter().all(|word| !passage::is_telling(word));
    let is_swap = !mine.is_empty() && !theirs.is_empty();
    if is_small(mine) && is_small(theirs) && (is_retold || !is_swap) {
        return mine.iter().chain(theirs).any(|word| word::is(&word.normal, Class::Negation));
    }
    true
}

/// Whether words agree on both sides of all that differs.
fn is_flanked(found: &Comparison, count: usize, first: &Difference, last: &Difference) -> bool {
    let differing = |within: Range<usize>| -> usize {
        found
            .differences
            .iter()
            .map(|one| one.quoted.start.max(within.start)..one.quoted.end.min(within.end))
            .map(|both| both.len())
            .sum()
    };
    let before = first.quoted.start - differing(0..first.quoted.start);
    let after = count - last.quoted.end - differing(last.quoted.end..count);
    before >= FLANK && after >= FLANK
}

/// From the first to the last that differs, with a word on either side where one side has none there.
fn ends(first: &Range<usize>, last: &Range<usize>, is_gap: bool) -> (usize, usize) {
    let more = usize::from(is_gap);
    (first.start.saturating_sub(more), last.end + more)
}

fn place(words: &[Spoken], (start, end): (usize, usize)) -> Option<Range<usize>> {
    let last = end.min(words.len()).checked_sub(1)?;
    Some(words.get(start)?.range.start..words.get(last)?.range.end)
}

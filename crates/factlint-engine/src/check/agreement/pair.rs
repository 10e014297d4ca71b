//! Which passages tell the same, and what a pair of them comes to.

use std::collections::{BTreeMap, BTreeSet};

use super::edition::{self, Masthead};
use super::slot::{Judged, Passage, Slot, judged, shown};
use super::story::is_rare;
use super::value::is_in_link;
use super::{Agreement, passage};
use crate::check::alignment::{Comparison, compare_by, shared_key};
use crate::check::{self, Verdict, wording};
use crate::claim::Claim;
use crate::conflict::{Conflict, Side};
use crate::rule::Rule;
use factlint_document::Role;
use factlint_language::name::folded;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

/// Words that differ in other ways than a known one; with more of them the passages tell something else.
const MOST_OTHERS: usize = 3;

/// Places that contradict each other where all other words agree.
const MOST_SLOTS: usize = 3;

/// Words in a row that agree on both sides of a place that differs; or on one side, twice as many and more.
pub(super) const FLANK: usize = 2;
pub(super) const LONG_FLANK: usize = 6;

/// Words behind a direction that say of what it is one.
const BEHIND: usize = 4;

/// The claims that say the same words.
pub(super) struct Wording<'c> {
    pub passage: Passage<'c>,
    pub claims: Vec<&'c Claim>,
}

/// Compares all passages of a group: those that share a key. A pair that shares several is judged under the first.
pub(super) fn compare_all(
    agreement: &Agreement,
    rule: &Rule,
    group: &[&Claim],
    verdict: &mut Verdict,
) {
    /// More wordings than this share a key only where a form is filled in again and again.
    const MOST: usize = 60;
    let mut by_words: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut wordings: Vec<Wording<'_>> = Vec::new();
    for &claim in group {
        let text = claim.parts[0].text();
        let words = utterance::words(text);
        let normal: Vec<String> = words.iter().map(|word| word.normal.clone()).collect();
        let next = wordings.len();
        let index = *by_words.entry(normal).or_insert(next);
        if index == next {
            wordings.push(Wording {
                // A block that stands apart may be a note, a form or a notice: only marks say that it is speech.
                passage: Passage::of(text, words, claim.is_quoted && claim.role != Role::Quotation),
                claims: Vec::new(),
            });
        }
        wordings[index].claims.push(claim);
    }
    if wordings.len() > MOST {
        verdict.is_crowded = true;
        return;
    }
    let Some(key) = shared_key(group) else { return };
    for (index, first) in wordings.iter().enumerate() {
        for (at, second) in wordings.iter().enumerate().skip(index + 1) {
            let shared = first.claims[0].keys.first_shared(&second.claims[0].keys);
            if shared.as_ref() != Some(&key) {
                continue;
            }
            // The wording that fewer documents have stands out; of two, the one that is read later.
            let (outlier, usual) =
                if first.claims.len() < second.claims.len() { (index, at) } else { (at, index) };
            verdict.conflicts.extend(conflicts(agreement, rule, &wordings, [outlier, usual]));
        }
    }
}

/// A conflict for each document that has the one wording, if both tell the same and differ in one place.
fn conflicts(
    agreement: &Agreement,
    rule: &Rule,
    wordings: &[Wording<'_>],
    pair: [usize; 2],
) -> Vec<Conflict> {
    let [outlier, usual] = pair.map(|at| &wordings[at]);
    let Some((slot, agreeing)) = differing(agreement, &outlier.passage, &usual.passage) else {
        return Vec::new();
    };
    if agreement.is_form(wordings, pair, &slot) {
        return Vec::new();
    }
    let fillings =
        [shown(&outlier.passage, &slot.places[0]), shown(&usual.passage, &slot.places[1])];
    let is_titled = |claim: &Claim, filling: &str| edition::is_in_path(claim, filling);
    // Whoever is quoted says it again on another occasion, in somewhat other words; only days tell that it was one.
    let is_slip = fillings.iter().all(|filling| !filling.contains(' '));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for claim in &outlier.claims {
        if is_titled(claim, &fillings[0]) {
            continue;
        }
        let witness = usual.claims.iter().find(|other| {
            agreement.may_tell_the_same(claim, other, &slot)
                && !is_titled(other, &fillings[1])
                && !(matches!(slot.code, super::FIGURE | super::DATE | super::QUOTATION)
                    && edition::are_of_two_years([claim, other], fillings.each_ref().map(|one| &**one)))
                && (slot.code != super::QUOTATION
                    || is_slip
                    || claim.document.date.is_some()
                    || other.document.date.is_some())
                && (slot.code == super::SPELLING || !edition::tell_of_two(claim, other))
                && !edition::are_translations(claim, other)
                // Headlines tell by their day which of several they are.
                && !(slot.code == super::DATE && [claim.role, other.role] == [Role::Headline; 2])
        });
        if let Some(witness) = witness
            && seen.insert(&claim.document.path)
        {
            let sides = [(*claim, &outlier.passage), (*witness, &usual.passage)];
            found.push(worded(rule, sides, &slot, agreeing));
        }
    }
    found
}

impl Agreement {
    /// Whether two documents may speak of one thing: near in time and, where a figure is what differs, of one day: a
    /// later report may give a new count.
    pub(super) fn may_tell_the_same(&self, one: &Claim, other: &Claim, slot: &Slot) -> bool {
        if one.document.path == other.document.path {
            return false;
        }
        let Some(apart) = edition::days_apart(one, other) else { return true };
        // Reports of other days may have a new count, and each names its own day, unless one sets the other right.
        let corrects = [one, other].iter().any(|claim| Masthead::of(claim).corrects);
        apart <= self.window
            && (apart == 0 || corrects || !matches!(slot.code, super::FIGURE | super::DATE))
    }
}

/// The one place in which two passages that tell the same contradict each other, and how many of their words agree.
pub(super) fn differing(
    agreement: &Agreement,
    one: &Passage<'_>,
    other: &Passage<'_>,
) -> Option<(Slot, usize)> {
    let swapped = one.words.len() > other.words.len();
    let (short, long) = if swapped { (other, one) } else { (one, other) };
    let found = compare_by(&short.words, &long.words, agreement.similarity, &alike)?;
    let telling = short.words.iter().filter(|word| passage::is_telling(word)).count();
    let (mut slots, mut others, mut changed, mut swapped_words) = (Vec::new(), 0, 0, 0);
    let mut other_words: Vec<(&Passage<'_>, &Spoken)> = Vec::new();
    for difference in &found.differences {
        let size = difference.quoted.len().max(difference.said.len());
        match judged(short, long, difference) {
            Judged::Same => {}
            Judged::Slot(slot) if is_flanked(&short.words, &found, difference.quoted.clone()) => {
                changed += 1;
                slots.push(slot);
            }
            Judged::Slot(_) | Judged::Other => {
                changed += 1;
                others += size;
                let sides = [(short, &difference.quoted), (long, &difference.said)];
                let tells = |(passage, range): &(&Passage<'_>, &std::ops::Range<usize>)| {
                    let words = passage.words.get((*range).clone()).unwrap_or_default();
                    // "27th" may be what is wrong; each tells of its own address.
                    let is_number = |word: &Spoken| {
                        word.normal.bytes().any(|byte| byte.is_ascii_digit())
                            && !is_in_link(passage.text, word.range.start)
                    };
                    words.iter().any(|word| passage::is_telling(word) && !is_number(word))
                };
                swapped_words += usize::from(sides.iter().all(tells));
                for (passage, range) in sides {
                    let words = passage.words.get(range.clone()).unwrap_or_default();
                    other_words.extend(words.iter().map(|word| (passage, word)));
                }
            }
        }
    }
    // What stands before and behind all that agrees: "for theft", "for fraud".
    let tell = |words: Option<&[Spoken]>| words.unwrap_or_default().iter().any(passage::is_telling);
    let is_cut = |at: usize| {
        found.differences.iter().any(|one| {
            one.said.is_empty()
                && one.quoted.contains(&at)
                && tell(short.words.get(one.quoted.clone()))
        })
    };
    let is_swapped_before = is_cut(0) && tell(long.words.get(..found.said.start));
    let is_swapped_behind =
        is_cut(short.words.len().saturating_sub(1)) && tell(long.words.get(found.said.end..));
    swapped_words += usize::from(is_swapped_before) + usize::from(is_swapped_behind);
    // Several places that differ are another story told in the same words, unless nothing else does.
    let most = if others == 0 { MOST_SLOTS } else { 1 };
    if slots.len() > most || others > MOST_OTHERS || changed > telling / 2 {
        return None;
    }
    // Where the hours differ as well, each report may have the count of its own; hours alone are what is told.
    let is_hour = |slot: &Slot| short.is_hour(&slot.places[0]);
    if slots.iter().any(is_hour) && !slots.iter().all(is_hour) {
        return None;
    }
    let Slot { code, places: [mine, theirs] } = slots.into_iter().next()?;
    // Words that are altered tell so only where nothing else is; those that are opposite, where no other name or number is.
    let is_plain = |(passage, word): &(&Passage<'_>, &Spoken)| {
        !passage.text[word.range.clone()].contains(|c: char| c.is_uppercase() || c.is_numeric())
    };
    if others > 0
        && (code == super::QUOTATION
            || (code == super::DIRECTION && !other_words.iter().all(is_plain)))
    {
        return None;
    }
    // "The decrease in requests", "the increase in errors".
    let is_of_another = || {
        let slot = found.differences.iter().find(|one| {
            short.words.get(one.quoted.start).is_some_and(|word| word.range.start == mine.start)
        });
        slot.is_some_and(|slot| {
            let behind = slot.quoted.end..slot.quoted.end + BEHIND;
            found.differences.iter().any(|one| behind.contains(&one.quoted.start))
        })
    };
    if code == super::DIRECTION && is_of_another() {
        return None;
    }
    // "It is not the end of the voyage": of what, only what stands before it says.
    if code == super::DIRECTION && (opens_with_pronoun(short) || opens_with_pronoun(long)) {
        return None;
    }
    // "Sentenced to 15 years for theft", "sentenced to 40 years for fraud": another figure of another thing.
    if matches!(code, super::FIGURE | super::DATE) && swapped_words > 0 {
        return None;
    }
    // "For example, if the limit is 120": each gives an example of its own.
    if code == super::FIGURE && short.is_example() && long.is_example() {
        return None;
    }
    // "The economy is expected to grow by 4% this year": which one, only the documents know.
    if matches!(code, super::FIGURE | super::DATE | super::DIRECTION) && is_formula(short, &found) {
        return None;
    }
    // A count goes on: "so far", "by noon", "at least", whichever report is the later.
    if code == super::FIGURE
        && (short.is_running()
            || long.is_running()
            || other_words.iter().any(|(passage, word)| passage.is_time_of_day(word)))
    {
        return None;
    }
    let places = if swapped { [theirs, mine] } else { [mine, theirs] };
    Some((Slot { code, places }, found.agreeing))
}

/// Whether a passage tells of "it" or "this", with at most a conjunction before.
fn opens_with_pronoun(passage: &Passage<'_>) -> bool {
    let mut opening = passage.words.iter().take(2).map(|word| word.normal.as_str());
    opening.any(|word| word::is(word, Class::SubjectPronoun))
}

/// Whether all words that two passages share are such as any document may have, and few.
fn is_formula(passage: &Passage<'_>, found: &Comparison) -> bool {
    /// With so many telling words in common, one is a copy of the other.
    const MANY: usize = 12;
    /// Words that not every document has, which say that both speak of one thing.
    const FEWEST_RARE: usize = 2;
    let differs = |at: usize| found.differences.iter().any(|other| other.quoted.contains(&at));
    let agreeing = || {
        let words = passage.words.iter().enumerate().filter(|(at, _)| !differs(*at));
        words.filter(|(_, word)| passage::is_telling(word))
    };
    let is_day = |word: &Spoken| {
        [Class::Months, Class::Weekdays].iter().any(|class| word::is(&word.normal, *class))
    };
    let is_name = |(at, word): &(usize, &Spoken)| {
        *at > 0 && word::is_capitalised(&passage.text[word.range.clone()]) && !is_day(word)
    };
    let rare = agreeing().filter(|(_, word)| is_rare(&word.normal)).count();
    !agreeing().any(|word| is_name(&word)) && rare < FEWEST_RARE && agreeing().count() < MANY
}

/// Whether enough words agree right beside words that differ.
fn is_flanked(words: &[Spoken], found: &Comparison, range: std::ops::Range<usize>) -> bool {
    let differs = |at: usize| found.differences.iter().any(|other| other.quoted.contains(&at));
    let before = (0..range.start).rev().take_while(|at| !differs(*at)).count();
    let after = (range.end..words.len()).take_while(|at| !differs(*at)).count();
    (before >= FLANK && after >= FLANK) || before >= LONG_FLANK || after >= LONG_FLANK
}

/// Whether two words may be one in two houses' spelling: "towards", "canceled", "café".
pub(super) fn alike(one: &str, other: &str) -> bool {
    // "judgement" and "judgment" are both right.
    let short = |word: &str| folded(&word.replace("dgement", "dgment"));
    short(one) == short(other)
        || (one.len() >= 5
            && (one.strip_prefix(other) == Some("s") || other.strip_prefix(one) == Some("s")))
}

fn worded(
    rule: &Rule,
    [(claim, mine), (witness, theirs)]: [(&Claim, &Passage<'_>); 2],
    slot: &Slot,
    agreeing: usize,
) -> Conflict {
    let [here, there] = &slot.places;
    let (found, elsewhere) = (shown(mine, here), shown(theirs, there));
    let what = match slot.code {
        super::FIGURE => "two documents tell the same with different figures",
        super::DATE => "two documents tell the same of different days",
        super::SPELLING => "two documents spell one name differently",
        super::DIRECTION => "two documents tell opposite things in the same words",
        _ => "two documents quote the same words differently",
    };
    let message = check::worded(
        rule,
        format!("{what}: `{found}` and `{elsewhere}`"),
        &[("found", &found), ("expect", &elsewhere), ("subject", "")],
    );
    let (part, other) = (&claim.parts[0], &witness.parts[0]);
    let primary =
        Side::new(claim, &check::part_within(part, here.clone()), format!("`{found}` here"));
    let mut conflict = check::conflict(slot.code, rule, claim, message, primary);
    conflict.sides.push(Side::new(
        witness,
        &check::part_within(other, there.clone()),
        format!("`{elsewhere}` here"),
    ));
    let shorter = mine.words.len().min(theirs.words.len());
    conflict.notes.insert(
        0,
        format!(
            "compared because {agreeing} of {} agree, in order",
            wording::counted(shorter, "word")
        )
        .into(),
    );
    conflict
}

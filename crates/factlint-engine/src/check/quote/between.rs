//! One utterance in several documents: its quotations must read the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Quote, SHARE_OF_UTTERANCE, last_name};
use crate::check::alignment::{Comparison, Difference, altered, compare_by, described, shared_key};
use crate::check::{self, Verdict, wording};
use crate::claim::Claim;
use crate::conflict::{Code, Conflict, Side};
use crate::rule::Rule;
use factlint_language::name::folded;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word;
use factlint_language::words::Class;

pub(super) const DISAGREEMENT: Code =
    Code::new("quote/disagreement", "the same words are quoted differently");

pub(super) const SPEAKER: Code =
    Code::new("quote/speaker", "the same words are said by two people");

/// Two people may say the same few words.
pub(super) const SHORTEST_OF_ONE: usize = 8;

impl Quote {
    /// One utterance in several documents: who quotes it in other words than most. `key` is the one that the
    /// claims of the group share; a pair that shares several is judged under the first of them.
    pub(super) fn compare_all(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        /// More wordings than this share a key only in texts made for it; the others are not compared.
        const MOST: usize = 200;
        let mut by_words: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let mut wordings: Vec<Wording<'_>> = Vec::new();
        for &claim in group {
            let words = utterance::words(claim.parts[0].text());
            let normal: Vec<String> = words.iter().map(|word| word.normal.clone()).collect();
            let next = wordings.len();
            let index = *by_words.entry(normal).or_insert(next);
            if index == next {
                wordings.push(Wording { words, claims: Vec::new() });
            }
            wordings[index].claims.push(claim);
        }
        wordings.truncate(MOST);
        let key = shared_key(group);
        let is_judged_here = |one: &Claim, other: &Claim| {
            one.keys.iter().find(|key| other.keys.contains(*key)) == key.as_ref()
        };
        self.two_speakers(rule, &wordings, is_judged_here, verdict);
        let mut differing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (one, first) in wordings.iter().enumerate() {
            for (other, second) in wordings.iter().enumerate().skip(one + 1) {
                if is_judged_here(first.claims[0], second.claims[0])
                    && self.witness(first.claims[0], &second.claims).is_some()
                    && let Some(found) = differ(&first.words, &second.words)
                    && !is_another_address(first, second, &found)
                    && !is_a_stock_phrase(first, second)
                    && (first.is_of_the_day_of(second)
                        || !only_numbers_differ(&first.words, &second.words, &found))
                {
                    differing.entry(one).or_default().push(other);
                    differing.entry(other).or_default().push(one);
                }
            }
        }
        // Whoever differs from most documents is reported first, and is then no witness any more.
        let weight = |others: &[usize]| -> usize {
            others.iter().map(|other| wordings[*other].claims.len()).sum()
        };
        while let Some((&one, others)) = differing
            .iter()
            .filter(|(_, others)| !others.is_empty())
            .max_by_key(|(index, others)| (weight(others), **index))
        {
            let usual = others
                .iter()
                .copied()
                .max_by_key(|other| (wordings[*other].claims.len(), std::cmp::Reverse(*other)));
            if let Some(usual) = usual {
                let mut seen = BTreeSet::new();
                for claim in &wordings[one].claims {
                    if let Some(witness) = self.witness(claim, &wordings[usual].claims)
                        && seen.insert(&claim.document.path)
                    {
                        let mine = (*claim, wordings[one].words.as_slice());
                        let theirs = (witness, wordings[usual].words.as_slice());
                        verdict.conflicts.extend(two_wordings(rule, mine, theirs));
                    }
                }
            }
            differing.remove(&one);
            for others in differing.values_mut() {
                others.retain(|other| *other != one);
            }
        }
    }

    /// One utterance that documents give to two people: whoever says otherwise than most.
    fn two_speakers(
        &self,
        rule: &Rule,
        wordings: &[Wording<'_>],
        is_judged_here: impl Fn(&Claim, &Claim) -> bool,
        verdict: &mut Verdict,
    ) {
        for wording in wordings {
            let mut speakers: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
            if wording.words.len() < SHORTEST_OF_ONE || is_stock(wording) {
                continue;
            }
            for claim in wording.claims.iter().filter(|claim| names_a_person(&claim.subject)) {
                speakers.entry(&claim.subject).or_default().push(claim);
            }
            let usual = speakers
                .iter()
                .max_by_key(|(name, claims)| (claims.len(), std::cmp::Reverse(**name)))
                .map(|(name, claims)| (*name, claims.clone()));
            let Some((usual, witnesses)) = usual else { continue };
            let mut seen = BTreeSet::new();
            for (name, claims) in speakers.iter().filter(|(name, _)| !same_speaker(name, usual)) {
                for claim in claims {
                    let witness = witnesses
                        .iter()
                        .find(|other| self.is_near(claim, other) && is_judged_here(claim, other));
                    if let Some(witness) = witness
                        && seen.insert((*name, &claim.document.path))
                    {
                        verdict.conflicts.push(of_two_people(rule, claim, witness));
                    }
                }
            }
        }
    }

    /// The first of some claims that may be of the same utterance.
    fn witness<'c>(&self, claim: &Claim, others: &[&'c Claim]) -> Option<&'c Claim> {
        others.iter().copied().find(|other| self.may_be_one(claim, other))
    }

    /// Whether two quotations may be of one utterance: of other documents, within the window, and by nobody
    /// else.
    fn may_be_one(&self, one: &Claim, other: &Claim) -> bool {
        // What nobody is said to have said is a title, a motto, a law.
        let said = !one.subject.is_empty() || !other.subject.is_empty();
        said && self.is_near(one, other) && same_speaker(&one.subject, &other.subject)
    }

    /// Whether two quotations stand in other documents, within the window.
    fn is_near(&self, one: &Claim, other: &Claim) -> bool {
        let near = match (one.document.date, other.document.date) {
            (Some(a), Some(b)) => {
                a.until(b).is_ok_and(|apart| apart.get_days().abs() <= self.window)
            }
            _ => true,
        };
        near && one.document.path != other.document.path
    }
}

/// The claims that quote an utterance in the same words.
struct Wording<'c> {
    words: Vec<Spoken>,
    claims: Vec<&'c Claim>,
}

impl Wording<'_> {
    /// Whether some documents of both are of one day, or undated.
    fn is_of_the_day_of(&self, other: &Self) -> bool {
        self.claims
            .iter()
            .any(|one| other.claims.iter().any(|other| one.document.date == other.document.date))
    }
}

/// Whether two names may be one speaker's: a last name in common, and no other first name.
fn same_speaker(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return true;
    }
    if last_name(one) != last_name(other) {
        return false;
    }
    let first = |name: &str| {
        name.rsplit(' ')
            .nth(1)
            .filter(|word| factlint_language::name::may_name(word))
            .map(str::to_lowercase)
    };
    match (first(one), first(other)) {
        (Some(a), Some(b)) => a == b || a.len() <= 2 || b.len() <= 2,
        _ => true,
    }
}

/// How two quotations of one utterance differ, the shorter against the longer: none if they are of other
/// utterances, or agree.
fn differ(one: &[Spoken], other: &[Spoken]) -> Option<(bool, Comparison)> {
    let swapped = one.len() > other.len();
    let (short, long) = if swapped { (other, one) } else { (one, other) };
    let found = compare_by(short, long, SHARE_OF_UTTERANCE, &alike)?;
    (!found.differences.is_empty()).then_some((swapped, found))
}

/// Whether two words may be one in two houses' spelling: "towards", "canceled", "Zelenskyy".
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let stem = short.get(..short.len().saturating_sub(1)).unwrap_or_default();
    folded(one) == folded(other)
        || (short.len() >= 5 && long.len() - short.len() <= 1 && long.starts_with(stem))
}

/// Whether two quotations differ in numbers only: the same thing said of a new figure on another day.
fn only_numbers_differ(
    one: &[Spoken],
    other: &[Spoken],
    (swapped, found): &(bool, Comparison),
) -> bool {
    let (quoted, said) = if *swapped { (other, one) } else { (one, other) };
    let numbers = |words: &[Spoken]| words.iter().all(|word| word.normal.starts_with('#'));
    found.differences.iter().all(|difference| {
        numbers(&quoted[difference.quoted.clone()]) && numbers(&said[difference.said.clone()])
    })
}

/// Whether the two are one form of words for several people, with a name exchanged: "Dear Ann, thank you",
/// "we congratulate Sergeant Miller".
fn is_another_address(
    one: &Wording<'_>,
    other: &Wording<'_>,
    (swapped, found): &(bool, Comparison),
) -> bool {
    let (quoted, said) = if *swapped { (other, one) } else { (one, other) };
    let names = |wording: &Wording<'_>, range: &Range<usize>| {
        let text = wording.claims[0].parts[0].text();
        !range.is_empty()
            && wording.words[range.clone()]
                .iter()
                .all(|word| text.get(word.range.clone()).is_some_and(word::is_capitalised))
    };
    let addresses = |wording: &Wording<'_>, range: &Range<usize>| {
        wording.words[..range.start]
            .iter()
            .any(|word| word::is(&word.normal, Class::AddressingWord))
    };
    found.differences.iter().all(|difference| {
        names(quoted, &difference.quoted)
            && names(said, &difference.said)
            && addresses(quoted, &difference.quoted)
    })
}

/// Whether the two are words that many people say on such days, and not surely one person's on one day:
/// "our thoughts and prayers are with the families".
fn is_a_stock_phrase(one: &Wording<'_>, other: &Wording<'_>) -> bool {
    let named =
        |wording: &Wording<'_>| wording.claims.iter().all(|claim| !claim.subject.is_empty());
    is_stock(one) && !(named(one) && named(other) && one.is_of_the_day_of(other))
}

fn is_stock(wording: &Wording<'_>) -> bool {
    let text = wording.claims[0].parts[0].text().to_lowercase();
    word::entries(Class::StockPhrase).iter().any(|phrase| text.contains(&**phrase))
}

/// Whether a name is surely a person's: it has a first name, and its last word calls no body.
fn names_a_person(name: &str) -> bool {
    let mut words = name.split(' ').skip_while(|word| !factlint_language::name::may_name(word));
    let first = words.next().unwrap_or_default();
    let last = words.last().unwrap_or_default();
    let is_word = |word: &str| {
        word.chars().any(char::is_lowercase) && factlint_language::name::may_name(word)
    };
    is_word(first) && is_word(last) && !word::is(last, Class::Organisation)
}

/// The same words, said by two people.
fn of_two_people(rule: &Rule, claim: &Claim, witness: &Claim) -> Conflict {
    let (part, other) = (&claim.parts[0], &witness.parts[0]);
    let (found, expect) = (&claim.subject, &witness.subject);
    let quoted = wording::one_line(part.text());
    let message = check::worded(
        rule,
        format!("the same words are {found}'s here and {expect}'s elsewhere"),
        &[("found", &quoted), ("expect", expect), ("subject", found)],
    );
    let primary = Side::new(claim, part, format!("said by {found}"));
    let mut conflict = check::conflict(SPEAKER, rule, claim, message, primary);
    conflict.sides.push(Side::new(witness, other, format!("said by {expect}")));
    conflict
}

fn two_wordings(
    rule: &Rule,
    (claim, words): (&Claim, &[Spoken]),
    (witness, others): (&Claim, &[Spoken]),
) -> Option<Conflict> {
    let (swapped, found) = differ(words, others)?;
    let (part, other) = (&claim.parts[0], &witness.parts[0]);
    let turned: Vec<Difference> = found
        .differences
        .iter()
        .map(|one| Difference { quoted: one.said.clone(), said: one.quoted.clone() })
        .collect();
    let (mine, theirs) =
        if swapped { (&turned, &found.differences) } else { (&found.differences, &turned) };
    let told = described(mine, (part.text(), words), (other.text(), others));
    let (quoted, elsewhere) = (wording::one_line(part.text()), wording::one_line(other.text()));
    let speaker = if claim.subject.is_empty() { &witness.subject } else { &claim.subject };
    let whose =
        if speaker.is_empty() { "one utterance".to_owned() } else { format!("{speaker}'s words") };
    let verb = if speaker.is_empty() { "is" } else { "are" };
    let message = check::worded(
        rule,
        format!("{whose} {verb} quoted in two ways: {told}"),
        &[("found", &quoted), ("expect", &elsewhere), ("subject", speaker)],
    );
    let primary = Side::new(claim, &altered(part, words, mine), told);
    let mut conflict = check::conflict(DISAGREEMENT, rule, claim, message, primary);
    let witnessed = altered(other, others, theirs);
    conflict.sides.push(Side::new(witness, &witnessed, "quoted so here"));
    conflict.notes.insert(0, format!("elsewhere: “{elsewhere}”").into());
    Some(conflict)
}

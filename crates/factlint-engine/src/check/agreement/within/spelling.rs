//! One name that a document spells in two ways: "Halvorsen", "Halverson".

use std::collections::{BTreeMap, BTreeSet};

use crate::check::agreement::SPELLING;
use crate::check::agreement::story::spelling::{Nearness, nearness};
use crate::check::{self, wording};
use crate::claim::Claim;
use crate::conflict::{Conflict, Side};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::capitals::Capitals;
use factlint_language::name::{consonants, folded, plain};
use factlint_language::span::ProseSpan;
use factlint_language::word::{self, without_possessive};
use factlint_language::words::Class;

/// Shorter names are others as soon as a letter is.
const SHORTEST: usize = 6;

/// Consonants that a name must have where only they say that it is the same.
const FEWEST_CONSONANTS: usize = 3;

/// A last word of names, in one spelling.
#[derive(Default)]
struct Form {
    places: Vec<ProseSpan>,
    /// Where the sentences begin in which it stands.
    sentences: BTreeSet<u32>,
    /// Words before it in names, and whether it stands without one.
    given: BTreeSet<String>,
    /// Whether another word of a name stands behind it.
    goes_on: bool,
}

/// The names of a document.
#[derive(Default)]
pub(super) struct Names {
    forms: BTreeMap<String, Form>,
    small: BTreeSet<String>,
}

impl Names {
    /// Reads the names of a sentence.
    pub fn read(&mut self, reading: &Reading<'_>, sentence: Sentence) {
        let prose = reading.prose();
        for (_, word) in word::words(sentence.span.of(prose)) {
            if !word::is_capitalised(word) {
                self.small.insert(plain(word));
            }
        }
        if reading.capitals(sentence) != Capitals::Sentence {
            return;
        }
        for name in reading.names(sentence) {
            let start = name.start as usize;
            let words: Vec<(ProseSpan, &str)> = word::words(name.of(prose))
                .map(|(at, word)| {
                    let word = without_possessive(word);
                    (ProseSpan::new(start + at, start + at + word.len()), word)
                })
                .collect();
            for (at, (span, written)) in words.iter().enumerate() {
                let is_word = written.chars().all(char::is_alphabetic)
                    && word::is_capitalised(written)
                    && written.chars().any(char::is_lowercase);
                if !is_word {
                    continue;
                }
                let form = self.forms.entry(plain(written)).or_default();
                form.places.push(*span);
                form.sentences.insert(sentence.span.start);
                let before = at.checked_sub(1).and_then(|before| words.get(before));
                let is_given = |word: &&(ProseSpan, &str)| {
                    word::is_capitalised(word.1) && !factlint_language::name::is_title(word.1)
                };
                form.given.extend(before.filter(is_given).map(|(_, word)| plain(word)));
                // "Stephen M. Moor": the name goes on behind what was taken for its end.
                let behind = &prose[span.end as usize..];
                let next = behind.strip_prefix(' ').and_then(|behind| behind.chars().next());
                form.goes_on |=
                    at + 1 < words.len() || next.is_some_and(|next| next.is_uppercase());
            }
        }
    }

    /// Two places of one name that is spelled in two ways, the rarer first.
    pub fn twins(&self) -> Vec<([ProseSpan; 2], String)> {
        let is_name = |(word, form): &(&String, &Form)| {
            word.chars().count() >= SHORTEST
                && !form.goes_on
                && !self.small.contains(*word)
                && !word::is(word, Class::CommonWord)
        };
        let forms: Vec<(&String, &Form)> = self.forms.iter().filter(is_name).collect();
        let mut found = Vec::new();
        // Spellings of one name begin alike, but for those that differ in the first letters.
        for (at, (mine, one)) in forms.iter().enumerate() {
            let start: String = mine.chars().take(1).collect();
            let near = forms[at + 1..].iter().take_while(|(word, _)| word.starts_with(&start));
            for (theirs, other) in near {
                let (rare, usual) = if one.places.len() < other.places.len() {
                    ((*mine, *one), (*theirs, *other))
                } else {
                    ((*theirs, *other), (*mine, *one))
                };
                if let Some(why) = are_one(rare, usual)
                    && let ([first, ..], [second, ..]) =
                        (rare.1.places.as_slice(), usual.1.places.as_slice())
                {
                    found.push(([*first, *second], why));
                }
            }
        }
        found
    }
}

/// Why two spellings are one name's; none where they may be two.
fn are_one((mine, rare): (&String, &Form), (theirs, usual): (&String, &Form)) -> Option<String> {
    let nearness = nearness(mine, theirs)?;
    // A plural, a people.
    if mine.starts_with(theirs.as_str()) || theirs.starts_with(mine.as_str()) {
        return None;
    }
    // Accents are a matter of keyboards; two names in one sentence are two people.
    if !rare.sentences.is_disjoint(&usual.sentences) {
        return None;
    }
    if folded(mine) == folded(theirs) && mine.len() == theirs.len() {
        return None;
    }
    if let Some(given) = rare.given.intersection(&usual.given).next() {
        let is_near = nearness == Nearness::OneLetter || consonants(mine) == consonants(theirs);
        return is_near.then(|| format!("`{given}` stands before both names"));
    }
    // The same consonants and the same end: "Halvorsen", "Halverson"; not "Greene", "Greece".
    let is_once = rare.places.len() == 1 && usual.places.len() > 1;
    // "Persian" is no "Pearson".
    let is_near = check::edit_distance(mine, theirs, 2) <= 2;
    let sounds_alike = is_near
        && consonants(mine) == consonants(theirs)
        && consonants(mine).chars().count() >= FEWEST_CONSONANTS
        && mine.chars().last() == theirs.chars().last();
    (is_once && sounds_alike && rare.given.is_empty() && usual.given.len() == 1).then(|| {
        "the one stands once, without a given name, and the other again and again".to_owned()
    })
}

/// The finding of a name that is spelled in two ways.
pub(super) fn worded(
    rule: &Rule,
    claim: &Claim,
    [one, other]: [usize; 2],
    why: &str,
) -> Option<Conflict> {
    let (part, witness) = (claim.parts.get(one)?, claim.parts.get(other)?);
    let [found, elsewhere] = [part, witness].map(|part| wording::one_line(part.seen()));
    let message = check::worded(
        rule,
        format!("the document spells one name differently: `{found}` and `{elsewhere}`"),
        &[("found", &found), ("expect", &elsewhere), ("subject", "")],
    );
    let primary = Side::new(claim, part, format!("`{found}` here"));
    let mut conflict = check::conflict(SPELLING, rule, claim, message, primary);
    conflict.sides.push(Side::new(claim, witness, format!("`{elsewhere}` here")));
    conflict.notes.insert(0, format!("compared because {why}").into());
    Some(conflict)
}

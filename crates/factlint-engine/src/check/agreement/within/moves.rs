//! One share of which a report of a market tells twice in one text where it went: "was down 9 percent at 200 rupees", "was up
//! 4.4 percent at 225 rupees".

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::agreement::value::{Kind, Slot, Stated, root};
use crate::reading::{Reading, Sentence};
use factlint_language::name::{is_title, plain};
use factlint_language::span::ProseSpan;
use factlint_language::utterance::{self, Spoken};
use factlint_language::word::{self, without_possessive};
use factlint_language::words::{Class, Words};

/// How much of what went where.
pub(super) struct Move {
    /// From the word for the direction to the price.
    pub span: ProseSpan,
    /// The words of the name, in order, and whether they open a sentence.
    subject: Vec<String>,
    opens: bool,
    direction: i64,
    percent: Stated,
    price: Stated,
    /// What says of which hour, place or sort the price is.
    scope: BTreeSet<String>,
}

/// Words between a direction and a percentage, and between that and the price.
const NEAR: usize = 5;

/// Reads the moves of a sentence.
pub(super) fn read(
    reading: &Reading<'_>,
    sentence: Sentence,
    slots: &[Slot],
    found: &mut Vec<Move>,
) {
    let text = sentence.span.of(reading.prose());
    let start = sentence.span.start as usize;
    let is_ratio =
        |slot: &Slot| matches!(&slot.stated.kind, Kind::Measure(what) if what == "ratio");
    let measured: Vec<&Slot> = slots
        .iter()
        .filter(|slot| matches!(slot.stated.kind, Kind::Measure(_) | Kind::Count | Kind::Number))
        .collect();
    if !measured.iter().any(|slot| is_ratio(slot)) {
        return;
    }
    let spoken = utterance::words(text);
    let at = |word: &Spoken| start + word.range.start;
    // Words from where the move before it ends.
    let mut from = start;
    for pair in measured.windows(2) {
        let [percent, price] = pair else { continue };
        if !is_ratio(percent) || is_ratio(price) {
            continue;
        }
        let between = utterance::words(
            &text[percent.span.end as usize - start..price.span.start as usize - start],
        );
        let goes = between.len() <= NEAR
            && between.last().is_some_and(|word| word::is(&word.normal, Class::SharePlace));
        let before: Vec<&Spoken> = spoken
            .iter()
            .filter(|word| at(word) >= from && at(word) < percent.span.start as usize)
            .collect();
        let way = |word: &&&Spoken| Words::embedded().value_of(&word.normal, Class::ShareMove);
        let mover = before.iter().rev().take(NEAR).find(|word| way(word).is_some());
        let (Some(mover), true) = (mover, goes) else { continue };
        let Some(direction) = way(&mover) else { continue };
        let opening = at(mover);
        let begun = from;
        from = price.span.end as usize;
        let Some(subject) = subject(text, &before, mover) else { continue };
        let subject = ProseSpan::new(start + subject.start, start + subject.end);
        let rest = &text[from - start..];
        let end = rest.find([',', ';', '.']).unwrap_or(rest.len());
        let mut behind = utterance::words(&rest[..end]);
        behind.truncate(NEAR);
        let is_scope = |word: &&Spoken| {
            [Class::ShareScope, Class::Months, Class::Weekdays]
                .into_iter()
                .any(|class| word::is(&word.normal, class))
        };
        let beside = before
            .iter()
            .copied()
            .filter(|word| at(word) >= begun)
            .filter(|word| !subject.contains(ProseSpan::new(at(word), start + word.range.end)));
        let mut scope: BTreeSet<String> =
            beside.chain(&behind).filter(is_scope).map(|word| word.normal.clone()).collect();
        // Another market, another currency.
        let elsewhere = behind
            .iter()
            .filter(|word| rest.get(word.range.clone()).is_some_and(word::is_capitalised));
        scope.extend(elsewhere.map(|word| word.normal.clone()));
        let name = word::words(subject.of(reading.prose()));
        let name = name
            .map(|(_, word)| without_possessive(word))
            .filter(|word| !is_title(word) || word.len() < 3);
        found.push(Move {
            span: ProseSpan::new(opening, from),
            subject: name.map(|word| root(&plain(word))).collect(),
            opens: subject.start as usize == start,
            direction: direction as i64,
            percent: percent.stated.clone(),
            price: price.stated.clone(),
            scope,
        });
    }
}

/// The name right before a word for a direction: "Orvik Motors was down".
fn subject(text: &str, before: &[&Spoken], mover: &Spoken) -> Option<Range<usize>> {
    let at = before.iter().position(|word| word.range == mover.range)?;
    let is_name = |word: &&&Spoken| {
        word::is_capitalised(&text[word.range.clone()])
            && !word::is(&word.normal, Class::GrammarWord)
    };
    let is_auxiliary =
        |word: &&&Spoken| !is_name(word) && word::is(&word.normal, Class::GrammarWord);
    let auxiliaries = before[..at].iter().rev().take_while(is_auxiliary).take(1).count();
    let end = at - auxiliaries;
    let joins = |word: &&&Spoken| is_name(word) || word::is(&word.normal, Class::NameTie);
    let run = before[..end].iter().rev().take_while(joins).count();
    let run = &before[end - run..end];
    let first = run.iter().position(|word| is_name(&word))?;
    let last = run.last().filter(|word| is_name(word))?;
    Some(run[first].range.start..last.range.end)
}

/// Whether two names are one share's; a noun before one has its capital from the sentence: "Airline Orvik Air fell".
fn are_one(one: &Move, other: &Move) -> bool {
    let ends = |one: &Move, other: &Move| {
        one.opens
            && one.subject.len() == other.subject.len() + 1
            && one.subject[1..] == other.subject
    };
    one.subject == other.subject || ends(one, other) || ends(other, one)
}

/// The pairs that cannot both be, of what is told twice; what is told three times goes on.
pub(super) fn contradictions(moves: &[Move]) -> Vec<([ProseSpan; 2], String)> {
    let mut found = Vec::new();
    for (at, one) in moves.iter().enumerate() {
        let mut same = moves
            .iter()
            .enumerate()
            .filter(|(_, other)| are_one(one, other) && other.price.kind == one.price.kind);
        let (first, second, third) = (same.next(), same.next(), same.next());
        let (Some((first, _)), Some((_, other)), None) = (first, second, third) else { continue };
        let agree = one.direction == other.direction
            && one.price.agrees(&other.price)
            && one.percent.agrees(&other.percent);
        if first != at || agree || one.scope != other.scope {
            continue;
        }
        let name = format!("both times it is told of `{}`", one.subject.join(" "));
        found.push(([one.span, other.span], name));
    }
    found
}

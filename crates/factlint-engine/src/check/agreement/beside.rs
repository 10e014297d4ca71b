//! Two passages beside each other, where no rule asks: a draft and its source.

use std::ops::Range;

use super::slot::{Passage, are_contracted, shown};
use super::{Agreement, DATE, DIRECTION, FIGURE, SIMILARITY, SPELLING, WINDOW, pair, passage};
use crate::check::alignment::{compare_by, described};
use crate::check::wording;
use factlint_language::utterance;
use factlint_language::word;
use factlint_language::words::Class;

/// Two places that contradict each other, and why they were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Bytes of the one passage and of the other.
    pub places: [Range<usize>; 2],
    /// What differs, and how many words agree.
    pub why: String,
    /// Whether a later report may rightly tell it otherwise: a count goes up.
    pub may_change: bool,
}

/// Where two passages that tell the same in nearly the same words contradict each other, as the kind `agreement` judges
/// at its default bar. None where they do not, or where it is not sure that they tell the same.
pub fn contradiction(one: &str, other: &str) -> Option<Contradiction> {
    let passages = [one, other].map(|text| Passage::of(text, utterance::words(text), false));
    let [mine, theirs] = &passages;
    // Of headings and mastheads, few words are the same form filled in again.
    if passages.iter().any(|one| passage::keys(&one.words).is_none()) {
        return None;
    }
    let agreement = Agreement { similarity: SIMILARITY, window: WINDOW };
    let (slot, agreeing) = pair::differing(&agreement, mine, theirs)?;
    let what = match slot.code {
        FIGURE => "another figure",
        DATE => "another day",
        SPELLING => "another spelling",
        DIRECTION => "the opposite",
        _ => "other words",
    };
    let shorter = mine.words.len().min(theirs.words.len());
    let words = wording::counted(shorter, "word");
    let there = shown(theirs, &slot.places[1]);
    Some(Contradiction {
        why: format!("{what}, `{there}`, where {agreeing} of {words} agree"),
        may_change: slot.code == FIGURE,
        places: slot.places,
    })
}

/// A quotation held against a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// These bytes of the text are its words.
    Word(Range<usize>),
    /// These bytes are nearly its words; and what was changed.
    Altered(Range<usize>, String),
    /// It does not stand there, as far as anybody can be sure.
    Elsewhere,
}

/// Whether a text, quoted or not, has the words of a quotation. Brackets and ellipses are no alterations.
pub fn quoted(quotation: &str, text: &str) -> Quoted {
    /// Share of the words of a quotation that must stand there, and how many at least.
    const SHARE: f64 = 0.75;
    const FEWEST: usize = 5;
    /// Words that may be changed; with more of them it was said at another time.
    const MOST_CHANGED: usize = 4;
    let (quoted, said) = (utterance::words(quotation), utterance::words(text));
    let Some(found) = compare_by(&quoted, &said, SHARE, &pair::alike) else {
        return Quoted::Elsewhere;
    };
    let place = match (said.get(found.said.start), said.get(found.said.end.wrapping_sub(1))) {
        (Some(first), Some(last)) if first.range.start < last.range.end => {
            first.range.start..last.range.end
        }
        _ => return Quoted::Elsewhere,
    };
    if found.differences.is_empty() {
        return Quoted::Word(place);
    }
    let differing = |one: &crate::check::alignment::Difference| {
        let (mine, theirs) = (&quoted[one.quoted.clone()], &said[one.said.clone()]);
        let mut words = mine.iter().chain(theirs);
        !are_contracted(mine, theirs)
            && words.any(|word| !word::is(&word.normal, Class::ReportedWord))
    };
    let changed = found.differences.iter().map(|one| one.quoted.len().max(one.said.len()));
    if found.agreeing < FEWEST || changed.sum::<usize>() > MOST_CHANGED {
        return Quoted::Elsewhere;
    }
    // Contractions, "that" for "which": a house's style, no alteration that anybody must settle.
    if !found.differences.iter().any(differing) {
        return Quoted::Word(place);
    }
    // A word that only stands at an end may be the paper's own, unless it took another's place.
    let inside = |one: &crate::check::alignment::Difference| {
        let (before, after) = (one.quoted.start, quoted.len() - one.quoted.end);
        let takes_a_place = !one.quoted.is_empty() && !one.said.is_empty();
        (before >= pair::FLANK && after >= pair::FLANK)
            || (takes_a_place && before.max(after) >= pair::LONG_FLANK)
    };
    if !found.differences.iter().all(inside) {
        return Quoted::Elsewhere;
    }
    Quoted::Altered(place, described(&found.differences, (quotation, &quoted), (text, &said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_between_a_draft_and_its_source() {
        let one = "The ferry carried 1,240 passengers from Orvik to the islands on its first trip.";
        let other = one.replace("1,240", "1,420");
        let found = contradiction(one, &other);
        assert_eq!(
            found.as_ref().map(|found| &one[found.places[0].clone()]),
            Some("1,240 passengers")
        );
        assert_eq!(contradiction(one, one), None);
        assert_eq!(contradiction(one, "The ferry carried 1,420 sheep."), None);
        assert_eq!(contradiction("Older news: May of 2024", "Older news: June of 2024"), None);
    }

    #[test]
    fn quotations_stand_in_texts_that_quote_or_do_not() {
        let text =
            "He rose. We will build the bridge before the winter comes, with local stone. He sat.";
        let is = |quotation: &str| match quoted(quotation, text) {
            Quoted::Word(place) => format!("= {}", &text[place]),
            Quoted::Altered(_, what) => what,
            Quoted::Elsewhere => String::new(),
        };
        assert_eq!(
            is("build the bridge before the winter"),
            "= build the bridge before the winter"
        );
        assert_eq!(
            is("We will build ... with local stone"),
            "= We will build the bridge before the winter comes, with local stone"
        );
        assert_eq!(
            is("build the bridge before the summer comes, with local stone"),
            "`summer` for `winter`"
        );
        assert_eq!(
            is("We would build the bridge before the winter comes"),
            "= We will build the bridge before the winter comes"
        );
        assert_eq!(
            is("We’ll build the bridge before the winter comes, with local stone"),
            "= will build the bridge before the winter comes, with local stone"
        );
        assert_eq!(
            is("build the bridge before the winter comes, with local wood"),
            "`wood` for `stone`"
        );
        assert_eq!(is("We shall never go to the moon"), "");
    }
}

//! Check kinds: what rules can ask, one file each.
//!
//! A kind observes claims in a document and judges groups of them. To add one: a file here that
//! defines a [`Kind`], a line in [`KINDS`], a page in `docs/`, a file of cases in `fixtures/`;
//! `CONTRIBUTING.md` goes through all of it. `rules`, `explain` and the loading of rule files derive
//! from the registry.

mod acronym;
mod agreement;
mod alignment;
mod bystander;
mod calendar;
mod capital;
mod characters;
mod cited;
mod context;
mod conversion;
mod date;
mod dead;
mod draft;
mod elapsed;
mod figures;
mod gate;
mod hearsay;
mod intended;
mod making;
mod name;
mod near_miss;
mod overlooked;
mod parties;
mod percentage;
pub mod poll;
mod quantity;
mod quote;
mod require;
mod rivals;
mod scene;
mod some_people;
mod states;
mod statistics;
mod sweep;
mod table;
mod tally;
mod telling;
mod term;
mod title;
mod total;
mod trigger;
mod value;
mod variants;
mod wording;

/// The kind that `CONTRIBUTING.md` builds.
#[cfg(test)]
#[path = "../../tutorial/src/check/once.rs"]
mod once;

pub(crate) use agreement::beside;
pub use dead::{is_read_as, report_cancelled};
pub use near_miss::{Sightings, sightings, unread};
pub(crate) use title::edit_distance;
pub use wording::{PLACEHOLDERS, unknown_placeholder};

use capital::{Capital, capital, capitalised};
pub use draft::{About, Draft, Kind, UnitsRead, is_findable, read_cues};
use draft::{UnitRead, trimmed};
use gate::{
    StandIn, for_each_cued, for_each_naming, for_each_telling, for_each_told, has_cues, is_foreign,
    is_prose, is_withheld, mentions_of, names_a_time, refusal, sentence_admits, sentences_at,
    subject_phrases, withheld,
};
use making::{
    as_reported, claim, conflict, part, part_within, repeats, replacement, safe_fix, speaker_key,
    worded,
};
pub use trigger::{Marks, Trigger};

use crate::claim::Claim;
use crate::conflict::Conflict;
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::Subjects;
use crate::rule::{Gives, Rule, Scope};
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::unit::{UnitId, Units};
use overlooked::Seen;
use poll::Polling;

/// Every kind of check, by name.
pub const KINDS: &[&Kind] = &[
    &acronym::KIND,
    &agreement::KIND,
    &calendar::KIND,
    &characters::KIND,
    &conversion::KIND,
    &date::KIND,
    &elapsed::KIND,
    &name::KIND,
    #[cfg(test)]
    &once::KIND,
    &parties::KIND,
    &percentage::KIND,
    &quantity::KIND,
    &quote::KIND,
    &require::KIND,
    &states::KIND,
    &statistics::KIND,
    &tally::KIND,
    &term::KIND,
    &title::KIND,
    &total::KIND,
    &value::KIND,
    &variants::KIND,
];

/// The kind with this name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}

/// A rule's kind at work.
pub trait Check: Send + Sync + std::fmt::Debug {
    /// What wakes the rule in a document.
    fn trigger(&self, rule: &Rule, subjects: &Subjects) -> Trigger;

    /// What the values are that stand behind a label.
    fn label_gives(&self, _units: &Units) -> Gives {
        Gives::Text
    }

    /// Turns what the document says into claims. Knows no other document.
    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>);

    /// What the document says about the rule's subject, with a cue and a value of the wanted kind, and without making
    /// a claim. Kinds that look for their own words have nothing to tell: they have said all when they found none.
    fn misses(&self, _rule: &Rule, _reading: &Reading<'_>, _misses: &mut Vec<Miss>) {}

    /// The values of the wanted kind in some sentences, whosever they are: asked only for sentences about the rule's
    /// subject that make no claim and of which `misses` tells nothing.
    fn values_in(
        &self,
        _rule: &Rule,
        _reading: &Reading<'_>,
        _sentences: &[Sentence],
    ) -> Vec<Seen> {
        Vec::new()
    }

    /// Judges claims that share a key, sorted. Pure: no files, no clock, no favoured paths.
    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict);

    /// Whether claims of different documents are compared.
    fn is_local(&self, rule: &Rule) -> bool {
        rule.scope != Scope::Corpus
    }

    /// Whether no document's verdict depends on another's, though their claims may share a key: a group that is too
    /// large to be held is judged a document at a time.
    fn judges_each_document(&self) -> bool {
        false
    }

    /// How a group that is too large to be held is judged a document at a time where all have to be asked first; none
    /// where every claim has to be seen beside the others.
    fn polling(&self) -> Option<&dyn Polling> {
        None
    }

    /// Whether the parts of a claim are places of one thing, each of which may be let stand by itself, not
    /// sides of one statement.
    fn parts_are_places(&self) -> bool {
        false
    }

    /// The fact that the rule holds, in one line, for `rules` and `explain`.
    fn fact(&self, rule: &Rule) -> Option<String>;

    /// What makes it doubtful that a document ever says what the rule looks for: told where none does.
    fn doubt(&self) -> Option<&Label> {
        None
    }

    /// What a claim is held against.
    fn yardstick(&self, rule: &Rule, _claim: &Claim) -> Yardstick {
        if self.fact(rule).is_some() { Yardstick::Fact } else { Yardstick::Others }
    }
}

/// A statement that a check looked at and did not read.
#[derive(Clone, Copy, Debug)]
pub struct Miss {
    /// The sentence.
    pub sentence: Sentence,
    /// The figure or value.
    pub span: ProseSpan,
    /// Why it is no claim.
    pub reason: Reason,
    /// What decided.
    pub decided_by: Decider,
}

/// What decided that a statement is no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// Nothing that could be named.
    Nothing,
    /// The word that unsays it.
    Word(ProseSpan),
    /// The name of another owner.
    Name(PhraseId),
    /// The unit that is wanted.
    Unit(UnitId),
}

impl Miss {
    /// A miss for a reason of [`withheld`].
    fn withheld(
        sentence: Sentence,
        span: ProseSpan,
        (reason, word): (Reason, Option<ProseSpan>),
    ) -> Self {
        let decided_by = word.map_or(Decider::Nothing, Decider::Word);
        Self { sentence, span, reason, decided_by }
    }

    /// A miss for a reason that is known with what decided.
    fn refused(sentence: Sentence, span: ProseSpan, (reason, decided_by): Refusal) -> Self {
        Self { sentence, span, reason, decided_by }
    }
}

/// Why words make no claim, and what decided.
type Refusal = (Reason, Decider);

/// What a claim is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// The rule itself: a fact, a spelling, the calendar.
    Fact,
    /// The other claims of its group.
    Others,
    /// Neither: somebody else's words, which need not be the fact.
    Nothing,
}

/// What judging a group comes to.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The conflicts, in any order.
    pub conflicts: Vec<Conflict>,
    /// Claims that could not be judged because their document has no date.
    pub undated: usize,
    /// Whether the group was too large to be compared.
    pub is_crowded: bool,
}

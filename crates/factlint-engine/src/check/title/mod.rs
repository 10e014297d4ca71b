//! `title`: a person is called by an office held on the document's date, or, office first, an
//! office is given to its holder.

mod judge;
mod keys;
mod labelled;
mod observe;

pub(crate) use observe::edit_distance;

use super::overlooked::Seen;
use super::{About, Check, Kind, Miss, Trigger, Verdict};
use crate::claim::Claim;
use crate::finding::Label;
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::Subjects;
use crate::rule::{Period, Question, Quotes, Rule, Scope};
use factlint_language::span::ProseSpan;
use factlint_language::title::{self, TitleUse};
use std::rc::Rc;

/// The registry's entry.
pub const KIND: Kind = Kind {
    name: "title",
    summary: "a person is called by an office held on the document's date; an office is given to its holder",
    page: include_str!("../../../docs/title.md"),
    keys: keys::KEYS,
    codes: &[
        judge::STILL_HELD,
        judge::ENDED,
        judge::NOT_YET,
        judge::MISSPELT,
        judge::SOMEBODY_ELSE,
        judge::PRONOUN,
        judge::NOT_LISTED,
        judge::DISAGREEMENT,
    ],
    about: About::Optional,
    scope: Scope::Corpus,
    quotes: Quotes::Skip,
    asks: Question::OF_RECORDS,
    read: keys::read,
};

/// One stretch of a person in an office.
#[derive(Debug)]
struct Tenure {
    person: usize,
    /// Index of the title.
    title: usize,
    period: Period,
    place: Label,
}

/// A person that the rule knows.
#[derive(Debug)]
struct Person {
    /// How findings call him.
    display: String,
    /// His names, normalised.
    names: Vec<Name>,
    /// "her", "his" or "their".
    pronoun: Option<String>,
}

/// A name by which a person is known.
#[derive(Debug)]
struct Name {
    words: String,
    phrase: PhraseId,
    /// Counts only in documents that name the person in full.
    needs_full_name: bool,
}

/// Words of an office.
#[derive(Debug)]
struct Title {
    /// As the rule writes it first.
    words: String,
    phrases: Vec<PhraseId>,
    /// Its plurals, which several people share.
    plurals: Vec<PhraseId>,
}

#[derive(Debug)]
struct Titles {
    persons: Vec<Person>,
    titles: Vec<Title>,
    /// Titles that the rule does not list, where `only` makes them wrong.
    others: Vec<PhraseId>,
    tenures: Vec<Tenure>,
    /// Countries or organisations whose office it is, normalised.
    of: Vec<String>,
    /// The same, as they are found in a text.
    houses: Vec<PhraseId>,
    /// Whether what is not listed is wrong.
    only: bool,
    office_first: bool,
}

impl Titles {
    /// What stands around the words of an office, where the names of `of` in its sentence are known.
    fn title_in(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        office: ProseSpan,
    ) -> Rc<TitleUse> {
        reading.title_of(sentence, office, &self.houses_beside(reading, sentence, office))
    }

    /// Where the names of `of` stand beside an office.
    fn houses_beside(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        office: ProseSpan,
    ) -> Vec<ProseSpan> {
        if self.houses.is_empty() {
            return Vec::new();
        }
        let hits = reading.hits_in(sentence.span).filter(|hit| self.houses.contains(&hit.phrase));
        hits.map(|hit| ProseSpan { start: hit.start, end: hit.end })
            .filter(|house| !house.overlaps(office))
            .collect()
    }

    /// Whether a sentence names a country or organisation whose office it is.
    fn names_house(&self, reading: &Reading<'_>, sentence: Sentence) -> bool {
        reading.hits_in(sentence.span).any(|hit| self.houses.contains(&hit.phrase))
    }

    /// Every title in a document with its sentence, and which of the rule's it is; one that several share for each of
    /// them.
    fn each_title(
        &self,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Option<usize>, &TitleUse),
    ) {
        for (title, hit) in self.anchors(reading) {
            let Some(sentence) = reading.sentence_at(hit.start) else { continue };
            let span = ProseSpan { start: hit.start, end: hit.end };
            let found = self.title_in(reading, sentence, span);
            if self.is_plural(&hit) {
                title::shared(reading.tokens(sentence), &found)
                    .iter()
                    .for_each(|one| each(sentence, title, one));
                // "Lee is one of the senators".
                if found.by_structure {
                    each(sentence, title, &found);
                }
            } else {
                each(sentence, title, &found);
                let is_of_house = |one: Sentence| self.names_house(reading, one);
                let houses = self.houses_beside(reading, sentence, span);
                if found.name.is_none()
                    && let Some((cell, mut held)) =
                        labelled::holder(reading, sentence, span, &houses, &is_of_house)
                {
                    held.qualifier.clone_from(&found.qualifier);
                    held.manner = found.manner;
                    each(cell, title, &held);
                }
            }
        }
    }
}

impl Check for Titles {
    fn trigger(&self, _rule: &Rule, _subjects: &Subjects) -> Trigger {
        let mut phrases: Vec<PhraseId> = self
            .titles
            .iter()
            .flat_map(|title| [&title.phrases[..], &title.plurals[..]].concat())
            .collect();
        if !self.office_first {
            phrases = self
                .persons
                .iter()
                .flat_map(|person| person.names.iter().map(|name| name.phrase))
                .collect();
        }
        Trigger::Phrases(phrases)
    }

    fn observe(&self, rule: &Rule, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        self.each_title(reading, |sentence, title, found| {
            if super::sentence_admits(rule, reading, sentence) {
                claims.extend(self.claim(rule, reading, sentence, title, found));
            }
        });
    }

    fn misses(&self, rule: &Rule, reading: &Reading<'_>, misses: &mut Vec<Miss>) {
        for (_, hit) in self.anchors(reading) {
            let Some(sentence) = reading.sentence_at(hit.start) else { continue };
            if self.is_plural(&hit) || !super::has_cues(rule, reading, sentence) {
                continue;
            }
            let span = ProseSpan { start: hit.start, end: hit.end };
            let found = self.title_in(reading, sentence, span);
            misses.extend(
                self.refusal(rule, reading, sentence, span, &found)
                    .map(|(reason, decided_by)| Miss { sentence, span, reason, decided_by }),
            );
        }
    }

    fn values_in(&self, _: &Rule, reading: &Reading<'_>, sentences: &[Sentence]) -> Vec<Seen> {
        let mut seen = Vec::new();
        for (_, hit) in self.anchors(reading) {
            let Some(sentence) = reading.sentence_at(hit.start) else { continue };
            if sentences.binary_search(&sentence).is_ok() {
                let span = ProseSpan { start: hit.start, end: hit.end };
                let refusal = Some(self.left(reading, sentence, span));
                seen.push(Seen { sentence, span, refusal });
            }
        }
        seen
    }

    fn judge(&self, rule: &Rule, group: &[&Claim], verdict: &mut Verdict) {
        self.judge_titles(rule, group, verdict);
    }

    fn fact(&self, _rule: &Rule) -> Option<String> {
        let facts: Vec<String> = self
            .tenures
            .iter()
            .map(|tenure| {
                let who = &self.persons[tenure.person].display;
                let what = if self.office_first { who } else { &self.titles[tenure.title].words };
                format!("{what} {}", judge::period_words(tenure.period))
            })
            .collect();
        (!facts.is_empty()).then(|| facts.join("; "))
    }
}

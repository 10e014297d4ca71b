//! Who says what a sentence says.

use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::words::Class;

/// That somebody says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The word that tells so: "said", "according".
    pub verb: usize,
    /// Who says it; none where that is left open ("is said to have").
    pub who: Option<usize>,
}

impl Syntax<'_> {
    /// Who says what a word is a part of, by "X said that", "said X", "according to X"; none where the
    /// sentence says it itself.
    pub fn reporter_of(&self, word: usize) -> Answer<Option<Report>> {
        let same = |one: &Option<Report>, other: &Option<Report>| {
            one.as_ref().map(|report| report.who) == other.as_ref().map(|report| report.who)
        };
        self.ask(None, |view| view.reporter_of(word), same)
    }
}

impl View<'_> {
    fn reporter_of(&self, word: usize) -> Option<Report> {
        for above in self.tree.upwards(word) {
            if let Some(report) = self.according(above) {
                return Some(report);
            }
            let Some(head) = self.tree.head(above) else { continue };
            if !self.is_reporting(head) {
                continue;
            }
            match self.tree.relation(above) {
                Relation::Complement | Relation::Parataxis => {
                    return Some(Report { verb: head, who: self.subject_of(head).0 });
                }
                // "is said to have a range of"
                Relation::OpenComplement => {
                    let passive = |below: usize| {
                        self.tree.relation(below) == Relation::PassiveAuxiliary
                            || self.tree.relation(below) == Relation::PassiveSubject
                    };
                    if self.tree.dependents(head).any(passive) {
                        return Some(Report { verb: head, who: self.agent(head) });
                    }
                }
                _ => {}
            }
        }
        // "It has a range of 800 km, Smith said": the saying put in.
        let top = self.tree.upwards(word).last()?;
        let said = self.tree.dependents(top).find(|below| {
            matches!(self.tree.relation(*below), Relation::Parataxis | Relation::Complement)
                && *below > top
                && self.is_reporting(*below)
                && !self.tree.is_under(word, *below)
                && !self.tree.dependents_as(*below, Relation::Object).any(|_| true)
        })?;
        Some(Report { verb: said, who: self.subject_of(said).0 })
    }

    pub(super) fn is_reporting(&self, word: usize) -> bool {
        self.syntax.tag(word).is_verb()
            && self.syntax.table.is(&self.syntax.lemma(word), Class::ReportingVerbs)
    }

    /// "According to X" beside a word.
    fn according(&self, word: usize) -> Option<Report> {
        let verb = self
            .tree
            .dependents(word)
            .find(|below| self.syntax.is(*below, Class::ReportingPrepositions))?;
        let to = self.tree.dependents(verb).find(|below| {
            matches!(
                self.tree.relation(*below),
                Relation::Preposition | Relation::PrepositionObject
            ) || self.syntax.tag(*below) == Tag::To
        })?;
        let who = if self.tree.relation(to) == Relation::PrepositionObject {
            Some(to)
        } else {
            self.tree.dependents_as(to, Relation::PrepositionObject).next()
        };
        Some(Report { verb, who })
    }

    pub(super) fn agent(&self, verb: usize) -> Option<usize> {
        let by = self.tree.dependents_as(verb, Relation::Agent).next()?;
        self.tree.dependents_as(by, Relation::PrepositionObject).next()
    }
}

//! Clauses: which verb a word stands under, and of whom that verb speaks.

use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// What a clause is to the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// It stands for itself.
    Main,
    /// Behind a noun: "which has", "built in 1932".
    Relative,
    /// It tells when, why or whether: "while it was closed".
    Adverbial,
    /// It is what is said, thought or known.
    Complement,
    /// A subject, or what a preposition governs.
    Nominal,
}

/// The clause that a word stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its verb, or what stands for one.
    pub verb: usize,
    /// Of whom it speaks.
    pub subject: Option<usize>,
    /// What it is to the sentence.
    pub kind: ClauseKind,
    /// What opens it: "while", "which".
    pub opener: Option<usize>,
}

impl Syntax<'_> {
    /// Of whom a verb speaks, through coordination, infinitives and relative pronouns: "it was closed
    /// and has", "it is said to have", "the bridge, which has".
    pub fn subject_of(&self, verb: usize) -> Answer<Option<usize>> {
        self.ask(None, |view| view.subject_of(verb).0, PartialEq::eq)
    }

    /// The clause that a word stands in.
    pub fn clause_of(&self, word: usize) -> Answer<Option<Clause>> {
        let same = |one: &Option<Clause>, other: &Option<Clause>| match (one, other) {
            (Some(one), Some(other)) => {
                (one.verb, one.subject, one.kind) == (other.verb, other.subject, other.kind)
            }
            (one, other) => one.is_none() == other.is_none(),
        };
        self.ask(None, |view| Some(view.clause_of(word)), same)
    }

    /// The coordinated subjects of the clause in which some words stand, of each of which is so what they tell: "both the relay and the
    /// warden are down", not "the relay or the warden is", "together they". None where there is one alone.
    pub fn subjects_of(&self, words: ProseSpan) -> Vec<usize> {
        self.best().and_then(|view| view.subjects_of(view.head_in(words)?)).unwrap_or_default()
    }

    /// What a relative pronoun or the verb of a relative clause is about: "bridge" for "which" and for
    /// "built" of "the bridge, which was built".
    pub fn antecedent(&self, word: usize) -> Answer<Option<usize>> {
        self.ask(None, |view| view.antecedent(word).0, PartialEq::eq)
    }
}

impl View<'_> {
    /// The subject of a verb, and the words that led to it.
    pub(super) fn subject_of(&self, verb: usize) -> (Option<usize>, Vec<usize>) {
        let mut path = Vec::new();
        for above in self.tree.upwards(verb) {
            path.push(above);
            let subject =
                self.tree.dependents(above).find(|word| self.tree.relation(*word).is_subject());
            if let Some(subject) = subject.map(|subject| self.behind_a_verb(subject)) {
                path.push(subject);
                if !self.syntax.tag(subject).is_relative() {
                    let that = self.syntax.tag(subject) == Tag::Determiner
                        && self.tree.relation(above) == Relation::RelativeClause;
                    if !that {
                        return (Some(subject), path);
                    }
                }
                let (antecedent, more) = self.antecedent(above);
                path.extend(more);
                return (antecedent, path);
            }
            match self.tree.relation(above) {
                Relation::RelativeClause | Relation::NounClause => {
                    let head = self.tree.head(above);
                    path.extend(head);
                    return (head, path);
                }
                // A noun in between has the clause about itself: "with a length", "the plan to have".
                _ if self.tree.head(above).is_some_and(|head| self.syntax.tag(head).is_noun()) => {
                    let head = self.tree.head(above);
                    path.extend(head);
                    return (head, path);
                }
                Relation::Conjunct
                | Relation::OpenComplement
                | Relation::Auxiliary
                | Relation::PassiveAuxiliary
                | Relation::AdverbClause
                | Relation::PrepositionClause
                | Relation::Preposition
                | Relation::Attribute
                | Relation::Adjective
                | Relation::Parataxis
                | Relation::Complement
                | Relation::Other => {}
                _ => return (None, path),
            }
        }
        (None, path)
    }

    fn subjects_of(&self, word: usize) -> Option<Vec<usize>> {
        let clause = self.clause_of(word);
        let all = self.with_conjuncts(self.conjunct_head(clause.subject?));
        let are_added = all
            .iter()
            .flat_map(|one| self.tree.dependents_as(*one, Relation::Conjunction))
            .all(|joint| self.syntax.is(joint, Class::AddingJoints));
        let are_summed =
            (0..self.syntax.words.len()).any(|at| self.syntax.is(at, Class::AllTogether));
        // "The landing and the moorings, which is due", of the last alone
        let is_of_last = clause.kind == ClauseKind::Relative
            && self
                .tree
                .dependents(clause.verb)
                .chain([clause.verb])
                .any(|at| self.syntax.tag(at) == Tag::PresentThird);
        (all.len() > 1 && are_added && !are_summed && !is_of_last && !all.contains(&word))
            .then_some(all)
    }

    /// The subject that a noun hides which is a verb: "bridge" of "the bridge cost 9 million euros, took a year and has",
    /// which reads like "the bridge cost, 9 million euros,".
    fn behind_a_verb(&self, subject: usize) -> usize {
        let tells = self.syntax.is(subject, Class::MeasureVerbs)
            && self
                .tree
                .dependents_as(subject, Relation::Apposition)
                .any(|at| at == subject + 1 && self.syntax.tag(at) == Tag::Figure);
        let hidden = self.tree.dependents_as(subject, Relation::Compound).last();
        hidden.filter(|_| tells).unwrap_or(subject)
    }

    /// What a relative clause is about, from its pronoun or its verb.
    pub(super) fn antecedent(&self, word: usize) -> (Option<usize>, Vec<usize>) {
        let mut path = Vec::new();
        for above in self.tree.upwards(word) {
            path.push(above);
            if matches!(self.tree.relation(above), Relation::RelativeClause | Relation::NounClause)
            {
                let head = self.tree.head(above);
                path.extend(head);
                return (head, path);
            }
        }
        (None, path)
    }

    /// Whether a word heads a clause.
    pub(super) fn heads_clause(&self, word: usize) -> bool {
        let has_subject =
            || self.tree.dependents(word).any(|below| self.tree.relation(below).is_subject());
        let is_verb = || self.syntax.tag(word).is_verb();
        match self.tree.relation(word) {
            Relation::Root
            | Relation::RelativeClause
            | Relation::NounClause
            | Relation::AdverbClause
            | Relation::Complement
            | Relation::PrepositionClause
            | Relation::ClauseSubject
            | Relation::Parataxis => true,
            Relation::Conjunct | Relation::Other => is_verb() || has_subject(),
            _ => has_subject(),
        }
    }

    pub(super) fn clause_of(&self, word: usize) -> Clause {
        let verb = self.tree.upwards(word).find(|above| self.heads_clause(*above)).unwrap_or(word);
        let first = self.conjunct_head(verb);
        let kind = match self.tree.relation(first) {
            Relation::RelativeClause | Relation::NounClause => ClauseKind::Relative,
            Relation::AdverbClause => ClauseKind::Adverbial,
            Relation::Complement => ClauseKind::Complement,
            Relation::PrepositionClause | Relation::ClauseSubject => ClauseKind::Nominal,
            _ => ClauseKind::Main,
        };
        let opener = self.tree.dependents(verb).find(|below| {
            self.tree.relation(*below) == Relation::Marker || self.syntax.tag(*below).is_relative()
        });
        Clause { verb, subject: self.subject_of(verb).0, kind, opener }
    }
}

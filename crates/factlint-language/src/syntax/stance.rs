//! Whether something is stated: or negated, asked, ordered, or only possible, to come or supposed.

use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::words::Class;

/// What keeps a word from being stated as true, by the words that say so; nothing of a plain statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// "not", "never", "no", "without"
    pub negation: Option<usize>,
    /// What opens the supposition in which it stands: "if", "unless".
    pub condition: Option<usize>,
    /// What opens a supposition on which its clause depends.
    pub depends_on: Option<usize>,
    /// "may", "could", "would"
    pub possibility: Option<usize>,
    /// "will"
    pub future: Option<usize>,
    /// The word that asks, where the sentence is a question.
    pub question: Option<usize>,
    /// The verb of an order: "set it to 3 seconds".
    pub order: Option<usize>,
    /// Whether its verb tells of the past.
    pub past: bool,
}

impl Stance {
    /// Whether it is stated without any of that.
    pub fn is_plain(&self) -> bool {
        *self == Self { past: self.past, ..Self::default() }
    }
}

impl Syntax<'_> {
    /// Whether what a word says is stated.
    pub fn polarity_and_mood(&self, word: usize) -> Answer<Stance> {
        self.ask(Stance::default(), |view| view.stance(word), PartialEq::eq)
    }
}

impl View<'_> {
    pub(super) fn stance(&self, word: usize) -> Stance {
        let mut stance = Stance::default();
        let clause = self.clause_of(word);
        // What stands between the word and its verb: "no range of", "without a range of".
        for above in self.tree.upwards(word) {
            let negated = self.tree.dependents(above).find(|below| self.negates(*below));
            stance.negation = stance.negation.or(negated);
            if self.syntax.is(above, Class::NegatingWords) {
                stance.negation = stance.negation.or(Some(above));
            }
            if above == clause.verb {
                break;
            }
        }
        let first = self.conjunct_head(clause.verb);
        for verb in [clause.verb, first] {
            // Coordinated verbs share what stands before the first, unless they have a subject of their own.
            if verb != clause.verb
                && self
                    .tree
                    .dependents(clause.verb)
                    .any(|below| self.tree.relation(below).is_subject())
            {
                break;
            }
            for below in self.tree.dependents(verb) {
                if self.syntax.tag(below) == Tag::Modal {
                    if self.syntax.is(below, Class::PossibilityModals) {
                        stance.possibility = stance.possibility.or(Some(below));
                    } else if self.syntax.is(below, Class::FutureModals) {
                        stance.future = stance.future.or(Some(below));
                    }
                }
            }
        }
        let has_subject =
            self.tree.dependents(first).any(|below| self.tree.relation(below).is_subject());
        let has_auxiliary = self.tree.dependents(first).any(|below| {
            matches!(self.tree.relation(below), Relation::Auxiliary | Relation::Marker)
        });
        let at_top = self.tree.head(first).is_none();
        if at_top && self.syntax.tag(first) == Tag::Verb && !has_subject && !has_auxiliary {
            stance.order = Some(first);
        }
        for above in self.tree.upwards(word).filter(|above| self.heads_clause(*above)) {
            // "He denied that it has", "it is false that it has", "the myth that it has"
            let unsaid = self.tree.head(above).filter(|head| {
                let complement = matches!(
                    self.tree.relation(above),
                    Relation::Complement
                        | Relation::OpenComplement
                        | Relation::NounClause
                        | Relation::ClauseSubject
                );
                complement && self.unsays(*head)
            });
            stance.negation = stance.negation.or(unsaid);
            let supposition = self.supposition(above);
            stance.condition = stance.condition.or(supposition);
            let beside = self
                .tree
                .dependents_as(above, Relation::AdverbClause)
                .filter(|clause| !self.tree.is_under(word, *clause))
                .find_map(|clause| self.supposition(clause))
                // "She decides whether it may stay", "whether or not it rains": nothing hangs on that.
                .filter(|opener| !self.syntax.is(*opener, Class::QuestionOpeners));
            stance.depends_on = stance.depends_on.or(beside);
        }
        stance.condition = stance.condition.or_else(|| self.opened_inverted(word));
        stance.question = self.question();
        stance.past = self.is_past(clause.verb);
        stance
    }

    /// The auxiliary that opens the sentence, which asks nothing, where a word stands before its comma: "were it to open in May,".
    fn opened_inverted(&self, word: usize) -> Option<usize> {
        let opens = word > 0
            && self.syntax.is(0, Class::InvertingAuxiliaries)
            && !self.syntax.end.has(super::Signs::QUESTION);
        let mut rest = self.syntax.words.iter().skip(word + 1);
        (opens && rest.any(|word| word.before.has(super::Signs::COMMA))).then_some(0)
    }

    /// Whether a word, or what it says of its subject, unsays a clause that depends on it.
    fn unsays(&self, word: usize) -> bool {
        let denies =
            |word| self.syntax.is(word, Class::Denial) || self.syntax.is(word, Class::Negation);
        denies(word)
            || self.tree.dependents(word).any(|below| {
                matches!(self.tree.relation(below), Relation::Adjective | Relation::Attribute)
                    && denies(below)
            })
    }

    fn negates(&self, word: usize) -> bool {
        let relation = self.tree.relation(word);
        relation == Relation::Negation
            || (matches!(relation, Relation::Determiner | Relation::Adverb)
                && self.syntax.is(word, Class::NegatingWords))
    }

    /// The opener of a clause that only supposes.
    fn supposition(&self, verb: usize) -> Option<usize> {
        if self.tree.relation(verb) == Relation::Root {
            return None;
        }
        self.inverted(verb).or_else(|| {
            self.tree.dependents(verb).find(|below| {
                *below < verb
                    && matches!(
                        self.tree.relation(*below),
                        Relation::Marker | Relation::Adverb | Relation::Auxiliary
                    )
                    && self.syntax.is(*below, Class::ConditionOpeners)
            })
        })
    }

    /// "Had the bridge been opened in 1936, the flood would": the auxiliary before its subject by which a clause only supposes.
    fn inverted(&self, verb: usize) -> Option<usize> {
        let first = self.tree.dependents(verb).next()?;
        let mut subjects =
            self.tree.dependents(verb).filter(|below| self.tree.relation(*below).is_subject());
        let opens = first < verb
            && self.tree.relation(verb) == Relation::AdverbClause
            && matches!(
                self.tree.relation(first),
                Relation::Auxiliary | Relation::PassiveAuxiliary
            )
            && self.syntax.is(first, Class::InvertingAuxiliaries);
        (opens && subjects.any(|subject| subject > first && subject < verb)).then_some(first)
    }

    /// The first word of a question.
    fn question(&self) -> Option<usize> {
        let asks = self.syntax.end.has(super::Signs::QUESTION);
        (asks && !self.syntax.words.is_empty()).then_some(0)
    }

    pub(super) fn is_past(&self, verb: usize) -> bool {
        let past = |word: usize| self.syntax.tag(word) == Tag::Past;
        past(verb)
            || self.tree.dependents(verb).any(|below| {
                matches!(
                    self.tree.relation(below),
                    Relation::Auxiliary | Relation::PassiveAuxiliary
                ) && past(below)
            })
    }
}

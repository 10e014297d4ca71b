//! What a sum or a number goes to that those give who speak, or that nobody is told to give.

use super::super::label::{Relation, Tag};
use super::{Search, Value, is_fraction};
use crate::words::Class;

impl Search<'_> {
    /// For what, on what or to what a sum is given: "we ask for $5 million for **schools**", "$5 million was spent on **roads**", "$5
    /// million went into transfers to the **fund**"; to what a number is added: "we add 1 to the **counter**".
    pub(super) fn granted(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_value = self.kind == Value::Measure && !is_fraction(self.view, self.own.clone());
        let is_given = tree.relation(head) == Relation::Object || tree.relation(head).is_subject();
        // "ask for $5 million"
        let asked = tree.head(head).filter(|at| {
            tree.relation(head) == Relation::PrepositionObject
                && syntax.is(*at, Class::OwningPrepositions)
        });
        let is_given = is_given || asked.is_some();
        let verb = asked.map_or_else(|| tree.head(head), |at| tree.head(at)).filter(|verb| {
            is_value && is_given && syntax.tag(*verb).is_verb() && !self.is_relative(*verb)
        })?;
        let is_sum = self.is_sum(head);
        let leads = |at: &usize| *at >= self.own.end && syntax.is(*at, Class::GivenTo);
        let below = |word: usize, leads: &dyn Fn(&usize) -> bool| -> Option<usize> {
            // "devoted to putting proposals into action"
            let done = |at: usize| {
                let doing = tree.dependents_as(at, Relation::PrepositionClause);
                doing.flat_map(|verb| tree.dependents_as(verb, Relation::Object))
            };
            let is_behind =
                |at: &usize| matches!(tree.relation(*at), Relation::Preposition | Relation::Dative);
            let mut nouns = tree
                .dependents(word)
                .filter(|at| is_behind(at) && leads(at))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject).chain(done(at)));
            nouns.find(|noun| self.is_thing(*noun) && !syntax.is(*noun, Class::TalkPronouns))
        };
        if !is_sum && syntax.tag(head) == Tag::Figure {
            return None;
        }
        if !is_sum {
            let receives = |at: &usize| syntax.is(*at, Class::ReceiverPrepositions);
            return below(verb, &|at| leads(at) && receives(at))
                .filter(|noun| self.is_known(*noun));
        }
        // "in transfers to the fund", "over five years for the upkeep of"
        let through = || {
            tree.dependents_as(verb, Relation::Preposition)
                .chain(tree.dependents_as(head, Relation::Preposition))
                .filter(|at| *at >= self.own.end && !syntax.is(*at, Class::GivenTo))
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .find_map(|way| below(way, &leads))
        };
        // "propose spending $5 million over five years for the parks", read like proposing for them
        let matrix = tree.head(verb).filter(|_| tree.relation(verb) == Relation::OpenComplement);
        below(head, &leads)
            .or_else(|| below(verb, &leads))
            .or_else(|| below(matrix?, &leads))
            .or_else(through)
            .or_else(|| self.done_with(&|verb| below(verb, &leads)))
    }

    /// What is done with a sum: "we need $20 million to rebuild the **school**", "to spend on **bridges**".
    fn done_with(&self, below: &dyn Fn(usize) -> Option<usize>) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let to = Some(self.own.end).filter(|to| {
            *to < syntax.words.len() && syntax.tag(*to) == Tag::To && !self.is_signed(*to)
        })?;
        let verb = tree.head(to).filter(|_| tree.relation(to) == Relation::Auxiliary)?;
        let mut objects = tree.dependents_as(verb, Relation::Object);
        let done = objects.find(|noun| {
            self.is_thing(*noun)
                && !syntax.is(*noun, Class::TalkPronouns)
                && !self.is_counted(*noun)
        });
        done.or_else(|| below(verb))
    }

    /// Whether a value is money.
    pub(super) fn is_sum(&self, head: usize) -> bool {
        let syntax = self.view.syntax;
        let text = syntax.text(head);
        let last = text.rsplit(' ').next().unwrap_or_default();
        self.kind == Value::Measure
            && syntax.tag(head) == Tag::Figure
            && (text.starts_with(['$', '£', '€', '¥'])
                || syntax.table.is(last, Class::MoneyNouns)
                || syntax
                    .table
                    .is(text.split(' ').next().unwrap_or_default(), Class::CurrencyAbbreviations))
    }

    /// For what a sum is, by what stands right behind it: "asked the council for $40 million for **roads**"; of several the one whose
    /// own it is: "$3 million for homes, $5 million for **schools**".
    pub(super) fn sum_for(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_for = |at: usize| {
            at < syntax.words.len()
                && syntax.is(at, Class::OwningPrepositions)
                && !syntax.is(at, Class::PartPrepositions)
                && !self.is_signed(at)
        };
        let behind = self.own.end;
        let is_given = self.is_sum(head) && is_for(behind);
        let mut nouns =
            tree.dependents_as(behind, Relation::PrepositionObject).filter(|_| is_given);
        nouns.find(|noun| self.is_thing(*noun) && !syntax.is(*noun, Class::TalkPronouns))
    }

    /// Whether other sums of the sentence are told for what they are, too.
    pub(super) fn is_one_of_sums(&self, head: usize) -> bool {
        let syntax = self.view.syntax;
        let is_for = |at: usize| {
            at < syntax.words.len()
                && syntax.is(at, Class::OwningPrepositions)
                && !syntax.is(at, Class::PartPrepositions)
        };
        let is_other = |at: &usize| *at != head && syntax.tag(*at) == Tag::Figure;
        (0..syntax.words.len()).filter(is_other).any(|at| is_for(at + 1))
    }

    /// Whether a verb tells more of a noun: "the $5 million that was spent on roads".
    fn is_relative(&self, verb: usize) -> bool {
        let relation = self.view.tree.relation(verb);
        matches!(relation, Relation::RelativeClause | Relation::NounClause)
    }
}

//! Values that the tree hangs on a word to which they cannot belong: what stands between tells that.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::{Search, Value};
use crate::span::ProseSpan;
use crate::words::Class;

impl Search<'_> {
    /// The verb of which a value tells that is read with another word: "the test gave 3 runs/s; **output** fell" like the value of an
    /// output, "cost a family on **$40,000** a year $20" like a second name of the first sum, "cut costs $5 million last **year**"
    /// like so many years.
    pub(super) fn astray(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let above = tree.head(head)?;
        let last = self.own.end.checked_sub(1)?;
        let is_value = |word: usize| matches!(syntax.tag(word), Tag::Figure | Tag::Number);
        let is_astray = if above >= self.own.end {
            let is_other_time =
                (self.own.end..above).any(|word| syntax.is(word, Class::AfterOneNoun));
            self.modifies(head)
                && (self.is_parted(last, above, &[';'])
                    || syntax.tag(head) == Tag::Figure && is_other_time)
        } else {
            // A second value beside the first has a sign before it.
            let first = match tree.relation(head) {
                Relation::Apposition => (above..self.own.start).rev().find(|word| is_value(*word)),
                Relation::PrepositionObject => {
                    tree.dependents_as(above, Relation::PrepositionObject).next()
                }
                _ => None,
            };
            let first = first.filter(|first| *first < head && is_value(*first) && is_value(head));
            first
                .is_some_and(|first| !(first + 1..=self.own.start).any(|word| self.is_signed(word)))
        };
        let told = |verb: &usize| self.is_finite(*verb);
        is_astray.then(|| (0..self.own.start).rev().find(told))?
    }

    /// The value from which something went to this one: "fell from **12 percent** in the year before we met to 4 percent".
    pub(super) fn paired(&self, head: usize) -> Option<ProseSpan> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let governs = |at: usize, word: usize| {
            tree.head(word) == Some(at) && tree.relation(word) == Relation::PrepositionObject
        };
        let is_value = |word: usize| syntax.tag(word) == Tag::Figure;
        let to = tree.head(head).filter(|to| {
            is_value(head) && governs(*to, head) && syntax.is(*to, Class::ReceiverPrepositions)
        })?;
        let from = (0..to).rev().find(|at| syntax.is(*at, Class::LeavingPreposition))?;
        let first = (from + 1..to).find(|word| governs(from, *word) && is_value(*word))?;
        let is_one_clause = !self.is_parted(from, to, &[';', ':']);
        is_one_clause.then(|| syntax.words[first].span)
    }

    /// The value with which this one is compared: "cost **$40 million**, compared with $30 million a year earlier".
    pub(super) fn compared(&self) -> Option<ProseSpan> {
        let syntax = self.view.syntax;
        let with = self.own.start.checked_sub(1)?;
        let compared = with
            .checked_sub(1)
            .filter(|_| matches!(syntax.tag(with), Tag::Preposition | Tag::To))?;
        let is_compared = syntax.is(compared, Class::ComparedParticiples);
        let is_value = |word: &usize| matches!(syntax.tag(*word), Tag::Figure | Tag::Number);
        let before = (0..compared).rev().find(is_value).filter(|_| is_compared)?;
        (!self.is_parted(before, compared, &[';', ':'])).then(|| syntax.words[before].span)
    }

    /// The verb of change to which a level belongs that it leaves, where the noun before that is read to come from it.
    pub(super) fn left_level(&self, at: usize, noun: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let leaves = tree.relation(at) == Relation::Preposition
            && syntax.is(at, Class::LeavingPreposition)
            && syntax.tag(noun).is_noun()
            && at + 1 == self.own.start;
        let verb = tree.upwards(noun).find(|above| syntax.tag(*above).is_verb())?;
        let mut objects = tree.dependents_as(verb, Relation::Object);
        let is_changed = leaves
            && syntax.is_lemma(verb, Class::LevelChanges)
            && objects.any(|object| object < at && !self.is_counted(object));
        is_changed.then_some(verb)
    }

    /// What changes by so much, where that is set before what comes of it: "with a **price rise** of 4 percent, sales fell".
    pub(super) fn fronted_change(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let governs =
            |at: usize| tree.head(at).filter(|_| tree.relation(at) == Relation::PrepositionObject);
        let of = governs(head).filter(|of| syntax.is(*of, Class::PartPrepositions))?;
        let change = tree.head(of)?;
        let with = governs(change).filter(|at| syntax.is(*at, Class::HavingPrepositions))?;
        let is_named = tree.dependents_as(change, Relation::Compound).next().is_some();
        let is_fronted = tree.head(with).is_some_and(|verb| with < verb);
        (is_named && is_fronted && syntax.is_lemma(change, Class::LevelChanges)).then_some(change)
    }

    /// What lies so far away: "a **town** seven miles away".
    pub(super) fn far_away(&self) -> Option<usize> {
        let syntax = self.view.syntax;
        let away = self.own.end;
        let noun = self.own.start.checked_sub(1).filter(|_| self.kind == Value::Measure)?;
        let joins = |at: usize| syntax.words[at].before == Signs::default();
        let is_away = away < syntax.words.len() && syntax.is(away, Class::WayAdverbs);
        let lies = is_away && joins(away) && joins(self.own.start);
        (lies && syntax.tag(noun).is_noun() && self.is_thing(noun)).then_some(noun)
    }

    /// The noun before what is said aside in front of an "of": "the **loss**, in one night, of 300 ships".
    pub(super) fn before_aside(&self, of: usize) -> Option<usize> {
        let syntax = self.view.syntax;
        let comma = |at: &usize| syntax.words[*at].before == Signs::COMMA;
        let is_of = syntax.is(of, Class::PartPrepositions) && of < self.own.start;
        let begins = (1..of).rev().find(comma).filter(|_| is_of && comma(&of))?;
        let is_aside = syntax.tag(begins) == Tag::Preposition;
        let noun = begins - 1;
        (is_aside && syntax.tag(noun).is_noun() && self.is_thing(noun)).then_some(noun)
    }

    /// Whether a sign stands before a word.
    pub(super) fn is_signed(&self, word: usize) -> bool {
        let words = &self.view.syntax.words;
        words.get(word).is_some_and(|word| word.before != Signs::default())
    }
}

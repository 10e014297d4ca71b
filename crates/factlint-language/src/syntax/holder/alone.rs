//! Values that stand by themselves: shares of what was told of before, and what there is said to be.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::super::{Syntax, View};
use super::ValueKind;
use crate::span::ProseSpan;
use crate::words::Class;
use std::ops::Range;

impl Syntax<'_> {
    /// Whether a share says by itself who or what does something, so that it is one of what was told of before: "**nearly half**
    /// stayed".
    pub fn stands_alone(&self, value: ProseSpan, kind: ValueKind) -> bool {
        self.best().is_some_and(|view| {
            let own = self.words_in(value);
            view.head_in(value).is_some_and(|head| view.is_part_of_told(own, head, kind))
        })
    }

    /// Whether a sentence says that there were so many, and not where, since that was told before: "by 1900 there were 300 houses".
    pub fn is_said_to_be(&self, value: ProseSpan, kind: ValueKind) -> bool {
        self.best().is_some_and(|view| view.is_said_to_be(value, kind))
    }
}

impl View<'_> {
    /// "60 percent of the members came, and nearly **half** stayed": a share of what was told of before.
    fn is_part_of_told(&self, own: Range<usize>, head: usize, kind: ValueKind) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        // "24 came, but only 8 were let in", but not a year
        let is_bare = || {
            let text = syntax.text(head);
            // "half a million"
            let counts = |at: usize| {
                syntax.tag(at) == Tag::Number
                    || matches!(tree.relation(at), Relation::Quantifier | Relation::Compound)
            };
            let is_parted = |at: usize| {
                syntax.words.get(at).is_some_and(|word| word.before != Signs::default())
            };
            own.clone().all(counts)
                && syntax.tag(head) == Tag::Number
                && tree.relation(head).is_subject()
                && !is_parted(own.end)
                && !(text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let mut of = tree.dependents_as(head, Relation::Preposition).filter(|at| *at > head);
        let has_whole = tree.dependents_as(head, Relation::Possessor).next().is_some()
            || of.any(|at| syntax.is(at, Class::PartPrepositions));
        let is_share = kind == ValueKind::Share
            || kind == ValueKind::Measure && (self.is_fraction(own.clone()) || is_bare());
        is_share
            && (tree.relation(head).is_subject() || self.begins_clause(own.end, head))
            && !has_whole
    }

    /// "nearly half", "one-third"
    fn is_fraction(&self, own: Range<usize>) -> bool {
        let last = own.last().map(|word| self.syntax.text(word));
        let part = last.and_then(|text| text.rsplit('-').next());
        part.is_some_and(|part| self.syntax.table.is(part, Class::FractionWord))
    }

    /// Whether a value is the subject of the verb behind it, whatever it is taken for: "in a crisis, only **21 percent** overall
    /// managed", read like an apposition to "crisis".
    fn begins_clause(&self, end: usize, head: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let joins = |at: usize| syntax.words[at].before == Signs::default();
        let next = (end..syntax.words.len())
            .find(|at| !matches!(syntax.tag(*at), Tag::Adverb | Tag::Adjective) || !joins(*at));
        let is_auxiliary = |verb: usize| tree.relation(verb) == Relation::Auxiliary;
        let main = |verb: usize| tree.head(verb).filter(|_| is_auxiliary(verb)).unwrap_or(verb);
        let has_subject =
            |verb: usize| tree.dependents(verb).any(|at| tree.relation(at).is_subject());
        // "Nearly half had left", read like "had half left"
        matches!(tree.relation(head), Relation::Apposition | Relation::Adverb)
            && next.is_some_and(|verb| {
                joins(verb)
                    && matches!(syntax.tag(verb), Tag::Past | Tag::Present | Tag::PresentThird)
                    && !has_subject(verb)
                    && !has_subject(main(verb))
            })
    }

    fn is_said_to_be(&self, value: ProseSpan, kind: ValueKind) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let own = syntax.words_in(value);
        let is_many = own.clone().any(|word| {
            let digits = syntax.text(word).bytes().filter(u8::is_ascii_digit);
            digits.count() > 1
        });
        let is_there = |verb: usize| tree.dependents_as(verb, Relation::Expletive).next().is_some();
        let verb = self
            .head_in(value)
            .and_then(|head| tree.upwards(head).skip(1).find(|above| syntax.tag(*above).is_verb()));
        let when = (0..own.start).any(|word| syntax.tag(word) == Tag::Number);
        kind == ValueKind::Count && is_many && when && verb.is_some_and(is_there)
    }
}

//! What somebody sets: a value that an order sets, or that is another one than the default.

use super::{Told, phrase_in};
use crate::reading::clause;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_> {
    /// The word by which their part of the sentence speaks of what somebody has set, not of a default.
    pub fn set_otherwise_by(&self) -> Option<ProseSpan> {
        if phrase_in(self.tokens, self.sentence, Class::DefaultWord).is_some() {
            return None;
        }
        let mut rest = self.sentence;
        while let Some(word) = phrase_in(self.tokens, rest, Class::SetOtherwise) {
            if !self.is_in_name(word) && !self.is_aside(word) && !self.is_of_another_part(word) {
                return Some(word);
            }
            rest.start = word.end;
        }
        None
    }

    /// Whether a word only tells more of a name: "Larch, the gateway in front of our services".
    fn is_aside(&self, at: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let (Some(tree), Some(word)) = (syntax.trees().first(), syntax.word_at(at.start)) else {
            return false;
        };
        let mut way = tree.upwards(word).take_while(|at| !syntax.tag(*at).is_verb());
        let apposed = way.find(|at| tree.relation(*at) == Relation::Apposition);
        let named = apposed.and_then(|at| tree.head(at)).and_then(|at| syntax.words().get(at));
        named.is_some_and(|named| self.is_in_name(named.span))
    }

    /// Whether a word stands in a condition of the default, or tells in front with what the subject is compared: "unless you choose
    /// another value", "of the four relays that we tried, Brill has".
    fn is_of_another_part(&self, at: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let (Some(tree), Some(word)) = (syntax.trees().first(), syntax.word_at(at.start)) else {
            return false;
        };
        let mut way = tree.upwards(word);
        let is_compared = way.any(|at| {
            tree.relation(at) == Relation::Preposition
                && word::is(syntax.text(at), Class::ShareOpener)
                && syntax.words().get(at).is_some_and(|of| of.span.start == self.sentence.start)
        });
        let asks = || {
            let here = clause::innermost(self.clauses, at.start)?.span;
            let opener = self.words(here).next()?.0;
            (!here.contains(self.span)).then(|| self.asks_for_default(opener, here))
        };
        is_compared || asks().unwrap_or(false)
    }

    /// "Set it to 3 seconds".
    pub(super) fn instructed_by(&self) -> Option<ProseSpan> {
        if !self.tokens.holds(Class::Instruction) || self.bound().is_some() {
            return None;
        }
        let here = clause::innermost(self.clauses, self.span.start)?;
        let clause = clause::outer(self.clauses, here).span;
        let instruction = |within: ProseSpan| {
            let mut words = self.words(within);
            words
                .find(|(_, found)| !word::is(found, Class::BeforeInstruction))
                .filter(|(at, found)| {
                    word::is(found, Class::Instruction)
                        && at.end <= self.span.start
                        && !self.is_part_of_label(*at)
                        && !self.is_told_of_something(*at)
                        && !self.is_label(*at, found)
                })
                .map(|(at, _)| at)
        };
        instruction(clause)
            .or_else(|| instruction(self.sentence).filter(|order| !self.are_told_besides(*order)))
    }

    /// "Our hubs now run firmware 5.3.0", "set among trees, the house is": whether what looks like an order is told of somebody or
    /// something.
    fn is_told_of_something(&self, order: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let verb = syntax.word_at(order.start)?;
            let is_front = tree.relation(verb) == Relation::AdverbClause
                && matches!(syntax.tag(verb), Tag::Adjective | Tag::Participle)
                && tree.dependents_as(verb, Relation::Object).next().is_none();
            if is_front {
                return Some(true);
            }
            let who = tree.dependents_as(verb, Relation::Subject).find(|who| *who < verb)?;
            let is_open = tree.dependents_as(verb, Relation::Auxiliary).next().is_none();
            Some(is_open && syntax.tag(who).is_noun())
        };
        told().unwrap_or(false)
    }

    /// Whether a word that could be an order is a label by itself: "Type: girls' school".
    fn is_label(&self, order: ProseSpan, found: &str) -> bool {
        let rest = &self.prose[order.end as usize..self.sentence.end.max(order.end) as usize];
        word::is(found, Class::LabelWord)
            && order.start == self.sentence.start
            && rest.trim_start_matches(['*', '_']).starts_with(':')
    }

    /// Whether a word that could be an order stands before the noun of a label: "Pass rate: 59%".
    fn is_part_of_label(&self, order: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let order = syntax.word_at(order.start)?;
            let noun = tree.head(order).filter(|noun| *noun == order + 1)?;
            let is_part = matches!(tree.relation(order), Relation::Modifier | Relation::Compound);
            let label = syntax.words().get(noun)?.span;
            let rest = self.prose[label.end as usize..self.sentence.end as usize].trim_start();
            Some(is_part && syntax.tag(noun).is_noun() && rest.starts_with(':'))
        };
        told().unwrap_or(false)
    }

    /// Whether they stand in a clause that only tells more of what an order names, or behind its colon: "wait for Brill, whose timeout
    /// is 3 seconds", "put the plate into the dark: the incubation lasts 60 minutes", not "set it so: the timeout is 3 seconds".
    fn are_told_besides(&self, order: ProseSpan) -> bool {
        let syntax = (self.analysis)();
        let told = || {
            let tree = syntax.trees().first()?;
            let value = syntax.head_in(self.span)?;
            let mut way = tree.upwards(value);
            let verb = way.find(|at| {
                syntax.tag(*at).is_verb()
                    && tree.dependents(*at).any(|who| tree.relation(who).is_subject())
            })?;
            let opener = syntax.words().get(verb)?.span.start;
            let between = ProseSpan { start: order.end, end: opener.max(order.end) };
            let is_parted = super::is_parted(between.of(self.prose))
                && !word::is(order.of(self.prose), Class::Setting);
            Some(is_parted || tree.relation(verb) == Relation::RelativeClause)
        };
        told().unwrap_or(false)
    }
}

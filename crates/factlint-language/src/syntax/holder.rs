//! What holds a value, where nobody asks with a cue and with names: the thing of which a figure or a date tells
//! something. From the value upwards, the first thing that is no measure itself.

use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// What kind of value it is whose holder is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A measure or a bare number: "900 km", "$5 million".
    Measure,
    /// A share of something: "8 percent", "a fourth".
    Share,
    /// Counted things: "six patients".
    Count,
    /// A length of time: "two years" tells nothing of what it only dates.
    Duration,
    /// A date.
    Date,
}

impl Syntax<'_> {
    /// The word for what a value tells something of: a noun, a name or a pronoun; none where it only dates
    /// something, or stands for things that nothing has.
    ///
    /// "The **bridge** has a length of 900 m", "a 30-minute **conversation**", "cut the **deficit** by a third".
    pub fn holder(&self, value: ProseSpan, kind: Value) -> Answer<Option<usize>> {
        self.ask(None, |view| Search::of(view, value, kind).holder(), PartialEq::eq)
    }
}

/// A search for a holder.
struct Search<'s> {
    view: View<'s>,
    kind: Value,
    /// The words of the value, which hold nothing.
    own: std::ops::Range<usize>,
    /// The word of the value on which its others depend.
    head: Option<usize>,
}

impl<'s> Search<'s> {
    fn of(view: View<'s>, value: ProseSpan, kind: Value) -> Self {
        let mut own = view.syntax.words_in(value);
        let mut head = view.head_in(value);
        let mut kind = kind;
        // "three separate departments": the number alone was read, and it counts these.
        let counted = head
            .filter(|word| view.tree.relation(*word) == Relation::NumberModifier)
            .and_then(|word| view.tree.head(word))
            .filter(|noun| kind == Value::Measure && *noun >= own.end)
            .filter(|noun| matches!(view.syntax.tag(*noun), Tag::Nouns | Tag::Names));
        if let Some(noun) = counted {
            (own, head, kind) = (own.start..noun + 1, Some(noun), Value::Count);
        }
        Self { view, kind, own, head }
    }

    fn holder(&self) -> Option<usize> {
        let head = self.head?;
        if self.is_only_mentioned(head) || self.only_dates(head) {
            return None;
        }
        let found = self.above(head).filter(|word| self.is_thing(*word));
        // "we have three branches of government"
        let found = found.or_else(|| self.possessor(head).filter(|_| self.kind != Value::Date))?;
        Some(self.outermost(self.within(found)))
    }

    /// The noun of which a word is only a part or an apposition: "tubes" for "torpedo" of "torpedo tubes".
    fn outermost(&self, word: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        tree.upwards(word)
            .find(|above| {
                let joins =
                    matches!(tree.relation(*above), Relation::Compound | Relation::Apposition);
                !joins || !tree.head(*above).is_some_and(|head| syntax.tag(head).is_noun())
            })
            .unwrap_or(word)
    }

    /// "the two leaders", "in one step": nothing is told by their number.
    fn is_only_mentioned(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        if self.kind != Value::Count || self.modifies(head) || self.is_had(head) {
            return false;
        }
        let one =
            syntax.table.value_of(syntax.text(self.own.start), Class::DigitWords) == Some(1.0);
        if one && !self.is_object(head) {
            return true;
        }
        let definite = tree
            .dependents_as(head, Relation::Determiner)
            .chain(self.own.start.checked_sub(1))
            .any(|word| syntax.is(word, Class::DefiniteDeterminers));
        let owned = tree.dependents_as(head, Relation::Possessor).next().is_some();
        definite && !owned && !self.is_object(head)
    }

    /// "the 22,000-word message"
    fn modifies(&self, head: usize) -> bool {
        let beside = [
            Relation::Modifier,
            Relation::Compound,
            Relation::NumberModifier,
            Relation::NounAdverb,
        ];
        beside.contains(&self.view.tree.relation(head))
    }

    /// "a trait with one method"
    fn is_had(&self, head: usize) -> bool {
        let tree = self.view.tree;
        tree.relation(head) == Relation::PrepositionObject
            && tree.head(head).is_some_and(|at| self.view.syntax.is(at, Class::HavingPrepositions))
    }

    /// "two years ago", "for three years": nobody has these.
    fn only_dates(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        if self.kind != Value::Duration || self.possessor(head).is_some() {
            return false;
        }
        match tree.relation(head) {
            // "19 years old", but not "seven years ago".
            Relation::NounAdverb | Relation::NumberModifier => {
                !tree.head(head).is_some_and(|above| {
                    let tag = syntax.tag(above);
                    tag.is_noun() || matches!(tag, Tag::Adjective | Tag::Comparative)
                })
            }
            Relation::PrepositionObject => tree.head(head).is_some_and(|preposition| {
                let Some(above) = tree.head(preposition) else { return true };
                let lasting = || {
                    syntax.is(preposition, Class::LastingPrepositions)
                        && self.view.syntax.is_lemma(above, Class::LastingVerbs)
                };
                let of = || syntax.is(preposition, Class::OwningPrepositions);
                if syntax.tag(above).is_verb() { !lasting() } else { !of() }
            }),
            // "It is 30 years since ..."
            Relation::Attribute => tree.head(head).is_some_and(|verb| {
                let subject = self.view.subject_of(verb).0;
                subject.is_none_or(|subject| syntax.tag(subject).is_pronoun())
            }),
            Relation::Object | Relation::Modifier | Relation::Compound => false,
            Relation::Apposition | Relation::Conjunct => false,
            _ => true,
        }
    }

    /// The first thing on the way up from a word of the value.
    fn above(&self, start: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let mut at = start;
        if syntax.tag(start).is_verb() {
            // "doubled the request", "the price has tripled"
            let object = tree.dependents_as(start, Relation::Object).find(|at| self.is_thing(*at));
            return object.or_else(|| self.subject(start, start));
        }
        for _ in 0..tree.heads.len() {
            if !self.is_direction(at)
                && (at != start || self.has_parts(at))
                && let Some(owner) = self.possessor(at)
            {
                return Some(owner);
            }
            if tree.relation(at).is_subject() && (at == start || self.is_measure(at)) {
                return None;
            }
            let head = tree.head(at)?;
            if syntax.tag(head).is_verb() || self.has_subject(head) {
                return self.of_verb(head, at);
            }
            // "rose 32 points or 0.9 %": what it is coordinated with is another value.
            let is_other = tree.relation(at) == Relation::Conjunct || self.is_direction(head);
            if self.is_thing(head) && !self.is_measure(head) && !is_other {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// Whether what stands behind "of" has the value itself: "8 percent of the budget", but not "the cost of $5 million
    /// for" and not "takes two bytes of storage".
    fn has_parts(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let told = tree.head(head).is_some_and(|preposition| {
            tree.relation(head) == Relation::PrepositionObject
                && syntax.is(preposition, Class::OwningPrepositions)
        });
        match self.kind {
            Value::Share | Value::Duration => true,
            Value::Count => !self.is_object(head),
            Value::Measure => !told && !self.is_object(head),
            Value::Date => false,
        }
    }

    /// "south" of "10 km south of the town": the town has no such distance.
    fn is_direction(&self, word: usize) -> bool {
        self.view.syntax.is(word, Class::DirectionWords)
    }

    /// Who has a word, by "of" or "'s": "a fourth of the output", "its range", "the range of the missile".
    fn possessor(&self, word: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if let Some(owner) = tree.dependents_as(word, Relation::Possessor).next() {
            if view.syntax.tag(owner) == Tag::RelativePossessive {
                return view.antecedent(word).0;
            }
            return Some(owner);
        }
        // "a voucher worth $2,600 for workers": these have no such value.
        let class = match self.head == Some(word) {
            true => Class::PartPrepositions,
            false => Class::OwningPrepositions,
        };
        let behind = tree.dependents_as(word, Relation::Preposition).filter(|at| *at > word);
        behind
            .filter(|at| view.syntax.is(*at, class))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| self.is_thing(*at))
            .map(|owner| self.within(owner))
    }

    /// The thing behind "some of the sites", "the rate of the growth", "this kind of program".
    fn within(&self, word: usize) -> usize {
        let (view, tree) = (self.view, self.view.tree);
        let is_part = self.is_measure(word)
            || view.syntax.tag(word) == Tag::Determiner
            || view.syntax.is_lemma(word, Class::PartitiveNouns);
        if !is_part {
            return word;
        }
        let deeper = tree
            .dependents_as(word, Relation::Preposition)
            .filter(|at| *at > word && view.syntax.is(*at, Class::OwningPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| *at > word && self.is_thing(*at));
        deeper.unwrap_or(word)
    }

    /// Of what a verb tells the value that hangs on it by `at`.
    fn of_verb(&self, verb: usize, at: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let syntax = view.syntax;
        if tree.relation(at).is_subject() {
            return None;
        }
        // "giving it a length of 900 m"
        let given = tree.dependents_as(verb, Relation::Dative).find(|word| self.is_thing(*word));
        if given.is_some() && self.kind != Value::Date {
            return given;
        }
        // "cut the deficit by a third", "doubled my request to $100m"
        let changed = tree.dependents_as(verb, Relation::Object).find(|word| {
            self.is_thing(*word) && !self.is_measure(*word) && !self.is_counted(*word)
        });
        if tree.relation(at) == Relation::Preposition
            && syntax.is(at, Class::ChangingPrepositions)
            && let Some(changed) = changed
        {
            return Some(changed);
        }
        let subject = self.subject(verb, at)?;
        if self.is_measure(subject) {
            // "the range of the missile is", "the limit is"
            return self.possessor(subject).or(Some(subject));
        }
        if syntax.is(subject, Class::GenericSubjects) || syntax.is(subject, Class::TalkPronouns) {
            if self.kind == Value::Duration {
                return None;
            }
            if tree.relation(at) == Relation::Preposition && self.kind == Value::Count {
                return changed;
            }
            let placed = || self.head.and_then(|head| self.placed(head));
            // Of a whole clause only a place with a name: "in a real sense" is none.
            let is_name = |word: &usize| matches!(syntax.tag(*word), Tag::Name | Tag::Names);
            return changed.or_else(placed).or_else(|| self.placed(verb).filter(is_name));
        }
        Some(subject)
    }

    /// The subject of a verb; of several, the one nearest before what hangs on it.
    fn subject(&self, verb: usize, at: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "the skill of packing two punchlines": the skill has none.
        let gerund_of_noun = tree.relation(verb) == Relation::PrepositionClause
            && tree
                .head(verb)
                .and_then(|preposition| tree.head(preposition))
                .is_some_and(|noun| view.syntax.tag(noun).is_noun());
        if gerund_of_noun {
            return None;
        }
        let near = |word: &usize| {
            tree.relation(*word).is_subject() && !view.syntax.tag(*word).is_relative()
        };
        let helpers = tree.dependents(verb).filter(|word| {
            matches!(tree.relation(*word), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let before: Vec<usize> = helpers
            .chain([verb])
            .flat_map(|verb| tree.dependents(verb))
            .filter(|word| *word < at && near(word) && self.is_thing(*word))
            .collect();
        if let Some(last) = before.iter().max() {
            return Some(*last);
        }
        let subject = view.subject_of(verb).0?;
        // "... was up 0.5 % at 1,003 and Honda declined": what was said before the "and" goes with that.
        let parted = (at..subject).any(|word| view.syntax.tag(word) == Tag::Conjunction)
            || self.is_parted(at, subject);
        let earlier = || (0..at).rev().find(near);
        Some(if parted { earlier().unwrap_or(subject) } else { subject })
    }

    /// Whether a semicolon stands between two words.
    fn is_parted(&self, one: usize, other: usize) -> bool {
        let (syntax, prose) = (self.view.syntax, &self.view.syntax.prose);
        let place = |word: usize| syntax.words().get(word).map(|word| word.span);
        let (Some(one), Some(other)) = (place(one), place(other)) else { return false };
        prose.get(one.end as usize..other.start as usize).is_some_and(|gap| gap.contains(';'))
    }

    /// Where something is told to be, behind a word: "you get 10 seats **on Starter**".
    fn placed(&self, word: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        tree.dependents_as(word, Relation::Preposition)
            .filter(|at| syntax.is(*at, Class::FrontingPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| self.is_thing(*at))
    }

    /// "the year", but not "the response time".
    fn is_time(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        syntax.is_lemma(word, Class::TimeNouns)
            && tree.dependents_as(word, Relation::Compound).next().is_none()
    }

    /// "fell 74 points to 5,620": the points are another value.
    fn is_counted(&self, word: usize) -> bool {
        self.view.tree.dependents_as(word, Relation::NumberModifier).next().is_some()
    }

    fn has_subject(&self, word: usize) -> bool {
        let tree = self.view.tree;
        tree.dependents(word).any(|below| tree.relation(below).is_subject())
    }

    fn is_object(&self, word: usize) -> bool {
        matches!(self.view.tree.relation(word), Relation::Object | Relation::Attribute)
    }

    /// Whether a word says what is measured: another thing has it.
    fn is_measure(&self, word: usize) -> bool {
        let syntax = self.view.syntax;
        syntax.is(word, Class::MeasureNouns) || syntax.is_lemma(word, Class::DimensionNouns)
    }

    fn is_thing(&self, word: usize) -> bool {
        let tag = self.view.syntax.tag(word);
        let syntax = self.view.syntax;
        let noun = tag.is_noun() || tag.is_pronoun() || tag == Tag::Determiner;
        noun && !self.own.contains(&word)
            && !self.is_time(word)
            && !syntax.is(word, Class::PartWords)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word that holds a value in a tree that is written by hand; empty for none.
    #[allow(clippy::unwrap_used, reason = "a test that fails tells where")]
    fn holder(tree: &str, value: &str, kind: Value) -> String {
        let syntax = Syntax::from_text(tree).unwrap();
        let start = syntax.prose.find(value).unwrap();
        let answer = syntax.holder(ProseSpan::new(start, start + value.len()), kind);
        answer.value.map(|word| syntax.text(word).to_owned()).unwrap_or_default()
    }

    #[test]
    fn the_subject_holds_what_its_measure_is() {
        let tree = "The DT 2 det\nferry NN 3 subj\nhas VBZ 0 root\na DT 5 det\nrange NN 3 obj\n\
                    of IN 5 prep\n90km FIG 6 pobj";
        assert_eq!(holder(tree, "90km", Value::Measure), "ferry");
        let tree = "the DT 2 det\nrange NN 6 subj\nof IN 2 prep\nthe DT 5 det\nferry NN 3 pobj\n\
                    is VBZ 0 root\n90km FIG 6 attr";
        assert_eq!(holder(tree, "90km", Value::Measure), "ferry");
        let tree = "costs NNS 2 subj\nrose VBD 0 root\nby IN 2 prep\n8% FIG 3 pobj";
        assert_eq!(holder(tree, "8%", Value::Share), "costs");
    }

    #[test]
    fn what_is_changed_holds_the_change() {
        let tree = "the DT 2 det\ncouncil NN 3 subj\ncut VBD 0 root\nthe DT 5 det\ndeficit NN 3 obj\n\
                    by IN 3 prep\n8% FIG 6 pobj";
        assert_eq!(holder(tree, "8%", Value::Share), "deficit");
    }

    #[test]
    fn a_share_is_of_its_whole() {
        let tree = "they PRP 2 subj\nspend VBP 0 root\n8% FIG 2 obj\nof IN 3 prep\nthe DT 6 det\n\
                    budget NN 4 pobj";
        assert_eq!(holder(tree, "8%", Value::Share), "budget");
    }

    #[test]
    fn a_noun_holds_what_stands_before_it() {
        let tree = "the DT 3 det\n30-minute ATT 3 amod\ntalk NN 4 subj\nended VBD 0 root";
        assert_eq!(holder(tree, "30-minute", Value::Duration), "talk");
        // "torpedo" is only a part of "tubes".
        let tree = "six CD 4 nummod\n533mm ATT 3 amod\ntorpedo NN 4 compound\ntubes NNS 0 root";
        assert_eq!(holder(tree, "533mm", Value::Measure), "tubes");
    }

    #[test]
    fn times_that_only_date_have_no_holder() {
        let tree = "The DT 2 det\nferry NN 3 subj\nsank VBD 0 root\n2years FIG 5 npadvmod\nago RB 3 advmod";
        assert_eq!(holder(tree, "2years", Value::Duration), "");
        let tree =
            "The DT 2 det\nstrike NN 3 subj\nlasted VBD 0 root\nfor IN 3 prep\n2weeks FIG 4 pobj";
        assert_eq!(holder(tree, "2weeks", Value::Duration), "strike");
    }

    #[test]
    fn things_that_were_named_before_are_not_counted() {
        let tree = "The DT 3 det\ntwo CD 3 nummod\nleaders NNS 4 subj\nmet VBD 0 root";
        assert_eq!(holder(tree, "two leaders", Value::Count), "");
        let tree =
            "The DT 2 det\nenum NN 3 subj\nhas VBZ 0 root\nfour CD 5 nummod\nvariants NNS 3 obj";
        assert_eq!(holder(tree, "four variants", Value::Count), "enum");
    }

    #[test]
    fn who_speaks_holds_nothing() {
        let tree = "We PRP 2 subj\nsaw VBD 0 root\nsix CD 4 nummod\nships NNS 2 obj";
        assert_eq!(holder(tree, "six ships", Value::Count), "");
    }
}

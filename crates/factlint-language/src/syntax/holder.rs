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
            .filter(|noun| {
                // "the two Pis"
                let written = |word: usize| view.syntax.text(word).chars().all(char::is_alphabetic);
                match view.syntax.tag(*noun) {
                    Tag::Nouns | Tag::Names => true,
                    Tag::Name => own.clone().all(written),
                    _ => false,
                }
            });
        if let Some(noun) = counted {
            (own, head, kind) = (own.start..noun + 1, Some(noun), Value::Count);
        }
        Self { view, kind, own, head }
    }

    fn holder(&self) -> Option<usize> {
        let tree = self.view.tree;
        let head = self.head?;
        if self.is_only_mentioned(head) || self.only_dates(head) {
            return None;
        }
        let found = self.above(head).filter(|word| self.is_thing(*word));
        // "less than half that amount is left"
        let found = found.or_else(|| {
            let noun = tree.head(head).filter(|noun| self.is_thing(*noun))?;
            let fits = self.kind == Value::Share || self.is_measure(noun);
            let beside = fits && tree.relation(head) == Relation::NumberModifier;
            beside.then(|| self.possessor(noun).unwrap_or(noun))
        });
        // "we have three branches of government"
        let found = found.or_else(|| self.possessor(head).filter(|_| self.kind != Value::Date))?;
        Some(self.whole(self.outermost(self.within(found))))
    }

    /// The last noun of what reads like two things and is one: "Association" for "Beer" of "the Beer and Pub Association,
    /// which has". One verb tells that it is one.
    fn whole(&self, word: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let below = |relation: Relation| tree.dependents_as(word, relation).last();
        let joined = below(Relation::Conjunction).zip(below(Relation::Conjunct));
        let Some((conjunction, last)) = joined else { return word };
        let is_singular = |verb: usize| {
            let helps = |at: &usize| {
                matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
            };
            let helpers = tree.dependents(verb).filter(helps);
            helpers.chain([verb]).any(|at| syntax.tag(at) == Tag::PresentThird)
        };
        let is_subject = tree.relation(word).is_subject();
        let told = tree.head(word).filter(|_| is_subject).is_some_and(is_singular);
        let related = tree.dependents_as(word, Relation::RelativeClause).any(|verb| {
            let mut subjects = tree.dependents(verb).filter(|at| tree.relation(*at).is_subject());
            subjects.any(|at| syntax.tag(at).is_relative()) && is_singular(verb)
        });
        let beside = |relation: Relation| tree.dependents_as(last, relation).next().is_some();
        let is_one = (told || related)
            && syntax.is(conjunction, Class::JoiningConjunctions)
            && syntax.tag(last).is_noun()
            && word < conjunction
            && conjunction < last
            && beside(Relation::Compound)
            && !beside(Relation::Determiner)
            && !beside(Relation::Possessor);
        if is_one { last } else { word }
    }

    /// The noun of which a word is only a part or an apposition: "tubes" for "torpedo" of "torpedo tubes".
    fn outermost(&self, word: usize) -> usize {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        tree.upwards(word)
            .find(|above| {
                let Some(head) = tree.head(*above).filter(|head| syntax.tag(*head).is_noun())
                else {
                    return true;
                };
                match tree.relation(*above) {
                    Relation::Compound => false,
                    // "a bold choice: Lee, who turned 40", "Example 2: a cluster with three nodes"
                    Relation::Apposition => self.is_parted(head, *above, &[':', ';']),
                    _ => true,
                }
            })
            .unwrap_or(word)
    }

    /// "the two leaders", "in one step": nothing is told by their number.
    fn is_only_mentioned(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        if self.kind != Value::Count || self.modifies(head) || self.is_had(head) {
            return false;
        }
        // "it should be long for two reasons"
        let governed = tree.relation(head) == Relation::PrepositionObject;
        if governed && syntax.is_lemma(head, Class::AdverbialNouns) {
            return true;
        }
        let one =
            syntax.table.value_of(syntax.text(self.own.start), Class::DigitWords) == Some(1.0);
        if one && !self.is_object(head) {
            return true;
        }
        let definite = tree
            .dependents_as(head, Relation::Determiner)
            .chain(self.own.start.checked_sub(1))
            .any(|word| {
                // "shared across all three releases"
                syntax.is(word, Class::DefiniteDeterminers)
                    || governed && syntax.is(word, Class::WholeDeterminers)
            });
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
        let owner = self.possessor(head);
        if self.kind != Value::Duration {
            return false;
        }
        // "the ship's ten days at sea", but not "spent their last four years there"
        if let Some(owner) = owner {
            return syntax.tag(owner).is_pronoun();
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
                        && syntax.is_lemma(above, Class::LastingVerbs)
                        // "terms range from one to four years"
                        || syntax.is(preposition, Class::RangingPrepositions)
                            && syntax.is_lemma(above, Class::RangingVerbs)
                };
                let of = || syntax.is(preposition, Class::OwningPrepositions);
                if syntax.tag(above).is_verb() { !lasting() } else { !of() }
            }),
            // "It is 30 years since ..."
            Relation::Attribute => tree.head(head).is_some_and(|verb| {
                let subject = self.view.subject_of(verb).0;
                subject.is_none_or(|subject| {
                    // "when she was six"
                    syntax.tag(subject).is_pronoun() && !syntax.is(subject, Class::PersonalPronoun)
                })
            }),
            // "treasure the four years that"
            Relation::Object => tree.dependents_as(head, Relation::RelativeClause).next().is_some(),
            Relation::Modifier | Relation::Compound => false,
            Relation::Apposition | Relation::Conjunct => false,
            _ => true,
        }
    }

    /// The first thing on the way up from a word of the value.
    fn above(&self, start: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let mut at = start;
        // "doubled the request", "the price has tripled"
        let is_word = syntax.text(start).chars().all(char::is_alphabetic);
        let mut objects = tree.dependents_as(start, Relation::Object).filter(|_| is_word);
        let object = objects.find(|at| self.is_thing(*at));
        if syntax.tag(start).is_verb() || object.is_some() {
            return object.or_else(|| self.subject(start, start));
        }
        for _ in 0..tree.heads.len() {
            // "at twice the rate of inflation": inflation is what it is compared with.
            let is_base = tree.relation(start) == Relation::NumberModifier
                && tree.head(start) == Some(at)
                && (syntax.tag(start) == Tag::Figure && self.is_measure(at)
                    || syntax.is(start, Class::MultipleWords)
                    || syntax.text(start).ends_with(" times"));
            if !self.is_direction(at)
                && !is_base
                && (at != start || self.has_parts(at))
                && let Some(owner) = self.possessor(at)
            {
                return Some(owner);
            }
            if tree.relation(at).is_subject() && (at == start || self.is_measure(at)) {
                return tree.head(at).and_then(|state| self.leaving(state));
            }
            let head = tree.head(at)?;
            // "down from the 5.9 % estimated in May to 3.2 %": no estimate has it.
            let told = matches!(tree.relation(head), Relation::NounClause)
                .then(|| tree.head(head))
                .flatten()
                .filter(|value| matches!(syntax.tag(*value), Tag::Figure | Tag::Number));
            if let Some(value) = told.filter(|value| *value < head) {
                at = value;
                continue;
            }
            if syntax.tag(head).is_verb() || self.has_subject(head) {
                return self.of_verb(head, at);
            }
            // "rose 32 points or 0.9 %": what it is coordinated with is another value.
            let is_other = tree.relation(at) == Relation::Conjunct || self.is_direction(head);
            if self.is_thing(head) && !self.is_measure(head) && !is_other {
                // "the city is home to 3 million people"
                let is_state = tree.relation(head) == Relation::Attribute
                    && syntax.is(at, Class::ReceiverPrepositions);
                let city = tree.head(head).filter(|_| is_state);
                return city.and_then(|verb| self.subject(verb, head)).or(Some(head));
            }
            at = head;
        }
        None
    }

    /// What brought about the state of what is counted: "the **storm** left six people dead".
    fn leaving(&self, state: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let below = [Relation::Object, Relation::Complement, Relation::OpenComplement];
        let verb = tree.head(state).filter(|_| below.contains(&tree.relation(state)))?;
        syntax.is_lemma(verb, Class::LeavingVerbs).then(|| self.subject(verb, state))?
    }

    /// Whether what stands behind "of" has the value itself: "8 percent of the budget", but not "the cost of $5 million
    /// for" and not "takes two bytes of storage".
    fn has_parts(&self, head: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let told = tree.head(head).is_some_and(|preposition| {
            tree.relation(head) == Relation::PrepositionObject
                && syntax.is(preposition, Class::OwningPrepositions)
        });
        let told_of_noun = tree.relation(head) == Relation::PrepositionObject
            && tree.head(head).is_some_and(|preposition| {
                let above = tree.head(preposition);
                !syntax.is(preposition, Class::OwningPrepositions)
                    && above.is_some_and(|noun| syntax.tag(noun).is_noun())
            });
        match self.kind {
            Value::Share | Value::Duration => true,
            // "a server in 40 lines of code", but "attacks on two of the sites"
            Value::Count => !(self.is_object(head) || told_of_noun && syntax.tag(head).is_noun()),
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
        // "there are five holds on this ship": nobody else has them.
        if tree.dependents_as(verb, Relation::Expletive).next().is_some() {
            return self.head.and_then(|head| self.placed(head));
        }
        // "giving it a length of 900 m"
        let given = tree
            .dependents_as(verb, Relation::Dative)
            .find(|word| self.is_thing(*word) && !syntax.is(*word, Class::TalkPronouns));
        if given.is_some() && self.kind != Value::Date {
            return given;
        }
        // "cut the deficit by a third", "doubled my request to $100m"
        let changed = tree.dependents_as(verb, Relation::Object).find(|word| {
            self.is_thing(*word) && !self.is_measure(*word) && !self.is_counted(*word)
        });
        if tree.relation(at) == Relation::Preposition && syntax.is(at, Class::ChangingPrepositions)
        {
            // "took the oath at 22 years": no oath is so long.
            let aged = self.kind == Value::Duration && !syntax.is(at, Class::RangingPrepositions);
            if changed.is_some() && !aged {
                return changed;
            }
            // "increase the number of inspectors by a third", "raise the minimum to $5"
            let measure = tree
                .dependents_as(verb, Relation::Object)
                .find(|word| self.is_thing(*word) && self.is_measure(*word));
            if let Some(measure) = measure.filter(|_| self.kind != Value::Count) {
                return self.possessor(measure).or(Some(measure));
            }
        }
        // "puts the cost at $5 million", "placed her two points behind"
        let put = changed.filter(|_| syntax.is_lemma(verb, Class::PuttingVerbs));
        if put.is_some() {
            return put;
        }
        let subject = self.controller(verb).or_else(|| self.subject(verb, at))?;
        if self.is_measure(subject) {
            // "the range of the missile is", "the limit is"
            return self.possessor(subject).or(Some(subject));
        }
        // "Users get ten seats", but not "the average users spend"
        let is_bare = || tree.dependents_as(subject, Relation::Modifier).next().is_none();
        let is_generic = syntax.is(subject, Class::GenericSubjects) && is_bare();
        if is_generic || syntax.is(subject, Class::TalkPronouns) {
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

    /// Who does what an infinitive tells: "requires the **team** to travel 500 miles".
    fn controller(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let matrix = tree.head(verb)?;
        if tree.relation(verb) != Relation::OpenComplement
            || !syntax.is_lemma(matrix, Class::ControlVerbs)
        {
            return None;
        }
        let mut objects = tree.dependents(matrix).filter(|word| {
            matches!(tree.relation(*word), Relation::Object | Relation::Dative)
                && (matrix..verb).contains(word)
        });
        objects.find(|word| self.is_thing(*word))
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
            || self.is_parted(at, subject, &[';']);
        let earlier = || (0..at).rev().find(near);
        Some(if parted { earlier().unwrap_or(subject) } else { subject })
    }

    /// Whether one of some signs stands between two words.
    fn is_parted(&self, one: usize, other: usize, signs: &[char]) -> bool {
        let (syntax, prose) = (self.view.syntax, &self.view.syntax.prose);
        let place = |word: usize| syntax.words().get(word).map(|word| word.span);
        let (Some(one), Some(other)) = (place(one), place(other)) else { return false };
        prose.get(one.end as usize..other.start as usize).is_some_and(|gap| gap.contains(signs))
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
        syntax.is(word, Class::MeasureNouns)
            || syntax.is(word, Class::ExtremeNouns)
            || syntax.is_lemma(word, Class::DimensionNouns)
    }

    fn is_thing(&self, word: usize) -> bool {
        let tag = self.view.syntax.tag(word);
        let syntax = self.view.syntax;
        let noun = tag.is_noun() || tag.is_pronoun() || tag == Tag::Determiner;
        noun && !self.own.contains(&word)
            && !self.is_time(word)
            && !syntax.is(word, Class::PartWords)
            && !syntax.is(word, Class::IndefinitePronouns)
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
    fn what_a_colon_parts_is_no_apposition() {
        // Read like "a bold choice, Larsen".
        let tree = "It PRP 2 subj\nwas VBD 0 root\na DT 4 det\nchoice NN 2 attr\n: SYM 4 other\n\
                    Larsen NNP 4 appos\nwho WP 8 subj\nturned VBD 6 relcl\n50 FIG 8 obj";
        assert_eq!(holder(tree, "50", Value::Measure), "Larsen");
    }

    #[test]
    fn one_verb_makes_one_thing_of_two_names() {
        let tree = "the DT 2 det\nRoad NNP 8 subj\nand CC 2 cc\nRail NNP 5 compound\n\
                    Society NNP 2 conj\nnow RB 8 advmod\nalso RB 8 advmod\nhas VBZ 0 root\n\
                    900 CD 10 nummod\nmembers NNS 8 obj";
        assert_eq!(holder(tree, "900 members", Value::Count), "Society");
    }

    #[test]
    fn whoever_is_made_to_do_it_has_it() {
        let tree = "It PRP 2 subj\nrequired VBD 0 root\nthe DT 4 det\nteam NN 2 obj\nto TO 6 aux\n\
                    travel VB 2 xcomp\n900km FIG 6 obj";
        assert_eq!(holder(tree, "900km", Value::Measure), "team");
        let tree = "the DT 2 det\nstorm NN 3 subj\nleft VBD 0 root\nsix CD 5 nummod\n\
                    people NNS 6 subj\ndead JJ 3 ccomp";
        assert_eq!(holder(tree, "six people", Value::Count), "storm");
    }

    #[test]
    fn what_is_changed_may_be_a_number() {
        let tree = "they PRP 2 subj\ncut VBD 0 root\nthe DT 4 det\nnumber NN 2 obj\nof IN 4 prep\n\
                    counters NNS 5 pobj\nby IN 2 prep\n8% FIG 7 pobj";
        assert_eq!(holder(tree, "8%", Value::Share), "counters");
        // What it is compared with has it not.
        let tree = "wages NNS 2 subj\nrose VBD 0 root\nat IN 2 prep\ntwice FIG 6 nummod\n\
                    the DT 6 det\nrate NN 3 pobj\nof IN 6 prep\ninflation NN 7 pobj";
        assert_eq!(holder(tree, "twice", Value::Measure), "wages");
        // "From the 5 % told before to 3 %"
        let tree = "growth NN 2 subj\nfell VBD 0 root\nfrom IN 2 prep\n5% FIG 3 pobj\n\
                    told VBN 4 acl\nto IN 5 prep\n3% FIG 6 pobj";
        assert_eq!(holder(tree, "3%", Value::Share), "growth");
    }

    #[test]
    fn circumstances_are_nobodys() {
        let tree = "it PRP 2 subj\nfailed VBD 0 root\nfor IN 2 prep\ntwo CD 5 nummod\n\
                    reasons NNS 3 pobj";
        assert_eq!(holder(tree, "two reasons", Value::Count), "");
        let tree = "it PRP 2 subj\nshipped VBD 0 root\nin IN 2 prep\nall DT 6 det\ntwo CD 6 nummod\n\
                    regions NNS 3 pobj";
        assert_eq!(holder(tree, "two regions", Value::Count), "");
        let tree = "she PRP 2 subj\nspent VBD 0 root\ntheir PRP$ 4 poss\n2years FIG 2 obj";
        assert_eq!(holder(tree, "2years", Value::Duration), "");
    }

    #[test]
    fn what_there_is_stands_where_it_is() {
        let tree = "he PRP 2 subj\nsaid VBD 0 root\nthere EX 4 expl\nare VBP 2 ccomp\n\
                    five CD 6 nummod\nholds NNS 4 attr\non IN 6 prep\nthe DT 9 det\nship NN 7 pobj";
        assert_eq!(holder(tree, "five holds", Value::Count), "ship");
    }

    #[test]
    fn who_speaks_holds_nothing() {
        let tree = "We PRP 2 subj\nsaw VBD 0 root\nsix CD 4 nummod\nships NNS 2 obj";
        assert_eq!(holder(tree, "six ships", Value::Count), "");
    }
}

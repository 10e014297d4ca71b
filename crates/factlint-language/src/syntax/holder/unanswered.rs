//! What is told of where the way up from a value ends at nothing: beside which noun, in which bracket, of which whole it stands.

use super::super::group::Signs;
use super::super::label::{Relation, Tag};
use super::{Search, Value};
use crate::words::Class;

impl Search<'_> {
    /// The noun right behind a measure that the tree has elsewhere: "16-bit **addressing**" of "8-bit vs 16-bit addressing".
    pub(super) fn attributed(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_before_noun = syntax.tag(head) == Tag::Attributive
            && !tree.head(head).is_some_and(|above| {
                syntax.tag(above).is_noun() || syntax.tag(above) == Tag::Adjective
            });
        let words = &syntax.words;
        let joined =
            |at: &usize| words.get(*at).is_some_and(|word| word.before == Signs::default());
        let beside = |at: &usize| {
            matches!(syntax.tag(*at), Tag::Attributive | Tag::Adjective)
                || syntax.is(*at, Class::SideWords)
        };
        let mut at = Some(self.own.end).filter(|_| is_before_noun)?;
        while joined(&at) && beside(&at) {
            at += 1;
        }
        let is_noun = |at: &usize| joined(at) && syntax.tag(*at).is_noun();
        (at..words.len()).take_while(is_noun).last()
    }

    /// What a value that nothing above it answers for is told of.
    pub(super) fn unanswered(&self, head: usize) -> Option<usize> {
        if self.kind == Value::Date {
            return None;
        }
        self.fronted_whole(head)
            .or_else(|| self.listed_with(head))
            .or_else(|| self.around_bracket())
            .or_else(|| self.changed_measure(head))
            .or_else(|| self.for_which(head))
            .or_else(|| self.of_talk(head))
            .or_else(|| self.joined_by(head))
            .or_else(|| self.done_by(head))
            .or_else(|| self.owned_by_counted(head))
            .or_else(|| self.granted(head))
    }

    /// What those do or suffer that are counted: "40 people were hurt in the **crash**", "about 300 nurses joined the **strike**".
    fn joined_by(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let are_counted = self.kind == Value::Count && tree.relation(head).is_subject();
        let verb = tree.head(head).filter(|verb| are_counted && syntax.tag(*verb).is_verb())?;
        if let Some(place) = self.relative_place(verb) {
            return Some(place);
        }
        // "the members that two sets share", "the needs that 40 people named"
        if tree.relation(verb) == Relation::RelativeClause {
            return None;
        }
        let is_what = |noun: &usize| {
            // "have used their credit": everybody has another one.
            let mut owners = tree.dependents_as(*noun, Relation::Possessor);
            self.is_thing(*noun)
                && !self.is_measure(*noun)
                && self.is_known(*noun)
                && !owners.any(|owner| syntax.is(owner, Class::SeveralPronoun))
                && !self.is_parted(head, *noun, &[':', ';'])
        };
        let leads = |at: usize| {
            syntax.is(at, Class::RolePrepositions) && tree.relation(head) == Relation::Subject
                || syntax.is(at, Class::FrontingPrepositions)
                    // "talked with the leaders"
                    && !syntax.is(at, Class::HavingPrepositions)
                    && (syntax.is_lemma(head, Class::Persons)
                        || !syntax.is(at, Class::OwningPrepositions))
        };
        // "took part in the **march**"
        let objects = || tree.dependents_as(verb, Relation::Object);
        let places = objects()
            .chain([verb])
            .flat_map(|at| tree.dependents_as(at, Relation::Preposition))
            // "have made use of it"
            .filter(|at| *at > verb && (leads(*at) || self.is_bare_object(*at - 1)))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject));
        objects().chain(places).find(is_what)
    }

    /// The place of which a relative clause tells what is done there: "the **plant**, where 400 people work", "the **hall**, in which
    /// 900 guests dined".
    fn relative_place(&self, verb: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_which = |at: usize| {
            let mut below = tree.dependents_as(at, Relation::PrepositionObject);
            tree.relation(at) == Relation::Preposition
                && below.any(|which| syntax.tag(which).is_relative())
        };
        let mut relatives = tree.dependents(verb).filter(|at| {
            *at < self.own.start && (syntax.is(*at, Class::PlaceAdverbs) || is_which(*at))
        });
        let relative = relatives.next()?;
        let noun = relative.checked_sub(1)?;
        let is_related = tree.head(verb) == Some(noun) || self.is_signed(relative);
        (is_related && syntax.tag(noun).is_noun() && self.is_thing(noun)).then_some(noun)
    }

    /// Whether a noun only says with its verb what is done: "made **use** of it", "took **part** in the march".
    fn is_bare_object(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        syntax.tag(noun) == Tag::Noun
            && tree.relation(noun) == Relation::Object
            && tree.dependents_as(noun, Relation::Determiner).next().is_none()
    }

    /// By whom or what something is done to the value, and what it is: "$5 billion was spent by **industry**", "ten dollars is the
    /// **wage**".
    fn done_by(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_value = self.kind == Value::Count
            || self.kind == Value::Measure && syntax.tag(head) == Tag::Figure;
        // "four dollars and 25 cents is"
        let above = tree.head(head).filter(|_| tree.relation(head) == Relation::Conjunct);
        let first = above.filter(|first| syntax.tag(*first) == Tag::Figure).unwrap_or(head);
        let is_subject = is_value && tree.relation(first).is_subject();
        let verb = tree.head(first).filter(|_| is_subject)?;
        let by = tree
            .dependents_as(verb, Relation::Agent)
            .flat_map(|by| tree.dependents_as(by, Relation::PrepositionObject));
        let is_sum = self.kind == Value::Measure;
        // "ten dollars is a wage on which nobody lives", not "is a lot"
        let is_wage = |noun: usize| {
            let mut articles = tree.dependents_as(noun, Relation::Determiner);
            is_sum
                && syntax.tag(noun) == Tag::Noun
                && articles.next().is_some()
                && !syntax.is(noun, Class::PartWords)
                && !syntax.is_lemma(noun, Class::PartitiveNouns)
        };
        let what = tree
            .dependents_as(verb, Relation::Attribute)
            .filter(|noun| is_sum && self.is_measure(*noun) || is_wage(*noun));
        by.chain(what).find(|noun| self.is_thing(*noun))
    }

    /// What somebody has who is counted: "200 members' **data** was stolen".
    fn owned_by_counted(&self, head: usize) -> Option<usize> {
        let tree = self.view.tree;
        let owned = tree.head(head).filter(|_| tree.relation(head) == Relation::Possessor)?;
        self.is_thing(owned).then_some(owned)
    }

    /// Of what a measure is told that the value stands before: "a 23% increase in **clicks**".
    fn changed_measure(&self, head: usize) -> Option<usize> {
        let tree = self.view.tree;
        let measure =
            tree.head(head).filter(|noun| self.modifies(head) && self.is_measure(*noun))?;
        let alone = tree.head(measure).is_none();
        let told = self.possessor(measure).or_else(|| self.placed(measure));
        told.or(Some(measure)).filter(|_| alone)
    }

    /// Of what those tell who speak, or who is spoken to, and who do something without a subject: "a **scheme** in which we gave 10
    /// grants", "we added 90 seats to our **schools**", "the goal of taking the **tool** into 20 countries".
    fn of_talk(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        if self.kind == Value::Duration || tree.relation(head).is_subject() {
            return None;
        }
        let verb = tree.upwards(head).skip(1).find(|above| syntax.tag(*above).is_verb())?;
        // "a parish in the county; containing 366 houses"
        if syntax.tag(verb) == Tag::Gerund && !self.is_told(verb) {
            return (0..verb).find(|word| self.is_top(*word));
        }
        let subjects = || tree.dependents(verb).filter(|at| tree.relation(*at).is_subject());
        let mut who = subjects().chain(self.controller(verb));
        let talks = who.any(|at| syntax.is(at, Class::TalkPronouns));
        if talks && tree.relation(verb) == Relation::RelativeClause {
            return tree.head(verb).filter(|noun| self.is_thing(*noun));
        }
        let before = |word: &usize| *word < self.own.start && self.is_thing(*word);
        let done = || {
            let mut objects = tree.dependents_as(verb, Relation::Object);
            objects.find(|word| before(word) && !self.is_counted(*word) && !self.is_measure(*word))
        };
        if tree.relation(verb) == Relation::PrepositionClause && subjects().next().is_none() {
            return done();
        }
        // "with our model processing", read like a noun
        if tree.relation(verb) == Relation::PrepositionObject && syntax.tag(verb) == Tag::Gerund {
            return tree.dependents_as(verb, Relation::Compound).rfind(before);
        }
        // "to our schools", "in this release", but not "in the morning"
        let is_known = |noun: &usize| {
            tree.dependents(*noun).any(|at| {
                let points = tree.relation(at) == Relation::Determiner
                    && syntax.is(at, Class::PointingDeterminers);
                points || tree.relation(at) == Relation::Possessor
            })
        };
        tree.dependents_as(verb, Relation::Preposition)
            .filter(|at| talks && *at > verb)
            .filter(|at| {
                syntax.is(*at, Class::FrontingPrepositions)
                    || syntax.is(*at, Class::ReceiverPrepositions)
            })
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|noun| self.is_thing(*noun) && is_known(noun))
    }

    /// The noun beside which the value is read, where it is one more of what that noun has: "a **table** with a head and six rows".
    fn listed_with(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let first = tree.head(head).filter(|_| tree.relation(head) == Relation::Conjunct)?;
        let has = tree
            .dependents_as(first, Relation::Preposition)
            .any(|at| (first..head).contains(&at) && syntax.is(at, Class::HavingPrepositions));
        (has && self.is_thing(first)).then_some(first)
    }

    /// The whole at the front of the sentence: "of the **pupils**, 12 percent walk".
    fn fronted_whole(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let opens = (0..self.own.start).rev().find(|at| {
            let first = *at == 0
                || syntax.words[*at].before.has(Signs::COMMA.and(Signs::COLON))
                || syntax.tag(*at - 1) == Tag::Conjunction;
            first && syntax.is(*at, Class::WholePrepositions)
        })?;
        // "of those who wrote, 60 came" says nothing of whom.
        let is_named = |at: &usize| self.is_thing(*at) && syntax.tag(*at).is_noun();
        let whole = tree.dependents_as(opens, Relation::PrepositionObject).find(is_named)?;
        let begins =
            (whole + 1..=self.own.start).any(|at| syntax.words[at].before.has(Signs::COMMA));
        (begins && !tree.is_under(head, whole)).then_some(whole)
    }

    /// The noun before the bracket in which the value stands: "erase the **data** (reset back to 8000)".
    fn around_bracket(&self) -> Option<usize> {
        let syntax = self.view.syntax;
        let sign = |at: usize, sign: Signs| syntax.words[at].before.has(sign);
        let opens = (1..=self.own.start).rev().find(|at| sign(*at, Signs::OPENING))?;
        let closed = (opens + 1..=self.own.start).any(|at| sign(at, Signs::CLOSING));
        let noun = opens - 1;
        (!closed && syntax.tag(noun).is_noun() && self.is_thing(noun)).then_some(noun)
    }

    /// Whether the value is what there was, on a day or since: few things without a day are told of a place.
    pub(super) fn is_said_to_be(&self) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_many = self.own.clone().any(|word| {
            let digits = syntax.text(word).bytes().filter(u8::is_ascii_digit);
            digits.count() > 1
        });
        let is_there = |verb: usize| tree.dependents_as(verb, Relation::Expletive).next().is_some();
        let verb = self
            .head
            .and_then(|head| tree.upwards(head).skip(1).find(|above| syntax.tag(*above).is_verb()));
        let when = (0..self.own.start).any(|word| syntax.tag(word) == Tag::Number);
        self.kind == Value::Count && is_many && when && verb.is_some_and(is_there)
    }

    /// Whether a verb that says what is so stands before a word.
    fn is_told(&self, word: usize) -> bool {
        (0..word).any(|verb| self.is_finite(verb))
    }

    /// Whether a word is the first noun of a phrase, and not only stands before another.
    fn is_top(&self, word: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let inside = matches!(
            tree.relation(word),
            Relation::Compound | Relation::Modifier | Relation::PrepositionObject
        );
        syntax.tag(word).is_noun() && self.is_thing(word) && !inside
    }

    /// That for which a sum is named without a verb: "and another $5 million for our **schools**".
    fn for_which(&self, head: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_sum = syntax.tag(head) == Tag::Figure && self.kind == Value::Measure;
        let has_verb = (0..self.own.start).any(|at| syntax.tag(at).is_verb());
        tree.dependents_as(head, Relation::Preposition)
            .filter(|at| is_sum && !has_verb && syntax.is(*at, Class::OwningPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|at| self.is_thing(*at))
    }
}

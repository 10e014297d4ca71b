//! Which noun bears a value by the structure of its sentence, where that is neither the subject of the rule nor what a cue names: one
//! that is new, some parts of the subject, whoever is given it.

use super::Told;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word::is_capitalised;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The word for it.
    pub(super) fn other_bearer(&self) -> Option<ProseSpan> {
        let found = self
            .new_thing()
            .or_else(|| self.what_is_there())
            .or_else(|| self.parts_of_ours())
            .or_else(|| self.another_of_the_kind())
            .or_else(|| self.owned_by_another())
            .or_else(|| self.given_to())?;
        self.span_of(found)
    }

    fn below(&self, at: usize, relation: Relation) -> impl Iterator<Item = usize> + '_ {
        self.tree.dependents_as(at, relation)
    }

    fn is_new(&self, noun: usize) -> bool {
        self.below(noun, Relation::Determiner).any(|at| self.is(at, Class::IndefiniteArticle))
    }

    /// The subject of a verb, whatever is done.
    fn subject_of(&self, verb: usize) -> Option<usize> {
        self.tree.dependents(verb).find(|at| self.tree.relation(*at).is_subject())
    }

    /// "Pulls a trailer painted in RAL 3000", "sells tickets in a shop at 48 Mill Street": what is new is another thing, unless that is
    /// where ours itself is, "is housed in a villa at 48 Mill Street".
    fn new_thing(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let noun = tree
            .upwards(self.value)
            .skip(1)
            .take_while(|at| Some(*at) != self.main_verb())
            .find(|at| syntax.tag(*at) == Tag::Noun && self.is_new(*at) && *at < self.value)
            .filter(|at| self.is_other_thing(*at))?;
        let verb = tree.upwards(noun).skip(1).find(|at| syntax.tag(*at).is_verb())?;
        let is_ours = |at: usize| self.is_mention(at) || syntax.tag(at).is_pronoun();
        let has_object = self.below(verb, Relation::Object).any(|at| at != noun);
        // "Stands beside a printer with the code"
        let is_near = tree.head(noun).is_some_and(|by| self.is(by, Class::NearPrepositions));
        let is_place = !has_object
            && !is_near
            && tree.relation(noun) == Relation::PrepositionObject
            && self.subject_of(verb).is_some_and(is_ours);
        let is_had = tree.head(noun) == Some(verb) && syntax.lemma(verb) == "have";
        (!is_place && !is_had).then_some(noun)
    }

    /// The verb on which the whole sentence hangs.
    fn main_verb(&self) -> Option<usize> {
        self.tree.upwards(self.value).last().filter(|at| self.syntax.tag(*at).is_verb())
    }

    /// "There are toilets on platform 6, not far from".
    fn what_is_there(&self) -> Option<usize> {
        let verb = self.verb?;
        let is_there = self.tree.dependents(verb).any(|at| self.syntax.tag(at) == Tag::There);
        let mut nouns = self.tree.dependents(verb).filter(|at| {
            self.tree.relation(*at).is_subject() || self.tree.relation(*at) == Relation::Attribute
        });
        nouns.find(|at| is_there && self.is_other_thing(*at))
    }

    /// "The wheels of the tractor are painted", "the examples that come with Tinderbox have": some of its things, as "the" tells; not "all
    /// sessions of the course", "contributions to Tinderbox".
    fn parts_of_ours(&self) -> Option<usize> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let subject = self.subject_of(verb).filter(|at| syntax.tag(*at) == Tag::Nouns)?;
        let is_the = self
            .below(subject, Relation::Determiner)
            .any(|at| self.is(at, Class::Article) || self.is(at, Class::Definite));
        // "The plans for the quarter can be seen under"
        let is_for = |at: usize| {
            tree.head(at).is_some_and(|by| {
                tree.head(by) == Some(subject) && self.is(by, Class::GivingPrepositions)
            })
        };
        let has_ours =
            self.mentions().any(|at| at > subject && tree.is_under(at, subject) && !is_for(at));
        let has_cue = (0..self.value)
            .any(|at| self.is_cue_at(at) && (at == subject || tree.is_under(at, subject)));
        let says_what =
            syntax.lemma(verb) == "be" && tree.relation(self.value) != Relation::PrepositionObject;
        let is_known = self.span_of(subject).is_some_and(|span| self.is_known(span));
        let are_parts = is_the
            && has_ours
            && !has_cue
            && !says_what
            && !is_known
            && !noun::is_person(&syntax.lemma(subject));
        are_parts.then_some(subject)
    }

    /// "The sister station of Fenwick FM broadcasts on", "a toy tractor of the Bruno 40": one of the kind that ours only tells apart.
    fn another_of_the_kind(&self) -> Option<usize> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let subject = self.subject_of(verb).filter(|at| syntax.tag(*at) == Tag::Noun)?;
        let is_kind = self.is_mention(subject) && !is_capitalised(syntax.text(subject));
        let is_of = |name: usize| {
            tree.head(name).is_some_and(|of| {
                self.is(of, Class::PartPrepositions) && tree.head(of) == Some(subject)
            })
        };
        let is_told_apart = self.is_new(subject)
            || [Relation::Compound, Relation::Modifier]
                .into_iter()
                .flat_map(|relation| self.below(subject, relation))
                .any(|at| !self.is_mention(at));
        let of_ours = self.mentions().any(|at| at > subject && is_of(at));
        (is_kind && of_ours && is_told_apart).then_some(subject)
    }

    /// "The course is taught in B214; the office hours of Dr. Ahn are held in C108": the subject of the clause says whose it is, and
    /// ours stands in another one.
    fn owned_by_another(&self) -> Option<usize> {
        let (syntax, verb) = (self.syntax, self.verb?);
        let subject = self.subject_of(verb).filter(|at| self.is_other_thing(*at))?;
        let owner = self
            .below(subject, Relation::Preposition)
            .filter(|of| self.is(*of, Class::PartPrepositions))
            .flat_map(|of| self.below(of, Relation::PrepositionObject))
            .chain(self.below(subject, Relation::Possessor))
            .find(|at| syntax.tag(*at).is_noun() && self.is_other_thing(*at))?;
        let is_elsewhere = self.mentions().all(|at| !self.shares_clause(at, verb));
        (is_elsewhere && self.mentions().next().is_some()).then_some(owner)
    }

    /// "Gives the address 192.168.8.1 to the first computer".
    fn given_to(&self) -> Option<usize> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let is_given = self
            .below(verb, Relation::Object)
            .any(|at| at == self.value || tree.is_under(self.value, at));
        let to = self.below(verb, Relation::Preposition).filter(|at| {
            self.is(*at, Class::ReceiverPrepositions) && self.is_lemma(verb, Class::GivingVerbs)
        });
        let receiver = self
            .below(verb, Relation::Dative)
            .chain(to)
            .flat_map(|at| match syntax.tag(at) {
                Tag::To | Tag::Preposition => self.below(at, Relation::PrepositionObject).next(),
                _ => Some(at),
            })
            .find(|at| self.is_other_thing(*at))?;
        (is_given && syntax.tag(receiver) == Tag::Noun && !noun::is_person(&syntax.lemma(receiver)))
            .then_some(receiver)
    }
}

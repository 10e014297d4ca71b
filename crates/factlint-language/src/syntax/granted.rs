//! What is taken for granted of a noun: a measure or a count that is so whatever a clause says, denies or foretells.

use super::label::{Relation, Tag};
use super::{Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

impl Syntax<'_> {
    /// Whether a measure before a noun only tells more of a thing that there is, which no modal, negation or question
    /// about that thing unsays: "nobody may climb the 39-metre-high tower", not "they may build the 39-metre-high
    /// tower", "a 39-metre-high tower".
    pub fn is_presupposed(&self, words: ProseSpan) -> bool {
        self.best()
            .is_some_and(|view| view.head_in(words).is_some_and(|at| view.is_presupposed(at)))
    }

    /// Whether words stand before a name as what its bearer is, whatever a clause says of that: "build nothing on the abandoned Wagtail",
    /// not "the proposed open Wagtail".
    pub fn is_attribute_of_name(&self, words: ProseSpan) -> bool {
        let is_attribute = |view: View<'_>| Some(view.is_attribute_of_name(view.head_in(words)?));
        self.best().and_then(is_attribute).unwrap_or(false)
    }

    /// Whether a figure before its noun is told of what there is, whatever is denied of that: "hardly anyone keeps to the 20 mph
    /// limit". Not where the clause would give it to one of some names.
    pub fn is_taken_for_granted(&self, words: ProseSpan, names: &[ProseSpan]) -> bool {
        let granted = |view: View<'_>| Some(view.is_taken_for_granted(view.head_in(words)?, names));
        self.best().and_then(granted).unwrap_or(false)
    }

    /// Whether people are counted whom somebody has, as those who do what their clause tells: whatever is foretold, supposed or
    /// denied of what they do, so many there are. "If the bridge closes, the mill's 900 workers will have to walk."
    pub fn is_count_of_owner(&self, words: ProseSpan) -> bool {
        let counted = |view: View<'_>| Some(view.is_count_of_owner(view.head_in(words)?));
        self.best().and_then(counted).unwrap_or(false)
    }
}

impl View<'_> {
    fn is_presupposed(&self, measure: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        // "Its 33-aircraft fleet" is a number and a noun there.
        let is_counted = tree.relation(measure) == Relation::Compound
            && tree.dependents_as(measure, Relation::NumberModifier).next().is_some();
        if syntax.tag(measure) != Tag::Attributive && !is_counted {
            return false;
        }
        let is_part = |at: &usize| {
            matches!(
                tree.relation(*at),
                Relation::Modifier | Relation::NumberModifier | Relation::Compound
            ) // "39-metre-high" is a measure and an adjective.
                || tree.relation(*at) == Relation::NounAdverb
                    && tree.head(*at).is_some_and(|how| {
                        matches!(syntax.tag(how), Tag::Adjective | Tag::Adverb)
                    })
        };
        let mut noun = measure;
        let mut at = measure;
        while let Some(head) = tree.head(at).filter(|_| is_part(&at)) {
            at = head;
            // "Keep its 33-aircraft fleet busy", where the fleet is taken for a part of "busy".
            if syntax.tag(at).is_noun() || noun == measure {
                noun = at;
            }
        }
        let is_new = tree
            .dependents_as(noun, Relation::Determiner)
            .any(|at| syntax.is(at, Class::Indefinite) || syntax.is(at, Class::NegatingWords));
        let makes = |at: usize| syntax.is_lemma(at, Class::BringingForth);
        // "The proposed 900-metre bridge would cost"
        let is_planned = tree
            .dependents(noun)
            .chain(measure.checked_sub(1))
            .any(|at| makes(at) || syntax.is(at, Class::Possibility));
        noun != measure
            && !is_planned
            && syntax.tag(noun).is_noun()
            && !is_new
            && self.is_known(noun)
            && (tree.relation(noun) != Relation::Attribute
                // "Is the 280-metre Wagtail safe?"
                || matches!(syntax.tag(noun), Tag::Name | Tag::Names))
            && !tree.upwards(noun).any(makes)
    }

    fn is_attribute_of_name(&self, word: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let Some(name) = tree.head(word).filter(|_| tree.relation(word) == Relation::Modifier)
        else {
            return false;
        };
        const UNSAYING: [Class; 6] = [
            Class::BringingForth,
            Class::ComingModifier,
            Class::NegatingWords,
            Class::Negation,
            Class::Possibility,
            Class::Supposing,
        ];
        let unsays = |at: usize| {
            at != word
                && UNSAYING.iter().any(|class| syntax.is(at, *class) || syntax.is_lemma(at, *class))
        };
        matches!(syntax.tag(name), Tag::Name | Tag::Names)
            && !tree.dependents(word).chain(tree.dependents(name)).any(unsays)
            && !tree
                .dependents_as(name, Relation::Determiner)
                .any(|at| syntax.is(at, Class::IndefiniteArticle))
    }

    /// Whether a figure before its noun is told of what there is, which no negation about it unsays: "hardly anyone keeps to the
    /// 20 mph limit"; not "wants the 20 mph limit".
    fn is_taken_for_granted(&self, figure: usize, names: &[ProseSpan]) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let noun = self.noun_behind(figure);
        if noun == figure || !syntax.tag(noun).is_noun() {
            return false;
        }
        let is_owned = tree
            .dependents_as(noun, Relation::Possessor)
            .any(|at| at < figure && syntax.tag(at) != Tag::RelativePossessive);
        let unmakes = |at: usize| {
            [Class::Supposing, Class::Possibility, Class::Asking, Class::Denial, Class::Dreaming]
                .into_iter()
                .any(|class| syntax.is(at, class))
                || [Class::BringingForth, Class::RequiringVerbs, Class::StateVerbs]
                    .into_iter()
                    .any(|class| syntax.is_lemma(at, class))
        };
        let mut above = tree.upwards(noun).skip(1);
        // "Fern is not released under the MIT licence": what is denied is that it has it.
        let is_laid_to_one = || {
            let verb = tree.upwards(noun).skip(1).find(|at| syntax.tag(*at).is_verb());
            let is_name = |at: usize| names.iter().any(|name| name.overlaps(syntax.words[at].span));
            verb.is_some_and(|verb| {
                tree.dependents(verb).any(|who| match tree.relation(who) {
                    Relation::PassiveSubject => self.is_known(who),
                    Relation::Subject | Relation::Object => is_name(who),
                    _ => false,
                })
            })
        };
        (is_owned || self.is_the(noun))
            && !is_laid_to_one()
            && !tree.relation(noun).is_subject()
            && tree.relation(noun) != Relation::Attribute
            // "Is not the account with the rate of 4.6%"
            && !tree
                .upwards(noun)
                .take_while(|at| !syntax.tag(*at).is_verb())
                .any(|at| tree.relation(at) == Relation::Attribute)
            && !tree.dependents(noun).any(unmakes)
            && !above.any(unmakes)
    }

    fn is_count_of_owner(&self, figure: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let noun = self.noun_behind(figure);
        let has = |relation: Relation| tree.dependents_as(noun, relation).next().is_some();
        let owner = tree
            .dependents_as(noun, Relation::Possessor)
            .find(|at| *at < figure && syntax.tag(*at) != Tag::RelativePossessive)
            // "The 275 members of the guild"
            .or_else(|| {
                tree.dependents_as(noun, Relation::Preposition)
                    .filter(|of| self.is_the(noun) && syntax.is(*of, Class::PartPrepositions))
                    .find_map(|of| tree.dependents_as(of, Relation::PrepositionObject).next())
            });
        // "The planned mill's 900 workers"
        let is_there = |owner: usize| !self.is_still_to_come(owner);
        if !has(Relation::NumberModifier)
            || has(Relation::Modifier)
            || has(Relation::RelativeClause)
            || has(Relation::NounClause)
            || !syntax.is_lemma(noun, Class::Persons)
            || !owner.is_some_and(is_there)
        {
            return false;
        }
        // "None of the guild's 275 members could say"
        let of = tree.head(noun).filter(|of| {
            tree.relation(noun) == Relation::PrepositionObject
                && syntax.is(*of, Class::PartPrepositions)
        });
        let part = of.and_then(|of| tree.head(of)).filter(|part| {
            syntax.tag(*part).is_pronoun()
                || syntax.is(*part, Class::IndefinitePronouns)
                || syntax.is(*part, Class::WholeWords)
                || syntax.is(*part, Class::NegatingWords)
                || syntax.is(*part, Class::EachDeterminers)
                // "Every one of the guild's 275 members"
                || syntax.tag(*part) == Tag::Number
        });
        let who = part.unwrap_or(noun);
        let verb = tree.head(who).filter(|_| tree.relation(who).is_subject() || part.is_some());
        // "Its 900 workers will be", but "would have a canteen"
        verb.is_some_and(|verb| {
            let is_state = syntax.is_lemma(verb, Class::StateVerbs) && syntax.lemma(verb) != "have";
            syntax.tag(verb).is_verb() && !is_state && !syntax.is_lemma(verb, Class::BringingForth)
        })
    }

    /// The noun before which a figure stands; the figure itself where it stands before none.
    fn noun_behind(&self, figure: usize) -> usize {
        let tree = self.tree;
        let is_part = |at: &usize| {
            matches!(
                tree.relation(*at),
                Relation::Modifier | Relation::NumberModifier | Relation::Compound
            )
        };
        let mut noun = figure;
        while let Some(head) = tree.head(noun).filter(|head| is_part(&noun) && *head > noun) {
            noun = head;
        }
        noun
    }

    /// Whether a noun has "the".
    pub(super) fn is_the(&self, noun: usize) -> bool {
        let mut determiners = self.tree.dependents_as(noun, Relation::Determiner);
        determiners.any(|at| {
            self.syntax.is(at, Class::Article) && !self.syntax.is(at, Class::IndefiniteArticle)
        })
    }

    /// Whether a noun is said to be of what is not there yet: "its 900 new employees", "the planned bridge".
    pub(super) fn is_still_to_come(&self, noun: usize) -> bool {
        self.tree.dependents_as(noun, Relation::Modifier).any(|at| {
            [Class::ComingModifier, Class::NewcomerAdjectives, Class::Possibility]
                .into_iter()
                .any(|class| self.syntax.is(at, class))
        })
    }
}

//! What else in the sentence has the value, where the name of the subject stands there as well: whoever is called, the thing behind which it
//! stands aside, the place that is gone to next.

use super::Told;
use crate::check::gate::names_a_time;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The word for it.
    pub(super) fn had_elsewhere(&self) -> Option<ProseSpan> {
        let found = self
            .reached_instead()
            .or_else(|| self.thing_of_aside())
            .or_else(|| self.thing_under())
            .or_else(|| self.subject_meanwhile())
            .or_else(|| self.owner_of_cue())
            .or_else(|| self.next_step())
            .or_else(|| self.before_or_after_ours())
            .or_else(|| self.told_apart())
            .or_else(|| self.away_from_ours())
            .or_else(|| self.beside_ours())
            .or_else(|| self.earlier_edition())?;
        self.span_of(found)
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        word::is(self.syntax.text(at), class)
    }

    pub(super) fn is_lemma(&self, at: usize, class: Class) -> bool {
        word::is(&self.syntax.lemma(at), class)
    }

    pub(super) fn is_cue_at(&self, at: usize) -> bool {
        self.span_of(at).is_some_and(|span| self.is_cue(span))
    }

    pub(super) fn mentions(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.syntax.words().len()).filter(|at| self.is_mention(*at))
    }

    /// Whether a noun is neither ours nor what a cue names, holds no name of ours, and is not said to be ours.
    pub(super) fn is_other_thing(&self, noun: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let by = tree.head(noun);
        // "Fern is a library", not "behind Fern is a library"
        let is_said = by.is_some_and(|by| match tree.relation(noun) {
            Relation::Attribute => tree.dependents(by).any(|at| {
                tree.relation(at).is_subject()
                    && (self.is_mention(at) && !self.is_fronted(at) || syntax.tag(at).is_pronoun())
            }),
            Relation::Apposition => self.is_mention(by),
            _ => syntax.text(by).eq_ignore_ascii_case("as"),
        });
        syntax.tag(noun).is_noun()
            && !self.span_of(noun).is_some_and(|span| span.overlaps(self.span))
            && !self.is_mention(noun)
            && !self.is_cue_at(noun)
            // "The latest stable release, 3.6"
            && !tree.dependents(noun).any(|at| at < noun && self.is_cue_at(at))
            && !is_said
            && !self.mentions().any(|at| tree.is_under(at, noun))
    }

    /// Whether a name only tells where something is, and is taken for its subject: "opposite the clinic is a pharmacy".
    pub(super) fn is_fronted(&self, name: usize) -> bool {
        let opens = [Class::ConditionOpeners, Class::ReasonOpeners, Class::TimeOpeners];
        let is_close = (1..name).all(|at| self.syntax.tag(at) == Tag::Determiner);
        name > 0
            && is_close
            && self.syntax.tag(0) == Tag::Preposition
            && !opens.into_iter().any(|class| self.is(0, class))
    }

    /// Whoever is called on the value, where ours stands in another clause: "people who ring the surgery by mistake are asked to
    /// phone the tax office on 555 0118"; and to whom something is put through: "puts callers through to Melbury Water on".
    fn reached_instead(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let noun = tree
            .upwards(self.value)
            .find(|at| tree.relation(*at) == Relation::PrepositionObject)?;
        let on = tree.head(noun).filter(|on| self.is(*on, Class::LinkingPrepositions))?;
        let before = on.checked_sub(1).filter(|before| self.is_other_thing(*before))?;
        let verb = tree.upwards(on).skip(1).find(|at| syntax.tag(*at).is_verb())?;
        let is_reached = self.is(on, Class::ReachingPrepositions);
        let are_elsewhere = || {
            self.mentions().all(|at| !self.shares_clause(at, verb) || self.is_of_caller(at, verb))
        };
        // "Can appeal to the court with form H12"
        let is_sent = tree.relation(before) == Relation::PrepositionObject
            && tree.head(before).is_some_and(|to| self.is(to, Class::ReceiverPrepositions))
            && (is_reached && self.is_name(before)
                || self.mentions().all(|at| self.is_of_caller(at, verb)));
        let is_called = tree.relation(before) == Relation::Object
            && tree.head(before) == Some(verb)
            && is_reached
            && self.is_cue_at(verb)
            && are_elsewhere();
        (is_sent || is_called).then_some(before)
    }

    /// Whether a name only tells who calls: "patients of the clinic should call".
    fn is_of_caller(&self, mention: usize, verb: usize) -> bool {
        let tree = self.tree;
        let mut callers = tree.dependents(verb).filter(|at| tree.relation(*at).is_subject());
        callers.any(|who| who != mention && tree.is_under(mention, who))
    }

    /// The noun right behind which a value stands aside with its cue, where that is no place of ours: "walk from the car park
    /// (postcode QX14 7BT) to the hall".
    fn thing_of_aside(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let first = syntax.words_in(self.span).start;
        let start = (0..first).rev().take_while(|at| self.is_cue_at(*at)).last().unwrap_or(first);
        let opens = syntax.words().get(start)?.before;
        let noun = start.checked_sub(1).filter(|at| self.is_other_thing(*at))?;
        // "From the station, bus 44 takes you"
        let is_part = |at: &usize| {
            matches!(tree.relation(*at), Relation::Compound | Relation::NumberModifier)
        };
        let top = tree.upwards(self.value).find(|at| !is_part(at))?;
        let is_aside = (opens == Signs::COMMA || opens.has(Signs::OPENING))
            && !tree.relation(top).is_subject();
        // Neither "vaccinations" nor "Monday"
        let has_article =
            tree.dependents_as(noun, Relation::Determiner).any(|at| self.is(at, Class::Article));
        let is_time = self.is_lemma(noun, Class::TimeNouns);
        let verb = tree.upwards(noun).skip(1).find(|at| syntax.tag(*at).is_verb())?;
        // "The hall, behind the station, postcode", "the hall stands at the station, postcode"
        let is_of_ours = tree.upwards(noun).skip(1).any(|at| self.is_mention(at));
        let is_place = self.is_lemma(verb, Class::LocatingVerbs)
            && tree.dependents(verb).any(|at| {
                tree.relation(at).is_subject() && self.is_mention(at) && !self.is_fronted(at)
            });
        let is_reached = tree.dependents_as(verb, Relation::Object).any(|at| self.is_mention(at));
        let is_other =
            is_aside && has_article && !is_time && !is_of_ours && !is_place && !is_reached;
        (is_other && !is_capitalised(syntax.text(noun))).then_some(noun)
    }

    /// The noun without "the" that has the terms behind "under": "can be combined with code under the MIT licence".
    fn thing_under(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let first = syntax.words_in(self.span).start;
        let is_part = |at: usize| {
            matches!(syntax.tag(at), Tag::Determiner | Tag::Adjective) || self.is_cue_at(at)
        };
        let under = (0..first).rev().find(|at| !is_part(*at))?;
        let noun = under
            .checked_sub(1)
            .filter(|at| self.is(under, Class::TermsPrepositions) && self.is_other_thing(*at))?;
        let is_known = tree.dependents(noun).any(|at| match tree.relation(at) {
            Relation::Possessor => true,
            Relation::Determiner => !self.is(at, Class::IndefiniteArticle),
            _ => false,
        });
        let is_time = self.is_lemma(noun, Class::TimeNouns) || names_a_time(syntax.text(noun));
        let is_new = tree.relation(noun) == Relation::PrepositionObject && !is_known && !is_time;
        is_new.then_some(noun)
    }

    /// The subject of the clause, where ours is that of another one: "while the express waits, the shuttle leaves from platform 7".
    fn subject_meanwhile(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let verb = self.verb?;
        let subject = tree.dependents(verb).find(|at| tree.relation(*at).is_subject())?;
        let is_the = tree
            .dependents_as(subject, Relation::Determiner)
            .any(|at| self.is(at, Class::Article) && !self.is(at, Class::IndefiniteArticle));
        let is_apart = |name: usize| {
            tree.relation(name).is_subject()
                && tree.head(name).is_some_and(|other| {
                    tree.head(other) == Some(verb)
                        && tree.relation(other) == Relation::AdverbClause
                        && tree.dependents_as(other, Relation::Marker).next().is_some()
                })
        };
        let mut mentions = self.mentions().peekable();
        let is_other = is_the
            && syntax.tag(subject) == Tag::Noun
            && self.is_other_thing(subject)
            && !self.is_lemma(subject, Class::WholeThings)
            && !self.is_lemma(subject, Class::ReleaseNoun);
        (is_other && mentions.peek().is_some() && mentions.all(is_apart)).then_some(subject)
    }

    /// Whose what a cue names is, where ours stands in another clause: "somebody at the inn said that the password of the library
    /// was".
    fn owner_of_cue(&self) -> Option<usize> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let cue = self.nearest_cue().filter(|cue| syntax.tag(*cue).is_noun())?;
        let owner = tree
            .dependents_as(cue, Relation::Preposition)
            .filter(|of| *of > cue && self.is(*of, Class::PartPrepositions))
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
            .chain(tree.dependents_as(cue, Relation::Possessor))
            .find(|at| self.is_other_thing(*at))?;
        let is_the =
            tree.dependents_as(owner, Relation::Determiner).any(|at| self.is(at, Class::Article));
        let is_elsewhere = !self.mentions().any(|at| self.shares_clause(at, verb));
        (is_the && is_elsewhere && syntax.tag(owner) == Tag::Noun).then_some(owner)
    }

    /// The verb by which whoever reads goes on to the value, once they are done with ours: "after you have been to the office, go
    /// to Room 214"; or on from ours by it: "from the zoo, take bus 44 to the castle".
    fn next_step(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let opener = (0..self.value).find(|at| {
            self.is(*at, Class::StepOpeners) || self.is(*at, Class::LeavingPreposition)
        })?;
        let comma = (opener + 1..=self.value)
            .find(|at| syntax.words().get(*at).is_some_and(|word| word.before.has(Signs::COMMA)))?;
        let mut mentions = self.mentions().peekable();
        let is_before = mentions.peek().is_some() && mentions.all(|at| at > opener && at < comma);
        let verb = self.verb.filter(|verb| is_before && *verb >= comma)?;
        let goals: Vec<usize> = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| self.is(*at, Class::ReceiverPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .collect();
        let goes_there = self.is_lemma(verb, Class::GoingVerbs)
            && goals.iter().any(|goal| tree.is_under(self.value, *goal));
        let goes_elsewhere = self.is(opener, Class::LeavingPreposition)
            && tree.relation(self.value) != Relation::PrepositionObject
            && goals.iter().any(|goal| self.is_other_thing(*goal));
        (goes_there || goes_elsewhere).then_some(verb)
    }

    /// The preposition in front by which ours only tells when: "after the sale, the code KX7 is good for".
    fn before_or_after_ours(&self) -> Option<usize> {
        let tree = self.tree;
        let time_of = |mention: usize| {
            tree.head(mention).filter(|at| {
                tree.relation(mention) == Relation::PrepositionObject
                    && *at < self.value
                    && self.is(*at, Class::StepOpeners)
                    && tree.head(*at).is_some_and(|verb| self.syntax.tag(verb).is_verb())
            })
        };
        let mut mentions = self.mentions();
        let first = time_of(mentions.next()?)?;
        mentions.all(|at| time_of(at).is_some()).then_some(first)
    }

    /// The noun that a value behind "of" only tells apart, where that does something to ours: "the driver of bus 44 likes the zoo".
    fn told_apart(&self) -> Option<usize> {
        let (syntax, tree, verb) = (self.syntax, self.tree, self.verb?);
        let subject = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_of = tree
            .dependents_as(subject, Relation::Preposition)
            .any(|of| self.is(of, Class::PartPrepositions) && tree.is_under(self.value, of));
        let acts_on_ours = tree.dependents_as(verb, Relation::Object).any(|at| self.is_mention(at));
        (is_of && acts_on_ours && syntax.tag(subject) == Tag::Noun && self.is_other_thing(subject))
            .then_some(subject)
    }

    /// The word for how far from ours the value is: "takes you to QX14 7BT, half a mile from the hall".
    fn away_from_ours(&self) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let distance_of = |place: usize| {
            let from = tree.head(place).filter(|at| {
                tree.relation(place) == Relation::PrepositionObject
                    && self.is(*at, Class::LeavingPreposition)
            })?;
            let far = tree.head(from)?;
            let is_far = syntax.tag(far) == Tag::Figure || self.is(far, Class::WayAdverbs);
            is_far.then_some(far)
        };
        if let Some(far) = distance_of(self.value) {
            return Some(far);
        }
        let mut mentions = self.mentions();
        let first = distance_of(mentions.next()?)?;
        mentions.all(|at| distance_of(at).is_some()).then_some(first)
    }

    /// "The car park nearest to the museum has the postcode": what stands by all that is ours.
    fn beside_ours(&self) -> Option<usize> {
        let mut things = self.mentions().map(|at| {
            let name = self.span_of(at)?;
            self.syntax.stands_by(name).filter(|thing| self.is_other_thing(*thing))
        });
        let first = things.next()??;
        things.all(|thing| thing.is_some()).then_some(first)
    }

    /// The word by which an edition with a number of its own is not the one of now: "Fennel 2, which still supports Android 8".
    fn earlier_edition(&self) -> Option<usize> {
        let syntax = self.syntax;
        let still = (0..self.value).rev().find(|at| self.is(*at, Class::StillWord))?;
        let is_number = |at: usize| {
            syntax.text(at).bytes().all(|byte| byte.is_ascii_digit()) && !self.is_mention(at)
        };
        let mut names = self.mentions().filter(|at| *at + 1 < still);
        let name = names.next()?;
        (is_number(name + 1) && syntax.tag(name + 2).is_relative()).then_some(still)
    }
}

//! For whom a figure holds: for some people only, by who they are, what they do or where they are from.

use super::Told;
use crate::check::some_people;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// People of whom something else holds: "for children under twelve, admission is", "£2 for under-16s", "in patients with
    /// kidney failure"; not "for adults", "for most patients".
    pub(super) fn for_some(&self) -> Option<usize> {
        let is_aged = |at: usize| {
            let text = self.syntax.text(at);
            ["under-", "over-"].iter().any(|age| {
                text.strip_prefix(age).is_some_and(|age| {
                    age.starts_with(|c: char| c.is_ascii_digit()) || age.ends_with('s')
                })
            })
        };
        self.prepositions(Class::PeoplePrepositions).find_map(|at| {
            // "1,300 places for students": for whom all of them are.
            if self.counted
                && !self.is_rate
                && self.tree.head(at) == Some(self.figure)
                && at > self.figure
            {
                return None;
            }
            // "In" before a place is said of people in front alone.
            let is_in = self.is(at, Class::SpanPreposition);
            if is_in && at > self.figure {
                return None;
            }
            // "For the over-60s"
            let next = if self.is(at + 1, Class::Article) { at + 2 } else { at + 1 };
            // "For paying customers", where the customers are taken for what is paid.
            let people = self.object(at).or_else(|| {
                let doing = self.below(at, Relation::PrepositionClause).next()?;
                self.below(doing, Relation::Object)
                    .next()
                    .filter(|people| *people == doing + 1 && self.are_people(*people))
            });
            if next < self.len() && (is_aged(next) || self.is(next, Class::AgePrepositions)) {
                return Some(next);
            }
            let people = people?;
            // "Room for 480 passengers on three decks"
            if self.has_own(people) || people == self.figure {
                return None;
            }
            let every = |class: Class| {
                self.tree.dependents(people).any(|below| below < people && self.is(below, class))
            };
            if every(Class::EveryWords) {
                return None;
            }
            if self.is_lemma(people, Class::PeopleApart) {
                return Some(people);
            }
            if !self.are_people(people) {
                return None;
            }
            if people > at + 1 && self.syntax.tag(people - 1) == Tag::Gerund {
                return Some(people - 1);
            }
            self.tree.dependents(people).find(|below| match self.tree.relation(*below) {
                Relation::Modifier | Relation::Compound => {
                    *below < people && !self.is(*below, Class::OrdinaryPeople)
                }
                Relation::Preposition => *below > people && *below < self.len(),
                Relation::RelativeClause | Relation::NounClause => true,
                _ => false,
            })
        })
    }

    fn are_people(&self, at: usize) -> bool {
        self.syntax.tag(at) == Tag::Nouns
            && (self.is_lemma(at, Class::Persons) || self.is_lemma(at, Class::AccountNouns))
    }

    /// Only some people as the subject of the verb: those who get it, those to whom it is done, those of whom more is told.
    pub(super) fn told_of_some(&self) -> Option<usize> {
        self.got_by_some()
            .or_else(|| self.done_to_some())
            .or_else(|| self.of_some_people())
            .or_else(|| self.of_restricted())
    }

    /// "New customers pay 0% interest", "children pay $20 for the pass", "200 patients were given a dose of 160 mg": who gets it, or got
    /// it once.
    fn got_by_some(&self) -> Option<usize> {
        let verb = self.verb?;
        let subject = self.subject().filter(|at| !self.is_own(*at) && *at != self.figure)?;
        let are_any = self.syntax.tag(subject) == Tag::Nouns;
        if let Some(newcomers) = self.newcomers(subject).filter(|_| are_any) {
            return Some(newcomers);
        }
        let is_bare = self.tree.dependents(subject).next().is_none();
        let gets =
            self.is_lemma(verb, Class::EnjoyingVerbs) || self.is_lemma(verb, Class::ExceedingVerbs);
        if are_any && is_bare && gets && self.is_lemma(subject, Class::GroupPersons) {
            return Some(subject);
        }
        let was = |at: usize| self.syntax.tag(at) == Tag::Past;
        let counted =
            self.has(subject, Relation::NumberModifier) && self.is_lemma(subject, Class::Persons);
        // "Volunteers received a dose of 80 mg"
        let on_trial = are_any
            && self.is_lemma(subject, Class::TrialPersons)
            && !self.has(subject, Relation::Determiner);
        // "A friend paid 90 euros for a ticket"
        let one = self.syntax.tag(subject) == Tag::Noun
            && self.is_one(subject)
            && (self.is_money() || self.is_lemma(verb, Class::PayingVerbs));
        let got = self.is_lemma(verb, Class::GettingLemmas)
            && (was(verb) || self.below(verb, Relation::PassiveAuxiliary).any(was));
        ((counted || on_trial || one) && got).then_some(subject)
    }

    /// "Students are charged £3 for admission".
    fn done_to_some(&self) -> Option<usize> {
        // "Pensioners and students pay £3"
        let pays = self.is_lemma(self.verb?, Class::PayingVerbs);
        let people = self.tree.dependents(self.verb?).find(|at| match self.tree.relation(*at) {
            Relation::PassiveSubject => true,
            Relation::Subject => pays,
            _ => false,
        })?;
        (!self.counted
            && self.syntax.tag(people) == Tag::Nouns
            && self.is_lemma(people, Class::PeopleApart)
            && !self.has_own(people)
            && !self.are_up_to(people))
        .then_some(people)
    }

    /// "Groups of up to ten people": how many may be one of those who pay.
    fn are_up_to(&self, people: usize) -> bool {
        self.governed(people, Class::PartPrepositions).any(|counted| {
            self.below(counted, Relation::NumberModifier)
                .flat_map(|number| self.below(number, Relation::Quantifier))
                .any(|at| self.is(at, Class::UpToWords))
        })
    }

    /// "Apprentices at the institute get 32 days".
    fn of_some_people(&self) -> Option<usize> {
        let verb = self.verb.filter(|_| !self.counted)?;
        some_people::told_of(self.syntax, self.tree, verb, |at| self.is_own(at))
            .filter(|at| *at < self.figure)
    }

    /// "Teachers who show a school address pay", "children under twelve pay", "members of the motoring club pay": who is told apart
    /// between the first word and the verb, whatever a tree makes of that verb.
    fn of_restricted(&self) -> Option<usize> {
        /// "The", "our most loyal" before the noun.
        const LEAD: usize = 4;
        let is_person = |at: &usize| {
            let lemma = self.syntax.lemma(*at);
            let is_plural = !lemma.eq_ignore_ascii_case(self.syntax.text(*at));
            let is_aged =
                self.is(at + 1, Class::AgePrepositions) && self.syntax.tag(at + 2) == Tag::Number;
            let people =
                [Class::Persons, Class::AccountNouns, Class::GroupPersons, Class::PayingBodies];
            is_plural && (is_aged || people.into_iter().any(|class| word::is(&lemma, class)))
        };
        let people = (0..LEAD.min(self.figure)).find(is_person)?;
        let verb = (people + 2..self.figure).rfind(|at| {
            let pays = [Class::PayingVerbs, Class::EnjoyingVerbs, Class::BearingVerbs];
            self.syntax.tag(*at) != Tag::Gerund
                && pays.into_iter().any(|class| self.is_lemma(*at, class))
        })?;
        let between = people + 1..verb;
        let is_every = (0..people).any(|at| self.is(at, Class::EveryWords));
        if is_every || self.counted || between.clone().any(|at| self.is_own(at)) {
            return None;
        }
        let next = people + 1;
        let is_who = self.syntax.tag(next).is_relative();
        // "Customers who sign up": those are all.
        let is_anyone = || between.clone().any(|at| self.is_lemma(at, Class::JoiningVerbs));
        // "Under twelve", "with two earlier claims"
        let is_aged = self.is(next, Class::AgePrepositions)
            || self.is(next, Class::HavingPrepositions) && !is_anyone();
        let belongs = self.is(next, Class::PartPrepositions)
            && self.below(next, Relation::PrepositionObject).all(|at| {
                !self.has(at, Relation::NumberModifier) && self.syntax.tag(at) != Tag::Number
            });
        (is_aged || is_who && !is_anyone() || belongs).then_some(next)
    }

    /// "For 30 days, the archive keeps new users on a trial".
    pub(super) fn kept_of_newcomers(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_cue(*verb))?;
        self.below(verb, Relation::Object)
            .filter(|at| *at != self.figure && self.syntax.tag(*at) == Tag::Nouns)
            .find_map(|at| self.newcomers(at))
    }

    fn newcomers(&self, people: usize) -> Option<usize> {
        self.below(people, Relation::Modifier).find(|at| self.is(*at, Class::NewcomerAdjectives))
    }

    /// Some by where they are from, or by what they have: "4,100 students from abroad", "2,300 students come from Ireland", "12 rooms
    /// come with a view"; not "students from 90 countries".
    pub(super) fn picked_by_origin(&self) -> Option<usize> {
        if !self.counted {
            return None;
        }
        let is_from = |at: &usize| self.syntax.text(*at).eq_ignore_ascii_case("from");
        let abroad = self
            .below(self.figure, Relation::Preposition)
            .filter(is_from)
            .find(|at| self.tree.dependents(*at).any(|place| self.is(place, Class::FarAdverbs)));
        if abroad.is_some() {
            return abroad;
        }
        let verb = self.tree.head(self.figure).filter(|verb| {
            self.tree.relation(self.figure) == Relation::Subject
                && self.is_lemma(*verb, Class::OriginVerbs)
                && !self.is_cue(*verb)
        })?;
        // "The 90 rooms come with a view"
        let all = self.tree.dependents(self.figure).any(|at| {
            self.is(at, Class::Definite)
                || self.is(at, Class::EveryWords)
                || self.tree.relation(at) == Relation::Possessor
        });
        let way: Vec<usize> = self.below(verb, Relation::Preposition).collect();
        let is_there = way.iter().any(|at| {
            !is_from(at) && !self.is(*at, Class::HavingPrepositions) && self.has_mention(*at)
        });
        let origin =
            way.into_iter().find(|at| is_from(at) || self.is(*at, Class::HavingPrepositions));
        origin.filter(|_| !all && !is_there)
    }

    /// "A mailbox under hold is kept for 365 days": things that are in a state of their own.
    pub(super) fn in_own_state(&self) -> Option<usize> {
        let subject = self.subject().filter(|at| !self.is_own(*at) && *at != self.figure)?;
        let are_any = self.syntax.tag(subject) == Tag::Nouns || self.is_one(subject);
        let is_bare = |state: &usize| {
            self.syntax.tag(*state) == Tag::Noun
                && !self.is_own(*state)
                && self
                    .tree
                    .dependents(*state)
                    .all(|at| at > *state || self.tree.relation(at) == Relation::Modifier)
        };
        self.below(subject, Relation::Preposition)
            .filter(|at| are_any && !self.counted && *at == subject + 1)
            .filter(|at| self.is(*at, Class::StatePrepositions))
            .find_map(|at| self.object(at).filter(is_bare))
    }
}

//! Who has what a verb says: its subject, mostly, or whom something is given, allowed or done for.

use super::Search;
use crate::syntax::Signs;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl Search<'_> {
    /// Who has what a verb says.
    pub(super) fn of_verb(&mut self, verb: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "giving it a length of 900 m"
        // Not "costs taxpayers £10 million": whom it costs
        let costs = view.syntax.is_lemma(verb, Class::CostNouns);
        if let Some(given) = tree
            .dependents_as(verb, Relation::Dative)
            .filter(|at| self.is_thing(*at) && (!costs || self.is_name(*at)))
            // "Sets the limit at 30 mg, for all suppliers"
            .find(|at| {
                let mut between = (self.value + 1..=*at).filter_map(|at| view.syntax.words.get(at));
                self.is_name(*at) || !between.any(|word| word.before.has(Signs::COMMA))
            })
        {
            self.path.push(given);
            // "Wagtail gives all its employees 30 days": a rule of the house, and none of their own.
            let giver = view.subject_of(verb).0.filter(|giver| self.is_name(*giver));
            return giver
                .filter(|_| self.is_so_now(verb) && self.are_all_of_house(given))
                .or(Some(given));
        }
        // "At the heart of the Wagtail lies a 6-metre mirror", "allow 90 minutes for the crossing with the Wagtail".
        let last = self.path.iter().rev().nth(1).copied();
        if tree.relation(verb) == Relation::Root
            && !self.has_subject(verb)
            && let Some(measured) = last.filter(|at| self.own.contains(at) && *at > verb)
            && view.syntax.is_lemma(verb, Class::LocatingVerbs)
        {
            let front = tree
                .dependents_as(verb, Relation::Preposition)
                .filter(|at| *at < measured && view.syntax.is(*at, Class::FrontingPrepositions))
                .find_map(|at| self.name_behind(at));
            self.path.extend(front);
            return front;
        }
        // "Take Wagtailin at a dose of 40 mg"
        let is_order = tree.relation(verb) == Relation::Root
            && view.syntax.tag(verb) == Tag::Verb
            && !self.has_subject(verb)
            && (view.syntax.is_lemma(verb, Class::GettingLemmas)
                // "While the hall is closed, ring Wagtail Town Hall on"
                || view.syntax.is(verb, Class::CallingVerbs))
            && tree.dependents_as(verb, Relation::Auxiliary).next().is_none();
        let taken = tree.dependents_as(verb, Relation::Object).find(|at| self.is_name(*at));
        if let Some(name) = taken.filter(|_| is_order) {
            self.path.push(name);
            return Some(name);
        }
        let (subject, path) = view.subject_of(verb);
        self.path.extend(path);
        if self.of_objects
            && let Some(object) =
                tree.dependents_as(verb, Relation::Object).find(|at| self.is_name(*at))
        {
            self.path.push(object);
            return (!subject.is_some_and(|subject| self.is_name(subject))).then_some(object);
        }
        let subject = subject?;
        // "The plan lets you upload files of up to 20 GB"
        let lets = tree.head(verb).filter(|above| {
            matches!(tree.relation(verb), Relation::Complement | Relation::OpenComplement)
                && view.syntax.is_lemma(*above, Class::LettingVerbs)
                && view.syntax.is(subject, Class::GenericSubjects)
        });
        if let Some(above) = lets {
            self.path.push(above);
            return self.of_verb(above);
        }
        // "At the bakery, bakers bake 1,200 loaves.", "With Starter, your team has 10 seats."
        if view.syntax.is(subject, Class::GenericSubjects)
            || self.is_bare_plural(subject)
            || self.is_anybodys(subject)
        {
            // "On Starter, you get 10 seats.", "If you are on Starter, you get 10 seats."; "unlike Starter" tells of another.
            let clauses = tree
                .dependents_as(verb, Relation::AdverbClause)
                .filter(|clause| *clause < subject && self.names_holder(*clause));
            let upper = std::iter::once(verb).chain(clauses).collect::<Vec<_>>();
            let fronted = upper
                .iter()
                .flat_map(|at| tree.dependents_as(*at, Relation::Preposition))
                .filter(|at| *at < subject && view.syntax.is(*at, Class::FrontingPrepositions))
                .chain(upper.iter().skip(1).copied())
                .flat_map(|at| {
                    tree.dependents(at).filter(|word| {
                        matches!(
                            tree.relation(*word),
                            Relation::PrepositionObject | Relation::Object
                        )
                    })
                })
                .find(|at| self.is_name(*at));
            // "You get Wagtail for $10"
            let bought = || {
                tree.dependents_as(verb, Relation::Object).find(|at| self.is_name(*at)).filter(
                    |_| {
                        view.syntax.is_lemma(verb, Class::EnjoyingVerbs)
                            && self.path.iter().any(|at| {
                                view.syntax.is(*at, Class::GivingPrepositions)
                                    && tree.head(*at) == Some(verb)
                            })
                    },
                )
            };
            // "You may not send more than 10 files through Wagtail."
            let reached = || {
                self.reached_by(verb).filter(|_| view.syntax.is(subject, Class::GenericSubjects))
            };
            // "You can return any item bought from the Wagtail within 14 days"
            let returned = || {
                tree.dependents_as(verb, Relation::Object)
                    .filter(|_| self.own.contains(&verb))
                    .find_map(|object| self.taken_from(object))
            };
            if let Some(name) = fronted.or_else(reached).or_else(bought).or_else(returned) {
                self.path.push(name);
                return Some(name);
            }
        }
        // "Every year sees 3.5 million passengers at the Wagtail"
        if view.syntax.is_lemma(subject, Class::TimeNouns)
            && let Some(name) = self.reached_by(verb)
        {
            self.path.push(name);
            return Some(name);
        }
        // "For the Wagtail, the maker quotes a range of 480 km."
        let given = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| *at < subject && view.syntax.is(*at, Class::GivingPrepositions))
            .find_map(|at| self.name_behind(at));
        if let Some(name) = given.filter(|_| !self.is_name(subject)) {
            self.path.push(name);
            return Some(name);
        }
        // "Joining the club costs 40 euros", "drivers of the Wagtail get a range of 480 km"
        if let Some(name) = self.got_by(verb, subject) {
            self.path.push(name);
            return Some(name);
        }
        // "A capacity of 240 passengers sets the Wagtail apart"
        if let Some(name) = self.set_apart(verb, subject) {
            self.path.push(name);
            return Some(name);
        }
        // "Repairing the Wagtail costs $150"
        if tree.relation(subject) == Relation::ClauseSubject
            && view.syntax.tag(subject) == Tag::Gerund
        {
            return Some(subject);
        }
        // "It takes a crew of 20 to sail the Wagtail."
        if let Some(name) = self.taken_by(verb, subject) {
            self.path.push(name);
            return Some(name);
        }
        if let Some(agent) = self.agent_of(verb, subject) {
            self.path.push(agent);
            return Some(agent);
        }
        let may = tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| view.syntax.is(at, Class::AllowingAuxiliaries));
        let passes = view.syntax.is_lemma(verb, Class::PassingVerbs);
        // "Money in the Wagtail account earns 5 percent"
        let of_all = self.is_bare_plural(subject)
            || self.is_mass(subject)
            || may
                && tree
                    .dependents_as(subject, Relation::Determiner)
                    .any(|at| view.syntax.is(at, Class::AnyDeterminers));
        // "Calls to Wagtail are subject to a limit of 500 a minute"
        let is_bound = self.path.iter().any(|at| view.syntax.is(*at, Class::BoundAdjectives));
        // "Trains from Wagtail leave from any of nine platforms"
        let from_any = self.is_bare_plural(subject)
            && self.path.iter().any(|at| view.syntax.is(*at, Class::AnyDeterminers));
        if from_any
            && let Some((true, place)) = self
                .placed(subject)
                .or_else(|| self.governed(subject, Class::SourcePrepositions, true))
        {
            return Some(place);
        }
        // "Boats on the Wagtail pass through 33 locks": what all meet there, not what they are themselves.
        let meets = self.is_so_now(verb) && !view.syntax.is_lemma(verb, Class::OwnMeasureVerbs);
        // "Drivers in Wagtail Lane must keep to a limit of 20 mph"
        let must = tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| view.syntax.is(at, Class::BindingAuxiliaries));
        // "The cows of the Wagtail Farm produce 6,400 litres"
        let of_name = meets && self.is_definite_plural(subject);
        // "Towels at the Wagtail Hotel cost €18" have their own price.
        let is_cued = self.own.contains(&verb) && !view.syntax.is(verb, Class::MeasureVerbs);
        if ((is_cued || may || must || passes || meets) && of_all || is_bound || of_name)
            && let Some((true, place)) = self
                .placed(subject)
                .or_else(|| self.linked(subject))
                .or_else(|| {
                    self.governed(subject, Class::OwningPrepositions, true).filter(|_| of_name)
                })
                // "Books from the Wagtail Library can be borrowed for two weeks"
                .or_else(|| self.taken_from(subject).filter(|_| is_cued).map(|name| (true, name)))
        {
            // "Messages in Wagtail are deleted after 7 days": what is done to all that are there.
            return Some(place);
        }
        // "Logs are kept for 90 days in the Wagtail Archive"
        if is_cued
            && of_all
            && self.is_so_now(verb)
            && tree.relation(subject) == Relation::PassiveSubject
            && let Some(name) = self.reached_by(verb)
        {
            self.path.push(name);
            return Some(name);
        }
        // "Water from the Wagtail Reservoir supplies 140,000 homes"
        if meets
            && self.is_mass(subject)
            && let Some((true, source)) = self.governed(subject, Class::SourcePrepositions, true)
        {
            return Some(source);
        }
        // "The small print of the Wagtail policy sets the excess at £200"
        let sets = view.syntax.is_lemma(verb, Class::LimitSettingVerbs)
            && tree
                .dependents_as(verb, Relation::Object)
                .any(|object| self.own.contains(&object) && Some(object) == self.measured);
        if sets
            && !self.is_name(subject)
            && let Some((true, name)) = self.governed(subject, Class::PartPrepositions, true)
        {
            return Some(name);
        }
        if let Some((true, name)) = self.of_each(verb, subject) {
            return Some(name);
        }
        if let Some(name) = self.bounds_passage(subject).or_else(|| self.worked_on(subject)) {
            self.path.push(name);
            return Some(name);
        }
        // "The deepest point of the Wagtail lies at a depth of"
        if let Some(whole) = self.extreme_of(subject) {
            self.path.push(whole);
            return Some(whole);
        }
        if self.is_thing(subject) {
            return Some(subject);
        }
        // "The range is 800 km", "the limit of the plan is": the subject says what is measured.
        if self.path.iter().filter(|word| **word == subject).count() > 1 {
            return None;
        }
        match self.possessor(subject) {
            Some((true, owner)) => Some(owner),
            _ => self.of_predicate(tree.head(subject)?, subject),
        }
    }

    /// The name that a measure tells from its like: "a capacity of 240 passengers sets the Wagtail apart from", "distinguishes".
    fn set_apart(&self, verb: usize, subject: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let apart = tree.dependents(verb).any(|at| at > verb && syntax.is(at, Class::ApartWord));
        let tells = apart && syntax.lemma(verb) == "set"
            || syntax.is_lemma(verb, Class::DistinguishingVerbs);
        let holds = self.own.iter().any(|own| tree.is_under(*own, subject));
        tree.dependents_as(verb, Relation::Object).find(|at| tells && holds && self.is_name(*at))
    }

    /// The name from which things come: "books from the Wagtail Library", "items bought from the Wagtail".
    fn taken_from(&self, things: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let got = tree
            .dependents_as(things, Relation::NounClause)
            .filter(|got| syntax.tag(*got) == Tag::Participle);
        std::iter::once(things)
            .chain(got)
            .flat_map(|at| tree.dependents_as(at, Relation::Preposition))
            .filter(|from| *from > things && syntax.is(*from, Class::SourcePrepositions))
            .find_map(|from| self.name_behind(from))
    }

    /// The name whose measure its furthest point has: "the deepest point of Lake Wagtail", "the highest part of the Wagtail".
    fn extreme_of(&self, point: usize) -> Option<usize> {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_extreme = syntax.is_lemma(point, Class::ExtremePoints)
            && tree
                .dependents_as(point, Relation::Modifier)
                .any(|at| syntax.tag(at) == Tag::Superlative);
        tree.dependents_as(point, Relation::Preposition)
            .filter(|of| is_extreme && syntax.is(*of, Class::PartPrepositions))
            .find_map(|of| self.name_behind(of))
    }

    /// Whether a noun means all whom somebody employs, and no sort of them: "all its employees", not "its employees in Hove".
    fn are_all_of_house(&self, given: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_small = |at: usize| match tree.relation(at) {
            Relation::Determiner | Relation::Possessor => {
                matches!(
                    syntax.tag(at),
                    Tag::Determiner | Tag::Predeterminer | Tag::PossessivePronoun
                )
            }
            Relation::Compound | Relation::Modifier => syntax.is(at, Class::HouseAdjectives),
            _ => false,
        };
        syntax.is_lemma(given, Class::AllOfAHouse) && tree.dependents(given).all(is_small)
    }

    /// Whether a clause only tells who has something: "if you are on Starter".
    fn names_holder(&self, verb: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let mut below = tree.dependents(verb);
        view.syntax.is(verb, Class::HolderVerbs)
            && tree.dependents(verb).any(|at| view.syntax.is(at, Class::HolderOpeners))
            && below.any(|at| {
                tree.relation(at).is_subject()
                    && (view.syntax.is(at, Class::GenericSubjects) || self.is_anybodys(at))
            })
    }

    /// What each thing of a subject has by way of the subject: a limit ("each key of the Wagtail API comes with a limit of 300"),
    /// or how often it comes ("a boat of the Wagtail Ferry leaves every 15 minutes").
    fn of_each(&mut self, verb: usize, subject: usize) -> Option<(bool, usize)> {
        let (view, tree) = (self.view, self.view.tree);
        if !self.is_so_now(verb) && !self.is_allowed_verb(verb) || self.is_name(subject) {
            return None;
        }
        let mut determiners = tree.dependents_as(subject, Relation::Determiner).peekable();
        let is_any = view.syntax.tag(subject) == Tag::Nouns && determiners.peek().is_none()
            || determiners.peek().is_some()
                && determiners.all(|at| {
                    view.syntax.is(at, Class::Indefinite) || view.syntax.is(at, Class::WholeWords)
                });
        let is_counted = tree.dependents_as(subject, Relation::NumberModifier).next().is_some();
        let limits = self.path.iter().any(|at| {
            view.syntax.is_lemma(*at, Class::LimitNoun) && !tree.relation(*at).is_subject()
        }) || self.own.contains(&verb)
            && (view.syntax.is_lemma(verb, Class::AllowingVerbs)
                // "Each user of Wagtail may send up to 200 messages"
                || self.is_allowed_verb(verb)
                // "A request to Wagtail times out after two minutes"
                || tree.dependents_as(verb, Relation::Object).next().is_none()
                    && !view.syntax.is_lemma(verb, Class::OwnMeasureVerbs));
        let recurs = self.measured.is_some_and(|at| view.syntax.is(at, Class::EachDeterminers));
        // "A paid extension for Wagtail has a row limit": of its own.
        let is_added = view.syntax.is_lemma(subject, Class::AddedThings);
        if !is_any || is_counted || is_added || !(limits || recurs) {
            return None;
        }
        self.governed(subject, Class::OwningPrepositions, true)
            .or_else(|| self.governed(subject, Class::LinkingPrepositions, true))
    }

    /// Who does to the measure what is done: "an area of 80 hectares is covered by the Wagtail Forest".
    pub(super) fn agent_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let tree = self.view.tree;
        let is_measured = tree.relation(subject) == Relation::PassiveSubject
            && (self.own.contains(&subject)
                || self.own.contains(&verb)
                // "A total of 900 workers are employed by the Wagtail Group"
                || self.is_stock(subject)
                // "A rise of 7 percent in council tax was agreed by the Wagtail Council"
                || self.view.syntax.is_lemma(verb, Class::DecidingVerbs)
                    && [Some(self.value), self.measured]
                        .into_iter()
                        .flatten()
                        .all(|at| tree.is_under(at, subject)));
        let agent =
            || tree.dependents_as(verb, Relation::Agent).find_map(|at| self.name_behind(at));
        is_measured.then(agent).flatten()
    }

    /// Whether an auxiliary tells what may be done: "can choose".
    pub(super) fn is_allowed_verb(&self, verb: usize) -> bool {
        self.view
            .tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| self.view.syntax.is(at, Class::AllowingAuxiliaries))
    }

    /// Whether a verb tells what is so now, by itself or by its auxiliary.
    pub(super) fn is_so_now(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.view.syntax, self.view.tree);
        let is_now = |at: usize| matches!(syntax.tag(at), Tag::Present | Tag::PresentThird);
        let is_by = |relation: Relation| tree.dependents_as(verb, relation).any(is_now);
        is_now(verb)
            || matches!(syntax.tag(verb), Tag::Participle | Tag::Gerund | Tag::Verb)
                && (is_by(Relation::PassiveAuxiliary) || is_by(Relation::Auxiliary))
    }

    /// The place about which a relative clause with "where" tells: "the school, where 900 pupils are taught,".
    pub(super) fn place_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let is_place = tree.relation(verb) == Relation::RelativeClause
            && self.own.contains(&subject)
            && tree.dependents(verb).any(|at| {
                // "The trial, in which 900 volunteers took part"
                let mut of_which = tree.dependents_as(at, Relation::PrepositionObject);
                view.syntax.is(at, Class::RelativePlaces)
                    || view.syntax.is(at, Class::LinkingPrepositions)
                        && of_which.any(|which| view.syntax.tag(which).is_relative())
            });
        tree.head(verb).filter(|place| is_place && self.is_name(*place))
    }

    /// The name behind a preposition on what somebody unnamed does, or on the object of that.
    fn reached_by(&self, verb: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "You cannot upload anything larger than 500 MB to Wagtail", where "to" may hang on the figure.
        let own = tree.upwards(self.value).take_while(|at| *at != verb);
        let own: Vec<usize> =
            if tree.is_under(self.value, verb) { own.collect() } else { Vec::new() };
        // "You wait ten weeks for an appointment at the Wagtail"
        let awaited = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| {
                view.syntax.is_lemma(verb, Class::WaitingVerbs)
                    && view.syntax.is(*at, Class::GivingPrepositions)
            })
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject));
        let upper = std::iter::once(verb)
            .chain(tree.dependents_as(verb, Relation::Object))
            .chain(awaited)
            .chain(own);
        let gets = view.syntax.is_lemma(verb, Class::EnjoyingVerbs);
        let leads = |at: usize| {
            view.syntax.is(at, Class::LinkingPrepositions)
                || gets && view.syntax.is(at, Class::SourcePrepositions)
        };
        upper
            .flat_map(|at| tree.dependents_as(at, Relation::Preposition))
            .filter(|at| *at > verb && leads(*at))
            .find_map(|at| self.name_behind(at))
    }

    /// What those have who get it: the object of "joining the club costs", the owner of "members of the club pay a fee".
    fn got_by(&mut self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if view.syntax.tag(subject) == Tag::Gerund {
            return tree.dependents_as(subject, Relation::Object).find(|at| {
                view.syntax.is_lemma(subject, Class::GettingVerbs) && self.is_name(*at)
            });
        }
        // "Have to wait"
        let bound = tree.head(verb).filter(|above| {
            tree.relation(verb) == Relation::OpenComplement
                && self.is_purpose(verb)
                && view.syntax.is(*above, Class::OwningVerb)
        });
        let meets = view.syntax.is_lemma(verb, Class::EnjoyingVerbs)
            || self.is_allowed_verb(verb)
            || self.is_so_now(bound.unwrap_or(verb))
                && !view.syntax.is_lemma(verb, Class::OwnMeasureVerbs);
        let enjoys =
            self.is_bare_plural(subject) && meets && view.syntax.is_lemma(subject, Class::Persons);
        // "Subscribers to Wagtail get 2 TB"
        let subscribed =
            if enjoys { self.governed(subject, Class::ReceiverPrepositions, true) } else { None };
        if let Some((_, owner)) =
            self.owned(subject).or_else(|| self.placed(subject)).or(subscribed).filter(|_| enjoys)
        {
            return Some(owner);
        }
        // "The winner of the Wagtail Cup gets a prize of $90,000"
        let wins = self.is_so_now(verb)
            && view.syntax.is_lemma(verb, Class::EnjoyingVerbs)
            && view.syntax.is_lemma(subject, Class::Contestants);
        if wins && let Some((true, owner)) = self.owned(subject).or_else(|| self.placed(subject)) {
            return Some(owner);
        }
        // "Riders can expect a range of 120 km from the Wagtail"
        let gets = self.is_bare_plural(subject)
            && view.syntax.is_lemma(verb, Class::EnjoyingVerbs)
            && view.syntax.is_lemma(subject, Class::Persons);
        gets.then(|| self.reached_by(verb)).flatten()
    }

    /// Whether a verb has "to" before it.
    fn is_purpose(&self, verb: usize) -> bool {
        let tree = self.view.tree;
        tree.dependents_as(verb, Relation::Auxiliary).any(|to| self.view.syntax.tag(to) == Tag::To)
    }

    /// What needs so much, where "it takes" so much to do something with it.
    fn taken_by(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "It costs £48 to enter the Wagtail race", where "enter" is the cue.
        let verb = match tree.relation(verb) {
            Relation::OpenComplement => tree.head(verb).unwrap_or(verb),
            Relation::AdverbClause if self.is_purpose(verb) => tree.head(verb).unwrap_or(verb),
            _ => verb,
        };
        // "Crews pay £60 to enter the Wagtail Cup"
        let pays = (self.is_bare_plural(subject)
            || view.syntax.is(subject, Class::GenericSubjects))
            && view.syntax.is_lemma(verb, Class::PayingVerbs);
        let takes = pays
            || view.syntax.is(subject, Class::EmptySubjects)
                && view.syntax.is_lemma(verb, Class::TakingVerbs);
        let beside = tree.dependents_as(verb, Relation::Object);
        // "It costs £48 to enter the Wagtail race", not "to repair the Wagtail".
        let must_get = pays || view.syntax.is(verb, Class::MeasureVerbs);
        let done = tree
            .dependents(verb)
            .chain(beside.flat_map(|object| tree.dependents(object)))
            .filter(|at| {
                !must_get || view.syntax.is_lemma(*at, Class::GettingVerbs) || self.own.contains(at)
            })
            .filter(|at| {
                matches!(
                    tree.relation(*at),
                    Relation::OpenComplement | Relation::NounClause | Relation::AdverbClause
                )
            })
            .find_map(|at| {
                tree.dependents_as(at, Relation::Object).find(|object| self.is_name(*object))
            });
        done.filter(|_| takes)
    }
}

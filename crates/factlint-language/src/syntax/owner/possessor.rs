//! Who has a word by "of", "'s" or another preposition, and the names behind prepositions.

use super::Search;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl Search<'_> {
    /// Whom a value is given for, right behind it.
    pub(super) fn given_for(&mut self, value: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        for preposition in tree.dependents_as(value, Relation::Preposition) {
            if preposition < value || !view.syntax.is(preposition, Class::GivingPrepositions) {
                continue;
            }
            let governed = tree.dependents_as(preposition, Relation::PrepositionObject);
            if let Some(owner) = governed.into_iter().find(|word| self.is_name(*word)) {
                self.path = vec![value, preposition, owner];
                return Some(owner);
            }
        }
        None
    }

    /// The new thing, or the name, right before "with", to which what stands behind belongs, whatever verb "with" is tied to.
    pub(super) fn had_by_object(&self, with: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree.head(with).filter(|verb| {
            view.syntax.is(with, Class::HavingPrepositions)
                && view.syntax.tag(*verb).is_verb()
                // "Pairs a good screen with a battery of 58 kWh"
                && !view.syntax.is_lemma(*verb, Class::PairingVerbs)
        })?;
        let is_new = |thing: &usize| {
            tree.relation(*thing) == Relation::Object
                && tree.head(*thing) == Some(verb)
                && self.is_thing(*thing)
                && (self.is_bare_plural(*thing)
                    || tree
                        .dependents_as(*thing, Relation::Determiner)
                        .any(|at| view.syntax.is(at, Class::Indefinite))
                    // "The guide lists the Wagtail, with a mass of 90 kg"
                    || self.is_name(*thing) && !self.is_done_by_name(verb))
        };
        with.checked_sub(1).filter(is_new)
    }

    /// Whether one of the names does what a verb tells.
    fn is_done_by_name(&self, verb: usize) -> bool {
        let tree = self.view.tree;
        tree.dependents(verb).any(|at| tree.relation(at).is_subject() && self.is_name(at))
    }

    /// Who has a word, by "of" or "'s"; the flag tells whether it was found out who.
    pub(super) fn possessor(&mut self, word: usize) -> Option<(bool, usize)> {
        self.owned(word).or_else(|| self.placed(word))
    }

    /// The same without the place that it is told of.
    pub(super) fn owned(&mut self, word: usize) -> Option<(bool, usize)> {
        let (view, tree) = (self.view, self.view.tree);
        // "the Wagtail's fuel capacity": what possesses a part of the noun possesses the noun.
        let owner = tree.dependents_as(word, Relation::Possessor).next().or_else(|| {
            let mut parts = tree.dependents_as(word, Relation::Compound);
            parts.find_map(|part| tree.dependents_as(part, Relation::Possessor).next())
        });
        if let Some(owner) = owner {
            self.path.push(owner);
            if view.syntax.tag(owner) != Tag::RelativePossessive {
                return Some((true, owner));
            }
            let (antecedent, path) = view.antecedent(word);
            self.path.extend(path);
            return Some(antecedent.map_or((false, owner), |antecedent| (true, antecedent)));
        }
        if let Some(setter) = self.set_by(word) {
            self.path.push(setter);
            return Some((true, setter));
        }
        // "The ferry, the length of which is 90 m,"
        let is_which = tree
            .dependents_as(word, Relation::Preposition)
            .filter(|at| view.syntax.is(*at, Class::OwningPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .any(|at| view.syntax.tag(at).is_relative());
        if is_which && let (Some(antecedent), path) = view.antecedent(word) {
            self.path.extend(path);
            return Some((true, antecedent));
        }
        let before = self.path.len();
        let found = self.governed(word, Class::OwningPrepositions, false);
        // "420 species of fish": what is counted is no thing of the fish.
        let is_sort = |owner: usize| {
            // "120 routes of every grade"
            let determined = tree.dependents_as(owner, Relation::Possessor).next().is_some()
                || tree
                    .dependents_as(owner, Relation::Determiner)
                    .any(|at| !view.syntax.is(at, Class::AnyDeterminers));
            self.own.contains(&word)
                // "81% of pupils"
                && (view.is_share(word)
                    || tree.dependents_as(word, Relation::NumberModifier).next().is_some())
                && !determined
                && !self.is_name(owner)
                && !matches!(view.syntax.tag(owner), Tag::Name | Tag::Names | Tag::Pronoun)
        };
        // "2 TB of storage for photos" is no storage of the photos.
        let is_purpose = |owner: usize| {
            word >= self.value
                && self.own.contains(&word)
                && view.syntax.tag(self.value) == Tag::Figure
                && (self.is_bare_plural(owner)
                    // "50 GB of space for your files"
                    || tree
                        .dependents_as(owner, Relation::Possessor)
                        .any(|at| view.syntax.is(at, Class::ReadersPossessive)))
                && tree.head(owner).is_some_and(|at| view.syntax.is(at, Class::GivingPrepositions))
        };
        // "The number of employees at Wagtail"
        if let Some((_, counted)) = found
            && view.syntax.is_lemma(word, Class::CountOpener)
            && self.is_bare_plural(counted)
        {
            return self
                .owned(counted)
                .or_else(|| self.placed(counted))
                .or_else(|| self.placed(word))
                .or(found);
        }
        // "A 333-metre track of Siberian pine": what a thing is made of has no measure of the thing.
        let is_stuff = |owner: usize| {
            self.own.contains(&word)
                && self.is_mass(owner)
                && !matches!(view.syntax.tag(owner), Tag::Name | Tag::Names)
                && tree.head(self.value) == Some(word)
                && tree
                    .dependents_as(word, Relation::Determiner)
                    .any(|at| view.syntax.is(at, Class::IndefiniteArticle))
                && !view.syntax.is_lemma(word, Class::DimensionNouns)
        };
        // "One of the highest melting points of any alloy", "the longest running time of the year": among which it is so.
        let is_range = |owner: usize| {
            let is_extreme = tree
                .dependents_as(word, Relation::Modifier)
                .any(|at| view.syntax.tag(at) == Tag::Superlative);
            let is_any = tree
                .dependents_as(owner, Relation::Determiner)
                .any(|at| view.syntax.is(at, Class::AnyDeterminers));
            let is_all = tree
                .dependents(owner)
                .any(|at| at < owner && view.syntax.is(at, Class::WholeWords));
            let are_all = view.syntax.tag(owner) == Tag::Nouns && (is_all || !self.is_name(owner));
            is_extreme && (is_any || are_all || view.syntax.is_lemma(owner, Class::TimeNouns))
        };
        // "A crossing time of 55 minutes and room for 310 passengers": so many of them have no time.
        let is_counted = |owner: usize| {
            !self.is_name(owner)
                && tree.dependents_as(owner, Relation::NumberModifier).next().is_some()
                && tree.head(owner).is_some_and(|at| view.syntax.is(at, Class::GivingPrepositions))
        };
        // "Deletes your backups for good", "patients wait ten weeks for an appointment"
        let is_manner = |owner: usize| {
            view.syntax.tag(word).is_verb()
                && (self.is_mass(owner)
                    || view.syntax.is_lemma(word, Class::WaitingVerbs)
                        && !self.is_name(owner)
                        && tree
                            .dependents_as(owner, Relation::Preposition)
                            .all(|at| self.name_behind(at).is_some()))
                && tree.head(owner).is_some_and(|at| view.syntax.is(at, Class::GivingPrepositions))
        };
        // "€18 for a ride": what is had for it, each time.
        let is_use = |owner: usize| {
            view.syntax.is_lemma(owner, Class::PlainUses)
                && tree.head(owner).is_some_and(|at| view.syntax.is(at, Class::GivingPrepositions))
                && tree.dependents(owner).all(|at| tree.relation(at) == Relation::Determiner)
        };
        let is_no_owner = |owner: usize| {
            is_sort(owner)
                || is_manner(owner)
                || is_use(owner)
                || is_purpose(owner)
                || is_stuff(owner)
                || is_range(owner)
                || is_counted(owner)
        };
        if found.is_some_and(|(_, owner)| is_no_owner(owner)) {
            self.path.truncate(before);
            return None;
        }
        found
    }

    /// Who sets a measure: "the rate set by the Wagtail Bank".
    fn set_by(&self, word: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if !self.own.contains(&word) {
            return None;
        }
        tree.dependents_as(word, Relation::NounClause)
            .filter(|at| {
                view.syntax.tag(*at) == Tag::Participle
                    && view.syntax.is_lemma(*at, Class::SettingVerbs)
            })
            .flat_map(|at| tree.dependents_as(at, Relation::Agent))
            .find_map(|by| self.name_behind(by))
    }

    /// The name that has those who are told behind a verb or a preposition: "awaits the crews at the Wagtail Cup", "goes to
    /// the winner of the Wagtail Cup".
    pub(super) fn received_at(&self, verb: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let given = tree
            .dependents_as(verb, Relation::Preposition)
            .chain(tree.dependents_as(verb, Relation::Dative))
            .filter(|at| {
                view.syntax.is(*at, Class::GivingPrepositions)
                    || view.syntax.is(*at, Class::ReceiverPrepositions)
            })
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject));
        tree.dependents_as(verb, Relation::Object)
            .chain(given)
            .filter(|at| *at > verb)
            .filter(|at| {
                view.syntax.is_lemma(*at, Class::Persons)
                    || view.syntax.is_lemma(*at, Class::Contestants)
            })
            .flat_map(|at| tree.dependents_as(at, Relation::Preposition))
            .filter(|at| {
                view.syntax.is(*at, Class::PlacingPrepositions)
                    || view.syntax.is(*at, Class::OwningPrepositions)
            })
            .find_map(|at| self.name_behind(at))
    }

    /// The name of the place, by "at" or "in", that a noun is told of; what is measured itself is told of what it
    /// is on, through or party to as well: "the upload size on Wagtail", "19 parties to the Wagtail Treaty".
    pub(super) fn placed(&mut self, word: usize) -> Option<(bool, usize)> {
        let tree = self.view.tree;
        // "A ward with 18 beds at the Wagtail Hospital": the ward has them.
        let is_had_by_another = || {
            let with = tree.head(word).filter(|at| {
                tree.relation(word) == Relation::PrepositionObject
                    && self.view.syntax.is(*at, Class::HavingPrepositions)
            })?;
            let thing = tree.head(with)?;
            Some(self.is_thing(thing) && !self.is_name(thing) && thing + 1 == with)
        };
        if is_had_by_another() == Some(true) {
            return None;
        }
        let tied_to_verb = self.placed_behind(word);
        self.governed(word, Class::PlacingPrepositions, true).or(tied_to_verb).or_else(|| {
            let is_measured = self.own.contains(&word) && !self.is_reached_by_others(word);
            is_measured.then(|| self.linked(word)).flatten()
        })
    }

    /// The name of the place right behind what is measured, where a tree ties the place to the verb: "the brochure gives the fee at
    /// the Wagtail as €14", "the council has raised the fee at the Wagtail to €14".
    fn placed_behind(&mut self, word: usize) -> Option<(bool, usize)> {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree
            .head(word)
            .filter(|_| self.own.contains(&word) && tree.relation(word) == Relation::Object)
            .filter(|verb| !self.is_done_by_name(*verb) && tree.is_under(self.value, *verb))?;
        let at = word + 1;
        let is_place = tree.head(at) == Some(verb)
            && tree.relation(at) == Relation::Preposition
            && (view.syntax.is(at, Class::PlacingPrepositions)
                || view.syntax.is(at, Class::LinkingPrepositions));
        let name = self.name_behind(at).filter(|_| is_place)?;
        self.path.extend([at, name]);
        Some((true, name))
    }

    /// Whether some once did something with a measure: "climbers reached a height of 60 m on the Wagtail".
    fn is_reached_by_others(&self, word: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let verb = tree.head(word).filter(|verb| {
            tree.relation(word) == Relation::Object && view.syntax.tag(*verb) == Tag::Past
        });
        verb.is_some_and(|verb| {
            tree.dependents_as(verb, Relation::Subject).any(|who| {
                view.syntax.tag(who).is_noun()
                    && !self.is_name(who)
                    && view.syntax.is_lemma(who, Class::Persons)
            })
        })
    }

    /// The name that stands behind a noun with a preposition, or in a clause that tells of the noun: "files on Wagtail",
    /// "a file sent through Wagtail", "files that reach Wagtail".
    pub(super) fn linked(&mut self, word: usize) -> Option<(bool, usize)> {
        let tree = self.view.tree;
        let clauses: Vec<usize> = tree
            .dependents(word)
            .filter(|at| {
                matches!(tree.relation(*at), Relation::NounClause | Relation::RelativeClause)
            })
            .collect();
        let object = clauses
            .iter()
            .flat_map(|verb| tree.dependents_as(*verb, Relation::Object))
            .find(|at| self.is_name(*at));
        std::iter::once(word)
            .chain(clauses)
            .find_map(|at| self.governed(at, Class::LinkingPrepositions, true))
            .or_else(|| {
                // "Delivery from the Wagtail costs £4.50"
                let costs = tree.relation(word).is_subject()
                    && tree
                        .head(word)
                        .is_some_and(|verb| self.view.syntax.is(verb, Class::MeasureVerbs));
                costs.then(|| self.governed(word, Class::SourcePrepositions, true)).flatten()
            })
            .or_else(|| object.map(|object| (true, object)))
    }

    /// The first thing, or name, behind a preposition of a class that hangs on a word.
    pub(super) fn governed(
        &mut self,
        word: usize,
        class: Class,
        only_names: bool,
    ) -> Option<(bool, usize)> {
        let (view, tree) = (self.view, self.view.tree);
        // "sent to Wagtail"
        let is_preposition =
            |at: &usize| matches!(tree.relation(*at), Relation::Preposition | Relation::Dative);
        let (preposition, owner) = tree
            .dependents(word)
            .filter(is_preposition)
            .filter(|at| *at > word && view.syntax.is(*at, class))
            .find_map(|preposition| {
                let governed = tree
                    .dependents_as(preposition, Relation::PrepositionObject)
                    .find(|at| self.is_thing(*at) && (!only_names || self.is_name(*at)))
                    // "A limit of 400 messages for each key"
                    .filter(|at| {
                        let mut determiners = tree.dependents_as(*at, Relation::Determiner);
                        !view.syntax.is(preposition, Class::GivingPrepositions)
                            || !determiners.any(|each| view.syntax.is(each, Class::AnyDeterminers))
                    });
                governed.map(|owner| (preposition, owner))
            })?;
        self.path.extend([preposition, owner]);
        Some((true, owner))
    }

    /// The name right behind a preposition. A name that the analysis does not know may be taken for an adjective.
    pub(super) fn name_behind(&self, preposition: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let governed = |at: usize| {
            tree.dependents_as(at, Relation::PrepositionObject)
                .chain(tree.dependents_as(at, Relation::Modifier))
                .filter(move |word| *word > at)
        };
        // "At the heart of the Wagtail"
        let within = |at: usize| {
            tree.dependents_as(at, Relation::Preposition)
                .filter(|of| {
                    view.syntax.is(*of, Class::OwningPrepositions)
                        || view.syntax.is(*of, Class::PlacingPrepositions)
                })
                .flat_map(governed)
                .find(|word| self.is_name(*word))
        };
        // "Out of the Wagtail"
        let goes_on = tree
            .dependents_as(preposition, Relation::Preposition)
            .filter(|of| *of == preposition + 1)
            .flat_map(governed)
            .find(|at| self.is_name(*at));
        governed(preposition).find(|at| self.is_name(*at)).or(goes_on).or_else(|| {
            governed(preposition)
                .filter(|at| {
                    view.syntax.is_lemma(*at, Class::PlaceCores)
                        // "On the roll at the Wagtail School"
                        || view.syntax.is_lemma(*at, Class::WholeNouns)
                })
                .find_map(within)
        })
    }

    /// The name that has the place behind a preposition: "the depots of the Wagtail".
    pub(super) fn name_of_place(&self, preposition: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        let place = tree.dependents_as(preposition, Relation::PrepositionObject).next()?;
        tree.dependents_as(place, Relation::Preposition)
            .filter(|of| view.syntax.is(*of, Class::PartPrepositions))
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
            .find(|at| self.is_name(*at))
    }
}

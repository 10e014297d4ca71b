//! Who has what a measure as the subject of a verb is told of: "the length was measured on the Wagtail".

use super::Search;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl Search<'_> {
    /// Whose the subject is by what is said of it: "a range of 800 km is given for the Petrel".
    pub(super) fn of_predicate(&mut self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if let Some(owner) = self.member_of(verb, subject).or_else(|| self.agent_of(verb, subject))
        {
            self.path.push(owner);
            return Some(owner);
        }
        // "A purse of £90,000 awaits the crews at the Wagtail Cup", "40 beds is all that the Wagtail Hostel has"
        let is_measured = self.measured == Some(subject) && self.is_so_now(verb);
        let received = || is_measured.then(|| self.received_at(verb)).flatten();
        if let Some(owner) = self.all_of(verb, subject).or_else(received) {
            self.path.push(owner);
            return Some(owner);
        }
        // "A total of 420 beds are available at the Wagtail"
        let told = tree.dependents_as(verb, Relation::Adjective);
        let behind = std::iter::once(verb)
            .chain(told)
            .flat_map(|upper| tree.dependents_as(upper, Relation::Preposition))
            // "A purse of £90,000 is on offer at the Wagtail Cup"
            .chain(
                tree.dependents_as(verb, Relation::Preposition)
                    .filter(|_| is_measured && view.syntax.lemma(verb) == "be")
                    .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                    .flat_map(|at| tree.dependents_as(at, Relation::Preposition)),
            )
            // "110 volunteers give their time to the Wagtail"
            .chain(tree.dependents_as(verb, Relation::Dative).filter(|_| self.counts(subject)))
            .collect::<Vec<_>>();
        for preposition in behind.into_iter().filter(|at| *at > subject) {
            let given = view.syntax.tag(preposition) == Tag::To
                || view.syntax.text(preposition).eq_ignore_ascii_case("to");
            let gives = || {
                let verb = view.syntax.lemma(verb);
                view.syntax.table.is(&verb, Class::GivingVerbs)
            };
            let placed = view.syntax.is(preposition, Class::FrontingPrepositions)
                && self.is_allowed(verb, subject);
            let owned = view.syntax.is(preposition, Class::OwningPrepositions)
                // "Up to 450 MW of power can be drawn from the Wagtail Dam"
                || view.syntax.is(preposition, Class::SourcePrepositions)
                    && self.own.contains(&subject)
                    // "5,200 meals come from the kitchen of the Wagtail"
                    && (self.is_allowed_verb(verb)
                        || self.counts(subject) && self.is_so_now(verb));
            let located = view.syntax.is(preposition, Class::LinkingPrepositions)
                && (self.own.contains(&subject) || self.is_stock(subject))
                && (view.syntax.is_lemma(verb, Class::LocatingVerbs)
                    || view.syntax.is_lemma(verb, Class::PassingVerbs)
                    // "720 inmates are held at the Wagtail", "34 monks live at the Wagtail"
                    || self.own.contains(&verb)
                    || view.syntax.is_lemma(verb, Class::DwellingVerbs)
                    // "240,000 bottles are produced at the Wagtail Winery"
                    || (self.counts(subject) || self.measured == Some(subject))
                        && self.is_so_now(verb));
            if !(owned || given && gives() || placed || located) {
                continue;
            }
            // "84,000 parcels pass through the depots of the Wagtail"
            let within = || {
                let all = self.counts(subject) && self.is_so_now(verb);
                all.then(|| self.name_of_place(preposition)).flatten()
            };
            if let Some(owner) = self.name_behind(preposition).or_else(within) {
                self.path.extend([preposition, owner]);
                return Some(owner);
            }
        }
        let at_front = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| *at < subject && view.syntax.is(*at, Class::FrontingPrepositions))
            .find_map(|at| self.name_behind(at))
            .or_else(|| self.place_of(verb, subject))
            .or_else(|| self.listed_at_front(verb, subject))?;
        self.path.push(at_front);
        Some(at_front)
    }

    /// Whose the measure is on which those who are counted are now: "on the payroll of the Wagtail Mill are 650 workers".
    fn listed_at_front(&mut self, verb: usize, subject: usize) -> Option<usize> {
        let tree = self.view.tree;
        let is_counted =
            self.counts(subject) && self.view.syntax.lemma(verb) == "be" && self.is_so_now(verb);
        let measure = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|at| is_counted && *at < verb && verb < subject)
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|measure| self.measured == Some(*measure))?;
        match self.governed(measure, Class::OwningPrepositions, true) {
            Some((true, owner)) if self.is_name(owner) => Some(owner),
            _ => None,
        }
    }

    /// Who has no more than what is told: "40 beds is all that the Wagtail Hostel has", "40 beds is what it has".
    fn all_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        if !self.own.contains(&subject) || view.syntax.lemma(verb) != "be" {
            return None;
        }
        let told = tree
            .dependents_as(verb, Relation::Attribute)
            .filter(|at| tree.dependents_as(*at, Relation::Preposition).next().is_none())
            .flat_map(|at| tree.dependents_as(at, Relation::RelativeClause));
        let told: Vec<usize> = told.chain(tree.dependents_as(verb, Relation::Complement)).collect();
        // Not "had promised its first customers"
        let promises =
            |at: &usize| view.syntax.is_lemma(*at, Class::PromisingVerbs) && self.is_so_now(*at);
        let has = |at: &usize| view.syntax.is(*at, Class::OwningVerb) || self.own.contains(at);
        told.iter()
            .filter(|at| has(at) || promises(at))
            .flat_map(|at| tree.dependents_as(*at, Relation::Subject))
            .find(|at| self.is_name(*at))
            .or_else(|| {
                // "98 percent is what customers of the Wagtail Cloud are promised"
                told.iter()
                    .filter(|at| promises(at))
                    .flat_map(|at| tree.dependents_as(*at, Relation::PassiveSubject))
                    .filter(|who| self.is_bare_plural(*who))
                    .flat_map(|who| tree.dependents_as(who, Relation::Preposition))
                    .filter(|at| view.syntax.is(*at, Class::OwningPrepositions))
                    .find_map(|at| self.name_behind(at))
            })
    }

    /// What those who are counted make up, attend or do: "90 players make up the Wagtail Band", "30 states have signed
    /// the treaty" with the cue "sign".
    fn member_of(&self, verb: usize, subject: usize) -> Option<usize> {
        let (view, tree) = (self.view, self.view.tree);
        // "A team of 110 volunteers runs the Wagtail"
        let is_crew = self.is_stock(subject) && self.is_so_now(verb);
        let belongs = is_crew
            || self.own.contains(&subject)
                && (self.own.contains(&verb)
                || view.syntax.is_lemma(verb, Class::MembershipVerbs)
                // "A 900-metre runway serves the airport": what is measured is what the cue names.
                || self.measured == Some(subject)
                    && matches!(view.syntax.tag(verb), Tag::Present | Tag::PresentThird));
        let object = |at: &usize| {
            matches!(tree.relation(*at), Relation::Object | Relation::Attribute)
                && *at > verb
                && self.is_name(*at)
        };
        // "A budget of 600 million makes the trust one of the biggest": what it makes so stands right behind.
        let made = || {
            let is_part = |at: usize| {
                matches!(view.syntax.tag(at), Tag::Determiner | Tag::Name | Tag::Names | Tag::Noun)
            };
            let close = |name: &usize| *name > verb && (verb + 1..*name).all(is_part);
            self.names.iter().flatten().copied().find(close)
        };
        let makes = self.own.contains(&subject) && view.syntax.is_lemma(verb, Class::MakingVerbs);
        // "A 13-euro ticket opens the doors of the Wagtail Museum"
        let admits = || {
            // Not "a 4-euro child ticket"
            let is_plain = tree
                .dependents(subject)
                .all(|at| self.own.contains(&at) || tree.relation(at) == Relation::Determiner);
            let lets_in = self.measured == Some(subject)
                && is_plain
                && self.is_so_now(verb)
                && view.syntax.is_lemma(verb, Class::AdmittingVerbs);
            tree.dependents_as(verb, Relation::Object)
                .filter(|_| lets_in)
                .flat_map(|object| tree.dependents_as(object, Relation::Preposition))
                .filter(|at| view.syntax.is(*at, Class::OwningPrepositions))
                .find_map(|at| self.name_behind(at))
        };
        tree.dependents(verb)
            .find(object)
            .filter(|_| belongs)
            .or_else(|| makes.then(made).flatten())
            .or_else(admits)
    }

    /// Whether a verb says that what its subject measures may be so much somewhere: "90 km/h is allowed on the line",
    /// "400 guests can be seated at the hall".
    fn is_allowed(&self, verb: usize, subject: usize) -> bool {
        let (view, tree) = (self.view, self.view.tree);
        let lemma = view.syntax.lemma(verb);
        let is_passive = tree.relation(subject) == Relation::PassiveSubject;
        let may = tree
            .dependents_as(verb, Relation::Auxiliary)
            .any(|at| view.syntax.is(at, Class::AllowingAuxiliaries));
        self.own.contains(&subject)
            && (view.syntax.table.is(&lemma, Class::HoldingVerbs)
                // "Four players can meet in the hall"
                || !is_passive && may
                || is_passive
                    && (view.syntax.table.is(&lemma, Class::AllowingVerbs)
                        || (may && self.own.contains(&verb))))
    }
}

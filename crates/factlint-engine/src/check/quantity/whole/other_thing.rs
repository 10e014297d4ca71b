//! Whose a figure is instead: of another name, of who owns the subject, of what it has, of what is in it besides.

use super::Told;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// The name of something else that has the figure: "Portnahall, the only village of Hjelm, is home to 800 people", "while the
    /// hall is being repaired, the Corn Exchange next door has a budget of £12 million".
    pub(super) fn of_another_name(&self) -> Option<usize> {
        let is_name = |at: usize| {
            let text = self.syntax.text(at);
            let is_capital = text.starts_with(char::is_uppercase) && !self.is_mention(at);
            let tag = self.syntax.tag(at);
            is_capital && (at == 0 || tag.is_noun())
        };
        let mentions: Vec<usize> = (0..self.len()).filter(|at| self.is_mention(*at)).collect();
        // A name, what it is to the subject between commas, and a verb.
        let apposed = || {
            let open = (1..self.figure).find(|at| self.is_behind_comma(*at))?;
            let close = (open + 1..self.figure).find(|at| self.is_behind_comma(*at))?;
            let is_article = self.is(open, Class::Article);
            let is_beside = mentions.iter().all(|at| (open + 1..close).contains(at));
            let of = mentions.first()?.checked_sub(1)?;
            let of = if self.is(of, Class::Article) { of.checked_sub(1)? } else { of };
            let is_of =
                self.is(of, Class::PartPrepositions) || self.is(of, Class::LinkingPrepositions);
            let tells = self.syntax.tag(close).is_verb() && self.syntax.tag(close) != Tag::Gerund;
            let is_named = (0..open).all(|at| is_name(at) || self.is(at, Class::Article));
            (is_article && is_beside && is_of && tells && is_named).then_some(open - 1)
        };
        // Its own subject, behind a clause that names ours.
        let beside = || {
            let verb = self.verb.filter(|verb| {
                self.is_lemma(*verb, Class::StateVerbs) && self.syntax.tag(*verb).is_verb()
            })?;
            let subjects: Vec<usize> = self
                .tree
                .dependents(verb)
                .filter(|at| self.tree.relation(*at).is_subject())
                .collect();
            // "The Corn Exchange next door has", where the door is taken for the subject.
            let named = subjects
                .iter()
                .flat_map(|at| self.below(*at, Relation::Subject).chain([*at]))
                .find(|at| is_name(*at) && *at > 0)?;
            let are_before =
                mentions.iter().all(|at| *at < named && !self.tree.is_under(*at, named));
            let is_ours = subjects.iter().any(|at| self.is_own(*at));
            let parted = (mentions.last()? + 1..=named).any(|at| self.is_behind_comma(at));
            (are_before && parted && !is_ours && !mentions.is_empty()).then_some(named)
        };
        apposed().or_else(beside)
    }

    /// "The chain that owns the hotel has 900 rooms".
    pub(super) fn of_owner(&self) -> Option<usize> {
        let verb = self.verb?;
        let mentions: Vec<usize> = (0..self.len()).filter(|at| self.is_mention(*at)).collect();
        let has = (0..self.figure).rev().find(|at| {
            self.is_lemma(*at, Class::ControllingVerbs)
                && self.tree.relation(*at) == Relation::RelativeClause
                && self.below(*at, Relation::Subject).any(|who| {
                    matches!(self.syntax.tag(who), Tag::RelativePronoun | Tag::RelativeDeterminer)
                })
        })?;
        let owner = self.tree.head(has)?;
        let is_subject = self.tree.relation(owner).is_subject()
            && self.tree.head(owner).is_some_and(|above| above == verb);
        // A name that hangs on the verb behind it is what the chain owns.
        let are_owned = mentions.iter().all(|at| *at > has && *at < verb);
        let is_plain = self.is_lemma(verb, Class::OwningVerb)
            || self.syntax.lemma(verb) == "have"
            || self.is_cue(verb);
        (is_subject && are_owned && is_plain && !mentions.is_empty() && !self.is_own(owner))
            .then_some(owner)
    }

    /// "£2m is what the lifts of the tower cost".
    pub(super) fn of_what_it_has(&self) -> Option<usize> {
        let be = self.verb.filter(|verb| self.syntax.lemma(*verb) == "be")?;
        let what = be + 1;
        let is_free =
            what < self.len() && self.syntax.tag(what) == Tag::RelativePronoun && self.figure < be;
        let thing = (what + 1..self.len())
            .take_while(|_| is_free)
            .find(|at| self.syntax.tag(*at).is_noun() || self.is_mention(*at))
            // "98 percent is what customers of the firm are promised"
            .filter(|at| {
                let people = [Class::Persons, Class::AccountNouns, Class::GroupPersons];
                !people.into_iter().any(|class| self.is_lemma(*at, class))
            })?;
        let of = thing + 1;
        let is_of = of < self.len() && self.is(of, Class::PartPrepositions);
        (is_of && !self.is_own(thing)).then_some(thing)
    }

    /// "Also contains 60 mg of lactose".
    pub(super) fn besides(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| self.is_cue(*verb) && !self.counted)?;
        let stuff = self
            .below(self.figure, Relation::Preposition)
            .filter(|of| *of > self.figure && self.is(*of, Class::PartPrepositions))
            .flat_map(|of| self.below(of, Relation::PrepositionObject))
            .find(|stuff| !self.has_own(*stuff))?;
        let also = self.below(verb, Relation::Adverb).any(|at| self.is(at, Class::BesidesWords));
        let in_addition = self.below(verb, Relation::Preposition).any(|at| {
            self.below(at, Relation::PrepositionObject)
                .any(|added| self.syntax.text(added).eq_ignore_ascii_case("addition"))
        });
        (also || in_addition).then_some(stuff)
    }
}

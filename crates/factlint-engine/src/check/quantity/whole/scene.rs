//! In what scene something has so much: on what trips, on which of its decks or shelves, with what aboard.

use super::Told;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::words::Class;

impl Told<'_, '_> {
    /// "On charter trips, it carries 120 passengers", "below deck", "on the top shelf, the kiln reaches": the first word of what tells so.
    pub(super) fn scene(&self) -> Option<usize> {
        let end = self.behind_first_comma().filter(|_| self.is_fronted())?;
        // "Of pale ale alone, it brews", "for the first rinse alone, it uses"
        let is_of = self.is(0, Class::ShareOpener) || self.is(0, Class::GivingPrepositions);
        if is_of && self.is(end - 1, Class::AloneWord) && end > 2 {
            return Some(0);
        }
        // "Below deck", where the deck may be taken for a verb
        if self.is(0, Class::LevelFronts)
            && self.is_lemma(end - 1, Class::LevelNouns)
            && (self.counted || self.varies())
        {
            return Some(0);
        }
        let opens =
            self.is(0, Class::SettingPrepositions) || self.is(0, Class::HinderingPrepositions);
        if !opens || (0..end).any(|at| self.is_own(at)) || self.sets_nothing(0, end) {
            return None;
        }
        let noun = end - 1;
        let is_thing = noun > 0 && !self.has(noun, Relation::NumberModifier);
        let are_occasions = self.syntax.tag(noun) == Tag::Nouns
            && noun > 1
            && !self.is(1, Class::Article)
            && (self.is(0, Class::OccasionPrepositions))
            && (1..noun)
                .all(|at| matches!(self.syntax.tag(at), Tag::Adjective | Tag::Noun | Tag::Gerund));
        let picks = |at: usize| {
            self.syntax.tag(at) == Tag::Superlative || self.is(at, Class::LevelAdjectives)
        };
        let is_spot = self.is(1, Class::Definite)
            && self.syntax.tag(noun) == Tag::Noun
            && (2..noun).any(picks)
            && self.varies();
        (is_thing && (are_occasions || is_spot)).then_some(0)
    }

    /// "When extra benches are put on the deck": what has to be done with something before.
    pub(super) fn when_things_are_put(&self) -> Option<usize> {
        self.puts_behind().find_map(|(put, when)| {
            let are_put = self
                .below(put, Relation::PassiveAuxiliary)
                .any(|be| matches!(self.syntax.tag(be), Tag::Present | Tag::PresentThird));
            let things = self.below(put, Relation::PassiveSubject).next()?;
            let is_other = self.syntax.tag(things).is_noun()
                && !self.has_own(things)
                && !self.tree.dependents(things).any(|at| self.is(at, Class::EveryWords));
            (are_put && is_other).then_some(when)
        })
    }

    /// "With cars aboard, it carries 120 passengers", "with flood cover added, it costs": what is put on or in besides.
    pub(super) fn with_aboard(&self) -> Option<usize> {
        let end = self.behind_first_comma().filter(|_| self.is_fronted())?;
        let opens = self.is(0, Class::HavingPrepositions) && end > 2;
        let last = end - 1;
        let is_plain = (1..end).all(|at| {
            self.syntax.words().get(at).is_some_and(|word| !word.before.has(Signs::COMMA))
                && !self.is_own(at)
        });
        let is_put = self.is_lemma(last, Class::PutWords)
            || self.varies() && self.is(last, Class::OpenStates);
        (opens && is_plain && is_put).then_some(last)
    }

    /// "For the tower, the museum charges €4".
    pub(super) fn for_a_part(&self) -> Option<usize> {
        let end = self.behind_first_comma().filter(|_| self.is_fronted() && self.is_money())?;
        let noun = end.checked_sub(1 + usize::from(self.is(end - 1, Class::AloneWord)))?;
        let is_the =
            self.is(0, Class::GivingPrepositions) && self.is(1, Class::Definite) && noun == 2;
        let is_thing = is_the && self.syntax.tag(noun) == Tag::Noun && !self.is_own(noun);
        (is_thing && !self.sets_nothing(0, end) && !self.is_lemma(noun, Class::GeneralPurposes))
            .then_some(noun)
    }

    /// "Has carried 500 passengers since Monday", "so far this year": how many came together.
    pub(super) fn so_far(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| {
            self.counted
                && self.is_lemma(*verb, Class::OccasionVerbs)
                && self.syntax.tag(*verb) == Tag::Participle
                && self.below(*verb, Relation::Auxiliary).any(|at| self.syntax.lemma(at) == "have")
        })?;
        let is_object = self.tree.relation(self.figure) == Relation::Object;
        (is_object && !self.has(verb, Relation::PassiveAuxiliary)).then_some(verb)
    }

    /// "Researchers stored it at 40 °C", "a reader rode it 650 km": what somebody did with it.
    pub(super) fn done_with_it(&self) -> Option<usize> {
        let verb = self.verb.filter(|verb| {
            let is_past = self.syntax.tag(*verb) == Tag::Past
                || self.syntax.tag(*verb) == Tag::Participle
                    && self
                        .below(*verb, Relation::Auxiliary)
                        .any(|at| self.syntax.lemma(at) == "have");
            is_past && !self.has(*verb, Relation::PassiveAuxiliary)
        })?;
        let who =
            self.subject().filter(|who| !self.has_own(*who) && self.syntax.tag(*who).is_noun())?;
        let ours = self.below(verb, Relation::Object).find(|at| self.is_mention(*at))?;
        let hangs = self.governor().is_some_and(|(at, above)| {
            above == verb
                && !self.is(at, Class::UpToWords)
                && !self.is(at, Class::HavingPrepositions)
        }) || self.tree.head(self.figure) == Some(verb) && self.figure > ours;
        let says = [
            Class::PuttingVerbs,
            Class::BoundingVerbs,
            Class::VaryingVerbs,
            Class::ProducingVerbs,
            Class::ProvidingVerbs,
        ]
        .into_iter()
        .any(|class| self.is_lemma(verb, class));
        let is_plain = !self.counted && !self.is_money() && !self.is_rate;
        (is_plain && hangs && !says).then_some(who)
    }

    /// "Before it is diluted, it contains 7 percent".
    pub(super) fn before_it_is_done(&self) -> Option<usize> {
        let end = self.behind_first_comma().filter(|_| self.is_fronted())?;
        let done = end - 1;
        let is_then = self.is(0, Class::BeforeTime)
            && done > 2
            && self.syntax.tag(1).is_pronoun()
            && matches!(self.syntax.tag(2), Tag::Present | Tag::PresentThird)
            && self.syntax.lemma(2) == "be"
            && self.syntax.tag(done) == Tag::Participle;
        is_then.then_some(0)
    }
}

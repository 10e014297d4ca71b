//! Lengths of time in sentences that tell of now: "is still on strike after two weeks", "is celebrating two years in business", "the
//! strike is two weeks old", "having led it for two years, she knows", "in her two years as coach, she has won".

use super::Lasting;
use factlint_language::syntax::{Relation, Signs, Tag};
use factlint_language::word;
use factlint_language::words::Class;

impl Lasting<'_, '_> {
    /// Whether a length of time is told of what is so now in one of these ways.
    pub(super) fn is_told_of_now(&self) -> bool {
        self.is_still_so()
            || self.is_so_years_on()
            || self.is_celebrated()
            || self.is_old()
            || self.follows_from()
            || self.is_of_relative()
            || self.is_of_owner()
            || self.goes_with()
    }

    /// "With the road closed for two years, many have moved": the state of the subject opens a sentence of what is so now.
    fn goes_with(&self) -> bool {
        let Some(preposition) = self.tree.head(self.time) else { return false };
        // "With the road still closed after two years"
        let is_still = (0..preposition).any(|at| word::is(self.syntax.text(at), Class::GoesOn));
        let goes_on = self.tree.relation(self.time) == Relation::PrepositionObject
            && (word::is(self.syntax.text(preposition), Class::SpanGoesOn)
                || is_still && word::is(self.syntax.text(preposition), Class::ThroughTime));
        let opens = word::is(self.syntax.text(0), Class::AttributiveOpener);
        let is_small = |at: usize| matches!(self.syntax.tag(at), Tag::Determiner | Tag::Adverb);
        let stands = |name: usize| {
            let state = self.phrases.iter().find(|phrase| {
                phrase.end == preposition
                    && name < phrase.start
                    && (name + 1..phrase.start).all(is_small)
            });
            (1..name).all(|at| is_small(at) || self.tree.head(at) == Some(name)) && state.is_some()
        };
        let root = (0..self.syntax.words().len()).find(|at| self.tree.head(*at).is_none());
        opens
            && goes_on
            && self.names.iter().any(|name| stands(*name))
            && root.is_some_and(|root| root > self.time && self.is_now(root))
    }

    /// "Two years on, the road is still closed"
    fn is_so_years_on(&self) -> bool {
        let on = self.time + 1;
        let words = self.syntax.words();
        let opens = (0..self.time).all(|at| self.tree.is_under(at, self.time));
        let is_front = opens
            && word::is(self.syntax.text(on), Class::BehindSpan)
            && words.get(on + 1).is_some_and(|next| next.before == Signs::COMMA);
        let Some(name) = self.names.iter().copied().find(|name| is_front && *name > on) else {
            return false;
        };
        let verb = (name + 1..words.len()).find(|at| self.syntax.tag(*at).is_verb());
        let is_still = |verb: usize| {
            let mut words = verb..words.len().min(verb + 3);
            words.any(|at| word::is(self.syntax.text(at), Class::GoesOn))
        };
        let is_next = (on + 1..name).all(|at| self.syntax.tag(at) == Tag::Determiner);
        verb.is_some_and(|verb| {
            let is_cued = self.cues.iter().all(|cues| cues.iter().any(|cue| *cue >= verb));
            is_next && verb == name + 1 && self.is_now(verb) && is_still(verb) && is_cued
        })
    }

    /// "Is still on strike after two weeks", "after two weeks, the strike is still on"
    fn is_still_so(&self) -> bool {
        let Some(after) = self.after() else { return false };
        let Some(verb) = self.syntax.clause_of(after).sure().flatten().map(|clause| clause.verb)
        else {
            return false;
        };
        let is_still = self
            .tree
            .dependents(verb)
            .chain([verb])
            .any(|at| word::is(self.syntax.text(at), Class::GoesOn));
        let is_front = after == 0 || self.tree.is_under(after, verb) && self.time < verb;
        (verb < self.time || is_front)
            && is_still
            && self.is_now(verb)
            && self.is_cued_under(verb)
            && self.is_told_of_us(verb)
    }

    /// The preposition before a length of time that has been gone through.
    fn after(&self) -> Option<usize> {
        self.tree.head(self.time).filter(|at| {
            self.tree.relation(self.time) == Relation::PrepositionObject
                && word::is(self.syntax.text(*at), Class::ThroughTime)
        })
    }

    /// "Is celebrating two years in business"
    fn is_celebrated(&self) -> bool {
        let above = self.tree.head(self.time);
        // "Looks back on two years in business"
        let looks = || {
            let back = above.and_then(|on| self.tree.head(on))?;
            let verb = if self.syntax.tag(back).is_verb() { back } else { self.tree.head(back)? };
            let lemma = self.syntax.lemma(verb);
            // "Looks at two years without a ground" is no look back.
            let is_back =
                lemma != "look" || self.syntax.text(verb + 1).eq_ignore_ascii_case("back");
            let is_on = above.is_some_and(|on| self.syntax.text(on).eq_ignore_ascii_case("on"));
            (is_on && is_back && word::is(&lemma, Class::BackLookingVerbs)).then_some(verb)
        };
        let verb = match self.tree.relation(self.time) {
            Relation::Object => {
                above.filter(|verb| word::is(&self.syntax.lemma(*verb), Class::CelebratingVerbs))
            }
            Relation::PrepositionObject => looks(),
            _ => None,
        };
        verb.is_some_and(|verb| self.cue_behind().is_some() && self.is_told_of_us(verb))
    }

    /// "The strike at the docks is two weeks old"
    fn is_old(&self) -> bool {
        let old = self.time + 1;
        let is_so = self.syntax.words().len() > old
            && self.syntax.text(old) == "old"
            && self.tree.head(self.time) == Some(old);
        let verb = self.tree.head(old).filter(|verb| is_so && self.is_now(*verb));
        verb.is_some_and(|verb| {
            self.tree.dependents_as(verb, Relation::Subject).any(|subject| {
                self.is_cue(subject)
                    && self.names.iter().any(|name| self.tree.is_under(*name, subject))
            })
        })
    }

    /// "Having led it for two years, Lee knows", "after standing empty for two years, the house has"
    fn follows_from(&self) -> bool {
        let Some(state) = self.state() else { return false };
        let is_verb = |at: usize| self.syntax.tag(at).is_verb();
        let above = || self.tree.head(state).filter(|at| self.is_cue(state) && is_verb(*at));
        let doing = Some(state).filter(|at| is_verb(*at)).or_else(above);
        let Some(doing) = doing.filter(|doing| *doing < self.time) else { return false };
        // "Having", which a tree may take for the verb itself
        let having = self
            .tree
            .dependents_as(doing, Relation::Auxiliary)
            .chain(self.tree.head(doing))
            .find(|at| self.syntax.tag(*at) == Tag::Gerund && self.syntax.lemma(*at) == "have");
        let after = self.tree.head(doing).filter(|at| {
            self.syntax.tag(*at) == Tag::Preposition
                && word::is(self.syntax.text(*at), Class::ThroughTime)
        });
        let opens = (0..doing)
            .all(|at| self.tree.is_under(at, doing) || [after, having].contains(&Some(at)));
        opens
            && (having.is_some() || after.is_some())
            && (self.is_cue(doing) || self.is_cued_under(doing))
            && self.leads_to_now(self.time)
    }

    /// "In the two years that the ferry has been in service"
    fn is_of_relative(&self) -> bool {
        let is_between =
            |at: usize| self.syntax.tag(at) == Tag::Determiner || self.syntax.tag(at).is_relative();
        let name = self
            .names
            .iter()
            .find(|name| **name > self.time + 1 && (self.time + 1..**name).all(is_between));
        let verb = name.and_then(|name| {
            self.tree.head(*name).filter(|_| self.tree.relation(*name).is_subject())
        });
        verb.is_some_and(|verb| {
            self.tree.head(verb).is_some()
                && self.syntax.is_going_on(verb).sure() == Some(true)
                && self.is_cued_under(verb)
        })
    }

    /// "In her two years as coach, Lee has won"
    fn is_of_owner(&self) -> bool {
        let is_owned = self
            .tree
            .dependents_as(self.time, Relation::Possessor)
            .any(|at| self.syntax.tag(at) == Tag::PossessivePronoun);
        let opens = self.tree.head(self.time) == Some(0)
            && self.tree.relation(self.time) == Relation::PrepositionObject;
        // "In two years as coach, Lee has never lost"
        let is_so_far = || {
            let root = (0..self.syntax.words().len()).find(|at| self.tree.head(*at).is_none());
            root.is_some_and(|root| self.syntax.is_going_on(root).sure() == Some(true))
        };
        opens
            && (is_owned || is_so_far())
            && self.cue_behind().is_some_and(|end| self.leads_to_now(end))
    }
}

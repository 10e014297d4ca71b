//! What stands under a word that unsays and is a statement of its own all the same.

use super::Anchor;
use crate::syntax::View;
use crate::syntax::group::Signs;
use crate::syntax::label::{Relation, Tag};
use crate::words::Class;

impl View<'_> {
    /// Whether what stands under `at` is a statement of its own, which nothing above it unsays.
    pub(super) fn parts(
        &self,
        word: usize,
        anchor: &Anchor,
        below: Option<usize>,
        at: usize,
        head: usize,
    ) -> bool {
        let syntax = self.syntax;
        let tree = self.tree;
        let comma = |at: usize| {
            syntax.words[at].before.has(Signs::COMMA.and(Signs::DASH).and(Signs::OPENING))
        };
        let is_top = head == anchor.top;
        let negates = tree.relation(word) == Relation::Negation
            || syntax.is(word, Class::NegatingWords)
            || syntax.is(word, Class::Negation);
        match tree.relation(at) {
            relation if relation.is_subject() => {
                // "The 900-metre bridge will be painted" says how long it is; "the code PEJ does not belong to it" does not.
                let presupposed = below.is_some_and(|below| {
                    matches!(
                        tree.relation(below),
                        Relation::Modifier | Relation::NumberModifier | Relation::Compound
                    )
                }) && self.is_known(at)
                    && !self.is_still_to_come(at)
                    && !syntax.is_lemma(head, Class::GivingVerbs);
                is_top && (!anchor.with_subject || presupposed)
            }
            Relation::RelativeClause => {
                // "The pier, whose length is 560 metres, could be closed"
                let whose = || {
                    tree.dependents(at)
                        .flat_map(|below| tree.dependents_as(below, Relation::Possessor))
                        .find(|below| syntax.tag(*below) == Tag::RelativePossessive)
                };
                // "Nobody left the trial, in which 900 took part"
                let governs = |preposition: usize| {
                    let mut governed = tree.dependents_as(preposition, Relation::PrepositionObject);
                    governed.any(|below| syntax.tag(below).is_relative())
                };
                let governor =
                    || tree.dependents_as(at, Relation::Preposition).find(|below| governs(*below));
                let pronoun = tree
                    .dependents(at)
                    .find(|below| syntax.tag(*below).is_relative())
                    .or_else(whose)
                    .or_else(governor);
                let own = pronoun.is_some_and(|pronoun| {
                    syntax.is(pronoun, Class::OwnClauseOpener) || comma(pronoun)
                });
                own && !is_top
            }
            Relation::Apposition => !is_top,
            Relation::Parataxis => true,
            Relation::AdverbClause => {
                let reason = tree.dependents(at).any(|below| {
                    below < at
                        && matches!(tree.relation(below), Relation::Marker | Relation::Adverb)
                        && (syntax.is(below, Class::ReasonOpeners)
                            // "Now that it is approved, they will build"
                            || syntax.is(below, Class::ThatWord)
                                && below
                                    .checked_sub(1)
                                    .is_some_and(|now| syntax.is(now, Class::Nowadays)))
                });
                // "Spanning 900 m, it will be the longest".
                let fronted = at < head
                    && tree.relation(word) != Relation::Marker
                    && tree.dependents(at).all(|below| {
                        !tree.relation(below).is_subject()
                            && tree.relation(below) != Relation::Marker
                            && syntax.tag(below) != Tag::To
                    });
                let is_with = |below| below < at && syntax.is(below, Class::AttributiveOpener);
                reason
                    || match tree.dependents(at).any(is_with) {
                        // "With the tax repealed, the town is looking for", not "would have to look for"
                        true => at < head && !syntax.is(word, Class::UnrealModals),
                        false => fronted,
                    }
            }
            Relation::Conjunct => self.stands_alone(word, anchor, at, head, negates),
            Relation::Complement => {
                let known = |at: usize| syntax.is_lemma(at, Class::FactiveWords);
                let says = |relation| tree.dependents_as(head, relation);
                let knows = known(head)
                    || says(Relation::Adjective).chain(says(Relation::Attribute)).any(known)
                    || self.is_felt_about(head, at)
                    || says(Relation::Adjective).any(|how| self.is_felt_about(how, at));
                // "Nobody knows why it has"
                let is_reason = tree
                    .dependents(at)
                    .any(|below| below < at && syntax.is(below, Class::ReasonAdverbs));
                // "It has, he would say".
                let before = at < head && word != head;
                let twice = negates
                    && word != head
                    && (syntax.is(head, Class::Denial) || syntax.is_lemma(head, Class::Doubts));
                // "Will tell the council that it is".
                let asks_leave = syntax.is(word, Class::Permission)
                    && self.subject_of(head).0.is_some_and(|who| syntax.is(who, Class::Narrators));
                let reported =
                    (syntax.is(word, Class::FutureModals) || asks_leave) && self.is_reporting(head);
                knows || is_reason || before || twice || reported
            }
            Relation::Preposition if syntax.is(at, Class::AttributiveOpener) => {
                let indefinite = tree.dependents_as(head, Relation::Determiner).any(|below| {
                    syntax.is(below, Class::IndefiniteArticle)
                        || syntax.is(below, Class::NegatingWords)
                });
                let noun = syntax.tag(head).is_noun();
                // "Is not the account with a rate of 4.6%"
                let is_denied = tree.relation(head) == Relation::Attribute
                    && tree.head(head).is_some_and(|be| {
                        tree.dependents_as(be, Relation::Negation).any(|not| not == word)
                    });
                // "With the tax repealed, the town would have to save"
                let is_supposed = || {
                    let mut things = tree.dependents_as(at, Relation::PrepositionObject);
                    syntax.is(word, Class::UnrealModals)
                        && things.any(|thing| {
                            tree.dependents_as(thing, Relation::NounClause).next().is_some()
                        })
                };
                let tells =
                    comma(at) || at < head && !self.would_outdo(word, head) && !is_supposed();
                (noun && !indefinite && !is_denied) || (!noun && tells)
            }
            // "The novel, long out of print, is sought": said aside of what is known.
            Relation::Preposition
                if at > head && !is_top && syntax.tag(head).is_noun() && self.is_known(head) =>
            {
                comma(tree.dependents(at).fold(at, usize::min))
            }
            Relation::Preposition => {
                is_top
                    && at < head
                    && syntax.tag(head).is_verb()
                    && tree.relation(word) != Relation::Marker
                    && (at + 1..head).any(comma)
            }
            Relation::NounClause => {
                let participle = matches!(syntax.tag(at), Tag::Gerund | Tag::Participle);
                // "Nothing here alters the fact that it has"
                participle && self.is_known(head) && !is_top
                    || syntax.tag(head).is_noun() && syntax.is_lemma(head, Class::FactiveWords)
            }
            _ => false,
        }
    }

    /// Whether a thing would be the first of its sort, if it had what stands in front: "with a height of 400 m, the tower would be
    /// the tallest in the country".
    fn would_outdo(&self, would: usize, be: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        syntax.tag(would) == Tag::Modal
            && syntax.is(would, Class::UnrealModals)
            && syntax.is_lemma(be, Class::BeForms)
            && tree.dependents(be).any(|what| {
                // "Would be too big", "would be harder to see"
                let is_more = |at: usize| {
                    matches!(syntax.tag(at), Tag::Comparative | Tag::ComparativeAdverb)
                        || syntax.is(at, Class::TooWord)
                };
                matches!(tree.relation(what), Relation::Attribute | Relation::Adjective)
                    && (self.picks_out(what)
                        || is_more(what)
                        || tree.dependents_as(what, Relation::Adverb).any(is_more))
            })
    }

    /// Whether a coordinated word is no part of what is unsaid of the first: it has a subject, a modal or a tense of
    /// its own, an article of its own, or is what is so instead.
    fn stands_alone(
        &self,
        word: usize,
        anchor: &Anchor,
        at: usize,
        head: usize,
        negates: bool,
    ) -> bool {
        let syntax = self.syntax;
        let tree = self.tree;
        let has = |relation: Relation| tree.dependents_as(at, relation).next().is_some();
        if anchor.with_joined {
            return false;
        }
        // What unsays a word, not its clause, stands before it: "not a dam but", "may have and".
        if word > head && word >= at {
            return true;
        }
        let contrast = negates
            && tree
                .dependents_as(head, Relation::Conjunction)
                .chain(tree.dependents_as(at, Relation::Conjunction))
                .any(|joint| {
                    (joint < at || tree.head(joint) == Some(at))
                        && syntax.is(joint, Class::ContrastJoints)
                });
        if contrast {
            return true;
        }
        if syntax.tag(at).is_verb() {
            let own_subject = tree.dependents(at).any(|below| tree.relation(below).is_subject());
            let own_modal = tree.dependents_as(at, Relation::Auxiliary).any(|below| {
                below > head && (syntax.tag(below) == Tag::Modal || self.is_finite(below))
            });
            // "Does not sway and has": a verb without "do" has a tense of its own.
            let own_tense =
                self.is_finite(at) && head == anchor.top && !syntax.is(word, Class::Condition);
            return own_subject || own_modal || own_tense;
        }
        tree.relation(word) == Relation::Determiner && has(Relation::Determiner)
    }
}

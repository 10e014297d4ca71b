//! Of whom an office is said to be held no longer, wherever the name stands: "Ann Smith is no longer director", "stepped
//! down as director", "was director until May".

use super::label::{Relation, Tag};
use super::stance::Stance;
use super::{Answer, Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;
use std::ops::Range;

impl Syntax<'_> {
    /// The name or pronoun of whom is said that an office was held, and is no longer: "Smith, who used to be director,".
    pub fn bearer_once(&self, office: ProseSpan) -> Answer<Option<usize>> {
        let bearer = |view: View<'_>| {
            let words = self.words_in(office);
            let head = view.head_in(office)?;
            let office = view.conjunct_head(head);
            let who = view
                .lost_habit(office)
                .or_else(|| view.no_longer(office))
                .or_else(|| view.until_then(head, &words))
                .or_else(|| view.left_as(office))
                .or_else(|| view.gave_up(office))
                .or_else(|| view.followed_as(office))?;
            Some(view.end_of_name(who))
        };
        // A reading that sees nobody does not contradict one that does.
        self.ask(None, bearer, |one, other| other.is_none() || one == other)
    }
}

impl View<'_> {
    /// "Smith used to be director", "Smith ceased to be director"
    fn lost_habit(&self, office: usize) -> Option<usize> {
        let be = self.tree.head(office)?;
        let used = self.tree.head(be)?;
        let (syntax, tree) = (self.syntax, self.tree);
        let ended = syntax.is(used, Class::HabitEnded)
            || syntax.is_lemma(used, Class::CeasingVerbs) && self.is_done(used);
        let is_over = self.is_said_by(office, be)
            && tree.relation(be) == Relation::OpenComplement
            && ended
            && used + 1 < be
            && self.stance(used).negation.is_none()
            && tree.dependents_as(used, Relation::PassiveAuxiliary).next().is_none();
        self.subject_of(used).0.filter(|_| is_over)
    }

    /// "Smith is no longer director", "Smith has not been director since 2020"
    fn no_longer(&self, office: usize) -> Option<usize> {
        let verb = self.tree.head(office)?;
        if !self.is_said_by(office, verb) || !self.is_now(verb) {
            return None;
        }
        let (syntax, tree) = (self.syntax, self.tree);
        let stance = self.stance(office);
        let longer = |at: usize| {
            syntax.is(at, Class::NoLongerWords) && (at < office || tree.head(at) == Some(verb))
        };
        let below = |at: usize| tree.is_under(at, verb);
        let is_longer = (0..syntax.words.len()).any(|at| longer(at) && below(at));
        // "has not been director since"
        let since = |word: usize| {
            let mut prepositions = tree.dependents_as(word, Relation::Preposition);
            prepositions.any(|at| syntax.is(at, Class::SinceWord))
        };
        let is_not_since = stance.negation.is_some()
            && syntax.tag(verb) == Tag::Participle
            && (since(verb) || since(office));
        let others = Stance { negation: None, past: false, ..stance };
        let is_over = others == Stance::default() && (is_longer || is_not_since);
        self.subject_of(verb).0.filter(|_| is_over)
    }

    /// "Smith was director until May", "Smith was director from 2019 to 2023"
    fn until_then(&self, head: usize, words: &Range<usize>) -> Option<usize> {
        let office = self.conjunct_head(head);
        let (syntax, tree) = (self.syntax, self.tree);
        let until = |word: usize| {
            let mut prepositions =
                tree.dependents_as(word, Relation::Preposition).filter(|at| !words.contains(at));
            // "from 2019 to 2023"
            let to = |from: usize| {
                let mut ends = tree.dependents_as(from, Relation::Preposition);
                ends.any(|at| syntax.text(at).eq_ignore_ascii_case("to"))
            };
            prepositions.any(|at| syntax.is(at, Class::UntilWord) || to(at))
        };
        let verb = tree.head(office)?;
        let is_over = self.is_said_by(office, verb)
            && syntax.tag(verb) == Tag::Past
            && tree.dependents_as(verb, Relation::Auxiliary).next().is_none()
            && (until(verb) || until(office) || until(head))
            && self.stance(office).is_plain();
        self.subject_of(verb).0.filter(|_| is_over)
    }

    /// "Smith stepped down as director", "Smith was dismissed as director"
    fn left_as(&self, office: usize) -> Option<usize> {
        let tree = self.tree;
        let preposition = tree.head(office).filter(|_| {
            tree.relation(office) == Relation::PrepositionObject && self.is_plainly_told(office)
        })?;
        let above = self.above_as(preposition)?;
        // "left her post as director", "her time as director ended"
        if self.syntax.tag(above).is_noun() {
            let is_term = self.syntax.is_lemma(above, Class::TermNoun)
                || self.syntax.is_lemma(above, Class::PostNoun);
            return is_term.then(|| self.ended_term(above))?;
        }
        // "gave up her job as director", where the tree ties the office to the verb
        let gives_up = tree.dependents_as(above, Relation::Object).any(|post| {
            self.syntax.is_lemma(post, Class::PostNoun) && self.ended_term(post).is_some()
        });
        if gives_up {
            return self.subject_of(above).0;
        }
        let is_passive = tree.dependents_as(above, Relation::PassiveAuxiliary).next().is_some();
        let leaves = match is_passive {
            true => self.syntax.is_lemma(above, Class::DismissingVerbs),
            false => self.syntax.is_lemma(above, Class::ResigningVerbs),
        };
        (leaves && self.is_done(above)).then(|| self.subject_of(above).0)?
    }

    /// Whose time or post it is that a verb ends: "**Smith** left her post", "**Smith**'s term ended".
    fn ended_term(&self, term: usize) -> Option<usize> {
        let tree = self.tree;
        let verb = tree.head(term)?;
        if !self.is_done(verb) {
            return None;
        }
        match tree.relation(term) {
            Relation::Object if self.syntax.is_lemma(verb, Class::GivingUpVerbs) => {
                self.subject_of(verb).0
            }
            Relation::Subject if self.syntax.is_lemma(verb, Class::OfficeEndingVerbs) => {
                tree.dependents_as(term, Relation::Possessor).next()
            }
            _ => None,
        }
    }

    /// "Smith gave up the office of director"
    fn gave_up(&self, office: usize) -> Option<usize> {
        let tree = self.tree;
        let of = tree.head(office)?;
        let noun = tree.head(of)?;
        let is_post = tree.relation(office) == Relation::PrepositionObject
            && self.syntax.is(of, Class::PartPrepositions)
            && self.syntax.is_lemma(noun, Class::PostNoun)
            && self.is_plainly_told(office);
        is_post.then(|| self.ended_term(noun))?
    }

    /// "Smith was succeeded as director by Lee", "Lee succeeded Smith as director", "Lee took over from Smith as director"
    fn followed_as(&self, office: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let preposition = tree.head(office).filter(|_| {
            tree.relation(office) == Relation::PrepositionObject && self.is_plainly_told(office)
        })?;
        let above = self.above_as(preposition)?;
        // The tree may tie "as director" to whom is followed.
        let verb = if syntax.tag(above).is_verb() { above } else { self.clause_of(above).verb };
        if !self.is_done(verb) {
            return None;
        }
        if syntax.is_lemma(verb, Class::FollowingVerbs) {
            if tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_some() {
                return self.subject_of(verb).0;
            }
            return tree
                .dependents_as(verb, Relation::Object)
                .find(|at| *at < preposition && self.is_name(*at));
        }
        let takes = syntax.is_lemma(verb, Class::TakingOverVerbs);
        let mut from = tree.dependents_as(verb, Relation::Preposition).filter(|at| {
            takes && *at < preposition && syntax.text(*at).eq_ignore_ascii_case("from")
        });
        from.find_map(|at| tree.dependents_as(at, Relation::PrepositionObject).next())
            .filter(|who| self.is_name(*who))
    }

    /// What a tag does not know as a noun is an adjective to the tree.
    fn is_said_by(&self, office: usize, verb: usize) -> bool {
        matches!(self.tree.relation(office), Relation::Attribute | Relation::Adjective)
            && self.syntax.is_lemma(verb, Class::PredicateLemma)
    }

    /// The verb or noun under which "as" stands: "stepped" of "stepped down as", however the tree has it.
    fn above_as(&self, preposition: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let is_as = syntax.text(preposition).eq_ignore_ascii_case("as");
        let mut above = tree.upwards(preposition).skip(1).filter(|_| is_as);
        above.find(|at| !matches!(syntax.tag(*at), Tag::Adverb | Tag::Particle))
    }

    fn is_plainly_told(&self, word: usize) -> bool {
        self.stance(word).is_plain()
    }

    /// Whether a verb tells what was done: "resigned", "has resigned", not "will resign", "to resign".
    fn is_done(&self, verb: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let mut auxiliaries = tree.dependents(verb).filter(|below| {
            matches!(tree.relation(*below), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        match auxiliaries.next() {
            None => {
                syntax.tag(verb) == Tag::Past
                    || syntax.tag(verb) == Tag::Participle && tree.relation(verb) == Relation::Root
            }
            Some(first) => {
                syntax.tag(verb) == Tag::Participle
                    && matches!(syntax.tag(first), Tag::PresentThird | Tag::Present | Tag::Past)
                    || syntax.tag(verb) == Tag::Past && syntax.tag(first) != Tag::Modal
            }
        }
    }
}

//! Of what a verb tells that it happened or is so: what was opened, founded, closed, whoever did it.

use super::group::Signs;
use super::label::{Relation, Tag};
use super::{Answer, Syntax, View};
use crate::words::Class;

impl Syntax<'_> {
    /// What a word of happening or being so is told of: the object of a verb that has one ("opened a branch"), else its
    /// subject ("the museum opened", "was opened"), the noun before which it stands ("the closed pass") or behind which
    /// ("the opening of the museum"). Doors stand for their house: "the museum opened its doors", "the gates of the fair
    /// open". None where that is left open.
    pub fn theme_of(&self, word: usize) -> Answer<Option<usize>> {
        self.ask(None, |view| view.theme_of(word), PartialEq::eq)
    }

    /// Whether a word depends on another, through others as well.
    pub fn depends(&self, lower: usize, upper: usize) -> Answer<bool> {
        self.ask(false, |view| view.tree.is_under(lower, upper), PartialEq::eq)
    }

    /// Whether a pronoun says whose a noun is: "its opening".
    pub fn is_owned_by_pronoun(&self, noun: usize) -> bool {
        self.best().is_some_and(|view| {
            let mut owners = view.tree.dependents_as(noun, Relation::Possessor);
            owners.any(|owner| self.tag(owner) == Tag::PossessivePronoun)
        })
    }

    /// The words from one up to another that it depends on, both of them included; only the first where it does not.
    pub fn way_up(&self, word: usize, top: usize) -> Vec<usize> {
        let Some(view) = self.best() else { return vec![word] };
        let mut way: Vec<usize> =
            view.tree.upwards(word).take_while(|above| *above != top).collect();
        way.push(top);
        way
    }

    /// Whether the way up from a word leads through something else that is before or after what its top tells: "four
    /// weeks after the vote on 9 November".
    pub fn is_beside_another(&self, way: &[usize]) -> bool {
        // The first preposition is the word's own.
        way.iter()
            .skip(2)
            .any(|above| self.tag(*above) == Tag::Preposition && self.is(*above, Class::TimeBound))
    }

    /// Whether a verb tells of what began and goes on: "has been running".
    pub fn is_going_on(&self, verb: usize) -> Answer<bool> {
        let goes_on = |view: View<'_>| {
            let verb = view.clause_of(verb).verb;
            view.tree.dependents(verb).any(|below| {
                matches!(
                    view.tree.relation(below),
                    Relation::Auxiliary | Relation::PassiveAuxiliary
                ) && matches!(self.tag(below), Tag::PresentThird | Tag::Present)
                    && self.lemma(below) == "have"
            })
        };
        self.ask(false, goes_on, PartialEq::eq)
    }

    /// Whether a noun is told apart from another by it: "the tunnel under the pass", "the doctor who opened the
    /// clinic", not "the start of the fair".
    pub fn is_told_apart_by(&self, noun: usize, other: usize) -> bool {
        let parted = |view: View<'_>| {
            let child = view
                .tree
                .upwards(other)
                .take_while(|above| *above != noun)
                .find(|above| view.tree.head(*above) == Some(noun))?;
            let modifies = matches!(
                view.tree.relation(child),
                Relation::Preposition
                    | Relation::Modifier
                    | Relation::RelativeClause
                    | Relation::NounClause
            );
            // "The day on which the fair opens" is none of another thing.
            Some(
                child != other
                    && modifies
                    && !self.is(child, Class::PartPrepositions)
                    && !self.is_lemma(noun, Class::TimeNouns),
            )
        };
        self.best().and_then(parted).unwrap_or(false)
    }

    /// Whether words without a capital are taken for parts of a name, which says that the tree is wrong there: "the
    /// museum beside Tay Bridge".
    pub fn is_loose_name(&self, noun: usize) -> bool {
        let loose = |view: View<'_>| {
            let mut parts = view.tree.dependents_as(noun, Relation::Compound);
            parts.any(|part| part < noun && self.text(part).starts_with(char::is_lowercase))
        };
        self.text(noun).starts_with(char::is_uppercase) && self.best().is_some_and(loose)
    }

    /// Whether a noun is told of as one that nobody knows yet or by its name, and not as "the event".
    pub fn is_named_apart(&self, noun: usize) -> bool {
        let definite = |view: View<'_>| {
            let mut determiners = view.tree.dependents(noun).filter(|below| {
                matches!(view.tree.relation(*below), Relation::Determiner | Relation::Possessor)
            });
            determiners.any(|below| self.is(below, Class::Referring))
        };
        // "The Moro pot"
        let by_name = |view: View<'_>| {
            let mut parts = view.tree.dependents_as(noun, Relation::Compound);
            parts.any(|part| self.name_ending_at(part).is_some())
        };
        self.tag(noun).is_noun()
            && (self.best().is_some_and(by_name)
                || self.name_ending_at(noun).is_some()
                || !self.best().is_some_and(definite))
    }
}

impl View<'_> {
    fn theme_of(&self, word: usize) -> Option<usize> {
        let theme = self.plain_theme_of(word)?;
        if !self.syntax.is_lemma(theme, Class::Door) {
            return Some(theme);
        }
        // "its doors", "the fair's gates", "the gates of the fair"
        let object = matches!(self.tree.relation(theme), Relation::Object);
        if object {
            return self.subject_of(self.tree.head(theme)?).0;
        }
        let owner = self.tree.dependents_as(theme, Relation::Possessor).next();
        owner.or_else(|| {
            let of = self
                .tree
                .dependents_as(theme, Relation::Preposition)
                .find(|at| self.syntax.is(*at, Class::PartPrepositions))?;
            self.tree.dependents_as(of, Relation::PrepositionObject).next()
        })
    }

    fn plain_theme_of(&self, word: usize) -> Option<usize> {
        let tag = self.syntax.tag(word);
        match self.tree.relation(word) {
            Relation::Modifier => {
                let noun = self.tree.head(word)?;
                // "The thrush is a widespread songbird": what the noun is said to be of.
                return match self.tree.relation(noun) {
                    Relation::Attribute if !self.is_known(noun) => {
                        self.subject_of(self.tree.head(noun)?).0.or(Some(noun))
                    }
                    _ => Some(noun),
                };
            }
            // "The filters are in beta"
            Relation::Preposition => {
                let verb = self.tree.head(word)?;
                if self.syntax.is_lemma(verb, Class::PredicateLemma) && word > verb {
                    return self.subject_of(verb).0;
                }
            }
            Relation::Adjective | Relation::Attribute => {
                return self.subject_of(self.tree.head(word)?).0;
            }
            _ => {}
        }
        // "Polls open on Sunday", where the tree takes the verb for an adjective.
        let subject = self.tree.dependents_as(word, Relation::Subject).next();
        if !tag.is_verb() {
            return subject.filter(|_| self.tree.relation(word) == Relation::Root);
        }
        let passive = self.tree.dependents(word).any(|below| {
            matches!(
                self.tree.relation(below),
                Relation::PassiveSubject | Relation::PassiveAuxiliary | Relation::Agent
            )
        });
        // "Unions called the strike", where the tree takes it for what they are.
        let is_be = self.syntax.is_lemma(word, Class::PredicateLemma);
        let taken = self.tree.dependents_as(word, Relation::Attribute).find(|_| !is_be);
        let object = self.tree.dependents_as(word, Relation::Object).next().or(taken);
        // Who gathers for the summit is not what begins.
        if object.is_none() && self.syntax.is_lemma(word, Class::MeetingLemma) {
            return None;
        }
        // "has been treating patients since"
        let goes_on =
            tag == Tag::Gerund && self.tree.dependents_as(word, Relation::Auxiliary).count() > 1;
        // "Left Earth": what is left is where it was.
        let is_place = self.syntax.is_lemma(word, Class::DepartingVerbs)
            && object.is_some_and(|object| {
                let words = &self.syntax.words;
                (word + 1..=object).all(|at| words[at].before == Signs::default())
            });
        match object {
            Some(object)
                if !passive && !is_place && !goes_on && !self.syntax.tag(object).is_pronoun() =>
            {
                Some(object)
            }
            _ => self.subject_of(word).0,
        }
    }
}

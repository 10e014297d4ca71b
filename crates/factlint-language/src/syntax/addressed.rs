//! What is given to whoever reads, in any case: on which number somebody is reached, what is to be quoted, which way is to be
//! taken. No condition, duty or order unsays it.

use super::View;
use super::group::Signs;
use super::label::{Relation, Tag};
use crate::span::ProseSpan;
use crate::words::Class;

/// A value in its sentence, with the places of the cues and of the names that could have it.
#[derive(Clone, Copy)]
pub(super) struct Given<'s> {
    pub value: usize,
    pub words: ProseSpan,
    pub cues: &'s [ProseSpan],
    pub names: &'s [ProseSpan],
}

impl View<'_> {
    /// Whether it is.
    pub(super) fn is_addressed(self, given: Given<'_>) -> bool {
        self.is_reached_on(given) || self.is_named_as(given) || self.is_prescribed(given)
    }

    /// Whether one of some places covers a word.
    pub(super) fn is_at(self, word: usize, places: &[ProseSpan]) -> bool {
        places.iter().any(|place| place.overlaps(self.syntax.words[word].span))
    }

    /// Whether it is told on which number a name is reached, whenever that is to be done: "if the plough has missed your street, ring
    /// the helpline on 555-0149", "you can send a text to the helpline on 60911 if". A cue tells what is done, or stands with the
    /// number.
    fn is_reached_on(self, given: Given<'_>) -> bool {
        let Given { value, words, cues, names } = given;
        let (syntax, tree) = (self.syntax, self.tree);
        let told = || {
            let way = self.phrase_of(value).way;
            let on =
                tree.head(*way.last()?).filter(|on| syntax.is(*on, Class::LinkingPrepositions))?;
            let act = tree.upwards(on).skip(1).find(|at| {
                syntax.tag(*at).is_verb() || syntax.tag(*at).is_noun() && !self.is_at(*at, names)
            })?;
            // An order behind a comma has nothing in front of that, whatever the tree makes of it.
            let opens = syntax.words[act].before.has(Signs::COMMA);
            let below =
                |relation| tree.dependents_as(act, relation).filter(|at| !opens || *at > act);
            let is_cued =
                self.is_at(act, cues) || below(Relation::Object).any(|at| self.is_at(at, cues));
            let is_by_cue = || {
                way.iter().any(|at| self.is_at(*at, cues))
                    && !syntax.is_lemma(act, Class::StartingVerbs)
                    && !syntax.is_lemma(act, Class::Instruction)
            };
            let is_whom = |name: usize| match tree.relation(name) {
                Relation::Object => tree.head(name) == Some(act),
                Relation::PrepositionObject => tree.head(name).is_some_and(|to| {
                    syntax.is(to, Class::ReceiverPrepositions) && tree.is_under(to, act)
                }),
                _ => false,
            };
            let is_reached = (0..on).any(|name| self.is_at(name, names) && is_whom(name));
            let is_open = match syntax.tag(act) {
                // "Ring" and "phone" behind a clause may be taken for anything but what tells of somebody.
                Tag::Past | Tag::PresentThird | Tag::Participle => false,
                tag if tag.is_verb() => {
                    below(Relation::Negation).next().is_none()
                        && below(Relation::Auxiliary).all(|at| syntax.is(at, Class::RequestModals))
                        && below(Relation::Subject).all(|who| self.is_anybody(who))
                }
                _ => !below(Relation::Determiner).any(|at| syntax.is(at, Class::NegatingWords)),
            };
            let is_number = syntax.tag(value) == Tag::Number
                || words.of(&syntax.prose).contains(|c: char| c.is_ascii_digit());
            Some(is_number && is_reached && is_open && (is_cued || is_by_cue()))
        };
        told().unwrap_or(false)
    }

    /// Whether an order gives a value with its cue to whoever wants what has the name: "if you come from the north, take exit 14 to
    /// reach the farm", "to apply for the grant, please use form H12"; not "set the port to 9000".
    fn is_prescribed(self, given: Given<'_>) -> bool {
        let Given { value, cues, names, .. } = given;
        let (syntax, tree) = (self.syntax, self.tree);
        let told = || {
            let way = self.phrase_of(value).way;
            let top = *way.last()?;
            // "Use form H12 to", where the tree takes both for what is used
            let before = value.checked_sub(1);
            let is_cued = way.iter().chain([&value]).chain(&before).any(|at| {
                self.is_at(*at, cues) || tree.dependents(*at).any(|part| self.is_at(part, cues))
            });
            let order = match tree.relation(top) {
                Relation::Object => tree.head(top)?,
                _ => tree.head(top).and_then(|with| tree.head(with))?,
            };
            let denies = tree.dependents_as(order, Relation::Negation).next().is_some();
            let mut helpers = tree.dependents_as(order, Relation::Auxiliary).peekable();
            let subject = tree.dependents(order).find(|at| tree.relation(*at).is_subject());
            let is_verb = matches!(syntax.tag(order), Tag::Verb | Tag::Present);
            let is_order = is_verb && !denies && subject.is_none() && helpers.peek().is_none();
            // "Passengers for the express should go to platform 7"
            let is_duty = is_verb
                && !denies
                && helpers.peek().is_some()
                && helpers.all(|at| syntax.is(at, Class::RequestModals))
                && subject.is_some_and(|who| {
                    self.is_anybody(who)
                        && (0..syntax.words.len())
                            .any(|at| self.is_at(at, names) && tree.is_under(at, who))
                });
            let sets = syntax.is_lemma(order, Class::Instruction)
                && !syntax.is_lemma(order, Class::WieldingVerbs);
            // "To reach the farm", "if you want to claim the grant"
            let is_goal = |verb: usize| {
                let is_for = |at: usize| {
                    syntax.is(at, Class::ReceiverPrepositions)
                        || syntax.is(at, Class::GivingPrepositions)
                };
                tree.dependents_as(verb, Relation::Object)
                    .chain(
                        tree.dependents_as(verb, Relation::Preposition)
                            .filter(|at| is_for(*at))
                            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject)),
                    )
                    .any(|at| self.is_at(at, names))
            };
            let has_to = |verb: usize| {
                let mut helpers = tree.dependents_as(verb, Relation::Auxiliary);
                helpers.any(|at| syntax.tag(at) == Tag::To)
            };
            let is_wanted = |verb: usize| has_to(verb) && is_goal(verb);
            // "To replace the battery of the remote, use a CR2025"
            let is_for_cue = |verb: usize| {
                has_to(verb)
                    && tree.dependents_as(verb, Relation::Object).any(|noun| {
                        self.is_at(noun, cues)
                            && (noun..value)
                                .any(|at| self.is_at(at, names) && tree.is_under(at, noun))
                    })
            };
            // "When asked for the password at the inn, enter Fern42"
            let is_asked = |verb: usize| {
                let holds = |places: &[ProseSpan]| {
                    (0..syntax.words.len())
                        .any(|at| self.is_at(at, places) && tree.is_under(at, verb))
                };
                syntax.is_lemma(verb, Class::RequestVerbs)
                    && top == value
                    && verb < order
                    && holds(cues)
                    && holds(names)
            };
            let fronts = || tree.dependents_as(order, Relation::AdverbClause);
            if is_order
                && (fronts().any(is_asked)
                    || !sets && top == value && fronts().any(is_for_cue)
                    // "Use form H12 to apply for the grant"
                    || !sets
                        && is_cued
                        && tree.dependents_as(order, Relation::OpenComplement).any(is_wanted))
            {
                return Some(true);
            }
            let wants = fronts().any(|verb| {
                let is_reader = tree
                    .dependents_as(verb, Relation::Subject)
                    .any(|who| syntax.is(who, Class::ReaderPronoun));
                is_wanted(verb)
                    || is_reader
                        && tree.dependents_as(verb, Relation::OpenComplement).any(is_wanted)
            });
            Some(is_cued && !sets && (is_duty || is_order && wants))
        };
        told().unwrap_or(false)
    }

    /// Whether a noun or a pronoun stands for whoever reads: "you", "passengers", "anyone".
    fn is_anybody(self, who: usize) -> bool {
        let syntax = self.syntax;
        syntax.is(who, Class::ReaderPronoun)
            || syntax.is(who, Class::GenericSubjects)
            // "Those with questions"
            || syntax.is(who, Class::ThoseWord) && self.tree.dependents(who).next().is_some()
            || syntax.tag(who) == Tag::Nouns
                && self.tree.dependents_as(who, Relation::Determiner).next().is_none()
    }

    /// Whether an order tells as what a value is to be named: "when you apply, give T74 as the code of the university".
    fn is_named_as(self, given: Given<'_>) -> bool {
        let Given { value, cues, names, .. } = given;
        let (syntax, tree) = (self.syntax, self.tree);
        let told = || {
            let verb = tree.head(value).filter(|_| tree.relation(value) == Relation::Object)?;
            let is_open = !tree.dependents(verb).any(|at| {
                tree.relation(at) == Relation::Negation || tree.relation(at).is_subject()
            });
            let as_ = tree
                .dependents_as(verb, Relation::Preposition)
                .find(|at| *at > value && syntax.text(*at).eq_ignore_ascii_case("as"))?;
            let noun = tree.dependents_as(as_, Relation::PrepositionObject).next()?;
            let has_name = tree
                .dependents_as(noun, Relation::Preposition)
                .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
                .chain(tree.dependents_as(noun, Relation::Possessor))
                .any(|at| self.is_at(at, names));
            Some(is_open && self.is_at(noun, cues) && self.is_known(noun) && has_name)
        };
        told().unwrap_or(false)
    }
}

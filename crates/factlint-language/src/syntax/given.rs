//! What a definite noun brings with it, whatever is said of that noun: "you should quote the postcode YX14 7BT", "did you ring
//! its main number, 01632 960491?", "if the timeout of 45 seconds is too short".

use super::addressed::Given;
use super::group::Signs;
use super::label::{Relation, Tag};
use super::{Syntax, View};
use crate::span::ProseSpan;
use crate::words::Class;

/// A value in a noun phrase.
pub(super) struct Phrase {
    /// Its words from the value up to its noun.
    pub way: Vec<usize>,
    /// Whether the value stands beside its noun and not behind "of".
    is_beside: bool,
}

impl Phrase {
    /// The noun on which all others of it depend.
    fn top(&self) -> usize {
        self.way.last().copied().unwrap_or_default()
    }
}

impl Syntax<'_> {
    /// Whether a clause of its own behind some words tells them of one of some names: "port 5671, on which the relay listens".
    pub fn is_told_behind(
        &self,
        words: ProseSpan,
        cues: &[ProseSpan],
        names: &[ProseSpan],
    ) -> bool {
        self.best().is_some_and(|view| {
            view.head_in(words).is_some_and(|value| view.is_told_behind(value, words, cues, names))
        })
    }

    /// Whether some words stand with a definite noun as what is known of it, so that no order, modal, condition or question
    /// about that noun unsays them. `nouns` are places of it, `names` those of all that could have the value.
    pub fn is_given_with(
        &self,
        words: ProseSpan,
        nouns: &[ProseSpan],
        names: &[ProseSpan],
    ) -> bool {
        self.best().is_some_and(|view| {
            view.head_in(words).is_some_and(|value| {
                view.is_given_with(value, words, nouns, names)
                    || view.is_addressed(Given { value, words, cues: nouns, names })
                    || view.is_told_behind(value, words, nouns, names)
                    || view.is_said_beside(words, nouns, names)
            })
        })
    }
}

impl View<'_> {
    /// Whether a clause of its own tells of a value what the sentence is about, whatever is done with that: "check that nothing blocks
    /// port 5671, on which the relay listens". The tree may hang that anywhere.
    fn is_told_behind(
        self,
        value: usize,
        words: ProseSpan,
        cues: &[ProseSpan],
        names: &[ProseSpan],
    ) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let next = syntax.words_in(words).end;
        let told = || {
            let opener = match syntax.tags.get(next)? {
                Tag::Preposition | Tag::To => next + 1,
                _ => next,
            };
            let is_there = match syntax.tags.get(opener)? {
                Tag::RelativeAdverb => syntax.is(opener, Class::PlaceAdverbs),
                tag => tag.is_relative() && opener > next,
            };
            let who = (opener + 1..syntax.words.len()).find(|at| self.is_at(*at, names))?;
            let is_close = (opener + 1..who).all(|at| syntax.tag(at) == Tag::Determiner);
            let verb = tree.head(who).filter(|_| tree.relation(who).is_subject())?;
            let is_plain = !tree.dependents(verb).any(|at| {
                tree.relation(at) == Relation::Negation
                    || syntax.tag(at) == Tag::Modal
                    || syntax.is(at, Class::NegatingWords)
            });
            let has = |at: usize| self.is_at(at, cues);
            let is_cued = has(verb) || self.phrase_of(value).way.into_iter().any(has);
            let is_now = match syntax.tag(verb) {
                Tag::Gerund => true,
                tag => matches!(tag, Tag::Present | Tag::PresentThird),
            };
            Some(is_there && is_close && is_plain && is_now && is_cued)
        };
        told().unwrap_or(false)
    }

    /// Whether what stands beside a value says that it is the name's: "type AYD, the code for Ardley Airport, and".
    fn is_said_beside(self, words: ProseSpan, cues: &[ProseSpan], names: &[ProseSpan]) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let has_name = |noun: usize| {
            let of = tree.dependents_as(noun, Relation::Preposition).filter(|of| {
                [Class::PartPrepositions, Class::GivingPrepositions]
                    .into_iter()
                    .any(|class| syntax.is(*of, class))
            });
            of.flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
                .chain(tree.dependents_as(noun, Relation::Possessor))
                .any(|at| self.is_at(at, names))
        };
        // The noun right behind its comma, whatever the tree makes of it.
        let next = syntax.words_in(words).end;
        let is_aside = syntax.words.get(next).is_some_and(|word| word.before == Signs::COMMA);
        let is_part = |at: &usize| {
            matches!(
                tree.relation(*at),
                Relation::Determiner | Relation::Compound | Relation::Modifier
            )
        };
        let noun = (next..syntax.words.len()).find(|at| !is_part(at)).filter(|_| is_aside);
        noun.is_some_and(|noun| {
            self.is_at(noun, cues)
                && !tree.relation(noun).is_subject()
                && self.is_known(noun)
                && has_name(noun)
                && !self.is_unsaid_within(noun, words)
        })
    }

    fn is_given_with(
        &self,
        value: usize,
        words: ProseSpan,
        nouns: &[ProseSpan],
        names: &[ProseSpan],
    ) -> bool {
        let syntax = self.syntax;
        let tree = self.tree;
        // "Is not the account with the rate of 4.6%"
        let denied = tree.upwards(value).find(|at| tree.relation(*at) == Relation::Attribute);
        let be = denied.and_then(|said| tree.head(said));
        if be.is_some_and(|be| tree.dependents_as(be, Relation::Negation).next().is_some()) {
            return false;
        }
        let beside = self.noun_beside(words, nouns, names);
        let phrase = match beside {
            Some(noun) => Phrase { is_beside: true, ..self.phrase_of(noun) },
            None => self.phrase_of(value),
        };
        let top = phrase.top();
        let start = beside.map_or(words.start, |noun| syntax.words[noun].span.start);
        let is_within = |at: usize| {
            let span = syntax.words[at].span;
            at == top || tree.is_under(at, top) || (start..words.end).contains(&span.start)
        };
        let is_known = |at: usize| names.iter().any(|name| name.overlaps(syntax.words[at].span));
        let is_noun = |at: usize| nouns.iter().any(|noun| noun.overlaps(syntax.words[at].span));
        let has_noun = (0..syntax.words.len()).any(|at| {
            let is_part = || {
                tree.relation(at) == Relation::Compound
                    && tree.head(at).is_some_and(|above| phrase.way.contains(&above))
            };
            is_noun(at) && (phrase.way.contains(&at) || is_part())
        });
        has_noun
            && !self.is_name_of_sort(value, top)
            && !self.is_asked_after(value, words)
            && syntax.tag(top).is_noun_or_number()
            && (self.is_definite(&phrase, words) || self.is_label_of(beside, names))
            && !self.is_unsaid_within(top, words)
            && self.leaves_given(&phrase)
            && !self.is_of_another(&phrase, value, is_known)
            && self.stands_with_name(words, names)
            && !self.is_laid_to_another(top, |at| {
                names.iter().any(|name| name.overlaps(syntax.words[at].span)) && !is_within(at)
            })
    }

    /// The noun right before a value, or before its owner and the value, whatever the tree makes of letters and digits: "type
    /// the code PEJ into", "ring the hotline of Vale Clinic, 01999 222222".
    fn noun_beside(
        &self,
        words: ProseSpan,
        nouns: &[ProseSpan],
        names: &[ProseSpan],
    ) -> Option<usize> {
        let syntax = self.syntax;
        let value = syntax.words_in(words).start;
        let is_name = |at: usize| names.iter().any(|name| name.overlaps(syntax.words[at].span));
        let is_link = |at: &usize| {
            is_name(*at)
                || syntax.is(*at, Class::PartPrepositions)
                || syntax.is(*at, Class::Article) && is_name(at + 1)
        };
        let noun = (0..value).rev().find(|at| !is_link(at))?;
        let has_stop = |at: usize| syntax.words[at].before.has(Signs::STOP.and(Signs::DASH));
        let is_noun = syntax.tag(noun).is_noun()
            && nouns.iter().any(|cue| cue.overlaps(syntax.words[noun].span));
        (is_noun && !(noun + 1..=value).any(has_stop)).then_some(noun)
    }

    /// The noun phrase that a value is part of.
    pub(super) fn phrase_of(&self, value: usize) -> Phrase {
        let (syntax, tree) = (self.syntax, self.tree);
        let mut way = vec![value];
        let mut is_beside = true;
        let mut at = value;
        while let Some(head) = tree.head(at) {
            let is_of = |at: usize| syntax.is(at, Class::PartPrepositions);
            let goes_on = match tree.relation(at) {
                Relation::Compound
                | Relation::Modifier
                | Relation::NumberModifier
                | Relation::Apposition => syntax.tag(head).is_noun_or_number(),
                Relation::PrepositionObject => is_of(head),
                Relation::Preposition => is_of(at) && syntax.tag(head).is_noun_or_number(),
                _ => false,
            };
            if !goes_on {
                break;
            }
            // "The number of Vale Clinic, 01999 222222": what is beside the owner is beside the noun.
            if tree.relation(at) == Relation::PrepositionObject && at == value {
                is_beside = false;
            }
            way.push(head);
            at = head;
        }
        Phrase { way, is_beside }
    }

    /// Whether a phrase says itself whose the value is, and that is nothing known: "the port of the proxy, 9001", "the code HFX of
    /// the car park".
    fn is_of_another(
        &self,
        phrase: &Phrase,
        value: usize,
        is_known: impl Fn(usize) -> bool,
    ) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let top = phrase.top();
        let owners = (0..syntax.words.len()).filter(|at| {
            let of = tree.head(*at).filter(|of| {
                syntax.is(*of, Class::PartPrepositions)
                    || *of > value && syntax.is(*of, Class::GivingPrepositions)
            });
            tree.relation(*at) == Relation::PrepositionObject
                && of.is_some_and(|of| {
                    tree.head(of).is_some_and(|noun| noun == top || tree.is_under(noun, top))
                })
        });
        let mut owners = owners.filter(|at| {
            let holds_value = *at == value || tree.is_under(value, *at);
            !holds_value || syntax.tag(*at).is_noun() && *at != value
        });
        owners.any(|at| !is_known(at) && !tree.dependents(at).any(&is_known))
    }

    /// Whether a value is the name of a sort, which "the" belongs to and nobody that has it: "under the MIT licence", not "its MIT
    /// licence".
    fn is_name_of_sort(&self, value: usize, top: usize) -> bool {
        let is_name = matches!(self.syntax.tag(value), Tag::Name | Tag::Names | Tag::Noun);
        is_name
            && value < top
            && self.tree.relation(value) == Relation::Compound
            && self.tree.dependents_as(top, Relation::Possessor).next().is_none()
    }

    /// Whether a question that "is" opens asks for a value, which the tree may hang on a noun: "is its password still Fern42?"
    fn is_asked_after(&self, value: usize, words: ProseSpan) -> bool {
        let syntax = self.syntax;
        let first = syntax.words_in(words).start;
        first > 0
            && syntax.is_lemma(0, Class::BeForms)
            && self.tree.relation(value) == Relation::Apposition
            && syntax.words[first].before == Signs::default()
            && !syntax.tag(first - 1).is_noun()
    }

    /// Whether a name stands on the same side of a colon or semicolon as a value.
    fn stands_with_name(&self, words: ProseSpan, names: &[ProseSpan]) -> bool {
        let syntax = self.syntax;
        let value = syntax.words_in(words).start;
        names.is_empty()
            || names.iter().any(|name| {
                let name = syntax.words_in(*name).start;
                let between = name.min(value) + 1..=name.max(value);
                !between.into_iter().any(|at| syntax.words[at].before.has(Signs::COLON))
            })
    }

    /// Whether a noun without an article stands beside a name of what has the value: "Dale Hall, postcode BX14 7BT".
    fn is_label_of(&self, noun: Option<usize>, names: &[ProseSpan]) -> bool {
        let told = || {
            let noun = noun?;
            let mut way = self.tree.upwards(noun);
            let apposed = way.find(|at| self.tree.relation(*at) != Relation::Compound)?;
            let name = self.tree.head(apposed)?;
            let name = self.syntax.words.get(name)?.span;
            Some(
                self.tree.relation(apposed) == Relation::Apposition
                    && names.iter().any(|one| one.overlaps(name))
                    && self.tree.dependents_as(apposed, Relation::Determiner).next().is_none(),
            )
        };
        told().unwrap_or(false)
    }

    /// Whether the noun of a phrase has, before the value, "the", "this" or an owner.
    fn is_definite(&self, phrase: &Phrase, words: ProseSpan) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let mut is_known = false;
        // "The postcode QX15 7BT", where the article may hang on a noun before the last.
        let is_one = |at: &usize| {
            matches!(
                tree.relation(*at),
                Relation::Compound | Relation::Modifier | Relation::NumberModifier
            )
        };
        let top = phrase.way.iter().rev();
        let nouns = top.clone().take(1).chain(top.skip(1).take_while(|at| is_one(at)));
        // "Its code HFD", where the noun is taken for a part of the value
        let parts = tree.dependents_as(phrase.way[0], Relation::Compound).filter(|part| {
            syntax.tag(*part) == Tag::Noun && syntax.words[*part].span.end <= words.start
        });
        for at in nouns.copied().chain(parts).flat_map(|noun| tree.dependents(noun)) {
            let is_before = syntax.words[at].span.end <= words.start;
            match tree.relation(at) {
                Relation::Possessor => is_known |= is_before,
                Relation::Determiner if is_before => {
                    is_known |=
                        syntax.is(at, Class::Article) && !syntax.is(at, Class::IndefiniteArticle);
                    if syntax.is(at, Class::Indefinite) || syntax.is(at, Class::NegatingWords) {
                        return false;
                    }
                }
                _ => {}
            }
        }
        is_known
    }

    /// Whether a word of a phrase itself unsays it: "the proposed limit of", "not the code".
    fn is_unsaid_within(&self, top: usize, words: ProseSpan) -> bool {
        let syntax = self.syntax;
        const CLASSES: [Class; 8] = [
            Class::NegatingWords,
            Class::Negation,
            Class::Possibility,
            Class::Supposing,
            Class::Untrue,
            Class::Denial,
            Class::BygoneAdjective,
            Class::ComingModifier,
        ];
        let is_set_aside = top.checked_sub(1).is_some_and(|before| {
            let first = (0..syntax.words.len())
                .find(|at| *at == top || self.tree.is_under(*at, top))
                .and_then(|first| first.checked_sub(1));
            [Some(before), first]
                .into_iter()
                .flatten()
                .any(|at| syntax.is(at, Class::NegatingWords) || syntax.is(at, Class::SetAside))
        });
        is_set_aside
            // "Its 900 new employees", where they are a part of what is counted
            || self.is_still_to_come(top)
            || (0..syntax.words.len()).any(|at| {
                self.tree.is_under(at, top)
                    && !syntax.words[at].span.overlaps(words)
                    && (CLASSES.iter().any(|class| syntax.is(at, *class))
                        || syntax.is_lemma(at, Class::BringingForth))
            })
    }

    /// Whether nothing above a phrase is about whether there is such a value: "do not use the code", "propose the limit of",
    /// "is the code right?"
    fn leaves_given(&self, phrase: &Phrase) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let top = phrase.top();
        let negates = |verb: usize| {
            tree.dependents(verb).any(|at| {
                tree.relation(at) == Relation::Negation || syntax.is(at, Class::NegatingWords)
            })
        };
        let foretells = |verb: usize| {
            tree.dependents_as(verb, Relation::Auxiliary)
                .any(|at| syntax.is(at, Class::FutureModals))
        };
        // "Could have been given the code HFX", "is to be given the code"
        let gives_it = |verb: usize| {
            let is_passive = tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_some();
            (is_passive && tree.relation(top) == Relation::Object)
                || tree.dependents(verb).any(|at| {
                    // "Before the deposit of £500 is paid"
                    at != top
                        && matches!(tree.relation(at), Relation::Dative | Relation::PassiveSubject)
                })
        };
        let unmakes = |at: usize| {
            const CLASSES: [Class; 3] = [Class::Supposing, Class::Denial, Class::Dreaming];
            // "Call for the limit", not "call the number"
            let is_asked = || {
                tree.dependents_as(at, Relation::Preposition)
                    .any(|below| syntax.is(below, Class::GivingPrepositions))
            };
            CLASSES.iter().any(|class| syntax.is(at, *class))
                || syntax.is(at, Class::Asking) && is_asked()
                || syntax.is_lemma(at, Class::BringingForth)
                || syntax.is_lemma(at, Class::ComingToHave)
                || syntax.is_lemma(at, Class::WieldingVerbs) && (negates(at) || foretells(at))
                || syntax.is_lemma(at, Class::GivingVerbs) && gives_it(at)
        };
        // "May wish to enter the code": what is wished is to enter it.
        let mut above = tree.upwards(top).skip(1);
        let above = above.find(|at| syntax.tag(*at).is_verb() || syntax.tag(*at).is_noun());
        // "Texts that ask you to call the number" may be anybody's.
        let is_asked = |at: usize| syntax.is_lemma(at, Class::RequestingVerbs);
        if above.is_some_and(unmakes) || tree.upwards(top).skip(1).any(is_asked) {
            return false;
        }
        let Some(verb) = tree.head(top) else { return false };
        // "Is the code PEJ right?", "the code PEJ may be another's"
        let is_be = syntax.is_lemma(verb, Class::BeForms);
        let is_judged = tree.dependents(verb).any(|at| syntax.is(at, Class::TruthWords));
        if is_be && (is_judged || tree.relation(top) == Relation::Attribute) {
            return false;
        }
        let supposes = || {
            let is_done = tree.relation(top) == Relation::PassiveSubject;
            tree.dependents_as(verb, Relation::Auxiliary).any(|at| {
                !is_done && syntax.is(at, Class::Possibility) && !syntax.is(at, Class::Permission)
            })
        };
        // "The timeout of 45 seconds would suit us" may be one that there is not, but "the deposit of £500 may be paid by card"; and an
        // order sets what it names.
        let is_order = || syntax.order() == Some(verb);
        phrase.is_beside || !(is_order() || tree.relation(top).is_subject() && supposes())
    }

    /// Whether the clause of which a phrase is the subject, or which is denied, tells whose the value is: "the code PEJ is not
    /// that of Pellworth". So does one that is supposed of what has the name: "if Fern were listed under the code PEJ".
    fn is_laid_to_another(&self, top: usize, is_name: impl Fn(usize) -> bool) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        let Some(verb) = tree.upwards(top).skip(1).find(|at| syntax.tag(*at).is_verb()) else {
            return false;
        };
        let is_denied = tree.dependents(verb).any(|at| {
            tree.relation(at) == Relation::Negation || syntax.is(at, Class::NegatingWords)
        });
        let is_supposed = tree
            .dependents_as(verb, Relation::Marker)
            .chain(tree.dependents(verb).filter(|at| *at == 0))
            .any(|at| {
                syntax.is(at, Class::ConditionOpeners) || syntax.is(at, Class::InvertedOpeners)
            });
        let in_clause = |at: usize| {
            tree.upwards(at).skip(1).find(|above| syntax.tag(*above).is_verb()) == Some(verb)
        };
        let is_told = |at: usize| {
            is_supposed && (tree.relation(at).is_subject() || tree.relation(at) == Relation::Object)
        };
        let is_laid = is_denied || tree.relation(top).is_subject();
        !tree.dependents(top).any(|at| tree.relation(at) == Relation::Possessor)
            && (0..syntax.words.len())
                .any(|at| is_name(at) && in_clause(at) && (is_laid || is_told(at)))
    }
}

impl Tag {
    fn is_noun_or_number(self) -> bool {
        self.is_noun() || matches!(self, Tag::Number | Tag::Figure)
    }
}

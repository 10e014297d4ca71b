//! Whether a sentence that names the subject of a rule tells its value of something else, whose name no rule knows or that is only
//! compared with it: a question for every kind. Asked of the analysis of the sentence.

use super::gate::names_a_time;
use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The words around a value that are the rule's own.
pub(super) struct Own<'a> {
    /// Whether a place is that of a name of the subject.
    pub is_name: &'a dyn Fn(ProseSpan) -> bool,
    pub is_cue: &'a dyn Fn(ProseSpan) -> bool,
}

/// The name of something else of which a value is told: "the Marinda, a sister of the Corrinda, has", "unlike Corrinda, the older
/// liner Marinda is", "while the court was out, Ann Orme was jailed"; or the word that compares it with the subject.
pub(super) fn told_instead(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    own: &Own<'_>,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let scene = Scene { syntax, tree: syntax.trees().first()?, own };
    let span = value;
    let value = syntax.head_in(value)?;
    let found = scene
        .subject_instead(reading, value)
        .or_else(|| scene.apposed_instead(reading, value))
        .or_else(|| scene.compared_with(value))
        .or_else(|| scene.of_compared(reading, sentence, span))
        .or_else(|| scene.thing_of_clause(value))
        .or_else(|| scene.made_for_another(reading, value))
        .or_else(|| scene.set_right(value))?;
    scene.span(found)
}

/// The one part of the subject of which the clause of a value tells: "the Linux port of Quillon has been in beta for two years". Not "work
/// on the tower has gone on for two years", nor what a cue names.
pub(super) fn part_of_ours(
    reading: &Reading<'_>,
    sentence: Sentence,
    value: ProseSpan,
    own: &Own<'_>,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let scene = Scene { syntax, tree: syntax.trees().first()?, own };
    let verb = syntax.clause_of(syntax.head_in(value)?).value?.verb;
    let part = scene.tree.dependents(verb).find(|at| scene.tree.relation(*at).is_subject())?;
    let is_one = syntax.tag(part) == Tag::Noun
        && scene
            .tree
            .dependents_as(part, Relation::Determiner)
            .any(|at| word::is(syntax.text(at), Class::Article));
    let is_tied = |name: usize| {
        let of = scene.tree.head(name).filter(|of| scene.tree.head(*of) == Some(part));
        of.is_some_and(|of| {
            word::is(syntax.text(of), Class::PartPrepositions)
                || word::is(syntax.text(of), Class::PlacingPrepositions)
        })
    };
    let lemma = syntax.lemma(part);
    let is_any = |classes: &[Class]| classes.iter().any(|class| word::is(&lemma, *class));
    // "The port of Lyngby", not "the Linux port of Quillon"
    let is_plain = parts_before(scene.tree, part).next().is_none();
    let is_whole = is_any(&[Class::WorkNouns, Class::UsingNouns])
        || is_plain && is_any(&[Class::NamedByOf, Class::WholeThings]);
    let holds_cue = (0..syntax.words().len()).any(|at| {
        (at == part || scene.tree.is_under(at, part)) && scene.span(at).is_some_and(own.is_cue)
    });
    let is_part = is_one
        && !is_whole
        && !holds_cue
        && !scene.is_own(reading, part)
        && scene.names().next().is_some()
        && scene.names().all(is_tied);
    scene.span(part).filter(|_| is_part)
}

/// The same of a state, which has no cue but its own words.
pub(super) fn is_told_instead(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
    mentions: &[ProseSpan],
) -> bool {
    let own = Own {
        is_name: &|word| mentions.iter().any(|mention| mention.overlaps(word)),
        is_cue: &|_| false,
    };
    told_instead(reading, sentence, state, &own).is_some()
}

struct Scene<'r, 'd> {
    syntax: &'r Syntax<'d>,
    tree: &'r Tree,
    own: &'r Own<'r>,
}

impl Scene<'_, '_> {
    fn span(&self, at: usize) -> Option<ProseSpan> {
        self.syntax.words().get(at).map(|word| word.span)
    }

    fn is_ours(&self, at: usize) -> bool {
        self.span(at).is_some_and(|span| (self.own.is_name)(span))
    }

    /// The name of something else as the subject of the clause that gives the value, where the subject of the rule stands in another
    /// clause, only tells what that something is to it, or is compared with it.
    fn subject_instead(&self, reading: &Reading<'_>, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let verb = syntax.clause_of(value).value?.verb;
        // "Sandwick, the only village of Teal Isle, is", where what opens the sentence is taken for anything.
        let opens = |at: &usize| {
            *at == 0
                && !syntax.tag(*at).is_pronoun()
                && tree.dependents_as(*at, Relation::Apposition).next().is_some()
        };
        let subject = tree
            .dependents(verb)
            .find(|at| tree.relation(*at).is_subject())
            .or_else(|| tree.dependents(verb).find(opens))?;
        // "The older liner Marinda is moored", where each is taken for a subject of its own.
        let auxiliaries = tree.dependents(verb).filter(|at| {
            matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let acts_on_ours = || {
            let mut names = self.names().peekable();
            names.peek().is_some()
                && names.all(|name| {
                    let mut way = tree.upwards(name).take_while(|at| *at != verb);
                    !tree.relation(name).is_subject()
                        && tree.is_under(name, verb)
                        && way.any(|at| {
                            tree.relation(at) == Relation::Conjunct && tree.head(at) == Some(verb)
                        })
                })
        };
        // "The gateway listens on and passes requests on to Fern"
        if syntax.tag(subject) == Tag::Noun && !self.is_own(reading, subject) && acts_on_ours() {
            return Some(subject);
        }
        let stranger = std::iter::once(subject)
            .chain(tree.dependents_as(subject, Relation::Subject))
            .chain(auxiliaries.flat_map(|at| tree.dependents_as(at, Relation::Subject)))
            .find(|at| self.is_stranger(reading, *at))?;
        // "Listens and hands requests to", where the second verb is taken for a noun
        let is_joined = |name: usize| {
            let mut way = tree.upwards(name).take_while(|at| *at != verb);
            way.any(|at| tree.relation(at) == Relation::Conjunct && tree.head(at) == Some(verb))
        };
        let stands_there = |name: usize| {
            tree.is_under(name, verb)
                && !is_joined(name)
                && syntax.clause_of(name).value.is_some_and(|clause| clause.verb == verb)
                && !self.is_beside(name, subject)
                && !self.is_compared(name)
        };
        let mut names = self.names().peekable();
        (names.peek().is_some() && !names.any(stands_there)).then_some(stranger)
    }

    /// The name of something else of which the value is said aside, where both are only what a verb does to or with that:
    /// "shares its fields with Marl Lodge, a girls' school".
    fn apposed_instead(&self, reading: &Reading<'_>, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let aside = std::iter::once(value)
            .chain(tree.upwards(value))
            .take_while(|at| !syntax.tag(*at).is_verb())
            .find(|at| tree.relation(*at) == Relation::Apposition)?;
        let name = tree.head(aside).filter(|name| self.is_stranger(reading, *name))?;
        // "A girls' school", where the article hangs on the girls
        let is_new = (name + 1..aside).any(|at| {
            tree.is_under(at, aside) && word::is(syntax.text(at), Class::IndefiniteArticle)
        });
        let is_done_with = |at: &usize| {
            matches!(
                tree.relation(*at),
                Relation::Object | Relation::Preposition | Relation::PrepositionObject
            ) && !self.is_ours(*at)
        };
        let mut way = tree.upwards(name);
        let verb = way.find(|at| !is_done_with(at))?;
        let is_theirs = |at: usize| tree.relation(at).is_subject() && self.is_ours(at);
        let is_told = is_new && syntax.tag(verb).is_verb();
        (is_told && tree.dependents(verb).any(is_theirs)).then_some(name)
    }

    /// "Dobrex is gentler than Brevanol: the dose is 15 mg", not "no drug is gentler than Brevanol, with its dose of 15 mg".
    fn compared_with(&self, value: usize) -> Option<usize> {
        // "A ferry other than the Solveig": one of the sort is none of the names.
        let is_new = |at: usize| {
            let mut determiners = self.tree.dependents_as(at, Relation::Determiner);
            determiners.any(|at| word::is(self.syntax.text(at), Class::IndefiniteArticle))
        };
        let mut names = self.names().filter(|at| !is_new(*at));
        let first = names.next().filter(|name| self.is_compared(*name))?;
        let than = self.tree.head(first)?;
        let are_all = names.all(|name| self.is_compared(name));
        let is_denied = (0..than).any(|at| {
            word::is(self.syntax.text(at), Class::NegatingWords)
                || word::is(self.syntax.text(at), Class::SubjectPronoun)
        });
        (are_all && !is_denied && !self.tree.is_under(value, than)).then_some(than)
    }

    /// "Unlike libraries under the MIT licence, Fern grants", "stricter than tools that have chosen", where what has the value is only
    /// compared with. Trees often hang that elsewhere.
    fn of_compared(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        value: ProseSpan,
    ) -> Option<usize> {
        let syntax = self.syntax;
        let opener = reading.phrase_in(sentence, Class::ComparisonOpeners)?;
        let (first, last) = (syntax.words_in(opener).last()?, syntax.words_in(value).start);
        let between = || first + 1..last;
        let is_cue = |at: usize| self.span(at).is_some_and(|span| (self.own.is_cue)(span));
        // "Unlike the operators that share", where rules know what an operator is
        let is_any = |at: usize| syntax.tag(at) == Tag::Nouns;
        let what = between().find(|at| syntax.tag(*at).is_noun() && !is_cue(*at))?;
        let is_clause = |at: usize| (what..at).any(|at| syntax.tag(at).is_relative());
        let is_close = between().all(|at| {
            let is_next = syntax.words()[at].before == Signs::default() || at == first + 1;
            is_next
                && (!syntax.tag(at).is_verb() || is_clause(at))
                && (!self.is_ours(at) || at == what && is_any(at))
        });
        let is_next = syntax.words().get(last).is_some_and(|at| at.before == Signs::default());
        let has_ours = self.names().any(|at| !between().contains(&at));
        (opener.end <= value.start && is_close && is_next && has_ours).then_some(first)
    }

    /// The noun of which a relative clause tells that has the value and its cue, with no name of ours: "writes to the relay, which
    /// listens on port 2525", "a firm that has been in business for 85 years". Not what ours is, is at, or works as.
    fn thing_of_clause(&self, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let is = |at: usize, class: Class| word::is(&syntax.lemma(at), class);
        let clause = tree
            .upwards(value)
            .find(|at| tree.relation(*at) == Relation::RelativeClause && *at != value)?;
        let thing = tree.head(clause).filter(|thing| syntax.tag(*thing).is_noun())?;
        let has_opener = (thing + 1..clause).any(|at| syntax.tag(at).is_relative());
        let is_own = |at: usize| {
            self.is_ours(at) || self.span(at).is_some_and(|span| (self.own.is_cue)(span))
        };
        let verb = tree.upwards(thing).skip(1).find(|at| syntax.tag(*at).is_verb());
        let subject = || {
            verb.and_then(|verb| tree.dependents(verb).find(|at| tree.relation(*at).is_subject()))
        };
        // "Runs on any phone that has Android 9": the cue tells of what ours needs.
        let is_cued = (0..syntax.words().len())
            .any(|at| is_own(at) && !self.is_ours(at) && tree.is_under(at, clause));
        let is_needed = tree.upwards(thing).any(is_own)
            || !is_cued
                && subject().is_some_and(|at| at != thing && !self.is_ours(at) && is_own(at));
        // What is told further on may be taken for an apposition.
        let has_name = self.names().any(|at| {
            let mut way = tree.upwards(at).take_while(|at| *at != thing);
            tree.is_under(at, thing)
                && (at < value || !way.any(|at| tree.relation(at) == Relation::Apposition))
        });
        // "It is a library that", "the service that answers on is Fern"
        let is_said = matches!(tree.relation(thing), Relation::Attribute | Relation::Apposition)
            || tree.head(thing).is_some_and(|at| {
                syntax.text(at).eq_ignore_ascii_case("as")
                    || tree.dependents_as(at, Relation::Attribute).any(|at| self.is_ours(at))
            });
        // "Has a hall that seats 400", "stands on a site that covers"
        let is_place = verb.is_some_and(|verb| {
            let by = tree.head(thing).filter(|by| tree.head(*by) == Some(verb));
            let is_at = by.is_some_and(|by| word::is(syntax.text(by), Class::PlacingPrepositions));
            let is_ours =
                subject().is_some_and(|at| self.is_ours(at) || syntax.tag(at).is_pronoun());
            is_ours
                && (is(verb, Class::LocatingVerbs) && is_at
                    || syntax.lemma(verb) == "have" && tree.head(thing) == Some(verb))
        });
        let is_time = is(thing, Class::TimeNouns) || names_a_time(syntax.text(thing));
        // "Vehicles that weigh up to 12 tonnes may cross the bridge"
        let are_users = (tree.relation(thing).is_subject() || tree.head(thing).is_none())
            && syntax.tag(thing) == Tag::Nouns
            && tree.dependents_as(thing, Relation::Determiner).next().is_none();
        let is_other = has_opener
            && !are_users
            && !is_needed
            && !is_own(thing)
            && !has_name
            && !is_said
            && !is_place
            && !is_time
            && self.names().next().is_some();
        is_other.then_some(thing)
    }

    /// "The Fern plug-in for Moss has version 1.4": what only carries our name, and is for another, has its own.
    fn made_for_another(&self, reading: &Reading<'_>, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let verb = syntax.clause_of(value).value?.verb;
        let thing = tree.dependents(verb).find(|at| tree.relation(*at).is_subject())?;
        let is_called = tree.dependents_as(thing, Relation::Compound).any(|at| self.is_ours(at));
        let is_for_another = tree
            .dependents_as(thing, Relation::Preposition)
            .filter(|by| word::is(syntax.text(*by), Class::GivingPrepositions))
            .flat_map(|by| tree.dependents_as(by, Relation::PrepositionObject))
            .any(|who| matches!(syntax.tag(who), Tag::Name | Tag::Names) && !self.is_ours(who));
        let is_thing = syntax.tag(thing).is_noun() && !self.is_own(reading, thing);
        (is_thing && is_called && is_for_another).then_some(thing)
    }

    /// "Do not call the surgery but the laboratory on 555 0118": what stands for ours behind "but", where ours is denied.
    fn set_right(&self, value: usize) -> Option<usize> {
        let (syntax, tree) = (self.syntax, self.tree);
        let but = (0..value).rev().find(|at| word::is(syntax.text(*at), Class::ContrastJoints))?;
        let denial = (0..but).rev().find(|at| {
            tree.relation(*at) == Relation::Negation || word::is(syntax.text(*at), Class::Negation)
        })?;
        let mut names = self.names().peekable();
        let is_denied = names.peek().is_some() && names.all(|at| at > denial && at < but);
        let is_plain = (but + 1..value).all(|at| !syntax.tag(at).is_verb());
        let instead = (but + 1..value).find(|at| syntax.tag(*at).is_noun()).filter(|at| {
            !self.span(*at).is_some_and(|span| (self.own.is_cue)(span))
                && !tree.is_under(*at, value)
        })?;
        // "Not at 12 but at 48 Mill Street", where the noun is a part of the value
        let is_of_value = tree.is_under(value, instead)
            && !tree
                .upwards(value)
                .take_while(|at| *at != instead)
                .any(|at| tree.relation(at) == Relation::Preposition);
        (is_denied && is_plain && !is_of_value).then_some(instead)
    }

    fn names(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.syntax.words().len()).filter(|at| self.is_ours(*at))
    }

    fn is_stranger(&self, reading: &Reading<'_>, at: usize) -> bool {
        let syntax = self.syntax;
        let text = syntax.text(at);
        let tag = syntax.tag(at);
        // What opens a sentence has a capital whatever it is.
        let is_name = (matches!(tag, Tag::Name | Tag::Names) || at == 0 && tag.is_verb())
            && word::is_capitalised(text)
            && text.chars().any(char::is_lowercase);
        let is_known =
            |span: ProseSpan| syntax.word_at(span.start).is_some_and(|at| self.is_own(reading, at));
        // "The Raven proxy"
        let is_called = || {
            syntax.tag(at) == Tag::Noun
                && parts_before(self.tree, at).any(|part| {
                    part > 0
                        && word::is_capitalised(syntax.text(part))
                        && syntax.text(part).chars().any(char::is_lowercase)
                        && !self.span(part).is_some_and(is_known)
                })
        };
        (is_name || is_called()) && !self.span(at).is_some_and(is_known)
    }

    /// Whether a word is the rule's own, or names any other subject.
    fn is_own(&self, reading: &Reading<'_>, at: usize) -> bool {
        self.span(at).is_some_and(|span| {
            (self.own.is_name)(span)
                || (self.own.is_cue)(span)
                || reading.is_mention(span.start as usize)
        })
    }

    /// Whether a name only tells what a subject is to it: "a sister of the Corrinda", "at the Corrinda".
    fn is_beside(&self, name: usize, subject: usize) -> bool {
        let (syntax, tree) = (self.syntax, self.tree);
        tree.is_under(name, subject)
            && std::iter::once(name)
                .chain(tree.upwards(name))
                .take_while(|at| *at != subject)
                .any(|at| tree.relation(at) == Relation::Apposition)
            && tree.head(name).is_some_and(|of| syntax.tag(of) == Tag::Preposition)
    }

    /// "Unlike Corrinda", "than the Corrinda".
    fn is_compared(&self, name: usize) -> bool {
        let above = self.tree.head(name).filter(|at| {
            self.tree.relation(name) == Relation::PrepositionObject
                && word::is(self.syntax.text(*at), Class::SetAside)
        });
        above.is_some()
    }
}

/// What stands before a noun as a part of it.
fn parts_before(tree: &Tree, noun: usize) -> impl Iterator<Item = usize> + '_ {
    [Relation::Compound, Relation::Modifier]
        .into_iter()
        .flat_map(move |relation| tree.dependents_as(noun, relation))
}

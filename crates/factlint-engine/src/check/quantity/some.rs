//! Whether counted things are some of those that there are, or were there once: what comes or goes, what somebody does
//! to them, the first of them. Asked of the analysis of the sentence.

use super::share;
use super::stock::is_whole;
use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// Counted things in their sentence.
struct Things<'r> {
    syntax: &'r Syntax<'r>,
    tree: &'r Tree,
    /// The word for them.
    at: usize,
    attributive: bool,
    counted: bool,
}

/// "The clinic closed 20 beds", "fined 40 visitors", "took off with 22 passengers", "the first 20 turbines": refused with
/// the word by which these are not all.
pub(super) fn are_all(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Result<(), Refusal> {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return Ok(()) };
    let Some(at) = syntax.head_in(whole) else { return Ok(()) };
    let counted = matches!(figure.measure, Measure::Counted(_));
    let things = Things { syntax, tree, at, attributive: figure.attributive, counted };
    let is_cue = |at: usize| {
        let word = syntax.words().get(at);
        word.is_some_and(|word| {
            rule.near.iter().any(|cues| reading.any_over(cues, sentence, word.span))
        })
    };
    let told = |reason: Reason, at: usize| {
        let word = syntax.words().get(at).map(|word| word.span);
        Err((reason, word.map_or(Decider::Nothing, Decider::Word)))
    };
    if let Some(of) = things.taken_from(is_cue) {
        return told(Reason::OtherThing, of);
    }
    if let Some(told) = share::of_cue(rule, reading, sentence, figure, whole) {
        return told;
    }
    // "Poured 900 litres of milk away"
    let of_cue = || {
        tree.dependents_as(at, Relation::Preposition)
            .filter(|of| word::is(syntax.text(*of), Class::PartPrepositions))
            .flat_map(|of| tree.dependents_as(of, Relation::PrepositionObject))
            .any(is_cue)
    };
    if !matches!(figure.measure, Measure::Counted(_)) && !figure.attributive && !of_cue() {
        return Ok(());
    }
    if let Some(adjective) = things.told_apart_by(is_cue) {
        return told(Reason::OtherCue, adjective);
    }
    if figure.per.is_some() || figure.each.is_some() {
        return Ok(());
    }
    let is_mention = |span: ProseSpan| reading.is_mention(span.start as usize);
    if let Some(apart) = things.stand_apart(is_cue) {
        return told(Reason::PartOrChange, apart);
    }
    // Without a cue, whatever is counted of the subject is asked for: "the fire caused 12 deaths".
    if rule.near.is_empty() {
        return match things.struck(is_mention) {
            Some(verb) => told(Reason::NotAsserted, verb),
            None => Ok(()),
        };
    }
    match things.happening(is_cue, is_mention) {
        Some(verb) => told(Reason::NotAsserted, verb),
        None => Ok(()),
    }
}

impl Things<'_> {
    /// "Of the beds at the clinic, 40 are free", "12 of the 40 beds": the word by which they are some of what is named, or
    /// all of what somebody has some of.
    fn taken_from(&self, is_cue: impl Fn(usize) -> bool) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        let is_of = |word: usize| word::is(syntax.text(word), Class::PartPrepositions);
        let opens = is_of(0)
            && tree.relation(0) == Relation::Preposition
            && at > 0
            && !tree.is_under(at, 0)
            // "Of glass and steel, the tower has 52 floors"
            && (1..at).any(|word| is_cue(word) && tree.is_under(word, 0));
        if opens {
            return Some(0);
        }
        let of = tree.head(at).filter(|of| {
            tree.relation(at) == Relation::PrepositionObject
                && is_of(*of)
                // "With one of 45 seconds"
                && (self.counted
                    || !of
                        .checked_sub(1)
                        .is_some_and(|one| word::is(syntax.text(one), Class::MeasuresAgain)))
                && of.checked_sub(1).is_some_and(|number| syntax.tag(number) == Tag::Number)
        })?;
        let is_owned = tree.dependents_as(at, Relation::Possessor).next().is_some();
        // "Every one of the 900 seats"
        let is_each = of.checked_sub(2).is_some_and(|every| {
            word::is(syntax.text(every), Class::EachDeterminers)
                && word::is(syntax.text(of - 1), Class::MeasuresAgain)
        });
        (!is_owned && !is_each).then_some(of)
    }

    /// "The first 20 turbines", "is three seats short".
    fn told_apart_by(&self, is_cue: impl Fn(usize) -> bool + Copy) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        let some = tree
            .dependents(at)
            .filter(|below| {
                matches!(tree.relation(*below), Relation::Modifier | Relation::Determiner)
            })
            .find(|below| *below < at && word::is(syntax.text(*below), Class::SomeAdjective));
        let is_short = || {
            let next = at + 1;
            let is_joined = syntax.words().get(next)?.before == Signs::default();
            let is_told_so = tree.relation(at) == Relation::Attribute
                && syntax.tag(next) == Tag::Adjective
                && tree.head(next) == Some(at);
            (is_joined && is_told_so && !is_cue(next) && !self.attributive).then_some(next)
        };
        // "300 members under eighteen"
        let aged = || {
            Some(at + 1).filter(|below| {
                word::is(syntax.text(*below), Class::AgePrepositions)
                    && tree
                        .dependents_as(*below, Relation::PrepositionObject)
                        .any(|at| matches!(syntax.tag(at), Tag::Number | Tag::Figure))
            })
        };
        some.or_else(aged)
            .or_else(is_short)
            .or_else(|| self.restricted(is_cue))
            .or_else(|| self.all_that_went())
    }

    /// The verb by which a clause picks some out: "the 12 turbines that were repaired run again", not "that make up the farm".
    fn restricted(&self, is_cue: impl Fn(usize) -> bool) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        tree.dependents_as(at, Relation::RelativeClause).find(|verb| {
            let was = tree
                .dependents_as(*verb, Relation::PassiveAuxiliary)
                .any(|be| syntax.tag(be) == Tag::Past);
            let lemma = syntax.lemma(*verb);
            let is_kept = [Class::BringingForth, Class::StockParticiples, Class::MembershipVerbs]
                .into_iter()
                .any(|class| word::is(&lemma, class));
            was && self.counted && !is_kept && !is_cue(*verb)
        })
    }

    /// "All that the hostel lost was 12 beds": the verb.
    fn all_that_went(&self) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        let be = tree.head(at).filter(|_| tree.relation(at) == Relation::Attribute)?;
        let all = tree.dependents_as(be, Relation::Subject).next()?;
        tree.dependents_as(all, Relation::RelativeClause).find(|verb| {
            let lemma = syntax.lemma(*verb);
            (word::is(syntax.text(all), Class::WholeWords) || syntax.tag(all).is_pronoun())
                && (word::is(&lemma, Class::ChangeOfStock) || word::is(&lemma, Class::LosingVerbs))
        })
    }

    /// The word by which some of them stand apart for a time or for a use: "40 seats stayed empty", "24 spaces are kept for vans".
    fn stand_apart(&self, is_cue: impl Fn(usize) -> bool) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        if self.attributive || !self.counted || is_whole(syntax, tree, at) {
            return None;
        }
        let verb = tree.head(at).filter(|verb| syntax.tag(*verb).is_verb() && !is_cue(*verb))?;
        if tree.relation(at) == Relation::PassiveSubject {
            // "Are broken"
            if word::is(syntax.text(verb), Class::IdleAdjectives) {
                return Some(verb);
            }
            let is_for = |of: usize| word::is(syntax.text(of), Class::GivingPrepositions);
            return (word::is(&syntax.lemma(verb), Class::SettingAsideVerbs)
                && tree.dependents_as(verb, Relation::Preposition).any(is_for))
            .then_some(verb);
        }
        // "Stayed empty", where a tree may take the adjective for anything.
        let next = verb + 1;
        let is_idle = next < syntax.words().len()
            && word::is(syntax.text(next), Class::IdleAdjectives)
            && tree.head(next) == Some(verb);
        (tree.relation(at) == Relation::Subject && is_idle && !is_cue(next)).then_some(next)
    }

    /// The verb that tells what something else did to some of them, where no cue is asked for: "lightning damaged five
    /// turbines at the farm", not "the fire killed 12 people".
    fn struck(&self, is_mention: impl Fn(ProseSpan) -> bool) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        if self.attributive || !self.counted || is_whole(syntax, tree, at) {
            return None;
        }
        let is_done = matches!(tree.relation(at), Relation::Object | Relation::Attribute);
        let verb = tree.head(at).filter(|verb| is_done && self.has_happened(*verb))?;
        let who = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_ours = (0..syntax.words().len())
            .filter(|below| tree.is_under(*below, who))
            .filter_map(|below| syntax.words().get(below))
            .any(|word| is_mention(word.span));
        // "Lightning", which may be taken for a verb
        let is_thing = syntax.tag(who).is_noun() || syntax.tag(who) == Tag::Gerund;
        (!is_ours && is_thing).then_some(verb)
    }

    /// The verb that tells what somebody did to them, or what happened with them.
    fn happening(
        &self,
        is_cue: impl Fn(usize) -> bool,
        is_mention: impl Fn(ProseSpan) -> bool,
    ) -> Option<usize> {
        let Self { syntax, tree, at, .. } = *self;
        if is_whole(syntax, tree, at) {
            return None;
        }
        let head = tree.head(at)?;
        let lemma = |verb: usize| syntax.lemma(verb);
        let be = |verb: usize, relation: Relation| tree.dependents_as(verb, relation);
        // "Were seated" is what happened once; "can be seated" and "are seated" are not.
        if tree.relation(at) == Relation::PassiveSubject && !self.attributive {
            let was = be(head, Relation::PassiveAuxiliary).any(|at| syntax.tag(at) == Tag::Past);
            let changes = word::is(&lemma(head), Class::ChangeOfStock) && !is_cue(head);
            return (changes || was && is_cue(head)).then_some(head);
        }
        let verb = match tree.relation(at) {
            // "Four people left the crew", "12 players joined the band": how many came or went.
            Relation::Subject if self.counted && syntax.tag(head).is_verb() => {
                let of_cue = be(head, Relation::Object).any(&is_cue);
                return (of_cue && !is_cue(head) && !is_cue(at) && self.has_happened(head))
                    .then_some(head);
            }
            // "Critics saw 22 shows at the festival": what some did there.
            Relation::Object
                if self.counted
                    && syntax.tag(head) == Tag::Past
                    && word::is(&lemma(head), Class::KeepingVerbs)
                    && !is_cue(head)
                    && be(head, Relation::Auxiliary).next().is_none()
                    && be(head, Relation::Subject).any(|who| self.are_some(who, &is_mention)) =>
            {
                return Some(head);
            }
            Relation::Object | Relation::Dative => head,
            // "Masons repaired five arches", where they are taken for what the masons are.
            Relation::Attribute
                if syntax.tag(head) == Tag::Past
                    && word::is(&lemma(head), Class::ChangeOfStock) =>
            {
                head
            }
            // "Made 12 people homeless"
            Relation::Subject | Relation::NounAdverb
                if syntax.tag(head) == Tag::Adjective
                    && tree.relation(head) == Relation::Complement =>
            {
                tree.head(head)?
            }
            // "Is looking for 3 doctors"
            Relation::PrepositionObject
                if word::is(syntax.text(head), Class::GivingPrepositions) =>
            {
                return tree
                    .head(head)
                    .filter(|verb| syntax.tag(*verb).is_verb() && !is_cue(*verb))
                    .filter(|verb| word::is(&lemma(*verb), Class::SeekingVerbs));
            }
            // "Took off with 22 passengers"
            Relation::PrepositionObject
                if word::is(syntax.text(head), Class::HavingPrepositions) =>
            {
                let above = tree.head(head)?;
                let joined = syntax.words().get(head)?.before == Signs::default();
                if syntax.tag(above).is_verb() {
                    return (joined && above < head && self.has_happened(above) && !is_cue(above))
                        .then_some(above);
                }
                // "A Wagtail with 20 passengers aboard landed": one of them.
                let one = be(above, Relation::Determiner)
                    .any(|at| word::is(syntax.text(at), Class::Indefinite));
                // "A Wagtail boat with 20 passengers"
                let is_named = std::iter::once(above)
                    .chain(be(above, Relation::Compound))
                    .filter_map(|at| syntax.words().get(at))
                    .any(|word| is_mention(word.span));
                let verb = tree.head(above).filter(|_| tree.relation(above).is_subject())?;
                return (one && is_named && joined && self.has_happened(verb)).then_some(verb);
            }
            // "Bought a 9-hectare vineyard"
            Relation::Compound | Relation::Modifier if self.attributive => {
                let one = be(head, Relation::Determiner)
                    .any(|at| word::is(syntax.text(at), Class::Indefinite));
                tree.head(head).filter(|_| one && tree.relation(head) == Relation::Object)?
            }
            _ => return None,
        };
        if !syntax.tag(verb).is_verb() || is_cue(verb) {
            return None;
        }
        // "Builders are restoring 20 rooms"
        let goes_on = syntax.tag(verb) == Tag::Gerund
            && be(verb, Relation::Auxiliary).any(|at| word::is(syntax.text(at), Class::BeForms));
        let changes = word::is(&lemma(verb), Class::ChangeOfStock)
            && !self.attributive
            // "Needs 4 GB of memory", not "needs 4 nurses"
            && (self.counted || !word::is(&lemma(verb), Class::RequiringVerbs));
        // "The bank rents 12 floors of the tower"
        let by_another = || {
            let of_name = be(at, Relation::Preposition)
                .filter(|of| word::is(syntax.text(*of), Class::PartPrepositions))
                .flat_map(|of| be(of, Relation::PrepositionObject))
                .filter_map(|name| syntax.words().get(name))
                .any(|name| is_mention(name.span));
            let who = be(verb, Relation::Subject).next();
            of_name
                && who.is_some_and(|who| {
                    let is_known =
                        syntax.words().get(who).is_some_and(|word| is_mention(word.span));
                    !is_known
                        && syntax.tag(who).is_noun()
                        && (matches!(syntax.tag(who), Tag::Name | Tag::Names)
                            || be(who, Relation::Determiner).next().is_some())
                })
        };
        (changes || goes_on || self.has_happened(verb) || by_another()).then_some(verb)
    }

    /// Whether a noun is about people or things in the plural that are no subject of a rule: "critics".
    fn are_some(&self, noun: usize, is_mention: impl Fn(ProseSpan) -> bool) -> bool {
        let Self { syntax, tree, .. } = *self;
        let is_known = syntax.words().get(noun).is_some_and(|word| is_mention(word.span));
        syntax.tag(noun) == Tag::Nouns && !is_known && tree.dependents(noun).next().is_none()
    }

    /// Whether a verb tells what was done, and not how things were.
    fn has_happened(&self, verb: usize) -> bool {
        let Self { syntax, tree, .. } = *self;
        // "Had to throw away 80 loaves"
        if syntax.tag(verb) == Tag::Verb && tree.relation(verb) == Relation::OpenComplement {
            let forced = tree.head(verb).filter(|above| syntax.tag(*above) == Tag::Past);
            return forced.is_some() && !word::is(&syntax.lemma(verb), Class::KeepingVerbs);
        }
        let is_past = match syntax.tag(verb) {
            Tag::Past => true,
            Tag::Participle => {
                tree.dependents_as(verb, Relation::Auxiliary).any(|at| syntax.lemma(at) == "have")
                    // "Lightning damaged three turbines"
                    || tree.head(verb).is_none()
                        && tree.dependents_as(verb, Relation::Subject).next().is_some()
                        && tree.dependents_as(verb, Relation::Auxiliary).next().is_none()
            }
            _ => false,
        };
        let lemma = syntax.lemma(verb);
        // "Made 12 people homeless", not "made up the band".
        if is_past && lemma == "make" {
            return tree.dependents(verb).all(|at| syntax.tag(at) != Tag::Particle);
        }
        is_past
            && !word::is(&lemma, Class::KeepingVerbs)
            && !word::is(&lemma, Class::StockVerbs)
            && !word::is(&lemma, Class::MembershipVerbs)
    }
}

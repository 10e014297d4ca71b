//! Whose a figure is where its sentence names one subject and nothing else in it could have the figure: neither the
//! analysis nor the words around tell, but there is nobody else.

use super::Measured;
use crate::reading::mention::Referent;
use crate::reading::{Reading, Sentence};
use crate::rule::phrase::PhraseId;
use crate::rule::subject::KindId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Owner, Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

impl Reading<'_> {
    /// The one subject that a sentence names, if no reading of the sentence gives the figure to anything else: "a deposit
    /// (£650) and two references are needed for every tenancy at Tansley Court".
    pub(super) fn sole_owner(
        &self,
        sentence: Sentence,
        measured: Measured,
        kind: KindId,
    ) -> Option<PhraseId> {
        let cue = measured.cue?;
        let [name] = self.subjects_named(sentence, kind)[..] else { return None };
        let here = self.possible_owners(sentence, measured, kind);
        if here.iter().any(|one| one.referent == Referent::Unknown) {
            return None;
        }
        let names: Vec<ProseSpan> = here.iter().map(|one| one.span).collect();
        let syntax = self.syntax(sentence);
        let tree = syntax.trees().first()?;
        let answer = syntax.owner(measured.figure, Some(cue), &names);
        let found: Vec<&Owner> = answer.value.iter().chain(answer.rival.iter().flatten()).collect();
        let carries = |owner: &Owner| is_had_through(syntax, tree, owner, &names, cue);
        let is_free = answer.value.as_ref().is_none_or(carries)
            && answer.rival.iter().flatten().all(|owner| !owner.names.is_empty() || carries(owner));
        let is_open = !found.is_empty()
            || is_told_alone(syntax, tree, measured, cue)
            || self.leaves_open(syntax, tree, measured, &names);
        // Who is given the figure is known: what is named behind has no part in it.
        let end = if found.is_empty() { sentence.span.end } else { measured.figure.end };
        (is_free && is_open && !self.names_stranger(sentence, measured, end)).then_some(name)
    }

    /// Whether a figure without an owner may be the subject's, by its verb and by what it stands behind: what goes on now is no
    /// event ("a speed of 140 km/h was measured in the tunnel"), nor is it told of each ("two tubes, each 900 metres long"), of
    /// how often something else comes or of what somebody does to it ("the rate ignored by the bank").
    fn leaves_open(
        &self,
        syntax: &Syntax<'_>,
        tree: &Tree,
        measured: Measured,
        names: &[ProseSpan],
    ) -> bool {
        let is = |at: usize, class: Class| word::is(syntax.text(at), class);
        let Some(figure) = syntax.head_in(measured.figure) else { return false };
        let first = syntax.words_in(measured.figure).start;
        let own = |at: usize| {
            syntax.words().get(at).is_some_and(|word| {
                let own = [Some(measured.figure), measured.cue];
                let mut own = names.iter().copied().chain(own.into_iter().flatten());
                own.any(|own| own.overlaps(word.span))
            })
        };
        // "A deposit is paid at Harrow Court, not far from the lodge"; what a clause beneath that of the figure names has no part in
        // it: "a deposit of £650, which we lodge with the Tenancy Trust".
        let governs = |at: usize| {
            let clause = clause_of(tree, at);
            clause == clause_of(tree, figure) || tree.is_under(figure, clause)
        };
        let is_crowded = (1..syntax.words().len()).any(|at| {
            matches!(syntax.tag(at), Tag::Name | Tag::Names)
                && !own(at)
                && !is(at, Class::NoStranger)
                && governs(at)
        });
        let mut verbs = tree.upwards(figure).filter(|at| syntax.tag(*at).is_verb());
        let is_now = verbs.next().is_none_or(|verb| {
            // "No more than 50 jobs run", which may be taken for the past.
            let is_past =
                |at: usize| syntax.tag(at) == Tag::Past && syntax.lemma(at) != syntax.text(at);
            let auxiliaries = [Relation::PassiveAuxiliary, Relation::Auxiliary];
            !is_past(verb)
                && !auxiliaries
                    .into_iter()
                    .any(|relation| tree.dependents_as(verb, relation).any(is_past))
        });
        let is_each = (0..first).any(|at| is(at, Class::EachDeterminers) && !own(at))
            || measured
                .cue
                .is_some_and(|cue| syntax.words_in(cue).any(|at| is(at, Class::EachDeterminers)));
        // "98 percent is what customers have asked for"
        let is_told_what = (first..syntax.words().len()).any(|at| {
            syntax.tag(at) == Tag::RelativePronoun
                && at.checked_sub(1).is_some_and(|be| syntax.lemma(be) == "be")
        });
        // "The rate ignored by the bank"
        let acts = names.iter().filter_map(|name| syntax.head_in(*name)).any(|name| {
            let by = tree.head(name).filter(|by| tree.relation(*by) == Relation::Agent);
            by.and_then(|by| tree.head(by)).is_some_and(|done| {
                // "The people employed by the bank", where that is the cue.
                tree.relation(done) == Relation::NounClause
                    && tree.head(done).is_some_and(own)
                    && !own(done)
            })
        });
        is_now
            && !is_crowded
            && !is_each
            && !is_told_what
            && !acts
            && names.iter().any(|name| stands_as_owner(syntax, tree, measured, *name))
    }

    /// Whether a name that no rule knows stands in a sentence up to an offset, beside the cue and the figure:
    /// "SSD" and "MB" are none.
    pub(super) fn names_stranger(&self, sentence: Sentence, measured: Measured, end: u32) -> bool {
        let own = [Some(measured.figure), measured.cue];
        let mut own: Vec<ProseSpan> = own.into_iter().flatten().collect();
        own.sort();
        let mut start = sentence.span.start;
        let mut ends: Vec<(u32, u32)> = own.iter().map(|one| (one.start, one.end)).collect();
        ends.push((end, end));
        ends.into_iter().any(|(end, next)| {
            let rest = ProseSpan { start, end: end.max(start) };
            start = start.max(next);
            self.has_stranger(sentence, rest)
        })
    }
}

/// The word on which the innermost clause around a word hangs.
fn clause_of(tree: &Tree, word: usize) -> usize {
    let opens = |at: &usize| {
        matches!(
            tree.relation(*at),
            Relation::RelativeClause
                | Relation::AdverbClause
                | Relation::Complement
                | Relation::Parataxis
                | Relation::Root
        )
    };
    tree.upwards(word).find(opens).unwrap_or(word)
}

/// Whether a name stands at the verb of a figure where an owner may: not "there are 40 steps to the cellar of the inn beside the
/// tower", "the packet size is 2 bytes, so each player should send its own".
fn stands_as_owner(syntax: &Syntax<'_>, tree: &Tree, measured: Measured, name: ProseSpan) -> bool {
    let verb_of = |span: ProseSpan| {
        let mut above = tree.upwards(syntax.head_in(span)?);
        above.find(|at| syntax.tag(*at).is_verb())
    };
    // "Expect 11 hours from a Wagtail", "inside the Wagtail, a disk of"
    let is_within = || {
        let of = syntax.head_in(name).and_then(|name| tree.head(name));
        of.is_some_and(|of| {
            let found = syntax.text(of);
            word::is(found, Class::SourcePrepositions)
                || word::is(found, Class::InsidePrepositions)
                || of == 0 && word::is(found, Class::LinkingPrepositions)
        })
    };
    let cue = measured.cue.as_slice();
    verb_of(name) == verb_of(measured.figure) && (syntax.may_own(name, cue) || is_within())
}

/// Whether what a reading gives the figure to only carries it: a noun that the cue says which it is ("the luggage
/// compartment of the car"), or those to whom all that is given comes from the subject ("buyers pay 649 euros for the phone").
fn is_had_through(
    syntax: &Syntax<'_>,
    tree: &Tree,
    owner: &Owner,
    names: &[ProseSpan],
    cue: ProseSpan,
) -> bool {
    let is = |at: usize, class: Class| word::is(&syntax.lemma(at), class);
    if !syntax.tag(owner.word).is_noun() && !syntax.tag(owner.word).is_pronoun() {
        return true;
    }
    let holds_name = |at: usize| {
        names.iter().filter_map(|name| syntax.head_in(*name)).any(|name| tree.is_under(name, at))
    };
    let of_cue = is(owner.word, Class::Vessels)
        && tree
            .dependents_as(owner.word, Relation::Compound)
            .any(|at| at + 1 == owner.word && syntax.words_in(cue).contains(&at));
    if of_cue {
        return true;
    }
    // "The gym and every class at the club are covered by the subscription of £34": what is known of the house is not of what
    // somebody has by it.
    let verb = owner.path.iter().position(|at| syntax.tag(*at).is_verb());
    let is_beside_verb = || {
        let before = owner.path.get(verb?.checked_sub(1)?)?;
        Some(matches!(tree.relation(*before), Relation::Agent | Relation::Preposition))
    };
    let holds_with_others = || {
        let verb = *owner.path.get(verb?)?;
        Some(tree.dependents(verb).any(|at| tree.relation(at).is_subject() && holds_name(at)))
    };
    if is_beside_verb() == Some(true)
        && holds_with_others() == Some(true)
        && is_definite(syntax, tree, cue)
    {
        return true;
    }
    // "Every ticket from a customer on the plan is answered within six hours", where "answer" is the cue; not one from "a former customer".
    let is_dealt_with = || {
        let are_plain = (0..syntax.words().len())
            .filter(|at| tree.is_under(*at, owner.word))
            .all(|at| syntax.tag(at) != Tag::Adjective);
        are_plain
            && tree.relation(owner.word) == Relation::PassiveSubject
            && tree.head(owner.word).is_some_and(|verb| {
                syntax.words_in(cue).contains(&verb)
                    && tree.dependents_as(verb, Relation::Agent).next().is_none()
            })
    };
    // "A workspace on the plan can have up to 30 members"
    let is_allowed = || {
        is(owner.word, Class::AccountNouns)
            && tree.head(owner.word).is_some_and(|verb| {
                tree.dependents_as(verb, Relation::Auxiliary)
                    .any(|by| word::is(syntax.text(by), Class::AllowingAuxiliaries))
            })
    };
    let is_any_one = is_dealt_with() || is_allowed();
    // "Grants every employee 25 days", where the days are taken to stand beside the employee.
    let mut around = tree.dependents(owner.word).filter(|at| !owner.path.contains(at));
    let are_any = around.all(|at| match tree.relation(at) {
        Relation::Determiner => {
            word::is(syntax.text(at), Class::AnyDeterminers)
                || word::is(syntax.text(at), Class::WholeWords)
                || is_any_one && word::is(syntax.text(at), Class::IndefiniteArticle)
        }
        // "All its workers"
        Relation::Possessor => syntax.tag(at) == Tag::PossessivePronoun,
        Relation::Modifier | Relation::Compound => {
            word::is(syntax.text(at), Class::HouseAdjectives) || is_for_newcomers(syntax, cue, at)
        }
        Relation::Preposition | Relation::RelativeClause => holds_name(at),
        relation => {
            let is_done = matches!(syntax.tag(at), Tag::Participle | Tag::Past);
            relation == Relation::NounClause && is_done && holds_name(at)
                || syntax.tag(at) == Tag::Predeterminer
        }
    });
    if !are_any {
        return false;
    }
    // "Every minute the press prints 45 labels", where the minute is taken for who prints.
    if is(owner.word, Class::TimeNouns) {
        return tree
            .dependents_as(owner.word, Relation::Determiner)
            .any(|at| word::is(syntax.text(at), Class::EachDeterminers));
    }
    // "Everything in the archive has a retention of six weeks"
    let is_all = word::is(syntax.text(owner.word), Class::GenericObjects);
    let is_there = tree.dependents(owner.word).any(holds_name);
    let are_people = [Class::Persons, Class::AccountNouns, Class::AllOfAHouse]
        .into_iter()
        .any(|class| is(owner.word, class))
        || word::is(syntax.text(owner.word), Class::GenericSubjects);
    // "Requests made with the library have a timeout of 3 seconds"
    let is_handled = || is_there && (is(owner.word, Class::CarriedNoun) || is_dealt_with());
    let above = verb_above(syntax, tree, owner.word);
    let mut way = owner.path.iter().copied().chain(above).filter(|at| syntax.tag(*at).is_verb());
    let goes_on = |at: usize| {
        let by = [Relation::Auxiliary, Relation::PassiveAuxiliary];
        let mut by = by.into_iter().flat_map(|relation| tree.dependents_as(at, relation));
        let is_told = by.all(|by| {
            matches!(syntax.tag(by), Tag::Present | Tag::PresentThird)
                && !word::is(syntax.text(by), Class::PerfectAuxiliaries)
                || word::is(syntax.text(by), Class::RequestModals)
                || is_any_one && word::is(syntax.text(by), Class::AllowingAuxiliaries)
        });
        // "Weighs 80 kg", "has a height of 2 m" is each one's own.
        let measures = is(at, Class::OwnMeasureVerbs)
            && !syntax
                .words_in(cue)
                .any(|cue| syntax.tag(cue).is_noun() && !is(cue, Class::DimensionNouns));
        syntax.tag(at) != Tag::Past && is_told && !measures
    };
    let is_now = way.all(goes_on);
    // "To hire a canoe at the hostel you need £50 for the deposit": what is got has a deposit of its own.
    let is_for_other = || {
        let clauses = verb_above(syntax, tree, owner.word)
            .into_iter()
            .flat_map(|verb| tree.dependents_as(verb, Relation::AdverbClause));
        clauses.filter(|clause| *clause < owner.word).any(|clause| {
            tree.dependents_as(clause, Relation::Auxiliary).any(|to| syntax.tag(to) == Tag::To)
                && tree.dependents_as(clause, Relation::Object).any(|thing| {
                    syntax.tag(thing).is_noun()
                        && !names.iter().any(|name| syntax.head_in(*name) == Some(thing))
                        && !is(thing, Class::TakenUp)
                })
        })
    };
    is_all && is_there
        || is_now
            && !is_for_other()
            && (are_people && !is(owner.word, Class::GroupPersons) || is_handled())
}

/// The nearest verb above a word.
fn verb_above(syntax: &Syntax<'_>, tree: &Tree, word: usize) -> Option<usize> {
    tree.upwards(word).find(|at| syntax.tag(*at).is_verb())
}

/// Whether a cue, or the noun of which it is the first part, is one with "the", of which nothing but its figure tells more: "by the
/// subscription of £34", "the incubation time is".
fn is_definite(syntax: &Syntax<'_>, tree: &Tree, cue: ProseSpan) -> bool {
    let Some(noun) = measure_of(syntax, tree, cue) else { return false };
    let is_the = |at: usize| {
        word::is(syntax.text(at), Class::Article)
            && !word::is(syntax.text(at), Class::IndefiniteArticle)
    };
    syntax.tag(noun).is_noun()
        && tree.dependents_as(noun, Relation::Determiner).any(is_the)
        && tree.dependents(noun).all(|at| match tree.relation(at) {
            Relation::Determiner => true,
            Relation::Compound => syntax.words_in(cue).contains(&at),
            Relation::Preposition => tree
                .dependents_as(at, Relation::PrepositionObject)
                .all(|value| syntax.tag(value) == Tag::Figure),
            _ => false,
        })
}

/// The noun that a cue is, or of which it is the first part.
fn measure_of(syntax: &Syntax<'_>, tree: &Tree, cue: ProseSpan) -> Option<usize> {
    let noun = syntax.head_in(cue)?;
    match tree.relation(noun) {
        Relation::Compound => tree.head(noun),
        _ => Some(noun),
    }
}

/// Whether behind a colon a measure with "the" is told alone: "do not hurry the buffer: the incubation time is 60 minutes".
fn is_told_alone(syntax: &Syntax<'_>, tree: &Tree, measured: Measured, cue: ProseSpan) -> bool {
    let told = || {
        let measure = measure_of(syntax, tree, cue)?;
        let verb = tree.head(measure).filter(|_| tree.relation(measure).is_subject())?;
        let figure = syntax.head_in(measured.figure)?;
        let first = tree.dependents(measure).min().unwrap_or(measure).min(measure);
        let is_behind_colon =
            syntax.words().get(first).is_some_and(|word| word.before.has(Signs::COLON));
        Some(
            is_behind_colon
                && tree.is_under(figure, verb)
                && is_definite(syntax, tree, cue)
                && matches!(syntax.tag(verb), Tag::Present | Tag::PresentThird),
        )
    };
    told().unwrap_or(false)
}

/// Whether an adjective of newcomers leaves a payment that of all, who all come once: "every new tenant pays a deposit".
fn is_for_newcomers(syntax: &Syntax<'_>, cue: ProseSpan, at: usize) -> bool {
    word::is(syntax.text(at), Class::NewcomerAdjectives)
        && syntax.words_in(cue).any(|cue| word::is(&syntax.lemma(cue), Class::PaidOnEntry))
}

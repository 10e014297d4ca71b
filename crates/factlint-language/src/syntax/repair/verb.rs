//! What the parser is known to misread around verbs and their subjects.

use crate::syntax::group::{Signs, Word};
use crate::syntax::label::{Relation, Tag};
use crate::syntax::tree::Arcs;
use crate::words::Class;

/// Gives finite verbs without a subject theirs.
pub(super) fn give_subjects(tree: &mut Arcs, tags: &[Tag]) {
    for verb in 0..tags.len() {
        let is_bare = tags[verb] == Tag::Verb
            && tree.dependents(verb).all(|at| tree.relation(at) != Relation::Auxiliary);
        if is_bare || matches!(tags[verb], Tag::Present | Tag::PresentThird | Tag::Past) {
            give_subject(tree, tags, verb);
        }
    }
}

/// "Some 690 pupils attend the school", read like "pupil attend": a verb is no noun, so that a noun right before it is
/// no part of it but its subject.
fn give_subject(tree: &mut Arcs, tags: &[Tag], verb: usize) {
    let has_subject = tree.dependents(verb).any(|at| tree.relation(at).is_subject());
    let Some(before) = verb.checked_sub(1).filter(|_| !has_subject) else { return };
    let is_part = matches!(tree.relation(before), Relation::Compound | Relation::Modifier)
        && tree.head(before) == Some(verb)
        && tags[before].is_noun();
    if is_part {
        tree.relations[before] = Relation::Subject;
    }
}

/// "The mill is often overlooked", read like "the mill is": what helps a verb has no subject but that of the verb.
pub(super) fn raise_subject(tree: &mut Arcs) {
    for subject in 0..tree.heads.len() {
        let Some(helping) = tree.head(subject).filter(|_| tree.relation(subject).is_subject())
        else {
            continue;
        };
        let relation = match tree.relation(helping) {
            Relation::Auxiliary => Relation::Subject,
            Relation::PassiveAuxiliary => Relation::PassiveSubject,
            _ => continue,
        };
        let verb = tree.head(helping).filter(|verb| helping < *verb && subject < helping);
        let Some(verb) = verb else { continue };
        if tree.dependents(verb).all(|at| !tree.relation(at).is_subject()) {
            (tree.heads[subject], tree.relations[subject]) = (Some(verb), relation);
        }
    }
}

/// "Among them is the mill, with a roof of slate", read like "something is the mill": what stands behind "is" where a preposition opens
/// the sentence and no subject stands before it is the subject.
pub(super) fn turn_round(tree: &mut Arcs, tags: &[Tag]) {
    let Some(verb) = tree.head(0).filter(|_| tags[0] == Tag::Preposition) else { return };
    let has = |relation: Relation| tree.dependents_as(verb, relation).next().is_some();
    let is_open = tree.relation(0) == Relation::Preposition
        && tags[verb].is_verb()
        && tree.dependents(verb).all(|at| !tree.relation(at).is_subject())
        && !has(Relation::Object)
        && !has(Relation::Auxiliary)
        && tree.dependents(verb).filter(|at| *at < verb).all(|at| at == 0);
    let told = tree.dependents_as(verb, Relation::Attribute).find(|at| *at > verb);
    let Some(told) = told.filter(|at| is_open && tags[*at].is_noun()) else { return };
    tree.relations[told] = Relation::Subject;
    // "Is the mill, with a roof"
    let with = told + 1;
    if tree.head(with) == Some(verb) && tree.relation(with) == Relation::Preposition {
        tree.heads[with] = Some(told);
    }
}

/// "Some 690 pupils attend the academy", read like an apposition to a verb, which has none: a name right behind a verb without
/// an object is that. So it is with "its owners closed Wagtail last month", read like a month of that name.
pub(super) fn behind_verb(tree: &mut Arcs, tags: &[Tag]) {
    for name in 1..tags.len() {
        let Some(head) = tree.head(name) else { continue };
        let is_part = matches!(tree.relation(name), Relation::Modifier | Relation::Compound);
        let dated = tree.head(head).filter(|verb| {
            is_part && *verb < name && name < head && tree.relation(head) == Relation::NounAdverb
        });
        if let Some(verb) = dated.filter(|verb| {
            matches!(tags[name], Tag::Name | Tag::Names)
                && matches!(tags[*verb], Tag::Verb | Tag::Present | Tag::PresentThird | Tag::Past)
                && (verb + 1..name).all(|at| tags[at] == Tag::Determiner)
                && tree.dependents_as(*verb, Relation::Object).next().is_none()
        }) {
            for at in verb + 1..name {
                tree.heads[at] = Some(name);
            }
            tree.heads[name] = Some(verb);
            tree.relations[name] = Relation::Object;
            continue;
        }
        let Some(verb) = Some(head).filter(|verb| *verb < name) else { continue };
        let is_close = (verb + 1..name).all(|at| tags[at] == Tag::Determiner);
        if tree.relation(name) == Relation::Apposition
            && tags[name].is_noun()
            && matches!(tags[verb], Tag::Verb | Tag::Present | Tag::PresentThird | Tag::Past)
            && is_close
            && tree.dependents_as(verb, Relation::Object).next().is_none()
        {
            tree.relations[name] = Relation::Object;
        }
    }
}

/// "The people who live on the island share one shop", read like a compound of "share": a noun between a preposition without
/// an object and a verb is that object.
pub(super) fn before_verb(tree: &mut Arcs, tags: &[Tag]) {
    for name in 1..tags.len() {
        let Some(verb) = tree.head(name).filter(|verb| *verb > name) else { continue };
        let preposition = (0..name).rev().find(|at| tags[*at] != Tag::Determiner);
        let Some(preposition) = preposition else { continue };
        if tree.relation(name) == Relation::Compound
            && tags[name].is_noun()
            && matches!(tags[verb], Tag::Present | Tag::PresentThird | Tag::Past)
            && tree.relation(preposition) == Relation::Preposition
            && tree.dependents(preposition).next().is_none()
        {
            tree.heads[name] = Some(preposition);
            tree.relations[name] = Relation::PrepositionObject;
            for at in preposition + 1..name {
                tree.heads[at] = Some(name);
            }
        }
    }
}

/// "Since November the ship has been laid up", read like "since November has": a verb has one subject, and what stands
/// between the preposition and the article of that is what the preposition governs.
pub(super) fn date_verb(tree: &mut Arcs, tags: &[Tag]) {
    if tags.first() != Some(&Tag::Preposition) || tree.relation(0) != Relation::Marker {
        return;
    }
    let Some(verb) = tree.head(0) else { return };
    let subjects: Vec<usize> =
        tree.dependents(verb).filter(|at| tree.relation(*at).is_subject()).collect();
    let [date, subject] = subjects[..] else { return };
    let is_opened = (date + 1..subject).any(|at| tree.relation(at) == Relation::Determiner);
    if date < subject && subject < verb && is_opened && tags[date].is_noun() {
        tree.relations[0] = Relation::Preposition;
        tree.heads[date] = Some(0);
        tree.relations[date] = Relation::PrepositionObject;
    }
}

/// "112,000 visitors a year use the library", read like two subjects: "a year" right behind what is counted tells how often.
pub(super) fn rate_noun(tree: &mut Arcs, tags: &[Tag]) {
    for verb in 0..tags.len() {
        let subjects: Vec<usize> =
            tree.dependents(verb).filter(|at| tree.relation(*at).is_subject()).collect();
        let [counted, rate] = subjects[..] else { continue };
        let is_rate = rate == counted + 2
            && rate < verb
            && tags[counted + 1] == Tag::Determiner
            && tree.head(counted + 1) == Some(rate)
            && tags[rate] == Tag::Noun
            && tree.dependents_as(counted, Relation::NumberModifier).next().is_some();
        if is_rate {
            tree.heads[rate] = Some(counted);
            tree.relations[rate] = Relation::NounAdverb;
        }
    }
}

/// "Set up the trust eleven years ago", read like one noun: a time before "ago" tells when, and a noun with an article before it is what
/// something was done to.
pub(super) fn part_time_ago(tree: &mut Arcs, tags: &[Tag]) {
    for time in 2..tags.len().saturating_sub(1) {
        let (noun, ago) = (time - 1, time + 1);
        let is_joined = tags[time] == Tag::Figure
            && tags[ago] == Tag::Adverb
            && tree.head(time) == Some(ago)
            && tags[noun].is_noun()
            && tree.head(noun) == Some(time);
        let article = tree.dependents_as(time, Relation::Determiner).find(|at| *at < noun);
        let verb = tree.head(ago).filter(|verb| tags[*verb].is_verb() && *verb < noun);
        let (true, Some(article), Some(verb)) = (is_joined, article, verb) else { continue };
        if tree.dependents_as(verb, Relation::Object).next().is_none() {
            (tree.heads[noun], tree.relations[noun]) = (Some(verb), Relation::Object);
            (tree.heads[article], tree.relations[article]) = (Some(noun), Relation::Determiner);
        }
    }
}

/// "Paying customers get support", read like "to pay customers": what is done is one thing, so that a verb in the plural has the people
/// for its subject.
pub(super) fn act_by_plural(tree: &mut Arcs, tags: &[Tag]) {
    for paying in 0..tags.len().saturating_sub(1) {
        let people = paying + 1;
        let verb = tree.head(paying).filter(|verb| {
            tags[paying] == Tag::Gerund
                && tree.relation(paying) == Relation::ClauseSubject
                && tags[*verb] == Tag::Present
        });
        let is_object = tags[people] == Tag::Nouns
            && tree.head(people) == Some(paying)
            && tree.relation(people) == Relation::Object
            && tree.dependents(paying).all(|at| at == people);
        if let Some(verb) = verb.filter(|_| is_object) {
            (tree.heads[people], tree.relations[people]) = (Some(verb), Relation::Subject);
            (tree.heads[paying], tree.relations[paying]) = (Some(people), Relation::Modifier);
        }
    }
}

/// "A film about the mill opened in May", read like "the mill (that was) opened": a past tense is no participle, and a
/// sentence of a noun alone has its verb there.
pub(super) fn raise_verb(tree: &mut Arcs, tags: &[Tag]) {
    let mut roots = (0..tags.len()).filter(|at| tree.head(*at).is_none());
    let (Some(noun), None) = (roots.next(), roots.next()) else { return };
    let is_finite = |tag: &Tag| tag.is_finite();
    let mut finite = (0..tags.len()).filter(|at| is_finite(&tags[*at]));
    let (Some(verb), None) = (finite.next(), finite.next()) else { return };
    let hidden = tags[noun].is_noun()
        && noun < verb
        && tags[verb] == Tag::Past
        && tree.relation(verb) == Relation::NounClause
        && tree.head(verb).is_some_and(|above| tree.relation(above) == Relation::PrepositionObject);
    if hidden {
        tree.heads[verb] = None;
        tree.relations[verb] = Relation::Root;
        tree.heads[noun] = Some(verb);
        tree.relations[noun] = Relation::Subject;
    }
}

/// "The mill, which now grinds rye, opened in May", read like "the mill (that was) opened": what stands right behind the comma that ends
/// a clause about the first noun is the verb of a sentence that has no other.
pub(super) fn raise_behind_relative(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let mut roots = (0..tags.len()).filter(|at| tree.head(*at).is_none());
    let (Some(noun), None) = (roots.next(), roots.next()) else { return };
    let Some(clause) = tree.dependents_as(noun, Relation::RelativeClause).next() else { return };
    let is_next = |verb: &usize| {
        *verb > clause
            && matches!(tags[*verb], Tag::Past | Tag::Participle)
            && words[*verb].before == Signs::COMMA
            && matches!(tree.relation(*verb), Relation::NounClause | Relation::Conjunct)
            && tree.is_under(*verb, noun)
    };
    let opens = (0..noun).all(|at| tree.is_under(at, noun));
    let verb = (clause + 1..tags.len()).find(is_next);
    let Some(verb) = verb.filter(|_| tags[noun].is_noun() && opens) else { return };
    let is_only = (verb + 1..tags.len()).all(|at| !tags[at].is_finite());
    if is_only && tree.dependents_as(verb, Relation::Agent).next().is_none() {
        tree.heads[verb] = None;
        tree.relations[verb] = Relation::Root;
        tree.heads[noun] = Some(verb);
        tree.relations[noun] = Relation::Subject;
    }
}

/// "Cut the rate by a quarter of a point to 3 percent", read like a point to 3 percent: what something comes to hangs on the verb that tells
/// by how much it does.
pub(super) fn come_to_level(tree: &mut Arcs, tags: &[Tag], is: &dyn Fn(usize, Class) -> bool) {
    for to in 0..tags.len() {
        let is_level = is(to, Class::ReceiverPrepositions)
            && tree
                .dependents_as(to, Relation::PrepositionObject)
                .any(|level| tags[level] == Tag::Figure);
        // The preposition that governs a word, and what that hangs on.
        let above = |word: usize| {
            let of =
                tree.head(word).filter(|_| tree.relation(word) == Relation::PrepositionObject)?;
            Some((of, tree.head(of)?))
        };
        let step = tree.head(to).filter(|point| is_level && *point < to).and_then(above);
        let Some((_, part)) = step.filter(|(of, _)| is(*of, Class::PartPrepositions)) else {
            continue;
        };
        if let Some((_, verb)) = above(part).filter(|(_, verb)| tags[*verb].is_verb()) {
            tree.heads[to] = Some(verb);
        }
    }
}

/// "Spare batteries for it are available", read like an order before "are": an order ends at a mark, so that what it is done to is the
/// subject of a verb that comes without one.
pub(super) fn tell_of_front(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let Some(verb) = tree.head(0) else { return };
    let is_order = matches!(tags[0], Tag::Verb | Tag::Present)
        && tree.relation(0) == Relation::AdverbClause
        && matches!(tags[verb], Tag::Present | Tag::PresentThird | Tag::Past);
    let is_joined = (1..=verb).all(|at| words[at].before == Signs::default());
    let has_subject = tree.dependents(verb).any(|at| tree.relation(at).is_subject());
    let mut below = tree.dependents(0);
    let object = below.next().filter(|at| *at == 1 && tree.relation(1) == Relation::Object);
    let is_alone = object.is_some() && below.next().is_none();
    drop(below);
    if is_order && is_joined && !has_subject && is_alone && tags[1].is_noun() {
        (tree.heads[1], tree.relations[1]) = (Some(verb), Relation::Subject);
        (tree.heads[0], tree.relations[0]) = (Some(1), Relation::Modifier);
    }
}

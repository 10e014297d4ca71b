//! What the parser is known to misread, put right where the tree itself tells that it cannot be so.

use super::group::{Signs, Word};
use super::label::{Relation, Tag};
use super::tree::Tree;

/// Puts a tree right.
pub(super) fn repair(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
    for verb in 0..tags.len() {
        let is_bare = tags[verb] == Tag::Verb
            && tree.dependents(verb).all(|at| tree.relation(at) != Relation::Auxiliary);
        if is_bare || matches!(tags[verb], Tag::Present | Tag::PresentThird | Tag::Past) {
            give_subject(tree, tags, verb);
        }
    }
    unfold_participle(tree, tags, words);
    unfold_relative(tree, tags);
    join_complement(tree, tags);
    raise_verb(tree, tags);
}

/// "A film about the mill opened in May", read like "the mill (that was) opened": a past tense is no participle, and a
/// sentence of a noun alone has its verb there.
fn raise_verb(tree: &mut Tree, tags: &[Tag]) {
    let mut roots = (0..tags.len()).filter(|at| tree.head(*at).is_none());
    let (Some(noun), None) = (roots.next(), roots.next()) else { return };
    let is_finite =
        |tag: &Tag| matches!(tag, Tag::Modal | Tag::Past | Tag::Present | Tag::PresentThird);
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

/// "She said that its crane lifts 60 tonnes", read like "she said that. Its crane lifts": a conjunction is nobody's
/// object, and what follows it is what is said.
fn join_complement(tree: &mut Tree, tags: &[Tag]) {
    for that in 0..tags.len() {
        if tags[that] != Tag::Preposition || tree.relation(that) != Relation::Object {
            continue;
        }
        let Some(verb) = tree.head(that).filter(|verb| *verb < that) else { continue };
        let Some(said) = (that + 1..tags.len()).find(|at| tree.head(*at).is_none()) else {
            continue;
        };
        if tags[said].is_verb() && tree.upwards(verb).all(|above| above != said) {
            tree.heads[said] = Some(verb);
            tree.relations[said] = Relation::Complement;
            tree.heads[that] = Some(said);
            tree.relations[that] = Relation::Marker;
        }
    }
}

/// "The hospital, which has 640 beds, declared", read like "which has declared": a verb has one subject, so that what
/// stands behind "which has" is its object.
fn unfold_relative(tree: &mut Tree, tags: &[Tag]) {
    for verb in 0..tags.len() {
        let auxiliary = tree.dependents_as(verb, Relation::Auxiliary).find(|at| {
            tree.dependents_as(*at, Relation::Subject).any(|who| tags[who].is_relative())
        });
        let Some(auxiliary) = auxiliary else { continue };
        let subjects: Vec<usize> = tree.dependents_as(verb, Relation::Subject).collect();
        let [first, second] = subjects[..] else { continue };
        if first < auxiliary && auxiliary < second && second < verb {
            tree.heads[auxiliary] = Some(first);
            tree.relations[auxiliary] = Relation::RelativeClause;
            tree.heads[second] = Some(auxiliary);
            tree.relations[second] = Relation::Object;
        }
    }
}

/// "Some 690 pupils attend the school", read like "pupil attend": a verb is no noun, so that a noun right before it is
/// no part of it but its subject.
fn give_subject(tree: &mut Tree, tags: &[Tag], verb: usize) {
    let has_subject = tree.dependents(verb).any(|at| tree.relation(at).is_subject());
    let Some(before) = verb.checked_sub(1).filter(|_| !has_subject) else { return };
    let is_part = matches!(tree.relation(before), Relation::Compound | Relation::Modifier)
        && tree.head(before) == Some(verb)
        && tags[before].is_noun();
    if is_part {
        tree.relations[before] = Relation::Subject;
    }
}

/// "A file sent through the service cannot exceed 3 MB", read like "a file sent and cannot exceed": two verbs without
/// anything that joins them are no two statements. The first tells of the noun, the second of the sentence.
fn unfold_participle(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
    let is_first = |at: &usize| {
        matches!(tags[*at], Tag::Past | Tag::Participle) && tree.relation(*at) == Relation::Root
    };
    let Some(first) = (0..tags.len()).find(is_first) else { return };
    let below = |relation: Relation| tree.dependents_as(first, relation).next();
    let second = below(Relation::Conjunct).filter(|second| *second > first);
    let Some(second) = second else { return };
    let subject = below(Relation::Subject).filter(|subject| *subject < first);
    let finite = tags[second].is_verb()
        && tree.dependents(second).all(|at| !tree.relation(at).is_subject())
        && tree.dependents(first).all(|at| tree.relation(at) != Relation::Conjunction);
    // A conjunct may stand before its verb in a tree that went wrong.
    let joined = words.get(first + 1..=second).is_none_or(|between| {
        between.iter().any(|word| {
            word.before.has(Signs::COMMA.and(Signs::DASH).and(Signs::COLON).and(Signs::STOP))
        })
    });
    let Some(subject) = subject.filter(|_| finite && !joined) else { return };
    tree.heads[second] = None;
    tree.relations[second] = Relation::Root;
    tree.heads[subject] = Some(second);
    tree.relations[subject] = Relation::Subject;
    tree.heads[first] = Some(subject);
    tree.relations[first] = Relation::NounClause;
}

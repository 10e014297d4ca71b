//! What the parser is known to misread around relative clauses and participles.

use crate::syntax::group::{Signs, Word};
use crate::syntax::label::{Relation, Tag};
use crate::syntax::tree::Arcs;
use crate::words::Class;

/// "The union that leads the strike started in 1921", read like "which the strike started": the noun behind the first
/// verb is its object, and the second verb is that of the sentence.
pub(super) fn end_relative(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let Some(noun) = (0..tags.len()).find(|at| tree.relation(*at) == Relation::Root) else {
        return;
    };
    if !tags[noun].is_noun() {
        return;
    }
    let found = tree.dependents_as(noun, Relation::RelativeClause).find_map(|first| {
        let who = tree.dependents_as(first, Relation::Subject).next()?;
        let is_bare = tree.dependents_as(first, Relation::Object).next().is_none();
        let second = tree.dependents_as(first, Relation::RelativeClause).next()?;
        let object = tree
            .dependents(second)
            .find(|at| tree.relation(*at).is_subject() && first < *at && *at < second)?;
        let joined = words[first + 1..=second].iter().all(|word| word.before == Signs::default());
        let finite = matches!(tags[second], Tag::Past | Tag::Present | Tag::PresentThird);
        (tags[who].is_relative() && is_bare && joined && finite).then_some((first, object, second))
    });
    let Some((first, object, second)) = found else { return };
    tree.heads[object] = Some(first);
    tree.relations[object] = Relation::Object;
    tree.heads[second] = None;
    tree.relations[second] = Relation::Root;
    tree.heads[noun] = Some(second);
    tree.relations[noun] = Relation::Subject;
}

/// "Parents at the school, which is mixed, have raised", read like "as it is mixed, they have": a clause with "which" behind a comma
/// tells of the noun before that.
pub(super) fn tell_by_relative(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for verb in 0..tags.len() {
        let who = tree
            .dependents_as(verb, Relation::Subject)
            .find(|who| tags[*who].is_relative() && words[*who].before.has(Signs::COMMA));
        let Some(noun) = who.and_then(|who| who.checked_sub(1)) else { continue };
        if tree.relation(verb) == Relation::AdverbClause && tags[noun].is_noun() && noun < verb {
            tree.heads[verb] = Some(noun);
            tree.relations[verb] = Relation::RelativeClause;
        }
    }
}

/// "Release 2, which Release 3 replaced, reached", "legend, for which there is no evidence, has", read like "replaced, reached": a verb
/// that nothing joins to the one before its comma is that of the noun of which the clause tells.
pub(super) fn end_aside(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for verb in 4..tags.len() {
        let Some((noun, clause)) = aside_before(tree, tags, words, verb) else { continue };
        let above = match tree.head(clause) {
            Some(head) if head == noun || tree.is_under(head, noun) => noun,
            _ => clause,
        };
        (tree.heads[verb], tree.relations[verb]) = (tree.heads[above], tree.relations[above]);
        (tree.heads[noun], tree.relations[noun]) = (Some(verb), Relation::Subject);
        (tree.heads[clause], tree.relations[clause]) = (Some(noun), Relation::RelativeClause);
        return;
    }
}

/// The noun before a clause with "which", and the verb of that, where a verb is only joined to it by a comma.
fn aside_before(tree: &Arcs, tags: &[Tag], words: &[Word], verb: usize) -> Option<(usize, usize)> {
    let below = |at: usize, relation: Relation| tree.dependents_as(at, relation);
    let clause = tree.head(verb).filter(|at| {
        *at < verb && tags[*at].is_verb() && tree.relation(verb) == Relation::Conjunct
    })?;
    let is_helping = |at: &usize| {
        *at > clause
            && matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
    };
    let first = tree.dependents(verb).filter(is_helping).min().unwrap_or(verb).min(verb);
    let is_finite = tags[verb].is_finite() || tags[first].is_finite();
    let is_joined = tree
        .dependents(clause)
        .any(|at| at > clause && at < verb && tree.relation(at) == Relation::Conjunction);
    let has_subject = tree.dependents(verb).any(|at| tree.relation(at).is_subject());
    if !is_finite || is_joined || has_subject || !words[first].before.has(Signs::COMMA) {
        return None;
    }
    let which = (1..=clause).find(|at| tags[*at].is_relative() && tree.is_under(*at, clause))?;
    let opener = if tags[which - 1] == Tag::Preposition { which - 1 } else { which };
    let last = opener.checked_sub(1).filter(|_| words[opener].before.has(Signs::COMMA))?;
    let noun = match tags[last] {
        // "Release 2"
        Tag::Number => tree.head(last).filter(|noun| *noun < last)?,
        _ => last,
    };
    let is_between = (opener..clause).all(|at| tree.head(at).is_none_or(|head| head >= opener));
    let is_open = below(clause, Relation::Subject).all(|who| who >= opener || who == noun);
    (tags[noun].is_noun() && is_between && is_open).then_some((noun, clause))
}

/// "The ferry, the length of which is 90 m, sails", read like "the ferry is": a clause with "of which" tells of the noun before its comma,
/// and the verb behind it is that of the sentence.
pub(super) fn tell_by_part(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for which in 3..tags.len().saturating_sub(1) {
        let of = which - 1;
        let is_governed = tags[which].is_relative()
            && tags[of] == Tag::Preposition
            && tree.head(which) == Some(of)
            && tags[which + 1].is_verb();
        let Some(part) = tree.head(of).filter(|part| is_governed && *part < of) else { continue };
        let start = tree.dependents(part).min().unwrap_or(part).min(part);
        let Some(noun) = start.checked_sub(1).filter(|noun| tags[*noun].is_noun()) else {
            continue;
        };
        if !words[start].before.has(Signs::COMMA) {
            continue;
        }
        let verb = tree.upwards(which + 1).find(|at| {
            tags[*at].is_verb()
                && !matches!(tree.relation(*at), Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
        let Some(verb) = verb.filter(|verb| *verb > which) else { continue };
        // "The ferry, the length of which is 90 m, sails"
        let main = match tree.head(verb) {
            Some(above) => (above > verb).then_some(above),
            None => verb_behind_comma(tree, tags, words, verb),
        };
        if let Some(main) = main {
            if tree.head(verb).is_none() {
                (tree.heads[main], tree.relations[main]) = (None, Relation::Root);
            }
            (tree.heads[noun], tree.relations[noun]) = (Some(main), Relation::Subject);
        } else if tree.head(verb).is_none() && tree.head(noun) == Some(verb) {
            (tree.heads[noun], tree.relations[noun]) = (None, Relation::Root);
        } else if tree.is_under(noun, verb) {
            continue;
        }
        (tree.heads[verb], tree.relations[verb]) = (Some(noun), Relation::RelativeClause);
        (tree.heads[part], tree.relations[part]) = (Some(verb), Relation::Subject);
    }
}

/// The verb with its tense behind the first comma behind another one, on which it hangs.
fn verb_behind_comma(tree: &Arcs, tags: &[Tag], words: &[Word], verb: usize) -> Option<usize> {
    let is_finite = |at: &usize| tags[*at].is_finite();
    let end = (verb + 1..tags.len()).find(|at| words[*at].before.has(Signs::COMMA))?;
    let at = (end..tags.len()).find(is_finite)?;
    let is_helping = matches!(tree.relation(at), Relation::Auxiliary | Relation::PassiveAuxiliary);
    let main = if is_helping { tree.head(at).unwrap_or(at) } else { at };
    tree.is_under(main, verb).then_some(main)
}

/// "The hospital, which has 640 beds, declared", read like "which has declared": a verb has one subject, so that what
/// stands behind "which has" is its object.
pub(super) fn unfold_relative(tree: &mut Arcs, tags: &[Tag]) {
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

/// "The baker who supplies the mill has been", read like "the mill has been": a verb has one subject, so that what stands right behind
/// the verb of a clause about that is its object.
pub(super) fn give_object(tree: &mut Arcs, tags: &[Tag]) {
    for second in 2..tags.len() {
        let Some(verb) = tree.head(second).filter(|verb| {
            *verb > second && tags[second].is_noun() && tree.relation(second).is_subject()
        }) else {
            continue;
        };
        let first = tree.dependents(verb).find(|at| tree.relation(*at).is_subject());
        let Some(first) = first.filter(|first| *first < second) else { continue };
        let start = tree.dependents(second).min().unwrap_or(second).min(second);
        let doing = start.checked_sub(1).filter(|at| {
            tree.head(*at) == Some(first)
                && tree.relation(*at) == Relation::RelativeClause
                && tags[*at].is_finite()
                && tree.dependents(*at).all(|below| tree.relation(below) != Relation::Object)
                && tree.dependents(*at).any(|below| tree.relation(below).is_subject())
        });
        if let Some(doing) = doing {
            (tree.heads[second], tree.relations[second]) = (Some(doing), Relation::Object);
        }
    }
}

/// "The school, which is girls only, has collected", read like "only has": an adverb right before the comma that ends a clause belongs
/// to that clause.
pub(super) fn keep_adverb(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for adverb in 2..tags.len().saturating_sub(1) {
        let last = adverb - 1;
        let ends = tags[adverb] == Tag::Adverb
            && words[adverb].before == Signs::default()
            && words[adverb + 1].before.has(Signs::COMMA)
            && tree.head(adverb).is_some_and(|verb| verb > adverb)
            && tree.dependents(adverb).next().is_none();
        let clause = tree.upwards(last).find(|at| tree.relation(*at) == Relation::RelativeClause);
        if ends && clause.is_some_and(|clause| clause <= last) {
            tree.heads[adverb] = Some(last);
            tree.relations[adverb] = Relation::Adverb;
        }
    }
}

/// "A file sent through the service cannot exceed 3 MB", read like "a file sent and cannot exceed": two verbs without
/// anything that joins them are no two statements. The first tells of the noun, the second of the sentence. So it is with
/// "the act, passed in May, takes effect": no comma parts a verb from its subject.
pub(super) fn unfold_participle(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
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
    let is_aside = |subject: &usize| {
        *subject + 1 == first && words.get(first).is_some_and(|verb| verb.before == Signs::COMMA)
    };
    let Some(subject) = subject.filter(|subject| finite && (!joined || is_aside(subject))) else {
        return;
    };
    tree.heads[second] = None;
    tree.relations[second] = Relation::Root;
    tree.heads[subject] = Some(second);
    tree.relations[subject] = Relation::Subject;
    tree.heads[first] = Some(subject);
    tree.relations[first] = Relation::NounClause;
}

/// "The lighthouse (lit 1863)": a participle is no apposition, but a clause that tells more of the noun.
pub(super) fn tell_by_participle(tree: &mut Arcs, tags: &[Tag]) {
    for (at, tag) in tags.iter().enumerate() {
        if *tag == Tag::Participle && tree.relation(at) == Relation::Apposition {
            tree.relations[at] = Relation::NounClause;
        }
    }
}

/// "Payloads sent to the gateway can be 16 MB", read like "payloads sent": what a modal stands before is the verb, and the
/// other one tells which are meant.
pub(super) fn hang_participle(tree: &mut Arcs, tags: &[Tag]) {
    let Some(told) = (0..tags.len()).find(|at| tree.relation(*at) == Relation::Root) else {
        return;
    };
    if tags[told] != Tag::Past {
        return;
    }
    let verb = tree.dependents_as(told, Relation::Complement).find(|verb| {
        let has = |relation: Relation| tree.dependents_as(*verb, relation).next().is_some();
        let modal = tree.dependents_as(*verb, Relation::Auxiliary).any(|at| tags[at] == Tag::Modal);
        *verb > told && modal && !has(Relation::Subject) && !has(Relation::Marker)
    });
    let subject = tree.dependents_as(told, Relation::Subject).find(|at| at + 1 == told);
    let (Some(verb), Some(subject)) = (verb, subject) else { return };
    if tags[subject] != Tag::Nouns {
        return;
    }
    tree.heads[verb] = None;
    tree.relations[verb] = Relation::Root;
    tree.heads[subject] = Some(verb);
    tree.relations[subject] = Relation::Subject;
    tree.heads[told] = Some(subject);
    tree.relations[told] = Relation::NounClause;
}

/// "Run it with the flag set to 1", read like "run it, set to 1": a participle right behind what a preposition governs tells
/// of that. So it is with "with the fair cancelled, hotels have", read like cancelled hotels.
pub(super) fn hang_state(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for participle in 1..tags.len() {
        let noun = participle - 1;
        let is_front = matches!(tags[participle], Tag::Past | Tag::Participle)
            && tree.relation(participle) == Relation::Modifier
            && words.get(participle + 1).is_some_and(|next| next.before.has(Signs::COMMA))
            && tree.relation(noun) == Relation::PrepositionObject
            && tree.head(noun) == Some(0)
            && tree.dependents(participle).next().is_none();
        if is_front {
            tree.heads[participle] = Some(noun);
            tree.relations[participle] = Relation::NounClause;
        }
        if tags[participle] == Tag::Participle
            && tree.relation(participle) == Relation::AdverbClause
            && tags[noun].is_noun()
            && tree.relation(noun) == Relation::PrepositionObject
            && words[participle].before == Signs::default()
            && tree.dependents(participle).all(|at| at > participle)
        {
            tree.heads[participle] = Some(noun);
            tree.relations[participle] = Relation::NounClause;
        }
    }
}

/// "The council has 30 members, elected every four years", read like "has elected": what stands behind the comma tells more of the
/// noun before it, which the sentence says that there is.
pub(super) fn tell_behind_comma(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for verb in 3..tags.len() {
        let is_done = matches!(tags[verb], Tag::Past | Tag::Participle);
        if !is_done || !words[verb].before.has(Signs::COMMA) {
            continue;
        }
        let noun = verb - 1;
        let is_between = tags[noun].is_noun()
            && tree.relation(noun).is_subject()
            && tree.head(noun) == Some(verb);
        let has = tree
            .dependents_as(verb, Relation::Auxiliary)
            .find(|has| *has < noun && matches!(tags[*has], Tag::Present | Tag::PresentThird));
        let Some(has) = has.filter(|_| is_between) else { continue };
        let owns = tree.dependents(has).any(|at| at < has && tree.relation(at).is_subject());
        if !owns {
            continue;
        }
        (tree.heads[has], tree.relations[has]) = (tree.heads[verb], tree.relations[verb]);
        (tree.heads[noun], tree.relations[noun]) = (Some(has), Relation::Object);
        (tree.heads[verb], tree.relations[verb]) = (Some(noun), Relation::NounClause);
        // What stands before "has" hangs on it.
        for at in 0..has {
            if tree.head(at) == Some(verb) {
                tree.heads[at] = Some(has);
            }
        }
    }
}

/// "Goes into the Wagtail Fund, now worth 90 billion dollars", read like the second thing that is told or how it goes: an adjective with a
/// measure behind it that a comma opens tells of the noun right before the comma.
pub(super) fn tell_by_worth(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for worth in 2..tags.len() {
        let has_measure = tree
            .dependents(worth)
            .any(|at| at > worth && tags[at] == Tag::Figure && at <= worth + 3);
        let is_misread = match tags[worth] {
            Tag::Adjective | Tag::Preposition => matches!(
                tree.relation(worth),
                Relation::Conjunct
                    | Relation::NounAdverb
                    | Relation::AdverbClause
                    | Relation::Adjective
            ),
            Tag::Noun => tree.relation(worth) == Relation::Apposition,
            _ => false,
        } && tree.head(worth).is_some_and(|above| above < worth);
        let opener = match tags[worth - 1] {
            Tag::Adverb if words[worth].before == Signs::default() => worth - 1,
            _ => worth,
        };
        let noun = opener - 1;
        if has_measure && is_misread && words[opener].before == Signs::COMMA && tags[noun].is_noun()
        {
            tree.heads[worth] = Some(noun);
            tree.relations[worth] = Relation::NounClause;
            tree.heads[opener] = if opener < worth { Some(worth) } else { tree.heads[opener] };
        }
    }
}

/// "A lake in the Velden hills that has", "a ferry on the Stray route with a capacity of", "an app for tablets that has", read like hills
/// that have it: what tells which one is meant tells of the noun with "a" before it, where the noun right in front is known by its name
/// or does not go with the verb.
pub(super) fn tell_of_new(
    tree: &mut Arcs,
    tags: &[Tag],
    words: &[Word],
    is: &dyn Fn(usize, Class) -> bool,
) {
    let is_new = |tree: &Arcs, noun: usize| {
        tree.dependents_as(noun, Relation::Determiner).any(|at| is(at, Class::IndefiniteArticle))
    };
    let is_name = |at: usize| matches!(tags[at], Tag::Name | Tag::Names);
    for told in 0..tags.len() {
        let Some(near) = tree.head(told).filter(|near| *near < told && tags[*near].is_noun())
        else {
            continue;
        };
        let is_relative = tree.relation(told) == Relation::RelativeClause
            && tree.dependents_as(told, Relation::Subject).any(|who| {
                tags[who].is_relative() && who == near + 1 && words[who].before == Signs::default()
            });
        let is_had = tree.relation(told) == Relation::Preposition
            && words[told].before == Signs::default()
            && is(told, Class::HavingPrepositions)
            && tree.dependents_as(told, Relation::PrepositionObject).any(|it| is_new(tree, it));
        let has_name = tree.dependents(near).any(|at| {
            matches!(tree.relation(at), Relation::Compound | Relation::Modifier) && is_name(at)
                || is(at, Class::PartPrepositions)
                    && tree.dependents_as(at, Relation::PrepositionObject).any(is_name)
        });
        let is_known = is_name(near) || has_name && !is_new(tree, near);
        // "Tablets that has"
        let differs = tags[told] == Tag::PresentThird && tags[near] == Tag::Nouns;
        if !(is_relative && (is_known || differs) || is_had && is_known) {
            continue;
        }
        let above = tree.head(near).filter(|of| {
            tree.relation(near) == Relation::PrepositionObject && !is(*of, Class::PartPrepositions)
        });
        let new = above
            .and_then(|of| tree.head(of))
            .filter(|new| *new < near && tags[*new] == Tag::Noun && is_new(tree, *new));
        if let Some(new) = new {
            tree.heads[told] = Some(new);
        }
    }
}

//! What the parser is known to misread around words that join clauses.

use crate::syntax::group::{Signs, Word};
use crate::syntax::label::{Relation, Tag};
use crate::syntax::tree::Arcs;
use crate::words::Class;

/// "The mill is closed, but the barn, with a roof of slate, is open", read like "the mill is closed but the barn": no noun is joined to
/// a verb, and the verb behind that has no subject is told of it.
pub(super) fn begin_clause(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let is_finite = |at: usize| tags[at].is_finite();
    for noun in 1..tags.len() {
        let Some(first) = tree.head(noun).filter(|first| *first < noun) else { continue };
        let start = tree.dependents(noun).min().unwrap_or(noun).min(noun);
        // "Is popular, but the barn", where the barn is taken for what is said.
        let is_behind_joint = || {
            tree.dependents_as(first, Relation::Conjunction).any(|joint| joint + 1 == start)
                && matches!(tree.relation(noun), Relation::Attribute | Relation::Object)
                && words[start - 1].before.has(Signs::COMMA)
        };
        let is_joined = tags[noun].is_noun()
            && tags[first].is_verb()
            && (tree.relation(noun) == Relation::Conjunct || start > 0 && is_behind_joint());
        if !is_joined {
            continue;
        }
        let has_subject = |verb: usize| {
            tree.dependents(verb).any(|at| at > noun && tree.relation(at).is_subject())
        };
        let is_helping = |verb: usize| {
            matches!(tree.relation(verb), Relation::Auxiliary | Relation::PassiveAuxiliary)
        };
        let next = (noun + 1..tags.len()).find(|at| is_finite(*at) && !tree.is_under(*at, noun));
        // "The barn is being built": what is told hangs on the verb that it helps.
        let second = next.map(|at| if is_helping(at) { tree.head(at).unwrap_or(at) } else { at });
        let Some(second) = second.filter(|second| *second > noun && !has_subject(*second)) else {
            continue;
        };
        let is_over = tree.head(first) == Some(second)
            && matches!(tree.relation(first), Relation::Complement | Relation::Parataxis);
        let is_beside = tree.head(second) == Some(first) || is_over;
        if !is_beside {
            continue;
        }
        if is_over {
            tree.heads[first] = tree.heads[second];
            tree.relations[first] = tree.relations[second];
        }
        tree.heads[second] = Some(first);
        tree.relations[second] = Relation::Conjunct;
        tree.heads[noun] = Some(second);
        tree.relations[noun] = Relation::Subject;
        // What stands between the noun and its verb tells of the noun.
        for at in noun + 1..second {
            if tree.head(at) == Some(first) && tree.relation(at) == Relation::Preposition {
                tree.heads[at] = Some(noun);
            }
        }
    }
}

/// "Loading the ferry takes 20 minutes", read like two subjects: what stands right behind a word in "-ing" that opens the sentence is
/// what is done to.
pub(super) fn act_on_name(tree: &mut Arcs, tags: &[Tag]) {
    if tags.first() != Some(&Tag::Gerund) {
        return;
    }
    let Some(verb) = tree.head(0).filter(|_| tree.relation(0).is_subject()) else { return };
    let Some(thing) = tree.dependents(verb).find(|at| *at > 0 && tree.relation(*at).is_subject())
    else {
        return;
    };
    let first = tree.dependents(thing).min().unwrap_or(thing).min(thing);
    if first == 1 && thing < verb {
        tree.heads[thing] = Some(0);
        tree.relations[thing] = Relation::Object;
    }
}

/// "Charging 18 euros, the mill is open", read like "charging is open": a comma parts what opens with a word in "-ing" from the
/// subject behind it.
pub(super) fn part_participle(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let is_front = tags.first() == Some(&Tag::Gerund)
        && matches!(tree.relation(0), Relation::ClauseSubject | Relation::Subject);
    let Some(verb) = tree.head(0).filter(|_| is_front) else { return };
    let own =
        tree.dependents(verb).find(|at| *at > 0 && *at < verb && tree.relation(*at).is_subject());
    let is_parted = own.is_some_and(|own| {
        let start = tree.dependents(own).min().unwrap_or(own).min(own);
        words[start].before.has(Signs::COMMA)
    });
    if is_parted {
        tree.relations[0] = Relation::AdverbClause;
    }
}

/// "The mill, employing 90 people, is", read like "employing is": a word in "-ing" between commas tells of the subject before it.
pub(super) fn tell_aside(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for aside in 1..tags.len() {
        let Some(verb) = tree.head(aside).filter(|verb| *verb > aside) else { continue };
        let subject = aside - 1;
        let is_aside = tags[aside] == Tag::Gerund
            && words[aside].before == Signs::COMMA
            && matches!(
                tree.relation(aside),
                Relation::ClauseSubject | Relation::Subject | Relation::AdverbClause
            )
            && tree.head(subject) == Some(verb)
            && tree.relation(subject).is_subject()
            && words[aside + 1..=verb].iter().any(|word| word.before.has(Signs::COMMA));
        if is_aside {
            (tree.heads[aside], tree.relations[aside]) = (Some(subject), Relation::NounClause);
        }
    }
}

/// "Was cast in 1887, hangs in the tower and has a weight", read like "cast hangs": a verb with its tense is nobody's object, and behind
/// a comma it goes on from the verb before.
pub(super) fn chain_verbs(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for next in 1..tags.len() {
        let goes_on = matches!(tags[next], Tag::Present | Tag::PresentThird | Tag::Past)
            && words[next].before == Signs::COMMA
            && tree.dependents(next).all(|at| !tree.relation(at).is_subject());
        if !goes_on {
            continue;
        }
        let has_subject =
            |verb: &usize| tree.dependents(*verb).any(|at| tree.relation(at).is_subject());
        let is_told = |at: &usize| *at < next && tags[*at].is_verb() && has_subject(at);
        // "The bell was cast, hangs", read like what is hung that it was cast
        let said = tree.dependents_as(next, Relation::Complement).find(is_told);
        if let Some(first) = said {
            (tree.heads[first], tree.relations[first]) = (tree.heads[next], tree.relations[next]);
            (tree.heads[next], tree.relations[next]) = (Some(first), Relation::Conjunct);
            continue;
        }
        let is_misread = matches!(
            tree.relation(next),
            Relation::Object | Relation::Attribute | Relation::NounAdverb
        );
        let first = match tree.head(next) {
            Some(first) => {
                Some(first).filter(|first| is_misread && *first < next && tags[*first].is_verb())
            }
            // Two verbs on which the sentence hangs
            None => (0..next).find(|at| tree.head(*at).is_none() && is_told(at)),
        };
        if let Some(first) = first {
            (tree.heads[next], tree.relations[next]) = (Some(first), Relation::Conjunct);
        }
    }
}

/// "Few lakes can match Lake Wagtail, whose depth is", read like "can match that its depth is", "nobody left the trial, in which 900 took
/// part", read like "nobody left, took part": what "whose" or a preposition and "which" open behind a comma tells of the noun before.
pub(super) fn tell_by_governed(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for opener in 1..tags.len().saturating_sub(1) {
        if !words[opener].before.has(Signs::COMMA) || !tags[opener - 1].is_noun() {
            continue;
        }
        let is_governed = tags[opener] == Tag::Preposition
            && tags[opener + 1].is_relative()
            && tree.head(opener + 1) == Some(opener);
        let verb = match tags[opener] {
            Tag::RelativePossessive => tree
                .head(opener)
                .filter(|owned| tree.relation(*owned).is_subject())
                .and_then(|owned| tree.head(owned)),
            _ if is_governed => tree.head(opener),
            _ => None,
        };
        let noun = opener - 1;
        let Some(verb) = verb.filter(|verb| *verb > opener && tags[*verb].is_verb()) else {
            continue;
        };
        match tree.head(verb) {
            Some(above) => {
                let is_misread = above < noun
                    && matches!(tree.relation(verb), Relation::AdverbClause | Relation::Complement);
                if !is_misread {
                    continue;
                }
            }
            // What is told before is the main clause.
            None => {
                let is_told = |at: &usize| *at < noun && tags[*at].is_verb();
                let Some(first) = tree.dependents(verb).find(is_told) else { continue };
                if !tree.is_under(noun, first) {
                    continue;
                }
                tree.heads[first] = None;
                tree.relations[first] = Relation::Root;
            }
        }
        tree.heads[verb] = Some(noun);
        tree.relations[verb] = Relation::RelativeClause;
    }
}

/// "The mill has a rate of 6; the barn, on the other hand, has", read like "6, the barn": what stands behind a semicolon or a colon is
/// the subject of the verb there that has none.
pub(super) fn begin_behind_mark(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for noun in 1..tags.len() {
        let start = tree.dependents(noun).min().unwrap_or(noun).min(noun);
        let is_misread = tags[noun].is_noun()
            && words[start].before.has(Signs::COLON)
            && matches!(tree.relation(noun), Relation::Apposition | Relation::Conjunct)
            && tree.head(noun).is_some_and(|above| above < start);
        if !is_misread {
            continue;
        }
        let is_free = |verb: &usize| {
            matches!(tags[*verb], Tag::Past | Tag::Present | Tag::PresentThird)
                && matches!(
                    tree.relation(*verb),
                    Relation::Root
                        | Relation::Conjunct
                        | Relation::Parataxis
                        | Relation::Complement
                )
                && !tree.is_under(*verb, noun)
                && tree.dependents(*verb).all(|at| !tree.relation(at).is_subject())
        };
        if let Some(verb) = (noun + 1..tags.len()).find(is_free) {
            tree.heads[noun] = Some(verb);
            tree.relations[noun] = Relation::Subject;
        }
    }
}

/// "In 1893, a year after she was born, the family left", read like "was born in 1893": a clause begins at the word that opens it, and
/// what stands before that and a comma belongs to the sentence.
pub(super) fn part_before_marker(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for marker in 1..tags.len() {
        let verb = tree.head(marker).filter(|_| tree.relation(marker) == Relation::Marker);
        let Some(verb) = verb.filter(|verb| marker < *verb) else { continue };
        let Some(above) = tree.head(verb).filter(|above| verb < *above) else { continue };
        let fronts: Vec<usize> = tree
            .dependents_as(verb, Relation::Preposition)
            .filter(|front| {
                *front < marker
                    && words[front + 1..=marker].iter().any(|word| word.before.has(Signs::COMMA))
            })
            .collect();
        for front in fronts {
            tree.heads[front] = Some(above);
        }
    }
}

/// "The house in which she was born burnt down in 1916", read like "born, burnt": what follows a clause about the first noun without a
/// comma is the verb of the sentence, where that has no other.
pub(super) fn tell_behind_relative(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let Some(noun) = (0..tags.len()).find(|at| tree.relation(*at) == Relation::Root) else {
        return;
    };
    let clauses = tree.dependents_as(noun, Relation::RelativeClause).filter(|first| *first > noun);
    let found = clauses.into_iter().find_map(|first| {
        let is_told = tree.dependents(first).any(|at| at < first && tree.relation(at).is_subject());
        let behind = tree.dependents(first).chain(tree.dependents(noun));
        let second = behind.into_iter().find(|second| {
            matches!(tags[*second], Tag::Past | Tag::Participle)
                && *second > first
                && matches!(tree.relation(*second), Relation::AdverbClause | Relation::NounClause)
                && tree.dependents(*second).all(|at| at > *second)
        })?;
        let is_joined = words[noun + 1..=second].iter().all(|word| word.before == Signs::default());
        (is_told && is_joined).then_some(second)
    });
    let Some(second) = found.filter(|_| tags[noun].is_noun()) else { return };
    tree.heads[second] = None;
    tree.relations[second] = Relation::Root;
    tree.heads[noun] = Some(second);
    tree.relations[noun] = Relation::Subject;
}

/// "The firm founded its Spanish branch ten years ago", read like ten branch years: nothing is a part of a time that is so long ago, and
/// what stands before it is what the verb is done to.
pub(super) fn act_before_time(tree: &mut Arcs, tags: &[Tag]) {
    for time in 2..tags.len().saturating_sub(1) {
        let ago = time + 1;
        let is_ago = tags[time] == Tag::Figure
            && tags[ago] == Tag::Adverb
            && tree.head(time) == Some(ago)
            && tree.relation(time) == Relation::NounAdverb;
        let Some(verb) = tree.head(ago).filter(|verb| is_ago && *verb + 1 < time) else { continue };
        let noun = time - 1;
        let is_phrase = (verb + 1..time).all(|at| {
            tags[at].is_noun()
                || matches!(tags[at], Tag::Determiner | Tag::PossessivePronoun | Tag::Adjective)
        });
        let is_free = tags[verb].is_verb()
            && tree.dependents(verb).all(|at| {
                !matches!(tree.relation(at), Relation::Object | Relation::PassiveAuxiliary)
            });
        // "Subsidiary", which may be taken for an adjective
        let is_thing = tags[noun].is_noun() || tree.relation(noun) == Relation::Compound;
        if !is_phrase || !is_free || !is_thing || tree.head(noun) == Some(verb) {
            continue;
        }
        for at in verb + 1..noun {
            if tree.head(at).is_none_or(|head| head >= noun) {
                tree.heads[at] = Some(noun);
            }
        }
        tree.heads[noun] = Some(verb);
        tree.relations[noun] = Relation::Object;
    }
}

/// "The board votes before the mill is closed", read like "before the mill. Is closed": what a preposition that opens clauses as well
/// governs is the subject of the verb right behind it that has no other.
pub(super) fn open_clause(
    tree: &mut Arcs,
    tags: &[Tag],
    words: &[Word],
    is: &dyn Fn(usize, Class) -> bool,
) {
    for noun in 1..tags.len().saturating_sub(1) {
        let opener = tree.head(noun).filter(|at| {
            *at < noun
                && tags[*at] == Tag::Preposition
                && tree.relation(noun) == Relation::PrepositionObject
                && is(*at, Class::StepOpeners)
        });
        let next = noun + 1;
        let is_open = words[next].before == Signs::default() && tags[next].is_finite();
        let Some((opener, above)) = opener.and_then(|at| Some((at, tree.head(at)?))) else {
            continue;
        };
        // "Is closed": what is told hangs on the verb that it helps.
        let helps = matches!(tree.relation(next), Relation::Auxiliary | Relation::PassiveAuxiliary);
        let verb = if helps { tree.head(next).unwrap_or(next) } else { next };
        let has_subject = tree.dependents(verb).any(|at| tree.relation(at).is_subject());
        let is_joined = tree.head(verb).is_some_and(|first| first < opener)
            && matches!(tree.relation(verb), Relation::Conjunct | Relation::Complement)
            && tree.dependents_as(verb, Relation::Conjunction).next().is_none();
        let is_apart = tags[above].is_verb() && !tree.is_under(above, verb);
        if !is_open || verb < noun || has_subject || !is_joined || !is_apart {
            continue;
        }
        let is_passive = tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_some();
        tree.heads[verb] = Some(above);
        tree.relations[verb] = Relation::AdverbClause;
        tree.heads[opener] = Some(verb);
        tree.relations[opener] = Relation::Marker;
        tree.heads[noun] = Some(verb);
        tree.relations[noun] =
            if is_passive { Relation::PassiveSubject } else { Relation::Subject };
    }
}

/// "While the hall is closed, ring the office", read like "is closed and ring": what opens with a conjunction is the clause of what
/// stands behind its comma.
pub(super) fn end_front_clause(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let Some(front) = tree.head(0).filter(|_| tree.relation(0) == Relation::Marker) else { return };
    if tree.relation(front) != Relation::Root || !tags[front].is_verb() {
        return;
    }
    let is_order = |at: &usize| {
        let mut joints = tree.dependents(*at).chain(tree.dependents(front));
        tags[*at] == Tag::Verb
            && words[*at].before == Signs::COMMA
            && !joints.any(|at| tree.relation(at) == Relation::Conjunction)
            && tree.dependents(*at).all(|below| below > *at)
    };
    let Some(order) = tree.dependents_as(front, Relation::Conjunct).find(is_order) else { return };
    (tree.heads[order], tree.relations[order]) = (None, Relation::Root);
    (tree.heads[front], tree.relations[front]) = (Some(order), Relation::AdverbClause);
}

/// "No, the pool is open", read like "no pool": a comma parts an answer from the sentence that it opens.
pub(super) fn part_answer(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let is_parted = words.get(1).is_some_and(|next| next.before.has(Signs::COMMA));
    let root = (0..tags.len()).find(|at| tree.relation(*at) == Relation::Root);
    if let Some(root) = root.filter(|root| *root > 0)
        && is_parted
        && matches!(tags[0], Tag::Determiner | Tag::Interjection)
        && tree.dependents(0).next().is_none()
    {
        tree.heads[0] = Some(root);
        tree.relations[0] = Relation::Other;
    }
}

/// "She said that its crane lifts 60 tonnes", read like "she said that. Its crane lifts": a conjunction is nobody's
/// object, and what follows it is what is said.
pub(super) fn join_complement(tree: &mut Arcs, tags: &[Tag]) {
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

/// "The trouble goes on: the tunnel is shut", read like "the tunnel is shut, the trouble goes on": what stands before a
/// colon reports nothing.
pub(super) fn part_at_colon(tree: &mut Arcs, words: &[Word]) {
    for at in 0..words.len() {
        let Some(verb) = tree.head(at).filter(|verb| *verb > at) else { continue };
        if tree.relation(at) == Relation::Complement
            && words[at + 1..=verb].iter().any(|word| word.before.has(Signs::COLON))
        {
            tree.relations[at] = Relation::Parataxis;
        }
    }
}

/// "Bad news for skiers: the lift is closed", read like "bad news is closed": what stands before a colon or a dash, as the place
/// of a dateline does, is no subject of a verb that has its own behind it.
pub(super) fn part_subjects(tree: &mut Arcs, words: &[Word]) {
    raise_behind_dash(tree, words);
    for at in 0..words.len() {
        let Some(verb) = tree.head(at).filter(|verb| *verb > at) else { continue };
        if !tree.relation(at).is_subject() {
            continue;
        }
        let mark = Signs::COLON.and(Signs::DASH);
        let colon = (at + 1..=verb).find(|word| words[*word].before.has(mark));
        let own = colon.is_some_and(|colon| {
            tree.dependents(verb)
                .any(|one| one >= colon && one < verb && tree.relation(one).is_subject())
        });
        if own {
            tree.relations[at] = Relation::Parataxis;
        }
    }
}

/// "LEEDS – After a year of work, the mill opened", read like "Leeds, which the mill opened": what stands behind the dash has its
/// own subject.
fn raise_behind_dash(tree: &mut Arcs, words: &[Word]) {
    if words.len() < 2 || tree.relation(0) != Relation::Root || !words[1].before.has(Signs::DASH) {
        return;
    }
    let has_subject = |verb: &usize| {
        tree.dependents(*verb).any(|one| one < *verb && tree.relation(one) == Relation::Subject)
    };
    let verb = tree.dependents_as(0, Relation::RelativeClause).find(has_subject);
    if let Some(verb) = verb {
        tree.heads[verb] = None;
        tree.relations[verb] = Relation::Root;
        tree.heads[0] = Some(verb);
        tree.relations[0] = Relation::Parataxis;
    }
}

/// "The mill (not to be confused with the barn) is closed", read like "the mill is not to be confused": what stands in brackets right
/// behind a noun tells of that noun, and what it is the subject of stands behind them.
pub(super) fn shut_brackets(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let Some(open) = (1..words.len()).find(|at| words[*at].before.has(Signs::OPENING)) else {
        return;
    };
    let Some(end) = (open + 1..words.len()).find(|at| words[*at].before.has(Signs::CLOSING)) else {
        return;
    };
    let noun = open - 1;
    let inner = tree.head(noun).filter(|inner| (open..end).contains(inner));
    let is_finite = tags[end].is_finite();
    let Some(inner) = inner.filter(|_| tags[noun].is_noun() && is_finite) else { return };
    let is_helping =
        |relation: Relation| matches!(relation, Relation::Auxiliary | Relation::PassiveAuxiliary);
    let verb = match tree.head(end) {
        Some(verb) if is_helping(tree.relation(end)) && verb > end => verb,
        _ => end,
    };
    let has_other = tree
        .dependents(verb)
        .any(|at| tree.relation(at).is_subject() && !(open..end).contains(&at));
    if has_other {
        return;
    }
    let (top, role) = match tree.relation(inner).is_subject() && tree.head(inner) == Some(verb) {
        true => (None, tree.relation(inner)),
        false => (tree.head(inner), Relation::Subject),
    };
    // Where the verb hung on what stands in the brackets, it takes the place of that.
    if tree.is_under(verb, inner) {
        tree.heads[verb] = top;
        tree.relations[verb] = tree.relations[inner];
    }
    (tree.heads[noun], tree.relations[noun]) = (Some(verb), role);
    tree.heads[inner] = Some(noun);
    tree.relations[inner] =
        if tags[inner].is_verb() { Relation::RelativeClause } else { Relation::Apposition };
}

/// "On Saturday 4,200 seats stayed empty", read like "on 4,200 Saturday seats": what stands behind the day that opens a sentence without
/// another subject is its subject.
pub(super) fn begin_behind_day(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    let (day, number) = (1, 2);
    if tags.len() < 5
        || tags[0] != Tag::Preposition
        || tags[day] != Tag::Name
        || tags[number] != Tag::Number
        || !(day..=number).all(|at| words[at].before == Signs::default())
    {
        return;
    }
    let Some(noun) = tree.head(day).filter(|noun| *noun > number && tags[*noun].is_noun()) else {
        return;
    };
    let is_governed = tree.head(noun) == Some(0) && tree.head(number) == Some(noun);
    let Some(verb) = tree.head(0).filter(|verb| is_governed && tags[*verb].is_verb()) else {
        return;
    };
    if verb < noun || tree.dependents(verb).any(|at| tree.relation(at).is_subject()) {
        return;
    }
    let is_passive = tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_some();
    tree.heads[day] = Some(0);
    tree.relations[day] = Relation::PrepositionObject;
    tree.heads[noun] = Some(verb);
    tree.relations[noun] = if is_passive { Relation::PassiveSubject } else { Relation::Subject };
}

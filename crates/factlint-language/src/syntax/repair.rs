//! What the parser is known to misread, put right where the tree itself tells that it cannot be so.

mod joined;
mod names;

use super::group::{Signs, Word};
use super::label::{Relation, Tag};
use super::tree::Tree;

/// Puts the readings of a sentence right, the best one first: a sentence that ends with a stop hangs on a finite verb where
/// one of its readings does.
pub(super) fn repair_all(trees: &mut Vec<Tree>, tags: &[Tag], words: &[Word], end: Signs) {
    trees.iter_mut().for_each(|tree| repair(tree, tags, words));
    // No preposition governs what stands behind a colon.
    if let Some((_, rivals)) = trees.split_first()
        && rivals.iter().any(|rival| reaches_over_colon(rival, words))
        && !reaches_over_colon(&trees[0], words)
    {
        trees.retain(|tree| !reaches_over_colon(tree, words));
    }
    // "Its sibling, the Wagtail, offers 50 ports": a statement has its subject, where a reading knows one.
    let root_subject = |tree: &Tree| {
        let root = (0..tags.len()).find(|at| tree.relation(*at) == Relation::Root)?;
        let has = tree.dependents(root).any(|at| tree.relation(at).is_subject());
        Some((root, has))
    };
    if let Some((root, true)) = trees.first().and_then(root_subject)
        && matches!(tags[root], Tag::Present | Tag::PresentThird | Tag::Past)
    {
        trees.retain(|tree| root_subject(tree) != Some((root, false)));
    }
    if !end.has(Signs::STOP) {
        return;
    }
    let Some(sound) = trees.iter().position(|tree| hangs_on_verb(tree, tags)) else { return };
    trees[..=sound].rotate_right(1);
    trees.retain(|tree| hangs_on_verb(tree, tags));
    trees.dedup_by(|later, first| later.heads == first.heads && later.relations == first.relations);
}

/// Whether a preposition governs a word behind a colon.
fn reaches_over_colon(tree: &Tree, words: &[Word]) -> bool {
    (0..words.len()).any(|at| {
        tree.relation(at) == Relation::PrepositionObject
            && tree.head(at).is_some_and(|preposition| {
                preposition < at
                    && words[preposition + 1..=at].iter().any(|one| one.before.has(Signs::COLON))
            })
    })
}

/// Whether a sentence hangs on a verb with its tense: on "opened" or "can open", not on "kiosk" or "opening".
fn hangs_on_verb(tree: &Tree, tags: &[Tag]) -> bool {
    let root = (0..tags.len()).find(|at| tree.relation(*at) == Relation::Root);
    root.is_some_and(|root| match tags[root] {
        Tag::Past | Tag::Present | Tag::PresentThird | Tag::Modal | Tag::Verb => true,
        Tag::Participle | Tag::Gerund => tree.dependents(root).any(|at| {
            matches!(tree.relation(at), Relation::Auxiliary | Relation::PassiveAuxiliary)
        }),
        _ => false,
    })
}

/// A way to put a tree right.
type Step = fn(&mut Tree, &[Tag], &[Word]);

/// What is put right, in this order.
const STEPS: [Step; 39] = [
    end_front_clause,
    part_answer,
    joined::begin_clause,
    joined::begin_behind_mark,
    joined::part_before_marker,
    |tree, tags, _| joined::act_on_name(tree, tags),
    names::own_by_mark,
    names::appose_front,
    names::appose,
    names::call_by_name,
    names::describe_name,
    names::tell_of_name,
    |tree, tags, _| give_subjects(tree, tags),
    |tree, tags, _| behind_verb(tree, tags),
    |tree, tags, _| joined::act_before_time(tree, tags),
    |tree, tags, _| before_verb(tree, tags),
    |tree, tags, _| part_front(tree, tags),
    govern_determined,
    |tree, tags, _| lead_to_name(tree, tags),
    |tree, tags, _| give_to_name(tree, tags),
    |tree, tags, _| hang_participle(tree, tags),
    |tree, tags, _| date_verb(tree, tags),
    |tree, tags, _| rate_noun(tree, tags),
    |tree, tags, _| names::govern_name(tree, tags),
    names::govern_titled,
    unfold_participle,
    |tree, tags, _| tell_by_participle(tree, tags),
    |tree, tags, _| unfold_relative(tree, tags),
    |tree, _, words| part_at_colon(tree, words),
    |tree, _, words| part_subjects(tree, words),
    end_relative,
    joined::tell_behind_relative,
    tell_by_relative,
    joined::tell_by_governed,
    keep_adverb,
    |tree, tags, _| join_complement(tree, tags),
    |tree, tags, _| raise_verb(tree, tags),
    |tree, tags, _| hang_attributive(tree, tags),
    hang_state,
];

/// Puts a tree right. A step by which words would hang on each other in a ring is not taken.
fn repair(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
    let first = tree.clone();
    STEPS.iter().for_each(|step| step(tree, tags, words));
    if tree.is_rooted() {
        return;
    }
    *tree = first;
    for step in STEPS {
        let before = tree.clone();
        step(tree, tags, words);
        if !tree.is_rooted() {
            *tree = before;
        }
    }
}

/// "While the hall is closed, ring the office", read like "is closed and ring": what opens with a conjunction is the clause of what
/// stands behind its comma.
fn end_front_clause(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
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
fn part_answer(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
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

/// Gives finite verbs without a subject theirs.
fn give_subjects(tree: &mut Tree, tags: &[Tag]) {
    for verb in 0..tags.len() {
        let is_bare = tags[verb] == Tag::Verb
            && tree.dependents(verb).all(|at| tree.relation(at) != Relation::Auxiliary);
        if is_bare || matches!(tags[verb], Tag::Present | Tag::PresentThird | Tag::Past) {
            give_subject(tree, tags, verb);
        }
    }
}

/// "Run it with the flag set to 1", read like "run it, set to 1": a participle right behind what a preposition governs tells
/// of that. So it is with "with the fair cancelled, hotels have", read like cancelled hotels.
fn hang_state(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
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

/// "32-bit, 64-bit and older systems produce", read like "32-bit produces": a measure with a hyphen belongs to a noun, which
/// ends the list that it begins.
fn hang_attributive(tree: &mut Tree, tags: &[Tag]) {
    for first in 0..tags.len() {
        let role = tree.relation(first);
        let stands_alone = role.is_subject()
            || matches!(role, Relation::Object | Relation::PrepositionObject | Relation::Attribute);
        if tags[first] != Tag::Attributive || !stands_alone {
            continue;
        }
        let is_part = |tag: Tag| {
            tag.is_noun()
                || matches!(tag, Tag::Attributive | Tag::Conjunction)
                || matches!(tag, Tag::Adjective | Tag::Comparative)
        };
        let run = (first + 1..tags.len()).take_while(|at| is_part(tags[*at]));
        let Some(noun) = run.last().filter(|noun| tags[*noun].is_noun()) else { continue };
        let is_outside =
            |head: Option<usize>| head.is_none_or(|head| !(first..=noun).contains(&head));
        let head = tree.head(first);
        if !is_outside(head) {
            continue;
        }
        if !is_outside(tree.head(noun)) {
            tree.heads[noun] = head;
            tree.relations[noun] = role;
        }
        for (at, tag) in tags.iter().enumerate().take(noun).skip(first) {
            tree.heads[at] = Some(noun);
            tree.relations[at] = match tag {
                Tag::Conjunction => Relation::Conjunction,
                _ => Relation::Modifier,
            };
        }
    }
}

/// "Some 690 pupils attend the academy", read like an apposition to a verb, which has none: a name right behind a verb without
/// an object is that. So it is with "its owners closed Wagtail last month", read like a month of that name.
fn behind_verb(tree: &mut Tree, tags: &[Tag]) {
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

/// "The lighthouse (lit 1863)": a participle is no apposition, but a clause that tells more of the noun.
fn tell_by_participle(tree: &mut Tree, tags: &[Tag]) {
    for (at, tag) in tags.iter().enumerate() {
        if *tag == Tag::Participle && tree.relation(at) == Relation::Apposition {
            tree.relations[at] = Relation::NounClause;
        }
    }
}

/// "A school gave the dome 15 plants", read like "the dome plants": a name right before a number is who gets them.
fn give_to_name(tree: &mut Tree, tags: &[Tag]) {
    for name in 1..tags.len().saturating_sub(2) {
        let is_name = matches!(tags[name], Tag::Name | Tag::Names);
        let Some(noun) = tree.head(name).filter(|noun| *noun > name + 1) else { continue };
        let Some(verb) = tree.head(noun).filter(|verb| *verb < name) else { continue };
        let beside = matches!(tree.relation(name), Relation::Modifier | Relation::Compound);
        let numbered = (name + 1..noun).all(|at| tags[at] == Tag::Number);
        let close = (verb + 1..name).all(|at| tags[at] == Tag::Determiner);
        if is_name
            && beside
            && numbered
            && close
            && tree.relation(noun) == Relation::Object
            && tags[verb].is_verb()
        {
            for at in verb + 1..name {
                tree.heads[at] = Some(name);
            }
            for at in name + 1..noun {
                tree.heads[at] = Some(noun);
                tree.relations[at] = Relation::NumberModifier;
            }
            tree.heads[name] = Some(verb);
            tree.relations[name] = Relation::Dative;
        }
    }
}

/// "Payloads sent to the gateway can be 16 MB", read like "payloads sent": what a modal stands before is the verb, and the
/// other one tells which are meant.
fn hang_participle(tree: &mut Tree, tags: &[Tag]) {
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

/// "Upload more than 4 GB to Nimbus Drive", read like "to drive": a name or a noun is no verb behind "to".
fn lead_to_name(tree: &mut Tree, tags: &[Tag]) {
    for name in 1..tags.len() {
        let Some(verb) = tree.head(name).filter(|verb| *verb < name) else { continue };
        if !tags[name].is_noun() || tree.relation(name) != Relation::OpenComplement {
            continue;
        }
        let to = tree
            .dependents_as(name, Relation::Auxiliary)
            .find(|to| *to < name && matches!(tags[*to], Tag::To | Tag::Preposition));
        let Some(to) = to else { continue };
        tree.heads[to] = Some(verb);
        tree.relations[to] = Relation::Preposition;
        tree.heads[name] = Some(to);
        tree.relations[name] = Relation::PrepositionObject;
    }
}

/// "The people who live on the island share one shop", read like a compound of "share": a noun between a preposition without
/// an object and a verb is that object.
fn before_verb(tree: &mut Tree, tags: &[Tag]) {
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
fn date_verb(tree: &mut Tree, tags: &[Tag]) {
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
fn rate_noun(tree: &mut Tree, tags: &[Tag]) {
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

/// "The union that leads the strike started in 1921", read like "which the strike started": the noun behind the first
/// verb is its object, and the second verb is that of the sentence.
fn end_relative(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
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
fn tell_by_relative(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
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

/// "The school, which is girls only, has collected", read like "only has": an adverb right before the comma that ends a clause belongs
/// to that clause.
fn keep_adverb(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
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

/// "The trouble goes on: the tunnel is shut", read like "the tunnel is shut, the trouble goes on": what stands before a
/// colon reports nothing.
fn part_at_colon(tree: &mut Tree, words: &[Word]) {
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
fn part_subjects(tree: &mut Tree, words: &[Word]) {
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
fn raise_behind_dash(tree: &mut Tree, words: &[Word]) {
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

/// "In the cabin of the Wagtail there are", "subject to a 20 mph limit", read like "of the", "to a": no preposition governs the
/// article of the noun behind it, but that noun.
fn govern_determined(tree: &mut Tree, tags: &[Tag], words: &[Word]) {
    for article in 1..tags.len().saturating_sub(1) {
        let is_governed = tags[article] == Tag::Determiner
            && tree.relation(article) == Relation::PrepositionObject
            && tree.head(article) == Some(article - 1);
        if !is_governed {
            continue;
        }
        let is_part = |at: &usize| {
            words[*at].before == Signs::default()
                && (tags[*at].is_noun()
                    || matches!(
                        tags[*at],
                        Tag::Figure | Tag::Attributive | Tag::Number | Tag::Adjective
                    ))
        };
        let run = (article + 1..tags.len()).take_while(is_part);
        let Some(noun) = run.last().filter(|at| tags[*at].is_noun()) else { continue };
        let is_free = !tree.relation(noun).is_subject() && tree.relation(noun) != Relation::Object;
        if !is_free {
            continue;
        }
        for (at, tag) in tags.iter().enumerate().take(noun).skip(article) {
            tree.heads[at] = Some(noun);
            tree.relations[at] = match tag {
                Tag::Determiner => Relation::Determiner,
                Tag::Figure | Tag::Number => Relation::NumberModifier,
                Tag::Adjective | Tag::Attributive => Relation::Modifier,
                _ => Relation::Compound,
            };
        }
        tree.heads[noun] = Some(article - 1);
        tree.relations[noun] = Relation::PrepositionObject;
    }
}

/// "At the Wagtail Museum visitors are charged", read like visitors of that name: what stands right before a passive without a
/// subject is its subject, and the name before it what the preposition in front governs.
fn part_front(tree: &mut Tree, tags: &[Tag]) {
    for verb in 1..tags.len() {
        let Some(be) = tree.dependents_as(verb, Relation::PassiveAuxiliary).next() else {
            continue;
        };
        let has_subject = tree.dependents(verb).any(|at| tree.relation(at).is_subject());
        let Some(noun) = be.checked_sub(1).filter(|at| tags[*at] == Tag::Nouns && !has_subject)
        else {
            continue;
        };
        let Some(name) = noun.checked_sub(1).filter(|at| {
            matches!(tags[*at], Tag::Name | Tag::Names)
                && tree.head(*at) == Some(noun)
                && tree.relation(*at) == Relation::Compound
        }) else {
            continue;
        };
        let front = tree.head(noun).filter(|at| {
            *at == 0
                && tree.relation(noun) == Relation::PrepositionObject
                && tree.head(*at) == Some(verb)
        });
        let Some(front) = front else { continue };
        for at in front + 1..name {
            if tree.head(at) == Some(noun) {
                tree.heads[at] = Some(name);
            }
        }
        tree.heads[name] = Some(front);
        tree.relations[name] = Relation::PrepositionObject;
        tree.heads[noun] = Some(verb);
        tree.relations[noun] = Relation::PassiveSubject;
    }
}

/// "A file sent through the service cannot exceed 3 MB", read like "a file sent and cannot exceed": two verbs without
/// anything that joins them are no two statements. The first tells of the noun, the second of the sentence. So it is with
/// "the act, passed in May, takes effect": no comma parts a verb from its subject.
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

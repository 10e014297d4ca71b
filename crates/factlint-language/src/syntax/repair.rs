//! What the parser is known to misread, put right where the tree itself tells that it cannot be so.

mod joined;
mod names;
mod relative;
mod verb;

use super::group::{Signs, Word};
use super::label::{Relation, Tag};
use super::tree::Arcs;
use crate::token::Tokens;
use crate::words::Class;

/// Puts the readings of a sentence right, the best one first: a sentence that ends with a stop hangs on a finite verb where
/// one of its readings does.
pub(super) fn repair_all(
    trees: &mut Vec<Arcs>,
    tags: &[Tag],
    words: &[Word],
    end: Signs,
    tokens: &Tokens<'_>,
) {
    let is = |at: usize, class: Class| {
        words.get(at).is_some_and(|word| tokens.table().is(word.span.of(tokens.prose()), class))
    };
    trees.iter_mut().for_each(|tree| {
        repair(tree, tags, words);
        joined::open_clause(tree, tags, words, &is);
        relative::tell_of_new(tree, tags, words, &is);
        verb::come_to_level(tree, tags, &is);
    });
    // No preposition governs what stands behind a colon.
    if let Some((_, rivals)) = trees.split_first()
        && rivals.iter().any(|rival| reaches_over_colon(rival, words))
        && !reaches_over_colon(&trees[0], words)
    {
        trees.retain(|tree| !reaches_over_colon(tree, words));
    }
    // "Its sibling, the Wagtail, offers 50 ports": a statement has its subject, where a reading knows one.
    let root_subject = |tree: &Arcs| {
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

/// "Welcomes families day and night", read like one noun: two times behind a plural tell when.
pub(super) fn part_times(tree: &mut Arcs, tags: &[Tag], is_time: impl Fn(usize) -> bool) {
    for day in 1..tags.len().saturating_sub(2) {
        let (noun, night) = (day - 1, day + 2);
        let are_times = tags[day] == Tag::Noun
            && tree.relation(day) == Relation::Object
            && tags[day + 1] == Tag::Conjunction
            && tree.head(night) == Some(day)
            && is_time(day)
            && is_time(night);
        if are_times && tags[noun] == Tag::Nouns && tree.head(noun) == Some(day) {
            (tree.heads[noun], tree.relations[noun]) = (tree.heads[day], Relation::Object);
            tree.relations[day] = Relation::NounAdverb;
        }
    }
}

/// "Retired 12 aircraft last year", read like one noun: the noun right before "last year" is what the verb is done to.
pub(super) fn part_last_time(tree: &mut Arcs, tags: &[Tag], is_last: impl Fn(usize) -> bool) {
    for time in 3..tags.len() {
        let (thing, verb) = (time - 2, tree.head(time));
        let Some(verb) = verb.filter(|verb| {
            *verb < thing
                && tags[*verb].is_verb()
                && tags[thing].is_noun()
                && tree.head(thing) == Some(time)
                && tree.relation(time) == Relation::NounAdverb
                && is_last(time)
                && tree.dependents(*verb).all(|at| tree.relation(at) != Relation::Object)
        }) else {
            continue;
        };
        for at in verb + 1..thing {
            if tree.head(at) == Some(time) {
                tree.heads[at] = Some(thing);
            }
        }
        (tree.heads[thing], tree.relations[thing]) = (Some(verb), Relation::Object);
    }
}

/// A number of no more digits may count what is named only behind the next one: "two and three rooms".
pub(super) const FEW_DIGITS: usize = 2;

/// "A population of 14,800 and two stations", read like "14,800 stations": a large number behind "of" and before "and" with another is what
/// the noun before it comes to.
/// `is_large` tells whether a number has more digits, `is_between` whether it stands between "of" and "and".
pub(super) fn part_counts(
    tree: &mut Arcs,
    tags: &[Tag],
    is_large: impl Fn(usize) -> bool,
    is_between: impl Fn(usize) -> bool,
) {
    for number in 2..tags.len().saturating_sub(3) {
        let (of, joint, next) = (number - 1, number + 1, number + 2);
        let are_two = is_between(number)
            && tags[number] == Tag::Number
            && tags[of] == Tag::Preposition
            && tags[joint] == Tag::Conjunction
            && tags[next] == Tag::Number
            && tree.relation(number) == Relation::NumberModifier;
        let Some(counted) = tree.head(number).filter(|counted| are_two && *counted > next) else {
            continue;
        };
        let Some(measure) = tree.head(of).filter(|measure| tags[*measure] == Tag::Noun) else {
            continue;
        };
        if !is_large(number) || is_large(next) || tree.head(counted) != Some(of) {
            continue;
        }
        (tree.heads[number], tree.relations[number]) = (Some(of), Relation::PrepositionObject);
        (tree.heads[counted], tree.relations[counted]) = (Some(measure), Relation::Conjunct);
        (tree.heads[joint], tree.relations[joint]) = (Some(measure), Relation::Conjunction);
        (tree.heads[next], tree.relations[next]) = (Some(counted), Relation::NumberModifier);
    }
}

/// Whether a preposition governs a word behind a colon.
fn reaches_over_colon(tree: &Arcs, words: &[Word]) -> bool {
    (0..words.len()).any(|at| {
        tree.relation(at) == Relation::PrepositionObject
            && tree.head(at).is_some_and(|preposition| {
                preposition < at
                    && words[preposition + 1..=at].iter().any(|one| one.before.has(Signs::COLON))
            })
    })
}

/// Whether a sentence hangs on a verb with its tense: on "opened" or "can open", not on "kiosk" or "opening".
fn hangs_on_verb(tree: &Arcs, tags: &[Tag]) -> bool {
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
type Step = fn(&mut Arcs, &[Tag], &[Word]);

/// What is put right, in this order.
const STEPS: [Step; 58] = [
    joined::begin_behind_day,
    joined::end_front_clause,
    joined::part_answer,
    joined::shut_brackets,
    joined::begin_clause,
    joined::begin_behind_mark,
    joined::part_before_marker,
    |tree, tags, _| joined::act_on_name(tree, tags),
    joined::part_participle,
    joined::tell_aside,
    joined::chain_verbs,
    names::own_by_mark,
    names::appose_front,
    names::appose,
    names::call_by_name,
    names::describe_name,
    names::describe_by_measure,
    names::appose_behind_object,
    names::tell_of_name,
    |tree, tags, _| verb::give_subjects(tree, tags),
    |tree, _, _| verb::raise_subject(tree),
    |tree, tags, _| verb::turn_round(tree, tags),
    |tree, tags, _| verb::behind_verb(tree, tags),
    |tree, tags, _| joined::act_before_time(tree, tags),
    |tree, tags, _| verb::before_verb(tree, tags),
    |tree, tags, _| names::part_front(tree, tags),
    govern_determined,
    |tree, tags, _| names::lead_to_name(tree, tags),
    |tree, tags, _| names::give_to_name(tree, tags),
    |tree, tags, _| relative::hang_participle(tree, tags),
    |tree, tags, _| verb::date_verb(tree, tags),
    |tree, tags, _| verb::rate_noun(tree, tags),
    |tree, tags, _| verb::part_time_ago(tree, tags),
    |tree, tags, _| verb::act_by_plural(tree, tags),
    verb::tell_of_front,
    |tree, tags, _| names::govern_name(tree, tags),
    names::govern_titled,
    relative::tell_behind_comma,
    relative::unfold_participle,
    |tree, tags, _| relative::tell_by_participle(tree, tags),
    |tree, tags, _| relative::unfold_relative(tree, tags),
    |tree, tags, _| relative::give_object(tree, tags),
    |tree, _, words| joined::part_at_colon(tree, words),
    |tree, _, words| joined::part_subjects(tree, words),
    relative::end_relative,
    relative::end_aside,
    joined::tell_behind_relative,
    relative::tell_by_relative,
    relative::tell_by_part,
    joined::tell_by_governed,
    relative::keep_adverb,
    |tree, tags, _| joined::join_complement(tree, tags),
    |tree, tags, _| verb::raise_verb(tree, tags),
    verb::raise_behind_relative,
    |tree, tags, _| hang_attributive(tree, tags),
    hang_counted,
    relative::hang_state,
    relative::tell_by_worth,
];

/// Puts a tree right. A step by which words would hang on each other in a ring is not taken.
fn repair(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
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

/// "32-bit, 64-bit and older systems produce", read like "32-bit produces": a measure with a hyphen belongs to a noun, which
/// ends the list that it begins.
fn hang_attributive(tree: &mut Arcs, tags: &[Tag]) {
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

/// "Is a 610-bed teaching hospital", read like "is a bed that teaches a hospital": a counted noun with a hyphen belongs to the noun at the
/// end of its run.
fn hang_counted(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for counted in 1..tags.len() {
        let number = counted - 1;
        let is_tied = tags[number] == Tag::Number
            && tags[counted].is_noun()
            && words[counted].before == Signs::DASH
            && words[number].span.end + 1 == words[counted].span.start;
        if !is_tied {
            continue;
        }
        let goes_on = |at: &usize| {
            words[*at].before == Signs::default()
                && (tags[*at].is_noun() || matches!(tags[*at], Tag::Gerund | Tag::Adjective))
        };
        let run = (counted + 1..tags.len()).take_while(goes_on);
        let Some(noun) = run.filter(|at| tags[*at].is_noun()).last() else { continue };
        let is_outside =
            |head: Option<usize>| head.is_none_or(|head| !(number..=noun).contains(&head));
        if is_outside(tree.head(counted)) && !is_outside(tree.head(noun)) {
            tree.heads[noun] = tree.head(counted);
            tree.relations[noun] = tree.relation(counted);
        }
        let is_kept = tree.head(counted) == Some(noun);
        let is_parted = is_outside(tree.head(counted)) && tree.head(counted) != tree.head(noun);
        if is_kept || is_parted {
            continue;
        }
        for at in 0..tags.len() {
            let is_within = (counted..noun).contains(&at);
            if is_within {
                tree.relations[at] = Relation::Modifier;
            }
            let is_of_counted = tree.head(at) == Some(counted) && at != number && at != noun;
            if is_within || is_of_counted {
                tree.heads[at] = Some(noun);
            }
        }
        tree.heads[number] = Some(counted);
        tree.relations[number] = Relation::NumberModifier;
    }
}

/// "In the cabin of the Wagtail there are", "subject to a 20 mph limit", read like "of the", "to a": no preposition governs the
/// article of the noun behind it, but that noun.
fn govern_determined(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
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

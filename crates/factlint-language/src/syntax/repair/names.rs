//! What the parser is known to misread around names and owners.

use crate::syntax::group::{Signs, Word};
use crate::syntax::label::{Relation, Tag};
use crate::syntax::tree::Arcs;

/// "The Potters' 275 members", read like "the Potters": what stands before the mark of an owner owns the noun behind it.
pub(super) fn own_by_mark(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for mark in 1..tags.len().saturating_sub(1) {
        let owner = mark - 1;
        if tags[mark] != Tag::Possessive
            || !words[mark].attached
            || !tags[owner].is_noun()
            || tree.relation(owner) == Relation::Possessor
        {
            continue;
        }
        let goes_on = |at: &usize| {
            words[*at].before == Signs::default()
                && (tags[*at].is_noun() || matches!(tags[*at], Tag::Number | Tag::Adjective))
        };
        let last = (mark + 1..tags.len()).take_while(goes_on).last();
        let Some(noun) = last.filter(|noun| tags[*noun].is_noun()) else { continue };
        let is_within = |at: Option<usize>| at.is_some_and(|at| (owner..=noun).contains(&at));
        let takes_place =
            is_within(tree.head(noun)) || tree.relation(owner) == Relation::PrepositionObject;
        if !is_within(tree.head(owner)) && takes_place {
            tree.heads[noun] = tree.heads[owner];
            tree.relations[noun] = tree.relations[owner];
        }
        tree.heads[owner] = Some(noun);
        tree.relations[owner] = Relation::Possessor;
        tree.heads[mark] = Some(owner);
        tree.relations[mark] = Relation::Case;
    }
}

/// "Should be without the Wagtail, a freezer with", read like "should be a freezer": what stands with "a" right behind a name and a
/// comma tells of the name.
pub(super) fn appose(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for noun in 2..tags.len() {
        let Some(verb) = tree.head(noun).filter(|verb| *verb < noun) else { continue };
        // "Meet the Wagtail: a freezer with"
        let is_behind_colon = |at: usize| {
            words[at].before.has(Signs::COLON) && tree.relation(noun) != Relation::Attribute
        };
        // Read like "meet it and a freezer", where nothing joins them.
        let is_joined = tree.relation(noun) == Relation::Conjunct
            && tags[verb].is_verb()
            && tree.dependents_as(verb, Relation::Conjunction).next().is_none();
        // "Presented the Wagtail, wireless headphones with", "its latest is the Wagtail, headphones with": a second thing that nothing
        // joins to the first.
        let opening = |at: usize| tree.dependents(at).min().unwrap_or(at).min(at);
        let is_second = |name: usize| {
            tags[noun] == Tag::Nouns
                && matches!(tree.relation(name), Relation::Object | Relation::Attribute)
                && tree.head(name) == Some(verb)
                && !tree.dependents(noun).any(|at| {
                    matches!(tree.relation(at), Relation::Conjunct | Relation::Conjunction)
                        || tags[at] == Tag::Determiner
                })
        };
        let is_bare = |first: usize| {
            words[first].before == Signs::COMMA && first.checked_sub(1).is_some_and(is_second)
        };
        let role = tree.relation(noun);
        // No verb has a thing beside it: "meet the Wagtail: a freezer with".
        let is_beside = role == Relation::Apposition && tags[verb].is_verb();
        let is_object =
            matches!(role, Relation::Attribute | Relation::Object) || is_joined || is_beside;
        let is_open = is_object || matches!(role, Relation::NounAdverb);
        if !is_open || !tags[noun].is_noun() {
            continue;
        }
        let opens = |at: &usize| {
            is_behind_colon(*at)
                || words[*at].before.has(Signs::COMMA) && role == Relation::Attribute
        };
        let determined = tree.dependents_as(noun, Relation::Determiner).find(opens);
        let bare = Some(opening(noun)).filter(|first| is_bare(*first));
        let Some(first) = determined.filter(|_| is_object).or(bare) else { continue };
        let Some(name) = first.checked_sub(1).filter(|name| *name > verb) else { continue };
        if matches!(tags[name], Tag::Name | Tag::Names) && tree.is_under(name, verb) {
            tree.heads[noun] = Some(name);
            tree.relations[noun] = Relation::Apposition;
        }
    }
}

/// "Kite Court, the newest of the halls, has", read like "Kite Court the newest has" or like a time: what stands between commas right
/// behind a name tells of the name, which is the subject.
pub(super) fn tell_of_name(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for name in 0..tags.len() {
        let Some(above) = tree.head(name).filter(|above| *above > name) else { continue };
        let is_misread = matches!(
            tree.relation(name),
            Relation::Compound | Relation::Adverb | Relation::NounAdverb
        );
        let told = std::iter::once(above).chain(tree.dependents(above)).find(|at| {
            is_misread && (name..=above).contains(at) && tree.relation(*at).is_subject()
        });
        let Some(told) = told else { continue };
        let Some(verb) = tree.head(told).filter(|verb| *verb > told) else { continue };
        let opens = words[name + 1].before.has(Signs::COMMA)
            && matches!(tags[name + 1], Tag::Determiner | Tag::PossessivePronoun)
            && tree.is_under(name + 1, told);
        let closes = (told + 1..=verb).any(|at| {
            words[at].before.has(Signs::COMMA)
                && (at == verb || tree.head(at) == Some(verb))
                && (at..=verb).all(|at| !tags[at].is_noun())
        });
        if matches!(tags[name], Tag::Name | Tag::Names) && opens && closes {
            tree.heads[name] = Some(verb);
            tree.relations[name] = tree.relations[told];
            tree.heads[told] = Some(name);
            tree.relations[told] = Relation::Apposition;
        }
    }
}

/// "A hall with a capacity of 900, Wagtail Hall is", read like two subjects: what opens a sentence with "a" and has a comma behind it
/// stands beside the name that follows.
pub(super) fn appose_front(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    if tags.first() != Some(&Tag::Determiner) {
        return;
    }
    let Some(noun) = tree.head(0).filter(|noun| tags[*noun].is_noun()) else { return };
    let Some(verb) = tree.head(noun).filter(|verb| *verb > noun) else { return };
    if !tree.relation(noun).is_subject()
        && !matches!(tree.relation(noun), Relation::AdverbClause | Relation::NounAdverb)
    {
        return;
    }
    let is_second = |at: &usize| {
        *at > noun && tree.relation(*at).is_subject() && matches!(tags[*at], Tag::Name | Tag::Names)
    };
    let Some(name) = tree.dependents(verb).find(is_second) else { return };
    let first = tree.dependents(name).min().unwrap_or(name).min(name);
    if words[first].before.has(Signs::COMMA) {
        tree.heads[noun] = Some(name);
        tree.relations[noun] = Relation::Apposition;
    }
}

/// "A kit for the coffee machine costs", "anyone who moves into the hall pays", read like two subjects: what stands right behind
/// a preposition without an object is what it governs.
pub(super) fn govern_name(tree: &mut Arcs, tags: &[Tag]) {
    for verb in 0..tags.len() {
        let subjects: Vec<usize> =
            tree.dependents(verb).filter(|at| tree.relation(*at).is_subject()).collect();
        let [first, second] = subjects[..] else { continue };
        let bare = (first + 1..second).find(|at| {
            tree.relation(*at) == Relation::Preposition
                && tree.is_under(*at, first)
                && tree.dependents(*at).next().is_none()
        });
        let Some(preposition) = bare.filter(|_| second < verb) else { continue };
        let is_article = |at: usize| tags[at] == Tag::Determiner && tree.head(at) == Some(verb);
        if (preposition + 1..second).all(|at| tree.head(at) == Some(second) || is_article(at)) {
            for at in preposition + 1..second {
                tree.heads[at] = Some(second);
            }
            tree.heads[second] = Some(preposition);
            tree.relations[second] = Relation::PrepositionObject;
        }
    }
}

/// "Profits at the media giant Delmar rose", read like "Delmar rose": a verb has one subject, and a name right behind what a
/// preposition governs belongs to that.
pub(super) fn govern_titled(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for verb in 0..tags.len() {
        let subjects: Vec<usize> =
            tree.dependents(verb).filter(|at| tree.relation(*at).is_subject()).collect();
        let [first, second] = subjects[..] else { continue };
        let Some(title) = second.checked_sub(1).filter(|title| first < *title && second < verb)
        else {
            continue;
        };
        let Some(preposition) = tree.head(title).filter(|at| *at > first) else { continue };
        let is_governed = tree.relation(title) == Relation::PrepositionObject
            && tree.is_under(preposition, first)
            && words[first + 1..=second].iter().all(|word| word.before == Signs::default())
            && matches!(tags[second], Tag::Name | Tag::Names);
        if is_governed {
            tree.heads[second] = Some(preposition);
            tree.relations[second] = Relation::PrepositionObject;
            tree.heads[title] = Some(second);
            tree.relations[title] = Relation::Compound;
        }
    }
}

/// "The 324-page novel The Salt Ledger was reprinted", read like two subjects: a noun right before a name says what it is the name of.
pub(super) fn call_by_name(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for name in 1..tags.len() {
        let noun = name - 1;
        let is_name = matches!(tags[name], Tag::Name | Tag::Names)
            && words[name].before == Signs::default()
            && matches!(tags[noun], Tag::Noun);
        let verb = tree.head(name);
        let are_subjects = tree.relation(name).is_subject() && tree.relation(noun).is_subject();
        let is_determined = tree.dependents_as(noun, Relation::Determiner).next().is_some()
            || verb.is_some_and(|verb| {
                tree.dependents_as(verb, Relation::Determiner).any(|at| at < noun)
            });
        if !is_name || !are_subjects || verb != tree.head(noun) || !is_determined {
            continue;
        }
        tree.heads[noun] = Some(name);
        tree.relations[noun] = Relation::Compound;
        for at in 0..noun {
            if tree.head(at) == verb && tree.relation(at) == Relation::Determiner {
                tree.heads[at] = Some(name);
            }
        }
    }
}

/// "The suspended skier Ann Lee spoke", read like "the suspended spoke": what stands between an article and a name that follows without
/// a mark tells of the name.
pub(super) fn describe_name(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for name in 2..tags.len() {
        let is_subject =
            matches!(tags[name], Tag::Name | Tag::Names) && tree.relation(name).is_subject();
        let Some(verb) = tree.head(name).filter(|verb| is_subject && *verb > name) else {
            continue;
        };
        let tells = |at: &usize| {
            words[*at + 1].before == Signs::default()
                && matches!(
                    tags[*at],
                    Tag::Noun
                        | Tag::Adjective
                        | Tag::Comparative
                        | Tag::Participle
                        | Tag::Attributive
                )
        };
        let first = (1..name).rev().take_while(tells).last();
        let Some(first) = first.filter(|first| {
            tags[first - 1] == Tag::Determiner && words[*first].before == Signs::default()
        }) else {
            continue;
        };
        let run = first - 1..name;
        let is_torn = run.clone().any(|at| tree.relation(at).is_subject());
        let is_alone = |at: usize| {
            tree.head(at).is_some_and(|head| head == verb || head == name || run.contains(&head))
        };
        if !is_torn || !run.clone().all(is_alone) {
            continue;
        }
        for at in run {
            tree.heads[at] = Some(name);
            tree.relations[at] = match tags[at] {
                Tag::Determiner => Relation::Determiner,
                Tag::Noun | Tag::Comparative => Relation::Compound,
                _ => Relation::Modifier,
            };
        }
    }
}

/// "A school gave the dome 15 plants", read like "the dome plants": a name right before a number is who gets them.
pub(super) fn give_to_name(tree: &mut Arcs, tags: &[Tag]) {
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

/// "Upload more than 4 GB to Nimbus Drive", read like "to drive": a name or a noun is no verb behind "to".
pub(super) fn lead_to_name(tree: &mut Arcs, tags: &[Tag]) {
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

/// "At the Wagtail Museum visitors are charged", read like visitors of that name: what stands right before a passive without a
/// subject is its subject, and the name before it what the preposition in front governs.
pub(super) fn part_front(tree: &mut Arcs, tags: &[Tag]) {
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

/// "The 84-metre-deep Lake Wagtail freezes", read like "deep, it freezes": a measure right before the name of who does it tells of that.
pub(super) fn describe_by_measure(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for told in 1..tags.len().saturating_sub(1) {
        let name = told + 1;
        let is_measured = tags[told - 1] == Tag::Attributive && tree.head(told - 1) == Some(told);
        let is_close = words[name].before == Signs::default()
            && matches!(tags[name], Tag::Name | Tag::Names)
            && tree.relation(name).is_subject();
        let is_misread = tree.relation(told) == Relation::AdverbClause
            && tree.head(told) == tree.head(name)
            && tree.head(told).is_some_and(|verb| verb > name);
        if !(is_measured && is_close && is_misread) {
            continue;
        }
        (tree.heads[told], tree.relations[told]) = (Some(name), Relation::Modifier);
        let before = told.checked_sub(2).filter(|at| tags[*at] == Tag::Determiner);
        if let Some(article) = before {
            tree.heads[article] = Some(name);
        }
    }
}

/// "Sent it to Wagtail, a small port", "drove over the Wagtail, a toll crossing", read like what else was sent or while it crossed: what
/// an article opens behind a comma right behind a name tells what that is, where the verb has its object or none.
pub(super) fn appose_behind_object(tree: &mut Arcs, tags: &[Tag], words: &[Word]) {
    for article in 1..tags.len().saturating_sub(1) {
        let name = article - 1;
        let opens = words[article].before == Signs::COMMA
            && tags[article] == Tag::Determiner
            && matches!(tags[name], Tag::Name | Tag::Names)
            && (matches!(tree.relation(name), Relation::PrepositionObject | Relation::Object)
                || tree.relation(name).is_subject());
        let is_part = |at: &usize| {
            *at > article
                && words[article + 1..=*at].iter().all(|word| word.before == Signs::default())
        };
        let top = tree.upwards(article).skip(1).take_while(is_part).last();
        let Some(noun) = top else { continue };
        let is_second = tags[noun].is_noun()
            && tree.relation(noun) == Relation::Object
            && tree.head(noun).is_some_and(|verb| {
                tree.dependents_as(verb, Relation::Object).any(|object| object < article)
            });
        let is_named = tags[noun] == Tag::Gerund
            && matches!(tree.relation(noun), Relation::AdverbClause | Relation::Complement)
            && (article + 1..noun).all(|at| tags[at].is_noun() || tags[at] == Tag::Adjective)
            && tree.is_under(name, tree.head(noun).unwrap_or(noun));
        // "The Wagtail, a toll crossing that", read like both of a list that nothing joins
        let is_listed = tags[noun] == Tag::Gerund
            && matches!(tree.relation(noun), Relation::Conjunct | Relation::Attribute)
            && tree.head(noun) == Some(name)
            && tree.dependents_as(name, Relation::Conjunction).next().is_none();
        if opens && (is_second || is_named || is_listed) {
            (tree.heads[noun], tree.relations[noun]) = (Some(name), Relation::Apposition);
        }
    }
}

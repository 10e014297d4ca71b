//! States that a sentence tells of the subject by more than its subject: "it is unsafe to swim in the river", "the peak is one of
//! four active volcanoes".

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Stance, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The head of a state in the tree of its sentence.
fn head_of<'r, 'd>(
    reading: &'r Reading<'d>,
    sentence: Sentence,
    state: ProseSpan,
) -> Option<(&'r Syntax<'d>, &'r Tree, usize)> {
    let syntax = reading.syntax(sentence);
    Some((syntax, syntax.trees().first()?, syntax.head_in(state)?))
}

/// "Is no longer closed", "is not maintained any more": whether the verb of a state is negated.
pub(super) fn is_denied(reading: &Reading<'_>, sentence: Sentence, state: ProseSpan) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    let verb_of = |word: usize| syntax.clause_of(word).value.map(|clause| clause.verb);
    let verb = verb_of(at);
    // "Not closed but open"
    let from = (0..at).rfind(|joint| word::is(syntax.text(*joint), Class::ContrastJoints));
    (from.unwrap_or(0)..at).any(|word| {
        word::is(syntax.text(word), Class::NegatingWords)
            && verb_of(word) == verb
            && tree.head(word).is_some_and(|above| {
                Some(above) == verb || !syntax.tag(above).is_noun() || tree.is_under(at, above)
            })
    })
}

/// Whether a sentence says that something is not in a state, or no longer, and no more than that: "is not open", "has not been
/// repealed", "was never repealed". What was not so once may be so now: "was not open".
pub(super) fn is_flatly_denied(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    let Some(stance) = syntax.polarity_and_mood(at).sure() else { return false };
    let verb = syntax.clause_of(at).value.map_or(at, |clause| clause.verb);
    let text = |word: usize| syntax.text(word);
    let longer = |word: usize| word::is(text(word), Class::NoLongerWords);
    let is_ours = |word: usize| tree.is_under(word, verb) || word == verb;
    let words = syntax.words().len();
    let Some(not) = stance.negation.or_else(|| (0..words).find(|at| longer(*at) && is_ours(*at)))
    else {
        return false;
    };
    let never = text(not).eq_ignore_ascii_case("never");
    let is_done = state.contains(syntax.words()[verb].span);
    let others = Stance { negation: None, past: false, ..stance };
    // "Not only open", "not the aquarium but the museum is open"
    let is_limited = word::is(text(not + 1), Class::OnlyWord);
    let is_of_noun = tree.head(not).is_some_and(|head| tree.relation(head).is_subject());
    // "Denied that it is not open"
    let is_denied_again =
        (0..words).any(|word| word < not && word::is(text(word), Class::Negation));
    others == Stance::default()
        && !is_denied_again
        && (!stance.past || never && is_done)
        && !is_limited
        && !is_of_noun
        && !(at..words).any(|word| word::is(text(word), Class::ContrastJoints) && is_ours(word))
}

/// The subjects of a sentence without those that it names only as not meant: "not the museum but the aquarium is closed".
pub(super) fn without_unmeant(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
) -> Vec<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let is_unmeant = |mention: &ProseSpan| {
        let unmeant = || {
            let tree = syntax.trees().first()?;
            let name = syntax.head_in(*mention)?;
            let negated = tree.dependents_as(name, Relation::Negation).any(|not| not < name);
            let mut joints = tree.dependents_as(name, Relation::Conjunction);
            Some(negated && joints.any(|but| word::is(syntax.text(but), Class::ContrastJoints)))
        };
        unmeant() == Some(true)
    };
    mentions.iter().filter(|mention| !is_unmeant(mention)).copied().collect()
}

/// "It is unsafe to swim in the river": a state that a subject without meaning only holds the place of.
pub(super) fn is_of_place(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    let Some(verb) = tree.head(at).filter(|_| tree.relation(at) == Relation::Adjective) else {
        return false;
    };
    let is_it = tree
        .dependents_as(verb, Relation::Subject)
        .any(|subject| word::is(syntax.text(subject), Class::EmptySubjects));
    let to = at + 1;
    let leads_on = syntax.text(to).eq_ignore_ascii_case("to");
    is_it
        && leads_on
        && mentions.iter().any(|mention| {
            let head = syntax.head_in(*mention);
            let between = ProseSpan { start: state.end, end: mention.start.max(state.end) };
            !between.of(reading.prose()).contains(',')
                && head.is_some_and(|head| head > to && tree.is_under(head, verb))
        })
}

/// "Dogs are welcome at the inn", "tenants of the inn may keep dogs": what holds for all that is there, or for whoever is, where
/// the state says what it is that holds.
pub(super) fn is_of_what_is_there(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let words = syntax.words_in(state);
    let Some(verb) = words.clone().find(|at| syntax.tag(*at).is_verb()) else { return false };
    let says_what = words.start < verb && syntax.tag(words.start).is_noun();
    // Whose place a noun is in: "at the inn", not "at the inn beside the mill".
    let place_of = |mention: &ProseSpan| {
        let head = syntax.head_in(*mention)?;
        let at = tree.head(head).filter(|_| tree.relation(head) == Relation::PrepositionObject)?;
        word::is(syntax.text(at), Class::PlacingPrepositions).then_some(at)
    };
    if is_traffic(syntax, tree, mentions, state) {
        return true;
    }
    if says_what {
        // "Guide dogs are welcome at the inn"
        let is_plain = tree.dependents(words.start).all(|at| words.contains(&at));
        return is_plain
            && mentions.iter().filter_map(place_of).any(|at| {
                let is_front = at == 0 || syntax.words()[at].span.start == sentence.span.start;
                is_front || tree.head(at).is_some_and(|above| words.contains(&above))
            });
    }
    // "Tenants of the inn may keep dogs", not "some tenants", "tenants with a garden"
    let may = syntax.tag(words.start) == Tag::Modal;
    let Some(who) = (0..words.start).find(|at| tree.relation(*at).is_subject()) else {
        return false;
    };
    let is_all = syntax.tag(who) == Tag::Nouns
        && word::is(&syntax.lemma(who), Class::Persons)
        && tree.dependents(who).all(|at| tree.relation(at) == Relation::Preposition)
        && tree.dependents(who).count() == 1;
    may && is_all
        && mentions.iter().any(|mention| {
            let at = syntax.head_in(*mention).and_then(|head| tree.head(head));
            at.is_some_and(|at| {
                tree.head(at) == Some(who)
                    && (word::is(syntax.text(at), Class::PartPrepositions)
                        || word::is(syntax.text(at), Class::PlacingPrepositions))
            })
        })
}

/// "Trains on the line are running normally": what goes along the subject, all of it.
fn is_traffic(syntax: &Syntax<'_>, tree: &Tree, mentions: &[ProseSpan], state: ProseSpan) -> bool {
    let theme = syntax.head_in(state).and_then(|at| syntax.theme_of(at).value);
    theme.is_some_and(|who| {
        word::is(&syntax.lemma(who), Class::TrafficNouns)
            && matches!(syntax.tag(who), Tag::Nouns)
            && tree.dependents(who).all(|at| {
                tree.relation(at) == Relation::Preposition
                    && word::is(syntax.text(at), Class::AlongPrepositions)
                    && tree.dependents(at).any(|name| {
                        mentions.iter().any(|mention| syntax.head_in(*mention) == Some(name))
                    })
            })
            && tree.dependents(who).count() == 1
    })
}

/// "Feel free to use the car park": a state of whoever reads, whom an order tells to be in it.
pub(super) fn is_of_reader(reading: &Reading<'_>, sentence: Sentence, state: ProseSpan) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    let verb = tree.head(at).filter(|_| tree.relation(at) == Relation::Adjective);
    verb.is_some_and(|verb| {
        let has_object = tree.dependents_as(verb, Relation::Object).next().is_some();
        syntax.order() == Some(verb) && !has_object
    })
}

/// "Stands opposite a girls' school", "has changing rooms for girls": a state of what the sentence only brings in.
pub(super) fn is_of_something_new(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    let is_ours =
        |at: usize| mentions.iter().any(|mention| mention.overlaps(syntax.words()[at].span));
    let is_small = |at: &usize| matches!(syntax.tag(*at), Tag::Determiner | Tag::Adjective);
    let before = (0..syntax.words_in(state).start).rev().find(|at| !is_small(at));
    let is_beside = || before.is_some_and(|at| word::is(syntax.text(at), Class::NearPrepositions));
    // "Rooms for girls": what the preposition of the state tells more of.
    let fitted = || {
        let noun = tree.head(at).filter(|_| tree.relation(at) == Relation::Preposition)?;
        let is_brought_in =
            matches!(tree.relation(noun), Relation::Object | Relation::PrepositionObject);
        Some(is_brought_in && syntax.tag(noun).is_noun() && !is_ours(noun) && noun < at)
    };
    // "Has an open-source rival", where the state is taken for a part of the noun.
    let is_part_of_another = || {
        let is_part = |at: &usize| {
            matches!(tree.relation(*at), Relation::Compound | Relation::Modifier)
                && tree.head(*at).is_some_and(|noun| syntax.tag(noun).is_noun())
        };
        let top = tree.upwards(at).find(|at| !is_part(at)).filter(|top| *top > at)?;
        let is_brought_in = match tree.relation(top) {
            Relation::Object => true,
            Relation::PrepositionObject => tree.head(top).is_some_and(|preposition| {
                !word::is(syntax.text(preposition), Class::PartPrepositions)
                    && !word::is(syntax.text(preposition), Class::KnownAs)
            }),
            _ => false,
        };
        let holds_ours = (at..=top).any(is_ours);
        // "Its rival, the vegan Green Bowl"
        let is_named = matches!(syntax.tag(top), Tag::Name | Tag::Names)
            && tree.relation(top) != Relation::Attribute
            && syntax.text(top).starts_with(char::is_uppercase);
        // "Sang for retired miners", "owns a closed mill", not "is among the closed mills"
        let is_new = syntax.tag(top) == Tag::Nouns
            || tree
                .dependents_as(top, Relation::Determiner)
                .any(|below| word::is(syntax.text(below), Class::IndefiniteArticle));
        let is_told = tree
            .upwards(top)
            .find(|above| syntax.tag(*above).is_verb())
            .is_some_and(|verb| word::is(&syntax.lemma(verb), Class::BeForms));
        let is_taken =
            is_brought_in && (tree.relation(at) == Relation::Compound || is_new && !is_told);
        Some((is_named || is_taken) && !holds_ours)
    };
    syntax.tag(at).is_noun() && is_beside()
        || syntax.tag(at) == Tag::Preposition && fitted() == Some(true)
        || is_part_of_another() == Some(true)
}

/// "The use of the form is voluntary", "entry to the park is free": a state of what is done with the subject, all of it.
pub(super) fn is_of_its_use(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    let Some(theme) = syntax.theme_of(at).value else { return false };
    let is_owner = |mention: &ProseSpan| {
        let of = syntax.head_in(*mention).and_then(|name| tree.head(name));
        of.is_some_and(|of| {
            let found = syntax.text(of);
            let ties =
                word::is(found, Class::PartPrepositions) || word::is(found, Class::WayPrepositions);
            tree.head(of) == Some(theme) && ties
        })
    };
    let is_whole = tree
        .dependents(theme)
        .all(|at| matches!(tree.relation(at), Relation::Determiner | Relation::Preposition));
    word::is(&syntax.lemma(theme), Class::UsingNouns)
        && is_whole
        && tree.dependents_as(theme, Relation::Preposition).count() == 1
        && mentions.iter().any(is_owner)
}

/// "The peak is one of four active volcanoes", "one of three beaches that are open": a state of all of those of which the subject is
/// said to be one.
pub(super) fn is_of_all_such(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    let one = || {
        let (syntax, tree, at) = head_of(reading, sentence, state)?;
        let noun = if tree.relation(at) == Relation::Modifier {
            tree.head(at)?
        } else {
            let verb = syntax.clause_of(at).value?.verb;
            tree.head(verb).filter(|_| tree.relation(verb) == Relation::RelativeClause)?
        };
        let of = tree.head(noun)?;
        let one = tree.head(of).filter(|_| word::is(syntax.text(of), Class::PartPrepositions))?;
        let is_one = syntax.text(one).eq_ignore_ascii_case("one");
        let above = tree.head(one).filter(|_| is_one)?;
        let subject = match tree.relation(one) {
            Relation::Attribute => syntax.subject_of(above).sure().flatten()?,
            Relation::Apposition => above,
            _ => return None,
        };
        syntax.words().get(subject).map(|word| word.span)
    };
    one().is_some_and(|subject| mentions.iter().any(|mention| mention.overlaps(subject)))
}

/// "The car park of the trail is closed", "the trail's car park": a state of what only belongs to the subject.
pub(super) fn is_of_a_part(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    state: ProseSpan,
) -> bool {
    let Some((syntax, tree, at)) = head_of(reading, sentence, state) else { return false };
    // "The siding next to the line", of which a tree may make what somebody does
    let is_thing = |theme: &usize| {
        syntax.tag(*theme).is_noun()
            || syntax.tag(*theme) == Tag::Gerund
                && tree.dependents_as(*theme, Relation::Determiner).next().is_some()
    };
    // "Films for the camera went out of production"
    let theme = syntax.theme_of(at).value.or_else(|| syntax.clause_of(at).value?.subject);
    let Some(theme) = theme.filter(is_thing) else { return false };
    let lemma = syntax.lemma(theme);
    // "Construction of the tower is complete", "the town of Lyngby is closed"
    if word::is(&lemma, Class::WorkNouns) || word::is(&lemma, Class::NamedByOf) {
        return false;
    }
    // "The gate at the end of the trail"
    let owns = |mention: &ProseSpan| {
        let Some(head) = syntax.head_in(*mention).filter(|head| *head != theme) else {
            return false;
        };
        let mut way = tree.upwards(head).take_while(|above| *above != theme);
        let is_tied = |at: usize| {
            let relation = tree.relation(at);
            // "Next to the line"
            let is_near =
                relation == Relation::Adverb && word::is(syntax.text(at), Class::CloseWords);
            is_near
                || (syntax.tag(at).is_noun() || syntax.tag(at) == Tag::Preposition)
                    && matches!(
                        relation,
                        Relation::Possessor | Relation::Preposition | Relation::PrepositionObject
                    )
        };
        tree.is_under(head, theme) && way.all(is_tied)
    };
    mentions.iter().any(owns)
}

/// The word by which a state holds only in part, now and then, or of one that is only thought of: "half closed", "usually
/// closed", "closed at night", "a closed pass would".
pub(super) fn only_partly(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
) -> Option<ProseSpan> {
    let (syntax, tree, at) = head_of(reading, sentence, state)?;
    let verb = tree.head(at).filter(|_| tree.relation(at) == Relation::Adjective);
    let is_state =
        |word: &usize| syntax.words().get(*word).is_some_and(|word| word.span.overlaps(state));
    let beside = || {
        let uppers = [Some(at), verb].into_iter().flatten();
        uppers.flat_map(|upper| tree.dependents(upper)).filter(|word| !is_state(word))
    };
    let loosens = beside().find(|word| word::is(syntax.text(*word), Class::LooseState));
    // "Open from nine until dusk" has its hours, "closed until dusk" is open then.
    let is_open = reading.words_in(state).any(|(_, found)| word::is(found, Class::OpenWords));
    // "At night", "in winter", "on Sundays", but not "for the night", "in the winter of 2024"
    let recurs = || {
        let times = beside()
            .filter(|word| tree.relation(*word) == Relation::Preposition)
            .filter(|word| !(is_open && word::is(syntax.text(*word), Class::UntilWord)))
            .flat_map(|word| tree.dependents_as(word, Relation::PrepositionObject));
        let is_any = |time: &usize| {
            let text = syntax.text(*time);
            let known = word::is(text, Class::RecurringTime);
            known && tree.dependents(*time).all(|below| below > *time)
        };
        times.into_iter().find(is_any)
    };
    let supposed = || {
        // "A dormant volcano" is what the subject is.
        let theme = tree.head(at).filter(|theme| {
            tree.relation(at) == Relation::Modifier
                && syntax.text(*theme).starts_with(char::is_uppercase)
        })?;
        tree.dependents_as(theme, Relation::Determiner)
            .find(|article| word::is(syntax.text(*article), Class::IndefiniteArticle))
    };
    // "Free for hotel guests", "for children", not "for visitors"
    let for_some = || {
        let people = beside()
            .filter(|word| word::is(syntax.text(*word), Class::GivingPrepositions))
            .flat_map(|word| tree.dependents_as(word, Relation::PrepositionObject));
        let are_some = |who: &usize| {
            let lemma = syntax.lemma(*who);
            let mut parts = tree.dependents(*who).filter(|part| part < who);
            let every = parts.any(|part| word::is(syntax.text(part), Class::EveryWords));
            let told_apart = tree.dependents(*who).any(|part| {
                matches!(tree.relation(part), Relation::Compound | Relation::Modifier)
                    && part < *who
            });
            syntax.tag(*who) == Tag::Nouns
                && !every
                && (word::is(&lemma, Class::GroupPersons)
                    || told_apart && word::is(&lemma, Class::Persons))
        };
        people.into_iter().find(are_some)
    };
    // "Free of litter", where the adjective is another one with what it is of
    let of_something = || {
        tree.dependents_as(at, Relation::Preposition).find(|of| {
            syntax.tag(at) == Tag::Adjective
                && *of == at + 1
                && !is_state(of)
                && word::is(syntax.text(*of), Class::PartPrepositions)
        })
    };
    let found =
        loosens.or_else(recurs).or_else(supposed).or_else(for_some).or_else(of_something)?;
    syntax.words().get(found).map(|word| word.span)
}

/// The word by which a state is denied or only asked for: "is not sold over the counter", "has asked to let it be sold without a
/// prescription". That a phrase begins as a bound does ("over") makes no bound of it.
pub(super) fn unsaid(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
) -> Option<ProseSpan> {
    let (syntax, tree, at) = head_of(reading, sentence, state)?;
    let words = syntax.words();
    let negation = syntax.polarity_and_mood(at).sure().and_then(|stance| stance.negation);
    let denied = negation.filter(|word| {
        let next = words.get(word + 1).map_or("", |next| next.span.of(reading.prose()));
        !state.contains(words[*word].span) && !word::is(next, Class::OnlyWord)
    });
    let asked = || {
        let mut way = tree.upwards(at).zip(tree.upwards(at).skip(1));
        way.find_map(|(below, above)| {
            let is_wanted =
                matches!(tree.relation(below), Relation::OpenComplement | Relation::Complement);
            (is_wanted && word::is(syntax.text(above), Class::Asking)).then_some(above)
        })
    };
    // "Cannot be sold over the counter"
    let cannot = || {
        let verb = syntax.clause_of(at).value?.verb;
        tree.dependents_as(verb, Relation::Auxiliary)
            .find(|word| word::is(syntax.text(*word), Class::BoundNegation))
    };
    // "Before the bill becomes law"
    let not_yet = || {
        let verb = syntax.clause_of(at).value?.verb;
        let is_past = syntax.polarity_and_mood(verb).value.past;
        tree.dependents_as(verb, Relation::Marker)
            .find(|word| !is_past && word::is(syntax.text(*word), Class::BeforeTime))
    };
    // "Is far from retired"
    let far_from = || {
        let lead = ProseSpan { start: sentence.span.start, end: state.start };
        reading
            .phrase_in(sentence.narrowed(lead), Class::FarFrom)
            .filter(|at| ProseSpan { start: at.end, end: state.start }.of(reading.prose()) == " ")
    };
    let found = denied.or_else(cannot).or_else(asked).or_else(not_yet);
    found.map(|word| words[word].span).or_else(far_from)
}

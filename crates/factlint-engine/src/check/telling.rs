//! Of what a verb, or a word of a state, tells by the structure of its sentence: of the subject of a rule, or of
//! something else that the sentence names.

use crate::reading::{Reading, Sentence};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{ClauseKind, Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// What words tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// Of one of the mentions.
    Ours,
    /// Of something else, by its name or as something new.
    Another,
    /// Of what could be either: "the event", or no reading of the sentence is sure.
    Open,
}

/// What words tell of, where `cues` are all that a rule looks for: the object of "opened a branch", the subject of "opened in May".
pub(super) fn telling(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    cues: &[ProseSpan],
    words: ProseSpan,
) -> Telling {
    let stands_by = |mention: &ProseSpan| {
        is_bracketed(reading, *mention, words) || is_acting(reading, sentence, *mention, words)
    };
    if mentions.iter().any(stands_by) {
        return Telling::Ours;
    }
    let syntax = reading.syntax(sentence);
    let Some(at) = syntax.head_in(words) else { return Telling::Open };
    // "Three weeks before it opens, the hospital is", whatever the tree takes for the subject
    let pronoun = (0..at).rev().take(3).find(|at| word::is(syntax.text(*at), Class::EmptySubjects));
    let is_in_front = |mention: &ProseSpan| {
        pronoun.is_some_and(|pronoun| {
            (pronoun + 1..at).all(|at| !syntax.tag(at).is_noun())
                && is_named_behind(syntax, pronoun, *mention)
        })
    };
    if mentions.iter().any(|mention| is_whose(syntax, *mention, at) || is_in_front(mention)) {
        return Telling::Ours;
    }
    if is_for_another(reading, sentence, mentions, at, words)
        || is_its_of_another(syntax, mentions, at)
    {
        return Telling::Another;
    }
    if is_in_clause_of_another(syntax, mentions, at) || is_only_in_clause(syntax, mentions, at) {
        return Telling::Another;
    }
    let Some(mut theme) = syntax.theme_of(at).sure().flatten() else { return Telling::Open };
    let is_among = |word: usize, spans: &[ProseSpan]| {
        let span = syntax.words().get(word).map(|word| word.span);
        span.is_some_and(|span| spans.iter().any(|one| one.overlaps(span)))
    };
    // "Takes place", "entered service": the object is a part of what is told.
    // "Closes this Friday": a day is nothing that is closed.
    let dates: Vec<ProseSpan> = reading.dates(sentence).iter().map(|date| date.span).collect();
    let is_day = is_among(theme, &dates) && !syntax.depends(at, theme).value;
    if theme != at && (is_day || is_among(theme, &[words]) || is_among(theme, cues)) {
        // "Engineers lost contact with the probe"
        let is_shared = |preposition: usize| {
            word::is(&syntax.lemma(theme), Class::SharedNouns)
                && word::is(syntax.text(preposition), Class::SharingPrepositions)
        };
        // "Ministers gave the go-ahead for the bridge"
        let is_given = |mention: &ProseSpan| {
            let Some(tree) = syntax.trees().first() else { return false };
            let preposition = syntax.head_in(*mention).and_then(|head| tree.head(head));
            preposition.is_some_and(|preposition| {
                tree.relation(preposition) == Relation::Preposition
                    && tree.head(preposition).is_some_and(|upper| upper == at || upper == theme)
                    && (word::is(syntax.text(preposition), Class::GivenTo)
                        || is_shared(preposition))
            })
        };
        if mentions.iter().any(is_given) {
            return Telling::Ours;
        }
        let Some(subject) = syntax.subject_of(at).sure().flatten() else { return Telling::Open };
        theme = subject;
    }
    let is_ours = |word: usize| is_among(word, mentions);
    // "The Tay Bridge building opened"
    let part_of_name = || {
        let tree = syntax.trees().first();
        mentions.iter().any(|mention| {
            let head = syntax.head_in(*mention);
            head.is_some_and(|head| tree.is_some_and(|tree| tree.head(head) == Some(theme)))
                && !head.is_some_and(|head| syntax.is_told_apart_by(theme, head))
        })
    };
    // "The summit and the congress open"
    let beside = |mention: &ProseSpan| {
        let head = syntax.head_in(*mention);
        head.is_some_and(|head| {
            syntax.coordinated(theme, head).sure() == Some(true)
                || syntax.apposed(theme, head).sure() == Some(true)
        })
    };
    // "The tunnel under the pass"
    let told_apart = || {
        let heads = mentions.iter().filter_map(|mention| syntax.head_in(*mention));
        heads.into_iter().any(|head| syntax.is_told_apart_by(theme, head))
    };
    // "The paper reported that the club was founded": who reports it is not what it is about.
    let reported = || {
        let clause = syntax.clause_of(at).sure().flatten();
        clause.is_some_and(|clause| {
            clause.kind == ClauseKind::Complement
                && mentions.iter().all(|mention| {
                    syntax.head_in(*mention).is_some_and(|head| {
                        head < theme && !syntax.depends(head, clause.verb).value
                    })
                })
        })
    };
    // "Work on the tower was finished"
    let made = || {
        word::is(&syntax.lemma(theme), Class::WorkNouns)
            && mentions.iter().any(|mention| {
                syntax.head_in(*mention).is_some_and(|head| syntax.depends(head, theme).value)
            })
    };
    // "The aquarium welcomed its first visitors"
    let begins = || {
        let first = syntax.trees().first().is_some_and(|tree| {
            tree.dependents(theme).any(|below| word::is(syntax.text(below), Class::FirstWord))
        });
        first
            && word::is(&syntax.lemma(theme), Class::ComingNouns)
            && syntax.subject_of(at).sure().flatten().is_some_and(is_ours)
    };
    // "The observatory opened its second dome"
    let is_its_own =
        || syntax.is_owned_by_pronoun(theme) && !word::is(&syntax.lemma(theme), Class::WorkNouns);
    // "Drivers have used the bridge since it opened": what "it" stands right behind, where it cannot be who is spoken of
    let is_it = || {
        let tree = syntax.trees().first();
        let is_pronoun = word::is(syntax.text(theme), Class::EmptySubjects);
        let behind = theme.checked_sub(1).and_then(|joint| joint.checked_sub(1));
        let named = behind.is_some_and(|before| {
            mentions.iter().any(|mention| syntax.words_in(*mention).contains(&before))
        });
        let root = (0..theme).find(|word| tree.is_some_and(|tree| tree.head(*word).is_none()));
        let subject = root.and_then(|root| syntax.subject_of(root).sure().flatten());
        let is_subject = subject.is_some_and(|it| matches!(syntax.tag(it), Tag::Nouns));
        is_pronoun && (named && is_subject || is_only_thing(syntax, mentions, theme))
    };
    // "Set beside the bridge, the café is open": what opens the sentence tells of its subject, and is none of what it names.
    let is_front_of = |mention: &ProseSpan| {
        let tree = syntax.trees().first()?;
        let name = syntax.head_in(*mention).filter(|name| !tree.relation(*name).is_subject())?;
        let front = tree.upwards(name).find(|at| tree.relation(*at) == Relation::AdverbClause)?;
        let has_subject = tree.dependents(front).any(|at| tree.relation(at).is_subject());
        let is_front = matches!(syntax.tag(front), Tag::Participle | Tag::Gerund | Tag::Adjective)
            && front < theme
            && !has_subject
            && tree.head(front) == tree.head(theme);
        Some(is_front && tree.relation(theme).is_subject())
    };
    if !mentions.is_empty() && mentions.iter().all(|mention| is_front_of(mention) == Some(true)) {
        return Telling::Another;
    }
    // "When six doctors founded it"
    let done_to_it = || {
        let tree = syntax.trees().first()?;
        let it = tree
            .dependents_as(at, Relation::Object)
            .find(|it| word::is(syntax.text(*it), Class::EmptySubjects))?;
        Some(is_only_thing(syntax, mentions, it))
    };
    // "Members of the club, founded in 1820, row"
    let is_no_person = |mention: &ProseSpan| {
        let tree = syntax.trees().first()?;
        let name = syntax.head_in(*mention)?;
        let word = syntax.words().get(at)?;
        let is_right_behind = word.before.has(Signs::COMMA)
            && syntax.tag(at) == Tag::Participle
            && syntax.words_in(*mention).end == at;
        let are_people = syntax.tag(theme) == Tag::Nouns && noun::is_person(&syntax.lemma(theme));
        Some(is_right_behind && are_people && tree.is_under(name, theme))
    };
    if done_to_it() == Some(true) || mentions.iter().any(|one| is_no_person(one) == Some(true)) {
        return Telling::Ours;
    }
    if syntax.is_loose_name(theme) {
        Telling::Open
    } else if is_it() || is_ours(theme) || mentions.iter().any(beside) || made() || begins() {
        Telling::Ours
    } else if part_of_name() {
        Telling::Open
    } else if is_its_own()
        || syntax.tag(theme).is_noun()
            && (syntax.is_named_apart(theme) || told_apart() || reported())
    {
        Telling::Another
    } else {
        Telling::Open
    }
}

/// "Release 2, which Release 3 replaced, reached its end of life": whether a noun is that of the subject of its verb, and all names stand
/// only in what is said aside of that.
fn is_its_of_another(syntax: &Syntax<'_>, mentions: &[ProseSpan], noun: usize) -> bool {
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = tree.upwards(noun).find(|at| syntax.tag(*at).is_verb())?;
        let subject = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_aside = |mention: &ProseSpan| {
            let name = syntax.head_in(*mention)?;
            let mut way = tree.upwards(name).take_while(|at| *at != subject);
            Some(
                tree.is_under(name, subject)
                    && way.any(|at| tree.relation(at) == Relation::RelativeClause),
            )
        };
        Some(
            !mentions.is_empty()
                && syntax.is_owned_by_pronoun(noun)
                && mentions.iter().all(|mention| is_aside(mention) == Some(true)),
        )
    };
    told().unwrap_or(false)
}

/// Whether a pronoun can only stand for a name before it: nothing else there is one thing: "teams that build on it have little time left,
/// since it will be retired".
fn is_only_thing(syntax: &Syntax<'_>, mentions: &[ProseSpan], pronoun: usize) -> bool {
    let Some(tree) = syntax.trees().first() else { return false };
    let is_ours =
        |at: usize| mentions.iter().any(|mention| syntax.words_in(*mention).contains(&at));
    let is_one = |at: usize| {
        let lemma = syntax.lemma(at);
        let is_part = matches!(tree.relation(at), Relation::Compound | Relation::Modifier);
        matches!(syntax.tag(at), Tag::Noun | Tag::Name | Tag::Names)
            && !is_part
            && !noun::is_person(&lemma)
            && !word::is(&lemma, Class::TimeNouns)
    };
    let clause = syntax.clause_of(pronoun).sure().flatten();
    let is_apart = clause.is_some_and(|clause| {
        matches!(
            tree.relation(clause.verb),
            Relation::AdverbClause
                | Relation::Conjunct
                | Relation::Complement
                | Relation::RelativeClause
        )
    });
    is_apart && (0..pronoun).any(is_ours) && (0..pronoun).all(|at| is_ours(at) || !is_one(at))
}

/// "The university grew out of a school of navigation that was founded in 1862", "was formed from four bodies, the largest of which was
/// founded in 1874": whether a clause tells of what the subject only has to do with, to whichever of its nouns a reading ties it.
/// Not of where that is: "we met at the museum in Esk, which".
fn is_in_clause_of_another(syntax: &Syntax<'_>, mentions: &[ProseSpan], at: usize) -> bool {
    let is_of_another = |tree: &Tree| {
        let is_relative = |at: &usize| tree.relation(*at) == Relation::RelativeClause;
        let clause = tree.upwards(at).find(is_relative)?;
        let thing = tree.head(clause).filter(|thing| syntax.tag(*thing).is_noun())?;
        let verb = tree.upwards(thing).skip(1).find(|at| syntax.tag(*at).is_verb())?;
        let is_ours = |mention: &ProseSpan| {
            let name = syntax.head_in(*mention)?;
            let teller = tree.head(name).filter(|_| tree.relation(name).is_subject())?;
            // "Obliges landlords to sign a code that takes effect on"
            Some(teller == verb || tree.is_under(verb, teller))
        };
        let is_led_to = |at: usize| match tree.relation(at) {
            Relation::Object | Relation::Agent => true,
            Relation::Preposition => !word::is(syntax.text(at), Class::PlacingPrepositions),
            Relation::PrepositionObject => true,
            _ => false,
        };
        let mut way = tree.upwards(thing).take_while(|at| *at != verb);
        let is_done = !word::is(&syntax.lemma(verb), Class::BeForms) && verb < thing;
        Some(is_done && way.all(is_led_to) && mentions.iter().all(|one| is_ours(one) == Some(true)))
    };
    !mentions.is_empty()
        && !syntax.trees().is_empty()
        && syntax.trees().iter().all(|tree| is_of_another(tree) == Some(true))
}

/// "The decree that implements the act comes into force on": whether all names stand in a clause that only says which thing does what a
/// verb above tells.
fn is_only_in_clause(syntax: &Syntax<'_>, mentions: &[ProseSpan], at: usize) -> bool {
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = tree.upwards(at).find(|at| syntax.tag(*at).is_verb())?;
        let thing = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_aside = |mention: &ProseSpan| {
            let name = syntax.head_in(*mention)?;
            let mut way = tree.upwards(name).take_while(|at| *at != thing);
            let clause = way.find(|at| tree.relation(*at) == Relation::RelativeClause)?;
            // "The year that saw it open"
            Some(tree.head(clause) == Some(thing) && tree.is_under(name, thing))
        };
        Some(
            !mentions.is_empty()
                && syntax.tag(thing) == Tag::Noun
                && !tree.is_under(at, thing)
                && mentions.iter().all(|mention| is_aside(mention) == Some(true)),
        )
    };
    told().unwrap_or(false)
}

/// "The scholarship, whose deadline is": whether a noun is that of a name by a clause right behind it.
fn is_whose(syntax: &Syntax<'_>, mention: ProseSpan, noun: usize) -> bool {
    let whose = syntax.words_in(mention).end;
    let owned = || {
        let tree = syntax.trees().first()?;
        Some(tree.relation(whose) == Relation::Possessor && tree.head(whose)? == noun)
    };
    whose < noun && syntax.tag(whose) == Tag::RelativePossessive && owned() == Some(true)
}

/// "Drops support for old phones": whether a noun says itself for what it is, and that is neither a name nor a day, nor anybody.
fn is_for_another(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    noun: usize,
    words: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    let dates = reading.dates(sentence);
    let is_own = |at: usize| {
        let span = syntax.words()[at].span;
        mentions.iter().any(|one| one.overlaps(span))
            || dates.iter().any(|date| date.span.overlaps(span))
            || reading.is_mention(span.start as usize)
    };
    let is_plain = |thing: usize| {
        syntax.tag(thing) == Tag::Nouns
            && !noun::is_person(&syntax.lemma(thing))
            && !is_own(thing)
            && !(0..syntax.words().len()).any(|at| {
                let is_name = reading.is_mention(syntax.words()[at].span.start as usize);
                tree.is_under(at, thing) && is_name
            })
    };
    syntax.tag(noun) == Tag::Noun
        && tree.relation(noun) == Relation::Object
        && tree
            .dependents_as(noun, Relation::Preposition)
            .filter(|at| word::is(syntax.text(*at), Class::GivingPrepositions))
            .filter(|at| !words.overlaps(syntax.words()[*at].span))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .any(is_plain)
}

/// "Three weeks before it opens, the hospital is": whether a pronoun stands in front for the name right behind the comma.
fn is_named_behind(syntax: &Syntax<'_>, pronoun: usize, mention: ProseSpan) -> bool {
    let words = syntax.words();
    let name = syntax.words_in(mention).start;
    let opener = (pronoun + 1..=name)
        .find(|at| words.get(*at).is_some_and(|word| word.before.has(Signs::COMMA)));
    let is_close = |comma: usize| (comma..name).all(|at| syntax.tag(at) == Tag::Determiner);
    let fronts = (0..pronoun)
        .all(|at| !syntax.tag(at).is_verb() && (at == 0 || words[at].before == Signs::default()));
    fronts && opener.is_some_and(is_close)
}

/// Whether words open a bracket right behind a name: "the drug (authorised since 2018)".
fn is_bracketed(reading: &Reading<'_>, mention: ProseSpan, words: ProseSpan) -> bool {
    mention.end < words.start && {
        let between = ProseSpan { start: mention.end, end: words.start }.of(reading.prose());
        matches!(between.trim(), "(" | "[")
    }
}

/// Whether a name stands right before the words of a verb as its subject, at the front of its clause, and the verb has no object
/// right behind it: "in May, Flight 618 crashed off the cape", "wept as the plan was waved through".
fn is_acting(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    words: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let lead = ProseSpan { start: sentence.span.start, end: mention.start };
    let between = ProseSpan { start: mention.end, end: words.start.max(mention.end) };
    let Some(verb) = syntax.words_in(words).next() else { return false };
    if mention.end > words.start || !matches!(syntax.tag(verb), Tag::Past | Tag::Participle) {
        return false;
    }
    let mut auxiliaries = syntax.words_in(between);
    let is_passive = match (auxiliaries.next(), auxiliaries.next()) {
        (None, _) => false,
        (Some(only), None) if word::is(syntax.text(only), Class::BeForms) => true,
        // "With the vote to be held in May, both sides have begun"
        (Some(to), Some(be)) => {
            let is_only = auxiliaries.next().is_none() && syntax.tag(to) == Tag::To;
            let with = word::words_before(lead.of(reading.prose()))
                .find(|(_, found)| !word::is(found, Class::Definite));
            return is_only
                && word::is(syntax.text(be), Class::BeForms)
                && with.is_some_and(|(_, found)| word::is(found, Class::AccompanyingPrepositions));
        }
        _ => return false,
    };
    let text = lead.of(reading.prose()).trim_end();
    let mut before =
        word::words_before(text).skip_while(|(_, found)| word::is(found, Class::Definite));
    let opens = match before.next() {
        None => true,
        Some((at, found)) => {
            let is_joint = word::is(found, Class::TimeRelative)
                || word::is(found, Class::PastTimeOpeners)
                || found.eq_ignore_ascii_case("as");
            text[at + found.len()..].trim_start().starts_with([',', '-', '–', '—'])
                || is_joint && syntax.tag(verb) == Tag::Past
                || is_joint && is_passive
        }
    };
    let next = syntax.words_in(words).last().map_or(verb, |last| last) + 1;
    let has_no_object = || {
        syntax.words().get(next).is_none_or(|_| {
            matches!(syntax.tag(next), Tag::Preposition | Tag::Particle | Tag::To | Tag::Adverb)
                || word::is(&syntax.lemma(next), Class::TimeNouns)
        })
    };
    opens && (is_passive || syntax.tag(verb) == Tag::Past && has_no_object())
}

/// Whether words hang on a verb that tells of something else than the mentions, and on none of the cues.
pub(super) fn hangs_elsewhere(
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    cues: &[ProseSpan],
    words: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(at) = syntax.head_in(words) else { return false };
    let Some(clause) = syntax.clause_of(at).sure().flatten() else { return false };
    let heads: Vec<usize> = cues.iter().filter_map(|cue| syntax.head_in(*cue)).collect();
    // What a noun among the cues names is the event where the name stands with it: "the opening of the line".
    let stops: Vec<usize> = heads
        .iter()
        .copied()
        .filter(|cue| !syntax.tag(*cue).is_noun() || names(reading, sentence, mentions, *cue))
        .collect();
    let way = syntax.way_up(at, clause.verb);
    let stop = way.iter().position(|above| stops.contains(above));
    if syntax.is_beside_another(&way[..stop.unwrap_or(way.len())]) {
        return true;
    }
    if stop.is_some() {
        return false;
    }
    // "Is set in 1916 and was released": what the verb before tells of its own time.
    let is_joined = |cue: &usize| {
        // "And is due later"
        let verb = match syntax.tag(*cue).is_verb() {
            true => Some(*cue),
            false => syntax.clause_of(*cue).sure().flatten().map(|of_cue| of_cue.verb),
        };
        syntax.trees().first().zip(verb).is_some_and(|(tree, verb)| {
            tree.head(verb) == Some(clause.verb)
                && tree.relation(verb) == Relation::Conjunct
                && at < verb
                && verb <= *cue
                && syntax.tag(verb).is_verb()
        })
    };
    if !heads.contains(&clause.verb) && heads.iter().any(is_joined) {
        return true;
    }
    // "Sales for the launch begin": what the cue only tells more of is the subject.
    let is_beneath = |cue: &usize| {
        clause.subject.is_some_and(|subject| {
            let is_told_apart = syntax.is_told_apart_by(subject, *cue);
            subject != *cue && is_told_apart && syntax.depends(*cue, subject).value
        })
    };
    // "In 1911 a fire destroyed the mill, which was built of oak": the day of what the sentence tells, not of what it adds.
    // So is that of what came before or after: "in 1911, a year after the mill was opened, a fire broke out".
    let is_added = |cue: &usize| {
        let of_cue = syntax.clause_of(*cue).sure().flatten();
        let is_bound = |opener: Option<usize>| {
            opener.is_some_and(|opener| word::is(syntax.text(opener), Class::TimeBound))
        };
        of_cue.is_some_and(|of_cue| {
            of_cue.verb != clause.verb
                && (of_cue.kind == ClauseKind::Relative
                    || of_cue.kind == ClauseKind::Adverbial && is_bound(of_cue.opener))
        })
    };
    if clause.kind == ClauseKind::Main
        && syntax.tag(clause.verb).is_verb()
        && !word::is(&syntax.lemma(clause.verb), Class::PredicateLemma)
        && !heads.is_empty()
        && heads.iter().all(is_added)
    {
        return true;
    }
    // "Voters go to the polls"
    let is_cued = |cue: &usize| {
        let of_cue = syntax.clause_of(*cue).sure().flatten();
        // "Voting in the referendum takes place on"
        let is_subject = clause.subject == Some(*cue);
        (is_subject || of_cue.is_some_and(|of_cue| of_cue.verb == clause.verb)) && !is_beneath(cue)
    };
    // "May 5 is the day on which the fair opens"
    let is_date = clause.subject.is_some_and(|subject| {
        syntax.words().get(subject).is_some_and(|subject| subject.span.overlaps(words))
    });
    if is_date && stops.iter().any(|cue| syntax.depends(*cue, clause.verb).sure() == Some(true)) {
        return false;
    }
    // "The mill, sold in 1990, was built of oak": the day of a verb of its own.
    if clause.kind == ClauseKind::Relative
        && syntax.tag(clause.verb).is_verb()
        && !heads.iter().any(is_cued)
        && !heads.iter().any(|cue| syntax.depends(*cue, clause.verb).value)
    {
        return true;
    }
    let Some(verb) = syntax.words().get(clause.verb).map(|verb| verb.span) else { return false };
    !stops.iter().any(is_cued)
        && syntax.tag(clause.verb) != Tag::Noun
        && telling(reading, sentence, mentions, cues, verb) == Telling::Another
}

/// Whether a noun and one of the mentions stand together: "the opening of the line", "the line opening".
fn names(reading: &Reading<'_>, sentence: Sentence, mentions: &[ProseSpan], noun: usize) -> bool {
    let syntax = reading.syntax(sentence);
    // "Since its opening"
    if syntax.is_owned_by_pronoun(noun) {
        return true;
    }
    mentions.iter().any(|mention| {
        let head = syntax.head_in(*mention);
        head.is_some_and(|head| {
            head == noun || syntax.depends(head, noun).value || syntax.depends(noun, head).value
        })
    })
}

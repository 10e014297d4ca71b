//! Days of which a sentence does not say that they are those of an event: what was only planned, and what is denied.

use crate::check::{mentions_of, some_people};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::date::{DateMention, Written};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether a word that could unsay a date says nothing of it: the negation or the modal of another verb ("opened in 1908 and has
/// never closed"), of the main clause, which tells what has or has not been so since the date ("has never been closed since it
/// opened in May"), or of what the event was ("its opening in 1908 was not a quiet day").
pub(super) fn is_unsaid_elsewhere(
    reading: &Reading<'_>,
    sentence: Sentence,
    negation: ProseSpan,
    date: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let (Some(tree), Some(at), Some(negation)) =
        (syntax.trees().first(), syntax.head_in(date), syntax.word_at(negation.start))
    else {
        return false;
    };
    // "Is no longer due on 31 October", not "after 31 October, it will no longer be supported"
    let longer = (negation + 1 < syntax.words().len())
        .then_some(negation + 1)
        .filter(|next| word::is(syntax.text(*next), Class::LongerWord));
    if let Some(verb) = longer.and_then(|longer| tree.head(longer))
        && at > negation
        && tree.is_under(at, verb)
    {
        return false;
    }
    // "Firms should act before the law takes effect on": what is to be done leaves the day of the clause as it is.
    let is_duty = word::is(syntax.text(negation), Class::RequestModals);
    let is_bound = |clause: usize| {
        tree.relation(clause) == Relation::AdverbClause
            && tree
                .dependents_as(clause, Relation::Marker)
                .any(|at| word::is(syntax.text(at), Class::TimeBound))
    };
    if is_duty && tree.upwards(at).any(|at| is_bound(at) && !tree.is_under(negation, at)) {
        return true;
    }
    let is_negation = tree.relation(negation) == Relation::Negation
        || word::is(syntax.text(negation), Class::NegatingWords);
    let is_small = matches!(
        tree.relation(negation),
        Relation::Negation | Relation::Auxiliary | Relation::Adverb
    );
    if is_small && syntax.reaches(negation, date) == Some(false) {
        return true;
    }
    let is_of_nature = || {
        let verb = tree.head(negation).filter(|verb| syntax.lemma(*verb) == "be")?;
        let what = tree.dependents_as(verb, Relation::Attribute).next()?;
        let is_within = tree
            .dependents_as(verb, Relation::Subject)
            .any(|who| who != at && tree.is_under(at, who));
        let is_thing = syntax.tag(what) == Tag::Noun
            && !word::is(&syntax.lemma(what), Class::DateNoun)
            && !word::is(&syntax.lemma(what), Class::ClaimNoun);
        Some(is_within && is_thing)
    };
    if is_negation && is_of_nature() == Some(true) {
        return true;
    }
    let since = tree.upwards(at).find(|above| {
        tree.relation(*above) == Relation::AdverbClause
            && tree.dependents(*above).any(|below| {
                below < *above
                    && matches!(tree.relation(below), Relation::Marker | Relation::Adverb)
                    && word::is(syntax.text(below), Class::PassageOpeners)
            })
    });
    is_negation && since.is_some_and(|clause| !tree.is_under(negation, clause))
}

/// The word by which a day is one that was only planned: "was to open on", "had been planned for".
pub(super) fn planned_once(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let tokens = reading.tokens(sentence);
    if !tokens.holds(Class::PastAuxiliary) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let auxiliaries = reading
        .words_in(sentence.span)
        .filter(|(_, found)| word::is(found, Class::PastAuxiliary))
        .map(|(at, _)| ProseSpan::new(at.start, at.end));
    auxiliaries.into_iter().find(|at| {
        let meant_to = || {
            let meant = meant_behind(reading, ProseSpan { start: at.end, end: sentence.span.end })?;
            let (meant, date) = (syntax.word_at(meant)?, syntax.head_in(date)?);
            Some(syntax.depends(date, meant).value)
        };
        let was_to = || {
            // "Was to open on", "was first to open on", not "had to close on"
            let is_under = |word: usize| {
                syntax.head_in(date).is_some_and(|date| syntax.depends(date, word).value)
            };
            let next = reading.words_in(ProseSpan { start: at.end, end: sentence.span.end }).next();
            let is_first = next.is_some_and(|(_, found)| word::is(found, Class::FirstAdverbs));
            let mut behind = reading
                .words_in(ProseSpan { start: at.end, end: sentence.span.end })
                .map(|(_, found)| found)
                .skip_while(|found| word::is(found, Class::FirstAdverbs));
            behind.next().is_some_and(|to| word::is(to, Class::ToWord))
                && word::is(at.of(reading.prose()), Class::BeForms)
                && syntax.word_at(at.start).is_some_and(|word| {
                    syntax.reaches(word, date) == Some(true) || is_first && is_under(word)
                })
        };
        let had_been = || {
            let verb = syntax.head_in(date).and_then(|date| syntax.clause_of(date).sure()?);
            verb.is_some_and(|clause| {
                let had = syntax.word_at(at.start).is_some_and(|had| {
                    syntax.is_auxiliary_of(had, clause.verb) && syntax.lemma(had) == "have"
                });
                had && word::is(&syntax.lemma(clause.verb), Class::PlanningVerbs)
            })
        };
        // "Was first planned for"
        let first_planned = || {
            let clause = syntax.head_in(date).and_then(|date| syntax.clause_of(date).sure()?);
            clause.is_some_and(|clause| {
                let is_first = syntax.trees().first().is_some_and(|tree| {
                    tree.dependents_as(clause.verb, Relation::Adverb)
                        .any(|at| word::is(syntax.text(at), Class::FirstAdverbs))
                });
                is_first && word::is(&syntax.lemma(clause.verb), Class::PlanningVerbs)
            })
        };
        was_to() || meant_to() == Some(true) || had_been() || first_planned()
    })
}

/// Where words behind an auxiliary say what was to be: "was originally meant to open".
fn meant_behind(reading: &Reading<'_>, rest: ProseSpan) -> Option<u32> {
    let mut words = reading.words_in(rest).skip_while(|(_, found)| found.ends_with("ly"));
    let (at, meant) = words.next()?;
    let (_, to) = words.next()?;
    (word::is(meant, Class::MeantTo) && word::is(to, Class::ToWord)).then_some(at.start as u32)
}

/// Whether "would" behind a verb of saying tells what is to come, as "will" does: "announced that it would be released on".
pub(super) fn is_announced(
    reading: &Reading<'_>,
    sentence: Sentence,
    modal: ProseSpan,
    date: &DateMention,
) -> bool {
    let today = reading.document().record().date;
    let lies_ahead = || Some(date.period(today)?.first >= today?);
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let modal = syntax.word_at(modal.start)?;
        let verb = tree.head(modal)?;
        let said = tree.head(verb).filter(|_| tree.relation(verb) == Relation::Complement)?;
        let mut auxiliaries = tree.dependents_as(verb, Relation::Auxiliary);
        let is_future = syntax.lemma(modal) == "would"
            && auxiliaries.all(|at| at == modal || syntax.lemma(at) != "have");
        Some(is_future && word::is(&syntax.lemma(said), Class::AnnouncingVerbs))
    };
    told() == Some(true) && lies_ahead() == Some(true)
}

/// The word by which what a clause tells is only wanted, refused, thought of or likely: "had wanted the law to take effect on",
/// "refused to sign it in", "is unlikely to open on", not "the town expects it to open on", "is due to open on".
pub(super) fn wanted(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let word = syntax.embedded_by(date)?;
    let is_clause = |at: &usize| {
        matches!(tree.relation(*at), Relation::Complement | Relation::OpenComplement)
            && tree.head(*at).is_some_and(|head| head == word || tree.is_under(word, head))
    };
    let clause = tree.upwards(syntax.head_in(date)?).find(is_clause)?;
    let has_subject = tree.dependents(clause).any(|at| tree.relation(at).is_subject());
    let has_opener = tree
        .dependents(clause)
        .any(|at| tree.relation(at) == Relation::Marker || syntax.tag(at) == Tag::To);
    let lemma = syntax.lemma(word);
    let is_past = tree.dependents(word).chain([word]).any(|at| syntax.tag(at) == Tag::Past);
    let is_planned = word::is(&lemma, Class::PlanningVerbs)
        || word::is(&lemma, Class::DecidingVerbs)
        || word::is(&lemma, Class::PlannedAdjectives);
    ((has_subject || has_opener) && (!is_planned || has_subject && is_past))
        .then(|| syntax.words().get(word).map(|word| word.span))
        .flatten()
}

/// The word that denies what a clause behind it tells: "it is a myth that it was signed in", not "it is no myth that".
pub(super) fn denied(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let is_denial = |at: usize| {
        [Class::Denial, Class::Untrue, Class::Negation]
            .into_iter()
            .any(|class| word::is(syntax.text(at), class))
    };
    let is_negated = |at: usize| {
        tree.dependents(at).any(|below| {
            tree.relation(below) == Relation::Negation
                || word::is(syntax.text(below), Class::NegatingWords)
        })
    };
    let denial = tree.upwards(syntax.head_in(date)?).find_map(|at| {
        let opened = tree
            .dependents(at)
            .any(|below| below < at && word::is(syntax.text(below), Class::ThatWord));
        let head = tree.head(at).filter(|_| opened)?;
        let predicates = tree.dependents(head).filter(|below| {
            matches!(tree.relation(*below), Relation::Adjective | Relation::Attribute)
        });
        let said = std::iter::once(head).chain(predicates).find(|at| is_denial(*at))?;
        let above = tree.head(said).is_some_and(is_negated);
        (said < at && !above && !is_negated(said) && !is_negated(head)).then_some(said)
    })?;
    syntax.words().get(denial).map(|word| word.span)
}

/// The adverb by which what a verb tells has not quite happened: "almost closed in 1936".
pub(super) fn fell_short(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let verb = tree.upwards(syntax.head_in(date)?).find(|at| syntax.tag(*at).is_verb())?;
    let adverb = tree
        .dependents_as(verb, Relation::Adverb)
        .find(|at| at + 1 == verb && word::is(syntax.text(*at), Class::ShortOfIt))?;
    syntax.words().get(adverb).map(|word| word.span)
}

/// The word by which what a clause tells of a day is only supposed or possible: "may open on", "had it opened on 12 May, it would be";
/// what "would" leaves open is asked elsewhere.
pub(super) fn supposed(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let answer = syntax.polarity_and_mood(syntax.head_in(date)?);
    // An auxiliary that opens the sentence supposes, whatever else that leaves open.
    let inverted = answer
        .value
        .condition
        .filter(|opener| *opener == 0 && word::is(syntax.text(0), Class::InvertingAuxiliaries));
    let opener = inverted.or_else(|| {
        let stance = answer.sure()?;
        let possible = stance.possibility.filter(|at| syntax.lemma(*at) != "would");
        stance.condition.or(stance.depends_on).or(possible)
    })?;
    syntax.words().get(opener).map(|word| word.span)
}

/// What the subject itself began on a day, where a cue tells when that was begun: "the bank set up a foundation in 1998".
pub(super) fn begun_by_subject(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let span_of = |at: usize| syntax.words().get(at).map(|word| word.span);
    let is_cue = |at: usize| {
        let is_over = |span| rule.near.iter().any(|cues| reading.any_over(cues, sentence, span));
        span_of(at).is_some_and(is_over)
    };
    let is_mention =
        |at: usize| span_of(at).is_some_and(|span| reading.is_mention(span.start as usize));
    let verb = tree.upwards(syntax.head_in(date)?).find(|at| syntax.tag(*at).is_verb())?;
    let begins = is_cue(verb)
        && matches!(syntax.tag(verb), Tag::Past | Tag::Participle)
        && tree.dependents_as(verb, Relation::Subject).any(is_mention);
    let is_new = |thing: &usize| {
        syntax.tag(*thing).is_noun()
            && !is_mention(*thing)
            && !is_cue(*thing)
            && tree
                .dependents_as(*thing, Relation::Determiner)
                .any(|at| word::is(syntax.text(at), Class::IndefiniteArticle))
    };
    let thing = tree.dependents_as(verb, Relation::Object).find(is_new).filter(|_| begins)?;
    span_of(thing)
}

/// Whether a verb that could tell of a day that was moved tells of something else that its subject did: "the hall, which opened in
/// 2015, has changed the village", "the founding of the hall in 2015 brought", "was born in 1825 and moved to Ull".
pub(super) fn changes_another(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    word: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = syntax.word_at(word.start).filter(|at| syntax.tag(*at).is_verb())?;
        let is_done = tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_none();
        let goes = || {
            tree.dependents_as(verb, Relation::Preposition)
                .filter(|_| is_done)
                .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                .next()
        };
        let object = tree.dependents_as(verb, Relation::Object).next().or_else(goes)?;
        let span = syntax.words().get(object)?.span;
        let cues = rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span));
        let is_of_event = mentions_of(rule, reading)
            .into_iter()
            .chain(cues)
            .chain(reading.dates(sentence).iter().map(|date| date.span))
            .any(|one| one.overlaps(span))
            || word::is(&syntax.lemma(object), Class::DateNoun)
            || word::is(&syntax.lemma(object), Class::TimeNouns)
            || syntax.tag(object).is_pronoun();
        let dates = reading.dates(sentence).iter().filter_map(|date| syntax.head_in(date.span));
        // The day of what the subject is called is not that of the verb: "the founding of the hall in 2015 brought".
        let is_own = dates.into_iter().any(|date| {
            let mut way = tree.upwards(date).take_while(|at| !tree.relation(*at).is_subject());
            way.find(|at| syntax.tag(*at).is_verb()) == Some(verb)
        });
        Some(!is_of_event && !is_own)
    };
    told().unwrap_or(false)
}

/// The word by which what is told of a day is only a part of it, or what some have who pay for it: "postal voting begins on",
/// "extended support can be bought until", "customers with a paid extension get support until".
pub(super) fn only_for_some(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let verb = tree.upwards(syntax.head_in(date)?).find(|at| syntax.tag(*at).is_verb())?;
    let spans: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect();
    let cues: Vec<usize> = spans.iter().filter_map(|cue| syntax.head_in(*cue)).collect();
    let own = mentions_of(rule, reading);
    let is_own = |at: usize| {
        let span = syntax.words()[at].span;
        spans.iter().chain(&own).any(|one| one.overlaps(span))
    };
    let modifier = || {
        let parts = cues.iter().flat_map(|cue| tree.dependents(*cue).filter(move |at| at < cue));
        parts.into_iter().find(|at| {
            let text = syntax.text(*at);
            let narrows =
                word::is(text, Class::PaidModifiers) || word::is(text, Class::PartialModifiers);
            narrows && !is_own(*at)
        })
    };
    let bought = || {
        let subject = tree.dependents_as(verb, Relation::PassiveSubject).next()?;
        (cues.contains(&subject) && word::is(&syntax.lemma(verb), Class::BuyingVerbs))
            .then_some(verb)
    };
    // "Was approved for children in 2021"
    let granted = || {
        tree.dependents_as(verb, Relation::Preposition)
            .filter(|at| word::is(syntax.text(*at), Class::GivingPrepositions))
            .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
            .find(|who| {
                cues.contains(&verb)
                    && word::is(&syntax.lemma(verb), Class::GrantingVerbs)
                    && syntax.tag(*who) == Tag::Nouns
                    && word::is(&syntax.lemma(*who), Class::PeopleApart)
                    && !is_own(*who)
            })
    };
    let found = modifier()
        .or_else(bought)
        .or_else(granted)
        .or_else(|| some_people::told_of(syntax, tree, verb, is_own))
        .or_else(|| some_people::in_front(syntax, tree, is_own))?;
    syntax.words().get(found).map(|word| word.span)
}

/// Whether a date is that of the first of several editions: "held in 1998 for the first time", "was first held on 12 October 1974".
pub(super) fn is_first_edition(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
) -> bool {
    let tokens = reading.tokens(sentence);
    let is_year = matches!(date.written, Written::Year(_));
    if is_year && tokens.holds(Class::FirstEdition) {
        return true;
    }
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let mut above = tree.upwards(syntax.head_in(date.span)?);
        let verb = above.find(|at| syntax.tag(*at).is_verb())?;
        let is_first = tree
            .dependents_as(verb, Relation::Adverb)
            .chain(verb.checked_sub(1))
            .any(|at| word::is(syntax.text(at), Class::FirstAdverbs));
        Some(is_first && word::is(&syntax.lemma(verb), Class::StagingVerbs))
    };
    told().unwrap_or(false)
}

/// The word by which a day was that of an event once and is so no more: "the deadline used to be 31 January", "was 31 October until this
/// year".
pub(super) fn over_since(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: ProseSpan,
) -> Option<ProseSpan> {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let at = syntax.head_in(date)?;
    let word = tree.upwards(at).filter(|at| syntax.tag(*at).is_verb()).find_map(|verb| {
        let used = word::is(syntax.text(verb), Class::HabitEnded)
            && tree
                .dependents_as(verb, Relation::OpenComplement)
                .any(|be| tree.is_under(at, be) || be == at)
            && tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_none();
        let until = || {
            tree.dependents_as(verb, Relation::Preposition).find(|until| {
                word::is(syntax.text(*until), Class::UntilWord) && !tree.is_under(at, *until)
            })
        };
        let is_over = syntax.tag(verb) == Tag::Past
            && syntax.lemma(verb) == "be"
            && tree.dependents_as(verb, Relation::Attribute).any(|what| what == at);
        used.then_some(verb).or_else(|| until().filter(|_| is_over))
    })?;
    syntax.words().get(word).map(|word| word.span)
}

//! Whether something is told only by a source that does not hold, or by nobody: an old leaflet, hearsay, somebody who poses as
//! the subject, a first report that was revised. Asked of the analysis of the sentence.

mod source;

use crate::reading::{Reading, Sentence};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Signs, Syntax, Tag, Tree};
use factlint_language::word;
use factlint_language::words::Class;

/// The word by which it is: "older cartons say that it keeps at 30 °C", "it is 40 tonnes, some say", "texts claiming to come from
/// the bank tell people to ring 555".
pub(super) fn told_by(
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<ProseSpan> {
    let tokens = reading.tokens(sentence);
    if tokens.holds(Class::SomeSay)
        && let Some(found) = said_by_some(reading, sentence, span)
    {
        return Some(found);
    }
    let taken_back = quizzed(reading, sentence)
        .or_else(|| denied_behind(reading, sentence, span))
        .or_else(|| source::denied_of_ours(reading, sentence, span));
    if taken_back.is_some() {
        return taken_back;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let value = syntax.head_in(span)?;
    let word = unsound(syntax, tree, value)
        .or_else(|| posing(reading, syntax, tree, span))
        .or_else(|| revised(syntax, span))
        .or_else(|| mistaken(syntax, tree, value))
        .or_else(|| source::without_weight(syntax, tree, value))
        .or_else(|| told_in_story(syntax, value))?;
    syntax.words().get(word).map(|word| word.span)
}

/// The same of what no mood unsays, a day or a length of time: who says so is nobody, not named, forged or taken back.
pub(super) fn unvouched(
    reading: &Reading<'_>,
    sentence: Sentence,
    span: ProseSpan,
) -> Option<ProseSpan> {
    let taken_back = quizzed(reading, sentence)
        .or_else(|| reading.corrected_by(sentence))
        .or_else(|| source::denied_of_ours(reading, sentence, span));
    taken_back.or_else(|| {
        let syntax = reading.syntax(sentence);
        let tree = syntax.trees().first()?;
        let value = syntax.head_in(span)?;
        let word = source::without_weight(syntax, tree, value)
            .or_else(|| wrongly_believed(syntax, tree, value))?;
        syntax.words().get(word).map(|word| word.span)
    })
}

/// The question right before a sentence by which readers are asked whether that is so: "True or false? The ferry carries 480."
fn quizzed(reading: &Reading<'_>, sentence: Sentence) -> Option<ProseSpan> {
    let before = reading.sentence_before(sentence)?;
    let is_asked = before.span.of(reading.prose()).trim_end().ends_with('?');
    let mut words = reading.words_in(before.span).map(|(_, found)| found).peekable();
    (is_asked && words.peek().is_some() && words.all(|found| word::is(found, Class::QuizWords)))
        .then_some(before.span)
}

/// The adverb by which people are wrong who believe so: "many people wrongly believe that it opened in"; not "wrongly ruled that the
/// firm, founded in".
fn wrongly_believed(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let is_aside =
        |at: &usize| matches!(tree.relation(*at), Relation::RelativeClause | Relation::NounClause);
    let mut way = tree.upwards(value).take_while(|at| !is_aside(at));
    let clause = way.find(|clause| tree.relation(*clause) == Relation::Complement)?;
    let verb =
        tree.head(clause).filter(|verb| word::is(&syntax.lemma(*verb), Class::BeliefVerbs))?;
    let mut adverbs = tree.dependents_as(verb, Relation::Adverb);
    adverbs.find(|at| word::is(syntax.text(*at), Class::WronglyAdverbs))
}

/// "Some say" at the end of the sentence, behind a comma.
fn said_by_some(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> Option<ProseSpan> {
    let prose = reading.prose();
    let behind = ProseSpan { start: span.end, end: sentence.span.end.max(span.end) };
    let text = behind.of(prose);
    let comma = text.rfind([',', '–', '—'])?;
    let mark = text[comma..].chars().next()?.len_utf8();
    let tail = text[comma + mark..].trim_end_matches(|c: char| !word::is_word(c));
    let start = behind.start as usize + comma + mark;
    let lead = tail.len() - tail.trim_start().len();
    let said = word::is(tail.trim_start(), Class::SomeSay);
    said.then(|| ProseSpan::new(start + lead, start + tail.len()))
}

/// "A blog claimed that it had a rate of 7 percent, but it does not": the word that denies it at the end of the sentence.
fn denied_behind(reading: &Reading<'_>, sentence: Sentence, span: ProseSpan) -> Option<ProseSpan> {
    let behind = ProseSpan { start: span.end, end: sentence.span.end.max(span.end) };
    let mut words = reading
        .words_in(behind)
        .map(|(range, found)| (ProseSpan::new(range.start, range.end), found));
    words.find(|(_, found)| found.eq_ignore_ascii_case("but"))?;
    let (_, subject) = words.next()?;
    let (helping, verb) = words.next()?;
    let next = words.next();
    let is_contracted = verb.ends_with("n't") || verb.ends_with("n’t");
    let is_not = next.is_some_and(|(_, not)| not.eq_ignore_ascii_case("not"));
    let is_end = if is_contracted { next.is_none() } else { is_not && words.next().is_none() };
    let is_it = word::is(subject, Class::SubjectPronoun) || word::is(subject, Class::EmptySubjects);
    (is_it && is_end).then_some(helping)
}

/// The word by which the source that says so is an old one or an error: "older leaflets say", "a misprint gave the capacity as".
fn unsound(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let is_error = |at: usize| {
        let lemma = syntax.lemma(at);
        syntax.tag(at).is_noun()
            && (word::is(&lemma, Class::Untrue) || word::is(&lemma, Class::MistakenWords))
    };
    // "A misprint gave the capacity as", not "the mistake cost the firm £4 million"
    let tells = |verb: usize| source::gives(syntax, verb);
    // "Because of a printing error, the leaflet gave"
    let front = || {
        let end = first_comma(syntax, value)?;
        let blames = word::is(syntax.text(0), Class::BlamingWords);
        let error = (1..end).find(|at| blames && is_error(*at))?;
        tree.upwards(value).any(tells).then_some(error)
    };
    let sources = tree
        .upwards(value)
        .filter(|verb| syntax.tag(*verb).is_verb() && *verb < value && tells(*verb))
        .flat_map(|verb| tree.dependents_as(verb, Relation::Subject).map(move |who| (verb, who)));
    let source = sources.into_iter().find_map(|(verb, source)| {
        // "The error message says": what an error is told by.
        let is_own = source != value && !tree.is_under(value, source);
        if is_own && is_error(source) {
            return Some(source);
        }
        let reports = word::is(&syntax.lemma(verb), Class::ReportingVerbs);
        outdated_adjective(syntax, tree, source).filter(|_| reports)
    });
    source.or_else(front)
}

fn outdated_adjective(syntax: &Syntax<'_>, tree: &Tree, source: usize) -> Option<usize> {
    tree.dependents_as(source, Relation::Modifier)
        .find(|at| word::is(syntax.text(*at), Class::OutdatedAdjectives))
}

/// The verb by which somebody only thought so, "I always thought that it had", or is said to be wrong, "swears that it has, but is
/// mixing it up".
fn mistaken(syntax: &Syntax<'_>, tree: &Tree, value: usize) -> Option<usize> {
    let is_lemma = |at: usize, class: Class| word::is(&syntax.lemma(at), class);
    let is_wrong = |verb: usize| {
        is_lemma(verb, Class::MistakingVerbs)
            || tree
                .dependents_as(verb, Relation::Adjective)
                .any(|at| word::is(syntax.text(at), Class::MistakenWords))
    };
    let told = |clause: &usize| {
        tree.relation(*clause) == Relation::Complement
            && tree.head(*clause).is_some_and(|verb| verb < *clause)
    };
    tree.upwards(value).filter(told).find_map(|clause| {
        let verb = tree.head(clause)?;
        let thought = syntax.tag(verb) == Tag::Past
            && is_lemma(verb, Class::BeliefVerbs)
            && tree.dependents_as(verb, Relation::Subject).any(|who| {
                word::is(syntax.text(who), Class::Narrators)
                    || tree
                        .dependents_as(verb, Relation::Adverb)
                        .any(|at| word::is(syntax.text(at), Class::OnceAdverbs))
            });
        // "Ann dreamt that it had", "whoever says that it has is pulling your leg"
        let dreams = || Some(verb).filter(|verb| is_lemma(*verb, Class::DreamVerbs));
        let fools = || {
            let has_be = |at: usize| {
                tree.dependents_as(at, Relation::Auxiliary)
                    .any(|be| word::is(syntax.text(be), Class::BeForms))
            };
            let is_told = |at: &usize| {
                *at > value
                    && syntax.tag(*at) == Tag::Gerund
                    && has_be(*at)
                    && is_lemma(*at, Class::FoolingVerbs)
            };
            let who = tree.dependents_as(verb, Relation::Subject).next()?;
            // The tree may hang "is pulling your leg" on what is told.
            let is_any = syntax.tag(who).is_relative() || syntax.tag(who).is_pronoun();
            let mut above = tree.upwards(verb).skip(1);
            above.find(is_told).or_else(|| {
                let below = tree.dependents(verb).chain(tree.dependents(clause));
                below.filter(|_| is_any).find(is_told)
            })
        };
        let wrong = || tree.dependents_as(verb, Relation::Conjunct).find(|at| is_wrong(*at));
        // "The old sign, which said that it has 900 seats, was wrong"
        let source = || {
            let source =
                tree.head(verb).filter(|_| tree.relation(verb) == Relation::RelativeClause)?;
            let is_doubted = |verb: usize| {
                is_lemma(verb, Class::BeliefVerbs)
                    // "Do not trust anybody who says"
                    && (tree.dependents_as(verb, Relation::Negation).next().is_some()
                        // "Nobody believes the site which says"
                        || tree
                            .dependents_as(verb, Relation::Subject)
                            .any(|who| word::is(syntax.text(who), Class::NegatingWords)))
            };
            let above = tree.head(source).filter(|above| is_wrong(*above) || is_doubted(*above));
            above.or_else(|| outdated_adjective(syntax, tree, source))
        };
        let found = Some(verb).filter(|_| thought).or_else(dreams).or_else(fools);
        found.or_else(wrong).or_else(source)
    })
}

/// The word behind the first comma of a sentence, before some other word.
fn first_comma(syntax: &Syntax<'_>, end: usize) -> Option<usize> {
    (1..end).find(|at| syntax.words().get(*at).is_some_and(|word| word.before.has(Signs::COMMA)))
}

/// The noun of what is made up, in which alone it is told: "in the play, the ship carries 640 passengers".
fn told_in_story(syntax: &Syntax<'_>, value: usize) -> Option<usize> {
    // "In the play", "as a joke"
    let opens = [Class::PlacingPrepositions, Class::RolePrepositions]
        .into_iter()
        .any(|class| word::is(syntax.text(0), class));
    if !opens {
        return None;
    }
    let end = first_comma(syntax, value)?;
    (1..end).find(|at| {
        let is_told = word::is(&syntax.lemma(*at), Class::StoryNouns)
            // "In the high case of our model"
            || word::is(&syntax.lemma(*at), Class::CaseNouns)
                && word::is(syntax.text(at - 1), Class::CaseSorts);
        is_told && syntax.tag(*at).is_noun()
    })
}

/// "A magnitude of 6.1, which the institute revised within the hour": the verb by which it was told otherwise later.
fn revised(syntax: &Syntax<'_>, span: ProseSpan) -> Option<usize> {
    /// "which the national institute had since" before the verb.
    const MOST: usize = 8;
    let which = syntax.words_in(span).end;
    let leads = syntax.words().get(which)?.before.has(Signs::COMMA)
        && (syntax.tag(which).is_relative() || word::is(syntax.text(which), Class::ContrastJoints));
    let is_helping =
        |at: usize| word::is(syntax.text(at), Class::BeForms) || syntax.lemma(at) == "have";
    let verb = (which + 1..syntax.words().len().min(which + MOST))
        .find(|at| syntax.tag(*at).is_verb() && !is_helping(*at))?;
    (leads && word::is(&syntax.lemma(verb), Class::RevisingVerbs)).then_some(verb)
}

/// The verb by which somebody only seems to be the subject, where something else is told of them.
fn posing(
    reading: &Reading<'_>,
    syntax: &Syntax<'_>,
    tree: &Tree,
    span: ProseSpan,
) -> Option<usize> {
    let is_mention = |at: usize| {
        syntax.words().get(at).is_some_and(|word| reading.is_mention(word.span.start as usize))
    };
    let value = syntax.head_in(span)?;
    let verb = (1..value).find(|at| {
        word::is(&syntax.lemma(*at), Class::PosingVerbs)
            && matches!(
                tree.relation(*at),
                Relation::NounClause | Relation::RelativeClause | Relation::AdverbClause
            )
    })?;
    let mentions: Vec<usize> = (0..syntax.words().len()).filter(|at| is_mention(*at)).collect();
    let are_behind =
        mentions.iter().all(|at| *at > verb && *at < value && tree.is_under(*at, verb));
    (are_behind && !mentions.is_empty()).then_some(verb)
}

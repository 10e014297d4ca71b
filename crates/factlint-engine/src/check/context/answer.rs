//! Answers: what stands behind a question of the subject, in its paragraph or in the one behind it.

use super::label::{self, is_question, strangers};
use super::may_answer;
use super::topic::{asks_for_ours, is_of_now, named, names_nothing};
use crate::check::{date, elapsed};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::subject::SubjectId;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// The sentence that answers a question with what `near` asks for: the one behind it, or behind a "Yes.".
pub(super) fn answer_to(
    rule: &Rule,
    reading: &Reading<'_>,
    question: Sentence,
) -> Option<Sentence> {
    let asks = is_question(reading, question.span) && is_of_now(rule, reading, question);
    if !asks {
        return None;
    }
    let first = match reading.next_in_block(question) {
        Some(next) => next,
        None => reading.opens_next_paragraph(question)?,
    };
    let marker = label::answer_mark(reading, first);
    let mut words = reading.words_in(ProseSpan { start: marker, ..first.span });
    let is_said = words.all(|(_, found)| word::is(found, Class::Assent));
    // "A.", "Yes.", "Answer: yes."
    let answer = match is_said {
        true => reading.next_in_block(first)?,
        false => first,
    };
    let is_ours = names_ours(rule, reading, question, answer)
        && names_nothing(rule, reading, answer)
        && !is_question(reading, answer.span);
    // A value alone answers what is asked of the subject itself, not of a thing beside it.
    let is_told = (asks_for_ours(rule, reading, question)
        || asks_how_long(rule, reading, question))
        && may_answer(reading, answer)
        || asks_straight(rule, reading, question)
            && (opens_with_cue(rule, reading, question)
                || tells_of_cue(rule, reading, answer)
                || names_again(reading, question, answer));
    (is_ours && is_told).then_some(answer)
}

/// Whether a question names the subject, and nothing else but what its answer names again ("which version of Android does it
/// need?"), and what `near` asks for.
fn names_ours(rule: &Rule, reading: &Reading<'_>, question: Sentence, answer: Sentence) -> bool {
    let mentions = named(rule, reading, question);
    let cues = cues_in(rule, reading, question);
    let is_answered = |name: &str| reading.words_in(answer.span).any(|(_, found)| found == name);
    let is_ours = |named: &[SubjectId]| named.iter().any(|subject| rule.about.contains(subject));
    let is_other = |(at, named): &(ProseSpan, &[SubjectId])| {
        !is_ours(named) && !is_answered(at.of(reading.prose()))
    };
    let is_known = |at: ProseSpan| {
        mentions.iter().any(|(mention, _)| mention.contains(at))
            || cues.iter().any(|cue| cue.overlaps(at))
    };
    let syntax = reading.syntax(question);
    // "Been the conductor of the Marl Orchestra": what the cue is of.
    let is_of_cue = |at: usize| {
        let heads = cues.iter().filter_map(|cue| syntax.head_in(*cue));
        syntax.trees().first().is_some_and(|tree| {
            heads.into_iter().any(|cue| syntax.tag(cue).is_noun() && tree.is_under(at, cue))
        })
    };
    let has_stranger = (0..syntax.words().len()).any(|at| {
        !is_of_cue(at)
            && matches!(syntax.tag(at), Tag::Name | Tag::Names)
            && word::is_capitalised(syntax.text(at))
            && !word::is(syntax.text(at), Class::AnswerMark)
            && !is_known(syntax.words()[at].span)
            && !is_answered(syntax.text(at))
    });
    mentions.iter().any(|(_, named)| is_ours(named))
        && !mentions.iter().any(is_other)
        && !has_stranger
        && rule.near.iter().all(|cues| reading.any_in(cues, question.span))
}

fn cues_in(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> Vec<ProseSpan> {
    rule.near.iter().flat_map(|cues| reading.cues_in(cues, sentence.span)).collect()
}

/// Whether a question has no other thing between a cue and the subject, and asks of now: "what operating system runs on the
/// phone?", not "what is the price of a case for the phone?"
fn asks_straight(rule: &Rule, reading: &Reading<'_>, question: Sentence) -> bool {
    let syntax = reading.syntax(question);
    let mentions = named(rule, reading, question);
    let Some((name, _)) = mentions.first() else { return false };
    let cues = cues_in(rule, reading, question);
    let Some(cue) = cues.first() else { return false };
    let between = ProseSpan { start: cue.end, end: name.start.max(cue.end) };
    let is_of_now = rule.kind == date::KIND.name
        || (0..syntax.words().len()).all(|at| syntax.tag(at) != Tag::Past);
    is_of_now && syntax.words_in(between).all(|at| !syntax.tag(at).is_noun())
}

/// Whether a rule that counts time is asked for by a question of its subject: "how long has Lee been the conductor of the Marl
/// Orchestra?", not "how long has Lee's brother been the conductor?"
fn asks_how_long(rule: &Rule, reading: &Reading<'_>, question: Sentence) -> bool {
    let syntax = reading.syntax(question);
    let Some(tree) = syntax.trees().first() else { return false };
    let mut opener = reading.words_in(question.span).map(|(_, found)| found.to_lowercase());
    let is_how_long =
        opener.next().as_deref() == Some("how") && opener.next().as_deref() == Some("long");
    let is_asked_of = |(name, _): &(ProseSpan, &[SubjectId])| {
        syntax.head_in(*name).is_some_and(|name| tree.relation(name).is_subject())
    };
    rule.kind == elapsed::KIND.name
        && is_how_long
        && named(rule, reading, question).iter().all(is_asked_of)
}

/// Whether a question opens with what it asks for: "which firmware", "what is the biggest object".
fn opens_with_cue(rule: &Rule, reading: &Reading<'_>, question: Sentence) -> bool {
    let syntax = reading.syntax(question);
    let cues = cues_in(rule, reading, question);
    let Some(cue) = cues.first() else { return false };
    let lead = ProseSpan { start: question.span.start, end: cue.start };
    let asks = syntax.words_in(lead).next().is_some_and(|first| syntax.tag(first).is_relative());
    asks && syntax.words_in(lead).all(|at| !syntax.tag(at).is_noun())
}

/// Whether an answer without a verb opens with a name of its question: "which version of Android does it need? Android 9."
fn names_again(reading: &Reading<'_>, question: Sentence, answer: Sentence) -> bool {
    let syntax = reading.syntax(answer);
    let has_verb = (0..syntax.words().len()).any(|at| syntax.tag(at).is_verb());
    let first = reading.words_in(answer.span).next().map(|(_, found)| found);
    let is_name = first.is_some_and(|first| {
        word::is_capitalised(first)
            && reading.words_in(question.span).skip(1).any(|(_, found)| found == first)
    });
    is_name && !has_verb
}

/// Whether the subject of a sentence is a cue, or stands for what was asked of: "the biggest object is", "it guarantees"; or whoever
/// reads does what a cue tells: "you need".
fn tells_of_cue(rule: &Rule, reading: &Reading<'_>, answer: Sentence) -> bool {
    let syntax = reading.syntax(answer);
    let Some(tree) = syntax.trees().first() else { return false };
    let cues = cues_in(rule, reading, answer);
    // "A. It opened", where the mark is taken for what is said.
    let marker = label::answer_mark(reading, answer);
    let is_mark = |at: usize| syntax.words()[at].span.start < marker;
    let is_root =
        |verb: usize| tree.relation(verb) == Relation::Root || tree.head(verb).is_some_and(is_mark);
    // "A single costs £4"
    let mut words =
        reading.words_in(answer.span).skip_while(|(_, it)| word::is(it, Class::Article));
    let opens = words.next().is_some_and(|(range, _)| {
        cues.iter().any(|cue| cue.overlaps(ProseSpan::new(range.start, range.end)))
    });
    opens
        || (0..syntax.words().len()).any(|at| {
            let is_subject = tree.relation(at).is_subject() && tree.head(at).is_some_and(is_root);
            let span = syntax.words()[at].span;
            // "You need Android 9."
            let is_reader = || {
                let verb = tree.head(at).and_then(|verb| syntax.words().get(verb));
                word::is(syntax.text(at), Class::ReaderPronoun)
                    && verb.is_some_and(|verb| cues.iter().any(|cue| cue.overlaps(verb.span)))
            };
            is_subject
                && (word::is(syntax.text(at), Class::EmptySubjects)
                    || cues.iter().any(|cue| cue.overlaps(span))
                    || is_reader())
        })
}

/// Whether nothing stands before a value that would make it the value of something else than what was asked of, or what stands above:
/// no other thing, no other time: "the guarantee runs for", "yes, there is a limit of", "TCP port".
pub(super) fn leads_to_value(
    rule: &Rule,
    reading: &Reading<'_>,
    answer: Sentence,
    lead: ProseSpan,
) -> bool {
    let syntax = reading.syntax(answer);
    let lead = ProseSpan { start: lead.start.max(label::answer_mark(reading, answer)), ..lead };
    // "It opened its doors on"
    let is_door = |at: ProseSpan| {
        syntax.word_at(at.start).is_some_and(|at| word::is(&syntax.lemma(at), Class::Door))
    };
    let is_apart = |at: ProseSpan, found: &str| {
        let tag = syntax.word_at(at.start).map_or(Tag::Other, |at| syntax.tag(at));
        // "TCP port 7480" names what carries it.
        let is_initials = found.bytes().all(|byte| byte.is_ascii_uppercase());
        [Class::OtherTimeLabel, Class::ClauseDivider, Class::RestrictingWords, Class::SomeAdjective]
            .into_iter()
            .any(|class| word::is(found, class))
            && tag != Tag::Adverb
            || tag.is_noun() && !is_initials && !is_door(at)
            || matches!(
                tag,
                Tag::Past | Tag::Participle | Tag::Figure | Tag::Adjective | Tag::Comparative
            )
            || found.bytes().any(|byte| byte.is_ascii_digit())
    };
    let unknown = strangers(rule, reading, lead, &[]);
    let verbs = syntax.words_in(lead).filter(|at| syntax.tag(*at).is_verb()).count();
    verbs <= MOST_VERBS && unknown.into_iter().all(|at| !is_apart(at, at.of(reading.prose())))
}

/// "May have", "do get"
const MOST_VERBS: usize = 2;

//! Topics: what a heading, a term, a caption or a sentence before is about, and what stands under it.

use super::NEAR;
use super::entry;
use super::heading::{is_plain_section, offers, tells_for_whom};
use super::label::{
    is_label, is_labelled, is_plural, is_question, is_word_of_cue, stands_for_kind, unit_behind,
    without_unit,
};
use crate::check::{Decider, Refusal, date, elapsed, rivals};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::rule::phrase::PhraseId;
use crate::rule::subject::SubjectId;
use crate::unread::Reason;
use std::ops::Range;

use factlint_language::inflect;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Tag;
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// What a line says of which thing is spoken of below it.
pub(super) enum Topic {
    /// The subject of the rule.
    Ours,
    /// Another of its kind.
    Rival(PhraseId),
    /// Something else, or nobody knows what.
    Other,
    /// It names nothing: "Key figures", "Length".
    Open,
}

/// Whether a label in front of a name says what it is the name of: "Service: Larch gateway", "Town: Hovde". Not "Capital:
/// Hovde", below which the country is told of.
pub(super) fn says_what_it_names(rule: &Rule, reading: &Reading<'_>, label: ProseSpan) -> bool {
    let Some(words) = label.of(reading.prose()).trim().strip_suffix(':') else { return false };
    let mut inside = word::words(words);
    let single = inside.next().map(|(_, found)| found).filter(|_| inside.next().is_none());
    single.is_some_and(|found| word::is(found, Class::NamingLabel))
        || stands_for_kind(rule, reading, words.trim())
}

/// The first other subject of the rule's kind that a line names.
pub(super) fn rival_in(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> Option<PhraseId> {
    let mentions = reading.mentions();
    let rivals = named(rule, reading, line);
    let (at, _) = rivals
        .iter()
        .find(|(_, named)| !named.iter().any(|subject| rule.about.contains(subject)))?;
    let index = mentions.binary_search_by_key(&at.start, |one| one.span.start).ok()?;
    Some(mentions[index].phrase)
}

/// Whether a question asks for what the rule compares, of its subject or of what it stands under: "How long is it?"
pub(super) fn asks_for_ours(rule: &Rule, reading: &Reading<'_>, question: Sentence) -> bool {
    is_question(reading, question.span)
        && is_of_now(rule, reading, question)
        && match topic(rule, reading, question) {
            Topic::Ours => true,
            Topic::Open => rule.near.iter().all(|cues| reading.any_in(cues, question.span)),
            Topic::Rival(_) | Topic::Other => false,
        }
}

/// Whether a question asks for what is so: not "which firmware will it get next?", "which should it not run?", "how large may it have
/// been?", but "how large may it be?"
pub(super) fn is_of_now(rule: &Rule, reading: &Reading<'_>, question: Sentence) -> bool {
    let syntax = reading.syntax(question);
    let is_past = |at: usize| syntax.tag(at) == Tag::Participle && syntax.lemma(at) == "be";
    let is_open = reading.words_in(question.span).any(|(_, found)| {
        // "When will it open?" asks for the day that is set.
        let is_future = word::is(found, Class::FutureModals);
        is_future && rule.kind != date::KIND.name
            || word::is(found, Class::NegatingWords)
            || word::is(found, Class::Possibility)
                && !word::is(found, Class::Permission)
                && !is_future
    });
    // "How long has it been in service?"
    let is_over = match rule.kind {
        kind if kind == date::KIND.name => false,
        kind if kind == elapsed::KIND.name => {
            let mut words = 0..syntax.words().len();
            words.any(|at| syntax.tag(at) == Tag::Past)
                && !reading.words_in(question.span).any(|(_, found)| found == "ago")
        }
        _ => (0..syntax.words().len()).any(is_past),
    };
    !is_open && !is_over
}

/// The subjects of the rule's kind that a sentence names, each mention with its own.
pub(super) fn named<'r>(
    rule: &Rule,
    reading: &'r Reading<'_>,
    sentence: Sentence,
) -> Vec<(ProseSpan, &'r [SubjectId])> {
    let subjects = &reading.vocabulary().subjects;
    let Some(kind) = rivals::kind_of(rule, reading) else { return Vec::new() };
    let mentions = reading.mentions();
    let first = mentions.partition_point(|one| one.span.start < sentence.span.start);
    mentions[first..]
        .iter()
        .take_while(|mention| mention.span.end <= sentence.span.end)
        .map(|mention| (mention.span, subjects.of_phrase(mention.phrase)))
        .filter(|(_, named)| named.iter().any(|subject| subjects.get(*subject).kind == kind))
        .collect()
}

pub(in crate::check) fn names_nothing(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
) -> bool {
    named(rule, reading, sentence).is_empty()
}

/// Whether what a sentence stands under is the rule's subject: the nearest that names one, with nothing but labels in
/// between; or why not. Nothing where it does not stand under it at all.
pub(super) fn owner_above(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
) -> Result<(), Option<Refusal>> {
    // "Address: 12 Mill Lane" above "Phone: 555-0142": each is told of what stands above both.
    let is_beside = |line: &Sentence| {
        is_labelled(reading, sentence)
            && is_labelled(reading, *line)
            && names_nothing(rule, reading, *line)
    };
    // "Name: Skylark" opens a list.
    let first = reading.first_of_list(sentence).filter(|first| {
        let mentions = named(rule, reading, *first);
        let label = mentions
            .first()
            .map(|(name, _)| ProseSpan { start: first.span.start, end: name.start });
        label.is_some_and(|label| says_what_it_names(rule, reading, label))
            && opens_with(rule, reading, *first, &mentions)
    });
    if first.is_some() {
        return Ok(());
    }
    if entry::opens_block_of(rule, reading, sentence)
        || entry::goes_on_below_term(rule, reading, sentence)
    {
        return Ok(());
    }
    let before_it = reading.before_in_block(sentence).filter(|line| !is_beside(line));
    for before in before_it.take(NEAR) {
        let mentions = named(rule, reading, before);
        let is_asked = || {
            let asks = asks_for_ours(rule, reading, before);
            asks && !mentions.is_empty()
        };
        if opens_with(rule, reading, before, &mentions) || is_asked() {
            return Ok(());
        }
        // "Sets how often PowerShell retries. The default is 5": what has no subject tells of what it stands under,
        // as does what names only that.
        let competes = has_name(reading, before) && !reading.opens_with_verb(before);
        if competes || !(mentions.is_empty() || names_only(rule, reading, before, &mentions)) {
            return Err(None);
        }
    }
    let mut unknown: Vec<Sentence> = Vec::new();
    let mut at = sentence;
    let naming = loop {
        let line = reading.line_above(at).filter(|line| {
            // A short line is a heading only if it names a subject.
            matches!(topic(rule, reading, *line), Topic::Ours | Topic::Rival(_))
        });
        let Some(above) = line.or_else(|| reading.standing_under(at).next()) else {
            return Err(None);
        };
        match topic(rule, reading, above) {
            Topic::Ours => break above,
            Topic::Rival(name) if unknown.is_empty() => {
                return Err(Some((Reason::OtherOwner, Decider::Name(name))));
            }
            Topic::Rival(_) => return Err(None),
            Topic::Other => unknown.push(above),
            Topic::Open => {}
        }
        at = above;
    };
    let stranger = unknown.iter().find(|line| !is_plain_section(rule, reading, **line, naming));
    match stranger {
        Some(heading) => Err(Some((Reason::OwnerUnclear, Decider::Word(heading.span)))),
        None => Ok(()),
    }
}

/// "The relay port. Defaults to 5668.": the sentence begins with our subject and names no other.
pub(super) fn opens_with(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[(ProseSpan, &[SubjectId])],
) -> bool {
    let Some((first, _)) = mentions.first() else { return false };
    let before = ProseSpan { start: sentence.span.start, end: first.start };
    // "Project: Skylark"
    let is_labelled = || {
        reading.prose()[first.end as usize..sentence.span.end as usize].trim().is_empty()
            && says_what_it_names(rule, reading, before)
    };
    names_only(rule, reading, sentence, mentions)
        && !has_name(reading, sentence)
        && (is_labelled()
            || reading.words_in(before).all(|(_, found)| {
                word::is(found, Class::Article) || word::is(found, Class::LabelWord)
            }))
        && !reading.prose()[first.end as usize..].starts_with(word::is_apostrophe)
}

/// Whether a sentence names nothing but our subject.
pub(super) fn names_only(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mentions: &[(ProseSpan, &[SubjectId])],
) -> bool {
    let is_ours = |named: &[SubjectId]| named.iter().any(|subject| rule.about.contains(subject));
    // "The Skylark passed the Bell Inn. It was built in 1931": either may be meant.
    let names_more = {
        let known = &reading.vocabulary().subjects;
        let all = reading.mentions();
        let from = all.partition_point(|one| one.span.start < sentence.span.start);
        all[from..]
            .iter()
            .take_while(|one| one.span.end <= sentence.span.end)
            .map(|one| known.of_phrase(one.phrase))
            .any(|named| !named.is_empty() && !is_ours(named))
    };
    !names_more && mentions.iter().all(|(_, named)| is_ours(named)) && !has_name(reading, sentence)
}

/// Whether a capitalised word that no rule knows stands inside a sentence.
pub(super) fn has_name(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let mentions = reading.mentions();
    reading.words_in(sentence.span).skip(1).any(|(range, found)| {
        let after = reading.prose()[..range.start].trim_end();
        let index = mentions.partition_point(|one| one.span.range().end <= range.start);
        let known = mentions.get(index).is_some_and(|one| one.span.range().start <= range.start);
        let at = ProseSpan::new(range.start, range.end);
        is_capitalised(found)
            && !known
            && !reading.dates(sentence).iter().any(|date| date.span.contains(at))
            // "1 MB"
            && !reading.figures(sentence).iter().any(|figure| figure.span.contains(at))
            && !after.ends_with([':', '.', ')', ']', '–', '—', '-', '|', '•'])
            && !word::is(found, Class::LabelWord)
    })
}

/// What a line that others stand under speaks of.
pub(super) fn topic(rule: &Rule, reading: &Reading<'_>, line: Sentence) -> Topic {
    let mentions = named(rule, reading, line);
    let Some((first, _)) = mentions.first() else {
        let is_open = is_label(rule, reading, without_unit(reading, line))
            || tells_for_whom(rule, reading, line);
        return if is_open { Topic::Open } else { Topic::Other };
    };
    let ours =
        mentions.iter().all(|(_, named)| named.iter().any(|subject| rule.about.contains(subject)));
    if !ours {
        return rival_in(rule, reading, line).map_or(Topic::Other, Topic::Rival);
    }
    let prose = reading.prose();
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, line.span)).collect();
    let asks = is_question(reading, line.span);
    let tail = ProseSpan { start: first.end, end: line.span.end };
    let is_book = tail_is_book(reading, tail);
    let is_product = reading.words_in(tail).any(|(_, found)| word::is(found, Class::ProductForm));
    let is_adverb = |word: ProseSpan| {
        let syntax = reading.syntax(line);
        syntax.word_at(word.start).is_some_and(|at| syntax.tag(at) == Tag::Adverb)
    };
    let is_small = |range: &Range<usize>, found: &str| {
        let at = ProseSpan::new(range.start, range.end);
        word::is(found, Class::LabelWord)
            || word::is(found, Class::HeadingWord)
            || word::is(found, Class::WayWord)
            || word::is(found, Class::MeasureFunctionWord)
            || cues.iter().any(|cue| cue.contains(at))
            || (asks
                && (word::is(found, Class::AnswerMark) || word::is(found, Class::TalkPronouns)))
            || (asks && is_of_question(reading, line, at, range.start >= tail.range().start))
            // "Store Skylark safely"
            || (found.ends_with("ly") && is_adverb(at))
            || (is_product && is_of_product(reading, found))
            || (is_book && is_reader(found))
            || (range.start >= tail.range().start && is_this_year(reading, found))
    };
    let own = |at: ProseSpan, found: &str| {
        cues.iter().any(|cue| cue.contains(at)) || stands_for_kind(rule, reading, found)
    };
    let others = |within: ProseSpan| {
        reading.words_in(within).filter(|(range, found)| {
            !is_small(range, found)
                && !mentions
                    .iter()
                    .any(|(at, _)| at.contains(ProseSpan::new(range.start, range.end)))
        })
    };
    // "Old Skylark", "Hotels near the Skylark", "Museum of the Skylark": something else.
    let is_section = |found: &str| found.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let before = ProseSpan { start: line.span.start, end: first.start };
    if offers(reading, line, &mentions) {
        return Topic::Ours;
    }
    if !says_what_it_names(rule, reading, before)
        && !is_setting(rule, reading, before)
        && !reading.leads_to_name(line, *first, &own)
        && others(before).any(|(_, found)| !is_section(found))
    {
        return Topic::Other;
    }
    let mut behind = ProseSpan { start: first.end, end: line.span.end };
    if let Some(unit) = unit_behind(reading, behind.of(prose)) {
        behind.end = behind.start + unit as u32;
    }
    if !reading.is_whole_name(line, *first, &own) {
        return Topic::Other;
    }
    if names_aspect(reading, behind) || names_platform(reading, behind) {
        return Topic::Ours;
    }
    let mut further = others(behind).filter(|(_, found)| !found.eq_ignore_ascii_case("s"));
    let Some((range, next)) = further.next() else { return Topic::Ours };
    // "Skylark (1931)", "Skylark: a portrait": more is told of it behind a mark; a headline has a verb.
    let gap = &prose[first.end as usize..range.start];
    let is_apposed =
        gap.trim_end().strip_prefix(',').is_some_and(|gap| word::is(gap.trim(), Class::Article));
    let is_marked = is_apposed || gap.contains(['(', ':', '—', '–', '<', '[', '=', '{']);
    let tells = reading.is_headline(line)
        && gap.trim().is_empty()
        && !is_capitalised(next)
        && !word::is(next, Class::StatementJoint)
        && (next.ends_with('s') || next.ends_with("ed") || next == "to")
        // "Skylark hotels"
        && (further.next().is_some() || !is_plural(reading, line, range.start as u32));
    let named_behind = match is_apposed {
        // "Skylark, a novel by Ann Lee"
        true => reading.has_stranger(line, behind),
        // "Skylark: Terms of Use"
        false => !is_book && others(behind).any(|(_, found)| is_capitalised(found)),
    };
    // "Skylark: timetable and fares" is about one thing, "Skylark and hotels" about two.
    let is_split = gap.contains([':', '—', '–']);
    let compared = reading.words_in(behind).any(|(_, found)| {
        word::is(found, Class::ClauseDivider) || (!is_split && word::is(found, Class::TopicJoint))
    });
    let is_ours = (is_marked || tells) && !named_behind && !compared;
    if is_ours { Topic::Ours } else { Topic::Other }
}

/// Whether what stands behind a name only says which sort of facts about it stand below, with at most what they limit before that:
/// "storage limits", "upload settings". Not "driver settings".
fn names_aspect(reading: &Reading<'_>, tail: ProseSpan) -> bool {
    let words: Vec<&str> = reading.words_in(tail).map(|(_, found)| found).collect();
    let Some((last, before)) = words.split_last() else { return false };
    let is_plain =
        |found: &&&str| word::is(found, Class::LabelWord) || word::is(found, Class::HeadingWord);
    let is_limited = |found: &str| {
        is_plain(&&found)
            || [
                Class::CarriedNoun,
                Class::DimensionNouns,
                Class::AmountNouns,
                Class::MeasureCarriers,
            ]
            .into_iter()
            .any(|class| word::is(found, class))
            || inflect::is_deverbal(found) && !word::is(found, Class::DeverbalThings)
    };
    is_plain(&last)
        && !is_capitalised(last)
        && before.iter().all(|found| !is_capitalised(found) && is_limited(found))
        && tail
            .of(reading.prose())
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || c == '-')
}

/// Whether what stands behind a name says for which system its edition is: "for Android", "on iOS".
fn names_platform(reading: &Reading<'_>, tail: ProseSpan) -> bool {
    let mut words = reading.words_in(tail).map(|(_, found)| found);
    let leads = words.next().is_some_and(|found| {
        word::is(found, Class::GivingPrepositions) || word::is(found, Class::LinkingPrepositions)
    });
    let rest: Vec<&str> = words.collect();
    let is_platform = |found: &&str| word::is(found, Class::PlatformNames);
    leads
        && rest.iter().any(is_platform)
        && rest.iter().all(|found| {
            is_platform(found)
                || word::is(found, Class::TopicJoint)
                || found.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        })
}

/// Whether what stands before a name in brackets is the name of a setting that is a cue: "`idle_timeout` (Halyard)".
fn is_setting(rule: &Rule, reading: &Reading<'_>, before: ProseSpan) -> bool {
    let text = before.of(reading.prose()).trim_end();
    let setting = text.trim_end_matches('(').trim_end();
    let inside = ProseSpan { start: before.start, end: before.start + setting.len() as u32 };
    let mut parts = setting.split(|sign: char| !sign.is_alphanumeric());
    text.ends_with('(')
        && !setting.contains(' ')
        && reading
            .words_in(inside)
            .all(|(range, _)| reading.document().is_code(ProseSpan::new(range.start, range.end)))
        && parts.any(|part| is_word_of_cue(rule, reading, part))
}

/// Whether a word of a question names nothing else that it asks for: no noun, and no preposition in front of what it asks for,
/// "Where can I park near the Skylark?"
fn is_of_question(reading: &Reading<'_>, line: Sentence, word: ProseSpan, is_behind: bool) -> bool {
    let syntax = reading.syntax(line);
    // Not "Do you know how long it is?"
    let asks_what = (0..syntax.words().len().min(2)).any(|at| {
        matches!(
            syntax.tag(at),
            Tag::RelativeDeterminer | Tag::RelativePronoun | Tag::RelativeAdverb
        )
    });
    word::is(word.of(reading.prose()), Class::QuestionLabelWord)
        || asks_what
            && syntax.words_in(word).all(|at| {
                let tag = syntax.tag(at);
                !tag.is_noun() && (is_behind || tag != Tag::Preposition)
            })
}

/// Whether a word tells in which form and strength a product is sold: "20 mg tablets".
fn is_of_product(reading: &Reading<'_>, found: &str) -> bool {
    word::is(found, Class::ProductForm)
        || found.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        || reading.vocabulary().units.by_name(found).is_some()
}

/// Whether what stands behind a name in a title is what a text about it is called: "Skylark: Staff Handbook".
fn tail_is_book(reading: &Reading<'_>, tail: ProseSpan) -> bool {
    /// "Terms and Conditions of Use and Privacy Notice" is no shorter.
    const MOST: usize = 6;
    let mut words = reading.words_in(tail);
    let last = reading.words_in(tail).last();
    last.is_some_and(|(_, last)| word::is(last, Class::BookNoun)) && words.nth(MOST).is_none()
}

/// Whether a word says for whom a text is written: "Staff Handbook", "Owner's Manual".
fn is_reader(found: &str) -> bool {
    let singular = found.strip_suffix('s').unwrap_or(found);
    [found, singular].into_iter().any(|form| {
        word::is(form, Class::Persons)
            || word::is(form, Class::Audience)
            || word::is(form, Class::AccountNouns)
    }) || singular.eq_ignore_ascii_case("owner")
}

/// Whether a word is the year of the document, or of an edition to come. Where a document has no date, its heading gives it.
pub(super) fn is_this_year(reading: &Reading<'_>, found: &str) -> bool {
    let is_year = found.len() == 4 && (found.starts_with("19") || found.starts_with("20"));
    let Some(year) = found.parse::<i16>().ok().filter(|_| is_year) else { return false };
    reading.document().record().date.is_none_or(|date| i32::from(year) >= i32::from(date.year()))
}

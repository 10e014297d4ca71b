//! Lengths of time that are said aside of what a sentence tells of now: "for the past two years, the bridge has been",
//! "closed for two years now, the bridge is", "the bridge, in service for two years, carries".

use super::since::Length;
use crate::reading::{Reading, Sentence};
use factlint_language::date::{DateMention, Written};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// "For the past two years, the bridge has been closed": a length of time that opens the sentence, and that goes on
/// for the subject right behind it.
pub(super) fn opens_with_time(length: &Length<'_, '_>) -> bool {
    let Length { reading, sentence, mentions, .. } = *length;
    /// So many words stand between the time and the subject: "the old".
    const BETWEEN: usize = 3;
    let prose = reading.prose();
    let opens = length.lead_before_the_past().is_some_and(|lead| {
        let mut words = word::words(lead).map(|(_, found)| found);
        let first = words.next().unwrap_or_default();
        word::is(first, Class::SpanGoesOn) && words.all(|found| word::is(found, Class::SpanHedge))
    });
    let end = length.end();
    let Some(mention) = mentions.iter().find(|mention| mention.start >= end) else { return false };
    let close = word::words(&prose[end as usize..mention.start as usize]).count() <= BETWEEN;
    let mut behind = reading.words_in(ProseSpan { start: mention.end, end: sentence.span.end });
    let verb = behind.next();
    let goes_on = verb.as_ref().is_some_and(|(_, found)| word::is(found, Class::PresentState));
    let clause = verb.map(|(range, _)| reading.outer_clause_at(sentence, range.start as u32));
    let cued = clause.is_some_and(|clause| length.is_cued(clause));
    opens && close && goes_on && cued
}

/// "Closed for two years now, the bridge is rusting": a state that opens the sentence before the name of what is in it,
/// in a sentence that tells of now.
pub(super) fn opens_with_state(length: &Length<'_, '_>) -> bool {
    let Length { rule, reading, sentence, mentions, .. } = *length;
    let prose = reading.prose();
    let end = length.end();
    let lead = ProseSpan { start: sentence.span.start, end: length.figure.hedged.start };
    let is_cue = |range: &std::ops::Range<usize>| {
        let word = ProseSpan::new(range.start, range.end);
        rule.near.iter().any(|cues| reading.any_over(cues, sentence, word))
    };
    let mut cued = false;
    let is_state = reading.words_in(lead).all(|(range, found)| {
        let cue = is_cue(&range);
        cued |= cue;
        cue || word::is(found, Class::ApposedState)
            || word::is(found, Class::StatePreposition)
            || word::is(found, Class::SpanGoesOn)
            || word::is(found, Class::SpanHedge)
            || word::is(found, Class::DefiniteSpan)
            || word::is(found, Class::PastSpan)
            || found.ends_with("ly")
    });
    let opens = cued
        && is_state
        && reading.words_in(lead).any(|(_, found)| word::is(found, Class::SpanGoesOn));
    let Some(mention) = mentions.iter().find(|mention| opens && mention.start >= end) else {
        return false;
    };
    let between = ProseSpan { start: end, end: mention.start };
    let is_adjacent = between.of(prose).contains(',')
        && (reading.words_in(between).all(|(_, found)| {
            word::is(found, Class::Article) || word::is(found, Class::PresentState)
        }) || is_of_people(reading, sentence, between));
    is_adjacent && tells_of_now(reading, sentence, *mention)
}

/// Whether words before a name are its people, all of them: ", the men of the".
fn is_of_people(reading: &Reading<'_>, sentence: Sentence, between: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let mut people = 0;
    let is_plain = syntax.words_in(between).all(|at| {
        let found = syntax.text(at);
        let are_people = syntax.tag(at) == Tag::Nouns && noun::is_person(&syntax.lemma(at));
        people += usize::from(are_people);
        are_people
            || word::is(found, Class::Article)
            || word::is(found, Class::PartPrepositions)
            || word::is(found, Class::PlacingPrepositions)
    });
    is_plain && people == 1
}

/// "The bridge, closed for two years, is rusting": a state beside the name in a sentence that tells of now.
pub(super) fn is_apposed_state(length: &Length<'_, '_>) -> bool {
    // "Lee, the editor for two years": what stands between may be a noun for the subject itself.
    !length.rule.near.is_empty()
        && length.mentions.iter().any(|mention| is_apposed_to(length, *mention))
}

/// Whether a state beside the name has gone on so long, whatever is still to come of the name: "closed for two years, will cost".
pub(super) fn is_before_what_comes(length: &Length<'_, '_>, will: ProseSpan) -> bool {
    let syntax = length.reading.syntax(length.sentence);
    let will_be = syntax.word_at(will.start).is_some_and(|at| syntax.tag(at) == Tag::Modal);
    will_be && will.start >= length.end() && is_apposed_state(length)
}

fn is_apposed_to(length: &Length<'_, '_>, mention: ProseSpan) -> bool {
    let Length { rule, reading, sentence, .. } = *length;
    if stands_by_another(reading, sentence, mention) {
        return false;
    }
    let prose = reading.prose();
    let end = length.end();
    let rest = &prose[end as usize..sentence.span.end as usize];
    let Some(lead) = length.lead_before_the_past() else { return false };
    let from = sentence.span.start as usize;
    let at = (from + lead.len()) as u32;
    if mention.end > at {
        return false;
    }
    let between = ProseSpan { start: mention.end, end: at };
    let apposed = between.of(prose).trim_start().starts_with([',', '(', '–', '—']);
    // "Halden Creamery: certified organic for eight years", "Thistle, frozen for two years" as an item
    let labelled = between.of(prose).trim_start().starts_with([':', ',', '(', '–', '—', '-'])
        && !rest.contains(char::is_alphanumeric)
        && {
            let before = ProseSpan { start: sentence.span.start, end: mention.start };
            reading.words_in(before).all(|(_, found)| word::is(found, Class::Article))
        };
    let cues: Vec<ProseSpan> =
        rule.near.iter().flat_map(|cues| reading.cues_in(cues, between)).collect();
    let plain = reading.words_in(between).all(|(range, found)| {
        let word = ProseSpan::new(range.start, range.end);
        cues.iter().any(|cue| cue.overlaps(word))
            || word::is(found, Class::ApposedState)
            || word::is(found, Class::StatePreposition)
            || word::is(found, Class::SpanGoesOn)
            || word::is(found, Class::SpanHedge)
            // "Continuously occupied for almost two decades"
            || found.ends_with("ly")
    }) || is_role(reading, sentence, between, &cues);
    let told = reading.words_in(between).last().is_some_and(|(_, found)| {
        word::is(found, Class::SpanGoesOn) || word::is(found, Class::SpanHedge)
    });
    // "Live for 15 years now, the relay"
    let rest = match word::words(rest).next() {
        Some((at, now)) if rest[..at].trim().is_empty() && word::is(now, Class::Nowadays) => {
            &rest[at + now.len()..]
        }
        _ => rest,
    };
    let closed =
        rest.starts_with([',', ')', '–', '—']) || rest.trim_start().starts_with(['–', '—']);
    let next = word::words(rest).next().map(|(_, found)| found).unwrap_or_default();
    let is_now = || {
        let syntax = reading.syntax(sentence);
        let at = sentence.span.end - rest.len() as u32
            + (rest.len() - rest.trim_start_matches([',', ')', ' ', '–', '—']).len()) as u32;
        let verb = syntax.word_at(at);
        word::is(next, Class::PresentBe)
            // "Sells", which a tagger may take for a noun.
            || verb.is_some_and(|verb| matches!(syntax.tag(verb), Tag::PresentThird | Tag::Nouns))
            || tells_of_now(reading, sentence, mention)
    };
    let told = !cues.is_empty() && plain && told;
    // "The editor of the Post for the past ten years, won a prize on Sunday"
    let is_past = lead.len() < length.lead().len();
    told && (labelled || apposed && closed && (is_past || is_now()))
}

/// Whether words behind a name say by one noun phrase what a cue calls somebody: ", the conductor of the Marl Orchestra for", not
/// ", a friend of the conductor for".
fn is_role(
    reading: &Reading<'_>,
    sentence: Sentence,
    between: ProseSpan,
    cues: &[ProseSpan],
) -> bool {
    let syntax = reading.syntax(sentence);
    let is_cue = |at: usize| cues.iter().any(|cue| cue.overlaps(syntax.words()[at].span));
    let mut words = syntax.words_in(between).peekable();
    while words
        .next_if(|at| !is_cue(*at) && matches!(syntax.tag(*at), Tag::Determiner | Tag::Adjective))
        .is_some()
    {}
    let text = between.of(reading.prose()).trim_start();
    let is_one = text.starts_with(',') && !text[1..].contains([',', ';', ':', '(']);
    is_one
        && words.peek().is_some_and(|at| is_cue(*at))
        && words.all(|at| !syntax.tag(at).is_verb() || is_cue(at))
}

/// Whether a name is told of by a verb that tells of now: "is", "carries", "has been", "is being".
fn tells_of_now(reading: &Reading<'_>, sentence: Sentence, mention: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let Some(tree) = syntax.trees().first() else { return false };
    // "On strike for two years, they will meet", where what goes on is so when that is told.
    let is_now = |at: usize| {
        matches!(syntax.tag(at), Tag::Present | Tag::PresentThird)
            || syntax.tag(at) == Tag::Modal
            || word::is(syntax.text(at), Class::PresentBe)
    };
    // "Opened an office this week"
    let is_news = |at: usize| {
        matches!(syntax.tag(at), Tag::Past | Tag::Participle)
            && reading.dates(sentence).iter().any(|date| is_recent(reading, date))
    };
    // "Engineers have gone back to the bridge, closed for two years, to test it"
    let head = syntax.head_in(mention);
    let verb = head.and_then(|name| tree.upwards(name).find(|at| syntax.tag(*at).is_verb()));
    // "The lift, closed for two years, will reopen", where the name hangs on the state
    let above = verb.filter(|verb| tree.relation(*verb) == Relation::AdverbClause);
    let above = above.and_then(|state| tree.head(state)).filter(|at| syntax.tag(*at).is_verb());
    verb.into_iter().chain(above).any(|verb| {
        is_now(verb)
            || is_news(verb)
            || tree.dependents_as(verb, Relation::Auxiliary).any(is_now)
            || tree.dependents_as(verb, Relation::PassiveAuxiliary).any(is_now)
    })
}

/// "The shop beside the bridge, closed for two years": whether a name only says where a thing is, of which a state behind both may be told.
fn stands_by_another(reading: &Reading<'_>, sentence: Sentence, mention: ProseSpan) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        // "The shop at the end of the bridge"
        let name = syntax.head_in(mention)?;
        let has_ends = || {
            let mut way = tree.upwards(name).skip(1);
            let edge = way.find(|at| syntax.tag(*at).is_noun())?;
            let at = tree
                .head(edge)
                .filter(|at| word::is(syntax.text(*at), Class::PlacingPrepositions))?;
            tree.head(at).filter(|thing| *thing < at && syntax.tag(edge) == Tag::Noun)
        };
        let thing = syntax.stands_by(mention).or_else(has_ends)?;
        Some(syntax.tag(thing) == Tag::Noun && tree.relation(thing).is_subject())
    };
    told().unwrap_or(false)
}

/// Whether a date is one of the days before the document's: "this week", "on Monday".
fn is_recent(reading: &Reading<'_>, date: &DateMention) -> bool {
    /// So many days are no other time.
    const DAYS: i32 = 31;
    let today = reading.document().record().date;
    let is_told_from_today = matches!(
        date.written,
        Written::Weekday { .. } | Written::Relative { .. } | Written::Away { .. }
    );
    let period = date.period(today).zip(today);
    is_told_from_today
        && period.is_some_and(|(days, today)| (0..=DAYS).contains(&(today - days.first).get_days()))
}

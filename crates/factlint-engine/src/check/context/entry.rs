//! Entries of catalogues, guides and lists: a name between its maker and its place, and fragments behind it that tell of it, "Ann Roe,
//! *The Weir*, oil on canvas. Gift of the artist. Accession number 1937.14."

use super::laid_out::is_right_below_name;
use super::topic::named;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word::{self, is_capitalised};
use factlint_language::words::Class;

/// What may stand around a name as an entry gives it.
const MARKS: [char; 8] = ['*', '_', '`', '"', '“', '”', '‘', '’'];

/// Whether the sentences before one in its block are an entry for the rule's subject, with nothing but fragments behind it that
/// name nothing else: "Skylark Museum, Old Quay. Shut on Mondays."
pub(super) fn opens_block_of(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    /// An entry is no longer.
    const MOST: usize = 6;
    // Whether a sentence has a verb is asked of its analysis: only where an entry may stand before it.
    let mut before = reading.before_in_block(sentence).take(MOST);
    if before.all(|before| named(rule, reading, before).is_empty())
        || !is_fragment(rule, reading, sentence)
    {
        return false;
    }
    for before in reading.before_in_block(sentence).take(MOST) {
        if is_entry(rule, reading, before) {
            return true;
        }
        if !is_fragment(rule, reading, before) || names_other(reading, before) {
            return false;
        }
    }
    false
}

/// Whether a sentence goes on with what stands below a term that names the rule's subject and nothing else, in fragments that name
/// others only behind prepositions: "Ferry of the Northern Line, built in Gdynia. Length 127 m."
pub(super) fn goes_on_below_term(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    /// Fragments that go on with one term are no more.
    const MOST: usize = 12;
    let before: Vec<Sentence> = reading.before_in_block(sentence).take(MOST + 1).collect();
    let Some(first) = before.last().filter(|_| before.len() <= MOST).copied() else {
        return false;
    };
    let is_open =
        |one: Sentence| is_fragment(rule, reading, one) && names_below_prepositions(reading, one);
    is_right_below_name(rule, reading, first)
        && is_fragment(rule, reading, sentence)
        && before.iter().all(|one| is_open(*one))
}

/// Whether every name in a fragment hangs on a preposition, and is nothing that what stands behind the fragment could be told of.
fn names_below_prepositions(reading: &Reading<'_>, fragment: Sentence) -> bool {
    let syntax = reading.syntax(fragment);
    let Some(tree) = syntax.trees().first() else { return false };
    let is_name = |at: usize| at > 0 && matches!(syntax.tag(at), Tag::Name | Tag::Names);
    let hangs = |at: usize| {
        let mut above = tree.upwards(at);
        above.any(|up| tree.relation(up) == Relation::PrepositionObject)
    };
    (0..syntax.words().len()).all(|at| !is_name(at) || hangs(at))
}

/// Whether a sentence is an entry for the rule's subject: it has no verb, names no other subject that rules know, and the name
/// stands between marks with nothing but names before it.
pub(super) fn is_entry(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    let prose = reading.prose();
    let mentions = named(rule, reading, sentence);
    let [(name, subjects)] = mentions.as_slice() else { return false };
    let before = ProseSpan { start: sentence.span.start, end: name.start };
    let behind = ProseSpan { start: name.end, end: sentence.span.end };
    let lead = before.of(prose).trim_end_matches(MARKS).trim_end();
    let rest = behind.of(prose).trim_start_matches(MARKS).trim_start();
    let is_ours = subjects.iter().any(|subject| rule.about.contains(subject));
    // "Needs: Skylark" gives the name to a label.
    let is_set_off = (lead.is_empty()
        || lead.ends_with([',', ';', '.', '(']) && !lead.contains(':'))
        && (rest.is_empty() || rest.starts_with([',', ';', '.', '(', ':', '–', '—']));
    is_ours
        && is_set_off
        && reading.words_in(before).all(|(_, found)| is_of_name(found))
        && is_fragment(rule, reading, sentence)
        && !names_another_subject(rule, reading, sentence)
}

/// Whether a sentence names a subject of any kind that is not the rule's.
fn names_another_subject(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    let subjects = &reading.vocabulary().subjects;
    let mentions = reading.mentions();
    let first = mentions.partition_point(|one| one.span.start < sentence.span.start);
    let within = mentions[first..].iter().take_while(|one| one.span.end <= sentence.span.end);
    within
        .map(|one| subjects.of_phrase(one.phrase))
        .any(|named| !named.is_empty() && !named.iter().any(|subject| rule.about.contains(subject)))
}

/// What stands behind the last comma before a value in a fragment: "weight" of "Belt drive, two brakes, weight 20.6 kg".
pub(super) fn last_segment(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    lead: ProseSpan,
) -> Option<ProseSpan> {
    let text = lead.of(reading.prose());
    let mark = text.rfind([',', ';'])?;
    // "With a float, weight 0.6 kg": of what comes with it.
    let before = text[..mark].rfind([',', ';']).map_or(&text[..mark], |comma| &text[comma..mark]);
    let adds = word::words(before).any(|(_, found)| word::is(found, Class::AddingWord));
    let start = lead.start + mark as u32 + 1;
    (!adds && is_fragment(rule, reading, sentence)).then_some(ProseSpan { start, end: lead.end })
}

/// Whether a sentence has no verb that tells something. A noun that only looks like one has no subject, or is the cue itself: "belt
/// drive", "body weight 20 kg".
fn is_fragment(rule: &Rule, reading: &Reading<'_>, sentence: Sentence) -> bool {
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first();
    let has_subject = |at: usize| {
        tree.is_some_and(|tree| tree.dependents(at).any(|of| tree.relation(of).is_subject()))
    };
    let is_cue = |at: usize| {
        let word = syntax.words()[at].span;
        rule.near.iter().any(|cues| reading.any_over(cues, sentence, word))
    };
    let tells = |at: usize| {
        let is_finite =
            matches!(syntax.tag(at), Tag::Verb | Tag::Past | Tag::Present | Tag::PresentThird);
        syntax.tag(at) == Tag::Modal
            || is_finite
                && (word::is(syntax.text(at), Class::PresentBe) || has_subject(at) && !is_cue(at))
    };
    !(0..syntax.words().len()).any(tells)
}

/// Whether a fragment names something else than days, and not whose gift the thing is.
fn names_other(reading: &Reading<'_>, fragment: Sentence) -> bool {
    let mut words = reading.words_in(fragment.span);
    let first = words.next().map_or("", |(_, first)| first);
    let is_day =
        |found: &str| word::is(found, Class::RecurringTime) || word::is(found, Class::NoSpeaker);
    !word::is(first, Class::ProvenanceNoun)
        && (reading.names_subject(fragment.span)
            || words.any(|(range, found)| {
                let at = ProseSpan::new(range.start, range.end);
                is_capitalised(found)
                    && !is_day(found)
                    && !reading.figures(fragment).iter().any(|figure| figure.span.contains(at))
            }))
}

/// Whether a word may stand in the name before another: of who made it, or the number of a plate.
fn is_of_name(found: &str) -> bool {
    is_capitalised(found)
        || found.bytes().all(|byte| byte.is_ascii_digit())
        || word::is(found, Class::NameParticle)
        || word::is(found, Class::Article)
        || word::is(found, Class::TopicJoint)
}

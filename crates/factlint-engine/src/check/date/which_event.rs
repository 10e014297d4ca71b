//! Of which event a date is told, and which of its dates is the event's.

use super::bound::{self, Bound};
use super::unnamed;
use crate::check::Decider;
use crate::check::rivals::Rivals;
use crate::check::telling::{Telling, hangs_elsewhere};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::date::{DateMention, Written};
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// The date of a sentence that stands nearest to one of the anchors, in its clause or a neighbour of it; none
/// where two are as near.
pub(super) fn nearest<'r>(
    rule: &Rule,
    reading: &'r Reading<'_>,
    sentence: Sentence,
    mentions: &[ProseSpan],
    anchors: &[ProseSpan],
) -> Result<&'r DateMention, Reason> {
    let mut best: Option<(u32, &DateMention)> = None;
    let mut tied = false;
    for date in reading.dates(sentence) {
        let clause = reading.outer_clause_at(sentence, date.span.start);
        // In a clause of its own a date must stand nearly alone: "on Friday, the summit opens".
        let own = !anchors.iter().any(|anchor| clause.contains(*anchor));
        let lead = lead_of(reading, sentence, date);
        // "It was on May 5 that the fair opened".
        let cleft =
            word::words(lead).next().is_some_and(|(_, first)| word::is(first, Class::Cleft));
        let most = match (cleft, not_until(reading, sentence, date)) {
            (true, Some(_)) => 4,
            (true, None) => 3,
            (false, _) => 2,
        };
        let alone = word::words(lead).count() <= most
            && date.span.end + 2 >= clause.end.min(sentence.span.end);
        let bound = Bound { rule, reading, sentence, date, mentions, anchors };
        let then = anchors.iter().any(|anchor| is_then(reading, sentence, date, *anchor));
        let is_unnamed = anchors.iter().any(|anchor| {
            let is_ours = |name: &ProseSpan| unnamed::is_ours(reading, sentence, *name, *anchor);
            clause.contains(*anchor) && mentions.iter().any(is_ours)
        });
        if is_told_closer(reading, sentence, date)
            || !anchors.is_empty()
                && anchors.iter().all(|anchor| is_beside_verb(reading, sentence, date, *anchor))
            || own && !alone && !then
            || !then && is_of_another_event(rule, reading, sentence, date, mentions, anchors)
            || !then
                && !bound.is_end()
                && !hangs_on_noun(reading, date, mentions, anchors)
                && !is_unnamed
                && hangs_elsewhere(reading, sentence, mentions, anchors, date.span)
        {
            continue;
        }
        let distance = anchors
            .iter()
            .map(|anchor| {
                let apart = if anchor.end <= date.span.start {
                    date.span.start - anchor.end
                } else {
                    anchor.start.saturating_sub(date.span.end)
                };
                // A comma between is worth some words.
                apart + if clause.contains(*anchor) { 0 } else { 30 }
            })
            .min();
        let Some(distance) = distance else { continue };
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            _ => {
                tied = false;
                best = Some((distance, date));
            }
        }
    }
    /// Further than this, in bytes, a date belongs to something else.
    const REACH: u32 = 90;
    match best {
        Some(_) if tied => Err(Reason::Several),
        Some((distance, date)) if distance <= REACH => Ok(date),
        _ => Err(Reason::OtherCue),
    }
}

/// Whether a date is that of a verb beside which a cue only stands: "was released on 5 May with support for", "will reopen on 5 May after
/// its closure", "was signed by eleven states and entered into force on 5 May", "voted on 5 May to hold".
fn is_beside_verb(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
    anchor: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let (at, cue) = (syntax.head_in(date.span)?, syntax.head_in(anchor)?);
        let verb = tree.upwards(at).find(|at| syntax.tag(*at).is_verb())?;
        let is_with = || {
            tree.head(cue).is_some_and(|preposition| {
                let text = syntax.text(preposition);
                tree.relation(cue) == Relation::PrepositionObject
                    && tree.head(preposition) == Some(verb)
                    && (word::is(text, Class::AccompanyingPrepositions) && preposition > at
                        || word::is(text, Class::TimeBound) && !tree.is_under(at, preposition))
            })
        };
        // The day on which somebody decides, or must do something for it, is not that of what they decide on.
        let is_decided = || {
            let mut auxiliaries = tree.dependents_as(verb, Relation::Auxiliary);
            let is_told =
                syntax.tag(verb) == Tag::Past || auxiliaries.any(|at| syntax.tag(at) == Tag::Modal);
            is_told
                && tree.dependents_as(verb, Relation::PassiveAuxiliary).next().is_none()
                && syntax.embedded_by(anchor) == Some(verb)
        };
        // What the first of two verbs has of its own parts it from the second: "was designed and built in 1932" has one day.
        let is_joined = || {
            let mut own = tree.dependents(cue).filter(|below| *below > cue && *below < verb);
            tree.relation(verb) == Relation::Conjunct
                && tree.head(verb) == Some(cue)
                && syntax.tag(cue).is_verb()
                && own.any(|below| tree.relation(below) != Relation::Conjunction)
        };
        Some(verb != cue && (is_with() || is_decided() || is_joined()))
    };
    told().unwrap_or(false)
}

/// Whether nothing but a name stands between the noun of an event and a date: "the crash of Flight 618 on 15 November".
fn hangs_on_noun(
    reading: &Reading<'_>,
    date: &DateMention,
    mentions: &[ProseSpan],
    anchors: &[ProseSpan],
) -> bool {
    anchors.iter().any(|anchor| {
        let between = ProseSpan { start: anchor.end, end: date.span.start.max(anchor.end) };
        let joins = |found: &str| {
            word::is(found, Class::Article)
                || word::is(found, Class::SinceWord)
                || word::is(found, Class::PartPrepositions)
                || word::is(found, Class::TimePrepositions)
        };
        let mut named = false;
        let is_joint = reading.words_in(between).all(|(range, found)| {
            let word = ProseSpan::new(range.start, range.end);
            let is_name = mentions.iter().any(|mention| mention.overlaps(word));
            named |= is_name;
            is_name || joins(found)
        });
        (named || anchor.end < date.span.start)
            && is_joint
            && !between.of(reading.prose()).contains([',', ';', ':'])
    })
}

/// Whether a clause right behind a date tells what was then: "tourists came in January 1970, when the cable car opened".
pub(super) fn is_then(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
    anchor: ProseSpan,
) -> bool {
    let behind = ProseSpan { start: date.span.end, end: sentence.span.end };
    let mut words = reading.words_in(behind);
    words.next().is_some_and(|(range, found)| {
        let lead = &reading.prose()[date.span.end as usize..range.start];
        let syntax = reading.syntax(sentence);
        let tells = || {
            let tree = syntax.trees().first()?;
            let when = syntax.word_at(range.start as u32)?;
            // "When the law takes effect", "comes into force"
            let verb =
                tree.upwards(syntax.head_in(anchor)?).find(|at| syntax.tag(*at).is_verb())?;
            // "When the lift had long been opened" tells of an earlier day.
            let is_earlier =
                tree.dependents_as(verb, Relation::Auxiliary).any(|at| syntax.lemma(at) == "have");
            Some(tree.head(when) == Some(verb) && !is_earlier)
        };
        word::is(found, Class::TimeRelative)
            && matches!(lead.trim(), "" | ",")
            && tells().unwrap_or(false)
            && reading.outer_clause_at(sentence, range.start as u32).contains(anchor)
    })
}

/// Whether the day itself stands right behind, "last week, on May 5", or right before, "on May 5 this year".
fn is_told_closer(reading: &Reading<'_>, sentence: Sentence, date: &DateMention) -> bool {
    let today = reading.document().record().date;
    // "This year's fair begins at eight in the evening on 5 August"
    let is_of_edition = matches!(date.written, Written::Relative { .. })
        && reading.prose()[date.span.end as usize..].starts_with(word::is_apostrophe);
    let holds = |day: &DateMention| {
        day.span != date.span
            && day
                .period(today)
                .zip(date.period(today))
                .is_some_and(|(day, longer)| day.overlaps(longer))
    };
    if is_of_edition && reading.dates(sentence).iter().any(holds) {
        return true;
    }
    let is_year_of_day = matches!(date.written, Written::Relative { .. })
        && reading.dates(sentence).iter().any(|day| {
            matches!(day.written, Written::Day(_))
                && day.span.end < date.span.start
                && ProseSpan { start: day.span.end, end: date.span.start }.of(reading.prose())
                    == " "
        });
    if is_year_of_day {
        return true;
    }
    let next = reading.dates(sentence).iter().find(|next| next.span.start >= date.span.end);
    next.is_some_and(|next| {
        let between = ProseSpan { start: date.span.end, end: next.span.start };
        let joint = between.of(reading.prose()).trim();
        matches!(next.written, Written::Day(_))
            && !matches!(date.written, Written::Day(_))
            && matches!(joint, "," | ", on" | ", on the")
            && next
                .period(reading.document().record().date)
                .zip(date.period(reading.document().record().date))
                .is_some_and(|(day, longer)| day.overlaps(longer))
    })
}

/// Whether the words around a date make it one of another verb ("he said on Friday"), or one before or after the
/// event ("until Friday", "ahead of").
fn is_of_another_event(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
    mentions: &[ProseSpan],
    anchors: &[ProseSpan],
) -> bool {
    let prose = reading.prose();
    let lead = lead_of(reading, sentence, date);
    let from = date.span.start as usize - lead.len();
    for (at, found) in word::words_before(lead).take(6) {
        // "Went on sale on", where "on sale" is a cue.
        let word = ProseSpan::new(from + at, from + at + found.len());
        if anchors.iter().any(|anchor| anchor.overlaps(word)) {
            break;
        }
        if word::is(found, Class::VerbWithOwnDate) || word::is(found, Class::OtherEvent) {
            return true;
        }
    }
    let bound = Bound { rule, reading, sentence, date, mentions, anchors };
    let mut behind = word::words(&prose[date.span.end as usize..sentence.span.end as usize]);
    // "Is open until 10 p.m. on 3 April"
    let hours = word::words_before(lead)
        .map(|(_, found)| found)
        .take_while(|found| {
            found.starts_with(|c: char| c.is_ascii_digit()) || word::is(found, Class::BeforeClosing)
        })
        .count();
    let until = word::words_before(lead).nth(hours).map(|(_, found)| found).unwrap_or_default();
    let closes =
        hours > 1 && word::is(until, Class::DateBound) && !word::is(until, Class::SinceWord);
    bound.is_beside()
        || closes && !bound.is_end()
        || anchors.iter().all(|anchor| anchor.start > date.span.end)
            && is_counted_from(&prose[date.span.end as usize..sentence.span.end as usize])
        || behind.next().is_some_and(|(_, found)| word::is(found, Class::OtherEvent))
}

/// Whether words behind a date count from the event to it: "in 1893, two years after she was born, the family left".
fn is_counted_from(behind: &str) -> bool {
    let words: Vec<(usize, &str)> = word::words(behind).take(3).collect();
    let [(start, _), (_, time), (_, from)] = words[..] else { return false };
    behind[..start].trim() == ","
        && word::is(time, Class::PluralCalendarUnits)
        && (word::is(from, Class::AfterPrepositions) || word::is(from, Class::BeforeTime))
}

/// "Since its launch on 8 May, the boat has sold": whether a cue is that of what stands right behind the phrase that opens the
/// sentence.
pub(super) fn is_of_what_follows(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let lead = &prose[sentence.span.start as usize..anchor.start as usize];
    let mut before = word::words_before(lead).map(|(_, found)| found);
    let is_its = before.next().is_some_and(|found| word::is(found, Class::SubjectPossessive));
    // "Ever since its launch"
    let opens = before.next().is_some() && before.count() <= 1 && !lead.contains([',', ';']);
    let Some(between) = prose.get(anchor.end as usize..mention.start as usize) else {
        return false;
    };
    let Some((phrase, rest)) = between.split_once(", ") else { return false };
    is_its
        && opens
        && !phrase.contains([';', ':'])
        && word::words(rest).all(|(_, found)| word::is(found, Class::BeforeEdition))
}

/// The date that a sentence which names other subjects of the kind gives to the event: that of its own statement in a
/// series, else the one whose verb, or whose noun, is told of it and is what a cue names.
pub(super) fn among_rivals<'r>(
    rule: &Rule,
    reading: &'r Reading<'_>,
    sentence: Sentence,
    (mentions, anchors): (&[ProseSpan], &[ProseSpan]),
    rivals: &Rivals,
) -> Result<&'r DateMention, (ProseSpan, Reason, Decider)> {
    let mut found: Option<&DateMention> = None;
    let mut missed = None;
    for date in reading.dates(sentence) {
        let way = match rivals.tells(rule, reading, sentence, date.span) {
            Ok(way) => way,
            Err((reason, decided_by)) => {
                missed = missed.or(Some((reason, date.span, decided_by)));
                continue;
            }
        };
        let cued = match rivals.cued_within(date.span) {
            Some(within) => anchors.iter().any(|anchor| within.contains(*anchor)),
            None => {
                let clause = reading.outer_clause_at(sentence, date.span.start);
                let near = |anchor: &ProseSpan| {
                    clause.contains(*anchor) || way.iter().any(|word| word.overlaps(*anchor))
                };
                let edition = |mention: &ProseSpan| is_another_edition(reading, sentence, *mention);
                anchors.iter().any(near) && !mentions.iter().all(edition)
            }
        };
        let of_another = is_of_another_event(rule, reading, sentence, date, mentions, anchors);
        let alone = !rule.near.is_empty()
            || mentions.iter().any(|mention| stands_on(reading, *mention, date));
        if !cued || of_another || !alone {
            missed = missed.or(Some((Reason::OtherCue, date.span, Decider::Nothing)));
        } else if found.replace(date).is_some() {
            return Err((date.span, Reason::Several, Decider::Nothing));
        }
    }
    let (reason, span, decided_by) =
        missed.unwrap_or((Reason::OtherCue, sentence.span, Decider::Nothing));
    found.ok_or((span, reason, decided_by))
}

/// Whether an anchor, a cue or the name itself, tells of the event that a mention names: the name is no
/// complement of something else, and no other edition.
pub(super) fn is_of_the_event(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
    told: Telling,
) -> bool {
    /// A cue in front of the name has at most so many words between: "the opening of the summit".
    const BETWEEN: usize = 3;
    /// So many words of an opening participle stand in front of its comma.
    const LONGEST_OPENING: usize = 8;
    let prose = reading.prose();
    let lead = &prose[sentence.span.start as usize..mention.start as usize];
    let words = || word::words_before(lead).map(|(_, found)| found);
    let first = words().find(|word| !word::is(word, Class::BeforeEdition)).unwrap_or_default();
    if is_another_edition(reading, sentence, mention)
        || reading.is_part_of_another(sentence, mention, &[anchor])
    {
        return false;
    }
    if anchor.start >= mention.start {
        // "Registration for the summit opens", "talks on the summit began".
        let rest = prose[mention.end as usize..].trim_start_matches([',', ' ']);
        let relative = rest.starts_with("which ") || rest.starts_with("that ");
        if anchor == mention {
            // "He left the summit on", "he called for a summit on": the date is another verb's.
            let lead = lead.trim_end().trim_end_matches(['[', '(']);
            let opening =
                lead.trim_end().trim_end_matches("The").trim_end_matches("the").trim_end();
            return opening.is_empty() || opening.ends_with([',', ';', ':', '–', '—', '"', '“']);
        }
        // "The gates of the fair open", "tickets for the fair, to be held in May"
        return relative || told == Telling::Ours || !word::is(first, Class::BeforeOtherVerbObject);
    }
    let between = &prose[anchor.end.min(mention.start) as usize..mention.start as usize];
    // "Opened in the summer of 1932, the old bridge carries trains".
    let lead = prose[sentence.span.start as usize..anchor.start as usize].trim();
    let opens = lead.is_empty() || word::is(&lead.to_lowercase(), Class::StatePreposition);
    let fronted = opens
        && between.rsplit_once(',').is_some_and(|(participle, rest)| {
            word::words(participle).count() <= LONGEST_OPENING
                && word::words(rest).count() < BETWEEN
        });
    // "A shop was opened at the bridge"
    let beside = word::words(between).any(|(_, word)| word::is(word, Class::ObliqueOfTime));
    fronted || told == Telling::Ours || word::words(between).count() <= BETWEEN && !beside
}

/// Whether the verb of a cue takes a clause in which the name stands, and tells of nothing that has the name: "voted to hold the
/// referendum", where "vote" is a cue.
pub(super) fn takes_clause(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let verb = syntax.head_in(anchor).filter(|at| syntax.tag(*at) == Tag::Past);
    verb.is_some() && syntax.embedded_by(mention) == verb
}

/// Whether people do what a cue tells in an event, with nothing that they do it to: "residents vote in the referendum", "the
/// referendum: residents vote".
pub(super) fn takes_part(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let syntax = reading.syntax(sentence);
    let told = || {
        let tree = syntax.trees().first()?;
        let verb = syntax.head_in(anchor).filter(|at| syntax.tag(*at).is_verb())?;
        let who = tree.dependents_as(verb, Relation::Subject).next()?;
        let is_done = tree.dependents_as(verb, Relation::Object).next().is_some();
        let by_people =
            syntax.tag(who) == Tag::Nouns && noun::is_person(&syntax.lemma(who)) && !is_done;
        let behind = &reading.prose()[mention.end as usize..];
        let is_headed = mention.start == sentence.span.start && behind.starts_with(": ");
        let is_within = || {
            let preposition = tree.head(syntax.head_in(mention)?)?;
            Some(
                tree.head(preposition) == Some(verb)
                    && word::is(syntax.text(preposition), Class::PlacingPrepositions),
            )
        };
        // "The referendum, in which residents will vote"
        let is_of_clause = || {
            tree.relation(verb) == Relation::RelativeClause
                && tree.head(verb) == syntax.head_in(mention)
                && tree
                    .dependents_as(verb, Relation::Preposition)
                    .filter(|at| word::is(syntax.text(*at), Class::PlacingPrepositions))
                    .flat_map(|at| tree.dependents_as(at, Relation::PrepositionObject))
                    .any(|which| syntax.tag(which).is_relative())
        };
        Some(by_people && (is_headed || is_within() == Some(true) || is_of_clause()))
    };
    told().unwrap_or(false)
}

/// "Applications for the scholarship close on", "are due by": whether a rule asks by when something must be done, and a cue tells it of
/// what is handed in for that.
pub(super) fn is_handed_in(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    if !bound::asks_for(rule, reading, Class::DeadlineNouns) || anchor.start < mention.end {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let name = syntax.words_in(mention).start;
    let is_small = |at: &usize| syntax.tag(*at) == Tag::Determiner;
    let by = (0..name).rev().find(|at| !is_small(at));
    let by = by.filter(|at| {
        word::is(syntax.text(*at), Class::GivingPrepositions)
            || word::is(syntax.text(*at), Class::ReceiverPrepositions)
    });
    let papers = by.and_then(|by| by.checked_sub(1)).filter(|at| {
        syntax.tag(*at) == Tag::Nouns && word::is(&syntax.lemma(*at), Class::HandedIn)
    });
    // No other verb stands between than that of the cue.
    let cue = syntax.words_in(anchor).start;
    let is_close = (syntax.words_in(mention).end..cue)
        .all(|at| !syntax.tag(at).is_noun() && !syntax.tag(at).is_relative());
    papers.is_some() && is_close
}

/// "Nobody will miss it, for the fair begins": whether a preposition before a name is a conjunction, which stands behind a
/// comma and before a subject with its verb.
pub(super) fn gives_reason(
    reading: &Reading<'_>,
    sentence: Sentence,
    mention: ProseSpan,
    anchor: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let lead = &prose[sentence.span.start as usize..mention.start as usize];
    let reason = word::words_before(lead).find(|(_, found)| !word::is(found, Class::BeforeEdition));
    let is_reason = reason.is_some_and(|(at, found)| {
        word::is(found, Class::ReasonPreposition) && lead[..at].trim_end().ends_with(',')
    });
    let syntax = reading.syntax(sentence);
    let is_finite = syntax.head_in(anchor).is_some_and(|at| {
        matches!(syntax.tag(at), Tag::Past | Tag::Present | Tag::PresentThird | Tag::Nouns)
    });
    let between = prose.get(mention.end as usize..anchor.start as usize).unwrap_or("-");
    is_reason && is_finite && between.trim().is_empty()
}

/// Whether the words before a name make it another edition of the event: "last year's summit", "the 2019 election".
fn is_another_edition(reading: &Reading<'_>, sentence: Sentence, mention: ProseSpan) -> bool {
    let lead = &reading.prose()[sentence.span.start as usize..mention.start as usize];
    let words = || word::words_before(lead).map(|(_, found)| found);
    let adjacent = words().next().unwrap_or_default();
    let first = words().find(|word| !word::is(word, Class::BeforeEdition)).unwrap_or_default();
    // "In 1932 the bridge opened", "in 1932, bridges opened": that is the date, not the edition.
    let year = adjacent.len() == 4 && adjacent.bytes().all(|b| b.is_ascii_digit());
    // "Last year's summit"
    let stem = word::without_possessive(adjacent);
    let another_year = stem.len() < adjacent.len()
        && word::is(stem, Class::EditionUnit)
        && words().nth(1).is_some_and(|word| word::is(word, Class::Edition));
    word::is(first, Class::Edition)
        || another_year
        || year && !lead.trim_end().ends_with(',') && !is_fronted(reading, sentence, lead)
}

/// Whether a date and its preposition open a sentence and are all that its lead holds: "In 1932 bridges opened", "On
/// 3 May 1932 the bridge".
fn is_fronted(reading: &Reading<'_>, sentence: Sentence, lead: &str) -> bool {
    let end = sentence.span.start + lead.trim_end().len() as u32;
    let is_last =
        |date: &&DateMention| date.span.end <= end && end - date.span.end <= "the ".len() as u32;
    let Some(date) = reading.dates(sentence).iter().find(is_last) else { return false };
    let before = &lead[..(date.span.start - sentence.span.start) as usize];
    let mut words = word::words(before).map(|(_, found)| found);
    let opens = words.next().is_some_and(|first| {
        word::is(first, Class::BeforeYear) || first.eq_ignore_ascii_case("on")
    });
    opens && words.all(|found| word::is(found, Class::Article))
}

/// Whether a date stands right behind a name, with nothing but a verb of being between: "the summit on
/// November 7", "the summit takes place on November 7".
pub(super) fn stands_on(reading: &Reading<'_>, mention: ProseSpan, date: &DateMention) -> bool {
    mention.end <= date.span.start && {
        let between = &reading.prose()[mention.end as usize..date.span.start as usize];
        word::words(between).count() <= 6
            && word::words(between).all(|(_, found)| word::is(found, Class::BeingHeld))
    }
}

/// The words of a clause before a date.
pub(super) fn lead_of<'r>(
    reading: &Reading<'r>,
    sentence: Sentence,
    date: &DateMention,
) -> &'r str {
    let clause = reading.outer_clause_at(sentence, date.span.start);
    &reading.prose()[clause.start.min(date.span.start) as usize..date.span.start as usize]
}

/// The negation by which what a verb tells begins on a date: "did not open until 1932", "it was not until 1932 that".
pub(super) fn not_until(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
) -> Option<ProseSpan> {
    let lead = lead_of(reading, sentence, date);
    // "Until the spring of 1890"
    let mut before =
        word::words_before(lead).skip_while(|(_, found)| word::is(found, Class::Article));
    let (at, last) = before.next()?;
    if !word::is(last, Class::UntilWord) {
        return None;
    }
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let until = syntax.word_at(date.span.start - (lead.len() - at) as u32)?;
    let above = tree.head(until);
    let is_negation = |word: usize| {
        tree.relation(word) == Relation::Negation || word::is(syntax.text(word), Class::Negation)
    };
    let ties = |word: &usize| {
        let head = tree.head(*word);
        is_negation(*word) && (head == Some(until) || head.is_some() && head == above)
    };
    let found = (0..until).rev().find(ties)?;
    syntax.words().get(found).map(|word| word.span)
}

/// The word by which a date is that of another time than the one that is known: "was opened again on", "had been closed once
/// before, on".
pub(super) fn another_time(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
) -> Option<ProseSpan> {
    /// "Had already been closed", "was opened to traffic again".
    const BEFORE: usize = 3;
    const BEHIND: usize = 4;
    let syntax = reading.syntax(sentence);
    let tree = syntax.trees().first()?;
    let at = syntax.head_in(date.span)?;
    let verb = tree.upwards(at).find(|at| syntax.tag(*at).is_verb())?;
    let is_past = |at: usize| syntax.tag(at) == Tag::Past;
    let auxiliaries = || {
        [Relation::Auxiliary, Relation::PassiveAuxiliary]
            .into_iter()
            .flat_map(|relation| tree.dependents_as(verb, relation))
    };
    let was = is_past(verb) || auxiliaries().any(is_past);
    let had = auxiliaries().any(|at| is_past(at) && syntax.lemma(at) == "have");
    let near = verb.saturating_sub(BEFORE)..=(verb + BEHIND).min(syntax.words().len() - 1);
    let found = near.filter(|at| *at != verb).find(|at| {
        let is = |at: usize, class: Class| word::is(syntax.text(at), class);
        let is_again = is(*at, Class::AnotherTime)
            || is(*at, Class::MoreWord)
                && at.checked_sub(1).is_some_and(|once| is(once, Class::EarlierTime));
        was && is_again || had && is(*at, Class::EarlierTime) && syntax.tag(*at) == Tag::Adverb
    })?;
    syntax.words().get(found).map(|word| word.span)
}

/// Whether two dates tell when one verb was: "in 2023, the fair was held on 5 May".
pub(super) fn is_of_one_verb(
    reading: &Reading<'_>,
    sentence: Sentence,
    date: &DateMention,
    other: &DateMention,
) -> bool {
    let syntax = reading.syntax(sentence);
    let verb_of = |date: &DateMention| {
        Some(syntax.clause_of(syntax.head_in(date.span)?).sure().flatten()?.verb)
    };
    verb_of(date).is_some() && verb_of(date) == verb_of(other)
}

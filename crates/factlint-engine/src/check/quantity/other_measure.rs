//! Figures that measure something else than what a cue names, by the words around them: "5.5 m long", "450 km away", "half the
//! length".

mod tree;

use super::percent_change;
use crate::check::{Decider, Refusal};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::figure::{Figure, Measure};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::Relation;
use factlint_language::word;
use factlint_language::words::Class;

/// "5.5 m long", "450 km away", "a length of 5.5 m": the figure itself says that it measures
/// something that is no cue of the rule; or, by "most of" and "by 5.5 m", that it is a part or a change. With the
/// word that tells it.
pub(super) fn measures_something_else(
    rule: &Rule,
    reading: &Reading<'_>,
    sentence: Sentence,
    figure: &Figure,
    whole: ProseSpan,
) -> Option<Refusal> {
    let at = |range: &std::ops::Range<usize>| Decider::Word(ProseSpan::new(range.start, range.end));
    // Of "a top speed of 160 km/h", "speed" is a part of the cue.
    let is_cue = |span| rule.near.iter().any(|cues| reading.any_over(cues, sentence, span));
    // "half the length", "the first 500 metres of the length": a part of what the cue names.
    let clause = reading.outer_clause_at(sentence, whole.start);
    let outside = |range: &std::ops::Range<usize>| {
        range.end <= whole.range().start || range.start >= whole.range().end
    };
    let tokens = reading.tokens(sentence);
    let partial = (tokens.holds(Class::PartWord) || tokens.holds(Class::PartBeforeOf))
        .then(|| {
            reading.words_in(clause).find(|(range, found)| {
                outside(range)
                    && !tree::is_taken_part(reading, sentence, range.start, whole)
                    && is_part(reading, clause, range.end, found)
                    && !tree::is_part_of_another(reading, sentence, range.start, whole, is_cue)
            })
        })
        .flatten();
    if let Some((range, _)) = partial {
        return Some((Reason::PartOrChange, at(&range)));
    }
    if percent_change::is_part_of_amount(rule, reading, sentence, figure, whole) {
        return Some((Reason::PartOrChange, Decider::Nothing));
    }
    if let Some(fraction) = tree::fraction_of_apposed(reading, sentence, whole) {
        return Some((Reason::PartOrChange, Decider::Word(fraction)));
    }
    let prose = reading.prose();
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    let mut after = reading.words_in(behind).peekable();
    // "A mirror five metres wide", where "mirror" is the cue.
    let is_size = |found: &str| {
        word::is(found, Class::RoundMeasures)
            && tree::tells_size_of_cue(rule, reading, sentence, whole)
    };
    // "A length of 6 km underground", "a range of 120 km from the bike": what the cue names is told.
    let told_by_cue = tree::is_told_by_cue(reading, sentence, whole, is_cue);
    let lead = |range: &std::ops::Range<usize>| &prose[whole.end as usize..range.start];
    if let Some((range, found)) = after.next()
        && lead(&range).chars().all(|c| c.is_whitespace() || c == ')')
    {
        let span = ProseSpan::new(range.start, range.end);
        // "a 400-metre stretch of the line" is no length of the line, even where "stretch" is a cue.
        let is_part = word::is(found, Class::PartNoun)
            && after.peek().is_some_and(|(_, next)| next.eq_ignore_ascii_case("of"));
        if is_part {
            return Some((Reason::PartOrChange, at(&range)));
        }
        // "6,700 runners from 40 countries": what is counted has no other measure.
        let is_counted = matches!(figure.measure, Measure::Counted(_));
        // "Rising 62 metres from the bare granite", where "rise" is a cue
        let rises = || {
            let lead = &prose[sentence.span.start as usize..whole.start as usize];
            word::is(found, Class::SourcePrepositions)
                && word::words_before(lead).next().is_some_and(|(at, verb)| {
                    let start = sentence.span.start as usize + at;
                    let span = ProseSpan::new(start, start + verb.len());
                    let syntax = reading.syntax(sentence);
                    let lemma = syntax.word_at(span.start).map(|at| syntax.lemma(at));
                    is_cue(span) && lemma.is_some_and(|lemma| word::is(&lemma, Class::RisingVerbs))
                })
        };
        // "The canal runs for 44 miles from the docks to the hills": a verb that is a cue tells from where to where.
        let spans = || {
            let lead = &prose[sentence.span.start as usize..whole.start as usize];
            let before = word::words_before(lead)
                .find(|(_, found)| !word::is(found, Class::GivingPrepositions));
            word::is(found, Class::SourcePrepositions)
                && reading.words_in(behind).any(|(_, to)| word::is(to, Class::ReceiverPrepositions))
                && before.is_some_and(|(at, verb)| {
                    let start = sentence.span.start as usize + at;
                    is_cue(ProseSpan::new(start, start + verb.len()))
                })
        };
        if word::is(found, Class::OtherMeasure)
            && !is_size(found)
            && !is_cue(span)
            && !is_counted
            && !told_by_cue
            && !spans()
            && !rises()
        {
            return Some((Reason::OtherCue, at(&range)));
        }
        let is_money = || {
            let Measure::Unit(id) = figure.measure else { return false };
            reading.vocabulary().units.get(id).dimension.starts_with("money")
        };
        // "An excess of £250 under Marlcover Home"
        let is_under_subject = || {
            let behind = prose[range.end..].trim_start();
            reading.is_mention(prose.len() - behind.len())
        };
        if word::is(found, Class::DifferenceWord) && !is_cue(span)
            || word::is(found, Class::BesideBudget) && is_money() && !is_under_subject()
        {
            return Some((Reason::PartOrChange, at(&range)));
        }
        // "400 m of its length" is a part of it, "400 km of range" is all.
        let mut next = reading.words_in(ProseSpan { start: range.end as u32, end: behind.end });
        let of_the_cue = found.eq_ignore_ascii_case("of")
            && next.next().is_some_and(|(_, next)| word::is(next, Class::MeasureDeterminer))
            && next
                .find(|(_, next)| !word::is(next, Class::MeasureDeterminer))
                .is_some_and(|(range, _)| is_cue(ProseSpan::new(range.start, range.end)));
        // "has 5 GB of storage", "contains 50 mg of the substance" by a cue tell all of it.
        let lead = &prose[sentence.span.start as usize..whole.start as usize];
        let owned = word::words_before(lead).next().is_some_and(|(at, verb)| {
            let start = sentence.span.start as usize + at;
            word::is(verb, Class::OwningVerb) || is_cue(ProseSpan::new(start, start + verb.len()))
        });
        // "Took 49 percent of the votes": the share that the rule asks for.
        if of_the_cue && !owned && !percent_change::is_percent(reading, figure) {
            return Some((Reason::PartOrChange, at(&range)));
        }
        // "up to 300 bytes in length" with the cue "up to": the bound is what the rule asks for.
        if found.eq_ignore_ascii_case("in")
            && !is_cue(whole)
            && let Some((range, next)) = after.next()
            && word::is(next, Class::OtherMeasure)
            && !is_size(next)
            && !is_cue(ProseSpan::new(range.start, range.end))
        {
            return Some((Reason::OtherCue, at(&range)));
        }
    }
    if tree::is_change(reading, sentence, whole, is_cue)
        || tree::is_other_one(reading, sentence, is_cue)
    {
        return Some((Reason::PartOrChange, Decider::Nothing));
    }
    let lead = &prose[sentence.span.start as usize..whole.start as usize];
    // "rose by 500 km": a difference, not a value; "crewed by 160 sailors" tells who.
    let from = sentence.span.start as usize;
    if let Some((offset, before)) = word::words_before(lead).next()
        && before.eq_ignore_ascii_case("by")
    {
        let by = from + offset..from + offset + before.len();
        let is_difference = !tree::are_agents(reading, sentence, whole, is_cue)
            && !percent_change::is_asked_for(rule, reading, sentence, figure, whole);
        return is_difference.then(|| (Reason::PartOrChange, at(&by)));
    }
    let mut before = word::words_before(lead).peekable();
    let Some((_, "of")) = before.next() else { return None };
    // "Consists of 60 players", "is made up of 60 players": all that there are.
    if tree::is_governed_by_verb(reading, sentence, whole) {
        return None;
    }
    let (offset, head) = before.next()?;
    let start = from + offset;
    let head_at = start..start + head.len();
    let before_head = before.peek().copied();
    // "fired at a range of 400 miles": how far away, not how far it can.
    let mut preposition = before.skip_while(|(_, found)| word::is(found, Class::Article));
    if word::is(head, Class::DistanceNoun)
        && preposition.next().is_some_and(|(_, found)| word::is(found, Class::DistancePreposition))
    {
        return Some((Reason::OtherCue, at(&head_at)));
    }
    // "a retention period of 7 days", where "retention" is the cue.
    // "A floor area of 2.6 square metres", "a power consumption of 9 MW"
    let carrier =
        [Class::MeasureCarriers, Class::CountedBodies, Class::DimensionNouns, Class::AmountNouns];
    let carries = carrier.iter().any(|class| word::is(head, *class))
        && before_head.is_some_and(|(offset, found)| {
            let start = from + offset;
            is_cue(ProseSpan::new(start, start + found.len()))
                // "A file size limit of 4 GB"
                || word::is(found, Class::MeasureCarriers)
                    && word::words_before(&lead[..offset]).next().is_some_and(|(offset, found)| {
                        let start = from + offset;
                        is_cue(ProseSpan::new(start, start + found.len()))
                    })
        });
    // "a limit of 10 seats", where "seats" is the cue.
    // "a limit of 750 MB on uploads", where "uploads" is the cue, too.
    // "a battery with a capacity of 58 kWh", where "battery" is the cue; "a stock of 400 bottles", where "bottles" is.
    // "Drains an area of 4,900 square kilometres"
    let of_cue = tree::measures_cue(reading, sentence, start, is_cue);
    let is_limit =
        word::is(head, Class::LimitNoun) && (is_cue(whole) || limits_cue(reading, behind, is_cue));
    // "a stock of 400 bottles"
    let is_stock = is_cue(whole) && word::is(head, Class::StockNouns);
    // "An ensemble of 52 musicians, the band tours"
    let of_subject = || is_said_of_mention(reading, sentence, start, whole);
    // "A council tax rise of 3 percent"
    let is_change = || {
        word::is(head, Class::ChangeNouns)
            && percent_change::is_asked_for(rule, reading, sentence, figure, whole)
    };
    // "Portcullis with one of 45 seconds", "you may upload files of up to 20 GB"
    let is_again = || word::is(head, Class::MeasuresAgain);
    let is_done = || tree::is_done_to(reading, sentence, start, is_cue);
    let is_other = !rule.near.is_empty()
        && !is_change()
        && !is_again()
        && !is_done()
        && !of_subject()
        && !is_limit
        && !carries
        && !of_cue
        && !is_stock
        // "Trains leave from any of nine platforms"
        && !word::is(head, Class::AnyDeterminers)
        // "Lyngby, a town of 12,000 people"
        && !reading.is_mention(start)
        && !is_cue(ProseSpan::new(head_at.start, head_at.end))
        && !word::is(head, Class::ExtremeNoun);
    is_other.then(|| (Reason::OtherCue, at(&head_at)))
}

/// Whether a figure is a difference: "weighs 3 kg more".
pub(super) fn is_difference(reading: &Reading<'_>, sentence: Sentence, whole: ProseSpan) -> bool {
    let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
    reading.words_in(behind).next().is_some_and(|(range, found)| {
        let gap = ProseSpan { start: whole.end, end: range.start as u32 };
        word::is(found, Class::DifferenceWord) && gap.of(reading.prose()).trim().is_empty()
    })
}

/// Whether a word speaks of a part: "half the length", "a third of the length", but not "the third quarter".
fn is_part(reading: &Reading<'_>, clause: ProseSpan, at: usize, found: &str) -> bool {
    let rest = ProseSpan { start: at as u32, end: clause.end.max(at as u32) };
    let mut next = reading.words_in(rest).map(|(_, next)| next);
    let is_of = next.next().is_some_and(|next| next.eq_ignore_ascii_case("of"));
    // "The part of any loss that you bear": what the cue itself means.
    let is_of_any = is_of && next.next().is_some_and(|any| word::is(any, Class::AnyDeterminers));
    word::is(found, Class::PartWord) && !is_of_any || word::is(found, Class::PartBeforeOf) && is_of
}

/// Whether the noun at an offset is what a subject is said to be: "the band is an ensemble of 52 musicians", "the band, an
/// ensemble of 52 musicians,", "an ensemble of 52 musicians, the band".
fn is_said_of_mention(
    reading: &Reading<'_>,
    sentence: Sentence,
    noun: usize,
    whole: ProseSpan,
) -> bool {
    let prose = reading.prose();
    let syntax = reading.syntax(sentence);
    let is_mention = |at: usize| {
        let word = syntax.words().get(at);
        word.is_some_and(|word| reading.is_mention(word.span.start as usize))
    };
    let in_tree = || {
        let tree = syntax.trees().first()?;
        let noun = syntax.word_at(noun as u32)?;
        let above = tree.head(noun)?;
        Some(match tree.relation(noun) {
            Relation::Attribute => {
                syntax.lemma(above) == "be"
                    && tree
                        .dependents(above)
                        .any(|at| tree.relation(at).is_subject() && is_mention(at))
            }
            Relation::Apposition => is_mention(above),
            _ => false,
        })
    };
    let in_front = || {
        let lead = ProseSpan { start: sentence.span.start, end: noun as u32 };
        let rest = prose[whole.end as usize..sentence.span.end as usize].trim_start();
        let behind = ProseSpan { start: whole.end, end: sentence.span.end.max(whole.end) };
        let mut words = reading.words_in(lead);
        let is_new =
            words.next().is_some_and(|(_, found)| word::is(found, Class::IndefiniteArticle))
                && words.next().is_none();
        let mut next =
            reading.words_in(behind).skip_while(|(_, found)| word::is(found, Class::Article));
        is_new
            && rest.starts_with(',')
            && next.next().is_some_and(|(range, _)| reading.is_mention(range.start))
    };
    in_tree().unwrap_or(false) || in_front()
}

/// Whether what is limited stands right behind the limit: "a limit of 750 MB on uploads", "a cap of 5 MB for each file".
fn limits_cue(
    reading: &Reading<'_>,
    behind: ProseSpan,
    is_cue: impl Fn(ProseSpan) -> bool,
) -> bool {
    /// "on", and "each single" before the cue.
    const MOST: usize = 4;
    let mut words = reading.words_in(behind).take(MOST);
    let links = words.next().is_some_and(|(_, found)| {
        word::is(found, Class::LinkingPrepositions) || word::is(found, Class::GivingPrepositions)
    });
    links && words.any(|(range, _)| is_cue(ProseSpan::new(range.start, range.end)))
}

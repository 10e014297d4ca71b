//! When a state holds: on the day that its clause tells, since one, or of another verb's day.

use crate::claim::Days;
use crate::reading::{Reading, Sentence};
use factlint_language::date::{DateMention, Direction, Written};
use factlint_language::span::ProseSpan;
use factlint_language::syntax::{Relation, Syntax, Tag};
use factlint_language::word;
use factlint_language::words::Class;

/// Whether all readings of a sentence must agree, or the best one is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surely {
    Yes,
    Not,
}

/// Whether every date of a sentence is that of another verb than the one of a state: "Approved by the board, the plan
/// starts in May".
pub(super) fn is_undated(
    reading: &Reading<'_>,
    sentence: Sentence,
    state: ProseSpan,
    surely: Surely,
) -> bool {
    let dates = reading.dates(sentence);
    if dates.is_empty() {
        return false;
    }
    let syntax = reading.syntax(sentence);
    let verb = |span: ProseSpan| {
        let clause = syntax.clause_of(syntax.head_in(span)?);
        let clause = match surely {
            Surely::Yes => clause.sure()?,
            Surely::Not => clause.value,
        };
        Some(clause?.verb)
    };
    // "The now closed pass was built in 1990"
    let is_attribute = || {
        let tree = syntax.trees().first()?;
        Some(tree.relation(syntax.head_in(state)?) == Relation::Modifier)
    };
    if is_attribute() == Some(true) || is_dated_outside(reading, sentence, state) {
        return true;
    }
    let Some(of_state) = verb(state) else { return false };
    dates.iter().all(|date| verb(date.span).is_some_and(|verb| verb != of_state))
}

/// Whether a state is said aside of what no date of the sentence stands beside: "the library, now deprecated, was written in 2014",
/// "the novel (1983, out of print) tells".
fn is_dated_outside(reading: &Reading<'_>, sentence: Sentence, state: ProseSpan) -> bool {
    const MARKS: [char; 5] = [',', '(', ')', '–', '—'];
    let prose = reading.prose();
    let lead = &prose[sentence.span.start as usize..state.start as usize];
    let rest = &prose[state.end as usize..(sentence.span.end.max(state.end)) as usize];
    let Some((start, end)) = lead.rfind(MARKS).zip(rest.find(MARKS)) else { return false };
    let item = ProseSpan { start: sentence.span.start + start as u32, end: state.end + end as u32 };
    let dates = reading.dates(sentence);
    // "(1983, out of print)": before the state, the year of the thing.
    let opens = |date: &DateMention| {
        lead[..start].ends_with(date.span.of(prose))
            && prose[..date.span.start as usize].trim_end().ends_with('(')
    };
    let is_behind_name = {
        let front =
            dates.iter().find(|date| opens(date)).map_or(item.start, |date| date.span.start);
        let name = prose[..front as usize].trim_end().trim_end_matches(MARKS).trim_end();
        reading.syntax(sentence).word_at((name.len() as u32).saturating_sub(1)).is_some_and(
            |word| {
                let at = reading.syntax(sentence).words()[word].span.start;
                reading.is_mention(at as usize)
            },
        )
    };
    is_behind_name && dates.iter().all(|date| !date.span.overlaps(item))
}

/// Whether a state holds since the dates of its sentence, or until them where they lie ahead: "has been closed since Monday", "is closed
/// until 10 September".
pub(super) fn is_begun(reading: &Reading<'_>, sentence: Sentence, state: ProseSpan) -> bool {
    let dates = reading.dates(sentence);
    let today = reading.document().record().date;
    let binds = |date: &DateMention| {
        let before = &reading.prose()[sentence.span.start as usize..date.span.start as usize];
        let Some((_, last)) = word::words_before(before).next() else { return false };
        let lies_ahead =
            || today.zip(date.period(today)).is_some_and(|(today, days)| today <= days.last);
        word::is(last, Class::SinceWord) || word::is(last, Class::UntilWord) && lies_ahead()
    };
    let syntax = reading.syntax(sentence);
    !dates.is_empty()
        && dates.iter().all(binds)
        && syntax.head_in(state).is_some_and(|at| {
            syntax.is_going_on(at).sure() == Some(true)
                || syntax.is_told_as_present(at).sure() == Some(true)
                || is_aside(syntax, at)
        })
}

/// Whether a participle is said aside of what a verb in the present tells of: "closed since January, the trail needs".
fn is_aside(syntax: &Syntax<'_>, state: usize) -> bool {
    let Some(tree) = syntax.trees().first() else { return false };
    let is_bare = matches!(syntax.tag(state), Tag::Participle | Tag::Past)
        && !tree.dependents(state).any(|below| {
            let relation = tree.relation(below);
            relation.is_subject()
                || matches!(relation, Relation::Auxiliary | Relation::PassiveAuxiliary)
        });
    let above = tree.upwards(state).skip(1).find(|above| syntax.tag(*above).is_verb());
    is_bare
        && above.is_some_and(|verb| {
            syntax.is_told_as_present(verb).sure() == Some(true)
                || syntax.is_going_on(verb).sure() == Some(true)
        })
}

/// The day that the clause of a state tells, and no other in the sentence: "approved it on Thursday", "on 3 July".
pub(super) fn told_day(
    reading: &Reading<'_>,
    sentence: Sentence,
    clause: ProseSpan,
    state: ProseSpan,
) -> Option<Days> {
    let [date] = reading.dates(sentence) else { return None };
    let document = reading.document().record().date;
    // "The council approved the bridge on Thursday": what is over does not lie ahead.
    let over = state.of(reading.prose()).ends_with("ed")
        && !reading.words_in(clause).any(|(_, found)| word::is(found, Class::StateAhead));
    let period = match date.written {
        Written::Weekday { weekday, direction: Direction::Unstated } if over => {
            Written::Weekday { weekday, direction: Direction::Past }.period(document)
        }
        _ => date.period(document),
    }?;
    (clause.contains(date.span) && period.first == period.last)
        .then_some(Days { first: period.first, last: period.last })
}

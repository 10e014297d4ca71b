//! States that stand in layout instead of sentences: in the cell beside the subject, behind a label or a term below its heading.

use super::States;
use crate::check::context;
use crate::check::table;
use crate::check::{Decider, Miss, Refusal};
use crate::claim::Claim;
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use crate::unread::Reason;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

impl States {
    /// The states that fill cells beside the subject, or beside a label in a table below its heading, under heads that say no
    /// more than that a state stands there: "Status", "How you get it".
    pub(super) fn read_tables(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let passes = |block: ProseSpan| reading.any_in(&self.cues, block);
        let mut cells = table::cells(rule, reading);
        cells.retain(|cell| {
            passes(cell.sentence.span)
                && cell.heads.sure().all(|head| {
                    !context::names_nothing(rule, reading, head)
                        || context::says_no_more(rule, reading, head.span)
                })
        });
        cells.extend(context::cells_listed(rule, reading, passes));
        for one in cells {
            let (cell, of_ours) = (one.sentence, one.told_now());
            let told = self.told(reading, cell);
            let [(span, state)] = told.as_slice() else { continue };
            if !opens(reading, cell, *span) || !ends(reading, cell, *span) {
                continue;
            }
            let told = of_ours.and(self.said(rule, reading, cell, *span));
            let read =
                told.map(|()| self.claim(rule, reading, cell, *span, &self.states[*state].name));
            each(cell, read.map_err(|refusal| Miss::refused(cell, *span, refusal)));
        }
    }

    /// The states that lines under the subject give with a label, "Status: closed" below a heading, or alone right below a label
    /// or the subject's name.
    pub(super) fn read_listed(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        mut each: impl FnMut(Sentence, Result<Claim, Miss>),
    ) {
        let passes = |block: ProseSpan| reading.any_in(&self.cues, block);
        for line in context::listed(rule, reading, passes) {
            let told = self.told(reading, line);
            let [(span, state)] = told.as_slice() else { continue };
            let is_alone = opens(reading, line, *span) && ends(reading, line, *span);
            let above = context::label_right_above(reading, line)
                .filter(|label| is_alone && context::says_no_more(rule, reading, label.span));
            let lead = ProseSpan { start: line.span.start, end: span.start };
            let label = lead.of(reading.prose()).trim_end().trim_end_matches(['*', '_']).trim_end();
            let is_labelled = label.ends_with([':', '=', '–', '—'])
                && context::says_no_more(rule, reading, lead)
                && ends(reading, line, *span);
            let is_right_below = || is_alone && context::is_right_below_name(rule, reading, line);
            let is_cued = rule.near.iter().all(|cues| {
                let mut places = std::iter::once(line).chain(above);
                places.any(|place| reading.any_in(cues, place.span))
            });
            if !is_cued || !(is_labelled || above.is_some() || is_right_below()) {
                continue;
            }
            // Whose the label is, the value below it is.
            let (top, label) = above.map_or((line, lead), |above| (above, above.span));
            let Some(told) = context::line_told(rule, reading, top, label) else { continue };
            let told = told.and(self.said(rule, reading, line, *span));
            let read =
                told.map(|()| self.claim(rule, reading, line, *span, &self.states[*state].name));
            each(line, read.map_err(|refusal| Miss::refused(line, *span, refusal)));
        }
    }

    /// Whether a state is said as what holds now; or why not.
    fn said(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        sentence: Sentence,
        span: ProseSpan,
    ) -> Result<(), Refusal> {
        // "Closed until June" is closed now; "until 2019" is over.
        let behind = ProseSpan { start: span.end, end: sentence.span.end };
        let is_dated = behind.of(reading.prose()).contains(|sign: char| sign.is_ascii_digit());
        let lasts = |refusal: &Refusal| match refusal {
            (Reason::NotAsserted, Decider::Word(word)) => {
                behind.contains(*word)
                    && !is_dated
                    && word::is(word.of(reading.prose()), Class::Until)
            }
            _ => false,
        };
        let withheld = self.withheld(rule, reading, sentence, span);
        withheld.filter(|refusal| !lasts(refusal)).map_or(Ok(()), Err)
    }
}

/// Whether nothing stands before a state but small words: "currently closed".
fn opens(reading: &Reading<'_>, cell: Sentence, state: ProseSpan) -> bool {
    let before = ProseSpan { start: cell.span.start, end: state.start };
    reading.words_in(before).all(|(_, found)| word::is(found, Class::LabelWord))
}

/// Whether nothing stands behind a state but a remark, or since when or until when it holds: "closed (storm damage)", "closed
/// since May".
fn ends(reading: &Reading<'_>, cell: Sentence, state: ProseSpan) -> bool {
    let behind = ProseSpan { start: state.end, end: cell.span.end };
    let rest = behind.of(reading.prose()).trim_start_matches(['*', '_', '`']).trim_start();
    let divides = |(_, found): (_, &str)| word::is(found, Class::ClauseDivider);
    let first = reading.words_in(behind).next().map_or("", |(_, first)| first);
    rest.is_empty()
        || rest.starts_with(['(', ',', ';', '.', '–', '—'])
            && !reading.words_in(behind).any(divides)
        || word::is(first, Class::SinceWord)
        || word::is(first, Class::Until)
}

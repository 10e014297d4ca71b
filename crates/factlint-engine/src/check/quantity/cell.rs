//! Figures in tables: the unit stands in the cell, or in a head.

use super::{Per, Quantity};
use crate::check::table::{Cell, Claimed, cells};
use crate::check::{self, context, figures};
use crate::claim::{Claim, Part, Value};
use crate::reading::{Reading, Sentence};
use crate::rule::Rule;
use factlint_language::figure::{self, Figure};
use factlint_language::span::ProseSpan;

impl Quantity {
    /// The figures of the cells whose heads name the subject.
    pub(super) fn observe_tables(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        claims: &mut Vec<Claim>,
    ) {
        let claimed = Claimed::by(claims);
        for cell in cells(rule, reading) {
            // A cell that names subject and cue itself has been read as a sentence.
            if claimed.holds(reading, &cell) {
                continue;
            }
            let dated = cell.heads.iter().find(|head| !reading.dates(*head).is_empty());
            let year = match (self.per, dated) {
                (Some(Per::Year), Some(head)) => reading.year_near(head, head.span),
                (Some(Per::Year), None) => reading.year_near(cell.sentence, cell.sentence.span),
                // A column for each year: figures that changed do not contradict each other.
                (_, Some(_)) => continue,
                (_, None) => None,
            };
            let Some(parts) = self.parts_of(reading, &cell) else { continue };
            let mut claim = check::claim(
                rule,
                reading,
                cell.sentence,
                cell.sentence.span,
                self.subject.clone(),
                String::new(),
                parts,
            );
            self.complete_key(&mut claim, year);
            claims.push(claim);
        }
    }

    /// The figures that stand under the subject with a label: "Length: 1,420 m" below a heading.
    pub(super) fn observe_standing(
        &self,
        rule: &Rule,
        reading: &Reading<'_>,
        claims: &mut Vec<Claim>,
    ) {
        let units = &reading.vocabulary().units;
        let claimed = Claimed::by(claims);
        for standing in context::standing(rule, reading) {
            let sentence = standing.sentence;
            if claimed.lies_in(reading, sentence) {
                continue;
            }
            let figures = &*self.figures_in(reading, sentence);
            let groups = figures::with_conversions(reading.prose(), figures, units);
            let whole = |group: &[usize]| {
                figures[group[0]].hedged.hull(figures[group[group.len() - 1]].span)
            };
            let spans: Vec<ProseSpan> = groups.iter().map(|group| whole(group)).collect();
            for group in groups.iter().filter(|group| self.wants(&figures[group[0]], units)) {
                let span = whole(group);
                let others: Vec<ProseSpan> =
                    spans.iter().copied().filter(|other| *other != span).collect();
                if !standing.gives(rule, reading, span, &others)
                    || check::is_withheld(rule, reading, sentence, span)
                {
                    continue;
                }
                let part = |index: &usize| {
                    self.part_of(reading, &figures[*index], reading.prose(), figures[*index].span)
                };
                let parts = group.iter().map(part).collect();
                let (subject, key) = (self.subject.clone(), String::new());
                let mut claim = check::claim(rule, reading, sentence, span, subject, key, parts);
                self.complete_key(&mut claim, reading.year_near(sentence, span));
                claims.push(claim);
            }
        }
    }

    /// The one figure that a cell gives, with its conversions.
    fn parts_of(&self, reading: &Reading<'_>, cell: &Cell) -> Option<Vec<Part>> {
        let units = &reading.vocabulary().units;
        let figures = reading.figures(cell.sentence);
        let groups = figures::with_conversions(reading.prose(), figures, units);
        let of_interest: Vec<&Vec<usize>> =
            groups.iter().filter(|group| self.wants(&figures[group[0]], units)).collect();
        match of_interest.as_slice() {
            [only] => {
                let part = |index: &usize| {
                    self.part_of(reading, &figures[*index], reading.prose(), figures[*index].span)
                };
                Some(only.iter().map(part).collect())
            }
            [] => self.with_unit_of_head(reading, cell).map(|part| vec![part]),
            _ => None,
        }
    }

    fn part_of(&self, reading: &Reading<'_>, figure: &Figure, text: &str, span: ProseSpan) -> Part {
        let mut value = figures::value_of(figure, text, &reading.vocabulary().units);
        self.adjust(figure, &mut value, &reading.vocabulary().units);
        check::part(reading, span, Value::Figure(value.into()))
    }

    /// A bare number with the unit that a head gives: "Range (km)", "Requests per minute".
    fn with_unit_of_head(&self, reading: &Reading<'_>, cell: &Cell) -> Option<Part> {
        let number = cell.sentence.span.of(reading.prose());
        let heads = cell.heads.column.iter().rev().chain(&cell.heads.row);
        let found = heads.flat_map(|head| units_in(reading, *head)).find_map(|unit| {
            let text = format!("{number} {unit}");
            let whole = ProseSpan::new(0, text.len());
            let figures = figure::figures(&text, whole, &reading.vocabulary().units);
            let [figure] = figures.as_slice() else { return None };
            let is_whole = figure.hedged.hull(figure.span) == whole;
            (is_whole && self.wants(figure, &reading.vocabulary().units))
                .then(|| (figure.clone(), text))
        });
        let (figure, text) = found?;
        let start = cell.sentence.span.start;
        let end = (start + figure.span.end).min(cell.sentence.span.end);
        let span = ProseSpan { start: start + figure.span.start, end };
        let mut part = self.part_of(reading, &figure, &text, span);
        // A fact would bring its unit along.
        part.replaceable = false;
        part.seen = Some(text.into_boxed_str());
        Some(part)
    }
}

/// What a head may give as a unit: what stands in its brackets, else behind its comma or "in", else all of it.
fn units_in(reading: &Reading<'_>, head: Sentence) -> Vec<String> {
    let text = head.span.of(reading.prose()).trim();
    if let Some((_, rest)) = text.split_once(['(', '['])
        && let Some((inside, _)) = rest.split_once([')', ']'])
    {
        return vec![inside.trim().trim_start_matches("in ").to_owned()];
    }
    let behind = [", ", " in "].into_iter().filter_map(|mark| text.rsplit_once(mark));
    let mut units: Vec<String> = behind.map(|(_, unit)| unit.trim().to_owned()).collect();
    let mut characters = text.chars();
    if let Some(first) = characters.next() {
        // "Requests per minute": a head begins with a capital.
        units.push(first.to_lowercase().chain(characters).collect());
    }
    units
}

//! Tables whose last row says that it is the total of those above.

use std::collections::BTreeMap;

use super::gathered::Gathered;
use crate::check::figures::addable;
use crate::reading::{Reading, Sentence};
use factlint_document::CellPlace;
use factlint_language::figure::{self, Figure, Measure};
use factlint_language::interval::Interval;
use factlint_language::noun;
use factlint_language::span::ProseSpan;
use factlint_language::word;
use factlint_language::words::Class;

/// A total further from the sum than this share of it counts something else.
const FURTHEST: f64 = 0.5;

/// A column of a table: its parts and what its last row says.
struct Column {
    whole: (Sentence, Figure),
    parts: Vec<Figure>,
    /// The last word of its head, in the singular.
    noun: String,
}

impl Column {
    fn sum(&self) -> f64 {
        self.parts.iter().map(|part| part.low.value).sum()
    }

    fn fits(&self) -> bool {
        let sum = self
            .parts
            .iter()
            .map(|part| part.interval)
            .fold(Interval::exactly(0.0), |sum, next| {
                Interval::closed(sum.low + next.low, sum.high + next.high)
            });
        !self.whole.1.interval.is_disjoint(&sum)
    }

    /// Whether the last row could be the sum at all: no average, and not of other things.
    fn could_be_sum(&self) -> bool {
        let largest = self.parts.iter().map(|part| part.low.value).fold(0.0, f64::max);
        let (whole, sum) = (self.whole.1.low.value, self.sum());
        whole > largest && (whole - sum).abs() <= FURTHEST * sum
    }
}

/// The sums of the tables of a document, and of words beside a table that tell its total.
pub(super) fn sums(reading: &Reading<'_>, mut each: impl FnMut(Gathered)) {
    if !reading.has_tables() {
        return;
    }
    let blocks = reading.document().blocks();
    let mut at = 0;
    while at < blocks.len() {
        let Some(cell) = blocks[at].cell else {
            at += 1;
            continue;
        };
        let count = blocks[at..]
            .iter()
            .take_while(|block| block.cell.is_some_and(|other| other.table == cell.table))
            .count();
        let columns = columns(reading, at..at + count);
        let fitting = columns.iter().filter(|column| column.fits()).count();
        // Where no column adds up, the last row is no sum of what is shown.
        if 2 * fitting >= columns.len() || columns.len() == 1 {
            beside(reading, at, at + count, &columns, &mut each);
            for column in columns.into_iter().filter(|one| one.fits() || one.could_be_sum()) {
                let Column { whole: (sentence, whole), parts, .. } = column;
                each(Gathered { sentence, whole, parts });
            }
        }
        at += count;
    }
}

/// The columns of numbers of a table that ends in a total.
fn columns(reading: &Reading<'_>, table: std::ops::Range<usize>) -> Vec<Column> {
    let blocks = reading.document().blocks();
    let mut rows: BTreeMap<u32, Vec<(CellPlace, ProseSpan)>> = BTreeMap::new();
    for block in &blocks[table] {
        if let Some(cell) = block.cell {
            rows.entry(cell.row).or_default().push((cell, block.span));
        }
    }
    let Some((_, last)) = rows.pop_last() else { return Vec::new() };
    let labels = |row: &[(CellPlace, ProseSpan)]| {
        row.iter()
            .find(|(cell, _)| cell.column == 0)
            .map(|(_, span)| span.of(reading.prose()).trim().trim_end_matches(':').to_lowercase())
    };
    let totals = |row: &[(CellPlace, ProseSpan)]| labels(row).is_some_and(|label| is_total(&label));
    if !totals(&last) {
        return Vec::new();
    }
    let heads: Vec<(CellPlace, ProseSpan)> =
        rows.pop_first().map(|(_, row)| row).unwrap_or_default();
    // A total of a part, or cells that reach over several columns.
    if rows.values().any(|row| totals(row) || row.iter().any(|(cell, _)| cell.width != 1)) {
        return Vec::new();
    }
    if adds_up_to_less(reading, &rows) {
        return Vec::new();
    }
    let columns = last.iter().filter(|(cell, _)| cell.column > 0 && cell.width == 1);
    columns
        .filter_map(|(cell, span)| {
            let head = heads.iter().find(|(head, _)| head.columns().contains(&cell.column))?.1;
            let head = head.of(reading.prose());
            if word::words(head).any(|(_, word)| word::is(&word.to_lowercase(), Class::NoColumnSum))
                || head.contains('%')
            {
                return None;
            }
            let whole = figure_in(reading, *span)?;
            let mut parts = Vec::new();
            for row in rows.values() {
                let Some((_, span)) = row.iter().find(|(other, _)| other.column == cell.column)
                else {
                    continue;
                };
                match figure_in(reading, *span) {
                    Some(part) if part.measure == whole.measure && part.low.value >= 0.0 => {
                        parts.push(part);
                    }
                    Some(_) => return None,
                    None if is_empty(span.of(reading.prose())) => {}
                    None => return None,
                }
            }
            let noun = word::words(head).last().map_or("", |(_, word)| word).to_lowercase();
            let sentence = reading.sentence_at(span.start)?;
            (parts.len() > 1).then(|| Column {
                whole: (sentence, whole),
                parts,
                noun: noun::singular_of(&noun),
            })
        })
        .collect()
}

/// Whether a column of shares grows from row to row and ends before all are told: the rows are the first of more.
fn adds_up_to_less(
    reading: &Reading<'_>,
    rows: &BTreeMap<u32, Vec<(CellPlace, ProseSpan)>>,
) -> bool {
    /// So few rows may grow by chance.
    const FEWEST: usize = 4;
    let share = |row: &[(CellPlace, ProseSpan)], column: u32| -> Option<f64> {
        let (_, span) = row.iter().find(|(cell, _)| u32::from(cell.column) == column)?;
        span.of(reading.prose()).trim().strip_suffix('%')?.trim().parse().ok()
    };
    let widest = rows.values().map(Vec::len).max().unwrap_or(0) as u32;
    rows.len() >= FEWEST
        && (1..widest).any(|column| {
            let shares: Option<Vec<f64>> = rows.values().map(|row| share(row, column)).collect();
            shares.is_some_and(|shares| {
                shares.windows(2).all(|pair| pair[0] < pair[1])
                    && shares.last().is_some_and(|last| (50.0..99.0).contains(last))
            })
        })
}

fn is_total(label: &str) -> bool {
    word::is(label, Class::TotalRow)
}

/// Whether a cell says nothing.
fn is_empty(text: &str) -> bool {
    text.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '–' | '—'))
        .is_empty()
}

/// The number that is all that a cell says.
fn figure_in(reading: &Reading<'_>, cell: ProseSpan) -> Option<Figure> {
    let text = cell.of(reading.prose());
    let from = cell.start as usize + text.len() - text.trim_start().len();
    let whole = ProseSpan::new(from, from + text.trim().len());
    let found = figure::figures(reading.prose(), whole, &reading.vocabulary().units);
    let [figure] = found.as_slice() else { return None };
    let plain = figure.span == whole
        && figure.hedge.is_none()
        && figure.high.is_none()
        && !matches!(figure.measure, Measure::Counted(_));
    plain.then(|| addable(figure.clone()))
}

/// Words right above or below a table that tell how many there are in all of what a column counts.
fn beside(
    reading: &Reading<'_>,
    first: usize,
    end: usize,
    columns: &[Column],
    each: &mut impl FnMut(Gathered),
) {
    let blocks = reading.document().blocks();
    let near = [first.checked_sub(1), Some(end)].into_iter().flatten();
    for block in near.filter_map(|at| blocks.get(at)).filter(|block| block.cell.is_none()) {
        for sentence in reading.sentences_in(block.span) {
            let [figure] = reading.figures(sentence) else { continue };
            let Measure::Counted(noun) = &figure.measure else { continue };
            let words = sentence.span.of(reading.prose());
            let all = |class: Class| {
                word::entries(class).iter().any(|entry| words.to_lowercase().contains(&**entry))
            };
            let told = all(Class::TotalAnnouncer) || all(Class::TotalCloser);
            let plain = figure.hedge.is_none() && figure.high.is_none() && !figure.elliptical;
            let of_it = columns.iter().filter(|column| column.fits() && column.noun == *noun);
            for column in of_it.filter(|_| told && plain) {
                let (whole, parts) = (figure.clone(), column.parts.clone());
                each(Gathered { sentence, whole, parts });
            }
        }
    }
}

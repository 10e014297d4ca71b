//! Facts in CSV and TSV.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{Parsed, SourceFile, Twice};

/// The cells of a file with commas between them.
pub(super) fn parse_commas(source: &SourceFile) -> Parsed {
    parse(source, b',')
}

/// The cells of a file with tabs between them.
pub(super) fn parse_tabs(source: &SourceFile) -> Parsed {
    parse(source, b'\t')
}

/// The rows of a CSV file with a header: by the value of their first column, and as a list. Several rows
/// with one key are a list. Empty cells are left out.
fn parse(source: &SourceFile, separator: u8) -> Parsed {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(source.text.as_bytes());
    let invalid = |error: csv::Error| {
        let at = error.position().map_or(0, |position| position.byte() as usize);
        let label = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} fields, but the first row has {expected_len}")
            }
            _ => error.to_string(),
        };
        let end = source.text[at..].find('\n').map_or(source.text.len(), |length| at + length);
        let message = format!("{} is not valid CSV", source.path);
        Box::new(source.problem(at..end, message, label))
    };
    let headers = reader.headers().map_err(invalid)?.clone();
    let whole = 0..source.text.len();
    let mut twice = Vec::new();
    let mut columns: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    let mut at = 0;
    for column in headers.iter().filter(|column| !column.is_empty()) {
        let start = source.text[at..].find(column).map_or(at, |offset| at + offset);
        at = (start + column.len()).min(source.text.len());
        if let Some(first) = columns.insert(column, start..at) {
            twice.push(Twice {
                within: whole.clone(),
                key: column.to_owned(),
                first,
                again: start..at,
            });
        }
    }
    let (mut by_key, mut rows) = (DeTable::new(), DeArray::new());
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(invalid)? {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let end = (reader.position().byte() as usize).min(source.text.len());
        let end = start + source.text[start..end].trim_end().len();
        let mut cursor = start;
        let mut row = DeTable::new();
        for (column, cell) in headers.iter().zip(record.iter()) {
            if cell.is_empty() {
                continue;
            }
            // A cell with quotation marks inside is written in another way than it reads.
            let place = source
                .text
                .get(cursor..end)
                .and_then(|rest| rest.find(cell))
                .map_or(start..end, |at| cursor + at..cursor + at + cell.len());
            if place.end < end {
                cursor = place.end;
            }
            let value = Spanned::new(place, DeValue::String(cell.to_owned().into()));
            row.insert(Spanned::new(start..start, column.to_owned().into()), value);
        }
        let row = Spanned::new(start..end, DeValue::Table(row));
        rows.push(row.clone());
        let Some(key) = record.get(0).filter(|key| !key.is_empty()) else { continue };
        let key = Spanned::new(start..start, key.to_owned().into());
        let merged = match by_key.remove(&key) {
            None => row,
            Some(known) => {
                let span = known.span().start..end;
                let mut list = match known.into_inner() {
                    DeValue::Array(list) => list,
                    other => {
                        let mut list = DeArray::new();
                        list.push(Spanned::new(span.clone(), other));
                        list
                    }
                };
                list.push(row);
                Spanned::new(span, DeValue::Array(list))
            }
        };
        by_key.insert(key, merged);
    }
    Ok((
        Spanned::new(whole.clone(), DeValue::Table(by_key)),
        Spanned::new(whole, DeValue::Array(rows)),
        twice,
    ))
}

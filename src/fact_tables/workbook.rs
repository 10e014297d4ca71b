//! Workbooks: .xlsx and .ods, by calamine. Cells give their values, without the formats that they are shown in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xlsx};

use super::{LARGEST, MOST_COLUMNS, MOST_ROWS, Rows, number, unknown};
use crate::files;

/// No workbook is read whose parts unpack to more than this together, in bytes.
const LARGEST_UNPACKED: u64 = 128_000_000;

/// The most cells of a sheet.
const MOST_CELLS: usize = 2_000_000;

/// The rows of a sheet as CSV.
pub(super) fn read(path: &Path, sheet: &str) -> Result<String, String> {
    let bytes = files::read(path, files::LARGEST_RULES).map_err(|error| error.to_string())?;
    let is_ods = path.extension().is_some_and(|ending| ending == "ods");
    hold_bounds(&bytes, is_ods)?;
    let mut cells = Cells::default();
    if is_ods {
        read_ods(bytes, sheet, &mut cells)?;
    } else {
        read_xlsx(bytes, sheet, &mut cells)?;
    }
    cells.rows()
}

/// What an archive says of the sizes of its parts may be a lie.
fn hold_bounds(bytes: &[u8], is_ods: bool) -> Result<(), String> {
    let broken = |error: &dyn std::fmt::Display| format!("is no workbook: {error}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = LARGEST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        let is_content = is_ods && part.name().is_ok_and(|name| name == "content.xml");
        let mut part = part.take(left + 1);
        let length = if is_content {
            let mut content = Vec::new();
            part.read_to_end(&mut content).map_err(|error| broken(&error))?;
            if cells_of_ods(&String::from_utf8_lossy(&content)) > MOST_CELLS as u64 {
                return Err(format!("has more than {MOST_CELLS} cells"));
            }
            content.len() as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| broken(&error))?
        };
        left = left
            .checked_sub(length)
            .ok_or_else(|| format!("unpacks to more than {} MB", LARGEST_UNPACKED / 1_000_000))?;
    }
    Ok(())
}

/// How many cells the sheets of an .ods file come to once what is repeated has been written out: a few bytes may stand
/// for a sheet that is full.
fn cells_of_ods(content: &str) -> u64 {
    /// How often an element says that it is repeated; more than anything where that is no number.
    fn repeats(element: &str, key: &str) -> u64 {
        let Some(at) = element.find(key) else { return 1 };
        let value = element[at + key.len()..].trim_start_matches([' ', '=', '\'', '"']);
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        value[..digits].parse().unwrap_or(u64::MAX)
    }
    let (mut total, mut rows, mut cells, mut empty) = (0u64, 1u64, 0u64, 0u64);
    for element in content.split('<') {
        let name = element.split(|sign: char| sign.is_whitespace() || sign == '>').next();
        match name.unwrap_or_default().trim_end_matches('/') {
            "table:table-row" => {
                (rows, cells, empty) = (repeats(element, "number-rows-repeated"), 0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let count = repeats(element, "number-columns-repeated");
                // Empty cells count where others follow.
                cells = cells.saturating_add(empty);
                empty = 0;
                if element.trim_end().ends_with("/>") && !element.contains("value") {
                    empty = count;
                } else {
                    cells = cells.saturating_add(count);
                }
            }
            "/table:table-row" => total = total.saturating_add(rows.saturating_mul(cells)),
            _ => {}
        }
    }
    total
}

fn read_xlsx(bytes: Vec<u8>, sheet: &str, cells: &mut Cells) -> Result<(), String> {
    let broken = |error: calamine::XlsxError| format!("cannot be read: {error}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let known = book.sheet_names();
    if !known.iter().any(|name| name == sheet) {
        return Err(unknown("sheet", sheet, &known));
    }
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(broken)? {
        let text = match cell.value {
            DataRef::Int(value) => value.to_string(),
            DataRef::Float(value) => number(value),
            DataRef::String(text) => text,
            DataRef::SharedString(text) => text.to_owned(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::DateTime(value) => day(&value),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
            DataRef::Error(error) => error.to_string(),
            // Nothing has computed it yet: no fact, and no empty cell either.
            DataRef::Empty => match cell.formula {
                Some(formula) => format!("={formula}"),
                None => continue,
            },
        };
        let (row, column) = cell.pos;
        cells.add(row, column, text)?;
    }
    Ok(())
}

fn read_ods(bytes: Vec<u8>, sheet: &str, cells: &mut Cells) -> Result<(), String> {
    let broken = |error: calamine::OdsError| format!("cannot be read: {error}");
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(broken)?;
    let known = book.sheet_names();
    if !known.iter().any(|name| name == sheet) {
        return Err(unknown("sheet", sheet, &known));
    }
    let range = book.worksheet_range(sheet).map_err(broken)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let text = match value {
            Data::Int(value) => value.to_string(),
            Data::Float(value) => number(*value),
            Data::String(text) => text.clone(),
            Data::Bool(value) => value.to_string(),
            Data::DateTime(value) => day(value),
            Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
            Data::Error(error) => error.to_string(),
            _ => continue,
        };
        cells.add(first_row + row as u32, first_column + column as u32, text)?;
    }
    Ok(())
}

/// A day as TOML writes it; a time is left out, a length of time is a number.
fn day(value: &ExcelDateTime) -> String {
    let serial = value.as_f64();
    let origin = jiff::civil::Date::constant(1899, 12, 30);
    let days = jiff::Span::new().try_days(serial.trunc() as i64);
    match days.and_then(|days| origin.checked_add(days)) {
        Ok(day) if value.is_datetime() => day.to_string(),
        _ => number(serial),
    }
}

/// The cells of a sheet that hold something.
#[derive(Default)]
struct Cells {
    by_row: BTreeMap<u32, Vec<(u32, String)>>,
    count: usize,
    size: usize,
}

impl Cells {
    fn add(&mut self, row: u32, column: u32, text: String) -> Result<(), String> {
        self.count += 1;
        self.size += text.len();
        if self.count > MOST_CELLS || self.size > LARGEST {
            return Err(format!("has more than {MOST_CELLS} cells, or {} MB", LARGEST / 1_000_000));
        }
        if row as usize >= MOST_ROWS || column as usize >= MOST_COLUMNS {
            return Err(format!("has cells beyond row {MOST_ROWS} or column {MOST_COLUMNS}"));
        }
        self.by_row.entry(row).or_default().push((column, text));
        Ok(())
    }

    /// The rows, each on the line of its number in the sheet.
    fn rows(self) -> Result<String, String> {
        let columns = self.by_row.values().flatten().map(|(column, _)| *column);
        let (first, last) = columns
            .fold((u32::MAX, 0), |(first, last), column| (first.min(column), last.max(column)));
        let Some(width) = last.checked_sub(first) else { return Ok(String::new()) };
        let mut rows = Rows::default();
        let mut next = 0;
        for (row, cells) in self.by_row {
            while next < row {
                rows.add(&[])?;
                next += 1;
            }
            let mut values = vec![String::new(); width as usize + 1];
            for (column, text) in cells {
                values[(column - first) as usize] = text;
            }
            rows.add(&values)?;
            next = row + 1;
        }
        Ok(rows.text)
    }
}

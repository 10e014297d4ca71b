//! Facts from workbooks and databases: the rows of one sheet or table become CSV, a line a row, so that a place in it
//! is the row's. What reads them is behind the features `sheets` and `sqlite`.

#[cfg(feature = "sqlite")]
mod database;
#[cfg(feature = "sheets")]
mod workbook;

use std::path::{Path, PathBuf};

use factlint_engine::rule::fact_file::holds_tables;

/// The most rows of a table.
#[cfg(any(feature = "sheets", feature = "sqlite"))]
const MOST_ROWS: usize = 200_000;

/// The most columns of a table.
#[cfg(any(feature = "sheets", feature = "sqlite"))]
const MOST_COLUMNS: usize = 1_000;

/// The most bytes that the rows of a table come to.
#[cfg(any(feature = "sheets", feature = "sqlite"))]
const LARGEST: usize = 16_000_000;

/// The file that a path names, and the sheet or table in it, if it is a workbook or a database.
pub fn parts(path: &Path) -> (PathBuf, Option<String>) {
    let text = path.to_string_lossy();
    match text.rsplit_once('#') {
        Some((file, table)) if holds_tables(Path::new(file)) => {
            (PathBuf::from(file), Some(table.to_owned()))
        }
        _ => (path.to_owned(), None),
    }
}

/// Where that waits which is written into a database and not part of its file yet.
pub fn waiting(database: &Path) -> PathBuf {
    let mut path = database.to_owned().into_os_string();
    path.push("-wal");
    path.into()
}

/// The rows of a sheet or table as CSV.
///
/// # Errors
/// Why it cannot be read, in words that follow the file's name.
pub fn read(path: &Path, table: &str) -> Result<String, String> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending {
        "xlsx" | "ods" => read_workbook(path, table),
        _ => read_database(path, table),
    }
}

#[cfg(feature = "sheets")]
fn read_workbook(path: &Path, table: &str) -> Result<String, String> {
    workbook::read(path, table)
}

#[cfg(not(feature = "sheets"))]
fn read_workbook(_path: &Path, _table: &str) -> Result<String, String> {
    Err("is a workbook, which this factlint was built without: build it with --features sheets"
        .to_owned())
}

#[cfg(feature = "sqlite")]
fn read_database(path: &Path, table: &str) -> Result<String, String> {
    database::read(path, table)
}

#[cfg(not(feature = "sqlite"))]
fn read_database(_path: &Path, _table: &str) -> Result<String, String> {
    Err("is a database, which this factlint was built without: build it with --features sqlite"
        .to_owned())
}

/// Rows in the making.
#[cfg(any(feature = "sheets", feature = "sqlite"))]
#[derive(Default)]
struct Rows {
    text: String,
    rows: usize,
}

#[cfg(any(feature = "sheets", feature = "sqlite"))]
impl Rows {
    /// Adds a row, on a line of its own.
    fn add(&mut self, values: &[String]) -> Result<(), String> {
        self.rows += 1;
        if self.rows > MOST_ROWS {
            return Err(format!("has more than {MOST_ROWS} rows"));
        }
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let line = value.replace(['\n', '\r'], " ");
            if line.contains([',', '"']) || line.starts_with(' ') {
                self.text.push_str(&format!("\"{}\"", line.replace('"', "\"\"")));
            } else {
                self.text.push_str(&line);
            }
        }
        self.text.push('\n');
        if self.text.len() > LARGEST {
            return Err(format!("comes to more than {} MB", LARGEST / 1_000_000));
        }
        Ok(())
    }
}

/// A number as a document would write it: 60, not 60.0.
#[cfg(any(feature = "sheets", feature = "sqlite"))]
fn number(value: f64) -> String {
    value.to_string()
}

/// That there is no such table, and which there are.
#[cfg(any(feature = "sheets", feature = "sqlite"))]
fn unknown(what: &str, table: &str, known: &[String]) -> String {
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    match factlint_engine::rule::table::closest(table, &names) {
        Some(close) => format!("has no {what} `{table}`; did you mean `{close}`?"),
        None if names.is_empty() => format!("has no {what} `{table}`, and no other"),
        None => format!("has no {what} `{table}`; it has {}", names.join(", ")),
    }
}

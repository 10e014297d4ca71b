//! SQLite databases, opened to be read only. A view may ask for more than anybody waits for: it is cut off.

use std::io::Read;
use std::path::Path;

use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::{LARGEST, MOST_COLUMNS, Rows, number, unknown};
use crate::files;

/// The largest database, in bytes.
const LARGEST_DATABASE: u64 = 500_000_000;

/// So many times a million steps of the machine that runs queries.
const MOST_STEPS: u32 = 200;

/// The rows of a table or view as CSV.
pub(super) fn read(path: &Path, table: &str) -> Result<String, String> {
    let told = |error: rusqlite::Error| format!("cannot be read: {error}");
    // A pipe or a device is not even opened.
    let file = files::open(path, LARGEST_DATABASE).map_err(|error| error.to_string())?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut database = match as_it_lies(path, file) {
        Some(address) => Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)
            .map_err(told)?,
        None => Connection::open_with_flags(path, flags).map_err(told)?,
    };
    let _ = database.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0);
    let _ = database.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST as i32);
    database
        .execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;",
        )
        .map_err(told)?;
    let mut steps = 0;
    let count = move || {
        steps += 1;
        steps > MOST_STEPS
    };
    database.progress_handler(1_000_000, Some(count)).map_err(told)?;
    let names = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name";
    let known: Vec<String> = database
        .prepare(names)
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .map_err(told)?;
    if !known.iter().any(|name| name == table) {
        return Err(unknown("table", table, &known));
    }
    let text = format!("SELECT * FROM \"{}\"", table.replace('"', "\"\""));
    let mut query = database.prepare(&text).map_err(told)?;
    let heads: Vec<String> = query.column_names().map(str::to_owned).collect();
    if heads.len() > MOST_COLUMNS {
        return Err(format!("has more than {MOST_COLUMNS} columns in {table}"));
    }
    let mut rows = Rows::default();
    rows.add(&heads)?;
    let mut found = query.query([]).map_err(told)?;
    while let Some(row) = found.next().map_err(told)? {
        let value = |at| match row.get_ref(at) {
            Ok(ValueRef::Integer(value)) => value.to_string(),
            Ok(ValueRef::Real(value)) => number(value),
            Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        };
        rows.add(&(0..heads.len()).map(value).collect::<Vec<_>>())?;
    }
    Ok(rows.text)
}

/// The address of a database that keeps what is written in a file of its own and that nobody has open: to read it as any
/// other, SQLite would lay two files beside it, and leave them there.
fn as_it_lies(path: &Path, file: impl Read) -> Option<String> {
    // Version 2 of writing and reading, in the bytes 18 and 19 of the file.
    let mut head = Vec::new();
    file.take(20).read_to_end(&mut head).ok()?;
    if head.get(18..20) != Some(&[2, 2]) || super::waiting(path).exists() {
        return None;
    }
    let text = std::path::absolute(path).ok()?.to_str()?.replace('\\', "/");
    let mut address = "file:".to_owned();
    if !text.starts_with('/') {
        address.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~:".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address.push_str("?immutable=1");
    Some(address)
}

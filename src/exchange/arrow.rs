//! Lines as record batches of Arrow, in the streaming format of Arrow IPC. `docs/scale.md` describes the columns.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::{Row, VERSION};

/// The key of the schema's metadata under which the version of the lines stands.
const VERSION_KEY: &str = "factlint.version";

/// The column with the lines.
const LINE: &str = "line";

/// A batch takes no more bytes of lines: the offsets of a column have 32 bits.
const LARGEST_BATCH: usize = 64 << 20;

fn schema() -> Schema {
    let column = |name: &str| Field::new(name, DataType::Utf8, false);
    let metadata = HashMap::from([(VERSION_KEY.to_owned(), VERSION.to_string())]);
    Schema::new(vec![column("key"), column("rule"), column(LINE)]).with_metadata(metadata)
}

/// Writes lines.
pub struct Writer<W: Write> {
    out: StreamWriter<W>,
    schema: Arc<Schema>,
}

impl<W: Write> Writer<W> {
    /// A writer that has written the schema.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let schema = Arc::new(schema());
        Ok(Self { out: StreamWriter::try_new(out, &schema).map_err(io_error)?, schema })
    }

    /// Writes some lines as a batch, or as several where they are many.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn write(&mut self, rows: &[Row]) -> io::Result<()> {
        let mut rows = rows;
        while !rows.is_empty() {
            let mut bytes = 0;
            let fits = |row: &&Row| {
                bytes += row.line.len();
                bytes <= LARGEST_BATCH
            };
            let (batch, others) = rows.split_at(rows.iter().take_while(fits).count().max(1));
            let column = |of: fn(&Row) -> &str| -> ArrayRef {
                Arc::new(StringArray::from_iter_values(batch.iter().map(of)))
            };
            let columns =
                vec![column(|row| &row.key), column(|row| &row.rule), column(|row| &row.line)];
            let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns);
            batch.and_then(|batch| self.out.write(&batch)).map_err(io_error)?;
            rows = others;
        }
        Ok(())
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.finish().map_err(io_error)?;
        self.out.get_mut().flush()
    }

    /// What was written to, with the end of the stream.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn into_inner(self) -> io::Result<W> {
        self.out.into_inner().map_err(io_error)
    }
}

/// Calls `each` with every line of a stream.
///
/// # Errors
/// Where it is no stream of lines of this version, in words that follow its name; or what `each` says.
pub fn read(
    input: impl Read,
    mut each: impl FnMut(&str) -> Result<(), String>,
) -> Result<(), String> {
    let unreadable = |error: ArrowError| format!("cannot be read as Arrow: {error}");
    let batches = StreamReader::try_new(input, None).map_err(unreadable)?;
    let schema = batches.schema();
    match schema.metadata().get(VERSION_KEY) {
        Some(version) if *version == VERSION.to_string() => {}
        Some(version) => {
            return Err(format!(
                "has version {version}, where this factlint reads {VERSION}: observe again"
            ));
        }
        None => {
            return Err(format!(
                "has no `{VERSION_KEY}` in the metadata of its schema: it is no output of `factlint observe`"
            ));
        }
    }
    for batch in batches {
        let batch = batch.map_err(unreadable)?;
        let Some(lines) = batch.column_by_name(LINE) else {
            return Err(format!("has no column `{LINE}`"));
        };
        let lines = lines.as_any();
        if let Some(lines) = lines.downcast_ref::<StringArray>() {
            lines.iter().flatten().try_for_each(&mut each)?;
        } else if let Some(lines) = lines.downcast_ref::<LargeStringArray>() {
            lines.iter().flatten().try_for_each(&mut each)?;
        } else {
            return Err(format!("has a column `{LINE}` that is no string"));
        }
    }
    Ok(())
}

/// The error of a stream as one of the output: a closed pipe stays one.
fn io_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

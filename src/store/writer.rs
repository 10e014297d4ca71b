//! What changes in the database within one transaction.

use factlint_engine::ruleset::anchors::Form;
use rusqlite::{Connection, OptionalExtension, params};

use super::database::{
    Basis, Change, Put, ROW, Result, StoreError, damaged, keys_of, number, row_of, set_number,
    totals,
};
use super::folders::Touched;
use super::heard::{self, Heard, HeardCounts};
use super::{Sums, words};

/// Marks the documents as stale that may hold one of these forms.
pub(super) fn mark_holding(connection: &Connection, forms: &[Form]) -> Result<()> {
    if forms.is_empty() {
        return Ok(());
    }
    connection.execute_batch("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY)")?;
    {
        let mut query = connection.prepare("SELECT id, has_prose, filter FROM words")?;
        let mut touch = connection.prepare("INSERT INTO touched VALUES (?1)")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let filter = row.get_ref(2)?.as_blob().map_err(|_| damaged("words are no bytes"))?;
            if words::may_hold(filter, row.get(1)?, forms) {
                touch.execute([row.get::<_, i64>(0)?])?;
            }
        }
    }
    connection.execute_batch(
        "UPDATE documents SET stale = 1 WHERE stale = 0 AND id IN (SELECT id FROM touched); \
         DROP TABLE touched;",
    )?;
    Ok(())
}

/// Marks the documents as stale of which `factlint.toml` or the command line says something else.
pub(super) fn mark_told_otherwise(connection: &Connection, basis: &Basis<'_>) -> Result<()> {
    let mut changed: Vec<String> = Vec::new();
    {
        let mut query = connection.prepare("SELECT path, told FROM documents WHERE stale = 0")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let path: String = row.get(0)?;
            if row.get::<_, i64>(1)?.cast_unsigned() != (basis.told_of)(&path) {
                changed.push(path);
            }
        }
    }
    let mut mark = connection.prepare("UPDATE documents SET stale = 1 WHERE path = ?1")?;
    for path in changed {
        mark.execute([path])?;
    }
    Ok(())
}

/// Applies changes within a transaction.
pub(super) struct Writer<'c> {
    connection: &'c Connection,
    totals: Sums,
    heard: HeardCounts,
    next: i64,
    touched: Touched,
}

impl<'c> Writer<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self> {
        let next = number(connection, "next")?.unwrap_or(1);
        Ok(Self {
            connection,
            totals: totals(connection)?,
            heard: HeardCounts::read(connection)?,
            next,
            touched: Touched::default(),
        })
    }

    pub(super) fn finish(self) -> Result<()> {
        self.touched.finish(self.connection)?;
        set_number(self.connection, "next", self.next)?;
        self.heard.write(self.connection)?;
        let told = serde_json::to_vec(&self.totals)
            .map_err(|error| StoreError::Unusable(error.to_string()))?;
        self.connection
            .execute("INSERT OR REPLACE INTO meta VALUES ('totals', ?1)", params![told])?;
        Ok(())
    }

    pub(super) fn apply(&mut self, change: &Change) -> Result<()> {
        let (path, stamp) = match change {
            Change::Put(put) => (&put.path, put.stamp),
            Change::Restamp { path, stamp } => (path, *stamp),
            Change::Fail { path } | Change::Remove { path } => (path, 0),
        };
        self.touched.patch(self.connection, path, stamp)?;
        match change {
            Change::Put(put) => self.put(put),
            Change::Restamp { path, stamp } => {
                self.run("UPDATE documents SET stamp = ?2 WHERE path = ?1", params![path, stamp])
            }
            Change::Fail { path } => {
                let id = self.take_out(path)?;
                self.insert(path, id, 0, 0, 0, 2, Sums::default())
            }
            Change::Remove { path } => {
                self.take_out(path)?;
                self.run("DELETE FROM documents WHERE path = ?1", params![path])
            }
        }
    }

    fn put(&mut self, put: &Put) -> Result<()> {
        let id = self.take_out(&put.path)?;
        let (hash, told) = (put.hash.cast_signed(), put.told.cast_signed());
        self.insert(&put.path, id, put.stamp, hash, told, 0, put.sums)?;
        self.totals.add(put.sums, 1);
        let keys: Vec<u8> = put.said.iter().flat_map(|(key, ..)| key.to_le_bytes()).collect();
        self.heard.add(&put.heard, 1);
        let heard = Heard::packed(&put.heard);
        self.run("INSERT INTO texts VALUES (?1, ?2, ?3, ?4)", params![id, put.seen, keys, heard])?;
        self.run("INSERT INTO words VALUES (?1, ?2, ?3)", params![id, put.has_prose, put.filter])?;
        for (key, said, is_contested) in &put.said {
            self.run("INSERT INTO claims VALUES (?1, ?2, ?3)", params![key, id, said])?;
            if *is_contested {
                self.run("INSERT OR IGNORE INTO contested VALUES (?1, 0, 0, 0, '')", params![key])?;
            }
            self.unsettle(*key)?;
        }
        for stet in &put.uses {
            let stet = u32::try_from(*stet).unwrap_or(u32::MAX);
            self.run("INSERT OR IGNORE INTO uses VALUES (?1, ?2)", params![id, stet])?;
        }
        Ok(())
    }

    /// Forgets what a document said, and returns its number: a new one where it is not known.
    fn take_out(&mut self, path: &str) -> Result<i64> {
        let known = {
            let mut query = self.connection.prepare_cached(&format!("{ROW} WHERE path = ?1"))?;
            query.query_row([path], row_of).optional()?
        };
        let Some(row) = known else {
            self.next += 1;
            return Ok(self.next - 1);
        };
        self.totals.add(row.sums, -1);
        self.heard.add(&heard::of_document(self.connection, row.id)?, -1);
        for key in keys_of(self.connection, row.id)? {
            self.run("DELETE FROM claims WHERE key = ?1 AND id = ?2", params![key, row.id])?;
            self.unsettle(key)?;
        }
        for table in ["texts", "words", "uses"] {
            self.run(&format!("DELETE FROM {table} WHERE id = ?1"), params![row.id])?;
        }
        Ok(row.id)
    }

    fn unsettle(&self, key: i64) -> Result<()> {
        self.run("UPDATE contested SET settled = 0, turn = turn + 1 WHERE key = ?1", params![key])
    }

    #[allow(clippy::too_many_arguments)]
    fn insert(
        &self,
        path: &str,
        id: i64,
        stamp: i64,
        hash: i64,
        told: i64,
        stale: i64,
        sums: Sums,
    ) -> Result<()> {
        let Sums { documents, undated, claims, not_judged, stetted } = sums;
        self.run(
            "INSERT OR REPLACE INTO documents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                path, id, stamp, hash, told, stale, documents, undated, claims, not_judged, stetted
            ],
        )
    }

    fn run(&self, text: &str, values: impl rusqlite::Params) -> Result<()> {
        self.connection.prepare_cached(text)?.execute(values)?;
        Ok(())
    }
}

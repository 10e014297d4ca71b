//! The database of the store: its tables, what goes in and out of them, and what can go wrong with it.
//!
//! Readers see one state of it from the beginning to the end of a transaction; there is one writer at a time. What a
//! killed writer had not committed was never there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use factlint_engine::ruleset::anchors::{self, Anchors, Form};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};

use super::folders::TABLE as FOLDERS;
use super::heard::{self, Heard, HeardCounts};
use super::place::{edition, escaped, prepare, refuse_links};
use super::writer::{Writer, mark_holding, mark_told_otherwise};
use super::{Sums, packed, words};
use crate::exchange::KeyedClaim;
use crate::run::Seen;

/// The folder beside `factlint.toml`.
pub const FOLDER: &str = ".factlint-cache";

/// So long a writer is waited for: it commits far more often.
const PATIENCE: Duration = Duration::from_secs(10);

const TABLES: &[&str] = &[
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    // By path, so that a listing of the corpus is held against it in one go.
    "CREATE TABLE documents (path TEXT PRIMARY KEY, id INTEGER NOT NULL, stamp INTEGER NOT NULL, \
     hash INTEGER NOT NULL, told INTEGER NOT NULL, stale INTEGER NOT NULL, documents INTEGER NOT NULL, \
     undated INTEGER NOT NULL, claims INTEGER NOT NULL, not_judged INTEGER NOT NULL, \
     stetted INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX waiting ON documents (path) WHERE stale <> 0",
    "CREATE TABLE texts (id INTEGER PRIMARY KEY, seen BLOB NOT NULL, keys BLOB NOT NULL, \
     heard BLOB NOT NULL)",
    "CREATE TABLE words (id INTEGER PRIMARY KEY, has_prose INTEGER NOT NULL, filter BLOB NOT NULL)",
    // By group, so that what is judged together lies together.
    "CREATE TABLE claims (key INTEGER NOT NULL, id INTEGER NOT NULL, said BLOB NOT NULL, \
     PRIMARY KEY (key, id)) WITHOUT ROWID",
    "CREATE TABLE contested (key INTEGER PRIMARY KEY, turn INTEGER NOT NULL, settled INTEGER NOT NULL, \
     stetted INTEGER NOT NULL, uses TEXT NOT NULL)",
    "CREATE TABLE uses (id INTEGER NOT NULL, stet INTEGER NOT NULL, PRIMARY KEY (id, stet)) WITHOUT ROWID",
    FOLDERS,
];

/// Why the store cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// What lies there is no store, or is damaged.
    Damaged(String),
    /// Somebody else is at it.
    Busy,
    /// It cannot be read or written here.
    Unusable(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        /// A file that ends too early, as SQLite tells it.
        const SHORT_READ: i32 = 522;
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                    Self::Damaged(error.to_string())
                }
                _ if failure.extended_code == SHORT_READ => Self::Damaged(error.to_string()),
                // A table or a column is missing.
                ErrorCode::Unknown => Self::Damaged(error.to_string()),
                _ => Self::Unusable(error.to_string()),
            },
            _ => Self::Damaged(error.to_string()),
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Damaged(why) => write!(out, "is damaged ({why})"),
            Self::Busy => write!(out, "is being written to by another process"),
            Self::Unusable(why) => write!(out, "cannot be used here ({why})"),
        }
    }
}

pub(super) type Result<T> = std::result::Result<T, StoreError>;

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(what.to_owned())
}

/// What decides whether what is kept is what would be read and counted today.
pub(super) struct Basis<'a> {
    /// Hash of all rules.
    pub rules: u64,
    /// Hash of `factlint.toml` and what it extends, and of the command line.
    pub config: u64,
    /// Hash of overrides and stets.
    pub policy: u64,
    /// Everything that decides how texts are read.
    pub anchors: &'a dyn Fn() -> Anchors,
    /// What `factlint.toml` says of a document.
    pub told_of: &'a dyn Fn(&str) -> u64,
}

impl Basis<'_> {
    /// All of it as a number.
    pub(super) fn number(&self) -> i64 {
        let recipe = format!("{:x} {:x} {:x}", self.rules, self.config, self.policy);
        xxhash_rust::xxh3::xxh3_64(recipe.as_bytes()).cast_signed()
    }

    /// The number while what is kept is counted anew.
    pub(super) fn pending(&self) -> i64 {
        !self.number()
    }
}

/// A document as the store knows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub id: i64,
    pub stamp: i64,
    pub hash: u64,
    pub told: u64,
    /// Whether it must be read again.
    pub is_stale: bool,
    pub sums: Sums,
}

/// What the store is told of a document.
#[derive(Debug)]
pub(super) enum Change {
    /// It was read.
    Put(Box<Put>),
    /// It says what it said, with other facts about the file.
    Restamp { path: String, stamp: i64 },
    /// It could not be read: it is tried again each time.
    Fail { path: String },
    /// It is gone.
    Remove { path: String },
}

/// A document that was read.
#[derive(Debug)]
pub(super) struct Put {
    pub path: String,
    pub stamp: i64,
    pub hash: u64,
    pub told: u64,
    pub sums: Sums,
    pub has_prose: bool,
    /// A filter of its words.
    pub filter: Vec<u8>,
    /// Packed.
    pub seen: Vec<u8>,
    /// By group: packed claims, and whether a stet speaks of the group.
    pub said: Vec<(i64, Vec<u8>, bool)>,
    pub uses: Vec<usize>,
    /// The rules that are heard in it.
    pub heard: Vec<Heard>,
}

/// What a contested group came to.
#[derive(Clone, Debug)]
pub(super) struct Contested {
    pub key: i64,
    /// Counts the changes of the group.
    pub turn: i64,
    pub is_settled: bool,
    pub stetted: i64,
    pub uses: Vec<usize>,
}

/// What the documents of these numbers say in a group, packed.
pub(super) type PackedGroup = Vec<(i64, Vec<u8>)>;

/// An open store.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    path: PathBuf,
    /// Whether changes may be written.
    pub can_write: bool,
}

impl Store {
    /// Opens the store of a folder for one choice of rules and dates, or begins one. Where nothing may be written there,
    /// what lies there is read.
    ///
    /// # Errors
    /// Where that cannot be done, or what lies there is damaged.
    pub fn open(root: &Path, choice: &str) -> Result<Self> {
        let folder = root.join(FOLDER);
        let path = folder.join(format!("claims-{:016x}.sqlite", edition(choice)));
        refuse_links(&[&folder, &path])?;
        match prepare(&folder) {
            Ok(()) => Self::open_to_write(path),
            Err(_) if path.is_file() => Self::open_to_read(path),
            Err(error) => Err(StoreError::Unusable(error.to_string())),
        }
    }

    fn open_to_write(path: PathBuf) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match Connection::open_with_flags(&path, flags) {
            Ok(connection) => connection,
            Err(_) if path.is_file() => return Self::open_to_read(path),
            Err(error) => return Err(error.into()),
        };
        let mut store = Self { connection, path, can_write: true };
        // Two that begin a store at once get into each other's way, whatever they wait for.
        let mut done = store.set_up();
        for _ in 0..40 {
            if !matches!(done, Err(StoreError::Busy)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
            done = store.set_up();
        }
        match done {
            Ok(()) => Ok(store),
            Err(StoreError::Unusable(_)) if store.path.is_file() => Self::open_to_read(store.path),
            Err(error) => Err(error),
        }
    }

    /// Opens a store that nobody can write to.
    fn open_to_read(path: PathBuf) -> Result<Self> {
        let log = path.with_extension("sqlite-wal");
        if fs::metadata(log).is_ok_and(|log| log.len() > 0) {
            return Err(StoreError::Unusable("a writer has left it open".to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        // Nothing changes there, and nothing can be put beside it.
        let address = format!("file:{}?immutable=1", escaped(&path)?);
        let connection = Connection::open_with_flags(address, flags)?;
        let store = Self { connection, path, can_write: false };
        store.configure()?;
        store.hold_against_tables()?;
        Ok(store)
    }

    fn configure(&self) -> Result<()> {
        self.connection.busy_timeout(PATIENCE)?;
        self.connection.execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -32768; \
             PRAGMA temp_store = MEMORY;",
        )?;
        Ok(())
    }

    fn set_up(&mut self) -> Result<()> {
        self.configure()?;
        // Readers go on while somebody writes. What power cuts take away is read again.
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        self.connection.pragma_update(None, "synchronous", "NORMAL")?;
        self.connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
        let is_empty = |connection: &Connection| {
            connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
        };
        if is_empty(&self.connection)? {
            let transaction = self.begin()?;
            // Another process may have been quicker.
            if is_empty(&transaction)? {
                for table in TABLES {
                    transaction.execute_batch(table)?;
                }
            }
            transaction.commit()?;
        }
        self.hold_against_tables()
    }

    /// Tables that are others, or a trigger beside them, are nobody's store.
    fn hold_against_tables(&self) -> Result<()> {
        let mut query = self
            .connection
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql")?;
        let found: Vec<String> =
            query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut wanted: Vec<&str> = TABLES.to_vec();
        wanted.sort_unstable();
        if found == wanted { Ok(()) } else { Err(damaged("it has other tables")) }
    }

    /// Where the database lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How large it is, in bytes.
    pub fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |facts| facts.len())
    }

    /// Throws a store away: it is begun anew by whoever opens it next.
    ///
    /// # Errors
    /// Where its files cannot be removed.
    pub fn discard(root: &Path, choice: &str) -> io::Result<()> {
        let folder = root.join(FOLDER);
        let path = folder.join(format!("claims-{:016x}.sqlite", edition(choice)));
        let is_safe = refuse_links(&[&folder, &path]).is_ok();
        for path in [path.with_extension("sqlite-wal"), path.with_extension("sqlite-shm"), path] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ if !is_safe => return Err(io::Error::other("it is a link")),
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn begin(&mut self) -> rusqlite::Result<rusqlite::Transaction<'_>> {
        self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
    }

    /// Begins to read one state of the store.
    pub(super) fn begin_reading(&self) -> Result<()> {
        self.connection.execute_batch("BEGIN")?;
        Ok(())
    }

    /// Ends what [`Store::begin_reading`] has begun.
    pub(super) fn end_reading(&self) -> Result<()> {
        self.connection.execute_batch("COMMIT")?;
        Ok(())
    }

    /// Whether what is kept was read and counted on this basis.
    pub(super) fn stands_on(&self, basis: &Basis<'_>) -> Result<bool> {
        Ok(number(&self.connection, "basis")? == Some(basis.number()))
    }

    /// Whether the store stands on the basis of this number.
    pub(super) fn has_number(&self, basis: i64) -> Result<bool> {
        Ok(number(&self.connection, "basis")? == Some(basis))
    }

    /// Makes the store one of this basis: documents that might be read otherwise than they were are stale from now on,
    /// what others come to is counted anew. Returns whether the policy is another.
    pub(super) fn adopt(&mut self, basis: &Basis<'_>) -> Result<bool> {
        if self.stands_on(basis)? {
            return Ok(false);
        }
        if !self.can_write {
            return Err(StoreError::Unusable("it was made with other rules".to_owned()));
        }
        let transaction = self.begin()?;
        let known = |name: &str| number(&transaction, name);
        if known("rules")? != Some(basis.rules.cast_signed()) {
            let anchors = (basis.anchors)();
            let old: Option<Vec<u8>> = blob(&transaction, "anchors")?;
            let old: Option<Anchors> = old.as_deref().and_then(packed::unpack);
            match old.and_then(|old| anchors::difference(&old, &anchors)) {
                Some(forms) => mark_holding(&transaction, &forms)?,
                None => {
                    transaction.execute("UPDATE documents SET stale = 1 WHERE stale = 0", [])?;
                }
            }
            let packed = packed::pack(&anchors).map_err(StoreError::Unusable)?;
            transaction
                .execute("INSERT OR REPLACE INTO meta VALUES ('anchors', ?1)", params![packed])?;
        }
        if known("config")? != Some(basis.config.cast_signed()) {
            mark_told_otherwise(&transaction, basis)?;
        }
        let has_other_policy =
            known("policy")?.is_some_and(|policy| policy != basis.policy.cast_signed());
        if has_other_policy {
            transaction.execute_batch("DELETE FROM contested; DELETE FROM uses;")?;
        }
        for (name, value) in [
            ("rules", basis.rules.cast_signed()),
            ("config", basis.config.cast_signed()),
            // Until all is counted anew, nobody may rely on it, and whoever comes next counts anew.
            ("policy", if has_other_policy { 0 } else { basis.policy.cast_signed() }),
            ("basis", if has_other_policy { basis.pending() } else { basis.number() }),
        ] {
            set_number(&transaction, name, value)?;
        }
        transaction.commit()?;
        Ok(has_other_policy)
    }

    /// Writes down that all is counted on this basis.
    pub(super) fn settle_basis(&mut self, basis: &Basis<'_>) -> Result<()> {
        let transaction = self.begin()?;
        if number(&transaction, "basis")? != Some(basis.pending()) {
            return Err(StoreError::Busy);
        }
        set_number(&transaction, "policy", basis.policy.cast_signed())?;
        set_number(&transaction, "basis", basis.number())?;
        transaction.commit()?;
        Ok(())
    }

    /// The words of a document, as a filter, and whether they are those that readers see.
    pub(super) fn words(&self, id: i64) -> Result<(bool, Vec<u8>)> {
        let text = "SELECT has_prose, filter FROM words WHERE id = ?1";
        let mut query = self.connection.prepare_cached(text)?;
        Ok(query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Writes changes, all or none. Where the store stands on another basis by now, none.
    pub(super) fn write(&mut self, basis: i64, changes: &[Change]) -> Result<()> {
        let transaction = self.begin()?;
        if number(&transaction, "basis")? != Some(basis) {
            return Err(StoreError::Busy);
        }
        {
            let mut writer = Writer::new(&transaction)?;
            for change in changes {
                writer.apply(change)?;
            }
            writer.finish()?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Calls back for every document that is known, by path.
    pub(super) fn each_row(&self, mut found: impl FnMut(&str, Row)) -> Result<()> {
        let mut query = self.connection.prepare_cached(&format!("{ROW} ORDER BY path"))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let path = row.get_ref(0)?.as_str().map_err(|_| damaged("a path is no text"))?;
            let known = row_of(row)?;
            found(path, known);
        }
        Ok(())
    }

    /// What is known of a document.
    pub(super) fn row(&self, path: &str) -> Result<Option<Row>> {
        let mut query = self.connection.prepare_cached(&format!("{ROW} WHERE path = ?1"))?;
        Ok(query.query_row([path], row_of).optional()?)
    }

    /// The paths of the documents that must be read again.
    pub(super) fn waiting(&self) -> Result<Vec<String>> {
        let text = "SELECT path FROM documents INDEXED BY waiting WHERE stale <> 0 ORDER BY path";
        let mut query = self.connection.prepare_cached(text)?;
        Ok(query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The paths of all documents that are known, in order.
    pub(super) fn paths(&self) -> Result<Vec<String>> {
        let mut query =
            self.connection.prepare_cached("SELECT path FROM documents ORDER BY path")?;
        Ok(query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The documents that may hold a form of each of these lists.
    pub(super) fn holding(&self, wanted: &[Vec<Form>]) -> Result<Vec<(i64, String)>> {
        let mut ids = BTreeSet::new();
        {
            let text = "SELECT id, has_prose, filter FROM words";
            let mut query = self.connection.prepare_cached(text)?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let filter =
                    row.get_ref(2)?.as_blob().map_err(|_| damaged("words are no bytes"))?;
                let has_prose: bool = row.get(1)?;
                if wanted.iter().all(|forms| words::may_hold(filter, has_prose, forms)) {
                    ids.insert(row.get::<_, i64>(0)?);
                }
            }
        }
        let mut found = Vec::with_capacity(ids.len());
        let mut query = self.connection.prepare_cached("SELECT id, path FROM documents")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if ids.contains(&id) {
                found.push((id, row.get(1)?));
            }
        }
        Ok(found)
    }

    /// What was seen of a document, packed: see [`unpacked`].
    pub(super) fn seen(&self, id: i64) -> Result<Option<Vec<u8>>> {
        let mut query = self.connection.prepare_cached("SELECT seen FROM texts WHERE id = ?1")?;
        Ok(query.query_row([id], |row| row.get(0)).optional()?)
    }

    /// The groups that a document has claims in.
    pub(super) fn keys(&self, id: i64) -> Result<Vec<i64>> {
        keys_of(&self.connection, id)
    }

    /// What the documents say in a group, packed.
    pub(super) fn group(&self, key: i64) -> Result<PackedGroup> {
        let text = "SELECT id, said FROM claims WHERE key = ?1";
        let mut query = self.connection.prepare_cached(text)?;
        let rows = query.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What one document says in a group, packed.
    pub(super) fn said(&self, key: i64, id: i64) -> Result<Option<Vec<u8>>> {
        let text = "SELECT said FROM claims WHERE key = ?1 AND id = ?2";
        let mut query = self.connection.prepare_cached(text)?;
        Ok(query.query_row([key, id], |row| row.get(0)).optional()?)
    }

    /// Calls back for each group with what documents say in it, packed.
    pub(super) fn each_group(
        &self,
        mut found: impl FnMut(i64, PackedGroup) -> Result<()>,
    ) -> Result<()> {
        let text = "SELECT key, id, said FROM claims ORDER BY key";
        let mut query = self.connection.prepare_cached(text)?;
        let mut rows = query.query([])?;
        let mut open: Option<(i64, PackedGroup)> = None;
        while let Some(row) = rows.next()? {
            let (key, id, said) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match &mut open {
                Some((known, group)) if *known == key => group.push((id, said)),
                _ => {
                    if let Some((key, group)) = open.replace((key, vec![(id, said)])) {
                        found(key, group)?;
                    }
                }
            }
        }
        open.map_or(Ok(()), |(key, group)| found(key, group))
    }

    /// What all documents add up to.
    pub(super) fn totals(&self) -> Result<Sums> {
        totals(&self.connection)
    }

    /// The rules that are heard, over all documents.
    pub(super) fn heard(&self) -> Result<HeardCounts> {
        HeardCounts::read(&self.connection)
    }

    /// The rules that are heard in a document.
    pub(super) fn heard_in(&self, id: i64) -> Result<Vec<Heard>> {
        heard::of_document(&self.connection, id)
    }

    /// The groups that a stet speaks of.
    pub(super) fn contested(&self) -> Result<Vec<Contested>> {
        let text = "SELECT key, turn, settled, stetted, uses FROM contested ORDER BY key";
        let mut query = self.connection.prepare_cached(text)?;
        let rows = query.query_map([], |row| {
            let uses: String = row.get(4)?;
            Ok(Contested {
                key: row.get(0)?,
                turn: row.get(1)?,
                is_settled: row.get(2)?,
                stetted: row.get(3)?,
                uses: uses.split(' ').filter_map(|stet| stet.parse().ok()).collect(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Writes down what contested groups came to, unless they have changed since.
    pub(super) fn settle(&mut self, basis: i64, groups: &[Contested]) -> Result<()> {
        let transaction = self.begin()?;
        if number(&transaction, "basis")? == Some(basis) {
            for group in groups {
                let uses: Vec<String> = group.uses.iter().map(ToString::to_string).collect();
                transaction.execute(
                    "UPDATE contested SET settled = 1, stetted = ?3, uses = ?4 WHERE key = ?1 AND turn = ?2",
                    params![group.key, group.turn, group.stetted, uses.join(" ")],
                )?;
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// The stets that let something stand within a document, by document.
    pub(super) fn uses(&self) -> Result<Vec<(i64, usize)>> {
        let mut query = self.connection.prepare_cached("SELECT id, stet FROM uses")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, u32>(1)? as usize)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// What was seen of a document.
pub(super) fn unpacked(seen: &[u8]) -> Result<Seen> {
    packed::unpack(seen).ok_or_else(|| damaged("what a document says cannot be unpacked"))
}

/// What a document says in a group.
pub(super) fn claims_in(said: &[u8]) -> Result<Vec<KeyedClaim>> {
    packed::unpack(said).ok_or_else(|| damaged("a claim cannot be unpacked"))
}

pub(super) const ROW: &str = "SELECT path, id, stamp, hash, told, stale, documents, undated, claims, not_judged, stetted \
                   FROM documents";

pub(super) fn row_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: row.get(1)?,
        stamp: row.get(2)?,
        hash: row.get::<_, i64>(3)?.cast_unsigned(),
        told: row.get::<_, i64>(4)?.cast_unsigned(),
        is_stale: row.get::<_, i64>(5)? != 0,
        sums: Sums {
            documents: row.get(6)?,
            undated: row.get(7)?,
            claims: row.get(8)?,
            not_judged: row.get(9)?,
            stetted: row.get(10)?,
        },
    })
}

pub(super) fn number(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let mut query = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn set_number(connection: &Connection, name: &str, value: i64) -> Result<()> {
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", params![name, value])?;
    Ok(())
}

pub(super) fn blob(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>> {
    let mut query = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn totals(connection: &Connection) -> Result<Sums> {
    let Some(told) = blob(connection, "totals")? else { return Ok(Sums::default()) };
    serde_json::from_slice(&told).map_err(|_| damaged("the totals cannot be read"))
}

pub(super) fn keys_of(connection: &Connection, id: i64) -> Result<Vec<i64>> {
    let mut query = connection.prepare_cached("SELECT keys FROM texts WHERE id = ?1")?;
    let keys: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    let keys = keys.unwrap_or_default();
    Ok(keys.as_chunks::<8>().0.iter().map(|key| i64::from_le_bytes(*key)).collect())
}

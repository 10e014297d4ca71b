//! The journal in the database: the folders of a corpus, the documents in each, and how they looked. The look of a
//! document that stands here is that of its row, since whoever changes one changes the other.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::database::{Result, Store, damaged, number, set_number};

/// A row a folder: few bytes a document, read in one go.
pub(super) const TABLE: &str = "CREATE TABLE folders (path TEXT PRIMARY KEY, stamp INTEGER NOT NULL, signs INTEGER NOT NULL, \
                                names BLOB NOT NULL, stamps BLOB NOT NULL)";

/// By this name is known what the listing hangs on besides the folders.
const LISTED: &str = "listed";

/// Between names, which hold none of it.
const SEPARATOR: char = '/';

/// A folder as it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    /// Below the folder of `factlint.toml`; that one is empty.
    pub path: String,
    /// Tells that names have come or gone; zero where it cannot be relied on.
    pub stamp: i64,
    /// Tells that files in it which say what is listed have changed; zero where there are none.
    pub signs: i64,
    /// Names of documents, in order.
    pub names: Vec<String>,
    /// How each of them looked when it was read; zero where it must be looked at.
    pub stamps: Vec<i64>,
}

impl Folder {
    /// The path of a document in it.
    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }

    fn packed(&self) -> (Vec<u8>, Vec<u8>) {
        let stamps = self.stamps.iter().flat_map(|stamp| stamp.to_le_bytes()).collect();
        (self.names.join("/").into_bytes(), stamps)
    }
}

/// The folder of a document and its name there.
pub(super) fn parted(path: &str) -> (&str, &str) {
    path.rsplit_once(SEPARATOR).unwrap_or(("", path))
}

fn folder_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<(Folder, bool)> {
    let (names, stamps): (Vec<u8>, Vec<u8>) = (row.get(3)?, row.get(4)?);
    let names = String::from_utf8(names).unwrap_or_default();
    let names: Vec<String> =
        names.split(SEPARATOR).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let stamps: Vec<i64> =
        stamps.as_chunks::<8>().0.iter().map(|stamp| i64::from_le_bytes(*stamp)).collect();
    let is_whole = names.len() == stamps.len() && names.is_sorted();
    Ok((
        Folder { path: row.get(0)?, stamp: row.get(1)?, signs: row.get(2)?, names, stamps },
        is_whole,
    ))
}

fn whole((folder, is_whole): (Folder, bool)) -> Result<Folder> {
    if is_whole { Ok(folder) } else { Err(damaged("a folder cannot be read")) }
}

fn folder(connection: &Connection, path: &str) -> Result<Option<Folder>> {
    let text = "SELECT path, stamp, signs, names, stamps FROM folders WHERE path = ?1";
    let mut query = connection.prepare_cached(text)?;
    query.query_row([path], folder_of).optional()?.map(whole).transpose()
}

fn put(connection: &Connection, folder: &Folder) -> Result<()> {
    let (names, stamps) = folder.packed();
    let text = "INSERT OR REPLACE INTO folders VALUES (?1, ?2, ?3, ?4, ?5)";
    let values = params![folder.path, folder.stamp, folder.signs, names, stamps];
    connection.prepare_cached(text)?.execute(values)?;
    Ok(())
}

fn stamp_of(connection: &Connection, path: &str) -> Result<i64> {
    let mut query = connection.prepare_cached("SELECT stamp FROM documents WHERE path = ?1")?;
    Ok(query.query_row([path], |row| row.get(0)).optional()?.unwrap_or(0))
}

impl Store {
    /// Whether the journal holds, as far as this number tells.
    pub(super) fn is_listed(&self, listed: i64) -> Result<bool> {
        Ok(number(&self.connection, LISTED)? == Some(listed))
    }

    /// The folders of the journal behind a path, some documents at a time; none behind the last.
    pub(super) fn folders_behind(&self, path: Option<&str>, most: usize) -> Result<Vec<Folder>> {
        let text = "SELECT path, stamp, signs, names, stamps FROM folders WHERE ?1 IS NULL OR path > ?1 ORDER BY path";
        let mut query = self.connection.prepare_cached(text)?;
        let mut rows = query.query([path])?;
        let (mut found, mut documents) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let folder = whole(folder_of(row)?)?;
            documents += folder.names.len() + 1;
            found.push(folder);
            if documents >= most {
                break;
            }
        }
        Ok(found)
    }

    /// Writes down how some folders were listed; where `is_all`, there are no others. Not where the store stands on
    /// another basis by now.
    pub(super) fn note_folders(
        &mut self,
        basis: i64,
        (listed, is_all): (i64, bool),
        folders: &[Folder],
    ) -> Result<()> {
        let transaction = self.begin()?;
        if number(&transaction, "basis")? != Some(basis) {
            return Ok(());
        }
        for listed in folders {
            let known = folder(&transaction, &listed.path)?;
            let mut listed = listed.clone();
            listed.stamps = Vec::with_capacity(listed.names.len());
            for name in &listed.names {
                let known = known.as_ref().and_then(|known| {
                    let at = known.names.binary_search(name).ok()?;
                    Some(known.stamps[at]).filter(|stamp| *stamp != 0)
                });
                let stamp = match known {
                    Some(stamp) => stamp,
                    None => stamp_of(&transaction, &listed.path_of(name))?,
                };
                listed.stamps.push(stamp);
            }
            if known.as_ref() != Some(&listed) {
                put(&transaction, &listed)?;
            }
        }
        if is_all {
            let wanted: BTreeSet<&str> = folders.iter().map(|one| one.path.as_str()).collect();
            let known: Vec<String> = {
                let mut query = transaction.prepare("SELECT path FROM folders")?;
                query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
            };
            for path in known.iter().filter(|path| !wanted.contains(path.as_str())) {
                transaction.execute("DELETE FROM folders WHERE path = ?1", [path])?;
            }
            set_number(&transaction, LISTED, listed)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// The folders whose documents a transaction changes.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// None where the journal does not know it. With whether it differs.
    folders: BTreeMap<String, Option<(Folder, bool)>>,
}

impl Touched {
    /// A document looks otherwise, or must be looked at: zero.
    pub fn patch(&mut self, connection: &Connection, path: &str, stamp: i64) -> Result<()> {
        let (place, name) = parted(path);
        if !self.folders.contains_key(place) {
            let known = folder(connection, place)?;
            self.folders.insert(place.to_owned(), known.map(|folder| (folder, false)));
        }
        if let Some(Some((folder, differs))) = self.folders.get_mut(place)
            && let Ok(at) = folder.names.binary_search_by(|one| one.as_str().cmp(name))
            && folder.stamps[at] != stamp
        {
            folder.stamps[at] = stamp;
            *differs = true;
        }
        Ok(())
    }

    /// Writes down what differs.
    pub fn finish(self, connection: &Connection) -> Result<()> {
        for (folder, differs) in self.folders.into_values().flatten() {
            if differs {
                put(connection, &folder)?;
            }
        }
        Ok(())
    }
}

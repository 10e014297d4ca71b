//! Which rules are heard, and which are due for review, over all documents: counted as documents come and go, so that a
//! run over the store tells of silent rules what a run without it tells.

use std::collections::BTreeMap;

use factlint_engine::engine::Engine;
use factlint_engine::observed::Observed;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::database::{Result, StoreError, blob, damaged};
use crate::run::heard_rules;

/// By this name the counts are known.
const COUNTS: &str = "heard";

/// A rule that is heard in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Heard(u64);

impl Heard {
    /// The last bit tells whether the rule is due for review.
    const DUE: u64 = 1;

    fn new(rule: &str, is_due: bool) -> Self {
        let name = xxhash_rust::xxh3::xxh3_64(rule.as_bytes()) & !Self::DUE;
        Self(name | if is_due { Self::DUE } else { 0 })
    }

    /// The rules that are heard in a document, in order, each once or, where one is due, twice at the most.
    pub(super) fn in_document(engine: &Engine, observed: &Observed) -> Vec<Self> {
        let name = |index: u32| engine.rules().rules.get(index as usize).map(|one| &one.rule.id);
        let rules = heard_rules(engine, observed).into_iter();
        let mut heard: Vec<Self> =
            rules.filter_map(|(index, is_due)| Some(Self::new(name(index)?, is_due))).collect();
        heard.sort_unstable();
        heard.dedup();
        heard
    }

    pub(super) fn packed(heard: &[Self]) -> Vec<u8> {
        heard.iter().flat_map(|one| one.0.to_le_bytes()).collect()
    }
}

/// What is known of a document by its number.
pub(super) fn of_document(connection: &Connection, id: i64) -> Result<Vec<Heard>> {
    let mut query = connection.prepare_cached("SELECT heard FROM texts WHERE id = ?1")?;
    let heard: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    let heard = heard.unwrap_or_default();
    Ok(heard.as_chunks::<8>().0.iter().map(|one| Heard(u64::from_le_bytes(*one))).collect())
}

/// In how many documents each rule is heard.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct HeardCounts(BTreeMap<u64, i64>);

impl HeardCounts {
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let Some(told) = blob(connection, COUNTS)? else { return Ok(Self::default()) };
        serde_json::from_slice(&told)
            .map_err(|_| damaged("the rules that are heard cannot be read"))
    }

    pub(super) fn write(&self, connection: &Connection) -> Result<()> {
        let told =
            serde_json::to_vec(self).map_err(|error| StoreError::Unusable(error.to_string()))?;
        let text = "INSERT OR REPLACE INTO meta VALUES (?1, ?2)";
        connection.execute(text, params![COUNTS, told])?;
        Ok(())
    }

    /// Counts a document, or, with -1, takes it out.
    pub(super) fn add(&mut self, heard: &[Heard], times: i64) {
        for one in heard {
            let count = self.0.entry(one.0).or_default();
            *count += times;
            if *count == 0 {
                self.0.remove(&one.0);
            }
        }
    }

    /// The rules that are heard, by their index; each with whether it is due for review.
    pub(super) fn rules<'e>(
        &'e self,
        engine: &'e Engine,
    ) -> impl Iterator<Item = (u32, bool)> + 'e {
        let rules = engine.rules().rules.iter().zip(0..);
        rules.filter_map(|(loaded, index)| {
            let is_heard = |is_due| self.0.contains_key(&Heard::new(&loaded.rule.id, is_due).0);
            let is_due = is_heard(true);
            (is_due || is_heard(false)).then_some((index, is_due))
        })
    }
}

//! The record of a document: what is known about it besides its text.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// What is known about a document besides its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Path relative to the corpus, with `/`; shared by all that points into the document.
    pub path: Arc<str>,
    /// The date on which its claims are judged.
    pub date: Option<Date>,
    /// Weight of its claims when the corpus is split.
    pub trust: f64,
    /// Hash of the bytes on disk: the identity of what was read.
    pub hash: u64,
    /// Whether the file is UTF-8, so that spans are also offsets on disk.
    pub utf8: bool,
    /// What it says of itself besides its date.
    #[serde(default, skip_serializing_if = "Said::is_empty")]
    pub said: Said,
}

/// What a document says of itself besides its date, as far as somebody asks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Fields that `factlint.toml` asks for, by their keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Vec<String>>,
    /// When in its day it was published.
    #[serde(skip_serializing_if = "Moment::is_empty")]
    pub moment: Moment,
}

impl Said {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.moment.is_empty()
    }

    /// Whether it says one of some values under each of some keys. Capitals do not matter.
    pub fn has_all(&self, wanted: &[(String, Vec<String>)]) -> bool {
        wanted.iter().all(|(key, values)| {
            self.fields.get(key).is_some_and(|said| {
                said.iter().any(|said| values.iter().any(|value| is_said(key, value, said)))
            })
        })
    }
}

/// Whether what a document says under a key is a value that is asked for. Capitals do not matter, and "de" is also what
/// says "de-AT" of its language.
pub fn is_said(key: &str, wanted: &str, said: &str) -> bool {
    let said = said.trim();
    if wanted.eq_ignore_ascii_case(said) {
        return true;
    }
    let is_language = ["lang", "language", "locale"].contains(&key);
    is_language
        && said.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
        && said[wanted.len()..].starts_with(['-', '_'])
}

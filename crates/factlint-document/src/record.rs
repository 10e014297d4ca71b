//! The record of a document: what is known about it besides its text.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
}

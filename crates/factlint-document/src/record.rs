//! The record of a document: what is known about it besides its text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is known about a document besides its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Path relative to the corpus, with `/`.
    pub path: String,
    /// The date on which its claims are judged.
    pub date: Option<Date>,
    /// Weight of its claims when the corpus is split.
    pub trust: f64,
    /// Hash of the bytes on disk: the identity of what was read.
    pub hash: u64,
    /// Whether the file is UTF-8, so that spans are also offsets on disk.
    pub utf8: bool,
}

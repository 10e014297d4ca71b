//! What was observed, as lines of JSON that other programs can sort, join and keep: a corpus of any size is a map from
//! documents to lines, a sort, and a reduce over lines that share a key. `docs/scale.md` describes the lines.

pub(crate) mod judge;

pub use judge::Judge;

use std::io;
use std::sync::Arc;

use factlint_document::Record;
use factlint_engine::claim::Claim;
use factlint_engine::engine::Engine;
use factlint_engine::observed::StetNote;
use factlint_engine::unread::Unread;
use serde::{Deserialize, Serialize};

use crate::corpus::DocumentError;
use crate::run::Seen;

/// The version of the lines.
pub const VERSION: u32 = 1;

/// The key of lines that are about a document and no claim: it sorts before all others.
const NO_KEY: &str = "00000000000000000000000000000000";

/// A line. The key stands first, so that sorting bytes brings together what is judged together.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Line {
    /// 128 bits in hexadecimal digits: of the rule, of what its claims are compared by, and of the document where they
    /// are compared within it only.
    key: String,
    /// [`VERSION`].
    v: u32,
    /// That a document was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<ReadDocument>,
    /// That a document could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<UnreadDocument>,
    /// What a document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<KeyedClaim>,
}

/// A document that was read.
#[derive(Debug, Serialize, Deserialize)]
struct ReadDocument {
    path: String,
    /// None where it wakes no rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Arc<Record>>,
    is_undated: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unread: Vec<Unread>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stets: Vec<StetNote>,
}

/// A document that could not be read.
#[derive(Debug, Serialize, Deserialize)]
struct UnreadDocument {
    path: String,
    message: String,
}

/// A claim, once for each of its keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeyedClaim {
    /// The key by which its rule compares it.
    pub(crate) group: String,
    /// Whether it is the first of its keys: who counts claims counts these.
    pub(crate) is_first: bool,
    pub(crate) claim: Claim,
    /// What its document lets stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) stets: Vec<StetNote>,
}

/// Writes what was seen of a document.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_seen(
    out: &mut dyn io::Write,
    engine: &Engine,
    path: &str,
    seen: &Seen,
) -> io::Result<()> {
    let observed = seen.observed.as_deref();
    let document = ReadDocument {
        path: path.to_owned(),
        record: observed.map(|observed| Arc::clone(&observed.document)),
        is_undated: seen.is_undated,
        unread: observed.map(|observed| observed.unread.clone()).unwrap_or_default(),
        stets: observed.map(|observed| observed.stets.clone()).unwrap_or_default(),
    };
    write_line(out, &Line { document: Some(document), ..about_a_document() })?;
    let Some(observed) = observed else { return Ok(()) };
    for claim in &observed.claims {
        let is_local = engine.rules().is_local(&claim.rule);
        for (index, group) in claim.keys.iter().enumerate() {
            let key = key_of(&claim.rule, group, is_local.then_some(path));
            let claim = KeyedClaim {
                group: group.to_string(),
                is_first: index == 0,
                claim: claim.clone(),
                stets: observed.stets.clone(),
            };
            write_line(out, &Line { key, v: VERSION, claim: Some(claim), ..Line::default() })?;
        }
    }
    Ok(())
}

/// Writes that a document could not be read.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_error(out: &mut dyn io::Write, error: &DocumentError) -> io::Result<()> {
    let (path, message) = (error.path.clone(), error.message.clone());
    let error = Some(UnreadDocument { path, message });
    write_line(out, &Line { error, ..about_a_document() })
}

fn about_a_document() -> Line {
    Line { key: NO_KEY.to_owned(), v: VERSION, ..Line::default() }
}

fn write_line(out: &mut dyn io::Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// The key of a claim among the lines of all rules and documents.
fn key_of(rule: &str, group: &str, document: Option<&str>) -> String {
    let mut text = String::with_capacity(rule.len() + group.len() + 2);
    for part in [rule, group, document.unwrap_or_default()] {
        text.push_str(part);
        text.push('\0');
    }
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
}

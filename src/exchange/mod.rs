//! What was observed, as lines of JSON that other programs can sort, join and keep: a corpus of any size is a map from
//! documents to lines, a sort, and a reduce over lines that share a key. `docs/scale.md` describes the lines.

#[cfg(feature = "arrow")]
pub mod arrow;
pub(crate) mod judge;
pub mod large;
mod partial;

pub use judge::Judge;
pub use partial::{Basis, Partial};

use std::io;
use std::sync::Arc;

use factlint_document::{Format, Record};
use factlint_engine::claim::Claim;
use factlint_engine::engine::Engine;
use factlint_engine::observed::{Observed, StetNote};
use factlint_engine::policy::Policy;
use factlint_engine::unread::Unread;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::corpus::config::Config;
use crate::corpus::{DocumentError, Told};
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
    /// What other lines came to, to which no further line adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    partial: Option<Box<Partial>>,
}

/// A line, with what brings it together with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As the line has it.
    pub key: String,
    /// Id of the rule whose claim it is; empty where it is about a document, or tells what others came to.
    pub rule: String,
    /// The line, without its end.
    pub line: String,
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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

/// What was seen of a document, a row for itself and one for each claim and key.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn rows_of(engine: &Engine, path: &str, seen: &Seen) -> io::Result<Vec<Row>> {
    let observed = seen.observed.as_deref();
    let document = ReadDocument {
        path: path.to_owned(),
        record: observed.map(|observed| Arc::clone(&observed.document)),
        is_undated: seen.is_undated,
        unread: observed.map(|observed| observed.unread.clone()).unwrap_or_default(),
        stets: observed.map(|observed| observed.stets.clone()).unwrap_or_default(),
    };
    let mut rows = vec![row_about_documents(Line { document: Some(document), ..Line::default() })?];
    if let Some(observed) = observed {
        rows.extend(rows_of_claims(engine, observed)?);
    }
    Ok(rows)
}

/// The same where all is settled that no other document can change: that goes into `partial`, and what is left are the
/// claims that other documents may contradict.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn rows_left(
    engine: &Engine,
    policy: &Policy<'_>,
    seen: Seen,
    partial: &mut Partial,
) -> io::Result<Vec<Row>> {
    let shared = partial.take_document(engine, policy, seen);
    shared.map_or(Ok(Vec::new()), |observed| rows_of_claims(engine, &observed))
}

/// The row of what some lines came to.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn row_of_partial(partial: Partial) -> io::Result<Row> {
    row_about_documents(Line { partial: Some(Box::new(partial)), ..Line::default() })
}

/// The row of a document that could not be read.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn row_of_error(error: &DocumentError) -> io::Result<Row> {
    let (path, message) = (error.path.clone(), error.message.clone());
    let error = Some(UnreadDocument { path, message });
    row_about_documents(Line { error, ..Line::default() })
}

fn rows_of_claims(engine: &Engine, observed: &Observed) -> io::Result<Vec<Row>> {
    let mut rows = Vec::with_capacity(observed.claims.len());
    for claim in &observed.claims {
        let path = &*observed.document.path;
        let is_local = engine.rules().is_local(&claim.rule);
        for (index, group) in claim.keys.iter().enumerate() {
            let key = key_of(&claim.rule, &group, is_local.then_some(path));
            let keyed = KeyedClaim {
                group: group.to_string(),
                is_first: index == 0,
                claim: claim.clone(),
                stets: observed.stets.clone(),
            };
            let line = Line { key, v: VERSION, claim: Some(keyed), ..Line::default() };
            rows.push(row(line, &claim.rule)?);
        }
    }
    Ok(rows)
}

fn row_about_documents(line: Line) -> io::Result<Row> {
    row(Line { key: NO_KEY.to_owned(), v: VERSION, ..line }, "")
}

fn row(line: Line, rule: &str) -> io::Result<Row> {
    let text = serde_json::to_string(&line)?;
    Ok(Row { key: line.key, rule: rule.to_owned(), line: text })
}

/// What is told of a text that is no file, by the name of a format where its path does not tell it.
///
/// # Errors
/// Where it can be no document of the corpus, or there is no such format of texts.
pub fn told(
    config: &Config,
    path: &str,
    date: Option<Date>,
    format: Option<&str>,
) -> Result<Told, String> {
    let known = |name: &str| {
        let known = Format::by_name(name).filter(|format| !format.is_package());
        known.ok_or_else(|| {
            let texts = Format::NAMES.iter().filter(|(_, format)| !format.is_package());
            let names: Vec<&str> = texts.map(|(name, _)| *name).collect();
            format!("there is no format `{name}` of texts; formats: {}", names.join(", "))
        })
    };
    let format = format.map(known).transpose()?;
    let read_as = format.unwrap_or_else(|| config.formats.for_path(path));
    if read_as.is_package() {
        let name = read_as.name();
        return Err(format!(
            "a .{name} document is no text: name the format of this one with `format`"
        ));
    }
    if config.leaves_out(path) {
        return Err(format!("`{path}` is left out by `exclude` in factlint.toml"));
    }
    Ok(Told { date, format })
}

/// A line, if it is one of this version.
fn read_line(text: &str) -> Result<Line, String> {
    let line: Line = serde_json::from_str(text)
        .map_err(|error| format!("is no line of `factlint observe`: {error}"))?;
    if line.v == VERSION {
        return Ok(line);
    }
    Err(format!("has version {}, where this factlint reads {VERSION}: observe again", line.v))
}

/// Claims that other rules have read would be judged by rules that never saw their words.
fn refuse_other_rules(engine: &Engine, claim: &Claim) -> Result<(), String> {
    let rules = engine.rules();
    let Some(loaded) = rules.find(&claim.rule) else {
        return Err(format!(
            "the rule `{}` is not loaded here: judge with the rules that observed",
            claim.rule
        ));
    };
    if rules.read_by(loaded) != claim.read_by {
        return Err(format!(
            "`{}` or the names it shares with other rules have changed since this was observed: observe again",
            claim.rule
        ));
    }
    Ok(())
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

//! factlint, a linter for facts.
//!
//! ```text
//! files ── read ──► Document ── observe ──► Claim ── judge ──► Conflict ── report ──► bytes
//!          corpus, document     engine              engine              policy, report
//! ```
//!
//! [`Engine`] is the only way from documents to what is wrong with them. For texts in memory it is all that is
//! needed; `run::Run` does the same for a `corpus::Corpus` on disk, in parallel.
//!
//! ```
//! use factlint::{Document, Engine};
//!
//! let engine = Engine::from_toml(
//!     r#"
//!     [[rule]]
//!     id = "bridge-length"
//!     check = "quantity"
//!     about = ["Halden Bridge"]
//!     near = ["length"]
//!     unit = "m"
//!     "#,
//! )
//! .expect("no mistake in the rule");
//! let findings = engine.check(&[
//!     Document::new("a.txt", "The Halden Bridge has a length of 1,240 metres."),
//!     Document::new("b.md", "The **Halden Bridge** has a length of 4,070 feet."),
//!     Document::new("c.html", "<p>The Halden Bridge has a length of 1,420 metres.</p>"),
//! ]);
//! assert_eq!(findings.len(), 1);
//! assert_eq!(findings[0].primary.path, "c.html");
//! assert_eq!(findings[0].primary.text, "1,420 metres");
//! assert_eq!(findings[0].code, "quantity/disagreement");
//! ```
//!
//! `ARCHITECTURE.md` tells how the crates build on each other. The feature `cli`, on by default, adds the command
//! and all that it needs: files, git, threads, reports. With `default-features = false` this library goes from texts
//! to findings and compiles nothing else.

pub use factlint_document as document;
pub use factlint_document::Document;
pub use factlint_engine::engine::Engine;
pub use factlint_engine::{
    check, claim, claims, conflict, engine, example, finding, observed, policy, reading, rule,
    ruleset, statement, summary, unread,
};
pub use factlint_language as language;
pub use factlint_language::span;
#[cfg(feature = "cli")]
pub use factlint_report as report;

pub mod packs;

pub mod schema;

#[cfg(feature = "cli")]
pub mod rule_files;

#[cfg(feature = "cli")]
pub mod corpus;

#[cfg(feature = "cli")]
pub mod profile;

#[cfg(feature = "cli")]
pub mod run;

#[cfg(feature = "cli")]
pub mod cli;

//! factlint, a linter for facts: finds where texts contradict themselves, each other and the record.
//!
//! Three texts, one rule, and what is wrong with them:
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
//! assert_eq!(&*findings[0].primary.path, "c.html");
//! assert_eq!(findings[0].primary.text, "1,420 metres");
//! assert_eq!(findings[0].code, "quantity/disagreement");
//! ```
//!
//! | to | use |
//! | --- | --- |
//! | check documents in memory | [`Engine::check`]; [`Document::new`] takes text, [`Document::from_bytes`] bytes of any encoding |
//! | load the packs that ship | [`packs::Pack::find`] and [`ruleset::RuleSet::read`], for [`Engine::new`] |
//! | keep documents and check again when one changes | [`claims::Claims`] and [`policy::Policy`], see [`factlint_engine`] |
//! | run over a folder with its `factlint.toml` | `corpus` and `run::Run`, in parallel; `corpus::Corpus::in_memory` needs no disk (feature `cli`) |
//! | write what was found as SARIF, JSON, HTML, ... | `report` (feature `cli`) |
//! | read figures, dates and titles without any rule | [`language`] |
//!
//! ```text
//! files ── read ──► Document ── observe ──► Claim ── judge ──► Conflict ── report ──► bytes
//!          corpus, document     engine              engine              policy, report
//! ```
//!
//! `ARCHITECTURE.md` tells how the crates build on each other. The feature `cli`, on by default, adds the command
//! and all that it needs: files, git, threads, reports. With `default-features = false` this library goes from texts
//! to findings and compiles nothing else.

pub use factlint_document as document;
pub use factlint_document::Document;
pub use factlint_engine::Engine;
pub use factlint_engine::finding::Finding;
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
pub mod files;

#[cfg(feature = "cli")]
pub mod rule_files;

#[cfg(feature = "cli")]
pub mod fact_tables;

#[cfg(feature = "cli")]
pub mod shared_packs;

#[cfg(feature = "cli")]
pub mod corpus;

#[cfg(feature = "cli")]
pub mod profile;

#[cfg(feature = "cli")]
pub mod run;

#[cfg(feature = "cli")]
pub mod exchange;

#[cfg(feature = "store")]
pub mod store;

#[cfg(feature = "workspace")]
pub mod workspace;

#[cfg(feature = "lsp")]
pub mod lsp;

#[cfg(feature = "mcp")]
pub mod mcp;

#[cfg(feature = "cli")]
pub mod cli;

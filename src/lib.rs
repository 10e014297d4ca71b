//! factlint, a linter for facts.
//!
//! ```text
//! files ── read ──► Document ── observe ──► Claim ── judge ──► Finding ── report ──► bytes
//!          corpus, document     reading, check       check            report
//! ```
//!
//! [`pipeline::check`] runs the first three steps over a [`corpus::Corpus`] with a
//! [`ruleset::RuleSet`]; [`report::write`] is the fourth. `ARCHITECTURE.md` tells how the modules build
//! on each other; they stand here in that order.
//!
//! ```
//! use factlint::document::Record;
//! use factlint::finding::Origin;
//! use factlint::pipeline::check_texts;
//! use factlint::rule::source::SourceFile;
//! use factlint::ruleset::RuleSet;
//!
//! let rules = r#"
//!     [[rule]]
//!     id = "bridge-length"
//!     check = "quantity"
//!     about = ["Halden Bridge"]
//!     near = ["length"]
//!     unit = "m"
//! "#;
//! let file = SourceFile::new(Origin::Rule, "rules.toml".to_owned(), rules.to_owned());
//! let (ruleset, problems) = RuleSet::read(vec![file]);
//! assert!(problems.is_empty());
//!
//! let record = |path: &str| Record { path: path.to_owned(), date: None, trust: 1.0, hash: 0, utf8: true };
//! let findings = check_texts(
//!     &ruleset,
//!     &ruleset.rules[0],
//!     &[
//!         (record("a.txt"), "The Halden Bridge has a length of 1,240 metres."),
//!         (record("b.txt"), "The Halden Bridge has a length of 4,100 feet."),
//!         (record("c.txt"), "The Halden Bridge has a length of 1,420 metres."),
//!     ],
//! );
//! assert_eq!(findings.len(), 1);
//! assert_eq!(findings[0].primary.text, "1,420 metres");
//! ```

pub use factlint_document as document;
pub use factlint_engine::{check, claim, finding, observation, reading, rule, ruleset};
pub use factlint_language as language;
pub use factlint_language::span;
pub use factlint_report as report;

pub mod packs;

pub mod rule_files;

pub mod schema;

pub mod corpus;

pub mod pipeline;

pub mod example;

pub mod cli;

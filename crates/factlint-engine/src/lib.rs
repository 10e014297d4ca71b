//! The engine: what documents claim under rules, and which claims cannot all be true. No file system, threads, clock
//! or command line inside.
//!
//! ```
//! use factlint_document::Document;
//! use factlint_engine::Engine;
//!
//! let engine = Engine::from_toml(
//!     r#"
//!     [[rule]]
//!     id = "kyiv"
//!     check = "name"
//!     use = "Kyiv"
//!     never = ["Kiev"]
//!     "#,
//! )
//! .expect("no mistake in the rule");
//! let findings = engine.check(&[Document::new("a.md", "The *Kiev* office closed.")]);
//! assert_eq!(findings[0].message, "`Kiev` should be `Kyiv`");
//! assert_eq!((findings[0].code.as_str(), findings[0].primary.start.column), ("name/form", 6));
//! ```
//!
//! [`Engine::check`] is all that a few documents in memory need. Whoever keeps documents, or reads them on several
//! threads, takes its steps one by one:
//!
//! ```
//! use std::sync::Arc;
//!
//! use factlint_document::Document;
//! use factlint_engine::Engine;
//! use factlint_engine::engine::Detail;
//! use factlint_engine::policy::{Claims, Policy};
//!
//! # let rules = "[[rule]]\nid = \"r\"\ncheck = \"quantity\"\nabout = [\"Halden Bridge\"]\nnear = [\"length\"]";
//! let engine = Engine::from_toml(rules).expect("no mistake in the rules");
//! let policy = Policy::default();
//! let mut claims = Claims::new();
//! let say = |path: &str, metres: &str| {
//!     let text = format!("The Halden Bridge has a length of {metres} metres.");
//!     // What is observed is self-contained: it can be kept, sent and read back with serde.
//!     Arc::new(engine.read(&Document::new(path, text)).observe(Detail::Claims))
//! };
//! claims.replace(&engine, &policy, say("a.txt", "1,240"));
//! let touched = claims.replace(&engine, &policy, say("b.txt", "1,420"));
//! assert_eq!(policy.settle(&engine, &claims, &touched).findings.len(), 1);
//! // The document changes: only the groups that this touches are judged again.
//! let touched = claims.replace(&engine, &policy, say("b.txt", "1,240"));
//! assert!(policy.settle(&engine, &claims, &touched).findings.is_empty());
//! ```
//!
//! | module | has |
//! | --- | --- |
//! | [`rule`], [`ruleset`] | rules as data, and TOML texts that become them, each mistake a [`finding::Problem`] at its place |
//! | [`reading`] | the lazy view of one document that all rules share: names, sentences, whose figure, who says it |
//! | [`check`] | the kinds of checks: what each observes, how it judges, what it says |
//! | [`claim`], [`unread`], [`observed`] | what a document says, what was looked at and not read, and both together |
//! | [`engine`] | the way from a document to claims, and from claims to a [`check::Verdict`] |
//! | [`conflict`] | what a verdict is made of: a code, sides that name their claims, evidence, notes, a fix |
//! | [`policy`] | what editors have decided, and claims in memory: conflicts become findings |
//! | [`finding`] | what reports show |
//! | `sequence` | what two sequences have in common |
//! | [`statement`] | everything that can be read of a document, whether or not a rule asks for it |
//! | [`sheet`] | what a draft states, held against its sources |
//! | [`suggest`] | rules for what a corpus disagrees on, where none asks yet |
//! | [`example`], [`summary`] | examples in rules; what a run did |

// Each imports only from those above it; a test holds that.
mod sequence;

pub mod finding;

pub mod claim;

pub mod conflict;

pub mod unread;

pub mod observed;

pub mod rule;

pub mod reading;

pub mod check;

pub mod ruleset;

pub mod statement;

pub mod engine;

pub mod policy;

pub mod sheet;

pub mod suggest;

mod in_memory;

pub mod example;

pub mod summary;

#[cfg(test)]
mod registry;

pub use engine::Engine;
pub use policy::claims;

//! factlint, a linter for facts.
pub mod check;
pub mod claim;
pub mod cli;
pub mod corpus;
pub mod document;
pub mod example;
pub mod finding;
pub mod language;
pub mod pipeline;
pub mod reading;
pub mod report;
pub mod rule;
pub mod ruleset;
pub mod span;

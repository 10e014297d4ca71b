//! The engine: rules, what documents claim under them, and what is judged of the claims.
//!
//! No file system, threads, clock or command line inside.

pub mod finding;

pub mod claim;

pub mod conflict;

pub mod unread;

pub mod observed;

pub mod rule;

pub mod reading;

pub mod check;

pub mod ruleset;

pub mod engine;

pub mod policy;

pub mod in_memory;

pub mod example;

pub use policy::claims;

pub mod statement;

pub mod summary;

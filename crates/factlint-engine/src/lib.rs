//! The engine: rules, what documents claim under them, and what is judged of the claims.
//!
//! No file system, threads, clock or command line inside.

pub mod finding;

pub mod claim;

pub mod rule;

pub mod reading;

pub mod check;

pub mod ruleset;

pub mod observation;

pub mod saying;

pub mod summary;

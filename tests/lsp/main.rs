//! The language server, as an editor sees it: over a connection in memory.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod editor;
#[path = "../support/mod.rs"]
mod support;

mod documents;
mod messages;
mod outside;
mod rules;
mod session;

//! `factlint check --changed-since`: only what a branch touched.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use super::Failure;
use super::arguments::Common;
use crate::corpus::Corpus;
use crate::corpus::changed::{Changes, ChangesError};

/// Options that narrow a check to what has changed.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ChangedArguments {
    /// Report on documents that differ from the merge base of REV and HEAD, compared with the whole corpus
    #[arg(long, value_name = "REV", conflicts_with_all = ["stdin_filename", "update_baseline"])]
    changed_since: Option<OsString>,
    /// With --changed-since, report only findings with a side on a changed line
    #[arg(long, requires = "changed_since")]
    lines: bool,
}

impl ChangedArguments {
    /// Whether only what has changed is wanted.
    pub(super) fn is_asked(&self) -> bool {
        self.changed_since.is_some()
    }

    /// What has changed, if somebody asks.
    pub(super) fn changes(&self, here: &Path) -> Result<Option<Changes>, Failure> {
        let Some(revision) = &self.changed_since else { return Ok(None) };
        Changes::since(revision, here, self.lines)
            .map(Some)
            .map_err(|ChangesError(reason)| Failure(format!("--changed-since: {reason}")))
    }

    /// Tells that there is nothing to report on.
    pub(super) fn tell_if_nothing(&self, common: &Common, corpus: &Corpus) {
        let Some(revision) = &self.changed_since else { return };
        if !common.quiet && !corpus.reports_any() {
            let revision = revision.to_string_lossy();
            let _ = writeln!(io::stderr(), "no document has changed since {revision}");
        }
    }
}

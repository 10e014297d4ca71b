//! What somebody did not want is not suggested again.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::arguments::SuggestArguments;
use crate::cli::session::Session;
use crate::cli::unfinished::Unfinished;
use crate::corpus::display_path;
use crate::files;
use factlint_language::word;

/// Where rejections are remembered if nobody says it.
const REJECTED: &str = "factlint.rejected";

/// Suggestions that somebody did not want, a line each.
pub(super) struct Rejections {
    path: PathBuf,
    anchors: BTreeSet<String>,
}

impl Rejections {
    pub(super) fn load(session: &Session, options: &SuggestArguments) -> Result<Self, Failure> {
        let path = match &options.rejected {
            Some(path) => session.here.join(path),
            None => session.config.root.join(REJECTED),
        };
        let anchors = if path.exists() {
            let text = files::read_text(&path, files::LARGEST_RULES)
                .map_err(|why| Failure(format!("{}: {why}", shown(session, &path))))?;
            let lines = text.lines().map(str::trim);
            lines
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .map(str::to_owned)
                .collect()
        } else {
            BTreeSet::new()
        };
        Ok(Self { path, anchors })
    }

    pub(super) fn hold(&self, anchor: &str) -> bool {
        self.anchors.contains(&word::one_line(anchor))
    }

    /// Remembers one, at once.
    pub(super) fn add(&mut self, anchor: &str) -> Result<(), Failure> {
        self.anchors.insert(word::one_line(anchor));
        let failure = |error: io::Error| {
            Failure(format!("{} cannot be written: {error}", self.path.display()))
        };
        let mut text = String::from("# Suggestions that `factlint suggest` does not make again.\n");
        for anchor in &self.anchors {
            text.push_str(anchor);
            text.push('\n');
        }
        let file = Unfinished::beside(&self.path).map_err(failure)?;
        let mut out = file.file();
        out.write_all(text.as_bytes()).map_err(failure)?;
        file.take_place_of(&self.path).map_err(failure)
    }
}

fn shown(session: &Session, path: &Path) -> String {
    display_path(path, &session.here)
}

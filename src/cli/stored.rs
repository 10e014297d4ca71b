//! The store as commands use it: where it lies, which one it is, and what to do where it cannot be used.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::OnceLock;

use indicatif::ProgressBar;
use jiff::civil::Date;

use super::arguments::Common;
use super::session::{self, Session};
use super::{Failure, check};
use crate::corpus::display_path;
use crate::store::{Progress, Store, StoreError};

/// The store of the corpus that a session is about.
pub(super) struct Stored<'a> {
    common: &'a Common,
    session: &'a Session,
    /// What is chosen on the command line: other rules or dates have a store of their own.
    choice: String,
}

impl<'a> Stored<'a> {
    /// Needs a `factlint.toml`, beside which the store lies.
    pub fn new(
        common: &'a Common,
        session: &'a Session,
        as_of: Option<Date>,
    ) -> Result<Self, Failure> {
        if session.config.file.is_none() {
            return Err(Failure(
                "what documents said is kept beside factlint.toml, and there is none: `factlint init` writes one"
                    .to_owned(),
            ));
        }
        let place = |path: &std::path::PathBuf| session.here.join(path);
        let rules: Vec<_> = common.rules.iter().map(place).collect();
        let config = common.config.as_ref().map(place);
        let choice = format!("{:?}", (rules, &common.packs, config, as_of));
        Ok(Self { common, session, choice })
    }

    fn root(&self) -> &Path {
        &self.session.config.root
    }

    /// Does something with the store. Where it is damaged, it is thrown away and begun anew, once. None where it cannot
    /// be used; that is told, and whoever asks goes on without it.
    pub fn with<T>(
        &self,
        mut attempt: impl FnMut(&mut Store) -> Result<T, StoreError>,
    ) -> Option<T> {
        let mut is_first = true;
        loop {
            let mut place = None;
            let done = Store::open(self.root(), &self.choice).and_then(|mut store| {
                place = Some(store.path().to_owned());
                attempt(&mut store)
            });
            let error = match done {
                Ok(done) => return Some(done),
                Err(error) => error,
            };
            let name = match &place {
                Some(path) => display_path(path, &self.session.here),
                None => "the store beside factlint.toml".to_owned(),
            };
            match error {
                StoreError::Damaged(_) if is_first => {
                    is_first = false;
                    self.warn(&format!("{name} {error}: it is built anew"));
                    if let Err(error) = Store::discard(self.root(), &self.choice) {
                        self.warn(&format!("{name} cannot be removed: {error}"));
                        return None;
                    }
                }
                error => {
                    self.warn(&format!("{name} {error}: all documents are read instead"));
                    return None;
                }
            }
        }
    }

    fn warn(&self, message: &str) {
        if !self.common.quiet {
            session::say_warning(self.common.style(io::stderr().is_terminal()), message);
        }
    }
}

/// How far it is, on a terminal, where many documents must be read.
pub(super) struct Bar<'a> {
    common: &'a Common,
    bar: OnceLock<Option<ProgressBar>>,
}

impl<'a> Bar<'a> {
    /// None is shown yet.
    pub fn new(common: &'a Common) -> Self {
        Self { common, bar: OnceLock::new() }
    }

    /// Shows what has been done.
    pub fn show(&self, progress: Progress) {
        match progress {
            Progress::Begun(documents) => {
                self.bar.get_or_init(|| check::progress_bar(self.common, documents));
            }
            Progress::Done => {
                if let Some(Some(bar)) = self.bar.get() {
                    bar.inc(1);
                }
            }
        }
    }

    /// Takes it away.
    pub fn end(&self) {
        if let Some(Some(bar)) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

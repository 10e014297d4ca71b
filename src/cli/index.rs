//! `factlint index`: keeps what documents say, so that later runs read only what has changed.

use super::arguments::{Common, IndexArguments};
use super::session::{self, Session};
use super::stored::{Bar, Stored};
use super::table::counted;
use super::{Exit, Failure, nothing};
use crate::corpus::{Selection, display_path};
use crate::store::{self, Request, Trust};

pub(super) fn run(common: &Common, options: &IndexArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    if !session.is_whole() {
        session.print_problems(common, false)?;
        // What broken rules would have said must not be missing in silence.
        return Err(Failure("nothing was kept: mend the rules first".to_owned()));
    }
    let stored = Stored::new(common, &session, options.as_of)?;
    let selection = Selection { as_of: options.as_of, ..Selection::default() };
    let policy = store::silent(session.config.policy(options.as_of));
    let done = stored.with(|store| {
        let bar = Bar::new(common);
        let refreshed = store::refresh(
            store,
            &Request {
                config: &session.config,
                engine: &session.engine,
                policy: &policy,
                selection: &selection,
                here: &session.here,
                // What others take from the journal is looked at here.
                trust: Trust::Stamps,
                progress: &|progress| bar.show(progress),
            },
        );
        bar.end();
        let refreshed = refreshed?;
        let path = display_path(store.path(), &session.here);
        Ok((refreshed, store.can_write, path, store.size()))
    });
    let Some((refreshed, has_written, path, size)) = done else {
        return Err(Failure("nothing was kept".to_owned()));
    };
    if !has_written {
        return Err(Failure(format!(
            "{path} cannot be written to: what was read anew is not kept"
        )));
    }
    let mut errors = refreshed.corpus.errors.clone();
    errors.extend(refreshed.errors().iter().cloned());
    errors.extend(nothing::of_selection(&session, &selection, &refreshed.corpus, true));
    if !common.quiet {
        let documents = refreshed.corpus.entries.len();
        let text = format!(
            "{}: {} read, {} as before, {} gone; {path} has {} kB\n",
            counted(documents, "document"),
            refreshed.read,
            documents.saturating_sub(refreshed.read + refreshed.errors().len()),
            refreshed.gone,
            size.div_ceil(1000),
        );
        session::print(text.as_bytes())?;
    }
    super::facts::finish(common, &session, errors)
}

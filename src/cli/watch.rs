//! `factlint check --watch`: checks again whenever a document or a rule is saved.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::arguments::{CheckArguments, Common, ReportFormat};
use super::session::{self, Session};
use super::table::counted;
use super::{Exit, Failure, check};
use crate::corpus::rule_sources::Made;
use crate::corpus::{Corpus, Stamp};
use crate::run::Memory;

/// Editors save in several steps: a change counts once nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(80);

/// And at the latest after so long.
const PATIENCE: Duration = Duration::from_secs(1);

type Events = Receiver<notify::Result<Event>>;

/// What is seen of the files of a run: when any of it differs, something has changed.
#[derive(PartialEq)]
struct Seen {
    rules: Made,
    documents: Vec<(String, Option<Stamp>)>,
}

/// Checks, and checks again after every change, until whoever reads closes the pipe or ends the process.
pub(super) fn run(common: &Common, options: &CheckArguments) -> Result<Exit, Failure> {
    if options.reports.include(ReportFormat::Html) {
        return Err(Failure(
            "--watch shows findings on a terminal, --format html makes a page: leave one out"
                .to_owned(),
        ));
    }
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(cannot_watch)?;
    let mut watched: Vec<PathBuf> = Vec::new();
    loop {
        let session = Session::load(common)?;
        watch(&mut watcher, &mut watched, &session, options)?;
        let memory = Memory::default();
        // As long as the rules stay, only documents that change are read again.
        loop {
            let selection = check::selection(options, &session.here, Vec::new())?;
            let corpus = Corpus::list(&session.config, &selection, &session.here);
            let seen = Seen::now(&session, &corpus);
            let begun = Instant::now();
            clear_screen();
            match check::once(common, options, &session, &selection, &corpus, Some(&memory)) {
                Ok(_) => {}
                Err(Failure(message)) => {
                    session::say_error(common.style(io::stderr().is_terminal()), &message);
                }
            }
            let took = begun.elapsed().as_millis();
            let documents = counted(corpus.entries.len(), "document");
            if writeln!(io::stderr(), "watching {documents} (checked in {took} ms); Ctrl-C ends")
                .is_err()
            {
                return Ok(Exit::Clean);
            }
            let changed = wait(&events, &session, options, &seen)?;
            if changed.rules != seen.rules {
                break;
            }
        }
    }
}

impl Seen {
    fn now(session: &Session, corpus: &Corpus) -> Self {
        let documents =
            corpus.entries.iter().map(|entry| (entry.path.clone(), corpus.stamp(entry))).collect();
        Self { rules: session.made(), documents }
    }
}

/// Waits until something has changed.
fn wait(
    events: &Events,
    session: &Session,
    options: &CheckArguments,
    seen: &Seen,
) -> Result<Seen, Failure> {
    loop {
        let ended = || Failure("--watch: the system no longer tells of changes".to_owned());
        events.recv().map_err(|_| ended())?.map_err(cannot_watch)?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match events.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(ended()),
            }
        }
        // Much happens in a folder that is no change of a document or a rule.
        let selection = check::selection(options, &session.here, Vec::new())?;
        let corpus = Corpus::list(&session.config, &selection, &session.here);
        let now = Seen::now(session, &corpus);
        if now != *seen {
            return Ok(now);
        }
    }
}

/// Watches what a run reads, as far as it is not watched yet.
fn watch(
    watcher: &mut RecommendedWatcher,
    watched: &mut Vec<PathBuf>,
    session: &Session,
    options: &CheckArguments,
) -> Result<(), Failure> {
    let mut wanted: Vec<PathBuf> = vec![session.config.root.clone()];
    wanted.extend(options.paths.iter().chain(&options.against).map(|path| session.here.join(path)));
    let rules = session.made();
    wanted.extend(rules.paths().filter_map(|path| path.parent().map(Path::to_owned)));
    for path in wanted {
        let inside = watched.iter().any(|known| path.starts_with(known));
        if inside || !path.exists() {
            continue;
        }
        watcher.watch(&path, RecursiveMode::Recursive).map_err(cannot_watch)?;
        watched.push(path);
    }
    Ok(())
}

fn cannot_watch(error: notify::Error) -> Failure {
    Failure(format!("--watch: {error}"))
}

/// On a terminal, each run begins on an empty screen.
fn clear_screen() {
    if io::stdout().is_terminal() {
        let mut out = io::stdout().lock();
        let _ = out.write_all(b"\x1b[2J\x1b[H").and_then(|()| out.flush());
    }
}

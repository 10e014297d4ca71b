//! `factlint judge`: lines of `factlint observe` become findings.

use std::io::{self, BufRead, IsTerminal};

use super::arguments::{Common, JudgeArguments, ReportFormat, ToldUnread};
use super::check::ending;
use super::session::{self, Session};
use super::{Exit, Failure};
use crate::corpus::Selection;
use crate::exchange::{self, Basis, Judge};
use crate::files;
use factlint_report::{Notification, Report};

/// No line is longer: a claim holds a sentence at most, a document its notes.
const LONGEST_LINE: u64 = 64 << 20;

pub(super) fn run(common: &Common, options: &JudgeArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let today = options.expire.then(session::today);
    let policy = session
        .config
        .policy(options.as_of.or(today))
        .partial(common.chooses_rules())
        .telling_unread(options.unread.map(ToldUnread::class))
        .keeping_observations(options.reports.include(ReportFormat::Html));
    options.reports.refuse_same_file(&session.here)?;
    let basis = Basis::new(&session.engine, &policy, options.unread.map(ToldUnread::class));
    let mut judge = Judge::new(&session.engine, &policy, basis);
    if options.files.is_empty() {
        take(&mut judge, &mut io::stdin().lock(), "standard input")?;
    }
    for file in &options.files {
        let shown = file.display().to_string();
        let opened = files::open(&session.here.join(file), u64::MAX)
            .map_err(|error| Failure(format!("{shown} cannot be read: {error}")))?;
        take(&mut judge, &mut io::BufReader::with_capacity(1 << 16, opened), &shown)?;
    }
    if options.partial {
        return write_partial(common, &session, judge);
    }
    let outcome = judge.finish(session.config.budget.findings);
    if outcome.summary.documents == 0 && outcome.errors.is_empty() {
        return Err(Failure(
            "there is no document in these lines: `factlint observe` writes one for each"
                .to_owned(),
        ));
    }
    let errors = outcome.errors.iter();
    let errors = errors.map(|error| Notification::document(&error.path, &error.message, true));
    let problems = session.problems.iter().map(Notification::problem);
    let notifications: Vec<Notification> = errors.chain(problems).collect();
    let report = Report {
        findings: &outcome.findings,
        summary: outcome.summary,
        observations: &outcome.observations,
        ruleset: session.engine.rules(),
        notifications: &notifications,
    };
    options.reports.write(common, &session, &Selection::default(), &report)?;
    session.print_problems(common, options.reports.shows(ReportFormat::Concise))?;
    let style = common.style(io::stderr().is_terminal());
    for error in &outcome.errors {
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    Ok(ending(&outcome, &notifications, options.fail_on))
}

/// Writes what the lines came to as a line for whoever judges others.
fn write_partial(common: &Common, session: &Session, judge: Judge<'_>) -> Result<Exit, Failure> {
    if !session.is_whole() {
        session.print_problems(common, false)?;
        // What rules would have said must not be missing in silence.
        return Err(Failure("nothing was judged: mend the rules first".to_owned()));
    }
    let mut line = exchange::row_of_partial(judge.partial())?.line;
    line.push('\n');
    session::print(line.as_bytes())?;
    Ok(Exit::Clean)
}

/// Takes the lines of one input.
fn take(judge: &mut Judge<'_>, input: &mut dyn BufRead, name: &str) -> Result<(), Failure> {
    /// With which no text begins, and every stream of Arrow.
    const ARROW: u8 = 0xff;
    let unreadable = |error: io::Error| Failure(format!("{name} cannot be read: {error}"));
    if input.fill_buf().map_err(unreadable)?.first() == Some(&ARROW) {
        return take_arrow(judge, input, name);
    }
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = io::Read::take(&mut *input, LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .map_err(unreadable)?;
        if read == 0 {
            return Ok(());
        }
        let text = std::str::from_utf8(&line).map_err(|_| {
            Failure(format!("{name} is not UTF-8: it has no lines of `factlint observe`"))
        })?;
        if !text.trim().is_empty() {
            judge.take(text).map_err(|why| Failure(format!("{name}, {why}")))?;
        }
    }
}

#[cfg(feature = "arrow")]
fn take_arrow(judge: &mut Judge<'_>, input: &mut dyn BufRead, name: &str) -> Result<(), Failure> {
    exchange::arrow::read(input, |line| judge.take(line))
        .map_err(|why| Failure(format!("{name}, {why}")))
}

#[cfg(not(feature = "arrow"))]
fn take_arrow(_: &mut Judge<'_>, _: &mut dyn BufRead, _: &str) -> Result<(), Failure> {
    Err(super::observe::no_arrow())
}

//! `factlint check`: the main job.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::baseline::{self, Baseline};
use super::nothing;
use super::session::{self, Session};
use super::table::write_table;
use super::{CheckArguments, Common, Exit, Failure, ReportFormat};
use crate::corpus::{Corpus, Selection, display_path};
use crate::files;
use crate::run::{Memory, Outcome, Run};
use factlint_engine::finding::Origin;
use factlint_report::{Notification, Report, visible};

/// A run that takes longer than this shows how far it is.
const PATIENCE: Duration = Duration::from_millis(700);

pub(super) fn run(common: &Common, options: &CheckArguments) -> Result<Exit, Failure> {
    // The process ends with this command: freeing every rule one by one would only take time.
    let session = ManuallyDrop::new(Session::load(common)?);
    if options.update_baseline && !options.paths.is_empty() {
        return Err(Failure(
            "--update-baseline keeps the findings of the whole corpus: leave out the paths"
                .to_owned(),
        ));
    }
    let mut overlays = Vec::new();
    if let Some(path) = &options.stdin_filename {
        let bytes = files::read_from(io::stdin().lock(), files::LARGEST_DOCUMENT)
            .map_err(|error| Failure(format!("standard input cannot be read: {error}")))?;
        overlays.push((path.clone(), bytes));
    }
    let selection = selection(options, &session.here, overlays)?;
    let corpus = Corpus::list(&session.config, &selection, &session.here);
    once(common, options, &session, &selection, &corpus, None)
}

/// What the options ask to be checked.
pub(super) fn selection(
    options: &CheckArguments,
    here: &Path,
    overlays: Vec<(PathBuf, Vec<u8>)>,
) -> Result<Selection, Failure> {
    Ok(Selection {
        paths: options.paths.clone(),
        within_corpus: options.within_corpus,
        changes: options.changed.changes(here)?,
        against: options.against.clone(),
        overlays,
        as_of: options.as_of,
    })
}

/// Checks the corpus once and reports.
pub(super) fn once(
    common: &Common,
    options: &CheckArguments,
    session: &Session,
    selection: &Selection,
    corpus: &Corpus,
    memory: Option<&Memory>,
) -> Result<Exit, Failure> {
    if session.engine.rules().rules.is_empty() && session.is_whole() {
        return Err(Failure(
            "no rules are loaded: name rule files in factlint.toml or with --rules, or packs with --packs".to_owned(),
        ));
    }
    options.changed.tell_if_nothing(common, corpus);
    options.reports.refuse_same_file(&session.here)?;
    for output in options.reports.files() {
        refuse_to_overwrite(session, corpus, "--output", output)?;
    }
    let mut outcome = check(common, options, session, corpus, memory);
    outcome.errors.extend(nothing::errors(options, session, selection, corpus));
    if let Some(file) = &options.baseline {
        let path = session.here.join(file);
        let shown = file.display().to_string();
        if options.update_baseline {
            refuse_to_overwrite(session, corpus, "--baseline", file)?;
            let count = baseline::write(&path, &shown, &outcome.findings, corpus)?;
            outcome.summary.known = count;
            outcome.findings.clear();
        } else {
            let mut known = Baseline::read(&path, &shown)?;
            outcome.summary.known = known.take_known(&mut outcome.findings, corpus);
            // A run over some documents cannot tell what is gone.
            let gone = known.gone();
            let is_whole = options.paths.is_empty() && !options.changed.is_asked();
            if gone > 0 && is_whole && !common.quiet {
                let _ = writeln!(
                    io::stderr(),
                    "{gone} of the findings that {shown} knows are gone: --update-baseline forgets them"
                );
            }
        }
    }
    let notifications = notifications(session, &outcome, options.strict);
    let report = Report {
        findings: &outcome.findings,
        summary: outcome.summary,
        observations: &outcome.observations,
        ruleset: session.engine.rules(),
        notifications: &notifications,
    };
    if options.statistics {
        write_statistics(common, session, &report)?;
    } else {
        options.reports.write(common, session, selection, &report)?;
    }
    session.print_problems(common, options.reports.shows(ReportFormat::Concise))?;
    let style = common.style(io::stderr().is_terminal());
    for error in &outcome.errors {
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    let found =
        outcome.findings.iter().any(|finding| finding.severity >= options.fail_on.severity());
    Ok(if notifications.iter().any(|notification| notification.fails) {
        Exit::Failed
    } else if found {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// What could not be read or used, for reports that stand alone.
fn notifications(session: &Session, outcome: &Outcome, strict: bool) -> Vec<Notification> {
    let documents = outcome
        .errors
        .iter()
        .map(|error| Notification::document(&error.path, &error.message, error.reported || strict));
    let unreadable = session.unreadable.iter();
    let unreadable = unreadable.map(|file| Notification::rule_file(&file.path, &file.message));
    documents.chain(unreadable).chain(session.problems.iter().map(Notification::problem)).collect()
}

/// A report must not replace what it reports on, by whatever name or link.
fn refuse_to_overwrite(
    session: &Session,
    corpus: &Corpus,
    option: &str,
    output: &Path,
) -> Result<(), Failure> {
    // What does not exist yet is no input.
    let Ok(target) = session.here.join(output).canonicalize() else { return Ok(()) };
    let is_target = |path: &Path| path.canonicalize().is_ok_and(|path| path == target);
    let root = corpus.root().canonicalize().unwrap_or_else(|_| corpus.root().to_owned());
    let files = session.engine.rules().files.iter().chain(&session.config.file);
    let is_input = corpus.entry(&display_path(&target, &root)).is_some()
        || files
            .filter(|file| file.origin != Origin::Pack)
            .any(|file| is_target(&session.here.join(&file.path)));
    if !is_input {
        return Ok(());
    }
    Err(Failure(format!(
        "{option} {}: this file is a document or a rule file of the run; name another, or exclude it in factlint.toml",
        output.display()
    )))
}

fn check(
    common: &Common,
    options: &CheckArguments,
    session: &Session,
    corpus: &Corpus,
    memory: Option<&Memory>,
) -> Outcome {
    let today = options.expire.then(session::today);
    let policy = session
        .config
        .policy(options.as_of.or(today))
        .partial(common.chooses_rules())
        .reporting(corpus)
        .keeping_observations(options.reports.include(ReportFormat::Html));
    // A watch shows the screen anew each time.
    let bar = if memory.is_none() { progress_bar(common, corpus.entries.len()) } else { None };
    let progress = || {
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    };
    let run = Run { memory, progress: &progress, ..Run::new(corpus, &session.engine, &policy) };
    let outcome = run.outcome();
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    outcome
}

/// A bar on a terminal, once a run takes long.
pub(super) fn progress_bar(common: &Common, documents: usize) -> Option<ProgressBar> {
    /// Fewer documents are checked before anyone could read a bar.
    const FEW: usize = 2_000;
    if common.quiet || documents < FEW || !io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(documents as u64).with_elapsed(Duration::ZERO);
    bar.set_draw_target(indicatif::ProgressDrawTarget::stderr_with_hz(8));
    bar.enable_steady_tick(PATIENCE);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} documents, {eta} left")
    {
        bar.set_style(style);
    }
    Some(bar)
}

/// The number of findings of each rule, the most frequent first.
fn write_statistics(
    common: &Common,
    session: &Session,
    report: &Report<'_>,
) -> Result<(), Failure> {
    let mut counts: BTreeMap<(&str, &str), (usize, BTreeSet<&str>)> = BTreeMap::new();
    for finding in report.findings {
        let key = (finding.rule.as_str(), finding.severity.as_str());
        let (count, documents) = counts.entry(key).or_default();
        *count += 1;
        documents.insert(&finding.primary.path);
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((rule, severity), (count, _))| {
        (std::cmp::Reverse(*count), *rule, *severity)
    });
    let rows: Vec<Vec<String>> = counts
        .into_iter()
        .map(|((rule, severity), (count, documents))| {
            let holds = session
                .engine
                .rules()
                .find(rule)
                .map(|loaded| check_summary(loaded.rule.kind))
                .unwrap_or_default();
            vec![
                count.to_string(),
                documents.len().to_string(),
                visible(rule),
                severity.to_owned(),
                holds.to_owned(),
            ]
        })
        .collect();
    let mut out = Vec::new();
    if !rows.is_empty() {
        write_table(
            &mut out,
            &["findings", "documents", "rule", "severity", "what must hold"],
            &rows,
        )?;
    }
    if !common.quiet {
        writeln!(out, "{}", report.last_line())?;
    }
    session::print(&out)
}

/// What a kind of check asks, in one line.
fn check_summary(kind: &str) -> &'static str {
    factlint_engine::check::kind(kind).map_or("", |kind| kind.summary)
}

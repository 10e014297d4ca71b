//! `factlint check`: the main job.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::{CheckArguments, Common, FailOn, ReportFormat, ToldUnread};
use super::baseline::{self, Baseline};
use super::nothing;
use super::session::{self, Session};
use super::table::{counted, write_table};
use super::{Exit, Failure};
use crate::corpus::{Corpus, Selection, display_path};
use crate::files;
use crate::run::{Memory, Outcome, Run};
use factlint_engine::finding::{Origin, Problem};
use factlint_engine::policy::Policy;
use factlint_engine::ruleset::LoadedRule;
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
    if let Some(name) = selection.paths.iter().find(|path| path.as_os_str() == "-")
        && !session.here.join(name).exists()
    {
        return Err(Failure(
            "`-` is no file: --stdin-filename NAME reads standard input, and NAME tells its format and place"
                .to_owned(),
        ));
    }
    if options.cached && !options.no_cache {
        return cached(common, options, &session, &selection);
    }
    let corpus = Corpus::list(&session.config, &selection, &session.here);
    once(common, options, &session, &selection, &corpus, None)
}

/// Checks with what is kept of documents, and without it where that cannot be used.
#[cfg(feature = "store")]
fn cached(
    common: &Common,
    options: &CheckArguments,
    session: &Session,
    selection: &Selection,
) -> Result<Exit, Failure> {
    use crate::store::{self, Request, Trust};
    let stored = super::stored::Stored::new(common, session, options.as_of)?;
    // What is said of the corpus as a whole, or of what git tells of it, hangs on all documents.
    let is_part = !selection.paths.is_empty() || !selection.overlays.is_empty();
    let is_about_few = is_part && selection.changes.is_none() && !keeps_observations(options);
    let trust = match options.assume_unchanged {
        true => Trust::Assumed,
        false if is_about_few => Trust::Journal,
        false => Trust::Stamps,
    };
    let selection = &Selection { mentioned: mentioned(options, session), ..selection.clone() };
    let today = options.expire.then(session::today);
    let silent = store::silent(session.config.policy(options.as_of.or(today)));
    let (config, engine, here) = (&session.config, &session.engine, &session.here);
    // Rules with mistakes are left out of a run: that must not be taken for a change of theirs.
    let done = if session.is_whole() {
        stored.with(|store| {
            let bar = super::stored::Bar::new(common);
            let progress = &|progress| bar.show(progress);
            let policy = &silent;
            let request = Request { config, engine, policy, selection, here, trust, progress };
            let refreshed = store::refresh(store, &request);
            bar.end();
            let refreshed = refreshed?;
            let policy = policy_of(common, options, session, &refreshed.corpus);
            let run = Run::new(&refreshed.corpus, engine, &policy);
            let outcome = store::outcome(store, &run, &refreshed, keeps_observations(options))?;
            drop(policy);
            Ok((refreshed.corpus, outcome))
        })
    } else {
        None
    };
    match done {
        Some((corpus, outcome)) => {
            conclude(common, options, session, selection, &corpus, || outcome)
        }
        None => {
            let corpus = Corpus::list(config, selection, here);
            once(common, options, session, selection, &corpus, None)
        }
    }
}

/// The files that a run writes to, where they lie below the corpus's folder by any name.
#[cfg(feature = "store")]
fn mentioned(options: &CheckArguments, session: &Session) -> Vec<PathBuf> {
    let root = &session.config.root;
    let Ok(inside) = root.canonicalize() else { return Vec::new() };
    let files = options.reports.files().chain(options.baseline.as_deref());
    files
        .filter_map(|file| {
            let target = session.here.join(file).canonicalize().ok()?;
            Some(root.join(target.strip_prefix(&inside).ok()?))
        })
        .collect()
}

#[cfg(not(feature = "store"))]
fn cached(_: &Common, _: &CheckArguments, _: &Session, _: &Selection) -> Result<Exit, Failure> {
    Err(super::not_built("store", "store"))
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
        ..Selection::default()
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
    let outcome = || check(common, options, session, corpus, memory);
    conclude(common, options, session, selection, corpus, outcome)
}

/// Reports what a run comes to, which begins once it is clear that it may.
fn conclude(
    common: &Common,
    options: &CheckArguments,
    session: &Session,
    selection: &Selection,
    corpus: &Corpus,
    outcome: impl FnOnce() -> Outcome,
) -> Result<Exit, Failure> {
    if session.engine.rules().rules.is_empty() && session.is_whole() && !options.allow_empty {
        return Err(Failure(
            "no rules are loaded: name rule files in factlint.toml or with --rules, or packs with --packs".to_owned(),
        ));
    }
    options.changed.tell_if_nothing(common, corpus);
    options.reports.refuse_same_file(&session.here)?;
    for output in options.reports.files() {
        refuse_to_overwrite(session, corpus, "--output", output)?;
    }
    let mut outcome = outcome();
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
    let silent = silent_rules(session, selection, &outcome);
    let mut warnings = warnings(session, selection, corpus);
    warnings.extend(silent.iter().filter_map(|loaded| doubtful(loaded)));
    let notifications = notifications(session, &outcome, &warnings, options.strict);
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
    let concise = options.reports.shows(ReportFormat::Concise);
    session.print_problems(common, concise)?;
    if !common.quiet {
        session.print_warnings(common, &warnings, concise)?;
    }
    let style = common.style(io::stderr().is_terminal());
    if !common.quiet {
        for warning in &outcome.warnings {
            let place = &warning.place;
            let at = format!("{}:{}:{}", place.path, place.start.line, place.start.column);
            session::say_warning(style, &format!("{at}: {}", warning.message));
        }
        if let Some(told) = wordless(&outcome.wordless) {
            session::say_warning(style, &told);
        }
        if let Some(told) = told_silent(session, &silent).filter(|_| !options.statistics) {
            session::say_warning(style, &told);
        }
    }
    for error in &outcome.errors {
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    Ok(ending(&outcome, &notifications, options.fail_on))
}

/// How a run ends that came to this.
pub(super) fn ending(outcome: &Outcome, notifications: &[Notification], fail_on: FailOn) -> Exit {
    if notifications.iter().any(|notification| notification.fails) {
        Exit::Failed
    } else if outcome.findings.iter().any(|finding| finding.severity >= fail_on.severity()) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What `factlint.toml` says and the corpus has nothing for.
fn warnings(session: &Session, selection: &Selection, corpus: &Corpus) -> Vec<Problem> {
    let is_asked = is_whole(selection) && !corpus.entries.is_empty();
    if is_asked { session.config.dead_patterns(&corpus.unmatched) } else { Vec::new() }
}

/// Whether all documents are reported on. Whoever checks some has not asked what the others lack.
fn is_whole(selection: &Selection) -> bool {
    selection.paths.is_empty() && selection.overlays.is_empty() && selection.changes.is_none()
}

/// The rules of one's own that found nothing to compare in the whole corpus.
fn silent_rules<'s>(
    session: &'s Session,
    selection: &Selection,
    outcome: &Outcome,
) -> Vec<&'s LoadedRule> {
    if !is_whole(selection) || outcome.summary.documents == 0 {
        return Vec::new();
    }
    let rules = &session.engine.rules().rules;
    let silent = outcome.silent.iter().filter_map(|index| rules.get(*index as usize));
    silent.filter(|loaded| is_own(loaded)).collect()
}

fn is_own(loaded: &LoadedRule) -> bool {
    loaded.rule.place.origin != Origin::Pack
}

/// What makes it doubtful that a silent rule is ever heard.
fn doubtful(loaded: &LoadedRule) -> Option<Problem> {
    let primary = loaded.check.doubt()?.clone();
    let rule = &loaded.rule.id;
    let message =
        format!("rule `{rule}` has found no figure in its `unit`, and may never find one");
    let note = "the word in which documents give the figure is the right one".to_owned();
    Some(Problem { message, primary, related: Vec::new(), notes: vec![note] })
}

/// "2 of 12 rules of your own found nothing to compare in 34 documents: ...".
fn told_silent(session: &Session, silent: &[&LoadedRule]) -> Option<String> {
    if silent.is_empty() {
        return None;
    }
    let own = session.engine.rules().rules.iter().filter(|loaded| is_own(loaded)).count();
    let names: Vec<&str> = silent.iter().map(|loaded| &*loaded.rule.id).collect();
    let verb = if silent.len() == 1 { "has" } else { "have" };
    Some(format!(
        "{} of {} of your own {verb} found nothing to compare: {}; `factlint test --coverage .` tells why",
        silent.len(),
        counted(own, "rule"),
        listed(&names)
    ))
}

/// "`a`, `b`, 3 more".
fn listed(ids: &[&str]) -> String {
    /// More are only counted.
    const MOST: usize = 8;
    let mut names: Vec<String> =
        ids.iter().take(MOST).map(|id| format!("`{}`", visible(id))).collect();
    if ids.len() > MOST {
        names.push(format!("{} more", ids.len() - MOST));
    }
    names.join(", ")
}

/// "2 documents have no words to read: a.html, b.html".
fn wordless(paths: &[String]) -> Option<String> {
    /// More are only counted.
    const MOST: usize = 5;
    let mut names: Vec<String> = paths.iter().take(MOST).map(|path| visible(path)).collect();
    if paths.len() > MOST {
        names.push(format!("{} more", paths.len() - MOST));
    }
    let have = if paths.len() == 1 { "has" } else { "have" };
    let counted = counted(paths.len(), "document");
    (!paths.is_empty()).then(|| format!("{counted} {have} no words to read: {}", names.join(", ")))
}

/// What could not be read or used, for reports that stand alone.
fn notifications(
    session: &Session,
    outcome: &Outcome,
    warnings: &[Problem],
    strict: bool,
) -> Vec<Notification> {
    let documents = outcome
        .errors
        .iter()
        .map(|error| Notification::document(&error.path, &error.message, error.reported || strict));
    let unreadable = session.unreadable.iter();
    let unreadable = unreadable.map(|file| Notification::rule_file(&file.path, &file.message));
    let problems = session.problems.iter().map(Notification::problem);
    let warnings = warnings.iter().map(Notification::warning);
    let in_part = outcome.warnings.iter();
    let in_part = in_part.map(|one| Notification::passage(&one.place, &one.message));
    let wordless = outcome.wordless.iter();
    let wordless = wordless.map(|path| Notification::document(path, "has no words to read", false));
    documents
        .chain(unreadable)
        .chain(problems)
        .chain(warnings)
        .chain(in_part)
        .chain(wordless)
        .collect()
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
    let files = session.engine.rules().files.iter().chain(session.config.files());
    let is_input = corpus.entry(&display_path(&target, &root)).is_some()
        || files
            .filter(|file| file.origin != Origin::Pack)
            .any(|file| is_target(&session.here.join(&*file.path)));
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
    let policy = policy_of(common, options, session, corpus);
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

/// What editors have decided, as far as the options ask for it.
fn policy_of<'a>(
    common: &Common,
    options: &CheckArguments,
    session: &Session,
    corpus: &'a Corpus,
) -> Policy<'a> {
    let today = options.expire.then(session::today);
    session
        .config
        .policy(options.as_of.or(today))
        .partial(common.chooses_rules())
        .reporting(corpus)
        .telling_unread(options.unread.map(ToldUnread::class))
        .keeping_observations(keeps_observations(options))
}

/// Whether what documents say is told where nothing is wrong, too.
fn keeps_observations(options: &CheckArguments) -> bool {
    options.reports.include(ReportFormat::Html) || options.statistics
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
        let key = (&*finding.rule, finding.severity.as_str());
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
        if let Some(silent) = claiming_nothing(report) {
            writeln!(out, "{silent}")?;
        }
        writeln!(out, "{}", report.last_line())?;
    }
    session::print(&out)
}

/// The rules of one's own that claim nothing: "2 of 12 rules of your own claim nothing: ...".
fn claiming_nothing(report: &Report<'_>) -> Option<String> {
    let mut heard: BTreeSet<&str> =
        report.observations.iter().map(|one| one.rule.as_ref()).collect();
    heard.extend(report.findings.iter().map(|finding| &*finding.rule));
    let own = report.ruleset.rules.iter().filter(|loaded| is_own(loaded));
    let own: Vec<&str> = own.map(|loaded| &*loaded.rule.id).collect();
    let silent: Vec<&str> = own.iter().copied().filter(|id| !heard.contains(id)).collect();
    if silent.is_empty() {
        return None;
    }
    Some(format!(
        "{} of {} of your own claim nothing: {}; `factlint test --coverage .` tells why",
        silent.len(),
        counted(own.len(), "rule"),
        listed(&silent)
    ))
}

/// What a kind of check asks, in one line.
fn check_summary(kind: &str) -> &'static str {
    factlint_engine::check::kind(kind).map_or("", |kind| kind.summary)
}

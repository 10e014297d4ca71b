//! `factlint rules`: what is loaded, what is due for review, and what editors let stand.

use std::io::{self, Write};

use super::arguments::{Common, RulesArguments};
use super::output::Destinations;
use super::overlaps;
use super::profile::{self, Profiled};
use super::session::{self, Session};
use super::table::{cut, write_table};
use super::{Exit, Failure};
use crate::corpus::{Corpus, Selection};
use crate::profile::RuleProfile;
use factlint_document::stet::Reach;
use factlint_engine::finding::Origin;
use factlint_engine::rule::Rule;
use factlint_engine::ruleset::LoadedRule;
use factlint_report::{Report, visible};

pub(super) fn run(common: &Common, options: &RulesArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let mut out = Vec::new();
    let mut exit = Exit::Clean;
    // Without a factlint.toml, nobody has said which documents count.
    let of_corpus =
        || session.config.file.is_some().then(|| profile::of_corpus(common, &session, &[]));
    if options.overlaps {
        write_overlaps(common, &session, options, of_corpus().as_ref())?;
    } else if options.reports != Destinations::default() {
        return Err(Failure("--format and --output go with --overlaps".to_owned()));
    } else if options.stets {
        write_stets(&mut out, &session, options)?;
    } else if options.stale {
        if write_stale(&mut out, &session, options)? {
            exit = Exit::Findings;
        }
    } else if options.cost {
        write_costs(&mut out, &session, &profile::of_corpus(common, &session, &[]))?;
    } else {
        write_rules(&mut out, &session, of_corpus().as_ref())?;
    }
    session::print(&out)?;
    session.print_problems(common, false)?;
    Ok(if session.is_whole() { exit } else { Exit::Failed })
}

/// Where rules meet, as notes at both their places.
fn write_overlaps(
    common: &Common,
    session: &Session,
    options: &RulesArguments,
    profiled: Option<&Profiled>,
) -> Result<(), Failure> {
    let findings = overlaps::find(session, profiled);
    let report = Report {
        findings: &findings,
        summary: profiled.map(|profiled| profiled.outcome.summary).unwrap_or_default(),
        observations: &[],
        ruleset: session.engine.rules(),
        notifications: &[],
    };
    options.reports.write(common, session, &Selection::default(), &report)
}

/// Every rule with its fact, and how often it fires in the corpus.
fn write_rules(
    out: &mut dyn Write,
    session: &Session,
    profiled: Option<&Profiled>,
) -> io::Result<()> {
    let rules = &session.engine.rules().rules;
    let are_checked = rules.iter().any(|loaded| loaded.rule.checked.is_some());
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|loaded| {
            let rule = &loaded.rule;
            let place = place(rule);
            let source = match &rule.source {
                Some(source) => format!("{place}; {source}"),
                None => place,
            };
            let mut row = vec![
                visible(&rule.id),
                rule.kind.to_owned(),
                rule.severity.as_str().to_owned(),
                cut(&fact(loaded)),
                cut(&source),
            ];
            if are_checked {
                row.insert(4, rule.checked.map(|day| day.to_string()).unwrap_or_default());
            }
            if let Some(profiled) = profiled {
                row.insert(3, profiled.fired(&rule.id).to_string());
            }
            row
        })
        .collect();
    let mut header = vec!["rule", "check", "severity", "what must hold", "where, source"];
    if are_checked {
        header.insert(4, "checked");
    }
    if profiled.is_some() {
        header.insert(3, "fired");
    }
    write_table(out, &header, &rows)
}

/// What each rule costs in the corpus, the dearest first.
fn write_costs(out: &mut dyn Write, session: &Session, profiled: &Profiled) -> io::Result<()> {
    let mut rules: Vec<(&LoadedRule, RuleProfile)> = session
        .engine
        .rules()
        .rules
        .iter()
        .map(|loaded| (loaded, profiled.outcome.profile.of(&loaded.rule.id)))
        .collect();
    rules.sort_by(|one, other| (other.1.time, &one.0.rule.id).cmp(&(one.1.time, &other.0.rule.id)));
    let total: f64 = rules.iter().map(|(_, profile)| profile.time.as_secs_f64()).sum();
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|(loaded, profile)| {
            let seconds = profile.time.as_secs_f64();
            let share = if total > 0.0 { 100.0 * seconds / total } else { 0.0 };
            vec![
                visible(&loaded.rule.id),
                loaded.rule.kind.to_owned(),
                format!("{:.2} ms", seconds * 1000.0),
                format!("{share:.0} %"),
                profile.documents.to_string(),
                profile.claims.to_string(),
                profiled.fired(&loaded.rule.id).to_string(),
            ]
        })
        .collect();
    write_table(out, &["rule", "check", "time", "share", "documents", "claims", "fired"], &rows)?;
    let summary = profiled.outcome.summary;
    writeln!(
        out,
        "\n{} rules took {:.1} ms of one thread in {} documents, besides reading them",
        rules.len(),
        total * 1000.0,
        summary.documents
    )
}

/// The rules whose `review-by` is past, those that are longest due first; whether there is one.
fn write_stale(
    out: &mut dyn Write,
    session: &Session,
    options: &RulesArguments,
) -> io::Result<bool> {
    let today = options.as_of.unwrap_or_else(session::today);
    let mut due: Vec<&LoadedRule> = session
        .engine
        .rules()
        .rules
        .iter()
        .filter(|loaded| loaded.rule.review_by.is_some_and(|by| by < today))
        .collect();
    due.sort_by(|one, other| {
        (one.rule.review_by, &one.rule.id).cmp(&(other.rule.review_by, &other.rule.id))
    });
    if due.is_empty() {
        let rules = session.engine.rules().rules.len();
        writeln!(out, "none of {rules} rules was due for review by {today}")?;
        return Ok(false);
    }
    let day = |date: Option<jiff::civil::Date>| date.map(|day| day.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = due
        .iter()
        .map(|loaded| {
            let rule = &loaded.rule;
            vec![
                visible(&rule.id),
                day(rule.review_by),
                day(rule.checked),
                cut(&fact(loaded)),
                cut(rule.source.as_deref().unwrap_or_default()),
                place(rule),
            ]
        })
        .collect();
    let header = ["rule", "review by", "checked", "what must hold", "source", "where"];
    write_table(out, &header, &rows)?;
    Ok(true)
}

/// Every stet of `factlint.toml`, those that are over marked, and every comment of a document.
fn write_stets(out: &mut dyn Write, session: &Session, options: &RulesArguments) -> io::Result<()> {
    let mut rows: Vec<Vec<String>> = session
        .config
        .stets
        .iter()
        .map(|stet| &stet.says)
        .map(|stet| {
            let over = options.as_of.zip(stet.until).is_some_and(|(on, until)| until < on);
            let until = match stet.until {
                None => "no end".to_owned(),
                Some(until) if over => format!("{until} (over)"),
                Some(until) => until.to_string(),
            };
            let path = stet.path.as_ref().map_or("all", |path| path.glob().glob());
            vec![
                visible(&stet.rule),
                visible(path),
                cut(stet.text.as_deref().unwrap_or("any words")),
                cut(&stet.reason),
                cut(stet.by.as_deref().unwrap_or_default()),
                until,
                format!("{}:{}", visible(&stet.place.path), stet.place.start.line),
            ]
        })
        .collect();
    let corpus = Corpus::list(&session.config, &Selection::default(), &session.here);
    for note in corpus.stet_notes() {
        let Ok(order) = &note.order else { continue };
        let path = visible(&note.place.path);
        rows.push(vec![
            cut(&order.rules.join(", ")),
            path.clone(),
            match note.reach {
                Reach::Block => "the block at the comment".to_owned(),
                Reach::Document => "the whole document".to_owned(),
            },
            cut(&order.reason),
            String::new(),
            "no end".to_owned(),
            format!("{path}:{}", note.place.start.line),
        ]);
    }
    if rows.is_empty() {
        return writeln!(out, "nothing is let stand, neither in factlint.toml nor in a document");
    }
    write_table(out, &["rule", "documents", "words", "reason", "by", "until", "where"], &rows)
}

/// What a rule holds to be true, in one line.
fn fact(loaded: &LoadedRule) -> String {
    loaded.check.fact(&loaded.rule).unwrap_or_else(|| "agree with each other".to_owned())
}

/// Where a rule stands.
fn place(rule: &Rule) -> String {
    match rule.place.origin {
        Origin::Pack => format!("pack {}", rule.place.path),
        _ => visible(&format!("{}:{}", rule.place.path, rule.place.start.line)),
    }
}

//! `factlint rules`: what is loaded, what is due for review, and what editors let stand.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::session::{self, Session};
use super::{Common, Exit, Failure, RulesArguments};
use crate::corpus::{Corpus, Selection};
use crate::finding::Origin;
use crate::pipeline::stets;
use crate::report::visible;
use crate::rule::Rule;
use crate::ruleset::LoadedRule;

/// Facts and sources are cut to this many characters.
const WIDEST: usize = 60;

pub(super) fn run(common: &Common, options: &RulesArguments) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let mut out = Vec::new();
    let mut exit = Exit::Clean;
    if options.stets {
        write_stets(&mut out, &session, options)?;
    } else if options.stale {
        if write_stale(&mut out, &session, options)? {
            exit = Exit::Findings;
        }
    } else {
        write_rules(&mut out, &session)?;
    }
    session::print(&out)?;
    session.print_problems(common, false)?;
    Ok(if session.is_whole() { exit } else { Exit::Failed })
}

/// Every rule with its fact.
fn write_rules(out: &mut dyn Write, session: &Session) -> io::Result<()> {
    let rows: Vec<Vec<String>> = session
        .ruleset
        .rules
        .iter()
        .map(|loaded| {
            let rule = &loaded.rule;
            let place = place(rule);
            let source = match &rule.source {
                Some(source) => format!("{place}; {source}"),
                None => place,
            };
            vec![
                visible(&rule.id),
                rule.kind.to_owned(),
                rule.severity.as_str().to_owned(),
                cut(&fact(loaded)),
                cut(&source),
            ]
        })
        .collect();
    write_table(out, &["rule", "check", "severity", "what must hold", "where, source"], &rows)
}

/// The rules whose `review-by` is past, those that are longest due first; whether there is one.
fn write_stale(
    out: &mut dyn Write,
    session: &Session,
    options: &RulesArguments,
) -> io::Result<bool> {
    let today = options.as_of.unwrap_or_else(session::today);
    let mut due: Vec<&LoadedRule> = session
        .ruleset
        .rules
        .iter()
        .filter(|loaded| loaded.rule.review_by.is_some_and(|by| by < today))
        .collect();
    due.sort_by(|one, other| {
        (one.rule.review_by, &one.rule.id).cmp(&(other.rule.review_by, &other.rule.id))
    });
    if due.is_empty() {
        let rules = session.ruleset.rules.len();
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
        .map(|stet| {
            let over = options.as_of.zip(stet.until).is_some_and(|(on, until)| until < on);
            let until = match stet.until {
                None => "no end".to_owned(),
                Some(until) if over => format!("{until} (over)"),
                Some(until) => until.to_string(),
            };
            let path = stet.path.as_ref().map_or("all", |path| path.glob().glob());
            vec![
                visible(stet.rule.get_ref()),
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
    for comment in stets::comments_in(&corpus) {
        let Ok((rules, reason)) = &comment.order else { continue };
        let path = visible(&comment.place.path);
        rows.push(vec![
            cut(&rules.join(", ")),
            path.clone(),
            "the block at the comment".to_owned(),
            cut(reason),
            String::new(),
            "no end".to_owned(),
            format!("{path}:{}", comment.place.start.line),
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

/// Writes rows in columns as wide as their widest cell.
fn write_table(out: &mut dyn Write, header: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().chain([&header]).map(|row| row[column].as_str());
            cells.map(UnicodeWidthStr::width).max().unwrap_or(0)
        })
        .collect();
    for row in [&header].into_iter().chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            let padding = width - UnicodeWidthStr::width(cell.as_str()) + 2;
            line.extend(std::iter::repeat_n(' ', padding));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn cut(text: &str) -> String {
    let text = visible(text);
    if text.chars().count() <= WIDEST {
        return text;
    }
    let mut short: String = text.chars().take(WIDEST - 1).collect();
    short.push('…');
    short
}

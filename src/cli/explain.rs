//! `factlint explain`: a page about a rule, a kind of check, or a line of a document.

use std::io::{self, Write};

use jiff::civil::Date;

use super::arguments::Common;
use super::line;
use super::profile::{self, Profiled};
use super::session::{self, Session};
use super::settings;
use super::table::{counted, cut, write_table};
use super::{Exit, Failure};
use factlint_engine::check::{self, KINDS};
use factlint_engine::finding::Origin;
use factlint_engine::rule::Verdict;
use factlint_engine::rule::table::closest;
use factlint_engine::ruleset::LoadedRule;
use factlint_report::visible;

pub(super) fn run(
    common: &Common,
    what: &str,
    place: Option<&str>,
    as_of: Option<Date>,
    tree: bool,
) -> Result<Exit, Failure> {
    if let Some(place) = place {
        let Some((path, line)) = line::place(place) else {
            return Err(Failure(format!(
                "`{}` is no line of a document: write FILE:LINE, for example draft.md:12",
                visible(place)
            )));
        };
        let session = Session::load(common)?;
        let Some(loaded) = session.engine.rules().find(what) else {
            session.print_problems(common, false)?;
            return Err(unknown(&session, what));
        };
        return line::run(common, &session, path, line, as_of, line::Show::Rule(loaded));
    }
    if let Some((path, line)) = line::place(what) {
        let session = Session::load(common)?;
        let show = if tree { line::Show::Tree } else { line::Show::Rules };
        return line::run(common, &session, path, line, as_of, show);
    }
    if tree {
        return Err(Failure(format!(
            "`--tree` shows the sentences of a line; `{}` is no FILE:LINE",
            visible(what)
        )));
    }
    if what == settings::WORD {
        return settings::run(common);
    }
    if let Some(kind) = check::kind(what) {
        session::print(kind.page.as_bytes())?;
        return Ok(Exit::Clean);
    }
    let session = Session::load(common)?;
    session.print_problems(common, false)?;
    if explain_rows(&session, what)? {
        return Ok(Exit::Clean);
    }
    let Some(loaded) = session.engine.rules().find(what) else {
        if session.config.is_broken {
            // It may be there.
            return Ok(Exit::Failed);
        }
        return Err(unknown(&session, what));
    };
    let mut out = Vec::new();
    explain_rule(&mut out, &session, loaded)?;
    if session.config.file.is_some() {
        explain_silence(&mut out, &profile::of_corpus(common, &session, &[]), loaded)?;
    }
    writeln!(out, "\n`factlint explain {}` has all keys of this kind.", loaded.rule.kind)?;
    session::print(&out)?;
    Ok(Exit::Clean)
}

/// The rows of a rule with `each`, with what must hold of each; whether it is one.
fn explain_rows(session: &Session, what: &str) -> Result<bool, Failure> {
    /// Others are only counted.
    const MOST_SHOWN: usize = 50;
    let rules = session.engine.rules();
    let without = rules.left_out.rows.get(what).map_or(&[][..], Vec::as_slice);
    let rows: Vec<&LoadedRule> = rules.rows_of(what).collect();
    let Some(first) = rows.first() else { return Ok(false) };
    let mut out = Vec::new();
    let place = &first.rule.place;
    writeln!(
        out,
        "{} ({}, {}:{}) makes a rule for each of {}",
        visible(what),
        first.rule.kind,
        visible(&place.path),
        place.start.line,
        counted(rows.len(), "row")
    )?;
    let shown: Vec<Vec<String>> = rows
        .iter()
        .take(MOST_SHOWN)
        .map(|loaded| {
            let fact = loaded.check.fact(&loaded.rule);
            let fact = fact.unwrap_or_else(|| "agree with each other".to_owned());
            vec![format!("  {}", visible(&loaded.rule.id)), cut(&fact)]
        })
        .collect();
    write_table(&mut out, &["  rule", "what must hold"], &shown)?;
    if rows.len() > MOST_SHOWN {
        writeln!(out, "  and {} more; `factlint rules` lists them", rows.len() - MOST_SHOWN)?;
    }
    if !without.is_empty() {
        let names: Vec<&str> = without.iter().take(MOST_SHOWN).map(String::as_str).collect();
        let rows = counted(without.len(), "row");
        writeln!(out, "{rows} without the fact make no rule: {}", visible(&names.join(", ")))?;
    }
    writeln!(out, "\n`factlint explain {}` tells of one", visible(&first.rule.id))?;
    session::print(&out)?;
    Ok(true)
}

/// That nothing goes by this name.
fn unknown(session: &Session, what: &str) -> Failure {
    let rules = session.engine.rules().rules.iter().map(|loaded| &*loaded.rule.id);
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let known: Vec<&str> = rules.chain(kinds.iter().copied()).collect();
    let hint = match closest(what, &known) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("kinds: {}; `factlint rules` lists the rules", kinds.join(", ")),
    };
    Failure(format!("there is no rule or kind `{}`; {hint}", visible(what)))
}

fn explain_rule(out: &mut dyn Write, session: &Session, loaded: &LoadedRule) -> io::Result<()> {
    let rule = &loaded.rule;
    let vocabulary = &session.engine.rules().vocabulary;
    writeln!(out, "{} ({}, {})", visible(&rule.id), rule.kind, rule.severity.as_str())?;
    if let Some(kind) = check::kind(rule.kind) {
        writeln!(out, "  {}", kind.summary)?;
    }
    writeln!(out)?;
    let place = match rule.place.origin {
        Origin::Pack => format!("shipped pack {}, line {}", rule.place.path, rule.place.start.line),
        _ => format!("{}:{}", rule.place.path, rule.place.start.line),
    };
    let names: Vec<&str> = rule
        .about
        .iter()
        .flat_map(|&subject| &vocabulary.subjects.get(subject).names)
        .map(|&name| vocabulary.phrases.get(name).text.as_str())
        .collect();
    let period = match (rule.period.from, rule.period.until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("documents from {from} on")),
        (None, Some(until)) => Some(format!("documents up to {until}")),
        (Some(from), Some(until)) => Some(format!("documents from {from} to {until}")),
    };
    let lines = [
        ("where", Some(place)),
        ("about", (!names.is_empty()).then(|| names.join(", "))),
        ("holds", loaded.check.fact(rule)),
        ("source", rule.source.clone()),
        ("checked", rule.checked.map(|date| date.to_string())),
        ("review by", rule.review_by.map(|date| date.to_string())),
        ("judges", period),
        ("scope", Some(rule.scope.as_str().to_owned())),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            writeln!(out, "  {name:<10} {}", visible(&value))?;
        }
    }
    for example in &rule.examples {
        let verdict = match example.verdict {
            Verdict::Bad => "bad",
            Verdict::Good => "good",
        };
        let several = example.documents.len() > 1;
        for (index, document) in example.documents.iter().enumerate() {
            let verdict = match (several, index) {
                (false, _) => verdict.to_owned(),
                (true, 0) => format!("{verdict}:"),
                (true, _) => "with".to_owned(),
            };
            let on = document.on.map(|date| format!(" (on {date})")).unwrap_or_default();
            writeln!(out, "  {verdict:<10} {}{on}", visible(&document.text))?;
        }
    }
    Ok(())
}

/// How often a rule fires in the corpus at hand, or why it does not.
fn explain_silence(
    out: &mut dyn Write,
    profiled: &Profiled,
    loaded: &LoadedRule,
) -> io::Result<()> {
    let profile = profiled.outcome.profile.of(&loaded.rule.id);
    let (fired, documents) = (profiled.fired(&loaded.rule.id), profiled.outcome.summary.documents);
    let line = match profile::why_silent(profiled, loaded) {
        Some(why) => format!("nothing in {}: {why}", counted(documents, "document")),
        None => {
            let claims = counted(profile.claims, "claim");
            let (documents, fired) = (counted(documents, "document"), counted(fired, "finding"));
            format!("{claims} in {documents}, {fired}")
        }
    };
    writeln!(out, "  {:<10} {line}", "here")
}

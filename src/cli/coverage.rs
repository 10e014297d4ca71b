//! `factlint test --coverage PATH`: what each rule reads of the statements about its subject in some documents, what
//! it does not read and why, and what was read there that no rule judges.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use super::Failure;
use super::arguments::{Common, CoverageFormat};
use super::profile::{self, Profiled};
use super::session::{self, Session};
use super::table::{counted, write_table};
use crate::corpus::Entry;
use crate::profile::RuleProfile;
use factlint_engine::finding::Origin;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::statement::{Content, Kind, Wanted};
use factlint_engine::unread::{Class, Reason};
use factlint_language::word;
use factlint_report::visible;

/// Subjects beyond these are only counted.
const MOST: usize = 40;

/// What coverage is asked for.
pub(super) struct Asked<'a> {
    /// Files and folders.
    pub paths: &'a [PathBuf],
    pub rules: &'a [&'a LoadedRule],
    pub format: CoverageFormat,
    /// Whether it is fine that no document lies there.
    pub allow_empty: bool,
}

/// What became of the examples.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Examples {
    pub run: usize,
    pub failed: usize,
}

/// Something that was read and that no rule judges, by subject and by what it is.
#[derive(Default)]
struct Unjudged {
    places: usize,
    /// The first place, with its words.
    first: Option<(String, u32, String)>,
}

/// Writes what the rules read; whether every document could be read.
pub(super) fn write(
    out: &mut dyn Write,
    common: &Common,
    session: &Session,
    asked: &Asked<'_>,
    examples: Examples,
) -> Result<bool, Failure> {
    let named: Vec<String> =
        asked.paths.iter().map(|path| visible(&path.to_string_lossy())).collect();
    for (path, shown) in asked.paths.iter().zip(&named) {
        if !session.here.join(path).exists() {
            return Err(Failure(format!("--coverage {shown}: no such file or folder")));
        }
    }
    let profiled = profile::of_corpus(common, session, asked.paths);
    let documents = profiled.corpus.entries.iter().filter(|entry| entry.reported).count();
    if documents == 0 && !asked.allow_empty {
        return Err(Failure(format!(
            "--coverage {}: no document lies there; --allow-empty lets it pass",
            named.join(", ")
        )));
    }
    let rows = rows(&profiled, asked.rules);
    let unjudged = unjudged_subjects(session, &profiled);
    match asked.format {
        CoverageFormat::Json => write_json(out, &profiled, documents, examples, &rows, &unjudged)?,
        CoverageFormat::Table => {
            let documents = counted(documents, "document");
            writeln!(out, "\ncoverage of {}: {documents}", named.join(", "))?;
            write_rows(out, &rows)?;
            write_silent(out, &profiled, &rows)?;
            write_unjudged(out, &unjudged)?;
        }
    }
    let style = common.style(io::stderr().is_terminal());
    let mut is_whole = true;
    for error in &profiled.outcome.errors {
        is_whole &= !error.reported;
        session::say_error(style, &format!("{} {}", error.path, error.message));
    }
    Ok(is_whole)
}

/// What one rule reads.
struct Row<'a> {
    loaded: &'a LoadedRule,
    profile: RuleProfile,
}

impl Row<'_> {
    fn unread_of(&self, class: Class) -> usize {
        let of_class = self.profile.unread.iter().filter(|(reason, _)| reason.class() == class);
        of_class.map(|(_, count)| count).sum()
    }
}

/// The rules, those first that make no claim, then those that leave most unread.
fn rows<'a>(profiled: &Profiled, rules: &[&'a LoadedRule]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'_>> = rules
        .iter()
        .map(|loaded| Row { loaded, profile: profiled.outcome.profile.of(&loaded.rule.id) })
        .collect();
    // What is as bad stays in the order of the rule files.
    rows.sort_by_key(|row| {
        let unread = (row.unread_of(Class::Unclear), row.unread_of(Class::Withheld));
        (row.profile.claims > 0, std::cmp::Reverse(unread))
    });
    rows
}

/// The table of what each rule reads and does not read.
fn write_rows(out: &mut dyn Write, rows: &[Row<'_>]) -> io::Result<()> {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let reasons: Vec<String> = row
                .profile
                .unread
                .iter()
                .filter(|(reason, _)| reason.class() != Class::Elsewhere)
                .map(|(reason, count)| format!("{count} {}", word(*reason)))
                .collect();
            let read = row.profile.claims;
            vec![
                format!("  {}", visible(&row.loaded.rule.id)),
                if read == 0 { "none".to_owned() } else { read.to_string() },
                row.unread_of(Class::Unclear).to_string(),
                row.unread_of(Class::Withheld).to_string(),
                row.unread_of(Class::Elsewhere).to_string(),
                row.profile.nothing.to_string(),
                reasons.join(", "),
            ]
        })
        .collect();
    writeln!(out)?;
    let header = ["  rule", "read", "unclear", "withheld", "elsewhere", "nothing to read", "why"];
    write_table(out, &header, &cells)
}

/// A reason in the words of its code: "not asserted".
fn word(reason: Reason) -> String {
    let name = reason.code().name;
    name.rsplit('/').next().unwrap_or(name).replace('-', " ")
}

/// The rules that claim nothing, and how near they came.
fn write_silent(out: &mut dyn Write, profiled: &Profiled, rows: &[Row<'_>]) -> io::Result<()> {
    let silent: Vec<Vec<String>> = rows
        .iter()
        .filter_map(|row| {
            let why = profile::why_silent(profiled, row.loaded)?;
            Some(vec![format!("  {}", visible(&row.loaded.rule.id)), why])
        })
        .collect();
    let all = counted(rows.len(), "rule");
    if silent.is_empty() {
        return writeln!(out, "\neach of {all} claims something there");
    }
    writeln!(out, "\n{} of {all} claim nothing there:", silent.len())?;
    write_table(out, &["", ""], &silent)
}

/// What was read about a subject, and claimed by no rule, by subject and what it is: the most first.
fn unjudged_subjects(
    session: &Session,
    profiled: &Profiled,
) -> Vec<((String, &'static str), Unjudged)> {
    let entries: Vec<&Entry> =
        profiled.corpus.entries.iter().filter(|entry| entry.reported).collect();
    let read: Vec<Vec<(String, &'static str, u32, String)>> =
        entries.par_iter().map(|entry| unjudged(session, profiled, entry)).collect();
    let mut found: BTreeMap<(String, &'static str), Unjudged> = BTreeMap::new();
    for (entry, read) in entries.iter().zip(read) {
        for (subject, what, line, words) in read {
            let one = found.entry((subject, what)).or_default();
            one.places += 1;
            one.first.get_or_insert_with(|| (profiled.corpus.display_path(entry), line, words));
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|(one, a), (other, b)| (b.places, one).cmp(&(a.places, other)));
    found
}

fn write_unjudged(
    out: &mut dyn Write,
    found: &[((String, &'static str), Unjudged)],
) -> io::Result<()> {
    if found.is_empty() {
        return writeln!(out, "\nnothing was read about a subject that no rule judges");
    }
    let places: usize = found.iter().map(|(_, one)| one.places).sum();
    writeln!(out, "\n{} that no rule judges:", counted(places, "reading"))?;
    let rows: Vec<Vec<String>> = found
        .iter()
        .take(MOST)
        .map(|((subject, what), one)| {
            let (path, line, words) = one.first.clone().unwrap_or_default();
            vec![
                format!("  {}", visible(subject)),
                counted(one.places, what),
                format!("{}:{line}", visible(&path)),
                format!("`{}`", visible(&words)),
            ]
        })
        .collect();
    write_table(out, &["", "", "", ""], &rows)?;
    if found.len() > MOST {
        writeln!(out, "  and {} more", counted(found.len() - MOST, "subject"))?;
    }
    Ok(())
}

/// The figures, dates and titles about a subject in a document that no rule claims: the subject, what it is,
/// its line and words. A document that cannot be read has none; the run has told.
fn unjudged(
    session: &Session,
    profiled: &Profiled,
    entry: &Entry,
) -> Vec<(String, &'static str, u32, String)> {
    let corpus = &profiled.corpus;
    let Ok(document) = corpus.open(entry) else { return Vec::new() };
    let wanted = |kind: Kind| matches!(kind, Kind::Figure | Kind::Date | Kind::Title);
    session
        .engine
        .read(&document)
        .statements(Wanted { kinds: &wanted, subjects: true, bearers: true })
        .into_iter()
        .filter(|one| !profiled.outcome.profile.is_claimed(&entry.path, one.span))
        .filter_map(|one| {
            let what = match &one.content {
                Content::Figure { .. } => "figure",
                Content::Date { .. } => "date",
                _ => "title",
            };
            let words = word::one_line(&one.words);
            Some((one.subject?.to_string(), what, one.start.line, words))
        })
        .collect()
}

/// The coverage as one JSON object.
#[derive(Serialize)]
struct Coverage<'a> {
    version: u32,
    documents: usize,
    examples: Examples,
    rules: Vec<RuleCoverage<'a>>,
    unjudged: Vec<SubjectCoverage<'a>>,
}

#[derive(Serialize)]
struct RuleCoverage<'a> {
    rule: &'a str,
    check: &'a str,
    /// The rule file with its line; the pack of a rule that ships.
    r#where: String,
    read: usize,
    unread: Vec<ReasonCoverage>,
    nothing_to_read: usize,
    /// Where it came nearest to a claim, if it makes none.
    nearest: Option<Nearest<'a>>,
    /// Why it claims nothing, in words.
    silent: Option<String>,
}

#[derive(Serialize)]
struct ReasonCoverage {
    reason: String,
    class: &'static str,
    places: usize,
}

#[derive(Serialize)]
struct Nearest<'a> {
    path: String,
    line: u32,
    why: &'a str,
}

#[derive(Serialize)]
struct SubjectCoverage<'a> {
    subject: &'a str,
    kind: &'a str,
    places: usize,
    path: String,
    line: u32,
    text: String,
}

fn write_json(
    out: &mut dyn Write,
    profiled: &Profiled,
    documents: usize,
    examples: Examples,
    rows: &[Row<'_>],
    unjudged: &[((String, &'static str), Unjudged)],
) -> io::Result<()> {
    let rules = rows
        .iter()
        .map(|row| {
            let rule = &row.loaded.rule;
            let unread = row.profile.unread.iter().map(|(reason, places)| ReasonCoverage {
                reason: reason.code().name.rsplit('/').next().unwrap_or_default().to_owned(),
                class: class_name(reason.class()),
                places: *places,
            });
            let is_silent = row.profile.claims == 0;
            let nearest = row.profile.nearest.as_ref().filter(|_| is_silent);
            RuleCoverage {
                rule: &rule.id,
                check: rule.kind,
                r#where: match rule.place.origin {
                    Origin::Pack => rule.place.path.to_string(),
                    _ => format!("{}:{}", rule.place.path, rule.place.start.line),
                },
                read: row.profile.claims,
                unread: unread.collect(),
                nothing_to_read: row.profile.nothing,
                nearest: nearest.map(|near| Nearest {
                    path: profiled.display_path(&near.place.path),
                    line: near.place.line,
                    why: &near.told,
                }),
                silent: profile::why_silent(profiled, row.loaded),
            }
        })
        .collect();
    let unjudged = unjudged
        .iter()
        .map(|((subject, kind), one)| {
            let (path, line, text) = one.first.clone().unwrap_or_default();
            SubjectCoverage { subject, kind, places: one.places, path, line, text }
        })
        .collect();
    let coverage = Coverage { version: 1, documents, examples, rules, unjudged };
    serde_json::to_writer_pretty(&mut *out, &coverage)?;
    writeln!(out)
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Unclear => "unclear",
        Class::Withheld => "withheld",
        Class::Elsewhere => "elsewhere",
    }
}

//! `factlint test --coverage DIR`: the rules that claim nothing in some documents, and what was read there
//! that no rule judges.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::profile::{self, Profiled};
use super::session::Session;
use super::table::{counted, write_table};
use super::{Common, Failure};
use crate::corpus::Entry;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::statement::{Content, Kind};
use factlint_report::visible;

/// Subjects beyond these are only counted.
const MOST: usize = 40;

/// Something that was read and that no rule judges, by subject and by what it is.
#[derive(Default)]
struct Unjudged {
    places: usize,
    /// The first place, with its words.
    first: Option<(String, u32, String)>,
}

pub(super) fn write(
    out: &mut dyn Write,
    common: &Common,
    session: &Session,
    folder: &Path,
    rules: &[&LoadedRule],
) -> Result<(), Failure> {
    if !session.here.join(folder).exists() {
        let shown = visible(&folder.to_string_lossy());
        return Err(Failure(format!("--coverage {shown}: no such file or folder")));
    }
    let profiled = profile::of_corpus(common, session, &[PathBuf::from(folder)]);
    let documents = profiled.corpus.entries.iter().filter(|entry| entry.reported).count();
    writeln!(
        out,
        "\ncoverage of {}: {}",
        visible(&folder.to_string_lossy()),
        counted(documents, "document")
    )?;
    write_silent(out, &profiled, rules)?;
    write_unjudged(out, session, &profiled)?;
    Ok(())
}

/// The rules that claim nothing, and how near they came.
fn write_silent(out: &mut dyn Write, profiled: &Profiled, rules: &[&LoadedRule]) -> io::Result<()> {
    let silent: Vec<Vec<String>> = rules
        .iter()
        .filter_map(|loaded| {
            let profile = profiled.outcome.profile.of(&loaded.rule.id);
            let why = profile::why_silent(loaded, &profile)?;
            Some(vec![format!("  {}", visible(&loaded.rule.id)), why])
        })
        .collect();
    let all = counted(rules.len(), "rule");
    if silent.is_empty() {
        return writeln!(out, "\neach of {all} claims something there");
    }
    writeln!(out, "\n{} of {all} claim nothing there:", silent.len())?;
    write_table(out, &["", ""], &silent)
}

/// What was read about a subject, and claimed by no rule.
fn write_unjudged(out: &mut dyn Write, session: &Session, profiled: &Profiled) -> io::Result<()> {
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
    if found.is_empty() {
        return writeln!(out, "\nnothing was read about a subject that no rule judges");
    }
    let places: usize = found.values().map(|one| one.places).sum();
    let subjects = found.len();
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|(one, a), (other, b)| (b.places, one).cmp(&(a.places, other)));
    writeln!(out, "\n{} that no rule judges:", counted(places, "reading"))?;
    let rows: Vec<Vec<String>> = found
        .into_iter()
        .take(MOST)
        .map(|((subject, what), one)| {
            let (path, line, words) = one.first.unwrap_or_default();
            vec![
                format!("  {}", visible(&subject)),
                counted(one.places, what),
                format!("{}:{line}", visible(&path)),
                format!("`{}`", visible(&words)),
            ]
        })
        .collect();
    write_table(out, &["", "", "", ""], &rows)?;
    if subjects > MOST {
        writeln!(out, "  and {} more", counted(subjects - MOST, "subject"))?;
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
        .statements(&wanted)
        .into_iter()
        .filter(|one| !profiled.outcome.profile.is_claimed(&entry.path, one.span))
        .filter_map(|one| {
            let what = match &one.content {
                Content::Figure { .. } => "figure",
                Content::Date { .. } => "date",
                _ => "title",
            };
            let words = one.words.split_whitespace().collect::<Vec<_>>().join(" ");
            Some((one.subject?, what, one.start.line, words))
        })
        .collect()
}

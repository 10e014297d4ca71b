//! `factlint init`: a first `factlint.toml`, made from what the folder holds.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::arguments::Common;
use super::session;
use super::{Exit, Failure};
use crate::corpus::chosen_packs::Chosen;
use crate::corpus::config::{Config, FILE_NAME};
use crate::corpus::rule_sources;
use crate::corpus::{Corpus, Selection, display_path};
use crate::files::{self, Bounds};
use crate::packs::{self, PACKS, Pack};
use crate::rule_files::{self, Reader};
use crate::run::{Outcome, Run};
use factlint_engine::engine::Engine;
use factlint_engine::ruleset::RuleSet;
use factlint_report::{Sources, pretty};

/// Undated documents that are listed one by one; of more, only the number is told.
const LISTED: usize = 12;

pub(super) fn run(common: &Common, force: bool) -> Result<Exit, Failure> {
    let here = session::working_directory(common)?;
    let path = here.join(FILE_NAME);
    if path.exists() && !force {
        return Err(Failure(format!(
            "{FILE_NAME} is there already; `factlint init --force` replaces it"
        )));
    }
    let config = Config::none(here.clone());
    let corpus = Corpus::list(&config, &Selection::default(), &here);
    let policy = config.policy(None).reporting(&corpus);
    let mut chosen: Vec<Pack> = Vec::new();
    let mut told = String::new();
    let mut first: Option<(Outcome, Engine)> = None;
    for &pack in PACKS {
        let (ruleset, _) = RuleSet::read(vec![pack.file()]);
        let engine = Engine::new(ruleset);
        let outcome = Run::new(&corpus, &engine, &policy).outcome();
        let claims = outcome.summary.claims;
        let default = packs::DEFAULT.contains(&pack.name);
        if claims > 0 || default {
            chosen.push(pack);
            let _ = writeln!(
                told,
                "  {:<10} on: {claims} claim{} read ({})",
                pack.name,
                if claims == 1 { "" } else { "s" },
                pack.summary
            );
        } else {
            let _ = writeln!(told, "  {:<10} off: nothing here is about it", pack.name);
        }
        if first.is_none() && !outcome.findings.is_empty() {
            first = Some((outcome, engine));
        }
    }
    let own = own_rules(&here);
    let undated: Vec<&str> = corpus
        .entries
        .iter()
        .filter(|entry| corpus.open(entry).is_ok_and(|document| document.record().date.is_none()))
        .map(|entry| entry.path.as_str())
        .collect();
    std::fs::write(
        &path,
        contents(&chosen, &undated, rule_files::holds_rules(&here.join("rules"))),
    )
    .map_err(|error| Failure(format!("{FILE_NAME} cannot be written: {error}")))?;

    let mut out = Vec::new();
    let count = corpus.entries.len();
    writeln!(
        out,
        "wrote {FILE_NAME} for {count} document{}\n\npacks:\n{told}",
        if count == 1 { "" } else { "s" }
    )?;
    if let Some(own) = &own {
        writeln!(out, "rules of your own:\n{own}")?;
    }
    if !undated.is_empty() {
        writeln!(
            out,
            "{} of them without a date: titles and other facts that change are not judged there.\n\
             {FILE_NAME} has a [[document]] block to fill in.\n",
            undated.len()
        )?;
    }
    match &first {
        Some((outcome, engine)) => {
            writeln!(out, "a first finding:\n")?;
            let mut sources = Sources::new(
                |path| files::read(&here.join(path), files::LARGEST_DOCUMENT).ok(),
                None,
                Some(engine.rules()),
            );
            let style = common.style(io::stdout().is_terminal());
            pretty::write_finding(&mut out, &outcome.findings[0], &mut sources, style)?;
        }
        None => {
            writeln!(out, "no finding yet; `factlint explain quantity` shows how to write a rule")?
        }
    }
    writeln!(
        out,
        "next: factlint check; factlint suggest drafts rules for what the documents disagree on"
    )?;
    session::print(&out)?;
    Ok(Exit::Clean)
}

/// What a folder `rules` holds that is there already, as far as it is rules.
fn own_rules(here: &Path) -> Option<String> {
    let folder = here.join("rules");
    if !folder.is_dir() {
        return None;
    }
    if !rule_files::holds_rules(&folder) {
        let alike = rule_files::alike(&folder);
        let first = alike.first()?;
        return Some(format!("  rules/     off: {first} is not read, rename it to end in .toml\n"));
    }
    let bounds = Bounds::new([here.to_owned()]);
    let name = |path: &Path| display_path(path, here);
    let reader = Reader { bounds: &bounds, name: &name, read: &rule_files::read_text };
    let (files, unread) = rule_files::files_at(&folder, false, &reader);
    let count = files.len();
    let (ruleset, problems, _) = rule_sources::rules_of(files, &Chosen::default(), here, &reader);
    let counted = |count: usize, noun: &str| {
        if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
    };
    let mut told = format!(
        "  rules/     on: {} in {}",
        counted(ruleset.rules.len(), "rule"),
        counted(count, "file")
    );
    let mistakes = problems.len() + unread.len();
    if mistakes > 0 {
        let _ = write!(told, "; `factlint rules` tells {}", counted(mistakes, "mistake"));
    }
    told.push('\n');
    Some(told)
}

/// `own` tells whether a folder `rules` is there.
fn contents(packs: &[Pack], undated: &[&str], own: bool) -> String {
    let names: Vec<String> = packs.iter().map(|pack| format!("\"{}\"", pack.name)).collect();
    let hash = if own { "" } else { "# " };
    let mut text = format!(
        "# Rules of your own: files or folders beside this file.\n\
         {hash}rules = [\"rules\"]\n\
         packs = [{}]\n\n\
         [corpus]\n\
         # include = [\"**/*.txt\", \"**/*.md\"]    # default: every file of a known format\n\
         # exclude = [\"archive/**\"]\n",
        names.join(", ")
    );
    if !undated.is_empty() {
        text.push_str(
            "\n# Documents without a date: fill in and uncomment. The first match wins.\n",
        );
        for path in undated.iter().take(LISTED) {
            // One line whatever the name holds: a JSON string is a TOML string.
            let quoted = serde_json::Value::String(globset::escape(path)).to_string();
            let _ = write!(text, "\n# [[document]]\n# path = {quoted}\n# date = 2025-01-31\n");
        }
        if undated.len() > LISTED {
            let _ = writeln!(
                text,
                "\n# ... and {} more; one glob may name many.",
                undated.len() - LISTED
            );
        }
    }
    text
}

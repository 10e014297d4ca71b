//! What programs can ask: pure functions of a corpus and a question.

use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;
use rmcp::schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::corpus::Formats;
use crate::corpus::normalised;
use crate::files;
use crate::workspace::{Workspace, is_unread, told};
use factlint_engine::check;
use factlint_engine::claim::{Claim, Speaker};
use factlint_engine::engine::Detail;
use factlint_engine::finding::{Finding, Origin, Problem, Severity};
use factlint_engine::rule::phrase::Cue;
use factlint_engine::rule::table::did_you_mean;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::statement::{Kind, Statement, Wanted};
use factlint_language::word;
use factlint_report::json;

/// Answers have at most this many claims or statements; how many there are is told.
const MOST: usize = 100;

/// Why something was not answered, in words for whoever asked.
#[derive(Debug)]
pub struct Refused(pub String);

/// A draft to check.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub struct CheckText {
    /// The whole text of the draft.
    pub text: String,
    /// Where the draft will lie, relative to the folder of factlint.toml ("news/launch.md"): rules may depend on it,
    /// and it takes the place of a document that is there. "draft.md" if it is left out.
    pub path: Option<String>,
}

/// What a draft came to.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// How many contradictions there are, by severity.
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Each as in `factlint check --format json`, version 1.
    findings: Vec<Json>,
    /// Statements about known subjects that were not understood, as findings with the reason.
    unread: Vec<Json>,
    /// How many statements of the draft were compared.
    claims: usize,
    /// What is wrong with the rules: those that are right were used.
    rule_problems: Vec<String>,
}

/// Checks a draft. Nothing is kept of it.
pub fn check_text(workspace: &mut Workspace, asked: &CheckText) -> Result<Checked, Refused> {
    let formats = &workspace.setup.config.formats;
    let path = draft_path(formats, asked.path.as_deref().unwrap_or("draft.md"))?;
    if asked.text.len() as u64 > files::LARGEST_DOCUMENT {
        return Err(Refused("the text is too large to be a document".to_owned()));
    }
    workspace.overlay(&path, &asked.text);
    workspace.refresh(&path);
    let found = workspace.findings_at(Origin::Document, &path);
    let (unread, findings): (Vec<&Finding>, Vec<&Finding>) =
        found.iter().map(|finding| &***finding).partition(|finding| is_unread(finding));
    let count = |severity| findings.iter().filter(|one| one.severity == severity).count();
    let checked = Checked {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        findings: findings.iter().map(|finding| json::value(finding)).collect(),
        unread: unread.iter().map(|finding| json::value(finding)).collect(),
        claims: claims_of(workspace, &path),
        rule_problems: rule_problems(workspace),
    };
    workspace.uncover(&path);
    workspace.refresh(&path);
    Ok(checked)
}

/// The path of a draft in the corpus: a relative one that stays inside, of a format that is read from text.
fn draft_path(formats: &Formats, path: &str) -> Result<String, Refused> {
    let outside = || {
        Refused(format!(
            "`{path}` is no path inside of the corpus: write one like \"news/launch.md\""
        ))
    };
    let place = Path::new("/corpus");
    let normal = normalised(&place.join(path));
    let inside = normal.strip_prefix(place).map_err(|_| outside())?;
    let inside = inside.to_str().filter(|inside| !inside.is_empty()).ok_or_else(outside)?;
    if Path::new(path).is_absolute() {
        return Err(outside());
    }
    let inside = inside.replace('\\', "/");
    let format = formats.for_path(&inside);
    if format.is_package() {
        let name = format.name();
        return Err(Refused(format!("a .{name} document is no text: give its text another name")));
    }
    Ok(inside)
}

fn rule_problems(workspace: &Workspace) -> Vec<String> {
    let told = |problem: &Problem| {
        let at = &problem.primary;
        format!("{}:{}: {}", at.path, at.start.line, problem.message)
    };
    workspace.problems.iter().map(told).collect()
}

/// A subject to look up.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub struct LookUp {
    /// A name of the subject ("Tomahawk"), or the id of a subject or of a rule.
    pub name: String,
    /// Only rules whose cues, id or kind have these words ("range").
    pub cue: Option<String>,
}

/// What rules hold of a subject.
#[derive(Debug, Serialize)]
pub struct LookedUp {
    rules: Vec<Held>,
}

/// A rule, the fact that it holds, and what documents say under it.
#[derive(Debug, Serialize)]
pub struct Held {
    rule: String,
    check: &'static str,
    /// What must hold, in words; null where documents need only agree.
    holds: Option<String>,
    source: Option<String>,
    checked: Option<String>,
    /// Where the rule stands.
    place: String,
    /// What documents say, newest first.
    claims: Vec<Said>,
    /// How many there are in all.
    claims_in_all: usize,
}

/// What a document says.
#[derive(Debug, Serialize)]
pub struct Said {
    path: String,
    line: u32,
    date: Option<String>,
    words: String,
    /// How the words were understood.
    read: String,
    speaker: Option<String>,
}

/// Looks a subject up.
pub fn look_up(workspace: &Workspace, asked: &LookUp) -> Result<LookedUp, Refused> {
    let rules = workspace.engine().rules();
    let wanted = asked.name.to_lowercase();
    let cue = asked.cue.as_deref().map(str::to_lowercase);
    let found: Vec<&LoadedRule> = rules
        .rules
        .iter()
        .filter(|loaded| names_of(workspace, loaded).any(|name| name.to_lowercase() == wanted))
        .filter(|loaded| cue.as_deref().is_none_or(|cue| has_cue(workspace, loaded, cue)))
        .collect();
    if found.is_empty() {
        return Err(unknown(workspace, asked));
    }
    Ok(LookedUp { rules: found.into_iter().map(|loaded| held(workspace, loaded)).collect() })
}

/// How many statements of a document rules judge.
fn claims_of(workspace: &Workspace, path: &str) -> usize {
    let document = workspace.open(path);
    let claims = |document| workspace.engine().read(&document).observe(Detail::Claims).claims.len();
    document.map_or(0, claims)
}

/// What a rule may be looked up by: its id, and the ids and names of its subjects.
fn names_of<'w>(workspace: &'w Workspace, loaded: &'w LoadedRule) -> impl Iterator<Item = &'w str> {
    let vocabulary = &workspace.engine().rules().vocabulary;
    let subjects = loaded.rule.about.iter().map(|&subject| vocabulary.subjects.get(subject));
    let names = subjects.flat_map(|subject| {
        let names = subject.names.iter().map(|&name| vocabulary.phrases.get(name).text.as_str());
        std::iter::once(subject.id.as_str()).chain(names)
    });
    loaded.rule.names().chain(names)
}

/// Whether a rule is one that a cue asks for.
fn has_cue(workspace: &Workspace, loaded: &LoadedRule, cue: &str) -> bool {
    let rule = &loaded.rule;
    let phrases = &workspace.engine().rules().vocabulary.phrases;
    let cues = rule.near.iter().flatten().filter_map(Cue::phrase);
    let mut cues = cues.map(|known| phrases.get(known).text.to_lowercase());
    rule.kind == cue
        || rule.id.to_lowercase().contains(cue)
        || cues.any(|known| known.contains(cue))
}

fn held(workspace: &Workspace, loaded: &LoadedRule) -> Held {
    let rule = &loaded.rule;
    let mut claims: Vec<Claim> = workspace.claims.of_rule(workspace.engine(), &rule.id).collect();
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.document.date));
    Held {
        rule: rule.id.to_string(),
        check: rule.kind,
        holds: loaded.check.fact(rule),
        source: rule.source.clone(),
        checked: rule.checked.map(|date| date.to_string()),
        place: rule.notes.place.to_string(),
        claims_in_all: claims.len(),
        claims: claims.iter().filter_map(said).take(MOST).collect(),
    }
}

fn said(claim: &Claim) -> Option<Said> {
    let part = claim.parts.first()?;
    Some(Said {
        path: claim.document.path.to_string(),
        line: part.start.line,
        date: claim.document.date.map(|date| date.to_string()),
        words: word::one_line(part.seen()),
        read: told::value(&part.value),
        speaker: match &claim.speaker {
            Speaker::Paper => None,
            Speaker::Named(name) => Some(name.to_string()),
            Speaker::Unnamed => Some("somebody unnamed".to_owned()),
        },
    })
}

/// That no rule goes by a name, with one that is like it.
fn unknown(workspace: &Workspace, asked: &LookUp) -> Refused {
    let rules = &workspace.engine().rules().rules;
    let known: Vec<&str> = rules.iter().flat_map(|loaded| names_of(workspace, loaded)).collect();
    let hint = did_you_mean(&asked.name, &known)
        .unwrap_or_else(|| "what_sources_say tells what documents state about it".to_owned());
    let cue = asked.cue.as_deref().map(|cue| format!(" with `{cue}`")).unwrap_or_default();
    Refused(format!("no rule is about `{}`{cue}; {hint}", asked.name))
}

/// A name to look for in the documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub struct WhatSourcesSay {
    /// Whom or what the statements are about, or who says them ("Tomahawk", "Ann Lee").
    pub name: String,
    /// Only sentences that hold this word ("range").
    pub cue: Option<String>,
}

/// What documents state about a name.
#[derive(Debug, Serialize)]
pub struct Statements {
    statements: Vec<Stated>,
    /// How many there are in all.
    in_all: usize,
    /// How many documents were read.
    documents: usize,
}

/// A statement of a document.
#[derive(Debug, Serialize)]
pub struct Stated {
    path: String,
    line: u32,
    date: Option<String>,
    kind: &'static str,
    words: String,
    /// How the words were understood, where that is more than the words tell.
    read: Option<String>,
    subject: Option<String>,
    speaker: Option<String>,
    sentence: String,
}

/// Lists what documents state about a name, the newest document first.
pub fn what_sources_say(
    workspace: &Workspace,
    asked: &WhatSourcesSay,
) -> Result<Statements, Refused> {
    let name = asked.name.trim();
    let Some(last) = name.split_whitespace().next_back().map(str::to_lowercase) else {
        return Err(Refused(
            "`name` is empty: write whom or what the statements are about".to_owned(),
        ));
    };
    let cue = asked.cue.as_deref().map(str::to_lowercase);
    let wanted = Wanted { kinds: &|kind| kind != Kind::Name, subjects: true, bearers: true };
    let entries = &workspace.corpus.entries;
    let read = |entry| {
        let document = workspace.corpus.open(entry).ok()?;
        // Nothing is about a name that a document never mentions.
        if !document.prose().to_lowercase().contains(&last) {
            return None;
        }
        let date = document.record().date;
        let mut found = workspace.engine().read(&document).statements(wanted);
        found.retain(|one| one.is_about(name));
        found.retain(|one| {
            cue.as_deref().is_none_or(|cue| one.sentence.to_lowercase().contains(cue))
        });
        Some((date, entry.path.as_str(), found))
    };
    let mut all: Vec<(Option<Date>, &str, Vec<Statement>)> =
        entries.par_iter().filter_map(read).collect();
    all.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let in_all = all.iter().map(|(_, _, found)| found.len()).sum();
    let stated = all
        .iter()
        .flat_map(|(date, path, found)| found.iter().map(move |one| stated(path, *date, one)));
    Ok(Statements { statements: stated.take(MOST).collect(), in_all, documents: entries.len() })
}

fn stated(path: &str, date: Option<Date>, one: &Statement) -> Stated {
    let kind = Kind::ALL.iter().find(|(kind, _)| *kind == one.kind).map_or("", |(_, name)| name);
    Stated {
        path: path.to_owned(),
        line: one.start.line,
        date: date.map(|date| date.to_string()),
        kind,
        words: word::one_line(&one.seen),
        read: told::content(&one.content),
        subject: one.subject.as_deref().map(str::to_owned),
        speaker: one.speaker.clone(),
        sentence: word::one_line(&one.sentence),
    }
}

/// A rule to explain.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
pub struct Explain {
    /// The id of the rule, as findings have it, or the name of a kind of check.
    pub rule: String,
}

/// What a rule does.
#[derive(Debug, Serialize)]
pub struct Explained {
    rule: Option<Held>,
    /// What the kind of check reads, and all keys of its rules, in Markdown.
    kind: &'static str,
    /// How many findings the rule has in the corpus.
    findings: usize,
    /// How many statements about its subject it did not understand.
    unread: usize,
}

/// Explains a rule or a kind of check.
pub fn explain(workspace: &Workspace, asked: &Explain) -> Result<Explained, Refused> {
    let rules = workspace.engine().rules();
    if let Some(loaded) = rules.find(&asked.rule) {
        let (findings, unread) = workspace.counts().get(&asked.rule).copied().unwrap_or_default();
        let kind = check::kind(loaded.rule.kind).map_or("", |kind| kind.page);
        return Ok(Explained { rule: Some(held(workspace, loaded)), kind, findings, unread });
    }
    if let Some(kind) = check::kind(&asked.rule) {
        return Ok(Explained { rule: None, kind: kind.page, findings: 0, unread: 0 });
    }
    let known: Vec<&str> = rules.rules.iter().map(|loaded| &*loaded.rule.id).collect();
    let hint = did_you_mean(&asked.rule, &known)
        .unwrap_or_else(|| "findings have the id of their rule as `rule`".to_owned());
    Err(Refused(format!("there is no rule `{}`; {hint}", asked.rule)))
}

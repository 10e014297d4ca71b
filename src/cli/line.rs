//! `factlint explain FILE:LINE`: what was read in a line, and why each rule did or did not judge it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use jiff::civil::Date;

use super::arguments::Common;
use super::profile;
use super::session::{self, Session};
use super::table::cut;
use super::{Exit, Failure};
use factlint_engine::engine::{Detail, DocumentReading};
use factlint_engine::finding::{Finding, Label};
use factlint_engine::observed::Observed;
use factlint_engine::policy::{Admission, Policy};
use factlint_engine::reading::Sentence;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::statement::{self, Wanted};
use factlint_engine::unread::Unread;
use factlint_language::span::Span;
use factlint_language::word;
use factlint_report::visible;

/// The file and the line of `FILE:LINE`.
pub(super) fn place(text: &str) -> Option<(PathBuf, u32)> {
    let (path, line) = text.rsplit_once(':')?;
    Some((PathBuf::from(path), line.parse().ok().filter(|line| *line > 0)?))
}

/// What is shown of a line.
#[derive(Clone, Copy)]
pub(super) enum Show<'r> {
    /// What was read in it, and what each rule made of it.
    Rules,
    /// What one rule made of it.
    Rule(&'r LoadedRule),
    /// Its sentences word by word.
    Tree,
}

pub(super) fn run(
    common: &Common,
    session: &Session,
    path: PathBuf,
    line: u32,
    as_of: Option<Date>,
    show: Show<'_>,
) -> Result<Exit, Failure> {
    let shown = visible(&path.to_string_lossy());
    if !session.here.join(&path).exists() {
        return Err(Failure(format!("{shown}: no such file")));
    }
    if session.here.join(&path).is_dir() {
        return Err(Failure(format!("{shown} is a folder: name a file and one of its lines")));
    }
    let profiled = profile::of_corpus_on(common, session, std::slice::from_ref(&path), as_of);
    let corpus = &profiled.corpus;
    let Some(entry) = corpus.entries.iter().find(|entry| entry.reported) else {
        return Err(Failure(format!(
            "{shown} is no document of the corpus: see `include` and `exclude` in factlint.toml"
        )));
    };
    let document =
        corpus.open(entry).map_err(|error| Failure(format!("{} {}", error.path, error.message)))?;
    let Some(within) = line_span(document.text(), line) else {
        let lines = document.text().lines().count();
        return Err(Failure(format!("{shown} has {lines} lines")));
    };
    let reading = session.engine.read(&document);
    let policy = session.config.policy(None);
    let line = Line { session, reading: &reading, within };
    let mut out = Vec::new();
    if matches!(show, Show::Tree) {
        line.write_trees(&mut out)?;
        session::print(&out)?;
        return Ok(if session.is_whole() { Exit::Clean } else { Exit::Failed });
    }
    line.write_text(&mut out, &corpus.display_path(entry))?;
    let findings = &profiled.outcome.findings;
    match show {
        Show::Rule(loaded) => {
            line.write_rule(&mut out, &policy, &corpus.display_path(entry), findings, loaded)?;
        }
        _ => {
            line.write_readings(&mut out)?;
            line.write_rules(&mut out, &policy, &corpus.display_path(entry), findings)?;
        }
    }
    session::print(&out)?;
    session.print_problems(common, false)?;
    Ok(if session.is_whole() { Exit::Clean } else { Exit::Failed })
}

/// The bytes of a line, counted from 1.
fn line_span(text: &str, line: u32) -> Option<Span> {
    let mut start = 0;
    for (index, content) in text.split_inclusive('\n').enumerate() {
        if index as u32 + 1 == line {
            return Some(Span::new(start, start + content.trim_end().len()));
        }
        start += content.len();
    }
    None
}

struct Line<'a> {
    session: &'a Session,
    reading: &'a DocumentReading<'a>,
    within: Span,
}

impl Line<'_> {
    fn sentences(&self) -> Vec<Sentence> {
        let document = self.reading.document();
        let told = self.reading.visible();
        told.sentences()
            .filter(|sentence| document.locate(sentence.span).0.overlaps(self.within))
            .collect()
    }

    /// The sentences of the line, with what is known of the document.
    fn write_text(&self, out: &mut dyn Write, path: &str) -> io::Result<()> {
        let date = match self.reading.document().record().date {
            Some(date) => format!("document of {date}"),
            None => "undated document".to_owned(),
        };
        writeln!(out, "{}, {date}", visible(path))?;
        let sentences = self.sentences();
        if sentences.is_empty() {
            return writeln!(
                out,
                "  no prose in this line: it is empty, code, markup or front matter"
            );
        }
        for sentence in sentences {
            let role = self.reading.visible().role(sentence).as_str().replace('-', " ");
            let words = word::one_line(sentence.span.of(self.reading.document().prose()));
            writeln!(out, "  {role}: {}", visible(&words))?;
        }
        Ok(())
    }

    /// The sentences of the line, word by word.
    fn write_trees(&self, out: &mut dyn Write) -> io::Result<()> {
        let told = self.reading.visible();
        let sentences = self.sentences();
        if sentences.is_empty() {
            return writeln!(
                out,
                "no prose in this line: it is empty, code, markup or front matter"
            );
        }
        for (index, sentence) in sentences.into_iter().enumerate() {
            let words = word::one_line(sentence.span.of(self.reading.document().prose()));
            let syntax = told.syntax(sentence);
            let gap = if index > 0 { "\n" } else { "" };
            writeln!(out, "{gap}{}", visible(&words))?;
            for row in syntax.to_string().lines() {
                writeln!(out, "{}", visible(row))?;
            }
        }
        Ok(())
    }

    /// The figures, dates, titles, quotations and names of the line.
    fn write_readings(&self, out: &mut dyn Write) -> io::Result<()> {
        let found =
            self.reading.statements(Wanted { kinds: &|_| true, subjects: true, bearers: true });
        let here: Vec<_> = found.iter().filter(|one| one.span.overlaps(self.within)).collect();
        if here.is_empty() {
            return Ok(());
        }
        writeln!(out, "\nread:")?;
        for one in here {
            let kind = statement::Kind::ALL
                .iter()
                .find(|(kind, _)| *kind == one.kind)
                .map_or("", |(_, name)| name);
            let words = word::one_line(&one.seen);
            let mut line = format!("  {kind:<9}  `{}`", visible(&words));
            if let Some(subject) = &one.subject {
                line.push_str(&format!(", about {}", visible(subject)));
            }
            if let Some(speaker) = &one.speaker {
                line.push_str(&format!(", said by {}", visible(speaker)));
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// What each rule makes of the line: first those that read something, then those that came nearest to it.
    fn write_rules(
        &self,
        out: &mut dyn Write,
        policy: &Policy<'_>,
        path: &str,
        findings: &[Finding],
    ) -> io::Result<()> {
        let observed = self.reading.observe(Detail::Unread);
        writeln!(out, "\nrules:")?;
        let rules = &self.session.engine.rules().rules;
        let mut made: Vec<Made<'_>> = rules
            .iter()
            .map(|loaded| self.made(loaded, &observed, policy, path, findings))
            .filter(|made| !made.told.is_empty() || !made.findings.is_empty())
            .collect();
        made.sort_by_key(Made::distance);
        for one in &made {
            one.write(out)?;
        }
        let others = rules.len() - made.len();
        let other = if made.is_empty() { "" } else { "other " };
        let rules = if others == 1 { "rule finds" } else { "rules find" };
        writeln!(out, "  {others} {other}{rules} nothing of theirs in this line")
    }

    /// What one rule makes of the line.
    fn write_rule(
        &self,
        out: &mut dyn Write,
        policy: &Policy<'_>,
        path: &str,
        findings: &[Finding],
        loaded: &LoadedRule,
    ) -> io::Result<()> {
        let observed = self.reading.observe(Detail::Unread);
        let made = self.made(loaded, &observed, policy, path, findings);
        writeln!(out)?;
        if made.told.is_empty() && made.findings.is_empty() {
            let rule = &loaded.rule;
            let document = self.reading.document();
            let left_out = rule.conditions.as_ref().and_then(|one| one.refusal(document));
            if let Some(why) = left_out {
                let (id, kind) = (visible(&rule.id), rule.kind);
                return writeln!(
                    out,
                    "  {id} ({kind}): does not read this document: {}",
                    visible(&why)
                );
            }
            let what =
                if rule.about.is_empty() { "nothing that it looks for" } else { "its subject" };
            let names = self.names_of(loaded);
            let named = if names.is_empty() { String::new() } else { format!(": {names}") };
            return writeln!(
                out,
                "  {} ({}): {what} stands neither in this line nor above it{}",
                visible(&rule.id),
                rule.kind,
                visible(&named)
            );
        }
        made.write(out)
    }

    /// The names of what a rule is about.
    fn names_of(&self, loaded: &LoadedRule) -> String {
        let vocabulary = &self.session.engine.rules().vocabulary;
        let subjects = loaded.rule.about.iter().map(|&subject| vocabulary.subjects.get(subject));
        let names: Vec<&str> = subjects
            .flat_map(|subject| &subject.names)
            .map(|&name| vocabulary.phrases.get(name).text.as_str())
            .collect();
        names.join(", ")
    }

    /// What a rule makes of the line: of each sentence what it claims, or else the reason that came nearest.
    fn made<'m>(
        &self,
        loaded: &'m LoadedRule,
        observed: &'m Observed,
        policy: &Policy<'_>,
        path: &str,
        findings: &'m [Finding],
    ) -> Made<'m> {
        let rule = &loaded.rule;
        let document = self.reading.document();
        let sentences: Vec<Span> =
            self.sentences().iter().map(|sentence| document.locate(sentence.span).0).collect();
        let sentence_of = |span: Span| {
            let around = sentences.iter().find(|sentence| sentence.overlaps(span));
            around.copied().unwrap_or(span)
        };
        let mut told: BTreeMap<Span, Told<'_>> = BTreeMap::new();
        let claims = observed.claims.iter().filter(|claim| claim.rule == rule.id);
        let parts = claims.flat_map(|claim| &claim.parts);
        for part in parts.filter(|part| part.span.overlaps(self.within)) {
            let words = word::one_line(part.seen());
            if let Told::Reads(known) =
                told.entry(sentence_of(part.span)).or_insert_with(|| Told::Reads(Vec::new()))
            {
                known.push(format!("`{words}`"));
            }
        }
        let unread = observed.unread.iter().filter(|unread| unread.rule == rule.id);
        // The nearest one of a rule comes first.
        for miss in unread.filter(|miss| miss.span.overlaps(self.within)) {
            told.entry(sentence_of(miss.sentence)).or_insert(Told::Misses(miss));
        }
        let is_here = |finding: &&Finding| {
            let here = |label: &Label| *label.path == *path && label.span.overlaps(self.within);
            *finding.rule == *rule.id && finding.labels().any(here)
        };
        let mut told: Vec<(String, Told<'_>)> = told
            .into_iter()
            .map(|(sentence, told)| (word::one_line(sentence.of(document.text())), told))
            .collect();
        told.sort_by_key(|(_, told)| told.distance());
        Made {
            loaded,
            told,
            aside: self.aside(loaded, observed, policy),
            has_sentences: sentences.len() > 1,
            findings: findings.iter().filter(is_here).collect(),
        }
    }

    /// Why the claims of a rule in this document are not judged.
    fn aside(&self, loaded: &LoadedRule, observed: &Observed, policy: &Policy<'_>) -> &'static str {
        let rule = &loaded.rule;
        match policy.for_document(observed).admits(rule) {
            Admission::Judged => "",
            Admission::Undated => "; not judged: the rule has a period, and the document no date",
            Admission::Refused if policy.severity(rule, &observed.document).is_none() => {
                "; switched off here by `[[override]]`"
            }
            Admission::Refused if !rule.covers(observed.document.date) => {
                "; not judged: the document lies outside the rule's period"
            }
            Admission::Refused => "; switched off here by the document's front matter",
        }
    }
}

/// What a rule makes of a sentence.
enum Told<'m> {
    /// It claims these words.
    Reads(Vec<String>),
    /// It claims nothing, for a reason.
    Misses(&'m Unread),
}

impl Told<'_> {
    /// How far it is from a claim.
    fn distance(&self) -> usize {
        match self {
            Self::Reads(_) => 0,
            Self::Misses(miss) => 1 + miss.reason.distance(),
        }
    }

    fn words(&self, aside: &str) -> String {
        match self {
            Self::Reads(words) => format!("reads {}{aside}", words.join(", ")),
            Self::Misses(miss) if miss.is_statement => {
                format!("does not read `{}`: {}", word::one_line(&miss.words), miss.told())
            }
            Self::Misses(miss) => miss.told(),
        }
    }
}

/// What a rule makes of a line.
struct Made<'m> {
    loaded: &'m LoadedRule,
    /// By sentence, the nearest to a claim first.
    told: Vec<(String, Told<'m>)>,
    /// What keeps its claims from being judged.
    aside: &'static str,
    /// Whether the line has several sentences.
    has_sentences: bool,
    findings: Vec<&'m Finding>,
}

impl Made<'_> {
    /// How far it is from a claim.
    fn distance(&self) -> usize {
        self.told.first().map_or(0, |(_, told)| told.distance())
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let rule = &self.loaded.rule;
        let (id, kind) = (visible(&rule.id), rule.kind);
        match self.told.as_slice() {
            [] => writeln!(out, "  {id} ({kind}): claims something beside this line")?,
            [(_, told)] if !self.has_sentences => {
                writeln!(out, "  {id} ({kind}): {}", visible(&told.words(self.aside)))?;
            }
            told => {
                writeln!(out, "  {id} ({kind}):")?;
                for (sentence, told) in told {
                    let words = visible(&told.words(self.aside));
                    writeln!(out, "      {words}, in “{}”", cut(sentence))?;
                }
            }
        }
        for finding in &self.findings {
            let severity = finding.severity.as_str();
            writeln!(out, "      {severity}: {}", visible(&finding.message))?;
        }
        Ok(())
    }
}

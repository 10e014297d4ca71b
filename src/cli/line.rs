//! `factlint explain FILE:LINE`: what was read in a line, and why each rule did or did not judge it.

use std::io::{self, Write};
use std::path::PathBuf;

use jiff::civil::Date;

use super::profile;
use super::session::{self, Session};
use super::{Common, Exit, Failure};
use factlint_engine::claims::Admission;
use factlint_engine::engine::{Detail, DocumentReading};
use factlint_engine::finding::Finding;
use factlint_engine::observed::Observed;
use factlint_engine::policy::Policy;
use factlint_engine::reading::Sentence;
use factlint_engine::ruleset::LoadedRule;
use factlint_engine::statement;
use factlint_engine::unread::Unread;
use factlint_language::span::Span;
use factlint_language::syntax::Syntax;
use factlint_report::visible;

/// The file and the line of `FILE:LINE`.
pub(super) fn place(text: &str) -> Option<(PathBuf, u32)> {
    let (path, line) = text.rsplit_once(':')?;
    Some((PathBuf::from(path), line.parse().ok().filter(|line| *line > 0)?))
}

/// What is shown of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// What was read in it, and what each rule made of it.
    Rules,
    /// Its sentences word by word.
    Tree,
}

pub(super) fn run(
    common: &Common,
    path: PathBuf,
    line: u32,
    as_of: Option<Date>,
    show: Show,
) -> Result<Exit, Failure> {
    let session = Session::load(common)?;
    let shown = visible(&path.to_string_lossy());
    if !session.here.join(&path).exists() {
        return Err(Failure(format!("{shown}: no such file")));
    }
    if session.here.join(&path).is_dir() {
        return Err(Failure(format!("{shown} is a folder: name a file and one of its lines")));
    }
    let profiled = profile::of_corpus_on(common, &session, std::slice::from_ref(&path), as_of);
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
    let line = Line { session: &session, reading: &reading, within };
    let mut out = Vec::new();
    if show == Show::Tree {
        line.write_trees(&mut out)?;
        session::print(&out)?;
        return Ok(if session.is_whole() { Exit::Clean } else { Exit::Failed });
    }
    line.write_text(&mut out, &corpus.display_path(entry))?;
    line.write_readings(&mut out)?;
    let findings: Vec<&Finding> = profiled.outcome.findings.iter().collect();
    line.write_rules(&mut out, &policy, &corpus.display_path(entry), &findings)?;
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
            let words = sentence.span.of(self.reading.document().prose()).split_whitespace();
            let words = words.collect::<Vec<_>>().join(" ");
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
            let words = sentence.span.of(self.reading.document().prose()).split_whitespace();
            let words = words.collect::<Vec<_>>().join(" ");
            let syntax = Syntax::of(told.tokens(sentence), told.figures(sentence));
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
        let found = self.reading.statements(&|_| true);
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
            let words = one.seen.split_whitespace().collect::<Vec<_>>().join(" ");
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

    /// What each rule makes of the line.
    fn write_rules(
        &self,
        out: &mut dyn Write,
        policy: &Policy<'_>,
        path: &str,
        findings: &[&Finding],
    ) -> io::Result<()> {
        let observed = self.reading.observe(Detail::Unread);
        writeln!(out, "\nrules:")?;
        let mut others = 0;
        for loaded in &self.session.engine.rules().rules {
            let told = self.told(loaded, &observed, policy);
            let found: Vec<&&Finding> = findings
                .iter()
                .filter(|finding| *finding.rule == *loaded.rule.id)
                .filter(|finding| {
                    finding
                        .labels()
                        .any(|label| label.path == path && label.span.overlaps(self.within))
                })
                .collect();
            if told.is_none() && found.is_empty() {
                others += 1;
                continue;
            }
            let rule = &loaded.rule;
            let told = told.unwrap_or_else(|| "claims something beside this line".to_owned());
            writeln!(out, "  {} ({}): {}", visible(&rule.id), rule.kind, visible(&told))?;
            for finding in found {
                let severity = finding.severity.as_str();
                writeln!(out, "      {severity}: {}", visible(&finding.message))?;
            }
        }
        let all = self.session.engine.rules().rules.len();
        let other = if others == all { "" } else { "other " };
        let rules = if others == 1 { "rule finds" } else { "rules find" };
        writeln!(out, "  {others} {other}{rules} nothing of theirs in this line")
    }

    /// What a rule claims in the line, or why it claims nothing although it looks at it.
    fn told(
        &self,
        loaded: &LoadedRule,
        observed: &Observed,
        policy: &Policy<'_>,
    ) -> Option<String> {
        let rule = &loaded.rule;
        let claims = observed.claims.iter().filter(|claim| claim.rule == rule.id);
        let words: Vec<String> = claims
            .flat_map(|claim| &claim.parts)
            .filter(|part| part.span.overlaps(self.within))
            .map(|part| {
                let words = part.seen().split_whitespace().collect::<Vec<_>>().join(" ");
                format!("`{words}`")
            })
            .collect();
        if words.is_empty() {
            let unread = observed.unread.iter().filter(|unread| unread.rule == rule.id);
            let mut here = unread.filter(|unread| unread.span.overlaps(self.within));
            return here.next().map(Unread::told);
        }
        let date = observed.document.date;
        let aside = match policy.for_document(observed).admits(rule) {
            Admission::Judged => "",
            Admission::Undated => "; not judged: the rule has a period, and the document no date",
            Admission::Refused if policy.severity(rule, &observed.document.path).is_none() => {
                "; switched off here by `[[override]]`"
            }
            Admission::Refused if !rule.covers(date) => {
                "; not judged: the document lies outside the rule's period"
            }
            Admission::Refused => "; switched off here by the document's front matter",
        };
        Some(format!("reads {}{aside}", words.join(", ")))
    }
}

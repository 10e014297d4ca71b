//! Suggestions as people read them, and what they answer.

use std::io::{self, BufRead, IsTerminal, Write};

use super::rejections::Rejections;
use super::target::Target;
use super::{Found, SUGGESTED, Suggestion};
use crate::cli::Failure;
use crate::cli::arguments::Common;
use crate::cli::session::{self, Session};
use crate::cli::table::counted;
use crate::files;
use factlint_engine::engine::Engine;
use factlint_engine::finding::Origin;
use factlint_engine::suggest;
use factlint_report::pretty::{self, Style};
use factlint_report::{Sources, visible};

/// Findings of a rule that are shown one by one.
const SHOWN: usize = 2;

/// Suggestions as people read them.
pub(super) struct Shown<'s> {
    pub(super) session: &'s Session,
    pub(super) common: &'s Common,
    pub(super) target: &'s Target,
}

impl Shown<'_> {
    fn sources<'e>(&'e self, engine: &'e Engine) -> Sources<'e> {
        Sources::new(
            |path| files::read(&self.session.here.join(path), files::LARGEST_DOCUMENT).ok(),
            None,
            Some(engine.rules()),
        )
    }

    /// What was withheld, and what would show it.
    fn told(&self, found: &Found<'_>) -> String {
        let crowded = match found.crowded {
            0 => String::new(),
            several => format!(
                "; {} not compared, of too many documents that say nearly the same",
                counted(several, "group")
            ),
        };
        let copies = match found.withheld {
            0 => return crowded,
            1 => "1 near copy".to_owned(),
            several => format!("{several} near copies"),
        };
        format!(
            "{crowded}; {copies} withheld, of documents without a date or on other things: `factlint check --packs agreement` \
             shows them"
        )
    }

    /// Writes all of them.
    pub(super) fn show(&self, found: &Found<'_>, is_written: bool) -> Result<(), Failure> {
        let mut out = Vec::new();
        let style = self.common.style(io::stdout().is_terminal());
        let mut sources = self.sources(&self.session.engine);
        for (index, one) in found.suggestions.iter().enumerate() {
            self.write(&mut out, index + 1, one, &mut sources, style)?;
        }
        let count = found.suggestions.len();
        let documents = counted(found.more, "more suggestion");
        if count == 0 {
            writeln!(
                out,
                "nothing to suggest: no two documents were found to disagree{}",
                self.told(found)
            )?;
        } else if !self.common.quiet {
            write!(out, "{}", counted(count, "suggestion"))?;
            if found.more > 0 {
                write!(out, "; up to {documents} with --limit {}", count + found.more)?;
            }
            if !is_written {
                write!(out, "; --write {SUGGESTED} adds the rules to a file")?;
            }
            writeln!(out, "{}", self.told(found))?;
        }
        session::print(&out)
    }

    fn write(
        &self,
        out: &mut dyn Write,
        number: usize,
        one: &Suggestion<'_>,
        sources: &mut Sources<'_>,
        style: Style,
    ) -> io::Result<()> {
        for finding in one.findings.iter().take(SHOWN) {
            let mut finding = finding.clone();
            // The rule stands below, in no file yet.
            finding.notes.retain(|note| !note.starts_with("rule: "));
            finding.related.retain(|label| label.origin != Origin::Rule);
            pretty::write_finding(out, &finding, sources, style)?;
        }
        if one.findings.len() > SHOWN {
            writeln!(out, "and {} more of this rule\n", one.findings.len() - SHOWN)?;
        }
        writeln!(out, "suggestion {number}, for {}:\n", visible(&self.target.shown))?;
        let mut toml = suggest::subjects_of(std::iter::once(one.draft));
        toml.push_str(&one.draft.rule(std::slice::from_ref(&one.example)));
        for line in toml.lines() {
            writeln!(out, "{}", visible(line))?;
        }
        writeln!(out)
    }

    /// Asks about one after the other: the ids of accepted rules, with what was made of them.
    pub(super) fn ask(
        &self,
        all: &[Suggestion<'_>],
        mut rejections: Rejections,
    ) -> Result<Vec<(String, Option<String>)>, Failure> {
        let style = self.common.style(io::stdout().is_terminal());
        let mut sources = self.sources(&self.session.engine);
        let mut accepted: Vec<(String, Option<String>)> = Vec::new();
        let mut lines = io::stdin().lock().lines();
        for (index, one) in all.iter().enumerate() {
            let mut out = Vec::new();
            self.write(&mut out, index + 1, one, &mut sources, style)?;
            session::print(&out)?;
            loop {
                session::print(
                    format!(
                        "{} of {}: [a]ccept, [r]eject, [e]dit, [s]kip, [q]uit? ",
                        index + 1,
                        all.len()
                    )
                    .as_bytes(),
                )?;
                let Some(answer) = lines.next().transpose()? else {
                    session::print(b"\n")?;
                    return Ok(accepted);
                };
                match answer.trim().to_lowercase().as_str() {
                    "a" | "accept" | "y" | "yes" => {
                        // Of a rule that compares everything, one is enough.
                        if accepted.iter().all(|(id, _)| *id != one.draft.id) {
                            accepted.push((one.draft.id.clone(), None));
                        }
                    }
                    "r" | "reject" | "n" | "no" => rejections.add(&one.anchor)?,
                    "s" | "skip" | "" => {}
                    "q" | "quit" => return Ok(accepted),
                    "e" | "edit" => match self.edited(one, &mut lines)? {
                        Some(rule) => accepted.push((one.draft.id.clone(), Some(rule))),
                        None => continue,
                    },
                    _ => {
                        session::print(b"write a, r, e, s or q\n")?;
                        continue;
                    }
                }
                break;
            }
        }
        Ok(accepted)
    }

    /// A rule that somebody types anew; none where there is a mistake in it, which is told.
    fn edited(
        &self,
        one: &Suggestion<'_>,
        lines: &mut dyn Iterator<Item = io::Result<String>>,
    ) -> Result<Option<String>, Failure> {
        session::print(b"the rule as it should be; a line with a single . ends it\n")?;
        let mut rule = String::new();
        for line in lines {
            let line = line?;
            if line.trim() == "." {
                break;
            }
            rule.push_str(&line);
            rule.push('\n');
        }
        let subjects = suggest::subjects_of(std::iter::once(one.draft));
        let file = self.target.file(&format!("{subjects}{rule}"));
        let (engine, problems) = self.session.engine_with(self.common, file);
        let ours: Vec<_> =
            problems.iter().filter(|problem| *problem.primary.path == *self.target.shown).collect();
        if ours.is_empty() && !rule.trim().is_empty() {
            return Ok(Some(rule));
        }
        let mut out = Vec::new();
        let mut sources = self.sources(&engine);
        let style = self.common.style(io::stdout().is_terminal());
        for problem in ours {
            pretty::write_problem(&mut out, problem, &mut sources, style)?;
        }
        session::print(&out)?;
        Ok(None)
    }
}
